// Whether a person falls under a category, in four values (TERMS.md, 9.1–9.3): no < unknown < disputed < yes.
// `and` is the minimum, `or` the maximum, `except` is `and` with the complement, which turns yes and no only.
import type { Predicate } from "./ast.ts";
import type { Captive, Decision, ClassDay } from "./facts.ts";

export const NO = 0, UNKNOWN = 1, DISPUTED = 2, YES = 3;
export type Value = 0 | 1 | 2 | 3;
export const VALUE_NAMES = ["no", "unknown", "disputed", "yes"] as const;

export const and = (a: Value, b: Value): Value => (a < b ? a : b);
export const or = (a: Value, b: Value): Value => (a > b ? a : b);
export const complement = (a: Value): Value => (a === YES ? NO : a === NO ? YES : a);

/** Codes and names of the bodies that decide a doubt about findings of one class. */
export type Deciders = (findingClass: string) => ReadonlySet<string>;

/** The value of a predicate for one person on the day `on` (civil date). Linear in the predicate and the person's findings. */
export function judgePredicate(predicate: Predicate, captive: Captive, on: string, deciders: Deciders): Value {
  switch (predicate.kind) {
    case "aged": return judgeBirth(captive, (born) => isAged(born, predicate.on, predicate.years, predicate.bound));
    case "bornAfter": return judgeBirth(captive, (born) => born > predicate.date);
    case "finding": return judgeFinding(captive, predicate.class, on, deciders(predicate.class));
    case "heldSinceBefore":
      if (captive.heldSince === "unknown" || captive.heldSince > on) return UNKNOWN;
      return captive.heldSince < predicate.date ? YES : NO;
    case "heldInRelation": case "takenOn":
      if (captive.context.length === 0) return UNKNOWN; // nothing recorded; a recorded context that is another one is a no
      return captive.context.includes(predicate.to) ? YES : NO;
    case "and": return predicate.of.reduce<Value>((all, part) => and(all, judgePredicate(part, captive, on, deciders)), YES);
    case "or": return predicate.of.reduce<Value>((any, part) => or(any, judgePredicate(part, captive, on, deciders)), NO);
  }
}

/** Both ends of what is known of the birth; where they differ it is unknown. Sound since age is monotone in the birth. */
function judgeBirth({ born }: Captive, holds: (born: string) => boolean): Value {
  if (born === "unknown") return UNKNOWN;
  const first = holds(born.first);
  return first === holds(born.last) ? (first ? YES : NO) : UNKNOWN;
}

/** Completed years on `day`; one born on 29 February completes the year on 1 March in common years. */
export function ageYears(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}

function isAged(born: string, day: string, years: number, bound: "or under" | "or over"): boolean {
  const age = ageYears(born, day);
  return bound === "or under" ? age <= years : age >= years;
}

export type FindingEvent =
  | { readonly kind: "examined" | "finding" | "objection"; readonly on: string; readonly entry: string }
  | { readonly kind: "decision"; readonly on: string; readonly entry: string; readonly by: string; readonly result: Decision["result"]; readonly counts: boolean };

/** What is recorded about one class up to and including `on`, in the order in which it takes effect. */
export function findingEvents(captive: Captive, findingClass: string, on: string, deciders: ReadonlySet<string>): FindingEvent[] {
  const events: FindingEvent[] = [];
  const add = (name: string, rows: readonly ClassDay[], kind: "finding" | "objection"): void => {
    rows.forEach((row, i) => {
      if (row.class === findingClass && row.on <= on) events.push({ kind, on: row.on, entry: `${captive.entry}/${name}/${i}` });
    });
  };
  captive.examinedOn.forEach((day, i) => {
    if (day <= on) events.push({ kind: "examined", on: day, entry: `${captive.entry}/examinedOn/${i}` });
  });
  captive.findings.forEach((row, i) => { // a finding of another class is an examination as well
    if (row.class !== findingClass && row.on <= on) events.push({ kind: "examined", on: row.on, entry: `${captive.entry}/findings/${i}` });
  });
  add("findings", captive.findings, "finding");
  add("objections", captive.objections, "objection");
  captive.decisions.forEach((row, i) => {
    if (row.class !== findingClass || row.on > on) return;
    events.push({ kind: "decision", on: row.on, entry: `${captive.entry}/decisions/${i}`, by: row.by, result: row.result, counts: deciders.has(row.by) });
  });
  const rank = { examined: 0, finding: 1, objection: 2, decision: 3 };
  return events.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : rank[a.kind] - rank[b.kind]));
}

/**
 * Not examined is unknown, never no; examined without a finding is no; a finding is yes from its day; an objection makes it
 * disputed until the named body decides, whatever is found meanwhile; a decision of any other body changes nothing.
 */
function judgeFinding(captive: Captive, findingClass: string, on: string, deciders: ReadonlySet<string>): Value {
  if (captive.objections.length === 0 && captive.decisions.length === 0) return judgeUndisputed(captive, findingClass, on);
  let value: Value = UNKNOWN;
  for (const event of findingEvents(captive, findingClass, on, deciders)) {
    switch (event.kind) {
      case "examined": if (value === UNKNOWN) value = NO; break;
      case "finding": if (value !== DISPUTED) value = YES; break;
      case "objection": value = DISPUTED; break;
      case "decision": if (event.counts) value = event.result === "upheld" ? YES : NO;
    }
  }
  return value;
}

function judgeUndisputed(captive: Captive, findingClass: string, on: string): Value {
  let isExamined = captive.examinedOn.some((day) => day <= on);
  for (const row of captive.findings) {
    if (row.on > on) continue;
    if (row.class === findingClass) return YES;
    isExamined = true;
  }
  return isExamined ? NO : UNKNOWN;
}
