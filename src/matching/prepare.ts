// Both lists as columns of whole numbers, one row a person, over one numbering of words, so that comparing is comparing numbers.
// 0 is "not known" in every column. Every reading that differs from what was written leaves a remark with its row number.
import { masculineSurname } from "../vocabulary/name-skeleton.ts";
import type { NameTable, Sex } from "../vocabulary/name-table.ts";
import type { PersonList, Remark } from "../vocabulary/person-list.ts";
import { fatherStem } from "./compare-name.ts";
import { createTexts, type Texts } from "./packed-texts.ts";
import { DATE_REMARKS, readRows, type ReadOptions, type ReadRows, type SlashOrder, type TextColumn } from "./read-rows.ts";
import { arrange, AS_WRITTEN, inOrder, isKnownGiven, orderOf, type Usage } from "./repair-names.ts";
import { createTokens, KIND, type Tokens } from "./tokens.ts";

/** One list. All columns have one number a row. */
export type Prepared = {
  readonly count: number;
  readonly ids: readonly string[];
  /** Place of each id in code order, and the first of them. */
  readonly idRanks: Int32Array;
  readonly firstId: string;
  readonly surname: Int32Array;
  /** Another surname of the row (part of a double name, or from other names); 0 for none. */
  readonly surname2: Int32Array;
  readonly given: Int32Array;
  readonly givenSet: Int32Array;
  readonly givenKind: Uint8Array;
  readonly father: Int32Array;
  readonly fatherSet: Int32Array;
  readonly fatherKind: Uint8Array;
  /** 1 male, 2 female. */
  readonly sex: Uint8Array;
  /** yyyymmdd with 00 for what is not known. */
  readonly birth: Int32Array;
  readonly birthFrom: Int16Array;
  readonly birthTo: Int16Array;
  /** 1 where day and month may be exchanged. */
  readonly birthEither: Uint8Array;
  readonly number: Int32Array;
  readonly unit: Int32Array;
  readonly rank: Int32Array;
  readonly place: Int32Array;
  /** Days since 1970-01-01, or NO_DAY. */
  readonly captureDay: Int32Array;
  /** 1 where words were put into other columns than they stood in. */
  readonly repaired: Uint8Array;
  readonly remarks: readonly Remark[];
  readonly list: PersonList;
};

export type PreparedPair = {
  readonly left: Prepared;
  readonly right: Prepared;
  readonly tokens: Tokens;
  readonly numbers: Texts;
  readonly units: Texts;
  readonly ranks: Texts;
  readonly places: Texts;
  /** How the words of both lists are used, and whether their slashes mean month first. */
  readonly usage: Usage;
  readonly monthFirst: Reading["monthFirst"];
};

export type PrepareOptions = {
  /** Day of the lists as yyyymmdd, or 0 when not stated: two-digit years and ages then stay unread. */
  readonly asOf: number;
  readonly names: NameTable;
  /** Place spellings of a gazetteer that mean one place: cleaned text to a name of the place. */
  readonly placeNames?: ReadonlyMap<string, string>;
  /** How a saved model's lists use words and slashes: each row is then read by itself. */
  readonly reading?: Reading;
  /** Numberings to go on with, instead of new ones. */
  readonly shared?: Shared;
};

export type Shared = Omit<PreparedPair, "left" | "right">;
/** What reading a row takes from the lists as wholes. */
export type Reading = {
  readonly usage: (word: string) => { readonly surname: number; readonly given: number; readonly father: number };
  readonly monthFirst: { readonly left: SlashOrder; readonly right: SlashOrder };
};

/** A list and what was read of it by itself; where it was numbered before (the left list first), its numbers. */
export type ListRead = { readonly list: PersonList; readonly rows: ReadRows; readonly numbers?: ListNumbers };
/** What stands in a list by the numberings of both: the words of its runs, and by row its service numbers, units, ranks and places. */
export type ListNumbers = { readonly runWords: Int32Array; readonly number: Int32Array; readonly unit: Int32Array; readonly rank: Int32Array; readonly place: Int32Array };

/** How the list of one side is read by itself. */
export const readingAlone = ({ asOf, placeNames, reading }: Omit<PrepareOptions, "names">, side: "left" | "right"): ReadOptions =>
  ({ asOf, ...(placeNames ? { placeNames } : {}), ...(reading ? { monthFirst: reading.monthFirst[side] } : {}) });

