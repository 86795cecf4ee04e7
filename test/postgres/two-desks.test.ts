// Two desks on one database stay one history: two processes append at once, either is killed with SIGKILL, the server
// crashes under both, its connections are cut; nothing acknowledged is lost or stands twice (RECORD.md §11, I16).
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromUtf8 } from "../../src/basis/bytes.ts";
import { verifies } from "../../src/compute/ed25519.ts";
import { catchUp, openDesk } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { exportBundle } from "../../src/desk/export-bundle.ts";
import { dumpState } from "../../src/entries/fold.ts";
import { seededRandom } from "../../src/basis/seeded-random.ts";
import { verifyBundle } from "../../src/record/verify.ts";
import { createDatabase, openDatabase } from "../../src/store/postgres/open-database.ts";
import { hasPostgres, startPostgres, type TestServer } from "../postgres-server.ts";
import { builtOf } from "../../tools/from-build.ts";
import { replayExample, repository } from "../walked-desk.ts";

let server: TestServer;
/** The folder of the scripts, each as one file over the build: through tsx a process takes 2.5 CPU s more until it stands. */
let scripts: string;
beforeAll(async () => {
  if (!hasPostgres) return;
  const out = join(repository, "out"); // where packages are found
  mkdirSync(out, { recursive: true });
  scripts = mkdtempSync(join(out, "two-desks-"));
  await build({
    entryPoints: ["desk-process.ts", "leaf-process.ts"].map((script) => fileURLToPath(new URL(script, import.meta.url))), outdir: scripts, outExtension: { ".js": ".mjs" },
    bundle: true, format: "esm", platform: "node", packages: "external",
    plugins: [{ name: "from-build", setup: ({ onResolve }) => onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const name = builtOf(resolve(resolveDir, path));
      return name === undefined ? undefined : { path: pathToFileURL(name).href, external: true };
    }) }],
  });
  server = await startPostgres();
}, 120_000);
afterAll(async () => {
  await server?.stop();
  if (scripts) rmSync(scripts, { recursive: true, force: true });
}, 120_000);

type Script = "desk-process.ts" | "leaf-process.ts";
type Running = { readonly child: ChildProcess; readonly ready: Promise<void>; readonly ended: Promise<string> };

