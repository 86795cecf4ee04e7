// A backup made while the desk takes acts and publishes, brought back, verified, served; and what is refused.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backUp, restore } from "../src/desk/back-up.ts";
import { backupCommand, restoreCommand } from "../src/cli/backup.ts";
import type { Io } from "../src/cli/command.ts";
import type { Acknowledgement } from "../src/desk/api-types.ts";
import { injectWire, seat, serveCartel } from "./served-desk.ts";
import { withFolder } from "./walked-desk.ts";

const io = (): Io & { text: string[] } => {
  const text: string[] = [];
  return { text, out: (line) => void text.push(line), err: () => {}, readFile: async () => new Uint8Array(), writeFile: async () => {}, now: () => 0 };
};
const say = (id: string): Record<string, unknown> => ({ id, kind: "statement", actor: "Agent", parties: ["US"], content: `planted-${id}`, standing: "stated-own" });

test("a backup under load holds every act acknowledged before it began, comes back, verifies and is served", () =>
  withFolder(async (above) => {
    const folder = join(above, "data");
    mkdirSync(folder);
    const { door, wire } = await serveCartel(folder);
    const us = await seat(wire, "US", "delegation");
    const before: Acknowledgement[] = [];
    for (let i = 0; i < 5; i++) before.push((await us.record("statement.recorded", say(`S${i}`))) as Acknowledgement);
    await door.publishNow();
    let isCopying = true;
    const load = (async () => {
      for (let i = 5; isCopying && i < 60; i++) {
        await us.record("statement.recorded", say(`S${i}`));
        await door.publishNow();
      }
    })();
    const out = join(above, "backup");
    const made = await backUp(folder, out);
    isCopying = false;
    await load;
    const seen = readFileSync(join(folder, "record/log/checkpoint"));
    const size = door.room.desk.inForce;
    await door.close();
    expect(made.entries).toBeGreaterThanOrEqual(before.length);
    expect(readdirSync(join(out, "desk"))).not.toContain("sessions.json");
    for (const name of readdirSync(out, { recursive: true, encoding: "utf8" })) if (existsSync(join(out, name)) && !name.endsWith("MANIFEST")) expect(isClear(join(out, name)), name).toBe(false);

    const back = join(above, "back");
    const said = io();
    expect(await restoreCommand.run(["--from", out, "--data", back], said)).toBe(0);
    expect(said.text.join("")).toContain("valid and in force up to entry");
    const again = await serveCartel(back, {}, undefined, false);
    try {
      for (const { act, index } of before) expect(again.door.room.desk.byAct.get(act)).toBe(index);
      const signed = await injectWire(again.door)("POST", "/api/session", { officer: us.info.officer, password: us.password });
      expect(signed.status).toBe(200);
    } finally {
      await again.door.close();
    }
    // a party holds a later checkpoint: the old copy is named as one
    if (size > made.entries) await expect(restore(out, join(above, "old"), new Uint8Array(seen))).rejects.toMatchObject({ code: "RESTORE_OLD" });
    expect(existsSync(join(above, "old"))).toBe(false);
  }));

const isClear = (path: string): boolean => {
  try {
    return readFileSync(path).includes("planted-");
  } catch {
    return false; // a folder
  }
};

test("a restore overwrites nothing and lists every file that is missing, changed or too many", () =>
  withFolder(async (above) => {
    const folder = join(above, "data");
    mkdirSync(folder);
    await (await serveCartel(folder)).door.close();
    const out = join(above, "backup");
    expect(await backupCommand.run(["--data", folder, "--out", out], io())).toBe(0);
    await expect(backUp(folder, out)).rejects.toMatchObject({ code: "BACKUP_EXISTS" });
    await expect(restore(out, folder, undefined)).rejects.toMatchObject({ code: "RESTORE_EXISTS" });
    await expect(backUp(join(above, "none"), join(above, "x"))).rejects.toMatchObject({ code: "STORE_NONE" });
    await expect(restore(folder, join(above, "x"), undefined)).rejects.toMatchObject({ code: "BACKUP_NONE" });
    appendFileSync(join(out, "record/policy"), "#\n");
    rmSync(join(out, "record/pack.json"));
    writeFileSync(join(out, "more"), "");
    await expect(restore(out, join(above, "new"), undefined)).rejects.toMatchObject({ faults: [{ code: "BACKUP_MISSING" }, { code: "BACKUP_CHANGED" }, { code: "BACKUP_MORE" }] });
    expect(existsSync(join(above, "new"))).toBe(false);
    writeFileSync(join(out, "MANIFEST"), `${"0".repeat(64)}  ../../etc/x\n`);
    await expect(restore(out, join(above, "new"), undefined)).rejects.toMatchObject({ code: "BACKUP_NONE" });
  }));
