import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTable } from "../vocabulary/delimited-text.ts";
import { isOneEdit, nameTable } from "../vocabulary/name-table.ts";
import { columnOf, LIST_FIELDS, type Column, type ListField, type PersonList } from "../vocabulary/person-list.ts";
import { isTwoEdits, jaroWinkler } from "./compare-name.ts";
import { comparer, numberComparer, numberLevel } from "./levels.ts";
import { link } from "./link.ts";
import { preparePair } from "./prepare.ts";
import { packTexts } from "./packed-texts.ts";
import { reachFilter } from "./reach.ts";
import { createWeigher } from "./weigh.ts";
import { likenessAtMost, mayBeOneEdit, mayBeTwoEdits, shapesOf } from "./word-shapes.ts";

const near = fc.string({ unit: fc.constantFrom("a", "b", "k", "n", "-", "ж"), minLength: 1, maxLength: 9 });
const any = fc.string({ minLength: 1, maxLength: 30 });
const shapesOfTwo = (a: string, b: string): Int32Array => shapesOf({ text: ["", a, b], writing: new Uint8Array(3), bones: Int32Array.of(0, 1, 2) });

test("no two words are more alike than their letters, lengths and heads allow, and no slip or two escape", () => {
  fc.assert(fc.property(fc.oneof(near, any), fc.oneof(near, any), (a, b) => {
    const shapes = shapesOfTwo(a, b);
    expect(likenessAtMost(shapes, 4, 8)).toBeGreaterThanOrEqual(jaroWinkler(a, b) - 1e-12);
    if (isOneEdit(a, b)) expect(mayBeOneEdit(shapes, 4, 8)).toBe(true);
    if (isTwoEdits(a, b)) expect(mayBeTwoEdits(shapes, 4, 8)).toBe(true);
  }), { numRuns: 1_000 });
  const far = shapesOfTwo("wevcenko", "bilous");
  expect([mayBeOneEdit(far, 4, 8), mayBeTwoEdits(far, 4, 8), likenessAtMost(far, 4, 8) < 0.8]).toEqual([false, false, true]);
});

test("nothing is known of words without vowels and of those over 64 letters", () => {
  const shapes = shapesOf({ text: ["", "brhm", "a".repeat(65), "lis"], writing: Uint8Array.of(0, 1, 0, 0), bones: Int32Array.of(0, 1, 2, 3) });
  expect([shapes[5], shapes[9], shapes[13]]).toEqual([0, 0, 3]);
});

test("numbers that lie packed have the level of their texts", () => {
  const short = fc.string({ unit: fc.constantFrom("1", "2", "3", "а", "б"), minLength: 1, maxLength: 9 });
  const number = fc.oneof({ weight: 4, arbitrary: short }, short.map((text) => "12".repeat(29) + text)); // about the longest whose length is known by its shape
  const slip = fc.tuple(number, fc.nat(), fc.constantFrom("1", "2", "а", "")).map(([text, at, unit]) => [text, text.slice(0, at % text.length) + unit + text.slice((at % text.length) + 1)] as const);
  fc.assert(fc.property(fc.oneof(fc.tuple(number, number), slip), ([a, b]) => {
    expect(numberComparer(packTexts(["", a, b]))(1, 2)).toBe(numberLevel(a, b));
    expect(numberComparer(["", a, b])(1, 2)).toBe(numberLevel(a, b));
  }), { numRuns: 1_000 });
});

test("every pair that is worth keeping passes, whatever it is paired with, and most others fall", () => {
  const names = nameTable();
  const list = (side: string): PersonList => {
    const { head, rows } = parseTable(readFileSync(new URL(`../../test/vectors/matching/public-2k-${side}.csv`, import.meta.url), "utf8"));
    const cells: Partial<Record<ListField, Column>> = {};
    for (const field of LIST_FIELDS) if (head.includes(field)) cells[field] = columnOf(rows.map((row) => row[head.indexOf(field)] ?? ""));
    return { ids: rows.map((row) => row[0] ?? ""), numbers: Int32Array.from(rows, (_, at) => at + 1), cells, remarks: [] };
  };
  const { problem, setup } = link(preparePair(list("left"), list("right"), { asOf: 0, names }), names.initialsOf);
  const [compare, weigher] = [comparer(problem, setup.synonyms), createWeigher(problem, setup.model, setup.frequencies, setup.prior)];
  for (const atLeast of [-7, 0, 9]) {
    const reach = reachFilter(problem, setup, atLeast);
    let [passed, worth, asked] = [0, 0, 0];
    for (let i = 0; i < problem.left.count; i += 50) {
      const all = Int32Array.from({ length: problem.right.count }, (_, j) => j);
      const kept = new Set(all.slice(0, reach(i, all, problem.right.count)));
      for (let j = 0; j < problem.right.count; j++) {
        if (weigher.same(compare(i, j), i, j) < atLeast) continue;
        worth++;
        expect(kept.has(j)).toBe(true);
      }
      passed += kept.size;
      asked += problem.right.count;
    }
    expect(worth).toBeGreaterThan(15);
    expect(passed / asked).toBeLessThan(0.02);
  }
});
