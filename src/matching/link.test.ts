import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nameTable } from "../vocabulary/name-table.ts";
import { parseTable } from "../vocabulary/delimited-text.ts";
import { NORMALISER_VERSION } from "../vocabulary/name-skeleton.ts";
import { cellOf, columnOf, LIST_FIELDS, type Column, type ListField, type PersonList } from "../vocabulary/person-list.ts";
import { createStanding } from "./arrive.ts";
import { fourSets } from "./decide.ts";
import { duplicatePairs, groupDuplicates, standOf } from "./dedupe.ts";
import { explainPair, sayExplanation } from "./explain-pair.ts";
import { link, type Linked } from "./link.ts";
import { createShared, joinLists, numberList, prepareOneList, preparePair } from "./prepare.ts";
import { countSets, printPairs, printReview, printSets } from "./print-pairs.ts";
import { readRows } from "./read-rows.ts";
import { givenOf, readingOf, readModel, saveModel } from "./saved-model.ts";
import { score } from "./score.ts";
import { splinkColumns, splinkSettings } from "./splink.ts";

const names = nameTable();
const vector = (name: string): string => readFileSync(new URL(`../../test/vectors/matching/${name}.csv`, import.meta.url), "utf8");

function asList(text: string): PersonList {
  const { head, rows } = parseTable(text);
  return listOf(head, rows);
}

function listOf(head: readonly string[], rows: readonly (readonly string[])[]): PersonList {
  const cells: Partial<Record<ListField, Column>> = {};
  for (const field of LIST_FIELDS) if (head.includes(field)) cells[field] = columnOf(rows.map((row) => row[head.indexOf(field)] ?? ""));
  return { ids: rows.map((row) => row[head.indexOf("id")] ?? ""), numbers: Int32Array.from(rows, (_, at) => at + 1), cells, remarks: [] };
}

const run = (left: PersonList, right: PersonList): Linked => link(preparePair(left, right, { asOf: 0, names }), names.initialsOf);
const [leftText, rightText] = [vector("public-2k-left"), vector("public-2k-right")];
const [left, right] = [asList(leftText), asList(rightText)];
const linked = run(left, right);
const pairs = printPairs(linked);

const HEAD = ["id", "surname", "given_name", "patronymic", "birth_date"];
const small = (...rows: readonly string[][]): PersonList => listOf(HEAD, rows);

test("public-2k keeps its bars: F1 above .99, no more than 5 wrong at p >= .95, ECE below .005", () => {
  const result = score(pairs, vector("public-2k-truth"));
  expect(result.best.f1).toBeGreaterThan(0.99);
  expect(result.at.find(({ threshold }) => threshold === 0.95)?.wrong).toBeLessThanOrEqual(5);
  expect(result.ece).toBeLessThan(0.005);
  expect(Math.abs(linked.model.shares.same * 2000 * 2000 - 1200)).toBeLessThan(30);
});

test("a second run gives the same bytes, and so do rows in another order", () => {
  const turned = (text: string): PersonList => {
    const { head, rows } = parseTable(text);
    return listOf(head, [...rows].reverse());
  };
  expect(printPairs(run(left, right))).toBe(pairs);
  expect(printPairs(run(turned(leftText), turned(rightText)))).toBe(pairs);
});

test("words of the left list that are numbered before the right one is read get the same numbers", () => {
  const shared = createShared(names);
  const [first, second] = [left, right].map((list) => ({ list, rows: readRows(list, { asOf: 0 }) }));
  if (!first || !second) throw new Error("two lists");
  const early = joinLists({ ...first, numbers: numberList(first.rows, shared) }, second, { asOf: 0, names, shared });
  const late = joinLists(first, second, { asOf: 0, names });
  expect([early.left.surname, early.right.surname, early.tokens.text]).toEqual([late.left.surname, late.right.surname, late.tokens.text]);
});

