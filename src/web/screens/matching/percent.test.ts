import { expect, test } from "vitest";
import { percentIn } from "../../frame/numerals.ts";
import { percent } from "./percent.ts";

const english = { percent: (share: number, digits: number): string => percentIn("en-GB", share, digits) };

test("a probability is never said to be certain, and keeps decimals where they tell something", () => {
  expect([0, 500, 1_000, 505_000, 990_000, 999_700, 999_998, 999_999, 1_000_000].map((one) => percent(one, english))).toEqual(["0.0000%", "0.0500%", "0.10%", "50.50%", "99.00%", "99.9700%", "99.9998%", "> 99.9999%", "> 99.9999%"]);
});
