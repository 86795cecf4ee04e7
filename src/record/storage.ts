// What the log needs from whatever keeps it, declared by the log (HOUSE.md §3.2). `store/files` and `store/postgres`
// fit it natively; test/both-stores holds both to it. A method may answer at once or soon: whoever calls awaits.
import type { NodeAt } from "./merkle.ts";

export type Soon<T> = T | Promise<T>;

/** Said only after the leaf is durable. `index` counts from 0. */
export type Acknowledgement = { readonly index: number; readonly leafHash: Uint8Array };

/** A size of the log and its root (RFC 6962): what every swap compares. */
export type LogPoint = { readonly size: number; readonly root: Uint8Array };

/**
 * Where a leaf was signed for: as entry `index`, right after the leaf hashed `after` (null before entry 0). A leaf that
 * names its author's previous entry must stand nowhere else, so the place is compared, not only the index.
 */
export type Place = { readonly index: number; readonly after: Uint8Array | null };

export type LeafStorage = {
  /** Leaves this process knows of; all durable. */
  readonly size: () => number;
  readonly entry: (index: number) => Soon<Uint8Array>;
  /** Entries `from` <= i < `to`, in order. */
  readonly entries: (from: number, to: number) => Soon<readonly Uint8Array[]>;
  readonly node: NodeAt;
  /**
   * Resolves when the leaf is durable; leaves queued during one write share the next. Without `place` it goes where it comes.
   * @throws Fault `RECORD_MOVED` when another leaf stands at that place or will: `refresh`, read, decide again.
   * @throws Fault `STORE_UNREACHABLE` when it is not known whether the leaf stands: read the record before saying it again.
   */
  readonly append: (leaf: Uint8Array, place?: Place) => Promise<Acknowledgement>;
  /** Takes in what other writers appended; the size then. */
  readonly refresh: () => Soon<number>;
};

/** The newest signed checkpoint: it moves by compare-and-swap only, so that two writers never sign two histories. */
export type CheckpointCell = {
  /** Runs `use` while no other writer publishes. */
  readonly alone: <T>(use: () => Promise<T>) => Promise<T>;
  /** Makes the tiles of `size` durable; only then may a checkpoint name that size. */
  readonly writeTiles: (size: number) => Soon<void>;
  /** Persists what the log signed, before any byte of it leaves the process. A lost swap stops this writer. */
  readonly movePending: (from: LogPoint, to: LogPoint, note: Uint8Array) => Soon<void>;
  /** Publishes what the quorum cosigned; also kept below `checkpoints/<size>`. A lost swap stops this writer. */
  readonly movePublished: (from: LogPoint, to: LogPoint, note: Uint8Array) => Soon<void>;
  /** Partial tiles that the published size no longer names are removed. */
  readonly dropPartials: (before: number, size: number) => Soon<void>;
};

/** Files of the layout (RECORD.md §8) by their path below the record's folder, whatever keeps them. */
export type NamedBytes = {
  readonly read: (path: string) => Soon<Uint8Array | undefined>;
  /** Names in a folder, sorted; none when there is no such folder. */
  readonly list: (folder: string) => Soon<readonly string[]>;
  /** Durable when it resolves. Notes of several parties and the like: never a leaf, a tile or a checkpoint. */
  readonly replace: (path: string, bytes: Uint8Array) => Soon<void>;
};

export type RecordStorage = LeafStorage & CheckpointCell & NamedBytes & {
  /** Bytes of an unacknowledged tail that were cut at opening. */
  readonly cutBytes: number;
  /**
   * Entries that the log signed or a witness remembers at opening. More than `size()`: this is an old copy. It can be read, and nothing
   * is added to it (Fault `STORE_ROLLED_BACK`) until the missing entries are back byte for byte (RECORD.md §10).
   */
  readonly signedSize: number;
  readonly close: () => Promise<void>;
};

/** What each side's witness cosigned last, where an exercise runs the witness itself. Persisted before it answers. */
export type WitnessCell = {
  readonly cosigned: (side: string) => Soon<Uint8Array | undefined>;
  readonly moveCosigned: (side: string, from: LogPoint, to: LogPoint, text: Uint8Array) => Soon<void>;
};
