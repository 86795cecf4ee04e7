// The people of a balance on one day: who holds whom, who was received, who died or declined, and every person's value under
// every category. Columns of numbers by person index, since 100,000 persons times 40 clauses are read in one pass.
import type { CivilDate } from "../basis/civil-date.ts";
import type { Predicate, Terms } from "./ast.ts";
import { clauseOf, partiesOf, sentencesOf, type SentenceOf } from "./ast.ts";
import { NO, UNKNOWN, YES, and, complement, judgePredicate, or, type Deciders, type Value } from "./entitlement.ts";
import type { Captive, Facts, Handover } from "./facts.ts";
import { gives } from "./due.ts";
import { decidersOf } from "./readings.ts";

export const NOT_RECEIVED = 0, MAYBE_RECEIVED = 1, RECEIVED = 2;
export const STAYS = 0, DIED = 1, DECLINED = 2, ELSEWHERE = 3;

/** Columns share one index per person; `moment` is the day on which state predicates are read. */
export type People = {
  readonly captives: readonly Captive[]; readonly side: Uint8Array; readonly received: Uint8Array; readonly left: Uint8Array;
  readonly recordedClause: Int32Array; readonly foundLater: Uint8Array; readonly moment: readonly string[];
  readonly handoverEntry: readonly string[]; readonly indexOf: ReadonlyMap<string, number>;
};

/** People known on `on`. A captive held only from a later day is not among them. O(handovers log handovers + captives). */
export function peopleOn(facts: Facts, parties: readonly [string, string], on: CivilDate, countsWhen: "received" | "crosses", elsewhere: readonly Handover[] = []): People {
  const captives: Captive[] = facts.captives.filter(({ heldSince }) => heldSince === "unknown" || heldSince <= on);
  const indexOf = new Map(captives.map(({ id }, i) => [id, i]));
  const handovers = inOrder(facts.handovers.filter((one) => one.on <= on), countsWhen);
  const known = new Set(facts.captives.map(({ id }) => id));
  for (const { captive, from, entry } of handovers) {
    if (indexOf.has(captive) || known.has(captive)) continue; // handed over without having stood on a list: all else is unknown
    indexOf.set(captive, captives.length);
    captives.push(unlisted(captive, from, entry));
  }
  const count = captives.length;
  const people = {
    captives, indexOf, side: new Uint8Array(count), received: new Uint8Array(count), left: new Uint8Array(count),
    recordedClause: new Int32Array(count).fill(-1), foundLater: new Uint8Array(count), moment: new Array<string>(count).fill(on),
    handoverEntry: new Array<string>(count).fill(""),
  };
  captives.forEach((captive, i) => {
    people.side[i] = captive.side === parties[0] ? 0 : 1;
    if (facts.listsClosedOn !== "unknown" && captive.heldSince !== "unknown" && captive.heldSince > facts.listsClosedOn) people.foundLater[i] = 1;
  });
  for (const handover of handovers) applyHandover(people, handover, on, countsWhen);
  for (const handover of inOrder(elsewhere.filter((one) => one.on <= on), countsWhen)) leaveElsewhere(people, handover, on, countsWhen);
  captives.forEach((captive, i) => leave(people, captive, i, on));
  return people;
}

/** By day of effect, then time, then position in the record. */
export function inOrder(handovers: readonly Handover[], countsWhen: "received" | "crosses"): Handover[] {
  const key = (one: Handover): string => `${effectDay(one, countsWhen)} ${one.at === "unknown" ? "" : one.at}`;
  return handovers.map((one, i) => [key(one), i, one] as const)
    .sort(([a, i], [b, j]) => (a < b ? -1 : a > b ? 1 : i - j)).map(([, , one]) => one);
}
const effectDay = (one: Handover, countsWhen: "received" | "crosses"): string =>
  countsWhen === "crosses" || one.receivedOn === "unknown" ? one.on : one.receivedOn;

type Columns = { -readonly [K in keyof People]: People[K] } & { moment: string[]; handoverEntry: string[] };

/** A handover without a recorded receipt may have been received; one in the other direction takes an earlier one back. */
function applyHandover(people: Columns, one: Handover, on: CivilDate, countsWhen: "received" | "crosses"): void {
  const i = people.indexOf.get(one.captive);
  if (i === undefined) return;
  const isReceipt = countsWhen === "crosses" || one.receivedOn !== "unknown";
  if (isReceipt && effectDay(one, countsWhen) > on) return;
  const isRelease = one.from === people.captives[i]?.side;
  const before = people.received[i] ?? NOT_RECEIVED;
  people.received[i] = isRelease ? (isReceipt ? RECEIVED : Math.max(before, MAYBE_RECEIVED)) : isReceipt ? NOT_RECEIVED : Math.min(before, MAYBE_RECEIVED);
  people.moment[i] = people.received[i] === RECEIVED ? effectDay(one, countsWhen) : on;
  if (isRelease && one.clause !== "unknown") people.recordedClause[i] = one.clause;
  people.handoverEntry[i] = one.entry;
}

