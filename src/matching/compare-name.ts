// How alike two name words are, as levels that the model weighs. Levels stand in order of merit; 0 says that a side is silent.
// Jaro-Winkler: Winkler 1990, prefix of up to four letters, scale 0.1.
import { patronymicStem, isOneEdit } from "../vocabulary/name-table.ts";
import { arabicKey, hebrewKey, hebrewKeyWithB } from "../vocabulary/name-skeleton.ts";
import type { Names } from "./problem.ts";
import { KIND } from "./tokens.ts";
import { HYPHEN, likenessAtMost, mayBeOneEdit, mayBeTwoEdits, ROUNDING, shapesOf } from "./word-shapes.ts";

export const SURNAME_LEVELS = [
  "silent", "equal", "one edit", "consonants equal", "other surname equal", "two edits", "equal without vowels", "alike .8", "different",
] as const;
export const GIVEN_LEVELS = [
  "silent", "same name", "same by short form", "same but for one letter", "one edit", "initial agrees", "alike", "one not known", "two names",
] as const;

/** Less alike than this, two words are two names, also where the table does not know one of them: a slip or two leave more. Of short
 *  words (Лев, Хом-) one slip leaves as little. */
export const [OTHER_NAME_MAX, OTHER_NAME_LENGTH_MIN] = [0.6, 4] as const;

/** From here on two words are alike, if not much. */
export const SOMEWHAT_ALIKE_MIN = 0.8;

const LETTERS_MAX = 64;
const USED_A = new Uint8Array(LETTERS_MAX);
const USED_B = new Uint8Array(LETTERS_MAX);

