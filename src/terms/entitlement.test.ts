// Expected values: TERMS.md, sections 4, 9.1 and 9.2, and the calendar.
import { expect, test } from "vitest";
import { ageYears, and, complement, DISPUTED, judgePredicate, NO, or, UNKNOWN, YES, type Value } from "./entitlement.ts";
import type { Predicate } from "./ast.ts";
import { parseFacts } from "./facts.ts";

const captive = (more: Record<string, unknown>) => {
  const [one] = parseFacts({ captives: [{ id: "x", side: "AA", ...more }] }).captives;
  if (!one) throw new Error("no captive");
  return one;
};
const nobody = () => new Set<string>();
const judge = (predicate: Predicate, more: Record<string, unknown>, on = "2025-06-10", bodies: () => ReadonlySet<string> = nobody): Value => judgePredicate(predicate, captive(more), on, bodies);
const aged = (years: number, bound: "or under" | "or over" = "or under"): Predicate => ({ kind: "aged", years, bound, on: "2025-06-02" });

test("and is the minimum, or the maximum, and the complement turns yes and no only", () => {
  const all = [NO, UNKNOWN, DISPUTED, YES] as const;
  for (const a of all) for (const b of all) expect([and(a, b), or(a, b)]).toEqual([Math.min(a, b), Math.max(a, b)]);
  expect(all.map(complement)).toEqual([YES, UNKNOWN, DISPUTED, NO]);
});
test.each([["1999-06-03", YES], ["1999-06-02", NO], ["1999", UNKNOWN], ["1999-06", UNKNOWN], ["2000", YES], ["1998", NO], ["1999-05", NO], ["1999-07", YES], [null, UNKNOWN]])("born %s is aged 25 or under on 2 June 2025: %s", (born, expected) => {
  expect(judge(aged(25), { born })).toBe(expected);
});
test("one born on 29 February completes the year on 1 March in common years and on 29 February in leap years", () => {
  expect([ageYears("2004-02-29", "2025-02-28"), ageYears("2004-02-29", "2025-03-01"), ageYears("2004-02-29", "2024-02-28"), ageYears("2004-02-29", "2024-02-29")]).toEqual([20, 21, 19, 20]);
});
test("18 or over, and born after, are exact at the day", () => {
  expect([judge(aged(18, "or over"), { born: "2007-06-02" }), judge(aged(18, "or over"), { born: "2007-06-03" })]).toEqual([YES, NO]);
  const after: Predicate = { kind: "bornAfter", date: "2000-12-31" };
  expect([judge(after, { born: "2001-01-01" }), judge(after, { born: "2000-12-31" }), judge(after, { born: "2000" }), judge(after, { born: "2000-12" })]).toEqual([YES, NO, NO, NO]);
});
const sick: Predicate = { kind: "finding", class: "S" };
const row = (on: string) => ({ class: "S", on, by: "MC" });
test("not examined is unknown, examined is no from its day, a finding is yes from its day", () => {
  expect(judge(sick, {})).toBe(UNKNOWN);
  expect([judge(sick, { examinedOn: ["2025-06-04"] }, "2025-06-03"), judge(sick, { examinedOn: ["2025-06-04"] }, "2025-06-04")]).toEqual([UNKNOWN, NO]);
  expect([judge(sick, { findings: [row("2025-06-04")] }, "2025-06-03"), judge(sick, { findings: [row("2025-06-04")] }, "2025-06-04")]).toEqual([UNKNOWN, YES]);
  expect(judge(sick, { findings: [{ class: "W", on: "2025-06-04", by: "MC" }] })).toBe(NO); // examined, and no finding of this class
});
test("an objection stands until the named body decides, over any later finding", () => {
  const facts = { findings: [row("2025-06-01"), row("2025-06-04")], objections: [row("2025-06-03")] };
  const named = () => new Set(["MC"]);
  expect([judge(sick, facts, "2025-06-02", named), judge(sick, facts, "2025-06-03", named), judge(sick, facts, "2025-06-09", named)]).toEqual([YES, DISPUTED, DISPUTED]);
  const decided = { ...facts, decisions: [{ ...row("2025-06-05"), result: "rejected" }] };
  expect([judge(sick, decided, "2025-06-05", named), judge(sick, decided, "2025-06-05", nobody)]).toEqual([NO, DISPUTED]);
  expect(judge(sick, { ...decided, findings: [...facts.findings, row("2025-06-06")] }, "2025-06-06", named)).toBe(YES);
});
test("capture and relation: absent is unknown, another relation is no", () => {
  const held: Predicate = { kind: "heldSinceBefore", date: "2025-01-01" };
  expect([judge(held, {}), judge(held, { heldSince: "2024-12-31" }), judge(held, { heldSince: "2025-01-01" })]).toEqual([UNKNOWN, YES, NO]);
  const related: Predicate = { kind: "heldInRelation", to: "e" };
  expect([judge(related, {}), judge(related, { context: ["e"] }), judge({ kind: "takenOn", to: "e" }, { context: ["f"] })]).toEqual([UNKNOWN, YES, NO]);
});
test("18 to 25 is two ages joined by and; one yes settles an or", () => {
  const both: Predicate = { kind: "and", of: [aged(18, "or over"), aged(25)] };
  expect([judge(both, { born: "2003" }), judge(both, { born: "2009" }), judge(both, { born: "1999" })]).toEqual([YES, NO, UNKNOWN]);
  expect(judge({ kind: "or", of: [sick, aged(25)] }, { born: "2003" })).toBe(YES);
});
