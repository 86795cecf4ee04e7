import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSolver } from "../compute/highs-solver.ts";
import { classesOf } from "./classes.ts";
import { tighten } from "./cut-rounds.ts";
import { asCap, CutMaker, cutOf } from "./cuts.ts";
import { exactBound, roundedBound } from "./exact-bound.ts";
import { generate } from "./invent-instance.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf } from "./make-plan.ts";
import { modelOf, objectivesOf } from "./model.ts";
import { clausesOf, parseInstance } from "./problem.ts";
import { assumeStage, dot, freshKnowledge } from "./stages.ts";
import { verifyProof } from "./verify-proof.ts";
import { pointsOf } from "./whole-points.slow.ts";

const solver = await loadSolver();

/** Four persons a side, two batches, rank weights, one group, so that a whole point can be listed one by one. */
const instance = {
  format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: [{ id: "wounded", mandatory: true, parity: false }, { id: "general", mandatory: false, parity: true }],
  ranks: { private: 1, nco: 2, officer: 5 }, parity: { perBatch: 3, cumulative: 3 }, quota: { A: 2, B: 1 }, unplacedDay: 28, tieSeed: "s",
  batches: [0, 7].map((day, k) => ({ id: `b${k}`, day, A: { min: 0, max: 3, seat: 2, stretcher: 1 }, B: { min: 0, max: 2, seat: 2, stretcher: 1 } })),
  places: [{ id: "a", side: "A", perBatch: 2 }, { id: "b", side: "B", perBatch: null }],
  captives: ["A", "B"].flatMap((side) => ["private", "nco", "officer", "private"].map((rank, i) => ({
    id: `${side}${i}`, side, tier: i === 0 ? "wounded" : "general", urgency: 1 + (i % 2), rank, need: i === 0 ? "stretcher" : "seat", place: side.toLowerCase(), held: 10, status: "ready", ...(i > 1 && side === "A" ? { group: "g" } : {}),
  }))),
};
const problem = parseInstance(instance);
const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));

const points = pointsOf(model);

test("a cut of any multipliers, small or large, is kept by every whole point that keeps the rows", () => {
  expect(points.length).toBeGreaterThan(5);
  const rows = model.rowLower.length + 1;
  const caps = [{ cost: Float64Array.from(objectivesOf(model)[1]?.cost ?? []), most: 0 }];
  let cutsSeen = 0;
  const box = { lo: model.lower, hi: model.upper, caps }, maker = new CutMaker(model, box);
  const drawn = fc.record({
    denominator: fc.oneof(fc.integer({ min: 2, max: 60 }), fc.constant(2 ** 30)),
    shares: fc.array(fc.tuple(fc.nat(rows - 1), fc.integer({ min: -3000, max: 3000 })), { minLength: 1, maxLength: 8 }),
    uppers: fc.array(fc.integer({ min: -rows, max: model.columns - 1 }), { maxLength: 30 }),
  });
  fc.assert(fc.property(drawn, ({ denominator, shares, uppers }) => {
    const multipliers = [...new Map(shares.map(([row, share]) => [row, Math.round((share / 1000) * denominator)]))];
    const onlySide = multipliers.flatMap(([row]) => (model.rowLower[row] === -Infinity ? [-1 - row] : []));
    const noUpper = new Set(multipliers.flatMap(([row]) => (model.rowUpper[row] === Infinity ? [-1 - row] : [])));
    const atUpper = [...new Set([...uppers, ...onlySide])].filter((at) => !noUpper.has(at));
    const cut = cutOf(model, box, { denominator, multipliers, atUpper });
    if (!cut) return;
    cutsSeen++;
    for (const x of points) expect(dot(cut.cost, x)).toBeLessThanOrEqual(cut.most);
    const again = maker.make(cut.cut ?? { denominator, multipliers, atUpper }); // from its own proof, by a maker that has made others
    expect(again && asCap(model, again)).toEqual(cut);
  }), { numRuns: 400 });
  expect(cutsSeen).toBeGreaterThan(50);
});

