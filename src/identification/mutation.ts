// Mutation matrices M[parent][child] of one marker, row-major over the alleles of the locus; rows sum to 1.
// Models: Egeland, Mostad & others as implemented by Familias and pedmut (Vigeland, "Pedigree Analysis in R", 2021);
// transformations to a stationary matrix: Simonsson & Mostad 2016, doi 10.1016/j.fsigen.2016.04.005.
// Rates are given by sex; an impossible rate is refused, never repaired. Silent alleles do not mutate.
import { Fault } from "../basis/fault.ts";
import { isRepeatNumber, microvariantGroup } from "./allele.ts";
import type { Locus } from "./locus.ts";

export type MutationRates = { readonly rate: number; readonly rate2: number; readonly range: number };
export type Transformation = "PM" | "MH" | "BA" | "PR";

export type MutationModel =
  | { readonly model: "none" }
  | { readonly model: "equal" | "proportional" | "onestep" | "stepwise" | "dawid";
      readonly male: MutationRates; readonly female: MutationRates; readonly transform?: Transformation }
  | { readonly model: "custom"; readonly male: CustomMatrix; readonly female: CustomMatrix };

/** Parent allele to child allele to probability over exactly the alleles of the locus; or rows in the order of the alleles. */
export type CustomMatrix = Readonly<Record<string, Readonly<Record<string, number>>>> | readonly (readonly number[])[];

export type Matrices = {
  /** Father to child and mother to child, K×K row-major. */
  readonly male: Float64Array;
  readonly female: Float64Array;
  readonly isIdentity: boolean;
};

/** @throws Fault `MUTATION_IMPOSSIBLE` when the model has no such matrix at this marker. Cost K². */
export function mutationMatrices(locus: Locus, model: MutationModel): Matrices {
  if (model.model === "none") {
    const same = identity(locus.p.length);
    return { male: same, female: same, isIdentity: true };
  }
  if (model.model === "custom") {
    const [male, female] = [fromCustom(locus, model.male), fromCustom(locus, model.female)];
    return { male: checked(locus, male), female: checked(locus, female), isIdentity: false };
  }
  const of = (rates: MutationRates): Float64Array => {
    const { transform } = model; // over the real alleles: with the silent one the chain would fall in two
    return checked(locus, withSilent(locus, (real) => {
      const plain = checked(real, plainMatrix(real, model.model, rates));
      return transform === undefined ? plain : transformed(real, plain, transform);
    }));
  };
  return { male: of(model.male), female: of(model.female), isIdentity: false };
}

const impossible = (locus: Locus, why: string): Fault =>
  new Fault("MUTATION_IMPOSSIBLE", `expected a mutation model that exists at this marker: ${why}`, [{ field: locus.marker }]);

const at = (values: Float64Array, index: number): number => values[index] ?? 0;

export function identity(k: number): Float64Array {
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++) matrix[i * k + i] = 1;
  return matrix;
}

/** The model over the real alleles, the silent allele keeping itself (rule of R Familias 2.6.4). */
function withSilent(locus: Locus, matrixOf: (real: Locus) => Float64Array): Float64Array {
  if (locus.silent < 0) return matrixOf(locus);
  const k = locus.p.length;
  const n = k - 1; // silent is last
  const share = 1 - at(locus.p, n);
  const real: Locus = {
    ...locus, alleles: locus.alleles.slice(0, n), p: locus.p.slice(0, n).map((value) => value / share), silent: -1,
  };
  const inner = n === 0 ? new Float64Array(0) : matrixOf(real);
  const matrix = identity(k);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix[i * k + j] = at(inner, i * n + j);
  return matrix;
}

function plainMatrix(locus: Locus, model: "equal" | "proportional" | "onestep" | "stepwise" | "dawid", rates: MutationRates): Float64Array {
  const k = locus.p.length;
  if (!(rates.rate >= 0 && rates.rate <= 1)) throw impossible(locus, "the rate lies outside 0 to 1");
  if (k === 1) return identity(1);
  switch (model) {
    case "equal": return equalMatrix(k, rates.rate);
    case "proportional": return proportionalMatrix(locus, rates.rate);
    case "onestep": return onestepMatrix(locus, rates.rate);
    case "stepwise": return stepwiseMatrix(locus, rates);
    case "dawid": return dawidMatrix(locus, rates);
  }
}

/** Off-diagonal rate/(K-1). */
function equalMatrix(k: number, rate: number): Float64Array {
  const matrix = new Float64Array(k * k).fill(rate / (k - 1));
  for (let i = 0; i < k; i++) matrix[i * k + i] = 1 - rate;
  return matrix;
}

