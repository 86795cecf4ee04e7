// The sheets of paper: account, list, agreement, receipt and agenda, as Chromium prints them on A4 in Latin, Cyrillic and Arabic script.
// What the PDF says is read back from its own bytes: every word by the font's map, the fonts that came with the page and no other.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository } from "../walked-desk.ts";
import { hasChromium, launch } from "./chromium.ts";
import { enrol, goTo, openExample, openProfile, type Language, type OpenedDesk } from "./opened-desk.ts";
import { readPdf, type PdfPage } from "./pdf-text.ts";
import { openTab } from "./sign-form.ts";
import { tellStory } from "./story.ts";

const isShooting = process.env["ALLFORALL_SCREENSHOTS"] === "1";
const A4 = { width: 595, height: 842 }; // points; ISO 216: 210 × 297 mm
const ARABIC = /[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]/;

describe.runIf(hasChromium)("prints", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  beforeAll(async () => {
    desk = await openExample("istanbul-2025", tellStory);
    browser = await launch();
    if (isShooting) mkdirSync(join(repository, "docs/screenshots"), { recursive: true });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  async function sit(language: Language): Promise<Page> {
    const { page } = await openProfile(browser, desk.address, { language });
    await page.evaluate(() => { window.print = () => { document.documentElement.dataset["printed"] = "yes"; }; });
    const offers = desk.door.room.exerciseEnrolments();
    const offer = offers.find(({ role, party }) => role === "delegation" && party === desk.door.room.desk.pack.sides[1].code) ?? offers.find(({ role }) => role === "delegation");
    await enrol(page, desk, offer?.party ?? "", "delegation");
    return page;
  }
  async function printed(page: Page, name: string): Promise<{ readonly pages: readonly PdfPage[]; readonly text: string }> {
    if (isShooting) {
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 680, height: 960 });
      await page.screenshot({ path: join(repository, "docs/screenshots", `print-${name}.png`), animations: "disabled" });
      await page.emulateMedia({ media: null });
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    const pages = readPdf(await page.pdf({ preferCSSPageSize: true, printBackground: false }));
    expect(pages.length, name).toBeGreaterThan(0);
    for (const one of pages) expect({ width: Math.round(one.width), height: Math.round(one.height) }, name).toEqual(A4);
    return { pages, text: pages.map(({ text }) => text).join(" ") };
  }
  const said = (page: Page, key: string): Promise<string> => page.locator(key).first().innerText();
  /** What stands in each family of fonts, over all pages. */
  function setIn(pages: readonly PdfPage[]): Map<string, string> {
    const all = new Map<string, string>();
    for (const page of pages) for (const [family, text] of page.setIn) all.set(family, (all.get(family) ?? "") + text);
    return all;
  }
  /** The letters of a text, in whatever order a line that runs from right to left is set. */
  const lettersOf = (text: string): string => [...text.normalize("NFKC").replace(/[^\p{L}]/gu, "")].sort().join("");

  for (const language of ["en", "uk", "ar"] as const)
    test(`account, list, agreement, receipt and agenda print whole in ${language}`, async () => {
      const page = await sit(language);
      await goTo(page, "account");
      await page.locator(".account-table").first().waitFor();
      const title = await said(page, ".main h1");
      const account = await printed(page, `account-${language}`);
      expect(account.text, "counts of both sides").toMatch(/6[,\s.\u00a0]?0(57|60)/);
      expect(account.text).toContain("IST-2");
      expect(account.text).toMatch(/1 \/ \d|\d \/ 1/); // the sheet is numbered
      expect(account.pages.map(({ text }) => text.slice(0, 160)).slice(2), "one or two sheets (MISSION L7)").toEqual([]);

      await goTo(page, "lists?list=UA-L1");
      await page.locator(".big-table .name-open").first().waitFor();
      await page.locator(".page-head ~ .row .button").first().click();
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset["printed"])).toBe("yes");
      const list = await printed(page, `list-${language}`);
      for (let row = 1; row <= 24; row++) expect(list.text, `row ${row}`).toMatch(new RegExp(`(^|\\s)${row}(\\s|$)`));
      expect(list.text).toContain("Прикладний");
      expect(list.text).toContain("Muster");
      expect(setIn(list.pages).get("NotoSansArabic") ?? "", "a name in Arabic letters is set in the Arabic font").toMatch(ARABIC);

      await goTo(page, "agreement");
      await page.locator(".sentences").first().waitFor();
      const agreement = await printed(page, `agreement-${language}`);
      expect(agreement.text).toContain("Each side returns at least 1,000 prisoners.");
      expect(agreement.text.replace(/\s/g, "")).toMatch(/[0-9a-f]{64}/);

      await goTo(page, "desk");
      await page.locator(".cite").filter({ hasText: /^story\// }).first().click(); // the latest act: a list of names fills sheets of its own
      await page.locator("[role=dialog] dl").first().waitFor();
      const receipt = await printed(page, `receipt-${language}`);
      expect(receipt.text).toContain("c2sp.org/tlog-proof@v1");
      expect(receipt.pages.length).toBeLessThanOrEqual(2);
      await page.keyboard.press("Escape");

      await goTo(page, "talks");
      await page.getByRole("tab").nth(2).click();
      await page.locator("section.sheet h2").first().waitFor();
      const agenda = await printed(page, `agenda-${language}`);
      expect(agenda.text).toContain("Istanbul 2025");

      const all = [account, list, agreement, receipt, agenda];
      for (const { pages, text } of all) {
        // letters and digits in the fonts that came with the page (and a fixed one for digests); another font sets at most an arrow
        for (const [family, set] of setIn(pages)) if (!/^(NotoSans|NotoSansArabic|DejaVuSansMono|LiberationMono|NotoSansMono)$/.test(family)) expect(set, family).not.toMatch(/[\p{L}\p{N}]/u);
        if (language === "uk") expect(text).toMatch(/[іїєґ]/);
        if (language === "ar") expect(text).toMatch(ARABIC);
      }
      const bare = (text: string): string => text.replace(/\s/g, ""); // an apostrophe comes from another part of the font and stands in a run of its own
      if (language !== "ar") expect(bare(account.text)).toContain(bare(title));
      else {
        // shaped and set from right to left: the heading's letters are all there, and stand at the right edge of the sheet
        const words = lettersOf(title);
        const runs = [...account.text.matchAll(/[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff ]+/g)].map(([run]) => run); // the heading may share one with its neighbours
        const isIn = (run: string): boolean => Array.from(run, (_, from) => [0, 1, 2, 3, 4].some((more) => lettersOf(run.slice(from, from + title.length + more)) === words)).includes(true);
        expect(runs.some(isIn), title).toBe(true);
        await page.emulateMedia({ media: "print" });
        const box = await page.locator(".main h1").evaluate((one) => { const range = document.createRange(); range.selectNodeContents(one); const { right } = range.getBoundingClientRect(); return { gap: (one.ownerDocument.documentElement.clientWidth - right), direction: getComputedStyle(one).direction }; });
        expect(box.direction).toBe("rtl");
        expect(box.gap).toBeLessThan(40);
      }
      await page.context().close();
    }, 120_000);

  test("on paper there is nothing of the screen: no navigation, no form, no button", async () => {
    const page = await sit("en");
    for (const screen of ["account", "agreement", "lists?list=UA-L1", "operations", "talks"]) {
      await goTo(page, screen);
      await page.emulateMedia({ media: "print" });
      expect(await page.evaluate(() => [...document.querySelectorAll(".nav, .head, .act-form, .main .button, .tablist, .big-table")].filter((one) => one.getClientRects().length > 0).map((one) => one.className)), screen).toEqual([]);
      expect(await page.locator(".print-head").first().isVisible()).toBe(true);
      await page.emulateMedia({ media: null });
    }
    await openTab(page, "Positions");
    await page.context().close();
  }, 90_000);

  test("the desk sets a sheet as PDF in the reader's language, and the browser saves it", async () => {
    const { page } = await openProfile(browser, desk.address, { language: "ar" });
    await enrol(page, desk, desk.door.room.desk.pack.sides[1].code, "delegation");
    await goTo(page, "account");
    const waits = page.waitForEvent("download", { timeout: 60_000 });
    await page.getByRole("button", { name: "كشف الحساب (PDF)" }).click();
    await page.getByRole("status").filter({ hasText: "تُعدّ الورقة" }).waitFor();
    const download = await waits;
    expect(download.suggestedFilename()).toBe("account-ar.pdf");
    const path = await download.path();
    const bytes = readFileSync(path).toString("latin1");
    expect(bytes.slice(0, 5)).toBe("%PDF-");
    expect(bytes).toContain("<rdf:li>ar</rdf:li>");
    await goTo(page, "agreement");
    await page.getByRole("button", { name: "(PDF)" }).first().waitFor();
    await page.close();
  }, 120_000);
});
