// The 24 autosomal markers and a synthetic frequency table. Marker names and repeat ranges are public; the frequencies are
// drawn from the seed, are whole ten-thousandths and sum to 1 exactly. No published table was copied.
import { drawsOf, weightedIndex, between } from "./draws.ts";
import type { SeededRandom } from "../../basis/seeded-random.ts";

export type Marker = {
  readonly name: string;
  /** Ascending; the index in here is the allele everywhere else. */
  readonly alleles: readonly string[];
  /** Ten-thousandths; sum 10,000. */
  readonly parts: readonly number[];
  readonly founderAllele: (random: SeededRandom) => number;
  /** By parent's allele: those of its microvariant group with weights that fall tenfold a repeat. */
  readonly neighbours: readonly { readonly to: readonly number[]; readonly draw: (random: SeededRandom) => number }[];
};

const RANGES = `D3S1358 12 13 14 15 16 17 18 19|VWA 13 14 15 16 17 18 19 20|D16S539 8 9 10 11 12 13 14|CSF1PO 8 9 10 11 12 13 14|TPOX 8 9 10 11 12
|D8S1179 8 9 10 11 12 13 14 15 16 17|D21S11 27 28 29 30 30.2 31 31.2 32 32.2 33 33.2|D18S51 11 12 13 14 15 16 17 18 19 20 21 22
|D2S441 9 10 11 11.3 12 13 14 15|D19S433 11 12 13 13.2 14 14.2 15 15.2 16|TH01 6 7 8 9 9.3 10|FGA 18 19 20 21 22 22.2 23 24 25 26 27
|D22S1045 11 12 13 14 15 16 17|D5S818 9 10 11 12 13 14|D13S317 8 9 10 11 12 13 14|D7S820 7 8 9 10 11 12 13
|SE33 14 15 16 17 18 19 20 21 25.2 26.2 27.2 28.2 29.2 30.2|D10S1248 11 12 13 14 15 16 17|D1S1656 11 12 13 14 15 15.3 16 16.3 17 17.3 18.3
|D12S391 16 17 18 18.3 19 19.3 20 21 22 23 24|D2S1338 16 17 18 19 20 21 22 23 24 25 26|PENTA_D 7 8 9 10 11 12 13 14 15
|PENTA_E 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20|D6S1043 10 11 12 13 14 15 16 17 18 19 20 21`;

/** Mutations per million meioses, fathers and mothers: of the order that parentage statistics report for such markers. */
export const MUTATIONS = { M: 2000, F: 500 } as const;
const WHOLE = 10_000;

export function markersOf(seed: string): readonly Marker[] {
  return RANGES.split("|").map((line) => {
    const [name = "", ...alleles] = line.trim().split(" ");
    const parts = partsOf(alleles.length, drawsOf(seed, "frequencies", name));
    return { name, alleles, parts, founderAllele: weightedIndex(parts), neighbours: alleles.map((_, from) => neighboursOf(alleles, from)) };
  });
}

/** A hill with its top near the middle, roughened, in ten-thousandths by largest remainders. */
function partsOf(count: number, random: SeededRandom): number[] {
  const top = between(random, Math.floor(count / 3), Math.floor((2 * count) / 3));
  const weights = Array.from({ length: count }, (_, at) => between(random, 10, 60) + Math.floor(between(random, 150, 400) / (1 + ((at - top) * (at - top)) / 4)));
  const sum = weights.reduce((whole, weight) => whole + weight, 0);
  const parts = weights.map((weight) => Math.floor((weight * WHOLE) / sum));
  const left = WHOLE - parts.reduce((whole, part) => whole + part, 0);
  const byRemainder = weights.map((weight, at) => ({ at, rest: (weight * WHOLE) % sum })).sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1;
  return parts;
}

/** The decimal digit as text tells the microvariant group; nothing mutates out of its group. */
const groupOf = (allele: string): string => allele.split(".")[1] ?? "";

/** By repeats moved, from one: a tenth each, in whole numbers (a power may differ in the last bit between engines). */
const TENFOLD = [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10];

function neighboursOf(alleles: readonly string[], from: number): Marker["neighbours"][number] {
  const own = alleles[from] ?? "";
  const to = alleles.flatMap((allele, at) => (at !== from && groupOf(allele) === groupOf(own) ? [at] : []));
  const steps = to.map((at) => Math.abs(Number.parseInt(alleles[at] ?? "", 10) - Number.parseInt(own, 10)));
  const weights = steps.map((step) => TENFOLD[step - 1] ?? 1);
  return { to, draw: weightedIndex(weights) };
}
