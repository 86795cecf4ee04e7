// Published totals, each of its speaker (MISSION A7, FIELD.md 3): several offices of one side speak, and differ, so the latest total of
// each stands for itself. A total that says what it was summed from is added up again: the total before it, and the
// speaker's party's own counts of the operations since. A sum that differs is an item with an age; one that rests on a
// count not stated or withheld cannot be checked and says so.
import { daysBetween, type CivilDate } from "../basis/civil-date.ts";
import { standingFacts } from "./allocation.ts";
import type { AccountingFact, Total } from "./parse-fact.ts";

export type Reconciliation = {
  readonly from: number;
  /** What the same party counted of each operation in the direction of the obligation; `null` where it stated no number. */
  readonly operations: readonly { readonly operation: string; readonly count: number | null }[];
  readonly sum: number | null;
  /** stated − summed. */
  readonly difference: number | null;
  readonly since: CivilDate; readonly ageDays: number;
};
export type SpokenTotal = {
  readonly by: string;
  /** The office that spoke, or the party where none is named. */
  readonly speaker: string;
  readonly count: number; readonly on: CivilDate; readonly entry: number;
  readonly reconciliation: Reconciliation | null;
};
/** Totals of one day on which the speakers of one side do not agree. */
export type SpeakersDiffer = { readonly by: string; readonly on: CivilDate; readonly ageDays: number; readonly counts: Readonly<Record<string, number>> };

type Direction = { readonly from: string; readonly to: string };

/** The latest total of each speaker, in the order of the record. Linear in the facts that are known. */
export function totalsOf(totals: readonly (AccountingFact & Total)[], known: readonly AccountingFact[], way: Direction, on: CivilDate): SpokenTotal[] {
  const latest = new Map<string, AccountingFact & Total>();
  for (const total of totals) latest.set(`${total.by}/${total.speaker ?? ""}`, total);
  return [...latest.values()].sort((a, b) => a.entry - b.entry).map((total) => ({
    by: total.by, speaker: total.speaker ?? total.by, count: total.count, on: total.on, entry: total.entry, reconciliation: reconcile(total, known, way, on),
  }));
}

function reconcile(total: AccountingFact & Total, known: readonly AccountingFact[], { from, to }: Direction, on: CivilDate): Reconciliation | null {
  if (!total.sums) return null;
  const counted = standingFacts(known).counted.filter(({ by }) => by === total.by);
  const operations = total.sums.operations.map((operation) => {
    const flows = counted.filter((fact) => fact.operation === operation).flatMap((fact) => fact.flows.filter((flow) => flow.from === from && flow.to === to));
    const isKnown = flows.length > 0 && flows.every(({ count }) => typeof count === "number");
    return { operation, count: isKnown ? flows.reduce((sum, { count }) => sum + (typeof count === "number" ? count : 0), 0) : null };
  });
  const sum = operations.reduce<number | null>((so, { count }) => (so === null || count === null ? null : so + count), total.sums.from);
  const days = [total.on, ...counted.filter(({ operation }) => total.sums?.operations.includes(operation)).map((fact) => fact.on)];
  const since = days.reduce((a, b) => (a > b ? a : b));
  return { from: total.sums.from, operations, sum, difference: sum === null ? null : total.count - sum, since, ageDays: daysBetween(since, on) };
}

/** Latest totals of one side and day that differ between its speakers. */
export function speakersDiffer(totals: readonly SpokenTotal[], on: CivilDate): SpeakersDiffer[] {
  const groups = new Map<string, SpokenTotal[]>();
  for (const one of totals) groups.set(`${one.by}/${one.on}`, [...(groups.get(`${one.by}/${one.on}`) ?? []), one]);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || new Set(group.map(({ count }) => count)).size < 2) return [];
    return [{ by: first.by, on: first.on, ageDays: daysBetween(first.on, on), counts: Object.fromEntries(group.map(({ speaker, count }) => [speaker, count])) }];
  });
}
