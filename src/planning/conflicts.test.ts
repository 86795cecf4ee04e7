import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { classesOf } from "./classes.ts";
import { excludesPlans, findConflicts, hasPlan, type Conflicts, type ConflictSearch } from "./conflicts.ts";
import { minimalConflictsBySubsets } from "./conflicts.slow.ts";
import { leastChangeByEnumeration } from "./least-change.slow.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf } from "./make-plan.ts";
import { modelOf } from "./model.ts";
import { clausesOf, parseInstance } from "./problem.ts";
import { sayReason, sayTogether } from "./say-reason.ts";
import type { Solver } from "./solver.ts";

type Rows = Record<string, unknown>[];
type Instance = { captives: Rows; batches: Rows; places: Rows; [key: string]: unknown };
const load = (): Instance => parseJson(readFileSync(new URL("../../test/vectors/planning/p4-infeasible.json", import.meta.url), "utf8")) as Instance;
const solver = await loadSolver();
const conflictsOf = (instance: unknown, use: Solver = solver): Conflicts => {
  const problem = parseInstance(instance);
  return findConflicts({ problem, classes: classesOf(problem), solver: use, effort: DEFAULT_EFFORT });
};
const side = (batch: Record<string, unknown> | undefined): Record<string, unknown> => (isRecord(batch?.["A"]) ? batch["A"] : {});

test("the only minimal reason of p4, and both repairs, as HiGHS and CBC proved (PLANNING.md §8)", () => {
  const { reasons, isComplete } = conflictsOf(load());
  expect(isComplete).toBe(true);
  expect(reasons.map(({ clauses }) => clauses)).toEqual([["all:wounded", "transport:A"]]);
  expect(reasons[0]?.repairs.map(({ clause, amount, unit, repairsAll }) => `${clause} ${amount} ${unit} ${repairsAll}`)).toEqual(["all:wounded 1 persons true", "transport:A 1 places true"]);
  const [reason] = reasons;
  expect(reason && sayReason(parseInstance(load()), reason)).toContain("side A has 61 seats and 0 stretcher places over 3 batches");
});

test("the proposed stretcher place makes p4 feasible, with the vector of PLANNING.md §8", () => {
  const instance = load();
  side(instance.batches[0])["stretcher"] = 1;
  const problem = parseInstance(instance);
  const outcome = makePlan({ problem, instance: "", solver, effort: DEFAULT_EFFORT, objective: stageNamesOf(problem) });
  expect(outcome.kind === "plan" && outcome.plan.vector).toEqual([0, 0, 7, 7, 931, 1253, 1, 0]);
});

test("several reasons at once are all found, each minimal", () => {
  const instance = load();
  side(instance.batches[0])["min"] = 60;
  (instance.places[0] ?? {})["perBatch"] = 2;
  const { reasons } = conflictsOf(instance);
  const problem = parseInstance(instance), classes = classesOf(problem);
  expect(reasons.length).toBeGreaterThan(3);
  for (const { clauses } of reasons) {
    expect(hasPlan(modelOf(problem, classes, new Set(clauses)), solver, DEFAULT_EFFORT)).toBe("no");
    for (const one of clauses) expect(hasPlan(modelOf(problem, classes, new Set(clauses.filter((clause) => clause !== one))), solver, DEFAULT_EFFORT)).toBe("yes");
  }
});

test("a window that no batch reaches is a reason of one clause, and says for how many", () => {
  const instance = load();
  side(instance.batches[0])["stretcher"] = 1;
  const young = instance.captives.find(({ tier, status }) => tier === "young" && status === "ready");
  Object.assign(young ?? {}, { from: 5000 });
  const { reasons } = conflictsOf(instance);
  expect(reasons.map(({ clauses }) => clauses)).toEqual([["all:young"]]);
  expect(reasons[0] && sayReason(parseInstance(instance), reasons[0])).toContain("for 1 no batch lies in the window");
});

test("a feasible instance has no reason", () => {
  const instance = load();
  side(instance.batches[0])["stretcher"] = 1;
  expect(conflictsOf(instance)).toMatchObject({ reasons: [], isComplete: true });
});

test("one solver that says infeasible is no judge: without agreement the answer is “not complete” (T6)", () => {
  const half: Solver = { ...solver, milp: (model, settings) => (settings.presolve === "on" ? { status: "infeasible", nodes: 0 } : { status: "failed", nodes: 0 }) };
  const { reasons, isComplete } = conflictsOf(load(), half);
  expect(isComplete).toBe(false);
  expect(reasons.every(({ clauses }) => clauses.length > 0)).toBe(true);
});

const few = fc.record({
  persons: fc.array(fc.record({ side: fc.constantFrom("A", "B"), tier: fc.constantFrom("t1", "t2"), need: fc.constantFrom("seat", "stretcher"), rank: fc.constantFrom("r1", "r3") }), { minLength: 2, maxLength: 5 }),
  min: fc.integer({ min: 0, max: 2 }), stretcher: fc.integer({ min: 0, max: 1 }), quota: fc.integer({ min: 0, max: 3 }), perBatch: fc.integer({ min: 0, max: 2 }), tolerance: fc.integer({ min: 0, max: 2 }),
});

