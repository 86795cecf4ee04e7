// What one sentence leaves outstanding for one side in one reading (TERMS.md, 9.4–9.7). `min` takes every doubt in favour of
// the giver, `max` against, `ifDisputes` disputes against and unknowns in favour. The numbers say what is outstanding, never why.
import type { CivilDate } from "../basis/civil-date.ts";
import { DISPUTED, NO, UNKNOWN, YES } from "./entitlement.ts";
import { clauseOf, partiesOf, plain, type Due, type NotStated, type SentenceOf, type Terms } from "./ast.ts";
import type { Facts } from "./facts.ts";
import { dueOf, gives, lateSince, NOT_STATED, type Calendar, type DueDay } from "./due.ts";
import { countAllocated, perPerson, type Counted, type Weight } from "./balance-allocation.ts";
import { DECLINED, DIED, ELSEWHERE, MAYBE_RECEIVED, NOT_RECEIVED, RECEIVED, STAYS, type Entitlements, type People, type Slot } from "./balance-people.ts";
import { rankTable, rankWeight } from "./rank.ts";

export type Outstanding = { readonly min: number; readonly ifDisputes: number; readonly max: number };
export type Owed = {
  readonly sentence: string; readonly clause: number; readonly kind: "release" | "floor" | "remains" | "step" | "foundLater";
  /** A party code, or both joined by `+` where the text does not say which side gives. */
  readonly side: string;
  readonly unit: "captives" | "rank value" | "containers" | "steps";
  readonly promised: number; readonly atLeast: boolean; readonly delivered: number; readonly outstanding: Outstanding;
  readonly excess: number; readonly credit: number;
  /** Person indexes. */
  readonly persons: Persons;
  /** The quantity is `all`: open while the lists are. */
  readonly isAll: boolean;
  /** Nothing in the facts can show that all was given: `all` remains. */
  readonly isOpenEnded: boolean;
  readonly due: DueDay; readonly lateSince: CivilDate | "not late";
  readonly what: string;
  readonly entries: readonly string[]; readonly entriesLeftOut: number;
};
export type Persons = {
  readonly promised: readonly number[]; readonly outstanding: readonly number[]; readonly unknown: readonly number[];
  readonly disputed: readonly number[]; readonly receiptUnknown: readonly number[]; readonly died: readonly number[]; readonly declined: readonly number[]; readonly elsewhere: readonly number[];
};
const NOBODY: Persons = { promised: [], outstanding: [], unknown: [], disputed: [], receiptUnknown: [], died: [], declined: [], elsewhere: [] };
const ENTRIES_MAX = 100;

export type Ground = {
  readonly terms: Terms; readonly facts: Facts; readonly on: CivilDate; readonly people: People; readonly entitlements: Entitlements;
  readonly calendar: Calendar; readonly each: ReadonlySet<string>;
};

/** Every sentence that carries a balance, for every side that gives under it. O(sentences × persons × release sentences). */
export function balancesOf(ground: Ground): Owed[] {
  const parties = partiesOf(ground.terms);
  const owed: Owed[] = [];
  for (const sentence of ground.terms.sentences) {
    if (sentence.kind === "remains" && sentence.giver === "open") owed.push(openRemains(ground, sentence));
    parties.forEach((side, index) => {
      const place = { ground, side, index };
      switch (sentence.kind) {
        case "release": if (gives(sentence, side)) owed.push(releaseOwed(place, sentence)); break;
        case "floor": owed.push(floorOwed(place, sentence)); break;
        case "foundLater": owed.push(foundLaterOwed(place, sentence)); break;
        case "remains": if (gives(sentence, side)) owed.push(remainsOwed(place, sentence)); break;
        case "step": if (gives(sentence, side)) owed.push(stepOwed(place, sentence)); break;
        default: // carries no balance
      }
    });
  }
  return owed;
}

type Side = { readonly ground: Ground; readonly side: string; readonly index: number };

