import { expect, test } from "vitest";
import { civilDayIn } from "./civil-date.ts";

test("the civil day at an instant is that of the zone, minutes of the zone counted", () => {
  const at = Date.UTC(2026, 2, 1, 20, 45); // 1 March 2026, 20:45 UTC
  const days = ["UTC", "UTC+3", "UTC+3:15", "UTC+3:30", "UTC+14", "UTC-5", "UTC-3:30"].map((zone) => civilDayIn(zone, at));
  expect(days).toEqual(["2026-03-01", "2026-03-01", "2026-03-02", "2026-03-02", "2026-03-02", "2026-03-01", "2026-03-01"]);
  expect(civilDayIn("UTC-1", Date.UTC(2025, 0, 1, 0, 30))).toBe("2024-12-31");
  expect([civilDayIn("UTC", -1), civilDayIn("UTC+0:01", -60_000)]).toEqual(["1969-12-31", "1970-01-01"]);
});
