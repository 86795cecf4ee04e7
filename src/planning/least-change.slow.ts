// The slow twin of the smallest change: every assignment of every person that keeps the structural rules, with how far it is from each clause, person by person; the
// fewest clauses win, then the least sum of their amounts. No classes, no model, no solver.
import { checkPlan } from "./check-plan.ts";
import { balanceWeight, clausesOf, isFact, placesOf, plannableCaptives, transportClause, type Batch, type Problem } from "./problem.ts";

export type LeastChange = { readonly clauses: number; readonly total: number };

export function leastChangeByEnumeration(problem: Problem, within: readonly string[] = clausesOf(problem)): LeastChange | undefined {
  const choices: (Batch | undefined)[] = [undefined, ...problem.batches], { captives } = problem, names = clausesOf(problem);
  let best: LeastChange | undefined;
  for (let code = 0; code < choices.length ** captives.length; code++) {
    const batchOf = captives.map((_, i) => choices[Math.floor(code / choices.length ** i) % choices.length]);
    const { clauses } = checkPlan(problem, { assign: Object.fromEntries(captives.map(({ id }, i) => [id, batchOf[i]?.id ?? null])) });
    if (!clauses.every((clause) => names.includes(clause) && within.includes(clause))) continue;
    const far = amounts(problem, batchOf), found = { clauses: far.size, total: [...far.values()].reduce((a, b) => a + b, 0) };
    if (!best || found.clauses < best.clauses || (found.clauses === best.clauses && found.total < best.total)) best = found;
  }
  return best;
}

/** By clause, in its own unit: persons left out (whole groups), missing or too many; places short; weight beyond. Clauses that are kept are not there. */
function amounts(problem: Problem, batchOf: readonly (Batch | undefined)[]): Map<string, number> {
  const { captives, sides, batches, places, balances, resources, links, quota, tiers } = problem;
  const far = new Map<string, number>();
  const add = (clause: string, amount: number): void => void (amount > 0 && far.set(clause, (far.get(clause) ?? 0) + amount));
  const plannable = new Set(plannableCaptives(problem));
  const groupOf = (i: number): number[] => captives.flatMap(({ group, status }, j) => (j === i || (group !== undefined && group === captives[i]?.group && status === "ready") ? [j] : []));
  tiers.filter(({ isMandatory }) => isMandatory).forEach(({ id }) => {
    const left = new Set(captives.flatMap((one, i) => (tiers[one.tier]?.id === id && plannable.has(one) && !batchOf[i] ? groupOf(i) : [])));
    add(`all:${id}`, left.size);
  });
  const count = (batch: Batch | undefined, keeps: (i: number) => boolean): number => captives.filter((_, i) => batchOf[i] && (!batch || batchOf[i] === batch) && keeps(i)).length;
  sides.forEach((side, s) => {
    const isOf = (i: number): boolean => captives[i]?.side === s;
    add(`quota:${side}`, (quota[s] ?? 0) - count(undefined, isOf));
    for (const batch of batches) {
      if (isFact(batch)) continue;
      const limit = batch.limits[s], persons = count(batch, isOf);
      add(`size:${side}`, Math.max(persons - (limit?.max ?? Infinity), (limit?.min ?? 0) - persons));
      for (const need of resources) add(transportClause(problem, s, need), count(batch, (i) => isOf(i) && captives[i]?.need === need) - placesOf(limit, need));
    }
  });
  const running = balances.map(() => 0);
  for (const batch of batches) {
    places.forEach((place, p) => void (isFact(batch) || add(`place:${place.id}`, count(batch, (i) => captives[i]?.place === p) - place.perBatch)));
    balances.forEach((balance, b) => {
      const net = captives.reduce((sum, captive, i) => (batchOf[i] === batch ? sum + balanceWeight(balance, captive) : sum), 0);
      running[b] = (running[b] ?? 0) + net;
      if (isFact(batch)) return;
      add(balance.clauses.batch, Math.abs(net) - balance.perBatch);
      add(balance.clauses.cumulative, Math.abs(running[b] ?? 0) - balance.cumulative);
    });
  }
  for (const day of new Set(batches.map((batch) => batch.day)))
    links.forEach((link, l) => add(`link:${link.id}`, captives.filter((_, i) => batchOf[i]?.day === day && batchOf[i]?.link === l && !isFact(batchOf[i])).length - link.personsPerDay));
  return far;
}
