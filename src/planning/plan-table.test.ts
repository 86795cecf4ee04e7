import fc from "fast-check";
import { expect, test } from "vitest";
import { hex } from "../basis/bytes.ts";
import { Faults } from "../basis/fault.ts";
import { instanceHash } from "./make-plan.ts";
import { agreedValues, proposalsOf, checkOnPlans, emptyPlanTable, isLocked, layOnPlans, roundOf, seedOn, standingAssign, substitutionsOf, type PlanTable } from "./plan-table.ts";
import { PLANNING_ACTS, SUBSTITUTION_CODES, type PlanningAct } from "./planning-act.ts";
import { isSeedOf, seedChain, seedCommitment } from "./seed-ceremony.ts";

const seats = { sides: ["A", "B"] as const, mediator: "M" };
const VALUES = {
  plan: "P", agreement: "T", tiers: [{ tier: "general", rules: ["counts for parity"] }], ranks: [{ rank: "private", weight: 1 }], quotas: [], urgencyDays: [{ days: 350 }],
  batches: [{ batch: "b1", on: "2025-07-01" }, { batch: "b2", on: "2025-07-08" }], unplacedDays: 21, places: "under numbers",
};
const INSTANCE = { format: "exchange-plan-instance/2", captives: [] };
const secret = (holder: string): Uint8Array => new Uint8Array(32).fill(holder.charCodeAt(0));

/** A table on which acts are laid as the desk does: checked, then laid. */
function tableWith() {
  const table = emptyPlanTable();
  let entry = 0;
  const parse = (kind: PlanningAct["kind"], body: Readonly<Record<string, unknown>>): PlanningAct => PLANNING_ACTS[kind](body);
  const code = (by: string, kind: PlanningAct["kind"], body: Readonly<Record<string, unknown>>, at = "2025-06-30"): string => {
    try {
      const act = parse(kind, body);
      checkOnPlans(table, act, by, seats, at);
      layOnPlans(table, { ...act, cite: `e${entry}`, by, at, entry: entry++ });
      return "stands";
    } catch (error) {
      return error instanceof Faults ? error.faults.map((one) => one.code).join() : error instanceof Error && "code" in error ? String(error.code) : "another error";
    }
  };
  return { table, code };
}
const frozen = (round: number, without: readonly string[] = []) => ({ plan: "P", round, on: "2025-06-30", upTo: 3, instance: instanceHash(INSTANCE), persons: 0, without });

function drawn(code: ReturnType<typeof tableWith>["code"], round: number, holders: readonly string[]): void {
  for (const holder of holders) expect(code(holder, "seed.committed", { plan: "P", round, commitment: seedCommitment({ instance: instanceHash(INSTANCE) }, holder, secret(holder)) })).toBe("stands");
  for (const holder of holders) expect(code(holder, "seed.revealed", { plan: "P", round, secret: hex(secret(holder)) })).toBe("stands");
}

test("values are in force when both sides signed the same, and stay so until both have signed others", () => {
  const { table, code } = tableWith();
  expect(code("A", "logistics.stated", { plan: "P", batches: [], places: [] })).toBe("PLAN_NONE");
  code("A", "planning.agreed", VALUES);
  expect(agreedValues(table.plans.get("P"))).toBeUndefined();
  expect(code("M", "plan.frozen", frozen(1))).toBe("PLAN_NOT_AGREED");
  code("B", "planning.agreed", VALUES);
  expect(agreedValues(table.plans.get("P"))?.tiers[0]).toMatchObject({ tier: "general", parity: true, mandatory: false });
  const plan = table.plans.get("P") ?? expect.fail("a plan");
  expect(proposalsOf(plan).size).toBe(0);
  code("A", "planning.agreed", { ...VALUES, unplacedDays: 28 });
  expect(agreedValues(plan)?.unplacedDays).toBe(VALUES.unplacedDays); // a proposal of one side takes nothing back
  expect([...proposalsOf(plan)].map(([side, { unplacedDays }]) => [side, unplacedDays])).toEqual([["A", 28]]);
  code("B", "planning.agreed", { ...VALUES, unplacedDays: 28 });
  expect([agreedValues(plan)?.unplacedDays, proposalsOf(plan).size]).toEqual([28, 0]);
  expect(code("A", "logistics.stated", { plan: "P", batches: [{ batch: "b9" }], places: [] })).toBe("PLAN_OTHER");
});

