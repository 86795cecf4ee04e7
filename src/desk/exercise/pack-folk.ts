// The folk of a conflict pack: names, ages, ranks, towns and clerks drawn from its population.json. Every form is there in each language in which
// somebody writes, so a clerk of the other script copies nothing letter by letter: he takes one of the forms.
import type { CivilDate } from "../../basis/civil-date.ts";
import { addDays } from "../../basis/civil-date.ts";
import type { SeededRandom } from "../../basis/seeded-random.ts";
import type { ErrorRates, Forms, GivenForms, PackPopulation } from "../../vocabulary/pack-population.ts";
import type { PackRank } from "../../vocabulary/pack-tables.ts";
import { LAST_CAPTURE } from "./calendar.ts";
import { clerksOf, writerOf } from "./clerks.ts";
import { between, chance, drawsOf, harmonicWeights, pick, weightedIndex } from "./draws.ts";
import { BAND_WEIGHTS, TOWNS, type Bearer, type BirthPrecision, type Folk, type FolkRank, type ListOf, type ListRow, type Names, type Place, type Town } from "./folk.ts";
import type { SideOf } from "./sizes.ts";
import { dateSlip, digitSlip, slipOf } from "./slips.ts";

/** Names of months where a date is written in words: the languages that the reader of lists knows. */
const MONTHS: Readonly<Record<string, readonly string[]>> = {
  uk: "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split(" "),
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};

type Clerk = { readonly language: string; readonly dates: "iso" | "dots" | "slashes" | "words"; readonly capitals: boolean; readonly rates: ErrorRates };
type SideTables = { readonly writes: string; readonly side: PackPopulation["sides"][number]; readonly man: (random: SeededRandom) => number; readonly woman: (random: SeededRandom) => number; readonly stem: (random: SeededRandom) => number };

export function packFolk(population: PackPopulation): Folk {
  const [a, b] = population.sides;
  const tables: Readonly<Record<SideOf, SideTables>> = { A: tablesOf(a), B: tablesOf(b) };
  const years = population.ages.flatMap(({ from, to, weight }) => Array.from({ length: to - from + 1 }, (_, at) => ({ years: from + at, weight: Math.max(1, Math.floor((1000 * weight) / (to - from + 1))) })));
  const yearIndex = weightedIndex(years.map(({ weight }) => weight));
  const ranks = population.ranks.length === 0 ? [{ rank: "private", band: "private" as const, weight: 1 }] : population.ranks.map(({ rank, band }): FolkRank => ({ rank: rank.code, band, weight: rank.value ?? BAND_WEIGHTS[band] }));
  const rankIndex = weightedIndex(population.ranks.length === 0 ? [1] : population.ranks.map(({ weight }) => weight));
  const unitIndex = weightedIndex(harmonicWeights(400, 4));
  const letters = lettersOf(population);
  return {
    women: population.women, civilians: population.civilians, ranks, rankIndex, languages: [a.writes, b.writes, population.clerks.language],
    ageYears: (random) => years[yearIndex(random)]?.years ?? 18,
    serviceNo: (random, isCivilian) => (isCivilian ? "" : `${between(random, 10, 99)}-${between(random, 100_000, 999_999)}`),
    unit: (side, random) => String(side === "A" ? 1 + ((unitIndex(random) * 7) % 400) : 1 + ((unitIndex(random) * 11) % 400)),
    namesOf: (side, random, of) => namesOf(tables[side], random, of),
    townsOf: (seed) => townsOf(population, seed),
    writerOf: (seed, list, rows) => {
      const clerkOf = clerksOf(seed, list, rows, (random, of, at) => clerk(population, random, of, at));
      return (row, bearer, towns, random) => rowOf(bearer, { clerk: clerkOf(row), population, letters, towns }, random);
    },
    truth: { head: "surname,given_a,given_b,third_a,third_b", cells: ({ names }) => truthCells(names, [a.writes, b.writes]) },
  };
}

const tablesOf = (side: PackPopulation["sides"][number]): SideTables => ({
  writes: side.writes, side, man: weightedIndex(harmonicWeights(side.given.men.length, 3)), woman: weightedIndex(harmonicWeights(side.given.women.length, 4)), stem: weightedIndex(harmonicWeights(side.surnames.stems.length, 12)),
});