export function preparePair(left: PersonList, right: PersonList, options: PrepareOptions): PreparedPair {
  const read = (list: PersonList, side: "left" | "right"): ListRead => ({ list, rows: readRows(list, readingAlone(options, side)) });
  return joinLists(read(left, "left"), read(right, "right"), options);
}

/** Two lists that were read by themselves, over one numbering: that of the left list, then what only the right one has. */
export function joinLists(left: ListRead, right: ListRead, options: PrepareOptions): PreparedPair {
  const shared = options.shared ?? createShared(options.names);
  const { tokens } = shared;
  const lists = [left, right].map(({ list, rows, numbers = numberList(rows, shared) }): Numbered => ({ list, rows, numbers, ...wordsOfRuns(rows, numbers) }));
  const usage = options.reading ? givenUsage(tokens, options.reading) : countUsage(lists, tokens.text.length);
  const { reading } = options;
  const asSurname = (word: string): number => {
    if (reading) return reading.usage(word).surname;
    const token = tokens.find(word);
    return token === 0 ? 0 : (usage.surname[token] ?? 0); // token 0 counts rows without one surname
  };
  const room: Room = { usage, shared, asked: wordTables(2 * tokens.text.length), ask: wordReader(shared, options.names, asSurname) };
  const [a, b] = lists.map((one) => prepareOne(one, room));
  if (!a || !b) throw new Error("bug: two lists in, two out");
  return { left: a, right: b, ...shared, usage, monthFirst: { left: left.rows.monthFirst, right: right.rows.monthFirst } };
}

/** Empty numberings. */
export const createShared = (names: NameTable): Shared => {
  const nothing = new Float64Array(0);
  return {
    tokens: createTokens(names), numbers: createTexts(), units: createTexts(), ranks: createTexts(), places: createTexts(),
    usage: { surname: nothing, given: nothing, father: nothing }, monthFirst: { left: "unclear", right: "unclear" },
  };
};

function givenUsage(tokens: Tokens, { usage }: Reading): Usage {
  const counts = tokens.text.map(usage);
  return {
    surname: Float64Array.from(counts, ({ surname }) => surname), given: Float64Array.from(counts, ({ given }) => given), father: Float64Array.from(counts, ({ father }) => father),
  };
}

/** One list as both sides, for its duplicates. */
export function prepareOneList(list: PersonList, options: PrepareOptions): PreparedPair {
  const pair = preparePair(list, EMPTY_LIST, options);
  return { ...pair, right: pair.left };
}

const EMPTY_LIST: PersonList = { ids: [], numbers: new Int32Array(0), cells: {}, remarks: [] };

/** A list in the numberings of both. */
type Numbered = ListRead & { readonly numbers: ListNumbers } & RunsByWord;

/** What a list holds, put into numberings that go on. */
export function numberList(rows: ReadRows, { tokens, numbers, units, ranks, places }: Shared): ListNumbers {
  const tokenOf = tokens.internWords(rows.words);
  return {
    runWords: gather(rows.runWords, tokenOf),
    number: numberTexts(rows.number, numbers), unit: numberTexts(rows.unit, units), rank: numberTexts(rows.rank, ranks), place: numberTexts(rows.place, places),
  };
}

/** A column of one list over the numbering of both. */
function numberTexts({ texts, at }: TextColumn, shared: Texts): Int32Array {
  return gather(at, shared.internAll(texts));
}

/** of[at[i]] for each i. */
function gather(at: Int32Array, of: Int32Array): Int32Array {
  const found = new Int32Array(at.length);
  for (let i = 0; i < found.length; i++) found[i] = of[at[i] ?? 0] ?? 0;
  return found;
}

/** By run: its first word, 0 for none, and whether more follow. */
type RunsByWord = { readonly first: Int32Array; readonly isSeveral: Uint8Array };

function wordsOfRuns({ runStarts }: ReadRows, { runWords }: ListNumbers): RunsByWord {
  const first = new Int32Array(runStarts.length - 1);
  const isSeveral = new Uint8Array(first.length);
  for (let run = 0; run < first.length; run++) {
    const start = runStarts[run] ?? 0;
    const size = (runStarts[run + 1] ?? 0) - start;
    if (size > 0) first[run] = runWords[start] ?? 0;
    if (size > 1) isSeveral[run] = 1;
  }
  return { first, isSeveral };
}

