import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTable } from "../vocabulary/delimited-text.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { columnOf, LIST_FIELDS, type PersonList } from "../vocabulary/person-list.ts";
import { createBlocks, indexKey, keysOf } from "./block.ts";
import { countSlowly, expectSlowly } from "./fit.slow.ts";
import { countPatterns, expectation, levelsOf } from "./fit.ts";
import { learnSynonyms, openPatterns, respelt } from "./learn-synonyms.ts";
import { levelOf, respeller, SIZES, synonym } from "./levels.ts";
import { CLASSES, defaultModel } from "./model.ts";
import { preparePair } from "./prepare.ts";
import { AT, createProblem, STRIDE } from "./problem.ts";
import { rangeSampler } from "./scan.ts";
import { countFrequencies, createWeigher, netOdds } from "./weigh.ts";

const PATTERNS = SIZES.reduce((product, size) => product * size, 1);
const pattern = fc.oneof(fc.integer({ min: 0, max: PATTERNS - 1 }), fc.integer({ min: 0, max: 70 })); // neighbours too
const sample = fc.array(pattern, { maxLength: 200 }).map((patterns) => Int32Array.from([...patterns, ...patterns.slice(0, 50)]));

test("patterns are counted ascending, and each pair knows which of them it has", () => {
  fc.assert(fc.property(sample, (of) => {
    const counted = countPatterns(of, 1);
    const slow = countSlowly(of);
    expect([[...counted.patterns], [...counted.counts]]).toEqual([slow.patterns, slow.counts]);
    expect([...of]).toEqual(Array.from(counted.of, (place) => counted.patterns[place]));
  }));
});

test("a round of the fit gives, to the last bit, what every pattern against every class gives", () => {
  const share = fc.double({ min: 1e-9, max: 1e-2, noNaN: true });
  fc.assert(fc.property(sample, fc.tuple(share, share, share, share), (of, [same, twin, brother, namesake]) => {
    const shares = { same, twin, brother, namesake };
    const counted = countPatterns(of, 1);
    expect(expectation(defaultModel(), shares, counted, levelsOf(counted))).toEqual(expectSlowly(defaultModel(), shares, [...counted.patterns], [...counted.counts]));
  }));
  expect(CLASSES.length).toBe(4); // as the table of ratios is laid
});

function list(side: string): PersonList {
  const { head, rows } = parseTable(readFileSync(new URL(`../../test/vectors/matching/public-2k-${side}.csv`, import.meta.url), "utf8"));
  const cells = Object.fromEntries(LIST_FIELDS.filter((field) => head.includes(field)).map((field) => [field, columnOf(rows.map((row) => row[head.indexOf(field)] ?? ""))]));
  return { ids: rows.map((row) => row[head.indexOf("id")] ?? ""), numbers: Int32Array.from(rows, (_, at) => at + 1), cells, remarks: [] };
}
const names = nameTable();
const problem = createProblem(preparePair(list("left"), list("right"), { asOf: 0, names }), names.initialsOf);
const met = rangeSampler(problem, createBlocks(problem, keysOf(problem).map((key) => indexKey(problem, key))))(0, problem.left.count);

test("no pair is passed over of which a spelling could be learnt", () => {
  const counted = countPatterns(met.patterns, 1);
  const weighed = { model: defaultModel(), prior: Math.log(3e-4), frequencies: countFrequencies(problem) };
  const weigher = createWeigher(problem, weighed.model, weighed.frequencies, weighed.prior);
  const isOpen = openPatterns(counted.patterns, weighed, weigher);
  let [teaching, passed] = [0, 0];
  met.patterns.forEach((one, e) => {
    const [i, j] = [met.left[e] ?? 0, met.right[e] ?? 0];
    const net = netOdds(weigher.exact(one, i, j));
    const teaches = weigher.same(one, i, j) >= 0 && [6, 7].some((field) => net - weigher.ratio(field, levelOf(one, field)) >= Math.log(99));
    if (teaches) teaching++;
    if (isOpen[counted.of[e] ?? 0] === 0) passed++;
    expect(teaches && isOpen[counted.of[e] ?? 0] === 0).toBe(false);
  });
  expect(teaching).toBeGreaterThan(800);
  expect(passed).toBeGreaterThan(met.patterns.length / 2);
  expect(learnSynonyms(problem, met, counted, weighed).places.size).toBeGreaterThan(0);
});

test("a sample spelt anew is what each of its pairs is when compared with the synonyms", () => {
  const spellings = (at: number): number[] => Array.from(met.left.slice(0, 40), (i, e) => synonym(problem.left.rows[i * STRIDE + at] ?? 0, problem.right.rows[(met.right[e] ?? 0) * STRIDE + at] ?? 0));
  const isTwo = (key: number): boolean => key >= 2 ** 26 && key % 2 ** 26 !== 0 && Math.floor(key / 2 ** 26) !== key % 2 ** 26;
  const synonyms = { ranks: new Set(spellings(AT.rank).filter(isTwo)), places: new Set(spellings(AT.place).filter(isTwo)) };
  expect(Math.min(synonyms.ranks.size, synonyms.places.size)).toBeGreaterThan(2);
  const respell = respeller(problem, synonyms);
  expect(respelt(problem, met, synonyms)).toEqual(met.patterns.map((one, e) => respell(one, met.left[e] ?? 0, met.right[e] ?? 0)));
});
