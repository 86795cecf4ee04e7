// The statement of account on a day: promised, delivered by each side's own count, reversed, accepted, outstanding.
// A count not published is "not stated", a count kept back is "withheld"; neither is ever 0 and neither is guessed.
// What an operation under several obligations gives to each is not known unless somebody says so: it is credited to none
// of them and shown beside all. A speaker's later count of the same operation corrects the earlier one. Differences are items with an age; the statement never says whose fault they are.
import { byCodeUnit } from "../basis/code-sort.ts";
import { daysBetween, type CivilDate } from "../basis/civil-date.ts";
import type { AccountingFact, Count, Flow, Obligation, Promised, Reading, What } from "./parse-fact.ts";
import { amendBySpot, spotCountsOf, type SpotCounts } from "./spot.ts";

export type Delivered = {
  readonly counted: number;
  /** Military captives, civilians, remains apart, as this side counted them. */
  readonly apart: Readonly<Partial<Record<What, number>>>;
  readonly notStatedOperations: number;
  readonly withheldOperations: number;
  readonly published: number | null;
};
export type DifferenceItem = { readonly operation: string; readonly counts: Readonly<Record<string, number>> };
export type Difference = { readonly count: number; readonly since: CivilDate; readonly ageDays: number; readonly items: readonly DifferenceItem[] };
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
  /** Operations recorded under more than one obligation: their share here is not stated. */
  readonly shared: readonly DifferenceItem[];
  /** Counts obtained by arithmetic, by no side. */
  readonly derived: number;
  readonly reversed: number;
  /** The source says “at least” of the reversals. */
  readonly reversedAtLeast: boolean;
  readonly accepted: number | null;
  /** By side: what it recorded at the spot of the operations counted here. */
  readonly spot: Readonly<Record<string, SpotCounts>>;
  readonly outstanding: number | null;
  readonly status: "fulfilled" | "provisional" | "pending" | "disputed" | "undetermined" | "no recorded agreement";
  readonly difference: Difference | null;
  readonly because: readonly number[];
};
export type Account = { readonly on: CivilDate; readonly obligations: readonly Block[] };

type Counted = { readonly operation: string; readonly on: CivilDate; readonly by: string; readonly entry: number; readonly flow: Flow };

/** One block per obligation in order of entry, then one per operation under none. Facts after `on` are not read. Linear. */
export function accountOn(facts: readonly AccountingFact[], on: CivilDate): Account {
  const known = facts.filter((fact) => fact.on <= on).sort((a, b) => a.entry - b.entry);
  const latest = new Map<string, number>(); // the entry that stands, by operation and speaker
  for (const fact of known) if (fact.kind === "operation.counted") latest.set(`${fact.by}/${fact.operation}`, fact.entry);
  const spots = known.flatMap((fact) => (fact.kind === "exception.recorded" ? [fact] : []));
  const counted = amendBySpot(known.flatMap((fact) =>
    fact.kind === "operation.counted" && latest.get(`${fact.by}/${fact.operation}`) === fact.entry ? fact.flows.map((flow): Counted => ({ operation: fact.operation, on: fact.on, by: fact.by, entry: fact.entry, flow })) : []), spots);
  const obligations = known.flatMap((fact) => (fact.kind === "obligation.stated" ? [fact] : []));
  const under = new Map<string, Counted[]>();
  for (const one of counted)
    for (const id of one.flow.obligations) {
      const list = under.get(id);
      if (list) list.push(one);
      else under.set(id, [one]);
    }
  const blocks = obligations.map((obligation) => blockOf(obligation, under.get(obligation.id) ?? [], known, on));
  // what fits no obligation stated by this day stands in a block of its own: nothing counted may vanish
  const stated = new Map(obligations.map((one) => [one.id, one]));
  const loose = counted.filter(({ flow }) => !flow.obligations.some((id) => {
    const obligation = stated.get(id);
    return obligation !== undefined && fitsObligation(flow, obligation);
  }));
  return { on, obligations: [...blocks, ...looseBlocks(loose, known, on)] };
}

