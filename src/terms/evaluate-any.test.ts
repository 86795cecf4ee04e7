// Whatever agreement the check lets through, and whatever facts: evaluation gives a result with its invariants, never an exception.
// Outstanding numbers are intervals the right way round, and statuses follow from them (TERMS.md, 9.4 and 9.8).
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import type { Body, Sentence } from "./ast.ts";
import { evaluate } from "./evaluate.ts";
import { explainPerson, sayClause } from "./explain.ts";
import { parseFacts } from "./facts.ts";
import { parseTerms } from "./parse.ts";
import { printTerms } from "./print.ts";
import { numbered, predicates, sentences } from "./random-terms.slow.ts";

const HEAD: readonly Body[] = [
  { kind: "agreement", title: "T", place: "Geneva", date: "1000-01-01" }, { kind: "parties", parties: [{ name: "Alpha", code: "AL" }, { name: "Beta", code: "BE" }] },
  { kind: "role", role: "commission", name: "Gamma", code: "GA" }, { kind: "zone", offset: "+03:00" }, { kind: "rankValues", rows: [["major", 8], ["private", 1]] },
];
const DROPPED = new Set<string>(["version", "agreement", "parties", "role", "zone", "rankValues", "rankCheck", "clause", "definition"]);
/** References are bent to what the agreement has: clauses 1 to 3, categories a and b, body Gamma, dates of 2025. */
function bent(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return key === "clauses" ? [1, 2] : key === "categories" || key === "except" ? ["a", "b"].slice(0, Math.min(2, value.length)) : value.map((one: unknown) => bent(one));
  if (typeof value === "number") return ["first", "if", "clause"].includes(key) ? 1 : key === "then" ? 2 : key === "version" ? 1 : value % 60 || 1;
  if (typeof value === "string") return key === "term" && value !== "*" ? "a" : key === "decidedBy" || (key === "to" && !/^[0-9]|not stated/.test(value)) ? "Gamma" : /^[0-9]{4}-/.test(value) ? value.replace(/^[0-9]{4}/, "2025").replace("-02-29", "-02-28") : value;
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, bent(one, name)])) : value;
}
const agreements = fc.record({ a: predicates, b: predicates, given: fc.array(sentences, { maxLength: 12 }) }).map(({ a, b, given }) => {
  const kept = given.filter(({ kind }) => !DROPPED.has(kind)).map((one) => bent(one) as Sentence);
  const third = Math.ceil(kept.length / 3);
  const clause = (number: number): (Body & { readonly proposedBy?: string })[] => [{ kind: "clause", number, title: "C" }, ...kept.slice((number - 1) * third, number * third)];
  return numbered([...HEAD, { kind: "definition", term: "a", predicate: bent(a) as typeof a }, { kind: "definition", term: "b", predicate: bent(b) as typeof b }, ...clause(1), ...clause(2), ...clause(3)]);
});
const side = fc.constantFrom("AL", "BE");
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2025-0${1 + (n % 3)}-${String(n).padStart(2, "0")}`);
const facts = fc.record({
  signedOn: fc.option(day), listsClosedOn: fc.option(day),
  captives: fc.array(fc.record({
    side, born: fc.constantFrom(null, "1999", "1999-06", "2004-02-29"), rank: fc.constantFrom("major", "private", "general", null), heldSince: fc.option(day), context: fc.constantFrom([], ["the events"]),
    examinedOn: fc.array(day, { maxLength: 1 }), findings: fc.array(fc.record({ class: fc.constantFrom("W", "S"), on: day, by: fc.constant("GA") }), { maxLength: 1 }),
    objections: fc.array(fc.record({ class: fc.constantFrom("W", "S"), on: day, by: side }), { maxLength: 1 }), diedOn: fc.option(day, { freq: 5 }), declinedOn: fc.option(day, { freq: 5 }),
  }), { maxLength: 6 }).map((list) => list.map((one, i) => ({ id: `c${i}`, ...one }))),
  handovers: fc.array(fc.record({ captive: fc.constantFrom("c0", "c1", "c2", "x"), from: side, on: day, at: fc.constantFrom("10:00", null), movement: fc.constantFrom("m", null), clause: fc.constantFrom(1, 2, 3, null), receives: fc.boolean() }), { maxLength: 6 })
    .map((list) => list.map(({ from, receives, on, ...one }) => ({ ...one, from, on, to: from === "AL" ? "BE" : "AL", ...(receives ? { receivedOn: on } : {}) }))),
  remains: fc.array(fc.record({ on: day, a: fc.nat(9), b: fc.nat(9) }).map(({ on, a, b }) => ({ from: "AL", to: "BE", on, containers: { AL: a, BE: b } })), { maxLength: 2 }),
  steps: fc.array(fc.record({ who: side, what: fc.constantFrom("list", "reply", "remarks", "final reply", "signed final list"), on: day }), { maxLength: 4 }),
});

test("evaluation of any agreement over any facts gives intervals and statuses that agree with each other", () => {
  let evaluated = 0;
  fc.assert(fc.property(agreements, facts, day, (terms, given, on) => {
    const parsed = parseTerms(printTerms(terms));
    if (!("terms" in parsed)) return; // refused by the check: nothing is evaluated
    evaluated += 1;
    const result = evaluate(parsed.terms, parseFacts(given), parseCivilDate(on) ?? ("" as CivilDate));
    for (const clause of result.clauses) for (const one of clause.sides) {
      sayClause(clause, one, "uk");
      for (const { outstanding: { min, ifDisputes, max }, delivered, status } of one.rows) {
        expect(0 <= min && min <= ifDisputes && ifDisputes <= max && delivered >= 0).toBe(true);
        if (status === "pending" || status === "overdue") expect(min).toBeGreaterThan(0);
        if (status.startsWith("fulfilled")) expect(max).toBe(0);
      }
    }
    for (const { id } of result.people.captives) explainPerson(result, id, "every clause", "ar");
  }), { numRuns: 400 });
  expect(evaluated).toBeGreaterThan(100);
});
