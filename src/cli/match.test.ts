import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Faults, Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import type { Command, Io } from "./command.ts";
import { printFaults } from "./data-folder.ts";
import { duplicatesCommand } from "./duplicates.ts";
import { listCommand } from "./list.ts";
import { matchCommand } from "./match.ts";

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "match-cli-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const vector = (name: string): string => new URL(`../../test/vectors/matching/${name}.csv`, import.meta.url).pathname;

const run = (command: Command, ...args: readonly string[]): Promise<{ code: number; out: string; err: string }> => runBy(() => 0, command, ...args);

/** By this clock of milliseconds. */
async function runBy(now: () => number, command: Command, ...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const told = { out: "", err: "" };
  const io: Io = {
    out: (text) => void (told.out += text), err: (text) => void (told.err += text), readFile: async (path) => new Uint8Array(await readFile(path)),
    writeFile: (path, bytes) => writeFile(path, bytes), now,
  };
  try {
    return { code: await command.run(args, io), ...told };
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    return { code: 2, out: told.out, err: printFaults(error) };
  }
}

test("two lists give pairs, review, sets and a model; the score reads the pairs; the model gives them again", async () => {
  const [left, right] = [vector("public-2k-left"), vector("public-2k-right")];
  const first = await run(matchCommand, left, right, "--out", at("p.csv"), "--review", at("r.csv"), "--sets", at("sets"), "--save-model", at("m.json"), "--splink", at("spark"), "--json");
  expect(first.code).toBe(0);
  const report = parseJson(first.out);
  if (!isRecord(report)) throw new Error("expected a report");
  expect(report["pairs"]).toBeGreaterThan(1_150);
  expect(Number(report["prior"]) * 2_000 * 2_000).toBeCloseTo(Number(report["expectedMatches"]), 0);
  expect(first.err).toMatch(/^splink: the settings hold the blocking rules of lists below 50000 rows/m);
  const scored = await run(matchCommand, "score", at("p.csv"), vector("public-2k-truth"));
  expect(scored.out).toMatch(/best, p >= .* 0\.99\d\d\n/);
  await run(matchCommand, left, right, "--out", at("p2.csv"), "--model", at("m.json"));
  expect(readFileSync(at("p2.csv"), "utf8")).toBe(readFileSync(at("p.csv"), "utf8"));
  const [leftId = "", rightId = ""] = (readFileSync(at("p.csv"), "utf8").split("\n")[1] ?? "").split(",");
  const said = await run(matchCommand, "explain", left, right, "--pair", `${leftId},${rightId}`, "--lang", "uk");
  expect(said.out).toContain("прізвище");
  expect((await run(matchCommand, "explain", left, right, "--pair", "A1,NONE")).err).toContain("PAIR_UNKNOWN");
}, 60_000);

test("answers of two persons fit a calibration that is named by its hash, and change no weight", async () => {
  const [left, right] = [vector("public-2k-left"), vector("public-2k-right")];
  await run(matchCommand, left, right, "--out", at("c.csv"));
  const rows = readFileSync(at("c.csv"), "utf8").split("\n").slice(1, -1).map((line) => line.split(","));
  const truth = new Set(readFileSync(vector("public-2k-truth"), "utf8").split("\n"));
  const answers = rows.flatMap(([a = "", b = ""]) => ["p", "q"].map((by) => `${a},${b},${by},${truth.has(`${a},${b}`) ? "same" : "not the same"}`));
  writeFileSync(at("answers.csv"), `left_id,right_id,by,answer\n${answers.join("\n")}\n`);
  const told = await run(matchCommand, left, right, "--out", at("d.csv"), "--labels", at("answers.csv"), "--json");
  expect(told.out).toMatch(/"calibration":\{"kind":"isotonic","labels":\d+,"sha256":"[0-9a-f]{64}"\}/);
  const again = readFileSync(at("d.csv"), "utf8").split("\n").slice(1, -1).map((line) => line.split(","));
  expect(again.map((row) => row[3])).toEqual(rows.map((row) => row[3]));
  writeFileSync(at("alone.csv"), "left_id,right_id,by,answer\nA1,B1,p,perhaps\n");
  expect((await run(matchCommand, left, right, "--out", at("e.csv"), "--labels", at("alone.csv"))).err).toContain("LABEL_ANSWER");
}, 60_000);

