// Chance of the exercise: every thing drawn has a stream of its own, named by a path below the seed, so that it can be
// drawn again alone and in any order. Whole numbers only: no logarithm or power, whose last bit differs between engines.
import { seededRandom, type SeededRandom } from "../../basis/seeded-random.ts";
import { ensure } from "../../basis/fault.ts";

/** The stream of one thing, e.g. `drawsOf("7", "person", "A", 12)`. */
export const drawsOf = (seed: string, ...path: readonly (string | number)[]): SeededRandom =>
  seededRandom(`all-for-all/exercise/1|${seed}|${path.join("|")}`);

export function pick<T>(random: SeededRandom, items: readonly T[]): T {
  const item = items[random.below(items.length)];
  ensure(item !== undefined, "a choice from nothing");
  return item;
}

/** True in `perMille` of 1,000 draws. */
export const chance = (random: SeededRandom, perMille: number): boolean => random.below(1000) < perMille;

/** A whole number in `from` … `to`, both included. */
export const between = (random: SeededRandom, from: number, to: number): number => from + random.below(to - from + 1);

/** Draws an index with the given whole weights; the sum must stay below 2^32. O(log n) a draw. */
export function weightedIndex(weights: readonly number[]): (random: SeededRandom) => number {
  const sums: number[] = [];
  let sum = 0;
  for (const weight of weights) sums.push((sum += weight));
  return (random) => {
    const at = random.below(sum);
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Weights 1/(rank + shift), the shape of name frequencies (Zipf), scaled to whole numbers. */
export const harmonicWeights = (count: number, shift: number): number[] =>
  Array.from({ length: count }, (_, rank) => Math.floor(1_000_000 / (rank + shift)));

/** The numbers 0 … count-1 in random order (Fisher and Yates). */
export function shuffled(count: number, random: SeededRandom): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  shuffle(order, random);
  return order;
}

export function shuffle(items: Int32Array | Uint8Array, random: SeededRandom): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const kept = items[i] ?? 0;
    items[i] = items[j] ?? 0;
    items[j] = kept;
  }
}

/** A share in thousandths of a count, rounded half up, in whole numbers. */
export const share = (count: number, perMille: number): number => Math.floor((count * perMille + 500) / 1000);
