// Y-STR and mtDNA: excluded, not excluded or inconclusive, and a count in a named database. Never multiplied into the
// product (IDENTIFICATION.md 12). Y is shared by paternal, mt by maternal relatives: neither separates brothers.
import type { Pedigree } from "./pedigree.ts";

/** The limit of mismatches is the laboratory's; without one a mismatch is inconclusive. */
export type HaplotypeResult = { readonly result: "not excluded" | "inconclusive" | "excluded" | "not compared"; readonly compared: number; readonly mismatches: readonly string[] };

export function compareHaplotypes(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>, mismatchesMax: number | "no policy"): HaplotypeResult {
  const shared = Object.keys(a).filter((marker) => b[marker] !== undefined).sort();
  const mismatches = shared.filter((marker) => a[marker] !== b[marker]);
  const result = shared.length === 0 ? "not compared" : mismatches.length === 0 ? "not excluded"
    : mismatchesMax === "no policy" || mismatches.length <= mismatchesMax ? "inconclusive" : "excluded";
  return { result, compared: shared.length, mismatches };
}

/** Frequency of a haplotype seen x times among n: (x+1)/(n+1) and the 95 % upper Clopper–Pearson bound. */
export function haplotypeFrequency(x: number, n: number): { readonly estimate: number; readonly upper95: number } {
  return { estimate: (x + 1) / (n + 1), upper95: x === 0 ? 1 - 0.05 ** (1 / n) : x >= n ? 1 : upperBound(x, n) };
}

/** The p at which P(X <= x) = 0.05, by bisection of the binomial distribution function. */
function upperBound(x: number, n: number): number {
  let [low, high] = [x / n, 1];
  for (let step = 0; step < 200; step++) {
    const p = (low + high) / 2;
    let [term, sum] = [n * Math.log1p(-p), 0];
    for (let i = 0; i <= x; i++) {
      sum += Math.exp(term);
      term += Math.log((n - i) / (i + 1)) + Math.log(p) - Math.log1p(-p);
    }
    if (sum > 0.05) low = p;
    else high = p;
  }
  return (low + high) / 2;
}

/** Persons who carry the same Y as `person` (by the pedigree), himself included. */
export function paternalLine({ persons }: Pedigree, person: number): number[] {
  const top = (index: number): number => {
    const father = persons[index]?.father ?? -1;
    return father < 0 ? index : top(father);
  };
  const root = top(person);
  return persons.flatMap(({ sex }, index) => (sex === "M" && top(index) === root ? [index] : []));
}

export type MtRange = { readonly from: number; readonly to: number };
/** Positions that length and heteroplasmy make useless for exclusion. */
export const MT_NOT_COUNTED: readonly number[] = [16193, 309, 455, 463, 573];

/** Differences from rCRS such as "16189C", "263G", "315.1C" compared inside the ranges that both were read in. */
export function compareMt(
  a: { readonly differences: readonly string[]; readonly ranges: readonly MtRange[] }, b: { readonly differences: readonly string[]; readonly ranges: readonly MtRange[] },
  mismatchesMax: number | "no policy",
): HaplotypeResult {
  const inside = (position: number, ranges: readonly MtRange[]): boolean => ranges.some(({ from, to }) => position >= from && position <= to);
  const counted = (list: readonly string[]): string[] => list.filter((one) => {
    const position = Number.parseInt(one, 10);
    return inside(position, a.ranges) && inside(position, b.ranges) && !MT_NOT_COUNTED.includes(position);
  });
  const [own, other] = [counted(a.differences), counted(b.differences)];
  const mismatches = [...own.filter((one) => !other.includes(one)), ...other.filter((one) => !own.includes(one))].sort();
  const compared = a.ranges.some(({ from, to }) => b.ranges.some((range) => from <= range.to && range.from <= to)) ? 1 : 0;
  const result = compared === 0 ? "not compared" : mismatches.length === 0 ? "not excluded"
    : mismatchesMax === "no policy" || mismatches.length <= mismatchesMax ? "inconclusive" : "excluded";
  return { result, compared, mismatches };
}
