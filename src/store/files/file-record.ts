// The record as our own files (RECORD.md §8, §10): a journal with group-commit fdatasync before any acknowledgement,
// tiles and checkpoint in C2SP layout beside it. A failed write or sync stops the process; the next start reads the disk.
import { existsSync, readdirSync, rmSync, writeSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { concat, equalBytes, uint64 } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { parseCheckpoint } from "../../record/checkpoint.ts";
import { HashLevels } from "../../record/hash-levels.ts";
import { EMPTY_ROOT, leafHash } from "../../record/merkle.ts";
import { parseNote } from "../../record/note.ts";
import type { Acknowledgement, LogPoint, Place, RecordStorage } from "../../record/storage.ts";
import { bundlePath, ENTRY_SIZE_MAX, fullTiles, packEntries, partialWidth, tilePath, TILE_WIDTH } from "../../record/tile.ts";
import { cutTo, makeFolders, readRange, readWhole, realDisk, replaceFile, replaceFileSoon, sizeOf, sweepUnfinished, syncFolder, writeWhole, type Disk } from "./disk.ts";
import { takeLock } from "./lock.ts";

const HEADER = 4 + 8 + 32; // length ‖ offset known synced ‖ leaf hash

/** The contract of record/storage.ts, answered at once wherever the disk is not waited for. */
export type FileRecord = Pick<RecordStorage, "size" | "node" | "append" | "alone" | "close" | "cutBytes" | "signedSize"> & {
  readonly entry: (index: number) => Uint8Array;
  readonly entries: (from: number, to: number) => readonly Uint8Array[];
  readonly refresh: () => number;
  readonly writeTiles: (size: number) => Promise<void>;
  readonly movePending: (from: LogPoint, to: LogPoint, note: Uint8Array) => Promise<void>;
  readonly movePublished: (from: LogPoint, to: LogPoint, note: Uint8Array) => Promise<void>;
  readonly dropPartials: (before: number, size: number) => Promise<void>;
  readonly read: (path: string) => Uint8Array | undefined;
  readonly list: (folder: string) => readonly string[];
  readonly replace: (path: string, bytes: Uint8Array) => Promise<void>;
};

export type StoreOptions = { readonly disk?: Disk; readonly since?: string; readonly stop?: () => never };

const stopProcess = (): never => {
  writeSync(2, "the disk refused a write: the process stops, nothing unwritten was acknowledged; start again to read what stands\n");
  process.kill(process.pid, "SIGKILL"); // process.exit in a worker thread does not stop the process
  throw new Error("stopped");
};

const journalPath = (folder: string): string => join(folder, "record/journal/000000000000.seg");

const MAKING = "record.making-";
/** A half record of a process that is no more. */
function isLeftBehind(name: string): boolean {
  if (!name.startsWith(MAKING)) return false;
  try {
    process.kill(Number(name.slice(MAKING.length)), 0); // signal 0 only asks whether the process lives
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** Whether `createFiles` was done here. */
export const hasFiles = (folder: string): boolean => existsSync(join(folder, "record/journal"));

/** Makes an empty record with these files, all or nothing. @throws Fault `STORE_EXISTS` when the folder holds one already. */
export function createFiles(folder: string, files: ReadonlyMap<string, Uint8Array>, disk: Disk = realDisk): void {
  if (existsSync(join(folder, "record"))) throw new Fault("STORE_EXISTS", "the folder holds a record already");
  // made aside and renamed as a whole: whoever is interrupted here leaves no half record
  for (const name of existsSync(folder) ? readdirSync(folder) : []) if (isLeftBehind(name)) rmSync(join(folder, name), { recursive: true });
  const making = join(folder, `${MAKING}${process.pid}`);
  for (const [path, bytes] of files) replaceFile(disk, join(making, path), bytes);
  const journal = join(making, "journal/000000000000.seg");
  makeFolders(disk, dirname(journal));
  disk.close(disk.open(journal, "a"));
  syncFolder(disk, dirname(journal));
  disk.rename(making, join(folder, "record"));
  syncFolder(disk, folder);
}

/**
 * Opens an existing record as its one writer.
 * @throws Fault `STORE_NONE` without a record, `STORE_LOCKED`, `STORE_DAMAGED` for a bad record that no torn tail explains.
 */
export async function openFiles(folder: string, publishedSize: (read: (path: string) => Uint8Array | undefined) => number, options: StoreOptions = {}): Promise<FileRecord> {
  const { disk = realDisk, since = "", stop = stopProcess } = options;
  if (!existsSync(journalPath(folder))) throw new Fault("STORE_NONE", "no record here: `allforall init` makes one", [{ file: folder }]);
  const lock = await takeLock(folder, since);
  const read = (path: string): Uint8Array | undefined => readWhole(join(folder, "record", path));
  const offsets: number[] = [];
  const levels = new HashLevels();
  let cutBytes = 0;
  let signedSize = 0;
  let end = 0;
  let fd = -1;
  try {
    for (const below of ["record", "vault", "witness", "snapshots", "jobs"]) sweepUnfinished(join(folder, below));
    fd = disk.open(journalPath(folder), "r+");
    signedSize = publishedSize(read);
    ({ end, cutBytes } = readJournal(fd, offsets, levels, signedSize));
  } catch (error) {
    if (fd >= 0) disk.close(fd);
    await lock.release();
    throw error;
  }

  const entry = (index: number): Uint8Array => {
    const at = offsets[index];
    if (at === undefined) throw new Fault("STORE_INDEX", `no entry ${index}`);
    const length = new DataView(readRange(fd, at, 4).buffer).getUint32(0);
    return readRange(fd, at + HEADER, length);
  };

  let syncedEnd = end;
  let lastHash = levels.last(); // of the last leaf queued
  let queued = offsets.length; // leaves durable, being written or waiting
  let queue: { leaf: Uint8Array; done: (ack: Acknowledgement) => void }[] = [];
  let running: Promise<void> | undefined;

  const flush = async (): Promise<void> => {
    try {
      while (queue.length > 0) {
        const batch = queue;
        queue = [];
        const records = batch.map(({ leaf }) => {
          const header = new Uint8Array(4);
          new DataView(header.buffer).setUint32(0, leaf.length);
          return concat([header, uint64(syncedEnd), leafHash(leaf), leaf]);
        });
        const bytes = concat(records);
        writeWhole(disk, fd, bytes, end);
        await disk.dataSync(fd);
        const acks = batch.map(({ leaf }, i) => {
          offsets.push(end);
          end += records[i]?.length ?? 0;
          const hash = leafHash(leaf);
          levels.push(hash);
          return { index: offsets.length - 1, leafHash: hash };
        });
        syncedEnd = end;
        batch.forEach(({ done }, i) => done(acks[i] as Acknowledgement)); // one per leaf, by construction
      }
    } catch {
      stop();
    }
  };

  const kick = (): void => {
    running ??= Promise.resolve().then(flush).then(
      () => {
        running = undefined;
        if (queue.length > 0) kick();
      },
      () => {}, // `stop` threw instead of stopping: `running` stays, so nothing is written or acknowledged again
    );
  };

  let publishing: Promise<void> = Promise.resolve();
  const isOld = offsets.length < signedSize;
  const old = (): Fault => oldCopy(offsets.length, signedSize);
  let writing: Promise<unknown> = Promise.resolve();
  /** One write after the other, none on the thread that answers. What fails stops the process. */
  const guarded = (act: () => Promise<void>): Promise<void> => {
    if (isOld) return Promise.reject(old());
    const mine = writing.then(act).catch(() => stop());
    writing = mine.catch(() => {});
    return mine;
  };

  return {
    size: () => offsets.length,
    entry,
    entries: (from, to) => Array.from({ length: to - from }, (_, i) => entry(from + i)),
    node: (level, index) => levels.node(level, index),
    append: (leaf, place?: Place) => {
      if (isOld) return Promise.reject(old());
      if (leaf.length > ENTRY_SIZE_MAX) return Promise.reject(new Fault("ENTRY_SIZE", `expected at most ${ENTRY_SIZE_MAX} bytes`));
      if (place && (place.index !== queued || !isSame(place.after, lastHash)))
        return Promise.reject(new Fault("RECORD_MOVED", `another entry stands at ${place.index} or before it`));
      queued++;
      lastHash = leafHash(leaf);
      return new Promise((done) => {
        queue.push({ leaf, done });
        kick();
      });
    },
    refresh: () => offsets.length, // the lock keeps every other writer out
    alone: (use) => {
      const turn = publishing.then(use);
      publishing = turn.then(() => {}, () => {});
      return turn;
    },
    movePending: (from, to, note) => guarded(async () => {
      swapNote(read, "pending/checkpoint", from, to, note);
      await replaceFileSoon(disk, join(folder, "record/pending/checkpoint"), note);
    }),
    movePublished: (from, to, note) => guarded(async () => {
      swapNote(read, "log/checkpoint", from, to, note);
      const before = read("log/checkpoint");
      const keep = (size: number, bytes: Uint8Array): Promise<void> => replaceFileSoon(disk, join(folder, "record/checkpoints", String(size)), bytes);
      if (before && !read(`checkpoints/${from.size}`)) await keep(from.size, before); // who was interrupted between the two
      await replaceFileSoon(disk, join(folder, "record/log/checkpoint"), note);
      await keep(to.size, note); // after the log's: whoever is interrupted here shows no checkpoint that the log does not reach
    }),
    writeTiles: (size) => guarded(() => writeTiles(join(folder, "record/log"), size, levels, entry, disk)),
    read,
    list: (below) => (existsSync(join(folder, "record", below)) ? readdirSync(join(folder, "record", below)).sort() : []),
    replace: (path, bytes) => guarded(() => replaceFileSoon(disk, join(folder, "record", path), bytes)),
    dropPartials: async (before, size) => {
      if (isOld) throw old();
      for (let level = 0; before / TILE_WIDTH ** level >= 1; level++) {
        const width = partialWidth(before, level);
        if (width === 0 || (partialWidth(size, level) === width && fullTiles(size, level) === fullTiles(before, level))) continue;
        const n = fullTiles(before, level);
        await rm(join(folder, "record/log", tilePath(level, n, width)), { force: true });
        if (level === 0) await rm(join(folder, "record/log", bundlePath(n, width)), { force: true });
      }
    },
    cutBytes,
    signedSize,
    close: async () => {
      await running;
      await writing;
      disk.close(fd);
      await lock.release();
    },
  };
}

const oldCopy = (size: number, signed: number): Fault =>
  new Fault("STORE_ROLLED_BACK", `this is an old copy: ${size} entries, ${signed} were signed; it can be read, and \`allforall recover\` brings it up from a bundle`);

/** Reads the journal to its end, fills `offsets` and `levels`; cuts a torn, unacknowledged tail (RECORD.md §10). */
function readJournal(fd: number, offsets: number[], levels: HashLevels, signed: number): { end: number; cutBytes: number } {
  const total = sizeOf(fd);
  let at = 0;
  let synced = 0;
  while (at < total) {
    const record = readRecord(fd, at, total);
    if (!record) break;
    synced = Math.max(synced, record.synced);
    offsets.push(at);
    levels.push(record.hash);
    at += HEADER + record.length;
  }
  if (at === total) return { end: at, cutBytes: 0 };
  if (at < synced || offsets.length < signed || hasGoodRecordAfter(fd, at, total))
    throw new Fault("STORE_DAMAGED", `the journal is damaged at entry ${offsets.length}, which was acknowledged`);
  cutTo(fd, at);
  return { end: at, cutBytes: total - at };
}

function readRecord(fd: number, at: number, total: number): { length: number; synced: number; hash: Uint8Array } | undefined {
  if (at + HEADER > total) return undefined;
  const header = readRange(fd, at, HEADER);
  const view = new DataView(header.buffer);
  const length = view.getUint32(0);
  if (length > ENTRY_SIZE_MAX || at + HEADER + length > total) return undefined;
  const hash = header.slice(12, HEADER);
  if (!equalBytes(leafHash(readRange(fd, at + HEADER, length)), hash)) return undefined;
  return { length, synced: Number(view.getBigUint64(4)), hash };
}

/** Whether any good record that knows bytes beyond `at` as synced stands after the bad one: then it is damage, not a torn tail. */
function hasGoodRecordAfter(fd: number, at: number, total: number): boolean {
  const tail = readRange(fd, at, total - at);
  const view = new DataView(tail.buffer);
  for (let from = 1; from + HEADER <= tail.length; from++) {
    const length = view.getUint32(from);
    if (length > ENTRY_SIZE_MAX || from + HEADER + length > tail.length) continue;
    const synced = Number(view.getBigUint64(from + 4));
    if (synced <= at || synced > at + from) continue;
    const body = tail.subarray(from + HEADER, from + HEADER + length);
    if (equalBytes(leafHash(body), tail.subarray(from + 12, from + HEADER))) return true;
  }
  return false;
}

const isSame = (a: Uint8Array | null, b: Uint8Array | null): boolean => (a === null || b === null ? a === b : equalBytes(a, b));

/** Compares before the swap; one writer, so what differs was changed under this process. */
function swapNote(read: (path: string) => Uint8Array | undefined, path: string, from: LogPoint, to: LogPoint, note: Uint8Array): void {
  const stored = read(path);
  const held = stored ? parseCheckpoint(parseNote(stored).text) : { size: 0, root: EMPTY_ROOT };
  if (held.size !== from.size || !equalBytes(held.root, from.root)) throw new Fault("CHECKPOINT_MOVED", `${path} is at size ${held.size}, expected ${from.size}`);
  const next = parseCheckpoint(parseNote(note).text);
  if (next.size !== to.size || !equalBytes(next.root, to.root)) throw new Fault("CHECKPOINT_MOVED", "the note names another size or root");
}

async function writeTiles(log: string, size: number, levels: HashLevels, entry: (index: number) => Uint8Array, disk: Disk): Promise<void> {
  for (let level = 0; size / TILE_WIDTH ** level >= 1; level++) {
    const full = fullTiles(size, level);
    const partial = partialWidth(size, level);
    const write = async (n: number, width: number): Promise<void> => {
      const path = join(log, tilePath(level, n, width));
      if (existsSync(path)) return; // immutable once written
      if (level === 0) {
        const entries = Array.from({ length: width }, (_, i) => entry(n * TILE_WIDTH + i));
        await replaceFileSoon(disk, join(log, bundlePath(n, width)), packEntries(entries));
      }
      await replaceFileSoon(disk, path, levels.tile(level, n, width));
    };
    for (let n = full - 1; n >= 0 && !existsSync(join(log, tilePath(level, n, TILE_WIDTH))); n--) await write(n, TILE_WIDTH);
    if (partial > 0) await write(full, partial);
  }
}
