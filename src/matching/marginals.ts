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
  const rows = edgesBy(component, pairs.left, ROWS);
  const columns = edgesBy(component, pairs.right, COLUMNS);
  const isTree = component.pairs.length === component.lefts.length + component.rights.length - 1;
  const [smaller, larger] = [Math.min(component.lefts.length, component.rights.length), Math.max(component.lefts.length, component.rights.length)];
  const exactly = (): Float64Array => (component.lefts.length <= component.rights.length ? sumAll(odds, columns, rows) : sumAll(odds, rows, columns));
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
const [ODDS, TO_COLUMN, TO_ROW, AFTER, CHANCES, FORWARD, BACKWARD, NEXT] = [floats(), floats(), floats(), floats(), floats(), floats(), floats(), floats()];
const BITS_OF = ints();
const createRoom = () => ({ groupOf: ints(), firsts: ints(), starts: ints(), next: ints(), edges: ints(), stale: places((size) => new Uint8Array(size)) });
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

function edgesBy(component: Component, of: Int32Array, room: Room): Grouped {
  const size = component.pairs.length;
  const groupOf = room.groupOf(size);
  const count = numberGroups(component.pairs, of, groupOf, room.firsts(size));
  const starts = room.starts(count + 1).fill(0);
  const edges = room.edges(size);
  sortByGroup(groupOf, starts, room.next(count + 1), edges);
  return { starts, edges, groupOf, stale: room.stale(count).fill(1) };
}

/** A row is looked for among so many that came before it; beyond it by a map. */
const SOUGHT_MAX = 32;

/** Numbers rows as they first come; how many. */
function numberGroups(pairs: readonly number[], of: Int32Array, groupOf: Int32Array, firsts: Int32Array): number {
  let count = 0;
  let numbers: Map<number, number> | undefined;
  for (let edge = 0; edge < pairs.length; edge++) {
    const row = of[pairs[edge] ?? 0] ?? 0;
    let group: number;
    if (numbers) group = numbers.get(row) ?? count;
    else for (group = 0; group < count && firsts[group] !== row; ) group++;
    groupOf[edge] = group;
    if (group < count) continue;
    firsts[count++] = row;
    if (numbers) numbers.set(row, group);
    else if (count > SOUGHT_MAX) numbers = new Map(Array.from(firsts.subarray(0, count), (one, at) => [one, at]));
  }
  return count;
}

function sortByGroup(groupOf: Int32Array, starts: Int32Array, next: Int32Array, edges: Int32Array): void {
  for (let edge = 0; edge < groupOf.length; edge++) {
    const after = (groupOf[edge] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let k = 0; k + 1 < starts.length; k++) starts[k + 1] = (starts[k + 1] ?? 0) + (starts[k] ?? 0);
  for (let k = 0; k < starts.length; k++) next[k] = starts[k] ?? 0;
  for (let edge = 0; edge < groupOf.length; edge++) {
    const group = groupOf[edge] ?? 0;
    const at = next[group] ?? 0;
    next[group] = at + 1;
    edges[at] = edge;
  }
}

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
function sumAll(odds: Float64Array, larger: Grouped, smaller: Grouped): Float64Array {
  const bitOf = BITS_OF(odds.length);
  for (let edge = 0; edge < odds.length; edge++) bitOf[edge] = 1 << (smaller.groupOf[edge] ?? 0);
  const states = 1 << (smaller.starts.length - 1);
  const rows = larger.starts.length - 1;
  // sums after k rows stand at k · states … (k + 1) · states - 1 of `forward`
  const forward = FORWARD((rows + 1) * states).fill(0, 0, states);
  forward[0] = 1;
  for (let row = 0; row < rows; row++) stepOn(larger, row, bitOf, odds, forward, row * states, states);
  const chances = CHANCES(odds.length);
  const [backward, next] = [BACKWARD(states).fill(1), NEXT(states)];
  for (let row = rows - 1; row >= 0; row--) {
    chancesOf(larger, row, bitOf, odds, forward, row * states, backward, chances);
    stepBack(larger, row, bitOf, odds, backward, next);
  }
  return chances;
}

/** Adds one row to the sums at `at` … `at` + `states` - 1 and writes what comes of them behind them. */
function stepOn({ starts, edges }: Grouped, row: number, bitOf: Int32Array, odds: Float64Array, sums: Float64Array, at: number, states: number): void {
  const into = at + states;
  for (let state = 0; state < states; state++) sums[into + state] = sums[at + state] ?? 0;
  for (let state = 0; state < states; state++)
    for (let k = starts[row] ?? 0; k < (starts[row + 1] ?? 0); k++) {
      const edge = edges[k] ?? 0;
      const bit = bitOf[edge] ?? 0;
      if ((state & bit) === 0) sums[into + (state | bit)] = (sums[into + (state | bit)] ?? 0) + (odds[edge] ?? 0) * (sums[at + state] ?? 0);
    }
  scale(sums, into, states);
}

/** The same from behind, in the place of `sums`. */
function stepBack({ starts, edges }: Grouped, row: number, bitOf: Int32Array, odds: Float64Array, sums: Float64Array, next: Float64Array): void {
  for (let state = 0; state < sums.length; state++) {
    let sum = sums[state] ?? 0;
    for (let k = starts[row] ?? 0; k < (starts[row + 1] ?? 0); k++) {
      const edge = edges[k] ?? 0;
      const bit = bitOf[edge] ?? 0;
      if ((state & bit) === 0) sum += (odds[edge] ?? 0) * (sums[state | bit] ?? 0);
    }
    next[state] = sum;
  }
  scale(next, 0, sums.length);
  sums.set(next);
}

/** The largest becomes 1: only ratios count, and sums of many rows would leave the range of numbers. */
function scale(sums: Float64Array, from: number, count: number): void {
  let top = 0;
  for (let at = from; at < from + count; at++) top = Math.max(top, sums[at] ?? 0);
  for (let at = from; at < from + count; at++) sums[at] = (sums[at] ?? 0) / top;
}

function chancesOf({ starts, edges }: Grouped, row: number, bitOf: Int32Array, odds: Float64Array, forward: Float64Array, at: number, backward: Float64Array, chances: Float64Array): void {
  const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
  let all = 0;
  for (let state = 0; state < backward.length; state++) all += (forward[at + state] ?? 0) * (backward[state] ?? 0);
  for (let k = from; k < to; k++) {
    const edge = edges[k] ?? 0;
    const bit = bitOf[edge] ?? 0;
    let sum = 0;
    for (let state = 0; state < backward.length; state++) if ((state & bit) === 0) sum += (forward[at + state] ?? 0) * (backward[state | bit] ?? 0);
    chances[edge] = sum * (odds[edge] ?? 0);
    all += chances[edge] ?? 0;
  }
  for (let k = from; k < to; k++) {
    const edge = edges[k] ?? 0;
    chances[edge] = (chances[edge] ?? 0) / all;
  }
}
