import { expect, test } from "vitest";
import { percent } from "./percent.ts";

test("a probability is never said to be certain, and keeps decimals where they tell something", () => {
  expect([0, 500, 1_000, 505_000, 990_000, 999_700, 999_999, 1_000_000].map(percent)).toEqual(["0.0000 %", "0.0500 %", "0.10 %", "50.50 %", "99.00 %", "99.9700 %", "> 99.9999 %", "> 99.9999 %"]);
});
