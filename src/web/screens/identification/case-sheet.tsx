// One proposal: whose it would be, what it rests on, who signed, what rests on it. The machine proposes; two persons decide.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { AffectedView, CaseRow, RemainsView } from "../../../desk/remains-types.ts";
import { mayRecord, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PdfButton } from "../../parts/pdf-button.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { InformKin, KinLines } from "./after-decision.tsx";
import { ReopenCase, ReturnCase, SignCase } from "./decide-case.tsx";
import { percent, reportOf } from "./report-of.ts";
import { ReportView } from "./report-view.tsx";

export function CaseSheet({ one, view, query, isOpen: isOpenAtFirst }: { readonly one: CaseRow; readonly view: RemainsView; /** That of the board, whose day is asked. */ readonly query: string; readonly isOpen: boolean }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { session } = useKnown();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const [isAsked, setAsked] = useState(false);
  const report = reportOf(one.dna?.report);
  return (
    <section className="sheet stack tight" aria-label={one.identification}>
      <header className="row spread">
        <h3><bdi>{one.identification}</bdi></h3>
        <Mark tone={one.state === "identified" ? "fine" : one.state === "proposed" ? "wait" : "open"}>{say.code("ident.case", one.state)}</Mark>
      </header>
      <p>{say("ident.proposedAs", { sets: say.list([...one.sets]), missing: one.missing, family: one.family, side: name(one.side) })} <Cites cites={[{ entry: one.entry, label: one.cite }]} /></p>
      {one.dna === null ? <p className="small">{say("ident.withoutDna")}</p> : <p className="num small">log10 {say.decimal(one.dna.log10Lr, 2)} · {say("ident.posteriorShort", { percent: percent(one.dna.posterior, say) })} · {say("ident.gapShort", { gap: say.decimal(one.dna.gapLog10, 1) })} · {say.code("ident.verdict", one.dna.verdict)}</p>}
      {one.identifiers.length === 0 ? null : <p className="small">{say("ident.signedOn", { identifiers: say.list(one.identifiers.map((id) => say.code("ident.identifier", id))) })}</p>}
      {one.returned === null ? null : <p className="small">{say.code("ident.outcome", one.returned.outcome)} · {say.code("ident.reason", one.returned.reason)}</p>}
      {one.graves.length === 0 ? null : <p className="small">{say("ident.grave", { grave: say.list(one.graves.map(({ grave }) => grave)) })}</p>}
      <KinLines one={one} view={view} />
      <div className="row no-print">
        {report === undefined ? null : <Button className="button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>{say(isOpen ? "ident.hideReport" : "ident.showReport")}</Button>}
        {session.views.includes("remains") ? <Button className="button" aria-expanded={isAsked} onPress={() => setAsked(!isAsked)}>{say("ident.whatRests")}</Button> : null}
        {report === undefined ? null : <PdfButton form="identification" of={one.identification} query={query} />}
      </div>
      {isOpen && report ? <ReportView report={report} /> : null}
      {isAsked ? <Affected identification={one.identification} /> : null}
      {one.state === "identified" && session.party === one.side ? <InformKin one={one} /> : null}
      {one.state === "proposed" && mayRecord(session, "identification.signed") && session.party === one.side ? <SignCase one={one} /> : null}
      {one.state === "proposed" ? <ReturnCase one={one} /> : null}
      {one.state === "re-opened" ? null : <ReopenCase one={one} />}
    </section>
  );
}

function Affected({ identification }: { readonly identification: string }): ReactNode {
  const say = useSay();
  const asked = useView<AffectedView>(`/remains/affected/${encodeURIComponent(identification)}`);
  const listed = (items: readonly string[]): ReactNode => (items.length === 0 ? "–" : <bdi>{say.list([...items])}</bdi>);
  return (
    <Answered query={asked}>
      {(view) => (
        <dl className="facts" aria-label={say("ident.whatRests")}>
          <dt>{say("ident.families")}</dt><dd>{listed(view.families)}</dd>
          <dt>{say("ident.otherCases")}</dt><dd>{listed(view.identifications)}</dd>
          <dt>{say("ident.kinToldAgain")}</dt><dd>{listed(view.kinInformed)}</dd>
          {view.rows.length === 0 ? null : <><dt>{say("ident.rows")}</dt><dd>{say.list(view.rows.map(({ list, row }) => say("ident.isRow", { list, row })))}</dd></>}
          <dt>{say("ident.graves")}</dt><dd>{listed(view.graves)}</dd>
          <dt>{say("ident.sets")}</dt><dd>{listed(view.sets)}</dd>
          <dt>{say("ident.samples")}</dt><dd>{listed(view.samples)}</dd>
          <dt>{say("ident.containers")}</dt><dd>{listed(view.containers)}</dd>
          <dt>{say("ident.accountEntries")}</dt><dd>{view.account.length === 0 ? "–" : <Cites cites={view.account.map(({ entry, cite }) => ({ entry, label: cite }))} />}</dd>
        </dl>
      )}
    </Answered>
  );
}
