// The candidates of a search by set: proposed, more references needed with the relative who would help most, excluded, none.
// Each proposal is signed by one analyst and a second officer of the laboratory over the same bytes.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { isRecord } from "../../../basis/parse-json.ts";
import { outsideReport } from "../../../identification/outside-report.ts";
import type { Report } from "../../../identification/report.ts";
import type { RemainsView } from "../../../desk/remains-types.ts";
import { mayRecord, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ChoiceField } from "../../parts/fields.tsx";
import { Mark, type Tone } from "../../parts/mark.tsx";
import { useSigning } from "../../parts/signing.tsx";
import { useSome } from "../../parts/some.tsx";
import { forSide } from "./addressed.ts";
import { percent, reportOf } from "./report-of.ts";
import { ReportView } from "./report-view.tsx";

type Row = {
  readonly sets: readonly string[]; readonly family: string; readonly missing: string; readonly side: string; readonly log10Lr: number | null; readonly excluded: readonly string[]; readonly markers: number;
  readonly posterior: number; readonly gapLog10: number | null; readonly verdict: string; readonly reportSha256: string | null;
};
const toneOf = (verdict: string): Tone => (verdict.startsWith("proposed") ? "fine" : verdict === "more references needed" || verdict === "too few markers" ? "wait" : "plain");
const VERDICTS = ["proposed", "proposed as group", "more references needed", "too few markers", "open flag", "weak", "excluded"] as const;

export function Candidates({ search, document }: { readonly search: string; readonly document: Readonly<Record<string, unknown>> }): ReactNode {
  const say = useSay();
  const rows = (Array.isArray(document["candidates"]) ? document["candidates"].filter(isRecord) : []) as unknown as readonly Row[]; // made by the job, its digest is on the record
  const reports = isRecord(document["reports"]) ? document["reports"] : {};
  const [verdict, setVerdict] = useState<string>("proposed");
  const board = useView<RemainsView>("/remains");
  const open = new Set((board.data?.cases ?? []).filter(({ state }) => state === "proposed" || state === "identified").flatMap(({ sets }) => sets));
  const fitting = rows.filter((row) => row.verdict === verdict).sort((a, b) => Number(a.sets.some((set) => open.has(set))) - Number(b.sets.some((set) => open.has(set))));
  const { shown, more } = useSome(fitting, 10);
  const count = (one: string): number => rows.filter((row) => row.verdict === one).length;
  return (
    <section className="sheet stack" aria-label={say("ident.candidates", { search })}>
      <header className="row spread"><h2>{say("ident.candidates", { search })}</h2></header>
      <ChoiceField label={say("ident.show")} value={verdict} onChange={setVerdict} choices={VERDICTS.map((value) => ({ value, name: `${say.code("ident.verdict", value)} (${say.number(count(value))})` }))} />
      <ul className="lines">
        {shown.map((row) => <li key={`${row.sets.join(" ")} ${row.family} ${row.missing}`}><CandidateLine row={row} search={search} isOpenCase={row.sets.some((set) => open.has(set))} report={row.reportSha256 === null ? undefined : reports[row.reportSha256]} cases={board.data?.cases.length ?? 0} /></li>)}
        {fitting.length === 0 ? <li className="quiet">{say("ident.noneOfThese")}</li> : <li>{more}</li>}
      </ul>
    </section>
  );
}

function CandidateLine({ row, search, report: raw, isOpenCase, cases }: { readonly row: Row; readonly search: string; readonly report: unknown; readonly isOpenCase: boolean; readonly cases: number }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sign = useSigning();
  const { desk, session } = useKnown();
  const [isOpen, setOpen] = useState(false);
  const report = reportOf(raw);
  const { sets, family, missing, side, log10Lr, posterior, gapLog10, verdict, reportSha256 } = row;
  const mayPropose = verdict.startsWith("proposed") && mayRecord(session, "identification.proposed") && report !== undefined && !isOpenCase;
  const propose = (): void => {
    const body = { identification: `${session.party}-I${cases + 1}`, sets, family, missing, side, dna: { search, log10Lr, posterior, gapLog10, verdict, report: outsideReport(raw as Report), reportSha256 } };
    sign({ draft: { kind: "identification.proposed", to: forSide(desk, side, session.party), body } });
  };
  return (
    <div className="stack tight">
      <p className="row spread"><span>{say("ident.candidateAs", { sets: say.list([...sets]), missing, family, side: name(side) })}</span><Mark tone={toneOf(verdict)}>{isOpenCase ? say("ident.isProposed") : say.code("ident.verdict", verdict)}</Mark></p>
      <p className="num small">log10 {log10Lr === null ? say("ident.excludes") : say.decimal(log10Lr, 2)} · {say("ident.markersCompared", { count: row.markers })} · {say("ident.posteriorShort", { percent: percent(posterior, say) })}{gapLog10 === null ? "" : ` · ${say("ident.gapShort", { gap: say.decimal(gapLog10, 1) })}`}{row.excluded.length === 0 ? "" : ` · ${say("ident.excludedMarkers", { markers: say.list([...row.excluded]) })}`}</p>
      <div className="row no-print">
        {report === undefined ? null : <Button className="button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>{say(isOpen ? "ident.hideReport" : "ident.showReport")}</Button>}
        {mayPropose ? <Button data-act="identification.proposed" className="button first" onPress={propose}>{say("ident.propose")}</Button> : null}
      </div>
      {isOpen && report ? <ReportView report={report} /> : null}
    </div>
  );
}