test("who does not reveal is left out of one repeated round of the same instance, and of no second one", () => {
  const { table, code } = tableWith();
  for (const side of seats.sides) code(side, "planning.agreed", VALUES);
  expect(code("M", "plan.frozen", frozen(1, ["B"]))).toBe("SEED_REPEAT");
  expect(code("M", "plan.frozen", frozen(1))).toBe("stands");
  const commitmentOf = (holder: string): string => seedCommitment({ instance: instanceHash(INSTANCE) }, holder, secret(holder));
  for (const holder of ["A", "B", "M"]) code(holder, "seed.committed", { plan: "P", round: 1, commitment: commitmentOf(holder) });
  for (const holder of ["A", "M"]) code(holder, "seed.revealed", { plan: "P", round: 1, secret: hex(secret(holder)) });
  expect(code("M", "plan.frozen", frozen(2))).toBe("SEED_OPEN"); // B alone knows the draw: no other instance instead
  expect(code("M", "plan.frozen", frozen(2, ["A"]))).toBe("SEED_REPEAT");
  expect(code("M", "plan.frozen", { ...frozen(2, ["B"]), instance: "0".repeat(64) })).toBe("SEED_REPEAT");
  expect(code("M", "plan.frozen", frozen(2, ["B"]))).toBe("stands");
  expect(code("B", "seed.committed", { plan: "P", round: 2, commitment: commitmentOf("B") })).toBe("SEED_HOLDER");
  for (const holder of ["A", "M"]) code(holder, "seed.committed", { plan: "P", round: 2, commitment: commitmentOf(holder) });
  code("M", "seed.revealed", { plan: "P", round: 2, secret: hex(secret("M")) });
  expect(code("M", "plan.frozen", frozen(3, ["A"]))).toBe("SEED_REPEAT");
  code("A", "seed.revealed", { plan: "P", round: 2, secret: hex(secret("A")) });
  const round = table.plans.get("P")?.rounds[1] ?? expect.fail("a round");
  expect(seedOn(round, seats).kind).toBe("drawn");
});

/** A locked plan of three persons in two batches. */
function locked(): { table: PlanTable; code: ReturnType<typeof tableWith>["code"]; round: () => NonNullable<ReturnType<PlanTable["plans"]["get"]>>["rounds"][number] } {
  const { table, code } = tableWith();
  for (const side of seats.sides) code(side, "planning.agreed", VALUES);
  code("M", "plan.frozen", frozen(1));
  expect(code("M", "plan.instance", { plan: "P", round: 1, instance: { ...INSTANCE, unplacedDay: 1 } })).toBe("PLAN_OTHER");
  expect(code("M", "plan.instance", { plan: "P", round: 1, instance: INSTANCE })).toBe("stands");
  const made = { format: "exchange-plan/1", instance: instanceHash(INSTANCE), seed: { value: "mine" }, planHash: "0123456789abcdef", assign: { "A-l/1": "b1", "A-l/2": "b1", "B-l/1": "b2", "A-l/3": null } };
  expect(code("M", "plan.proposed", { plan: "P", round: 1, made })).toBe("SEED_OPEN");
  drawn(code, 1, ["A", "B", "M"]);
  const round = () => table.plans.get("P")?.rounds[0] ?? expect.fail("a round");
  const seed = seedOn(round(), seats);
  const right = { ...made, seed: { value: seed.kind === "drawn" ? seed.seed.value : "" } };
  expect(code("M", "plan.proposed", { plan: "P", round: 1, made })).toBe("PLAN_OTHER");
  expect(code("M", "plan.proposed", { plan: "P", round: 1, made: right })).toBe("stands");
  const batches = [{ batch: "b1", persons: ["A-l/1", "A-l/2"] }, { batch: "b2", persons: ["B-l/1"] }];
  expect(code("M", "plan.forwarded", { plan: "P", round: 1, planHash: "0123456789abcdef", batches: batches.slice(1) })).toBe("PLAN_OTHER");
  expect(code("M", "plan.forwarded", { plan: "P", round: 1, planHash: "0123456789abcdef", batches })).toBe("stands");
  for (const side of seats.sides) expect(code(side, "plan.locked", { plan: "P", round: 1, planHash: "0123456789abcdef" })).toBe("stands");
  return { table, code, round };
}

