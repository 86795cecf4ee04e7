// A disk that fills up, or refuses, at any single call of a job's life: what was acknowledged stands after a restart, what was refused was
// not half done, and the job is given out again until it ends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Fault } from "../../basis/fault.ts";
import { concat, utf8 } from "../../basis/bytes.ts";
import { realDisk, type Disk } from "./disk.ts";
import { fileJobs } from "./file-jobs.ts";

const above = mkdtempSync(join(tmpdir(), "afa-jobs-"));
afterAll(() => rmSync(above, { recursive: true, force: true }));
const age = (text: string): Uint8Array => concat([utf8("age-encryption.org/v1\n"), utf8(text)]);

/** A disk whose k-th call fails, and every one after it while it stays full. */
function fillingDisk(k: number): { readonly disk: Disk; readonly calls: () => number; readonly makeRoom: () => void } {
  let calls = 0;
  let isFull = true;
  const full = (): Error => Object.assign(new Error("no space left"), { code: "ENOSPC" });
  const now = <A extends unknown[], R>(call: (...args: A) => R) => (...args: A): R => {
    if (isFull && ++calls >= k) throw full();
    return call(...args);
  };
  const soon = <A extends unknown[]>(call: (...args: A) => Promise<void>) => (...args: A): Promise<void> => (isFull && ++calls >= k ? Promise.reject(full()) : call(...args));
  return {
    disk: { ...realDisk, open: now(realDisk.open), write: now(realDisk.write), sync: now(realDisk.sync), makeFolder: now(realDisk.makeFolder), rename: now(realDisk.rename), syncSoon: soon(realDisk.syncSoon), renameSoon: soon(realDisk.renameSoon) },
    calls: () => calls, makeRoom: () => void (isFull = false),
  };
}

/** What of a job's life was acknowledged before the disk was full. */
async function live(folder: string, disk: Disk): Promise<{ readonly done: string[]; readonly refused: string }> {
  const done: string[] = [];
  try {
    const jobs = fileJobs(folder, disk);
    const id = await jobs.add("count", age("request"), 3);
    done.push("added");
    const taken = (await jobs.take(["count"], 1_000)) ?? expect.fail("a job");
    done.push("taken");
    await jobs.beat({ id, attempt: taken.attempt }, 1_000, { doneCount: 1, ofCount: 2, resume: age("half") });
    done.push("beaten");
    await jobs.finish({ id, attempt: taken.attempt }, age("result"));
    done.push("finished");
    return { done, refused: "" };
  } catch (error) {
    return { done, refused: error instanceof Fault ? error.code : String(error) };
  }
}

test("at whichever call the disk is full, what was acknowledged stands after a restart and the job still ends", async () => {
  const whole = fillingDisk(Number.POSITIVE_INFINITY);
  expect(await live(join(above, "whole"), whole.disk)).toEqual({ done: ["added", "taken", "beaten", "finished"], refused: "" });
  expect(whole.calls()).toBeGreaterThan(20);
  for (let k = 1; k <= whole.calls(); k++) {
    const folder = join(above, String(k));
    const { done, refused } = await live(folder, fillingDisk(k).disk);
    expect(refused, `call ${k}`).toBe("STORE_WRITE");
    const jobs = fileJobs(folder);
    const job = jobs.job(1);
    if (!done.includes("added")) {
      if (job === undefined) continue; // refused and nothing there; where the last call of all failed it may stand, and is done like any other
    }
    expect(job?.state, `call ${k}, after ${done.join(" ")}`).toMatch(done.includes("finished") ? /^done$/ : /^(waiting|done)$/);
    expect(Buffer.from(job?.request ?? []).toString()).toContain("request");
    if (done.includes("beaten") && job?.state === "waiting") expect(Buffer.from(job.resume ?? []).toString()).toContain("half");
    if (job?.state === "done") {
      expect(Buffer.from(job.result ?? []).toString()).toContain("result");
      continue;
    }
    const taken = (await jobs.take(["count"], 1_000)) ?? expect.fail("the job again");
    await jobs.finish({ id: 1, attempt: taken.attempt }, age("result"));
    expect(fileJobs(folder).job(1)).toMatchObject({ state: "done", attempt: taken.attempt });
  }
});

test("when there is room again the same process goes on: a refused job is asked for again under a number of its own", async () => {
  const { disk, makeRoom } = fillingDisk(1);
  const jobs = fileJobs(join(above, "room"), disk);
  await expect(jobs.add("count", age("one"), 3)).rejects.toMatchObject({ code: "STORE_WRITE", message: expect.stringContaining("ENOSPC") });
  expect(jobs.list()).toEqual([]);
  makeRoom();
  const id = await jobs.add("count", age("two"), 3);
  expect(jobs.list().map((one) => [one.id, one.state])).toEqual([[id, "waiting"]]);
});
