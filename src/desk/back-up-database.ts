// A backup of a record in a database is the same folder as a backup of a record in files, and either is restored into either: the
// journal, the tiles of the published checkpoint, notes, witnesses' checkpoints, sealed payloads. What a served desk keeps in its own
// folder (officers, waiting acts, its log of reads) is no part of the database and none of this.
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromUtf8 } from "../basis/bytes.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { parseHead } from "../record/entry-head.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { EMPTY_ROOT } from "../record/merkle.ts";
import { parseNote } from "../record/note.ts";
import type { LogPoint, RecordStorage, WitnessCell } from "../record/storage.ts";
import { createFiles, openFiles } from "../store/files/file-record.ts";
import { fileVault, fileWitnesses } from "../store/files/file-vault.ts";
import { openFolder } from "../store/files/open-folder.ts";
import { createDatabase, openDatabase } from "../store/postgres/open-database.ts";
import { parsePack, sidesOf } from "../vocabulary/conflict-pack.ts";
import { demandNew, restore, writeManifest, type BackedUp, type Told } from "./back-up.ts";
import { PARTIES } from "./init.ts";
import type { Vault } from "./open-store.ts";

const BATCH = 256;
const NOTHING: LogPoint = { size: 0, root: EMPTY_ROOT };
const pointOf = (note: Uint8Array | undefined): LogPoint => (note ? parseCheckpoint(parseNote(note).text) : NOTHING);
const cosignedPoint = (text: Uint8Array): LogPoint => parseCheckpoint(fromUtf8(text));

/** Files of the record that are replaced as a whole; never a leaf, a tile or a checkpoint. */
async function namedFiles(record: RecordStorage): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const take = async (path: string): Promise<void> => {
    const bytes = await record.read(path);
    if (bytes) files.set(path, bytes);
  };
  for (const path of ["pack.json", "policy", "exercise-seed", PARTIES]) await take(path);
  for (const below of ["keys", "notes", "packs", "policies"]) for (const name of await record.list(below)) await take(`${below}/${name}`);
  return files;
}

const witnessNames = (files: ReadonlyMap<string, Uint8Array>): readonly string[] => sidesOf(parsePack(files.get("pack.json") ?? new Uint8Array(0), "pack.json"));

/** Taken while desks run: what is signed and cosigned is read first, so that none of it is ahead of the entries. @throws Fault `STORE_…`, `BACKUP_EXISTS`. */
export async function backUpDatabase(url: string, out: string, since: string, tell: Told = () => {}): Promise<BackedUp> {
  demandNew(out);
  const making = `${out}.making-${process.pid}`;
  const { record, vault, witnesses } = await openDatabase(url);
  try {
    const [published, pending] = [await record.read("log/checkpoint"), await record.read("pending/checkpoint")];
    const files = await namedFiles(record);
    const cosigned = await Promise.all(witnessNames(files).map(async (side) => [side, await witnesses.cosigned(side)] as const));
    const size = await record.refresh();
    createFiles(making, files);
    const copy = await openFiles(making, () => 0, { since });
    try {
      await copyEntries(record, vault, copy, fileVault(making), size, tell);
      const inForce = pointOf(published).size;
      if (inForce > 0) await copy.writeTiles(inForce);
      for (const name of await record.list("checkpoints")) if (Number(name) <= inForce) await copy.replace(`checkpoints/${name}`, (await record.read(`checkpoints/${name}`)) ?? new Uint8Array(0));
      if (published) await copy.replace("log/checkpoint", published);
      if (pending) await copy.replace("pending/checkpoint", pending);
    } finally {
      await copy.close();
    }
    for (const [side, text] of cosigned) if (text) await fileWitnesses(making).moveCosigned(side, NOTHING, cosignedPoint(text), text);
    const count = await writeManifest(making);
    renameSync(making, out);
    return { files: count, entries: pointOf(published).size };
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  } finally {
    await record.close();
  }
}

/** Entries `0` to `size`, each payload before the entry that names it; one that was erased is not there. */
async function copyEntries(from: RecordStorage, fromVault: Vault, to: Pick<RecordStorage, "append">, toVault: Pick<Vault, "keep">, size: number, tell: Told): Promise<void> {
  for (let first = 0; first < size; first += BATCH) {
    const leaves = await from.entries(first, Math.min(size, first + BATCH));
    const names = leaves.flatMap((leaf) => parseHead(parseEnvelope(leaf).payload).commits.map(({ sealed }) => sealed));
    const payloads = await fromVault.sealedAll(names);
    for (const [i, ciphertext] of payloads.entries()) if (ciphertext) await toVault.keep({ sealed: names[i] ?? "", ciphertext });
    await Promise.all(leaves.map((leaf) => to.append(leaf)));
    tell(Math.min(size, first + BATCH), size);
  }
}

/**
 * Brings a backup of either store back into an empty database. Witnesses' checkpoints come first: a copy that was interrupted lacks entries
 * that they remember and does not open; remove its schema and begin again.
 * @throws as `restore`; Fault `STORE_EXISTS` where the database holds a record.
 */
export async function restoreDatabase(backup: string, url: string, seen: Uint8Array | undefined, since: string, tell: Told = () => {}): Promise<BackedUp> {
  const aside = mkdtempSync(join(tmpdir(), "afa-restore-")); // ciphertext alone
  try {
    const folder = join(aside, "data");
    const restored = await restore(backup, folder, seen, tell); // every file checked before anything is made
    const source = await openFolder(folder, since);
    try {
      const record: RecordStorage = source.record;
      const files = await namedFiles(record);
      await createDatabase(url, files);
      await fill(url, record, source.vault, source.witnesses, files, tell);
      return restored;
    } finally {
      await source.record.close();
    }
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function fill(url: string, from: RecordStorage, fromVault: Vault, cell: WitnessCell, files: ReadonlyMap<string, Uint8Array>, tell: Told): Promise<void> {
  const { record, vault, witnesses } = await openDatabase(url);
  try {
    for (const side of witnessNames(files)) {
      const text = await cell.cosigned(side);
      if (text) await witnesses.moveCosigned(side, NOTHING, cosignedPoint(text), text);
    }
    await copyEntries(from, fromVault, record, vault, from.size(), tell);
    await record.alone(async () => {
      const [published, pending] = [await from.read("log/checkpoint"), await from.read("pending/checkpoint")];
      const size = pointOf(published).size;
      if (pending) await record.movePending(NOTHING, pointOf(pending), pending);
      if (size === 0) return;
      await record.writeTiles(size);
      let before = NOTHING;
      const earlier = (await from.list("checkpoints")).map(Number).filter((one) => one > 0 && one < size).sort((a, b) => a - b);
      for (const path of [...earlier.map((one) => `checkpoints/${one}`), "log/checkpoint"]) {
        const note = await from.read(path);
        if (!note) continue;
        await record.movePublished(before, pointOf(note), note);
        before = pointOf(note);
      }
    });
  } finally {
    await record.close();
  }
}
