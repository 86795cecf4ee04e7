// One list read by itself, before the other list is looked at: its words, numbers, units, dates, over numberings of its own. Plain
// data in flat arrays, so that each list is read on a thread of its own and handed over without a copy; `preparePair` joins two.
import { dayNumberOf } from "../basis/civil-date.ts";
import {
  cleanName, cleanPlainWord, initialLetters, isArticle, LETTERS_MAX, mannerMarks, mannerMarksOf, MANNERS, mannerOfMarks, skeletonOf, skeletonUnits, type Manner,
} from "../vocabulary/name-skeleton.ts";
import { textIn, textsIn, unitsIn, type Column, type PersonList } from "../vocabulary/person-list.ts";
import { readAge, readDate, type DateReading } from "../vocabulary/written-date.ts";
import { ranksOf } from "./graph.ts";
import { ranksOfPlainIds } from "./id-ranks.ts";
import { createTexts, type PackedTexts } from "./packed-texts.ts";
import { rankOf } from "./rank.ts";
import { bonesOfWords, wordKey, WRITINGS, type ReadWords } from "./tokens.ts";

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
  const plainRanks = cells.id && ranksOfPlainIds(cells.id);
  const idRanks = plainRanks ?? ranksOf(list.ids);
  const count = idRanks.length;
  const first = idRanks.indexOf(0);
  const monthFirst = options.monthFirst ?? slashMeansMonthFirst(cells.birth_date);
  const numbered = (column: Column | undefined, of: (text: string) => string): TextColumn => {
    const texts = createTexts();
    const at = byCell(column, count, (known, cell) => texts.intern(of(textIn(known, cell))));
    return { texts: texts.packed(), at };
  };
  return {
    count, idRanks, firstId: plainRanks ? textIn(cells.id, cells.id.at[first] ?? 0) : (list.ids[first] ?? ""), ...readNames(list, count),
    sex: Uint8Array.from(byCell(cells.sex, count, (column, cell) => readSex(textIn(column, cell)))),
    number: readNumbers(cells.service_no, count), unit: numbered(cells.unit, unitOf), rank: numbered(cells.rank, rankOf),
    place: numbered(cells.capture_place, (text) => placeOf(text, options.placeNames)), monthFirst, ...readDates(list, count, options.asOf, monthFirst),
  };
}

/** By row the whole number, none below 0, that `of` says of its cell, each asked once; 0 for an empty cell. */
function byCell(column: Column | undefined, count: number, of: (column: Column, cell: number) => number): Int32Array {
  const numbers = new Int32Array(count);
  if (column === undefined) return numbers;
  const { at } = column;
  const said = new Int32Array(textsIn(column)); // and 1; 0 where not asked yet
  for (let row = 0; row < count; row++) {
    const cell = at[row] ?? 0;
    if (cell === 0) continue;
    let number = said[cell] ?? 0;
    if (number === 0) {
      number = of(column, cell) + 1;
      said[cell] = number;
    }
    numbers[row] = number - 1;
  }
  return numbers;
}

/** The units of the cell that is being read; what is longer is read as a text. */
const UNITS = new Uint16Array(64);

const MISSING_NAME = /^(?:[-—–?.]+|невідом\S*|неизвест\S*|unknown|unnamed|bilinmiyor|null|n\/a|غير معروف)$/;
const SEVERAL = /[ .,]/;
const TITLES = /^(?:пан|пані|гр|гр-н|громадянин|гражданин|г-н|mr|mrs|ms|dr|bay|bayan)\.?$/;

type Names = Pick<ReadRows, "words" | "runStarts" | "runWords" | "surname" | "given" | "father" | "other" | "pooled">;

/** Letters with which a word of MISSING_NAME or TITLES begins that is plain. */
const UNNAMED_STARTS = new Set(["не", "un", "bi", "nu", "па", "гр", "mr", "ms", "dr", "ba"].map((start) => start.charCodeAt(0) * 65_536 + start.charCodeAt(1)));

/** How a cell of names is read: not at all, by its units where it is one plain word, else by its text. */
const CELL = { nothing: 0, plain: 1, text: 2 } as const;

/** Cells of names that were met, in the order of their places from 1 on; place 0 is an empty cell. */
type Cells = {
  /** By cell, 0 where it was not met. */
  readonly placeOf: Int32Array;
  count: number;
  kind: Uint8Array;
  marks: Int32Array;
  /** By 8 · place + manner its run of words and 1, 0 where it was not asked for. */
  runs: Int32Array;
  readonly texts: Map<number, string>;
};

