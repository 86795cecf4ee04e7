// How many of everything: closed forms in whole numbers of the four numbers that the user gives. Tests and the counts of
// the truth rest on these; what is drawn by chance instead is said in docs/methods/exercise.md.
import { Fault, Faults } from "../../basis/fault.ts";
import { share } from "./draws.ts";

export type SideOf = "A" | "B";
export const SIDES: readonly SideOf[] = ["A", "B"];
export const otherSide = (side: SideOf): SideOf => (side === "A" ? "B" : "A");

export type ExerciseOptions = {
  readonly seed: string;
  /** Persons on each of the four lists: asked and held of side A and of side B. */
  readonly captives: number;
  /** Containers handed over to both sides together. */
  readonly remains: number;
  /** Families with DNA references of both sides together. */
  readonly families: number;
};

export const CAPTIVES_MAX = 1_000_000;
export const REMAINS_MAX = 1_000_000;
export const FAMILIES_MAX = 2_000_000;

/** Thousandths; each is a planted feature. */
export const SHARES = {
  heldOfAsked: 620, duplicateAsked: 20, duplicateHeld: 15, heldDied: 5, askedDead: 750,
  containersToA: 667, commingled: 50, threeOfCommingled: 200, furtherPart: 40, otherSide: 30, partial: 200,
  staffTouched: 2, deadWithFamily: 800, wrongRelation: 10, swapped: 3, twiceEntered: 3, smallKit: 120,
} as const;

/** People of one side, by what is true of them. */
export type PeopleOfSide = {
  /** On the own side's asked list and on the other's held list, alive. */
  readonly askedAndHeld: number;
  /** The same, but died in custody after the lists, and among the containers. */
  readonly heldDied: number;
  readonly heldOnly: number;
  /** Asked for, alive or dead elsewhere: neither held nor among the containers. */
  readonly askedOnly: number;
  /** Asked for, and among the containers. */
  readonly askedDead: number;
  /** Among the containers, on no list. */
  readonly unlistedDead: number;
  readonly families: number;
};

/** Containers handed over to one side. */
export type ContainersOfSide = {
  readonly containers: number;
  /** Hold one person not met in an earlier container; the rest hold a further part of one who was. */
  readonly firsts: number;
  readonly furtherParts: number;
  readonly commingled: number;
  readonly ofThree: number;
  /** Sets of remains beyond the first in commingled containers: persons not met before, and further parts. */
  readonly extraPersons: number;
  readonly extraParts: number;
  readonly persons: number;
  /** Persons among them whose own side is the sender. */
  readonly ofOtherSide: number;
  readonly sets: number;
  readonly partialSets: number;
};

export type Sizes = {
  readonly people: Readonly<Record<SideOf, PeopleOfSide>>;
  readonly containers: Readonly<Record<SideOf, ContainersOfSide>>;
  readonly duplicatesAsked: number;
  readonly duplicatesHeld: number;
  readonly staffTouchedSets: number;
  readonly wrongRelations: number;
  readonly swappedPairs: number;
  readonly twiceEntered: number;
};

/** @throws Faults `EXERCISE_SIZE`, one for each number that is not whole or beyond its limit, and for an odd seed. */
export function checkOptions(options: ExerciseOptions): void {
  const faults: Fault[] = [];
  const limits = [["captives", CAPTIVES_MAX], ["remains", REMAINS_MAX], ["families", FAMILIES_MAX]] as const;
  for (const [field, most] of limits) {
    const value = options[field];
    if (!Number.isInteger(value) || value < 0 || value > most)
      faults.push(new Fault("EXERCISE_SIZE", `expected --${field} from 0 to ${most}, a whole number`, [{ field }]));
  }
  if (!/^[0-9A-Za-z._-]{1,64}$/.test(options.seed))
    faults.push(new Fault("EXERCISE_SIZE", "expected --seed of 1 to 64 letters, digits, dots, hyphens", [{ field: "seed" }]));
  if (faults.length > 0) throw new Faults(faults);
}

/** The families of one conflict unless the user says otherwise: ten for three containers. */
export const usualFamilies = (remains: number): number => Math.floor((remains * 10) / 3);

export function sizesOf(options: ExerciseOptions): Sizes {
  const toA = share(options.remains, SHARES.containersToA);
  const containers = { A: containersOf(toA), B: containersOf(options.remains - toA) };
  const deadA = containers.A.persons - containers.A.ofOtherSide + containers.B.ofOtherSide;
  const deadB = containers.B.persons - containers.B.ofOtherSide + containers.A.ofOtherSide;
  const weight = 2 * options.captives + deadA + deadB;
  const familiesA = weight === 0 ? 0 : Math.floor((options.families * (options.captives + deadA)) / weight);
  const sets = containers.A.sets + containers.B.sets;
  return {
    people: { A: peopleOf(options.captives, deadA, familiesA), B: peopleOf(options.captives, deadB, weight === 0 ? 0 : options.families - familiesA) },
    containers,
    duplicatesAsked: share(options.captives, SHARES.duplicateAsked),
    duplicatesHeld: share(options.captives, SHARES.duplicateHeld),
    staffTouchedSets: share(sets, SHARES.staffTouched),
    wrongRelations: share(options.families, SHARES.wrongRelation),
    swappedPairs: share(options.families, SHARES.swapped),
    twiceEntered: share(options.families, SHARES.twiceEntered),
  };
}

function containersOf(containers: number): ContainersOfSide {
  const commingled = share(containers, SHARES.commingled);
  const ofThree = share(commingled, SHARES.threeOfCommingled);
  const furtherParts = share(containers, SHARES.furtherPart);
  const extras = commingled + ofThree;
  const extraPersons = extras >> 1;
  const firsts = containers - furtherParts;
  const persons = firsts + extraPersons;
  const sets = containers + extras;
  return {
    containers, firsts, furtherParts, commingled, ofThree, extraPersons, extraParts: extras - extraPersons, persons,
    ofOtherSide: share(persons, SHARES.otherSide), sets, partialSets: share(sets, SHARES.partial),
  };
}

function peopleOf(listed: number, dead: number, families: number): PeopleOfSide {
  const held = share(listed, SHARES.heldOfAsked);
  const notHeld = listed - held;
  const heldDied = Math.min(share(held, SHARES.heldDied), dead);
  const askedDead = Math.min(share(notHeld, SHARES.askedDead), dead - heldDied);
  return {
    askedAndHeld: held - heldDied, heldDied, heldOnly: listed - held, askedOnly: notHeld - askedDead, askedDead,
    unlistedDead: dead - heldDied - askedDead, families,
  };
}
