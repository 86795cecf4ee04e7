// Readings in persons and “why” in the browser: a draft with brackets, a bracket of the talks, one name of a list in two languages;
// nobody who may not read both talks and lists is offered it.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { recordAct } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { rowsDigest } from "../../src/registry/list-act.ts";
import { textHashOf } from "../../src/talks/clause.ts";
import { partiesOf, sidesOf } from "../../src/vocabulary/conflict-pack.ts";
import { seededChance } from "../walked-desk.ts";
import { violations } from "./axe.ts";
import { hasChromium, launch } from "./chromium.ts";
import { enrol, goTo, openExample, openProfile, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { formOf, openTab } from "./sign-form.ts";

const head = "Agreement “Young”, made at Istanbul on 2 June 2025.\nThe parties are Russia (RU) and Ukraine (UA).\n\n";
const clause = "\nClause 1 “Young”.\nEach party releases all captives who are “young”.\n";
const signed = `${head}“young” means aged 25 or under on 2 June 2025.\n${clause}`;
const draft = `${head}[RU: “young” means aged 24 or under on 2 June 2025.]\n[UA: “young” means aged 25 or under on 2 June 2025.]\n${clause}`;
const words = "Each party releases all captives aged [24 or under / 25 or under] on 2 June 2025.";
// six between the cut-offs, seven young in both readings, one whose year holds a cut-off
const births = [...Array.from({ length: 6 }, () => "1999-11-11"), ...Array.from({ length: 7 }, () => "2001-01-01"), "1999"];

describe.runIf(hasChromium)("readings in persons", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let profiles: readonly Profile[] = [];
  const page = (i: number) => (profiles[i] ?? expect.fail("none")).page;
  beforeAll(async () => {
    desk = await openExample("istanbul-2025", async (opened) => {
      const [a, b] = sidesOf(opened.pack);
      const all = partiesOf(opened.pack).map(({ code }) => code);
      const chance = seededChance("readings");
      let n = 0;
      const at = parseCivilDate("2026-02-20") ?? expect.fail("no day");
      const act = (actor: string, kind: string, body: Record<string, unknown>): Promise<number> => recordAct(opened, { label: `readings/${++n}`, at, actor, kind, body, sources: [], to: all }, chance);
      const rows = births.map((birth, i) => ({ row: String(i + 1), name: `Прикладний ${i + 1}`, birth }));
      await act(b, "list.deposited", { list: `${b}-R1`, purpose: "asked for", about: a, rows });
      await act(opened.pack.secretariat.code, "list.forwarded", { list: `${b}-R1`, to: a, sha256: rowsDigest(rows), rows });
      await act(a, "text.signed", { agreement: "YOUNG", text: signed });
      await act(a, "clause.tabled", { clause: "9", version: 1, language: "en", text: words, ast: "none" });
      await act(b, "bracket.opened", { bracket: "B-9", clause: "9", textHash: textHashOf(words), alternatives: [{ id: "B-9-1", by: a, text: "24 or under" }, { id: "B-9-2", by: b, text: "25 or under" }] });
      await publish(opened, chance.seconds());
    });
    browser = await launch();
    profiles = await Promise.all([0, 1, 2].map(() => openProfile(browser, desk.address, { bypassCSP: true })));
    const { sides: [a, b] } = desk.door.room.desk.pack;
    for (const [i, [party, role]] of ([[a.code, "delegation"], [b.code, "delegation"], [b.code, "bureau"]] as const).entries()) await enrol(page(i), desk, party, role);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  test("a draft with brackets says, as it is written, how many names each reading adds on each list; a small number is not shown", async () => {
    for (const i of [0, 1]) {
      await goTo(page(i), "agreement");
      const form = await formOf(page(i), "Sign a text");
      await form.getByLabel("Code of the agreement").fill("DRAFT");
      await form.getByLabel("Whole text").fill(draft);
      await form.locator("summary", { hasText: "What each reading means in persons" }).click();
      const row = form.locator("tr", { hasText: "UA-R1" });
      await row.waitFor();
      expect((await row.locator("td.num").allTextContents())).toEqual(["6", "0", "fewer than 5", "0"]);
      expect(await row.textContent()).toContain("14 names");
    }
    expect(await violations(page(0))).toEqual([]);
  }, 90_000);

  test("a bracket of the talks is counted the same way, alternative against alternative", async () => {
    await goTo(page(1), "talks");
    await openTab(page(1), "Positions");
    const item = page(1).locator("li", { hasText: "B-9" }).first();
    await item.getByRole("button", { name: "What it means in persons" }).click();
    const row = item.locator("tr", { hasText: "UA-R1" });
    await row.waitFor();
    expect(await row.textContent()).toContain("RU: 24 or under (read as: aged 24 or under on 2 June 2025) → UA: 25 or under (read as: aged 25 or under on 2 June 2025)");
    expect((await row.locator("td.num").allTextContents())).toEqual(["6", "0", "fewer than 5", "0"]);
    expect(await violations(page(1))).toEqual([]);
  }, 60_000);

  test("why for one name, in the reader's language, logged as a reading; who reads no talks is not offered it", async () => {
    await goTo(page(0), "lists?list=UA-R1");
    await page(0).locator(".name-open").first().click();
    const window = page(0).getByRole("dialog");
    await window.getByRole("button", { name: "YOUNG" }).click();
    await window.getByText("in the category", { exact: true }).waitFor();
    const text = (await window.textContent()) ?? "";
    expect(text).toContain("UA-R1/1");
    expect(text).toContain("11 November 1999");
    expect(await violations(page(0))).toEqual([]);
    const reads = await desk.door.room.access.latest(5);
    expect(reads[0]?.what).toMatch(/^why, entry \d+$/);
    await page(0).keyboard.press("Escape");
    await page(0).locator(".head select").first().selectOption("uk");
    await page(0).locator(".name-open").first().click();
    await window.getByRole("button", { name: "YOUNG" }).click();
    await window.getByText("11 листопада 1999", { exact: false }).waitFor();
    await page(0).keyboard.press("Escape");
    await goTo(page(2), "lists?list=UA-R1");
    await page(2).locator(".name-open").first().click();
    await page(2).getByRole("dialog").locator("dl").first().waitFor();
    expect(await page(2).getByRole("button", { name: "YOUNG" }).count()).toBe(0);
    expect(await page(2).evaluate(() => fetch("/api/why", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ agreement: "YOUNG", list: "UA-R1", row: "1", lang: "en" }) }).then(({ status }) => status))).toBe(403);
    expect(desk.log.join("\n")).not.toContain("Прикладний");
  }, 90_000);
});
