// What is erased is gone from every state and from a restored backup, and the record still verifies (RECORD.md §4, I24); a cut
// tail, a key in other hands and an interrupted write are told or cleared at the next start.
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyFolder } from "../../src/cli/verify-alone.ts";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { eraseActs, openDesk } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { briefOf } from "../../src/desk/say.ts";
import { dumpState, emptyState, foldEntry } from "../../src/entries/fold.ts";
import { createFiles } from "../../src/store/files/file-record.ts";
import { replayExample, withFolder } from "../walked-desk.ts";

const today = parseCivilDate("2030-05-01") ?? expect.fail("no day");
const since = "2030-05-01T10:00:00Z";

const verdictOf = async (folder: string): Promise<string> => {
  let said = "";
  await verifyFolder(folder, (text) => void (said += text), () => {});
  return said;
};

test("an erased act is in no state, in no restored backup, and every proof still holds", () =>
  withFolder(async (folder) => {
    const [data, backup] = [join(folder, "data"), join(folder, "backup")];
    mkdirSync(data);
    const desk = await replayExample("drill", data);
    cpSync(data, backup, { recursive: true });
    const index = desk.state.byLabel.get("pause/1/N")?.entry;
    await eraseActs(desk, ["pause/1/N"], today);
    await publish(desk, 1);
    await desk.record.close();
    const live = dumpState(desk.state);
    expect(live).not.toContain("shots were heard");
    const again = await openDesk(data, "SEC", since);
    expect(dumpState(again.state)).toBe(live);
    expect(again.state.erased).toEqual([index]);
    expect(briefOf(again.state, again.pack)).not.toContain("shots were heard");
    await again.record.close();
    expect(await verdictOf(data)).toContain("valid and in force up to entry 51");
    cpSync(join(backup, "vault"), join(data, "vault"), { recursive: true }); // a backup of the vault from before the erasure
    const restored = await openDesk(data, "SEC", since);
    expect(dumpState(restored.state)).toBe(live);
    await restored.record.close();
    expect(existsSync(join(data, "vault"))).toBe(true);
    const left = readdirSync(join(data, "vault"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".age"));
    expect(left).toHaveLength(44);
  }));

test("an erasure that was interrupted after its request is finished at the next start", () =>
  withFolder(async (folder) => {
    const desk = await replayExample("drill", folder);
    const sealed = [...desk.state.sealedAt].find(([, index]) => index === desk.state.byLabel.get("note/N")?.entry || index === desk.state.byLabel.get("pause/1/N")?.entry)?.[0] ?? "";
    const record = desk.record;
    desk.record = { ...record, append: async (leaf) => { const ack = await record.append(leaf); throw Object.assign(new Error("killed"), { ack }); } };
    await expect(eraseActs(desk, ["pause/1/N"], today)).rejects.toThrow("killed");
    await record.close();
    const again = await openDesk(folder, "SEC", since);
    expect([again.state.erased.length, again.state.erasing.size, again.record.size()]).toEqual([1, 0, 52]);
    expect(sealed).not.toBe("");
    await again.record.close();
  }));

test("a count or a signed text is never erased, and nobody but the keeper of the vault can say that a payload is gone", () =>
  withFolder(async (folder) => {
    const desk = await replayExample("cartel-1862", folder);
    const size = desk.record.size();
    await expect(eraseActs(desk, ["cartel/signed-US", "nothing"], today), "both at once").rejects.toMatchObject({ faults: [{ code: "ERASE_KIND" }, { code: "ERASE_LABEL" }] });
    expect(desk.record.size(), "nothing is written").toBe(size);
    await desk.record.close();
    const state = emptyState();
    const head = (author: string, kind: string, body: Record<string, unknown>, sealed: string[]) => ({ author, key: `k/${author}`, kind, at: "2030-01-01", body, commits: sealed.map((one) => ({ sealed: one })) });
    foldEntry(state, 0, head("SEC", "genesis", {}, []), undefined);
    foldEntry(state, 1, head("A", "note.recorded", {}, ["s1"]), { label: "n", body: { about: "a", words: "w" }, sources: [] });
    foldEntry(state, 2, head("B", "erase.done", { sealed: ["s1"] }, []), undefined);
    expect([state.acts.length, state.erased]).toEqual([1, []]);
    foldEntry(state, 3, head("A", "key.revoke", { key: "k/A", compromisedSince: 1 }, []), undefined);
    expect([...state.disputed]).toEqual([1]);
    foldEntry(state, 4, head("A", "unknown.kind", {}, ["s2"]), { label: "u", body: {}, sources: [] });
    expect(state.unread).toEqual([{ entry: 4, code: "ACT_KIND" }]);
  }));

test("a tail that was cut is the next entry, and files that an interrupted process left are cleared", () =>
  withFolder(async (folder) => {
    await (await replayExample("cartel-1862", folder)).record.close();
    appendFileSync(join(folder, "record/journal/000000000000.seg"), new Uint8Array(17));
    const [torn, shelf] = [join(folder, "record/checkpoints/.new-1"), readdirSync(join(folder, "vault"))[0] ?? ""];
    writeFileSync(torn, "half");
    writeFileSync(join(folder, "vault", shelf, ".new-1"), "half");
    expect(await verdictOf(folder)).toMatch(/^valid and in force up to entry \d+ /);
    const desk = await openDesk(folder, "SEC", since);
    const size = desk.record.size();
    expect(new TextDecoder().decode(await desk.record.entry(size - 1))).toContain("payload");
    expect(desk.record.cutBytes).toBe(17);
    expect([existsSync(torn), existsSync(join(folder, "vault", shelf, ".new-1"))]).toEqual([false, false]);
    await publish(desk, 1);
    await desk.record.close();
    const again = await openDesk(folder, "SEC", since);
    expect([again.record.size(), again.record.cutBytes]).toEqual([size, 0]);
    await again.record.close();
    expect(await verdictOf(folder)).toContain(`valid and in force up to entry ${size - 1}`);
  }));

test("a half record of a process that is no more is removed, that of a running one is not", () =>
  withFolder(async (folder) => {
    const gone = spawnSync(process.execPath, ["-e", "0"], { timeout: 60_000 }).pid;
    const [dead, alive] = [join(folder, `record.making-${gone}`), join(folder, `record.making-${process.ppid}`)];
    mkdirSync(dead);
    mkdirSync(alive);
    createFiles(folder, new Map());
    expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
  }));
