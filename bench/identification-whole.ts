// The whole of `allforall identify` on a war: profiles and families of a generated exercise, files to reports, in a process of its
// own. Run: node --import tsx bench/identification.ts --whole [FAMILIES 100000] [REMAINS 6000] [THREADS 2]. Needs the build.
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exerciseFiles } from "../src/desk/exercise/exercise.ts";
import { isRecord, parseJson } from "../src/basis/parse-json.ts";

const PEER_PAIRS_A_SECOND = 46; // dvir 3.4.2 pairwiseLR with 24 STRs, the fastest measured (IDENTIFICATION.md 19)

export async function benchWhole(families: number, remains: number, threads: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "afa-war-"));
  try {
    const options = { seed: "bench", captives: Math.ceil(remains / 2), remains, families };
    for (const { path, compose } of exerciseFiles(options).filter((one) => one.path.startsWith("laboratory/"))) {
      const file = openSync(join(folder, path.slice(path.indexOf("/") + 1)), "w");
      for (const piece of compose()) writeSync(file, piece);
      closeSync(file);
    }
    console.log(`${cpus()[0]?.model ?? "cpu"}, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(2) ?? ""}; ${remains} containers, ${families} families, 24 markers, ${threads} threads`);
    const at = (name: string): string => join(folder, name);
    const command = fileURLToPath(new URL("../bin/allforall.mjs", import.meta.url));
    const cpu = await run([command, "identify", "--remains", at("remains.csv"), "--families", at("families.jsonl"), "--frequencies", at("frequencies.csv"), "--settings", at("settings.json"), "--out", at("found"), "--threads", String(threads), "--reports", "50"]);
    const summary = parseJson(readFileSync(at("found/run.json"), "utf8"));
    if (!isRecord(summary) || !isRecord(summary["seconds"])) throw new Error("expected run.json");
    const whole = Number(summary["seconds"]["whole"]);
    const pairs = Number(summary["pairsScanned"]);
    console.log(`end to end ${whole.toFixed(0)} s of wall time, ${cpu.toFixed(0)} s of CPU time (bar 900 s on two idle cores), peak memory ${String(summary["peakMemoryMiB"])} MiB (bar 4096)`);
    console.log(`seconds ${JSON.stringify(summary["seconds"])}; proposed ${String(summary["proposed"])}, more references ${String(summary["moreReferences"])}, expected wrong ${String(summary["expectedWrong"])}`);
    console.log(`${(pairs / 1e6).toFixed(0)} M pairs, ${(pairs / whole / 1e6).toFixed(2)} M a second with everything: ${(pairs / whole / PEER_PAIRS_A_SECOND).toFixed(0)} times the measured peer (bar 10000)`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CPU seconds of the process and its threads, as the system counts them for children that ended. */
function run(args: readonly string[]): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn("/usr/bin/env", ["bash", "-c", 'TIMEFORMAT="cpu %U %S"; time "$@"', "bash", process.execPath, ...args], { stdio: ["ignore", "inherit", "pipe"] });
    let said = "";
    child.stderr.on("data", (bytes: Buffer) => (said = `${said}${bytes.toString("utf8")}`.slice(-4_000)));
    child.on("error", fail);
    child.on("exit", (code) => {
      const [, user = "0", system = "0"] = /cpu ([\d.]+) ([\d.]+)/.exec(said) ?? [];
      if (code === 0) done(Number(user) + Number(system));
      else fail(new Error(`identify ended with ${String(code)}: ${said}`));
    });
  });
}
