import { expect, test } from "vitest";
import { loadSolver } from "../compute/highs-solver.ts";
import { explainPerson, forFamily, type PersonFact } from "./explain-person.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf } from "./make-plan.ts";
import { parseInstance } from "./problem.ts";

const solver = await loadSolver();
const person = (id: string, more: Record<string, unknown> = {}) => ({ id, side: "A", tier: "wounded", urgency: 1, rank: "r", need: "seat", place: "pA", held: 10, status: "ready", ...more });

/** One side with one place a batch, on days 0, 7, 14; so each question has an answer by hand. */
const queue = (captives: Record<string, unknown>[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: [{ id: "wounded", mandatory: true, parity: false }, { id: "general", mandatory: false, parity: false }], ranks: { r: 1 },
  batches: [0, 7, 14].map((day, k) => ({ id: `b${k + 1}`, day, A: { max: 1 }, B: {} })), places: [{ id: "pA", side: "A" }], parity: {}, unplacedDay: 42, tieSeed: "s", captives, ...more,
});

function factsOf(instance: unknown, id: string, batch?: string): PersonFact[] {
  const problem = parseInstance(instance);
  const outcome = makePlan({ problem, instance: "", solver, effort: DEFAULT_EFFORT, objective: stageNamesOf(problem) });
  if (outcome.kind !== "plan") throw new Error(outcome.kind);
  return explainPerson({ problem, assign: outcome.plan.assign, id, batch, solver, effort: DEFAULT_EFFORT }) ?? [];
}
const said = (facts: readonly PersonFact[]): string[] => facts.map(({ say }) => say);
const last = (facts: readonly PersonFact[]): PersonFact | undefined => facts.at(-1);

test("one place earlier would make one wounded person wait seven days longer", () => {
  const instance = queue([person("w1"), person("g1", { tier: "general" })]);
  const facts = factsOf(instance, "g1");
  expect(said(facts)).toEqual(["placed", "window", "full", "possible-but"]);
  expect(facts[2]).toEqual({ say: "full", clause: "size:A", batch: "b1", used: 1, most: 1 });
  expect(last(facts)).toEqual({ say: "possible-but", batch: "b1", stage: "tier:wounded", more: 7, persons: "few" }); // one wounded on the list: the number would point
});

test("in a large tier the number of those who would wait is said", () => {
  const crowd = Array.from({ length: 12 }, (_, i) => person(`w${i}`));
  const room = { batches: [0, 7, 14].map((day, k) => ({ id: `b${k + 1}`, day, A: { max: 12 }, B: {} })) };
  expect(last(factsOf(queue([...crowd, person("g1", { tier: "general" })], room), "g1"))).toEqual({ say: "possible-but", batch: "b1", stage: "tier:wounded", more: 7, persons: 1 });
});

test("who is held longer comes first in the class; among equals the lottery says the place", () => {
  const facts = factsOf(queue([person("x", { held: 30 }), person("y"), person("z")]), "y");
  expect(facts.find(({ say }) => say === "rank")).toMatchObject({ of: 3, longer: 1 });
  const drawn = facts.find(({ say }) => say === "drawn");
  expect(drawn).toMatchObject({ of: 2, seed: "s" });
  const other = factsOf(queue([person("x", { held: 30 }), person("y"), person("z")]), "z").find(({ say }) => say === "drawn");
  expect(drawn?.say === "drawn" && other?.say === "drawn" && drawn.place + other.place).toBe(3);
});

test("a place that a clause forbids is impossible, with the minimal set", () => {
  const instance = queue([person("w1"), person("g1", { tier: "general", need: "stretcher" })], { batches: [{ id: "b1", day: 0, A: { stretcher: 0 }, B: {} }, { id: "b2", day: 7, A: { stretcher: 1 }, B: {} }] });
  expect(last(factsOf(instance, "g1", "b1"))).toEqual({ say: "impossible", batch: "b1", clauses: ["transport:A"] });
});

test("an equally good plan was decided by the public lottery", () => {
  const facts = factsOf(queue([person("w1", { place: "pA" }), person("w2", { place: "pB" })], { places: [{ id: "pA", side: "A" }, { id: "pB", side: "A" }] }), "w1");
  const other = factsOf(queue([person("w1", { place: "pA" }), person("w2", { place: "pB" })], { places: [{ id: "pA", side: "A" }, { id: "pB", side: "A" }] }), "w2");
  expect([last(facts)?.say, last(other)?.say].sort()).toEqual(["first-in-window", "possible"]);
});

test("status, group, window and batches that need no solver are said first", () => {
  const instance = queue([
    person("h", { status: "held" }), person("d", { status: "declined" }), person("m1", { group: "g", status: "held" }), person("m2", { group: "g", tier: "general" }),
    person("n", { tier: "general", from: 100 }), person("f"), person("t1", { group: "t", tier: "general" }), person("t2", { group: "t", tier: "general" }),
  ], { batches: [0, 7, 14].map((day, k) => ({ id: `b${k + 1}`, day, A: { max: 2 }, B: {} })) });
  const of = (id: string, batch?: string): string[] => said(factsOf(instance, id, batch));
  expect([of("h"), of("d"), of("m2"), of("n")]).toEqual([["held"], ["declined"], ["group-waits"], ["not-placed", "no-window"]]);
  expect(of("f")).toEqual(["placed", "window", "first-in-window"]);
  expect(of("f", "b1")).toEqual(["placed", "window", "is-there"]);
  expect(of("t1").slice(0, 2)).toEqual(["placed", "travels-with"]);
  expect(said(factsOf(queue([person("l", { from: 7 })]), "l", "b1")).at(-1)).toBe("outside-window");
  expect(explainPerson({ problem: parseInstance(instance), assign: {}, id: "nobody", batch: undefined, solver, effort: DEFAULT_EFFORT })).toBe(undefined);
  expect(() => factsOf(instance, "f", "b9")).toThrow(expect.objectContaining({ code: "PLAN_UNKNOWN" }));
});

test("a family is told neither batch nor day nor consent", () => {
  const facts = factsOf(queue([person("w1"), person("g1", { tier: "general" }), person("g2", { tier: "general" })]), "g2");
  const told = forFamily(facts);
  expect(said(told)).toContain("rank");
  expect(JSON.stringify(told)).not.toMatch(/"b\d"|day/);
  for (const status of ["held", "declined"]) expect(forFamily(factsOf(queue([person("w1", { status })]), "w1"))).toEqual([{ say: "not-now" }]);
});
