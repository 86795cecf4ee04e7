// Rules over the order of handovers (TERMS.md, 9.11): tolerance, caps, order and simultaneity, over what happened or over a plan.
// Handovers of one movement are one step. Inside a day whose order is not recorded the worst order counts, and the result
// says so. A fact that is missing gives "not known", never a broken rule.
import type { CivilDate } from "../basis/civil-date.ts";
import { clauseOf, partiesOf, plain, sentencesOf, type SentenceOf, type Terms } from "./ast.ts";
import { YES, UNKNOWN, DISPUTED } from "./entitlement.ts";
import type { Facts, Handover } from "./facts.ts";
import { entitlementsOf, inOrder, NOT_RECEIVED, peopleOn, RECEIVED, STAYS } from "./balance-people.ts";
import { rankTable } from "./rank.ts";

export type Invariant = {
  readonly sentence: string; readonly kind: "tolerance" | "cap" | "order" | "simultaneous"; readonly kept: boolean | "not known";
  readonly value: number; readonly limit: number; readonly entries: readonly string[];
  /** The order inside a day was not recorded and the worst one was taken. */
  readonly worstOrder: boolean;
  /** Handovers that only an unknown or a dispute puts out of order. */
  readonly warnings: readonly string[];
};
type Step = { readonly day: string; readonly time: string; readonly handovers: readonly Handover[] };
const ENTRIES_MAX = 100;

/**
 * Every rule of one reading. `handovers` are those that happened, or a plan; of a plan the planned days count.
 * O(handovers log handovers), and for order sentences persons × days of handover.
 */
export function judgeInvariants(terms: Terms, facts: Facts, on: CivilDate, mode: "happened" | "plan" = "happened"): Invariant[] {
  const countsWhen = mode === "plan" || sentencesOf(terms, "counts").some(({ when }) => when === "crosses") ? "crosses" : "received";
  const dayOf = (one: Handover): string => (countsWhen === "received" && one.receivedOn !== "unknown" ? one.receivedOn : one.on);
  const counted = inOrder(facts.handovers, countsWhen).filter((one) => dayOf(one) <= on && (countsWhen === "crosses" || one.receivedOn !== "unknown"));
  const steps = stepsOf(counted, dayOf);
  return terms.sentences.flatMap((sentence): Invariant[] => {
    switch (sentence.kind) {
      case "tolerance": return [judgeTolerance(sentence, terms, facts, steps)];
      case "cap": return [judgeCap(sentence, steps)];
      case "order": return [judgeOrder(sentence, terms, { ...facts, handovers: counted }, dayOf, countsWhen)];
      case "simultaneous": return [judgeSimultaneous(sentence, terms, steps)];
      default: return [];
    }
  });
}

