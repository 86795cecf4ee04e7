// The acts of the talks as the two delegations and the mediator sign them in their browsers: rounds, offices, meetings, claims,
// consequences, pauses, disputes, findings, linkages, notes, acceptance sets, an obligation. Each stands on the record and on the
// screens of those it opens to, and of nobody else.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stateOf } from "../../src/desk/shared-desk.ts";
import { hasChromium, launch } from "./chromium.ts";
import { enrol, goTo, openExample, openProfile, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { formOf, openTab, record, signSecond, submitOf } from "./sign-form.ts";

const DONE = "Recorded as entry";

describe.runIf(hasChromium)("the forms of the talks", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let profiles: readonly Profile[] = [];
  const at = (i: number): Profile => profiles[i] ?? expect.fail("no profile");
  beforeAll(async () => {
    desk = await openExample("istanbul-2025");
    browser = await launch();
    profiles = await Promise.all([0, 1, 2, 3, 4, 5].map(() => openProfile(browser, desk.address)));
    const { sides: [a, b], mediator } = desk.door.room.desk.pack;
    const seats: readonly (readonly [string, string])[] = [[a.code, "delegation"], [a.code, "delegation"], [b.code, "delegation"], [b.code, "delegation"], [mediator.code, "mediator-chair"], [mediator.code, "mediator-chair"]];
    for (const [i, [party, role]] of seats.entries()) await enrol(at(i).page, desk, party, role);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  const [a, a2, b, b2, chair, chair2] = [() => at(0).page, () => at(1).page, () => at(2).page, () => at(3).page, () => at(4).page, () => at(5).page];
  const kindsSince = (from: number): string[] => desk.door.room.desk.heads.slice(from).map(({ kind }) => kind);
  const size = (): number => desk.door.room.desk.heads.length;
  const codes = () => ({ a: desk.door.room.desk.pack.sides[0].code, b: desk.door.room.desk.pack.sides[1].code });

  test("the chair records offices and a round, a side asks for a meeting, and the agenda sheet has them in order", async () => {
    const before = size();
    await goTo(chair(), "talks");
    await openTab(chair(), "Rounds");
    expect(await record(chair(), "Record who holds an office", { "Code of the officer": "off-1", Name: "Head of the delegation", Office: "Deputy minister", "From the day": "2025-05-01" }, { For: codes().a })).toContain(DONE);
    const form = await formOf(chair(), "Record a round of talks");
    await form.getByLabel("Process").fill("Istanbul talks");
    await form.getByLabel("Code of the round").fill("R-9");
    await form.getByLabel("Place", { exact: true }).fill("Istanbul");
    await form.getByLabel("First day").fill("2025-06-02");
    await form.getByLabel("Last day").fill("2025-06-01");
    await form.getByText("Not before the first day").waitFor();
    expect(await submitOf(form).isDisabled()).toBe(true);
    await form.getByLabel("Last day").fill("2025-06-02");
    await form.getByLabel("Agenda").fill("Exchange of captives\nReturn of the fallen");
    await form.getByLabel("Head").first().fill("off-1");
    await submitOf(form).click();
    await chair().getByRole("dialog").getByRole("button", { name: "Sign and send" }).click();
    await chair().getByRole("dialog").getByText(DONE).waitFor();
    await chair().keyboard.press("Escape");
    await goTo(b(), "talks");
    await openTab(b(), "Rounds");
    expect(await record(b(), "Ask for a meeting", { "Code of the meeting": "MT-9", Level: "leaders" }, { "Said at the round": "R-9" })).toContain(DONE);
    const sheet = b().locator("section[aria-label='Istanbul talks, R-9']");
    await sheet.getByText("leaders").waitFor();
    const text = (await sheet.textContent()) ?? "";
    expect(text.indexOf("Exchange of captives")).toBeLessThan(text.indexOf("Return of the fallen"));
    expect(text).toContain("Head of the delegation, Deputy minister");
    expect(kindsSince(before)).toEqual(["office.held", "round.held", "meeting.requested"]);
  }, 120_000);

  test("a claim stands with what the other side says of it, and settles nothing", async () => {
    await goTo(a(), "talks");
    await openTab(a(), "Statements and claims");
    expect(await record(a(), "Record a statement", { "Code of the statement": "CL-9", "Speaker, as the source names him": "an official", "What is said, in neutral words": "The column was late." }, { Kind: "claim", Standing: "unconfirmed" })).toContain(DONE);
    await goTo(b(), "talks");
    await openTab(b(), "Statements and claims");
    const form = await formOf(b(), "Say something of a claim");
    const option = await form.getByLabel("Claim", { exact: true }).locator("option", { hasText: "The column was late." }).getAttribute("value");
    await form.getByLabel("Claim", { exact: true }).selectOption(option ?? "");
    await form.getByLabel("In your own words").fill("The column stood at the point at eight.");
    await submitOf(form).click();
    await b().getByRole("dialog").getByRole("button", { name: "Sign and send" }).click();
    await b().getByRole("dialog").getByText(DONE).waitFor();
    await b().keyboard.press("Escape");
    const line = b().locator("li", { hasText: "The column was late." }).filter({ hasText: "denies" });
    await line.getByText("The column stood at the point at eight.").waitFor();
    expect(await line.textContent()).toContain("reportedly, unconfirmed");
  }, 120_000);

  test("a consequence, a pause and a dispute are stated, answered and closed by persons; a dispute by both sides with two officers each", async () => {
    const before = size();
    for (const page of [a(), b(), chair()]) {
      await goTo(page, "talks");
      await openTab(page, "Consequences, pauses, disputes");
    }
    expect(await record(a(), "State a consequence", { "Code of the consequence": "C-9", If: "there is no answer by 1 July", Then: "the next round is put off" })).toContain(DONE);
    expect(await record(a(), "Close a consequence", { "In your own words": "The answer came on 28 June." }, { Outcome: "lapsed" })).toContain(DONE);
    expect(await record(chair(), "Announce a pause", { "Code of the pause": "P-9", Sector: "northern sector", From: "2025-06-10T08:00", Until: "2025-06-12T08:00", Purpose: "recovery of the fallen" }, { "The pause is": "consented" })).toContain(DONE);
    for (const page of [a(), b()]) {
      await page.locator("li", { hasText: "northern sector" }).first().waitFor();
      expect(await record(page, "Report on a pause", { When: "2025-06-11T06:30", "In your own words": "A shot was heard at the eastern post." }, { "Code of the pause": "P-9" })).toContain(DONE);
    }
    expect(await record(chair(), "Close a pause", { "In your own words": "The window has ended." }, { "Code of the pause": "P-9" })).toContain(DONE);
    for (const page of [a(), b()]) expect(await record(page, "State a dispute", { "Code of the dispute": "D-9", ...(page === a() ? { About: "the three containers" } : {}), "In your own words": `So we counted: ${page === a() ? "1,245" : "1,248"}.` })).toContain(DONE);
    for (const [page, second] of [[a(), a2()], [b(), b2()]] as const) {
      await goTo(page, "talks");
      await openTab(page, "Consequences, pauses, disputes");
      expect(await record(page, "Record the outcome of a dispute", { Outcome: "counted again, 1,248" }, { "Code of the dispute": "D-9" })).toContain("Signed once");
      expect(await signSecond(second)).toContain(DONE);
    }
    await goTo(chair(), "talks");
    await openTab(chair(), "Consequences, pauses, disputes");
    await chair().locator(".mark.fine", { hasText: "counted again, 1,248" }).waitFor();
    const pause = chair().locator("li", { hasText: "northern sector" }).first();
    expect(await pause.getByText("A shot was heard").count()).toBe(2);
    expect(await pause.textContent()).toContain("The window has ended.");
    expect(kindsSince(before).sort()).toEqual([
      "consequence.closed", "consequence.stated", "dispute.closed", "dispute.closed", "dispute.stated", "dispute.stated", "pause.announced", "pause.closed", "pause.reported", "pause.reported",
    ]);
  }, 180_000);

  test("a finding of a named body needs two officers of the mediator; a note opens only to those it names", async () => {
    await goTo(chair(), "talks");
    await openTab(chair(), "Consequences, pauses, disputes");
    expect(await record(chair(), "Record a finding", { "Code of the finding": "F-9", Body: "Joint commission", Mandate: "4.2", About: "the three containers", "What the body says": "Three seals carry numbers of another consignment." })).toContain("Signed once");
    expect(await signSecond(chair2())).toContain(DONE);
    await goTo(a(), "talks");
    await openTab(a(), "Consequences, pauses, disputes");
    await a().getByText("Three seals carry numbers of another consignment.").waitFor();
    expect(await record(a(), "Record a note", { About: "next week", Words: "We would come on the ninth." }, {}, ["Secretariat"])).toContain(DONE);
    await a().getByText("We would come on the ninth.").waitFor();
    await goTo(b(), "talks");
    await openTab(b(), "Consequences, pauses, disputes");
    await b().getByRole("heading", { name: "Notes" }).waitFor();
    expect(await b().getByText("We would come on the ninth.").count()).toBe(0);
  }, 120_000);

  test("clauses are linked; an acceptance set opens to its side and the desk alone", async () => {
    await goTo(a(), "agreement");
    await openTab(a(), "Clauses and brackets");
    expect(await record(a(), "Table a clause", { "Code of the clause": "K-1", "Text of the clause": "Each side returns all prisoners [now / in June]." })).toContain(DONE);
    expect(await record(a(), "Table a clause", { "Code of the clause": "K-2", "Text of the clause": "Transport follows within ten days." })).toContain(DONE);
    const sheet = a().locator("section[aria-label='K-1']");
    await sheet.locator(".act-open", { hasText: "Open a bracket" }).click();
    await sheet.getByLabel("Code of the bracket").fill("B-9");
    for (const [i, words] of ["now", "in June"].entries()) await sheet.getByLabel(/Wording of/).nth(i).fill(words);
    await submitOf(sheet.locator(".act-form").filter({ hasText: "Open a bracket" })).click();
    await a().getByRole("dialog").getByRole("button", { name: "Sign and send" }).click();
    await a().getByRole("dialog").getByText(DONE).waitFor();
    await a().keyboard.press("Escape");
    expect(await record(a(), /What we could live with: bracket B-9/, {}, {}, ["in June"])).toContain(DONE);
    await a().getByText("Our set of", { exact: false }).waitFor();
    await goTo(b(), "agreement");
    await openTab(b(), "Clauses and brackets");
    await b().getByText("Bracket B-9", { exact: true }).waitFor();
    expect(await b().getByText("Our set of", { exact: false }).count()).toBe(0);
    const holds = (party: string): boolean => stateOf(desk.door.room.desk, party).acts.some(({ kind }) => kind === "acceptance.set");
    const { sides: [sideA, sideB], mediator, secretariat } = desk.door.room.desk.pack;
    expect([sideA, sideB, mediator, secretariat].map(({ code }) => holds(code))).toEqual([true, false, false, true]);
    await goTo(a(), "talks");
    await openTab(a(), "Consequences, pauses, disputes");
    const form = await formOf(a(), "State a linkage");
    await form.getByLabel("Code of the linkage").fill("L-9");
    await form.locator("fieldset", { hasText: "If these" }).getByRole("checkbox", { name: "clause K-1" }).check();
    await form.locator("fieldset", { hasText: "Then these" }).getByRole("checkbox", { name: "clause K-2" }).check();
    await submitOf(form).click();
    await a().getByRole("dialog").getByRole("button", { name: "Sign and send" }).click();
    await a().getByRole("dialog").getByText(DONE).waitFor();
    await a().keyboard.press("Escape");
    await a().getByText("K-1", { exact: false }).first().waitFor();
  }, 120_000);

  test("an obligation is stated with both readings, and a document is withdrawn by who deposited it", async () => {
    await goTo(chair(), "account");
    expect(await record(chair(), "State an obligation", { "Code of the obligation": "OB-9", "Code of the agreement": "IST-9", Clause: "3", Number: "25" }, { Promised: "at-least" })).toContain(DONE);
    await chair().locator("section[aria-label='OB-9']").getByText("at least 25").waitFor();
    await goTo(a(), "talks");
    await openTab(a(), "Documents");
    expect(await record(a(), "Deposit a document", { "Code of the document": "DOC-9", Title: "Draft", Text: "A draft." })).toContain(DONE);
    const sheet = a().locator("section[aria-label='DOC-9']");
    expect(await b().getByRole("button", { name: "Withdraw the document" }).count()).toBe(0);
    await sheet.getByRole("button", { name: "Withdraw the document" }).click();
    await a().getByRole("dialog").getByRole("button", { name: "Sign and send" }).click();
    await a().getByRole("dialog").getByText(DONE).waitFor();
    await a().keyboard.press("Escape");
    await sheet.locator(".mark", { hasText: "withdrawn" }).waitFor();
  }, 120_000);

  test("no page's policy refused anything", () => {
    for (const { troubles } of profiles) expect(troubles).toEqual([]);
  });
});
