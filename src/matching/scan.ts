// The work that is shared out: random pairs for u, candidate pairs of a sample for the fit, and the scoring of every candidate.
// Each takes a range of left places and depends on nothing else, so any number of workers gives the same pairs in the same order.
import { CANDIDATES_MAX, createBlocks, type KeyIndex } from "./block.ts";
import { nameComparer } from "./compare-name.ts";
import { isInSample, type Sample } from "./fit.ts";
import { BIT } from "./graph.ts";
import { birthOf, captureLevel, comparer, COMPARED, NO_SYNONYMS, placeLevel, rankLevel, type Synonyms } from "./levels.ts";
import type { Model } from "./model.ts";
import { AT, STRIDE, type Problem } from "./problem.ts";
import { createWeigher, nearGains, netOdds, type Frequencies } from "./weigh.ts";

/** What scoring needs besides the lists: plain data. */
export type ScoreSetup = { readonly model: Model; readonly prior: number; readonly frequencies: Frequencies; readonly synonyms: Synonyms };

/** Pairs kept, by left place, then as found; `weight` in steps of 2^-20 bit. */
export type Kept = {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly patterns: Int32Array;
  readonly weight: Float64Array;
  readonly scored: number;
  readonly dropped: number;
  readonly refined: number;
  readonly cut: number;
};

/** ln of the net odds below which a pair is not kept. */
export const KEEP_LN = -7;
/** Pairs kept of one left row: beyond it the weakest fall, and the count says so. */
export const PAIRS_OF_ROW_MAX = 64;

export function sampleRange(problem: Problem, indexes: readonly KeyIndex[], from: number, to: number): Sample {
  const { left, right } = problem;
  const compare = comparer(problem, NO_SYNONYMS);
  const blocks = createBlocks(problem, indexes);
  const buffer = new Int32Array(Math.min(CANDIDATES_MAX, right.count));
  const found = { left: grower(), right: grower(), patterns: grower() };
  for (let i = from; i < to; i++) {
    if (!isInSample(left.rows[i * STRIDE + AT.idRank] ?? 0, left.count)) continue;
    const count = blocks.candidates(i, buffer);
    for (let k = 0; k < count; k++) {
      const j = buffer[k] ?? 0;
      found.left.add(i);
      found.right.add(j);
      found.patterns.add(compare(i, j));
    }
  }
  return { left: found.left.done(), right: found.right.done(), patterns: found.patterns.done() };
}

/** Scores every candidate of the left places `from` … `to` - 1. */
export function scoreRange(problem: Problem, indexes: readonly KeyIndex[], setup: ScoreSetup, from: number, to: number): Kept {
  const { right } = problem;
  const blocks = createBlocks(problem, indexes);
  const buffer = new Int32Array(Math.min(CANDIDATES_MAX, right.count));
  const scoreRow = rowScorer(problem, setup);
  const found = { left: grower(), right: grower(), patterns: grower() };
  const weight: number[] = [];
  let [scored, dropped] = [0, 0];
  for (let i = from; i < to; i++) {
    const count = blocks.candidates(i, buffer);
    scored += count;
    const { pairs, fallen } = scoreRow(i, buffer, count);
    dropped += fallen;
    for (const one of pairs) {
      found.left.add(i);
      found.right.add(one.j);
      found.patterns.add(one.pattern);
      weight.push(one.weight);
    }
  }
  return {
    left: found.left.done(), right: found.right.done(), patterns: found.patterns.done(), weight: Float64Array.from(weight), scored, dropped,
    refined: blocks.told.refined, cut: blocks.told.cut,
  };
}

export type ScoredPair = { readonly j: number; readonly pattern: number; readonly weight: number };

const NONE: readonly ScoredPair[] = [];

