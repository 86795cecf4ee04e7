// The trial balance (MISSION A1): what each speaker counted in each direction, against what stands of it in the blocks and what
// is open between them. The first column is added up from the counts, the second from the finished blocks: a count that
// was lost or credited twice on its way shows as a remainder that is not zero.
import { byCodeUnit } from "../basis/code-sort.ts";
import { standingFacts, type OpenPool } from "./allocation.ts";
import type { AccountingFact, What } from "./parse-fact.ts";

/** What is read of a finished block. */
type BlockSums = { readonly from: string; readonly to: string; readonly delivered: Readonly<Record<string, { readonly apart: Readonly<Partial<Record<What, number>>> }>> };

export type ClosingRow = {
  readonly by: string; readonly from: string; readonly to: string;
  readonly stream: "living" | "remains";
  /** Every number of this speaker that stands. */
  readonly counted: number;
  /** Credited in the blocks, those under no agreement included. */
  readonly credited: number;
  /** Open between obligations: no split of it is stated. */
  readonly open: number;
  /** counted − credited − open. */
  readonly remainder: number;
};

/** Rows of the two sides of each direction, sorted by speaker and direction. Linear in facts and blocks. */
export function closingOf(known: readonly AccountingFact[], blocks: readonly BlockSums[], pools: readonly OpenPool[]): ClosingRow[] {
  const rows = new Map<string, { by: string; from: string; to: string; stream: ClosingRow["stream"]; counted: number; credited: number; open: number }>();
  const row = (by: string, { from, to, what }: { readonly from: string; readonly to: string; readonly what: string }) => {
    const stream = what === "remains" ? "remains" : "living";
    const key = `${by}/${from}-${to}/${stream}`;
    const found = rows.get(key) ?? { by, from, to, stream, counted: 0, credited: 0, open: 0 };
    rows.set(key, found);
    return found;
  };
  for (const { by, flows } of standingFacts(known).counted)
    for (const flow of flows) if (typeof flow.count === "number" && isSide(by, flow)) row(by, flow).counted += flow.count;
  for (const block of blocks)
    for (const [by, { apart }] of Object.entries(block.delivered))
      for (const [what, count] of Object.entries(apart)) row(by, { from: block.from, to: block.to, what }).credited += count;
  for (const pool of pools) if (isSide(pool.by, pool) && pool.leftOfNumbers > 0) row(pool.by, pool).open += pool.leftOfNumbers;
  return [...rows].sort(([a], [b]) => byCodeUnit(a, b)).map(([, one]) => ({ ...one, remainder: one.counted - one.credited - one.open }));
}

const isSide = (by: string, { from, to }: { readonly from: string; readonly to: string }): boolean => by === from || by === to;
