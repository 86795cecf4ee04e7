// A table of a conflict pack: comma-separated text (RFC 4180) that a lawyer edits in a spreadsheet. The last line holds the number
// of rows, and of ranks the sum of their values, so that a copy which lost a row on its way is found out. Small files: read whole.
import { Fault } from "../basis/fault.ts";

export type PackCell = { readonly text: string; readonly line: number; readonly column: number };
export type PackRow = { readonly line: number; readonly cell: (column: string) => PackCell; readonly names: PackNames };
/** By language: the name first, then other written forms of it. Feminine forms under `uk.f`. */
export type PackNames = ReadonlyMap<string, readonly string[]>;
export type PackFaults = { readonly list: Fault[]; readonly add: (code: string, expected: string, file: string, at?: { readonly line: number; readonly column: number }, field?: string) => void };

export type TableShape = {
  /** Columns that must be there, in this order, before the languages. */
  readonly columns: readonly string[];
  /** Languages of which each must have a column. */
  readonly languages: readonly string[];
  /** Whether columns of names follow the others. */
  readonly hasNames: boolean;
  /** The column whose whole numbers are added up in the check line. */
  readonly summed?: string;
};

export const ROWS_MAX = 20_000;
const LANGUAGE_COLUMN = /^[a-z]{2,3}(?:\.f)?$/;

export const newPackFaults = (): PackFaults => {
  const list: Fault[] = [];
  return { list, add: (code, expected, file, at, field) => void list.push(new Fault(code, `expected ${expected}`, [{ file, ...(at === undefined ? {} : { line: at.line, column: at.column }), ...(field === undefined ? {} : { field }) }])) };
};

/** The rows above the check line. Every fault is added with file, line and column: `PACK_TABLE` of the form, `PACK_CHECK` of the check line. */
export function readPackTable(text: string, file: string, shape: TableShape, faults: PackFaults): PackRow[] {
  const lines = splitTable(text, file, faults);
  const head = lines[0] ?? [];
  const languages = headFaults(head, file, shape, faults);
  const last = lines.length > 1 ? lines.at(-1) : undefined;
  const check = last?.[0]?.text === "check" ? last : undefined;
  const body = lines.slice(1, check === undefined ? undefined : -1);
  const rows = body.flatMap((cells): PackRow[] => {
    if (cells.length === head.length) return [rowOf(head, cells, languages)];
    faults.add("PACK_TABLE", `${head.length} cells as in the head, found ${cells.length}`, file, cells[0]);
    return [];
  });
  if (rows.length > ROWS_MAX) faults.add("PACK_TABLE", `at most ${ROWS_MAX} rows, found ${rows.length}`, file);
  checkLine(check, last?.[0] ?? { line: 1, column: 1 }, body.length, rows, file, shape, faults);
  return rows;
}

/** What the last line must be. */
export const checkLineOf = (rows: number, sum?: number): string => (sum === undefined ? `check,${rows}` : `check,${rows},${sum}`);

function headFaults(head: readonly PackCell[], file: string, { columns, languages, hasNames }: TableShape, faults: PackFaults): string[] {
  columns.forEach((column, i) => {
    const cell = head[i];
    if (cell?.text !== column) faults.add("PACK_TABLE", `the column ${column}, found ${cell === undefined ? "the end of the line" : JSON.stringify(cell.text)}`, file, cell ?? { line: 1, column: 1 });
  });
  const own = head.slice(columns.length);
  own.forEach((cell, i) => {
    if (!hasNames || !LANGUAGE_COLUMN.test(cell.text)) faults.add("PACK_TABLE", hasNames ? "a language (uk) or its feminine forms (uk.f)" : "no further column", file, cell);
    else if (own.findIndex(({ text }) => text === cell.text) !== i) faults.add("PACK_TABLE", `each column once, found ${cell.text} again`, file, cell);
  });
  if (hasNames) for (const language of languages) if (!own.some(({ text }) => text === language)) faults.add("PACK_GAP", `a column of names in ${language}, a working language`, file, { line: 1, column: 1 }, language);
  return own.map(({ text }) => text);
}

function rowOf(head: readonly PackCell[], cells: readonly PackCell[], languages: readonly string[]): PackRow {
  const none: PackCell = { text: "", line: cells[0]?.line ?? 1, column: 1 };
  const cell = (column: string): PackCell => cells[head.findIndex(({ text }) => text === column)] ?? none;
  const forms = (text: string): string[] => text.split(";").map((form) => form.trim()).filter((form) => form !== "");
  return { line: none.line, cell, names: new Map(languages.map((language) => [language, forms(cell(language).text)])) };
}

function checkLine(
  check: readonly PackCell[] | undefined, last: { readonly line: number; readonly column: number }, count: number, rows: readonly PackRow[], file: string, { summed }: TableShape, faults: PackFaults,
): void {
  const sum = summed === undefined ? undefined : rows.reduce((whole, row) => whole + (/^[0-9]+$/.test(row.cell(summed).text) ? Number(row.cell(summed).text) : 0), 0);
  if (check === undefined) return faults.add("PACK_CHECK", `a last line “${checkLineOf(count, sum)}”: the number of rows${summed === undefined ? "" : ` and the sum of the column ${summed}`}`, file, last);
  const wanted = summed === undefined ? [count] : [count, sum ?? 0];
  const say = [(stated: string) => `${stated} rows as the last line says, found ${count}`, (stated: string) => `values that add up to ${stated} as the last line says, found ${sum ?? 0}`];
  check.slice(1).forEach((cell, i) => { // a spreadsheet fills the line up with empty cells
    if (i >= wanted.length ? cell.text !== "" : cell.text !== String(wanted[i])) faults.add("PACK_CHECK", say[i < wanted.length ? i : 2]?.(cell.text === "" ? "a number" : cell.text) ?? `nothing after “${checkLineOf(count, sum)}”`, file, cell);
  });
  if (check.length <= wanted.length) faults.add("PACK_CHECK", `a last line “${checkLineOf(count, sum)}”`, file, check[0]);
}

/** Cells of every line that is not empty. A quote that never closes is a fault and ends the table. */
function splitTable(text: string, file: string, faults: PackFaults): PackCell[][] {
  const lines: PackCell[][] = [];
  let cells: PackCell[] = [];
  let [line, lineStart, at] = [1, 0, text.charCodeAt(0) === 0xfeff ? 1 : 0];
  const endLine = (): void => {
    if (cells.length > 1 || cells[0]?.text !== "") lines.push(cells);
    cells = [];
  };
  while (at < text.length) {
    const place = { line, column: at - lineStart + 1 };
    let cell = "";
    if (text[at] === '"') {
      const start = ++at;
      for (;;) {
        const end = text.indexOf('"', at);
        if (end < 0) {
          faults.add("PACK_TABLE", "a closing quote", file, place);
          return lines;
        }
        at = end + 1;
        if (text[at] !== '"') break;
        at++;
      }
      cell = text.slice(start, at - 1).replaceAll('""', '"');
      for (let i = start; i < at; i++) if (text[i] === "\n") [line, lineStart] = [line + 1, i + 1];
    }
    const rest = at;
    while (at < text.length && text[at] !== "," && text[at] !== "\n") at++;
    cells.push({ text: (cell + text.slice(rest, at)).trim().normalize("NFC"), ...place });
    if (text[at] === ",") {
      at++;
      if (at === text.length || text[at] === "\n") cells.push({ text: "", line, column: at - lineStart + 1 });
      if (text[at] !== "\n") continue;
    }
    endLine();
    at++;
    [line, lineStart] = [line + 1, at];
  }
  if (cells.length > 0) endLine();
  return lines;
}
