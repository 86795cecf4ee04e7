// The conflict pack in the record: what both sides adopted, what came before it, and a folder that holds another one.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canonicalJson } from "../../src/basis/canonical-json.ts";
import { parseCivilDate, type CivilDate } from "../../src/basis/civil-date.ts";
import { fromUtf8 } from "../../src/basis/bytes.ts";
import { readPackAt } from "../../src/cli/pack-folder.ts";
import { packCommand } from "../../src/cli/pack.ts";
import type { Io } from "../../src/cli/command.ts";
import { openDesk, recordAct, type Desk } from "../../src/desk/desk.ts";
import { heldAt, packNamed, packOver } from "../../src/desk/pack-in-force.ts";
import { replay } from "../../src/desk/replay.ts";
import { joinPack } from "../../src/vocabulary/pack-files.ts";
import { replayExample, repository, seededChance, withFolder } from "../walked-desk.ts";

function civil(text: string): CivilDate {
  const day = parseCivilDate(text);
  if (!day) throw new Error("a day that exists");
  return day;
}
const chance = seededChance("pack");
const DAY = civil("1862-09-01");
const ALL = ["US", "CS", "AE", "SEC"];
const cartel = await readPackAt("packs/cartel-1862");
/** The same pack with another text of one file. */
const changed = (path: string, change: (text: string) => string, files = cartel.pack.files): Uint8Array => joinPack(new Map([...files, [path, change(files.get(path) ?? "")]]));
/** Without the population, which names the sides by their codes. */
const without = new Map([...cartel.pack.files].filter(([path]) => path !== "population.json"));
const second = changed("pack.json", (text) => text.replace('"version": 1', '"version": 2').replace('"smallCount": 5', '"smallCount": 7'));

let labels = 0;
const adopt = (desk: Desk, actor: string, body: Record<string, unknown>, to = ALL): Promise<number> => recordAct(desk, { label: `adopt/${labels++}`, at: DAY, actor, kind: "pack.adopted", body, sources: [], to }, chance);
const code = (write: Promise<unknown>): Promise<string> => write.then(() => "", (error: { code?: string; faults?: { code: string }[] }) => error.code ?? error.faults?.map((one) => one.code).join(" ") ?? String(error));

async function lay(folder: string, pack: Uint8Array): Promise<{ readonly status: string; readonly out: string }> {
  const file = join(folder, "next", "pack.json");
  mkdirSync(join(folder, "next"), { recursive: true });
  writeFileSync(file, pack);
  let out = "";
  const io: Io = { out: (text) => void (out += text), err: () => {}, readFile: (path) => Promise.resolve(new Uint8Array(readFileSync(path))), writeFile: () => Promise.resolve(), now: () => 0 };
  return { status: await code(packCommand.run(["lay", file, "--data", folder], io)), out };
}

test("the example's pack holds by the signatures of both sides, and every result over it names version and SHA-256", () =>
  withFolder(async (folder) => {
    const desk = await replayExample("cartel-1862", folder);
    const { pack, version, sha256 } = { pack: "cartel-1862", version: 1, sha256: cartel.pack.sha256 };
    expect(heldAt(desk.state, desk.pack)).toEqual({ pack, version, sha256, from: 12, cites: ["pack/US", "pack/CS"] });
    expect([packNamed(desk.state, desk.pack).adopted, packNamed(desk.state, desk.pack, 11).adopted]).toEqual([true, false]);
    await desk.record.close();
  }));

