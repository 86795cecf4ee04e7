// An operation walked by the mediator and the two sides in their browsers: notice, acknowledgements, go, exceptions by code at the
// spot, counts, and what comes out after them. No go before both sides have acknowledged the notice that stands.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, launch } from "./chromium.ts";
import { enrol, goTo, openExample, openProfile, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { formOf, record, sign, submitOf } from "./sign-form.ts";

const DONE = "Recorded as entry";

describe.runIf(hasChromium)("an operation", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let profiles: readonly Profile[] = [];
  const page = (i: number): Page => (profiles[i] ?? expect.fail("no profile")).page;
  const [a, b, chair, lead] = [() => page(0), () => page(1), () => page(2), () => page(3)];
  beforeAll(async () => {
    desk = await openExample("istanbul-2025");
    browser = await launch();
    profiles = await Promise.all([0, 1, 2, 3].map(() => openProfile(browser, desk.address)));
    const { sides: [sideA, sideB], mediator } = desk.door.room.desk.pack;
    for (const [i, [party, role]] of ([[sideA.code, "delegation"], [sideB.code, "delegation"], [mediator.code, "mediator-chair"], [sideA.code, "handover-lead"]] as const).entries()) await enrol(page(i), desk, party, role);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  const sheetOf = (on: Page) => on.locator("section[aria-label='O-9']");
  const names = () => ({ a: desk.door.room.desk.pack.sides[0].names["en"] ?? "", b: desk.door.room.desk.pack.sides[1].names["en"] ?? "" });

  async function announce(route: string): Promise<void> {
    await goTo(chair(), "operations?operation=O-9");
    const form = await formOf(chair(), "Announce an operation");
    await form.getByLabel("Operation", { exact: true }).fill("O-9");
    const again = form.getByRole("button", { name: "Begin with the notice that stands" });
    if ((await again.count()) > 0) await again.click();
    else {
      await form.getByLabel("Place of handover").fill("northern crossing");
      await form.getByLabel("From", { exact: true }).fill("2031-03-01T08:00");
      await form.getByLabel("Until", { exact: true }).fill("2031-03-01T16:00");
      await form.getByLabel("Number", { exact: true }).fill("2");
      for (const i of [0, 1]) await form.getByLabel("Planned").nth(i).fill("25");
      await form.getByLabel("Flights over the route").selectOption("above the floor only");
      expect(await submitOf(form).isDisabled()).toBe(true); // the floor is missing
      await form.getByLabel("Floor in metres").fill("3,000");
    }
    await form.getByLabel("Route", { exact: true }).fill(route);
    expect(await sign(chair(), submitOf(form))).toContain(DONE);
  }

  test("no go before both sides have acknowledged the notice that stands; a changed notice takes their word back", async () => {
    await announce("road 4");
    await goTo(chair(), "operations?operation=O-9");
    const go = sheetOf(chair()).getByRole("button", { name: "Give the go" });
    await sheetOf(chair()).getByText(`Waits for the acknowledgement of ${names().a}, ${names().b}`).waitFor();
    expect(await go.isDisabled()).toBe(true);
    await goTo(a(), "operations?operation=O-9");
    await sheetOf(a()).getByText("road 4").waitFor();
    expect(await sheetOf(a()).getByRole("button", { name: "Give the go" }).count()).toBe(0);
    expect(await sign(a(), sheetOf(a()).getByRole("button", { name: "Acknowledge this notice" }))).toContain(DONE);
    await sheetOf(chair()).getByText(`Waits for the acknowledgement of ${names().b}`, { exact: true }).waitFor();
    await announce("road 5");
    await sheetOf(chair()).getByText(`Waits for the acknowledgement of ${names().a}, ${names().b}`).waitFor();
    for (const on of [a(), b()]) {
      await goTo(on, "operations?operation=O-9");
      await sheetOf(on).getByText("road 5").waitFor();
      expect(await sign(on, sheetOf(on).getByRole("button", { name: "Acknowledge this notice" }))).toContain(DONE);
    }
    await expect.poll(() => go.isEnabled()).toBe(true);
    await goTo(chair(), "desk");
    await chair().getByText("the go is to be given or not", { exact: false }).waitFor();
    await goTo(chair(), "operations?operation=O-9");
    expect(await sign(chair(), go)).toContain(DONE);
    await sheetOf(b()).getByText("gave the go", { exact: false }).waitFor();
  }, 120_000);

  test("who runs the point for a side reads the notice and the spot, and neither the talks nor the lists", async () => {
    await goTo(lead(), "operations?operation=O-9");
    await sheetOf(lead()).getByText("road 5").waitFor();
    expect(await lead().locator(".nav a").allTextContents()).not.toContain("Talks");
    expect(await lead().locator(".nav a").allTextContents()).not.toContain("Lists");
  }, 60_000);

  test("exceptions by code: who declines is a number alone; an extra person counts when both sides record the same code", async () => {
    await goTo(a(), "operations?operation=O-9");
    const form = await formOf(a(), "Record an exception at the spot");
    await form.getByLabel("Code", { exact: true }).selectOption("DECLINED");
    expect(await form.getByLabel("Code given at the spot").count()).toBe(0);
    expect(await form.getByLabel("List of the manifest").count()).toBe(0);
    expect(await sign(a(), submitOf(form))).toContain(DONE);
    await sheetOf(a()).getByText("The two directions, planned alike, differ by 1.").waitFor();
    for (const on of [lead(), b()]) {
      await goTo(on, "operations?operation=O-9");
      expect(await record(on, "Record an exception at the spot", { "Code given at the spot": "S-1" }, { Code: "EXTRA" })).toContain(DONE);
      if (on === lead()) await sheetOf(b()).getByText("one side records it so far", { exact: false }).first().waitFor();
    }
    await sheetOf(a()).getByText("both sides record it", { exact: false }).first().waitFor();
    expect(await sheetOf(a()).getByText("does not wish", { exact: false }).count() + (await sheetOf(a()).getByText("Does not wish to go").count())).toBeGreaterThan(0);
  }, 120_000);

  test("a count stands with what is found out after it: the account changes, and both desks show the difference", async () => {
    for (const on of [a(), b()]) {
      await goTo(on, "operations?operation=O-9");
      expect(await record(on, "State our count of an operation", { Operation: "O-9", Number: "25" })).toContain(DONE);
    }
    expect(await record(b(), "Record an exception at the spot", { "Code given at the spot": "S-4" }, { Code: "MISMATCH" })).toContain(DONE);
    await goTo(a(), "account");
    const block = a().locator("section[aria-label^='O-9/']").first();
    await block.getByText("listed, not delivered: 1", { exact: false }).first().waitFor();
    const text = (await block.textContent()) ?? "";
    expect(text).toContain("1 unexplained");
    expect(text).toMatch(/25.*24/);
    for (const on of [a(), b(), chair()]) {
      await goTo(on, "desk");
      await on.locator("li", { has: on.getByRole("link", { name: "O-9", exact: true }) }).filter({ hasText: "unexplained" }).waitFor();
    }
  }, 120_000);

  test("a stop is recorded in each side's own words, and the route is in no brief and no chronicle", async () => {
    for (const on of [a(), b()]) {
      await goTo(on, "operations?operation=O-9");
      if (on === a()) await announce("road 6");
      expect(await record(on, "State a postponement", { Operation: "O-9", "In your own words": `Our words: ${on === a() ? "rain" : "we stood ready"}.` })).toContain(DONE);
    }
    await sheetOf(chair()).getByText("Our words: we stood ready.").waitFor();
    await goTo(chair(), "chronicle");
    await chair().getByText(/O-9: notice 3/i).first().waitFor();
    const said = (await chair().locator(".main").textContent()) ?? "";
    expect(said).not.toMatch(/road [456]|northern crossing/);
    const brief = await chair().evaluate(() => fetch("/api/brief").then(async (answer) => `${answer.status} ${await answer.text()}`));
    expect(brief.startsWith("200 ")).toBe(true); // its lint holds over the new sentences too
    expect(brief).toContain("announced O-9, notice 3");
    expect(brief).not.toMatch(/road [456]|northern crossing/);
    for (const { troubles } of profiles) expect(troubles).toEqual([]);
  }, 120_000);
});
