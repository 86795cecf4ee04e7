// Inheritance against what Mendel, the frequency table and the mutation model say: expected values are closed forms, bounds are
// five standard deviations of the binomial or of chi-square (Wilson and Hilferty 1931), so a true generator fails one run in 10^6.
import { expect, test } from "vitest";
import { markersOf, MUTATIONS, type Marker } from "./alleles.ts";
import { drawsOf } from "./draws.ts";
import { dropThrough, founder } from "./inheritance.ts";
import type { Pedigree } from "./pedigrees.ts";

const markers = markersOf("inheritance");
const trio: Pedigree = {
  shape: "trio", missing: [],
  relatives: [
    { id: "FA", father: "0", mother: "0", sex: "M", isTyped: true }, { id: "MO", father: "0", mother: "0", sex: "F", isTyped: true },
    { id: "C1", father: "FA", mother: "MO", sex: "M", isTyped: true }, { id: "C2", father: "FA", mother: "MO", sex: "M", isTyped: true },
  ],
};

/** Standard normal score of a chi-square value. */
const chiScore = (chi: number, freedom: number): number => (Math.cbrt(chi / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
const isWithin = (count: number, n: number, p: number): boolean => Math.abs(count - n * p) <= 5 * Math.sqrt(n * p * (1 - p)) + 1;

test("every row of the frequency table sums to one, and no allele is absent", () => {
  for (const seed of ["1", "2", "war"])
    for (const { parts, alleles } of markersOf(seed)) {
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(10_000);
      expect(parts).toHaveLength(alleles.length);
      expect(Math.min(...parts)).toBeGreaterThan(0);
    }
  expect(markers).toHaveLength(24);
});

test("alleles of 4,000 unrelated people fit the table at each of the 24 markers (chi-square)", () => {
  const counts = markers.map(({ alleles }) => new Float64Array(alleles.length));
  const random = drawsOf("founders");
  for (let person = 0; person < 4000; person++)
    founder(markers, random).forEach((allele, at) => {
      const row = counts[at >> 1];
      if (row) row[allele] = (row[allele] ?? 0) + 1;
    });
  markers.forEach(({ name, parts }, at) => {
    const chi = parts.reduce((sum, part, allele) => sum + ((counts[at]?.[allele] ?? 0) - 0.8 * part) ** 2 / (0.8 * part), 0);
    expect(Math.abs(chiScore(chi, parts.length - 1)), name).toBeLessThan(5);
  });
});

test("children take one allele of each parent; departures are as many as the mutation rates say, within the group, one repeat mostly", () => {
  const random = drawsOf("trios");
  const meioses = { M: 0, F: 0 };
  const departures = { M: 0, F: 0 };
  let single = 0;
  for (let family = 0; family < 3000; family++) {
    const { genotypes } = dropThrough(trio, markers, random);
    for (const child of ["C1", "C2"])
      for (const [parent, sex, side] of [["FA", "M", 0], ["MO", "F", 1]] as const)
        markers.forEach((marker, at) => {
          meioses[sex]++;
          const [a, b] = [genotypes.get(parent)?.[2 * at] ?? 0, genotypes.get(parent)?.[2 * at + 1] ?? 0];
          const got = genotypes.get(child)?.[2 * at + side] ?? 0;
          if (got === a || got === b) return;
          departures[sex]++;
          const near = [a, b].filter((own) => sameGroup(marker, own, got)).map((own) => Math.abs(stepOf(marker, own) - stepOf(marker, got)));
          expect(near.length).toBeGreaterThan(0);
          if (Math.min(...near) === 1) single++;
        });
  }
  // A departure is seen only when the new allele is not the parent's other one: the rate is an upper bound, half of it a lower one.
  for (const sex of ["M", "F"] as const) {
    const rate = MUTATIONS[sex] / 1_000_000;
    expect(departures[sex]).toBeLessThan(meioses[sex] * rate + 5 * Math.sqrt(meioses[sex] * rate));
    expect(departures[sex]).toBeGreaterThan(meioses[sex] * rate * 0.5);
  }
  expect(single / (departures.M + departures.F)).toBeGreaterThan(0.75);
});

const sameGroup = (marker: Marker, a: number, b: number): boolean => marker.alleles[a]?.split(".")[1] === marker.alleles[b]?.split(".")[1];
const stepOf = (marker: Marker, allele: number): number => Number.parseInt(marker.alleles[allele] ?? "", 10);

test("brothers share both alleles by descent in 1/4, one in 1/2, none in 1/4 of the loci", () => {
  let tag = 0;
  const tagged: Marker = { name: "TAG", alleles: ["1", "2.1", "3.2", "4.3"], parts: [2500, 2500, 2500, 2500], founderAllele: () => tag++ & 3, neighbours: [] };
  const random = drawsOf("brothers");
  const shared = [0, 0, 0];
  const pairs = 20_000;
  for (let family = 0; family < pairs; family++) {
    const { genotypes } = dropThrough(trio, [tagged], random);
    const [a, b] = [genotypes.get("C1"), genotypes.get("C2")];
    const count = Number(a?.[0] === b?.[0]) + Number(a?.[1] === b?.[1]);
    shared[count] = (shared[count] ?? 0) + 1;
  }
  expect(isWithin(shared[0] ?? 0, pairs, 0.25) && isWithin(shared[1] ?? 0, pairs, 0.5) && isWithin(shared[2] ?? 0, pairs, 0.25)).toBe(true);
});
