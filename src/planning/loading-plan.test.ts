import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { batchDays } from "./cadence.ts";
import { loadingPlan } from "./loading-plan.ts";

const on = (text: string): CivilDate => {
  const date = parseCivilDate(text);
  if (!date) throw new Error(text);
  return date;
};
const vehicle = (id: string, seat: number, stretcher = 0) => ({ id, places: new Map([["seat", seat], ["stretcher", stretcher]]) });
const item = (place: string, ...ids: string[]) => ({ place, members: ids.map((id) => ({ id, need: id.startsWith("s") ? "stretcher" : "seat" })) });

test("vehicles fill in order of id, items by place then id, first fit", () => {
  const plan = loadingPlan([vehicle("v2", 2), vehicle("v1", 1, 1)], [item("P2", "c"), item("P1", "b"), item("P1", "a"), item("P1", "s1")]);
  expect(plan).toEqual({ vehicles: [{ id: "v1", members: ["a", "s1"] }, { id: "v2", members: ["b", "c"] }], withoutPlace: [], splitGroups: 0 });
});

test("a group goes whole where a vehicle takes it, is taken apart where none does, and who has no place is listed", () => {
  expect(loadingPlan([vehicle("v1", 1), vehicle("v2", 2)], [item("P", "a", "b")]).vehicles).toEqual([{ id: "v1", members: [] }, { id: "v2", members: ["a", "b"] }]);
  expect(loadingPlan([vehicle("v1", 1), vehicle("v2", 1)], [item("P", "a", "b", "c")])).toEqual({ vehicles: [{ id: "v1", members: ["a"] }, { id: "v2", members: ["b"] }], withoutPlace: ["c"], splitGroups: 1 });
  expect(loadingPlan([], [item("P", "a")]).withoutPlace).toEqual(["a"]);
});

// 22 July 1862 and the calendar by hand.
test("batches fall on every seventh day; a paused day moves its batch alone to the next free day", () => {
  expect(batchDays({ firstOn: on("2025-06-09"), everyDays: 7, batches: 3, pausedOn: [on("2025-06-16"), on("2025-06-17")] })).toEqual([
    { on: "2025-06-09", day: 0, movedByDays: 0 }, { on: "2025-06-18", day: 9, movedByDays: 2 }, { on: "2025-06-23", day: 14, movedByDays: 0 },
  ]);
  expect(batchDays({ firstOn: on("2025-06-09"), everyDays: 1, batches: 3, pausedOn: [on("2025-06-10")] }).map((day) => day.on)).toEqual(["2025-06-09", "2025-06-11", "2025-06-12"]);
  expect(() => batchDays({ firstOn: on("2025-06-09"), everyDays: 0, batches: 3, pausedOn: [] })).toThrow(expect.objectContaining({ code: "CADENCE" }));
});
