// Exact sums of products by variable elimination (Zhang & Poole 1996): factors over small discrete variables, one variable
// summed out at a time. Each step multiplies all but the largest factor first and contracts once.
//
//   factor   scope [v0, v1, …], values row-major: the last variable of the scope runs fastest
//   order    greedy by the size of the table that a step makes, ties by the number of the variable: same on every machine
import { Fault } from "../basis/fault.ts";

export type Factor = { readonly scope: readonly number[]; readonly values: Float64Array };

/** Entries a table may have before the family is refused by name (256 MiB of float64). */
export const TABLE_ENTRIES_MAX = 2 ** 25;

/** The order in which to sum out every variable that is not kept; depends on scopes and sizes only. */
export function eliminationOrder(sizes: ArrayLike<number>, factors: readonly Factor[], keep: readonly number[]): number[] {
  let scopes: (readonly number[])[] = factors.map(({ scope }) => scope);
  const left = new Set<number>();
  for (const scope of scopes) for (const variable of scope) if (!keep.includes(variable)) left.add(variable);
  const order: number[] = [];
  const cost = (variable: number): number => {
    const met = new Set<number>();
    let size = 1;
    for (const scope of scopes)
      if (scope.includes(variable)) for (const other of scope) if (!met.has(other)) {
        met.add(other);
        size *= sizes[other] ?? 1;
      }
    return size;
  };
  while (left.size > 0) {
    let best = -1;
    let least = Infinity;
    for (const variable of [...left].sort((a, b) => a - b)) {
      const size = cost(variable);
      if (size < least) [best, least] = [variable, size];
    }
    order.push(best);
    left.delete(best);
    const merged = unionOf(scopes.filter((scope) => scope.includes(best)), best);
    scopes = [...scopes.filter((scope) => !scope.includes(best)), merged];
  }
  return order;
}

function unionOf(scopes: readonly (readonly number[])[], without: number): number[] {
  const met: number[] = [];
  for (const scope of scopes) for (const variable of scope) if (variable !== without && !met.includes(variable)) met.push(variable);
  return met.sort((a, b) => a - b);
}

/**
 * Sums out the variables of `order` and returns the product of what is left, over `keep` in that order.
 * @throws Fault `PEDIGREE_LARGE` when a step would need more than `TABLE_ENTRIES_MAX` entries.
 */
export function eliminate(sizes: ArrayLike<number>, factors: readonly Factor[], keep: readonly number[], order: readonly number[]): Float64Array {
  let live = [...factors];
  for (const variable of order) {
    const met: Factor[] = [];
    const rest: Factor[] = [];
    for (const factor of live) (factor.scope.includes(variable) ? met : rest).push(factor);
    rest.push(sumOut(sizes, met, variable));
    live = rest;
  }
  live.sort((a, b) => a.scope.length - b.scope.length);
  return multiply(sizes, live, keep).values;
}

function sumOut(sizes: ArrayLike<number>, met: Factor[], variable: number): Factor {
  if (met.length > 2) {
    met.sort((a, b) => a.values.length - b.values.length); // stable: equal sizes keep their order
    const largest = met[met.length - 1];
    const others = met.slice(0, -1);
    const union = unionOf(others.map(({ scope }) => scope), -1);
    if (largest) return contract(sizes, multiply(sizes, others, union), largest, variable);
  }
  const [a, b] = met;
  if (a && b) return contract(sizes, a, b, variable);
  return a ? contract(sizes, a, { scope: [], values: Float64Array.of(1) }, variable) : { scope: [], values: Float64Array.of(1) };
}

const tableOf = (sizes: ArrayLike<number>, scope: readonly number[]): Float64Array => {
  const entries = scope.reduce((size, variable) => size * (sizes[variable] ?? 1), 1);
  if (entries > TABLE_ENTRIES_MAX)
    throw new Fault("PEDIGREE_LARGE", `expected a family whose tables stay under ${TABLE_ENTRIES_MAX} entries, this one needs ${entries}`);
  return new Float64Array(entries);
};

/** Stride of each variable of `scope` inside `factor`, 0 where it does not occur. */
function stridesIn(sizes: ArrayLike<number>, factor: Factor, scope: readonly number[]): Int32Array {
  const strides = new Int32Array(scope.length);
  let stride = 1;
  for (let i = factor.scope.length - 1; i >= 0; i--) {
    const variable = factor.scope[i] ?? -1;
    const at = scope.indexOf(variable);
    if (at >= 0) strides[at] = stride;
    stride *= sizes[variable] ?? 1;
  }
  return strides;
}

