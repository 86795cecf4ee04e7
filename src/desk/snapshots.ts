// Snapshots of what a compartment could open, kept in its vault as the record grows and used at the next start (HOUSE.md §3.8).
// They may be deleted at any time; one that does not hold is said, ignored, and written anew by the fold.
import { Fault } from "../basis/fault.ts";
import type { State } from "../entries/fold.ts";
import { rootOf, treeAt, type Tree } from "../record/merkle.ts";
import type { RecordStorage } from "../record/storage.ts";
import { openPart, PART_ENTRIES, sealPart, type PartName, type Payloads, type SnapshotKeys } from "../store/vault/snapshot.ts";
import type { Vault } from "./open-store.ts";

export type Snapshots = {
  /** Payloads of the part that grows, from its first entry on. */
  part: (Uint8Array | undefined)[];
  /** Entries whose payload was read from a snapshot or stands in one that was written. */
  readonly held: Set<number>;
  /** How many erased entries were looked at. */
  seenErased: number;
  /** Entries below were folded from snapshots. */
  used: number;
  readonly keys: SnapshotKeys;
  readonly tell: (line: string) => void;
};

/** What a snapshot is of: a desk. */
type Kept = {
  readonly snapshots: Snapshots; readonly record: RecordStorage; readonly vault: Vault; readonly compartment: string;
  readonly state: State; readonly tree: Tree;
};

export const newSnapshots = (keys: SnapshotKeys, tell: (line: string) => void): Snapshots => ({ keys, part: [], held: new Set(), seenErased: 0, used: 0, tell });

/** The entry after the part that entry `index` lies in. */
export const endOfPart = (index: number): number => (Math.floor(index / PART_ENTRIES) + 1) * PART_ENTRIES;

const nameOf = ({ compartment, record }: Kept, first: number): PartName =>
  ({ compartment, first, root: rootOf(treeAt(first + PART_ENTRIES, record.node)) });

/** The payloads of the part that begins at `first`, where one is kept and holds; it is whole or not there. */
export async function keptPart(desk: Kept, first: number): Promise<Payloads | undefined> {
  if (first % PART_ENTRIES !== 0 || desk.record.size() < first + PART_ENTRIES) return undefined;
  const ciphertext = await desk.vault.snapshotPart(desk.compartment, first);
  if (!ciphertext) return undefined;
  try {
    const payloads = await openPart(ciphertext, nameOf(desk, first), desk.snapshots.keys);
    desk.snapshots.used = first + payloads.length;
    return payloads;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    desk.snapshots.tell(`the snapshot of ${desk.compartment} from entry ${first} is not used, its entries are folded again: ${error.message} [${error.code}]`);
    return undefined;
  }
}

/** Remembers what was taken in, for the part that grows. */
export function noteForPart({ snapshots }: Kept, index: number, kind: string, payload: Uint8Array | undefined, isKept: boolean): void {
  if (index % PART_ENTRIES === 0) snapshots.part = [];
  if (payload) snapshots.held.add(index);
  if (isKept) return;
  snapshots.part.push(payload);
  if (kind.startsWith("erase.")) snapshots.part = []; // what was read before may have to go: this part is left to the next start
}

/** Seals and keeps the part that has just become whole. */
export async function keepPart(desk: Kept): Promise<void> {
  const { snapshots, tree, vault, compartment } = desk;
  if (tree.size % PART_ENTRIES !== 0 || snapshots.part.length !== PART_ENTRIES) return;
  const first = tree.size - PART_ENTRIES;
  const payloads = snapshots.part;
  snapshots.part = [];
  try {
    await vault.keepSnapshotPart(compartment, first, sealPart(nameOf(desk, first), payloads, snapshots.keys));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    snapshots.tell(`the snapshot of ${compartment} from entry ${first} could not be kept; the next start folds these entries again [${code}]`);
  }
}

/** What was erased stands in no snapshot afterwards, also where a backup or another desk brought one back. */
export async function dropErased({ snapshots, state, vault }: Kept): Promise<void> {
  const erased = state.erased.slice(snapshots.seenErased);
  snapshots.seenErased = state.erased.length;
  if (!erased.some((index) => snapshots.held.has(index))) return;
  snapshots.held.clear();
  await vault.dropSnapshots();
}
