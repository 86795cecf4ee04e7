// How often a list holds words one slip away from a given word. "One letter differs" says little of Шевченко, around whom there are many
// other names, and much of a name that stands alone: the level's u is that of the whole list, and this is the part of the very word.
// Words one slip apart share the word itself or a form with one letter left out (FastSS: Bocek, Hunt & Stiller 2007).
import { eachHashWithout, isOneEdit } from "../vocabulary/name-table.ts";

/** Shorter words are never called one edit apart (compare-name.ts). */
export const NEAR_LENGTH_MIN = 4;
/** A form that so many words share is no sign of a slip among them any more, and its pairs would cost the square. */
export const NEAR_GROUP_MAX = 400;

/**
 * By word: how many rows bear another word one edit away. `counts` says how many rows bear each word, 0 for words that do not take
 * part. Near linear: forms times words that share one.
 */
export function countNear(texts: readonly string[], counts: Float64Array): Float64Array {
  const words: number[] = [];
  let size = 0;
  for (let word = 1; word < counts.length; word++) {
    const { length } = texts[word] ?? "";
    if ((counts[word] ?? 0) === 0 || length < NEAR_LENGTH_MIN) continue;
    words.push(word);
    size += length + 1;
  }
  const near = new Float64Array(counts.length);
  if (size === 0) return near;
  const mask = 2 ** Math.ceil(Math.log2(size)) - 1;
  const [hashes, owners] = [new Int32Array(size), new Int32Array(size)];
  let at = 0;
  for (const word of words) {
    eachHashWithout(texts[word] ?? "", (hash) => {
      hashes[at] = hash | 1;
      owners[at++] = word;
    });
  }
  const starts = new Int32Array(mask + 2);
  for (const hash of hashes) starts[(hash & mask) + 1] = (starts[(hash & mask) + 1] ?? 0) + 1;
  for (let slot = 0; slot <= mask; slot++) starts[slot + 1] = (starts[slot + 1] ?? 0) + (starts[slot] ?? 0);
  const entries = new Int32Array(2 * size); // hash and word by turns, by slot: a group is read as it lies
  const next = starts.slice();
  for (let e = 0; e < size; e++) {
    const hash = hashes[e] ?? 0;
    const place = next[hash & mask] ?? 0;
    next[hash & mask] = place + 1;
    entries[2 * place] = hash;
    entries[2 * place + 1] = owners[e] ?? 0;
  }
  const stamp = new Int32Array(counts.length); // the last word that met this one: each neighbour counts once
  for (let e = 0; e < size; e++) {
    const [a, hash] = [owners[e] ?? 0, hashes[e] ?? 0];
    const [from, to] = [starts[hash & mask] ?? 0, starts[(hash & mask) + 1] ?? 0];
    if (to - from > NEAR_GROUP_MAX) continue;
    for (let x = 2 * from; x < 2 * to; x += 2) {
      if (entries[x] !== hash) continue;
      const b = entries[x + 1] ?? 0;
      if (b <= a || stamp[b] === a) continue; // a pair is looked at once, for both
      stamp[b] = a;
      if (!isOneEdit(texts[a] ?? "", texts[b] ?? "")) continue;
      near[a] = (near[a] ?? 0) + (counts[b] ?? 0);
      near[b] = (near[b] ?? 0) + (counts[a] ?? 0);
    }
  }
  return near;
}
