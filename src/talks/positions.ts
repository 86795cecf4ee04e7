// The position matrix: clause × party, the latest position on a day by each source of it (TALKS.md §3). A party's own word
// stands first and no other's word replaces it; "accepted, says the other party" never makes anything agreed.
import { byCodeUnit } from "../basis/code-sort.ts";
import { STATED_BY, type PositionSaid, type Statement } from "./statement.ts";

export type SaidOn = { readonly on: string; readonly cite: string; readonly statement: Statement };
export type View = Pick<PositionSaid, "value" | "statedBy" | "reason"> & { readonly on: string; readonly cites: readonly string[] };
/** By party: one view for each source of it, own word first. A party without a view is silent. */
export type Row = { readonly clause: string; readonly cells: Readonly<Record<string, readonly View[]>> };

/** Rows in the order in which the clauses were first spoken of. Linear after the sort by day. */
export function positionsOn(said: readonly SaidOn[], on: string): Row[] {
  const rows = new Map<string, Record<string, View[]>>();
  const known = said.filter((one) => one.on <= on);
  for (const { on: day, cite, statement } of known.sort((a, b) => byCodeUnit(a.on, b.on)))
    for (const { clause, party, value, statedBy, reason } of statement.positions) {
      const row = rows.get(clause) ?? {};
      const views = row[party] ?? [];
      const before = views.find((view) => view.statedBy === statedBy);
      const isSame = before !== undefined && before.value === value && before.reason === reason;
      const view: View = { value, statedBy, on: day, cites: isSame ? [...before.cites, cite] : [cite], ...(reason === undefined ? {} : { reason }) };
      const others = views.filter((one) => one !== before);
      row[party] = [...others, view].sort((a, b) => STATED_BY.indexOf(a.statedBy) - STATED_BY.indexOf(b.statedBy));
      rows.set(clause, row);
    }
  return [...rows].map(([clause, cells]) => ({ clause, cells }));
}

/** Markdown table; columns are the parties given. */
export function printPositions(rows: readonly Row[], on: string, parties: readonly { readonly code: string; readonly name: string }[]): string {
  if (rows.length === 0) return `No position is recorded on or before ${on}.\n`;
  const sayView = ({ value, statedBy, reason, cites }: View): string =>
    `${value}${reason === undefined ? "" : ` (${reason})`}, ${statedBy === "own word" ? "own word" : `says ${statedBy}`} [${cites.join(" ")}]`;
  const say = (views: readonly View[] | undefined): string => (views === undefined ? "silent" : views.map(sayView).join("; "));
  return [
    `Positions on ${on}. Agreed is only what both sides signed over identical bytes: none of these cells makes it so.`, "",
    `| clause | ${parties.map(({ name }) => name).join(" | ")} |`, `|---|${parties.map(() => "---|").join("")}`,
    ...rows.map(({ clause, cells }) => `| ${clause} | ${parties.map(({ code }) => say(cells[code])).join(" | ")} |`), "",
  ].join("\n");
}
