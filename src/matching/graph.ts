// Pairs that were kept, as a graph between left and right rows, cut into its connected components. A component lists its rows in
// code order of their ids, so that what is computed of it depends on it alone. Flat arrays throughout: there may be millions.
import { stableByKey } from "./counting-sort.ts";

export type Pairs = {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** log2 of the net odds, in steps of 2^-20 bit: whole numbers, so that sums are exact. */
  readonly weight: Float64Array;
};

export const BIT = 2 ** 20;

export type Component = {
  /** Left and right rows, each ascending by rank of id. */
  readonly lefts: readonly number[];
  readonly rights: readonly number[];
  /** Indexes of pairs, by left then right in that order. */
  readonly pairs: readonly number[];
};

export type Components = {
  readonly count: number;
  /** Number of the component of each pair, from 1, in code order of their first left id. */
  readonly of: Int32Array;
  /** Pairs of component c (from 1) stand at starts[c - 1] … starts[c] - 1 of `order`, by left then right id. */
  readonly starts: Int32Array;
  readonly order: Int32Array;
};

/** `leftRank` and `rightRank` give each row its place in code order of ids. Linear but for the union; pairs that stand by left, then right id are not sorted again. */
export function componentsOf(pairs: Pairs, leftRank: Int32Array, rightRank: Int32Array): Components {
  const offset = leftRank.length;
  const size = pairs.left.length;
  const parent = new Int32Array(offset + rightRank.length);
  for (let node = 0; node < parent.length; node++) parent[node] = node;
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = node; parent[at] !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  for (let e = 0; e < size; e++) {
    const [a, b] = [find(pairs.left[e] ?? 0), find(offset + (pairs.right[e] ?? 0))];
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  }
  const byLeft = byLeftThenRight(pairs, leftRank, rightRank);
  const number = new Int32Array(parent.length);
  const of = new Int32Array(size);
  let count = 0;
  for (let at = 0; at < size; at++) {
    const e = byLeft[at] ?? 0;
    const root = find(pairs.left[e] ?? 0);
    if (number[root] === 0) number[root] = ++count;
    of[e] = number[root] ?? 0;
  }
  const order = stableByKey(byLeft, of, count + 1);
  const starts = new Int32Array(count + 1);
  for (let e = 0; e < size; e++) starts[of[e] ?? 0] = (starts[of[e] ?? 0] ?? 0) + 1;
  for (let c = 1; c <= count; c++) starts[c] = (starts[c] ?? 0) + (starts[c - 1] ?? 0);
  return { count, of, starts, order };
}

function byLeftThenRight({ left, right }: Pairs, leftRank: Int32Array, rightRank: Int32Array): Int32Array {
  const size = left.length;
  const [all, ofLeft, ofRight] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  let [isSorted, lastLeft, lastRight] = [true, -1, -1];
  for (let e = 0; e < size; e++) {
    all[e] = e;
    const [a, b] = [leftRank[left[e] ?? 0] ?? 0, rightRank[right[e] ?? 0] ?? 0];
    if (a < lastLeft || (a === lastLeft && b < lastRight)) isSorted = false;
    ofLeft[e] = lastLeft = a;
    ofRight[e] = lastRight = b;
  }
  return isSorted ? all : stableByKey(stableByKey(all, ofRight, rightRank.length), ofLeft, leftRank.length);
}

/** Component `number` (from 1) as lists. */
export function componentAt(components: Components, number: number, pairs: Pairs, rightRank: Int32Array): Component {
  const list = Array.from(components.order.subarray(components.starts[number - 1] ?? 0, components.starts[number] ?? 0));
  if (list.length === 1) return { lefts: [pairs.left[list[0] ?? 0] ?? 0], rights: [pairs.right[list[0] ?? 0] ?? 0], pairs: list };
  return {
    lefts: [...new Set(list.map((e) => pairs.left[e] ?? 0))],
    rights: [...new Set(list.map((e) => pairs.right[e] ?? 0))].sort((a, b) => (rightRank[a] ?? 0) - (rightRank[b] ?? 0)),
    pairs: list,
  };
}

/** Place of each id in code order. */
export function ranksOf(ids: readonly string[]): Int32Array {
  const order = shortIdsInOrder(ids) ?? Int32Array.from(ids.keys()).sort((a, b) => ((ids[a] ?? "") < (ids[b] ?? "") ? -1 : 1));
  const ranks = new Int32Array(ids.length);
  order.forEach((row, rank) => (ranks[row] = rank));
  return ranks;
}

const SHORT_UNITS = 16;

/** Rows by id, its units two by two from the last to the first, a lacking one before all others; undefined where an id is long or not ASCII. */
function shortIdsInOrder(ids: readonly string[]): Int32Array | undefined {
  const width = ids.reduce((most, id) => Math.max(most, id.length), 0);
  if (width > SHORT_UNITS) return undefined;
  const units = new Uint8Array(ids.length * width);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row] ?? "";
    for (let k = 0; k < id.length; k++) {
      const unit = id.charCodeAt(k);
      if (unit >= 128) return undefined;
      units[row * width + k] = unit + 1;
    }
  }
  let order: Int32Array = Int32Array.from(ids.keys());
  const both = new Int32Array(ids.length);
  for (let k = width - 2; k >= -1; k -= 2) { // two units at once
    for (let row = 0, at = k; row < both.length; row++, at += width) both[row] = (k < 0 ? 0 : 129 * (units[at] ?? 0)) + (units[at + 1] ?? 0);
    order = stableByKey(order, both, 129 * 129);
  }
  return order;
}
