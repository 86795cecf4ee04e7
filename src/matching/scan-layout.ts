// Where the packed lists, their words and what weighs them lie in the memory of scan-kernel.ts.
import { consonantKey } from "../vocabulary/name-skeleton.ts";
import { PARTS, slipsOf, type Key } from "./block.ts";
import { COMPARED, PLACES, SIZES, type Synonyms } from "./levels.ts";
import { isPacked, textReader, type PackedTexts } from "./packed-texts.ts";
import { AT, STRIDE, textHash, weakBones, type Problem, type Side } from "./problem.ts";
import { boundsOf, type NameBounds } from "./reach.ts";
import { BOUNDS, CLASSES_AT, KEY, KEYS_MAX, RATIO_WIDTH, ROOM, SETUP, TOLD, WEAK_UNITS_MAX, WEIGHTS, type Views } from "./scan-kernel.ts";
import type { ScoreSetup } from "./scan.ts";
import { classTables, gainsOf, nearGains, type Floats } from "./weigh.ts";

/** Memory that is handed out piece by piece and never taken back. */
export type Arena = {
  /** The byte at which so many bytes begin, all 0; a multiple of 64. */
  readonly take: (bytes: number) => number;
  /** Views of all that was taken up to now. */
  readonly views: () => Views;
};

/** What a thread needs to know of the lists: places in the memory, and how much of each there is. */
export type Laid = {
  readonly setup: Int32Array; readonly wordCount: number; readonly unitCount: number; readonly numberCount: number; readonly keys: readonly Key[];
  readonly ranks: { readonly left: number; readonly right: number }; readonly candidatesMax: number;
  /** Rows behind those that are compared: their words count as the others do. */
  readonly asides: { readonly left: number; readonly right: number };
  /** What of the lists does not lie in the memory. */
  readonly rest: Pick<Problem, "ranks" | "isLeftFirst" | "isOneList"> & { readonly initials: readonly string[]; readonly setCount: number };
};

/** Whole numbers of a memory, for the rows of the lists. */
export const intsOf = (arena: Arena) => (size: number): Int32Array => {
  const at = arena.take(size * 4) / 4;
  return arena.views().I32.subarray(at, at + size);
};

