// The slow twin: RFC 6962 §2.1 as it is written, over a list of leaves.
import { sha256 } from "../basis/sha256.ts";
import { leafHash, nodeHash } from "./merkle.ts";

export function slowRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (!only) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return leafHash(only);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(slowRoot(leaves.slice(0, k)), slowRoot(leaves.slice(k)));
}
