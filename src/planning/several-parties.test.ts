import fc from "fast-check";
import { expect, test } from "vitest";
import { Faults } from "../basis/fault.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { bestPlanByEnumeration } from "./best-plan.slow.ts";
import { checkPlan } from "./check-plan.ts";
import { classesOf } from "./classes.ts";
import { minimalConflictsBySubsets } from "./conflicts.slow.ts";
import { findConflicts } from "./conflicts.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf, type Outcome } from "./make-plan.ts";
import { clausesOf, parseInstance } from "./problem.ts";
import { DIX_HILL_1862 } from "./rank-scale.ts";
import { sayReason } from "./say-reason.ts";
import { verifyProof } from "./verify-proof.ts";

const solver = await loadSolver();
const solved = (instance: unknown): Outcome => {
  const problem = parseInstance(instance);
  return makePlan({ problem, instance: "", solver, effort: DEFAULT_EFFORT, objective: stageNamesOf(problem) });
};
const planOf = (instance: unknown) => {
  const outcome = solved(instance);
  if (outcome.kind !== "plan") throw new Error(outcome.kind);
  return outcome.plan;
};
const row = (id: string, holder: string, to: string, more: Record<string, unknown> = {}) => ({ id, holder, to, tier: "general", urgency: 1, rank: "r1", need: "seat", place: `p${holder}`, held: 1, status: "ready", ...more });
const parties = ["A", "B", "C"];
const base = (captives: Record<string, unknown>[], more: Record<string, unknown> = {}) => ({
  format: "exchange-plan-instance/2", parties, tiers: [{ id: "medical", mandatory: true, parity: false, medical: true }, { id: "general", mandatory: false, parity: true }, { id: "remains", mandatory: false, parity: true }], ranks: { r1: 1, r3: 3 },
  streams: [{ id: "military", tiers: ["general"], perBatch: 0, cumulative: 0, weights: { r1: 1, r3: 3 } }, { id: "remains", tiers: ["remains"], cumulative: 1 }],
  batches: [0, 7].map((day, k) => ({ id: `b${k + 1}`, day, A: {}, B: {}, C: {} })), places: parties.map((side) => ({ id: `p${side}`, side })), unplacedDay: 20, tieSeed: "s", captives, ...more,
});

test("three parties exchange in a ring: each receives as many as it releases, though no two are level with each other", () => {
  const ring = [row("a", "A", "B"), row("b", "B", "C"), row("c", "C", "A")];
  expect(planOf(base(ring)).assign).toEqual({ a: "b1", b: "b1", c: "b1" });
  expect(planOf(base(ring.slice(0, 2))).assign).toEqual({ a: null, b: null }); // without the third, nobody is level
});

test("streams are kept level apart: no container of remains stands for a soldier", () => {
  const twoSides = { parties: ["A", "B"], places: [{ id: "pA", side: "A" }, { id: "pB", side: "B" }] };
  const bag = (id: string, holder: string, to: string) => row(id, holder, to, { tier: "remains", need: "reefer" });
  const batches = [{ id: "b1", day: 0, A: { resources: { seat: 5, reefer: 2 } }, B: { resources: { seat: 5, reefer: 0 } } }];
  const { assign } = planOf(base([row("a", "A", "B"), bag("x", "A", "B"), bag("y", "A", "B"), bag("z", "B", "A")], { ...twoSides, batches }));
  expect(assign["a"]).toBe(null); // a soldier of A, nobody of B: military is level only without
  expect([assign["x"], assign["y"]].filter((batch) => batch === "b1")).toHaveLength(1); // remains: at most 1 ahead
  expect(assign["z"]).toBe(null); // no refrigerated place of side B
});

test("a resource of its own is a clause of its own, and a crossing bounds all parties of a day together", () => {
  const instance = base([row("m", "A", "B", { tier: "medical", need: "reefer" }), row("n", "B", "A", { tier: "medical" })], {
    batches: [{ id: "b1", day: 0, link: "bridge", A: { resources: { seat: 1, reefer: 0 } }, B: { resources: { seat: 1 } }, C: {} }], links: [{ id: "bridge", personsPerDay: 1 }],
  });
  const problem = parseInstance(instance);
  expect(clausesOf(problem)).toEqual(expect.arrayContaining(["transport:A:reefer", "transport:A:seat", "link:bridge"]));
  const { reasons } = findConflicts({ problem, classes: classesOf(problem), solver, effort: DEFAULT_EFFORT });
  expect(reasons.map(({ clauses }) => clauses)).toEqual([["all:medical", "transport:A:reefer"], ["all:medical", "link:bridge"]]);
  const said = reasons.map((reason) => sayReason(problem, reason)).join("\n");
  expect(said).toContain("side A has 0 places of “reefer” over 1 batches; 1 need one");
  expect(said).toContain("at most 1 persons a day pass bridge");
});

