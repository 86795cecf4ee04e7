// What is said of a pair and of a row: the band, the reasons, the four sets. Nothing is confirmed here.
import { birthAt } from "./compare-date.ts";
import { BIT } from "./graph.ts";
import { COMPARED, LEVELS, levelOf } from "./levels.ts";
import type { Linked } from "./link.ts";
import type { Prepared } from "./prepare.ts";
import { AT, STRIDE } from "./problem.ts";
import { saysReleased } from "../vocabulary/release-words.ts";
import { takenTogether } from "./taken-together.ts";
import { KIND, type Tokens } from "./tokens.ts";

const BANDS = ["propose", "review", "unlikely"] as const;
export type Band = (typeof BANDS)[number];

export const REASONS = [
  "RIVAL", "TWIN", "BROTHER", "NAMESAKE", "DATE_CONFLICT", "DATE_PARTIAL", "DATE_READINGS", "NUMBER_CONFLICT", "REPAIRED", "SCRIPT_WEAK", "LITTLE_KNOWN",
  "SEX_CONFLICT", "NAME_DIFFERS", "FATHER_SON", "GROUP_TAKEN", "DUPLICATE", "AFTER_RELEASE", "SAME_AS_MANY",
] as const;
export type Reason = (typeof REASONS)[number];

export type Outcome = {
  /** Index among the pairs kept. */
  readonly pair: number;
  readonly left: number;
  readonly right: number;
  /** P(same person); with `kin`, `namesake` and `other` it sums to 1. */
  readonly same: number;
  readonly twin: number;
  readonly brother: number;
  readonly fatherSon: number;
  readonly namesake: number;
  readonly other: number;
  readonly weightBits: number;
  /** Bits by which the pair is better than the best rival of either row; Infinity without one. */
  readonly marginBits: number;
  readonly band: Band;
  readonly reasons: readonly Reason[];
};

const PROPOSE_MIN = 0.99;
const MARGIN_BITS_MIN = 3;
const ALIKE_MAX = 0.005;
const LISTED_MIN = 0.05;
const ABSENT_MAX = 0.02;
/** Proposed from, listed from and absent up to, in millionths: what a run on the record states. */
export const THRESHOLDS = { proposedFrom: Math.round(PROPOSE_MIN * 1e6), listedFrom: Math.round(LISTED_MIN * 1e6), absentTo: Math.round(ABSENT_MAX * 1e6) } as const;

const BIRTH = COMPARED.indexOf("birth_date");
const EQUAL_DATE = birthAt("equal");
const isPartial = (level: number): boolean => level === birthAt("year and month equal") || level === birthAt("year equal");
const NUMBER = COMPARED.indexOf("service_no");
const SURNAME = COMPARED.indexOf("surname");
const WITHOUT_VOWELS = LEVELS.surname.indexOf("equal without vowels");
const GIVEN = COMPARED.indexOf("given_name");

/** What is said of one link is asked for by several files of it, and worked out once. */
const DECIDED = new WeakMap<Linked, Decided>();

/** Where `look` leaves its figures of a pair: the chances, and the bits of the pair and of its lead. */
export const FIGURE = { same: 0, twin: 1, brother: 2, fatherSon: 3, namesake: 4, other: 5, weightBits: 6, marginBits: 7 } as const;

export type Decided = {
  readonly figures: Float64Array;
  /** Leaves what is known of a pair in `figures`; gives its band by number, and eight times the bits of its reasons. */
  readonly look: (pair: number) => number;
  readonly outcomeOf: (pair: number) => Outcome;
  readonly bandOf: (pair: number) => Band;
};

/** What `look` says of the band, by its place in BANDS, and of the reasons, by bits of BITS. */
const bandIn = (said: number): number => said & 7;
export const bandSaid = (said: number): Band => BANDS[bandIn(said)] ?? "unlikely";
export const reasonsIn = (said: number): number => said >>> 3;
const [PROPOSE, REVIEW, UNLIKELY] = [0, 1, 2] as const; // places in BANDS

export function decided(linked: Linked): Decided {
  const known = DECIDED.get(linked);
  if (known) return known;
  const bands = new Uint8Array(linked.probability.length); // 1 more than its place in BANDS; 0 where not asked yet
  const figures = new Float64Array(8);
  const lookAt = looker(linked, figures);
  const look = (pair: number): number => {
    const said = lookAt(pair);
    bands[pair] = 1 + bandIn(said);
    return said;
  };
  const outcomeOf = (pair: number): Outcome => {
    const said = look(pair);
    const [same = 0, twin = 0, brother = 0, fatherSon = 0, namesake = 0, other = 0, weightBits = 0, marginBits = 0] = figures;
    return {
      pair, left: linked.pairs.left[pair] ?? 0, right: linked.pairs.right[pair] ?? 0, same, twin, brother, fatherSon, namesake, other, weightBits, marginBits,
      band: bandSaid(said), reasons: reasonsOf(reasonsIn(said)),
    };
  };
  const bandOf = (pair: number): Band => BANDS[(bands[pair] ?? 0) - 1] ?? bandSaid(look(pair));
  const made: Decided = { figures, look, outcomeOf, bandOf };
  DECIDED.set(linked, made);
  return made;
}

