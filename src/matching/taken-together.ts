// Rows that share unit, place and day of capture: men are taken in groups, so where all three agree they say one thing and not three.
import type { Prepared } from "./prepare.ts";
import { NO_DAY } from "./read-rows.ts";

/** How many other rows of the same list were taken with this one; 0 where unit, place or day is silent. Once n log n, then log n a row. */
export function takenTogether(list: Prepared): (row: number) => number {
  const { count, unit, place, captureDay } = list;
  const widest = (column: Int32Array): number => column.reduce((most, value) => Math.max(most, value), 0) + 1;
  const days = captureDay.filter((day) => day !== NO_DAY);
  const first = days.reduce((least, day) => Math.min(least, day), days[0] ?? 0);
  const [places, span] = [widest(place), days.reduce((most, day) => Math.max(most, day - first), 0) + 1];
  const keyOf = (row: number): number => {
    const [u, p, day] = [unit[row] ?? 0, place[row] ?? 0, captureDay[row] ?? NO_DAY];
    return u === 0 || p === 0 || day === NO_DAY ? -1 : (u * places + p) * span + day - first;
  };
  const keys = new Float64Array(count);
  for (let row = 0; row < count; row++) keys[row] = keyOf(row);
  keys.sort();
  const before = (key: number): number => { // how many keys are smaller
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (row) => {
    const key = keyOf(row);
    return key < 0 ? 0 : before(key + 1) - before(key) - 1;
  };
}
