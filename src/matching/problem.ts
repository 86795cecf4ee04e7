// Both lists packed for the scan: whole numbers in shared memory, so that every worker reads the same bytes and nothing is copied.
// Rows are laid in the order of their surname's consonants, then of their ids: rows that meet lie near each other in memory, and
// the order of a file changes nothing.
//
// One row is 16 whole numbers, 64 bytes, one cache line:
// 0 surname · 1 second surname · 2 given · 3 its set · 4 father · 5 his set · 6 birth · 7 first year * 4096 + last year ·
// 8 number · 9 unit · 10 rank · 11 place · 12 capture day · 13 given kind + 8 * father kind + 64 * dates may be read two ways ·
// 14 row in the list · 15 place of its id in code order
import { stableByKey } from "./counting-sort.ts";
import { sharedInts, type PackedTexts } from "./packed-texts.ts";
import type { Prepared, PreparedPair } from "./prepare.ts";
import { WRITINGS, type Tokens } from "./tokens.ts";

export const STRIDE = 16;
export const AT = {
  surname: 0, surname2: 1, given: 2, givenSet: 3, father: 4, fatherSet: 5, birth: 6, years: 7, number: 8, unit: 9, rank: 10, place: 11, capture: 12,
  flags: 13, row: 14, idRank: 15,
} as const;

/** The words of both lists, as plain data that a worker can be sent. */
export type Names = {
  readonly text: readonly string[];
  /** 0 vowelled, 1 arabic, 2 hebrew. */
  readonly writing: Uint8Array;
  /** Number of the consonants of each word. */
  readonly bones: Int32Array;
  /** First two consonants as one number. */
  readonly heads: Int32Array;
  /** Hash of what every script keeps of the word. */
  readonly weak: Int32Array;
  /** Ids of set s stand at setStarts[s] … setStarts[s + 1] - 1, ascending. */
  readonly setStarts: Int32Array;
  readonly setIds: Int32Array;
  /** First letters of the formal forms of each name id. */
  readonly initials: readonly string[];
};

/** `count` rows are compared; `aside` rows stand behind them in `rows` and are not (SAME_ROWS_MAX). */
export type Side = { readonly count: number; readonly aside: number; readonly rows: Int32Array };

export type Problem = {
  readonly left: Side;
  readonly right: Side;
  readonly names: Names;
  readonly numbers: readonly string[] | PackedTexts;
  readonly ranks: readonly string[];
  /** Which list comes first by its first id: exchanging the lists exchanges nothing that is picked. */
  readonly isLeftFirst: boolean;
  /** Both sides are one list: a row is not paired with itself, and each pair is met once. */
  readonly isOneList: boolean;
  /** Spellings of the keys of a saved model. */
  readonly keys?: readonly string[];
};

/** @param ints makes the memory of the rows. */
export function createProblem(pair: PreparedPair, initialsOf: (id: number) => string, keys?: readonly string[], ints = sharedInts): Problem {
  const names = namesOf(pair.tokens, initialsOf);
  const left = sideOf(pair.left, names, ints);
  const right = pair.left === pair.right ? left : sideOf(pair.right, names, ints);
  return { left, right, names, numbers: pair.numbers.packed(), ranks: pair.ranks.text, isLeftFirst: pair.left.firstId <= pair.right.firstId, isOneList: pair.left === pair.right, ...(keys ? { keys } : {}) };
}

export function namesOf(tokens: Tokens, initialsOf: (id: number) => string): Names {
  const setStarts = new Int32Array(tokens.sets.length + 1);
  tokens.sets.forEach((ids, set) => (setStarts[set + 1] = (setStarts[set] ?? 0) + ids.length));
  const setIds = Int32Array.from(tokens.sets.flat());
  const top = setIds.reduce((a, b) => Math.max(a, b), -1);
  let [heads, weak]: (Int32Array | undefined)[] = []; // the kernel reads them by itself
  return {
    text: tokens.text, writing: Uint8Array.from(tokens.writing, (writing) => WRITINGS.indexOf(writing)), bones: Int32Array.from(tokens.bones),
    get heads() { return (heads ??= Int32Array.from(tokens.text, (text, token) => head(text, tokens.writing[token] === "vowelled"))); },
    get weak() { return (weak ??= Int32Array.from(tokens.text, (text) => textHash(weakBones(text)))); },
    setStarts, setIds, initials: Array.from({ length: top + 1 }, (_, id) => initialsOf(id)),
  };
}

function sideOf(list: Prepared, names: Names, ints: (size: number) => Int32Array): Side {
  const { count, idRanks } = list;
  const byRank = new Int32Array(count);
  idRanks.forEach((rank, row) => (byRank[rank] = row));
  const order = stableByKey(byRank, list.surname.map((surname) => names.bones[surname] ?? 0), names.bones.length + 1);
  const rows = ints(count * STRIDE);
  layRows(list, order, idRanks, rows);
  const aside = asideOf(rows, count, names);
  if (!aside) return { count, aside: 0, rows };
  const ranks = new Int32Array(count); // of those compared without a gap
  stableByKey(byRank, aside, 2).forEach((row, rank) => (ranks[row] = rank));
  layRows(list, stableByKey(order, aside, 2), ranks, rows);
  const many = aside.reduce((sum, one) => sum + one, 0);
  return { count: count - many, aside: many, rows };
}

