// Profiles of remains: id, sex, then one column per marker with "12/14.2"; empty is not typed, "12/" is one allele known.
// Nothing is guessed: "12" alone may be a homozygote or a drop-out, so it is refused with its place.
import { Fault } from "../basis/fault.ts";
import { spellAllele } from "./allele.ts";
import { canonicalMarker, markerClass } from "./marker.ts";
import type { Seen } from "./observation.ts";
import { parseDelimited } from "./parse-delimited.ts";
import type { Sex } from "./pedigree.ts";

export type Remains = {
  readonly id: string;
  readonly sex: Sex;
  readonly container: string;
  readonly profile: Readonly<Record<string, Seen>>;
  /** Y haplotype, marker to what was called; never multiplied into the product. */
  readonly y: Readonly<Record<string, string>>;
  readonly line: number;
};

export type RemainsFile = { readonly remains: readonly Remains[]; readonly faults: readonly Fault[]; readonly warnings: readonly Fault[]; readonly markers: readonly string[] };

/** Columns that are no marker. */
const PLAIN = new Set(["id", "sex", "container", "sample", "sample name"]);

/** Faults: `TABLE_COLUMN`, `SAMPLE_TWICE`, `SEX`, `GENOTYPE_ONE`, `GENOTYPE_MANY`, `ALLELE_SPELLING`, `MARKER_CLASS`. Linear. */
export function parseRemains(text: string, file: string): RemainsFile {
  const { header, rows } = parseDelimited(text, file);
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const lower = header.map((name) => name.toLowerCase());
  const idColumn = lower.findIndex((name) => ["id", "sample", "sample name"].includes(name));
  if (idColumn < 0) faults.push(new Fault("TABLE_COLUMN", "expected a column id", [{ file, line: 1 }]));
  const [sexColumn, containerColumn] = [lower.indexOf("sex"), lower.indexOf("container")];
  const columns = header.flatMap((name, column) => (PLAIN.has(lower[column] ?? "") ? [] : [{ column, marker: canonicalMarker(name) }]));
  columns.forEach(({ marker, column }, index) => {
    if (columns.findIndex((one) => one.marker === marker) !== index) faults.push(new Fault("MARKER_TWICE", `expected marker ${marker} once`, [{ file, line: 1, column: column + 1 }]));
    if (markerClass(marker) === "X") faults.push(new Fault("MARKER_CLASS", "expected no X-linked marker: this version does not compute with them", [{ file, line: 1, column: column + 1, field: marker }]));
  });
  const ids = new Map<string, number>();
  const remains = rows.map(({ line, cells }): Remains => {
    const id = cells[idColumn] ?? "";
    if (id === "") faults.push(new Fault("TABLE_COLUMN", "expected an id", [{ file, line, column: idColumn + 1 }]));
    if (ids.has(id)) faults.push(new Fault("SAMPLE_TWICE", `expected each sample once, found the id of line ${ids.get(id) ?? 0} again`, [{ file, line, column: idColumn + 1 }]));
    ids.set(id, line);
    const profile: Record<string, Seen> = {};
    const y: Record<string, string> = {};
    let amel: Sex = "U";
    for (const { column, marker } of columns) {
      const cell = cells[column] ?? "";
      if (cell === "") continue;
      const place = { file, line, column: column + 1, field: marker };
      if (markerClass(marker) === "Y" || marker === "Yindel") y[marker] = cell;
      else if (marker === "AMEL") amel = /y/i.test(cell) ? "M" : /^x(\s*[/,]?\s*x)?$/i.test(cell) ? "F" : "U";
      else {
        const seen = readCell(cell);
        if (seen instanceof Fault) (seen.code === "NOT_CALLED" ? warnings : faults).push(new Fault(seen.code, seen.message, [place]));
        else profile[marker] = seen;
      }
    }
    const sexText = cells[sexColumn] ?? "";
    const sex: Sex = /^(m|male|1)$/i.test(sexText) ? "M" : /^(f|female|2)$/i.test(sexText) ? "F" : "U";
    if (sex === "U" && !/^(u|unknown|\?|0|)$/i.test(sexText)) faults.push(new Fault("SEX", "expected M, F or U", [{ file, line, column: sexColumn + 1 }]));
    return { id, sex: sex === "U" ? amel : sex, container: cells[containerColumn] ?? "", profile, y, line };
  });
  const markers = columns.map(({ marker }) => marker).filter((marker) => markerClass(marker) === "autosomal");
  return { remains, faults, warnings, markers };
}

/** One cell; a fault without a place when it cannot be read. `NOT_CALLED` is a warning: the marker counts as not typed. */
export function readCell(cell: string): Seen | Fault {
  const parts = cell.split("/").map((part) => part.trim());
  if (parts.length === 1) {
    const { kind } = spellAllele(cell);
    return kind === "not called" ? new Fault("NOT_CALLED", "an allele that the laboratory has not called: the marker counts as not typed")
      : kind === "not an allele" ? new Fault("ALLELE_SPELLING", "expected two alleles such as 12/14.2")
        : new Fault("GENOTYPE_ONE", "expected a/a for a homozygote or a/ for one known allele: one allele alone may be either");
  }
  if (parts.length > 2) return new Fault("GENOTYPE_MANY", `expected two alleles, found ${parts.length}: several persons may be in the sample`);
  const spelt = parts.map((part) => (part === "" ? undefined : spellAllele(part)));
  if (spelt.every((one) => one === undefined)) return new Fault("ALLELE_SPELLING", "expected an allele");
  for (const one of spelt) {
    if (one?.kind === "not an allele") return new Fault("ALLELE_SPELLING", `expected ${one.expected}`);
    if (one?.kind === "not called") return new Fault("NOT_CALLED", "an allele that the laboratory has not called: the marker counts as not typed");
  }
  const [a, b] = spelt.map((one) => (one?.kind === "allele" ? one.allele : null));
  return a === null || a === undefined ? [b ?? "", null] : [a, b ?? null];
}

/** The form that `parseRemains` reads. */
export const printSeen = (seen: Seen | undefined): string => (seen === undefined ? "" : `${seen[0]}/${seen[1] ?? ""}`);
