// Replays the proofs of a plan with whole numbers alone, no solver: cuts from their multipliers, bounds from the stored duals, fixing by reduced
// cost, caps (PLANNING.md §4).
import { assignedCounts } from "./assigned-counts.ts";
import { classesOf } from "./classes.ts";
import { cutOf } from "./cuts.ts";
import { exactBound, fixByReducedCost, roundedBound } from "./exact-bound.ts";
import type { Plan } from "./make-plan.ts";
import { keepsRows, lotteryOf, modelOf, objectivesOf, valueOf } from "./model.ts";
import { clausesOf, type Problem } from "./problem.ts";
import { capsAfter, freshKnowledge } from "./stages.ts";

/**
 * `verified`: the assignment has the value, and no plan has less, given the stages before. `needs a solver`: the value is above its exact bound,
 * which holds. `differs`: value, bound or proof word are not what the replay gives.
 */
export type StageVerdict = { readonly name: string; readonly verdict: "verified" | "needs a solver" | "differs" };

/** One verdict a stage, in order; all `differs` when the assignment breaks a row. Seconds at 10,000 a side. */
export function verifyProof(problem: Problem, plan: Pick<Plan, "stages" | "assign">): StageVerdict[] {
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  const x = assignedCounts(model, plan.assign);
  if (!x || !keepsRows(model, x)) return plan.stages.map(({ name }) => ({ name, verdict: "differs" }));
  const known = freshKnowledge(model);
  const components = new Map(objectivesOf(model).map((one) => [one.name, one]));
  return plan.stages.map(({ name, value, bound, proof, duals, cuts = [] }) => {
    const draw = name === "lottery" ? 1 : Number(/^lottery (\d)$/.exec(name)?.[1] ?? 0);
    const objective = draw > 0 ? lotteryOf(model, draw === 1 ? problem.tieSeed : `${problem.tieSeed}|${draw - 1}`) : components.get(name);
    if (objective?.cost.every((cost) => cost === 0)) return { name, verdict: value === objective.constant && bound === value && proof === "dual" ? "verified" : "differs" };
    for (const cut of cuts) { // each made anew from its multipliers, in the box as it stands; a cut may rest on cuts before it
      const rowsNow = model.rowLower.length + known.box.caps.length;
      const made = cut.multipliers.every(([row]) => row < rowsNow) ? cutOf(model, known.box, cut) : undefined;
      if (!made) return { name, verdict: "differs" };
      known.box = { ...known.box, caps: [...known.box.caps, made] };
    }
    const rows = model.rowLower.length + known.box.caps.length;
    const y = new Array<bigint>(rows).fill(0n);
    const isReadable = duals.every(([row, dual]) => row < rows && /^-?\d{1,40}$/.test(dual) && Number.isFinite(sideOf(BigInt(dual), row)));
    if (!objective || !isReadable) return { name, verdict: "differs" };
    for (const [row, dual] of duals) y[row] = BigInt(dual);
    const exact = exactBound(model, known.box, objective.cost, y);
    const least = roundedBound(known.box, objective.cost, exact).least + objective.constant;
    const isRight = valueOf(objective, x) === value && least === bound && value >= least && (proof === "dual") === (value === least);
    const most = value - objective.constant;
    fixByReducedCost(known.box, exact, most);
    known.box = { ...known.box, caps: [...capsAfter(known.box.caps, y.slice(model.rowLower.length)), { cost: objective.cost, most }] };
    return { name, verdict: !isRight ? "differs" : proof === "dual" ? "verified" : "needs a solver" };
  });

  function sideOf(dual: bigint, row: number): number {
    return dual > 0n ? (model.rowLower[row] ?? -Infinity) : (model.rowUpper[row] ?? 0);
  }
}
