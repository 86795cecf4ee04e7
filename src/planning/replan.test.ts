import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generate } from "./invent-instance.ts";
import { Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { checkPlan } from "./check-plan.ts";
import { DEFAULT_EFFORT, makePlan, type Plan } from "./make-plan.ts";
import { parseInstance, type Problem } from "./problem.ts";
import { replanOrder, substitutesOf } from "./replan.ts";
import { verifyProof } from "./verify-proof.ts";

type Rows = Record<string, unknown>[];
type Instance = { captives: Rows; batches: Rows; tiers: Rows; [key: string]: unknown };
const load = (name: string): Instance => parseJson(readFileSync(new URL(`../../test/vectors/planning/${name}.json`, import.meta.url), "utf8")) as Instance;
const solver = await loadSolver();
function planOf(problem: Problem, objective: readonly string[] = problem.objective): Plan {
  const outcome = makePlan({ problem, instance: "", solver, effort: DEFAULT_EFFORT, objective });
  if (outcome.kind !== "plan") throw new Error(outcome.kind);
  expect(checkPlan(problem, outcome.plan)).toMatchObject({ isValid: true, vector: outcome.plan.vector });
  return outcome.plan;
}

/** The instance after its plan was announced: everybody placed has an earlier batch, every batch is announced. */
const announced = (instance: Instance, { assign }: Plan): Instance => ({
  ...instance, format: "exchange-plan-instance/2", tiers: instance.tiers.map((tier) => ({ ...tier, medical: tier["id"] === "wounded" || tier["id"] === "sick" })),
  batches: instance.batches.map((batch) => ({ ...batch, state: "announced" })), captives: instance.captives.map((captive) => ({ ...captive, prev: assign[String(captive["id"])] ?? null })),
});

test("when five of 1,000 a side withdraw from the first batch, no announced person is moved; in the order of format 1 some would be", () => {
  const instance = generate({ persons: [1000, 900], batches: 8 }, 7) as Instance;
  const before = planOf(parseInstance(instance), parseInstance(instance).objective.filter((name) => name !== "parity"));
  const after = announced(instance, before);
  const withdrawn = new Set(after.captives.filter(({ prev, group, status }) => prev === "b01" && group === undefined && status === "ready").slice(0, 5).map(({ id }) => id));
  after.captives = after.captives.map((captive) => (withdrawn.has(captive["id"]) ? { ...captive, status: "declined" } : captive));
  const problem = parseInstance(after);
  const plan = planOf(problem, problem.objective.slice(0, 3));
  expect(problem.objective.slice(0, 3)).toEqual(["tier:wounded", "tier:sick", "announced"]);
  expect(plan.vector[2]).toBe(0); // PLANNING.md §9 and §14
  const moved = problem.captives.filter(({ id, prev, status }) => status === "ready" && prev >= 0 && problem.batches[prev]?.id !== plan.assign[id]);
  expect(moved).toHaveLength(0);
});

test("whoever is put first by GC III art. 109–110 goes before a promise, any other gain does not", () => {
  const row = (id: string, tier: string, prev: string | null) => ({ id, side: "A", tier, urgency: 1, rank: "r", need: "seat", place: "p", held: 1, status: "ready", prev });
  const instance = (tier: string): Instance => ({
    format: "exchange-plan-instance/2", sides: ["A", "B"], tiers: [{ id: "wounded", mandatory: true, parity: false, medical: true }, { id: "young", mandatory: true, parity: false }, { id: "general", mandatory: false, parity: false }], ranks: { r: 1 },
    batches: [{ id: "b1", day: 0, state: "announced", A: { max: 1 }, B: {} }, { id: "b2", day: 7, state: "open", A: { max: 1 }, B: {} }], places: [{ id: "p", side: "A" }], parity: {}, unplacedDay: 20, tieSeed: "s",
    captives: [row("told", "general", "b1"), row("new", tier, null)],
  });
  expect(planOf(parseInstance(instance("wounded"))).assign).toEqual({ told: "b2", new: "b1" });
  expect(planOf(parseInstance(instance("young"))).assign).toEqual({ told: "b1", new: "b2" });
  expect(parseInstance({ ...instance("young"), objective: ["tier:wounded", "tier:young", "announced", "tier:general", "urgency", "parity", "stability"] }).objective[1]).toBe("tier:young");
  expect(() => parseInstance({ ...instance("young"), objective: ["urgency"] })).toThrow(Faults);
});

test("a frozen batch keeps who is in it, lets nobody in, and its clauses bind no more", () => {
  const first = load("p3-groups-replan");
  const plan = planOf(parseInstance(first));
  const after = announced(first, plan);
  after.batches = after.batches.map((batch, k) => ({ ...batch, state: k === 0 ? "frozen" : "announced", ...(k === 0 ? { A: { max: 0 }, B: { max: 0 } } : {}) }));
  const problem = parseInstance(after);
  const next = planOf(problem);
  const ofFirst = (assign: Plan["assign"]): string[] => Object.keys(assign).filter((id) => assign[id] === "b01").sort();
  expect(ofFirst(next.assign)).toEqual(ofFirst(plan.assign));
  expect(verifyProof(problem, next).every(({ verdict }) => verdict !== "differs")).toBe(true);
  const [someone = ""] = ofFirst(plan.assign);
  expect(checkPlan(problem, { assign: { ...next.assign, [someone]: null } }).clauses).toContain("frozen");
  const stranger = Object.keys(plan.assign).find((id) => plan.assign[id] === "b02") ?? "";
  expect(checkPlan(problem, { assign: { ...next.assign, [stranger]: "b01" } }).clauses).toContain("frozen");
  const outside = { ...after, captives: after.captives.map((captive) => (captive["id"] === someone ? { ...captive, from: 900, to: null } : captive)) };
  expect(() => parseInstance(outside)).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ code: "PLAN_FROZEN" })] }));
});

