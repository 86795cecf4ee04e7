// What goes wrong at a desk: a session that ends while signing, a network cut before, in the middle of and after the record took the act, a
// full disk, a device whose clock is wrong, a script in a name, two officers on one name, a file that is no text, a file of 200 MB. A clear
// message each time, nothing lost, nothing doubled.
import { closeSync, existsSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordAct } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { rowsDigest } from "../../src/registry/list-act.ts";
import { fromBase64 } from "../../src/basis/bytes.ts";
import { addDays, civilDayIn, parseCivilDate } from "../../src/basis/civil-date.ts";
import { isRecord, parseJson } from "../../src/basis/parse-json.ts";
import { sha256Hex } from "../../src/basis/sha256.ts";
import { listsOf } from "../../src/desk/lists-of.ts";
import { UNFINISHED } from "../../src/store/files/disk.ts";
import { sealedPath } from "../../src/store/vault/seal.ts";
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

  const wordsOf = (language: string): Readonly<Record<string, unknown>> => {
    const value = parseJson(readFileSync(join(repository, "words", `${language}.json`), "utf8"));
    return isRecord(value) ? value : expect.fail("words");
  };
  /** What stands in a language where the English words stand. */
  const said = (language: string, english: string): string => {
    const key = Object.entries(wordsOf("en")).find(([, text]) => text === english)?.[0] ?? expect.fail(`no words “${english}”`);
    return String(wordsOf(language)[key]);
  };
  async function countForm(page: Page, operation: string, language = "en"): Promise<Locator> {
    await goTo(page, "operations");
    await page.locator(".act-open", { hasText: said(language, "State our count of an operation") }).click();
    const form = page.locator(".act-form form:visible").first();
    await form.getByLabel(said(language, "Operation"), { exact: true }).fill(operation);
    await form.getByLabel(said(language, "Number"), { exact: true }).fill("7");
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

  test("the network is cut before the desk has the act: it stays signed in the browser, as what is typed does when another language is chosen, and is sent again", async () => {
    const before = size();
    await one.page.route("**/api/acts", (route) => route.abort());
    const window = await countForm(one.page, "cut-before");
    await window.getByRole("button", { name: "Sign and send" }).click();
    await window.getByText("The desk cannot be reached", { exact: false }).waitFor();
    expect(size()).toBe(before);
    await one.page.unroute("**/api/acts");
    await window.getByRole("button", { name: "Cancel" }).click();
    const kept = one.page.locator(".toast");
    const typed = one.page.locator(".act-form form:visible").first();
    for (const language of ["ar", "en"]) { // its words come from the desk while the form lies open
      await one.page.locator(".head select").first().selectOption(language);
      await one.page.locator(`html[lang=${language}]`).waitFor();
      expect(await typed.getByLabel(said(language, "Operation"), { exact: true }).inputValue(), language).toBe("cut-before");
      expect(await typed.getByLabel(said(language, "Number"), { exact: true }).inputValue(), language).toBe("7");
      await kept.getByRole("button", { name: said(language, "Send again, unchanged") }).waitFor();
    }
    await one.page.reload();
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

  test("the answer is lost and the same window signs again: its own bytes go out once more, and the count stands once", async () => {
    await one.page.reload();
    const before = size();
    await one.page.route("**/api/acts", async (route) => {
      await route.fetch();
      await route.abort();
    });
    const window = await countForm(one.page, "signed-again");
    const sign = window.getByRole("button", { name: "Sign and send" });
    await sign.click();
    await window.getByText("The desk cannot be reached", { exact: false }).waitFor();
    expect(size()).toBe(before + 1);
    await one.page.unroute("**/api/acts");
    await sign.click();
    await window.getByText(`Recorded as entry ${before}`, { exact: false }).waitFor();
    expect(size()).toBe(before + 1);
    await window.getByRole("button", { name: "Close" }).last().click();
    expect(await one.page.locator(".toast").count()).toBe(0);
  }, 60_000);

  /** Fills in a list of so many names and opens the window in which it is signed. */
  async function depositForm(page: Page, list: string, csv: string): Promise<Locator> {
    await goTo(page, "lists");
    await page.locator(".act-open", { hasText: "Deposit a list" }).click();
    const form = page.locator(".act-form form:visible").first();
    await form.getByLabel("Code of the list").fill(list);
    await form.locator("input[type=file]").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await form.locator("table td").first().waitFor();
    await expect.poll(() => form.locator("button[type=submit]").isEnabled(), { timeout: 15_000 }).toBe(true);
    await form.locator("button[type=submit]").click();
    const window = page.getByRole("dialog");
    await expect.poll(() => window.getByRole("button", { name: "Sign and send" }).isEnabled(), { timeout: 15_000 }).toBe(true);
    return window;
  }
  const csvOf = (rows: number): string => `row,name,birth\n${Array.from({ length: rows }, (_, i) => `${i + 1},Invented ${"abcdefghij".charAt(i % 10)}${i} Person,19${60 + (i % 40)}`).join("\n")}`;
  const namesOf = (list: string): number => listsOf(desk.door.room.desk.state).get(list)?.inOrder.length ?? 0;
  const own = (): string => desk.door.room.desk.pack.sides[1].code;

  test("the network is cut in the middle of a deposit: nothing of it is on the record, and the same bytes are taken whole and once", async () => {
    await one.page.reload();
    const before = size();
    const list = `${own()}-CUT`;
    const window = await depositForm(one.page, list, csvOf(1_500));
    let cuts = 0;
    const cut = (request: IncomingMessage): void => {
      if (request.method !== "POST" || request.url !== "/api/acts") return;
      request.once("data", () => { // a part of the body has come, and the line is gone; the browser tries once more by itself, in vain
        cuts++;
        request.socket.destroy();
      });
    };
    const { server } = desk.door.server;
    server.prependListener("request", cut);
    await window.getByRole("button", { name: "Sign and send" }).click();
    await window.getByText("The desk cannot be reached", { exact: false }).waitFor();
    expect([size(), namesOf(list)]).toEqual([before, 0]);
    expect(cuts).toBeGreaterThan(0);
    server.off("request", cut);
    await window.getByRole("button", { name: "Sign and send" }).click();
    await window.getByText("Recorded as entry", { exact: false }).waitFor();
    expect([size(), namesOf(list)]).toEqual([before + 1, 1_500]);
    await window.getByRole("button", { name: "Close" }).last().click();
    expect(await one.page.locator(".toast").count()).toBe(0);
  }, 90_000);

  test.runIf(existsSync("/dev/full"))("the disk of the desk is full in the middle of a deposit: it is said in the reader's language, and what was signed is taken once there is room", async () => {
    await one.page.reload();
    const before = size();
    const list = `${own()}-FULL`;
    const full: string[] = [];
    await one.page.route("**/api/acts", async (route) => {
      const body = parseJson(route.request().postData() ?? "{}");
      const below = dirname(join(desk.folder, sealedPath(sha256Hex(fromBase64(isRecord(body) ? String(body["sealed"]) : "")))));
      mkdirSync(below, { recursive: true });
      for (let n = 0; n < 8; n++) {
        const path = join(below, `${UNFINISHED}${process.pid}-${n}`);
        if (!existsSync(path)) symlinkSync("/dev/full", path);
        full.push(path);
      }
      await route.continue();
    });
    const window = await depositForm(one.page, list, csvOf(20));
    await window.getByRole("button", { name: "Sign and send" }).click();
    await window.getByText("The disk of the desk has no room", { exact: false }).first().waitFor();
    expect([size(), namesOf(list)]).toEqual([before, 0]);
    await one.page.unroute("**/api/acts");
    for (const path of full) rmSync(path, { force: true });
    await window.getByRole("button", { name: "Cancel" }).click();
    const kept = one.page.locator(".toast");
    await kept.getByText("Signed and not yet acknowledged", { exact: false }).first().waitFor();
    await kept.getByRole("button", { name: "Send again, unchanged" }).click();
    await kept.waitFor({ state: "detached" });
    expect([size(), namesOf(list)]).toEqual([before + 1, 20]);
  }, 60_000);

  test("a device whose clock is a day ahead or behind is told so in its language; the act carries the day of the desk", async () => {
    const { pack } = desk.door.room.desk;
    for (const [days, language, told] of [[1, "uk", "На цьому пристрої"], [-1, "ar", "تاريخ هذا الجهاز"], [400, "en", "This device says"]] as const) {
      const before = size();
      await two.page.locator(".head select").first().selectOption(language);
      await two.page.clock.setFixedTime(Date.now() + days * 86_400_000);
      await two.page.reload();
      await two.page.locator(".shell").waitFor();
      const again = await countForm(two.page, `clock${days}`, language);
      const note = again.locator(".note.wait").first();
      await note.waitFor();
      expect(await note.textContent()).toContain(told);
      await again.locator("button.first").click();
      await again.locator(".note.fine").waitFor();
      expect(size()).toBe(before + 1);
      const today = civilDayIn(pack.timeZone, Date.now());
      expect([today, addDays(today, -1)]).toContain(desk.door.room.desk.heads.at(-1)?.at); // midnight may have passed since
      await two.page.keyboard.press("Escape");
    }
    await two.page.clock.setFixedTime(Date.now());
    await two.page.reload();
    await two.page.locator(".shell").waitFor();
  }, 90_000);

  test("a script in a name is a name: shown letter by letter, run by nobody, deposited once", async () => {
    await one.page.reload();
    const before = size();
    const list = `${own()}-SCRIPT`;
    const name = "<script>window.hit=1</script><img src=x onerror=window.hit=1>";
    const window = await depositForm(one.page, list, `row,name\n1,${name}`);
    await window.getByRole("button", { name: "Sign and send" }).click();
    await window.getByText("Recorded as entry", { exact: false }).waitFor();
    await window.getByRole("button", { name: "Close" }).last().click();
    await goTo(one.page, `lists?list=${list}`);
    await one.page.locator(".name-open").first().waitFor();
    expect(await one.page.locator(".name-open").first().textContent()).toContain(name);
    await one.page.locator(".name-open").first().click();
    await one.page.getByRole("dialog").getByText(name, { exact: false }).first().waitFor();
    expect(await one.page.evaluate(() => "hit" in window)).toBe(false);
    expect(size()).toBe(before + 1);
    await one.page.keyboard.press("Escape");
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
    // the refused act is dropped before he is told; that none is kept any longer is read anew after
    await expect.poll(() => two.page.locator(".toast").count(), { timeout: 10_000 }).toBe(0);
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
