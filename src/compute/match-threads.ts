// The matching engine over worker threads. The lists lie in shared memory; ranges of rows are handed out as workers become free and
// their answers are joined in the order of the rows, so that any number of threads gives the same bytes.
import { Fault } from "../basis/fault.ts";
import { CANDIDATES_MAX, keysOf, type KeyIndex } from "../matching/block.ts";
import { RANDOM_PAIRS, type ChanceEqual, type Sample } from "../matching/fit.ts";
import { asFitted, fitFirst, link, settle, type Fitted, type Linked, type LinkOptions } from "../matching/link.ts";
import { isPacked } from "../matching/packed-texts.ts";
import type { PreparedPair } from "../matching/prepare.ts";
import { createProblem, type Problem, type Side } from "../matching/problem.ts";
import { intsOf, layOut, layWeights, problemIn } from "../matching/scan-layout.ts";
import { joinKept, joinSamples, KEEP_LN, rangesOf, type Kept, type RowRange, type ScoreSetup } from "../matching/scan.ts";
import type { Frequencies } from "../matching/weigh.ts";
import { collectGarbage } from "./collect-garbage.ts";
import type { Answer, Task } from "./match-worker.ts";
import { arenaIn, openScanMemory, scanKernelIn, type ScanMemory } from "./scan-memory.ts";
import { endThread, startThread } from "./start-thread.ts";

/** Lists below this size are matched before a worker would have started. */
const ALONE_ROWS_MAX = 5_000;
const [RANGE_ROWS, RANGE_ROWS_MIN] = [8_192, 256] as const;
/** Rows of both lists that have room in the memory of the kernel, with their keys, below 4 GB; more are matched without it. */
const KERNEL_ROWS_MAX = 4_000_000;

export type ThreadOptions = Omit<LinkOptions, "tell"> & {
  readonly threads: number;
  /** Share of the rows scored, 0 to 1; nothing is heard before the model is fitted. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
  /** Lists up to this size are matched without workers, 5,000 by default; rows handed out at once, at most 8,192 by default. */
  readonly aloneRowsMax?: number;
  readonly rangeRows?: number;
  /** Pages of 64 KB that the kernel may have, all that it can address by default; lists that need more are matched without it. */
  readonly kernelPagesMax?: number;
  /** Threads that were started before; they are ended here in any case. */
  readonly pool?: MatchThreads;
};

/** As `link`. @throws Fault `MATCH_CANCELLED` when the signal says so. */
export async function linkWithThreads(pair: PreparedPair, initialsOf: (id: number) => string, options: ThreadOptions): Promise<Linked> {
  const { threads, given, progress = () => {}, ended = () => {} } = options;
  const { count } = pair.left;
  if (threads <= 1 || Math.max(count, pair.right.count) <= (options.aloneRowsMax ?? ALONE_ROWS_MAX)) {
    await options.pool?.close();
    const tell = (done: number, of: number): void => void (done > of - count && progress((done - (of - count)) / count)); // the last look at each row is its score
    return link(pair, initialsOf, { tell, ended, ...(given ? { given } : {}) });
  }
  const { problem, fitted, kept } = await scoreApart(count + pair.right.count, pair.units.text.length, (ints) => createProblem(pair, initialsOf, given?.keys, ints), options);
  collectGarbage(); // the workers are gone by now, and the memory that they shared
  const linked = settle(pair, problem, fitted, kept);
  ended("settle");
  return linked;
}

type Scored = { readonly problem: Problem; readonly fitted: Fitted; readonly kept: Kept; /** In the memory of the kernel. */ readonly isLaid: boolean };

