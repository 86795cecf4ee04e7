// The position matrix: clause × party, the latest position on a day by each source of it, bound to the text on the table
// (TALKS.md §3). A party's own word stands first and no other's word replaces it; "accepted, says the other party" never makes
// anything agreed.
import { byCodeUnit } from "../basis/code-sort.ts";
import { textHashOf, type ClauseAct } from "./clause.ts";
import { STATED_BY, type PositionSaid, type Statement } from "./statement.ts";

/** What an entry says of positions: one statement, or one act on the text itself. */
export type SaidOn = { readonly on: string; readonly cite: string } & ({ readonly statement: Statement } | { readonly act: ClauseAct });
export type View = Pick<PositionSaid, "value" | "reason"> & {
  readonly statedBy: PositionSaid["statedBy"] | "the changed text"; readonly on: string; readonly cites: readonly string[];
};
/** By party: one view for each source of it, own word first. A party without a view is silent. `textHash` null: no text of this clause is on the record. */
export type Row = { readonly clause: string; readonly textHash: string | null; readonly version: number | null; readonly cells: Readonly<Record<string, readonly View[]>> };

type Draft = { textHash: string | null; version: number | null; cells: Record<string, View[]> };
const SOURCES: readonly View["statedBy"][] = [...STATED_BY, "the changed text"];

function put(cells: Record<string, View[]>, party: string, view: Omit<View, "cites">, cite: string): void {
  const views = cells[party] ?? [];
  const before = views.find(({ statedBy }) => statedBy === view.statedBy);
  const isSame = before !== undefined && before.value === view.value && before.reason === view.reason;
  const others = views.filter((one) => one !== before && one.statedBy !== "the changed text");
  cells[party] = [...others, { ...view, cites: isSame ? [...before.cites, cite] : [cite] }].sort((a, b) => SOURCES.indexOf(a.statedBy) - SOURCES.indexOf(b.statedBy));
}

/** Rows in the order in which the clauses were first spoken of. Linear after the sort by day. */
export function positionsOn(said: readonly SaidOn[], on: string): Row[] {
  const rows = new Map<string, Draft>();
  const rowOf = (clause: string): Draft => {
    const row = rows.get(clause) ?? { textHash: null, version: null, cells: {} };
    rows.set(clause, row);
    return row;
  };
  for (const one of said.filter((item) => item.on <= on).sort((a, b) => byCodeUnit(a.on, b.on))) {
    const { cite, on: day } = one;
    if ("statement" in one) {
      for (const { clause, party, value, statedBy, reason } of one.statement.positions)
        put(rowOf(clause).cells, party, { value, statedBy, on: day, ...(reason === undefined ? {} : { reason }) }, cite);
      continue;
    }
    const { act } = one;
    if (act.kind === "position.taken") {
      const row = rowOf(act.clause);
      if (row.textHash === act.textHash) put(row.cells, act.by, { value: act.value, statedBy: "own word", on: day, ...(act.reason === undefined ? {} : { reason: act.reason }) }, cite);
    }
    if (act.kind === "clause.tabled") {
      const row = rowOf(act.clause);
      const hash = textHashOf(act.text);
      const isChanged = row.textHash !== null && row.textHash !== hash;
      row.version = act.version;
      row.textHash = hash;
      if (isChanged) for (const party of Object.keys(row.cells)) row.cells[party] = [{ value: "under review", statedBy: "the changed text", on: day, cites: [cite] }];
    }
  }
  return [...rows].map(([clause, row]) => ({ clause, ...row }));
}

/** Clauses of which both sides' latest own word is "accepted" over the text on the table. Prose reported by others never counts. */
export const agreedClauses = (rows: readonly Row[], sides: readonly [string, string]): Row[] =>
  rows.filter(({ textHash, cells }) => textHash !== null && sides.every((side) => cells[side]?.some(({ statedBy, value }) => statedBy === "own word" && value === "accepted")));

/** Markdown table; columns are the parties given. */
export function printPositions(rows: readonly Row[], on: string, parties: readonly { readonly code: string; readonly name: string }[], sides: readonly [string, string]): string {
  if (rows.length === 0) return `No position is recorded on or before ${on}.\n`;
  const sayView = ({ value, statedBy, reason, cites }: View): string =>
    `${value}${reason === undefined ? "" : ` (${reason})`}, ${statedBy === "own word" ? "own word" : statedBy === "the changed text" ? "since the text changed" : `says ${statedBy}`} [${cites.join(" ")}]`;
  const say = (views: readonly View[] | undefined): string => (views === undefined ? "silent" : views.map(sayView).join("; "));
  const sayText = ({ textHash, version }: Row): string => (textHash === null ? "no text on the record" : `version ${version ?? 0}, ${textHash.slice(0, 12)}`);
  const agreed = agreedClauses(rows, sides);
  return [
    `Positions on ${on}. Agreed clauses: ${agreed.length}${agreed.length === 0 ? "" : ` (${agreed.map(({ clause }) => clause).join(", ")})`}. Agreed is only what both sides accepted in their own signed word over one text.`, "",
    `| clause | text | ${parties.map(({ name }) => name).join(" | ")} |`, `|---|---|${parties.map(() => "---|").join("")}`,
    ...rows.map((row) => `| ${row.clause} | ${sayText(row)} | ${parties.map(({ code }) => say(row.cells[code])).join(" | ")} |`), "",
  ].join("\n");
}
