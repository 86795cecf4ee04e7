// By keyboard alone: a seat is taken, the content reached past the navigation, a count stated and signed, an entry opened and
// closed, with the focus always somewhere in sight. And 100,000 names stay smooth: only the rows in sight are in the page.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordAct } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { seededChance } from "../walked-desk.ts";
import { hasChromium, launch } from "./chromium.ts";
import { goTo, openExample, openProfile, enrol, PASSWORD, type OpenedDesk } from "./opened-desk.ts";
import { inventedRows } from "./story.ts";

const ROWS = 100_000;

/** Presses Tab until what has the focus is called so; fails after 80 steps. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 80; i++) {
    const focused = await page.evaluate(() => {
      const one = document.activeElement;
      if (!(one instanceof HTMLElement) || one === document.body || one.id === "main") return "";
      const label = one.getAttribute("aria-label") ?? (one instanceof HTMLInputElement || one instanceof HTMLSelectElement || one instanceof HTMLTextAreaElement ? one.labels?.[0]?.textContent : one.textContent);
      return label ?? "";
    });
    if (name.test(focused)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${String(name)}`);
}

/** The element with the focus has an outline that is seen. */
const hasRing = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const style = document.activeElement === null ? undefined : getComputedStyle(document.activeElement);
    return style !== undefined && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
  });

describe.runIf(hasChromium)("the desk by keyboard, and at size", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  beforeAll(async () => {
    desk = await openExample("cartel-1862", async (opened) => {
      const [a, b] = opened.pack.sides;
      const at = parseCivilDate("1862-08-01");
      if (!at) throw new Error("expected a day");
      const chance = seededChance("size");
      await recordAct(opened, { label: "size/1", at, actor: a.code, kind: "list.deposited", body: { list: `${a.code}-100`, purpose: "asked for", about: b.code, rows: inventedRows(ROWS) }, sources: [], to: [a.code, opened.pack.secretariat.code] }, chance);
      await publish(opened, chance.seconds());
    });
    browser = await launch();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  test("a seat is taken, a count stated and signed without a mouse", async () => {
    const { page, context, troubles } = await openProfile(browser, desk.address);
    const { pack } = desk.door.room.desk;
    await page.locator(".gate form").waitFor();
    const offer = desk.door.room.exerciseEnrolments().find(({ party, role }) => party === pack.sides[1].code && role === "delegation");
    await tabTo(page, /Enrolment code/);
    await page.keyboard.type(offer?.code ?? "");
    await tabTo(page, /A password of your own/);
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.locator(".shell").waitFor();
    await page.keyboard.press("Tab");
    await tabTo(page, /To the content/);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.locator("body").press("Home");
    await page.evaluate(() => document.querySelector<HTMLElement>(".skip")?.focus());
    await tabTo(page, /^Operations$/);
    expect(await hasRing(page)).toBe(true);
    await page.keyboard.press("Enter");
    await page.locator(".main h1", { hasText: "Operations" }).waitFor();
    await tabTo(page, /State our count/);
    await page.keyboard.press("Enter");
    await tabTo(page, /^Operation$/);
    await page.keyboard.type("Aiken’s Landing, by keyboard");
    await tabTo(page, /^Number$/);
    expect(await hasRing(page)).toBe(true);
    await page.keyboard.type("12");
    await tabTo(page, /Read and sign/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await tabTo(page, /^Sign and send$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("Recorded as entry").waitFor();
    await page.keyboard.press("Enter"); // the focus lies on Close
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Aiken’s Landing, by keyboard").first().waitFor();
    await tabTo(page, /^Open entry/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").locator("dl").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(troubles).toEqual([]);
    await context.close();
  }, 120_000);

  test("an exception at the spot is chosen, told apart by its code, read and signed without a mouse", async () => {
    const { page, context, troubles } = await openProfile(browser, desk.address);
    await enrol(page, desk, desk.door.room.desk.pack.sides[1].code, "handover-lead");
    await goTo(page, "operations");
    await page.locator("section.sheet h2").first().waitFor();
    await page.evaluate(() => document.getElementById("main")?.focus());
    await page.keyboard.press("Tab");
    await tabTo(page, /Record an exception at the spot/);
    expect(await hasRing(page)).toBe(true);
    await page.keyboard.press("Enter");
    await tabTo(page, /^Code$/);
    expect(await hasRing(page)).toBe(true);
    await page.keyboard.type("Does not");
    await page.getByText("Only the number is recorded", { exact: false }).waitFor();
    await tabTo(page, /^Number$/);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("2");
    await tabTo(page, /Read and sign/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("Does not wish to go").waitFor();
    await tabTo(page, /^Sign and send$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("Recorded as entry").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(desk.door.room.desk.heads.at(-1)?.kind).toBe("exception.recorded");
    expect(troubles).toEqual([]);
    await context.close();
  }, 120_000);

  test("100,000 names: the page holds the rows in sight alone, the last is reached, a name found", async () => {
    const { page, context, troubles } = await openProfile(browser, desk.address);
    const { pack } = desk.door.room.desk;
    await enrol(page, desk, pack.sides[0].code, "delegation");
    await goTo(page, `lists?list=${pack.sides[0].code}-100`);
    const table = page.locator(".big-table");
    await table.locator(".name-open").first().waitFor();
    expect(await table.getAttribute("aria-rowcount")).toBe(String(ROWS + 1));
    const nodes = await page.evaluate(() => document.querySelectorAll(".big-table *").length);
    expect(nodes).toBeLessThan(700);
    for (const share of [0.25, 0.5, 1]) {
      await table.evaluate((frame, part) => { frame.scrollTop = frame.scrollHeight * part; }, share);
      const row = table.locator(`[aria-rowindex="${Math.min(ROWS + 1, Math.round(ROWS * share))}"] .name-open`).first();
      if (share === 1) await table.locator(`[aria-rowindex="${ROWS + 1}"] .name-open`).waitFor();
      else await row.waitFor({ state: "attached" }).catch(() => table.locator(".name-open").first().waitFor());
    }
    expect(await table.locator(`[aria-rowindex="${ROWS + 1}"] .name-open`).textContent()).toContain(String(ROWS));
    // scrolled from end to end in 120 frames: never more than the rows in sight, and how long the longest frame took is said
    const { frames, most } = await table.evaluate((frame) => new Promise<{ frames: number[]; most: number }>((done) => {
      const kept: number[] = [];
      let [before, n, largest] = [performance.now(), 0, 0];
      const step = (now: number): void => {
        kept.push(now - before);
        before = now;
        largest = Math.max(largest, frame.querySelectorAll("*").length);
        frame.scrollTop = (frame.scrollHeight * n) / 120;
        if (++n > 120) done({ frames: kept.slice(1), most: largest });
        else requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    }));
    const sorted = [...frames].sort((x, y) => x - y);
    process.stderr.write(`100,000 rows scrolled in ${frames.length} frames: median ${(sorted[60] ?? 0).toFixed(1)} ms, longest ${(sorted.at(-1) ?? 0).toFixed(1)} ms, at most ${most} nodes\n`);
    expect(frames.length).toBe(120);
    expect(most).toBeLessThan(700);
    await page.getByLabel("Search by name or row").fill("77777");
    await table.locator(".name-open", { hasText: "77777" }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 180_000);
});
