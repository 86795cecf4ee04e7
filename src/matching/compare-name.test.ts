import fc from "fast-check";
import { expect, test } from "vitest";
import { isOneEdit, nameTable } from "../vocabulary/name-table.ts";
import { columnOf, type PersonList } from "../vocabulary/person-list.ts";
import { createBlocks, indexKey, namedKeys } from "./block.ts";
import { jaroWinkler, nameComparer } from "./compare-name.ts";
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
    expect([a, b, surname(1, 0, 2, 0)]).toEqual([a, b, isSlip ? 2 : sharesPart ? 4 : alike >= 0.9 ? 5 : alike >= 0.8 ? 7 : 8]);
    expect([a, b, name(1, 0, unknown, 2, 0, unknown)]).toEqual([a, b, isSlip ? 4 : alike >= 0.8 ? 6 : alike >= 0.6 || shorter < 4 ? 7 : 8]);
    expect([a, b, name(1, 0, formal, 2, 0, formal)]).toEqual([a, b, isSlip ? 6 : 8]);
  }), { numRuns: 2_000, examples: [["bane-oo", "kkkkkkkkkkkk-bane"]] });
});
