// The one entry of the desk's worker thread: runs one job, says how far it is, and seals what it made before it leaves the thread.
// It holds no lock.
import { serialize } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { concat, equalBytes } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { sha256 } from "../basis/sha256.ts";
import { stayUntilEnded } from "../compute/start-thread.ts";
import type { JobNote } from "../desk/jobs/job-kind.ts";
import { lineOf, type KindTable } from "../desk/jobs/kinds.ts";
import { sealJob } from "../store/vault/seal-job.ts";
import type { SnapshotKeys } from "../store/vault/snapshot.ts";

/** `request` is the sealed request, to which the result is bound; `resume` what the last attempt left, with the digest of its input before it. */
export type JobWork = { readonly task: string; /** Module of the table of kinds. */ readonly kinds: string; readonly input: unknown; readonly request: Uint8Array; readonly resume: Uint8Array | undefined; readonly keys: SnapshotKeys };
export type JobSaid =
  | { readonly said: "progress"; readonly done: number; readonly of: number; readonly resume: Uint8Array | undefined; readonly note: JobNote | undefined }
  /** The sealed result. */
  | { readonly said: "done"; readonly result: Uint8Array }
  | { readonly said: "failed"; readonly code: string };

/** Progress that follows sooner is not said, unless it is the end. */
const SAY_MS = 100;
/** So often what is needed to go on leaves the thread. */
const RESUME_MS = 1_000;

const work = workerData as JobWork; // the one sender is jobs.ts
const tell = (said: JobSaid): void => parentPort?.postMessage(said);

async function run(): Promise<JobSaid> {
  const { task, input, request, keys } = work;
  const digest = sha256(new Uint8Array(serialize(input)));
  let [saidAt, resumeAt] = [0, Date.now()];
  const { JOB_KINDS: lines } = (await import(work.kinds)) as { readonly JOB_KINDS: KindTable["lines"] }; // as every table of kinds
  const kind = await lineOf({ url: work.kinds, lines }, task)?.load();
  if (!kind) throw new Fault("JOB_NONE", "no job of this kind");
  const result = await kind.run(input, (done, of, resume, note) => {
    const now = Date.now();
    const isDue = resume !== undefined && now - resumeAt >= RESUME_MS;
    if (!isDue && now - saidAt < SAY_MS && done < of && note === undefined) return;
    saidAt = now;
    if (isDue) resumeAt = now;
    tell({ said: "progress", done, of, resume: isDue ? concat([digest, resume]) : undefined, note });
  }, resumeFor(digest));
  return { said: "done", result: sealJob({ kind: task, piece: "result", request }, result, keys) };
}

/** What was left by a run over another input is of no use: the record has moved on, the work begins anew. */
const resumeFor = (digest: Uint8Array): Uint8Array | undefined =>
  work.resume && equalBytes(work.resume.subarray(0, digest.length), digest) ? work.resume.subarray(digest.length) : undefined;

stayUntilEnded();
tell(await run().catch((error: unknown): JobSaid => ({ said: "failed", code: codeOf(error) })));

/** A bug has no code of ours: it fails the job as `JOB_BROKE`, and nothing of it is in any answer. */
function codeOf(error: unknown): string {
  if (error instanceof Fault) return error.code;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : "JOB_BROKE";
}
