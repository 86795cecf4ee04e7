// The verbal scale beside the number: the terms of the ENFSI guideline for evaluative reporting (2015), each bound tried.
import { expect, test } from "vitest";
import { supportOf } from "./report-rows.ts";
import { LANGUAGES, wordIn } from "./report-words.ts";

test("words of support change at 2, 10, 100, 1,000, 10,000 and 1,000,000, and mirror for the other proposition", () => {
  const words = [1, 1.99, 2, 9.99, 10, 99.9, 100, 999, 1_000, 9_999, 10_000, 999_999, 1_000_000].map((lr) => Number(supportOf(Math.log10(lr)).word.replace("support", "")));
  expect(words).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6]);
  expect(supportOf(-7)).toEqual({ word: "support6", of: "H2" });
  expect(supportOf(7)).toEqual({ word: "support6", of: "H1" });
  expect(supportOf(0.1).of).toBe("");
});

test("every sentence of the report stands in six languages", () => {
  for (const language of LANGUAGES) for (const word of ["moreProbable", "lessProbable"] as const) expect(wordIn(language)(word), language).toContain("{ratio}");
});
