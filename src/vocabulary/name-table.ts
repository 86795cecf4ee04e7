// Given names and fathers' names by number. A written form means a set of names; two forms agree when their sets meet.
// Patronymics are not listed: their stem is what is left of the skeleton when the suffix is off, and it equals the stem of the
// father's name (Сергійович, Сергеевич and Serhiyovych all leave `serh`); the few that do not are listed with the name.
import { NAME_FORMS } from "./name-forms.ts";
import { arabicKey, cleanName, hebrewKey, hebrewKeyWithB, skeletonOf, type Skeleton } from "./name-skeleton.ts";

export type Sex = "male" | "female" | "unknown";

export type NameReading = {
  /** Ids of names, ascending. */
  readonly ids: readonly number[];
  /** formal: a full form; short: short or of several names; guess: one letter from a single name's form. */
  readonly kind: "formal" | "short" | "guess";
};

export type FatherReading = { readonly ids: readonly number[]; readonly sex: Sex; readonly kind: "formal" | "guess" | "suffix only" };

export type NameTable = {
  readonly count: number;
  readonly canonical: readonly string[];
  readonly sexOf: (id: number) => Sex;
  /** First letters of the skeletons of the formal forms of a name. */
  readonly initialsOf: (id: number) => string;
  readonly readGiven: (skeleton: string) => NameReading | undefined;
  readonly readFather: (skeleton: string) => FatherReading | undefined;
  /** The father's name of a patronymic whose suffix has one slip (Антоновчи, Petrovuch), where what stands before it is the stem of a name. */
  readonly slippedFather: (skeleton: string) => { readonly stem: string; readonly ids: readonly number[] } | undefined;
  /** A given name written in Arabic or Hebrew consonants. */
  readonly readAbjad: (consonants: string, writing: "arabic" | "hebrew") => NameReading | undefined;
};

const TURKIC = /(?:^|-)?(ohli|ohlu|uhli|oli|kizi|kzi|hizi)$/;
const MALE = /(?:[oei]v|)ic$/;
const FEMALE = /(?:[oei]vna|inicna|icna)$/;

/** Male and female endings of a patronymic on the skeleton; the stem keeps no trailing vowel. The last letter says which of them it may be: most words are none. */
export function patronymicStem(skeleton: string): { readonly stem: string; readonly sex: Sex } | undefined {
  switch (skeleton.charCodeAt(skeleton.length - 1)) {
    case I:
    case U: {
      const turkic = TURKIC.exec(skeleton);
      return turkic && turkic.index >= 2 ? { stem: trim(skeleton.slice(0, turkic.index)), sex: /^o|^u/.test(turkic[1] ?? "") ? "male" : "female" } : undefined;
    }
    case C: {
      const male = MALE.exec(skeleton);
      return male && male.index >= 2 ? { stem: trim(skeleton.slice(0, male.index)), sex: "male" } : undefined;
    }
    case A: {
      const female = FEMALE.exec(skeleton);
      return female && female.index >= 2 ? { stem: trim(skeleton.slice(0, female.index)), sex: "female" } : undefined;
    }
    default:
      return undefined;
  }
}
const [A, C, I, U] = [97, 99, 105, 117] as const;

const trim = (stem: string): string => stem.replace(/[aeiou]+$/, "");

type Line = { readonly sex: Sex; readonly formal: readonly string[]; readonly short: readonly string[]; readonly stems: readonly string[] };

function linesOf(text: string): Line[] {
  const words = (cell: string | undefined): string[] => (cell ?? "").split(",").filter((word) => word !== "");
  return text.split("\n").filter((line) => line !== "").map((line) => {
    const [sex, formal, short, stems] = line.split("|");
    return { sex: sex === "f" ? "female" : "male", formal: words(formal), short: words(short), stems: words(stems) };
  });
}

