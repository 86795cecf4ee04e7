// Dates as lists hold them, to a day, a month, a year or an interval of years. What two readings could mean is not guessed here:
// 05/06/1985 comes back marked as readable either way. The kinds follow EDTF (ISO 8601-2:2019, levels 0 and 1).
import { daysInMonth, fromDayNumber, parseCivilDate } from "../basis/civil-date.ts";

export type PartialDate = {
  /** 0 where it is not known; `month` 0 says that `day` is not known either. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** First and last year it may lie in. */
  readonly years: readonly [number, number];
  /** True where day and month could be exchanged and no sign decides. */
  readonly either: boolean;
};

export type DateReading = PartialDate | "missing" | "unreadable" | "needs as-of";

const MONTHS = new Map<string, number>();
[ // uk, ru, be, en, tr, ar by their first letters; short forms begin alike
  "січ|янв|студ|jan|oca|يناير", "лют|фев|feb|şub|فبراير", "бер|мар|сак|mar|مارس", "кві|апр|крас|apr|nis|أبريل", "тра|мая|май|may|mayıs|مايو",
  "чер|июн|jun|haz|يونيو", "лип|июл|ліп|jul|tem|يوليو", "сер|авг|жні|aug|ağu|أغسطس", "вер|сен|sep|eyl|سبتمبر", "жов|окт|каст|oct|eki|أكتوبر",
  "лис|ноя|ліс|nov|kas|نوفمبر", "гру|дек|сне|dec|ara|ديسمبر",
].forEach((names, index) => names.split("|").forEach((name) => MONTHS.set(name, index + 1)));

const [YEAR_MIN, YEAR_MAX] = [1900, 2100];
const AGE_YEARS_MIN = 15;
const UNKNOWN_PART = /^(?:0+|99|x+|х+|\?+|-+)$/;
const NOT_STATED = /^(?:[-—–?.x]+|null|n\/a|невідом\S*|неизвест\S*|unknown|bilinmiyor)$/;
const YEAR_WORDS = /(?:\s|\.)*(?:р\.?\s?н\.?|г\.?\s?р\.?|року|года|рік|год|р\.?|г\.?)\s*$/;

/** `asOf` (year, month, day as the number yyyymmdd; 0 when not stated) is needed for two-digit years only. */
export function readDate(text: string, asOf: number): DateReading {
  return plainDate(text) ?? readAsWritten(text, asOf);
}

/** A day that exists as 1985-05-12, 12.05.1985 or 12-05-1985, as most lists write all of theirs: read as `readAsWritten` reads it, without a pattern. */
function plainDate(text: string): DateReading | undefined {
  if (text.length !== 10) return undefined;
  const isYearFirst = text.charCodeAt(4) === HYPHEN;
  const mark = text.charCodeAt(isYearFirst ? 4 : 2);
  if ((mark !== HYPHEN && mark !== POINT) || text.charCodeAt(isYearFirst ? 7 : 5) !== mark) return undefined;
  const year = isYearFirst ? digitsAt(text, 0, 4) : digitsAt(text, 6, 10);
  const month = isYearFirst ? digitsAt(text, 5, 7) : digitsAt(text, 3, 5);
  const day = isYearFirst ? digitsAt(text, 8, 10) : digitsAt(text, 0, 2);
  if (!(year >= YEAR_MIN && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return undefined;
  return { year, month, day, years: [year, year], either: false };
}

const [HYPHEN, POINT] = [45, 46];

/** The number that the figures from `from` to before `to` write; NaN where one is none. */
function digitsAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let k = from; k < to; k++) {
    const digit = text.charCodeAt(k) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = 10 * number + digit;
  }
  return number;
}

/** Any date as it is written. */
export function readAsWritten(text: string, asOf: number): DateReading {
  const clean = digits(text).toLowerCase().replace(/[\u00a0\u2009]/g, " ").trim();
  if (clean === "" || NOT_STATED.test(clean)) return "missing";
  const body = clean.replace(YEAR_WORDS, "").replace(/[t ]\d{2}:\d{2}.*$/, "").trim();
  const interval = /^(\d{4})\s*([/–—-])\s*(\d{2}|\d{4})$/.exec(body);
  if (interval) {
    const last = interval[3] ?? "";
    const isMonth = last.length === 2 && Number(last) <= 12 && interval[2] === "-";
    if (!isMonth) return span(Number(interval[1]), Number(last.length === 2 ? (interval[1] ?? "").slice(0, 2) + last : last));
  }
  const about = /^(?:~|≈|близько|біля|около|прибл\.?|circa|c\.|yaklaşık)\s*(\d{4})$/.exec(body) ?? /^(\d{4})\s*[~?]$/.exec(body);
  if (about) return span(Number(about[1]) - 2, Number(about[1]) + 2);
  const serial = /^[1-5]\d{4}(?:\.0)?$/.test(body) ? fromDayNumber(Math.floor(Number(body)) - SERIAL_OF_1970) : undefined;
  if (serial !== undefined) return whole({ y: serial.slice(0, 4), m: serial.slice(5, 7), d: serial.slice(8), either: false }, asOf);
  return whole(partsOf(body), asOf);
}

