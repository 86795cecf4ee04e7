// Spellings of ranks and places that mean one thing, learnt from the sample the model is fitted to, and the sample as they make it.
import { columnOf, type Patterns, type Sample } from "./fit.ts";
import { COMPARED, LEVELS, levelOf, SIZES, synonym, withLevel, type Synonyms } from "./levels.ts";
import type { Model } from "./model.ts";
import { AT, STRIDE, type Problem } from "./problem.ts";
import { createWeigher, nearGains, netOdds, type Frequencies, type Weigher } from "./weigh.ts";

type Weighed = { readonly model: Model; readonly prior: number; readonly frequencies: Frequencies };

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
export function learnSynonyms(problem: Problem, sample: Sample, counted: Patterns, weighed: Weighed): Synonyms {
  const weigher = createWeigher(problem, weighed.model, weighed.frequencies, weighed.prior);
  const isOpen = openPatterns(counted.patterns, weighed, weigher);
  const fields = [
    { field: RANK, at: AT.rank, together: new Map<number, number>(), a: new Map<number, number>(), b: new Map<number, number>(), total: 0 },
    { field: PLACE, at: AT.place, together: new Map<number, number>(), a: new Map<number, number>(), b: new Map<number, number>(), total: 0 },
  ];
  const [left, right] = [problem.left.rows, problem.right.rows];
  const add = (map: Map<number, number>, key: number): void => void map.set(key, (map.get(key) ?? 0) + 1);
  for (let e = 0; e < sample.left.length; e++) {
    if (isOpen[counted.of[e] ?? 0] === 0) continue;
    const i = sample.left[e] ?? 0;
    const j = sample.right[e] ?? 0;
    const pattern = sample.patterns[e] ?? 0;
    if (weigher.same(pattern, i, j) < 0) continue;
    const net = netOdds(weigher.exact(pattern, i, j));
    for (const one of fields) {
      const a = left[i * STRIDE + one.at] ?? 0;
      const b = right[j * STRIDE + one.at] ?? 0;
      if (a === 0 || b === 0 || net - weigher.ratio(one.field, levelOf(pattern, one.field)) < SURE_LN) continue;
      add(one.together, synonym(a, b));
      add(one.a, a);
      add(one.b, b);
      one.total++;
    }
  }
  const learnt = fields.map(({ together, a, b, total }) => {
    const pairs = new Set<number>();
    for (const [key, times] of together) {
      const [x, y] = spellingsOf(key);
      const [timesX, timesY] = [a.get(x) ?? 0, b.get(y) ?? 0];
      if (x !== y && times >= LEARN_COUNT_MIN && times >= LEARN_SHARE_MIN * Math.min(timesX, timesY) && times * total >= LEARN_LIFT_MIN * timesX * timesY) pairs.add(key);
    }
    return pairs;
  });
  return { ranks: learnt[0] ?? new Set(), places: learnt[1] ?? new Set() };
}

const spellingsOf = (key: number): readonly [number, number] => [Math.floor(key / 2 ** 26), key % 2 ** 26];

const NEAR = LEVELS.surname.indexOf("one edit");
/** More than the sums of one pair, taken in another order, differ. */
const ROUNDING = 1e-6;

/**
 * 1 for the patterns of which a pair may be learnt from, if its words were the rarest of the lists: nine in ten pairs of the sample
 * have others, and their rows need not be fetched.
 */
export function openPatterns(patterns: Int32Array, { model: { fields }, model, prior, frequencies }: Weighed, { ratio }: Weigher): Uint8Array {
  const rarest = (field: "surname" | "given_name" | "patronymic" | "unit", shares: Float64Array): number =>
    Math.log((fields[field].u[1] ?? 1) / shares.reduce((least, share) => Math.min(least, share), Number.POSITIVE_INFINITY));
  const gains = COMPARED.map((field) => {
    switch (field) {
      case "surname": return rarest(field, frequencies.surname);
      case "given_name": return rarest(field, frequencies.givenToken);
      case "patronymic": return rarest(field, frequencies.fatherToken);
      case "unit": return rarest(field, frequencies.unit);
      default: return 0;
    }
  });
  const near = 2 * nearGains(model, frequencies).reduce((most, gain) => Math.max(most, gain), 0);
  const worth = COMPARED.map((field, f) => Float64Array.from(LEVELS[field], (_, level) => ratio(f, level) + (level === 1 ? (gains[f] ?? 0) : f === 0 && level === NEAR ? near : 0)));
  const isOpen = new Uint8Array(patterns.length);
  for (let k = 0; k < patterns.length; k++) {
    let most = prior + ROUNDING;
    let least = Number.POSITIVE_INFINITY; // of what the spellings themselves say, which teach nothing of themselves
    for (let f = 0, rest = patterns[k] ?? 0; f < worth.length; f++) {
      const size = SIZES[f] ?? 1;
      const own = worth[f]?.[rest % size] ?? 0;
      rest = (rest / size) | 0;
      most += own;
      if (f === RANK || f === PLACE) least = Math.min(least, own);
    }
    if (most >= Math.max(0, SURE_LN + least)) isOpen[k] = 1;
  }
  return isOpen;
}

/** Patterns of the sample with the levels of rank and place as the synonyms make them: what means one thing is equal, the rest stays. */
export function respelt({ left, right }: Problem, sample: Sample, { ranks, places }: Synonyms): Int32Array {
  const patterns = sample.patterns.slice();
  respell(patterns, sample, RANK, columnOf(left, AT.rank), columnOf(right, AT.rank), ranks);
  respell(patterns, sample, PLACE, columnOf(left, AT.place), columnOf(right, AT.place), places);
  return patterns;
}

function respell(patterns: Int32Array, { left, right }: Sample, field: number, ofLeft: Int32Array, ofRight: Int32Array, synonyms: ReadonlySet<number>): void {
  const keys = Float64Array.from(synonyms).sort(); // by left spelling
  const [top] = spellingsOf(keys.at(-1) ?? -1);
  const starts = new Int32Array(top + 2); // what means the same as left spelling a stands at starts[a] … starts[a + 1] - 1 of `others`
  const others = new Int32Array(keys.length);
  keys.forEach((key, at) => {
    const [a, b] = spellingsOf(key);
    starts[a + 1] = at + 1;
    others[at] = b;
  });
  for (let a = 1; a < starts.length; a++) starts[a] = Math.max(starts[a] ?? 0, starts[a - 1] ?? 0);
  for (let e = 0; e < patterns.length; e++) {
    const a = ofLeft[left[e] ?? 0] ?? 0;
    if (a > top) continue;
    const to = starts[a + 1] ?? 0;
    for (let at = starts[a] ?? 0; at < to; at++)
      if (others[at] === ofRight[right[e] ?? 0]) patterns[e] = withLevel(patterns[e] ?? 0, field, 1);
  }
}
