// What an identification rests on (INTERPOL DVI Guide, November 2023: friction ridge, dental and DNA are primary). Visual
// recognition alone never closes a case, and DNA alone does not either: a board compares it with something else.
import { Fault } from "../basis/fault.ts";

export const PRIMARY = ["dna", "dental", "friction ridge"] as const;
export const SECONDARY = ["medical", "description", "effects", "place of recovery", "visual"] as const;
export const IDENTIFIERS = [...PRIMARY, ...SECONDARY] as const;
export type Identifier = (typeof IDENTIFIERS)[number];

/** Faults `IDENTIFIERS_VISUAL`, `IDENTIFIERS_DNA_ALONE`, `IDENTIFIERS_PRIMARY`; none where the case may be closed. */
export function judgeIdentifiers(given: readonly Identifier[]): Fault[] {
  const place = [{ field: "identifiers" }];
  const [first] = given;
  if (given.length === 1 && first === "visual") return [new Fault("IDENTIFIERS_VISUAL", "expected more than visual recognition: alone it never closes a case", place)];
  if (given.length === 1 && first === "dna") return [new Fault("IDENTIFIERS_DNA_ALONE", "expected a further identifier beside DNA: alone it never closes a case", place)];
  if (given.every((one) => SECONDARY.some((other) => other === one))) return [new Fault("IDENTIFIERS_PRIMARY", `expected one of ${PRIMARY.join(", ")}`, place)];
  // recognition by sight is known to err most where everybody expects the result: it does not count as the second identifier
  if (given.filter((one) => one !== "visual").length === 1 && first !== "dental" && first !== "friction ridge") return [new Fault("IDENTIFIERS_DNA_ALONE", "expected a further identifier beside DNA that is not visual recognition", place)];
  return [];
}
