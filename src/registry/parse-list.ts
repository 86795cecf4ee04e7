// A list of persons from bytes (delimited text in any usual encoding, piece by piece) or from the rows of a sheet: the head row is
// found among the first twenty, columns are mapped by their headings, and every row that cannot be taken is reported by number
// and line while the rest goes on. Ids are opaque and stand once each.
import { Fault } from "../basis/fault.ts";
import { createCellTable, delimitedReader, delimiterOf, textOfCell, textsOf, type CellTable, type DelimitedReader, type PackedCells, type RowsTaker } from "../vocabulary/delimited-text.ts";
import { LIST_FIELDS, type Column, type ListField, type PersonList, type Remark } from "../vocabulary/person-list.ts";
import { guessEncoding, undoDoubleReading, type Encoding, type EncodingGuess } from "./guess-encoding.ts";
import { fieldOf, mapColumns, type Mapping } from "./list-columns.ts";

export const ID_CHARACTERS_MAX = 300;
/** Beyond it a list is refused with the memory it would need. */
export const LIST_ROWS_MAX = 5_000_000;
const BYTES_PER_ROW = 200;
const HEAD_WITHIN_ROWS = 20;
const SAMPLE_BYTES = 65_536;

export type ListOptions = {
  readonly file?: string;
  /** Said by the person; nothing is guessed then. */
  readonly encoding?: Encoding;
  readonly columns?: ReadonlyMap<ListField, string>;
};

export type ReadList = {
  readonly list: PersonList;
  /** Line of each row in the file, from 1; for a sheet its row there. */
  readonly lines: Int32Array;
  readonly mapping: Mapping;
  readonly encoding: EncodingGuess | "sheet";
  readonly delimiter: string;
  /** What keeps the list from being used: rows without an id, ids given twice, columns that lack. Empty when it can be used. */
  readonly faults: readonly Fault[];
};

/** A list as it was cut into cells, before its headings and ids are looked at: plain data that another thread can be sent. */
export type RawList = {
  readonly head: readonly number[];
  readonly columns: readonly Int32Array[];
  readonly numbers: Int32Array;
  readonly lines: Int32Array;
  readonly remarks: readonly Remark[];
  readonly cells: PackedCells;
  readonly encoding: EncodingGuess | "sheet";
  readonly delimiter: string;
};

export type ListReader = {
  /** The bytes are the caller's again when it returns. */
  readonly push: (bytes: Uint8Array) => void;
  /** When all was pushed; `finishList` makes a list of it. */
  readonly raw: () => RawList;
  readonly end: () => ReadList;
};

/** `table` numbers the cells. @throws Fault `LIST_EMPTY`, `LIST_QUOTE`, `LIST_CELL`, `LIST_ROWS`, and `LIST_ENCODING` where the encoding has to be asked for. */
export function listReader(options: ListOptions = {}, table = createCellTable(options.file)): ListReader {
  const rows = createRows(options, table);
  let waiting: Uint8Array[] = [];
  let waitingSize = 0;
  let feed: ((bytes: Uint8Array, isLast: boolean) => void) | undefined;
  let reader: DelimitedReader | undefined;
  let guess: EncodingGuess | undefined;
  let delimiter = ",";
  const start = (): void => {
    const sample = joined(waiting, waitingSize);
    if (sample.length === 0) throw new Fault("LIST_EMPTY", "expected a head row, found an empty list", at(options));
    guess = options.encoding ? { encoding: options.encoding, sure: true, runnerUp: "none", why: "mark" } : guessEncoding(sample);
    if (!guess.sure) throw new Fault("LIST_ENCODING", `expected to be told the encoding: it may be ${guess.encoding} or ${guess.runnerUp}`, at(options));
    const text = new TextDecoder(guess.encoding).decode(sample.subarray(0, SAMPLE_BYTES));
    if (text.trim() === "") throw new Fault("LIST_EMPTY", "expected a head row, found an empty list", at(options));
    delimiter = delimiterOf(text);
    const lines = delimitedReader(rows.table, delimiter, rows.take, options.file, rows.many);
    reader = lines;
    if (guess.encoding === "utf-8") {
      const hasMark = sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf;
      feed = (bytes) => lines.push(bytes);
      feed(hasMark ? sample.subarray(3) : sample, false);
    } else {
      const [decoder, encoder] = [new TextDecoder(guess.encoding), new TextEncoder()];
      feed = (bytes, isLast) => lines.push(encoder.encode(decoder.decode(bytes, { stream: !isLast })));
      feed(sample, false);
    }
    waiting = [];
  };
  const raw = (): RawList => {
    if (!feed) start();
    feed?.(new Uint8Array(0), true);
    reader?.end();
    return rows.raw(guess ?? guessEncoding(new Uint8Array(0)), delimiter);
  };
  return {
    push: (bytes) => {
      if (feed) return feed(bytes, false);
      waiting.push(waitingSize + bytes.length >= SAMPLE_BYTES ? bytes : bytes.slice()); // who calls may write over what is not read at once
      waitingSize += bytes.length;
      if (waitingSize >= SAMPLE_BYTES) start();
    },
    raw,
    end: () => finishList(raw(), options),
  };
}

