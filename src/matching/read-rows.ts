// One list read by itself, before the other list is looked at: its words, numbers, units, dates, over numberings of its own. Plain
// data in flat arrays, so that each list is read on a thread of its own and handed over without a copy; `preparePair` joins two.
import { dayNumberOf } from "../basis/civil-date.ts";
import { cleanName, initialLetters, isArticle, mannerMarks, MANNERS, mannerOfMarks, skeletonOf, type Manner, type Writing } from "../vocabulary/name-skeleton.ts";
import { cellOf, type Column, type PersonList } from "../vocabulary/person-list.ts";
import { readAge, readDate, type DateReading } from "../vocabulary/written-date.ts";
import { ranksOf } from "./graph.ts";
import { createTexts, packTexts, type PackedTexts } from "./packed-texts.ts";
import { rankOf } from "./rank.ts";
import { bonesKey, wordKey, WRITINGS, type ReadWords } from "./tokens.ts";

export const NO_DAY = -(2 ** 31);

/** Whether a writer's slashes mean month first. */
export type SlashOrder = "yes" | "no" | "unclear";

/** A column of numbered texts. */
export type TextColumn = { readonly texts: PackedTexts; readonly at: Int32Array };

export type ReadRows = {
  readonly count: number;
  /** Place of each id in code order, and the first of them. */
  readonly idRanks: Int32Array;
  readonly firstId: string;
  readonly words: ReadWords;
  /** Run of words `r` stands at runStarts[r] … runStarts[r + 1] - 1 of `runWords`; run 0 is empty. */
  readonly runStarts: Int32Array;
  readonly runWords: Int32Array;
  /** Runs by row. */
  readonly surname: Int32Array;
  readonly given: Int32Array;
  readonly father: Int32Array;
  readonly other: Int32Array;
  /** 1 where all words stand in one cell for the whole name. */
  readonly pooled: Uint8Array;
  /** As stated: 1 male, 2 female. */
  readonly sex: Uint8Array;
  readonly number: TextColumn;
  readonly unit: TextColumn;
  readonly rank: TextColumn;
  readonly place: TextColumn;
  readonly monthFirst: SlashOrder;
  readonly birth: Int32Array;
  readonly birthFrom: Int16Array;
  readonly birthTo: Int16Array;
  readonly birthEither: Uint8Array;
  readonly captureDay: Int32Array;
  /** Row and index in DATE_REMARKS by turns. */
  readonly dateRemarks: Int32Array;
};

export const DATE_REMARKS = [
  { column: "birth_date", code: "DATE_UNREADABLE", text: "kept as text, not compared" },
  { column: "birth_date", code: "DATE_NEEDS_AS_OF", text: "a two-digit year is read only with the day of the list" },
  { column: "birth_date", code: "DATE_READINGS", text: "day and month can be read two ways; both are compared" },
  { column: "capture_date", code: "DATE_UNREADABLE", text: "kept as text, not compared" },
] as const;

export type ReadOptions = {
  /** Day of the lists as yyyymmdd, or 0 when not stated: two-digit years and ages then stay unread. */
  readonly asOf: number;
  /** Place spellings of a gazetteer that mean one place: cleaned text to a name of the place. */
  readonly placeNames?: ReadonlyMap<string, string>;
  /** How slashes of this list are read, where a saved model says so. */
  readonly monthFirst?: SlashOrder;
};

export function readRows(list: PersonList, options: ReadOptions): ReadRows {
  const { cells } = list;
  const count = list.ids.length;
  const monthFirst = options.monthFirst ?? slashMeansMonthFirst(cells.birth_date);
  const numbered = (column: Column | undefined, of: (text: string) => string) => {
    const texts = createTexts();
    return { texts, read: byText(column, (text) => texts.intern(of(text))), at: new Int32Array(count) };
  };
  const [number, unit, rank] = [numbered(cells.service_no, serviceNumber), numbered(cells.unit, unitOf), numbered(cells.rank, rankOf)];
  const place = numbered(cells.capture_place, (text) => placeOf(text, options.placeNames));
  const stated = byText(cells.sex, readSex);
  const sex = new Uint8Array(count);
  for (let row = 0; row < count; row++) { // side by side, so that V8 sees all of them before it compiles what they share
    number.at[row] = number.read(row);
    unit.at[row] = unit.read(row);
    rank.at[row] = rank.read(row);
    place.at[row] = place.read(row);
    sex[row] = stated(row);
  }
  const packed = ({ texts, at }: ReturnType<typeof numbered>): TextColumn => ({ texts: texts.packed(), at });
  const idRanks = ranksOf(list.ids);
  return {
    count, idRanks, firstId: list.ids[idRanks.indexOf(0)] ?? "", ...readNames(list), sex,
    number: packed(number), unit: packed(unit), rank: packed(rank), place: packed(place), monthFirst, ...readDates(list, options.asOf, monthFirst),
  };
}

