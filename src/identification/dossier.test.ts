// The dossier of the fallen, act by act. Counts are those of MISSION.md F1; refusals are one for each code.
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../basis/canonical-json.ts";
import { utf8 } from "../basis/bytes.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { inputsDigest, settledOf, withdrawnOf } from "./check-laboratory-act.ts";
import { checkOnDossier, emptyDossier, foundSets, layOnDossier, type Dossier } from "./dossier.ts";
import { IDENTIFIERS, judgeIdentifiers, PRIMARY, type Identifier } from "./identifiers.ts";
import { isCode } from "./read-code.ts";
import { FAMILY_KINDS, GENETIC_KINDS, LABORATORY_KINDS, REMAINS_ACTS, type RemainsAct } from "./remains-act.ts";
import { flagsDigest } from "./settle-act.ts";

const day = parseCivilDate("2026-02-20") ?? expect.fail("no day");
const digest = (text: string): string => sha256Hex(utf8(text));

/** Parses, judges and lays acts one after another, each by its author. */
class Story {
  readonly dossier: Dossier = emptyDossier();
  entry = 0;
  tell(kind: RemainsAct["kind"], body: Record<string, unknown>, by = "A"): this {
    const act = REMAINS_ACTS[kind](body);
    checkOnDossier(this.dossier, act, by);
    layOnDossier(this.dossier, { ...act, entry: this.entry++, cite: `x/${this.entry}`, by, on: day });
    return this;
  }
  codes(kind: RemainsAct["kind"], body: Record<string, unknown>, by = "A"): string[] {
    try {
      this.tell(kind, body, by);
      return [];
    } catch (error) {
      if (error instanceof Faults) return [...new Set(error.faults.map(({ code }) => code))];
      if (error instanceof Fault) return [error.code];
      throw error;
    }
  }
}

const FREQUENCIES = "marker,allele,frequency\nD3S1358,15,0.5\nD3S1358,16,0.5\n";
const SETTINGS = { mutation: { model: "equal", male: { rate: 0.002 }, female: { rate: 0.001 } } };
const PROFILES = "id,sex,D3S1358\nS1,M,15/16\nS2,M,15/15\n";
const FAMILY = JSON.stringify({ id: "F1", side: "A", pedigree: [{ id: "FA", father: "0", mother: "0", sex: "M" }, { id: "MO", father: "0", mother: "0", sex: "F" }, { id: "M1", father: "FA", mother: "MO", sex: "M" }], missing: ["M1"], references: { FA: { D3S1358: ["15", "15"] } } });

const received = (): Story => new Story().tell("remains.received", { receipt: "R1", operation: "op 1", obligation: "EX/1", containers: [{ container: "K1", sets: ["S1", "S2", "S3"] }, { container: "K2", sets: ["S4"] }, { container: "K3" }] });

const report = (log10Lr: number): Record<string, unknown> => ({
  ids: { remains: ["S1"], family: "F1", missing: "M1", side: "A" }, propositions: { h1: "", h2: "" }, pedigree: [], pedigreeDigest: "", markers: { used: [], notCompared: [] }, mutation: {}, theta: 0,
  perMarker: [{ marker: "D3S1358", lr: 2, isExcluded: false }], combined: { log10Lr, excluded: [], jointGapLog10: 9 }, sensitivity: { theta: [], withoutReference: [] }, prior: {}, posterior: {}, verdict: "proposed",
  symmetricGroup: null, yMismatches: [], adventitiousMax: 0, usefulRelatives: [], engine: "e", digests: {}, people: {},
});
const proposal = (more: Record<string, unknown> = {}, dna: Record<string, unknown> = {}): Record<string, unknown> => {
  const own = report(9);
  return {
    identification: "I1", sets: ["S1"], family: "F1", missing: "M1", side: "A",
    dna: { search: "Q1", log10Lr: 9, posterior: 0.9999, gapLog10: 6, verdict: "proposed", report: own, reportSha256: digest(canonicalJson(own)), ...dna }, ...more,
  };
};
const FLAG = { kind: "relation", family: "F1", persons: ["FA", "MO"], log10Lr: -3.5, markers: ["D3S1358"] } as const;
const candidates = (): string => canonicalJson({ flags: [FLAG], candidates: [{ sets: ["S1"], family: "F1", missing: "M1", log10Lr: 9, posterior: 0.9999, gapLog10: 6, verdict: "proposed", reportSha256: digest(canonicalJson(report(9))) }] });

