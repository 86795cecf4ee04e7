import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseTable } from "../vocabulary/delimited-text.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { columnOf, type Column, type ListField, type PersonList } from "../vocabulary/person-list.ts";
import { auditOf, isPicked, strataOf, weighLabels } from "./audit.ts";
import { link } from "./link.ts";
import { preparePair } from "./prepare.ts";
import { printReview } from "./print-pairs.ts";
import { reviewQueue } from "./review.ts";

const names = nameTable();
const list = (side: string): PersonList => {
  const { head, rows } = parseTable(readFileSync(new URL(`../../test/vectors/matching/public-2k-${side}.csv`, import.meta.url), "utf8"));
  const cells: Partial<Record<ListField, Column>> = {};
  for (const field of ["surname", "given_name", "patronymic", "birth_date", "service_no", "unit"] as const) cells[field] = columnOf(rows.map((row) => row[head.indexOf(field)] ?? ""));
  return { ids: rows.map((row) => row[0] ?? ""), numbers: Int32Array.from(rows, (_, at) => at + 1), cells, remarks: [] };
};
const linked = link(preparePair(list("left"), list("right"), { asOf: 0, names }), names.initialsOf);

test("about one pair in fifty is picked, the same whichever side names it first", () => {
  const ids = Array.from({ length: 10_000 }, (_, at) => [`A${at}`, `B${(at * 7) % 10_007}`] as const);
  const picked = ids.filter(([a, b]) => isPicked(a, b)).length;
  expect(Math.abs(picked - 200)).toBeLessThan(60); // four standard deviations of a fair pick; the ids are fixed
  expect(ids.every(([a, b]) => isPicked(a, b) === isPicked(b, a))).toBe(true);
});

test("proposals are audited without a mark: they stand in the review file among the open pairs, with their component", () => {
  const audited = auditOf(linked);
  const strata = strataOf(linked);
  const proposed = [...strata.values()].filter((stratum) => stratum === "proposed").length;
  expect(audited.filter((pair) => strata.get(pair) === "proposed").length).toBeGreaterThan(proposed / 200);
  expect(audited.some((pair) => strata.get(pair) === "open")).toBe(false);
  const [plain, whole] = [reviewQueue(linked), reviewQueue(linked, { audited })];
  const shown = new Set(whole.map(({ outcome }) => outcome.pair));
  expect(audited.every((pair) => shown.has(pair))).toBe(true);
  expect(plain.every(({ outcome }) => shown.has(outcome.pair))).toBe(true);
  expect(whole.map(({ order }) => order)).toEqual([...whole].sort((a, b) => a.order - b.order).map(({ order }) => order));
  const orders = whole.filter(({ outcome }) => audited.includes(outcome.pair)).map(({ order }) => order);
  expect(Math.min(...orders), "not all at the end").toBeLessThanOrEqual(new Set(plain.map(({ component }) => component)).size);
  expect(printReview(linked, "en").split("\n").length - 2).toBe(whole.length);
});

test("an answer weighs as many pairs as it speaks for: what was looked at in part counts for the whole", () => {
  const strata = strataOf(linked);
  const of = (wanted: string): number[] => [...strata].filter(([, stratum]) => stratum === wanted).map(([pair]) => pair);
  const [proposed, open] = [of("proposed"), of("open")];
  const answered = [...proposed.slice(0, 10), ...open].map((pair) => ({ pair, isSame: true }));
  const labels = weighLabels([...answered, { pair: -1, isSame: false }], linked);
  expect(labels.length).toBe(answered.length); // a pair of no stratum is left out
  expect(labels.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(answered.length, 9);
  const [first, last] = [labels[0]?.weight ?? 0, labels.at(-1)?.weight ?? 0];
  expect(first / last).toBeCloseTo(proposed.length / 10, 9);
});
