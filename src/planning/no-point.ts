// Proof that no point keeps all rows: duals y of the rows for which the bound of exact-bound.ts, with no cost at all, is above zero (Farkas, J. reine angew. Math.
// 124:1, 1902). Rounded to multiples of 2^-40 it is a proof in whole numbers, whatever the solver was that found the ray.
import { exactBound, roundDuals, type Box } from "./exact-bound.ts";
import type { Model } from "./model.ts";
import { rowBounds } from "./reduce.ts";

/** True when the duals alone show that the box holds no point of the rows and caps. Exact; linear in the entries of the matrix. */
export function excludesAll(model: Model, box: Box, duals: readonly bigint[]): boolean {
  return exactBound(model, box, new Float64Array(model.columns), duals).bound > 0n;
}

/** The ray of a solver (over model rows, then caps) as such duals, in either sign; undefined where it shows nothing once it is rounded. */
export function excludingDuals(model: Model, box: Box, ray: Float64Array): bigint[] | undefined {
  const size = ray.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  for (const sign of size > 0 ? [1 / size, -1 / size] : []) {
    const duals = roundDuals(model, box, ray.map((one) => one * sign));
    if (excludesAll(model, box, duals)) return duals;
  }
  return undefined;
}

/** The first row that no point of the box reaches, alone; undefined where there is none. */
export function oneRowDuals(model: Model, box: Box): bigint[] | undefined {
  const { lower, upper, least, most } = rowBounds(model, box);
  const row = lower.findIndex((side, i) => (least[i] ?? 0) > (upper[i] ?? Infinity) || (most[i] ?? 0) < side);
  return row < 0 ? undefined : excludingDuals(model, box, Float64Array.from(lower, (_, i) => Number(i === row)));
}
