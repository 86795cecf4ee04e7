// A pair of rows as nine levels, packed into one whole number (mixed radix): the pattern that the fit counts.
import { birthLevel, BIRTH_LEVELS, yearsLevel } from "./compare-date.ts";
import { GIVEN_LEVELS, nameComparer, SURNAME_LEVELS } from "./compare-name.ts";
import { NO_DAY } from "./read-rows.ts";
import { LENGTHS_APART_MAX, mayBeNear, numberShapes } from "./number-shapes.ts";
import { isPacked, type PackedTexts } from "./packed-texts.ts";
import { STRIDE, type Problem } from "./problem.ts";
import { areNeighbours } from "./rank.ts";

export const COMPARED = ["surname", "given_name", "patronymic", "birth_date", "service_no", "unit", "rank", "capture_place", "capture_date"] as const;
export type Compared = (typeof COMPARED)[number];

export const LEVELS: Readonly<Record<Compared, readonly string[]>> = {
  surname: SURNAME_LEVELS,
  given_name: GIVEN_LEVELS,
  patronymic: GIVEN_LEVELS,
  birth_date: BIRTH_LEVELS,
  service_no: ["silent", "equal", "one character", "different"],
  unit: ["silent", "equal", "different"],
  rank: ["silent", "equal", "neighbour", "different"],
  capture_place: ["silent", "equal", "different"],
  capture_date: ["silent", "within a day", "within 10 days", "within 30 days", "different"],
};

export const SIZES = COMPARED.map((field) => LEVELS[field].length);
/** What a level of each field counts in a pattern. */
export const PLACES = SIZES.map((_, index) => SIZES.slice(0, index).reduce((product, size) => product * size, 1));

// A pattern is below 2^31. The quotient is cut to a whole number by | 0, so that both divisions are of whole numbers: a remainder of
// floats is a call out of the machine's own arithmetic, and these stand in every loop.
export const levelOf = (pattern: number, field: number): number => ((pattern / (PLACES[field] ?? 1)) | 0) % (SIZES[field] ?? 1);
/** The pattern with another level of one field. */
export const withLevel = (pattern: number, field: number, level: number): number => pattern + (level - levelOf(pattern, field)) * (PLACES[field] ?? 1);

/** Spellings of two texts that mean one thing, learnt from pairs that are the same person anyhow: numbers a * 2^26 + b. */
export type Synonyms = { readonly ranks: ReadonlySet<number>; readonly places: ReadonlySet<number> };
export const NO_SYNONYMS: Synonyms = { ranks: new Set(), places: new Set() };
export const synonym = (left: number, right: number): number => left * 2 ** 26 + right;

/** The pattern of left place `i` and right place `j`. */
export type Comparer = (i: number, j: number) => number;

/** What is asked of the same lists for several purposes is made once: V8 makes better code of a function that exists once. */
const PLAIN = new WeakMap<Problem, Comparer>();

export function comparer(problem: Problem, synonyms: Synonyms): Comparer {
  const plain = PLAIN.get(problem) ?? plainComparer(problem);
  PLAIN.set(problem, plain);
  if (synonyms.ranks.size + synonyms.places.size === 0) return plain;
  const respell = respeller(problem, synonyms);
  return (i, j) => respell(plain(i, j), i, j);
}

const [RANK, PLACE] = [COMPARED.indexOf("rank"), COMPARED.indexOf("capture_place")];

/** A pattern of left place `i` and right place `j` with the levels of rank and place as the synonyms make them. */
export function respeller({ left: { rows: left }, right: { rows: right }, ranks }: Problem, synonyms: Synonyms): (pattern: number, i: number, j: number) => number {
  const [ranksLevel, placesLevel] = [rankLevel(ranks, synonyms), placeLevel(synonyms)];
  return (pattern, i, j) => {
    const [l, r] = [i * STRIDE, j * STRIDE];
    let next = pattern;
    const ra = left[l + 10] ?? 0;
    const rb = right[r + 10] ?? 0;
    if (ra !== 0 && rb !== 0) next = withLevel(next, RANK, ranksLevel(ra, rb));
    const pa = left[l + 11] ?? 0;
    const pb = right[r + 11] ?? 0;
    if (pa !== 0 && pb !== 0) next = withLevel(next, PLACE, placesLevel(pa, pb));
    return next;
  };
}

