// Long work: a kind of job is one file with `prepare` and `run`. What `prepare` gives is in memory only and never stored; after a
// restart it is prepared anew from the request, which is kept sealed, on the state as it stands then.
import { Fault } from "../../basis/fault.ts";
import type { Role } from "../api-types.ts";
import type { SharedDesk } from "../shared-desk.ts";

/** Who asks for the job. */
export type JobAsker = { readonly officer: string; readonly party: string; readonly role: Role };
export type JobRequest = Readonly<Record<string, unknown>>;

/**
 * How far it is, both counted in steps of the job's own; `resume` is what the job needs to go on from here when its worker is
 * killed. It comes back only to a run over the same input. It is stored at most every few seconds; some hundreds of kB are well.
 */
export type Say = (done: number, of: number, resume?: Uint8Array, note?: JobNote) => void;

/**
 * What a job knows of itself beyond a count, for who asked for it; in memory alone, gone with the run. Stages that are done and the one it is at:
 * values, exact bounds and how they are proven; no id and no name.
 */
export type JobNote = {
  readonly stages: readonly { readonly name: string; readonly value: number; readonly bound: number; readonly gap: number; readonly proof: string }[];
  readonly now: { readonly name: string; readonly bound: number; readonly best: number | null } | null;
  /** Where there is no plan: conflicts found, sets of clauses tried, and changes tried that might repair them; null before. */
  readonly conflicts: { readonly found: number; readonly solves: number; readonly changes: number } | null;
};

export type JobKind<Input> = {
  /** On the main thread, quickly: rights and request are checked. Input can be cloned to a thread. @throws Fault. */
  readonly prepare: (desk: SharedDesk, who: JobAsker, request: JobRequest) => Input | Promise<Input>;
  /** What of it is a sensitive reading, for the log of reads, once it was prepared; undefined where nothing is. */
  readonly reads?: (desk: SharedDesk, who: JobAsker, request: JobRequest) => string | undefined;
  /** On the worker thread: the bytes of the result, canonical JSON unless the table of kinds says otherwise. @throws Fault. */
  readonly run: (input: Input, say: Say, resume?: Uint8Array) => Promise<Uint8Array>;
};

/** @throws Fault `REQUEST_FORM` where the request of a job that takes none says something. */
export function demandNothing(request: JobRequest): void {
  if (Object.keys(request).length > 0) throw new Fault("REQUEST_FORM", "expected an empty request: this job takes none", [{ field: "request" }]);
}
