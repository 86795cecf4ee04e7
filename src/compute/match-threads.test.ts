import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { printPairs } from "../matching/print-pairs.ts";
import { countChanceEqual } from "../matching/fit.ts";
import { link } from "../matching/link.ts";
import { AT, createProblem, STRIDE } from "../matching/problem.ts";
import { preparePair } from "../matching/prepare.ts";
import { readRows } from "../matching/read-rows.ts";
import { cellOf, LIST_FIELDS } from "../vocabulary/person-list.ts";
import { readList } from "../registry/parse-list.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { readListAside } from "./list-aside.ts";
import { linkWithThreads, startMatchThreads } from "./match-threads.ts";
import { readOdsRows, readXlsxRows } from "./match-workbook.ts";
import { writeOds } from "hucre/ods";
import { writeXlsx } from "hucre/xlsx";

const vector = (side: string) => readList(new Uint8Array(readFileSync(new URL(`../../test/vectors/matching/public-2k-${side}.csv`, import.meta.url)))).list;

test("two threads, three threads and one give the same bytes, the same stages and a share that ends whole", async () => {
  const names = nameTable();
  const pair = preparePair(vector("left"), vector("right"), { asOf: 0, names });
  const alone = printPairs(link(pair, names.initialsOf));
  for (const threads of [1, 2, 3]) {
    const [shares, stages]: [number[], string[]] = [[], []];
    const linked = await linkWithThreads(pair, names.initialsOf, {
      threads, aloneRowsMax: 0, rangeRows: 170, ...(threads === 3 /* started before, as a command does */ ? { pool: startMatchThreads(threads) } : {}), progress: (share) => void shares.push(share), ended: (stage) => void stages.push(stage),
    });
    expect(printPairs(linked)).toBe(alone);
    expect([shares.at(-1), shares.every((share, at) => share > (shares[at - 1] ?? 0))]).toEqual([1, true]);
    expect(stages).toEqual(["pack", "index", "fit", "score", "settle"]);
  }
}, 120_000);

test("rows that stand aside do so whoever shares the work, and their words count", async () => {
  const names = nameTable();
  const withCrowd = (side: string, size: number) => {
    const [head = "", ...rows] = readFileSync(new URL(`../../test/vectors/matching/public-2k-${side}.csv`, import.meta.url), "utf8").trimEnd().split("\n");
    const said: Readonly<Record<string, string>> = { surname: "Шевченко", given_name: "Іван", birth_date: "1985-05-12" };
    const crowd = Array.from({ length: size }, (_, at) => head.split(",").map((field) => (field === "id" ? `Z${at}` : (said[field] ?? ""))).join(","));
    return readList(new TextEncoder().encode([head, ...crowd, ...rows].join("\n"))).list;
  };
  const pair = preparePair(withCrowd("left", 90), withCrowd("right", 70), { asOf: 0, names });
  const alone = link(pair, names.initialsOf);
  const shared = await linkWithThreads(pair, names.initialsOf, { threads: 2, aloneRowsMax: 0 });
  for (const one of [alone, shared]) expect([one.problem.left.aside, one.problem.right.aside]).toEqual([26, 6]);
  expect(shared.setup.frequencies).toEqual(alone.setup.frequencies);
  expect(printPairs(shared)).toBe(printPairs(alone));
}, 120_000);

test("lists that need more than the memory of the kernel are matched without it: where rows are laid, and where keys are", async () => {
  const names = nameTable();
  const pair = preparePair(vector("left"), vector("right"), { asOf: 0, names });
  const alone = printPairs(link(pair, names.initialsOf));
  const stages: string[] = [];
  for (const kernelPagesMax of [4, 40]) expect([kernelPagesMax, printPairs(await linkWithThreads(pair, names.initialsOf, { threads: 2, aloneRowsMax: 0, kernelPagesMax, ended: (stage) => void stages.push(stage) }))]).toEqual([kernelPagesMax, alone]);
  expect(stages.filter((stage) => stage === "pack").length).toBe(3); // the second time all was laid and the keys found no room
}, 120_000);

test("a list read on a thread of its own says what it says here: rows, ids, cells, remarks", async () => {
  const file = fileURLToPath(new URL("../../test/vectors/matching/public-2k-right.csv", import.meta.url));
  const [aside, { list, lines }] = [await readListAside({ file, options: {}, reading: { asOf: 20250610 } }), readList(new Uint8Array(readFileSync(file)))];
  if (!aside) throw new Error("not read");
  expect(aside.rows).toEqual(readRows(list, { asOf: 20250610 }));
  expect([aside.read.lines, aside.read.list.ids, aside.read.list.numbers, aside.read.list.remarks]).toEqual([lines, list.ids, list.numbers, list.remarks]);
  for (const field of LIST_FIELDS) expect(list.ids.map((_, row) => cellOf(aside.read.list.cells[field], row))).toEqual(list.ids.map((_, row) => cellOf(list.cells[field], row)));
}, 60_000);

test("a list with faults is not taken from another thread", async () => {
  const folder = mkdtempSync(join(tmpdir(), "aside-"));
  try {
    writeFileSync(join(folder, "twice.csv"), "id,surname\n1,Коваль\n1,Ґудзь\n");
    const read = (name: string) => readListAside({ file: join(folder, name), options: {}, reading: { asOf: 0 } });
    expect([await read("twice.csv"), await read("none.csv")]).toEqual([undefined, undefined]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test("threads that were started before end with a match that needs none", async () => {
  const names = nameTable();
  const pool = startMatchThreads(1);
  await linkWithThreads(preparePair(vector("left"), vector("right"), { asOf: 0, names }), names.initialsOf, { threads: 2, pool });
  await expect(pool.all({ kind: "frequencies", of: "near" })).rejects.toThrow("ended");
}, 60_000);

test("the chance that two random values are equal is that of all pairs of rows", () => {
  const problem = createProblem(preparePair(vector("left"), vector("right"), { asOf: 0, names: nameTable() }), () => "");
  const { left, right } = problem;
  const of = (at: number, isKnown: (value: number) => boolean): number => {
    let [equal, pairs] = [0, 0];
    for (let i = 0; i < left.count; i++) for (let j = 0; j < right.count; j++) {
      const [a, b] = [left.rows[i * STRIDE + at] ?? 0, right.rows[j * STRIDE + at] ?? 0];
      if (!isKnown(a) || !isKnown(b)) continue;
      pairs++;
      if (a === b) equal++;
    }
    return equal / pairs;
  };
  const isFull = (date: number): boolean => date % 100 !== 0 && Math.floor(date / 100) % 100 !== 0;
  expect(countChanceEqual(problem)).toEqual({ surname: of(AT.surname, (value) => value !== 0), birth_date: of(AT.birth, isFull), unit: of(AT.unit, (value) => value !== 0) });
});

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
