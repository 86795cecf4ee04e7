// The four sets with counts per category. Every number opens its rows; every row names the list it stands in and leads to its pair.
import { useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { ListState } from "../../../registry/name-case.ts";
import type { FoundPair, FoundRow } from "../../../matching/run-lists.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { BigTable } from "../../parts/big-table.tsx";
import { Cites } from "../../parts/entry.tsx";
import { sayReason } from "../../../matching/say-reason.ts";
import type { KnownRun } from "./known-run.ts";
import { percent } from "./percent.ts";
import { sayRow } from "../../parts/say-row.ts";

type Side = "left" | "right";
type Chosen = { readonly side: Side; readonly set: string; readonly category: string | null };
const SETS: Readonly<Record<Side, readonly string[]>> = { left: ["asked and held", "asked only", "unclear"], right: ["asked and held", "held only", "unclear"] };

export function SetsTab({ run, lists, onShow }: { readonly run: KnownRun; readonly lists: readonly ListState[]; readonly onShow: (pair: FoundPair) => void }): ReactNode {
  const say = useSay();
  const [chosen, choose] = useState<Chosen>({ side: "left", set: "asked and held", category: null });
  return (
    <div className="stack">
      <p className="quiet">{say("matching.setsLead")}</p>
      <div className="grid wide">
        <Counts title={say("matching.leftLists")} side="left" rows={run.found.findings.left} chosen={chosen} onChoose={choose} />
        <Counts title={say("matching.rightLists")} side="right" rows={run.found.findings.right} chosen={chosen} onChoose={choose} />
      </div>
      <Rows run={run} lists={lists} chosen={chosen} onShow={onShow} />
    </div>
  );
}

function Counts({ title, side, rows, chosen, onChoose }: { readonly title: string; readonly side: Side; readonly rows: readonly FoundRow[]; readonly chosen: Chosen; readonly onChoose: (next: Chosen) => void }): ReactNode {
  const say = useSay();
  const counts = useMemo(() => {
    const of = new Map<string, Map<string, number>>();
    for (const { category, set } of rows) {
      const line = of.get(category) ?? new Map<string, number>();
      of.set(category, line.set(set, (line.get(set) ?? 0) + 1));
    }
    return [...of].sort(([a], [b]) => (a < b ? -1 : 1));
  }, [rows]);
  const sets = SETS[side];
  const total = (set: string): number => counts.reduce((sum, [, line]) => sum + (line.get(set) ?? 0), 0);
  const cell = (set: string, category: string | null, count: number): ReactNode => {
    const isChosen = chosen.side === side && chosen.set === set && chosen.category === category;
    const label = `${say.code("set", set)}${say.comma}${category === null ? say("matching.allCategories") : category === "" ? say("matching.noCategory") : say.code("category", category)}: ${say.number(count)}`;
    return <td key={set} className="num"><Button className={`count-open${isChosen ? " is-chosen" : ""}`} aria-label={label} onPress={() => onChoose({ side, set, category })}>{say.number(count)}</Button></td>;
  };
  return (
    <section className="sheet stack tight">
      <h2>{title}</h2>
      <div className="scroll" role="region" aria-label={title} tabIndex={0}>
        <table className="sets">
          <thead><tr><th scope="col">{say.code("member", "category")}</th>{sets.map((set) => <th key={set} scope="col" className="num">{say.code("set", set)}</th>)}<th scope="col" className="num">{say("matching.sum")}</th></tr></thead>
          <tbody>
            {counts.map(([category, line]) => (
              <tr key={category}><th scope="row">{category === "" ? say("matching.noCategory") : <bdi>{say.code("category", category)}</bdi>}</th>{sets.map((set) => cell(set, category, line.get(set) ?? 0))}<td className="num">{say.number([...line.values()].reduce((a, b) => a + b, 0))}</td></tr>
            ))}
          </tbody>
          <tfoot><tr><th scope="row">{say("matching.allCategories")}</th>{sets.map((set) => cell(set, null, total(set)))}<td className="num"><strong>{say.number(rows.length)}</strong></td></tr></tfoot>
        </table>
      </div>
    </section>
  );
}

function Rows({ run, lists, chosen, onShow }: { readonly run: KnownRun; readonly lists: readonly ListState[]; readonly chosen: Chosen; readonly onShow: (pair: FoundPair) => void }): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const { side, set, category } = chosen;
  const { left, right } = run.found.findings;
  const [own, other] = side === "left" ? [left, right] : [right, left];
  const shown = useMemo(() => own.map((row, at) => ({ row, at })).filter(({ row }) => row.set === set && (category === null || row.category === category)), [own, set, category]);
  const listOf = new Map(lists.map((one) => [one.list, one]));
  const title = `${say.code("set", set)}: ${say("matching.rowsCount", { count: shown.length })}`;
  return (
    <section className="stack tight">
      <h2>{title}</h2>
      {set === "asked only" || set === "held only" ? <p className="quiet">{say("matching.notFoundIs")}</p> : null}
      <BigTable
        label={title} count={shown.length} rowAt={(index) => shown[index]} rowKey={({ row }) => row.ref} least="60rem" phone={{ columns: "minmax(0, 1fr) 9rem", lines: ["name ref", "other birth", "reasons reasons", "cite probability"] }}
        columns={[
          { key: "ref", head: say.code("member", "row"), width: "11rem", cell: ({ row }) => <span className="num">{sayRow(say, row.ref)}</span> },
          { key: "name", head: say.code("member", "name"), width: "minmax(13rem, 1.5fr)", cell: ({ row, at }) => {
            const pair = run.pairOfRow(side, at);
            return pair === undefined ? <bdi>{row.name}</bdi> : <Button className="name-open" onPress={() => onShow(pair)}><bdi>{row.name}</bdi></Button>;
          } },
          { key: "birth", head: say.code("member", "birth"), width: "8rem", cell: ({ row }) => <bdi className="num">{row.birth === "" ? say("common.notStated") : say.date(row.birth)}</bdi> },
          { key: "other", head: say(side === "left" ? "matching.held" : "matching.asked"), width: "minmax(13rem, 1.5fr)", cell: ({ row }) => <bdi>{other[row.counterpart]?.name ?? ""}</bdi> },
          { key: "probability", head: say("matching.probability"), width: "9rem", cell: ({ row }) => <bdi className="num" dir="ltr">{percent(row.millionths, say)}</bdi> },
          { key: "reasons", head: say("matching.reasons"), width: "minmax(12rem, 1.4fr)", cell: ({ row }) => row.reasons.map((reason) => sayReason(reason, language)).join(" ") },
          { key: "cite", head: say("common.restsOn"), width: "7rem", cell: ({ row }) => { const list = listOf.get(row.list); return list === undefined ? null : <Cites cites={[{ entry: list.entry, label: list.cite }]} />; } },
        ]}
      />
    </section>
  );
}
