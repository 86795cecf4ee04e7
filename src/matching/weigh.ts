// What a pattern is worth for one pair of rows: the natural log of the odds, with the frequency of the very value where the fields
// are equal, against "two random rows" and against the three ways of being alike without being one person.
import { COMPARED, levelOf, SIZES, type Compared } from "./levels.ts";
import { CLASSES, classLevels, defaultModel, type Model } from "./model.ts";
import { meetingOf, SURNAME_LEVELS } from "./compare-name.ts";
import { countNear } from "./near-words.ts";
import { AT, STRIDE, type Problem } from "./problem.ts";
import { KIND } from "./tokens.ts";

/** Shares of values among the known values of both lists, by number of token, name id or unit: plain data. */
export type Frequencies = {
  readonly surname: Float64Array;
  readonly givenToken: Float64Array;
  readonly givenId: Float64Array;
  readonly fatherToken: Float64Array;
  readonly fatherId: Float64Array;
  readonly unit: Float64Array;
  /** Share of the rows whose surname is one edit away from this one. */
  readonly nearSurname: Float64Array;
};

/** How often each value stands, by its number, and all of them together. */
export type Counts = { readonly counts: ArrayLike<number>; readonly total: number };

/** Every share is drawn to what is typical as by FEW rows more: two rows of one name do not make the name common. */
export function sharesOf<K extends keyof Frequencies>(counted: Readonly<Record<K, Counts>>, floats: Floats = ownFloats): Pick<Frequencies, K> {
  const { surname, given_name: given, unit } = defaultModel().fields;
  const [name, word] = [given.u[1] ?? 0, (given.u[1] ?? 0) / 10];
  const typical: Readonly<Record<keyof Frequencies, number>> = {
    surname: surname.u[1] ?? 0, givenToken: word, givenId: name, fatherToken: word, fatherId: name, unit: unit.u[1] ?? 0, nearSurname: surname.u[NEAR] ?? 0,
  };
  const shares: Partial<Record<keyof Frequencies, Float64Array>> = {};
  for (const of of Object.keys(counted) as K[]) {
    const { counts, total } = counted[of];
    const all = floats(counts.length, "word");
    for (let at = 0; at < all.length; at++) all[at] = ((counts[at] ?? 0) + FEW * typical[of]) / (total + FEW);
    shares[of] = all;
  }
  return shares as Pick<Frequencies, K>;
}

/** Frequencies in two parts, which two threads may count. */
export type FrequencyParts = { readonly near: () => Pick<Frequencies, "nearSurname">; readonly equal: () => Omit<Frequencies, "nearSurname"> };

export const countFrequencies = (problem: Problem): Frequencies => {
  const { near, equal } = frequencyParts(problem);
  return { ...equal(), ...near() };
};

export function frequencyParts({ left, right, names }: Problem): FrequencyParts {
  const { setStarts, setIds } = names;
  const byValue = (column: number): Counts => {
    const counts: number[] = [];
    let total = 0;
    for (const { rows, count, aside } of [left, right]) for (let at = 0; at < count + aside; at++) {
      const value = rows[at * STRIDE + column] ?? 0;
      if (value === 0) continue;
      while (counts.length <= value) counts.push(0);
      counts[value] = (counts[value] ?? 0) + 1;
      total++;
    }
    return { counts, total };
  };
  const byId = (column: number): Counts => {
    const counts = new Float64Array(names.initials.length);
    let total = 0;
    for (const { rows, count, aside } of [left, right]) for (let at = 0; at < count + aside; at++) {
      const set = rows[at * STRIDE + column] ?? 0;
      const [from, to] = [setStarts[set] ?? 0, setStarts[set + 1] ?? 0];
      if (to > from) total++;
      for (let k = from; k < to; k++) counts[setIds[k] ?? 0] = (counts[setIds[k] ?? 0] ?? 0) + 1 / (to - from);
    }
    return { counts, total };
  };
  const near = (): Counts => {
    const counts = new Float64Array(names.text.length);
    let total = 0;
    for (const { rows, count, aside } of [left, right]) for (let at = 0; at < count + aside; at++) {
      const value = rows[at * STRIDE + AT.surname] ?? 0;
      if (value === 0) continue;
      total++;
      if (names.writing[value] === 0) counts[value] = (counts[value] ?? 0) + 1;
    }
    return { counts: countNear(names.text, counts), total };
  };
  return {
    near: () => sharesOf({ nearSurname: near() }),
    equal: () => sharesOf({ surname: byValue(AT.surname), givenToken: byValue(AT.given), givenId: byId(AT.givenSet), fatherToken: byValue(AT.father), fatherId: byId(AT.fatherSet), unit: byValue(AT.unit) }),
  };
}

