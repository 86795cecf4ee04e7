// An agreement over recorded facts on a day (TERMS.md, 9): who falls under which clause, what is outstanding, and in which status
// each clause and side stands, with the sentences and entries it rests on. A pure function of AST, facts and day: same inputs,
// same result. The machine ends, suspends and blames nothing; where a person must act the result says `effectDue`.
// A handover recorded under another agreement counts here only where succession.ts says so.
import { addDays, type CivilDate } from "../basis/civil-date.ts";
import { clauseOf, partiesOf, sentencesOf, type Sentence, type Terms } from "./ast.ts";
import { checkFacts, type Facts } from "./facts.ts";
import { dateOf, durationDays, lateSince, madeOn, type Calendar } from "./due.ts";
import { balancesOf, type Ground, type Owed } from "./balance.ts";
import { entitlementsOf, NOT_RECEIVED, peopleOn, RECEIVED, STAYS, type Entitlements, type People } from "./balance-people.ts";
import { decidersOf, readingsOf, type Choice, type Reading } from "./readings.ts";
import { factsUnder } from "./succession.ts";
import { firstStatus, mergeReadings, statusOf, type Merged, type Status } from "./status.ts";
import { findingEvents, UNKNOWN, VALUE_NAMES, YES } from "./entitlement.ts";
import { judgeInvariants, type Invariant } from "./invariants.ts";
import { pauseEnds, type Allocates, type PauseEnd } from "./rate.ts";
import { balanceRanks, heldByRank, rankTable, type RankBalance } from "./rank.ts";

export type Because = { readonly sentence: string; readonly entries: readonly string[]; readonly entriesLeftOut: number };
export type SideResult = { readonly side: string; readonly status: Status; readonly since: CivilDate | "not late"; readonly rows: readonly (Merged & { readonly status: Status })[] };
export type ClauseResult = {
  readonly number: number; readonly title: string; readonly sides: readonly SideResult[]; readonly opens: readonly string[];
  readonly notInForce: readonly Because[]; readonly because: readonly Because[];
};
/** A condition is met; the status stays until a person records the effect. */
export type EffectDue = { readonly clause: number; readonly effect: "suspended" | "ended"; readonly sentence: string; readonly cause: string; readonly reason: EffectReason };
export type EffectReason =
  | { readonly kind: "clause"; readonly clause: number; readonly after: string; readonly sides: readonly string[] }
  | { readonly kind: "war" | "date"; readonly on: string } | { readonly kind: "notice"; readonly on: string; readonly end: string };
/** What a named body has yet to decide about one captive. */
export type BodyStep = {
  readonly sentence: string; readonly body: string; readonly person: string; readonly class: string; readonly due: CivilDate | "not stated";
  readonly status: "pending" | "overdue"; readonly since: CivilDate | "not late"; readonly entries: readonly string[];
};
export type RankResult = RankBalance & { readonly clause: number; readonly sentence: string; readonly parole: boolean; readonly unranked: readonly string[] };
export type Result = {
  readonly on: CivilDate; readonly terms: Terms; readonly facts: Facts; readonly parties: readonly [string, string]; readonly people: People;
  readonly readings: readonly { readonly choices: readonly Choice[]; readonly owed: readonly Owed[]; readonly entitlements: Entitlements; readonly terms: Terms }[];
  readonly clauses: readonly ClauseResult[]; readonly invariants: readonly (Invariant & { readonly readings: readonly number[] })[];
  readonly bodySteps: readonly BodyStep[]; readonly effectsDue: readonly EffectDue[]; readonly pauses: readonly (PauseEnd & { readonly readings: readonly number[] })[]; readonly ranks: readonly RankResult[];
};

/**
 * Evaluates every reading of `terms` over `facts` on the civil day `on`.
 * Cost: readings × persons × (predicates + release sentences), and handovers log handovers.
 * @throws Faults `FACTS_PARTY`, `FACTS_CLAUSE` for sides and clauses that the agreement does not name; Fault `TERMS_READINGS`.
 */
