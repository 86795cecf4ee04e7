// EIO at every file call of an append in turn, through the kernel's own interface (RECORD.md §15): `npm run test:every-call`.
// Needs Linux and strace. Each round starts from the same record, fails one call, starts again and verifies. A quarter of an hour
// on two cores at most, so it is not part of `npm test`; test/durability/store.test.ts fails the same calls inside the process.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const CALLS = ["openat", "mkdir", "rename", "fsync", "fdatasync", "close", "write", "pwrite64", "unlink", "ftruncate", "pread64", "statx", "getdents64"];
if (process.platform !== "linux" || spawnSync("strace", ["-V"], { timeout: 60_000 }).status !== 0) {
  console.error("needs Linux and strace (Debian's package strace)");
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), "afa-every-call-"));
const [example, data, before, trace] = ["example", "data", "before", "trace"].map((name) => join(work, name));
const env = { ...process.env, UV_USE_IO_URING: "0", UV_THREADPOOL_SIZE: "1" };
const command = (...words) => [process.execPath, join(root, "bin/allforall.mjs"), ...words];
/** A call that waits for ever is a finding, not a silence. */
const run = (words) => {
  const ran = spawnSync(words[0], words.slice(1), { env, encoding: "utf8", timeout: 300_000, killSignal: "SIGKILL" });
  if (ran.error?.code === "ETIMEDOUT") throw new Error(`expected an end within 300 s: ${words.join(" ")}`);
  return ran;
};
const replay = command("replay", example, "--data", data);

cpSync(join(root, "examples/cartel-1862"), example, { recursive: true });
const acts = JSON.parse(readFileSync(join(example, "calendar.json"), "utf8"));
writeFileSync(join(example, "example.json"), JSON.stringify({ ...JSON.parse(readFileSync(join(example, "example.json"), "utf8")), acts: ["calendar.json"] }));
const write = (count) => writeFileSync(join(example, "calendar.json"), JSON.stringify(acts.slice(0, count)));
write(2);
mkdirSync(data, { recursive: true });
if (run(replay).status !== 0) throw new Error("the first replay failed");
cpSync(data, before, { recursive: true });
write(3);
run(["strace", "-f", "-y", "-qq", "-e", `trace=${CALLS.join(",")}`, "-o", trace, ...replay]);

const counts = new Map();
const targets = readFileSync(trace, "utf8").split("\n").flatMap((line) => {
  const [, thread, call] = /^(\d+)\s+(\w+)\(/.exec(line) ?? [];
  if (call === undefined) return [];
  const nth = (counts.get(`${thread} ${call}`) ?? 0) + 1;
  counts.set(`${thread} ${call}`, nth);
  return line.includes(`${data}/`) && !line.includes(`${data}/lock`) ? [{ call, nth, line: line.slice(0, 140) }] : [];
});
const outcome = new Map();
let failed = 0;
targets.forEach(({ call, nth, line }, i) => {
  rmSync(data, { recursive: true });
  cpSync(before, data, { recursive: true });
  const first = run(["strace", "-f", "-qq", "-e", `trace=${call}`, "-e", `inject=${call}:error=EIO:when=${nth}`, "-o", trace, ...replay]);
  const stood = /(\d+) acts written/.exec(first.stderr)?.[1] ?? "0"; // said only when the replay ended
  const verdict = run(command("verify", data));
  const second = run(replay);
  const after = run(command("verify", data));
  const isInjected = readFileSync(trace, "utf8").includes("INJECTED");
  const isGood = verdict.status === 0 && second.status === 0 && after.status === 0 && !(first.status === 0 && isInjected && stood === "1" && second.stderr.includes("1 acts written"));
  if (!isGood) {
    failed++;
    console.error(`${line}\n${first.stderr.slice(-300)}${verdict.stdout}${second.stderr.slice(-300)}${after.stdout}`);
  }
  const key = `${call}: ${first.status === 0 ? "went on" : `stopped (${first.signal ?? first.status})`}${isInjected ? "" : ", call not reached"}`;
  outcome.set(key, (outcome.get(key) ?? 0) + 1);
  process.stderr.write(`\r${i + 1} of ${targets.length} calls failed in turn`);
});
if (existsSync(work)) rmSync(work, { recursive: true });
console.log(`\n${[...outcome].sort().map(([key, count]) => `${count} × ${key}`).join("\n")}\n${targets.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 && targets.length > 0 ? 0 : 1);
