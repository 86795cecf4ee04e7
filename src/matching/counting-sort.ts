// Counting sort by a small whole number.

/** Counting sort: items of equal keys stay in their order. Linear. */
export function stableByKey(items: Int32Array, keyOf: (item: number) => number, keys: number): Int32Array {
  const starts = new Int32Array(keys + 1);
  for (const item of items) {
    const slot = keyOf(item) + 1;
    starts[slot] = (starts[slot] ?? 0) + 1;
  }
  for (let key = 0; key < keys; key++) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const sorted = new Int32Array(items.length);
  for (const item of items) {
    const key = keyOf(item);
    const slot = starts[key] ?? 0;
    starts[key] = slot + 1;
    sorted[slot] = item;
  }
  return sorted;
}
