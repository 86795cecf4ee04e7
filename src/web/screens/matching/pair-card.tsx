// One pair: both entries, what is said of it in words, what would settle it, its weights, its rivals, and how it stands on the record.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { COMPARED } from "../../../matching/levels.ts";
import { sayBand, sayReason, saySettling } from "../../../matching/say-reason.ts";
import type { FoundPair } from "../../../matching/run-lists.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import type { KnownRun } from "./known-run.ts";
import { percent } from "./percent.ts";
import { sayRow } from "../../parts/say-row.ts";
import { TwoRows } from "./two-rows.tsx";
import { signed, WeightTable } from "./weight-table.tsx";

export function PairCard({ run, pair, onShow }: { readonly run: KnownRun; readonly pair: FoundPair; readonly onShow: (pair: FoundPair) => void }): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const stand = run.standOf(pair);
  const rivals = run.rivalsOf(pair);
  const silent = COMPARED.filter((_, i) => pair.levels[i] === 0);
  return (
    <div className="stack">
      <div className="row">
        <Mark tone={pair.band === "propose" ? "fine" : pair.band === "review" ? "wait" : "plain"}>{sayBand(pair.band, language)}</Mark>
        <span>{say("matching.probability")} <strong className="num"><bdi dir="ltr">{percent(pair.millionths, say)}</bdi></strong></span>
        {pair.isChosen ? null : <Mark tone="open">{say("matching.notAssigned")}</Mark>}
        {stand === undefined ? null : <Mark tone={stand.verdict === "same" ? "fine" : stand.verdict.startsWith("needs") ? "wait" : "plain"}>{say.code("verdict", stand.verdict)}</Mark>}
      </div>
      <TwoRows left={run.left(pair)} right={run.right(pair)} heads={[say("matching.asked"), say("matching.held")]} />
      {pair.reasons.length > 0 ? <ul className="stack tight reasons">{pair.reasons.map((reason) => <li key={reason}>{sayReason(reason, language)}</li>)}</ul> : null}
      {pair.band === "review" ? <p className="quiet">{saySettling(silent, pair.reasons, language)}</p> : null}
      {rivals.length > 0 ? (
        <section className="stack tight">
          <h3>{say("matching.rivals", { count: rivals.length })}</h3>
          <div className="scroll" role="region" aria-label={say("matching.rivals", { count: rivals.length })} tabIndex={0}>
            <table>
              <thead><tr><th scope="col">{say.code("member", "list")}</th><th scope="col">{say.code("member", "name")}</th><th scope="col">{say.code("member", "birth")}</th><th scope="col" className="num">{say("matching.bits")}</th><th scope="col" className="num">{say("matching.probability")}</th><th scope="col"><span className="unseen">{say("matching.show")}</span></th></tr></thead>
              <tbody>
                {rivals.slice(0, 8).map(({ pair: other, side }) => {
                  const row = side === "left" ? run.left(other) : run.right(other);
                  return (
                    <tr key={`${side} ${row?.ref ?? ""}`}>
                      <td>{say(side === "left" ? "matching.asked" : "matching.held")} <span className="row-ref">{sayRow(say, row?.ref ?? "")}</span></td><td><bdi>{row?.name ?? ""}</bdi></td><td className="nowrap"><bdi>{(row?.birth ?? "") === "" ? say("common.notStated") : say.date(row?.birth ?? "")}</bdi></td>
                      <td className="num"><bdi dir="ltr">{signed(other.netBits, say)}</bdi></td><td className="num"><bdi dir="ltr">{percent(other.millionths, say)}</bdi></td>
                      <td><Button className="button plain" onPress={() => onShow(other)}>{say("matching.show")}</Button></td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </section>
      ) : <p className="quiet">{say("matching.noRivals")}</p>}
      <section className="stack tight">
        <h3>{say("matching.why")}</h3>
        <div className="scroll" role="region" aria-label={say("matching.why")} tabIndex={0}><WeightTable one={pair} priorBits={run.found.findings.priorBits} label={say("matching.why")} /></div>
        <p className="small quiet">{say("matching.alone", { alone: percent(pair.aloneMillionths, say), beside: percent(pair.millionths, say) })}</p>
      </section>
      {stand !== undefined && stand.said.length > 0 ? (
        <ul className="stack tight small">{stand.said.map((one) => <li key={one.cite}><bdi>{one.officer}</bdi>: {say.code("matchAnswer", one.answer)}{say.comma}{say.code("pairReason", one.reason)} <Cites cites={[{ entry: one.entry, label: one.cite }]} /></li>)}</ul>
      ) : stand !== undefined && stand.mine === null ? <p className="small quiet">{say("matching.blind", { count: stand.persons })}</p> : null}
    </div>
  );
}
