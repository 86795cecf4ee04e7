// The genotype table of one missing person: for every observation that remains may show at a marker, the likelihood ratio
// (IDENTIFICATION.md 8). A slot's table leaves the family's other missing untyped: it is a screen.
//
//   rows of a panel: 0 is "not typed" (ratio 1); then marker after marker, pairs {x<=y} at y(y+1)/2+x, then a/- for each a
//   x, y run over the real alleles; a silent allele is never seen
import { familyLikelihood, type MarkerModel, type OrderMemo } from "./family-likelihood.ts";
import { explainAll } from "./likelihood-ratio.ts";
import type { Seen } from "./observation.ts";
import type { Pedigree } from "./pedigree.ts";

export type Panel = {
  readonly markers: readonly string[];
  readonly models: ReadonlyMap<string, MarkerModel>;
  /** Markers that the policy leaves out: known, not computed with. */
  readonly without: readonly string[];
  /** First row of each marker. */
  readonly firstRow: Int32Array;
  readonly rows: number;
  /** Population probability of the observation of each row. */
  readonly hw: Float64Array;
  /** Probability that an allele of the remains is lost; then the rows of a single peak take in what it may hide. */
  readonly dropOut: number;
};

const realAlleles = ({ locus }: MarkerModel): number => (locus.silent < 0 ? locus.p.length : locus.p.length - 1);

/** Lays out the rows; markers without a model are left aside by the caller. */
export function makePanel(markers: readonly string[], models: ReadonlyMap<string, MarkerModel>, without: readonly string[] = [], dropOut = 0): Panel {
  const firstRow = new Int32Array(markers.length);
  let rows = 1;
  markers.forEach((marker, index) => {
    firstRow[index] = rows;
    const model = models.get(marker);
    const k = model ? realAlleles(model) : 0;
    rows += (k * (k + 1)) / 2 + k;
  });
  const hw = new Float64Array(rows).fill(1);
  markers.forEach((marker, index) => {
    const model = models.get(marker);
    if (!model) return;
    const { p } = model.locus;
    const k = p.length;
    const product = new Float64Array(k * k);
    for (let x = 0; x < k; x++) for (let y = 0; y < k; y++) product[x * k + y] = (p[x] ?? 0) * (p[y] ?? 0);
    foldPairs(product, model, hw, firstRow[index] ?? 0, dropOut);
  });
  return { markers, models, without, firstRow, rows, hw, dropOut };
}

/** Sums ordered pairs into the observations that they explain (IDENTIFICATION.md 4). */
function foldPairs(v: Float64Array, { locus }: MarkerModel, out: Float64Array, from: number, d: number): void {
  const k = locus.p.length;
  const n = locus.silent < 0 ? k : k - 1;
  const both = (x: number, y: number): number => (v[x * k + y] ?? 0) + (v[y * k + x] ?? 0);
  for (let y = 0, at = from; y < n; y++)
    for (let x = 0; x <= y; x++, at++)
      out[at] = x < y ? (1 - d) ** 2 * both(x, y) : (1 - d * d) * (v[x * k + x] ?? 0) + (n < k ? (1 - d) * both(x, n) : 0) + (d > 0 ? d * (1 - d) * hidden(both, x, n) : 0);
  const half = from + (n * (n + 1)) / 2;
  for (let a = 0; a < n; a++) {
    let sum = 0;
    for (let x = 0; x < k; x++) sum += (v[a * k + x] ?? 0) + (x === a ? 0 : (v[x * k + a] ?? 0));
    out[half + a] = sum;
  }
}

/** What a single peak of allele x may hide: x beside any other real allele. */
function hidden(both: (x: number, y: number) => number, x: number, n: number): number {
  let sum = 0;
  for (let y = 0; y < n; y++) if (y !== x) sum += both(x, y);
  return sum;
}

export type SlotTable = {
  /** Ratio of every row; 0 is an exclusion. */
  readonly lr: Float64Array;
  /** Mean and deviation of log10 LR when the remains are the missing person, all markers typed. */
  readonly mean: number;
  readonly deviation: number;
  /** Markers at which some reference is typed. */
  readonly informative: number;
};

export type TableQuestion = {
  readonly pedigree: Pedigree;
  readonly references: ReadonlyMap<string, Readonly<Record<string, Seen>>>;
  readonly missing: number;
  readonly panel: Panel;
  readonly memo: OrderMemo;
};

/**
 * Builds the table; a marker that makes the family itself impossible under the model gives 1 in every row.
 * Cost: one elimination a marker. @throws Fault `PEDIGREE_LARGE`.
 */
export function buildTable({ pedigree, references, missing, panel, memo }: TableQuestion): SlotTable {
  const lr = new Float64Array(panel.rows).fill(1);
  let [mean, variance, informative] = [0, 0, 0];
  const typedOf = pedigree.persons.map(({ id }) => references.get(id));
  panel.markers.forEach((marker, index) => {
    const model = panel.models.get(marker);
    const seen = typedOf.map((genotypes) => genotypes?.[marker]);
    if (!model || seen.every((one) => one === undefined)) return;
    informative++;
    const v = familyLikelihood({ pedigree, typed: explainAll(seen, model), model, keep: missing, memo });
    const total = v.reduce((sum, value) => sum + value, 0);
    if (total === 0) return;
    const from = panel.firstRow[index] ?? 0;
    const n = realAlleles(model);
    const to = from + (n * (n + 1)) / 2 + n;
    foldPairs(v, model, lr, from, panel.dropOut);
    let [first, second] = [0, 0];
    for (let row = from; row < to; row++) {
      const share = (lr[row] ?? 0) / total;
      const ratio = share / (panel.hw[row] ?? 1);
      lr[row] = ratio;
      if (row >= to - n || ratio <= 0) continue;
      const log = Math.log10(ratio);
      first += share * log;
      second += share * log * log;
    }
    mean += first;
    variance += Math.max(0, second - first * first);
  });
  return { lr, mean, deviation: Math.sqrt(variance), informative };
}

/** log10 LR from which a pair is looked at: a fixed floor would lose weak families (IDENTIFICATION.md 8). */
export const screeningFloor = ({ mean, deviation }: SlotTable): number => Math.min(2, mean - 3.1 * deviation);

/** The row that an observation shows at marker number `index`; 0 when not typed. The alleles are of the locus. */
export function rowOf(panel: Panel, index: number, seen: Seen | undefined): number {
  const model = panel.models.get(panel.markers[index] ?? "");
  if (!seen || !model) return 0;
  const a = model.locus.indexOf.get(seen[0]) ?? 0;
  const from = panel.firstRow[index] ?? 0;
  const n = realAlleles(model);
  if (seen[1] === null) return from + (n * (n + 1)) / 2 + a;
  const b = model.locus.indexOf.get(seen[1]) ?? 0;
  const [x, y] = a < b ? [a, b] : [b, a];
  return from + (y * (y + 1)) / 2 + x;
}
