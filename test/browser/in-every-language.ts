// A screen as it stands, looked at in every language at two widths, the language chosen in the page's head as a reader would: what is open
// stays open, so that a screen is reached, and its forms are opened, once and not ten times.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { violations } from "./axe.ts";
import { LANGUAGES, settled, type Language } from "./opened-desk.ts";

export const WIDTHS = [1440, 390] as const;
export type Width = (typeof WIDTHS)[number];
const isWhole = process.env["ALLFORALL_EVERY_STATE"] === "1";
/**
 * Where axe looks: in English on the desk and in Arabic on the phone; in the other three, at one width each, on request. What it judges by width (sizes, what scrolls)
 * is of no language, what it judges by language (names, labels) of no width, and contrast of neither: it is judged in English on the desk.
 */
const AXE_AT: Readonly<Record<Language, readonly Width[]>> = { en: isWhole ? [1440, 390] : [1440], uk: isWhole ? [1440] : [], ru: isWhole ? [390] : [], tr: isWhole ? [1440] : [], ar: [390] };

/** For the names of tests. */
export const AXE_WALKED = Object.entries(AXE_AT).flatMap(([language, widths]) => (widths.length > 0 ? [language] : [])).join(", ");

/** Chooses the language in the head, or at the gate, and waits until the page speaks it: by force, since an open window holds the head back, and what such a window says is to be read in each language too. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.locator(".head select, .gate-head select").first().selectOption(language, { force: true });
  await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
}

export async function widen(page: Page, width: Width): Promise<void> {
  await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
  // long tables draw the rows in sight; a page behind others may draw nothing
  await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); setTimeout(drawn, 200); }));
}

/** Elements that stand out of the page sideways and lie in nothing that scrolls; where none is found, how wide the page is. */
export const standingOut = (page: Page): Promise<string[]> => page.evaluate(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.querySelectorAll("body *")].filter((one) => { const { left, right } = one.getBoundingClientRect(); return (right > clientWidth + 1 || left < -1) && one.closest(".scroll, .big-table, .tablist, .unseen") === null; });
  return out.length === 0 ? [`${scrollWidth} px`] : out.map((one) => `${one.tagName} ${one.className} ${(one.textContent ?? "").slice(0, 40)}`).slice(-6);
});

/** Nothing runs past the edge in any of the languages at either width, and axe finds nothing where it looks. Leaves the page wide and in the first of them. */
export async function holdsInEach(page: Page, what: string, languages: readonly Language[] = LANGUAGES): Promise<void> {
  for (const language of languages) {
    await speak(page, language);
    await settled(page);
    for (const width of WIDTHS) {
      await widen(page, width);
      expect(await standingOut(page), `${what} in ${language} at ${width} px runs past the edge`).toEqual([]);
      if (AXE_AT[language].includes(width)) expect(await violations(page, language === "en" && width === 1440), `${what} in ${language} at ${width} px`).toEqual([]);
    }
  }
  await widen(page, 1440);
  await speak(page, languages[0] ?? "en");
}
