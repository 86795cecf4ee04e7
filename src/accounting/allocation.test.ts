// Expected values: the arithmetic of MISSION A4 (205 = 120 + 85) by hand, Hall's condition by trying every placing (the slow twin).
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Faults } from "../basis/fault.ts";
import { accountOn, type Block } from "./account.ts";
import { slowSide } from "./account.slow.ts";
import { checkOnAccount } from "./check-fact.ts";
import { parseFact, type AccountingFact, type Count, type Share } from "./parse-fact.ts";
import { printAccount } from "./statement-of-account.ts";

const day = (text: string) => parseCivilDate(text) ?? expect.fail(`${text} is no day`);
const END = day("2030-03-31");
const obligation = (id: string, entry: number, count: number, kind: "exactly" | "at-least" = "exactly"): AccountingFact => ({
  kind: "obligation.stated", id, agreement: id, clause: "1", what: "captives", from: "A", to: "B", promised: { kind, count }, counts: ["captives"], readings: [], entry, on: day("2030-03-01"), by: "S",
});
const counted = (by: string, entry: number, count: Count, on = "2030-03-02", obligations = ["X", "Y"]): AccountingFact => ({
  kind: "operation.counted", operation: "p", flows: [{ what: "captives", from: "A", to: "B", count, obligations }], entry, on: day(on), by,
});
const share = (id: string, count: number): Share => ({ what: "captives", from: "A", to: "B", obligation: id, count });
const split = (by: string, entry: number, x: number, y: number, on = "2030-03-04"): AccountingFact => ({
  kind: "operation.allocated", operation: "p", shares: [share("X", x), share("Y", y)], entry, on: day(on), by,
});
const stated = [obligation("X", 0, 120), obligation("Y", 1, 100)];
const both = [...stated, counted("A", 2, 205), counted("B", 3, 205)];
const blocksOf = (facts: readonly AccountingFact[], on = END): [Block, Block] => {
  const [x, y] = accountOn(facts, on).obligations;
  return x && y ? [x, y] : expect.fail("two blocks expected");
};
const remainders = (facts: readonly AccountingFact[]): number[] => accountOn(facts, END).closing.map(({ remainder }) => remainder);

test("a handover of 205 split as 120 and 85 credits each agreement with its part and neither with more (MISSION A4)", () => {
  const facts = [...both, split("B", 4, 120, 85)];
  const [x, y] = blocksOf(facts);
  expect([x, y].map(({ delivered, outstanding, status }) => [delivered["B"]?.counted, outstanding, status])).toEqual([[120, 0, "fulfilled"], [85, 15, "pending"]]);
  expect(x.delivered["A"]).toMatchObject({ counted: 0, credited: { min: 0, max: 205 } }); // the giver has stated no split
  expect(x.difference).toBeNull();
  expect(remainders(facts)).toEqual([0, 0]);
});

test("without a split it stands open in both blocks, with the bounds of what each may have received", () => {
  for (const block of blocksOf(both)) expect(block).toMatchObject({ outstanding: null, status: "undetermined", split: [], shared: [{ operation: "p", counts: { A: 205, B: 205 }, open: { A: 205, B: 205 } }], delivered: { B: { counted: 0, credited: { min: 0, max: 205 } } } });
  expect(blocksOf(both).map(({ outstandingBetween }) => outstandingBetween)).toEqual([{ min: 0, max: 120 }, { min: 0, max: 100 }]);
  expect(printAccount(accountOn(both, END), {}, String)).toContain("outstanding   not known; between 0 and 120");
  expect(accountOn(both, END).closing).toEqual(["A", "B"].map((by) => ({ by, from: "A", to: "B", stream: "living", counted: 205, credited: 0, open: 205, remainder: 0 })));
});

test("a split in part credits the part and leaves the rest between the bounds", () => {
  const [x, y] = blocksOf([...both, split("B", 4, 110, 60)]);
  expect(x).toMatchObject({ outstanding: null, outstandingBetween: { min: 0, max: 10 }, delivered: { B: { counted: 110, credited: { min: 110, max: 145 } } } });
  expect(y).toMatchObject({ outstanding: null, outstandingBetween: { min: 5, max: 40 }, delivered: { B: { counted: 60, credited: { min: 60, max: 95 } } } });
});

