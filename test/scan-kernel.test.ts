// The kernel has no answers of its own: as WebAssembly and as TypeScript it gives what block.ts, reach.ts, levels.ts, weigh.ts and fit.ts give.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mixedLists } from "./vectors/matching/mixed-lists.ts";
import { utf8 } from "../src/basis/bytes.ts";
import { arenaIn, openScanMemory, scanKernelIn } from "../src/compute/scan-memory.ts";
import { readList } from "../src/registry/parse-list.ts";
import { nameTable } from "../src/vocabulary/name-table.ts";
import { columnOf, type PersonList } from "../src/vocabulary/person-list.ts";
import { CANDIDATES_MAX, createBlocks, indexKey, keysOf } from "../src/matching/block.ts";
import { countChanceEqual, randomCounter } from "../src/matching/fit.ts";
import { comparer, NO_SYNONYMS, synonym } from "../src/matching/levels.ts";
import { fitLists } from "../src/matching/link.ts";
import { preparePair, type PreparedPair } from "../src/matching/prepare.ts";
import { createProblem, STRIDE, type Problem } from "../src/matching/problem.ts";
import { KEEP_LN, rangeSampler, rangeScorer, type Kept, type ScoreSetup } from "../src/matching/scan.ts";
import { scanKernel } from "../src/matching/scan-kernel.ts";
import { intsOf, layOut, layWeights, problemIn, type Arena } from "../src/matching/scan-layout.ts";
import { kernelScan, type ScanKernel } from "../src/matching/scan-with-kernel.ts";
import { countFrequencies } from "../src/matching/weigh.ts";

const names = nameTable();

/** The same memory without WebAssembly. */
function plainArena(bytes: number): Arena {
  const buffer = new ArrayBuffer(bytes);
  const views = { I32: new Int32Array(buffer), U16: new Uint16Array(buffer), U8: new Uint8Array(buffer), F64: new Float64Array(buffer) };
  let next = 64;
  const take = (size: number): number => {
    const at = next;
    next += Math.ceil(size / 64) * 64;
    if (next > bytes) throw new Error("the memory of this test is too small");
    return at;
  };
  return { take, views: () => views };
}

type Engine = { readonly kernel: ScanKernel; readonly arena: Arena };
const PLAIN_BYTES = 96 * 2 ** 20;
function engines(): Record<"TypeScript" | "WebAssembly", Engine> {
  const [arena, memory] = [plainArena(PLAIN_BYTES), openScanMemory()];
  if (!memory) throw new Error("no WebAssembly with threads here");
  return { TypeScript: { kernel: scanKernel(arena.views()), arena }, WebAssembly: { kernel: scanKernelIn(memory), arena: arenaIn(memory) } };
}

/** The lists in the memory of an engine, all keys indexed. */
function scanOf(pair: PreparedPair, { kernel, arena }: Engine) {
  const problem = createProblem(pair, names.initialsOf, undefined, intsOf(arena));
  const keys = keysOf(problem);
  const laid = layOut(problem, pair.units.text.length, keys, arena, CANDIDATES_MAX);
  if (!laid) throw new Error("not laid");
  const scan = kernelScan(kernel, laid, arena, problemIn(laid, arena));
  scan.readTexts(0, 2);
  scan.readTexts(1, 2);
  scan.placeRows();
  keys.forEach((_, key) => scan.index(key));
  return { scan, problem, weigh: (setup: ScoreSetup) => scan.weigh(setup, layWeights(laid, setup, KEEP_LN, arena, kernel.addSynonym)) };
}

const vector = (side: string) => readList(new Uint8Array(readFileSync(fileURLToPath(new URL(`./vectors/matching/public-2k-${side}.csv`, import.meta.url))))).list;
const mixed = mixedLists({ rows: 500, seed: 3 });
const lists: readonly (readonly [string, PersonList, PersonList])[] = [
  ["two thousand names", vector("left"), vector("right")],
  ["many peoples and alphabets", readList(utf8(mixed.left)).list, readList(utf8(mixed.right)).list],
];

