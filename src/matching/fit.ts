// m and the shares of the classes from the lists themselves, by expectation and maximisation on counted patterns (as fastLink:
// Enamorado, Fifield & Imai 2019, doi 10.1017/S0003055418000783); u from random pairs of rows, the rare equalities from the
// frequencies of values. No chance is used: rows and pairs are picked by hash, so the same lists give the same model.
import { COMPARED, placeLevel, rankLevel, SIZES, type Comparer, type Synonyms } from "./levels.ts";
import { CLASSES, classLevels, defaultModel, NAMESAKE_FIELDS, startNamesakes, type ClassName, type Model } from "./model.ts";
import { AT, STRIDE, type Problem, type Side } from "./problem.ts";

export const RANDOM_PAIRS = 600_000;
/** About so many left rows are counted. */
export const SAMPLE_ROWS_MAX = 25_000;
const ROUNDS_MAX = 80;
const ENOUGH = 1e-4;
const SMOOTHING_PAIRS = 20;
export const ROWS_MIN = 300;
const EXPECTED_MIN = 100;
const U_FLOOR: number = 1e-7;
/** A number is issued once: chance equality is that of two wrong readings, not of the lists. */
const NUMBER_U: readonly number[] = [1, 1e-7, 5e-6, 1 - 5.1e-6];

/** 32 bits of a pair of whole numbers (MurmurHash3 finaliser, Appleby). What they are divided by is written `>>> 0` too: a remainder of whole numbers is no call. */
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
      let rest = compare(byRankLeft[pairHash(k, saltLeft) % (left.count >>> 0)] ?? 0, byRankRight[pairHash(k, saltRight) % (right.count >>> 0)] ?? 0);
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

export const LEVELS_MAX = Math.max(...SIZES);

/** The chance that two known random values are equal, by field; 0 where nothing is known. Plain data. */
export type ChanceEqual = { readonly surname: number; readonly birth_date: number; readonly unit: number };

/** What all rows of a side hold at this place of a row. */
export function columnOf({ rows, count }: Side, at: number): Int32Array {
  const values = new Int32Array(count);
  for (let place = 0; place < count; place++) values[place] = rows[place * STRIDE + at] ?? 0;
  return values;
}