/** Off-diagonal a·p_j, a = rate / Σ p(1-p): stationary and lumpable. */
function proportionalMatrix(locus: Locus, rate: number): Float64Array {
  const { p } = locus;
  const k = p.length;
  const a = rate / p.reduce((sum, value) => sum + value * (1 - value), 0);
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) matrix[i * k + j] = i === j ? 1 - a + a * at(p, i) : a * at(p, j);
  return matrix;
}

/** The rate shared by the existing neighbours at exactly one repeat; an allele without a neighbour keeps itself. */
function onestepMatrix(locus: Locus, rate: number): Float64Array {
  const { alleles } = locus;
  const k = alleles.length;
  const odd = alleles.find((allele) => !/^\d+$/.test(allele));
  if (odd !== undefined) throw impossible(locus, `onestep needs whole repeat numbers, found allele ${odd}`);
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    const near = alleles.flatMap((allele, j) => (Math.abs(Number(allele) - Number(alleles[i])) === 1 ? [j] : []));
    for (const j of near) matrix[i * k + j] = rate / near.length;
    matrix[i * k + i] = near.length === 0 ? 1 : 1 - rate;
  }
  return matrix;
}

/** Extended stepwise: `rate` inside the microvariant group falling by `range` a repeat, `rate2` to all other groups. */
function stepwiseMatrix(locus: Locus, { rate, rate2, range }: MutationRates): Float64Array {
  const { alleles } = locus;
  const k = alleles.length;
  const odd = alleles.find((allele) => !isRepeatNumber(allele));
  if (odd !== undefined) throw impossible(locus, `stepwise needs repeat numbers, found allele ${odd}`);
  if (!(range > 0)) throw impossible(locus, "stepwise needs a range above 0");
  const groups = alleles.map(microvariantGroup);
  const isOneGroup = groups.every((group) => group === groups[0]);
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    const size = groups.filter((group) => group === groups[i]).length;
    const reach = (j: number): number => range ** Math.abs(Number(alleles[i]) - Number(alleles[j]));
    let norm = 0;
    for (let j = 0; j < k; j++) if (j !== i && groups[j] === groups[i]) norm += reach(j);
    for (let j = 0; j < k; j++) {
      if (j === i) continue;
      matrix[i * k + j] = groups[j] === groups[i] ? (rate * reach(j)) / norm : rate2 / (k - size);
    }
    matrix[i * k + i] = isOneGroup ? 1 - rate : size === 1 ? 1 - rate2 : 1 - rate - rate2;
  }
  return matrix;
}

/** Dawid's reversible model over ranks, not repeat numbers. */
function dawidMatrix(locus: Locus, { rate, range: r }: MutationRates): Float64Array {
  const { p, alleles } = locus;
  const k = p.length;
  const odd = alleles.find((allele) => !/^\d+$/.test(allele));
  if (odd !== undefined) throw impossible(locus, `dawid needs whole repeat numbers, found allele ${odd}`);
  if (!(r > 0 && r < 1)) throw impossible(locus, "dawid needs a range between 0 and 1");
  const a = (1 - r ** k) / (1 - r);
  const scale = (rate * (1 - r)) / (2 * r * (k - a));
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    let off = 0;
    for (let j = 0; j < k; j++) {
      if (j === i) continue;
      matrix[i * k + j] = (scale / at(p, i)) * r ** Math.abs(i - j);
      off += at(matrix, i * k + j);
    }
    matrix[i * k + i] = 1 - off;
  }
  return matrix;
}

const isRows = (rows: CustomMatrix): rows is readonly (readonly number[])[] => Array.isArray(rows);

function fromCustom(locus: Locus, rows: CustomMatrix): Float64Array {
  const { alleles } = locus;
  const k = alleles.length;
  const matrix = new Float64Array(k * k);
  if (isRows(rows)) {
    if (rows.length !== k || rows.some((row) => row.length !== k)) throw impossible(locus, `the custom matrix is not ${k} by ${k}`);
    rows.forEach((row, i) => matrix.set(row, i * k));
    return matrix;
  }
  const names = Object.keys(rows);
  if (names.length !== k || !alleles.every((allele) => names.includes(allele)))
    throw impossible(locus, "the custom matrix names other alleles than the frequency set");
  alleles.forEach((from, i) => {
    const row = rows[from] ?? {};
    const stray = Object.keys(row).find((to) => !locus.indexOf.has(to));
    if (stray !== undefined) throw impossible(locus, `row ${from} of the custom matrix leads to ${stray}`);
    alleles.forEach((to, j) => (matrix[i * k + j] = row[to] ?? 0));
  });
  return matrix;
}

