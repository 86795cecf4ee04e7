// Classes × batches as whole numbers (PLANNING.md §3): column x(c,k) counts the items of class c in batch k. Each balance that has any weight
// takes three more columns a batch: net(k), weight out of its party less weight into it (two sides: A - B); running(k), its sum so far;
// deviation(k) ≥ |running(k)| - deadBand. Columns:
//   [ x of class 0 by batch | x of class 1 | … | of each balance: net(0…K-1) | running(0…K-1) | deviation(0…K-1) ]
// Every column has finite whole bounds, without which no exact bound could be computed.
import { first48Bits, type TravelClass } from "./classes.ts";
import { isFact, placesOf, transportClause, type Limit, type Problem, type SideIndex } from "./problem.ts";

export type Model = {
  readonly problem: Problem;
  readonly classes: readonly TravelClass[];
  /** Number of x columns, which come first. */
  readonly counts: number;
  readonly columns: number;
  readonly classOfColumn: Int32Array;
  readonly batchOfColumn: Int32Array;
  /** Column of x(c, first batch of c). */
  readonly firstColumn: Int32Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** The clause a row stands for and its batch index (-1: the whole horizon); "" for what is structural. */
  readonly rowClause: readonly string[];
  readonly rowBatch: readonly number[];
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
  /** Column of net(0) of each balance, or -1 where nobody has weight in it. */
  readonly balanceAt: readonly number[];
};
/** A component of the vector: cost·x + constant, whole numbers. */
export type Objective = { readonly name: string; readonly cost: Float64Array; readonly constant: number };

/** The model under the clauses in `kept` (PLANNING.md §8 drops some); structural rules always hold. Linear in columns × 6. */
export function modelOf(problem: Problem, classes: readonly TravelClass[], kept: ReadonlySet<string>): Model {
  const layout = layoutOf(problem, classes);
  const rows = new RowList();
  const entries: [row: number, value: number][][] = Array.from({ length: layout.columns }, () => []);
  const put = (row: number, column: number, value: number): void => void (row >= 0 && value !== 0 && entries[column]?.push([row, value]));
  const count = classes.map((one) => {
    const mandatory = [...one.perTier.keys()].map((tier) => problem.tiers[tier]).filter((tier) => tier?.isMandatory === true && kept.has(`all:${tier.id}`));
    return rows.add(mandatory.length > 0 ? one.items.length : -Infinity, one.items.length, mandatory[0] ? `all:${mandatory[0].id}` : "", -1);
  });
  const byClause = batchRows(problem, kept, rows);
  for (let column = 0; column < layout.counts; column++) {
    const c = layout.classOfColumn[column] ?? 0, k = layout.batchOfColumn[column] ?? 0;
    const one = classes[c];
    if (!one) continue;
    put(count[c] ?? -1, column, 1);
    put(byClause.quota[one.side] ?? -1, column, one.persons);
    put(byClause.size[one.side]?.[k] ?? -1, column, one.persons);
    for (const [resource, persons] of one.perResource) put(byClause.transport.get(resource)?.[one.side]?.[k] ?? -1, column, persons);
    put(byClause.link[k] ?? -1, column, one.persons);
    for (const [place, persons] of one.perPlace) put(byClause.place[place]?.[k] ?? -1, column, persons);
  }
  const bounds = boundsOf(problem, classes, kept, layout);
  layout.balanceAt.forEach((net, b) => net >= 0 && putBalance(problem, classes, { layout, net, b }, rows, put));
  const { starts, indices, values } = compress(entries);
  return {
    problem, classes, ...layout, ...bounds, starts, indices, values,
    rowLower: Float64Array.from(rows.lower), rowUpper: Float64Array.from(rows.upper), rowClause: rows.clause, rowBatch: rows.batch,
  };
}

class RowList {
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly clause: string[] = [];
  readonly batch: number[] = [];
  /** The index of the new row, or -1 where nothing is bounded. */
  add(lower: number, upper: number, clause: string, batch: number): number {
    if (lower === -Infinity && upper === Infinity) return -1;
    this.lower.push(lower);
    this.upper.push(upper);
    this.clause.push(clause);
    this.batch.push(batch);
    return this.lower.length - 1;
  }
}

type Layout = Pick<Model, "counts" | "columns" | "classOfColumn" | "batchOfColumn" | "firstColumn" | "balanceAt">;

