import fc from "fast-check";
import { expect, test } from "vitest";
import { ranksOf } from "./graph.ts";
import { ranksOfPlainIds } from "./id-ranks.ts";

const ranks = (ids: readonly string[]): Int32Array | undefined => {
  const starts = new Int32Array(ids.length + 2);
  ids.forEach((id, at) => (starts[at + 2] = (starts[at + 1] ?? 0) + id.length));
  return ranksOfPlainIds({ text: [], at: Int32Array.from(ids, (_, at) => at + 1), packed: { bytes: new TextEncoder().encode(ids.join("")), starts } });
};

test("ids in bytes are in the order of their code units, whatever letters they are of", () => {
  const letter = fc.oneof(fc.constantFrom(..."A0123456789"), fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)));
  const id = fc.array(letter, { minLength: 1, maxLength: 16 }).map((letters) => letters.join(""));
  fc.assert(fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 200 }), (ids) => void expect(ranks(ids)).toEqual(ranksOf(ids))), { numRuns: 200 });
  const many = Array.from({ length: 3_000 }, (_, at) => `A${(at * 7919) % 3_000}`);
  expect(ranks(many)).toEqual(ranksOf(many));
});

test("an id that is empty, long, or holds a blank or a letter beyond ASCII is left to who reads texts", () => {
  for (const id of ["", "A".repeat(17), "A 1", "Ж"]) expect(ranksOfPlainIds({ text: [], at: Int32Array.of(1), packed: { bytes: new TextEncoder().encode(id), starts: Int32Array.of(0, 0, new TextEncoder().encode(id).length) } })).toBeUndefined();
  expect(ranksOfPlainIds({ text: ["", "A1"], at: Int32Array.of(1) })).toBeUndefined();
});
