// Which pairs are compared at all: those that agree on one of several keys. A key is a few parts of a row; equal 32-bit hashes make
// a candidate (a collision only adds one, equality is never told by hash). A part may have several values (a short form of
// several names, a second surname): each makes its own key. Candidates are found row by row and never stored.
import { consonantKey } from "../vocabulary/name-skeleton.ts";
import { sharedInts } from "./packed-texts.ts";
import { AT, STRIDE, textHash, weakBones, type Names, type Problem, type Side } from "./problem.ts";
import { KIND } from "./tokens.ts";

/** S consonants of the surname, S2 its first two; F given name, G2 first two consonants of it as written; T father's name;
 *  D birth date, Y its year, M month and day; N service number, U unit, P place; A surname without vowels and weak letters, B given
 *  name likewise; I first letters of the given name, of pairs in which a side states only its initial; E consonants of the surname with each one left out, W those of A likewise: two words one slip apart share one. */
type Part = "S" | "S2" | "F" | "G2" | "T" | "D" | "Y" | "M" | "N" | "U" | "P" | "A" | "E" | "B" | "W" | "I";

/** Most telling first: when a row has more candidates than the limit, the last keys are cut. */
const KEYS: readonly (readonly Part[])[] = [
  ["N"], ["D", "F"], ["D", "S2"], ["D", "T"], ["D", "U"], ["D", "P"], ["D", "G2"], ["S", "F"], ["S", "T"], ["F", "T", "M"], ["F", "T", "U"], ["S", "Y"],
  ["S", "U"], ["M", "F", "S2"], ["F", "T", "Y", "S2"], ["F", "Y", "U"], ["F", "T", "S2"], ["S", "I"],
];
const ABJAD_KEYS: readonly (readonly Part[])[] = [["A", "Y"], ["A", "D"], ["A", "B"], ["W", "F"]];
/** What more than one slip leaves: for lists where that many more candidates cost little. */
const SLIP_KEYS: readonly (readonly Part[])[] = [["E", "F"], ["E", "T"], ["E", "I"], ["E", "M"], ["E", "U"], ["E", "Y", "G2"], ["F", "T", "Y"], ["F", "U"]];
const ABJAD_SLIP_KEYS: readonly (readonly Part[])[] = [["W", "Y"], ["W", "U"]];
/** Below this size of both lists the birth date alone is a key. */
export const DATE_ALONE_MAX = 50_000;
/** Whether these are the keys of small lists: of large ones they would bring many candidates. */
export const isForSmallLists = (keys: readonly Key[]): boolean => keys.some(({ parts }) => parts.join() === "D");

export const BLOCK_ROWS_MAX = 5_000;
export const CANDIDATES_MAX = 20_000;

export type Key = { readonly parts: readonly Part[]; readonly salt: number };
/** Entries (hash, right place) of bucket b stand at 2 · starts[b] … 2 · starts[b + 1] - 1; the buckets are a power of two. */
export type KeyIndex = Key & { readonly mask: number; readonly starts: Int32Array; readonly entries: Int32Array };

/** In this order the kernel numbers them. */
export const PARTS: readonly Part[] = ["S", "S2", "F", "G2", "T", "D", "Y", "M", "N", "U", "P", "A", "E", "B", "W", "I"];

/** Keys by their spelling (parts parted by blanks), in this order; parts that are none are left out. */
export const namedKeys = (spellings: readonly string[]): Key[] =>
  spellings.map((spelling, at) => ({ parts: spelling.split(" ").flatMap((name) => PARTS.filter((part) => part === name)), salt: Math.imul(at + 1, 0x9e3779b1) }));

/** The keys of these lists; those of a saved model where the problem names them. */
export function keysOf(problem: Problem): Key[] {
  return problem.keys ? namedKeys(problem.keys) : ownKeys(problem);
}

function ownKeys({ left, right, names }: Problem): Key[] {
  const isAbjad = [left, right].some(({ rows, count }) => {
    for (let at = 0; at < count; at++) if (names.writing[rows[at * STRIDE + AT.surname] ?? 0] !== 0) return true;
    return false;
  });
  const alone: readonly (readonly Part[])[] = Math.max(left.count, right.count) < DATE_ALONE_MAX ? [["D"], ...SLIP_KEYS, ...(isAbjad ? ABJAD_SLIP_KEYS : [])] : [];
  return [...KEYS, ...alone, ...(isAbjad ? ABJAD_KEYS : [])].map((parts, at) => ({ parts, salt: Math.imul(at + 1, 0x9e3779b1) }));
}

