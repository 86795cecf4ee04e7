import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { clausesOf, parseInstance, plannableCaptives } from "./problem.ts";

type Draft = { captives: Record<string, unknown>[]; batches: Record<string, unknown>[]; places: Record<string, unknown>[]; [key: string]: unknown };
const draft = (): Draft => parseJson(readFileSync(new URL("../../test/vectors/planning/p1-tiny.json", import.meta.url), "utf8")) as Draft;
const first = (list: Record<string, unknown>[]): Record<string, unknown> => list[0] ?? {};

/** The faults of the instance after one edit: code, field, row. */
function faultsAfter(edit: (instance: Draft) => void): string[] {
  const instance = draft();
  edit(instance);
  try {
    parseInstance(instance);
    return [];
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return error.faults.map(({ code, places }) => `${code} ${places[0]?.field ?? ""} ${places[0]?.row ?? ""}`.trim());
  }
}

test("the tiny instance is read, and its clauses are named in the agreed order", () => {
  const problem = parseInstance(draft());
  expect(problem.captives).toHaveLength(38);
  expect(clausesOf(problem).join(" ")).toBe("all:wounded all:sick all:young quota:A quota:B size:A size:B transport:A transport:B place:A1 place:A2 place:B1 place:B2 parity:batch parity:cumulative"); // PLANNING.md §1
});

test.each<[string, (instance: Draft) => void, string[]]>([
  ["a captive twice", ({ captives }) => captives.push({ ...first(captives) }), ["PLAN_DOUBLE captives.id 39"]],
  ["an unknown place", ({ captives }) => (first(captives)["place"] = "A9"), ["PLAN_UNKNOWN captives.place 1"]],
  ["a place of the other side", ({ captives }) => (first(captives)["place"] = "B1"), ["PLAN_UNKNOWN captives.place 1"]],
  ["an unknown tier", ({ captives }) => (first(captives)["tier"] = "other"), ["PLAN_UNKNOWN captives.tier 1"]],
  ["an unknown rank", ({ captives }) => (first(captives)["rank"] = "constructor"), ["PLAN_UNKNOWN captives.rank 1"]],
  ["an unknown need", ({ captives }) => (first(captives)["need"] = "ambulance"), ["PLAN_UNKNOWN captives.need 1"]],
  ["an unknown status", ({ captives }) => (first(captives)["status"] = "free"), ["PLAN_UNKNOWN captives.status 1"]],
  ["an earlier batch that is not listed", ({ captives }) => (first(captives)["prev"] = "b09"), ["PLAN_UNKNOWN captives.prev 1"]],
  ["a capacity below zero", ({ batches }) => ((first(batches)["A"] as Record<string, unknown>)["seat"] = -1), ["PLAN_RANGE batches.A.seat 1"]],
  ["an urgency of zero", ({ captives }) => (first(captives)["urgency"] = 0), ["PLAN_RANGE captives.urgency 1"]],
  ["an urgency that is not whole", ({ captives }) => (first(captives)["urgency"] = 1.5), ["PLAN_RANGE captives.urgency 1"]],
  ["a number beyond 2^31", ({ captives }) => (first(captives)["held"] = 2 ** 31), ["PLAN_RANGE captives.held 1"]],
  ["no batch", (instance) => (instance.batches = []), ["PLAN_FORMAT batches"]],
  ["batches out of order", ({ batches }) => batches.reverse(), ["PLAN_ORDER batches.day 2", "PLAN_ORDER batches.day 3"]],
  ["an unplaced day that is not last", (instance) => (instance["unplacedDay"] = 14), ["PLAN_ORDER unplacedDay"]],
  ["another format", (instance) => (instance["format"] = "exchange-plan-instance/9"), ["PLAN_FORMAT format"]],
  ["three sides", (instance) => (instance["sides"] = ["A", "B", "C"]), ["PLAN_FORMAT sides"]],
  ["an id with a line end, which would make two plans one hash", ({ captives }) => (first(captives)["id"] = "A\nB=b01"), ["PLAN_FORMAT captives.id 1"]],
  ["a batch id that would blur class keys", ({ batches }) => (first(batches)["id"] = "b|1"), ["PLAN_FORMAT batches.id 1"]],
])("%s is refused with its place", (_, edit, expected) => {
  expect(faultsAfter(edit)).toEqual(expected);
});

test("a group held by two sides is refused", () => {
  expect(faultsAfter(({ captives }) => captives.filter(({ id }) => id === "A000001" || id === "B000001").forEach((captive) => (captive["group"] = "g"))))
    .toEqual(["PLAN_GROUP_SIDES captives.group 21"]);
});

test("all faults are reported in one pass, the first hundred of many", () => {
  expect(faultsAfter(({ captives }) => captives.slice(0, 3).forEach((captive) => (captive["urgency"] = 0)))).toHaveLength(3);
  expect(faultsAfter(({ captives }) => captives.forEach((captive) => Object.assign(captive, { urgency: 0, held: -1, need: "", status: "" })))).toHaveLength(101);
});

test("sums that would not be exact are refused", () => {
  expect(faultsAfter((instance) => {
    instance["unplacedDay"] = 2 ** 31 - 1;
    for (const captive of instance.captives) captive["urgency"] = 2 ** 31 - 1;
  })).toEqual(["PLAN_RANGE captives.urgency"]);
});

test("a member held back makes the group wait; who declined has left it", () => {
  const instance = draft();
  const [one, two, three] = instance.captives;
  for (const captive of [one, two]) Object.assign(captive ?? {}, { group: "g" });
  const ready = (): number => plannableCaptives(parseInstance(instance)).length;
  const before = ready();
  Object.assign(one ?? {}, { status: "declined" });
  expect(ready()).toBe(before - 1);
  Object.assign(one ?? {}, { status: "held" });
  expect(ready()).toBe(before - 2);
  expect(three?.["status"]).toBe("ready");
});