async function scoreOver(memory: ScanMemory | undefined, unitCount: number, pack: (ints?: (size: number) => Int32Array) => Problem, { threads, given, progress, signal, rangeRows, ended = () => {}, pool = createPool(threads, signal) }: ThreadOptions): Promise<Scored> {
  try {
    const arena = memory && arenaIn(memory);
    const packed = pack(arena && intsOf(arena)); // while the workers load
    const keys = keysOf(packed);
    const laid = arena && layOut(packed, unitCount, keys, arena, CANDIDATES_MAX);
    const problem = arena && laid ? { ...packed, numbers: problemIn(laid, arena).numbers } : packed; // numbers lie once
    ended("pack");
    if (memory && laid) {
      await pool.all({ kind: "laid", memory, laid }); // ids stay here: a worker knows places only
      await pool.each([...rangesOf(2 * threads, 1).map(({ from }): Task => ({ kind: "texts", part: from, parts: 2 * threads })), { kind: "places" }]);
      await pool.each(keys.map((_, key) => ({ kind: "place key", key })));
    } else {
      await pool.all({ kind: "problem", problem });
      await pool.all({ kind: "indexes", indexes: await pool.each<KeyIndex>(keys.map((key) => ({ kind: "index", key }))) });
    }
    ended("index");
    const share = Math.ceil(problem.left.count / (4 * threads)); // each thread has work, and progress is heard, in small lists too
    const ranges = rangesOf(problem.left.count, rangeRows ?? Math.max(RANGE_ROWS_MIN, Math.min(RANGE_ROWS, share)));
    const fitted = given
      ? asFitted(given.setupOf(problem))
      : await fitOver(pool, problem, ranges);
    const setup: ScoreSetup = fitted.setup;
    ended("fit");
    await pool.all({ kind: "setup", setup, ...(memory && arena && laid ? { weights: layWeights(laid, setup, KEEP_LN, arena, scanKernelIn(memory).addSynonym) } : {}) });
    const isScored = pool.each<Kept>(ranges.map((range) => ({ kind: "score", ...range })), progress);
    if (given) collectGarbage(); // a fit does so before
    const parts = await isScored;
    ended("score");
    return { problem, fitted, kept: joinKept(parts), isLaid: laid !== undefined };
  } finally {
    await pool.close();
  }
}

/** What is needed of the lists without the memory of the kernel, which is given back when nothing refers to it any more. */
async function scoreApart(rowCount: number, unitCount: number, pack: (ints?: (size: number) => Int32Array) => Problem, { pool, ...options }: ThreadOptions): Promise<Omit<Scored, "isLaid">> {
  const memory = rowCount > KERNEL_ROWS_MAX ? undefined : openScanMemory(options.kernelPagesMax);
  try {
    const { isLaid, kept, ...scored } = await scoreOver(memory, unitCount, pack, { ...options, ...(pool ? { pool } : {}) });
    return { kept, ...(isLaid ? inOwnMemory(scored) : scored) };
  } catch (error) {
    if (!memory || !(error instanceof RangeError)) throw error; // a list of long words or many spellings may need more than the kernel can address
    return scoreOver(undefined, unitCount, pack, options);
  }
}

function inOwnMemory({ problem, fitted: { fit, setup } }: Pick<Scored, "problem" | "fitted">): { readonly problem: Problem; readonly fitted: Fitted } {
  const { left, right, numbers, isOneList } = problem;
  const own = (side: Side): Side => ({ ...side, rows: side.rows.slice() });
  const ownLeft = own(left);
  const { surname, givenToken, givenId, fatherToken, fatherId, unit, nearSurname } = setup.frequencies;
  const frequencies: Frequencies = {
    surname: surname.slice(), givenToken: givenToken.slice(), givenId: givenId.slice(), fatherToken: fatherToken.slice(), fatherId: fatherId.slice(), unit: unit.slice(), nearSurname: nearSurname.slice(),
  };
  return {
    problem: { ...problem, left: ownLeft, right: isOneList ? ownLeft : own(right), numbers: isPacked(numbers) ? { starts: numbers.starts.slice(), units: numbers.units.slice() } : numbers },
    fitted: { fit, setup: { ...setup, frequencies } },
  };
}

