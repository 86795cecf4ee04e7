// What a pattern is worth for one pair of rows: the natural log of the odds, with the frequency of the very value where the fields
// are equal, against "two random rows" and against the three ways of being alike without being one person.
import { COMPARED, levelOf, SIZES } from "./levels.ts";
import { CLASSES, classLevels, type Model } from "./model.ts";
import type { PreparedPair } from "./prepare.ts";

export type Frequencies = {
  /** Share among the known values of both lists, by token or name id. */
  readonly surname: (i: number, j: number) => number;
  readonly given: (i: number, j: number) => number;
  readonly father: (i: number, j: number) => number;
  readonly unit: (i: number, j: number) => number;
  readonly place: (i: number, j: number) => number;
};

export function countFrequencies(pair: PreparedPair): Frequencies {
  const { left, right, tokens } = pair;
  const sets = tokens.sets;
  const share = (columns: readonly Int32Array[], size: number): Float64Array => {
    const counts = new Float64Array(size);
    let total = 0;
    for (const column of columns) for (const value of column) if (value !== 0) {
      counts[value] = (counts[value] ?? 0) + 1;
      total++;
    }
    return counts.map((count) => count / Math.max(1, total));
  };
  const bySet = (columns: readonly Int32Array[]): Map<number, number> => {
    const counts = new Map<number, number>();
    let total = 0;
    for (const column of columns) for (const set of column) {
      const ids = sets[set] ?? [];
      if (ids.length > 0) total++;
      for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1 / ids.length);
    }
    for (const [id, count] of counts) counts.set(id, count / Math.max(1, total));
    return counts;
  };
  const surname = share([left.surname, right.surname], tokens.text.length);
  const given = { token: share([left.given, right.given], tokens.text.length), set: bySet([left.givenSet, right.givenSet]) };
  const father = { token: share([left.father, right.father], tokens.text.length), set: bySet([left.fatherSet, right.fatherSet]) };
  const unit = share([left.unit, right.unit], pair.units.text.length);
  const place = { left: share([left.place], pair.places.text.length), right: share([right.place], pair.places.text.length) };
  const ofName = (name: typeof given, a: number, setA: number, b: number, setB: number): number => {
    const id = tokens.meet(setA, setB);
    return id >= 0 ? Math.max(name.set.get(id) ?? 0, name.token[a] ?? 0, name.token[b] ?? 0) : Math.max(name.token[a] ?? 0, name.token[b] ?? 0);
  };
  return {
    surname: (i) => surname[left.surname[i] ?? 0] ?? 0,
    given: (i, j) => ofName(given, left.given[i] ?? 0, left.givenSet[i] ?? 0, right.given[j] ?? 0, right.givenSet[j] ?? 0),
    father: (i, j) => ofName(father, left.father[i] ?? 0, left.fatherSet[i] ?? 0, right.father[j] ?? 0, right.fatherSet[j] ?? 0),
    unit: (i) => unit[left.unit[i] ?? 0] ?? 0,
    place: (i, j) => Math.max(place.left[left.place[i] ?? 0] ?? 0, place.right[right.place[j] ?? 0] ?? 0),
  };
}

/** Natural logs. `same` holds the prior; the kin values hold theirs. */
export type Odds = { same: number; twin: number; brother: number; namesake: number };

export type Weigher = {
  /** ln of prior odds times likelihood ratios of one person against two random rows; quick, for every candidate. */
  readonly same: (pattern: number, i: number, j: number) => number;
  readonly exact: (pattern: number, i: number, j: number) => Odds;
  /** ln(u1 / f) by field index: what the frequency adds at an equality level, 0 elsewhere. */
  readonly frequencyGain: (pattern: number, field: number, i: number, j: number) => number;
  readonly ratio: (field: number, level: number) => number;
};

const FREQUENCY_FLOOR = 1e-6;

/**
 * ln of prior odds of one pair when every row has at most one partner: of n matches among a by b rows, a further one has
 * n / ((a - n)(b - n)) matchings for each without it, not n / ab (uniform over matchings of one size; Sadinle 2017,
 * arXiv 1601.06630, section 3).
 */
