// The planning instance (`exchange-plan-instance/1`) of everybody still held, with capacities under which a plan exists: one
// is composed here, kept in the truth, and the least numbers and quotas of the instance are set below what it reaches.
import { daysBetween } from "../../basis/civil-date.ts";
import { dayZero, isPlannable, PLACES, tierOf, urgencyOf, type Captive, type Tier } from "./custody.ts";
import { chance, drawsOf } from "./draws.ts";
import { SIDES, type SideOf } from "./sizes.ts";

export type PlanCaptive = {
  readonly id: string;
  readonly side: SideOf;
  readonly tier: Tier;
  readonly urgency: number;
  readonly rank: string;
  readonly need: "seat" | "stretcher";
  readonly place: string;
  readonly held: number;
  readonly from?: number;
  readonly status: "ready" | "held" | "declined";
  readonly group?: string;
};
export type BatchSide = { readonly min: number; readonly max: number; readonly seat: number; readonly stretcher: number };
export type Batch = { readonly id: string; readonly day: number; readonly A: BatchSide; readonly B: BatchSide };
export type ExchangeInstance = {
  readonly batches: readonly Batch[];
  readonly places: readonly { readonly id: string; readonly side: SideOf; readonly perBatch: number }[];
  readonly parity: { readonly perBatch: number; readonly cumulative: number };
  readonly quota: Readonly<Record<SideOf, number>>;
  readonly unplacedDay: number;
  readonly ranks: Readonly<Record<string, number>>;
  readonly captives: readonly PlanCaptive[];
  /** A plan that keeps every clause, by captive id; who is missing is not placed. */
  readonly witness: ReadonlyMap<string, string>;
};

export const TIERS: readonly { readonly id: Tier; readonly mandatory: boolean; readonly parity: boolean }[] = [
  { id: "wounded", mandatory: true, parity: false }, { id: "sick", mandatory: true, parity: false }, { id: "young", mandatory: true, parity: false },
  { id: "vulnerable", mandatory: false, parity: true }, { id: "general", mandatory: false, parity: true },
];
const isMandatory = (tier: Tier): boolean => TIERS.some(({ id, mandatory }) => id === tier && mandatory);
const tierRank = (tier: Tier): number => TIERS.findIndex(({ id }) => id === tier);
const DAYS_A_BATCH = 7;

/** Batches by the number of persons of the larger side. */
export const batchCount = (persons: number): number => (persons <= 60 ? 3 : persons <= 500 ? 5 : persons <= 5000 ? 10 : 20);

/** Who travels together or alone; none is held back or declines. */
type Item = { readonly members: readonly PlanCaptive[]; readonly side: SideOf; readonly isMandatory: boolean; readonly tier: number; readonly weight: number; readonly from: number };
type Capacity = { readonly max: number; readonly stretcher: number; readonly perPlace: ReadonlyMap<string, number> };
type Load = { persons: number; seat: number; stretcher: number; readonly places: Map<string, number> };

/** `weights`: of each rank. */
export function exchangeInstance(captives: readonly Captive[], seed: string, weights: Readonly<Record<string, number>>): ExchangeInstance {
  const planned = withGroups(captives, seed);
  const items = itemsOf(planned, weights);
  const largest = Math.max(...SIDES.map((side) => planned.filter((one) => one.side === side).length), 1);
  const days = Array.from({ length: batchCount(largest) }, (_, at) => at * DAYS_A_BATCH);
  for (let slack = 0; ; slack++) {
    const capacity = { A: capacityOf(items, "A", days.length, slack), B: capacityOf(items, "B", days.length, slack) };
    const placed = place(items, days, capacity);
    if (placed !== undefined) return instanceWith(planned, days, capacity, placed, weights);
  }
}

