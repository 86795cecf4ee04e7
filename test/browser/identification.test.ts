// The fallen in a real browser, on the exercise: a laboratory deposits, searches, proposes; two sign; a set of the wrong side is
// reversed. With ALLFORALL_SCREENSHOTS=1 the pictures of docs/screenshots are made anew.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDoor } from "../../src/server/serve.ts";
import { readConfig } from "../../src/server/config.ts";
import { replayExercise } from "../exercise-desk.ts";
import { repository } from "../walked-desk.ts";
import { violations } from "./axe.ts";
import { hasChromium, launch } from "./chromium.ts";
import { AXE_WALKED, holdsInEach, speak, widen } from "./in-every-language.ts";
import { enrol, goTo, LANGUAGES, openProfile, type OpenedDesk } from "./opened-desk.ts";

const isShooting = process.env["ALLFORALL_SCREENSHOTS"] === "1";
const pictures = join(repository, "docs/screenshots");

describe.runIf(hasChromium)("the fallen on the screen", () => {
  const folder = mkdtempSync(join(tmpdir(), "afa-ident-"));
  let desk: OpenedDesk;
  let browser: Browser;
  beforeAll(async () => {
    const record = await replayExercise(folder, ["profiles.deposited"]);
    const log: string[] = [];
    const door = await openDoor(record, readConfig(undefined, {}, { port: 0, publishMs: 200, requestsPerMinute: 100_000, signInsPerQuarter: 10_000, logLevel: "warn" }), { ms: Date.now }, (line) => void log.push(line), () => {}, join(repository, "dist/web"));
    const address = await door.server.listen({ host: "127.0.0.1", port: 0 });
    desk = { address, folder, door, log, close: () => door.close() };
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const shoot = async (page: Page, name: string): Promise<void> => {
    if (isShooting && name.includes("report")) await page.evaluate(() => { window.scrollTo(0, 0); }); // the menu stays beside what is read
    if (isShooting) await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled", fullPage: name.includes("report") });
  };
  const sit = async (party: string, role: string): Promise<Page> => {
    const { page } = await openProfile(browser, desk.address, { bypassCSP: true });
    await enrol(page, desk, party, role);
    await goTo(page, "identification");
    return page;
  };
  /** Reads what is shown and signs it. */
  const sign = async (page: Page): Promise<void> => {
    await page.locator("[role=dialog] .button.first").click();
    await page.locator("[role=dialog]").getByText(/Recorded as entry|Signed once/).first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator("[role=dialog]").waitFor({ state: "detached" });
  };
  /** The second officer signs what waits. */
  const second = async (page: Page): Promise<void> => {
    await page.reload();
    await page.locator(".shell").waitFor();
    await goTo(page, "identification");
    await page.getByRole("button", { name: "Read and sign …" }).first().click();
    await sign(page);
  };

  test("a laboratory deposits, searches, proposes; two sign; a wrong side is reversed; nothing of it shows to axe", async () => {
    const [head = "", ...rows] = readFileSync(join(folder, "exercise/laboratory/remains.csv"), "utf8").trim().split("\n");
    const truth = readFileSync(join(folder, "exercise/truth/remains.csv"), "utf8").trim().split("\n").slice(1).map((row) => row.split(","));
    const sideOf = new Map(truth.map((row) => [row[0], row[4]]));
    for (const [side, of] of [["SA", "A"], ["SB", "B"]] as const) {
      const file = join(folder, `profiles-${side}.csv`);
      writeFileSync(file, `${head}\n${rows.filter((row) => sideOf.get(row.split(",")[0]) === of).join("\n")}\n`);
      const page = await sit(`${side}LAB`, "laboratory");
      const form = page.locator(".act-form", { hasText: "Deposit profiles" });
      await form.locator(".act-open").click();
      await form.locator("input[type=file]").setInputFiles(file);
      await form.getByText("profiles-").waitFor();
      await form.locator("button[type=submit]").click();
      await sign(page);
      await page.context().close();
    }
    const analyst = await sit("NOLAB", "laboratory");
    await analyst.getByRole("button", { name: "Run the search" }).click();
    await analyst.getByRole("button", { name: "Record that it was run" }).click({ timeout: 120_000 });
    await sign(analyst);
    await analyst.getByRole("button", { name: "Keep the candidates" }).click();
    await sign(analyst);
    await analyst.getByRole("heading", { name: /Candidates of search/ }).waitFor();
    const line = analyst.locator("section", { hasText: "Candidates of search" }).locator("li", { hasText: "(Side A)" }).first();
    await line.getByRole("button", { name: "Show the report" }).click();
    await analyst.locator(".pedigree img").first().waitFor();
    expect(await violations(analyst), "the laboratory's bench").toEqual([]);
    await shoot(analyst, "laboratory-report-en-1440");
    await line.getByRole("button", { name: "Propose" }).click();
    await sign(analyst);
    const reviewer = await sit("NOLAB", "laboratory");
    await second(reviewer);

    const aside = analyst.locator("section.sheet", { hasText: "Families set aside" });
    await aside.getByText("waits for two reviewers").first().waitFor();
    const settle = analyst.locator(".act-form", { hasText: "Settle what was found of a family" });
    await settle.locator(".act-open").click();
    await settle.getByLabel("Outcome").selectOption("as it is");
    await shoot(analyst, "laboratory-report-families-en-1440");
    await settle.locator("button[type=submit]").click();
    await sign(analyst);
    await second(reviewer);
    await goTo(analyst, "account");
    await goTo(analyst, "identification");
    await aside.getByText("searched as it is").first().waitFor();

    const lead = await sit("SA", "forensic-lead");
    const proposed = lead.locator("section.sheet", { hasText: "waits for two signatures" });
    await proposed.waitFor();
    await proposed.getByRole("button", { name: "Show the report" }).click();
    expect(await lead.locator(".main").textContent(), "no allele leaves the laboratory").not.toMatch(/Seen in the remains/);
    await proposed.getByRole("button", { name: /Sign the identification/ }).click();
    await lead.getByText("A further identifier beside DNA is needed").waitFor();
    await proposed.getByLabel("effects").check();
    await shoot(lead, "identification-report-en-1440");
    await proposed.locator("form", { hasText: "What it rests on" }).locator("button[type=submit]").click();
    await sign(lead);
    const other = await sit("SA", "forensic-lead");
    await second(other);
    await goTo(lead, "identification");
    await lead.getByText("Signed on: DNA, effects").waitFor();

    const liaison = await sit("SA", "family-liaison");
    const informs = liaison.locator(".act-form", { hasText: "Record that kin were informed" });
    await informs.locator(".act-open").click();
    await informs.locator("input[type=date]").fill("2020-01-01");
    await informs.getByText(/not before/).waitFor();
    expect(await informs.locator("button[type=submit]").isDisabled(), "never before the two signatures").toBe(true);
    await informs.locator("input[type=date]").fill(new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10)); // the day at the desk, UTC+3
    await shoot(liaison, "identification-kin-en-1440");
    await informs.locator("button[type=submit]").click();
    await sign(liaison);
    await liaison.getByText(/Kin informed on .*, in person, by/).waitFor();
    expect(await violations(liaison)).toEqual([]);

    const foreign = truth.find((row) => row[4] === "A" && row[3] === "B" && truth.filter((one) => one[1] === row[1]).length === 1) ?? expect.fail("no set of the other side");
    const form = lead.locator(".act-form", { hasText: "Find sets not of this side" });
    await form.locator(".act-open").click();
    await form.locator("textarea").fill(foreign[0] ?? "");
    await form.getByText("1 container is reversed in the account.").waitFor();
    await form.locator("button[type=submit]").click();
    await sign(lead);
    await second(other);
    await goTo(lead, "account");
    await lead.getByText(/reversed/i).first().waitFor();
    await goTo(lead, "identification");
    await lead.locator("section.sheet", { hasText: "identified" }).getByRole("button", { name: "What rests on it" }).first().click();
    await lead.getByText("Entries of the account").waitFor();
    expect(await violations(lead)).toEqual([]);
  }, 300_000);

  for (const [party, role, languages] of [["SB", "handover-lead", LANGUAGES], ["NOLAB", "laboratory", LANGUAGES], ["SA", "family-liaison", ["uk", "ar"]]] as const)
    test(`the fallen as a ${role} sees them: nothing runs past the edge at 1440 and 390 px in ${languages.length} languages, and axe finds nothing (${AXE_WALKED})`, async () => {
      const { page, context } = await openProfile(browser, desk.address, { bypassCSP: true });
      await enrolWith(page, await desk.door.room.officers.invite(desk.door.room.desk.pack, party, role, "2999-01-01T00:00:00.000Z"));
      await goTo(page, "identification");
      await page.locator(".ident-counts").waitFor();
      if (isShooting && role !== "family-liaison") for (const [language, width] of [["en", 1440], ["ar", 390], ["uk", 1440]] as const) {
        await speak(page, language);
        await widen(page, width);
        await shoot(page, `${role === "laboratory" ? "laboratory" : "identification"}-${language}-${width}`);
      }
      for (const form of await page.locator(".act-open").all()) await form.click();
      for (const report of await page.locator(".lines .row .button:not(.first)").all().then((all) => all.slice(0, 1))) await report.click();
      await holdsInEach(page, role, languages);
      await context.close();
    }, 180_000);
});

async function enrolWith(page: Page, code: string): Promise<void> {
  await page.locator(".gate form").waitFor();
  if ((await page.locator(".gate form select").count()) === 0) await page.locator(".gate .button.plain").click();
  const typed = page.locator(".gate form input:not([type=password])");
  if ((await typed.count()) === 0) await page.locator(".gate form select").selectOption("");
  await page.locator(".gate form input:not([type=password])").first().fill(code);
  await page.locator(".gate input[type=password]").fill("a password of some length");
  await page.locator(".gate button[type=submit]").click();
  await page.locator(".shell").waitFor();
}