function stepsOf(handovers: readonly Handover[], dayOf: (one: Handover) => string): Step[] {
  const groups = new Map<string, Handover[]>();
  handovers.forEach((one, i) => {
    const key = one.movement === "unknown" ? `#${i}` : `${dayOf(one)} ${one.movement}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  });
  return [...groups.values()].map((group) => ({ day: group[0] ? dayOf(group[0]) : "", time: group.map(({ at }) => (at === "unknown" ? "" : at)).sort()[0] ?? "", handovers: group }));
}

/** Largest |difference| of the two sides over all moments; units are persons or rank value. */
function judgeTolerance(sentence: SentenceOf<"tolerance">, terms: Terms, facts: Facts, steps: readonly Step[]): Invariant {
  const [first] = partiesOf(terms);
  const table = rankTable(terms);
  const ranks = new Map(facts.captives.map(({ id, rank }) => [id, rank]));
  const most = Math.max(0, ...table.values()), least = Math.min(...table.values());
  /** Bounds of what a step adds to the difference (first side minus second); they differ where a rank is unknown. */
  const change = ({ handovers }: Step): { low: number; high: number } => handovers.reduce((sum, { captive, from }) => {
    const known = sentence.atRankValue ? table.get(ranks.get(captive) ?? "unknown") : 1;
    const [small, large] = known === undefined ? [least, most] : [known, known];
    return from === first ? { low: sum.low + small, high: sum.high + large } : { low: sum.low - large, high: sum.high - small };
  }, { low: 0, high: 0 });
  let low = 0, high = 0, worst = 0, surely = 0;
  let worstOrder = false;
  let entries: string[] = [];
  for (const group of groupsInOrder(steps)) {
    const changes = group.map(change);
    if (changes.some((one) => one.high > 0) && changes.some((one) => one.low < 0)) worstOrder = true;
    const up = high + changes.reduce((sum, one) => sum + Math.max(0, one.high), 0);
    const down = low + changes.reduce((sum, one) => sum + Math.min(0, one.low), 0);
    const peak = Math.max(Math.abs(up), Math.abs(down));
    low += changes.reduce((sum, one) => sum + one.low, 0);
    high += changes.reduce((sum, one) => sum + one.high, 0);
    surely = Math.max(surely, low, -high);
    if (peak <= worst) continue;
    worst = peak;
    entries = group.flatMap(({ handovers }) => handovers.map(({ entry }) => entry));
  }
  const limit = plain(sentence.number);
  const isExact = low === high; // no rank was missing
  const kept = worst <= limit ? true : isExact || surely > limit ? false : "not known";
  return { sentence: sentence.id, kind: "tolerance", kept, value: worst, limit, entries: entries.slice(0, ENTRIES_MAX), worstOrder, warnings: [] };
}

/** Steps that are known to come one after another; a day with a step without time is one group. */
function groupsInOrder(steps: readonly Step[]): Step[][] {
  const days = new Map<string, Step[]>();
  for (const step of steps) {
    const ofDay = days.get(step.day);
    if (ofDay) ofDay.push(step);
    else days.set(step.day, [step]);
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).flatMap(([, ofDay]) => {
    if (ofDay.some(({ time }) => time === "")) return [ofDay];
    const times = [...new Set(ofDay.map(({ time }) => time))].sort();
    return times.map((time) => ofDay.filter((step) => step.time === time));
  });
}

/** The fullest day, day at a place, or flight. A handover without a place may have crossed at the place named. */
function judgeCap(sentence: SentenceOf<"cap">, steps: readonly Step[]): Invariant {
  const surely = new Map<string, string[]>();
  const perhaps = new Map<string, number>();
  for (const { day, handovers } of steps) {
    for (const one of handovers) {
      const isHere = sentence.place === "not stated" || one.place === sentence.place ? "yes" : one.place === "unknown" ? "perhaps" : "no";
      const isKeyed = sentence.per !== "flight" || one.movement !== "unknown";
      const key = sentence.per === "flight" ? `${day} ${one.movement}` : sentence.per === "place" && sentence.place === "not stated" ? `${day} ${one.place}` : day;
      const here = surely.get(key);
      if (isHere === "yes" && isKeyed && here) here.push(one.entry);
      else if (isHere === "yes" && isKeyed) surely.set(key, [one.entry]);
      else if (isHere !== "no") perhaps.set(key, (perhaps.get(key) ?? 0) + 1);
    }
  }
  const limit = plain(sentence.number);
  const fullest = [...surely.values()].reduce<readonly string[]>((best, one) => (one.length > best.length ? one : best), []);
  const possible = Math.max(0, ...[...new Set([...surely.keys(), ...perhaps.keys()])].map((key) => (surely.get(key)?.length ?? 0) + (perhaps.get(key) ?? 0)));
  const kept = fullest.length > limit ? false : possible > limit ? "not known" : true;
  return { sentence: sentence.id, kind: "cap", kept, value: fullest.length, limit, entries: fullest.slice(0, ENTRIES_MAX), worstOrder: false, warnings: [] };
}

/** A captive allocated to `then`, received while his side still had one known outstanding under `first`. */
function judgeOrder(sentence: SentenceOf<"order">, terms: Terms, facts: Facts, dayOf: (one: Handover) => string, countsWhen: "received" | "crosses"): Invariant {
  const parties = partiesOf(terms);
  const outOfOrder: string[] = [];
  const warnings: string[] = [];
  const byDay = new Map<string, Handover[]>();
  for (const one of facts.handovers) {
    const ofDay = byDay.get(dayOf(one));
    if (ofDay) ofDay.push(one);
    else byDay.set(dayOf(one), [one]);
  }
  const firstOnly: Terms = { terms: 1, sentences: terms.sentences.filter((one) => one.kind !== "release" || clauseOf(one) === sentence.first) };
  const groups = groupsOf(facts);
  for (const [day, ofDay] of byDay) {
    const moved = new Set(ofDay.map(({ captive }) => captive));
    const few = peopleOn({ ...facts, captives: facts.captives.filter(({ id }) => moved.has(id)), handovers: ofDay }, parties, day as CivilDate, countsWhen); // parsed dates
    const { slots } = entitlementsOf(terms, few, new Map());
    const first = entitlementsOf(firstOnly, few, new Map()).clauses.get(sentence.first);
    const isAllocatedToThen = (id: string): boolean => {
      const i = few.indexOf.get(id) ?? -1;
      const recorded = few.recordedClause[i] ?? -1;
      const yes = slots.filter(({ values }) => values[i] === YES).map(({ clause }) => clause);
      return (yes.includes(recorded) ? recorded : yes[0]) === sentence.then;
    };
    for (const side of [0, 1]) {
      const lastFirst = ofDay.filter((one) => one.from === parties[side] && one.at !== "unknown" && first?.[few.indexOf.get(one.captive) ?? -1] === YES)
        .map(({ at }) => at).sort().at(-1);
      const isBefore = ({ at }: Handover): boolean => at !== "unknown" && lastFirst !== undefined && at < lastFirst;
      const late = ofDay.filter((one) => one.from === parties[side]).filter(({ captive }) => {
        const i = few.indexOf.get(captive);
        return i !== undefined && few.side[i] === side && few.received[i] === RECEIVED && isAllocatedToThen(captive);
      });
      if (late.length === 0) continue;
      const early = late.filter(isBefore); // one of the first clause came later on the same day
      const left = highestLeft(groups, facts, { terms: firstOnly, clause: sentence.first, side, day: day as CivilDate, dayOf, countsWhen });
      if (left === YES) outOfOrder.push(...late.map(({ entry }) => entry));
      else if (early.length > 0) outOfOrder.push(...early.map(({ entry }) => entry));
      else if (left === UNKNOWN || left === DISPUTED) warnings.push(...late.map(({ entry }) => entry));
    }
  }
  return { sentence: sentence.id, kind: "order", kept: outOfOrder.length === 0, value: outOfOrder.length, limit: 0, entries: outOfOrder.slice(0, ENTRIES_MAX), worstOrder: false, warnings: warnings.slice(0, ENTRIES_MAX) };
}

type PeopleGroup = { readonly captives: Facts["captives"]; readonly handovers: readonly Handover[] };
const GROUP_SIZE = 1000;
/** Captives in groups with their own handovers; those handed over without having stood on a list are the last group. */
function groupsOf({ captives, handovers }: Facts): PeopleGroup[] {
  const groups: { readonly captives: Facts["captives"]; readonly handovers: Handover[] }[] = [];
  const groupOf = new Map<string, number>();
  for (let at = 0; at < captives.length; at += GROUP_SIZE) {
    const own = captives.slice(at, at + GROUP_SIZE);
    for (const { id } of own) groupOf.set(id, groups.length);
    groups.push({ captives: own, handovers: [] });
  }
  const unlisted: Handover[] = [];
  for (const one of handovers) (groups[groupOf.get(one.captive) ?? -1]?.handovers ?? unlisted).push(one);
  return unlisted.length > 0 ? [...groups, { captives: [], handovers: unlisted }] : groups;
}

type Left = { readonly terms: Terms; readonly clause: number; readonly side: number; readonly day: CivilDate; readonly dayOf: (one: Handover) => string; readonly countsWhen: "received" | "crosses" };
/** The highest value of a captive of a side outstanding under a clause on a day; the search ends at the first known one. */
function highestLeft(groups: readonly PeopleGroup[], facts: Facts, { terms, clause, side, day, dayOf, countsWhen }: Left): number {
  let highest = 0;
  for (const { captives, handovers } of groups) {
    const people = peopleOn({ ...facts, captives, handovers: handovers.filter((one) => dayOf(one) <= day) }, partiesOf(terms), day, countsWhen);
    const values = entitlementsOf(terms, people, new Map()).clauses.get(clause);
    for (let i = 0; i < people.captives.length; i++) if (people.side[i] === side && people.received[i] === NOT_RECEIVED && people.left[i] === STAYS) highest = Math.max(highest, values?.[i] ?? 0);
    if (highest === YES) return YES;
  }
  return highest;
}

/** Both sides in one movement at the place; the value is the number of movements of one side only or elsewhere. */
function judgeSimultaneous(sentence: SentenceOf<"simultaneous">, terms: Terms, steps: readonly Step[]): Invariant {
  const parties = partiesOf(terms);
  const clause = clauseOf(sentence);
  const own = steps.filter(({ handovers }) => handovers.some((one) => one.clause === "unknown" || clause === 0 || one.clause === clause));
  const apart: string[] = [];
  let unclear = 0;
  for (const { handovers } of own) {
    const isBoth = parties.every((party) => handovers.some(({ from }) => from === party));
    const isUnknown = handovers.some(({ movement, place }) => movement === "unknown" || (isBoth && place !== sentence.place));
    if (!isBoth && handovers.every(({ movement }) => movement !== "unknown")) apart.push(...handovers.map(({ entry }) => entry));
    else if (isUnknown) unclear += 1;
  }
  const kept = apart.length > 0 ? false : unclear > 0 ? "not known" : true;
  return { sentence: sentence.id, kind: "simultaneous", kept, value: apart.length, limit: 0, entries: apart.slice(0, ENTRIES_MAX), worstOrder: false, warnings: [] };
}