/** The pairs of one left place with the given right places that are kept; `isBefore` settles ties of right places where they are cut. */
export function rowScorer(problem: Problem, setup: ScoreSetup, isBefore?: (a: number, b: number) => boolean): (i: number, candidates: Int32Array, count: number) => { readonly pairs: readonly ScoredPair[]; readonly fallen: number } {
  const { model, prior, frequencies, synonyms } = setup;
  const compare = comparer(problem, synonyms);
  const weigher = createWeigher(problem, model, frequencies, prior);
  const reach = upperBound(problem, setup);
  const [rightRows] = [problem.right.rows];
  return (i, candidates, count) => {
    let pairs: ScoredPair[] | undefined;
    for (let k = 0; k < count; k++) {
      const j = candidates[k] ?? 0;
      if (reach(i, j) < KEEP_LN) continue;
      const pattern = compare(i, j);
      if (weigher.same(pattern, i, j) < KEEP_LN) continue;
      const net = netOdds(weigher.exact(pattern, i, j));
      if (net > KEEP_LN) (pairs ??= []).push({ j, pattern, weight: Math.round((net / Math.LN2) * BIT) });
    }
    if (!pairs) return { pairs: NONE, fallen: 0 };
    const fallen = Math.max(0, pairs.length - PAIRS_OF_ROW_MAX);
    if (fallen > 0) {
      const idRank = (j: number): number => rightRows[j * STRIDE + AT.idRank] ?? 0;
      pairs.sort((a, b) => b.weight - a.weight || (isBefore ? (isBefore(a.j, b.j) ? -1 : 1) : idRank(a.j) - idRank(b.j)));
      pairs.length = PAIRS_OF_ROW_MAX;
    }
    return { pairs, fallen };
  };
}

/**
 * ln of the most a pair can reach: what whole numbers decide is weighed, letters are taken at their best. Most candidates fall here,
 * and no letter is compared for them.
 */
function upperBound(problem: Problem, { model, prior, frequencies, synonyms }: ScoreSetup): (i: number, j: number) => number {
  const [left, right] = [problem.left.rows, problem.right.rows];
  const { quickName } = nameComparer(problem.names);
  const tables = COMPARED.map((field) => Float64Array.from(model.fields[field].m, (m, level) => (level === 0 ? 0 : Math.log(Math.max(1e-12, m) / (model.fields[field].u[level] ?? 1)))));
  const [surnames, givens, fathers, births, numbers, units, ranks, places, captures] = tables.map((table) => table) as [
    Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]; // one for each of the nine fields
  const best = (table: Float64Array, from: number): number => table.subarray(from).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const [otherSurname, otherGiven, otherFather, otherNumber] = [best(surnames, 2), best(givens, 3), best(fathers, 3), best(numbers, 2)];
  const rarest = (field: "surname" | "given_name" | "patronymic", values: Float64Array): Float64Array =>
    values.map((value) => Math.log((model.fields[field].u[1] ?? 1) / Math.max(FREQUENCY_FLOOR, value)));
  const [gainSurname, gainGiven, gainFather] = [rarest("surname", frequencies.surname), rarest("given_name", frequencies.givenToken), rarest("patronymic", frequencies.fatherToken)];
  const nearGain = nearGains(model, frequencies);
  const gainUnit = frequencies.unit.map((value) => Math.log((model.fields.unit.u[1] ?? 1) / Math.max(FREQUENCY_FLOOR, value)));
  const [ranksLevel, placesLevel] = [rankLevel(problem.ranks, synonyms), placeLevel(synonyms)];
  return (i, j) => {
    const l = i * STRIDE;
    const r = j * STRIDE;
    const flagsL = left[l + 13] ?? 0;
    const flagsR = right[r + 13] ?? 0;
    const birth = birthOf(left[l + 6] ?? 0, left[l + 7] ?? 0, right[r + 6] ?? 0, right[r + 7] ?? 0, (flagsL | flagsR) >= 64);
    let sum = prior + (births[birth] ?? 0);
    const sa = left[l] ?? 0;
    const sb = right[r] ?? 0;
    if (sa !== 0 && sb !== 0) sum += sa === sb ? (surnames[1] ?? 0) + (gainSurname[sa] ?? 0) : otherSurname + Math.max(0, (nearGain[sa] ?? 0) + (nearGain[sb] ?? 0));
    const given = quickName(left[l + 2] ?? 0, left[l + 3] ?? 0, flagsL & 7, right[r + 2] ?? 0, right[r + 3] ?? 0, flagsR & 7);
    if (given !== 0) sum += given === 1 ? (givens[1] ?? 0) + Math.min(gainGiven[left[l + 2] ?? 0] ?? 0, gainGiven[right[r + 2] ?? 0] ?? 0) : given > 0 ? (givens[given] ?? 0) : otherGiven;
    const father = quickName(left[l + 4] ?? 0, left[l + 5] ?? 0, (flagsL >> 3) & 7, right[r + 4] ?? 0, right[r + 5] ?? 0, (flagsR >> 3) & 7);
    if (father !== 0) sum += father === 1 ? (fathers[1] ?? 0) + Math.min(gainFather[left[l + 4] ?? 0] ?? 0, gainFather[right[r + 4] ?? 0] ?? 0) : father > 0 ? (fathers[father] ?? 0) : otherFather;
    const na = left[l + 8] ?? 0;
    const nb = right[r + 8] ?? 0;
    if (na !== 0 && nb !== 0) sum += na === nb ? (numbers[1] ?? 0) : otherNumber;
    const ua = left[l + 9] ?? 0;
    const ub = right[r + 9] ?? 0;
    if (ua !== 0 && ub !== 0) sum += ua === ub ? (units[1] ?? 0) + (gainUnit[ua] ?? 0) : (units[2] ?? 0);
    if (sum + SPARE_LN < KEEP_LN) return sum;
    const ra = left[l + 10] ?? 0;
    const rb = right[r + 10] ?? 0;
    if (ra !== 0 && rb !== 0) sum += ranks[ranksLevel(ra, rb)] ?? 0;
    const pa = left[l + 11] ?? 0;
    const pb = right[r + 11] ?? 0;
    if (pa !== 0 && pb !== 0) sum += places[placesLevel(pa, pb)] ?? 0;
    return sum + (captures[captureLevel(left[l + 12] ?? 0, right[r + 12] ?? 0)] ?? 0) + 1e-9;
  };
}