/** The first fit needs no frequencies: they are counted last, while it is made. */
async function fitOver(pool: Pool, problem: Problem, ranges: readonly RowRange[]): Promise<Fitted> {
  const randoms = rangesOf(RANDOM_PAIRS, RANDOM_PAIRS / 8);
  const asked = pool.ask<Partial<Frequencies> | ChanceEqual | Float64Array | Sample>([
    ...ranges.map((range): Task => ({ kind: "sample", ...range })), ...randoms.map((range): Task => ({ kind: "random", ...range })), { kind: "chance" },
    { kind: "frequencies", of: "near" }, { kind: "frequencies", of: "equal" },
  ]);
  collectGarbage(); // what reading and preparing left behind, while the workers count
  const counted = await Promise.all(asked.slice(0, -2)); // a worker answers each kind of task with its kind
  const samples = counted.slice(0, ranges.length) as Sample[];
  const random = new Float64Array((counted[ranges.length] as Float64Array).length);
  for (const part of counted.slice(ranges.length, -1) as Float64Array[]) part.forEach((count, at) => (random[at] = (random[at] ?? 0) + count)); // whole numbers: in any order the same
  const goOn = fitFirst(problem, random, joinSamples(samples), counted.at(-1) as ChanceEqual);
  const [near, equal] = await Promise.all(asked.slice(-2));
  return goOn({ ...(near as Pick<Frequencies, "nearSurname">), ...(equal as Omit<Frequencies, "nearSurname">) });
}

export type MatchThreads = Pool;

/** Threads that load while the lists are still prepared, for `linkWithThreads`; who does not come so far closes them. */
export const startMatchThreads = (threads: number, signal?: AbortSignal): MatchThreads => createPool(threads, signal);

type Pool = {
  /** The same task to every worker. */
  readonly all: (task: Task) => Promise<void>;
  /** Every task to the next free worker, the first tasks first; the answer to each. */
  readonly ask: <T extends Answer>(tasks: readonly Task[], progress?: (share: number) => void) => readonly Promise<T>[];
  /** All answers, in the order of the tasks. */
  readonly each: <T extends Answer>(tasks: readonly Task[], progress?: (share: number) => void) => Promise<T[]>;
  readonly close: () => Promise<void>;
};

/** What a worker makes is read at once or lies in shared memory: a large nursery would only fill with garbage. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 8 };

function createPool(threads: number, signal: AbortSignal | undefined): Pool {
  const workers = Array.from({ length: threads }, () => {
    const asked: Asked[] = []; // a worker answers in the order in which it was asked
    const worker = startThread("./match-worker", import.meta.url, { resourceLimits: WORKER_LIMITS });
    worker.on("message", (answer: Answer) => asked.shift()?.resolve(answer));
    worker.on("error", (error) => fall(error));
    return { worker, asked };
  });
  let fallen: Error | undefined;
  const fall = (error: Error): void => {
    fallen ??= error;
    for (const { asked } of workers) for (const one of asked.splice(0)) one.reject(fallen);
  };
  const stop = (): void => fall(new Fault("MATCH_CANCELLED", "the matching was cancelled; nothing was written"));
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  const ask = ({ worker, asked }: (typeof workers)[number], task: Task): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (fallen) return reject(fallen);
      asked.push({ resolve, reject });
      worker.postMessage(task);
    });
  const askEach: Pool["ask"] = <T extends Answer>(tasks: readonly Task[], progress?: (share: number) => void) => {
    const waiting: { readonly task: Task; readonly resolve: (answer: T) => void; readonly reject: (error: unknown) => void }[] = [];
    const answers = tasks.map((task) => new Promise<T>((resolve, reject) => waiting.push({ task, resolve, reject })));
    for (const answer of answers) answer.catch(() => {}); // who asked hears of the first that falls
    let [next, done] = [0, 0];
    for (const worker of [...workers, ...workers]) void (async () => { // two tasks each: it need not wait for who hands them out
      for (let one = waiting[next++]; one; one = waiting[next++]) {
        try {
          one.resolve((await ask(worker, one.task)) as T); // a worker answers each kind of task with its kind
          progress?.(++done / tasks.length);
        } catch (error) {
          one.reject(error);
        }
      }
    })();
    return answers;
  };
  return {
    all: async (task) => void (await Promise.all(workers.map((worker) => ask(worker, task)))),
    ask: askEach,
    each: <T extends Answer>(tasks: readonly Task[], progress?: (share: number) => void) => Promise.all(askEach<T>(tasks, progress)),
    close: async () => {
      signal?.removeEventListener("abort", stop);
      fall(new Error("bug: a task for threads that were ended"));
      await Promise.all(workers.map(({ worker }) => endThread(worker)));
    },
  };
}

type Asked = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };
