// The work that is shared out: random pairs for u, candidate pairs of a sample for the fit, and the scoring of every candidate.
// Each takes a range of left places and depends on nothing else, so any number of workers gives the same pairs in the same order.
import { CANDIDATES_MAX, type Blocks } from "./block.ts";
import { isInSample, type Sample } from "./fit.ts";
import { BIT } from "./graph.ts";
import { comparer, NO_SYNONYMS, type Comparer, type Synonyms } from "./levels.ts";
import type { Model } from "./model.ts";
import { AT, SAME_ROWS_MAX, STRIDE, type Problem } from "./problem.ts";
import { reachFilter } from "./reach.ts";
import { createWeigher, netOdds, type Frequencies, type Odds } from "./weigh.ts";

/** What scoring needs besides the lists: plain data. */
export type ScoreSetup = { readonly model: Model; readonly prior: number; readonly frequencies: Frequencies; readonly synonyms: Synonyms };

/** Pairs kept, by left place, then as found; `weight` in steps of 2^-20 bit. */
export type Kept = {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly patterns: Int32Array;
  readonly weight: Float64Array;
  /** ALIKE_WIDTH figures a pair: the odds of being alike without being one person, as `exact` gives them; absent where they are worked out when asked for. */
  readonly alike?: Float64Array;
  readonly fell: Fell;
  readonly scored: number;
  readonly dropped: number;
  readonly refined: number;
  readonly cut: number;
};

/** The chances of the pairs that fell where a left row had more than are kept, by right place, in millionths; a place may stand several times. */
export type Fell = { readonly right: Int32Array; readonly millionths: Float64Array };

export type FellSums = { readonly add: (j: number, millionths: number) => void; readonly take: () => Fell };

/** Adds them up until they are taken: whole numbers, so that they are the same in any order. */
export function fellSums(rightCount: number): FellSums {
  const sums = new Float64Array(rightCount);
  let touched = growing();
  return {
    add: (j, millionths) => {
      if (millionths === 0) return;
      if (sums[j] === 0) add(touched, j);
      sums[j] = (sums[j] ?? 0) + millionths;
    },
    take: () => {
      const right = grown(touched);
      const millionths = Float64Array.from(right, (j) => sums[j] ?? 0);
      for (const j of right) sums[j] = 0;
      touched = growing();
      return { right, millionths };
    },
  };
}

/** Twin, brother, father and son, namesake. */
export const ALIKE_WIDTH = 4;

/** ln of the net odds below which a pair is not kept. */
export const KEEP_LN = -7;
/** Pairs kept of one left row: beyond it the weakest fall, and the count says so. */
export const PAIRS_OF_ROW_MAX = SAME_ROWS_MAX;

/** Candidates of one row that the sample holds, by the most telling keys: where thousands bear one name it would else be the square of them. */
export const SAMPLE_CANDIDATES_MAX = 2_000;

/** The candidate pairs of the left places `from` … `to` - 1 that are in the sample. */
export function rangeSampler(problem: Problem, blocks: Blocks): (from: number, to: number) => Sample {
  const { right } = problem;
  const compare = comparer(problem, NO_SYNONYMS);
  const buffer = new Int32Array(Math.min(SAMPLE_CANDIDATES_MAX, right.count));
  return (from, to) => sampleRange(problem, compare, blocks, buffer, from, to);
}

function sampleRange({ left }: Problem, compare: Comparer, { candidates }: Blocks, buffer: Int32Array, from: number, to: number): Sample {
  const found = { left: growing(), right: growing(), patterns: growing() };
  for (let i = from; i < to; i++) {
    if (!isInSample(left.rows[i * STRIDE + AT.idRank] ?? 0, left.count)) continue;
    const count = candidates(i, buffer);
    for (let k = 0; k < count; k++) {
      const j = buffer[k] ?? 0;
      add(found.left, i);
      add(found.right, j);
      add(found.patterns, compare(i, j));
    }
  }
  return { left: grown(found.left), right: grown(found.right), patterns: grown(found.patterns) };
}

/** Scores every candidate of the left places `from` … `to` - 1; what it builds for that serves every range. */
export function rangeScorer(problem: Problem, blocks: Blocks, setup: ScoreSetup): (from: number, to: number) => Kept {
  const { right } = problem;
  const buffer = new Int32Array(Math.min(CANDIDATES_MAX, right.count));
  const reach = reachFilter(problem, setup, KEEP_LN);
  const fell = fellSums(right.count);
  const scoreRow = rowScorer(problem, setup, fell.add);
  return (from, to) => {
    const found = { left: growing(), right: growing(), patterns: growing() };
    const [weight, alike]: [number[], number[]] = [[], []];
    let [scored, dropped] = [0, 0];
    const { refined, cut } = blocks.told;
    for (let i = from; i < to; i++) {
      const count = blocks.candidates(i, buffer);
      scored += count;
      const { pairs, fallen } = scoreRow(i, buffer, reach(i, buffer, count));
      dropped += fallen;
      for (const one of pairs) {
        add(found.left, i);
        add(found.right, one.j);
        add(found.patterns, one.pattern);
        weight.push(one.weight);
        alike.push(one.odds.twin, one.odds.brother, one.odds.fatherSon, one.odds.namesake);
      }
    }
    return {
      left: grown(found.left), right: grown(found.right), patterns: grown(found.patterns), weight: Float64Array.from(weight), alike: Float64Array.from(alike), fell: fell.take(), scored, dropped,
      refined: blocks.told.refined - refined, cut: blocks.told.cut - cut,
    };
  };
}

