import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSolver } from "../compute/highs-solver.ts";
import { closeByCases, judgeCase, type Case } from "./cases.ts";
import { classesOf } from "./classes.ts";
import { parseJson } from "../basis/parse-json.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf, type Plan } from "./make-plan.ts";
import { generate } from "./invent-instance.ts";
import { modelOf, type Model } from "./model.ts";
import { parsePlan } from "./parse-plan.ts";
import { clausesOf, parseInstance } from "./problem.ts";
import type { Solver } from "./solver.ts";
import { dot, freshKnowledge } from "./stages.ts";
import { verifyProof } from "./verify-proof.ts";
import { pointsOf } from "./whole-points.slow.ts";

const solver = await loadSolver();

/** Five persons a side, two batches, rank weights: few enough points to list them all. */
function modelWith(perBatch: number, max: number): { readonly model: Model; readonly points: readonly Float64Array[] } {
  const problem = parseInstance({
    format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: [{ id: "wounded", mandatory: true, parity: false }, { id: "general", mandatory: false, parity: true }],
    ranks: { private: 1, nco: 2, officer: 4 }, parity: { perBatch: 2, cumulative: 3 }, quota: { A: 2, B: 1 }, unplacedDay: 28, tieSeed: "s",
    batches: [0, 7].map((day, k) => ({ id: `b${k}`, day, A: { min: 0, max, seat: max, stretcher: 1 }, B: { min: 0, max: 2, seat: 2, stretcher: 1 } })),
    places: [{ id: "a", side: "A", perBatch }, { id: "b", side: "B", perBatch: null }],
    captives: ["A", "B"].flatMap((side) => ["private", "nco", "officer", "private", "private"].map((rank, i) => ({
      id: `${side}${i}`, side, tier: i === 0 ? "wounded" : "general", urgency: 1, rank, need: i === 0 ? "stretcher" : "seat", place: side.toLowerCase(), held: 10, status: "ready",
    }))),
  });
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  return { model, points: pointsOf(model) };
}
const listed = [[2, 3], [3, 3], [1, 2]].map(([perBatch = 1, max = 1]) => modelWith(perBatch, max));
const weights = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 40, maxLength: 40 });
const costOf = ({ columns, counts }: Model, drawn: readonly number[]): Float64Array => Float64Array.from({ length: columns }, (_, column) => (column < counts ? (drawn[column % 40] ?? 0) : 0));

test("cases close at the least value of all listed points, say whether one point alone has it, and never below a point", () => {
  let closed = 0, only = 0, split = 0;
  fc.assert(fc.property(fc.nat(2), weights, fc.boolean(), fc.constantFrom(0, 3), (at, drawn, isOnlyAsked, roundsMax) => {
    const { model, points } = listed[at] ?? modelWith(2, 3);
    const cost = costOf(model, drawn), values = points.map((x) => dot(cost, x)), least = Math.min(...values);
    const best: Float64Array | "none" = points[values.indexOf(least)] ?? "none", isAlone = values.filter((value) => value === least).length === 1;
    const { box } = freshKnowledge(model), question = { model, cost, value: least, best };
    const explored = closeByCases({ ...question, box, solver, roundsMax, casesMax: 60, isOnlyAsked, isBetter: () => false });
    if (explored.kind !== "closed") return;
    closed++;
    if (explored.root.split) split++;
    const verdict = judgeCase(question, box, explored.root);
    expect(verdict.isBound).toBe(true);
    if (verdict.isOnly) only++;
    if (verdict.isOnly || isOnlyAsked) expect(isAlone).toBe(true);
    const above = points.find((x) => dot(cost, x) > least); // the same tree proves nothing of a value that a point lies below
    if (above) expect(judgeCase({ ...question, value: dot(cost, above), best: above }, box, explored.root)).toEqual({ isBound: false, isOnly: false });
  }), { numRuns: 150 });
  expect(Math.min(closed, only, split)).toBeGreaterThan(10);
});

test("cases are given up where they lie deeper than as many could close, and not before", () => {
  const { model } = listed[1] ?? modelWith(3, 3), { box } = freshKnowledge(model), cost = costOf(model, new Array<number>(40).fill(1));
  const depthsAt = (casesMax: number): number => {
    let lps = 0; // each leaves all counts between whole numbers, and its duals close nothing
    const vague: Solver = { ...solver, lp: ({ lower, upper, rowLower }) => (lps++, { status: "optimal", x: lower.map((lo, j) => (lo + (upper[j] ?? lo)) / 2), rowDual: rowLower.map(() => 0) }) };
    expect(closeByCases({ model, cost, value: 1e6, best: "none", box, solver: vague, roundsMax: 0, casesMax, isOnlyAsked: true, isBetter: () => false }).kind).toBe("open");
    return lps;
  };
  expect([1, 2, 3, 8, 16].map(depthsAt)).toEqual([1, 2, 2, 4, 5]); // 2^0 to 2^4 are at most 16: five depths
});

