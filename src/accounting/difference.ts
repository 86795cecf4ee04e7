// Where two sides' numbers of one thing differ: an item with both numbers and an age, nobody's fault. What a side has left open
// between obligations may still close the gap: an item is only what no split of the open part could explain.
import { byCodeUnit } from "../basis/code-sort.ts";
import { daysBetween, type CivilDate } from "../basis/civil-date.ts";
import type { OpenPool, Posting } from "./allocation.ts";
import type { AccountingFact, Count, Total, What } from "./parse-fact.ts";

export type DifferenceItem = { readonly operation: string; readonly counts: Readonly<Record<string, number>> };
export type Difference = { readonly count: number; readonly since: CivilDate; readonly ageDays: number; readonly items: readonly DifferenceItem[] };

type Between = { readonly from: string; readonly to: string; readonly on: CivilDate };
/** A pool as one obligation sees it: `room` is the most that may still come here. */
export type PoolHere = Omit<OpenPool, "room"> & { readonly room: Count };
type Item = { readonly item: DifferenceItem; readonly gap: number; readonly since: CivilDate };

/** Items in which the two counts differ; totals of one day are compared only where no operation shows the difference. */
export function differenceOf(own: readonly Posting[], pools: readonly PoolHere[], totals: readonly (AccountingFact & Total)[], { from, to, on }: Between): Difference | null {
  const differ = [...new Set(own.map(({ operation }) => operation))].flatMap((operation) => itemOf(
    own.filter((one) => one.operation === operation), pools.filter((pool) => pool.operation === operation), operation, from, to));
  const [given, received] = [from, to].map((side) => totals.filter(({ by }) => by === side).at(-1));
  if (differ.length === 0 && given && received && given.on === received.on && given.count !== received.count)
    differ.push({ item: { operation: "published totals", counts: { [from]: given.count, [to]: received.count } }, gap: Math.abs(given.count - received.count), since: given.on });
  const since = differ.map((one) => one.since).sort(byCodeUnit)[0];
  if (since === undefined) return null;
  // absolute, item by item: a surplus here never hides a shortfall there
  return { count: differ.reduce((sum, { gap }) => sum + gap, 0), since, ageDays: daysBetween(since, on), items: differ.map(({ item }) => item) };
}

/** Both sides' numbers of one operation, where they cannot be one. */
function itemOf(own: readonly Posting[], pools: readonly PoolHere[], operation: string, from: string, to: string): Item[] {
  const numbers = own.filter(({ by, count }) => (by === from || by === to) && typeof count === "number");
  const sum = (side: string): number | undefined => {
    const mine = numbers.filter(({ by }) => by === side);
    return mine.length === 0 ? undefined : mine.reduce((total, { count }) => total + numberOf(count), 0);
  };
  const [given, received] = [sum(from), sum(to)];
  if (given === undefined || received === undefined || !isOneQuestion(numbers, from, to)) return [];
  const gap = Math.max(given - most(received, pools, to), received - most(given, pools, from));
  if (gap <= 0) return [];
  const since = [...own, ...pools].filter(({ by }) => by === from || by === to).map((one) => one.on).reduce((a, b) => (a > b ? a : b)); // both counts known: the later day
  return [{ item: { operation, counts: { [from]: given, [to]: received } }, gap, since }];
}

/** What a side may have counted here at most. */
const most = (stated: number, pools: readonly PoolHere[], side: string): number =>
  pools.filter(({ by }) => by === side).reduce((sum, { room }) => sum + (typeof room === "number" ? room : Number.MAX_SAFE_INTEGER / 8), stated);

/** Both sides counted something of one kind: a number of civilians alone does not answer a number of captives. */
function isOneQuestion(numbers: readonly Posting[], from: string, to: string): boolean {
  const whatsOf = (side: string): Set<What> => new Set(numbers.flatMap(({ by, what }) => (by === side ? [what] : [])));
  const received = whatsOf(to);
  return [...whatsOf(from)].some((what) => received.has(what));
}

const numberOf = (count: Count): number => (typeof count === "number" ? count : 0);
