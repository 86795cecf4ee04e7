// What a side learns: which of its own rows two persons found on the other list, which wait, and that the others were not found
// there. Nothing of the other list stands here.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import type { ListView, MatchesView } from "../../../desk/api-types.ts";
import { fetchJson } from "../../frame/api.ts";
import { useSay } from "../../frame/language-context.ts";
import { BigTable } from "../../parts/big-table.tsx";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { sayRow } from "../../parts/say-row.ts";

type Told = MatchesView["told"][number];
type OwnRow = { readonly ref: string; readonly name: string; readonly birth: string; readonly outcome: "found" | "unclear" | "not found" };
const PAGE = 2_000;

async function rowsOf({ lists, found, unclear }: Told): Promise<OwnRow[]> {
  const [isFound, isUnclear] = [new Set(found), new Set(unclear)];
  const rows: OwnRow[] = [];
  for (const list of lists)
    for (let from = 0; ; from += PAGE) {
      const page = await fetchJson<ListView>(`/lists/${encodeURIComponent(list)}?from=${from}&limit=${PAGE}`);
      for (const { row } of page.rows) {
        const ref = `${list}#${row.row}`;
        rows.push({ ref, name: row.name, birth: row.birth ?? "", outcome: isFound.has(ref) ? "found" : isUnclear.has(ref) ? "unclear" : "not found" });
      }
      if (from + page.rows.length >= page.total || page.rows.length === 0) break;
    }
  return rows;
}

export function ToldView({ told }: { readonly told: readonly Told[] }): ReactNode {
  const say = useSay();
  if (told.length === 0) return <p className="quiet">{say("matching.nothingTold")}</p>;
  return <div className="stack">{[...told].reverse().map((one) => <ToldSheet key={one.entry} one={one} />)}</div>;
}

function ToldSheet({ one }: { readonly one: Told }): ReactNode {
  const say = useSay();
  const [outcome, setOutcome] = useState("");
  const rows = useQuery({ queryKey: ["told", one.entry], queryFn: () => rowsOf(one), staleTime: Infinity });
  const shown = useMemo(() => (rows.data ?? []).filter((row) => outcome === "" || row.outcome === outcome), [rows.data, outcome]);
  const all = rows.data?.length ?? 0;
  return (
    <section className="sheet stack" aria-label={say.list(one.lists)}>
      <header><h2><bdi>{say.list(one.lists)}</bdi></h2><Cites cites={[{ entry: one.entry, label: one.cite }]} /></header>
      <p>{say("matching.toldOn", { day: say.date(one.on), run: one.run })}</p>
      <ul className="row">
        <li>{say.code("outcome", "found")} <strong className="figure s">{say.number(one.found.length)}</strong></li>
        <li>{say.code("outcome", "unclear")} <strong className="figure s">{say.number(one.unclear.length)}</strong></li>
        <li>{say.code("outcome", "not found")} <strong className="figure s">{rows.data === undefined ? "…" : say.number(all - one.found.length - one.unclear.length)}</strong></li>
      </ul>
      <p className="small quiet">{say("matching.notFoundIs")}</p>
      <ChoiceField label={say("matching.outcome")} value={outcome} onChange={setOutcome} choices={[{ value: "", name: say("matching.everyRow") }, ...["found", "unclear", "not found"].map((value) => ({ value, name: say.code("outcome", value) }))]} />
      <BigTable
        label={say("lists.namesOf", { list: say.list(one.lists) })} count={shown.length} rowAt={(index) => shown[index]} rowKey={({ ref }) => ref} least="34rem" phone={{ columns: "minmax(0, 1fr) 9rem", lines: ["name ref", "outcome birth"] }}
        columns={[
          { key: "ref", head: say.code("member", "row"), width: "11rem", cell: ({ ref }) => <span className="num">{sayRow(say, ref)}</span> },
          { key: "name", head: say.code("member", "name"), width: "minmax(12rem, 1.5fr)", cell: ({ name }) => <bdi>{name}</bdi> },
          { key: "birth", head: say.code("member", "birth"), width: "8rem", cell: ({ birth }) => <bdi className="num">{birth === "" ? say("common.notStated") : say.date(birth)}</bdi> },
          { key: "outcome", head: say("matching.outcome"), width: "11rem", cell: (row) => <Mark tone={row.outcome === "found" ? "fine" : row.outcome === "unclear" ? "wait" : "plain"}>{say.code("outcome", row.outcome)}</Mark> },
        ]}
      />
    </section>
  );
}
