// Long work beside the requests: one worker thread at a time, the others wait; with progress and cancel. What a job made is
// kept in memory for an hour; a restart forgets jobs, because each can be asked for again.
import { randomBytes } from "node:crypto";
import { Worker } from "node:worker_threads";
import { Fault } from "../basis/fault.ts";
import type { Job } from "../desk/api-types.ts";
import type { JobSaid, JobTask } from "./job-worker.ts";

type Kept = { job: Job; readonly officer: string; readonly startedMs: number; bytes: Uint8Array | null; worker: Worker | null; readonly settle: (() => void)[] };
export type Jobs = {
  readonly start: (task: Job["task"], officer: string) => Job;
  readonly list: (officer: string) => Job[];
  /** @throws Fault `JOB_NONE`: of others one does not hear. */
  readonly find: (id: string, officer: string) => Job;
  readonly bytesOf: (id: string, officer: string) => Uint8Array | null;
  readonly cancel: (id: string, officer: string) => Job;
  /** Resolves when the job has ended. @throws Fault `JOB_NONE`. */
  readonly ended: (id: string, officer: string) => Promise<Job>;
  readonly close: () => Promise<void>;
};

const KEPT_MAX = 50;
const WAITING_MAX = 20;

export function openJobs(folder: string, verifier: string | null, nowMs: () => number, tell: (job: Job, officer: string) => void): Jobs {
  const jobs = new Map<string, Kept>();
  const change = (one: Kept, with_: Partial<Job>): void => {
    one.job = { ...one.job, ...with_ };
    tell(one.job, one.officer);
    if (one.job.state === "done" || one.job.state === "failed" || one.job.state === "cancelled") {
      one.worker = null;
      one.settle.splice(0).forEach((settle) => settle());
      next();
    }
  };
  const isRunning = (): boolean => [...jobs.values()].some(({ job }) => job.state === "running");
  const next = (): void => {
    const one = [...jobs.values()].find(({ job }) => job.state === "waiting");
    if (!one || isRunning()) return;
    change(one, { state: "running" });
    const data: JobTask = { task: one.job.task, folder, verifier };
    const worker = startWorker(data);
    one.worker = worker;
    const startedMs = nowMs();
    worker.on("message", (said: JobSaid) => {
      if (one.job.state !== "running") return;
      if (said.said === "progress") {
        const elapsed = (nowMs() - startedMs) / 1_000;
        change(one, { done: said.done, of: said.of, remainingSeconds: said.done > 0 ? Math.round((elapsed * (said.of - said.done)) / said.done) : null });
      } else if (said.said === "failed") change(one, { state: "failed", error: said.error });
      else {
        one.bytes = said.bytes;
        change(one, { state: "done", done: one.job.of, remainingSeconds: 0, result: said.bytes ? `/api/bundle?job=${one.job.id}` : said.result });
      }
    });
    worker.on("error", () => one.job.state === "running" && change(one, { state: "failed", error: "WORKER" }));
    worker.on("exit", () => one.job.state === "running" && change(one, { state: "failed", error: "WORKER" }));
  };
  const find = (id: string, officer: string): Kept => {
    const one = jobs.get(id);
    if (!one || one.officer !== officer) throw new Fault("JOB_NONE", "no job of yours has this name");
    return one;
  };
  return {
    start: (task, officer) => {
      if ([...jobs.values()].filter(({ job }) => job.state === "waiting").length >= WAITING_MAX) throw new Fault("TOO_MANY", "too much work is waiting: ask again later");
      for (const [id, one] of jobs) if (jobs.size >= KEPT_MAX && one.job.state !== "running" && one.job.state !== "waiting") jobs.delete(id);
      const id = randomBytes(16).toString("hex");
      const one: Kept = { job: { id, task, state: "waiting", done: 0, of: 0, remainingSeconds: null, result: null, error: null }, officer, startedMs: nowMs(), bytes: null, worker: null, settle: [] };
      jobs.set(id, one);
      next();
      return one.job;
    },
    list: (officer) => [...jobs.values()].filter((one) => one.officer === officer).map(({ job }) => job),
    find: (id, officer) => find(id, officer).job,
    bytesOf: (id, officer) => find(id, officer).bytes,
    cancel: (id, officer) => {
      const one = find(id, officer);
      if (one.job.state === "waiting" || one.job.state === "running") {
        void one.worker?.terminate();
        change(one, { state: "cancelled", remainingSeconds: null });
      }
      return one.job;
    },
    ended: async (id, officer) => {
      const one = find(id, officer);
      if (one.job.state === "waiting" || one.job.state === "running") await new Promise<void>((settle) => one.settle.push(settle));
      return one.job;
    },
    close: async () => {
      await Promise.all([...jobs.values()].flatMap(({ worker }) => (worker ? [worker.terminate()] : [])));
    },
  };
}

/** From source on a Node that does not strip types, tsx is registered in the thread first (STACK §5, trap c). */
function startWorker(workerData: JobTask): Worker {
  const url = new URL(import.meta.url.endsWith(".ts") ? "./job-worker.ts" : "./job-worker.js", import.meta.url);
  if (!url.pathname.endsWith(".ts")) return new Worker(url, { workerData });
  const script = `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(url.href)}); });`;
  return new Worker(script, { eval: true, workerData, execArgv: [] });
}
