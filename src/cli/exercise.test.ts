import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Fault, Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import type { Io } from "./command.ts";
import { printFaults } from "./data-folder.ts";
import { exerciseCommand, writeExercise } from "./exercise.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "exercise-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function recorder(): { io: Io; out: () => string; err: () => string } {
  let [out, err, now] = ["", "", 0];
  const io: Io = {
    out: (text) => void (out += text), err: (text) => void (err += text), now: () => (now += 10),
    readFile: () => Promise.reject(new Error("nothing is read")), writeFile: () => Promise.reject(new Error("nothing is written so")),
  };
  return { io, out: () => out, err: () => err };
}

/** As main.ts runs a command: faults are printed and the exit code is 2. */
async function main([, ...words]: readonly string[], io: Io): Promise<number> {
  try {
    return await exerciseCommand.run(words, io);
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    io.err(printFaults(error));
    return 2;
  }
}

const SMALL = ["--captives", "200", "--remains", "60", "--seed", "7"];
type Manifest = { readonly options: object; readonly files: readonly { readonly path: string; readonly sha256: string; readonly size: number; readonly lines: number }[] };

test("the documented small example writes what its manifest says, byte by byte, and a second run writes the same", async () => {
  const { io, out, err } = recorder();
  expect(await main(["exercise", "new", "--data", join(folder, "a"), ...SMALL], io)).toBe(0);
  expect(await main(["exercise", "new", "--data", join(folder, "b"), ...SMALL], io)).toBe(0);
  const manifest = parseJson(readFileSync(join(folder, "a", "MANIFEST.json"), "utf8")) as Manifest; // what the test then checks
  expect(manifest.options).toEqual({ seed: "7", captives: 200, remains: 60, families: 200 });
  for (const { path, sha256, size, lines } of manifest.files) {
    const bytes = readFileSync(join(folder, "a", path));
    expect([createHash("sha256").update(bytes).digest("hex"), bytes.length, bytes.toString("utf8").split("\n").length - 1]).toEqual([sha256, size, lines]);
  }
  const listed = readdirSync(join(folder, "a"), { recursive: true, encoding: "utf8" }).filter((path) => path.includes("."));
  expect(listed.sort()).toEqual([...manifest.files.map(({ path }) => path), "MANIFEST.json"].sort());
  expect(readFileSync(join(folder, "b", "MANIFEST.json"))).toEqual(readFileSync(join(folder, "a", "MANIFEST.json")));
  expect(out()).toContain("204 and 203 rows (side A)");
  expect(err()).toMatch(/100 %, about 0 s left/);
});

test("a dry run names every file and writes nothing", async () => {
  const { io, out } = recorder();
  const data = join(folder, "absent");
  expect(await main(["exercise", "new", "--data", data, ...SMALL, "--dry-run"], io)).toBe(0);
  expect(existsSync(data)).toBe(false);
  expect(out()).toContain("sideA/asked.csv");
  expect(out()).toContain("MANIFEST.json");
  const json = recorder();
  expect(await main(["exercise", "new", "--data", data, ...SMALL, "--dry-run", "--json"], json.io)).toBe(0);
  expect(parseJson(json.out())).toMatchObject({ folder: data, files: expect.arrayContaining([expect.objectContaining({ path: "laboratory/families.jsonl", lines: 200 })]) });
});

test("a folder with something in it, and a file in its place, are refused and left as they are", async () => {
  mkdirSync(join(folder, "full"));
  writeFileSync(join(folder, "full", "mine.txt"), "mine");
  for (const data of [join(folder, "full"), join(folder, "full", "mine.txt")]) {
    const { io, err } = recorder();
    expect(await main(["exercise", "new", "--data", data, ...SMALL], io)).toBe(2);
    expect(err()).toContain("EXERCISE_FOLDER");
  }
  expect(readdirSync(join(folder, "full"))).toEqual(["mine.txt"]);
});

test("wrong words and numbers are refused before anything is written", async () => {
  const data = join(folder, "never");
  const wrong = [["exercise"], ["exercise", "old", "--data", data], ["exercise", "new"], ["exercise", "new", "--data", data, "--captives", "many", "--seed", "?"]];
  for (const words of wrong) expect(await main(words, recorder().io), words.join(" ")).toBe(2);
  const { io, err } = recorder();
  await main(wrong[3] ?? [], io);
  expect(err()).toContain("--captives");
  expect(err()).toContain("--seed");
  expect(existsSync(data)).toBe(false);
});

test("a disk that refuses is named with the file, and no manifest is left", async () => {
  const twice = { path: "same.csv", about: "", lines: 1, compose: () => ["a\n"] };
  const writing = writeExercise([twice, twice], { seed: "1", captives: 1, remains: 0, families: 0 }, folder, recorder().io);
  await expect(writing).rejects.toThrow(Fault);
  await expect(writing).rejects.toMatchObject({ code: "EXERCISE_WRITE", places: [{ file: "same.csv" }] });
  expect(existsSync(join(folder, "MANIFEST.json"))).toBe(false);
});
