// How one language writes numbers, dates, codes and borrowed words; the sentence templates stand in render-uk.ts and its neighbours.
import type { Body, Numeral } from "./ast.ts";
import { printZone } from "./print.ts";

export type Tongue = {
  /** Months as they stand in a date with its day, and alone with a year. */
  readonly months: readonly string[]; readonly monthsAlone: readonly string[];
  readonly quotes: readonly [string, string];
  /** Between groups of three digits. */
  readonly group: string;
  /** Numerals, dates and codes are wrapped in U+2068 and U+2069: the line runs from right to left. */
  readonly isolates: boolean;
  readonly date: (day: string, month: string, year: string) => string;
  readonly month: (month: string, year: string) => string;
  readonly time: (date: string, time: string) => string;
  readonly words: (one: Body, say: Say) => string;
};
export type Say = {
  readonly quote: (text: string) => string;
  /** A name: its translation bare, or the original between quotes. */
  readonly name: (text: string) => string;
  readonly prose: (text: string) => string;
  readonly code: (code: string) => string;
  readonly number: (n: number) => string; readonly numeral: (n: Numeral) => string;
  readonly date: (date: string) => string; readonly moment: (moment: string) => string; readonly zone: (offset: string) => string;
};

export function sayIn(tongue: Tongue, translations: ReadonlyMap<string, string>): Say {
  const wrap = (text: string): string => (tongue.isolates ? `\u2068${text}\u2069` : text);
  const bare = (n: number): string => String(n).replace(/\B(?=(?:[0-9]{3})+$)/g, tongue.group);
  const quote = (text: string): string => `${tongue.quotes[0]}${translations.get(text) ?? text}${tongue.quotes[1]}`;
  const dateText = (date: string): string => {
    const at = Number(date.slice(5, 7)) - 1;
    const year = date.slice(0, 4);
    return date.length === 7 ? tongue.month(tongue.monthsAlone[at] ?? "", year) : tongue.date(String(Number(date.slice(8, 10))), tongue.months[at] ?? "", year);
  };
  return {
    quote, name: (text) => translations.get(text) ?? quote(text), prose: (text) => translations.get(text) ?? quote(text.replaceAll("“", "‘").replaceAll("”", "’")), code: wrap,
    number: (n) => wrap(bare(n)),
    numeral: (n) => wrap(typeof n === "number" ? bare(n) : `[${n.bracket.map(({ party, value }) => `${party}: ${bare(value)}`).join(" | ")}]`),
    date: (date) => wrap(dateText(date)), moment: (moment) => wrap(moment.length > 10 ? tongue.time(dateText(moment.slice(0, 10)), moment.slice(11)) : dateText(moment)),
    zone: (offset) => wrap(printZone(offset)),
  };
}

/** One, few or many of the East Slavic languages; a bracket takes many. */
export function slavic<T>(n: Numeral, one: T, few: T, many: T): T {
  if (typeof n !== "number") return many;
  const [tens, ones] = [n % 100, n % 10];
  if (ones === 1 && tens !== 11) return one;
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? few : many;
}

export const joined = (items: readonly string[], last: string): string => (items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")}${last}${items.at(-1) ?? ""}`);
