// How good a list of pairs is against the truth: precision, recall and F1 by threshold, Brier, log-loss, expected calibration error
// over ten equal bins of the listed pairs, reliability. The same figures as the public scorer beside the public sets.
import { Fault } from "../basis/fault.ts";
import { parseTable } from "../vocabulary/delimited-text.ts";

export type Measure = { readonly pairs: number; readonly wrong: number; readonly precision: number; readonly recall: number; readonly f1: number };
export type Score = {
  readonly pairs: number;
  readonly truePairs: number;
  readonly notListed: number;
  readonly best: Measure & { readonly threshold: number };
  readonly at: readonly (Measure & { readonly threshold: number })[];
  readonly brier: number;
  readonly logLoss: number;
  readonly ece: number;
  readonly bins: readonly { readonly from: number; readonly count: number; readonly meanProbability: number; readonly observed: number }[];
};

type Listed = { readonly probability: number; readonly isTrue: boolean };

const THRESHOLDS = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999];

/**
 * `pairs` holds left_id, right_id, probability and whatever else; `truth` left_id, right_id.
 * @throws Fault `SCORE_COLUMNS` without those columns, `SCORE_PAIR` for a pair listed twice or no probability, by row.
 */
export function score(pairsText: string, truthText: string, files: { readonly pairs?: string; readonly truth?: string } = {}): Score {
  const truth = new Set(pairsOf(truthText, files.truth).map(({ key }) => key));
  const rows = pairsOf(pairsText, files.pairs, "probability");
  const seen = new Set<string>();
  const listed: Listed[] = rows.map(({ key, cell, row }) => {
    const place = [{ ...(files.pairs === undefined ? {} : { file: files.pairs }), row }];
    const probability = cell.trim() === "" ? Number.NaN : Number(cell);
    if (!(probability >= 0 && probability <= 1)) throw new Fault("SCORE_PAIR", "expected a probability from 0 to 1", place);
    if (seen.has(key)) throw new Fault("SCORE_PAIR", "expected each pair once, found it again", place);
    seen.add(key);
    return { probability, isTrue: truth.has(key) };
  });
  listed.sort((a, b) => b.probability - a.probability);
  const measure = (count: number, right: number): Measure => {
    const precision = count === 0 ? 0 : right / count;
    const recall = truth.size === 0 ? 0 : right / truth.size;
    return { pairs: count, wrong: count - right, precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
  };
  const rightAmong = (some: readonly Listed[]): number => some.filter(({ isTrue }) => isTrue).length;
  const at = THRESHOLDS.map((threshold) => {
    const some = listed.filter(({ probability }) => probability >= threshold);
    return { threshold, ...measure(some.length, rightAmong(some)) };
  });
  const bins = Array.from({ length: 10 }, (_, bin) => listed.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === bin));
  const sum = (some: readonly Listed[], of: (one: Listed) => number): number => some.reduce((total, one) => total + of(one), 0);
  const count = Math.max(1, listed.length);
  return {
    pairs: listed.length, truePairs: truth.size, notListed: truth.size - rightAmong(listed), best: bestOf(listed, measure), at,
    brier: sum(listed, ({ probability, isTrue }) => (probability - (isTrue ? 1 : 0)) ** 2) / count,
    logLoss: -sum(listed, ({ probability, isTrue }) => Math.log(Math.min(1 - 1e-9, Math.max(1e-9, isTrue ? probability : 1 - probability)))) / count,
    ece: bins.reduce((total, bin) => total + Math.abs(sum(bin, ({ probability }) => probability) - rightAmong(bin)), 0) / count,
    bins: bins.map((bin, index) => ({
      from: index / 10, count: bin.length, meanProbability: bin.length === 0 ? 0 : sum(bin, ({ probability }) => probability) / bin.length,
      observed: bin.length === 0 ? 0 : rightAmong(bin) / bin.length,
    })),
  };
}

/** Thresholds only between distinct probabilities. */
function bestOf(listed: readonly Listed[], measure: (count: number, right: number) => Measure): Measure & { threshold: number } {
  let best = { threshold: 1, ...measure(0, 0) };
  let right = 0;
  for (let i = 0; i < listed.length; ) {
    const probability = listed[i]?.probability ?? 0;
    while (i < listed.length && listed[i]?.probability === probability) if (listed[i++]?.isTrue) right++;
    const now = measure(i, right);
    if (now.f1 > best.f1) best = { threshold: probability, ...now };
  }
  return best;
}

function pairsOf(text: string, file: string | undefined, column?: string): { key: string; cell: string; row: number }[] {
  const list = parseTable(text, file);
  const place = [{ ...(file === undefined ? {} : { file }), line: 1 }];
  const [left, right, value] = ["left_id", "right_id", column ?? "left_id"].map((name) => {
    const at = list.head.indexOf(name);
    if (at < 0) throw new Fault("SCORE_COLUMNS", `expected a column ${name}`, place);
    return at;
  });
  return list.rows.map((cells, at) => ({
    key: `${(cells[left ?? 0] ?? "").trim()}\u0000${(cells[right ?? 0] ?? "").trim()}`, cell: cells[value ?? 0] ?? "", row: list.numbers[at] ?? 0,
  }));
}
