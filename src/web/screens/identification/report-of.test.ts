import { expect, test } from "vitest";
import { percentIn } from "../../frame/numerals.ts";
import { percent } from "./report-of.ts";

const say = { percent: (share: number, digits: number): string => percentIn("en-GB", share, digits) };

test("a posterior is cut and never rounded up to certain", () => {
  expect([0.9995, 0.99999899, 0.9999991, 1].map((one) => percent(one, say))).toEqual(["99.9500%", "99.9998%", "> 99.9999%", "> 99.9999%"]);
});
