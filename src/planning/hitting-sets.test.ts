import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder, partsOf, smallestHittingSets } from "./hitting-sets.ts";

const size = 8;
const some = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { minLength: 1, maxLength: 4 }).map((set) => set.sort((a, b) => a - b)), { maxLength: 9 });

test("the sets of fewest members that meet all are those among all subsets, first ones first", () => {
  fc.assert(fc.property(some, (sets) => {
    const meeting = Array.from({ length: 2 ** size }, (_, bits) => Array.from({ length: size }, (_, i) => i).filter((i) => ((bits >> i) & 1) === 1)).filter((chosen) => sets.every((set) => set.some((one) => chosen.includes(one))));
    const least = Math.min(...meeting.map(({ length }) => length));
    expect(smallestHittingSets(sets, 100_000)).toEqual({ sets: meeting.filter(({ length }) => length === least).sort(inOrder), isAll: true, isLeast: true });
  }), { numRuns: 150, seed: 3 });
});

test("the parts share no member, each holds together, and none is lost", () => {
  fc.assert(fc.property(some, (sets) => {
    const parts = partsOf(sets);
    expect(parts.flat().sort(inOrder)).toEqual([...sets].sort(inOrder));
    for (const part of parts) {
      const elsewhere = new Set(parts.filter((other) => other !== part).flat(2));
      expect(part.flat().some((one) => elsewhere.has(one))).toBe(false);
      const reached = new Set(part[0]);
      for (let turn = 0; turn < part.length; turn++) for (const set of part) if (set.some((one) => reached.has(one))) set.forEach((one) => reached.add(one));
      expect(part.every((set) => set.every((one) => reached.has(one)))).toBe(true);
    }
  }), { numRuns: 150, seed: 4 });
});

test("where there are many sets the steps end sooner, since each looks at all that are not met yet", () => {
  let looks = 0;
  const counted = (set: number[]): number[] => new Proxy(set, { get: (target, key, self) => (looks += Number(key === "length"), Reflect.get(target, key, self)) });
  const triples = Array.from({ length: 18 }, (_, a) => Array.from({ length: a }, (_, b) => Array.from({ length: b }, (_, c) => [c, b, a]))).flat(2).map(counted);
  expect(triples).toHaveLength(816); // three of 18: met by no fewer than 16
  expect(smallestHittingSets(triples, 1_000)).toMatchObject({ isAll: false, isLeast: false });
  expect(looks).toBeLessThan(200_000); // where every step looked at all 816 sets: 1,051,510
});

test("an empty set is met by nothing; where the steps end, neither all nor fewest is said", () => {
  expect(smallestHittingSets([[1], []], 100)).toEqual({ sets: [], isAll: true, isLeast: true });
  expect(smallestHittingSets([], 100)).toEqual({ sets: [[]], isAll: true, isLeast: true });
  const pairs = Array.from({ length: 9 }, (_, i) => Array.from({ length: 9 }, (_, j) => [i, 9 + j])).flat();
  const { sets, isAll, isLeast } = smallestHittingSets(pairs, 5);
  expect([isAll, isLeast]).toEqual([false, false]);
  expect(pairs.every((pair) => pair.some((one) => sets[0]?.includes(one)))).toBe(true);
});
