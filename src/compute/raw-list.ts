// A list of delimited text from a file, in pieces, so that size costs no memory but that of the rows; the hash is that of its bytes.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { loadCellTable } from "./cell-table.ts";
import { listReader, type ListOptions, type RawList } from "../registry/parse-list.ts";
import { TEXT_BYTES_MAX } from "../vocabulary/delimited-text.ts";

export type RawFile = { readonly raw: RawList; readonly sha256: string };
export type RawTask = { readonly file: string; readonly options: ListOptions };

const PIECE_BYTES = 1 << 20;

/** @throws what the file system and `listReader` throw. */
export async function readRawFile({ file, options }: RawTask): Promise<RawFile> {
  const hash = createHash("sha256");
  const handle = await open(file);
  try {
    const reader = listReader(options, loadCellTable(options.file, TEXT_BYTES_MAX, (await handle.stat()).size));
    const piece = new Uint8Array(PIECE_BYTES); // the same for all pieces: memory that is new costs more than what is read into it
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES);
      if (bytesRead === 0) return { raw: reader.raw(), sha256: hash.digest("hex") };
      const bytes = piece.subarray(0, bytesRead);
      hash.update(bytes);
      reader.push(bytes);
    }
  } finally {
    await handle.close();
  }
}
