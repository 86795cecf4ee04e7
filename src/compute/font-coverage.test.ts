// The reader of a font's table of characters: against a font made here by the letter of the format, and against what the real fonts say of
// themselves.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codePointsOf } from "./font-coverage.ts";

/** A font of one table, `cmap`, with the given subtable of Unicode (platform 3). */
function fontOf(encoding: number, subtable: readonly number[]): Uint8Array {
  const head = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]; // version, one table
  const record = [...Buffer.from("cmap"), 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 12 + subtable.length];
  const cmap = [0, 0, 0, 1, 0, 3, 0, encoding, 0, 0, 0, 12];
  return new Uint8Array([...head, ...record, ...cmap, ...subtable]);
}
const two = (...numbers: readonly number[]): number[] => numbers.flatMap((n) => [(n >> 8) & 255, n & 255]);
const four = (...numbers: readonly number[]): number[] => numbers.flatMap((n) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);

test("segments by delta and by an array of glyphs; glyph 0 is none (format 4)", () => {
  // segments: U+0041–0043 by delta; U+0061–0063 by an array in which the middle one is 0; the end U+FFFF
  const table = [...two(4, 0, 0, 6, 0, 0, 0), ...two(0x43, 0x63, 0xffff), ...two(0), ...two(0x41, 0x61, 0xffff), ...two(0xffc0, 0, 1), ...two(0, 4, 0), ...two(7, 0, 9)];
  expect([...codePointsOf(fontOf(1, table))]).toEqual([0x41, 0x42, 0x43, 0x61, 0x63]);
});

test("groups beyond the basic plane (format 12)", () => {
  const table = [...two(12, 0), ...four(16 + 24, 0, 2), ...four(0x1f600, 0x1f601, 5), ...four(0x41, 0x41, 1)];
  expect([...codePointsOf(fontOf(10, table))].sort((a, b) => a - b)).toEqual([0x41, 0x1f600, 0x1f601]);
});

test("what is no font, is cut off, or has no Unicode table is refused", () => {
  const refused = (bytes: Uint8Array): void => expect(() => codePointsOf(bytes)).toThrow(expect.objectContaining({ code: "FONT_FORM" }));
  refused(new Uint8Array(0));
  refused(new Uint8Array([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  refused(fontOf(1, two(4, 0, 0, 6)));
  refused(fontOf(4, two(4, 0, 0, 0, 0, 0, 0)));
});

test("the fonts of the prints have the letters of the six languages, and Noto Sans no Arabic", () => {
  const read = (path: string): Set<number> => codePointsOf(new Uint8Array(readFileSync(fileURLToPath(new URL(`../../node_modules/@expo-google-fonts/${path}`, import.meta.url)))));
  const [latin, arabic] = [read("noto-sans/400Regular/NotoSans_400Regular.ttf"), read("ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf")];
  const lacks = (font: Set<number>, text: string): string[] => [...text].filter((letter) => !font.has(letter.codePointAt(0) ?? 0));
  expect(lacks(latin, "AZaz09ÀÉÈÇŒàéèçœ ĞİŞÇÖÜğışçöü АЯаяЁёЇїІіЄєҐґ’ʼ–—“”«»…·№₴")).toEqual([]);
  expect(lacks(arabic, "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىًٌٍَُِّْ،؛؟پچژگکیټډړږښڼېێۆڕڵ")).toEqual([]);
  expect(latin.has(0x0627)).toBe(false);
});
