// The probability of each pair when every row has at most one partner: P(matching) is proportional to the product of the odds of its
// pairs. Sum-product on the pairs kept (Bayati, Gamarnik, Katz, Nair & Tetali 2007), exact where a component is a tree; a component
// with a cycle is summed exactly over all its matchings where that is cheap, and up to 12 rows a side where a pair is undecided.
import { BIT, type Pairs } from "./graph.ts";

const STILL = 1e-7;
const ROUNDS_MAX = 500;
/** Rows on the smaller side up to which all matchings are summed in any case, and where a pair is open; on the larger side. */
const EXACT_ALWAYS_MAX = 6;
const EXACT_SMALLER_MAX = 12;
const EXACT_LARGER_MAX = 400;
const OPEN = [0.01, 0.99] as const;

/** Writes the probability of each pair of a component to `into`: those that stand at `from` … `until` - 1 of `edges`, by left, then right id. */
export function marginals(edges: Int32Array, from: number, until: number, pairs: Pairs, into: Float64Array): void {
  if (isOfOne(pairs.left, edges, from, until) || isOfOne(pairs.right, edges, from, until)) return ofStar(edges, from, until, pairs, into);
  const size = until - from;
  const odds = ODDS(size);
  for (let k = 0; k < size; k++) odds[k] = oddsOf(pairs, edges[from + k] ?? 0);
  group(ROWS, edges, from, size, pairs.left);
  group(COLUMNS, edges, from, size, pairs.right);
  const isTree = size === ROWS.count + COLUMNS.count - 1;
  const [smaller, larger] = [Math.min(ROWS.count, COLUMNS.count), Math.max(ROWS.count, COLUMNS.count)];
  let chances: Float64Array;
  if (!isTree && smaller <= EXACT_ALWAYS_MAX && larger <= EXACT_LARGER_MAX) chances = exactly(size, odds);
  else {
    chances = sumProduct(size, odds, ROWS, COLUMNS);
    if (!isTree && smaller <= EXACT_SMALLER_MAX && larger <= EXACT_LARGER_MAX && isOpen(chances, size)) chances = exactly(size, odds);
  }
  for (let k = 0; k < size; k++) into[edges[from + k] ?? 0] = chances[k] ?? 0;
}

const exactly = (size: number, odds: Float64Array): Float64Array => (ROWS.count <= COLUMNS.count ? sumAll(size, odds, COLUMNS, ROWS) : sumAll(size, odds, ROWS, COLUMNS));

function isOpen(chances: Float64Array, size: number): boolean {
  for (let k = 0; k < size; k++) if ((chances[k] ?? 0) > OPEN[0] && (chances[k] ?? 0) < OPEN[1]) return true;
  return false;
}

function isOfOne(of: Int32Array, edges: Int32Array, from: number, until: number): boolean {
  const row = of[edges[from] ?? 0];
  for (let k = from + 1; k < until; k++) if (of[edges[k] ?? 0] !== row) return false;
  return true;
}

/** Rivals for one row, as half of all components are: the very figures that `sumProduct` comes to, in its first round. */
function ofStar(edges: Int32Array, from: number, until: number, pairs: Pairs, into: Float64Array): void {
  const after = AFTER(until - from);
  const odds = ODDS(until - from);
  let sum = 0;
  for (let k = until - from - 1; k >= 0; k--) {
    after[k] = sum;
    odds[k] = oddsOf(pairs, edges[from + k] ?? 0);
    sum += odds[k] ?? 0;
  }
  let before = 0;
  for (let k = 0; k < until - from; k++) {
    const own = odds[k] ?? 0;
    into[edges[from + k] ?? 0] = chanceOf(own * (1 / (1 + before + (after[k] ?? 0))));
    before += own;
  }
}

/** The probability of a pair that is a component by itself: the same figure as `marginals` gives, without its lists. */
export const marginalAlone = (pairs: Pairs, e: number): number => chanceOf(oddsOf(pairs, e));

const chanceOf = (odds: number): number => (odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds));

const oddsOf = (pairs: Pairs, e: number): number => Math.exp(((pairs.weight[e] ?? 0) / BIT) * Math.LN2);

