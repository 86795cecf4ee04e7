// Drop-out by probability as a setting of a search (IDENTIFICATION.md 4) and the two rules for rare alleles (2). Expected values: the
// twin that tries every world, closed forms by hand, sums over every observation.
import fc from "fast-check";
import { expect, test } from "vitest";
import { probabilityOfReaching } from "./chance.ts";
import { markerModel, type MarkerModel } from "./family-likelihood.ts";
import { slowLikelihood } from "./kinship.slow.ts";
import { makeLocus } from "./locus.ts";
import { mutationMatrices, type MutationModel } from "./mutation.ts";
import { explain, isOneKnown, withDropOut, type Seen } from "./observation.ts";
import { withRareAlleles } from "./parse-frequencies.ts";
import type { Remains } from "./parse-remains.ts";
import { makePedigree, type Pedigree, type PedigreeRow } from "./pedigree.ts";
import { placedLambda } from "./placed.ts";
import { dropOutTwice, groupRemains } from "./proposals.ts";
import { consensusOf, reassociate, samePerson } from "./reassociate.ts";
import { exactLr } from "./screen-shard.ts";
import { PLAIN_SETTINGS, readSettings } from "./settings.ts";
import { siblingLr } from "./sibling-alternative.ts";
import { buildTable, makePanel, rowOf } from "./table.ts";

const pedigreeOf = (rows: string): Pedigree => {
  const made = makePedigree(rows.split(",").map((row): PedigreeRow => {
    const [id = "", father = "0", mother = "0", sex = "M"] = row.split(" ");
    return { id, father, mother, sex: sex === "F" ? "F" : "M" };
  }));
  return "persons" in made ? made : expect.fail("a pedigree");
};
const modelOf = (frequencies: Record<string, number>, mutation: MutationModel): MarkerModel => {
  const locus = makeLocus("M", frequencies);
  return markerModel(locus, mutationMatrices(locus, mutation));
};
const rates = (rate: number) => ({ rate, rate2: rate / 5, range: 0.2 });
const SETS: Record<string, number>[] = [{ "10": 0.5, "11": 0.3, "12.2": 0.2 }, { "10": 0.6, "11": 0.25, silent: 0.15 }, { "9": 0.7, "10": 0.3 }];
const MODELS: MutationModel[] = [{ model: "none" }, { model: "equal", male: rates(0.02), female: rates(0.005) }, { model: "stepwise", male: rates(0.02), female: rates(0.005) }];
const ROWS = ["F 0 0 M,M 0 0 F,X F M M", "F 0 0 M,M 0 0 F,S F M F,X F M M", "X 0 0 M,W 0 0 F,C X W M", "G 0 0 M,H 0 0 F,U G H M,F G H M,M 0 0 F,X F M M"];
const TYPED: readonly (readonly string[])[] = [["F"], ["S"], ["W", "C"], ["U", "M"]];

const world = fc.record({
  shape: fc.nat(ROWS.length - 1), set: fc.constantFrom(...SETS), mutation: fc.constantFrom(...MODELS), d: fc.constantFrom(0.05, 0.3, 0.8), picks: fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }), theta: fc.constantFrom(0, 0, 0.03),
});

test("trap 9: drop-out of the remains alone, by every world; the table's row, the joint part and the sibling alternative say the same", () => {
  fc.assert(fc.property(world, ({ shape, set, mutation, d, picks, theta }) => {
    const model = modelOf(set, mutation);
    const real = model.locus.alleles.filter((allele) => allele !== "silent");
    const at = (i: number): string => real[(picks[i] ?? 0) % real.length] ?? "";
    const pedigree = pedigreeOf(ROWS[shape] ?? "");
    // references with both alleles: their factor (1-d)² of the twin, which loses alleles of everybody, cancels
    const references = new Map((TYPED[shape] ?? []).map((id) => [id, { M: [real[0] ?? "", real[1] ?? ""] as const }]));
    const missing = pedigree.indexOf.get("X") ?? -1;
    const panel = makePanel(["M"], new Map([["M", model]]), [], d);
    const query = withDropOut({ M: [at(0), at(1)] }, d);
    const seen = pedigree.persons.map(({ id }) => references.get(id)?.M);
    const plain: Seen = [at(0), at(1)];
    const common = { pedigree, locus: model.locus, matrices: model.matrices, theta, dropOut: d };
    const above = slowLikelihood({ ...common, seen: seen.map((one, i) => (i === missing ? plain : one)), unrelated: [] });
    const below = slowLikelihood({ ...common, seen, unrelated: [plain] });
    if (below === 0) return; // the family is impossible without mutation: no ratio
    const found = exactLr({ pedigree, references }, missing, query, panel, theta, new Map());
    if (above === 0) expect(found.excluded).toEqual(["M"]);
    else expect(Math.abs(found.log10Lr - Math.log10(above / below))).toBeLessThan(1e-10);
    const lambda = placedLambda({ pedigree, references, markers: ["M"], models: panel.models, theta, placed: [{ person: "X", profile: query }], memo: new Map() });
    if (above > 0) expect(Math.abs(lambda - Math.log(above / below))).toBeLessThan(1e-10);
    if (theta > 0) return;
    const table = buildTable({ pedigree, references, missing, panel, memo: new Map() });
    expect(table.lr[rowOf(panel, 0, query["M"])]).toBeCloseTo(above / below, 9);
    expect(siblingLr({ pedigree, references }, missing, query, panel, 0, new Map()).log10Lr).not.toBeNaN();
  }), { numRuns: 120 });
});

