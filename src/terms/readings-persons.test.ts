// Expected values: TALKS.md, section 4 (computed there), the drill's eight captives on 5 June 2025.
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { evaluate } from "./evaluate.ts";
import type { Predicate } from "./ast.ts";
import { agreement, ALL, clause, define, drillFacts, parties, read, release } from "./evaluate-worked.slow.ts";
import { parseFacts } from "./facts.ts";
import { compareAll, compareWordings, showCount, wordingOf, wordingsOfClause } from "./readings-persons.ts";

const ON = parseCivilDate("2025-06-05") as CivilDate;
const { captives } = parseFacts(drillFacts);
const aged = (years: number, bound: "or under" | "or over"): Predicate => ({ kind: "aged", years, bound, on: "2025-06-02" });
const wording = (label: string, predicate: Predicate) => wordingOf(label, predicate, ON, () => new Set());
const base = wording("25 or under", aged(25, "or under"));
const change = (added: number, dropped: number, becomeUnknown: number, ceaseUnknown: number) => ({ added, dropped, becomeUnknown, ceaseUnknown });

test.each<[string, Predicate, ReturnType<typeof change>, ReturnType<typeof change>]>([
  ["under 25", aged(24, "or under"), change(0, 1, 0, 1), change(0, 0, 0, 0)],
  ["18 to 25", { kind: "and", of: [aged(18, "or over"), aged(25, "or under")] }, change(0, 0, 0, 0), change(0, 0, 0, 0)],
  ["born after 31 December 2000", { kind: "bornAfter", date: "2000-12-31" }, change(0, 1, 0, 1), change(0, 0, 0, 0)],
  ["27 or under", aged(27, "or under"), change(2, 0, 0, 1), change(0, 0, 0, 0)],
])("against “25 or under”, “%s” changes the lists as the table says", (label, predicate, first, second) => {
  expect(compareWordings(captives, ["RU", "UA"], base, wording(label, predicate))).toEqual([{ side: "RU", ...first }, { side: "UA", ...second }]);
});
test("counts from 1 to 4 are shown as fewer than 5, and no row holds an id", () => {
  expect([0, 1, 4, 5, 12].map((count) => showCount(count))).toEqual([0, "fewer than 5", "fewer than 5", 5, 12]);
  const rows = compareAll(captives, ["RU", "UA"], [base, wording("27 or under", aged(27, "or under"))]);
  expect(rows[0]).toEqual({ from: "25 or under", to: "27 or under", side: "RU", added: "fewer than 5", dropped: 0, becomeUnknown: 0, ceaseUnknown: "fewer than 5" });
  expect(JSON.stringify(rows)).not.toMatch(/p[1-8]/);
});
test("bracketed definitions of one term are the readings of the clause that uses it", () => {
  const terms = read(agreement("2025-06-02"), parties("RU", "UA"), { ...define("young", aged(25, "or under")), by: "UA" }, { ...define("young", aged(24, "or under")), by: "RU" }, clause(1), release("each", ALL, ["young"]));
  const result = evaluate(terms, parseFacts(drillFacts), ON);
  const wordings = wordingsOfClause(result, 1, "en");
  expect(wordings.map(({ label }) => label)).toEqual(["0.3 UA: “young” means aged 25 or under on 2 June 2025", "0.3 RU: “young” means aged 24 or under on 2 June 2025"]);
  const [from, to] = wordings;
  expect(from && to && compareWordings(captives, ["RU"], from, to)).toEqual([{ side: "RU", ...change(0, 1, 0, 1) }]);
});
