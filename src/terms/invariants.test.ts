// Expected values by hand from TERMS.md, 9.11.
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { judgeInvariants } from "./invariants.ts";
import { agreement, ALL, clause, define, parties, read, release, SCALE } from "./evaluate-worked.slow.ts";
import { parseFacts } from "./facts.ts";

const ON = parseCivilDate("2025-02-01") as CivilDate;
const head = [agreement("2025-01-01"), parties("AA", "BB")];
let next = 0;
const move = (from: string, count: number, more: Record<string, unknown> = {}) => Array.from({ length: count }, () => ({ captive: `m${next++}`, from, to: from === "AA" ? "BB" : "AA", on: "2025-01-05", receivedOn: "2025-01-05", ...more }));
const judge = (sentence: Record<string, unknown> & { kind: string }, handovers: unknown[], captives: unknown[] = []) => judgeInvariants(read(...head, clause(1), release("each", ALL), sentence), parseFacts({ captives, handovers }), ON)[0];
const tolerance = { kind: "tolerance", number: 3, atRankValue: false };

test("handovers of one movement are one step, so ten for ten at once is no difference", () => {
  const both = [...move("AA", 10, { movement: "m" }), ...move("BB", 10, { movement: "m" })];
  expect(judge(tolerance, both)).toMatchObject({ kept: true, value: 0, worstOrder: false });
});
test("inside a day without times the worst order counts and is said to", () => {
  expect(judge(tolerance, [...move("AA", 4), ...move("BB", 4)])).toMatchObject({ kept: false, value: 4, limit: 3, worstOrder: true });
});
test("recorded times put the same handovers in an order that keeps the limit", () => {
  const times = Array.from({ length: 4 }, (_, i) => [...move("AA", 1, { at: `08:0${2 * i}` }), ...move("BB", 1, { at: `08:0${2 * i + 1}` })]).flat();
  expect(judge(tolerance, times)).toMatchObject({ kept: true, value: 1, worstOrder: false });
});
test("one step without a time leaves the order of its whole day open", () => {
  const day = [...move("AA", 2), ...move("BB", 2, { at: "08:00" }), ...move("AA", 2, { at: "09:00" })];
  expect(judge(tolerance, day)).toMatchObject({ kept: false, value: 4, worstOrder: true });
});
test("a rank that is not known leaves a tolerance at rank value not known, unless it is broken all the same", () => {
  const ranks = (number: number) => read(...head, { kind: "rankValues", rows: SCALE }, clause(1), release("each", ALL), { kind: "tolerance", number, atRankValue: true });
  const facts = parseFacts({ captives: [{ id: "x", side: "AA", rank: "private" }], handovers: [{ captive: "x", from: "AA", to: "BB", on: "2025-01-05", receivedOn: "2025-01-05" }, ...move("AA", 1)] });
  expect([100, 30, 1].map((limit) => judgeInvariants(ranks(limit), facts, ON)[0]?.kept)).toEqual([true, "not known", false]); // between 2 and 61 units
});
test("caps count a day, a flight, and a place; a handover without a place leaves it not known", () => {
  const cap = (per: string, place = "not stated") => ({ kind: "cap", number: 3, per, place });
  expect(judge(cap("day"), [...move("AA", 2), ...move("BB", 2)])).toMatchObject({ kept: false, value: 4, limit: 3 });
  expect(judge(cap("flight"), [...move("AA", 2, { movement: "f1" }), ...move("BB", 2, { movement: "f2" })])).toMatchObject({ kept: true, value: 2 });
  expect(judge(cap("day", "P"), [...move("AA", 3, { place: "P" }), ...move("AA", 3, { place: "Q" })])).toMatchObject({ kept: true, value: 3 });
  expect(judge(cap("day", "P"), [...move("AA", 3, { place: "P" }), ...move("AA", 1)])).toMatchObject({ kept: "not known", value: 3 });
});
test("simultaneous means both sides in one movement at the place", () => {
  const simultaneous = { kind: "simultaneous", place: "P" };
  const at = (movement: string) => ({ movement, place: "P" });
  expect(judge(simultaneous, [...move("AA", 2, at("m")), ...move("BB", 1, at("m"))])?.kept).toBe(true);
  expect(judge(simultaneous, [...move("AA", 2, at("m")), ...move("BB", 1, at("n"))])).toMatchObject({ kept: false, value: 3 });
  expect(judge(simultaneous, [...move("AA", 1), ...move("BB", 1)])?.kept).toBe("not known");
});
const ordered = read(...head, define("a", { kind: "finding", class: "A" }), clause(1), release("each", ALL, ["a"]), clause(2), release("each", ALL), { kind: "order", first: 1, then: 2 });
const certified = { id: "first", side: "AA", findings: [{ class: "A", on: "2025-01-01", by: "M" }] };
const second = { id: "second", side: "AA", examinedOn: ["2025-01-01"] };
const handed = (captive: string, on: string, at?: string) => ({ captive, from: "AA", to: "BB", on, receivedOn: on, ...(at === undefined ? {} : { at }) });
const order = (captives: unknown[], handovers: unknown[]) => judgeInvariants(ordered, parseFacts({ captives, handovers }), ON)[0];
test("one of the second clause before a known one of the first is out of order; an unknown one only warns", () => {
  expect(order([certified, second], [handed("second", "2025-01-05"), handed("first", "2025-01-06")])).toMatchObject({ kept: false, entries: ["/handovers/0"] });
  expect(order([certified, second], [handed("first", "2025-01-05"), handed("second", "2025-01-05")])).toMatchObject({ kept: true, warnings: [] });
  expect(order([certified, second], [handed("second", "2025-01-05", "08:00"), handed("first", "2025-01-05", "09:00")])?.kept).toBe(false);
  expect(order([{ id: "first", side: "AA" }, second], [handed("second", "2025-01-05")])).toMatchObject({ kept: true, warnings: ["/handovers/0"] });
});
test("a plan is judged on its planned days, before anything is received", () => {
  const planned = parseFacts({ handovers: move("AA", 4, { on: "2025-01-20", receivedOn: null }) });
  const terms = read(...head, clause(1), release("each", ALL), tolerance);
  expect(judgeInvariants(terms, planned, ON, "plan")[0]).toMatchObject({ kept: false, value: 4 });
  expect(judgeInvariants(terms, planned, ON)[0]).toMatchObject({ kept: true, value: 0 });
});
