// Two lists in, proposed pairs out: a pure function of (lists, name table, model or fit, day of the lists). Nothing is confirmed
// here; two persons sign. No clock and no chance: the same lists give the same bytes.
import { assign } from "./assign.ts";
import { buildBlocks, CANDIDATES_MAX } from "./block.ts";
import { countPatterns, estimateU, fitModel, isInSample, withSynonyms, type Fit, type Orders } from "./fit.ts";
import { BIT, componentsOf, ranksOf, type Pairs } from "./graph.ts";
import { comparer, COMPARED, levelOf, NO_SYNONYMS, synonym, type Comparer, type Synonyms } from "./levels.ts";
import { marginals } from "./marginals.ts";
import { defaultModel, type Model } from "./model.ts";
import type { PreparedPair } from "./prepare.ts";
import { countFrequencies, createWeigher, exclusivePrior, netOdds, type Odds, type Weigher } from "./weigh.ts";

export type Linked = {
  readonly pair: PreparedPair;
  readonly model: Model;
  readonly fit: Fit;
  readonly synonyms: Synonyms;
  readonly compare: Comparer;
  readonly weigher: Weigher;
  /** Every pair with net odds above e^-7. */
  readonly pairs: Pairs;
  readonly patterns: Int32Array;
  readonly odds: readonly Odds[];
  readonly probability: Float64Array;
  /** Number of the component of each pair, from 1, components in code order of their first left id. */
  readonly component: Int32Array;
  /** Indexes of the pairs of the most probable whole matching, by left id in code order. */
  readonly chosen: readonly number[];
  readonly counted: { readonly scored: number; readonly refined: number; readonly cut: number; readonly dropped: number };
};

const KEEP_LN = -7;
/** Pairs kept of one left row: beyond it the weakest fall, and the count says so. */
const PAIRS_OF_ROW_MAX = 64;

/** @param given a model to be used as it stands instead of a fit. */
export function link(pair: PreparedPair, initialsOf: (id: number) => string, given?: Model): Linked {
  const { left, right } = pair;
  const ranks = { left: ranksOf(left.ids), right: ranksOf(right.ids) };
  const orders = ordersOf(left.ids, right.ids, ranks);
  const blocks = buildBlocks(pair);
  const buffer = new Int32Array(Math.min(CANDIDATES_MAX, right.count));
  const frequencies = countFrequencies(pair);
  const fitWith = (started: Model, compare: Comparer): Fit =>
    given ? { model: given, rounds: 0, warnings: [] } : fitModel(started, countPatterns(left, orders.left, blocks, compare, buffer), left.count, right.count);
  const plainly = comparer(pair, initialsOf, NO_SYNONYMS);
  const started = given ?? estimateU(pair, orders, plainly, defaultModel());
  const weigherOf = (model: Model): Weigher => createWeigher(model, frequencies, exclusivePrior(model, left.count, right.count));
  const first = fitWith(started, plainly);
  const synonyms = learnSynonyms(pair, orders.left, plainly, weigherOf(first.model), blocks.candidates, buffer);
  const hasLearnt = synonyms.places.size + synonyms.ranks.size > 0;
  const compare = hasLearnt ? comparer(pair, initialsOf, synonyms) : plainly;
  const fit = hasLearnt ? fitWith(withSynonyms(pair, synonyms, started), compare) : first;
  const weigher = weigherOf(fit.model);
  const kept = score(pair, compare, weigher, blocks.candidates, buffer);
  const components = componentsOf(kept.pairs, ranks.left, ranks.right);
  const probability = new Float64Array(kept.pairs.left.length);
  const component = new Int32Array(kept.pairs.left.length);
  const chosen: number[] = [];
  components.forEach((one, at) => {
    marginals(one, kept.pairs, probability);
    for (const e of one.pairs) component[e] = at + 1;
    chosen.push(...assign(one, kept.pairs));
  });
  chosen.sort((a, b) => (ranks.left[kept.pairs.left[a] ?? 0] ?? 0) - (ranks.left[kept.pairs.left[b] ?? 0] ?? 0));
  return {
    pair, model: fit.model, fit, synonyms, compare, weigher, ...kept, probability, component, chosen,
    counted: { scored: kept.scored, refined: blocks.told.refined, cut: blocks.told.cut, dropped: kept.dropped },
  };
}

function ordersOf(left: readonly string[], right: readonly string[], ranks: { readonly left: Int32Array; readonly right: Int32Array }): Orders {
  const invert = (rank: Int32Array): Int32Array => {
    const order = new Int32Array(rank.length);
    rank.forEach((at, row) => (order[at] = row));
    return order;
  };
  const orders = { left: invert(ranks.left), right: invert(ranks.right) };
  return { ...orders, isLeftFirst: (left[orders.left[0] ?? 0] ?? "") <= (right[orders.right[0] ?? 0] ?? "") };
}

