// Instances of the form of PLANNING.md §14, invented person by person from a seed: for the bench and for tests of what no public instance has.
import { seededRandom } from "../basis/seeded-random.ts";

export type Size = { readonly persons: readonly [number, number]; readonly batches: number };
const SIDES = ["A", "B"] as const;
const STRETCHER = [0.4, 0.12, 0.01, 0.03, 0.005];
const TIERS = ["wounded", "sick", "young", "vulnerable", "general"];

/** An instance of the form of the public ones, invented person by person from the seed. */
export function generate({ persons, batches }: Size, seed: number, placesPerSide = 4): Record<string, unknown> {
  const random = seededRandom(`bench/planning ${seed}`);
  const pick = <T>(values: readonly T[], shares: readonly number[]): T => {
    let rest = random.unit();
    const at = shares.findIndex((share) => (rest -= share) < 0);
    return values[at < 0 ? values.length - 1 : at] as T;
  };
  const between = (from: number, to: number): number => from + random.unit() * (to - from);
  const harmonic = Array.from({ length: placesPerSide }, (_, q) => 1 / (q + 1));
  const shares = harmonic.map((one) => one / harmonic.reduce((a, b) => a + b));
  const lastDay = 7 * (batches - 1);
  const captives = SIDES.flatMap((side, s) =>
    Array.from({ length: persons[s] ?? 0 }, (_, i) => {
      const tier = pick([0, 1, 2, 3, 4], [0.05, 0.04, 0.14, 0.09, 0.68]);
      const place = pick(shares.map((_, q) => `${side}${q + 1}`), shares);
      const urgency = Math.min(4, 1 + Math.floor(4 * random.unit() * random.unit()));
      const status = pick(["held", "declined", "ready"], [0.02, 0.005, 0.975]);
      const from = random.unit() < 0.04 ? { from: 7 * random.below(Math.max(1, Math.floor(batches / 2))) } : {};
      return {
        id: `${side}${String(i + 1).padStart(6, "0")}`, side, tier: TIERS[tier], urgency, rank: pick(["private", "nco", "officer", "senior"], [0.7, 0.22, 0.07, 0.01]),
        need: random.unit() < (STRETCHER[tier] ?? 0) ? "stretcher" : "seat", place, held: 30 + random.below(1100), status, ...from,
      };
    }),
  );
  const grouped = captives.map((captive) => ({ ...captive })) as Record<string, unknown>[];
  for (let i = 0, group = 1; i < grouped.length - 4; i++)
    if (random.unit() < 0.005) {
      const size = 2 + random.below(3);
      for (let j = 0; j < size; j++) if (grouped[i + j]?.["side"] === grouped[i]?.["side"]) (grouped[i + j] as Record<string, unknown>)["group"] = `g${group}`;
      i += size;
      group++;
    }
  const m = persons.map((n) => (0.9 * n) / batches);
  const smaller = Math.min(...m);
  const limits = (s: number): Record<string, number> => {
    const max = Math.max(2, Math.round((m[s] ?? 0) * between(0.8, 1.2)));
    return { min: Math.min(max, Math.floor(0.3 * smaller)), max, seat: Math.ceil(0.98 * max), stretcher: Math.max(2, Math.round(0.066 * (m[s] ?? 0) * between(0.8, 1.2))) };
  };
  const tolerance = Math.round((0.05 * persons[0]) / batches);
  return {
    format: "exchange-plan-instance/1", sides: [...SIDES], tiers: TIERS.map((id, t) => ({ id, mandatory: t < 3, parity: t >= 3 })), ranks: { private: 1, nco: 2, officer: 4, senior: 10 },
    batches: Array.from({ length: batches }, (_, k) => ({ id: `b${String(k + 1).padStart(2, "0")}`, day: 7 * k, A: limits(0), B: limits(1) })),
    places: SIDES.flatMap((side, s) => shares.map((share, q) => ({ id: `${side}${q + 1}`, side, perBatch: Math.ceil(1.3 * share * (m[s] ?? 0)) }))),
    parity: { perBatch: Math.max(4, tolerance), cumulative: Math.max(6, tolerance) }, quota: { A: Math.floor(0.54 * persons[0]), B: Math.floor(0.54 * persons[1]) },
    unplacedDay: lastDay + 28, tieSeed: `seed-${seed}`, captives: grouped,
  };
}
