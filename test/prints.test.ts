// Prints as PDF: what stands in them, in every language; what must not; the same bytes each time. The text is read back by pdftotext
// (Debian: poppler-utils), a program that shares no line with ours; without it those tests are skipped and say so.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMS, PRINT_ROWS_MAX, printParts, type FormName, type PrintDocument } from "../src/basis/document.ts";
import { Fault, Faults } from "../src/basis/fault.ts";
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { parseJson } from "../src/basis/parse-json.ts";
import { sha256Hex } from "../src/basis/sha256.ts";
import { printPdf } from "../src/compute/print.ts";
import { loadTypesetter, type Typesetter } from "../src/compute/typesetter.ts";
import { openDesk, type Desk } from "../src/desk/desk.ts";
import { exerciseFiles } from "../src/desk/exercise/exercise.ts";
import { PLAN } from "../src/desk/exercise/planning-acts.ts";
import { makePrint, parsePrintRequest } from "../src/desk/print/make-print.ts";
import { reportFilePrint } from "../src/desk/print/identification-print.ts";
import { planFilePrint } from "../src/desk/print/plan-print.ts";
import { PRINT_LANGUAGES, type PrintLanguage } from "../src/desk/print/print-words.ts";
import { accountOf } from "../src/desk/say.ts";
import { numberRanges } from "../src/basis/number-ranges.ts";
import { instanceHash } from "../src/planning/make-plan.ts";
import { parseInstance } from "../src/planning/problem.ts";
import { HOSTILE, HOSTILE_LIST, OPERATION, printedDesk } from "./printed-desk.ts";
import { IDENTIFICATION, laboratoryReport } from "./printed-identification.ts";
import { replayExample, repository } from "./walked-desk.ts";
import { run } from "./run-command.ts";

const hasReader = run("pdftotext", ["-v"]).status === 0;
if (!hasReader) process.stderr.write("prints: no pdftotext (Debian: poppler-utils), the tests that read a PDF back are SKIPPED\n");

let folder = "", desk: Desk, typesetter: Typesetter;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "afa-prints-"));
  desk = await printedDesk(join(folder, "record"));
  typesetter = await loadTypesetter();
}, 120_000);
afterAll(async () => {
  await desk.record.close();
  rmSync(folder, { recursive: true, force: true });
});

const OF: Readonly<Record<FormName, string | undefined>> = { account: undefined, act: OPERATION, agreement: "EX", identification: IDENTIFICATION, letter: HOSTILE_LIST, list: HOSTILE_LIST, manifest: HOSTILE_LIST, plan: PLAN, receipt: "3", sheet: HOSTILE_LIST, week: undefined };
const today = parseCivilDate("2025-07-01");
async function documentOf(form: FormName, language: PrintLanguage, more: Readonly<Record<string, unknown>> = {}): Promise<PrintDocument> {
  const of = OF[form];
  if (!today) throw new Error("no day");
  return makePrint({ desk, state: desk.state, party: desk.compartment, today }, parsePrintRequest({ form, language, ...(of === undefined ? {} : { of }), ...more }));
}

const kept = new Map<string, { readonly document: PrintDocument; readonly pdf: Uint8Array }>();
/** Set once for all tests that look at it. */
async function printed(form: FormName, language: PrintLanguage): Promise<{ readonly document: PrintDocument; readonly pdf: Uint8Array }> {
  const key = `${form} ${language}`, before = kept.get(key);
  if (before) return before;
  const document = await documentOf(form, language);
  const made = { document, pdf: typesetter.set(document) };
  kept.set(key, made);
  return made;
}

