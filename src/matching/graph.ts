// Pairs that were kept, as a graph between left and right rows, cut into its connected components. A component lists its rows in
// code order of their ids, so that what is computed of it depends on it alone.

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

/** `leftRank` and `rightRank` give each row its place in code order of ids. O(pairs · log). */
export function componentsOf(pairs: Pairs, leftRank: Int32Array, rightRank: Int32Array): Component[] {
  const offset = leftRank.length;
  const parent = Int32Array.from({ length: offset + rightRank.length }, (_, node) => node);
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
  for (let e = 0; e < pairs.left.length; e++) {
    const [a, b] = [find(pairs.left[e] ?? 0), find(offset + (pairs.right[e] ?? 0))];
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  }
  const order = Array.from({ length: pairs.left.length }, (_, e) => e).sort((a, b) =>
    (leftRank[pairs.left[a] ?? 0] ?? 0) - (leftRank[pairs.left[b] ?? 0] ?? 0) || (rightRank[pairs.right[a] ?? 0] ?? 0) - (rightRank[pairs.right[b] ?? 0] ?? 0));
  const members = new Map<number, number[]>();
  for (const e of order) {
    const root = find(pairs.left[e] ?? 0);
    const of = members.get(root);
    if (of) of.push(e);
    else members.set(root, [e]);
  }
  return [...members.values()].map((list) => ({
    lefts: [...new Set(list.map((e) => pairs.left[e] ?? 0))],
    rights: [...new Set(list.map((e) => pairs.right[e] ?? 0))].sort((a, b) => (rightRank[a] ?? 0) - (rightRank[b] ?? 0)),
    pairs: list,
  }));
}

/** Place of each id in code order. */
export function ranksOf(ids: readonly string[]): Int32Array {
  const order = ids.map((_, row) => row).sort((a, b) => ((ids[a] ?? "") < (ids[b] ?? "") ? -1 : 1));
  const ranks = new Int32Array(ids.length);
  order.forEach((row, rank) => (ranks[row] = rank));
  return ranks;
}
