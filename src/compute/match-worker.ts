// One worker of the matching engine: it holds the packed lists and answers ranges. It decides nothing.
import { parentPort } from "node:worker_threads";
import { indexKey, type Key, type KeyIndex } from "../matching/block.ts";
import { countRandom, type Sample } from "../matching/fit.ts";
import { comparer, NO_SYNONYMS } from "../matching/levels.ts";
import type { Problem } from "../matching/problem.ts";
import { sampleRange, scoreRange, type Kept, type ScoreSetup } from "../matching/scan.ts";

export type Task =
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "index"; readonly key: Key }
  | { readonly kind: "indexes"; readonly indexes: readonly KeyIndex[] }
  | { readonly kind: "random" | "sample"; readonly from: number; readonly to: number }
  | { readonly kind: "setup"; readonly setup: ScoreSetup }
  | { readonly kind: "score"; readonly from: number; readonly to: number };

export type Answer = KeyIndex | Float64Array | Sample | Kept | "done";

let problem: Problem | undefined;
let indexes: readonly KeyIndex[] = [];
let setup: ScoreSetup | undefined;

function answer(task: Task): Answer {
  if (task.kind === "problem") {
    problem = task.problem;
    return "done";
  }
  if (task.kind === "indexes") {
    indexes = task.indexes;
    return "done";
  }
  if (task.kind === "setup") {
    setup = task.setup;
    return "done";
  }
  if (!problem) throw new Error("bug: a task before its lists");
  if (task.kind === "index") return indexKey(problem, task.key);
  if (task.kind === "random") return countRandom(problem, comparer(problem, NO_SYNONYMS), task.from, task.to);
  if (task.kind === "sample") return sampleRange(problem, indexes, task.from, task.to);
  if (!setup) throw new Error("bug: scoring before a model");
  return scoreRange(problem, indexes, setup, task.from, task.to);
}

parentPort?.on("message", (task: Task) => parentPort?.postMessage(answer(task)));