// The cartel's own examples: a general commanding in chief for sixty privates, a colonel for fifteen.
test("on the scale of 1862 one general-in-chief is level with sixty privates, and not with fifty-nine", () => {
  expect(DIX_HILL_1862.weights.size).toBe(28);
  expect([...DIX_HILL_1862.weights.values()].reduce((a, b) => a + b)).toBe(358);
  const twoSides = (privates: number) => base([row("general", "A", "B", { rank: "general-in-chief" }), ...Array.from({ length: privates }, (_, i) => row(`p${i}`, "B", "A", { rank: "private" }))], {
    parties: ["A", "B"], ranks: { "general-in-chief": 1, private: 1 }, streams: [{ id: "military", tiers: ["general"], perBatch: 0, cumulative: 0, weights: "dix-hill-1862" }], places: [{ id: "pA", side: "A" }, { id: "pB", side: "B" }],
  });
  expect(new Set(Object.values(planOf(twoSides(60)).assign))).toEqual(new Set(["b1"]));
  expect(new Set(Object.values(planOf(twoSides(59)).assign))).toEqual(new Set([null]));
});

test("what format 2 adds is refused with its place where it is wrong", () => {
  const codes = (more: Record<string, unknown>, captive: Record<string, unknown> = {}): string[] => {
    try {
      parseInstance(base([row("a", "A", "B", captive)], more));
      return [];
    } catch (error) {
      return error instanceof Faults ? error.faults.map(({ code, places }) => `${code} ${places[0]?.field}`) : ["?"];
    }
  };
  expect(codes({})).toEqual([]);
  expect(codes({}, { to: "A" })).toEqual(["PLAN_UNKNOWN captives.to"]);
  expect(codes({}, { to: undefined })).toEqual(["PLAN_UNKNOWN captives.to"]);
  expect(codes({}, { need: "reefer" })).toEqual(["PLAN_UNKNOWN captives.need"]);
  expect(codes({ streams: [{ id: "s", tiers: ["general"] }, { id: "t", tiers: ["general"] }] })).toEqual(["PLAN_DOUBLE streams.tiers"]);
  expect(codes({ streams: [{ id: "s", tiers: ["x"] }] })).toEqual(["PLAN_UNKNOWN streams.tiers"]);
  expect(codes({ streams: [{ id: "s", tiers: ["general"], weights: "of-the-moon" }] })).toEqual(["PLAN_UNKNOWN streams.weights"]);
  expect(codes({ batches: [{ id: "b1", day: 0, state: "lost", link: "x", A: {}, B: {}, C: {} }] })).toEqual(["PLAN_UNKNOWN batches.link", "PLAN_UNKNOWN batches.state"]);
});

const drawn = fc.record({
  captives: fc.array(fc.record({
    pair: fc.constantFrom(["A", "B"], ["B", "A"], ["B", "C"], ["C", "A"], ["A", "C"]), tier: fc.constantFrom("medical", "general", "general", "remains"), rank: fc.constantFrom("r1", "r3"), need: fc.constantFrom("seat", "reefer"), urgency: fc.integer({ min: 1, max: 2 }),
  }), { minLength: 2, maxLength: 5 }),
  tolerance: fc.integer({ min: 0, max: 3 }), band: fc.integer({ min: 0, max: 1 }), reefer: fc.integer({ min: 0, max: 2 }), perDay: fc.integer({ min: 1, max: 4 }), seats: fc.integer({ min: 0, max: 3 }),
});
const instanceOf = ({ captives, tolerance, band, reefer, perDay, seats }: typeof drawn extends fc.Arbitrary<infer T> ? T : never) => {
  const limit = { resources: { seat: seats, reefer } };
  return base(captives.map(({ pair: [holder = "", to = ""], ...more }, i) => row(`c${i}`, holder, to, more)), {
    streams: [{ id: "military", tiers: ["general"], perBatch: tolerance + 1, cumulative: tolerance, deadBand: band, weights: { r1: 1, r3: 3 } }, { id: "remains", tiers: ["remains"], cumulative: tolerance }],
    links: [{ id: "bridge", personsPerDay: perDay }], batches: [{ id: "b1", day: 0, link: "bridge", A: limit, B: limit, C: {} }, { id: "b2", day: 7, link: "bridge", A: limit, B: limit, C: {} }],
  });
};

test("with three parties, streams, resources and a crossing the plan is the best of all assignments, or every minimal reason is found", () => {
  let plans = 0, without = 0;
  fc.assert(fc.property(drawn, (values) => {
    const instance = instanceOf(values), problem = parseInstance(instance);
    const best = bestPlanByEnumeration(problem), outcome = solved(instance);
    if (!best) {
      without++;
      expect(outcome.kind).toBe("infeasible");
      const sorted = (sets: readonly (readonly string[])[]): string[] => sets.map((set) => [...set].sort().join(" ")).sort();
      expect(sorted(findConflicts({ problem, classes: classesOf(problem), solver, effort: DEFAULT_EFFORT }).reasons.map(({ clauses }) => clauses))).toEqual(sorted(minimalConflictsBySubsets(problem)));
      return;
    }
    plans++;
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    expect([...outcome.plan.vector, outcome.plan.lottery?.value]).toEqual([...best.vector, best.lottery]);
    expect(checkPlan(problem, outcome.plan).isValid).toBe(true);
    expect(verifyProof(problem, outcome.plan).every(({ verdict }) => verdict !== "differs")).toBe(true);
  }), { numRuns: 40, seed: 11 });
  expect(plans).toBeGreaterThan(10);
  expect(without).toBeGreaterThan(2);
});
