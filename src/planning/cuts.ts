// Cuts that close the gap between the LP relaxation and whole points: Gomory's mixed-integer cut (Gomory 1960; Marchand & Wolsey, Oper. Res. 49:363,
// 2001) where every column AND every row activity is a whole number, in whole-number arithmetic throughout: no tolerance decides what is valid.
//
// Multipliers p_i / D on rows give Σ α_j x_j - Σ p_i s_i = 0 with α = Aᵀp and s_i the activity of row i. Each variable is measured from one of its
// bounds, t = v - lo or t = hi - v, t ≥ 0 and whole: Σ β_v t_v = β_0. With F = β mod D,   Σ min(F_v·(D - F_0), (D - F_v)·F_0)·t_v ≥ F_0·(D - F_0)
// holds for all whole t ≥ 0. Put back into x it is one more row, -coefficients·x ≤ -right side, and takes its place among the caps.
import type { Box, Cap, CutProof } from "./exact-bound.ts";
import type { Model } from "./model.ts";

const SAFE = 2 ** 53;
const SMALL = 2 ** 24; // below it products of two are exact
const HALF = 2 ** 15;
const DENOMINATOR_MAX = 2 ** 30; // of a proof; products of remainders are then taken in two halves
const NOISE = 1e-6;
const COEFFICIENT_MAX = 2 ** 16; // larger ones make a solver's matrix ill-conditioned

/** The cut that the multipliers give in this box, or undefined when they give none (or numbers beyond 2^53). Exact; linear in the entries of the matrix. */
export function cutOf(model: Model, box: Box, proof: CutProof): Cap | undefined {
  const { denominator: D, multipliers } = proof;
  if (!(D >= 1 && D <= DENOMINATOR_MAX)) return undefined;
  const upper = new Set(proof.atUpper);
  const rows = model.rowLower.length;
  const alpha = new Float64Array(model.columns);
  for (const [row, times] of multipliers) addRow(model, box, row, times, alpha);
  let beta0 = 0; // modulo D: - Σ α·bound + Σ p·side
  for (let column = 0; column < model.columns; column++) {
    const a = alpha[column] ?? 0, bound = (upper.has(column) ? box.hi[column] : box.lo[column]) ?? 0;
    if (!Number.isFinite(a)) return undefined;
    if (a !== 0 && bound !== 0) beta0 = mod(beta0 - timesMod(a, bound, D), D);
  }
  const sides: { readonly row: number; readonly times: number; readonly side: number; readonly isUpper: boolean }[] = [];
  for (const [row, times] of multipliers) {
    if (mod(times, D) === 0) continue; // a whole multiple of a whole activity: nothing to round
    const isUpper = row >= rows || upper.has(-1 - row);
    const side = row >= rows ? box.caps[row - rows]?.most : isUpper ? model.rowUpper[row] : model.rowLower[row];
    if (side === undefined || !Number.isFinite(side)) return undefined;
    sides.push({ row, times, side, isUpper });
    beta0 = mod(beta0 + timesMod(times, side, D), D);
  }
  const F0 = beta0;
  if (F0 === 0) return undefined;
  const { weightOf, full } = rounding(D, F0);
  const cost = new Float64Array(model.columns);
  let right = full;
  for (let column = 0; column < model.columns; column++) {
    const isUpper = upper.has(column), a = alpha[column] ?? 0;
    const weight = a === 0 || box.lo[column] === box.hi[column] ? 0 : weightOf(isUpper ? -a : a);
    const width = (box.hi[column] ?? 0) - (box.lo[column] ?? 0);
    if (weight * width <= full * NOISE) {
      right -= weight * width; // t ≤ width: what is left of a number that was not quite whole
      continue;
    }
    cost[column] = isUpper ? -weight : weight; // weight·t = ±weight·(x - bound)
    right += (cost[column] ?? 0) * ((isUpper ? box.hi[column] : box.lo[column]) ?? 0);
  }
  for (const { row, times, side, isUpper } of sides) {
    const weight = weightOf(isUpper ? times : -times);
    if (weight === 0) continue;
    const sign = isUpper ? -weight : weight;
    right = exactly(right + exactly(sign * side));
    addRow(model, box, row, sign, cost);
  }
  for (let column = 0; column < model.columns; column++) {
    if (box.lo[column] !== box.hi[column] || cost[column] === 0) continue;
    right -= (cost[column] ?? 0) * (box.lo[column] ?? 0);
    cost[column] = 0;
  }
  return asCap({ cost, right }, box, proof, upper);
}