test("a receiver's split that reaches the promise settles it though the rest is open", () => {
  expect(blocksOf([...both, split("B", 4, 120, 0)])[0]).toMatchObject({ outstanding: 0, status: "fulfilled" });
});

test("each side's split moves its own count; where they differ each agreement has an item, as old as the later split", () => {
  const [x, y] = blocksOf([...both, split("A", 4, 125, 80, "2030-03-04"), split("B", 5, 120, 85, "2030-03-11")]);
  expect([x, y].map(({ delivered }) => [delivered["A"]?.counted, delivered["B"]?.counted])).toEqual([[125, 120], [80, 85]]);
  for (const { difference, shared } of [x, y]) {
    expect(difference).toMatchObject({ count: 5, since: "2030-03-11", ageDays: 20 });
    expect(shared).toEqual([]);
  }
  expect(x.difference?.items).toEqual([{ operation: "p", counts: { A: 125, B: 120 } }]);
  expect(x.split).toMatchObject([{ operation: "p", shares: { A: 125, B: 120 } }]);
});

test("what a side left open may close the gap: the item is only what it cannot", () => {
  const [x] = blocksOf([...both, split("A", 4, 125, 80), { ...split("B", 5, 100, 85), on: day("2030-03-05") }]);
  expect(x.difference).toMatchObject({ count: 125 - (100 + 20), items: [{ counts: { A: 125, B: 100 } }] });
});

test("a later split stands instead of the earlier, and no share takes it back", () => {
  const again = [...both, split("B", 4, 120, 85), split("B", 5, 115, 90, "2030-03-06")];
  expect(blocksOf(again).map(({ delivered }) => delivered["B"]?.counted)).toEqual([115, 90]);
  expect(blocksOf(again, day("2030-03-05")).map(({ delivered }) => delivered["B"]?.counted)).toEqual([120, 85]);
  const back: AccountingFact = { kind: "operation.allocated", operation: "p", shares: [], entry: 6, on: day("2030-03-07"), by: "B" };
  expect(blocksOf([...again, back])[0]).toMatchObject({ outstanding: null, delivered: { B: { counted: 0, credited: { max: 205 } } } });
});

test("a count corrected below its split takes the credit back, says why, and nothing is over-credited", () => {
  const facts = [...both, split("B", 4, 120, 85), counted("B", 5, 203, "2030-03-08")];
  const [x] = blocksOf(facts);
  expect(x.shared).toMatchObject([{ counts: { A: 205, B: 203 }, unfit: { B: "more than was counted" }, difference: { count: 2, since: "2030-03-08", ageDays: 23 } }]);
  expect(x.delivered["B"]).toMatchObject({ counted: 0, credited: { min: 0, max: 203 } });
  expect(printAccount(accountOn(facts, END), {}, String)).toContain("split is not credited: more than was");
  expect(remainders(facts)).toEqual([0, 0]);
});

test("a third party's split moves nobody's count", () => {
  const facts = [...both, counted("M", 4, 205), split("M", 5, 120, 85)];
  expect(blocksOf(facts)[0]).toMatchObject({ derived: 120, outstanding: null, delivered: { A: { counted: 0 }, B: { counted: 0 } } });
});

test("a withheld or not stated count has no split and no most", () => {
  for (const count of ["withheld", "not stated"] as const)
    expect(blocksOf([...stated, counted("A", 2, 205), counted("B", 3, count)])[0]).toMatchObject({ outstanding: null, outstandingBetween: { min: 0, max: 120 }, delivered: { B: { counted: 0, credited: { min: 0, max: null } } }, shared: [{ open: { B: count } }] });
});