test("of rows that say the same 64 are compared, the first by id; the others stand among the unclear and say why", () => {
  const head = parseTable(leftText).head;
  const withCrowd = (text: string, side: string, size: number): PersonList => {
    const said: Readonly<Record<string, string>> = { surname: "Шевченко", given_name: "Іван", patronymic: "Петрович", birth_date: "1985-05-12" };
    const crowd = Array.from({ length: size }, (_, at) => head.map((field) => (field === "id" ? `${side}${20_000 + at}` : (said[field] ?? ""))));
    return listOf(head, [...crowd.reverse(), ...parseTable(text).rows]);
  };
  const [a, b] = [withCrowd(leftText, "ZA", 1_200), withCrowd(rightText, "ZB", 1_003)];
  const crowded = run(a, b);
  const rows = [...fourSets(crowded)];
  const aside = rows.filter(({ reasons }) => reasons.includes("SAME_AS_MANY"));
  const idOf = ({ side, row }: { readonly side: "left" | "right"; readonly row: number }): string => crowded.pair[side].ids[row] ?? "";
  const last = (side: string, size: number): string[] => Array.from({ length: size - 64 }, (_, at) => `${side}${20_064 + at}`);
  expect(aside.map(idOf).sort()).toEqual([...last("ZA", 1_200), ...last("ZB", 1_003)]);
  expect([crowded.problem.left.aside, crowded.problem.right.aside, [...new Set(aside.map(({ set }) => set))], rows.length]).toEqual([1_136, 939, ["unclear"], 4_000 + 2_203]);
  const said = printPairs(crowded);
  expect(score(said, vector("public-2k-truth")).best.f1).toBeGreaterThan(0.98); // nobody else loses by them
  const turned = (list: PersonList): PersonList => listOf(head, list.ids.map((_, row) => head.map((field) => (field === "id" ? (list.ids[row] ?? "") : cellOf(LIST_FIELDS.map((one) => (one === field ? list.cells[one] : undefined)).find(Boolean), row)))).reverse());
  expect(printPairs(run(turned(a), turned(b)))).toBe(said);
  const explained = sayExplanation(explainPair(crowded, crowded.pair.left.ids.indexOf("ZA21150"), crowded.pair.right.ids.indexOf("ZB20000")), "en"); // of one that was not compared too
  expect(explained).toContain("1985-05-12 | 1985-05-12");
}, 60_000);

test("exchanging the lists exchanges the ids and nothing else", () => {
  const other = parseTable(printPairs(run(right, left)));
  const forward = parseTable(pairs);
  const byIds = new Map(other.rows.map((row) => [`${row[1]} ${row[0]}`, Number(row[2])]));
  expect(other.rows.length).toBe(forward.rows.length);
  for (const row of forward.rows) expect(Math.abs((byIds.get(`${row[0]} ${row[1]}`) ?? -1) - Number(row[2]))).toBeLessThanOrEqual(1e-6);
});

test("every row stands in one of the four sets, and the sets of a side add up to its rows", () => {
  const rows = [...fourSets(linked)];
  expect(rows.length).toBe(4000);
  for (const { total } of countSets(linked)) expect(total).toBe(2000);
  expect(printSets(linked, rows).split("\n").length).toBe(4002);
});

test("the bits of an explanation add up to the odds, for a chosen pair and for two rows that never met", () => {
  const first = linked.chosen[0] ?? 0;
  for (const [i, j] of [[linked.pairs.left[first] ?? 0, linked.pairs.right[first] ?? 0], [3, 1999]] as const) {
    const one = explainPair(linked, i, j);
    const sum = one.fields.reduce((total, { bits, frequencyBits }) => total + bits + frequencyBits, one.priorBits);
    expect(Math.abs(sum - one.sumBits)).toBeLessThan(2 ** -20);
    for (const language of ["en", "uk", "ru", "tr"] as const) expect(sayExplanation(one, language).length).toBeGreaterThan(200);
  }
});

test("the review queue holds ids, codes and words, and no name of either list", () => {
  const queue = printReview(linked, "uk");
  expect(queue.split("\n").length).toBeGreaterThan(20);
  for (const row of parseTable(leftText).rows.slice(0, 300)) expect(queue.includes(row[1] ?? "?")).toBe(false);
});

test("a saved model scores the same lists to the same bytes, and one of another normaliser is refused", () => {
  const text = saveModel(linked, 0);
  const saved = readModel(text);
  const pair = preparePair(left, right, { asOf: 0, names, reading: readingOf(saved) });
  expect(printPairs(link(pair, names.initialsOf, { given: givenOf(saved, pair) }))).toBe(pairs);
  expect(() => readModel(text.replace(/"normaliser":[0-9]+/, '"normaliser":99'))).toThrow(expect.objectContaining({ code: "MODEL_NORMALISER" }));
  expect(() => readModel(`{"version":2,"normaliser":${NORMALISER_VERSION},"nameTable":2}`)).toThrow(expect.objectContaining({ code: "MODEL_SHAPE" }));
  expect(() => readModel(text.replace('"version":2}', '"version":1}'))).toThrow(expect.objectContaining({ code: "MODEL_NORMALISER" })); // of other levels
});

