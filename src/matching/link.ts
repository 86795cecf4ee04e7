// Two lists in, proposed pairs out: a pure function of (lists, name table, model or fit, day of the lists). Nothing is confirmed
// here; two persons sign. No clock and no chance: the same lists give the same bytes, whoever shares the work.
import { assign } from "./assign.ts";
import { createBlocks, indexKey, keysOf } from "./block.ts";
import { stableByKey } from "./counting-sort.ts";
import { countChanceEqual, countPatterns, randomCounter, estimateU, fitModel, RANDOM_PAIRS, sampleShare, withoutMatches, withSynonyms, type ChanceEqual, type Fit, type Sample } from "./fit.ts";
import { componentAt, componentsOf, type Pairs } from "./graph.ts";
import { learnSynonyms, respelt } from "./learn-synonyms.ts";
import { comparer, NO_SYNONYMS, type Comparer } from "./levels.ts";
import { marginalAlone, marginals } from "./marginals.ts";
import { defaultModel, type Model } from "./model.ts";
import type { PreparedPair } from "./prepare.ts";
import { AT, createProblem, STRIDE, type Problem } from "./problem.ts";
import { ALIKE_WIDTH, joinKept, joinSamples, rangesOf, rangeSampler, rangeScorer, type Kept, type ScoreSetup } from "./scan.ts";
import { countFrequencies, createWeigher, exclusivePrior, type Frequencies, type Odds, type Weigher } from "./weigh.ts";

export type Linked = {
  readonly pair: PreparedPair;
  readonly problem: Problem;
  readonly model: Model;
  readonly fit: Fit;
  readonly setup: ScoreSetup;
  /** The pattern of a left and a right row. */
  readonly compare: Comparer;
  /** Odds of a left and a right row of this pattern. */
  readonly oddsOf: (pattern: number, i: number, j: number) => Odds;
  /** Writes what `oddsOf` says of twin, brother, father and son, and namesake for a pair kept, by its index. */
  readonly alikeInto: (pair: number, into: Float64Array) => void;
  readonly frequencyGain: Weigher["frequencyGain"];
  readonly ratio: Weigher["ratio"];
  /** Every pair with net odds above e^-7, by left then right id. */
  readonly pairs: Pairs;
  readonly patterns: Int32Array;
  readonly probability: Float64Array;
  /** Number of the component of each pair, from 1, components in code order of their first left id. */
  readonly component: Int32Array;
  /** Place of each row's id in code order. */
  readonly idRanks: { readonly left: Int32Array; readonly right: Int32Array };
  /** Indexes of the pairs of the most probable whole matching, by left id in code order. */
  readonly chosen: readonly number[];
  readonly counted: { readonly scored: number; readonly refined: number; readonly cut: number; readonly dropped: number };
};

/** A saved model: its keys, and what it says of the words of these lists. */
export type Given = { readonly keys: readonly string[]; readonly setupOf: (problem: Problem) => ScoreSetup };

/** Rows between two words of progress. */
const RANGE_ROWS = 1_024;

export type Stage = "pack" | "index" | "fit" | "score" | "settle";

export type LinkOptions = {
  /** A saved model, used as it stands instead of a fit; the lists were prepared under it. */
  readonly given?: Given;
  /** Hears how many left rows were looked at, each once for the fit and once for its score. */
  readonly tell?: (done: number, of: number) => void;
  /** Hears the name of each stage when it ends. */
  readonly ended?: (stage: Stage) => void;
};

export function link(pair: PreparedPair, initialsOf: (id: number) => string, { given, tell = () => {}, ended = () => {} }: LinkOptions = {}): Linked {
  const problem = createProblem(pair, initialsOf, given?.keys);
  ended("pack");
  const blocks = createBlocks(problem, keysOf(problem).map((key) => indexKey(problem, key)));
  ended("index");
  const { count } = problem.left;
  const of = given ? count : 2 * count;
  let done = 0;
  const each = <T>(look: (from: number, to: number) => T): T[] => rangesOf(count, RANGE_ROWS).map(({ from, to }) => {
    const found = look(from, to);
    tell((done += to - from), of);
    return found;
  });
  const fitted = given
    ? asFitted(given.setupOf(problem))
    : fitLists(problem, randomCounter(problem, comparer(problem, NO_SYNONYMS))(0, RANDOM_PAIRS), joinSamples(each(rangeSampler(problem, blocks))));
  ended("fit");
  const kept = joinKept(each(rangeScorer(problem, blocks, fitted.setup)));
  ended("score");
  const linked = settle(pair, problem, fitted, kept);
  ended("settle");
  return linked;
}

/** A setup that was not fitted here. */
export const asFitted = (setup: ScoreSetup): Fitted => ({ fit: { model: setup.model, rounds: 0, warnings: [] }, setup });

export type Fitted = { readonly fit: Fit; readonly setup: ScoreSetup };

/** In one list a person may stand several times: at most so many pairs for each row. */
const GROUP_MEAN_MAX = 20;