function plainComparer(problem: Problem): Comparer {
  const numbers = numberComparer(problem.numbers);
  const names = nameComparer(problem.names);
  const [left, right] = [problem.left.rows, problem.right.rows];
  const [ranksLevel, placesLevel] = [rankLevel(problem.ranks, NO_SYNONYMS), placeLevel(NO_SYNONYMS)];
  const [, P1 = 0, P2 = 0, P3 = 0, P4 = 0, P5 = 0, P6 = 0, P7 = 0, P8 = 0] = PLACES;
  return (i, j) => {
    const l = i * STRIDE;
    const r = j * STRIDE;
    const flagsL = left[l + 13] ?? 0;
    const flagsR = right[r + 13] ?? 0;
    const surname = names.surname(left[l] ?? 0, left[l + 1] ?? 0, right[r] ?? 0, right[r + 1] ?? 0);
    const given = names.name(left[l + 2] ?? 0, left[l + 3] ?? 0, flagsL & 7, right[r + 2] ?? 0, right[r + 3] ?? 0, flagsR & 7);
    const father = names.name(left[l + 4] ?? 0, left[l + 5] ?? 0, (flagsL >> 3) & 7, right[r + 4] ?? 0, right[r + 5] ?? 0, (flagsR >> 3) & 7);
    const birth = birthOf(left[l + 6] ?? 0, left[l + 7] ?? 0, right[r + 6] ?? 0, right[r + 7] ?? 0, (flagsL | flagsR) >= 64);
    const na = left[l + 8] ?? 0;
    const nb = right[r + 8] ?? 0;
    const number = na === 0 || nb === 0 ? 0 : na === nb ? 1 : numbers(na, nb);
    const ua = left[l + 9] ?? 0;
    const ub = right[r + 9] ?? 0;
    const unit = ua === 0 || ub === 0 ? 0 : ua === ub ? 1 : 2;
    const ra = left[l + 10] ?? 0;
    const rb = right[r + 10] ?? 0;
    const rank = ra === 0 || rb === 0 ? 0 : ranksLevel(ra, rb);
    const pa = left[l + 11] ?? 0;
    const pb = right[r + 11] ?? 0;
    const place = pa === 0 || pb === 0 ? 0 : placesLevel(pa, pb);
    const capture = captureLevel(left[l + 12] ?? 0, right[r + 12] ?? 0);
    return surname + P1 * given + P2 * father + P3 * birth + P4 * number + P5 * unit + P6 * rank + P7 * place + P8 * capture;
  };
}

export const birthOf = (a: number, yearsA: number, b: number, yearsB: number, either: boolean): number =>
  a !== 0 && b !== 0 ? birthLevel(a, b, either) : yearsLevel(yearsA >> 12, yearsA & 4095, yearsB >> 12, yearsB & 4095);

export function captureLevel(a: number, b: number): number {
  if (a === NO_DAY || b === NO_DAY) return 0;
  const apart = Math.abs(a - b);
  return apart <= 1 ? 1 : apart <= 10 ? 2 : apart <= 30 ? 3 : 4;
}

/** Levels of two known ranks, and of two known places. */
export function rankLevel(ranks: readonly string[], synonyms: Synonyms): (a: number, b: number) => number {
  const level = (a: number, b: number): number => (a === b || synonyms.ranks.has(synonym(a, b)) ? 1 : areNeighbours(ranks[a] ?? "", ranks[b] ?? "") ? 2 : 3);
  const width = Math.min(ranks.length, RANKS_MAX);
  const known = new Uint8Array(width * width); // there are few ranks, and each pair of them comes again and again
  return (a, b) => {
    if (a >= width || b >= width) return level(a, b);
    return known[a * width + b] || (known[a * width + b] = level(a, b));
  };
}
const RANKS_MAX = 256;
export const placeLevel = (synonyms: Synonyms) => (a: number, b: number): number => (a === b || (synonyms.places.size > 0 && synonyms.places.has(synonym(a, b))) ? 1 : 2);

/** `numberLevel` of two numbered texts. */
export function numberComparer(texts: readonly string[] | PackedTexts): (a: number, b: number) => number {
  if (!isPacked(texts)) return (a, b) => numberLevel(texts[a] ?? "", texts[b] ?? "");
  const shapes = numberShapes(texts);
  return (a, b) => (mayBeNear(shapes, a, b) ? packedNumberLevel(texts, a, b) : 3);
}

/** `numberLevel` of two texts that lie packed: nothing is made of them. */
function packedNumberLevel({ starts, units }: PackedTexts, a: number, b: number): number {
  const [fromA, fromB] = [starts[a] ?? 0, starts[b] ?? 0];
  const [lengthA, lengthB] = [(starts[a + 1] ?? 0) - fromA, (starts[b + 1] ?? 0) - fromB];
  if (lengthA === lengthB) {
    let [first, last, count] = [-1, -1, 0];
    for (let i = 0; i < lengthA; i++)
      if (units[fromA + i] !== units[fromB + i]) {
        if (first < 0) first = i;
        last = i;
        if (++count > 2) return 3;
      }
    return count === 1 || (count === 2 && last === first + 1 && units[fromA + first] === units[fromB + last] && units[fromA + last] === units[fromB + first]) ? 2 : 3;
  }
  if (Math.abs(lengthA - lengthB) > LENGTHS_APART_MAX) return 3;
  const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
  let digits = 0;
  for (let i = 0, j = 0; ; i++, j++) {
    while (i < lengthA && !isDigit(units[fromA + i] ?? 0)) i++;
    while (j < lengthB && !isDigit(units[fromB + j] ?? 0)) j++;
    if (i >= lengthA || j >= lengthB) return digits >= 5 && i >= lengthA && j >= lengthB ? 2 : 3;
    if (units[fromA + i] !== units[fromB + j]) return 3;
    digits++;
  }
}

/** 2 where one character differs, two are exchanged, or only letters before the digits are missing. */
export function numberLevel(a: string, b: string): number {
  if (a.length === b.length) {
    let [first, last, count] = [-1, -1, 0];
    for (let i = 0; i < a.length && count <= 2; i++)
      if (a.charCodeAt(i) !== b.charCodeAt(i)) {
        if (first < 0) first = i;
        last = i;
        count++;
      }
    return count === 1 || (count === 2 && last === first + 1 && a[first] === b[last] && a[last] === b[first]) ? 2 : 3;
  }
  if (Math.abs(a.length - b.length) > LENGTHS_APART_MAX) return 3;
  const digits = (text: string): string => text.replace(/\D/g, "");
  return digits(a).length >= 5 && digits(a) === digits(b) ? 2 : 3;
}
