// The decision rule at each edge (trap 21), flags with the same words (22), the re-screen (18), the prior (19), remains with
// remains, haplotypes, chance pairs (20).
import { expect, test } from "vitest";
import { compareHaplotypes, compareMt, haplotypeFrequency, paternalLine } from "./haplotype.ts";
import { checkFamily, findDuplicates, relativesAmong } from "./check-references.ts";
import { decide, type Candidate, type Evidence, type FoundPair } from "./decide.ts";
import { drawPedigree } from "./draw-pedigree.ts";
import { markerModel } from "./family-likelihood.ts";
import { makeLocus } from "./locus.ts";
import { mutationMatrices } from "./mutation.ts";
import { parseFamily, type Family } from "./parse-families.ts";
import type { Remains } from "./parse-remains.ts";
import { consensusOf, reassociate, samePerson } from "./reassociate.ts";
import { screenBlock } from "./screen.ts";
import { exactLr, makeSearch, screenShard } from "./screen-shard.ts";
import { PLAIN_SETTINGS, type Settings } from "./settings.ts";
import { simulateWar } from "./simulate-war.ts";
import { buildTable, makePanel, screeningFloor } from "./table.ts";
import { usefulRelatives } from "./useful-relative.ts";

const MARKERS = Array.from({ length: 14 }, (_, i) => `M${i}`);
const locus = makeLocus("M", Object.fromEntries(Array.from({ length: 10 }, (_, i) => [String(10 + i), 0.1])));
const rates = { rate: 0.001, rate2: 0, range: 0 };
const model = markerModel(locus, mutationMatrices(locus, { model: "equal", male: rates, female: rates }));
const models = new Map(MARKERS.map((marker) => [marker, model]));
const panel = makePanel(MARKERS, models);
const profile = (a: string, b: string, count = 14): Remains["profile"] => Object.fromEntries(MARKERS.slice(0, count).map((marker) => [marker, [a, b] as const]));
const remains = (id: string, own: Remains["profile"], sex: "M" | "F" = "M"): Remains => ({ id, sex, container: "", profile: own, y: {}, line: 1 });
const family = (id: string, rows: string, missing: string[], references: Record<string, Remains["profile"]>): Family => {
  const pedigree = rows.split(",").map((row) => {
    const [own, father, mother, sex] = row.split(" ");
    return { id: own, father, mother, sex };
  });
  const { family: made, faults } = parseFamily(JSON.stringify({ id, side: "A", pedigree, missing, references }), "x", 1);
  expect(faults).toEqual([]);
  return made;
};
const TRIO = "F 0 0 M,M 0 0 F,X F M M";

/** Both parents typed, so each marker that fits gives 1/(4·0.1·0.1·2)·… = 12.5; `markers` of them are typed in the remains. */
function lone(markers: number, change: { settings?: Partial<Settings>; missing?: number; flagged?: boolean; y?: string[] } = {}): Candidate | undefined {
  const home = family("F1", TRIO, ["X"], { F: profile("10", "11"), M: profile("12", "13") });
  const own = remains("R1", profile("10", "12", markers));
  const exact = exactLr(home, 2, own.profile, panel, 0, new Map());
  const pair: FoundPair = { remains: 0, family: "F1", missing: "X", log10Lr: exact.log10Lr, excluded: exact.excluded, markers: exact.markers, y: change.y ?? [] };
  const n = change.missing ?? 1000;
  const evidence: Evidence = {
    panel, remains: [own], families: new Map([["F1", home]]), pairs: [pair], rest: [n - 1], missing: { M: n, F: 0, U: 0 }, settings: { ...PLAIN_SETTINGS, ...change.settings }, flagged: new Set(change.flagged ? [0] : []),
  };
  return decide(evidence).candidates[0];
}

test("trap 21: the rule at each edge: posterior, gap, markers 11 and 12, an open flag, a Y contradiction", () => {
  expect(lone(14)?.verdict).toBe("proposed");
  expect([lone(11)?.verdict, lone(12)?.verdict]).toEqual(["too few markers", "proposed"]);
  expect(lone(14, { flagged: true })?.verdict).toBe("open flag");
  expect(lone(14, { y: ["DYS391"] })?.verdict).toBe("open flag");
  const one = lone(14);
  const lr = 10 ** (one?.log10Lr ?? 0);
  expect(one?.posterior).toBeCloseTo(lr / (lr + 999 + 1), 12); // row: LR over Σ LR and ω, by hand
  expect(one?.plain).toBeCloseTo(lr / (lr + 999 + 1), 12);
  expect(one?.gapLog10).toBeCloseTo(one?.log10Lr ?? 0, 9);
  const edge = Math.round((lr * (1 - 0.9995)) / 0.9995);
  expect([lone(14, { missing: Math.floor(edge * 0.99) })?.verdict, lone(14, { missing: Math.ceil(edge * 1.01) })?.verdict]).toEqual(["proposed", "more references needed"]);
  expect(lone(14, { settings: { gapLog10: 20 } })?.verdict).toBe("more references needed");
});

