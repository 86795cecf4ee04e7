// Every kind of act by keyboard alone. The walk is made from the table of rights and from the sources of the screens: each seat
// goes with Tab and Enter to every screen that holds a form of a kind still to be done, opens it, fills it and reaches the
// signature. A kind that no seat reaches fails, unless it stands in a list with its reason; so does one of that list that is reached.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KINDS_WITH_RIGHTS, mayRecord, ROLES, seatOf, type Seat } from "../../src/desk/authority.ts";
import { repository } from "../walked-desk.ts";
import { fill, focused, reachSigning, settled, sitByKeyboard, tabTo, type Focused } from "./by-keyboard.ts";
import { hasChromium, launch } from "./chromium.ts";
import { hintsOf, JOBS, PREPARES, REFUSED, SIGNED, tellKeyboardWorld, VARIANTS, WORLD, writeKeyboardFiles, type Hints } from "./keyboard-world.ts";
import { openProfile, PASSWORD, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { openExercise } from "./opened-exercise.ts";

/** Kinds that this walk does not come to, because … */
const NOT_BY_KEYBOARD: Readonly<Record<string, string>> = {
  "match.calibrated": "its button stands beside “Compute again”, which is walked, and shows after dozens of pairs that two persons decided",
  "pairs.decided": "pairs are decided by keys of their own: matching.test.ts presses them (“two persons decide them by keyboard alone”)",
};

/** Seats in the order in which they walk: what one signs, a later one needs. */
const SEATS: readonly (readonly [party: string, role: string])[] = [
  ["SEC", "mediator-chair"], ["SA", "delegation"], ["SB", "delegation"], ["NO", "mediator-chair"], ["NO", "neutral-agency"], ["NO", "medical-commission"], ["SA", "forensic-lead"], ["SA", "family-liaison"], ["NOLAB", "laboratory"], ["SEC", "mediator-chair"],
];

const screens = join(repository, "src/web/screens");
const sources = readdirSync(screens, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".tsx")).map((path) => ({ folder: path.split(sep)[0] ?? "", text: readFileSync(join(screens, path), "utf8") }));
/** The screens that have a form of this kind, by folder. */
const foldersOf = (kind: string): string[] => [...new Set(sources.filter(({ text }) => text.includes(`"${kind}"`) && /ActForm|useSigning/.test(text)).map(({ folder }) => folder))];

/** All kinds take minutes on a busy machine: they are walked when it is asked for. Always walked are these, in which each kind of field occurs. */
const isWhole = process.env["ALLFORALL_EVERY_ACT"] === "1";
const PART = ["note.recorded", "office.held", "pause.announced", "profiles.deposited"];
const FIELDS = ["checkbox", "date", "datetime-local", "file", "select", "text", "textarea"];

