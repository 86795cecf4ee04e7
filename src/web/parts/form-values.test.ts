import fc from "fast-check";
import { expect, test } from "vitest";
import { areSaid, ifSaid, linesOf, said } from "./form-values.ts";

test("a text is recorded in normal form C, without blanks at its ends, whatever the keyboard sent", () => {
  expect(said(" e\u0301te\u0301 \n")).toBe("\u00e9t\u00e9");
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => said(text).normalize("NFC") === said(text) && said(said(text)) === said(text)));
});

test("each line that says something is an item, an empty one is none", () => {
  expect(linesOf("one\n\n  two \n\t\n")).toEqual(["one", "two"]);
  fc.assert(fc.property(fc.array(fc.string()), (lines) => linesOf(lines.join("\n")).every((line) => line !== "" && !line.includes("\n"))));
});

test("a member is there only where something was said", () => {
  expect(ifSaid("venue", "  ")).toEqual({});
  expect(ifSaid("venue", " Palace ")).toEqual({ venue: "Palace" });
  expect([areSaid("a", " "), areSaid("a", "b"), areSaid()]).toEqual([false, true, true]);
});
