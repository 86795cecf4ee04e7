// The Merkle tree of RFC 6962 §2.1: leaf hash SHA-256(0x00 ‖ leaf), node hash SHA-256(0x01 ‖ left ‖ right),
// split at the largest power of two below the size; proofs and their checks after RFC 9162 §2.1.3–2.1.4.
import { concat, equalBytes } from "../basis/bytes.ts";
import { sha256 } from "../basis/sha256.ts";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (leaf: Uint8Array): Uint8Array => sha256(concat([LEAF, leaf]));
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concat([NODE, left, right]));
/** The root of no leaves: SHA-256 of nothing. */
export const EMPTY_ROOT = sha256(new Uint8Array(0));

/** A growing tree kept as the roots of its complete subtrees, largest first: log2(size) hashes. */
export type Tree = { readonly size: number; readonly peaks: readonly Uint8Array[] };
export const EMPTY_TREE: Tree = { size: 0, peaks: [] };

/** The tree with one more leaf; amortised constant hashes. */
export function extend(tree: Tree, hash: Uint8Array): Tree {
  const peaks = [...tree.peaks];
  let node = hash;
  for (let size = tree.size; size % 2 === 1; size = Math.floor(size / 2)) {
    const left = peaks.pop();
    if (left) node = nodeHash(left, node);
  }
  return { size: tree.size + 1, peaks: [...peaks, node] };
}

export function rootOf(tree: Tree): Uint8Array {
  const [last, ...before] = [...tree.peaks].reverse();
  if (!last) return EMPTY_ROOT;
  return before.reduce((right, left) => nodeHash(left, right), last);
}

/** Reads the hash of the complete subtree `index` of height `level`; thrown errors pass through. */
export type NodeAt = (level: number, index: number) => Uint8Array;

/** The tree of the first `size` leaves out of complete subtrees. Logarithmic. */
export function treeAt(size: number, at: NodeAt): Tree {
  const peaks: Uint8Array[] = [];
  let from = 0;
  for (let height = Math.floor(Math.log2(Math.max(1, size))); height >= 0; height--) {
    const span = 2 ** height;
    if (size - from < span) continue;
    peaks.push(at(height, from / span));
    from += span;
  }
  return { size, peaks };
}

/** The root of leaves `from` … `to`-1, `from` aligned, out of complete subtrees. Logarithmic. */
function rangeHash(from: number, to: number, at: NodeAt): Uint8Array {
  const size = to - from;
  if (Number.isInteger(Math.log2(size)) && from % size === 0) return at(Math.log2(size), from / size);
  const split = splitOf(size);
  return nodeHash(rangeHash(from, from + split, at), rangeHash(from + split, to, at));
}

/** The largest power of two smaller than `size`, for size >= 2. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Audit path of leaf `index` in the tree of `size` leaves (RFC 6962 §2.1.1), nearest sibling first. */
export function inclusionProof(index: number, size: number, at: NodeAt): Uint8Array[] {
  const walk = (from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle
      ? [...walk(from, middle), rangeHash(middle, to, at)]
      : [...walk(middle, to), rangeHash(from, middle, at)];
  };
  return walk(0, size);
}

/** Consistency proof between sizes `old` <= `size` (RFC 6962 §2.1.2); empty when `old` is 0 or equal. */
export function consistencyProof(old: number, size: number, at: NodeAt): Uint8Array[] {
  const walk = (from: number, to: number, whole: boolean): Uint8Array[] => {
    if (old === to) return whole ? [] : [rangeHash(from, to, at)];
    const middle = from + splitOf(to - from);
    return old <= middle
      ? [...walk(from, middle, whole), rangeHash(middle, to, at)]
      : [...walk(middle, to, false), rangeHash(from, middle, at)];
  };
  return old === 0 || old === size ? [] : walk(0, size, true);
}

/** The root that an audit path leads to, or `undefined` when its length cannot be right. */
export function rootFromInclusion(
  leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (index >= size) return undefined;
  let [node, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else hash = nodeHash(hash, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

/** Whether the tree (`size`, `root`) extends the tree (`old`, `oldRoot`), by RFC 9162 §2.1.4.2. */
export function isConsistent(
  old: number, oldRoot: Uint8Array, size: number, root: Uint8Array, proof: readonly Uint8Array[],
): boolean {
  if (old > size) return false;
  if (old === size) return proof.length === 0 && equalBytes(oldRoot, root);
  if (old === 0) return proof.length === 0 && equalBytes(oldRoot, EMPTY_ROOT);
  const path = Number.isInteger(Math.log2(old)) ? [oldRoot, ...proof] : [...proof];
  let [node, last] = [old - 1, size - 1];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  const [first, ...rest] = path;
  if (!first) return false;
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      [before, after] = [nodeHash(sibling, before), nodeHash(sibling, after)];
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else after = nodeHash(after, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(before, oldRoot) && equalBytes(after, root);
}
