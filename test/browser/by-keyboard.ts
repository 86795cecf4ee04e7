// A person without a mouse: Tab, arrows, Enter, Space and typing, nothing else. What has the focus is read off the page, never moved by a script.
import type { Page } from "playwright-core";

export type Focused = {
  readonly type: string; readonly name: string; readonly value: string; readonly group: string; readonly isExpanded: string; readonly isChecked: boolean;
  /** Where it stands in the page, so that one field is told from another of the same name. */
  readonly key: number;
};

/** What has the focus now; undefined where nothing has. */
export const focused = (page: Page): Promise<Focused | undefined> =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!(one instanceof HTMLElement) || one === document.body) return undefined;
    const field = one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement ? one : undefined;
    return {
      type: field instanceof HTMLInputElement ? field.type : field ? field.tagName.toLowerCase() : "",
      name: (one.getAttribute("aria-label") ?? field?.labels?.[0]?.textContent ?? one.textContent ?? "").trim(), value: field?.value ?? "",
      group: one.closest("fieldset")?.querySelector("legend")?.textContent ?? "", isExpanded: one.getAttribute("aria-expanded") ?? "", isChecked: one instanceof HTMLInputElement && one.checked,
      key: [...document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]")].indexOf(one),
    };
  });

/** How many steps of Tab lie between what has the focus and the first that fits `css`, by the order of the page; negative is backwards, undefined where none can be reached. */
const stepsTo = (page: Page, css: string): Promise<number | undefined> =>
  page.evaluate((selector) => {
    const root = document.querySelector("[role=dialog]") ?? document;
    const all = [...root.querySelectorAll<HTMLElement>("a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex]")]
      .filter((one) => one.tabIndex >= 0 && (one.matches(":focus") || one.checkVisibility({ visibilityProperty: true })) && !(one instanceof HTMLInputElement && one.type === "hidden"));
    const to = all.findIndex((one) => one.matches(selector));
    const from = document.activeElement === null || document.activeElement === document.body ? -1 : all.findIndex((one) => one === document.activeElement);
    if (to < 0) return undefined;
    if (from < 0 && document.activeElement instanceof HTMLElement && document.activeElement !== document.body) return all.filter((one) => (document.activeElement?.compareDocumentPosition(one) ?? 0) & 4).indexOf(all[to] ?? document.body) + 1 || to + 1;
    return to - from;
  }, css);

/** Goes by Tab, or back by Shift and Tab, to the first that fits `css`. False where the keyboard does not come there. */
export async function tabTo(page: Page, css: string): Promise<boolean> {
  for (let tries = 0; tries < 12; tries++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, css)) return true;
    const steps = await stepsTo(page, css);
    if (steps === undefined) return false;
    const key = steps < 0 ? "Shift+Tab" : "Tab";
    await Promise.all(Array.from({ length: Math.max(1, Math.abs(steps)) }, () => page.keyboard.press(key)));
  }
  return page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, css);
}

/** Types a day or a moment in the parts that the browser shows, whatever their order; then reads that it is the one meant. */
async function typeDay(page: Page, day: string, isMoment: boolean): Promise<void> {
  const [year = "", month = "", date = ""] = day.slice(0, 10).split("-");
  const [hour, minutes] = [Number(day.slice(11, 13)), day.slice(14, 16)];
  const clocks = isMoment ? [`${day.slice(11, 13)}${minutes}A`, `${String(hour % 12).padStart(2, "0")}${minutes}P`] : [""]; // a clock of twelve hours asks for the half of the day
  // whoever comes to the field from behind stands in its last part: out of it backwards, and in again
  const here = (await focused(page))?.key;
  for (let i = 0; i < 6 && (await focused(page))?.key === here; i++) await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  for (const parts of [month + date, date + month])
    for (const clock of clocks) {
      await page.keyboard.type(parts + year);
      if (isMoment) {
        await page.keyboard.press("ArrowRight"); // a year may be of six digits
        await page.keyboard.type(clock);
      }
      if (((await focused(page))?.value ?? "").startsWith(isMoment ? day : day.slice(0, 10))) return;
      for (let i = 0; i < 7; i++) await page.keyboard.press("ArrowLeft");
    }
  throw new Error(`the keyboard does not enter ${day}`);
}

