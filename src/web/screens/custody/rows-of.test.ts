import { expect, test } from "vitest";
import { rowsIn, wrongRows } from "./rows-of.ts";

test("rows are read as they are typed or pasted", () => {
  expect(rowsIn(" 1, 2;3\n4\t5  \n\n")).toEqual(["1", "2", "3", "4", "5"]);
  expect(rowsIn("  \n ")).toEqual([]);
});

test("a row of no list and a row said twice are named, each once", () => {
  const known = new Set(["1", "2", "3"]);
  expect(wrongRows(["1", "9", "9", "2"], ["2"], known)).toEqual({ unknown: ["9"], twice: ["9", "2"] });
  expect(wrongRows(["1", "3"], ["2"], known)).toEqual({ unknown: [], twice: [] });
  expect(wrongRows(["9"], [], undefined), "while the rows are not there nothing is called unknown").toEqual({ unknown: [], twice: [] });
});