function releaseOwed(place: Side, sentence: SentenceOf<"release">): Owed {
  const slot = place.ground.entitlements.slots.find((one) => one.sentence === sentence);
  if (!slot) throw new Error("bug: a release sentence without its values");
  if ("all" in sentence.quantity) return allOwed(place, sentence, sentence.due, (i) => skipsFoundLater(place, slot.clause, i) ? NO : slot.values[i] ?? NO, "release");
  const weight: Weight = sentence.atRankValue ? rankWeight(rankTable(place.ground.terms), place.ground.people) : perPerson;
  const counted = countAllocated(place.ground.people, place.ground.entitlements, place.index, new Set([slot]), weight);
  const base = { ...blank(place, sentence, "release", sentence.due), ...entriesOf(receivedEntries(place, slot)), unit: sentence.atRankValue ? "rank value" as const : "captives" as const };
  if ("ratio" in sentence.quantity) return ratioOwed(place, sentence, base, counted, weight);
  const isMin = "min" in sentence.quantity;
  const promised = plain("min" in sentence.quantity ? sentence.quantity.min : sentence.quantity.exactly);
  return { ...base, promised, atLeast: isMin, delivered: counted.sure, outstanding: shortOf(promised, counted), excess: isMin ? 0 : Math.max(0, counted.sure - promised), persons: uncertainReceived(place, [slot]) };
}

/** `a for b`: owes a × ⌊received from the other / b⌋; what one side has given beyond is its credit. */
function ratioOwed(place: Side, sentence: SentenceOf<"release">, base: Owed, own: Counted, weight: Weight): Owed {
  const { people, entitlements } = place.ground;
  const [a, b] = "ratio" in sentence.quantity ? sentence.quantity.ratio : [1, 1];
  const others = new Set(entitlements.slots.filter((one) => sentence.giver !== "each" || one.sentence === sentence));
  const other = countAllocated(people, entitlements, 1 - place.index, others, weight);
  const owes = (received: number): number => a * Math.floor(received / b);
  const promised = owes(other.sure);
  const outstanding = {
    min: Math.max(0, promised - own.possible),
    ifDisputes: Math.max(0, owes(other.withDisputed) - own.withUnknown),
    max: Math.max(0, owes(other.possible) - own.sure),
  };
  return { ...base, promised, delivered: own.sure, outstanding, credit: Math.max(0, own.sure - promised) };
}

/** A captive counts in every `all` clause under which he is yes. */
function allOwed(place: Side, sentence: SentenceOf<"release" | "foundLater">, due: Due | NotStated, valueOf: (i: number) => number, kind: "release" | "foundLater"): Owed {
  const { people, on } = place.ground;
  const found = { promised: [] as number[], outstanding: [] as number[], unknown: [] as number[], disputed: [] as number[], receiptUnknown: [] as number[], died: [] as number[], declined: [] as number[], elsewhere: [] as number[] };
  const received: string[] = [];
  let ifDisputes = 0;
  let min = 0;
  let earliest: DueDay = NOT_STATED;
  for (let i = 0; i < people.captives.length; i++) {
    const value = people.side[i] === place.index ? valueOf(i) : NO;
    if (value === NO) continue;
    if (people.left[i] !== STAYS) {
      (people.left[i] === DIED ? found.died : people.left[i] === ELSEWHERE ? found.elsewhere : found.declined).push(i);
      continue;
    }
    if (value === YES) found.promised.push(i);
    if (people.received[i] === RECEIVED) {
      if (value === YES) received.push(people.handoverEntry[i] ?? "");
      continue;
    }
    if (value === UNKNOWN) found.unknown.push(i);
    if (value === DISPUTED) found.disputed.push(i);
    if (people.received[i] === MAYBE_RECEIVED) {
      found.receiptUnknown.push(i);
      continue;
    }
    if (value === YES) {
      min += 1;
      found.outstanding.push(i);
      if (runsForEach(due)) earliest = earlier(earliest, dueOf(due, place.side, place.ground.calendar, undefined, personEvent(place.ground, i, due)));
    }
    if (value >= DISPUTED) ifDisputes += 1;
  }
  const max = ifDisputes + found.unknown.filter((i) => people.received[i] === NOT_RECEIVED).length + found.receiptUnknown.length;
  const dueDay = runsForEach(due) ? earliest : dueOf(due, place.side, place.ground.calendar);
  const doubtful = [...found.outstanding, ...found.disputed, ...found.unknown].map((i) => people.captives[i]?.entry ?? "");
  return {
    ...blank(place, sentence, kind, "not stated"), ...entriesOf([...received, ...doubtful]), promised: found.promised.length, delivered: received.length,
    outstanding: { min, ifDisputes, max }, persons: found, isAll: true, due: dueDay, lateSince: lateSince(dueDay, on),
  };
}

function foundLaterOwed(place: Side, sentence: SentenceOf<"foundLater">): Owed {
  return allOwed(place, sentence, sentence.due, (i) => (place.ground.people.foundLater[i] === 1 ? YES : NO), "foundLater");
}
const skipsFoundLater = ({ ground }: Side, clause: number, i: number): boolean => ground.people.foundLater[i] === 1 && ground.entitlements.foundLaterClauses.has(clause);

