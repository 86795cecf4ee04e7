import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { parseDeposit } from "../talks/document.ts";
import type { Io } from "./command.ts";
import { planCommand } from "./plan.ts";

const vector = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../test/vectors/planning/${name}.json`, import.meta.url)));

/** Runs the command on files held in memory: exit code, what was printed, what was written. */
async function run(words: readonly string[], files: Record<string, Uint8Array>) {
  let out = "", err = "";
  const io: Io = {
    out: (text) => void (out += text), err: (text) => void (err += text), now: () => 0,
    readFile: async (path) => files[path] ?? new Uint8Array(), writeFile: async (path, bytes) => void (files[path] = typeof bytes === "string" ? utf8(bytes) : bytes),
  };
  const code = await planCommand.run(words, io);
  return { code, out, err, files };
}
const json = (bytes: Uint8Array | undefined): Record<string, unknown> => {
  const value = parseJson(new TextDecoder().decode(bytes));
  return isRecord(value) ? value : {};
};

test("solve writes the plan and says how each stage was proven; check finds it valid", async () => {
  const { code, out, err, files } = await run(["solve", "i.json", "--out", "p.json"], { "i.json": vector("p1-tiny") });
  expect(code).toBe(0);
  expect(out).toContain("plan hash 3fc705c47ca10fa2");
  expect(err).toContain("urgency: 434 proven (dual)");
  expect(json(files["p.json"])).toMatchObject({ format: "exchange-plan/1", proven: true, vector: [0, 0, 0, 21, 329, 434, 3, 0] });
  expect((await run(["check", "i.json", "p.json"], files)).code).toBe(0);
  const plan = json(files["p.json"]);
  files["p.json"] = utf8(JSON.stringify({ ...plan, planHash: "0000000000000000" }));
  const changed = await run(["check", "i.json", "p.json"], files);
  expect(changed.code).toBe(1);
  expect(changed.out).toContain("planHash is not what the assignment gives");
});

test("without a plan the exit code is 1, and the file holds the minimal sets and the smallest changes", async () => {
  const { code, out, err, files } = await run(["solve", "i.json", "--out", "p.json", "--json"], { "i.json": vector("p4-infeasible") });
  expect(err).toMatch(/^ {2}1 conflict found, \d+ sets of clauses tried$/m);
  expect(code).toBe(1);
  expect(err, "no bound below what any plan has").not.toMatch(/less than -/);
  expect(json(files["p.json"])).toMatchObject({ infeasible: true, clauses: ["all:wounded", "transport:A"], reasons: [["all:wounded", "transport:A"]] });
  expect(out).toBe(new TextDecoder().decode(files["p.json"]));
  expect((await run(["check", "i.json", "p.json"], files)).code).toBe(0);
});

test("where an instance has no stored answer, check replays the proof that there is no plan; a changed proof, set or instance is found out", async () => {
  const { expected: _expected, ...instance } = json(vector("p4-infeasible"));
  const { out, files } = await run(["solve", "i.json", "--out", "p.json"], { "i.json": utf8(JSON.stringify(instance)) });
  expect(out).toContain("1 of 1 conflicts proven in whole numbers");
  expect(out).toContain("The smallest change after which a plan exists, of one clause:\n  all:wounded: 1 person\n");
  const answer = json(files["p.json"]);
  const checked = async (other: Record<string, unknown>) => run(["check", "i.json", "p.json"], { ...files, "p.json": utf8(JSON.stringify({ ...answer, ...other })) });
  expect((await checked({})).code).toBe(0);
  expect((await checked({})).out).toContain('"reasons":[{"clauses":["all:wounded","transport:A"],"verdict":"proven"}]');
  expect((await checked({ proofs: [null] })).code).toBe(1);
  expect((await checked({ proofs: [{ duals: [] }] })).out).toContain('"verdict":"differs"');
  expect((await checked({ clauses: ["all:wounded"], reasons: [["all:wounded"]] })).code).toBe(1);
  expect((await checked({ clauses: ["quota:A"] })).code).toBe(1);
  expect((await checked({ instance: "0".repeat(64) })).code).toBe(1);
});

test("a time limit is no option, nor are words it does not know (T12)", async () => {
  await expect(run(["solve", "i.json", "--out", "p.json", "--time-limit", "5"], {})).rejects.toMatchObject({ code: "USAGE" });
  await expect(run(["guess"], {})).rejects.toMatchObject({ code: "USAGE" });
  await expect(run(["solve", "i.json"], {})).rejects.toMatchObject({ code: "USAGE" });
  await expect(run(["solve", "i.json", "--out", "p.json", "--nodes", "many"], { "i.json": vector("p1-tiny") })).rejects.toMatchObject({ code: "USAGE" });
  await expect(run(["solve", "i.json", "--out", "p.json", "--nodes", "10000001"], { "i.json": vector("p1-tiny") })).rejects.toMatchObject({ code: "USAGE" });
  await expect(run(["solve", "i.json", "--out", "p.json", "--objective", "mercy"], { "i.json": vector("p1-tiny") })).rejects.toMatchObject({ code: "PLAN_OBJECTIVE" });
});

test("a file that is no JSON is refused with line and column, one that is no UTF-8 by name", async () => {
  await expect(run(["check", "i.json", "p.json"], { "i.json": utf8("{\n  sides") })).rejects.toMatchObject({ code: "JSON_SYNTAX", places: [{ file: "i.json", line: 2 }] });
  await expect(run(["check", "i.json", "p.json"], { "i.json": Uint8Array.of(0xff) })).rejects.toMatchObject({ code: "BYTES_UTF8" });
});

test("why, diff, draw and verify read the plan that solve wrote", async () => {
  const { files } = await run(["solve", "i.json", "--out", "p.json"], { "i.json": vector("p1-tiny") });
  expect(await run(["verify", "i.json", "p.json", "--recompute"], files)).toMatchObject({ code: 0, out: expect.stringContaining("recomputed: the same plan 3fc705c47ca10fa2") });
  for (const [language, word] of [["en", "By the plan"], ["uk", "За планом"], ["ru", "По плану"], ["tr", "Plana göre"], ["ar", "بحسب الخطة"]] as const)
    expect(await run(["why", "i.json", "p.json", "A000001", "--lang", language], files)).toMatchObject({ code: 0, out: expect.stringContaining(word) });
  const told = await run(["why", "i.json", "p.json", "A000001", "--for", "family"], files);
  expect(told.out).not.toMatch(/batch b|day \d/);
  await expect(run(["why", "i.json", "p.json", "Z", "--lang", "en"], files)).rejects.toMatchObject({ code: "PLAN_UNKNOWN" });
  await expect(run(["why", "i.json", "p.json", "A000001", "--lang", "la"], files)).rejects.toMatchObject({ code: "USAGE" });
  expect(await run(["diff", "i.json", "p.json", "p.json"], files)).toMatchObject({ code: 0, out: "no difference\n" });
  expect((await run(["draw", "i.json", "p.json", "--out", "p.svg"], files)).code).toBe(0);
  expect(new TextDecoder().decode(files["p.svg"])).toContain("<svg");
  expect((await run(["draw", "i.json", "p.json", "--out", "p.html", "--lang", "ar"], files)).code).toBe(0);
  expect(new TextDecoder().decode(files["p.html"])).toMatch(/^<!doctype html>\n<html lang="ar" dir="rtl">[\s\S]*size:A4 landscape[\s\S]*<svg[\s\S]*الميزان[\s\S]*<tbody>/);
  await expect(run(["draw", "i.json", "p.json", "--out", "p.svg", "--lang", "la"], files)).rejects.toMatchObject({ code: "REQUEST_FORM" });
  const plan = json(files["p.json"]);
  files["p.json"] = utf8(JSON.stringify({ ...plan, stages: (plan["stages"] as Record<string, unknown>[]).map((stage) => ({ ...stage, bound: Number(stage["bound"]) + 1 })) }));
  expect((await run(["verify", "i.json", "p.json"], files)).code).toBe(1);
});

test("what-if says in counts what another capacity or order would change, and reserve names who can step in", async () => {
  const { files } = await run(["solve", "i.json", "--out", "p.json"], { "i.json": vector("p1-tiny") });
  const same = await run(["what-if", "i.json", "p.json", "--objective", "tiers,urgency,parity,stability,lottery"], files);
  expect(same).toMatchObject({ code: 0, out: "no difference\n" });
  const fewer = await run(["what-if", "i.json", "p.json", "--set", "batches.b01.A.max=1"], files);
  expect(fewer.out).toMatch(/later|no plan/);
  expect(fewer.out).not.toMatch(/[AB]\d{6}/);
  await expect(run(["what-if", "i.json", "p.json"], files)).rejects.toMatchObject({ code: "USAGE" });
  expect((await run(["reserve", "i.json", "p.json", "b01"], files)).out).toMatch(/^side [AB]: for /);
  await expect(run(["reserve", "i.json", "p.json"], files)).rejects.toMatchObject({ code: "USAGE" });
});

test("loading says who sits in which vehicle and ends with 1 when somebody has no place; calendar dates the batches", async () => {
  const files: Record<string, Uint8Array> = { "i.json": vector("p1-tiny") };
  await run(["solve", "i.json", "--out", "p.json"], files);
  files["v.json"] = utf8(JSON.stringify({ format: "exchange-vehicles/1", vehicles: ["A", "B"].map((side) => ({ id: `bus ${side}`, side, places: { seat: 60, stretcher: 20 } })) }));
  const all = await run(["loading", "i.json", "p.json", "--vehicles", "v.json"], files);
  expect(all.code).toBe(0);
  const placed = Object.values(json(files["p.json"])["assign"] ?? {}).filter((batch) => batch !== null).length;
  expect(all.out.match(/\[ \]/g)).toHaveLength(placed);
  expect((await run(["loading", "i.json", "p.json", "--vehicles", "v.json", "--batch", "b02", "--out", "sheets.txt"], files)).code).toBe(0);
  expect(new TextDecoder().decode(files["sheets.txt"])).toContain("batch b02");
  files["v.json"] = utf8(JSON.stringify({ format: "exchange-vehicles/1", vehicles: [] }));
  expect(await run(["loading", "i.json", "p.json", "--vehicles", "v.json", "--json"], files)).toMatchObject({ code: 1, err: `${placed} without a place\n` });
  await expect(run(["loading", "i.json", "p.json"], files)).rejects.toMatchObject({ code: "USAGE" });
  await expect(run(["loading", "i.json", "p.json", "--vehicles", "v.json", "--batch", "b99"], files)).rejects.toMatchObject({ code: "PLAN_UNKNOWN" });

  const fair = await run(["fairness", "i.json", "p.json"], files);
  expect([fair.code, fair.out.split("\n").filter((row) => /^side [AB] +in a batch/.test(row)).length]).toEqual([0, 2]);
  expect((await run(["fairness", "i.json", "p.json", "--json"], files)).out).toMatch(/^\{"cells":\[\{"notPlaced"/);
  const dated = await run(["calendar", "i.json", "p.json", "--first-on", "2025-06-09", "--claim-every", "1"], files);
  expect(dated.code).toBe(0);
  expect(dated.out).toMatch(/^2025-06-09  b01/);
  expect(dated.out).toContain("set against “every day”");
  expect((await run(["calendar", "i.json", "--first-on", "2025-06-09", "--paused", "2025-06-09", "--json"], files)).code).toBe(1);
  expect((await run(["calendar", "--first-on", "2025-06-09", "--every", "7", "--batches", "2", "--paused", "2025-06-16"], files)).out).toBe("2025-06-09  day 0\n2025-06-17  day 8, moved by 1 because nothing moves on the day that was due\n");
  await expect(run(["calendar", "i.json", "--first-on", "9 June"], files)).rejects.toMatchObject({ code: "USAGE" });
});

test("three parties are solved from a file, and the plan enters the record of each pair as one document by its SHA-256", async () => {
  const person = (id: string, holder: string, to: string) => ({ id, holder, to, tier: "general", urgency: 1, rank: "r1", need: "seat", place: `p${holder}`, held: 1, status: "ready" });
  const captives = [person("P1", "A", "B"), person("P2", "B", "C"), person("P3", "C", "A"), person("P4", "A", "C")];
  const instance = {
    format: "exchange-plan-instance/2", parties: ["A", "B", "C"], tiers: [{ id: "general", mandatory: false, parity: true }], ranks: { r1: 1 }, streams: [{ id: "all", tiers: ["general"], perBatch: 0, cumulative: 0 }],
    batches: [{ id: "b1", day: 0, A: {}, B: {}, C: {} }, { id: "b2", day: 7, A: {}, B: {}, C: {} }], places: ["A", "B", "C"].map((side) => ({ id: `p${side}`, side })), unplacedDay: 20, tieSeed: "s", captives,
  };
  const { files } = await run(["solve", "i.json", "--out", "p.json"], { "i.json": utf8(JSON.stringify(instance)), "r.json": utf8(JSON.stringify({ ...instance, captives: [...captives].reverse() })) });
  expect((await run(["check", "i.json", "p.json"], files)).code).toBe(0);
  const said = await run(["state", "i.json", "p.json", "--out", "s.txt"], files);
  const text = new TextDecoder().decode(files["s.txt"]);
  // the ring goes at once, each party level; the fourth has nobody to be level with
  expect(text).toContain("b1, day 0\n  A: 1 go, 1 come\n  B: 1 go, 1 come\n  C: 1 go, 1 come\nb2, day 7\n  A: 0 go, 0 come\n  B: 0 go, 0 come\n  C: 0 go, 0 come\n");
  expect(text).toMatch(/^all-for-all plan statement 1\nparties: A, B, C\ninstance: [0-9a-f]{64}\nseed: s\nengine: highs/);
  expect(text).toContain(`plan: ${String(json(files["p.json"])["planHash"])}\n`);
  for (const { id } of captives) expect(text).not.toContain(id);
  const sha256 = sha256Hex(utf8(text));
  expect(said).toMatchObject({ code: 0, out: `s.txt: SHA-256 ${sha256}\n` });
  await run(["state", "i.json", "p.json", "--out", "again.txt"], { ...files, "i.json": files["r.json"] ?? new Uint8Array() }).then(({ files: written }) => expect(new TextDecoder().decode(written["again.txt"]).split("plan: ")[1]).toBe(text.split("plan: ")[1]));
  const deposit = { document: "PLAN-3", version: 1, form: "agreed text", title: "Plan of three parties", sha256, language: "en", text };
  expect(parseDeposit(deposit)).toMatchObject({ sha256 });
  expect(() => parseDeposit({ ...deposit, text: text.replace("1 go", "2 go") })).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ code: "DOCUMENT_FORM" })] }));
  files["p.json"] = utf8(JSON.stringify({ ...json(files["p.json"]), assign: { P1: "b1", P2: null, P3: null, P4: null } }));
  expect(await run(["state", "i.json", "p.json", "--out", "bad.txt"], files)).toMatchObject({ code: 1, out: "" });
  expect(files["bad.txt"]).toBeUndefined();
});
