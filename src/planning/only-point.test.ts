import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSolver } from "../compute/highs-solver.ts";
import { classesOf } from "./classes.ts";
import { roundDuals } from "./exact-bound.ts";
import { modelOf, type Model } from "./model.ts";
import { settle } from "./only-point.ts";
import { clausesOf, parseInstance } from "./problem.ts";
import { reduce, widenedDuals } from "./reduce.ts";
import { dot, freshKnowledge } from "./stages.ts";
import { pointsOf } from "./whole-points.slow.ts";

const solver = await loadSolver();

/** Five persons a side, two batches, rank weights. */
const instanceWith = (perBatch: number, max: number): unknown => ({
  format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: [{ id: "wounded", mandatory: true, parity: false }, { id: "general", mandatory: false, parity: true }],
  ranks: { private: 1, nco: 2, officer: 4 }, parity: { perBatch: 2, cumulative: 3 }, quota: { A: 2, B: 1 }, unplacedDay: 28, tieSeed: "s",
  batches: [0, 7].map((day, k) => ({ id: `b${k}`, day, A: { min: 0, max, seat: max, stretcher: 1 }, B: { min: 0, max: 2, seat: 2, stretcher: 1 } })),
  places: [{ id: "a", side: "A", perBatch }, { id: "b", side: "B", perBatch: null }],
  captives: ["A", "B"].flatMap((side) => ["private", "nco", "officer", "private", "private"].map((rank, i) => ({
    id: `${side}${i}`, side, tier: i === 0 ? "wounded" : "general", urgency: 1, rank, need: i === 0 ? "stretcher" : "seat", place: side.toLowerCase(), held: 10, status: "ready",
  }))),
});
const listed = [[2, 3], [3, 3], [1, 2]].map(([perBatch = 1, max = 1]) => {
  const problem = parseInstance(instanceWith(perBatch, max));
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  return { model, points: pointsOf(model) };
});
const countsOf = ({ counts }: Model, x: Float64Array): string => x.subarray(0, counts).join(" ");

test("whatever the duals: when only one point is said to be left, listing all finds one, and none lies outside what was narrowed", () => {
  let only = 0, more = 0;
  const drawn = fc.record({ at: fc.nat(2), most: fc.constantFrom(1, 3, 1000, 1000), weights: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }), isLp: fc.constantFrom(true, true, false), bend: fc.integer({ min: -50, max: 50 }), room: fc.constantFrom(0, 0, 0, 1) });
  fc.assert(fc.property(drawn, ({ at, most, weights, isLp, bend, room }) => {
    const { model, points } = listed[at] ?? { model: undefined, points: [] };
    if (!model) throw new Error("no model");
    expect(points.length).toBeGreaterThan(5);
    const cost = Float64Array.from({ length: model.columns }, (_, column) => (column < model.counts ? 1 + ((weights[column % 40] ?? 0) % most) : 0));
    const { box } = freshKnowledge(model);
    const reduced = reduce(model, { box, cost, isWhole: false });
    if (reduced === "infeasible") throw new Error("infeasible");
    const answer = solver.lp(reduced.linear);
    if (answer.status !== "optimal") throw new Error(answer.status);
    const duals = roundDuals(model, box, widenedDuals(model, box, reduced, answer.rowDual).map((dual, row) => (isLp ? dual : dual + bend * Math.sin(row))));
    const value = Math.min(...points.map((x) => dot(cost, x))) + room;
    const within = points.filter((x) => dot(cost, x) <= value);
    const settled = settle({ model, box, cost, duals, value });
    const different = new Set(within.map((x) => countsOf(model, x)));
    if (settled.isOnly) only++;
    if (different.size > 1) more++;
    if (settled.isOnly) expect(different.size).toBe(1);
    for (const x of within) {
      expect(x.every((one, column) => one >= (settled.box.lo[column] ?? 0) && one <= (settled.box.hi[column] ?? 0))).toBe(true);
      for (const [row, side] of settled.kept) {
        let activity = 0;
        for (let column = 0; column < model.columns; column++)
          for (let entry = model.starts[column] ?? 0; entry < (model.starts[column + 1] ?? 0); entry++) if (model.indices[entry] === row) activity += (model.values[entry] ?? 0) * (x[column] ?? 0);
        expect(activity).toBe(side);
      }
    }
  }), { numRuns: 120, seed: 1 });
  expect(only).toBeGreaterThan(5);
  expect(more).toBeGreaterThan(20);
});