export function countChanceEqual({ left, right }: Problem): ChanceEqual {
  return {
    surname: meeting(columnOf(left, AT.surname), columnOf(right, AT.surname)),
    birth_date: meeting(onlyFull(columnOf(left, AT.birth)), onlyFull(columnOf(right, AT.birth))),
    unit: meeting(columnOf(left, AT.unit), columnOf(right, AT.unit)),
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
  const sum = (field: "rank" | "capture_place", at: number, level: (a: number, b: number) => number): void => {
    const [a, b] = [valueCounts(columnOf(left, at)), valueCounts(columnOf(right, at))];
    const u = fields[field].u.map((_, at) => (at === 0 ? 1 : U_FLOOR));
    if (a.total === 0 || b.total === 0 || a.values.length * b.values.length > VALUE_PAIRS_MAX) return;
    for (const x of a.values) for (const y of b.values) {
      const known = level(x, y);
      u[known] = (u[known] ?? 0) + ((a.times[x] ?? 0) * (b.times[y] ?? 0)) / (a.total * b.total);
    }
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

/** The values of a column as they first come, how often each of them stands there, and how many stand there. */
function valueCounts(column: Int32Array): { readonly values: readonly number[]; readonly times: Int32Array; readonly total: number } {
  let top = 0;
  for (let row = 0; row < column.length; row++) top = Math.max(top, column[row] ?? 0);
  const values: number[] = [];
  const times = new Int32Array(top + 1);
  let total = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? 0;
    if (value === 0) continue;
    const before = times[value] ?? 0;
    if (before === 0) values.push(value);
    times[value] = before + 1;
    total++;
  }
  return { values, times, total };
}

/** Whether the row at this place in code order of ids is among the about 25,000 that are counted. */
export const isInSample = (idRank: number, count: number): boolean => count <= SAMPLE_ROWS_MAX || pairHash(idRank, 7) % (count >>> 0) < SAMPLE_ROWS_MAX;

/** Candidate pairs of the rows in the sample: left place, right place, pattern. */
export type Sample = { readonly left: Int32Array; readonly right: Int32Array; readonly patterns: Int32Array };

/** Which part of the left rows is in the sample. */
export function sampleShare(leftCount: number): number {
  let used = 0;
  for (let rank = 0; rank < leftCount; rank++) if (isInSample(rank, leftCount)) used++;
  return leftCount === 0 ? 1 : used / leftCount;
}

/** Distinct patterns, ascending, and how often each occurs in the sample. */
export type Patterns = {
  readonly patterns: Int32Array;
  readonly counts: Float64Array;
  /** Which of them each pair of the sample has. */
  readonly of: Int32Array;
  readonly leftShare: number;
};

/** A bit for each pattern there may be; its place among those seen is the number of bits before it. Linear; nothing is sorted. */
export function countPatterns(sample: Int32Array, leftShare: number): Patterns {
  let top = 0;
  for (let e = 0; e < sample.length; e++) top = Math.max(top, sample[e] ?? 0);
  const bits = new Int32Array((top >>> 5) + 1);
  for (let e = 0; e < sample.length; e++) {
    const pattern = sample[e] ?? 0;
    bits[pattern >>> 5] = (bits[pattern >>> 5] ?? 0) | (1 << (pattern & 31));
  }
  const before = new Int32Array(bits.length);
  let count = 0;
  for (let at = 0; at < bits.length; at++) {
    before[at] = count;
    count += bitsSet(bits[at] ?? 0);
  }
  const [patterns, counts, of] = [new Int32Array(count), new Float64Array(count), new Int32Array(sample.length)];
  for (let e = 0; e < sample.length; e++) {
    const pattern = sample[e] ?? 0;
    const place = (before[pattern >>> 5] ?? 0) + bitsSet((bits[pattern >>> 5] ?? 0) & ~(-1 << (pattern & 31)));
    of[e] = place;
    patterns[place] = pattern;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { patterns, counts, of, leftShare };
}

/** How many of 32 bits are set (Warren, Hacker's Delight, 2nd ed., 5-1). */
function bitsSet(bits: number): number {
  const two = bits - ((bits >>> 1) & 0x55555555);
  const four = (two & 0x33333333) + ((two >>> 2) & 0x33333333);
  return Math.imul((four + (four >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
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
    const step = expectation({ fields, namesakes }, shares, counted, own);
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

export type Step = { readonly sums: Record<ClassName, number>; readonly levels: readonly Float64Array[]; readonly namesakes: readonly Float64Array[] };

/** Levels of patterns as places of a table of LEVELS_MAX for each field: taken apart once, read in every round. */
export type Own = {
  /** The distinct beginnings of patterns, FIRST places each; and which of them each pattern has. */
  readonly firsts: Uint8Array;
  readonly firstOf: Int32Array;
  /** COMPARED.length places a pattern. */
  readonly places: Uint8Array;
};

/** So many fields make the beginning of a pattern: few beginnings occur, and what they are worth is worked out once for all that share one. */
const FIRST = 4;
const FIRST_SIZE = SIZES.slice(0, FIRST).reduce((product, size) => product * size, 1);

export function levelsOf({ patterns }: Patterns): Own {
  const width = COMPARED.length;
  const places = new Uint8Array(patterns.length * width);
  const numbers = new Int32Array(FIRST_SIZE).fill(-1);
  const firstOf = new Int32Array(patterns.length);
  const firsts: number[] = [];
  for (let k = 0, at = 0; k < patterns.length; k++, at += width) {
    const pattern = patterns[k] ?? 0;
    for (let f = 0, rest = pattern; f < width; f++) {
      const size = SIZES[f] ?? 1;
      places[at + f] = f * LEVELS_MAX + (rest % size);
      rest = (rest / size) | 0;
    }
    const first = pattern % FIRST_SIZE;
    let number = numbers[first] ?? 0;
    if (number < 0) {
      number = firsts.length / FIRST;
      numbers[first] = number;
      for (let f = 0; f < FIRST; f++) firsts.push(places[at + f] ?? 0);
    }
    firstOf[k] = number;
  }
  return { firsts: Uint8Array.from(firsts), firstOf, places };
}

/** One round. Each product and each sum is taken in the order of fields and of patterns, whatever is worked out once for several. */
export function expectation(model: Pick<Model, "fields" | "namesakes">, shares: Record<ClassName, number>, { counts }: Patterns, { firsts, firstOf, places }: Own): Step {
  const { fields } = model;
  const width = COMPARED.length;
  // there are four classes: ratio of class c at a place of field and level stands at 4 · place + c; sums of a field and level at its place
  const table = new Float64Array(width * LEVELS_MAX * 4).fill(1);
  CLASSES.forEach((name, c) => COMPARED.forEach((field, f) => ratios(classLevels(name, field, model), fields[field].u).forEach((ratio, level) => (table[4 * (f * LEVELS_MAX + level) + c] = ratio))));
  const begun = new Float64Array(4 * (firsts.length / FIRST));
  CLASSES.forEach((name, c) => {
    for (let from = 0, at = c; from < firsts.length; from += FIRST, at += 4) {
      let weight = shares[name];
      for (let f = 0; f < FIRST; f++) weight *= table[4 * (firsts[from + f] ?? 0) + c] ?? 1;
      begun[at] = weight;
    }
  });
  const [levels, namesakes] = [new Float64Array(width * LEVELS_MAX), new Float64Array(width * LEVELS_MAX)];
  let [allSame, allTwins, allBrothers, allNamesakes] = [0, 0, 0, 0];
  for (let k = 0, from = 0; k < counts.length; k++, from += width) {
    const first = 4 * (firstOf[k] ?? 0);
    let same = begun[first] ?? 0;
    let twin = begun[first + 1] ?? 0;
    let brother = begun[first + 2] ?? 0;
    let namesake = begun[first + 3] ?? 0;
    for (let f = FIRST; f < width; f++) {
      const at = 4 * (places[from + f] ?? 0);
      same *= table[at] ?? 1;
      twin *= table[at + 1] ?? 1;
      brother *= table[at + 2] ?? 1;
      namesake *= table[at + 3] ?? 1;
    }
    const share = (counts[k] ?? 0) / (1 + same + twin + brother + namesake);
    same *= share;
    namesake *= share;
    allSame += same;
    allTwins += share * twin;
    allBrothers += share * brother;
    allNamesakes += namesake;
    for (let f = 0; f < width; f++) {
      const place = places[from + f] ?? 0;
      levels[place] = (levels[place] ?? 0) + same;
      namesakes[place] = (namesakes[place] ?? 0) + namesake;
    }
  }
  const byField = (all: Float64Array): Float64Array[] => COMPARED.map((field, f) => all.slice(f * LEVELS_MAX, f * LEVELS_MAX + fields[field].m.length));
  return { sums: { same: allSame, twin: allTwins, brother: allBrothers, namesake: allNamesakes }, levels: byField(levels), namesakes: byField(namesakes) };
}

const ratios = (levels: readonly number[], u: readonly number[]): number[] => levels.map((value, level) => (level === 0 ? 1 : value / Math.max(U_FLOOR, u[level] ?? 1)));

/** Shares of the levels seen, smoothed as if `prior` had been seen in 20 pairs more. */
function maximise(prior: readonly number[], seen: Float64Array): number[] {
  let total = SMOOTHING_PAIRS;
  for (let level = 1; level < seen.length; level++) total += seen[level] ?? 0;
  return prior.map((value, level) => (level === 0 ? 1 : ((seen[level] ?? 0) + SMOOTHING_PAIRS * value) / total));
}

const NOTHING = new Float64Array(0);
const PRIOR = defaultModel();
