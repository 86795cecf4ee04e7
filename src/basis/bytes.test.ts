import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8, utf8Of } from "./bytes.ts";

test("texts one after the other are the bytes of their sum, where no piece ends in half a character", () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 40 })), fc.nat(3), (texts, doublings) => {
    const many = Array.from({ length: 4 ** doublings }, () => texts).flat();
    expect(utf8Of(many)).toEqual(utf8(many.join("")));
  }));
  const long = "ж".repeat(200_000);
  expect(utf8Of([long, "a", long])).toEqual(utf8(`${long}a${long}`));
});
