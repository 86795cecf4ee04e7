// The intake report (G5): what a list says that cannot be taken as it stands, each by row, before it is transmitted. All rows are
// judged in one pass; nothing is changed and nothing guessed. What is reported are rows and codes, never a name.
import { daysBetween, parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import type { Fault } from "../basis/fault.ts";
import { cleanName, consonantKey, isArticle, mannerMarks, mannerOfMarks, skeletonOf } from "../vocabulary/name-skeleton.ts";
import type { NameTable } from "../vocabulary/name-table.ts";
import { cellOf, type Column, type ListField } from "../vocabulary/person-list.ts";
import { saysReleased } from "../vocabulary/release-words.ts";
import { readAge, readDate, type DateReading } from "../vocabulary/written-date.ts";
import type { ReadList } from "./parse-list.ts";

export const INTAKE_CODES = [
  "ROW_CELLS", "LIST_COLUMNS", "LIST_ID", "LETTER_UNREADABLE", "READ_TWICE", "COLUMN_UNKNOWN", "HEAD_BELOW", "NAME_MISSING", "DATE_UNREADABLE",
  "DATE_READINGS", "DATE_NEEDS_DAY", "DATE_AFTER_DAY", "DATE_ORDER", "DATE_PLACEHOLDER", "AGE_UNUSUAL", "DUPLICATE", "NUMBER_SHARED",
  "ALREADY_RELEASED", "CIVILIAN", "CHILD", "OUT_OF_CATEGORY", "CATEGORY_UNDECIDED", "RANK_UNKNOWN", "CATEGORY_UNKNOWN", "PLACE_UNKNOWN",
] as const;
export type IntakeCode = (typeof INTAKE_CODES)[number];

/** A finding has to be answered before the list goes on; a remark says how something was read. */
export type IntakeLine = {
  readonly row: number;
  readonly line: number;
  readonly field: string;
  readonly code: IntakeCode;
  readonly kind: "finding" | "remark";
  readonly text: string;
};

export type IntakeReport = {
  readonly rows: number;
  readonly rejected: number;
  readonly lines: readonly IntakeLine[];
  readonly counts: Readonly<Record<string, number>>;
};

/** What a clause of agreed terms is asked about one row. Birth is an interval of days; "" where it is not known. */
export type ListedPerson = {
  readonly row: number;
  readonly bornFrom: CivilDate | "";
  readonly bornTo: CivilDate | "";
  readonly cell: (field: ListField) => string;
};

export type Entitlement = (person: ListedPerson) => { readonly verdict: "within" | "outside" | "undecided"; readonly sentence: string };

/** Undefined for a word that the pack does not know, and for every word of a kind that it has no table of. */
export type IntakeCodes = {
  readonly has: { readonly ranks: boolean; readonly categories: boolean; readonly places: boolean };
  readonly rank: (cell: string) => { readonly code: string } | undefined;
  readonly category: (cell: string) => { readonly code: string; readonly track: string } | undefined;
  readonly place: (cell: string) => { readonly code: string } | undefined;
};

export type IntakeOptions = {
  readonly names: NameTable;
  /** The day the list is checked for; without it two-digit years, ages and the future are not judged. */
  readonly on?: CivilDate;
  readonly entitlement?: Entitlement;
  /** What the words of the cells mean by the conflict pack, where one is given. */
  readonly codes?: IntakeCodes;
  /** A list of persons released before. */
  readonly released?: ReadList;
};

const AGE_YEARS_MIN = 15;
const AGE_YEARS_MAX = 90;
const ADULT_YEARS = 18;
const PLACEHOLDER_SHARE_MIN = 0.02;
const PLACEHOLDER_ROWS_MIN = 5;
const SHARED_ROWS_MAX = 3;

const CIVILIAN = /(?:^|[^\p{L}])(?:цив(?:ільн\p{L}*|\.)?|гражданск\p{L}*|гражд\.|civilian|civ\.?|sivil|مدني)(?=$|[^\p{L}])/iu;
const NO_NUMBER = /^(?:б\/?н|0*|нема\S*|нет|none|unknown|n\/?a|[-—–?.]+)$/i;

/** Linear in rows but for sorting. */
export function reportIntake(read: ReadList, options: IntakeOptions): IntakeReport {
  const { list, lines: lineOf } = read;
  const rowCount = list.numbers.length;
  const lines: IntakeLine[] = [];
  const at = (index: number) => ({ row: list.numbers[index] ?? 0, line: lineOf[index] ?? 0 });
  const say = (index: number, field: ListField, code: IntakeCode, kind: IntakeLine["kind"], text: string): void => void lines.push({ ...at(index), field, code, kind, text });
  for (const fault of read.faults) lines.push(ofFault(fault));
  const lineByRow = new Map(Array.from(list.numbers, (number, index) => [number, lineOf[index] ?? 0]));
  for (const { row, column, code, text } of list.remarks)
    lines.push({ row, line: row === 0 ? 1 : (lineByRow.get(row) ?? Number(/^line (\d+)/.exec(text)?.[1] ?? 0)), field: column, code: code as IntakeCode, kind: code === "ROW_CELLS" || code === "LETTER_UNREADABLE" ? "finding" : "remark", text }); // codes of parse-list are among ours
  const births = readBirths(read, options.on, say);
  sayShared(list.cells.service_no, rowCount, say);
  const keys = keysOf(read, births, options.names);
  sayDuplicates(keys, read, say);
  const released = options.released ? new Set(keysOf(options.released, readBirths(options.released, options.on, () => undefined), options.names).flatMap(({ strong }) => strong)) : undefined;
  for (let i = 0; i < rowCount; i++) {
    const cell = (field: ListField): string => cellOf(list.cells[field], i);
    const names = cleanName(`${cell("surname")} ${cell("full_name")}`);
    if (!/\p{L}/u.test(names)) say(i, "surname", "NAME_MISSING", "finding", "expected a surname, found none that can be read");
    const told = `${cell("category")} ${cell("note")}`;
    if (saysReleased(told) || keys[i]?.strong.some((key) => released?.has(key)))
      say(i, "note", "ALREADY_RELEASED", "finding", "is said to have been released before");
    const track = options.codes?.category(cell("category"))?.track;
    if (track === "child") say(i, "category", "CHILD", "finding", "stands on the track of children: never a quantity in an exchange");
    if (options.codes) sayUnknown(i, options.codes, cell, say);
    if (track === "civilian" || CIVILIAN.test(`${cell("category")} ${cell("rank")}`)) say(i, "category", "CIVILIAN", "finding", "is a civilian: not a prisoner of war, no quantity in an exchange (GC IV)");
    if (options.entitlement) sayEntitlement(i, options.entitlement, births[i], list.numbers[i] ?? 0, cell, say);
  }
  lines.sort((a, b) => a.row - b.row || INTAKE_CODES.indexOf(a.code) - INTAKE_CODES.indexOf(b.code));
  const counts: Record<string, number> = {};
  for (const { code } of lines) counts[code] = (counts[code] ?? 0) + 1;
  return { rows: rowCount, rejected: counts["ROW_CELLS"] ?? 0, lines, counts };
}

type Say = (index: number, field: ListField, code: IntakeCode, kind: IntakeLine["kind"], text: string) => void;

function ofFault({ code, message, places }: Fault): IntakeLine {
  const place = places[0] ?? {};
  return { row: place.row ?? 0, line: place.line ?? 0, field: place.field ?? "", code: code as IntakeCode, kind: "finding", text: message }; // LIST_ID or LIST_COLUMNS
}

type Birth = { readonly from: CivilDate | ""; readonly to: CivilDate | "" };
const UNKNOWN: Birth = { from: "", to: "" };

function readBirths(read: ReadList, on: CivilDate | undefined, say: Say): Birth[] {
  const { list } = read;
  const asOf = on === undefined ? 0 : Number(on.replaceAll("-", ""));
  const { birth_date: dates, age, capture_date: captures } = list.cells;
  const readings = new Map<string, DateReading>();
  const reading = (text: string): DateReading => {
    const known = readings.get(text) ?? readDate(text, asOf);
    readings.set(text, known);
    return known;
  };
  const column = Array.from(list.numbers, (_, i) => reading(cellOf(dates, i)));
  const firsts = column.filter((one) => typeof one !== "string" && one.month === 1 && one.day === 1).length;
  const isPlaceholder = firsts >= PLACEHOLDER_ROWS_MIN && firsts > PLACEHOLDER_SHARE_MIN * column.length;
  const slashes = slashOrder(dates, column.length);
  return column.map((stated, i) => {
    if (stated === "unreadable") say(i, "birth_date", "DATE_UNREADABLE", "finding", "expected a date that exists, whole or in part");
    if (stated === "needs as-of") say(i, "birth_date", "DATE_NEEDS_DAY", "finding", "a year of two digits is read only with the day of the list (--on)");
    const usedAge = typeof stated === "string" ? readAge(cellOf(age, i), asOf) : stated;
    const capture = reading(cellOf(captures, i));
    if (capture === "unreadable") say(i, "capture_date", "DATE_UNREADABLE", "finding", "expected a date that exists, whole or in part");
    const birth = typeof usedAge === "string" ? UNKNOWN : boundsOf(usedAge);
    sayCapture(i, capture, birth, on, say);
    if (typeof usedAge === "string") return birth;
    if (usedAge.either && slashes === "unclear") say(i, "birth_date", "DATE_READINGS", "finding", "day and month can be exchanged and no row of this column decides");
    else if (usedAge.either) say(i, "birth_date", "DATE_READINGS", "remark", `read ${slashes} first, as other rows of this column must be`);
    if (isPlaceholder && usedAge.month === 1 && usedAge.day === 1) say(i, "birth_date", "DATE_PLACEHOLDER", "remark", "1 January stands in more than 2 % of the rows: perhaps only the year is known");
    if (on !== undefined) sayAge(i, birth, on, say);
    return birth;
  });
}

function sayCapture(i: number, capture: DateReading, birth: Birth, on: CivilDate | undefined, say: Say): void {
  if (typeof capture === "string") return;
  const taken = boundsOf(capture);
  if (taken.to !== "" && birth.from !== "" && taken.to < birth.from) say(i, "capture_date", "DATE_ORDER", "finding", "the date of capture lies before the birth date");
  if (on !== undefined && taken.from !== "" && taken.from > on) say(i, "capture_date", "DATE_AFTER_DAY", "finding", "the date of capture lies after the day of the list");
}

function sayAge(i: number, birth: Birth, on: CivilDate, say: Say): void {
  if (birth.from === "" || birth.to === "") return;
  if (birth.from > on) return say(i, "birth_date", "DATE_AFTER_DAY", "finding", "the birth date lies after the day of the list");
  const years = (born: CivilDate): number => Math.floor(daysBetween(born, on) / 365.2425);
  if (years(birth.from) < AGE_YEARS_MIN || years(birth.to) > AGE_YEARS_MAX) say(i, "birth_date", "AGE_UNUSUAL", "finding", `the age on the day of the list is not within ${AGE_YEARS_MIN} to ${AGE_YEARS_MAX}`);
  else if (years(birth.from) < ADULT_YEARS) say(i, "birth_date", "CHILD", "finding", `is under ${ADULT_YEARS} on the day of the list: never a quantity in an exchange`);
}

/** First and last day a partial date may be. */
function boundsOf(date: Exclude<DateReading, string>): Birth {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = (year: number, month: number, wanted: number): CivilDate | "" => {
    for (let d = wanted; d > 0; d--) {
      const found = parseCivilDate(`${year}-${two(month)}-${two(d)}`);
      if (found !== undefined) return found;
    }
    return "";
  };
  const [first, last] = date.years;
  return { from: day(first, date.month || 1, date.day || 1), to: day(last, date.month || 12, date.day || 31) };
}

function slashOrder(column: Column | undefined, count: number): "day" | "month" | "unclear" {
  let [day, month] = [0, 0];
  for (let i = 0; i < count; i++) {
    const match = /^\s*(\d{1,2})\/(\d{1,2})\/\d{2,4}\s*$/.exec(cellOf(column, i));
    if (Number(match?.[1] ?? 0) > 12) day++;
    if (Number(match?.[2] ?? 0) > 12) month++;
  }
  return day > 0 && month === 0 ? "day" : month > 0 && day === 0 ? "month" : "unclear";
}

/** Keys of a row by names with the whole birth date, and by names with the number; either, shared by two rows, proposes one person. */
type Keys = { readonly strong: readonly string[] };

function keysOf(read: ReadList, births: readonly Birth[], names: NameTable): Keys[] {
  const { cells } = read.list;
  const words = new Map<string, string>();
  const key = (text: string): string => {
    const known = words.get(text);
    if (known !== undefined) return known;
    const clean = cleanName(text);
    const manner = mannerOfMarks(mannerMarks(clean));
    const made = clean.split(/[ ,.]+/).filter((word, at, words) => word.length > 1 && !(isArticle(word) && (words[at + 1] ?? "").length > 2)).map((word) => {
      const { text: skeleton, writing } = skeletonOf(word, manner);
      const given = writing === "vowelled" ? names.readGiven(skeleton) : names.readAbjad(skeleton, writing);
      return given && given.kind !== "guess" ? `#${given.ids[0] ?? 0}` : consonantKey(skeleton);
    }).sort().join(" ");
    words.set(text, made);
    return made;
  };
  const times = new Map<string, number>();
  const numbers = births.map((_, i) => {
    const number = cellOf(cells.service_no, i).toLowerCase().replace(/[№#\s_/-]/g, "");
    times.set(number, (times.get(number) ?? 0) + 1);
    return number;
  });
  return births.map((birth, i) => {
    const whole = cellOf(cells.surname, i) === "" ? cellOf(cells.full_name, i).split(/[ ,]+/).slice(0, 2).join(" ") : `${cellOf(cells.surname, i)} ${cellOf(cells.given_name, i)}`;
    const person = key(whole);
    const number = numbers[i] ?? "";
    const strong: string[] = [];
    if (person.includes(" ") && birth.from !== "" && birth.from === birth.to) strong.push(`${person}\u0000${birth.from}`);
    if (person !== "" && /\d{3}/.test(number) && (times.get(number) ?? 0) <= SHARED_ROWS_MAX) strong.push(`${person}\u0000№${number}`);
    return { strong };
  });
}

function sayDuplicates(keys: readonly Keys[], read: ReadList, say: Say): void {
  const first = new Map<string, number>();
  keys.forEach(({ strong }, i) => {
    const before = strong.map((key) => first.get(key)).find((row) => row !== undefined);
    if (before !== undefined) say(i, "surname", "DUPLICATE", "finding", `perhaps the person of row ${read.list.numbers[before] ?? 0}: names agree, and birth date or number`);
    for (const key of strong) if (!first.has(key)) first.set(key, i);
  });
}

/** Numbers in more rows than any slip explains are no numbers of persons. */
function sayShared(column: Column | undefined, count: number, say: Say): void {
  const rows = new Map<string, number[]>();
  for (let i = 0; i < count; i++) {
    const number = cellOf(column, i).trim();
    if (number === "" || NO_NUMBER.test(number)) continue;
    rows.set(number, [...(rows.get(number) ?? []), i]);
  }
  for (const shared of rows.values()) if (shared.length > SHARED_ROWS_MAX) for (const i of shared) say(i, "service_no", "NUMBER_SHARED", "finding", `the number stands in ${shared.length} rows`);
}

/** A word that the conflict pack does not know is said beside its row and hinders nothing; the word itself is not repeated. */
function sayUnknown(i: number, { has, rank, category, place }: IntakeCodes, cell: (field: ListField) => string, say: Say): void {
  if (has.ranks && cell("rank") !== "" && !rank(cell("rank"))) say(i, "rank", "RANK_UNKNOWN", "remark", "is no rank of the conflict pack: compared as it is written, and not weighed");
  if (has.categories && cell("category") !== "" && !category(cell("category"))) say(i, "category", "CATEGORY_UNKNOWN", "remark", "is no category of the conflict pack");
  if (has.places && cell("capture_place") !== "" && !place(cell("capture_place"))) say(i, "capture_place", "PLACE_UNKNOWN", "remark", "is no place of the conflict pack");
}

function sayEntitlement(i: number, entitlement: Entitlement, birth: Birth | undefined, row: number, cell: (field: ListField) => string, say: Say): void {
  const { verdict, sentence } = entitlement({ row, bornFrom: birth?.from ?? "", bornTo: birth?.to ?? "", cell });
  if (verdict === "outside") say(i, "category", "OUT_OF_CATEGORY", "finding", `lies outside the terms: ${sentence}`);
  if (verdict === "undecided") say(i, "category", "CATEGORY_UNDECIDED", "finding", `the terms cannot be decided from what the row states: ${sentence}`);
}
