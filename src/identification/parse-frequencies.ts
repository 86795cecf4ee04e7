// Frequency tables: wide (first column alleles, a column per marker, an optional last row N) or long (marker, allele, frequency).
import { Fault, Faults } from "../basis/fault.ts";
import { compareAlleles, SILENT, spellAllele } from "./allele.ts";
import { makeLocus, SUM_TOLERANCE } from "./locus.ts";
import { canonicalMarker, markerClass } from "./marker.ts";
import { parseDelimited, printCell } from "./parse-delimited.ts";

export type FrequencySet = {
  /** Canonical marker to allele to frequency; each sums to 1 within rounding. */
  readonly markers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Persons typed per marker, where the table says so. */
  readonly persons: Readonly<Record<string, number>>;
};

/** @throws Faults `MARKER_TWICE`, `MARKER_CLASS`, `ALLELE_SPELLING`, `ALLELE_TWICE`, `FREQUENCY_VALUE`, `FREQUENCY_SUM`, each with its place. */
export function parseFrequencies(text: string, file: string): FrequencySet {
  const { header, rows } = parseDelimited(text, file);
  const faults: Fault[] = [];
  const markers: Record<string, Record<string, number>> = {};
  const persons: Record<string, number> = {};
  const put = (marker: string, alleleText: string, cell: string, line: number, column: number): void => {
    const place = [{ file, line, column, field: marker }];
    const value = Number(cell);
    if (/^(n|count|persons)$/i.test(alleleText)) {
      persons[marker] = value;
      return;
    }
    const allele = alleleText.toLowerCase() === SILENT ? ({ kind: "allele", allele: SILENT } as const) : spellAllele(alleleText);
    if (allele.kind !== "allele") faults.push(new Fault("ALLELE_SPELLING", `expected ${allele.kind === "not called" ? "a called allele" : allele.expected}`, place));
    else if (!Number.isFinite(value) || value < 0 || value > 1) faults.push(new Fault("FREQUENCY_VALUE", "expected a number from 0 to 1 with a decimal point", place));
    else if (value > 0) {
      const own = (markers[marker] ??= {});
      if (own[allele.allele] !== undefined) faults.push(new Fault("ALLELE_TWICE", `expected allele ${allele.allele} once`, place));
      own[allele.allele] = value;
    }
  };
  const lower = header.map((name) => name.toLowerCase());
  const isLong = lower.includes("marker") && lower.includes("allele");
  if (isLong) {
    const [m, a, f] = [lower.indexOf("marker"), lower.indexOf("allele"), lower.findIndex((name) => /^freq/.test(name))];
    if (f < 0) faults.push(new Fault("TABLE_COLUMN", "expected a column frequency", [{ file, line: 1 }]));
    for (const { line, cells } of rows) put(canonicalMarker(cells[m] ?? ""), cells[a] ?? "", cells[f] ?? "", line, f + 1);
  } else {
    const names = header.map(canonicalMarker);
    names.forEach((name, column) => {
      if (column > 0 && names.indexOf(name, 1) !== column) faults.push(new Fault("MARKER_TWICE", `expected marker ${name} once`, [{ file, line: 1, column: column + 1 }]));
    });
    for (const { line, cells } of rows)
      cells.forEach((cell, column) => {
        if (column > 0 && cell !== "" && cell !== "-") put(names[column] ?? "", cells[0] ?? "", cell, line, column + 1);
      });
  }
  for (const [marker, own] of Object.entries(markers)) {
    const sum = Object.values(own).reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) > SUM_TOLERANCE) faults.push(new Fault("FREQUENCY_SUM", `expected frequencies that sum to 1, found ${Number(sum.toPrecision(6))}`, [{ file, field: marker }]));
    if (markerClass(marker) !== "autosomal") faults.push(new Fault("MARKER_CLASS", "expected autosomal markers; X, Y and sex markers are no part of the product", [{ file, field: marker }]));
  }
  if (faults.length > 0) throw new Faults(faults);
  return { markers, persons };
}

/**
 * The rare-allele policy; a new version of the set. `5/(2N)` (NRC II): every allele under it, and every allele of `seen` that the table
 * lacks, is raised to 5/(2N), then the marker is normalised. `(n+1)/(N+1)`: every allele is counted once more, n and N in alleles
 * (N twice the persons typed), then normalised. `persons` gives N where the table does not. @throws Fault `RARE_ALLELE_N`.
 */
export function withRareAlleles(set: FrequencySet, seen: Readonly<Record<string, readonly string[]>>, persons: number | undefined, rule: "5/(2N)" | "(n+1)/(N+1)" = "5/(2N)"): FrequencySet {
  const markers: Record<string, Record<string, number>> = {};
  for (const [marker, own] of Object.entries(set.markers)) {
    const n = set.persons[marker] ?? persons;
    if (n === undefined || !(n > 0)) throw new Fault("RARE_ALLELE_N", "expected the number of persons typed, for the policy of rare alleles", [{ field: marker }]);
    const raise = (p: number): number => (rule === "5/(2N)" ? Math.max(p, 5 / (2 * n)) : (p * 2 * n + 1) / (2 * n + 1));
    const raised: Record<string, number> = {};
    for (const allele of [...new Set([...Object.keys(own), ...(seen[marker] ?? [])])].sort(compareAlleles)) raised[allele] = allele === SILENT ? (own[allele] ?? 0) : raise(own[allele] ?? 0);
    const sum = Object.values(raised).reduce((total, value) => total + value, 0);
    markers[marker] = Object.fromEntries(Object.entries(raised).map(([allele, value]) => [allele, value / sum]));
    makeLocus(marker, markers[marker] ?? {});
  }
  return { markers, persons: set.persons };
}

/** The wide form, alleles ascending. */
export function printFrequencies(set: FrequencySet): string {
  const names = Object.keys(set.markers);
  const alleles = [...new Set(Object.values(set.markers).flatMap((own) => Object.keys(own)))].sort(compareAlleles);
  const lines = [["Allele", ...names], ...alleles.map((allele) => [allele, ...names.map((name) => String(set.markers[name]?.[allele] ?? ""))])];
  if (Object.keys(set.persons).length > 0) lines.push(["N", ...names.map((name) => String(set.persons[name] ?? ""))]);
  return lines.map((cells) => `${cells.map(printCell).join(",")}\n`).join("");
}
