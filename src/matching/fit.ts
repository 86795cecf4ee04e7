// m and the shares of the classes from the lists themselves, by expectation and maximisation on counted patterns (as fastLink:
// Enamorado, Fifield & Imai 2019, doi 10.1017/S0003055418000783); u from random pairs of rows, the rare equalities from the
// frequencies of values. No chance is used: rows and pairs are picked by hash, so the same lists give the same model.
import { COMPARED, placeLevel, rankLevel, SIZES, type Comparer, type Synonyms } from "./levels.ts";
import { CLASSES, classLevels, defaultModel, NAMESAKE_FIELDS, startNamesakes, type ClassName, type Model } from "./model.ts";
import { AT, STRIDE, type Problem, type Side } from "./problem.ts";

export const RANDOM_PAIRS = 600_000;
const LEFT_ROWS_MAX = 25_000;
const ROUNDS_MAX = 80;
const ENOUGH = 1e-4;
const SMOOTHING_PAIRS = 20;
const ROWS_MIN = 300;
const EXPECTED_MIN = 100;
const U_FLOOR: number = 1e-7;
/** A number is issued once: chance equality is that of two wrong readings, not of the lists. */
const NUMBER_U: readonly number[] = [1, 1e-7, 5e-6, 1 - 5.1e-6];

/** 32 bits of a pair of whole numbers (MurmurHash3 finaliser, Appleby). */
export function pairHash(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ 0x7f4a7c15, 0xc2b2ae35);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Rows are picked by the place of their id in code order, so that the order of a file and the side of a list change nothing. */
export function placesByRank({ rows, count }: Side): Int32Array {
  const places = new Int32Array(count);
  for (let at = 0; at < count; at++) places[rows[at * STRIDE + AT.idRank] ?? 0] = at;
  return places;
}

/** How often each level of each field occurs in the random pairs `from` … `to` - 1 of RANDOM_PAIRS; width LEVELS_MAX a field. */
export function randomCounter(problem: Problem, compare: Comparer): (from: number, to: number) => Float64Array {
  const { left, right, isLeftFirst } = problem;
  const [saltLeft, saltRight] = isLeftFirst ? [1, 2] : [2, 1];
  const [byRankLeft, byRankRight] = [placesByRank(left), placesByRank(right)];
  return (from, to) => {
    const counts = new Float64Array(COMPARED.length * LEVELS_MAX);
    if (Math.min(left.count, right.count) < ROWS_MIN) return counts; // so few rows keep the default u
    for (let k = from; k < to; k++) {
      let rest = compare(byRankLeft[pairHash(k, saltLeft) % left.count] ?? 0, byRankRight[pairHash(k, saltRight) % right.count] ?? 0);
      for (let field = 0; field < COMPARED.length; field++) {
        const size = SIZES[field] ?? 1;
        const level = rest % size;
        rest = (rest / size) | 0;
        counts[field * LEVELS_MAX + level] = (counts[field * LEVELS_MAX + level] ?? 0) + 1;
      }
    }
    return counts;
  };
}

const LEVELS_MAX = Math.max(...SIZES);

/** The chance that two known random values are equal, by field; 0 where nothing is known. Plain data. */
export type ChanceEqual = { readonly surname: number; readonly birth_date: number; readonly unit: number };

export function countChanceEqual({ left, right }: Problem): ChanceEqual {
  const column = ({ rows, count }: Side, at: number): Int32Array => {
    const values = new Int32Array(count);
    for (let place = 0; place < count; place++) values[place] = rows[place * STRIDE + at] ?? 0;
    return values;
  };
  return {
    surname: meeting(column(left, AT.surname), column(right, AT.surname)),
    birth_date: meeting(onlyFull(column(left, AT.birth)), onlyFull(column(right, AT.birth))),
    unit: meeting(column(left, AT.unit), column(right, AT.unit)),
  };
}

