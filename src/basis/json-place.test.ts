import { expect, test } from "vitest";
import { placeInJson } from "./json-place.ts";

const TEXT = `{
  "id": "a, {b}",
  "sides": [
    { "code": "A\\"]", "names": { "en": "x" } },
    { "code": "B", "names": { "en": "y", "uk": "z" } }
  ]
}`;

test.each([
  [[], 1, 1],
  [["id"], 2, 3],
  [["sides"], 3, 3],
  [["sides", 1], 5, 5],
  [["sides", 1, "names", "uk"], 5, 42],
  [["sides", 1, "names", "tr"], 5, 20], // missing: the place of the names
  [["sides", 7], 3, 3],
  [["none"], 1, 1],
  [["id", 3], 2, 3],
] as const)("%j stands in line %i, column %i", (path, line, column) => {
  expect(placeInJson(TEXT, path)).toEqual({ line, column });
});
