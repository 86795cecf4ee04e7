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
import { StackedTable } from "../../parts/stacked-table.tsx";

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
          <StackedTable
            label={say("matching.rivals", { count: rivals.length })} rows={rivals.slice(0, 8).map(({ pair: rival, side }) => ({ rival, side, row: side === "left" ? run.left(rival) : run.right(rival) }))} rowKey={({ side, row }) => `${side} ${row?.ref ?? ""}`}
            columns={[
              { head: say.code("member", "list"), cell: ({ side, row }) => <>{say(side === "left" ? "matching.asked" : "matching.held")} <span className="row-ref">{sayRow(say, row?.ref ?? "")}</span></> },
              { head: say.code("member", "name"), cell: ({ rival, row }) => <Button className="name-open" onPress={() => onShow(rival)}><bdi>{row?.name ?? ""}</bdi></Button> },
              { head: say.code("member", "birth"), cell: ({ row }) => <bdi className="nowrap">{(row?.birth ?? "") === "" ? say("common.notStated") : say.date(row?.birth ?? "")}</bdi> },
              { head: say("matching.bits"), isNumber: true, cell: ({ rival }) => <bdi dir="ltr">{signed(rival.netBits, say)}</bdi> },
              { head: say("matching.probability"), isNumber: true, cell: ({ rival }) => <bdi dir="ltr">{percent(rival.millionths, say)}</bdi> },
                      ]}
          />
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