export const decide = (linked: Linked): ((pair: number) => Outcome) => decided(linked).outcomeOf;

/** The band of a pair kept; quick where the pair was decided before. */
export const bandsOf = (linked: Linked): ((pair: number) => Band) => decided(linked).bandOf;

/** All that is said of a pair, in one place and without an object: hundreds of thousands are asked for one after the other. */
function looker(linked: Linked, figures: Float64Array): (pair: number) => number {
  const { pairs: { left, right, weight }, patterns, probability, alikeInto } = linked;
  const [leftRows, rightRows] = [rowFacts(linked.pair.left, linked.pair.tokens), rowFacts(linked.pair.right, linked.pair.tokens)];
  const [ofLeft, ofRight] = [topTwo(left, weight, linked.pair.left.count), topTwo(right, weight, linked.pair.right.count)];
  const restsOnGroup = groupAsker(linked);
  const weightAt = (pair: number): number => (pair < 0 ? Number.NEGATIVE_INFINITY : (weight[pair] ?? 0));
  const alike = new Float64Array(4);
  return (pair) => {
    const i = left[pair] ?? 0;
    const j = right[pair] ?? 0;
    const own = weight[pair] ?? 0;
    const rivalOfLeft = rivalOf(ofLeft, i, pair);
    const rivalOfRight = rivalOf(ofRight, j, pair);
    const marginBits = (own - Math.max(weightAt(rivalOfLeft), weightAt(rivalOfRight))) / BIT;
    const same = probability[pair] ?? 0;
    alikeInto(pair, alike);
    const ofTwin = alike[0] ?? 0;
    const ofBrother = alike[1] ?? 0;
    const ofFatherSon = alike[2] ?? 0;
    const ofNamesake = alike[3] ?? 0;
    const top = Math.max(0, ofTwin, ofBrother, ofFatherSon, ofNamesake);
    const t = Math.exp(ofTwin - top);
    const b = Math.exp(ofBrother - top);
    const f = Math.exp(ofFatherSon - top);
    const n = Math.exp(ofNamesake - top);
    const o = Math.exp(0 - top);
    const sum = t + b + f + n + o;
    const rest = 1 - same;
    const twin = (rest * t) / sum;
    const brother = (rest * b) / sum;
    const fatherSon = (rest * f) / sum;
    const namesake = (rest * n) / sum;
    figures[FIGURE.same] = same;
    figures[FIGURE.twin] = twin;
    figures[FIGURE.brother] = brother;
    figures[FIGURE.fatherSon] = fatherSon;
    figures[FIGURE.namesake] = namesake;
    figures[FIGURE.other] = (rest * o) / sum;
    figures[FIGURE.weightBits] = own / BIT;
    figures[FIGURE.marginBits] = marginBits;
    const isClear = same >= PROPOSE_MIN && marginBits >= MARGIN_BITS_MIN && twin + brother + fatherSon + namesake <= ALIKE_MAX;

    let reasons = 0;
    if (marginBits < MARGIN_BITS_MIN) reasons |= BITS.RIVAL;
    if (twin > ALIKE_MAX) reasons |= BITS.TWIN;
    if (brother > ALIKE_MAX) reasons |= BITS.BROTHER;
    if (fatherSon > ALIKE_MAX) reasons |= BITS.FATHER_SON;
    if (namesake > ALIKE_MAX) reasons |= BITS.NAMESAKE;
    const pattern = patterns[pair] ?? 0;
    const birth = levelOf(pattern, BIRTH);
    const given = levelOf(pattern, GIVEN);
    const surname = levelOf(pattern, SURNAME);
    if (isPartial(birth)) reasons |= BITS.DATE_PARTIAL;
    else if (birth > EQUAL_DATE) reasons |= BITS.DATE_CONFLICT;
    if (levelOf(pattern, NUMBER) >= 2) reasons |= BITS.NUMBER_CONFLICT;
    if ((surname >= 5 && surname !== WITHOUT_VOWELS) || given >= 6) reasons |= BITS.NAME_DIFFERS;
    const a = leftRows[i] ?? 0;
    const c = rightRows[j] ?? 0;
    if (((a | c) & ROW.readTwoWays) !== 0) reasons |= BITS.DATE_READINGS;
    if (((a | c) & ROW.repaired) !== 0) reasons |= BITS.REPAIRED;
    if (((a ^ c) & ROW.writing) !== 0) reasons |= BITS.SCRIPT_WEAK;
    if (((a | c) & ROW.little) !== 0 && same < PROPOSE_MIN) reasons |= BITS.LITTLE_KNOWN;
    if (((a | c) & ROW.bothSexes) === ROW.bothSexes) reasons |= BITS.SEX_CONFLICT;
    if (((a | c) & ROW.released) !== 0) reasons |= BITS.AFTER_RELEASE;
    if (restsOnGroup(pair, i, j)) reasons |= BITS.GROUP_TAKEN;
    // a second row of the other side that alone would be proposed too, and has nobody else: one person, perhaps, stands there twice
    if (own >= SURE_WEIGHT && (
      (weightAt(rivalOfLeft) >= SURE_WEIGHT && weightAt(rivalOf(ofRight, right[rivalOfLeft] ?? 0, rivalOfLeft)) < SURE_WEIGHT) ||
      (weightAt(rivalOfRight) >= SURE_WEIGHT && weightAt(rivalOf(ofLeft, left[rivalOfRight] ?? 0, rivalOfRight)) < SURE_WEIGHT)
    )) reasons |= BITS.DUPLICATE;
    return 8 * reasons + (isClear ? PROPOSE : same >= LISTED_MIN ? REVIEW : UNLIKELY);
  };
}

