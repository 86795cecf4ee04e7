// The file calls that an append rests on, in one object, so that tests can fail each of them in turn.
import { closeSync, existsSync, fdatasync, fsync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, rename, renameSync, fstatSync, ftruncateSync, unlinkSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "../../basis/fault.ts";

export type Disk = {
  readonly open: (path: string, flags: string) => number;
  readonly write: (fd: number, bytes: Uint8Array, from: number, at: number | null) => number;
  readonly dataSync: (fd: number) => Promise<void>;
  readonly sync: (fd: number) => void;
  readonly syncSoon: (fd: number) => Promise<void>;
  readonly rename: (from: string, to: string) => void;
  readonly renameSoon: (from: string, to: string) => Promise<void>;
  readonly makeFolder: (path: string) => void;
  readonly close: (fd: number) => void;
};

export const realDisk: Disk = {
  open: (path, flags) => openSync(path, flags),
  write: (fd, bytes, from, at) => writeSync(fd, bytes, from, bytes.length - from, at),
  dataSync: (fd) => new Promise((done, fail) => fdatasync(fd, (error) => (error ? fail(error) : done()))),
  sync: (fd) => fsyncSync(fd),
  syncSoon: (fd) => new Promise((done, fail) => fsync(fd, (error) => (error ? fail(error) : done()))),
  rename: (from, to) => renameSync(from, to),
  renameSoon: (from, to) => new Promise((done, fail) => rename(from, to, (error) => (error ? fail(error) : done()))),
  makeFolder: (path) => mkdirSync(path),
  close: (fd) => closeSync(fd),
};

/** Writes all bytes: a short write goes on where it stopped. */
export function writeWhole(disk: Disk, fd: number, bytes: Uint8Array, at: number | null): void {
  for (let from = 0; from < bytes.length; ) {
    const written = disk.write(fd, bytes, from, at === null ? null : at + from);
    if (written <= 0) throw new Fault("STORE_WRITE", "the disk took no bytes");
    from += written;
  }
}

export function syncFolder(disk: Disk, path: string): void {
  const fd = disk.open(path, "r");
  try {
    disk.sync(fd);
  } finally {
    disk.close(fd);
  }
}

/** Makes the folder and those above it, each durable in its parent. */
export function makeFolders(disk: Disk, path: string): void {
  if (existsSync(path)) return;
  makeFolders(disk, dirname(path));
  disk.makeFolder(path);
  syncFolder(disk, dirname(path));
}

/** How the name of a file begins that is not yet whole. */
export const UNFINISHED = ".new-";

/** Removes what an interrupted process left unfinished below a folder. Only the holder of the lock may. */
export function sweepUnfinished(folder: string): void {
  if (!existsSync(folder)) return;
  for (const one of readdirSync(folder, { withFileTypes: true })) {
    if (one.isDirectory()) sweepUnfinished(join(folder, one.name));
    else if (one.name.startsWith(UNFINISHED)) unlinkSync(join(folder, one.name));
  }
}

/** Replaces a file as a whole: temporary in the same folder, write, fsync, rename, fsync of the folder. */
export function replaceFile(disk: Disk, path: string, bytes: Uint8Array): void {
  makeFolders(disk, dirname(path));
  const temporary = join(dirname(path), `${UNFINISHED}${process.pid}`);
  const fd = disk.open(temporary, "w");
  try {
    writeWhole(disk, fd, bytes, null);
    disk.sync(fd);
  } finally {
    disk.close(fd);
  }
  disk.rename(temporary, path);
  syncFolder(disk, dirname(path));
}

let soonNumber = 0;

/** As `replaceFile`, the waiting on the thread pool: durable when it resolves, and requests are answered meanwhile. */
export async function replaceFileSoon(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  makeFolders(disk, folder);
  const temporary = join(folder, `${UNFINISHED}${process.pid}-${soonNumber++}`);
  const fd = disk.open(temporary, "w");
  try {
    writeWhole(disk, fd, bytes, null);
    await disk.syncSoon(fd);
  } finally {
    disk.close(fd);
  }
  await disk.renameSoon(temporary, path);
  const above = disk.open(folder, "r");
  try {
    await disk.syncSoon(above);
  } finally {
    disk.close(above);
  }
}

/** What a disk without room or in trouble is to whoever asked for a write that nothing else rests on. */
export const refusedWrite = (error: unknown): Fault =>
  new Fault("STORE_WRITE", `the disk refused a write [${error instanceof Error && "code" in error ? String(error.code) : ""}]`);

/** A file that is replaced whenever its content has changed: changes that come while one is written share the next write. */
export type KeptFile = {
  /** Resolves when what is so now is durable. @throws Fault `STORE_WRITE`; the file that was there stands. */
  readonly keep: () => Promise<void>;
  /** Resolves when no write is on its way. */
  readonly quiet: () => Promise<void>;
};

export function keptFile(path: string, content: () => Uint8Array, disk: Disk = realDisk): KeptFile {
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return {
    keep: () => {
      next ??= writing.catch(() => {}).then(() => {
        next = undefined;
        writing = replaceFileSoon(disk, path, content()).catch((error: unknown) => {
          throw refusedWrite(error);
        });
        return writing;
      });
      return next;
    },
    quiet: async () => {
      await next?.catch(() => {}); // whoever asked for the write heard of it
      await writing.catch(() => {});
    },
  };
}

export const readWhole = (path: string): Uint8Array | undefined =>
  existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;

export function readRange(fd: number, at: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  if (readSync(fd, bytes, 0, size, at) !== size) throw new Fault("STORE_READ", "the journal is shorter than it was");
  return bytes;
}

export const sizeOf = (fd: number): number => fstatSync(fd).size;
export const cutTo = (fd: number, size: number): void => ftruncateSync(fd, size);
export const removeFile = (path: string): void => {
  if (existsSync(path)) unlinkSync(path);
};