test("trap 19: β is ω and every ratio outside the component; N counts the missing of compatible sex of both lists; by hand", () => {
  const home = family("F1", TRIO, ["X"], { F: profile("10", "11"), M: profile("12", "13") });
  const own = remains("R1", profile("10", "12", 6));
  const exact = exactLr(home, 2, own.profile, panel, 0, new Map());
  const [lr, rest, unlisted] = [10 ** exact.log10Lr, 37.5, 4];
  const pair: FoundPair = { remains: 0, family: "F1", missing: "X", log10Lr: exact.log10Lr, excluded: [], markers: exact.markers, y: [] };
  const one = decide({
    panel, remains: [own], families: new Map([["F1", home]]), pairs: [pair], rest: [rest], missing: { M: 50, F: 900, U: 3 }, settings: { ...PLAIN_SETTINGS, unlistedPersons: unlisted }, flagged: new Set(),
  }).candidates[0];
  expect(one?.posterior).toBeCloseTo(lr / (lr + rest + unlisted), 12);
  const glr = 10 ** (one?.gapLog10 ?? 0);
  expect(one?.plain).toBeCloseTo(glr / (glr + 53 - 1 + unlisted), 12); // a man: 50 men and 3 of unknown sex, no woman
});

test("trap 18: a son is found only beside his father: the family is screened again with the father placed", () => {
  const home = family("F1", "X 0 0 M,W 0 0 F,Y X W M,C X W F", ["X", "Y"], { W: profile("12", "13"), C: profile("10", "12") });
  const father = remains("R1", profile("10", "11"));
  const son = remains("R2", profile("11", "13"));
  const search = makeSearch(panel, [father, son], 0);
  const text = JSON.stringify({ id: "F1", side: "A", pedigree: home.pedigree.persons.map(({ id, sex, father: f, mother: m }) => ({ id, sex, father: home.pedigree.persons[f]?.id ?? "0", mother: home.pedigree.persons[m]?.id ?? "0" })), missing: ["X", "Y"], references: Object.fromEntries(home.references) });
  const shard = screenShard({ file: "x", lines: [{ line: 1, text }] }, search, screenBlock, new Map());
  expect(shard.faults).toEqual([]);
  const pairs = shard.pairs.filter(({ remains: r }) => r === 0).map(({ family: _, slot, ...pair }): FoundPair => ({ ...pair, family: "F1", missing: home.missing[slot] ?? "" }));
  const evidence: Evidence = { panel, remains: [father, son], families: new Map([["F1", home]]), pairs, rest: [10, 10], missing: { M: 12, F: 0, U: 0 }, settings: PLAIN_SETTINGS, flagged: new Set() };
  const { candidates, rescreened } = decide(evidence);
  expect(rescreened).toBe(1);
  const found = candidates.find(({ remains: r, missing }) => r === 1 && missing === "Y");
  expect(found?.posterior).toBeGreaterThan(0.999);
});

test("trap 18: a family with no typed member has ratio 1 for everybody and is counted, not hidden", () => {
  const home = { id: "F9", side: "B", pedigree: [{ id: "F", father: "0", mother: "0", sex: "M" }, { id: "M", father: "0", mother: "0", sex: "F" }, { id: "X", father: "F", mother: "M", sex: "M" }], missing: ["X"], references: {} };
  const shard = screenShard({ file: "x", lines: [{ line: 1, text: JSON.stringify(home) }] }, makeSearch(panel, [remains("R1", profile("10", "11"))], 0), screenBlock, new Map());
  expect([shard.unreferenced, shard.missing.M, shard.pairs.length]).toEqual([1, 1, 0]);
  expect(shard.rest[0]).toBeCloseTo(1, 6);
});

test("trap 5 and 7: a table row is the exact ratio; the rest of the sums is Σ LR over the pairs not kept", () => {
  const war = simulateWar({ seed: "rest", markers: MARKERS, models, families: 40, remains: 20, unlistedShare: 0.2, partialShare: 0.3, partsShare: 0 });
  const bodies = war.remains.map(({ id, profile: own }) => remains(id, own));
  const search = makeSearch(panel, bodies, 0);
  const shard = screenShard({ file: "x", lines: war.families.map((one, i) => ({ line: i + 1, text: JSON.stringify(one) })) }, search, screenBlock, new Map());
  expect(shard.faults).toEqual([]);
  bodies.forEach((body, r) => {
    let sum = 0;
    war.families.forEach((one, f) => one.missing.forEach((missing, slot) => {
      if (shard.pairs.some((pair) => pair.remains === r && pair.family === f && pair.slot === slot)) return;
      const made = parseFamily(JSON.stringify(one), "x", 1).family;
      sum += 10 ** exactLr(made, made.pedigree.indexOf.get(missing) ?? -1, body.profile, panel, 0, new Map()).log10Lr;
    }));
    expect(shard.rest[r]).toBeCloseTo(sum, 3);
  });
});

