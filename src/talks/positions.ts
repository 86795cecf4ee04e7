// The position matrix: clause × party, the latest position on a day, and whose word it rests on (TALKS.md §3).
// "Accepted, says the other party" never makes anything agreed.
import { byCodeUnit } from "../basis/code-sort.ts";
import type { PositionSaid, Statement } from "./statement.ts";

export type SaidOn = { readonly on: string; readonly cite: string; readonly statement: Statement };
export type Cell = Pick<PositionSaid, "value" | "statedBy"> & { readonly on: string; readonly cites: readonly string[] };
export type Row = { readonly clause: string; readonly cells: Readonly<Record<string, Cell>> };

/** Rows in the order in which the clauses were first spoken of; a party without a word has no cell: silent. */
export function positionsOn(said: readonly SaidOn[], on: string): Row[] {
  const rows = new Map<string, Record<string, Cell>>();
  const known = said.filter((one) => one.on <= on);
  for (const { on: day, cite, statement } of known.sort((a, b) => byCodeUnit(a.on, b.on)))
    for (const { clause, party, value, statedBy } of statement.positions) {
      const row = rows.get(clause) ?? {};
      const before = row[party];
      const isSame = before !== undefined && before.value === value && before.statedBy === statedBy;
      row[party] = { value, statedBy, on: day, cites: isSame ? [...before.cites, cite] : [cite] };
      rows.set(clause, row);
    }
  return [...rows].map(([clause, cells]) => ({ clause, cells }));
}

/** Markdown table; columns are the parties given. */
export function printPositions(rows: readonly Row[], on: string, parties: readonly { readonly code: string; readonly name: string }[]): string {
  if (rows.length === 0) return `No position is recorded on or before ${on}.\n`;
  const say = (cell: Cell | undefined): string =>
    cell === undefined ? "silent" : `${cell.value}, ${cell.statedBy === "own word" ? "own word" : `says ${cell.statedBy}`} [${cell.cites.join(" ")}]`;
  return [
    `Positions on ${on}. Agreed is only what both sides signed over identical bytes: none of these cells makes it so.`, "",
    `| clause | ${parties.map(({ name }) => name).join(" | ")} |`, `|---|${parties.map(() => "---|").join("")}`,
    ...rows.map(({ clause, cells }) => `| ${clause} | ${parties.map(({ code }) => say(cells[code])).join(" | ")} |`), "",
  ].join("\n");
}
