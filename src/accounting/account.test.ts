import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseCivilDate } from "../basis/civil-date.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { accountOn, type Block } from "./account.ts";
import { parseFact, type AccountingFact, type Count, type What } from "./parse-fact.ts";
import { printAccount } from "./statement-of-account.ts";

const day = (text: string) => parseCivilDate(text) ?? expect.fail(`${text} is no day`);

/** The calendar of the example, as facts: the published counts of timeline.json (sources stand beside each act). */
const facts: AccountingFact[] = (() => {
  const acts = parseJson(readFileSync(new URL("../../examples/istanbul-2025/calendar.json", import.meta.url), "utf8"));
  if (!Array.isArray(acts)) return [];
  return acts.flatMap((act: unknown, entry): AccountingFact[] => {
    if (!isRecord(act) || act["kind"] === "statement.recorded" || !isRecord(act["body"])) return [];
    return [{ ...parseFact(String(act["kind"]), act["body"]), entry, on: day(String(act["at"])), by: String(act["actor"]) }];
  });
})();
const block = (on: string, id: string): Block =>
  accountOn(facts, day(on)).obligations.find((one) => one.id === id) ?? expect.fail(`no block ${id}`);

test("on 25 May 2025 the 1,000 for 1,000 is fulfilled both ways, 390 + 307 + 303, civilians apart", () => {
  for (const [id, receiver] of [["IST-1/RU-UA", "UA"], ["IST-1/UA-RU", "RU"]] as const) {
    const { status, outstanding, delivered } = block("2025-05-25", id);
    expect([status, outstanding, delivered[receiver]?.counted]).toEqual(["fulfilled", 0, 390 + 307 + 303]);
    expect(block("2025-05-23", id).delivered[receiver]?.apart).toEqual({ captives: 270, civilians: 120 });
    expect(block("2025-05-24", id)).toMatchObject({ status: "pending", outstanding: 303 });
  }
});

test("on 16 June 2025 the receiver counts 6,057 remains and the sender has published 6,060: 3, four days old on the 20th", () => {
  const { delivered, difference } = block("2025-06-16", "IST-2/remains/RU-UA");
  expect(delivered["UA"]?.counted).toBe(1212 + 3 * 1200 + 1245);
  expect(delivered["RU"]?.published).toBe(6060);
  expect(difference).toMatchObject({ count: 3, since: "2025-06-16", ageDays: 0, items: [{ operation: "ev-029", counts: { RU: 1248, UA: 1245 } }] });
  expect(block("2025-06-20", "IST-2/remains/RU-UA").difference?.ageDays).toBe(4);
  expect(block("2025-06-15", "IST-2/remains/RU-UA").difference).toBeNull();
});

test("remains the other way: 27 counted on 11 June, 78 published on 16 June, the 51 between them is nobody's number", () => {
  expect(block("2025-06-11", "IST-2/remains/UA-RU").delivered["RU"]).toMatchObject({ counted: 27, published: null });
  expect(block("2025-06-16", "IST-2/remains/UA-RU")).toMatchObject({ derived: 51, delivered: { RU: { counted: 27, published: 78 } } });
});

test("on 19 December 2025 a second difference of 3 stands, in a block of its own", () => {
  expect(block("2025-12-19", "ev-043/RU-UA/remains")).toMatchObject({ agreement: null, difference: { count: 3, items: [{ counts: { RU: 1000, UA: 1003 } }] } });
});

test("on 22 June at least 20 are reversed and the delivery is provisional", () => {
  expect(block("2025-06-22", "IST-2/remains/RU-UA")).toMatchObject({ reversed: 20, reversedAtLeast: true, accepted: null, status: "provisional" });
  expect(block("2025-06-20", "IST-2/remains/RU-UA").reversed).toBe(0);
});

test("withheld numbers of the June stages are shown as withheld, and no total pretends to know", () => {
  const one = block("2025-06-20", "IST-2/captives/RU-UA");
  expect(one.delivered["UA"]).toMatchObject({ apart: {}, withheldOperations: 6 });
  expect([one.outstanding, one.status]).toEqual([null, "undetermined"]);
  expect(printAccount(accountOn(facts, day("2025-06-20")), {}, String)).toContain("UA counts no number; withheld in 6 operations");
});

test("the handover of 2 October under two agreements is credited to neither alone and shown in both", () => {
  for (const id of ["IST-3/captives/RU-UA", "EX-69/RU-UA"]) {
    const one = block("2025-10-02", id);
    expect(one.shared).toMatchObject([{ operation: "ev-040", counts: { UA: 185 }, open: { UA: 185, RU: "not stated" }, shares: {}, difference: null }]);
    expect(one.delivered["UA"]).toMatchObject({ counted: 0, credited: { min: 0, max: 185 } });
    expect([one.outstanding, one.status]).toEqual([null, "undetermined"]); // no split is stated in the public record
  }
});

test("the four readings of the age and the two of the 6,000 stand side by side", () => {
  expect(block("2025-06-02", "IST-2/captives/RU-UA").readings.map(({ words }) => words)).toEqual(["aged 25 and under", "aged 18-25", "under 25", "born after 2000"]);
  expect(block("2025-06-02", "IST-2/remains/RU-UA").readings).toHaveLength(2);
});