test("arrive says which pairs appeared, and duplicates and list check write their reports", async () => {
  const lines = readFileSync(vector("public-2k-left"), "utf8").split("\n");
  writeFileSync(at("old.csv"), `${lines.slice(0, 1001).join("\n")}\n`);
  writeFileSync(at("new.csv"), `${lines[0]}\n${lines.slice(1001, 1011).join("\n")}\n`);
  await run(matchCommand, at("old.csv"), vector("public-2k-right"), "--out", at("q.csv"), "--save-model", at("old.json"));
  const told = await run(matchCommand, "arrive", at("old.csv"), vector("public-2k-right"), "--model", at("old.json"), "--new-left", at("new.csv"), "--out", at("q2.csv"));
  expect([told.code, told.err]).toEqual([1, ""]); // a quick run is quiet
  expect(told.out).toContain("10 rows scored again.");
  expect(told.out).not.toContain("fit a new model"); // 10 rows more of 1,000
  expect((await run(duplicatesCommand, vector("public-2k-dup-left"), "--out", at("g.csv"), "--pairs", at("gp.csv"))).code).toBe(0);
  expect(readFileSync(at("g.csv"), "utf8").split("\n")[0]).toBe("group,id,representative,probability,chained");
  const checked = await run(listCommand, "check", at("old.csv"), "--on", "2025-06-02", "--out", at("report.csv"), "--json");
  expect([0, 1]).toContain(checked.code);
}, 60_000);

test("arrive tells on stderr how far it is", async () => {
  writeFileSync(at("some.csv"), readFileSync(vector("public-2k-right"), "utf8").split("\n").slice(0, 101).join("\n"));
  let second = 0;
  const { err } = await runBy(() => 1_000 * second++, matchCommand, "arrive", at("old.csv"), at("some.csv"), "--model", at("old.json"), "--new-left", at("new.csv"), "--out", at("q2.csv"));
  expect(err).toMatch(/^rows read\n(?:[1-9]\d? % of the standing rows compared, about \d+ s left\n)+100 % of the standing rows compared\n(?:[1-9]\d? % of what arrived compared, about \d+ s left\n)*100 % of what arrived compared\npairs settled\n$/);
}, 60_000);

test("stages, and how long the comparing will still take, are told on stderr with one thread, with two and of one list, but not at once and not with --json", async () => {
  const rows = readFileSync(vector("public-2k-left"), "utf8").trimEnd().split("\n");
  const many = [1, 2, 3].flatMap((part) => rows.slice(1).map((row) => `${part}${row}`)); // enough that two threads share them
  writeFileSync(at("many.csv"), `${[rows[0], ...many].join("\n")}\n`);
  writeFileSync(at("few.csv"), `${readFileSync(vector("public-2k-right"), "utf8").split("\n").slice(0, 400).join("\n")}\n`);
  const clock = () => {
    let at = 0;
    return () => (at += 1_000); // a second passes whenever somebody asks for the time
  };
  const stages = "rows read\nnames prepared\nkeys indexed\nmodel fitted\n";
  const told = new RegExp(`^${stages}(?:[1-9]\\d? % compared, about \\d+ s left\\n)+100 % compared\\npairs settled\\n$`);
  const match = (now: () => number, ...more: readonly string[]) => runBy(now, matchCommand, at("many.csv"), at("few.csv"), "--out", at("o.csv"), ...more);
  const alone = await match(clock(), "--threads", "1");
  expect(alone.err).toMatch(told);
  expect(alone.err).toContain("34 % compared, about 4 s left\n"); // 2,048 of 6,000 rows in two seconds: the time before the comparing does not count
  const both = await match(clock(), "--threads", "2", "--save-model", at("o.json"));
  expect(both.err).toMatch(told); // so few rows are four ranges of each thread
  expect((await match(clock(), "--threads", "1", "--model", at("o.json"))).err).toContain("keys indexed\nsaved model taken\n17 % compared, about 5 s left\n");
  const twice = (now: () => number, ...more: readonly string[]) => runBy(now, duplicatesCommand, at("few.csv"), "--out", at("o.csv"), ...more);
  expect((await twice(clock())).err).toBe(`${stages}100 % compared\npairs settled\n`);
  expect((await twice(clock(), "--json")).err).toBe("");
  expect((await twice(() => 0)).err).toBe(""); // a quick run is quiet
}, 120_000);

