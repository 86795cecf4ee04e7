// The days of the exercise. Fixed, so that no clock enters: the war, the talks, the lists, the first movements.
import { dayNumber, parseCivilDate, type CivilDate } from "../../basis/civil-date.ts";
import { ensure } from "../../basis/fault.ts";

function day(text: string): CivilDate {
  const date = parseCivilDate(text);
  ensure(date !== undefined, "a day that exists");
  return date;
}

export const WAR_BEGAN = day("2022-03-01");
export const LAST_CAPTURE = day("2025-05-10");
/** The day of the talks: the reference date of the age clause, and the day of signature. */
export const SIGNED = day("2025-06-02");
export const LISTS_GIVEN = day("2025-06-06");
export const LISTS_CLOSED = day("2025-06-20");
/** Day 0 of the planning instance. */
export const FIRST_BATCH = day("2025-07-01");
/** The three movements that have already taken place. */
export const MOVEMENTS: readonly CivilDate[] = [day("2025-06-24"), day("2025-06-26"), day("2025-06-28")];
export const REMAINS_DAYS: readonly CivilDate[] = [day("2025-06-25"), day("2025-06-27"), day("2025-06-30")];
/** After the last examination: both sides adopt the conflict pack. */
export const PACK_ADOPTED = day("2025-07-05");
export const WAR_DAYS = dayNumber(LAST_CAPTURE) - dayNumber(WAR_BEGAN) + 1;

