// The shared work of scan.ts by the kernel of scan-kernel.ts: the same answers, row for row. A pair that the kernel leaves open is compared by levels.ts.
import { CANDIDATES_MAX } from "./block.ts";
import { BIT } from "./graph.ts";
import { countChanceEqual, LEVELS_MAX, ROWS_MIN, SAMPLE_ROWS_MAX, type ChanceEqual, type Sample } from "./fit.ts";
import { comparer, COMPARED, levelOf, NO_SYNONYMS, SIZES, type Comparer, type Synonyms } from "./levels.ts";
import { countNear } from "./near-words.ts";
import { AT, type Problem } from "./problem.ts";
import { ODDS_WIDTH, RATIO_WIDTH, SETUP, TOLD, type scanKernel } from "./scan-kernel.ts";
import { floatsOf, roomFor, type Arena, type Laid, type LaidWeights } from "./scan-layout.ts";
import { ALIKE_WIDTH, joinKept, joinSamples, KEEP_LN, fellSums, PAIRS_OF_ROW_MAX, SAMPLE_CANDIDATES_MAX, weakestOff, type FellSums, type Kept, type ScoreSetup } from "./scan.ts";
import { createWeigher, netOdds, sharesOf, type Counts, type FrequencyParts, type Weigher } from "./weigh.ts";

export type ScanKernel = ReturnType<typeof scanKernel>;

/** Days as the kernel counts them: 10,000 years of 12 times 31. */
const DAYS = 10_000 * 372;
/** Pairs that are written at once. */
const CAPACITY = 1 << 16;

export type KernelScan = {
  /** What the kernel knows of the words and numbers of these shares of both: part `part` of `parts`. */
  readonly readTexts: (part: number, parts: number) => void;
  /** The place of each row by its rank, of both lists. */
  readonly placeRows: () => void;
  readonly index: (key: number) => void;
  readonly frequencies: FrequencyParts;
  readonly chance: () => ChanceEqual;
  readonly random: (from: number, to: number) => Float64Array;
  readonly sample: (from: number, to: number) => Sample;
  readonly weigh: (setup: ScoreSetup, laid: LaidWeights) => void;
  readonly score: (from: number, to: number) => Kept;
};

