import { expect, test } from "vitest";
import { clockOf } from "./glass.tsx";

test("the clock of the glass runs down in minutes and seconds", () => {
  expect([900, 899, 60, 59, 5, 0].map(clockOf)).toEqual(["15:00", "14:59", "1:00", "0:59", "0:05", "0:00"]);
});