test("at the door a split is refused unless it is of an own count, under its obligations and within it; all reasons at once", () => {
  const codes = (standing: readonly AccountingFact[], fact: AccountingFact): string[] => {
    try {
      checkOnAccount(() => standing, fact);
      return [];
    } catch (error) {
      return error instanceof Faults ? error.faults.map(({ code, places }) => `${code} ${places[0]?.field ?? ""}`) : expect.fail("another error");
    }
  };
  expect(codes(both, split("B", 9, 120, 85))).toEqual([]);
  expect(codes(both, split("M", 9, 120, 85))).toEqual(["ALLOCATION_FIT operation"]);
  expect(codes(both, split("B", 9, 120, 86))).toEqual(["ALLOCATION_FIT shares[0]"]);
  expect(codes(both, { ...split("B", 9, 1, 1), shares: [share("X", 1), share("Z", 1), { ...share("Y", 1), what: "remains" }] } as AccountingFact)).toEqual(["ALLOCATION_FIT shares[1]", "ALLOCATION_FIT shares[2]"]);
  expect(codes([...stated, counted("B", 3, "withheld")], split("B", 9, 1, 1))).toEqual(["ALLOCATION_FIT shares[0]"]);
  expect(codes(both, obligation("X", 9, 7))).toEqual(["OBLIGATION_TWICE id"]);
});

test("an obligation stated again under its name adds no second block: nothing is counted twice", () => {
  expect(accountOn([...stated, obligation("X", 2, 999), counted("B", 3, 7, "2030-03-02", ["X"])], END).obligations.map(({ id, promised }) => [id, promised.count])).toEqual([["X", 120], ["Y", 100]]);
});

test("every wrong field of a split is named at once", () => {
  const bad = { operation: "p", more: 1, shares: [{ what: "captives", from: "A", to: "B", obligation: "X", count: "6.000" }, { what: "captives", from: "A", to: "B", obligation: "X", count: -1 }] };
  try {
    parseFact("operation.allocated", bad);
    expect.fail("accepted");
  } catch (error) {
    expect(error instanceof Faults ? error.faults.map(({ places }) => places[0]?.field) : []).toEqual(["more", "shares[0].count", "shares[1].count", "shares[1]"]);
  }
  expect(() => parseFact("operation.allocated", { operation: "p" })).toThrow(/shares/);
});

test("random counts and splits: each column equals the slow twin's, unit by unit, and every closing row is zero", () => {
  const lists = fc.constantFrom(["X"], ["X", "Y"], ["Y", "Z"], ["X", "Y", "Z"], ["Z"], []);
  const count = fc.oneof({ weight: 5, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.constantFrom("withheld" as const, "not stated" as const) });
  const flow = fc.record({ what: fc.constantFrom("captives" as const, "civilians" as const), count, obligations: lists });
  const act = fc.record({ by: fc.constantFrom("A", "B"), operation: fc.constantFrom("p", "q"), flows: fc.array(flow, { minLength: 1, maxLength: 3 }), shares: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), isSplit: fc.boolean() });
  fc.assert(fc.property(fc.array(act, { minLength: 1, maxLength: 7 }), (acts) => {
    const promises = ["X", "Y", "Z"].map((id, i): AccountingFact => ({ ...(obligation(id, i, 6) as Extract<AccountingFact, { kind: "obligation.stated" }>), counts: id === "Z" ? ["captives"] : ["captives", "civilians"] }));
    const facts = [...promises, ...acts.map(({ by, operation, flows, shares, isSplit }, i): AccountingFact => {
      const head = { operation, entry: i + 3, on: day("2030-03-02"), by };
      return isSplit
        ? { kind: "operation.allocated", ...head, shares: ["X", "Y", "Z"].map((id, at) => share(id, shares[at] ?? 0)).filter((one) => one.count > 0) }
        : { kind: "operation.counted", ...head, flows: flows.map((one) => ({ ...one, from: "A", to: "B" })) };
    })];
    const account = accountOn(facts, END);
    for (const block of account.obligations.slice(0, 3))
      for (const by of ["A", "B"]) {
        const { counted: fast, credited } = block.delivered[by] ?? expect.fail("no side");
        expect({ id: block.id, by, counted: fast, ...credited }).toEqual({ id: block.id, by, ...slowSide(facts, END, block.id, by) });
      }
    for (const { remainder } of account.closing) expect(remainder).toBe(0);
    for (const { promised, outstanding, outstandingBetween, delivered } of account.obligations.slice(0, 3)) {
      if (outstanding !== null) expect(outstanding).toBe(Math.max(0, (promised.count ?? 0) - (delivered["B"]?.counted ?? 0)));
      if (outstanding !== null && outstandingBetween !== null) expect(outstanding).toBeGreaterThanOrEqual(outstandingBetween.min);
    }
    expect(accountOn([...facts].reverse(), END)).toEqual(account);
  }), { numRuns: 400 });
});