test("arrivals, changes and withdrawals in any order give the bytes of a batch run under the same model", () => {
  const saved = readModel(saveModel(linked, 0));
  const { head, rows: leftRows } = parseTable(leftText);
  const { rows: rightRows } = parseTable(rightText);
  const batch = (a: readonly (readonly string[])[], b: readonly (readonly string[])[]): string => {
    const pair = preparePair(listOf(head, a), listOf(head, b), { asOf: 0, names, reading: readingOf(saved) });
    return printPairs(link(pair, names.initialsOf, { given: givenOf(saved, pair) }));
  };
  const step = fc.record({ side: fc.constantFrom("left", "right"), from: fc.integer({ min: 0, max: 290 }), count: fc.integer({ min: 1, max: 40 }), isWithdrawal: fc.boolean(), isChange: fc.boolean() });
  fc.assert(fc.property(fc.array(step, { minLength: 2, maxLength: 6 }), (steps) => {
    const standing = createStanding(saved, names, 0);
    const held = { left: new Map<string, readonly string[]>(), right: new Map<string, readonly string[]>() };
    standing.apply({ left: listOf(head, leftRows.slice(0, 150)), right: listOf(head, rightRows.slice(0, 150)) });
    for (const row of leftRows.slice(0, 150)) held.left.set(row[0] ?? "", row);
    for (const row of rightRows.slice(0, 150)) held.right.set(row[0] ?? "", row);
    for (const { side, from, count, isWithdrawal, isChange } of steps) {
      const source = (side === "left" ? leftRows : rightRows).slice(from, from + count);
      const of = side === "left" ? held.left : held.right;
      if (isWithdrawal) {
        const ids = source.map((row) => row[0] ?? "").filter((id) => of.has(id));
        for (const id of ids) of.delete(id);
        standing.apply(side === "left" ? { withdrawLeft: ids } : { withdrawRight: ids });
      } else {
        const rows = isChange ? source.map((row) => row.map((cell, at) => (at === 4 ? "" : cell))) : source;
        for (const row of rows) of.set(row[0] ?? "", row);
        standing.apply({ [side]: listOf(head, rows) });
      }
    }
    expect(printPairs(standing.linked())).toBe(batch([...held.left.values()], [...held.right.values()]));
  }), { numRuns: 12 });
});

test("a right row whose pairs all fall, since each left row has so many like it, is unclear and not said to be held only; arrivals and withdrawals say the same", () => {
  const head = ["id", "surname", "given_name", "birth_date", "unit"];
  const crowd = (side: string, ids: readonly number[]): PersonList => listOf(head, ids.map((at) => [`${side}${at}`, "Шевченко", "Іван", "1985-05-12", `А${(side === "A" ? 1_000 : 5_500) + 13 * at}`]));
  const all = Array.from({ length: 70 }, (_, at) => 10 + at);
  const saved = readModel(saveModel(linked, 0));
  const batch = (lefts: readonly number[], rights: readonly number[]): Linked => {
    const pair = preparePair(crowd("A", lefts), crowd("B", rights), { asOf: 0, names, reading: readingOf(saved) });
    return link(pair, names.initialsOf, { given: givenOf(saved, pair) });
  };
  const whole = batch(all, all);
  expect(whole.counted.dropped).toBe(70 * 6);
  const fallen = [...fourSets(whole)].filter(({ side, counterpart, row }) => side === "right" && counterpart < 0 && !whole.pairs.right.includes(row));
  expect(fallen.map(({ row }) => whole.pair.right.ids[row]).sort()).toEqual(["B74", "B75", "B76", "B77", "B78", "B79"]);
  for (const { set, reasons, probability } of fallen) expect([set, reasons[0], probability > 0.9 && probability < 1.1]).toEqual(["unclear", "RIVAL", true]); // 70 left rows, one in 70 or so each
  const standing = createStanding(saved, names, 0);
  standing.apply({ left: crowd("A", all.slice(0, 30)), right: crowd("B", all) });
  standing.apply({ left: crowd("A", all.slice(30)) });
  expect(printSets(standing.linked(), fourSets(standing.linked()))).toBe(printSets(whole, fourSets(whole)));
  standing.apply({ withdrawRight: ["B79", "B12"] });
  const less = batch(all, all.filter((at) => at !== 79 && at !== 12));
  expect(printSets(standing.linked(), fourSets(standing.linked()))).toBe(printSets(less, fourSets(less)));
}, 60_000);

