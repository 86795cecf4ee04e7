// A real process in the browser: the desk holds the secretariat's keys alone. An officer sits down with a code, his key is registered by
// his party's root key through files, he records what is sealed to his party alone, and opens it in his page by an identity
// that never goes over the wire.
import type { AddressInfo } from "node:net";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8 } from "../../src/basis/bytes.ts";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { sha256 } from "../../src/basis/sha256.ts";
import type { Io } from "../../src/cli/command.ts";
import { keysCommand, publicKeysOf } from "../../src/cli/keys.ts";
import { officerCommand } from "../../src/cli/officer.ts";
import { witnessServer } from "../../src/cli/witness.ts";
import { signerFromSeed } from "../../src/compute/ed25519.ts";
import { openDesk, openProcess } from "../../src/desk/desk.ts";
import { initProcess } from "../../src/desk/init.ts";
import { fileKeyRing } from "../../src/desk/key-ring.ts";
import { openOfficers } from "../../src/desk/officers.ts";
import { openDoor, type OpenDesk } from "../../src/server/serve.ts";
import { readConfig } from "../../src/server/config.ts";
import { sealKeyFile, type KeyFile } from "../../src/store/vault/key-file.ts";
import { openWitnessFiles } from "../../src/store/files/witness-files.ts";
import { identityOf } from "../../src/store/vault/seal.ts";
import { parsePack } from "../../src/vocabulary/conflict-pack.ts";
import { repository } from "../walked-desk.ts";
import { violations } from "./axe.ts";
import { hasChromium, launch } from "./chromium.ts";
import { goTo, openProfile, PASSWORD } from "./opened-desk.ts";
import { openTab, record } from "./sign-form.ts";

const packBytes = new Uint8Array(readFileSync(join(repository, "packs/cartel-1862/pack.json")));
const pack = parsePack(packBytes, "pack.json");
const secret = (name: string): Uint8Array => sha256(utf8(`real ${name}`));
const keysOf = (party: string, ...more: readonly string[]): KeyFile => ({ origin: pack.origin, party, secrets: new Map(["root/1", "sign/1", "compartment/1", ...more].map((role) => [role, secret(`${party} ${role}`)])) });
const [US, CS, AE, SEC] = [keysOf("US", "witness/1"), keysOf("CS", "witness/1"), keysOf("AE"), keysOf("SEC", "log/1", "ack/1")];
const PASSPHRASE = "what opens the key file";
const WORDS = "ours alone: the column waits at the mill";

type Witness = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };
async function startWitness(folder: string, keys: KeyFile, port = 0): Promise<Witness> {
  mkdirSync(folder, { recursive: true });
  const files = await openWitnessFiles(folder, "test");
  const server = witnessServer(files, keys, [{ name: pack.origin, type: 1, publicKey: signerFromSeed(secret("SEC log/1")).publicKey }], () => 1_800_000_000);
  await new Promise<void>((done) => void server.listen(port, "127.0.0.1", done));
  const at = (server.address() as AddressInfo).port; // an address of TCP, since it listens on a port
  return {
    url: `http://127.0.0.1:${at}`, port: at,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => void server.close(() => done()));
      await files.close();
    },
  };
}

/** Enrols at the gate, whichever of its two forms is open. */
async function sitDown(page: Page, code: string): Promise<void> {
  if ((await page.getByLabel("Enrolment code").count()) === 0) await page.locator(".gate .button.plain").click();
  await page.getByLabel("Enrolment code").fill(code);
  await page.locator(".gate input[type=password]").fill(PASSWORD);
  await page.locator(".gate button[type=submit]").click();
  await page.locator(".shell").waitFor();
}