/** How often each token stands in each column, over the rows whose columns say which word is which; what is no single word is counted as token 0. */
function countUsage(lists: readonly Numbered[], tokenCount: number): Usage {
  const [surnames, givens, fathers] = [new Float64Array(tokenCount), new Float64Array(tokenCount), new Float64Array(tokenCount)];
  for (const { rows: { count, pooled, surname, given, father }, first, isSeveral } of lists) {
    const alone = new Int32Array(first.length);
    for (let run = 0; run < alone.length; run++) alone[run] = isSeveral[run] === 1 ? 0 : (first[run] ?? 0);
    for (let row = 0; row < count; row++) {
      if (pooled[row] === 1) continue;
      const s = alone[surname[row] ?? 0] ?? 0;
      const g = alone[given[row] ?? 0] ?? 0;
      const f = alone[father[row] ?? 0] ?? 0;
      surnames[s] = (surnames[s] ?? 0) + 1;
      givens[g] = (givens[g] ?? 0) + 1;
      fathers[f] = (fathers[f] ?? 0) + 1;
    }
  }
  return { surname: surnames, given: givens, father: fathers };
}

/** What rows ask of words, by token; NOT_ASKED where it was not asked yet. A token beyond a table is asked each time. */
type WordTables = {
  /** 8 · set + kind as a given name, and as a father's 32 · set + 8 · sex + kind, the sex being 0 where no patronymic says it. */
  readonly given: Int32Array;
  readonly father: Int32Array;
  readonly stem: Int32Array;
  readonly bare: Int32Array;
  readonly lastPart: Int32Array;
  readonly masculine: Int32Array;
  /** By the given name alone; 0 where it does not say. */
  readonly sex: Int32Array;
};
const NOT_ASKED = -1;

function wordTables(size: number): WordTables {
  const table = (): Int32Array => new Int32Array(size).fill(NOT_ASKED);
  return { given: table(), father: table(), stem: table(), bare: table(), lastPart: table(), masculine: table(), sex: table() };
}

type Room = {
  readonly usage: Usage;
  readonly shared: Shared;
  readonly asked: WordTables;
  /** What is not in the tables. */
  readonly ask: Readonly<Record<keyof WordTables, (token: number) => number>>;
};

function prepareOne({ list, rows, numbers, first, isSeveral }: Numbered, { usage, shared, asked, ask }: Room): Prepared {
  const { tokens } = shared;
  const { count, runStarts, pooled, surname: surnameRuns, given: givenRuns, father: fatherRuns, other: otherRuns, sex: stated } = rows;
  const remarks: Remark[] = [...list.remarks];
  const ints = (): Int32Array => new Int32Array(count);
  const bytes = (): Uint8Array => new Uint8Array(count);
  const out = { surname: ints(), surname2: ints(), given: ints(), givenSet: ints(), givenKind: bytes(), father: ints(), fatherSet: ints(), fatherKind: bytes(), sex: bytes(), repaired: bytes() };
  const note = (row: number, column: string, code: string, text: string): void => void remarks.push({ row: list.numbers[row] ?? 0, column, code, text });
  const words = (run: number): number[] => Array.from(numbers.runWords.subarray(runStarts[run] ?? 0, runStarts[run + 1] ?? 0));
  const join = (parts: readonly number[]): number => tokens.intern(parts.map((part) => tokens.text[part] ?? "").filter((part) => part !== "").join("-"), "vowelled", false);
  /** What a table says of a token, asked where it does not. */
  const told = (table: Int32Array, of: (token: number) => number, token: number): number => {
    const known = table[token] ?? NOT_ASKED;
    if (known !== NOT_ASKED) return known;
    const value = of(token);
    if (token < table.length) table[token] = value;
    return value;
  };
  for (let i = 0; i < count; i++) {
    const s = surnameRuns[i] ?? 0;
    const g = givenRuns[i] ?? 0;
    const f = fatherRuns[i] ?? 0;
    const isPooled = pooled[i] === 1; // one cell for the whole name has no column to be wrong in
    let surname = first[s] ?? 0;
    let second = 0;
    let given = first[g] ?? 0;
    let father = first[f] ?? 0;
    let isRepaired = false;
    if (isPooled || isSeveral[s] === 1 || isSeveral[f] === 1) { // most rows say one word a column, and which
      const arranged = arrange({ surname: words(s), given: words(g), father: words(f), pooled: isPooled }, usage, tokens, join);
      surname = arranged.surname;
      second = arranged.second;
      given = arranged.given;
      father = arranged.father;
      isRepaired = arranged.repaired && !isPooled;
    } else if (surname !== 0 && given !== 0 && !isKnownGiven(told(asked.given, ask.given, given) & 7)) {
      const order = orderOf(surname, given, father, usage, tokens);
      isRepaired = order !== AS_WRITTEN;
      if (isRepaired) [surname, given, father] = inOrder(order, [surname, given, father]);
    }
    const givenRead = told(asked.given, ask.given, given);
    out.given[i] = given;
    out.givenSet[i] = givenRead >> 3;
    out.givenKind[i] = givenRead & 7;
    out.father[i] = told(asked.stem, ask.stem, father);
    const fatherRead = told(asked.father, ask.father, father);
    out.fatherSet[i] = fatherRead >> 5;
    out.fatherKind[i] = fatherRead & 7;
    if (isRepaired) {
      out.repaired[i] = 1;
      note(i, "surname", "NAME_REPAIRED", "words were put into other columns than they stood in");
    }
    surname = told(asked.bare, ask.bare, surname);
    if (surname === 0) note(i, "surname", "NAME_MISSING", "no surname can be read");
    const sex = (stated[i] ?? 0) || ((fatherRead >> 3) & 3) || told(asked.sex, ask.sex, given);
    out.sex[i] = sex;
    const other = second || (first[otherRuns[i] ?? 0] ?? 0) || told(asked.lastPart, ask.lastPart, surname);
    out.surname[i] = sex === FEMALE ? told(asked.masculine, ask.masculine, surname) : surname;
    out.surname2[i] = sex === FEMALE ? told(asked.masculine, ask.masculine, other) : other;
  }
  for (let at = 0; at < rows.dateRemarks.length; at += 2) {
    const { column, code, text } = DATE_REMARKS[rows.dateRemarks[at + 1] ?? 0] ?? DATE_REMARKS[0];
    note(rows.dateRemarks[at] ?? 0, column, code, text);
  }
  const { birth, birthFrom, birthTo, birthEither, captureDay, idRanks, firstId } = rows;
  const { number, unit, rank, place } = numbers;
  return {
    count, idRanks, firstId, ...out, birth, birthFrom, birthTo, birthEither, number, unit, rank, place, captureDay, remarks, list,
    get ids() { return list.ids; }, // a list may make them only when they are asked for
  };
}

