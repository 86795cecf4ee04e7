// One marker of one frequency set, ready for arithmetic: its alleles in the fixed order and their probabilities.
import { Fault } from "../basis/fault.ts";
import { compareAlleles, SILENT } from "./allele.ts";

export type Locus = {
  readonly marker: string;
  /** Ascending, `silent` last when there is one. */
  readonly alleles: readonly string[];
  /** Probability of each allele, same order, sum 1. */
  readonly p: Float64Array;
  readonly indexOf: ReadonlyMap<string, number>;
  /** Index of the silent allele, -1 without one. */
  readonly silent: number;
};

/** How far a sum of frequencies may lie from 1 and be called a rounding. */
export const SUM_TOLERANCE = 1e-3;

/**
 * Orders the alleles and normalises the sum.
 * @throws Fault `FREQUENCY_VALUE` for a frequency outside (0, 1], `FREQUENCY_SUM` when the sum is not 1 within rounding.
 */
export function makeLocus(marker: string, frequencies: Readonly<Record<string, number>>): Locus {
  const alleles = Object.keys(frequencies).sort(compareAlleles);
  const p = Float64Array.from(alleles, (allele) => frequencies[allele] ?? 0);
  const bad = p.findIndex((value) => !(value > 0 && value <= 1));
  if (bad >= 0 && !(alleles[bad] === SILENT && p[bad] === 0))
    throw new Fault("FREQUENCY_VALUE", `expected a frequency above 0 and at most 1 for allele ${alleles[bad] ?? ""}`, [{ field: marker }]);
  const sum = p.reduce((total, value) => total + value, 0);
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE))
    throw new Fault("FREQUENCY_SUM", `expected frequencies that sum to 1, found ${Number(sum.toPrecision(6))}`, [{ field: marker }]);
  if (Math.abs(sum - 1) > 1e-12) for (let i = 0; i < p.length; i++) p[i] = (p[i] ?? 0) / sum;
  const indexOf = new Map(alleles.map((allele, index) => [allele, index]));
  return { marker, alleles, p, indexOf, silent: indexOf.get(SILENT) ?? -1 };
}
