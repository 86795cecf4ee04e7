// The report of a proposed identification as it leaves the laboratory: ratios marker by marker, never an allele (IDENTIFICATION.md
// 17). The laboratory's copy has the genotypes and the next best family beside, so both say the same.
import { canonicalJson } from "../basis/canonical-json.ts";
import { utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { Report } from "./report.ts";

export type OutsideReport = Omit<Report, "perMarker" | "runnerUp"> & { readonly perMarker: readonly { readonly marker: string; readonly lr: number | null; readonly isExcluded: boolean }[] };

export const outsideReport = ({ runnerUp: _, ...report }: Report): OutsideReport =>
  ({ ...report, perMarker: report.perMarker.map(({ marker, lr, isExcluded }) => ({ marker, lr, isExcluded })) });

export const reportDigest = (report: OutsideReport): string => sha256Hex(utf8(canonicalJson(report)));

const MEMBERS = [
  "ids", "propositions", "pedigree", "pedigreeDigest", "markers", "mutation", "theta", "perMarker", "combined", "sensitivity", "prior", "posterior", "verdict", "symmetricGroup", "yMismatches",
  "adventitiousMax", "usefulRelatives", "engine", "digests", "people",
];

/** What a value lacks of a report, member by member; nothing for a report, outside or of the laboratory. */
export function lacksOfReport(value: unknown): readonly string[] {
  const report = isRecord(value) ? value : {};
  const lists = ["pedigree", "perMarker", "yMismatches", "usefulRelatives"], objects = ["ids", "markers", "combined", "sensitivity", "prior", "posterior", "digests"];
  return MEMBERS.filter((name) => report[name] === undefined || (lists.includes(name) && !Array.isArray(report[name])) || (objects.includes(name) && !isRecord(report[name])));
}

/** Members that reports made before them do not have. */
const LATER = ["alternatives", "adventitious", "basis"];

/** Faults `REPORT_FORM` for a report of another pair, figure or form, `REPORT_GENOTYPE` where an allele stands in it. */
export function checkOutsideReport(report: Readonly<Record<string, unknown>>, of: { readonly sets: readonly string[]; readonly family: string; readonly missing: string; readonly log10Lr: number }): Fault[] {
  const faults: Fault[] = [];
  const say = (code: string, message: string, field: string): void => void faults.push(new Fault(code, `expected ${message}`, [{ field: `dna.report.${field}` }]));
  for (const name of MEMBERS) if (report[name] === undefined) say("REPORT_FORM", "this member", name);
  for (const name of Object.keys(report)) if (!MEMBERS.includes(name) && !LATER.includes(name)) say("REPORT_FORM", "no member of this name", name);
  const ids = isRecord(report["ids"]) ? report["ids"] : {};
  if (ids["family"] !== of.family || ids["missing"] !== of.missing || canonicalJson(ids["remains"] ?? null) !== canonicalJson(of.sets)) say("REPORT_FORM", "the report of the pair that is proposed", "ids");
  const combined = isRecord(report["combined"]) ? report["combined"] : {};
  if (combined["log10Lr"] !== of.log10Lr) say("REPORT_FORM", "the ratio that is proposed", "combined.log10Lr");
  const rows: readonly unknown[] = Array.isArray(report["perMarker"]) ? report["perMarker"] : [];
  if (rows.length === 0) say("REPORT_FORM", "a ratio for each marker", "perMarker");
  if (rows.some((row) => !isRecord(row) || Object.keys(row).some((name) => !["marker", "lr", "isExcluded"].includes(name)))) say("REPORT_GENOTYPE", "marker, ratio and exclusion alone: no allele leaves the laboratory", "perMarker");
  return faults;
}
