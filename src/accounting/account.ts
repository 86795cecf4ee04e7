// The statement of account on a day: promised, delivered by each side's own count, reversed, accepted, outstanding.
// A count not published is "not stated", a count kept back is "withheld"; neither is ever 0 and neither is guessed.
// What an operation under several obligations gives to each is not known unless a side states the split of its own count
// (allocation.ts): what no split covers is credited to none, shown beside all, and bounds what each may have received. A
// speaker's later count or split of the same operation stands instead of the earlier. Differences are items with an age; the
// statement never says whose fault they are.
import { daysBetween, type CivilDate } from "../basis/civil-date.ts";
import { postingsOf, type OpenPool, type Posting, type UnfitReason } from "./allocation.ts";
import { closingOf, type ClosingRow } from "./closing.ts";
import { differenceOf, type Difference } from "./difference.ts";
import { amendBySpot, spotCountsOf, type SpotCounts, type SpotFact } from "./spot.ts";
import { speakersDiffer, totalsOf, type SpeakersDiffer, type SpokenTotal } from "./totals.ts";
import type { AccountingFact, Count, Flow, Obligation, Promised, Reading, What } from "./parse-fact.ts";

export type Delivered = {
  readonly counted: number;
  /** Military captives, civilians, remains apart, as this side counted them. */
  readonly apart: Readonly<Partial<Record<What, number>>>;
  readonly notStatedOperations: number;
  readonly withheldOperations: number;
  readonly published: number | null;
  /** The least and the most that this side's own counts may give here; no most where a count is withheld or not stated. */
  readonly credited: { readonly min: number; readonly max: number | null };
};
/** An operation under several obligations: what each side counted in all, credits here by its own split, and leaves open. */
export type SharedItem = {
  readonly operation: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Credited here by a side's own stated split. */
  readonly shares: Readonly<Record<string, number>>;
  /** The most that a side's count may still give here, or why there is no number; absent where nothing is open. */
  readonly open: Readonly<Record<string, Count>>;
  /** A split that stands on the record and fits the side's count no longer. */
  readonly unfit: Readonly<Record<string, UnfitReason>>;
  /** Where the sides counted it differently and no split says in which obligation the difference lies. */
  readonly difference: { readonly count: number; readonly since: CivilDate; readonly ageDays: number } | null;
};
export type Block = {
  readonly id: string;
  readonly agreement: string | null;
  readonly clause: string | null;
  readonly what: What;
  readonly category?: string;
  readonly from: string;
  readonly to: string;
  readonly promised: Promised;
  readonly readings: readonly Reading[];
  readonly delivered: Readonly<Record<string, Delivered>>;
  /** Operations that a side recorded under more than one obligation and whose split it has not stated in full. */
  readonly shared: readonly SharedItem[];
  /** Operations whose share here is stated in full, by each side's own split. */
  readonly split: readonly SharedItem[];
  /** Counts obtained by arithmetic, by no side. */
  readonly derived: number;
  /** By side: what it recorded at the spot of the operations counted here. */
  readonly spot: Readonly<Record<string, SpotCounts>>;
  readonly reversed: number;
  /** The source says “at least” of the reversals. */
  readonly reversedAtLeast: boolean;
  readonly accepted: number | null;
  readonly outstanding: number | null;
  /** Where a number is promised: what may be outstanding at least and at most, by the receiver's own counts. */
  readonly outstandingBetween: { readonly min: number; readonly max: number } | null;
  /** Received by the receiver's own count beyond a promise of exactly so many. */
  readonly excess: number | null;
  readonly status: "fulfilled" | "provisional" | "pending" | "disputed" | "undetermined" | "no recorded agreement";
  readonly difference: Difference | null;
  /** The latest published total of each speaker, added up again where it says from what. */
  readonly totals: readonly SpokenTotal[];
  /** Speakers of one side whose totals of one day differ. */
  readonly speakersDiffer: readonly SpeakersDiffer[];
  readonly because: readonly number[];
};
/** `closing`: each speaker's counts against what the blocks hold of them; every row sums to zero (MISSION A1). */
export type Account = { readonly on: CivilDate; readonly obligations: readonly Block[]; readonly closing: readonly ClosingRow[] };

type Stated = Obligation & { readonly entry: number };