test("no statement in our own voice blames", () => {
  for (const on of ["2025-06-22", "2026-02-28"]) expect(printAccount(accountOn(facts, day(on)), {}, String)).not.toMatch(/breach|violat|failed to|refused/i);
});

/** Invented facts: side A gives to side B, one row an entry. */
const ledger = (promised: number, ...rows: [on: string, by: string, operation: string, ...flows: [Count, What?, string[]?][]][]): AccountingFact[] => [
  { kind: "obligation.stated", id: "o", agreement: "X", clause: null, what: "captives", from: "A", to: "B", promised: { kind: "exactly", count: promised }, counts: ["captives", "civilians"], readings: [], entry: 0, on: day("2025-01-01"), by: "S" },
  ...rows.map(([on, by, operation, ...flows], i): AccountingFact => ({
    kind: "operation.counted", operation, entry: i + 1, on: day(on), by,
    flows: flows.map(([count, what = "captives", obligations = ["o"]]) => ({ what, from: "A", to: "B", count, obligations })),
  })),
];
const first = (facts: readonly AccountingFact[], on = "2025-02-01"): Block => accountOn(facts, day(on)).obligations[0] ?? expect.fail("no block");

test("a speaker's later count of an operation corrects the earlier one and is not added to it", () => {
  const facts = ledger(10, ["2025-01-02", "B", "p", [10]], ["2025-01-03", "B", "p", [8]]);
  expect(first(facts)).toMatchObject({ delivered: { B: { counted: 8 } }, outstanding: 2, status: "pending" });
  expect(first(facts, "2025-01-02")).toMatchObject({ delivered: { B: { counted: 10 } }, outstanding: 0, status: "fulfilled" });
});

test("what fits no stated obligation stands in a block of its own and never vanishes", () => {
  const facts = ledger(10, ["2025-01-02", "B", "p", [5, "captives", ["nope"]]], ["2025-01-03", "B", "q", [7, "remains"]]);
  const loose = accountOn(facts, day("2025-02-01")).obligations.slice(1);
  expect(loose.map(({ agreement, delivered }) => [agreement, delivered["B"]?.counted])).toEqual([[null, 5], [null, 7]]);
});

test("a number beside a not stated one leaves the operation not stated and the outstanding unknown", () => {
  expect(first(ledger(10, ["2025-01-02", "B", "p", [5], ["not stated", "civilians"]]))).toMatchObject({ delivered: { B: { counted: 5, notStatedOperations: 1 } }, outstanding: null });
});

test("a difference is as old as the later of its two counts", () => {
  const facts = ledger(10, ["2025-01-02", "A", "p", [10]], ["2025-01-05", "B", "p", [7]]);
  expect(first(facts).difference).toMatchObject({ count: 3, since: "2025-01-05", ageDays: 27 });
  expect(first(facts, "2025-01-04").difference).toBeNull();
});

test("a surplus in one operation does not hide a shortfall in another", () => {
  const facts = ledger(20, ["2025-01-02", "A", "p", [10]], ["2025-01-02", "B", "p", [7]], ["2025-01-03", "A", "q", [7]], ["2025-01-03", "B", "q", [10]]);
  expect(first(facts).difference).toMatchObject({ count: 6, items: [{ operation: "p" }, { operation: "q" }] });
});

test("totals published on one day that differ are an item where no operation shows it", () => {
  const totals = ["A", "B"].map((by, i): AccountingFact => ({ kind: "total.published", obligation: "o", count: 12 - i, entry: 5 + i, on: day("2025-01-09"), by }));
  expect(first([...ledger(20), ...totals]).difference).toMatchObject({ count: 1, since: "2025-01-09", items: [{ counts: { A: 12, B: 11 } }] });
});

test("a handover whose split is stated credits each agreement with its own part, once (MISSION A4: 205)", () => {
  const facts = ledger(120, ["2025-01-02", "B", "p", [120], [85, "captives", ["other"]]]);
  const other: AccountingFact = { kind: "obligation.stated", id: "other", agreement: "Y", clause: null, what: "captives", from: "A", to: "B", promised: { kind: "exactly", count: 85 }, counts: ["captives"], readings: [], entry: 9, on: day("2025-01-01"), by: "S" };
  expect(accountOn([...facts, other], day("2025-02-01")).obligations.map(({ delivered, outstanding }) => [delivered["B"]?.counted, outstanding])).toEqual([[120, 0], [85, 0]]);
});

test("four coffins, one wrong, one brought next day: delivered 5, reversed 1, accepted 4, outstanding 0 (MISSION A3)", () => {
  const facts = ledger(4, ["2025-02-20", "B", "p", [4]], ["2025-02-21", "B", "q", [1]]);
  const reversal: AccountingFact = { kind: "reversal.recorded", obligation: "o", count: 1, atLeast: false, statement: "another person", entry: 7, on: day("2025-02-21"), by: "B" };
  const acceptance: AccountingFact = { kind: "acceptance.recorded", obligation: "o", count: 4, entry: 8, on: day("2025-02-22"), by: "B" };
  expect(first([...facts, reversal], "2025-02-21")).toMatchObject({ delivered: { B: { counted: 5 } }, reversed: 1, accepted: null, outstanding: 0, status: "provisional" });
  expect(first([...facts, reversal, acceptance], "2025-02-22")).toMatchObject({ accepted: 4, outstanding: 0, status: "fulfilled" });
});

