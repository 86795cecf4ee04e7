// A rendering is a translation without a mismatch; each change of one figure gives exactly one or two findings, at its clause.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { wordNumbers } from "./number-words.ts";
import { agreements } from "./random-terms.slow.ts";
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

// Number words by the grammars of the languages, months by their calendars.
test.each([
  ["en", "twenty-five men, one hundred and two, six thousand, dozen", [25, 102, 6000, 12]],
  ["uk", "двадцять п’ять осіб; шести тисяч; сто двох; дев'яноста", [25, 6000, 102, 90]],
  ["ru", "двадцати пяти лиц; шесть тысяч; двести сорок один; ста", [25, 6000, 241, 100]],
  ["tr", "yirmi beş kişi; altı bin; yüz iki; kırk", [25, 6000, 102, 40]],
  ["ar", "خمسة وعشرون شخصًا؛ ستة آلاف؛ ثلاثة عشر؛ مئة؛ أحد عشر", [25, 6000, 13, 100, 11]],
  ["fr", "vingt-cinq personnes ; six mille ; quatre-vingt-dix-neuf ; soixante et onze ; dix-sept ; cent deux", [25, 6000, 99, 71, 17, 102]],
] as const)("numbers in words are read in %s, in their cases", (language, text, values) => {
  expect(wordNumbers(text, language).map(({ value }) => value)).toEqual(values);
});
test("every number from 2 to 100, and 1,000, is read back from its English and French words", () => {
  const small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
  const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
  const english = (n: number): string => small[n] ?? (n === 100 ? "a hundred" : `${tens[Math.floor(n / 10) - 2] ?? ""}${n % 10 === 0 ? "" : `-${small[n % 10] ?? ""}`}`);
  const petits = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(" ");
  const dizaines = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"];
  const french = (n: number): string => {
    if (n === 100) return "cent";
    if (n < 20) return petits[n] ?? "";
    const ten = Math.floor(n / 10);
    const rest = n % (ten === 7 || ten === 9 ? 20 : 10) - (ten === 7 ? 0 : 0);
    const below = ten === 7 || ten === 9 ? n - (ten - 1) * 10 : rest;
    return below === 0 ? `${dizaines[ten] ?? ""}${ten === 8 ? "s" : ""}` : `${dizaines[ten] ?? ""}${below === 1 || (below === 11 && ten === 7) ? (ten >= 8 ? "-" : " et ") : "-"}${petits[below] ?? ""}`;
  };
  for (let n = 2; n <= 100; n += 1) {
    expect(wordNumbers(english(n), "en").map(({ value }) => value), english(n)).toEqual([n]);
    expect(wordNumbers(french(n), "fr").map(({ value }) => value), french(n)).toEqual([n]);
  }
  expect([wordNumbers("a thousand", "en"), wordNumbers("mille", "fr"), wordNumbers("one day of one", "en")].map((all) => all.map(({ value }) => value))).toEqual([[1000], [1000], []]);
});
test("a number in words answers a numeral, another one is flagged on both sides", () => {
  expect(shown(uk.replace("6\u00a0000 одиниць", "шість тисяч одиниць"))).toEqual([]);
  expect(shown(uk.replace("6\u00a0000 одиниць", "п’ять тисяч одиниць"))).toEqual(["4 number 6000 not in translation", "4 number 5000 not in terms"]);
  const noted = readTerms(textOf("istanbul-drill").replace("Clause 2 ", "Note: two lists in June. Clause 2 "));
  const other = renderTerms(noted, "uk", new Map([["two lists in June", "два списки в червні"]]));
  expect(checkTranslation(noted, other, "uk")).toEqual([]);
  const wrong = checkTranslation(noted, other.replace("два списки в червні", "три списки в липні"), "uk").map(({ clause, kind, value, missingIn }) => `${clause} ${kind} ${value} ${missingIn}`);
  expect(wrong).toEqual(["1 number 2 translation", "1 date --06 translation", "1 number 3 terms", "1 date --07 terms"]);
});
test("a party may stand by its name for its code, and the other party's name is flagged", () => {
  const rate = readTerms(textOf("rate"));
  const names = new Map([["Alpha", "Альфа"], ["Beta", "Бета"]]);
  const [al, be] = rate.sentences.flatMap((one) => (one.kind === "parties" ? one.parties : []));
  const declared = new Map([[al?.name ?? "", "Альфія"], [be?.name ?? "", "Бетонія"]]);
  expect(names.size).toBe(2);
  const text = renderTerms(rate, "uk", declared);
  const moved = text.replace(/^AL звільняє/mu, "Альфія звільняє");
  expect(moved).not.toBe(text);
  expect(checkTranslation(rate, moved, "uk")).toEqual([]);
  const swapped = checkTranslation(rate, text.replace(/^AL звільняє/mu, "Бетонія звільняє"), "uk");
  expect(swapped.map(({ kind, value, missingIn }) => `${kind} ${value} ${missingIn}`)).toContain("code AL translation");
});
test.each(OTHERS)("the rendering of any agreement into %s checks clean against its English", (language) => {
  fc.assert(fc.property(agreements, (terms) => {
    expect(checkTranslation(terms, renderTerms(terms, language), language)).toEqual([]);
  }), { numRuns: 150 });
});
