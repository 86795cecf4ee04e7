// Which pairs are compared at all: those that agree on one of several keys. A key is a few parts of a row; equal 32-bit hashes make
// a candidate (a collision only adds one, equality is never told by hash). A part may have several values (a short form of
// several names, a second surname): each makes its own key. Candidates are found row by row and never stored.
import type { Prepared, PreparedPair } from "./prepare.ts";
import { KIND, type Tokens } from "./tokens.ts";

/** S consonants of the surname, S2 its first two; F given name, G2 first two consonants of it as written; T father's name;
 *  D birth date, Y its year, M month and day; N service number, U unit, P place; A surname without vowels and weak letters. */
type Part = "S" | "S2" | "F" | "G2" | "T" | "D" | "Y" | "M" | "N" | "U" | "P" | "A";

/** Most telling first: when a row has more candidates than the limit, the last keys are cut. */
export const KEYS: readonly (readonly Part[])[] = [
  ["N"], ["D", "F"], ["D", "S2"], ["D", "T"], ["D", "U"], ["D", "P"], ["D", "G2"], ["S", "F"], ["S", "T"], ["F", "T", "M"], ["F", "T", "U"], ["S", "Y"],
  ["S", "U"], ["M", "F", "S2"], ["F", "T", "Y", "S2"], ["F", "Y", "U"], ["F", "T", "S2"],
];
const ABJAD_KEYS: readonly (readonly Part[])[] = [["A", "Y"], ["A", "D"]];
/** Below this size of both lists the birth date alone is a key. */
const DATE_ALONE_MAX = 50_000;

export const BLOCK_ROWS_MAX = 5_000;
export const CANDIDATES_MAX = 20_000;

export type Blocks = {
  /** Fills `into` with the right rows to be compared with left row `i`, each once; the count. */
  readonly candidates: (i: number, into: Int32Array) => number;
  /** Blocks above the limit (only rows with the same birth year or father are taken from them), and rows whose candidates were cut. */
  readonly told: { refined: number; cut: number };
};

type Index = { readonly parts: readonly Part[]; readonly salt: number; readonly mask: number; readonly starts: Int32Array; readonly hashes: Int32Array; readonly rows: Int32Array };

export function buildBlocks(pair: PreparedPair): Blocks {
  const { left, right, tokens } = pair;
  const isAbjad = [left, right].some((list) => list.surname.some((token) => tokens.writing[token] !== "vowelled"));
  const alone: readonly (readonly Part[])[] = Math.max(left.count, right.count) < DATE_ALONE_MAX ? [["D"]] : [];
  const keys = [...KEYS, ...alone, ...(isAbjad ? ABJAD_KEYS : [])];
  const [partsLeft, partsRight] = [partReader(left, tokens), partReader(right, tokens)];
  const indexes = keys.map((parts, at) => indexOf(parts, Math.imul(at + 1, 0x9e3779b1), right, partsRight));
  const stamp = new Int32Array(right.count).fill(-1);
  const told = { refined: 0, cut: 0 };
  const buffer = new Int32Array(256);
  let asked = 0;
  const candidates = (i: number, into: Int32Array): number => {
    const turn = asked++ % 0x7fffffff;
    let count = 0;
    for (const index of indexes) {
      const hashes = hashesOf(index.parts, index.salt, i, partsLeft, buffer);
      for (let k = 0; k < hashes; k++) {
        const hash = buffer[k] ?? 0;
        const bucket = hash & index.mask;
        const [from, to] = [index.starts[bucket] ?? 0, index.starts[bucket + 1] ?? 0];
        const isLarge = to - from > BLOCK_ROWS_MAX;
        if (isLarge) told.refined++;
        for (let e = from; e < to; e++) {
          if (index.hashes[e] !== hash) continue;
          const j = index.rows[e] ?? 0;
          if (stamp[j] === turn) continue;
          if (isLarge && !agreesFurther(left, i, right, j)) continue;
          stamp[j] = turn;
          if (count >= into.length) {
            told.cut++;
            return count;
          }
          into[count++] = j;
        }
      }
    }
    return count;
  };
  return { candidates, told };
}

const agreesFurther = (left: Prepared, i: number, right: Prepared, j: number): boolean =>
  (left.birthFrom[i] !== 0 && left.birthFrom[i] === right.birthFrom[j]) || (left.father[i] !== 0 && left.father[i] === right.father[j]);

type PartReader = (part: Part, row: number, into: Int32Array) => number;