test("no line of the statement is longer than 100 columns, and no word of it is lost", () => {
  const account = accountOn(facts, day("2026-02-28"));
  const printed = printAccount(account, { RU: "Russia", UA: "Ukraine" }, (entry) => `label-${entry}`);
  for (const line of printed.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  for (const { because } of account.obligations) for (const entry of because) expect(printed).toMatch(new RegExp(`label-${entry}\\b`));
});

test("on every day of the calendar what each side counted stands somewhere once: every closing row is zero (MISSION A1)", () => {
  for (const on of ["2025-05-25", "2025-06-20", "2025-10-02", "2026-02-28"]) {
    const { closing } = accountOn(facts, day(on));
    expect(closing.length).toBeGreaterThan(1);
    expect(closing.map(({ remainder }) => remainder)).toEqual(closing.map(() => 0));
  }
});

// the slow twin: adds up one obligation of one receiver by reading every fact for every pair of obligation and fact
const slowCounted = (all: readonly AccountingFact[], id: string, from: string, to: string, by: string): number => {
  let sum = 0;
  for (const fact of all)
    if (fact.kind === "operation.counted" && fact.by === by)
      for (const flow of fact.flows)
        if (!all.some((later) => later.kind === "operation.counted" && later.by === by && later.operation === fact.operation && later.entry > fact.entry) && flow.obligations.length === 1 && flow.obligations[0] === id && flow.from === from && flow.to === to && typeof flow.count === "number") sum += flow.count;
  return sum;
};

test("random ledgers: the sums equal the slow twin's, outstanding closes, and the order of facts does not matter", () => {
  const flow = fc.record({
    what: fc.constant("captives" as const), from: fc.constantFrom("A", "B"), count: fc.oneof(fc.nat(50), fc.constantFrom("withheld" as const, "not stated" as const)),
    obligations: fc.constantFrom(["A-B"], ["B-A"], ["A-B", "C"], []),
  }).map((one) => ({ ...one, to: one.from === "A" ? "B" : "A" }));
  fc.assert(fc.property(fc.array(fc.record({ by: fc.constantFrom("A", "B"), flow, day: fc.nat(9) }), { maxLength: 12 }), fc.nat(100), (rows, promised) => {
    const all: AccountingFact[] = ["A-B", "B-A"].map((id, entry): AccountingFact => ({
      kind: "obligation.stated", id, agreement: "X", clause: null, what: "captives", from: id.slice(0, 1), to: id.slice(2), promised: { kind: "exactly", count: promised },
      counts: ["captives"], readings: [], entry, on: day("2025-01-01"), by: "S",
    }));
    rows.forEach(({ by, flow: one, day: d }, i) => all.push({ kind: "operation.counted", operation: `op-${d}`, flows: [one], entry: i + 2, on: day(`2025-01-1${d}`), by }));
    const account = accountOn(all, day("2025-02-01"));
    expect(accountOn([...all].reverse(), day("2025-02-01"))).toEqual(account);
    for (const { id, from, to, delivered, outstanding } of account.obligations.filter(({ agreement }) => agreement !== null)) {
      for (const by of ["A", "B"]) expect(delivered[by]?.counted).toBe(slowCounted(all, id, from, to, by));
      if (outstanding !== null) expect(outstanding).toBe(Math.max(0, promised - (delivered[to]?.counted ?? 0)));
    }
  }), { numRuns: 200 });
});

test("every wrong field of a fact is named at once: 6.000 as text, an unknown member, a missing list", () => {
  const bad = { operation: "x", flows: [{ what: "captives", from: "A", to: "B", count: "6.000", more: 1 }] };
  const places = (() => {
    try {
      parseFact("operation.counted", bad);
      return [];
    } catch (error) {
      return error instanceof Error && "faults" in error && Array.isArray(error.faults) ? error.faults.map((one: { places: { field: string }[] }) => one.places[0]?.field) : [];
    }
  })();
  expect(places).toEqual(["flows[0].more", "flows[0].count", "flows[0].obligations"]);
  expect(() => parseFact("obligation.stated", { id: "a" })).toThrow();
  expect(() => parseFact("nothing", {})).toThrow();
});

test("a number of civilians alone answers no number of captives; where both count captives, the civilians apart are summed in", () => {
  expect(block("2025-08-24", "ev-038/RU-UA/captives")).toMatchObject({ difference: null, delivered: { RU: { counted: 146 }, UA: { apart: { civilians: 8 } } } });
  expect(block("2025-08-14", "ev-037/RU-UA/captives")).toMatchObject({ difference: null, delivered: { RU: { counted: 84 }, UA: { counted: 33 + 51 } } });
});
