// Two servers on one database: officers act at both at once, each server shows both sides' acts, one history is published.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dumpState } from "../../src/entries/fold.ts";
import { openDoor } from "../../src/server/serve.ts";
import { hasPostgres, startPostgres, type TestServer } from "../postgres-server.ts";
import { injectWire, seat, testConfig } from "../served-desk.ts";
import { replayExample } from "../walked-desk.ts";

let server: TestServer | undefined;
const folder = mkdtempSync(join(tmpdir(), "afa-served-"));
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres();
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

test.runIf(hasPostgres)("what an officer records at one server stands at the other, in one order and once", async () => {
  const url = await (server as TestServer).newDatabase();
  await (await replayExample("cartel-1862", url)).record.close();
  const open = (name: string) => openDoor(join(folder, name), testConfig, { ms: Date.now }, () => {}, () => {}, undefined, url);
  const doors = [await open("one"), await open("two")] as const;
  try {
    const before = doors[0].room.desk.heads.length;
    await expect(open("one"), "what a desk keeps of its own is one desk's").rejects.toMatchObject({ code: "STORE_LOCKED" });
    const us = await seat(injectWire(doors[0]), "US", "delegation");
    const cs = await seat(injectWire(doors[1]), "CS", "delegation");
    const say = (id: string, party: string) => ({ id, kind: "statement", actor: "Agent", parties: [party], content: `statement ${id}`, standing: "stated-own" });
    await Promise.all([us, cs].map(async (officer, which) => {
      for (let i = 0; i < 8; i++) expect(await officer.record("statement.recorded", say(`S-${which}-${i}`, which === 0 ? "US" : "CS"), ["CS", "SEC", "US"], { at: "1862-08-05" })).toMatchObject({ state: "recorded" });
    }));
    for (const door of doors) await door.publishNow();
    await doors[0].publishNow();
    const [one, two] = doors.map(({ room }) => room.desk);
    expect(one?.heads.length).toBe(before + 18); // two keys and sixteen acts
    expect(two?.heads).toEqual(one?.heads);
    expect([one?.inForce, two?.inForce]).toEqual([before + 18, before + 18]);
    for (const party of ["US", "CS", "SEC"]) {
      const [mine, theirs] = [one?.states.get(party), two?.states.get(party)];
      expect(mine && theirs && dumpState(mine) === dumpState(theirs)).toBe(true);
    }
    expect(await one?.record.read("log/checkpoint")).toEqual(await two?.record.read("log/checkpoint"));
  } finally {
    for (const door of doors) await door.close();
  }
});

test.runIf(hasPostgres)("officers of one party sit down at both servers at once: each has a sign and a key of his own, and both record", async () => {
  const url = await (server as TestServer).newDatabase();
  await (await replayExample("cartel-1862", url)).record.close();
  const open = (name: string) => openDoor(join(folder, name), testConfig, { ms: Date.now }, () => {}, () => {}, undefined, url);
  const doors = [await open("three"), await open("four")] as const;
  try {
    const seated = (await Promise.all(doors.map((door) => Promise.all((["US", "CS"] as const).map((party) => seat(injectWire(door), party, "delegation")))))).flat();
    expect(new Set(seated.map(({ info }) => info.officer)).size).toBe(seated.length);
    for (const door of doors) await door.publishNow();
    for (const one of seated) expect(await one.record("statement.recorded", { id: `S-${one.info.officer}`, kind: "statement", actor: "officer", parties: [one.info.party], content: "here", standing: "stated-own" }, ["CS", "SEC", "US"], { at: "1862-08-05" })).toMatchObject({ state: "recorded" });
    for (const door of doors) await door.publishNow();
    const [one, two] = doors.map(({ room }) => room.desk.heads);
    expect(two).toEqual(one);
    expect(seated.map(({ info }) => info.officer).sort()).toEqual(["CS-1", "CS-2", "US-1", "US-2"]);
  } finally {
    for (const door of doors) await door.close();
  }
});
