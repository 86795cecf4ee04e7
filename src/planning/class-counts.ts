// A plan in counts of persons whom the agreed values treat alike, without place, need and window: what both sides may see where places are withheld.
// From them anybody adds up the whole vector, the balance of the sides, the least numbers and who must go; that the counts are those of the persons each
// side checks for its own, row by row (instance-leaves.ts), so that the two halves together are the whole.
import { isRecord } from "../basis/parse-json.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { checkPlan, type PlanError } from "./check-plan.ts";
import type { Assign } from "./parse-plan.ts";
import { parseInstance, plannableCaptives, type Captive, type Problem } from "./problem.ts";

/** `prev`, `batch`: none for who was or is in no batch. */
export type CountRow = { readonly side: string; readonly tier: string; readonly urgency: number; readonly weight: number; readonly persons: number; readonly prev?: string; readonly batch?: string };
export const COUNT_MEMBERS = ["urgency", "weight", "persons"] as const;

/** Sorted by what they are of. Linear. */
export function countsOfPlan(problem: Problem, assign: Assign): CountRow[] {
  const rows = new Map<string, { row: CountRow; persons: number }>();
  for (const captive of plannableCaptives(problem)) {
    const row = rowOf(problem, captive, assign[captive.id] ?? null);
    const key = keyOf(row);
    const known = rows.get(key);
    if (known) known.persons++;
    else rows.set(key, { row, persons: 1 });
  }
  return [...rows].sort(([a], [b]) => byCodeUnit(a, b)).map(([, { row, persons }]) => ({ ...row, persons }));
}

const keyOf = ({ side, tier, urgency, weight, prev = "", batch = "" }: CountRow): string => [side, tier, urgency, weight, prev, batch].join("\n");

function rowOf({ sides, tiers, batches }: Problem, { side, tier, urgency, weight, prev }: Captive, batch: string | null): CountRow {
  const before = batches[prev]?.id;
  return { side: sides[side] ?? "", tier: tiers[tier]?.id ?? "", urgency, weight, persons: 0, ...(before === undefined ? {} : { prev: before }), ...(batch === null ? {} : { batch }) };
}

/**
 * The vector that the counts give under the agreed part of an instance (`head` of instance-leaves.ts), and the agreed clauses that they do not keep: balances,
 * least numbers, all of a category. Size, transport and places are each side's own to check. Linear in the persons.
 * @throws Faults as `parseInstance`, where a row names no side, category or batch of the head.
 */
export function checkCounts(head: Readonly<Record<string, unknown>>, rows: readonly CountRow[]): { readonly vector: readonly number[]; readonly errors: readonly PlanError[] } {
  const weights = Object.fromEntries([...new Set(rows.map(({ weight }) => weight))].map((weight) => [`w${weight}`, weight]));
  const sides = [...new Set(rows.map(({ side }) => side))];
  const assign: Record<string, string | null> = {};
  const captives = rows.flatMap((row, r) => Array.from({ length: row.persons }, (_, i) => {
    const id = `${r}.${i}`;
    assign[id] = row.batch ?? null;
    return { id, side: row.side, tier: row.tier, urgency: row.urgency, rank: `w${row.weight}`, need: "seat", place: `of ${row.side}`, held: 0, status: "ready", ...(row.prev === undefined ? {} : { prev: row.prev }) };
  }));
  const streams = head["streams"];
  const problem = parseInstance({
    ...head, ranks: weights, tieSeed: "counts", captives, places: sides.map((side) => ({ id: `of ${side}`, side })),
    ...(Array.isArray(streams) ? { streams: streams.map((one: unknown) => (isRecord(one) ? { ...one, weights } : one)) } : {}),
  });
  const { vector, errors } = checkPlan(problem, { assign });
  return { vector, errors };
}
