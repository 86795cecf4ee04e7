import fc from "fast-check";
import { expect, test } from "vitest";
import { fairnessOf, printFairness, type FairnessCell } from "./fairness.ts";
import { generate } from "./invent-instance.ts";
import { parseInstance } from "./problem.ts";

const captive = (id: string, held: number, more: object = {}): object => ({ id, side: "A", tier: "young", urgency: 1, rank: "private", need: "seat", place: "a", held, status: "ready", ...more });
const problem = parseInstance({
  format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: [{ id: "young", mandatory: false, parity: true }, { id: "general", mandatory: false, parity: true }], ranks: { private: 1, nco: 2 },
  parity: { perBatch: null, cumulative: null }, quota: { A: 0, B: 0 }, unplacedDay: 30, tieSeed: "s",
  batches: [0, 7].map((day, k) => ({ id: `b${k}`, day, A: { min: 0, max: 9, seat: 9, stretcher: 0 }, B: { min: 0, max: 9, seat: 9, stretcher: 0 } })),
  places: [{ id: "a", side: "A", perBatch: null }, { id: "b", side: "B", perBatch: null }],
  captives: [captive("A1", 100), captive("A2", 200), captive("A3", 300), captive("A4", 400, { tier: "general", rank: "nco" }), captive("B1", 50, { side: "B", place: "b" })],
});
const cellOf = (cells: readonly FairnessCell[], of: FairnessCell["of"]): FairnessCell => cells.find((one) => JSON.stringify(one.of) === JSON.stringify(of)) ?? expect.fail("no cell");

test("days held until the batch, and until the counted day for who is in none, by nearest rank", () => {
  const { cells, shares } = fairnessOf(problem, { A1: "b0", A2: "b1", A3: "b1", A4: null, B1: null });
  expect(cellOf(cells, { side: "A" })).toEqual({
    of: { side: "A" }, placed: { persons: 3, least: 100, tenth: 100, median: 207, ninetieth: 307, most: 307 }, notPlaced: { persons: 1, least: 430, tenth: 430, median: 430, ninetieth: 430, most: 430 },
  });
  expect(cellOf(cells, { side: "A", place: "a", rank: "nco", tier: "general" })).toMatchObject({ placed: undefined, notPlaced: { persons: 1, median: 430 } });
  expect(shares.find((one) => one.batch === "b1" && one.side === "A" && one.tier === "young")).toEqual({ batch: "b1", side: "A", tier: "young", persons: 2, inBatch: 2, onList: 3, listed: 4 });
  const page = printFairness({ cells, shares });
  expect(page).toMatch(/side A +in a batch 3: 100 \/ 100 \/ 207 \/ 307 \/ 307 +in none fewer than 3/);
  expect(page).not.toMatch(/430|80/); // who would be pointed at is not told
  expect(page).toContain("side A, tier young: fewer than 3");
});

test("every cell is its persons, counted again one by one, and each depth holds everybody once", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(4), { minLength: 60, maxLength: 60 }), (seed, drawn) => {
    const one = parseInstance(generate({ persons: [30, 24], batches: 4 }, seed));
    const assign = Object.fromEntries(one.captives.map(({ id }, i) => [id, one.batches[drawn[i % 60] ?? 0]?.id ?? null]));
    const { cells, shares } = fairnessOf(one, assign);
    for (const { of, placed, notPlaced } of cells) {
      const inside = one.captives.filter(({ side, tier, place, rank }) => one.sides[side] === of.side && (of.tier === undefined || one.tiers[tier]?.id === of.tier) && (of.place === undefined || one.places[place]?.id === of.place) && (of.rank === undefined || rank === of.rank));
      for (const [waiting, isPlaced] of [[placed, true], [notPlaced, false]] as const) {
        const days = inside.filter(({ id }) => (assign[id] !== null) === isPlaced).map(({ id, heldDays }) => heldDays + (isPlaced ? (one.batches.find((batch) => batch.id === assign[id])?.day ?? 0) : one.unplacedDay));
        expect(waiting?.persons ?? 0).toBe(days.length);
        if (!waiting) continue;
        expect([waiting.least, waiting.most]).toEqual([Math.min(...days), Math.max(...days)]);
        for (const [value, share] of [[waiting.tenth, 0.1], [waiting.median, 0.5], [waiting.ninetieth, 0.9]] as const) {
          expect(days).toContain(value);
          expect(days.filter((day) => day <= value).length).toBeGreaterThanOrEqual(share * days.length - 1e-9);
          expect(days.filter((day) => day < value).length).toBeLessThan(share * days.length);
        }
      }
    }
    for (const members of [1, 2, 4]) {
      const persons = cells.filter(({ of }) => Object.keys(of).length === members).reduce((sum, { placed, notPlaced }) => sum + (placed?.persons ?? 0) + (notPlaced?.persons ?? 0), 0);
      expect(persons).toBe(one.captives.length * (members === 2 ? 3 : 1));
    }
    expect(shares.reduce((sum, { persons }) => sum + persons, 0)).toBe(one.captives.filter(({ id }) => assign[id] !== null).length);
  }), { numRuns: 25 });
});
