// When a kept model should be fitted anew: the lists have grown by a tenth, or the share of pairs that are one person has drifted by
// more than two in a hundred. A kept model goes on scoring meanwhile; confirmed pairs are never undone by a new one.
import type { Linked } from "./link.ts";

/** Rows of both lists and how many pairs of them are expected to be one person. */
export type Standing = { readonly left: number; readonly right: number; readonly expected: number };

export const REFIT_REASONS = ["grown", "drifted"] as const;
export type RefitReason = (typeof REFIT_REASONS)[number];

const DRIFT_MAX = 0.02;

export function refitReasons(before: Standing, now: Standing): RefitReason[] {
  const grew = (from: number, to: number): boolean => to > from && 10 * to >= 11 * from; // whole numbers: no rounding at the tenth
  const isGrown = grew(before.left, now.left) || grew(before.right, now.right);
  const share = ({ left, right, expected }: Standing): number => expected / Math.max(1, left * right);
  const drift = share(before) === 0 ? (share(now) === 0 ? 0 : Number.POSITIVE_INFINITY) : Math.abs(share(now) / share(before) - 1);
  return [...(isGrown ? ["grown" as const] : []), ...(drift > DRIFT_MAX ? ["drifted" as const] : [])];
}

export function standingOf({ pair, probability }: Linked): Standing {
  return { left: pair.left.count, right: pair.right.count, expected: probability.reduce((sum, p) => sum + p, 0) };
}
