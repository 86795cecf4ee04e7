import fc from "fast-check";
import { expect, test } from "vitest";
import { faultsOfText } from "./check-text.ts";

test("each place that keeps a text from being signed is named with line and column", () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["Each side returns all.", []],
    ["# Heading\n\nEach side returns all.", []],
    ["Each side returns [all / most].", ["BRACKET_LEFT 1:19"]],
    ["Each [side", ["BRACKET_UNMATCHED 1:6", "SENTENCE_END 1:10"]],
    ["Each side] returns.", ["BRACKET_UNMATCHED 1:10"]],
    ["Each [a [b] c].", ["BRACKET_UNMATCHED 1:9", "BRACKET_LEFT 1:9", "BRACKET_UNMATCHED 1:14"]],
    ["One.\nTwo", ["SENTENCE_END 2:3"]],
    ["One\u200b two.", ["UNSEEN_CHARACTER 1:4"]],
    ["هل يعود الجميع؟", []],
    ["Сторони повертають усіх.", []],
  ];
  for (const [text, faults] of rows) expect(faultsOfText(text).map(({ code, line, column }) => `${code} ${line}:${column}`), text).toEqual(faults);
});

test("no text with a bracket in it is free of faults", () => {
  fc.assert(fc.property(fc.string(), fc.constantFrom("[", "]"), fc.string(), (a, bracket, b) => faultsOfText(`${a}${bracket}${b}`).some(({ code }) => code.startsWith("BRACKET"))));
});
