// One worker of the matching engine: it holds the packed lists and answers ranges. It decides nothing.
import { parentPort } from "node:worker_threads";
import { createBlocks, indexKey, type Blocks, type Key, type KeyIndex } from "../matching/block.ts";
import { countChanceEqual, randomCounter, type ChanceEqual, type Sample } from "../matching/fit.ts";
import { comparer, NO_SYNONYMS } from "../matching/levels.ts";
import type { Problem } from "../matching/problem.ts";
import { frequencyParts, type Frequencies, type FrequencyParts } from "../matching/weigh.ts";
import { rangeSampler, rangeScorer, type Kept, type ScoreSetup } from "../matching/scan.ts";
import { problemIn, type Laid, type LaidWeights } from "../matching/scan-layout.ts";
import { kernelScan } from "../matching/scan-with-kernel.ts";
import { arenaIn, scanKernelIn, type ScanMemory } from "./scan-memory.ts";

type Range = { readonly from: number; readonly to: number };
export type Task =
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "index"; readonly key: Key }
  | { readonly kind: "indexes"; readonly indexes: readonly KeyIndex[] }
  | { readonly kind: "frequencies"; readonly of: keyof FrequencyParts }
  | { readonly kind: "chance" }
  | ({ readonly kind: "random" | "sample" } & Range)
  | { readonly kind: "setup"; readonly setup: ScoreSetup; readonly weights?: LaidWeights }
  | ({ readonly kind: "score" } & Range)
  // where the lists lie in the memory of the kernel
  | { readonly kind: "laid"; readonly memory: ScanMemory; readonly laid: Laid }
  | { readonly kind: "texts"; readonly part: number; readonly parts: number }
  | { readonly kind: "places" }
  | { readonly kind: "place key"; readonly key: number };

export type Answer = KeyIndex | Partial<Frequencies> | ChanceEqual | Float64Array | Sample | Kept | "done";

/** What answers the shared-out work: the kernel, or the TypeScript where there is none. */
type Work = {
  readonly random: (from: number, to: number) => Float64Array;
  readonly sample: (from: number, to: number) => Sample;
  readonly setup: (task: Extract<Task, { kind: "setup" }>) => void;
  readonly score: (from: number, to: number) => Kept;
};

let problem: Problem | undefined;
let work: Work | undefined;
let kernel: ReturnType<typeof kernelScan> | undefined;

function answer(task: Task): Answer {
  if (task.kind === "laid") {
    const arena = arenaIn(task.memory);
    problem = problemIn(task.laid, arena);
    const scan = kernelScan(scanKernelIn(task.memory), task.laid, arena, problem);
    [kernel, work] = [scan, { ...scan, setup: ({ setup, weights }) => weights && scan.weigh(setup, weights) }];
    return "done";
  }
  if (task.kind === "problem") {
    problem = task.problem;
    return "done";
  }
  if (!problem) throw new Error("bug: a task before its lists");
  if (task.kind === "texts" || task.kind === "places" || task.kind === "place key") {
    if (!kernel) throw new Error("bug: a task of the kernel without it");
    if (task.kind === "texts") kernel.readTexts(task.part, task.parts);
    else if (task.kind === "places") kernel.placeRows();
    else kernel.index(task.key);
    return "done";
  }
  if (task.kind === "index") return indexKey(problem, task.key);
  if (task.kind === "indexes") {
    work = plainWork(problem, createBlocks(problem, task.indexes));
    return "done";
  }
  if (task.kind === "frequencies") return (kernel ? kernel.frequencies : frequencyParts(problem))[task.of]();
  if (task.kind === "chance") return kernel ? kernel.chance() : countChanceEqual(problem);
  if (!work) throw new Error("bug: a task before its indexes");
  if (task.kind === "setup") {
    work.setup(task);
    return "done";
  }
  return work[task.kind](task.from, task.to);
}

function plainWork(lists: Problem, blocks: Blocks): Work {
  let random: Work["random"] | undefined;
  let sample: Work["sample"] | undefined;
  let score: Work["score"] | undefined;
  return {
    random: (from, to) => (random ??= randomCounter(lists, comparer(lists, NO_SYNONYMS)))(from, to),
    sample: (from, to) => (sample ??= rangeSampler(lists, blocks))(from, to),
    setup: ({ setup }) => {
      random = sample = undefined;
      score = rangeScorer(lists, blocks, setup);
    },
    score: (from, to) => {
      if (!score) throw new Error("bug: scoring before a model");
      return score(from, to);
    },
  };
}

parentPort?.on("message", (task: Task) => parentPort?.postMessage(answer(task)));