/** Whether a flow is of the direction and kind that an obligation counts. */
export const fitsObligation = (flow: Flow, { from, to, counts }: Pick<Obligation, "from" | "to" | "counts">): boolean =>
  flow.from === from && flow.to === to && counts.includes(flow.what);

/** Operations under no recorded agreement: a block for each operation, direction and kind of flow. */
function looseBlocks(loose: readonly Counted[], known: readonly AccountingFact[], on: CivilDate): Block[] {
  const groups = new Map<string, Counted[]>();
  for (const one of loose) {
    const { from, to, what } = one.flow;
    const stream = what === "remains" ? "remains" : "captives"; // two counts of one handover may name its civilians apart or not
    const id = `${one.operation}/${from}-${to}/${stream}`;
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups].map(([id, group]) => {
    const { from, to, what } = (group[0] as Counted).flow; // a group has a member, by construction
    const obligation: Obligation & { entry: number } = {
      kind: "obligation.stated", id, agreement: null, clause: null, what, from, to, promised: { kind: "open" },
      counts: what === "remains" ? ["remains"] : ["captives", "civilians"], readings: [], entry: -1,
    };
    return blockOf(obligation, group, known.filter(({ kind }) => kind === "exception.recorded"), on);
  });
}

function blockOf(obligation: Obligation & { readonly entry: number }, all: readonly Counted[], known: readonly AccountingFact[], on: CivilDate): Block {
  const { id, agreement, clause, what, category, from, to, promised, readings } = obligation;
  const fits = all.filter(({ flow }) => fitsObligation(flow, obligation));
  const own = fits.filter(({ flow }) => flow.obligations.length <= 1);
  const shared = itemsOf(fits.filter(({ flow }) => flow.obligations.length > 1), from, to);
  const related = known.filter((fact) => "obligation" in fact && fact.obligation === id);
  const reversals = related.flatMap((fact) => (fact.kind === "reversal.recorded" ? [fact] : []));
  const accepted = related.flatMap((fact) => (fact.kind === "acceptance.recorded" ? [fact] : [])).at(-1)?.count ?? null;
  const operations = [...new Set(own.map(({ operation }) => operation))];
  const spots = known.flatMap((fact) => (fact.kind === "exception.recorded" ? [fact] : []));
  const ownSpots = spots.filter((one) => operations.includes(one.operation) && fitsObligation({ ...one, obligations: [] }, obligation));
  const spot = spotCountsOf(ownSpots, spots);
  const isReserved = Object.values(spot).some(({ underReserve }) => underReserve > 0);
  const sideOf = (side: string): Delivered => {
    const mine = own.filter(({ by }) => by === side);
    const total = related.flatMap((fact) => (fact.kind === "total.published" && fact.by === side ? [fact.count] : [])).at(-1) ?? null;
    const apart: Partial<Record<What, number>> = {};
    for (const { flow } of mine) if (typeof flow.count === "number") apart[flow.what] = (apart[flow.what] ?? 0) + flow.count;
    const state = (operation: string): "counted" | "withheld" | "not stated" => {
      const values = mine.filter((one) => one.operation === operation).map(({ flow }) => flow.count);
      if (values.includes("withheld")) return "withheld";
      return values.length > 0 && values.every((value) => typeof value === "number") ? "counted" : "not stated"; // in part not stated is not stated
    };
    return {
      counted: mine.reduce((sum, { flow }) => sum + numberOf(flow.count), 0), apart,
      notStatedOperations: operations.filter((operation) => state(operation) === "not stated").length,
      withheldOperations: operations.filter((operation) => state(operation) === "withheld").length,
      published: total,
    };
  };
  const delivered = { [from]: sideOf(from), [to]: sideOf(to) };
  const reversed = reversals.reduce((sum, { count }) => sum + count, 0);
  const derived = own.filter(({ by }) => by !== from && by !== to).reduce((sum, { flow }) => sum + numberOf(flow.count), 0);
  const totals = related.flatMap((fact) => (fact.kind === "total.published" ? [fact] : []));
  const difference = differenceOf(own, totals, from, to, on);
  const receiver = sideOf(to);
  const isKnown = receiver.withheldOperations === 0 && receiver.notStatedOperations === 0 && shared.length === 0;
  const net = receiver.counted - reversed;
  const promisedCount = promised.count;
  const atLeastLeft = promisedCount === undefined ? null : Math.max(0, promisedCount - net);
  // a receiver's known count that reaches the promise settles it whatever else is withheld
  const outstanding = atLeastLeft === 0 ? 0 : isKnown ? atLeastLeft : null;
  return {
    id, agreement, clause, what, ...(category === undefined ? {} : { category }), from, to, promised, readings, delivered, shared, derived,
    spot, reversed, reversedAtLeast: reversals.some(({ atLeast }) => atLeast), accepted, outstanding, difference,
    status: statusOf(agreement, promised, outstanding, reversed > 0 || isReserved, accepted, difference, sideOf(from).counted, promisedCount),
    because: [...new Set([...(obligation.entry >= 0 ? [obligation.entry] : []), ...fits.map(({ entry }) => entry), ...related.map(({ entry }) => entry), ...ownSpots.map(({ entry }) => entry)])].sort((a, b) => a - b),
  };
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

/** Operations in which both sides published a number, with the two numbers. */
function itemsOf(counted: readonly Counted[], from: string, to: string): DifferenceItem[] {
  const operations = [...new Set(counted.map(({ operation }) => operation))];
  return operations.map((operation) => {
    const counts: Record<string, number> = {};
    for (const { by, flow } of counted.filter((one) => one.operation === operation))
      if ((by === from || by === to) && typeof flow.count === "number") counts[by] = (counts[by] ?? 0) + flow.count;
    return { operation, counts };
  });
}

/** Items in which the two counts differ; totals of one day are compared only where no operation shows the difference. */
function differenceOf(own: readonly Counted[], totals: readonly (AccountingFact & { kind: "total.published" })[], from: string, to: string, on: CivilDate): Difference | null {
  const differ = itemsOf(own, from, to)
    .filter(({ counts }) => counts[from] !== undefined && counts[to] !== undefined && counts[from] !== counts[to])
    .filter(({ operation }) => isOneQuestion(own, operation, from, to))
    .map((item) => ({ item, since: latestDay(own.filter(({ operation }) => operation === item.operation).filter(({ by }) => by === from || by === to).map((one) => one.on)) }));
  const [given, received] = [from, to].map((side) => totals.filter(({ by }) => by === side).at(-1));
  if (differ.length === 0 && given && received && given.on === received.on && given.count !== received.count)
    differ.push({ item: { operation: "published totals", counts: { [from]: given.count, [to]: received.count } }, since: given.on });
  const since = differ.map((one) => one.since).sort(byCodeUnit)[0];
  if (since === undefined) return null;
  const items = differ.map(({ item }) => item);
  // absolute, item by item: a surplus here never hides a shortfall there
  const count = items.reduce((sum, { counts }) => sum + Math.abs((counts[from] ?? 0) - (counts[to] ?? 0)), 0);
  return { count, since, ageDays: daysBetween(since, on), items };
}

/** Both sides counted something of one kind: a number of civilians alone does not answer a number of captives. */
function isOneQuestion(own: readonly Counted[], operation: string, from: string, to: string): boolean {
  const whatsOf = (side: string): Set<What> =>
    new Set(own.flatMap((one) => (one.operation === operation && one.by === side && typeof one.flow.count === "number" ? [one.flow.what] : [])));
  const received = whatsOf(to);
  return [...whatsOf(from)].some((what) => received.has(what));
}

/** The day from which both counts were known: the later of them. */
const latestDay = (days: readonly CivilDate[]): CivilDate => days.reduce((a, b) => (a > b ? a : b));

const numberOf = (count: Count): number => (typeof count === "number" ? count : 0);
