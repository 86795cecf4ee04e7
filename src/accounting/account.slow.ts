// The account counted person by person: every counted number becomes so many units, each unit is put where its speaker says, and
// every column is a walk over units. Bounds come from trying every place for every open unit. Only for small numbers.
import type { CivilDate } from "../basis/civil-date.ts";
import type { AccountingFact, Flow } from "./parse-fact.ts";

type Unit = { readonly by: string; readonly operation: string; readonly flow: Flow; readonly may: readonly string[] };
export type SlowSide = { readonly counted: number; readonly min: number; readonly max: number | null };

/** What one side's counts give to one obligation: stated, and at least and at most over every place of what is open. */
export function slowSide(facts: readonly AccountingFact[], on: CivilDate, id: string, by: string): SlowSide {
  const known = facts.filter((fact) => fact.on <= on);
  const obligation = known.find((fact) => fact.kind === "obligation.stated" && fact.id === id);
  if (obligation?.kind !== "obligation.stated") return { counted: 0, min: 0, max: 0 };
  const isHere = (flow: Flow): boolean => flow.from === obligation.from && flow.to === obligation.to && obligation.counts.includes(flow.what);
  const operations = new Set(known.flatMap((fact) => (fact.kind === "operation.counted" ? [fact.operation] : [])));
  let counted = 0;
  let max: number | null = 0;
  for (const operation of operations) {
    const latest = (who: string): Flow[] => {
      const counts = known.flatMap((fact) => (fact.kind === "operation.counted" && fact.operation === operation && fact.by === who ? [fact] : []));
      return [...(counts.sort((a, b) => b.entry - a.entry)[0]?.flows ?? [])].filter((flow) => isHere(flow));
    };
    const mine = latest(by).filter(({ obligations }) => obligations.includes(id));
    const theirs = latest(by === obligation.from ? obligation.to : obligation.from).filter(({ obligations }) => obligations.includes(id));
    if (mine.length === 0 && theirs.length > 0) max = null; // the other side's number is no number of this side
    if (mine.some(({ count }) => typeof count !== "number")) max = null;
    for (const what of obligation.counts) {
      const flows = latest(by).filter((flow) => flow.what === what);
      counted += flows.filter(({ obligations }) => obligations.length === 1 && obligations[0] === id).reduce((sum, { count }) => sum + (typeof count === "number" ? count : 0), 0);
      const shared = flows.filter(({ obligations }) => obligations.length > 1);
      const units = shared.flatMap((flow) => Array.from({ length: typeof flow.count === "number" ? flow.count : 0 }, (): Unit => ({ by, operation, flow, may: flow.obligations })));
      const splits = known.flatMap((fact) => (fact.kind === "operation.allocated" && fact.operation === operation && fact.by === by ? [fact] : [])).sort((a, b) => b.entry - a.entry);
      const wanted = (splits[0]?.shares ?? []).filter((share) => share.what === what && share.from === obligation.from && share.to === obligation.to);
      const places = wanted.flatMap(({ obligation: to, count }) => Array.from({ length: count }, () => to));
      const ways = shared.every(({ count }) => typeof count === "number") ? placings(units, places) : []; // of no number there is no split
      const stated = ways.length > 0 ? places.filter((to) => to === id).length : 0;
      const rest = ways.length > 0 ? ways : [units];
      counted += stated;
      if (max !== null) max += stated + Math.max(0, ...rest.map((left) => left.filter(({ may }) => may.includes(id)).length));
    }
    if (max !== null) max += mine.filter(({ obligations }) => obligations.length === 1).reduce((sum, { count }) => sum + (typeof count === "number" ? count : 0), 0);
  }
  return { counted, min: counted, max };
}

/** Every way to put units to the places of a split, each with the units that are left; none where the split does not fit. */
function placings(units: readonly Unit[], places: readonly string[]): (readonly Unit[])[] {
  const [place, ...later] = places;
  if (place === undefined) return [units];
  const tried = new Set<Flow>(); // units of one flow are alike
  return units.flatMap((unit, i) => {
    if (!unit.may.includes(place) || tried.has(unit.flow)) return [];
    tried.add(unit.flow);
    return placings([...units.slice(0, i), ...units.slice(i + 1)], later);
  });
}
