// Nothing acknowledged is lost (RECORD.md §10, §15): each file call failing in turn, a torn tail at every byte, two
// processes, kill -9 during a replay.
import { spawn } from "node:child_process";
import { copyFileSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hex, utf8 } from "../../src/basis/bytes.ts";
import { verifies } from "../../src/compute/ed25519.ts";
import { openDesk } from "../../src/desk/desk.ts";
import { dumpState } from "../../src/entries/fold.ts";
import { folderFiles } from "../../src/cli/verify-alone.ts";
import { verifyBundle } from "../../src/record/verify.ts";
import { realDisk, type Disk } from "../../src/store/files/disk.ts";
import { createFiles, openFiles, type FileRecord } from "../../src/store/files/file-record.ts";
import { replayExample, repository, withFolder } from "../walked-desk.ts";

const none = (): number => 0;
const entries = (record: FileRecord): string[] => Array.from({ length: record.size() }, (_, i) => hex(record.entry(i)));
const journal = (folder: string): string => join(folder, "record/journal/000000000000.seg");

test("a sync lies between the last write and each acknowledgement, and entries queued meanwhile share the next", () =>
  withFolder(async (folder) => {
    const calls: string[] = [];
    const disk: Disk = {
      ...realDisk,
      write: (...args) => (calls.push("write"), realDisk.write(...args)),
      dataSync: (fd) => (calls.push("sync"), realDisk.dataSync(fd)),
    };
    createFiles(folder, new Map());
    const record = await openFiles(folder, none, { disk });
    await record.append(utf8("a")).then(() => calls.push("ack"));
    await Promise.all(Array.from({ length: 100 }, (_, i) => record.append(utf8(`b${i}`)).then(() => calls.push("ack"))));
    expect(calls.slice(0, 3)).toEqual(["write", "sync", "ack"]);
    calls.forEach((call, i) => {
      if (call === "ack") expect(calls.slice(0, i).filter((one) => one !== "ack").at(-1)).toBe("sync");
    });
    expect(calls.filter((call) => call === "sync").length).toBeLessThan(10);
    await record.close();
  }));

test("an error of any single file call during an append or a publication stops the process and acknowledges nothing untrue", () =>
  withFolder(async (folder) => {
    createFiles(folder, new Map());
    let acknowledged = 0;
    for (let k = 1; k <= 40; k++) {
      let calls = 0;
      let stopped = false;
      const failing = <A extends unknown[], R>(call: (...args: A) => R) => (...args: A): R => {
        if (++calls === k) throw Object.assign(new Error("EIO"), { code: "EIO" });
        return call(...args);
      };
      const failingSoon = <A extends unknown[]>(call: (...args: A) => Promise<void>) => (...args: A): Promise<void> => (++calls === k ? Promise.reject(new Error("EIO")) : call(...args));
      const dataSync = failingSoon(realDisk.dataSync);
      const [syncSoon, renameSoon] = [failingSoon(realDisk.syncSoon), failingSoon(realDisk.renameSoon)];
      const record = await openFiles(folder, none, {});
      const size = record.size();
      expect(size).toBeGreaterThanOrEqual(acknowledged);
      await record.close();
      const disk: Disk = { ...realDisk, open: failing(realDisk.open), write: failing(realDisk.write), dataSync, sync: failing(realDisk.sync), rename: failing(realDisk.rename), syncSoon, renameSoon, makeFolder: failing(realDisk.makeFolder) };
      const faulty = await openFiles(folder, none, { disk, stop: () => { stopped = true; throw new Error("stopped"); } }).catch(() => undefined);
      if (!faulty) {
        expect(calls).toBe(k); // the journal could not be opened: nothing began, and the lock is free for the next round
        continue;
      }
      const ack = await Promise.race([faulty.append(utf8(`entry ${k}`)).then(() => true), new Promise<false>((done) => setTimeout(() => done(false), 30))]);
      if (ack) acknowledged = size + 1;
      try {
        if (ack) await faulty.writeTiles(size + 1);
      } catch (error) {
        expect(String(error)).toContain("stopped");
      }
      if (calls >= k) expect(stopped).toBe(true);
      await faulty.close().catch(() => {});
    }
    const record = await openFiles(folder, none);
    expect(record.size()).toBeGreaterThanOrEqual(acknowledged);
    expect(entries(record).includes(hex(utf8("entry 40")))).toBe(true);
    await record.close();
  }));

