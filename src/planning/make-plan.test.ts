import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../basis/parse-json.ts";
import { seededRandom } from "../basis/seeded-random.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { bestPlanByEnumeration } from "./best-plan.slow.ts";
import { checkPlan } from "./check-plan.ts";
import { classesOf } from "./classes.ts";
import { DEFAULT_EFFORT, instanceHash, makePlan, stageNamesOf, type Plan } from "./make-plan.ts";
import { clausesOf, parseInstance } from "./problem.ts";
import { exactBound } from "./exact-bound.ts";
import { generate } from "./invent-instance.ts";
import { completed, modelOf, objectivesOf } from "./model.ts";
import { CAP_ROOM, reduce } from "./reduce.ts";
import type { LinearModel, MilpAnswer, Solver } from "./solver.ts";
import { verifyProof } from "./verify-proof.ts";

type Instance = { captives: Record<string, unknown>[]; batches: Record<string, unknown>[]; places: Record<string, unknown>[]; expected: { vector: number[]; planHash: string }; [key: string]: unknown };
const load = (name: string): Instance => parseJson(readFileSync(new URL(`../../test/vectors/planning/${name}.json`, import.meta.url), "utf8")) as Instance;
const solver = await loadSolver();

function planOf(instance: unknown, use: Solver = solver, seed = 0, cutRounds = DEFAULT_EFFORT.cutRounds ?? 0, casesMax = DEFAULT_EFFORT.casesMax ?? 0): Plan {
  const problem = parseInstance(instance);
  const outcome = makePlan({ problem, instance: instanceHash(instance), solver: use, effort: { ...DEFAULT_EFFORT, seed, cutRounds, casesMax }, objective: stageNamesOf(problem) });
  if (outcome.kind !== "plan") throw new Error(outcome.kind);
  return outcome.plan;
}

