// Vault and witnesses' checkpoints as files: DIR/vault/<2 hex>/<64 hex>.age, DIR/snapshots/<compartment>/<first>.age,
// DIR/witness/<side>/checkpoint. Each is durable when its call returns.
import { join } from "node:path";
import { existsSync, rmSync } from "node:fs";
import { equalBytes, fromUtf8 } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { parseCheckpoint } from "../../record/checkpoint.ts";
import { EMPTY_ROOT } from "../../record/merkle.ts";
import type { LogPoint } from "../../record/storage.ts";
import { destroySealed, keepSealed, readSealed, sealedPath, type Sealed } from "../vault/seal.ts";
import { readWhole, realDisk, replaceFileSoon, syncFolder, type Disk } from "./disk.ts";

/** Compartments are codes of the pack; anything else would name a path. */
function partPath(folder: string, compartment: string, first: number): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(compartment)) throw new Fault("COMPARTMENT", "expected the code of a compartment");
  return join(folder, "snapshots", compartment, `${String(first).padStart(12, "0")}.age`);
}

export function fileVault(folder: string, disk: Disk = realDisk) {
  const sealed = (name: string): Uint8Array | undefined => readSealed(folder, name);
  const dropSnapshots = (): void => {
    const below = join(folder, "snapshots");
    if (!existsSync(below)) return;
    rmSync(below, { recursive: true });
    syncFolder(disk, folder);
  };
  return {
    keep: (one: Pick<Sealed, "sealed" | "ciphertext">): void => {
      if (!existsSync(join(folder, sealedPath(one.sealed)))) keepSealed(disk, folder, one);
    },
    destroy: (name: string): void => {
      dropSnapshots();
      destroySealed(disk, folder, name);
    },
    sealed,
    sealedAll: (names: readonly string[]): (Uint8Array | undefined)[] => names.map(sealed),
    snapshotPart: (compartment: string, first: number): Uint8Array | undefined => readWhole(partPath(folder, compartment, first)),
    keepSnapshotPart: (compartment: string, first: number, ciphertext: Uint8Array): Promise<void> => replaceFileSoon(disk, partPath(folder, compartment, first), ciphertext),
    dropSnapshots,
  };
}

export function fileWitnesses(folder: string, disk: Disk = realDisk) {
  const path = (side: string): string => join(folder, "witness", side, "checkpoint");
  return {
    cosigned: (side: string): Uint8Array | undefined => readWhole(path(side)),
    moveCosigned: async (side: string, from: LogPoint, _to: LogPoint, text: Uint8Array): Promise<void> => {
      const stored = readWhole(path(side));
      const held = stored ? parseCheckpoint(fromUtf8(stored)) : { size: 0, root: EMPTY_ROOT };
      if (held.size !== from.size || !equalBytes(held.root, from.root)) throw new Fault("CHECKPOINT_MOVED", `the witness of ${side} is at size ${held.size}`);
      await replaceFileSoon(disk, path(side), text);
    },
  };
}