/** What a function says of each text of a column, asked once. */
function byText<T>(column: Column | undefined, of: (text: string) => T): (row: number) => T {
  const silent = of("");
  if (column === undefined) return () => silent;
  const { text, at } = column;
  const values: T[] = [silent];
  const numberOf = new Int32Array(text.length); // 0 where not asked yet
  return (row) => {
    const cell = at[row] ?? 0;
    if (cell === 0) return silent;
    const known = values[numberOf[cell] ?? 0];
    if (numberOf[cell] !== 0 && known !== undefined) return known;
    const value = of(text[cell] ?? "");
    numberOf[cell] = values.push(value) - 1;
    return value;
  };
}

const MISSING_NAME = /^(?:[-—–?.]+|невідом\S*|неизвест\S*|unknown|unnamed|bilinmiyor|null|n\/a|غير معروف)$/;
const SEVERAL = /[ .,]/;
const TITLES = /^(?:пан|пані|гр|гр-н|громадянин|гражданин|г-н|mr|mrs|ms|dr|bay|bayan)\.?$/;

type Names = Pick<ReadRows, "words" | "runStarts" | "runWords" | "surname" | "given" | "father" | "other" | "pooled">;

/** What one cell of names holds: its text, its marks of a manner, and by manner its run of words. */
type Cells = { readonly text: (string | undefined)[]; readonly marks: Int32Array; readonly runs: readonly Int32Array[] };

function readNames(list: PersonList): Names {
  const count = list.ids.length;
  const { read: readWord, words } = wordReader();
  const runWords: number[] = [];
  const runStarts = [0, 0];
  const tables = new Map<readonly string[], Cells>();
  const cellsOf = (column: Column): Cells => {
    let cells = tables.get(column.text);
    if (!cells) {
      const size = column.text.length;
      cells = { text: new Array<string | undefined>(size), marks: new Int32Array(size), runs: MANNERS.map(() => new Int32Array(size).fill(-1)) };
      tables.set(column.text, cells);
    }
    return cells;
  };
  /** The run of words of a text, -1 being "not asked yet". */
  const split = (text: string, manner: Manner): number => {
    const from = runWords.length;
    if (!SEVERAL.test(text)) { // one word, as most cells are
      const number = text === "" || TITLES.test(text) ? 0 : readWord(text, manner);
      if (number === 0) return 0;
      runWords.push(number);
      return runStarts.push(runWords.length) - 2;
    }
    const words = text.replace(/\./g, ". ").split(/[ ,]+/);
    for (const [at, word] of words.entries()) {
      if (word === "" || TITLES.test(word) || (isArticle(word) && (words[at + 1] ?? "").length > 2)) continue; // Al alone is a name
      const number = readWord(word, manner);
      if (number !== 0) runWords.push(number);
    }
    return runWords.length === from ? 0 : runStarts.push(runWords.length) - 2;
  };
  const reader = (column: Column | undefined) => {
    if (column === undefined) return { cell: () => 0, text: () => "", marks: () => 0, run: () => 0 };
    const { at, text: texts } = column;
    const { text, marks, runs } = cellsOf(column);
    return {
      /** The cell of a row, its text read. */
      cell: (row: number): number => {
        const cell = at[row] ?? 0;
        if (text[cell] !== undefined) return cell;
        const value = cleanName(texts[cell] ?? "");
        marks[cell] = mannerMarks(value);
        text[cell] = MISSING_NAME.test(value) ? "" : value;
        return cell;
      },
      text: (cell: number): string => text[cell] ?? "",
      marks: (cell: number): number => marks[cell] ?? 0,
      run: (cell: number, manner: number): number => {
        if (cell === 0) return 0;
        const known = runs[manner] ?? EMPTY;
        if ((known[cell] ?? 0) < 0) known[cell] = split(text[cell] ?? "", MANNERS[manner] ?? "plain");
        return known[cell] ?? 0;
      },
    };
  };
  const { cells } = list;
  const [full, surname, given, father] = [reader(cells.full_name), reader(cells.surname), reader(cells.given_name), reader(cells.patronymic)];
  const ints = (): Int32Array => new Int32Array(count);
  const out = { surname: ints(), given: ints(), father: ints(), other: ints(), pooled: new Uint8Array(count) };
  const hasFull = cells.full_name !== undefined;
  for (let i = 0; i < count; i++) {
    const [f, s, g, p] = [full.cell(i), surname.cell(i), given.cell(i), father.cell(i)];
    const isPooled = hasFull && surname.text(s) === "" && given.text(g) === "" && full.text(f) !== "";
    const manner = MANNERS.indexOf(mannerOfMarks(isPooled ? full.marks(f) : surname.marks(s) | given.marks(g) | father.marks(p)));
    out.surname[i] = isPooled ? full.run(f, manner) : surname.run(s, manner);
    if (isPooled) out.pooled[i] = 1;
    else {
      out.given[i] = given.run(g, manner);
      out.father[i] = father.run(p, manner);
    }
    if (cells.other_names) out.other[i] = split(cleanName(cellOf(cells.other_names, i).split(";")[0] ?? ""), MANNERS[manner] ?? "plain");
  }
  return { words: words(), runStarts: Int32Array.from(runStarts), runWords: Int32Array.from(runWords), ...out };
}

