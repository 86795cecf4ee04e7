// Changing a plan that people know (PLANNING.md §9): whom it may move, and who can take a place without a new plan.
import { Fault } from "../basis/fault.ts";
import { classesOf } from "./classes.ts";
import type { Assign } from "./parse-plan.ts";
import type { Problem } from "./problem.ts";

/**
 * The order for a plan after an earlier one, where format 1 has no word for announced batches: the medical tiers, then whom the earlier plan moved,
 * then everything else in its order, then the lottery. Those whom GC III art. 109–110 puts first are never put behind a promise.
 * @throws Fault `PLAN_OBJECTIVE` for a medical tier that is not listed.
 */
export function replanOrder({ objective, tiers }: Problem, medical: readonly string[]): string[] {
  for (const id of medical) if (!tiers.some((tier) => tier.id === id)) throw new Fault("PLAN_OBJECTIVE", `expected tiers of the list: ${tiers.map((tier) => tier.id).join(", ")}`, [{ field: "medical" }]);
  const first = medical.map((id) => `tier:${id}`);
  const kept: readonly string[] = objective.filter((name) => name === "announced" || name === "stability");
  return [...first, ...kept, ...objective.filter((name) => !first.includes(name) && !kept.includes(name)), "lottery"];
}

/** `placed` are in the batch, `reserve` could take any of their places, in the public order of the class; each entry is one person or one group. */
export type Substitutes = { readonly side: string; readonly placed: readonly (readonly string[])[]; readonly reserve: readonly (readonly string[])[] };

/**
 * For every class with somebody in the batch: the next of the class who go later or not at all. A swap needs no solve, since no clause and no
 * component can tell them apart. Ids: for the holding side and the mediator alone. @throws Fault `PLAN_UNKNOWN` for a batch that is not listed.
 */
export function substitutesOf(problem: Problem, assign: Assign, batch: string): Substitutes[] {
  const at = problem.batches.findIndex(({ id }) => id === batch);
  if (at < 0) throw new Fault("PLAN_UNKNOWN", "expected a batch of the list", [{ field: "batch" }]);
  const given = new Map(Object.entries(assign));
  const index = new Map<string | null, number>(problem.batches.map(({ id }, k) => [id, k]));
  const whereOf = (ids: readonly string[]): number => index.get(given.get(ids[0] ?? "") ?? null) ?? Infinity;
  return classesOf(problem).flatMap(({ side, items }): Substitutes[] => {
    const all = items.map(({ captives }) => captives.map(({ id }) => id));
    const placed = all.filter((ids) => whereOf(ids) === at);
    const reserve = all.filter((ids) => whereOf(ids) > at);
    return placed.length === 0 ? [] : [{ side: problem.sides[side] ?? "", placed, reserve }];
  });
}