function partReader(list: Prepared, tokens: Tokens): PartReader {
  const bones = Int32Array.from(tokens.bones);
  const heads = Int32Array.from(tokens.text, (text, token) => head(text, tokens.writing[token] === "vowelled"));
  const weak = Int32Array.from(tokens.text, (text) => textHash(abjadBones(text)));
  const one = (into: Int32Array, value: number): number => {
    into[0] = value;
    return value === 0 ? 0 : 1;
  };
  const two = (into: Int32Array, a: number, b: number): number => {
    let count = 0;
    if (a !== 0) into[count++] = a;
    if (b !== 0 && b !== a) into[count++] = b;
    return count;
  };
  const at = (column: Int32Array, row: number): number => column[row] ?? 0;
  const names = (token: number, set: number, kind: number, into: Int32Array): number => {
    if (token === 0 || kind === KIND.initial) return 0;
    let count = 0;
    for (const id of tokens.sets[set] ?? []) if (count < 8) into[count++] = id + 1;
    if (kind !== KIND.formal && kind !== KIND.short) into[count++] = 1_000_000 + (bones[token] ?? 0);
    return count;
  };
  return (part, row, into) => {
    const birth = at(list.birth, row);
    const isFull = birth % 100 !== 0 && Math.floor(birth / 100) % 100 !== 0;
    switch (part) {
      case "S": return two(into, bones[at(list.surname, row)] ?? 0, bones[at(list.surname2, row)] ?? 0);
      case "S2": return one(into, heads[at(list.surname, row)] ?? 0);
      case "F": return names(at(list.given, row), at(list.givenSet, row), list.givenKind[row] ?? 0, into);
      case "G2": return one(into, heads[at(list.given, row)] ?? 0);
      case "T": return names(at(list.father, row), at(list.fatherSet, row), list.fatherKind[row] ?? 0, into);
      case "D": return one(into, isFull ? birth : 0);
      case "Y": return one(into, Math.floor(birth / 10_000));
      case "M": return one(into, isFull ? birth % 10_000 : 0);
      case "N": return one(into, at(list.number, row));
      case "U": return one(into, at(list.unit, row));
      case "P": return one(into, at(list.place, row));
      case "A": return one(into, at(list.surname, row) === 0 ? 0 : (weak[at(list.surname, row)] ?? 0));
    }
  };
}

/** The first two consonants of a word as one number; a leading vowel counts as one letter. */
function head(text: string, isVowelled: boolean): number {
  const letters = text.replace(/^[aeiou]+/, "a").replace(/(?!^)[aeiou-]/g, "");
  return text === "" || !isVowelled ? 0 : letters.charCodeAt(0) * 256 + (letters.charCodeAt(1) || 0);
}

/** What every script keeps of a word: no vowels, no v f h, p as b. */
const abjadBones = (text: string): string => text.replace(/dz/g, "z").replace(/[aeiouvfh-]/g, "").replace(/p/g, "b").replace(/ts|tw/g, "c").replace(/(.)\1+/g, "$1");

function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return text === "" ? 0 : hash | 1;
}

/** Hashes of all combinations of the parts' values, at most as many as `into` holds; 0 when a part is not known. */
function hashesOf(parts: readonly Part[], salt: number, row: number, read: PartReader, into: Int32Array): number {
  into[0] = salt;
  let count = 1;
  for (const part of parts) {
    const found = read(part, row, VALUES);
    if (found === 0) return 0;
    const next = Math.min(into.length, count * found);
    for (let k = next - 1; k >= 0; k--) into[k] = mix(into[Math.floor(k / found)] ?? 0, VALUES[k % found] ?? 0);
    count = next;
  }
  return count;
}

const VALUES = new Int32Array(16);

/** One round of MurmurHash3's 32-bit mixing (Appleby, public domain). */
function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  let h = hash ^ k;
  h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  return h ^ (h >>> 13);
}

function indexOf(parts: readonly Part[], salt: number, list: Prepared, read: PartReader): Index {
  const buffer = new Int32Array(256);
  let total = 0;
  for (let row = 0; row < list.count; row++) total += hashesOf(parts, salt, row, read, buffer);
  const size = 2 ** Math.max(4, Math.ceil(Math.log2(total + 1)));
  const mask = size - 1;
  const starts = new Int32Array(size + 1);
  const unsorted = new Int32Array(total);
  const owner = new Int32Array(total);
  let at = 0;
  for (let row = 0; row < list.count; row++) {
    const count = hashesOf(parts, salt, row, read, buffer);
    for (let k = 0; k < count; k++) {
      const hash = buffer[k] ?? 0;
      unsorted[at] = hash;
      owner[at++] = row;
      const slot = (hash & mask) + 1;
      starts[slot] = (starts[slot] ?? 0) + 1;
    }
  }
  for (let slot = 0; slot < size; slot++) starts[slot + 1] = (starts[slot + 1] ?? 0) + (starts[slot] ?? 0);
  const next = starts.slice(0, size);
  const hashes = new Int32Array(total);
  const rows = new Int32Array(total);
  for (let e = 0; e < total; e++) {
    const hash = unsorted[e] ?? 0;
    const slot = next[hash & mask] ?? 0;
    next[hash & mask] = slot + 1;
    hashes[slot] = hash;
    rows[slot] = owner[e] ?? 0;
  }
  return { parts, salt, mask, starts, hashes, rows };
}
