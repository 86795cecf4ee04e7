// Consequences, pauses, disputes, findings and linkages: each in the words of its author, closed only by a person, with the forms
// of this seat beneath it.
import type { ReactNode } from "react";
import { daysBetween, parseCivilDate } from "../../../basis/civil-date.ts";
import type { TalksView } from "../../../desk/api-types.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay, type Say } from "../../frame/language-context.ts";
import { LabelCites } from "../../parts/label-cites.tsx";
import { useActs, useActsOf } from "../../parts/acts.ts";
import { Mark } from "../../parts/mark.tsx";
import { ConsequenceForms } from "./consequence-forms.tsx";
import { DisputeForms } from "./dispute-forms.tsx";
import { FindingForm } from "./finding-form.tsx";
import { LinkageForm } from "./linkage-form.tsx";
import { Notes } from "./notes.tsx";
import { PauseForms } from "./pause-forms.tsx";

const namesIn = (acts: readonly { readonly body: Readonly<Record<string, unknown>> }[], member: string): string[] => [...new Set(acts.map(({ body }) => String(body[member])))];

/** Where the window of a pause lies from the day of the view: a clock that ends nothing by itself. */
function windowOf(say: Say, { from, until }: { readonly from: string; readonly until: string }, on: string): string {
  const [today, first, last] = [on, from, until].map((text) => parseCivilDate(text.slice(0, 10)));
  if (today === undefined || first === undefined || last === undefined) return "";
  if (today < first) return say("talks.pauseBegins", { days: daysBetween(today, first) });
  if (today === last) return say("talks.pauseLastDay");
  return today < last ? say("talks.pauseLeft", { days: daysBetween(today, last) }) : say("talks.pauseOver", { days: daysBetween(last, today) });
}

export function Matters({ view }: { readonly view: TalksView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const rounds = namesIn(useActs("round.held").data ?? [], "round");
  const stated = (text: string): string => (text === "not stated" ? say("count.not_stated") : text);
  const operations = namesIn(useActsOf(["operation.announced", "operation.counted"]), "operation");
  const clauses = namesIn(useActs("clause.tabled").data ?? [], "clause");
  return (
    <div className="grid wide">
      <Matter title={say("talks.consequences")} count={view.consequences.length} forms={<ConsequenceForms known={view.consequences} rounds={rounds} />}>
        {view.consequences.map((one) => (
          <li key={one.cite} className="stack tight">
            <p>{say("talks.ifThen", { condition: one.condition, words: one.words })}</p>
            <div className="row small quiet"><span>{say("talks.consequenceOf", { party: name(one.by), target: stated(one.target), imposedBy: stated(one.imposedBy) })}</span><Mark tone={one.closed === null ? "wait" : "plain"}>{one.closed === null ? say("talks.open") : say.code("outcome", one.closed)}</Mark><LabelCites labels={[one.cite]} /></div>
          </li>
        ))}
      </Matter>
      <Matter title={say("talks.pauses")} count={view.pauses.length} forms={<PauseForms known={view.pauses} operations={operations} />}>
        {view.pauses.map((one) => (
          <li key={one.cite} className="stack tight">
            <p><strong><bdi>{one.pause}</bdi></strong>{say.comma}<bdi>{one.sector}</bdi>: <bdi>{one.purpose}</bdi></p>
            <div className="row small"><Mark>{say.code("pause", one.state)}</Mark><span className="num"><span className="nowrap">{say.moment(one.from)}</span> – <span className="nowrap">{say.moment(one.until)}</span></span>{one.closed === null ? <span className="quiet">{windowOf(say, one, view.on)}</span> : null}<LabelCites labels={[one.cite]} /></div>
            <ul>{one.reports.map((report) => <li key={report.cite} className="small">{say("operations.saysOn", { party: name(report.by), day: say.moment(report.at) })}: <bdi>{report.words}</bdi> <LabelCites labels={[report.cite]} /></li>)}</ul>
            {one.closed === null ? null : <p className="small">{say("talks.pauseClosed", { party: name(one.closed.by), day: say.date(one.closed.on) })}: <bdi>{one.closed.words}</bdi>{one.closed.recovered.length === 0 ? null : <> · {say("talks.recovered")}: <bdi>{say.list(one.closed.recovered)}</bdi></>} <LabelCites labels={[one.closed.cite]} /></p>}
          </li>
        ))}
      </Matter>
      <Matter title={say("talks.disputes")} count={view.disputes.length} forms={<DisputeForms known={view.disputes} />}>
        {view.disputes.map((one) => (
          <li key={one.dispute} className="stack tight">
            <div className="row spread"><strong><bdi>{one.about}</bdi></strong><Mark tone={one.closed === null ? "open" : "fine"}>{one.closed?.outcome ?? say("desk.since", { day: say.date(one.since), days: one.ageDays })}</Mark></div>
            <ul>{one.statements.map((said) => <li key={said.cite}><strong><bdi>{name(said.by)}</bdi></strong>: <bdi>{said.words}</bdi>{said.remedy === null ? null : <> · {say("member.remedy")}: <bdi>{said.remedy}</bdi></>} <LabelCites labels={[said.cite]} /></li>)}</ul>
            {one.closed === null ? null : <p className="small">{say("talks.disputeClosed", { day: say.date(one.closed.on), days: one.ageDays })} <LabelCites labels={one.closed.cites} />{one.closed.evidence.length === 0 ? null : <> {say("common.restsOn")}: <LabelCites labels={one.closed.evidence} /></>}</p>}
          </li>
        ))}
      </Matter>
      <Matter title={say("talks.findings")} count={view.findings.length} forms={<FindingForm known={view.findings.map(({ finding }) => finding)} />}>
        {view.findings.map((one) => <li key={one.cite} className="stack tight"><p><strong><bdi>{one.body}</bdi></strong>, <bdi>{one.mandate}</bdi>: <q><bdi>{one.words}</bdi></q></p><LabelCites labels={[one.cite]} /></li>)}
      </Matter>
      <Matter title={say("talks.linkages")} count={view.linkages.length} forms={<LinkageForm clauses={clauses} />}>
        {view.linkages.map((one) => <li key={one.cite} className="stack tight"><p><bdi>{name(one.by)}</bdi>: {say.code("linkage", one.form)}: <bdi>{say.list(one.if)}</bdi>{one.then.length === 0 ? "" : <> → <bdi>{say.list(one.then)}</bdi></>}</p><LabelCites labels={[one.cite]} /></li>)}
      </Matter>
      <Notes />
    </div>
  );
}

function Matter({ title, count, forms, children }: { readonly title: string; readonly count: number; readonly forms: ReactNode; readonly children: ReactNode }): ReactNode {
  const say = useSay();
  return (
    <div className="stack">
      <section className="sheet"><h2>{title}</h2>{count === 0 ? <p className="quiet">{say("common.noneRecorded")}</p> : <ul className="lines">{children}</ul>}</section>
      {forms}
    </div>
  );
}
