// An assignment, person by person, as counts of the model.
import { completed, type Model } from "./model.ts";

/** The point of the model that `assign` stands for, or undefined when it splits a group or places someone outside all windows. */
export function assignedCounts(model: Model, assign: Readonly<Record<string, string | null>>): Float64Array | undefined {
  const batchIndex = new Map<string | null, number>(model.problem.batches.map(({ id }, k) => [id, k]));
  const given = new Map(Object.entries(assign));
  const x = new Float64Array(model.columns);
  for (const [c, { items, first, last }] of model.classes.entries())
    for (const { captives } of items) {
      const batches = new Set(captives.map(({ id }) => given.get(id) ?? null));
      const [batch = null] = batches;
      if (batches.size > 1) return undefined;
      const k = batch === null ? -1 : (batchIndex.get(batch) ?? Infinity);
      if (k < 0) continue;
      if (k < first || k > last) return undefined;
      const column = (model.firstColumn[c] ?? 0) + k - first;
      x[column] = (x[column] ?? 0) + 1;
    }
  return completed(model, x);
}
