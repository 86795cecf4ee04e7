// The never-lists of FIELD.md §9 over every screen that each role is led to, with everything open that can be opened: what was planted
// in another compartment, or below what the role may know, stands in no text, label or address. One table; a new screen is walked by itself.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { recordAct, type Act, type Desk } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { sidesOf } from "../../src/vocabulary/conflict-pack.ts";
import { seededChance } from "../walked-desk.ts";
import { hasChromium, launch } from "./chromium.ts";
import { goTo, openExample, seatsAt, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { tellStory } from "./story.ts";

/** What is planted, and who alone may read it on a screen. */
const PLANTED = {
  sealedName: "ZUMMERLIN", heldPlace: "OUBLIETTE-9", route: "road 4 to the crossing", contact: "channel 7, call sign Crossing", ground: "II.B.3", forwardedName: "Прикладний", declinedRow: "DECLINER-77", note: "QUILLON",
} as const;

async function plant(desk: Desk): Promise<void> {
  await tellStory(desk);
  const [a, b] = sidesOf(desk.pack);
  const [mediator, office] = [desk.pack.mediator.code, desk.pack.secretariat.code];
  const on = parseCivilDate("2026-02-24");
  if (!on) throw new Error("expected a day");
  const chance = seededChance("never");
  let n = 0;
  const act = (actor: string, kind: string, body: Act["body"], to: readonly string[]): Promise<number> => recordAct(desk, { label: `never/${++n}`, at: on, actor, kind, body, sources: [], to }, chance);
  const row = (id: string, name: string) => ({ row: id, name, birth: "1990-01-01", category: "soldier" });
  await act(a, "list.deposited", { list: `${a}-SEALED`, purpose: "asked for", about: b, rows: [row("1", `${PLANTED.sealedName} Anna`), row("2", `${PLANTED.sealedName} Jan`)] }, [a, office]);
  await act(a, "list.deposited", { list: `${a}-HELD`, purpose: "held", about: b, rows: [row(PLANTED.declinedRow, "Invented Person"), row("2", "Invented Other")] }, [a, office]);
  await act(a, "custody.stated", { list: `${a}-HELD`, rows: [{ row: PLANTED.declinedRow, place: PLANTED.heldPlace, means: "seat" }] }, [a, mediator, office]);
  await act(mediator, "wishes.heard", { list: `${a}-HELD`, heard: [{ row: PLANTED.declinedRow, wish: "does not wish to go", on }] }, [mediator, office]);
  await act(mediator, "medical.decided", { list: `${a}-HELD`, commission: "Joint medical commission", decisions: [{ row: "2", outcome: "repatriate", class: "seriously wounded", ground: PLANTED.ground, on }] }, [mediator, office]);
  await act(a, "note.recorded", { about: "the sealed list", words: PLANTED.note }, [a, office]);
  await act(a, "exception.recorded", { operation: "ex-71", code: "DECLINED", what: "captives", from: a, to: b, count: 1 }, [a, b, mediator, office]);
  await publish(desk, chance.seconds());
}

/** Opens every disclosure of the tab in sight, and gives its text, labels, addresses and forms' values. */
async function saidHere(page: Page): Promise<string> {
  await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
  for (const closed = page.locator(".main .act-open[aria-expanded=false]"); (await closed.count()) > 0;) await closed.first().click();
  return page.evaluate(() => [document.body.innerText, location.href, document.title, ...[...document.querySelectorAll("[aria-label], [title], a[href], option, img")].map((one) => `${one.getAttribute("aria-label") ?? ""} ${one.getAttribute("title") ?? ""} ${one.getAttribute("href") ?? ""} ${one.textContent ?? ""} ${one.getAttribute("alt") ?? ""}`)].join("\n"));
}

/** Every screen of the navigation with every tab, by its address. */
async function walk(page: Page): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const screens = await page.locator(".nav a").evaluateAll((links) => links.map((link) => (link.getAttribute("href") ?? "").replace(/^.*#\//, "") || "desk"));
  for (const screen of screens) {
    await goTo(page, screen);
    found.set(screen, await saidHere(page));
    for (const tab of (await page.locator(".main [role=tab]").all()).slice(1)) {
      await tab.click();
      await page.locator(".main [role=tabpanel]").first().waitFor();
      await page.waitForFunction(() => !document.querySelector(".main [role=status].quiet")?.textContent?.includes("…"), undefined, { timeout: 15_000 });
      found.set(`${screen}: ${(await tab.textContent()) ?? ""}`, await saidHere(page));
    }
  }
  return found;
}

const JUDGING = /\b(breach(es|ed)?|violat\w+|failed to|refuses? to|at fault|to blame|guilty|martyrs?|hero(es)?|terrorists?|occupiers?|enem(y|ies)|liquidat\w+|fair deal)\b/i;

describe.runIf(hasChromium)("what no screen shows", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  const profiles: Profile[] = [];
  beforeAll(async () => {
    desk = await openExample("istanbul-2025", plant);
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const { sit, rest } = seatsAt(() => browser, () => desk, profiles);
  afterEach(rest);

  const [SIDE_A, SIDE_B, MEDIATOR, OFFICE] = [0, 1, 2, 3];
  type Row = { readonly at: number; readonly role: string; readonly never: readonly (keyof typeof PLANTED)[]; readonly sees?: readonly (readonly [string, keyof typeof PLANTED])[] };
  /** `never`: on no screen. `sees`: a plant that stands on this screen for this role, so that the walk is known to find what is there. */
  const ROWS: readonly Row[] = [
    { at: SIDE_B, role: "delegation", never: ["sealedName", "heldPlace", "ground", "declinedRow", "note"], sees: [["operations", "route"]] },
    { at: SIDE_A, role: "delegation", never: ["ground"], sees: [["operations", "contact"]] },
    { at: SIDE_B, role: "family-liaison", never: ["sealedName", "heldPlace", "route", "contact", "ground", "declinedRow", "note"] },
    { at: SIDE_B, role: "observer", never: ["sealedName", "heldPlace", "route", "contact", "ground", "forwardedName", "declinedRow", "note"] },
    { at: SIDE_A, role: "handover-lead", never: ["sealedName", "forwardedName", "heldPlace", "ground", "note"] },
    { at: MEDIATOR, role: "neutral-agency", never: ["sealedName", "forwardedName", "heldPlace", "note"] },
    { at: MEDIATOR, role: "medical-commission", never: ["sealedName", "forwardedName", "heldPlace", "route", "contact", "note"], sees: [["custody", "ground"]] },
    { at: OFFICE, role: "mediator-chair", never: ["heldPlace"], sees: [["operations", "route"]] },
    { at: OFFICE, role: "security-officer", never: ["sealedName", "heldPlace", "route", "contact", "ground", "forwardedName", "declinedRow", "note"] },
  ];

  for (const { at, role, never, sees = [] } of ROWS)
    test(`${["one side", "the other side", "the mediator", "the secretariat"][at] ?? ""}, ${role}`, async () => {
      const { pack } = desk.door.room.desk;
      const party = [pack.sides[0].code, pack.sides[1].code, pack.mediator.code, pack.secretariat.code][at] ?? "";
      const page = await sit(party, role);
      const screens = await walk(page);
      expect(screens.size).toBeGreaterThan(3);
      for (const [screen, key] of sees) expect(screens.get(screen), `${screen} shows what it may`).toContain(PLANTED[key]);
      for (const [screen, text] of screens) {
        for (const key of never) expect(text.includes(PLANTED[key]), `${screen} shows ${key}`).toBe(false);
        // route and contacts belong to the notice on the screen of operations, and to no story, account, list or front page
        if (!screen.startsWith("operations")) for (const key of ["route", "contact"] as const) expect(text.includes(PLANTED[key]), `${screen} shows ${key}`).toBe(false);
        expect(screen.startsWith("lists") || !text.includes(PLANTED.sealedName), `${screen} shows a name of a list`).toBe(true);
      }
    }, 120_000);

  test("no picture, no judging word in the desk's own voice, and no colour that judges what a side says", async () => {
    const { pack } = desk.door.room.desk;
    const page = await sit(pack.sides[1].code, "delegation");
    const screens = await page.locator(".nav a").evaluateAll((links) => links.map((link) => (link.getAttribute("href") ?? "").replace(/^.*#\//, "") || "desk"));
    for (const screen of screens) {
      await goTo(page, screen);
      const tabs = await page.locator(".main [role=tab]").all();
      for (const tab of tabs.length === 0 ? [undefined] : tabs) {
        await tab?.click();
        const seen = await page.evaluate(() => {
          const main = document.querySelector(".main");
          const copy = main?.cloneNode(true);
          // the words of others stand in quotations and isolates, those of the record are marked with their language
          if (copy instanceof HTMLElement) for (const own of copy.querySelectorAll("q, blockquote, bdi, [lang], textarea, .paper-text")) own.remove();
          return {
            own: copy?.textContent ?? "", pictures: document.querySelectorAll("img, video, picture, canvas, object, embed").length,
            judged: [...document.querySelectorAll(".matrix .mark, .two-counts .mark")].filter((mark) => mark.matches(".late, .fine") && !mark.closest(".side")).map((mark) => mark.textContent),
          };
        });
        expect(JUDGING.exec(seen.own)?.[0], screen).toBeUndefined();
        expect(seen.pictures, screen).toBe(0);
        expect(seen.judged, `${screen}: a side's word or count in the colour of good or bad`).toEqual([]);
      }
    }
    for (const { troubles } of profiles) expect(troubles).toEqual([]);
  }, 120_000);
});
