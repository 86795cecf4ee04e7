// Answers of all shards put together, in the order of their numbers.
import { Fault } from "../basis/fault.ts";
import { parseFamily, type Family } from "./parse-families.ts";
import type { FoundPair } from "./decide.ts";
import type { Sex } from "./pedigree.ts";
import type { ShardAnswer } from "./screen-shard.ts";

export type SearchResult = {
  readonly pairs: readonly FoundPair[]; readonly rest: Float64Array; readonly missing: Record<Sex, number>;
  readonly unreferenced: number; readonly scanned: number; readonly cut: number; readonly familyCount: number;
  readonly families: ReadonlyMap<string, Family>; readonly markersTyped: readonly string[]; readonly faults: readonly Fault[];
};

export type ShardOf = Omit<ShardAnswer, "faults"> & { readonly faults: readonly Pick<Fault, "code" | "message" | "places">[] };

/** Fault `FAMILY_TWICE` for an id met before; float sums run in the order of the shards. */
export function mergeShards(answers: readonly ShardOf[], file: string, remains: number): SearchResult {
  const rest = new Float64Array(remains);
  const missing: Record<Sex, number> = { M: 0, F: 0, U: 0 };
  const pairs: FoundPair[] = [];
  const families = new Map<string, Family>();
  const faults: Fault[] = [];
  const met = new Set<string>();
  const markers = new Set<string>();
  let [unreferenced, scanned, cut, familyCount] = [0, 0, 0, 0];
  for (const answer of answers) {
    for (const { code, message, places } of answer.faults) faults.push(new Fault(code, message, places));
    for (const id of answer.ids) {
      familyCount++;
      if (met.has(id)) faults.push(new Fault("FAMILY_TWICE", "expected each family id once", [{ file, row: familyCount, field: "id" }]));
      met.add(id);
    }
    for (let i = 0; i < remains; i++) rest[i] = (rest[i] ?? 0) + (answer.rest[i] ?? 0);
    for (const sex of ["M", "F", "U"] as const) missing[sex] += answer.missing[sex];
    for (const marker of answer.markersTyped) markers.add(marker);
    unreferenced += answer.unreferenced;
    scanned += answer.scanned;
    cut += answer.cut;
    const own = new Map<number, Family>();
    for (const { index, line, text } of answer.families) {
      const { family } = parseFamily(text, file, line);
      own.set(index, family);
      families.set(family.id, family);
    }
    for (const { family: index, slot, ...pair } of answer.pairs) {
      const family = own.get(index);
      if (family) pairs.push({ ...pair, family: family.id, missing: family.missing[slot] ?? "" });
    }
  }
  return { pairs, rest, missing, unreferenced, scanned, cut, familyCount, families, markersTyped: [...markers].sort(), faults };
}
