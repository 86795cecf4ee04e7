// Name words of both lists by number, so that equality is equality of numbers. What the name table says of a word is asked once.
// Token 0 is "nothing". Sets of name ids are numbered too: set 0 is the empty set, and whether two sets meet is looked up.
import { arabicKey, consonantKey, hebrewKey, type Writing } from "../vocabulary/name-skeleton.ts";
import type { NameTable, Sex } from "../vocabulary/name-table.ts";

/** How much is known of a given or father's name: 0 nothing, then as named. */
export const KIND = { unknown: 0, formal: 1, short: 2, guess: 3, initial: 4 } as const;

export const WRITINGS: readonly Writing[] = ["vowelled", "arabic", "hebrew"];

/** What tells two words apart. */
export const wordKey = (text: string, writing: Writing, isInitial: boolean): string => (isInitial ? `${text}.` : writing === "vowelled" ? text : `${writing}:${text}`);

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
  /** The token of a word with its vowels, 0 where there is none. */
  readonly find: (text: string) => number;
  /** Smallest id in both sets, or -1. */
  readonly meet: (a: number, b: number) => number;
  /** The consonants of a token as an Arabic or Hebrew writer leaves them. */
  readonly abjad: (token: number, writing: "arabic" | "hebrew") => string;
};

export function createTokens(names: NameTable): Tokens {
  const byText = new Map<string, number>([["", 0]]);
  const byBones = new Map<string, number>([["", 0]]);
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
      const key = wordKey(text, writing, isInitial);
      const known = text === "" ? 0 : byText.get(key);
      if (known !== undefined) return known;
      const token = tokens.text.length;
      byText.set(key, token);
      tokens.text.push(text);
      tokens.writing.push(writing);
      tokens.isInitial.push(isInitial);
      const bones = writing === "vowelled" ? consonantKey(text) : `${writing}:${text}`;
      if (!byBones.has(bones)) byBones.set(bones, byBones.size);
      tokens.bones.push(byBones.get(bones) ?? 0);
      return token;
    },
    find: (text) => byText.get(wordKey(text, "vowelled", false)) ?? 0,
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
