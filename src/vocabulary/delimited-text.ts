// Delimited text (RFC 4180 with any one-byte delimiter, CRLF or LF, quotes over lines) read from UTF-8 bytes piece by piece, so
// that a file of any size passes through bounded memory. Equal cells get equal numbers and are kept once.
import { Fault } from "../basis/fault.ts";

/** A cell beyond this is refused: no name, date or number is as long. */
export const CELL_BYTES_MAX = 20_000;

/** Different cells of a list together: beyond it memory, not the disk, would say when to stop. */
export const TEXT_BYTES_MAX = 512 * 2 ** 20;

export type CellTable = {
  /** The number of the cell with the `size` bytes at `at`; 0 for an empty one. `hash` is FNV-1a of the bytes (Fowler, Noll & Vo). */
  readonly intern: (bytes: Uint8Array, at: number, size: number, hash: number) => number;
  /** Asks memory for the place of a cell with this hash, without waiting for it. */
  readonly near: (hash: number) => void;
  /**
   * Cuts rows of plain cells from `at` on, where a cell begins: their numbers, -1 after each row, good until the next call. It ends where a
   * cell begins with a quote or does not end in these bytes, or before; at `at` itself where the first cell has to be read byte by byte.
   */
  readonly cutPlain?: (bytes: Uint8Array, at: number, stop: number) => { readonly end: number; readonly cells: Int32Array };
  /** Texts by number; call it when all is read. Bytes that are no UTF-8 become U+FFFD. */
  readonly texts: () => string[];
  /** The bytes of the cells as they lie; call it when all is read. */
  readonly packed: () => PackedCells;
};

/** Cell `at` stands at starts[at] … starts[at + 1] - 1 of `bytes`; cell 0 is empty. Plain data that another thread can be sent. */
export type PackedCells = { readonly bytes: Uint8Array; readonly starts: Int32Array };

/** The texts of cells, by number. */
export function textsOf({ bytes, starts }: PackedCells): string[] {
  const texts = new Array<string>(starts.length - 1).fill("");
  for (let cell = 1; cell < texts.length; cell++) texts[cell] = decode(bytes, starts[cell] ?? 0, starts[cell + 1] ?? 0);
  return texts;
}

/** The text of one cell. */
export const textOfCell = ({ bytes, starts }: PackedCells, cell: number): string => (cell === 0 ? "" : decode(bytes, starts[cell] ?? 0, starts[cell + 1] ?? 0));

/** The UTF-16 units of a cell, written from the beginning of `into`, and how many; -1 where they are more than it holds, where a byte is no UTF-8 or a letter takes two units. */
export function unitsOfCell(cells: PackedCells, cell: number, into: Uint16Array): number {
  const { bytes } = cells;
  const end = cells.starts[cell + 1] ?? 0;
  let size = 0;
  for (let i = cells.starts[cell] ?? 0; i < end; size++) {
    if (size === into.length) return -1;
    const lead = bytes[i++] ?? 0;
    if (lead < 0x80) into[size] = lead;
    else {
      const isThree = lead >= 0xe0;
      if (lead < 0xc2 || lead >= 0xf0 || i + (isThree ? 2 : 1) > end) return -1;
      const next = bytes[i++] ?? 0;
      const last = isThree ? (bytes[i++] ?? 0) : next;
      if ((next & 0xc0) !== 0x80 || (last & 0xc0) !== 0x80) return -1;
      const code = isThree ? ((lead & 15) << 12) | ((next & 63) << 6) | (last & 63) : ((lead & 31) << 6) | (next & 63);
      if (isThree && (code < 0x800 || (code >= 0xd800 && code < 0xe000))) return -1;
      into[size] = code;
    }
  }
  return size;
}

const HASH_START = 0x811c9dc5;
/** Where goes what is read only to have it near. */
const SINK = new Int32Array(1);

