// The calendar of batches: a first day, a step in days, and days on which nothing moves. Days of an instance are whole days from the first.
import { addDays, dayNumber, type CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";

export type Cadence = { readonly firstOn: CivilDate; readonly everyDays: number; readonly batches: number; readonly pausedOn: readonly CivilDate[] };
export type BatchDay = { readonly on: CivilDate; readonly day: number; readonly movedByDays: number };

const SEARCH_MAX = 366;

/**
 * One day a batch; a batch on a paused day moves to the next free day, and `movedByDays` says by how much. The step counts from the day that was due,
 * so one pause does not push back every later batch; two batches never share a day.
 * @throws Fault `CADENCE` for a step below one, no batch, more than 1,000, or no free day within a year.
 */
export function batchDays({ firstOn, everyDays, batches, pausedOn }: Cadence): BatchDay[] {
  if (!Number.isInteger(everyDays) || everyDays < 1 || !Number.isInteger(batches) || batches < 1 || batches > 1000) throw new Fault("CADENCE", "expected a step of at least one day and 1 to 1,000 batches");
  const closed = new Set<string>(pausedOn);
  const days: BatchDay[] = [];
  for (let k = 0; k < batches; k++) {
    const due = addDays(firstOn, k * everyDays);
    let on = due, movedByDays = 0;
    const isTaken = (): boolean => closed.has(on) || dayNumber(on) <= dayNumber(days.at(-1)?.on ?? addDays(firstOn, -1));
    while (isTaken()) {
      if (++movedByDays > SEARCH_MAX) throw new Fault("CADENCE", "expected a free day within a year of the day that was due");
      on = addDays(due, movedByDays);
    }
    days.push({ on, day: dayNumber(on) - dayNumber(firstOn), movedByDays });
  }
  return days;
}
