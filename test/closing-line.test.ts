// A test process that is blocked for good does not hold the run for ever: it is told, ended and its file is run once more.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const blocked = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)";

const SECONDS = 6;

/** A run of these files in a folder of its own, a file ended after six seconds. */
function run(files: Readonly<Record<string, string>>, { isShared = false } = {}): { output: string; status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), "closing-line-"));
  writeFileSync(join(folder, "vitest.config.mjs"), `import { ClosingLine } from ${JSON.stringify(join(root, "tools/closing-line.ts"))};
    export default { test: { include: ["*.test.mjs"], globals: true, pool: "forks", maxWorkers: 2, isolate: ${String(!isShared)}, setupFiles: [${JSON.stringify(join(root, "tools/test-process.ts"))}], reporters: [new ClosingLine()] } };`);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const env = { ...process.env, ALLFORALL_FILE_SECONDS: String(SECONDS) };
  const { stdout, status } = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run"], { cwd: folder, encoding: "utf8", env });
  rmSync(folder, { recursive: true });
  return { output: stdout, status };
}

const onLinux = test.skipIf(process.platform !== "linux");
/** A test of this name, with `work` before it; blocked the first time, or each time. */
const silent = (name: string, { always = false, work = "" } = {}): string =>
  `import { existsSync, writeFileSync } from "node:fs"; test("${name}", async () => { ${work} if (${String(always)} || !existsSync("${name}")) { writeFileSync("${name}", ""); ${blocked}; } });`;

onLinux("blocked once: ended, told, run once more, and counted as it ends then; blocked again: a failure, and no third run", () => {
  const { output, status } = run({ "once.test.mjs": silent("once"), "ever.test.mjs": silent("ever", { always: true }), "well.test.mjs": `test("one", () => {}); test("two", () => {});` });
  expect(output).toMatch(/once\.test\.mjs has not ended after 6 s\. Test process \d+ is ended[\s\S]*futex[\s\S]*Run once more[^\n]*(once\.test\.mjs[^\n]*ever|ever\.test\.mjs[^\n]*once)\.test\.mjs/);
  expect(output.match(/\w+(?=\.test\.mjs has not ended)/g)?.toSorted()).toEqual(["ever", "ever", "once"]);
  expect(output.endsWith("3 passed, 1 failed\n"), output).toBe(true);
  expect(status).toBe(1);
});

onLinux("files that share a process: only the blocked one is ended and run once more, long work in short files is left alone", () => {
  const work = "await new Promise((done) => setTimeout(done, 1000));";
  const well = Object.fromEntries(Array.from({ length: 2 * SECONDS }, (_, at) => [`well-${at}.test.mjs`, `test("${at}", async () => { ${work} });`]));
  const { output, status } = run({ ...well, "a.test.mjs": silent("a", { work }) }, { isShared: true });
  expect(output.match(/\S+ has not ended/g)).toEqual([expect.stringMatching(/\/a\.test\.mjs has/)]);
  expect(output).toMatch(/Run once more[^\n]*: \S+\/a\.test\.mjs\n/);
  expect(output.endsWith("13 passed, 0 failed\n"), output).toBe(true);
  expect(status).toBe(0);
});

test("a failed test is counted as before, and nothing is run again", () => {
  const { output, status } = run({ "bad.test.mjs": `test("falls", () => { expect(1).toBe(2); }); test("left out", ({ skip }) => skip());`, "well.test.mjs": `test("one", () => {});` });
  expect(output.endsWith("1 passed, 1 failed, 1 skipped\n"), output).toBe(true);
  expect(output).not.toContain("Run once more");
  expect(status).toBe(1);
});