export function exclusivePrior(model: Model, leftCount: number, rightCount: number): number {
  const matches = model.shares.same * leftCount * rightCount;
  const single = (count: number): number => Math.max(SINGLE_SHARE_MIN, 1 - matches / Math.max(1, count));
  return Math.log(Math.max(1e-300, model.shares.same)) - Math.log(single(leftCount)) - Math.log(single(rightCount));
}

/** However well two lists seem to cover each other, this share of rows may have no partner. */
const SINGLE_SHARE_MIN = 0.05;

/** @param prior of `exclusivePrior`, or the plain ln share of matches among all pairs. */
export function createWeigher(model: Model, frequencies: Frequencies, prior: number): Weigher {
  const logs = CLASSES.map((name) => COMPARED.map((field) => classLevels(name, field, model).map((value, level) => (level === 0 ? 0 : Math.log(Math.max(1e-12, value) / (model.fields[field].u[level] ?? 1))))));
  const priors = CLASSES.map((name) => (name === "same" ? prior : Math.log(Math.max(1e-300, model.shares[name]))));
  const of = [frequencies.surname, frequencies.given, frequencies.father, undefined, undefined, frequencies.unit, undefined, undefined, undefined];
  const firstU = COMPARED.map((field) => model.fields[field].u[1] ?? 1);
  const table = COMPARED.map((_, field) => Float64Array.from(logs[0]?.[field] ?? []));
  // which part of a class's equality is not chance: P(equal | class) = share · m + (1 - share) · u
  const shares = CLASSES.map((name) => COMPARED.map((field) => {
    const [m = 0, u = 0] = [model.fields[field].m[1], model.fields[field].u[1]];
    return Math.min(1, Math.max(0, ((classLevels(name, field, model)[1] ?? 0) - u) / Math.max(1e-9, m - u)));
  }));
  const frequencyGain = (pattern: number, field: number, i: number, j: number): number => {
    const frequency = of[field];
    if (frequency === undefined || levelOf(pattern, field) !== 1) return 0;
    return Math.log((firstU[field] ?? 1) / Math.max(FREQUENCY_FLOOR, frequency(i, j)));
  };
  const same = (pattern: number, i: number, j: number): number => {
    let sum = priors[0] ?? 0;
    for (let f = 0, rest = pattern; f < COMPARED.length; f++) {
      const size = SIZES[f] ?? 1;
      const level = rest % size;
      rest = (rest - level) / size;
      sum += table[f]?.[level] ?? 0;
      if (level === 1) {
        const frequency = of[f];
        if (frequency !== undefined) sum += Math.log((firstU[f] ?? 1) / Math.max(FREQUENCY_FLOOR, frequency(i, j)));
      }
    }
    return sum;
  };
  /** ln P(level | class) / P(level | random) with the frequency of the value: a class that knows the field only in part gains in part. */
  const value = (c: number, field: number, pattern: number, gain: number): number => {
    const log = logs[c]?.[field]?.[levelOf(pattern, field)] ?? 0;
    if (gain === 0 || c === 0) return log + (c === 0 ? gain : 0);
    const share = shares[c]?.[field] ?? 0;
    const full = (logs[0]?.[field]?.[1] ?? 0) + gain;
    return share === 1 ? full : Math.log(share * Math.exp(full) + 1 - share);
  };
  const exact = (pattern: number, i: number, j: number): Odds => {
    const sums = [...priors];
    for (let f = 0; f < COMPARED.length; f++) {
      const gain = frequencyGain(pattern, f, i, j);
      for (let c = 0; c < CLASSES.length; c++) sums[c] = (sums[c] ?? 0) + value(c, f, pattern, gain);
    }
    return { same: sums[0] ?? 0, twin: sums[1] ?? 0, brother: sums[2] ?? 0, namesake: sums[3] ?? 0 };
  };
  return { same, exact, frequencyGain, ratio: (field, level) => logs[0]?.[field]?.[level] ?? 0 };
}

/** ln of the odds of one person against everything else: e^s / (1 + Σ e^t). */
export function netOdds({ same, twin, brother, namesake }: Odds): number {
  const top = Math.max(0, twin, brother, namesake);
  return same - top - Math.log(Math.exp(-top) + Math.exp(twin - top) + Math.exp(brother - top) + Math.exp(namesake - top));
}