function startDesk(script: Script, url: string, name: string, hear: (line: string) => void): Running {
  const child = spawn(process.execPath, [join(scripts, script.replace(/\.ts$/, ".mjs")), url, name], { stdio: ["ignore", "pipe", "pipe"] });
  let rest = "";
  let said = "";
  let isReady = (): void => {};
  const ready = new Promise<void>((done) => (isReady = done));
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? ""; // a line cut by the kill was not heard
    for (const line of lines) line === "ready" ? isReady() : hear(line);
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = new Promise<string>((done) => child.once("close", () => {
    isReady();
    done(said);
  }));
  return { child, ready, ended };
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

type Heard = { readonly acked: ReadonlyMap<string, number>; readonly lost: readonly string[] };

/** Two processes at once; each round strikes one of them after 100 to 500 ms and starts another. What was heard of them. */
async function strike(script: Script, url: string, count: number, between: (round: number) => Promise<void>): Promise<Heard> {
  const acked = new Map<string, number>();
  const lost: string[] = [];
  const hear = (line: string): void => {
    const [word, index, label] = line.split(" ");
    if (word === "ack" && label !== undefined) acked.set(label, Number(index));
    else if (word === "lost" && index !== undefined) lost.push(index);
    else throw new Error(`heard ${line}`);
  };
  const random = seededRandom("two desks");
  const desks = [startDesk(script, url, "a-0", hear), startDesk(script, url, "b-0", hear)];
  await Promise.all(desks.map(({ ready }) => ready));
  for (let round = 1; round <= count; round++) {
    await wait(100 + random.below(400));
    await between(round);
    const which = round % 2;
    const struck = desks[which];
    struck?.child.kill("SIGKILL");
    expect(await struck?.ended).toBe(""); // it ran until it was killed
    desks[which] = startDesk(script, url, `${which === 0 ? "a" : "b"}-${round}`, hear);
    await desks[which]?.ready;
  }
  await wait(300);
  for (const { child } of desks) child.kill("SIGKILL");
  for (const { ended } of desks) expect(await ended).toBe("");
  expect(new Set([...acked.keys()].map((label) => label.slice(0, 1)))).toEqual(new Set(["a", "b"])); // both wrote
  return { acked, lost };
}

async function deskRounds(count: number, between: (round: number) => Promise<void>): Promise<void> {
  const url = await server.newDatabase();
  await (await replayExample("cartel-1862", url)).record.close();
  const { acked, lost } = await strike("desk-process.ts", url, count, between);
  const desk = await openDesk(url, "SEC", "test");
  const standing = new Map(desk.state.acts.map(({ label, entry }) => [label, entry]));
  expect(new Set(desk.state.acts.map(({ label }) => label)).size).toBe(desk.state.acts.length); // nothing stands twice
  const wrong = [...acked].filter(([label, index]) => standing.get(label) !== index);
  expect(wrong).toEqual([]);
  process.stderr.write(`two desks: ${acked.size} acknowledged over ${count} kills, ${wrong.length} lost, ${desk.state.acts.length - acked.size - 4} stand unheard, ${lost.length} of unknown outcome\n`);
  await publish(desk, 1_750_000_001);
  const bundle = await exportBundle(desk, undefined);
  expect(await verifyBundle({ list: () => Promise.resolve([...bundle.keys()]), read: (path) => Promise.resolve(bundle.get(path)) }, verifies)).toMatchObject({ kind: "in-force", size: desk.record.size() });
  await desk.record.close();
}

const KILLS = Number(process.env.ALLFORALL_KILLS ?? 8);
test.runIf(hasPostgres)(`${KILLS} kills of either writer lose and double nothing acknowledged`, async () => {
  const url = await server.newDatabase();
  await createDatabase(url, new Map());
  const { acked } = await strike("leaf-process.ts", url, KILLS, () => Promise.resolve());
  const { record } = await openDatabase(url);
  const standing = (await record.entries(0, record.size())).map((leaf) => fromUtf8(leaf));
  expect(new Set(standing).size).toBe(standing.length);
  const wrong = [...acked].filter(([label, index]) => standing[index] !== label);
  expect(wrong).toEqual([]);
  process.stderr.write(`two writers: ${acked.size} acknowledged over ${KILLS} kills, ${wrong.length} lost or doubled, ${standing.length - acked.size} stand unheard\n`);
  await record.close();
}, 240_000);

test.runIf(hasPostgres)("kills of either desk lose and double no act, and the record verifies", () => deskRounds(4, () => Promise.resolve()), 240_000);

test.runIf(hasPostgres)("a crash of the server and cut connections under both desks lose and double nothing either", () =>
  deskRounds(4, async (round) => {
    if (round % 2 === 0) return server.crash();
    await server.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'allforall'");
  }), 240_000);

test.runIf(hasPostgres)("two desks in turn fold to the same state, and neither overtakes the other for ever", async () => {
  const url = await server.newDatabase();
  const one = await replayExample("cartel-1862", url);
  const two = await openDesk(url, "SEC", "test");
  const { recordAct } = await import("../../src/desk/desk.ts");
  const { seededChance } = await import("../walked-desk.ts");
  const [act] = one.state.acts;
  if (!act) throw new Error("no act");
  const counts = [0, 0];
  let isOver = false;
  await Promise.all([one, two].map(async (desk, which) => {
    const chance = seededChance(`desk ${which}`);
    const client = async (k: number): Promise<void> => {
      for (let i = 0; i < 10 || (!isOver && i < 60); i++) {
        const body = { operation: `op-${which}-${k}-${i}`, flows: [{ count: 1, what: "captives", from: "US", to: "CS", obligations: [] }] };
        await recordAct(desk, { label: `l-${which}-${k}-${i}`, at: "1862-07-23" as never, actor: "US", kind: "operation.counted", body, sources: [], to: ["SEC", "US"] }, chance);
        counts[which] = (counts[which] ?? 0) + 1;
      }
      isOver = true;
    };
    await Promise.all([0, 1, 2].map(client));
  }));
  expect(Math.min(...counts) / Math.max(...counts)).toBeGreaterThan(0.2);
  await Promise.all([one, two].map(async (desk) => {
    await desk.record.refresh();
    await catchUp(desk);
  }));
  expect(dumpState(two.state)).toBe(dumpState(one.state));
  await Promise.all([publish(one, 1), publish(two, 1)]);
  expect(await two.record.read("log/checkpoint")).toEqual(await one.record.read("log/checkpoint"));
  await one.record.close();
  await two.record.close();
});
