// One job on one worker thread: started with its input, asked to stop from outside, its lease renewed while it runs.
import { Fault } from "../basis/fault.ts";
import { endThread, inThread, startThread } from "../compute/start-thread.ts";
import type { JobNote } from "../desk/jobs/job-kind.ts";
import type { Jobs as JobStore, Lease } from "../desk/open-store.ts";
import type { JobSaid, JobWork } from "./job-worker.ts";

export type Progress = { readonly done: number; readonly of: number; readonly note?: JobNote | undefined };
/** How a run ended. `lost`: another desk has the job or it was removed, nothing of it may be written here. */
export type Ended = { readonly how: "done"; readonly result: Uint8Array } | { readonly how: "failed"; readonly code: string } | { readonly how: "cancelled" } | { readonly how: "closing" } | { readonly how: "lost" };
export type Running = { readonly ended: Promise<Ended>; readonly stop: (how: "cancelled" | "closing" | "lost") => void };

export type RunTimes = {
  /** Another desk takes the job when this one has been silent for so long. */
  readonly leaseMs: number;
  readonly beatMs: number;
};

/** `seal` makes of bytes to resume from what may be stored. */
export function runJob(work: JobWork, lease: Lease, store: JobStore, seal: (resume: Uint8Array) => Uint8Array, times: RunTimes, tell: (progress: Progress) => void): Running {
  let progress: Progress = { done: 0, of: 0 };
  let resume: Uint8Array | undefined;
  let finish: (ended: Ended) => void = () => {};
  const worker = startThread("./job-worker", import.meta.url, { workerData: { ...work, kinds: inThread(work.kinds) } satisfies JobWork });
  const first = new Promise<Ended>((done) => (finish = done));
  const beat = async (): Promise<void> => {
    const kept = resume;
    resume = undefined;
    try {
      const sealed = kept && seal(kept);
      const isCancelAsked = await store.beat(lease, times.leaseMs, { doneCount: progress.done, ofCount: progress.of > 0 ? progress.of : "not known", ...(sealed ? { resume: sealed } : {}) });
      if (isCancelAsked) finish({ how: "cancelled" });
    } catch (error) {
      if (error instanceof Fault && error.code === "JOB_LOST") finish({ how: "lost" });
      else resume ??= kept; // the store does not answer or has no room: the next beat tries again, the work goes on
    }
  };
  let beating: Promise<void> = Promise.resolve();
  const beats = setInterval(() => void (beating = beating.then(beat)), times.beatMs);
  beats.unref();
  worker.on("message", (said: JobSaid) => {
    if (said.said === "done") return finish({ how: "done", result: said.result });
    if (said.said === "failed") return finish({ how: "failed", code: said.code });
    progress = { done: said.done, of: said.of, note: said.note ?? progress.note };
    resume = said.resume ?? resume;
    tell(progress);
  });
  worker.on("error", (error) => finish({ how: "failed", code: "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "JOB_MEMORY" : "JOB_BROKE" }));
  worker.on("exit", () => finish({ how: "failed", code: "JOB_BROKE" }));
  const ended = first.then(async (how) => {
    clearInterval(beats);
    await endThread(worker);
    await beating;
    return how;
  });
  return { ended, stop: (how) => finish({ how }) };
}
