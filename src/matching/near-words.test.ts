import fc from "fast-check";
import { expect, test } from "vitest";
import { isOneEdit } from "../vocabulary/name-table.ts";
import { countNear } from "./near-words.ts";

test("rows near a word are those of every other word one edit away, as trying every pair says", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "k"), minLength: 1, maxLength: 7 });
  fc.assert(fc.property(fc.uniqueArray(word, { maxLength: 40 }), fc.array(fc.nat(5), { minLength: 40, maxLength: 40 }), (words, times) => {
    const texts = ["", ...words];
    const counts = Float64Array.from(texts, (_, at) => (at === 0 ? 0 : (times[at - 1] ?? 0)));
    const takesPart = (at: number): boolean => (counts[at] ?? 0) > 0 && (texts[at] ?? "").length >= 4;
    const slow = texts.map((a, at) => (takesPart(at) ? texts.reduce((sum, b, other) => sum + (takesPart(other) && isOneEdit(a, b) ? (counts[other] ?? 0) : 0), 0) : 0));
    expect([...countNear(texts, counts)]).toEqual(slow);
  }));
});

test("a name that stands alone has nobody near it, and a common one has its slips", () => {
  const texts = ["", "wevcenko", "wevcenk", "wefcenko", "bondar", "lis"];
  expect([...countNear(texts, Float64Array.of(0, 100, 2, 3, 7, 9))]).toEqual([0, 5, 100, 100, 0, 0]);
});