test("locked by both sides; one name for another stands when both recorded the same, and twice recorded counts once", () => {
  const { code, round } = locked();
  expect(isLocked(round(), seats)).toBe(true);
  const swap = { plan: "P", round: 1, batch: "b1", out: "A-l/1", in: "A-l/3", code: "DIED" };
  expect(code("A", "substitution.agreed", { ...swap, out: "B-l/1" })).toBe("PLAN_PERSON");
  expect(code("A", "substitution.agreed", { ...swap, in: "A-l/2" })).toBe("PLAN_PERSON");
  expect(code("A", "substitution.agreed", swap)).toBe("stands");
  expect(code("B", "substitution.agreed", { ...swap, code: "ABSENT" })).toBe("stands"); // another reason: not the same
  expect(substitutionsOf(round(), seats)).toEqual([]);
  expect(code("A", "substitution.agreed", swap)).toBe("stands");
  expect(code("B", "substitution.agreed", swap)).toBe("stands");
  expect(substitutionsOf(round(), seats)).toHaveLength(1);
  expect([...standingAssign(round(), seats)].sort()).toEqual([["A-l/2", "b1"], ["A-l/3", "b1"], ["B-l/1", "b2"]]);
});

test("no code of a substitution says that somebody does not wish to go", () => {
  for (const code of SUBSTITUTION_CODES) expect(code).not.toMatch(/DECLIN|WISH|UNDECIDED|WITHDR/);
});

test("whatever a body holds beside its members is refused, and every wrong member is named", () => {
  const bodies: readonly [PlanningAct["kind"], Readonly<Record<string, unknown>>][] = [
    ["planning.agreed", VALUES], ["custody.stated", { list: "A-l", rows: [{ row: "1", place: "x", means: "seat" }] }], ["wishes.heard", { list: "A-l", heard: [{ row: "1", wish: "undecided", on: "2025-06-30" }] }],
    ["medical.decided", { list: "A-l", commission: "C", decisions: [{ row: "1", outcome: "repatriate", class: "W", ground: "I.A.1", on: "2025-06-30" }] }], ["plan.locked", { plan: "P", round: 1, planHash: "0".repeat(16) }],
  ];
  fc.assert(fc.property(fc.constantFrom(...bodies), fc.stringMatching(/^[a-z]{9,12}$/), fc.anything(), ([kind, body], name, value) => {
    expect(PLANNING_ACTS[kind](body).kind).toBe(kind);
    expect(() => PLANNING_ACTS[kind]({ ...body, [name]: value })).toThrow(Faults);
    for (const member of Object.keys(body).filter((one) => !["ranks", "quotas", "urgencyDays"].includes(one))) { // an absent list of these is an empty one
      const { [member]: _, ...less } = body;
      expect(() => PLANNING_ACTS[kind](less), `${kind} without ${member}`).toThrow(Faults);
    }
  }), { numRuns: 50 });
  const wrong = (kind: PlanningAct["kind"], body: Readonly<Record<string, unknown>>): string[] => {
    try {
      PLANNING_ACTS[kind](body);
      return [];
    } catch (error) {
      return error instanceof Faults ? error.faults.map(({ places }) => places[0]?.field ?? "") : ["another error"];
    }
  };
  expect(wrong("wishes.heard", { list: "", heard: [{ row: "1", wish: "because of fear", on: "2025-13-01" }] })).toEqual(expect.arrayContaining(["list", "heard[0].wish", "heard[0].on"]));
  expect(wrong("planning.agreed", { ...VALUES, tiers: [{ tier: "w", rules: ["medical", "counts for parity"] }, { tier: "w", rules: [] }], batches: [...VALUES.batches].reverse() })).toEqual(expect.arrayContaining(["tiers[0].rules", "tiers", "batches"]));
  expect(wrong("logistics.stated", { plan: "P", batches: [{ batch: "b1", least: 5, most: 3 }], places: [] })).toEqual(["batches[0].least"]);
});

