import fc from "fast-check";
import { expect, test } from "vitest";
import { fromUtf8 } from "./bytes.ts";
import { createByteWriter, viewOf, writeBytes, writeFixed, writeText, writeUnit, writtenBytes } from "./byte-writer.ts";

test("a number is written as toFixed writes it, ties, small, negative, huge and no numbers too", () => {
  const said = (value: number, decimals: number): string => {
    const writer = createByteWriter(0);
    writeFixed(writer, value, decimals);
    return fromUtf8(writtenBytes(writer));
  };
  const near = fc.tuple(fc.integer({ min: -4_000_000, max: 4_000_000 }), fc.integer({ min: -3, max: 3 })).map(([half, ulps]) => (half / 2_000_000) * (1 + ulps * Number.EPSILON));
  const value = fc.oneof(fc.double(), fc.double({ min: 0, max: 1 }), near, fc.double({ min: -1e13, max: 1e13 }), fc.constantFrom(0, -0, 1, -1e-9, 1.0005, 0.0000005, 2 ** 30, 2 ** 30 / 1e6, 2 ** 40, 1e21, Number.NaN, -Infinity));
  fc.assert(fc.property(value, fc.nat(6), (one, decimals) => void expect(said(one, decimals)).toBe(one.toFixed(decimals))), { numRuns: 3_000 });
});

test("texts, units and parts of other bytes stand one after the other, whatever their letters", () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  fc.assert(fc.property(fc.array(fc.string({ unit: "grapheme" })), (texts) => {
    const writer = createByteWriter(0);
    for (const text of texts) {
      writeText(writer, text);
      writeUnit(writer, 44);
      writeBytes(writer, viewOf(encode(`<${text}>`)), 1, 1 + encode(text).length);
    }
    expect(writtenBytes(writer)).toEqual(encode(texts.map((text) => `${text},${text}`).join("")));
  }));
});
