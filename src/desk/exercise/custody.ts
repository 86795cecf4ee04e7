// What the mediator and the holder know of each person held: the commission's findings, the wish heard in private (a code,
// never why), where he is kept, what became of him. No diagnosis exists anywhere in the exercise.
import { addDays, type CivilDate } from "../../basis/civil-date.ts";
import { FIRST_BATCH, LISTS_GIVEN, MOVEMENTS, SIGNED } from "./calendar.ts";
import { between, chance, drawsOf, share, shuffled, weightedIndex } from "./draws.ts";
import type { BirthPrecision, Folk, Town } from "./folk.ts";
import { rowsOf, type List } from "./lists.ts";
import { personOf, type Person } from "./person.ts";
import type { Population } from "./population.ts";
import { otherSide, type SideOf } from "./sizes.ts";

export const BODY = "MC";
export type Act = { readonly class: "W" | "S"; readonly on: CivilDate; readonly by: string };
export type Wish = "returns" | "declines" | "undecided" | "not-yet-heard";
export type Tier = "wounded" | "sick" | "young" | "vulnerable" | "general";

export type Captive = {
  /** The first row that names him on the holder's list. */
  readonly id: string;
  readonly holder: SideOf;
  readonly of: SideOf;
  readonly person: number;
  readonly household: number;
  /** As recorded: a whole date, a year and month, a year, or not at all. */
  readonly born: string | null;
  /** Its word on lists and in the agreed values. */
  readonly rank: string;
  readonly heldSince: CivilDate;
  readonly place: string;
  readonly isCivilian: boolean;
  readonly isHeldBack: boolean;
  readonly isWoman: boolean;
  readonly examinedOn: CivilDate | "not examined";
  readonly finding: Act | "none";
  readonly objection: CivilDate | "none";
  readonly decision: { readonly on: CivilDate; readonly result: "upheld" | "rejected" } | "none";
  readonly wish: Wish;
  readonly heardOn: CivilDate;
  readonly diedOn: CivilDate | "alive";
  readonly needsStretcher: boolean;
  /** Day of the planning calendar before which he may not travel; 0 when fit. */
  readonly fitFromDay: number;
  /** The movement in which he was handed over, −1 while held. */
  readonly movement: number;
};

export type Place = { readonly id: string; readonly side: SideOf };
export const PLACES: Readonly<Record<SideOf, readonly Place[]>> = {
  A: Array.from({ length: 5 }, (_, at) => ({ id: `A${at + 1}`, side: "A" as const })),
  B: Array.from({ length: 7 }, (_, at) => ({ id: `B${at + 1}`, side: "B" as const })),
};
const placeIndex = { A: weightedIndex([40, 25, 15, 12, 8]), B: weightedIndex([30, 20, 16, 12, 10, 7, 5]) };
/** Thousandths of the persons on a held list who have been handed over before the plan begins. */
export const HANDED_OVER = 40;

/** Everybody on a held list, by first row. */
export function captivesOf(population: Population, list: List, towns: readonly Town[]): Captive[] {
  const { seed } = population.options;
  const people = population.people[list.of];
  const captives: Captive[] = [];
  for (const { row, id, person, written } of rowsOf(population, list, towns)) {
    if (list.rowOf[person] !== row) continue;
    captives.push(captiveOf(personOf(people, seed, person), id, { precision: written.precision, seed, folk: people.folk }));
  }
  return withMovements(captives, seed, list.of, share(population.options.captives, HANDED_OVER));
}