/** The Jaro-Winkler likeness of two words, 0 to 1, by their first 64 letters. */
export function jaroWinkler(a: string, b: string): number {
  const n = Math.min(a.length, LETTERS_MAX);
  const m = Math.min(b.length, LETTERS_MAX);
  if (n === 0 || m === 0) return 0;
  const reach = Math.max(0, (Math.max(n, m) >> 1) - 1);
  USED_A.fill(0, 0, n);
  USED_B.fill(0, 0, m);
  let matches = 0;
  for (let i = 0; i < n; i++) {
    const letter = a.charCodeAt(i);
    const end = Math.min(m, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++)
      if (letter === b.charCodeAt(j) && USED_B[j] === 0) {
        USED_A[i] = USED_B[j] = 1;
        matches++;
        break;
      }
  }
  if (matches === 0) return 0;
  let crossed = 0;
  for (let i = 0, j = 0; i < n; i++) {
    if (USED_A[i] === 0) continue;
    while (USED_B[j] === 0) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j++)) crossed++;
  }
  const jaro = (matches / n + matches / m + (matches - crossed / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < Math.min(4, n, m) && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/**
 * Whether two slips make one word the other, or one slip where words are so short that it is half of them. Over the true pairs and the random pairs
 * of mixed lists two edits speak for one person by 4 to 5 bits whatever the likeness of Winkler, which three edits and more reach too and then say nothing.
 */
export function isTwoEdits(a: string, b: string): boolean {
  const [n, m] = [a.length, b.length];
  if (Math.min(n, m) < 4) return Math.min(n, m) > 2 && isOneEdit(a, b);
  if (Math.abs(n - m) > 2) return false;
  let i = 0;
  while (i < n && i < m && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return isOneLeft(a, i + 1, b, i) || isOneLeft(a, i, b, i + 1) || isOneLeft(a, i + 1, b, i + 1) ||
    (a.charCodeAt(i) === b.charCodeAt(i + 1) && a.charCodeAt(i + 1) === b.charCodeAt(i) && isOneLeft(a, i + 2, b, i + 2));
}

/** Whether one edit or none makes `a` from `i` on into `b` from `j` on; no part is cut out, since this runs for every two surnames that meet. */
function isOneLeft(a: string, from: number, b: string, other: number): boolean {
  let [i, j, n, m] = [from, other, a.length, b.length];
  while (i < n && j < m && a.charCodeAt(i) === b.charCodeAt(j)) {
    i++;
    j++;
  }
  while (n > i && m > j && a.charCodeAt(n - 1) === b.charCodeAt(m - 1)) {
    n--;
    m--;
  }
  const [x, y] = [Math.max(0, n - i), Math.max(0, m - j)];
  return (x <= 1 && y <= 1) || (x === 2 && y === 2 && a.charCodeAt(i) === b.charCodeAt(j + 1) && a.charCodeAt(i + 1) === b.charCodeAt(j));
}

/** Tables small enough to stay near the processor: rows of one surname follow each other, so pairs of words come again soon. */
const [SURNAME_BITS, WORD_BITS] = [17, 15] as const;

/** Level by pair of tokens, remembered in a table of 2^bits places by the pair itself; equal inputs give equal levels whatever it holds. */
function remembered(bits: number, compare: (a: number, b: number) => number): (a: number, b: number) => number {
  const keys = new Float64Array(2 ** bits).fill(-1);
  const levels = new Uint8Array(2 ** bits);
  return (a, b) => {
    const key = a * 2 ** 26 + b;
    const at = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - bits);
    if (keys[at] === key) return levels[at] ?? 0;
    const level = compare(a, b);
    keys[at] = key;
    levels[at] = level;
    return level;
  };
}

export type NameComparer = {
  readonly surname: (a: number, a2: number, b: number, b2: number) => number;
  /** Given names, and fathers' names by their stems. */
  readonly name: (a: number, setA: number, kindA: number, b: number, setB: number, kindB: number) => number;
  /** The same where no letters have to be compared; -1 where they have. */
  readonly quickName: (a: number, setA: number, kindA: number, b: number, setB: number, kindB: number) => number;
};

/** Smallest id in both sets of a pair of sets, or -1. */
export function meetingOf({ setStarts, setIds }: Names): (a: number, b: number) => number {
  return (a, b) => {
    if (a === 0 || b === 0) return -1;
    if (a === b) return setIds[setStarts[a] ?? 0] ?? -1;
    const endA = setStarts[a + 1] ?? 0;
    const endB = setStarts[b + 1] ?? 0;
    let i = setStarts[a] ?? 0;
    let j = setStarts[b] ?? 0;
    while (i < endA && j < endB) {
      const x = setIds[i] ?? 0;
      const y = setIds[j] ?? 0;
      if (x === y) return x;
      if (x < y) i++;
      else j++;
    }
    return -1;
  };
}

const KNOWN = new WeakMap<Names, NameComparer>();

/** What compares the words of `names`; made once, since what was compared is remembered and may be asked for several purposes. */
export function nameComparer(names: Names): NameComparer {
  let known = KNOWN.get(names);
  if (known === undefined) KNOWN.set(names, (known = createNameComparer(names)));
  return known;
}

function createNameComparer(names: Names): NameComparer {
  const { writing, bones, setStarts, setIds, initials } = names;
  const text = (token: number): string => names.text[token] ?? "";
  const isAbjad = (token: number): boolean => writing[token] !== 0;
  const meet = meetingOf(names);
  const shapes = shapesOf(names);
  const isShaped = (token: number): boolean => (shapes[4 * token + 1] ?? 0) !== 0;
  /** Whether the letters of both words are known to be no slip apart and less alike than `likeness`: most pairs of words are told apart by that. */
  const areFarApart = (a: number, b: number, likeness: number): boolean =>
    isShaped(a) && isShaped(b) && !mayBeOneEdit(shapes, 4 * a, 4 * b) && likenessAtMost(shapes, 4 * a, 4 * b) < likeness - ROUNDING;
  const isLong = (token: number): boolean => (shapes[4 * token + 1] ?? 0) >= OTHER_NAME_LENGTH_MIN;
  const hasHyphen = (token: number): boolean => ((shapes[4 * token] ?? 0) & HYPHEN) !== 0;
  const keyOf = (token: number, script: number): string => (isAbjad(token) ? text(token) : script === 1 ? arabicKey(text(token)) : hebrewKey(text(token)));

  /** Equal without vowels, where at least one side is written so. */
  const meetAbjad = (a: number, b: number): boolean => {
    const script = writing[isAbjad(a) ? a : b] ?? 1;
    if (isAbjad(a) && isAbjad(b)) return writing[a] === writing[b] ? text(a) === text(b) : withoutWeak(text(a)) === withoutWeak(text(b));
    if (keyOf(a, script) === keyOf(b, script)) return true;
    return script === 2 && (isAbjad(a) ? text(a) === hebrewKeyWithB(text(b)) : text(b) === hebrewKeyWithB(text(a)));
  };

  /** One letter apart without vowels, of words long enough for that to mean something. */
  const nearAbjad = (a: number, b: number): boolean => {
    const script = writing[isAbjad(a) ? a : b] ?? 1;
    const [x, y] = isAbjad(a) && isAbjad(b) ? [withoutWeak(text(a)), withoutWeak(text(b))] : [keyOf(a, script), keyOf(b, script)];
    return Math.min(x.length, y.length) > 3 && isOneEdit(x, y);
  };

  const surnamePair = remembered(SURNAME_BITS, (a, b) => {
    if (isAbjad(a) || isAbjad(b)) return meetAbjad(a, b) ? 6 : nearAbjad(a, b) ? 7 : 8;
    const x = text(a);
    const y = text(b);
    if (Math.min(x.length, y.length) > 3 && isOneEdit(x, y)) return 2;
    if (bones[a] === bones[b] && x.length > 2) return 3;
    if ((x.includes("-") || y.includes("-")) && sharePart(x, y)) return 4;
    if (isTwoEdits(x, y)) return 5;
    return jaroWinkler(x, y) >= SOMEWHAT_ALIKE_MIN ? 7 : 8;
  });

  const wordPair = remembered(WORD_BITS, (a, b) => {
    if (isAbjad(a) || isAbjad(b)) return meetAbjad(a, b) ? 3 : nearAbjad(a, b) ? 6 : 7;
    const x = text(a);
    const y = text(b);
    if (Math.min(x.length, y.length) > 3 && isOneEdit(x, y)) return 4;
    const alike = jaroWinkler(x, y);
    return alike >= SOMEWHAT_ALIKE_MIN ? 6 : alike >= OTHER_NAME_MAX || Math.min(x.length, y.length) < OTHER_NAME_LENGTH_MIN ? 7 : 8;
  });

  const initialAgrees = (initial: number, other: number, set: number): boolean => {
    const letters = text(initial);
    if (letters.includes(text(other).charAt(0))) return true;
    for (let k = setStarts[set] ?? 0; k < (setStarts[set + 1] ?? 0); k++) if (meetLetters(letters, initials[setIds[k] ?? 0] ?? "")) return true;
    return false;
  };

  const quickName: NameComparer["quickName"] = (a, setA, kindA, b, setB, kindB) => {
    if (a === 0 || b === 0) return 0;
    if (kindA === KIND.initial || kindB === KIND.initial) return -1;
    if (a === b) return 1;
    if (meet(setA, setB) >= 0) return kindA === KIND.guess || kindB === KIND.guess ? 3 : kindA === KIND.short || kindB === KIND.short ? 2 : 1;
    return -1;
  };

  const name: NameComparer["name"] = (a, setA, kindA, b, setB, kindB) => {
    const quick = quickName(a, setA, kindA, b, setB, kindB);
    if (quick >= 0) return quick;
    if (kindA === KIND.initial || kindB === KIND.initial) {
      if (kindA === kindB) return meetLetters(text(a), text(b)) ? 5 : 8;
      const agrees = kindA === KIND.initial ? initialAgrees(a, b, setB) : initialAgrees(b, a, setA);
      return agrees ? 5 : 8;
    }
    const isKnown = (kind: number): boolean => kind === KIND.formal || kind === KIND.short;
    if (isKnown(kindA) && isKnown(kindB)) return areFarApart(a, b, Number.POSITIVE_INFINITY) || wordPair(a, b) !== 4 ? 8 : 6;
    return isLong(a) && isLong(b) && areFarApart(a, b, OTHER_NAME_MAX) ? 8 : wordPair(a, b);
  };

  return {
    surname: (a, a2, b, b2) => {
      if (a === 0 || b === 0) return 0;
      if (a === b) return 1;
      const isFar = bones[a] !== bones[b] && areFarApart(a, b, SOMEWHAT_ALIKE_MIN) && !mayBeTwoEdits(shapes, 4 * a, 4 * b) && !hasHyphen(a) && !hasHyphen(b);
      const level = isFar ? 8 : surnamePair(a, b);
      if (level <= 3 || (a2 === 0 && b2 === 0)) return level;
      return a2 === b || a === b2 || (a2 !== 0 && a2 === b2) ? 4 : level;
    },
    name,
    quickName,
  };
}

const meetLetters = (a: string, b: string): boolean => [...a].some((letter) => b.includes(letter));

const PART_LENGTH_MIN = 4;

/** Whether a part of a double surname is the other surname or a part of it: a woman who took a second name, or kept her first. */
function sharePart(a: string, b: string): boolean {
  const parts = b.split("-");
  return a.split("-").some((part) => part.length >= PART_LENGTH_MIN && parts.includes(part));
}

const withoutWeak = (consonants: string): string => consonants.replace(/[fhv]/g, "").replace(/p/g, "b");

/** The word by which fathers are compared: the patronymic without its suffix. */
export const fatherStem = (skeleton: string): string => patronymicStem(skeleton)?.stem ?? skeleton.replace(/[aeiou]+$/, "");