/** Lays what the kernel asks beside the rows, which lie in `arena` already. Linear in the words and numbers. */
export function layOut(problem: Problem, unitCount: number, keys: readonly Key[], arena: Arena, candidatesMax: number): Laid | undefined {
  const { left, right, names, numbers, ranks } = problem;
  if (!isPacked(numbers) || keys.length > KEYS_MAX) return undefined;
  const setup = new Int32Array(SETUP.size);
  const ints = (values: ArrayLike<number>): number => {
    const at = arena.take(Math.max(1, values.length) * 4) / 4;
    arena.views().I32.set(values, at);
    return at;
  };
  const empty = (size: number): number => arena.take(Math.max(1, size) * 4) / 4;
  const units = (values: Uint16Array): number => {
    const at = arena.take(Math.max(1, values.length) * 2) / 2;
    arena.views().U16.set(values, at);
    return at;
  };
  const wordCount = names.text.length;
  setup[SETUP.left] = left.rows.byteOffset / 4;
  setup[SETUP.leftCount] = left.count;
  setup[SETUP.right] = right.rows.byteOffset / 4;
  setup[SETUP.rightCount] = right.count;
  setup[SETUP.isOneList] = problem.isOneList ? 1 : 0;
  setup[SETUP.bones] = ints(names.bones);
  setup[SETUP.heads] = empty(wordCount);
  setup[SETUP.weak] = empty(wordCount);
  setup[SETUP.shapes] = empty(4 * wordCount);
  setup[SETUP.setStarts] = ints(names.setStarts);
  setup[SETUP.setIds] = ints(names.setIds);
  const words = layTexts(names.text, arena);
  setup[SETUP.wordStarts] = words.starts;
  setup[SETUP.words] = words.units;
  const forms = layTexts(names.initials, arena);
  setup[SETUP.formStarts] = forms.starts;
  setup[SETUP.forms] = forms.units;
  setup[SETUP.writing] = arena.take(Math.max(1, wordCount));
  arena.views().U8.set(names.writing, setup[SETUP.writing]);
  setup[SETUP.wordCount] = wordCount;
  names.text.forEach((text, word) => {
    if (text.length > WEAK_UNITS_MAX) arena.views().I32[(setup[SETUP.weak] ?? 0) + word] = textHash(weakBones(text));
  });
  const used = keys.reduce((all, { parts }) => parts.reduce((bits, part) => bits | (1 << PARTS.indexOf(part)), all), 0);
  setup[SETUP.partsUsed] = used;
  const slips = (part: "E" | "W", of: (token: number) => Int32Array, at: number): void => {
    if ((used & (1 << PARTS.indexOf(part))) === 0) return;
    const { starts, values } = listed(problem, of);
    setup[at] = ints(starts);
    setup[at + 1] = ints(values);
  };
  slips("E", (token) => (names.writing[token] === 0 ? slipsOf(consonantKey(names.text[token] ?? "")) : new Int32Array(0)), SETUP.slipStarts);
  slips("W", (token) => slipsOf(weakBones(names.text[token] ?? "")), SETUP.weakSlipStarts);
  const numberCount = numbers.starts.length - 1;
  setup[SETUP.numberShapes] = empty(numberCount);
  setup[SETUP.numberStarts] = ints(numbers.starts);
  setup[SETUP.numbers] = units(numbers.units);
  setup[SETUP.rankNumbers] = layFloats(Float64Array.from(ranks, (rank) => (rank.charCodeAt(0) === 35 ? Number(rank.slice(1)) : Number.NaN)), arena);
  const table = new Int32Array(Math.max(1, keys.length) * KEY.size);
  keys.forEach(({ parts, salt }, at) => table.set([salt, parts.length, ...parts.map((part) => PARTS.indexOf(part))], at * KEY.size));
  setup[SETUP.keys] = ints(table);
  setup[SETUP.keyCount] = keys.length;
  setup[SETUP.fieldPlaces] = ints([...PLACES, ...SIZES]);
  return {
    setup, wordCount, unitCount, numberCount, keys, ranks: { left: empty(left.count), right: empty(right.count) }, candidatesMax: Math.min(candidatesMax, right.count), asides: { left: left.aside, right: right.aside },
    rest: { ranks, isLeftFirst: problem.isLeftFirst, isOneList: problem.isOneList, initials: names.initials, setCount: names.setStarts.length - 1 },
  };
}

/** The lists as they lie in the memory; the words are made texts when they are first asked for. */
export function problemIn({ setup, wordCount, numberCount, rest: { initials, setCount, ...rest } }: Laid, arena: Arena): Problem {
  const { I32, U8, U16 } = arena.views();
  const from = (at: number): number => setup[at] ?? 0;
  const ints = (at: number, size: number): Int32Array => I32.subarray(from(at), from(at) + size);
  const texts = (starts: number, units: number, count: number): PackedTexts => {
    const all = ints(starts, count + 1);
    return { starts: all, units: U16.subarray(from(units), from(units) + (all[count] ?? 0)) };
  };
  const side = (rows: number, count: number): Side => ({ count: from(count), aside: 0, rows: ints(rows, from(count) * STRIDE) });
  const setStarts = ints(SETUP.setStarts, setCount + 1);
  const left = side(SETUP.left, SETUP.leftCount);
  let text: readonly string[] | undefined;
  return {
    left, right: rest.isOneList ? left : side(SETUP.right, SETUP.rightCount), numbers: texts(SETUP.numberStarts, SETUP.numbers, numberCount), ...rest,
    names: {
      get text() {
        const textOf = textReader(texts(SETUP.wordStarts, SETUP.words, wordCount));
        return (text ??= Array.from({ length: wordCount }, (_, word) => textOf(word)));
      },
      writing: U8.subarray(from(SETUP.writing), from(SETUP.writing) + wordCount), bones: ints(SETUP.bones, wordCount), heads: ints(SETUP.heads, wordCount), weak: ints(SETUP.weak, wordCount),
      setStarts, setIds: ints(SETUP.setIds, setStarts[setCount] ?? 0), initials,
    },
  };
}

