import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault, Faults } from "../basis/fault.ts";
import { parseException, SPOT_CODES, WITHOUT_PERSON } from "./exception.ts";
import { noticeDigest, parseNotice, type Notice } from "./notice.ts";
import { checkOperation, layOperation, operationsOn, type Cited, type HandoverAct, type HeardAct, type Operations } from "./operation.ts";

const BODY = {
  operation: "O-1", version: 1, place: "point N", route: "road 4", from: "2026-03-01T08:00", until: "2026-03-01T16:00", flights: "above the floor only", floorMetres: 3000,
  means: [{ kind: "bus", count: 2, by: "A" }], contacts: ["channel 7"],
  legs: [{ what: "captives", from: "A", to: "B", planned: 25, obligation: "X/A-B" }, { what: "captives", from: "B", to: "A", planned: 25 }],
};
const notice = (more: object = {}): Notice => parseNotice({ ...BODY, ...more });
const codesOf = (run: () => unknown): string[] => {
  try {
    run();
  } catch (error) {
    return error instanceof Faults ? error.faults.map(({ code, places }) => `${code} ${places[0]?.field ?? ""}`) : error instanceof Fault ? [error.code] : [String(error)];
  }
  return [];
};

/** Plays acts one after another as the desk does: checked, then laid down. Codes of what was refused. */
function play(acts: readonly (readonly [string, HandoverAct | HeardAct, string?])[]): { readonly operations: Operations; readonly refused: string[]; readonly stood: Cited<HandoverAct | HeardAct>[] } {
  const operations: Operations = new Map();
  const refused: string[] = [];
  const stood: Cited<HandoverAct | HeardAct>[] = [];
  for (const [i, [by, act, at = "2026-02-20"]] of acts.entries()) {
    const codes = act.kind === "operation.postponed" || act.kind === "operation.counted" ? [] : codesOf(() => checkOperation(operations, act, by, at));
    refused.push(...codes);
    if (codes.length > 0) continue;
    layOperation(operations, act, by);
    stood.push({ ...act, by, on: at, cite: `c/${i}`, entry: i });
  }
  return { operations, refused, stood };
}
const over = (one: Notice) => ({ operation: one.operation, version: one.version, sha256: noticeDigest(one) });
const ack = (one: Notice): HandoverAct => ({ kind: "notice.acknowledged", ...over(one) });
const go = (one: Notice): HandoverAct => ({ kind: "operation.go", ...over(one) });
const stateOf = (acts: readonly (readonly [string, HandoverAct | HeardAct, string?])[]) => operationsOn(play(acts).stood, ["A", "B"], "2026-12-31")[0] ?? expect.fail("no operation");

describe("the notice", () => {
  test("every wrong field is named at once", () => {
    expect(codesOf(() => notice({ until: "2026-03-01T07:00", floorMetres: undefined, legs: [], means: [{ kind: "balloon", count: 1, by: "A" }], place: "" }))).toEqual([
      "NOTICE_FORM place", "NOTICE_FORM means[0].kind", "NOTICE_FORM until", "NOTICE_FORM floorMetres", "NOTICE_FORM legs",
    ]);
    expect(codesOf(() => notice({ flights: "none in the window" }))).toEqual(["NOTICE_FORM floorMetres"]);
    expect(codesOf(() => notice({ from: "1 March", legs: [{ what: "captives", from: "A", to: "A", planned: 1 }] }))).toEqual(["NOTICE_FORM from", "NOTICE_FORM legs[0].to"]);
  });
  test("any changed word is another digest, the order of members is not", () => {
    expect(noticeDigest(notice({ route: "road 5" }))).not.toBe(noticeDigest(notice()));
    expect(noticeDigest(parseNotice(Object.fromEntries(Object.entries(BODY).reverse())))).toBe(noticeDigest(notice()));
  });
});

