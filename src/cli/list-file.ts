// A list of persons from a file: delimited text in pieces; XLSX and ODS by their names. The hash is that of the bytes of the file.
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { Fault, Faults } from "../basis/fault.ts";
import { readRawFile, readRawFileAside, type RawFile } from "../compute/raw-list.ts";
import { readOdsRows, readXlsxRows } from "../compute/match-workbook.ts";
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
    return finished(file, options, await readRawFile({ file, options: { ...options, file } }));
  } catch (error) {
    throw error instanceof Fault ? error : noFile(file);
  }
}

const noFile = (file: string): Fault => new Fault("FILE_NONE", "expected a file that can be read", [{ file }]);
const finished = (file: string, options: FileOptions, { raw, sha256 }: RawFile): ListFile => ({ ...finishList(raw, { ...options, file }), file, sha256 });

async function readSheetFile(file: string, options: FileOptions): Promise<ListFile> {
  const bytes = await readFile(file).catch(() => {
    throw noFile(file);
  });
  return { ...readSheet(await rowsOf(bytes, extname(file).toLowerCase(), file), { ...options, file }), file, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** A thread of its own does not pay below this size. */
const ASIDE_BYTES_MIN = 4_000_000;

/** Both lists, the first of two large ones on a thread of its own while the second is read here. @throws as `readListFile`. */
export async function readListFiles(left: string, right: string, options: FileOptions, threads: number): Promise<[ListFile, ListFile]> {
  const sizes = await Promise.all([left, right].map((file) => stat(file).then(({ size }) => size, () => 0)));
  const isAside = threads > 1 && !isSheet(left) && Math.min(...sizes) >= ASIDE_BYTES_MIN;
  if (!isAside) return [await readListFile(left, options), await readListFile(right, options)];
  const aside = readRawFileAside({ file: left, options: { ...options, file: left } });
  const [second] = await Promise.allSettled([readListFile(right, options)]);
  const first = await aside;
  const one = first ? finished(left, options, first) : await readListFile(left, options); // what is wrong with the first is said first
  if (second.status === "rejected") throw second.reason;
  return [one, second.value];
}

async function rowsOf(bytes: Uint8Array, kind: string, file: string): Promise<readonly (readonly string[])[]> {
  try {
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