/** A bit for each code, in the order in which they are said of a pair. */
export const BITS: Readonly<Record<Reason, number>> = {
  RIVAL: 1, TWIN: 2, BROTHER: 4, FATHER_SON: 8, NAMESAKE: 16, DATE_CONFLICT: 32, DATE_PARTIAL: 64, DATE_READINGS: 128, NUMBER_CONFLICT: 256, REPAIRED: 512,
  SCRIPT_WEAK: 1_024, LITTLE_KNOWN: 2_048, SEX_CONFLICT: 4_096, NAME_DIFFERS: 8_192, GROUP_TAKEN: 16_384, DUPLICATE: 32_768, AFTER_RELEASE: 65_536, SAME_AS_MANY: 131_072, // the last is said of a row alone
};
/** In the order in which they are said of a pair. */
export const SAID = [...REASONS].sort((a, b) => BITS[a] - BITS[b]);

/** The codes of these bits: one list for all pairs of the same, since few occur. */
function reasonsOf(bits: number): readonly Reason[] {
  let list = LISTS.get(bits);
  if (list === undefined) LISTS.set(bits, (list = SAID.filter((reason) => (bits & BITS[reason]) !== 0)));
  return list;
}
const LISTS = new Map<number, readonly Reason[]>();

/** What is known of a row by itself, as bits; sexes and writings as their numbers. */
const ROW = { readTwoWays: 1, repaired: 2, bothSexes: 12, little: 16, writing: 96, released: 128 } as const;

function rowFacts(list: Prepared, { writing }: Tokens): Uint8Array {
  const { count, birthEither, repaired, sex, given, givenKind, birthFrom, number, surname } = list;
  const facts = new Uint8Array(count);
  const isReleased = releasedTexts(list);
  for (let row = 0; row < count; row++) {
    let bits = 4 * (sex[row] ?? 0);
    if ((birthEither[row] ?? 0) > 0) bits |= ROW.readTwoWays;
    if ((repaired[row] ?? 0) > 0) bits |= ROW.repaired;
    // surname and at most an initial, and neither date nor number
    if ((given[row] === 0 || givenKind[row] === KIND.initial) && birthFrom[row] === 0 && number[row] === 0) bits |= ROW.little;
    const script = writing[surname[row] ?? 0];
    if (script === "arabic") bits |= 32;
    else if (script === "hebrew") bits |= 64;
    facts[row] = bits;
  }
  for (const { at, says } of isReleased) for (let row = 0; row < count; row++) if (says[at[row] ?? 0] === 1) facts[row] = (facts[row] ?? 0) | ROW.released;
  return facts;
}

/** Of category and note: the cell of each row, and 1 for those texts that say that a person was released; each text is read once. */
const releasedTexts = ({ list: { cells } }: Prepared): { readonly at: Int32Array; readonly says: Uint8Array }[] =>
  [cells.category, cells.note].flatMap((column) => (column === undefined ? [] : [{ at: column.at, says: Uint8Array.from(column.text, (text) => (saysReleased(text) ? 1 : 0)) }]));

