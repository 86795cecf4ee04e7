// The order of a list's ids in code units, from the bytes in which they still lie: ids of few different letters, as most are, are a few
// figures each, which are sorted figure after figure.
import type { Column } from "../vocabulary/person-list.ts";
import { stableByKey } from "./counting-sort.ts";

const ID_BYTES_MAX = 16;
/** Keys of one sort. */
const KEYS_MAX = 2 ** 16;

/**
 * The place of each row's id in their order, where the column still lies as bytes and each id is up to 16 letters of ASCII without blanks around
 * it; else undefined. Linear.
 */
export function ranksOfPlainIds({ packed, at }: Column): Int32Array | undefined {
  if (!packed) return undefined;
  const { bytes, starts } = packed;
  const figureOf = new Int32Array(128); // by letter, from 1; what lacks is 0 and comes before all letters
  let width = 0;
  for (let row = 0; row < at.length; row++) {
    const cell = at[row] ?? 0;
    const from = starts[cell] ?? 0;
    const size = (starts[cell + 1] ?? 0) - from;
    if (size > width) width = size;
    if (size === 0 || size > ID_BYTES_MAX) return undefined;
    for (let k = from; k < from + size; k++) {
      const byte = bytes[k] ?? 0;
      if (byte <= BLANK || byte >= 127) return undefined;
      figureOf[byte] = 1;
    }
  }
  let base = 1;
  for (let byte = 0; byte < 128; byte++) if (figureOf[byte] === 1) figureOf[byte] = base++;
  const figures = Math.floor(Math.log(KEYS_MAX) / Math.log(base + 1)); // of one sort: at most base ** figures keys
  const keys = new Int32Array(at.length);
  let order: Int32Array = new Int32Array(at.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  for (let first = Math.floor((width - 1) / figures) * figures; first >= 0; first -= figures) {
    for (let row = 0; row < keys.length; row++) {
      const cell = at[row] ?? 0;
      const from = starts[cell] ?? 0;
      const size = (starts[cell + 1] ?? 0) - from;
      let key = 0;
      for (let k = first; k < first + figures; k++) key = key * base + (k < size ? (figureOf[bytes[from + k] ?? 0] ?? 0) : 0);
      keys[row] = key;
    }
    order = stableByKey(order, keys, base ** figures);
  }
  const ranks = new Int32Array(at.length);
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank] ?? 0] = rank;
  return ranks;
}

const BLANK = 32;
