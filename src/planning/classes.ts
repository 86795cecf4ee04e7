// Persons that no clause and no objective can tell apart form one class; the model counts classes, not persons. A group that travels
// together is one item. Keys and order are exactly those of PLANNING.md §3, because the lottery and the plan hash rest on them.
import { utf8 } from "../basis/bytes.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault } from "../basis/fault.ts";
import { sha256 } from "../basis/sha256.ts";
import { balanceWeight, plannableCaptives, windowOf, type Captive, type Problem, type SideIndex } from "./problem.ts";

/** Captives that travel together (most often one). */
export type Item = { readonly captives: readonly Captive[] };
/**
 * Like items, in the order in which they are placed, and what ONE of them asks for and counts. `first` and `last` are the batches in the
 * window of all members; `first` > `last` when there is none. The other maps go from index of place, tier or earlier batch to persons.
 */
export type TravelClass = {
  readonly key: string; readonly side: SideIndex; readonly items: readonly Item[]; readonly first: number; readonly last: number;
  readonly persons: number; readonly urgency: number;
  /** By balance of the problem: weight out of its party, negative into it. */
  readonly weights: readonly number[];
  readonly perResource: ReadonlyMap<string, number>;
  readonly perPlace: ReadonlyMap<number, number>; readonly perTier: ReadonlyMap<number, number>; readonly perPrev: ReadonlyMap<number, number>;
};

const CLASSES_MAX = 20_000; // PLANNING.md §3

/**
 * The classes of all plannable captives, in code-unit order of their keys; within a class the longest held item first, then by lottery.
 * n log n in the captives. @throws Fault `PLAN_CLASSES` above 20,000 classes, naming the attribute with most values.
 */
export function classesOf(problem: Problem): TravelClass[] {
  const keyOf = keyMaker(problem);
  const itemsByKey = new Map<string, Captive[][]>();
  for (const members of travelTogether(problem)) {
    const key = members.map(keyOf).sort(byCodeUnit).join("&");
    const items = itemsByKey.get(key);
    if (items) items.push(members);
    else itemsByKey.set(key, [members]);
  }
  if (itemsByKey.size > CLASSES_MAX) throw tooMany(problem, itemsByKey.size);
  return [...itemsByKey.entries()].sort(([a], [b]) => byCodeUnit(a, b)).map(([key, items]) => classOf(problem, key, items));
}

/** The class key of one person: `side|tier|urgency|weight|need|place|first|last|prev` (PLANNING.md §3). */
function keyMaker(problem: Problem): (captive: Captive) => string {
  const windows = new Map<string, string>();
  return (captive) => {
    const { side, tier, urgency, weight, need, place, from, until, prev } = captive;
    const span = `${from}|${until}`;
    const window = windows.get(span) ?? (windowOf(problem, captive) ?? ["x", "x"]).join("|");
    windows.set(span, window);
    return `${problem.sides[side]}|${tier}|${urgency}|${weight}|${need}|${problem.places[place]?.id}|${window}|${problem.batches[prev]?.id ?? "-"}${problem.sides.length > 2 ? `|to=${problem.sides[captive.to]}` : ""}`;
  };
}

function travelTogether(problem: Problem): Captive[][] {
  const groups = new Map<string, Captive[]>();
  const items: Captive[][] = [];
  for (const captive of plannableCaptives(problem)) {
    const group = captive.group === undefined ? undefined : groups.get(captive.group);
    if (group) group.push(captive);
    else {
      const item = [captive];
      items.push(item);
      if (captive.group !== undefined) groups.set(captive.group, item);
    }
  }
  return items;
}

function classOf(problem: Problem, key: string, items: readonly Captive[][]): TravelClass {
  const members = items[0] ?? [];
  const count = <K>(indexOf: (captive: Captive) => K): Map<K, number> => {
    const counts = new Map<K, number>();
    for (const member of members) counts.set(indexOf(member), (counts.get(indexOf(member)) ?? 0) + 1);
    return counts;
  };
  const sum = (of: (captive: Captive) => number): number => members.reduce((total, member) => total + of(member), 0);
  const spans = members.map((member) => windowOf(problem, member) ?? ([problem.batches.length, -1] as const));
  const perPrev = count(({ prev }) => prev);
  perPrev.delete(-1);
  return {
    key, side: members[0]?.side ?? 0, items: inDrawnOrder(problem.tieSeed, items),
    first: Math.max(...spans.map(([first]) => first)), last: Math.min(...spans.map(([, last]) => last)),
    persons: members.length, urgency: sum(({ urgency }) => urgency), weights: problem.balances.map((balance) => sum((captive) => balanceWeight(balance, captive))),
    perResource: count(({ need }) => need),
    perPlace: count(({ place }) => place), perTier: count(({ tier }) => tier), perPrev,
  };
}

/** Longest held first (of a group: its longest), then 48 bits of SHA-256(seed|ids), then the ids. */
function inDrawnOrder(tieSeed: string, items: readonly Captive[][]): Item[] {
  const drawn = items.map((captives) => {
    const ids = captives.map(({ id }) => id).sort(byCodeUnit).join(",");
    const heldDays = captives.reduce((most, captive) => Math.max(most, captive.heldDays), 0);
    return { captives, ids, heldDays, draw: items.length > 1 ? first48Bits(`${tieSeed}|${ids}`) : 0 };
  });
  return drawn.sort((a, b) => b.heldDays - a.heldDays || a.draw - b.draw || byCodeUnit(a.ids, b.ids)).map(({ captives }) => ({ captives }));
}

/** The first 48 bits of SHA-256 of the text in UTF-8: exact in a double. */
export function first48Bits(text: string): number {
  const digest = sha256(utf8(text));
  const view = new DataView(digest.buffer, digest.byteOffset);
  return view.getUint32(0) * 2 ** 16 + view.getUint16(4);
}

function tooMany(problem: Problem, found: number): Fault {
  const counts = (["urgency", "weight", "from", "until", "place"] as const).map((name) => ({ name, values: new Set(problem.captives.map((captive) => captive[name])).size }));
  const most = counts.reduce((a, b) => (b.values > a.values ? b : a));
  const message = `expected at most ${CLASSES_MAX} classes of like persons, found ${found}; “${most.name}” has most values (${most.values}): agree bands for it`;
  return new Fault("PLAN_CLASSES", message, [{ field: `captives.${most.name}` }]);
}
