// Printing and reading are inverse (TERMS.md, section 8). Sentences come from generators over every kind and slot.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTerms, readSentence, readTerms } from "./parse.ts";
import { printSentence, printTerms } from "./print.ts";
import { agreements, sentences } from "./random-terms.slow.ts";

const textOf = (name: string): string => readFileSync(new URL(`../../examples/terms/${name}.terms`, import.meta.url), "utf8");

test("any sentence is read back as it was printed", () => {
  fc.assert(fc.property(sentences, (sentence) => {
    const text = printSentence(sentence);
    const { id, ...body } = sentence;
    expect(readSentence(text), text).toEqual(body);
    expect(id).toBe("1.1");
  }), { numRuns: 1500 });
});
test("any agreement is read back as it was printed, and printing again changes nothing", () => {
  fc.assert(fc.property(agreements, (terms) => {
    const text = printTerms(terms);
    const parsed = parseTerms(text);
    expect("terms" in parsed ? parsed.terms : parsed.faults, text).toEqual(terms);
    expect(printTerms(readTerms(text))).toBe(text);
  }), { numRuns: 200 });
});
test("of the 92 published sentences all but those with an article come back byte for byte", () => {
  let changed = 0;
  for (const name of ["istanbul", "istanbul-drill", "yemen", "dixhill", "rate"]) {
    const text = textOf(name);
    const [own, back] = [text, printTerms(readTerms(text))].map((one) => one.split("\n").filter((line) => line !== ""));
    expect(back?.length).toBe(own?.length);
    own?.forEach((line, i) => {
      if (line === back?.[i]) return;
      changed += 1;
      expect(line.replaceAll(" the ", " ")).toBe(back?.[i]?.replaceAll(" the ", " "));
    });
  }
  expect(changed).toBeLessThanOrEqual(5);
});
test("any text gives terms or faults and never throws", () => {
  const pieces = fc.constantFrom("Each party", "releases", "all", "captives", ".", "[", "]", "AL", ":", "“a”", "“", '"', "6,000", "6.000", "2 June 2025", "\n", "Clause 1", "Open:", "\u200f", "|", "(", "remains", "are returned", "within", "Times are", "UTC+3", "06:00");
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.array(pieces).map((words) => words.join(" "))), (text) => {
    const parsed = parseTerms(text);
    if ("faults" in parsed) for (const { line, column, message } of parsed.faults) expect([line >= 1, column >= 1, message === ""]).toEqual([true, true, false]);
  }), { numRuns: 500 });
});