/** The laboratory's compartment after a search. */
function searched(): Story {
  const story = received()
    .tell("identification.policy", { policy: "P1", settings: SETTINGS, population: "Table 1", frequencies: FREQUENCIES, sha256: digest(FREQUENCIES) })
    .tell("profiles.deposited", { deposit: "D1", purpose: "remains", text: PROFILES, sha256: digest(PROFILES) })
    .tell("references.deposited", { deposit: "D2", side: "A", text: `${FAMILY}\n`, sha256: digest(`${FAMILY}\n`) });
  const names = { policy: "P1", profiles: ["D1"], references: ["D2"] };
  return story.tell("search.run", { search: "Q1", ...names, inputsSha256: inputsDigest(story.dossier, names), candidatesSha256: digest(candidates()), engine: "e", kernel: "k", counts: { families: 1 } })
    .tell("candidates.kept", { search: "Q1", text: candidates(), sha256: digest(candidates()) });
}

test("one bag with parts of three people and one person in two bags: two containers, four sets, three persons", () => {
  const { dossier } = new Story().tell("remains.received", { receipt: "R1", containers: [{ container: "K1" }, { container: "K2" }] })
    .tell("remains.examined", { examination: "E1", containers: [{ container: "K1", sets: ["S1", "S2", "S3"] }, { container: "K2", sets: ["S4"] }] })
    .tell("remains.joined", { person: "P1", sets: ["S1", "S4"], basis: "dna" });
  const single = [...dossier.sets.values()].filter(({ person }) => person === null).length;
  expect([dossier.containers.size, dossier.sets.size, single + dossier.persons.size]).toEqual([2, 4, 3]);
});

const informed = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ identification: "I1", informant: "A-3", on: "2026-02-20", channel: "in person", ...more });

test("kin are informed after two signed and never before, by their own side; nobody is buried before them", () => {
  const story = searched().tell("identification.proposed", proposal());
  expect(story.codes("kin.informed", informed()), "only proposed").toEqual(["REMAINS_STATE"]);
  story.tell("identification.signed", { identification: "I1", identifiers: ["dna", "effects"] });
  expect(story.codes("remains.buried", { identification: "I1", grave: "G7", on: "2026-03-01" }), "kin first").toEqual(["REMAINS_STATE"]);
  expect(story.codes("kin.informed", informed({ on: "2026-02-19" })), "the day before the signature").toEqual(["REMAINS_STATE"]);
  expect(story.codes("kin.informed", informed(), "B"), "another side's missing").toEqual(["REMAINS_STATE"]);
  expect(story.codes("kin.informed", informed({ channel: "by rumour" }))).toEqual(["REMAINS_FORM"]);
  expect(story.codes("kin.informed", informed({ informant: "Olena" })), "a name is no code").toEqual(["REMAINS_FORM"]);
  expect(story.codes("kin.informed", informed({ kin: "mother" })), "who was told stands nowhere").toEqual(["REMAINS_FORM"]);
  expect(story.codes("kin.informed", informed())).toEqual([]);
  expect(story.codes("remains.buried", { identification: "I1", grave: "G7", on: "2026-03-01" })).toEqual([]);
});

test("a family is one row of a list and a row one family; a link is undone, not written over", () => {
  const link = { family: "F1", missing: "M1", list: "A-L1", row: "7" };
  const story = searched().tell("family.linked", link);
  expect(story.codes("family.linked", { ...link, row: "8" })).toEqual(["REMAINS_TWICE"]);
  expect(story.codes("family.linked", { ...link, family: "F2" })).toEqual(["REMAINS_TWICE"]);
  expect(story.codes("family.linked", { ...link, family: "Petrenko" })).toEqual(["REMAINS_FORM"]);
  expect(story.codes("family.linked", { ...link, family: "F2", missing: "Olena", row: "9" })).toEqual(["REMAINS_FORM"]);
  expect(story.codes("family.unlinked", { family: "F2", missing: "M1", list: "A-L1", reason: "other" })).toEqual(["REMAINS_NONE"]);
  story.tell("family.unlinked", { family: "F1", missing: "M1", list: "A-L1", reason: "error of transcription" });
  expect(story.codes("family.linked", { ...link, family: "F2" })).toEqual([]);
});

