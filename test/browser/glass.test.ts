// The glass in two browsers: who runs the point opens the talks of his own side with a reason, for fifteen minutes that are seen
// running down; the security officer of that side sees who, what, when and why, and nobody of the other side does. Then the seats: codes
// made and taken back.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, launch } from "./chromium.ts";
import { enrol, goTo, openExample, openProfile, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { tellStory } from "./story.ts";
import { violations } from "./axe.ts";

const QUARTER_MS = 15 * 60_000;
const REASON = "the crossing was moved tonight";

describe.runIf(hasChromium)("the broken glass", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let profiles: readonly Profile[] = [];
  let shift = 0;
  const [lead, guard, other] = [() => (profiles[0] ?? expect.fail("none")).page, () => (profiles[1] ?? expect.fail("none")).page, () => (profiles[2] ?? expect.fail("none")).page];
  beforeAll(async () => {
    desk = await openExample("istanbul-2025", tellStory, () => Date.now() + shift);
    browser = await launch();
    profiles = await Promise.all([0, 1, 2].map(() => openProfile(browser, desk.address, { bypassCSP: true })));
    const { sides: [a, b] } = desk.door.room.desk.pack;
    await enrol(lead(), desk, a.code, "handover-lead");
    await enrol(guard(), desk, a.code, "security-officer");
    await enrol(other(), desk, b.code, "security-officer");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  test("a reason opens one view; the fifteen minutes are shown, and end on both sides of the wire", async () => {
    await goTo(lead(), "glass");
    expect(await lead().locator(".nav a").allTextContents()).not.toContain("Talks");
    expect(await lead().getByLabel("What to open").locator("option").allTextContents()).toEqual(["Talks", "Chronicle", "Contents of entries"]);
    await lead().getByLabel("Reason").fill("short");
    await lead().getByText("At least 10 characters").waitFor();
    const open = lead().getByRole("button", { name: "Open for fifteen minutes" });
    expect(await open.isDisabled()).toBe(true);
    await lead().getByLabel("Reason").fill(REASON);
    expect(await violations(lead())).toEqual([]);
    await open.click();
    const clock = lead().getByRole("timer");
    await clock.waitFor();
    expect(await clock.textContent()).toMatch(/open for 1[45]:\d\d/);
    await goTo(lead(), "talks");
    await lead().getByText("Order of work on lists").first().or(lead().getByRole("tab", { name: "Documents" })).first().waitFor();
    expect(await violations(lead())).toEqual([]);
    shift += QUARTER_MS;
    await lead().evaluate((ms) => { const real = Date.now.bind(Date); Date.now = () => real() + ms; }, QUARTER_MS);
    await clock.waitFor({ state: "detached" });
    await expect.poll(() => lead().locator(".nav a").allTextContents()).not.toContain("Talks");
    expect(await lead().evaluate(() => fetch("/api/talks").then(({ status }) => status))).toBe(403);
  }, 90_000);

  test("the security officer of the own side sees who, what, when and why; the other side's sees nothing of it", async () => {
    await goTo(guard(), "seats");
    const row = guard().locator("tr", { hasText: REASON });
    await row.waitFor();
    expect(await row.textContent()).toContain("broke the glass: Talks");
    await guard().getByLabel("Only the broken glass").check();
    expect(await guard().locator("tbody tr").count()).toBe(1);
    expect(await violations(guard())).toEqual([]);
    await goTo(other(), "seats");
    await other().getByText("No reading is logged.").waitFor();
    expect(desk.log.join("\n")).not.toContain(REASON);
  }, 60_000);

  test("a code is made for one officer, shown once, and taken back while nobody has used it", async () => {
    await goTo(guard(), "seats");
    await guard().locator("form").getByLabel("Role").selectOption("observer");
    await guard().getByRole("button", { name: "Make the code" }).click();
    const code = ((await guard().locator(".note.fine .figure").textContent()) ?? "").trim();
    expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{2,4})+$/);
    await guard().getByRole("button", { name: /^Take back the code for Observer/ }).click();
    await guard().getByRole("button", { name: /^Take back the code for Observer/ }).waitFor({ state: "detached" });
    const { page, context } = await openProfile(browser, desk.address);
    await page.locator(".gate form").waitFor();
    await page.getByLabel("Enrolment code").fill(code);
    await page.locator(".gate input[type=password]").fill("a password of some length");
    await page.locator(".gate button[type=submit]").click();
    await page.locator(".note.late").waitFor();
    expect(await page.locator(".note.late .code").textContent()).toBe("[ENROLMENT_CODE]");
    await context.close();
    const listed = await guard().locator("section", { hasText: "Officers of this party" }).first().textContent();
    expect(listed).toContain("Handover lead");
    for (const { troubles } of profiles) expect(troubles).toEqual([]);
  }, 60_000);
});
