// The commands that carry one laboratory's files to another's, and what is counted beside the ratio. Expected values: closed forms
// (Clopper-Pearson, the identity of reading back), and the exercise's known brothers.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseJson } from "../basis/parse-json.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { famFamilies, parseFam } from "../identification/familias.ts";
import { parseFamily } from "../identification/parse-families.ts";
import { parseFrequencies } from "../identification/parse-frequencies.ts";
import { parseRemains } from "../identification/parse-remains.ts";
import { PLAIN_SETTINGS, modelsOf, readSettings } from "../identification/settings.ts";
import { makePanel } from "../identification/table.ts";
import { exactLr } from "../identification/screen-shard.ts";
import type { Command, Io } from "./command.ts";
import { haplotypesCommand } from "./haplotypes.ts";
import { identifyCommand } from "./identify.ts";
import { kinshipCommand } from "./kinship.ts";
import { profilesCommand } from "./profiles.ts";

const folder = mkdtempSync(join(tmpdir(), "afa-formats-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string, text?: string): string => {
  if (text !== undefined) writeFileSync(join(folder, name), text);
  return join(folder, name);
};

async function call(command: Command, args: readonly string[]): Promise<{ code: number | string; out: string }> {
  let out = "";
  const io: Io = {
    out: (text) => void (out += text), err: () => {}, now: () => 0,
    readFile: (path) => Promise.resolve(new Uint8Array(readFileSync(path))), writeFile: (path, bytes) => Promise.resolve(writeFileSync(path, bytes)),
  };
  try {
    return { code: await command.run(args, io), out };
  } catch (error) {
    if (error instanceof Faults) return { code: [...new Set(error.faults.map(({ code }) => code))].join(" "), out };
    if (error instanceof Fault) return { code: error.code, out };
    throw error;
  }
}

const Y = at("y.csv", "id,sex,DYS391,DYS389I,DYS390\nA1,M,10,13,24\nB1,M,10,13,24\nC1,M,11,13,24\nD1,M,10,13,\n");
const MT = at("mt.csv", "id,ranges,differences\nM1,16024-16569 1-576,16189C 263G 309.1C\nM2,16024-16569 1-576,16189C 263G\nM3,16024-16569 1-576,16126C 263G\nM4,16024-16365,16189C\n");

test("Y markers exclude only by the laboratory's limit, and a haplotype is counted among rows read at all its markers", async () => {
  const same = await call(haplotypesCommand, [Y, "--of", "y", "--a", "A1", "--b", "B1", "--database", Y, "--json"]);
  expect([same.code, parseJson(same.out)]).toMatchObject([0, { result: "not excluded", seen: 2, among: 3, estimate: "0.75" }]);
  expect(parseJson((await call(haplotypesCommand, [Y, "--of", "y", "--a", "A1", "--b", "C1", "--json"])).out)).toMatchObject({ result: "inconclusive", mismatches: ["DYS391"], seen: null });
  expect(parseJson((await call(haplotypesCommand, [Y, "--of", "y", "--a", "A1", "--b", "C1", "--mismatches", "0", "--json"])).out)).toMatchObject({ result: "excluded" });
});

test("mtDNA leaves length positions out of the exclusion, and bounds a haplotype never seen by 1 - 0.05^(1/n)", async () => {
  expect((await call(haplotypesCommand, [MT, "--of", "mt", "--a", "M1", "--b", "M2", "--mismatches", "0"])).code).toBe(0);
  const other = at("other.csv", "id,ranges,differences\nN1,1-16569,16126C\nN2,1-16569,\n");
  const counted = parseJson((await call(haplotypesCommand, [MT, "--of", "mt", "--a", "M1", "--b", "M3", "--mismatches", "1", "--database", other, "--json"])).out) as Record<string, unknown>;
  expect(counted).toMatchObject({ result: "excluded", mismatches: ["16126C", "16189C"], seen: 0, among: 2 });
  expect(Number(counted["upper95"])).toBeCloseTo(1 - 0.05 ** (1 / 2), 9);
});

test("bad haplotype files are refused with their codes", async () => {
  const bad = at("bad.csv", "id,ranges,differences\nM1,16024-99999,16189C\nM2,1-576,16189C\nM2,1-576,263G\n");
  expect((await call(haplotypesCommand, [bad, "--of", "mt", "--a", "M1", "--b", "M2"])).code).toBe("MT_RANGE MT_DIFFERENCE SAMPLE_TWICE");
  expect((await call(haplotypesCommand, [at("less.csv", "id,ranges\nM1,1-576\n"), "--of", "mt", "--a", "M1", "--b", "M2"])).code).toBe("TABLE_COLUMN");
  expect((await call(haplotypesCommand, [MT, "--of", "mt", "--a", "M1", "--b", "M9"])).code).toBe("SAMPLE_NONE");
  expect((await call(haplotypesCommand, [MT, "--of", "x", "--a", "M1", "--b", "M2"])).code).toBe("USAGE");
});

const FREQUENCIES = at("freq.csv", `marker,allele,frequency\n${["TH01", "D3S1358", "VWA", "FGA"].flatMap((marker) => Array.from({ length: 10 }, (_, i) => `${marker},${i + 6},0.1`)).join("\n")}\n`);
const SETTINGS = { mutation: { model: "stepwise", male: { rate: 0.002, rate2: 0.00001, range: 0.1 }, female: { rate: 0.001, rate2: 0.00001, range: 0.1 } } };
const POLICY = at("settings.json", JSON.stringify(SETTINGS));
const line = (mother: unknown): string => JSON.stringify({
  id: "F1", side: "A", pedigree: [{ id: "FA", father: "0", mother: "0", sex: "M" }, { id: "MO", father: "0", mother: "0", sex: "F" }, { id: "M1", father: "FA", mother: "MO", sex: "M" }, { id: "S1", father: "FA", mother: "MO", sex: "F" }],
  missing: ["M1"], references: { FA: { TH01: ["6", "7"], D3S1358: ["8", "9"] }, MO: { TH01: mother } },
});

test("a family written as a Familias project reads back as the same family, with the same ratio", async () => {
  const families = at("families.jsonl", `${line(["9", "10"])}\n`);
  const out = at("f1.fam");
  expect((await call(profilesCommand, [families, "--to", "fam", "--family", "F1", "--frequencies", FREQUENCIES, "--settings", POLICY, "--out", out])).code).toBe(0);
  const text = readFileSync(out, "utf8");
  const [row = ""] = famFamilies(text, "f1.fam");
  const [before, after] = [parseFamily(line(["9", "10"]), "a", 1).family, parseFamily(row, "b", 1).family];
  expect(after.missing).toEqual(["Missing M1"]);
  expect(parseFam(text, "f1.fam").loci.map(({ marker }) => marker).sort()).toEqual(["D3S1358", "FGA", "TH01", "VWA"]);
  const models = modelsOf(parseFrequencies(readFileSync(FREQUENCIES, "utf8"), "f"), readSettings(SETTINGS, "s").settings);
  const panel = makePanel([...models.keys()], models);
  const query = { TH01: ["6", "9"] as const, D3S1358: ["8", "10"] as const };
  const ratio = (family: typeof before, missing: string): number => exactLr(family, family.pedigree.indexOf.get(missing) ?? -1, query, panel, 0, new Map()).log10Lr;
  expect(ratio(after, "Missing M1")).toBeCloseTo(ratio(before, "M1"), 12);
});

test("a whole search written as a Familias DVI project is searched with the same ratios, every input read out of that one file", async () => {
  const brothers = JSON.stringify({
    id: "F2", side: "B", pedigree: [{ id: "FA", father: "0", mother: "0", sex: "M" }, { id: "MO", father: "0", mother: "0", sex: "F" }, ...["M1", "M2"].map((id) => ({ id, father: "FA", mother: "MO", sex: "M" }))],
    missing: ["M1", "M2"], references: { MO: { TH01: ["9", "9"], D3S1358: ["10", "11"], VWA: ["12", "13"], FGA: ["6", "15"] } },
  });
  const families = at("search.jsonl", `${line(["9", "10"])}\n${brothers}\n`);
  const remains = at("search.csv", "id,sex,TH01,D3S1358,VWA,FGA\nR1,M,6/9,8/10,12/12,6/7\nR2,M,9/11,10/10,13/14,6/6\nR3,M,9/12,11/15,12/15,15/15\n");
  const out = at("search.fam");
  expect((await call(profilesCommand, [families, "--to", "fam", "--remains", remains, "--frequencies", FREQUENCIES, "--settings", POLICY, "--out", out])).code).toBe(0);
  const fam = parseFam(readFileSync(out, "utf8"), "search.fam");
  expect(fam.unidentified).toEqual(parseRemains(readFileSync(remains, "utf8"), "r").remains.map(({ id, sex, profile }) => ({ id, sex, profile })));
  expect(fam.loci.map(({ frequencies }) => frequencies)).toEqual(fam.loci.map(({ marker }) => parseFrequencies(readFileSync(FREQUENCIES, "utf8"), "f").markers[marker]));
  const again = famFamilies(readFileSync(out, "utf8"), "search.fam").map((row, i) => parseFamily(row, "again", i + 1));
  expect(again.map(({ family, faults }) => [family.id, family.missing.length, [...family.references.keys()], faults])).toEqual([["F1", 1, ["FA", "MO"], []], ["F2", 2, ["MO"], []]]);
  const ratios = async (inputs: string[], name: string): Promise<Map<string, string>> => {
    expect((await call(identifyCommand, [...inputs, "--out", at(name), "--threads", "1", "--reports", "0"])).code).toBe(0);
    const rows = readFileSync(at(`${name}/candidates.csv`), "utf8").trim().split("\n").slice(1).map((row) => row.split(","));
    return new Map(rows.map(([id = "", family = "", missing = "", lr = ""]) => [`${id} ${family} ${missing.replace(/^Missing /, "").replace("person", "M1")}`, lr]));
  };
  const before = await ratios(["--remains", remains, "--families", families, "--frequencies", FREQUENCIES, "--settings", POLICY], "plain");
  expect(before.size).toBeGreaterThan(3);
  expect(await ratios(["--remains", out, "--families", out, "--frequencies", out], "fam"), "models, rates and theta out of the project").toEqual(before);
});

test("what a whole search cannot say in that layout is refused with its place, or left out when asked and counted", async () => {
  const families = at("few.jsonl", `${line(["9", "10"])}\n`);
  const dropped = at("dropped.csv", "id,sex,TH01,D3S1358\nR1,M,6/,8/10\nR2,U,6/9,8/9\nMissing 3,M,6/9,8/9\n");
  const asked = [families, "--to", "fam", "--remains", dropped, "--frequencies", FREQUENCIES, "--out", at("few.fam")];
  expect((await call(profilesCommand, asked)).code).toBe("FAM_DROPPED FAM_SEX FAM_NAME");
  expect(() => readFileSync(at("few.fam"))).toThrow();
  const men = at("men.csv", "id,sex,TH01,D3S1358\nR1,M,6/,8/10\n");
  const left = await call(profilesCommand, [families, "--to", "fam", "--remains", men, "--frequencies", FREQUENCIES, "--without-dropped", "--out", at("few.fam")]);
  expect(left.out).toContain("cells with one known allele, left out: 1");
  expect(parseFam(readFileSync(at("few.fam"), "utf8"), "few.fam").unidentified).toEqual([{ id: "R1", sex: "M", profile: { D3S1358: ["8", "10"] } }]);
  const short = at("short.fam", readFileSync(at("search.fam"), "utf8").replace(/"6"\n0\.1/, '"6"\n0.03'));
  expect((await call(identifyCommand, ["--remains", short, "--families", short, "--frequencies", short, "--out", at("short"), "--threads", "1"])).code).toBe("FREQUENCY_SUM");
});

test("what a Familias project cannot say is refused, and nothing is written", async () => {
  const dropped = at("dropped.jsonl", `${line(["9", null])}\n`);
  expect((await call(profilesCommand, [dropped, "--to", "fam", "--family", "F1", "--frequencies", FREQUENCIES, "--out", at("x.fam")])).code).toBe("FAM_DROPPED");
  expect((await call(profilesCommand, [dropped, "--to", "fam", "--family", "F9", "--frequencies", FREQUENCIES, "--out", at("x.fam")])).code).toBe("PAIR_NONE");
  const dawid = at("dawid.json", JSON.stringify({ mutation: { model: "onestep", male: { rate: 0.001 }, female: { rate: 0.001 } } }));
  const whole = at("families.jsonl");
  expect((await call(profilesCommand, [whole, "--to", "fam", "--family", "F1", "--frequencies", FREQUENCIES, "--settings", dawid, "--out", at("x.fam")])).code).toBe("FAM_MODEL");
  expect(() => readFileSync(at("x.fam"))).toThrow();
  expect(PLAIN_SETTINGS.mutation).toBe("not chosen");
});

test("relatives among the remains: brothers stand above the floor, strangers do not", async () => {
  const root = new URL("../../examples/identification-exercise/", import.meta.url);
  const few = readFileSync(new URL("remains.csv", root), "utf8").split("\n").slice(0, 30).join("\n");
  const out = at("relatives.csv");
  const asked = ["remains", at("few.csv", `${few}\n`), "--frequencies", new URL("frequencies.csv", root).pathname, "--settings", new URL("settings.json", root).pathname, "--out", out];
  expect((await call(kinshipCommand, asked)).code).toBe(0);
  const [head = "", ...rows] = readFileSync(out, "utf8").trim().split("\n");
  expect(head).toBe("a,b,relation,log10_lr");
  expect(rows.every((row) => Number(row.split(",")[3]) >= 4)).toBe(true);
  const [first = "", second = ""] = few.split("\n").slice(1, 3);
  const twin = at("twin.csv", `${few.split("\n")[0] ?? ""}\n${first}\n${first.replace(/^[^,]+/, "TWIN1")}\n${second}\n`);
  await call(kinshipCommand, ["remains", twin, "--frequencies", new URL("frequencies.csv", root).pathname, "--settings", new URL("settings.json", root).pathname, "--out", out]);
  expect(readFileSync(out, "utf8")).toContain(`${first.split(",")[0] ?? ""},TWIN1,full siblings,`);
  const large = at("large.csv", `id,sex,D3S1358\n${Array.from({ length: 1_001 }, (_, i) => `R${i},M,15/16`).join("\n")}\n`);
  expect((await call(kinshipCommand, ["remains", large, "--frequencies", new URL("frequencies.csv", root).pathname, "--settings", new URL("settings.json", root).pathname, "--out", out])).code).toBe("KINSHIP_LARGE");
});
