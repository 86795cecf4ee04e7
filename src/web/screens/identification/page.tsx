// The fallen: what came, what was found in it, whose it may be. A laboratory sees codes; a side sees its own; the machine proposes
// and two persons decide.
import type { ReactNode } from "react";
import type { RemainsView } from "../../../desk/remains-types.ts";
import { mayRead, useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useItem } from "../../frame/search.ts";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useSome } from "../../parts/some.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { LinkFamily, NeededRelatives, UnlinkFamily } from "./after-decision.tsx";
import { Board, RelativeSamples } from "./board.tsx";
import { CaseSheet } from "./case-sheet.tsx";
import { FindAffiliation, Findings } from "./find-affiliation.tsx";
import { Laboratory } from "./laboratory.tsx";
import { PartPerson } from "./part-person.tsx";
import { ExamineRemains, JoinSets, ReceiveRemains, RecordGrave, ReportSamples, SendSamples } from "./receive-forms.tsx";
import { SecondSignatures } from "./second-signatures.tsx";
import { SetsTable } from "./sets-table.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const { query, field } = useDay();
  const [chosen] = useItem("identification");
  const board = useView<RemainsView>(`/remains${query}`);
  return (
    <div className="stack">
      <PageHead title={say("nav.identification")} lead={board.data ? <ViewLine view={board.data} /> : undefined}>{field}</PageHead>
      <p className="quiet">{say(mayRead(session, "genetics") ? "ident.leadLaboratory" : "ident.lead")}</p>
      <Answered query={board}>
        {(view) => (
          <>
            <Board view={view} />
            <SecondSignatures />
            {mayRead(session, "genetics") ? <Laboratory board={view} /> : null}
            <Cases view={view} query={query} chosen={chosen} />
            <RelativeSamples view={view} />
            <NeededRelatives view={view} />
            <Findings findings={view.findings} />
            <ReceiveRemains />
            <ExamineRemains />
            <SendSamples />
            <ReportSamples />
            <JoinSets />
            <PartPerson view={view} />
            <FindAffiliation findings={view.findings} />
            <LinkFamily view={view} />
            <UnlinkFamily view={view} />
            <RecordGrave view={view} />
            <SetsTable query={query} />
          </>
        )}
      </Answered>
    </div>
  );
}

function Cases({ view, query, chosen }: { readonly view: RemainsView; readonly query: string; readonly chosen: string | undefined }): ReactNode {
  const say = useSay();
  const { cases } = view;
  const ordered = chosen === undefined ? cases : [...cases].sort((a, b) => Number(b.identification === chosen) - Number(a.identification === chosen));
  const { shown, more } = useSome(ordered, 6);
  return (
    <section className="stack" aria-label={say("ident.cases")}>
      <h2>{say("ident.cases")}</h2>
      <p className="quiet small">{say("ident.casesLead")}</p>
      {ordered.length === 0 ? <p className="quiet">{say("ident.noCases")}</p> : shown.map((one) => <CaseSheet key={`${one.identification} ${one.state}`} one={one} view={view} query={query} isOpen={one.identification === chosen} />)}
      {more}
    </section>
  );
}
