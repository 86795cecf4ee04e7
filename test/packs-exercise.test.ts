// An exercise of every pack that is shipped: its parties, its ranks, people drawn from its population. The lists are taken in whole, match as the
// truth says, the record verifies, and a plan keeps every clause.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../src/basis/parse-json.ts";
import { readPackAt } from "../src/cli/pack-folder.ts";
import { main } from "../src/main.ts";
import { readList } from "../src/registry/parse-list.ts";
import { codesOf } from "../src/vocabulary/pack-codes.ts";
import { repository, withFolder } from "./walked-desk.ts";

const NAMES = readdirSync(join(repository, "packs")).sort();
const HELD = ["sideA", "sideB"] as const;

/** A command as it is typed; what it printed. */
async function run(...words: readonly string[]): Promise<{ readonly exit: number; readonly out: string }> {
  let out = "";
  const exit = await main([...words], { out: (text) => void (out += text), err: () => undefined, now: () => 0, readFile: (path) => Promise.resolve(new Uint8Array(readFileSync(path))), writeFile: (path, bytes) => Promise.resolve(writeFileSync(path, bytes)) });
  return { exit, out };
}
const whole = (text: string): Record<string, unknown> => {
  const value = parseJson(text);
  return isRecord(value) ? value : expect.fail("an object");
};

test.each(NAMES)("%s: an exercise whose lists are taken in and match, whose record verifies, whose plan keeps every clause", (name) =>
  withFolder(async (folder) => {
    const [x, data] = [join(folder, "x"), join(folder, "data")];
    expect((await run("exercise", "new", "--data", x, "--pack", name, "--captives", "120", "--remains", "12", "--seed", "1")).exit).toBe(0);
    const { pack } = await readPackAt(join(repository, "packs", name));
    const { pack: own } = await readPackAt(join(x, "pack.json"));
    expect(own.sides.map(({ code, names }) => [code, names])).toEqual(pack.sides.map(({ code, names }) => [code, names]));
    expect([own.id, own.origin]).toEqual([`exercise-${name}`, "exercise.example/record"]); // no entry of it can be taken for one of the process
    expect(own.laboratories.map(({ of }) => of).sort()).toEqual([...pack.sides, pack.mediator].map(({ code }) => code).sort());
    const { rank } = codesOf(pack);
    for (const side of HELD)
      for (const list of ["asked", "held"] as const) {
        const { rejected, table } = listOf(join(x, side, `${list}.csv`));
        expect(rejected, `${side} ${list}`).toBe(0);
        for (const cell of table) if (cell !== "") expect(rank(cell)?.code, cell).toBeDefined();
      }
    expect((await run("terms", "check", join(x, "agreement.terms"))).exit).toBe(0);
    expect((await run("replay", x, "--data", data)).exit).toBe(0);
    expect((await run("verify", data)).out).toContain("valid and in force");
    for (const [asked, held] of [["A", "B"], ["B", "A"]] as const) {
      const pairs = join(folder, `pairs-${asked}.csv`);
      expect((await run("match", join(x, `side${asked}`, "asked.csv"), join(x, `side${held}`, "held.csv"), "--out", pairs)).exit).toBe(0);
      const { cuts } = scoreOf((await run("match", "score", pairs, join(x, "truth", `pairs-asked-${asked.toLowerCase()}-held-${held.toLowerCase()}.csv`))).out);
      expect(cuts.get("0.9")?.precision, `${name} ${asked}`).toBeGreaterThan(0.97);
      expect(cuts.get("0.5")?.recall, `${name} ${asked}`).toBeGreaterThan(0.7);
    }
    const checker = (await import(join(repository, "test/vectors/planning/check.mjs"))) as { check: (instance: unknown, plan: unknown) => { valid: boolean } }; // the checker's own signature
    const instance = whole(readFileSync(join(x, "planning.json"), "utf8"));
    expect(checker.check(instance, whole(readFileSync(join(x, "truth", "plan.json"), "utf8"))).valid).toBe(true);
    const scale = pack.ranks.filter(({ value }) => value !== undefined);
    for (const [code, weight] of Object.entries(whole(JSON.stringify(instance["ranks"])))) if (scale.length > 0) expect(scale.find((one) => one.code === code)?.value, code).toBe(weight); // the agreed scale, where there is one
  }), 60_000);

/** Rows rejected by the reader of lists, and the cells of the column of ranks. */
function listOf(path: string): { readonly rejected: number; readonly table: readonly string[] } {
  const bytes = new Uint8Array(readFileSync(path));
  const read = readList(bytes);
  const [head = "", ...rows] = new TextDecoder().decode(bytes).trimEnd().split("\n");
  const at = head.split(",").indexOf("rank");
  return { rejected: rows.length - read.lines.length + read.faults.length, table: rows.map((row) => row.split(",")[at] ?? "") };
}

/** Precision and recall at each threshold, as the command prints them. */
function scoreOf(text: string): { readonly cuts: ReadonlyMap<string, { readonly precision: number; readonly recall: number }> } {
  const rows = [...text.matchAll(/^p >= ([0-9.]+) +\d+ +\d+ +([0-9.]+) +([0-9.]+)/gm)];
  return { cuts: new Map(rows.map(([, at = "", precision, recall]) => [at, { precision: Number(precision), recall: Number(recall) }])) };
}

test("the plan of an exercise of 1862 is solved and its proof accepted; the same seed gives the same bytes", () =>
  withFolder(async (folder) => {
    const make = (to: string): Promise<{ readonly exit: number }> => run("exercise", "new", "--data", join(folder, to), "--pack", "cartel-1862", "--captives", "200", "--remains", "50", "--seed", "1");
    expect([(await make("a")).exit, (await make("b")).exit]).toEqual([0, 0]);
    expect(readFileSync(join(folder, "b", "MANIFEST.json"))).toEqual(readFileSync(join(folder, "a", "MANIFEST.json")));
    expect(whole(readFileSync(join(folder, "a", "MANIFEST.json"), "utf8"))["options"]).toEqual({ seed: "1", captives: 200, remains: 50, families: 166, pack: "cartel-1862" });
    const [problem, plan] = [join(folder, "a", "planning.json"), join(folder, "plan.json")];
    expect((await run("plan", "solve", problem, "--out", plan)).exit).toBe(0);
    expect(whole((await run("plan", "check", problem, plan)).out)).toMatchObject({ isValid: true, errorCount: 0 });
  }), 120_000);

test("a pack without a population is refused before anything is written", () =>
  withFolder(async (folder) => {
    const text = whole(readFileSync(join(repository, "packs/plain/pack.json"), "utf8"));
    writeFileSync(join(folder, "pack.json"), JSON.stringify(text));
    await expect(run("exercise", "new", "--data", join(folder, "x"), "--pack", join(folder, "pack.json"))).resolves.toMatchObject({ exit: 2 });
    expect(readdirSync(folder)).toEqual(["pack.json"]);
  }));
