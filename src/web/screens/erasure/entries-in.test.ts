import { expect, test } from "vitest";
import { ENTRIES_MAX, entriesIn } from "./entries-in.ts";

test("numbers and ranges of entries are read, each once and ascending", () => {
  expect(entriesIn("12, #15-17; 3\n12")).toEqual([3, 12, 15, 16, 17]);
  expect(entriesIn(" ")).toEqual([]);
});

test("anything else, a range backwards and too many are refused", () => {
  for (const text of ["a", "3-", "-3", "1.5", "9-3", `0-${ENTRIES_MAX}`, "999999999999"]) expect(entriesIn(text), text).toBeUndefined();
  expect(entriesIn(`1-${ENTRIES_MAX}`)).toHaveLength(ENTRIES_MAX);
});
