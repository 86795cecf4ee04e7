import fc from "fast-check";
import { expect, test } from "vitest";
import { ranksOf } from "./graph.ts";

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
