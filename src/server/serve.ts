// Opens the desk of one folder and serves it until it is told to stop: then nothing new is taken, what is on its way is
// finished and published, and the record is closed.
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { civilDayIn } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { openAccessLog } from "../desk/access-log.ts";
import { catchUp } from "../desk/desk.ts";
import { publish } from "../desk/publish.ts";
import { EXERCISE_NOTICE } from "../desk/exercise-keys.ts";
import { exerciseSeats } from "../desk/exercise-seats.ts";
import { KIND_TABLE, type KindTable } from "../desk/jobs/kinds.ts";
import type { KeyRing } from "../desk/key-ring.ts";
import { openPayloads, openPendingFiles } from "../desk/keep-payload.ts";
import { holdOwnFolder } from "../desk/open-store.ts";
import { openOfficers } from "../desk/officers.ts";
import { canOpen, openFor, openSharedDesk, type SharedDesk } from "../desk/shared-desk.ts";
import { openIntake } from "../desk/submit-act.ts";
import { parseHead } from "../record/entry-head.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { isDatabaseUrl } from "../store/postgres/connect.ts";
import { buildServer, type Server } from "./build-server.ts";
import type { Config } from "./config.ts";
import { JOB_TIMES, openJobs, type JobTimes } from "./jobs.ts";
import { openLive } from "./live.ts";
import { openMetrics } from "./metrics.ts";
import type { Room } from "./room.ts";
import { openSessions } from "./sessions.ts";
import { readStatic, type StaticFile } from "./static-files.ts";

export type Time = { readonly ms: () => number };
/** Other times and another table of kinds than the desk's own, in tests. */
export type JobsAs = { readonly times?: JobTimes; readonly kinds?: KindTable };
export type OpenDesk = { readonly room: Room; readonly server: Server; readonly publishNow: () => Promise<void>; readonly close: () => Promise<void> };

const packageFolder = fileURLToPath(new URL("../..", import.meta.url));
const isoOf = (ms: number): string => new Date(ms).toISOString();

/** Everything but the port. `tell` hears of progress while the record is folded, `write` takes log lines. */
export async function openDoor(folder: string, config: Config, time: Time, write: (line: string) => void, tell: (done: number, of: number) => void = () => {}, web?: string, place = folder, keys?: KeyRing, jobsAs: JobsAs = {}): Promise<OpenDesk> {
  const own = isDatabaseUrl(place) ? await holdOwnFolder(folder, isoOf(time.ms())) : undefined;
  let desk: SharedDesk | undefined;
  try {
    desk = await openSharedDesk(folder, isoOf(time.ms()), tell, place, (line) => write(`${line}\n`), keys);
    const door = await openRoom(desk, place, config, time, write, web ?? join(packageFolder, "dist/web"), jobsAs);
    return { ...door, close: async () => { await door.close(); await own?.release(); } };
  } catch (error) {
    await desk?.record.close();
    await own?.release();
    throw error;
  }
}

