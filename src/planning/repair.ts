// Clauses made elastic: the model without them, with a slack column for each place where one can give way, in its natural unit.
import type { TravelClass } from "./classes.ts";
import { modelOf, type Model } from "./model.ts";
import { isFact, placesOf, transportClause, type Problem, type SideIndex } from "./problem.ts";

/** Column of the slack, of which clause, what one unit of it costs (persons of a class's item, else 1), batch index (-1: whole horizon), and what gives way. */
export type Slack = { readonly column: number; readonly clause: string; readonly perUnit: number; readonly batch: number; readonly what: string; readonly unit: "persons" | "places" | "weight" };

type Row = { readonly lower: number; readonly upper: number; readonly entries: ReadonlyMap<number, number>; readonly slacks: readonly { readonly sign: 1 | -1; readonly what: string; readonly batch: number; readonly perUnit: number }[] };

/** The model of `kept` with `clauses` (none of them in `kept`) as rows that slack columns soften. */
export function elasticModel(problem: Problem, classes: readonly TravelClass[], kept: ReadonlySet<string>, clauses: readonly string[]): { readonly model: Model; readonly slacks: readonly Slack[] } {
  const base = modelOf(problem, classes, kept);
  const slacks: Slack[] = [];
  const columns: Map<number, number>[] = [];
  const lower: number[] = [], upper: number[] = [];
  const added = new Map<number, Map<number, number>>(); // column of base → new row → value
  const soft = clauses.flatMap((clause) => softRows(problem, base, clause).map((row) => ({ row, clause })));
  soft.forEach(({ row, clause }, i) => {
    const index = base.rowLower.length + i;
    lower.push(row.lower);
    upper.push(row.upper);
    for (const [column, value] of row.entries) added.set(column, (added.get(column) ?? new Map<number, number>()).set(index, value));
    for (const { sign, what, batch, perUnit } of row.slacks) {
      slacks.push({ column: base.columns + columns.length, clause, perUnit, batch, what, unit: unitOf(clause) });
      columns.push(new Map([[index, sign]]));
    }
  });
  const starts = [0], indices: number[] = [], values: number[] = [];
  const put = (row: number, value: number): void => {
    indices.push(row);
    values.push(value);
  };
  for (let column = 0; column < base.columns; column++) {
    for (let at = base.starts[column] ?? 0; at < (base.starts[column + 1] ?? 0); at++) put(base.indices[at] ?? 0, base.values[at] ?? 0);
    for (const [row, value] of added.get(column) ?? []) put(row, value);
    starts.push(indices.length);
  }
  for (const column of columns) {
    for (const [row, value] of column) put(row, value);
    starts.push(indices.length);
  }
  const most = Math.max(1, problem.captives.length, ...problem.quota, ...problem.batches.flatMap(({ limits }) => limits.map(({ min }) => min)), ...base.balanceAt.flatMap((at) => (at < 0 ? [] : [base.upper[at] ?? 0, base.upper[at + problem.batches.length] ?? 0])));
  const model: Model = {
    ...base, columns: base.columns + slacks.length, lower: Float64Array.from([...base.lower, ...slacks.map(() => 0)]), upper: Float64Array.from([...base.upper, ...slacks.map(() => most)]),
    rowLower: Float64Array.from([...base.rowLower, ...lower]), rowUpper: Float64Array.from([...base.rowUpper, ...upper]),
    rowClause: [...base.rowClause, ...soft.map(({ clause }) => clause)], rowBatch: [...base.rowBatch, ...lower.map(() => -1)],
    starts: Int32Array.from(starts), indices: Int32Array.from(indices), values: Float64Array.from(values),
  };
  return { model, slacks };
}

const unitOf = (clause: string): Slack["unit"] => (clause.startsWith("transport:") ? "places" : clause.startsWith("parity:") ? "weight" : "persons");