test("a single peak under drop-out by hand: father 10/10, child seen 11, LR = d·p10/(…) and no exclusion", () => {
  const [p, q, d] = [0.7, 0.3, 0.1];
  const model = modelOf({ "10": p, "11": q }, { model: "none" });
  const panel = makePanel(["M"], new Map([["M", model]]), [], d);
  const pedigree = pedigreeOf("F 0 0 M,M 0 0 F,X F M M");
  const family = { pedigree, references: new Map([["F", { M: ["10", "10"] as const }]]) };
  const x = pedigree.indexOf.get("X") ?? -1;
  // the child is 10/11 with probability q and then loses its 10; the population shows one peak at 11 as 11/11 or as 10/11 or 11/10 with a loss
  const byHand = (q * d * (1 - d)) / (q * q * (1 - d * d) + 2 * p * q * d * (1 - d));
  expect(10 ** exactLr(family, x, withDropOut({ M: ["11", "11"] }, d), panel, 0, new Map()).log10Lr).toBeCloseTo(byHand, 12);
  expect(exactLr(family, x, { M: ["11", "11"] }, makePanel(["M"], panel.models), 0, new Map()).excluded).toEqual(["M"]);
});

test("d = 0 is the plain search: no profile is marked and no row of a table moves", () => {
  const model = modelOf(SETS[1] ?? {}, MODELS[1] ?? { model: "none" });
  const profile = { M: ["10", "10"] as const };
  expect(withDropOut(profile, 0)).toBe(profile);
  const pedigree = pedigreeOf(ROWS[1] ?? "");
  const of = (panel: ReturnType<typeof makePanel>) => [...panel.hw, ...buildTable({ pedigree, references: new Map([["S", profile]]), missing: pedigree.indexOf.get("X") ?? -1, panel, memo: new Map() }).lr];
  expect(of(makePanel(["M"], new Map([["M", model]]), [], 0))).toEqual(of(makePanel(["M"], new Map([["M", model]]))));
});

test("under drop-out what is seen of a typed marker still sums to 1, for unrelated persons and for the missing person", () => {
  fc.assert(fc.property(world, ({ shape, set, mutation, d }) => {
    const model = modelOf(set, mutation);
    const pedigree = pedigreeOf(ROWS[shape] ?? "");
    const panel = makePanel(["M"], new Map([["M", model]]), [], d);
    const references = new Map((TYPED[shape] ?? []).map((id) => [id, { M: ["10", "10"] as const }]));
    const table = buildTable({ pedigree, references, missing: pedigree.indexOf.get("X") ?? -1, panel, memo: new Map() });
    const excluded = Array.from(table.lr, (ratio, row) => (row > 0 && ratio === 0 ? (panel.hw[row] ?? 0) : 0)).some((h) => h > 0);
    expect(probabilityOfReaching(panel, table, [0], -290, "same", "at least")).toBeCloseTo(1, 9);
    if (!excluded) expect(probabilityOfReaching(panel, table, [0], -290, "unrelated", "at most")).toBeCloseTo(1, 9);
  }), { numRuns: 60 });
});

