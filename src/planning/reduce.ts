// The model as a solver gets it: columns that are fixed are taken out, rows that every point of the box keeps as well. Caps go in as
// value + 0.25 (PLANNING.md §4: an exactly tight cap made solvers say “infeasible”), which excludes nothing, since everything is whole.
// From the parity stage on, net, running and deviation are declared whole too, though they follow from the counts: a search may then branch on the
// balance itself. Measured, 2,000 + 1,600 x 10, rank weights, seeds 1 to 4, CPU of the plan: 26.3, 8.1, 11.4, 10.9 s without, 11.6, 6.3, 10.2, 6.7 s with;
// seeds 5 and 6, the parity stage alone: 26.7 and 83.1 s without, 15.7 and 37.7 s with. Before that stage it does harm: at 100,000 + 80,000 x 20 it made
// one search 46 s long and its answer wrong.
import type { Box, Cap } from "./exact-bound.ts";
import type { Model } from "./model.ts";
import type { LinearModel } from "./solver.ts";

export const CAP_ROOM = 0.25;

/** `free` and `rows` name the columns and rows (model rows, then caps) of the full model that were kept. */
export type Reduced = { readonly linear: LinearModel; readonly free: readonly number[]; readonly rows: readonly number[] };
/** `capRoom`: CAP_ROOM unless said; 0 where the vertex itself is read (cut-rounds.ts). */
export type Question = { readonly box: Box; readonly cost: Float64Array; readonly isWhole: boolean; readonly capRoom?: number };

/** The reduced model, or "infeasible" when some row cannot be kept by any point of the box: exact, no tolerance. */
export function reduce(model: Model, { box, cost, isWhole, capRoom = CAP_ROOM }: Question): Reduced | "infeasible" {
  const free: number[] = [];
  for (let column = 0; column < model.columns; column++) if (box.lo[column] !== box.hi[column]) free.push(column);
  const bounds = rowBounds(model, box);
  const rows: number[] = [];
  const newRow = new Int32Array(bounds.lower.length).fill(-1);
  for (let row = 0; row < newRow.length; row++) {
    const least = bounds.least[row] ?? 0, most = bounds.most[row] ?? 0, lower = bounds.lower[row] ?? 0, upper = bounds.upper[row] ?? 0;
    if (least > upper || most < lower) return "infeasible";
    if (least >= lower && most <= upper) continue;
    newRow[row] = rows.length;
    rows.push(row);
  }
  const shifted = (side: Float64Array): Float64Array => Float64Array.from(rows, (row) => (side[row] ?? 0) - (bounds.fixed[row] ?? 0));
  const isBalanced = [cost, ...box.caps.flatMap((cap) => (cap.cut ? [] : [cap.cost]))].some((one) => one.subarray(model.counts).some((weight) => weight !== 0));
  const linear = {
    cost: Float64Array.from(free, (column) => cost[column] ?? 0), lower: Float64Array.from(free, (column) => box.lo[column] ?? 0),
    upper: Float64Array.from(free, (column) => box.hi[column] ?? 0), integer: Uint8Array.from(free, (column) => Number(isWhole && (column < model.counts || isBalanced))),
    rowLower: shifted(bounds.lower), rowUpper: shifted(bounds.upper).map((side, i) => ((rows[i] ?? 0) < model.rowLower.length ? side : side + capRoom)),
    ...matrixOf(model, box.caps, free, newRow),
  };
  return { linear, free, rows };
}

/** The point of the full model: the box's value where fixed, the solver's elsewhere. */
export function widened(box: Box, { free }: Reduced, x: Float64Array): Float64Array {
  const full = Float64Array.from(box.lo);
  free.forEach((column, i) => (full[column] = x[i] ?? 0));
  return full;
}

/** Duals of the full model, 0 for rows that were taken out: still valid, as any duals are. */
export function widenedDuals(model: Model, box: Box, { rows }: Reduced, duals: Float64Array): Float64Array {
  const full = new Float64Array(model.rowLower.length + box.caps.length);
  rows.forEach((row, i) => (full[row] = duals[i] ?? 0));
  return full;
}

