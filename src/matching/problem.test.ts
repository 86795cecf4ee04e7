import fc from "fast-check";
import { expect, test } from "vitest";
import { weakBones } from "./problem.ts";

/** The definition, step by step: the slow twin. */
const byRules = (text: string): string => text.replace(/dz/g, "z").replace(/[aeiouvfhbp-]/g, "").replace(/w/g, "s").replace(/ts/g, "c").replace(/sc+/g, "s").replace(/(.)\1+/g, "$1");

test("what every script keeps of a word is what the rules leave one after the other", () => {
  const word = fc.string({ unit: fc.constantFrom(..."aeiouvfh-dzdzpbtttsswwkln"), maxLength: 14 });
  fc.assert(fc.property(word, (text) => void expect(weakBones(text)).toBe(byRules(text))), { numRuns: 2_000 });
});