test("the order after an earlier plan is medical tiers, then whom it moves; another tier is refused", () => {
  const problem = parseInstance(load("p3-groups-replan"));
  expect(replanOrder(problem, ["wounded", "sick"])).toEqual(["tier:wounded", "tier:sick", "stability", "tier:young", "tier:vulnerable", "tier:general", "urgency", "parity", "lottery"]);
  expect(() => replanOrder(problem, ["brave"])).toThrow(expect.objectContaining({ code: "PLAN_OBJECTIVE" }));
});

test("every named substitute takes a place without a solve: clauses and vector stay as they are", () => {
  const problem = parseInstance(load("p2-small"));
  const plan = planOf(problem, ["tier:wounded", "tier:sick", "tier:young", "tier:vulnerable", "tier:general"]);
  let swaps = 0;
  for (const { id: batch } of problem.batches) for (const { placed, reserve } of substitutesOf(problem, plan.assign, batch)) {
    const [leaves] = placed, [enters] = reserve;
    if (!leaves || !enters) continue;
    const assign = { ...plan.assign };
    const later = plan.assign[enters[0] ?? ""] ?? null;
    for (const id of enters) assign[id] = batch;
    for (const id of leaves) assign[id] = later;
    expect(checkPlan(problem, { assign })).toMatchObject({ isValid: true, vector: plan.vector });
    swaps++;
  }
  expect(swaps).toBeGreaterThan(3);
  expect(() => substitutesOf(problem, plan.assign, "b99")).toThrow(expect.objectContaining({ code: "PLAN_UNKNOWN" }));
});

test("a dead band costs nothing up to its width, and where it covers the tolerance parity costs nothing at all (T11)", () => {
  const first = load("p2-small");
  const withBand = (deadBand: number): Problem => parseInstance({ ...first, format: "exchange-plan-instance/2", parity: { ...(first["parity"] as Record<string, unknown>), deadBand } });
  expect(withBand(0).balances.map(({ deadBand }) => deadBand)).toEqual([0]);
  const problem = withBand(3);
  const plan = planOf(problem);
  expect(verifyProof(problem, plan).every(({ verdict }) => verdict !== "differs")).toBe(true);
  expect(plan.vector[6]).toBeLessThanOrEqual(9); // the sum form proves 9 (PLANNING.md §13), and no excess is above its sum
  expect(planOf(withBand(6), ["tier:wounded", "parity"]).vector[6]).toBe(0);
});
