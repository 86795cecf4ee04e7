// The probability of each pair when every row has at most one partner: P(matching) is proportional to the product of the odds of its
// pairs. Sum-product on the pairs kept (Bayati, Gamarnik, Katz, Nair & Tetali 2007), exact where a component is a tree; a component
// with a cycle is summed exactly over all its matchings where that is cheap, and up to 12 rows a side where a pair is undecided.
import { BIT, type Component, type Pairs } from "./graph.ts";

const STILL = 1e-7;
const ROUNDS_MAX = 500;
/** Rows on the smaller side up to which all matchings are summed in any case, and where a pair is open; on the larger side. */
const EXACT_ALWAYS_MAX = 6;
const EXACT_SMALLER_MAX = 12;
const EXACT_LARGER_MAX = 400;
const OPEN = [0.01, 0.99] as const;

/** Writes the probability of each pair of the component to `into`. */
export function marginals(component: Component, pairs: Pairs, into: Float64Array): void {
  const odds = component.pairs.map((e) => oddsOf(pairs, e));
  const rows = edgesBy(component.pairs.map((e) => pairs.left[e] ?? 0));
  const columns = edgesBy(component.pairs.map((e) => pairs.right[e] ?? 0));
  const isTree = component.pairs.length === component.lefts.length + component.rights.length - 1;
  const [smaller, larger] = [Math.min(component.lefts.length, component.rights.length), Math.max(component.lefts.length, component.rights.length)];
  const exactly = (): number[] => (component.lefts.length <= component.rights.length ? sumAll(odds, columns, rows) : sumAll(odds, rows, columns));
  let chances: number[];
  if (!isTree && smaller <= EXACT_ALWAYS_MAX && larger <= EXACT_LARGER_MAX) chances = exactly();
  else {
    chances = sumProduct(odds, rows, columns);
    const isOpen = chances.some((p) => p > OPEN[0] && p < OPEN[1]);
    if (!isTree && isOpen && smaller <= EXACT_SMALLER_MAX && larger <= EXACT_LARGER_MAX) chances = exactly();
  }
  component.pairs.forEach((e, at) => (into[e] = chances[at] ?? 0));
}

/** The probability of a pair that is a component by itself: the same figure as `marginals` gives, without its lists. */
export function marginalAlone(pairs: Pairs, e: number): number {
  const odds = oddsOf(pairs, e);
  return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
}

const oddsOf = (pairs: Pairs, e: number): number => Math.exp(((pairs.weight[e] ?? 0) / BIT) * Math.LN2);

/** Edges grouped by the row they touch. */
function edgesBy(rows: readonly number[]): number[][] {
  const groups = new Map<number, number[]>();
  rows.forEach((row, edge) => {
    const of = groups.get(row);
    if (of) of.push(edge);
    else groups.set(row, [edge]);
  });
  return [...groups.values()];
}

function sumProduct(odds: readonly number[], rows: readonly number[][], columns: readonly number[][]): number[] {
  const toColumn = new Float64Array(odds.length).fill(1); // x of the row towards this edge's column
  const toRow = new Float64Array(odds.length).fill(1);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const moved = Math.max(pass(rows, odds, toRow, toColumn), pass(columns, odds, toColumn, toRow));
    if (moved < STILL) break;
  }
  return odds.map((odd, edge) => {
    const w = odd * (toColumn[edge] ?? 0) * (toRow[edge] ?? 0);
    return w === Number.POSITIVE_INFINITY ? 1 : w / (1 + w);
  });
}

/** x_{i→j} = 1 / (1 + Σ_{k≠j} o_ik x_{k→i}) for every row i and edge j of it. */
function pass(groups: readonly number[][], odds: readonly number[], incoming: Float64Array, outgoing: Float64Array): number {
  let moved = 0;
  for (const edges of groups) {
    let before = 0; // prefix sums, so that nothing is subtracted
    const after = new Float64Array(edges.length + 1);
    for (let k = edges.length - 1; k >= 0; k--) after[k] = (after[k + 1] ?? 0) + value(edges[k] ?? 0, odds, incoming);
    edges.forEach((edge, k) => {
      const next = 1 / (1 + before + (after[k + 1] ?? 0));
      moved = Math.max(moved, Math.abs(next - (outgoing[edge] ?? 0)));
      outgoing[edge] = next;
      before += value(edge, odds, incoming);
    });
  }
  return moved;
}

const value = (edge: number, odds: readonly number[], incoming: Float64Array): number => (odds[edge] ?? 0) * (incoming[edge] ?? 0);

/** Exact: row after row of the larger side, states are the sets of partners taken on the smaller side. */
function sumAll(odds: readonly number[], larger: readonly number[][], smaller: readonly number[][]): number[] {
  const bitOf = new Int32Array(odds.length);
  smaller.forEach((edges, bit) => edges.forEach((edge) => (bitOf[edge] = 1 << bit)));
  const states = 1 << smaller.length;
  const forward: Float64Array[] = [new Float64Array(states)];
  forward[0]?.fill(1, 0, 1);
  const step = (edges: readonly number[], from: Float64Array, isBack: boolean): Float64Array => {
    const to = from.slice();
    for (let state = 0; state < states; state++)
      for (const edge of edges) {
        const bit = bitOf[edge] ?? 0;
        if ((state & bit) !== 0) continue;
        if (isBack) to[state] = (to[state] ?? 0) + (odds[edge] ?? 0) * (from[state | bit] ?? 0);
        else to[state | bit] = (to[state | bit] ?? 0) + (odds[edge] ?? 0) * (from[state] ?? 0);
      }
    const top = to.reduce((a, b) => Math.max(a, b), 0);
    return to.map((x) => x / top);
  };
  larger.forEach((edges, k) => forward.push(step(edges, forward[k] ?? new Float64Array(states), false)));
  const chances = new Array<number>(odds.length).fill(0);
  let backward = new Float64Array(states).fill(1);
  for (let k = larger.length - 1; k >= 0; k--) {
    const edges = larger[k] ?? [];
    const from = forward[k] ?? new Float64Array(states);
    let total = 0;
    for (let state = 0; state < states; state++) total += (from[state] ?? 0) * (backward[state] ?? 0);
    const sums = edges.map((edge) => {
      const bit = bitOf[edge] ?? 0;
      let sum = 0;
      for (let state = 0; state < states; state++) if ((state & bit) === 0) sum += (from[state] ?? 0) * (backward[state | bit] ?? 0);
      return sum * (odds[edge] ?? 0);
    });
    const all = sums.reduce((a, b) => a + b, total);
    edges.forEach((edge, at) => (chances[edge] = (sums[at] ?? 0) / all));
    backward = new Float64Array(step(edges, backward, true));
  }
  return chances;
}
