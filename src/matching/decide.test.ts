import { expect, test } from "vitest";
import { nameTable } from "../vocabulary/name-table.ts";
import { columnOf, type Column, type ListField, type PersonList } from "../vocabulary/person-list.ts";
import { decide, fourSets, type Reason } from "./decide.ts";
import { explainPair } from "./explain-pair.ts";
import { link, type Linked } from "./link.ts";
import { preparePair } from "./prepare.ts";
import { reviewQueue } from "./review.ts";
import { takenTogether } from "./taken-together.ts";

const names = nameTable();
type Row = { readonly id: string } & Readonly<Partial<Record<ListField, string>>>;
const FIELDS = ["surname", "given_name", "patronymic", "birth_date", "service_no", "unit", "rank", "capture_place", "capture_date", "category", "note"] as const;
function listOf(rows: readonly Row[]): PersonList {
  const cells: Partial<Record<ListField, Column>> = {};
  for (const field of FIELDS) if (rows.some((row) => row[field] !== undefined)) cells[field] = columnOf(rows.map((row) => row[field] ?? ""));
  return { ids: rows.map(({ id }) => id), numbers: Int32Array.from(rows, (_, at) => at + 1), cells, remarks: [] };
}
const run = (left: readonly Row[], right: readonly Row[]): Linked => link(preparePair(listOf(left), listOf(right), { asOf: 20250601, names }), names.initialsOf);
/** Rows of persons who are on one list only, so that a partner is nothing to be expected. */
const others = (side: string, count: number): Row[] => Array.from({ length: count }, (_, at) => ({
  id: `${side}-other-${at}`, surname: `${(side === "A" ? ["Бар", "Гол", "Дуб", "Кор"] : ["Вер", "Жад", "Лис", "Рев"])[at % 4]}${["инськ", "оваль", "ищен", "анюк"][(at >> 2) % 4]}ий${"абвгд"[at >> 4] ?? ""}`,
  given_name: side === "A" ? "Ростислав" : "Юхим", patronymic: side === "A" ? "Ігорович" : "Львович", birth_date: `19${(side === "A" ? 60 : 80) + (at % 19)}-0${1 + (at % 9)}-1${at % 10}`,
}));
const reasons = (linked: Linked, id: string): readonly Reason[] => {
  const ofId = [...linked.probability.keys()].filter((pair) => linked.pair.left.ids[linked.pairs.left[pair] ?? 0] === id);
  const likeliest = ofId.sort((a, b) => (linked.probability[b] ?? 0) - (linked.probability[a] ?? 0) || a - b)[0];
  return likeliest === undefined ? [] : decide(linked)(likeliest).reasons;
};

test("a father's name that is the other's given name is said where the years allow father and son, and weighs against one person", () => {
  const rows = (side: string, birth_date: string, patronymic = "Іванович"): Row[] => [{ id: `${side}1`, surname: "Ковтун", given_name: "Іван", patronymic, birth_date }, ...others(side, 60)];
  const between = (left: readonly Row[], right: readonly Row[]) => {
    const linked = run(left, right);
    return { fatherSon: explainPair(linked, 0, 0).alikeBits.fatherSon, reasons: explainPair(linked, 0, 0).reasons };
  };
  expect(between(rows("A", "1961-05-06"), rows("B", "1990-03-04")).reasons).toContain("FATHER_SON");
  expect(between(rows("A", ""), rows("B", "1990-03-04")).fatherSon).toBeGreaterThan(-10);
  for (const [left, right] of [[rows("A", "1990-03-04"), rows("B", "1990-03-04")], [rows("A", "1900"), rows("B", "1990")], [rows("A", "", "Петрович"), rows("B", "", "Петрович")]] as const) {
    expect(between(left, right)).toMatchObject({ fatherSon: Number.NEGATIVE_INFINITY });
    expect(between(left, right).reasons).not.toContain("FATHER_SON");
  }
});

test("same, kin, namesake and other add up to one", () => {
  const linked = run([{ id: "A1", surname: "Ковтун", given_name: "Іван", patronymic: "Іванович" }], [{ id: "B1", surname: "Ковтун", given_name: "Іван", patronymic: "Іванович" }]);
  const outcomeOf = decide(linked);
  for (let pair = 0; pair < linked.probability.length; pair++) {
    const { same, twin, brother, fatherSon, namesake, other } = outcomeOf(pair);
    expect(same + twin + brother + fatherSon + namesake + other).toBeCloseTo(1, 12);
  }
});

const TAKEN = { unit: "А1234", capture_place: "Балка", capture_date: "2024-05-01" };
const comrades: Row[] = ["Бондар", "Гнатюк", "Діденко", "Жук", "Зінчук", "Карпа", "Лисий", "Мороз", "Олійник", "Панчук", "Савчук"].map((surname, at) => ({ id: `C${at}`, surname, given_name: "Олег", ...TAKEN }));

test("unit, place and day that eleven others share are said where the pair rests on them, and not where a number settles it", () => {
  const [left, right] = [{ id: "A1", surname: "Ткаченко", given_name: "Степан", ...TAKEN }, { id: "B1", surname: "Ткаченко", given_name: "Степан", ...TAKEN }];
  const rests = run([left, ...others("A", 40)], [right, ...comrades, ...others("B", 40)]);
  expect([0, 1].map((row) => takenTogether(rests.pair.right)(row))).toEqual([11, 11]);
  expect(reasons(rests, "A1")).toContain("GROUP_TAKEN");
  const few = run([left, ...others("A", 40)], [right, ...comrades.slice(0, 9), ...others("B", 40)]);
  expect(reasons(few, "A1")).not.toContain("GROUP_TAKEN");
  const more = { patronymic: "Ярославович", birth_date: "1984-11-23", service_no: "АБ123456" };
  const settled = run([{ ...left, ...more }], [{ ...right, ...more }, ...comrades]);
  expect(reasons(settled, "A1")).not.toContain("GROUP_TAKEN");
});