/** Whether a pair would not be sure without unit, place and day, which so many others of one list share that they are one fact. */
function groupAsker(linked: Linked): (pair: number, i: number, j: number) => boolean {
  const { pairs: { weight }, patterns, ratio, frequencyGain, pair: { left, right } } = linked;
  const { unit } = left;
  const together = once(() => [takenTogether(left), takenTogether(right)] as const);
  const gains = new Map<number, number>(); // an equal unit gains by the word itself, whoever bears it
  const gainOf = (pattern: number, i: number, j: number): number => {
    let gain = gains.get(unit[i] ?? 0);
    if (gain === undefined) gains.set(unit[i] ?? 0, (gain = frequencyGain(pattern, UNIT, i, j)));
    return gain;
  };
  return (pair, i, j) => {
    const pattern = patterns[pair] ?? 0;
    const captured = levelOf(pattern, CAPTURE);
    if (levelOf(pattern, UNIT) !== 1 || levelOf(pattern, PLACE) !== 1 || captured === 0 || captured > 2) return false;
    const bits = (ratio(UNIT, 1) + gainOf(pattern, i, j) + ratio(PLACE, 1) + ratio(CAPTURE, captured)) / Math.LN2;
    if ((weight[pair] ?? 0) / BIT - bits >= SURE_BITS) return false;
    const [ofLeft, ofRight] = together();
    return Math.max(ofLeft(i), ofRight(j)) >= GROUP_OTHERS_MIN;
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Odds at which one pair alone would be proposed. */
const SURE_BITS = Math.log2(PROPOSE_MIN / (1 - PROPOSE_MIN));
const SURE_WEIGHT = SURE_BITS * BIT;
/** From so many others taken at one place on one day with one unit on, these three are said to be shared. */
const GROUP_OTHERS_MIN = 10;
const [UNIT, PLACE, CAPTURE] = [COMPARED.indexOf("unit"), COMPARED.indexOf("capture_place"), COMPARED.indexOf("capture_date")];

/** The best pair of each row, and the second, or -1. */
type Best = { readonly first: Int32Array; readonly second: Int32Array };

function topTwo(rows: Int32Array, weight: Float64Array, count: number): Best {
  const first = new Int32Array(count).fill(-1);
  const second = new Int32Array(count).fill(-1);
  for (let pair = 0; pair < rows.length; pair++) {
    const row = rows[pair] ?? 0;
    const own = weight[pair] ?? 0;
    const best = first[row] ?? -1;
    const next = second[row] ?? -1;
    if (best < 0 || own > (weight[best] ?? 0)) {
      second[row] = best;
      first[row] = pair;
    } else if (next < 0 || own > (weight[next] ?? 0)) second[row] = pair;
  }
  return { first, second };
}

/** The best other pair of a row, or -1. */
const rivalOf = ({ first, second }: Best, row: number, pair: number): number => (first[row] === pair ? (second[row] ?? -1) : (first[row] ?? -1));

export const SETS = ["asked and held", "asked only", "held only", "unclear"] as const;
export type SetName = (typeof SETS)[number];
const HELD = SETS.indexOf("asked and held");

export type SetRow = {
  readonly side: "left" | "right";
  readonly row: number;
  readonly set: SetName;
  /** Row of the proposed counterpart, or -1. */
  readonly counterpart: number;
  readonly probability: number;
  readonly reasons: readonly Reason[];
};

const ANSWERABLE_LN = Math.log(99);

/** What is known of the rows of each side: the pair chosen and the likeliest pair, or -1, and the sum of the probabilities of all. */
type RowFacts = { readonly chosen: Int32Array; readonly likely: Int32Array; readonly mass: Float64Array };

function factsOf({ pair, pairs, probability, chosen, lost }: Linked, side: "left" | "right"): RowFacts {
  const rows = pairs[side];
  const { count } = pair[side];
  const [own, likely, mass] = [new Int32Array(count).fill(-1), new Int32Array(count).fill(-1), side === "right" ? lost.slice() : new Float64Array(count)];
  for (let e = 0; e < probability.length; e++) {
    const row = rows[e] ?? 0;
    const p = probability[e] ?? 0;
    mass[row] = (mass[row] ?? 0) + p;
    const best = likely[row] ?? -1;
    if (p > (best < 0 ? 0 : (probability[best] ?? 0))) likely[row] = e;
  }
  for (let at = 0; at < chosen.length; at++) own[rows[chosen[at] ?? 0] ?? 0] = chosen[at] ?? 0;
  return { chosen: own, likely, mass };
}

/**
 * In which of the four sets each row of a side stands, by its place in SETS. The left list asks, the right list holds. "Asked and
 * held": proposed in the top band, to be confirmed by two persons. "Asked only" means: not found in this right list, of a row that
 * could have been found.
 */
export function setsOf(linked: Linked, side: "left" | "right", { chosen, mass } = factsOf(linked, side)): Uint8Array {
  const { bandOf } = decided(linked);
  const [best, isAside] = [bestReach(linked, side), asideOf(linked, side)];
  const alone = SETS.indexOf(side === "left" ? "asked only" : "held only");
  const sets = new Uint8Array(chosen.length).fill(SETS.indexOf("unclear"));
  for (let row = 0; row < sets.length; row++) {
    const pair = chosen[row] ?? -1;
    if (pair >= 0 && bandOf(pair) === "propose") sets[row] = HELD;
    else if (!((mass[row] ?? 0) > ABSENT_MAX || best(row) < ANSWERABLE_LN || isAside[row] === 1)) sets[row] = alone;
  }
  return sets;
}

/** 1 for the rows of a side that stand aside (problem.ts). */
function asideOf({ problem, pair }: Linked, side: "left" | "right"): Uint8Array {
  const { rows, count, aside } = problem[side];
  const isAside = new Uint8Array(pair[side].count);
  for (let at = count; at < count + aside; at++) isAside[rows[at * STRIDE + AT.row] ?? 0] = 1;
  return isAside;
}

/** Every row of both lists with its set; an unclear row that was given no partner has the codes of its likeliest pair. */
export function* fourSets(linked: Linked): Generator<SetRow> {
  const { outcomeOf } = decided(linked);
  for (const side of ["left", "right"] as const) {
    const facts = factsOf(linked, side);
    const { chosen, likely, mass } = facts;
    const sets = setsOf(linked, side, facts);
    const [best, isAside] = [bestReach(linked, side), asideOf(linked, side)];
    for (let row = 0; row < sets.length; row++) {
      const set = SETS[sets[row] ?? 0] ?? "unclear";
      const pair = chosen[row] ?? -1;
      const outcome = pair < 0 ? undefined : outcomeOf(pair);
      const counterpart = outcome === undefined ? -1 : side === "left" ? outcome.right : outcome.left;
      const probability = outcome?.same ?? mass[row] ?? 0;
      if (set === "asked only" || set === "held only") yield { side, row, set, counterpart: -1, probability: mass[row] ?? 0, reasons: [] };
      else if (set === "asked and held") yield { side, row, set, counterpart, probability, reasons: outcome?.reasons ?? [] };
      else {
        const codes = outcome ?? (likely[row] === -1 ? undefined : outcomeOf(likely[row] ?? -1));
        const rival: readonly Reason[] = codes === undefined && (mass[row] ?? 0) > ABSENT_MAX ? ["RIVAL"] : []; // its pairs fell, each left row having so many others
        const little: readonly Reason[] = best(row) < ANSWERABLE_LN && !codes?.reasons.includes("LITTLE_KNOWN") ? ["LITTLE_KNOWN"] : [];
        const many: readonly Reason[] = isAside[row] === 1 ? ["SAME_AS_MANY"] : [];
        yield { side, row, set, counterpart, probability, reasons: [...(codes?.reasons ?? []), ...rival, ...many, ...little] };
      }
    }
  }
}

/** ln of the odds a row of a side could reach if somebody agreed with it in everything it states. */
function bestReach(linked: Linked, side: "left" | "right"): (row: number) => number {
  const { model, pair } = linked;
  const { prior } = linked.setup;
  if (pair[side === "left" ? "right" : "left"].count === 0) return () => Number.POSITIVE_INFINITY; // on an empty list nobody is found, however little is stated
  const gain = COMPARED.map((field) => Math.log((model.fields[field].m[1] ?? 1) / (model.fields[field].u[1] ?? 1)));
  const { surname, given, father, birthFrom, number, unit, rank, place } = pair[side];
  return (row) => {
    let sum = prior;
    if (surname[row] !== 0) sum += gain[0] ?? 0;
    if (given[row] !== 0) sum += gain[1] ?? 0;
    if (father[row] !== 0) sum += gain[2] ?? 0;
    if (birthFrom[row] !== 0) sum += gain[3] ?? 0;
    if (number[row] !== 0) sum += gain[4] ?? 0;
    if (unit[row] !== 0) sum += gain[5] ?? 0;
    if (rank[row] !== 0) sum += gain[6] ?? 0;
    if (place[row] !== 0) sum += gain[7] ?? 0;
    return sum;
  };
}
