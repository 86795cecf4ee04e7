// Which language is read, and the one way to say a message.
import { createContext, useContext } from "react";
import { useIntl } from "react-intl";
import type { ReactNode } from "react";
import { asStatedIn, decimalIn, figuresIn, percentIn } from "./numerals.ts";
import type en from "../../../words/en.json";

export const LANGUAGES = ["en", "uk", "ru", "tr", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];
export type WordKey = keyof typeof en;
export type Words = Readonly<Record<string, string>>;

/** Each language in its own name: whoever cannot read the page must find his own. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", uk: "Українська", ru: "Русский", tr: "Türkçe", ar: "العربية" };

export const LanguageContext = createContext<{ readonly language: Language; readonly setLanguage: (language: Language) => void }>({ language: "en", setLanguage: () => {} });
export const useLanguage = (): { readonly language: Language; readonly setLanguage: (language: Language) => void } => useContext(LanguageContext);

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/**
 * A code, name or number put into a sentence keeps its own direction and moves no word around it (UAX #9, isolates): needed
 * where the sentence or the value runs from right to left.
 */
const isolated = (text: string, isRightToLeft: boolean): string => (isRightToLeft || RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);

/** The lists of Intl say “and” or, in Russian and Turkish, nothing at all between two names: the comma parts them in every language. */
export const commaIn = (language: Language): string => (language === "ar" ? "، " : ", ");
/** Numbers alone have no direction of their own: in Arabic they would stand from left to right inside a sentence read from the right, 3 before 1. */
export function listIn(language: Language, items: readonly string[]): string {
  const text = items.join(commaIn(language));
  return language === "ar" && !/\p{L}/u.test(text) ? `\u200f${text}` : text;
}

type Value = string | number | Date | ReactNode;
export type Say = {
  (key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  /** A code of a closed list (“status.pending”); the code itself where words have no such key. */
  readonly code: (family: string, code: string) => string;
  /** A message named by the desk; its own English where words have no such key. */
  readonly keyed: (key: string, values: Readonly<Record<string, string | number>>, otherwise: string) => string;
  readonly rich: (key: WordKey, values: Readonly<Record<string, Value | ((parts: ReactNode[]) => ReactNode)>>) => ReactNode;
  readonly number: (value: number) => string;
  /** With so many decimals, in the mark of the language. */
  readonly decimal: (value: number, digits: number) => string;
  /** A share of 0 to 1 as per cent. */
  readonly percent: (share: number, digits: number) => string;
  /** A positive number by its log10, with two figures. */
  readonly figures: (log10: number) => string;
  /** With the decimals that it was stated with. */
  readonly stated: (value: number) => string;
  /** What parts two words of one line. */
  readonly comma: string;
  /** How many of what, in the form that the number asks for; a number kept back or not stated is said in its word. */
  readonly howMany: (what: string, count: number | string) => string;
  /** A code beside other words of one text. */
  readonly own: (text: string) => string;
  /** Several, with the comma of the language. */
  readonly list: (items: readonly string[]) => string;
  /** A civil date `YYYY-MM-DD` in the reader's words, without a time zone's shift; of a birth of which less is known, what is known. */
  readonly date: (day: string) => string;
  /** A local moment `YYYY-MM-DDTHH:MM` of a notice or a pause. */
  readonly moment: (local: string) => string;
  readonly time: (instant: string) => string;
};

export function useSay(): Say {
  const intl = useIntl();
  const { language } = useLanguage();
  const own = (text: string): string => isolated(text, language === "ar");
  const kept = (values?: Readonly<Record<string, string | number>>): Readonly<Record<string, string | number>> | undefined =>
    values === undefined ? undefined : Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? own(value) : value]));
  const say = (key: WordKey, values?: Readonly<Record<string, string | number>>): string => intl.formatMessage({ id: key }, kept(values));
  const code = (family: string, one: string): string => {
    const id = `${family}.${one.replace(/[ -]/g, "_")}`;
    return Object.hasOwn(intl.messages, id) ? intl.formatMessage({ id }) : one;
  };
  const date = (day: string): string => (/^\d{4}-\d{2}$/.test(day) ? intl.formatDate(`${day}-15T12:00:00Z`, { timeZone: "UTC", month: "short", year: "numeric" }).replace(/\s?[рг]\.$/u, "") : /^\d{4}-\d{2}-\d{2}$/.test(day) ? intl.formatDate(`${day}T12:00:00Z`, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" }).replace(/\s?[рг]\.$/u, "") : day); // “2026 р.” would end a sentence twice
  return Object.assign(say, {
    code,
    howMany: (what: string, count: number | string) => {
      const id = `howMany.${what}`;
      return typeof count === "number" && Object.hasOwn(intl.messages, id) ? intl.formatMessage({ id }, { count }) : `${code("what", what)}: ${code("count", String(count))}`;
    },
    keyed: (key: string, values: Readonly<Record<string, string | number>>, otherwise: string) => (Object.hasOwn(intl.messages, key) ? intl.formatMessage({ id: key }, kept(values)) : otherwise),
    rich: (key: WordKey, values: Readonly<Record<string, Value | ((parts: ReactNode[]) => ReactNode)>>): ReactNode => intl.formatMessage({ id: key }, values) as ReactNode, // React nodes in, React nodes out
    own,
    list: (items: readonly string[]) => listIn(language, items),
    number: (value: number) => intl.formatNumber(value),
    decimal: (value: number, digits: number) => decimalIn(intl.locale, value, digits),
    percent: (share: number, digits: number) => percentIn(intl.locale, share, digits),
    figures: (log10: number) => figuresIn(intl.locale, log10),
    stated: (value: number) => asStatedIn(intl.locale, value),
    comma: commaIn(language),
    date,
    moment: (local: string) => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? `${date(local.slice(0, 10))}${commaIn(language)}${local.slice(11)}` : local),
    time: (instant: string) => intl.formatDate(instant, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false }),
  });
}
