// Why there is no plan: all minimal sets of clauses that cannot hold together (MARCO: Liffiton & Malik, CPAIOR 2013,
// doi 10.1007/978-3-642-38171-3_11), each with the smallest change of each of its clauses that repairs it. Structural rules (windows, consent,
// held back, groups) are always kept. "Can hold" rests on a plan checked in integers; "cannot" on two searches with different settings that agree.
import { closeByCases, judgeCase, type Case, type CaseQuestion } from "./cases.ts";
import { classesOf, type TravelClass } from "./classes.ts";
import { inOrder, partsOf, smallestHittingSets } from "./hitting-sets.ts";
import { completed, keepsRows, modelOf, type Model } from "./model.ts";
import { clausesOf, type Problem } from "./problem.ts";
import { reduce, widened } from "./reduce.ts";
import { elasticModel, type Slack } from "./repair.ts";
import type { Solver } from "./solver.ts";
import { freshKnowledge, type Effort } from "./stages.ts";
import { Unexplored } from "./unexplored.ts";

/** `amount` in the clause's own unit (`persons`, `places`, `weight`); `where` says in which batches; `repairsAll`: no other change is needed. */
export type Repair = { readonly clause: string; readonly amount: number; readonly unit: Slack["unit"]; readonly where: readonly { readonly batch: string | null; readonly what: string; readonly amount: number }[]; readonly repairsAll: boolean };
/** `proof`: cases (cases.ts) over the model of these clauses alone that exclude every point, replayed without a solver; none where two searches agree and nothing more. */
export type Reason = { readonly clauses: readonly string[]; readonly repairs: readonly Repair[]; readonly proof?: Case };
/**
 * `together`: the fewest clauses that, changed together by these amounts, repair all reasons; a plan under the changed numbers was found. `isLeast`: no other so few
 * clauses need to change less. `isComplete` is false when a limit was reached or some set could not be settled: then there may be more reasons.
 */
export type Conflicts = { readonly reasons: readonly Reason[]; readonly together: readonly Repair[]; readonly isLeast: boolean; readonly isComplete: boolean; readonly solves: number };
export type ConflictsContext = {
  readonly problem: Problem; readonly classes: readonly TravelClass[]; readonly solver: Solver; readonly effort: Effort;
  /** A column of the model that must be at least `least`, as a structural rule: “one more of this class in this batch”. No repairs are sought then. */
  readonly force?: { readonly column: number; readonly least: number };
  /** Hears of each conflict that is found, every ten sets of clauses that were tried, and then of each change. */
  readonly onSearch?: (at: ConflictSearch) => void;
  /** Sets of clauses tried before the search for more reasons ends. */
  readonly solvesMax?: number;
};
/** Conflicts found, sets of clauses tried, and changes tried that might repair them: 0 while conflicts are still looked for. */
export type ConflictSearch = { readonly found: number; readonly solves: number; readonly changes: number };

const SOLVES_MAX = 2_000;
const STEPS_MAX = 200_000; // of the map of what is unexplored, and of the sets that meet all conflicts
const TRIES_MAX = 60; // sets of clauses changed together
const PROOF_CASES_MAX = 60;
const TELL_EVERY = 10;

/**
 * All minimal conflicting sets, smallest first, then in the order of `clausesOf`; empty when a plan exists. 12–43 solves for 10–12 clauses; n conflicts that share
 * no clause take the product of their sizes, since one more may lie across them, and end at `solvesMax`.
 */
export function findConflicts(context: ConflictsContext): Conflicts {
  const names = clausesOf(context.problem);
  const oracle = new Oracle(context, names), unexplored = new Unexplored(names.length, STEPS_MAX);
  const conflicts: Set<number>[] = [];
  let isComplete = true;
  for (let seed = unexplored.next(); seed; seed = unexplored.next()) {
    if (seed === "bound" || oracle.solves > (context.solvesMax ?? SOLVES_MAX)) {
      isComplete = false;
      break;
    }
    const answer = oracle.holds(seed);
    if (answer === "unsettled") isComplete = false;
    if (answer !== "no") unexplored.settleBelow(seed);
    else {
      const conflict = shrink(oracle, seed);
      conflicts.push(conflict);
      unexplored.settleAbove(conflict);
      oracle.found(conflicts.length);
    }
  }
  const listed = conflicts.map((set) => [...set].sort((a, b) => a - b));
  const sorted = (isComplete || context.force ? listed : withThoseBeside(oracle, listed)).sort(inOrder);
  const reasons = sorted.map((set) => {
    const clauses = set.map((i) => names[i] ?? "");
    if (context.force) return { clauses, repairs: [] };
    const proof = proofOf(context, clauses), meetsAll = (i: number): boolean => sorted.every((other) => other.includes(i));
    return { clauses, repairs: set.flatMap((i) => repairOf(oracle, meetsAll(i) ? names : [], clauses, names[i] ?? "")), ...(proof ? { proof } : {}) };
  });
  const { together, isLeast } = context.force ? NO_CHANGE : repairTogether(oracle, sorted);
  return { reasons, together, isLeast, isComplete: isComplete && oracle.isSettled, solves: oracle.solves };
}

