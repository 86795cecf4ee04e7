// The commands over the worked examples. Expected values: TERMS.md, section 10, and issue 3; those of the keys pattern by hand.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { Fault, Faults, printPlace } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { termsCommand } from "./terms.ts";

const extra: Record<string, string | Uint8Array> = {};
const examples = new URL("../../examples/terms/", import.meta.url);
const fileOf = (path: string): Uint8Array => {
  const own = extra[path];
  return own === undefined ? new Uint8Array(readFileSync(new URL(path, examples))) : typeof own === "string" ? utf8(own) : own;
};
async function run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await termsCommand.run(args, { out: (text) => out.push(text), err: (text) => err.push(text), readFile: (path) => Promise.resolve(fileOf(path)), writeFile: () => Promise.resolve(), now: () => 0 });
  return { code, out: out.join(""), err: err.join("") };
}
const jsonOf = async (...args: string[]): Promise<Record<string, unknown>> => {
  const value = parseJson((await run(...args, "--json")).out);
  if (!isRecord(value)) throw new Error("no object");
  return value;
};
const thrown = (running: Promise<unknown>): Promise<string[]> => running.then(() => [], (error: unknown) => (error instanceof Faults ? error.faults : error instanceof Fault ? [error] : []).map(({ code, places }) => `${code} ${places[0] ? printPlace(places[0]) : ""}`.trimEnd()));
const NAMES = ["istanbul", "istanbul-drill", "yemen", "yemen-2020", "dixhill", "rate", "keys"];

test("check: every example is without a fault", async () => {
  const { code, out } = await run("check", ...NAMES.map((name) => `${name}.terms`));
  expect([code, out.split("\n").length]).toEqual([0, 8]);
  expect(await jsonOf("check", "keys.terms")).toEqual({ faults: [] });
});
test("check: faults of several files are listed with place, code and message, and the exit code is 2", async () => {
  extra["bad.terms"] = "Agreement “T”, made at Geneva on 31 June 2025.\nThe parties are Alpha (AL) and Beta (BE).\nClause 1 “A”.\nXX relases all captives.\nAL releases 6.000 captives.\n";
  extra["bytes.terms"] = new Uint8Array([65, 10, 255]);
  const { code, err } = await run("check", "keys.terms", "bad.terms", "bytes.terms");
  expect([code, err.split("\n").map((line) => line.split(":").slice(0, 3).join(":"))]).toEqual([2, ["bad.terms:1:34", "bad.terms:4:4", "bad.terms:5:13", "bytes.terms:2:1", ""]]);
  const { faults } = await jsonOf("check", "bad.terms");
  expect(faults).toMatchObject([
    { file: "bad.terms", line: 1, column: 34, code: "TERMS_SENTENCE", message: expect.stringContaining("expected a date (2 June 2025)") },
    { file: "bad.terms", line: 4, column: 4, code: "TERMS_SENTENCE", message: expect.stringContaining("expected releases, returns or gives, found “relases”") },
    { file: "bad.terms", line: 5, column: 13, code: "TERMS_NUMERAL" },
  ]);
  expect(await thrown(run("show", "bad.terms"))).toEqual(["TERMS_SENTENCE bad.terms:1:34", "TERMS_SENTENCE bad.terms:4:4", "TERMS_NUMERAL bad.terms:5:13"]);
});
test("a rank table with a dropped row is refused by its check sum", async () => {
  extra["dropped.terms"] = new TextDecoder().decode(fileOf("dixhill.terms")).replace("army captain 6, ", "");
  const { err } = await run("check", "dropped.terms");
  expect(err).toBe("dropped.terms:6:1: the rank values number 27 and sum to 352; this sentence says 28 and 358 [TERMS_TABLE]\n");
});
test("show: the canonical form, the text itself, and a language with its hash", async () => {
  expect(await jsonOf("show", "keys.terms")).toMatchObject({ terms: 1, sentences: expect.arrayContaining([{ id: "2.1", proposedBy: "both", kind: "release", giver: "BE", quantity: { ratio: [3, 1] }, categories: "not stated", receiver: "AL", atRankValue: false, except: "not stated", due: "not stated" }]) });
  expect((await run("show", "keys.terms")).out).toBe(new TextDecoder().decode(fileOf("keys.terms")).replace("\n\n“young”", "\n“young”"));
  extra["names.json"] = '{"Alpha":"Альфа"}';
  expect((await run("show", "keys.terms", "--lang", "uk", "--names", "names.json")).out).toContain("Сторони: Альфа (AL) і «Beta» (BE).");
  expect(await jsonOf("show", "keys.terms", "--lang", "fr")).toMatchObject({ lang: "fr", sha256: expect.stringMatching(/^[0-9a-f]{64}$/), sentences: expect.arrayContaining([{ id: "3.0", text: "Clause 3 « Sub-quota of the young »." }]) });
});
test("compare: exit 1 and the words that differ; a text against itself is the same", async () => {
  expect(await run("compare", "keys.terms", "keys.terms")).toMatchObject({ code: 0, out: "the texts say the same\n" });
  extra["keys2.terms"] = new TextDecoder().decode(fileOf("keys.terms")).replace("at least 50", "at least 60");
  expect(await run("compare", "keys.terms", "keys2.terms")).toMatchObject({ code: 1, out: "clause 1\n  1.1 AL releases at least [-50-] {+60+} captives to BE.\n" });
});
test("translate-check: a rendering agrees; a changed number is named with its clause and line", async () => {
  const text = (await run("show", "keys.terms", "--lang", "uk")).out;
  extra["keys.uk.txt"] = text;
  expect(await run("translate-check", "keys.terms", "keys.uk.txt")).toMatchObject({ code: 0 });
  extra["keys.uk.txt"] = text.replace("щонайменше 20", "щонайменше 21");
  expect((await jsonOf("translate-check", "keys.terms", "keys.uk.txt"))["mismatches"]).toEqual([
    { file: "keys.uk.txt", clause: 3, kind: "number", value: "20", missingIn: "translation", line: expect.any(Number) }, { file: "keys.terms", clause: 3, kind: "number", value: "21", missingIn: "terms", line: expect.any(Number) },
  ]);
  expect(await thrown(run("translate-check", "keys.terms", "list.txt"))).toEqual(["USAGE"]);
});