/** Spreadsheets number their days so that 25569 is 1 January 1970 (ECMA-376 part 1, 18.17.4.1, 1900 base). */
const SERIAL_OF_1970 = 25_569;

/** The interval of birth years of a person of `age` whole years on the day `asOf` (yyyymmdd). */
export function readAge(text: string, asOf: number): DateReading {
  const clean = digits(text).trim();
  if (clean === "") return "missing";
  if (!/^\d{1,3}$/.test(clean) || Number(clean) > 110 || Number(clean) < 1) return "unreadable";
  if (asOf === 0) return "needs as-of";
  const year = Math.floor(asOf / 10_000) - Number(clean);
  return span(year - 1, year);
}

const digits = (text: string): string =>
  text.replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660)).replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x6f0));

const span = (from: number, to: number): DateReading =>
  from >= YEAR_MIN - 2 && to >= from && to - from <= 120
    ? { year: from === to ? from : 0, month: 0, day: 0, years: [from, to], either: false }
    : "unreadable";

type Parts = { readonly y: string; readonly m: string; readonly d: string; readonly either: boolean } | undefined;

function partsOf(body: string): Parts {
  let match = /^(\d{4})[-./](\S{1,2})[-./](\S{1,2})$/.exec(body) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(body);
  if (match) return { y: match[1] ?? "", m: match[2] ?? "", d: match[3] ?? "", either: false };
  match = /^(\S{1,2})([-./ ])(\S{1,2})[-./ ](\d{4}|\d{2})$/.exec(body);
  if (match) {
    const [a, b] = [match[1] ?? "", match[3] ?? ""];
    if (Number(b) > 12 && Number(a) >= 1 && Number(a) <= 12) return { y: match[4] ?? "", m: a, d: b, either: false };
    return { y: match[4] ?? "", m: b, d: a, either: match[2] === "/" && Number(a) <= 12 && Number(a) > 0 && Number(b) > 0 && a !== b };
  }
  match = /^(\d{1,2})[-./](\d{4})$/.exec(body);
  if (match) return { y: match[2] ?? "", m: match[1] ?? "", d: "0", either: false };
  match = /^(\d{4})[-./](\d{1,2}|xx)$/.exec(body);
  if (match) return { y: match[1] ?? "", m: match[2] ?? "", d: "0", either: false };
  match = /^(\d{4})$/.exec(body);
  if (match) return { y: match[1] ?? "", m: "0", d: "0", either: false };
  match = /^(\d{1,2})[\s.-]+(\p{L}+)\.?[\s,.-]+(\d{4}|\d{2})$/u.exec(body);
  if (match) return { y: match[3] ?? "", m: monthOf(match[2] ?? ""), d: match[1] ?? "", either: false };
  match = /^(\p{L}+)\.?\s+(\d{1,2}),?\s+(\d{4})$/u.exec(body);
  if (match) return { y: match[3] ?? "", m: monthOf(match[1] ?? ""), d: match[2] ?? "", either: false };
  match = /^(\p{L}+)\.?\s+(\d{4})$/u.exec(body);
  return match ? { y: match[2] ?? "", m: monthOf(match[1] ?? ""), d: "0", either: false } : undefined;
}

function monthOf(word: string): string {
  for (let size = word.length; size >= 3; size--) {
    const month = MONTHS.get(word.slice(0, size));
    if (month !== undefined) return String(month);
  }
  return "unreadable";
}

function whole(parts: Parts, asOf: number): DateReading {
  if (parts === undefined) return "unreadable";
  const number = (part: string): number => (UNKNOWN_PART.test(part) ? 0 : /^\d{1,4}$/.test(part) ? Number(part) : Number.NaN);
  const [month, day] = [number(parts.m), number(parts.d)];
  let year = Number(parts.y);
  if (parts.y.length === 2) {
    if (asOf === 0) return "needs as-of";
    const latest = Math.floor(asOf / 10_000) - AGE_YEARS_MIN;
    year = Math.floor(latest / 100) * 100 + year;
    if (year > latest) year -= 100;
  }
  if (Number.isNaN(month + day + year) || month > 12 || year < YEAR_MIN || year > YEAR_MAX) return "unreadable";
  const two = (value: number): string => String(value).padStart(2, "0");
  if (month > 0 && day > 0 && parseCivilDate(`${year}-${two(month)}-${two(day)}`) === undefined) return "unreadable";
  return { year, month, day: month === 0 ? 0 : day, years: [year, year], either: parts.either };
}
