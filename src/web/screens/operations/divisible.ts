// What of a speaker's count of an operation he may split between the obligations under which he counted it.
import type { Flow } from "../../../accounting/parse-fact.ts";

/** One kind and direction of a count under several obligations: flows of it are counted together. */
export type Divisible = { readonly what: Flow["what"]; readonly from: string; readonly to: string; readonly count: number; readonly obligations: readonly string[] };

/** What of a count can be split: numbers alone, under two obligations or more; in the order of the count. */
export function divisible(flows: readonly Flow[]): Divisible[] {
  const found = new Map<string, { what: Flow["what"]; from: string; to: string; count: number; obligations: string[] }>();
  for (const { what, from, to, count, obligations } of flows) {
    if (typeof count !== "number") continue;
    const key = `${what} ${from} ${to}`;
    const one = found.get(key) ?? { what, from, to, count: 0, obligations: [] };
    one.count += count;
    one.obligations = [...new Set([...one.obligations, ...obligations])];
    found.set(key, one);
  }
  return [...found.values()].filter(({ obligations }) => obligations.length > 1);
}