describe("two reviewers settle what a search found of a family", () => {
  const settlement = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ settlement: "S1", search: "Q1", family: "F1", flagsSha256: flagsDigest([FLAG]), outcome: "as it is", ...more });
  const family = (change: (one: { pedigree: object[]; references: object; missing: string[]; side: string }) => void): Record<string, unknown> => {
    const one = parseJson(FAMILY) as Parameters<typeof change>[0];
    change(one);
    const text = `${JSON.stringify(one)}\n`;
    return { outcome: "as corrected", text, sha256: digest(text) };
  };
  test("as it is, or as they corrected it; the search reads it and its digest moves", () => {
    const story = searched();
    const digestNow = (): string => inputsDigest(story.dossier, { policy: "P1", profiles: ["D1"], references: ["D2"] });
    const before = digestNow();
    story.tell("references.settled", settlement());
    const settled = digestNow();
    expect(settled).not.toBe(before);
    story.tell("references.settled", settlement({ settlement: "S2", ...family((one) => { one.references = {}; }) }));
    expect(settledOf(story.dossier)).toMatchObject([{ family: "F1", outcome: "as corrected" }]);
    expect(settledOf(story.dossier)[0]?.corrected).toContain('"references":{}');
    story.tell("references.settled", settlement({ settlement: "S3", outcome: "not searched" }));
    expect(settledOf(story.dossier)[0]?.corrected, "what was corrected stays so").toContain('"references":{}');
    story.tell("references.withdrawn", { families: ["F1"] });
    expect(settledOf(story.dossier), "withdrawn, nothing of it stays").toEqual([]);
  });
  test.each<[string, Record<string, unknown>, string]>([
    ["flags that the search did not find", { flagsSha256: digest("other") }, "SETTLEMENT_OTHER"], ["a family without a flag", { family: "F2" }, "REMAINS_NONE"], ["a search that is not here", { search: "Q9" }, "REMAINS_NONE"],
    ["a correction without a family", { outcome: "as corrected" }, "REMAINS_FORM"], ["a family beside another outcome", { text: FAMILY, sha256: digest(FAMILY) }, "REMAINS_FORM"],
    ["another side", family((one) => { one.side = "B"; }), "SETTLEMENT_OTHER"],
    ["another profile", family((one) => { one.references = { FA: { D3S1358: ["16", "16"] } }; }), "SETTLEMENT_OTHER"],
    ["other missing persons", family((one) => { one.pedigree.push({ id: "M2", father: "FA", mother: "MO", sex: "M" }); one.missing = ["M2"]; }), "SETTLEMENT_OTHER"],
    ["a name in the pedigree", family((one) => { one.pedigree.push({ id: "Olena", father: "FA", mother: "MO", sex: "F" }); }), "CODE_NAME"],
  ])("%s is refused", (_, more, code) => expect(searched().codes("references.settled", settlement(more))).toEqual([code]));
});

test("withdrawn and deposited anew, a family lies here once and is searched out of the later deposit", () => {
  const story = searched().tell("references.withdrawn", { families: ["F1"] }).tell("references.deposited", { deposit: "D4", side: "A", text: FAMILY, sha256: digest(FAMILY) });
  expect(withdrawnOf(story.dossier)).toEqual([["D2", "F1"]]);
  story.tell("references.withdrawn", { families: ["F1"] });
  expect(withdrawnOf(story.dossier)).toEqual([["D2", "F1"], ["D4", "F1"]]);
});

test("joining keeps both custody chains, and parting undoes it", () => {
  const story = new Story().tell("remains.received", { receipt: "R1", containers: [{ container: "K1", sets: ["S1"] }] }).tell("remains.received", { receipt: "R4", containers: [{ container: "K2", sets: ["S2"] }] })
    .tell("remains.joined", { person: "P1", sets: ["S1", "S2"], basis: "anatomy" });
  const chains = ["S1", "S2"].map((set) => story.dossier.containers.get(story.dossier.sets.get(set)?.container ?? "")?.receipt);
  expect(chains).toEqual(["R1", "R4"]);
  story.tell("remains.parted", { person: "P1", reason: "contradiction" });
  expect([story.dossier.persons.size, story.dossier.sets.get("S1")?.person]).toEqual([0, null]);
});

test("an identification goes from proposal to two signatures, to a grave, and is opened again from there", () => {
  const story = searched().tell("identification.proposed", proposal()).tell("identification.signed", { identification: "I1", identifiers: ["dna", "effects"] });
  expect(story.dossier.cases.get("I1")?.state).toBe("identified");
  story.tell("kin.informed", informed()).tell("remains.buried", { identification: "I1", grave: "G7", on: "2026-03-01" }).tell("identification.reopened", { identification: "I1", reason: "contradiction" });
  expect(story.dossier.cases.get("I1")).toMatchObject({ state: "re-opened", graves: [{ grave: "G7" }] });
  expect(story.codes("identification.proposed", proposal({ identification: "I2" })), "after re-opening the set is free again").toEqual([]);
});

