import fc from "fast-check";
import { expect, test } from "vitest";
import { Faults } from "../basis/fault.ts";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { MATCH_ACTS, type MatchAct, type PairAnswer } from "./match-act.ts";
import { checkOnMatches, doublesOf, emptyMatches, joinedRows, labelsOf, layOnMatches, officerOfLabel, verdictOn, type Matches } from "./match-record.ts";
import { ANSWERS } from "./review.ts";

const DAY = parseCivilDate("2026-02-20") as CivilDate;
const SHA = "a".repeat(64);
const body = {
  run: "R-1", left: [{ list: "A-L1", sha256: SHA }], right: [{ list: "B-H1", sha256: SHA }], asOf: "2026-02-20", size: 12, normaliser: 1, nameTable: 1, nameTableSha256: SHA, modelSha256: SHA,
  proposedFrom: 990_000, listedFrom: 50_000, absentTo: 20_000, counts: { askedAndHeld: 3, askedOnly: 1, heldOnly: 2, unclearAsked: 0, unclearHeld: 1 }, doubles: 0, pairs: 3, pairsSha256: SHA,
};
const codesOf = (run: () => unknown): string[] => {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof Faults) return error.faults.map(({ code, places }) => `${code} ${places[0]?.field ?? ""}`);
    throw error;
  }
};

let entry = 100;
const lay = (matches: Matches, act: MatchAct, officer: string, key = `key of ${officer}`): void =>
  layOnMatches(matches, { ...act, cite: `${officer}/${entry}`, entry: entry++, on: DAY, by: officer.split("-")[0] ?? "", officer, key });
const pair = (left: string, right: string, answer: PairAnswer["answer"], millionths = 700_000): PairAnswer => ({ left, right, answer, reason: "other", millionths });
const decided = (...pairs: PairAnswer[]): MatchAct => ({ kind: "pairs.decided", run: "R-1", pairs });
const standing = (): Matches => {
  const matches = emptyMatches();
  lay(matches, MATCH_ACTS["match.proposed"](body), "S-1");
  return matches;
};

test("a run says every wrong field at once, and nothing beside its members", () => {
  expect(MATCH_ACTS["match.proposed"](body)).toMatchObject({ kind: "match.proposed", counts: body.counts, left: body.left });
  expect(codesOf(() => MATCH_ACTS["match.proposed"]({ ...body, left: [], asOf: "2026-02-30", pairsSha256: "x", proposedFrom: 2_000_000, counts: { ...body.counts, askedOnly: -1 }, name: "x" })).sort()).toEqual([
    "MATCH_FORM asOf", "MATCH_FORM counts[0].askedOnly", "MATCH_FORM left", "MATCH_FORM name", "MATCH_FORM pairsSha256", "MATCH_FORM proposedFrom",
  ]);
  const { counts: _, ...none } = body;
  expect(codesOf(() => MATCH_ACTS["match.proposed"](none))).toEqual(["MATCH_FORM counts"]);
});

test("pairs, doubles, calibrations and what is told have their forms", () => {
  expect(codesOf(() => MATCH_ACTS["pairs.decided"]({ run: "R-1", pairs: [] }))).toEqual(["MATCH_FORM pairs"]);
  expect(codesOf(() => MATCH_ACTS["pairs.decided"]({ run: "R-1", pairs: [pair("a#1", "b#1", "same"), pair("a#1", "b#1", "same")] }))).toEqual(["MATCH_FORM pairs"]);
  expect(codesOf(() => MATCH_ACTS["pairs.decided"]({ run: "R-1", pairs: [{ ...pair("a#1", "b#1", "same"), answer: "yes" }] }))).toEqual(["MATCH_FORM pairs[0].answer"]);
  expect(codesOf(() => MATCH_ACTS["doubles.decided"]({ list: "A-L1", pairs: [{ rows: ["1", "1"], answer: "join", reason: "other" }] }))).toEqual(["MATCH_FORM pairs[0].rows"]);
  expect(codesOf(() => MATCH_ACTS["match.told"]({ run: "R-1", lists: body.left, found: ["A-L1#1", "A-L1#1"], unclear: ["no list"] }))).toEqual(["MATCH_FORM found", "MATCH_FORM unclear"]);
  expect(MATCH_ACTS["match.told"]({ run: "R-1", lists: body.left, found: ["A-L1#1"], unclear: [] })).toMatchObject({ found: ["A-L1#1"] });
  expect(codesOf(() => MATCH_ACTS["match.calibrated"]({ run: "R-1", version: 1, labels: 60, form: "spline", sha256: SHA }))).toEqual(["MATCH_FORM form"]);
});

