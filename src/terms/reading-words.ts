// Words of a press release as a category of the terms language: "under 25", "25 and under", "18 to 25", "born after 2000". What
// they were read as is always given beside the result, and words that may mean two things ("up to 25") are not read at all.
import type { CivilDate } from "../basis/civil-date.ts";
import { sentencesOf, type Predicate } from "./ast.ts";
import { parseTerms } from "./parse.ts";
import { printDate, printPredicate } from "./print.ts";

/** The forms that are read, for messages. */
export const READING_FORMS = ["25 or under", "under 25", "25 or over", "over 25", "18 to 25", "born after 2000", "born in 2000 or later"] as const;

export type ReadWords = { readonly predicate: Predicate; /** The same in words of the terms language. */ readonly written: string };

/** The category that a phrase of the terms language states ("aged 25 or under on 2 June 2025"); `undefined` for any other words. */
export function predicateOf(phrase: string): Predicate | undefined {
  const parsed = parseTerms(`Agreement “reading”, made at Table on 1 January 2000.\nThe parties are First (AA) and Second (BB).\n“this” means ${phrase}.\n`);
  return "terms" in parsed ? sentencesOf(parsed.terms, "definition")[0]?.predicate : undefined;
}

/**
 * A category said in the terms language or in the words of every day. Ages are completed years; words without a day of their own
 * ("on 2 June 2025") are read on `day`; "18 to 25" holds both ends; a year alone is read to its last day. O(length).
 */
export function readWords(words: string, day: CivilDate): ReadWords | undefined {
  const plain = words.normalize("NFC").replace(/[‐-―−]/g, "-").replace(/[“”"«»]/g, "").replace(/\s+/g, " ").trim().replace(/\.$/, "");
  const predicate = predicateOf(plain) ?? predicateOf(inTerms(plain, day));
  return predicate === undefined ? undefined : { predicate, written: printPredicate(predicate) };
}

const NUMBER = "([0-9]{1,3})";
type Form = readonly [pattern: RegExp, write: (a: number, b: number) => string];
const under = (years: number): string => `aged ${years} or under`;
const over = (years: number): string => `aged ${years} or over`;
const AGES: readonly Form[] = [
  [new RegExp(`^${NUMBER} (?:and|or) (?:under|younger|below|less)$`), under],
  [new RegExp(`^(?:not|no) (?:over|older than|more than) ${NUMBER}$`), under],
  [new RegExp(`^(?:under|younger than|below|less than) ${NUMBER}$`), (years) => under(years - 1)],
  [new RegExp(`^${NUMBER} (?:and|or) (?:over|older|above|more)$`), over],
  [new RegExp(`^(?:at least|not under|not younger than|no younger than) ${NUMBER}$`), over],
  [new RegExp(`^(?:over|older than|above|more than) ${NUMBER}$`), (years) => over(years + 1)],
  [new RegExp(`^(?:from )?${NUMBER} ?(?:to|-) ?${NUMBER}$`), (a, b) => (a <= b ? `${over(a)} and ${under(b)}` : "")],
];
const BORN: readonly Form[] = [
  [/^born after ([1-9][0-9]{3})$/, (year) => `born after 31 December ${year}`],
  [/^born (?:in|from) ([1-9][0-9]{3}) (?:or|and) (?:later|after)$/, (year) => `born after 31 December ${year - 1}`],
];

/** The phrase of the terms language that everyday words stand for; empty for words that are not among the forms. */
function inTerms(words: string, day: CivilDate): string {
  const lower = words.toLowerCase();
  const born = firstOf(BORN, lower);
  if (born !== "") return born;
  const [, age = "", own = ""] = /^(?:(?:those|persons|captives|all) )?(?:aged? )?(.*?)(?: (?:years old|years of age|years))?(?: (?:on|as of|at) ([0-9]{1,2} [a-z]+ [0-9]{4}))?$/.exec(lower) ?? [];
  const on = own === "" ? printDate(day) : own.replace(/[a-z]+/, (month) => month.charAt(0).toUpperCase() + month.slice(1));
  const found = firstOf(AGES, age);
  return found === "" ? "" : found.split(" and ").map((part) => `${part} on ${on}`).join(" and ");
}

function firstOf(forms: readonly Form[], words: string): string {
  for (const [pattern, write] of forms) {
    const found = pattern.exec(words);
    if (found) return write(Number(found[1]), Number(found[2]));
  }
  return "";
}
