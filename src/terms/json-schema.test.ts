// The published schema takes every form that the generators make and the published texts, and refuses a changed one.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { fits } from "./json-schema.slow.ts";
import { readTerms } from "./parse.ts";
import { sentences } from "./random-terms.slow.ts";

const schema = parseJson(readFileSync(new URL("../../docs/formats/terms.schema.json", import.meta.url), "utf8"));
const textOf = (name: string): string => readFileSync(new URL(`../../examples/terms/${name}.terms`, import.meta.url), "utf8");

test("the schema takes the published texts and every generated sentence", () => {
  for (const name of ["istanbul", "istanbul-drill", "yemen", "dixhill", "rate"]) expect(fits(schema, readTerms(textOf(name)), schema), name).toBe(true);
  fc.assert(fc.property(sentences, (sentence) => {
    expect(fits(schema, { terms: 1, sentences: [sentence] }, schema)).toBe(true);
  }), { numRuns: 500 });
});
test("a sentence with a slot left out, one slot more, or another kind does not fit", () => {
  fc.assert(fc.property(sentences, fc.nat(), (sentence, n) => {
    const names = Object.keys(sentence);
    const less = Object.fromEntries(Object.entries(sentence).filter((_, i) => i !== n % names.length));
    for (const changed of [less, { ...sentence, extra: 1 }, { ...sentence, kind: "other" }]) expect(fits(schema, { terms: 1, sentences: [changed] }, schema)).toBe(false);
  }), { numRuns: 200 });
});
test("there is one definition for each kind of sentence", () => {
  const kinds = isRecord(schema) && isRecord(schema["$defs"]) ? Object.keys(schema["$defs"]).filter((name) => name.startsWith("sentence-")) : [];
  expect(kinds).toHaveLength(32);
});
