// Numbers, dates, times and codes as they stand in a sentence of one of six languages: what a translation must not lose or change.
import { MONTHS } from "./lexicon.ts";
import { ar } from "./render-ar.ts";
import { fr } from "./render-fr.ts";
import { ru } from "./render-ru.ts";
import { tr } from "./render-tr.ts";
import { uk } from "./render-uk.ts";

export type Figure = { readonly value: string; readonly written: string; readonly kind: "number" | "date" | "time" | "code" };

// Quoted originals may stand in English, so its months and commas are read everywhere. Beside the forms of our own renderings: nominatives, and the Levantine month names of Arabic.
export const ALSO: Readonly<Record<string, readonly (readonly string[])[]>> = {
  uk: [["січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад", "грудень"], ["січні", "лютому", "березні", "квітні", "травні", "червні", "липні", "серпні", "вересні", "жовтні", "листопаді", "грудні"]],
  ru: [["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"], ["январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре", "октябре", "ноябре", "декабре"]],
  ar: [["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"], ["يناير", "فبراير", "مارس", "إبريل", "ماي", "يونية", "يولية", "اغسطس", "سبتمبر", "اكتوبر", "نوفمبر", "ديسمبر"]],
};
const TABLES: Readonly<Record<string, readonly (readonly string[])[]>> = { en: [MONTHS], uk: [uk.months, ...(ALSO["uk"] ?? []), MONTHS], ru: [ru.months, ...(ALSO["ru"] ?? []), MONTHS], tr: [tr.months, MONTHS], ar: [ar.months, ...(ALSO["ar"] ?? []), MONTHS], fr: [fr.months, MONTHS] };
/** How each language may part thousands; a plain blank parts them everywhere but in English. */
const GROUPS: Readonly<Record<string, string>> = { en: ",", uk: ", \u00a0\u202f\u2009", ru: ", \u00a0\u202f\u2009", tr: ".,\u00a0 ", ar: ",\u066c \u00a0", fr: ", \u00a0\u202f\u2009" };

/** Without marks of direction, with the digits 0 to 9. */
export const westernDigits = (text: string): string =>
  text.replace(/[\u2066-\u2069\u200e\u200f]/g, "").replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660)).replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));

/** The text with every figure blanked out: what is left for words. */
export function withoutFigures(text: string, language: string): string {
  let rest = westernDigits(text);
  for (const match of rest.matchAll(patternOf(language))) if (figureOf(match, language)) rest = `${rest.slice(0, match.index)}${" ".repeat(match[0].length)}${rest.slice(match.index + match[0].length)}`;
  return rest;
}

/** Every figure of a text, in order: dates as `YYYY-MM-DD` or `YYYY-MM`, with a time `…THH:MM`; numbers as digits; codes; zones as `+03:00`. */
export function figuresInText(text: string, language: string): Figure[] {
  const western = westernDigits(text);
  return [...western.matchAll(patternOf(language))].map((match) => figureOf(match, language)).filter((one) => one !== undefined);
}

const patterns = new Map<string, RegExp>();
function patternOf(language: string): RegExp {
  const known = patterns.get(language);
  if (known) return known;
  const months = (TABLES[language] ?? []).flat().sort((a, b) => b.length - a.length).join("|");
  const group = (GROUPS[language] ?? ",").replace(".", "\\.");
  const number = `[0-9]{1,3}(?:[${group}][0-9]{3})+(?![0-9])|[0-9]+`;
  const clock = "[0-9]{1,2}:[0-9]{2}";
  const made = new RegExp(
    `(?<zone>UTC(?:[+\u2212-][0-9]{1,2}(?::[0-9]{2})?)?)|(?:(?<before>${clock})[\\s\u00a0]+)?(?<day>[0-9]{1,2})(?:er)?[\\s\u00a0]+(?<month>${months})[\\s\u00a0]+(?<year>[0-9]{4})(?:(?:[\\s\u00a0]+року|[\\s\u00a0]+года)?,?[\\s\u00a0]+(?:(?:saat|à|о|в|الساعة)[\\s\u00a0]+)?(?<after>${clock}))?`
    + `|(?<![\\p{L}])(?<alone>${months})[\\s\u00a0]+(?<aloneYear>[0-9]{4})|(?<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?<dotted>[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{4})|(?<time>${clock})|(?<number>${number})|(?<code>(?<![\\p{L}\\p{N}])[A-Z]{2,}(?![\\p{L}\\p{N}]))`, "giu",
  );
  patterns.set(language, made);
  return made;
}

function figureOf({ 0: written, groups = {} }: RegExpMatchArray, language: string): Figure | undefined {
  const two = (text: string): string => text.padStart(2, "0");
  const monthOf = (name: string): string => two(String((TABLES[language] ?? []).reduce((at, table) => (at > 0 ? at : table.findIndex((one) => one.toLowerCase() === name.toLowerCase()) + 1), 0)));
  const { zone, day, month, year, before, after, alone, aloneYear, iso, dotted, time, number, code } = groups as Readonly<Record<string, string | undefined>>;
  if (zone !== undefined) return { value: zoneOf(zone), written, kind: "time" };
  if (day !== undefined && month !== undefined) {
    const clock = before ?? after;
    return { value: `${year ?? ""}-${monthOf(month)}-${two(day)}${clock === undefined ? "" : `T${clock.padStart(5, "0")}`}`, written, kind: "date" };
  }
  if (alone !== undefined) return { value: `${aloneYear ?? ""}-${monthOf(alone)}`, written, kind: "date" };
  if (iso !== undefined) return { value: iso, written, kind: "date" };
  if (dotted !== undefined) {
    const [d = "", m = "", y = ""] = dotted.split(".");
    return { value: `${y}-${two(m)}-${two(d)}`, written, kind: "date" };
  }
  if (time !== undefined) return { value: time.padStart(5, "0"), written, kind: "time" };
  if (number !== undefined) return { value: String(Number(number.replace(/[^0-9]/g, ""))), written, kind: "number" };
  return code !== undefined && code === code.toUpperCase() ? { value: code, written, kind: "code" } : undefined;
}

function zoneOf(text: string): string {
  const found = /^UTC(?:([+\u2212-])([0-9]{1,2})(?::([0-9]{2}))?)?$/i.exec(text);
  return `${found?.[1] === undefined || found[1] === "+" ? "+" : "-"}${(found?.[2] ?? "0").padStart(2, "0")}:${found?.[3] ?? "00"}`;
}
