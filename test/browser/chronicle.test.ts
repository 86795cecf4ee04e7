// Brief and chronicle in the reader's language or another that he asks for: the sentences of the desk, in it, each leading to its entry.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./axe.ts";
import { hasChromium, launch } from "./chromium.ts";
import { enrol, goTo, openExample, openProfile, type OpenedDesk } from "./opened-desk.ts";
import { openTab } from "./sign-form.ts";

describe.runIf(hasChromium)("brief and chronicle", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    desk = await openExample("istanbul-2025");
    browser = await launch();
    ({ page } = await openProfile(browser, desk.address, { language: "uk", bypassCSP: true }));
    await enrol(page, desk, desk.door.room.desk.pack.sides[0].code, "delegation");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  test("an Ukrainian reader reads Ukrainian, asks for Arabic and French, and saves the brief that he sees", async () => {
    await goTo(page, "chronicle");
    await page.locator(".main p[lang=uk]").first().waitFor();
    expect(await page.locator(".main p[lang=en]").count(), "nothing is left in English").toBe(0);
    const language = page.getByLabel("Мова тексту");
    for (const [code, heading, dir] of [["ar", /[\u0600-\u06ff]/, "rtl"], ["fr", /[àâçéèêîôû]/, "ltr"]] as const) {
      await language.selectOption(code);
      const first = page.locator(`.main p[lang=${code}]`).first();
      await first.waitFor();
      expect(await first.getAttribute("dir")).toBe(dir);
      expect((await page.locator(`.main p[lang=${code}]`).allTextContents()).join(" ")).toMatch(heading);
      expect(await violations(page), code).toEqual([]);
    }
    await openTab(page, "Довідка");
    await page.locator(".main p[lang=fr]").first().waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("a[download='brief-fr.md']").click()]);
    const path = await download.path();
    expect(readFileSync(path, "utf8")).toMatch(/^# .*\n\n## [^\n]+\n\n- /);
    await page.locator(".main .cite").first().click();
    await page.getByRole("dialog").locator("dl").first().waitFor();
    await page.keyboard.press("Escape");
  }, 120_000);

  test("a language that the desk does not write in is refused, and without one it is English", async () => {
    const ask = (path: string): Promise<string> => page.evaluate((to) => fetch(to).then(async (answer) => `${answer.status} ${(await answer.text()).slice(0, 400)}`), path);
    expect(await ask("/api/brief?lang=de")).toMatch(/^400 .*REQUEST_FORM/);
    expect(await ask("/api/chronicle?lang=uk&lang=ru")).toMatch(/^400 /);
    expect(await ask("/api/chronicle")).toMatch(/^200 /);
  }, 60_000);
});
