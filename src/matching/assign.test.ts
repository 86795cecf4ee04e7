import fc from "fast-check";
import { expect, test } from "vitest";
import { assign, assignPlainly, notes } from "./assign.ts";
import { assignSlowly, hungarianTotal } from "./assign.slow.ts";
import type { Component, Pairs } from "./graph.ts";

/** A dense table as one component; 0 or less stands for no pair. */
function asComponent(weights: readonly (readonly number[])[]): { component: Component; pairs: Pairs } {
  const edges = weights.flatMap((row, i) => row.flatMap((weight, j) => (weight > 0 ? [{ i, j, weight }] : [])));
  return {
    component: { lefts: weights.map((_, i) => i), rights: (weights[0] ?? []).map((_, j) => j), pairs: edges.map((_, e) => e) },
    pairs: { left: Int32Array.from(edges, ({ i }) => i), right: Int32Array.from(edges, ({ j }) => j), weight: Float64Array.from(edges, ({ weight }) => weight) },
  };
}

const solve = (weights: readonly (readonly number[])[]) => {
  const { component, pairs } = asComponent(weights);
  const chosen = assign(component, pairs);
  const rightOf = weights.map((row, i) => {
    const edge = chosen.find((e) => pairs.left[e] === i);
    return edge === undefined ? row.length : (pairs.right[edge] ?? -1);
  });
  return { total: chosen.reduce((sum, e) => sum + (pairs.weight[e] ?? 0), 0), rightOf, rights: chosen.map((e) => pairs.right[e]) };
};

const table = (rowsMax: number, columnsMax: number, weightMax: number) =>
  fc.integer({ min: 1, max: columnsMax }).chain((columns) => fc.array(fc.array(fc.integer({ min: -1, max: weightMax }), { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: rowsMax }));

test("the assignment is the optimum of every matching tried out, ties to the first ids, in 6,000 small cases", () => {
  fc.assert(fc.property(table(4, 4, 4), (weights) => {
    const found = solve(weights);
    const best = assignSlowly(weights);
    expect(found.total).toBe(best.total);
    expect(found.rightOf).toEqual(best.rightOf);
    expect(new Set(found.rights).size).toBe(found.rights.length);
  }), { numRuns: 6_000 });
});

test("the assignment equals a dense Hungarian optimum in 4,000 cases up to 9 by 9", () => {
  fc.assert(fc.property(table(9, 9, 1000), (weights) => {
    expect(solve(weights).total).toBe(hungarianTotal(weights));
  }), { numRuns: 4_000 });
});

test("what is plain is what the assignment chooses, and most tables of a few clear pairs are plain", () => {
  let plain = 0;
  const noted = notes(5);
  let number = 0; // one component after the other, over the same notes
  fc.assert(fc.property(fc.oneof(table(4, 4, 4), table(5, 5, 1000), table(1, 5, 9), table(5, 1, 9)), (weights) => {
    const { component, pairs } = asComponent(weights);
    const isChosen = new Uint8Array(pairs.left.length);
    const isPlain = assignPlainly(++number, Int32Array.from(component.pairs), 0, component.pairs.length, pairs, noted, isChosen);
    if (isPlain) plain++;
    expect([...isChosen.keys()].filter((e) => isChosen[e] === 1)).toEqual(isPlain ? assign(component, pairs) : []);
  }), { numRuns: 4_000 });
  expect(plain).toBeGreaterThan(1_000);
});

test("greedy would take 10 and leave 9 + 9 on the table; the assignment does not", () => {
  expect(solve([[10, 9], [9, 0]]).rightOf).toEqual([1, 0]);
});
