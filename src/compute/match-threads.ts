// The matching engine over worker threads. The lists lie in shared memory; ranges of rows are handed out as workers become free and
// their answers are joined in the order of the rows, so that any number of threads gives the same bytes.
import type { Worker } from "node:worker_threads";
import { Fault } from "../basis/fault.ts";
import { keysOf, type KeyIndex } from "../matching/block.ts";
import { RANDOM_PAIRS, type Sample } from "../matching/fit.ts";
import { asFitted, fitLists, link, settle, type Linked, type LinkOptions } from "../matching/link.ts";
import type { PreparedPair } from "../matching/prepare.ts";
import { createProblem, type Problem } from "../matching/problem.ts";
import { joinKept, joinSamples, rangesOf, type Kept, type RowRange, type ScoreSetup } from "../matching/scan.ts";
import type { Frequencies } from "../matching/weigh.ts";
import { collectGarbage } from "./collect-garbage.ts";
import type { Answer, Task } from "./match-worker.ts";
import { endThread, startThread } from "./start-thread.ts";

/** Lists below this size are matched before a worker would have started. */
const ALONE_ROWS_MAX = 5_000;
const RANGE_ROWS = 8_192;

export type ThreadOptions = Omit<LinkOptions, "tell"> & {
  readonly threads: number;
  /** Share of the rows scored, 0 to 1; nothing is heard before the model is fitted. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
  /** Lists up to this size are matched without workers, 5,000 by default; rows handed out at once, 8,192 by default. */
  readonly aloneRowsMax?: number;
  readonly rangeRows?: number;
};

/** As `link`. @throws Fault `MATCH_CANCELLED` when the signal says so. */
export async function linkWithThreads(pair: PreparedPair, initialsOf: (id: number) => string, options: ThreadOptions): Promise<Linked> {
  const { threads, given, progress = () => {}, ended = () => {} } = options;
  const { count } = pair.left;
  if (threads <= 1 || Math.max(count, pair.right.count) <= (options.aloneRowsMax ?? ALONE_ROWS_MAX)) {
    const tell = (done: number, of: number): void => void (done > of - count && progress((done - (of - count)) / count)); // the last look at each row is its score
    return link(pair, initialsOf, { tell, ended, ...(given ? { given } : {}) });
  }
  const { problem, fitted, kept } = await scoreOver(() => createProblem(pair, initialsOf, given?.keys), options);
  const linked = settle(pair, problem, fitted, kept); // the workers are gone by now, and what they held with them
  ended("settle");
  return linked;
}

async function scoreOver(pack: () => Problem, { threads, given, progress, signal, rangeRows, ended = () => {} }: ThreadOptions): Promise<{ readonly problem: Problem; readonly fitted: ReturnType<typeof fitLists>; readonly kept: Kept }> {
  const pool = createPool(threads, signal); // the workers load while the lists are packed
  try {
    const problem = pack();
    ended("pack");
    const isSent = pool.all({ kind: "problem", problem }); // ids stay here: a worker knows places only
    collectGarbage(); // what reading and preparing left behind, while the workers take the lists in
    await isSent;
    const indexes = await pool.each<KeyIndex>(keysOf(problem).map((key) => ({ kind: "index", key })));
    await pool.all({ kind: "indexes", indexes });
    ended("index");
    const ranges = rangesOf(problem.left.count, rangeRows ?? RANGE_ROWS);
    const fitted = given
      ? asFitted(given.setupOf(problem))
      : await fitOver(pool, problem, ranges);
    const setup: ScoreSetup = fitted.setup;
    ended("fit");
    await pool.all({ kind: "setup", setup });
    const parts = await pool.each<Kept>(ranges.map((range) => ({ kind: "score", ...range })), progress);
    ended("score");
    return { problem, fitted, kept: joinKept(parts) };
  } finally {
    await pool.close();
  }
}

async function fitOver(pool: Pool, problem: Problem, ranges: readonly RowRange[]): Promise<ReturnType<typeof fitLists>> {
  const randoms = rangesOf(RANDOM_PAIRS, RANDOM_PAIRS / 8);
  const [frequencies, ...rest] = await pool.each<Frequencies | Float64Array | Sample>([
    { kind: "frequencies" }, ...randoms.map((range): Task => ({ kind: "random", ...range })), ...ranges.map((range): Task => ({ kind: "sample", ...range })),
  ]);
  const counts = rest.slice(0, randoms.length) as Float64Array[]; // a worker answers each kind of task with its kind
  const samples = rest.slice(randoms.length) as Sample[];
  const random = new Float64Array(counts[0]?.length ?? 0);
  for (const part of counts) part.forEach((count, at) => (random[at] = (random[at] ?? 0) + count)); // whole numbers: in any order the same
  return fitLists(problem, random, joinSamples(samples), frequencies as Frequencies);
}

type Pool = {
  /** The same task to every worker. */
  readonly all: (task: Task) => Promise<void>;
  /** Every task to the next free worker; answers in the order of the tasks. */
  readonly each: <T extends Answer>(tasks: readonly Task[], progress?: (share: number) => void) => Promise<T[]>;
  readonly close: () => Promise<void>;
};

/** What a worker makes is read at once or lies in shared memory: a large nursery would only fill with garbage. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 8 };

function createPool(threads: number, signal: AbortSignal | undefined): Pool {
  const workers = Array.from({ length: threads }, () => startThread("./match-worker", import.meta.url, { resourceLimits: WORKER_LIMITS }));
  const ask = (worker: Worker, task: Task): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const stop = (): void => reject(new Fault("MATCH_CANCELLED", "the matching was cancelled; nothing was written"));
      if (signal?.aborted) return stop();
      const onError = (error: Error): void => reject(error);
      signal?.addEventListener("abort", stop, { once: true });
      worker.once("error", onError);
      worker.once("message", (answer: Answer) => {
        worker.off("error", onError);
        signal?.removeEventListener("abort", stop);
        resolve(answer);
      });
      worker.postMessage(task);
    });
  return {
    all: async (task) => void (await Promise.all(workers.map((worker) => ask(worker, task)))),
    each: async <T extends Answer>(tasks: readonly Task[], progress?: (share: number) => void): Promise<T[]> => {
      const answers = new Array<T>(tasks.length);
      let next = 0;
      let done = 0;
      await Promise.all(workers.map(async (worker) => {
        for (let at = next++; at < tasks.length; at = next++) {
          const task = tasks[at];
          if (!task) return;
          answers[at] = (await ask(worker, task)) as T; // a worker answers each kind of task with its kind
          progress?.(++done / tasks.length);
        }
      }));
      return answers;
    },
    close: async () => void (await Promise.all(workers.map(endThread))),
  };
}
