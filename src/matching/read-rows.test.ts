import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanName, initialLetters, isArticle, mannerMarks, mannerOfMarks, skeletonOf } from "../vocabulary/name-skeleton.ts";
import { columnOf, type Column, type ListField, type PersonList } from "../vocabulary/person-list.ts";
import { textReader } from "./packed-texts.ts";
import { numberAsWritten, readRows, serviceNumber, type ReadRows } from "./read-rows.ts";

test("a service number read by its units is that of its whole text", () => {
  const unit = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(..."0123456789-/ .№") }, { weight: 4, arbitrary: fc.constantFrom(..."АВСНабвгднУХІЇЄЭёъСПABCHSPxyzß") }, fc.integer({ min: 0, max: 0x600 }).map((code) => String.fromCharCode(code)));
  const text = fc.array(unit, { maxLength: 12 }).map((units) => units.join(""));
  fc.assert(fc.property(text, (cell) => void expect(serviceNumber(cell)).toBe(numberAsWritten(cell))), { numRuns: 5_000, examples: [["нема 1"], ["б/н"], ["000"], ["АБ 123456"], ["İ1"], ["ΑΣ1"], ["СП-12"], ["5\u0000"]] });
});

/** The same column over bytes. */
function asBytes({ text, at }: Column): Column {
  const parts = text.map((one) => new TextEncoder().encode(one));
  const starts = new Int32Array(parts.length + 1);
  parts.forEach((part, cell) => (starts[cell + 1] = (starts[cell] ?? 0) + part.length));
  const bytes = new Uint8Array(starts[parts.length] ?? 0);
  parts.forEach((part, cell) => bytes.set(part, starts[cell]));
  return { at, packed: { bytes, starts }, get text(): never { throw new Error("texts of all cells"); } };
}

const NAMES = [
  "Коваль", "КОВАЛЬ", "коваль", "Лук'яненко", "Лук’яненко", "Koval", "KOVAL'", "Gulevs′kij", "Černâvejčuk", "Łukasz", "İbrahimov", "Ŝerbak", "Петренко-Коваль", "al-Shammari", "Al Shammari", "Al", "Аль Шаммари",
  "Петр0в", "І. П.", "І", "Y", "пан Коваль", "пан", "Панченко", "Mr. Smith", "mr", "Невідомо", "невідома", "Неважко", "unknown", "Unkov", "null", "Bilinmiyor", "n/a", "—", "?", " ", "Кoваль", "الشمري", "محمد", "כהן", "გოგობერიძე",
  "Սարգսյան", "Schewtschuk", "Szczerbak", "𝒳", "\u00ad", "Kov\u0301al", "Коваль Іван Петрович", "Коваль,Іван", "Kozloff", "ь", "a".repeat(70), "ж".repeat(40), "Гр-н Коваль", "ſmith", "Aŉ",
];
const DATES = ["1985-05-12", "12.05.1985", "05/06/1985", "13/06/1985", "12.05.85", "2020", "abc", "невідомо", "1985–1987", ""];
const NUMBERS = ["АБ-123456", "№ 5", "нема", "б/н", "000", "A1", "ΑΣ1", "нема 1", "", "1".repeat(80)];

test("a list whose cells still lie as bytes is read as the same list of texts, and no text is made of cells that are not looked at", () => {
  const cell = (cells: readonly string[]) => fc.constantFrom(...cells);
  const row = fc.record({ surname: cell([...NAMES, ""]), given_name: cell([...NAMES, ""]), patronymic: cell(["", "", ...NAMES]), full_name: cell(["", "", ...NAMES]), other_names: cell(["", "", "Бондар; Швець", ...NAMES]), birth_date: cell(DATES), age: cell(["", "30", "x"]), capture_date: cell(DATES), service_no: cell(NUMBERS), unit: cell(["А1182", "", "в/ч А1182", "Азов"]), sex: cell(["", "ж", "m", "?"]) });
  fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.constantFrom("", "é", " "), (rows, mark) => {
    const ids = rows.map((_, at) => `${mark}A${(7919 * at) % 1000}`);
    const cells: Partial<Record<ListField, Column>> = { id: columnOf(ids) };
    for (const field of Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[]) cells[field] = columnOf(rows.map((one) => one[field]));
    const list: PersonList = { ids: ids.map((id) => id.trim()), numbers: Int32Array.from(ids.keys()), cells, remarks: [] };
    const packed = Object.fromEntries(Object.entries(cells).map(([field, column]) => [field, asBytes(column)]));
    expect(readRows({ ...list, cells: packed }, { asOf: 20250610 })).toEqual(readRows(list, { asOf: 20250610 }));
  }), { numRuns: 60 });
});

const TITLES = /^(?:пан|пані|гр|гр-н|громадянин|гражданин|г-н|mr|mrs|ms|dr|bay|bayan)\.?$/;
const NOTHING = /^(?:[-—–?.]+|невідом\S*|неизвест\S*|unknown|unnamed|bilinmiyor|null|n\/a|غير معروف)$/;

test("the words of a cell are those of its text, title and article apart, in whatever letters", () => {
  /** The words one by one: the slow twin. */
  const twin = (cell: string): string[] => {
    const text = cleanName(cell);
    if (NOTHING.test(text)) return [];
    const words = /[ .,]/.test(text) ? text.replace(/\./g, ". ").split(/[ ,]+/) : [text];
    const kept = words.filter((word, at) => word !== "" && !TITLES.test(word) && !(words.length > 1 && isArticle(word) && (words[at + 1] ?? "").length > 2));
    const manner = mannerOfMarks(mannerMarks(text));
    return kept.map((word) => (/^\p{L}\.?$/u.test(word) ? initialLetters(word.charAt(0), manner) && "." : skeletonOf(word, manner).text)).filter((word) => word !== "");
  };
  const read = ({ words, runStarts, runWords, surname }: ReadRows): string[] => {
    const [run, keyOf] = [surname[0] ?? 0, textReader(words.keys)];
    return Array.from(runWords.subarray(runStarts[run], runStarts[run + 1]), (word) => (words.isInitial[word] === 1 ? "." : keyOf(word).replace(/^[a-z]+:/, "")));
  };
  const list = (cell: string): PersonList => ({ ids: ["1"], numbers: Int32Array.of(1), cells: { surname: columnOf([cell]) }, remarks: [] });
  const words = ["пан", "Пані", "ГР", "гр-н", "громадянин", "Гражданин", "г-н", "Mr", "mrs", "ms", "Dr", "bay", "Bayan", "невідомий", "НЕИЗВЕСТНЫЙ", "unknown", "Unnamed", "bilinmiyor", "null", "n/a", "غير معروف"];
  const letter = fc.constantFrom(..."абгґехщьюяіїєпнАКШabcghiksuvwyzffPNUZ'’čşłéŽ-. 0");
  fc.assert(fc.property(fc.oneof(fc.constantFrom(...NAMES, ...words), fc.array(letter, { maxLength: 10 }).map((letters) => letters.join(""))), (cell) => {
    expect(read(readRows(list(cell), { asOf: 0 }))).toEqual(twin(cell));
  }), { numRuns: 2_000, examples: [...NAMES, ...words].map((cell) => [cell]) });
});
