// Is a plan the only one of its value? Where the exact bound reaches the value this follows from the duals alone, in whole numbers, and no solver is
// asked. With c·x = Σ d_j·x_j + Σ y_i·s_i (s_i the activity of row i) every plan of at most the value V has  |y_i|·|s_i - side_i| ≤ V - L,  so a row
// with |y_i| > V - L is kept exactly at its side, since all activities are whole; columns are narrowed in the same way (exact-bound.ts). Two such plans
// differ by a whole vector v with a·v = 0 for each of these rows. Modulo a prime P > hi - lo: when the unit row e_j is a combination of the rows, then
// v_j ≡ 0, and since |v_j| < P, v_j = 0. Full rank is the rule: costs drawn at random leave one optimal vertex.
import { exactBound, type Box, type Cap, type Sides } from "./exact-bound.ts";
import type { Model } from "./model.ts";
import { narrow } from "./narrow.ts";

const ONE = 1n << 40n; // the scale of the duals
const PRIME = 67_108_859; // the largest below 2^26: products of two remainders stay below 2^53
const ENTRIES_MAX = 4_000_000; // of fill-in; beyond it the question is left open

export type OnlyPoint = {
  readonly model: Model; readonly box: Box; readonly cost: Float64Array;
  /** Over model rows, then the caps of the box; multiples of 2^-40. */
  readonly duals: readonly bigint[];
  readonly value: number;
};
/** `isOnly`: every count is settled. Else `box` and the rows `kept` (index to the side they are kept at) narrow what is left to ask. */
export type Settled = { readonly isOnly: boolean; readonly box: Box; readonly kept: ReadonlyMap<number, number> };

/** What follows for all whole points of the box with cost·x ≤ value. Exact; cubic in the columns left at worst, near linear on matrices like ours. */
export function settle({ model, box: start, cost, duals, value }: OnlyPoint): Settled {
  let box = start, exact = exactBound(model, box, cost, duals), fixed = 0;
  do {
    ({ box, fixed } = narrow(model, box, { exact, duals }, value));
    if (fixed > 0) exact = exactBound(model, box, cost, duals);
  } while (fixed > 0);
  const { rowLower, rowUpper } = box.rows ?? model, slack = BigInt(value) * ONE - exact.bound;
  const kept = new Map<number, number>();
  if (slack < 0n) return { isOnly: false, box, kept };
  rowLower.forEach((lower, row) => lower === rowUpper[row] && kept.set(row, lower));
  duals.forEach((dual, row) => {
    if ((dual < 0n ? -dual : dual) > slack) kept.set(row, sideOf({ rowLower, rowUpper }, box.caps, row, dual > 0n));
  });
  const settled = settledColumns(rowsOver(model, box, new Set(kept.keys())));
  let isOnly = true;
  for (let column = 0; column < model.counts; column++) {
    const width = (box.hi[column] ?? 0) - (box.lo[column] ?? 0);
    if (width !== 0 && !(width < PRIME && settled.has(column))) isOnly = false;
  }
  return { isOnly, box, kept };
}

const sideOf = ({ rowLower, rowUpper }: Sides, caps: readonly Cap[], row: number, isLower: boolean): number => (row >= rowLower.length ? caps[row - rowLower.length]?.most : isLower ? rowLower[row] : rowUpper[row]) ?? NaN;

/** The rows of `chosen` over the columns that are not fixed, modulo PRIME, without zeros. */
function rowsOver(model: Model, { lo, hi, caps }: Box, chosen: ReadonlySet<number>): Map<number, number>[] {
  const rows = new Map<number, Map<number, number>>();
  for (const row of chosen) rows.set(row, new Map());
  for (let column = 0; column < model.columns; column++) {
    if (lo[column] === hi[column]) continue;
    for (let at = model.starts[column] ?? 0; at < (model.starts[column + 1] ?? 0); at++) put(model.indices[at] ?? 0, column, model.values[at] ?? 0);
    caps.forEach(({ cost }, i) => put(model.rowLower.length + i, column, cost[column] ?? 0));
  }
  return [...rows.values()].filter((row) => row.size > 0);

  function put(row: number, column: number, value: number): void {
    const rest = mod(value);
    if (rest !== 0) rows.get(row)?.set(column, rest);
  }
}

/** Columns whose unit row is a combination of the rows: elimination, shortest row first, then from the last pivot back. Changes the rows. */
function settledColumns(rows: Map<number, number>[]): Set<number> {
  const rowsOf = new Map<number, Set<number>>();
  rows.forEach((row, i) => row.forEach((_, column) => (rowsOf.get(column) ?? rowsOf.set(column, new Set()).get(column))?.add(i)));
  const pivots: { readonly column: number; readonly row: Map<number, number> }[] = [];
  const left = new Set(rows.keys());
  let entries = rows.reduce((sum, { size }) => sum + size, 0);
  while (left.size > 0 && entries < ENTRIES_MAX) {
    let at = -1, size = Infinity;
    for (const i of left) {
      const own = rows[i]?.size ?? 0;
      if (own < size) [at, size] = [i, own];
      if (own <= 1) break;
    }
    left.delete(at);
    const row = rows[at];
    if (!row || size === 0) continue;
    const pivot = [...row.keys()].reduce((best, column) => ((rowsOf.get(column)?.size ?? 0) < (rowsOf.get(best)?.size ?? 0) ? column : best));
    row.forEach((_, column) => rowsOf.get(column)?.delete(at));
    pivots.push({ column: pivot, row });
    const inverse = inverseOf(row.get(pivot) ?? 1);
    for (const other of rowsOf.get(pivot) ?? []) entries += subtract(row, mod((rows[other]?.get(pivot) ?? 0) * inverse), other);
  }
  const settled = new Set<number>();
  for (const { column, row } of pivots.reverse()) if ([...row.keys()].every((one) => one === column || settled.has(one))) settled.add(column);
  return settled;

  /** Takes `times` the row from another; the number of entries gained. */
  function subtract(row: ReadonlyMap<number, number>, times: number, other: number): number {
    const target = rows[other];
    if (!target) return 0;
    const before = target.size;
    for (const [column, value] of row) {
      const rest = mod((target.get(column) ?? 0) - mod(times * value));
      if (rest === 0) {
        target.delete(column);
        rowsOf.get(column)?.delete(other);
      } else {
        target.set(column, rest);
        rowsOf.get(column)?.add(other);
      }
    }
    return target.size - before;
  }
}

const mod = (value: number): number => ((value % PRIME) + PRIME) % PRIME;

/** By the extended algorithm of Euclid; 0 < value < PRIME. */
function inverseOf(value: number): number {
  let [a, b, x, y] = [value, PRIME, 1, 0];
  while (b !== 0) {
    const times = Math.floor(a / b);
    [a, b, x, y] = [b, a - times * b, y, x - times * y];
  }
  return mod(x);
}