/** Every letter that a slip may put in: those of the forms themselves, by language. */
function lettersOf({ sides }: PackPopulation): ReadonlyMap<string, readonly string[]> {
  const met = new Map<string, Set<string>>();
  const add = (forms: Forms): void => {
    for (const [language, texts] of Object.entries(forms)) {
      const letters = met.get(language) ?? new Set();
      met.set(language, letters);
      for (const text of texts) for (const letter of text.toLowerCase().matchAll(/\p{L}/gu)) letters.add(letter[0]);
    }
  };
  for (const { given, surnames } of sides) {
    for (const { is } of [...given.men, ...given.women]) add(is);
    for (const stem of surnames.stems) add(stem);
  }
  return new Map([...met].map(([language, letters]) => [language, [...letters].sort()]));
}

const NO_FORMS: Forms = {};
const firstOf = (forms: Forms, language: string): string => forms[language]?.[0] ?? "";

function namesOf({ side, man, woman, stem }: SideTables, random: SeededRandom, { sex, member, isPair }: Place): Names {
  const { given, surnames } = side;
  const stems = surnames.stems[stem(random)] ?? NO_FORMS, ending = pick(random, surnames.endings);
  const [grandfather, father] = [given.men[man(random)], given.men[man(random)]];
  const sons = distinct(given.men, [man(random), man(random), man(random)]);
  const daughters = distinct(given.women, [woman(random), woman(random), woman(random)]);
  const initial = given.men[man(random)];
  const own = (sex === "F" ? daughters : sons)[member] ?? father;
  const parent = !isPair ? father : member === 0 ? grandfather : sons[0];
  const third = given.third === "none" ? NO_FORMS : given.third === "middle" ? initialOf(initial?.is ?? NO_FORMS) : given.third === "father" ? (parent?.is ?? NO_FORMS) : ((sex === "F" ? parent?.daughter : parent?.son) ?? NO_FORMS);
  return { kind: "pack", surname: joined(stems, sex === "F" ? ending.f : ending.is), given: own?.is ?? NO_FORMS, third };
}

/** Children of one house bear different names: a name taken gives way to the next of the table. */
function distinct(table: readonly GivenForms[], drawn: readonly number[]): readonly (GivenForms | undefined)[] {
  const taken = new Set<number>();
  return drawn.map((index) => {
    let at = index;
    while (taken.has(at)) at = (at + 1) % table.length;
    taken.add(at);
    return table[at];
  });
}

/** Forms of a composed name: its first form, then with each other form of stem or ending. */
const joined = (stem: Forms, ending: Forms): Forms =>
  Object.fromEntries(Object.keys(stem).map((language) => [language, (stem[language] ?? []).flatMap((head) => (ending[language] ?? [""]).map((tail) => head + tail))]));

const initialOf = (forms: Forms): Forms => Object.fromEntries(Object.entries(forms).map(([language, [first = ""]]) => [language, [`${first.charAt(0)}.`]]));

function truthCells(names: Names, [a, b]: readonly [string, string]): readonly string[] {
  if (names.kind !== "pack") return [];
  return [firstOf(names.surname, a), firstOf(names.given, a), firstOf(names.given, b), firstOf(names.third, a), firstOf(names.third, b)];
}

/** Composed towns, no two alike in any language that writes them; at most as many as there are. */
function townsOf({ towns: { stems, endings }, sides, clerks }: PackPopulation, seed: string): readonly Town[] {
  const random = drawsOf(seed, "towns");
  const languages = [...new Set([...sides.map(({ writes }) => writes), clerks.language])];
  const all = stems.flatMap((stem) => endings.map((ending) => Object.fromEntries(languages.map((language) => [language, firstOf(stem, language) + firstOf(ending, language)]))));
  const towns: Town[] = [];
  while (towns.length < TOWNS && all.length > 0) {
    const [written] = all.splice(random.below(all.length), 1);
    if (written !== undefined && towns.every((one) => languages.every((language) => one.written[language] !== written[language]))) towns.push({ id: `T${String(towns.length + 1).padStart(2, "0")}`, written, isRenamed: false });
  }
  return towns;
}

/** On held lists some clerks write the language of clerks; of four at least one does, where any do. */
function clerk(population: PackPopulation, random: SeededRandom, list: ListOf, at: number): Clerk {
  const { clerks, sides, errors } = population;
  const isHeld = list.kind === "held";
  const isElsewhere = clerks.share > 0 && isHeld && (at === 1 || (at > 3 && chance(random, clerks.share)));
  const language = isElsewhere ? clerks.language : sides[writerOf(list) === "A" ? 0 : 1].writes;
  const forms = isHeld ? (["iso", "dots", "dots", "slashes", ...(MONTHS[language] === undefined ? [] : ["words" as const])] as const) : (["iso", "iso", "iso", "dots"] as const);
  const rates = errors[list.kind];
  return { language, dates: pick(random, forms), capitals: chance(random, rates.capitals), rates: { ...rates, slip: Math.floor((rates.slip * pick(random, [4, 7, 10, 10, 14, 20])) / 10) } };
}

