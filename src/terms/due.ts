// Due days (TERMS.md, 9.7). The day of the event is not counted: within 5 days of 5 June is due 10 June, inclusive.
// A week is 7 days. The record holds the days of events, not their instants, so hours are rounded up to whole days: nothing is
// late before every instant of its day says so. An event that has not happened gives a projected day, never a late one.
import { addDays, parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { plain, type Due, type Duration, type Event, type NotStated, type SentenceOf } from "./ast.ts";
import type { Maybe, StepFact } from "./facts.ts";

export type DueDay = { readonly day: CivilDate | NotStated; readonly projected: boolean };
export const NOT_STATED: DueDay = { day: "not stated", projected: false };

export type Calendar = {
  readonly parties: readonly [string, string]; readonly signedOn: Maybe<CivilDate>;
  /** Step sentences of the reading, in text order. */
  readonly steps: readonly SentenceOf<"step">[];
  /** The first day, on or before the day asked about, on which a side made a step. */
  readonly madeOn: (side: string, what: string) => StepFact | undefined;
};

export const durationDays = ({ n, unit }: Duration): number =>
  unit === "week" ? plain(n) * 7 : unit === "hour" ? Math.ceil(plain(n) / 24) : plain(n);

/** The first late day of a due day on `on`, or not late. Projected days are never late. */
export function lateSince({ day, projected }: DueDay, on: string): CivilDate | "not late" {
  return projected || day === "not stated" || on <= day ? "not late" : addDays(day, 1);
}

/** Steps by side and name, as known on `on`. */
export function madeOn(steps: readonly StepFact[], on: string): Calendar["madeOn"] {
  const first = new Map<string, StepFact>();
  for (const step of steps) {
    const key = `${step.who} ${step.what}`;
    const before = first.get(key);
    if (step.on <= on && (!before || step.on < before.on)) first.set(key, step);
  }
  return (side, what) => first.get(`${side} ${what}`);
}

/**
 * The due day of `side`. `ofPerson` gives the day of capture, discovery or decision where the deadline runs for each person
 * apart; without it such a deadline is not stated here.
 */
export function dueOf(due: Due | NotStated, side: string, calendar: Calendar, step?: SentenceOf<"step">, ofPerson?: CivilDate): DueDay {
  if (due === "not stated" || "each" in due) return NOT_STATED;
  if ("on" in due) return { day: dateOf(due.on), projected: false };
  const event = due.of === "capture" || due.of === "discovery" || due.of === "decision"
    ? { day: ofPerson ?? ("not stated" as const), projected: false }
    : eventDay(due.of, side, calendar, step, 0);
  return event.day === "not stated" ? NOT_STATED : { day: addDays(event.day, durationDays(due.within)), projected: event.projected };
}

/** `the list`, `the reply`, `the remarks` are the other side's; `the final reply` and the signed list are the later of two. */
function eventDay(event: Event, side: string, calendar: Calendar, step: SentenceOf<"step"> | undefined, depth: number): DueDay {
  if (event === "signature") return calendar.signedOn === "unknown" ? NOT_STATED : { day: calendar.signedOn, projected: false };
  const other = calendar.parties[0] === side ? calendar.parties[1] : calendar.parties[0];
  switch (event) {
    case "list": case "reply": case "remarks": return stepDay(event, other, calendar, depth);
    case "final reply": case "signed final list": return later(stepDay(event, side, calendar, depth), stepDay(event, other, calendar, depth));
    case "previous step": {
      const at = step ? calendar.steps.indexOf(step) : -1;
      const before = calendar.steps.slice(0, Math.max(0, at)).filter((one) => clausePart(one.id) === clausePart(step?.id ?? "") && gives(one, side)).at(-1);
      return before ? stepDay(before.what, side, calendar, depth) : NOT_STATED;
    }
    default: return NOT_STATED; // capture, discovery and decision run for each person
  }
}

const CHAIN_MAX = 20;
/** The day a step was made, else the day it is due, projected. */
function stepDay(what: string, side: string, calendar: Calendar, depth: number): DueDay {
  const made = calendar.madeOn(side, what);
  if (made) return { day: made.on, projected: false };
  const sentence = calendar.steps.find((one) => one.what === what && gives(one, side));
  if (!sentence || depth >= CHAIN_MAX || sentence.due === "not stated" || "each" in sentence.due) return NOT_STATED;
  if ("on" in sentence.due) return { day: dateOf(sentence.due.on), projected: true };
  const event = eventDay(sentence.due.of, side, calendar, sentence, depth + 1);
  return event.day === "not stated" ? NOT_STATED : { day: addDays(event.day, durationDays(sentence.due.within)), projected: true };
}

function later(a: DueDay, b: DueDay): DueDay {
  if (a.day === "not stated" || b.day === "not stated") return NOT_STATED;
  return { day: a.day > b.day ? a.day : b.day, projected: a.projected || b.projected };
}

export const gives = ({ giver }: { readonly giver: string }, side: string): boolean => giver === "each" || giver === side;
const clausePart = (id: string): string => id.slice(0, id.indexOf("."));

/** The day of a date or an instant of the text. @throws Error when it is none: the parser refuses such a text. */
export function dateOf(text: string): CivilDate {
  const day = parseCivilDate(text.slice(0, 10));
  if (day === undefined) throw new Error("bug: a date that does not exist stood in the AST");
  return day;
}