test("rows of which none can be told from another are said to be left out, and who is to look at them finds the reason", async () => {
  const equal = (side: string): string => `id,surname,given_name\n${Array.from({ length: 65 }, (_, at) => `${side}${at + 100},Шевченко,Іван`).join("\n")}\n`;
  writeFileSync(at("same-l.csv"), equal("L"));
  writeFileSync(at("same-r.csv"), equal("R"));
  const { out } = await run(matchCommand, at("same-l.csv"), at("same-r.csv"), "--out", at("o.csv"), "--sets", at("same-sets"));
  expect(out).toContain("65 and 65 rows, 0 remarks of intake.\n");
  expect(out).toContain("pairs: 0 to propose to two persons, ");
  expect(out).toContain("Not compared: 2 rows saying the same as 64 others of their list; they stand among the unclear (SAME_AS_MANY).\n");
  const sets = readFileSync(join(at("same-sets"), "sets.csv"), "utf8").split("\n").filter((line) => line.includes("SAME_AS_MANY"));
  expect(sets.map((line) => /[LR]164/.exec(line)?.[0])).toEqual(["L164", "R164"]);
  expect((await run(duplicatesCommand, at("same-l.csv"), "--out", at("o.csv"))).out).toContain("65 rows: ");
});

test("list check says how many rows it read, and that a list with faults is not matched before they are mended", async () => {
  writeFileSync(at("ids.csv"), "id,surname\nA1,Коваль\nA1,Ґудзь\n");
  writeFileSync(at("one.csv"), "id,surname\nA1,Коваль\n");
  expect((await run(listCommand, "check", at("ids.csv"))).out).toContain("2 rows read; 1 fault below, and the list is not matched until they are mended\n");
  expect((await run(listCommand, "check", at("one.csv"))).out).toContain("1 row read\n");
});

test("no fault of a bad list or wrong use names a person", async () => {
  writeFileSync(at("bad.csv"), "id,surname,given_name\nA1,Секретенко,Іван\nA1,Приховайло,Олег\n,Таємничук,Ян\n");
  writeFileSync(at("quote.csv"), 'id,surname\nA1,"Секретенко\n');
  writeFileSync(at("t.terms"), "Nothing of the language.\n");
  const faults = [
    await run(matchCommand, at("bad.csv"), vector("public-2k-right"), "--out", at("x.csv")), await run(matchCommand, at("quote.csv"), vector("public-2k-right"), "--out", at("x.csv")),
    await run(listCommand, "check", at("bad.csv")), await run(matchCommand, at("none.csv"), at("bad.csv"), "--out", at("x.csv")), await run(matchCommand, at("bad.csv")),
    await run(listCommand, "check", at("bad.csv"), "--terms", at("t.terms")), await run(listCommand, "check", at("bad.csv"), "--terms", at("t.terms"), "--on", "2025-06-02"),
    await run(matchCommand, vector("public-2k-left"), vector("public-2k-right"), "--out", at("x.csv"), "--threads", "0"),
  ];
  for (const { code, out, err } of faults) {
    expect(code).toBeGreaterThan(0);
    expect(out + err).not.toMatch(/Секретенко|Приховайло|Таємничук|Іван|Олег/);
  }
  expect(faults[0]?.err.match(/LIST_ID/g)?.length).toBe(2); // all at once
  expect(faults.map(({ err }) => /\[(\w+)\]/.exec(err)?.[1] ?? "")).toEqual(["LIST_ID", "LIST_QUOTE", "", "FILE_NONE", "USAGE", "USAGE", "TERMS_SENTENCE", "USAGE"]);
});

test("each row is asked of the terms: what they say of it is in the report, and faults of the text have their line", async () => {
  writeFileSync(at("terms.csv"), "id,surname,dob\n1,Koval,2001-01-01\n2,Bondar,1980-01-01\n3,Moroz,\n");
  const text = "Agreement “Young”, made at Istanbul on 2 June 2025.\nThe parties are Russia (RU) and Ukraine (UA).\n\n“young” means aged 25 or under on 2 June 2025.\n\nClause 1 “The young”.\nEach party releases all captives who are “young”.\n";
  writeFileSync(at("young.terms"), text);
  const told = await run(listCommand, "check", at("terms.csv"), "--terms", at("young.terms"), "--on", "2025-06-02");
  expect(told.code).toBe(1);
  expect(told.out).toContain("row 2 (line 3) category: lies outside the terms: clause 1 [OUT_OF_CATEGORY]");
  expect(told.out).toContain("row 3 (line 4) category: the terms cannot be decided from what the row states: clause 1 [CATEGORY_UNDECIDED]");
  writeFileSync(at("young.terms"), text.replace("releases all", "relases all"));
  const bad = await run(listCommand, "check", at("terms.csv"), "--terms", at("young.terms"), "--on", "2025-06-02");
  expect([bad.code, bad.err]).toEqual([2, expect.stringContaining("young.terms:7:12")]);
});
