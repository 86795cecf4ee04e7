// The verifier as one file, opened from `file:` with the network off: the verdict of verify.mjs in words, in five languages; one
// changed byte is named. Expected verdicts are those of the command line verifier on the same folder.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyFolder } from "../../src/cli/verify-alone.ts";
import { writeBundle } from "../../src/cli/record.ts";
import { replayExample, repository } from "../walked-desk.ts";
import { hasChromium, launch } from "./chromium.ts";

const page_ = join(repository, "dist/verify.html");

async function wordsOfCommand(folder: string): Promise<string> {
  let said = "";
  await verifyFolder(folder, (text) => (said += text), () => {});
  return said.trim();
}

describe.runIf(hasChromium)("the verifier page", () => {
  const folder = mkdtempSync(join(tmpdir(), "afa-verifier-"));
  const bundle = join(folder, "bundle");
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  beforeAll(async () => {
    const desk = await replayExample("istanbul-2025", join(folder, "data"));
    await writeBundle(desk, bundle);
    await desk.record.close();
    browser = await launch();
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
    await context.setOffline(true);
    page = await context.newPage();
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(page_).href);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const verdict = async (): Promise<string> => {
    await page.locator("#verdict").waitFor();
    await page.waitForFunction(() => document.querySelector<HTMLProgressElement>("#progress")?.hidden === true);
    return (await page.locator("#verdict p").textContent()) ?? "";
  };

  test("a whole bundle holds, in every language, as the command line says", async () => {
    const command = await wordsOfCommand(bundle);
    const size = /\((\d+) entries/.exec(command)?.[1] ?? "none";
    expect(command).toContain("valid and in force up to entry");
    await page.locator("#folder").setInputFiles(bundle);
    expect(await verdict()).toContain(`Valid and in force up to entry ${Number(size) - 1}. Entries: ${size}.`);
    expect(await page.locator("#verdict").getAttribute("class")).toBe("fine");
    const said = new Set<string>();
    for (const button of await page.locator("#languages button").all()) {
      await button.click();
      const text = await verdict();
      expect(text).toContain(size);
      said.add(text);
    }
    expect(said.size).toBe(5);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe("rtl");
    await page.locator("#languages button").first().click();
  }, 60_000);

  test("one changed byte of an entry is named by its number", async () => {
    const entries = join(bundle, "log/tile/entries");
    const file = join(entries, readdirSync(entries)[0] ?? "", readdirSync(join(entries, readdirSync(entries)[0] ?? ""))[0] ?? "");
    const whole = readFileSync(file);
    const changed = Buffer.from(whole);
    changed[2_000] = (changed[2_000] ?? 0) ^ 1;
    writeFileSync(file, changed);
    const command = /first bad entry (\d+)/.exec(await wordsOfCommand(bundle))?.[1];
    expect(command).toBeDefined();
    await page.locator("#folder").setInputFiles(bundle);
    expect(await verdict()).toContain(`Not valid. First bad entry: ${command ?? ""};`);
    expect(await page.locator("#verdict").getAttribute("class")).toBe("late");
    writeFileSync(file, whole);
  }, 60_000);

  test("it asks the network for nothing", () => {
    expect(requests.filter((url) => !url.startsWith("file:") && !url.startsWith("blob:"))).toEqual([]);
  });
});
