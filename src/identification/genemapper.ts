// GeneMapper tables: tab-delimited; Sample Name, Marker, Allele 1, Allele 2 … Allele n; dyes, sizes and heights are ignored.
// One allele alone may be a homozygote or a drop-out; the table's own two equal alleles are a homozygote, one filled cell is
// refused unless the user says which it is. Rows of one sample and marker must be equal: none silently wins.
import { Fault } from "../basis/fault.ts";
import { spellAllele } from "./allele.ts";
import { canonicalMarker, markerClass } from "./marker.ts";
import type { Seen } from "./observation.ts";
import { parseDelimited, printCell } from "./parse-delimited.ts";
import type { Remains, RemainsFile } from "./parse-remains.ts";

export type OneAllele = "refuse" | "homozygote" | "drop-out";

/** Faults as parseRemains, and `SAMPLE_CONFLICT` for unequal rows of one sample and marker. */
export function readGenemapper(text: string, file: string, oneAllele: OneAllele = "refuse"): RemainsFile {
  const { header, rows } = parseDelimited(text, file);
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const lower = header.map((name) => name.toLowerCase());
  const [sampleColumn, markerColumn] = [lower.indexOf("sample name"), lower.indexOf("marker")];
  const alleleColumns = lower.flatMap((name, column) => (/^allele \d+$/.test(name) ? [column] : []));
  if (sampleColumn < 0 || markerColumn < 0 || alleleColumns.length < 2)
    return { remains: [], faults: [new Fault("TABLE_COLUMN", "expected columns Sample Name, Marker, Allele 1, Allele 2", [{ file, line: 1 }])], warnings, markers: [] };
  const samples = new Map<string, { profile: Record<string, Seen>; y: Record<string, string>; sex: "M" | "F" | "U"; line: number }>();
  const markers = new Set<string>();
  for (const { line, cells } of rows) {
    const marker = canonicalMarker(cells[markerColumn] ?? "");
    const id = cells[sampleColumn] ?? "";
    const place = { file, line, field: marker };
    const sample = samples.get(id) ?? { profile: {}, y: {}, sex: "U" as const, line };
    samples.set(id, sample);
    const called = alleleColumns.map((column) => cells[column] ?? "").filter((cell) => cell !== "");
    if (marker === "AMEL") {
      const letters = called.join("").toUpperCase();
      sample.sex = letters.includes("Y") ? "M" : letters.startsWith("X") ? "F" : "U";
      continue;
    }
    if (markerClass(marker) === "Y" || marker === "Yindel") {
      if (called.length > 0) sample.y[marker] = called.join("/");
      continue;
    }
    if (markerClass(marker) === "X") {
      faults.push(new Fault("MARKER_CLASS", "expected no X-linked marker: this version does not compute with them", [place]));
      continue;
    }
    markers.add(marker);
    const seen = genotypeOf(called, oneAllele);
    if (seen === undefined) continue;
    if (seen instanceof Fault) {
      (seen.code === "NOT_CALLED" ? warnings : faults).push(new Fault(seen.code, seen.message, [place]));
      continue;
    }
    const before = sample.profile[marker];
    if (before && JSON.stringify(before) !== JSON.stringify(seen)) faults.push(new Fault("SAMPLE_CONFLICT", "expected equal rows for one sample and marker", [place]));
    sample.profile[marker] = seen;
  }
  const remains: Remains[] = [...samples].map(([id, one]) => ({ id, container: "", ...one }));
  return { remains, faults, warnings, markers: [...markers] };
}

function genotypeOf(called: readonly string[], oneAllele: OneAllele): Seen | Fault | undefined {
  if (called.length === 0) return undefined;
  if (called.length > 2) return new Fault("GENOTYPE_MANY", `expected two alleles, found ${called.length}: several persons may be in the sample`);
  const spelt = called.map(spellAllele);
  for (const one of spelt) {
    if (one.kind === "not called") return new Fault("NOT_CALLED", "an allele that the laboratory has not called: the marker counts as not typed");
    if (one.kind === "not an allele") return new Fault("ALLELE_SPELLING", `expected ${one.expected}`);
  }
  const [a, b] = spelt.flatMap((one) => (one.kind === "allele" ? [one.allele] : []));
  if (a === undefined) return undefined;
  if (b !== undefined) return [a, b];
  if (oneAllele === "refuse") return new Fault("GENOTYPE_ONE", "expected it to be stated whether one allele is a homozygote or a drop-out");
  return oneAllele === "homozygote" ? [a, a] : [a, null];
}

/** A table of the same columns; a homozygote has its allele twice. */
export function printGenemapper(remains: readonly Remains[]): string {
  const lines = ["Sample File\tSample Name\tPanel\tMarker\tDye\tAllele 1\tAllele 2"];
  for (const { id, profile, sex } of remains) {
    if (sex !== "U") lines.push(["", printCell(id), "", "AMEL", "", "X", sex === "M" ? "Y" : "X"].join("\t"));
    for (const [marker, [a, b]] of Object.entries(profile)) lines.push(["", printCell(id), "", marker, "", a, b ?? ""].join("\t"));
  }
  return `${lines.join("\n")}\n`;
}
