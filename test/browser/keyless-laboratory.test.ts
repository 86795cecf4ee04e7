// A laboratory in the browser at a desk that cannot open its compartment: it fetches its files, searches on its own machine, hands the
// result in, and two of it settle a family that was set aside; the second opens what waits with the laboratory's key, in his page.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Io } from "../../src/cli/command.ts";
import { identifyCommand } from "../../src/cli/identify.ts";
import { readConfig } from "../../src/server/config.ts";
import { sealKeyFile } from "../../src/store/vault/key-file.ts";
import { identityOf } from "../../src/store/vault/seal.ts";
import { depositAll, LAB, openKeyless, secret, unpack, type Keyless } from "../keyless-laboratory.ts";
import { repository } from "../walked-desk.ts";
import { violations } from "./axe.ts";
import { hasChromium, launch } from "./chromium.ts";
import { goTo, openProfile, overflow, PASSWORD } from "./opened-desk.ts";

describe.runIf(hasChromium)("a laboratory at a desk that cannot open its compartment", () => {
  const folder = mkdtempSync(join(tmpdir(), "afa-keyless-"));
  const file = (name: string): string => join(folder, name);
  const io: Io = { out: () => {}, err: () => {}, now: () => 0, readFile: (path) => Promise.resolve(new Uint8Array(readFileSync(path))), writeFile: (path, bytes) => Promise.resolve(writeFileSync(path, bytes)) };
  let keyless: Keyless, browser: Browser, address = "";
  const sent: string[] = [];
  beforeAll(async () => {
    keyless = await openKeyless(folder, readConfig(undefined, {}, { port: 0, publishMs: 200, requestsPerMinute: 100_000, signInsPerQuarter: 10_000, logLevel: "warn" }), join(repository, "dist/web"));
    const { at } = keyless;
    await depositAll(keyless, { lead: await at("SA", "forensic-lead"), analyst: await at(LAB, "laboratory"), reviewer: await at(LAB, "laboratory"), sender: await at("SALAB", "laboratory"), swap: true });
    await keyless.door.publishNow();
    address = await keyless.door.server.listen({ host: "127.0.0.1", port: 0 });
    browser = await launch();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await keyless?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** An officer of the laboratory sat down, his key registered by its root key. */
  const sit = async (width = 1440): Promise<Page> => {
    const { page } = await openProfile(browser, address, { bypassCSP: true, width });
    page.setDefaultTimeout(60_000);
    page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
    if ((await page.getByLabel("Enrolment code").count()) === 0) await page.locator(".gate .button.plain").click();
    await page.getByLabel("Enrolment code").fill(await keyless.invited(LAB, "laboratory"));
    await page.locator(".gate input[type=password]").fill(PASSWORD);
    await page.locator(".gate button[type=submit]").click();
    await page.locator(".shell").waitFor();
    const mustSign = await page.evaluate(async () => ((await (await fetch("/api/keys")).json()) as { rootMustSign: string }).rootMustSign);
    const envelope = keyless.registered(LAB, mustSign);
    expect(await page.evaluate(async (one) => (await fetch("/api/keys", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ envelope: one }) })).status, envelope)).toBe(200);
    await page.reload();
    await page.locator(".shell").waitFor();
    await goTo(page, "identification");
    return page;
  };
  const signed = async (page: Page): Promise<void> => {
    await page.locator("[role=dialog] .button.first").click();
    await page.locator("[role=dialog]").getByText(/Recorded as entry|Signed once/).first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator("[role=dialog]").waitFor({ state: "detached" });
  };
  const last = () => keyless.door.room.desk.heads.at(-1);

  test("its files are fetched, searched with its own key, and the result is handed in; a changed file is refused; the second settles with the key of the laboratory alone", async () => {
    const analyst = await sit();
    const own = analyst.locator("section.sheet", { hasText: "The search runs on the laboratory’s own machine" });
    await own.waitFor();
    const [download] = await Promise.all([analyst.waitForEvent("download"), own.getByText("Fetch the files of this compartment").click()]);
    await download.saveAs(file("lab.tar"));
    unpack(new Uint8Array(readFileSync(file("lab.tar"))), file("lab"));
    writeFileSync(file("pass"), "a passphrase of the laboratory\n");
    writeFileSync(file("lab.keys"), await sealKeyFile(keyless.keysOf(LAB), "a passphrase of the laboratory", 4));
    expect(await identifyCommand.run(["from-record", file("lab"), "--policy", `${LAB}-P1`, "--search", `${LAB}-Q1`, "--keys", file("lab.keys"), "--passphrase-file", file("pass"), "--out", file("found"), "--threads", "1"], io)).toBe(0);
    const found = file(`found/${LAB}-Q1.search.json`);
    const text = readFileSync(found, "utf8");
    writeFileSync(file("changed.json"), text.replace(/\\"posterior\\":0\.\d/, '\\"posterior\\":0.1'));
    expect(readFileSync(file("changed.json"), "utf8")).not.toBe(text);
    await own.locator("input[type=file]").setInputFiles(file("changed.json"));
    await own.getByText("expected the file that the command wrote, unchanged").waitFor();
    expect(await own.getByRole("button", { name: "Record that it was run" }).count()).toBe(0);
    await own.locator("input[type=file]").setInputFiles(found);
    await own.getByRole("button", { name: "Record that it was run" }).click();
    await signed(analyst);
    expect(last()?.kind).toBe("search.run");
    await own.getByRole("button", { name: "Keep the candidates" }).click();
    await signed(analyst);
    await own.getByText(`Search ${LAB}-Q1 stands on the record`).waitFor();
    expect(last()).toMatchObject({ kind: "candidates.kept", commits: [{ to: [LAB] }] });
    expect(await violations(analyst), "the hand-in").toEqual([]);
    expect(await overflow(analyst)).toBe(0);

    const settle = analyst.locator(".act-form", { hasText: "Settle what was found of a family" });
    await settle.locator(".act-open").click();
    const family = await settle.getByLabel("Family", { exact: true }).inputValue();
    expect(family).toMatch(/^F\d+$/);
    await settle.getByLabel("Outcome").selectOption("not searched");
    await settle.locator("button[type=submit]").click();
    await signed(analyst);

    const reviewer = await sit(390);
    const read = reviewer.getByRole("button", { name: "Read and sign …" }).first();
    await read.click();
    const dialog = reviewer.locator("[role=dialog]");
    await dialog.getByText("nobody signs what he has not read", { exact: false }).waitFor();
    expect(await dialog.locator(".button.first").isDisabled(), "unread, it is not signed").toBe(true);
    expect(await violations(reviewer), "what cannot be read").toEqual([]);
    await reviewer.keyboard.press("Escape");
    await goTo(reviewer, "self");
    const identity = identityOf(secret(`${LAB} compartment/1`));
    const key = reviewer.locator("section[aria-label='Opening what is sealed to your party alone']");
    await key.getByLabel("or the identity itself").fill(identity);
    await key.getByRole("button", { name: "Use it here" }).click();
    await key.getByText("open until this page closes").waitFor();
    await goTo(reviewer, "identification");
    await read.click();
    await dialog.getByText(family, { exact: true }).waitFor();
    await dialog.getByText("not searched").waitFor();
    await signed(reviewer);
    expect(last()).toMatchObject({ kind: "references.settled", commits: [{ to: [LAB] }] });
    expect(sent.join("\n").includes(identity), "the key was never sent").toBe(false);
    expect(sent.some((one) => one.includes(family)), "nor what the desk cannot open").toBe(false);
  }, 600_000);
});
