// What a witness keeps on its own machine (RECORD.md §8): the last checkpoint that it cosigned of each log, by the SHA-256 of the
// log's origin. Checked and persisted in one step, before the cosignature leaves.
import { join } from "node:path";
import { utf8 } from "../../basis/bytes.ts";
import { sha256Hex } from "../../basis/sha256.ts";
import { parseCheckpoint } from "../../record/checkpoint.ts";
import { EMPTY_ROOT } from "../../record/merkle.ts";
import { parseNote } from "../../record/note.ts";
import type { LogPoint } from "../../record/storage.ts";
import { realDisk, readWhole, replaceFile, type Disk } from "./disk.ts";
import { takeLock } from "./lock.ts";

export type WitnessFiles = {
  /** The last cosigned checkpoint with its signatures; nothing before the first. */
  readonly note: (origin: string) => Uint8Array | undefined;
  readonly stored: (origin: string) => LogPoint;
  /** Durable when it returns. */
  readonly keep: (origin: string, note: Uint8Array) => void;
  readonly close: () => Promise<void>;
};

export const originName = (origin: string): string => sha256Hex(utf8(origin));

/** The folder must exist. @throws Fault `STORE_LOCKED` when another process witnesses from it. */
export async function openWitnessFiles(folder: string, since: string, disk: Disk = realDisk): Promise<WitnessFiles> {
  const lock = await takeLock(folder, since);
  const path = (origin: string): string => join(folder, "witness", originName(origin), "checkpoint");
  const note = (origin: string): Uint8Array | undefined => readWhole(path(origin));
  return {
    note,
    stored: (origin) => {
      const held = note(origin);
      return held ? parseCheckpoint(parseNote(held).text) : { size: 0, root: EMPTY_ROOT };
    },
    keep: (origin, bytes) => replaceFile(disk, path(origin), bytes),
    close: () => lock.release(),
  };
}

