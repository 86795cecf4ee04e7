// A warm start of the desk over an exercise with full lists: until it listens, then the first and the second answer of every view, as a
// delegation and as the mediator ask; with --paint also what Chromium paints (needs the built web).
// `node --import tsx bench/desk-start.ts [--captives 10000] [--remains 6000] [--answers 600] [--paint]`
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromUtf8 } from "../src/basis/bytes.ts";
import type { ListsView } from "../src/desk/api-types.ts";
import { main } from "../src/main.ts";
import { openDoor } from "../src/server/serve.ts";
import { injectWire, seat, testConfig, type Seated } from "../test/served-desk.ts";

const option = (name: string, otherwise: number): number => (process.argv.includes(`--${name}`) ? Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) : otherwise);
const folder = mkdtempSync(join(tmpdir(), "afa-bench-start-"));
const [exercise, data] = [join(folder, "exercise"), join(folder, "data")];
const quiet = { out: () => {}, err: () => {}, now: () => performance.now(), readFile: async (path: string) => new Uint8Array(readFileSync(path)), writeFile: async () => {} };
const config = { ...testConfig, requestsPerMinute: 1_000_000, publishMs: 1_000 };

/** Rows of a list of the exercise as an act carries them: id, name, date of birth. */
function rowsOf(file: string): { row: string; name: string; birth?: string }[] {
  const [, ...lines] = fromUtf8(new Uint8Array(readFileSync(join(exercise, file)))).trimEnd().split("\n");
  return lines.map((line) => {
    const [row = "", surname = "", given = "", , birth = ""] = line.split(",");
    return { row, name: `${surname} ${given}`.normalize("NFC").trim(), ...(/^\d{4}(-\d\d(-\d\d)?)?$/.test(birth) ? { birth } : {}) };
  }).filter(({ name }) => name !== "");
}

async function deposit(one: Seated, list: string, purpose: string, about: string, file: string): Promise<readonly { row: string }[]> {
  const rows = rowsOf(file);
  const from = performance.now();
  await one.record("list.deposited", { list, purpose, about, rows });
  process.stdout.write(`${list}: ${rows.length} names sealed, sent and recorded in ${(performance.now() - from).toFixed(0)} ms\n`);
  return rows;
}

/** First paint with content and the largest paint, by the browser's own clock, nothing in its cache the first time. */
async function paint(address: string, cookie: string): Promise<void> {
  const { launch } = await import("../test/browser/chromium.ts");
  const browser = await launch();
  try {
    for (const [what, value] of [["gate", ""], ["desk of a delegation", cookie.split("=")[1] ?? ""]] as const) {
      const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
      if (value !== "") await context.addCookies([{ name: "afa_session", value, url: address }]);
      const page = await context.newPage();
      for (const time of ["first visit", "again"]) {
        await page.goto(address);
        await page.waitForTimeout(3_000); // events keep a connection open: the network is never idle
        // a string: it runs in the page, where there is a DOM
        const painted = await page.evaluate<{ first: number; largest: number }>(`new Promise((done) => new PerformanceObserver((list) => done({ first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, largest: list.getEntries().at(-1).startTime })).observe({ type: "largest-contentful-paint", buffered: true }))`);
        process.stdout.write(`${what}, ${time}: first content painted after ${painted.first.toFixed(0)} ms, largest after ${painted.largest.toFixed(0)} ms\n`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

try {
  for (const words of [["exercise", "new", "--data", exercise, "--captives", String(option("captives", 10_000)), "--remains", String(option("remains", 6_000)), "--seed", "1"], ["replay", exercise, "--data", data]])
    if ((await main(words, quiet)) !== 0) throw new Error(`${words[0]} did not end well`);
  const first = await openDoor(data, config, { ms: Date.now }, () => {}, () => {}, join(folder, "no-web"));
  await first.server.ready();
  const wire = injectWire(first);
  const [codeA, codeB] = first.room.desk.pack.sides.map(({ code }) => code);
  const a = await seat(wire, codeA ?? "", "delegation");
  const b = await seat(wire, codeB ?? "", "delegation");
  const chair = await seat(wire, first.room.desk.pack.secretariat.code, "mediator-chair");
  const asked = await deposit(a, `${codeA}-asked`, "asked for", codeB ?? "", "sideA/asked.csv");
  await deposit(b, `${codeB}-asked`, "asked for", codeA ?? "", "sideB/asked.csv");
  const { lists } = await chair.get<ListsView>("/api/lists"); // whom each side holds is on the record of an exercise already
  for (const side of [codeA, codeB]) if (!lists.some(({ list, purpose }) => list === `${side}-held` && purpose === "held")) throw new Error(`the exercise has no list ${side}-held`);
  for (const { row } of asked.slice(0, option("answers", 600))) await b.record("name.answered", { list: `${codeA}-asked`, answers: [{ row, code: "HELD", date: "2025-06-01" }] });
  await first.close();

  const [cpu, from] = [process.cpuUsage(), performance.now()];
  const door = await openDoor(data, config, { ms: Date.now }, () => {}, () => {}, process.argv.includes("--paint") ? undefined : join(folder, "no-web"));
  await door.server.listen({ host: "127.0.0.1", port: 0 });
  const used = process.cpuUsage(cpu);
  process.stdout.write(`warm start: ${door.room.desk.heads.length} entries, ${door.room.desk.snapshots.used} of them from snapshots, listening after ${(performance.now() - from).toFixed(0)} ms (CPU ${((used.user + used.system) / 1_000).toFixed(0)} ms)\n`);
  const again = injectWire(door);
  for (const [name, one] of [["delegation", a], ["mediator", chair]] as const)
    for (const path of ["/api/session", "/api/front", "/api/account", "/api/account/statement", "/api/differences", "/api/positions", "/api/talks", "/api/agreed", "/api/lists", `/api/lists/${codeA}-asked?limit=200`, `/api/lists/${codeA}-asked?q=an&limit=200`, `/api/lists/${codeB}-held?from=9000&limit=200`, "/api/entries?limit=100", "/api/brief", "/api/chronicle"]) {
      const times: string[] = [];
      let size = 0;
      for (let i = 0; i < 2; i++) {
        const began = performance.now();
        const answer = await again("GET", path, undefined, one.cookie);
        if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
        times.push((performance.now() - began).toFixed(1).padStart(8));
        size = answer.text.length;
      }
      process.stdout.write(`${name.padEnd(11)} ${path.padEnd(44)} first ${times[0] ?? ""} ms, again ${times[1] ?? ""} ms, ${String(size).padStart(8)} characters\n`);
    }
  if (process.argv.includes("--paint")) await paint(`http://127.0.0.1:${(door.server.server.address() as { port: number }).port}`, a.cookie ?? "");
  await door.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
