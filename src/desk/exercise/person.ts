// One person as he is: drawn from the seed, his side and his index, whenever a file needs him. All invented.
import { dayNumber, fromDayNumber, type CivilDate } from "../../basis/civil-date.ts";
import { SIGNED, WAR_BEGAN, WAR_DAYS } from "./calendar.ts";
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { between, chance, drawsOf, harmonicWeights, pick, weightedIndex } from "./draws.ts";
import { menNames, womenNames, daughterOf, type GivenName } from "./given-names.ts";
import { kindOf, stateOf, type People, type State } from "./population.ts";
import type { SideOf } from "./sizes.ts";
import { feminine, surnameOf } from "./surnames.ts";
import { townIndex } from "./towns.ts";

export type Sex = "M" | "F";

export type Person = {
  readonly side: SideOf;
  readonly index: number;
  readonly household: number;
  readonly state: State;
  readonly sex: Sex;
  /** In the letters of his own side. */
  readonly surname: string;
  readonly given: GivenName;
  readonly father: GivenName;
  readonly born: CivilDate;
  readonly serviceNo: string;
  readonly unit: string;
  readonly rank: number;
  readonly isCivilian: boolean;
  readonly town: number;
  readonly capturedOn: CivilDate;
};

/** uk, ru, Latin, and the band that a planner uses. The commonest first. */
export const RANKS: readonly { readonly uk: string; readonly ru: string; readonly latin: string; readonly band: RankBand }[] = [
  { uk: "солдат", ru: "рядовой", latin: "private", band: "private" },
  { uk: "старший солдат", ru: "ефрейтор", latin: "senior soldier", band: "private" },
  { uk: "сержант", ru: "сержант", latin: "sergeant", band: "nco" },
  { uk: "молодший сержант", ru: "младший сержант", latin: "junior sergeant", band: "nco" },
  { uk: "старший сержант", ru: "старший сержант", latin: "senior sergeant", band: "nco" },
  { uk: "матрос", ru: "матрос", latin: "seaman", band: "private" },
  { uk: "головний сержант", ru: "старшина", latin: "master sergeant", band: "nco" },
  { uk: "лейтенант", ru: "лейтенант", latin: "lieutenant", band: "officer" },
  { uk: "старший лейтенант", ru: "старший лейтенант", latin: "senior lieutenant", band: "officer" },
  { uk: "молодший лейтенант", ru: "младший лейтенант", latin: "junior lieutenant", band: "officer" },
  { uk: "капітан", ru: "капитан", latin: "captain", band: "officer" },
  { uk: "майор", ru: "майор", latin: "major", band: "senior" },
  { uk: "підполковник", ru: "подполковник", latin: "lieutenant colonel", band: "senior" },
];
export type RankBand = "private" | "nco" | "officer" | "senior";

const rankIndex = weightedIndex(harmonicWeights(RANKS.length, 1).map((weight, rank) => (rank > 10 ? weight >> 1 : weight)));
const manIndex = weightedIndex(harmonicWeights(menNames.length, 3));
const womanIndex = weightedIndex(harmonicWeights(womenNames.length, 4));
const unitIndex = weightedIndex(harmonicWeights(400, 4));
/** Ages 18 to 60 at the signature: most are young. */
const ageIndex = weightedIndex(Array.from({ length: 43 }, (_, at) => 60 - at));

const FEMALE = 60;
const CIVILIAN = 40;
const SERIES = Array.from("АБВГДЕКМ");

/** The person behind an index of `people`. About 20 hashes. */
export function personOf(people: People, seed: string, index: number): Person {
  const household = people.household[index] ?? 0;
  const member = people.member[index] ?? 0;
  const state = stateOf(people, index);
  const random = drawsOf(seed, "person", people.side, index);
  const isFather = kindOf(people, household) === "father-son" && member === 0;
  const sex: Sex = !isFather && chance(random, FEMALE) ? "F" : "M";
  const isCivilian = (state === "held-only" || state === "asked-only") && chance(random, CIVILIAN);
  const series = pick(random, SERIES) + pick(random, SERIES);
  return {
    side: people.side, index, household, state, sex, ...namesOf(people, seed, household, member, sex), born: bornOn(people, seed, household, member),
    serviceNo: isCivilian ? "" : `${series}-${between(random, 100_000, 999_999)}`,
    unit: isCivilian ? "" : unitOf(people.side, unitIndex(random)), rank: rankIndex(random), isCivilian, town: townIndex(random),
    capturedOn: fromDayNumber(dayNumber(WAR_BEGAN) + random.below(WAR_DAYS)),
  };
}

/** The household whose names are borne: its own, or for namesakes the one before. */
const ownHousehold = (people: People, household: number): number => (people.namesake[household] === 1 ? household - 1 : household);

function namesOf(people: People, seed: string, household: number, member: number, sex: Sex): Pick<Person, "surname" | "given" | "father"> {
  const random = drawsOf(seed, "names", people.side, ownHousehold(people, household));
  const masculine = surnameOf(people.side, random);
  const [grandfather, father] = [man(random), man(random)];
  const sons = distinct(menNames, [0, 1, 2].map(() => manIndex(random)));
  const daughters = distinct(womenNames, [0, 1, 2].map(() => womanIndex(random)));
  const given = (sex === "F" ? daughters : sons)[member] ?? father;
  const isPair = kindOf(people, household) === "father-son";
  return {
    surname: sex === "F" ? feminine(masculine) : masculine, given,
    father: !isPair ? father : member === 0 ? grandfather : (sons[0] ?? father),
  };
}

const man = (random: SeededRandom): GivenName => menNames[manIndex(random)] ?? menNames[0] ?? NO_NAME;
const NO_NAME: GivenName = { uk: "", ru: "", sonUk: "", sonRu: "", shortForms: [] };

/** Children of one house bear different names: a name taken gives way to the next of the table. */
function distinct(table: readonly GivenName[], drawn: readonly number[]): GivenName[] {
  const taken = new Set<string>();
  return drawn.map((index) => {
    let at = index;
    while (taken.has(table[at]?.uk ?? "")) at = (at + 1) % table.length;
    taken.add(table[at]?.uk ?? "");
    return table[at] ?? NO_NAME;
  });
}

/** Twins share a day; brothers are born about one to four years apart; a son when his father was 19 to 27. All are 18 at the signature. */
function bornOn(people: People, seed: string, household: number, member: number): CivilDate {
  const random = drawsOf(seed, "birth", people.side, household);
  const kind = kindOf(people, household);
  const years = kind === "one" ? 18 + ageIndex(random) : kind === "father-son" ? between(random, 42, 62) : between(random, 26, 52);
  const eldest = dayNumber(SIGNED) - years * 365 - 16 - random.below(365);
  const steps = [between(random, 400, 1300), between(random, 400, 1300)];
  if (member === 0 || kind === "twins") return fromDayNumber(eldest);
  if (kind === "father-son") return fromDayNumber(Math.min(eldest + between(random, 19, 27) * 365, dayNumber(SIGNED) - 18 * 366));
  return fromDayNumber(eldest + (steps[0] ?? 0) + (member === 2 ? (steps[1] ?? 0) : 0));
}

const unitOf = (side: SideOf, index: number): string => (side === "A" ? `А${1000 + ((index * 7) % 4000)}` : `${10_000 + ((index * 61) % 80_000)}`);

/** The patronymic in uk or ru. */
export const patronymicOf = (father: GivenName, sex: Sex, language: "uk" | "ru"): string => {
  const son = language === "uk" ? father.sonUk : father.sonRu;
  return sex === "F" ? daughterOf(son, language) : son;
};