test("trap 20: chance pairs at a bar stay under the bound that is printed, and the mean ratio of unrelated pairs is 1", () => {
  const war = simulateWar({ seed: "chance", markers: MARKERS.slice(0, 6), models, families: 60, remains: 400, unlistedShare: 1, partialShare: 0, partsShare: 0 });
  const small = makePanel(MARKERS.slice(0, 6), models);
  let [above, sum, pairs] = [0, 0, 0];
  for (const one of war.families) {
    const { family: made } = parseFamily(JSON.stringify(one), "x", 1);
    for (const missing of made.missing) {
      const { lr } = buildTable({ pedigree: made.pedigree, references: made.references, missing: made.pedigree.indexOf.get(missing) ?? -1, panel: small, memo: new Map() });
      for (const body of war.remains) {
        let product = 1;
        small.markers.forEach((marker, m) => {
          const seen = body.profile[marker];
          if (!seen) return;
          const [x, y] = [Number(seen[0]) - 10, Number(seen[1]) - 10].sort((a, b) => a - b);
          product *= lr[(small.firstRow[m] ?? 0) + ((y ?? 0) * ((y ?? 0) + 1)) / 2 + (x ?? 0)] ?? 1;
        });
        pairs++;
        sum += Math.min(product, 100);
        if (product > 100) above++;
      }
    }
  }
  expect(above).toBeLessThanOrEqual(pairs / 100 + 3 * Math.sqrt(pairs / 100)); // P(LR > t) ≤ 1/t
  expect(sum / pairs).toBeLessThan(1.1);
});

test("the floor of a screen is lower for a weak family than for a strong one", () => {
  const strong = family("F1", TRIO, ["X"], { F: profile("10", "11"), M: profile("12", "13") });
  const weak = family("F2", "F 0 0 M,M 0 0 F,N 0 0 F,X F M M,K F N M", ["X"], { K: profile("10", "11") });
  const floor = (one: Family): number => screeningFloor(buildTable({ pedigree: one.pedigree, references: one.references, missing: one.pedigree.indexOf.get("X") ?? -1, panel, memo: new Map() }));
  expect(floor(strong)).toBe(2);
  expect(floor(weak)).toBeLessThan(1);
});

test("remains with remains: 1/HW a marker for equal profiles, sets of section 4, consensus with conflicts shown", () => {
  const [a, b] = [{ id: "A", container: "B1", profile: profile("10", "11") }, { id: "B", container: "B2", profile: profile("10", "11") }];
  expect(samePerson(a, b, models).log10Unrelated).toBeCloseTo(14 * Math.log10(1 / (2 * 0.1 * 0.1)), 10);
  const half = { id: "C", container: "B2", profile: Object.fromEntries(MARKERS.map((marker) => [marker, ["10", null] as const])) };
  expect(samePerson(a, half, models).log10Unrelated).toBeCloseTo(14 * Math.log10(1 / (0.01 + 2 * 0.1 * 0.9)), 10);
  const answer = reassociate([a, b, { id: "D", container: "B1", profile: profile("14", "15") }, { id: "E", container: "B1", profile: profile("16", "17") }], models);
  expect([answer.containers, answer.sets, answer.individualsMin]).toEqual([2, 4, 3]); // one bag with three people, one person in two bags
  expect(answer.persons[0]?.members).toEqual(["A", "B"]);
  const differing = { id: "G", container: "B9", profile: { ...profile("10", "11"), M3: ["12", "12"] as const } };
  expect(consensusOf([a, differing]).conflicts).toEqual(["M3"]);
  expect(reassociate([a, differing], models)).toMatchObject({ individualsMin: 2, pairs: [{ conflicts: ["M3"] }] });
});

test("remains of two full brothers are not joined as one person, and are found as relatives", () => {
  const one = { id: "A", profile: profile("10", "12") };
  const two = { id: "B", profile: Object.fromEntries(MARKERS.map((marker, i) => [marker, (i % 4 === 0 ? ["11", "13"] : i % 2 === 0 ? ["10", "12"] : ["10", "13"]) as [string, string]])) };
  expect(reassociate([{ ...one, container: "" }, { ...two, container: "" }], models).individualsMin).toBe(2);
  expect(relativesAmong([one, two], panel, 2)[0]).toMatchObject({ a: "A", b: "B", relation: "full siblings" });
});

