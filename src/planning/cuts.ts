// Cuts that close the gap between the LP relaxation and whole points: Gomory's mixed-integer cut (Gomory 1960; Marchand & Wolsey, Oper. Res. 49:363,
// 2001) where every column AND every row activity is a whole number, in whole-number arithmetic throughout: no tolerance decides what is valid.
//
// Multipliers p_i / D on rows give Σ α_j x_j - Σ p_i s_i = 0 with α = Aᵀp and s_i the activity of row i. Each variable is measured from one of its
// bounds, t = v - lo or t = hi - v, t ≥ 0 and whole: Σ β_v t_v = β_0. With F = β mod D,   Σ min(F_v·(D - F_0), (D - F_v)·F_0)·t_v ≥ F_0·(D - F_0)
// holds for all whole t ≥ 0. Put back into x it is one more row, -coefficients·x ≤ -right side, and takes its place among the caps.
import type { Box, Cap, CutProof } from "./exact-bound.ts";
import { rowsOf, type Model } from "./model.ts";

const SAFE = 2 ** 53;
const SMALL = 2 ** 24; // below it products of two are exact
const HALF = 2 ** 15;
const DENOMINATOR_MAX = 2 ** 30; // of a proof; products of remainders are then taken in two halves
const NOISE = 1e-6;
const BELOW = 1, ABOVE = 2; // the side that a row's activity is measured from; 0 where it is not rounded
const COEFFICIENT_MAX = 2 ** 16; // larger ones make a solver's matrix ill-conditioned

/** A cut by its coefficients that are not 0: `values` over `columns`, at most `most`. */
export type SparseCut = { readonly columns: Int32Array; readonly values: Float64Array; readonly most: number; readonly cut: CutProof };

/** The cut that the multipliers give in this box, or undefined when they give none (or numbers beyond 2^53). Exact; linear in the entries of the matrix. */
export function cutOf(model: Model, box: Box, proof: CutProof): Cap | undefined {
  const found = new CutMaker(model, box).make(proof);
  return found && asCap(model, found);
}

/** Over all columns, as the caps of a box are. */
export function asCap(model: Model, { columns, values, most, cut }: SparseCut): Cap {
  const cost = new Float64Array(model.columns);
  columns.forEach((column, i) => (cost[column] = values[i] ?? 0));
  return { cost, most, cut };
}

/** A row over the columns that are not fixed, and what the fixed ones give. */
type FreeRow = { readonly columns: Int32Array; readonly values: Float64Array; readonly fixed: number };

/** Makes many cuts in one box, which must not change meanwhile: a row is read once, and a cut costs the entries of its own rows. */
export class CutMaker {
  private readonly model: Model;
  private readonly box: Box;
  private readonly rows = new Map<number, FreeRow>();
  /** Work space: zero, and `touched` empty, between two cuts. */
  private readonly alpha: Float64Array;
  private readonly cost: Float64Array;
  private readonly isTouched: Uint8Array;
  private readonly isUpper: Uint8Array;
  private readonly touched: Int32Array;
  private touchedSize = 0;

  constructor(model: Model, box: Box) {
    this.model = model;
    this.box = box;
    this.alpha = new Float64Array(model.columns);
    this.cost = new Float64Array(model.columns);
    this.isTouched = new Uint8Array(model.columns);
    this.isUpper = new Uint8Array(model.columns);
    this.touched = new Int32Array(model.columns);
  }

  /** As `cutOf`; of `atUpper` the proof keeps what the cut is made from. */
  make(proof: CutProof): SparseCut | undefined {
    for (const at of proof.atUpper) if (at >= 0) this.isUpper[at] = 1;
    const made = this.roundedRow(proof);
    for (const at of proof.atUpper) if (at >= 0) this.isUpper[at] = 0;
    for (let i = 0; i < this.touchedSize; i++) {
      const column = this.touched[i] ?? 0;
      this.alpha[column] = this.cost[column] = this.isTouched[column] = 0;
    }
    this.touchedSize = 0;
    return made;
  }