/** An open-addressing table over one growing store of bytes. `intern` @throws Fault `LIST_TEXT` beyond `bytesMax` of different cells. */
export function createCellTable(file?: string, bytesMax = TEXT_BYTES_MAX): CellTable {
  let store = new Uint8Array(1 << 16);
  let starts = new Int32Array(1 << 12);
  /** Cell and its hash by turns: what is not the cell sought is seen without another place of memory. */
  let slots = new Int32Array(2 << 13);
  let mask = (1 << 13) - 1;
  let count = 1;
  let used = 0;
  const grow = (): void => {
    const moved = new Int32Array(starts.length * 2);
    moved.set(starts);
    starts = moved;
    const before = slots;
    mask = 2 * starts.length - 1;
    slots = new Int32Array(2 * (mask + 1));
    for (let old = 0; old < before.length; old += 2) {
      if (before[old] === 0) continue;
      const hash = before[old + 1] ?? 0;
      let slot = placeOf(hash);
      while (slots[2 * slot] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = before[old] ?? 0;
      slots[2 * slot + 1] = hash;
    }
  };
  const placeOf = (hash: number): number => (hash ^ (hash >>> 15)) & mask;
  const packed = (): PackedCells => {
    const bounds = starts.slice(0, count + 1);
    bounds[count] = used;
    return { bytes: store.subarray(0, used), starts: bounds };
  };
  return {
    intern: (bytes, at, size, hash) => {
      if (size === 0) return 0;
      let slot = placeOf(hash);
      for (;;) {
        const cell = slots[2 * slot] ?? 0;
        if (cell === 0) break;
        if (slots[2 * slot + 1] === hash) {
          const from = starts[cell] ?? 0;
          const end = cell + 1 < count ? (starts[cell + 1] ?? 0) : used;
          let same = end - from === size;
          for (let k = 0; same && k < size; k++) same = store[from + k] === bytes[at + k];
          if (same) return cell;
        }
        slot = (slot + 1) & mask;
      }
      if (used + size > bytesMax) throw tooMuchText(bytesMax, file);
      if (used + size > store.length) {
        const wider = new Uint8Array(Math.max(store.length * 2, used + size));
        wider.set(store);
        store = wider;
      }
      for (let k = 0; k < size; k++) store[used + k] = bytes[at + k] ?? 0;
      slots[2 * slot] = count;
      slots[2 * slot + 1] = hash;
      starts[count] = used;
      used += size;
      count++;
      if (count + 1 >= starts.length) grow();
      return count - 1;
    },
    near: (hash) => void (SINK[0] = slots[2 * placeOf(hash)] ?? 0),
    texts: () => textsOf(packed()),
    packed,
  };
}

export const tooMuchText = (bytesMax: number, file: string | undefined): Fault =>
  new Fault("LIST_TEXT", `expected at most ${bytesMax} bytes of different cells: leave out columns that hold long texts`, file === undefined ? [] : [{ file }]);

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Longer cells are read whole: letter by letter they would cost many times their size until they are used. */
const SHORT_BYTES = 64;

/** UTF-8 (RFC 3629) of a few bytes; each byte that is none becomes U+FFFD. */
function decode(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > SHORT_BYTES) {
    try {
      return STRICT.decode(bytes.subarray(from, to));
    } catch { /* some byte is no letter: read below one by one */ }
  }
  LETTERS.length = 0;
  for (let i = from; i < to; ) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) {
      LETTERS.push(lead);
      i++;
      continue;
    }
    const size = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    let code = size === 2 ? lead & 31 : size === 3 ? lead & 15 : lead & 7;
    let good = size > 0 && i + size <= to;
    for (let k = 1; good && k < size; k++) {
      const next = bytes[i + k] ?? 0;
      good = (next & 0xc0) === 0x80;
      code = (code << 6) | (next & 63);
    }
    if (good && ((size === 3 && (code < 0x800 || (code >= 0xd800 && code < 0xe000))) || (size === 4 && (code < 0x10000 || code > 0x10ffff)))) good = false;
    if (!good) LETTERS.push(0xfffd);
    else if (code < 0x10000) LETTERS.push(code);
    else LETTERS.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + (code & 0x3ff));
    i += good ? size : 1;
  }
  return LETTERS.length <= SHORT_BYTES ? String.fromCharCode.apply(undefined, LETTERS) : LETTERS.map((unit) => String.fromCharCode(unit)).join("");
}

