// One identification for the prints: received, proposed with the report as it left the laboratory, signed for the side. The report is one
// that `allforall identify --laboratory-copy` wrote of the exercise in examples (test/vectors/identification/report.json).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../src/basis/canonical-json.ts";
import { isRecord, parseJson } from "../src/basis/parse-json.ts";
import { outsideReport, reportDigest } from "../src/identification/outside-report.ts";
import type { Report } from "../src/identification/report.ts";
import { repository } from "./walked-desk.ts";

export const IDENTIFICATION = "NOLAB-I1";

export const laboratoryReport = (): Report => parseJson(readFileSync(join(repository, "test/vectors/identification/report.json"), "utf8")) as Report; // written by the engine

/** Author, kind and body of the three acts. */
export function identificationActs(): readonly (readonly [author: string, kind: string, body: Record<string, unknown>])[] {
  const report = laboratoryReport();
  const outside = parseJson(canonicalJson(outsideReport(report)));
  if (!isRecord(outside)) throw new Error("a report is an object");
  const { ids: { remains, family, missing }, combined } = report;
  const dna = { search: "NOLAB-Q1", log10Lr: combined.log10Lr, posterior: 0.9999, gapLog10: 8, verdict: "proposed", report: outside, reportSha256: reportDigest(outsideReport(report)) };
  return [
    ["SA", "remains.received", { receipt: "SA-RP1", containers: [{ container: "KP1", sets: remains }] }],
    ["NOLAB", "identification.proposed", { identification: IDENTIFICATION, sets: remains, family, missing, side: "SA", dna }],
    ["SA", "identification.signed", { identification: IDENTIFICATION, identifiers: ["dna", "effects"] }],
  ];
}
