import fc from "fast-check";
import { expect, test } from "vitest";
import { Unexplored } from "./unexplored.ts";

const size = 6;
const bitsOf = (set: ReadonlySet<number>): number => [...set].reduce((bits, member) => bits | (1 << member), 0);
const setOf = (bits: number): Set<number> => new Set(Array.from({ length: size }, (_, member) => member).filter((member) => ((bits >> member) & 1) === 1));
const settled = fc.array(fc.record({ bits: fc.integer({ min: 0, max: 2 ** size - 1 }), isAbove: fc.boolean() }), { maxLength: 14 });

test("each answer is a set that is not settled, as large as it can be, until none of all subsets is left", () => {
  fc.assert(fc.property(settled, (rows) => {
    const map = new Unexplored(size, 10_000), open = new Set(Array.from({ length: 2 ** size }, (_, bits) => bits));
    const settle = (bits: number, isAbove: boolean): void => {
      if (isAbove) map.settleAbove(setOf(bits));
      else map.settleBelow(setOf(bits));
      for (const other of [...open]) if ((isAbove ? bits & ~other : other & ~bits) === 0) open.delete(other);
    };
    const above: number[] = [];
    for (const { bits, isAbove } of rows) { // before the first question and between questions
      const set = map.next();
      if (set === undefined) break;
      if (set === "bound") throw new Error("no bound is near");
      expect(open.has(bitsOf(set))).toBe(true);
      const wider = [...open].filter((other) => (bitsOf(set) & ~other) === 0 && other !== bitsOf(set));
      expect(wider).toEqual([]);
      settle(bits, isAbove);
      if (isAbove) above.push(bits);
    }
    for (let set = map.next(); set; set = map.next()) {
      if (set === "bound") throw new Error("no bound is near");
      expect(open.has(bitsOf(set))).toBe(true);
      settle(bitsOf(set), false);
    }
    expect([...open]).toEqual([]);
  }), { numRuns: 200, seed: 12 });
});

test("members beyond the first word, and the empty set", () => {
  const map = new Unexplored(40, 1_000), all = new Set(Array.from({ length: 40 }, (_, i) => i));
  expect(map.next()).toEqual(all);
  map.settleAbove(new Set([31, 39]));
  expect(map.next()).toEqual(new Set([...all].filter((one) => one !== 39)));
  map.settleBelow(new Set([...all].filter((one) => one !== 39)));
  expect(map.next()).toEqual(new Set([...all].filter((one) => one !== 31)));
  map.settleBelow(new Set([...all].filter((one) => one !== 31)));
  expect(map.next()).toBeUndefined();
  const nothing = new Unexplored(0, 10);
  expect(nothing.next()).toEqual(new Set());
  nothing.settleBelow(new Set());
  expect(nothing.next()).toBeUndefined();
});

test("the bound of steps is said", () => {
  const map = new Unexplored(40, 12);
  for (let i = 0; i < 20; i++) map.settleAbove(new Set([2 * i, 2 * i + 1]));
  let answer = map.next();
  for (let turn = 0; turn < 200 && answer instanceof Set; turn++) {
    map.settleBelow(answer);
    answer = map.next();
  }
  expect(answer).toBe("bound");
  expect(map.steps).toBe(12);
});
