// One worker of the matching engine: it holds the packed lists and answers ranges. It decides nothing.
import { parentPort } from "node:worker_threads";
import { createBlocks, indexKey, type Blocks, type Key, type KeyIndex } from "../matching/block.ts";
import { countChanceEqual, randomCounter, type ChanceEqual, type Sample } from "../matching/fit.ts";
import { comparer, NO_SYNONYMS } from "../matching/levels.ts";
import type { Problem } from "../matching/problem.ts";
import { countFrequencies, type Frequencies } from "../matching/weigh.ts";
import { rangeSampler, rangeScorer, type Kept, type ScoreSetup } from "../matching/scan.ts";

export type Task =
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "index"; readonly key: Key }
  | { readonly kind: "indexes"; readonly indexes: readonly KeyIndex[] }
  | { readonly kind: "frequencies" }
  | { readonly kind: "chance" }
  | { readonly kind: "random" | "sample"; readonly from: number; readonly to: number }
  | { readonly kind: "setup"; readonly setup: ScoreSetup }
  | { readonly kind: "score"; readonly from: number; readonly to: number };

export type Answer = KeyIndex | Frequencies | ChanceEqual | Float64Array | Sample | Kept | "done";

let problem: Problem | undefined;
let blocks: Blocks | undefined;
let random: ReturnType<typeof randomCounter> | undefined;
let sample: ReturnType<typeof rangeSampler> | undefined;
let score: ReturnType<typeof rangeScorer> | undefined;

function answer(task: Task): Answer {
  if (task.kind === "problem") {
    problem = task.problem;
    return "done";
  }
  if (!problem) throw new Error("bug: a task before its lists");
  if (task.kind === "indexes") {
    blocks = createBlocks(problem, task.indexes);
    return "done";
  }
  if (task.kind === "frequencies") return countFrequencies(problem);
  if (task.kind === "chance") return countChanceEqual(problem);
  if (task.kind === "index") return indexKey(problem, task.key);
  if (task.kind === "random") return (random ??= randomCounter(problem, comparer(problem, NO_SYNONYMS)))(task.from, task.to);
  if (!blocks) throw new Error("bug: a task before its indexes");
  if (task.kind === "setup") {
    random = sample = undefined;
    score = rangeScorer(problem, blocks, task.setup);
    return "done";
  }
  if (task.kind === "sample") return (sample ??= rangeSampler(problem, blocks))(task.from, task.to);
  if (!score) throw new Error("bug: scoring before a model");
  return score(task.from, task.to);
}

parentPort?.on("message", (task: Task) => parentPort?.postMessage(answer(task)));