test("parts of one person under drop-out: a single peak and both alleles agree, by the sum over genotypes", () => {
  const [p, q, r, d] = [0.5, 0.3, 0.2, 0.2];
  const model = modelOf({ "10": p, "11": q, "12": r }, { model: "none" });
  const [peak, both] = [withDropOut({ M: ["10", "10"] }, d), withDropOut({ M: ["10", "11"] }, d)];
  const same = samePerson({ id: "a", container: "", profile: peak }, { id: "b", container: "", profile: both }, new Map([["M", model]]));
  // one person: 10/11, seen whole once and once without the 11; the factor (1-d)² of the whole one is in neither sum
  const one = 2 * p * q * d * (1 - d);
  const apart = (p * p * (1 - d * d) + 2 * p * (q + r) * d * (1 - d)) * 2 * p * q;
  expect(10 ** same.log10Unrelated).toBeCloseTo(one / apart, 12);
  expect(same.conflicts).toEqual([]);
  expect(samePerson({ id: "a", container: "", profile: { M: ["10", "10"] } }, { id: "b", container: "", profile: { M: ["10", "11"] } }, new Map([["M", model]])).conflicts).toEqual(["M"]);
  expect(consensusOf([{ id: "a", container: "", profile: peak }, { id: "b", container: "", profile: both }]).consensus["M"]).toEqual(["10", "11"]);
  expect(consensusOf([{ id: "a", container: "", profile: peak }, { id: "b", container: "", profile: withDropOut({ M: ["12", "12"] }, d) }]).consensus["M"]).toEqual(["10", "12"]);
  expect(isOneKnown(["10", "10"])).toBe(false);
});

test("re-association sees parts that agree but for losses only where the settings state a probability of drop-out", () => {
  const markers = Array.from({ length: 12 }, (_, i) => `M${i}`);
  const frequencies = { markers: Object.fromEntries(markers.map((marker) => [marker, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [String(8 + i), 0.05]))])), persons: {} };
  const whole = Object.fromEntries(markers.map((marker) => [marker, ["10", "15"] as const]));
  const lossy = { ...whole, M0: ["10", "10"] as const, M1: ["15", "15"] as const };
  const remains = [whole, lossy].map((profile, i): Remains => ({ id: `R${i}`, sex: "M", container: "", profile, y: {}, line: i + 2 }));
  const grouped = (dropOut: number) => groupRemains(remains, frequencies, { ...PLAIN_SETTINGS, dropOut });
  expect(grouped(0).members).toEqual([["R0"], ["R1"]]);
  expect(grouped(0.1).members).toEqual([["R0", "R1"]]);
  expect(grouped(0.1).searched[0]?.profile["M0"]).toEqual(["10", "15"]);
  expect(reassociate(remains, new Map()).individualsMin).toBe(2);
});

test("trap 10: one allele known and a probability of drop-out are never counted together", () => {
  const remains: Remains = { id: "R1", sex: "M", container: "", profile: { D1: ["12", null], D2: ["12", "12"] }, y: {}, line: 7 };
  expect(dropOutTwice([remains], { ...PLAIN_SETTINGS, dropOut: 0.1 }, "r.csv").map(({ code, places }) => ({ code, places }))).toEqual([{ code: "DROP_OUT_TWICE", places: [{ file: "r.csv", line: 7, field: "D1" }] }]);
  expect(dropOutTwice([remains], PLAIN_SETTINGS, "r.csv")).toEqual([]);
  expect(explain(["12", null], makeLocus("M", { "12": 0.5, "13": 0.5 })).isWeighted).toBe(false);
});

test("rare alleles by either rule, by hand; the rule needs its number of persons", () => {
  const set = { markers: { M: { "10": 0.9, "11": 0.1 } }, persons: { M: 50 } };
  // (n+1)/(N+1) with N = 100 alleles: 91, 11 and 1 of 101, normalised by their sum 103
  const counted = withRareAlleles(set, { M: ["12"] }, undefined, "(n+1)/(N+1)").markers["M"] ?? {};
  expect([counted["10"], counted["11"], counted["12"]].map((value) => Number((value ?? 0).toPrecision(12)))).toEqual([91, 11, 1].map((n) => Number((n / 103).toPrecision(12))));
  // 5/(2N) = 0.05: only the unseen allele is raised
  const floored = withRareAlleles(set, { M: ["12"] }, undefined).markers["M"] ?? {};
  expect([floored["10"], floored["11"], floored["12"]].map((value) => Number((value ?? 0).toPrecision(12)))).toEqual([0.9, 0.1, 0.05].map((value) => Number((value / 1.05).toPrecision(12))));
  expect(readSettings({ rareAlleleRule: "(n+1)/(N+1)" }, "s").faults.map(({ code, places }) => [code, places[0]?.field])).toEqual([["SETTINGS_SHAPE", "rareAllelePersons"]]);
  expect(readSettings({ rareAlleleRule: "none", rareAllelePersons: 100 }, "s").faults.map(({ places }) => places[0]?.field)).toEqual(["rareAlleleRule"]);
  expect(readSettings({ dropOut: 0.95 }, "s").faults.map(({ places }) => places[0]?.field)).toEqual(["dropOut"]);
  expect(readSettings({ dropOut: 0.1, rareAlleleRule: "(n+1)/(N+1)", rareAllelePersons: 100 }, "s").settings).toMatchObject({ dropOut: 0.1, rareAlleleRule: "(n+1)/(N+1)" });
});
