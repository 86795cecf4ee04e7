import { expect, test } from "vitest";
import { decimalIn, figuresIn, percentIn } from "../../frame/numerals.ts";
import { asStated, percent } from "./report-of.ts";

const say = { decimal: (value: number, digits: number): string => decimalIn("en-GB", value, digits), figures: (log10: number): string => figuresIn("en-GB", log10), percent: (share: number, digits: number): string => percentIn("en-GB", share, digits) };

test("a posterior is cut and never rounded up to certain", () => {
  expect([0.9995, 0.99999899, 0.9999991, 1].map((one) => percent(one, say))).toEqual(["99.9500%", "99.9998%", "> 99.9999%", "> 99.9999%"]);
});

test("a rate of the policy keeps the decimals that it was stated with", () => {
  expect([0, 0.002, 0.0005, 0.01, 1e-7].map((one) => asStated(one, say))).toEqual(["0", "0.002", "0.0005", "0.01", "1.0 × 10⁻⁷"]);
});
