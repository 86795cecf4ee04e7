import { expect, test } from "vitest";
import { refitReasons } from "./refit.ts";

test("a kept model is fitted anew when a list grew by a tenth or the share of pairs drifted by more than two in a hundred", () => {
  const before = { left: 1000, right: 2000, expected: 600 }; // 600 of 2,000,000 pairs
  const table = [
    [{ left: 1000, right: 2000, expected: 600 }, []], [{ left: 1000, right: 2000, expected: 611 }, []], [{ left: 1000, right: 2000, expected: 613 }, ["drifted"]],
    [{ left: 1000, right: 2000, expected: 587 }, ["drifted"]], [{ left: 1099, right: 2000, expected: 659.4 }, []], [{ left: 1100, right: 2000, expected: 660 }, ["grown"]],
    [{ left: 1000, right: 2200, expected: 600 }, ["grown", "drifted"]], [{ left: 900, right: 1800, expected: 486 }, []],
  ] as const;
  for (const [now, reasons] of table) expect([now, refitReasons(before, now)]).toEqual([now, reasons]);
});

test("of lists without any pair nothing can drift but the first pair", () => {
  const none = { left: 10, right: 10, expected: 0 };
  expect([refitReasons(none, none), refitReasons(none, { ...none, expected: 1 }), refitReasons({ left: 0, right: 0, expected: 0 }, none)]).toEqual([[], ["drifted"], ["grown"]]);
  expect(refitReasons({ left: 0, right: 0, expected: 0 }, { left: 0, right: 0, expected: 0 })).toEqual([]);
});
