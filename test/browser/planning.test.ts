// The batch planner in real browser profiles, on an exercise: the instance is frozen, each party commits and reveals its part of the
// seed from its own browser, the plan is drawn by the desk with progress, given to both, locked by two officers of each side; a
// family's question is answered; five withdraw and it is planned anew with nobody announced moved; the bundle and the openings
// recompute it all without the desk. ALLFORALL_EXERCISE=10000 walks the same on an exercise of that size.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { recordAct } from "../../src/desk/desk.ts";
import { PLAN } from "../../src/desk/exercise/planning-acts.ts";
import { plansOf, seatsOf } from "../../src/desk/plans-of.ts";
import { standingAssign } from "../../src/planning/plan-table.ts";
import { repository, seededChance } from "../walked-desk.ts";
import { hasChromium, launch } from "./chromium.ts";
import { AXE_WALKED, holdsInEach, speak, widen } from "./in-every-language.ts";
import { enrol, goTo as goToScreen, openProfile, settled, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { openExercise } from "./opened-exercise.ts";
import { planTwice } from "./planned-exercise.ts";
import { allforall, run } from "../run-command.ts";

const captives = Number(process.env["ALLFORALL_EXERCISE"] ?? 160);
const SLOW = 20_000 + captives * 40;
/** At ten thousand a side a view takes its time to come. */
const goTo = (page: Page, screen: string): Promise<void> => goToScreen(page, screen, Math.max(15_000, SLOW));
const isShooting = process.env["ALLFORALL_SCREENSHOTS"] === "1";
const pictures = join(repository, "docs/screenshots");

async function sign(page: Page, button: Locator): Promise<string> {
  await button.click({ timeout: SLOW }); // at ten thousand a side a view takes its time to come after an act
  const window = page.getByRole("dialog");
  await window.getByRole("button", { name: "Sign and send" }).click({ timeout: SLOW });
  const said = window.locator(".note.fine strong, .note.wait strong").first();
  await said.waitFor({ timeout: SLOW });
  const text = (await said.textContent()) ?? "";
  await window.getByRole("button", { name: "Close" }).last().click();
  return text;
}

describe.runIf(hasChromium)("a plan of two sides and the mediator", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let [a, a2, b, b2, office, planner]: (Profile | undefined)[] = [];
  const folder = mkdtempSync(join(tmpdir(), "afa-planning-"));
  const page = (profile: Profile | undefined): Page => profile?.page ?? expect.fail("a profile");
  const everybody = (): (Profile | undefined)[] => [a, a2, b, b2, office, planner];
  beforeAll(async () => {
    desk = await openExercise({ seed: "1", captives, remains: 6, families: 20 });
    browser = await launch();
    [a, a2, b, b2, office, planner] = await Promise.all(Array.from({ length: 6 }, () => openProfile(browser, desk.address, { timeout: Math.max(15_000, SLOW) })));
    for (const [profile, party, role] of [[a, "SA", "delegation"], [a2, "SA", "delegation"], [b, "SB", "delegation"], [b2, "SB", "delegation"], [office, "NO", "mediator-chair"], [planner, "SEC", "mediator-chair"]] as const) await enrol(page(profile), desk, party, role);
    if (isShooting) mkdirSync(pictures, { recursive: true });
  }, 120_000 + SLOW);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function second(of: Page): Promise<void> {
    await goTo(of, "desk");
    expect(await sign(of, of.getByRole("button", { name: /Read and sign/ }).first())).toContain("Recorded as entry");
  }
  const roundOf = (of: Page, round: number): Locator => of.locator(`section[aria-label="Round ${round}"]`);

  async function planRound(round: number): Promise<void> {
    await goTo(page(planner), "planning");
    await page(planner).getByRole("tab", { name: `Plan ${PLAN}` }).click();
    expect(await sign(page(planner), page(planner).getByRole("button", { name: /^Freeze with/ }))).toContain("Recorded as entry");
    expect(await sign(page(planner), roundOf(page(planner), round).getByRole("button", { name: /Give the frozen instance/ }))).toContain("Recorded as entry");
    await goTo(page(office), "planning"); // the office committed in advance: no round waits for it
    for (const of of [a, b]) {
      await goTo(page(of), "planning");
      await page(of).getByRole("tab", { name: `Plan ${PLAN}` }).click();
      expect(await sign(page(of), roundOf(page(of), round).getByRole("button", { name: /Make our part/ }))).toContain("Recorded as entry");
    }
    for (const of of [office, b, a]) expect(await sign(page(of), roundOf(page(of), round).getByRole("button", { name: /Reveal our part/ }))).toContain("Recorded as entry");
    const own = roundOf(page(planner), round);
    await own.getByRole("button", { name: "Compute the plan" }).click({ timeout: SLOW });
    await own.locator(".note.late").or(own.getByRole("button", { name: /Record the plan/ })).first().waitFor({ timeout: SLOW * 5 });
    expect(await sign(page(planner), own.getByRole("button", { name: /Record the plan/ }))).toContain("Recorded as entry");
    expect(await sign(page(planner), own.getByRole("button", { name: /Give the plan to both sides/ }))).toContain("Recorded as entry");
    for (const [first, other] of [[a, a2], [b, b2]] as const) {
      await goTo(page(first), "planning");
      expect(await sign(page(first), roundOf(page(first), round).getByRole("button", { name: /Lock exactly this plan/ }))).toContain("Signed once");
      await second(page(other));
    }
    await own.locator(".mark.fine", { hasText: "locked by both sides" }).waitFor({ timeout: SLOW });
  }

  test("before anything is frozen the problem stands in counts, and a side sees none of what only planners hold", async () => {
    await goTo(page(planner), "planning");
    await page(planner).getByRole("tab", { name: "From the record" }).click();
    await page(planner).getByText("May be planned").first().waitFor();
    expect(await page(planner).locator("table").first().textContent()).toContain("wounded");
    await goTo(page(a), "planning");
    await page(a).getByRole("tab", { name: "From the record" }).click();
    await page(a).getByText("The mediator’s seats build the problem").waitFor();
    expect(await page(a).locator(".main").textContent()).not.toMatch(/does not travel by own wish|held\/H/);
  }, SLOW);

  test("the office commits in advance, once for many rounds", async () => {
    await goTo(page(office), "planning");
    await page(office).getByRole("tab", { name: `Plan ${PLAN}` }).click();
    expect(await sign(page(office), page(office).getByRole("button", { name: /Commit in advance/ }))).toContain("Recorded as entry");
    await page(office).getByText("Rounds that it still serves: 100").waitFor({ timeout: SLOW });
  }, SLOW * 2);

  test("frozen, committed, revealed, computed, given, and locked by two officers of each side", async () => {
    await planRound(1);
    const text = (await roundOf(page(a), 1).textContent()) ?? "";
    expect(text).not.toMatch(/wounded|sick/); // a side is told who goes when, not of what category
  }, SLOW * 8);

  test("a family's question is answered without batch, day or consent, in the language of the page", async () => {
    const { desk: shared } = desk.door.room;
    const round = plansOf(shared.state).plans.get(PLAN)?.rounds[0] ?? expect.fail("a round");
    const [person = ""] = [...standingAssign(round, seatsOf(shared.pack))].at(-1) ?? [];
    const sheet = roundOf(page(planner), 1);
    await sheet.getByText("Why, or why not, for one person").click();
    await sheet.getByLabel("Person", { exact: true }).fill(person);
    await sheet.getByLabel("For whom").selectOption("family");
    await sheet.locator("form", { hasText: "For whom" }).getByRole("button", { name: "Ask" }).click();
    const told = sheet.locator("form", { hasText: "For whom" }).locator(".note li");
    await told.first().waitFor({ timeout: SLOW * 5 });
    expect((await told.allTextContents()).join(" ")).not.toMatch(/\bb\d\d\b|day \d|consent/);
  }, SLOW * 8);

  test("what a smaller batch would change is said in counts alone", async () => {
    const sheet = roundOf(page(planner), 1);
    await sheet.getByText("What if a number or the order were another").click();
    const form = sheet.locator("form", { has: page(planner).getByLabel("What", { exact: true }) });
    await form.getByLabel("Number", { exact: true }).fill("5");
    await form.getByRole("button", { name: "Ask" }).click();
    await form.locator("table, .note.late, .quiet", { hasText: /category|cannot hold|No difference|Category/ }).first().waitFor({ timeout: SLOW * 5 });
    expect(await form.textContent()).not.toMatch(/held\/H/);
  }, SLOW * 8);

  test("a side proposes another difference; the other sees what would change, the mediator its effect in counts; it counts when both have signed", async () => {
    const { desk: shared } = desk.door.room;
    const inForce = (): number | undefined => plansOf(shared.state).plans.get(PLAN)?.inForce?.values.cumulative;
    const before = inForce() ?? expect.fail("values in force");
    for (const of of [a, b, planner]) {
      await goTo(page(of), "planning");
      await page(of).getByRole("tab", { name: "What it is made by" }).click();
    }
    await page(a).getByRole("button", { name: "Propose other values" }).click();
    const form = page(a).locator("form", { has: page(a).getByLabel("agreed running difference", { exact: true }) });
    await form.getByLabel("agreed running difference", { exact: true }).fill("x");
    await form.getByText("Not right yet:").waitFor();
    await form.getByLabel("agreed running difference", { exact: true }).fill(String(before + 1));
    expect(await sign(page(a), form.getByRole("button", { name: "Read and sign" }))).toContain("Signed once");
    await second(page(a2));
    const proposal = page(b).getByRole("region", { name: /^Proposed by/ });
    await proposal.waitFor({ timeout: SLOW });
    expect(await proposal.locator("tbody tr").count()).toBe(1);
    expect(await proposal.locator("tbody tr").textContent()).toMatch(/Agreed difference/);
    expect(inForce()).toBe(before); // nothing is taken back by a proposal
    const seen = page(planner).getByRole("region", { name: /^Proposed by/ });
    await seen.getByRole("button", { name: /What it would change/ }).click({ timeout: SLOW });
    await seen.locator("ul.small, table, .quiet", { hasText: /category|Category|No difference|→/ }).last().waitFor({ timeout: SLOW * 5 });
    expect(await seen.textContent()).not.toMatch(/held\/H/);
    expect(await sign(page(b), proposal.getByRole("button", { name: /Sign exactly these values/ }))).toContain("Signed once");
    await second(page(b2));
    await proposal.waitFor({ state: "detached", timeout: SLOW }).catch(() => undefined); // the page of b may lie elsewhere by now
    expect(inForce()).toBe(before + 1);
  }, SLOW * 10);

  test("five withdraw: planned anew, nobody announced moved, the difference shown, locked again", async () => {
    const { desk: shared } = desk.door.room;
    const round = plansOf(shared.state).plans.get(PLAN)?.rounds[0] ?? expect.fail("a round");
    const inGroup = new Set(shared.state.acts.flatMap(({ body, kind }) => (kind === "custody.stated" ? (body["rows"] as { row: string; together?: string }[]).flatMap((row) => (row.together === undefined ? [] : [row.row])) : [])));
    const gone = [...standingAssign(round, seatsOf(shared.pack)).keys()].filter((id) => id.startsWith("SA-held/") && !inGroup.has(id.split("/")[1] ?? "")).slice(0, 5);
    const day = parseCivilDate(new Date().toISOString().slice(0, 10)) ?? expect.fail("a day");
    await recordAct(shared, { label: "NO/withdrawn", at: day, actor: "NO", kind: "wishes.heard", to: ["NO", "SEC"], sources: [], body: { list: "SA-held", heard: gone.map((id) => ({ row: id.split("/")[1], wish: "does not wish to go", on: "2025-06-30" })) } }, seededChance("withdrawn"));
    await planRound(2);
    await roundOf(page(planner), 2).locator(".mark.fine", { hasText: "announced persons moved: 0" }).waitFor();
    const rounds = plansOf(shared.state).plans.get(PLAN)?.rounds ?? [];
    const [before, after] = rounds.map((one) => standingAssign(one, seatsOf(shared.pack)));
    expect(gone.filter((id) => after?.has(id))).toEqual([]);
    const moved = [...(before ?? [])].filter(([id, batch]) => !gone.includes(id) && after?.get(id) !== batch);
    expect(moved).toEqual([]);
    const difference = roundOf(page(a), 2).locator("table", { hasText: "enter" });
    await difference.waitFor();
    expect(await difference.textContent()).toMatch(/5|fewer than 5/);
  }, SLOW * 10);

  test("the bundle and the openings recompute the plan without the desk; one byte changed is found", async () => {
    await page(planner).waitForTimeout(1_000); // a checkpoint covers the last act
    // over the profile's own session, as its browser would save them: no copy of the bytes goes through the page
    const [tar, opened] = await Promise.all(["/api/bundle", "/api/planning/openings"].map(async (path) => {
      const answer = await page(planner).request.get(new URL(path, desk.address).href, { timeout: SLOW });
      expect(answer.status(), path).toBe(200);
      return answer.body();
    }));
    const bundle = join(folder, "bundle");
    mkdirSync(bundle);
    writeFileSync(join(folder, "bundle.tar"), tar ?? "");
    writeFileSync(join(folder, "openings.json"), opened ?? "");
    expect(run("tar", ["-xf", join(folder, "bundle.tar"), "-C", bundle]).status).toBe(0);
    const proposed = desk.door.room.desk.state.acts.findLast(({ kind }) => kind === "plan.proposed")?.entry ?? -1;
    const verify = (path: string) => allforall("plan", "verify", "--data", bundle, String(proposed), "--opened", path);
    const { stdout, stderr, status } = verify(join(folder, "openings.json"));
    expect(`${stdout}${stderr}`).toContain("nothing in sight differs");
    expect(stdout).toMatch(/^instance: same[\s\S]*^plan: same, byte for byte/m);
    expect(status).toBe(0);
    const text = (opened ?? Buffer.alloc(0)).toString("utf8");
    const at = text.indexOf('"opened":"') + 60;
    writeFileSync(join(folder, "changed.json"), `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`);
    const changed = verify(join(folder, "changed.json"));
    expect([changed.status, changed.stderr]).toEqual([2, expect.stringContaining("OPENING_OTHER")]);
  }, SLOW * 8);

  test("nothing was refused by the page's policy, and no row of a list stands in a log line", () => {
    for (const profile of everybody()) expect(profile?.troubles).toEqual([]);
    expect(desk.log.join("\n")).not.toMatch(/H[AB]\d{6}/);
  });
});

