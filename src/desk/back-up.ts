// A copy of a data folder, made while the desk runs, and its way back. Order makes it whole: first the published checkpoint and
// the partial tiles that it names, then what never changes, then the journal, then the vault, whose payloads are durable before
// the entries that name them; the manifest last. It holds ciphertext, commitments, and officers' hashes; sessions are left out.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { copyFile, mkdir, open, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Fault, Faults } from "../basis/fault.ts";
import { verifies } from "../compute/ed25519.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { parseNote } from "../record/note.ts";
import { readEras } from "../record/policy-eras.ts";
import { judgeInEras } from "../record/proof.ts";
import { bundlePath, fullTiles, partialWidth, tilePath, TILE_WIDTH } from "../record/tile.ts";

const MANIFEST = "MANIFEST";
const TRIES = 20;
/** Left out: who holds the folder, half-written files, sessions, jobs (they can be asked for again). */
const isLeftOut = (path: string): boolean => path === "lock" || path.startsWith("jobs/") || path === "desk/sessions.json" || path.split("/").some((part) => part.startsWith(".new-") || part.startsWith("record.making-"));

export type Told = (done: number, of: number) => void;
export type BackedUp = { readonly files: number; readonly entries: number };

/** Sizes of the checkpoint that the copy ends with, and of its files. @throws Fault `STORE_NONE`, `BACKUP_EXISTS`, `BACKUP_MOVED`. */
export async function backUp(folder: string, out: string, tell: Told = () => {}): Promise<BackedUp> {
  if (!existsSync(join(folder, "record/journal"))) throw new Fault("STORE_NONE", "no record here: nothing to back up", [{ file: folder }]);
  demandNew(out);
  const making = `${out}.making-${process.pid}`;
  try {
    const lines = new Map<string, string>();
    const entries = await copyPublished(folder, making, lines);
    const rest = filesBelow(folder).filter((path) => !lines.has(path) && !isLeftOut(path) && !isPartial(path) && !isLater(path, entries));
    // the journal after what it is ahead of, the vault after the journal; what came into being in between is listed anew
    const order = (path: string): number => (path.startsWith("record/journal/") ? 1 : path.startsWith("vault/") ? 2 : 0);
    const early = rest.filter((path) => order(path) === 0);
    const of = rest.length + lines.size;
    for (const path of early) await copyInto(folder, making, path, lines, tell, of).catch(unlessGone(path));
    for (const path of rest.filter((one) => order(one) === 1)) await copyInto(folder, making, path, lines, tell, of);
    for (const path of filesBelow(folder).filter((one) => order(one) === 2 && !isLeftOut(one))) await copyInto(folder, making, path, lines, tell, of);
    await writeLines(making, lines);
    renameSync(making, out);
    return { files: lines.size, entries };
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
}

/** What comes and goes while the desk runs: an act that was signed or withdrawn meanwhile, a snapshot that was dropped. */
const unlessGone = (path: string) => (error: unknown): void => {
  if (!/^(desk\/pending|snapshots)\//.test(path) || !(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
};

/** @throws Fault `BACKUP_EXISTS`. */
export function demandNew(out: string): void {
  if (existsSync(out)) throw new Fault("BACKUP_EXISTS", "expected a folder that does not exist yet: a backup overwrites nothing", [{ file: out }]);
}

const writeLines = (folder: string, lines: ReadonlyMap<string, string>): Promise<void> =>
  writeSynced(join(folder, MANIFEST), [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, hash]) => `${hash}  ${path}\n`).join(""));

/** Ends a folder as a whole backup, without what no backup holds; how many files it lists. */
export async function writeManifest(folder: string): Promise<number> {
  const lines = new Map<string, string>();
  for (const path of filesBelow(folder))
    if (isLeftOut(path)) rmSync(join(folder, path));
    else lines.set(path, await hashOf(join(folder, path)));
  await writeLines(folder, lines);
  return lines.size;
}

/** Checkpoint first, then the partial tiles of exactly that size: they give way to wider ones while the desk publishes. */
async function copyPublished(folder: string, making: string, lines: Map<string, string>): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const note = await readFile(join(folder, "record/log/checkpoint")).catch(() => undefined);
    if (!note) return 0;
    const size = parseCheckpoint(parseNote(new Uint8Array(note)).text).size;
    const partial: string[] = [];
    for (let level = 0; size / TILE_WIDTH ** level >= 1; level++) {
      const width = partialWidth(size, level);
      if (width === 0) continue;
      partial.push(`record/log/${tilePath(level, fullTiles(size, level), width)}`);
      if (level === 0) partial.push(`record/log/${bundlePath(fullTiles(size, level), width)}`);
    }
    lines.clear();
    try {
      for (const path of partial) await copyInto(folder, making, path, lines, () => {}, 0);
      // before the journal is copied, so that no witness and no pending checkpoint is ahead of it
      for (const path of filesBelow(folder).filter((one) => one.startsWith("witness/") || one === "record/pending/checkpoint")) await copyInto(folder, making, path, lines, () => {}, 0);
      await writeSynced(join(making, "record/log/checkpoint"), new Uint8Array(note));
      lines.set("record/log/checkpoint", createHash("sha256").update(note).digest("hex"));
      return size;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
      rmSync(making, { recursive: true, force: true });
    }
  }
  throw new Fault("BACKUP_MOVED", "the record moved on faster than it was copied: try again");
}