/** The whole of a list at once. @throws as `listReader`. */
export function readList(bytes: Uint8Array, options: ListOptions = {}): ReadList {
  const reader = listReader(options);
  reader.push(bytes);
  return reader.end();
}

/** The rows of one sheet, the first being row 1. @throws as `listReader`, but for the encoding. */
export function readSheet(sheet: Iterable<readonly string[]>, options: ListOptions = {}): ReadList {
  const rows = createRows(options, createCellTable(options.file));
  const encoder = new TextEncoder();
  let number = 0;
  for (const cells of sheet) {
    number++;
    const numbers = cells.map((cell) => internText(rows.table, encoder.encode(cell)));
    while (numbers.at(-1) === 0) numbers.pop(); // a sheet is as wide as its widest row
    if (numbers.length > 0) rows.take(numbers, number, true);
  }
  return finishList(rows.raw("sheet", ""), options);
}

function internText(table: CellTable, bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return table.intern(bytes, 0, bytes.length, hash);
}

const at = ({ file }: ListOptions, more: { readonly line?: number; readonly row?: number; readonly field?: string } = {}) =>
  [{ ...(file === undefined ? {} : { file }), ...more }];

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  if (parts.length === 1) return parts[0] ?? new Uint8Array(0);
  const all = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** Columns of numbers that grow with the rows. */
type Grown = { readonly columns: Int32Array[]; numbers: Int32Array; lines: Int32Array; count: number };

function createRows(options: ListOptions, table: CellTable) {
  const early: { cells: number[]; line: number; isShort: boolean }[] = [];
  const grown: Grown = { columns: [], numbers: new Int32Array(1024), lines: new Int32Array(1024), count: 0 };
  const remarks: Remark[] = [];
  let width = -1;
  let number = 0;
  const add = (cells: readonly number[], line: number, isShort: boolean): void => {
    number++;
    if (cells.length !== width && !(isShort && cells.length < width)) {
      remarks.push({ row: number, column: "", code: "ROW_CELLS", text: `line ${line}: expected ${width} cells, found ${cells.length}` });
      return;
    }
    if (grown.count === LIST_ROWS_MAX)
      throw new Fault("LIST_ROWS", `expected at most ${LIST_ROWS_MAX} rows: more need over ${Math.round((LIST_ROWS_MAX * BYTES_PER_ROW) / 1e9)} GB of memory`, at(options, { line }));
    if (grown.count === grown.numbers.length) widen(grown);
    for (let c = 0; c < width; c++) (grown.columns[c] ?? EMPTY)[grown.count] = cells[c] ?? 0;
    grown.numbers[grown.count] = number;
    grown.lines[grown.count++] = line;
  };
  let head: number[] = [];
  const settleHead = (): void => {
    const texts = table.texts();
    const known = early.map(({ cells }) => cells.filter((cell) => isHeading(texts[cell] ?? "", options)).length);
    const best = Math.max(0, known.indexOf(Math.max(...known)));
    head = early[best]?.cells ?? [];
    width = head.length;
    for (let c = 0; c < width; c++) grown.columns.push(new Int32Array(grown.numbers.length));
    if (best > 0) remarks.push({ row: 0, column: "", code: "HEAD_BELOW", text: `the headings stand in line ${early[best]?.line ?? 0}; what stands above was not read` });
    for (const { cells, line, isShort } of early.slice(best + 1)) add(cells, line, isShort);
  };
  /** Whole rows as wide as the head, as `add` would add them one by one. */
  const addMany = (cells: Int32Array, from: number, line: number): number => {
    let at = from;
    let rows = 0;
    for (; at + width < cells.length && grown.count < LIST_ROWS_MAX; rows++) {
      if (grown.count === grown.numbers.length) widen(grown);
      const row = grown.count;
      let c = 0;
      for (; c < width; c++) {
        const cell = cells[at + c] ?? 0;
        if (cell < 0) break;
        (grown.columns[c] ?? EMPTY)[row] = cell;
      }
      if (c < width || cells[at + width] !== -1) break;
      grown.numbers[row] = ++number;
      grown.lines[row] = line + rows;
      grown.count = row + 1;
      at += width + 1;
    }
    return rows;
  };
  return {
    table,
    many: { width: () => (width > 1 ? width : 0), take: addMany } satisfies RowsTaker, // a row of one empty cell is none
    take: (cells: readonly number[], line: number, isShort = false): void => {
      if (width >= 0) return add(cells, line, isShort);
      early.push({ cells: [...cells], line, isShort });
      if (early.length === HEAD_WITHIN_ROWS) settleHead();
    },
    raw: (encoding: EncodingGuess | "sheet", delimiter: string): RawList => {
      if (width < 0) settleHead();
      if (head.length === 0) throw new Fault("LIST_EMPTY", "expected a head row, found an empty list", at(options));
      const columns = grown.columns.map((column, c) => {
        grown.columns[c] = EMPTY;
        return column.slice(0, grown.count);
      });
      return { head, columns, numbers: grown.numbers.slice(0, grown.count), lines: grown.lines.slice(0, grown.count), remarks, cells: table.packed(), encoding, delimiter };
    },
  };
}