  private roundedRow(proof: CutProof): SparseCut | undefined {
    const { denominator: D, multipliers } = proof, { model, box, alpha, cost, touched, isUpper } = this, { rowLower, rowUpper } = box.rows ?? model;
    if (!(D >= 1 && D <= DENOMINATOR_MAX)) return undefined;
    // Typed arrays, since V8 has several kinds of pairs of numbers: over the pairs themselves it threw this function away and compiled it anew up to 88 times in one plan.
    const count = multipliers.length, rows = new Int32Array(count), times = new Float64Array(count), sides = new Float64Array(count), end = new Uint8Array(count);
    for (let i = 0; i < count; i++) [rows[i], times[i]] = multipliers[i] ?? [0, 0];
    const upperRows = new Set(proof.atUpper.filter((at) => at < 0)), ownRows = model.rowLower.length;
    let beta0 = 0; // modulo D: - Σ α·bound + Σ p·side
    for (let i = 0; i < count; i++) {
      const fixed = this.addRow(rows[i] ?? 0, times[i] ?? 0, alpha);
      if (!Number.isFinite(fixed)) return undefined;
      if (fixed !== 0) beta0 = mod(beta0 - timesMod(times[i] ?? 0, fixed, D), D);
    }
    for (let i = 0; i < this.touchedSize; i++) {
      const column = touched[i] ?? 0, a = alpha[column] ?? 0, bound = (isUpper[column] === 1 ? box.hi[column] : box.lo[column]) ?? 0;
      if (!Number.isFinite(a)) return undefined;
      if (a !== 0 && bound !== 0) beta0 = mod(beta0 - timesMod(a, bound, D), D);
    }
    for (let i = 0; i < count; i++) {
      const row = rows[i] ?? 0, p = times[i] ?? 0;
      if (mod(p, D) === 0) continue; // a whole multiple of a whole activity: nothing to round
      end[i] = row >= ownRows || upperRows.has(-1 - row) ? ABOVE : BELOW;
      const side = (row >= ownRows ? box.caps[row - ownRows]?.most : end[i] === ABOVE ? rowUpper[row] : rowLower[row]) ?? NaN;
      if (!Number.isFinite(side)) return undefined;
      sides[i] = side;
      beta0 = mod(beta0 + timesMod(p, side, D), D);
    }
    const F0 = beta0;
    if (F0 === 0) return undefined;
    const full = rightSide(D, F0);
    let right = full;
    for (let i = 0; i < this.touchedSize; i++) {
      const column = touched[i] ?? 0, isAbove = isUpper[column] === 1, a = alpha[column] ?? 0;
      const weight = a === 0 ? 0 : weightOf(isAbove ? -a : a, D, F0);
      const width = (box.hi[column] ?? 0) - (box.lo[column] ?? 0);
      if (weight * width <= full * NOISE) {
        right -= weight * width; // t ≤ width: what is left of a number that was not quite whole
        continue;
      }
      cost[column] = isAbove ? -weight : weight; // weight·t = ±weight·(x - bound)
      right += (cost[column] ?? 0) * ((isAbove ? box.hi[column] : box.lo[column]) ?? 0);
    }
    for (let i = 0; i < count; i++) {
      if (end[i] === 0) continue;
      const isAbove = end[i] === ABOVE, p = times[i] ?? 0, weight = weightOf(isAbove ? p : -p, D, F0);
      if (weight === 0) continue;
      const sign = isAbove ? -weight : weight;
      right = exactly(right + exactly(sign * (sides[i] ?? 0)));
      right = exactly(right - exactly(sign * this.addRow(rows[i] ?? 0, sign, cost)));
    }
    return this.inSmallNumbers(right, { ...proof, atUpper: proof.atUpper.filter((at) => at < 0 || this.isTouched[at] === 1) });
  }