/** Checkpoints that were published after the one that the copy ends with. */
const isLater = (path: string, size: number): boolean => Number(/^record\/checkpoints\/([0-9]+)$/.exec(path)?.[1] ?? 0) > size;
const isPartial = (path: string): boolean => path.startsWith("record/log/tile/") && path.includes(".p/");

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.split("\\").join("/"))
    .filter((name) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ?? false)
    .sort();
}

async function copyInto(folder: string, making: string, path: string, lines: Map<string, string>, tell: Told, of: number): Promise<void> {
  const to = join(making, path);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(join(folder, path), to);
  const handle = await open(to, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  lines.set(path, await hashOf(to));
  tell(lines.size, of);
}

async function writeSynced(path: string, bytes: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, bytes, { flush: true });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/**
 * Brings a backup back into a folder that does not exist or is empty. `seen` is a checkpoint that somebody holds: a backup
 * that is older than it is named as such and refused.
 * @throws Faults with every file that is missing, changed or too many; Fault `RESTORE_EXISTS`, `RESTORE_OLD`, `BACKUP_NONE`. Nothing is written then.
 */
export async function restore(backup: string, folder: string, seen: Uint8Array | undefined, tell: Told = () => {}): Promise<BackedUp> {
  if (!existsSync(join(backup, MANIFEST))) throw new Fault("BACKUP_NONE", "no whole backup here: a manifest ends each", [{ file: backup }]);
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0)) throw new Fault("RESTORE_EXISTS", "expected a folder that does not exist or is empty: a restore overwrites nothing", [{ file: folder }]);
  const lines = readManifest(join(backup, MANIFEST));
  const faults: Fault[] = [];
  let done = 0;
  for (const [path, hash] of lines) {
    const full = join(backup, path);
    if (!existsSync(full)) faults.push(new Fault("BACKUP_MISSING", "expected this file in the backup", [{ file: path }]));
    else if ((await hashOf(full)) !== hash) faults.push(new Fault("BACKUP_CHANGED", "this file is not the one that was backed up", [{ file: path }]));
    tell(++done, lines.size * 2);
  }
  for (const path of filesBelow(backup)) if (path !== MANIFEST && !lines.has(path)) faults.push(new Fault("BACKUP_MORE", "this file is not of the backup", [{ file: path }]));
  if (faults.length > 0) throw new Faults(faults);
  const note = existsSync(join(backup, "record/log/checkpoint")) ? new Uint8Array(readFileSync(join(backup, "record/log/checkpoint"))) : undefined;
  const entries = note ? parseCheckpoint(parseNote(note).text).size : 0;
  if (seen) refuseOld(backup, seen, entries);
  const making = `${folder}.making-${process.pid}`;
  try {
    const copied = new Map<string, string>();
    for (const path of lines.keys()) await copyInto(backup, making, path, copied, () => tell(++done, lines.size * 2), 0);
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
  return { files: lines.size, entries };
}

function refuseOld(backup: string, seen: Uint8Array, entries: number): void {
  const below = join(backup, "record/policies");
  const earlier = existsSync(below) ? readdirSync(below).map((name): [string, Uint8Array] => [`policies/${name}`, new Uint8Array(readFileSync(join(below, name)))]) : [];
  const eras = readEras(new Uint8Array(readFileSync(join(backup, "record/policy"))), new Map(earlier));
  const { checkpoint } = judgeInEras(parseNote(seen), eras, Infinity, verifies);
  if (checkpoint.size > entries) throw new Fault("RESTORE_OLD", `this is an old copy: it ends at ${entries} entries, the checkpoint that you hold was signed at ${checkpoint.size}`);
}

/** @throws Fault `BACKUP_NONE` for lines that are no manifest, or paths that lead out. */
function readManifest(path: string): Map<string, string> {
  const lines = readFileSync(path, "utf8").split("\n").filter((line) => line !== "");
  return new Map(lines.map((line): [string, string] => {
    const match = /^([0-9a-f]{64}) {2}([^\0]+)$/.exec(line);
    const name = match?.[2] ?? "";
    if (!match?.[1] || name.startsWith("/") || name.split("/").includes("..")) throw new Fault("BACKUP_NONE", "expected lines of a SHA-256 and a path below", [{ file: MANIFEST }]);
    return [name, match[1]];
  }));
}