function readNames({ cells }: PersonList, count: number): Names {
  const { readPlain, read: readWord, words } = wordReader();
  const runWords: number[] = [];
  const runStarts = [0, 0];
  const addRun = (): number => runStarts.push(runWords.length) - 2;
  /** The run of words of a text. */
  const split = (text: string, manner: Manner): number => {
    const from = runWords.length;
    if (!SEVERAL.test(text)) { // one word
      const number = text === "" || TITLES.test(text) ? 0 : readWord(text, manner);
      if (number === 0) return 0;
      runWords.push(number);
      return addRun();
    }
    const parts = text.replace(/\./g, ". ").split(/[ ,]+/);
    for (const [at, word] of parts.entries()) {
      if (word === "" || TITLES.test(word) || (isArticle(word) && (parts[at + 1] ?? "").length > 2)) continue; // Al alone is a name
      const number = readWord(word, manner);
      if (number !== 0) runWords.push(number);
    }
    return runWords.length === from ? 0 : addRun();
  };
  const tables = new Map<unknown, Cells>(); // columns of one list share their texts
  const cellsOf = (column: Column | undefined): Cells => {
    const texts = column?.packed ?? column?.text;
    let known = tables.get(texts);
    if (!known) {
      known = { placeOf: new Int32Array(column ? textsIn(column) : 1), count: 1, kind: new Uint8Array(1 << 10), marks: new Int32Array(1 << 10), runs: new Int32Array(8 << 10), texts: new Map() };
      tables.set(texts, known);
    }
    return known;
  };
  const meet = (known: Cells, column: Column, cell: number): number => {
    const place = known.count++;
    if (place === known.kind.length) widen(known);
    known.placeOf[cell] = place;
    const size = unitsIn(column, cell, UNITS);
    if (size > 1 && cleanPlainWord(UNITS, size)) {
      known.marks[place] = mannerMarksOf(UNITS, size);
      known.kind[place] = CELL.plain;
      if (!UNNAMED_STARTS.has((UNITS[0] ?? 0) * 65_536 + (UNITS[1] ?? 0))) return place;
    }
    const text = cleanName(textIn(column, cell));
    if (known.kind[place] !== CELL.plain) known.marks[place] = mannerMarks(text);
    if (text === "" || MISSING_NAME.test(text)) known.kind[place] = CELL.nothing;
    else if (known.kind[place] !== CELL.plain || TITLES.test(text)) {
      known.kind[place] = CELL.text;
      known.texts.set(place, text);
    }
    return place;
  };
  const readRun = (known: Cells, column: Column, cell: number, manner: number): number => {
    const place = known.placeOf[cell] ?? 0;
    let run = 0;
    if (known.kind[place] === CELL.plain) {
      const size = unitsIn(column, cell, UNITS);
      cleanPlainWord(UNITS, size);
      const word = readPlain(UNITS, size, manner);
      if (word !== 0) {
        runWords.push(word);
        run = addRun();
      }
    } else if (known.kind[place] === CELL.text) run = split(known.texts.get(place) ?? "", MANNERS[manner] ?? "plain");
    known.runs[8 * place + manner] = run + 1;
    return run;
  };
  const runOf = (known: Cells, column: Column | undefined, cell: number, manner: number): number => {
    if (cell === 0 || column === undefined) return 0;
    const run = known.runs[8 * (known.placeOf[cell] ?? 0) + manner] ?? 0;
    return run === 0 ? readRun(known, column, cell, manner) : run - 1;
  };
  const placeOf = (known: Cells, column: Column | undefined, cell: number): number => {
    if (cell === 0 || column === undefined) return 0;
    return (known.placeOf[cell] ?? 0) || meet(known, column, cell);
  };
  const { full_name: full, surname, given_name: given, patronymic: father, other_names: others } = cells;
  const [inFull, inSurname, inGiven, inFather] = [cellsOf(full), cellsOf(surname), cellsOf(given), cellsOf(father)];
  const ints = (): Int32Array => new Int32Array(count);
  const out = { surname: ints(), given: ints(), father: ints(), other: ints(), pooled: new Uint8Array(count) };
  for (let i = 0; i < count; i++) {
    const f = full?.at[i] ?? 0;
    const s = surname?.at[i] ?? 0;
    const g = given?.at[i] ?? 0;
    const p = father?.at[i] ?? 0;
    const fullAt = placeOf(inFull, full, f);
    const surnameAt = placeOf(inSurname, surname, s);
    const givenAt = placeOf(inGiven, given, g);
    const fatherAt = placeOf(inFather, father, p);
    const isPooled = inFull.kind[fullAt] !== CELL.nothing && inSurname.kind[surnameAt] === CELL.nothing && inGiven.kind[givenAt] === CELL.nothing;
    const manner = mannerAt(isPooled ? (inFull.marks[fullAt] ?? 0) : (inSurname.marks[surnameAt] ?? 0) | (inGiven.marks[givenAt] ?? 0) | (inFather.marks[fatherAt] ?? 0));
    if (isPooled) {
      out.pooled[i] = 1;
      out.surname[i] = runOf(inFull, full, f, manner);
    } else {
      out.surname[i] = runOf(inSurname, surname, s, manner);
      out.given[i] = runOf(inGiven, given, g, manner);
      out.father[i] = runOf(inFather, father, p, manner);
    }
    if (others) out.other[i] = split(cleanName(textIn(others, others.at[i] ?? 0).split(";")[0] ?? ""), MANNERS[manner] ?? "plain");
  }
  return { words: words(), runStarts: Int32Array.from(runStarts), runWords: Int32Array.from(runWords), ...out };
}

