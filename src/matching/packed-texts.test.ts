import fc from "fast-check";
import { expect, test } from "vitest";
import { createTexts, packTexts, textReader } from "./packed-texts.ts";

const text = fc.string({ unit: fc.constantFrom("a", "Ж", "𝒳", "ʼ", "٣"), maxLength: 12 });

test("texts read the same packed as they do as a list, letters outside the basic plane and empty ones too", () => {
  fc.assert(fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
    const read = textReader(packTexts(texts));
    expect(texts.map((_, at) => read(at))).toEqual(texts);
    expect(read(texts.length)).toBe("");
  }));
  const long = "ж".repeat(10_001);
  expect(textReader(packTexts(["", long]))(1)).toBe(long);
});

test("a text has the number it had when it first came, whether it came as a string or packed", () => {
  fc.assert(fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 700 }), fc.nat(700), (coming, askedAt) => {
    const texts = createTexts();
    const known = new Map([["", 0]]); // the slow twin
    coming.forEach(([one, isPacked], at) => {
      if (!known.has(one)) known.set(one, known.size);
      expect(isPacked ? texts.internPacked(packTexts(["", one]), 1) : texts.intern(one)).toBe(known.get(one));
      if (at === askedAt) expect(texts.text).toEqual([...known.keys()]);
    });
    expect(texts.text).toEqual([...known.keys()]);
    const read = textReader(texts.packed());
    expect(Array.from(known.keys(), (_, at) => read(at))).toEqual([...known.keys()]);
  }), { numRuns: 40 });
});
