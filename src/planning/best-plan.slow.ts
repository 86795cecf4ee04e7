// The slow twin: every assignment of every person to every batch or none, kept when the checker finds nothing, the least vector wins, then
// the least sum of lottery weights. No classes in the search, no model, no solver. (batches + 1) ^ persons checks: ≤ 7 persons × 3 batches.
import { checkPlan } from "./check-plan.ts";
import { classesOf, first48Bits } from "./classes.ts";
import type { Problem } from "./problem.ts";

export type BestPlan = { readonly vector: readonly number[]; readonly lottery: number } | undefined;

export function bestPlanByEnumeration(problem: Problem): BestPlan {
  const choices: (string | null)[] = [null, ...problem.batches.map(({ id }) => id)];
  const ids = problem.captives.map(({ id }) => id);
  let best: BestPlan;
  for (let code = 0; code < choices.length ** ids.length; code++) {
    const assign = Object.fromEntries(ids.map((id, i) => [id, choices[Math.floor(code / choices.length ** i) % choices.length] ?? null]));
    const { isValid, vector } = checkPlan(problem, { assign });
    if (!isValid) continue;
    const found = { vector, lottery: lotteryWeight(problem, assign) };
    if (!best || isLess([...found.vector, found.lottery], [...best.vector, best.lottery])) best = found;
  }
  return best;
}

function lotteryWeight(problem: Problem, assign: Readonly<Record<string, string | null>>): number {
  let sum = 0;
  for (const { key, items } of classesOf(problem))
    for (const { captives } of items) {
      const batch = assign[captives[0]?.id ?? ""];
      if (batch) sum += 1 + (first48Bits(`${problem.tieSeed}|${key}|${batch}`) % 2 ** 20);
    }
  return sum;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
