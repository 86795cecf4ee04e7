import fc from "fast-check";
import { expect, test } from "vitest";
import { numberAsWritten, serviceNumber } from "./read-rows.ts";

test("a service number read by its units is that of its whole text", () => {
  const unit = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(..."0123456789-/ .№") }, { weight: 4, arbitrary: fc.constantFrom(..."АВСНабвгднУХІЇЄЭёъСПABCHSPxyzß") }, fc.integer({ min: 0, max: 0x600 }).map((code) => String.fromCharCode(code)));
  const text = fc.array(unit, { maxLength: 12 }).map((units) => units.join(""));
  fc.assert(fc.property(text, (cell) => void expect(serviceNumber(cell)).toBe(numberAsWritten(cell))), { numRuns: 5_000, examples: [["нема 1"], ["б/н"], ["000"], ["АБ 123456"], ["İ1"], ["ΑΣ1"], ["СП-12"]] });
});