/** @param kernel over the memory of `arena`, for this thread alone. @param problem its words as texts are asked for where a pair is left open. */
export function kernelScan(kernel: ScanKernel, laid: Laid, arena: Arena, problem: Problem): KernelScan {
  const room = roomFor(laid, arena);
  kernel.setUp(room.at);
  const own = (at: number): number => laid.setup[at] ?? 0;
  const [leftCount, rightCount] = [own(SETUP.leftCount), own(SETUP.rightCount)];
  const most = Math.min(CANDIDATES_MAX, Math.max(1, laid.candidatesMax));
  let into: number | undefined; // taken with the first work
  const output = (): number => (into ??= arena.take(3 * CAPACITY * 4) / 4);
  const told = (at: number): number => arena.views().I32[room.told + at] ?? 0;
  const comparers = new Map<Synonyms, Comparer>();
  const compareOpen = (synonyms: Synonyms, i: number, j: number): number => {
    let compare = comparers.get(synonyms);
    if (!compare) comparers.set(synonyms, (compare = comparer(problem, synonyms)));
    return compare(i, j);
  };
  /** What the last call wrote. */
  const written = (): Sample => {
    const { I32 } = arena.views();
    const [at, count] = [output(), told(TOLD.written)];
    const run = (which: number): Int32Array => I32.slice(at + which * CAPACITY, at + which * CAPACITY + count);
    return { left: run(0), right: run(1), patterns: run(2) };
  };
  const closed = ({ left, right, patterns }: Sample): Sample => {
    for (let k = 0; k < patterns.length; k++) if ((patterns[k] ?? 0) < 0) patterns[k] = compareOpen(NO_SYNONYMS, left[k] ?? 0, right[k] ?? 0);
    return { left, right, patterns };
  };
  let [entriesMax, entriesAt] = [Math.ceil(rightCount * 1.25), arena.take(Math.max(1, Math.ceil(rightCount * 1.25)) * 8) / 4]; // the entries of a key before they are sorted; the largest key's room serves all
  const ints = (size: number): number => arena.take(Math.max(1, size) * 4) / 4;
  const eachSide = (count: (rows: number, count: number) => number): number => count(own(SETUP.left), leftCount + laid.asides.left) + count(own(SETUP.right), rightCount + laid.asides.right);
  /** How often each value stands, up to the last that does. */
  const counted = (column: number, size: number): Counts & { readonly at: number } => {
    const at = ints(size);
    const total = eachSide((rows, count) => kernel.countColumn(rows, count, column, at));
    const counts = arena.views().I32.subarray(at, at + size);
    let last = size - 1;
    while (last >= 0 && counts[last] === 0) last--;
    return { counts: counts.subarray(0, last + 1), total, at };
  };
  const countedIds = (column: number): Counts => {
    const size = laid.rest.initials.length;
    const at = arena.take(Math.max(1, size) * 8) / 8;
    const total = eachSide((rows, count) => kernel.countIds(rows, count, column, at));
    return { counts: arena.views().F64.subarray(at, at + size), total };
  };
  /** Of words without vowels nothing is said. */
  const nearOf = ({ at }: { readonly at: number }): Counts["counts"] => {
    const [counts, near] = [ints(laid.wordCount), ints(laid.wordCount)];
    const { I32 } = arena.views();
    for (let word = 0; word < laid.wordCount; word++) I32[counts + word] = problem.names.writing[word] === 0 ? (I32[at + word] ?? 0) : 0;
    const size = kernel.nearForms(counts, laid.wordCount);
    if (size < 0) return countNear(problem.names.text, Float64Array.from(I32.subarray(counts, counts + laid.wordCount)));
    if (size > 0) {
      const mask = 2 ** Math.ceil(Math.log2(size)) - 1;
      kernel.nearWords(counts, laid.wordCount, near, ints(2 * size), ints(mask + 3), mask, ints(laid.wordCount));
    }
    return arena.views().I32.subarray(near, near + laid.wordCount);
  };
  /** The chance that values of both lists are equal; undefined where one could not be counted. */
  const meeting = (size: number, count: (rows: number, count: number, into: number) => number): number | undefined => {
    const [a, b] = [ints(size), ints(size)];
    const [ofLeft, ofRight] = [count(own(SETUP.left), leftCount, a), count(own(SETUP.right), rightCount, b)];
    if (ofLeft < 0 || ofRight < 0) return undefined;
    return ofLeft * ofRight === 0 ? 0 : kernel.meetings(a, b, size) / (ofLeft * ofRight);
  };
  let weigher: Weigher | undefined; // for pairs left open
  let odds: number | undefined;
  const fell = fellSums(rightCount);
  /** Patterns and figures of the pairs that the kernel left open. */
  const weighOpen = ({ left, right, patterns }: Sample, figures: Float64Array): void => {
    if (!weigher) throw new Error("bug: scoring before a model");
    for (let k = 0; k < patterns.length; k++) {
      if ((patterns[k] ?? 0) >= 0) continue;
      const [i, j] = [left[k] ?? 0, right[k] ?? 0];
      const pattern = compareOpen(synonyms, i, j);
      patterns[k] = pattern;
      const exact = weigher.exact(pattern, i, j);
      figures.set([netOdds(exact), exact.twin, exact.brother, exact.fatherSon, exact.namesake], ODDS_WIDTH * k);
    }
  };
  let synonyms = NO_SYNONYMS;
  return {
    readTexts: (part, parts) => {
      const share = (count: number): [number, number] => [Math.floor((count * part) / parts), Math.floor((count * (part + 1)) / parts)];
      kernel.readWords(...share(laid.wordCount));
      kernel.readNumbers(...share(laid.numberCount));
    },
    placeRows: () => {
      kernel.placeByRank(own(SETUP.left), leftCount, laid.ranks.left);
      kernel.placeByRank(own(SETUP.right), rightCount, laid.ranks.right);
    },
    index: (key) => {
      let total = kernel.hashKey(key, entriesAt, entriesMax);
      if (total > entriesMax) {
        [entriesMax, entriesAt] = [total, arena.take(total * 8) / 4];
        total = kernel.hashKey(key, entriesAt, entriesMax);
      }
      const mask = 2 ** Math.max(4, Math.ceil(Math.log2(total + 1))) - 1;
      kernel.sortKey(key, entriesAt, total, mask, arena.take((mask + 3) * 4) / 4, arena.take(Math.max(1, total) * 8) / 4);
    },
    frequencies: {
      near: () => {
        const surname = counted(AT.surname, laid.wordCount);
        return sharesOf({ nearSurname: { counts: nearOf(surname), total: surname.total } }, floatsOf(arena));
      },
      equal: () => sharesOf({
        surname: counted(AT.surname, laid.wordCount), givenToken: counted(AT.given, laid.wordCount), givenId: countedIds(AT.givenSet), fatherToken: counted(AT.father, laid.wordCount),
        fatherId: countedIds(AT.fatherSet), unit: counted(AT.unit, laid.unitCount),
      }, floatsOf(arena)),
    },
    chance: () => {
      const ofColumn = (column: number, size: number): number => meeting(size, (rows, count, into) => kernel.countColumn(rows, count, column, into)) ?? 0;
      const dates = meeting(DAYS, kernel.countDates);
      return { surname: ofColumn(AT.surname, laid.wordCount), birth_date: dates ?? countChanceEqual(problem).birth_date, unit: ofColumn(AT.unit, laid.unitCount) };
    },
    random: (from, to) => {
      const counts = new Float64Array(COMPARED.length * LEVELS_MAX);
      if (Math.min(leftCount, rightCount) < ROWS_MIN) return counts; // so few rows keep the default u
      const [saltLeft, saltRight] = problem.isLeftFirst ? [1, 2] : [2, 1];
      const at = arena.take(COMPARED.length * RATIO_WIDTH * 4) / 4;
      for (let k = from; k < to; k += CAPACITY) {
        kernel.random(k, Math.min(to, k + CAPACITY), saltLeft, saltRight, laid.ranks.left, laid.ranks.right, at, output(), CAPACITY);
        for (const pattern of closed(written()).patterns) COMPARED.forEach((_, field) => (counts[field * LEVELS_MAX + levelOf(pattern, field)] = (counts[field * LEVELS_MAX + levelOf(pattern, field)] ?? 0) + 1));
      }
      const { I32 } = arena.views();
      COMPARED.forEach((_, field) => {
        for (let level = 0; level < (SIZES[field] ?? 0); level++) counts[field * LEVELS_MAX + level] = (counts[field * LEVELS_MAX + level] ?? 0) + (I32[at + field * RATIO_WIDTH + level] ?? 0);
      });
      return counts;
    },
    sample: (from, to) => {
      const parts: Sample[] = [];
      for (let at = from; at < to; ) {
        at = kernel.sample(at, to, output(), CAPACITY, Math.min(most, SAMPLE_CANDIDATES_MAX), SAMPLE_ROWS_MAX);
        parts.push(closed(written()));
      }
      return joinSamples(parts);
    },
    weigh: (setup, { figures, places }) => {
      kernel.weigh(figures, places);
      synonyms = setup.synonyms;
      weigher = createWeigher(problem, setup.model, setup.frequencies, setup.prior);
    },
    score: (from, to) => {
      const parts: Kept[] = [];
      odds ??= arena.take(ODDS_WIDTH * CAPACITY * 8) / 8;
      for (let at = from; at < to; ) {
        at = kernel.score(at, to, output(), odds, CAPACITY, most);
        const found = written();
        const figures = arena.views().F64.subarray(odds, odds + ODDS_WIDTH * found.left.length);
        if (told(TOLD.open) > 0) weighOpen(found, figures);
        parts.push({ ...keptOf(found, problem.right.rows, figures, fell.add), fell: fell.take(), scored: told(TOLD.scored), refined: told(TOLD.refined), cut: told(TOLD.cut) });
      }
      return joinKept(parts);
    },
  };
}