function withGroups(captives: readonly Captive[], seed: string): PlanCaptive[] {
  const listed = captives.filter((one) => one.diedOn === "alive" && !one.isCivilian && one.movement < 0);
  const together = new Map<string, Captive[]>();
  for (const one of listed) together.set(`${one.of}${one.household}`, [...(together.get(`${one.of}${one.household}`) ?? []), one]);
  const groupOf = new Map<string, string>();
  for (const members of together.values()) {
    const isOneKind = new Set(members.map((one) => isMandatory(tierOf(one)))).size === 1;
    const [first] = members;
    if (members.length > 1 && first !== undefined && isOneKind && chance(drawsOf(seed, "together", first.of, first.household), 700))
      for (const one of members) groupOf.set(one.id, `G${first.id}`);
  }
  return listed.map((one) => {
    const held = daysBetween(one.heldSince, dayZero);
    const group = groupOf.get(one.id);
    return {
      id: one.id, side: one.holder, tier: tierOf(one), urgency: urgencyOf(held), rank: one.rank, need: one.needsStretcher ? "stretcher" : "seat", place: one.place, held,
      ...(one.fitFromDay > 0 ? { from: one.fitFromDay } : {}), status: isPlannable(one) ? "ready" : one.wish === "declines" ? "declined" : "held",
      ...(group === undefined ? {} : { group }),
    };
  });
}

function itemsOf(planned: readonly PlanCaptive[], weights: Readonly<Record<string, number>>): Item[] {
  const parties = new Map<string, PlanCaptive[]>();
  for (const one of planned) {
    if (one.status === "declined") continue; // leaves the group
    const key = one.group ?? one.id;
    parties.set(key, [...(parties.get(key) ?? []), one]);
  }
  const items: Item[] = [];
  for (const members of parties.values()) {
    const [first] = members;
    if (first === undefined || members.some(({ status }) => status === "held")) continue;
    items.push({
      members, side: first.side, isMandatory: isMandatory(first.tier), tier: Math.min(...members.map(({ tier }) => tierRank(tier))),
      weight: isMandatory(first.tier) ? 0 : members.reduce((sum, { rank }) => sum + (weights[rank] ?? 0), 0), from: Math.max(...members.map(({ from = 0 }) => from)),
    });
  }
  return items;
}

/** Room for about three quarters of those who may go, a third more stretchers than needed; each `slack` adds a quarter. */
function capacityOf(items: readonly Item[], side: SideOf, batches: number, slack: number): Capacity {
  const members = items.filter((item) => item.side === side).flatMap((item) => item.members);
  const room = (persons: number, perCent: number, least: number): number => Math.ceil((persons * (perCent + 25 * slack)) / (100 * batches)) + least + slack;
  const count = (place: string): number => members.filter((one) => one.place === place).length;
  return {
    max: room(members.length, 75, 1), stretcher: room(members.filter(({ need }) => need === "stretcher").length, 133, 1),
    perPlace: new Map(PLACES[side].map(({ id }) => [id, room(count(id), 95, 1)])),
  };
}

type Placed = { readonly of: Map<string, number>; readonly loads: readonly Readonly<Record<SideOf, Load>>[] };

/** First fit of the mandatory in order of tier, then pairs of equal rank weight from both sides, so that no batch leans to one. */
function place(items: readonly Item[], days: readonly number[], capacity: Readonly<Record<SideOf, Capacity>>): Placed | undefined {
  const loads = days.map(() => ({ A: emptyLoad(), B: emptyLoad() }));
  const of = new Map<string, number>();
  const fits = (item: Item, batch: number): boolean => item.from <= (days[batch] ?? 0) && hasRoom(item, loads[batch]?.[item.side], capacity[item.side]);
  const put = (item: Item, batch: number): void => {
    const load = loads[batch]?.[item.side];
    if (load !== undefined) for (const one of item.members) add(load, one);
    for (const { id } of item.members) of.set(id, batch);
  };
  for (const item of items.filter((one) => one.isMandatory).sort((a, b) => a.tier - b.tier)) {
    const batch = days.findIndex((_, at) => fits(item, at));
    if (batch < 0) return undefined;
    put(item, batch);
  }
  const waiting = queues(items);
  days.forEach((_, batch) => {
    for (const queue of waiting) pairUp(queue, (item) => fits(item, batch), (item) => put(item, batch));
  });
  return { of, loads };
}

