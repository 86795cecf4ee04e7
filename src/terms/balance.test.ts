// Balances against their slow twin, which sets every doubt true and false one by one.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { slowOutstanding, type SlowPerson, type SlowRule, type SlowValue } from "./balance.slow.ts";
import { evaluate } from "./evaluate.ts";
import { ALL, agreement, clause, define, parties, read, release } from "./evaluate-worked.slow.ts";
import { parseFacts } from "./facts.ts";

const ON = parseCivilDate("2025-03-01") as CivilDate;
/** Three clauses whose values are independent of each other: a finding, an age, a day of capture. */
const head = [
  agreement("2025-01-01"), parties("AA", "BB"), define("a", { kind: "finding", class: "A" }),
  define("b", { kind: "aged", years: 25, bound: "or under", on: "2025-01-01" }), define("c", { kind: "heldSinceBefore", date: "2024-06-01" }),
];

function captiveOf({ side, values }: SlowPerson, id: string): Record<string, unknown> {
  const [finding, age, held] = values;
  return {
    id, side: side === 0 ? "AA" : "BB", born: age === "yes" ? "2005" : age === "no" ? "1970" : null,
    ...(held === "unknown" ? {} : { heldSince: held === "yes" ? "2024-01-01" : "2024-09-01" }),
    examinedOn: finding === "no" ? ["2025-02-01"] : [], findings: finding === "yes" || finding === "disputed" ? [{ class: "A", on: "2025-02-01", by: "M" }] : [],
    objections: finding === "disputed" ? [{ class: "A", on: "2025-02-02", by: "BB" }] : [],
  };
}
function factsOf(persons: readonly SlowPerson[]) {
  const handovers = persons.flatMap(({ side, receipt, recorded }, i) => (receipt === "none" ? [] : [{
    captive: `c${i}`, from: side === 0 ? "AA" : "BB", to: side === 0 ? "BB" : "AA", on: "2025-02-10",
    ...(receipt === "received" ? { receivedOn: "2025-02-10" } : {}), ...(recorded < 0 ? {} : { clause: recorded + 1 }),
  }]));
  return parseFacts({ signedOn: "2025-01-01", captives: persons.map((one, i) => captiveOf(one, `c${i}`)), handovers });
}

const value = (...choices: SlowValue[]) => fc.constantFrom(...choices);
const person = fc.record({
  side: fc.constantFrom<0 | 1>(0, 1), values: fc.tuple(value("no", "unknown", "disputed", "yes"), value("no", "unknown", "yes"), value("no", "unknown", "yes")),
  receipt: fc.constantFrom<SlowPerson["receipt"]>("none", "unknown", "received", "received"), recorded: fc.constantFrom(-1, 0, 1, 2),
});
const doubts = ({ values, receipt }: SlowPerson): number => values.filter((one) => one === "unknown" || one === "disputed").length + (receipt === "unknown" ? 1 : 0);
const group = fc.array(person, { maxLength: 10 }).filter((all) => all.reduce((sum, one) => sum + doubts(one), 0) <= 11);

test("all, exactly, at least and a floor agree with the enumeration of every doubt", () => {
  fc.assert(fc.property(group, fc.integer({ min: 0, max: 4 }), (persons, n) => {
    const terms = read(...head, clause(1), release("each", ALL, ["a"]), clause(2), release("each", { exactly: n }, ["b"]), clause(3), release("each", { min: n }, ["c"]), clause(4), { kind: "floor", clauses: [1, 2], min: n });
    const { clauses } = evaluate(terms, factsOf(persons), ON);
    for (const side of [0, 1] as const) {
      const rules: SlowRule[] = [{ kind: "all", clause: 0, side }, { kind: "number", clauses: [1], side, n }, { kind: "number", clauses: [2], side, n }, { kind: "number", clauses: [0, 1], side, n }];
      rules.forEach((rule, i) => expect(clauses[i]?.sides.at(side)?.rows[0]?.outstanding, `clause ${i + 1}, side ${side}`).toEqual(slowOutstanding(persons, rule)));
    }
  }), { numRuns: 150 });
});

test("a for b agrees with the enumeration of every doubt", () => {
  fc.assert(fc.property(group, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), (persons, a, b) => {
    const terms = read(...head, clause(1), release("AA", { min: 3 }, ["a"]), clause(2), release("BB", { ratio: [a, b] }, ["b"]), clause(3), release("AA", ALL, ["c"]));
    const { clauses } = evaluate(terms, factsOf(persons), ON);
    const own = persons.map((one): SlowPerson => ({ ...one, values: one.side === 0 ? [one.values[0], "no", one.values[2]] : ["no", one.values[1], "no"] }));
    expect(clauses[1]?.sides[0]?.rows[0]?.outstanding).toEqual(slowOutstanding(own, { kind: "ratio", clause: 1, side: 1, a, b }));
  }), { numRuns: 150 });
});