/** The setup of one thread: its own room beside what all share; the place at which it lies. */
export function roomFor({ setup, candidatesMax }: Laid, arena: Arena): { readonly at: number; readonly told: number } {
  const own = setup.slice();
  const empty = (size: number): number => arena.take(size * 4) / 4;
  own[SETUP.candidates] = empty(Math.max(1, candidatesMax));
  own[SETUP.stamps] = empty(Math.max(1, own[SETUP.rightCount] ?? 0));
  own[SETUP.room] = empty(ROOM.size);
  own[SETUP.used] = arena.take(128);
  own[SETUP.told] = empty(TOLD.size);
  const at = empty(SETUP.size);
  arena.views().I32.set(own, at);
  return { at, told: own[SETUP.told] ?? 0 };
}

/** Texts one after the other; where they start, and where their units lie. */
function layTexts(texts: readonly string[], arena: Arena): { readonly starts: number; readonly units: number } {
  let size = 0;
  for (const text of texts) size += text.length;
  const starts = arena.take((texts.length + 1) * 4) / 4;
  const units = arena.take(Math.max(1, size) * 2) / 2;
  const { I32, U16 } = arena.views();
  let at = 0;
  for (let text = 0; text < texts.length; text++) {
    const one = texts[text] ?? "";
    I32[starts + text] = at;
    for (let k = 0; k < one.length; k++) U16[units + at++] = one.charCodeAt(k);
  }
  I32[starts + texts.length] = at;
  return { starts, units };
}

function layFloats(values: Float64Array, arena: Arena): number {
  const at = arena.take(Math.max(1, values.length) * 8) / 8;
  arena.views().F64.set(values, at);
  return at;
}

/** What `of` says of each word that is a surname of a row. */
function listed({ left, right, names }: Problem, of: (token: number) => Int32Array): { readonly starts: Int32Array; readonly values: number[] } {
  const starts = new Int32Array(names.text.length + 1);
  const isSurname = new Uint8Array(names.text.length);
  for (const { rows, count } of [left, right]) for (let at = 0; at < count; at++) isSurname[rows[at * STRIDE + AT.surname] ?? 0] = 1;
  const values: number[] = [];
  for (let token = 0; token < names.text.length; token++) {
    if (token > 0 && isSurname[token] === 1) values.push(...of(token));
    starts[token + 1] = values.length;
  }
  return { starts, values };
}

export type LaidWeights = { readonly figures: number; readonly places: number };

/** Figures of the memory. */
export const floatsOf = (arena: Arena) => (size: number): Float64Array => {
  const at = arena.take(Math.max(1, size) * 8) / 8;
  return arena.views().F64.subarray(at, at + size);
};