const EMPTY = new Int32Array(0);

/** Words are read once for each manner and spelling. */
function wordReader(): { readonly read: (word: string, manner: Manner) => number; readonly words: () => ReadWords } {
  const known = new Map<Manner, Map<string, number>>(MANNERS.map((manner) => [manner, new Map<string, number>()]));
  const numberOf = new Map<string, number>();
  const texts: string[] = [""];
  const [writings, initials] = [[0], [0]];
  const intern = (text: string, writing: Writing, isInitial: boolean): number => {
    if (text === "") return 0;
    const key = wordKey(text, writing, isInitial);
    let number = numberOf.get(key);
    if (number === undefined) {
      number = texts.length;
      numberOf.set(key, number);
      texts.push(text);
      writings.push(WRITINGS.indexOf(writing));
      initials.push(isInitial ? 1 : 0);
    }
    return number;
  };
  return {
    read: (word, manner) => {
      const ofManner = known.get(manner);
      let number = ofManner?.get(word);
      if (number === undefined) {
        const isInitial = word.length <= INITIAL_UNITS_MAX && /^\p{L}\.?$/u.test(word);
        const { text, writing } = skeletonOf(word, manner);
        number = intern(isInitial ? initialLetters(word.charAt(0), manner) : text, writing, isInitial);
        ofManner?.set(word, number);
      }
      return number;
    },
    words: () => {
      const bones = createTexts();
      const bonesOf = Int32Array.from(texts, (text, word) => bones.intern(bonesKey(text, WRITINGS[writings[word] ?? 0] ?? "vowelled")));
      return { text: packTexts(texts), writing: Uint8Array.from(writings), isInitial: Uint8Array.from(initials), bones: bones.packed(), bonesOf };
    },
  };
}

/** A letter of two units and a point. */
const INITIAL_UNITS_MAX = 3;

/** 1 male, 2 female, 0 not stated. */
function readSex(cell: string): number {
  const text = cell.trim().toLowerCase();
  if (/^(?:m|male|ч|чол|чоловіч\S*|м|муж\S*|e|erkek|ذكر)\.?$/.test(text)) return 1;
  return /^(?:f|female|ж|жін\S*|жен\S*|k|kadın|أنثى)\.?$/.test(text) ? 2 : 0;
}

const NO_NUMBER = /^(?:б\/?н|0*|нема\S*|нет|none|unknown|n\/?a|[-—–?]+)$/;
const NOT_OF_NUMBER = /[№#\s\u00a0._/-]/g;
const LATIN_IN_CYRILLIC = "aceikmopxyubht";
const AS_CYRILLIC = "асеікморхуувнт";

/** Letters folded over look-alikes, №, blanks and hyphens off. */
export function serviceNumber(cell: string): string {
  let number = "";
  let [from, hasFigure] = [0, false]; // what stands from `from` on is itself
  for (let k = 0; k < cell.length; k++) {
    const unit = cell.charCodeAt(k);
    const letter = NUMBER_LETTERS[unit] ?? OTHER;
    if (letter === OTHER) return numberAsWritten(cell);
    if (unit > 48 && unit <= 57) hasFigure = true;
    if (letter === unit) continue;
    number += cell.slice(from, k) + (letter === 0 ? "" : String.fromCharCode(letter));
    from = k + 1;
  }
  if (!hasFigure) return numberAsWritten(cell);
  return from === 0 ? cell : number + cell.slice(from);
}

export function numberAsWritten(cell: string): string {
  if (cell === "") return "";
  const text = cell.toLowerCase().replace(NOT_OF_NUMBER, "");
  if (/[1-9]/.test(text) && !text.startsWith("нема")) return inOneAlphabet(text); // none of the words for "no number"
  if (NO_NUMBER.test(cell.trim().toLowerCase()) || NO_NUMBER.test(text) || !/\d/.test(text)) return "";
  return inOneAlphabet(text);
}

// Letters of a number by what a writer of the other alphabet makes of them, by shape or by sound: СП is CП, CII and SP. The digits tell numbers apart.
const SERIES: readonly string[] = ["вbvб", "аa", "сcsц", "рprп", "нhnxхгg", "уyuиіiй", "еeєэ", "кk", "мm", "оo", "тt", "лl", "дd", "зz", "фf"];
const SERIES_LETTER = new Map(SERIES.flatMap((letters) => [...letters].map((letter) => [letter.charCodeAt(0), letters.charAt(0)] as const)));
function inOneAlphabet(text: string): string {
  let number = "";
  let from = 0; // what stands from here on is itself
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    const letter = unit >= 48 && unit <= 57 ? undefined : SERIES_LETTER.get(unit);
    if (letter === undefined) continue;
    number += text.slice(from, k) + letter;
    from = k + 1;
  }
  return from === 0 ? text : number + text.slice(from);
}