/** Rows sum to 1 within 1e-9 and entries lie in [0, 1]; rounding below 0 by 1e-15 is set to 0. */
function checked(locus: Locus, matrix: Float64Array): Float64Array {
  const k = locus.p.length;
  for (let i = 0; i < k; i++) {
    let sum = 0;
    for (let j = 0; j < k; j++) {
      const value = at(matrix, i * k + j);
      if (!(value >= -1e-15 && value <= 1 + 1e-12))
        throw impossible(locus, `the rate gives row ${locus.alleles[i] ?? ""} an entry outside 0 to 1`);
      if (value < 0) matrix[i * k + j] = 0;
      sum += value;
    }
    if (Math.abs(sum - 1) > 1e-9) throw impossible(locus, `row ${locus.alleles[i] ?? ""} does not sum to 1`);
  }
  return matrix;
}

function transformed(locus: Locus, matrix: Float64Array, how: Transformation): Float64Array {
  switch (how) {
    case "PM": return transformPm(locus, matrix);
    case "MH": return rescaled(locus, matrix, (pij, pji) => (pij === 0 ? 0 : Math.min(pij, pji)));
    case "BA": return rescaled(locus, matrix, (pij, pji) => (pij + pji === 0 ? 0 : (pij * pji) / (pij + pji)));
    case "PR": return transformPr(locus, matrix);
  }
}

/** PM: S = I + diag(d)(M - I), the stationary matrix nearest in its off-diagonal pattern. */
function transformPm(locus: Locus, m: Float64Array): Float64Array {
  const { p } = locus;
  const k = p.length;
  const v = stationary(m, k);
  const r = 1 - sumDiagonal(p, m);
  const norm = 1 - sumDiagonal(v, m);
  if (r === 0) return m;
  const s = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    const d = (r * at(v, i)) / (norm * at(p, i));
    if (!(d * (1 - at(m, i * k + i)) <= 1)) throw impossible(locus, "the PM transformation has no stochastic matrix here");
    for (let j = 0; j < k; j++) s[i * k + j] = (i === j ? 1 : 0) + d * (at(m, i * k + j) - (i === j ? 1 : 0));
  }
  return s;
}

const sumDiagonal = (weights: Float64Array, m: Float64Array): number =>
  weights.reduce((sum, weight, i) => sum + weight * at(m, i * weights.length + i), 0);

/** v with vM = v and Σv = 1, by Gaussian elimination with partial pivoting. Cost K³. */
function stationary(m: Float64Array, k: number): Float64Array {
  const rows = Array.from({ length: k }, (_, i) =>
    Float64Array.from({ length: k + 1 }, (_, j) => (i === k - 1 ? 1 : j === k ? 0 : at(m, j * k + i) - (i === j ? 1 : 0))));
  for (let c = 0; c < k; c++) {
    let best = c;
    for (let i = c + 1; i < k; i++) if (Math.abs(rows[i]?.[c] ?? 0) > Math.abs(rows[best]?.[c] ?? 0)) best = i;
    [rows[c], rows[best]] = [rows[best] ?? new Float64Array(k + 1), rows[c] ?? new Float64Array(k + 1)];
    const pivot = rows[c];
    for (let i = 0; i < k; i++) {
      const row = rows[i];
      if (i === c || !row || !pivot) continue;
      const factor = at(row, c) / at(pivot, c);
      for (let j = c; j <= k; j++) row[j] = at(row, j) - factor * at(pivot, j);
    }
  }
  return Float64Array.from(rows, (row, i) => at(row, k) / at(row, i));
}

/** MH and BA: a detailed-balance flow Q_ij = p_iM'_ij, then rescaled to the mean rate of the matrix given. */
function rescaled(locus: Locus, m: Float64Array, flow: (pij: number, pji: number) => number): Float64Array {
  const { p } = locus;
  const k = p.length;
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    let off = 0;
    for (let j = 0; j < k; j++) {
      if (i === j) continue;
      const value = flow(at(p, i) * at(m, i * k + j), at(p, j) * at(m, j * k + i)) / at(p, i);
      out[i * k + j] = value;
      off += value;
    }
    out[i * k + i] = 1 - off;
  }
  const scale = (1 - sumDiagonal(p, m)) / (1 - sumDiagonal(p, out));
  if (!Number.isFinite(scale)) return out;
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) out[i * k + j] = (i === j ? 1 : 0) + scale * (at(out, i * k + j) - (i === j ? 1 : 0));
  return out;
}

/** PR: the mean of the flows both ways; exists iff Σ_i p_i M_ij ≤ p_j(1 + 2M_jj). */
function transformPr(locus: Locus, m: Float64Array): Float64Array {
  const { p } = locus;
  const k = p.length;
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    let off = 0;
    for (let j = 0; j < k; j++) {
      if (i === j) continue;
      out[i * k + j] = (at(p, i) * at(m, i * k + j) + at(p, j) * at(m, j * k + i)) / (2 * at(p, i));
      off += at(out, i * k + j);
    }
    if (off > 1) throw impossible(locus, "the PR transformation has no stochastic matrix here");
    out[i * k + i] = 1 - off;
  }
  return out;
}