/** Distinct persons received and allocated to the clauses named. */
function floorOwed(place: Side, sentence: SentenceOf<"floor">): Owed {
  const { people, entitlements } = place.ground;
  const slots = entitlements.slots.filter(({ clause }) => sentence.clauses.includes(clause));
  const counted = countAllocated(people, entitlements, place.index, new Set(slots), perPerson);
  const promised = plain(sentence.min);
  return {
    ...blank(place, sentence, "floor", "not stated"), ...entriesOf(slots.flatMap((slot) => receivedEntries(place, slot))),
    promised, atLeast: true, delivered: counted.sure, outstanding: shortOf(promised, counted), persons: uncertainReceived(place, slots),
  };
}

const shortOf = (promised: number, { sure, withUnknown, possible }: Counted): Outstanding => ({
  min: Math.max(0, promised - possible), ifDisputes: Math.max(0, promised - withUnknown), max: Math.max(0, promised - sure),
});

type ContainerCount = { readonly sure: number; readonly withUnknown: number; readonly possible: number; readonly entries: readonly string[] };

/** Where giver's and receiver's counts differ the difference is disputed; a giver's count alone is not known to be received. */
function containersFrom({ facts, on }: Ground, side: string): ContainerCount {
  let sure = 0, withUnknown = 0, possible = 0;
  const entries: string[] = [];
  for (const { from, to, on: day, containers, entry } of facts.remains) {
    if (from !== side || day > on) continue;
    const given = containers.get(from);
    const taken = containers.get(to);
    const least = taken === undefined ? 0 : Math.min(taken, given ?? taken);
    sure += least;
    withUnknown += taken === undefined ? given ?? 0 : least;
    possible += Math.max(given ?? 0, taken ?? 0);
    entries.push(entry);
  }
  return { sure, withUnknown, possible, entries };
}

function remainsOwed(place: Side, sentence: SentenceOf<"remains">): Owed {
  const { sure, withUnknown, possible, entries } = containersFrom(place.ground, place.side);
  const base = { ...blank(place, sentence, "remains", sentence.due), ...entriesOf(entries), unit: "containers" as const, delivered: sure };
  if (!("min" in sentence.quantity) && !("exactly" in sentence.quantity)) return { ...base, promised: sure, isAll: true, isOpenEnded: true };
  const isMin = "min" in sentence.quantity;
  const promised = plain("min" in sentence.quantity ? sentence.quantity.min : sentence.quantity.exactly);
  const outstanding = shortOf(promised, { sure, withUnknown, withDisputed: sure, possible });
  return { ...base, promised, atLeast: isMin, outstanding, excess: isMin ? 0 : Math.max(0, sure - promised) };
}

/** One row for both sides: `together` n in any split, or `each` n, as the reading says. */
function openRemains(ground: Ground, sentence: SentenceOf<"remains">): Owed {
  const parties = partiesOf(ground.terms);
  const rows = parties.map((side, index) => remainsOwed({ ground, side, index }, { ...sentence, giver: side }));
  const counts = parties.map((side) => containersFrom(ground, side));
  const total = (pick: (one: ContainerCount) => number): number => counts.reduce((sum, one) => sum + pick(one), 0);
  const [first] = rows;
  if (!first) throw new Error("bug: terms without parties");
  const shared = { ...first, side: parties.join("+"), delivered: total((one) => one.sure), ...entriesOf(counts.flatMap((one) => one.entries)) };
  if (first.isOpenEnded) return { ...shared, promised: shared.delivered };
  if (ground.each.has(sentence.id)) {
    const sum = (pick: (one: Owed) => number): number => rows.reduce((all, one) => all + pick(one), 0);
    const outstanding = { min: sum((one) => one.outstanding.min), ifDisputes: sum((one) => one.outstanding.ifDisputes), max: sum((one) => one.outstanding.max) };
    return { ...shared, promised: sum((one) => one.promised), outstanding, excess: sum((one) => one.excess) };
  }
  const counted = { sure: total((one) => one.sure), withUnknown: total((one) => one.withUnknown), withDisputed: 0, possible: total((one) => one.possible) };
  return { ...shared, outstanding: shortOf(first.promised, counted), excess: first.atLeast ? 0 : Math.max(0, counted.sure - first.promised) };
}

