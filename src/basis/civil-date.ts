// Civil dates of the proleptic Gregorian calendar (ISO 8601), years 1000 to 9999, without time zone.
// Day numbers: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil), 1970-01-01 = 0.

export type CivilDate = string & { readonly civilDate: unique symbol };

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0);

/** A date that exists, spelt `YYYY-MM-DD`; `undefined` for anything else (31 June, 29 February 2025). */
export function parseCivilDate(text: string): CivilDate | undefined {
  const match = /^([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return day >= 1 && day <= daysInMonth(year, month) ? (text as CivilDate) : undefined; // the brand's one maker
}

export const dayNumber = (date: CivilDate): number => dayNumberOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)));

/** As `dayNumber`, of a day that exists. */
export function dayNumberOf(y: number, month: number, day: number): number {
  const year = month <= 2 ? y - 1 : y;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

export function fromDayNumber(days: number): CivilDate {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}` as CivilDate; // a day that exists, by construction
}

export const addDays = (date: CivilDate, days: number): CivilDate => fromDayNumber(dayNumber(date) + days);

/** Days from `a` to `b`: positive when `b` is later. */
export const daysBetween = (a: CivilDate, b: CivilDate): number => dayNumber(b) - dayNumber(a);

/** The civil day at an instant (milliseconds since 1970) in a zone `UTC`, `UTC+3`, `UTC-3:30`. */
export function civilDayIn(zone: string, ms: number): CivilDate {
  const [, sign = "+", hours = "0", minutes = "0"] = /^UTC(?:([+-])([0-9]{1,2})(?::([0-9]{2}))?)?$/.exec(zone) ?? [];
  const offset = (60 * Number(hours) + Number(minutes)) * (sign === "-" ? -1 : 1);
  return fromDayNumber(Math.floor((ms / 60_000 + offset) / 1_440));
}
