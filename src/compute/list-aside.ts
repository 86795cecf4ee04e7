// A list read on a thread of its own: cut into cells, its words, numbers and dates read, all in flat arrays that are handed over
// without a copy. Its texts stay bytes until somebody asks for them, so that the matching has the memory to itself.
import { readRows, type ReadOptions, type ReadRows } from "../matching/read-rows.ts";
import { finishList, type ReadList } from "../registry/parse-list.ts";
import { textOfCell, type PackedCells } from "../vocabulary/delimited-text.ts";
import { LIST_FIELDS, type Column, type ListField, type PersonList } from "../vocabulary/person-list.ts";
import { readRawFile, type RawTask } from "./raw-list.ts";
import { endedAfter, startThread } from "./start-thread.ts";

/** How the matching reads a list, as far as it is plain data. */
export type AsideReading = Omit<ReadOptions, "placeNames">;
export type AsideTask = RawTask & { readonly reading: AsideReading };

/** What a thread gives back: plain data. */
export type AsideList = {
  readonly read: Omit<ReadList, "list" | "faults">;
  readonly rows: ReadRows;
  readonly sha256: string;
  readonly numbers: Int32Array;
  readonly remarks: PersonList["remarks"];
  /** Cells of each field; they stand in `cells`. */
  readonly columns: Readonly<Partial<Record<ListField, Int32Array>>>;
  readonly cells: PackedCells;
};

export type ListAside = { readonly read: ReadList; readonly rows: ReadRows; readonly sha256: string };

/** The work of the thread; undefined where the list has faults or its texts had to be mended: who asks then reads it himself. */
export async function readAside({ file, options, reading }: AsideTask): Promise<AsideList | undefined> {
  const { raw, sha256 } = await readRawFile({ file, options });
  const { list, faults, ...read } = finishList(raw, options);
  if (faults.length > 0 || list.remarks.some(({ code }) => code === "READ_TWICE")) return undefined;
  const columns: Partial<Record<ListField, Int32Array>> = {};
  for (const field of LIST_FIELDS) if (list.cells[field]) columns[field] = list.cells[field].at;
  const { bytes, starts } = raw.cells;
  return { read, rows: readRows(list, reading), sha256, numbers: list.numbers, remarks: list.remarks, columns, cells: { bytes: bytes.length === bytes.buffer.byteLength ? bytes : bytes.slice(), starts } };
}

/** On another thread; undefined where `readAside` says so or cannot read it, so that who asks reads it himself and hears why. */
export function readListAside(task: AsideTask): Promise<ListAside | undefined> {
  const worker = startThread("./list-worker", import.meta.url);
  return endedAfter(worker, new Promise<ListAside | undefined>((resolve) => {
    worker.once("message", (answer: AsideList | undefined) => resolve(answer && asList(answer)));
    worker.once("error", () => resolve(undefined));
    worker.postMessage(task);
  }));
}

/** The list over bytes: ids and texts become strings when first asked for. */
function asList({ read, rows, sha256, numbers, remarks, columns, cells: packed }: AsideList): ListAside {
  const cells: Partial<Record<ListField, Column>> = {};
  for (const field of LIST_FIELDS) {
    const at = columns[field];
    if (at) cells[field] = lateColumn(at, packed);
  }
  const ids = once(() => Array.from(columns.id ?? [], (cell) => textOfCell(packed, cell).trim()));
  return { read: { ...read, faults: [], list: { get ids() { return ids(); }, ...(columns.id ? { idCells: { at: columns.id, cells: packed } } : {}), numbers, cells, remarks } }, rows, sha256 };
}

/** A column with texts of its own, each made once, from the first use on. */
function lateColumn(cells: Int32Array, packed: PackedCells): Column {
  const column = once(() => {
    const numberOf = new Int32Array(packed.starts.length);
    const text = [""];
    return { text, at: cells.map((cell) => (cell === 0 ? 0 : (numberOf[cell] ||= text.push(textOfCell(packed, cell)) - 1))) };
  });
  return { get text() { return column().text; }, get at() { return column().at; } };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
