// Two lists in, proposed pairs out: a pure function of (lists, name table, model or fit, day of the lists). Nothing is confirmed
// here; two persons sign. No clock and no chance: the same lists give the same bytes, whoever shares the work.
import { assign, assignPlainly, notes } from "./assign.ts";
import { createBlocks, indexKey, keysOf } from "./block.ts";
import { stableByKey } from "./counting-sort.ts";
import { columnOf, countChanceEqual, countPatterns, randomCounter, estimateU, fitModel, RANDOM_PAIRS, sampleShare, withoutMatches, withSynonyms, type ChanceEqual, type Fit, type Sample } from "./fit.ts";
import { componentAt, componentsOf, type Components, type Pairs } from "./graph.ts";
import { learnSynonyms, respelt } from "./learn-synonyms.ts";
import { comparer, NO_SYNONYMS, type Comparer } from "./levels.ts";
import { marginalAlone, marginals } from "./marginals.ts";
import { defaultModel, type Model } from "./model.ts";
import type { PreparedPair } from "./prepare.ts";
import { AT, createProblem, STRIDE, type Problem, type Side } from "./problem.ts";
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
  /** Of each right row, the chances of its pairs that are not kept since their left row has too many. */
  readonly lost: Float64Array;
  /** Indexes of the pairs of the most probable whole matching, by left id in code order. */
  readonly chosen: Int32Array;
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
export const fitLists = (problem: Problem, random: Float64Array, sample: Sample, frequencies: Frequencies = countFrequencies(problem), chance: ChanceEqual = countChanceEqual(problem)): Fitted =>
  fitFirst(problem, random, sample, chance)(frequencies);

/** The same up to where the frequencies are needed; what goes on with them. */
export function fitFirst(problem: Problem, random: Float64Array, sample: Sample, chance: ChanceEqual): (frequencies: Frequencies) => Fitted {
  const { left, right, isOneList } = problem;
  const raw = estimateU(problem, random, defaultModel(), chance);
  const partners = isOneList ? (left.count - 1) / 2 : right.count;
  const prior = (model: Model): number => (isOneList ? Math.log(Math.max(1e-300, model.shares.same)) : exclusivePrior(model, left.count, right.count));
  const counted = countPatterns(sample.patterns, sampleShare(left.count));
  const matchesMax = isOneList ? left.count * GROUP_MEAN_MAX : Math.min(left.count, right.count);
  const rough = fitModel(raw, counted, left.count, partners, matchesMax);
  const started = rough.model.origin === "fitted" ? withoutMatches(raw, rough.model) : raw;
  const first = started === raw ? rough : fitModel(started, counted, left.count, partners, matchesMax);
  return (frequencies) => {
    const synonyms = learnSynonyms(problem, sample, counted, { model: first.model, prior: prior(first.model), frequencies });
    const hasLearnt = synonyms.places.size + synonyms.ranks.size > 0;
    const fit = hasLearnt ? fitModel(withSynonyms(problem, synonyms, started), countPatterns(respelt(problem, sample, synonyms), counted.leftShare), left.count, partners, matchesMax) : first;
    return { fit, setup: { model: fit.model, prior: prior(fit.model), frequencies, synonyms } };
  };
}

/** What is known already of the pairs kept, in their order. */
export type Solved = { readonly probability: Float64Array; readonly isChosen: Uint8Array };

/** Components, probabilities and the most probable whole matching of the pairs kept; places become rows again. */
export function settle(pair: PreparedPair, problem: Problem, { fit, setup }: Fitted, kept: Kept, solved?: Solved): Linked {
  const [leftRank, rightRank] = [pair.left.idRanks, pair.right.idRanks];
  const { order, pairs, patterns } = byIds(kept, problem, leftRank, rightRank);
  const size = order.length;
  const components = componentsOf(pairs, leftRank, rightRank);
  const probability = new Float64Array(size);
  const isChosen = new Uint8Array(size);
  if (solved) for (let at = 0; at < size; at++) {
    probability[at] = solved.probability[order[at] ?? 0] ?? 0;
    isChosen[at] = solved.isChosen[order[at] ?? 0] ?? 0;
  }
  else solveAll(components, pairs, rightRank, probability, isChosen);
  const chosen = new Int32Array(isChosen.reduce((sum, one) => sum + one, 0)); // pairs stand by left id, and no left row is chosen twice
  for (let e = 0, at = 0; e < size; e++) if (isChosen[e] === 1) chosen[at++] = e;
  // asked for by who explains a pair: most runs ask for none
  let made: { readonly placeLeft: Int32Array; readonly placeRight: Int32Array; readonly weigher: Weigher } | undefined;
  const places = () => (made ??= { placeLeft: placeByRow(problem.left), placeRight: placeByRow(problem.right), weigher: createWeigher(problem, setup.model, setup.frequencies, setup.prior) });
  let compares: Comparer | undefined;
  const oddsOf = (pattern: number, i: number, j: number): Odds => {
    const { placeLeft, placeRight, weigher } = places();
    return weigher.exact(pattern, placeLeft[i] ?? 0, placeRight[j] ?? 0);
  };
  return {
    pair, problem, model: fit.model, fit, setup, pairs, patterns, probability, component: components.of, lost: lostBy(kept, problem), chosen, idRanks: { left: leftRank, right: rightRank },
    compare: (i, j) => (compares ??= comparer(problem, setup.synonyms))(places().placeLeft[i] ?? 0, places().placeRight[j] ?? 0),
    oddsOf, alikeInto: alikeReader(kept, order) ?? ((at, into) => {
      const { twin, brother, fatherSon, namesake } = oddsOf(patterns[at] ?? 0, pairs.left[at] ?? 0, pairs.right[at] ?? 0);
      into.set([twin, brother, fatherSon, namesake]);
    }),
    frequencyGain: (pattern, field, i, j) => {
      const { placeLeft, placeRight, weigher } = places();
      return weigher.frequencyGain(pattern, field, placeLeft[i] ?? 0, placeRight[j] ?? 0);
    },
    ratio: (field, level) => places().weigher.ratio(field, level),
    counted: { scored: kept.scored, refined: kept.refined, cut: kept.cut, dropped: kept.dropped },
  };
}

