import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCivilDate } from "../basis/civil-date.ts";
import { accountOn, type Block } from "./account.ts";
import { parseFact, type AccountingFact, type RecordedFact } from "./parse-fact.ts";
import type { SpotFact } from "./spot.ts";

const on = parseCivilDate("2026-03-01") ?? expect.fail("no day");
const obligation = (entry: number, promised = 25): RecordedFact => ({ ...parseFact("obligation.stated", { id: "X/A-B", agreement: "X", clause: "1", what: "captives", from: "A", to: "B", promised: { kind: "exactly", count: promised }, counts: ["captives"], readings: [] }), entry, on, by: "M" });
const counted = (entry: number, by: string, count: number): RecordedFact => ({ ...parseFact("operation.counted", { operation: "O-1", flows: [{ what: "captives", from: "A", to: "B", count, obligations: ["X/A-B"] }] }), entry, on, by });
const spot = (entry: number, by: string, code: string, more: Partial<SpotFact> = {}): SpotFact => ({ kind: "exception.recorded", operation: "O-1", code, what: "captives", from: "A", to: "B", count: 1, entry, on, by, ...more });
const blockOf = (facts: readonly AccountingFact[]): Block => accountOn(facts, on).obligations[0] ?? expect.fail("no block");
const countsOf = (facts: readonly AccountingFact[]): (number | undefined)[] => ["A", "B"].map((side) => blockOf(facts).delivered[side]?.counted);

test("a count holds what was recorded before it; what is recorded after it corrects it, for its speaker alone", () => {
  const rows: readonly (readonly [string, readonly AccountingFact[], readonly (number | undefined)[]])[] = [
    ["absent before the count", [spot(1, "A", "ABSENT"), counted(2, "A", 24), counted(3, "B", 24)], [24, 24]],
    ["not the right person, found out by the receiver after both counts", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "MISMATCH")], [25, 24]],
    ["a number of several", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "UNFIT", { count: 3 })], [25, 22]],
    ["extra, one side only", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "EXTRA", { spot: "S-1" })], [25, 25]],
    ["extra, both sides", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "EXTRA", { spot: "S-1" }), spot(4, "A", "EXTRA", { spot: "S-1" })], [26, 26]],
    ["extra, two different persons", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "EXTRA", { spot: "S-1" }), spot(4, "A", "EXTRA", { spot: "S-2" })], [25, 25]],
    ["extra, accepted by both before the counts", [spot(1, "A", "EXTRA", { spot: "S-1" }), spot(2, "B", "EXTRA", { spot: "S-1" }), counted(3, "A", 26), counted(4, "B", 26)], [26, 26]],
    ["substituted: one less, one more once both accept", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "A", "SUBSTITUTE", { spot: "S-1" }), spot(4, "B", "SUBSTITUTE", { spot: "S-1" })], [25, 25]],
    ["substituted, not accepted", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "SUBSTITUTE", { spot: "S-1" })], [25, 24]],
    ["the mediator's record changes no side's count", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "M", "ABSENT")], [25, 25]],
    ["of another operation", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "ABSENT", { operation: "O-2" })], [25, 25]],
    ["of the other direction", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "ABSENT", { from: "B", to: "A" })], [25, 25]],
    ["a later count stands instead", [counted(1, "B", 25), spot(2, "B", "ABSENT"), counted(3, "B", 25)], [0, 25]],
    ["a broken seal changes no number", [counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "SEAL_BROKEN", { spot: "C-1" })], [25, 25]],
  ];
  for (const [title, facts, counts] of rows) expect(countsOf([obligation(0), ...facts]), title).toEqual(counts);
});

test("the correction opens a difference and an outstanding, and the account names the entry", () => {
  const block = blockOf([obligation(0), counted(1, "A", 25), counted(2, "B", 25), spot(3, "B", "MISMATCH")]);
  expect(block).toMatchObject({ outstanding: 1, status: "disputed", difference: { count: 1 }, spot: { B: { listedNotDelivered: 1, deliveredNotListed: 0, underReserve: 0 } } });
  expect(block.because).toEqual([0, 1, 2, 3]);
});

test("what is received under reserve is provisional until it is accepted", () => {
  const facts = [obligation(0), counted(1, "A", 25), counted(2, "B", 25)];
  expect(blockOf(facts).status).toBe("fulfilled");
  expect(blockOf([...facts, spot(3, "B", "SEAL_BROKEN", { spot: "C-1" })])).toMatchObject({ status: "provisional", spot: { B: { underReserve: 1 } } });
  expect(blockOf([...facts, spot(3, "B", "SEAL_BROKEN", { spot: "C-1" }), { ...parseFact("acceptance.recorded", { obligation: "X/A-B", count: 25 }), entry: 4, on, by: "B" }]).status).toBe("fulfilled");
});

test("a count kept back stays kept back, and no count goes below 0", () => {
  const withheld: RecordedFact = { ...parseFact("operation.counted", { operation: "O-1", flows: [{ what: "captives", from: "A", to: "B", count: "withheld", obligations: ["X/A-B"] }] }), entry: 1, on, by: "B" };
  expect(blockOf([obligation(0), withheld, spot(2, "B", "ABSENT")]).delivered["B"]).toMatchObject({ counted: 0, withheldOperations: 1 });
  fc.assert(fc.property(fc.nat(5), fc.array(fc.constantFrom("ABSENT", "EXTRA", "MISMATCH", "SUBSTITUTE"), { maxLength: 12 }), (start, codes) => {
    const spots = codes.flatMap((code, i) => [spot(2 * i + 3, "A", code, { spot: `S-${i}` }), spot(2 * i + 4, "B", code, { spot: `S-${i}` })]);
    const [a = NaN, b = NaN] = countsOf([obligation(0), counted(1, "A", start), counted(2, "B", start), ...spots]);
    const change = codes.reduce((sum, code) => sum + (code === "EXTRA" ? 1 : code === "SUBSTITUTE" ? 0 : -1), 0);
    expect([a, b]).toEqual([Math.max(0, start + change), Math.max(0, start + change)]);
  }));
});
