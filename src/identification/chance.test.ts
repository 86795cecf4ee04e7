// How often chance reaches a ratio. Expected values: the sum over every observation of a few markers (the slow way), Markov's bound
// P(LR >= t | unrelated) <= 1/t, and draws of unrelated profiles. The sibling alternative: closed forms of full siblings.
import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../basis/seeded-random.ts";
import { markersOf, probabilityOfReaching } from "./chance.ts";
import { markerModel } from "./family-likelihood.ts";
import { makeLocus } from "./locus.ts";
import { mutationMatrices } from "./mutation.ts";
import type { Seen } from "./observation.ts";
import { makePedigree, type Pedigree, type PedigreeRow } from "./pedigree.ts";
import { siblingLr, withSibling } from "./sibling-alternative.ts";
import { buildTable, makePanel, rowOf, type Panel, type SlotTable } from "./table.ts";

type Profile = Readonly<Record<string, Seen>>;
const pedigreeOf = (rows: string): Pedigree => {
  const made = makePedigree(rows.split(",").map((row): PedigreeRow => {
    const [id = "", father = "0", mother = "0", sex = "M"] = row.split(" ");
    return { id, father, mother, sex: sex === "F" ? "F" : "M" };
  }));
  return "persons" in made ? made : expect.fail("a pedigree");
};
/** Markers of four alleles with the given weights; no mutation, or equal rates. */
function panelOf(weights: readonly (readonly number[])[], rate = 0): Panel {
  const models = new Map(weights.map((own, i) => {
    const sum = own.reduce((a, b) => a + b, 0);
    const locus = makeLocus(`M${i}`, Object.fromEntries(own.map((w, a) => [String(10 + a), w / sum])));
    return [`M${i}`, markerModel(locus, mutationMatrices(locus, rate === 0 ? { model: "none" } : { model: "equal", male: { rate, rate2: 0, range: 0 }, female: { rate, rate2: 0, range: 0 } }))];
  }));
  return makePanel([...models.keys()], models);
}
const pair = (a: number, b: number): Seen => [String(10 + a), String(10 + b)];
const tableOf = (panel: Panel, pedigree: Pedigree, references: ReadonlyMap<string, Profile>): SlotTable => buildTable({ pedigree, references, missing: pedigree.indexOf.get("X") ?? -1, panel, memo: new Map() });

/** P(log10 LR >= t), observation by observation over all markers. */
function slowReach(panel: Panel, table: SlotTable, markers: readonly number[], log10: number, isSame: boolean): number {
  const [index, ...rest] = markers;
  if (index === undefined) return 0 >= log10 ? 1 : 0;
  let sum = 0;
  for (let y = 0; y < 4; y++)
    for (let x = 0; x <= y; x++) {
      const row = rowOf(panel, index, pair(x, y));
      const ratio = table.lr[row] ?? 0;
      if (ratio > 0) sum += (panel.hw[row] ?? 0) * (isSame ? ratio : 1) * slowReach(panel, table, rest, log10 - Math.log10(ratio), isSame);
    }
  return sum;
}

