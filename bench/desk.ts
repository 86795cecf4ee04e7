// 100 officers at one desk: reads and acts, each by its own HTTP connection, in a process of its own; then the server is killed with
// -9 in the middle of the load, again and again, and every act is looked for: acknowledged and lost 0, doubled 0.
// `node --import tsx bench/desk.ts [--seconds 20] [--kills 20] [--officers 100] [--example istanbul-2025] [--names 10000] [--profile DIR]`
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Acknowledgement, Chain, DeskInfo, EntryPage, Job, Role } from "../src/desk/api-types.ts";
import { fetchWire, seat, type Seated, type Signed } from "../test/served-desk.ts";
import { replayExample } from "../test/walked-desk.ts";
import { openOfficers } from "../src/desk/officers.ts";
import { parsePack } from "../src/vocabulary/conflict-pack.ts";

const given = (name: string): boolean => process.argv.includes(`--${name}`);
const option = (name: string, otherwise: number): number => (given(name) ? Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) : otherwise);
const seconds = option("seconds", 20);
const kills = option("kills", 20);
const count = option("officers", 100);
/** A folder for CPU profiles of the server. */
const profile = given("profile") ? String(process.argv[process.argv.indexOf("--profile") + 1]) : undefined;
const port = Number(process.env["BENCH_PORT"] ?? 18_420 + (process.pid % 1_000));
const address = `http://127.0.0.1:${port}`;

/** This file run again with `--serve DIR` is the server. */
async function serveHere(folder: string): Promise<void> {
  const [{ readConfig }, { serve }] = await Promise.all([import("../src/server/config.ts"), import("../src/server/serve.ts")]);
  const config = readConfig(undefined, {}, { port, requestsPerMinute: 1_000_000, signInsPerQuarter: 100_000, bulkReadsPerHour: 1_000_000, logLevel: "error" });
  process.exitCode = await serve({ folder, config, out: () => {}, err: (text) => void process.stderr.write(text) });
}

