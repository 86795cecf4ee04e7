// The commands take a server where they take a folder: same words, same answers, same bundle checks.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Io } from "../../src/cli/command.ts";
import { main } from "../../src/main.ts";
import { hasPostgres, startPostgres, type TestServer } from "../postgres-server.ts";

let server: TestServer | undefined;
const folder = mkdtempSync(join(tmpdir(), "afa-cli-"));
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres();
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

async function said(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const io: Io = {
    out: (text) => void (out += text), err: (text) => void (err += text), now: () => 0,
    readFile: () => Promise.reject(new Error("reads nothing")), writeFile: () => Promise.resolve(),
  };
  return { code: await main(words, io), out, err };
}

test.runIf(hasPostgres)("init, replay, account, export and receipt work on --database as on --data", async () => {
  const url = await (server as TestServer).newDatabase();
  const data = join(folder, "data");
  expect(await said("account", "--database", url, "--on", "1862-09-01")).toMatchObject({ code: 2, err: expect.stringContaining("[STORE_NONE]") });
  expect((await said("replay", "examples/cartel-1862", "--database", url)).code).toBe(0);
  expect((await said("replay", "examples/cartel-1862", "--data", data)).code).toBe(0);
  for (const words of [["account", "--on", "1862-09-01"], ["agreed", "--on", "1862-07-22"], ["brief"], ["chronicle"], ["positions", "--on", "1862-09-01"], ["agenda"], ["account", "--on", "1862-09-01", "--as", "US", "--json"]]) {
    const onDatabase = await said(...words, "--database", url);
    expect(onDatabase).toEqual(await said(...words, "--data", data));
    expect(onDatabase.code).toBe(0);
  }
  expect(await said("init", "--pack", "packs/cartel-1862", "--database", url)).toMatchObject({ code: 2, err: expect.stringContaining("[STORE_EXISTS]") });
  expect((await said("export", "--database", url, "--out", join(folder, "bundle"))).code).toBe(0);
  expect(await said("verify", join(folder, "bundle"))).toMatchObject({ code: 0, out: expect.stringContaining("valid and in force") });
  expect(await said("officer", "invite", "--data", join(folder, "own"), "--database", url, "--party", "US", "--role", "delegation")).toMatchObject({ err: "", code: 0 });
  expect(readFileSync(join(folder, "own/desk/officers.json"), "utf8"), "of the folder that the served desk keeps").toContain('"party":"US"');
  expect((await said("receipt", "1", "--database", url, "--out", join(folder, "r"))).code).toBe(0);
  expect(existsSync(join(folder, "postgres:"))).toBe(false); // a URL is never taken for a folder
}, 120_000);

test("a folder and a server at once, neither, or an address that is none is wrong usage", async () => {
  for (const words of [["--data", folder, "--database", "postgres://h/d"], [], ["--database", "mysql://h/d"]])
    expect(await said("account", "--on", "1862-09-01", ...words)).toMatchObject({ code: 2, err: expect.stringContaining("[USAGE]") });
});

test.runIf(hasPostgres)("backup, restore, verify, recover and erase work on --database; a backup of either store is restored into either", async () => {
  const at = (name: string): string => join(folder, name);
  const [one, two, three] = [await (server as TestServer).newDatabase(), await (server as TestServer).newDatabase(), await (server as TestServer).newDatabase()];
  const account = (place: readonly string[]) => said("account", "--on", "1862-09-01", ...place);
  expect((await said("replay", "examples/drill", "--database", one)).code).toBe(0);
  expect(await said("verify", "--database", one)).toMatchObject({ code: 0, out: expect.stringContaining("valid and in force") });
  expect((await said("backup", "--database", one, "--out", at("b1"))).code).toBe(0);
  expect(await said("backup", "--database", one, "--out", at("b1"))).toMatchObject({ code: 2, err: expect.stringContaining("[BACKUP_EXISTS]") });
  expect(await said("restore", "--from", at("b1"), "--database", two)).toMatchObject({ err: "", code: 0, out: expect.stringContaining("valid and in force") });
  expect(await said("restore", "--from", at("b1"), "--data", at("d1"))).toMatchObject({ code: 0, out: expect.stringContaining("valid and in force") });
  expect(await said("restore", "--from", at("b1"), "--database", two)).toMatchObject({ code: 2, err: expect.stringContaining("[STORE_EXISTS]") });
  const before = await account(["--database", one]);
  for (const place of [["--database", two], ["--data", at("d1")]]) expect(await account(place)).toEqual(before);
  for (const [name, place] of [["x1", ["--database", one]], ["x2", ["--database", two]], ["x3", ["--data", at("d1")]]] as const) expect((await said("export", ...place, "--out", at(name))).code).toBe(0);
  const manifest = readFileSync(at("x1/MANIFEST"), "utf8");
  expect([readFileSync(at("x2/MANIFEST"), "utf8"), readFileSync(at("x3/MANIFEST"), "utf8")]).toEqual([manifest, manifest]);

  expect(await said("erase", "pause/1/N", "nothing", "--database", one), "shown without --yes, refused as with it").toMatchObject({ code: 2, err: expect.stringContaining("“nothing” [ERASE_LABEL]") });
  expect(await said("erase", "pause/1/N", "--database", one, "--yes")).toMatchObject({ code: 0, out: expect.stringContaining("payloads erased: 1") });
  expect(await said("brief", "--database", one)).toMatchObject({ code: 0, out: expect.not.stringContaining("shots were heard") });
  expect((await said("export", "--database", one, "--out", at("x4"))).code).toBe(0);
  expect(await said("recover", "--database", two, "--from", at("x4"))).toMatchObject({ err: "", code: 0, out: expect.stringContaining("taken over") });
  expect(await said("verify", "--database", two)).toEqual(await said("verify", "--database", one));
  expect((await said("brief", "--database", two)).out, "the old copy forgets too, as its record says").not.toContain("shots were heard");
  expect(await said("recover", "--database", two, "--from", at("x4"))).toMatchObject({ code: 2, err: expect.stringContaining("[RECOVER_NOTHING]") });

  const [changed = ""] = readdirSync(at("b1/vault"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".age"));
  writeFileSync(at(`b1/vault/${changed}`), "not what it was");
  expect(await said("restore", "--from", at("b1"), "--database", three)).toMatchObject({ code: 2, err: expect.stringContaining("[BACKUP_CHANGED]") });
  expect(await account(["--database", three]), "nothing was made").toMatchObject({ code: 2, err: expect.stringContaining("[STORE_NONE]") });
}, 240_000);
