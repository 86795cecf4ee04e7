import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { printPairs } from "../matching/print-pairs.ts";
import { link } from "../matching/link.ts";
import { preparePair } from "../matching/prepare.ts";
import { readList } from "../registry/parse-list.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { linkWithThreads } from "./match-threads.ts";
import { readOdsRows, readXlsxRows } from "./match-workbook.ts";
import { writeOds } from "hucre/ods";
import { writeXlsx } from "hucre/xlsx";

const vector = (side: string) => readList(new Uint8Array(readFileSync(new URL(`../../test/vectors/matching/public-2k-${side}.csv`, import.meta.url)))).list;

test("two threads, three threads and none give the same bytes", async () => {
  const names = nameTable();
  const pair = preparePair(vector("left"), vector("right"), { asOf: 0, names });
  const alone = printPairs(link(pair, names.initialsOf));
  for (const threads of [2, 3]) {
    const shares: number[] = [];
    const linked = await linkWithThreads(pair, names.initialsOf, { threads, aloneRowsMax: 0, rangeRows: 170, progress: (share) => void shares.push(share) });
    expect(printPairs(linked)).toBe(alone);
    expect(shares.at(-1)).toBe(1);
  }
}, 120_000);

test("a cancelled run stops with a fault", async () => {
  const names = nameTable();
  const pair = preparePair(vector("left"), vector("right"), { asOf: 0, names });
  const control = new AbortController();
  control.abort();
  await expect(linkWithThreads(pair, names.initialsOf, { threads: 2, aloneRowsMax: 0, signal: control.signal })).rejects.toMatchObject({ code: "MATCH_CANCELLED" });
}, 60_000);

test("XLSX and ODS give the rows of their first sheet as texts, dates as YYYY-MM-DD", async () => {
  const sheet = { name: "list", rows: [["id", "Прізвище", "Дата"], [1, "Коваль", new Date(Date.UTC(1985, 4, 12))], [2, "Ґудзь", "1990"]] };
  const wanted = [["id", "Прізвище", "Дата"], ["1", "Коваль", "1985-05-12"], ["2", "Ґудзь", "1990"]];
  expect(await readXlsxRows(new Uint8Array(await writeXlsx({ sheets: [sheet] })))).toEqual(wanted);
  expect(await readOdsRows(new Uint8Array(await writeOds({ sheets: [sheet] })))).toEqual(wanted);
  await expect(readXlsxRows(new TextEncoder().encode("no workbook"))).rejects.toThrow();
});