export function estimateU({ left, right }: Problem, counts: Float64Array, start: Model, chance: ChanceEqual): Model {
  if (Math.min(left.count, right.count) < ROWS_MIN) return start; // too few pairs to tell what chance does
  const equal: Partial<Record<string, number>> = chance;
  const fields = { ...start.fields };
  COMPARED.forEach((field, index) => {
    const seen = counts.subarray(index * LEVELS_MAX, index * LEVELS_MAX + start.fields[field].u.length);
    const total = seen.reduce((sum, value, level) => (level === 0 ? sum : sum + value), 0);
    const prior = start.fields[field].u;
    const u = prior.map((value, level) => (level === 0 ? 1 : Math.max(U_FLOOR, ((seen[level] ?? 0) + 20 * value) / (total + 20))));
    const first = equal[field];
    if (first !== undefined && first > 0) u[1] = Math.max(U_FLOOR, first);
    fields[field] = { m: start.fields[field].m, u: field === "service_no" ? NUMBER_U : u };
  });
  return { ...start, fields, namesakes: startNamesakes(fields) };
}

/**
 * Random pairs hold matches too: in two lists of 2,000 most equal birth dates among them are. What a fitted model expects of matches
 * is taken off u, down to a tenth of it.
 */
export function withoutMatches(model: Model, fitted: Model): Model {
  const fields = { ...model.fields };
  const share = fitted.shares.same;
  for (const field of COMPARED) {
    if (field === "service_no") continue;
    const { m, u } = model.fields[field];
    const known = fitted.fields[field].m;
    fields[field] = { m, u: u.map((value, level) => (level === 0 ? 1 : Math.max(U_FLOOR, value / 10, (value - share * (known[level] ?? 0)) / (1 - share)))) };
  }
  return { ...model, fields, namesakes: startNamesakes(fields) };
}

/** u of rank and place again, when spellings were learnt to be equal: summed over the values, since there are few. */
export function withSynonyms({ left, right, ranks }: Problem, synonyms: Synonyms, model: Model): Model {
  const fields = { ...model.fields };
  const column = ({ rows, count }: Side, at: number): Int32Array => Int32Array.from({ length: count }, (_, place) => rows[place * STRIDE + at] ?? 0);
  const sum = (field: "rank" | "capture_place", at: number, level: (a: number, b: number) => number): void => {
    const [a, b] = [valueCounts(column(left, at)), valueCounts(column(right, at))];
    const u = fields[field].u.map((_, at) => (at === 0 ? 1 : U_FLOOR));
    if (a.total === 0 || b.total === 0 || a.of.size * b.of.size > VALUE_PAIRS_MAX) return;
    for (const [x, timesX] of a.of) for (const [y, timesY] of b.of) u[level(x, y)] = (u[level(x, y)] ?? 0) + (timesX * timesY) / (a.total * b.total);
    fields[field] = { m: fields[field].m, u };
  };
  sum("rank", AT.rank, rankLevel(ranks, synonyms));
  sum("capture_place", AT.place, placeLevel(synonyms));
  return { ...model, fields, namesakes: startNamesakes(fields) };
}

const VALUE_PAIRS_MAX = 4_000_000;

const onlyFull = (birth: Int32Array): Int32Array => birth.map((date) => (date % 100 === 0 || Math.floor(date / 100) % 100 === 0 ? 0 : date));

/** Σ over values of the share in the one list times the share in the other: the chance that two known random values are equal. Sorts both; 0 is no value. */
function meeting(a: Int32Array, b: Int32Array): number {
  a.sort();
  b.sort();
  const known = (values: Int32Array): number => values.reduce((sum, value) => (value === 0 ? sum : sum + 1), 0);
  const total = known(a) * known(b);
  let sum = 0; // of whole numbers
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [value, other] = [a[i] ?? 0, b[j] ?? 0];
    if (value < other) i++;
    else if (other < value) j++;
    else {
      const [from, start] = [i, j];
      while (a[i] === value) i++;
      while (b[j] === value) j++;
      if (value !== 0) sum += (i - from) * (j - start);
    }
  }
  return total === 0 ? 0 : sum / total;
}

function valueCounts(column: Int32Array): { readonly of: ReadonlyMap<number, number>; readonly total: number } {
  const of = new Map<number, number>();
  let total = 0;
  for (const value of column) {
    if (value === 0) continue;
    of.set(value, (of.get(value) ?? 0) + 1);
    total++;
  }
  return { of, total };
}

/** Whether the row at this place in code order of ids is among the about 25,000 that are counted. */
export const isInSample = (idRank: number, count: number): boolean => count <= LEFT_ROWS_MAX || pairHash(idRank, 7) % count < LEFT_ROWS_MAX;