type SideJson = { readonly status: string; readonly since?: string; readonly promised: unknown; readonly delivered: number; readonly outstanding: { readonly min: number; readonly max: number }; readonly unknown: string[]; readonly disputed: string[] };
async function sideOf(name: string, on: string, clause: number, side: string): Promise<SideJson> {
  const { clauses } = await jsonOf("status", `${name}.terms`, "--facts", `${name}.facts.json`, "--on", on);
  const found = Array.isArray(clauses) ? (clauses as { readonly no: number; readonly sides: Record<string, SideJson> }[]).find(({ no }) => no === clause)?.sides[side] : undefined;
  if (!found) throw new Error("no side");
  return found;
}
test.each<readonly [string, number, string, string, unknown, number, number, number]>([
  ["2025-06-06", 1, "RU", "pending", 1, 0, 1, 1], ["2025-06-06", 1, "UA", "pending", 1, 0, 1, 3], ["2025-06-06", 2, "RU", "pending", 1, 0, 1, 2], ["2025-06-06", 2, "UA", "pending", 1, 0, 1, 1],
  ["2025-06-06", 3, "RU", "pending", 1000, 0, 1000, 1000], ["2025-06-06", 3, "UA", "pending", 1000, 0, 1000, 1000],
  ["2025-06-10", 1, "RU", "fulfilled so far (list open)", 1, 1, 0, 0], ["2025-06-10", 1, "UA", "pending", 2, 1, 1, 2], ["2025-06-10", 2, "RU", "undetermined", 1, 1, 0, 1],
  ["2025-06-10", 2, "UA", "fulfilled so far (list open)", 1, 1, 0, 0], ["2025-06-10", 3, "RU", "pending", 1000, 2, 998, 998], ["2025-06-10", 3, "UA", "pending", 1000, 1, 999, 999],
])("the drill on %s, clause %d, %s is %s", async (on, clause, side, status, promised, delivered, min, max) => {
  expect(await sideOf("istanbul-drill", on, clause, side)).toMatchObject({ status, promised, delivered, outstanding: { min, max } });
});
test("the drill's persons, invariants and readings stand in the JSON of status", async () => {
  const { persons, invariants, readings } = await jsonOf("status", "istanbul-drill.terms", "--facts", "istanbul-drill.facts.json", "--on", "2025-06-10");
  expect(persons).toMatchObject({ p1: { "1": "no", "2": "yes" }, p3: { "1": "no", "2": "unknown" }, p6: { "1": "yes", "2": "no" }, p7: { "1": "unknown", "2": "no" } });
  expect(invariants).toMatchObject([{ sentence: "1.2", kept: false, value: 1 }, { sentence: "5.2", kept: true, value: 1, limit: 50 }]);
  expect(readings).toHaveLength(4);
});
test("the article signed is nowhere better than undetermined", async () => {
  for (const clause of [1, 2, 3]) for (const side of ["RU", "UA"]) expect(["pending", "overdue", "disputed", "undetermined"]).toContain((await sideOf("istanbul", "2025-06-10", clause, side)).status);
});
test("Stockholm: the reply is overdue since 19 December, the handover waits", async () => {
  expect(await sideOf("yemen", "2019-02-01", 2, "GOV")).toMatchObject({ status: "overdue", since: "2018-12-19" });
  expect(await sideOf("yemen", "2019-02-01", 3, "AA")).toMatchObject({ status: "not in force" });
  expect(await sideOf("yemen", "2019-02-01", 1, "GOV")).toMatchObject({ unknown: ["g2"], outstanding: { min: 1, max: 2 } });
});
test("a partial agreement annexed to Stockholm: 681 and 400, one outstanding after 399", async () => {
  expect(await sideOf("yemen-2020", "2020-10-16", 1, "GOV")).toMatchObject({ status: "fulfilled", promised: 681, delivered: 681 });
  expect(await sideOf("yemen-2020", "2020-10-16", 1, "AA")).toMatchObject({ status: "pending", promised: 400, delivered: 399, outstanding: { min: 1, max: 1 } });
});
test("the cartel: 524 against 606, after equal rank 118 against 200, 82 on parole", async () => {
  const { ranks } = await jsonOf("status", "dixhill.terms", "--facts", "dixhill.facts.json", "--on", "1862-07-25");
  expect(ranks).toEqual([{ units: [524, 606], afterEqualRank: [118, 200], beyond: 82, heldBy: 1, clause: 1, sentence: "1.1", parole: true, unranked: [] }]);
});
test("the rate: 60 received by 27 November end the pause a day later, and 180 are owed", async () => {
  const { pauses } = await jsonOf("status", "rate.terms", "--facts", "rate.facts.json", "--on", "2023-11-27");
  expect(pauses).toMatchObject([{ statedEnd: "2023-11-28T07:00", end: { earliest: "2023-11-29T07:00", latest: "2023-11-29T07:00" } }]);
  expect(await sideOf("rate", "2023-11-27", 2, "BE")).toMatchObject({ outstanding: { min: 180, max: 180 } });
});
test("the keys: 50 for 150, of which 115 came under clause 2, and 15 of 20 of the sub-quota by its day", async () => {
  expect(await sideOf("keys", "2023-11-27", 1, "AL")).toMatchObject({ status: "fulfilled", delivered: 50 });
  expect(await sideOf("keys", "2023-11-27", 2, "BE")).toMatchObject({ status: "pending", promised: 150, delivered: 115, outstanding: { min: 35, max: 35 } });
  expect(await sideOf("keys", "2023-11-27", 3, "BE")).toMatchObject({ status: "pending", delivered: 15, outstanding: { min: 5, max: 5 } });
  expect(await sideOf("keys", "2023-11-28", 3, "BE")).toMatchObject({ status: "overdue", since: "2023-11-28" });
});
test("a plan is judged before anything moves: 51 of one side before the first of the other passes the tolerance of 50", async () => {
  const captives = Array.from({ length: 52 }, (_, i) => ({ id: `q${i}`, side: i < 51 ? "RU" : "UA", born: "2003-01-01", examinedOn: ["2025-05-01"] }));
  const handovers = captives.map(({ id, side }) => ({ captive: id, from: side, to: side === "RU" ? "UA" : "RU", on: side === "RU" ? "2025-07-01" : "2025-07-02" }));
  extra["plan.json"] = JSON.stringify({ signedOn: "2025-06-02", captives, handovers });
  const { plan } = await jsonOf("status", "istanbul-drill.terms", "--facts", "plan.json", "--on", "2025-06-10", "--plan");
  expect(plan).toMatchObject([{ sentence: "1.2", kept: true }, { sentence: "5.2", kind: "tolerance", kept: false, value: 51, limit: 50, readings: [0, 1, 2, 3] }]);
  expect((await run("status", "istanbul-drill.terms", "--facts", "plan.json", "--on", "2025-06-10", "--plan")).out).toContain("5.2 tolerance: outside the sentence, largest difference 51, allowed 50");
});
test("why: value, sentence, reasons and text", async () => {
  expect(await jsonOf("why", "istanbul-drill.terms", "--facts", "istanbul-drill.facts.json", "--on", "2025-06-10", "--person", "p6", "--clause", "1")).toMatchObject({ person: "p6", clause: 1, value: "yes", sentence: "1.1", because: expect.any(Array), text: expect.stringContaining("upheld by Medical Commission 9 June 2025") });
});
test("wrong use is refused", async () => {
  expect(await thrown(run())).toEqual(["USAGE"]);
  expect(await thrown(run("check"))).toEqual(["USAGE"]);
  expect(await thrown(run("show", "keys.terms", "--lang", "xx"))).toEqual(["USAGE"]);
  expect(await thrown(run("compare", "keys.terms"))).toEqual(["USAGE"]);
  extra["wrong.json"] = '{"a":1}';
  expect(await thrown(run("show", "keys.terms", "--lang", "uk", "--names", "wrong.json"))).toEqual(["NAMES_SHAPE wrong.json /a"]);
  expect(await thrown(run("status", "keys.terms", "--on", "2025-01-01"))).toEqual(["USAGE"]);
});