  /** Adds times·(row) to the coefficients; what its fixed columns give to the row, NaN where that is too large to be exact. */
  private addRow(row: number, times: number, into: Float64Array): number {
    const { isTouched, touched } = this, { columns, values, fixed } = this.freeRow(row);
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at] ?? 0;
      if (isTouched[column] === 0) {
        isTouched[column] = 1;
        touched[this.touchedSize++] = column;
      }
      into[column] = exactly((into[column] ?? 0) + exactly(times * (values[at] ?? 0)));
    }
    return fixed;
  }

  private freeRow(row: number): FreeRow {
    const known = this.rows.get(row);
    if (known) return known;
    const { model, box: { lo, hi, caps } } = this, all = rowOf(model, caps, row);
    const columns: number[] = [], values: number[] = [];
    let fixed = 0;
    all.columns.forEach((column, at) => {
      const value = all.values[at] ?? 0;
      if (lo[column] === hi[column]) fixed = exactly(fixed + exactly(value * (lo[column] ?? 0)));
      else if (value !== 0) {
        columns.push(column);
        values.push(value);
      }
    });
    const found = { columns: Int32Array.from(columns), values: Float64Array.from(values), fixed };
    this.rows.set(row, found);
    return found;
  }

  /**
   * cost·x ≥ right as a cut with small coefficients: divided by S, a coefficient rounded up where x is measured from lo (x ≥ lo) and down where from hi.
   * With S·c' = c + δ:  S·c'·x ≥ right + Σ δ·bound, and c'·x is whole.
   */
  private inSmallNumbers(right: number, cut: CutProof): SparseCut | undefined {
    const { box, cost, isUpper } = this, columns = this.touched.subarray(0, this.touchedSize).sort();
    let divisor = 0, largest = 0;
    for (let i = 0; i < columns.length; i++) {
      const size = Math.abs(cost[columns[i] ?? 0] ?? 0);
      if (size !== 0 && divisor !== 1) divisor = gcdOf(divisor, size);
      if (!(size <= largest)) largest = size; // NaN stays
    }
    if (divisor === 0 || !Number.isFinite(largest + right)) return undefined;
    const S = Math.max(divisor, Math.ceil(largest / COEFFICIENT_MAX)), small = new Float64Array(columns.length), left = new Int32Array(columns.length);
    let least = right, size = 0;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] ?? 0, value = cost[column] ?? 0;
      if (value === 0) continue;
      const isAbove = isUpper[column] === 1, whole = isAbove ? Math.floor(value / S) : Math.ceil(value / S);
      least = exactly(least + (S * whole - value) * ((isAbove ? box.hi[column] : box.lo[column]) ?? 0));
      if (whole === 0) continue;
      left[size] = column;
      small[size++] = -whole;
    }
    return Number.isFinite(least) ? { columns: left.slice(0, size), values: small.slice(0, size), most: -Math.ceil(least / S) + 0, cut } : undefined;
  }
}

/** A row of the model, or of the caps after them. */
function rowOf(model: Model, caps: readonly Cap[], row: number): { readonly columns: Int32Array; readonly values: Float64Array } {
  const rows = model.rowLower.length;
  if (row >= rows) {
    const values = caps[row - rows]?.cost ?? new Float64Array(0);
    return { columns: Int32Array.from(values.keys()), values };
  }
  const { starts, columns, values } = rowsOf(model), from = starts[row] ?? 0, to = starts[row + 1] ?? 0;
  return { columns: columns.subarray(from, to), values: values.subarray(from, to) };
}

/** Weight of t by its β: min(F·(D - F_0), (D - F)·F_0) = min(F, F_0)·D - F·F_0, divided by D and rounded up where D is large: it multiplies t ≥ 0. */
function weightOf(beta: number, D: number, F0: number): number {
  const F = mod(beta, D), least = Math.min(F, F0);
  return D <= SMALL ? least * D - F * F0 : least - wholeParts(F, F0, D).quotient;
}

/** F_0·(D - F_0), divided by D and rounded down where D is large. */
function rightSide(D: number, F0: number): number {
  if (D <= SMALL) return F0 * (D - F0);
  const { quotient, rest } = wholeParts(F0, F0, D);
  return F0 - quotient - Number(rest > 0);
}

/** a·b divided by D, exact for 0 ≤ a, b < D ≤ 2^30: b in two halves of 15 bits, so that no product reaches 2^53. */
function wholeParts(a: number, b: number, D: number): { readonly quotient: number; readonly rest: number } {
  const high = Math.floor(b / HALF), upper = a * high, upperQuotient = Math.floor(upper / D);
  const lower = (upper - upperQuotient * D) * HALF + a * (b - high * HALF), lowerQuotient = Math.floor(lower / D);
  return { quotient: upperQuotient * HALF + lowerQuotient, rest: lower - lowerQuotient * D };
}

/** The number, or NaN where it is too large to be exact: NaN stays. */
const exactly = (value: number): number => (Math.abs(value) < SAFE ? value : NaN);

/** a·b modulo D, exact. */
function timesMod(a: number, b: number, D: number): number {
  const left = mod(a, D), product = left * b;
  return Math.abs(product) < SAFE ? mod(product, D) : wholeParts(left, mod(b, D), D).rest;
}

/** The remainder, at least 0 and below D. By a division where that is exact: % of floating numbers is a loop. */
function mod(value: number, D: number): number {
  if (!(Math.abs(value) < SAFE / 2)) return ((value % D) + D) % D;
  const rest = value - Math.floor(value / D) * D; // the quotient may be off by one, the product is exact: D ≤ 2^30
  return rest < 0 ? rest + D : rest >= D ? rest - D : rest;
}
function gcdOf(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