async function openRoom(desk: SharedDesk, place: string, config: Config, time: Time, write: (line: string) => void, web: string, jobsAs: JobsAs): Promise<OpenDesk> {
  const { folder } = desk;
  mkdirSync(join(folder, "desk"), { recursive: true, mode: 0o700 });
  const clock = { ms: time.ms, now: () => isoOf(time.ms()), today: () => civilDayIn(desk.pack.timeZone, time.ms()) };
  const live = openLive();
  const officers = openOfficers(folder);
  const files = await openPendingFiles(folder, async (leaf) => {
    const [commit] = parseHead(parseEnvelope(leaf).payload).commits;
    const ciphertext = commit && canOpen(desk, commit.to) ? await desk.vault.sealed(commit.sealed) : undefined;
    return commit && ciphertext ? ((await openFor(desk, ciphertext, commit.commitment, commit.to)) ?? null) : null;
  });
  const intake = openIntake(desk, isDatabaseUrl(place) ? { keep: async (sealed, ciphertext) => desk.vault.keep({ sealed, ciphertext }) } : openPayloads(folder), files, clock, (told) => {
    if ("act" in told) live.send({ event: "pending", act: told.act, state: told.state }, told.party);
    else {
      const { index, head } = told;
      if (head.kind === "erase.done") void jobs.dropErased(); // what they made may hold what is gone
      const to = head.commits[0]?.to ?? [];
      live.sendEach((party) => ({ event: "entry", index, kind: head.kind, author: head.author, size: desk.heads.length, mine: to.includes(party) }));
    }
  });
  const sessions = openSessions(folder, { idleMs: config.sessionIdleMinutes * 60_000, ageMs: config.sessionHours * 3_600_000 }, time.ms);
  const access = await openAccessLog(folder, desk.recipients.get(desk.compartment) ?? "", desk.identity, () => new Uint8Array(randomBytes(32)));
  const jobs = openJobs(desk, time.ms, (job, { officer, publicKey }) => {
    if (officers.find(officer)?.publicKey === publicKey) live.sendTo(officer, { event: "job", job });
  }, jobsAs.times ?? JOB_TIMES, jobsAs.kinds ?? KIND_TABLE);
  const seats = config.rootKeys === "exercise" && desk.seed !== "" ? exerciseSeats(desk.pack, desk.seed) : [];
  const room: Room = {
    desk, intake, officers, sessions, access, jobs, live, metrics: openMetrics(), config, clock, version: versionOf(), isClosing: false,
    exerciseEnrolments: () => seats.filter(({ code, party, role }) => officers.offer(code, party, role)),
  };
  room.exerciseEnrolments();
  const statics: StaticFile[] = [...readStatic(web), ...readStatic(join(web, "..")).filter(({ path }) => path === "/verify.html")];
  const server = await buildServer(room, statics, write);
  const publishOnce = async (): Promise<void> => {
    try {
      await desk.record.refresh(); // another desk on the same database may have appended
      await catchUp(desk);
      if (desk.inForce === desk.heads.length) return;
      const before = [desk.inForce, ...desk.notCosigned].join();
      desk.inForce = await publish(desk, Math.floor(time.ms() / 1_000));
      if ([desk.inForce, ...desk.notCosigned].join() === before) return; // a witness that stands still is asked again every cycle: nobody reads every view again for that
      live.send({ event: "checkpoint", size: desk.tree.size, inForce: desk.inForce });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      room.metrics.count("publish_refused_total"); // nothing after it is in force until the witness signs again
    }
  };
  let publishing: Promise<void> = Promise.resolve();
  let isWaiting = false;
  /** One at a time; who comes while one waits waits with it. */
  const publishNow = (): Promise<void> => {
    if (isWaiting) return publishing;
    isWaiting = true;
    publishing = publishing.catch(() => {}).then(() => {
      isWaiting = false;
      return publishOnce();
    });
    return publishing;
  };
  const cycle = setInterval(() => void publishNow(), config.publishMs);
  cycle.unref();
  return {
    room, server, publishNow,
    close: async () => {
      if (room.isClosing) return;
      room.isClosing = true;
      clearInterval(cycle);
      live.close();
      await intake.quiet();
      await jobs.close();
      await server.close();
      await publishNow();
      await Promise.all([access.close(), officers.quiet(), sessions.quiet()]);
      await desk.record.close();
    },
  };
}

function versionOf(): string {
  const value = parseJson(readFileSync(join(packageFolder, "package.json"), "utf8"));
  return isRecord(value) ? String(value["version"]) : "";
}

export type ServeOptions = { readonly folder: string; readonly database?: string | undefined; readonly config: Config; readonly keys?: KeyRing | undefined; readonly out: (text: string) => void; readonly err: (text: string) => void };

/** Serves until SIGINT or SIGTERM; the exit code. @throws Fault of the store, of the port. */
export async function serve({ folder, database, config, keys, out, err }: ServeOptions): Promise<number> {
  let toldAt = 0;
  const door = await openDoor(folder, config, { ms: Date.now }, err, (done, of) => {
    if (Date.now() - toldAt < 1_000) return;
    toldAt = Date.now();
    err(`folding the record: ${done} of ${of} entries\n`);
  }, undefined, database ?? folder, keys);
  const { desk } = door.room;
  try {
    const address = await door.server.listen({ host: config.host, port: config.port });
    out(`The desk of “${desk.pack.title}” is open: ${address}\n${desk.heads.length} entries, ${desk.inForce} in force.${desk.seed === "" ? "" : ` ${EXERCISE_NOTICE}`}\n`);
    const seats = door.room.exerciseEnrolments();
    if (seats.length > 0) out(`To sit down in this exercise, enrol with one of these codes (each once):\n${seats.map(({ party, role, code }) => `  ${party.padEnd(5)} ${role.padEnd(17)} ${code}\n`).join("")}`);
  } catch (error) {
    await door.close();
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "EADDRINUSE" || code === "EACCES" || code === "EADDRNOTAVAIL") throw new Fault("PORT", `expected a port that is free at ${config.host}, found ${config.port} taken or forbidden [${code}]`);
    throw error;
  }
  await new Promise<void>((stop) => {
    process.once("SIGINT", () => stop());
    process.once("SIGTERM", () => stop());
  });
  err("closing: what is on its way is finished\n");
  await door.close();
  return 0;
}
