// Families that gave references: which households, under which number, and the faults planted in them.
import type { Marker } from "./alleles.ts";
import { chance, drawsOf, share, shuffled } from "./draws.ts";
import { familyOf, founder, type DroppedFamily, type Genotype } from "./inheritance.ts";
import { pedigreeOf, type Relative } from "./pedigrees.ts";
import { isDead, kindOf, membersOf, stateOf, type People, type Population } from "./population.ts";
import { referenceReading, type Reading } from "./profiles.ts";
import { SHARES, SIDES, type SideOf } from "./sizes.ts";

export type Flaw = "wrong-relation" | "swapped" | "twice-entered";
export type Family = {
  readonly side: SideOf;
  readonly household: number;
  /** A planted fault of its first reference; `partner` is the family whose sample stands here. */
  readonly flaw?: Flaw;
  readonly partner?: number;
};
export type Families = { readonly families: readonly Family[]; readonly numberOf: Readonly<Record<SideOf, Int32Array>> };

export const familyId = (at: number): string => `F${String(at + 1).padStart(6, "0")}`;
const SMALL_KIT = 15;

export function familiesOf(population: Population): Families {
  const { seed } = population.options;
  const drawn = SIDES.flatMap((side) => householdsWith(population, side).map((household) => ({ side, household })));
  const order = shuffled(drawn.length, drawsOf(seed, "family-order"));
  const plain = Array.from(order, (at) => drawn[at]).filter((one) => one !== undefined);
  const families = withFlaws(plain, population);
  const numberOf = { A: new Int32Array(population.people.A.households).fill(-1), B: new Int32Array(population.people.B.households).fill(-1) };
  families.forEach(({ side, household }, at) => void (numberOf[side][household] = at));
  return { families, numberOf };
}

/** Four of five households with somebody among the containers, then others, up to the number wanted. */
function householdsWith(population: Population, side: SideOf): number[] {
  const people = population.people[side];
  const wanted = population.sizes.people[side].families;
  const order = [...shuffled(people.households, drawsOf(population.options.seed, "families", side))];
  const isMourning = (household: number): boolean => hasDead(people, household);
  const mourning = order.filter(isMourning);
  const known = mourning.slice(0, share(mourning.length, SHARES.deadWithFamily));
  const others = order.filter((household) => !isMourning(household));
  return [...known, ...others, ...mourning.slice(known.length)].slice(0, wanted);
}

function hasDead(people: People, household: number): boolean {
  const first = people.first[household] ?? 0;
  for (let person = first; person < first + membersOf(kindOf(people, household)); person++) if (isDead(stateOf(people, person))) return true;
  return false;
}

function withFlaws(plain: readonly Family[], population: Population): Family[] {
  const { seed } = population.options;
  const { wrongRelations, swappedPairs, twiceEntered } = population.sizes;
  const families: Family[] = [...plain];
  const sampled = [...shuffled(plain.length, drawsOf(seed, "flaws"))].filter((at) => {
    const family = plain[at];
    return family !== undefined && firstOf(pedigreeOf(population.people[family.side], seed, family.household).relatives) !== undefined;
  });
  const take = (): number | undefined => sampled.pop();
  const put = (at: number | undefined, flaw: Flaw, partner?: number): void => {
    const family = at === undefined ? undefined : plain[at];
    if (at !== undefined && family !== undefined) families[at] = { ...family, flaw, ...(partner === undefined ? {} : { partner }) };
  };
  for (let n = 0; n < wrongRelations; n++) put(take(), "wrong-relation");
  for (let n = 0; n < swappedPairs; n++) {
    const [a, b] = [take(), take()];
    if (a === undefined || b === undefined) break;
    put(a, "swapped", b);
    put(b, "swapped", a);
  }
  for (let n = 0; n < twiceEntered; n++) {
    const [a, b] = [take(), take()];
    if (a !== undefined && b !== undefined) put(a, "twice-entered", b);
  }
  return families;
}

/** The first reference who is no spouse: the one that a planted fault touches. */
export const firstOf = (relatives: readonly Relative[]): Relative | undefined => relatives.find(({ id, isTyped }) => isTyped && id !== "SP");

export type ReadFamily = { readonly dropped: DroppedFamily; readonly references: readonly { readonly id: string; readonly reading: Reading }[] };

/** A family as the laboratory knows it: pedigree as stated, references as typed, faults included. */
export function readFamily(population: Population, all: Families, at: number, markers: readonly Marker[]): ReadFamily | undefined {
  const family = all.families[at];
  if (family === undefined) return undefined;
  const { seed } = population.options;
  const dropped = familyOf(population.people[family.side], seed, family.household, markers);
  const random = drawsOf(seed, "references", at);
  const kit = chance(random, SHARES.smallKit) ? SMALL_KIT : markers.length;
  const touched = firstOf(dropped.pedigree.relatives)?.id;
  const references = dropped.pedigree.relatives.filter(({ isTyped }) => isTyped).map(({ id }) => {
    const own = dropped.genotypes.get(id);
    const genotype = id === touched ? foreignGenotype(population, all, family, markers, at) ?? own : own;
    return { id, reading: referenceReading(genotype ?? new Uint8Array(2 * markers.length), markers, kit, random) };
  });
  return { dropped, references };
}

function foreignGenotype(population: Population, all: Families, family: Family, markers: readonly Marker[], at: number): Genotype | undefined {
  const { seed } = population.options;
  if (family.flaw === "wrong-relation") return founder(markers, drawsOf(seed, "stranger", at));
  const partner = family.partner === undefined ? undefined : all.families[family.partner];
  if (partner === undefined) return undefined;
  const { pedigree, genotypes } = familyOf(population.people[partner.side], seed, partner.household, markers);
  return genotypes.get(firstOf(pedigree.relatives)?.id ?? "");
}