const EMPTY = new Int32Array(0);
const isHeading = (text: string, { columns }: ListOptions): boolean => fieldOf(text) !== undefined || [...(columns?.values() ?? [])].includes(text.trim());

function widen(grown: Grown): void {
  const wider = (column: Int32Array): Int32Array => {
    const next = new Int32Array(column.length * 2);
    next.set(column);
    return next;
  };
  grown.columns.forEach((column, c) => (grown.columns[c] = wider(column)));
  grown.numbers = wider(grown.numbers);
  grown.lines = wider(grown.lines);
}

/** Headings, texts and ids of what was cut into cells. @throws nothing: what keeps the list from being used is in `faults`. */
export function finishList({ head, columns, numbers, lines, remarks: found, cells: packed, encoding, delimiter }: RawList, options: ListOptions = {}): ReadList {
  const unreadable = repairTexts(packed);
  const texts = once(() => {
    const all = textsOf(packed);
    for (const [cell, text] of unreadable.undone) all[cell] = text;
    return all;
  });
  const isAsWritten = unreadable.undone.size === 0; // the texts are those of the bytes
  const remarks = [...found];
  const mapping = mapColumns(head.map((cell) => (unreadable.undone.get(cell) ?? textOfCell(packed, cell)).trim()), options.columns);
  const faults: Fault[] = [];
  const cells: Partial<Record<ListField, Column>> = {};
  mapping.forEach(({ heading, field }, c) => {
    const column = columns[c] ?? EMPTY;
    if (field === "not compared") remarks.push({ row: 0, column: heading, code: "COLUMN_UNKNOWN", text: "kept, not compared" });
    else if (field === "named twice") faults.push(new Fault("LIST_COLUMNS", "expected each field in one column, found two", at(options, { line: 1, field: heading })));
    else {
      cells[field] = { get text() { return texts(); }, at: column, ...(isAsWritten ? { packed } : {}) };
      if (unreadable.bad.size + unreadable.undone.size > 0)
        column.forEach((cell, row) => {
          if (unreadable.bad.has(cell)) remarks.push({ row: numbers[row] ?? 0, column: field, code: "LETTER_UNREADABLE", text: "a letter could not be read in the encoding of the list" });
          if (unreadable.undone.has(cell)) remarks.push({ row: numbers[row] ?? 0, column: field, code: "READ_TWICE", text: "the text had been decoded twice; undone" });
        });
    }
  });
  const needed = (field: ListField, isThere: boolean): void => {
    if (!isThere) faults.push(new Fault("LIST_COLUMNS", `expected a column for ${field}; found: ${mapping.length} columns of which ${Object.keys(cells).length} are known`, at(options, { line: 1, field })));
  };
  needed("id", cells.id !== undefined);
  needed("surname", cells.surname !== undefined || cells.full_name !== undefined);
  const ids = once(() => Array.from(cells.id?.at ?? EMPTY, (cell) => (texts()[cell] ?? "").trim()));
  if (cells.id && !arePlainIds(cells.id)) faults.push(...idFaults(ids(), cells.id, numbers, lines, options));
  const ordered: Partial<Record<ListField, Column>> = {};
  for (const field of LIST_FIELDS) if (cells[field]) ordered[field] = cells[field];
  return { list: { get ids() { return ids(); }, numbers, cells: ordered, remarks }, lines, mapping, encoding, delimiter, faults };
}