export function evaluate(terms: Terms, recorded: Facts, on: CivilDate): Result {
  const { facts, elsewhere } = factsUnder(terms, recorded);
  const parties = partiesOf(terms);
  const clauses = sentencesOf(terms, "clause");
  checkFacts(facts, parties, new Set(clauses.map(({ number }) => number)));
  const countsWhen = sentencesOf(terms, "counts").some(({ when }) => when === "crosses") ? "crosses" : "received";
  const people = peopleOn(facts, parties, on, countsWhen, elsewhere);
  const cache = new Map<string, Uint8Array>();
  const readings = readingsOf(terms).map((reading) => evaluateReading(reading, facts, on, people, cache));
  const merged = mergeReadings(readings.map(({ owed }) => owed));
  const judged = judgeClauses(terms, merged, facts, on);
  return {
    on, terms, facts, parties, people, readings, clauses: judged,
    invariants: apart(readings, oncePerRules((one) => judgeInvariants(one, facts, on))),
    bodySteps: bodySteps(readings[0]?.terms ?? terms, people, on), effectsDue: effectsDue(readings[0]?.terms ?? terms, judged, facts, on),
    pauses: apart(readings, (one) => pauseEnds(one.terms, facts.handovers, on, allocatesIn(one.entitlements, people))), ranks: ranksOf(terms, people),
  };
}

function evaluateReading(reading: Reading, facts: Facts, on: CivilDate, people: People, cache: Map<string, Uint8Array>): Result["readings"][number] {
  const calendar: Calendar = {
    parties: partiesOf(reading.terms), signedOn: facts.signedOn !== "unknown" && facts.signedOn <= on ? facts.signedOn : "unknown",
    steps: sentencesOf(reading.terms, "step"), madeOn: madeOn(facts.steps, on),
  };
  const entitlements = entitlementsOf(reading.terms, people, cache);
  const ground: Ground = { terms: reading.terms, facts, on, people, entitlements, calendar, each: reading.each };
  return { choices: reading.choices, owed: balancesOf(ground), entitlements, terms: reading.terms };
}

/** The first release sentence, by clause number, under which a captive is yes. */
const allocatesIn = ({ slots }: Entitlements, people: People): Allocates => (captive, sentence) => {
  const i = people.indexOf.get(captive) ?? -1;
  return slots.find(({ values }) => values[i] === YES)?.sentence.id === sentence.id;
};

const RULE_KINDS = new Set<Sentence["kind"]>(["parties", "role", "definition", "doubt", "release", "rankValues", "counts", "tolerance", "cap", "order", "simultaneous"]);
/** Readings that differ in other sentences only share their rules, and are judged once. */
function oncePerRules(judge: (terms: Terms) => readonly Invariant[]): (reading: Result["readings"][number]) => readonly Invariant[] {
  const known = new Map<string, readonly Invariant[]>();
  return ({ terms }) => {
    const key = JSON.stringify(terms.sentences.filter(({ kind }) => RULE_KINDS.has(kind)));
    const found = known.get(key) ?? judge(terms);
    known.set(key, found);
    return found;
  };
}

/** Results that differ between readings are kept apart, each with the readings that it holds in. */
function apart<T>(readings: Result["readings"], judge: (reading: Result["readings"][number]) => readonly T[]): (T & { readonly readings: readonly number[] })[] {
  const found = new Map<string, { readonly one: T; readonly readings: number[] }>();
  readings.forEach((reading, index) => {
    for (const one of judge(reading)) {
      const key = JSON.stringify(one);
      const known = found.get(key);
      if (known) known.readings.push(index);
      else found.set(key, { one, readings: [index] });
    }
  });
  return [...found.values()].map(({ one, readings: holdsIn }) => ({ ...one, readings: holdsIn }));
}