/** Cuts a row's pairs to the most that are kept; how many fell. `fell` hears the chance of each if the row were alone. `isBefore` settles ties of right places. */
export function weakestOff(pairs: { readonly j: number; readonly weight: number }[], rightRows: Int32Array, fell: FellSums["add"], isBefore?: (a: number, b: number) => boolean): number {
  const fallen = Math.max(0, pairs.length - PAIRS_OF_ROW_MAX);
  if (fallen > 0) {
    const idRank = (j: number): number => rightRows[j * STRIDE + AT.idRank] ?? 0;
    pairs.sort((a, b) => b.weight - a.weight || (isBefore ? (isBefore(a.j, b.j) ? -1 : 1) : idRank(a.j) - idRank(b.j)));
    const top = pairs[0]?.weight ?? 0;
    const share = (weight: number): number => 2 ** ((weight - top) / BIT); // of the best pair's odds
    const all = pairs.reduce((sum, { weight }) => sum + share(weight), share(0));
    for (let k = PAIRS_OF_ROW_MAX; k < pairs.length; k++) fell(pairs[k]?.j ?? 0, Math.round((1_000_000 * share(pairs[k]?.weight ?? 0)) / all));
    pairs.length = PAIRS_OF_ROW_MAX;
  }
  return fallen;
}

export type ScoredPair = { readonly j: number; readonly pattern: number; readonly weight: number; readonly odds: Odds };

const NONE: readonly ScoredPair[] = [];

/** The pairs of one left place with the given right places that are kept; `isBefore` settles ties of right places where they are cut. */
export function rowScorer(problem: Problem, setup: ScoreSetup, fell: FellSums["add"], isBefore?: (a: number, b: number) => boolean): (i: number, candidates: Int32Array, count: number) => { readonly pairs: readonly ScoredPair[]; readonly fallen: number } {
  const { model, prior, frequencies, synonyms } = setup;
  const compare = comparer(problem, synonyms);
  const weigher = createWeigher(problem, model, frequencies, prior);
  const [rightRows] = [problem.right.rows];
  return (i, candidates, count) => {
    let pairs: ScoredPair[] | undefined;
    for (let k = 0; k < count; k++) {
      const j = candidates[k] ?? 0;
      const pattern = compare(i, j);
      if (weigher.same(pattern, i, j) < KEEP_LN) continue;
      const odds = weigher.exact(pattern, i, j);
      const net = netOdds(odds);
      if (net > KEEP_LN) (pairs ??= []).push({ j, pattern, odds, weight: Math.round((net / Math.LN2) * BIT) });
    }
    if (!pairs) return { pairs: NONE, fallen: 0 };
    return { fallen: weakestOff(pairs, rightRows, fell, isBefore), pairs };
  };
}

/** Whole numbers that come one by one: a plain value and functions that exist once, since V8 binds code to the closures it was made of. */
type Growing = { values: Int32Array; size: number };
const growing = (): Growing => ({ values: new Int32Array(4096), size: 0 });
function add(to: Growing, value: number): void {
  if (to.size === to.values.length) {
    const wider = new Int32Array(to.size * 2);
    wider.set(to.values);
    to.values = wider;
  }
  to.values[to.size++] = value;
}
const grown = ({ values, size }: Growing): Int32Array => values.slice(0, size);

export type RowRange = { readonly from: number; readonly to: number };
/** Consecutive ranges of at most `size` of `count` places. */
export const rangesOf = (count: number, size: number): RowRange[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, k) => ({ from: k * size, to: Math.min(count, (k + 1) * size) }));

function joined<A extends Int32Array | Float64Array>(all: A, parts: readonly A[]): A {
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
const sizeOf = (parts: readonly { readonly length: number }[]): number => parts.reduce((sum, { length }) => sum + length, 0);
const joinInts = (parts: readonly Int32Array[]): Int32Array => joined(new Int32Array(sizeOf(parts)), parts);
const joinFloats = (parts: readonly Float64Array[]): Float64Array => joined(new Float64Array(sizeOf(parts)), parts);

/** What ranges found, in their order. */
export const joinSamples = (parts: readonly Sample[]): Sample => ({
  left: joinInts(parts.map(({ left }) => left)), right: joinInts(parts.map(({ right }) => right)), patterns: joinInts(parts.map(({ patterns }) => patterns)),
});

export function joinKept(parts: readonly Kept[]): Kept {
  const sum = (of: (part: Kept) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    left: joinInts(parts.map(({ left }) => left)), right: joinInts(parts.map(({ right }) => right)), patterns: joinInts(parts.map(({ patterns }) => patterns)),
    weight: joinFloats(parts.map(({ weight }) => weight)), alike: joinFloats(parts.map(({ alike }) => alike ?? new Float64Array(0))),
    fell: { right: joinInts(parts.map(({ fell }) => fell.right)), millionths: joinFloats(parts.map(({ fell }) => fell.millionths)) },
    scored: sum(({ scored }) => scored), dropped: sum(({ dropped }) => dropped), refined: sum(({ refined }) => refined), cut: sum(({ cut }) => cut),
  };
}