/** The same instance with every list whose order means nothing, and all fields, in another order. */
function shuffled(instance: Instance, seed: string): Instance {
  const random = seededRandom(seed);
  const mix = <T>(list: readonly T[]): T[] => list.map((one) => ({ one, key: random.uint32() })).sort((a, b) => a.key - b.key).map(({ one }) => one);
  const fields = (row: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(mix(Object.entries(row)));
  return fields({ ...instance, captives: mix(instance.captives).map(fields), places: mix(instance.places).map(fields), batches: instance.batches.map(fields) }) as Instance;
}

test("a point at the bound is sought first among the few counts that the relaxation uses", () => {
  const problem = parseInstance(generate({ persons: [200, 160], batches: 5 }, 1));
  const lps: number[] = [], searches: number[] = [];
  const noting: Solver = {
    ...solver, lp: (model) => (lps.push(model.cost.length), solver.lp(model)),
    milp: (model, settings) => (searches.push(model.cost.length), solver.milp(model, settings)),
  };
  const outcome = makePlan({ problem, instance: "", solver: noting, effort: DEFAULT_EFFORT, objective: problem.objective.filter((name) => name.startsWith("tier:")) });
  expect(outcome).toMatchObject({ kind: "plan", plan: { proven: true } });
  expect(searches[0]).toBeLessThan((lps.at(-1) ?? 0) / 2);
});

test("no cut is made where the relaxation reaches the bound and a point lies among the counts it uses; before the lottery's cases no search is told to look for points beside the tree", () => {
  const problem = parseInstance(generate({ persons: [200, 160], batches: 5 }, 7));
  const asked: string[] = [];
  const noting: Solver = {
    ...solver, lpInRounds: (model, more) => (asked.push("cuts"), solver.lpInRounds(model, more)),
    milp: (model, settings) => (asked.push(settings.isRefusalExpected ? "bare search" : "search"), solver.milp(model, settings)),
  };
  const outcome = makePlan({ problem, instance: "", solver: noting, effort: { ...DEFAULT_EFFORT, narrowing: 0 }, objective: stageNamesOf(problem), onStage: ({ name }) => void asked.push(name) });
  expect(outcome).toMatchObject({ kind: "plan", plan: { planHash: "c9d376dc245d796e", proven: true } });
  const until = (name: string): readonly string[] => asked.slice(asked.lastIndexOf("search", asked.indexOf(name)) - 1, asked.indexOf(name));
  expect(asked.slice(0, asked.indexOf(problem.objective[0] ?? ""))).toEqual(["search"]); // all tiers: one search and no cut
  expect(until("urgency")).toEqual([`tier:general`, "search"]);
  expect(asked.slice(asked.indexOf("stability") + 1, asked.indexOf("stability") + 3)).toEqual(["cuts", "bare search"]);
});

// Vectors and plan hashes: PLANNING.md §13, proved there by HiGHS, CBC and, where it says so, glpsol and CP-SAT.
test.each(["p1-tiny", "p2-small", "p3-groups-replan"])("%s: the proven vector, the drawn plan, the only one", (name) => {
  const instance = load(name);
  const plan = planOf(instance);
  expect(plan.vector).toEqual(instance.expected.vector);
  expect(plan.planHash).toBe(instance.expected.planHash);
  expect(plan.proven).toBe(true);
  expect(plan.lottery?.unique).toBe("proven");
  expect(checkPlan(parseInstance(instance), plan, { kind: "vector", vector: instance.expected.vector })).toMatchObject({ isValid: true, versusExpected: "equal" });
  expect(verifyProof(parseInstance(instance), plan).map(({ verdict }) => verdict)).toEqual(plan.stages.map(({ proof }) => (proof === "dual" ? "verified" : "needs a solver")));
});

test("six shuffles of rows and fields, each with another solver seed, give the same plan hash (T9)", () => {
  for (const name of ["p1-tiny", "p2-small"]) {
    const instance = load(name);
    for (let i = 1; i <= 6; i++) expect(planOf(shuffled(instance, `shuffle ${i}`), solver, i).planHash, `${name} shuffle ${i}`).toBe(instance.expected.planHash);
  }
});

test("captives renamed, also to constructor and __proto__, keep the vector, though the draw may change (T9, T10)", () => {
  const instance = load("p1-tiny");
  const renamed = { ...instance, captives: instance.captives.map((captive, i) => ({ ...captive, id: i === 0 ? "__proto__" : i === 1 ? "constructor" : `x${i}` })) };
  const plan = planOf(renamed);
  expect(plan.vector).toEqual(instance.expected.vector);
  expect(Object.keys(plan.assign)).toHaveLength(38);
  expect(checkPlan(parseInstance(renamed), plan).isValid).toBe(true);
});

test("a proof with one digit changed is found out", () => {
  const instance = load("p1-tiny"), problem = parseInstance(instance), plan = planOf(instance);
  const changed = (edit: (stage: Plan["stages"][number]) => Partial<Plan["stages"][number]>) =>
    verifyProof(problem, { ...plan, stages: plan.stages.map((stage) => (stage.name === "urgency" ? { ...stage, ...edit(stage) } : stage)) }).find(({ name }) => name === "urgency")?.verdict;
  expect(changed(() => ({}))).toBe("verified");
  expect(changed(({ value }) => ({ value: value - 7 }))).toBe("differs");
  expect(changed(({ bound }) => ({ bound: bound - 7 }))).toBe("differs");
  expect(changed(({ duals }) => ({ duals: duals.map(([row, dual]) => [row, `${dual}0`] as const) }))).toBe("differs");
});

// Solvers that err in the ways of PLANNING.md §5 and its traps; each must still lead to the plan of §13.
const liars: [string, (honest: Solver) => Solver][] = [
  ["T1: duals that are noise", (honest) => ({ ...honest, lp: (model) => {
    const answer = honest.lp(model);
    const random = seededRandom(`noise ${model.cost.length}`);
    return answer.status === "optimal" ? { ...answer, rowDual: answer.rowDual.map((dual) => dual + 1e-9 * (random.unit() - 0.5)) } : answer;
  } })],
  ["T2: the first lottery search says infeasible within its cut-off", (honest) => {
    let lied = false;
    return { ...honest, milp: (model, settings) => {
      const isLottery = model.cost.some((cost) => cost > 1000);
      if (!isLottery || lied) return honest.milp(model, settings);
      lied = true;
      return { status: "infeasible", nodes: 0 };
    } };
  }],
  ["T5: every search of a reduced problem says infeasible", (honest) => {
    let most = 0;
    return { ...honest, milp: (model, settings) => {
      most = Math.max(most, model.cost.length);
      return model.cost.length < most && settings.presolve === "on" ? { status: "infeasible", nodes: 0 } : honest.milp(model, settings);
    } };
  }],
  ["no LP at all", (honest) => ({ ...honest, lp: () => ({ status: "failed" }) })],
  ["T5: every second search says infeasible after the first point", (honest) => {
    let searches = 0;
    return { ...honest, milp: (model, settings) => (++searches > 3 && searches % 2 === 0 ? { status: "infeasible", nodes: 0 } : honest.milp(model, settings)) };
  }],
  ["T7: counts a little off whole", (honest) => ({ ...honest, milp: (model, settings) => withPoint(honest.milp(model, settings), (x) => x.map((value) => value - 3e-7)) })],
  ["a point that breaks a row", (honest) => {
    let searches = 0;
    return { ...honest, milp: (model, settings) => (++searches % 3 === 0 ? withPoint(honest.milp(model, settings), (x) => x.map(() => 0)) : honest.milp(model, settings)) };
  }],
];
const withPoint = (answer: MilpAnswer, edit: (x: Float64Array) => Float64Array): MilpAnswer => (answer.status === "optimal" ? { ...answer, x: edit(answer.x) } : answer);
test.each(liars)("a solver that errs is not believed: %s", (_, lying) => {
  const instance = load("p1-tiny");
  const plan = planOf(instance, lying(solver));
  expect(plan.vector).toEqual(instance.expected.vector);
  expect(plan.planHash).toBe(instance.expected.planHash);
});

test("net, running and deviation left over from a solver are computed anew (T8)", () => {
  const problem = parseInstance(load("p1-tiny"));
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  const x = new Float64Array(model.columns).fill(99, model.counts);
  expect(completed(model, x)).toEqual(new Float64Array(model.columns)); // nobody goes: every difference is 0
});

test("caps go to the solver with room, and the exact bound uses them without (T3)", () => {
  const problem = parseInstance(load("p1-tiny"));
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  const [cost = new Float64Array()] = [objectivesOf(model).find(({ name }) => name === "urgency")?.cost ?? new Float64Array()];
  const box = { lo: model.lower, hi: model.upper, caps: [{ cost, most: -100 }] };
  const reduced = reduce(model, { box, cost, isWhole: true });
  if (reduced === "infeasible") throw new Error(reduced);
  expect(reduced.linear.rowUpper.at(-1)).toBe(-100 + CAP_ROOM);
  const duals = [...Array.from({ length: model.rowLower.length }, () => 0n), -(1n << 40n)]; // one unit of dual on the cap
  const [withCap, without] = [exactBound(model, box, cost, duals).bound, exactBound(model, { ...box, caps: [{ cost, most: -101 }] }, cost, duals).bound];
  expect(withCap - without).toBe(-(1n << 40n)); // -1 for each whole step of the cap, nothing for the room
});

test("200 plans in one process do not grow the solver's memory (T13)", () => {
  const tiny = load("p1-tiny");
  const few = { ...tiny, quota: null, captives: tiny.captives.filter((_, i) => i % 6 === 0), batches: tiny.batches.map((batch) => ({ id: batch["id"], day: batch["day"], A: { max: 2 }, B: { max: 2 } })), parity: {} };
  for (let i = 0; i < 20; i++) planOf(few);
  const before = solver.memoryBytes();
  for (let i = 0; i < 180; i++) planOf(few);
  expect(solver.memoryBytes()).toBe(before);
});

test("a false optimum is found out by the second search (T4)", () => {
  const instance = load("p2-small"); // without cuts and cases its lottery lies above the bound, so it is searched
  const isLottery = (model: LinearModel): boolean => model.cost.some((cost) => cost > 1000);
  let lied = 0;
  const lying: Solver = { ...solver, milp: (model, settings) => {
    if (!isLottery(model) || lied > 0) return solver.milp(model, settings);
    const worst = solver.milp({ ...model, cost: model.cost.map((cost) => -cost) }, settings);
    if (worst.status === "optimal") lied++;
    return worst;
  } };
  expect(planOf(instance, lying, 0, 0, 0).planHash).toBe(instance.expected.planHash);
  expect(lied).toBe(1);
});

test("a search stopped by its node limit is never called optimal", () => {
  const stopping: Solver = { ...solver, milp: (model, settings) => {
    const answer = solver.milp(model, settings);
    return answer.status === "optimal" ? { status: "stopped", x: answer.x, nodes: answer.nodes } : answer;
  } };
  const plan = planOf(load("p3-groups-replan"), stopping, 0, 0);
  expect(plan.proven).toBe(false);
  for (const { proof, gap } of plan.stages) expect(proof === "open").toBe(gap > 0);
});

test("only what is asked for is proven and drawn; the vector is whole", () => {
  const instance = load("p1-tiny"), problem = parseInstance(instance);
  const outcome = makePlan({ problem, instance: "", solver, effort: DEFAULT_EFFORT, objective: ["tier:wounded", "tier:sick"] });
  if (outcome.kind !== "plan") throw new Error(outcome.kind);
  expect(outcome.plan.stages.map(({ name }) => name)).toEqual(["tier:wounded", "tier:sick"]);
  expect(outcome.plan.lottery).toBe(null);
  expect(outcome.plan.vector.slice(0, 2)).toEqual([0, 0]);
  expect(outcome.plan.vector).toHaveLength(8);
  const objective = (names: string[]) => () => makePlan({ problem, instance: "", solver, effort: DEFAULT_EFFORT, objective: names });
  expect(objective(["mercy"])).toThrow(expect.objectContaining({ code: "PLAN_OBJECTIVE" }));
  expect(objective(["lottery", "urgency"])).toThrow(expect.objectContaining({ code: "PLAN_OBJECTIVE" }));
});

test("empty cases have a defined answer (T11)", () => {
  const instance = load("p1-tiny");
  const everybody = (edit: Record<string, unknown>) => ({ ...instance, quota: null, places: instance.places.map((place) => ({ ...place, perBatch: null })), batches: instance.batches.map((batch) => ({ id: batch["id"], day: batch["day"], A: {}, B: {} })), captives: instance.captives.map((captive) => ({ ...captive, ...edit })) });
  for (const edit of [{ status: "declined" }, { status: "held" }]) {
    const plan = planOf(everybody(edit));
    expect(plan.vector).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(plan.lottery).toEqual({ value: 0, unique: "proven" }); // nobody to place: one plan
    expect(new Set(Object.values(plan.assign))).toEqual(new Set([null]));
  }
  expect(planOf({ ...everybody({}), captives: [] }).vector).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  const noRanks = { ...instance, ranks: { private: 0, nco: 0, officer: 0, senior: 0 } };
  expect(planOf(noRanks).vector[6]).toBe(0); // no weight, no difference
  const oneSide = { ...everybody({}), parity: { perBatch: null, cumulative: null }, captives: instance.captives.filter(({ side }) => side === "A").map((captive) => ({ ...captive, from: null, to: null })) };
  expect(planOf(oneSide).vector.slice(0, 5)).toEqual([0, 0, 0, 0, 0]); // no limits: all in the first batch, on day 0
  const noWindow = everybody({ tier: "general", from: 1, to: 6 });
  expect(new Set(Object.values(planOf(noWindow).assign))).toEqual(new Set([null]));
  expect(planOf({ ...instance, quota: null, batches: instance.batches.slice(0, 1).map((batch) => ({ ...batch, A: {}, B: {} })), places: instance.places.map((place) => ({ ...place, perBatch: null })) }).vector.slice(0, 3)).toEqual([0, 0, 0]);
});

test("sixty batches, and fifty thousand people of one class", () => {
  const instance = load("p1-tiny");
  const batches = Array.from({ length: 60 }, (_, k) => ({ id: `b${k}`, day: k, A: { max: 1 }, B: { max: 1 } }));
  expect(planOf({ ...instance, batches, quota: null, parity: { perBatch: null, cumulative: null }, unplacedDay: 90 }).proven).toBe(true);
  const one = { ...instance.captives[0], tier: "general" };
  const many = { ...instance, quota: null, parity: { perBatch: null, cumulative: null }, places: instance.places.map((place) => ({ ...place, perBatch: null })),
    batches: [{ id: "b1", day: 1, A: { max: 20000 }, B: {} }, { id: "b2", day: 2, A: { max: 10000 }, B: {} }], captives: Array.from({ length: 50_000 }, (_, i) => ({ ...one, id: `A${i}` })) };
  expect(planOf(many).vector[4]).toBe(20_000 * 1 + 10_000 * 2 + 20_000 * 42); // closed form: earliest batches filled, the rest unplaced
});

const small = fc.record({
  captives: fc.array(fc.record({
    side: fc.constantFrom("A", "B"), tier: fc.constantFrom("t1", "t2"), urgency: fc.integer({ min: 1, max: 2 }), rank: fc.constantFrom("r1", "r3"), need: fc.constantFrom("seat", "seat", "stretcher"),
    held: fc.integer({ min: 0, max: 2 }), status: fc.constantFrom("ready", "ready", "ready", "ready", "held", "declined"), group: fc.constantFrom(null, null, null, "g"), prev: fc.constantFrom(null, null, "b1"), from: fc.constantFrom(null, null, 3),
  }), { minLength: 1, maxLength: 6 }),
  caps: fc.array(fc.record({ max: fc.integer({ min: 1, max: 3 }), stretcher: fc.integer({ min: 0, max: 1 }) }), { minLength: 4, maxLength: 4 }),
  isMandatory: fc.boolean(), tolerance: fc.integer({ min: 0, max: 4 }), quota: fc.integer({ min: 0, max: 1 }), perBatch: fc.constantFrom(1, 2, null),
});

function smallInstance({ captives, caps, isMandatory, tolerance, quota, perBatch }: typeof small extends fc.Arbitrary<infer T> ? T : never): Record<string, unknown> {
  return {
    format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: [{ id: "t1", mandatory: isMandatory, parity: false }, { id: "t2", mandatory: false, parity: true }], ranks: { r1: 1, r3: 3 },
    batches: [{ id: "b1", day: 0, A: caps[0], B: caps[1] }, { id: "b2", day: 5, A: caps[2], B: caps[3] }], places: [{ id: "pA", side: "A", perBatch }, { id: "pB", side: "B", perBatch: null }],
    parity: { perBatch: tolerance + 1, cumulative: tolerance }, quota: { A: quota, B: 0 }, unplacedDay: 9, tieSeed: "s",
    captives: captives.map((captive, i) => ({ ...captive, id: `c${i}`, place: `p${captive.side}`, group: captive.group === null ? null : `${captive.group}${captive.side}` })),
  };
}

test("the plan is the best of all assignments, in vector and lottery, and there is none when enumeration finds none", () => {
  fc.assert(fc.property(small, (drawn) => {
    const instance = smallInstance(drawn), problem = parseInstance(instance);
    const best = bestPlanByEnumeration(problem);
    const outcome = makePlan({ problem, instance: "", solver, effort: DEFAULT_EFFORT, objective: stageNamesOf(problem) });
    if (!best) {
      expect(outcome.kind).toBe("infeasible");
      return;
    }
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    expect(outcome.plan.vector).toEqual(best.vector);
    expect(outcome.plan.lottery?.value).toBe(best.lottery);
    expect(outcome.plan.proven).toBe(true);
    expect(verifyProof(problem, outcome.plan).every(({ verdict }) => verdict !== "differs")).toBe(true);
  }), { numRuns: 60, seed: 6 });
});

test("a larger capacity never makes the vector larger, and swapped sides leave it unchanged", () => {
  fc.assert(fc.property(small, (drawn) => {
    const vectorOf = (instance: unknown): readonly number[] | undefined => {
      const problem = parseInstance(instance);
      const outcome = makePlan({ problem, instance: "", solver, effort: DEFAULT_EFFORT, objective: stageNamesOf(problem).slice(0, -1) });
      return outcome.kind === "plan" ? outcome.plan.vector : undefined;
    };
    const vector = vectorOf(smallInstance(drawn));
    const swapped = vectorOf({ ...smallInstance(drawn), sides: ["B", "A"] });
    expect(swapped).toEqual(vector);
    const roomier = vectorOf(smallInstance({ ...drawn, caps: drawn.caps.map(({ max, stretcher }) => ({ max: max + 1, stretcher: stretcher + 1 })) }));
    if (!vector) return;
    const at = vector.findIndex((value, i) => value !== roomier?.[i]);
    expect(at < 0 || (roomier?.[at] ?? Infinity) < (vector[at] ?? 0)).toBe(true);
  }), { numRuns: 25, seed: 7 });
});
