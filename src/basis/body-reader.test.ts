import { expect, test } from "vitest";
import { readBody, type BodyReader } from "./body-reader.ts";
import { Faults } from "./fault.ts";

const read = (body: Record<string, unknown>) =>
  readBody(body, "TEST_FORM", (one: BodyReader) => ({
    name: one.text("name"), day: one.date("day"), count: one.whole("count"), way: one.oneOf("way", ["in", "out"]),
    ...one.textIfAny("note"), tags: one.texts("tags"), seats: one.list("seats", (seat) => ({ code: seat.text("code") })),
  }));
const good = { name: "n", day: "2025-06-02", count: 3, way: "in", tags: ["a"], seats: [{ code: "A" }] };

const faultsOf = (body: Record<string, unknown>) => {
  try {
    read(body);
  } catch (error) {
    if (error instanceof Faults) return error.faults.map(({ code, message, places }) => [code, places[0]?.field, message]);
    throw error;
  }
  return [];
};

test("a whole body is read, and an absent optional member is absent", () => {
  expect(read(good)).toEqual(good);
  expect(read({ ...good, note: "x" })).toEqual({ ...good, note: "x" });
});

test("every wrong, missing and unknown member is named at once, and a text that may be a name is not shown", () => {
  const found = faultsOf({ name: "Zoe\u0301", day: "2025-06-31", count: "6.000", way: "up", tags: [1], seats: [{}, 7], odd: 1 });
  expect(found.map(([, field]) => field)).toEqual(["name", "day", "count", "way", "tags", "seats[0].code", "seats[1]", "odd"]);
  expect(found.every(([code]) => code === "TEST_FORM")).toBe(true);
  expect(found.map(([, , message]) => message).join("\n")).not.toContain("Zoe");
  expect(found[1]?.[2]).toBe('expected a date that exists, YYYY-MM-DD, found "2025-06-31"');
});