/** u from the counts of random pairs, spellings that mean one thing and m from the sample. */
export function fitLists(problem: Problem, random: Float64Array, sample: Sample, frequencies: Frequencies = countFrequencies(problem), chance: ChanceEqual = countChanceEqual(problem)): Fitted {
  const { left, right, isOneList } = problem;
  const raw = estimateU(problem, random, defaultModel(), chance);
  const partners = isOneList ? (left.count - 1) / 2 : right.count;
  const prior = (model: Model): number => (isOneList ? Math.log(Math.max(1e-300, model.shares.same)) : exclusivePrior(model, left.count, right.count));
  const counted = countPatterns(sample.patterns, sampleShare(left.count));
  const matchesMax = isOneList ? left.count * GROUP_MEAN_MAX : Math.min(left.count, right.count);
  const rough = fitModel(raw, counted, left.count, partners, matchesMax);
  const started = rough.model.origin === "fitted" ? withoutMatches(raw, rough.model) : raw;
  const first = started === raw ? rough : fitModel(started, counted, left.count, partners, matchesMax);
  const synonyms = learnSynonyms(problem, sample, counted, { model: first.model, prior: prior(first.model), frequencies });
  const hasLearnt = synonyms.places.size + synonyms.ranks.size > 0;
  const fit = hasLearnt ? fitModel(withSynonyms(problem, synonyms, started), countPatterns(respelt(problem, sample, synonyms), counted.leftShare), left.count, partners, matchesMax) : first;
  return { fit, setup: { model: fit.model, prior: prior(fit.model), frequencies, synonyms } };
}

/** What is known already of the pairs kept, in their order. */
export type Solved = { readonly probability: Float64Array; readonly isChosen: Uint8Array };

/** Components, probabilities and the most probable whole matching of the pairs kept; places become rows again. */
export function settle(pair: PreparedPair, problem: Problem, { fit, setup }: Fitted, kept: Kept, solved?: Solved): Linked {
  const { left, right } = problem;
  const toRow = (rows: Int32Array, at: number): number => rows[at * STRIDE + AT.row] ?? 0;
  const [leftRank, rightRank] = [rankByRow(left), rankByRow(right)];
  const order = orderOf(kept, problem);
  const pairs: Pairs = {
    left: order.map((e) => toRow(left.rows, kept.left[e] ?? 0)), right: order.map((e) => toRow(right.rows, kept.right[e] ?? 0)),
    weight: Float64Array.from(order, (e) => kept.weight[e] ?? 0),
  };
  const components = componentsOf(pairs, leftRank, rightRank);
  const probability = new Float64Array(pairs.left.length);
  const chosen: number[] = [];
  if (solved) order.forEach((e, at) => {
    probability[at] = solved.probability[e] ?? 0;
    if (solved.isChosen[e] === 1) chosen.push(at);
  });
  else for (let number = 1; number <= components.count; number++) {
    const first = components.starts[number - 1] ?? 0;
    if (components.starts[number] === first + 1) { // one pair alone, as most are
      const e = components.order[first] ?? 0;
      probability[e] = marginalAlone(pairs, e);
      if ((pairs.weight[e] ?? 0) > 0) chosen.push(e);
      continue;
    }
    const one = componentAt(components, number, pairs, rightRank);
    marginals(one, pairs, probability);
    for (const e of assign(one, pairs)) chosen.push(e);
  }
  chosen.sort((a, b) => (leftRank[pairs.left[a] ?? 0] ?? 0) - (leftRank[pairs.left[b] ?? 0] ?? 0));
  const [placeLeft, placeRight] = [placeByRow(left), placeByRow(right)];
  const compare = comparer(problem, setup.synonyms);
  const weigher = createWeigher(problem, setup.model, setup.frequencies, setup.prior);
  const patterns = order.map((e) => kept.patterns[e] ?? 0);
  const oddsOf = (pattern: number, i: number, j: number): Odds => weigher.exact(pattern, placeLeft[i] ?? 0, placeRight[j] ?? 0);
  return {
    pair, problem, model: fit.model, fit, setup, pairs, patterns, probability, component: components.of, chosen, idRanks: { left: leftRank, right: rightRank },
    compare: (i, j) => compare(placeLeft[i] ?? 0, placeRight[j] ?? 0),
    oddsOf, alikeInto: alikeReader(kept, order) ?? ((at, into) => {
      const { twin, brother, fatherSon, namesake } = oddsOf(patterns[at] ?? 0, pairs.left[at] ?? 0, pairs.right[at] ?? 0);
      into.set([twin, brother, fatherSon, namesake]);
    }),
    frequencyGain: (pattern, field, i, j) => weigher.frequencyGain(pattern, field, placeLeft[i] ?? 0, placeRight[j] ?? 0),
    ratio: weigher.ratio,
    counted: { scored: kept.scored, refined: kept.refined, cut: kept.cut, dropped: kept.dropped },
  };
}

/** What scoring left of each pair, in this order of pairs; undefined where it left nothing. */
function alikeReader({ alike }: Kept, order: Int32Array): Linked["alikeInto"] | undefined {
  if (alike === undefined) return undefined;
  return (pair, into) => {
    const from = (order[pair] ?? 0) * ALIKE_WIDTH;
    for (let k = 0; k < ALIKE_WIDTH; k++) into[k] = alike[from + k] ?? 0;
  };
}

/** The pairs by left, then right id in code order. */
function orderOf(kept: Kept, { left, right }: Problem): Int32Array {
  const size = kept.left.length;
  const [all, ofLeft, ofRight] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  for (let e = 0; e < size; e++) {
    all[e] = e;
    ofLeft[e] = left.rows[(kept.left[e] ?? 0) * STRIDE + AT.idRank] ?? 0;
    ofRight[e] = right.rows[(kept.right[e] ?? 0) * STRIDE + AT.idRank] ?? 0;
  }
  return stableByKey(stableByKey(all, ofRight, right.count), ofLeft, left.count);
}

function rankByRow({ rows, count }: Problem["left"]): Int32Array {
  const ranks = new Int32Array(count);
  for (let at = 0; at < count; at++) ranks[rows[at * STRIDE + AT.row] ?? 0] = rows[at * STRIDE + AT.idRank] ?? 0;
  return ranks;
}

function placeByRow({ rows, count }: Problem["left"]): Int32Array {
  const places = new Int32Array(count);
  for (let at = 0; at < count; at++) places[rows[at * STRIDE + AT.row] ?? 0] = at;
  return places;
}