type RowBounds = { readonly lower: Float64Array; readonly upper: Float64Array; readonly least: Float64Array; readonly most: Float64Array; readonly fixed: Float64Array };

/** For each row: its bounds, the least and most its activity can be inside the box, and what fixed columns give. Exact below 2^53. */
export function rowBounds(model: Model, box: Box): RowBounds {
  const base = model.rowLower.length, size = base + box.caps.length;
  const lower = new Float64Array(size).fill(-Infinity), upper = new Float64Array(size);
  lower.set((box.rows ?? model).rowLower);
  upper.set((box.rows ?? model).rowUpper);
  box.caps.forEach(({ most }, i) => (upper[base + i] = most));
  const least = new Float64Array(size), most = new Float64Array(size), fixed = new Float64Array(size);
  for (let column = 0; column < model.columns; column++) {
    const lo = box.lo[column] ?? 0, hi = box.hi[column] ?? 0;
    if (lo === 0 && hi === 0) continue;
    for (let at = model.starts[column] ?? 0; at < (model.starts[column + 1] ?? 0); at++) {
      const row = model.indices[at] ?? 0, value = model.values[at] ?? 0;
      least[row] = (least[row] ?? 0) + value * (value > 0 ? lo : hi);
      most[row] = (most[row] ?? 0) + value * (value > 0 ? hi : lo);
      if (lo === hi) fixed[row] = (fixed[row] ?? 0) + value * lo;
    }
  }
  for (let i = 0; i < box.caps.length; i++) {
    const cost = box.caps[i]?.cost ?? new Float64Array(0);
    let leastOf = 0, mostOf = 0, fixedOf = 0;
    for (let column = 0; column < cost.length; column++) {
      const value = cost[column] ?? 0, lo = box.lo[column] ?? 0, hi = box.hi[column] ?? 0;
      if (value === 0) continue;
      leastOf += value * (value > 0 ? lo : hi);
      mostOf += value * (value > 0 ? hi : lo);
      if (lo === hi) fixedOf += value * lo;
    }
    [least[base + i], most[base + i], fixed[base + i]] = [leastOf, mostOf, fixedOf];
  }
  return { lower, upper, least, most, fixed };
}

function matrixOf(model: Model, caps: readonly Cap[], free: readonly number[], newRow: Int32Array): Pick<LinearModel, "starts" | "indices" | "values"> {
  // counted first, then filled: lists of numbers that grow would be the largest garbage beside the solver's own memory
  const starts = new Int32Array(free.length + 1), own = caps.flatMap(({ cost }, c) => ((newRow[model.rowLower.length + c] ?? -1) < 0 ? [] : [{ cost, row: newRow[model.rowLower.length + c] ?? 0 }]));
  let size = 0;
  for (let i = 0; i < free.length; i++) {
    const column = free[i] ?? 0;
    for (let at = model.starts[column] ?? 0; at < (model.starts[column + 1] ?? 0); at++) if ((newRow[model.indices[at] ?? 0] ?? -1) >= 0 && model.values[at] !== 0) size++;
    for (const { cost } of own) if (cost[column] !== 0) size++;
    starts[i + 1] = size;
  }
  const indices = new Int32Array(size), values = new Float64Array(size);
  let next = 0;
  for (let i = 0; i < free.length; i++) {
    const column = free[i] ?? 0;
    for (let at = model.starts[column] ?? 0; at < (model.starts[column + 1] ?? 0); at++) {
      const row = newRow[model.indices[at] ?? 0] ?? -1;
      if (row < 0 || model.values[at] === 0) continue;
      indices[next] = row;
      values[next++] = model.values[at] ?? 0;
    }
    for (const { cost, row } of own) {
      if (cost[column] === 0) continue;
      indices[next] = row;
      values[next++] = cost[column] ?? 0;
    }
  }
  return { starts, indices, values };
}
