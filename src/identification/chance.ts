// How often chance reaches a ratio, without simulation (IDENTIFICATION.md 8): the distribution of log10 LR of one missing person's
// table over the observations of each marker, convolved marker by marker on a grid of 0.001. Under H2 an observation has its
// population probability h, under H1 the same times its ratio. Each marker is rounded up to the grid for "at most" and down for "at least".
//
//   reach(t) = Σ over bins b >= t of (w_1 * w_2 * … * w_m)(b);  bins that can no more reach t are left out as the product grows
import type { Seen } from "./observation.ts";
import type { Panel, SlotTable } from "./table.ts";

const GRID = 0.001;

export type Reach = "at most" | "at least";
/** Numbers of the markers at which remains show both alleles and some reference is typed: over these the distribution is taken. */
export const markersOf = (panel: Panel, profile: Readonly<Record<string, Seen>>, table: SlotTable): number[] =>
  panel.markers.flatMap((marker, index) => {
    const seen = profile[marker];
    return seen && seen[1] !== null && rowsOf(panel, index).some((row) => table.lr[row] !== 1) ? [index] : [];
  });

/** Rows of full observations of one marker: its rows of one known allele are sums of these. */
function rowsOf(panel: Panel, index: number): number[] {
  const { locus } = panel.models.get(panel.markers[index] ?? "") ?? { locus: undefined };
  const n = locus === undefined ? 0 : locus.silent < 0 ? locus.p.length : locus.p.length - 1;
  return Array.from({ length: (n * (n + 1)) / 2 }, (_, i) => (panel.firstRow[index] ?? 0) + i);
}

/** Under drop-out a marker may show nothing at all; where it was typed, it showed something. */
function somethingSeen(panel: Panel, table: SlotTable, index: number, of: "unrelated" | "same"): number {
  let sum = 0;
  for (const row of rowsOf(panel, index)) sum += (panel.hw[row] ?? 0) * (of === "same" ? (table.lr[row] ?? 0) : 1);
  return sum === 0 ? 1 : sum;
}

/**
 * P(log10 LR >= `log10`) of a person of the population (`unrelated`) or of the missing person (`same`) at these markers, theta 0: a
 * bound from the side that `reach` says, off by less than 0.001 of log10 a marker. Cost: markers × observations × bins above what can reach it.
 */
export function probabilityOfReaching(panel: Panel, table: SlotTable, markers: readonly number[], log10: number, of: "unrelated" | "same", reach: Reach): number {
  const round = reach === "at most" ? Math.ceil : Math.floor;
  const steps = markers.map((index) => {
    const weights = new Map<number, number>();
    const all = panel.dropOut > 0 ? somethingSeen(panel, table, index, of) : 1;
    for (const row of rowsOf(panel, index)) {
      const [ratio, h] = [table.lr[row] ?? 0, panel.hw[row] ?? 0];
      if (ratio <= 0 || h <= 0) continue; // an exclusion reaches nothing
      const bin = round(Math.log10(ratio) / GRID);
      weights.set(bin, (weights.get(bin) ?? 0) + (h * (of === "same" ? ratio : 1)) / all);
    }
    return [...weights].sort(([a], [b]) => a - b);
  });
  if (steps.some((step) => step.length === 0)) return 0;
  const goal = Math.ceil(log10 / GRID - 1e-9);
  let [lowest, row] = [0, new Float64Array([1])];
  let most = steps.reduce((sum, step) => sum + (step.at(-1)?.[0] ?? 0), 0);
  for (const step of steps) {
    const [first, last] = [step[0]?.[0] ?? 0, step.at(-1)?.[0] ?? 0];
    most -= last;
    const from = Math.max(lowest + first, goal - most);
    const size = lowest + row.length - 1 + last - from + 1;
    if (size <= 0) return 0;
    const next = new Float64Array(size);
    let pad = 0;
    for (let k = 0; k < step.length; k += 4) pad = Math.max(pad, (step[Math.min(k + 3, step.length - 1)]?.[0] ?? 0) - (step[k]?.[0] ?? 0));
    const padded = new Float64Array(row.length + 2 * pad);
    padded.set(row, pad);
    for (let k = 0; k < step.length; k += 4) addFour(next, padded, lowest - from, pad, step, k);
    [lowest, row] = [from, next];
  }
  let sum = 0;
  for (let i = Math.max(0, goal - lowest); i < row.length; i++) sum += row[i] ?? 0;
  return Math.min(1, sum);
}

/** Adds to `next` what the observations `k` to `k + 3` make of `row`, whose first bin stands at `at` of it: four at once, since what takes the time is to read and write `next`. `row` has `pad` zeros on either side. */
function addFour(next: Float64Array, row: Float64Array, at: number, pad: number, step: readonly (readonly [bin: number, weight: number])[], k: number): void {
  const [a, u] = step[k] ?? [0, 0];
  const [[b, v], [c, w], [d, x]] = [step[k + 1] ?? [a, 0], step[k + 2] ?? [a, 0], step[k + 3] ?? [a, 0]];
  const end = Math.min(next.length, at + Math.max(a, b, c, d) + row.length - 2 * pad);
  for (let i = Math.max(0, at + a); i < end; i++) {
    const j = i - at + pad;
    next[i] = (next[i] ?? 0) + u * (row[j - a] ?? 0) + v * (row[j - b] ?? 0) + w * (row[j - c] ?? 0) + x * (row[j - d] ?? 0);
  }
}