/** One block per obligation in order of entry, then one per operation under none. Facts after `on` are not read. Linear. */
export function accountOn(facts: readonly AccountingFact[], on: CivilDate): Account {
  const recorded = facts.filter((fact) => fact.on <= on).sort((a, b) => a.entry - b.entry);
  const spots = recorded.flatMap((fact) => (fact.kind === "exception.recorded" ? [fact] : []));
  const known = correctedAtSpot(recorded, spots);
  const { postings, pools } = postingsOf(known);
  const obligations = statedOnce(known);
  const stated = new Map(obligations.map((one) => [one.id, one]));
  const fits = (id: string | null, flow: Direction): boolean => {
    const obligation = id === null ? undefined : stated.get(id);
    return obligation !== undefined && fitsObligation(flow, obligation);
  };
  // what fits no obligation stated by this day stands in a block of its own: nothing counted may vanish
  const isLoose = (pool: OpenPool): boolean => ![...pool.room.keys()].some((id) => fits(id, pool));
  const loose = [...postings.filter((one) => !fits(one.obligation, one)), ...pools.filter(isLoose).flatMap(restOf)];
  const under = grouped(postings.filter((one) => fits(one.obligation, one)), ({ obligation }) => [obligation ?? ""]);
  const open = grouped(pools.filter((pool) => !isLoose(pool)), ({ room }) => [...room.keys()]);
  const related = grouped(known, (fact) => ("obligation" in fact ? [fact.obligation] : []));
  const blocks = [
    ...obligations.map((obligation) => blockOf(obligation, { own: under.get(obligation.id) ?? [], pools: open.get(obligation.id) ?? [], related: related.get(obligation.id) ?? [], known, spots, on })),
    ...looseBlocks(loose, spots, on),
  ];
  return { on, obligations: blocks, closing: closingOf(known, blocks, pools.filter((pool) => !isLoose(pool))) };
}

/** Each standing count with what its speaker recorded at the spot of the same operation afterwards. */
function correctedAtSpot(recorded: readonly AccountingFact[], spots: readonly SpotFact[]): readonly AccountingFact[] {
  if (spots.length === 0) return recorded;
  const latest = new Map<string, number>(); // the entry that stands, by operation and speaker
  for (const fact of recorded) if (fact.kind === "operation.counted") latest.set(`${fact.by}/${fact.operation}`, fact.entry);
  return recorded.map((fact) => {
    if (fact.kind !== "operation.counted" || latest.get(`${fact.by}/${fact.operation}`) !== fact.entry) return fact;
    const { operation, by, entry } = fact;
    return { ...fact, flows: amendBySpot(fact.flows.map((flow) => ({ operation, by, entry, flow })), spots).map(({ flow }) => flow) };
  });
}

type Direction = Pick<Flow, "what" | "from" | "to">;

/** Whether a flow is of the direction and kind that an obligation counts. */
export const fitsObligation = (flow: Direction, { from, to, counts }: Pick<Obligation, "from" | "to" | "counts">): boolean =>
  flow.from === from && flow.to === to && counts.includes(flow.what);

/** An obligation stated again under one name adds none: the first statement stands, no entry edits an agreement (TERMS.md 8). */
function statedOnce(known: readonly AccountingFact[]): Stated[] {
  const byId = new Map<string, Stated>();
  for (const fact of known) if (fact.kind === "obligation.stated" && !byId.has(fact.id)) byId.set(fact.id, fact);
  return [...byId.values()];
}

function grouped<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all)
    for (const key of keysOf(one)) {
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
  return groups;
}

/** What is left of a pool that fits no stated obligation, as numbers on their way to none. */
const restOf = ({ operation, by, on, entries, what, from, to, left, leftOfNumbers }: OpenPool): Posting[] =>
  [...new Set([left, leftOfNumbers])].filter((count) => count !== 0).map((count) => ({ operation, by, on, entries, what, from, to, count, obligation: null }));

/** Operations under no recorded agreement: a block for each operation, direction and kind of flow. */
function looseBlocks(loose: readonly Posting[], spots: readonly SpotFact[], on: CivilDate): Block[] {
  // two counts of one handover may name its civilians apart or not
  const groups = grouped(loose, ({ operation, from, to, what }) => [`${operation}/${from}-${to}/${what === "remains" ? "remains" : "captives"}`]);
  return [...groups].map(([id, own]) => {
    const { from, to, what } = own[0] as Posting; // a group has a member, by construction
    const obligation: Stated = {
      kind: "obligation.stated", id, agreement: null, clause: null, what, from, to, promised: { kind: "open" },
      counts: what === "remains" ? ["remains"] : ["captives", "civilians"], readings: [], entry: -1,
    };
    return blockOf(obligation, { own, pools: [], related: [], known: [], spots, on });
  });
}