/** Lays what `weigh` asks; `addSynonym` is the kernel's. */
export function layWeights({ wordCount, unitCount, rest: { initials } }: Laid, setup: ScoreSetup, atLeast: number, arena: Arena, addSynonym: (table: number, mask: number, a: number, b: number) => void): LaidWeights {
  const least = { word: wordCount, id: initials.length, unit: unitCount };
  const floats: Floats = (size, of) => floatsOf(arena)(Math.max(size, least[of])); // a word may have no share of its own
  const { logs, open, ofGiven, ofFather, bestRank, bestPlace, bestCapture, otherNumber } = boundsOf(setup.model);
  const gains = gainsOf(setup.model, setup.frequencies, floats);
  const places = new Int32Array(WEIGHTS.size);
  const ratios = new Float64Array(COMPARED.length * RATIO_WIDTH);
  logs.forEach((levels, field) => ratios.set(levels, field * RATIO_WIDTH));
  places[WEIGHTS.ratios] = layFloats(ratios, arena);
  places[WEIGHTS.nameBounds] = layFloats(Float64Array.from([ofGiven, ofFather].flatMap(namedBounds)), arena);
  const placeOf = ({ byteOffset }: Float64Array): number => byteOffset / 8;
  places[WEIGHTS.nearGain] = placeOf(nearGains(setup.model, setup.frequencies, floats));
  places[WEIGHTS.gainSurname] = placeOf(gains.surname);
  places[WEIGHTS.gainGiven] = placeOf(gains.givenToken);
  places[WEIGHTS.gainGivenId] = placeOf(gains.givenId);
  places[WEIGHTS.gainFather] = placeOf(gains.fatherToken);
  places[WEIGHTS.gainFatherId] = placeOf(gains.fatherId);
  places[WEIGHTS.gainUnit] = placeOf(gains.unit);
  const { priors, ofFatherAndSon, logs: ofClasses, shares } = classTables(setup.model, setup.prior);
  const classes = new Float64Array(CLASSES_AT.size);
  classes.set(priors, CLASSES_AT.priors);
  classes[CLASSES_AT.fatherAndSon] = ofFatherAndSon;
  ofClasses.forEach((fields, c) => fields.forEach((levels, field) => classes.set(levels, CLASSES_AT.logs + (c * COMPARED.length + field) * RATIO_WIDTH)));
  classes.set(shares.flat(), CLASSES_AT.shares);
  places[WEIGHTS.classes] = layFloats(classes, arena);
  const padded = (values: Float64Array, of: "word" | "id"): number => {
    const all = floats(values.length, of);
    all.set(values);
    return placeOf(all);
  };
  places[WEIGHTS.givenShares] = padded(setup.frequencies.givenToken, "word");
  places[WEIGHTS.givenIdShares] = padded(setup.frequencies.givenId, "id");
  places[WEIGHTS.fatherShares] = padded(setup.frequencies.fatherToken, "word");
  places[WEIGHTS.fatherIdShares] = padded(setup.frequencies.fatherId, "id");
  const synonyms = (pairs: Synonyms["ranks"], at: number): void => {
    if (pairs.size === 0) return;
    const mask = 2 ** Math.ceil(Math.log2(2 * pairs.size + 2)) - 1;
    const table = arena.take((mask + 1) * 8) / 4;
    places[at] = table;
    places[at + 1] = mask;
    for (const pair of pairs) addSynonym(table, mask, Math.floor(pair / 2 ** 26), pair % 2 ** 26);
  };
  synonyms(setup.synonyms.ranks, WEIGHTS.rankSynonyms);
  synonyms(setup.synonyms.places, WEIGHTS.placeSynonyms);
  const placesAt = arena.take(WEIGHTS.size * 4) / 4;
  arena.views().I32.set(places, placesAt);
  const figures = [setup.prior, atLeast, open.other, open.edit, open.bones, open.edits, open.alike, open.far, bestRank, bestPlace, bestCapture, otherNumber];
  return { figures: layFloats(Float64Array.from(figures), arena), places: placesAt };
}

function namedBounds({ levels, joined, other, initial, known, knownEdit, edit, alike, far }: NameBounds): number[] {
  const all = new Array<number>(BOUNDS.size).fill(0);
  levels.forEach((value, level) => (all[level] = value));
  all[BOUNDS.joined] = joined;
  all[BOUNDS.other] = other;
  all[BOUNDS.initial] = initial;
  all[BOUNDS.known] = known;
  all[BOUNDS.knownEdit] = knownEdit;
  all[BOUNDS.edit] = edit;
  all[BOUNDS.alike] = alike;
  all[BOUNDS.far] = far;
  return all;
}
