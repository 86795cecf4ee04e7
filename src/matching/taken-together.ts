// Rows that share unit, place and day of capture: men are taken in groups, so where all three agree they say one thing and not three.
import type { Prepared } from "./prepare.ts";
import { NO_DAY } from "./read-rows.ts";

/** How many other rows of the same list were taken with this one; 0 where unit, place or day is silent. Once n log n, then log n a row. */
export function takenTogether({ count, unit, place, captureDay }: Prepared): (row: number) => number {
  let [places, first, last] = [1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < count; row++) {
    places = Math.max(places, (place[row] ?? 0) + 1);
    const day = captureDay[row] ?? NO_DAY;
    if (day === NO_DAY) continue;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  const span = last - first + 1;
  const keyOf = (row: number): number => {
    const [u, p, day] = [unit[row] ?? 0, place[row] ?? 0, captureDay[row] ?? NO_DAY];
    return u === 0 || p === 0 || day === NO_DAY ? -1 : (u * places + p) * span + day - first;
  };
  const room = new Float64Array(count);
  let stated = 0;
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    if (key >= 0) room[stated++] = key;
  }
  const keys = room.subarray(0, stated).sort();
  const before = (key: number): number => { // how many keys are smaller
    let [low, high] = [0, stated];
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