test("rows that arrive are compared even where a batch run would set them aside", () => {
  const crowd = (side: string): PersonList => small(...Array.from({ length: 70 }, (_, at) => [`${side}${at}`, "Шевченко", "Іван", "Петрович", "1985-05-12"]));
  const standing = createStanding(readModel(saveModel(linked, 0)), names, 0);
  standing.apply({ left: crowd("A"), right: crowd("B") });
  const arrived = standing.linked();
  expect([arrived.problem.left.aside, arrived.problem.right.aside]).toEqual([6, 6]);
  const lefts = parseTable(printPairs(arrived)).rows.map((row) => row[0]);
  expect([lefts.length, new Set(lefts).size]).toEqual([64, 64]); // of one row 64 pairs are kept, all of the same right rows
  expect([...fourSets(arrived)].every(({ set }) => set === "unclear")).toBe(true);
});

test("an arrival scores only rows that share a key with it, and says which pairs appeared", () => {
  const saved = readModel(saveModel(linked, 0));
  const { head, rows } = parseTable(rightText);
  const standing = createStanding(saved, names, 0);
  standing.apply({ left, right: listOf(head, rows.slice(1)) });
  const told = standing.apply({ right: listOf(head, rows.slice(0, 1)) });
  expect(told.rescored).toBeLessThan(100);
  const wanted = parseTable(pairs).rows.filter((row) => row[1] === rows[0]?.[0]).map((row) => [row[0], row[1]]);
  expect(told.appeared.filter(([, b]) => b === rows[0]?.[0])).toEqual(wanted);
  expect(() => standing.apply({ withdrawLeft: ["no such id"] })).toThrow(expect.objectContaining({ code: "ROW_UNKNOWN" }));
});

test("duplicates of public-2k-dup are proposed with F1 above .97, and twins are never joined", () => {
  const truth = parseTable(vector("public-2k-dup-dups")).rows;
  let [right2, proposed] = [0, 0];
  for (const side of ["left", "right"]) {
    const of = link(prepareOneList(asList(vector(`public-2k-dup-${side}`)), { asOf: 0, names }), names.initialsOf);
    const wanted = new Set(truth.filter((row) => row[0] === side).map((row) => [row[1], row[2]].sort().join(" ")));
    for (const { rows } of groupDuplicates(of)) rows.forEach((a, at) => rows.slice(at + 1).forEach((b) => {
      proposed++;
      if (wanted.has([of.pair.left.ids[a], of.pair.left.ids[b]].sort().join(" "))) right2++;
    }));
    for (const { left: a, right: b } of duplicatePairs(of)) expect(a).not.toBe(b);
  }
  expect((2 * right2) / (proposed + truth.length)).toBeGreaterThan(0.97);
});

test("rows that are all equal are one group, however many they are, and another person beside them is not in it", () => {
  const crowd = Array.from({ length: 400 }, (_, at) => `A${at},Ковальчук,Іван,Петрович,1985-05-12,АБ123456`);
  const text = ["id,surname,given_name,patronymic,birth_date,service_no", ...crowd, "B1,Шевченко,Тарас,Григорович,1991-03-09,ВГ654321"].join("\n");
  const of = link(prepareOneList(asList(text), { asOf: 0, names }), names.initialsOf);
  const groups = groupDuplicates(of);
  expect(groups.map(({ rows: { length }, chained }) => [length, chained.length])).toEqual([[400, 0]]);
  expect(groups[0]?.probability).toBeGreaterThan(0.8);
  expect(of.pair.left.ids[groups[0]?.representative ?? -1]).toBe("A0");
});

test("two persons join entries, two part them again, and one alone changes nothing", () => {
  const ids = ["A1", "A2"] as const;
  const of = (...acts: readonly (readonly ["join" | "keep apart" | "undo", string])[]) => standOf(acts.map(([act, by]) => ({ ids, act, by }))).get("A1\u0000A2");
  expect(of(["join", "p"])).toBe("needs a second person");
  expect(of(["join", "p"], ["join", "p"])).toBe("needs a second person");
  expect(of(["join", "p"], ["join", "q"])).toBe("joined");
  expect(of(["join", "p"], ["join", "q"], ["undo", "p"])).toBe("joined");
  expect(of(["join", "p"], ["join", "q"], ["undo", "p"], ["undo", "q"])).toBe("open");
  expect(() => standOf([{ ids: ["A1", "A1"], act: "join", by: "p" }])).toThrow(expect.objectContaining({ code: "DUPLICATE_SELF" }));
});

// The rules of Splink's published settings schema (settings_jsonschema.json, draft-07) that concern what is written here.
const SETTINGS = [
  "link_type", "probability_two_random_records_match", "em_convergence", "max_iterations", "unique_id_column_name", "source_dataset_column_name", "retain_matching_columns",
  "retain_intermediate_calculation_columns", "comparisons", "blocking_rules_to_generate_predictions", "additional_columns_to_retain", "bayes_factor_column_prefix",
  "term_frequency_adjustment_column_prefix", "comparison_vector_value_column_prefix", "sql_dialect", "linker_uid",
];
const LEVEL = [
  "sql_condition", "label_for_charts", "u_probability", "m_probability", "is_null_level", "tf_adjustment_column", "tf_adjustment_weight", "tf_minimum_u_value",
  "disable_tf_exact_match_detection",
];

