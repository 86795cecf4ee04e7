import fc from "fast-check";
import { expect, test } from "vitest";
import { byFalling, stableByKey } from "./counting-sort.ts";

test("items of equal keys stay in their order", () => {
  fc.assert(fc.property(fc.array(fc.nat({ max: 5 }), { maxLength: 30 }), (keys) => {
    const items = Int32Array.from(keys.keys()).reverse();
    expect([...stableByKey(items, Int32Array.from(keys), 6)]).toEqual([...items].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0)));
  }));
});

test("figures stand by falling figure, equal ones in their order", () => {
  const figure = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, noNaN: true }), fc.constantFrom(0, -0, 1, 0.5, 1 - 2 ** -53, 5e-324, Number.POSITIVE_INFINITY));
  fc.assert(fc.property(fc.array(figure, { maxLength: 30 }), (figures) => {
    expect([...byFalling(Float64Array.from(figures))]).toEqual([...figures.keys()].sort((a, b) => ((figures[b] ?? 0) > (figures[a] ?? 0) ? 1 : (figures[b] ?? 0) < (figures[a] ?? 0) ? -1 : 0)));
  }), { examples: [[[0, -0, 0]]] });
});
