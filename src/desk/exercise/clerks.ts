// Who writes a list: several clerks, each a run of rows, each with one manner, date form and rate of slips. Faults of real
// lists come in runs; a matcher that learns from independent faults alone would look better here than it is.
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { between, drawsOf } from "./draws.ts";
import type { ListOf } from "./folk.ts";
import { otherSide, type SideOf } from "./sizes.ts";

export const writerOf = (list: ListOf): SideOf => (list.kind === "asked" ? list.of : otherSide(list.of));

const ROWS_A_CLERK = 600;

/** The clerk of each row of a list with `rows` rows. Some 600 rows a clerk, at least four clerks, `make` draws them in turn. */
export function clerksOf<Clerk>(seed: string, list: ListOf, rows: number, make: (random: SeededRandom, list: ListOf, at: number) => Clerk): (row: number) => Clerk {
  const random = drawsOf(seed, "clerks", list.kind, list.of);
  const clerks = Array.from({ length: Math.max(4, Math.ceil(rows / ROWS_A_CLERK)) }, (_, at) => make(random, list, at));
  const ends = clerks.map(() => between(random, 60, 140));
  const whole = ends.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  const lastRow = ends.map((part) => Math.floor(((sum += part) * rows) / whole));
  return (row) => {
    const at = lastRow.findIndex((end) => row < end);
    return clerks[at < 0 ? clerks.length - 1 : at] ?? make(random, list, 0);
  };
}