/** Adds times·(row) to the coefficients. */
function addRow(model: Model, box: Box, row: number, times: number, cost: Float64Array): void {
  const rows = model.rowLower.length;
  const weights = row >= rows ? box.caps[row - rows]?.cost : undefined;
  if (weights) for (let column = 0; column < weights.length; column++) cost[column] = exactly((cost[column] ?? 0) + exactly(times * (weights[column] ?? 0)));
  else {
    const { starts, columns, values } = byRowOf(model);
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const column = columns[at] ?? 0;
      cost[column] = exactly((cost[column] ?? 0) + exactly(times * (values[at] ?? 0)));
    }
  }
}

/** The matrix by rows: the entries of row i lie at starts[i] … starts[i+1]-1. */
type ByRow = { readonly starts: Int32Array; readonly columns: Int32Array; readonly values: Float64Array };
const byRow = new WeakMap<Model, ByRow>();
function byRowOf(model: Model): ByRow {
  const known = byRow.get(model);
  if (known) return known;
  const starts = new Int32Array(model.rowLower.length + 1), columns = new Int32Array(model.indices.length), values = new Float64Array(model.indices.length);
  for (const row of model.indices) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < model.rowLower.length; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = Int32Array.from(starts);
  for (let column = 0; column < model.columns; column++)
    for (let at = model.starts[column] ?? 0; at < (model.starts[column + 1] ?? 0); at++) {
      const row = model.indices[at] ?? 0, to = next[row] ?? 0;
      columns[to] = column;
      values[to] = model.values[at] ?? 0;
      next[row] = to + 1;
    }
  const found = { starts, columns, values };
  byRow.set(model, found);
  return found;
}

/**
 * Weight of t by its β, and the right side: min(F·(D - F_0), (D - F)·F_0) = min(F, F_0)·D - F·F_0 and F_0·(D - F_0), divided by D where D is large: up what
 * multiplies t ≥ 0, down the right side.
 */
function rounding(D: number, F0: number): { readonly weightOf: (beta: number) => number; readonly full: number } {
  if (D <= SMALL) {
    const weightOf = (beta: number): number => {
      const F = mod(beta, D);
      return Math.min(F, F0) * D - F * F0;
    };
    return { weightOf, full: F0 * (D - F0) };
  }
  const weightOf = (beta: number): number => {
    const F = mod(beta, D);
    return Math.min(F, F0) - wholeParts(F, F0, D).quotient;
  };
  const { quotient, rest } = wholeParts(F0, F0, D);
  return { weightOf, full: F0 - quotient - Number(rest > 0) };
}

/** a·b divided by D, exact for 0 ≤ a, b < D ≤ 2^30: b in two halves of 15 bits, so that no product reaches 2^53. */
function wholeParts(a: number, b: number, D: number): { readonly quotient: number; readonly rest: number } {
  const high = Math.floor(b / HALF), upper = a * high, upperQuotient = Math.floor(upper / D);
  const lower = (upper - upperQuotient * D) * HALF + a * (b - high * HALF), lowerQuotient = Math.floor(lower / D);
  return { quotient: upperQuotient * HALF + lowerQuotient, rest: lower - lowerQuotient * D };
}

type Found = { readonly cost: Float64Array; readonly right: number };

/**
 * cost·x ≥ right as a cap with small coefficients: divided by S, a coefficient rounded up where x is measured from lo (x ≥ lo) and down where from hi.
 * With S·c' = c + δ:  S·c'·x ≥ right + Σ δ·bound, and c'·x is whole.
 */
function asCap({ cost, right }: Found, box: Box, proof: CutProof, upper: ReadonlySet<number>): Cap | undefined {
  let divisor = 0, largest = 0;
  for (const value of cost) {
    if (value === 0) continue;
    divisor = gcdOf(divisor, Math.abs(value));
    largest = Math.max(largest, Math.abs(value));
  }
  if (divisor === 0 || !Number.isFinite(largest + right)) return undefined;
  const S = Math.max(divisor, Math.ceil(largest / COEFFICIENT_MAX));
  let least = right;
  const small = cost.map((value, column) => {
    if (value === 0) return 0;
    const isUpper = upper.has(column), whole = isUpper ? Math.floor(value / S) : Math.ceil(value / S);
    least = exactly(least + (S * whole - value) * ((isUpper ? box.hi[column] : box.lo[column]) ?? 0));
    return -whole + 0;
  });
  return Number.isFinite(least) ? { cost: small, most: -Math.ceil(least / S) + 0, cut: proof } : undefined;
}

/** The number, or NaN where it is too large to be exact: NaN stays. */
const exactly = (value: number): number => (Math.abs(value) < SAFE ? value : NaN);

/** a·b modulo D, exact. */
function timesMod(a: number, b: number, D: number): number {
  const left = mod(a, D), product = left * b;
  return Math.abs(product) < SAFE ? mod(product, D) : wholeParts(left, mod(b, D), D).rest;
}

const mod = (value: number, D: number): number => ((value % D) + D) % D;
function gcdOf(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
