// What changed between two plans of one instance: who enters, leaves, moves, by tier and side, in counts; the vectors side by side.
import { checkPlan } from "./check-plan.ts";
import type { Problem } from "./problem.ts";

export type Change = "enters" | "leaves" | "earlier" | "later";
export type ChangeCount = { readonly tier: string; readonly side: string; readonly enters: number; readonly leaves: number; readonly earlier: number; readonly later: number };
/** `changes` holds ids: for those entitled to see them alone. */
export type PlanDifference = {
  readonly vectors: { readonly old: readonly number[]; readonly new: readonly number[] };
  readonly valid: { readonly old: boolean; readonly new: boolean };
  readonly counts: readonly ChangeCount[];
  readonly changes: readonly { readonly id: string; readonly change: Change; readonly from: string | null; readonly to: string | null }[];
};
type Assign = Readonly<Record<string, string | null>>;

/** Linear in the captives. Counts stand in the order of tiers, then sides; rows without a change are left out. */
export function differenceOf(problem: Problem, oldAssign: Assign, newAssign: Assign): PlanDifference {
  const [before, after] = [new Map(Object.entries(oldAssign)), new Map(Object.entries(newAssign))];
  const order = new Map(problem.batches.map(({ id }, k) => [id, k]));
  const changes = problem.captives.flatMap(({ id, tier, side }) => {
    const from = before.get(id) ?? null, to = after.get(id) ?? null;
    if (from === to) return [];
    const change: Change = from === null ? "enters" : to === null ? "leaves" : (order.get(to) ?? 0) < (order.get(from) ?? 0) ? "earlier" : "later";
    return [{ id, change, from, to, tier, side }];
  });
  const counts = problem.tiers.flatMap((tier, t) =>
    problem.sides.map((name, s) => {
      const count = (kind: Change): number => changes.filter(({ change, tier: of, side }) => change === kind && of === t && side === s).length;
      return { tier: tier.id, side: name, enters: count("enters"), leaves: count("leaves"), earlier: count("earlier"), later: count("later") };
    }),
  );
  const [old, now] = [checkPlan(problem, { assign: oldAssign }), checkPlan(problem, { assign: newAssign })];
  return {
    vectors: { old: old.vector, new: now.vector }, valid: { old: old.isValid, new: now.isValid },
    counts: counts.filter(({ enters, leaves, earlier, later }) => enters + leaves + earlier + later > 0),
    changes: changes.map(({ id, change, from, to }) => ({ id, change, from, to })),
  };
}

/** English lines: the vector component by component where it differs, then counts, then the ids that `changes` holds. */
export function printDifference({ vectors, valid, counts, changes }: PlanDifference, names: readonly string[]): string {
  const lines = [
    ...([["old", valid.old], ["new", valid.new]] as const).filter(([, isValid]) => !isValid).map(([which]) => `the ${which} plan does not keep every clause`),
    ...names.flatMap((name, i) => (vectors.old[i] === vectors.new[i] ? [] : [`${name.padEnd(18)} ${vectors.old[i]} -> ${vectors.new[i]}`])),
    ...counts.map(({ tier, side, enters, leaves, earlier, later }) => `${tier} of side ${side}: ${enters} enter, ${leaves} leave, ${earlier} earlier, ${later} later`),
    ...changes.map(({ id, change, from, to }) => `${id} ${change}: ${from ?? "in none"} -> ${to ?? "in none"}`),
  ];
  return lines.length === 0 ? "no difference\n" : `${lines.join("\n")}\n`;
}
