// Why there is no plan: all minimal sets of clauses that cannot hold together (MARCO: Liffiton & Malik, CPAIOR 2013,
// doi 10.1007/978-3-642-38171-3_11), each with the smallest change of each of its clauses that repairs it. Structural rules (windows, consent,
// held back, groups) are always kept. "Can hold" rests on a plan checked in integers; "cannot" on two searches with different settings that agree.
import { closeByCases, judgeCase, type Case, type CaseQuestion } from "./cases.ts";
import { classesOf, type TravelClass } from "./classes.ts";
import { completed, keepsRows, modelOf, type Model } from "./model.ts";
import { clausesOf, type Problem } from "./problem.ts";
import { reduce, widened } from "./reduce.ts";
import { elasticModel, type Slack } from "./repair.ts";
import type { Solver } from "./solver.ts";
import { freshKnowledge, type Effort } from "./stages.ts";

/** `amount` in the clause's own unit (`persons`, `places`, `weight`); `where` says in which batches; `repairsAll`: no other change is needed. */
export type Repair = { readonly clause: string; readonly amount: number; readonly unit: Slack["unit"]; readonly where: readonly { readonly batch: string | null; readonly what: string; readonly amount: number }[]; readonly repairsAll: boolean };
/** `proof`: cases (cases.ts) over the model of these clauses alone that exclude every point, replayed without a solver; none where two searches agree and nothing more. */
export type Reason = { readonly clauses: readonly string[]; readonly repairs: readonly Repair[]; readonly proof?: Case };
/** `together`: the fewest clauses that, changed together by these amounts, repair all reasons; a plan under the changed numbers was found. `isComplete` is false when the oracle's limit was reached or some set could not be settled: then there may be more reasons. */
export type Conflicts = { readonly reasons: readonly Reason[]; readonly together: readonly Repair[]; readonly isComplete: boolean; readonly solves: number };
export type ConflictsContext = {
  readonly problem: Problem; readonly classes: readonly TravelClass[]; readonly solver: Solver; readonly effort: Effort;
  /** A column of the model that must be at least `least`, as a structural rule: “one more of this class in this batch”. No repairs are sought then. */
  readonly force?: { readonly column: number; readonly least: number };
};

const SOLVES_MAX = 2_000;
const TRIES_MAX = 60; // sets of clauses tried together
const PROOF_CASES_MAX = 60;

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
    if (context.force) return { clauses, repairs: [] };
    const proof = proofOf(context, clauses);
    return { clauses, repairs: clauses.flatMap((clause) => repairOf(context, names, clauses, clause)), ...(proof ? { proof } : {}) };
  });
  return { reasons, together: context.force ? [] : repairTogether(context, names, sorted), isComplete: isComplete && oracle.isSettled, solves: oracle.solves };
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

/** Duals of an infeasible LP (PLANNING.md §5 c), or cases that end in such; undefined where that takes too many. */
function proofOf({ problem, classes, solver }: ConflictsContext, clauses: readonly string[]): Case | undefined {
  const model = modelOf(problem, classes, new Set(clauses)), { box } = freshKnowledge(model);
  const explored = closeByCases({ ...nothingFits(model), box, solver, roundsMax: 0, casesMax: PROOF_CASES_MAX, isOnlyAsked: false, isBetter: () => false });
  return explored.kind === "closed" ? explored.root : undefined;
}

/** The question whose cases must all be empty. */
const nothingFits = (model: Model): CaseQuestion => ({ model, cost: new Float64Array(model.columns), value: 0, best: "none" });

