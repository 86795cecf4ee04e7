// A restored old backup is found out and refuses to append; the missing entries come back byte for byte from a bundle (RECORD.md I21).
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { folderFiles, verifyFolder } from "../../src/cli/verify-alone.ts";
import { verifies } from "../../src/compute/ed25519.ts";
import { writeBundle } from "../../src/cli/record.ts";
import { openDesk, recordAct } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { recoverRecord } from "../../src/desk/recover.ts";
import { dumpState } from "../../src/entries/fold.ts";
import { replayExample, seededChance, withFolder } from "../walked-desk.ts";

const since = "2030-05-01T10:00:00Z";

test("an old copy behind the witnesses is read but not added to, recovered from a bundle, and then the same state", () =>
  withFolder(async (folder) => {
    const [data, old, bundle, other] = ["data", "old", "bundle", "other"].map((name) => join(folder, name)) as [string, string, string, string];
    for (const one of [data, other]) mkdirSync(one);
    const desk = await replayExample("drill", data);
    cpSync(data, old, { recursive: true });
    const at = parseCivilDate("2030-04-13") ?? expect.fail("no day");
    await recordAct(desk, { label: "late", at, actor: "MED", kind: "note.recorded", body: { about: "a", words: "w" }, sources: [], to: ["MED", "SEC"] }, seededChance("late"));
    await publish(desk, 5);
    await writeBundle(desk, bundle);
    const live = dumpState(desk.state);
    await desk.record.close();
    await expect(recoverRecord(data, folderFiles(bundle), verifies, since)).rejects.toMatchObject({ code: "RECOVER_NOTHING" });

    cpSync(join(data, "witness"), join(old, "witness"), { recursive: true }); // the witnesses have seen more than this copy holds
    const told: string[] = [];
    const behind = await openDesk(old, "SEC", since, (line) => void told.push(line));
    expect(told).toEqual([expect.stringContaining("this is an old copy: 50 entries, 51 were signed")]);
    expect(behind.state.byLabel.size, "it can be read").toBeGreaterThan(40);
    await expect(recordAct(behind, { label: "later", at, actor: "MED", kind: "note.recorded", body: { about: "a", words: "w" }, sources: [], to: ["MED", "SEC"] }, seededChance("later"))).rejects.toMatchObject({ code: "STORE_ROLLED_BACK" });
    await expect(publish(behind, 6)).rejects.toMatchObject({ code: "STORE_ROLLED_BACK" });
    await behind.record.close();
    await (await replayExample("drill", other)).record.close(); // another history of the same origin
    await expect(recoverRecord(other, folderFiles(bundle), verifies, since)).rejects.toMatchObject({ code: "RECOVER_OTHER" });
    const damaged = join(folder, "damaged");
    cpSync(bundle, damaged, { recursive: true });
    writeFileSync(join(damaged, "policy"), "");
    await expect(recoverRecord(old, folderFiles(damaged), verifies, since)).rejects.toMatchObject({ code: "RECOVER_BUNDLE" });

    expect(await recoverRecord(old, folderFiles(bundle), verifies, since)).toEqual({ before: 50, after: 51 });
    cpSync(join(data, "vault"), join(old, "vault"), { recursive: true });
    const again = await openDesk(old, "SEC", since);
    expect(dumpState(again.state)).toBe(live);
    await again.record.close();
    await verifyFolder(old, (text) => expect(text).toContain("valid and in force up to entry 50"), () => {});
  }));