function stepOwed(place: Side, sentence: SentenceOf<"step">): Owed {
  const { calendar, on, facts } = place.ground;
  const base = { ...blank(place, sentence, "step", sentence.due), unit: "steps" as const, what: sentence.what };
  if (sentence.due !== "not stated" && "each" in sentence.due) {
    const days = releaseDays(place);
    const made = new Set(facts.steps.filter((step) => step.who === place.side && step.what === sentence.what && step.on <= on).map((step) => step.on as string));
    const missing = days.filter((day) => !made.has(day));
    const due: DueDay = { day: missing[0] ?? "not stated", projected: false };
    return { ...base, promised: days.length, delivered: days.length - missing.length, outstanding: all3(missing.length), due, lateSince: lateSince(due, on) };
  }
  const made = calendar.madeOn(place.side, sentence.what);
  return { ...base, promised: 1, delivered: made ? 1 : 0, outstanding: all3(made ? 0 : 1), ...entriesOf(made ? [made.entry] : []) };
}
const all3 = (n: number): Outstanding => ({ min: n, ifDisputes: n, max: n });

/** The days, in order, on which a side handed somebody over. */
function releaseDays({ ground, side }: Side): CivilDate[] {
  return [...new Set(ground.facts.handovers.filter((one) => one.from === side && one.on <= ground.on).map((one) => one.on))].sort();
}

function blank({ ground, side }: Side, sentence: { readonly id: string; readonly kind: string }, kind: Owed["kind"], due: Due | NotStated): Owed {
  const day = dueOf(due, side, ground.calendar, sentence.kind === "step" ? ground.calendar.steps.find((one) => one.id === sentence.id) : undefined);
  return {
    sentence: sentence.id, clause: clauseOf(sentence), kind, side, unit: "captives", promised: 0, atLeast: false, delivered: 0, outstanding: all3(0),
    excess: 0, credit: 0, persons: NOBODY, isAll: false, isOpenEnded: false, due: day, lateSince: lateSince(day, ground.on), what: "", entries: [], entriesLeftOut: 0,
  };
}

const entriesOf = (entries: readonly string[]): { entries: readonly string[]; entriesLeftOut: number } => {
  const once = [...new Set(entries)].filter((one) => one !== "");
  return { entries: once.slice(0, ENTRIES_MAX), entriesLeftOut: Math.max(0, once.length - ENTRIES_MAX) };
};

function receivedEntries({ ground: { people }, index }: Side, slot: Slot): string[] {
  return people.captives.flatMap((_, i) => (people.side[i] === index && people.received[i] !== NOT_RECEIVED && slot.values[i] !== NO ? [people.handoverEntry[i] ?? ""] : []));
}

/** Persons handed over whose entitlement or receipt leaves the number open. */
function uncertainReceived({ ground: { people }, index }: Side, slots: readonly Slot[]): Persons {
  const unknown: number[] = [], disputed: number[] = [], receiptUnknown: number[] = [], died: number[] = [], declined: number[] = [], elsewhere: number[] = [];
  for (let i = 0; i < people.captives.length; i++) {
    if (people.side[i] !== index) continue;
    const value = slots.reduce<number>((best, slot) => Math.max(best, slot.values[i] ?? NO), NO);
    if (value === NO) continue;
    if (people.left[i] === DIED) died.push(i);
    if (people.left[i] === DECLINED) declined.push(i);
    if (people.left[i] === ELSEWHERE) elsewhere.push(i);
    if (people.received[i] === NOT_RECEIVED) continue;
    if (people.received[i] === MAYBE_RECEIVED) receiptUnknown.push(i);
    if (value === UNKNOWN) unknown.push(i);
    if (value === DISPUTED) disputed.push(i);
  }
  return { ...NOBODY, unknown, disputed, receiptUnknown, died, declined, elsewhere };
}

const runsForEach = (due: Due | NotStated): boolean => due !== "not stated" && "within" in due && (due.of === "capture" || due.of === "discovery" || due.of === "decision");

/** The day from which a deadline runs for one person: capture, discovery (a capture after the lists closed), last decision. */
function personEvent({ people, on }: Ground, i: number, due: Due | NotStated): CivilDate | undefined {
  const captive = people.captives[i];
  if (!captive || due === "not stated" || !("within" in due)) return undefined;
  if (due.of === "decision") return captive.decisions.map((one) => one.on).filter((day) => day <= on).sort().at(-1);
  if (due.of === "discovery" && people.foundLater[i] !== 1) return undefined;
  return captive.heldSince === "unknown" ? undefined : captive.heldSince;
}

const earlier = (a: DueDay, b: DueDay): DueDay => (a.day === "not stated" || (b.day !== "not stated" && b.day < a.day) ? b : a);

