import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseJson } from "../basis/parse-json.ts";
import { seededRandom } from "../basis/seeded-random.ts";
import { checkPlan, expectedOf } from "./check-plan.ts";
import { parseInstance } from "./problem.ts";

type Theirs = { valid: boolean; errorCount?: number; clauses?: string[]; vector?: number[] };
type Instance = { captives: Record<string, unknown>[]; batches: { id: string }[]; [key: string]: unknown };
const folder = new URL("../../test/vectors/planning/", import.meta.url);
const { check } = (await import(new URL("check.mjs", folder).href)) as { check: (instance: unknown, plan: unknown) => Theirs };
const load = (name: string): Instance => parseJson(readFileSync(new URL(`${name}.json`, folder), "utf8")) as Instance;

test("both checkers agree on 400 random plans, most of them invalid", () => {
  const random = seededRandom("check-plan.test");
  let invalid = 0;
  const seen = new Set<string>();
  for (const name of ["p1-tiny", "p3-groups-replan", "p4-infeasible", "p2-small"]) {
    const instance = load(name), problem = parseInstance(instance);
    for (let i = 0; i < 100; i++) {
      const density = random.unit();
      const assign = Object.fromEntries(instance.captives.map(({ id }) => [id, random.unit() < density ? (instance.batches[random.below(instance.batches.length)]?.id ?? null) : null]));
      const theirs = check(instance, { assign }), ours = checkPlan(problem, { assign }, expectedOf(instance));
      expect({ valid: ours.isValid, count: ours.errorCount, clauses: [...ours.clauses].sort(), vector: ours.vector }, `${name} ${i}`).toEqual({ valid: theirs.valid, count: theirs.errorCount, clauses: [...(theirs.clauses ?? [])].sort(), vector: theirs.vector });
      if (!ours.isValid) invalid++;
      for (const clause of ours.clauses) seen.add(clause.replace(/:.*/, ""));
    }
  }
  expect(invalid).toBeGreaterThan(350);
  expect([...seen].sort()).toEqual(["all", "parity", "place", "quota", "size", "status", "together", "transport", "window"]);
});

test.each<[string, unknown, string]>([
  ["no object", null, "format"],
  ["no assignment", { plan: 1 }, "format"],
  ["an unknown captive", { assign: { Z1: "b01" } }, "format"],
  ["an unknown batch", { assign: { A000001: "b77" } }, "format"],
  ["infeasible, where a plan is stored", { infeasible: true, clauses: [] }, "expected"],
])("both checkers refuse %s", (_, plan, clause) => {
  const instance = load("p1-tiny");
  expect(check(instance, plan).valid).toBe(false);
  expect(checkPlan(parseInstance(instance), plan, expectedOf(instance))).toMatchObject({ isValid: false, clauses: [clause] });
});

test("a claim that there is no plan holds with a stored minimal reason alone", () => {
  const instance = load("p4-infeasible"), problem = parseInstance(instance);
  const verdict = (clauses: string[]): boolean => {
    const plan = { infeasible: true, clauses };
    const ours = checkPlan(problem, plan, expectedOf(instance)).isValid;
    expect(check(instance, plan).valid).toBe(ours);
    return ours;
  };
  expect(verdict(["transport:A", "all:wounded"])).toBe(true);
  expect(verdict(["transport:A"])).toBe(false);
  expect(checkPlan(problem, { infeasible: true, clauses: ["transport:A"] })).toMatchObject({ isValid: false, clauses: ["expected"] });
});
