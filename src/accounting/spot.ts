// What was found at the spot and comes after a count: a count that a speaker states holds what he knew of; what he records of the
// same operation afterwards corrects it, one by one. EXTRA is one more only when both sides accept him there, SUBSTITUTE is ABSENT
// and EXTRA, a broken seal is received under reserve (FIELD.md §5).
import type { CivilDate } from "../basis/civil-date.ts";
import type { Flow, What } from "./parse-fact.ts";

/** What the account needs to know of an exception; the act of the handover room fits. */
export type SpotException = {
  readonly kind: "exception.recorded"; readonly operation: string; readonly code: string; readonly what: What; readonly from: string; readonly to: string; readonly count: number; readonly spot?: string;
};
export type SpotFact = SpotException & { readonly entry: number; readonly on: CivilDate; readonly by: string };
/** By one side: persons or containers planned and not delivered, delivered and not planned (accepted by both), received under reserve. */
export type SpotCounts = { readonly listedNotDelivered: number; readonly deliveredNotListed: number; readonly underReserve: number };

const LOWERS: readonly string[] = ["ABSENT", "SUBSTITUTE", "DECLINED", "UNDECIDED", "UNFIT", "DIED_EN_ROUTE", "MISMATCH", "MINOR"];
const RAISES: readonly string[] = ["EXTRA", "SUBSTITUTE"];

const isSameThing = (a: SpotFact, b: SpotFact): boolean => a.operation === b.operation && a.what === b.what && a.from === b.from && a.to === b.to && a.spot !== undefined && a.spot === b.spot;
/** The entry from which one more counts: the later of the two sides' records; undefined while one of them is missing. */
function acceptedAt(one: SpotFact, all: readonly SpotFact[]): number | undefined {
  const other = all.find((another) => another.by !== one.by && (another.by === one.from || another.by === one.to) && RAISES.includes(another.code) && isSameThing(another, one));
  return RAISES.includes(one.code) && other !== undefined ? Math.max(one.entry, other.entry) : undefined;
}

type Stated = { readonly operation: string; readonly by: string; readonly entry: number; readonly flow: Flow };

/** Each stated count with what its speaker recorded of the same stream afterwards; a count kept back or not stated stays as it is. Never below 0. */
export function amendBySpot<T extends Stated>(counted: readonly T[], spots: readonly SpotFact[]): T[] {
  if (spots.length === 0) return [...counted];
  const taken = new Set<string>(); // one exception corrects one flow, also where a stream is split under several obligations
  return counted.map((one) => {
    const stream = `${one.by} ${one.operation} ${one.flow.what} ${one.flow.from}`;
    if (typeof one.flow.count !== "number" || taken.has(stream)) return one;
    taken.add(stream);
    const own = spots.filter((spot) => spot.by === one.by && spot.operation === one.operation && spot.what === one.flow.what && spot.from === one.flow.from && spot.to === one.flow.to);
    const change = own.reduce((sum, spot) => {
      const from = acceptedAt(spot, spots);
      return sum - (LOWERS.includes(spot.code) && spot.entry > one.entry ? spot.count : 0) + (from !== undefined && from > one.entry ? spot.count : 0);
    }, 0);
    return change === 0 ? one : { ...one, flow: { ...one.flow, count: Math.max(0, one.flow.count + change) } };
  });
}

/** What each side recorded at the spot of the operations and the stream of a block. */
export function spotCountsOf(spots: readonly SpotFact[], all: readonly SpotFact[]): Readonly<Record<string, SpotCounts>> {
  const found: Record<string, SpotCounts> = {};
  for (const spot of spots) {
    const before = found[spot.by] ?? { listedNotDelivered: 0, deliveredNotListed: 0, underReserve: 0 };
    found[spot.by] = {
      listedNotDelivered: before.listedNotDelivered + (LOWERS.includes(spot.code) ? spot.count : 0),
      deliveredNotListed: before.deliveredNotListed + (acceptedAt(spot, all) === undefined ? 0 : spot.count),
      underReserve: before.underReserve + (spot.code === "SEAL_BROKEN" ? spot.count : 0),
    };
  }
  return found;
}
