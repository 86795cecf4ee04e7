// Who reads the files of a record beside the desk that publishes (a verification, an export): the checkpoint he read first stays the one
// he checks, though its last tiles have given way to wider ones meanwhile.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { folderFiles } from "../../src/cli/verify-alone.ts";
import { verifies } from "../../src/compute/ed25519.ts";
import { recordAct } from "../../src/desk/desk.ts";
import { exportBundle } from "../../src/desk/export-bundle.ts";
import { publish } from "../../src/desk/publish.ts";
import { verifyBundle, type BundleFiles } from "../../src/record/verify.ts";
import { replayExample, seededChance, withFolder } from "../walked-desk.ts";

test("a verification and an export of 50 entries hold while the desk publishes the 51st", () =>
  withFolder(async (folder) => {
    const at = parseCivilDate("2030-04-13") ?? expect.fail("no day");
    const desk = await replayExample("drill", folder);
    const note = new Uint8Array(readFileSync(join(folder, "record/log/checkpoint")));
    await recordAct(desk, { label: "late", at, actor: "MED", kind: "note.recorded", body: { about: "a", words: "w" }, sources: [], to: ["MED", "SEC"] }, seededChance("late"));
    await publish(desk, 5);

    const lying = folderFiles(join(folder, "record"), true);
    const { record, pack } = desk;
    let first = true;
    const readFirst = (path: string) => { // the note of 50 entries once, then what lies there
      if (path !== "log/checkpoint" || !first) return record.read(path);
      first = false;
      return note;
    };
    const exported = await exportBundle({ pack, record: { read: readFirst, list: (below) => record.list(below), node: record.node } }, undefined);
    await record.close();
    const beside: BundleFiles = { list: async () => (await lying.list()).filter((path) => path !== "checkpoints/51"), read: (path) => (path === "log/checkpoint" ? Promise.resolve(note) : lying.read(path)) };
    for (const files of [beside, { list: () => Promise.resolve([...exported.keys()]), read: (path: string) => Promise.resolve(exported.get(path)) }])
      expect(await verifyBundle(files, verifies)).toMatchObject({ kind: "in-force", size: 50 });
    expect((await folderFiles(join(folder, "record")).list()).some((path) => path.endsWith(".p/50")), "the tile of 50 is gone").toBe(false);
  }));