function widen(cells: Cells): void {
  const { kind, marks, runs } = cells;
  cells.kind = new Uint8Array(2 * kind.length);
  cells.kind.set(kind);
  cells.marks = new Int32Array(2 * marks.length);
  cells.marks.set(marks);
  cells.runs = new Int32Array(2 * runs.length);
  cells.runs.set(runs);
}

/** By marks the place of their manner in MANNERS and 1, 0 where it was not asked for. */
const MANNER_OF_MARKS = new Uint8Array(1 << 15);
const mannerAt = (marks: number): number => (MANNER_OF_MARKS[marks] ||= MANNERS.indexOf(mannerOfMarks(marks)) + 1) - 1;

/** Words by number, as they are read. A word that is no plain one is read once for each manner and spelling. */
function wordReader(): { readonly readPlain: (units: Uint16Array, size: number, manner: number) => number; readonly read: (word: string, manner: Manner) => number; readonly words: () => ReadWords } {
  const keys = createTexts();
  const known = new Map<Manner, Map<string, number>>(MANNERS.map((manner) => [manner, new Map<string, number>()]));
  const [writings, initials] = [[0], [0]];
  const skeleton = new Uint16Array(LETTERS_MAX * UNITS.length);
  return {
    readPlain: (units, size, manner) => {
      const number = keys.internUnits(skeleton, 0, skeletonUnits(units, size, manner, skeleton));
      if (number === writings.length) {
        writings.push(0);
        initials.push(0);
      }
      return number;
    },
    read: (word, manner) => {
      const ofManner = known.get(manner);
      let number = ofManner?.get(word);
      if (number === undefined) {
        const isInitial = word.length <= INITIAL_UNITS_MAX && /^\p{L}\.?$/u.test(word);
        const { text: whole, writing } = skeletonOf(word, manner);
        const text = isInitial ? initialLetters(word.charAt(0), manner) : whole;
        number = text === "" ? 0 : keys.intern(wordKey(text, writing, isInitial));
        if (number === writings.length) {
          writings.push(WRITINGS.indexOf(writing));
          initials.push(isInitial ? 1 : 0);
        }
        ofManner?.set(word, number);
      }
      return number;
    },
    words: () => {
      const packed = keys.packed();
      const [writing, isInitial] = [Uint8Array.from(writings), Uint8Array.from(initials)];
      return { keys: packed, writing, isInitial, ...bonesOfWords(packed, writing, isInitial) };
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

function readNumbers(column: Column | undefined, count: number): TextColumn {
  const texts = createTexts();
  const at = byCell(column, count, (known, cell) => {
    const size = numberUnits(UNITS, unitsIn(known, cell, UNITS));
    return size < 0 ? texts.intern(numberAsWritten(textIn(known, cell))) : texts.internUnits(UNITS, 0, size);
  });
  return { texts: texts.packed(), at };
}

/** Letters folded over look-alikes, №, blanks and hyphens off; in place. The size left, -1 where the whole text decides. */
function numberUnits(units: Uint16Array, size: number): number {
  let to = 0;
  let hasFigure = false;
  for (let k = 0; k < size; k++) {
    const unit = units[k] ?? 0;
    const letter = NUMBER_LETTERS[unit] ?? OTHER;
    if (letter === OTHER) return -1;
    if (unit > 48 && unit <= 57) hasFigure = true;
    if (letter !== 0) units[to++] = letter;
  }
  return hasFigure ? to : -1;
}

/** The number that is compared, of one cell. */
export function serviceNumber(cell: string): string {
  const units = Uint16Array.from(cell, (_, at) => cell.charCodeAt(at));
  const size = numberUnits(units, units.length);
  return size < 0 ? numberAsWritten(cell) : String.fromCharCode(...units.subarray(0, size));
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
  if (unit === 0 || lower.length !== 1 || lower === "н" || lower === "\u03c3") return OTHER; // 0 says "left out"; sigma has two forms
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
function readDates({ cells }: PersonList, count: number, asOf: number, monthFirst: SlashOrder): Dates {
  const out = { birth: new Int32Array(count), birthFrom: new Int16Array(count), birthTo: new Int16Array(count), birthEither: new Uint8Array(count), captureDay: new Int32Array(count) };
  const remarks: number[] = [];
  // by reading; 0 is "not stated"
  const kinds: number[] = [READ.not];
  const [births, froms, tos, eithers] = [[0], [0], [0], [0]];
  const add = (reading: DateReading): number => {
    const isRead = typeof reading !== "string";
    kinds.push(isRead ? READ.date : reading === "unreadable" ? READ.unreadable : reading === "needs as-of" ? READ.needsAsOf : READ.not);
    const swap = isRead && reading.either && monthFirst === "yes";
    births.push(!isRead || reading.year === 0 ? 0 : reading.year * 10_000 + (swap ? reading.day * 100 + reading.month : reading.month * 100 + reading.day));
    froms.push(isRead ? reading.years[0] : 0);
    tos.push(isRead ? reading.years[1] : 0);
    return eithers.push(isRead && reading.either && monthFirst === "unclear" ? 1 : 0) - 1;
  };
  const dates = byCell(cells.birth_date, count, (column, cell) => add(readDate(textIn(column, cell), asOf)));
  const ages = byCell(cells.age, count, (column, cell) => add(readAge(textIn(column, cell), asOf)));
  const days = [NO_DAY, NO_DAY]; // the second of what cannot be read
  const captures = byCell(cells.capture_date, count, (column, cell) => {
    const day = dayOf(readDate(textIn(column, cell), asOf));
    return day === "unreadable" ? UNREADABLE_DAY : days.push(day) - 1;
  });
  for (let i = 0; i < count; i++) {
    let reading = dates[i] ?? 0;
    const kind = kinds[reading] ?? READ.not;
    if (kind >= READ.unreadable) remarks.push(i, kind - READ.unreadable);
    if (kind !== READ.date) reading = ages[i] ?? 0;
    out.birth[i] = births[reading] ?? 0;
    out.birthFrom[i] = froms[reading] ?? 0;
    out.birthTo[i] = tos[reading] ?? 0;
    if (eithers[reading] === 1) {
      out.birthEither[i] = 1;
      remarks.push(i, 2);
    }
    const capture = captures[i] ?? 0;
    if (capture === UNREADABLE_DAY) remarks.push(i, 3);
    out.captureDay[i] = days[capture] ?? NO_DAY;
  }
  return { ...out, dateRemarks: Int32Array.from(remarks) };
}

/** What came of a date; from `unreadable` on the places of their remarks in DATE_REMARKS follow. */
const READ = { not: 0, date: 1, unreadable: 2, needsAsOf: 3 } as const;
const UNREADABLE_DAY = 1;

function dayOf(reading: DateReading): number | "unreadable" {
  if (reading === "unreadable") return "unreadable";
  return typeof reading === "string" || reading.day === 0 ? NO_DAY : dayNumberOf(reading.year, reading.month, reading.day);
}

const SLASH = 47;

function slashMeansMonthFirst(column: Column | undefined): SlashOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  const orders = byCell(column, column?.at.length ?? 0, (known, cell) => {
    const size = unitsIn(known, cell, UNITS);
    let k = 0;
    while (k < size && UNITS[k] !== SLASH) k++;
    const match = k === size ? undefined : /^\s*(\d{1,2})\/(\d{1,2})\/\d{2,4}\s*$/.exec(textIn(known, cell));
    return match ? (Number(match[1]) > 12 ? 1 : Number(match[2]) > 12 ? 2 : 0) : 0;
  });
  for (let row = 0; row < orders.length; row++) {
    if (orders[row] === 1) dayFirst++;
    if (orders[row] === 2) monthFirst++;
  }
  if (monthFirst > 0 && dayFirst === 0) return "yes";
  return dayFirst > 0 && monthFirst === 0 ? "no" : "unclear";
}