test("a link needs two persons; a disagreement goes to a third, whose answer stands with the one he shares", () => {
  const matches = standing();
  const one = (): string | undefined => matches.pairs.get("A-L1#1\u0000B-H1#1")?.verdict;
  lay(matches, decided(pair("A-L1#1", "B-H1#1", "same")), "S-1");
  expect(one()).toBe("needs a second person");
  expect(codesOf(() => checkOnMatches(matches, decided(pair("A-L1#1", "B-H1#1", "same")), "S-1"))).toEqual(["PAIR_OWN pairs[0]"]);
  lay(matches, decided(pair("A-L1#1", "B-H1#1", "not the same")), "S-2");
  expect(one()).toBe("needs a third person");
  lay(matches, decided(pair("A-L1#1", "B-H1#1", "same")), "S-3");
  expect(one()).toBe("same");
  expect(codesOf(() => checkOnMatches(matches, decided(pair("A-L1#1", "B-H1#1", "same")), "S-4"))).toEqual(["PAIR_DECIDED pairs[0]"]);
});

test("one person under two names of an officer, or under two keys, is one person", () => {
  const matches = standing();
  lay(matches, decided(pair("A-L1#1", "B-H1#1", "same")), "S-1", "k1");
  lay(matches, decided(pair("A-L1#1", "B-H1#1", "same")), "S-9", "k1");
  lay(matches, decided(pair("A-L1#1", "B-H1#1", "same")), "S-1", "k2");
  lay(matches, decided(pair("A-L1#1", "B-H1#1", "same")), "S-7", "k2"); // through the key of S-1's second device
  expect(matches.pairs.get("A-L1#1\u0000B-H1#1")?.verdict).toBe("needs a second person");
  lay(matches, decided(pair("A-L1#1", "B-H1#1", "same")), "S-2", "k3");
  expect(matches.pairs.get("A-L1#1\u0000B-H1#1")?.verdict).toBe("same");
});

test("an entry is one person once: a row that stands linked is not linked to another, in one act or in two", () => {
  const matches = standing();
  expect(codesOf(() => checkOnMatches(matches, decided(pair("A-L1#1", "B-H1#1", "same"), pair("A-L1#1", "B-H1#2", "same")), "S-1"))).toEqual(["PAIR_TAKEN pairs[1]"]);
  for (const officer of ["S-1", "S-2"]) lay(matches, decided(pair("A-L1#1", "B-H1#1", "same")), officer);
  expect(codesOf(() => checkOnMatches(matches, decided(pair("A-L1#1", "B-H1#2", "same"), pair("A-L1#2", "B-H1#2", "not the same")), "S-3"))).toEqual(["PAIR_TAKEN pairs[0]"]);
});

test("what is told is what two persons found, and a run is named before anything rests on it", () => {
  const matches = standing();
  const told: MatchAct = { kind: "match.told", run: "R-1", lists: body.left, found: ["A-L1#1"], unclear: [] };
  expect(codesOf(() => checkOnMatches(matches, told, "S-1"))).toEqual(["TOLD_OTHER found[0]"]);
  for (const officer of ["S-1", "S-2"]) lay(matches, decided(pair("A-L1#1", "B-H1#1", "same")), officer);
  expect(codesOf(() => checkOnMatches(matches, told, "S-1"))).toEqual([]);
  expect(codesOf(() => checkOnMatches(matches, { ...told, found: [], unclear: ["A-L1#1"] }, "S-1"))).toEqual(["TOLD_OTHER unclear[0]"]);
  expect(codesOf(() => checkOnMatches(matches, { ...told, run: "R-9" }, "S-1"))).toEqual(["RUN_NONE run"]);
  expect(codesOf(() => checkOnMatches(matches, MATCH_ACTS["match.proposed"]({ ...body, modelOf: "R-9" }), "S-1"))).toEqual(["RUN_TWICE run", "RUN_NONE modelOf"]);
  expect(codesOf(() => checkOnMatches(matches, { kind: "match.calibrated", run: "R-1", version: 2, labels: 60, form: "platt", sha256: SHA }, "S-1"))).toEqual(["CALIBRATION_VERSION version"]);
});