/** Candidate pairs of the rows in the sample: left place, right place, pattern. */
export type Sample = { readonly left: Int32Array; readonly right: Int32Array; readonly patterns: Int32Array };

export type Patterns = { readonly patterns: Int32Array; readonly counts: Float64Array; readonly leftShare: number };

/** How often each pattern occurs in the sample, ascending. */
export function countPatterns({ patterns }: Sample, leftCount: number): Patterns {
  const sorted = patterns.slice().sort();
  const [seen, counts]: [number[], number[]] = [[], []];
  for (let at = 0, from = 0; at < sorted.length; at++)
    if (sorted[at + 1] !== sorted[at]) {
      seen.push(sorted[at] ?? 0);
      counts.push(at + 1 - from);
      from = at + 1;
    }
  let used = 0;
  for (let rank = 0; rank < leftCount; rank++) if (isInSample(rank, leftCount)) used++;
  return { patterns: Int32Array.from(seen), counts: Float64Array.from(counts), leftShare: leftCount === 0 ? 1 : used / leftCount };
}

export type Fit = { readonly model: Model; readonly rounds: number; readonly warnings: readonly string[] };

/** Fits `start` (whose u stand already) to the counted patterns of `nLeft` by `nRight` rows, of which at most `matchesMax` pairs match. */
export function fitModel(start: Model, counted: Patterns, nLeft: number, nRight: number, matchesMax = Math.min(nLeft, nRight)): Fit {
  const pairs = nLeft * counted.leftShare * nRight;
  const own = levelsOf(counted);
  const isSmall = Math.min(nLeft, nRight) < ROWS_MIN;
  let fields = { ...start.fields };
  let namesakes = start.namesakes;
  const guess = Math.min(nLeft, nRight) / 2 / Math.max(1, nLeft * nRight);
  let shares: Record<ClassName, number> = { same: guess, twin: 0.005 * guess, brother: 0.02 * guess, namesake: 0.02 * guess };
  let rounds = 0;
  let fixed = isSmall;
  for (; rounds < ROUNDS_MAX; rounds++) {
    const step = expect({ fields, namesakes }, shares, counted, own);
    const next = { ...shares };
    for (const name of CLASSES) next[name] = step.sums[name] / Math.max(1, pairs);
    next.same = Math.min(next.same, matchesMax / Math.max(1, nLeft * nRight));
    if (isSmall) next.same = succeeding(next.same * nLeft * nRight, Math.min(nLeft, nRight), matchesMax) / Math.max(1, nLeft * nRight);
    const moved = Math.abs(next.same - shares.same) / Math.max(1e-300, shares.same);
    shares = next;
    if (rounds === 2 && step.sums.same / counted.leftShare < EXPECTED_MIN) fixed = true;
    let shift = moved;
    if (!fixed) {
      const fitted = { ...fields };
      COMPARED.forEach((field, index) => {
        const m = maximise(PRIOR.fields[field].m, step.levels[index] ?? NOTHING);
        m.forEach((value, level) => (shift = Math.max(shift, Math.abs(value - (fields[field].m[level] ?? 0)))));
        fitted[field] = { m, u: fields[field].u };
      });
      fields = fitted;
      const alike = { ...namesakes };
      for (const field of NAMESAKE_FIELDS) alike[field] = maximise(start.namesakes[field], step.namesakes[COMPARED.indexOf(field)] ?? NOTHING);
      namesakes = alike;
    }
    if (shift < ENOUGH) break;
  }
  const warnings: string[] = [];
  for (const field of ["surname", "given_name", "birth_date"] as const) {
    const { m, u } = fields[field];
    if ((m[1] ?? 0) < (u[1] ?? 0)) warnings.push(`FIT_REFUSED ${field}`);
  }
  if (warnings.length > 0) return { model: { ...start, shares, origin: "default" }, rounds, warnings };
  if (shares.same * nLeft * nRight >= matchesMax * 0.9999 && !isSmall) warnings.push("PRIOR_AT_LIMIT");
  return { model: { ...start, fields, namesakes, shares, origin: fixed ? "default" : "fitted" }, rounds, warnings };
}

