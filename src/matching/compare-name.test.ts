import fc from "fast-check";
import { expect, test } from "vitest";
import { isOneEdit, nameTable } from "../vocabulary/name-table.ts";
import { columnOf, type PersonList } from "../vocabulary/person-list.ts";
import { createBlocks, indexKey, keysOf, namedKeys } from "./block.ts";
import { isTwoEdits, jaroWinkler, nameComparer } from "./compare-name.ts";
import { COMPARED, comparer, LEVELS, levelOf, NO_SYNONYMS } from "./levels.ts";
import { preparePair } from "./prepare.ts";
import { createProblem, type Problem } from "./problem.ts";
import { KIND } from "./tokens.ts";

const names = nameTable();
type Written = readonly [surname: string, given: string, father: string];

function listOf(rows: readonly Written[]): PersonList {
  const cells = { surname: columnOf(rows.map(([one]) => one)), given_name: columnOf(rows.map(([, one]) => one)), patronymic: columnOf(rows.map(([, , one]) => one)) };
  return { ids: rows.map((_, at) => `r${at}`), numbers: Int32Array.from(rows, (_, at) => at + 1), cells, remarks: [] };
}

const problemOf = (left: readonly Written[], right: readonly Written[]): Problem => createProblem(preparePair(listOf(left), listOf(right), { asOf: 0, names }), names.initialsOf);

/** Levels of surname, given name and patronymic of two persons as they are written. */
function levels(a: Written, b: Written): readonly (string | undefined)[] {
  const pattern = comparer(problemOf([a], [b]), NO_SYNONYMS)(0, 0);
  return COMPARED.slice(0, 3).map((field, at) => LEVELS[field][levelOf(pattern, at)]);
}

test("a double surname agrees with either of its parts, in both orders and without the feminine ending", () => {
  for (const [a, b] of [["Чарнишівська", "Проценко-Чарнишивская"], ["Лебедова", "Лебедова-Архипова"], ["Проценко-Чарнишівська", "Чарнишивская-Мороз"]] as const)
    expect([a, b, levels([a, "Аліна", "Несторівна"], [b, "Алина", "Несторовна"])[0]]).toEqual([a, b, "other surname equal"]);
  expect(levels(["Коваль-Мороз", "Іван", ""], ["Бондар-Ткач", "Иван", ""])[0]).not.toBe("other surname equal");
});

/** Restricted Damerau-Levenshtein distance by its definition (Damerau 1964; Wagner & Fischer 1974): no letter is touched twice. */
function edits(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  if (a[0] === b[0]) return edits(a.slice(1), b.slice(1));
  const exchanged = a.length > 1 && a[0] === b[1] && a[1] === b[0] ? edits(a.slice(2), b.slice(2)) : Number.POSITIVE_INFINITY;
  return 1 + Math.min(edits(a.slice(1), b), edits(a, b.slice(1)), edits(a.slice(1), b.slice(1)), exchanged);
}

test("two slips are seen as by the definition of the distance, in words of four letters and more; in shorter ones one slip is as much", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), minLength: 1, maxLength: 7 });
  fc.assert(fc.property(word, word, (a, b) => {
    const [length, apart] = [Math.min(a.length, b.length), edits(a, b)];
    expect(isTwoEdits(a, b)).toBe(length < 4 ? length === 3 && apart === 1 : apart <= 2);
  }), { numRuns: 2_000 });
  expect(levels(["Шевченко", "Іван", ""], ["Шевпченкр", "Иван", ""])[0]).toBe("two edits");
  for (const [a, b] of [["Вакуленко", "Вяземникова"], ["Kravchyk", "Kowalczyk"]] as const) expect([a, levels([a, "Ніна", ""], [b, "Ніна", ""])[0]]).not.toEqual([a, "two edits"]);
});

test("an article in one word with the surname is taken off where the lists hold the surname without it; Alshevskyi stays", () => {
  expect(levels(["Аш-Шаммарі", "Алі", ""], ["Alshammari", "Ali", ""])[0]).toBe("equal");
  expect(levels(["Alshammari", "Ali", ""], ["Alshammari", "Ali", ""])[0]).toBe("equal");
  expect(levels(["Альшевський", "Іван", ""], ["Alshevskyi", "Ivan", ""])[0]).toBe("equal");
  expect(levels(["Альшевський", "Іван", ""], ["Шевчук", "Иван", ""])[0]).toBe("different");
  const rows: readonly Written[] = [["Аллахвердієв", "Ферід", ""], ["", "Іван", ""], ["", "Петро", ""]]; // Ахвердієв is on no list, however many rows state no surname
  const pair = preparePair(listOf(rows), listOf([...rows].reverse()), { asOf: 0, names });
  expect([pair.left.surname[0], pair.right.surname[2]].map((token) => pair.tokens.text[token ?? 0])).toEqual(["alahverdev", "alahverdev"]);
});

