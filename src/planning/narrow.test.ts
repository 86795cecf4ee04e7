import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSolver } from "../compute/highs-solver.ts";
import { classesOf } from "./classes.ts";
import { exactBound } from "./exact-bound.ts";
import { generate } from "./invent-instance.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf, type Plan } from "./make-plan.ts";
import { modelOf, type Model } from "./model.ts";
import { narrow } from "./narrow.ts";
import { clausesOf, parseInstance } from "./problem.ts";
import { dot, freshKnowledge } from "./stages.ts";
import { verifyProof } from "./verify-proof.ts";
import { pointsOf } from "./whole-points.slow.ts";

const solver = await loadSolver();

/** Four persons a side, two batches, rank weights, a place that both batches share: few enough points to list them all. */
function listed(max: number): { readonly model: Model; readonly points: readonly Float64Array[] } {
  const problem = parseInstance({
    format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: [{ id: "wounded", mandatory: true, parity: false }, { id: "general", mandatory: false, parity: true }],
    ranks: { private: 1, officer: 3 }, parity: { perBatch: 2, cumulative: 3 }, quota: { A: 2, B: 1 }, unplacedDay: 28, tieSeed: "s",
    batches: [0, 7].map((day, k) => ({ id: `b${k}`, day, A: { min: 0, max, seat: max, stretcher: 1 }, B: { min: 0, max: 2, seat: 2, stretcher: 1 } })),
    places: [{ id: "a", side: "A", perBatch: 2 }, { id: "b", side: "B", perBatch: null }],
    captives: ["A", "B"].flatMap((side) => ["private", "officer", "private", "private"].map((rank, i) => ({
      id: `${side}${i}`, side, tier: i === 0 ? "wounded" : "general", urgency: 1, rank, need: i === 0 ? "stretcher" : "seat", place: side.toLowerCase(), held: 10, status: "ready",
    }))),
  });
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  return { model, points: pointsOf(model) };
}
const models = [listed(2), listed(3)];

test("whatever the duals, no listed point that costs at most the cut-off is narrowed away, by column or by row, nor called none", () => {
  let rows = 0, empty = 0, left = 0;
  const drawn = fc.record({ at: fc.nat(1), weights: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 20, maxLength: 20 }), duals: fc.array(fc.integer({ min: -12, max: 12 }), { minLength: 60, maxLength: 60 }), room: fc.integer({ min: -3, max: 12 }), capped: fc.boolean(), less: fc.nat(12) });
  fc.assert(fc.property(drawn, ({ at, weights, duals: halves, room, capped, less }) => {
    const { model, points } = models[at] ?? listed(2), { box: start } = freshKnowledge(model, { narrowing: 1 });
    const cost = Float64Array.from({ length: model.columns }, (_, column) => (column < model.counts ? (weights[column % 20] ?? 0) : 0));
    const cap = Float64Array.from({ length: model.columns }, (_, column) => (column < model.counts ? 1 + (column % 3) : 0)), most = dot(cap, points[0] ?? cap) - less;
    const box = { ...start, caps: capped ? [{ cost: cap, most, cut: undefined }] : [] };
    const duals = [...model.rowLower, ...box.caps].map((_, row) => {
      const half = halves[row % 60] ?? 0, side = row >= model.rowLower.length ? (half < 0 ? 0 : Infinity) : half > 0 ? (model.rowLower[row] ?? 0) : (model.rowUpper[row] ?? 0);
      return Number.isFinite(side) ? BigInt(half) * 2n ** 39n : 0n;
    });
    const inside = points.filter((x) => !capped || dot(cap, x) <= most), cutOff = Math.min(0, ...inside.map((x) => dot(cost, x))) + room;
    const { box: narrowed, isEmpty } = narrow(model, box, { exact: exactBound(model, box, cost, duals), duals }, cutOff);
    const cheap = inside.filter((x) => dot(cost, x) <= cutOff), { rowLower, rowUpper } = narrowed.rows ?? model;
    if (isEmpty) empty++;
    if (isEmpty) expect(cheap).toEqual([]);
    rows += rowLower.reduce((sum, lower, row) => sum + Number(lower !== model.rowLower[row] || rowUpper[row] !== model.rowUpper[row]), 0);
    for (const x of cheap) {
      left++;
      expect(x.every((one, column) => one >= (narrowed.lo[column] ?? 0) && one <= (narrowed.hi[column] ?? 0))).toBe(true);
      const activity = new Float64Array(rowLower.length);
      x.forEach((one, column) => {
        for (let entry = model.starts[column] ?? 0; entry < (model.starts[column + 1] ?? 0); entry++) activity[model.indices[entry] ?? 0] = (activity[model.indices[entry] ?? 0] ?? 0) + one * (model.values[entry] ?? 0);
      });
      expect(activity.every((sum, row) => sum >= (rowLower[row] ?? 0) && sum <= (rowUpper[row] ?? 0))).toBe(true);
    }
  }), { numRuns: 400 });
  for (const seen of [rows, empty, left]) expect(seen).toBeGreaterThan(20);
});

test("where rows narrow too, the same lottery needs neither cases nor another search; an engine of before is replayed as it was", () => {
  const problem = parseInstance(generate({ persons: [200, 160], batches: 5 }, 18));
  const planOf = (narrowing: number): Plan => {
    const outcome = makePlan({ problem, instance: "x", solver, effort: { ...DEFAULT_EFFORT, narrowing }, objective: stageNamesOf(problem) });
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    return outcome.plan;
  };
  const [before, now] = [planOf(0), planOf(1)];
  expect([before.planHash, now.planHash]).toEqual(["efdc2dd9c59a7343", "efdc2dd9c59a7343"]); // as two searches found it before there were cases
  expect(before.stages.at(-1)?.cases).toBeDefined();
  expect(now.stages.at(-1)).toMatchObject({ proof: "dual", gap: 0 });
  expect(now.stages.at(-1)?.cases).toBeUndefined();
  for (const plan of [before, now]) expect(verifyProof(problem, plan).at(-1)).toEqual({ name: "lottery", verdict: "verified", onlyPlan: "verified" });
});
