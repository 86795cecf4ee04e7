// Genotypes by gene drop: founders draw both alleles from the frequency table, children one allele of each parent, with
// mutation (stepwise, range 0.1, within a microvariant group).
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { MUTATIONS, type Marker } from "./alleles.ts";
import { drawsOf } from "./draws.ts";
import type { Sex } from "./folk.ts";
import { pedigreeOf, type Pedigree } from "./pedigrees.ts";
import type { People } from "./population.ts";

/** Allele indexes: of marker m the pair at 2m (paternal) and 2m+1 (maternal). */
export type Genotype = Uint8Array;

export type DroppedFamily = { readonly pedigree: Pedigree; readonly genotypes: ReadonlyMap<string, Genotype> };

export function dropThrough(pedigree: Pedigree, markers: readonly Marker[], random: SeededRandom): DroppedFamily {
  const genotypes = new Map<string, Genotype>();
  for (const { id, father, mother } of pedigree.relatives) {
    const [from, to] = [genotypes.get(father), genotypes.get(mother)];
    genotypes.set(id, from && to ? childOf(from, to, markers, random) : founder(markers, random));
  }
  return { pedigree, genotypes };
}

/** The family behind a household: the same whenever it is asked for. */
export const familyOf = (people: People, seed: string, household: number, markers: readonly Marker[]): DroppedFamily =>
  dropThrough(pedigreeOf(people, seed, household), markers, drawsOf(seed, "genes", people.side, household));

export function founder(markers: readonly Marker[], random: SeededRandom): Genotype {
  const genotype = new Uint8Array(2 * markers.length);
  markers.forEach((marker, at) => {
    genotype[2 * at] = marker.founderAllele(random);
    genotype[2 * at + 1] = marker.founderAllele(random);
  });
  return genotype;
}

function childOf(father: Genotype, mother: Genotype, markers: readonly Marker[], random: SeededRandom): Genotype {
  const genotype = new Uint8Array(2 * markers.length);
  markers.forEach((marker, at) => {
    genotype[2 * at] = sent(father, marker, at, "M", random);
    genotype[2 * at + 1] = sent(mother, marker, at, "F", random);
  });
  return genotype;
}

/** The allele a parent hands on. One alone in its group does not mutate. */
function sent(parent: Genotype, marker: Marker, at: number, sex: Sex, random: SeededRandom): number {
  const draw = random.below(2_000_000);
  const own = parent[2 * at + (draw & 1)] ?? 0;
  if (draw >> 1 >= MUTATIONS[sex]) return own;
  const near = marker.neighbours[own];
  return near === undefined || near.to.length === 0 ? own : (near.to[near.draw(random)] ?? own);
}
