// The last stage and what follows from it: is the drawn plan the only one, and who is it, person by person (PLANNING.md §6).
import { utf8 } from "../basis/bytes.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { withCaps, type Box } from "./exact-bound.ts";
import { completed, keepsRows, lotteryOf, type Model } from "./model.ts";
import { settle } from "./only-point.ts";
import { reduce, widened, type Reduced } from "./reduce.ts";
import type { LinearModel, SearchSettings } from "./solver.ts";
import { common, copyOf, dot, solveStage, type Knowledge, type NoStage, type Stage, type StagesContext } from "./stages.ts";

/** `proven`: no other plan has the same vector and lottery value, by whole numbers, or two searches agree on that. `not proven`: the plan is that of the named engine. */
export type Lottery = { readonly stages: readonly Stage[]; readonly unique: "proven" | "not proven" };

const DRAWS_MAX = 8; // PLANNING.md §6
// Near its bound the lottery itself guides the search for another plan, far from it it misleads. Measured, presolve on and off: 2,000 + 1,600 × 10,
// gap 0.6 %: 0.2 + 1.9 s guided, 1.8 + 2.5 s not; p5, gap 17 %: 5.9 + 3.7 s guided, 1.4 + 2.2 s not.
const GUIDED_GAP = 0.05;

/**
 * Draws until one plan is left, at most 8 times with seeds `seed`, `seed|1` …; narrows what is known, in place. Whether there is another plan of
 * at most this value is asked twice, with different settings; two refusals prove value and uniqueness at once. That needs `isRaising`: every
 * tier is capped at its proven optimum, so that another plan within the caps raises some count (dropping a person costs that person's tier).
 */
export function drawLots(context: StagesContext, tieSeed: string, isRaising: boolean): Lottery | NoStage {
  const stages: Stage[] = [];
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const objective = lotteryOf(context.model, draw === 0 ? tieSeed : `${tieSeed}|${draw}`);
    const before = copyOfKnowledge(context.known);
    let stage = solveStage(context, objective, isRaising ? "lottery, not confirmed" : "lottery");
    if (typeof stage === "string") return stage;
    let other = anotherPlan(context, stage);
    if (stage.proof === "search" && isRaising && other !== "none") {
      Object.assign(context.known, before); // not settled together: confirm the value as any other, then ask again
      stage = solveStage(context, objective, "lottery");
      if (typeof stage === "string") return stage;
      other = anotherPlan(context, stage);
    }
    stages.push(draw === 0 ? stage : { ...stage, name: `lottery ${draw + 1}` });
    if (stage.proof === "open") return { stages, unique: "not proven" };
    if (other !== "found") return { stages, unique: other === "none" ? "proven" : "not proven" };
  }
  return { stages, unique: "not proven" };
}

const copyOfKnowledge = ({ box, best, duals }: Knowledge): Knowledge => ({ box: copyOf(box), best, duals, within: undefined });

/**
 * Is there another plan within all caps, that of the lottery included? Where the bound reaches the value, whole numbers settle it (only-point.ts) and no
 * solver is asked. Else two questions, each asked twice. Another plan differs where the best has a count at an end of what is left for it: Σ |x_j - best_j| over these is a row. Or it
 * agrees in all of them, which leaves little: then it raises some count (all lottery weights are at least 1), which needs a binary each: x_j ≥ lo_j + (best_j + 1 - lo_j)·b_j, Σ b_j ≥ 1.
 * (PLANNING.md §6 gives every column a binary in one question.)
 */
function anotherPlan(context: StagesContext, { value, bound, cases }: Stage): "none" | "found" | "unsettled" {
  const { model, known } = context;
  if (cases || model.counts === 0) return "none"; // the cases leave one point; nobody can be placed: nothing was drawn
  const { best, within } = known, drawn = known.box.caps.at(-1);
  if (!best || !drawn) return "unsettled";
  const { isOnly, box: narrow } = settle({ model, box: withCaps(known.box, known.box.caps.slice(0, -1)), cost: drawn.cost, duals: known.duals, value: drawn.most });
  if (isOnly) return "none";
  const box = withCaps(common(narrow, within && within.most >= drawn.most ? within.box : undefined), known.box.caps), alike = copyOf(box);
  const isAtEnd = (column: number): boolean => best[column] === box.lo[column] || best[column] === box.hi[column];
  for (let column = 0; column < model.counts; column++) if (isAtEnd(column)) alike.lo[column] = alike.hi[column] = best[column] ?? 0;
  const cost = value - bound < GUIDED_GAP * value ? drawn.cost : new Float64Array(model.columns);
  for (const part of [box, alike]) {
    const answer = otherThan(context, best, part, cost);
    if (answer !== "none") return answer;
  }
  return "none";
}

