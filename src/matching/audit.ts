// What the model is sure of is looked at too, or nobody would learn where it errs: two in a hundred of the proposals, and two in a
// hundred of the pairs let fall at .01 to .05, are reviewed as if they were open. They are picked by a hash of their ids, so that
// nobody chooses them and either side of the table picks the same. Answers then weigh by how many pairs of their kind each speaks for.
import type { Label } from "./calibrate.ts";
import { decide, THRESHOLDS } from "./decide.ts";
import type { Linked } from "./link.ts";
import { pairHash } from "./fit.ts";
import { textHash } from "./problem.ts";

/** One pair in so many is audited. */
const ONE_IN = 50;
const DROPPED_MIN = 0.01;
const LISTED_MIN = THRESHOLDS.listedFrom / 1_000_000;

export const STRATA = ["proposed", "open", "dropped"] as const;
export type Stratum = (typeof STRATA)[number];

/** Whether the pair of these ids is picked; the sides exchanged pick the same. */
export function isPicked(leftId: string, rightId: string): boolean {
  const [a, b] = [textHash(leftId) >>> 0, textHash(rightId) >>> 0];
  return pairHash(Math.min(a, b), Math.max(a, b)) % ONE_IN === 0;
}

/** The stratum of each pair kept by its index; pairs that are rivals of proposals or under .01 have none. */
export function strataOf(linked: Linked): ReadonlyMap<number, Stratum> {
  const outcomeOf = decide(linked);
  const chosen = new Set(linked.chosen);
  const strata = new Map<number, Stratum>();
  for (let pair = 0; pair < linked.probability.length; pair++) {
    const p = linked.probability[pair] ?? 0;
    if (p < DROPPED_MIN) continue;
    if (p < LISTED_MIN) strata.set(pair, "dropped");
    else if (chosen.has(pair)) strata.set(pair, outcomeOf(pair).band === "propose" ? "proposed" : "open");
  }
  return strata;
}

/** Indexes of the pairs to be audited, ascending. */
export function auditOf(linked: Linked): number[] {
  const { left, right } = linked.pair;
  const id = (pair: number): readonly [string, string] => [left.ids[linked.pairs.left[pair] ?? 0] ?? "", right.ids[linked.pairs.right[pair] ?? 0] ?? ""];
  return [...strataOf(linked)].filter(([pair, stratum]) => stratum !== "open" && isPicked(...id(pair))).map(([pair]) => pair);
}

/**
 * Answered pairs as labels: each weighs as many pairs as its stratum holds for each that was answered (post-stratification: Cochran,
 * Sampling Techniques, 3rd ed. 1977, section 5A.9), scaled so that the weights add up to the number of labels. Pairs of no stratum
 * teach nothing of the others and are left out.
 */
export function weighLabels(answered: readonly { readonly pair: number; readonly isSame: boolean }[], linked: Linked): Label[] {
  const strata = strataOf(linked);
  const count = (pairs: Iterable<Stratum | undefined>): Map<Stratum, number> => {
    const counts = new Map<Stratum, number>();
    for (const stratum of pairs) if (stratum) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
    return counts;
  };
  const [all, seen] = [count(strata.values()), count(answered.map(({ pair }) => strata.get(pair)))];
  const labels = answered.flatMap(({ pair, isSame }) => {
    const stratum = strata.get(pair);
    return stratum === undefined ? [] : [{ probability: linked.probability[pair] ?? 0, isSame, weight: (all.get(stratum) ?? 0) / (seen.get(stratum) ?? 1) }];
  });
  const total = labels.reduce((sum, { weight }) => sum + weight, 0);
  return labels.map((label) => ({ ...label, weight: (label.weight * labels.length) / total }));
}
