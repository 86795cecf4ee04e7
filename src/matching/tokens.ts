// Name words of both lists by number, so that equality is equality of numbers. What the name table says of a word is asked once.
// Token 0 is "nothing". Sets of name ids are numbered too: set 0 is the empty set, and whether two sets meet is looked up.
import { arabicKey, consonantKey, consonantUnits, hebrewKey, type Writing } from "../vocabulary/name-skeleton.ts";
import type { NameTable, Sex } from "../vocabulary/name-table.ts";
import { createTexts, textReader, unpackTexts, type PackedTexts } from "./packed-texts.ts";

/** How much is known of a given or father's name: 0 nothing, then as named. */
export const KIND = { unknown: 0, formal: 1, short: 2, guess: 3, initial: 4 } as const;

export const WRITINGS: readonly Writing[] = ["vowelled", "arabic", "hebrew"];

/** What tells two words apart. */
export const wordKey = (text: string, writing: Writing, isInitial: boolean): string => (isInitial ? `${text}.` : writing === "vowelled" ? text : `${writing}:${text}`);

/** The consonants of a word, by which words of different vowels meet. */
const bonesKey = (text: string, writing: Writing): string => (writing === "vowelled" ? consonantKey(text) : `${writing}:${text}`);

/** The word of a key. */
const wordOfKey = (key: string, writing: Writing, isInitial: boolean): string => (isInitial ? key.slice(0, -1) : writing === "vowelled" ? key : key.slice(writing.length + 1));

/** The words of a list in the order in which they were first read; word 0 is nothing. */
export type ReadWords = {
  /** As `wordKey` gives them. */
  readonly keys: PackedTexts;
  /** Index in WRITINGS. */
  readonly writing: Uint8Array;
  readonly isInitial: Uint8Array;
  /** Keys of consonants in the order in which they were first met, and the one of each word; key 0 is nothing. */
  readonly bones: PackedTexts;
  readonly bonesOf: Int32Array;
};

/** The consonants of words, numbered in the order in which they first come. */
export function bonesOfWords(keys: PackedTexts, writing: Uint8Array, isInitial: Uint8Array): Pick<ReadWords, "bones" | "bonesOf"> {
  const bones = createTexts();
  const bonesOf = new Int32Array(writing.length);
  const { starts, units } = keys;
  const readKey = textReader(keys);
  let letters = new Uint16Array(64);
  for (let word = 1; word < bonesOf.length; word++) {
    const from = starts[word] ?? 0;
    const size = (starts[word + 1] ?? 0) - from;
    if (writing[word] !== 0) {
      const other = WRITINGS[writing[word] ?? 0] ?? "vowelled";
      bonesOf[word] = bones.intern(bonesKey(wordOfKey(readKey(word), other, isInitial[word] === 1), other));
      continue;
    }
    if (size > letters.length) letters = new Uint16Array(2 * size);
    bonesOf[word] = bones.internUnits(letters, 0, consonantUnits(units, from, isInitial[word] === 1 ? size - 1 : size, letters)); // without the point
  }
  return { bones: bones.packed(), bonesOf };
}

export type Tokens = {
  readonly text: string[];
  readonly writing: Writing[];
  /** Token number of the consonants, in a numbering of its own. */
  readonly bones: number[];
  /** What the name table says of a word as a given name and as a father's name: asked of the table when first asked for, since most words are surnames. */
  readonly givenSet: (token: number) => number;
  readonly givenKind: (token: number) => number;
  readonly fatherSet: (token: number) => number;
  readonly fatherKind: (token: number) => number;
  readonly isPatronymic: (token: number) => boolean;
  readonly fatherSex: (token: number) => Sex;
  readonly sets: readonly (readonly number[])[];
  readonly isInitial: boolean[];
  readonly intern: (text: string, writing: Writing, isInitial: boolean) => number;
  /** The tokens of all words of a list. */
  readonly internWords: (words: ReadWords) => Int32Array;
  /** The token of a word with its vowels, 0 where there is none. */
  readonly find: (text: string) => number;
  /** Smallest id in both sets, or -1. */
  readonly meet: (a: number, b: number) => number;
  /** The consonants of a token as an Arabic or Hebrew writer leaves them. */
  readonly abjad: (token: number, writing: "arabic" | "hebrew") => string;
};