/** By unit of Latin, Greek and Cyrillic what a number keeps of it, 0 for what is left out; OTHER where the whole text decides: a word for "no number" begins with н. */
const OTHER = 0xffff;
const NUMBER_LETTERS = Uint16Array.from({ length: 0x530 }, (_, unit) => {
  const lower = String.fromCharCode(unit).toLowerCase();
  if (lower.length !== 1 || lower === "н" || lower === "\u03c3") return OTHER; // sigma has two forms
  const kept = inOneAlphabet(lower.replace(NOT_OF_NUMBER, ""));
  return kept === "" ? 0 : kept.charCodeAt(0);
});

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

type Dates = Pick<ReadRows, "birth" | "birthFrom" | "birthTo" | "birthEither" | "captureDay" | "dateRemarks">;

/** Dates of both columns; whether a writer's slashes mean day first is asked of the whole column. */
function readDates(list: PersonList, asOf: number, monthFirst: SlashOrder): Dates {
  const { birth_date: births, age, capture_date: captures } = list.cells;
  const count = list.ids.length;
  const out = { birth: new Int32Array(count), birthFrom: new Int16Array(count), birthTo: new Int16Array(count), birthEither: new Uint8Array(count), captureDay: new Int32Array(count).fill(NO_DAY) };
  const remarks: number[] = [];
  const date = byText(births, (text) => readDate(text, asOf));
  const years = byText(age, (text) => readAge(text, asOf));
  const day = byText(captures, (text) => dayOf(readDate(text, asOf)));
  for (let i = 0; i < count; i++) {
    let reading: DateReading = date(i);
    if (reading === "unreadable" || reading === "needs as-of") remarks.push(i, reading === "unreadable" ? 0 : 1);
    if (typeof reading === "string") reading = years(i);
    if (typeof reading !== "string") {
      const swap = reading.either && monthFirst === "yes";
      out.birth[i] = reading.year === 0 ? 0 : reading.year * 10_000 + (swap ? reading.day * 100 + reading.month : reading.month * 100 + reading.day);
      out.birthFrom[i] = reading.years[0];
      out.birthTo[i] = reading.years[1];
      if (reading.either && monthFirst === "unclear") {
        out.birthEither[i] = 1;
        remarks.push(i, 2);
      }
    }
    const capture = day(i);
    if (capture === "unreadable") remarks.push(i, 3);
    else out.captureDay[i] = capture;
  }
  return { ...out, dateRemarks: Int32Array.from(remarks) };
}

function dayOf(reading: DateReading): number | "unreadable" {
  if (reading === "unreadable") return "unreadable";
  return typeof reading === "string" || reading.day === 0 ? NO_DAY : dayNumberOf(reading.year, reading.month, reading.day);
}

function slashMeansMonthFirst(column: Column | undefined): SlashOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  const order = byText(column, (text) => {
    const match = /^\s*(\d{1,2})\/(\d{1,2})\/\d{2,4}\s*$/.exec(text);
    return match ? (Number(match[1]) > 12 ? 1 : Number(match[2]) > 12 ? 2 : 0) : 0;
  });
  for (let row = 0; row < (column?.at.length ?? 0); row++) {
    const found = order(row);
    if (found === 1) dayFirst++;
    if (found === 2) monthFirst++;
  }
  if (monthFirst > 0 && dayFirst === 0) return "yes";
  return dayFirst > 0 && monthFirst === 0 ? "no" : "unclear";
}