/** Latin writers spell ё as yo or io too; both spellings of a form are entered. */
const skeletonsOf = (form: string): Skeleton[] => {
  const clean = cleanName(form);
  const both = clean.includes("ё") ? [clean, clean.replaceAll("ё", "ьо")] : [clean];
  return both.map((word) => skeletonOf(word, /[łżśńąę]|sz|cz|w/.test(word) ? "polish" : /[əğşı]/.test(word) ? "turkish" : "plain"));
};

/** Built once from the table's text; about 900 forms. */
export function nameTable(text: string = NAME_FORMS): NameTable {
  const lines = linesOf(text);
  const formal = new Map<string, number[]>();
  const short = new Map<string, number[]>();
  const fathers = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, key: string, id: number): void => {
    const ids = map.get(key);
    if (key === "" || ids?.includes(id)) return;
    if (ids) ids.push(id);
    else map.set(key, [id]);
  };
  const initials = lines.map(() => "");
  const skeletons = lines.map((line) => line.formal.flatMap(skeletonsOf));
  lines.forEach((line, id) => {
    for (const { text: skeleton, writing } of skeletons[id] ?? []) {
      if (writing !== "vowelled") continue; // written in its own letters
      add(formal, skeleton, id);
      if (!initials[id]?.includes(skeleton.charAt(0))) initials[id] += skeleton.charAt(0);
      if (line.sex === "male") add(fathers, trim(skeleton), id);
    }
    for (const form of line.short) for (const { text } of skeletonsOf(form)) add(short, text, id);
    for (const stem of line.stems) add(fathers, trim(stem), id);
  });
  let abjads: Readonly<Record<"arabic" | "hebrew", ReadonlyMap<string, number[]>>> | undefined; // made when first asked: most lists hold no such letters
  const abjadsOf = (): NonNullable<typeof abjads> => {
    const [arabic, hebrew] = [new Map<string, number[]>(), new Map<string, number[]>()];
    skeletons.forEach((forms, id) => {
      for (const { text: skeleton, writing } of forms) {
        if (writing !== "vowelled") add(writing === "arabic" ? arabic : hebrew, skeleton, id);
        else {
          add(arabic, arabicKey(skeleton), id);
          add(hebrew, hebrewKey(skeleton), id);
          add(hebrew, hebrewKeyWithB(skeleton), id);
        }
      }
    });
    return { arabic, hebrew };
  };
  const near = { given: nearIndex([formal, short]), father: nearIndex([fathers]) };
  return {
    count: lines.length,
    canonical: lines.map((line) => line.formal[0] ?? ""),
    sexOf: (id) => lines[id]?.sex ?? "unknown",
    initialsOf: (id) => initials[id] ?? "",
    readGiven: (skeleton) => {
      const [whole, clipped] = [formal.get(skeleton), short.get(skeleton)];
      if (whole || clipped) return { ids: [...new Set([...(whole ?? []), ...(clipped ?? [])])].sort((a, b) => a - b), kind: whole ? "formal" : "short" };
      const guess = near.given(skeleton);
      return guess.length > 0 ? { ids: guess, kind: "guess" } : undefined;
    },
    readFather: (skeleton) => {
      const found = patronymicStem(skeleton);
      if (!found) return undefined;
      const ids = fathers.get(found.stem);
      if (ids) return { ids: [...ids].sort((a, b) => a - b), sex: found.sex, kind: "formal" };
      const guess = near.father(found.stem);
      return guess.length > 0 ? { ids: guess, sex: found.sex, kind: "guess" } : { ids: [], sex: found.sex, kind: "suffix only" };
    },
    slippedFather: (skeleton) => {
      if (skeleton.length < SLIPPED_LENGTH_MIN || patronymicStem(skeleton)) return undefined;
      for (const suffix of SUFFIXES)
        for (let size = suffix.length + 1; size >= suffix.length - 1; size--) {
          if (!isOneEdit(skeleton.slice(-size), suffix)) continue;
          const stem = trim(skeleton.slice(0, -size));
          const ids = stem.length > 1 ? fathers.get(stem) : undefined;
          if (ids) return { stem, ids: [...ids].sort((a, b) => a - b) };
        }
      return undefined;
    },
    readAbjad: (consonants, writing) => {
      const ids = consonants.length < 2 ? undefined : (abjads ??= abjadsOf())[writing].get(consonants);
      return ids ? { ids: [...ids].sort((a, b) => a - b), kind: "guess" } : undefined;
    },
  };
}

