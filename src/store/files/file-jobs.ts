// Jobs of the one process that holds the folder: DIR/jobs/<id>/{request,resume,result}.age and DIR/jobs/<id>/job, a
// canonical JSON line. A start after a crash finds what was running and gives it out again; leases need no clock here,
// since the lock says that every earlier worker is gone. Every write is on the thread pool, one after the other; how far a
// job is gets to the disk only with the bytes to resume from.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fromUtf8, utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { Fault } from "../../basis/fault.ts";
import { isRecord, parseJson } from "../../basis/parse-json.ts";
import { readWhole, realDisk, refusedWrite, removeFile, replaceFileSoon, syncFolder, type Disk } from "./disk.ts";

type State = "waiting" | "running" | "done" | "failed" | "cancelled";
type Line = { id: number; kind: string; state: State; doneCount: number; ofCount: number | "not known"; attempt: number; attemptsMax: number; isCancelAsked: boolean; faultCode: string };
type Lease = { readonly id: number; readonly attempt: number };

const AGE = "age-encryption.org/v1";

/** @throws Fault `STORE_WRITE` where the disk has no room or refuses; the file that was there stands. */
async function put(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await replaceFileSoon(disk, path, bytes);
  } catch (error) {
    throw refusedWrite(error);
  }
}

export function fileJobs(folder: string, disk: Disk = realDisk) {
  const below = join(folder, "jobs");
  const lines = new Map<number, Line>();
  const requests = new Map<number, Uint8Array>();
  const path = (id: number, name: string): string => join(below, String(id), name);
  let turn: Promise<unknown> = Promise.resolve();
  /** One after the other: what is decided is on the disk before the next is decided. */
  const inTurn = <T>(use: () => Promise<T> | T): Promise<T> => {
    const mine = turn.then(use);
    turn = mine.catch(() => {});
    return mine;
  };
  const write = async (line: Line): Promise<void> => {
    await put(disk, path(line.id, "job"), utf8(`${canonicalJson(line)}\n`));
    lines.set(line.id, line);
  };
  const seal = async (id: number, name: string, bytes: Uint8Array): Promise<void> => {
    if (fromUtf8(bytes.subarray(0, AGE.length)) !== AGE) throw new Fault("STORE_REFUSED", "expected an age file: nothing of a job lies in clear");
    await put(disk, path(id, name), bytes);
  };
  const erase = (id: number): void => {
    removeFile(path(id, "job")); // without it the rest is nobody's
    rmSync(join(below, String(id)), { recursive: true, force: true });
    syncFolder(disk, below);
    lines.delete(id);
    requests.delete(id);
  };
  if (existsSync(below))
    for (const name of readdirSync(below).filter((one) => /^[1-9][0-9]*$/.test(one)).map(Number).sort((a, b) => a - b)) {
      const line = readLine(readWhole(path(name, "job"))); // none: it was cut while it was added or removed, nobody was told of it
      if (line) lines.set(line.id, line.state === "running" ? again(line) : line);
      else rmSync(join(below, String(name)), { recursive: true, force: true });
    }
  let next = Math.max(0, ...lines.keys()) + 1;
  const held = ({ id, attempt }: Lease): Line => {
    const line = lines.get(id);
    if (!line || line.state !== "running" || line.attempt !== attempt) throw new Fault("JOB_LOST", "another worker has the job, or it has ended");
    return line;
  };
  const requestOf = (id: number): Uint8Array => {
    const request = requests.get(id) ?? readWhole(path(id, "request.age")) ?? new Uint8Array(0);
    requests.set(id, request);
    return request;
  };
  const seen = ({ attemptsMax: _, ...line }: Line) => ({ ...line, request: requestOf(line.id) });
  const jobOf = (line: Line) => ({
    ...seen(line), resume: readWhole(path(line.id, "resume.age")), result: readWhole(path(line.id, "result.age")),
  });
  return {
    add: (kind: string, request: Uint8Array, attemptsMax: number) => inTurn(async (): Promise<number> => {
      const id = next++;
      await seal(id, "request.age", request);
      await write({ id, kind, state: "waiting", doneCount: 0, ofCount: "not known", attempt: 0, attemptsMax, isCancelAsked: false, faultCode: "" });
      return id;
    }),
    job: (id: number) => {
      const line = lines.get(id);
      return line && jobOf(line);
    },
    take: (kinds: readonly string[], _leaseMs: number) => inTurn(async () => {
      const line = [...lines.values()].find(({ state, kind }) => state === "waiting" && kinds.includes(kind));
      if (!line) return undefined;
      const taken: Line = { ...line, state: "running", attempt: line.attempt + 1 };
      await write(taken);
      return jobOf(taken);
    }),
    beat: (lease: Lease, _leaseMs: number, progress: { readonly doneCount: number; readonly ofCount: number | "not known"; readonly resume?: Uint8Array }) => inTurn(async (): Promise<boolean> => {
      const line = held(lease);
      const further: Line = { ...line, doneCount: progress.doneCount, ofCount: progress.ofCount };
      lines.set(line.id, further);
      if (progress.resume) {
        await seal(line.id, "resume.age", progress.resume);
        await write(further);
      }
      return line.isCancelAsked;
    }),
    finish: (lease: Lease, result: Uint8Array) => inTurn(async (): Promise<void> => {
      const line = held(lease);
      await seal(line.id, "result.age", result);
      await write({ ...line, state: "done" });
      removeFile(path(line.id, "resume.age"));
    }),
    fail: (lease: Lease, ended: { readonly faultCode: string } | "cancelled") => inTurn(async (): Promise<void> => {
      const line = held(lease);
      await write(ended === "cancelled" ? { ...line, state: "cancelled" } : { ...line, state: "failed", faultCode: ended.faultCode });
    }),
    cancel: (id: number) => inTurn(async (): Promise<boolean> => {
      const line = lines.get(id);
      if (!line || (line.state !== "waiting" && line.state !== "running")) return false;
      await write({ ...line, isCancelAsked: true, state: line.state === "waiting" ? "cancelled" : line.state });
      return true;
    }),
    giveBack: (lease: Lease) => inTurn(async (): Promise<void> => {
      const line = held(lease);
      await write({ ...line, state: "waiting", attemptsMax: line.attemptsMax + 1 });
    }),
    list: () => [...lines.values()].sort((a, b) => a.id - b.id).map(seen),
    remove: (id: number) => inTurn((): boolean => {
      const line = lines.get(id);
      if (!line || line.state === "waiting" || line.state === "running") return false;
      erase(id);
      return true;
    }),
  };
}

/** What a job that was running becomes when its worker is gone. */
const again = (line: Line): Line =>
  line.isCancelAsked ? { ...line, state: "cancelled" } : line.attempt >= line.attemptsMax ? { ...line, state: "failed", faultCode: "JOB_ATTEMPTS" } : { ...line, state: "waiting" };

function readLine(bytes: Uint8Array | undefined): Line | undefined {
  if (!bytes) return undefined;
  const value = parseJson(fromUtf8(bytes));
  const isLine = (one: unknown): one is Line => isRecord(one) && typeof one["id"] === "number" && typeof one["kind"] === "string" && typeof one["state"] === "string" && typeof one["attempt"] === "number";
  if (!isLine(value)) throw new Fault("JOB_FORM", "expected the line of a job");
  return value;
}
