// Long work beside the requests, kept in the store of the desk: one worker thread at a time in this process, the others wait, on a
// database at whichever desk is free. What was running when its desk was stopped or killed begins again by itself, from where its
// last attempt said that it could. Request, bytes to resume from and result lie sealed; each officer sees his own jobs alone.
import { utf8, fromUtf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import type { Job } from "../desk/api-types.ts";
import { ROLES } from "../desk/authority.ts";
import { KIND_TABLE, lineOf, type KindLine, type KindTable } from "../desk/jobs/kinds.ts";
import type { JobAsker, JobRequest } from "../desk/jobs/job-kind.ts";
import type { Job as StoredJob, JobLine } from "../desk/open-store.ts";
import type { SharedDesk } from "../desk/shared-desk.ts";
import { openJob, sealJob } from "../store/vault/seal-job.ts";
import { runJob, type Ended, type Progress, type Running } from "./run-job.ts";

/** Whose the jobs are: known by his public key, since two desks on one database may call two officers alike. */
export type JobOwner = JobAsker & { readonly publicKey: string };

export type Jobs = {
  /** @throws Fault `JOB_KIND`, those of the kind's `prepare`, `TOO_MANY`, `STORE_WRITE`. */
  readonly start: (task: string, owner: JobOwner, request: JobRequest) => Promise<Job>;
  readonly list: (owner: JobOwner) => Promise<Job[]>;
  /** @throws Fault `JOB_NONE`: of others one does not hear. */
  readonly find: (id: string, owner: JobOwner) => Promise<Job>;
  /** @throws Fault `JOB_NONE`, `JOB_OPEN` while it has not ended well. */
  readonly result: (id: string, owner: JobOwner) => Promise<{ readonly task: string; readonly line: KindLine; readonly bytes: Uint8Array }>;
  readonly cancel: (id: string, owner: JobOwner) => Promise<Job>;
  /** Resolves when the job has ended, here or at another desk. @throws Fault `JOB_NONE`. */
  readonly ended: (id: string, owner: JobOwner) => Promise<Job>;
  /** Jobs from before an erasure go, with all they made. */
  readonly dropErased: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type JobTimes = { readonly leaseMs: number; readonly beatMs: number; readonly pollMs: number };
export const JOB_TIMES: JobTimes = { leaseMs: 15_000, beatMs: 2_000, pollMs: 1_000 };

const WAITING_MAX = 50;
const WAITING_OF_ONE_MAX = 5;
/** Ended jobs are kept so long and so many of one officer. */
const KEPT_MS = 24 * 3_600_000;
const KEPT_OF_ONE_MAX = 10;
/** So many desks may be killed in the middle of one job before it is given up. */
const ATTEMPTS_MAX = 10;
const REQUEST_SIZE_MAX = 256 * 1024;
const TELL_MS = 500;

/** What is sealed as the request: who asked, what, when, and how many entries were erased then. */
type Asked = { readonly owner: JobOwner; readonly request: JobRequest; readonly askedMs: number; readonly erased: number };
type Here = { readonly id: number; readonly running: Running; readonly startedMs: number; readonly doneBefore: number; progress: Progress; toldMs: number };

export function openJobs(desk: SharedDesk, nowMs: () => number, tell: (job: Job, owner: JobOwner) => void, times: JobTimes = JOB_TIMES, table: KindTable = KIND_TABLE): Jobs {
  const tasks = Object.keys(table.lines);
  const { jobs: store } = desk;
  const { keys } = desk.snapshots;
  const known = new Map<number, Asked>();
  const inputs = new Map<number, unknown>();
  const waiters = new Set<() => void>();
  let here: Here | undefined;
  let isClosing = false;
  let isPumping: Promise<void> | undefined;

  const askedOf = async ({ id, kind, request }: JobLine): Promise<Asked | undefined> => {
    const before = known.get(id);
    if (before) return before;
    try {
      const asked = parseAsked(await openJob({ kind, piece: "request" }, request, keys));
      known.set(id, asked);
      return asked;
    } catch (error) {
      if (error instanceof Fault) return undefined; // another desk's, or laid there by somebody who has not our key
      throw error;
    }
  };
  const isErased = (asked: Asked): boolean => asked.erased !== desk.state.erased.length;
  const remove = async (id: number): Promise<void> => {
    await store.remove(id);
    known.delete(id);
    inputs.delete(id);
  };
  /** Every job that this desk can open, with who asked; what was asked before an erasure is ended and goes. */
  const all = async (): Promise<{ readonly line: JobLine; readonly asked: Asked }[]> => {
    const found = [];
    for (const line of await store.list()) {
      const asked = await askedOf(line);
      if (!asked) continue;
      if (!isErased(asked)) found.push({ line, asked });
      else {
        if (here?.id === line.id) here.running.stop("cancelled");
        await store.cancel(line.id);
        await remove(line.id);
      }
    }
    return found;
  };
  const jobOf = (line: JobLine): Job => {
    const local = here?.id === line.id && line.state === "running" ? here : undefined;
    const of = local?.progress.of ?? (line.ofCount === "not known" ? 0 : line.ofCount);
    const done = local?.progress.done ?? line.doneCount;
    const gained = local ? done - local.doneBefore : 0;
    const remainingSeconds = line.state === "done" ? 0 : local && gained > 0 ? Math.round(((nowMs() - local.startedMs) / 1_000) * ((of - done) / gained)) : null;
    return {
      id: String(line.id), task: line.kind, state: line.state, done: line.state === "done" ? of : done, of, remainingSeconds, attempt: line.attempt,
      result: line.state === "done" ? `/api/jobs/${line.id}/result` : null, error: line.faultCode === "" ? null : line.faultCode, note: local?.progress.note ?? null,
    };
  };
  const mine = async (id: string, { publicKey }: JobOwner): Promise<JobLine> => {
    const one = (await all()).find(({ line, asked }) => String(line.id) === id && asked.owner.publicKey === publicKey);
    if (!one) throw new Fault("JOB_NONE", "no job of yours has this name");
    return one.line;
  };
  const stored = async (id: number): Promise<StoredJob> => {
    const job = await store.job(id);
    if (!job) throw new Fault("JOB_NONE", "no job of yours has this name");
    return job;
  };
  const tellOf = async (id: number, { owner }: Asked): Promise<void> => {
    const line = (await store.list()).find((one) => one.id === id);
    if (line) tell(jobOf(line), owner);
  };
  /** What is old or too much of one officer's goes when he asks for more. */
  const makeRoom = async (owner: JobOwner): Promise<void> => {
    const lines = await all();
    const over = lines.filter(({ line }) => line.state !== "waiting" && line.state !== "running");
    const own = over.filter(({ asked }) => asked.owner.publicKey === owner.publicKey);
    const tooMany = new Set(own.slice(0, Math.max(0, own.length + 1 - KEPT_OF_ONE_MAX)).map(({ line }) => line.id));
    for (const { line, asked } of over) if (tooMany.has(line.id) || nowMs() - asked.askedMs > KEPT_MS) await remove(line.id);
    const waiting = lines.filter(({ line }) => line.state === "waiting");
    if (waiting.length >= WAITING_MAX || waiting.filter(({ asked }) => asked.owner.publicKey === owner.publicKey).length >= WAITING_OF_ONE_MAX)
      throw new Fault("TOO_MANY", "too much work is waiting: ask again later");
  };

  const runOne = async (job: StoredJob): Promise<void> => {
    const lease = { id: job.id, attempt: job.attempt };
    const asked = await askedOf(job);
    const kind = lineOf(table, job.kind);
    if (!asked || !kind) return store.fail(lease, { faultCode: "JOB_SEAL" });
    const { kind: task, request } = job;
    let input = inputs.get(job.id);
    inputs.delete(job.id);
    try {
      if (isErased(asked)) throw new Fault("JOB_ERASED", "something was erased since this was asked: ask again");
      input ??= await (await kind.load()).prepare(desk, asked.owner, asked.request);
    } catch (error) {
      const fault = error instanceof Faults ? error.faults[0] : error;
      return store.fail(lease, { faultCode: fault instanceof Fault ? fault.code : "JOB_BROKE" });
    }
    const resume = job.resume && (await openJob({ kind: task, piece: "resume", request }, job.resume, keys).catch(() => undefined)); // not ours: begin anew
    const running = runJob({ task, kinds: table.url, input, request, resume, keys }, lease, store, (bytes) => sealJob({ kind: task, piece: "resume", request }, bytes, keys), times, (progress) => {
      if (!here || here.id !== job.id) return;
      here.progress = progress;
      if (nowMs() - here.toldMs < TELL_MS) return;
      here.toldMs = nowMs();
      tell(jobOf({ ...job, doneCount: progress.done, ofCount: progress.of }), asked.owner);
    });
    here = { id: job.id, running, startedMs: nowMs(), doneBefore: resume ? job.doneCount : 0, progress: { done: job.doneCount, of: job.ofCount === "not known" ? 0 : job.ofCount }, toldMs: 0 };
    if (isClosing) running.stop("closing");
    tell(jobOf(job), asked.owner);
    const ended = await running.ended;
    const { progress } = here;
    here = undefined;
    await settle(job, asked, ended, progress);
    await tellOf(job.id, asked);
  };
  const settle = async (job: StoredJob, asked: Asked, ended: Ended, { done, of }: Progress): Promise<void> => {
    const lease = { id: job.id, attempt: job.attempt };
    if (ended.how === "lost") return;
    if (ended.how === "closing") return store.giveBack(lease);
    if (ended.how === "cancelled") return store.fail(lease, "cancelled");
    if (ended.how === "failed") return store.fail(lease, { faultCode: ended.code });
    if (isErased(asked)) return store.fail(lease, { faultCode: "JOB_ERASED" });
    await store.beat(lease, times.leaseMs, { doneCount: done, ofCount: of > 0 ? of : "not known" });
    await store.finish(lease, ended.result);
  };
  /** What one job cannot do, the next may: a store without room or answer is met again at the next poll. */
  const pump = async (): Promise<void> => {
    while (!isClosing) {
      const job = await Promise.resolve(store.take(tasks, times.leaseMs)).catch(() => undefined);
      if (!job) return;
      try {
        await runOne(job);
      } catch (error) {
        here = undefined;
        const code = error instanceof Fault ? error.code : "JOB_BROKE";
        await Promise.resolve(store.fail({ id: job.id, attempt: job.attempt }, { faultCode: code })).catch(() => {}); // its lease runs out
      }
      for (const wake of [...waiters]) wake();
    }
  };
  const wake = (): void => {
    if (isClosing || isPumping) return;
    isPumping = pump().finally(() => (isPumping = undefined));
  };
  const poll = setInterval(wake, times.pollMs);
  poll.unref();
  wake();

  return {
    start: async (task, owner, request) => {
      const size = canonicalJson(request).length;
      if (size > REQUEST_SIZE_MAX) throw new Fault("TOO_LARGE", `expected a request of at most ${REQUEST_SIZE_MAX} characters`);
      const kind = await lineOf(table, task)?.load();
      if (!kind) throw new Fault("JOB_KIND", "no job of this kind is known");
      const input = await kind.prepare(desk, owner, request);
      await makeRoom(owner);
      const { officer, party, role, publicKey } = owner;
      const asked: Asked = { owner: { officer, party, role, publicKey }, request, askedMs: nowMs(), erased: desk.state.erased.length };
      const id = await store.add(task, sealJob({ kind: task, piece: "request" }, utf8(canonicalJson(asked)), keys), ATTEMPTS_MAX);
      known.set(id, asked);
      inputs.set(id, input);
      wake();
      return jobOf(await mine(String(id), owner));
    },
    list: async (owner) => (await all()).filter(({ asked }) => asked.owner.publicKey === owner.publicKey).map(({ line }) => jobOf(line)),
    find: async (id, owner) => jobOf(await mine(id, owner)),
    result: async (id, owner) => {
      const line = await mine(id, owner);
      const { kind, state, request, result } = await stored(line.id);
      const known = lineOf(table, kind);
      if (state !== "done" || !result || !known) throw new Fault("JOB_OPEN", "this job has made nothing yet");
      return { task: kind, line: known, bytes: await openJob({ kind, piece: "result", request }, result, keys) };
    },
    cancel: async (id, owner) => {
      const line = await mine(id, owner);
      await store.cancel(line.id);
      inputs.delete(line.id);
      const local = here?.id === line.id ? here.running : undefined;
      local?.stop("cancelled");
      if (local) await isPumpingNext();
      return jobOf(await mine(id, owner));
    },
    ended: async (id, owner) => {
      for (;;) {
        const line = await mine(id, owner);
        if (line.state !== "waiting" && line.state !== "running") return jobOf(line);
        if (isClosing) throw new Fault("CLOSING", "the desk is being shut down: the job goes on after the next start");
        await new Promise<void>((done) => {
          const wakeMe = (): void => {
            clearTimeout(timer);
            waiters.delete(wakeMe);
            done();
          };
          const timer = setTimeout(wakeMe, times.pollMs);
          waiters.add(wakeMe);
        });
      }
    },
    dropErased: async () => void (await all()),
    close: async () => {
      isClosing = true;
      clearInterval(poll);
      here?.running.stop("closing");
      await isPumping;
      for (const done of [...waiters]) done();
    },
  };

  /** Resolves when the job that runs here has been settled. */
  function isPumpingNext(): Promise<void> {
    return new Promise((done) => {
      const wakeMe = (): void => {
        waiters.delete(wakeMe);
        done();
      };
      waiters.add(wakeMe);
      if (!here) wakeMe();
    });
  }
}

/** @throws Fault `JOB_SEAL` where an older version of the desk sealed another form. */
function parseAsked(bytes: Uint8Array): Asked {
  const fault = new Fault("JOB_SEAL", "expected the request of a job");
  const value = parseJson(fromUtf8(bytes));
  if (!isRecord(value) || !isRecord(value["owner"]) || !isRecord(value["request"])) throw fault;
  const { officer, party, role, publicKey } = value["owner"];
  const { request, askedMs, erased } = value;
  const known = ROLES.find((one) => one === role);
  if (typeof officer !== "string" || typeof party !== "string" || typeof publicKey !== "string" || !known || typeof askedMs !== "number" || typeof erased !== "number") throw fault;
  return { owner: { officer, party, role: known, publicKey }, request, askedMs, erased };
}