/** Product of factors over `scope`, which holds every variable of theirs. */
function multiply(sizes: ArrayLike<number>, factors: readonly Factor[], scope: readonly number[]): Factor {
  const values = tableOf(sizes, scope).fill(1);
  const last = scope.length - 1;
  const inner = last < 0 ? 1 : (sizes[scope[last] ?? 0] ?? 1);
  for (const factor of factors) {
    const strides = stridesIn(sizes, factor, scope);
    const step = last < 0 ? 0 : (strides[last] ?? 0);
    const digits = new Int32Array(scope.length);
    let from = 0;
    for (let base = 0; base < values.length; base += inner) {
      for (let j = 0, at = from; j < inner; j++, at += step) values[base + j] = (values[base + j] ?? 0) * (factor.values[at] ?? 0);
      for (let d = last - 1; d >= 0; d--) {
        const digit = (digits[d] ?? 0) + 1;
        from += strides[d] ?? 0;
        if (digit < (sizes[scope[d] ?? 0] ?? 1)) {
          digits[d] = digit;
          break;
        }
        from -= digit * (strides[d] ?? 0);
        digits[d] = 0;
      }
    }
  }
  return { scope, values };
}

/** Σ over `variable` of a·b. The innermost loop runs along the last variable of the result. */
function contract(sizes: ArrayLike<number>, a: Factor, b: Factor, variable: number): Factor {
  const scope = unionOf([a.scope, b.scope], variable);
  const values = tableOf(sizes, scope);
  const [stridesA, stridesB] = [stridesIn(sizes, a, scope), stridesIn(sizes, b, scope)];
  const [sumA, sumB] = [stridesIn(sizes, a, [variable])[0] ?? 0, stridesIn(sizes, b, [variable])[0] ?? 0];
  const terms = sizes[variable] ?? 1;
  const last = scope.length - 1;
  const inner = last < 0 ? 1 : (sizes[scope[last] ?? 0] ?? 1);
  const [stepA, stepB] = last < 0 ? [0, 0] : [stridesA[last] ?? 0, stridesB[last] ?? 0];
  const digits = new Int32Array(scope.length);
  let [fromA, fromB] = [0, 0];
  const [va, vb] = [a.values, b.values];
  for (let base = 0; base < values.length; base += inner) {
    if (stepA === 0) rowOf(values, base, inner, terms, va, fromA, sumA, vb, fromB, sumB, stepB);
    else if (stepB === 0) rowOf(values, base, inner, terms, vb, fromB, sumB, va, fromA, sumA, stepA);
    else
      for (let j = 0; j < inner; j++) {
        let sum = 0;
        let [ia, ib] = [fromA + j * stepA, fromB + j * stepB];
        for (let t = 0; t < terms; t++, ia += sumA, ib += sumB) sum += (va[ia] ?? 0) * (vb[ib] ?? 0);
        values[base + j] = sum;
      }
    for (let d = last - 1; d >= 0; d--) {
      const digit = (digits[d] ?? 0) + 1;
      const [da, db] = [stridesA[d] ?? 0, stridesB[d] ?? 0];
      fromA += da;
      fromB += db;
      if (digit < (sizes[scope[d] ?? 0] ?? 1)) {
        digits[d] = digit;
        break;
      }
      fromA -= digit * da;
      fromB -= digit * db;
      digits[d] = 0;
    }
  }
  return { scope, values };
}

/** values[base + j] = Σ_t x[fromX + t·sumX] · y[fromY + t·sumY + j·step]: x is constant along the row. */
function rowOf(
  values: Float64Array, base: number, inner: number, terms: number,
  x: Float64Array, fromX: number, sumX: number, y: Float64Array, fromY: number, sumY: number, step: number,
): void {
  for (let t = 0; t < terms; t++) {
    const factor = x[fromX + t * sumX] ?? 0;
    if (factor === 0) continue;
    for (let j = 0, at = fromY + t * sumY; j < inner; j++, at += step) values[base + j] = (values[base + j] ?? 0) + factor * (y[at] ?? 0);
  }
}
