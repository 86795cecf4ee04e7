// A list as delimited text: RFC 4180 with comma, semicolon, tab or bar, CRLF or LF, quotes over lines, an optional BOM.
// A row with more or fewer cells than the head is rejected by its number and the rest goes on.
import { Fault } from "../basis/fault.ts";

export type Remark = {
  /** Row from 1, the head not counted; 0 for the whole list. */
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly text: string;
};

export type RawList = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Number of each row of `rows`, from 1, the head not counted, rejected rows counted. */
  readonly numbers: readonly number[];
  readonly remarks: readonly Remark[];
};

const DELIMITERS = [",", ";", "\t", "|"] as const;
/** A cell beyond this is refused: no name, date or number is as long. */
export const CELL_CHARACTERS_MAX = 10_000;

/**
 * Head and rows of a delimited text. Linear.
 * @throws Fault `LIST_EMPTY` without any text, `LIST_QUOTE` for a quote that never closes, `LIST_CELL` for a cell beyond the limit.
 */
export function parseList(text: string, file?: string): RawList {
  const at = file === undefined ? {} : { file };
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (body.trim() === "") throw new Fault("LIST_EMPTY", "expected a head row, found an empty list", [at]);
  const remarks: Remark[] = [];
  const rows: string[][] = [];
  const numbers: number[] = [];
  let head: readonly string[] | undefined;
  let number = 0;
  readRows(body, delimiterOf(body), at, (cells) => {
    if (cells.length === 1 && cells[0] === "") return;
    if (head === undefined) {
      head = cells.map((cell) => cell.trim());
      return;
    }
    number++;
    if (cells.length !== head.length)
      remarks.push({ row: number, column: "", code: "ROW_CELLS", text: `expected ${head.length} cells, found ${cells.length}` });
    else {
      rows.push(cells);
      numbers.push(number);
    }
  });
  return { head: head ?? [], rows, numbers, remarks };
}

/** The delimiter that occurs most often outside quotes in the first line. */
function delimiterOf(text: string): string {
  const end = text.indexOf("\n");
  const line = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, "");
  return [...DELIMITERS].sort((a, b) => line.split(b).length - line.split(a).length)[0] ?? ",";
}

type At = { readonly file?: string };

function readRows(text: string, delimiter: string, at: At, take: (cells: string[]) => void): void {
  const stop = delimiter.charCodeAt(0);
  let cells: string[] = [];
  let i = 0;
  let line = 1;
  while (i < text.length) {
    let cell = "";
    if (text.charCodeAt(i) === 34) {
      const quoted = readQuoted(text, i, line, at);
      cell = quoted.cell;
      line = quoted.line;
      i = quoted.next;
    }
    const end = endOfCell(text, i, stop);
    cell += text.slice(i, end); // text after a closing quote is kept as written
    i = end;
    if (cell.length > CELL_CHARACTERS_MAX)
      throw new Fault("LIST_CELL", `expected at most ${CELL_CHARACTERS_MAX} characters in a cell, found ${cell.length}`, [{ ...at, line }]);
    if (text.charCodeAt(i) === stop) {
      cells.push(cell);
      i++;
      if (i < text.length) continue;
      cell = "";
    }
    cells.push(cell.endsWith("\r") ? cell.slice(0, -1) : cell);
    take(cells);
    cells = [];
    line++;
    i++;
  }
}

function readQuoted(text: string, start: number, opened: number, at: At): { cell: string; line: number; next: number } {
  let cell = "";
  let line = opened;
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new Fault("LIST_QUOTE", "expected a closing quote before the end of the list", [{ ...at, line: opened }]);
    const part = text.slice(from, quote);
    for (let k = part.indexOf("\n"); k >= 0; k = part.indexOf("\n", k + 1)) line++;
    cell += part;
    if (text.charCodeAt(quote + 1) !== 34) return { cell, line, next: quote + 1 };
    cell += '"';
    from = quote + 2;
  }
}

function endOfCell(text: string, from: number, stop: number): number {
  let i = from;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === stop || code === 10) break;
  }
  return i;
}

/** One cell of CSV output: quoted where RFC 4180 needs it, and defused where a spreadsheet would run it as a formula; numbers stay. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
