// The list workbench in real browsers, on the exercise with 2,000 names a side (`ALLFORALL_CAPTIVES=10000` for ten): the mediator's side compares, sees the four sets, two
// persons decide by keyboard, a list arrives later, and each side learns which of its own were found and nothing of the other.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDoor, type OpenDesk } from "../../src/server/serve.ts";
import { readConfig } from "../../src/server/config.ts";
import { EXERCISE_LISTS, recordExercise } from "../exercise-lists.ts";
import { fetchWire, seat } from "../served-desk.ts";
import { repository } from "../walked-desk.ts";
import { hasChromium, launch } from "./chromium.ts";
import { AXE_WALKED, holdsInEach, speak, widen } from "./in-every-language.ts";
import { enrol, goTo, openProfile, type OpenedDesk, type Profile } from "./opened-desk.ts";

const CAPTIVES = Number(process.env["ALLFORALL_CAPTIVES"] ?? 2_000);
const LATER = 12;
/** What is computed may take long where many tests share the cores. */
const LONG = 300_000;
const isShooting = process.env["ALLFORALL_SCREENSHOTS"] === "1";
const pictures = join(repository, "docs/screenshots");
/** The window in which an act is read and signed, to its receipt. */
async function sign(page: Page): Promise<void> {
  const dialog = page.locator("[role=dialog]");
  await dialog.locator("button.first").click();
  await dialog.locator("[role=status] .note").waitFor({ timeout: LONG });
  await dialog.locator("button.first").click();
  await dialog.waitFor({ state: "detached" });
}
const tab = async (page: Page, name: string): Promise<void> => {
  await page.locator(`[role=tab][data-key=${name}]`).click();
  await page.waitForTimeout(150);
};