function captiveOf(person: Person, id: string, { precision, seed, folk }: { readonly precision: BirthPrecision; readonly seed: string; readonly folk: Folk }): Captive {
  const random = drawsOf(seed, "custody", person.side, person.index);
  const holder = otherSide(person.side);
  const place = PLACES[holder][placeIndex[holder](random)]?.id ?? `${holder}1`;
  const medical = random.below(1000);
  const kind = person.isCivilian ? "none" : medical < 60 ? "W" : medical < 100 ? "S" : "none";
  const examined = kind !== "none" || chance(random, 700);
  const examinedOn = addDays(SIGNED, between(random, -20, 14));
  const isContested = kind !== "none" && chance(random, 80);
  const objection = addDays(examinedOn, between(random, 1, 3));
  const isDecided = isContested && chance(random, 700);
  const wish = random.below(1000);
  const died = person.state === "held-died";
  return {
    id, holder, of: person.side, person: person.index, household: person.household, born: recorded(person.born, precision), rank: folk.ranks[person.rank]?.rank ?? "private",
    heldSince: person.capturedOn, place, isCivilian: person.isCivilian, isHeldBack: chance(random, 15), isWoman: person.sex === "F",
    examinedOn: examined ? examinedOn : "not examined",
    finding: kind === "none" ? "none" : { class: kind, on: examinedOn, by: BODY },
    objection: isContested ? objection : "none",
    decision: isDecided ? { on: addDays(objection, between(random, 1, 5)), result: chance(random, 700) ? "upheld" : "rejected" } : "none",
    wish: wish < 18 ? "declines" : wish < 38 ? "undecided" : wish < 880 ? "returns" : "not-yet-heard", heardOn: addDays(SIGNED, between(random, 1, 25)),
    diedOn: died ? addDays(LISTS_GIVEN, between(random, 1, 16)) : "alive",
    needsStretcher: kind === "W" ? chance(random, 600) : kind === "S" && chance(random, 250), fitFromDay: kind !== "none" && chance(random, 150) ? between(random, 1, 2) * 7 : 0,
    movement: -1,
  };
}

const recorded = (born: CivilDate, precision: BirthPrecision): string | null =>
  precision === "none" ? null : precision === "year" ? born.slice(0, 4) : precision === "month" ? born.slice(0, 7) : born;

/** Exactly `count` seriously wounded and sick who may travel, as far as there are so many, over the movements in turn. */
function withMovements(captives: readonly Captive[], seed: string, of: SideOf, count: number): Captive[] {
  const order = [...shuffled(captives.length, drawsOf(seed, "movements", of))];
  const going = order.filter((at) => {
    const one = captives[at];
    return one !== undefined && isPlannable(one) && isWoundedOrSick(one) && one.fitFromDay === 0;
  });
  const movementOf = new Map(going.slice(0, count).map((at, turn) => [at, turn % MOVEMENTS.length]));
  return captives.map((one, at) => ({ ...one, movement: movementOf.get(at) ?? -1 }));
}

/** May be put into a batch: alive, no civilian, wishes to return as far as heard, not held back, still held. */
export const isPlannable = (one: Captive): boolean =>
  one.diedOn === "alive" && !one.isCivilian && !one.isHeldBack && one.wish !== "declines" && one.movement < 0;

/** A certified finding without an open or upheld-against objection. A dispute is not yes (TERMS 9.1). */
const isWoundedOrSick = (one: Captive): boolean =>
  one.finding !== "none" && (one.objection === "none" || (one.decision !== "none" && one.decision.result === "upheld"));

/** Born on or after 3 June 1999 in every reading of what is recorded: aged 25 or under on 2 June 2025. */
const isYoung = (born: string | null): boolean => {
  if (born === null) return false;
  const earliest = born.length === 4 ? `${born}-01-01` : born.length === 7 ? `${born}-01` : born;
  return earliest >= "1999-06-03";
};

export function tierOf(one: Captive): Tier {
  if (isWoundedOrSick(one) && one.finding !== "none") return one.finding.class === "W" ? "wounded" : "sick";
  if (isYoung(one.born)) return "young";
  return one.isWoman || (one.born !== null && one.born < "1970-06-02") ? "vulnerable" : "general";
}

/** Waiting ever longer, in four bands. */
export const urgencyOf = (heldDays: number): number => (heldDays > 1000 ? 4 : heldDays > 700 ? 3 : heldDays > 350 ? 2 : 1);
export const dayZero = FIRST_BATCH;
