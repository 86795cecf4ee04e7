// Traps 16, 17 and 19 of IDENTIFICATION.md 18: the exact sum against every assignment written down, orbits against labels.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { canonicalPart, solveJoint, type JointFamily } from "./joint.ts";
import { slowJoint } from "./joint.slow.ts";
import { parseCases, type JointCase } from "./parse-cases.ts";
import { makePedigree, type Pedigree, type PedigreeRow } from "./pedigree.ts";
import { placedLambda } from "./placed.ts";
import { seededRandom } from "../basis/seeded-random.ts";
import { solveJointCase } from "./solve-cases.ts";
import { simulateWar } from "./simulate-war.ts";
import { orbitsOf, slotPermutations } from "./symmetry.ts";

const raw = parseJson(readFileSync(new URL("../../test/vectors/identification/public-kinship.json", import.meta.url), "utf8"));
const { joint, cases } = parseCases(raw, "public");
const pedigreeOf = (text: string): Pedigree => {
  const made = makePedigree(text.split(",").map((row): PedigreeRow => {
    const [id = "", father = "0", mother = "0", sex = "M"] = row.split(" ");
    return { id, father, mother, sex: sex === "F" ? "F" : "M" };
  }));
  if ("persons" in made) return made;
  throw made[0];
};
const permutationsOf = (text: string, typed: readonly string[], missing: readonly string[]): number[][] => {
  const pedigree = pedigreeOf(text);
  return slotPermutations(pedigree, pedigree.persons.map(({ id }) => typed.includes(id)), missing.map((id) => pedigree.indexOf.get(id) ?? -1)).map((one) => [...one]).sort();
};

test("trap 16: the exact sum is the sum over every assignment, β and the best included", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 60, maxLength: 60 }), fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 4 }), (numbers, sizes, victimCount) => {
    const families = sizes.map((size, f): JointFamily => ({
      id: `F${f}`, slots: Array.from({ length: size }, (_, s) => `F${f}.${s}`), permutations: [Array.from({ length: size }, (_, s) => s)],
      mayBe: (victim, slot) => (numbers[(victim * 7 + slot * 3 + f) % 60] ?? 0) > -30,
      lambda: (part) => part.reduce((sum, victim, slot) => sum + (victim < 0 ? 0 : (numbers[(victim * 11 + slot * 5 + f * 17) % 60] ?? 0) / 4), (numbers[part.filter((one) => one >= 0).length] ?? 0) / 10),
    }));
    const problem = { victims: Array.from({ length: victimCount }, (_, i) => `V${i}`), families, baseline: -12, logBeta: Array.from({ length: victimCount }, (_, i) => (numbers[i + 40] ?? 0) / 20) };
    const [fast, slow] = [solveJoint(problem), slowJoint(problem)];
    expect(fast.nonZero).toBe(slow.table.size);
    for (const { assignment, loglik } of fast.table) expect(loglik).toBeCloseTo(slow.table.get(assignment.join(" ")) ?? NaN, 10);
    slow.posterior.forEach((row, victim) => row.forEach((p, name) => expect(fast.posterior[victim]?.get(name) ?? 0).toBeCloseTo(p, 10)));
    slow.glr.forEach((row, victim) => row.forEach((value, name) => {
      if (Number.isFinite(value)) expect(fast.logGlr[victim]?.get(name)).toBeCloseTo(value, 9);
    }));
    for (const row of fast.posterior) expect([...row.values()].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  }), { numRuns: 60 });
});

test("brothers without typed wife or child cannot be told apart; a typed child tells one", () => {
  const family = "F 0 0 M,M 0 0 F,X F M M,Y F M M,Z F M M,W 0 0 F,C Z W F";
  expect(permutationsOf(family, ["M"], ["X", "Y"])).toEqual([[0, 1], [1, 0]]);
  expect(permutationsOf(family, ["M", "C"], ["X", "Y", "Z"])).toEqual([[0, 1, 2], [1, 0, 2]]);
  expect(orbitsOf(3, permutationsOf(family, ["M", "C"], ["X", "Y", "Z"]))).toEqual([[0, 1], [2]]);
  expect(permutationsOf("F 0 0 M,M 0 0 F,X F M M,Y F M F", ["M"], ["X", "Y"])).toEqual([[0, 1]]); // brother and sister
  expect(permutationsOf("M 0 0 F,A 0 0 M,B 0 0 M,X A M M,Y B M M", ["M"], ["A", "X", "B", "Y"])).toEqual([[0, 1, 2, 3], [2, 3, 0, 1]]); // father and son swap together
  expect(canonicalPart([3, -1, 1], [[0, 1, 2], [2, 1, 0]])).toEqual([1, -1, 3]);
});

