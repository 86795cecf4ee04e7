// What is said of a pair and of a row: the band, the reasons, the four sets. Nothing is confirmed here.
import { birthAt } from "./compare-date.ts";
import { BIT } from "./graph.ts";
import { COMPARED, LEVELS, levelOf } from "./levels.ts";
import type { Linked } from "./link.ts";
import type { Prepared } from "./prepare.ts";
import type { Column } from "../vocabulary/person-list.ts";
import { saysReleased } from "../vocabulary/release-words.ts";
import { takenTogether } from "./taken-together.ts";
import { KIND } from "./tokens.ts";

const BANDS = ["propose", "review", "unlikely"] as const;
export type Band = (typeof BANDS)[number];

export const REASONS = [
  "RIVAL", "TWIN", "BROTHER", "NAMESAKE", "DATE_CONFLICT", "DATE_PARTIAL", "DATE_READINGS", "NUMBER_CONFLICT", "REPAIRED", "SCRIPT_WEAK", "LITTLE_KNOWN",
  "SEX_CONFLICT", "NAME_DIFFERS", "FATHER_SON", "GROUP_TAKEN", "DUPLICATE", "AFTER_RELEASE",
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

type Decided = { readonly outcomeOf: (pair: number) => Outcome; readonly bandOf: (pair: number) => Band };

function decided(linked: Linked): Decided {
  const known = DECIDED.get(linked);
  if (known) return known;
  const bands = new Uint8Array(linked.probability.length); // 0 where not asked yet
  const work = outcomes(linked);
  const outcomeOf = (pair: number): Outcome => {
    const outcome = work(pair);
    bands[pair] = 1 + BANDS.indexOf(outcome.band);
    return outcome;
  };
  const made: Decided = { outcomeOf, bandOf: (pair) => BANDS[(bands[pair] ?? 0) - 1] ?? outcomeOf(pair).band };
  DECIDED.set(linked, made);
  return made;
}

export const decide = (linked: Linked): ((pair: number) => Outcome) => decided(linked).outcomeOf;

/** The band of a pair kept; quick where the pair was decided before. */
export const bandsOf = (linked: Linked): ((pair: number) => Band) => decided(linked).bandOf;

function outcomes(linked: Linked): (pair: number) => Outcome {
  const { pairs } = linked;
  const best = {
    left: topTwo(pairs.left, pairs.weight, linked.pair.left.count), right: topTwo(pairs.right, pairs.weight, linked.pair.right.count),
  };
  const seen = besides(linked, best);
  const reasons = onceAPair(pairs.left.length, (pair, marginBits: number, alike: Pick<Outcome, "twin" | "brother" | "fatherSon" | "namesake">) => reasonsOf(linked, pair, marginBits, alike) | seen(pair));
  const weightOf = (rival: number): number => (rival < 0 ? Number.NEGATIVE_INFINITY : (pairs.weight[rival] ?? 0));
  return (pair) => {
    const [left, right] = [pairs.left[pair] ?? 0, pairs.right[pair] ?? 0];
    const weight = pairs.weight[pair] ?? 0;
    const rival = Math.max(weightOf(best.left.rival(left, pair)), weightOf(best.right.rival(right, pair)));
    const marginBits = (weight - rival) / BIT;
    const same = linked.probability[pair] ?? 0;
    const odds = linked.alikeOf(pair);
    const top = Math.max(0, odds.twin, odds.brother, odds.fatherSon, odds.namesake);
    const t = Math.exp(odds.twin - top);
    const b = Math.exp(odds.brother - top);
    const f = Math.exp(odds.fatherSon - top);
    const n = Math.exp(odds.namesake - top);
    const o = Math.exp(0 - top);
    const sum = t + b + f + n + o;
    const rest = 1 - same;
    const twin = (rest * t) / sum;
    const brother = (rest * b) / sum;
    const fatherSon = (rest * f) / sum;
    const namesake = (rest * n) / sum;
    const alike = { twin, brother, fatherSon, namesake };
    const isClear = same >= PROPOSE_MIN && marginBits >= MARGIN_BITS_MIN && twin + brother + fatherSon + namesake <= ALIKE_MAX;
    const band: Band = isClear ? "propose" : same >= LISTED_MIN ? "review" : "unlikely";
    return { pair, left, right, same, twin, brother, fatherSon, namesake, other: (rest * o) / sum, weightBits: weight / BIT, marginBits, band, reasons: reasons(pair, marginBits, alike) };
  };
}

/** A bit for each code, in the order in which they are said of a pair. */
const BITS: Readonly<Record<Reason, number>> = {
  RIVAL: 1, TWIN: 2, BROTHER: 4, FATHER_SON: 8, NAMESAKE: 16, DATE_CONFLICT: 32, DATE_PARTIAL: 64, DATE_READINGS: 128, NUMBER_CONFLICT: 256, REPAIRED: 512,
  SCRIPT_WEAK: 1_024, LITTLE_KNOWN: 2_048, SEX_CONFLICT: 4_096, NAME_DIFFERS: 8_192, GROUP_TAKEN: 16_384, DUPLICATE: 32_768, AFTER_RELEASE: 65_536,
};
const SAID = [...REASONS].sort((a, b) => BITS[a] - BITS[b]);

/** The codes of each pair, from the bits that `work` gives when it is first asked; one list for all pairs of the same codes. */
function onceAPair<A, B>(count: number, work: (pair: number, a: A, b: B) => number): (pair: number, a: A, b: B) => readonly Reason[] {
  const bitsOf = new Int32Array(count).fill(-1);
  const lists = new Map<number, readonly Reason[]>(); // few occur
  return (pair, a, b) => {
    const known = bitsOf[pair] ?? -1;
    const bits = known >= 0 ? known : (bitsOf[pair] = work(pair, a, b));
    let list = lists.get(bits);
    if (list === undefined) lists.set(bits, (list = SAID.filter((reason) => (bits & BITS[reason]) !== 0)));
    return list;
  };
}

/** Bits of the reasons that other rows of the lists give, or what a row says beside its name. */
function besides(linked: Linked, best: { readonly left: Best; readonly right: Best }): (pair: number) => number {
  const { pairs, patterns, pair: { left, right } } = linked;
  const together = once(() => [takenTogether(left), takenTogether(right)] as const);
  const released = [left, right].map((list) => releasedRows(list));
  const weight = (pair: number): number => (pair < 0 ? Number.NEGATIVE_INFINITY : (pairs.weight[pair] ?? 0));
  /** A second row of the other side that alone would be proposed too, and has nobody else: one person, perhaps, stands there twice. */
  const isTwice = (pair: number, own: Best, row: number, other: Best, rows: Int32Array): boolean => {
    const rival = own.rival(row, pair);
    return weight(rival) >= SURE_WEIGHT && weight(other.rival(rows[rival] ?? 0, rival)) < SURE_WEIGHT;
  };
  const restsOnGroup = (pair: number, i: number, j: number): boolean => {
    const pattern = patterns[pair] ?? 0;
    if (levelOf(pattern, UNIT) !== 1 || levelOf(pattern, PLACE) !== 1 || levelOf(pattern, CAPTURE) === 0 || levelOf(pattern, CAPTURE) > 2) return false;
    const bits = [UNIT, PLACE, CAPTURE].reduce((sum, field) => sum + linked.ratio(field, levelOf(pattern, field)) + linked.frequencyGain(pattern, field, i, j), 0) / Math.LN2;
    const [ofLeft, ofRight] = together();
    return weight(pair) / BIT - bits < SURE_BITS && Math.max(ofLeft(i), ofRight(j)) >= GROUP_OTHERS_MIN;
  };
  return (pair) => {
    const [i, j] = [pairs.left[pair] ?? 0, pairs.right[pair] ?? 0];
    const isDouble = weight(pair) >= SURE_WEIGHT && (isTwice(pair, best.left, i, best.right, pairs.right) || isTwice(pair, best.right, j, best.left, pairs.left));
    return (restsOnGroup(pair, i, j) ? BITS.GROUP_TAKEN : 0) | (isDouble ? BITS.DUPLICATE : 0) | (released[0]?.(i) || released[1]?.(j) ? BITS.AFTER_RELEASE : 0);
  };
}

/** Whether the category or the note of a row says that the person was released; each text is read once. */
function releasedRows({ list: { cells } }: Prepared): (row: number) => boolean {
  const saysSo = (column: Column | undefined): ((row: number) => boolean) => {
    const known: (boolean | undefined)[] = [];
    return (row) => {
      if (column === undefined) return false;
      const cell = column.at[row] ?? 0;
      return (known[cell] ??= saysReleased(column.text[cell] ?? ""));
    };
  };
  const [category, note] = [saysSo(cells.category), saysSo(cells.note)];
  return (row) => category(row) || note(row);
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

/** The best other pair of a row, or -1. */
type Best = { readonly rival: (row: number, pair: number) => number };

function topTwo(rows: Int32Array, weight: Float64Array, count: number): Best {
  const first = new Int32Array(count).fill(-1);
  const second = new Int32Array(count).fill(-1);
  const at = (pair: number): number => (pair < 0 ? Number.NEGATIVE_INFINITY : (weight[pair] ?? 0));
  rows.forEach((row, pair) => {
    if (at(pair) > at(first[row] ?? -1)) {
      second[row] = first[row] ?? -1;
      first[row] = pair;
    } else if (at(pair) > at(second[row] ?? -1)) second[row] = pair;
  });
  return { rival: (row, pair) => (first[row] === pair ? (second[row] ?? -1) : (first[row] ?? -1)) };
}

/** Bits of the reasons that the two rows give. */
function reasonsOf(linked: Linked, pair: number, marginBits: number, alike: Pick<Outcome, "twin" | "brother" | "fatherSon" | "namesake">): number {
  const pattern = linked.patterns[pair] ?? 0;
  const { left, right, tokens } = linked.pair;
  const [i, j] = [linked.pairs.left[pair] ?? 0, linked.pairs.right[pair] ?? 0];
  const [birth, given, surname] = [levelOf(pattern, BIRTH), levelOf(pattern, GIVEN), levelOf(pattern, SURNAME)];
  let reasons = 0;
  if (marginBits < MARGIN_BITS_MIN) reasons |= BITS.RIVAL;
  if (alike.twin > ALIKE_MAX) reasons |= BITS.TWIN;
  if (alike.brother > ALIKE_MAX) reasons |= BITS.BROTHER;
  if (alike.fatherSon > ALIKE_MAX) reasons |= BITS.FATHER_SON;
  if (alike.namesake > ALIKE_MAX) reasons |= BITS.NAMESAKE;
  if (isPartial(birth)) reasons |= BITS.DATE_PARTIAL;
  else if (birth > EQUAL_DATE) reasons |= BITS.DATE_CONFLICT;
  if ((left.birthEither[i] ?? 0) + (right.birthEither[j] ?? 0) > 0) reasons |= BITS.DATE_READINGS;
  if (levelOf(pattern, NUMBER) >= 2) reasons |= BITS.NUMBER_CONFLICT;
  if ((left.repaired[i] ?? 0) + (right.repaired[j] ?? 0) > 0) reasons |= BITS.REPAIRED;
  if (tokens.writing[left.surname[i] ?? 0] !== tokens.writing[right.surname[j] ?? 0]) reasons |= BITS.SCRIPT_WEAK;
  if ((linked.probability[pair] ?? 0) < PROPOSE_MIN && (isLittle(left, i) || isLittle(right, j))) reasons |= BITS.LITTLE_KNOWN;
  if ((left.sex[i] ?? 0) + (right.sex[j] ?? 0) === 3) reasons |= BITS.SEX_CONFLICT;
  if ((surname >= 5 && surname !== WITHOUT_VOWELS) || given >= 6) reasons |= BITS.NAME_DIFFERS;
  return reasons;
}

/** Surname and at most an initial, and neither date nor number. */
const isLittle = (list: Prepared, row: number): boolean =>
  (list.given[row] === 0 || list.givenKind[row] === KIND.initial) && list.birthFrom[row] === 0 && list.number[row] === 0;

export const SETS = ["asked and held", "asked only", "held only", "unclear"] as const;
export type SetName = (typeof SETS)[number];

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

function factsOf({ pair, pairs, probability, chosen }: Linked): { readonly left: RowFacts; readonly right: RowFacts } {
  const empty = (count: number): RowFacts => ({ chosen: new Int32Array(count).fill(-1), likely: new Int32Array(count).fill(-1), mass: new Float64Array(count) });
  const facts = { left: empty(pair.left.count), right: empty(pair.right.count) };
  for (const side of ["left", "right"] as const) {
    const [rows, { likely, mass, chosen: own }] = [pairs[side], facts[side]];
    for (let e = 0; e < probability.length; e++) {
      const [row, p] = [rows[e] ?? 0, probability[e] ?? 0];
      mass[row] = (mass[row] ?? 0) + p;
      if (p > (probability[likely[row] ?? -1] ?? 0)) likely[row] = e;
    }
    for (const e of chosen) own[rows[e] ?? 0] = e;
  }
  return facts;
}

/**
 * In which of the four sets a row stands. The left list asks, the right list holds. "Asked and held": proposed in the top band, to
 * be confirmed by two persons. "Asked only" means: not found in this right list, of a row that could have been found.
 */
export function setFinder(linked: Linked, facts = factsOf(linked)): (side: "left" | "right", row: number) => SetName {
  const bandOf = bandsOf(linked);
  const best = bestReach(linked);
  return (side, row) => {
    const { chosen, mass } = facts[side];
    const pair = chosen[row] ?? -1;
    if (pair >= 0 && bandOf(pair) === "propose") return "asked and held";
    if ((mass[row] ?? 0) > ABSENT_MAX || best(side, row) < ANSWERABLE_LN) return "unclear";
    return side === "left" ? "asked only" : "held only";
  };
}

/** Every row of both lists with its set; an unclear row that was given no partner has the codes of its likeliest pair. */
export function* fourSets(linked: Linked): Generator<SetRow> {
  const { outcomeOf } = decided(linked);
  const facts = factsOf(linked);
  const setOf = setFinder(linked, facts);
  const best = bestReach(linked);
  for (const side of ["left", "right"] as const) {
    const { chosen, likely, mass } = facts[side];
    for (let row = 0; row < linked.pair[side].count; row++) {
      const set = setOf(side, row);
      const pair = chosen[row] ?? -1;
      const outcome = pair < 0 ? undefined : outcomeOf(pair);
      const counterpart = outcome === undefined ? -1 : side === "left" ? outcome.right : outcome.left;
      const probability = outcome?.same ?? mass[row] ?? 0;
      if (set === "asked only" || set === "held only") yield { side, row, set, counterpart: -1, probability: mass[row] ?? 0, reasons: [] };
      else if (set === "asked and held") yield { side, row, set, counterpart, probability, reasons: outcome?.reasons ?? [] };
      else {
        const codes = outcome ?? (likely[row] === -1 ? undefined : outcomeOf(likely[row] ?? -1));
        const little: readonly Reason[] = best(side, row) < ANSWERABLE_LN && !codes?.reasons.includes("LITTLE_KNOWN") ? ["LITTLE_KNOWN"] : [];
        yield { side, row, set, counterpart, probability, reasons: [...(codes?.reasons ?? []), ...little] };
      }
    }
  }
}

/** ln of the odds a row could reach if somebody agreed with it in everything it states. */
function bestReach(linked: Linked): (side: "left" | "right", row: number) => number {
  const { model, pair } = linked;
  const { prior } = linked.setup;
  const gain = COMPARED.map((field) => Math.log((model.fields[field].m[1] ?? 1) / (model.fields[field].u[1] ?? 1)));
  return (side, row) => {
    if (pair[side === "left" ? "right" : "left"].count === 0) return Number.POSITIVE_INFINITY; // on an empty list nobody is found, however little is stated
    const list = pair[side];
    let sum = prior;
    if (list.surname[row] !== 0) sum += gain[0] ?? 0;
    if (list.given[row] !== 0) sum += gain[1] ?? 0;
    if (list.father[row] !== 0) sum += gain[2] ?? 0;
    if (list.birthFrom[row] !== 0) sum += gain[3] ?? 0;
    if (list.number[row] !== 0) sum += gain[4] ?? 0;
    if (list.unit[row] !== 0) sum += gain[5] ?? 0;
    if (list.rank[row] !== 0) sum += gain[6] ?? 0;
    if (list.place[row] !== 0) sum += gain[7] ?? 0;
    return sum;
  };
}
