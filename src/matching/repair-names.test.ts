import { expect, test } from "vitest";
import { nameTable } from "../vocabulary/name-table.ts";
import { columnOf, type PersonList } from "../vocabulary/person-list.ts";
import { preparePair } from "./prepare.ts";

const names = nameTable();

function listOf(rows: readonly (readonly [string, string, string])[]): PersonList {
  const cells = { surname: columnOf(rows.map(([one]) => one)), given_name: columnOf(rows.map(([, one]) => one)), patronymic: columnOf(rows.map(([, , one]) => one)) };
  return { ids: rows.map((_, at) => `r${at}`), numbers: Int32Array.from(rows, (_, at) => at + 1), cells, remarks: [] };
}

/** Which rows were read with their columns exchanged, and the remark of each. */
function repaired(rows: readonly (readonly [string, string, string])[]): readonly boolean[] {
  const { left } = preparePair(listOf(rows), listOf([]), { asOf: 0, names });
  const told = new Set(left.remarks.filter(({ code }) => code === "NAME_REPAIRED").map(({ row }) => row));
  return rows.map((_, at) => {
    expect(told.has(at + 1)).toBe(left.repaired[at] === 1);
    return left.repaired[at] === 1;
  });
}

test("exchanged columns are put right in Cyrillic, Latin, Arabic and Hebrew letters, each row once in its list", () => {
  const swapped = [
    ["Едуард", "Калзатаренко", "Андрійович"], ["Eduard", "Kalzatarenko", "Andriiovych"], ["ادوارد", "كالزاتارينكو", "اندريوفيتش"],
    ["דוארד", "קאלזאטארנקו", "אנדרייוויצ'"], ["روديون", "كوفالراتسكيي", "وليكساندروفيتش"],
  ] as const;
  for (const row of swapped) expect([row[0], ...repaired([row])]).toEqual([row[0], true]);
});

test("columns that stand right are left so, also where the surname is a name as well", () => {
  const right = [
    ["Калзатаренко", "Едуард", "Андрійович"], ["كالزاتارينكو", "ادوارد", "اندريوفيتش"], ["קאלזאטארנקו", "דוארד", ""], ["Роман", "Іван", ""], ["مروان", "ياسر", ""],
    ["מירוניו", "יוהנ", "בוהדאנוויצ'"], ["נסטררוו", "לו", "יואנוויצ'"],
  ] as const;
  for (const row of right) expect([row[0], ...repaired([row])]).toEqual([row[0], false]);
});

test("three bare names in one cell are the surname, the given name and the father's by their order; a surname on -oğlu stays one beside a father without a suffix", () => {
  const rows = [["Асад Мустафа Юсуф", "", ""], ["Асад", "Юсуф", "Карим"], ["Harbi", "Yusuf", "Karim"], ["Mustafa Yusuf Harbi", "", ""], ["Гурбаноглу", "Рашад", "Турап"], ["Farhadoğlu", "Anar", "Ramil"]] as const;
  const { left, tokens } = preparePair(listOf(rows), listOf([]), { asOf: 0, names });
  const read = rows.map((_, at) => [left.surname[at], left.given[at], left.father[at]].map((token) => tokens.text[token ?? 0]).join(" "));
  expect(read).toEqual(["asad mustafa usuf", "asad usuf karim", "harbi usuf karim", "harbi mustafa usuf", "hurbanohlu rawad turap", "farhadohlu anar ramil"]);
});

test("a father's name without a suffix stays his, also where the table knows it and not the person's own name", () => {
  expect(repaired([["Ібішлі", "Афіл", "Іскандер"], ["Ibişli", "Afil", "İsgəndər"], ["Идрисли", "Фариз", "Эльчин"]])).toEqual([false, false, false]);
  expect(repaired([["Іван", "Петрович", "Калзатаренко"]])).toEqual([true]);
});