/** The units of the text that is being read; a plain array is applied many times faster than letters are joined one by one. */
const LETTERS: number[] = [];

const WAITING_MAX = 64;

export type DelimitedReader = { readonly push: (bytes: Uint8Array) => void; readonly end: () => void };

export type RowTaker = (cells: readonly number[], line: number) => void;

/** Takes rows many at once, as most are alike. */
export type RowsTaker = {
  /** Cells of a row, 0 where rows have to come one by one. */
  readonly width: () => number;
  /** Takes rows of this width from `from` on, each followed by -1 and in a line of its own, the first in `line`; gives how many it took. */
  readonly take: (cells: Int32Array, from: number, line: number) => number;
};

/**
 * `take` gets the numbers of the cells of each row in `table` and the line it starts in (from 1); the array is reused. An empty row
 * is skipped. @throws Fault `LIST_QUOTE` for a quote that never closes, `LIST_CELL` for a cell beyond the limit. Where `many` is given it
 * gets what rows it takes.
 */
export function delimitedReader(table: CellTable, delimiter: string, take: RowTaker, file?: string, many?: RowsTaker): DelimitedReader {
  const stop = delimiter.charCodeAt(0);
  const cell = new Uint8Array(CELL_BYTES_MAX);
  const cells: number[] = [];
  let [size, hash, line, startLine, quoteLine] = [0, HASH_START, 1, 1, 0];
  let state: "start" | "plain" | "quoted" | "closing" = "start";
  const place = (at: number) => [{ ...(file === undefined ? {} : { file }), line: at }];
  const add = (byte: number): void => {
    if (size === CELL_BYTES_MAX) throw new Fault("LIST_CELL", `expected at most ${CELL_BYTES_MAX} bytes in a cell`, place(startLine));
    cell[size++] = byte;
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  const endCell = (): void => {
    cells.push(table.intern(cell, 0, size, hash));
    size = 0;
    hash = HASH_START;
    state = "start";
  };
  const takeRow = (): void => {
    if (cells.length > 1 || cells[0] !== 0) take(cells, startLine);
    cells.length = 0;
  };
  const endRow = (): void => {
    if (state === "plain" && size > 0 && cell[size - 1] === 13) {
      size--;
      hash = HASH_START;
      for (let k = 0; k < size; k++) hash = Math.imul(hash ^ (cell[k] ?? 0), 0x01000193);
    }
    endCell();
    takeRow();
  };
  /** Cells of a row that lie whole in the bytes at hand wait for each other, so that memory is asked for all their places at once. */
  const [froms, sizes, hashes] = [new Int32Array(WAITING_MAX), new Int32Array(WAITING_MAX), new Int32Array(WAITING_MAX)];
  let waiting = 0;
  const numberWaiting = (bytes: Uint8Array): void => {
    for (let k = 0; k < waiting; k++) table.near(hashes[k] ?? 0);
    for (let k = 0; k < waiting; k++) cells.push(table.intern(bytes, froms[k] ?? 0, sizes[k] ?? 0, hashes[k] ?? 0));
    waiting = 0;
  };
  /** A cell that lies whole in these bytes and begins without a quote, as nearly all do: numbered where it lies. Where it ends, or -1. */
  const wholeCell = (bytes: Uint8Array, from: number): number => {
    let [own, before] = [HASH_START, HASH_START];
    const limit = Math.min(bytes.length, from + CELL_BYTES_MAX);
    for (let k = from; k < limit; k++) {
      const byte = bytes[k] ?? 0;
      if (byte === stop || byte === 10) {
        const isTrimmed = byte === 10 && k > from && bytes[k - 1] === 13;
        if (waiting === WAITING_MAX) numberWaiting(bytes);
        froms[waiting] = from;
        sizes[waiting] = isTrimmed ? k - 1 - from : k - from;
        hashes[waiting++] = isTrimmed ? before : own;
        return k;
      }
      before = own;
      own = Math.imul(own ^ byte, 0x01000193);
    }
    return -1;
  };
  const push = (bytes: Uint8Array): void => {
    for (let i = 0; i < bytes.length; i++) {
      if (state === "start" && bytes[i] !== 34 && table.cutPlain) {
        const { end, cells: found } = table.cutPlain(bytes, i, stop);
        for (let k = 0; k < found.length; k++) {
          const width = cells.length === 0 ? (many?.width() ?? 0) : 0;
          if (width > 0) {
            const rows = many?.take(found, k, line) ?? 0;
            k += rows * (width + 1);
            startLine = line += rows;
          }
          if (k === found.length) break;
          const number = found[k] ?? 0;
          if (number >= 0) cells.push(number);
          else {
            takeRow();
            startLine = ++line;
          }
        }
        if (end > i) {
          i = end - 1;
          continue;
        }
      } else if (state === "start" && bytes[i] !== 34) {
        const end = wholeCell(bytes, i);
        if (end >= 0) {
          i = end;
          if (bytes[end] === 10) {
            numberWaiting(bytes);
            takeRow();
            startLine = ++line;
          }
          continue;
        }
      }
      numberWaiting(bytes);
      const byte = bytes[i] ?? 0;
      if (state === "quoted") {
        if (byte === 34) state = "closing";
        else {
          if (byte === 10) line++;
          add(byte);
        }
      } else if (byte === 34 && state === "closing") {
        add(34);
        state = "quoted";
      } else if (byte === stop) endCell();
      else if (byte === 10) {
        endRow();
        startLine = ++line;
      } else if (byte === 34 && state === "start") {
        state = "quoted";
        quoteLine = line;
      } else if (byte !== 13 || state !== "closing") { // text after a closing quote is kept as written
        state = "plain";
        add(byte);
      }
    }
    numberWaiting(bytes);
  };
  const end = (): void => {
    if (state === "quoted") throw new Fault("LIST_QUOTE", "expected a closing quote before the end of the list", place(quoteLine));
    if (size > 0 || cells.length > 0) endRow();
  };
  return { push, end };
}

export const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The delimiter that occurs most often outside quotes in the first lines. */
export function delimiterOf(text: string): string {
  const lines = text.slice(0, 20_000).replace(/"[^"]*"/g, "").split("\n").slice(0, 20);
  const count = (mark: string): number => lines.reduce((sum, line) => sum + line.split(mark).length - 1, 0);
  return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ",";
}

/** Head and rows of a small file of figures or ids as texts. @throws Fault as `delimitedReader`, `LIST_EMPTY` without a row. */
export function parseTable(text: string, file?: string): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly numbers: readonly number[] } {
  const table = createCellTable();
  const rows: number[][] = [];
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const reader = delimitedReader(table, delimiterOf(body), (cells) => void rows.push([...cells]), file);
  reader.push(new TextEncoder().encode(body));
  reader.end();
  const texts = table.texts();
  const [head, ...rest] = rows.map((row) => row.map((cell) => texts[cell] ?? ""));
  if (!head) throw new Fault("LIST_EMPTY", "expected a head row, found an empty list", [file === undefined ? {} : { file }]);
  return { head: head.map((cell) => cell.trim()), rows: rest, numbers: rest.map((_, at) => at + 1) };
}

/** One cell of CSV output: quoted where RFC 4180 needs it, and defused where a spreadsheet would run it as a formula; numbers stay, several with blanks between them too. */
export function csvCell(text: string): string {
  if (isPlain(text)) return text;
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(?:\.\d+)?(?: [+-]?\d+(?:\.\d+)?)*$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Letters and digits of ASCII, blanks, points and hyphens alone, no hyphen first: as most cells are. */
function isPlain(text: string): boolean {
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    const isWord = (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || unit === 32 || unit === 46;
    if (!isWord && (unit !== 45 || k === 0)) return false;
  }
  return true;
}
