// What a screen shows when something is not as it should be: wrong fields, a refused act, an ended session, a lost connection, work
// under way, an open window, nothing at all. axe-core finds nothing in five languages on a desk and on a phone, and no page is wider
// than its window: also at 320 px, and at 200 % zoom.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./axe.ts";
import { hasChromium, launch } from "./chromium.ts";
import { holdsInEach, speak, standingOut, widen, WIDTHS } from "./in-every-language.ts";
import { enrol, goTo, LANGUAGES, openExample, openProfile, overflow, SCREENS, settled, type Language, type OpenedDesk } from "./opened-desk.ts";
import { tellStory } from "./story.ts";

/** Every language where it is asked for; else one from left to right and one from right to left, since all of them together take minutes. */
const isWhole = process.env["ALLFORALL_EVERY_STATE"] === "1";
const WALKED = LANGUAGES.filter((language) => isWhole || language === "en" || language === "ar");
/** Seats whose screens are mostly empty on this desk, two for each language. */
const QUIET_SEATS: Readonly<Record<Language, readonly (readonly [at: "a" | "b" | "mediator" | "office", role: string])[]>> = {
  en: [["mediator", "medical-commission"], ["a", "bureau"]], uk: [["a", "forensic-lead"], ["mediator", "observer"]], ru: [["b", "handover-lead"], ["b", "bureau"]],
  tr: [["mediator", "neutral-agency"], ["b", "family-liaison"]], ar: [["b", "forensic-lead"], ["office", "security-officer"]],
};

