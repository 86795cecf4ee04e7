// One row of a list as its clerk writes it: the names in his letters, the date in his form, what he left out and got wrong.
import { addDays, type CivilDate } from "../../basis/civil-date.ts";
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { LAST_CAPTURE } from "./calendar.ts";
import { ensure } from "../../basis/fault.ts";
import { between, chance, pick } from "./draws.ts";
import { languageOf, latin, lookAlike, ruToUk, ukToRu } from "./letters.ts";
import { daughterOf, type GivenName } from "./given-names.ts";
import type { Band } from "../../vocabulary/pack-population.ts";
import type { Bearer, BirthPrecision, ListRow, Names, Sex, Town } from "./folk.ts";
import type { Clerk } from "./invented-clerk.ts";
import { ALPHABETS, dateSlip, digitSlip, slipOf } from "./slips.ts";

export const LIST_HEAD = "id,surname,given_name,patronymic,birth_date,service_no,unit,rank,capture_place,capture_date,sex,category";

/** uk, ru, Latin, and the band that a planner uses. The commonest first. */
export const RANKS: readonly { readonly uk: string; readonly ru: string; readonly latin: string; readonly band: Band }[] = [
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

/** Names of the invented folk, and of no other: what draws them writes them. */
export function inventedNames(names: Names): Extract<Names, { readonly kind: "invented" }> {
  ensure(names.kind === "invented", "names of the invented folk");
  return names;
}

/** The patronymic in uk or ru. */
export const patronymicOf = (father: GivenName, sex: Sex, language: "uk" | "ru"): string => {
  const son = language === "uk" ? father.sonUk : father.sonRu;
  return sex === "F" ? daughterOf(son, language) : son;
};

const MONTHS = {
  uk: "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split(" "),
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
  latin: "January February March April May June July August September October November December".split(" "),
} as const;

/** The cells after the id. `random` is the row's own stream: a person entered twice is written twice. */
export function rowOf(person: Bearer, clerk: Clerk, towns: readonly Town[], random: SeededRandom): ListRow {
  const letters = clerk.script.kind === "latin" ? "latin" : clerk.script.language;
  const spelt = namesAs(person, clerk, random);
  const slipped = spelt.map((name) => (chance(random, clerk.slips) ? slipOf(name, ALPHABETS[letters], random) : name));
  const hasSlip = slipped.some((name, at) => name !== spelt[at]);
  const names = arranged(slipped, clerk, random);
  const birth = birthAs(person.born, clerk, letters, random);
  const town = towns[chance(random, 120) ? random.below(towns.length) : person.town];
  const isOff = chance(random, 450);
  const capturedOn = isOff ? earlier(addDays(person.capturedOn, between(random, -7, 7)), LAST_CAPTURE) : person.capturedOn;
  const rank = RANKS[chance(random, 150) ? random.below(4) : person.rank];
  return {
    cells: [
      ...names, birth.text, numberAs(person.serviceNo, clerk, random), unitAs(person.unit, clerk, letters, random),
      person.isCivilian || rank === undefined || chance(random, 150) ? "" : rank[letters],
      town === undefined || chance(random, clerk.noPlace) ? "" : (town.written[letters] ?? ""),
      chance(random, 400) ? "" : capturedOn, chance(random, 30) ? "" : person.sex.toLowerCase(), person.isCivilian ? "civilian" : "military",
    ],
    precision: birth.precision,
    hasSlip,
  };
}

const earlier = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? a : b);

/** Surname, given name, patronymic in the clerk's letters. A surname is copied, a given name nearly always translated. */
function namesAs(person: Bearer, clerk: Clerk, random: SeededRandom): string[] {
  const own = inventedNames(person.names);
  const native = person.side === "A" ? "uk" : "ru";
  const language = clerk.script.kind === "latin" ? languageOf(clerk.script.manner) : clerk.script.language;
  const surname = native === language ? own.surname : native === "uk" ? ukToRu(own.surname, random) : ruToUk(own.surname, random);
  const isShort = chance(random, 18);
  const given = isShort && language === "uk" ? pick(random, own.given.shortForms) : own.given[chance(random, native === language ? 1000 : 930) ? language : native];
  const names = [surname, given, patronymicOf(own.father, person.sex, language)];
  if (clerk.script.kind === "latin") {
    const { manner } = clerk.script;
    return names.map((name) => latin(name, manner));
  }
  const plain = language === "ru" && chance(random, 850) ? names.map((name) => name.replace(/ё/g, "е").replace(/Ё/g, "Е")) : names;
  return plain.map((name) => (chance(random, clerk.lookAlikes) ? lookAlike(name, random) : name).replace(/'/g, clerk.apostrophe));
}

/** What stands in which column, and in capitals or not. */
function arranged([surname = "", given = "", drawn = ""]: readonly string[], clerk: Clerk, random: SeededRandom): string[] {
  const patronymic = chance(random, clerk.noPatronymic) ? "" : drawn;
  const family = clerk.capitals || chance(random, 30) ? surname.toUpperCase() : surname;
  if (chance(random, clerk.exchanges)) return [given, family, patronymic];
  if (chance(random, clerk.exchanges >> 1)) return [`${family} ${given}`, "", patronymic];
  return [family, given, patronymic];
}

function birthAs(born: CivilDate, clerk: Clerk, letters: "uk" | "ru" | "latin", random: SeededRandom): { text: string; precision: BirthPrecision } {
  if (chance(random, 35)) return { text: "", precision: "none" };
  const date = chance(random, 70) ? dateSlip(born, random) : born;
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8)];
  if (chance(random, 25)) return { text: year, precision: "year" };
  if (chance(random, 20)) return { text: `${year}-${month}`, precision: "month" };
  const text = { iso: date, dots: `${day}.${month}.${year}`, slashes: `${day}/${month}/${year}`, words: `${Number(day)} ${MONTHS[letters][Number(month) - 1] ?? ""} ${year}` };
  return { text: text[clerk.dates], precision: "day" };
}

function numberAs(number: string, clerk: Clerk, random: SeededRandom): string {
  if (number === "" || chance(random, clerk.noNumber)) return "";
  const written = chance(random, 60) ? digitSlip(number, random) : number;
  return chance(random, 250) ? written.replace("-", pick(random, ["", " "])) : written;
}

function unitAs(unit: string, clerk: Clerk, letters: "uk" | "ru" | "latin", random: SeededRandom): string {
  if (unit === "" || chance(random, clerk.noUnit)) return "";
  const written = letters === "latin" ? unit.replace("А", "A") : unit;
  return chance(random, 300) ? `${letters === "latin" ? "unit" : "в/ч"} ${written}` : written;
}
