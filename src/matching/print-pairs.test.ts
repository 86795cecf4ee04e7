import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { createCellTable, csvCell, parseTable } from "../vocabulary/delimited-text.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { columnOf, LIST_FIELDS, type PersonList } from "../vocabulary/person-list.ts";
import { fourSets, SAID } from "./decide.ts";
import { COMPARED, LEVELS } from "./levels.ts";
import { link, type Linked } from "./link.ts";
import { preparePair } from "./prepare.ts";
import { printSlowly } from "./print-pairs.slow.ts";
import { countSets, printPairs } from "./print-pairs.ts";

const names = nameTable();
function listOf(side: string, rename: (id: string) => string = (id) => id): PersonList {
  const { head, rows } = parseTable(readFileSync(new URL(`../../test/vectors/matching/public-2k-${side}.csv`, import.meta.url), "utf8"));
  const cells = Object.fromEntries(LIST_FIELDS.filter((field) => head.includes(field)).map((field) => [field, columnOf(rows.map((row) => row[head.indexOf(field)] ?? ""))]));
  const category = columnOf(rows.map((_, at) => ["military", " military", "civilian", ""][at % 4] ?? ""));
  return { ids: rows.map((row) => rename(row[head.indexOf("id")] ?? "").trim()), numbers: Int32Array.from(rows, (_, at) => at + 1), cells: { ...cells, category }, remarks: [] };
}
const run = (left: PersonList, right: PersonList): Linked => link(preparePair(left, right, { asOf: 0, names }), names.initialsOf);
const linked = run(listOf("left"), listOf("right"));

test("the file of pairs is that of every pair said cell by cell, with calibration and without", () => {
  expect(linked.chosen.length).toBeGreaterThan(1_000);
  expect(printPairs(linked)).toBe(printSlowly(linked));
  const map = { kind: "platt", labels: 60, slope: 0.8, offset: -0.1 } as const;
  expect(printPairs(linked, map)).toBe(printSlowly(linked, map));
});

test("ids that lie as bytes are written as those that are texts: quoted, defused, trimmed, in any script", () => {
  const strange = ["=1+1", "a,b", `say "x"`, "Ж-7", " spaced ", "-3", "two words", "line\nbreak", "é"];
  const rename = (id: string): string => (Number(id.slice(-2)) % 3 === 0 ? `${strange[Math.floor(Number(id.slice(-2)) / 3) % strange.length] ?? ""}${id}${id.endsWith("9") ? " " : ""}` : id);
  const withBytes = (side: string): PersonList => {
    const { rows } = parseTable(readFileSync(new URL(`../../test/vectors/matching/public-2k-${side}.csv`, import.meta.url), "utf8"));
    const table = createCellTable();
    const hash = (bytes: Uint8Array): number => bytes.reduce((h, byte) => Math.imul(h ^ byte, 0x01000193), 0x811c9dc5);
    const at = Int32Array.from(rows, ([id = ""]) => {
      const bytes = utf8(rename(id));
      return table.intern(bytes, 0, bytes.length, hash(bytes));
    });
    return { ...listOf(side, rename), idCells: { at, cells: table.packed() } };
  };
  const bytes = run(withBytes("left"), withBytes("right"));
  expect(printPairs(bytes)).toBe(printSlowly(bytes));
  for (const cell of [`'=1+1`, `"say ""x""`, `"a,b`, "Ж-7"]) expect(printPairs(bytes)).toContain(cell);
});

test("no code and no level needs quotes, since `why` is written without", () => {
  for (const word of [...SAID, ...COMPARED.flatMap((field) => LEVELS[field].map((level) => `${field} ${level}`))]) expect(csvCell(word)).toBe(word);
});

test("rows are counted in the sets in which they are listed, by side and category", () => {
  const rows = [...fourSets(linked)];
  for (const { side, category, counts, total } of countSets(linked)) {
    const own = rows.filter((row) => row.side === side && (["military", "military", "civilian", ""][row.row % 4] ?? "") === category);
    expect(own.length).toBe(total);
    for (const [set, count] of Object.entries(counts)) expect(own.filter((row) => row.set === set).length, `${side} ${category} ${set}`).toBe(count);
  }
  expect(countSets(linked).length).toBe(6);
});