class Oracle {
  readonly context: ConflictsContext;
  readonly names: readonly string[];
  private conflicts = 0;
  private changes = 0;
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
    if (++this.solves % TELL_EVERY === 0) this.tell();
    const answer = hasPlan(model, solver, effort);
    if (answer === "unsettled") this.isSettled = false;
    return answer;
  }
  /** So many conflicts are known now. */
  found(conflicts: number): void {
    this.conflicts = conflicts;
    this.tell();
  }
  /** A change that might repair them is tried now. */
  change(): void {
    this.changes++;
    this.tell();
  }
  private tell(): void {
    this.context.onSearch?.({ found: this.conflicts, solves: this.solves, changes: this.changes });
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

/** The least relaxation of one clause: with all of `names` kept when that is enough (and there are any), else with the others of the set. */
function repairOf(oracle: Oracle, names: readonly string[], set: readonly string[], clause: string): Repair[] {
  for (const [others, repairsAll] of [[names, true], [set, false]] as const) {
    const [least] = others.length === 0 ? [] : (leastChange(oracle, others, [clause])?.repairs ?? []);
    if (least) return [{ ...least, repairsAll }];
  }
  return [];
}

type LeastChange = { readonly repairs: readonly Repair[]; readonly total: number };

/**
 * The least that `clauses` must give way, added up over their units, while the others of `names` are kept, in whole numbers that were checked row by row: a plan
 * under the changed numbers was found. A clause that need not give way is left out. Undefined where there is none.
 */
function leastChange(oracle: Oracle, names: readonly string[], clauses: readonly string[]): LeastChange | undefined {
  oracle.change();
  const { problem, classes, solver, effort } = oracle.context;
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

type Change = { readonly together: readonly Repair[]; readonly isLeast: boolean };
const NO_CHANGE: Change = { together: [], isLeast: false };

/**
 * The fewest clauses that, changed together, repair all reasons, each by its least amount: a set that meets every minimal set, and among those of that size the one
 * that changes least, then the first in the order of the clauses (PLANNING.md §8). Conflicts that share no clause are repaired apart, with the clauses of the others given up:
 * together they cannot change less than that, so where the sum is reached it is the least. Empty where none was found, or where nothing but structure excludes a plan.
 */
function repairTogether(oracle: Oracle, conflicts: readonly (readonly number[])[]): Change {
  if (conflicts.length === 0) return NO_CHANGE;
  const { names } = oracle;
  const parts = partsOf(conflicts).map((part) => ({ clauses: part.flat(), ...smallestHittingSets(part, STEPS_MAX) }));
  if (parts.some(({ sets }) => sets.length === 0)) return NO_CHANGE;
  const clausesIn = (set: readonly number[]): string[] => set.map((i) => names[i] ?? "");
  const changeOf = (set: readonly number[]): LeastChange | undefined => leastChange(oracle, names, clausesIn(set));
  const product = parts.reduce((count, { sets }) => count * sets.length, 1), isAll = parts.every((part) => part.isAll && part.isLeast);
  if (parts.length > 1) {
    const apart = parts.map((part) => {
      const givenUp = new Set(clausesIn(parts.flatMap((other) => (other === part ? [] : other.clauses)))), kept = names.filter((name) => !givenUp.has(name));
      return leastOf(part.sets.slice(0, TRIES_MAX), (set) => leastChange(oracle, kept, clausesIn(set)));
    });
    const joined = apart.every((one) => one !== undefined) ? changeOf(apart.flatMap(({ set }) => set).sort((a, b) => a - b)) : undefined;
    const isLeast = joined?.total === apart.reduce((sum, one) => sum + (one?.total ?? 0), 0) && isAll && parts.every(({ sets }) => sets.length <= TRIES_MAX);
    if (joined && (isLeast || product > TRIES_MAX)) return { together: joined.repairs, isLeast };
  }
  const best = leastOf(product > TRIES_MAX ? unionsOf(parts.map(({ sets }) => sets)) : [...unionsOf(parts.map(({ sets }) => sets))].sort(inOrder), changeOf);
  return best ? { together: best.repairs, isLeast: isAll && product <= TRIES_MAX } : NO_CHANGE;
}

/** The conflicts of a listing that is not complete, and those that a change of the fewest clauses for them would leave: until that leaves a plan. */
function withThoseBeside(oracle: Oracle, conflicts: readonly number[][]): number[][] {
  const known = [...conflicts];
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const changed = new Set(partsOf(known).flatMap((part) => smallestHittingSets(part, STEPS_MAX).sets[0] ?? []));
    const kept = new Set(oracle.names.flatMap((_, i) => (changed.has(i) ? [] : [i])));
    if (oracle.holds(kept) !== "no") break;
    known.push([...shrink(oracle, kept)].sort((a, b) => a - b));
    oracle.found(known.length);
  }
  return known;
}

/** The first of the sets that changes least, of at most `TRIES_MAX`; undefined where none is enough. */
function leastOf(sets: Iterable<readonly number[]>, changeOf: (set: readonly number[]) => LeastChange | undefined): (LeastChange & { readonly set: readonly number[] }) | undefined {
  let best: (LeastChange & { readonly set: readonly number[] }) | undefined, tries = 0;
  for (const set of sets) {
    if (++tries > TRIES_MAX) break;
    const change = changeOf(set);
    if (change && change.total < (best?.total ?? Infinity)) best = { ...change, set };
  }
  return best;
}

/** One set of each part, joined, the first ones first. */
function* unionsOf([part, ...rest]: readonly (readonly (readonly number[])[])[]): Generator<readonly number[]> {
  if (!part) yield [];
  else for (const set of part) for (const more of unionsOf(rest)) yield [...set, ...more].sort((a, b) => a - b);
}

/** The point in whole numbers, when it keeps every row of the softened model. */
function checkedPoint(model: Model, slacks: readonly Slack[], x: Float64Array): Float64Array[] {
  const whole = completed(model, x);
  if (!whole) return [];
  for (const { column } of slacks) whole[column] = Math.round(x[column] ?? 0);
  return keepsRows(model, whole) ? [whole] : [];
}
