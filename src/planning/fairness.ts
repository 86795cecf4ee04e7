// What a plan means for those who wait, beside every plan: days of waiting and shares, cell by cell, in counts. No score and no order of the parties:
// whoever reads it judges. PLANNING.md §10. That a person was asked for by name is no member of an instance, so nothing here rests on it.
import { byCodeUnit } from "../basis/code-sort.ts";
import type { Captive, Problem } from "./problem.ts";
import type { Assign } from "./parse-plan.ts";

/** Days held until the batch, by nearest rank (the smallest value that at least that share does not exceed). Of who is in no batch: until `unplacedDay`. */
export type Waiting = { readonly persons: number; readonly least: number; readonly tenth: number; readonly median: number; readonly ninetieth: number; readonly most: number };
/** `of`: the cell, from the whole side to side, place, rank and tier together. Undefined: nobody is there. */
export type FairnessCell = { readonly of: { readonly side: string; readonly place?: string; readonly rank?: string; readonly tier?: string }; readonly placed: Waiting | undefined; readonly notPlaced: Waiting | undefined };
/** Persons of a tier in a batch and on the list, of all of their side there. */
export type BatchShare = { readonly batch: string; readonly side: string; readonly tier: string; readonly persons: number; readonly inBatch: number; readonly onList: number; readonly listed: number };
export type Fairness = { readonly cells: readonly FairnessCell[]; readonly shares: readonly BatchShare[] };

/** Every cell that has somebody: sides, then side and tier, place, rank, then all four together. n log n in the captives. */
export function fairnessOf(problem: Problem, assign: Assign): Fairness {
  const batchAt = new Map(problem.batches.map(({ id }, k) => [id, k]));
  const batchOf = new Map(problem.captives.map(({ id }) => [id, Object.hasOwn(assign, id) ? batchAt.get(assign[id] ?? "") : undefined]));
  const named = (one: Captive) => ({ side: problem.sides[one.side] ?? "", tier: problem.tiers[one.tier]?.id ?? "", place: problem.places[one.place]?.id ?? "", rank: one.rank });
  const cells = new Map<string, { readonly of: FairnessCell["of"]; readonly placed: number[]; readonly notPlaced: number[] }>();
  problem.captives.forEach((one) => {
    const { side, tier, place, rank } = named(one);
    const k = batchOf.get(one.id);
    const days = one.heldDays + (k === undefined ? problem.unplacedDay : (problem.batches[k]?.day ?? 0));
    [{ side }, { side, tier }, { side, place }, { side, rank }, { side, place, rank, tier }].forEach((of, depth) => {
      const key = [depth, ...Object.values(of)].join("\u0000");
      const cell = cells.get(key) ?? { of, placed: [], notPlaced: [] };
      cells.set(key, cell);
      (k === undefined ? cell.notPlaced : cell.placed).push(days);
    });
  });
  return {
    cells: [...cells].sort(([a], [b]) => byCodeUnit(a, b)).map(([, { of, placed, notPlaced }]) => ({ of, placed: waitingOf(placed), notPlaced: waitingOf(notPlaced) })),
    shares: sharesOf(problem, batchOf),
  };
}

function sharesOf(problem: Problem, batchOf: ReadonlyMap<string, number | undefined>): BatchShare[] {
  const counts = new Map<string, number>();
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { id, side, tier } of problem.captives) {
    const k = batchOf.get(id);
    for (const key of [`${side}`, `${side} ${tier}`, ...(k === undefined ? [] : [`${side} @${k}`, `${side} ${tier} @${k}`])]) add(key);
  }
  const count = (key: string): number => counts.get(key) ?? 0;
  return problem.batches.flatMap(({ id }, k) => problem.sides.flatMap((side, s) => problem.tiers.flatMap((tier, t): BatchShare[] =>
    count(`${s} ${t}`) === 0 ? [] : [{ batch: id, side, tier: tier.id, persons: count(`${s} ${t} @${k}`), inBatch: count(`${s} @${k}`), onList: count(`${s} ${t}`), listed: count(`${s}`) }])));
}

function waitingOf(days: readonly number[]): Waiting | undefined {
  if (days.length === 0) return undefined;
  const sorted = [...days].sort((a, b) => a - b);
  const at = (percent: number): number => sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)] ?? 0;
  return { persons: sorted.length, least: at(0), tenth: at(10), median: at(50), ninetieth: at(90), most: at(100) };
}

const FEW = 3; // PLANNING.md §10: a count that would point at a person

/** One page: whole sides and side by tier, place and rank; cells of one to two persons are not told. `--json` has every cell, for those entitled to it. */
export function printFairness({ cells, shares }: Fairness): string {
  const told = (waiting: Waiting | undefined): string =>
    waiting === undefined ? "nobody" : waiting.persons < FEW ? `fewer than ${FEW}` : `${waiting.persons}: ${waiting.least} / ${waiting.tenth} / ${waiting.median} / ${waiting.ninetieth} / ${waiting.most}`;
  const name = ({ side, tier, place, rank }: FairnessCell["of"]): string => [`side ${side}`, ...(tier === undefined ? [] : [`tier ${tier}`]), ...(place === undefined ? [] : [`place ${place}`]), ...(rank === undefined ? [] : [`rank ${rank}`])].join(", ");
  const rows = cells.filter(({ of }) => Object.keys(of).length < 4).map(({ of, placed, notPlaced }) => `${name(of).padEnd(32)} in a batch ${told(placed).padEnd(34)} in none ${told(notPlaced)}\n`);
  const share = (part: number, whole: number): string => (whole === 0 ? "nobody" : `${((100 * part) / whole).toFixed(1)} %`);
  const few = (one: BatchShare): boolean => (one.persons > 0 && one.persons < FEW) || (one.onList > 0 && one.onList < FEW);
  const lines = shares.map((one) => `${one.batch.padEnd(8)} side ${one.side}, tier ${one.tier}: ${few(one) ? `fewer than ${FEW}` : `${share(one.persons, one.inBatch)} of the batch, ${share(one.onList, one.listed)} of the list`}\n`);
  return `Days held until the batch (least / a tenth / half / nine tenths / most wait no longer); of who is in no batch: until the day that the plan counts for them\n${rows.join("")}\nShares in each batch beside shares on the list\n${lines.join("")}`;
}
