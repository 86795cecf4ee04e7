// Replays the proofs of a plan with whole numbers alone, no solver: cuts from their multipliers, bounds from the stored duals, fixing by reduced
// cost, caps (PLANNING.md §4).
import { assignedCounts } from "./assigned-counts.ts";
import { classesOf } from "./classes.ts";
import { boxWithCuts, judgeCase, readDuals } from "./cases.ts";
import { exactBound, roundedBound, withCaps } from "./exact-bound.ts";
import type { Plan } from "./make-plan.ts";
import { isTier, keepsRows, lotteryOf, modelOf, objectivesOf, valueOf } from "./model.ts";
import { narrow } from "./narrow.ts";
import { clausesOf, type Problem } from "./problem.ts";
import { settle } from "./only-point.ts";
import { capsAfter, freshKnowledge, type Effort } from "./stages.ts";

/**
 * `verified`: the assignment has the value, and no plan has less, given the stages before. `needs a solver`: the value is above its exact bound,
 * which holds. `differs`: value, bound or proof word are not what the replay gives.
 */
export type StageVerdict = {
  readonly name: string; readonly verdict: "verified" | "needs a solver" | "differs";
  /** Of the lottery: does the same replay show that no other plan has this value, or do searches alone say so? */
  readonly onlyPlan?: "verified" | "needs a solver";
};

/** As it was made or as it was read. An engine of before rows narrowed says so in its settings. */
export type ProvenPlan = Pick<Plan, "stages" | "assign"> & { readonly settings?: Effort | undefined; readonly engine?: Pick<Plan["engine"], "settings"> };

/** One verdict a stage, in order; all `differs` when the assignment breaks a row. Seconds at 10,000 a side. */
export function verifyProof(problem: Problem, plan: ProvenPlan): StageVerdict[] {
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  const x = assignedCounts(model, plan.assign);
  if (!x || !keepsRows(model, x)) return plan.stages.map(({ name }) => ({ name, verdict: "differs" }));
  const known = freshKnowledge(model, plan.settings ?? plan.engine?.settings);
  const components = new Map(objectivesOf(model).map((one) => [one.name, one]));
  return plan.stages.map(({ name, value, bound, proof, duals, cuts = [], cases }) => {
    const draw = name === "lottery" ? 1 : Number(/^lottery (\d)$/.exec(name)?.[1] ?? 0);
    const objective = draw > 0 ? lotteryOf(model, draw === 1 ? problem.tieSeed : `${problem.tieSeed}|${draw - 1}`) : components.get(name);
    if (objective?.cost.every((cost) => cost === 0)) return { name, verdict: value === objective.constant && bound === value && proof === "dual" ? "verified" : "differs" };
    const box = boxWithCuts(model, known.box, cuts), y = box && readDuals(model, box, duals); // a cut may rest on cuts before it
    if (!objective || !box || !y) return { name, verdict: "differs" };
    const exact = exactBound(model, box, objective.cost, y), most = value - objective.constant;
    const least = roundedBound(box, objective.cost, exact).least + objective.constant;
    const { box: within } = narrow(model, box, { exact, duals: y }, most, isTier(name));
    const byCases = cases && judgeCase({ model, cost: objective.cost, value: most, best: x }, within, cases);
    const reached = byCases?.isBound === true ? value : least;
    const isRight = valueOf(objective, x) === value && reached === bound && value >= least && (proof === "dual") === (value === reached);
    known.box = withCaps(within, [...capsAfter(box.caps, y.slice(model.rowLower.length)), { cost: objective.cost, most, cut: undefined }]);
    const isOnly = draw > 0 && (byCases?.isOnly ?? settle({ model, box, cost: objective.cost, duals: y, value: most }).isOnly);
    return { name, verdict: !isRight ? "differs" : proof === "dual" ? "verified" : "needs a solver", ...(draw > 0 ? { onlyPlan: isOnly ? "verified" : "needs a solver" } : {}) };
  });
}