/** Pairs as the kernel wrote them, row for row: those above the threshold, at most PAIRS_OF_ROW_MAX of a row. */
function keptOf({ left, right, patterns }: Sample, rightRows: Int32Array, figures: Float64Array, fell: FellSums["add"]): Omit<Kept, "fell" | "scored" | "refined" | "cut"> {
  const weights = new Float64Array(left.length);
  const alike = new Float64Array(ALIKE_WIDTH * left.length);
  let [size, dropped] = [0, 0];
  const put = (i: number, j: number, pattern: number, weight: number, odds: number): void => { // never where a row to come stands
    left[size] = i;
    right[size] = j;
    patterns[size] = pattern;
    weights[size] = weight;
    for (let f = 0; f < ALIKE_WIDTH; f++) alike[ALIKE_WIDTH * size + f] = figures[odds + f] ?? 0;
    size++;
  };
  const weightOf = (k: number): number => Math.round(((figures[ODDS_WIDTH * k] ?? 0) / Math.LN2) * BIT);
  for (let from = 0, to = 0; from < left.length; from = to) {
    for (to = from + 1; to < left.length && left[to] === left[from]; ) to++;
    if (to - from <= PAIRS_OF_ROW_MAX) {
      for (let k = from; k < to; k++) if ((figures[ODDS_WIDTH * k] ?? 0) > KEEP_LN) put(left[k] ?? 0, right[k] ?? 0, patterns[k] ?? 0, weightOf(k), ODDS_WIDTH * k + 1);
      continue;
    }
    const many = Array.from({ length: to - from }, (_, k) => from + k).filter((k) => (figures[ODDS_WIDTH * k] ?? 0) > KEEP_LN)
      .map((k) => ({ k, i: left[k] ?? 0, j: right[k] ?? 0, pattern: patterns[k] ?? 0, weight: weightOf(k) }));
    dropped += weakestOff(many, rightRows, fell);
    for (const { k, i, j, pattern, weight } of many) put(i, j, pattern, weight, ODDS_WIDTH * k + 1);
  }
  return { left: left.slice(0, size), right: right.slice(0, size), patterns: patterns.slice(0, size), weight: weights.slice(0, size), alike: alike.slice(0, ALIKE_WIDTH * size), dropped };
}
