// The agreed calendar beside what the sides can carry and what somebody says of the pace (“an exchange every day”): facts next to each other on one page,
// no verdict. Days of an instance are whole days from the day 0, which the caller dates.
import { addDays, type CivilDate } from "../basis/civil-date.ts";
import type { Limit, Problem } from "./problem.ts";

/** Most persons of one side in the batch (size and places together; undefined: no limit), and how many the plan gives it. */
export type SideDay = { readonly side: string; readonly most: number | undefined; readonly planned: number };
/** `conflicts`: `paused` (nothing moves on this day), `crossing` (planned or least more than pass the crossing in the day), `least` (agreed least above what can be carried). */
export type CalendarDay = { readonly batch: string; readonly on: CivilDate; readonly day: number; readonly state: string; readonly sides: readonly SideDay[]; readonly conflicts: readonly ("paused" | "crossing" | "least")[] };
/**
 * A pace that is claimed, over the days from the first to the last batch: days it names, how many of them have an agreed batch, days of batches beside it, and what the agreed
 * calendar carries of each side against what its largest batch on every claimed day would.
 */
export type ClaimedPace = { readonly everyDays: number; readonly days: number; readonly withBatch: number; readonly beside: number; readonly carried: readonly { readonly side: string; readonly agreed: number | undefined; readonly claimed: number | undefined }[] };
export type Calendar = { readonly days: readonly CalendarDay[]; readonly claim: ClaimedPace | undefined };
export type CalendarTask = { readonly problem: Problem; readonly firstOn: CivilDate; readonly pausedOn: readonly CivilDate[]; readonly assign: Readonly<Record<string, string | null>>; readonly claimEveryDays: number | undefined };

/** Linear in captives and batches. */
export function calendarOf({ problem, firstOn, pausedOn, assign, claimEveryDays }: CalendarTask): Calendar {
  const paused = new Set<string>(pausedOn);
  const planned = new Map<string, number>();
  for (const { id, side } of problem.captives) {
    const batch = Object.hasOwn(assign, id) ? assign[id] : null;
    if (typeof batch === "string") planned.set(`${batch} ${side}`, (planned.get(`${batch} ${side}`) ?? 0) + 1);
  }
  const crossing = new Map<string, number>(); // link and day → persons that must or will pass
  for (const batch of problem.batches) {
    const key = `${batch.link} ${batch.day}`, persons = problem.sides.reduce((sum, _, side) => sum + Math.max(planned.get(`${batch.id} ${side}`) ?? 0, batch.limits[side]?.min ?? 0), 0);
    crossing.set(key, (crossing.get(key) ?? 0) + persons);
  }
  const days = problem.batches.map(({ id, day, limits, link, state }): CalendarDay => {
    const on = addDays(firstOn, day - (problem.batches[0]?.day ?? 0));
    const sides = problem.sides.map((side, s) => ({ side, most: mostOf(problem, limits[s]), planned: planned.get(`${id} ${s}`) ?? 0 }));
    const isCrowded = (crossing.get(`${link} ${day}`) ?? 0) > (problem.links[link]?.personsPerDay ?? Infinity);
    const isShort = sides.some(({ most }, s) => most !== undefined && (limits[s]?.min ?? 0) > most);
    return { batch: id, on, day, state, sides, conflicts: [...(paused.has(on) ? ["paused" as const] : []), ...(isCrowded ? ["crossing" as const] : []), ...(isShort ? ["least" as const] : [])] };
  });
  return { days, claim: claimEveryDays === undefined ? undefined : claimOf(problem, days, claimEveryDays) };
}

/** Size and places together: in format 1 and 2 every person needs one place of some resource. */
function mostOf({ resources }: Problem, limit: Limit | undefined): number | undefined {
  const places = resources.reduce((sum, resource) => sum + (limit?.resources.get(resource) ?? Infinity), 0);
  const most = Math.min(limit?.max ?? Infinity, places);
  return most < Infinity ? most : undefined;
}

function claimOf({ sides }: Problem, days: readonly CalendarDay[], everyDays: number): ClaimedPace {
  const first = days[0]?.day ?? 0, last = days.at(-1)?.day ?? first;
  const claimed = Math.floor((last - first) / everyDays) + 1;
  const agreedDays = new Set(days.map(({ day }) => day));
  const withBatch = [...agreedDays].filter((day) => (day - first) % everyDays === 0).length;
  const carried = sides.map((side, s) => {
    const mosts = days.map((day) => day.sides[s]?.most ?? Infinity);
    const whole = (count: number): number | undefined => (count < Infinity ? count : undefined);
    return { side, agreed: whole(mosts.reduce((sum, most) => sum + most, 0)), claimed: whole(claimed * Math.max(...mosts)) };
  });
  return { everyDays, days: claimed, withBatch, beside: agreedDays.size - withBatch, carried };
}

/** One page of text. Counts only. */
export function printCalendar({ days, claim }: Calendar): string {
  const number = (count: number | undefined): string => (count === undefined ? "no limit" : String(count));
  const said = { paused: "nothing moves on this day", crossing: "more than pass the crossing in the day", least: "the agreed least is above what can be carried" };
  const rows = days.map(({ batch, on, state, sides, conflicts }) =>
    `${on}  ${batch.padEnd(8)} ${state.padEnd(9)} ${sides.map(({ side, most, planned }) => `side ${side}: ${planned} planned, at most ${number(most)}`).join("; ")}${conflicts.map((one) => `; ${said[one]}`).join("")}\n`);
  if (!claim) return rows.join("");
  const pace = claim.everyDays === 1 ? "every day" : `every ${claim.everyDays} days`;
  return `${rows.join("")}
set against “${pace}”, from the first to the last batch: ${claim.days} days named, ${claim.withBatch} of them with an agreed batch, ${claim.days - claim.withBatch} without; ${claim.beside} agreed days beside them
${claim.carried.map(({ side, agreed, claimed }) => `side ${side}: the agreed calendar carries at most ${number(agreed)}; ${pace}, at its largest batch, ${number(claimed)}\n`).join("")}`;
}