test("a row whose bound is infinite on the side measured from gives no cut", () => {
  const row = model.rowLower.findIndex((lower) => lower === -Infinity);
  expect(cutOf(model, { lo: model.lower, hi: model.upper, caps: [] }, { denominator: 3, multipliers: [[row, 1]], atUpper: [] })).toBeUndefined();
});

test("cuts lift the exact bound of the relaxation and never above the best of all whole points", () => {
  for (const { cost } of objectivesOf(model)) {
    if (cost.every((one) => one === 0)) continue;
    const { box } = freshKnowledge(model);
    const tight = tighten({ model, box, cost, solver, roundsMax: 20, isEnough: () => false });
    expect(tight).toBeDefined();
    if (!tight) continue;
    const bound = roundedBound({ ...box, caps: tight.caps }, cost, exactBound(model, { ...box, caps: tight.caps }, cost, tight.duals)).least;
    expect(bound).toBeLessThanOrEqual(Math.min(...points.map((x) => dot(cost, x))));
  }
});

test("the bound of a model of 20,000 columns is lifted as well", () => {
  const columns = 20_000, starts = new Int32Array(columns + 1).fill(4);
  starts.set([0, 1, 2, 3]);
  const large = { // 2a + 2b ≤ 3 and 2c + 2d ≤ 3: a + b + c + d can be 3 in the relaxation and 2 in whole numbers
    ...model, columns, counts: columns, lower: new Float64Array(columns), upper: new Float64Array(columns).fill(1),
    rowLower: Float64Array.of(-Infinity, -Infinity), rowUpper: Float64Array.of(3, 3), starts, indices: Int32Array.of(0, 0, 1, 1), values: Float64Array.of(2, 2, 2, 2),
  };
  const cost = new Float64Array(columns).fill(-1, 0, 4), { box } = freshKnowledge(large);
  const leastAfter = (roundsMax: number): number | undefined => {
    const tight = tighten({ model: large, box, cost, solver, roundsMax, isEnough: () => false });
    return tight && roundedBound(box, cost, exactBound(large, { ...box, caps: tight.caps }, cost, tight.duals)).least;
  };
  expect([leastAfter(0), leastAfter(20)]).toEqual([-3, -2]);
});

test("a stage is taken at the bound that cuts give, where the relaxation lies below its own rounded bound", () => {
  const read = parseInstance(generate({ persons: [20, 16], batches: 5 }, 1)), drawn = modelOf(read, classesOf(read), new Set(clausesOf(read)));
  const general = objectivesOf(drawn).find(({ name }) => name === "tier:general");
  const boundWith = (cutRounds: number): number => (general && assumeStage({ model: drawn, solver, effort: { ...DEFAULT_EFFORT, cutRounds }, known: freshKnowledge(drawn) }, general)?.value) ?? NaN;
  expect(boundWith(20)).toBeGreaterThan(boundWith(0));
});

test("rank weights, 100 + 80 in five batches: with cuts more stages carry a proof that needs no solver, and the plan is the same", () => {
  const drawn = generate({ persons: [100, 80], batches: 5 }, 1), read = parseInstance(drawn);
  const planWith = (cutRounds: number) => {
    const outcome = makePlan({ problem: read, instance: "", solver, effort: { ...DEFAULT_EFFORT, cutRounds }, objective: stageNamesOf(read) });
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    return outcome.plan;
  };
  const plain = planWith(0), cut = planWith(20);
  const proven = (plan: typeof plain): number => plan.stages.filter(({ proof }) => proof === "dual").length;
  expect(cut.planHash).toBe(plain.planHash);
  expect(cut.vector).toEqual(plain.vector);
  expect(proven(cut)).toBeGreaterThan(proven(plain));
  expect(cut.stages.some(({ cuts }) => (cuts ?? []).length > 0)).toBe(true);
  expect(verifyProof(read, cut).map(({ verdict }) => verdict)).toEqual(cut.stages.map(({ proof }) => (proof === "dual" ? "verified" : "needs a solver")));
  const bent = { ...cut, stages: cut.stages.map((stage) => (stage.cuts ? { ...stage, cuts: stage.cuts.map((one) => ({ ...one, denominator: one.denominator + 1 })) } : stage)) };
  expect(verifyProof(read, bent).some(({ verdict }) => verdict === "differs")).toBe(true);
});