/**
 * Matches among few rows, as if one row more had a partner and one more had none (Laplace's rule of succession): a single candidate is no
 * evidence by being single, and without this one pair alone would raise its own prior until it is sure of itself.
 */
const succeeding = (matches: number, rows: number, matchesMax: number): number => (matchesMax > rows ? matches : ((matches + 1) * rows) / (rows + 2));

type Step = { readonly sums: Record<ClassName, number>; readonly levels: readonly Float64Array[]; readonly namesakes: readonly Float64Array[] };

/** The levels of each pattern, one number a field: taken apart once, read in every round. */
function levelsOf({ patterns }: Patterns): Uint8Array {
  const levels = new Uint8Array(patterns.length * COMPARED.length);
  for (let k = 0, at = 0; k < patterns.length; k++)
    for (let f = 0, rest = patterns[k] ?? 0; f < COMPARED.length; f++) {
      const size = SIZES[f] ?? 1;
      levels[at++] = rest % size;
      rest = (rest / size) | 0;
    }
  return levels;
}

function expect(model: Pick<Model, "fields" | "namesakes">, shares: Record<ClassName, number>, counted: Patterns, own: Uint8Array): Step {
  const { fields } = model;
  const width = COMPARED.length;
  // ratio of class c, field f, level l at (c · width + f) · LEVELS_MAX + l; sums of field f, level l at f · LEVELS_MAX + l
  const table = new Float64Array(CLASSES.length * width * LEVELS_MAX).fill(1);
  CLASSES.forEach((name, c) => COMPARED.forEach((field, f) => table.set(ratios(classLevels(name, field, model), fields[field].u), (c * width + f) * LEVELS_MAX)));
  const sums = new Float64Array(CLASSES.length);
  const [levels, namesakes] = [new Float64Array(width * LEVELS_MAX), new Float64Array(width * LEVELS_MAX)];
  const weights = new Float64Array(CLASSES.length);
  const priors = CLASSES.map((name) => shares[name]);
  for (let k = 0, from = 0; k < counted.patterns.length; k++, from += width) {
    let total = 1;
    for (let c = 0, at = 0; c < CLASSES.length; c++) {
      let weight = priors[c] ?? 0;
      for (let f = 0; f < width; f++, at += LEVELS_MAX) weight *= table[at + (own[from + f] ?? 0)] ?? 1;
      weights[c] = weight;
      total += weight;
    }
    const share = (counted.counts[k] ?? 0) / total;
    for (let c = 0; c < CLASSES.length; c++) sums[c] = (sums[c] ?? 0) + share * (weights[c] ?? 0);
    const [same, alike] = [share * (weights[0] ?? 0), share * (weights[NAMESAKE] ?? 0)];
    for (let f = 0, at = 0; f < width; f++, at += LEVELS_MAX) {
      const level = at + (own[from + f] ?? 0);
      levels[level] = (levels[level] ?? 0) + same;
      namesakes[level] = (namesakes[level] ?? 0) + alike;
    }
  }
  const named = { same: 0, twin: 0, brother: 0, namesake: 0 };
  CLASSES.forEach((name, c) => (named[name] = sums[c] ?? 0));
  const byField = (all: Float64Array): Float64Array[] => COMPARED.map((field, f) => all.slice(f * LEVELS_MAX, f * LEVELS_MAX + fields[field].m.length));
  return { sums: named, levels: byField(levels), namesakes: byField(namesakes) };
}

const NAMESAKE = CLASSES.indexOf("namesake");

const ratios = (levels: readonly number[], u: readonly number[]): number[] => levels.map((value, level) => (level === 0 ? 1 : value / Math.max(U_FLOOR, u[level] ?? 1)));

/** Shares of the levels seen, smoothed as if `prior` had been seen in 20 pairs more. */
function maximise(prior: readonly number[], seen: Float64Array): number[] {
  let total = SMOOTHING_PAIRS;
  for (let level = 1; level < seen.length; level++) total += seen[level] ?? 0;
  return prior.map((value, level) => (level === 0 ? 1 : ((seen[level] ?? 0) + SMOOTHING_PAIRS * value) / total));
}

const NOTHING = new Float64Array(0);
const PRIOR = defaultModel();
