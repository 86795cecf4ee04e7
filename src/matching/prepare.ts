// Both lists as columns of whole numbers, one row a person, over one numbering of words, so that comparing is comparing numbers.
// 0 is "not known" in every column. Every reading that differs from what was written leaves a remark with its row number.
import { masculineSurname } from "../vocabulary/name-skeleton.ts";
import type { NameTable, Sex } from "../vocabulary/name-table.ts";
import type { PersonList, Remark } from "../vocabulary/person-list.ts";
import { fatherStem } from "./compare-name.ts";
import { createTexts, textReader, type Texts } from "./packed-texts.ts";
import { DATE_REMARKS, readRows, type ReadOptions, type ReadRows, type SlashOrder, type TextColumn } from "./read-rows.ts";
import { arrange, countUsage, staysAsWritten, type ColumnWords, type Usage } from "./repair-names.ts";
import { createTokens, KIND, WRITINGS, type Tokens } from "./tokens.ts";

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

/** A list and what was read of it by itself; where its words were numbered before (the left list's first), their numbers. */
export type ListRead = { readonly list: PersonList; readonly rows: ReadRows; readonly runWords?: Int32Array };

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
  const lists = [left, right].map(({ list, rows, runWords }): Numbered => ({ list, rows, runWords: runWords ?? numberWords(rows, tokens) }));
  const usage = options.reading ? givenUsage(tokens, options.reading) : countUsage(lists.flatMap(wordCounts), tokens.text.length);
  const join = (parts: readonly number[]): number => tokens.intern(parts.map((part) => tokens.text[part] ?? "").filter((part) => part !== "").join("-"), "vowelled", false);
  const { reading } = options;
  const asSurname = reading ? (word: string): number => reading.usage(word).surname : (word: string): number => usage.surname[tokens.find(word)] ?? 0;
  const [a, b] = lists.map((numbered) => prepareOne(numbered, { usage, asSurname, join, shared, names: options.names }));
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

/** A list whose words have their numbers among the tokens of both lists; `runWords` as in the rows. */
type Numbered = ListRead & { readonly runWords: Int32Array };

/** The words of a list's runs by their numbers among the tokens of both lists. */
export function numberWords({ words, runWords }: ReadRows, tokens: Tokens): Int32Array {
  const textOf = textReader(words.text);
  const tokenOf = new Int32Array(words.writing.length);
  for (let word = 1; word < tokenOf.length; word++) tokenOf[word] = tokens.intern(textOf(word), WRITINGS[words.writing[word] ?? 0] ?? "vowelled", words.isInitial[word] === 1);
  return runWords.map((word) => tokenOf[word] ?? 0);
}

/** How often each run of words stands in a column, over the rows whose columns say which word is which. */
function wordCounts({ rows, runWords }: Numbered): ColumnWords[] {
  const { runStarts, pooled, surname, given, father } = rows;
  const runs = runStarts.length - 1;
  const alone = Int32Array.from({ length: runs }, (_, run) => ((runStarts[run + 1] ?? 0) - (runStarts[run] ?? 0) === 1 ? (runWords[runStarts[run] ?? 0] ?? 0) : 0));
  return ([["surname", surname], ["given", given], ["father", father]] as const).map(([slot, column]) => {
    const times = new Int32Array(runs);
    for (let i = 0; i < rows.count; i++) if (pooled[i] === 0) times[column[i] ?? 0] = (times[column[i] ?? 0] ?? 0) + 1;
    return { slot, alone, times };
  });
}

type Room = { readonly usage: Usage; readonly asSurname: (word: string) => number; readonly join: (parts: readonly number[]) => number; readonly shared: Shared; readonly names: NameTable };

