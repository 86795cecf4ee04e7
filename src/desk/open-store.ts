// Where a desk keeps record, vault and jobs: a folder of ours, or a PostgreSQL server given by its URL. The contract
// is the desk's (HOUSE.md §3.2); both stores fit it, and nothing above this file knows which one it has.
import { mkdirSync } from "node:fs";
import type { RecordStorage, Soon, WitnessCell } from "../record/storage.ts";
import { isDatabaseUrl } from "../store/postgres/connect.ts";
import { createDatabase, hasDatabaseRecord, openDatabase } from "../store/postgres/open-database.ts";
import { createFiles, hasFiles } from "../store/files/file-record.ts";
import { takeLock } from "../store/files/lock.ts";
import { openFolder } from "../store/files/open-folder.ts";
import type { Sealed } from "../store/vault/seal.ts";

/** Sealed payloads by the SHA-256 (hex) of their ciphertext. */
export type Vault = {
  /** Durable when it resolves; a payload that lies there already stays. */
  readonly keep: (sealed: Pick<Sealed, "sealed" | "ciphertext">) => Soon<void>;
  readonly sealed: (sealed: string) => Soon<Uint8Array | undefined>;
  /** The payloads of many, in the order asked for. */
  readonly sealedAll: (sealed: readonly string[]) => Soon<readonly (Uint8Array | undefined)[]>;
  /** Salt, file key and ciphertext go together, and with them every snapshot; nothing to do when it is gone already. */
  readonly destroy: (sealed: string) => Soon<void>;
  /** The encrypted part of a compartment's snapshot that begins at entry `first`; may be missing or old at any time. */
  readonly snapshotPart: (compartment: string, first: number) => Soon<Uint8Array | undefined>;
  readonly keepSnapshotPart: (compartment: string, first: number, ciphertext: Uint8Array) => Soon<void>;
  /** Removes the snapshots of every compartment, as an erasure must. */
  readonly dropSnapshots: () => Soon<void>;
};

export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";

/** What a job is about is sealed (an age file); its kind, its counts and its state are not. */
export type Job = {
  readonly id: number;
  readonly kind: string;
  readonly state: JobState;
  readonly request: Uint8Array;
  /** Where an interrupted worker had come to, sealed. */
  readonly resume: Uint8Array | undefined;
  readonly result: Uint8Array | undefined;
  readonly doneCount: number;
  readonly ofCount: number | "not known";
  /** 1 for the first worker that took it up, 2 for the second … */
  readonly attempt: number;
  readonly isCancelAsked: boolean;
  /** Code of the fault it ended in, or "". */
  readonly faultCode: string;
};

/** A job without what it makes. */
export type JobLine = Omit<Job, "resume" | "result">;

/** A worker's hold on a job: it ends when the lease runs out and another takes the job up. */
export type Lease = { readonly id: number; readonly attempt: number };

export type Jobs = {
  readonly add: (kind: string, request: Uint8Array, attemptsMax: number) => Soon<number>;
  readonly job: (id: number) => Soon<Job | undefined>;
  /** The oldest job of these kinds that waits or whose worker is gone; nobody else gets it for `leaseMs`. */
  readonly take: (kinds: readonly string[], leaseMs: number) => Soon<Job | undefined>;
  /**
   * Says how far it is and keeps the job for `leaseMs` more; resolves to whether a cancel was asked for.
   * @throws Fault `JOB_LOST` when another worker has it, or it has ended: stop, write nothing.
   */
  readonly beat: (lease: Lease, leaseMs: number, progress: { readonly doneCount: number; readonly ofCount: number | "not known"; readonly resume?: Uint8Array }) => Soon<boolean>;
  /** @throws Fault `JOB_LOST`. */
  readonly finish: (lease: Lease, result: Uint8Array) => Soon<void>;
  /** Ends it with a fault's code; `"cancelled"` when the worker stopped because it was asked to. @throws Fault `JOB_LOST`. */
  readonly fail: (lease: Lease, ended: { readonly faultCode: string } | "cancelled") => Soon<void>;
  /** A waiting job is cancelled at once, a running one is asked to stop at its next beat. False when it had ended. */
  readonly cancel: (id: number) => Soon<boolean>;
  /** It waits again and the attempt is not counted: the desk that ran it is being shut down. @throws Fault `JOB_LOST`. */
  readonly giveBack: (lease: Lease) => Soon<void>;
  /** Every job there is, oldest first. */
  readonly list: () => Soon<readonly JobLine[]>;
  /** Removes a job that has ended, with what it made; false when it has not. */
  readonly remove: (id: number) => Soon<boolean>;
};

export type Store = {
  readonly record: RecordStorage;
  readonly vault: Vault;
  readonly witnesses: WitnessCell;
  readonly jobs: Jobs;
};

/** `place` is a folder or a `postgres://` URL. @throws Fault `STORE_…`, each as its store says. */
export const openStore = (place: string, since: string): Promise<Store> =>
  isDatabaseUrl(place) ? openDatabase(place) : openFolder(place, since);

/** Makes an empty record with these files, all or nothing. @throws Fault `STORE_EXISTS`. */
export async function createStore(place: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  if (isDatabaseUrl(place)) await createDatabase(place, files);
  else createFiles(place, files);
}

/**
 * What a served desk keeps beside a record in a database (officers, sessions, acts that wait) is one process's at a time too; made where
 * it is not there. @throws Fault `STORE_LOCKED`.
 */
export function holdOwnFolder(folder: string, since: string): Promise<{ readonly release: () => Promise<void> }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return takeLock(folder, since);
}

export const hasRecord = async (place: string): Promise<boolean> =>
  isDatabaseUrl(place) ? hasDatabaseRecord(place) : hasFiles(place);
