// From a problem to a plan: every component of the agreed order, then the lottery, then names. Formats: docs/formats/plan.md.
import { utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { printDuals, type Case } from "./cases.ts";
import { classesOf } from "./classes.ts";
import type { CutProof } from "./exact-bound.ts";
import { assignmentOf, drawLots, planHashOf } from "./lottery.ts";
import { isTier, modelOf, objectivesOf, valueOf, type Model, type Objective } from "./model.ts";
import { clausesOf, type Problem } from "./problem.ts";
import type { Solver, SolverIdentity } from "./solver.ts";
import { assumeStage, freshKnowledge, search, solveStage, type Effort, type Proof, type Stage, type StageSoFar, type StagesContext } from "./stages.ts";

export type EngineIdentity = SolverIdentity & { readonly settings: Effort };
/** `duals`: [row, whole multiple of 2^-40 in decimal] of the exact bound; rows of the model in its canonical order, then the caps, then `cuts` (left out where there are none). `cases`: where those duals stay below `bound`. */
export type PlanStage = { readonly name: string; readonly value: number; readonly bound: number; readonly gap: number; readonly gcd: number; readonly proof: Proof; readonly duals: readonly (readonly [number, string])[]; readonly cuts?: readonly CutProof[]; readonly cases?: Case };
export type Plan = {
  readonly format: "exchange-plan/1";
  readonly instance: string;
  readonly seed: { readonly value: string };
  readonly engine: EngineIdentity;
  readonly objective: readonly string[];
  /** True only when every stage of `objective` is proven. */
  readonly proven: boolean;
  readonly assign: Readonly<Record<string, string | null>>;
  readonly vector: readonly number[];
  readonly stages: readonly PlanStage[];
  readonly lottery: { readonly value: number; readonly unique: "proven" | "not proven" } | null;
  readonly planHash: string;
};
export type Outcome = { readonly kind: "plan"; readonly plan: Plan } | { readonly kind: "infeasible"; readonly engine: EngineIdentity } | { readonly kind: "undecided"; readonly stage: string };
export type MakePlan = {
  readonly problem: Problem; readonly instance: string; readonly solver: Solver; readonly effort: Effort;
  /** Names of `stageNamesOf`, in order; the lottery is drawn only where it stands last. */
  readonly objective: readonly string[];
  readonly onStage?: (stage: Stage) => void;
  /** Within a stage: its bound and the best value so far, each time one is known better. */
  readonly onBound?: (at: StageSoFar) => void;
};

export const DEFAULT_EFFORT: Effort = { seed: 0, nodesMax: 5_000, cutRounds: 20, casesMax: 40, narrowing: 1 }; // node limit: PLANNING.md §7

/** Every component in the agreed order, then the lottery. */
export const stageNamesOf = ({ objective }: Problem): string[] => [...objective, "lottery"];

/** SHA-256 of the canonical JSON of an instance without `tieSeed` and `expected` (PLANNING.md §2). */
export function instanceHash(instance: unknown): string {
  const { tieSeed: _seed, expected: _expected, ...rest } = isRecord(instance) ? instance : {};
  return sha256Hex(utf8(canonicalJson(rest)));
}

/**
 * The plan, or that there is none, or that the solver could not settle it. Deterministic: no clock decides anything.
 * @throws Fault `PLAN_OBJECTIVE` for a name that is no component; `PLAN_CLASSES` from the classes.
 */
export function makePlan({ problem, instance, solver, effort, objective, onStage, onBound }: MakePlan): Outcome {
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  const byName = new Map(objectivesOf(model).map((one) => [one.name, one]));
  const context: StagesContext = { model, solver, effort, known: freshKnowledge(model, effort), tell: onBound };
  const engine = { ...solver.identity, settings: effort };
  const stages: Stage[] = [];
  const noted = (stage: Stage): void => {
    stages.push(stage);
    onStage?.(stage);
  };
  if (model.counts === 0) { // nobody can be placed: that is the plan, or there is none
    const nobody = anyPlan(context);
    if (nobody === "infeasible") return { kind: "infeasible", engine };
  }
  const names = objective.filter((name) => name !== "lottery");
  if (new Set(objective).size !== objective.length || objective.slice(0, -1).includes("lottery")) throw new Fault("PLAN_OBJECTIVE", "expected each component once and the lottery last", [{ field: "objective" }]);
  const components = names.map((name) => {
    const component = byName.get(name);
    if (!component) throw new Fault("PLAN_OBJECTIVE", `expected a component of the vector: ${stageNamesOf(problem).join(", ")}`, [{ field: "objective" }]);
    return component;
  });
  const firstOther = names.findIndex((name) => !isTier(name));
  const together = solveTogether(context, components.slice(0, firstOther < 0 ? components.length : firstOther));
  together.forEach(noted);
  for (const component of components.slice(together.length)) {
    const stage = solveStage(context, component);
    if (stage === "infeasible") return { kind: "infeasible", engine };
    if (stage === "undecided") return { kind: "undecided", stage: component.name };
    noted(stage);
  }
  const lottery = objective.at(-1) === "lottery" ? drawLots(context, problem.tieSeed, problem.tiers.every(({ id }) => stages.some(({ name, proof }) => name === `tier:${id}` && proof !== "open"))) : undefined;
  if (lottery === "infeasible") return { kind: "infeasible", engine };
  if (lottery === "undecided") return { kind: "undecided", stage: "lottery" };
  lottery?.stages.forEach(noted);
  const x = context.known.best ?? anyPlan(context);
  if (x === "infeasible") return { kind: "infeasible", engine };
  if (x === "undecided") return { kind: "undecided", stage: "feasibility" };
  const assign = assignmentOf(model, x);
  const plan: Plan = {
    format: "exchange-plan/1", instance, seed: { value: problem.tieSeed }, engine, objective,
    proven: stages.every(({ proof }) => proof !== "open"), assign: Object.fromEntries(assign), vector: vectorOf(model, x), stages: stages.map(printable),
    lottery: lottery ? { value: lottery.stages[0]?.value ?? 0, unique: lottery.unique } : null, planHash: planHashOf(assign),
  };
  return { kind: "plan", plan };
}

/**
 * The tiers at the head of the order, all taken at their bounds, and one point that has them all; none, and nothing known, where there is no such point.
 * Measured, 2,000 + 1,600 x 10: one search in place of five.
 */
function solveTogether(context: StagesContext, tiers: readonly Objective[]): Stage[] {
  const last = tiers.at(-1);
  if (!last) return [];
  const stages = tiers.slice(0, -1).map((tier) => assumeStage(context, tier));
  const whole = stages.flatMap((stage) => stage ?? []), end = whole.length === stages.length ? solveStage(context, last, "at its bound") : "undecided";
  if (typeof end !== "string" && context.known.best) return [...whole, end]; // a last tier that costs nothing has no point of its own
  Object.assign(context.known, freshKnowledge(context.model, context.effort));
  return [];
}

/** All components, whichever were asked for. */
export const vectorOf = (model: Model, x: Float64Array): number[] => objectivesOf(model).map((one) => valueOf(one, x));

/** Some plan that keeps everything, where no component asked for has a cost. Two searches must agree that there is none. */
function anyPlan(context: StagesContext): Float64Array | "infeasible" | "undecided" {
  const cost = new Float64Array(context.model.columns);
  const answers = (["on", "off"] as const).map((presolve) => (context.known.best ? "found" : search(context, cost, context.known.box, undefined, { presolve, ...context.effort }).status));
  return context.known.best ?? (answers.every((answer) => answer === "infeasible") ? "infeasible" : "undecided");
}

const printable = ({ name, value, bound, gcd, proof, duals, cuts, cases }: Stage): PlanStage => ({
  name, value, bound, gap: value - bound, gcd, proof,
  duals: printDuals(duals), ...(cuts.length === 0 ? {} : { cuts }), ...(cases ? { cases } : {}),
});
