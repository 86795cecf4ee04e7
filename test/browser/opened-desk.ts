// The desk of an example, served from source on a free port with the built web, and officers sitting down in real browsers.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openDoor, type OpenDesk } from "../../src/server/serve.ts";
import { ROLES } from "../../src/desk/authority.ts";
import { readConfig } from "../../src/server/config.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { replayExample, repository } from "../walked-desk.ts";

export type OpenedDesk = { readonly address: string; readonly folder: string; readonly door: OpenDesk; readonly log: string[]; readonly close: () => Promise<void> };

const web = join(repository, "dist/web");

/** `tell` adds to the example before it is served; `ms` is the desk's clock. The caller closes it. */
export async function openExample(name: string, tell: (desk: Desk) => Promise<void> = async () => {}, ms: () => number = Date.now): Promise<OpenedDesk> {
  if (!existsSync(join(web, "index.html"))) throw new Error("expected the built web: `npm run build` makes it");
  const folder = mkdtempSync(join(tmpdir(), "afa-browser-"));
  const desk = await replayExample(name, folder);
  try {
    await tell(desk);
  } finally {
    await desk.record.close();
  }
  return serveFolder(folder, ms);
}

/** Serves a data folder, which closing removes; `ms` is the desk's clock. */
export async function serveFolder(folder: string, ms: () => number = Date.now): Promise<OpenedDesk> {
  if (!existsSync(join(web, "index.html"))) throw new Error("expected the built web: `npm run build` makes it");
  const log: string[] = [];
  const door = await openDoor(folder, readConfig(undefined, {}, { port: 0, publishMs: 200, requestsPerMinute: 100_000, signInsPerQuarter: 10_000, logLevel: "warn" }), { ms }, (line) => void log.push(line), () => {}, web);
  const address = await door.server.listen({ host: "127.0.0.1", port: 0 });
  return {
    address, folder, door, log,
    close: async () => {
      await door.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const PASSWORD = "a password of some length";
export type Language = "en" | "uk" | "ru" | "tr" | "ar";
export const LANGUAGES: readonly Language[] = ["en", "uk", "ru", "tr", "ar"];
export type Profile = { readonly context: BrowserContext; readonly page: Page; readonly troubles: string[] };

/** A browser profile of its own; what the page's policy refuses and what its scripts throw is collected. */
export async function openProfile(browser: Browser, address: string, { language = "en", width = 1440, height = 900, bypassCSP = false, isDark = false, timeout = 15_000 }: { readonly language?: Language; readonly width?: number; readonly height?: number; readonly bypassCSP?: boolean; readonly isDark?: boolean; /** Milliseconds that anything is waited for. */ readonly timeout?: number } = {}): Promise<Profile> {
  const context = await browser.newContext({ viewport: { width, height }, locale: "en-GB", bypassCSP, colorScheme: isDark ? "dark" : "light", acceptDownloads: true, reducedMotion: "reduce" });
  await context.addInitScript((code) => { if (location.protocol !== "about:" && !localStorage.getItem("language")) localStorage.setItem("language", code); }, language);
  const page = await context.newPage();
  page.setDefaultTimeout(timeout);
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
  page.on("console", (message) => { if (message.type() === "error" && !/status of 40[1349]/.test(message.text())) troubles.push(`console: ${message.text()}`); });
  await page.goto(address);
  return { context, page, troubles };
}

/** Sits down with an enrolment code of the exercise, by the words of the screen. */
export async function enrol(page: Page, desk: OpenedDesk, party: string, role: string): Promise<string> {
  const offer = desk.door.room.exerciseEnrolments().find((one) => one.party === party && one.role === role);
  const { officers, desk: { pack } } = desk.door.room;
  await page.locator(".gate form").waitFor();
  if ((await page.locator(".gate form select").count()) === 0) await page.locator(".gate .button.plain").click();
  if (offer) await page.locator(".gate form select").selectOption(offer.code); // else every seat of the exercise is taken: one more is invited
  else await page.locator(".gate form input:not([type=password])").fill(await officers.invite(pack, party, ROLES.find((one) => one === role) ?? "observer", "9999-12-31T00:00:00.000Z"));
  await page.locator(".gate input[type=password]").fill(PASSWORD);
  await page.locator(".gate button[type=submit]").click();
  await page.locator(".shell").waitFor();
  return (await page.locator(".who bdi").last().textContent()) ?? "";
}

/** A profile of its own with an officer sat down in it; `profiles` keeps what its page complained of. */
export async function sitDown(browser: Browser, desk: OpenedDesk, profiles: Profile[], { party, role, options = {} }: { readonly party: string; readonly role: string; readonly options?: Parameters<typeof openProfile>[2] }): Promise<Page> {
  const profile = await openProfile(browser, desk.address, { bypassCSP: true, ...options });
  profiles.push(profile);
  await enrol(profile.page, desk, party, role);
  return profile.page;
}

export type Seats = {
  /** The `nth` officer of a role: sat down once, and on a page begun anew when asked for again. */
  readonly sit: (party: string, role: string, nth?: number) => Promise<Page>;
  /** All rest on an empty page: an open one asks everything again after every act of anybody, and a sitting-down costs four times a page. */
  readonly rest: () => Promise<void>;
};

/** The officers of one test file. */
export function seatsAt(browser: () => Browser, desk: () => OpenedDesk, profiles: Profile[]): Seats {
  const seated = new Map<string, Page>();
  return {
    sit: async (party, role, nth = 0) => {
      const key = `${party} ${role} ${nth}`;
      const known = seated.get(key);
      if (known === undefined) {
        const page = await sitDown(browser(), desk(), profiles, { party, role });
        seated.set(key, page);
        return page;
      }
      await known.goto("about:blank"); // else an address that differs behind its # alone is no new page
      await known.goto(desk().address);
      await known.locator(".shell").waitFor();
      return known;
    },
    rest: async () => void (await Promise.all([...seated.values()].map((page) => page.goto("about:blank")))),
  };
}

/** Pixels by which elements stand out of the page sideways: then a phone scrolls the whole page. */
export const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export const SCREENS = ["desk", "talks", "agreement", "lists", "operations", "account", "chronicle", "custody", "jobs", "erasure", "record", "verifier", "self"] as const;

/** Goes to a screen and waits until the one before is gone (its code may still be on its way) and nothing is being asked, `timeout` milliseconds at most each. */
export async function goTo(page: Page, screen: string, timeout = 15_000): Promise<void> {
  const before = await page.locator(".main h1").first().elementHandle({ timeout: 1_000 }).catch(() => null);
  const isOther = await page.evaluate((to) => {
    const [from, next] = [location.hash, to].map((hash) => hash.replace(/^#?\/?/, "").split("?")[0] ?? "");
    location.hash = `#/${to}`;
    return from !== next && !(from === "" && to === "desk");
  }, screen);
  if (before && isOther) await page.waitForFunction((heading) => !heading.isConnected, before, { timeout });
  await page.locator(".main h1").waitFor({ timeout });
  await settled(page, timeout);
  await page.waitForTimeout(60);
}

/** Waits until nothing that the screen shows is still being asked. */
export const settled = async (page: Page, timeout = 15_000): Promise<void> =>
  void (await page.waitForFunction(() => ![...document.querySelectorAll(".main [role=status].quiet")].some((one) => one.textContent?.includes("…")), undefined, { timeout }));