function prepareOne({ list, rows, runWords }: Numbered, { usage, asSurname, join, shared, names: table }: Room): Prepared {
  const { tokens } = shared;
  const { count, runStarts, pooled } = rows;
  const remarks: Remark[] = [...list.remarks];
  const ints = (): Int32Array => new Int32Array(count);
  const bytes = (): Uint8Array => new Uint8Array(count);
  const out = { surname: ints(), surname2: ints(), given: ints(), givenSet: ints(), givenKind: bytes(), father: ints(), fatherSet: ints(), fatherKind: bytes(), sex: bytes(), repaired: bytes() };
  const note = (row: number, column: string, code: string, text: string): void => void remarks.push({ row: list.numbers[row] ?? 0, column, code, text });
  const stem = stemReader(tokens, table);
  const lastPart = lastPartReader(tokens);
  const sexOf = sexByNames(tokens, table);
  const bare = articleReader(tokens, asSurname);
  const words = (run: number): number[] => Array.from(runWords.subarray(runStarts[run] ?? 0, runStarts[run + 1] ?? 0));
  const sizeOf = (run: number): number => (runStarts[run + 1] ?? 0) - (runStarts[run] ?? 0);
  const firstOf = (run: number): number => (sizeOf(run) === 0 ? 0 : (runWords[runStarts[run] ?? 0] ?? 0));
  for (let i = 0; i < count; i++) {
    const [s, g, f] = [rows.surname[i] ?? 0, rows.given[i] ?? 0, rows.father[i] ?? 0];
    let [surname, second, given, father, isMoved] = [firstOf(s), 0, firstOf(g), firstOf(f), false];
    if (pooled[i] === 1 || sizeOf(s) > 1 || sizeOf(f) > 1 || !staysAsWritten(surname, given, tokens)) // most rows say one word a column, and which
      ({ surname, second, given, father, repaired: isMoved } = arrange({ surname: words(s), given: words(g), father: words(f), pooled: pooled[i] === 1 }, usage, tokens, join));
    out.given[i] = given;
    out.givenSet[i] = tokens.givenSet(given);
    out.givenKind[i] = tokens.givenKind(given);
    out.father[i] = stem(father);
    out.fatherSet[i] = tokens.fatherSet(father);
    out.fatherKind[i] = tokens.fatherKind(father);
    const isRepaired = isMoved && pooled[i] === 0; // one cell for the whole name has no column to be wrong in
    out.repaired[i] = isRepaired ? 1 : 0;
    if (isRepaired) note(i, "surname", "NAME_REPAIRED", "words were put into other columns than they stood in");
    surname = bare(surname);
    if (surname === 0) note(i, "surname", "NAME_MISSING", "no surname can be read");
    const sex = rows.sex[i] === 0 ? SEXES.indexOf(sexOf(given, father)) : (rows.sex[i] ?? 0);
    out.sex[i] = sex;
    const other = second || firstOf(rows.other[i] ?? 0) || lastPart(surname);
    out.surname[i] = sex === FEMALE ? masculine(surname, tokens) : surname;
    out.surname2[i] = sex === FEMALE ? masculine(other, tokens) : other;
  }
  for (let at = 0; at < rows.dateRemarks.length; at += 2) {
    const { column, code, text } = DATE_REMARKS[rows.dateRemarks[at + 1] ?? 0] ?? DATE_REMARKS[0];
    note(rows.dateRemarks[at] ?? 0, column, code, text);
  }
  const { birth, birthFrom, birthTo, birthEither, captureDay, idRanks, firstId } = rows;
  const number = numberTexts(rows.number, shared.numbers);
  const unit = numberTexts(rows.unit, shared.units);
  const rank = numberTexts(rows.rank, shared.ranks);
  const place = numberTexts(rows.place, shared.places);
  return {
    count, idRanks, firstId, ...out, birth, birthFrom, birthTo, birthEither, number, unit, rank, place, captureDay, remarks, list,
    get ids() { return list.ids; }, // a list may make them only when they are asked for
  };
}

const SEXES: readonly Sex[] = ["unknown", "male", "female"];
const FEMALE = SEXES.indexOf("female");

/** A column of one list over the numbering of both. */
function numberTexts({ texts, at }: TextColumn, shared: Texts): Int32Array {
  const numberOf = new Int32Array(texts.starts.length - 1);
  for (let text = 1; text < numberOf.length; text++) numberOf[text] = shared.internPacked(texts, text);
  return at.map((text) => numberOf[text] ?? 0);
}

/** The word by which fathers are compared, asked once of each. */
function stemReader(tokens: Tokens, names: NameTable): (father: number) => number {
  const known: (number | undefined)[] = [];
  return (father) => (known[father] ??= (() => {
    if (tokens.isInitial[father] === true || tokens.writing[father] !== "vowelled") return father;
    const text = tokens.text[father] ?? "";
    return tokens.intern(names.slippedFather(text)?.stem ?? fatherStem(text), "vowelled", false);
  })());
}

/**
 * The surname without an article that is written in one word with it (Alshammari), asked once of each: where the lists hold the surname without it
 * (Шаммарі, al-Shammari) no more seldom. What only begins like one (Alshevskyi) stays, since nobody is called Shevskyi.
 */
function articleReader(tokens: Tokens, asSurname: (word: string) => number): (surname: number) => number {
  const known: (number | undefined)[] = [];
  return (surname) => (known[surname] ??= (() => {
    const text = tokens.text[surname] ?? "";
    if (tokens.writing[surname] !== "vowelled" || !JOINED_ARTICLE.test(text)) return surname;
    const rest = text.slice(2);
    const times = asSurname(rest);
    return times > 0 && times >= asSurname(text) ? tokens.intern(rest, "vowelled", false) : surname;
  })());
}
const JOINED_ARTICLE = /^[ae]l[a-z]{4}/;

/** The last part of a surname with a hyphen, 0 of another; asked once of each. */
function lastPartReader(tokens: Tokens): (surname: number) => number {
  const known: (number | undefined)[] = [];
  return (surname) => (known[surname] ??= (() => {
    const text = tokens.text[surname] ?? "";
    const at = text.lastIndexOf("-");
    return at < 0 ? 0 : tokens.intern(text.slice(at + 1), "vowelled", false);
  })());
}

const masculine = (token: number, tokens: Tokens): number => {
  if (token === 0 || tokens.writing[token] !== "vowelled") return token;
  return tokens.intern(masculineSurname(tokens.text[token] ?? ""), "vowelled", false);
};

/** Sex by the patronymic, else by a given name that only one sex bears. */
function sexByNames(tokens: Tokens, names: NameTable): (given: number, father: number) => Sex {
  const known: Sex[] = [];
  return (given, father) => {
    const byFather = tokens.fatherSex(father);
    if (byFather !== "unknown" && tokens.isPatronymic(father)) return byFather;
    return (known[given] ??= (() => {
      const sexes = new Set((tokens.sets[tokens.givenSet(given)] ?? []).map((id) => names.sexOf(id)));
      return sexes.size === 1 && tokens.givenKind(given) === KIND.formal ? ([...sexes][0] ?? "unknown") : "unknown";
    })());
  };
}