/** Released under another agreement that does not count here: he is owed no more, and no number of this one (TERMS.md 9.5). */
function leaveElsewhere(people: Columns, one: Handover, on: CivilDate, countsWhen: "received" | "crosses"): void {
  const i = people.indexOf.get(one.captive);
  if (i === undefined || people.received[i] === RECEIVED || one.from !== people.captives[i]?.side) return;
  if ((countsWhen === "received" && one.receivedOn === "unknown") || effectDay(one, countsWhen) > on) return;
  people.left[i] = ELSEWHERE;
  people.moment[i] = effectDay(one, countsWhen);
  people.handoverEntry[i] = one.entry;
}

/** Death before receipt and a declined repatriation take a person out of what is outstanding, never out of sight. */
function leave(people: Columns, { diedOn, declinedOn }: Captive, i: number, on: CivilDate): void {
  if (people.left[i] === ELSEWHERE && !(diedOn !== "unknown" && diedOn <= (people.moment[i] ?? ""))) return;
  const isReceived = people.received[i] === RECEIVED;
  if (diedOn !== "unknown" && diedOn <= on && !(isReceived && (people.moment[i] ?? "") <= diedOn)) {
    people.left[i] = DIED;
    people.received[i] = NOT_RECEIVED;
    people.moment[i] = diedOn;
  } else if (declinedOn !== "unknown" && declinedOn <= on && !isReceived) people.left[i] = DECLINED;
}

const unlisted = (id: string, side: string, entry: string): Captive => ({
  id, side, born: "unknown", rank: "unknown", heldSince: "unknown", context: [], examinedOn: [], findings: [], objections: [], decisions: [],
  diedOn: "unknown", declinedOn: "unknown", entry,
});

export type Slot = { readonly sentence: SentenceOf<"release">; readonly clause: number; readonly values: Uint8Array };
/** Release sentences of one reading with every person's value under each, and the values by clause. */
export type Entitlements = {
  readonly slots: readonly Slot[]; readonly clauses: ReadonlyMap<number, Uint8Array>;
  /** Clauses with a found-later sentence: there a person found later is released without condition and counts for no number. */
  readonly foundLaterClauses: ReadonlySet<number>;
};

/** Values are shared between readings through `cache`, keyed by predicate and deciding bodies. */
export function entitlementsOf(terms: Terms, people: People, cache: Map<string, Uint8Array>): Entitlements {
  const parties = partiesOf(terms);
  const deciders = decidersOf(terms);
  const predicates = new Map(sentencesOf(terms, "definition").map(({ term, predicate }) => [term, predicate]));
  const foundLaterClauses = new Set(sentencesOf(terms, "foundLater").map(clauseOf));
  const clauses = new Map<number, Uint8Array>();
  const slots = sentencesOf(terms, "release").map((sentence) => {
    const values = releaseValues(sentence, people, (term) => termValues(predicates.get(term), people, deciders, cache));
    const clause = clauseOf(sentence);
    const all = clauses.get(clause) ?? new Uint8Array(people.captives.length);
    for (let i = 0; i < values.length; i++) if (!gives(sentence, parties[people.side[i] ?? 0] ?? "")) values[i] = NO;
    for (let i = 0; i < values.length; i++) all[i] = Math.max(all[i] ?? NO, values[i] ?? NO);
    clauses.set(clause, all);
    return { sentence, clause, values };
  });
  for (const clause of foundLaterClauses) {
    const all = clauses.get(clause) ?? new Uint8Array(people.captives.length);
    for (let i = 0; i < all.length; i++) if (people.foundLater[i] === 1) all[i] = YES;
    clauses.set(clause, all);
  }
  return { slots: slots.sort((a, b) => a.clause - b.clause), clauses, foundLaterClauses };
}

function releaseValues({ categories, except }: SentenceOf<"release">, people: People, valuesOf: (term: string) => Uint8Array): Uint8Array {
  const values = new Uint8Array(people.captives.length).fill(categories === "not stated" ? YES : NO);
  for (const term of categories === "not stated" ? [] : categories) {
    const own = valuesOf(term);
    for (let i = 0; i < values.length; i++) values[i] = or(values[i] as Value, own[i] as Value); // columns hold values only
  }
  for (const term of except === "not stated" ? [] : except) {
    const barred = valuesOf(term);
    for (let i = 0; i < values.length; i++) values[i] = and(values[i] as Value, complement(barred[i] as Value));
  }
  return values;
}

/** A term without a definition in this reading is unknown for everybody. */
function termValues(predicate: Predicate | undefined, people: People, deciders: Deciders, cache: Map<string, Uint8Array>): Uint8Array {
  const classes = predicate ? [...JSON.stringify(predicate).matchAll(/"class":"([^"]+)"/g)].map(([, one]) => one ?? "") : [];
  const key = JSON.stringify([predicate ?? "", classes.map((one) => [...deciders(one)].sort())]);
  const known = cache.get(key);
  if (known) return known;
  const values = new Uint8Array(people.captives.length).fill(UNKNOWN);
  if (predicate) people.captives.forEach((captive, i) => { values[i] = judgePredicate(predicate, captive, people.moment[i] ?? "", deciders); });
  cache.set(key, values);
  return values;
}
