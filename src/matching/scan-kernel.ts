// The matching of packed lists as functions of whole numbers over one memory: hashes and indexes of keys, candidates, the bound of reach.ts,
// the levels of levels.ts, and which pairs are worth more than the threshold. It is compiled to WebAssembly by tools/kernel-compiler.mjs, which
// knows no more than is used here; as TypeScript it is the same kernel without it. block.ts, reach.ts, levels.ts and weigh.ts say what it
// has to give; the tests hold it to them. A pair that needs more than these tables know (words without vowels, very long ones) gets the
// pattern -1 and is compared by levels.ts.
import { BLOCK_ROWS_MAX, HASHES_MAX, OF_INITIAL } from "./block.ts";
import { birthLevel, yearsLevel } from "./compare-date.ts";
import { OTHER_NAME_MAX, SOMEWHAT_ALIKE_MIN } from "./compare-name.ts";
import { NEAR_GROUP_MAX, NEAR_LENGTH_MIN } from "./near-words.ts";
import { FIGURES, LENGTH_AT, LENGTH_MAX, LENGTHS_APART_MAX, SIGNS } from "./number-shapes.ts";
import { AT, STRIDE } from "./problem.ts";
import { NO_DAY } from "./read-rows.ts";
import { KIND } from "./tokens.ts";
import { FREQUENCY_FLOOR, GENERATION_YEARS_MAX, GENERATION_YEARS_MIN, NAMED_AFTER } from "./weigh.ts";
import { bits, LETTERS_MAX, ROUNDING } from "./word-shapes.ts";

/** Whole numbers of 32 bits with a sign, and floats of 64. */
export type Int = number;
export type Float = number;
/** One memory as numbers of four kinds; places are counted in numbers of that kind. */
export type Views = { readonly I32: Int32Array; readonly U16: Uint16Array; readonly U8: Uint8Array; readonly F64: Float64Array };

/** What `setUp` reads at its place: where the lists and their words lie, and the room of this thread. */
export const SETUP = {
  left: 0, leftCount: 1, right: 2, rightCount: 3, isOneList: 4, bones: 5, heads: 6, weak: 7, shapes: 8, setStarts: 9, setIds: 10, wordStarts: 11, words: 12, formStarts: 13, forms: 14,
  writing: 15, wordCount: 16, slipStarts: 17, slips: 18, weakSlipStarts: 19, weakSlips: 20, numberShapes: 21, numberStarts: 22, numbers: 23, rankNumbers: 24, keys: 25, keyCount: 26,
  partsUsed: 27, fieldPlaces: 28, candidates: 29, stamps: 30, room: 31, used: 32, told: 33, size: 34,
} as const;
/** One key at its place: salt, how many parts, its parts, the mask of its buckets, where they start and where its entries lie. */
export const KEY = { salt: 0, partCount: 1, parts: 2, mask: 6, starts: 7, entries: 8, size: 9 } as const;
/** More keys than that have no room. */
export const KEYS_MAX = 64;
/** The room of a thread, in whole numbers: counts and values of the parts of a row, and what is looked up for it. */
export const ROOM = { counts: 0, values: 16, hashes: 272, keys: 16_656, froms: 33_040, tos: 49_424, sink: 65_808, size: 65_824 } as const;
/** Answers of the last call. */
export const TOLD = { written: 0, refined: 1, cut: 2, scored: 3, open: 4, size: 5 } as const;
/** What `weigh` reads: single figures up to `otherNumber`, as floats, then places of tables, as whole numbers. */
export const WEIGHTS = {
  prior: 0, atLeast: 1, surnameOther: 2, surnameEdit: 3, surnameBones: 4, surnameEdits: 5, surnameAlike: 6, surnameFar: 7, bestRank: 8, bestPlace: 9, bestCapture: 10, otherNumber: 11,
  ratios: 12, nearGain: 13, nameBounds: 14, gainSurname: 15, gainGiven: 16, gainGivenId: 17, gainFather: 18, gainFatherId: 19, gainUnit: 20,
  rankSynonyms: 21, rankSynonymMask: 22, placeSynonyms: 23, placeSynonymMask: 24, classes: 25, givenShares: 26, givenIdShares: 27, fatherShares: 28, fatherIdShares: 29, size: 30,
} as const;
/** Floats of the classes: ln of their priors and of that of father and son; by class, field and level ln of what a level says; by class and field how much of an equality is no chance. */
export const CLASSES_AT = { priors: 0, fatherAndSon: 4, logs: 8, shares: 584, size: 620 } as const;
/** Floats that `score` writes of a pair: its net odds, then the odds of twin, brother, father and son, namesake. */
export const ODDS_WIDTH = 5;
/** Floats of one kind of name: its levels, then the most that is left open. */
export const BOUNDS = { levels: 0, joined: 9, other: 10, initial: 11, known: 12, knownEdit: 13, edit: 14, alike: 15, far: 16, size: 17 } as const;
/** Floats of one field in the table of ratios. */
export const RATIO_WIDTH = 16;


const VALUES_OF_PART = 16;
const NAME_ID = 1_000_000;
const INITIAL_VALUES_MAX = 15;
const HYPHEN_UNIT = 45;
/** Of longer words the hash stands there already. */
export const WEAK_UNITS_MAX = 1_000;
/** Longer words have no room for their forms. */
const NEAR_UNITS_MAX = 4_000;
const FNV_START = -2_128_831_035;
const FNV_PRIME = 0x01000193;
/** Rows asked of memory at once. */
const AT_ONCE = 64;