describe.runIf(hasChromium)("the states of the screens", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  beforeAll(async () => {
    desk = await openExample("istanbul-2025", tellStory);
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const holds = (page: Page, state: string): Promise<void> => holdsInEach(page, state, WALKED);
  /** The form of a kind, open. */
  const open = async (page: Page, kind: string): Promise<ReturnType<Page["locator"]>> => {
    const form = page.locator(`[data-act="${kind}"]`).first();
    await form.locator(".act-open").click();
    await form.locator("form").waitFor();
    return form;
  };
  const close = async (page: Page): Promise<void> => {
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };

  test(`wrong fields, refusals, an ended session, a lost connection, work under way and open windows hold in ${WALKED.join(", ")}`, async () => {
    const { pack } = desk.door.room.desk;
    const { page, context } = await openProfile(browser, desk.address, { bypassCSP: true });
    await page.locator(".gate form").waitFor();
    await page.locator(".gate form input:not([type=password])").fill("no such code");
    await page.locator(".gate input[type=password]").fill("short");
    await page.locator(".gate .error").first().waitFor();
    await page.locator(".gate input[type=password]").fill("a password of some length");
    await page.locator(".gate button[type=submit]").click();
    await page.locator(".gate [role=alert]").waitFor();
    await holds(page, "a refused code");
    await page.reload();
    await enrol(page, desk, pack.sides[0].code, "delegation");

    // every field of the forms of two screens wrong
    for (const [screen, kinds] of [["operations", ["operation.counted", "operation.announced"]], ["account", ["obligation.stated", "reversal.recorded"]]] as const) {
      await goTo(page, screen);
      for (const kind of kinds) {
        const form = await open(page, kind);
        for (const field of await form.locator("form input[type=text]:visible, form textarea:visible").all()) await field.fill("? not a code, not a number");
      }
      await page.locator(".error").filter({ hasText: /\S/ }).first().waitFor();
      await holds(page, `${screen} with every field wrong`);
    }
    await goTo(page, "lists");
    const list = await open(page, "list.deposited");
    await list.locator("input[type=text]").first().fill(`${pack.sides[0].code}-bad`);
    await list.locator("textarea").fill("row,name,birth\n1,,1990-13-40\n1,Somebody,not a day\n");
    await list.locator("[role=alert]").first().waitFor();
    await holds(page, "a list with every row wrong");

    // an act that the desk refuses, a session that ends, a line that is cut, in the window of signing
    await page.route("**/api/acts/check", (route) => route.fulfill({ json: { faults: [{ code: "OBLIGATION_NONE", message: "expected an obligation of the record", places: [{ field: "obligation" }] }, { code: "ACT_DATE", message: "expected a day not after today", places: [{ field: "at" }] }] } }));
    await goTo(page, "operations");
    const count = await open(page, "operation.counted");
    await count.locator("input[type=text]").first().fill("states-1");
    await count.locator("input[type=text]").nth(1).fill("7");
    await count.locator("button[type=submit]").click();
    await page.getByRole("dialog").locator("[role=alert]").waitFor();
    await holds(page, "a refused act");
    await close(page);
    await page.unroute("**/api/acts/check");
    await page.route("**/api/acts", (route) => route.fulfill({ status: 401, json: { error: { code: "SESSION", message: "no session", faults: [] } } }));
    await count.locator("input[type=text]").nth(1).fill("8");
    await count.locator("button[type=submit]").click();
    const signing = page.locator("[data-signing] .button.first:not([disabled])").last();
    await signing.click();
    await page.getByRole("dialog").locator("input[type=password]").waitFor();
    await holds(page, "an ended session");
    await close(page);
    await page.unroute("**/api/acts");
    await page.route("**/api/acts", (route) => route.abort());
    await count.locator("input[type=text]").nth(1).fill("9");
    await count.locator("button[type=submit]").click();
    await signing.click();
    await page.getByRole("dialog").locator("[role=alert]").waitFor();
    await holds(page, "a cut line");
    await close(page);
    await page.locator(".toast").waitFor();
    await holds(page, "a signed act that waits in the browser");
    await page.unroute("**/api/acts");

    // work under way, ended badly and cancelled; windows
    const job = { task: "verify", done: 40, of: 187, remainingSeconds: 12, attempt: 2, result: null, error: null };
    await page.route("**/api/jobs", (route) => route.fulfill({ json: { jobs: [{ ...job, id: "1", state: "running" }, { ...job, id: "2", state: "waiting", of: 0 }, { ...job, id: "3", task: "export", state: "failed", error: "JOB_STOPPED" }, { ...job, id: "4", state: "cancelled" }] } }));
    await goTo(page, "jobs");
    await page.locator("progress").first().waitFor();
    await holds(page, "work under way");
    await page.unroute("**/api/jobs");
    await goTo(page, "lists?list=UA-L1");
    await page.locator(".name-open").nth(2).click();
    await page.getByRole("dialog").locator("dl").first().waitFor();
    await holds(page, "a name");
    await close(page);
    await goTo(page, "record");
    await page.locator(".cite").nth(5).click();
    await page.getByRole("dialog").locator("dl").first().waitFor();
    await holds(page, "an entry");
    await close(page);
    await context.close();
  }, 300_000);

  for (const language of WALKED)
    test(`the screens of the quieter seats hold in ${language}`, async () => {
      const { pack } = desk.door.room.desk;
      for (const [at, role] of QUIET_SEATS[language]) {
        const party = { a: pack.sides[0].code, b: pack.sides[1].code, mediator: pack.mediator.code, office: pack.secretariat.code }[at];
        const quiet = await openProfile(browser, desk.address, { language, bypassCSP: true });
        await enrol(quiet.page, desk, party, role);
        const screens = await quiet.page.locator(".nav a").evaluateAll((links) => links.map((link) => (link.getAttribute("href") ?? "").replace(/^.*#\//, "") || "desk"));
        for (const [i, screen] of screens.filter((one) => !["record", "verifier", "jobs", "self", "erasure"].includes(one)).entries()) {
          await goTo(quiet.page, screen);
          await widen(quiet.page, WIDTHS[i % 2] ?? 390); // the other width is another language's
          expect(await violations(quiet.page), `${language}: ${role}, ${screen}`).toEqual([]);
          expect(await standingOut(quiet.page), `${language}: ${role}, ${screen} runs past the edge`).toEqual([]);
        }
        await quiet.context.close();
      }
    }, 300_000);

  for (const [side, all] of [[0, [["ar", 320], ["en", 640], ["ru", 640]]], [1, [["uk", 320], ["tr", 320]]]] as const) {
    const looks = all.filter(([language]) => isWhole || (language !== "ru" && language !== "tr"));
    test(`no page of a delegation is wider than its window, with its forms open: ${looks.map(([language, width]) => `${language} at ${width} px`).join(", ")} (320 is the least width, 640 is 200 % zoom of 1280)`, async () => {
      const { page, context } = await openProfile(browser, desk.address, { height: 640, bypassCSP: true });
      await enrol(page, desk, desk.door.room.desk.pack.sides[side].code, "delegation");
      const fits = async (what: string): Promise<void> => {
        for (const [language, width] of looks) {
          await page.setViewportSize({ width, height: 640 });
          await speak(page, language);
          await settled(page);
          expect(await overflow(page), `${language} ${what}`).toBeLessThanOrEqual(0);
        }
      };
      for (const screen of [...SCREENS, "matching", "planning", "identification", "lists?list=UA-L1", "operations?operation=ex-71"]) {
        await goTo(page, screen);
        await fits(screen);
        for (let closed = page.locator(".main .act-open[aria-expanded=false]"), tries = 0; tries < 30 && (await closed.count()) > 0; tries++) await closed.first().click();
        await fits(`${screen} with its forms open`);
      }
      await context.close();
    }, 180_000);
  }
});
