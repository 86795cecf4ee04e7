// The mediator has the plan drawn, reads it with its proof, records it, and gives it to both sides at once.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { EntryDetail, GivenView } from "../../../desk/api-types.ts";
import type { PlanView, RoundView, StageView } from "../../../desk/planning-view.ts";
import { isRecord } from "../../../basis/parse-json.ts";
import { parsePlan } from "../../../planning/parse-plan.ts";
import { fetchJson } from "../../frame/api.ts";
import { mayRecord, useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { RefusedNote } from "../../parts/refused.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { Stages } from "./made.tsx";
import { NoPlan, type NoPlanAnswer } from "./no-plan.tsx";
import { usePlanners } from "../../parts/planners.ts";
import { useJob } from "./use-job.ts";
import { Working } from "./working.tsx";

export type PlanAnswer = NoPlanAnswer | { readonly answer: "plan"; readonly made: Readonly<Record<string, unknown>> & { readonly stages: readonly StageView[] } };

export function DrawPlan({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const planners = usePlanners();
  const { session } = useKnown();
  const work = useJob<PlanAnswer>("solve-plan");
  if (!mayRecord(session, "plan.proposed") || round.seed.state !== "drawn" || round.forwarded) return null;
  if (round.made) return <Forward plan={plan} round={round} />;
  const { result } = work;
  return (
    <div className="stack tight no-print">
      <div className="row"><Button className="button first" isDisabled={work.isRunning} onPress={() => work.start({ ask: "plan", plan: plan.plan, round: round.round })}>{say("planning.drawNow")}</Button></div>
      <Working work={work} />
      {result?.answer === "plan" ? (
        <>
          <Stages stages={result.made.stages} />
          <div><Button data-act="plan.proposed" className="button first" onPress={() => sign({ draft: { kind: "plan.proposed", to: planners, body: { plan: plan.plan, round: round.round, made: result.made } } })}>{say("planning.recordPlan")}</Button></div>
        </>
      ) : null}
      {result && result.answer !== "plan" ? <NoPlan answer={result} /> : null}
    </div>
  );
}

function Forward({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const to = useEverybody();
  const [error, setError] = useState<unknown>();
  const { made } = round;
  if (!made) return null;
  const forward = async (): Promise<void> => {
    setError(undefined);
    try {
      const { opened } = await fetchJson<EntryDetail>(`/entries/${made.entry}`);
      const { assign } = parsePlan(isRecord(opened?.body["made"]) ? opened.body["made"] : {});
      const counted = round.frozen.leaves === null ? {} : { counts: (await fetchJson<GivenView>(`/planning/given?plan=${encodeURIComponent(plan.plan)}&round=${round.round}`)).counts };
      sign({ draft: { kind: "plan.forwarded", to, body: { plan: plan.plan, round: round.round, planHash: made.planHash, batches: batchesOf(assign), ...counted } } });
    } catch (refused) {
      setError(refused);
    }
  };
  return <div className="stack tight no-print"><RefusedNote error={error} /><div><Button data-act="plan.forwarded" className="button first" onPress={() => void forward()}>{say("planning.forward")}</Button></div></div>;
}

/** Who goes when, batch by batch, as it is given to both sides. */
export function batchesOf(assign: Readonly<Record<string, string | null>>): { readonly batch: string; readonly persons: readonly string[] }[] {
  const batches = new Map<string, string[]>();
  for (const [person, batch] of Object.entries(assign)) if (batch !== null) batches.set(batch, [...(batches.get(batch) ?? []), person]);
  return [...batches].sort(([a], [b]) => (a < b ? -1 : 1)).map(([batch, persons]) => ({ batch, persons: persons.sort() }));
}
