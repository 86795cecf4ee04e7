// What axe-core says against a page as it stands, in its default rules.
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
export type Found = { readonly id: string; readonly impact: string | null; readonly targets: readonly string[] };

/**
 * Needs a profile that bypasses the page's policy: the tool is a script of its own. Contrast, by far the dearest of its rules, may be left out where the same colours
 * are judged at another width; it is judged in English, and in whatever language where the page is dark, since a colour is of no language. Where in the page a finding stands is asked only when there is one: it costs as much as all the other rules.
 */
export async function violations(page: Page, judgesContrast = true): Promise<Found[]> {
  await page.evaluate("window.axe ?? null").then(async (has) => has === null && (await page.addScriptTag({ path: axePath })));
  return page.evaluate(`(async () => {
    const isJudged = ${judgesContrast} && (document.documentElement.lang === "en" || matchMedia("(prefers-color-scheme: dark)").matches);
    const options = { resultTypes: ["violations"], rules: { "color-contrast": { enabled: isJudged } } };
    if ((await axe.run(document, { ...options, selectors: false })).violations.length === 0) return [];
    const { violations } = await axe.run(document, options);
    return violations.map(({ id, impact, nodes }) => ({ id, impact, targets: nodes.slice(0, 4).map(({ target, html }) => target.join(" ") + " " + html.slice(0, 120)) }));
  })()`);
}
