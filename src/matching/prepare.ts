// Both lists as columns of whole numbers, one row a person, over one numbering of words, so that comparing is comparing numbers.
// 0 is "not known" in every column. Every reading that differs from what was written leaves a remark with its row number.
import { dayNumber, parseCivilDate } from "../basis/civil-date.ts";
import { cleanName, initialLetters, mannerMarks, MANNERS, mannerOfMarks, masculineSurname, skeletonOf, type Manner } from "../vocabulary/name-skeleton.ts";
import type { NameTable, Sex } from "../vocabulary/name-table.ts";
import { cellOf, type Column, type PersonList, type Remark } from "../vocabulary/person-list.ts";
import { readAge, readDate, type DateReading } from "../vocabulary/written-date.ts";
import { fatherStem } from "./compare-name.ts";
import { rankOf } from "./rank.ts";
import { arrange, countUsage, type ColumnWords, type Slots, type Usage } from "./repair-names.ts";
import { createTokens, KIND, type Tokens } from "./tokens.ts";

/** One list. All columns have one number a row. */
export type Prepared = {
  readonly count: number;
  readonly ids: readonly string[];
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

export const NO_DAY = -(2 ** 31);

/** Numbered texts of the other columns; text 0 is "". */
export type Texts = { readonly text: string[]; readonly intern: (text: string) => number };

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
export type SlashOrder = "yes" | "no" | "unclear";
/** What reading a row takes from the lists as wholes. */
export type Reading = {
  readonly usage: (word: string) => { readonly surname: number; readonly given: number; readonly father: number };
  readonly monthFirst: { readonly left: SlashOrder; readonly right: SlashOrder };
};

export function preparePair(left: PersonList, right: PersonList, options: PrepareOptions): PreparedPair {
  const shared = options.shared ?? createShared(options.names);
  const { tokens } = shared;
  const readWord = wordReader(tokens);
  const lists = [left, right].map((list) => ({ list, slots: readSlots(list, readWord) }));
  const usage = options.reading ? givenUsage(tokens, options.reading) : countUsage(lists.flatMap(({ slots }) => wordCounts(slots)), tokens.text.length);
  const join = (parts: readonly number[]): number => tokens.intern(parts.map((part) => tokens.text[part] ?? "").filter((part) => part !== "").join("-"), "vowelled", false);
  const monthFirst = options.reading?.monthFirst ?? { left: slashMeansMonthFirst(left.cells.birth_date), right: slashMeansMonthFirst(right.cells.birth_date) };
  const [a, b] = lists.map(({ list, slots }, at) => prepareOne(list, slots, { usage, join, shared, options, monthFirst: at === 0 ? monthFirst.left : monthFirst.right }));
  if (!a || !b) throw new Error("bug: two lists in, two out");
  return { left: a, right: b, ...shared, usage, monthFirst };
}

/** Empty numberings. */
export const createShared = (names: NameTable): Shared => {
  const nothing = new Float64Array(0);
  return {
    tokens: createTokens(names), numbers: texts(), units: texts(), ranks: texts(), places: texts(),
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

export function texts(): Texts {
  const known = new Map<string, number>([["", 0]]);
  const all: Texts = {
    text: [""],
    intern: (text) => {
      let number = known.get(text);
      if (number === undefined) {
        number = all.text.length;
        known.set(text, number);
        all.text.push(text);
      }
      return number;
    },
  };
  return all;
}

const MISSING_NAME = /^(?:[-—–?.]+|невідом\S*|неизвест\S*|unknown|unnamed|bilinmiyor|null|n\/a|غير معروف)$/;
const TITLES = /^(?:пан|пані|гр|гр-н|громадянин|гражданин|г-н|mr|mrs|ms|dr|bay|bayan)\.?$/;

type WordReader = (word: string, manner: Manner) => number;

/** Words are read once for each manner and spelling. */
function wordReader(tokens: Tokens): WordReader {
  const known = new Map<string, number>();
  return (word, manner) => {
    const key = `${manner} ${word}`;
    let token = known.get(key);
    if (token === undefined) {
      const isInitial = /^\p{L}\.?$/u.test(word);
      const { text, writing } = skeletonOf(word, manner);
      token = tokens.intern(isInitial ? initialLetters(word.charAt(0), manner) : text, writing, isInitial);
      known.set(key, token);
    }
    return token;
  };
}

/** The words of each row's name cells: numbers into `lists`, which holds each run of words once. */
type ListSlots = {
  readonly count: number;
  readonly lists: readonly (readonly number[])[];
  readonly surname: Int32Array;
  readonly given: Int32Array;
  readonly father: Int32Array;
  readonly other: Int32Array;
  readonly pooled: Uint8Array;
};

/** What a function says of each text of a column, asked once. */
function once<T>(of: (text: string) => T): (column: Column | undefined, row: number) => T {
  const known = new Map<readonly string[], (T | undefined)[]>();
  const silent = of("");
  return (column, row) => {
    if (!column) return silent;
    let values = known.get(column.text);
    if (!values) known.set(column.text, (values = []));
    const cell = column.at[row] ?? 0;
    return (values[cell] ??= of(column.text[cell] ?? ""));
  };
}

function readSlots(list: PersonList, readWord: WordReader): ListSlots {
  const count = list.ids.length;
  const clean = once((text) => {
    const value = cleanName(text);
    return MISSING_NAME.test(value) ? "" : value;
  });
  const marks = once((text) => mannerMarks(cleanName(text)));
  const lists: number[][] = [[]];
  /** Numbers of runs of words by cell, for each table of texts and manner. */
  const found = new Map<readonly string[], number[][]>();
  const words = (column: Column | undefined, row: number, manner: Manner): number => {
    const cell = column?.at[row] ?? 0;
    if (column === undefined || cell === 0) return 0;
    let byManner = found.get(column.text);
    if (!byManner) found.set(column.text, (byManner = MANNERS.map((): number[] => [])));
    const known = byManner[MANNERS.indexOf(manner)] ?? [];
    return (known[cell] ??= split(clean(column, row), manner));
  };
  const split = (text: string, manner: Manner): number => {
    const tokens = text.replace(/\./g, ". ").split(/[ ,]+/).filter((word) => word !== "" && !TITLES.test(word)).map((word) => readWord(word, manner)).filter((token) => token !== 0);
    return tokens.length === 0 ? 0 : lists.push(tokens) - 1;
  };
  const ints = (): Int32Array => new Int32Array(count);
  const slots = { count, lists, surname: ints(), given: ints(), father: ints(), other: ints(), pooled: new Uint8Array(count) };
  const { full_name: full, surname, given_name: given, patronymic, other_names: others } = list.cells;
  for (let i = 0; i < count; i++) {
    const pooled = full !== undefined && clean(surname, i) === "" && clean(given, i) === "" && clean(full, i) !== "";
    const manner = mannerOfMarks(pooled ? marks(full, i) : marks(surname, i) | marks(given, i) | marks(patronymic, i));
    if (pooled) slots.pooled[i] = 1;
    slots.surname[i] = words(pooled ? full : surname, i, manner);
    slots.given[i] = pooled ? 0 : words(given, i, manner);
    slots.father[i] = pooled ? 0 : words(patronymic, i, manner);
    if (others) slots.other[i] = split(cleanName(cellOf(others, i).split(";")[0] ?? ""), manner);
  }
  return slots;
}

const slotsAt = ({ lists, surname, given, father, pooled }: ListSlots, i: number): Slots => ({
  surname: lists[surname[i] ?? 0] ?? [], given: lists[given[i] ?? 0] ?? [], father: lists[father[i] ?? 0] ?? [], pooled: pooled[i] === 1,
});

/** How often each run of words stands in a column, over the rows whose columns say which word is which. */
function wordCounts({ count, lists, surname, given, father, pooled }: ListSlots): ColumnWords[] {
  return ([["surname", surname], ["given", given], ["father", father]] as const).map(([slot, column]) => {
    const times = new Int32Array(lists.length);
    for (let i = 0; i < count; i++) if (pooled[i] === 0) times[column[i] ?? 0] = (times[column[i] ?? 0] ?? 0) + 1;
    return { slot, lists, times };
  });
}

type Room = {
  readonly usage: ReturnType<typeof countUsage>;
  readonly join: (parts: readonly number[]) => number;
  readonly shared: Shared;
  readonly options: PrepareOptions;
  readonly monthFirst: SlashOrder;
};

function prepareOne(list: PersonList, slots: ListSlots, room: Room): Prepared {
  const { shared, options } = room;
  const { tokens } = shared;
  const count = list.ids.length;
  const remarks: Remark[] = [...list.remarks];
  const ints = (): Int32Array => new Int32Array(count);
  const bytes = (): Uint8Array => new Uint8Array(count);
  const out = {
    surname: ints(), surname2: ints(), given: ints(), givenSet: ints(), givenKind: bytes(), father: ints(), fatherSet: ints(), fatherKind: bytes(),
    sex: bytes(), birth: ints(), birthFrom: new Int16Array(count), birthTo: new Int16Array(count), birthEither: bytes(), number: ints(),
    unit: ints(), rank: ints(), place: ints(), captureDay: ints().fill(NO_DAY), repaired: bytes(),
  };
  const note = (row: number, column: string, code: string, text: string): void => void remarks.push({ row: list.numbers[row] ?? 0, column, code, text });
  const stems = new Map<number, number>();
  const stem = (father: number): number => {
    let token = stems.get(father);
    if (token === undefined) {
      const isWhole = tokens.isInitial[father] === true || tokens.writing[father] !== "vowelled";
      const text = tokens.text[father] ?? "";
      token = isWhole ? father : tokens.intern(options.names.slippedFather(text)?.stem ?? fatherStem(text), "vowelled", false);
      stems.set(father, token);
    }
    return token;
  };
  const lastParts = new Map<number, number>();
  /** The last part of a surname with a hyphen; 0 of another. */
  const lastPart = (surname: number): number => {
    const text = tokens.text[surname] ?? "";
    const at = text.lastIndexOf("-");
    if (at < 0) return 0;
    let part = lastParts.get(surname);
    if (part === undefined) lastParts.set(surname, (part = tokens.intern(text.slice(at + 1), "vowelled", false)));
    return part;
  };
  const sexStated = once(readSex);
  const sexOf = sexByNames(tokens, options.names);
  const number = once((text) => shared.numbers.intern(serviceNumber(text)));
  const unit = once((text) => shared.units.intern(unitOf(text)));
  const rank = once((text) => shared.ranks.intern(rankOf(text)));
  const place = once((text) => shared.places.intern(placeOf(text, options.placeNames)));
  const { cells } = list;
  for (let i = 0; i < count; i++) {
    const names = arrange(slotsAt(slots, i), room.usage, tokens, room.join);
    out.given[i] = names.given;
    out.givenSet[i] = tokens.givenSet[names.given] ?? 0;
    out.givenKind[i] = tokens.givenKind[names.given] ?? 0;
    out.father[i] = stem(names.father);
    out.fatherSet[i] = tokens.fatherSet[names.father] ?? 0;
    out.fatherKind[i] = tokens.fatherKind[names.father] ?? 0;
    const isRepaired = names.repaired && slots.pooled[i] === 0; // one cell for the whole name has no column to be wrong in
    out.repaired[i] = isRepaired ? 1 : 0;
    if (isRepaired) note(i, "surname", "NAME_REPAIRED", "words were put into other columns than they stood in");
    if (names.surname === 0) note(i, "surname", "NAME_MISSING", "no surname can be read");
    const stated = sexStated(cells.sex, i);
    const sex = stated === "unknown" ? sexOf(names.given, names.father) : stated;
    out.sex[i] = sex === "male" ? 1 : sex === "female" ? 2 : 0;
    const other = slots.lists[slots.other[i] ?? 0]?.[0] ?? 0;
    const second = names.second || other || lastPart(names.surname);
    out.surname[i] = sex === "female" ? masculine(names.surname, tokens) : names.surname;
    out.surname2[i] = sex === "female" ? masculine(second, tokens) : second;
    out.number[i] = number(cells.service_no, i);
    out.unit[i] = unit(cells.unit, i);
    out.rank[i] = rank(cells.rank, i);
    out.place[i] = place(cells.capture_place, i);
  }
  readDates(list, out, options.asOf, room.monthFirst, note);
  return { count, ids: list.ids, ...out, remarks, list };
}

const masculine = (token: number, tokens: Tokens): number => {
  if (token === 0 || tokens.writing[token] !== "vowelled") return token;
  return tokens.intern(masculineSurname(tokens.text[token] ?? ""), "vowelled", false);
};

function readSex(cell: string): Sex {
  const text = cell.trim().toLowerCase();
  if (/^(?:m|male|ч|чол|чоловіч\S*|м|муж\S*|e|erkek|ذكر)\.?$/.test(text)) return "male";
  return /^(?:f|female|ж|жін\S*|жен\S*|k|kadın|أنثى)\.?$/.test(text) ? "female" : "unknown";
}

/** Sex by the patronymic, else by a given name that only one sex bears. */
function sexByNames(tokens: Tokens, names: NameTable): (given: number, father: number) => Sex {
  const known: Sex[] = [];
  return (given, father) => {
    const byFather = tokens.fatherSex[father] ?? "unknown";
    if (byFather !== "unknown" && tokens.isPatronymic[father]) return byFather;
    return (known[given] ??= (() => {
      const sexes = new Set((tokens.sets[tokens.givenSet[given] ?? 0] ?? []).map((id) => names.sexOf(id)));
      return sexes.size === 1 && tokens.givenKind[given] === KIND.formal ? ([...sexes][0] ?? "unknown") : "unknown";
    })());
  };
}

const NO_NUMBER = /^(?:б\/?н|0*|нема\S*|нет|none|unknown|n\/?a|[-—–?]+)$/;
const LATIN_IN_CYRILLIC = "aceikmopxyubht";
const AS_CYRILLIC = "асеікморхуувнт";

/** Letters folded over look-alikes, №, blanks and hyphens off. */
function serviceNumber(cell: string): string {
  if (cell === "") return "";
  const text = cell.toLowerCase().replace(/[№#\s\u00a0._/-]/g, "");
  if (NO_NUMBER.test(cell.trim().toLowerCase()) || NO_NUMBER.test(text) || !/\d/.test(text)) return "";
  return lookalike(text);
}

const lookalike = (text: string): string =>
  /[a-z]/.test(text) ? [...text].map((c) => (LATIN_IN_CYRILLIC.includes(c) ? AS_CYRILLIC.charAt(LATIN_IN_CYRILLIC.indexOf(c)) : c)).join("") : text;

/** A numbered unit is its letter and digits; a named one its consonants. */
function unitOf(cell: string): string {
  if (cell === "") return "";
  const text = cell.toLowerCase().replace(/в\/ч|військова частина|войсковая часть|воинская часть|military unit|unit|m\/u|[№"«»\s.]/g, "");
  return /^[\p{L}]?\d{3,6}$/u.test(text) ? lookalike(text) : namedKey(text);
}

const PLACE_WORDS = /(?:^|\s)(?:м|г|с|н\.?п|смт|пгт|сел|село|місто|город|city|town|village|р-н|обл)\.?(?=\s|$)/g;

function placeOf(cell: string, names: ReadonlyMap<string, string> | undefined): string {
  if (cell === "") return "";
  const text = cleanName(cell).replace(/\./g, ". ").replace(PLACE_WORDS, " ").replace(/[.,]/g, " ").replace(/\s+/g, " ").trim();
  return names?.get(text) ?? namedKey(text);
}

const namedKey = (text: string): string => {
  if (text === "" || MISSING_NAME.test(text)) return "";
  return text.split(" ").map((word) => word.replace(/[^\d]+/gu, (part) => skeletonOf(part, "plain").text) || word).join(" "); // digits stay: 3rd and 92nd are two
};

type Columns = { readonly birth: Int32Array; readonly birthFrom: Int16Array; readonly birthTo: Int16Array; readonly birthEither: Uint8Array; readonly captureDay: Int32Array };

/** Dates of both columns; whether a writer's slashes mean day first is asked of the whole column. */
function readDates(list: PersonList, out: Columns, asOf: number, monthFirst: SlashOrder, note: (row: number, column: string, code: string, text: string) => void): void {
  const { birth_date: births, age, capture_date: captures } = list.cells;
  const date = once((text) => readDate(text, asOf));
  const years = once((text) => readAge(text, asOf));
  const day = once((text) => dayOf(readDate(text, asOf)));
  for (let i = 0; i < list.ids.length; i++) {
    let reading: DateReading = date(births, i);
    if (reading === "unreadable" || reading === "needs as-of")
      note(i, "birth_date", reading === "unreadable" ? "DATE_UNREADABLE" : "DATE_NEEDS_AS_OF", reading === "unreadable" ? "kept as text, not compared" : "a two-digit year is read only with the day of the list");
    if (typeof reading === "string") reading = years(age, i);
    if (typeof reading !== "string") {
      const swap = reading.either && monthFirst === "yes";
      out.birth[i] = reading.year === 0 ? 0 : reading.year * 10_000 + (swap ? reading.day * 100 + reading.month : reading.month * 100 + reading.day);
      out.birthFrom[i] = reading.years[0];
      out.birthTo[i] = reading.years[1];
      if (reading.either && monthFirst === "unclear") {
        out.birthEither[i] = 1;
        note(i, "birth_date", "DATE_READINGS", "day and month can be read two ways; both are compared");
      }
    }
    const capture = day(captures, i);
    if (capture === "unreadable") note(i, "capture_date", "DATE_UNREADABLE", "kept as text, not compared");
    else out.captureDay[i] = capture;
  }
}

function dayOf(reading: DateReading): number | "unreadable" {
  if (reading === "unreadable") return "unreadable";
  if (typeof reading === "string" || reading.day === 0) return NO_DAY;
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = parseCivilDate(`${reading.year}-${two(reading.month)}-${two(reading.day)}`);
  return day === undefined ? NO_DAY : dayNumber(day);
}

function slashMeansMonthFirst(column: Column | undefined): SlashOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  const order = once((text) => {
    const match = /^\s*(\d{1,2})\/(\d{1,2})\/\d{2,4}\s*$/.exec(text);
    return match ? (Number(match[1]) > 12 ? 1 : Number(match[2]) > 12 ? 2 : 0) : 0;
  });
  for (let row = 0; row < (column?.at.length ?? 0); row++) {
    const found = order(column, row);
    if (found === 1) dayFirst++;
    if (found === 2) monthFirst++;
  }
  if (monthFirst > 0 && dayFirst === 0) return "yes";
  return dayFirst > 0 && monthFirst === 0 ? "no" : "unclear";
}