test.each(lists)("%s: samples, random pairs, shares, chance and what is kept are those of the plain engine, bit for bit", (_, left, right) => {
  const pair = preparePair(left, right, { asOf: 20250610, names });
  const plain = createProblem(pair, names.initialsOf);
  const blocks = () => createBlocks(plain, keysOf(plain).map((key) => indexKey(plain, key)));
  const { count } = plain.left;
  const [sample, frequencies, chance] = [rangeSampler(plain, blocks())(0, count), countFrequencies(plain), countChanceEqual(plain)];
  const random = randomCounter(plain, comparer(plain, NO_SYNONYMS))(100, 20_100);
  const { setup } = fitLists(plain, randomCounter(plain, comparer(plain, NO_SYNONYMS))(0, 60_000), sample, frequencies, chance);
  const own = { ...setup, synonyms: { ranks: setup.synonyms.ranks, places: new Set([...setup.synonyms.places, synonym(3, 4), synonym(5, 2), synonym(2, 7)]) } }; // some at least
  const kept = (of: Kept) => ({ ...of, alike: [...(of.alike ?? [])] });
  const asked = kept(rangeScorer(plain, blocks(), own)(10, count - 7));
  expect([sample.left.length > 0.5 * count, asked.left.length > 0.4 * count]).toEqual([true, true]);
  for (const engine of Object.values(engines())) {
    const { scan, weigh } = scanOf(pair, engine);
    expect({ ...scan.frequencies.equal(), ...scan.frequencies.near() }).toEqual(frequencies);
    expect(scan.chance()).toEqual(chance);
    expect(scan.random(100, 20_100)).toEqual(random);
    expect(scan.sample(0, count)).toEqual(sample);
    weigh(own);
    expect(kept(scan.score(10, count - 7))).toEqual(asked);
  }
}, 120_000);

type Written = readonly [surname: string, given: string, father: string, number: string, birth: string];

function listOf(rows: readonly Written[]): PersonList {
  const column = (at: number) => columnOf(rows.map((row) => row[at] ?? ""));
  const cells = { surname: column(0), given_name: column(1), patronymic: column(2), service_no: column(3), birth_date: column(4) };
  return { ids: rows.map((_, at) => `r${at}`), numbers: Int32Array.from(rows, (_, at) => at + 1), cells, remarks: [] };
}

/** Pairs that the kernel leaves open, and those on which it says what the comparer does not. */
function apart(pair: PreparedPair, { kernel, arena }: Engine): { readonly open: number; readonly wrong: readonly number[][] } {
  const { problem } = scanOf(pair, { kernel, arena });
  const compare = comparer(problem, NO_SYNONYMS);
  const wrong: number[][] = [];
  let open = 0;
  const at = (side: Problem["left"], place: number): number => side.rows.byteOffset / 4 + place * STRIDE;
  for (let i = 0; i < problem.left.count; i++) for (let j = 0; j < problem.right.count; j++) {
    const said = kernel.compare(at(problem.left, i), at(problem.right, j));
    if (said < 0) open++;
    else if (said !== compare(i, j)) wrong.push([i, j, said, compare(i, j)]);
  }
  return { open, wrong };
}

test("words of any letters, hyphens, initials, numbers and dates are compared as levels.ts compares them", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "n", "o", "v", "k", "h", "s", "-"), minLength: 0, maxLength: 9 });
  const name = fc.oneof({ weight: 4, arbitrary: letters }, { weight: 3, arbitrary: fc.constantFrom("Іван", "Ivan", "Йван", "Олександр", "Саша", "Alexander", "О.", "I", "А.", "Марія", "Marko", "Марк") });
  const surname = fc.oneof({ weight: 5, arbitrary: letters }, { weight: 2, arbitrary: fc.constantFrom("Коваленко", "Ковальенко", "Kovalenko-Bila", "Біла", "Шевченко", "Шевчинко", "Шевченка", "Li", "Lei") });
  const father = fc.constantFrom("", "Іванович", "Ivanovych", "Петрович", "Пєтровіч", "О.", "Omelkovych");
  const number = fc.oneof(fc.constantFrom("", "АБ123456", "АБ123465", "123456", "AB-123457", "СП 1234567"), fc.string({ unit: fc.constantFrom("1", "2", "9", "А", "B"), maxLength: 8 }));
  const birth = fc.oneof(fc.constantFrom("", "1985", "05.1985", "01.01.1985", "05.06.1985", "06.05.1985", "1958-06-05", "1984/1986"), fc.date({ min: new Date("1960-01-01"), max: new Date("2005-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)));
  const rows = fc.array(fc.tuple(surname, name, father, number, birth), { minLength: 12, maxLength: 24 });
  const { TypeScript, WebAssembly } = engines();
  let open = 0;
  fc.assert(fc.property(rows, rows, (a, b) => {
    const pair = preparePair(listOf(a), listOf(b), { asOf: 20250610, names });
    const found = apart(pair, WebAssembly);
    expect(found.wrong).toEqual([]);
    open += found.open;
  }), { numRuns: 60 });
  expect(open).toBe(0); // all of these have vowels and are short
  const few: readonly Written[] = [["Kovalenko-Bila", "О.", "Іванович", "АБ123456", "05.06.1985"], ["Біла", "Олександр", "", "АБ123465", "06.05.1985"], ["حسن", "علي", "", "", ""], ["כהן", "Ivan", "", "", ""], ["kalsomir".repeat(9), "Ivan", "", "", ""]];
  const both = [TypeScript, WebAssembly].map((engine) => apart(preparePair(listOf(few), listOf(few), { asOf: 20250610, names }), engine));
  expect(both).toEqual([both[0], both[0]]);
  expect(both[0]).toEqual({ wrong: [], open: 18 }); // Arabic, Hebrew and what is very long is left open
});