test("two records of one person are joined by two persons; undo by two restores both, and all acts stay", () => {
  const matches = standing();
  const say = (answer: "join" | "keep apart" | "undo", rows: readonly [string, string] = ["3", "1"]): MatchAct => ({ kind: "doubles.decided", list: "A-L1", pairs: [{ rows, answer, reason: "other" }] });
  lay(matches, say("join"), "S-1");
  expect(joinedRows(matches, "A-L1").size).toBe(0);
  expect(codesOf(() => checkOnMatches(matches, say("join"), "S-1"))).toEqual(["DOUBLE_OWN pairs[0]"]);
  const before = entry;
  lay(matches, say("join", ["1", "3"]), "S-2");
  expect([...joinedRows(matches, "A-L1")]).toEqual([["3", "1"]]);
  expect([...joinedRows(matches, "A-L1", before)]).toEqual([]);
  expect(codesOf(() => checkOnMatches(matches, say("join"), "S-3"))).toEqual(["DOUBLE_STANDS pairs[0]"]);
  lay(matches, say("undo"), "S-2");
  expect([...joinedRows(matches, "A-L1")]).toEqual([["3", "1"]]);
  lay(matches, say("undo"), "S-1");
  expect(joinedRows(matches, "A-L1").size).toBe(0);
  expect([...doublesOf(matches, "A-L1").values()]).toEqual(["open"]);
  expect(codesOf(() => checkOnMatches(matches, say("undo"), "S-1"))).toEqual(["DOUBLE_STANDS pairs[0]"]);
  expect(matches.doubles.get("A-L1")).toHaveLength(4);
});

test("rows joined in a chain all lead to the first of them", () => {
  fc.assert(fc.property(fc.shuffledSubarray([["1", "2"], ["2", "3"], ["3", "4"], ["1", "4"]] as const, { minLength: 3 }), (links) => {
    const matches = emptyMatches();
    for (const rows of links) for (const officer of ["S-1", "S-2"]) lay(matches, { kind: "doubles.decided", list: "A-L1", pairs: [{ rows, answer: "join", reason: "other" }] }, officer);
    expect([...joinedRows(matches, "A-L1")].sort()).toEqual([["2", "1"], ["3", "1"], ["4", "1"]]);
  }));
});

test("the order in which different persons answer changes no verdict, and labels are the decided pairs alone", () => {
  const answers = fc.array(fc.record({ officer: fc.constantFrom("S-1", "S-2", "S-3"), answer: fc.constantFrom(...ANSWERS) }), { minLength: 1, maxLength: 3 }).filter((all) => new Set(all.map(({ officer }) => officer)).size === all.length);
  fc.assert(fc.property(answers, fc.integer({ min: 0, max: 5 }), (all, turn) => {
    const given = (list: typeof all) => list.map(({ officer, answer }) => ({ officer, answer, reason: "other" as const, millionths: 1, run: "R-1", cite: "", entry: 0, on: DAY, by: "S", key: officer }));
    const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];
    expect(verdictOn(given(turned))).toBe(verdictOn(given(all)));
  }));
  const matches = standing();
  for (const officer of ["S-1", "S-2"]) lay(matches, decided(pair("A-L1#1", "B-H1#1", "same", 900_000), pair("A-L1#2", "B-H1#2", "relatives", 300_000), pair("A-L1#3", "B-H1#3", "cannot tell")), officer);
  lay(matches, decided(pair("A-L1#4", "B-H1#4", "same")), "S-1");
  expect(labelsOf(matches, "R-1")).toEqual([{ probability: 0.9, isSame: true, weight: 1 }, { probability: 0.3, isSame: false, weight: 1 }]);
});

test("an officer is read from the label of his act", () => {
  expect([officerOfLabel("S-1/7", "SEC"), officerOfLabel("UA-2/1/3", "UA"), officerOfLabel("E07", "SEC")]).toEqual(["S-1", "UA-2/1", "SEC"]);
});

test("answers weigh by how many pairs of their stratum they speak for, where the run counted them", () => {
  const matches = emptyMatches();
  lay(matches, MATCH_ACTS["match.proposed"]({ ...body, strata: { proposed: 900, open: 80, dropped: 20 } }), "S-1");
  const pairs = [pair("A-L1#1", "B-H1#1", "same", 995_000), pair("A-L1#2", "B-H1#2", "same", 700_000), pair("A-L1#3", "B-H1#3", "not the same", 300_000), pair("A-L1#4", "B-H1#4", "not the same", 20_000)];
  for (const officer of ["S-1", "S-2"]) lay(matches, decided(...pairs), officer);
  const weights = labelsOf(matches, "R-1").map(({ weight }) => weight);
  expect(weights.map((weight) => Math.round(weight * 1_000) / 1_000)).toEqual([3.6, 0.16, 0.16, 0.08]); // 900, 80 / 2, 80 / 2, 20 of 1,000, times 4
  expect(codesOf(() => MATCH_ACTS["match.proposed"]({ ...body, strata: { proposed: -1, open: 80 } })).sort()).toEqual(["MATCH_FORM strata[0].dropped", "MATCH_FORM strata[0].proposed"]);
});
