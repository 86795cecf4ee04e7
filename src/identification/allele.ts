// Alleles of short tandem repeats are texts, never numbers: "9.3" means nine repeats and three bases, not 9.3 repeats.
// Order (IDENTIFICATION.md 2): ascending value, then names that are no number by code unit, `silent` last.
import { byCodeUnit } from "../basis/code-sort.ts";

/** The allele that is inherited and never seen. */
export const SILENT = "silent";

export type Spelling =
  | { readonly kind: "allele"; readonly allele: string }
  | { readonly kind: "not called"; readonly mark: string }
  | { readonly kind: "not an allele"; readonly expected: string };

/**
 * Settles the spelling of one cell: `9.30` and `9.0` lose their empty decimals; a comma, a leading zero and a second
 * decimal are not guessed at; `OL`, `<8`, `>17` and `?` are calls the laboratory has not made.
 */
export function spellAllele(text: string): Spelling {
  const cell = text.trim();
  if (/^(OL|\?|[<>]\s*\d+(\.\d)?)$/i.test(cell)) return { kind: "not called", mark: cell };
  const match = /^([1-9]\d{0,2})(?:\.(\d)0*)?$/.exec(cell);
  if (match) {
    const [, whole = "", decimal = "0"] = match;
    return { kind: "allele", allele: decimal === "0" ? whole : `${whole}.${decimal}` };
  }
  if (/^\d+,\d+$/.test(cell)) return { kind: "not an allele", expected: "a decimal point, not a comma" };
  if (/^0\d/.test(cell)) return { kind: "not an allele", expected: "no leading zero" };
  if (/^\d+\.\d{2,}$/.test(cell)) return { kind: "not an allele", expected: "at most one decimal" };
  if (/^[A-Za-z]\w{0,9}$/.test(cell) && cell.toLowerCase() !== SILENT) return { kind: "allele", allele: cell };
  return { kind: "not an allele", expected: "a repeat number such as 12 or 9.3" };
}

const NUMERIC = /^\d+(\.\d)?$/;

export const isRepeatNumber = (allele: string): boolean => NUMERIC.test(allele);

/** The decimal digit as text; integers form group "0". Never by rounding (IDENTIFICATION.md 3). */
export const microvariantGroup = (allele: string): string => allele.split(".")[1] ?? "0";

/** The order that fixes matrices, ranks, table rows and sums. */
export function compareAlleles(a: string, b: string): number {
  if (a === b) return 0;
  if (a === SILENT) return 1;
  if (b === SILENT) return -1;
  const [isA, isB] = [isRepeatNumber(a), isRepeatNumber(b)];
  if (isA && isB) return Number(a) - Number(b) || byCodeUnit(a, b);
  return isA ? -1 : isB ? 1 : byCodeUnit(a, b);
}
