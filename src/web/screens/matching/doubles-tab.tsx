// Rows of one list that are perhaps one person: proposed side by side with their weights, joined or kept apart by two different
// persons, and undone by two; the log shows every act.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { MatchesView } from "../../../desk/api-types.ts";
import type { DoublesFound } from "../../../desk/jobs/match-doubles.ts";
import type { PairReason } from "../../../matching/match-act.ts";
import type { ListState } from "../../../registry/name-case.ts";
import { mayRecord, useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useSigning } from "../../parts/signing.tsx";
import { useSome } from "../../parts/some.tsx";
import { percent } from "./percent.ts";
import { TwoRows } from "./two-rows.tsx";
import { useJob } from "./use-job.ts";
import { WeightTable } from "./weight-table.tsx";
import { WorkLine } from "./work-line.tsx";

type Double = MatchesView["doubles"][number];
const SHOWN = 10;

export function DoublesTab({ record, lists, to }: { readonly record: MatchesView; readonly lists: readonly ListState[]; readonly to: (list: ListState) => readonly string[] }): ReactNode {
  const say = useSay();
  const [id, setId] = useState<string | undefined>();
  const [list, setList] = useState(lists[0]?.list ?? "");
  const work = useJob<DoublesFound>(id, setId);
  const of = lists.find((one) => one.list === list);
  if (of === undefined) return <p className="quiet">{say("lists.none")}</p>;
  const known = new Map(record.doubles.filter((one) => one.list === list).map((one) => [one.rows.join(" "), one]));
  return (
    <div className="stack">
      <p className="quiet">{say("matching.doublesLead")}</p>
      <div className="row">
        <ChoiceField label={say.code("member", "list")} value={list} onChange={setList} choices={lists.map((one) => ({ value: one.list, name: `${one.list} (${say("lists.namesCount", { count: one.names })})` }))} />
        <Button className="button first" isDisabled={work.isBusy} onPress={() => void work.start("match-doubles", { list })}>{say("matching.findDoubles")}</Button>
      </div>
      <WorkLine work={work} />
      {known.size > 0 ? <Decided doubles={[...known.values()]} to={to(of)} /> : null}
      {work.result === undefined || work.result.list !== list ? null : <Found found={work.result} known={known} to={to(of)} />}
    </div>
  );
}

function useDecide(list: string, to: readonly string[]): (rows: readonly [string, string], answer: "join" | "keep apart" | "undo", reason: PairReason) => void {
  const sign = useSigning();
  return (rows, answer, reason) => sign({ draft: { kind: "doubles.decided", body: { list, pairs: [{ rows: [...rows], answer, reason }] }, to } });
}

function Found({ found, known, to }: { readonly found: DoublesFound; readonly known: ReadonlyMap<string, Double>; readonly to: readonly string[] }): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const decide = useDecide(found.list, to);
  const { shown, more } = useSome(found.pairs, SHOWN);
  const rowOf = (at: number) => found.rows[at];
  return (
    <section className="stack">
      <h2>{say("matching.doublesFound", { count: found.pairs.length })}</h2>
      {shown.map((pair) => {
        const [a, b] = [rowOf(pair.left), rowOf(pair.right)];
        const rows = [a?.row ?? "", b?.row ?? ""].sort() as [string, string]; // two texts stay two
        const stand = known.get(rows.join(" "))?.stand ?? "open";
        return (
          <section key={rows.join(" ")} className="sheet stack tight" aria-label={say("matching.doublePair", { a: rows[0], b: rows[1] })}>
            <div className="row">
              <span>{say("matching.probability")} <strong className="num"><bdi dir="ltr">{percent(pair.millionths, say)}</bdi></strong></span>
              {pair.isBarred ? <Mark tone="open">{say("matching.barred")}</Mark> : null}
              {stand === "open" ? null : <Mark tone={stand === "joined" ? "fine" : stand === "kept apart" ? "plain" : "wait"}>{say.code("doubleStand", stand)}</Mark>}
            </div>
            <TwoRows left={a} right={b} heads={[say.code("member", "row"), say.code("member", "row")]} />
            <details><summary>{say("matching.why")}</summary><div className="scroll" role="region" aria-label={say("matching.why")} tabIndex={0}><WeightTable one={pair} priorBits={found.priorBits} label={say("matching.why")} /></div></details>
            {mayRecord(session, "doubles.decided") && (stand === "open" || stand === "needs a second person") ? (
              <div className="row no-print">
                <Button data-act="doubles.decided" className="button" onPress={() => decide(rows, "join", "spelling only")}>{say("matching.join")}</Button>
                <Button data-act="doubles.decided" className="button" onPress={() => decide(rows, "keep apart", "other")}>{say("matching.keepApart")}</Button>
              </div>
            ) : null}
          </section>
        );
      })}
      {more}
    </section>
  );
}

function Decided({ doubles, to }: { readonly doubles: readonly Double[]; readonly to: readonly string[] }): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const decide = useDecide(doubles[0]?.list ?? "", to);
  return (
    <section className="sheet stack tight">
      <h2>{say("matching.doublesDecided")}</h2>
      <ul className="lines">
        {doubles.map((one) => (
          <li key={one.rows.join(" ")} className="stack tight">
            <div className="row">
              <strong>{say("matching.doublePair", { a: one.rows[0], b: one.rows[1] })}</strong>
              <Mark tone={one.stand === "joined" ? "fine" : one.stand === "kept apart" ? "plain" : "wait"}>{say.code("doubleStand", one.stand)}</Mark>
              {mayRecord(session, "doubles.decided") && (one.stand === "joined" || one.stand === "kept apart") ? <Button data-act="doubles.decided" className="button" onPress={() => decide(one.rows, "undo", "other")}>{say("matching.undo")}</Button> : null}
            </div>
            <ul className="small">{one.said.map((said, i) => <li key={i}><bdi>{said.officer}</bdi>: {say.code("matchAnswer", said.answer)} <Cites cites={[{ entry: said.entry, label: said.cite }]} /></li>)}</ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