/** Whether a row is looked for or stands in the index: an initial meets a whole name and an initial, two whole names do not meet by it. */
export type Role = "asks" | "stands";
export const OF_INITIAL = 256;

/** Hashes of one key of the row at a place, for an index that grows; the array is reused. */
export function keyHasher({ rows }: Side, names: Names, role: Role): (key: Key, at: number) => Int32Array {
  const read = partReader(names);
  const buffer = new Int32Array(HASHES_MAX);
  return ({ parts, salt }, at) => buffer.subarray(0, hashesOf(parts, salt, rows, at * STRIDE, role === "asks", read, buffer));
}

export type Blocks = {
  /** Fills `into` with the right places to be compared with left place `i`, each once; the count. */
  readonly candidates: (i: number, into: Int32Array) => number;
  /** Blocks above the limit (only rows with the same birth year or father are taken from them), and rows whose candidates were cut. */
  readonly told: { refined: number; cut: number };
};

/** Where goes what is read only to have it near. */
const SINK = new Int32Array(1);
/** Hashes of one key that one row may have. */
export const HASHES_MAX = 256;

/**
 * The places of memory that a row needs are asked for in runs that do not wait for each other (starts of all its blocks, then their
 * first entries), and only then walked: with millions of rows the wait for memory is most of the work.
 */
export function createBlocks({ left, right, names, isOneList }: Problem, indexes: readonly KeyIndex[]): Blocks {
  const read = partReader(names);
  const stamp = new Int32Array(right.count).fill(-1);
  const told = { refined: 0, cut: 0 };
  const buffer = new Int32Array(HASHES_MAX);
  const [hashes, keys, froms, tos] = [0, 1, 2, 3].map(() => new Int32Array(HASHES_MAX * indexes.length)) as [Int32Array, Int32Array, Int32Array, Int32Array]; // four of them
  const [allEntries, allStarts, masks] = [indexes.map(({ entries }) => entries), indexes.map(({ starts }) => starts), Int32Array.from(indexes, ({ mask }) => mask)];
  let asked = 0;
  const lookUp = (i: number): number => {
    let count = 0;
    for (let key = 0; key < indexes.length; key++) {
      const index = indexes[key];
      if (!index) break;
      const found = hashesOf(index.parts, index.salt, left.rows, i * STRIDE, true, read, buffer);
      for (let k = 0; k < found; k++) {
        hashes[count] = buffer[k] ?? 0;
        keys[count++] = key;
      }
    }
    for (let k = 0; k < count; k++) {
      const key = keys[k] ?? 0;
      const [bucket, starts] = [(hashes[k] ?? 0) & (masks[key] ?? 0), allStarts[key] ?? buffer];
      froms[k] = starts[bucket] ?? 0;
      tos[k] = starts[bucket + 1] ?? 0;
    }
    for (let k = 0; k < count; k++) SINK[0] = (allEntries[keys[k] ?? 0] ?? buffer)[2 * (froms[k] ?? 0)] ?? 0;
    return count;
  };
  const candidates = (i: number, into: Int32Array): number => {
    const turn = asked++ % 0x7fffffff;
    const lookUps = lookUp(i);
    let count = 0;
    for (let at = 0; at < lookUps; at++) {
      const hash = hashes[at] ?? 0;
      const [from, to] = [froms[at] ?? 0, tos[at] ?? 0];
      if (from === to) continue;
      const entries = allEntries[keys[at] ?? 0] ?? buffer;
      const isLarge = to - from > BLOCK_ROWS_MAX;
      if (isLarge) told.refined++;
      for (let e = 2 * from; e < 2 * to; e += 2) {
        if (entries[e] !== hash) continue;
        const j = entries[e + 1] ?? 0;
        if (stamp[j] === turn || (isOneList && j <= i)) continue;
        if (isLarge && !agreesFurther(left.rows, i * STRIDE, right.rows, j * STRIDE)) continue;
        stamp[j] = turn;
        if (count >= into.length) {
          told.cut++;
          return count;
        }
        into[count++] = j;
      }
    }
    return count;
  };
  return { candidates, told };
}

