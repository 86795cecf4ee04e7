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
  const odds = ODDS(component.pairs.length);
  component.pairs.forEach((e, at) => (odds[at] = oddsOf(pairs, e)));
  const rows = edgesBy(component.pairs.map((e) => pairs.left[e] ?? 0), ROWS);
  const columns = edgesBy(component.pairs.map((e) => pairs.right[e] ?? 0), COLUMNS);
  const isTree = component.pairs.length === component.lefts.length + component.rights.length - 1;
  const [smaller, larger] = [Math.min(component.lefts.length, component.rights.length), Math.max(component.lefts.length, component.rights.length)];
  const exactly = (): Float64Array => (component.lefts.length <= component.rights.length ? sumAll(odds, listed(columns), listed(rows)) : sumAll(odds, listed(rows), listed(columns)));
  let chances: Float64Array;
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

// There are hundreds of thousands of small components: their arrays are laid in the same places, one component after the other.
function places<A extends Float64Array | Int32Array | Uint8Array>(make: (size: number) => A): (size: number) => A {
  let all = make(64);
  return (size) => {
    if (size > all.length) all = make(Math.max(size, 2 * all.length));
    return all.subarray(0, size) as A; // a part of an array is of its kind
  };
}
const floats = () => places((size) => new Float64Array(size));
const ints = () => places((size) => new Int32Array(size));
const [ODDS, TO_COLUMN, TO_ROW, AFTER, CHANCES] = [floats(), floats(), floats(), floats(), floats()];
const createRoom = () => ({ groupOf: ints(), starts: ints(), next: ints(), edges: ints(), stale: places((size) => new Uint8Array(size)) });
type Room = ReturnType<typeof createRoom>;
const [ROWS, COLUMNS] = [createRoom(), createRoom()];

/** Edges grouped by the row they touch, rows as they first come: those of row k stand at starts[k] … starts[k + 1] - 1 of `edges`. */
type Grouped = {
  readonly starts: Int32Array;
  readonly edges: Int32Array;
  readonly groupOf: Int32Array;
  /** 1 for rows whose messages changed since they were last passed on: the others would pass on the same again. */
  readonly stale: Uint8Array;
};

function edgesBy(rows: readonly number[], room: Room): Grouped {
  const numbers = new Map<number, number>();
  const groupOf = room.groupOf(rows.length);
  rows.forEach((row, edge) => {
    const known = numbers.get(row);
    groupOf[edge] = known ?? numbers.size;
    if (known === undefined) numbers.set(row, numbers.size);
  });
  const starts = room.starts(numbers.size + 1).fill(0);
  for (const group of groupOf) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  for (let k = 0; k < numbers.size; k++) starts[k + 1] = (starts[k + 1] ?? 0) + (starts[k] ?? 0);
  const next = room.next(numbers.size + 1);
  next.set(starts);
  const edges = room.edges(rows.length);
  groupOf.forEach((group, edge) => {
    const at = next[group] ?? 0;
    next[group] = at + 1;
    edges[at] = edge;
  });
  return { starts, edges, groupOf, stale: room.stale(numbers.size).fill(1) };
}

const listed = ({ starts, edges }: Grouped): number[][] => Array.from({ length: starts.length - 1 }, (_, k) => [...edges.subarray(starts[k] ?? 0, starts[k + 1] ?? 0)]);

function sumProduct(odds: Float64Array, rows: Grouped, columns: Grouped): Float64Array {
  const toColumn = TO_COLUMN(odds.length).fill(1); // x of the row towards this edge's column
  const toRow = TO_ROW(odds.length).fill(1);
  const after = AFTER(odds.length + 1);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const moved = Math.max(pass(rows, columns, odds, toRow, toColumn, after), pass(columns, rows, odds, toColumn, toRow, after));
    if (moved < STILL) break;
  }
  const chances = CHANCES(odds.length);
  for (let edge = 0; edge < odds.length; edge++) {
    const w = (odds[edge] ?? 0) * (toColumn[edge] ?? 0) * (toRow[edge] ?? 0);
    chances[edge] = w === Number.POSITIVE_INFINITY ? 1 : w / (1 + w);
  }
  return chances;
}

/** x_{i→j} = 1 / (1 + Σ_{k≠j} o_ik x_{k→i}) for every row i and edge j of it. `after` is room for the sums of one row. */
function pass({ starts, edges, stale }: Grouped, others: Grouped, odds: Float64Array, incoming: Float64Array, outgoing: Float64Array, after: Float64Array): number {
  let moved = 0;
  for (let group = 0; group + 1 < starts.length; group++) {
    if (stale[group] === 0) continue;
    stale[group] = 0;
    const [from, to] = [starts[group] ?? 0, starts[group + 1] ?? 0];
    let sum = 0; // sums from both ends, so that nothing is subtracted
    for (let k = to - 1; k >= from; k--) {
      after[k] = sum;
      const edge = edges[k] ?? 0;
      sum += (odds[edge] ?? 0) * (incoming[edge] ?? 0);
    }
    let before = 0;
    for (let k = from; k < to; k++) {
      const edge = edges[k] ?? 0;
      const next = 1 / (1 + before + (after[k] ?? 0));
      const apart = Math.abs(next - (outgoing[edge] ?? 0));
      moved = Math.max(moved, apart);
      if (outgoing[edge] !== next) others.stale[others.groupOf[edge] ?? 0] = 1;
      outgoing[edge] = next;
      before += (odds[edge] ?? 0) * (incoming[edge] ?? 0);
    }
  }
  return moved;
}

/** Exact: row after row of the larger side, states are the sets of partners taken on the smaller side. */
function sumAll(odds: Float64Array, larger: readonly number[][], smaller: readonly number[][]): Float64Array {
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
  const chances = new Float64Array(odds.length);
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
