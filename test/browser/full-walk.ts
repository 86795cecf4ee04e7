// The walk of three people at one desk, at full size, in real Chromium: two delegations and the mediator's desk, each in a profile of its own.
// A list of 10,200 names is deposited, forwarded, answered and objected to; a text is signed by two officers of each side; counts differ and
// both desks show it; the bundle is exported and judged by the stand-alone verifier. Says how long each step took.
// Needs the build and a replayed exercise: `node --import tsx test/browser/full-walk.ts EXERCISE DATA` (DATA is copied, not changed).
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launch } from "./chromium.ts";
import { enrol, goTo, openProfile, serveFolder } from "./opened-desk.ts";
import { formOf, sign, signSecond, submitOf } from "./sign-form.ts";
import { listRowsOf } from "../exercise-lists.ts";
import { repository } from "../walked-desk.ts";
import { run } from "../run-command.ts";

const [exercise = "", data = ""] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "afa-walk-"));
cpSync(data, join(folder, "data"), { recursive: true });
const TEXT = "Each side returns all seriously wounded prisoners.\nEach side returns at least 1,000 prisoners.";
const LIST = "SA-walk";
const WAIT_MS = 240_000;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const rows = listRowsOf(readFileSync(join(exercise, "sideA/asked.csv"), "utf8"), "asked.csv").map(({ row }) => row);
const csv = join(folder, "asked.csv");
writeFileSync(csv, `row,name,birth\n${rows.map(({ row, name, birth }) => `${row},${quoted(name)},${birth ?? ""}`).join("\n")}\n`);

const began = performance.now();
let last = began;
const done = (what: string): void => {
  process.stdout.write(`${what.padEnd(64)} ${((performance.now() - last) / 1_000).toFixed(1).padStart(7)} s\n`);
  last = performance.now();
};
const demand = (isSo: boolean, what: string): void => {
  if (!isSo) throw new Error(`expected: ${what}`);
};

const desk = await serveFolder(join(folder, "data"));
const browser = await launch();
try {
  done(`desk of ${desk.door.room.desk.heads.length} entries opened`);
  const pages: Page[] = [];
  for (const [party, role] of [["SA", "delegation"], ["SA", "delegation"], ["SB", "delegation"], ["SB", "delegation"], ["SEC", "mediator-chair"]] as const) {
    const { page } = await openProfile(browser, desk.address);
    page.setDefaultTimeout(WAIT_MS);
    const named = "globalThis.__name = (one) => one"; // tsx names functions by it
    await page.addInitScript(named);
    await page.evaluate(named);
    await enrol(page, desk, party, role);
    pages.push(page);
  }
  const [a, a2, b, b2, mediator] = pages as [Page, Page, Page, Page, Page]; // five were opened
  done("five officers enrolled in five profiles");
  const second = async (page: Page): Promise<void> => demand((await signSecond(page)).includes("Recorded as entry"), "the second signature recorded");

  await goTo(a, "lists");
  const deposit = await formOf(a, "Deposit a list");
  await deposit.getByLabel("Code of the list").fill(LIST);
  await deposit.locator("input[type=file]").setInputFiles(csv);
  await deposit.locator("table td").first().waitFor();
  done(`list of ${rows.length} names read and shown before it is deposited`);
  demand((await sign(a, submitOf(deposit))).includes("Recorded as entry"), "the list recorded");
  done("sealed, signed, recorded");
  await goTo(b, "lists");
  demand((await b.getByText(LIST).count()) === 0, "the other side does not see it");
  await goTo(mediator, `lists?list=${LIST}`);
  demand((await sign(mediator, mediator.getByRole("button", { name: /Forward the same rows/ }))).includes("Recorded as entry"), "the list forwarded");
  done("the same rows forwarded by the mediator's desk");
  await goTo(b, `lists?list=${LIST}`);
  for (const row of ["1", "2"]) await b.getByRole("checkbox", { name: `Pick row ${row}`, exact: true }).check();
  const answer = await formOf(b, "Answer the names picked");
  await answer.getByLabel("Answer", { exact: true }).selectOption("NOT_HELD");
  await answer.getByLabel("Date of the answer").fill("2025-07-02");
  await answer.getByLabel("What was searched").fill("all camps of the list");
  demand((await sign(b, submitOf(answer))).includes("Recorded as entry"), "the answers recorded");
  done("two names answered");
  await goTo(a, `lists?list=${LIST}`);
  await a.locator(".name-open").first().click();
  const name = a.getByRole("dialog");
  await name.getByLabel("Objection").selectOption("EVIDENCE_HELD");
  await name.getByLabel("In your own words").fill("A letter of January says so.");
  demand((await sign(a, name.getByRole("button", { name: "Object" }))).includes("Recorded as entry"), "the objection recorded");
  await goTo(b, `lists?list=${LIST}`);
  await b.locator(".state-word", { hasText: "objected" }).first().waitFor();
  done("objected, and seen by the other side");

  await goTo(a, "agreement");
  const text = await formOf(a, "Sign a text");
  await text.getByLabel("Code of the agreement").fill("EX-9");
  await text.getByLabel("Whole text").fill(TEXT);
  demand((await sign(a, submitOf(text))).includes("Signed once"), "the text signed once");
  await second(a2);
  await goTo(b, "agreement");
  demand((await sign(b, b.getByRole("button", { name: /Sign exactly these bytes/ }).first())).includes("Signed once"), "the other side's signature");
  await second(b2);
  for (const page of [a, b, mediator]) {
    await goTo(page, "agreement");
    await page.locator("[aria-label=EX-9] .mark.fine", { hasText: "agreed" }).waitFor();
  }
  done("a text tabled, signed by two officers of each side, agreed on all desks");

  for (const [page, count] of [[a, "1245"], [b, "1248"]] as const) {
    await goTo(page, "operations");
    const form = await formOf(page, "State our count of an operation");
    await form.getByLabel("Operation", { exact: true }).fill("handover-9");
    await form.getByLabel("Who or what").selectOption("remains");
    await form.getByLabel("Number", { exact: true }).fill(count);
    demand((await sign(page, submitOf(form))).includes("Recorded as entry"), "the count recorded");
  }
  for (const page of [a, b, mediator]) {
    await goTo(page, "desk");
    await page.locator("li", { has: page.getByRole("link", { name: "handover-9", exact: true }) }).filter({ hasText: "3 unexplained" }).waitFor();
  }
  done("counts that differ, the difference on all desks");

  await goTo(b, "verifier");
  await b.waitForTimeout(2_000); // a checkpoint covers the last act
  await b.getByRole("button", { name: "Make the bundle" }).click();
  const link = b.getByRole("link", { name: "Save bundle.tar" });
  await link.waitFor();
  const [download] = await Promise.all([b.waitForEvent("download"), link.click()]);
  await download.saveAs(join(folder, "bundle.tar"));
  mkdirSync(join(folder, "bundle"));
  demand(run("tar", ["-xf", join(folder, "bundle.tar"), "-C", join(folder, "bundle")]).status === 0, "the bundle unpacked");
  done("bundle exported");
  const { stdout, status } = run(process.execPath, [join(repository, "dist/verify.mjs"), join(folder, "bundle")]);
  demand(status === 0 && stdout.includes("valid and in force up to entry"), "the bundle in force");
  done("verified by the stand-alone verifier");
  demand(!rows.slice(0, 200).some((one) => desk.log.join("").includes(one.name)), "no name in a log line");
  process.stdout.write(`whole walk ${((performance.now() - began) / 1_000).toFixed(0)} s; the last entry is ${desk.door.room.desk.heads.length - 1}\n`);
} finally {
  await browser.close();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
}
