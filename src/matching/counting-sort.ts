// Counting sort by a small whole number.

/** Counting sort by `keyOf`, indexed by item, of keys below `keys`: items of equal keys stay in their order. Linear. */
export function stableByKey(items: Int32Array, keyOf: Int32Array, keys: number): Int32Array {
  const starts = new Int32Array(keys + 1);
  for (let at = 0; at < items.length; at++) {
    const slot = (keyOf[items[at] ?? 0] ?? 0) + 1;
    starts[slot] = (starts[slot] ?? 0) + 1;
  }
  for (let key = 0; key < keys; key++) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const sorted = new Int32Array(items.length);
  for (let at = 0; at < items.length; at++) {
    const item = items[at] ?? 0;
    const key = keyOf[item] ?? 0;
    const slot = starts[key] ?? 0;
    starts[key] = slot + 1;
    sorted[slot] = item;
  }
  return sorted;
}