type Candidates = (i: number, into: Int32Array) => number;
type Kept = { readonly pairs: Pairs; readonly patterns: Int32Array; readonly odds: readonly Odds[]; readonly scored: number; readonly dropped: number };

function score(pair: PreparedPair, compare: Comparer, weigher: Weigher, candidates: Candidates, buffer: Int32Array): Kept {
  const left: number[] = [];
  const right: number[] = [];
  const weight: number[] = [];
  const patterns: number[] = [];
  const odds: Odds[] = [];
  let scored = 0;
  let dropped = 0;
  for (let i = 0; i < pair.left.count; i++) {
    const count = candidates(i, buffer);
    scored += count;
    let own: { j: number; net: number; pattern: number; odds: Odds }[] = [];
    for (let k = 0; k < count; k++) {
      const j = buffer[k] ?? 0;
      const pattern = compare(i, j);
      if (weigher.same(pattern, i, j) < KEEP_LN) continue;
      const exact = weigher.exact(pattern, i, j);
      const net = netOdds(exact);
      if (net > KEEP_LN) own.push({ j, net, pattern, odds: exact });
    }
    if (own.length > PAIRS_OF_ROW_MAX) {
      own.sort((a, b) => b.net - a.net || a.j - b.j);
      dropped += own.length - PAIRS_OF_ROW_MAX;
      own = own.slice(0, PAIRS_OF_ROW_MAX);
    }
    for (const one of own) {
      left.push(i);
      right.push(one.j);
      weight.push(Math.round((one.net / Math.LN2) * BIT));
      patterns.push(one.pattern);
      odds.push(one.odds);
    }
  }
  return { pairs: { left: Int32Array.from(left), right: Int32Array.from(right), weight: Float64Array.from(weight) }, patterns: Int32Array.from(patterns), odds, scored, dropped };
}

const SURE_LN = Math.log(99);
const LEARN_COUNT_MIN = 4;
const LEARN_SHARE_MIN = 0.3;
const LEARN_LIFT_MIN = 3;
const RANK = COMPARED.indexOf("rank");
const PLACE = COMPARED.indexOf("capture_place");

/**
 * Two spellings that stand together far more often than chance in pairs that are the same person without them (another side's name
 * of a town, a rank in another language) count as equal. At least 4 pairs, 30 % of the rarer spelling's, and three times chance.
 */
function learnSynonyms(pair: PreparedPair, order: Int32Array, compare: Comparer, weigher: Weigher, candidates: Candidates, buffer: Int32Array): Synonyms {
  const fields = [
    { field: RANK, left: pair.left.rank, right: pair.right.rank, together: new Map<number, number>(), a: new Map<number, number>(), b: new Map<number, number>(), total: 0 },
    { field: PLACE, left: pair.left.place, right: pair.right.place, together: new Map<number, number>(), a: new Map<number, number>(), b: new Map<number, number>(), total: 0 },
  ];
  const add = (map: Map<number, number>, key: number): void => void map.set(key, (map.get(key) ?? 0) + 1);
  for (let at = 0; at < pair.left.count; at++) {
    if (!isInSample(at, pair.left.count)) continue;
    const i = order[at] ?? 0;
    const count = candidates(i, buffer);
    for (let k = 0; k < count; k++) {
      const j = buffer[k] ?? 0;
      const pattern = compare(i, j);
      if (weigher.same(pattern, i, j) < 0) continue;
      const net = netOdds(weigher.exact(pattern, i, j));
      for (const one of fields) {
        const [a, b] = [one.left[i] ?? 0, one.right[j] ?? 0];
        if (a === 0 || b === 0 || net - weigher.ratio(one.field, levelOf(pattern, one.field)) < SURE_LN) continue;
        add(one.together, synonym(a, b));
        add(one.a, a);
        add(one.b, b);
        one.total++;
      }
    }
  }
  const learnt = fields.map(({ together, a, b, total }) => {
    const pairs = new Set<number>();
    for (const [key, times] of together) {
      const [x, y] = [Math.floor(key / 2 ** 26), key % 2 ** 26];
      const [timesX, timesY] = [a.get(x) ?? 0, b.get(y) ?? 0];
      if (x !== y && times >= LEARN_COUNT_MIN && times >= LEARN_SHARE_MIN * Math.min(timesX, timesY) && times * total >= LEARN_LIFT_MIN * timesX * timesY) pairs.add(key);
    }
    return pairs;
  });
  return { ranks: learnt[0] ?? new Set(), places: learnt[1] ?? new Set() };
}