/** Same first birth year or father: asked of rows of a block above the limit. */
export const agreesFurther = (left: Int32Array, l: number, right: Int32Array, r: number): boolean => {
  const [yearsL = 0, yearsR = 0] = [left[l + AT.years], right[r + AT.years]];
  return (yearsL !== 0 && yearsL >> 12 === yearsR >> 12) || (left[l + AT.father] !== 0 && left[l + AT.father] === right[r + AT.father]);
};

/** The values of a part of the row at `base`; how many. `asks` where the row is looked for. */
type PartReader = (part: Part, rows: Int32Array, base: number, asks: boolean, into: Int32Array) => number;

/** Made once for the same words: V8 makes better code of a function that exists once, and both lists share what is known of a word. */
const READERS = new WeakMap<Names, PartReader>();

function partReader(names: Names): PartReader {
  const reader = READERS.get(names) ?? newPartReader(names);
  READERS.set(names, reader);
  return reader;
}

function newPartReader(names: Names): PartReader {
  const { bones, heads, weak, setStarts, setIds } = names;
  const one = (into: Int32Array, value: number): number => {
    into[0] = value;
    return value === 0 ? 0 : 1;
  };
  const ids = (token: number, set: number, kind: number, into: Int32Array): number => {
    if (token === 0 || kind === KIND.initial) return 0;
    let count = 0;
    for (let k = setStarts[set] ?? 0; k < (setStarts[set + 1] ?? 0) && count < 8; k++) into[count++] = (setIds[k] ?? 0) + 1;
    if (kind !== KIND.formal && kind !== KIND.short) into[count++] = 1_000_000 + (bones[token] ?? 0);
    return count;
  };
  const known: (Int32Array | undefined)[] = [];
  const slips = (token: number, into: Int32Array): number => {
    if (token === 0 || names.writing[token] !== 0) return 0;
    const values = (known[token] ??= slipsOf(consonantKey(names.text[token] ?? "")));
    into.set(values);
    return values.length;
  };
  const knownLetters: (string | undefined)[] = [];
  const letters = (token: number, set: number, kind: number, asks: boolean, into: Int32Array): number => {
    if (token === 0) return 0;
    const isInitial = kind === KIND.initial;
    const all = (knownLetters[token] ??= firstLetters(names, token, set, isInitial));
    let count = 0;
    for (let k = 0; k < all.length && count < VALUES.length - 1; k++) {
      const letter = all.charCodeAt(k);
      if (isInitial === asks) into[count++] = letter;
      if (isInitial || asks) into[count++] = OF_INITIAL + letter;
    }
    return count;
  };
  const knownWeak: (Int32Array | undefined)[] = [];
  const weakSlips = (token: number, into: Int32Array): number => {
    if (token === 0) return 0;
    const values = (knownWeak[token] ??= slipsOf(weakBones(names.text[token] ?? "")));
    into.set(values);
    return values.length;
  };
  return (part, rows, base, asks, into) => {
    switch (part) {
      case "S": {
        const a = bones[rows[base] ?? 0] ?? 0;
        const b = bones[rows[base + AT.surname2] ?? 0] ?? 0;
        let count = 0;
        if (a !== 0) into[count++] = a;
        if (b !== 0 && b !== a) into[count++] = b;
        return count;
      }
      case "S2": return one(into, heads[rows[base] ?? 0] ?? 0);
      case "F": return ids(rows[base + AT.given] ?? 0, rows[base + AT.givenSet] ?? 0, (rows[base + AT.flags] ?? 0) & 7, into);
      case "G2": return one(into, heads[rows[base + AT.given] ?? 0] ?? 0);
      case "T": return ids(rows[base + AT.father] ?? 0, rows[base + AT.fatherSet] ?? 0, ((rows[base + AT.flags] ?? 0) >> 3) & 7, into);
      case "D": return one(into, full(rows[base + AT.birth] ?? 0));
      case "Y": return one(into, Math.floor((rows[base + AT.birth] ?? 0) / 10_000));
      case "M": return one(into, full(rows[base + AT.birth] ?? 0) % 10_000);
      case "N": return one(into, rows[base + AT.number] ?? 0);
      case "U": return one(into, rows[base + AT.unit] ?? 0);
      case "P": return one(into, rows[base + AT.place] ?? 0);
      case "E": return slips(rows[base] ?? 0, into);
      case "I": return letters(rows[base + AT.given] ?? 0, rows[base + AT.givenSet] ?? 0, (rows[base + AT.flags] ?? 0) & 7, asks, into);
      case "W": return weakSlips(rows[base] ?? 0, into);
      case "B": return one(into, (rows[base + AT.given] ?? 0) === 0 ? 0 : (weak[rows[base + AT.given] ?? 0] ?? 0));
      case "A": return one(into, (rows[base] ?? 0) === 0 ? 0 : (weak[rows[base] ?? 0] ?? 0));
    }
  };
}

