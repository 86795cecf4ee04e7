// 5,147 + 307 + 303 = 5,757 (MISSION A7), by hand.
import { expect, test } from "vitest";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Faults } from "../basis/fault.ts";
import { accountOn, type Block } from "./account.ts";
import { parseFact, type AccountingFact } from "./parse-fact.ts";
import { printAccount } from "./statement-of-account.ts";

const day = (text: string) => parseCivilDate(text) ?? expect.fail(`${text} is no day`);
const fact = (entry: number, on: string, by: string, kind: string, body: Record<string, unknown>): AccountingFact => ({ ...parseFact(kind, body), entry, on: day(on), by });
const obligation = fact(0, "2025-05-01", "S", "obligation.stated", { id: "o", agreement: "X", clause: null, what: "captives", from: "A", to: "B", promised: { kind: "open" }, counts: ["captives", "civilians"], readings: [] });
const counted = (entry: number, on: string, operation: string, count: number | string): AccountingFact =>
  fact(entry, on, "B", "operation.counted", { operation, flows: [{ what: "captives", from: "A", to: "B", count, obligations: ["o"] }, { what: "captives", from: "B", to: "A", count: 999, obligations: [] }] });
const total = (entry: number, on: string, count: number, more: Record<string, unknown> = {}): AccountingFact => fact(entry, on, "B", "total.published", { obligation: "o", count, ...more });
const SUMS = { sums: { from: 5147, operations: ["p", "q"] } };
const blockOn = (on: string, ...facts: AccountingFact[]): Block => accountOn([obligation, ...facts], day(on)).obligations[0] ?? expect.fail("no block");
const days = [counted(1, "2025-05-24", "p", 307), counted(2, "2025-05-25", "q", 303)];

test("5,147 + 307 + 303 = 5,757 is added up again, and holds", () => {
  const block = blockOn("2025-06-04", ...days, total(3, "2025-05-25", 5757, SUMS));
  expect(block.totals).toMatchObject([{ by: "B", speaker: "B", count: 5757, reconciliation: { from: 5147, operations: [{ operation: "p", count: 307 }, { operation: "q", count: 303 }], sum: 5757, difference: 0 } }]);
  expect(printAccount({ on: day("2025-06-04"), obligations: [block], closing: [] }, { B: "Side B" }, String)).toContain("Side B, 2025-05-25: 5,147 + 307 + 303 = 5,757, as published");
});

test("a mismatch opens an item with an age, from the day on which all its numbers were known", () => {
  const block = blockOn("2025-06-04", ...days, total(3, "2025-05-25", 5760, SUMS), counted(4, "2025-05-27", "q", 302));
  expect(block.totals[0]?.reconciliation).toMatchObject({ sum: 5756, difference: 4, since: "2025-05-27", ageDays: 8 });
  expect(printAccount({ on: day("2025-06-04"), obligations: [block], closing: [] }, {}, String).replace(/\s+/gu, " ")).toContain("= 5,756, published 5,760: 4 unexplained since 2025-05-27 (8 days)");
});

test("a total that rests on a count nobody stated cannot be added up and says so", () => {
  for (const facts of [[days[0] as AccountingFact], [days[0] as AccountingFact, counted(2, "2025-05-25", "q", "withheld")]])
    expect(blockOn("2025-06-04", ...facts, total(3, "2025-05-25", 5757, SUMS)).totals[0]?.reconciliation).toMatchObject({ sum: null, difference: null });
});

test("the latest total of each office stands for itself; two offices of one side that differ on one day are an item", () => {
  const block = blockOn("2025-06-20", total(3, "2025-06-15", 6000, { speaker: "Headquarters" }), total(4, "2025-06-16", 6057, { speaker: "Headquarters" }), total(5, "2025-06-16", 6060, { speaker: "Bureau" }));
  expect(block.totals.map(({ speaker, count }) => [speaker, count])).toEqual([["Headquarters", 6057], ["Bureau", 6060]]);
  expect(block.speakersDiffer).toEqual([{ by: "B", on: "2025-06-16", ageDays: 4, counts: { Headquarters: 6057, Bureau: 6060 } }]);
  expect(blockOn("2025-06-15", total(3, "2025-06-15", 6000, { speaker: "Headquarters" })).speakersDiffer).toEqual([]);
});

test("every wrong field of a total is named at once", () => {
  try {
    parseFact("total.published", { obligation: "o", count: "5.757", speaker: "", sums: { from: -1, operations: ["p", "p"], more: 1 } });
    expect.fail("accepted");
  } catch (error) {
    expect(error instanceof Faults ? error.faults.map(({ places }) => places[0]?.field) : []).toEqual(["sums.more", "sums.operations", "count", "speaker", "sums.from"]);
  }
});
