// What MISSION says that the screens of the talks, the agreement, the operations, the account and the desk answer, each read off the
// screen: the words of both sides, the two counts with their age, what comes next, and the entries that every number rests on.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, launch } from "./chromium.ts";
import { goTo, openExample, sitDown, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { openTab } from "./sign-form.ts";
import { tellStory } from "./story.ts";

describe.runIf(hasChromium)("what the screens must show", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let page: Page;
  const profiles: Profile[] = [];
  beforeAll(async () => {
    desk = await openExample("istanbul-2025", tellStory);
    browser = await launch();
    page = await sitDown(browser, desk, profiles, { party: desk.door.room.desk.pack.secretariat.code, role: "mediator-chair" });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  const text = async (selector: string): Promise<string> => ((await page.locator(selector).first().innerText()) ?? "").replace(/\s+/g, " ");
  const onDay = async (day: string): Promise<void> => {
    await page.locator(".day-input").fill(day);
    await expect.poll(() => page.locator(".page-head").innerText()).toContain(`As of ${Number(day.slice(8))} `);
  };

  test("desk: who waits for whom with days late, both counts with the age of the difference, the next operation", async () => {
    await goTo(page, "desk");
    const main = await text(".main");
    expect(main).toContain("List UA-L1: 15 of 24 names unanswered, 4 days late");
    expect(main).toMatch(/Russia counts 1,248 Ukraine counts 1,245/);
    expect(main).toContain("3 unexplained since 16 Jun 2025 (255 days)");
    expect(main).toContain("remains · Russia → Ukraine · IST-2, clause 4");
    // counted on 26 February, the postponed one is past; what comes is the one with a notice
    expect(main).toMatch(/Next operation ex-71 go given 28 Feb 2026, 08:00 – 28 Feb 2026, 16:00/);
    await onDay("2026-02-25");
    expect(await text(".main")).toMatch(/Next operation ev-068 postponed New day: 26 Feb 2026/);
    await onDay("2026-03-05");
    expect(await text(".main")).toContain("No coming operation is recorded.");
    await page.locator(".due .cite").first().click();
    await page.getByRole("dialog").locator("dl").first().waitFor(); // a number leads to its entry
    await page.keyboard.press("Escape");
  }, 90_000);

  test("talks: the matrix on a past day with the quote and every move, receipts of both sides over one SHA-256, a pause that counts down", async () => {
    await goTo(page, "talks");
    await page.locator(".matrix").waitFor();
    const row = (name: string) => page.locator(".matrix tbody tr", { has: page.getByRole("rowheader", { name: new RegExp(`^${name}`) }) });
    expect(await row("unconditional ceasefire").innerText()).toContain("rejected");
    expect(await row("limited pause to recover bodies").innerText()).toContain("proposed");
    expect(await row("at least 1,000 on each side").locator("td q").first().innerText()).toContain("at least 1,000");
    await row("memorandum").locator("summary").click();
    expect((await row("memorandum").locator("details li").allInnerTexts()).join(" ")).toMatch(/2 Jun 2025 · Russia: proposed.*2 Jun 2025 · Ukraine: under review/s);
    await onDay("2025-06-01");
    await page.getByText("No position is recorded on or before this day.").waitFor();
    await onDay("2026-02-22");
    await openTab(page, "Documents");
    const sheet = page.locator("section[aria-label='M-7']");
    const sha = /SHA-256 ([0-9a-f]{64})/.exec((await sheet.innerText()).replace(/\s+/g, " "))?.[1] ?? "none";
    const receipts = (await sheet.locator("ol.lines li").allInnerTexts()).map((line) => line.replace(/\s+/g, " "));
    expect(receipts.map((line) => /^(deposited · Russia|forwarded to Ukraine · Secretariat|received · Ukraine)/.exec(line)?.[0])).toEqual(["deposited · Russia", "forwarded to Ukraine · Secretariat", "received · Ukraine"]);
    for (const line of receipts) expect(line).toContain(`same bytes ${sha.slice(0, 12)}`);
    expect(await page.locator("section[aria-label='terms of the second round']").innerText()).toContain("No receipt of Ukraine yet");
    await openTab(page, "Consequences, pauses, disputes");
    await page.getByText("1 day of its window left").waitFor();
    await page.getByText("21 Feb 2026, 08:00").waitFor();
    await onDay("2026-02-25");
    await page.getByText("its window ended 2 days ago; nobody has closed it").waitFor();
  }, 90_000);

  test("agreement: each clause with what was promised, counted by each side, accepted, outstanding, and both readings", async () => {
    await goTo(page, "agreement");
    const heads = await page.locator("section[aria-label='IST-2'] thead th").allInnerTexts();
    expect(heads).toEqual(["Clause", "Who gives to whom", "Promised", "By the giver’s count", "By the receiver’s count", "Accepted", "Outstanding", "Status", "Rests on"]);
    const remains = page.locator("section[aria-label='IST-2'] tbody tr", { hasText: "6,000 unilaterally" });
    expect((await remains.innerText()).replace(/\s+/g, " ")).toMatch(/6,000-for-6,000.*6,000 unilaterally.*Russia → Ukraine 6,000 4,660 .*published total 6,060 7,057 published total 6,057/);
    expect(await remains.locator(".cite").count()).toBeGreaterThan(3);
  }, 60_000);

  test("operations: a postponement with each side's statement, also where no notice was sent", async () => {
    await goTo(page, "operations?operation=ev-068");
    const sheet = page.locator("section[aria-label='ev-068']");
    expect((await sheet.locator("blockquote").allInnerTexts())).toEqual(["The route was not confirmed.", "We were at the point."]);
    expect((await sheet.innerText()).replace(/\s+/g, " ")).toMatch(/Russia says, 21 Feb 2026.*Ukraine says, 21 Feb 2026 · until 26 Feb 2026/);
  }, 60_000);

  test("account: on any day the differences with both counts, the reversals, and sums that close to zero", async () => {
    await goTo(page, "account");
    const main = await text(".main");
    expect(main).toContain("Differences between the counts (2)");
    expect(main).toMatch(/ev-029: Russia 1,248 \/ Ukraine 1,245 3 unexplained since 16 Jun 2025/);
    expect(main).toContain("at least 20");
    expect(new Set(await page.locator(".closing tbody tr td:last-child").allInnerTexts())).toEqual(new Set(["0"]));
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.locator(".print-row").first().isVisible(), "a row of the paper on a phone").toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });
    await onDay("2025-06-15");
    expect(await text(".main")).toContain("Differences between the counts (0)");
    for (const { troubles } of profiles) expect(troubles).toEqual([]);
  }, 60_000);
});