describe("no go without both sides' acknowledgement of the same notice", () => {
  test("each way past it has its code", () => {
    const [one, two] = [notice(), notice({ version: 2, route: "road 5" })];
    const rows: readonly (readonly [string, readonly (readonly [string, HandoverAct | HeardAct, string?])[], readonly string[]])[] = [
      ["nobody announced it", [["A", ack(one)]], ["TABLE_NONE"]],
      ["one side alone", [["M", one], ["A", ack(one)], ["M", go(one)]], ["GO_UNACKNOWLEDGED"]],
      ["a side acknowledges twice", [["M", one], ["A", ack(one)], ["A", ack(one)], ["M", go(one)]], ["GO_UNACKNOWLEDGED"]],
      ["the mediator acknowledges for a side", [["M", one], ["M", ack(one)]], ["NOTICE_SIDE"]],
      ["both sides", [["M", one], ["A", ack(one)], ["B", ack(one)], ["M", go(one)]], []],
      ["the notice changed after they acknowledged it", [["M", one], ["A", ack(one)], ["B", ack(one)], ["M", two], ["M", go(two)]], ["GO_UNACKNOWLEDGED"]],
      ["the go is for the old notice", [["M", one], ["A", ack(one)], ["B", ack(one)], ["M", two], ["M", go(one)]], ["TABLE_OTHER_BYTES"]],
      ["an old notice is acknowledged", [["M", one], ["M", two], ["A", ack(one)]], ["TABLE_OTHER_BYTES"]],
      ["the version does not follow", [["M", two]], ["TABLE_VERSION"]],
      ["postponed meanwhile", [["M", one], ["A", ack(one)], ["B", ack(one)], ["B", { kind: "operation.postponed", operation: "O-1", words: "rain" }], ["M", go(one)]], ["GO_STOPPED"]],
      ["stopped meanwhile", [["M", one], ["A", ack(one)], ["B", ack(one)], ["A", { kind: "operation.aborted", operation: "O-1", at: "2026-03-01T07:40", words: "shots" }], ["A", ack(one)]], ["GO_STOPPED"]],
      ["after the window", [["M", one], ["A", ack(one)], ["B", ack(one)], ["M", go(one), "2026-03-02"]], ["GO_LATE"]],
    ];
    for (const [title, acts, codes] of rows) expect(play(acts).refused, title).toEqual(codes);
  });

  test("whatever is played in whatever order, it goes only when both acknowledged the notice that stands", () => {
    const [one, two] = [notice(), notice({ version: 2, place: "point S" })];
    const moves: readonly (readonly [string, HandoverAct | HeardAct])[] = [
      ["M", one], ["M", two], ["A", ack(one)], ["B", ack(one)], ["A", ack(two)], ["B", ack(two)], ["M", go(one)], ["M", go(two)],
      ["B", { kind: "operation.postponed", operation: "O-1", words: "rain" }], ["A", { kind: "operation.aborted", operation: "O-1", at: "2026-03-01T07:40", words: "shots" }],
    ];
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: moves.length - 1 }), { maxLength: 25 }), (order) => {
      const { stood } = play(order.flatMap((i) => moves.slice(i, i + 1)));
      stood.forEach((act, i) => {
        if (act.kind !== "operation.go") return;
        // the slow reading: go back to the notice that stands; since then both sides, and nobody stopped it
        const from = stood.slice(0, i).findLastIndex(({ kind }) => kind === "operation.announced");
        const since = stood.slice(from, i);
        expect(new Set(since.flatMap((seen) => (seen.kind === "notice.acknowledged" && seen.sha256 === act.sha256 ? [seen.by] : []))).size).toBe(2);
        expect(since.some(({ kind }) => kind === "operation.aborted" || kind === "operation.postponed")).toBe(false);
      });
    }));
  });
});