/** Fills the field that has the focus with what is hinted, else by what kind of field it is. A field that holds something stays where nothing is hinted; an empty hint leaves it. */
export async function fill(page: Page, field: Focused, hinted: string | undefined): Promise<void> {
  if (field.type === "checkbox") {
    if (hinted === "check" && !field.isChecked) await page.keyboard.press("Space");
    return;
  }
  if (field.type === "select") {
    if (hinted !== undefined) return void (await choose(page, hinted));
    for (let i = 0; i < 3 && (await focused(page))?.value === ""; i++) await page.keyboard.press("ArrowDown");
    return;
  }
  if (field.type === "file") {
    if (hinted === undefined) return;
    for (let tries = 1; ; tries++) {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser", { timeout: 5_000 }).catch(() => undefined), page.keyboard.press(tries % 2 === 1 ? "Space" : "Enter")]);
      if (chooser) return chooser.setFiles(hinted);
      if (tries === 4) throw new Error("no file is asked for");
    }
  }
  if (hinted === "" || (hinted === undefined && field.value !== "")) return;
  if (field.type === "date" || field.type === "datetime-local") return typeDay(page, hinted ?? (field.type === "date" ? "2026-03-02" : "2026-03-02T08:00"), field.type === "datetime-local");
  if (field.value !== "") await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(hinted ?? (field.type === "number" ? "1" : "By keyboard"));
}

/** Chooses the first that begins so, by arrows. */
async function choose(page: Page, begin: string): Promise<void> {
  for (const key of ["Home", ...Array.from({ length: 40 }, () => "ArrowDown")]) {
    await page.keyboard.press(key);
    const said = await page.evaluate(() => (document.activeElement instanceof HTMLSelectElement ? [document.activeElement.selectedOptions[0]?.textContent ?? "", document.activeElement.value] : []));
    if (said.some((one) => one.startsWith(begin))) return;
  }
  throw new Error(`no choice begins with ${begin}`);
}

/** Sits down: a code, a password, Enter. */
export async function sitByKeyboard(page: Page, code: string, password: string): Promise<void> {
  await page.locator(".gate form").waitFor();
  if (!(await tabTo(page, ".gate form input:not([type=password])"))) throw new Error("the keyboard does not reach the code");
  await page.keyboard.type(code);
  if (!(await tabTo(page, "input[type=password]"))) throw new Error("the keyboard does not reach the password");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.locator(".shell").waitFor();
}

/** Waits until a screen has its answers. */
export async function settled(page: Page): Promise<void> {
  await page.locator(".main h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector(".main [role=status].quiet")?.textContent?.includes("…"), undefined, { timeout: 20_000 });
}

/** The window of signing of this kind is open and its key is reached: signed, with the receipt closed again; or left by Escape; or, where the desk refuses it, left by its own button. */
export async function reachSigning(page: Page, kind: string, isSigned: boolean, isRefused = false): Promise<void> {
  const matter = page.locator(`[role=dialog] [data-signing="${kind}"]`);
  await matter.waitFor({ timeout: 8_000 });
  if (isRefused) {
    await matter.locator("[role=alert]").waitFor();
    if (!(await tabTo(page, "[role=dialog] [data-signing] .button:not(.first)"))) throw new Error(`${kind}: the keyboard does not leave the window`);
    await page.keyboard.press("Enter");
    return page.getByRole("dialog").waitFor({ state: "detached" });
  }
  await matter.locator(".button.first:not([disabled])").waitFor({ timeout: 5_000 }).catch(() => undefined);
  if (!(await tabTo(page, "[role=dialog] [data-signing] .button.first"))) throw new Error(`${kind}: the keyboard does not reach the signature: ${((await matter.textContent()) ?? "").slice(-400)}`);
  if (isSigned) {
    await page.keyboard.press("Enter");
    const said = page.getByRole("dialog").locator(".note.fine strong, .note.wait strong, .note.late");
    await said.first().waitFor({ timeout: 15_000 });
    if ((await page.getByRole("dialog").locator(".note.late").count()) > 0) throw new Error(`${kind} was refused: ${((await page.getByRole("dialog").textContent()) ?? "").slice(-400)}`);
    await page.keyboard.press("Enter"); // the focus lies on Close
  } else await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}
