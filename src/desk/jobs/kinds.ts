// The closed table of jobs: a new kind is one file beside this one and one line here.
import type { JobKind } from "./job-kind.ts";

type ResultType = "application/json" | "application/pdf" | "application/x-tar";
export type KindLine = {
  /** Media type of the result. */
  readonly type: ResultType;
  /** Whether fetching the result is a sensitive read, noted in the log of reads. */
  readonly isSensitive: boolean;
  readonly load: () => Promise<JobKind<unknown>>;
};

/** The input that a kind prepares is the input that it runs on; nobody else looks into it. */
export const kind = <Input>(type: ResultType, isSensitive: boolean, load: () => Promise<JobKind<Input>>): KindLine =>
  ({ type, isSensitive, load: load as () => Promise<JobKind<unknown>> });

export const JOB_KINDS = {
  export: kind("application/x-tar", false, () => import("./export.ts")),
  "identify-remains": kind("application/json", true, () => import("./identify-remains.ts")),
  "match-doubles": kind("application/json", true, () => import("./match-doubles.ts")),
  "match-lists": kind("application/json", true, () => import("./match-lists.ts")),
  print: kind("application/pdf", true, () => import("./print.ts")),
  "solve-plan": kind("application/json", true, () => import("./solve-plan.ts")),
  verify: kind("application/json", false, () => import("./verify.ts")),
};

/** Every kind, sorted. */
export const JOB_TASKS = (Object.keys(JOB_KINDS) as (keyof typeof JOB_KINDS)[]).sort();

/** The table, and the module from which a worker thread takes the same. */
export type KindTable = { readonly url: string; readonly lines: Readonly<Record<string, KindLine>> };
export const KIND_TABLE: KindTable = { url: import.meta.url, lines: JOB_KINDS };
export const lineOf = ({ lines }: KindTable, task: string): KindLine | undefined => (Object.hasOwn(lines, task) ? lines[task] : undefined);
