// A bound that holds whatever the solver did: weak duality in whole numbers (Neumaier & Shcherbina, Math. Program. 99:283, 2004, for the
// idea of a safe bound). Any row duals y, rounded to multiples of 2^-40 as BigInt, give with d = c - Aᵀy
//   L = Σ y_i·(row lower if y_i > 0, else row upper) + Σ d_j·(lo_j if d_j ≥ 0, else hi_j)  ≤  c·x  for every x within rows and bounds.
import type { Model } from "./model.ts";

const SCALE_BITS = 40n;
/** The scale of duals and bounds. */
export const ONE = 1n << SCALE_BITS;

/** What a stage knows: column bounds lo, hi so far, the caps cost·x ≤ most of the stages before it, and the sides of the model's rows where they are narrowed too (narrow.ts). */
export type Box = { readonly lo: Float64Array; readonly hi: Float64Array; readonly caps: readonly Cap[]; readonly rows?: Sides | undefined };
export type Sides = Pick<Model, "rowLower" | "rowUpper">;
/** How a cut is made anew: multipliers p / `denominator` of rows. `multipliers`: [row, p] over model rows, then caps; `atUpper`: the columns and (as -1 - row) the rows that are measured from their upper bound. */
export type CutProof = { readonly denominator: number; readonly multipliers: readonly (readonly [number, number])[]; readonly atUpper: readonly number[] };
/** A cut says from what it was made (cuts.ts). */
export type Cap = { readonly cost: Float64Array; readonly most: number; readonly cut?: CutProof | undefined };
/** `bound` and `reduced` are multiples of 2^-40. */
export type ExactBound = { readonly bound: bigint; readonly reduced: readonly bigint[] };

/** The box with other caps. Boxes and caps are made by literals with all fields in one order alone: of each other shape V8 compiles every loop over them anew. */
export const withCaps = ({ lo, hi, rows }: Box, caps: readonly Cap[]): Box => ({ lo, hi, caps, rows });

/** The duals as whole multiples of 2^-40, 0 where the row has no finite bound on that side; model rows first, then caps. */
export function roundDuals(model: Model, { caps, rows }: Box, duals: Float64Array): bigint[] {
  const { rowLower, rowUpper } = rows ?? model;
  return Array.from({ length: rowLower.length + caps.length }, (_, row) => {
    const scaled = Math.round((duals[row] ?? 0) * 2 ** 40);
    if (!Number.isFinite(scaled) || scaled === 0) return 0n;
    const side = scaled > 0 ? (rowLower[row] ?? -Infinity) : (rowUpper[row] ?? 0); // a cap has an upper side alone
    return Number.isFinite(side) ? BigInt(scaled) : 0n;
  });
}

/** L and d of the opening comment, exact. Linear in the entries of the matrix. */
export function exactBound(model: Model, box: Box, cost: Float64Array, duals: readonly bigint[]): ExactBound {
  const rows = model.rowLower.length, { starts, indices, values } = model, { rowLower, rowUpper } = box.rows ?? model;
  let bound = 0n;
  for (let row = 0; row < duals.length; row++) {
    const dual = duals[row] ?? 0n;
    if (dual === 0n) continue;
    const side = row < rows ? (dual > 0n ? rowLower[row] : rowUpper[row]) : box.caps[row - rows]?.most;
    bound += dual * BigInt(side ?? 0);
  }
  const capDuals = box.caps.map(({ cost: weights }, i) => ({ weights, dual: duals[rows + i] ?? 0n })).filter(({ dual }) => dual !== 0n);
  const reduced: bigint[] = new Array<bigint>(model.columns).fill(0n);
  for (let column = 0; column < model.columns; column++) {
    let d = cost[column] === 0 ? 0n : BigInt(cost[column] ?? 0) * ONE;
    for (let at = starts[column] ?? 0; at < (starts[column + 1] ?? 0); at++) {
      const dual = duals[indices[at] ?? 0] ?? 0n, value = values[at] ?? 0;
      if (dual !== 0n) d -= value === 1 ? dual : dual * BigInt(value);
    }
    for (const { weights, dual } of capDuals) if (weights[column] !== 0) d -= dual * BigInt(weights[column] ?? 0);
    reduced[column] = d;
    const end = (d > 0n ? box.lo[column] : box.hi[column]) ?? 0;
    if (d !== 0n && end !== 0) bound += d * BigInt(end);
  }
  return { bound, reduced };
}

/**
 * The least value cost·x can take: the bound rounded up to what whole x can reach. Whole x differs from lo by whole steps, so cost·x lies in
 * cost·lo + g·ℤ, where g is the gcd of the costs of the columns not yet fixed.
 */
export function roundedBound({ lo, hi }: Box, cost: Float64Array, { bound }: ExactBound): { readonly least: number; readonly gcd: number } {
  let gcd = 0, offset = 0n;
  for (let column = 0; column < cost.length; column++) {
    const c = cost[column] ?? 0;
    if (c === 0) continue;
    if (lo[column] !== 0) offset += BigInt(c) * BigInt(lo[column] ?? 0);
    if (lo[column] !== hi[column]) gcd = gcdOf(gcd, Math.abs(c));
  }
  if (gcd === 0) return { least: Number(offset), gcd: 0 };
  const step = BigInt(gcd);
  return { least: Number(offset + step * ceilDivide(bound - offset * ONE, step * ONE)), gcd };
}

/** Narrows lo and hi in place to what any whole x with cost·x ≤ cutOff can still take; the number of columns fixed. */
export function fixByReducedCost(box: Box, { bound, reduced }: ExactBound, cutOff: number): number {
  const slack = BigInt(cutOff) * ONE - bound;
  let fixed = 0;
  if (slack < 0n) return 0; // nothing lies below the cut-off; the caller finds that out by its own means
  for (let column = 0; column < reduced.length; column++) {
    const d = reduced[column] ?? 0n, lo = box.lo[column] ?? 0, hi = box.hi[column] ?? 0;
    if (d === 0n || lo === hi) continue;
    const width = slack / (d > 0n ? d : -d);
    if (width >= BigInt(hi - lo)) continue;
    if (d > 0n) box.hi[column] = lo + Number(width);
    else box.lo[column] = hi - Number(width);
    if (width === 0n) fixed++;
  }
  return fixed;
}

const ceilDivide = (a: bigint, b: bigint): bigint => (a > 0n && a % b !== 0n ? a / b + 1n : a / b);

function gcdOf(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