function textOf(pdf: Uint8Array): string {
  const file = join(folder, "read.pdf");
  writeFileSync(file, pdf);
  return run("pdftotext", ["-raw", file, "-"]).stdout;
}
/** What a reader of a PDF may change: where lines break, marks of direction. */
const bare = (text: string): string => text.replace(/[\s\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
/** Arabic ligatures (لا, ير, ين) come back from pdftotext in either order, and a mark of vowels twice: letters are counted, not their order. */
const letters = (text: string): string => [...new Set(bare(text).replace(/[\u064b-\u0652]/g, ""))].sort().join("");
const pagesOf = (pdf: Uint8Array): string[] => textOf(pdf).split("\f").slice(0, -1);

test("the same document gives the same bytes, in this process and in a thread of its own", async () => {
  const document = await documentOf("account", "ar");
  const pdf = typesetter.set(document);
  expect(Buffer.from(pdf.subarray(0, 5)).toString("latin1")).toBe("%PDF-");
  expect(sha256Hex(typesetter.set(await documentOf("account", "ar")))).toBe(sha256Hex(pdf));
  expect(sha256Hex(await printPdf(document))).toBe(sha256Hex(pdf));
  expect(Buffer.from(pdf).toString("latin1")).not.toMatch(/CreationDate|ModDate/);
}, 60_000);

test("every form is set in every language, with its title and language in the file", async () => {
  for (const form of FORMS)
    for (const language of PRINT_LANGUAGES) {
      const pdf = Buffer.from((await printed(form, language)).pdf).toString("latin1");
      expect(pdf, `${form} ${language}`).toContain(`<rdf:li>${language}</rdf:li>`);
      expect(pdf, `${form} ${language}`).toContain("/StructTreeRoot"); // tagged: a screen reader finds tables and headings
    }
}, 120_000);

test.runIf(hasReader && process.env["ALLFORALL_SCREENSHOTS"] === "1")("pictures of them for the documentation", async () => {
  for (const [form, language] of [["account", "ar"], ["list", "uk"], ["act", "ar"], ["plan", "tr"], ["receipt", "fr"], ["identification", "uk"], ["identification", "ar"]] as const) {
    const file = join(folder, "shown.pdf");
    writeFileSync(file, (await printed(form, language)).pdf);
    expect(run("pdftoppm", ["-singlefile", "-r", "80", "-gray", "-png", file, join(repository, "docs/screenshots", `pdf-${form}-${language}`)]).status).toBe(0);
  }
});

describe.skipIf(!hasReader)("read back by pdftotext", () => {
  test("the report of an identification fills at most two sheets in every language, with its pedigree, every ratio, who signed, and no allele", async () => {
    const { perMarker, ids } = laboratoryReport();
    for (const language of PRINT_LANGUAGES) {
      const { pdf, document } = await printed("identification", language);
      const pages = pagesOf(pdf), text = bare(pages.join(""));
      expect(pages.length, language).toBeLessThanOrEqual(2);
      for (const { marker, lr } of perMarker) for (const said of [marker, lr === null ? "" : String(Number(lr.toPrecision(6)))]) expect(text, `${language} ${marker}`).toContain(bare(said));
      for (const said of [ids.family, ids.missing, IDENTIFICATION]) expect(text).toContain(said);
      expect(document.blocks.find(({ kind }) => kind === "picture")).toMatchObject({ svg: expect.stringContaining("<svg") as unknown });
      expect(JSON.stringify(document), "what left the laboratory has no allele").not.toMatch(/\d\/\d+(\.\d)?"/);
      expect(document.marks, "signed by two: no draft").toHaveLength(document.marks.filter((mark) => !mark.includes("DRAFT")).length);
    }
  }, 120_000);

  test("a report from a file prints what the laboratory's copy holds, the same bytes each time; what is no report is refused by member", async () => {
    const own = laboratoryReport();
    const print = (value: unknown) => reportFilePrint(value, { name: "r.json", sha256: "0".repeat(64) }, "en");
    const pdf = typesetter.set(print(own));
    expect(sha256Hex(typesetter.set(print(own)))).toBe(sha256Hex(pdf));
    const text = bare(pagesOf(pdf).join(""));
    expect(pagesOf(pdf).length).toBeLessThanOrEqual(2);
    for (const { marker, remains } of own.perMarker) expect(text, marker).toContain(bare(`${marker}${remains}`));
    const { combined: _, ...less } = own;
    expect(() => print({ ...less, perMarker: 3 })).toThrow(expect.objectContaining({ code: "REPORT_FORM", message: expect.stringMatching(/perMarker, combined$/) as unknown }));
  }, 60_000);

  const GROUPS: Readonly<Record<PrintLanguage, string>> = { en: ",", uk: "\u00a0", ru: "\u00a0", tr: ".", ar: ",", fr: "\u202f" };

  test("the account holds the numbers of every obligation, in the digits and groups of the language", async () => {
    const { obligations } = accountOf(desk.state, (await import("../src/desk/read-views.ts")).dayOfView(desk.state, undefined, today ?? obligationsDay()));
    expect(obligations.length).toBeGreaterThan(3);
    for (const language of PRINT_LANGUAGES) {
      const whole = await documentOf("account", language, { whole: true });
      const text = bare(textOf(typesetter.set(whole))), statement = bare(textOf((await printed("account", language)).pdf));
      for (const { id, delivered, outstanding, because } of obligations) {
        expect(text, `${language} ${id}`).toContain(bare(id));
        const numbers = [...Object.values(delivered).flatMap(({ apart, counted }) => (Object.keys(apart).length > 0 ? [counted] : [])), ...(outstanding === null ? [] : [outstanding])];
        for (const number of numbers) for (const said of [text, statement]) expect(said, `${language} ${id} ${number}`).toContain(bare(String(number).replace(/\B(?=(?:\d{3})+$)/g, GROUPS[language])));
        for (const entry of because) expect(text, `${language} ${id}`).toContain(`#${entry}`);
      }
    }
  }, 60_000);

  test("the statement names the entries that each number rests on, as ranges, and the two counts of every difference with its age", async () => {
    const account = accountOf(desk.state, (await import("../src/desk/read-views.ts")).dayOfView(desk.state, undefined, today ?? obligationsDay()));
    const text = bare(textOf((await printed("account", "en")).pdf));
    for (const { because } of account.obligations) expect(text).toContain(bare(numberRanges(because)));
    const differ = account.obligations.flatMap(({ difference }) => difference ?? []);
    expect(differ.length).toBeGreaterThan(0);
    for (const { count, since, items } of differ) {
      expect(text).toContain(`${count}unexplainedsince${since}`);
      for (const { counts } of items) for (const number of Object.values(counts)) expect(text).toContain(String(number));
    }
  }, 60_000);

  test("every text of the document is on the paper, in every language and form", async () => {
    for (const form of FORMS)
      for (const language of PRINT_LANGUAGES) {
        const { document, pdf } = await printed(form, language);
        const text = textOf(pdf);
        const isArabic = language === "ar";
        const [whole, all] = [bare(text), new Set(bare(text).replace(/[\u064b-\u0652]/g, ""))];
        for (const said of textsOf(document)) {
          const wanted = bare(said).replace(/\p{Script=Georgian}/gu, (letter) => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`);
          if (/\[U\+|[\u0590-\u08ff]/.test(wanted) || isArabic) expect([...letters(wanted)].filter((letter) => !all.has(letter)), `${form} ${language} “${said}”`).toEqual([]);
          else expect(whole, `${form} ${language}`).toContain(wanted);
        }
      }
  }, 120_000);

  test("names stay text: markup, a turned line, a broken line, a letter of no font", async () => {
    for (const form of ["list", "sheet", "manifest"] as const) {
      const text = bare(textOf((await printed(form, "en")).pdf));
      expect(text).toContain(bare(HOSTILE[0]?.name ?? "none"));
      expect(text).toContain("Petrenko[U+202E]raweN[U+202C]Ivan");
      expect(text).toContain("Ünsal[U+000A]İğdır[U+2069][U+2066]Şahin");
      expect(text).toContain("[U+10D2][U+10D8]"); // Georgian: in none of the four fonts, and never a box
    }
    const lines = textOf((await printed("list", "ar")).pdf).split("\n");
    expect(lines.some((line) => bare(line).includes("Олена«Їжак»Ґалаґан"))).toBe(true);
    expect(letters(lines.join(""))).toContain(letters("محمد علي").slice(0, 1));
  }, 60_000);

  test("an Arabic name reads in its order, letter by letter, where it holds no ligature", async () => {
    for (const language of ["en", "ar"] as const) {
      const text = bare(textOf((await printed("list", language)).pdf));
      for (const part of ["محمد", "علي", "عبد", "الرحمن"]) expect(text, language).toContain(part);
    }
  });

  test("each page says the record, its root, the cosigners, an exercise, and its number of all", async () => {
    const pages = pagesOf(typesetter.set(await documentOf("account", "en", { whole: true })));
    const note = Buffer.from((await desk.record.read("log/checkpoint")) ?? new Uint8Array()).toString("utf8").split("\n");
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, i) => {
      expect(page).toContain(`Page ${i + 1} of ${pages.length}`);
      expect(page).toContain(`${desk.tree.size} entries`);
      expect(bare(page)).toContain(note[2] ?? "no root");
      expect(page).toContain("SA/witness/1, SB/witness/1");
      expect(page).toContain("This is an exercise");
    });
  });

  test("the head of a table is on every page that it takes", async () => {
    const long = await documentOf("list", "tr");
    const rows = Array.from({ length: 200 }, (_, i): readonly string[] => [String(i + 1), `Ad ${i + 1}`, "", "", "", ""]);
    const pages = pagesOf(typesetter.set({ ...long, blocks: long.blocks.map((block) => (block.kind === "table" ? { ...block, rows } : block)) }));
    expect(pages.length).toBeGreaterThan(3);
    const head = long.blocks.flatMap((block) => (block.kind === "table" ? [block.columns[1]?.head ?? ""] : []))[0] ?? "none";
    for (const page of pages) expect(page).toContain(head);
    expect(bare(pages.join(""))).toContain("Ad200");
  }, 60_000);

  test("what is not yet agreed, final, locked or counted is a draft on every page", async () => {
    expect(textOf((await printed("manifest", "en")).pdf)).toContain("DRAFT: the final list is not signed by both sides");
    expect(textOf(typesetter.set(await documentOf("plan", "en", { round: 2 })))).toContain("DRAFT: not locked by both sides");
    expect(textOf(typesetter.set(await documentOf("plan", "en", { round: 1 })))).not.toContain("DRAFT");
    expect(textOf((await printed("agreement", "en")).pdf)).not.toContain("DRAFT");
    expect(textOf((await printed("act", "en")).pdf)).not.toContain("DRAFT");
  }, 60_000);

  test("the act closes with both figures and annexes the difference; route, means and contacts are not in it", async () => {
    const text = textOf((await printed("act", "en")).pdf);
    expect(bare(text)).toContain("captivesfromSideAtoSideB20191"); // the annex: 20 by A, 19 by B, one apart
    expect(text).toContain("Does not wish to go");
    for (const never of ["SECRET-ROUTE", "channel 7", "bus"]) expect(text).not.toContain(never);
  });

  test("the letter and the plan name nobody", async () => {
    for (const form of ["letter", "plan", "act", "account"] as const) {
      const text = bare(textOf((await printed(form, "uk")).pdf));
      for (const { name } of HOSTILE) expect(text).not.toContain(bare(name).slice(0, 9));
    }
  }, 60_000);
});

test("the whole account of the Istanbul process is a statement of one or two sheets in every language", async () => {
  const istanbul = await replayExample("istanbul-2025", join(folder, "istanbul"));
  try {
    const on = parseCivilDate("2026-02-26");
    if (!on) throw new Error("no day");
    const { obligations } = accountOf(istanbul.state, on);
    expect(obligations.length).toBeGreaterThan(30);
    for (const language of PRINT_LANGUAGES) {
      const pdf = typesetter.set(await makePrint({ desk: istanbul, state: istanbul.state, party: istanbul.compartment, today: on }, parsePrintRequest({ form: "account", language })));
      const sheets = [...Buffer.from(pdf).toString("latin1").matchAll(/\/Type\s*\/Page[^s]/g)].length;
      expect(sheets, language).toBeGreaterThanOrEqual(1);
      expect(sheets, language).toBeLessThanOrEqual(2);
      if (hasReader) expect(pagesOf(pdf).length, language).toBe(sheets);
    }
  } finally {
    await istanbul.record.close();
  }
}, 120_000);

test("a seat prints what its own compartment can open, and nothing of another's", async () => {
  const other = await asParty("SB"), mediator = await asParty("NO"), own = await asParty("SA");
  expect(JSON.stringify(other.list)).toContain("Їжак"); // forwarded to it
  expect(JSON.stringify(own.list)).toContain("Їжак");
  expect(mediator.list).toBe("LIST_NONE"); // neither deposited nor forwarded to its eyes
  expect(mediator.asked).toBe("LIST_NONE");
  expect(other.asked).toBe("LIST_NONE"); // SA's own list, never forwarded
  expect(JSON.stringify(own.asked)).toContain("\"rows\"");
}, 60_000);

/** What a party's desk prints of the hostile list and of the asked list that SA deposited. */
async function asParty(code: string): Promise<{ readonly list: unknown; readonly asked: unknown }> {
  await desk.record.close();
  try {
    const theirs = await openDesk(join(folder, "record"), code, "test");
    const tried = async (of: string): Promise<unknown> => {
      if (!today) throw new Error("no day");
      return makePrint({ desk: theirs, state: theirs.state, party: code, today }, parsePrintRequest({ form: "list", of })).catch((error: unknown) => (error instanceof Fault ? error.code : error));
    };
    const found = { list: await tried(HOSTILE_LIST), asked: await tried("SA-L1") };
    await theirs.record.close();
    return found;
  } finally {
    desk = await openDesk(join(folder, "record"), undefined, "test");
  }
}

test("a plan that lies in files is drawn on one page, under the hashes of both and no record", () => {
  const file = [...exerciseFiles({ seed: "1", captives: 30, remains: 10, families: 5 })].find(({ path }) => path === "planning.json");
  const value = parseJson([...(file?.compose() ?? [])].join(""));
  const problem = parseInstance(value), [first] = problem.captives;
  for (const language of PRINT_LANGUAGES) {
    const document = planFilePrint({ problem, assign: first ? { [first.id]: problem.batches[0]?.id ?? null } : {}, instance: instanceHash(value), plan: "0123456789abcdef", language, title: undefined });
    expect(document.under.join(" ")).toContain(instanceHash(value));
    expect(JSON.stringify(document)).not.toContain(first?.id ?? "nobody");
    expect(Buffer.from(typesetter.set(document)).toString("latin1")).toMatch(/\/Type \/Pages\s+\/Count 1\s/);
  }
});

test("a request says every wrong member at once; a code that is not there is a fault", async () => {
  const faultsOf = (request: Readonly<Record<string, unknown>>): readonly string[] => {
    try {
      parsePrintRequest(request);
      return [];
    } catch (error) {
      return error instanceof Faults ? error.faults.map(({ places }) => places[0]?.field ?? "") : [String(error)];
    }
  };
  expect([...faultsOf({ form: "poster", language: "xx", round: 0, extra: 1 })].sort()).toEqual(["extra", "form", "language", "round"]);
  expect(faultsOf({ form: "list" })).toEqual(["of"]);
  const code = (form: FormName, of: string, more = {}): Promise<string> => documentOf(form, "en", { of, ...more }).then(() => "", (error: unknown) => (error instanceof Fault ? error.code : String(error)));
  expect(await Promise.all([code("list", "NO-LIST"), code("agreement", "NO"), code("act", "NO"), code("plan", PLAN, { round: 9 }), code("receipt", "nowhere"), code("receipt", "99999"), code("list", HOSTILE_LIST, { first: 7 })]))
    .toEqual(["LIST_NONE", "TEXT_NONE", "OPERATION_NONE", "PLAN_ROUND", "ENTRY_NONE", "RECEIPT_INDEX", "REQUEST_FORM"]);
});

test("6,000 rows are set in a thread that is ended, and its memory goes with it", async () => {
  const list = await documentOf("list", "uk");
  const rows = Array.from({ length: 6_000 }, (_, i) => [String(i + 1), `Їжак-Ґалаґан ${i + 1}`, "1990-05", "", "", `#${i}`]);
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  const before = process.memoryUsage().rss;
  const steps: number[] = [];
  const pdf = await printPdf({ ...list, blocks: list.blocks.map((block) => (block.kind === "table" ? { ...block, rows } : block)) }, (done) => void steps.push(done));
  clearInterval(watch);
  expect(steps).toEqual([1, 2]);
  expect(Buffer.from(pdf.subarray(0, 5)).toString("latin1")).toBe("%PDF-");
  expect(peak - before).toBeLessThan(1_200_000_000); // 0.6 GB measured
  for (let waited = 0; waited < 100 && process.memoryUsage().rss > peak - 200_000_000; waited++) await new Promise((done) => setTimeout(done, 50)); // the system takes it back by and by
  expect(process.memoryUsage().rss).toBeLessThan(peak - 200_000_000);
}, 300_000);

test("a print that is too long is refused before anything is set; a form that does not compile is a fault with its place", async () => {
  const list = await documentOf("list", "en");
  const rows = Array.from({ length: PRINT_ROWS_MAX + 1 }, () => ["", "", "", "", "", ""]);
  expect(() => printPdf({ ...list, blocks: [{ kind: "table", columns: [], rows }] })).toThrow(/at most/);
  expect(() => typesetter.set({ ...list, blocks: [{ kind: "table", columns: [{ head: "x", share: -1 }], rows: [["a"]] }], pages: ["only one"] as unknown as PrintDocument["pages"] })).toThrow(expect.objectContaining({ code: "PRINT_FORM" }));
  expect(sha256Hex(typesetter.set(list))).toBe(sha256Hex(typesetter.set(list))); // and the next is set as if nothing had been
});

test("every message of the prints is there in every language, French too, with the same arguments", () => {
  const keys = (language: string): Record<string, string> => parseJson(readFileSync(join(repository, "words", `${language}.json`), "utf8")) as Record<string, string>;
  const [en, fr] = [keys("en"), keys("fr")];
  expect(Object.keys(fr).filter((key) => en[key] === undefined)).toEqual([]);
  const sources = readdirSync(join(repository, "src/desk/print")).map((name) => readFileSync(join(repository, "src/desk/print", name), "utf8")).join("\n");
  const asked = [...new Set([...sources.matchAll(/"([a-z]+\.[a-zA-Z]+)"/g)].map((match) => match[1] ?? "").filter((key) => !key.endsWith(".typ")))];
  expect(asked.length).toBeGreaterThan(90);
  for (const language of PRINT_LANGUAGES) expect(asked.filter((key) => keys(language)[key] === undefined), language).toEqual([]);
  for (const family of ["agreed", "answer", "count", "howMany", "name", "phase", "purpose", "spot", "status", "tier", "what"])
    expect(Object.keys(en).filter((key) => key.startsWith(`${family}.`) && fr[key] === undefined), "fr").toEqual([]);
  const argumentsOf = (message: string): string[] => [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ""))].sort();
  for (const [key, message] of Object.entries(fr)) expect([key, ...argumentsOf(message)]).toEqual([key, ...argumentsOf(en[key] ?? "")]);
  for (const message of Object.values(fr)) expect(message).not.toMatch(/violation|infraction|coupable|héros|martyr|terroriste|ennemi/i);
});

test("a file of the command is its owner's alone and is never overwritten", async () => {
  const { main } = await import("../src/main.ts");
  const out = join(folder, "account.pdf"), said: string[] = [];
  await desk.record.close();
  try {
    const io = { out: (text: string) => void said.push(text), err: () => {}, readFile: () => Promise.resolve(new Uint8Array()), writeFile: async (path: string, bytes: Uint8Array | string) => writeFileSync(path, bytes, { mode: 0o600 }), now: () => 0 };
    expect(await main(["print", "account", "--data", join(folder, "record"), "--lang", "tr", "--out", out], io)).toBe(0);
    expect(said.join("")).toContain(sha256Hex(new Uint8Array(readFileSync(out))));
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const before = sha256Hex(new Uint8Array(readFileSync(out)));
    expect(await main(["print", "letter", HOSTILE_LIST, "--data", join(folder, "record"), "--out", out], io)).toBe(2);
    expect(await main(["print", "list", "--data", join(folder, "record"), "--out", join(folder, "none.pdf")], io)).toBe(2);
    expect(sha256Hex(new Uint8Array(readFileSync(out)))).toBe(before);
  } finally {
    desk = await openDesk(join(folder, "record"), undefined, "test");
  }
}, 60_000);

const obligationsDay = (): never => {
  throw new Error("no day");
};

/** Every text of a document that is set, pictures apart. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => (["svg", "says", "form", "kind", "language", "pages"].includes(name) ? [] : textsOf(one)));
}

test("a list of any length is printed in parts that follow each other and that one document takes", () => {
  const whole = (total: number): unknown => printParts(total);
  expect([0, 1, PRINT_ROWS_MAX].map(whole)).toEqual([[{ first: 1, count: 1 }], [{ first: 1, count: 1 }], [{ first: 1, count: PRINT_ROWS_MAX }]]);
  expect(whole(PRINT_ROWS_MAX + 1)).toEqual([{ first: 1, count: PRINT_ROWS_MAX }, { first: PRINT_ROWS_MAX + 1, count: 1 }]);
  const parts = printParts(100_000);
  expect(parts).toHaveLength(10);
  expect(parts.reduce((next, { first, count }) => (first === next ? first + count : NaN), 1)).toBe(100_001);
});