/** Cells with unreadable letters, and what texts that were decoded twice read when it is undone. */
function repairTexts(packed: PackedCells): { readonly bad: ReadonlySet<number>; readonly undone: ReadonlyMap<number, string> } {
  const bad = new Set<number>();
  const undone = new Map<number, string>();
  const { bytes, starts } = packed;
  for (let cell = 1; cell < starts.length - 1; cell++) {
    if (!isSuspect(bytes, starts[cell] ?? 0, starts[cell + 1] ?? 0)) continue;
    const text = textOfCell(packed, cell);
    if (text.includes("\ufffd")) bad.add(cell);
    const first = undoDoubleReading(text);
    if (first !== undefined) undone.set(cell, first);
  }
  return { bad, undone };
}

/**
 * Whether bytes may hold what is no UTF-8, U+FFFD or a text decoded twice: all but whole letters of one to three bytes, of which Ð, Ñ, Р and С are
 * followed by none but one of ASCII or of а to я, as in a text decoded twice they never are.
 */
function isSuspect(bytes: Uint8Array, from: number, end: number): boolean {
  let isAfter = false; // whether one of those letters stands before
  for (let i = from; i < end; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) {
      isAfter = false;
      continue;
    }
    const next = i + 1 < end ? (bytes[++i] ?? 0) : 0;
    if (lead < 0xc2 || (next & 0xc0) !== 0x80) return true;
    if (isAfter && !((lead === 0xd0 && next >= 0xb0) || (lead === 0xd1 && next < 0x90))) return true;
    isAfter = (lead === 0xc3 && (next === 0x90 || next === 0x91)) || (lead === 0xd0 && (next === 0xa0 || next === 0xa1));
    if (lead < 0xe0) continue;
    if (lead === 0xe0 || lead > 0xec || i + 1 >= end || ((bytes[++i] ?? 0) & 0xc0) !== 0x80) return true; // what is more than three bytes, or may be half a letter
  }
  return false;
}

/** Whether each id stands once, is no longer than it may be and has no blanks around it, as far as its bytes alone tell: letters of ASCII stand at its ends. */
function arePlainIds({ packed, at: cells }: Column): boolean {
  if (!packed) return false;
  const { bytes, starts } = packed;
  const isMet = new Uint8Array(starts.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? 0;
    const from = starts[cell] ?? 0;
    const end = starts[cell + 1] ?? 0;
    if (cell === 0 || isMet[cell] === 1 || end - from > ID_CHARACTERS_MAX || !isPlainEnd(bytes[from] ?? 0) || !isPlainEnd(bytes[end - 1] ?? 0)) return false;
    isMet[cell] = 1;
  }
  return true;
}

const isPlainEnd = (byte: number): boolean => byte > 32 && byte < 127;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Every id that lacks, is too long or stands twice, with row and line. Equal cells have equal numbers, so no id is looked up by its letters. */
function idFaults(ids: readonly string[], { text, at: cells }: Column, numbers: Int32Array, lines: Int32Array, options: ListOptions): Fault[] {
  const faults: Fault[] = [];
  const firstOfCell = new Int32Array(text.length).fill(-1);
  const trimmed = new Map<string, number>(); // cells with blanks around their id, by the id
  const cellOfText = new Map<string, number>();
  for (const cell of cells) if (text[cell] !== (text[cell] ?? "").trim()) cellOfText.set((text[cell] ?? "").trim(), -1);
  if (cellOfText.size > 0) text.forEach((one, cell) => void (cellOfText.has(one) && cellOfText.set(one, cell)));
  ids.forEach((id, index) => {
    const cell = cells[index] ?? 0;
    const place = () => at(options, { line: lines[index] ?? 0, row: numbers[index] ?? 0, field: "id" });
    const plain = cellOfText.get(id) ?? -1;
    const before = Math.max(firstOfCell[cell] ?? -1, plain < 0 ? -1 : (firstOfCell[plain] ?? -1), trimmed.get(id) ?? -1);
    if (id === "" || id.length > ID_CHARACTERS_MAX) faults.push(new Fault("LIST_ID", `expected an id of 1 to ${ID_CHARACTERS_MAX} characters, found ${id.length}`, place()));
    else if (before >= 0) faults.push(new Fault("LIST_ID", `expected each id once, found that of row ${numbers[before] ?? 0} again`, place()));
    else {
      firstOfCell[cell] = index;
      if (cellOfText.has(id)) trimmed.set(id, index);
    }
  });
  return faults;
}
