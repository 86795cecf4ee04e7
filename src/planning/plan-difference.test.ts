import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { stageNamesOf } from "./make-plan.ts";
import { parsePlan } from "./parse-plan.ts";
import { differenceOf, printDifference } from "./plan-difference.ts";
import { parseInstance } from "./problem.ts";

const problem = parseInstance(parseJson(readFileSync(new URL("../../test/vectors/planning/p1-tiny.json", import.meta.url), "utf8")));
const [one = "", two = "", three = "", four = ""] = problem.captives.map(({ id }) => id);

test("who enters, leaves, goes earlier or later is counted by category and side", () => {
  const difference = differenceOf(problem, { [one]: "b01", [two]: "b02", [three]: null, [four]: "b03" }, { [one]: "b02", [two]: null, [three]: "b01", [four]: "b01" });
  expect(difference.changes.map(({ id, change }) => [id, change])).toEqual([[one, "later"], [two, "leaves"], [three, "enters"], [four, "earlier"]]);
  const sum = (key: "enters" | "leaves" | "earlier" | "later"): number => difference.counts.reduce((total, count) => total + count[key], 0);
  expect([sum("enters"), sum("leaves"), sum("earlier"), sum("later")]).toEqual([1, 1, 1, 1]);
  expect(difference.valid).toEqual({ old: false, new: false });
  const counts = printDifference({ ...difference, changes: [] }, stageNamesOf(problem));
  expect(counts).not.toContain(one);
  expect(printDifference(difference, stageNamesOf(problem))).toContain(`${one} later: b01 -> b02`);
  expect(printDifference(differenceOf(problem, {}, {}), stageNamesOf(problem))).toContain("does not keep every clause");
});

test("a plan file is read whole or refused with every fault", () => {
  expect(parsePlan({ assign: { a: "b01", b: null } })).toMatchObject({ assign: { a: "b01", b: null }, stages: [], settings: undefined });
  const codesOf = (value: unknown): string[] => {
    try {
      parsePlan(value, "p.json");
      return [];
    } catch (error) {
      return error instanceof Error && "faults" in error && Array.isArray(error.faults) ? error.faults.map((fault: unknown) => (isRecord(fault) ? String(fault["code"]) : "")) : ["?"];
    }
  };
  expect(codesOf(7)).toEqual(["PLAN_FILE"]);
  expect(codesOf({ infeasible: true })).toEqual(["PLAN_FILE"]);
  expect(() => parsePlan({ infeasible: true })).toThrow(/the reasons why there is none: plan check INSTANCE\.json with this file/);
  expect(codesOf({ assign: { a: 1 }, stages: [{ name: "x" }, { name: "urgency", value: 1, bound: 1, gcd: 1, proof: "surely", duals: [] }] })).toEqual(["PLAN_FILE", "PLAN_FILE", "PLAN_FILE"]);
});

test.each<[string, unknown]>([["nodesMax", 10_000_001], ["cutRounds", 1_001], ["casesMax", 10_001], ["seed", 2 ** 31], ["nodesMax", -1], ["casesMax", "many"]])("a file that asks for endless effort is refused with its place: %s %s", (name, value) => {
  const settings = { seed: 0, nodesMax: 10_000_000, cutRounds: 1_000, casesMax: 10_000 };
  expect(parsePlan({ assign: {}, engine: { settings } }).settings).toEqual(settings);
  expect(() => parsePlan({ assign: {}, engine: { settings: { ...settings, [name]: value } } }, "p.json")).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ code: "PLAN_FILE", places: [{ file: "p.json", field: `engine.settings.${name}` }] })] }));
});