test("trap 22: a wrong relation, a duplicate and a profile of the staff are each flagged", () => {
  const wrong = family("F1", TRIO, ["X"], { F: profile("10", "11"), M: profile("12", "13") });
  const child = family("F2", `${TRIO},S F M F`, ["X"], { M: profile("12", "13"), S: profile("14", "15") });
  expect(checkFamily(wrong, panel, new Map())).toEqual([]);
  expect(checkFamily(child, panel, new Map())[0]).toMatchObject({ kind: "relation", family: "F2" });
  const twin = family("F3", TRIO, ["X"], { F: profile("10", "11"), M: profile("16", "17") });
  expect(findDuplicates([wrong, twin], [{ id: "S1", profile: profile("16", "17") }]).map(({ kind }) => kind)).toEqual(["duplicate", "contamination"]);
});

test("a Y in a woman's sample is flagged; a man's sample without one is not, since amelogenin Y drops out", () => {
  const kindsOf = (references: Record<string, Record<string, readonly [string, string]>>): string[] => checkFamily(family("F1", TRIO, ["X"], references), panel, new Map()).map(({ kind, persons }) => `${kind} ${persons.join(" ")}`);
  expect(kindsOf({ M: { AMEL: ["X", "Y"], M0: ["10", "11"] } })).toEqual(["sex M"]);
  expect(kindsOf({ M: { Amelogenin: ["X", "X"], M0: ["10", "11"] }, F: { AMEL: ["X", "X"], M0: ["10", "11"] } })).toEqual([]);
  expect(kindsOf({ F: { AMEL: ["X", "Y"], M0: ["10", "11"] } })).toEqual([]);
});

test("Y and mt: a mismatch without a policy is inconclusive; counts with Clopper–Pearson bounds; lines by the pedigree", () => {
  expect(compareHaplotypes({ DYS391: "10" }, { DYS391: "11" }, "no policy").result).toBe("inconclusive");
  expect(compareHaplotypes({ DYS391: "10" }, { DYS391: "11" }, 0).result).toBe("excluded");
  expect(compareHaplotypes({ DYS391: "10" }, { DYS390: "24" }, 0).result).toBe("not compared");
  expect(haplotypeFrequency(0, 999)).toEqual({ estimate: 1 / 1000, upper95: 1 - 0.05 ** (1 / 999) });
  expect(haplotypeFrequency(1, 10).upper95).toBeCloseTo(0.3941633, 6); // Clopper–Pearson, one-sided 95 %: Beta(0.95; 2, 9)
  const whole = [{ from: 16024, to: 16569 }, { from: 1, to: 576 }];
  expect(compareMt({ differences: ["16189C", "263G", "309.1C"], ranges: whole }, { differences: ["16189C", "263G"], ranges: whole }, 0).result).toBe("not excluded"); // 309 is not counted
  expect(compareMt({ differences: ["16189C"], ranges: whole }, { differences: ["16126C"], ranges: whole }, 0)).toMatchObject({ result: "excluded", mismatches: ["16126C", "16189C"] });
  const home = family("F1", "G 0 0 M,H 0 0 F,F G H M,U G H M,M 0 0 F,X F M M", ["X"], { U: profile("10", "11") });
  expect(paternalLine(home.pedigree, home.pedigree.indexOf.get("X") ?? -1).map((index) => home.pedigree.persons[index]?.id).sort()).toEqual(["F", "G", "U", "X"]);
});

test("the most useful relative of a half-brother's family is a parent, and the same seed says the same", () => {
  const home = family("F1", "F 0 0 M,M 0 0 F,N 0 0 F,X F M M,K F N M", ["X"], { K: profile("10", "11") });
  const ask = () => usefulRelatives({ family: home, missing: "X", query: profile("10", "12"), panel, seed: "7", draws: 8 });
  const [first] = ask();
  expect(["F", "M"]).toContain(first?.who.kind === "person" ? first.who.id : "");
  expect(first?.gainLog10).toBeGreaterThan(3);
  expect(ask()).toEqual(ask());
});

test("a pedigree is drawn with every person once, escaped, the same bytes each time", () => {
  const home = family("F1", "G 0 0 M,H 0 0 F,F G H M,M 0 0 F,X F M M,S F M F", ["X"], { M: profile("10", "11") });
  const draw = (): string => drawPedigree(home.pedigree, (id) => id === "M", (id) => id === "X", "X");
  expect(draw().match(/<(rect|circle)/g)).toHaveLength(6);
  expect(draw().match(/>\?</g)).toHaveLength(1);
  expect(draw()).toBe(draw());
  expect(drawPedigree(family("F2", '<b> 0 0 M,M 0 0 F,X <b> M M', ["X"], {}).pedigree, () => false, () => false)).not.toContain("<b>");
});