function layoutOf(problem: Problem, classes: readonly TravelClass[]): Layout {
  const firstColumn = new Int32Array(classes.length);
  let counts = 0;
  classes.forEach(({ first, last }, c) => {
    firstColumn[c] = counts;
    counts += Math.max(0, last - first + 1);
  });
  let columns = counts;
  const balanceAt = problem.balances.map((_, b) => {
    if (classes.every(({ weights }) => weights[b] === 0)) return -1;
    columns += 3 * problem.batches.length;
    return columns - 3 * problem.batches.length;
  });
  const classOfColumn = new Int32Array(counts), batchOfColumn = new Int32Array(counts);
  classes.forEach(({ first, last }, c) => {
    for (let k = first; k <= last; k++) {
      classOfColumn[(firstColumn[c] ?? 0) + k - first] = c;
      batchOfColumn[(firstColumn[c] ?? 0) + k - first] = k;
    }
  });
  return { counts, columns, classOfColumn, batchOfColumn, firstColumn, balanceAt };
}

/** Row indexes by side (or place) and batch; -1 where the clause is dropped or sets no limit. */
function batchRows(problem: Problem, kept: ReadonlySet<string>, rows: RowList) {
  const { sides, batches, places, quota, resources, links } = problem;
  const both: readonly SideIndex[] = sides.map((_, s) => s);
  const perBatch = (s: SideIndex, clause: string, lowerOf: (limit: Limit) => number, upperOf: (limit: Limit) => number): number[] =>
    batches.map((batch, k) => (kept.has(clause) && !isFact(batch) ? rows.add(lowerOf(batch.limits[s] ?? NO_LIMIT), upperOf(batch.limits[s] ?? NO_LIMIT), clause, k) : -1));
  const none = (): number => -Infinity;
  return {
    quota: both.map((s) => (kept.has(`quota:${sides[s]}`) && (quota[s] ?? 0) > 0 ? rows.add(quota[s] ?? 0, Infinity, `quota:${sides[s]}`, -1) : -1)),
    size: both.map((s) => perBatch(s, `size:${sides[s]}`, ({ min }) => (min > 0 ? min : -Infinity), ({ max }) => max)),
    transport: new Map(resources.map((resource) => [resource, both.map((s) => perBatch(s, transportClause(problem, s, resource), none, (limit) => placesOf(limit, resource)))])),
    place: places.map(({ id, perBatch: most }) => batches.map((batch, k) => (kept.has(`place:${id}`) && !isFact(batch) ? rows.add(-Infinity, most, `place:${id}`, k) : -1))),
    link: linkRows(batches, links, kept, rows),
  };
}
const NO_LIMIT: Limit = { min: 0, max: Infinity, resources: new Map() };

/** One row a link and day, shared by the batches that use it that day; by batch. What has happened on a day takes its share before. */
function linkRows(batches: Problem["batches"], links: Problem["links"], kept: ReadonlySet<string>, rows: RowList): number[] {
  const rowOf = new Map<string, number>();
  return batches.map((batch, k) => {
    const link = links[batch.link];
    if (!link || link.personsPerDay === Infinity || isFact(batch) || !kept.has(`link:${link.id}`)) return -1;
    const key = `${batch.link} ${batch.day}`;
    const row = rowOf.get(key) ?? rows.add(-Infinity, link.personsPerDay, `link:${link.id}`, k);
    rowOf.set(key, row);
    return row;
  });
}

function boundsOf(problem: Problem, classes: readonly TravelClass[], kept: ReadonlySet<string>, layout: Layout): Pick<Model, "lower" | "upper"> {
  const lower = new Float64Array(layout.columns), upper = new Float64Array(layout.columns);
  for (let column = 0; column < layout.counts; column++) {
    const one = classes[layout.classOfColumn[column] ?? 0], k = layout.batchOfColumn[column] ?? 0;
    const placed = [...(one?.perPrev.keys() ?? [])][0], all = one?.items.length ?? 0; // a group in a fact has one batch before
    const isFixed = placed !== undefined && isFact(problem.batches[placed]);
    upper[column] = isFixed ? (placed === k ? all : 0) : isFact(problem.batches[k]) ? 0 : all;
    if (isFixed) lower[column] = upper[column] ?? 0;
  }
  layout.balanceAt.forEach((at, b) => {
    const balance = problem.balances[b];
    if (!balance || at < 0) return;
    const total = classes.reduce((sum, { weights, items }) => sum + Math.abs(weights[b] ?? 0) * items.length, 0);
    const perBatch = kept.has(balance.clauses.batch) ? Math.min(balance.perBatch, total) : total;
    const cumulative = kept.has(balance.clauses.cumulative) ? Math.min(balance.cumulative, total) : total;
    const batches = problem.batches.length;
    for (let k = 0; k < batches; k++) {
      const net = at + k, running = net + batches, deviation = running + batches;
      const most = isFact(problem.batches[k]) ? total : cumulative, mostNet = isFact(problem.batches[k]) ? total : perBatch;
      lower[net] = -mostNet;
      upper[net] = mostNet;
      lower[running] = -most;
      upper[running] = most;
      upper[deviation] = Math.max(0, most - balance.deadBand);
    }
  });
  return { lower, upper };
}