/** Is there a plan in the box other than the best: in a count that the best has at an end, or, where it has none there, in one that is raised? */
function otherThan({ model, solver, effort }: StagesContext, best: Float64Array, box: Box, cost: Float64Array): "none" | "found" | "unsettled" {
  const reduced = reduce(model, { box, cost, isWhole: true });
  if (reduced === "infeasible") return "unsettled"; // best lies in the box, so this cannot be
  const signs = reduced.free.map((column) => (column >= model.counts ? 0 : best[column] === box.lo[column] ? 1 : best[column] === box.hi[column] ? -1 : 0));
  const steps = signs.some((sign) => sign !== 0) ? [] : reduced.free.map((column) => (column < model.counts ? (best[column] ?? 0) + 1 - (box.lo[column] ?? 0) : 0));
  if (signs.every((sign, i) => sign === 0 && (steps[i] ?? 0) === 0)) return "none";
  const linear = withChange(reduced, best, signs, steps);
  for (const presolve of ["on", "off"] as const) {
    const settings: SearchSettings = { presolve, seed: effort.seed + 401, nodesMax: effort.nodesMax, isRefusalExpected: true };
    // where counts need binaries, the second time the bare question, which nothing guides: another form of it, and without presolve the faster one; the row without them is guided twice (1.4 and 0.4 s, seed 12)
    const answer = solver.milp(presolve === "on" || signs.some((sign) => sign !== 0) ? linear : { ...linear, cost: new Float64Array(linear.cost.length) }, settings);
    if (answer.status === "infeasible") continue;
    const other = "x" in answer && answer.x ? completed(model, widened(box, reduced, answer.x.subarray(0, reduced.free.length))) : undefined;
    const isOther = other !== undefined && keepsRows(model, other) && box.caps.every(({ cost, most }) => dot(cost, other) <= most) && other.some((one, j) => j < model.counts && one !== best[j]);
    return isOther ? "found" : "unsettled";
  }
  return "none";
}

/** One more row: the counts differ. `signs[j]`: 1 where count j can only be more, -1 where only less; `steps[j]`: how far above lo it would be raised, by a binary; 0 where neither. */
function withChange({ linear, free }: Reduced, best: Float64Array, signs: readonly number[], steps: readonly number[]): LinearModel {
  const columns = linear.cost.length, rows = linear.rowLower.length;
  const between = steps.flatMap((step, column) => (step > 0 ? [column] : []));
  const rowOf = new Map(between.map((column, i) => [column, rows + i]));
  const sumRow = rows + between.length;
  const starts = [0], indices: number[] = [], values: number[] = [];
  const put = (row: number | undefined, value: number): void => {
    if (row === undefined) return;
    indices.push(row);
    values.push(value);
  };
  let unchanged = 0;
  for (let column = 0; column < columns; column++) {
    for (let at = linear.starts[column] ?? 0; at < (linear.starts[column + 1] ?? 0); at++) put(linear.indices[at], linear.values[at] ?? 0);
    put(rowOf.get(column), 1);
    const sign = signs[column] ?? 0;
    if (sign !== 0) {
      put(sumRow, sign);
      unchanged += sign * (best[free[column] ?? 0] ?? 0);
    }
    starts.push(indices.length);
  }
  for (const column of between) {
    put(rowOf.get(column), -(steps[column] ?? 0));
    put(sumRow, 1);
    starts.push(indices.length);
  }
  const append = (list: Float64Array, tail: readonly number[]): Float64Array => Float64Array.from([...list, ...tail]);
  const each = (value: number): number[] => between.map(() => value);
  return {
    cost: append(linear.cost, each(0)), lower: append(linear.lower, each(0)), upper: append(linear.upper, each(1)), integer: Uint8Array.from([...linear.integer, ...each(1)]),
    rowLower: append(linear.rowLower, [...between.map((column) => linear.lower[column] ?? 0), 1 + unchanged]), rowUpper: append(linear.rowUpper, [...each(Infinity), Infinity]),
    starts: Int32Array.from(starts), indices: Int32Array.from(indices), values: Float64Array.from(values),
  };
}

/** Batch id of every captive by id, null if in none: within a class, earlier places go to earlier items. */
export function assignmentOf(model: Model, x: Float64Array): Map<string, string | null> {
  const assigned = new Map<string, string | null>();
  for (const { id } of model.problem.captives) assigned.set(id, null);
  model.classes.forEach(({ items, first, last }, c) => {
    let next = 0;
    for (let k = first; k <= last; k++) {
      const batch = model.problem.batches[k]?.id ?? null;
      const upTo = next + (x[(model.firstColumn[c] ?? 0) + k - first] ?? 0);
      for (; next < upTo; next++) for (const { id } of items[next]?.captives ?? []) assigned.set(id, batch);
    }
  });
  return assigned;
}

/** First 16 hex digits of SHA-256 over the lines `id=batch`, sorted by id (PLANNING.md §6); nothing after `=` for who is in no batch. */
export function planHashOf(assign: ReadonlyMap<string, string | null>): string {
  let text = ""; // one string, no list of lines: the plan of 180,000 persons is hashed when the solver's memory is at its largest
  for (const id of [...assign.keys()].sort(byCodeUnit)) text += `${text === "" ? "" : "\n"}${id}=${assign.get(id) ?? ""}`;
  return sha256Hex(utf8(text)).slice(0, 16);
}
