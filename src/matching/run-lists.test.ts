import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { canonicalJson } from "../basis/canonical-json.ts";
import { parseTable } from "../vocabulary/delimited-text.ts";
import { rowsAt, type ListedRow, type RowAt } from "./listed-rows.ts";
import { runDoubles } from "./run-doubles.ts";
import { runLists } from "./run-lists.ts";

const vectors = new URL("../../test/vectors/matching/", import.meta.url);

/** A public list as rows of the record: one name, birth as far as it is whole, rank, day of capture. */
function recorded(file: string, list: string, count: number): RowAt[] {
  const table = parseTable(readFileSync(new URL(file, vectors), "utf8"), file);
  const at = (cells: readonly string[], name: string): string => (cells[table.head.indexOf(name)] ?? "").trim();
  const rows = table.rows.slice(0, count).map((cells, i): ListedRow => {
    const name = ["surname", "given_name", "patronymic"].map((field) => at(cells, field)).filter((part) => part !== "").join(" ");
    const birth = at(cells, "birth_date");
    return { row: String(i + 1), name: name === "" ? "—" : name, ...(/^\d{4}-\d\d-\d\d$/.test(birth) ? { birth } : {}), ...(at(cells, "rank") === "" ? {} : { rank: at(cells, "rank") }), category: i % 2 === 0 ? "soldier" : "wounded" };
  });
  return rowsAt([{ list, rows }]);
}

const left = recorded("public-2k-left.csv", "A-L1", 600);
const right = recorded("public-2k-right.csv", "B-H1", 600);

test("the same rows give the same bytes, in whatever order they stand, and another row gives another digest", () => {
  const one = runLists({ left, right, asOf: 20260220 });
  const again = runLists({ left: [...left], right: [...right], asOf: 20260220 });
  expect(canonicalJson(again)).toBe(canonicalJson(one));
  const turned = runLists({ left: [...left].reverse(), right, asOf: 20260220 });
  expect(turned.outcome).toEqual(one.outcome);
  const [first] = one.pairs.filter(({ isChosen }) => isChosen);
  const changed = left.map((row, i) => (i === first?.left ? { ...row, row: { ...row.row, name: "Вигаданий Хтось" } } : row));
  expect(runLists({ left: changed, right, asOf: 20260220 }).outcome.pairsSha256).not.toBe(one.outcome.pairsSha256);
});

test("the four sets hold every row once, and the bits of a pair add up to its odds", () => {
  const { outcome, left: asked, right: held, pairs, priorBits } = runLists({ left, right, asOf: 20260220 });
  const { counts } = outcome;
  expect(counts.askedAndHeld + counts.askedOnly + counts.unclearAsked).toBe(left.length);
  expect(counts.askedAndHeld + counts.heldOnly + counts.unclearHeld).toBe(right.length);
  expect([asked.length, held.length]).toEqual([left.length, right.length]);
  expect(asked.map(({ ref }) => ref)).toEqual(left.map(({ ref }) => ref));
  expect(pairs.length).toBeGreaterThan(100);
  for (const { bits, rarity, sumBits, netBits, aloneMillionths } of pairs) {
    const sum = [...bits, ...rarity].reduce((total, one) => total + one, priorBits);
    expect(Math.abs(sum - sumBits), "each term is rounded to 2^-10 bit").toBeLessThan(20 / 1_024);
    expect(Math.abs(aloneMillionths / 1e6 - 1 / (1 + 2 ** -netBits))).toBeLessThan(1e-3);
  }
  for (const { set, counterpart } of asked) if (set === "asked and held") expect(counterpart).toBeGreaterThanOrEqual(0);
});

test("new rows under a kept model change what they meet and nothing else, and the run says which pairs", () => {
  const [more, less] = [left.slice(0, 520), left.slice(520)];
  const base = { left: more, right, asOf: 20260220 };
  const first = runLists(base);
  const second = runLists({ left: [...more, ...less], right, asOf: 20260220, base });
  expect(second.outcome.modelSha256).toBe(first.outcome.modelSha256);
  const chosen = (run: typeof first): Set<string> => new Set(run.pairs.filter(({ isChosen }) => isChosen).map(({ left: i, right: j }) => `${run.left[i]?.ref ?? ""} ${run.right[j]?.ref ?? ""}`));
  const [before, after] = [chosen(first), chosen(second)];
  expect(second.difference?.appeared.map((pair) => pair.join(" ")).sort()).toEqual([...after].filter((pair) => !before.has(pair)).sort());
  expect(second.difference?.gone.map((pair) => pair.join(" ")).sort()).toEqual([...before].filter((pair) => !after.has(pair)).sort());
  expect(second.difference?.appeared.length).toBeGreaterThan(10);
  const withdrawn = runLists({ left: more.slice(10), right, asOf: 20260220, base });
  expect(withdrawn.left).toHaveLength(more.length - 10);
  expect(withdrawn.difference?.gone.length).toBeGreaterThan(0);
});

test("a person entered twice in a list is proposed as a double", () => {
  const again = rowsAt([{ list: "A-L1", rows: [...left.slice(0, 300).map(({ row }) => row), ...left.slice(10, 16).map(({ row }, i) => ({ ...row, row: `again ${i}` }))] }]);
  const { rows, groups } = runDoubles(again, 20260220);
  const named = groups.map((group) => group.map((at) => rows[at]?.row ?? ""));
  for (let i = 0; i < 6; i++) expect(named.some((group) => group.includes(`again ${i}`) && group.includes(left[10 + i]?.row.row ?? ""))).toBe(true);
});

test("what is audited stands in the queue, and the run counts its pairs by what is stated of them", () => {
  const { outcome, pairs } = runLists({ left: recorded("public-2k-left.csv", "A-L1", 2_000), right: recorded("public-2k-right.csv", "B-H1", 2_000), asOf: 20260220 });
  const audited = pairs.filter(({ order, band, millionths }) => order > 0 && (band === "propose" || millionths < outcome.listedFrom));
  expect(audited.length).toBeGreaterThan(0);
  const listed = pairs.filter(({ millionths }) => millionths >= outcome.listedFrom);
  expect(outcome.strata?.proposed).toBe(listed.filter(({ millionths }) => millionths >= outcome.proposedFrom).length);
  expect(outcome.strata?.open).toBe(listed.filter(({ millionths }) => millionths < outcome.proposedFrom).length);
});

test("a kept model is to be fitted anew once the lists have grown by a tenth, and not before", () => {
  const base = { left: left.slice(0, 500), right, asOf: 20260220 };
  expect(runLists({ left: left.slice(0, 550), right, asOf: 20260220, base }).refit).toContain("grown");
  expect(runLists({ left: left.slice(0, 549), right, asOf: 20260220, base }).refit).not.toContain("grown");
  expect(runLists({ left, right, asOf: 20260220 }).refit).toEqual([]);
});