type BalanceAt = { readonly layout: Layout; readonly net: number; readonly b: number };
function putBalance(problem: Problem, classes: readonly TravelClass[], { layout, net: at, b }: BalanceAt, rows: RowList, put: (row: number, column: number, value: number) => void): void {
  const batches = problem.batches.length, band = problem.balances[b]?.deadBand ?? 0;
  const columnsOfBatch = Array.from({ length: batches }, (): number[] => []);
  layout.batchOfColumn.forEach((k, column) => columnsOfBatch[k]?.push(column));
  for (let k = 0; k < batches; k++) {
    const net = at + k, running = net + batches, deviation = running + batches;
    const netRow = rows.add(0, 0, "", k), runningRow = rows.add(0, 0, "", k), above = rows.add(-band, Infinity, "", k), below = rows.add(-band, Infinity, "", k);
    for (const column of columnsOfBatch[k] ?? []) put(netRow, column, classes[layout.classOfColumn[column] ?? 0]?.weights[b] ?? 0);
    put(netRow, net, -1);
    put(runningRow, running, 1);
    if (k > 0) put(runningRow, running - 1, -1);
    put(runningRow, net, -1);
    put(above, deviation, 1);
    put(above, running, -1);
    put(below, deviation, 1);
    put(below, running, 1);
  }
}

function compress(entries: readonly (readonly [number, number])[][]): Pick<Model, "starts" | "indices" | "values"> {
  const size = entries.reduce((sum, list) => sum + list.length, 0);
  const starts = new Int32Array(entries.length + 1), indices = new Int32Array(size), values = new Float64Array(size);
  let at = 0;
  entries.forEach((list, column) => {
    for (const [row, value] of [...list].sort((a, b) => a[0] - b[0])) {
      indices[at] = row;
      values[at++] = value;
    }
    starts[column + 1] = at;
  });
  return { starts, indices, values };
}

/** Whether a component of the vector is a tier. */
export const isTier = (name: string): boolean => name.startsWith("tier:");

/** The components of the vector in their agreed order: `tier:<id>` …, `urgency`, `parity`, `stability`, and `announced` where people were (PLANNING.md §1, §9). */
export function objectivesOf(model: Model): Objective[] {
  const { problem, classes, counts, columns, classOfColumn, batchOfColumn } = model;
  const { tiers, batches, unplacedDay } = problem;
  const waiting = (name: string, perItem: (one: TravelClass) => number): Objective => {
    const cost = new Float64Array(columns);
    for (let column = 0; column < counts; column++) {
      const one = classes[classOfColumn[column] ?? 0], day = batches[batchOfColumn[column] ?? 0]?.day;
      if (one && day !== undefined) cost[column] = perItem(one) * (day - unplacedDay) || 0;
    }
    return { name, cost, constant: classes.reduce((sum, one) => sum + perItem(one) * one.items.length * unplacedDay, 0) };
  };
  const parity = new Float64Array(columns);
  for (const at of model.balanceAt) if (at >= 0) parity.fill(1, at + 2 * batches.length, at + 3 * batches.length);
  /** Persons with an earlier batch among those that `counts` takes, less those who are in it again. */
  const moved = (name: string, isCounted: (prev: number) => boolean): Objective => {
    const cost = new Float64Array(columns);
    for (let column = 0; column < counts; column++) {
      const k = batchOfColumn[column] ?? 0;
      if (isCounted(k)) cost[column] = -(classes[classOfColumn[column] ?? 0]?.perPrev.get(k) ?? 0) || 0;
    }
    const planned = classes.reduce((sum, { perPrev, items }) => sum + [...perPrev].reduce((own, [prev, persons]) => own + (isCounted(prev) ? persons * items.length : 0), 0), 0);
    return { name, cost, constant: planned };
  };
  const isAnnounced = (k: number): boolean => batches[k]?.state === "announced";
  const byName = new Map<string, () => Objective>([
    ...tiers.map(({ id }, t) => [`tier:${id}`, () => waiting(`tier:${id}`, ({ perTier }) => perTier.get(t) ?? 0)] as const),
    ["urgency", () => waiting("urgency", ({ urgency }) => urgency)],
    ["parity", () => ({ name: "parity", cost: parity, constant: 0 })],
    ["announced", () => moved("announced", isAnnounced)],
    ["stability", () => moved("stability", (k) => !isAnnounced(k))],
  ]);
  return problem.objective.flatMap((name) => byName.get(name)?.() ?? []);
}