type Material = { readonly own: readonly Posting[]; readonly pools: readonly OpenPool[]; readonly related: readonly AccountingFact[]; readonly known: readonly AccountingFact[]; readonly spots: readonly SpotFact[]; readonly on: CivilDate };

function blockOf(obligation: Stated, { own, pools: allPools, related, known, spots, on }: Material): Block {
  const { id, agreement, clause, what, category, from, to, promised, readings } = obligation;
  const pools = allPools.filter((pool) => fitsObligation(pool, obligation));
  const reversals = related.flatMap((fact) => (fact.kind === "reversal.recorded" ? [fact] : []));
  const accepted = related.flatMap((fact) => (fact.kind === "acceptance.recorded" ? [fact] : [])).at(-1)?.count ?? null;
  const items = sharedItems(obligation, own, pools, on);
  const shared = items.filter(({ open }) => Object.keys(open).length > 0);
  const published = (side: string): number | null => related.flatMap((fact) => (fact.kind === "total.published" && fact.by === side ? [fact.count] : [])).at(-1) ?? null;
  const sideOf = (side: string): Delivered => deliveredOf(side, own, pools, shared, published(side));
  const delivered = { [from]: sideOf(from), [to]: sideOf(to) };
  const reversed = reversals.reduce((sum, { count }) => sum + count, 0);
  const derived = own.filter(({ by }) => by !== from && by !== to).reduce((sum, { count }) => sum + numberOf(count), 0);
  const totals = related.flatMap((fact) => (fact.kind === "total.published" ? [fact] : []));
  const difference = differenceOf(own, pools.map((pool) => ({ ...pool, room: pool.room.get(id) ?? 0 })), totals, { from, to, on });
  const spoken = totalsOf(totals, known, { from, to }, on);
  const receiver = sideOf(to);
  const operations = new Set([...own, ...pools].map(({ operation }) => operation));
  const ownSpots = spots.filter((one) => operations.has(one.operation) && fitsObligation(one, obligation));
  const spot = spotCountsOf(ownSpots, spots);
  const isProvisional = reversed > 0 || Object.values(spot).some(({ underReserve }) => underReserve > 0);
  const isKnown = receiver.withheldOperations === 0 && receiver.notStatedOperations === 0 && shared.every(({ open }) => open[to] === undefined);
  const promisedCount = promised.count;
  const left = (received: number): number | null => (promisedCount === undefined ? null : Math.max(0, promisedCount - (received - reversed)));
  const atMost = left(receiver.credited.min);
  // a receiver's known count that reaches the promise settles it whatever else is withheld
  const outstanding = atMost === 0 ? 0 : isKnown ? atMost : null;
  return {
    id, agreement, clause, what, ...(category === undefined ? {} : { category }), from, to, promised, readings, delivered,
    shared, split: items.filter(({ open }) => Object.keys(open).length === 0), derived,
    spot, reversed, reversedAtLeast: reversals.some(({ atLeast }) => atLeast), accepted, outstanding,
    outstandingBetween: atMost === null ? null : { min: receiver.credited.max === null ? 0 : left(receiver.credited.max) ?? 0, max: atMost },
    excess: promised.kind === "exactly" && promisedCount !== undefined && isKnown ? Math.max(0, receiver.counted - reversed - promisedCount) : null,
    difference, totals: spoken, speakersDiffer: speakersDiffer(spoken, on),
    status: statusOf(agreement, promised, outstanding, isProvisional, accepted, difference, sideOf(from).counted, promisedCount),
    because: [...new Set([...(obligation.entry >= 0 ? [obligation.entry] : []), ...[...own, ...pools].flatMap(({ entries }) => entries), ...related.map(({ entry }) => entry), ...ownSpots.map(({ entry }) => entry)])].sort((a, b) => a - b),
  };
}