// There are hundreds of thousands of small components: their arrays are laid in the same places, one component after the other, and
// may be longer than what is asked.
function places<A extends Float64Array | Int32Array>(make: (size: number) => A): (size: number) => A {
  let all = make(64);
  return (size) => {
    if (size > all.length) all = make(Math.max(size, 2 * all.length));
    return all;
  };
}
const floats = () => places((size) => new Float64Array(size));
const [ODDS, TO_COLUMN, TO_ROW, AFTER, CHANCES, FORWARD, BACKWARD, NEXT] = [floats(), floats(), floats(), floats(), floats(), floats(), floats(), floats()];
const BITS_OF = places((size) => new Int32Array(size));

/** Edges grouped by the row they touch, rows as they first come: those of row k stand at starts[k] … starts[k + 1] - 1 of `edges`. */
type Grouped = {
  count: number;
  starts: Int32Array;
  edges: Int32Array;
  groupOf: Int32Array;
  /** 1 for rows whose messages changed since they were last passed on: the others would pass on the same again. */
  stale: Uint8Array;
  firsts: Int32Array;
  next: Int32Array;
};
const grouped = (size: number): Grouped =>
  ({ count: 0, starts: new Int32Array(size + 1), edges: new Int32Array(size), groupOf: new Int32Array(size), stale: new Uint8Array(size), firsts: new Int32Array(size), next: new Int32Array(size + 1) });
const [ROWS, COLUMNS] = [grouped(64), grouped(64)];

function group(room: Grouped, edges: Int32Array, from: number, size: number, of: Int32Array): void {
  if (size > room.edges.length) Object.assign(room, grouped(2 * size));
  const { groupOf, starts, next } = room;
  const count = numberGroups(edges, from, size, of, groupOf, room.firsts);
  room.count = count;
  for (let k = 0; k <= count; k++) starts[k] = 0;
  for (let edge = 0; edge < size; edge++) {
    const after = (groupOf[edge] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let k = 0; k < count; k++) {
    next[k] = starts[k] ?? 0;
    starts[k + 1] = (starts[k + 1] ?? 0) + (starts[k] ?? 0);
    room.stale[k] = 1;
  }
  for (let edge = 0; edge < size; edge++) {
    const own = groupOf[edge] ?? 0;
    const at = next[own] ?? 0;
    next[own] = at + 1;
    room.edges[at] = edge;
  }
}

/** A row is looked for among so many that came before it; beyond it by a map. */
const SOUGHT_MAX = 32;

/** Numbers rows as they first come; how many. */
function numberGroups(edges: Int32Array, from: number, size: number, of: Int32Array, groupOf: Int32Array, firsts: Int32Array): number {
  let count = 0;
  let numbers: Map<number, number> | undefined;
  for (let edge = 0; edge < size; edge++) {
    const row = of[edges[from + edge] ?? 0] ?? 0;
    let own: number;
    if (numbers) own = numbers.get(row) ?? count;
    else for (own = 0; own < count && firsts[own] !== row; ) own++;
    groupOf[edge] = own;
    if (own < count) continue;
    firsts[count++] = row;
    if (numbers) numbers.set(row, own);
    else if (count > SOUGHT_MAX) numbers = new Map(Array.from(firsts.subarray(0, count), (one, at) => [one, at]));
  }
  return count;
}

function sumProduct(size: number, odds: Float64Array, rows: Grouped, columns: Grouped): Float64Array {
  const toColumn = TO_COLUMN(size); // x of the row towards this edge's column
  const toRow = TO_ROW(size);
  const after = AFTER(size + 1);
  for (let edge = 0; edge < size; edge++) toColumn[edge] = toRow[edge] = 1;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const moved = Math.max(pass(rows, columns, odds, toRow, toColumn, after), pass(columns, rows, odds, toColumn, toRow, after));
    if (moved < STILL) break;
  }
  const chances = CHANCES(size);
  for (let edge = 0; edge < size; edge++) chances[edge] = chanceOf((odds[edge] ?? 0) * (toColumn[edge] ?? 0) * (toRow[edge] ?? 0));
  return chances;
}

