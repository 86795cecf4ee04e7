import fc from "fast-check";
import { expect, test } from "vitest";
import { BIT, componentAt, componentsOf, type Component, type Pairs } from "./graph.ts";
import { marginalAlone, marginals } from "./marginals.ts";
import { marginalsSlowly, passSlowly } from "./marginals.slow.ts";

const asComponent = (bits: readonly (readonly number[])[]): { component: Component; pairs: Pairs } => {
  const edges = bits.flatMap((row, i) => row.flatMap((weight, j) => (Number.isNaN(weight) ? [] : [{ i, j, weight }])));
  return {
    component: { lefts: bits.map((_, i) => i), rights: (bits[0] ?? []).map((_, j) => j), pairs: edges.map((_, e) => e) },
    pairs: { left: Int32Array.from(edges, ({ i }) => i), right: Int32Array.from(edges, ({ j }) => j), weight: Float64Array.from(edges, ({ weight }) => weight * BIT) },
  };
};

const probabilities = (bits: readonly (readonly number[])[]): number[] => {
  const { component, pairs } = asComponent(bits);
  const into = new Float64Array(pairs.left.length);
  marginals(Int32Array.from(component.pairs), 0, component.pairs.length, pairs, into);
  return [...into];
};

test("one pair of odds 3 has probability 3/4", () => {
  expect(probabilities([[Math.log2(3)]])[0]).toBeCloseTo(0.75, 12);
});

test("a pair alone has the very same probability as the component of one pair", () => {
  fc.assert(fc.property(fc.integer({ min: -100 * BIT, max: 2000 * BIT }), (steps) => {
    const pairs: Pairs = { left: Int32Array.of(0), right: Int32Array.of(0), weight: Float64Array.of(steps) };
    const into = new Float64Array(1);
    marginals(Int32Array.of(0), 0, 1, pairs, into);
    expect(marginalAlone(pairs, 0)).toBe(into[0]);
  }));
});

test("two equal rivals for one row share: 8/(1+8+8) each", () => {
  for (const p of probabilities([[3, 3]])) expect(p).toBeCloseTo(8 / 17, 9);
});

test("of 100 equal rivals for one row each has odds/(1 + 100 odds), whichever side the row is on", () => {
  for (const bits of [[new Array<number>(100).fill(3)], new Array<number[]>(100).fill([3])]) for (const p of probabilities(bits)) expect(p).toBeCloseTo(8 / 801, 9);
});

test("rivals for one row have, to the last bit, what messages passed to and fro come to, whichever side the row is on", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -60 * BIT, max: 60 * BIT }), { minLength: 1, maxLength: 12 }), (steps) => {
    const passed = passSlowly(steps.map((weight) => Math.exp((weight / BIT) * Math.LN2)));
    const bits = steps.map((weight) => weight / BIT);
    expect(probabilities([bits])).toEqual(passed);
    expect(probabilities(bits.map((one) => [one]))).toEqual(passed);
  }));
});

test("a component has the same probabilities after a larger one as before it: what is laid in its places is not left there", () => {
  const cell = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -12, max: 12 }));
  const rows = (side: number) => fc.array(fc.array(cell, { minLength: side, maxLength: side }), { minLength: side, maxLength: side });
  fc.assert(fc.property(rows(4), rows(9), (small, large) => {
    const first = probabilities(small);
    probabilities(large);
    expect(probabilities(small)).toEqual(first);
  }), { numRuns: 60 });
});

test("small components have the probabilities of all their matchings added up, in 300 random cases", () => {
  const cell = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -12, max: 12 }));
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }).chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 4 })), (bits) => {
    const { pairs } = asComponent(bits);
    const rank = Int32Array.from({ length: 4 }, (_, at) => at);
    const components = componentsOf(pairs, rank, rank);
    const found = new Float64Array(pairs.left.length);
    for (let number = 1; number <= components.count; number++) {
      const component = componentAt(components, number, pairs, rank);
      marginals(components.order, components.starts[number - 1] ?? 0, components.starts[number] ?? 0, pairs, found);
      const exact = marginalsSlowly(component, pairs);
      for (const e of component.pairs) expect(Math.abs((found[e] ?? 0) - (exact[e] ?? 0))).toBeLessThan(1e-6);
    }
  }), { numRuns: 300 });
});

test("a clear component with a cycle is summed too: sum-product alone would miss one of these odds by 0.03", () => {
  const bits = [[Number.NaN, 4, 0, 11], [-2, 8, Number.NaN, 10]];
  const { component, pairs } = asComponent(bits);
  const exact = marginalsSlowly(component, pairs);
  probabilities(bits).filter((p) => p > 0).forEach((p, e) => expect(p).toBeCloseTo(exact[e] ?? 0, 9));
});

test("no row has more than one partner in all: sums of a row are at most 1", () => {
  fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: -5, max: 9 }), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }), (bits) => {
    const p = probabilities(bits);
    for (let i = 0; i < 3; i++) expect((p[3 * i] ?? 0) + (p[3 * i + 1] ?? 0) + (p[3 * i + 2] ?? 0)).toBeLessThan(1 + 1e-6);
  }), { numRuns: 200 });
});
