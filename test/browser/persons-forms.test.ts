// The acts on persons held, on means, shares, signatures and proposed persons, as those who record them do it in their browsers, on an
// exercise: a wrong row is said at its field, what may open to whom is on the record, two officers sign what two must.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PLAN } from "../../src/desk/exercise/planning-acts.ts";
import { listsOf } from "../../src/desk/lists-of.ts";
import { plansOf } from "../../src/desk/plans-of.ts";
import { stateOf } from "../../src/desk/shared-desk.ts";
import { repository } from "../walked-desk.ts";
import { violations } from "./axe.ts";
import { hasChromium, launch } from "./chromium.ts";
import { speak, widen } from "./in-every-language.ts";
import { goTo, overflow, seatsAt, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { openExercise } from "./opened-exercise.ts";
import { formOf, openTab, record, sign, signSecond, submitOf } from "./sign-form.ts";

const DONE = "Recorded as entry";
const LIST = "SA-held";
const isShooting = process.env["ALLFORALL_SCREENSHOTS"] === "1";
const pictures = join(repository, "docs/screenshots");

describe.runIf(hasChromium)("the forms of persons held", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  const profiles: Profile[] = [];
  beforeAll(async () => {
    desk = await openExercise({ seed: "1", captives: 40, remains: 12, families: 8 });
    browser = await launch();
    if (isShooting) mkdirSync(pictures, { recursive: true });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  const { sit, rest } = seatsAt(() => browser, () => desk, profiles);
  afterEach(rest);
  const headsSince = (from: number) => desk.door.room.desk.heads.slice(from).filter(({ kind }) => kind !== "key.add").map(({ kind, commits }) => ({ kind, to: [...(commits[0]?.to ?? [])].sort() }));
  const size = (): number => desk.door.room.desk.heads.length;
  const rowsOf = (list: string): string[] => [...(listsOf(stateOf(desk.door.room.desk, "SEC")).get(list)?.rows.keys() ?? [])];

  test("a bureau states how persons can travel; a row of no list and a row said twice are named at the field", async () => {
    const before = size();
    const [first = "", second = "", third = ""] = rowsOf(LIST);
    const bureau = await sit("SA", "bureau");
    await goTo(bureau, "custody");
    const form = await formOf(bureau, "State how persons can travel");
    await form.getByLabel("List", { exact: true }).selectOption(LIST);
    await form.getByLabel("Rows", { exact: true }).fill(`${first} NOBODY-1`);
    await form.getByText("Not on this list: NOBODY-1").waitFor();
    await form.getByLabel("Place, by your own code").fill("P-9");
    expect(await submitOf(form).isDisabled()).toBe(true);
    await form.getByLabel("Rows", { exact: true }).fill(`${first}, ${second}`);
    await form.getByRole("button", { name: "Add a group" }).click();
    await form.getByLabel("Rows", { exact: true }).nth(1).fill(second);
    await form.getByText(`Entered twice: ${second}`).first().waitFor();
    await form.getByLabel("Rows", { exact: true }).nth(1).fill(third);
    await form.getByLabel("Place, by your own code").nth(1).fill("P-10");
    await form.getByLabel("Travels", { exact: true }).nth(1).selectOption("stretcher");
    await form.getByLabel("Kept back under a rule").nth(1).selectOption("PROCEEDING");
    expect(await submitOf(form).isDisabled(), "kept back without a basis").toBe(true);
    await form.getByLabel("Rule and legal basis").fill("GC III, art. 115");
    await form.getByText("3 rows").waitFor();
    expect(await violations(bureau), "the form of custody").toEqual([]);
    expect(await sign(bureau, submitOf(form))).toContain(DONE);
    expect(headsSince(before)).toEqual([{ kind: "custody.stated", to: ["NO", "SA", "SEC"] }]);
    const stands = plansOf(stateOf(desk.door.room.desk, "SA")).custody.get(LIST);
    expect([stands?.get(first)?.place, stands?.get(third)?.means, stands?.get(third)?.keptBack]).toEqual(["P-9", "stretcher", "PROCEEDING"]);
    expect(plansOf(stateOf(desk.door.room.desk, "SB")).custody.get(LIST), "never to the other side").toBeUndefined();
  }, 120_000);

  test("an agency records by keyboard what was heard; it opens to no side, and no screen says who does not wish to go", async () => {
    const before = size();
    const [first = "", second = ""] = rowsOf(LIST);
    const agency = await sit("NO", "neutral-agency");
    await goTo(agency, "custody");
    await agency.getByRole("button", { name: "Record what was heard in private" }).focus();
    await agency.keyboard.press("Enter");
    const form = agency.locator(".act-form", { hasText: "Record what was heard in private" });
    await form.locator("form").waitFor();
    await agency.keyboard.press("Tab"); // the list
    await agency.keyboard.type(LIST);
    await expect.poll(() => form.getByLabel("List", { exact: true }).inputValue()).toBe(LIST);
    await form.getByLabel("Heard on").fill("2025-07-01"); // a date is typed in parts whose order is the browser's
    await form.getByLabel("Heard on").focus();
    const reach = async (label: string): Promise<void> => {
      for (let i = 0; i < 12; i++) {
        await agency.keyboard.press("Tab");
        if (await form.getByLabel(label, { exact: true }).evaluate((field) => field === document.activeElement)) return;
      }
      throw new Error(`${label} is not reached by Tab`);
    };
    await reach("Wishes to go");
    await agency.keyboard.type(first);
    await reach("Does not wish to go");
    await agency.keyboard.type(second);
    expect(await sign(agency, submitOf(form))).toContain(DONE);
    expect(headsSince(before)).toEqual([{ kind: "wishes.heard", to: ["NO", "SEC"] }]);
    const delegation = await sit("SA", "delegation");
    for (const page of [agency, delegation]) {
      await goTo(page, "custody");
      await page.locator(`section[aria-label='${LIST}']`).waitFor();
      const text = (await page.locator(".main").textContent()) ?? "";
      expect(text).not.toContain("not wish to go:");
      expect(text).not.toContain(second);
    }
    expect(await delegation.locator(`section[aria-label='${LIST}']`).getByText("Heard in private").count(), "a side is not told how many were heard").toBe(0);
  }, 120_000);

  test("a commission decides by row with the number of its ground; two of its officers sign", async () => {
    const before = size();
    const [first = ""] = rowsOf(LIST);
    const [doctor, second] = [await sit("NO", "medical-commission"), await sit("NO", "medical-commission", 1)];
    await goTo(doctor, "custody");
    const form = await formOf(doctor, "Record decisions of the commission");
    await form.getByLabel("List", { exact: true }).selectOption(LIST);
    await form.getByLabel("Commission", { exact: true }).fill("Joint medical commission");
    await form.getByLabel("Decided on").fill("2025-07-02");
    await form.getByLabel("Row", { exact: true }).fill(first);
    await form.getByLabel("Class that the agreement names").fill("seriously wounded");
    await form.getByLabel("Ground", { exact: true }).fill("a wound of the leg");
    await form.getByText("A number such as I.A.1, or manifest", { exact: true }).waitFor();
    expect(await submitOf(form).isDisabled()).toBe(true);
    await form.getByLabel("Ground", { exact: true }).fill("I.A.1");
    expect(await sign(doctor, submitOf(form))).toContain("Signed once");
    expect(await signSecond(second)).toContain(DONE);
    expect(headsSince(before).map(({ kind }) => kind)).toEqual(["medical.decided"]);
    await goTo(second, "custody");
    await second.getByRole("group", { name: "Decisions of the commission" }).getByText("I.A.1", { exact: true }).first().waitFor();
    expect(await violations(second), "the commission's screen").toEqual([]);
  }, 120_000);

  test("a side states its means over the agreed calendar, and less than at least is said beside the cell", async () => {
    const before = size();
    const delegation = await sit("SA", "delegation");
    await goTo(delegation, "planning");
    await openTab(delegation, "What it is made by");
    const form = await formOf(delegation, "State our means for this plan");
    const batch = stateOf(desk.door.room.desk, "SA") && plansOf(stateOf(desk.door.room.desk, "SA")).plans.get(PLAN)?.agreed.get("SA")?.batches[0]?.batch;
    await form.getByLabel(`At least, batch ${batch ?? ""}`).fill("30");
    await form.getByLabel(`At most, batch ${batch ?? ""}`).fill("20");
    await form.getByText("Less than at least").waitFor();
    expect(await submitOf(form).isDisabled()).toBe(true);
    await form.getByLabel(`At most, batch ${batch ?? ""}`).fill("40");
    await form.getByLabel(`Stretchers, batch ${batch ?? ""}`).fill("4");
    await form.getByRole("button", { name: "Limit a place" }).click();
    await form.getByLabel("Place, by your own code").fill("P-9");
    await form.getByLabel("At most per batch").fill("25");
    expect(await sign(delegation, submitOf(form))).toContain(DONE);
    expect(headsSince(before)).toEqual([{ kind: "logistics.stated", to: ["NO", "SA", "SEC"] }]);
    const stands = plansOf(stateOf(desk.door.room.desk, "SEC")).plans.get(PLAN)?.logistics.get("SA");
    expect(stands?.batches[0]).toEqual({ batch, least: 30, most: 40, stretchers: 4, more: [] });
    expect(stands?.places).toEqual([{ place: "P-9", most: 25 }]);
    await delegation.getByText("Our means stand as stated", { exact: false }).waitFor();
  }, 120_000);

  test("a count under two obligations is split by whoever counted, never beyond the count", async () => {
    const delegation = await sit("SA", "delegation");
    await goTo(delegation, "account");
    for (const name of ["X-1", "X-2"]) expect(await record(delegation, "State an obligation", { "Code of the obligation": name, "Code of the agreement": "EX", Number: "100" })).toContain(DONE);
    await goTo(delegation, "operations?operation=O-77");
    expect(await record(delegation, "State our count of an operation", { Operation: "O-77", Number: "20" }, {}, ["X-1", "X-2"])).toContain(DONE);
    await goTo(delegation, "operations?operation=O-77");
    const sheet = delegation.locator("section[aria-label='O-77']");
    await sheet.locator(".act-open", { hasText: "Split our count between agreements" }).click();
    await sheet.getByLabel("X-1", { exact: true }).fill("15");
    await sheet.getByLabel("X-2", { exact: true }).fill("6");
    await sheet.getByText("1 more than the count").waitFor();
    const submit = submitOf(sheet.locator(".act-form", { hasText: "Split our count" }));
    expect(await submit.isDisabled()).toBe(true);
    await sheet.getByLabel("X-2", { exact: true }).fill("5");
    await sheet.getByText("0 left open").waitFor();
    expect(await sign(delegation, submit)).toContain(DONE);
    await goTo(delegation, "account");
    await delegation.locator("section[aria-label^='X-1'], section", { hasText: "X-1" }).first().waitFor();
  }, 120_000);

  test("a side states how many of its officers must sign, the chair states groups; two officers each", async () => {
    const before = size();
    const [one, two] = [await sit("SA", "delegation"), await sit("SA", "delegation", 1)];
    await goTo(one, "agreement");
    const own = await formOf(one, "State who must sign");
    await own.getByLabel("Signatories of our own").fill("9");
    await own.getByText("A number from 1 to 8").waitFor();
    expect(await submitOf(own).isDisabled()).toBe(true);
    await own.getByLabel("Signatories of our own").fill("2");
    expect(await sign(one, submitOf(own))).toContain("Signed once");
    expect(await signSecond(two)).toContain(DONE);
    const [chair, other] = [await sit("NO", "mediator-chair"), await sit("NO", "mediator-chair", 1)];
    await goTo(chair, "agreement");
    const form = await formOf(chair, "State who must sign");
    await form.getByRole("button", { name: "Add a group" }).click();
    await form.getByLabel("Name of the group").fill("witnesses");
    await form.getByLabel("How many must sign").fill("2");
    await form.getByRole("checkbox").first().check();
    await form.getByText("A number from 1 to 1").waitFor();
    await form.getByRole("checkbox").nth(1).check();
    expect(await sign(chair, submitOf(form))).toContain("Signed once");
    expect(await signSecond(other)).toContain(DONE);
    expect(headsSince(before).map(({ kind }) => kind)).toEqual(["signing.required", "signing.required"]);
  }, 180_000);

  test("a proposed person is parted by two officers, and its sets stand alone", async () => {
    const [one, two] = [await sit("SA", "forensic-lead"), await sit("SA", "forensic-lead", 1)];
    await goTo(one, "identification");
    const sets = await one.evaluate(() => fetch("/api/remains/sets?limit=50").then((answer) => answer.json() as Promise<{ rows: { set: string; person: string | null; receivedBy: string; identification: string | null }[] }>));
    const [first, second] = sets.rows.filter(({ person, receivedBy, identification }) => person === null && receivedBy === "SA" && identification === null);
    expect(await record(one, "Join sets as one person", { "Code of the proposed person": "SA-J9", "Codes of the sets": `${first?.set ?? ""} ${second?.set ?? ""}` })).toContain("Signed once");
    expect(await signSecond(two)).toContain(DONE);
    await goTo(one, "identification");
    const form = await formOf(one, "Part a proposed person");
    await form.getByLabel("Code of the proposed person").selectOption("SA-J9");
    await form.getByLabel("Reason").selectOption("contradiction");
    await form.getByText(first?.set ?? "", { exact: false }).first().waitFor();
    expect(await sign(one, submitOf(form))).toContain("Signed once");
    expect(await signSecond(two)).toContain(DONE);
    await goTo(one, "identification");
    const after = await one.evaluate(() => fetch("/api/remains").then((answer) => answer.json() as Promise<{ persons: { person: string }[] }>));
    expect(after.persons.map(({ person }) => person)).not.toContain("SA-J9");
  }, 180_000);

  test("the screen of persons held holds in a right-to-left language on a phone with its forms open", async () => {
    for (const [language, width, party, role] of [["ar", 390, "NO", "medical-commission"], ["en", 1440, "SEC", "mediator-chair"], ["ar", 390, "SA", "bureau"]] as const) {
      const page = await sit(party, role);
      await goTo(page, "custody");
      await speak(page, language);
      await widen(page, width);
      if (isShooting && language === "en") await page.screenshot({ path: join(pictures, "custody-counts-en-1440.png"), animations: "disabled" });
      for (const closed = page.locator(".act-open[aria-expanded=false]"); (await closed.count()) > 0;) await closed.first().click();
      expect(await violations(page), `${language} ${role}`).toEqual([]);
      expect(await overflow(page), `${language} ${role} at ${width}`).toBeLessThanOrEqual(0);
      if (isShooting && role === "bureau") await page.screenshot({ path: join(pictures, "custody-form-ar-390.png"), animations: "disabled" });
    }
    for (const { troubles } of profiles) expect(troubles).toEqual([]);
  }, 120_000);
});