test("a new version holds when both sides have adopted it, and what was computed before names the old one", () =>
  withFolder(async (folder) => {
    await (await replayExample("cartel-1862", folder)).record.close();
    expect(await lay(folder, second)).toMatchObject({ status: "", out: expect.stringContaining("version 2 of cartel-1862 lies in the record") });
    const warned: string[] = [];
    let desk = await openDesk(folder, undefined, "test", (line) => warned.push(line));
    const next = { pack: "cartel-1862", version: 2, sha256: [...desk.packs.keys()][1] ?? "" };
    const before = desk.state.size;
    expect([desk.pack.version, desk.pack.smallCount]).toEqual([1, 5]);
    await adopt(desk, "US", next);
    expect([desk.pack.version, packNamed(desk.state, desk.pack).version]).toEqual([1, 1]); // one side alone changes nothing
    await adopt(desk, "CS", next);
    expect([desk.pack.version, desk.pack.smallCount, packNamed(desk.state, desk.pack).version]).toEqual([2, 7, 2]);
    expect([packNamed(desk.state, desk.pack, before - 1).version, packOver(desk.state.acts, desk.pack, before).smallCount, packOver(desk.state.acts, desk.pack, desk.state.size).smallCount]).toEqual([1, 5, 7]);
    await desk.record.close();
    desk = await openDesk(folder, "AE", "test", (line) => warned.push(line));
    expect([desk.pack.version, warned]).toEqual([2, []]); // another party's desk, opened anew
    await desk.record.close();
    for (const name of readdirSync(join(folder, "record/packs"))) rmSync(join(folder, "record/packs", name)); // an old copy of the folder
    desk = await openDesk(folder, undefined, "test", (line) => warned.push(line));
    expect([desk.pack.version, warned]).toEqual([1, [expect.stringMatching(/the pack in this folder \(version 1, .*\) is not the one that both sides adopted \(version 2, /)]]);
    await desk.record.close();
  }));

test("an adoption of other bytes, of another name, by nobody's hand or past a party is refused, and nothing is written", () =>
  withFolder(async (folder) => {
    const desk = await replayExample("cartel-1862", folder);
    const right = { pack: "cartel-1862", version: 1, sha256: cartel.pack.sha256 };
    const size = desk.record.size();
    expect([
      await code(adopt(desk, "US", { ...right, sha256: "0".repeat(64) })), await code(adopt(desk, "US", { ...right, version: 2 })), await code(adopt(desk, "US", { ...right, pack: "plain" })),
      await code(adopt(desk, "US", { ...right, sha256: "x", version: 0 })), await code(adopt(desk, "US", right, ["US", "SEC"])),
    ]).toEqual(["PACK_OTHER", "PACK_OTHER", "PACK_OTHER", "PACK_ADOPTED_FORM PACK_ADOPTED_FORM", "ACT_ADDRESSEE"]);
    await adopt(desk, "AE", right); // no side: it counts for nothing
    expect([desk.record.size(), heldAt(desk.state, desk.pack)?.from]).toEqual([size + 1, 12]);
    await desk.record.close();
  }));

test("a version may change words and tables, never who takes part or which record it is", () =>
  withFolder(async (folder) => {
    await (await replayExample("cartel-1862", folder)).record.close();
    const refused = async (change: (text: string) => string) => (await lay(folder, changed("pack.json", (text) => change(text.replace('"version": 1', '"version": 2')), without))).status;
    expect(await refused((text) => text.replace('"code": "CS"', '"code": "CSA"'))).toBe("PACK_SUCCESSION");
    expect(await refused((text) => text.replace("cartel-1862.example/record", "other.example/record"))).toBe("PACK_SUCCESSION");
    expect((await lay(folder, changed("ranks.csv", (text) => text.replace("private,,1,,1,private", "private,,1,,1,private; soldier")))).status).toBe("PACK_SUCCESSION"); // version 1 again
    expect((await lay(folder, changed("ranks.csv", (text) => text.replace("seaman,,1,,1,seaman\n", "")))).status).toBe("PACK_CHECK PACK_CHECK");
  }));

test("an example whose acts adopt another pack than it names is refused with the place, and nothing is written", () =>
  withFolder(async (folder) => {
    const read = (file: string) => Promise.resolve(new Uint8Array(readFileSync(join(repository, "examples/cartel-1862", file))));
    const run = replay(read, () => Promise.resolve(second), folder, false, chance, "test", () => {});
    await expect(run).rejects.toMatchObject({ faults: [{ code: "PACK_OTHER", places: [{ field: "pack/US body.sha256" }] }, { code: "PACK_OTHER" }] });
    expect(readdirSync(folder)).toEqual([]);
  }));

test("the record's own file of the pack is the pack in one file, whose SHA-256 entry 0 names", () =>
  withFolder(async (folder) => {
    const desk = await replayExample("cartel-1862", folder);
    expect(fromUtf8(new Uint8Array(readFileSync(join(folder, "record/pack.json"))))).toBe(`${canonicalJson({ format: "all-for-all-pack/1", files: Object.fromEntries(cartel.pack.files) })}\n`);
    await desk.record.close();
  }));
