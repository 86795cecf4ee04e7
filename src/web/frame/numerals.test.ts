import { expect, test } from "vitest";
import { asStatedIn, decimalIn, figuresIn, percentIn } from "./numerals.ts";

const LOCALES = ["en-GB", "uk-UA", "ru-RU", "tr-TR", "ar-u-nu-latn"];
/** Spaces and marks of direction differ between versions of CLDR and are not what is asked here. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u200e\u200f\u061c\u202f]/g, "");

test("decimals have the mark of the language, and a minus that is not a hyphen", () => {
  expect(LOCALES.map((locale) => plain(decimalIn(locale, -49.44, 1)))).toEqual(["−49.4", "−49,4", "−49,4", "−49,4", "−49.4"]);
  expect(LOCALES.map((locale) => plain(decimalIn(locale, 12345.678, 2)))).toEqual(["12,345.68", "12345,68", "12345,68", "12.345,68", "12,345.68"]);
});

test("per cent stands where the language puts it", () => {
  expect(LOCALES.map((locale) => plain(percentIn(locale, 0.505, 2)))).toEqual(["50.50%", "50,50%", "50,50%", "%50,50", "50.50%"]);
});

test("two figures, and a power of ten where a number would be long; the power is raised, not written with a hat", () => {
  const said = (value: number): string => figuresIn("en-GB", Math.log10(value));
  expect([2.5, 120, 0.35, 0.02, 0.001, 1.71e10, 9.99e7, 1.04e-11].map(said)).toEqual(["2.5", "120.0", "0.35", "0.020", "0.0010", "1.7 × 10¹⁰", "1.0 × 10⁸", "1.0 × 10⁻¹¹"]);
  expect(figuresIn("uk-UA", 10.23)).toBe("1,7 × 10¹⁰");
});

test("a number keeps the decimals that it was stated with", () => {
  expect([0, 1234, 0.002, 0.0005, -2.25, 1e-7].map((one) => asStatedIn("en-GB", one))).toEqual(["0", "1,234", "0.002", "0.0005", "−2.25", "1.0 × 10⁻⁷"]);
});
