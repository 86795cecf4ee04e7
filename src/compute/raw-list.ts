// A list of delimited text from a file, in pieces, so that size costs no memory but that of the rows; the hash is that of its bytes.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { loadCellTable } from "./cell-table.ts";
import { listReader, type ListOptions, type RawList } from "../registry/parse-list.ts";

export type RawFile = { readonly raw: RawList; readonly sha256: string };
export type RawTask = { readonly file: string; readonly options: ListOptions };

const PIECE_BYTES = 1 << 20;

/** @throws what the file system and `listReader` throw. */
export async function readRawFile({ file, options }: RawTask): Promise<RawFile> {
  const hash = createHash("sha256");
  const reader = listReader(options, loadCellTable(options.file));
  for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) {
    const bytes = new Uint8Array(piece as Buffer); // a stream without encoding gives buffers
    hash.update(bytes);
    reader.push(bytes);
  }
  return { raw: reader.raw(), sha256: hash.digest("hex") };
}
