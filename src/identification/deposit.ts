// The documents that a laboratory deposits: profiles of remains, reference families, a frequency table. Read whole before they are
// taken in, so that nothing lies in the record that a search would have to refuse; every fault by line.
import { Fault, Faults } from "../basis/fault.ts";
import { parseFamily } from "./parse-families.ts";
import { parseFrequencies } from "./parse-frequencies.ts";
import { parseRemains } from "./parse-remains.ts";
import { isCode, isMemberCode } from "./read-code.ts";

const FAULTS_MAX = 1_000;

const capped = (faults: readonly Fault[]): readonly Fault[] => faults.slice(0, FAULTS_MAX);

/** Faults of `parseRemains`, and `CODE_NAME` for an id that may be a name. Linear. */
export function checkProfiles(text: string): readonly Fault[] {
  try {
    const { remains, faults } = parseRemains(text, "profiles");
    const named = remains.filter(({ id }) => id !== "" && !isCode(id)).map(({ line }) => new Fault("CODE_NAME", "expected a code with a digit, never a name", [{ file: "profiles", line, field: "id" }]));
    return capped([...faults, ...named]);
  } catch (error) {
    return faultsOf(error);
  }
}

export type FamilyLine = { readonly line: number; readonly text: string };
export const familyLinesOf = (text: string): FamilyLine[] => text.split("\n").map((one, i) => ({ line: i + 1, text: one })).filter((one) => one.text.trim() !== "");

/** Faults of `parseFamily`, `FAMILY_TWICE`, `FAMILY_SIDE`, and `CODE_NAME` for ids that may be names. Linear. */
export function checkReferences(text: string, side: string): readonly Fault[] {
  const faults: Fault[] = [];
  const met = new Set<string>();
  for (const { line, text: row } of familyLinesOf(text)) {
    if (faults.length >= FAULTS_MAX) break;
    const read = parseFamily(row, "references", line);
    faults.push(...read.faults);
    const { id, pedigree } = read.family;
    const say = (code: string, message: string, field: string): void => void faults.push(new Fault(code, message, [{ file: "references", line, field }]));
    if (!isCode(id)) say("CODE_NAME", "expected the code of a family with a digit, never a name", "id");
    if (pedigree.persons.some((one) => !one.isAdded && !isMemberCode(one.id))) say("CODE_NAME", "expected members by code, such as FA, MO, S1: never a name", "pedigree");
    if (met.has(id)) say("FAMILY_TWICE", "expected each family id once", "id");
    if (read.faults.length === 0 && read.family.side !== side) say("FAMILY_SIDE", "expected families of the side that the deposit names", "side");
    met.add(id);
  }
  if (met.size === 0) faults.push(new Fault("FAMILY_NONE", "expected at least one family, one a line", [{ file: "references", line: 1 }]));
  return capped(faults);
}

/** Faults of `parseFrequencies`. */
export function checkFrequencies(text: string): readonly Fault[] {
  try {
    parseFrequencies(text, "frequencies");
    return [];
  } catch (error) {
    return faultsOf(error);
  }
}

function faultsOf(error: unknown): readonly Fault[] {
  if (error instanceof Faults) return capped(error.faults);
  if (error instanceof Fault) return [error];
  throw error;
}
