// The slow twin of what is said about all whole points of a model: every one, listed. For a handful of persons and batches.
import { completed, keepsRows, type Model } from "./model.ts";

/** Every whole point that keeps all rows, by trying all. */
export function pointsOf(one: Model): Float64Array[] {
  const points: Float64Array[] = [];
  const x = new Float64Array(one.columns);
  const next = (column: number): void => {
    if (column === one.counts) {
      const whole = completed(one, x);
      if (whole && keepsRows(one, whole)) points.push(whole);
      return;
    }
    for (let value = one.lower[column] ?? 0; value <= (one.upper[column] ?? 0); value++) {
      x[column] = value;
      next(column + 1);
    }
    x[column] = 0;
  };
  next(0);
  return points;
}