test("a number is one number in whichever alphabet its letters are written, by their shape or by their sound", () => {
  const numbered = (number: string): PersonList => ({ ...listOf([["Коваль", "Іван", ""]]), cells: { surname: columnOf(["Коваль"]), service_no: columnOf([number]) } });
  const level = (a: string, b: string): number => levelOf(comparer(createProblem(preparePair(numbered(a), numbered(b), { asOf: 0, names }), names.initialsOf), NO_SYNONYMS)(0, 0), COMPARED.indexOf("service_no"));
  expect([level("ПС-355209", "PS 355209"), level("СН-355209", "CH355209"), level("КВ-355209", "KV-355209"), level("ПС-355209", "PS 355219"), level("ПС-355209", "КЛ-355209")]).toEqual([1, 1, 1, 2, 3]);
});

test("lists that are not large meet by a slip in the surname beside the day, the father, the unit or an initial", () => {
  const rows: readonly Written[] = [["Карташніков", "Д.", "О."], ["Карташников", "Дмитрий", "Александрович"], ["Мильнніко", "Тарас", "Валерійович"], ["Mylnnikov", "Taraa", "Valeriiovych"]];
  const problem = problemOf([rows[0], rows[2]] as readonly Written[], [rows[1], rows[3]] as readonly Written[]);
  const { candidates } = createBlocks(problem, keysOf(problem).map((key) => indexKey(problem, key)));
  const into = new Int32Array(9);
  expect([0, 1].map((i) => candidates(i, into))).toEqual([1, 1]);
});

test("a Latin initial agrees with the names it may stand for, and with another initial that may mean the same", () => {
  expect(levels(["Єремик", "Ярослава", "Юріївна"], ["Eremik", "Y.", "Y."]).slice(1)).toEqual(["initial agrees", "initial agrees"]);
  expect(levels(["Єремик", "Ю.", ""], ["Eremik", "Y.", ""])[1]).toBe("initial agrees");
  expect(levels(["Єремик", "Роман", ""], ["Eremik", "Y.", ""])[1]).toBe("two names");
});

test("two words that share next to nothing are two names though the table knows but one; short words with a slip are not", () => {
  expect(levels(["Єфимин", "Дмитро", "Панасович"], ["Efimin", "Dmytro", "Grzegorzowy"])[2]).toBe("two names");
  expect(levels(["Комонук", "Лев", ""], ["Комонук", "Лве", ""])[1]).toBe("one not known");
});

test("a patronymic whose suffix slipped is compared by its father's name", () => {
  expect(levels(["Єфимин", "Дмитро", "Денисович"], ["Efimin", "Dmytro", "Denysovvch"])[2]).toBe("same name");
});

test("a surname with an initial and nothing else meets the whole names it may stand for; two whole names do not meet by their letters", () => {
  const rows: readonly Written[] = [["Крилов", "Гаврило", ""], ["Крилов", "Г.", ""], ["Крилов", "Роман", ""]];
  const problem = problemOf(rows, rows);
  const { candidates } = createBlocks(problem, namedKeys(["S I"]).map((key) => indexKey(problem, key)));
  const into = new Int32Array(9);
  const rowOf = (side: Problem["left"], place: number): number => side.rows[place * 16 + 14] ?? -1;
  const met = [0, 1, 2].flatMap((i) => [...into.subarray(0, candidates(i, into))].map((j) => `${rowOf(problem.left, i)} ${rowOf(problem.right, j)}`)).sort();
  expect(met).toEqual(["0 1", "1 0", "1 1"]);
});

test("words told apart by their sets of letters have the level that their letters give", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "e", "k", "m", "n", "o", "-"), minLength: 1, maxLength: 8 });
  const [unknown, formal] = [KIND.unknown, KIND.formal];
  fc.assert(fc.property(word, word, (a, b) => {
    fc.pre(a !== b);
    const { surname, name } = nameComparer({
      text: ["", a, b], writing: new Uint8Array(3), bones: Int32Array.of(0, 1, 2), heads: new Int32Array(3), weak: new Int32Array(3), setStarts: Int32Array.of(0, 0), setIds: new Int32Array(0), initials: [],
    });
    const shorter = Math.min(a.length, b.length);
    const [isSlip, alike] = [shorter > 3 && isOneEdit(a, b), jaroWinkler(a, b)];
    const sharesPart = (a.includes("-") || b.includes("-")) && a.split("-").some((part) => part.length > 3 && b.split("-").includes(part));
    expect([a, b, surname(1, 0, 2, 0)]).toEqual([a, b, isSlip ? 2 : sharesPart ? 4 : isTwoEdits(a, b) ? 5 : alike >= 0.8 ? 7 : 8]);
    expect([a, b, name(1, 0, unknown, 2, 0, unknown)]).toEqual([a, b, isSlip ? 4 : alike >= 0.8 ? 6 : alike >= 0.6 || shorter < 4 ? 7 : 8]);
    expect([a, b, name(1, 0, formal, 2, 0, formal)]).toEqual([a, b, isSlip ? 6 : 8]);
  }), { numRuns: 2_000, examples: [["bane-oo", "kkkkkkkkkkkk-bane"]] });
});