type Desk = { readonly clerk: Clerk; readonly population: PackPopulation; readonly letters: ReadonlyMap<string, readonly string[]>; readonly towns: readonly Town[] };

function rowOf(bearer: Bearer, { clerk, population, letters, towns }: Desk, random: SeededRandom): ListRow {
  const { language, rates } = clerk;
  const spelt = bearer.names.kind === "pack" ? [bearer.names.surname, bearer.names.given, bearer.names.third].map((forms) => formOf(forms, clerk, random)) : [];
  const alphabet = letters.get(language) ?? [];
  const slipped = spelt.map((name) => (chance(random, rates.slip) ? slipOf(name, alphabet, random) : name));
  const [surname = "", given = "", drawn = ""] = slipped;
  const third = chance(random, rates.noThird) ? "" : drawn;
  const family = clerk.capitals ? surname.toUpperCase() : surname;
  const names = chance(random, rates.exchanged) ? [given, family, third] : [family, given, third];
  const birth = birthAs(bearer.born, clerk, random);
  const town = towns[chance(random, rates.wrongPlace) ? random.below(Math.max(1, towns.length)) : bearer.town % Math.max(1, towns.length)];
  const captured = chance(random, rates.wrongCapture) ? addDays(bearer.capturedOn, between(random, -7, 7)) : bearer.capturedOn;
  return {
    cells: [
      ...names, birth.text, numberAs(bearer.serviceNo, rates, random), bearer.unit === "" || chance(random, rates.noUnit) ? "" : `${chance(random, 700) ? `${firstOf(population.unit, language)} ` : ""}${bearer.unit}`,
      rankAs(bearer, { clerk, population }, random), town === undefined || chance(random, rates.noPlace) ? "" : (town.written[language] ?? ""),
      chance(random, rates.noCapture) ? "" : captured < LAST_CAPTURE ? captured : LAST_CAPTURE, chance(random, rates.noSex) ? "" : bearer.sex.toLowerCase(), bearer.isCivilian ? "civilian" : "military",
    ],
    precision: birth.precision, hasSlip: slipped.some((name, at) => name !== spelt[at]),
  };
}

function formOf(forms: Forms, { language, rates }: Clerk, random: SeededRandom): string {
  const [first = "", ...others] = forms[language] ?? [];
  return others.length > 0 && chance(random, rates.otherForm) ? pick(random, others) : first;
}

function rankAs(bearer: Bearer, { clerk: { language, rates }, population: { ranks } }: Pick<Desk, "clerk" | "population">, random: SeededRandom): string {
  if (ranks.length === 0 || bearer.isCivilian || chance(random, rates.noRank)) return "";
  const drawn: PackRank | undefined = ranks[chance(random, rates.wrongRank) ? random.below(ranks.length) : bearer.rank]?.rank;
  const [first = "", ...others] = drawn?.names.get(language) ?? [];
  return others.length > 0 && chance(random, rates.otherForm) ? pick(random, others) : first;
}

function birthAs(born: CivilDate, { language, dates, rates }: Clerk, random: SeededRandom): { text: string; precision: BirthPrecision } {
  if (chance(random, rates.noBirth)) return { text: "", precision: "none" };
  const date = chance(random, rates.wrongBirth) ? dateSlip(born, random) : born;
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8)];
  if (chance(random, rates.yearOnly)) return { text: year, precision: "year" };
  if (chance(random, rates.monthOnly)) return { text: `${year}-${month}`, precision: "month" };
  const text = { iso: date, dots: `${day}.${month}.${year}`, slashes: `${day}/${month}/${year}`, words: `${Number(day)} ${MONTHS[language]?.[Number(month) - 1] ?? ""} ${year}` };
  return { text: text[dates], precision: "day" };
}

function numberAs(number: string, rates: ErrorRates, random: SeededRandom): string {
  if (number === "" || chance(random, rates.noNumber)) return "";
  return chance(random, rates.wrongNumber) ? digitSlip(number, random) : number;
}
