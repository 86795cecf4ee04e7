// A test process that is blocked for good does not hold the run for ever: it is told, ended and its file is run once more.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const blocked = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)";

/** A run of these files in a folder of its own, a file ended after five seconds. */
function run(files: Readonly<Record<string, string>>, { isShared = false } = {}): { output: string; status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), "closing-line-"));
  writeFileSync(join(folder, "vitest.config.mjs"), `import { ClosingLine } from ${JSON.stringify(join(root, "tools/closing-line.ts"))};
    export default { test: { include: ["*.test.mjs"], globals: true, pool: "forks", maxWorkers: 2, isolate: ${String(!isShared)}, reporters: [new ClosingLine()] } };`);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const env = { ...process.env, ALLFORALL_FILE_SECONDS: "5" };
  const { stdout, status } = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run"], { cwd: folder, encoding: "utf8", env });
  rmSync(folder, { recursive: true });
  return { output: stdout, status };
}

test.skipIf(process.platform !== "linux")("blocked once: ended, told, run once more, and counted as it ends then", () => {
  const { output, status } = run({
    "once.test.mjs": `import { existsSync, writeFileSync } from "node:fs";
      test("answers the second time", () => { if (!existsSync("seen")) { writeFileSync("seen", ""); ${blocked}; } });`,
    "well.test.mjs": `test("one", () => {}); test("two", () => {});`,
  });
  expect(output).toMatch(/has not ended after \d+ s\. Test process \d+ is ended[\s\S]*futex[\s\S]*Run once more[^\n]*once\.test\.mjs/);
  expect(output.endsWith("3 passed, 0 failed\n"), output).toBe(true);
  expect(status).toBe(0);
});

test.skipIf(process.platform !== "linux")("blocked for good: a failure, and no third run", () => {
  const { output, status } = run({ "ever.test.mjs": `test("never answers", () => { ${blocked}; });`, "well.test.mjs": `test("one", () => {});` });
  expect(output.match(/is ended; its threads/g)).toHaveLength(2);
  expect(output.endsWith("1 passed, 1 failed\n"), output).toBe(true);
  expect(status).toBe(1);
});

test.skipIf(process.platform !== "linux")("files that share a process: the blocked one and those behind it are run once more, long work in short files is left alone", () => {
  const short = "await new Promise((done) => setTimeout(done, 2000));";
  const once = `import { existsSync, writeFileSync } from "node:fs"; test("a", async () => { ${short} if (!existsSync("seen")) { writeFileSync("seen", ""); ${blocked}; } });`;
  const well = Object.fromEntries(["b", "c", "d", "e", "f", "g", "h"].map((name) => [`${name}.test.mjs`, `test("${name}", async () => { ${short} });`]));
  const long = run(well, { isShared: true });
  expect(long.output, "eight seconds a process, two a file").not.toContain("Test process");
  expect(long.output.endsWith("7 passed, 0 failed\n"), long.output).toBe(true);
  const { output, status } = run({ ...well, "a.test.mjs": once }, { isShared: true });
  expect(output).toMatch(/Run once more[^\n]*a\.test\.mjs/);
  expect(output.endsWith("8 passed, 0 failed\n"), output).toBe(true);
  expect(status).toBe(0);
});

test("a failed test is counted as before, and nothing is run again", () => {
  const { output, status } = run({ "bad.test.mjs": `test("falls", () => { expect(1).toBe(2); }); test("left out", ({ skip }) => skip());`, "well.test.mjs": `test("one", () => {});` });
  expect(output.endsWith("1 passed, 1 failed, 1 skipped\n"), output).toBe(true);
  expect(output).not.toContain("Run once more");
  expect(status).toBe(1);
});