describe("at the spot", () => {
  const base = { operation: "O-1", what: "captives", from: "A", to: "B", count: 1 };
  test("each code carries what it must, and nothing of a person who declines", () => {
    const rows: readonly (readonly [object, readonly string[]])[] = [
      [{ code: "ABSENT", list: "B-1", row: "4" }, []],
      [{ code: "EXTRA" }, ["EXCEPTION_FORM spot"]],
      [{ code: "SUBSTITUTE", list: "B-1", row: "4" }, ["EXCEPTION_FORM spot"]],
      [{ code: "SUBSTITUTE", list: "B-1", row: "4", spot: "S-1" }, []],
      [{ code: "ABSENT", list: "B-1" }, ["EXCEPTION_FORM row"]],
      [{ code: "ABSENT", list: "B-1", row: "4", count: 2 }, ["EXCEPTION_FORM count"]],
      [{ code: "DECLINED", count: 2 }, []],
      [{ code: "DECLINED", words: "he is afraid" }, ["EXCEPTION_FORM words"]],
      [{ code: "SEAL_BROKEN", spot: "C-9" }, ["EXCEPTION_FORM what"]],
      [{ code: "SEAL_BROKEN", what: "remains", spot: "C-9", words: "the number differs" }, []],
      [{ code: "DECLINED", what: "remains" }, ["EXCEPTION_FORM code"]],
      [{ code: "ABSENT", count: 0, to: "A" }, ["EXCEPTION_FORM count", "EXCEPTION_FORM to"]],
    ];
    for (const [more, codes] of rows) expect(codesOf(() => parseException({ ...base, ...more })), JSON.stringify(more)).toEqual(codes);
    for (const code of WITHOUT_PERSON)
      for (const person of [{ list: "B-1", row: "4" }, { spot: "S-1" }]) expect(codesOf(() => parseException({ ...base, code, ...person })), code).toEqual(["EXCEPTION_FORM code"]);
  });

  test("what is short shows at once, by each side's own record, and an extra counts only when both accept him", () => {
    const one = notice();
    const exception = (more: object): HandoverAct => parseException({ ...base, ...more });
    const start: (readonly [string, HandoverAct])[] = [["M", one], ["A", ack(one)], ["B", ack(one)], ["M", go(one)]];
    const short = stateOf([...start, ["A", exception({ code: "DECLINED" })], ["B", exception({ code: "ABSENT", list: "B-1", row: "7" })]]);
    expect(short.legs[0]?.spot).toEqual({ A: { notDelivered: 1, unplanned: 0 }, B: { notDelivered: 1, unplanned: 0 } });
    expect(short.parityShortfall).toBe(1);
    const half = stateOf([...start, ["A", exception({ code: "EXTRA", spot: "S-1" })]]);
    expect([half.exceptions[0]?.isAccepted, half.legs[0]?.spot["A"]?.unplanned]).toEqual([false, 0]);
    const both = stateOf([...start, ["A", exception({ code: "EXTRA", spot: "S-1" })], ["B", exception({ code: "EXTRA", spot: "S-1" })]]);
    expect(both.exceptions.map(({ isAccepted }) => isAccepted)).toEqual([true, true]);
    expect(both.legs[0]?.spot).toEqual({ A: { notDelivered: 0, unplanned: 1 }, B: { notDelivered: 0, unplanned: 1 } });
    const swapped = stateOf([...start, ["A", exception({ code: "SUBSTITUTE", list: "B-1", row: "7", spot: "S-2" })], ["B", exception({ code: "SUBSTITUTE", list: "B-1", row: "7", spot: "S-2" })]]);
    expect(swapped.parityShortfall).toBe(0);
    expect(swapped.legs[0]?.spot["B"]).toEqual({ notDelivered: 1, unplanned: 1 });
  });

  test("the same speaker records one person with one code once; without an operation there is no spot", () => {
    const one = notice();
    const absent = parseException({ ...base, code: "ABSENT", list: "B-1", row: "7" });
    expect(play([["A", absent]]).refused).toEqual(["TABLE_NONE"]);
    expect(play([["M", one], ["A", absent], ["A", absent], ["B", absent]]).refused).toEqual(["EXCEPTION_TWICE"]);
  });
});

test("an operation passes through its phases; a new notice brings it back to the first", () => {
  const [one, two] = [notice(), notice({ version: 2, until: "2026-03-01T18:00" })];
  const counted = (operation = "O-1"): HeardAct => ({ kind: "operation.counted", operation });
  const steps: (readonly [string, HandoverAct | HeardAct])[] = [["M", one], ["A", ack(one)], ["B", ack(one)], ["M", go(one)], ["B", { kind: "operation.postponed", operation: "O-1", words: "rain", until: "2026-03-02" }], ["M", two], ["A", counted()], ["B", counted()]];
  expect(steps.map((_, i) => stateOf(steps.slice(0, i + 1)).phase)).toEqual(["notice sent", "notice sent", "notice acknowledged", "go", "postponed", "notice sent", "counted by one side", "counted"]);
  expect(stateOf(steps.slice(0, 2)).waitingFor).toEqual(["B"]);
  expect(stateOf(steps.slice(0, 2)).sha256, "the digest shown is the digest asked for").toBe(noticeDigest(one));
  expect(stateOf(steps.slice(0, 5)).stops).toEqual([{ kind: "postponed", by: "B", on: "2026-02-20", cite: "c/4", words: "rain", until: "2026-03-02" }]);
  expect(SPOT_CODES).toContain("MINOR");
  expect(operationsOn(play([["A", counted("only-counted")]]).stood, ["A", "B"], "2026-12-31")).toEqual([]);
});
