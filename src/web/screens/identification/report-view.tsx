// The report of one proposed identification: the pedigree drawn, the ratio of every marker, what would change it, what was asked.
import type { ReactNode } from "react";
import { drawPedigree } from "../../../identification/draw-pedigree.ts";
import { useSay } from "../../frame/language-context.ts";
import { Mark } from "../../parts/mark.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";
import { ReportBasis } from "./report-basis.tsx";
import { pedigreeOf, percent, type ShownReport } from "./report-of.ts";

export function ReportView({ report }: { readonly report: ShownReport }): ReactNode {
  const say = useSay();
  const { combined, posterior, prior, sensitivity, symmetricGroup, usefulRelatives, adventitiousMax } = report;
  /** log10 with two decimals; an exclusion has none. */
  const shown = (value: number | null): string => (value === null ? say("ident.excludes") : say.decimal(value, 2));
  /** A small chance with two figures. */
  const tiny = (value: number): string => (value === 0 ? "0" : say.figures(Math.log10(value)));
  const hasReferences = report.perMarker.some(({ references }) => references !== undefined);
  const isGenetic = report.perMarker.some(({ remains }) => remains !== undefined);
  const typed = new Set(report.pedigree.filter(({ isTyped }) => isTyped).map(({ id }) => id));
  const missing = new Set(report.pedigree.filter(({ isMissing }) => isMissing).map(({ id }) => id));
  const drawing = drawPedigree(pedigreeOf(report), (id) => typed.has(id), (id) => missing.has(id), report.ids.missing);
  return (
    <div className="stack">
      {combined.log10Lr === null ? null : <p>{say(combined.log10Lr < 0 ? "ident.inWordsLess" : "ident.inWordsMore", { ratio: say.figures(Math.abs(combined.log10Lr)) })}</p>}
      <div className="ident-report">
        <figure className="pedigree">
          <img alt={say("ident.pedigreeOf", { family: report.ids.family, persons: report.pedigree.length })} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`} />
          <figcaption className="small quiet">{say("ident.legend")}</figcaption>
        </figure>
        <dl className="facts">
          <dt>{say("ident.together")}</dt><dd className="num">{shown(combined.log10Lr)}{combined.excluded.length > 0 ? <> · {say("ident.excludedMarkers", { markers: say.list(combined.excluded) })}</> : null}</dd>
          <dt>{say("ident.gap")}</dt><dd className="num">{shown(combined.jointGapLog10)}</dd>
          <dt>{say("ident.posterior")}</dt><dd className="num">{say("ident.posteriors", { row: percent(posterior.row, say), plain: percent(posterior.plain, say), bar: percent(posterior.bar, say) })}</dd>
          <dt>{say("ident.prior")}</dt><dd className="num">{say("ident.priorOf", { count: prior.missingOfCompatibleSex, unlisted: prior.unlistedPersons })}</dd>
          {adventitiousMax === null ? null : <><dt>{say("ident.chance")}</dt><dd className="num">{adventitiousMax < 0.001 ? `< ${say.decimal(0.001, 3)}` : say.number(adventitiousMax)}</dd></>}
          {report.adventitious === undefined ? null : <><dt>{say("ident.chanceHere")}</dt><dd className="num">{say("ident.chanceHereOf", { one: tiny(report.adventitious.unrelatedMost), expected: tiny(report.adventitious.expectedMost), remains: report.adventitious.remains })}</dd><dt>{say("ident.power")}</dt><dd className="num">{percent(report.adventitious.powerLeast, say)}</dd></>}
          {report.runnerUp ? <><dt>{say("ident.runnerUp")}</dt><dd className="num"><bdi>{report.runnerUp.family} {report.runnerUp.missing}</bdi>: {say.decimal(report.runnerUp.log10Lr, 2)}</dd></> : null}
          {symmetricGroup === null ? null : <><dt>{say("ident.group")}</dt><dd><bdi>{say.list([...symmetricGroup])}</bdi>{posterior.group === undefined ? null : <> · {percent(posterior.group, say)}</>}</dd></>}
          {report.markers.dropped ? null : <><dt>{say("ident.notCompared")}</dt><dd>{report.markers.notCompared.length === 0 ? "–" : <bdi>{say.list([...report.markers.notCompared])}</bdi>}</dd></>}
          {report.yMismatches.length === 0 ? null : <><dt>{say("ident.yMismatch")}</dt><dd><bdi>{say.list([...report.yMismatches])}</bdi></dd></>}
        </dl>
      </div>
      {usefulRelatives.length === 0 ? null : (
        <section className="note wait stack tight">
          <h4>{say("ident.relatives")}</h4>
          <ul>{usefulRelatives.slice(0, 3).map(({ who, gainLog10, error }, i) => <li key={i}>{who.kind === "person" ? say("ident.relativePerson", { person: who.id }) : say.code("ident.relative", who.kind)}: {say("ident.gain", { gain: say.decimal(gainLog10, 1), error: say.decimal(error, 1) })}</li>)}</ul>
        </section>
      )}
      <div className="ident-tables">
        <StackedTable
          label={say("ident.perMarker")} caption={say("ident.perMarker")} rows={report.perMarker} rowKey={({ marker }) => marker}
          columns={[
            { head: say("ident.marker"), cell: ({ marker }) => <bdi>{marker}</bdi> },
            ...(isGenetic ? [{ head: say("ident.seen"), isNumber: true, cell: ({ remains }: (typeof report.perMarker)[number]) => <bdi>{remains ?? ""}</bdi> }] : []),
            ...(hasReferences ? [{ head: say("ident.seenInReferences"), cell: ({ references }: (typeof report.perMarker)[number]) => <bdi>{Object.entries(references ?? {}).map(([person, seen]) => `${person} ${seen}`).join("; ")}</bdi> }] : []),
            { head: say("ident.ratio"), isNumber: true, cell: ({ lr, isExcluded }) => (isExcluded ? <Mark tone="open">{say("ident.excludes")}</Mark> : lr === null ? "–" : lr >= 0.01 && lr < 1e5 ? say.decimal(lr, 3) : tiny(lr)) },
          ]}
        />
        <div className="scroll" tabIndex={0} role="region" aria-label={say("ident.sensitivity")}>
          <table>
            <caption>{say("ident.sensitivity")}</caption>
            <thead><tr><th scope="col">{say("ident.ifChanged")}</th><th scope="col" className="num">log10</th></tr></thead>
            <tbody>
              {report.alternatives?.fullSibling ? <tr><th scope="row">{say("ident.notSibling")}</th><td className="num">{shown(report.alternatives.fullSibling.log10Lr)}</td></tr> : null}
              {sensitivity.theta.map(({ theta, log10Lr }) => <tr key={theta}><th scope="row">{say("ident.theta", { theta: say.stated(theta) })}</th><td className="num">{log10Lr === null ? "–" : say.decimal(log10Lr, 2)}</td></tr>)}
              {(sensitivity.frequencies ?? []).map(({ population, log10Lr, lacking }) => <tr key={population}><th scope="row">{say("ident.underTable", { table: population })}</th><td className="num">{lacking.length > 0 ? say("ident.lacks", { markers: say.list([...lacking]) }) : shown(log10Lr)}</td></tr>)}
              {sensitivity.withoutReference.map(({ reference, log10Lr }) => <tr key={reference}><th scope="row">{say("ident.without", { reference })}</th><td className="num">{shown(log10Lr)}</td></tr>)}
            </tbody>
          </table>
        </div>
      </div>
      <ReportBasis report={report} />
      <p className="small quiet"><bdi>{report.engine}</bdi>{Object.entries(report.digests).map(([of, digest]) => <span key={of}> · {say.code("ident.digest", of)} <bdi className="digest">{digest.slice(0, 16)}</bdi></span>)}</p>
    </div>
  );
}
