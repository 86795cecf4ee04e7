// Delimited text: UTF-8, a BOM tolerated, the delimiter `,` `;` or tab taken from the header and said.
import { Fault } from "../basis/fault.ts";

export type DelimitedRow = { readonly line: number; readonly cells: readonly string[] };
export type Delimited = { readonly delimiter: "," | ";" | "\t"; readonly header: readonly string[]; readonly rows: readonly DelimitedRow[] };

/**
 * Quotes as RFC 4180; empty lines are passed over.
 * @throws Fault `TABLE_EMPTY` without a header, `TABLE_QUOTE` for a quote that is never closed, with its line.
 */
export function parseDelimited(text: string, file: string): Delimited {
  const whole = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const firstLine = whole.slice(0, whole.search(/[\r\n]|$/));
  const delimiter = firstLine.includes("\t") ? "\t" : firstLine.includes(";") ? ";" : ",";
  const rows: DelimitedRow[] = [];
  let [line, start, at] = [1, 1, 0];
  let cells: string[] = [];
  const close = (): void => {
    if (cells.some((cell) => cell !== "")) rows.push({ line: start, cells });
    cells = [];
  };
  while (at < whole.length) {
    let cell = "";
    if (whole[at] === '"') {
      const opened = line;
      at++;
      for (;;) {
        if (at >= whole.length) throw new Fault("TABLE_QUOTE", "expected a closing quote", [{ file, line: opened }]);
        if (whole[at] === '"' && whole[at + 1] === '"') at++;
        else if (whole[at] === '"') break;
        if (whole[at] === "\n") line++;
        cell += whole[at++];
      }
      at++;
    } else {
      const from = at;
      while (at < whole.length && whole[at] !== delimiter && whole[at] !== "\n" && whole[at] !== "\r") at++;
      cell = whole.slice(from, at);
    }
    cells.push(cell.trim());
    if (whole[at] === delimiter) {
      at++;
      if (at === whole.length) cells.push("");
      continue;
    }
    if (whole[at] === "\r") at++;
    if (whole[at] === "\n") at++;
    close();
    start = ++line;
  }
  close();
  const [header, ...rest] = rows;
  if (!header) throw new Fault("TABLE_EMPTY", "expected a header row", [{ file, line: 1 }]);
  return { delimiter, header: header.cells, rows: rest };
}

/** A cell for export: quoted where needed, and a formula sign at its start is disarmed with an apostrophe. */
export function printCell(text: string): string {
  const safe = /^[=+@\t]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",;\n\r\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
