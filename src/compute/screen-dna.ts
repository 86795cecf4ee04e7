// Runs shards on worker threads and hands the answers back in the order of their numbers, so 1 and n threads give the same
// bytes. Shards are independent: several machines may share a search by sharing its shards.
import type { Worker } from "node:worker_threads";
import type { ShardTask } from "../identification/screen-shard.ts";
import { prepareScreen, runShard, type PlainAnswer, type ScreenPlan } from "./screen-dna-shard.ts";
import { endThread, startThread } from "./start-thread.ts";

export type NumberedTask = { readonly number: number; readonly task: ShardTask };

/**
 * `done` is called for each shard as it ends, in any order. At most two shards a thread wait in memory.
 * Throws what a worker throws; no shard is lost silently.
 */
export async function screenDna(plan: ScreenPlan, tasks: AsyncIterable<NumberedTask>, threads: number, done: (number: number, answer: PlainAnswer) => void): Promise<void> {
  if (threads <= 1) {
    const prepared = prepareScreen(plan);
    for await (const { number, task } of tasks) done(number, runShard(prepared, task));
    return;
  }
  const workers = Array.from({ length: threads }, () => startThread("./screen-dna-worker", import.meta.url, { workerData: plan }));
  try {
    await deal(workers, tasks, done);
  } finally {
    await Promise.all(workers.map(endThread));
  }
}

function deal(workers: readonly Worker[], tasks: AsyncIterable<NumberedTask>, done: (number: number, answer: PlainAnswer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiting: Worker[] = [...workers, ...workers];
    let [inFlight, isEnd] = [0, false];
    let wake: (() => void) | undefined;
    for (const worker of workers) {
      worker.on("error", reject);
      worker.on("message", ({ number, answer }: { number: number; answer: PlainAnswer }) => {
        inFlight--;
        try {
          done(number, answer);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        waiting.push(worker);
        wake?.();
        if (isEnd && inFlight === 0) resolve();
      });
    }
    const feed = async (): Promise<void> => {
      for await (const one of tasks) {
        while (waiting.length === 0) await new Promise<void>((free) => (wake = free));
        inFlight++;
        waiting.shift()?.postMessage(one);
      }
      isEnd = true;
      if (inFlight === 0) resolve();
    };
    feed().catch(reject);
  });
}
