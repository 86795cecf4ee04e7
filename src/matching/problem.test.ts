import fc from "fast-check";
import { expect, test } from "vitest";
import { packTexts, textReader } from "./problem.ts";

test("texts read the same packed as they do as a list, letters outside the basic plane and empty ones too", () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", "Ж", "𝒳", "ʼ", "٣"), maxLength: 12 }), { maxLength: 20 }), (texts) => {
    const read = textReader(packTexts(texts));
    expect(texts.map((_, at) => read(at))).toEqual(texts);
    expect(read(texts.length)).toBe("");
  }));
});
