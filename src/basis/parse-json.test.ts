// The twin is the language's own parser; what it takes and this one refuses is listed.
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { Fault } from "./fault.ts";
import { parseJson } from "./parse-json.ts";

const refusal = (text: string): string => {
  try {
    return `read ${JSON.stringify(parseJson(text, "a.json"))}`;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const [place] = error.places;
    return `${error.code} ${place?.line}:${place?.column}`;
  }
};

test("what the language's parser reads is read alike, with any blanks", () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: "grapheme" }), fc.constantFrom(undefined, 1, "\t"), (value, blank) => {
    const text = JSON.stringify(value, undefined, blank);
    expect(parseJson(text)).toEqual(JSON.parse(text));
  }));
});

test("what was read can be printed, hashed and read again", () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: "binary" }), (value) => {
    const text = JSON.stringify(value);
    if (/\\ud[89a-f]/i.test(text)) return; // escaped halves of surrogate pairs: the rows below
    expect(parseJson(canonicalJson(parseJson(text)))).toEqual(parseJson(text));
  }));
});

test.each([
  ["two members of one name", `{"a": 1,\n "a": 2}`, "JSON_DUPLICATE 2:2"],
  ["a member name twice, once escaped", `{"a":1,"\\u0061":2}`, "JSON_DUPLICATE 1:8"],
  ["half of a surrogate pair", `["x", "\\ud800"]`, "JSON_SYNTAX 1:7"],
  ["the other half, in a name", `{"\\udc00": 1}`, "JSON_SYNTAX 1:2"],
  ["halves the wrong way round", `"\\udc00\\ud800"`, "JSON_SYNTAX 1:1"],
  ["a bad escape", `"\\x"`, "JSON_SYNTAX 1:1"],
  ["a number too large", "1e999", "JSON_SYNTAX 1:1"],
  ["a leading zero", "01", "JSON_SYNTAX 1:2"],
  ["a control character", `"a\tb"`, "JSON_SYNTAX 1:3"],
  ["an end too early", "[1,", "JSON_SYNTAX 1:4"],
  ["something after the end", "{} x", "JSON_SYNTAX 1:4"],
  ["depths without end", "[".repeat(300), "JSON_DEPTH 1:202"],
])("%s is refused with its place", (_, text, told) => {
  expect(refusal(text)).toBe(told);
});

test("a whole pair, escaped, is one character", () => {
  expect(parseJson(`"\\ud83d\\ude00"`)).toBe("😀");
});
