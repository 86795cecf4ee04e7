import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { calendarOf, printCalendar } from "./calendar.ts";
import { parseInstance } from "./problem.ts";

const on = (text: string): CivilDate => {
  const date = parseCivilDate(text);
  if (!date) throw new Error(text);
  return date;
};
const problem = parseInstance({
  format: "exchange-plan-instance/2", sides: ["A", "B"], tiers: [{ id: "t", mandatory: false, parity: false }], ranks: { r: 1 }, links: [{ id: "bridge", personsPerDay: 5 }],
  batches: [{ id: "b1", day: 3, link: "bridge", A: { max: 10, seat: 4, stretcher: 1 }, B: { max: 3 } }, { id: "b2", day: 10, state: "announced", A: { min: 4, max: 6, seat: 2, stretcher: 1 }, B: {} }, { id: "b3", day: 17, link: "bridge", A: { min: 4, max: 8 }, B: { min: 2, max: 8 } }],
  places: [{ id: "p", side: "A" }], parity: {}, quota: null, unplacedDay: 40, tieSeed: "s",
  captives: ["a", "b"].map((id) => ({ id, side: "A", tier: "t", urgency: 1, rank: "r", need: "seat", place: "p", held: 1, status: "ready" })),
});
const task = { problem, firstOn: on("2025-06-09"), pausedOn: [on("2025-06-16")], assign: { a: "b1", b: "b1" } };

test("each batch by date, with what a side can carry by size and places together, what is planned, and what conflicts", () => {
  const { days } = calendarOf({ ...task, claimEveryDays: undefined });
  expect(days.map((day) => [day.batch, day.on, day.state, day.sides.map(({ most, planned }) => `${planned}/${most}`).join(" "), day.conflicts.join(" ")])).toEqual([
    ["b1", "2025-06-09", "open", "2/5 0/3", ""],
    ["b2", "2025-06-16", "announced", "0/3 0/undefined", "paused least"], // at least 4, places for 3
    ["b3", "2025-06-23", "open", "0/8 0/8", "crossing"], // at least 4 and 2, the crossing lets 5 pass
  ]);
});

// By hand: 14 days from the first to the last batch, both counted 15; batches on days 0, 7, 14.
test("a claim of daily exchanges stands beside the agreed calendar and what it can carry, on one page", () => {
  const calendar = calendarOf({ ...task, claimEveryDays: 1 });
  expect(calendar.claim).toEqual({ everyDays: 1, days: 15, withBatch: 3, beside: 0, carried: [{ side: "A", agreed: 16, claimed: 120 }, { side: "B", agreed: undefined, claimed: undefined }] });
  expect(calendarOf({ ...task, claimEveryDays: 14 }).claim).toMatchObject({ days: 2, withBatch: 2, beside: 1 });
  const page = printCalendar(calendar);
  expect(page).toContain("2025-06-16  b2       announced side A: 0 planned, at most 3; side B: 0 planned, at most no limit; nothing moves on this day; the agreed least is above what can be carried");
  expect(page).toContain("“every day”, from the first to the last batch: 15 days named, 3 of them with an agreed batch, 12 without; 0 agreed days beside them");
  expect(page.split("\n").length).toBeLessThan(60);
});
