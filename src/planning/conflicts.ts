// Why there is no plan: all minimal sets of clauses that cannot hold together (MARCO: Liffiton & Malik, CPAIOR 2013,
// doi 10.1007/978-3-642-38171-3_11), each with the smallest change of each of its clauses that repairs it. Structural rules (windows, consent,
// held back, groups) are always kept. "Can hold" rests on a plan checked in integers; "cannot" on two searches with different settings that agree.
import type { TravelClass } from "./classes.ts";
import { completed, keepsRows, modelOf, type Model } from "./model.ts";
import { clausesOf, type Problem } from "./problem.ts";
import { reduce, widened } from "./reduce.ts";
import { elasticModel, type Slack } from "./repair.ts";
import type { Solver } from "./solver.ts";
import { freshKnowledge, type Effort } from "./stages.ts";

/** `amount` in the clause's own unit (`persons`, `places`, `weight`); `where` says in which batches; `repairsAll`: no other change is needed. */
export type Repair = { readonly clause: string; readonly amount: number; readonly unit: Slack["unit"]; readonly where: readonly { readonly batch: string | null; readonly what: string; readonly amount: number }[]; readonly repairsAll: boolean };
export type Reason = { readonly clauses: readonly string[]; readonly repairs: readonly Repair[] };
/** `isComplete` is false when the oracle's limit was reached or some set could not be settled: then there may be more reasons. */
export type Conflicts = { readonly reasons: readonly Reason[]; readonly isComplete: boolean; readonly solves: number };
export type ConflictsContext = {
  readonly problem: Problem; readonly classes: readonly TravelClass[]; readonly solver: Solver; readonly effort: Effort;
  /** A column of the model that must be at least `least`, as a structural rule: “one more of this class in this batch”. No repairs are sought then. */
  readonly force?: { readonly column: number; readonly least: number };
};

const SOLVES_MAX = 2_000;

/** All minimal conflicting sets, smallest first, then in the order of `clausesOf`; empty when a plan exists. 12–43 solves for 10–12 clauses. */
export function findConflicts(context: ConflictsContext): Conflicts {
  const names = clausesOf(context.problem);
  const oracle = new Oracle(context, names);
  const conflicts: Set<number>[] = [], plannable: Set<number>[] = [];
  let isComplete = true;
  for (;;) {
    const seed = unexplored(names.length, conflicts, plannable);
    if (!seed) break;
    if (oracle.solves > SOLVES_MAX) {
      isComplete = false;
      break;
    }
    const answer = oracle.holds(seed);
    if (answer === "unsettled") isComplete = false;
    if (answer !== "no") plannable.push(seed);
    else conflicts.push(shrink(oracle, seed));
  }
  const inOrder = (set: Set<number>): number[] => [...set].sort((a, b) => a - b);
  const sorted = conflicts.map(inOrder).sort((a, b) => a.length - b.length || (a.find((one, i) => one !== b[i]) ?? 0) - (b.find((one, i) => one !== a[i]) ?? 0));
  const reasons = sorted.map((set) => {
    const clauses = set.map((i) => names[i] ?? "");
    return { clauses, repairs: context.force ? [] : clauses.flatMap((clause) => repairOf(context, names, clauses, clause)) };
  });
  return { reasons, isComplete: isComplete && oracle.isSettled, solves: oracle.solves };
}

class Oracle {
  private readonly context: ConflictsContext;
  private readonly names: readonly string[];
  solves = 0;
  isSettled = true;
  constructor(context: ConflictsContext, names: readonly string[]) {
    this.context = context;
    this.names = names;
  }
  /** Can the clauses of `set` hold together? */
  holds(set: ReadonlySet<number>): "yes" | "no" | "unsettled" {
    const { problem, classes, solver, effort, force } = this.context;
    const model = modelOf(problem, classes, new Set([...set].map((i) => this.names[i] ?? "")));
    if (force) model.lower[force.column] = force.least;
    this.solves++;
    const answer = hasPlan(model, solver, effort);
    if (answer === "unsettled") this.isSettled = false;
    return answer;
  }
}

