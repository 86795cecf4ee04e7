import fc from "fast-check";
import { expect, test } from "vitest";
import { componentsOf, ranksOf } from "./graph.ts";

test("ids stand in code order, short and plain ones and others", () => {
  const plain = fc.string({ unit: fc.constantFrom("A", "a", "0", "9", "-", " ", "\u0000", "\u007f"), maxLength: 6 });
  const any = fc.string({ unit: fc.constantFrom("A", "9", "я", "\u{1f600}"), maxLength: 20 });
  fc.assert(fc.property(fc.uniqueArray(fc.oneof({ weight: 9, arbitrary: plain }, any), { maxLength: 30 }), (ids) => {
    const sorted = [...ids].sort(); // by code units
    expect([...ranksOf(ids)]).toEqual(ids.map((id) => sorted.indexOf(id)));
  }));
});

test("an id comes before those that it begins, and figures are not numbers", () => {
  expect([...ranksOf(["A10", "A1", "A2", "A", "B"])]).toEqual([2, 1, 3, 0, 4]);
});

test("pairs that stand by their ids and pairs that do not make the same components", () => {
  const edges = fc.uniqueArray(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 })), { selector: ([a, b]) => 8 * a + b, maxLength: 14 });
  const ranks = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8, maxLength: 8 }).map((order) => Int32Array.from(order));
  fc.assert(fc.property(edges, ranks, ranks, (found, leftRank, rightRank) => {
    const by = (a: readonly [number, number], b: readonly [number, number]): number => (leftRank[a[0]] ?? 0) - (leftRank[b[0]] ?? 0) || (rightRank[a[1]] ?? 0) - (rightRank[b[1]] ?? 0);
    const said = (list: readonly (readonly [number, number])[]): string[] => {
      const pairs = { left: Int32Array.from(list, ([a]) => a), right: Int32Array.from(list, ([, b]) => b), weight: new Float64Array(list.length) };
      const { count, of, order, starts } = componentsOf(pairs, leftRank, rightRank);
      expect(starts[count]).toBe(list.length);
      return Array.from(order, (e) => `${list[e]?.join("-") ?? ""} in ${of[e]}`);
    };
    expect(said(found)).toEqual(said([...found].sort(by)));
  }));
});