/** The public draw of ties: W(c,k) = 1 + (48 bits of SHA-256(`seed|class key|batch`) mod 2^20) (PLANNING.md §6). */
export function lotteryOf(model: Model, seed: string): Objective {
  const cost = new Float64Array(model.columns);
  for (let column = 0; column < model.counts; column++) {
    const key = model.classes[model.classOfColumn[column] ?? 0]?.key, batch = model.problem.batches[model.batchOfColumn[column] ?? 0]?.id;
    cost[column] = 1 + (first48Bits(`${seed}|${key}|${batch}`) % 2 ** 20);
  }
  return { name: "lottery", cost, constant: 0 };
}

/** The matrix by rows: the entries of row i lie at starts[i] … starts[i+1]-1. */
export type ByRow = { readonly starts: Int32Array; readonly columns: Int32Array; readonly values: Float64Array };
const byRow = new WeakMap<Model, ByRow>();
/** Made once for a model. Linear in its entries. */
export function rowsOf(model: Model): ByRow {
  const known = byRow.get(model);
  if (known) return known;
  const starts = new Int32Array(model.rowLower.length + 1), columns = new Int32Array(model.indices.length), values = new Float64Array(model.indices.length);
  for (const row of model.indices) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < model.rowLower.length; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = Int32Array.from(starts);
  for (let column = 0; column < model.columns; column++)
    for (let at = model.starts[column] ?? 0; at < (model.starts[column + 1] ?? 0); at++) {
      const row = model.indices[at] ?? 0, to = next[row] ?? 0;
      columns[to] = column;
      values[to] = model.values[at] ?? 0;
      next[row] = to + 1;
    }
  const found = { starts, columns, values };
  byRow.set(model, found);
  return found;
}

/** cost·x + constant; exact, all whole and below 2^53. */
export function valueOf({ cost, constant }: Objective, x: Float64Array): number {
  let value = constant;
  for (let column = 0; column < cost.length; column++) value += (cost[column] ?? 0) * (x[column] ?? 0);
  return value;
}

/** Whole x with net, running and deviation computed from the counts, never taken from a solver; undefined where a count is no whole number. */
export function completed(model: Model, x: Float64Array): Float64Array | undefined {
  const whole = new Float64Array(model.columns);
  const { counts, classes, classOfColumn, batchOfColumn } = model;
  const batches = model.problem.batches.length;
  for (let column = 0; column < counts; column++) {
    const value = x[column] ?? 0, rounded = Math.round(value);
    if (Math.abs(value - rounded) > 1e-4) return undefined;
    whole[column] = rounded + 0; // never -0
    const weights = classes[classOfColumn[column] ?? 0]?.weights;
    model.balanceAt.forEach((at, b) => {
      if (at < 0) return;
      const net = at + (batchOfColumn[column] ?? 0);
      whole[net] = (whole[net] ?? 0) + (weights?.[b] ?? 0) * rounded;
    });
  }
  model.balanceAt.forEach((at, b) => {
    if (at < 0) return;
    let running = 0;
    for (let k = 0; k < batches; k++) {
      running += whole[at + k] ?? 0;
      whole[at + batches + k] = running;
      whole[at + 2 * batches + k] = Math.max(0, Math.abs(running) - (model.problem.balances[b]?.deadBand ?? 0));
    }
  });
  return whole;
}

/** True when whole x keeps every row and every column bound of the model, in integer arithmetic. */
export function keepsRows(model: Model, x: Float64Array): boolean {
  const activity = new Float64Array(model.rowLower.length);
  for (let column = 0; column < model.columns; column++) {
    const value = x[column] ?? 0;
    if (value < (model.lower[column] ?? 0) || value > (model.upper[column] ?? 0)) return false;
    if (value === 0) continue;
    for (let at = model.starts[column] ?? 0; at < (model.starts[column + 1] ?? 0); at++) {
      const row = model.indices[at] ?? 0;
      activity[row] = (activity[row] ?? 0) + (model.values[at] ?? 0) * value;
    }
  }
  return activity.every((sum, row) => sum >= (model.rowLower[row] ?? -Infinity) && sum <= (model.rowUpper[row] ?? Infinity));
}
