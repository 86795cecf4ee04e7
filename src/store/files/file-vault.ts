// Vault and witnesses' checkpoints as files: DIR/vault/<2 hex>/<64 hex>.age, DIR/snapshots/<compartment>.age,
// DIR/witness/<side>/checkpoint. Each is durable when its call returns.
import { join } from "node:path";
import { readdirSync, existsSync } from "node:fs";
import { equalBytes, fromUtf8 } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { parseCheckpoint } from "../../record/checkpoint.ts";
import { EMPTY_ROOT } from "../../record/merkle.ts";
import type { LogPoint } from "../../record/storage.ts";
import { destroySealed, keepSealed, readSealed, sealedPath, type Sealed } from "../vault/seal.ts";
import { readWhole, realDisk, removeFile, replaceFile, type Disk } from "./disk.ts";

/** Compartments are codes of the pack; anything else would name a path. */
function snapshotPath(folder: string, compartment: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(compartment)) throw new Fault("COMPARTMENT", "expected the code of a compartment");
  return join(folder, "snapshots", `${compartment}.age`);
}

export function fileVault(folder: string, disk: Disk = realDisk) {
  const sealed = (name: string): Uint8Array | undefined => readSealed(folder, name);
  const dropSnapshots = (): void => {
    const below = join(folder, "snapshots");
    if (existsSync(below)) for (const name of readdirSync(below)) removeFile(join(below, name));
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
    snapshot: (compartment: string): Uint8Array | undefined => readWhole(snapshotPath(folder, compartment)),
    keepSnapshot: (compartment: string, ciphertext: Uint8Array): void => replaceFile(disk, snapshotPath(folder, compartment), ciphertext),
    dropSnapshots,
  };
}

export function fileWitnesses(folder: string, disk: Disk = realDisk) {
  const path = (side: string): string => join(folder, "witness", side, "checkpoint");
  return {
    cosigned: (side: string): Uint8Array | undefined => readWhole(path(side)),
    moveCosigned: (side: string, from: LogPoint, _to: LogPoint, text: Uint8Array): void => {
      const stored = readWhole(path(side));
      const held = stored ? parseCheckpoint(fromUtf8(stored)) : { size: 0, root: EMPTY_ROOT };
      if (held.size !== from.size || !equalBytes(held.root, from.root)) throw new Fault("CHECKPOINT_MOVED", `the witness of ${side} is at size ${held.size}`);
      replaceFile(disk, path(side), text);
    },
  };
}
