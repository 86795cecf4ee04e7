// A server is killed with -9 in the middle of a job: after the next start, or at the other desk of the database, the job goes on from
// where it was and ends with the bytes that its definition gives. Nothing of the request stands in clear anywhere.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hasPostgres, startPostgres, type TestServer } from "../postgres-server.ts";
import { replayExample } from "../walked-desk.ts";
import { chainOf } from "./count-kinds.ts";

const base = mkdtempSync(join(tmpdir(), "afa-jobs-"));
const STEPS = 200;
const MS = 20;
const SECRET = "ZORVATH the captive";

let server: TestServer | undefined;
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres();
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(base, { recursive: true, force: true });
}, 120_000);

type Desk = { readonly child: ChildProcessWithoutNullStreams; readonly lines: string[]; readonly until: (wanted: (line: string) => boolean) => Promise<string>; readonly kill: (signal: "SIGKILL" | "SIGTERM") => Promise<void> };
function desk(folder: string, place: string, steps = 0, hold = ""): Desk {
  const child = spawn(process.execPath, ["--import", "tsx", fileURLToPath(new URL("./desk-process.ts", import.meta.url)), folder, place, String(steps), String(MS), SECRET], { env: { ...process.env, ALLFORALL_THREADS: "source", ALLFORALL_TEST_HOLD: hold } }); // its kind of job is in no build
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const told = (): void => [...waiting].forEach((one) => one());
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    told();
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  let isOver = false; // said all that it will say: the end of a process is told before its last line
  child.on("close", () => {
    isOver = true;
    told();
  });
  return {
    child, lines,
    until: (wanted) => new Promise((done, fail) => {
      const look = (): void => {
        const found = lines.find(wanted);
        if (found === undefined && !isOver) return;
        waiting.delete(look);
        if (found === undefined) fail(new Error(`the desk ended before: ${errors.slice(0, 2_000)}`));
        else done(found);
      };
      waiting.add(look);
      look();
    }),
    kill: (signal) => new Promise((done) => {
      child.once("exit", () => done());
      child.kill(signal);
    }),
  };
}

const doneIn = (line: string): number => Number(line.split(" ")[3]);
const progress = (lines: readonly string[]): number[] => lines.filter((line) => / running /.test(line)).map(doneIn);

const filesBelow = (folder: string): string[] => readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? filesBelow(join(folder, name)) : [join(folder, name)]));

const hold = join(base, "hold"); // while it is there a job stands halfway, so that it is still under way when it is to be cut or a second desk is there
beforeEach(() => writeFileSync(hold, ""));

test("killed in the middle of a job, started again: it goes on by itself and ends with the same bytes", async () => {
  const folder = join(base, "one");
  await (await replayExample("cartel-1862", folder)).record.close();
  const first = desk(folder, folder, STEPS, hold);
  await first.until((line) => / running /.test(line) && doneIn(line) > STEPS / 2);
  await first.kill("SIGKILL");
  rmSync(hold);
  for (const file of filesBelow(folder)) expect(readFileSync(file).includes(SECRET.slice(0, 7)), file).toBe(false);
  const second = desk(folder, folder);
  const result = await second.until((line) => line.startsWith("result "));
  expect(result.slice(7)).toBe(chainOf(STEPS, SECRET));
  expect(Math.min(...progress(second.lines))).toBeGreaterThan(STEPS / 5); // it went on, and did not begin anew
  expect(second.lines.filter((line) => line.startsWith("job "))).toEqual(expect.arrayContaining([`job 1 done ${STEPS} 2`]));
}, 120_000);

test("told to stop in the middle of a job, started again: the attempt is not counted, the same bytes", async () => {
  const folder = join(base, "two");
  await (await replayExample("cartel-1862", folder)).record.close();
  const first = desk(folder, folder, STEPS, hold);
  await first.until((line) => / running /.test(line) && doneIn(line) > STEPS / 2);
  await first.kill("SIGTERM");
  rmSync(hold);
  const second = desk(folder, folder);
  expect((await second.until((line) => line.startsWith("result "))).slice(7)).toBe(chainOf(STEPS, SECRET));
}, 120_000);

test.runIf(hasPostgres)("two desks on one database: the one that runs the job is killed, the other finishes it", async () => {
  const url = await (server as TestServer).newDatabase();
  await (await replayExample("cartel-1862", url)).record.close();
  const first = desk(join(base, "desk-1"), url, STEPS, hold);
  await first.until((line) => / running /.test(line));
  const second = desk(join(base, "desk-2"), url);
  await second.until((line) => / running /.test(line));
  await first.until((line) => / running /.test(line) && doneIn(line) > STEPS / 2);
  await first.kill("SIGKILL");
  rmSync(hold);
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ all: string }>("select string_agg(encode(request, 'escape') || coalesce(encode(resume, 'escape'), ''), '') as all from allforall.job");
  await client.end();
  expect(rows[0]?.all).toContain("age-encryption.org");
  expect(rows[0]?.all).not.toContain(SECRET.slice(0, 7));
  const result = await second.until((line) => line.startsWith("result "));
  expect(result.slice(7)).toBe(chainOf(STEPS, SECRET));
  expect(second.lines).toContain(`job 1 done ${STEPS} 2`);
}, 120_000);