function startServer(folder: string): ChildProcess {
  const profiled = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`, "--cpu-prof-interval=1000"];
  return spawn(process.execPath, [...profiled, "--import", "tsx", fileURLToPath(import.meta.url), "--serve", folder], { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, BENCH_PORT: String(port) } });
}

async function untilOpen(): Promise<number> {
  const from = performance.now();
  for (;;) {
    const answer = await fetch(`${address}/healthz`).catch(() => undefined);
    if (answer?.ok) return performance.now() - from;
    await wait(20);
    if (performance.now() - from > 60_000) throw new Error("the server does not open");
  }
}

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
const row = (name: string, times: number[], over: number): string => {
  times.sort((a, b) => a - b);
  return `${name.padEnd(28)} ${String(times.length).padStart(7)}  ${(times.length / over).toFixed(1).padStart(7)}/s  p50 ${quantile(times, 0.5).toFixed(1).padStart(7)}  p95 ${quantile(times, 0.95).toFixed(1).padStart(7)}  p99 ${quantile(times, 0.99).toFixed(1).padStart(7)}  max ${(times.at(-1) ?? 0).toFixed(1).padStart(7)} ms\n`;
};

const READS = ["/api/front", "/api/account", "/api/entries?limit=100", "/api/differences", "/api/positions", "/api/lists", "/api/talks", "/api/acts/pending"];
type Load = { readonly reads: Map<string, number[]>; readonly acts: number[]; stop: boolean; readonly known: Map<string, number>; sent: number; retried: number; refused: number };

/** One officer: mostly reads, an act each so often, a pause between, as people do. */
async function sit(one: Seated, n: number, load: Load, pauseMs: number): Promise<void> {
  await wait((pauseMs * n) / count); // nobody sits down in the same millisecond as a hundred others
  for (let i = n; !load.stop; i++) {
    if (i % 4 === 0) await actOnce(one, i, load);
    else {
      const path = READS[(i * 3 + n) % READS.length] ?? "/api/front";
      const from = performance.now();
      const answer = await fetch(`${address}${path}`, { headers: { cookie: one.cookie ?? "" } }).then(async (got) => ({ status: got.status, size: (await got.arrayBuffer()).byteLength })).catch(() => undefined);
      if (answer?.status === 200) (load.reads.get(path) ?? load.reads.set(path, []).get(path))?.push(performance.now() - from);
    }
    await wait(pauseMs * (0.5 + ((i * 7_919 + n * 104_729) % 1_000) / 1_000));
  }
}

/** Signs, sends, and on any loss of the answer sends the same bytes again until it is acknowledged. */
async function actOnce(one: Seated, i: number, load: Load): Promise<void> {
  let signed: Signed | undefined;
  while (!signed) {
    try {
      const chain = await one.get<Chain>("/api/chain");
      const list = listOf.get(one.info.party);
      if (list !== undefined && i % 8 === 0) signed = await one.sign("name.answered", { list, answers: [{ row: String(nextName++), code: "HELD", date: "2025-06-01" }] }, undefined, { chain });
      else signed = await one.sign("statement.recorded", { id: `${one.info.officer}-${chain.counter}`, kind: "statement", actor: "officer", parties: [one.info.party], content: `statement ${i}`, standing: "stated-own" }, undefined, { chain });
    } catch {
      if (load.stop) return;
      await wait(50);
    }
  }
  load.sent++;
  const from = performance.now();
  for (let tries = 0; ; tries++) {
    try {
      const { index } = await one.ask<Acknowledgement>("POST", "/api/acts", signed.request);
      if (tries === 0) load.acts.push(performance.now() - from);
      else load.retried++;
      load.known.set(signed.act, index);
      return;
    } catch (error) {
      if (error instanceof Error && /^[1-4]\d\d /.test(error.message) && !error.message.startsWith("429")) {
        load.refused++;
        process.stderr.write(`${error.message}\n`);
        return;
      }
      await wait(50);
    }
  }
}

/** A list of so many names from each side, about the other, open to all parties. */
async function depositLists(seated: readonly Seated[], names: number): Promise<void> {
  const sides = [seated.find(({ info }) => info.role === "delegation"), seated.find(({ info }) => info.role === "delegation" && info.party !== seated[0]?.info.party)];
  for (const [i, one] of sides.entries()) {
    const about = sides[1 - i]?.info.party ?? "";
    if (!one) continue;
    const rows = Array.from({ length: names }, (_, n) => ({ row: String(n + 1), name: `Sample${(n * 7_919) % 9_973} Person${n}`, birth: `19${60 + (n % 40)}` }));
    const from = performance.now();
    await one.record("list.deposited", { list: `${one.info.party}-bench`, purpose: "asked for", about, rows });
    process.stdout.write(`list of ${names} names deposited in ${(performance.now() - from).toFixed(0)} ms\n`);
    listOf.set(about, `${one.info.party}-bench`);
    READS.push(`/api/lists/${one.info.party}-bench?from=${(i + 1) * 1_000}&limit=200`);
  }
}
/** The list that a party is asked about. */
const listOf = new Map<string, string>();
let nextName = 1;

const cpuSeconds = async (): Promise<number> => Number(/^allforall_cpu_seconds_total (\S+)$/m.exec(await (await fetch(`${address}/metrics`)).text())?.[1] ?? 0);

const freshLoad = (): Load => ({ reads: new Map(), acts: [], stop: false, known: new Map(), sent: 0, retried: 0, refused: 0 });

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "afa-bench-desk-"));
  const example = given("example") ? String(process.argv[process.argv.indexOf("--example") + 1]) : "istanbul-2025";
  const desk = await replayExample(example, folder);
  await desk.record.close();
  const pack = parsePack(new Uint8Array(readFileSync(join(folder, "record/pack.json"))), "pack.json");
  const officers = openOfficers(folder);
  const parties: [string, Role][] = [[pack.sides[0].code, "delegation"], [pack.sides[1].code, "delegation"], [pack.secretariat.code, "mediator-chair"]];
  const codes = await Promise.all(Array.from({ length: count }, async (_, i) => {
    const [party, role] = parties[i % 10 === 9 ? 2 : i % 2] ?? parties[0]!;
    return { party, role, code: await officers.invite(pack, party, role, "2999-01-01T00:00:00Z") };
  }));
  let server = startServer(folder);
  const openMs = await untilOpen();
  const wire = fetchWire(address);
  const seated: Seated[] = [];
  for (const { party, role, code } of codes) seated.push(await seat(wire, party, role, code));
  const info = (await (await fetch(`${address}/api/desk`)).json()) as DeskInfo;
  process.stdout.write(`${example}: ${info.size} entries; open after ${openMs.toFixed(0)} ms; ${seated.length} officers\n`);

  const names = option("names", 0);
  if (names > 0) await depositLists(seated, names);
  const load = freshLoad();
  const cpuBefore = await cpuSeconds();
  const from = performance.now();
  const sitting = seated.map((one, n) => sit(one, n, load, 1_000));
  await wait(seconds * 1_000);
  load.stop = true;
  await Promise.all(sitting);
  const over = (performance.now() - from) / 1_000;
  const reads = [...load.reads.values()].flat();
  const cpu = (await cpuSeconds()) - cpuBefore;
  process.stdout.write(`the server used ${cpu.toFixed(1)} s of CPU in ${over.toFixed(1)} s: ${((1_000 * cpu) / (reads.length + 2 * load.acts.length)).toFixed(2)} ms a request (an act is two: its chain, itself)\n`);
  process.stdout.write(row("reads, all", reads, over));
  for (const [path, times] of [...load.reads].sort()) process.stdout.write(row(`  ${path}`, times, over));
  process.stdout.write(row("acts, durable", load.acts, over));
  process.stdout.write(`bars: reads p99 <= 100 ms: ${quantile(reads, 0.99).toFixed(1)}; acts p99 <= 300 ms: ${quantile(load.acts, 0.99).toFixed(1)}; refused ${load.refused}\n`);
  process.stdout.write((await (await fetch(`${address}/metrics`)).text()).split("\n").filter((line) => /event_loop|resident_bytes /.test(line) && !line.startsWith("#")).join("\n") + "\n");

  const verifications: string[] = []; // asked of the first officer before each kill: they too are to end
  const storm = freshLoad();
  const standing = seated.map((one, n) => sit(one, n * 4, storm, 200));
  let reopened = 0;
  for (let i = 0; i < kills; i++) {
    await wait(700 + ((i * 7_919) % 900));
    if (i % 4 === 0) await seated[0]!.ask<Job>("POST", "/api/jobs", { task: "verify" }).then(({ id }) => verifications.push(id)).catch(() => {}); // too many wait, or the desk is just away
    const gone = new Promise((done) => server.once("exit", done));
    server.kill("SIGKILL");
    await gone;
    server = startServer(folder);
    reopened += await untilOpen();
  }
  await wait(1_000);
  storm.stop = true;
  await Promise.all(standing);
  const everything: EntryPage["rows"][number][] = [];
  for (let at = 0; ; at += 1_000) {
    const page = await seated[0]!.get<EntryPage>(`/api/entries?from=${at}&limit=1000`);
    everything.push(...page.rows);
    if (at + 1_000 >= page.total) break;
  }
  const labels = everything.flatMap(({ label }) => label ?? []);
  const known = new Map([...load.known, ...storm.known]);
  let lost = 0;
  for (const [act, index] of known) {
    const found = (await seated[0]!.wire("GET", `/api/entries/${index}`, undefined, seated[0]!.cookie)).text;
    if (!found.includes(act)) lost++;
  }
  process.stdout.write(`kill -9: ${kills} times, open again after ${(reopened / Math.max(1, kills)).toFixed(0)} ms on average; ${storm.sent} acts sent, ${storm.known.size} acknowledged, ${storm.retried} after a retry; lost ${lost}, doubled ${labels.length - new Set(labels).size}, refused ${storm.refused}\n`);
  const ended = await Promise.all(verifications.map(async (id) => {
    for (;;) {
      const { state, attempt } = await seated[0]!.get<Job>(`/api/jobs/${id}`);
      if (state !== "waiting" && state !== "running") return { state, attempt, verdict: state === "done" ? (await seated[0]!.get<{ verdict: string }>(`/api/jobs/${id}/result`)).verdict : "none" };
      await wait(100);
    }
  }));
  process.stdout.write(`jobs: ${verifications.length} asked before a kill, ${ended.filter(({ verdict }) => verdict === "in-force").length} ended in force, begun ${ended.map(({ attempt }) => attempt).join(" ")} times\n`);
  const done = new Promise((stop) => server.once("exit", stop));
  server.kill("SIGTERM");
  await done;
  rmSync(folder, { recursive: true, force: true });
}

if (given("serve")) await serveHere(String(process.argv[process.argv.indexOf("--serve") + 1]));
else await main();
