// A shard's answer as it is kept for resuming: ratios and line numbers, never a genotype. An exclusion is `null` in place of
// -Infinity, which JSON cannot hold; the text of a family is looked up again by its line.
import { base64, fromBase64 } from "../basis/bytes.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import type { ShardOf } from "./search-result.ts";

export type KeptShard = { readonly digest: string; readonly answer: ShardOf };

/** One line of JSON; `digest` is of the families of the shard. */
export const packShard = ({ digest, answer }: KeptShard): string => JSON.stringify({
  digest, ...answer, rest: base64(new Uint8Array(answer.rest.buffer, answer.rest.byteOffset, answer.rest.byteLength)),
  pairs: answer.pairs.map((pair) => ({ ...pair, log10Lr: pair.log10Lr === -Infinity ? null : pair.log10Lr })),
  families: answer.families.map(({ index, line }) => ({ index, line, text: "" })),
});

/** Nothing for a torn or foreign line: that shard is computed again. */
export function unpackShard(line: string): KeptShard | undefined {
  const raw = orNothing(() => parseJson(line));
  if (!isRecord(raw) || typeof raw["rest"] !== "string" || typeof raw["digest"] !== "string") return undefined;
  const { pairs, families, rest: packed } = raw;
  const rest = orNothing(() => new Float64Array(fromBase64(packed).slice().buffer));
  if (!rest || !Array.isArray(pairs) || !pairs.every(isRecord) || !Array.isArray(families) || !families.every(isRecord)) return undefined;
  const { digest: _, ...members } = raw;
  const answer = { ...members, rest } as unknown as ShardOf; // written by `packShard`; of another machine it is judged by `demandCounts`
  return { digest: raw["digest"], answer: { ...answer, pairs: answer.pairs.map((pair) => ({ ...pair, log10Lr: (pair.log10Lr as number | null) ?? -Infinity })) } };
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The answer with the text of its families, by their place in the shard. */
export const withTexts = (answer: ShardOf, texts: readonly string[]): ShardOf =>
  (answer.families.every(({ text }) => text !== "") ? answer : { ...answer, families: answer.families.map(({ index, line }) => ({ index, line, text: texts[index] ?? "" })) });
