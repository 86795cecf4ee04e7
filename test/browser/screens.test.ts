// Every screen in every language at the width of a phone and of a desk: axe-core finds nothing, the page's own policy is never
// broken, nothing runs past the edge. With ALLFORALL_SCREENSHOTS=1 the pictures of docs/screenshots are made anew.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository } from "../walked-desk.ts";
import { violations } from "./axe.ts";
import { hasChromium, launch } from "./chromium.ts";
import { AXE_WALKED, holdsInEach, speak, widen } from "./in-every-language.ts";
import { enrol, goTo, openExample, openProfile, SCREENS, overflow, type OpenedDesk } from "./opened-desk.ts";
import { tellStory } from "./story.ts";

const isShooting = process.env["ALLFORALL_SCREENSHOTS"] === "1";
const pictures = join(repository, "docs/screenshots");

describe.runIf(hasChromium)("the screens", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  beforeAll(async () => {
    desk = await openExample("istanbul-2025", tellStory);
    browser = await launch();
    if (isShooting) mkdirSync(pictures, { recursive: true });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  const shoot = async (page: Page, name: string): Promise<void> => {
    if (isShooting) await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
  };

  for (const [side, languages] of [[0, ["en", "ru", "ar"]], [1, ["uk", "tr"]]] as const)
    test(`the screens of a delegation in ${languages.join(", ")}: nothing runs past the edge at 1440 and 390 px, and axe finds nothing (${AXE_WALKED})`, async () => {
      const { pack } = desk.door.room.desk;
      const party = pack.sides[side].code;
      const { page, context } = await openProfile(browser, desk.address, { width: 1440, bypassCSP: true });
      await page.locator(".gate form").waitFor();
      if (side === 0) await shoot(page, "gate-en-1440");
      await holdsInEach(page, "the gate", languages);
      const role = desk.door.room.exerciseEnrolments().some((one) => one.party === party && one.role === "delegation") ? "delegation" : "mediator-chair";
      await enrol(page, desk, role === "delegation" ? party : pack.secretariat.code, role);
      for (const screen of [...SCREENS, "lists?list=UA-L1"]) {
        await goTo(page, screen);
        await holdsInEach(page, screen, languages);
        const name = screen.replace("lists?list=UA-L1", "one-list");
        if (isShooting) for (const [language, width] of [["en", 1440], ["ar", 390], ["uk", 1440]] as const) {
          if (!languages.some((one) => one === language) || (language === "uk" && screen !== "account" && name !== "one-list")) continue;
          await speak(page, language);
          await widen(page, width);
          await shoot(page, `${name}-${language}-${width}`);
        }
      }
      await context.close();
    }, 180_000);

  test("every tab, form and window of the screens holds too, in a right-to-left language on a phone", async () => {
    const { page, context } = await openProfile(browser, desk.address, { language: "ar", width: 390, height: 844, bypassCSP: true, isDark: true });
    await enrol(page, desk, desk.door.room.desk.pack.secretariat.code, "mediator-chair");
    for (const screen of ["talks", "agreement", "chronicle"]) {
      await goTo(page, screen);
      for (const tab of await page.locator("[role=tab]").all()) {
        await tab.click();
        await page.waitForTimeout(150);
        for (const closed = page.locator(".act-open[aria-expanded=false]"); (await closed.count()) > 0;) await closed.first().click();
        expect(await violations(page), `${screen} ${await tab.textContent()}`).toEqual([]);
        expect((await page.locator(".main li").allTextContents()).filter((one) => /[:“]\s*\u2068?not stated/.test(one)), "a value of ours, said in the language").toEqual([]);
        expect(await overflow(page), `${screen} ${await tab.textContent()} with its forms open`).toBeLessThanOrEqual(0);
      }
    }
    for (const screen of ["talks", "agreement", "lists", "operations", "account"]) {
      await goTo(page, screen);
      for (const form of await page.locator(".act-open").all()) await form.click();
      expect(await violations(page), `${screen} with its forms open`).toEqual([]);
      expect(await overflow(page), `${screen} with its forms open`).toBeLessThanOrEqual(0);
    }
    await goTo(page, "seats");
    await page.locator("form button[type=submit]").click();
    await page.locator(".note.fine").waitFor();
    expect(await violations(page), "seats").toEqual([]);
    await goTo(page, "desk");
    await page.locator(".cite").first().click();
    await page.locator("[role=dialog] dl").first().waitFor();
    expect(await violations(page), "an entry").toEqual([]);
    await shoot(page, "entry-ar-390-dark");
    await context.close();
  }, 180_000);

  test("the screens of who runs the point, and of the security officer, hold too, and are shown", async () => {
    for (const [language, width] of [["en", 1440], ["ar", 390]] as const) {
      const { page, context } = await openProfile(browser, desk.address, { language, width, height: width === 390 ? 844 : 900, bypassCSP: true });
      await enrol(page, desk, desk.door.room.desk.pack.sides[language === "en" ? 0 : 1].code, "handover-lead");
      for (const screen of ["operations?operation=ex-71", "glass", "self"]) {
        await goTo(page, screen);
        expect(await violations(page), `${language} ${screen}`).toEqual([]);
        expect(await overflow(page), `${language} ${screen} at ${width} px runs past the edge`).toBeLessThanOrEqual(0);
        await shoot(page, `${screen.replace("operations?operation=ex-71", "one-operation")}-${language}-${width}`);
      }
      await goTo(page, "operations?operation=ex-71");
      await page.locator("section[aria-label='ex-71'] .act-open").last().click();
      await page.locator("section[aria-label='ex-71'] .act-form form").last().waitFor();
      expect(await violations(page), `${language} an exception`).toEqual([]);
      await page.locator("section[aria-label='ex-71'] .act-form form").last().scrollIntoViewIfNeeded();
      await shoot(page, `exception-${language}-${width}`);
      await context.close();
      const { page: guard, context: other } = await openProfile(browser, desk.address, { language, width, height: width === 390 ? 844 : 900, bypassCSP: true });
      await enrol(guard, desk, desk.door.room.desk.pack.sides[language === "en" ? 0 : 1].code, "security-officer");
      await goTo(guard, "seats");
      expect(await violations(guard), `${language} seats`).toEqual([]);
      expect(await overflow(guard), `${language} seats at ${width} px runs past the edge`).toBeLessThanOrEqual(0);
      await shoot(guard, `seats-${language}-${width}`);
      await guard.locator("[class=lines] .due .button").first().click();
      await guard.getByRole("dialog").locator("h3").nth(2).waitFor();
      expect(await violations(guard), `${language} closing a seat`).toEqual([]);
      expect(await overflow(guard), `${language} closing a seat at ${width} px runs past the edge`).toBeLessThanOrEqual(0);
      await shoot(guard, `seat-closed-${language}-${width}`);
      await other.close();
    }
    if (!isShooting) return;
    const { page, context } = await openProfile(browser, desk.address, { width: 1440, bypassCSP: true });
    await enrol(page, desk, desk.door.room.desk.pack.mediator.code, "mediator-chair");
    await goTo(page, "talks");
    for (const [tab, name] of [["Rounds", "rounds"], ["Consequences, pauses, disputes", "matters"]] as const) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      await page.waitForTimeout(200);
      await shoot(page, `talks-${name}-en-1440`);
    }
    await context.close();
  }, 180_000);

  test("the page keeps its own policy: no script, style, font or connection from elsewhere is even tried; and at 200 % zoom, half as wide, nothing is lost", async () => {
    const { page, context, troubles } = await openProfile(browser, desk.address);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.evaluate(() => {
      const kept: string[] = [];
      Object.assign(window, { refusedByPolicy: kept });
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => kept.push(`${violatedDirective} ${blockedURI}`));
    });
    await enrol(page, desk, desk.door.room.desk.pack.mediator.code, "mediator-chair");
    for (const screen of SCREENS) await goTo(page, screen);
    await goTo(page, "desk");
    await page.locator(".cite").first().click();
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => Reflect.get(window, "refusedByPolicy"))).toEqual([]);
    expect(troubles).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(desk.address) && !url.startsWith("blob:") && !url.startsWith("data:"))).toEqual([]);
    expect(requests.filter((url) => /list=|operation=|document=/.test(url.split("#")[0] ?? ""))).toEqual([]);
    await page.setViewportSize({ width: 640, height: 450 });
    await speak(page, "ru");
    for (const screen of SCREENS) {
      await goTo(page, screen);
      expect(await overflow(page), screen).toBeLessThanOrEqual(0);
    }
    await context.close();
  }, 150_000);

  test("who may not read a screen is not led to it: an observer sees the record and the verifier", async () => {
    const { page, context, troubles } = await openProfile(browser, desk.address, { bypassCSP: true });
    await enrol(page, desk, desk.door.room.desk.pack.mediator.code, "observer");
    await page.locator(".main h1", { hasText: "Record" }).waitFor();
    expect(await page.locator(".nav a").allTextContents()).toEqual(["Record", "Verifier", "Long work", "Erasure", "My seat"]);
    await goTo(page, "lists");
    await page.locator(".main h1", { hasText: "Record" }).waitFor();
    expect(await violations(page), "an observer's record").toEqual([]);
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);
});

test("the main bundle is at most 250 kB compressed", () => {
  const html = readFileSync(join(repository, "dist/web/index.html"), "utf8");
  const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? "");
  expect(files.length).toBeGreaterThan(0);
  const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(repository, "dist/web", file))).length, 0);
  process.stderr.write(`main bundle: ${size} bytes gzip\n`);
  expect(size).toBeLessThanOrEqual(250_000);
});