function layRows(list: Prepared, order: Int32Array, ranks: Int32Array, rows: Int32Array): void {
  const placeOf = new Int32Array(list.count);
  order.forEach((row, at) => (placeOf[row] = at));
  for (let row = 0; row < list.count; row++) { // the columns are read as they lie, and each row is one place of memory
    const base = (placeOf[row] ?? 0) * STRIDE;
    packRow(list, row, rows, base);
    rows[base + AT.idRank] = ranks[row] ?? 0;
  }
}

/**
 * Of rows of a list that say the very same, so many are compared, the first by id: as many as pairs of one row are kept. None of them can be told from another, and no
 * pair of them is likely; compared with each other all of them would cost their square, and the model would learn of little else. The rest are not paired, and that is said of them.
 */
export const SAME_ROWS_MAX = 64;

/** 1 for the rows of the list that stand aside; undefined where none does. Linear: only where rows may say the same are they read as texts. */
function asideOf(rows: Int32Array, count: number, { bones }: Names): Int32Array | undefined {
  let aside: Int32Array | undefined;
  const bonesAt = (at: number): number => bones[rows[at * STRIDE] ?? 0] ?? 0;
  const seen = new Int32Array(slotsOf(count));
  for (let from = 0, to = 0; from < count; from = to) { // those of one surname stand together
    for (to = from + 1; to < count && bonesAt(to) === bonesAt(from); ) to++;
    if (to - from <= SAME_ROWS_MAX || !isCrowded(rows, from, to, seen)) continue;
    const known = new Map<string, number>();
    for (let at = from; at < to; at++) {
      const said = rows.subarray(at * STRIDE, at * STRIDE + AT.row).join(" ");
      const before = known.get(said) ?? 0;
      known.set(said, before + 1);
      if (before >= SAME_ROWS_MAX) (aside ??= new Int32Array(count))[rows[at * STRIDE + AT.row] ?? 0] = 1;
    }
  }
  return aside;
}

/** A power of two, at least a quarter of so many rows. */
const slotsOf = (count: number): number => 2 ** Math.ceil(Math.log2(Math.max(SAME_ROWS_MAX, count / 4)));

/** Whether more of these rows have one hash than are compared of such as say the same; `seen` is room for it. */
function isCrowded(rows: Int32Array, from: number, to: number, seen: Int32Array): boolean {
  const mask = slotsOf(to - from) - 1;
  seen.fill(0, 0, mask + 1);
  for (let at = from; at < to; at++) {
    let hash = 0;
    for (let k = at * STRIDE; k < at * STRIDE + AT.row; k++) hash = Math.imul(hash ^ (rows[k] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    const slot = (hash ^ (hash >>> 16)) & mask;
    const times = (seen[slot] ?? 0) + 1;
    if (times > SAME_ROWS_MAX) return true;
    seen[slot] = times;
  }
  return false;
}

/** Writes one row at `base`; the place of its id is left as it is. */
export function packRow(list: Prepared, row: number, rows: Int32Array, base: number): void {
  rows[base] = list.surname[row] ?? 0;
  rows[base + 1] = list.surname2[row] ?? 0;
  rows[base + 2] = list.given[row] ?? 0;
  rows[base + 3] = list.givenSet[row] ?? 0;
  rows[base + 4] = list.father[row] ?? 0;
  rows[base + 5] = list.fatherSet[row] ?? 0;
  rows[base + 6] = list.birth[row] ?? 0;
  rows[base + 7] = (list.birthFrom[row] ?? 0) * 4096 + (list.birthTo[row] ?? 0);
  rows[base + 8] = list.number[row] ?? 0;
  rows[base + 9] = list.unit[row] ?? 0;
  rows[base + 10] = list.rank[row] ?? 0;
  rows[base + 11] = list.place[row] ?? 0;
  rows[base + 12] = list.captureDay[row] ?? 0;
  rows[base + 13] = (list.givenKind[row] ?? 0) + 8 * (list.fatherKind[row] ?? 0) + 64 * (list.birthEither[row] ?? 0);
  rows[base + 14] = row;
}

/** The first two consonants of a word as one number; a leading vowel counts as one letter. */
function head(text: string, isVowelled: boolean): number {
  const letters = text.replace(/^[aeiou]+/, "a").replace(/(?!^)[aeiou-]/g, "");
  return text === "" || !isVowelled ? 0 : letters.charCodeAt(0) * 256 + (letters.charCodeAt(1) || 0);
}

/** What every script keeps of a word: no vowels, no b p v f h, which one writer spells with a letter and another with none; sh as s, shch as s. */
export function weakBones(text: string): string {
  let bones = "";
  let ts = 0; // so many t stand last: the last of them makes a c with s
  for (let k = 0; k < text.length; k++) {
    let letter = text[k] ?? "";
    if (FALLS.includes(letter) || (letter === "d" && text[k + 1] === "z")) continue;
    if (letter === "w") letter = "s";
    if (ts > 0 && letter === "s") {
      if (ts === 1) bones = bones.slice(0, -1);
      letter = "c";
    }
    ts = letter === "t" ? ts + 1 : 0;
    if (!bones.endsWith(letter) && !(letter === "c" && bones.endsWith("s"))) bones += letter;
  }
  return bones;
}

const FALLS = "aeiouvfhbp-";

export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return text === "" ? 0 : hash | 1;
}