/** Puts the first of each side that fits, again and again. Who does not fit a batch will not fit it later, so one pass does. */
function pairUp(queue: Record<SideOf, Item[]>, fits: (item: Item) => boolean, put: (item: Item) => void): void {
  const gone = new Set<Item>();
  for (let [a, b] = [0, 0]; ; ) {
    while (a < queue.A.length && !fits(queue.A[a] ?? NOBODY)) a++;
    while (b < queue.B.length && !fits(queue.B[b] ?? NOBODY)) b++;
    const [one, other] = [queue.A[a++], queue.B[b++]];
    if (one === undefined || other === undefined) break;
    for (const item of [one, other]) {
      put(item);
      gone.add(item);
    }
  }
  queue.A = queue.A.filter((item) => !gone.has(item));
  queue.B = queue.B.filter((item) => !gone.has(item));
}

const NOBODY: Item = { members: [], side: "A", isMandatory: false, tier: 0, weight: 0, from: 0 };

/** Those who need not go, by rank weight, ascending. */
function queues(items: readonly Item[]): Record<SideOf, Item[]>[] {
  const byWeight = new Map<number, Record<SideOf, Item[]>>();
  for (const item of items) {
    if (item.isMandatory) continue;
    const queue = byWeight.get(item.weight) ?? { A: [], B: [] };
    queue[item.side].push(item);
    byWeight.set(item.weight, queue);
  }
  return [...byWeight].sort(([a], [b]) => a - b).map(([, queue]) => queue);
}

const emptyLoad = (): Load => ({ persons: 0, seat: 0, stretcher: 0, places: new Map() });

function add(load: Load, one: PlanCaptive): void {
  load.persons++;
  load[one.need]++;
  load.places.set(one.place, (load.places.get(one.place) ?? 0) + 1);
}

function hasRoom(item: Item, load: Load | undefined, capacity: Capacity): boolean {
  if (load === undefined || load.persons + item.members.length > capacity.max) return false;
  if (load.stretcher + item.members.filter(({ need }) => need === "stretcher").length > capacity.stretcher) return false;
  return item.members.every(({ place: at }) =>
    (load.places.get(at) ?? 0) + item.members.filter((one) => one.place === at).length <= (capacity.perPlace.get(at) ?? 0));
}

function instanceWith(captives: readonly PlanCaptive[], days: readonly number[], capacity: Readonly<Record<SideOf, Capacity>>, placed: Placed, weights: Readonly<Record<string, number>>): ExchangeInstance {
  const id = (batch: number): string => `b${String(batch + 1).padStart(2, "0")}`;
  const side = (batch: number, of: SideOf): BatchSide => ({
    min: (placed.loads[batch]?.[of].persons ?? 0) >> 1, max: capacity[of].max, seat: capacity[of].max, stretcher: capacity[of].stretcher,
  });
  const released = (of: SideOf): number => placed.loads.reduce((sum, load) => sum + load[of].persons, 0);
  const tolerance = Math.max(4, Math.ceil(Math.max(capacity.A.max, capacity.B.max) / 20));
  return {
    batches: days.map((day, batch) => ({ id: id(batch), day, A: side(batch, "A"), B: side(batch, "B") })),
    places: SIDES.flatMap((of) => PLACES[of].map((one) => ({ ...one, perBatch: capacity[of].perPlace.get(one.id) ?? 0 }))),
    parity: { perBatch: tolerance, cumulative: tolerance }, quota: { A: Math.floor((released("A") * 9) / 10), B: Math.floor((released("B") * 9) / 10) },
    unplacedDay: days.length * DAYS_A_BATCH + 3 * DAYS_A_BATCH, ranks: weights, captives, witness: new Map([...placed.of].map(([person, batch]) => [person, id(batch)])),
  };
}