/** "no" only when presolve on and off agree, "yes" only with a point that keeps every row. */
export function hasPlan(model: Model, solver: Solver, effort: Effort): "yes" | "no" | "unsettled" {
  const { box } = freshKnowledge(model);
  const cost = new Float64Array(model.columns);
  const reduced = reduce(model, { box, cost, isWhole: true });
  if (reduced === "infeasible") return "no";
  const isPlan = (x: Float64Array): boolean => {
    const whole = completed(model, x);
    return whole !== undefined && keepsRows(model, whole);
  };
  if (reduced.free.length === 0) return isPlan(box.lo) ? "yes" : "no";
  let refusals = 0;
  for (const presolve of ["on", "off"] as const) {
    const answer = solver.milp(reduced.linear, { presolve, ...effort });
    if ("x" in answer && answer.x && isPlan(widened(box, reduced, answer.x))) return "yes";
    if (answer.status === "infeasible") refusals++;
  }
  return refusals === 2 ? "no" : "unsettled";
}

/** Drops clauses one by one while the rest still conflicts. */
function shrink(oracle: Oracle, seed: ReadonlySet<number>): Set<number> {
  const set = new Set(seed);
  for (const clause of [...seed].sort((a, b) => a - b)) {
    set.delete(clause);
    if (oracle.holds(set) !== "no") set.add(clause);
  }
  return set;
}

/**
 * A largest-first set that holds no known conflict and lies in no set known to have a plan, or undefined when there is none. Depth first over the
 * known plannable sets (each must be left by one clause), then filled up with every clause that completes no conflict.
 */
function unexplored(size: number, conflicts: readonly ReadonlySet<number>[], plannable: readonly ReadonlySet<number>[]): Set<number> | undefined {
  const completes = (set: ReadonlySet<number>): boolean => conflicts.some((conflict) => [...conflict].every((clause) => set.has(clause)));
  const leave = (set: ReadonlySet<number>): Set<number> | undefined => {
    const inside = plannable.find((known) => [...set].every((clause) => known.has(clause)));
    if (!inside) return new Set(set);
    for (let clause = 0; clause < size; clause++) {
      if (inside.has(clause)) continue;
      const larger = new Set([...set, clause]);
      const found = completes(larger) ? undefined : leave(larger);
      if (found) return found;
    }
    return undefined;
  };
  const set = completes(new Set()) ? undefined : leave(new Set());
  for (let clause = 0; set && clause < size; clause++) if (!set.has(clause) && completes(set.add(clause))) set.delete(clause);
  return set;
}

/** The least relaxation of one clause: with all other clauses of the instance kept when that is enough, else with the others of the set. */
function repairOf({ problem, classes, solver, effort }: ConflictsContext, names: readonly string[], set: readonly string[], clause: string): Repair[] {
  for (const [others, repairsAll] of [[names, true], [set, false]] as const) {
    const kept = new Set(others);
    kept.delete(clause);
    const { model, slacks } = elasticModel(problem, classes, kept, clause);
    const { box } = freshKnowledge(model);
    const cost = new Float64Array(model.columns);
    for (const { column, perUnit } of slacks) cost[column] = perUnit;
    const reduced = reduce(model, { box, cost, isWhole: true });
    if (reduced === "infeasible") continue;
    const linear = { ...reduced.linear, integer: Uint8Array.from(reduced.free, (column) => Number(column < model.counts || slacks.some((slack) => slack.column === column))) };
    const points = (["on", "off"] as const).flatMap((presolve) => {
      const answer = solver.milp(linear, { presolve, ...effort });
      return answer.status === "optimal" ? checkedPoint(model, slacks, widened(box, reduced, answer.x)) : [];
    });
    const [best] = points.map((x) => ({ x, amount: slacks.reduce((sum, { column, perUnit }) => sum + perUnit * (x[column] ?? 0), 0) })).sort((a, b) => a.amount - b.amount);
    if (!best) continue;
    const where = slacks.map(({ column, perUnit, batch, what }) => ({ batch: batch < 0 ? null : (problem.batches[batch]?.id ?? null), what, amount: perUnit * (best.x[column] ?? 0) })).filter(({ amount }) => amount > 0);
    return [{ clause, amount: best.amount, unit: slacks[0]?.unit ?? "persons", where, repairsAll }];
  }
  return [];
}

/** The point in whole numbers, when it keeps every row of the softened model. */
function checkedPoint(model: Model, slacks: readonly Slack[], x: Float64Array): Float64Array[] {
  const whole = completed(model, x);
  if (!whole) return [];
  for (const { column } of slacks) whole[column] = Math.round(x[column] ?? 0);
  return keepsRows(model, whole) ? [whole] : [];
}
