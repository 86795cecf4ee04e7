// The dossier of the fallen, act by act. Counts are those of MISSION.md F1; refusals are one for each code.
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../basis/canonical-json.ts";
import { utf8 } from "../basis/bytes.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { inputsDigest } from "./check-laboratory-act.ts";
import { checkOnDossier, emptyDossier, foundSets, layOnDossier, type Dossier } from "./dossier.ts";
import { IDENTIFIERS, judgeIdentifiers, PRIMARY, type Identifier } from "./identifiers.ts";
import { GENETIC_KINDS, isCode, LABORATORY_KINDS, REMAINS_ACTS, type RemainsAct } from "./remains-act.ts";

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
const candidates = (): string => canonicalJson({ candidates: [{ sets: ["S1"], family: "F1", missing: "M1", log10Lr: 9, posterior: 0.9999, gapLog10: 6, verdict: "proposed", reportSha256: digest(canonicalJson(report(9))) }] });

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
  story.tell("remains.buried", { identification: "I1", grave: "G7", on: "2026-03-01" }).tell("identification.reopened", { identification: "I1", reason: "contradiction" });
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

test("a laboratory hears of every kind but graves, and genotypes go to laboratories alone", () => {
  expect(Object.keys(REMAINS_ACTS).filter((kind) => !LABORATORY_KINDS.includes(kind))).toEqual(["remains.buried"]);
  expect(GENETIC_KINDS.filter((kind) => !LABORATORY_KINDS.includes(kind))).toEqual([]);
});
