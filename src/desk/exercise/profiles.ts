// What a laboratory reads of a genotype: all markers, or of worn remains some of them, some with one allele only.
import type { SeededRandom } from "../../basis/seeded-random.ts";
import type { Marker } from "./alleles.ts";
import { between, chance } from "./draws.ts";
import type { Genotype } from "./inheritance.ts";

/** By marker: both alleles ascending, one known (the other dropped out), or not typed. */
export type Reading = readonly (readonly [string, string] | readonly [string, null] | undefined)[];

const pairOf = (genotype: Genotype, marker: Marker, at: number): readonly [string, string] => {
  const [a, b] = [genotype[2 * at] ?? 0, genotype[2 * at + 1] ?? 0];
  return [marker.alleles[Math.min(a, b)] ?? "", marker.alleles[Math.max(a, b)] ?? ""];
};

export const fullReading = (genotype: Genotype, markers: readonly Marker[]): Reading => markers.map((marker, at) => pairOf(genotype, marker, at));

/** A family's reference: `kit` markers typed, one marker in a hundred with an allele dropped out. */
export const referenceReading = (genotype: Genotype, markers: readonly Marker[], kit: number, random: SeededRandom): Reading =>
  markers.map((marker, at) => (at >= kit ? undefined : dropped(pairOf(genotype, marker, at), 10, random)));

/** Worn remains: each marker is typed with one chance for the whole set, from 30 to 85 in a hundred; of those 12 in a hundred lose an allele. */
export function partialReading(genotype: Genotype, markers: readonly Marker[], random: SeededRandom): Reading {
  const typedPerMille = between(random, 300, 850);
  return markers.map((marker, at) => (chance(random, typedPerMille) ? dropped(pairOf(genotype, marker, at), 120, random) : undefined));
}

const dropped = (pair: readonly [string, string], perMille: number, random: SeededRandom): readonly [string, string] | readonly [string, null] =>
  chance(random, perMille) ? [pair[random.below(2)] ?? "", null] : pair;

/** A cell of the remains table: `12/14.2`, `12/` where one allele is known, empty where not typed. */
export const cellOf = (reading: Reading[number]): string => (reading === undefined ? "" : `${reading[0]}/${reading[1] ?? ""}`);
