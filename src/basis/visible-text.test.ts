// What is unseen is written by its number; a value keeps its direction and never reaches beyond itself.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isolatedText, printableText, visibleText } from "./visible-text.ts";

const all = (): boolean => true;

test("controls, marks, overrides and isolates of direction are written by their number", () => {
  expect(visibleText("a\u202eb\nc\u2069")).toBe("a[U+202E]b[U+000A]c[U+2069]");
  expect(visibleText("Олена محمد Ünsal 你好 😀")).toBe("Олена محمد Ünsal 你好 😀");
});

test("what no font has is written by its number, beyond the basic plane too", () => {
  expect(printableText("x😀y", (code) => code < 128)).toBe("x[U+1F600]y");
  expect(printableText("نیم\u200cفاصله", (code) => code > 0x600 && code < 0x700)).toBe("نیم\u200cفاصله"); // a joiner shapes, and has no glyph
});

test("isolates of ours stay; one that is not closed, or closes another's, is numbered", () => {
  expect(printableText(`a ${isolatedText("b")} c`, all)).toBe("a \u2068b\u2069 c");
  expect(printableText("a\u2069b", all)).toBe("a[U+2069]b");
  expect(printableText("a\u2068b", all)).toBe("a[U+2068]b");
});

test("whatever a value holds, its isolate is closed by its own end and holds nothing unseen", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const set = isolatedText(text);
    expect([...set].filter((one) => one === "\u2068" || one === "\u2069")).toEqual(["\u2068", "\u2069"]);
    expect(printableText(set, all)).toBe(set);
    expect(set.slice(1, -1)).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
  }));
});