/** More than rank, place and day of capture together ever add, as long as each m/u stays under e^6. */
const SPARE_LN = 18;
const FREQUENCY_FLOOR = 1e-6;

/** Whole numbers that come one by one. */
function grower(): { readonly add: (value: number) => void; readonly done: () => Int32Array } {
  let values = new Int32Array(4096);
  let size = 0;
  return {
    add: (value) => {
      if (size === values.length) {
        const wider = new Int32Array(size * 2);
        wider.set(values);
        values = wider;
      }
      values[size++] = value;
    },
    done: () => values.slice(0, size),
  };
}

export type RowRange = { readonly from: number; readonly to: number };
/** Consecutive ranges of at most `size` of `count` places. */
export const rangesOf = (count: number, size: number): RowRange[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, k) => ({ from: k * size, to: Math.min(count, (k + 1) * size) }));

function joinInts(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What ranges found, in their order. */
export const joinSamples = (parts: readonly Sample[]): Sample => ({
  left: joinInts(parts.map(({ left }) => left)), right: joinInts(parts.map(({ right }) => right)), patterns: joinInts(parts.map(({ patterns }) => patterns)),
});

export function joinKept(parts: readonly Kept[]): Kept {
  const sum = (of: (part: Kept) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const weight = new Float64Array(sum(({ weight: one }) => one.length));
  let at = 0;
  for (const part of parts) {
    weight.set(part.weight, at);
    at += part.weight.length;
  }
  return {
    left: joinInts(parts.map(({ left }) => left)), right: joinInts(parts.map(({ right }) => right)), patterns: joinInts(parts.map(({ patterns }) => patterns)), weight,
    scored: sum(({ scored }) => scored), dropped: sum(({ dropped }) => dropped), refined: sum(({ refined }) => refined), cut: sum(({ cut }) => cut),
  };
}