/** Frequency of the value in which left place `i` and right place `j` are equal, by field index; undefined for fields without. */
function frequencyReaders({ left, right, names }: Problem, f: Frequencies): readonly (((i: number, j: number) => number) | undefined)[] {
  const [l, r] = [left.rows, right.rows];
  const meet = meetingOf(names);
  const ofName = (tokens: Float64Array, ids: Float64Array, token: number, set: number) => (i: number, j: number): number => {
    const id = meet(l[i * STRIDE + set] ?? 0, r[j * STRIDE + set] ?? 0);
    const word = Math.max(tokens[l[i * STRIDE + token] ?? 0] ?? 0, tokens[r[j * STRIDE + token] ?? 0] ?? 0);
    return id >= 0 ? Math.max(ids[id] ?? 0, word) : word;
  };
  return [
    (i) => f.surname[l[i * STRIDE] ?? 0] ?? 0, ofName(f.givenToken, f.givenId, AT.given, AT.givenSet),
    ofName(f.fatherToken, f.fatherId, AT.father, AT.fatherSet), undefined, undefined,
    (i) => f.unit[l[i * STRIDE + AT.unit] ?? 0] ?? 0, undefined,
    undefined, undefined,
  ];
}

/** Natural logs. `same` holds the prior; the kin values hold theirs; -Infinity for father and son where the names or the years forbid it. */
export type Odds = { same: number; twin: number; brother: number; fatherSon: number; namesake: number };

export type Weigher = {
  /** ln of prior odds times likelihood ratios of one person against two random rows; quick, for every candidate. */
  readonly same: (pattern: number, i: number, j: number) => number;
  readonly exact: (pattern: number, i: number, j: number) => Odds;
  /** ln(u1 / f) by field index: what the frequency adds at an equality level, 0 elsewhere. */
  readonly frequencyGain: (pattern: number, field: number, i: number, j: number) => number;
  readonly ratio: (field: number, level: number) => number;
};

/**
 * ln(u / share near the word) of a surname, halved: of two surnames one edit apart each speaks for a half, since nobody knows which
 * of them is the slip. By token; 0 where the share is not known.
 */
export function nearGains(model: Model, { nearSurname }: Frequencies, floats: Floats = ownFloats): Float64Array {
  const u = model.fields.surname.u[NEAR] ?? 1;
  const gains = floats(nearSurname.length, "word");
  nearSurname.forEach((share, token) => (gains[token] = share === 0 ? 0 : Math.log(u / Math.max(FREQUENCY_FLOOR, share)) / 2));
  return gains;
}

/** Makes the arrays of figures by number of word, name id or unit, for at least so many; of one's own memory where nothing is said. */
export type Floats = (size: number, of: "word" | "id" | "unit") => Float64Array;
const ownFloats: Floats = (size) => new Float64Array(size);

/** ln(u of equality / share) by token, name id or unit: what the frequency of an equal value adds. */
export function gainsOf(model: Model, f: Frequencies, floats: Floats = ownFloats): Record<Exclude<keyof Frequencies, "nearSurname">, Float64Array> {
  const gains = (field: Compared, shares: Float64Array, of: "word" | "id" | "unit" = "word"): Float64Array => {
    const u = model.fields[field].u[1] ?? 1;
    const all = floats(shares.length, of);
    for (let at = 0; at < all.length; at++) all[at] = Math.log(u / Math.max(FREQUENCY_FLOOR, shares[at] ?? 0));
    return all;
  };
  return {
    surname: gains("surname", f.surname), givenToken: gains("given_name", f.givenToken), givenId: gains("given_name", f.givenId, "id"), fatherToken: gains("patronymic", f.fatherToken),
    fatherId: gains("patronymic", f.fatherId, "id"), unit: gains("unit", f.unit, "unit"),
  };
}

