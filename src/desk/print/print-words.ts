// The words of the prints: the messages of the screens (words/<language>.json), and French for paper alone (words/fr.json). Numbers and
// plural classes are those of the language; a day is written YYYY-MM-DD in every language, as it stands in the record.
import { readFileSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { isolatedText, visibleText } from "../../basis/visible-text.ts";
import { Fault } from "../../basis/fault.ts";
import { isRecord, parseJson } from "../../basis/parse-json.ts";
import { compartmentsOf, type ConflictPack } from "../../vocabulary/conflict-pack.ts";

export const PRINT_LANGUAGES = ["en", "uk", "ru", "tr", "ar", "fr"] as const;
export type PrintLanguage = (typeof PRINT_LANGUAGES)[number];
const LOCALE: Readonly<Record<PrintLanguage, string>> = { en: "en-GB", uk: "uk-UA", ru: "ru-RU", tr: "tr-TR", ar: "ar-u-nu-latn", fr: "fr-FR" };

export type PrintWords = {
  readonly language: PrintLanguage;
  readonly isRightToLeft: boolean;
  /** A message; every text put into it keeps its own direction. */
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  /** A code of a closed list in words; the code itself where there is none. */
  readonly code: (family: string, code: string) => string;
  readonly number: (value: number) => string;
  /** How many of what; a number kept back or not stated in its word. */
  readonly howMany: (what: string, count: number | string) => string;
  /** A text of others, alone in its cell or line. */
  readonly own: (text: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly party: (code: string) => string;
};

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;
const messages = new Map<PrintLanguage, Readonly<Record<string, unknown>>>();

/** @throws Fault `REQUEST_FORM` for a language that prints have no words for. */
export function languageNamed(asked: unknown): PrintLanguage {
  const found = PRINT_LANGUAGES.find((one) => one === asked);
  if (!found) throw new Fault("REQUEST_FORM", `expected a language of prints: ${PRINT_LANGUAGES.join(", ")}`, [{ field: "language" }]);
  return found;
}

function messagesOf(language: PrintLanguage): Readonly<Record<string, unknown>> {
  const before = messages.get(language);
  if (before) return before;
  const path = new URL(`../../../words/${language}.json`, import.meta.url); // the same from src/desk/print and from dist/desk/print
  const value = parseJson(readFileSync(path, "utf8"), `words/${language}.json`);
  if (!isRecord(value)) throw new Fault("WORDS_FORM", "expected messages by key", [{ file: `words/${language}.json` }]);
  messages.set(language, value);
  return value;
}

/** @throws Fault `WORDS_FORM`. A message that is missing throws `WORDS_NONE` when it is said. */
export function printWords(language: PrintLanguage, pack: ConflictPack | undefined): PrintWords {
  const known = messagesOf(language), locale = LOCALE[language], isRightToLeft = language === "ar";
  const formats = new Map<string, IntlMessageFormat>();
  const numbers = new Intl.NumberFormat(locale);
  const has = (key: string): boolean => Object.hasOwn(known, key);
  const own = (text: string): string => (isRightToLeft || RIGHT_TO_LEFT.test(text) || visibleText(text) !== text ? isolatedText(text) : text);
  const kept = (text: string): string => (text.startsWith("\u2068") ? text : own(text)); // isolated once already
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    if (!has(key)) throw new Fault("WORDS_NONE", `expected a message ${key} in words/${language}.json`);
    const format = formats.get(key) ?? new IntlMessageFormat(String(known[key]), locale);
    formats.set(key, format);
    return String(format.format(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? kept(value) : value]))));
  };
  const code = (family: string, one: string): string => {
    const key = `${family}.${one.replace(/[ -]/g, "_")}`;
    return has(key) ? say(key) : own(one);
  };
  const parties = pack ? compartmentsOf(pack) : [];
  return {
    language, isRightToLeft, say, code, own,
    number: (value) => numbers.format(value),
    howMany: (what, count) => (typeof count === "number" && has(`howMany.${what}`) ? say(`howMany.${what}`, { count }) : `${code("what", what)}: ${code("count", String(count))}`),
    list: (items) => items.join(language === "ar" ? "، " : ", "),
    party: (one) => {
      const names = parties.find((party) => party.code === one)?.names;
      return own(names?.[language] ?? names?.["en"] ?? one);
    },
  };
}