describe.runIf(hasChromium)("a real process in the browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "afa-real-"));
  const file = (name: string): string => join(folder, name);
  let door: OpenDesk;
  let browser: Browser;
  let page: Page;
  let address = "";
  let [us, cs]: (Witness | undefined)[] = [];
  const sent: string[] = [];
  const io: Io = { out: () => {}, err: () => {}, now: () => 0, readFile: (path: string) => Promise.resolve(new Uint8Array(readFileSync(path))), writeFile: (path: string, bytes: string | Uint8Array) => { writeFileSync(path, bytes); return Promise.resolve(); } };
  beforeAll(async () => {
    [us, cs] = [await startWitness(file("us"), US), await startWitness(file("cs"), CS)];
    const day = parseCivilDate("1862-08-01");
    if (!day) throw new Error("expected a day");
    await initProcess(file("data"), packBytes, pack, await Promise.all([US, CS, AE, SEC].map(publicKeysOf)), new Map([["US", us.url], ["CS", cs.url]]));
    const made = await openDesk(file("data"), undefined, "test", () => {}, fileKeyRing(SEC));
    await openProcess(made, day);
    await made.record.close();
    writeFileSync(file("US.keys"), await sealKeyFile(US, PASSPHRASE, 4));
    writeFileSync(file("P"), `${PASSPHRASE}\n`);
    writeFileSync(file("Q"), "another passphrase\n");
    const code = await openOfficers(file("data")).invite(pack, "US", "delegation", "9999-12-31T00:00:00.000Z");
    door = await openDoor(file("data"), readConfig(undefined, {}, { port: 0, publishMs: 200, rootKeys: "offline", requestsPerMinute: 100_000, logLevel: "warn" }), { ms: Date.now }, () => {}, () => {}, join(repository, "dist/web"), undefined, fileKeyRing(SEC));
    address = await door.server.listen({ host: "127.0.0.1", port: 0 });
    browser = await launch();
    ({ page } = await openProfile(browser, address, { bypassCSP: true }));
    page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
    await sitDown(page, code);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await door?.close();
    await us?.close();
    await cs?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("until the root key has signed, every screen says so and nothing can be signed; a file that another root signed is refused", async () => {
    await goTo(page, "desk");
    await page.getByText("Your key waits for the root key of your party", { exact: false }).waitFor();
    await goTo(page, "self");
    await page.reload(); // the bytes are there after a reload too
    const sheet = page.locator("section[aria-label='Have this key registered']");
    await sheet.waitFor();
    expect(await violations(page), "my seat, before the key is registered").toEqual([]);
    const [download] = await Promise.all([page.waitForEvent("download"), sheet.getByText("Save what must be signed", { exact: true }).click()]);
    await download.saveAs(file("US-1.key-add"));
    writeFileSync(file("CS.keys"), await sealKeyFile({ ...US, secrets: CS.secrets }, PASSPHRASE, 4)); // CS's secrets under the name of US
    for (const [keys, out] of [["CS.keys", "wrong"], ["US.keys", "signed"]] as const)
      expect(await officerCommand.run(["register", file("US-1.key-add"), "--keys", file(keys), "--passphrase-file", file("P"), "--out", file(out)], io)).toBe(0);
    await sheet.getByLabel("The signed file").setInputFiles(file("wrong"));
    await sheet.getByRole("button", { name: "Hand in" }).click();
    await sheet.locator("[role=alert]").waitFor();
    await sheet.getByLabel("The signed file").setInputFiles(file("signed"));
    await sheet.getByRole("button", { name: "Hand in" }).click();
    await sheet.waitFor({ state: "detached" });
    expect(door.room.desk.heads.at(-1)?.kind).toBe("key.add");
    await goTo(page, "desk");
    expect(await page.getByText("Your key waits for the root key", { exact: false }).count()).toBe(0);
  }, 90_000);

  test("what is sealed to the party alone is opened in the page by its identity, which is never sent; another party's is refused", async () => {
    await goTo(page, "talks");
    await openTab(page, "Consequences, pauses, disputes");
    expect(await record(page, "Record a note", { About: "ours", Words: WORDS })).toContain("Recorded as entry");
    const head = door.room.desk.heads.at(-1);
    expect(head?.commits[0]?.to).toEqual(["US"]);
    const last = door.room.desk.heads.length - 1;
    const openLast = async (): Promise<void> => {
      await goTo(page, "record");
      await page.locator(".cite", { hasText: `#${last}` }).click();
      await page.getByRole("dialog").waitFor();
    };
    await openLast();
    await page.getByRole("dialog").getByText("this browser holds no key that opens it", { exact: false }).waitFor();
    await page.keyboard.press("Escape");
    expect(await keysCommand.run(["identity", "--keys", file("US.keys"), "--passphrase-file", file("P"), "--identity-passphrase-file", file("Q"), "--out", file("US.identity")], io)).toBe(0);
    expect(readFileSync(file("US.identity")).includes("AGE-SECRET-KEY"), "never in clear on a disk").toBe(false);
    await goTo(page, "self");
    const sheet = page.locator("section[aria-label='Opening what is sealed to your party alone']");
    const other = identityOf(secret("CS compartment/1"));
    await sheet.getByLabel("or the identity itself").fill(other);
    await sheet.getByRole("button", { name: "Use it here" }).click();
    await sheet.getByText("This identity is not that of your party on the record").waitFor();
    await sheet.getByLabel("Identity file").setInputFiles(file("US.identity"));
    await sheet.getByLabel("Passphrase of the file").fill("not that one");
    await sheet.getByRole("button", { name: "Use it here" }).click();
    await sheet.getByText("The passphrase does not open this file").waitFor({ timeout: 60_000 });
    await sheet.getByLabel("Passphrase of the file").fill("another passphrase");
    await sheet.getByRole("button", { name: "Use it here" }).click();
    await sheet.getByText("open until this page closes").waitFor({ timeout: 60_000 });
    expect(await violations(page), "my seat, with the identity").toEqual([]);
    await openLast();
    await page.getByRole("dialog").getByText(WORDS).waitFor();
    await page.keyboard.press("Escape");
    await page.reload();
    await openLast();
    await page.getByRole("dialog").getByText("this browser holds no key that opens it", { exact: false }).waitFor();
    await page.keyboard.press("Escape");
    await goTo(page, "self");
    await sheet.getByLabel("or the identity itself").fill(identityOf(secret("US compartment/1")));
    await sheet.getByLabel(/Keep it in this browser/).check();
    await sheet.getByRole("button", { name: "Use it here" }).click();
    await sheet.getByText("kept in this browser").waitFor();
    await page.reload();
    await openLast();
    await page.getByRole("dialog").getByText(WORDS).waitFor();
    await page.keyboard.press("Escape");
    const kept = await page.evaluate(() => new Promise<string>((resolve) => {
      const request = indexedDB.open("all-for-all");
      request.onsuccess = () => {
        const all = request.result.transaction("keys").objectStore("keys").getAll();
        all.onsuccess = () => resolve((all.result as { identity: unknown }[]).map(({ identity }) => (identity instanceof CryptoKey ? `${identity.type} ${identity.extractable}` : String(identity))).join());
      };
    }));
    expect(kept).toBe("private false");
    await goTo(page, "self");
    await sheet.getByRole("button", { name: "Forget it" }).click();
    await sheet.getByText("not given").waitFor();
    const wire = sent.join("\n");
    for (const one of ["AGE-SECRET-KEY", other, WORDS, "another passphrase"]) expect(wire.toUpperCase().includes(one.toUpperCase()), "nothing of it was sent").toBe(false);
  }, 300_000);

  test("a lost device: its seat is closed, the root key withdraws its key through files, and the page of the finder is at the gate", async () => {
    const code = await door.room.officers.invite(pack, "US", "security-officer", "9999-12-31T00:00:00.000Z");
    const guard = (await openProfile(browser, address, { bypassCSP: true })).page;
    const fromRoot = async (sheet: Locator, name: string): Promise<void> => {
      const [download] = await Promise.all([guard.waitForEvent("download"), sheet.getByText("Save what must be signed", { exact: true }).click()]);
      await download.saveAs(file(name));
      expect(await officerCommand.run(["register", file(name), "--keys", file("US.keys"), "--passphrase-file", file("P"), "--out", file(`${name}.signed`)], io)).toBe(0);
      await sheet.getByLabel("The signed file").setInputFiles(file(`${name}.signed`));
      await sheet.getByRole("button", { name: "Hand in" }).click();
    };
    await sitDown(guard, code);
    await goTo(guard, "self");
    await fromRoot(guard.locator("section[aria-label='Have this key registered']"), "US-2.key-add");
    await goTo(guard, "seats");
    await guard.getByRole("button", { name: "Close the seat US-1" }).click();
    const window = guard.getByRole("dialog");
    await window.getByRole("button", { name: "Close the seat", exact: true }).click();
    await window.locator(".mark.fine", { hasText: "seat closed" }).waitFor();
    await page.reload();
    await page.locator(".gate").waitFor();
    await page.getByLabel("Officer’s sign").fill("US-1");
    await page.locator(".gate input[type=password]").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("This seat was closed", { exact: false }).waitFor();
    expect(await violations(guard), "closing a seat").toEqual([]);
    await window.getByLabel("In doubt since entry").fill("twelve");
    await window.getByText("Expected the number of an entry").waitFor();
    expect(await window.getByText("Save what must be signed", { exact: true }).count()).toBe(0);
    await window.getByLabel("In doubt since entry").fill("2");
    await fromRoot(window, "US-1.key-revoke");
    await window.locator(".mark.fine", { hasText: "key withdrawn" }).waitFor();
    expect(door.room.desk.heads.at(-1)?.kind).toBe("key.revoke");
    await guard.keyboard.press("Escape");
    await guard.getByRole("button", { name: "Make the code" }).click();
    await sitDown(page, (await guard.locator(".note.fine .figure").textContent()) ?? "");
    await goTo(page, "self");
    await page.locator("#main").getByText("US-3", { exact: true }).waitFor();
    const sheet = page.locator("section[aria-label='Have this key registered']");
    const [download] = await Promise.all([page.waitForEvent("download"), sheet.getByText("Save what must be signed", { exact: true }).click()]);
    await download.saveAs(file("US-3.key-add"));
    expect(await officerCommand.run(["register", file("US-3.key-add"), "--keys", file("US.keys"), "--passphrase-file", file("P"), "--out", file("US-3.signed")], io)).toBe(0);
    await sheet.getByLabel("The signed file").setInputFiles(file("US-3.signed"));
    await sheet.getByRole("button", { name: "Hand in" }).click();
    await sheet.waitFor({ state: "detached" });
  }, 180_000);

  test("a witness that stands still is named on every screen and over every print, since which entry; when it is back, nothing is", async () => {
    await expect.poll(() => door.room.desk.inForce, { timeout: 30_000 }).toBe(door.room.desk.heads.length);
    const since = door.room.desk.heads.length;
    await cs?.close();
    await goTo(page, "talks");
    await openTab(page, "Consequences, pauses, disputes");
    expect(await record(page, "Record a note", { About: "today", Words: "We came." }, {}, ["Secretariat"])).toContain("Recorded as entry");
    const said = page.locator(".not-cosigned");
    for (const screen of ["desk", "talks", "account", "record", "verifier"]) {
      await goTo(page, screen);
      await said.getByText(`Not cosigned by ${pack.sides.find(({ code }) => code === "CS")?.names["en"] ?? ""} since entry ${since} of`, { exact: false }).waitFor({ timeout: 30_000 });
      expect(await said.getByText(pack.sides.find(({ code }) => code === "US")?.names["en"] ?? "").count(), "the other has cosigned").toBe(0);
    }
    await goTo(page, "account");
    expect(await violations(page), "with the line of the witness").toEqual([]);
    await page.emulateMedia({ media: "print" });
    expect(await said.isVisible(), "on paper too").toBe(true);
    await page.emulateMedia({ media: null });
    const text = await page.evaluate(() => fetch("/api/account/statement").then((answer) => answer.text()));
    expect(text).toMatch(new RegExp(`not cosigned by .* since entry ${since} of \\d{4}-\\d{2}-\\d{2} \\(0 days\\): nothing from there on is in force`));
    cs = await startWitness(file("cs"), CS, cs?.port);
    await said.waitFor({ state: "detached", timeout: 60_000 });
    expect(door.room.desk.inForce).toBeGreaterThan(since);
  }, 180_000);
});
