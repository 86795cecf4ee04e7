import { expect, test } from "vitest";
import { wholeOf } from "./whole.ts";

test("a number is read as people of five languages type it, and nothing else is", () => {
  const rows: readonly (readonly [string, number | undefined])[] = [
    ["1245", 1245], ["1,245", 1245], ["1.245", 1245], ["1 245", 1245], ["1\u00a0245", 1245], ["1\u202f245", 1245], ["١٢٤٥", 1245], ["۱۲۴۵", 1245], ["١٬٢٤٥", 1245], ["0", 0], [" 7 ", 7],
    ["", undefined], ["-1", undefined], ["1.5", undefined], ["12,45", undefined], ["1,24", undefined], ["1e3", undefined], ["about 40", undefined], ["9999999999999999", undefined],
  ];
  for (const [text, number] of rows) expect(wholeOf(text), text).toBe(number);
});
