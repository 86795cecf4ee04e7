// What goes wrong at a desk: a session that ends while signing, a network cut before and after the record took the act, two
// officers on one name, a file that is no text, a file of 200 MB. A clear message each time, nothing lost, nothing doubled.
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordAct } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { rowsDigest } from "../../src/registry/list-act.ts";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { repository, seededChance } from "../walked-desk.ts";
import { hasChromium, launch } from "./chromium.ts";
import { enrol, goTo, openExample, openProfile, PASSWORD, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { inventedRows } from "./story.ts";

describe.runIf(hasChromium)("what goes wrong at a desk", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let one: Profile;
  let two: Profile;
  let officer = "";
  const folder = mkdtempSync(join(tmpdir(), "afa-bad-"));
  beforeAll(async () => {
    desk = await openExample("cartel-1862", async (opened) => {
      const [a, b] = opened.pack.sides;
      const at = parseCivilDate("1862-08-01");
      if (!at) throw new Error("expected a day");
      const chance = seededChance("bad");
      const rows = inventedRows(5);
      const act = (actor: string, label: string, kind: string, body: Record<string, unknown>): Promise<number> =>
        recordAct(opened, { label, at, actor, kind, body, sources: [], to: [a.code, b.code, opened.pack.secretariat.code] }, chance);
      await act(a.code, "bad/1", "list.deposited", { list: `${a.code}-5`, purpose: "asked for", about: b.code, rows });
      await act(opened.pack.secretariat.code, "bad/2", "list.forwarded", { list: `${a.code}-5`, to: b.code, sha256: rowsDigest(rows), rows });
      await publish(opened, chance.seconds());
    });
    browser = await launch();
    [one, two] = await Promise.all([openProfile(browser, desk.address), openProfile(browser, desk.address)]);
    const side = desk.door.room.desk.pack.sides[1].code;
    officer = await enrol(one.page, desk, side, "delegation");
    await enrol(two.page, desk, side, "delegation");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const size = (): number => desk.door.room.desk.heads.length;

  async function countForm(page: Page, operation: string): Promise<Locator> {
    await goTo(page, "operations");
    await page.locator(".act-open", { hasText: "State our count" }).click();
    const form = page.locator(".act-form form:visible").first();
    await form.getByLabel("Operation", { exact: true }).fill(operation);
    await form.getByLabel("Number", { exact: true }).fill("7");
    await form.locator("button[type=submit]").click();
    return page.getByRole("dialog");
  }

  test("a session that ends while signing: sign in inside the window, the act goes through once", async () => {
    const before = size();
    const window = await countForm(one.page, "session-ends");
    const sign = window.getByRole("button", { name: "Sign and send" });
    await expect.poll(() => sign.isEnabled()).toBe(true);
    await one.context.clearCookies();
    await sign.click();
    await window.getByText("The session has ended.", { exact: false }).first().waitFor();
    expect(size()).toBe(before);
    await window.getByLabel("Officer’s sign").fill(officer);
    await window.getByLabel("Password").fill(PASSWORD);
    await window.getByRole("button", { name: "Sign in", exact: true }).click();
    await sign.click();
    await window.getByText("Recorded as entry").waitFor();
    expect(size()).toBe(before + 1);
    await window.getByRole("button", { name: "Close" }).last().click();
  }, 60_000);

  test("the network is cut before the desk has the act: it stays signed in the browser and is sent again", async () => {
    const before = size();
    await one.page.route("**/api/acts", (route) => route.abort());
    const window = await countForm(one.page, "cut-before");
    await window.getByRole("button", { name: "Sign and send" }).click();
    await window.getByText("The desk cannot be reached", { exact: false }).waitFor();
    expect(size()).toBe(before);
    await one.page.unroute("**/api/acts");
    await window.getByRole("button", { name: "Cancel" }).click();
    await one.page.reload();
    const kept = one.page.locator(".toast");
    await kept.getByText("Signed and not yet acknowledged", { exact: false }).first().waitFor();
    await kept.getByRole("button", { name: "Send again, unchanged" }).click();
    await kept.waitFor({ state: "detached" });
    expect(size()).toBe(before + 1);
  }, 60_000);

  test("the answer is lost after the desk recorded the act: sending the same bytes again doubles nothing", async () => {
    const before = size();
    await one.page.route("**/api/acts", async (route) => {
      await route.fetch();
      await route.abort();
    });
    const window = await countForm(one.page, "cut-after");
    await window.getByRole("button", { name: "Sign and send" }).click();
    await window.getByText("The desk cannot be reached", { exact: false }).waitFor();
    expect(size()).toBe(before + 1);
    await one.page.unroute("**/api/acts");
    await window.getByRole("button", { name: "Cancel" }).click();
    await one.page.locator(".toast").getByRole("button", { name: "Send again, unchanged" }).click();
    await one.page.locator(".toast").waitFor({ state: "detached" });
    expect(size()).toBe(before + 1);
  }, 60_000);

  test("two officers answer one name at once: the second is told, and nothing of his is recorded", async () => {
    const list = `${desk.door.room.desk.pack.sides[0].code}-5`;
    const windows: Locator[] = [];
    for (const { page } of [one, two]) {
      await goTo(page, `lists?list=${list}`);
      await page.getByRole("checkbox", { name: "Pick row 1", exact: true }).check();
      await page.locator(".act-open", { hasText: "Answer the names picked" }).click();
      await page.locator(".act-form form").getByLabel("Date of the answer").fill("1862-08-02");
      await page.locator(".act-form form button[type=submit]").click();
      const window = page.getByRole("dialog");
      await expect.poll(() => window.getByRole("button", { name: "Sign and send" }).isEnabled()).toBe(true);
      windows.push(window);
    }
    await windows[0]?.getByRole("button", { name: "Sign and send" }).click();
    await windows[0]?.getByText("Recorded as entry").waitFor();
    const before = size();
    // told by the live check before he signs, or by the refusal after
    await windows[1]?.getByRole("button", { name: "Sign and send" }).click({ timeout: 2_000 }).catch(() => undefined);
    await windows[1]?.getByText("Another answer to this name was recorded first", { exact: false }).first().waitFor();
    expect(size()).toBe(before);
    expect(await two.page.locator(".toast").count()).toBe(0);
    for (const { page } of [one, two]) await page.keyboard.press("Escape");
  }, 60_000);

  test("terms are read as they are typed: each mistake with line and column, then the sentences in the reader's language", async () => {
    const terms = readFileSync(join(repository, "examples/terms/istanbul.terms"), "utf8");
    const line = terms.split("\n").findIndex((text) => text.includes("releases all captives who are “young”")) + 1;
    await goTo(two.page, "agreement");
    await two.page.locator(".act-open", { hasText: "Sign a text" }).click();
    const form = two.page.locator(".act-form form").first();
    await form.getByLabel("Code of the agreement").fill("TERMS-1");
    await form.getByLabel("Whole text").fill(terms.replace("releases all captives who are “young”", "relases all captives who are “young”"));
    await form.getByText(new RegExp(`^line ${line}:`)).first().waitFor();
    expect(await form.locator("button[type=submit]").isDisabled()).toBe(true);
    await form.getByLabel("Whole text").fill(terms);
    await form.getByText("As it is executed, in your language", { exact: false }).waitFor();
    expect(await form.locator("button[type=submit]").isDisabled()).toBe(false);
    await two.page.locator(".head select").first().selectOption("uk");
    await two.page.locator("summary", { hasText: "Як виконується, вашою мовою" }).first().click();
    expect(await two.page.locator("details .sentences li").count()).toBeGreaterThan(5);
    expect(await two.page.locator("details .sentences").first().textContent()).toMatch(/[а-яіїє]{4}/);
    await two.page.locator(".head select").first().selectOption("en");
  }, 60_000);

  test("a file that is no text and a file of 200 MB are named before anything is sent", async () => {
    const sent: string[] = [];
    await goTo(one.page, "lists");
    await one.page.locator(".act-open", { hasText: "Deposit a list" }).click();
    one.page.on("request", (request) => { if (request.url().includes("/api/lists/preview")) sent.push(request.url()); });
    const picture = join(folder, "list.csv");
    writeFileSync(picture, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2]));
    const input = one.page.locator(".act-form input[type=file]");
    await input.setInputFiles(picture);
    await one.page.getByText("This file is no UTF-8 text", { exact: false }).waitFor();
    const huge = join(folder, "huge.csv");
    const handle = openSync(huge, "w");
    ftruncateSync(handle, 200 * 1024 * 1024);
    closeSync(handle);
    await input.setInputFiles(huge);
    await one.page.getByText("The file is larger than 16 MiB", { exact: false }).waitFor();
    expect(sent).toEqual([]);
  }, 60_000);
});
