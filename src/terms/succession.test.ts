// MISSION R5 by hand: 1,000 for 1,000, closed at exactly 1,000, then a second agreement with a floor of its own.
import { expect, test } from "vitest";
import { parseCivilDate } from "../basis/civil-date.ts";
import { evaluate, type SideResult } from "./evaluate.ts";
import { explainPerson } from "./explain.ts";
import { parseFacts } from "./facts.ts";
import { readTerms } from "./parse.ts";

const day = (text: string) => parseCivilDate(text) ?? expect.fail("no day");
const HEAD = "The parties are Alpha (AL) and Beta (BE).";
const FIRST = readTerms(`Agreement “First”, made at Geneva on 16 May 2025. ${HEAD}\nClause 1 “Captives”. Each party releases exactly 1,000 captives. This clause ends when fulfilled.\n`);
const secondOf = (sentence: string): ReturnType<typeof readTerms> => readTerms(`Agreement “Second”, made at Geneva on 2 June 2025. ${HEAD} It exceeds “First” of May 2025. ${sentence}\n“young” means born after 1 January 2000.\nClause 1 “Floor”. Each party releases at least 1,000 captives.\nClause 2 “Young”. Each party releases all captives who are “young”.\n`);
/** 1,000 of each side under the first, then `more` under the second; all born in 2001. */
const factsOf = (more: number, extra: Record<string, unknown> = {}) => {
  const ids = ["AL", "BE"].flatMap((side) => Array.from({ length: 1200 }, (_, i) => ({ id: `${side}${i}`, side, born: "2001-02-03" })));
  const handover = (side: string, i: number, agreement: string, on: string) => ({ captive: `${side}${i}`, from: side, to: side === "AL" ? "BE" : "AL", on, receivedOn: on, agreement });
  const first = ["AL", "BE"].flatMap((side) => Array.from({ length: 1000 }, (_, i) => handover(side, i, "First", "2025-05-25")));
  const second = ["AL", "BE"].flatMap((side) => Array.from({ length: more }, (_, i) => handover(side, 1000 + i, "Second", "2025-06-09")));
  return parseFacts({ signedOn: "2025-06-02", captives: ids, handovers: [...first, ...second], ...extra });
};
const sideOf = (terms: ReturnType<typeof readTerms>, facts: ReturnType<typeof factsOf>, on: string, clause: number): SideResult =>
  evaluate(terms, facts, day(on)).clauses.find(({ number }) => number === clause)?.sides[0] ?? expect.fail("no side");
const numbers = ({ status, rows: [row] }: SideResult) => [status, row?.promised.min, row?.delivered, row?.outstanding.min, row?.outstanding.max];

test("closing the first at exactly 1,000 opens the second with its own floor, and nothing is counted twice", () => {
  for (const sentence of ["", "Captives released under “First” do not count here."]) {
    const second = secondOf(sentence);
    expect(numbers(sideOf(FIRST, factsOf(0), "2025-06-02", 1))).toEqual(["fulfilled", 1000, 1000, 0, 0]);
    expect(numbers(sideOf(second, factsOf(0), "2025-06-02", 1))).toEqual(["pending", 1000, 0, 1000, 1000]);
    expect(numbers(sideOf(second, factsOf(150), "2025-06-10", 1))).toEqual(["pending", 1000, 150, 850, 850]);
    expect(numbers(sideOf(FIRST, factsOf(150), "2025-06-10", 1)), "the second's do not count in the first").toEqual(["fulfilled", 1000, 1000, 0, 0]);
    // all the young: 200 were left on each side, 150 came under this agreement, the 1,000 are gone and owed no more
    expect(numbers(sideOf(second, factsOf(150), "2025-06-10", 2))).toEqual(["pending", 200, 150, 50, 50]);
    expect(sideOf(second, factsOf(150), "2025-06-10", 2).rows[0]?.persons.elsewhere).toHaveLength(1000);
  }
});

test("where a credit sentence says so the first agreement's captives count here too", () => {
  const second = secondOf("Captives released under “First” count here.");
  expect(numbers(sideOf(second, factsOf(0), "2025-06-02", 1))).toEqual(["fulfilled", 1000, 1000, 0, 0]);
  expect(numbers(sideOf(second, factsOf(150), "2025-06-10", 2))).toEqual(["pending", 1200, 1150, 50, 50]);
});

test("what is handed over under an annexed agreement counts in its parent", () => {
  const second = secondOf("");
  expect(numbers(sideOf(second, factsOf(0, { annexed: ["First"] }), "2025-06-02", 1))).toEqual(["fulfilled", 1000, 1000, 0, 0]);
});

test("a captive released under another agreement is said so, with his handover", () => {
  const [found] = explainPerson(evaluate(secondOf(""), factsOf(0), day("2025-06-10")), "AL5", 2);
  expect(found?.text).toContain("Released under another agreement 25 May 2025.");
  expect(found?.because.flatMap(({ entries }) => entries)).toContain("/handovers/5");
});