describe.runIf(hasChromium)("the screens of a plan", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  beforeAll(async () => {
    desk = await openExercise({ seed: "1", captives: 120, remains: 6, families: 20 }, planTwice);
    browser = await launch();
    if (isShooting) mkdirSync(pictures, { recursive: true });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  for (const [party, role, name] of [["SEC", "mediator-chair", "mediator"], ["SA", "delegation", "side"]] as const)
    test(`the planner of the ${name}, every tab and form open: nothing runs past the edge at 1440 and 390 px in five languages, and axe finds nothing (${AXE_WALKED})`, async () => {
      const { page, context, troubles } = await openProfile(browser, desk.address, { bypassCSP: true });
      await sitDown(page, await desk.door.room.officers.invite(desk.door.room.desk.pack, party, role, "2999-01-01T00:00:00.000Z"));
      await goTo(page, "planning");
      for (const [i, tab] of (await page.locator("[role=tab]").all()).entries()) {
        await tab.click();
        await page.locator("[role=tabpanel]").waitFor();
        await settled(page);
        if (isShooting) for (const [language, width] of [["ar", 390], ["en", 1440]] as const) {
          await speak(page, language);
          await widen(page, width);
          await page.screenshot({ path: join(pictures, `planning-${name}-${i + 1}-${language}-${width}.png`), animations: "disabled", fullPage: i !== 0 || party !== "SEC" });
        }
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
        for (let closed = page.locator(".act-open[aria-expanded=false]"), tries = 0; tries < 12 && (await closed.count()) > 0; tries++) await closed.first().click();
        for (let closed = page.locator(".main .row > button[aria-expanded=false]"), tries = 0; tries < 4 && (await closed.count()) > 0; tries++) await closed.first().click();
        await holdsInEach(page, `${name}, tab ${i}`);
      }
      expect(troubles).toEqual([]);
      await context.close();
    }, 240_000);
});

/** Sits down with an invitation: the code is typed, as a real officer would. */
async function sitDown(page: Page, code: string): Promise<void> {
  await page.locator(".gate form").waitFor();
  if ((await page.locator(".gate input[autocomplete=username]").count()) > 0) await page.locator(".gate .button.plain").click();
  await page.locator(".gate form input:not([type=password])").fill(code);
  await page.locator(".gate input[type=password]").fill("a password of some length");
  await page.locator(".gate button[type=submit]").click();
  await page.locator(".shell").waitFor();
}
