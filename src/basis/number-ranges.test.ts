// Expected values by hand; and read back, the ranges give the same numbers.
import fc from "fast-check";
import { expect, test } from "vitest";
import { numberRanges } from "./number-ranges.ts";

test("runs become ranges, in order, each number once", () => {
  expect([[], [5], [69, 93, 94, 95], [3, 1, 2, 2, 9], [1, 2]].map(numberRanges)).toEqual(["", "#5", "#69, #93–95", "#1–3, #9", "#1–2"]);
});

test("read back, the ranges give the same numbers", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1 }), (numbers) => {
    const read = numberRanges(numbers).split(", ").flatMap((run) => {
      const [from = 0, to = from] = run.replace(/#/g, "").split("–").map(Number);
      return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    });
    expect(read).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  }));
});