describe.runIf(hasChromium)(`${isWhole ? "every act" : "one act of each kind of field"} by keyboard`, () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let hints: Hints = {};
  const folder = mkdtempSync(join(tmpdir(), "afa-keys-"));
  const profiles: Profile[] = [];
  beforeAll(async () => {
    desk = await openExercise(WORLD, tellKeyboardWorld);
    writeKeyboardFiles(folder, desk.door.room.desk);
    hints = hintsOf(desk.door.room.desk);
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const left = new Set(isWhole ? KINDS_WITH_RIGHTS : PART);
  const fields = new Set<string>();
  const troubles: string[] = [];
  const trouble = (text: string): void => void troubles.push(text);

  /** One screen from the way to it to its last tab: every form of a kind in `wanted` is filled and comes to its signature. */
  async function walkScreen(page: Page, screen: string, wanted: (kind: string) => boolean): Promise<void> {
    if (!(await tabTo(page, `.nav a[href$="/${screen}"]`))) return;
    await page.keyboard.press("Enter");
    await page.waitForFunction((path) => location.hash.includes(path), `/${screen}`);
    await settled(page);
    const prepared: string[] = []; // once on a screen: a second comparison would begin anew
    await walkPanel(page, wanted, prepared);
    const lists = await page.locator(".main [role=tablist]").count();
    for (let list = 0; list < lists; list++) {
      await page.evaluate((at) => document.querySelectorAll(".main [role=tablist]")[at]?.setAttribute("data-tabs", String(at)), list);
      const tabs = await page.locator(`[data-tabs="${list}"] [role=tab]`).count();
      for (let tab = 1; tab < tabs; tab++) {
        if (!(await tabTo(page, `[data-tabs="${list}"] [role=tab]`))) throw new Error(`${screen}: the tabs are not reached`);
        await page.keyboard.press("ArrowRight");
        await settled(page);
        await walkPanel(page, wanted, prepared);
      }
    }
  }

  /** What leads on, the first of the best: a button to be pressed, a form to be opened, a field beside a button that waits for it, a disclosure, a button that brings more. */
  type Next = { readonly css: string; readonly kind: string; readonly is: "button" | "form" | "field" | "details" | "prepare"; readonly mark: string; readonly text: string; readonly base: string };
  async function nextOf(page: Page, kinds: readonly string[], tried: readonly string[]): Promise<Next | undefined> {
    const all: readonly Next[] = await page.evaluate(({ wantedKinds, prepares, fields, variants }) => {
      const found: { css: string; kind: string; is: "button" | "form" | "field" | "details" | "prepare"; mark: string; text: string; base: string }[] = [];
      for (const one of (document.querySelector("[role=dialog]") ?? document.querySelector("main") ?? document).querySelectorAll<HTMLElement>("[data-act], summary, button, input, select, textarea, a")) {
        if (!one.checkVisibility()) continue;
        const base = one.dataset["act"] ?? "";
        const act = wantedKinds.includes(base) ? base : (wantedKinds.find((kind) => variants[kind] === base) ?? base);
        const field = one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement ? one : undefined;
        const text = (one.getAttribute("aria-label") ?? field?.labels?.[0]?.textContent ?? one.textContent ?? "").trim();
        const isOn = !one.hasAttribute("disabled");
        const isOutside = one.closest("[data-act]") === null;
        const closed = one.tagName === "SUMMARY" && one.parentElement instanceof HTMLDetailsElement && !one.parentElement.open ? one.parentElement : undefined;
        const is = wantedKinds.includes(act) && one.tagName === "BUTTON" && isOn ? "button" as const : wantedKinds.includes(act) && one.tagName !== "BUTTON" ? "form" as const
          : field && isOutside && fields[text] !== undefined && (field instanceof HTMLSelectElement ? field.value !== fields[text] && [...field.options].some(({ value }) => value === fields[text]) : field.type === "checkbox" ? !(field instanceof HTMLInputElement && field.checked) : field.value === "") ? "field" as const
          : closed && (wantedKinds.some((kind) => closed.querySelector(`[data-act="${kind}"]`)) || [...closed.querySelectorAll("button")].some((button) => prepares.includes(button.textContent ?? ""))) ? "details" as const : isOutside && isOn && prepares.includes(text) ? "prepare" as const : undefined;
        if (is === undefined) continue;
        one.dataset["walk"] ??= String(document.querySelectorAll("[data-walk]").length + Math.random());
        found.push({ css: `[data-walk="${one.dataset["walk"]}"]${is === "form" ? " .act-open" : ""}`, kind: is === "button" || is === "form" ? act : "", is, mark: `${one.dataset["walk"]} ${act}`, text, base });
      }
      return found;
    }, { wantedKinds: kinds, prepares: [...PREPARES], fields: hints[""] ?? {}, variants: VARIANTS });
    const order: readonly Next["is"][] = ["button", "field", "form", "details", "prepare"];
    return all.filter(({ mark, is, text }) => !tried.includes(mark) && !(is === "prepare" && text !== "All lists" && tried.includes(`prepared ${text}`))).sort((x, y) => order.indexOf(x.is) - order.indexOf(y.is) || (x.is === "prepare" ? PREPARES.indexOf(x.text) - PREPARES.indexOf(y.text) : 0))[0];
  }

  async function walkPanel(page: Page, wanted: (kind: string) => boolean, prepared: string[]): Promise<void> {
    const tried: string[] = [];
    for (let steps = 0; steps < 60; steps++) {
      const next = await nextOf(page, [...left].filter(wanted), [...tried, ...prepared]);
      if (!next && (await page.getByRole("dialog").count()) === 0) return;
      if (!next) { // a window in which nothing is left to do
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        continue;
      }
      tried.push(next.mark);
      if (next.is === "prepare") prepared.push(`prepared ${next.text}`);
      if (!(await tabTo(page, next.css))) {
        trouble(`${next.kind || next.is}: the keyboard does not reach it`);
        continue;
      }
      const one = await focused(page);
      if (!one) continue;
      if (next.is === "button") await pressOf(page, next.kind);
      else if (next.is === "form") await fillForm(page, next.kind, next.base).catch((error: unknown) => trouble(`${next.kind}: ${String(error).slice(0, 300)}`));
      else if (next.is === "field") await fill(page, one, hintOf("", one));
      else {
        await page.keyboard.press("Enter");
        const done = JOBS[next.text];
        if (done !== undefined) await page.locator(`main :is(${done})`).first().waitFor({ timeout: 60_000 }).catch(() => trouble(`${next.text}: its work brings nothing`));
        await page.waitForFunction(() => document.querySelector("main progress") === null, undefined, { timeout: 120_000 });
        await settled(page);
        await page.waitForTimeout(250); // what was fetched is drawn
      }
    }
  }

  const hintOf = (kind: string, { name, group, type }: Pick<Focused, "name" | "group" | "type">): string | undefined => {
    const own = hints[kind] ?? {};
    const hint = own[name] ?? own[group] ?? own[`:${type}`] ?? (type === "none" ? undefined : own["*"]) ?? (kind === "" ? undefined : hints["*"]?.[name]);
    return hint?.startsWith("file:") ? join(folder, hint.slice(5)) : hint;
  };

  async function pressOf(page: Page, kind: string): Promise<void> {
    try {
      await page.keyboard.press("Enter");
      const isSigned = SIGNED.has(kind) || (kind === "plan.frozen" && !left.has("plan.salted"));
      await reachSigning(page, kind, isSigned, REFUSED.has(kind));
      left.delete(kind);
      if (kind === "plan.salted") left.add("plan.frozen"); // a plan that withholds places opens its leaves after it is frozen
      if (isSigned) await settled(page);
    } catch (error) {
      trouble(`${kind}: ${String(error).slice(0, 600)}`);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" }).catch(() => undefined);
    }
  }

  type InForm = Pick<Focused, "name" | "group" | "type" | "value"> & { readonly css: string };
  /** The first field of the open form that was not looked at yet; a button in it counts as one. */
  const nextField = (page: Page, form: string, seen: readonly string[]): Promise<InForm | undefined> =>
    page.evaluate(({ of, before }) => {
      for (const one of document.querySelectorAll<HTMLElement>(`${of} form :is(input, select, textarea, button:not([type=submit]))`)) {
        if (!one.checkVisibility() || one.hasAttribute("disabled") || before.includes(`[data-walk="${one.dataset["walk"] ?? ""}"]`)) continue;
        one.dataset["walk"] ??= String(document.querySelectorAll("[data-walk]").length + Math.random());
        const field = one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement ? one : undefined;
        return {
          css: `[data-walk="${one.dataset["walk"]}"]`, type: field instanceof HTMLInputElement ? field.type : one.tagName.toLowerCase(), value: field?.value ?? "",
          name: (one.getAttribute("aria-label") ?? field?.labels?.[0]?.textContent ?? one.textContent ?? "").trim(), group: one.closest("fieldset")?.querySelector("legend")?.textContent ?? "",
        };
      }
      return undefined;
    }, { of: form, before: seen });

  /** Opens the form of a kind, fills it and comes to its signature. `base` is the kind that the form begins as. */
  async function fillForm(page: Page, kind: string, base: string): Promise<void> {
    if ((await focused(page))?.isExpanded === "false") await page.keyboard.press("Enter");
    const form = `:is([data-act="${kind}"], [data-act="${base}"])`;
    const seen: string[] = [];
    const names: string[] = [];
    for (let i = 0; i < 150; i++) {
      const field = await nextField(page, form, seen);
      if (!field) break;
      seen.push(field.css);
      const isButton = field.type === "button";
      const hint = isButton ? hintOf(kind, { name: field.name, group: "", type: "none" }) || undefined : hintOf(kind, field);
      if (isButton ? hint === undefined && !PREPARES.includes(field.name) : hint === "" || (hint === undefined && (field.value !== "" || field.type === "checkbox" || field.type === "file"))) continue;
      names.push(field.name);
      if (!(await tabTo(page, field.css))) return trouble(`${kind}: the keyboard does not reach ${field.name}`);
      const at = await focused(page);
      if (!at) continue;
      if (isButton && hint === undefined) await page.keyboard.press("Enter");
      else {
        fields.add(isButton ? "file" : at.type);
        await fill(page, isButton ? { ...at, type: "file" } : at, hint);
      }
      if (PREPARES.includes(field.name)) await page.waitForTimeout(200);
    }
    const submit = `${form} form button[type=submit]`;
    const isReady = await page.locator(`${submit}:not([disabled])`).first().waitFor({ timeout: 3_000 }).then(() => true, () => false);
    if (!isReady) return trouble(`${kind}: its form does not come to the signature: filled ${names.join(", ")}; ${((await page.locator(form).first().textContent()) ?? "").slice(0, 500)}`);
    if (await tabTo(page, submit)) await pressOf(page, kind);
  }

  test("each seat reaches what it may record", async () => {
    // twice, so that what was slow to come on a busy machine is tried again; a seat with nothing left to do sits down no more
    for (const [party, role, isAgain] of [...SEATS.map((one) => [...one, false] as const), ...SEATS.map((one) => [...one, true] as const)]) {
      const { pack } = desk.door.room.desk;
      const [seat, is]: [Seat | undefined, (typeof ROLES)[number] | undefined] = [seatOf(pack, party), ROLES.find((one) => one === role)];
      if (!seat || !is) throw new Error(`no seat ${party} ${role}`);
      const wanted = (kind: string): boolean => left.has(kind) && mayRecord(is, seat, kind) && !(isAgain && Object.hasOwn(NOT_BY_KEYBOARD, kind));
      const folders = [...new Set([...left].filter(wanted).flatMap(foldersOf))];
      if (folders.length === 0) continue;
      const profile = await openProfile(browser, desk.address);
      profiles.push(profile);
      await sitByKeyboard(profile.page, await desk.door.room.officers.invite(pack, party, is, "9999-12-31T00:00:00.000Z"), PASSWORD);
      for (const one of folders) if ([...left].some((kind) => wanted(kind) && foldersOf(kind).includes(one))) await walkScreen(profile.page, one, wanted).catch((error: unknown) => trouble(`${party} ${role} ${one}: ${String(error).slice(0, 300)}`));
      await profile.context.close();
    }
    expect([...left].sort(), troubles.join("\n")).toEqual(isWhole ? Object.keys(NOT_BY_KEYBOARD).sort() : []);
    expect(FIELDS.filter((one) => !fields.has(one)), "kinds of field that no form asked for").toEqual([]);
    for (const profile of profiles) expect(profile.troubles).toEqual([]);
  }, 900_000);
});
