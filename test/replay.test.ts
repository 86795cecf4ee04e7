// The two ways to a replayed record: in one step, and onto the empty record that `init` made with a seed of its own.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parsePack } from "../src/vocabulary/conflict-pack.ts";
import { joinPack } from "../src/vocabulary/pack-files.ts";
import { seededChance, repository, withFolder } from "./walked-desk.ts";
import { readPackAt } from "../src/cli/pack-folder.ts";
import { initRecord } from "../src/desk/init.ts";
import { replay } from "../src/desk/replay.ts";

const { bytes: packBytes } = await readPackAt(join(repository, "packs/cartel-1862"));
const onto = (folder: string, example: string, hasRecord: boolean, more: (path: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes) =>
  replay(async (path) => more(path, new Uint8Array(await readFile(join(repository, "examples", example, path)))), () => Promise.resolve(packBytes), folder, hasRecord, seededChance("replay"), "2026-01-01T00:00:00Z", () => {});

test("an empty record that init made takes an example of its pack, once, and not the acts of a second one", () =>
  withFolder(async (folder) => {
    await initRecord(folder, packBytes, parsePack(packBytes, "pack.json"), "a seed of its own");
    const first = await onto(folder, "cartel-1862", true);
    await first.desk.record.close();
    expect([first.written > 0, first.skipped, first.desk.seed]).toEqual([true, 0, "a seed of its own"]);
    const again = await onto(folder, "cartel-1862", true);
    await again.desk.record.close();
    expect([again.written, again.skipped]).toEqual([0, first.written]);
    const renamed = (path: string, bytes: Uint8Array): Uint8Array => (path === "example.json" ? bytes : new TextEncoder().encode(new TextDecoder().decode(bytes).replaceAll(/"label": ?"/g, '"label":"other-')));
    await expect(onto(folder, "cartel-1862", true, renamed)).rejects.toMatchObject({ code: "EXAMPLE_OTHER" });
    const third = await onto(folder, "cartel-1862", true); // and nothing was written by the one that was refused
    await third.desk.record.close();
    expect(third.desk.record.size()).toBe(again.desk.record.size());
  }));

test("a record that an earlier revision made from the same example stays readable and as it is when today's pack is another", () =>
  withFolder(async (folder) => {
    const { pack } = await readPackAt(join(repository, "packs/cartel-1862"));
    const earlier = joinPack(new Map([...pack.files].filter(([path]) => path !== "population.json")));
    const { sha256 } = parsePack(earlier, "pack.json");
    const asThen = (path: string, bytes: Uint8Array): Uint8Array => (path === "pack-adopted.json" ? new TextEncoder().encode(new TextDecoder().decode(bytes).replaceAll(pack.sha256, sha256)) : bytes);
    const read = async (path: string): Promise<Uint8Array> => asThen(path, new Uint8Array(await readFile(join(repository, "examples/cartel-1862", path))));
    const old = await replay(read, () => Promise.resolve(earlier), folder, false, seededChance("old"), "2026-01-01T00:00:00Z", () => {});
    const size = old.desk.record.size();
    await old.desk.record.close();
    let told = "";
    const now = await replay(async (path) => new Uint8Array(await readFile(join(repository, "examples/cartel-1862", path))), () => Promise.resolve(packBytes), folder, true, seededChance("now"), "2026-02-01T00:00:00Z", (line) => void (told += line));
    expect([now.written, now.skipped, now.desk.record.size(), now.desk.pack.sha256]).toEqual([0, old.written, size, sha256]);
    expect(told).toContain("made by another revision");
    await now.desk.record.close();
    await expect(onto(folder, "drill", true)).rejects.toMatchObject({}); // another example is refused as before
  }));
