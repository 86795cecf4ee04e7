// Plans: what both sides signed, what the record gives for a plan and what is missing, and each round: frozen, seed by commit and
// reveal, drawn with its proof, given to both, locked by both, changed by consent. Everything in counts; persons only on demand.
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { PlanningView } from "../../../desk/api-types.ts";
import type { PlanView } from "../../../desk/planning-view.ts";
import { useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { PageHead } from "../../parts/page.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { FreezePlan } from "./freeze-plan.tsx";
import { Problem } from "./problem.tsx";
import { OfferRemains } from "./offer-remains.tsx";
import { ProposeValues } from "./propose-values.tsx";
import { RoundSheet } from "./round.tsx";
import { CommitAhead } from "./seed.tsx";
import { StateMeans } from "./state-means.tsx";
import { StateTogether } from "./state-together.tsx";
import { Values } from "./values.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const { query, field } = useDay();
  const planning = useView<PlanningView>(`/planning${query}`);
  return (
    <div className="stack">
      <PageHead title={say("nav.planning")} lead={planning.data ? <ViewLine view={planning.data} /> : undefined}>{field}</PageHead>
      <p className="quiet">{say("planning.lead")}</p>
      <Answered query={planning}>{({ plans }) => (plans.length === 0 ? <p className="quiet">{say("planning.none")}</p> : plans.map((plan) => <Plan key={plan.plan} plan={plan} query={query} />))}</Answered>
    </div>
  );
}

function Plan({ plan, query }: { readonly plan: PlanView; readonly query: string }): ReactNode {
  const say = useSay();
  const rounds = [...plan.rounds].reverse();
  return (
    <section className="stack" aria-label={say("planning.plan", { plan: plan.plan })}>
      <Tabs className="tabs">
        <TabList className="tablist" aria-label={say("planning.plan", { plan: plan.plan })}>
          <Tab id="rounds" className="tab">{say("planning.plan", { plan: plan.plan })}</Tab>
          <Tab id="problem" className="tab">{say("planning.problem")}</Tab>
          <Tab id="values" className="tab">{say("planning.values")}</Tab>
        </TabList>
        <TabPanel id="rounds" className="stack">
          <FreezePlan plan={plan} query={query} />
          <CommitAhead plan={plan} />
          {rounds.length === 0 ? <p className="quiet">{say("planning.noRound")}</p> : null}
          {rounds.map((round, i) => <RoundSheet key={round.round} plan={plan} round={round} isNewest={i === 0} />)}
        </TabPanel>
        <TabPanel id="problem" className="stack"><Problem plan={plan} /></TabPanel>
        <TabPanel id="values" className="stack"><Values plan={plan} /><ProposeValues plan={plan} /><StateMeans plan={plan} /><StateTogether plan={plan} /><OfferRemains plan={plan} /></TabPanel>
      </Tabs>
    </section>
  );
}
