// What a picture of a plan is drawn from: counts by batch, and what is counted against what. No person can be read off it.
import { balanceWeight, type Problem } from "./problem.ts";
import type { Assign } from "./parse-plan.ts";

/** Of one half of the page (the first party, or all others) in one batch: persons and containers by tier, places taken by resource. */
export type Tally = { readonly persons: readonly number[]; readonly taken: ReadonlyMap<string, number> };
/** Tiers that are kept level together. `name` is empty where no streams were agreed; a tier without anybody is in none. */
export type StreamTiers = { readonly stream: number; readonly name: string; readonly tiers: readonly number[] };
export type Tallies = {
  /** By batch: the first party, then all others. */
  readonly batches: readonly (readonly [Tally, Tally])[];
  /** Tiers of containers: all of them travel refrigerated. */
  readonly remains: ReadonlySet<number>;
  readonly streams: readonly StreamTiers[];
  /** Tiers with persons in them that are kept level with nobody. */
  readonly uncounted: readonly number[];
  /** By balance: weight that goes out in each batch, weight that comes in, and the running difference after it. */
  readonly balances: readonly { readonly out: readonly number[]; readonly comes: readonly number[]; readonly running: readonly number[] }[];
};

const REEFER = "reefer";

/** Linear in the captives. */
export function talliesOf(problem: Problem, assign: Assign): Tallies {
  const { batches, tiers, captives, balances } = problem;
  const given = new Map(Object.entries(assign));
  const index = new Map<string | null, number>(batches.map(({ id }, k) => [id, k]));
  const halves = batches.map(() => [0, 1].map(() => ({ persons: tiers.map(() => 0), taken: new Map<string, number>() })));
  const weighed = balances.map(() => ({ out: batches.map(() => 0), comes: batches.map(() => 0) }));
  const streamOf = tiers.map(() => -1), known = tiers.map(() => 0), cold = tiers.map(() => 0);
  for (const captive of captives) {
    const { id, side, tier, need, stream } = captive;
    streamOf[tier] = stream;
    known[tier] = (known[tier] ?? 0) + 1;
    if (need === REEFER) cold[tier] = (cold[tier] ?? 0) + 1;
    const k = index.get(given.get(id) ?? null) ?? -1;
    const half = halves[k]?.[side === 0 ? 0 : 1];
    if (!half) continue;
    half.persons[tier] = (half.persons[tier] ?? 0) + 1;
    half.taken.set(need, (half.taken.get(need) ?? 0) + 1);
    balances.forEach((balance, b) => {
      const weight = balanceWeight(balance, captive), into = weight > 0 ? weighed[b]?.out : weighed[b]?.comes;
      if (into) into[k] = (into[k] ?? 0) + Math.abs(weight);
    });
  }
  const isFilled = (tier: number): boolean => (known[tier] ?? 0) > 0;
  const all = tiers.map((_, tier) => tier);
  return {
    batches: halves.map(([a, b]) => [a ?? EMPTY, b ?? EMPTY]),
    remains: new Set(all.filter((tier) => isFilled(tier) && cold[tier] === known[tier])),
    streams: streamsOf(problem).flatMap((one) => {
      const own = all.filter((tier) => isFilled(tier) && streamOf[tier] === one.stream);
      return own.length === 0 ? [] : [{ ...one, tiers: own }];
    }),
    uncounted: all.filter((tier) => isFilled(tier) && streamOf[tier] === -1),
    balances: weighed.map(({ out, comes }) => {
      let running = 0;
      return { out, comes, running: out.map((weight, k) => (running += weight - (comes[k] ?? 0))) };
    }),
  };
}

const EMPTY: Tally = { persons: [], taken: new Map() };

/** Streams in order, each by the name its clauses carry: `parity:<stream>:cumulative`, or `parity:cumulative` without any. */
const streamsOf = ({ balances }: Problem): { stream: number; name: string }[] =>
  [...new Map(balances.map(({ stream, clauses }) => [stream, clauses.cumulative.replace(/^parity:|:?cumulative$/g, "")]))].map(([stream, name]) => ({ stream, name }));
