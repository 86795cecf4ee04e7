// A list of persons from a file: delimited text in pieces, so that size costs no memory but that of the rows; XLSX and ODS by their
// first bytes. The hash is that of the bytes of the file.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { extname } from "node:path";
import { Fault, Faults } from "../basis/fault.ts";
import { readOdsRows, readXlsxRows } from "../compute/match-workbook.ts";
import { ENCODINGS, type Encoding } from "../registry/guess-encoding.ts";
import { listReader, readSheet, type ListOptions, type ReadList } from "../registry/parse-list.ts";
import { LIST_FIELDS, type ListField } from "../vocabulary/person-list.ts";
import type { Words } from "./command.ts";

export type ListFile = ReadList & { readonly file: string; readonly sha256: string };

const PIECE_BYTES = 1 << 20;

/** @throws Fault `FILE_NONE`, those of `listReader`, `SHEET_UNREADABLE`. */
export async function readListFile(file: string, options: Omit<ListOptions, "file"> = {}): Promise<ListFile> {
  const hash = createHash("sha256");
  const kind = extname(file).toLowerCase();
  const isSheet = kind === ".xlsx" || kind === ".ods" || kind === ".xlsm";
  const pieces: Uint8Array[] = [];
  const reader = listReader({ ...options, file });
  try {
    for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) {
      const bytes = new Uint8Array(piece as Buffer); // a stream without encoding gives buffers
      hash.update(bytes);
      if (isSheet) pieces.push(bytes);
      else reader.push(bytes);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("FILE_NONE", "expected a file that can be read", [{ file }]);
  }
  const read = isSheet ? readSheet(await rowsOf(Buffer.concat(pieces), kind, file), { ...options, file }) : reader.end();
  return { ...read, file, sha256: hash.digest("hex") };
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