test("leaves as long as an act can be are read without a stack, and a digit short is named", () => {
  const opened = { plan: "P", round: 1, side: "A", leaves: [{ index: 0, salt: "0".repeat(64), value: {} }] };
  const rest = "0123456789abcdef".repeat(4 * 200_000);
  expect(PLANNING_ACTS["plan.opened"]({ ...opened, rest })).toMatchObject({ kind: "plan.opened" });
  expect(() => PLANNING_ACTS["plan.opened"]({ ...opened, rest: rest.slice(1) })).toThrow(Faults);
  expect(() => PLANNING_ACTS["plan.opened"]({ ...opened, rest: `${rest.slice(1)}A` })).toThrow(Faults);
});

test("a round is not stalled for ever: after its last day it is repeated once without who did not commit, with two holders left", () => {
  const { code } = tableWith();
  for (const side of seats.sides) code(side, "planning.agreed", VALUES);
  expect(code("M", "plan.frozen", { ...frozen(1), due: "2025-07-02" })).toBe("stands");
  const commitmentOf = (holder: string): string => seedCommitment({ instance: instanceHash(INSTANCE) }, holder, secret(holder));
  for (const holder of ["A", "M"]) expect(code(holder, "seed.committed", { plan: "P", round: 1, commitment: commitmentOf(holder) })).toBe("stands");
  expect(code("M", "plan.frozen", frozen(2, ["B"]), "2025-07-02")).toBe("SEED_REPEAT"); // the last day itself is still theirs
  expect(code("M", "plan.frozen", frozen(2, ["A", "B"]), "2025-07-03")).toBe("SEED_REPEAT"); // A did commit
  expect(code("M", "plan.frozen", frozen(2, ["B"]), "2025-07-03")).toBe("stands");
  for (const holder of ["A", "M"]) expect(code(holder, "seed.committed", { plan: "P", round: 2, commitment: seedCommitment({ instance: instanceHash(INSTANCE) }, holder, secret(`${holder}2`)) })).toBe("stands");
  expect(code("M", "plan.frozen", frozen(3, ["A"]), "2025-08-01")).toBe("SEED_REPEAT"); // no second time
  const silent = tableWith();
  for (const side of seats.sides) silent.code(side, "planning.agreed", VALUES);
  silent.code("M", "plan.frozen", { ...frozen(1), due: "2025-07-02" });
  silent.code("M", "seed.committed", { plan: "P", round: 1, commitment: commitmentOf("M") });
  expect(silent.code("M", "plan.frozen", frozen(2, ["A", "B"]), "2025-07-03")).toBe("SEED_REPEAT"); // the mediator alone never draws
});