const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 4, maxLength: 4 });
const seen = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }));
test("the convolved probability lies between those of the bar and of the bar less 0.001 a marker, both ways, summed observation by observation", () => {
  fc.assert(fc.property(fc.array(fc.tuple(weights, seen), { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 0.01), fc.constantFrom("X F M M,F 0 0 M,M 0 0 F", "F 0 0 M,M 0 0 F,S F M M,X F M M"), fc.double({ min: -2, max: 4, noNaN: true }), (given, rate, rows, t) => {
    const panel = panelOf(given.map(([w]) => w), rate);
    const pedigree = pedigreeOf(rows);
    const typed = Object.fromEntries(given.map(([, [a, b]], i) => [`M${i}`, pair(a, b)]));
    const table = tableOf(panel, pedigree, new Map([[pedigree.indexOf.has("S") ? "S" : "F", typed]]));
    const markers = given.map((_, i) => i);
    const width = 0.001 * markers.length + 1e-9;
    for (const of of ["unrelated", "same"] as const) {
      const slow = (log10: number): number => slowReach(panel, table, markers, log10, of === "same");
      const most = probabilityOfReaching(panel, table, markers, t, of, "at most");
      const least = probabilityOfReaching(panel, table, markers, t, of, "at least");
      expect(most).toBeGreaterThanOrEqual(slow(t + 1e-9) - 1e-12);
      expect(most).toBeLessThanOrEqual(slow(t - width) + 1e-12);
      expect(least).toBeLessThanOrEqual(slow(t - 1e-9) + 1e-12);
      expect(least).toBeGreaterThanOrEqual(slow(t + width) - 1e-12);
    }
    const chance = probabilityOfReaching(panel, table, markers, t, "unrelated", "at least");
    expect(chance, "Markov").toBeLessThanOrEqual(10 ** -t + 1e-12);
  }), { numRuns: 60 });
});

test("only markers at which the remains show both alleles and a relative is typed count", () => {
  const panel = panelOf([[1, 2, 3, 4], [1, 1, 1, 1], [4, 3, 2, 1]]);
  const table = tableOf(panel, pedigreeOf("X F M M,F 0 0 M,M 0 0 F"), new Map([["F", { M0: pair(0, 1), M1: pair(2, 2) }]]));
  expect(markersOf(panel, { M0: pair(0, 0), M1: ["12", null], M2: pair(1, 1) }, table)).toEqual([0]);
  expect(probabilityOfReaching(panel, table, [], 0, "unrelated", "at most"), "no marker, ratio 1").toBe(1);
});

test("trap 20: of 40,000 unrelated profiles as many reach each bar as the convolution says, within five deviations of a Poisson count", () => {
  const panel = panelOf(Array.from({ length: 9 }, (_, i) => [1 + (i % 3), 2, 3, 4]));
  const pedigree = pedigreeOf("GF 0 0 M,GM 0 0 F,F GF GM M,M 0 0 F,X F M M");
  const references = new Map(["GF", "GM"].map((id, g) => [id, Object.fromEntries(panel.markers.map((marker, i) => [marker, pair((i + g) % 4, (i * 2 + g) % 4)]))]));
  const table = tableOf(panel, pedigree, references);
  const random = seededRandom("unrelated");
  const draw = (marker: string): number => {
    const p = panel.models.get(marker)?.locus.p ?? expect.fail("a marker");
    let at = random.unit();
    for (let a = 0; a < p.length; a++) if ((at -= p[a] ?? 0) < 0) return a;
    return p.length - 1;
  };
  const draws = 40_000;
  const reached = Array.from({ length: draws }, () => panel.markers.reduce((sum, marker, index) => sum + Math.log10(table.lr[rowOf(panel, index, pair(draw(marker), draw(marker)))] ?? 0), 0));
  for (const bar of [-1, 0, 0.5, 1, 1.5]) {
    const expected = draws * probabilityOfReaching(panel, table, panel.markers.map((_, i) => i), bar, "unrelated", "at most");
    const found = reached.filter((log10) => log10 >= bar).length;
    expect(Math.abs(found - expected), `bar ${bar}: ${found} for ${expected.toFixed(1)}`).toBeLessThanOrEqual(5 * Math.sqrt(expected) + 1);
  }
});

const one = panelOf([[1, 2, 3, 4]]);
const p = [0.1, 0.2, 0.3, 0.4];
const siblingAt = (rows: string, references: Record<string, Seen>, query: Seen): number => {
  const pedigree = pedigreeOf(rows);
  return siblingLr({ pedigree, references: new Map(Object.entries(references).map(([id, own]) => [id, { M0: own }])) }, pedigree.indexOf.get("X") ?? -1, { M0: query }, one, 0, new Map()).log10Lr;
};
test("with both parents typed nobody tells the missing person from a full sibling: the ratio is 1", () => {
  for (const query of [pair(0, 2), pair(1, 2), pair(0, 3)]) expect(siblingAt("F 0 0 M,M 0 0 F,X F M M", { F: pair(0, 1), M: pair(2, 3) }, query)).toBeCloseTo(0, 12);
});
test("a child typed: a father sends the allele for certain or by half, his brother by half of that and half of the population", () => {
  const rows = "X 0 0 M,W 0 0 F,C X W M";
  const child = { W: pair(0, 0), C: pair(0, 1) }; // the father sent allele 1
  expect(siblingAt(rows, child, pair(1, 2))).toBeCloseTo(Math.log10(0.5 / (0.25 + 0.5 * (p[1] ?? 0))), 12);
  expect(siblingAt(rows, child, pair(1, 1))).toBeCloseTo(Math.log10(1 / (0.5 + 0.5 * (p[1] ?? 0))), 12);
  expect(siblingAt(rows, child, pair(2, 3)), "what excludes the father does not exclude his brother").toBe(-Infinity);
});
test("a missing person without parents gets untyped ones, named apart from the family's own members", () => {
  const made = withSibling(pedigreeOf("X 0 0 M,SIBLING 0 0 F,C X SIBLING M"), 0);
  expect(made.pedigree.persons.map(({ id }) => id).sort()).toEqual(["C", "FATHER-OF-SIBLING", "MOTHER-OF-SIBLING", "SIBLING", "SIBLING'", "X"]);
  expect(made.pedigree.persons[made.sibling]?.id).toBe("SIBLING'");
});
