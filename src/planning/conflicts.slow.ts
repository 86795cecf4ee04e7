// The slow twin: the clauses that each assignment breaks, by the checker; a set of clauses conflicts when every assignment that keeps the
// structural rules breaks one of them. All subsets are tried, smallest first. For a handful of persons.
import { checkPlan } from "./check-plan.ts";
import { clausesOf, type Problem } from "./problem.ts";

export function minimalConflictsBySubsets(problem: Problem): string[][] {
  const names = clausesOf(problem);
  const choices: (string | null)[] = [null, ...problem.batches.map(({ id }) => id)];
  const ids = problem.captives.map(({ id }) => id);
  const broken = new Set<number>(); // as bits over `names`
  for (let code = 0; code < choices.length ** ids.length; code++) {
    const assign = Object.fromEntries(ids.map((id, i) => [id, choices[Math.floor(code / choices.length ** i) % choices.length] ?? null]));
    const { clauses } = checkPlan(problem, { assign });
    if (clauses.every((clause) => names.includes(clause))) broken.add(clauses.reduce((bits, clause) => bits | (1 << names.indexOf(clause)), 0));
  }
  const conflicts: number[] = [];
  const size = (bits: number): number => names.filter((_, i) => (bits >> i) & 1).length;
  const subsets = Array.from({ length: 2 ** names.length }, (_, bits) => bits).sort((a, b) => size(a) - size(b));
  for (const subset of subsets)
    if (conflicts.every((known) => (known & subset) !== known) && [...broken].every((bits) => (bits & subset) !== 0)) conflicts.push(subset);
  return conflicts.map((bits) => names.filter((_, i) => (bits >> i) & 1));
}
