// The walk of issue 4 in three real browser profiles: two delegations (with their second officers) and the mediator's desk. A list
// is deposited with its bad row named, forwarded, answered, objected to; a text is signed by both sides over identical bytes;
// the two counts differ and both desks show it; the bundle is exported and verified by the stand-alone verifier.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository } from "../walked-desk.ts";
import { hasChromium, launch } from "./chromium.ts";
import { enrol, goTo, openExample, openProfile, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { formOf, sign, signSecond, submitOf } from "./sign-form.ts";
import { run } from "../run-command.ts";

const TEXT = "Each side returns all seriously wounded prisoners.\nEach side returns at least 1,000 prisoners.";

describe.runIf(hasChromium)("three parties at one desk", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let a: Profile;
  let a2: Profile;
  let b: Profile;
  let b2: Profile;
  let mediator: Profile;
  const folder = mkdtempSync(join(tmpdir(), "afa-journey-"));
  beforeAll(async () => {
    desk = await openExample("istanbul-2025");
    browser = await launch();
    [a, a2, b, b2, mediator] = await Promise.all([1, 2, 3, 4, 5].map(() => openProfile(browser, desk.address))) as [Profile, Profile, Profile, Profile, Profile]; // five were asked for
    const { pack } = desk.door.room.desk;
    await enrol(a.page, desk, pack.sides[0].code, "delegation");
    await enrol(a2.page, desk, pack.sides[0].code, "delegation");
    await enrol(b.page, desk, pack.sides[1].code, "delegation");
    await enrol(b2.page, desk, pack.sides[1].code, "delegation");
    await enrol(mediator.page, desk, pack.secretariat.code, "mediator-chair");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a list is deposited after every bad row was named, and the other side does not see it", async () => {
    await goTo(b.page, "lists");
    const form = await formOf(b.page, "Deposit a list");
    await form.getByLabel("Code of the list").fill("UA-9");
    await form.getByLabel("Or paste the rows").fill("row,name,birth\n1,Прикладний Андрій,1990-05-12\n2,Зразковий Тарас,1990-13-40\n3,<script>alert(1)</script>,1988");
    await form.getByText("expected a date", { exact: false }).first().waitFor();
    expect(await form.locator(".note.late").textContent()).toContain("row 2");
    expect(await submitOf(form).isDisabled()).toBe(true);
    await form.getByLabel("Or paste the rows").fill("row,name,birth\n1,Прикладний Андрій,1990-05-12\n2,Зразковий Тарас,1990\n3,<script>alert(1)</script>,1988");
    await form.locator("table td", { hasText: "alert(1)" }).waitFor();
    expect(await sign(b.page, submitOf(form))).toContain("Recorded as entry");
    await goTo(a.page, "lists");
    await a.page.getByText("No list is on the record.").waitFor();
    expect(await a.page.getByText("UA-9").count()).toBe(0);
  }, 90_000);

  test("the desk forwards the same rows, and the side that is asked answers them", async () => {
    await goTo(mediator.page, "lists?list=UA-9");
    expect(await sign(mediator.page, mediator.page.getByRole("button", { name: /Forward the same rows/ }))).toContain("Recorded as entry");
    await goTo(a.page, "lists?list=UA-9");
    await a.page.getByRole("checkbox", { name: "Pick row 1", exact: true }).check();
    await a.page.getByRole("checkbox", { name: "Pick row 2", exact: true }).check();
    const form = await formOf(a.page, "Answer the names picked");
    await form.getByLabel("Answer", { exact: true }).selectOption("NOT_HELD");
    await form.getByLabel("Date of the answer").fill("2026-02-01");
    expect(await submitOf(form).isDisabled()).toBe(true); // a code carries what it must
    await form.getByLabel("What was searched").fill("all camps of the list");
    expect(await sign(a.page, submitOf(form))).toContain("Recorded as entry");
  }, 90_000);

  test("the asking side objects with its evidence, and the answer and the objection stand side by side", async () => {
    await goTo(b.page, "lists?list=UA-9");
    await b.page.locator(".name-open", { hasText: "Прикладний" }).click();
    const window = b.page.getByRole("dialog");
    await window.getByText("Searched, no information").first().waitFor();
    await window.getByLabel("Objection").selectOption("EVIDENCE_HELD");
    await window.getByLabel("In your own words").fill("A letter of January says that he is held.");
    expect(await sign(b.page, window.getByRole("button", { name: "Object" }))).toContain("Recorded as entry");
    await goTo(a.page, "lists?list=UA-9");
    await a.page.locator(".state-word", { hasText: "objected" }).first().waitFor();
  }, 90_000);

  test("a text is agreed only when two officers of each side have signed the same bytes", async () => {
    await goTo(a.page, "agreement");
    const form = await formOf(a.page, "Sign a text");
    await form.getByLabel("Code of the agreement").fill("IST-9");
    await form.getByLabel("Whole text").fill("Each side returns [all / most] prisoners.");
    await form.getByText("A bracket is left in the text", { exact: false }).waitFor();
    expect(await submitOf(form).isDisabled()).toBe(true);
    await form.getByLabel("Whole text").fill(TEXT);
    expect(await sign(a.page, submitOf(form))).toContain("Signed once");
    await goTo(b.page, "agreement");
    expect(await b.page.getByText("IST-9").count()).toBe(0);
    await second(a2.page);
    await b.page.getByRole("button", { name: /Sign exactly these bytes/ }).waitFor();
    expect(await b.page.locator(".mark", { hasText: "signed by one side" }).count()).toBe(1);
    expect(await sign(b.page, b.page.getByRole("button", { name: /Sign exactly these bytes/ }))).toContain("Signed once");
    await second(b2.page);
    for (const { page } of [a, b, mediator]) {
      await goTo(page, "agreement");
      await page.locator("[aria-label=IST-9] .mark.fine", { hasText: "agreed" }).waitFor();
    }
  }, 120_000);

  async function second(page: Page): Promise<void> {
    expect(await signSecond(page)).toContain("Recorded as entry");
  }

  test("the two counts differ, and both desks show the difference, nobody's fault", async () => {
    for (const [{ page }, count] of [[a, "1245"], [b, "1248"]] as const) {
      await goTo(page, "operations");
      const form = await formOf(page, "State our count of an operation");
      await form.getByLabel("Operation", { exact: true }).fill("handover-9");
      await form.getByLabel("Who or what").selectOption("remains");
      await form.getByLabel("Number", { exact: true }).fill(count);
      expect(await sign(page, submitOf(form))).toContain("Recorded as entry");
    }
    for (const { page } of [a, b, mediator]) {
      await goTo(page, "desk");
      const row = page.locator("li", { has: page.getByRole("link", { name: "handover-9", exact: true }) }).filter({ hasText: "unexplained" });
      await row.waitFor();
      const text = (await row.textContent()) ?? "";
      expect(text).toContain("3 unexplained");
      expect(text).toContain("1,245");
      expect(text).toContain("1,248");
      expect(text).not.toMatch(/breach|wrong|fault|violat/i);
    }
  }, 120_000);

  test("the bundle is exported from the browser and verified without this product", async () => {
    await goTo(b.page, "verifier");
    await b.page.waitForTimeout(500); // a checkpoint covers the last act
    await b.page.getByRole("button", { name: "Make the bundle" }).click();
    const link = b.page.getByRole("link", { name: "Save bundle.tar" });
    await link.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([b.page.waitForEvent("download"), link.click()]);
    const tar = join(folder, "bundle.tar");
    await download.saveAs(tar);
    const bundle = join(folder, "bundle");
    mkdirSync(bundle);
    expect(run("tar", ["-xf", tar, "-C", bundle]).status).toBe(0);
    const { stdout, status } = run(process.execPath, [join(repository, "dist/verify.mjs"), bundle]);
    expect(stdout).toContain("valid and in force up to entry");
    expect(status).toBe(0);
    await b.page.setInputFiles("input[type=file]:not([webkitdirectory])", tar);
    await b.page.locator(".note.fine h2", { hasText: "It holds" }).waitFor();
  }, 120_000);

  test("nothing was refused by the page's policy, no script of a name ran, and no name stands in a log line", () => {
    for (const profile of [a, a2, b, b2, mediator]) expect(profile.troubles).toEqual([]);
    expect(desk.log.join("\n")).not.toMatch(/Прикладний|Зразковий|alert\(1\)/);
  });
});
