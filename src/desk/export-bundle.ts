// The bundle that anybody checks offline, and the receipt of one entry (RECORD.md §9).
import { base64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { consistencyProof, inclusionProof } from "../record/merkle.ts";
import { parseNote } from "../record/note.ts";
import { printProof } from "../record/proof.ts";
import { fullTiles, partialWidth, bundlePath, readGrown, tilePath, TILE_WIDTH } from "../record/tile.ts";
import { manifestLine } from "../record/verify.ts";
import type { Desk } from "./desk.ts";

const README = `This folder is a copy of a signed record, complete up to the size that log/checkpoint names.
To check it without us and without a network: node verify.mjs .
The last line says what holds, or the first entry or file that does not.
MANIFEST lists the SHA-256 of every other file here (sha256sum format).
What was sealed to the parties is not in this folder: only the salted commitments to it stand in the entries.
`;

const printHashes = (hashes: readonly Uint8Array[]): string => hashes.map((hash) => `${base64(hash)}\n`).join("");

/** What an export reads: a desk, or the files of a record alone. */
export type Exported = { readonly pack: Desk["pack"]; readonly record: Pick<Desk["record"], "read" | "list" | "node"> };

/** Every file of the bundle by path. @throws Fault `EXPORT_NONE` when nothing was published. */
export async function exportBundle(desk: Exported, verifier: Uint8Array | undefined): Promise<Map<string, Uint8Array>> {
  const { record } = desk;
  const note = await record.read("log/checkpoint");
  if (!note) throw new Fault("EXPORT_NONE", "nothing is published yet");
  const size = parseCheckpoint(parseNote(note).text).size;
  const files = new Map<string, Uint8Array>([["README.txt", utf8(README)]]);
  const take = async (path: string): Promise<void> => {
    const bytes = await readGrown(record.read, path);
    if (!bytes) throw new Fault("EXPORT_MISSING", `the record lacks ${path}`);
    files.set(path, bytes);
  };
  await take("policy");
  for (const name of await record.list("policies")) await take(`policies/${name}`);
  files.set("log/checkpoint", note); // the one whose size is taken, whatever is published meanwhile
  await take("keys/log.vkey");
  for (const { code } of desk.pack.sides) await take(`keys/witness-${code}.vkey`);
  for (let level = 0; size / TILE_WIDTH ** level >= 1; level++) {
    const full = fullTiles(size, level);
    const last = partialWidth(size, level);
    for (let n = 0; n <= full; n++) {
      const width = n < full ? TILE_WIDTH : last;
      if (width === 0) continue;
      await take(`log/${tilePath(level, n, width)}`);
      if (level === 0) await take(`log/${bundlePath(n, width)}`);
    }
  }
  const sizes = (await record.list("checkpoints")).filter((name) => /^[1-9][0-9]*$/.test(name)).map(Number).filter((one) => one <= size).sort((a, b) => a - b);
  for (const [i, one] of sizes.entries()) {
    await take(`checkpoints/${one}`);
    const old = sizes[i - 1];
    if (old !== undefined) files.set(`consistency/${old}-${one}`, utf8(printHashes(consistencyProof(old, one, record.node))));
  }
  for (const name of (await record.list("notes")).filter((one) => /\.(note|vkeys)$/.test(one))) await take(`notes/${name}`);
  if (verifier) files.set("verify.mjs", verifier);
  const lines = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => manifestLine(path, bytes));
  files.set("MANIFEST", utf8(lines.join("")));
  return files;
}

/** The tlog-proof of entry `index` under the published checkpoint, and the entry's exact bytes. @throws Fault `RECEIPT_INDEX`. */
export async function receiptOf(desk: Desk, index: number): Promise<{ readonly proof: Uint8Array; readonly entry: Uint8Array }> {
  const note = (await desk.record.read("log/checkpoint")) ?? new Uint8Array(0);
  const size = note.length === 0 ? 0 : parseCheckpoint(parseNote(note).text).size;
  if (!Number.isInteger(index) || index < 0 || index >= size)
    throw new Fault("RECEIPT_INDEX", `expected an entry from 0 to ${size - 1}: no published checkpoint covers another`);
  if (size > desk.record.size()) throw new Fault("STORE_ROLLED_BACK", `this is an old copy: its checkpoint covers ${size} entries, it holds ${desk.record.size()}`);
  const proof = inclusionProof(index, size, desk.record.node);
  return { proof: utf8(printProof(index, proof, utf8(fromUtf8(note)))), entry: await desk.record.entry(index) };
}
