// What a report rests on: dropped markers by reason, another frequency table by closed form, the next best family, and what may leave
// the laboratory. A father typed: LR is 1/p for a child's homozygote that he is too, 1/2p where he sends one of two.
import { expect, test } from "vitest";
import type { Candidate, Evidence, FoundPair } from "./decide.ts";
import { outsideReport } from "./outside-report.ts";
import { parseFamily, type Family } from "./parse-families.ts";
import type { Remains } from "./parse-remains.ts";
import { panelOf } from "./proposals.ts";
import { makeReport, type Report, type ReportHead } from "./report.ts";
import { PLAIN_SETTINGS, type Settings } from "./settings.ts";

const table = (p: number, markers: readonly string[]) => ({ markers: Object.fromEntries(markers.map((marker) => [marker, { "10": p, "11": 1 - p }])), persons: { D1: 400 } });
const settings: Settings = { ...PLAIN_SETTINGS, mutation: { model: "none" }, without: ["D5"] };
const panel = panelOf(table(0.2, ["D1", "D2", "D3", "D4", "D5"]), settings);
const remains: Remains = { id: "R1", sex: "M", container: "B1", profile: { D1: ["10", "10"], D2: ["10", "11"], D4: ["10", "10"], D5: ["10", "10"] }, y: {}, line: 2 };
const rows = [{ id: "F", father: "0", mother: "0", sex: "M" }, { id: "M", father: "0", mother: "0", sex: "F" }, { id: "X", father: "F", mother: "M", sex: "M" }];
const family: Family = parseFamily(JSON.stringify({ id: "F1", side: "A", pedigree: rows, missing: ["X"], references: { F: { D1: ["10", "10"], D2: ["10", "10"], D3: ["10", "10"], D5: ["10", "10"] } } }), "f", 1).family;
const pair = (of: string, log10Lr: number): FoundPair => ({ remains: 0, family: of, missing: "X", log10Lr, excluded: [], markers: 2, y: [] });
const evidence: Evidence = { panel, remains: [remains], families: new Map([["F1", family]]), pairs: [pair("F1", 1), pair("F2", 0.3), pair("F3", 0.5), pair("F4", -Infinity)], rest: [0], missing: { M: 4, F: 0, U: 0 }, settings, flagged: new Set() };
const candidate: Candidate = { ...pair("F1", 1), posterior: 0.6, plain: 0.5, gapLog10: 1, component: 1, verdict: "more references needed" };
const head: ReportHead = {
  engine: "e", digests: {}, scanned: 4, members: ["R1"], containers: ["B1"], frequencies: { population: "T 1", sha256: "0".repeat(64), persons: { D1: 400 } },
  otherTables: [{ population: "T 2", sha256: "1".repeat(64), panel: panelOf(table(0.4, ["D1", "D2"]), settings) }, { population: "T 3", sha256: "2".repeat(64), panel: panelOf(table(0.4, ["D1"]), settings) }], isGenetic: true,
};
const made = makeReport({ ...candidate }, evidence, undefined, head) as Report;

test("each marker that was not compared has its reason, one left out by the policy too", () => {
  expect(made.markers.used).toEqual(["D1", "D2"]);
  expect(made.markers.dropped).toEqual([{ marker: "D3", reason: "not typed in the remains" }, { marker: "D4", reason: "not typed in any reference" }, { marker: "D5", reason: "left out by the policy" }]);
});

test("a report says its ratio under each other table, by closed form, and which markers a table lacks", () => {
  expect(made.combined.log10Lr).toBeCloseTo(Math.log10((1 / 0.2) * (1 / 0.4)), 9); // D1 10/10: 1/p; D2 10/11 with a father 10/10: q/2pq
  expect(made.sensitivity.frequencies?.map(({ population, lacking }) => [population, lacking])).toEqual([["T 2", []], ["T 3", ["D2"]]]);
  expect(made.sensitivity.frequencies?.[0]?.log10Lr).toBeCloseTo(Math.log10((1 / 0.4) * (1 / 0.8)), 9);
  expect(made.sensitivity.frequencies?.[1]?.log10Lr).toBeNull();
});

test("the laboratory's copy holds genotypes and the next best family, what leaves it neither", () => {
  expect(made.runnerUp).toEqual({ family: "F3", missing: "X", log10Lr: 0.5 });
  expect(made.perMarker[1]?.references).toEqual({ F: "10/10" });
  const outside = outsideReport(made);
  expect("runnerUp" in outside).toBe(false);
  expect(outside.perMarker.every((one) => Object.keys(one).sort().join() === "isExcluded,lr,marker")).toBe(true);
  const plain = makeReport(candidate, evidence, undefined, { ...head, isGenetic: false });
  expect(plain?.perMarker[0]?.references).toBeUndefined();
  expect(JSON.stringify(plain)).not.toContain("F3"); // the family of another side perhaps
});

test("the basis names table, numbers, policy, sex and what was assumed", () => {
  expect(made.basis).toMatchObject({ frequencies: { population: "T 1", persons: { D1: 400 }, rareAlleles: null }, dropOut: 0, silent: {}, sex: { remains: "M", missing: "M" }, containers: ["B1"], mutationOf: {}, markersMin: 12, gapLog10: 3 });
  expect(made.basis?.assumptions).toContain("no identical twin");
});

test("where the references contradict each other no ratio is taken, and the marker is named, not counted", () => {
  const two = parseFamily(JSON.stringify({ id: "F9", side: "A", pedigree: [...rows, { id: "S", father: "F", mother: "M", sex: "F" }], missing: ["X"], references: { F: { D1: ["10", "10"], D2: ["10", "10"] }, S: { D1: ["11", "11"] } } }), "f", 1).family;
  const report = makeReport({ ...candidate, family: "F9" }, { ...evidence, families: new Map([["F9", two]]) }, undefined, head);
  expect(report?.markers.used).toEqual(["D2"]);
  expect(report?.markers.dropped).toContainEqual({ marker: "D1", reason: "the references contradict each other" });
});
