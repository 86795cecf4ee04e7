// Counting sort by a small whole number, and by figures digit after digit.

/** Counting sort by `keyOf`, indexed by item, of keys below `keys`: items of equal keys stay in their order. Linear. */
export function stableByKey(items: Int32Array, keyOf: Int32Array, keys: number): Int32Array<ArrayBuffer> {
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

const DIGIT = 2 ** 16;

/** Places of these figures, none below zero, by falling figure; equal ones stay in their order. Linear: the bits of such figures stand in the order of the figures (IEEE 754). */
export function byFalling(figures: Float64Array): Int32Array {
  const positive = new Float64Array(figures.length);
  let order = new Int32Array(figures.length);
  for (let at = 0; at < figures.length; at++) {
    positive[at] = (figures[at] ?? 0) + 0; // -0 becomes 0
    order[at] = at;
  }
  const bits = new Uint16Array(positive.buffer);
  const keys = new Int32Array(figures.length);
  for (let digit = 0; digit < 4; digit++) {
    const from = IS_LITTLE ? digit : 3 - digit; // the lowest first
    for (let at = 0; at < keys.length; at++) keys[at] = DIGIT - 1 - (bits[4 * at + from] ?? 0);
    order = stableByKey(order, keys, DIGIT);
  }
  return order;
}

const IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