test("rows that state no unit, place or day were taken with nobody", () => {
  const { pair } = run([{ id: "A1", surname: "Ткаченко" }], [{ id: "B1", surname: "Жук", ...TAKEN }, { id: "B2", surname: "Мороз" }, { id: "B3", surname: "Панчук", ...TAKEN, capture_date: "" }]);
  expect([0, 1, 2].map((row) => takenTogether(pair.right)(row))).toEqual([0, 0, 0]);
});

test("one person twice on a list is said of both rows; two persons of one name with a partner each are not", () => {
  const person = { surname: "Ткаченко", given_name: "Степан", patronymic: "Ярославович", birth_date: "1984-11-23", service_no: "АБ123456" };
  const twice = run([{ id: "A1", ...person }], [{ id: "B1", ...person }, { id: "B2", ...person, surname: "Ткачeнко" }]);
  expect(reasons(twice, "A1")).toEqual(expect.arrayContaining(["RIVAL", "DUPLICATE"]));
  const sets = [...fourSets(twice)];
  expect(sets.map(({ set }) => set)).toEqual(["unclear", "unclear", "unclear"]);
  for (const row of sets) expect(row.reasons).toContain("DUPLICATE");
  const other = { surname: "Мороз", given_name: "Степан", patronymic: "Ярославович", birth_date: "1984-11-23", service_no: "ВГ777888" };
  const two = run([{ id: "A1", ...person }, { id: "A2", ...other }], [{ id: "B1", ...person }, { id: "B2", ...other }]);
  for (const id of ["A1", "A2"]) expect(reasons(two, id)).not.toContain("DUPLICATE");
});

test("an entry that says somebody was released says so of its pair, and one that denies it does not", () => {
  const person = { surname: "Ткаченко", given_name: "Степан", patronymic: "Ярославович", birth_date: "1984-11-23" };
  const withNote = (note: string) => reasons(run([{ id: "A1", ...person, note: "" }], [{ id: "B1", ...person, note }]), "A1");
  for (const note of ["обмінян 2024-09-13", "освобождён", "released on 13.09.2024", "takas edildi"]) expect(withNote(note), note).toContain("AFTER_RELEASE");
  for (const note of ["", "не обмінян", "not released"]) expect(withNote(note), note).not.toContain("AFTER_RELEASE");
});

test("equally open pairs are looked at by urgency: wounded, sick and children, then civilians, then others, then the fallen", () => {
  const surnames = ["Бондар", "Гнатюк", "Діденко", "Зінчук", "Карпа", "Лисий"];
  const said = ["military", "seriously-sick", "останки", "цивільний", "ağır yaralı", "child"];
  const rows = (side: string): Row[] => surnames.map((surname, at) => ({ id: `${side}${at}`, surname, given_name: "Олег", birth_date: "", category: side === "B" ? (said[at] ?? "") : "" }));
  const queue = reviewQueue(run([...rows("A"), ...others("A", 60)], [...rows("B"), ...others("B", 60)]), { asOf: 20250601 });
  const categories = queue.map(({ outcome }) => said[outcome.right]);
  expect(categories.length).toBe(6);
  expect(new Set(categories.slice(0, 3))).toEqual(new Set(["seriously-sick", "ağır yaralı", "child"]));
  expect(categories.slice(3)).toEqual(["цивільний", "military", "останки"]);
});

test("a child by his birth date comes first too, where the day of the lists is known", () => {
  const rows = (side: string): Row[] => [{ id: `${side}1`, surname: "Бондар", given_name: "Олег", birth_date: "" }, { id: `${side}2`, surname: "Гнатюк", given_name: "Олег", birth_date: side === "A" ? "2009" : "" }];
  const linked = run([...rows("A"), ...others("A", 60)], [...rows("B"), ...others("B", 60)]);
  expect(reviewQueue(linked, { asOf: 20250601 }).map(({ outcome }) => outcome.left)).toEqual([1, 0]);
  expect(reviewQueue(linked).map(({ outcome }) => outcome.left)).toEqual([0, 1]);
});

test("a surname that only lacks its vowels does not differ; surname and initial are too little, and a date and a number are not", () => {
  const linked = run([{ id: "A1", surname: "Биков", given_name: "Григорій", birth_date: "1983-08-16" }, ...others("A", 40)], [{ id: "B1", surname: "بيكوف", given_name: "غريغوري", birth_date: "1983-08-16" }, ...others("B", 40)]);
  expect(reasons(linked, "A1")).toContain("SCRIPT_WEAK");
  expect(reasons(linked, "A1")).not.toContain("NAME_DIFFERS");
  const initials = (more: Omit<Row, "id">) => reasons(run([{ id: "A1", surname: "Меметов", given_name: "Р.", ...more }, ...others("A", 8)], [{ id: "B1", surname: "Меметов", given_name: "Рустем", ...more }, ...others("B", 8)]), "A1");
  expect(initials({ unit: "А1234" })).toContain("LITTLE_KNOWN");
  const person = { patronymic: "Ескендерович", birth_date: "1988-03-15", service_no: "АБ123456" };
  expect(initials(person)).not.toContain("LITTLE_KNOWN");
});
