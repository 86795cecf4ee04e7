// What a report rests on, for whoever must defend it: the table and its numbers, the model and its rates, why markers were not
// compared, what was assumed. Reports made before this was kept have less.
import type { ReactNode } from "react";
import { useSay } from "../../frame/language-context.ts";
import { isRecord } from "../../../basis/parse-json.ts";
import type { ShownReport } from "./report-of.ts";

export function ReportBasis({ report }: { readonly report: ShownReport }): ReactNode {
  const say = useSay();
  const { basis, markers } = report;
  if (!basis) return null;
  const { frequencies, silent, dropOut, sex, containers, assumptions } = basis;
  const persons = Object.values(frequencies.persons);
  const reasons = [...new Set((markers.dropped ?? []).map(({ reason }) => reason))];
  return (
    <section className="stack tight" aria-label={say("ident.restsOn")}>
      <p><strong>{say("ident.restsOn")}</strong></p>
      <dl className="facts">
        {containers.length === 0 ? null : <><dt>{say("ident.containers")}</dt><dd><bdi>{say.list([...containers])}</bdi></dd></>}
        <dt>{say("ident.frequencies")}</dt>
        <dd><bdi>{frequencies.population}</bdi> · <span className="digest">{frequencies.sha256.slice(0, 16)}</span>{persons.length === 0 ? null : <> · {say("ident.typedPersons", { least: Math.min(...persons), most: Math.max(...persons) })}</>}{frequencies.rareAlleles === null ? null : <> · {say("ident.rareRule", { rule: frequencies.rareAlleles.rule, persons: frequencies.rareAlleles.persons })}</>}</dd>
        <dt>{say("ident.model")}</dt>
        <dd>{modelOf(report.mutation, say)}{Object.entries(basis.mutationOf).map(([marker, model]) => <div key={marker}><bdi>{marker}</bdi>: {modelOf(model, say)}</div>)}</dd>
        <dt>{say("ident.thetaOf")}</dt><dd className="num">{say.stated(report.theta)}</dd>
        {Object.keys(silent).length === 0 ? null : <><dt>{say("ident.silentOf")}</dt><dd><bdi>{say.list(Object.entries(silent).map(([marker, value]) => `${marker} ${say.stated(value)}`))}</bdi></dd></>}
        {dropOut === 0 ? null : <><dt>{say("ident.dropOut")}</dt><dd className="num">{say.stated(dropOut)}</dd></>}
        <dt>{say("ident.sexOf")}</dt><dd>{say.code("ident.sex", sex.remains)}; {say.code("ident.sex", sex.missing)}</dd>
        {(markers.linked ?? []).length === 0 ? null : <><dt>{say("ident.linkedIn")}</dt><dd><bdi>{(markers.linked ?? []).map((pair) => pair.join(" – ")).join(say.comma)}</bdi></dd></>}
        {reasons.map((reason) => <Dropped key={reason} reason={reason} report={report} />)}
      </dl>
      <p><strong>{say("ident.assumed")}</strong></p>
      <ul>{assumptions.map((one) => <li key={one}>{say.code("ident.assumption", one)}</li>)}</ul>
    </section>
  );
}

function Dropped({ reason, report }: { readonly reason: string; readonly report: ShownReport }): ReactNode {
  const say = useSay();
  const own = (report.markers.dropped ?? []).filter((one) => one.reason === reason).map(({ marker }) => marker);
  return <><dt>{say("ident.notCompared")}</dt><dd><bdi>{say.list(own)}</bdi>: {say.code("ident.droppedReason", reason)}</dd></>;
}

/** Model and rates; a matrix of one's own and no mutation have their name alone. */
function modelOf(model: unknown, say: ReturnType<typeof useSay>): string {
  if (!isRecord(model)) return "–";
  const rates = (sex: "male" | "female"): string => {
    const one = model[sex];
    const said = (["rate", "rate2", "range"] as const).flatMap((name) => { const value = isRecord(one) ? one[name] : 0; return typeof value === "number" && value !== 0 ? [say(`ident.${name}Is`, { value: say.stated(value) })] : []; });
    return say.list(said);
  };
  const name = `${say.code("ident.mutation", String(model["model"]))}${typeof model["transform"] === "string" ? ` (${model["transform"]})` : ""}`;
  return model["model"] === "none" || model["model"] === "custom" ? name : say("ident.modelRates", { model: name, male: rates("male"), female: rates("female") });
}