test("the export has the structure of Splink's settings: known members only, one null level first, ELSE last, columns that exist", () => {
  const settings = splinkSettings(linked);
  expect(Object.keys(settings).filter((key) => !SETTINGS.includes(key))).toEqual([]);
  expect(settings.probability_two_random_records_match).toBeGreaterThan(0);
  expect(settings.probability_two_random_records_match).toBeLessThan(1);
  const columns = splinkColumns(linked, "left").split("\n")[0]?.split(",") ?? [];
  for (const { comparison_levels: levels } of settings.comparisons) {
    expect(levels[0]?.is_null_level).toBe(true);
    expect(levels.at(-1)?.sql_condition).toBe("ELSE");
    for (const level of levels) {
      expect(Object.keys(level).filter((key) => !LEVEL.includes(key))).toEqual([]);
      for (const [, column] of level.sql_condition.matchAll(/(\w+)_[lr]\b/g)) expect(columns).toContain(column);
      const column = level.tf_adjustment_column;
      if (column === undefined) continue;
      expect(columns).toContain(column);
      expect(level.disable_tf_exact_match_detection === true, column).toBe(level.sql_condition !== `${column}_l = ${column}_r`); // else Splink 4 says: could not find an exact match level
    }
  }
  for (const { blocking_rule: rule } of settings.blocking_rules_to_generate_predictions) for (const [, column] of rule.matchAll(/[lr]\.(\w+)/g)) expect(columns).toContain(column);
  expect(splinkColumns(linked, "right").split("\n").length).toBe(2002);
});

test("empty lists, one row, and one list against itself give clear results", () => {
  const none = small();
  const one = small(["A1", "Коваль", "Іван", "Петрович", "1985-05-12"]);
  expect(run(none, none).chosen.length).toBe(0);
  expect(run(one, none).chosen.length).toBe(0);
  expect([...fourSets(run(one, none))].length).toBe(1);
  const same = run(one, small(["B1", "Koval", "Ivan", "Petrovych", "12.05.1985"]));
  expect(same.model.origin).toBe("default");
  expect(same.chosen.length).toBe(1);
  expect(run(one, one).chosen.length).toBeLessThanOrEqual(1);
});

test("Al Shammari, Al-Shammari and Shammari are one surname to الشمري, and Al is a given name where it stands alone", () => {
  const levelOfSurname = (surname: string, given: string): string | undefined => {
    const one = explainPair(run(small(["A1", surname, given, "", "1990-03-04"]), small(["B1", "الشمري", "فهد", "", "1990-03-04"])), 0, 0);
    return one.fields.find(({ field }) => field === "surname")?.level;
  };
  const whole = levelOfSurname("Shammari", "Fahd");
  for (const surname of ["Al Shammari", "Al-Shammari", "AL SHAMMARI", "Аль Шаммари"]) expect(levelOfSurname(surname, "Fahd"), surname).toBe(whole);
  expect(levelOfSurname("Gore", "Fahd")).not.toBe(whole);
  const alone = run(small(["A1", "Petrenko", "Al", "", "1990-03-04"]), small(["B1", "Petrenko", "Al", "", "1990-03-04"]));
  expect(explainPair(alone, 0, 0).fields.find(({ field }) => field === "given_name")?.level).toBe("same name");
});

test("1,000 persons of one name and no other fact: bounded work, and nothing is proposed", () => {
  const many = (prefix: string): PersonList => small(...Array.from({ length: 1000 }, (_, at) => [`${prefix}${at}`, "Коваль", "Іван", "Петрович", ""]));
  const result = run(many("A"), many("B"));
  expect([...fourSets(result)].filter(({ set }) => set === "asked and held").length).toBe(0);
});

test("strange cells are read or left alone, never a crash", () => {
  const odd = ["", "—", "невідомий", "😀", "-", "a".repeat(300), "Іван Ivan", "\u0000\u0001", "İ", "1234", "Кова́ль", "__proto__", "שלום", "مُحَمَّد"];
  const rows = odd.flatMap((surname, a) => odd.map((given, b) => [`${a}-${b}`, surname, given, surname, given]));
  expect(() => run(small(...rows), small(...rows.map(([id = "", ...rest]) => [`B${id}`, ...rest])))).not.toThrow();
});
