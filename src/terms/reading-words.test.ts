// What everyday words stand for is settled by hand: completed years, so "under 25" is 24 or under; a year alone runs to its last day.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { predicateOf, READING_FORMS, readWords } from "./reading-words.ts";

const day: CivilDate = parseCivilDate("2025-06-02") ?? expect.fail("no day");
const written = (words: string): string | undefined => readWords(words, day)?.written;

test("the readings of the press in June 2025 are read, and it is said as what", () => {
  expect(["25 and under", "25 or younger", "aged 25 and under", "under 25", "18 to 25", "18–25", "aged 18 to 25 years", "born after 2000", "born in 2000 or later"].map(written)).toEqual([
    "aged 25 or under on 2 June 2025", "aged 25 or under on 2 June 2025", "aged 25 or under on 2 June 2025", "aged 24 or under on 2 June 2025",
    "aged 18 or over on 2 June 2025 and aged 25 or under on 2 June 2025", "aged 18 or over on 2 June 2025 and aged 25 or under on 2 June 2025",
    "aged 18 or over on 2 June 2025 and aged 25 or under on 2 June 2025", "born after 31 December 2000", "born after 31 December 1999",
  ]);
  expect(READING_FORMS.map(written).every((one) => one !== undefined)).toBe(true);
});

test("a day of its own stands above the day asked for, and what the terms language says is read as it stands", () => {
  expect(written("under 25 on 9 June 2025")).toBe("aged 24 or under on 9 June 2025");
  expect(written("holding a certified finding of class W")).toBe("holding a certified finding of class W");
  expect(written("aged 18 or over on 1 May 2024 and aged 25 or under on 1 May 2024")).toBe("aged 18 or over on 1 May 2024 and aged 25 or under on 1 May 2024");
});

test("over, older, at least: the next year or the same", () => {
  expect(["over 60", "60 or over", "at least 60", "not over 60", "not older than 60"].map(written)).toEqual(["aged 61 or over", "aged 60 or over", "aged 60 or over", "aged 60 or under", "aged 60 or under"].map((one) => `${one} on 2 June 2025`));
});

test("words that may mean two things or nothing are not read", () => {
  for (const words of ["up to 25", "before 25", "the young", "25", "", "25 to 18", "born before 2000", "under 25 on 31 June 2025", "between 18 and 25", "about 25", "25 or under or wounded"]) expect([words, written(words)]).toEqual([words, undefined]);
});

test("what is written is read back as the same category, for every age and range", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 998 }), fc.integer({ min: 1, max: 998 }), (a, b) => {
    for (const words of [`under ${a}`, `${a} or under`, `over ${a}`, `${Math.min(a, b)} to ${Math.max(a, b)}`]) {
      const found = readWords(words, day);
      expect(found && predicateOf(found.written)).toEqual(found?.predicate);
      expect(found).toBeDefined();
    }
  }));
});
