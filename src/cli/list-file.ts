// A list of persons from a file: delimited text in pieces; XLSX and ODS by their names. The hash is that of the bytes of the file.
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { Fault, Faults } from "../basis/fault.ts";
import { readListAside, type AsideReading } from "../compute/list-aside.ts";
import { readRawFile } from "../compute/raw-list.ts";
import type { ReadRows } from "../matching/read-rows.ts";
import { ENCODINGS, type Encoding } from "../registry/guess-encoding.ts";
import { finishList, readSheet, type ListOptions, type ReadList } from "../registry/parse-list.ts";
import { LIST_FIELDS, type ListField } from "../vocabulary/person-list.ts";
import type { Words } from "./command.ts";

export type ListFile = ReadList & { readonly file: string; readonly sha256: string };

type FileOptions = Omit<ListOptions, "file">;

const SHEETS: readonly string[] = [".xlsx", ".ods", ".xlsm"];
const isSheet = (file: string): boolean => SHEETS.includes(extname(file).toLowerCase());

/** @throws Fault `FILE_NONE`, those of `listReader`, `SHEET_UNREADABLE`. */
export async function readListFile(file: string, options: FileOptions = {}): Promise<ListFile> {
  if (isSheet(file)) return readSheetFile(file, options);
  try {
    const { raw, sha256 } = await readRawFile({ file, options: { ...options, file } });
    return { ...finishList(raw, { ...options, file }), file, sha256 };
  } catch (error) {
    throw error instanceof Fault ? error : noFile(file);
  }
}

const noFile = (file: string): Fault => new Fault("FILE_NONE", "expected a file that can be read", [{ file }]);

async function readSheetFile(file: string, options: FileOptions): Promise<ListFile> {
  const bytes = await readFile(file).catch(() => {
    throw noFile(file);
  });
  return { ...readSheet(await rowsOf(bytes, extname(file).toLowerCase(), file), { ...options, file }), file, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** A thread of its own does not pay below this size. */
const ASIDE_BYTES_MIN = 4_000_000;

/** What the matching reads of a list alone, where a thread has read it already. */
export type ListFileRead = ListFile & { readonly rows?: ReadRows };

/** 0 where there is none to be read: who reads it says so. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/** Both lists, two large ones on a thread each, which run when the promise is had; `early` hears what the left one's thread has read while the right one's still reads. @throws as `readListFile`; what is wrong with the first is said first. */
export async function readListFiles(left: string, right: string, options: FileOptions, { threads, readings, early }: { readonly threads: number; readonly readings: readonly [AsideReading, AsideReading]; readonly early: (left: ReadRows) => void }): Promise<[ListFileRead, ListFileRead]> {
  const files = [left, right] as const;
  const isAside = threads > 1 && !files.some(isSheet) && Math.min(...files.map(sizeOf)) >= ASIDE_BYTES_MIN;
  const asides = await Promise.all(files.map(async (file, at) => {
    const aside = isAside ? await readListAside({ file, options: { ...options, file }, reading: readings[at] ?? readings[0] }) : undefined;
    if (aside && at === 0) early(aside.rows);
    return aside;
  }));
  const one = async (at: 0 | 1): Promise<ListFileRead> => {
    const aside = asides[at];
    return aside ? { ...aside.read, file: files[at], sha256: aside.sha256, rows: aside.rows } : readListFile(files[at], options);
  };
  return [await one(0), await one(1)];
}

async function rowsOf(bytes: Uint8Array, kind: string, file: string): Promise<readonly (readonly string[])[]> {
  try {
    const { readOdsRows, readXlsxRows } = await import("../compute/match-workbook.ts"); // a list of text needs no reader of workbooks
    return kind === ".ods" ? await readOdsRows(bytes) : await readXlsxRows(bytes);
  } catch {
    throw new Fault("SHEET_UNREADABLE", `expected a workbook of the kind ${kind.slice(1)}`, [{ file }]);
  }
}

/** @throws Faults of the list when it cannot be used. */
export function usable(read: ListFile): ListFile {
  if (read.faults.length > 0) throw new Faults(read.faults);
  return read;
}

/** `--encoding koi8-u` and `--columns surname=HEADING,id=HEADING`. @throws Fault `USAGE`. */
export function listOptionsOf(words: Words): Omit<ListOptions, "file"> {
  const { encoding, columns } = words.values;
  const known: Encoding | undefined = ENCODINGS.find((one) => one === encoding);
  if (encoding !== undefined && known === undefined) throw new Fault("USAGE", `expected --encoding, one of ${ENCODINGS.join(", ")}`);
  const chosen = new Map<ListField, string>();
  for (const part of (columns ?? "").split(",").filter((one) => one !== "")) {
    const [name = "", heading] = part.split(/=(.*)/s, 2);
    const field = LIST_FIELDS.find((one) => one === name.trim());
    if (field === undefined || heading === undefined) throw new Fault("USAGE", `expected --columns FIELD=HEADING,… with fields ${LIST_FIELDS.join(", ")}`);
    chosen.set(field, heading.trim());
  }
  return { ...(known === undefined ? {} : { encoding: known }), ...(chosen.size === 0 ? {} : { columns: chosen }) };
}