export function createTokens(names: NameTable): Tokens {
  const byKey = createTexts(); // a token is the number of its key
  const byBones = createTexts();
  const bySet = new Map<string, number>([["", 0]]);
  const sets: number[][] = [[]];
  const setOf = (ids: readonly number[]): number => {
    const key = ids.join(",");
    let set = bySet.get(key);
    if (set === undefined) {
      set = sets.length;
      bySet.set(key, set);
      sets.push([...ids]);
    }
    return set;
  };
  const described: (Described | undefined)[] = [NOTHING];
  const of = (token: number): Described => (described[token] ??= describe(tokens.text[token] ?? "", tokens.writing[token] ?? "vowelled", tokens.isInitial[token] === true));
  const tokens: Tokens = {
    text: [""], writing: ["vowelled"], bones: [0], sets, isInitial: [false],
    givenSet: (token) => of(token).givenSet, givenKind: (token) => of(token).givenKind, fatherSet: (token) => of(token).fatherSet, fatherKind: (token) => of(token).fatherKind,
    isPatronymic: (token) => of(token).isPatronymic, fatherSex: (token) => of(token).fatherSex,
    intern: (text, writing, isInitial) => {
      if (text === "") return 0;
      const token = byKey.intern(wordKey(text, writing, isInitial));
      if (token === tokens.text.length) add(text, writing, isInitial, byBones.intern(bonesKey(text, writing)));
      return token;
    },
    internWords: ({ keys, writing, isInitial, bones, bonesOf }) => {
      const texts = unpackTexts(keys);
      const numbers = byKey.internAll(keys);
      const boneOf = byBones.internAll(bones);
      for (let word = 1; word < numbers.length; word++) { // what is new has its number in this order
        if (numbers[word] !== tokens.text.length) continue;
        const [letters, initial] = [WRITINGS[writing[word] ?? 0] ?? "vowelled", isInitial[word] === 1];
        add(wordOfKey(texts[word] ?? "", letters, initial), letters, initial, boneOf[bonesOf[word] ?? 0] ?? 0);
      }
      return numbers;
    },
    find: (text) => byKey.find(text),
    meet: (a, b) => {
      if (a === 0 || b === 0) return -1;
      const [x, y] = [sets[a] ?? [], sets[b] ?? []];
      for (let i = 0; i < x.length; i++) for (let j = 0; j < y.length; j++) if (x[i] === y[j]) return x[i] ?? -1;
      return -1;
    },
    abjad: (token, writing) => {
      const text = tokens.text[token] ?? "";
      if (tokens.writing[token] !== "vowelled") return text;
      return writing === "arabic" ? arabicKey(text) : hebrewKey(text);
    },
  };
  const add = (text: string, writing: Writing, isInitial: boolean, bones: number): void => {
    tokens.text.push(text);
    tokens.writing.push(writing);
    tokens.isInitial.push(isInitial);
    tokens.bones.push(bones);
  };
  const describe = (text: string, writing: Writing, isInitial: boolean): Described => {
    const first = isInitial ? undefined : writing === "vowelled" ? names.readGiven(text) : names.readAbjad(text, writing);
    const father = isInitial || writing !== "vowelled" ? undefined : names.readFather(text);
    const slipped = isInitial || writing !== "vowelled" || first || father ? undefined : names.slippedFather(text);
    const ids = father?.ids ?? first?.ids ?? slipped?.ids ?? []; // a father's name may stand without a suffix
    const fatherSet = setOf(ids.filter((id) => names.sexOf(id) === "male"));
    const kind = father ? father.kind : (first?.kind ?? (slipped && "guess"));
    const isUnknown = kind === undefined || kind === "suffix only" || fatherSet === 0;
    return {
      givenSet: setOf(first?.ids ?? []), givenKind: isInitial ? KIND.initial : first ? KIND[first.kind] : KIND.unknown,
      isPatronymic: father !== undefined, fatherSex: father?.sex ?? "unknown", fatherSet, fatherKind: isInitial ? KIND.initial : isUnknown ? KIND.unknown : KIND[kind],
    };
  };
  return tokens;
}

type Described = { readonly givenSet: number; readonly givenKind: number; readonly fatherSet: number; readonly fatherKind: number; readonly isPatronymic: boolean; readonly fatherSex: Sex };
const NOTHING: Described = { givenSet: 0, givenKind: KIND.unknown, fatherSet: 0, fatherKind: KIND.unknown, isPatronymic: false, fatherSex: "unknown" };
