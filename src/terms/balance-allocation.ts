// For everything that adds, a person is allocated once (TERMS.md, 9.5): to the clause under which his handover is recorded if
// he is yes there, else to the first by clause number. Where a value is unknown or disputed, four counts bound the number:
// what counts surely, with every unknown in favour, with every dispute in favour, and with both.
import { DISPUTED, NO, UNKNOWN, YES } from "./entitlement.ts";
import { NOT_RECEIVED, RECEIVED, type Entitlements, type People, type Slot } from "./balance-people.ts";

export type Counted = { readonly sure: number; readonly withUnknown: number; readonly withDisputed: number; readonly possible: number };
export type Weight = (person: number) => { readonly least: number; readonly most: number };
const ONE = { least: 1, most: 1 };
export const perPerson: Weight = () => ONE;

/** Persons of a side received and allocated to one of `slots`, weighed. O(persons × slots). */
export function countAllocated(people: People, all: Entitlements, side: number, slots: ReadonlySet<Slot>, weight: Weight): Counted {
  const counted = { sure: 0, withUnknown: 0, withDisputed: 0, possible: 0 };
  for (let i = 0; i < people.captives.length; i++) {
    if (people.side[i] !== side || people.received[i] === NOT_RECEIVED) continue;
    const { least, most } = weight(i);
    const isSure = people.received[i] === RECEIVED;
    const order = preference(people, all, i);
    if (isSure && isAllocated(order, slots, i, false, false)) counted.sure += least;
    if (isAllocated(order, slots, i, true, false)) counted.withUnknown += most;
    if (isSure && isAllocated(order, slots, i, false, true)) counted.withDisputed += least;
    if (isAllocated(order, slots, i, true, true)) counted.possible += most;
  }
  return counted;
}

/** Release sentences in the order in which a person is allocated: those of the recorded clause, then the rest by number. */
function preference(people: People, { slots, foundLaterClauses }: Entitlements, i: number): readonly Slot[] {
  const recorded = people.recordedClause[i] ?? -1;
  const open = people.foundLater[i] === 1 ? slots.filter(({ clause }) => !foundLaterClauses.has(clause)) : slots;
  if (recorded < 0 || !open.some(({ clause }) => clause === recorded)) return open;
  return [...open.filter(({ clause }) => clause === recorded), ...open.filter(({ clause }) => clause !== recorded)];
}

/** Whether he lands in one of `wanted` when unknowns (disputes) go in favour of landing there, or against. */
function isAllocated(order: readonly Slot[], wanted: ReadonlySet<Slot>, i: number, unknownInFavour: boolean, disputedInFavour: boolean): boolean {
  for (const slot of order) {
    const value = slot.values[i] ?? NO;
    if (value === NO) continue;
    const inFavour = value === YES || (value === UNKNOWN ? unknownInFavour : value === DISPUTED && disputedInFavour);
    if (wanted.has(slot)) {
      if (inFavour) return true;
    } else if (value === YES || !inFavour) return false;
  }
  return false;
}