const SUFFIXES = ["ovic", "evic", "ivna", "ovna", "evna"] as const;
const SLIPPED_LENGTH_MIN = 6;

const GUESS_IDS_MAX = 3;
const GUESS_LENGTH_MIN = 4;

/**
 * Names whose form is one edit away (letter added, lost, changed, or two exchanged), if they are at most three: by hashes of the
 * deletions of both sides (the symmetric-delete index), then checked, so that forms whose hashes meet by chance change nothing.
 */
function nearIndex(maps: readonly Map<string, number[]>[]): (skeleton: string) => number[] {
  const forms = maps.flatMap((map) => [...map.keys()]);
  const isHeld = new Uint8Array(HELD_SLOTS); // by the last bits of a hash: most words ask for hashes that no form has
  const first = new Int32Array(CHAINS); // by fewer bits the first entry; each has the form of a hash and the entry after it, 0 for none
  const [hashes, formOf, next] = [[0], [0], [0]];
  forms.forEach((form, at) => eachHashWithout(form, (hash) => {
    isHeld[hash & (HELD_SLOTS - 1)] = 1;
    hashes.push(hash);
    formOf.push(at);
    next.push(first[hash & (CHAINS - 1)] ?? 0);
    first[hash & (CHAINS - 1)] = next.length - 1;
  }));
  return (skeleton) => {
    if (skeleton.length < GUESS_LENGTH_MIN) return NO_IDS;
    let ids: Set<number> | undefined;
    let before = HASH_START; // as in `eachHashWithout`, without a call for each hash
    for (let left = 0; left <= skeleton.length; left++) {
      let hash = before;
      for (let k = left + 1; k < skeleton.length; k++) hash = Math.imul(hash ^ skeleton.charCodeAt(k), HASH_FACTOR);
      if (isHeld[hash & (HELD_SLOTS - 1)] === 1)
        for (let entry = first[hash & (CHAINS - 1)] ?? 0; entry !== 0; entry = next[entry] ?? 0) {
          if (hashes[entry] !== hash) continue;
          const form = forms[formOf[entry] ?? 0] ?? "";
          if (form.length >= GUESS_LENGTH_MIN - 1 && isOneEdit(form, skeleton)) for (const map of maps) for (const id of map.get(form) ?? []) (ids ??= new Set()).add(id);
        }
      if (left < skeleton.length) before = Math.imul(before ^ skeleton.charCodeAt(left), HASH_FACTOR);
    }
    return ids === undefined || ids.size > GUESS_IDS_MAX ? NO_IDS : [...ids].sort((a, b) => a - b);
  };
}

/** Powers of two; the forms have some 7,000 hashes. */
const [HELD_SLOTS, CHAINS] = [1 << 17, 1 << 13];
const [HASH_START, HASH_FACTOR] = [0x811c9dc5, 0x01000193];

const NO_IDS: number[] = [];

/** FNV-1a (Fowler, Noll & Vo) over the letters of a word, of the word with each letter left out in turn and at last of the whole. */
export function eachHashWithout(word: string, take: (hash: number) => void): void {
  let before = HASH_START; // of the letters before the one left out
  for (let left = 0; left < word.length; left++) {
    let hash = before;
    for (let k = left + 1; k < word.length; k++) hash = Math.imul(hash ^ word.charCodeAt(k), HASH_FACTOR);
    take(hash);
    before = Math.imul(before ^ word.charCodeAt(left), HASH_FACTOR);
  }
  take(before);
}

/** Whether one letter added, lost or changed, or two neighbours exchanged, makes `a` into `b`; false when they are equal. */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const left = endA - start;
  const right = endB - start;
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a.charCodeAt(start) === b.charCodeAt(start + 1) && a.charCodeAt(start + 1) === b.charCodeAt(start);
}
