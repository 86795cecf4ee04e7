// An erasure by two officers in their browsers: what would go and what refuses is shown before anything is signed, the second reads
// the same bytes, then it is gone from every screen. And the long work of an officer: how far, cancelled, its result.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository } from "../walked-desk.ts";
import { violations } from "./axe.ts";
import { hasChromium, launch } from "./chromium.ts";
import { goTo, openExample, openProfile, overflow, sitDown, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { openTab, record, sign } from "./sign-form.ts";

const WORDS = "ZORVATH asked for it";
const isShooting = process.env["ALLFORALL_SCREENSHOTS"] === "1";
const pictures = join(repository, "docs/screenshots");

describe.runIf(hasChromium)("an erasure and long work", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  const profiles: Profile[] = [];
  beforeAll(async () => {
    desk = await openExample("istanbul-2025");
    browser = await launch();
    if (isShooting) mkdirSync(pictures, { recursive: true });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  const sit = (party: string, role: string, options: Parameters<typeof openProfile>[2] = {}): Promise<Page> => sitDown(browser, desk, profiles, { party, role, options });
  const parties = () => ({ a: desk.door.room.desk.pack.sides[0].code, sec: desk.door.room.desk.pack.secretariat.code });

  test("two officers erase what may be erased; what an account rests on refuses by its reason, and a side is not offered it", async () => {
    const a = await sit(parties().a, "delegation");
    await goTo(a, "talks");
    await openTab(a, "Consequences, pauses, disputes");
    expect(await record(a, "Record a note", { About: "a family", Words: WORDS }, {}, ["Secretariat"])).toContain("Recorded as entry");
    const { heads } = desk.door.room.desk;
    const note = heads.length - 1;
    const counted = heads.findIndex(({ kind }) => kind === "operation.counted");
    await goTo(a, "erasure");
    await a.getByText("A security officer of the keeper of the vault asks", { exact: false }).waitFor();
    expect(await a.getByRole("form", { name: "Ask for an erasure" }).count()).toBe(0);

    const guard = await sit(parties().sec, "security-officer");
    await goTo(guard, "erasure");
    const form = guard.getByRole("form", { name: "Ask for an erasure" });
    await form.getByLabel("Entries").fill("first");
    await form.getByText("Numbers of entries, at most 1,000").waitFor();
    await form.getByLabel("Entries").fill(`0, ${counted}, ${note}`);
    await form.getByText("1 payload would go").waitFor();
    await form.getByText("2 stay", { exact: true }).waitFor();
    await form.getByText("An account, an operation or an agreement rests on it", { exact: false }).waitFor();
    await form.getByText("Nothing is sealed under this entry", { exact: false }).waitFor();
    await form.getByLabel("Reason").fill("too short");
    await form.getByText("At least 10 characters").waitFor();
    await form.getByLabel("Reason").fill("the family asked for it in writing");
    const submit = form.getByRole("button", { name: "Sign the request" });
    expect(await submit.isDisabled(), "before it is confirmed").toBe(true);
    await form.getByLabel("I ask that 1 payload be destroyed for good").check();
    expect(await violations(guard), "asking").toEqual([]);
    if (isShooting) await guard.screenshot({ path: join(pictures, "erasure-ask-en-1440.png"), animations: "disabled" });
    await submit.click();
    await guard.getByText("Signed once. Nothing is erased until a second officer signs.").waitFor();
    expect(await desk.door.room.desk.vault.sealed(heads[note]?.commits[0]?.sealed ?? ""), "nothing is gone yet").toBeDefined();

    const chair = await sit(parties().sec, "mediator-chair");
    await goTo(chair, "erasure");
    const waits = chair.locator("section[aria-label='An erasure waits for a second officer']");
    await waits.getByText("the family asked for it in writing").waitFor();
    await waits.getByText("1 payload would go").waitFor();
    expect(await violations(chair), "the second").toEqual([]);
    if (isShooting) await chair.screenshot({ path: join(pictures, "erasure-second-en-1440.png"), animations: "disabled" });
    expect(await sign(chair, waits.getByRole("button", { name: "Read and sign" }))).toContain("Recorded as entry");
    const done = chair.locator("section[aria-label='Erasures on the record']");
    await done.getByText("done", { exact: true }).waitFor();
    expect(heads.slice(note + 1).filter(({ kind }) => kind !== "key.add").map(({ kind }) => kind)).toEqual(["erase.request", "erase.done"]);
    expect(await desk.door.room.desk.vault.sealed(heads[note]?.commits[0]?.sealed ?? "")).toBeUndefined();
    await goTo(a, "talks");
    await openTab(a, "Consequences, pauses, disputes");
    await a.getByRole("heading", { name: "Notes" }).waitFor();
    await expect.poll(() => a.locator(".main").textContent(), { timeout: 30_000 }).not.toContain("ZORVATH"); // his page hears of it by the stream of events
    await form.getByLabel("Entries").fill(String(note));
    await form.getByText("It is erased already").waitFor();
    expect(await submit.isDisabled()).toBe(true);
  }, 180_000);

  test("long work is begun, one that waits is cancelled, a result is read and saved; a reload loses none of it", async () => {
    const page = await sit(parties().a, "delegation");
    await goTo(page, "jobs");
    await page.getByText("No long work of yours").waitFor();
    for (let i = 0; i < 4; i++) await page.getByRole("button", { name: "Verify the record here" }).click();
    await page.getByRole("button", { name: "Export the record" }).click();
    const cancel = page.getByRole("button", { name: /^Cancel Export of the record/ });
    await cancel.click();
    await page.locator("section", { hasText: "Export of the record" }).getByText("cancelled", { exact: true }).waitFor();
    await page.reload();
    await page.getByText("Valid and in force", { exact: false }).first().waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Export the record" }).click();
    const saved = page.locator("section", { hasText: "Export of the record" }).getByText("Save the result");
    await saved.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent("download"), saved.click()]);
    expect(download.suggestedFilename()).toMatch(/\.tar$/);
    expect(await violations(page), "long work").toEqual([]);
    if (isShooting) await page.screenshot({ path: join(pictures, "jobs-en-1440.png"), animations: "disabled" });
    const other = await sit(parties().sec, "mediator-chair");
    await goTo(other, "jobs");
    await other.getByText("No long work of yours").waitFor();
  }, 180_000);

  test("both screens hold in a right-to-left language on a phone", async () => {
    for (const [role, screen] of [["security-officer", "erasure"], ["mediator-chair", "jobs"]] as const) {
      const page = await sit(parties().sec, role, { language: "ar", width: 390, height: 844 });
      await goTo(page, screen);
      if (screen === "erasure") await page.locator("form input").first().fill("1-12");
      if (screen === "erasure") await page.locator("form table").waitFor();
      expect(await violations(page), screen).toEqual([]);
      expect(await overflow(page), screen).toBeLessThanOrEqual(0);
      if (isShooting && screen === "erasure") await page.screenshot({ path: join(pictures, "erasure-ask-ar-390.png"), animations: "disabled" });
    }
    for (const { troubles } of profiles) expect(troubles).toEqual([]);
  }, 120_000);
});