function judgeClauses(terms: Terms, merged: readonly Merged[], facts: Facts, on: CivilDate): ClauseResult[] {
  const byClause = new Map<number, ClauseResult>();
  const listsClosed = facts.listsClosedOn !== "unknown" && facts.listsClosedOn <= on;
  const judge = (number: number): ClauseResult => {
    const known = byClause.get(number);
    if (known) return known;
    const opens = terms.sentences.filter((one) => one.kind === "open" && (clauseOf(one) === number || clauseOf(one) === 0)).map(({ id }) => id);
    const rows = merged.filter(({ clause }) => clause === number);
    const effect = [...facts.recorded].filter((one) => one.clause === number && one.on <= on).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).at(-1);
    const notInForce = waitingFor(terms, number, facts, on, judge);
    const sides = [...new Set(rows.map(({ side }) => side))].map((side): SideResult => {
      const own = rows.filter((row) => row.side === side).map((row) => ({ ...row, status: statusOf(row, opens.length > 0, listsClosed) }));
      const status: Status = effect ? effect.effect : notInForce.length > 0 ? "not in force" : firstStatus(own.map((row) => row.status));
      const since = status === "overdue" ? own.filter((row) => row.status === "overdue").map((row) => row.lateSince).sort()[0] ?? "not late" : "not late";
      return { side, status, since, rows: own };
    });
    const result: ClauseResult = { number, title: sentencesOf(terms, "clause").find((one) => one.number === number)?.title ?? "", sides, opens, notInForce, because: [
      ...(effect ? [{ sentence: `${number}.0`, entries: [effect.entry], entriesLeftOut: 0 }] : []), ...notInForce, ...becauseOf(rows),
      ...opens.map((sentence) => ({ sentence, entries: [], entriesLeftOut: 0 })),
    ] };
    byClause.set(number, result);
    return result;
  };
  const beforeClauses = merged.some(({ clause }) => clause === 0) ? [0] : []; // promised before the first clause: shown as clause 0
  return [...beforeClauses, ...sentencesOf(terms, "clause").map(({ number }) => number)].map(judge);
}

/** Both sides' rows of a sentence rest on it together. */
function becauseOf(rows: readonly Merged[]): Because[] {
  const found = new Map<string, { entries: string[]; leftOut: number }>();
  for (const { sentence, entries, entriesLeftOut } of rows) {
    const one = found.get(sentence) ?? { entries: [], leftOut: 0 };
    one.entries.push(...entries);
    one.leftOut += entriesLeftOut;
    found.set(sentence, one);
  }
  return [...found].map(([sentence, one]) => ({ sentence, entries: [...new Set(one.entries)], entriesLeftOut: one.leftOut }));
}

/** Not signed, start not reached, or waiting for a clause or a notice. Cycles are refused by the checker. */
function waitingFor(terms: Terms, number: number, facts: Facts, on: CivilDate, judge: (number: number) => ClauseResult): Because[] {
  const reasons: Because[] = [];
  const add = (sentence: string): void => { reasons.push({ sentence, entries: [], entriesLeftOut: 0 }); };
  const agreement = sentencesOf(terms, "agreement")[0];
  if (facts.signedOn === "unknown" || facts.signedOn > on) add(agreement?.id ?? "0.1");
  for (const one of terms.sentences) {
    const touches = clauseOf(one) === number || clauseOf(one) === 0;
    if (one.kind === "inForce" && touches && one.from !== "signature" && dateOf(one.from) > on) add(one.id);
    if (one.kind !== "waits" || clauseOf(one) !== number) continue;
    if ("fact" in one.on) {
      const { fact } = one.on;
      if (!facts.facts.some(({ name, on: day }) => name === fact && day <= on)) add(one.id);
    } else if (judge(one.on.clause).sides.some(({ status }) => status !== "fulfilled")) add(one.id);
  }
  return reasons;
}

/** Open objections, and whether the named body's time is over. */
function bodySteps(terms: Terms, people: People, on: CivilDate): BodyStep[] {
  const deciders = decidersOf(terms);
  const definitions = sentencesOf(terms, "definition");
  const doubts = sentencesOf(terms, "doubt");
  const steps: BodyStep[] = [];
  people.captives.forEach((captive, i) => {
    if (captive.objections.length === 0 || people.left[i] !== STAYS || people.received[i] === RECEIVED) return;
    for (const findingClass of new Set(captive.objections.map((one) => one.class))) {
      const events = findingEvents(captive, findingClass, on, deciders(findingClass));
      const decided = events.findLastIndex((one) => one.kind === "decision" && one.counts);
      const open = events.slice(decided + 1).find((one) => one.kind === "objection");
      if (!open) continue;
      const terms1 = definitions.filter(({ predicate }) => JSON.stringify(predicate).includes(`"class":${JSON.stringify(findingClass)}`)).map(({ term }) => term);
      const doubt = doubts.find(({ term }) => terms1.includes(term)) ?? doubts.find(({ term }) => term === "*");
      if (!doubt) continue;
      const days = doubt.within === "not stated" || doubt.term === "*" ? undefined : durationDays(doubt.within);
      const due = days === undefined ? "not stated" as const : addDays(dateOf(open.on), days);
      const since = lateSince({ day: due, projected: false }, on);
      steps.push({ sentence: doubt.id, body: doubt.decidedBy, person: captive.id, class: findingClass, due, status: since === "not late" ? "pending" : "overdue", since, entries: [open.entry] });
    }
  });
  return steps;
}