test("who committed in advance shows one link after the other, in the newest round alone, and no round waits for it to commit", () => {
  const { table, code } = tableWith();
  for (const side of seats.sides) code(side, "planning.agreed", VALUES);
  const chainOf = (holder: string): string[] => seedChain(secret(holder), 4).map(hex);
  for (const holder of ["A", "B", "M"]) expect(code(holder, "seed.anchored", { plan: "P", end: chainOf(holder)[0], links: 3 })).toBe("stands");
  expect(code("B", "seed.anchored", { plan: "P", end: chainOf("A")[0], links: 3 })).toBe("SEED_SAME");
  expect(code("X", "seed.anchored", { plan: "P", end: "0".repeat(64), links: 3 })).toBe("SEED_HOLDER");
  const reveal = (holder: string, round: number, link: number): string => code(holder, "seed.revealed", { plan: "P", round, secret: chainOf(holder)[link] });
  const values: string[] = [];
  for (const round of [1, 2, 3]) {
    expect(code("M", "plan.frozen", frozen(round))).toBe("stands");
    expect(code("A", "seed.committed", { plan: "P", round, commitment: "0".repeat(64) })).toBe("SEED_TWICE");
    expect(code("A", "seed.anchored", { plan: "P", end: "1".repeat(64), links: 3 })).toBe("SEED_OPEN");
    if (round < 3) expect(reveal("A", round, round + 1)).toBe("SEED_OPENS"); // a link too early
    for (const holder of ["A", "B", "M"]) expect(reveal(holder, round, round)).toBe("stands");
    const state = seedOn(roundOf(table, "P", round) ?? expect.fail("a round"), seats);
    if (state.kind !== "drawn") expect.fail(state.kind);
    expect(isSeedOf(state.seed)).toBe(true);
    expect(isSeedOf({ ...state.seed, reveals: { ...state.seed.reveals, A: "2".repeat(64) } })).toBe(false);
    expect(state.seed.chained).toEqual(["A", "B", "M"]);
    values.push(state.seed.value);
  }
  expect(new Set(values).size).toBe(3);
  code("M", "plan.frozen", frozen(4)); // the chains are used up: everybody commits as before
  expect(seedOn(roundOf(table, "P", 4) ?? expect.fail("a round"), seats)).toEqual({ kind: "committing", waitingFor: ["A", "B", "M"] });
});

test("a link is not shown in a round that a newer one has replaced", () => {
  const { code } = tableWith();
  for (const side of seats.sides) code(side, "planning.agreed", VALUES);
  const chain = seedChain(secret("A"), 4).map(hex);
  code("A", "seed.anchored", { plan: "P", end: chain[0], links: 3 });
  code("M", "plan.frozen", frozen(1));
  for (const holder of ["B", "M"]) code(holder, "seed.committed", { plan: "P", round: 1, commitment: seedCommitment({ instance: instanceHash(INSTANCE) }, holder, secret(holder)) });
  code("M", "plan.frozen", frozen(2));
  expect(code("A", "seed.revealed", { plan: "P", round: 1, secret: chain[1] })).toBe("PLAN_ROUND");
});

test("days agreed for a challenge: none is locked before they are over, none is challenged after", () => {
  const { table, code } = tableWith();
  for (const side of seats.sides) code(side, "planning.agreed", { ...VALUES, objectionDays: 2 });
  code("M", "plan.frozen", frozen(1));
  drawn(code, 1, ["A", "B", "M"]);
  const given = { plan: "P", round: 1, planHash: "0".repeat(16), batches: [] }, other = { ...given, planHash: "1".repeat(16) };
  expect(code("A", "plan.challenged", other)).toBe("PLAN_NONE");
  code("M", "plan.forwarded", given);
  expect(code("A", "plan.locked", { plan: "P", round: 1, planHash: given.planHash }, "2025-07-02")).toBe("CHALLENGE_OPEN");
  expect(code("A", "plan.challenged", other, "2025-07-03")).toBe("CHALLENGE_LATE");
  expect(code("A", "plan.challenged", given)).toBe("CHALLENGE_NOT_BETTER");
  expect(code("A", "plan.challenged", other, "2025-07-02")).toBe("stands");
  expect(code("A", "plan.locked", { plan: "P", round: 1, planHash: given.planHash }, "2025-07-03")).toBe("PLAN_OTHER");
  for (const side of seats.sides) expect(code(side, "plan.locked", { plan: "P", round: 1, planHash: other.planHash }, "2025-07-03")).toBe("stands");
  expect(code("A", "plan.challenged", { ...given, planHash: "2".repeat(16) }, "2025-07-02")).toBe("CHALLENGE_LATE");
  expect(isLocked(roundOf(table, "P", 1) ?? expect.fail("a round"), seats)).toBe(true);
});
