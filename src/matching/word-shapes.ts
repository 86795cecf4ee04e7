// What tells most pairs of words apart before their letters are compared: sets of letters, lengths, the first four letters. All bounds are
// from above, so two words that they tell apart are so by their letters too.
import type { Names } from "./problem.ts";

/** Sums are made in another order than where they count. */
export const ROUNDING = 1e-9;
/** Longer words are not told apart here. */
export const LETTERS_MAX = 64;
/** The place of a hyphen in a set of letters; of the letters of a skeleton none stands there. */
export const HYPHEN = 1 << 31;

type Words = Pick<Names, "text" | "writing" | "bones">;

/** What is asked of the same words for several purposes is worked out once. */
const KNOWN = new WeakMap<Words, Int32Array>();

/**
 * Four numbers a word: which letters it has (by the last five bits of each, a hyphen as HYPHEN), its length, its first four letters, the
 * number of its consonants. Length 0 for words that are compared without vowels or are too long: nothing is known of them here.
 */
export function shapesOf(words: Words): Int32Array {
  let shapes = KNOWN.get(words);
  if (shapes === undefined) KNOWN.set(words, (shapes = readShapes(words)));
  return shapes;
}

function readShapes({ text, writing, bones }: Words): Int32Array {
  const shapes = new Int32Array(4 * text.length);
  text.forEach((word, token) => {
    if (writing[token] !== 0 || word.length > LETTERS_MAX) return;
    let [letters, head] = [0, 0];
    for (let k = 0; k < word.length; k++) letters |= word.charCodeAt(k) === 45 ? HYPHEN : 1 << (word.charCodeAt(k) & 31);
    for (let k = 0; k < 4; k++) head = (head << 8) | (k < word.length ? word.charCodeAt(k) & 255 : 0);
    shapes.set([letters, word.length, head, bones[token] ?? 0], 4 * token);
  });
  return shapes;
}

/** False only where no added, lost, changed or exchanged letter makes one word the other: it changes two letters of the set at most. */
export const mayBeOneEdit = (shapes: Int32Array, a: number, b: number): boolean => {
  const apart = (shapes[a + 1] ?? 0) - (shapes[b + 1] ?? 0);
  return apart <= 1 && apart >= -1 && bits((shapes[a] ?? 0) ^ (shapes[b] ?? 0)) <= 2;
};

/** The same of two slips: a changed letter changes two of the set, an added or lost one changes one and the length. */
export const mayBeTwoEdits = (shapes: Int32Array, a: number, b: number): boolean => {
  const apart = Math.abs((shapes[a + 1] ?? 0) - (shapes[b + 1] ?? 0));
  return apart <= 2 && bits((shapes[a] ?? 0) ^ (shapes[b] ?? 0)) <= 4 - apart;
};

/** A bound from above of the Jaro-Winkler likeness: letters that only one word has cannot match, all others may, in order. */
export const likenessAtMost = (shapes: Int32Array, a: number, b: number): number => {
  const [lettersA, lettersB] = [shapes[a] ?? 0, shapes[b] ?? 0];
  const [n, m] = [shapes[a + 1] ?? 0, shapes[b + 1] ?? 0];
  const matches = Math.min(n - bits(lettersA & ~lettersB), m - bits(lettersB & ~lettersA));
  if (matches <= 0) return 0;
  const jaro = (matches / n + matches / m + 1) / 3;
  return jaro + (Math.clz32((shapes[a + 2] ?? 0) ^ (shapes[b + 2] ?? 0)) >> 3) * 0.1 * (1 - jaro);
};

/** How many bits of a whole number of 32 are set (Warren, Hacker's Delight, 5-1). */
export function bits(value: number): number {
  let x = value - ((value >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