describe("visual recognition alone never closes a case, and DNA alone does not either", () => {
  const cases: [readonly Identifier[], string[]][] = [
    [["visual"], ["IDENTIFIERS_VISUAL"]], [["dna"], ["IDENTIFIERS_DNA_ALONE"]], [["dna", "visual"], ["IDENTIFIERS_DNA_ALONE"]], [["effects", "visual"], ["IDENTIFIERS_PRIMARY"]], [[], ["IDENTIFIERS_PRIMARY"]],
    [["dna", "effects"], []], [["dna", "dental"], []], [["dental"], []], [["friction ridge", "visual"], []],
  ];
  test.each(cases)("%j: %j", (given, codes) => expect(judgeIdentifiers(given).map(({ code }) => code)).toEqual(codes));
  test("nothing is closed without a primary identifier", () => {
    for (const a of IDENTIFIERS) for (const b of IDENTIFIERS) if (judgeIdentifiers([a, b]).length === 0) expect(PRIMARY.some((one) => one === a || one === b), `${a}, ${b}`).toBe(true);
  });
});

test("each refusal has its code", () => {
  const story = searched();
  const bad: [RemainsAct["kind"], Record<string, unknown>, string, string?][] = [
    ["remains.received", { receipt: "R2", containers: [{ container: "K1" }] }, "REMAINS_TWICE"],
    ["remains.received", { receipt: "R2", containers: [] }, "REMAINS_FORM"],
    ["remains.received", { receipt: "Olena", containers: [{ container: "K9" }] }, "REMAINS_FORM"],
    ["remains.examined", { examination: "E2", containers: [{ container: "K9", sets: ["S9"] }] }, "REMAINS_NONE"],
    ["remains.joined", { person: "P1", sets: ["S1", "S9"], basis: "dna" }, "REMAINS_NONE"],
    ["remains.buried", { identification: "I9", grave: "G1", on: "2026-01-01" }, "REMAINS_NONE"],
    ["identification.policy", { policy: "P2", settings: {}, population: "T", frequencies: FREQUENCIES, sha256: digest(FREQUENCIES) }, "REMAINS_FORM"],
    ["identification.policy", { policy: "P2", settings: SETTINGS, population: "T", frequencies: "marker,allele,frequency\nD3S1358,15,0.9\n", sha256: digest("marker,allele,frequency\nD3S1358,15,0.9\n") }, "FREQUENCY_SUM"],
    ["profiles.deposited", { deposit: "D3", purpose: "remains", text: PROFILES, sha256: digest("other") }, "REMAINS_FORM"],
    ["profiles.deposited", { deposit: "D3", purpose: "remains", text: PROFILES, sha256: digest(PROFILES) }, "REMAINS_TWICE"],
    ["profiles.deposited", { deposit: "D3", purpose: "remains", text: "id,sex,D3S1358\nS99,M,15/16\n", sha256: digest("id,sex,D3S1358\nS99,M,15/16\n") }, "REMAINS_NONE"],
    ["profiles.deposited", { deposit: "D3", purpose: "remains", text: "id,sex,D3S1358\nOlena,M,15/16\n", sha256: digest("id,sex,D3S1358\nOlena,M,15/16\n") }, "CODE_NAME"],
    ["references.deposited", { deposit: "D3", side: "B", text: FAMILY, sha256: digest(FAMILY) }, "FAMILY_SIDE"],
    ["references.deposited", { deposit: "D3", side: "A", text: FAMILY.replaceAll("MO", "Olena"), sha256: digest(FAMILY.replaceAll("MO", "Olena")) }, "CODE_NAME"],
    ["references.deposited", { deposit: "D3", side: "A", text: `${FAMILY}\n${FAMILY}`, sha256: digest(`${FAMILY}\n${FAMILY}`) }, "FAMILY_TWICE"],
    ["references.deposited", { deposit: "D3", side: "A", text: "\n", sha256: digest("\n") }, "FAMILY_NONE"],
    ["search.run", { search: "Q2", policy: "P1", profiles: ["D1"], references: ["D2"], inputsSha256: digest("x"), candidatesSha256: digest("x"), engine: "e", kernel: "k", counts: {} }, "SEARCH_DIGEST"],
    ["candidates.kept", { search: "Q1", text: "{}", sha256: digest("{}") }, "SEARCH_DIGEST"],
    ["identification.proposed", proposal({}, { posterior: 0.99 }), "PROPOSAL_BAR"],
    ["identification.proposed", proposal({}, { gapLog10: 2 }), "PROPOSAL_BAR"],
    ["identification.proposed", proposal({}, { posterior: 0.99999 }), "PROPOSAL_OTHER"],
    ["identification.proposed", proposal({}, { verdict: "weak" }), "REMAINS_FORM"],
    ["identification.signed", { identification: "I9", identifiers: ["dna", "effects"] }, "REMAINS_NONE"],
    ["identification.signed", { identification: "I9", identifiers: ["visual"] }, "IDENTIFIERS_VISUAL"],
  ];
  for (const [kind, body, code] of bad) expect(story.codes(kind, body), `${kind} ${JSON.stringify(body).slice(0, 80)}`).toContain(code);
});

