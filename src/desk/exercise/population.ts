// Who the people are: households with one to three missing, and what is true of each of them. Kept as flat arrays; the
// person behind an index is drawn again from the seed whenever a file needs him.
import { chance, drawsOf, shuffle, shuffled } from "./draws.ts";
import type { Folk } from "./folk.ts";
import { sizesOf, type ExerciseOptions, type PeopleOfSide, type SideOf, type Sizes } from "./sizes.ts";

export const STATES = ["asked-and-held", "held-died", "held-only", "asked-only", "asked-dead", "unlisted-dead", "unlisted-missing"] as const;
export type State = (typeof STATES)[number];

export const HOUSEHOLDS = ["one", "twins", "brothers", "father-son", "three"] as const;
export type HouseholdKind = (typeof HOUSEHOLDS)[number];

export type People = {
  readonly side: SideOf;
  readonly folk: Folk;
  readonly persons: number;
  readonly households: number;
  /** By person: index into STATES, household, place in the household from 0. */
  readonly state: Uint8Array;
  readonly household: Int32Array;
  readonly member: Uint8Array;
  /** By household: index into HOUSEHOLDS, its first person, 1 when its names are those of the household before it. */
  readonly kind: Uint8Array;
  readonly first: Int32Array;
  readonly namesake: Uint8Array;
};

export type Population = {
  readonly options: ExerciseOptions;
  readonly sizes: Sizes;
  readonly people: Readonly<Record<SideOf, People>>;
};

export const stateOf = (people: People, person: number): State => STATES[people.state[person] ?? 0] ?? "asked-and-held";
export const kindOf = (people: People, household: number): HouseholdKind => HOUSEHOLDS[people.kind[household] ?? 0] ?? "one";
export const membersOf = (kind: HouseholdKind): number => (kind === "one" ? 1 : kind === "three" ? 3 : 2);

export const isAsked = (state: State): boolean => state === "asked-and-held" || state === "held-died" || state === "asked-only" || state === "asked-dead";
export const isHeld = (state: State): boolean => state === "asked-and-held" || state === "held-died" || state === "held-only";
export const isDead = (state: State): boolean => state === "held-died" || state === "asked-dead" || state === "unlisted-dead";

export function populate(options: ExerciseOptions, folk: Folk): Population {
  const sizes = sizesOf(options);
  return { options, sizes, people: { A: peopleOf(options.seed, "A", sizes.people.A, folk), B: peopleOf(options.seed, "B", sizes.people.B, folk) } };
}

/** Thousandths of households with more than one missing, in the order of HOUSEHOLDS after the first. */
const KIND_SHARES = [8, 24, 10, 3] as const;
const NAMESAKES = 30;
/** Of the households with several missing, those whose members met the same fate: brothers fall together. */
const SAME_FATE = 400;

function peopleOf(seed: string, side: SideOf, sizes: PeopleOfSide, folk: Folk): People {
  const random = drawsOf(seed, "households", side);
  const counts = [sizes.askedAndHeld, sizes.heldDied, sizes.heldOnly, sizes.askedOnly, sizes.askedDead, sizes.unlistedDead];
  const core = counts.reduce((sum, count) => sum + count, 0);
  const kinds: number[] = [];
  let persons = 0;
  while (persons < core || kinds.length < sizes.families) {
    const drawn = persons < core - 3 ? drawKind(random.below(1000)) : 0;
    kinds.push(drawn);
    persons += membersOf(HOUSEHOLDS[drawn] ?? "one");
  }
  const people: People = {
    side, folk, persons, households: kinds.length, state: statesOf(seed, side, counts, persons), household: new Int32Array(persons),
    member: new Uint8Array(persons), kind: Uint8Array.from(kinds), first: new Int32Array(kinds.length),
    namesake: Uint8Array.from(kinds, (_, at) => (at > 0 && chance(random, NAMESAKES) ? 1 : 0)),
  };
  let person = 0;
  kinds.forEach((kind, household) => {
    people.first[household] = person;
    for (let member = 0; member < membersOf(HOUSEHOLDS[kind] ?? "one"); member++, person++) {
      people.household[person] = household;
      people.member[person] = member;
    }
  });
  joinFates(people, seed);
  return people;
}

function drawKind(at: number): number {
  let sum = 0;
  for (let kind = 0; kind < KIND_SHARES.length; kind++) {
    sum += KIND_SHARES[kind] ?? 0;
    if (at < sum) return kind + 1;
  }
  return 0;
}

/** Exact counts of each state over the core, in random order; whoever is beyond the core is missing elsewhere. */
function statesOf(seed: string, side: SideOf, counts: readonly number[], persons: number): Uint8Array {
  const core = counts.reduce((sum, count) => sum + count, 0);
  const drawn = new Uint8Array(core);
  let at = 0;
  counts.forEach((count, state) => {
    drawn.fill(state, at, at + count);
    at += count;
  });
  shuffle(drawn, drawsOf(seed, "states", side));
  const state = new Uint8Array(persons).fill(STATES.indexOf("unlisted-missing"));
  state.set(drawn);
  return state;
}

/** Gives all members of some households the first one's state, by exchange with persons who live alone: counts stay. */
function joinFates(people: People, seed: string): void {
  const random = drawsOf(seed, "fates", people.side);
  const alone: number[][] = STATES.map(() => []);
  for (const person of shuffled(people.persons, random))
    if (kindOf(people, people.household[person] ?? 0) === "one") alone[people.state[person] ?? 0]?.push(person);
  for (let household = 0; household < people.households; household++) {
    const members = membersOf(kindOf(people, household));
    if (members === 1 || !chance(random, SAME_FATE)) continue;
    const first = people.first[household] ?? 0;
    const wanted = people.state[first] ?? 0;
    for (let member = first + 1; member < first + members; member++) {
      const given = people.state[member] ?? 0;
      const partner = given === wanted ? undefined : alone[wanted]?.pop();
      if (partner === undefined) continue;
      people.state[member] = wanted;
      people.state[partner] = given;
      alone[given]?.push(partner);
    }
  }
}