const model = cases.find(({ id }) => id === "public-003");
/** A family with five missing brothers, mother and father typed as told; victims drawn by gene-drop. */
function brothers(count: number, typed: readonly string[]): JointCase {
  if (!model) throw new Error("public-003 is there");
  const markers = model.markers.slice(0, 13);
  const rows = `F 0 0 M,M 0 0 F,${Array.from({ length: count }, (_, i) => `B${i + 1} F M M`).join(",")}`;
  const pedigree = pedigreeOf(rows);
  const pick = (war: string) => simulateWar({ seed: war, markers, models: model.models, families: 1, remains: 1, unlistedShare: 1, partialShare: 0, partsShare: 0 }).remains[0]?.profile ?? {};
  const [father, mother] = [pick("father"), pick("mother")];
  const random = seededRandom("brothers");
  const victims = Array.from({ length: count }, (_, i) => ({ id: `V${i + 1}`, sex: "M" as const, genotypes: Object.fromEntries(markers.map((marker) => [marker, [father[marker]?.[random.below(2) === 0 ? 0 : 1] ?? "", mother[marker]?.[random.below(2) === 0 ? 0 : 1] ?? ""] as const])) }));
  const references = new Map([["F", father], ["M", mother]].filter(([id]) => typed.includes(id as string)) as [string, typeof father][]);
  return { id: "brothers", markers, models: model.models, theta: 0, victims, families: [{ id: "F", pedigree, references, missing: victims.map((_, i) => `B${i + 1}`) }] };
}

test("trap 16 and 17: five brothers need 32 evaluations for 1,546 assignments; the group is reported, each label equal", () => {
  const one = brothers(5, ["M"]);
  const answer = solveJointCase(one);
  expect(answer.sexConsistentAssignments).toBe(1546);
  expect(answer.symmetricGroups).toMatchObject([{ family: "F", missing: ["B1", "B2", "B3", "B4", "B5"], victims: ["V1", "V2", "V3", "V4", "V5"] }]);
  expect(answer.symmetricGroups[0]?.posterior).toBeGreaterThan(0.99);
  const row = answer.posteriorPairing["V1"] ?? {};
  for (const label of ["B2", "B3", "B4", "B5"]) expect(row[label]).toBeCloseTo(row["B1"] ?? 0, 12);
});

test("trap 16: orbits and labels give the same table and posteriors", () => {
  const one = brothers(3, ["M"]);
  const [family] = one.families;
  if (!family) throw new Error("the family is there");
  const memo = new Map<string, readonly number[]>();
  const byLabel: JointFamily = {
    id: "F", slots: family.missing, permutations: [[0, 1, 2]], mayBe: () => true,
    lambda: (part) => placedLambda({
      pedigree: family.pedigree, references: family.references, markers: one.markers, models: one.models, theta: 0, memo,
      placed: part.flatMap((victim, slot) => (victim < 0 ? [] : [{ person: family.missing[slot] ?? "", profile: one.victims[victim]?.genotypes ?? {} }])),
    }),
  };
  const problem = { victims: one.victims.map(({ id }) => id), families: [byLabel], baseline: 0, logBeta: [0, 0, 0] };
  const permutations = permutationsOf("F 0 0 M,M 0 0 F,B1 F M M,B2 F M M,B3 F M M", ["M"], family.missing);
  const [labels, orbits] = [solveJoint(problem), solveJoint({ ...problem, families: [{ ...byLabel, permutations }] })];
  expect([labels.evaluations, orbits.evaluations]).toEqual([34, 8]); // 2³ sets
  const key = (assignment: readonly string[]): string => assignment.join(" ");
  const known = new Map(labels.table.map(({ assignment, loglik }) => [key(assignment), loglik]));
  for (const { assignment, loglik } of orbits.table) expect(loglik).toBeCloseTo(known.get(key(assignment)) ?? NaN, 10);
  orbits.posterior.forEach((row, victim) => row.forEach((p, name) => expect(p).toBeCloseTo(labels.posterior[victim]?.get(name) ?? NaN, 11)));
});

test("trap 17: renaming the victims permutes the answer and changes nothing else", () => {
  const [one] = joint;
  if (!one) throw new Error("the joint case is there");
  const turned = { ...one, victims: [...one.victims].reverse() };
  const [a, b] = [solveJointCase(one), solveJointCase(turned)];
  expect(b.logSumExpLoglik).toBeCloseTo(a.logSumExpLoglik ?? 0, 10);
  for (const { id } of one.victims) for (const [name, p] of Object.entries(a.posteriorPairing[id] ?? {})) expect(b.posteriorPairing[id]?.[name]).toBeCloseTo(p, 12);
});

test("more remains in a component than an exact sum is made for are refused by name", () => {
  let code = "";
  try {
    solveJoint({ victims: Array.from({ length: 30 }, (_, i) => `V${i}`), families: [], baseline: 0, logBeta: [] });
  } catch (error) {
    code = error instanceof Fault ? error.code : "";
  }
  expect(code).toBe("JOINT_LARGE");
});
