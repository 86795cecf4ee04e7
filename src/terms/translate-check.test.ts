// A rendering is a translation without a mismatch; each change of one figure gives exactly one or two findings, at its clause.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { readTerms } from "./parse.ts";
import { LANGUAGES, renderTerms } from "./render.ts";
import { checkTranslation } from "./translate-check.ts";

const textOf = (name: string): string => readFileSync(new URL(`../../examples/terms/${name}.terms`, import.meta.url), "utf8");
const all = ["istanbul-drill", "dixhill", "istanbul", "rate", "yemen"].map((name) => readTerms(textOf(name)));
const drill = readTerms(textOf("istanbul-drill"));
const OTHERS = LANGUAGES.filter((one) => one !== "en");
const uk = renderTerms(drill, "uk", new Map([["Türkiye", "Туреччина"], ["Medical Commission", "Медична комісія"], ["Russia", "Росія"]]));
const shown = (text: string): string[] => checkTranslation(drill, text, "uk").map(({ clause, kind, value, missingIn }) => `${clause} ${kind} ${value} not in ${missingIn}`);

test.each(OTHERS)("the rendering of each worked text into %s matches it", (language) => {
  for (const terms of all) expect(checkTranslation(terms, renderTerms(terms, language), language)).toEqual([]);
});
test("a changed number, date, code, name or clause is flagged with its clause", () => {
  expect(shown(uk)).toEqual([]);
  expect(shown(uk.replace("6\u00a0000 одиниць", "600 одиниць"))).toEqual(["4 number 6000 not in translation", "4 number 600 not in terms"]);
  expect(shown(uk.replace("6\u00a0000 одиниць", "6000 одиниць"))).toEqual([]);
  expect(shown(uk.replace("станом на 2 червня 2025 року", "станом на 3 червня 2025 року"))).toEqual(["0 date 2025-06-02 not in translation", "0 date 2025-06-03 not in terms"]);
  expect(shown(uk.replace("[RU: 7 | UA: 3]", "[RU: 7]"))).toEqual(["5 code UA not in translation", "5 number 3 not in translation"]);
  expect(shown(uk.replace("одержувач — Туреччина", "одержувач — Росія"))).toEqual(["5 name Росія not in terms", "5 name Türkiye not in translation"]);
  expect(shown(uk.replace("Пункт 3 ", "Розділ третій "))).toEqual(expect.arrayContaining(["3 clause 3 not in translation"]));
  expect(shown(`${uk}\nПункт 9 «Нове».\n`)).toEqual(["9 clause 9 not in terms"]);
});
test("a name may stand in another case", () => {
  expect(shown(uk.replace("(одержувач — Туреччина)", "Туреччині"))).toEqual([]);
});
test("any one digit changed in a rendering is flagged", () => {
  const digits = [...uk.matchAll(/[0-9]/g)].map(({ index }) => index).filter((at) => at < uk.indexOf("SHA-256"));
  fc.assert(fc.property(fc.constantFrom(...digits), fc.integer({ min: 1, max: 9 }), (at, add) => {
    const changed = `${uk.slice(0, at)}${(Number(uk[at]) + add) % 10}${uk.slice(at + 1)}`;
    expect(checkTranslation(drill, changed, "uk").length).toBeGreaterThan(0);
  }));
});
