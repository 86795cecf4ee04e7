// The slow, obvious twin of marginals: every matching of a small component, weighed by the product of the odds of its pairs.
import { BIT, type Component, type Pairs } from "./graph.ts";

export function marginalsSlowly(component: Component, pairs: Pairs): number[] {
  const sums = new Array<number>(pairs.left.length).fill(0);
  let total = 0;
  const tryRow = (at: number, product: number, used: ReadonlySet<number>, taken: readonly number[]): void => {
    const row = component.lefts[at];
    if (row === undefined) {
      total += product;
      for (const e of taken) sums[e] = (sums[e] ?? 0) + product;
      return;
    }
    tryRow(at + 1, product, used, taken);
    for (const e of component.pairs) {
      const right = pairs.right[e] ?? 0;
      if (pairs.left[e] === row && !used.has(right)) tryRow(at + 1, product * 2 ** ((pairs.weight[e] ?? 0) / BIT), new Set([...used, right]), [...taken, e]);
    }
  };
  tryRow(0, 1, new Set(), []);
  return sums.map((sum) => sum / total);
}

/** Messages between one row and its rivals passed to and fro until they stand still, sums taken from both ends. */
export function passSlowly(odds: readonly number[]): number[] {
  let toRivals = odds.map(() => 1);
  const toRow = odds.map(() => 1); // a rival that nobody else wants answers 1
  for (let isStill = false; !isStill; ) {
    const next = odds.map((_, k) => {
      const before = odds.slice(0, k).reduce((sum, one, at) => sum + one * (toRow[at] ?? 0), 0);
      const after = odds.reduceRight((sum, one, at) => (at > k ? sum + one * (toRow[at] ?? 0) : sum), 0);
      return 1 / (1 + before + after);
    });
    isStill = next.every((one, k) => one === toRivals[k]);
    toRivals = next;
  }
  return odds.map((one, k) => {
    const w = one * (toRivals[k] ?? 0) * (toRow[k] ?? 0);
    return w === Number.POSITIVE_INFINITY ? 1 : w / (1 + w);
  });
}
