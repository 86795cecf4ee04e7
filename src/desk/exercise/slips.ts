// Slips of the hand, one at a time: a letter left out, exchanged, put in, or two letters in the wrong order; a date with one
// part wrong; a digit of a number wrong.
import { daysInMonth, type CivilDate } from "../../basis/civil-date.ts";
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { between, pick } from "./draws.ts";

export const ALPHABETS = {
  uk: Array.from("абвгдеєжзиіїйклмнопрстуфхцчшщьюя"), ru: Array.from("абвгдежзийклмнопрстуфхцчшщыьэюя"), latin: Array.from("abcdefghijklmnoprstuvyz"),
} as const;

/** One slip after the first letter; a name under three letters stays. */
export function slipOf(name: string, letters: readonly string[], random: SeededRandom): string {
  if (name.length < 3) return name;
  const at = between(random, 1, name.length - 1);
  const kind = random.below(4);
  if (kind === 0) return name.slice(0, at) + name.slice(at + 1);
  if (kind === 1) return name.slice(0, at) + pick(random, letters) + name.slice(at + 1);
  if (kind === 2) return name.slice(0, at) + pick(random, letters) + name.slice(at);
  const first = Math.min(at, name.length - 2);
  return name.slice(0, first) + name.charAt(first + 1) + name.charAt(first) + name.slice(first + 2);
}

/** A date that exists with one part wrong: day and month exchanged, a year or a day off by one, another month or day. */
export function dateSlip(date: CivilDate, random: SeededRandom): string {
  let [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const kind = random.below(5);
  if (kind === 0 && day <= 12) [day, month] = [month, day];
  else if (kind === 1) year += random.below(2) === 0 ? 1 : -1;
  else if (kind === 2) day += random.below(2) === 0 ? 1 : -1;
  else if (kind === 3) month = between(random, 1, 12);
  else day = between(random, 1, 28);
  day = Math.max(1, Math.min(day, daysInMonth(year, month)));
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The number with one of its last five digits drawn again. */
export function digitSlip(number: string, random: SeededRandom): string {
  const at = number.length - 1 - random.below(5);
  return number.slice(0, at) + String(random.below(10)) + number.slice(at + 1);
}
