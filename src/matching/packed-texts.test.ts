import fc from "fast-check";
import { expect, test } from "vitest";
import { createTexts, packTexts, textReader, unpackTexts } from "./packed-texts.ts";

const text = fc.string({ unit: fc.constantFrom("a", "Ж", "𝒳", "ʼ", "٣"), maxLength: 12 });

test("texts read the same packed as they do as a list, letters outside the basic plane and empty ones too", () => {
  fc.assert(fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
    const read = textReader(packTexts(texts));
    expect(texts.map((_, at) => read(at))).toEqual(texts);
    expect(read(texts.length)).toBe("");
    expect(unpackTexts(packTexts(texts))).toEqual(texts);
  }));
  const long = "ж".repeat(10_001);
  expect(textReader(packTexts(["", long]))(1)).toBe(long);
  const many = ["", "a", long, "b", ...Array.from({ length: 900 }, (_, at) => `word ${at}`), long, ""]; // more units than are unpacked at once
  expect(unpackTexts(packTexts(many))).toEqual(many);
});

test("a text has the number it had when it first came, whether it came as a string or packed", () => {
  fc.assert(fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 700 }), fc.nat(700), (coming, askedAt) => {
    const texts = createTexts();
    const known = new Map([["", 0]]); // the slow twin
    coming.forEach(([one, isPacked], at) => {
      if (!known.has(one)) known.set(one, known.size);
      expect(isPacked ? texts.internAll(packTexts(["", one]))[1] : texts.intern(one)).toBe(known.get(one));
      if (at === askedAt) expect(texts.text).toEqual([...known.keys()]);
    });
    expect(texts.text).toEqual([...known.keys()]);
    const read = textReader(texts.packed());
    expect(Array.from(known.keys(), (_, at) => read(at))).toEqual([...known.keys()]);
  }), { numRuns: 40 });
});

test("all texts of others get the numbers they would get one by one, and what is only looked for gets none", () => {
  fc.assert(fc.property(fc.array(text, { maxLength: 300 }), fc.array(text, { maxLength: 300 }), (first, second) => {
    const [together, single] = [createTexts(), createTexts()];
    for (const part of [first, second]) {
      const packed = packTexts(["", ...part]);
      for (const one of part) expect(together.find(one)).toBe(single.find(one));
      expect([...together.internAll(packed)]).toEqual([0, ...part.map((one, at) => (at % 2 === 0 ? single.intern(one) : single.internUnits(packed.units, packed.starts[at + 1] ?? 0, one.length)))]);
      for (const one of part) expect(together.text[together.find(one)]).toBe(one);
    }
    expect(together.text).toEqual(single.text);
    expect(together.find("not among them")).toBe(0);
  }), { numRuns: 40 });
});
