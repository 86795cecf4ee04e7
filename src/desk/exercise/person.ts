// One person as he is: drawn from the seed, his side and his index, whenever a file needs him. All invented.
import { dayNumber, fromDayNumber, type CivilDate } from "../../basis/civil-date.ts";
import { SIGNED, WAR_BEGAN, WAR_DAYS } from "./calendar.ts";
import { between, chance, drawsOf } from "./draws.ts";
import type { Bearer, Sex } from "./folk.ts";
import { kindOf, stateOf, type People, type State } from "./population.ts";
import { townIndex } from "./towns.ts";

export type Person = Bearer & { readonly index: number; readonly household: number; readonly state: State };

/** The person behind an index of `people`. About 20 hashes. */
export function personOf(people: People, seed: string, index: number): Person {
  const { folk, side } = people;
  const household = people.household[index] ?? 0;
  const member = people.member[index] ?? 0;
  const state = stateOf(people, index);
  const random = drawsOf(seed, "person", side, index);
  const isPair = kindOf(people, household) === "father-son";
  const sex: Sex = !(isPair && member === 0) && chance(random, folk.women) ? "F" : "M";
  const isCivilian = (state === "held-only" || state === "asked-only") && chance(random, folk.civilians);
  return {
    side, index, household, state, sex, names: folk.namesOf(side, drawsOf(seed, "names", side, ownHousehold(people, household)), { sex, member, isPair }), born: bornOn(people, seed, household, member),
    serviceNo: folk.serviceNo(random, isCivilian), unit: isCivilian ? "" : folk.unit(side, random), rank: folk.rankIndex(random), isCivilian, town: townIndex(random),
    capturedOn: fromDayNumber(dayNumber(WAR_BEGAN) + random.below(WAR_DAYS)),
  };
}

/** The household whose names are borne: its own, or for namesakes the one before. */
const ownHousehold = (people: People, household: number): number => (people.namesake[household] === 1 ? household - 1 : household);

/** Twins share a day; brothers are born about one to four years apart; a son when his father was 19 to 27. All are 18 at the signature. */
function bornOn(people: People, seed: string, household: number, member: number): CivilDate {
  const random = drawsOf(seed, "birth", people.side, household);
  const kind = kindOf(people, household);
  const years = kind === "one" ? people.folk.ageYears(random) : kind === "father-son" ? between(random, 42, 62) : between(random, 26, 52);
  const eldest = dayNumber(SIGNED) - years * 365 - 16 - random.below(365);
  const steps = [between(random, 400, 1300), between(random, 400, 1300)];
  if (member === 0 || kind === "twins") return fromDayNumber(eldest);
  if (kind === "father-son") return fromDayNumber(Math.min(eldest + between(random, 19, 27) * 365, dayNumber(SIGNED) - 18 * 366));
  return fromDayNumber(eldest + (steps[0] ?? 0) + (member === 2 ? (steps[1] ?? 0) : 0));
}