test("the minimal sets are those found by trying every subset of clauses against every assignment", () => {
  fc.assert(fc.property(few, ({ persons, min, stretcher, quota, perBatch, tolerance }) => {
    const limit = { min, max: 2, stretcher };
    const instance = {
      format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: [{ id: "t1", mandatory: true, parity: false }, { id: "t2", mandatory: false, parity: true }], ranks: { r1: 1, r3: 3 },
      batches: [{ id: "b1", day: 0, A: limit, B: { max: 2 } }, { id: "b2", day: 5, A: limit, B: { max: 2 } }], places: [{ id: "pA", side: "A", perBatch }, { id: "pB", side: "B" }],
      parity: { perBatch: null, cumulative: tolerance }, quota: { A: quota, B: 0 }, unplacedDay: 9, tieSeed: "s",
      captives: persons.map((one, i) => ({ ...one, id: `c${i}`, place: `p${one.side}`, urgency: 1, held: 0, status: "ready" })),
    };
    const problem = parseInstance(instance);
    const sorted = (sets: readonly (readonly string[])[]): string[] => sets.map((set) => [...set].sort().join(" ")).sort();
    const { reasons, together, isLeast } = conflictsOf(instance), least = leastChangeByEnumeration(problem);
    expect(sorted(reasons.map(({ clauses }) => clauses)), clausesOf(problem).join(" ")).toEqual(sorted(minimalConflictsBySubsets(problem)));
    expect(isLeast).toBe(reasons.length > 0);
    if (reasons.length > 0) expect({ clauses: together.length, total: together.reduce((sum, { amount }) => sum + amount, 0) }).toEqual(least);
    for (const { clauses, proof } of reasons) { // whatever is said to be proven does not hold for a part of the set, which can be kept
      if (!proof) continue;
      expect(excludesPlans(problem, clauses, proof)).toBe(true);
      for (const clause of clauses) expect(excludesPlans(problem, clauses.filter((one) => one !== clause), proof)).toBe(false);
    }
  }), { numRuns: 20, seed: 8 });
});

test("two conflicts without a clause in common are repaired by two clauses together, said in words", () => {
  const instance = load(); // p4: a wounded person on a stretcher, no stretcher place on side A
  const quota = { A: 1, B: 51 }; // 50 are held by B
  const conflicts = conflictsOf({ ...instance, quota }), { reasons, together } = conflicts;
  expect(reasons.map(({ clauses }) => clauses)).toContainEqual(["quota:B"]);
  const short = reasons.find(({ clauses }) => clauses.join() === "quota:B")?.repairs[0];
  expect(short?.repairsAll).toBe(false);
  expect(together.map(({ clause, amount }) => `${clause} ${amount}`)).toEqual(["all:wounded 1", `quota:B ${together[1]?.amount}`]);
  expect(together[1]?.amount).toBeGreaterThanOrEqual(1);
  expect(sayTogether(conflicts)).toContain("The smallest change after which a plan exists touches 2 clauses together:\n  all:wounded: 1 person\n  quota:B: ");
  const mended = { ...instance, quota: { A: 1, B: 51 - (together[1]?.amount ?? 0) } }; // the amounts are right: with them a single conflict is left, and with one fewer two
  expect(conflictsOf(mended).reasons.map(({ clauses }) => clauses)).toEqual([["all:wounded", "transport:A"]]);
});

/** So many tiers that must go, each held in a place of its own that lets nobody out: as many conflicts, of two clauses each, that share none. */
function apart(conflicts: number): Record<string, unknown> {
  const numbers = Array.from({ length: conflicts }, (_, i) => i + 1);
  return {
    format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: numbers.map((n) => ({ id: `t${n}`, mandatory: true, parity: false })), ranks: { r: 1 },
    batches: [{ id: "b1", day: 0, A: { max: 90 }, B: { max: 90 } }], places: numbers.map((n) => ({ id: `p${n}`, side: n % 2 === 0 ? "A" : "B", perBatch: 0 })),
    parity: { perBatch: null, cumulative: null }, quota: { A: 0, B: 0 }, unplacedDay: 9, tieSeed: "s",
    captives: numbers.flatMap((n) => Array.from({ length: n }, (_, i) => ({ id: `c${n}-${i}`, side: n % 2 === 0 ? "A" : "B", tier: `t${n}`, place: `p${n}`, rank: "r", need: "seat", urgency: 1, held: 0, status: "ready" }))),
  };
}

test("conflicts that share no clause are all found and repaired together, each by its least amount", () => {
  const told: ConflictSearch[] = [], problem = parseInstance(apart(4));
  const { reasons, together, isLeast, isComplete } = findConflicts({ problem, classes: classesOf(problem), solver, effort: DEFAULT_EFFORT, onSearch: (at) => told.push(at) });
  expect(reasons.map(({ clauses }) => clauses)).toEqual([1, 2, 3, 4].map((n) => [`all:t${n}`, `place:p${n}`]));
  expect(together.map(({ clause, amount }) => `${clause} ${amount}`)).toEqual([1, 2, 3, 4].map((n) => `all:t${n} ${n}`));
  expect([isLeast, isComplete, told.at(-1)?.found]).toEqual([true, true, 4]);
  told.reduce((before, { solves, changes }) => (expect([solves - before.solves < 11, changes - before.changes < 2]).toEqual([true, true]), { solves, changes }), { solves: 0, changes: 0 }); // never silent for long
  expect(told.at(-1)?.changes).toBeGreaterThan(8); // each clause of each, and then together
});

test("nine conflicts that share no clause end at the bound, which is said: all that were found, and a change after which there is a plan", () => {
  const problem = parseInstance(apart(9));
  const { reasons, together, isLeast, isComplete, solves } = findConflicts({ problem, classes: classesOf(problem), solver, effort: DEFAULT_EFFORT, solvesMax: 100 });
  expect(isComplete).toBe(false);
  expect(solves).toBeLessThan(200);
  expect(reasons.map(({ clauses }) => clauses.join(" "))).toEqual(Array.from({ length: 9 }, (_, i) => `all:t${i + 1} place:p${i + 1}`));
  expect(together.map(({ amount }) => amount)).toEqual(Array.from({ length: 9 }, (_, i) => i + 1));
  expect(isLeast).toBe(true);
});