const NEAR = SURNAME_LEVELS.indexOf("one edit");
const [GIVEN, FATHER, BIRTH] = [COMPARED.indexOf("given_name"), COMPARED.indexOf("patronymic"), COMPARED.indexOf("birth_date")];
const BROTHER = CLASSES.indexOf("brother");
/** Names and birth dates of father and son say other things of each other than those of brothers; the rest is taken alike. */
const OF_TWO_GENERATIONS: readonly number[] = [GIVEN, FATHER, BIRTH];
/** Fathers and sons for each pair of one person: as the brothers' start. Not fitted: they seldom share a key, so there is nothing to count. */
const FATHER_SON_SHARE = 0.02;
/** One son in twenty bears his father's name: assumed. */
export const NAMED_AFTER = 0.05;
export const [GENERATION_YEARS_MIN, GENERATION_YEARS_MAX] = [14, 60] as const;

/**
 * ln of what the names say of father and son against two random rows, whichever of the two is the son: his father's name is the other's
 * given name, and one bears the other's name himself seldom. `alike` is the share of the given name that both bear, 0 where they bear two.
 */
function fatherSonNames({ left, right, names }: Problem, f: Frequencies): (i: number, j: number, alike: number) => number {
  const meet = meetingOf(names);
  const isInitial = (flags: number, shift: number): boolean => ((flags >> shift) & 7) === KIND.initial;
  const years = (rows: Int32Array, at: number): readonly [number, number] => [(rows[at + AT.years] ?? 0) >> 12, (rows[at + AT.years] ?? 0) & 4095];
  const one = (sons: Int32Array, s: number, fathers: Int32Array, t: number): number => {
    const [a, b] = [sons[s + AT.father] ?? 0, fathers[t + AT.given] ?? 0];
    if (a === 0 || b === 0 || isInitial(sons[s + AT.flags] ?? 0, 3) || isInitial(fathers[t + AT.flags] ?? 0, 0)) return Number.NEGATIVE_INFINITY;
    const id = meet(sons[s + AT.fatherSet] ?? 0, fathers[t + AT.givenSet] ?? 0);
    if (id < 0 && a !== b) return Number.NEGATIVE_INFINITY;
    const [[from, to], [fatherFrom, fatherTo]] = [years(sons, s), years(fathers, t)];
    if (from > 0 && fatherFrom > 0 && (to - fatherFrom < GENERATION_YEARS_MIN || from - fatherTo > GENERATION_YEARS_MAX)) return Number.NEGATIVE_INFINITY;
    return -Math.log(Math.max(FREQUENCY_FLOOR, f.fatherToken[a] ?? 0, id < 0 ? 0 : (f.fatherId[id] ?? 0)));
  };
  return (i, j, alike) => {
    const [l, r] = [i * STRIDE, j * STRIDE];
    const ln = Math.max(one(left.rows, l, right.rows, r), one(right.rows, r, left.rows, l));
    const share = Math.max(FREQUENCY_FLOOR, alike);
    return alike === 0 ? ln : ln + Math.log((NAMED_AFTER + (1 - NAMED_AFTER) * share) / share);
  };
}

const FEW = 50;
export const FREQUENCY_FLOOR = 1e-6;

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

/** ln of the priors of the classes and of father and son; by class, field and level ln of what a level says; by class and field which part of an equality is not chance. */
export type ClassTables = { readonly priors: readonly number[]; readonly ofFatherAndSon: number; readonly logs: readonly (readonly (readonly number[])[])[]; readonly shares: readonly (readonly number[])[] };