test("an allele in the report that leaves the laboratory is refused", () => {
  const leaking = { ...report(9), perMarker: [{ marker: "D3S1358", remains: "15/16", lr: 2, isExcluded: false }] };
  expect(searched().codes("identification.proposed", proposal({}, { report: leaking, reportSha256: digest(canonicalJson(leaking)) }))).toContain("REPORT_GENOTYPE");
  const other = { ...report(9), combined: { log10Lr: 4 } };
  expect(searched().codes("identification.proposed", proposal({}, { report: other, reportSha256: digest(canonicalJson(other)) }))).toContain("REPORT_FORM");
});

test("nobody is proposed twice for one set, and a side signs for its own missing alone", () => {
  const story = searched().tell("identification.proposed", proposal());
  expect(story.codes("identification.proposed", proposal({ identification: "I2" }))).toContain("REMAINS_STATE");
  expect(story.codes("identification.signed", { identification: "I1", identifiers: ["dna", "effects"] }, "B")).toContain("REMAINS_STATE");
  expect(story.codes("identification.signed", { identification: "I1", identifiers: ["dental"] })).toContain("REMAINS_STATE");
  expect(story.tell("identification.returned", { identification: "I1", outcome: "more references needed", reason: "references", relative: "child" }).dossier.cases.get("I1")?.state).toBe("returned");
});

test("a finding reverses the containers that hold nobody else, under the obligation of their receipt, once", () => {
  const story = received();
  const finding = { finding: "N1", of: "other side", sets: ["S4"], obligation: "EX/1" };
  expect(story.codes("affiliation.found", { ...finding, containers: [] })).toContain("REMAINS_REVERSAL");
  expect(story.codes("affiliation.found", { ...finding, containers: ["K2"], obligation: "EX/2" })).toContain("REMAINS_REVERSAL");
  expect(story.codes("affiliation.found", { finding: "N1", of: "other side", sets: ["S4"], containers: ["K2"] })).toContain("REMAINS_FORM");
  expect(story.codes("affiliation.found", { ...finding, containers: ["K2"] })).toEqual([]);
  expect(story.codes("affiliation.found", { ...finding, finding: "N2", containers: [] })).toContain("REMAINS_TWICE");
  // of three in one bag, two are found first: the bag still delivered one of this side
  expect(story.codes("affiliation.found", { finding: "N3", of: "third party", sets: ["S1", "S2"], containers: [], obligation: "EX/1" })).toEqual([]);
  expect(story.codes("affiliation.found", { finding: "N4", of: "third party", sets: ["S3"], containers: ["K1"], obligation: "EX/1" })).toEqual([]);
  expect([...foundSets(story.dossier).keys()].sort()).toEqual(["S1", "S2", "S3", "S4"]);
});

test("withdrawn references may be deposited anew, others not", () => {
  const story = searched();
  const again = { deposit: "D4", side: "A", text: FAMILY, sha256: digest(FAMILY) };
  expect(story.codes("references.deposited", again)).toContain("REMAINS_TWICE");
  expect(story.tell("references.withdrawn", { families: ["F1"] }).codes("references.deposited", again)).toEqual([]);
});

test("what cannot be a code may be a name, and is refused", () => {
  expect(["F1", "R000001", "K-12.3", "2026_7"].filter((one) => !isCode(one))).toEqual([]);
  expect(["Olena", "Petrenko O", "Петренко1", "", "1".repeat(49), "A 1", "a/1"].filter(isCode)).toEqual([]);
});

test("a laboratory hears neither of graves nor of kin nor of lists, and genotypes go to laboratories alone", () => {
  expect(Object.keys(REMAINS_ACTS).filter((kind) => !LABORATORY_KINDS.includes(kind)).sort()).toEqual([...FAMILY_KINDS, "remains.buried"].sort());
  expect(GENETIC_KINDS.filter((kind) => !LABORATORY_KINDS.includes(kind))).toEqual([]);
});