export function scanKernel({ I32, U16, U8, F64 }: Views) {
  let left = 0;
  let leftCount = 0;
  let right = 0;
  let rightCount = 0;
  let isOneList = 0;
  let bones = 0;
  let heads = 0;
  let weak = 0;
  let shapes = 0;
  let setStarts = 0;
  let setIds = 0;
  let wordStarts = 0;
  let words = 0;
  let formStarts = 0;
  let forms = 0;
  let writing = 0;
  let slipStarts = 0;
  let slips = 0;
  let weakSlipStarts = 0;
  let weakSlips = 0;
  let numberShapes = 0;
  let numberStarts = 0;
  let numbers = 0;
  let rankNumbers = 0;
  let keys = 0;
  let keyCount = 0;
  let partsUsed = 0;
  let fieldPlaces = 0;
  let candidatesAt = 0;
  let stamps = 0;
  let room = 0;
  let used = 0;
  let told = 0;
  let turn = 0;

  let prior: Float = 0;
  let atLeast: Float = 0;
  let surnameOther: Float = 0;
  let surnameEdit: Float = 0;
  let surnameBones: Float = 0;
  let surnameEdits: Float = 0;
  let surnameAlike: Float = 0;
  let surnameFar: Float = 0;
  let bestRank: Float = 0;
  let bestPlace: Float = 0;
  let bestCapture: Float = 0;
  let otherNumber: Float = 0;
  let ratios = 0;
  let nearGain = 0;
  let nameBounds = 0;
  let gainSurname = 0;
  let gainGiven = 0;
  let gainGivenId = 0;
  let gainFather = 0;
  let gainFatherId = 0;
  let gainUnit = 0;
  let rankSynonyms = 0;
  let rankSynonymMask = 0;
  let placeSynonyms = 0;
  let placeSynonymMask = 0;
  let fatherIdShares = 0;
  let fatherShares = 0;
  let givenIdShares = 0;
  let givenShares = 0;
  let classes = 0;

  function setUp(at: Int): void {
    left = I32[at + SETUP.left] ?? 0;
    leftCount = I32[at + SETUP.leftCount] ?? 0;
    right = I32[at + SETUP.right] ?? 0;
    rightCount = I32[at + SETUP.rightCount] ?? 0;
    isOneList = I32[at + SETUP.isOneList] ?? 0;
    bones = I32[at + SETUP.bones] ?? 0;
    heads = I32[at + SETUP.heads] ?? 0;
    weak = I32[at + SETUP.weak] ?? 0;
    shapes = I32[at + SETUP.shapes] ?? 0;
    setStarts = I32[at + SETUP.setStarts] ?? 0;
    setIds = I32[at + SETUP.setIds] ?? 0;
    wordStarts = I32[at + SETUP.wordStarts] ?? 0;
    words = I32[at + SETUP.words] ?? 0;
    formStarts = I32[at + SETUP.formStarts] ?? 0;
    forms = I32[at + SETUP.forms] ?? 0;
    writing = I32[at + SETUP.writing] ?? 0;
    slipStarts = I32[at + SETUP.slipStarts] ?? 0;
    slips = I32[at + SETUP.slips] ?? 0;
    weakSlipStarts = I32[at + SETUP.weakSlipStarts] ?? 0;
    weakSlips = I32[at + SETUP.weakSlips] ?? 0;
    numberShapes = I32[at + SETUP.numberShapes] ?? 0;
    numberStarts = I32[at + SETUP.numberStarts] ?? 0;
    numbers = I32[at + SETUP.numbers] ?? 0;
    rankNumbers = I32[at + SETUP.rankNumbers] ?? 0;
    keys = I32[at + SETUP.keys] ?? 0;
    keyCount = I32[at + SETUP.keyCount] ?? 0;
    partsUsed = I32[at + SETUP.partsUsed] ?? 0;
    fieldPlaces = I32[at + SETUP.fieldPlaces] ?? 0;
    candidatesAt = I32[at + SETUP.candidates] ?? 0;
    stamps = I32[at + SETUP.stamps] ?? 0;
    room = I32[at + SETUP.room] ?? 0;
    used = I32[at + SETUP.used] ?? 0;
    told = I32[at + SETUP.told] ?? 0;
    for (let j = 0; j < rightCount; j++) I32[stamps + j] = -1;
    turn = 0;
  }

  /** Single figures lie at the float `figures`, the places of tables at the whole number `places`, both by WEIGHTS. */
  function weigh(figures: Int, places: Int): void {
    prior = F64[figures + WEIGHTS.prior] ?? 0;
    atLeast = F64[figures + WEIGHTS.atLeast] ?? 0;
    surnameOther = F64[figures + WEIGHTS.surnameOther] ?? 0;
    surnameEdit = F64[figures + WEIGHTS.surnameEdit] ?? 0;
    surnameBones = F64[figures + WEIGHTS.surnameBones] ?? 0;
    surnameEdits = F64[figures + WEIGHTS.surnameEdits] ?? 0;
    surnameAlike = F64[figures + WEIGHTS.surnameAlike] ?? 0;
    surnameFar = F64[figures + WEIGHTS.surnameFar] ?? 0;
    bestRank = F64[figures + WEIGHTS.bestRank] ?? 0;
    bestPlace = F64[figures + WEIGHTS.bestPlace] ?? 0;
    bestCapture = F64[figures + WEIGHTS.bestCapture] ?? 0;
    otherNumber = F64[figures + WEIGHTS.otherNumber] ?? 0;
    ratios = I32[places + WEIGHTS.ratios] ?? 0;
    nearGain = I32[places + WEIGHTS.nearGain] ?? 0;
    nameBounds = I32[places + WEIGHTS.nameBounds] ?? 0;
    gainSurname = I32[places + WEIGHTS.gainSurname] ?? 0;
    gainGiven = I32[places + WEIGHTS.gainGiven] ?? 0;
    gainGivenId = I32[places + WEIGHTS.gainGivenId] ?? 0;
    gainFather = I32[places + WEIGHTS.gainFather] ?? 0;
    gainFatherId = I32[places + WEIGHTS.gainFatherId] ?? 0;
    gainUnit = I32[places + WEIGHTS.gainUnit] ?? 0;
    rankSynonyms = I32[places + WEIGHTS.rankSynonyms] ?? 0;
    rankSynonymMask = I32[places + WEIGHTS.rankSynonymMask] ?? 0;
    placeSynonyms = I32[places + WEIGHTS.placeSynonyms] ?? 0;
    placeSynonymMask = I32[places + WEIGHTS.placeSynonymMask] ?? 0;
    fatherIdShares = I32[places + WEIGHTS.fatherIdShares] ?? 0;
    fatherShares = I32[places + WEIGHTS.fatherShares] ?? 0;
    givenIdShares = I32[places + WEIGHTS.givenIdShares] ?? 0;
    givenShares = I32[places + WEIGHTS.givenShares] ?? 0;
    classes = I32[places + WEIGHTS.classes] ?? 0;
  }

  // What is known of each word and number

  function isVowel(unit: Int): boolean {
    return unit === 97 || unit === 101 || unit === 105 || unit === 111 || unit === 117;
  }

  /** Heads, weak bones and shapes of the words `from` … `to` - 1: as `head`, `weakBones` of problem.ts and word-shapes.ts. */
  function readWords(from: Int, to: Int): void {
    for (let word = from; word < to; word++) {
      const start = words + (I32[wordStarts + word] ?? 0);
      const end = words + (I32[wordStarts + word + 1] ?? 0);
      const isVowelled = (U8[writing + word] ?? 0) === 0;
      I32[heads + word] = isVowelled && end > start ? headOf(start, end) : 0;
      if (end - start <= WEAK_UNITS_MAX) I32[weak + word] = weakHash(start, end);
      const shape = shapes + 4 * word;
      I32[shape] = 0;
      I32[shape + 1] = 0;
      I32[shape + 2] = 0;
      I32[shape + 3] = 0;
      if (!isVowelled || end - start > LETTERS_MAX) continue;
      let letters = 0;
      let first = 0;
      for (let k = start; k < end; k++) letters |= (U16[k] ?? 0) === HYPHEN_UNIT ? 1 << 31 : 1 << ((U16[k] ?? 0) & 31);
      for (let k = start; k < start + 4; k++) first = (first << 8) | (k < end ? (U16[k] ?? 0) & 255 : 0);
      I32[shape] = letters;
      I32[shape + 1] = end - start;
      I32[shape + 2] = first;
      I32[shape + 3] = I32[bones + word] ?? 0;
    }
  }

  function headOf(start: Int, end: Int): Int {
    let from = start;
    let first = U16[start] ?? 0;
    if (isVowel(first)) {
      first = 97;
      while (from + 1 < end && isVowel(U16[from + 1] ?? 0)) from++;
    }
    let k = from + 1;
    while (k < end && (isVowel(U16[k] ?? 0) || (U16[k] ?? 0) === HYPHEN_UNIT)) k++;
    return first * 256 + (k < end ? (U16[k] ?? 0) : 0);
  }

  /** Hash (FNV-1a, as `textHash`) of what every script keeps of a word. */
  function weakHash(start: Int, end: Int): Int {
    let size = 0; // letters kept so far, in the room
    let ts = 0;
    const kept = room + ROOM.hashes;
    for (let k = start; k < end; k++) {
      let letter = U16[k] ?? 0;
      if (isVowel(letter) || letter === 118 || letter === 102 || letter === 104 || letter === 98 || letter === 112 || letter === HYPHEN_UNIT) continue;
      if (letter === 100 && k + 1 < end && (U16[k + 1] ?? 0) === 122) continue;
      if (letter === 119) letter = 115;
      if (ts > 0 && letter === 115) {
        if (ts === 1) size--;
        letter = 99;
      }
      ts = letter === 116 ? ts + 1 : 0;
      const last = size > 0 ? (I32[kept + size - 1] ?? 0) : 0;
      if (last === letter || (letter === 99 && last === 115)) continue;
      I32[kept + size] = letter;
      size++;
    }
    if (size === 0) return 0;
    let hash = FNV_START;
    for (let k = 0; k < size; k++) hash = Math.imul(hash ^ (I32[kept + k] ?? 0), FNV_PRIME);
    return hash | 1;
  }

  /** Shapes of the numbers `from` … `to` - 1: as number-shapes.ts. */
  function readNumbers(from: Int, to: Int): void {
    for (let number = from; number < to; number++) {
      const start = numbers + (I32[numberStarts + number] ?? 0);
      const end = numbers + (I32[numberStarts + number + 1] ?? 0);
      let odd = 0;
      for (let k = start; k < end; k++) {
        const unit = U16[k] ?? 0;
        odd ^= isDigit(unit) ? 1 << (unit - 48) : 1 << (10 + (unit & 15));
      }
      I32[numberShapes + number] = odd | (Math.min(LENGTH_MAX, end - start) << LENGTH_AT);
    }
  }

  /** The place of each row by the place of its id in code order. */
  function placeByRank(rows: Int, count: Int, into: Int): void {
    for (let at = 0; at < count; at++) I32[into + (I32[rows + at * STRIDE + AT.idRank] ?? 0)] = at;
  }

  // Keys

  /** The half of MurmurHash3's round that is the value's alone; `stirred` is the other. */
  function mixed(value: Int): Int {
    const k = Math.imul(value, 0xcc9e2d51);
    return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  }

  function stirred(hash: Int, k: Int): Int {
    let h = hash ^ k;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
    h ^= h >>> 16;
    h = Math.imul(h, 0x85ebca6b);
    return h ^ (h >>> 13);
  }

  function one(part: Int, value: Int): void {
    I32[room + part] = value === 0 ? 0 : 1;
    I32[room + ROOM.values + part * VALUES_OF_PART] = mixed(value);
  }

  function nameIds(part: Int, token: Int, set: Int, kind: Int): void {
    let count = 0;
    if (token !== 0 && kind !== KIND.initial) {
      const into = room + ROOM.values + part * VALUES_OF_PART;
      const end = I32[setStarts + set + 1] ?? 0;
      for (let k = I32[setStarts + set] ?? 0; k < end && count < 8; k++) {
        I32[into + count] = mixed((I32[setIds + k] ?? 0) + 1);
        count++;
      }
      if (kind !== KIND.formal && kind !== KIND.short) {
        I32[into + count] = mixed(NAME_ID + (I32[bones + token] ?? 0));
        count++;
      }
    }
    I32[room + part] = count;
  }

  function listed(part: Int, token: Int, starts: Int, values: Int): void {
    let count = 0;
    if (token !== 0) {
      const into = room + ROOM.values + part * VALUES_OF_PART;
      const end = I32[starts + token + 1] ?? 0;
      for (let k = I32[starts + token] ?? 0; k < end; k++) {
        I32[into + count] = mixed(I32[values + k] ?? 0);
        count++;
      }
    }
    I32[room + part] = count;
  }

  /** Part I of a given name: as `letters` and `firstLetters` of block.ts. */
  function firstLetters(token: Int, set: Int, isInitial: boolean, asks: boolean): void {
    I32[room + 15] = 0;
    if (token === 0) return;
    const from = words + (I32[wordStarts + token] ?? 0);
    const to = words + (I32[wordStarts + token + 1] ?? 0);
    if (isInitial) {
      for (let k = from; k < to; k++) addLetter(U16[k] ?? 0, true, asks);
      return;
    }
    addLetter(U16[from] ?? 0, false, asks);
    const end = I32[setStarts + set + 1] ?? 0;
    for (let k = I32[setStarts + set] ?? 0; k < end; k++) {
      const id = I32[setIds + k] ?? 0;
      const last = forms + (I32[formStarts + id + 1] ?? 0);
      for (let f = forms + (I32[formStarts + id] ?? 0); f < last; f++) addLetter(U16[f] ?? 0, false, asks);
    }
  }

  /** A whole name has each letter once; an initial stands for its own and for whole names that begin so. */
  function addLetter(letter: Int, isInitial: boolean, asks: boolean): void {
    const count = I32[room + 15] ?? 0;
    if (count >= INITIAL_VALUES_MAX) return;
    const values = room + ROOM.values + 15 * VALUES_OF_PART;
    if (isInitial) {
      if (asks) {
        I32[values + count] = mixed(letter);
        I32[values + count + 1] = mixed(OF_INITIAL + letter);
        I32[room + 15] = count + 2;
      } else {
        I32[values + count] = mixed(OF_INITIAL + letter);
        I32[room + 15] = count + 1;
      }
      return;
    }
    const value = mixed(asks ? OF_INITIAL + letter : letter);
    for (let k = 0; k < count; k++) if ((I32[values + k] ?? 0) === value) return;
    I32[values + count] = value;
    I32[room + 15] = count + 1;
  }

  /** The date where day and month are known, else 0. */
  function full(birth: Int): Int {
    return birth % 100 !== 0 && ((birth / 100) | 0) % 100 !== 0 ? birth : 0;
  }

  /** Counts and values of the parts in use, of the row at `base`; in the order of `PARTS` of block.ts. */
  function readParts(base: Int, asks: boolean, parts: Int): void {
    const surname = I32[base + AT.surname] ?? 0;
    const given = I32[base + AT.given] ?? 0;
    const birth = I32[base + AT.birth] ?? 0;
    const flags = I32[base + AT.flags] ?? 0;
    if ((parts & 1) !== 0) {
      const a = I32[bones + surname] ?? 0;
      const b = I32[bones + (I32[base + AT.surname2] ?? 0)] ?? 0;
      let count = 0;
      if (a !== 0) {
        I32[room + ROOM.values] = mixed(a);
        count = 1;
      }
      if (b !== 0 && b !== a) {
        I32[room + ROOM.values + count] = mixed(b);
        count++;
      }
      I32[room] = count;
    }
    if ((parts & 2) !== 0) one(1, I32[heads + surname] ?? 0);
    if ((parts & 4) !== 0) nameIds(2, given, I32[base + AT.givenSet] ?? 0, flags & 7);
    if ((parts & 8) !== 0) one(3, I32[heads + given] ?? 0);
    if ((parts & 16) !== 0) nameIds(4, I32[base + AT.father] ?? 0, I32[base + AT.fatherSet] ?? 0, (flags >> 3) & 7);
    if ((parts & 32) !== 0) one(5, full(birth));
    if ((parts & 64) !== 0) one(6, (birth / 10_000) | 0);
    if ((parts & 128) !== 0) one(7, full(birth) % 10_000);
    if ((parts & 256) !== 0) one(8, I32[base + AT.number] ?? 0);
    if ((parts & 512) !== 0) one(9, I32[base + AT.unit] ?? 0);
    if ((parts & 1_024) !== 0) one(10, I32[base + AT.place] ?? 0);
    if ((parts & 2_048) !== 0) one(11, surname === 0 ? 0 : (I32[weak + surname] ?? 0));
    if ((parts & 4_096) !== 0) listed(12, surname, slipStarts, slips);
    if ((parts & 8_192) !== 0) one(13, given === 0 ? 0 : (I32[weak + given] ?? 0));
    if ((parts & 16_384) !== 0) listed(14, surname, weakSlipStarts, weakSlips);
    if ((parts & 32_768) !== 0) firstLetters(given, I32[base + AT.givenSet] ?? 0, (flags & 7) === KIND.initial, asks);
  }

  /** Hashes of all combinations of the parts' values at `into`; how many, 0 when a part is not known. */
  function hashesOf(key: Int, into: Int): Int {
    I32[into] = I32[key + KEY.salt] ?? 0;
    let count = 1;
    const partCount = I32[key + KEY.partCount] ?? 0;
    for (let p = 0; p < partCount; p++) {
      const part = I32[key + p + KEY.parts] ?? 0;
      const found = I32[room + part] ?? 0;
      if (found === 0) return 0;
      const values = room + ROOM.values + part * VALUES_OF_PART;
      if (found === 1) {
        const value = I32[values] ?? 0;
        for (let k = 0; k < count; k++) I32[into + k] = stirred(I32[into + k] ?? 0, value);
        continue;
      }
      let next = count * found;
      if (next > HASHES_MAX) next = HASHES_MAX;
      for (let k = next - 1; k >= 0; k--) I32[into + k] = stirred(I32[into + ((k / found) | 0)] ?? 0, I32[values + (k % found)] ?? 0);
      count = next;
    }
    return count;
  }

  function partsOf(key: Int): Int {
    let parts = 0;
    const partCount = I32[key + KEY.partCount] ?? 0;
    for (let p = 0; p < partCount; p++) parts |= 1 << (I32[key + p + KEY.parts] ?? 0);
    return parts;
  }

  /** Hash and right place of every entry of key `at`, by right place, to `into` where they fit `capacity` of them; how many there are. */
  function hashKey(at: Int, into: Int, capacity: Int): Int {
    const key = keys + at * KEY.size;
    const parts = partsOf(key);
    const hashes = room + ROOM.hashes;
    let total = 0;
    for (let j = 0; j < rightCount; j++) {
      readParts(right + j * STRIDE, false, parts);
      const count = hashesOf(key, hashes);
      if (total + count <= capacity) for (let k = 0; k < count; k++) {
        I32[into + 2 * (total + k)] = I32[hashes + k] ?? 0;
        I32[into + 2 * (total + k) + 1] = j;
      }
      total += count;
    }
    return total;
  }

  /** Counting sort of what `hashKey` wrote; `starts` has two numbers more than there are buckets. */
  function sortKey(at: Int, from: Int, total: Int, mask: Int, starts: Int, entries: Int): void {
    for (let slot = 0; slot <= mask + 2; slot++) I32[starts + slot] = 0;
    for (let e = 0; e < total; e++) {
      const slot = starts + ((I32[from + 2 * e] ?? 0) & mask) + 2;
      I32[slot] = (I32[slot] ?? 0) + 1;
    }
    for (let slot = 2; slot <= mask + 2; slot++) I32[starts + slot] = (I32[starts + slot] ?? 0) + (I32[starts + slot - 1] ?? 0);
    for (let e = 0; e < total; e++) {
      const hash = I32[from + 2 * e] ?? 0;
      const slot = starts + (hash & mask) + 1;
      const place = I32[slot] ?? 0;
      I32[slot] = place + 1;
      I32[entries + 2 * place] = hash;
      I32[entries + 2 * place + 1] = I32[from + 2 * e + 1] ?? 0;
    }
    const key = keys + at * KEY.size;
    I32[key + KEY.mask] = mask;
    I32[key + KEY.starts] = starts;
    I32[key + KEY.entries] = entries;
  }

  // Candidates

  /** The places of memory that a row needs are asked for in runs that do not wait for each other, and only then walked. */
  function lookUp(i: Int): Int {
    readParts(left + i * STRIDE, true, partsUsed);
    let count = 0;
    for (let key = 0; key < keyCount; key++) {
      const found = hashesOf(keys + key * KEY.size, room + ROOM.hashes + count);
      for (let k = 0; k < found; k++) I32[room + ROOM.keys + count + k] = keys + key * KEY.size;
      count += found;
    }
    for (let k = 0; k < count; k++) {
      const key = I32[room + ROOM.keys + k] ?? 0;
      const at = (I32[key + KEY.starts] ?? 0) + ((I32[room + ROOM.hashes + k] ?? 0) & (I32[key + KEY.mask] ?? 0));
      I32[room + ROOM.froms + k] = I32[at] ?? 0;
      I32[room + ROOM.tos + k] = I32[at + 1] ?? 0;
    }
    let sink = 0;
    for (let k = 0; k < count; k++) sink ^= I32[(I32[(I32[room + ROOM.keys + k] ?? 0) + KEY.entries] ?? 0) + 2 * (I32[room + ROOM.froms + k] ?? 0)] ?? 0;
    I32[room + ROOM.sink] = sink;
    return count;
  }

  /** As `agreesFurther`. */
  function agreesFurther(l: Int, r: Int): boolean {
    const yearsL = I32[l + AT.years] ?? 0;
    if (yearsL !== 0 && yearsL >> 12 === (I32[r + AT.years] ?? 0) >> 12) return true;
    const father = I32[l + AT.father] ?? 0;
    return father !== 0 && father === (I32[r + AT.father] ?? 0);
  }

  /** The right places to be compared with left place `i`, at most `most`, each once; how many. */
  function candidates(i: Int, most: Int): Int {
    const lookUps = lookUp(i);
    let count = 0;
    for (let at = 0; at < lookUps; at++) {
      const from = I32[room + ROOM.froms + at] ?? 0;
      const to = I32[room + ROOM.tos + at] ?? 0;
      if (from === to) continue;
      const hash = I32[room + ROOM.hashes + at] ?? 0;
      const entries = I32[(I32[room + ROOM.keys + at] ?? 0) + KEY.entries] ?? 0;
      const isLarge = to - from > BLOCK_ROWS_MAX;
      if (isLarge) I32[told + TOLD.refined] = (I32[told + TOLD.refined] ?? 0) + 1;
      for (let e = entries + 2 * from; e < entries + 2 * to; e += 2) {
        if ((I32[e] ?? 0) !== hash) continue;
        const j = I32[e + 1] ?? 0;
        if ((I32[stamps + j] ?? 0) === turn || (isOneList !== 0 && j <= i)) continue;
        if (isLarge && !agreesFurther(left + i * STRIDE, right + j * STRIDE)) continue;
        I32[stamps + j] = turn;
        if (count >= most) {
          I32[told + TOLD.cut] = (I32[told + TOLD.cut] ?? 0) + 1;
          turn++;
          return count;
        }
        I32[candidatesAt + count] = j;
        count++;
      }
    }
    turn++;
    return count;
  }

  // Words

  /** As `mayBeOneEdit` of word-shapes.ts; words by their shapes. */
  function mayBeOneEdit(a: Int, b: Int): boolean {
    const apart = (I32[a + 1] ?? 0) - (I32[b + 1] ?? 0);
    return apart <= 1 && apart >= -1 && bits((I32[a] ?? 0) ^ (I32[b] ?? 0)) <= 2;
  }

  function mayBeTwoEdits(a: Int, b: Int): boolean {
    const apart = Math.abs((I32[a + 1] ?? 0) - (I32[b + 1] ?? 0));
    return apart <= 2 && bits((I32[a] ?? 0) ^ (I32[b] ?? 0)) <= 4 - apart;
  }

  function likenessAtMost(a: Int, b: Int): Float {
    const lettersA = I32[a] ?? 0;
    const lettersB = I32[b] ?? 0;
    const n = I32[a + 1] ?? 0;
    const m = I32[b + 1] ?? 0;
    const matches = Math.min(n - bits(lettersA & ~lettersB), m - bits(lettersB & ~lettersA));
    if (matches <= 0) return 0;
    const jaro = (matches / n + matches / m + 1) / 3;
    return jaro + (Math.clz32((I32[a + 2] ?? 0) ^ (I32[b + 2] ?? 0)) >> 3) * 0.1 * (1 - jaro);
  }

  /** As `isOneEdit` of two words. */
  function isOneEdit(a: Int, b: Int): boolean {
    const x = words + (I32[wordStarts + a] ?? 0);
    const y = words + (I32[wordStarts + b] ?? 0);
    const n = (I32[wordStarts + a + 1] ?? 0) + words - x;
    const m = (I32[wordStarts + b + 1] ?? 0) + words - y;
    if (n - m > 1 || m - n > 1) return false;
    let start = 0;
    while (start < n && start < m && (U16[x + start] ?? 0) === (U16[y + start] ?? 0)) start++;
    if (n === m && start === n) return false;
    let endA = n;
    let endB = m;
    while (endA > start && endB > start && (U16[x + endA - 1] ?? 0) === (U16[y + endB - 1] ?? 0)) {
      endA--;
      endB--;
    }
    const restA = endA - start;
    const restB = endB - start;
    if (restA <= 1 && restB <= 1) return true;
    return restA === 2 && restB === 2 && (U16[x + start] ?? 0) === (U16[y + start + 1] ?? 0) && (U16[x + start + 1] ?? 0) === (U16[y + start] ?? 0);
  }

  /** Whether one edit or none makes the units from `i` to `n` into those from `j` to `m`. */
  function isOneLeft(i: Int, n: Int, j: Int, m: Int): boolean {
    let fromA = i;
    let fromB = j;
    let toA = n;
    let toB = m;
    while (fromA < toA && fromB < toB && (U16[fromA] ?? 0) === (U16[fromB] ?? 0)) {
      fromA++;
      fromB++;
    }
    while (toA > fromA && toB > fromB && (U16[toA - 1] ?? 0) === (U16[toB - 1] ?? 0)) {
      toA--;
      toB--;
    }
    const x = Math.max(0, toA - fromA);
    const y = Math.max(0, toB - fromB);
    return (x <= 1 && y <= 1) || (x === 2 && y === 2 && (U16[fromA] ?? 0) === (U16[fromB + 1] ?? 0) && (U16[fromA + 1] ?? 0) === (U16[fromB] ?? 0));
  }

  /** As `isTwoEdits`, of words of four letters and more, or of three where one slip is half of them. */
  function isTwoEdits(a: Int, b: Int): boolean {
    const x = words + (I32[wordStarts + a] ?? 0);
    const y = words + (I32[wordStarts + b] ?? 0);
    const endA = words + (I32[wordStarts + a + 1] ?? 0);
    const endB = words + (I32[wordStarts + b + 1] ?? 0);
    const n = endA - x;
    const m = endB - y;
    const shorter = Math.min(n, m);
    if (shorter < 4) return shorter > 2 && isOneEdit(a, b);
    if (n - m > 2 || m - n > 2) return false;
    let i = 0;
    while (i < n && i < m && (U16[x + i] ?? 0) === (U16[y + i] ?? 0)) i++;
    if (isOneLeft(x + i + 1, endA, y + i, endB) || isOneLeft(x + i, endA, y + i + 1, endB) || isOneLeft(x + i + 1, endA, y + i + 1, endB)) return true;
    if (i + 1 >= n || i + 1 >= m) return false;
    return (U16[x + i] ?? 0) === (U16[y + i + 1] ?? 0) && (U16[x + i + 1] ?? 0) === (U16[y + i] ?? 0) && isOneLeft(x + i + 2, endA, y + i + 2, endB);
  }

  /** As `jaroWinkler`, of words of at most 64 letters. */
  function jaroWinkler(a: Int, b: Int): Float {
    const x = words + (I32[wordStarts + a] ?? 0);
    const y = words + (I32[wordStarts + b] ?? 0);
    const n = words + (I32[wordStarts + a + 1] ?? 0) - x;
    const m = words + (I32[wordStarts + b + 1] ?? 0) - y;
    if (n === 0 || m === 0) return 0;
    const reach = Math.max(0, (Math.max(n, m) >> 1) - 1);
    for (let k = 0; k < n; k++) U8[used + k] = 0;
    for (let k = 0; k < m; k++) U8[used + 64 + k] = 0;
    let matches = 0;
    for (let i = 0; i < n; i++) {
      const letter = U16[x + i] ?? 0;
      const end = Math.min(m, i + reach + 1);
      for (let j = Math.max(0, i - reach); j < end; j++) {
        if (letter === (U16[y + j] ?? 0) && (U8[used + 64 + j] ?? 0) === 0) {
          U8[used + i] = 1;
          U8[used + 64 + j] = 1;
          matches++;
          break;
        }
      }
    }
    if (matches === 0) return 0;
    let crossed = 0;
    let next = 0;
    for (let i = 0; i < n; i++) {
      if ((U8[used + i] ?? 0) === 0) continue;
      while ((U8[used + 64 + next] ?? 0) === 0) next++;
      if ((U16[x + i] ?? 0) !== (U16[y + next] ?? 0)) crossed++;
      next++;
    }
    const jaro = (matches / n + matches / m + (matches - crossed / 2) / matches) / 3;
    let prefix = 0;
    const most = Math.min(4, Math.min(n, m));
    while (prefix < most && (U16[x + prefix] ?? 0) === (U16[y + prefix] ?? 0)) prefix++;
    return jaro + prefix * 0.1 * (1 - jaro);
  }

  /** As `sharePart`: a part of four letters and more of one surname is a part of the other. */
  function sharePart(a: Int, b: Int): boolean {
    const endA = words + (I32[wordStarts + a + 1] ?? 0);
    const startB = words + (I32[wordStarts + b] ?? 0);
    const endB = words + (I32[wordStarts + b + 1] ?? 0);
    let from = words + (I32[wordStarts + a] ?? 0);
    while (from <= endA) {
      let to = from;
      while (to < endA && (U16[to] ?? 0) !== HYPHEN_UNIT) to++;
      const size = to - from;
      if (size >= 4) {
        let other = startB;
        while (other <= endB) {
          let k = 0;
          while (k < size && other + k < endB && (U16[from + k] ?? 0) === (U16[other + k] ?? 0)) k++;
          if (k === size && (other + size === endB || (U16[other + size] ?? 0) === HYPHEN_UNIT)) return true;
          while (other < endB && (U16[other] ?? 0) !== HYPHEN_UNIT) other++;
          other++;
        }
      }
      from = to + 1;
    }
    return false;
  }

  function areFarApart(a: Int, b: Int, likeness: Float): boolean {
    return !mayBeOneEdit(a, b) && likenessAtMost(a, b) < likeness - ROUNDING;
  }

  /** Level of two surnames, -1 where levels.ts is to be asked. */
  function surnameLevel(a: Int, a2: Int, b: Int, b2: Int): Int {
    if (a === 0 || b === 0) return 0;
    if (a === b) return 1;
    const sa = shapes + 4 * a;
    const sb = shapes + 4 * b;
    const n = I32[sa + 1] ?? 0;
    const m = I32[sb + 1] ?? 0;
    if (n === 0 || m === 0) return -1;
    const sameBones = (I32[bones + a] ?? 0) === (I32[bones + b] ?? 0);
    const hasHyphen = ((I32[sa] ?? 0) | (I32[sb] ?? 0)) < 0; // the bit of the hyphen is the sign
    let level = 8;
    if (sameBones || hasHyphen || mayBeTwoEdits(sa, sb) || !areFarApart(sa, sb, SOMEWHAT_ALIKE_MIN)) {
      if (n > 3 && m > 3 && isOneEdit(a, b)) level = 2;
      else if (sameBones && n > 2) level = 3;
      else if (hasHyphen && sharePart(a, b)) level = 4;
      else if (isTwoEdits(a, b)) level = 5;
      else if (jaroWinkler(a, b) >= SOMEWHAT_ALIKE_MIN) level = 7;
    }
    if (level <= 3 || (a2 === 0 && b2 === 0)) return level;
    return a2 === b || a === b2 || (a2 !== 0 && a2 === b2) ? 4 : level;
  }

  /** As `meetingOf`: the smallest id in both sets, or -1. */
  function meetingOf(a: Int, b: Int): Int {
    if (a === 0 || b === 0) return -1;
    let i = I32[setStarts + a] ?? 0;
    const endA = I32[setStarts + a + 1] ?? 0;
    if (a === b) return i < endA ? (I32[setIds + i] ?? 0) : -1;
    let j = I32[setStarts + b] ?? 0;
    const endB = I32[setStarts + b + 1] ?? 0;
    while (i < endA && j < endB) {
      const x = I32[setIds + i] ?? 0;
      const y = I32[setIds + j] ?? 0;
      if (x === y) return x;
      if (x < y) i++;
      else j++;
    }
    return -1;
  }

  function quickName(a: Int, setA: Int, kindA: Int, b: Int, setB: Int, kindB: Int): Int {
    if (a === 0 || b === 0) return 0;
    if (kindA === KIND.initial || kindB === KIND.initial) return -1;
    if (a === b) return 1;
    if (meetingOf(setA, setB) >= 0) return kindA === KIND.guess || kindB === KIND.guess ? 3 : kindA === KIND.short || kindB === KIND.short ? 2 : 1;
    return -1;
  }

  /** Whether a unit stands in a run of them. */
  function holds(from: Int, to: Int, unit: Int): boolean {
    for (let k = from; k < to; k++) if ((U16[k] ?? 0) === unit) return true;
    return false;
  }

  function shareLetter(from: Int, to: Int, other: Int, end: Int): boolean {
    for (let k = from; k < to; k++) if (holds(other, end, U16[k] ?? 0)) return true;
    return false;
  }

  function initialAgrees(initial: Int, other: Int, set: Int): boolean {
    const from = words + (I32[wordStarts + initial] ?? 0);
    const to = words + (I32[wordStarts + initial + 1] ?? 0);
    const first = words + (I32[wordStarts + other] ?? 0);
    if (first === words + (I32[wordStarts + other + 1] ?? 0) || holds(from, to, U16[first] ?? 0)) return true;
    const end = I32[setStarts + set + 1] ?? 0;
    for (let k = I32[setStarts + set] ?? 0; k < end; k++) {
      const id = I32[setIds + k] ?? 0;
      if (shareLetter(from, to, forms + (I32[formStarts + id] ?? 0), forms + (I32[formStarts + id + 1] ?? 0))) return true;
    }
    return false;
  }

  /** Level of two given names or fathers, -1 where levels.ts is to be asked. */
  function nameLevel(a: Int, setA: Int, kindA: Int, b: Int, setB: Int, kindB: Int): Int {
    const quick = quickName(a, setA, kindA, b, setB, kindB);
    if (quick >= 0) return quick;
    if (kindA === KIND.initial || kindB === KIND.initial) {
      if (kindA === kindB) {
        const isMet = shareLetter(words + (I32[wordStarts + a] ?? 0), words + (I32[wordStarts + a + 1] ?? 0), words + (I32[wordStarts + b] ?? 0), words + (I32[wordStarts + b + 1] ?? 0));
        return isMet ? 5 : 8;
      }
      const agrees = kindA === KIND.initial ? initialAgrees(a, b, setB) : initialAgrees(b, a, setA);
      return agrees ? 5 : 8;
    }
    const sa = shapes + 4 * a;
    const sb = shapes + 4 * b;
    const n = I32[sa + 1] ?? 0;
    const m = I32[sb + 1] ?? 0;
    if (n === 0 || m === 0) return -1;
    if ((kindA === KIND.formal || kindA === KIND.short) && (kindB === KIND.formal || kindB === KIND.short)) return mayBeOneEdit(sa, sb) && n > 3 && m > 3 && isOneEdit(a, b) ? 6 : 8;
    if (n > 3 && m > 3) {
      if (areFarApart(sa, sb, OTHER_NAME_MAX)) return 8;
      if (isOneEdit(a, b)) return 4;
    }
    const alike = jaroWinkler(a, b);
    return alike >= SOMEWHAT_ALIKE_MIN ? 6 : alike >= OTHER_NAME_MAX || n < 4 || m < 4 ? 7 : 8;
  }

  // Numbers, ranks, places

  /** As `mayBeNear` of number-shapes.ts. */
  function mayBeNear(a: Int, b: Int): boolean {
    const x = I32[numberShapes + a] ?? 0;
    const y = I32[numberShapes + b] ?? 0;
    const apart = (x >>> LENGTH_AT) - (y >>> LENGTH_AT);
    if (apart === 0) return bits((x ^ y) & SIGNS) <= 2 || x >>> LENGTH_AT === LENGTH_MAX;
    if (((x ^ y) & FIGURES) !== 0) return false;
    return (apart <= LENGTHS_APART_MAX && apart >= -LENGTHS_APART_MAX) || x >>> LENGTH_AT === LENGTH_MAX || y >>> LENGTH_AT === LENGTH_MAX;
  }

  function isDigit(unit: Int): boolean {
    return unit >= 48 && unit <= 57;
  }

  /** Level of two different numbers: near or not. */
  function numberLevel(a: Int, b: Int): Int {
    const x = numbers + (I32[numberStarts + a] ?? 0);
    const y = numbers + (I32[numberStarts + b] ?? 0);
    const n = numbers + (I32[numberStarts + a + 1] ?? 0) - x;
    const m = numbers + (I32[numberStarts + b + 1] ?? 0) - y;
    if (n === m) {
      let first = -1;
      let last = -1;
      let count = 0;
      for (let i = 0; i < n; i++) {
        if ((U16[x + i] ?? 0) !== (U16[y + i] ?? 0)) {
          if (first < 0) first = i;
          last = i;
          count++;
          if (count > 2) return 3;
        }
      }
      if (count === 1) return 2;
      return count === 2 && last === first + 1 && (U16[x + first] ?? 0) === (U16[y + last] ?? 0) && (U16[x + last] ?? 0) === (U16[y + first] ?? 0) ? 2 : 3;
    }
    if (n - m > LENGTHS_APART_MAX || m - n > LENGTHS_APART_MAX) return 3;
    let i = 0;
    let j = 0;
    for (let digits = 0; digits <= n; digits++) {
      while (i < n && !isDigit(U16[x + i] ?? 0)) i++;
      while (j < m && !isDigit(U16[y + j] ?? 0)) j++;
      if (i >= n || j >= m) return digits >= 5 && i >= n && j >= m ? 2 : 3;
      if ((U16[x + i] ?? 0) !== (U16[y + j] ?? 0)) return 3;
      i++;
      j++;
    }
    return 3;
  }

  /** Whether a table of pairs of words, by hash, holds this one; the first word of an empty place is 0. */
  function areSynonyms(table: Int, mask: Int, a: Int, b: Int): boolean {
    if (mask === 0) return false;
    let slot = stirred(mixed(a), mixed(b)) & mask;
    while ((I32[table + 2 * slot] ?? 0) !== 0) {
      if ((I32[table + 2 * slot] ?? 0) === a && (I32[table + 2 * slot + 1] ?? 0) === b) return true;
      slot = (slot + 1) & mask;
    }
    return false;
  }

  function addSynonym(table: Int, mask: Int, a: Int, b: Int): void {
    let slot = stirred(mixed(a), mixed(b)) & mask;
    while ((I32[table + 2 * slot] ?? 0) !== 0) slot = (slot + 1) & mask;
    I32[table + 2 * slot] = a;
    I32[table + 2 * slot + 1] = b;
  }

  function rankLevel(a: Int, b: Int): Int {
    if (a === b || areSynonyms(rankSynonyms, rankSynonymMask, a, b)) return 1;
    return Math.abs((F64[rankNumbers + a] ?? 0) - (F64[rankNumbers + b] ?? 0)) === 1 ? 2 : 3; // no number of what is no rank of the table
  }

  function placeLevel(a: Int, b: Int): Int {
    return a === b || areSynonyms(placeSynonyms, placeSynonymMask, a, b) ? 1 : 2;
  }

  function captureLevel(a: Int, b: Int): Int {
    if (a === NO_DAY || b === NO_DAY) return 0;
    const apart = Math.abs(a - b);
    return apart <= 1 ? 1 : apart <= 10 ? 2 : apart <= 30 ? 3 : 4;
  }

  function birthOf(l: Int, r: Int, either: boolean): Int {
    const a = I32[l + AT.birth] ?? 0;
    const b = I32[r + AT.birth] ?? 0;
    if (a !== 0 && b !== 0) return birthLevel(a, b, either);
    const yearsA = I32[l + AT.years] ?? 0;
    const yearsB = I32[r + AT.years] ?? 0;
    return yearsLevel(yearsA >> 12, yearsA & 4_095, yearsB >> 12, yearsB & 4_095);
  }

  /** The pattern of the rows at `l` and `r`, -1 where levels.ts is to be asked. */
  function compare(l: Int, r: Int): Int {
    const flagsL = I32[l + AT.flags] ?? 0;
    const flagsR = I32[r + AT.flags] ?? 0;
    const surname = surnameLevel(I32[l + AT.surname] ?? 0, I32[l + AT.surname2] ?? 0, I32[r + AT.surname] ?? 0, I32[r + AT.surname2] ?? 0);
    const given = nameLevel(I32[l + AT.given] ?? 0, I32[l + AT.givenSet] ?? 0, flagsL & 7, I32[r + AT.given] ?? 0, I32[r + AT.givenSet] ?? 0, flagsR & 7);
    const father = nameLevel(I32[l + AT.father] ?? 0, I32[l + AT.fatherSet] ?? 0, (flagsL >> 3) & 7, I32[r + AT.father] ?? 0, I32[r + AT.fatherSet] ?? 0, (flagsR >> 3) & 7);
    if (surname < 0 || given < 0 || father < 0) return -1;
    const birth = birthOf(l, r, (flagsL | flagsR) >= 64);
    const na = I32[l + AT.number] ?? 0;
    const nb = I32[r + AT.number] ?? 0;
    const number = na === 0 || nb === 0 ? 0 : na === nb ? 1 : mayBeNear(na, nb) ? numberLevel(na, nb) : 3;
    const ua = I32[l + AT.unit] ?? 0;
    const ub = I32[r + AT.unit] ?? 0;
    const unit = ua === 0 || ub === 0 ? 0 : ua === ub ? 1 : 2;
    const ra = I32[l + AT.rank] ?? 0;
    const rb = I32[r + AT.rank] ?? 0;
    const rank = ra === 0 || rb === 0 ? 0 : rankLevel(ra, rb);
    const pa = I32[l + AT.place] ?? 0;
    const pb = I32[r + AT.place] ?? 0;
    const place = pa === 0 || pb === 0 ? 0 : placeLevel(pa, pb);
    const capture = captureLevel(I32[l + AT.capture] ?? 0, I32[r + AT.capture] ?? 0);
    return surname + given * (I32[fieldPlaces + 1] ?? 0) + father * (I32[fieldPlaces + 2] ?? 0) + birth * (I32[fieldPlaces + 3] ?? 0) + number * (I32[fieldPlaces + 4] ?? 0) +
      unit * (I32[fieldPlaces + 5] ?? 0) + rank * (I32[fieldPlaces + 6] ?? 0) + place * (I32[fieldPlaces + 7] ?? 0) + capture * (I32[fieldPlaces + 8] ?? 0);
  }

  // Worth

  function surnameBound(sa: Int, sa2: Int, sb: Int, sb2: Int): Float {
    const near = Math.max(0, (F64[nearGain + sa] ?? 0) + (F64[nearGain + sb] ?? 0));
    const a = shapes + 4 * sa;
    const b = shapes + 4 * sb;
    if ((I32[a + 1] ?? 0) === 0 || (I32[b + 1] ?? 0) === 0 || sa2 !== 0 || sb2 !== 0) return surnameOther + near;
    if (mayBeOneEdit(a, b)) return surnameEdit + near;
    if ((I32[a + 3] ?? 0) === (I32[b + 3] ?? 0)) return surnameBones;
    if (mayBeTwoEdits(a, b)) return surnameEdits;
    return likenessAtMost(a, b) >= SOMEWHAT_ALIKE_MIN - ROUNDING ? surnameAlike : surnameFar;
  }

  /** Two different words of given or father's names that no formal name joins. */
  function nameBound(of: Int, ta: Int, kindA: Int, tb: Int, kindB: Int): Float {
    if (kindA === KIND.initial || kindB === KIND.initial) return F64[of + BOUNDS.initial] ?? 0;
    const a = shapes + 4 * ta;
    const b = shapes + 4 * tb;
    const isOpen = (I32[a + 1] ?? 0) === 0 || (I32[b + 1] ?? 0) === 0;
    if ((kindA === KIND.formal || kindA === KIND.short) && (kindB === KIND.formal || kindB === KIND.short)) return isOpen || mayBeOneEdit(a, b) ? (F64[of + BOUNDS.knownEdit] ?? 0) : (F64[of + BOUNDS.known] ?? 0);
    if (isOpen) return F64[of + BOUNDS.other] ?? 0;
    if (mayBeOneEdit(a, b)) return F64[of + BOUNDS.edit] ?? 0;
    return likenessAtMost(a, b) >= SOMEWHAT_ALIKE_MIN - ROUNDING ? (F64[of + BOUNDS.alike] ?? 0) : (F64[of + BOUNDS.far] ?? 0);
  }

  /** Keeps at the front of the candidates those whose pair with left place `i` may be worth enough; how many. As reach.ts. */
  function withinReach(i: Int, count: Int): Int {
    const l = left + i * STRIDE;
    const sa = I32[l + AT.surname] ?? 0;
    const sa2 = I32[l + AT.surname2] ?? 0;
    const ga = I32[l + AT.given] ?? 0;
    const gsa = I32[l + AT.givenSet] ?? 0;
    const fa = I32[l + AT.father] ?? 0;
    const fsa = I32[l + AT.fatherSet] ?? 0;
    const na = I32[l + AT.number] ?? 0;
    const ua = I32[l + AT.unit] ?? 0;
    const ra = I32[l + AT.rank] ?? 0;
    const pa = I32[l + AT.place] ?? 0;
    const ca = I32[l + AT.capture] ?? 0;
    const flagsA = I32[l + AT.flags] ?? 0;
    const kga = flagsA & 7;
    const kfa = (flagsA >> 3) & 7;
    const births = ratios + 3 * RATIO_WIDTH;
    const ofNumber = ratios + 4 * RATIO_WIDTH;
    const ofUnit = ratios + 5 * RATIO_WIDTH;
    const ofRank = ratios + 6 * RATIO_WIDTH;
    const ofPlace = ratios + 7 * RATIO_WIDTH;
    const captures = ratios + 8 * RATIO_WIDTH;
    const ofGiven = nameBounds;
    const ofFather = nameBounds + BOUNDS.size;
    const equalGiven = F64[ratios + RATIO_WIDTH + 1] ?? 0;
    const equalFather = F64[ratios + 2 * RATIO_WIDTH + 1] ?? 0;
    const surnameMost = (F64[ratios + 1] ?? 0) + (F64[gainSurname + sa] ?? 0);
    const givenMost = equalGiven + (F64[gainGiven + ga] ?? 0);
    const fatherMost = equalFather + (F64[gainFather + fa] ?? 0);
    const unitMost = (F64[ofUnit + 1] ?? 0) + (F64[gainUnit + ua] ?? 0);
    const rest = (ra === 0 ? 0 : bestRank) + (pa === 0 ? 0 : bestPlace) + bestCapture;
    const start = prior + rest + ROUNDING;
    const restFather = fa === 0 ? 0 : Math.max(Math.max(0, fatherMost), Math.max(F64[ofFather + BOUNDS.other] ?? 0, F64[ofFather + BOUNDS.joined] ?? 0));
    const restNames = (ga === 0 ? 0 : Math.max(Math.max(0, givenMost), Math.max(F64[ofGiven + BOUNDS.other] ?? 0, F64[ofGiven + BOUNDS.joined] ?? 0))) + restFather;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      if ((k & (AT_ONCE - 1)) === 0) {
        const end = Math.min(count, k + AT_ONCE);
        let sink = 0;
        for (let next = k; next < end; next++) sink ^= I32[right + (I32[candidatesAt + next] ?? 0) * STRIDE] ?? 0;
        for (let next = k; next < end; next++) {
          const r = right + (I32[candidatesAt + next] ?? 0) * STRIDE;
          sink ^= (I32[numberShapes + (I32[r + AT.number] ?? 0)] ?? 0) ^ (I32[shapes + 4 * (I32[r + AT.surname] ?? 0)] ?? 0);
        }
        I32[room + ROOM.sink] = sink;
      }
      const j = I32[candidatesAt + k] ?? 0;
      const r = right + j * STRIDE;
      const flagsB = I32[r + AT.flags] ?? 0;
      let sum = start + (F64[births + birthOf(l, r, (flagsA | flagsB) >= 64)] ?? 0);
      const nb = I32[r + AT.number] ?? 0;
      const areTwoNumbers = na !== 0 && nb !== 0 && na !== nb;
      const mayBeOneNumber = areTwoNumbers && mayBeNear(na, nb);
      if (na !== 0 && nb !== 0) sum += na === nb ? (F64[ofNumber + 1] ?? 0) : mayBeOneNumber ? otherNumber : (F64[ofNumber + 3] ?? 0);
      const ub = I32[r + AT.unit] ?? 0;
      if (ua !== 0 && ub !== 0) sum += ua === ub ? unitMost : (F64[ofUnit + 2] ?? 0);
      const sb = I32[r + AT.surname] ?? 0;
      if (sa !== 0 && sb !== 0) sum += sa === sb ? surnameMost : surnameBound(sa, sa2, sb, I32[r + AT.surname2] ?? 0);
      if (sum + restNames < atLeast) continue;
      const gb = I32[r + AT.given] ?? 0;
      if (ga !== 0 && gb !== 0) {
        const level = quickName(ga, gsa, kga, gb, I32[r + AT.givenSet] ?? 0, flagsB & 7);
        sum += level === 1 ? Math.min(givenMost, equalGiven + (F64[gainGiven + gb] ?? 0)) : level > 0 ? (F64[ofGiven + level] ?? 0) : nameBound(ofGiven, ga, kga, gb, flagsB & 7);
      }
      if (sum + restFather < atLeast) continue;
      const fb = I32[r + AT.father] ?? 0;
      if (fa !== 0 && fb !== 0) {
        const level = quickName(fa, fsa, kfa, fb, I32[r + AT.fatherSet] ?? 0, (flagsB >> 3) & 7);
        sum += level === 1 ? Math.min(fatherMost, equalFather + (F64[gainFather + fb] ?? 0)) : level > 0 ? (F64[ofFather + level] ?? 0) : nameBound(ofFather, fa, kfa, fb, (flagsB >> 3) & 7);
      }
      if (sum < atLeast) continue;
      sum -= rest;
      if (mayBeOneNumber) sum += (F64[ofNumber + numberLevel(na, nb)] ?? 0) - otherNumber;
      const rb = I32[r + AT.rank] ?? 0;
      if (ra !== 0 && rb !== 0) sum += F64[ofRank + rankLevel(ra, rb)] ?? 0;
      const pb = I32[r + AT.place] ?? 0;
      if (pa !== 0 && pb !== 0) sum += F64[ofPlace + placeLevel(pa, pb)] ?? 0;
      sum += F64[captures + captureLevel(ca, I32[r + AT.capture] ?? 0)] ?? 0;
      if (sum >= atLeast) {
        I32[candidatesAt + kept] = j;
        kept++;
      }
    }
    return kept;
  }

  /** What the frequency of a name adds where it is equal: of word and formal name the commoner counts. */
  function nameGain(tokens: Int, ids: Int, a: Int, setA: Int, b: Int, setB: Int): Float {
    const gain = Math.min(F64[tokens + a] ?? 0, F64[tokens + b] ?? 0);
    const id = meetingOf(setA, setB);
    return id >= 0 ? Math.min(F64[ids + id] ?? 0, gain) : gain;
  }

  /** As `same` of weigh.ts, in its order. */
  function same(pattern: Int, l: Int, r: Int): Float {
    let sum = prior;
    let rest = pattern;
    for (let f = 0; f < 9; f++) {
      const size = (I32[fieldPlaces + f + 9] ?? 0);
      const level = rest % size;
      rest = (rest / size) | 0;
      sum += F64[ratios + f * RATIO_WIDTH + level] ?? 0;
      if (f === 0 && level === 2) sum += (F64[nearGain + (I32[l + AT.surname] ?? 0)] ?? 0) + (F64[nearGain + (I32[r + AT.surname] ?? 0)] ?? 0);
      if (level === 1) {
        if (f === 0) sum += F64[gainSurname + (I32[l + AT.surname] ?? 0)] ?? 0;
        else if (f === 1) sum += nameGain(gainGiven, gainGivenId, I32[l + AT.given] ?? 0, I32[l + AT.givenSet] ?? 0, I32[r + AT.given] ?? 0, I32[r + AT.givenSet] ?? 0);
        else if (f === 2) sum += nameGain(gainFather, gainFatherId, I32[l + AT.father] ?? 0, I32[l + AT.fatherSet] ?? 0, I32[r + AT.father] ?? 0, I32[r + AT.fatherSet] ?? 0);
        else if (f === 5) sum += F64[gainUnit + (I32[l + AT.unit] ?? 0)] ?? 0;
      }
    }
    return sum;
  }

  /** What the frequency of an equal value adds, 0 at other levels: as `frequencyGain` of weigh.ts. */
  function gainOf(field: Int, level: Int, l: Int, r: Int): Float {
    if (field === 0 && level === 2) return (F64[nearGain + (I32[l + AT.surname] ?? 0)] ?? 0) + (F64[nearGain + (I32[r + AT.surname] ?? 0)] ?? 0);
    if (level !== 1) return 0;
    if (field === 0) return F64[gainSurname + (I32[l + AT.surname] ?? 0)] ?? 0;
    if (field === 1) return nameGain(gainGiven, gainGivenId, I32[l + AT.given] ?? 0, I32[l + AT.givenSet] ?? 0, I32[r + AT.given] ?? 0, I32[r + AT.givenSet] ?? 0);
    if (field === 2) return nameGain(gainFather, gainFatherId, I32[l + AT.father] ?? 0, I32[l + AT.fatherSet] ?? 0, I32[r + AT.father] ?? 0, I32[r + AT.fatherSet] ?? 0);
    return field === 5 ? (F64[gainUnit + (I32[l + AT.unit] ?? 0)] ?? 0) : 0;
  }

  /** ln P(level | class) / P(level | random): a class that knows the field only in part gains in part. As `value` of weigh.ts. */
  function worthOf(c: Int, field: Int, level: Int, gain: Float): Float {
    const log = F64[classes + CLASSES_AT.logs + (c * 9 + field) * RATIO_WIDTH + level] ?? 0;
    if (c === 0) return log + gain;
    if (gain === 0) return log;
    const share = F64[classes + CLASSES_AT.shares + c * 9 + field] ?? 0;
    const whole = (F64[classes + CLASSES_AT.logs + field * RATIO_WIDTH + 1] ?? 0) + gain;
    return share === 1 ? whole : Math.log(share * Math.exp(whole) + 1 - share);
  }

  function levelOf(pattern: Int, field: Int): Int {
    return ((pattern / (I32[fieldPlaces + field] ?? 1)) | 0) % (I32[fieldPlaces + field + 9] ?? 1);
  }

  /** Share of the given name that both bear, the commoner of word and formal name. */
  function givenShare(l: Int, r: Int): Float {
    const word = Math.max(F64[givenShares + (I32[l + AT.given] ?? 0)] ?? 0, F64[givenShares + (I32[r + AT.given] ?? 0)] ?? 0);
    const id = meetingOf(I32[l + AT.givenSet] ?? 0, I32[r + AT.givenSet] ?? 0);
    return id >= 0 ? Math.max(F64[givenIdShares + id] ?? 0, word) : word;
  }

  /** What the names say of the row at `s` as the son of that at `t`, -Infinity where they or the years forbid it. As `one` in weigh.ts. */
  function sonOf(s: Int, t: Int): Float {
    const a = I32[s + AT.father] ?? 0;
    const b = I32[t + AT.given] ?? 0;
    if (a === 0 || b === 0 || ((((I32[s + AT.flags] ?? 0) >> 3) & 7) === KIND.initial) || (((I32[t + AT.flags] ?? 0) & 7) === KIND.initial)) return Number.NEGATIVE_INFINITY;
    const id = meetingOf(I32[s + AT.fatherSet] ?? 0, I32[t + AT.givenSet] ?? 0);
    if (id < 0 && a !== b) return Number.NEGATIVE_INFINITY;
    const years = I32[s + AT.years] ?? 0;
    const fathers = I32[t + AT.years] ?? 0;
    if (years >> 12 > 0 && fathers >> 12 > 0 && ((years & 4_095) - (fathers >> 12) < GENERATION_YEARS_MIN || (years >> 12) - (fathers & 4_095) > GENERATION_YEARS_MAX)) return Number.NEGATIVE_INFINITY;
    const ofId: Float = id < 0 ? 0 : (F64[fatherIdShares + id] ?? 0);
    return -Math.log(Math.max(FREQUENCY_FLOOR, Math.max(F64[fatherShares + a] ?? 0, ofId)));
  }

  /** ln of the odds of father and son. As `fatherAndSon` of weigh.ts. */
  function fatherAndSon(pattern: Int, l: Int, r: Int): Float {
    const either = Math.max(sonOf(l, r), sonOf(r, l));
    if (either === Number.NEGATIVE_INFINITY) return Number.NEGATIVE_INFINITY;
    let ln = either;
    const alike: Float = levelOf(pattern, 1) === 1 ? givenShare(l, r) : 0;
    if (alike !== 0) {
      const share = Math.max(FREQUENCY_FLOOR, alike);
      ln = either + Math.log((NAMED_AFTER + (1 - NAMED_AFTER) * share) / share);
    }
    let sum = ln + (F64[classes + CLASSES_AT.fatherAndSon] ?? 0);
    for (let f = 0; f < 9; f++) {
      if (f === 1 || f === 2 || f === 3) continue;
      const level = levelOf(pattern, f);
      sum += worthOf(2, f, level, gainOf(f, level, l, r));
    }
    return sum;
  }

  /** Net odds of a pair and what it is else, to `into`. As `exact` and `netOdds` of weigh.ts. */
  function weighExactly(pattern: Int, l: Int, r: Int, into: Int): Float {
    let ofSame = F64[classes + CLASSES_AT.priors] ?? 0;
    let twin = F64[classes + CLASSES_AT.priors + 1] ?? 0;
    let brother = F64[classes + CLASSES_AT.priors + 2] ?? 0;
    let namesake = F64[classes + CLASSES_AT.priors + 3] ?? 0;
    let rest = pattern;
    for (let f = 0; f < 9; f++) {
      const size = I32[fieldPlaces + f + 9] ?? 0;
      const level = rest % size;
      rest = (rest / size) | 0;
      const gain = gainOf(f, level, l, r);
      ofSame += worthOf(0, f, level, gain);
      twin += worthOf(1, f, level, gain);
      brother += worthOf(2, f, level, gain);
      namesake += worthOf(3, f, level, gain);
    }
    const fatherSon = fatherAndSon(pattern, l, r);
    const top = Math.max(0, Math.max(Math.max(twin, brother), Math.max(fatherSon, namesake)));
    const net = ofSame - top - Math.log(Math.exp(-top) + Math.exp(twin - top) + Math.exp(brother - top) + Math.exp(fatherSon - top) + Math.exp(namesake - top));
    F64[into] = net;
    F64[into + 1] = twin;
    F64[into + 2] = brother;
    F64[into + 3] = fatherSon;
    F64[into + 4] = namesake;
    return net;
  }

  // How often values stand in the lists

  /** Adds to `counts` how often each value but 0 stands in a column; how many there are. */
  function countColumn(rows: Int, count: Int, column: Int, counts: Int): Int {
    let total = 0;
    for (let at = rows + column; at < rows + column + count * STRIDE; at += STRIDE) {
      const value = I32[at] ?? 0;
      if (value === 0) continue;
      I32[counts + value] = (I32[counts + value] ?? 0) + 1;
      total++;
    }
    return total;
  }

  /** The same of the name ids of a column of sets, each row parted among the ids of its set; how many rows have any. */
  function countIds(rows: Int, count: Int, column: Int, counts: Int): Int {
    let total = 0;
    for (let at = rows + column; at < rows + column + count * STRIDE; at += STRIDE) {
      const set = I32[at] ?? 0;
      const from = I32[setStarts + set] ?? 0;
      const to = I32[setStarts + set + 1] ?? 0;
      if (to > from) total++;
      for (let k = from; k < to; k++) {
        const id = counts + (I32[setIds + k] ?? 0);
        F64[id] = (F64[id] ?? 0) + 1 / (to - from);
      }
    }
    return total;
  }

  /** Adds to `counts` how often each full birth date stands, by the place of its day in 10,000 years of 12 times 31 days; how many, -1 where one has no place. */
  function countDates(rows: Int, count: Int, counts: Int): Int {
    let total = 0;
    for (let at = rows + AT.birth; at < rows + AT.birth + count * STRIDE; at += STRIDE) {
      const birth = full(I32[at] ?? 0);
      if (birth === 0) continue;
      const year = (birth / 10_000) | 0;
      const month = ((birth / 100) | 0) % 100;
      const day = birth % 100;
      if (birth < 0 || year > 9_999 || month > 12 || day > 31) return -1;
      const place = counts + (year * 12 + month - 1) * 31 + day - 1;
      I32[place] = (I32[place] ?? 0) + 1;
      total++;
    }
    return total;
  }

  /** Σ of the products of two runs of counts. */
  function meetings(a: Int, b: Int, size: Int): Float {
    let sum: Float = 0;
    for (let k = 0; k < size; k++) {
      const times = I32[a + k] ?? 0;
      if (times === 0) continue;
      const product: Float = times;
      sum += product * (I32[b + k] ?? 0);
    }
    return sum;
  }

  /** Hashes of the forms of a word, with each letter left out in turn and at last whole, at `into`; how many. As `eachHashWithout`, odd. */
  function formsOf(word: Int, into: Int): Int {
    const from = words + (I32[wordStarts + word] ?? 0);
    const to = words + (I32[wordStarts + word + 1] ?? 0);
    let before = FNV_START;
    for (let left = from; left <= to; left++) {
      let hash = before;
      for (let k = left + 1; k < to; k++) hash = Math.imul(hash ^ (U16[k] ?? 0), FNV_PRIME);
      I32[into + left - from] = hash | 1;
      if (left < to) before = Math.imul(before ^ (U16[left] ?? 0), FNV_PRIME);
    }
    return to - from + 1;
  }

  function isOfNear(counts: Int, word: Int): boolean {
    const length = (I32[wordStarts + word + 1] ?? 0) - (I32[wordStarts + word] ?? 0);
    return (I32[counts + word] ?? 0) !== 0 && length >= NEAR_LENGTH_MIN && length <= NEAR_UNITS_MAX;
  }

  /** How many forms `nearWords` makes of the words that `counts` has; -1 where one is too long for it. */
  function nearForms(counts: Int, wordCount: Int): Int {
    let size = 0;
    for (let word = 1; word < wordCount; word++) {
      const length = (I32[wordStarts + word + 1] ?? 0) - (I32[wordStarts + word] ?? 0);
      if ((I32[counts + word] ?? 0) !== 0 && length > NEAR_UNITS_MAX) return -1;
      if (isOfNear(counts, word)) size += length + 1;
    }
    return size;
  }

  /**
   * As `countNear` of near-words.ts: adds to `near` by word how often other words one edit away stand. `entries` has room for a hash and an owner of each
   * form, `starts` for the buckets and two more, `met` for each word; `starts` and `met` are 0. Forms are made again each time they are asked for.
   */
  function nearWords(counts: Int, wordCount: Int, near: Int, entries: Int, starts: Int, mask: Int, met: Int): void {
    const hashes = room + ROOM.hashes;
    const froms = room + ROOM.froms;
    for (let word = 1; word < wordCount; word++) {
      if (!isOfNear(counts, word)) continue;
      const count = formsOf(word, hashes);
      for (let k = 0; k < count; k++) {
        const slot = starts + ((I32[hashes + k] ?? 0) & mask) + 2;
        I32[slot] = (I32[slot] ?? 0) + 1;
      }
    }
    for (let slot = 2; slot <= mask + 2; slot++) I32[starts + slot] = (I32[starts + slot] ?? 0) + (I32[starts + slot - 1] ?? 0);
    for (let word = 1; word < wordCount; word++) {
      if (!isOfNear(counts, word)) continue;
      const count = formsOf(word, hashes);
      for (let k = 0; k < count; k++) {
        const hash = I32[hashes + k] ?? 0;
        const slot = starts + (hash & mask) + 1;
        const place = I32[slot] ?? 0;
        I32[slot] = place + 1;
        I32[entries + 2 * place] = hash;
        I32[entries + 2 * place + 1] = word;
      }
    }
    let sink = 0;
    for (let a = 1; a < wordCount; a++) {
      if (!isOfNear(counts, a)) continue;
      const count = formsOf(a, hashes);
      for (let k = 0; k < count; k++) I32[froms + k] = I32[starts + ((I32[hashes + k] ?? 0) & mask)] ?? 0; // what a word asks of memory is asked at once
      for (let k = 0; k < count; k++) sink ^= I32[entries + 2 * (I32[froms + k] ?? 0)] ?? 0;
      for (let k = 0; k < count; k++) {
        const hash = I32[hashes + k] ?? 0;
        const from = I32[froms + k] ?? 0;
        const to = I32[starts + (hash & mask) + 1] ?? 0;
        if (to - from > NEAR_GROUP_MAX) continue;
        for (let x = entries + 2 * from; x < entries + 2 * to; x += 2) {
          if ((I32[x] ?? 0) !== hash) continue;
          const b = I32[x + 1] ?? 0;
          if (b <= a || (I32[met + b] ?? 0) === a) continue; // a pair is looked at once, for both
          I32[met + b] = a;
          if (!isOneEdit(a, b)) continue;
          I32[near + a] = (I32[near + a] ?? 0) + (I32[counts + b] ?? 0);
          I32[near + b] = (I32[near + b] ?? 0) + (I32[counts + a] ?? 0);
        }
      }
    }
    I32[room + ROOM.sink] = sink;
  }

  // What is asked of a range of left places

  /** 32 bits of a pair of whole numbers, as in fit.ts. */
  function pairHash(a: Int, b: Int): Int {
    let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ 0x7f4a7c15, 0xc2b2ae35);
    h ^= h >>> 16;
    h = Math.imul(h, 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    return h ^ (h >>> 16);
  }

  function begin(): void {
    I32[told + TOLD.written] = 0;
    I32[told + TOLD.refined] = 0;
    I32[told + TOLD.cut] = 0;
    I32[told + TOLD.scored] = 0;
    I32[told + TOLD.open] = 0;
  }

  /** Left places, right places and patterns each lie in a run of `capacity`. */
  function write(at: Int, capacity: Int, i: Int, j: Int, pattern: Int): void {
    I32[at] = i;
    I32[at + capacity] = j;
    I32[at + 2 * capacity] = pattern;
  }

  /** Left place, right place and pattern of each candidate of the left places from `from` on that are in the sample, while `capacity` of them leaves room for one row more; the place it came to. */
  function sample(from: Int, to: Int, into: Int, capacity: Int, most: Int, sampled: Int): Int {
    begin();
    let written = 0;
    let i = from;
    while (i < to && written + most <= capacity) {
      if (leftCount <= sampled || (pairHash(I32[left + i * STRIDE + AT.idRank] ?? 0, 7) >>> 0) % leftCount < sampled) {
        const count = candidates(i, most);
        for (let k = 0; k < count; k++) {
          const j = I32[candidatesAt + k] ?? 0;
          write(into + written + k, capacity, i, j, compare(left + i * STRIDE, right + j * STRIDE));
        }
        written += count;
      }
      i++;
    }
    I32[told + TOLD.written] = written;
    return i;
  }

  /** The same of the pairs whose net odds pass the threshold, of every left place, with their odds from `odds` on; of those left open nothing but their places. */
  function score(from: Int, to: Int, into: Int, odds: Int, capacity: Int, most: Int): Int {
    begin();
    let written = 0;
    let scored = 0;
    let open = 0;
    let i = from;
    while (i < to && written + most <= capacity) {
      const l = left + i * STRIDE;
      const found = candidates(i, most);
      scored += found;
      const count = withinReach(i, found);
      for (let k = 0; k < count; k++) {
        const j = I32[candidatesAt + k] ?? 0;
        const r = right + j * STRIDE;
        const pattern = compare(l, r);
        if (pattern < 0) open++;
        else if (same(pattern, l, r) < atLeast) continue;
        else if (!(weighExactly(pattern, l, r, odds + ODDS_WIDTH * written) > atLeast)) continue;
        write(into + written, capacity, i, j, pattern);
        written++;
      }
      i++;
    }
    I32[told + TOLD.written] = written;
    I32[told + TOLD.scored] = scored;
    I32[told + TOLD.open] = open;
    return i;
  }

  /** Counts the levels of the random pairs `from` … `to` - 1; those that levels.ts is to compare are written down. */
  function random(from: Int, to: Int, saltLeft: Int, saltRight: Int, ranksLeft: Int, ranksRight: Int, counts: Int, into: Int, capacity: Int): void {
    begin();
    let written = 0;
    const lefts = room + ROOM.hashes;
    const rights = room + ROOM.keys;
    let sink = 0;
    for (let first = from; first < to; first += AT_ONCE) { // what 64 pairs ask of memory is asked at once
      const end = Math.min(to, first + AT_ONCE);
      for (let k = first; k < end; k++) {
        I32[lefts + k - first] = left + (I32[ranksLeft + (pairHash(k, saltLeft) >>> 0) % leftCount] ?? 0) * STRIDE;
        I32[rights + k - first] = right + (I32[ranksRight + (pairHash(k, saltRight) >>> 0) % rightCount] ?? 0) * STRIDE;
      }
      for (let k = 0; k < end - first; k++) sink ^= (I32[I32[lefts + k] ?? 0] ?? 0) ^ (I32[I32[rights + k] ?? 0] ?? 0);
      for (let k = 0; k < end - first; k++) {
        const l = I32[lefts + k] ?? 0;
        const r = I32[rights + k] ?? 0;
        sink ^= (I32[shapes + 4 * (I32[l + AT.surname] ?? 0)] ?? 0) ^ (I32[shapes + 4 * (I32[r + AT.surname] ?? 0)] ?? 0) ^ (I32[numberShapes + (I32[l + AT.number] ?? 0)] ?? 0) ^ (I32[numberShapes + (I32[r + AT.number] ?? 0)] ?? 0);
      }
      for (let k = 0; k < end - first; k++) {
        const l = I32[lefts + k] ?? 0;
        const r = I32[rights + k] ?? 0;
        let rest = compare(l, r);
        if (rest < 0) {
          write(into + written, capacity, ((l - left) / STRIDE) | 0, ((r - right) / STRIDE) | 0, -1);
          written++;
          continue;
        }
        for (let f = 0; f < 9; f++) {
          const size = I32[fieldPlaces + f + 9] ?? 0;
          const at = counts + f * RATIO_WIDTH + (rest % size);
          rest = (rest / size) | 0;
          I32[at] = (I32[at] ?? 0) + 1;
        }
      }
    }
    I32[room + ROOM.sink] = sink;
    I32[told + TOLD.written] = written;
  }

  return { setUp, compare, readWords, readNumbers, placeByRank, weigh, hashKey, sortKey, sample, score, random, addSynonym, countColumn, countIds, countDates, meetings, nearForms, nearWords };
}