/** Do the cases exclude every point that keeps these clauses and the structural rules? In whole numbers, no solver. */
export function excludesPlans(problem: Problem, clauses: readonly string[], proof: Case): boolean {
  const model = modelOf(problem, classesOf(problem), new Set(clauses));
  return judgeCase(nothingFits(model), freshKnowledge(model).box, proof).isOnly;
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
function repairOf(context: ConflictsContext, names: readonly string[], set: readonly string[], clause: string): Repair[] {
  for (const [others, repairsAll] of [[names, true], [set, false]] as const) {
    const [least] = leastChange(context, others, [clause])?.repairs ?? [];
    if (least) return [{ ...least, repairsAll }];
  }
  return [];
}

/**
 * The least that `clauses` must give way, added up over their units, while the others of `names` are kept, in whole numbers that were checked row by row: a plan
 * under the changed numbers was found. A clause that need not give way is left out. Undefined where there is none.
 */
function leastChange({ problem, classes, solver, effort }: ConflictsContext, names: readonly string[], clauses: readonly string[]): { readonly repairs: readonly Repair[]; readonly total: number } | undefined {
  const kept = new Set(names);
  for (const clause of clauses) kept.delete(clause);
  const { model, slacks } = elasticModel(problem, classes, kept, clauses);
  const { box } = freshKnowledge(model);
  const cost = new Float64Array(model.columns);
  for (const { column, perUnit } of slacks) cost[column] = perUnit;
  const reduced = reduce(model, { box, cost, isWhole: true });
  if (reduced === "infeasible") return undefined;
  const linear = { ...reduced.linear, integer: Uint8Array.from(reduced.free, (column) => Number(column < model.counts || slacks.some((slack) => slack.column === column))) };
  const points = (["on", "off"] as const).flatMap((presolve) => {
    const answer = solver.milp(linear, { presolve, ...effort });
    return answer.status === "optimal" ? checkedPoint(model, slacks, widened(box, reduced, answer.x)) : [];
  });
  const amountIn = (x: Float64Array, clause?: string): number => slacks.reduce((sum, slack) => (clause === undefined || slack.clause === clause ? sum + slack.perUnit * (x[slack.column] ?? 0) : sum), 0);
  const [best] = points.map((x) => ({ x, total: amountIn(x) })).sort((a, b) => a.total - b.total);
  if (!best) return undefined;
  const repairs = clauses.flatMap((clause): Repair[] => {
    const own = slacks.filter((slack) => slack.clause === clause), amount = amountIn(best.x, clause);
    const where = own.map(({ column, perUnit, batch, what }) => ({ batch: batch < 0 ? null : (problem.batches[batch]?.id ?? null), what, amount: perUnit * (best.x[column] ?? 0) })).filter((one) => one.amount > 0);
    return amount === 0 ? [] : [{ clause, amount, unit: own[0]?.unit ?? "persons", where, repairsAll: true }];
  });
  return { repairs, total: best.total };
}

/**
 * The fewest clauses that, changed together, repair all reasons, each by its least amount: a set that meets every minimal set, and among those of that size the one
 * that changes least, then the first in the order of the clauses (PLANNING.md §8). Empty where none was found, or where nothing but structure excludes a plan.
 */
function repairTogether(context: ConflictsContext, names: readonly string[], reasons: readonly (readonly number[])[]): Repair[] {
  const used = [...new Set(reasons.flat())].sort((a, b) => a - b);
  for (let size = 1; size <= used.length; size++) {
    let best: ReturnType<typeof leastChange>, tries = 0;
    for (const chosen of choices(used, size)) {
      if (!reasons.every((reason) => reason.some((clause) => chosen.includes(clause)))) continue;
      if (++tries > TRIES_MAX) break;
      const change = leastChange(context, names, chosen.map((i) => names[i] ?? ""));
      if (change && change.total < (best?.total ?? Infinity)) best = change;
    }
    if (best) return [...best.repairs];
    if (tries > TRIES_MAX) break;
  }
  return [];
}

/** All choices of `size` from the list, first ones first. */
function* choices(list: readonly number[], size: number, from = 0): Generator<number[]> {
  if (size === 0) yield [];
  else for (let i = from; i <= list.length - size; i++) for (const rest of choices(list, size - 1, i + 1)) yield [list[i] ?? 0, ...rest];
}

/** The point in whole numbers, when it keeps every row of the softened model. */
function checkedPoint(model: Model, slacks: readonly Slack[], x: Float64Array): Float64Array[] {
  const whole = completed(model, x);
  if (!whole) return [];
  for (const { column } of slacks) whole[column] = Math.round(x[column] ?? 0);
  return keepsRows(model, whole) ? [whole] : [];
}
