// Containers handed over, the sets of remains found in them when they are examined, and the person behind each set.
import type { SeededRandom } from "../../basis/seeded-random.ts";
import type { CivilDate } from "../../basis/civil-date.ts";
import type { Marker } from "./alleles.ts";
import { REMAINS_DAYS } from "./calendar.ts";
import { chance, drawsOf, shuffled } from "./draws.ts";
import { familyOf, founder, type Genotype } from "./inheritance.ts";
import type { Sex } from "./folk.ts";
import { personOf } from "./person.ts";
import { isDead, stateOf, type Population } from "./population.ts";
import { fullReading, partialReading, type Reading } from "./profiles.ts";
import { otherSide, SIDES, type SideOf } from "./sizes.ts";

export type Container = {
  readonly id: string;
  /** Who received it; the sender says that it holds that side's dead. */
  readonly to: SideOf;
  readonly on: CivilDate;
  readonly sets: readonly number[];
};
export type RemainsSet = {
  readonly id: string;
  readonly container: number;
  readonly side: SideOf;
  readonly person: number;
  /** The first set of its container, or one found beside it; a person not met before, or a further part of one. */
  readonly place: "first" | "beside";
  readonly part: "person" | "further-part";
  readonly isPartial: boolean;
  /** The number of the staff member whose profile was read instead. */
  readonly touchedBy?: number;
};
export type Remains = { readonly containers: readonly Container[]; readonly sets: readonly RemainsSet[] };

export const STAFF = 8;
type Found = Omit<RemainsSet, "id" | "touchedBy">;

export function remainsOf(population: Population): Remains {
  const { seed } = population.options;
  const dead = { A: deadOf(population, "A"), B: deadOf(population, "B") };
  const containers: Container[] = [];
  const sets: RemainsSet[] = [];
  for (const to of SIDES) {
    const size = population.sizes.containers[to];
    const own = dead[to].splice(0, size.persons - size.ofOtherSide).map((person) => ({ side: to, person }));
    const foreign = dead[otherSide(to)].splice(-size.ofOtherSide, size.ofOtherSide).map((person) => ({ side: otherSide(to), person }));
    const random = drawsOf(seed, "containers", to);
    const persons = [...own, ...foreign];
    const order = Array.from(shuffled(persons.length, random), (at) => persons[at]).filter((one) => one !== undefined);
    placeInContainers(order, population, to, random, containers, sets);
  }
  return { containers, sets: touchedByStaff(sets, population) };
}

const deadOf = (population: Population, side: SideOf): number[] => {
  const people = population.people[side];
  return [...shuffled(people.persons, drawsOf(population.options.seed, "dead", side))].filter((person) => isDead(stateOf(people, person)));
};

function placeInContainers(
  persons: readonly Pick<Found, "side" | "person">[], population: Population, to: SideOf, random: SeededRandom, containers: Container[], sets: RemainsSet[],
): void {
  const size = population.sizes.containers[to];
  const firsts = persons.slice(0, size.firsts);
  const extras = persons.slice(size.firsts).map((one) => ({ ...one, part: "person" as const }));
  const further = (): Found["part"] => "further-part";
  const anyFirst = (): Pick<Found, "side" | "person"> => firsts[random.below(Math.max(1, firsts.length))] ?? { side: to, person: 0 };
  const leading = [...firsts.map((one) => ({ ...one, part: "person" as const })), ...Array.from({ length: size.furtherParts }, () => ({ ...anyFirst(), part: further() }))];
  const beside = [...extras, ...Array.from({ length: size.extraParts }, () => ({ ...anyFirst(), part: further() }))];
  const order = shuffled(leading.length, random);
  const besides = besideCounts(size.containers, size.commingled, size.ofThree, random);
  const partial = new Set(shuffled(size.sets, random).subarray(0, size.partialSets));
  const besideOrder = shuffled(beside.length, random);
  let taken = 0;
  let numbered = 0;
  order.forEach((at, index) => {
    const container = containers.length;
    const found = [{ ...leading[at], place: "first" as const }, ...Array.from({ length: besides[index] ?? 0 }, () => ({ ...beside[besideOrder[taken++] ?? 0], place: "beside" as const }))];
    const numbers = found.map(({ side = to, person = 0, part = "person", place }) => {
      sets.push({ id: `R${String(sets.length + 1).padStart(6, "0")}`, container, side, person, part, place, isPartial: partial.has(numbered++) });
      return sets.length - 1;
    });
    const on = REMAINS_DAYS[Math.floor((index * REMAINS_DAYS.length) / order.length)] ?? REMAINS_DAYS[0];
    if (on !== undefined) containers.push({ id: `K${String(container + 1).padStart(6, "0")}`, to, on, sets: numbers });
  });
}

/** By container: how many sets lie beside the first. */
function besideCounts(containers: number, commingled: number, ofThree: number, random: SeededRandom): Uint8Array {
  const counts = new Uint8Array(containers);
  shuffled(containers, random).subarray(0, commingled).forEach((container, at) => void (counts[container] = at < ofThree ? 2 : 1));
  return counts;
}

function touchedByStaff(sets: readonly RemainsSet[], population: Population): RemainsSet[] {
  const random = drawsOf(population.options.seed, "touched");
  const touched = new Map(Array.from(shuffled(sets.length, random).subarray(0, population.sizes.staffTouchedSets), (at) => [at, random.below(STAFF)]));
  return sets.map((set, at) => {
    const by = touched.get(at);
    return by === undefined ? set : { ...set, touchedBy: by };
  });
}

export const staffGenotype = (seed: string, number: number, markers: readonly Marker[]): Genotype => founder(markers, drawsOf(seed, "staff", number));
export const staffSex = (seed: string, number: number): Sex => (chance(drawsOf(seed, "staff-sex", number), 500) ? "M" : "F");

export type ReadSet = { readonly sex: Sex | ""; readonly reading: Reading };

/** A set as the laboratory reads it. Of partial sets three in ten show no sex. */
export function readSet(population: Population, set: RemainsSet, at: number, markers: readonly Marker[]): ReadSet {
  const { seed } = population.options;
  const people = population.people[set.side];
  const household = people.household[set.person] ?? 0;
  const own = familyOf(people, seed, household, markers).genotypes.get(`M${(people.member[set.person] ?? 0) + 1}`);
  const genotype = set.touchedBy === undefined ? (own ?? new Uint8Array(2 * markers.length)) : staffGenotype(seed, set.touchedBy, markers);
  const sex = set.touchedBy === undefined ? personOf(people, seed, set.person).sex : staffSex(seed, set.touchedBy);
  const random = drawsOf(seed, "reading", at);
  if (!set.isPartial) return { sex, reading: fullReading(genotype, markers) };
  return { sex: chance(random, 300) ? "" : sex, reading: partialReading(genotype, markers, random) };
}