describe.runIf(hasChromium)("the list workbench", () => {
  let desk: OpenedDesk;
  let door: OpenDesk;
  let browser: Browser;
  let later: readonly Record<string, unknown>[];
  let heldNames: readonly string[];
  let askedNames: string;
  const chairs: Profile[] = [];
  const folder = mkdtempSync(join(tmpdir(), "afa-workbench-"));
  beforeAll(async () => {
    const { desk: made, asked, held } = await recordExercise(folder, CAPTIVES, LATER);
    await made.record.close();
    later = asked.slice(-LATER).map((row, i) => ({ ...row, row: String(i + 1) }));
    heldNames = held.map(({ name }) => name);
    askedNames = asked.map(({ name }) => name).join("\n");
    door = await openDoor(folder, readConfig(undefined, {}, { port: 0, publishMs: 200, requestsPerMinute: 100_000, signInsPerQuarter: 10_000, logLevel: "warn" }), { ms: Date.now }, () => {}, () => {}, join(repository, "dist/web"));
    const address = await door.server.listen({ host: "127.0.0.1", port: 0 });
    desk = { address, folder, door, log: [], close: async () => { await door.close(); rmSync(folder, { recursive: true, force: true }); } };
    browser = await launch();
    for (let i = 0; i < 3; i++) {
      const profile = await openProfile(browser, address, { bypassCSP: true });
      profile.page.setDefaultTimeout(LONG); // what is waited for here follows a job that others' work may delay
      await enrol(profile.page, desk, "SEC", "mediator-chair");
      chairs.push(profile);
    }
    if (isShooting) mkdirSync(pictures, { recursive: true });
  }, 3 * LONG);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  const chair = (at: number): Page => chairs[at]?.page ?? expect.fail("no chair");
  const shoot = async (page: Page, name: string): Promise<void> => {
    if (isShooting) await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
  };

  test("the mediator's side compares list with list, with progress, and every number opens its rows", async () => {
    const page = chair(0);
    await goTo(page, "matching");
    await page.locator("form button[type=submit]").click();
    await page.locator("progress").waitFor();
    await page.locator(".sets").first().waitFor({ timeout: LONG });
    const counts = await page.locator(".sets tfoot .count-open").allTextContents();
    const [both = 0, askedOnly = 0, unclear = 0] = counts.map((text) => Number(text.replaceAll(/\D/g, "")));
    expect(both).toBeGreaterThan(CAPTIVES * 0.4);
    expect(both + askedOnly + unclear).toBeGreaterThan(CAPTIVES - LATER);
    await page.locator(".sets tfoot .count-open").nth(1).click();
    const table = page.locator(".big-table");
    expect(await table.getAttribute("aria-rowcount")).toBe(String(askedOnly + 1));
    expect(await page.locator(".big-table [role=row]").count(), "only rows in sight are in the page").toBeLessThan(60);
    await page.locator(".sets tfoot .count-open").first().click();
    await shoot(page, "matching-sets-en-1440");
    await page.locator(".note .button.first", { hasText: "onto the record" }).click();
    await sign(page);
    await page.locator(".note.fine .button.first").click(); // compute again and open
    await page.locator(".note.fine", { hasText: "the same pairs" }).waitFor({ timeout: LONG });
  }, 3 * LONG);

  test("a comparison under way is cancelled, and nothing of it is kept", async () => {
    const page = chair(1);
    await goTo(page, "matching");
    await page.locator("form button[type=submit]").click();
    await page.locator("progress").waitFor();
    await page.locator("[aria-live] .button", { hasText: "Cancel" }).click();
    await page.locator(".note.wait", { hasText: "was cancelled" }).waitFor();
    expect(await page.locator(".sets").count()).toBe(0);
  }, 3 * LONG);

  test("pairs are read with reasons, weights and rivals, and two persons decide them by keyboard alone", async () => {
    for (const at of [0, 1]) {
      const page = chair(at);
      if (at === 1) {
        await tab(page, "runs");
        await page.locator(".button", { hasText: "Compute again" }).click();
        await page.locator(".note.fine", { hasText: "the same pairs" }).waitFor({ timeout: LONG });
      }
      await tab(page, "review");
      await page.locator(".pair-sheet .weights").waitFor();
      if (at === 0) {
        expect(await page.locator(".weights tbody tr").count()).toBeGreaterThan(2);
        await shoot(page, "matching-pair-en-1440");
      }
      const first = await page.locator(".two-rows thead .row-ref").allTextContents();
      // the queue has the focus: answers, then back to see the first again
      await page.locator(".review-desk").focus();
      for (const key of ["1", "2", "2", "4"]) await page.keyboard.press(key);
      await page.locator(".tray", { hasText: "4" }).waitFor();
      for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowUp");
      expect(await page.locator(".two-rows thead .row-ref").allTextContents()).toEqual(first);
      await page.locator(".note.fine", { hasText: "not signed yet" }).waitFor();
      if (at === 1) {
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("3"); // the second pair: he differs from the first person
      }
      await page.locator(".tray .button.first").click();
      await sign(page);
      await page.locator(".tray").waitFor({ state: "detached" });
    }
    const page = chair(0);
    await page.locator(".review-desk").waitFor();
    await tab(page, "runs");
    const decided = page.locator("section[aria-label=R-1] ul").nth(1);
    await expect.poll(() => decided.innerText(), { timeout: LONG }).toMatch(/Waits for a third person\s*1/);
    const said = await decided.innerText();
    expect(said).toMatch(/One person, by two\s*1/);
    expect(said).toMatch(/Not one person, by two\s*1/);
    expect(said).toMatch(/Left open\s*1/);
  }, 3 * LONG);

  test("a third person decides where the two differ, without reading them", async () => {
    const page = chair(2);
    await goTo(page, "matching");
    await tab(page, "runs");
    await page.locator(".button", { hasText: "Compute again" }).click();
    await page.locator(".note.fine", { hasText: "the same pairs" }).waitFor({ timeout: LONG });
    await tab(page, "review");
    await page.locator("[role=tabpanel] .field select").first().selectOption("third");
    await page.locator(".pair-sheet").waitFor();
    expect(await page.locator(".pair-sheet").innerText()).toContain("2 persons have answered");
    await page.locator(".review-desk").focus();
    await page.keyboard.press("3");
    await page.locator(".tray .button.first").click();
    await sign(page);
    await page.locator("[role=status]", { hasText: "Nothing is left here" }).waitFor();
  }, 3 * LONG);

  test("rows that arrive later change what they meet, and the change names its pairs", async () => {
    const wire = fetchWire(desk.address);
    const side = await seat(wire, "SA", "delegation");
    await side.record("list.deposited", { list: EXERCISE_LISTS.more, purpose: "asked for", about: "SB", rows: later }, ["SA", "SEC"]);
    const page = chair(0);
    await page.locator(".note.wait", { hasText: EXERCISE_LISTS.more }).locator(".button").click();
    await tab(page, "changes");
    await page.locator("section[aria-label='What new rows change'] li").first().waitFor({ timeout: LONG });
    const said = await page.locator("section[aria-label='What new rows change'] p").first().innerText();
    expect(Number(/^([\d,]+) pairs? appeared/.exec(said)?.[1]?.replace(",", "")), said).toBeGreaterThan(3);
    expect(await page.locator("section[aria-label='What new rows change'] li").first().innerText()).toContain("Side A");
    await shoot(page, "matching-changes-en-1440");
  }, 3 * LONG);

  test("each side is told of its own rows, by two officers, and no answer to it holds a name or a row of the other list", async () => {
    const page = chair(0);
    await tab(page, "runs");
    await page.locator("section[aria-label=R-1] .button", { hasText: "Compute again" }).click();
    await page.locator(".note.fine", { hasText: "the same pairs" }).waitFor({ timeout: LONG });
    await page.locator(".button", { hasText: "Tell Side A" }).click();
    await sign(page);
    const second = chair(1);
    await goTo(second, "desk");
    await second.locator(".button.first", { hasText: "Read and sign" }).first().click();
    await sign(second);
    const { page: side, context } = await openProfile(browser, desk.address, { bypassCSP: true });
    side.setDefaultTimeout(LONG);
    const answers: string[] = [];
    side.on("response", (answer) => { if (answer.url().includes("/api/")) void answer.text().then((text) => answers.push(text), () => {}); });
    await enrol(side, desk, "SA", "bureau");
    for (const screen of ["desk", "lists", "record", "matching"]) await goTo(side, screen);
    await side.locator(".figure").first().waitFor();
    await expect.poll(() => side.locator(".figure").first().innerText(), { timeout: LONG }).toBe("1");
    await side.locator("[role=tabpanel] .field select").selectOption("found");
    await side.waitForFunction(() => document.querySelectorAll(".big-table .body-row").length === 1);
    await shoot(side, "matching-told-en-1440");
    const own = askedNames;
    const secret = [...heldNames.filter((name) => name.length > 8 && !own.includes(name)), "SB-H1#"];
    expect(secret.length).toBeGreaterThan(CAPTIVES * 0.8);
    const all = answers.join("\n");
    expect(all.length).toBeGreaterThan(CAPTIVES * 10);
    expect(secret.filter((name) => all.includes(name))).toEqual([]);
    await context.close();
  }, 3 * LONG);

  test("rows entered twice are proposed, joined by two and undone by two, and every act is in sight", async () => {
    for (const [at, word] of [[0, "One person: join"], [1, "One person: join"], [0, "Undo"], [1, "Undo"]] as const) {
      const page = chair(at);
      await goTo(page, "matching");
      await tab(page, "doubles");
      if (word === "Undo") await page.locator(".button", { hasText: "Undo" }).first().click();
      else {
        await page.locator(".button", { hasText: "Look for doubles" }).click();
        await page.locator(".sheet", { hasText: "One person: join" }).first().waitFor({ timeout: LONG });
        if (at === 0) await shoot(page, "matching-doubles-en-1440");
        await page.locator(".button", { hasText: word }).first().click();
      }
      await sign(page);
    }
    const page = chair(1);
    await page.locator(".lines > li").first().waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".lines > li ul li").length === 4);
    expect(await page.locator(".lines > li .mark").first().innerText()).toBe("Open");
  }, 3 * LONG);

  test(`nothing runs past the edge of any tab at 1440 and 390 px in five languages, and axe finds nothing (${AXE_WALKED})`, async () => {
    const page = chair(0);
    await page.reload(); // the address names the job: what it found is asked for again, not computed again
    await page.locator(".tablist").waitFor();
    if (!page.url().includes("job=")) {
      await tab(page, "runs");
      await page.locator("section[aria-label=R-1] .row.no-print .button").first().click();
    }
    await page.locator(".note.fine .digest").waitFor({ timeout: LONG });
    for (const name of ["sets", "review", "changes", "doubles", "runs"]) {
      await tab(page, name);
      await holdsInEach(page, name);
      for (const [language, width] of [["ar", 390], ["uk", 1440]] as const) {
        if (!isShooting || (name !== "review" && (name !== "sets" || language === "uk"))) continue;
        await speak(page, language);
        await widen(page, width);
        await shoot(page, `matching-${name}-${language}-${width}`);
      }
    }
  }, 3 * LONG);

  test("no page threw, and none left its policy", () => {
    expect(chairs.flatMap(({ troubles }) => troubles)).toEqual([]);
  });
});