/** Conditions that are met and that nobody has recorded yet. Disputed and undetermined do not meet a condition. */
function effectsDue(terms: Terms, clauses: readonly ClauseResult[], facts: Facts, on: CivilDate): EffectDue[] {
  const due: EffectDue[] = [];
  const isRecorded = (clause: number, effect: string): boolean => facts.recorded.some((one) => one.clause === clause && one.effect === effect && one.on <= on);
  const add = (clause: number, effect: EffectDue["effect"], sentence: Sentence, cause: string, reason: EffectReason): void => {
    if (!isRecorded(clause, effect)) due.push({ clause, effect, sentence: sentence.id, cause, reason });
  };
  const noticed = (name: string): CivilDate | undefined => facts.facts.filter((one) => one.name === name && one.on <= on).map((one) => one.on).sort()[0];
  for (const one of terms.sentences) {
    if (one.kind === "linkage") {
      const outstanding = clauses.find(({ number }) => number === one.if)?.sides.filter(({ status }) => status === "overdue" || status === "pending") ?? [];
      if (on > dateOf(one.due) && outstanding.length > 0) add(one.then, one.effect, one, `clause ${one.if} outstanding after ${one.due}: ${outstanding.map(({ side }) => side).join(", ")}`, { kind: "clause", clause: one.if, after: one.due, sides: outstanding.map(({ side }) => side) });
    }
    if (one.kind !== "ends" || one.when === "fulfilled") continue;
    const clause = clauseOf(one);
    if (one.when === "war") {
      const day = noticed("end of the war");
      if (day !== undefined) add(clause, "ended", one, `end of the war recorded on ${day}`, { kind: "war", on: day });
    } else if ("on" in one.when) {
      if (on >= dateOf(one.when.on)) add(clause, "ended", one, `the date ${one.when.on} is reached`, { kind: "date", on: one.when.on });
    } else {
      const day = noticed(`notice to end clause ${clause}`);
      const end = day === undefined ? undefined : addDays(day, durationDays(one.when.notice));
      if (end !== undefined && on > end) add(clause, "ended", one, `notice of ${day ?? ""} ran out on ${end}`, { kind: "notice", on: day ?? "", end });
    }
  }
  return due;
}

/** Units held and not yet received, for each sentence at rank value. */
function ranksOf(terms: Terms, people: People): RankResult[] {
  const table = rankTable(terms);
  const parole = sentencesOf(terms, "parole").length > 0;
  return sentencesOf(terms, "release").filter(({ atRankValue }) => atRankValue && table.size > 0).map((sentence) => {
    const { held, unranked } = heldByRank(people, table, (i) => people.received[i] === NOT_RECEIVED && people.left[i] === STAYS);
    return { ...balanceRanks(held, table), clause: clauseOf(sentence), sentence: sentence.id, parole, unranked: unranked.map((i) => people.captives[i]?.id ?? "") };
  });
}

/** The value of a person under a clause over all readings: what holds in all, else unknown. Undefined where the clause releases nobody. */
export function valueOf(result: Result, person: number, clause: number): (typeof VALUE_NAMES)[number] | undefined {
  const values = result.readings.map(({ entitlements }) => entitlements.clauses.get(clause)?.[person]);
  const [first] = values;
  if (values.every((value) => value === undefined)) return undefined;
  const value = values.every((one) => one === first) ? first ?? UNKNOWN : UNKNOWN;
  return VALUE_NAMES[value as 0 | 1 | 2 | 3]; // columns hold values only
}

/** The clauses under which persons are released, in text order. */
export const releaseClauses = ({ clauses, readings }: Result): number[] =>
  clauses.map(({ number }) => number).filter((number) => readings.some(({ entitlements }) => entitlements.clauses.has(number)));

