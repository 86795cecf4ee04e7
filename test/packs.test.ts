// Every pack that is shipped: a record is made with it, two sides sign, promise and count, and account, brief, bundle and verdict
// come out. The process is synthetic; nothing in it knows which conflict it is.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { utf8 } from "../src/basis/bytes.ts";
import { canonicalJson } from "../src/basis/canonical-json.ts";
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { Fault, Faults } from "../src/basis/fault.ts";
import { readPackAt } from "../src/cli/pack-folder.ts";
import { verifies } from "../src/compute/ed25519.ts";
import { definitionsOf } from "../src/desk/check-pack.ts";
import { exportBundle } from "../src/desk/export-bundle.ts";
import { packNamed } from "../src/desk/pack-in-force.ts";
import { replay } from "../src/desk/replay.ts";
import { accountOf, briefOf } from "../src/desk/say.ts";
import { DIX_HILL_1862 } from "../src/planning/rank-scale.ts";
import { verifyBundle } from "../src/record/verify.ts";
import { printSentence } from "../src/terms/print.ts";
import { parseTerms } from "../src/terms/parse.ts";
import { repository, seededChance, withFolder } from "./walked-desk.ts";

const NAMES = readdirSync(join(repository, "packs")).sort();

test.each(NAMES)("%s: a process of its two sides runs from the pack to a verified bundle", (name) =>
  withFolder(async (folder) => {
    const { pack, bytes } = await readPackAt(join(repository, "packs", name));
    const [a, b] = pack.sides;
    const text = [
      "Agreement “Trial”, made at Table on 2 June 2030.", `The parties are ${a.names["en"] ?? ""} (${a.code}) and ${b.names["en"] ?? ""} (${b.code}).`, ...definitionsOf(pack).sentences.map(printSentence),
      "Clause 1 “Trial”.", "Each party releases 12 captives.", "",
    ].join("\n");
    expect(parseTerms(text), name).toHaveProperty("terms");
    const act = (label: string, at: string, actor: string, kind: string, body: object) => ({ label, at, actor, kind, body, sources: [`trial of ${name}`] });
    const flow = { what: "captives", from: a.code, to: b.code, count: 12, obligations: ["trial"], ...(pack.categories.some(({ code }) => code === "military") ? { category: "military" } : {}) };
    const acts = [
      ...pack.sides.map(({ code }) => act(`pack/${code}`, "2030-06-01", code, "pack.adopted", { pack: pack.id, version: pack.version, sha256: pack.sha256 })),
      ...pack.sides.map(({ code }) => act(`signed/${code}`, "2030-06-02", code, "text.signed", { agreement: "TRIAL", text })),
      act("promise", "2030-06-02", pack.secretariat.code, "obligation.stated", { id: "trial", agreement: "TRIAL", clause: "1", what: "captives", from: a.code, to: b.code, promised: { kind: "exactly", count: 12 }, counts: ["captives"], readings: [] }),
      ...pack.sides.map(({ code }) => act(`count/${code}`, "2030-06-05", code, "operation.counted", { operation: "trial-1", flows: [flow] })),
    ];
    const files = new Map([["example.json", { title: "Trial", pack: name, seed: "trial", acts: ["acts.json"] }], ["acts.json", acts]].map(([path, value]) => [String(path), utf8(canonicalJson(value as object))]));
    const { desk } = await replay((path) => Promise.resolve(files.get(path) ?? new Uint8Array(0)), () => Promise.resolve(bytes), folder, false, seededChance(name), "test", () => {});
    const account = accountOf(desk.state, parseCivilDate("2030-06-06") ?? expect.fail("a day that exists"));
    expect(account.obligations.find(({ id }) => id === "trial")).toMatchObject({ status: "fulfilled", difference: null });
    const brief = briefOf(desk.state, pack);
    expect(brief).toContain(a.names["en"] ?? "");
    for (const { label } of acts) expect(brief, label).toContain(`[${label}]`);
    expect(packNamed(desk.state, desk.pack)).toEqual({ id: pack.id, version: pack.version, sha256: pack.sha256, adopted: true });
    const bundle = await exportBundle(desk, undefined);
    expect(await verifyBundle({ list: () => Promise.resolve([...bundle.keys()]), read: (path) => Promise.resolve(bundle.get(path)) }, verifies)).toMatchObject({ kind: "in-force", size: desk.record.size() });
    await desk.record.close();
  }));

test("the ranks of the cartel are the scale that planning knows: 28 ranks, values that sum to 358", async () => {
  const { pack } = await readPackAt(join(repository, "packs/cartel-1862"));
  const scale = new Map(pack.ranks.map(({ names, value }) => [names.get("en")?.[0] ?? "", value]));
  expect(scale).toEqual(DIX_HILL_1862.weights);
  expect([pack.ranks.length, pack.ranks.reduce((sum, { value }) => sum + (value ?? 0), 0)]).toEqual([28, 358]);
});

test("a file that is no text hides no fault of the other files of a pack", () =>
  withFolder(async (folder) => {
    cpSync(join(repository, "packs/cartel-1862"), folder, { recursive: true });
    writeFileSync(join(folder, "places.csv"), Uint8Array.of(255));
    writeFileSync(join(folder, "ranks.csv"), readFileSync(join(folder, "ranks.csv"), "utf8").split("\n").filter((_, line) => line !== 4).join("\n"));
    const faults = await readPackAt(folder).then(() => [], (error: unknown) => (error instanceof Faults ? error.faults : [error]));
    expect(faults.map((one) => (one instanceof Fault ? `${one.code} ${one.places[0]?.file?.split("/").at(-1) ?? ""}` : "?"))).toEqual(expect.arrayContaining(["BYTES_UTF8 places.csv", "PACK_CHECK ranks.csv"]));
    rmSync(join(folder, "pack.json"));
    await expect(readPackAt(folder)).rejects.toMatchObject({ faults: expect.arrayContaining([expect.objectContaining({ code: "PACK_FILE" })]) });
  }));