const SEXES: readonly Sex[] = ["unknown", "male", "female"];
const FEMALE = SEXES.indexOf("female");

/** What is asked of words once each. Words that come of it are numbered when they are first asked for. */
function wordReader({ tokens }: Shared, names: NameTable, asSurname: (word: string) => number): Room["ask"] {
  const isVowelled = (token: number): boolean => tokens.writing[token] === "vowelled";
  const textOf = (token: number): string => tokens.text[token] ?? "";
  return {
    given: (token) => 8 * tokens.givenSet(token) + tokens.givenKind(token),
    father: (token) => 32 * tokens.fatherSet(token) + 8 * (tokens.isPatronymic(token) ? SEXES.indexOf(tokens.fatherSex(token)) : 0) + tokens.fatherKind(token),
    /** The word by which fathers are compared. */
    stem: (father) => {
      if (tokens.isInitial[father] === true || !isVowelled(father)) return father;
      return tokens.intern(names.slippedFather(textOf(father))?.stem ?? fatherStem(textOf(father)), "vowelled", false);
    },
    /**
     * The surname without an article that is written in one word with it (Alshammari): where the lists hold the surname without it
     * (Шаммарі, al-Shammari) no more seldom. What only begins like one (Alshevskyi) stays, since nobody is called Shevskyi.
     */
    bare: (surname) => {
      const text = textOf(surname);
      if (!isVowelled(surname) || !JOINED_ARTICLE.test(text)) return surname;
      const rest = text.slice(2);
      const times = asSurname(rest);
      return times > 0 && times >= asSurname(text) ? tokens.intern(rest, "vowelled", false) : surname;
    },
    /** The last part of a surname with a hyphen, 0 of another. */
    lastPart: (surname) => {
      const text = textOf(surname);
      const at = text.lastIndexOf("-");
      return at < 0 ? 0 : tokens.intern(text.slice(at + 1), "vowelled", false);
    },
    masculine: (token) => (token === 0 || !isVowelled(token) ? token : tokens.intern(masculineSurname(textOf(token)), "vowelled", false)),
    /** Of a given name that only one sex bears. */
    sex: (given) => {
      const sexes = new Set((tokens.sets[tokens.givenSet(given)] ?? []).map((id) => names.sexOf(id)));
      return sexes.size === 1 && tokens.givenKind(given) === KIND.formal ? SEXES.indexOf([...sexes][0] ?? "unknown") : 0;
    },
  };
}
const JOINED_ARTICLE = /^[ae]l[a-z]{4}/;