test("no tree of any duals and splits shows what a listed point contradicts", () => {
  const leaf = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: -(2 ** 44), max: 2 ** 44 }).map(String)), { maxLength: 6 }).map((duals): Case => ({ duals }));
  const tree = fc.letrec<{ node: Case }>((tie) => ({
    node: fc.oneof({ depthSize: "small" }, leaf, fc.tuple(leaf, fc.nat(12), fc.nat(3), tie("node"), tie("node")).map(([one, column, most, below, above]): Case => ({ ...one, split: { column, most, below, above } }))),
  })).node;
  fc.assert(fc.property(fc.nat(2), weights, tree, fc.nat(30), (at, drawn, root, which) => {
    const { model, points } = listed[at] ?? modelWith(2, 3);
    const cost = costOf(model, drawn), { box } = freshKnowledge(model), best = points[which % points.length] ?? "none";
    if (best === "none") return;
    const value = dot(cost, best), { isBound, isOnly } = judgeCase({ model, cost, value, best }, box, root);
    if (isBound) expect(points.every((x) => dot(cost, x) >= value)).toBe(true);
    if (isOnly) expect(points.filter((x) => dot(cost, x) <= value)).toHaveLength(1);
  }), { numRuns: 400 });
});

test("a lottery whose cuts stay below its value, where rows do not narrow, is proven by cases, with the only plan; a changed dual or split is found out", () => {
  const problem = parseInstance(generate({ persons: [200, 160], batches: 5 }, 18));
  const solve = (casesMax: number): Plan => {
    const outcome = makePlan({ problem, instance: "x", solver, effort: { ...DEFAULT_EFFORT, casesMax, narrowing: 0 }, objective: stageNamesOf(problem) });
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    return outcome.plan;
  };
  const plan = solve(DEFAULT_EFFORT.casesMax ?? 0), stage = plan.stages.at(-1);
  expect(plan.planHash).toBe("efdc2dd9c59a7343"); // as two searches found it before there were cases
  expect(stage).toMatchObject({ name: "lottery", proof: "dual", gap: 0 });
  const read = parsePlan(parseJson(JSON.stringify(plan)));
  expect(verifyProof(problem, read).at(-1)).toEqual({ name: "lottery", verdict: "verified", onlyPlan: "verified" });
  const bent = (edit: (root: Case) => Case): unknown => verifyProof(problem, { ...plan, stages: plan.stages.map((one) => (one.cases ? { ...one, cases: edit(one.cases) } : one)) }).at(-1);
  const differs = { name: "lottery", verdict: "differs", onlyPlan: "needs a solver" };
  expect(bent(({ duals }) => ({ duals }))).toEqual(differs);
  expect(stage?.cases?.split?.above).toEqual({ duals: [] }); // the root is cut again within itself: one half is all of it, the other empty
  const inmost = ({ duals, split, ...rest }: Case): Case => (split ? { ...rest, duals, split: { ...split, below: inmost(split.below) } } : { ...rest, duals: [] });
  expect(bent(inmost)).toEqual(differs);
});

test("where the first cases do not close the lottery, those at the value that a search found do", () => {
  const problem = parseInstance(generate({ persons: [200, 160], batches: 5 }, 18));
  let asked = -1, sought = 0; // LPs of the lottery: its relaxation, then the first case, which gets no answer here; and the small search before it finds nothing
  const stumbling: Solver = {
    ...solver, lp: (model) => (asked >= 0 && ++asked === 2 ? { status: "failed" } : solver.lp(model)),
    milp: (model, settings) => (asked >= 0 && sought++ === 0 ? { status: "failed", nodes: 0 } : solver.milp(model, settings)),
  };
  const outcome = makePlan({
    problem, instance: "x", solver: stumbling, effort: { ...DEFAULT_EFFORT, narrowing: 0 }, objective: stageNamesOf(problem),
    onStage: ({ name }) => void (name === "stability" && (asked = 0)),
  });
  if (outcome.kind !== "plan") throw new Error(outcome.kind);
  expect(asked).toBeGreaterThan(2);
  expect(outcome.plan.planHash).toBe("efdc2dd9c59a7343");
  expect(outcome.plan.stages.at(-1)).toMatchObject({ name: "lottery", proof: "dual", gap: 0 });
});
