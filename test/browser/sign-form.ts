// How a person fills a form and signs it, by the words of the screen.
import type { Locator, Page } from "playwright-core";
import { goTo } from "./opened-desk.ts";

/** Opens a form by its title and gives it. */
export async function formOf(page: Page, title: string | RegExp): Promise<Locator> {
  const form = page.locator(".act-form", { has: page.getByRole("button", { name: title }) }).first();
  await form.locator(".act-open").click();
  await form.locator("form").waitFor();
  return form;
}

/** Reads and signs what the form made: the window shows the act, then its receipt. The receipt's words. */
export async function sign(page: Page, submit: Locator): Promise<string> {
  await submit.click();
  const window = page.getByRole("dialog");
  const why = async (): Promise<never> => { throw new Error(`not signed: ${(await window.textContent()) ?? ""}`); };
  await window.getByRole("button", { name: "Sign and send" }).click().catch(why);
  const said = window.locator(".note.fine strong, .note.wait strong").first();
  await said.waitFor().catch(why);
  const text = (await said.textContent()) ?? "";
  await window.getByRole("button", { name: "Close" }).last().click();
  return text;
}

export const submitOf = (form: Locator): Locator => form.locator("button[type=submit]");

/** Fills a form by its labels, and signs it. */
export async function record(page: Page, title: string | RegExp, fields: Readonly<Record<string, string>>, choices: Readonly<Record<string, string>> = {}, picks: readonly string[] = []): Promise<string> {
  const form = await formOf(page, title);
  for (const [label, value] of Object.entries(choices)) await form.getByLabel(label, { exact: true }).selectOption(value);
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label, { exact: true }).fill(value);
  for (const pick of picks) await form.getByRole("checkbox", { name: pick }).check();
  return sign(page, submitOf(form));
}

/** The second officer of the party signs what waits for him. */
export async function signSecond(page: Page): Promise<string> {
  await goTo(page, "desk");
  return sign(page, page.getByRole("button", { name: /Read and sign/ }).first());
}

/** Opens a tab of a screen. */
export const openTab = (page: Page, name: string): Promise<void> => page.getByRole("tab", { name, exact: true }).click();
