import fc from "fast-check";
import { expect, test } from "vitest";
import { readAge, readAsWritten, readDate } from "./written-date.ts";

const ON = 20250602;
const day = (text: string, asOf = ON): string => {
  const found = readDate(text, asOf);
  if (typeof found === "string") return found;
  return `${found.years[0] === found.years[1] ? found.year : `${found.years[0]}/${found.years[1]}`}-${found.month}-${found.day}${found.either ? " either" : ""}`;
};

// The table of MATCHING.md 2, and EDTF (ISO 8601-2:2019) for what is partial.
test.each([
  ["1985-05-12", "1985-5-12"], ["12.05.1985", "1985-5-12"], ["12-5-1985", "1985-5-12"], ["19850512", "1985-5-12"], ["12 травня 1985 р.", "1985-5-12"],
  ["12 мая 1985 г.р.", "1985-5-12"], ["12 May 1985", "1985-5-12"], ["12 Mayıs 1985", "1985-5-12"], ["١٢/٠٥/١٩٨٥", "1985-5-12 either"], ["12.05.85", "1985-5-12"], ["12.05.05", "2005-5-12"],
  ["05.1985", "1985-5-0"], ["1985-05", "1985-5-0"], ["00.05.1985", "1985-5-0"], ["xx.05.1985", "1985-5-0"], ["1985", "1985-0-0"], ["1985 р.н.", "1985-0-0"],
  ["~1985", "1983/1987-0-0"], ["близько 1985", "1983/1987-0-0"], ["1985?", "1983/1987-0-0"], ["1984/86", "1984/1986-0-0"], ["1984–1986", "1984/1986-0-0"],
  ["05/14/1985", "1985-5-14"], ["05/06/1985", "1985-6-5 either"], ["31.02.1985", "unreadable"], ["1885-01-01", "unreadable"], ["", "missing"], ["невідомо", "missing"], ["31179", "1985-5-12"],
])("%s is read as %s", (text, expected) => expect(day(text)).toBe(expected));

test("a year of two digits and an age are read only with the day of the list", () => {
  expect(day("12.05.85", 0)).toBe("needs as-of");
  expect(readAge("40", 0)).toBe("needs as-of");
  expect(readAge("40", ON)).toMatchObject({ years: [1984, 1985] });
  expect(readAge("0", ON)).toBe("unreadable");
  expect(readAge("150", ON)).toBe("unreadable");
});

test("a plain date is read as any other is", () => {
  const two = fc.integer({ min: 0, max: 39 }).map((value) => String(value).padStart(2, "0"));
  const year = fc.oneof(fc.integer({ min: 1880, max: 2120 }).map(String), two);
  const mark = fc.constantFrom("-", ".", "/", "x", "٣");
  const written = fc.oneof(fc.tuple(year, mark, two, mark, two), fc.tuple(two, mark, two, mark, year)).map((parts) => parts.join(""));
  fc.assert(fc.property(written, (text) => void expect(readDate(text, ON)).toEqual(readAsWritten(text, ON))), { numRuns: 3_000, examples: [["1984-02-29"], ["29.02.1985"], ["00.05.1985"], ["1985-05.12"]] });
});