function softRows(problem: Problem, model: Model, clause: string): Row[] {
  const [kind = "", id = ""] = clause.split(/:(.*)/s);
  const side: SideIndex = problem.sides.indexOf(id.split(":")[0] ?? "");
  const eachBatch = (rowsOf: (k: number) => Row[]): Row[] => problem.batches.flatMap((batch, k) => (isFact(batch) ? [] : rowsOf(k)));
  const sumOver = (k: number, amountOf: (one: TravelClass) => number): Map<number, number> => {
    const entries = new Map<number, number>();
    for (let column = 0; column < model.counts; column++) {
      const one = model.classes[model.classOfColumn[column] ?? 0];
      const amount = one && (k < 0 || model.batchOfColumn[column] === k) ? amountOf(one) : 0;
      if (amount !== 0) entries.set(column, amount);
    }
    return entries;
  };
  const ofSide = (amountOf: (one: TravelClass) => number) => (one: TravelClass): number => (one.side === side ? amountOf(one) : 0);
  const atMost = (entries: Map<number, number>, upper: number, what: string, batch: number): Row[] =>
    upper === Infinity ? [] : [{ lower: -Infinity, upper, entries, slacks: [{ sign: -1, what, batch, perUnit: 1 }] }];
  const atLeast = (entries: Map<number, number>, lower: number, what: string, batch: number): Row[] =>
    lower <= 0 ? [] : [{ lower, upper: Infinity, entries, slacks: [{ sign: 1, what, batch, perUnit: 1 }] }];
  const limitOf = (k: number, key: "min" | "max"): number => problem.batches[k]?.limits[side]?.[key] ?? (key === "min" ? 0 : Infinity);
  const within = (column: number, tolerance: number, batch: number): Row[] =>
    tolerance < Infinity ? [{ lower: -Infinity, upper: tolerance, entries: new Map([[column, 1]]), slacks: [{ sign: -1, what: "difference", batch, perUnit: 1 }] }, { lower: -tolerance, upper: Infinity, entries: new Map([[column, 1]]), slacks: [{ sign: 1, what: "difference", batch, perUnit: 1 }] }] : [];
  switch (kind) {
    case "all":
      return model.classes.flatMap((one, c) => {
        if (![...one.perTier.keys()].some((tier) => problem.tiers[tier]?.id === id)) return [];
        const first = model.firstColumn[c] ?? 0;
        const entries = new Map(Array.from({ length: Math.max(0, one.last - one.first + 1) }, (_, i) => [first + i, 1] as const));
        return [{ lower: one.items.length, upper: Infinity, entries, slacks: [{ sign: 1 as const, what: "left out", batch: -1, perUnit: one.persons }] }];
      });
    case "quota":
      return atLeast(sumOver(-1, ofSide(({ persons }) => persons)), problem.quota[side] ?? 0, "fewer", -1);
    case "size":
      return eachBatch((k) => [...atMost(sumOver(k, ofSide(({ persons }) => persons)), limitOf(k, "max"), "above max", k), ...atLeast(sumOver(k, ofSide(({ persons }) => persons)), limitOf(k, "min"), "below min", k)]);
    case "transport":
      return eachBatch((k) => problem.resources.filter((need) => transportClause(problem, side, need) === clause).flatMap((need) => atMost(sumOver(k, ofSide(({ perResource }) => perResource.get(need) ?? 0)), placesOf(problem.batches[k]?.limits[side], need), need, k)));
    case "place": {
      const place = problem.places.findIndex((one) => one.id === id);
      return eachBatch((k) => atMost(sumOver(k, ({ perPlace }) => perPlace.get(place) ?? 0), problem.places[place]?.perBatch ?? Infinity, "persons", k));
    }
    case "link": {
      const link = problem.links.findIndex((one) => one.id === id);
      const days = [...new Set(problem.batches.filter((batch) => batch.link === link && !isFact(batch)).map(({ day }) => day))];
      return days.flatMap((day) => {
        const ofDay = problem.batches.flatMap((batch, k) => (batch.link === link && batch.day === day && !isFact(batch) ? [k] : []));
        const entries = new Map(ofDay.flatMap((k) => [...sumOver(k, ({ persons }) => persons)]));
        return atMost(entries, problem.links[link]?.personsPerDay ?? Infinity, "persons", ofDay[0] ?? -1);
      });
    }
    default: // parity:batch, parity:cumulative, parity:<stream>:batch …
      return problem.balances.flatMap(({ clauses, perBatch, cumulative }, b) => {
        const at = model.balanceAt[b] ?? -1;
        if (at < 0) return [];
        if (clauses.batch === clause) return eachBatch((k) => within(at + k, perBatch, k));
        return clauses.cumulative === clause ? eachBatch((k) => within(at + problem.batches.length + k, cumulative, k)) : [];
      });
  }
}
