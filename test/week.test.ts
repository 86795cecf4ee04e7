// The report of the week: disputes by age first, from the record alone, at the day that is asked for; and the readings that were many.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DocumentBlock, PrintDocument } from "../src/basis/document.ts";
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { randomBytes } from "node:crypto";
import { openAccessLog } from "../src/desk/access-log.ts";
import { checkAct, type Desk } from "../src/desk/desk.ts";
import { exerciseIdentity } from "../src/desk/exercise-keys.ts";
import { makePrint, parsePrintRequest } from "../src/desk/print/make-print.ts";
import { PRINT_LANGUAGES } from "../src/desk/print/print-words.ts";
import { recipientOf } from "../src/store/vault/seal.ts";
import { replayExample } from "./walked-desk.ts";

let folder = "", istanbul: Desk, drill: Desk;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "afa-week-"));
  istanbul = await replayExample("istanbul-2025", join(folder, "istanbul"));
  drill = await replayExample("drill", join(folder, "drill"));
}, 120_000);
afterAll(async () => {
  await istanbul.record.close();
  await drill.record.close();
  rmSync(folder, { recursive: true, force: true });
});

function weekOf(desk: Desk, on: string, language = "en"): Promise<PrintDocument> {
  const today = parseCivilDate(on);
  if (!today) throw new Error("no day");
  return makePrint({ desk, state: desk.state, party: desk.compartment, today }, parsePrintRequest({ form: "week", language, on }));
}
const tables = (blocks: readonly DocumentBlock[]) => blocks.flatMap((block) => (block.kind === "table" ? [block] : []));
const said = (document: PrintDocument): string => JSON.stringify(document.blocks);

test("a dispute open for more than thirty days heads the report, with what each side says of it", async () => {
  const [first] = tables((await weekOf(istanbul, "2025-07-08")).blocks); // 31 days after 7 June
  expect(first?.caption).toBe("Disputes open for more than 30 days (1)");
  expect(JSON.stringify(first?.rows)).toMatch(/day and lists of the first stage.*31 days.*Russia: “the operation began on 6 June.*Ukraine: “the lists do not correspond/);
});

test("at thirty days it stands among the others, and before it was stated nowhere", async () => {
  const { blocks } = await weekOf(istanbul, "2025-07-07");
  expect(blocks[0]).toEqual({ kind: "text", text: "No dispute is open for more than 30 days." });
  expect(tables(blocks)[0]?.caption).toBe("Other open disputes (1)");
  expect(said(await weekOf(istanbul, "2025-06-06"))).not.toContain("first stage");
});

test("a dispute that both sides closed is named in the seven days after, with its age when it ended, and not later", async () => {
  const closed = said(await weekOf(drill, "2030-04-07"));
  expect(closed).toContain("Disputes closed in these days (1)");
  expect(closed).toContain("closed by both sides on 2030-04-07 after 4 days");
  expect(said(await weekOf(drill, "2030-04-13"))).toContain("Disputes closed in these days (1)");
  expect(said(await weekOf(drill, "2030-04-14"))).not.toContain("Disputes closed");
  expect(said(await weekOf(drill, "2030-04-06")), "one side alone closes nothing").toContain("Other open disputes (1)");
});

test("acts are summed by speaker and kind, as many as the record holds in these days", async () => {
  const { blocks } = await weekOf(istanbul, "2025-06-10");
  const acts = tables(blocks).find(({ caption }) => caption === "Acts of these days");
  const sum = (acts?.rows ?? []).reduce((all, [, , count]) => all + Number(count), 0);
  expect(sum).toBe(istanbul.state.acts.filter(({ at }) => at >= "2025-06-04" && at <= "2025-06-10").length);
  expect(sum).toBeGreaterThan(5);
});

test("it is said in every language of prints", async () => {
  const titles = await Promise.all(PRINT_LANGUAGES.map(async (language) => (await weekOf(istanbul, "2025-07-08", language)).title));
  expect(new Set(titles).size).toBe(PRINT_LANGUAGES.length);
});

test("an outcome rests on entries that are on the record, or is refused", () => {
  const closing = (evidence: readonly string[]) => ({ label: "x/1", at: drill.state.acts.at(-1)?.at ?? "", actor: "NOR", kind: "dispute.closed", body: { dispute: "day of the first exchange", outcome: "10 April", evidence }, sources: ["drill"], to: [] });
  const at = parseCivilDate("2030-04-08");
  if (!at) throw new Error("no day");
  expect(() => checkAct(drill.state, { ...closing(["dispute/N", "nothing/1"]), at }, drill.pack, drill.compartment)).toThrow(/TABLE_NONE|expected labels of entries on the record before this, found nothing\/1/);
  expect(() => checkAct(drill.state, { ...closing(["dispute/N"]), at }, drill.pack, drill.compartment)).not.toThrow();
});

test("many reads within one hour are told with that hour, and as many over a day are not", async () => {
  const identity = exerciseIdentity("a seed", "NO");
  const log = await openAccessLog(join(folder, "reads"), await recipientOf(identity), identity, () => new Uint8Array(randomBytes(32)));
  const at = (minute: number): string => new Date(Date.parse("2026-01-01T00:00:00Z") + minute * 60_000).toISOString();
  for (let i = 0; i < 12; i++) await log.note({ at: at(i * 10), officer: "SA-1", party: "SA", what: "list, entry 1" }); // six in any hour
  for (let i = 0; i < 9; i++) await log.note({ at: at(200 + i), officer: "SB-1", party: "SB", what: "list, entry 2" });
  expect(log.bulkSince(at(0), 6)).toEqual([{ officer: "SB-1", party: "SB", count: 9, from: at(200) }]);
  expect(log.bulkSince(at(0), 5)).toEqual([{ officer: "SA-1", party: "SA", count: 6, from: at(0) }, { officer: "SB-1", party: "SB", count: 9, from: at(200) }]);
  expect(log.bulkSince(at(205), 6), "of the readings since then alone").toEqual([]);
  await log.close();
});