export function classTables(model: Model, prior: number): ClassTables {
  return {
    priors: CLASSES.map((name) => (name === "same" ? prior : Math.log(Math.max(1e-300, model.shares[name])))),
    ofFatherAndSon: Math.log(Math.max(1e-300, FATHER_SON_SHARE * model.shares.same)),
    logs: CLASSES.map((name) => COMPARED.map((field) => classLevels(name, field, model).map((value, level) => (level === 0 ? 0 : Math.log(Math.max(1e-12, value) / (model.fields[field].u[level] ?? 1)))))),
    shares: CLASSES.map((name) => COMPARED.map((field) => { // P(equal | class) = share · m + (1 - share) · u
      const [m = 0, u = 0] = [model.fields[field].m[1], model.fields[field].u[1]];
      return Math.min(1, Math.max(0, ((classLevels(name, field, model)[1] ?? 0) - u) / Math.max(1e-9, m - u)));
    })),
  };
}

/** @param prior of `exclusivePrior`, or the plain ln share of matches among all pairs. */
export function createWeigher(problem: Problem, model: Model, frequencies: Frequencies, prior: number): Weigher {
  const { logs, priors, shares, ofFatherAndSon } = classTables(model, prior);
  const of = frequencyReaders(problem, frequencies);
  const firstU = COMPARED.map((field) => model.fields[field].u[1] ?? 1);
  const table = COMPARED.map((_, field) => Float64Array.from(logs[0]?.[field] ?? []));
  const [leftRows, rightRows] = [problem.left.rows, problem.right.rows];
  const nearGain = nearGains(model, frequencies);
  const near = (i: number, j: number): number => (nearGain[leftRows[i * STRIDE] ?? 0] ?? 0) + (nearGain[rightRows[j * STRIDE] ?? 0] ?? 0);
  const frequencyGain = (pattern: number, field: number, i: number, j: number): number => {
    if (field === 0 && levelOf(pattern, 0) === NEAR) return near(i, j);
    const frequency = of[field];
    if (frequency === undefined || levelOf(pattern, field) !== 1) return 0;
    return Math.log((firstU[field] ?? 1) / Math.max(FREQUENCY_FLOOR, frequency(i, j)));
  };
  const same = (pattern: number, i: number, j: number): number => {
    let sum = priors[0] ?? 0;
    for (let f = 0, rest = pattern; f < COMPARED.length; f++) {
      const size = SIZES[f] ?? 1;
      const level = rest % size;
      rest = (rest / size) | 0;
      sum += table[f]?.[level] ?? 0;
      if (f === 0 && level === NEAR) sum += near(i, j);
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
  const namesOfFatherAndSon = fatherSonNames(problem, frequencies);
  const fatherAndSon = (pattern: number, i: number, j: number): number => {
    const ln = namesOfFatherAndSon(i, j, levelOf(pattern, GIVEN) === 1 ? (of[GIVEN]?.(i, j) ?? 0) : 0);
    if (ln === Number.NEGATIVE_INFINITY) return ln;
    let sum = ln + ofFatherAndSon;
    for (let f = 0; f < COMPARED.length; f++) if (!OF_TWO_GENERATIONS.includes(f)) sum += value(BROTHER, f, pattern, frequencyGain(pattern, f, i, j));
    return sum;
  };
  const exact = (pattern: number, i: number, j: number): Odds => {
    const sums = [...priors];
    for (let f = 0; f < COMPARED.length; f++) {
      const gain = frequencyGain(pattern, f, i, j);
      for (let c = 0; c < CLASSES.length; c++) sums[c] = (sums[c] ?? 0) + value(c, f, pattern, gain);
    }
    return { same: sums[0] ?? 0, twin: sums[1] ?? 0, brother: sums[2] ?? 0, fatherSon: fatherAndSon(pattern, i, j), namesake: sums[3] ?? 0 };
  };
  return { same, exact, frequencyGain, ratio: (field, level) => logs[0]?.[field]?.[level] ?? 0 };
}

/** ln of the odds of one person against everything else: e^s / (1 + Σ e^t). */
export function netOdds({ same, twin, brother, fatherSon, namesake }: Odds): number {
  const top = Math.max(0, twin, brother, fatherSon, namesake);
  return same - top - Math.log(Math.exp(-top) + Math.exp(twin - top) + Math.exp(brother - top) + Math.exp(fatherSon - top) + Math.exp(namesake - top));
}