/** x_{i→j} = 1 / (1 + Σ_{k≠j} o_ik x_{k→i}) for every row i and edge j of it. `after` is room for the sums of one row. */
function pass({ count, starts, edges, stale }: Grouped, others: Grouped, odds: Float64Array, incoming: Float64Array, outgoing: Float64Array, after: Float64Array): number {
  let moved = 0;
  for (let row = 0; row < count; row++) {
    if (stale[row] === 0) continue;
    stale[row] = 0;
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
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
function sumAll(size: number, odds: Float64Array, larger: Grouped, smaller: Grouped): Float64Array {
  const bitOf = BITS_OF(size);
  for (let edge = 0; edge < size; edge++) bitOf[edge] = 1 << (smaller.groupOf[edge] ?? 0);
  const states = 1 << smaller.count;
  const rows = larger.count;
  // sums after k rows stand at k · states … (k + 1) · states - 1 of `forward`
  const forward = FORWARD((rows + 1) * states).fill(0, 0, states);
  forward[0] = 1;
  for (let row = 0; row < rows; row++) stepOn(larger, row, bitOf, odds, forward, row * states, states);
  const chances = CHANCES(size);
  const [backward, next] = [BACKWARD(states).fill(1, 0, states), NEXT(states)];
  for (let row = rows - 1; row >= 0; row--) {
    chancesOf(larger, row, bitOf, odds, forward, row * states, backward, states, chances);
    stepBack(larger, row, bitOf, odds, backward, next, states);
  }
  return chances;
}

/** Adds one row to the sums at `at` … `at` + `states` - 1 and writes what comes of them behind them. */
function stepOn({ starts, edges }: Grouped, row: number, bitOf: Int32Array, odds: Float64Array, sums: Float64Array, at: number, states: number): void {
  const into = at + states;
  for (let state = 0; state < states; state++) sums[into + state] = sums[at + state] ?? 0;
  const first = starts[row] ?? 0;
  const end = starts[row + 1] ?? 0;
  for (let state = 0; state < states; state++) {
    const own = sums[at + state] ?? 0;
    if (own === 0) continue; // not to be reached by these rows
    for (let k = first; k < end; k++) {
      const edge = edges[k] ?? 0;
      const bit = bitOf[edge] ?? 0;
      if ((state & bit) === 0) sums[into + (state | bit)] = (sums[into + (state | bit)] ?? 0) + (odds[edge] ?? 0) * own;
    }
  }
  scale(sums, into, states);
}

/** The same from behind, in the place of `sums`. */
function stepBack({ starts, edges }: Grouped, row: number, bitOf: Int32Array, odds: Float64Array, sums: Float64Array, next: Float64Array, states: number): void {
  for (let state = 0; state < states; state++) {
    let sum = sums[state] ?? 0;
    for (let k = starts[row] ?? 0; k < (starts[row + 1] ?? 0); k++) {
      const edge = edges[k] ?? 0;
      const bit = bitOf[edge] ?? 0;
      if ((state & bit) === 0) sum += (odds[edge] ?? 0) * (sums[state | bit] ?? 0);
    }
    next[state] = sum;
  }
  scale(next, 0, states);
  for (let state = 0; state < states; state++) sums[state] = next[state] ?? 0;
}

/** The largest becomes 1: only ratios count, and sums of many rows would leave the range of numbers. */
function scale(sums: Float64Array, from: number, count: number): void {
  let top = 0;
  for (let at = from; at < from + count; at++) top = Math.max(top, sums[at] ?? 0);
  for (let at = from; at < from + count; at++) sums[at] = (sums[at] ?? 0) / top;
}

function chancesOf({ starts, edges }: Grouped, row: number, bitOf: Int32Array, odds: Float64Array, forward: Float64Array, at: number, backward: Float64Array, states: number, chances: Float64Array): void {
  const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
  let all = 0;
  for (let state = 0; state < states; state++) all += (forward[at + state] ?? 0) * (backward[state] ?? 0);
  for (let k = from; k < to; k++) {
    const edge = edges[k] ?? 0;
    const bit = bitOf[edge] ?? 0;
    let sum = 0;
    for (let state = 0; state < states; state++) if ((state & bit) === 0) sum += (forward[at + state] ?? 0) * (backward[state | bit] ?? 0);
    chances[edge] = sum * (odds[edge] ?? 0);
    all += chances[edge] ?? 0;
  }
  for (let k = from; k < to; k++) {
    const edge = edges[k] ?? 0;
    chances[edge] = (chances[edge] ?? 0) / all;
  }
}