/** Probabilities, and 1 for the pairs chosen, one component after the other. */
function solveAll(components: Components, pairs: Pairs, rightRank: Int32Array, probability: Float64Array, isChosen: Uint8Array): void {
  const { count, starts, order } = components;
  const noted = notes(rightRank.length);
  for (let number = 1; number <= count; number++) {
    const from = starts[number - 1] ?? 0;
    const until = starts[number] ?? 0;
    if (until === from + 1) { // one pair alone, as most are
      const e = order[from] ?? 0;
      probability[e] = marginalAlone(pairs, e);
      if ((pairs.weight[e] ?? 0) > 0) isChosen[e] = 1;
      continue;
    }
    marginals(order, from, until, pairs, probability);
    if (!assignPlainly(number, order, from, until, pairs, noted, isChosen)) for (const e of assign(componentAt(components, number, pairs, rightRank), pairs)) isChosen[e] = 1;
  }
}

/** What scoring left of each pair, in this order of pairs; undefined where it left nothing. */
function alikeReader({ alike }: Kept, order: Int32Array): Linked["alikeInto"] | undefined {
  if (alike === undefined) return undefined;
  return (pair, into) => {
    const from = (order[pair] ?? 0) * ALIKE_WIDTH;
    for (let k = 0; k < ALIKE_WIDTH; k++) into[k] = alike[from + k] ?? 0;
  };
}

/** The pairs by left, then right id in code order; `order` says which of those kept each of them is. */
function byIds(kept: Kept, { left, right }: Problem, leftRank: Int32Array, rightRank: Int32Array): { readonly order: Int32Array; readonly pairs: Pairs; readonly patterns: Int32Array } {
  const size = kept.left.length;
  const rowsOf = (side: Side): Int32Array => columnOf({ ...side, count: side.count + side.aside }, AT.row);
  const [rowLeft, rowRight] = [rowsOf(left), rowsOf(right)]; // rows are long, and pairs ask for them at random
  const [all, ofLeft, ofRight] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  for (let e = 0; e < size; e++) {
    all[e] = e;
    ofLeft[e] = rowLeft[kept.left[e] ?? 0] ?? 0;
    ofRight[e] = rowRight[kept.right[e] ?? 0] ?? 0;
  }
  const ranked = (rows: Int32Array, rank: Int32Array): Int32Array => {
    const ranks = new Int32Array(size);
    for (let e = 0; e < size; e++) ranks[e] = rank[rows[e] ?? 0] ?? 0;
    return ranks;
  };
  const order = stableByKey(stableByKey(all, ranked(ofRight, rightRank), rightRank.length), ranked(ofLeft, leftRank), leftRank.length);
  const pairs = { left: new Int32Array(size), right: new Int32Array(size), weight: new Float64Array(size) };
  const patterns = new Int32Array(size);
  for (let at = 0; at < size; at++) {
    const e = order[at] ?? 0;
    pairs.left[at] = ofLeft[e] ?? 0;
    pairs.right[at] = ofRight[e] ?? 0;
    pairs.weight[at] = kept.weight[e] ?? 0;
    patterns[at] = kept.patterns[e] ?? 0;
  }
  return { order, pairs, patterns };
}

function lostBy({ fell: { right, millionths } }: Kept, { right: { rows, count, aside } }: Problem): Float64Array {
  const lost = new Float64Array(count + aside);
  for (let k = 0; k < right.length; k++) {
    const row = rows[(right[k] ?? 0) * STRIDE + AT.row] ?? 0;
    lost[row] = (lost[row] ?? 0) + (millionths[k] ?? 0);
  }
  return lost.map((sum) => sum / 1_000_000);
}

/** The place of each row of the list, of those that stand aside too. */
export function placeByRow({ rows, count, aside }: Side): Int32Array {
  const places = new Int32Array(count + aside);
  for (let at = 0; at < places.length; at++) places[rows[at * STRIDE + AT.row] ?? 0] = at;
  return places;
}
