// The file calls that an append rests on, in one object, so that tests can fail each of them in turn.
import { closeSync, existsSync, fdatasync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, fstatSync, ftruncateSync, unlinkSync, writeSync } from "node:fs";
import { open, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Fault } from "../../basis/fault.ts";

export type Disk = {
  readonly open: (path: string, flags: string) => number;
  readonly write: (fd: number, bytes: Uint8Array, from: number, at: number | null) => number;
  readonly dataSync: (fd: number) => Promise<void>;
  readonly sync: (fd: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly makeFolder: (path: string) => void;
  readonly close: (fd: number) => void;
};

export const realDisk: Disk = {
  open: (path, flags) => openSync(path, flags),
  write: (fd, bytes, from, at) => writeSync(fd, bytes, from, bytes.length - from, at),
  dataSync: (fd) => new Promise((done, fail) => fdatasync(fd, (error) => (error ? fail(error) : done()))),
  sync: (fd) => fsyncSync(fd),
  rename: (from, to) => renameSync(from, to),
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

/** As `replaceFile`, on the thread pool: durable when it resolves, and nobody waits meanwhile. @throws Fault `STORE_WRITE`; the old file stands then. */
export async function replaceFileSoon(path: string, bytes: Uint8Array): Promise<void> {
  makeFolders(realDisk, dirname(path));
  const temporary = join(dirname(path), `${UNFINISHED}${process.pid}-${soonNumber++}`);
  try {
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    const folder = await open(dirname(path), "r");
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    await unlink(temporary).catch(() => {}); // where it is there at all
    throw new Fault("STORE_WRITE", `the disk refused a write [${error instanceof Error && "code" in error ? String(error.code) : ""}]`);
  }
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