/** The letters with which a name may begin: of an initial all it may stand for, of a name its own and those of its other forms. */
export function firstLetters({ text, setStarts, setIds, initials }: Names, token: number, set: number, isInitial: boolean): string {
  if (isInitial) return text[token] ?? "";
  const all = new Set((text[token] ?? "").charAt(0));
  for (let k = setStarts[set] ?? 0; k < (setStarts[set + 1] ?? 0); k++) for (const letter of initials[setIds[k] ?? 0] ?? "") all.add(letter);
  return [...all].join("");
}

const SLIPS_MAX = 14;

/** Hashes of a word's consonants, whole and with each one left out: two words one slip apart share one. */
export function slipsOf(bones: string): Int32Array {
  if (bones.length < 3) return new Int32Array(0);
  const found = new Set<number>([textHash(bones)]);
  for (let k = 0; k < bones.length && found.size < SLIPS_MAX; k++) found.add(textHash(bones.slice(0, k) + bones.slice(k + 1)));
  return Int32Array.from(found);
}

const full = (birth: number): number => (birth % 100 !== 0 && Math.floor(birth / 100) % 100 !== 0 ? birth : 0);

/** Hashes of all combinations of the parts' values, at most as many as `into` holds; 0 when a part is not known. */
function hashesOf(parts: readonly Part[], salt: number, rows: Int32Array, base: number, asks: boolean, read: PartReader, into: Int32Array): number {
  into[0] = salt;
  let count = 1;
  for (let p = 0; p < parts.length; p++) {
    const found = read(parts[p] ?? "S", rows, base, asks, VALUES);
    if (found === 0) return 0;
    if (found === 1) {
      const value = VALUES[0] ?? 0;
      for (let k = 0; k < count; k++) into[k] = mix(into[k] ?? 0, value);
      continue;
    }
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

/** The index of one key over the right list, by counting sort. Linear. */
export function indexKey({ right, names }: Problem, { parts, salt }: Key): KeyIndex {
  const read = partReader(names);
  const buffer = new Int32Array(HASHES_MAX);
  let unsorted = new Int32Array(2 * Math.max(16, right.count));
  let total = 0;
  for (let at = 0; at < right.count; at++) {
    const count = hashesOf(parts, salt, right.rows, at * STRIDE, false, read, buffer);
    if (2 * (total + count) > unsorted.length) {
      const wider = new Int32Array(unsorted.length * 2);
      wider.set(unsorted);
      unsorted = wider;
    }
    for (let k = 0; k < count; k++) {
      unsorted[2 * total] = buffer[k] ?? 0;
      unsorted[2 * total++ + 1] = at;
    }
  }
  const size = 2 ** Math.max(4, Math.ceil(Math.log2(total + 1)));
  const mask = size - 1;
  const starts = sharedInts(size + 1);
  for (let e = 0; e < total; e++) {
    const slot = ((unsorted[2 * e] ?? 0) & mask) + 1;
    starts[slot] = (starts[slot] ?? 0) + 1;
  }
  for (let slot = 0; slot < size; slot++) starts[slot + 1] = (starts[slot + 1] ?? 0) + (starts[slot] ?? 0);
  const next = new Int32Array(starts);
  const entries = sharedInts(2 * total);
  for (let e = 0; e < total; e++) {
    const hash = unsorted[2 * e] ?? 0;
    const slot = next[hash & mask] ?? 0;
    next[hash & mask] = slot + 1;
    entries[2 * slot] = hash;
    entries[2 * slot + 1] = unsorted[2 * e + 1] ?? 0;
  }
  return { parts, salt, mask, starts, entries };
}