function deliveredOf(side: string, own: readonly Posting[], pools: readonly OpenPool[], shared: readonly SharedItem[], published: number | null): Delivered {
  const mine = own.filter(({ by }) => by === side);
  const pooled = new Set(pools.filter(({ by }) => by === side).map(({ operation }) => operation));
  const apart: Partial<Record<What, number>> = {};
  for (const { what, count } of mine) if (typeof count === "number") apart[what] = (apart[what] ?? 0) + count;
  const state = (operation: string): "counted" | "withheld" | "not stated" => {
    const values = mine.filter((one) => one.operation === operation).map(({ count }) => count);
    if (values.includes("withheld")) return "withheld";
    return (values.length > 0 || pooled.has(operation)) && values.every((value) => typeof value === "number") ? "counted" : "not stated"; // in part not stated is not stated
  };
  const states = [...new Set(own.map(({ operation }) => operation))].map(state);
  const counted = mine.reduce((sum, { count }) => sum + numberOf(count), 0);
  const rooms = shared.map(({ open }) => open[side] ?? 0);
  const isBounded = states.every((one) => one === "counted") && rooms.every((room) => typeof room === "number");
  return {
    counted, apart,
    notStatedOperations: states.filter((one) => one === "not stated").length,
    withheldOperations: states.filter((one) => one === "withheld").length,
    published,
    credited: { min: counted, max: isBounded ? rooms.reduce<number>((sum, room) => sum + numberOf(room), counted) : null },
  };
}

/** Operations under several obligations as they stand at this one, in the order in which they were counted. */
function sharedItems({ id, from, to }: Stated, own: readonly Posting[], pools: readonly OpenPool[], on: CivilDate): SharedItem[] {
  return [...new Set(pools.map(({ operation }) => operation))].map((operation) => {
    const counts: Record<string, number> = {};
    const shares: Record<string, number> = {};
    const open: Record<string, Count> = {};
    const unfit: Record<string, UnfitReason> = {};
    for (const side of [from, to]) {
      const mine = pools.filter((pool) => pool.operation === operation && pool.by === side);
      const posted = own.filter((one) => one.operation === operation && one.by === side);
      const rooms = mine.map(({ room }) => room.get(id) ?? 0);
      const counted = mine.map((pool) => pool.counted);
      if (counted.some((count) => typeof count === "number")) counts[side] = counted.reduce<number>((sum, count) => sum + numberOf(count), 0);
      if (mine.length > 0 && posted.length > 0) shares[side] = posted.reduce((sum, { count }) => sum + numberOf(count), 0);
      const unknown = rooms.find((room) => typeof room !== "number");
      const room = rooms.reduce<number>((sum, one) => sum + numberOf(one), 0);
      if (mine.length === 0 ? posted.length === 0 : unknown !== undefined || room > 0) open[side] = mine.length === 0 ? "not stated" : unknown ?? room;
      const reason = mine.find((pool) => pool.unfit !== null)?.unfit;
      if (reason) unfit[side] = reason;
    }
    const isSettled = Object.keys(open).length === 0;
    return { operation, counts, shares, open, unfit, difference: isSettled ? null : poolDifference(pools.filter((pool) => pool.operation === operation), counts, [from, to], on) };
  });
}

/** Two counts of the whole operation that differ while its split is open. */
function poolDifference(pools: readonly OpenPool[], counts: Readonly<Record<string, number>>, [from, to]: readonly [string, string], on: CivilDate): SharedItem["difference"] {
  const given = counts[from];
  const received = counts[to];
  if (given === undefined || received === undefined || given === received) return null;
  const since = pools.filter(({ by }) => by === from || by === to).map((pool) => pool.on).reduce((a, b) => (a > b ? a : b));
  return { count: Math.abs(given - received), since, ageDays: daysBetween(since, on) };
}

function statusOf(
  agreement: string | null, promised: Promised, outstanding: number | null, isProvisional: boolean, accepted: number | null,
  difference: Difference | null, giver: number, count: number | undefined,
): Block["status"] {
  if (agreement === null) return "no recorded agreement";
  if (count === undefined || promised.kind === "open" || promised.kind === "all" || outstanding === null) return "undetermined";
  if (outstanding > 0) return difference !== null && giver >= count ? "disputed" : "pending";
  return isProvisional && accepted === null ? "provisional" : "fulfilled";
}

const numberOf = (count: Count): number => (typeof count === "number" ? count : 0);
