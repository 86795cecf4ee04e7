// One thread of the blind search: it is given the policy once, then shards one after another.
import { parentPort, workerData } from "node:worker_threads";
import { prepareScreen, runShard, type ScreenPlan } from "./screen-dna-shard.ts";
import type { ShardTask } from "../identification/screen-shard.ts";

const prepared = prepareScreen(workerData as ScreenPlan); // posted by screen-dna.ts and by nobody else
parentPort?.on("message", ({ number, task }: { number: number; task: ShardTask }) => {
  parentPort?.postMessage({ number, answer: runShard(prepared, task) });
});