test("a torn tail is cut at every byte of an unacknowledged record, and damage below what was synced refuses to open", () =>
  withFolder(async (folder) => {
    createFiles(folder, new Map());
    const record = await openFiles(folder, none);
    for (const text of ["first", "second", "third"]) await record.append(utf8(text));
    const all = entries(record);
    await record.close();
    const whole = readFileSync(journal(folder));
    const third = whole.length - (44 + 5);
    copyFileSync(journal(folder), `${journal(folder)}.kept`);
    for (let size = third + 1; size < whole.length; size++) {
      writeFileSync(journal(folder), whole);
      truncateSync(journal(folder), size);
      const opened = await openFiles(folder, none);
      expect(entries(opened)).toEqual(all.slice(0, 2));
      expect(opened.cutBytes).toBe(size - third);
      await opened.close();
    }
    writeFileSync(journal(folder), whole.with(50, (whole[50] ?? 0) ^ 1));
    await expect(openFiles(folder, none)).rejects.toMatchObject({ code: "STORE_DAMAGED" });
    writeFileSync(journal(folder), whole.subarray(0, third));
    const old = await openFiles(folder, () => 3);
    await expect(old.append(new Uint8Array(1))).rejects.toMatchObject({ code: "STORE_ROLLED_BACK" });
    await expect(old.replace("notes/x.note", new Uint8Array(1)), "nor is a file of it replaced").rejects.toMatchObject({ code: "STORE_ROLLED_BACK" });
    expect(old.entry(0).length).toBeGreaterThan(0);
    await old.close();
    writeFileSync(journal(folder), whole);
    const again = await openFiles(folder, () => 3);
    expect(entries(again)).toEqual(all);
    await again.close();
  }));

test("only init makes a record, and a second writer is refused at once, naming the holder", () =>
  withFolder(async (folder) => {
    await expect(openFiles(folder, none)).rejects.toMatchObject({ code: "STORE_NONE" });
    createFiles(folder, new Map());
    expect(() => createFiles(folder, new Map())).toThrowError(expect.objectContaining({ code: "STORE_EXISTS" }));
    const record = await openFiles(folder, none);
    await expect(openFiles(folder, none)).rejects.toMatchObject({ code: "STORE_LOCKED", message: expect.stringContaining(`pid ${process.pid}`) });
    await record.close();
    await (await openFiles(folder, none)).close();
  }));

test("a replay killed at random moments resumes, loses nothing it had shown, and verifies", () =>
  withFolder(async (folder) => {
    const run = (killAfterMs: number): Promise<void> => new Promise((done) => {
      const child = spawn(process.execPath, [join(repository, "bin/allforall.mjs"), "replay", "examples/istanbul-2025", "--data", folder], { stdio: "ignore" });
      const timer = setTimeout(() => child.kill("SIGKILL"), killAfterMs);
      child.on("exit", () => {
        clearTimeout(timer);
        done();
      });
    });
    let before: string[] = [];
    for (let round = 0; round < 8; round++) {
      await run(250 + ((round * 97) % 300));
      const opened = await openFiles(folder, none).catch(() => undefined); // killed before init was done
      if (!opened) continue;
      const now = entries(opened);
      expect(now.slice(0, before.length)).toEqual(before);
      before = now;
      await opened.close();
    }
    await run(60_000);
    const verdict = await verifyBundle(folderFiles(join(folder, "record")), verifies);
    expect(verdict).toMatchObject({ kind: "in-force", size: 162 });
    const labels = (await openState(folder)).acts.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toHaveLength(157);
  }), 120_000);

const openState = async (folder: string) => {
  const desk = await openDesk(folder, "SEC", "test");
  await desk.record.close();
  return desk.state;
};

test("the state folded again from the files equals the kept one byte for byte, for each party that is addressed", () =>
  withFolder(async (folder) => {
    const desk = await replayExample("cartel-1862", folder);
    const kept = dumpState(desk.state);
    await desk.record.close();
    for (const code of ["SEC", "US", "CS", "AE"]) {
      const again = await openDesk(folder, code, "test");
      await again.record.close();
      expect(dumpState(again.state)).toBe(kept);
    }
    await expect(openDesk(folder, "XX", "test")).rejects.toMatchObject({ code: "COMPARTMENT" });
  }));

test("what is sealed stands nowhere in clear below the data folder", () =>
  withFolder(async (folder) => {
    const desk = await replayExample("istanbul-2025", folder);
    await desk.record.close();
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)).filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(140);
    for (const file of files) {
      const bytes = readFileSync(file);
      for (const name of ["Umerov", "Medinsky", "6057", "6,057", "magnificent"])
        for (const encoding of ["utf8", "utf16le"] as const) expect(bytes.includes(Buffer.from(name, encoding)), `${name} in ${file}`).toBe(false);
      for (const encoded of ["Umerov", "Medinsky"].map((name) => Buffer.from(name).toString("base64").slice(0, 8))) expect(bytes.includes(encoded)).toBe(false);
    }
  }));
