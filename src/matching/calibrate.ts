// Reviewed pairs correct the probabilities, never the weights: a monotone map from stated to observed, fitted by isotonic regression
// (pool adjacent violators: Ayer, Brunk, Ewing, Reid & Silverman 1955, doi 10.1214/aoms/1177728423) from 200 labels, by a logistic
// map of the log-odds (Platt 1999) from 50. Each label weighs by the inverse of its chance of having been reviewed.
import { Fault } from "../basis/fault.ts";

export type Label = { readonly probability: number; readonly isSame: boolean; readonly weight: number };

export type CalibrationMap =
  | { readonly kind: "isotonic"; readonly labels: number; readonly at: readonly number[]; readonly value: readonly number[] }
  | { readonly kind: "platt"; readonly labels: number; readonly slope: number; readonly offset: number };

export const LABELS_PLATT_MIN = 50;
export const LABELS_ISOTONIC_MIN = 200;

/** @throws Fault `CALIBRATION_FEW` under 50 labels or where all have one answer. */
export function fitCalibration(labels: readonly Label[]): CalibrationMap {
  const same = labels.filter(({ isSame }) => isSame).length;
  if (labels.length < LABELS_PLATT_MIN || same === 0 || same === labels.length)
    throw new Fault("CALIBRATION_FEW", `expected at least ${LABELS_PLATT_MIN} reviewed pairs with both answers, found ${labels.length} of which ${same} are one person`);
  return labels.length >= LABELS_ISOTONIC_MIN ? isotonic(labels) : platt(labels);
}

export function calibrated(map: CalibrationMap, probability: number): number {
  if (map.kind === "platt") return 1 / (1 + Math.exp(-(map.slope * logit(probability) + map.offset)));
  const { at, value } = map;
  if (probability <= (at[0] ?? 0)) return value[0] ?? 0;
  for (let k = 1; k < at.length; k++) {
    const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [at[k - 1], at[k], value[k - 1], value[k]];
    if (probability <= x1) return x1 === x0 ? y1 : y0 + ((y1 - y0) * (probability - x0)) / (x1 - x0);
  }
  return value.at(-1) ?? 0;
}

const logit = (p: number): number => {
  const clear = Math.min(1 - 1e-9, Math.max(1e-9, p));
  return Math.log(clear / (1 - clear));
};

function isotonic(labels: readonly Label[]): CalibrationMap {
  type Block = { weight: number; sum: number; x: number };
  const blocks: Block[] = [];
  for (const { probability, isSame, weight } of [...labels].sort((a, b) => a.probability - b.probability)) {
    blocks.push({ weight, sum: isSame ? weight : 0, x: probability * weight });
    for (;;) {
      const [before, last] = [blocks.at(-2), blocks.at(-1)];
      if (!before || !last || before.sum / before.weight < last.sum / last.weight) break;
      blocks.splice(-2, 2, { weight: before.weight + last.weight, sum: before.sum + last.sum, x: before.x + last.x });
    }
  }
  return { kind: "isotonic", labels: labels.length, at: blocks.map(({ x, weight }) => x / weight), value: blocks.map(({ sum, weight }) => sum / weight) };
}

const ROUNDS = 50;

/** Newton's method on the weighted log-likelihood, held near the identity by one pseudo-label's worth of ridge. */
function platt(labels: readonly Label[]): CalibrationMap {
  let [slope, offset] = [1, 0];
  for (let round = 0; round < ROUNDS; round++) {
    let [g0, g1, h00, h01, h11] = [slope - 1, offset, 1, 0, 1];
    for (const { probability, isSame, weight } of labels) {
      const x = logit(probability);
      const p = 1 / (1 + Math.exp(-(slope * x + offset)));
      const off = weight * (p - (isSame ? 1 : 0));
      const bend = weight * p * (1 - p);
      g0 += off * x;
      g1 += off;
      h00 += bend * x * x;
      h01 += bend * x;
      h11 += bend;
    }
    const det = h00 * h11 - h01 * h01;
    const [d0, d1] = [(h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det];
    slope -= d0;
    offset -= d1;
    if (Math.abs(d0) + Math.abs(d1) < 1e-10) break;
  }
  return { kind: "platt", labels: labels.length, slope: Math.max(0, slope), offset };
}
