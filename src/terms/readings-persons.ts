// What a wording means in persons (TALKS.md, 4): for two readings of a clause, how many persons of each side's list the second
// adds and drops against the first, and how many become or cease to be unknown. Counts only, never a name or an id.
// A count from 1 to 4 names a man, so it is shown as "fewer than 5"; totals would give it back by subtraction, so none are
// shown. Counts of 5 and more are exact, so three readings together can still bound a small difference between two.
import type { CivilDate } from "../basis/civil-date.ts";
import { sayCode, type Lang } from "./explain-words.ts";
import { UNKNOWN, DISPUTED, YES, judgePredicate, type Deciders } from "./entitlement.ts";
import { clauseOf, type Predicate } from "./ast.ts";
import type { Result } from "./evaluate.ts";
import type { Captive } from "./facts.ts";
import { STATUS_WORDS } from "./status-words.ts";

export type Change = {
  readonly side: string; readonly added: number; readonly dropped: number;
  readonly becomeUnknown: number; readonly ceaseUnknown: number;
};
/** A category as each reading writes it; several categories of one clause are joined by `or`. */
export type Wording = { readonly label: string; readonly valueOf: (captive: Captive) => number };

export const wordingOf = (label: string, predicate: Predicate, on: CivilDate, deciders: Deciders): Wording =>
  ({ label, valueOf: (captive) => judgePredicate(predicate, captive, on, deciders) });

/** The distinct readings of one clause, each labelled by the choices that set it apart, in words of the language. */
export function wordingsOfClause(result: Result, clause: number, lang: Lang): Wording[] {
  const found = new Map<string, Wording>();
  for (const { terms, entitlements, choices } of result.readings) {
    const own = terms.sentences.filter((one) => one.kind === "definition" || (one.kind === "release" && clauseOf(one) === clause));
    const key = JSON.stringify(own);
    const values = entitlements.clauses.get(clause);
    if (found.has(key) || !values) continue;
    const bearing = choices.filter(({ sentence }) => clauseOf({ id: sentence }) === clause || clauseOf({ id: sentence }) === 0);
    const label = bearing.map(({ sentence, choice }) => `${sentence} ${sayChoice(choice, lang)}`).join(", ");
    found.set(key, { label: label === "" ? STATUS_WORDS[lang].choices["as it stands"] : label, valueOf: ({ id }) => values[result.people.indexOf.get(id) ?? -1] ?? UNKNOWN });
  }
  return [...found.values()];
}

/** A choice in words: `RU: present`, `absent`, `each`; what a party wrote (a number, a definition) stays as written. */
function sayChoice(choice: string, lang: Lang): string {
  const { choices } = STATUS_WORDS[lang];
  const [, party = "", rest = choice] = /^([A-Z]{2,}): (.*)$/s.exec(choice) ?? [];
  const said = Object.entries(choices).find(([one]) => one === rest)?.[1] ?? rest;
  return party === "" ? said : `${sayCode(party, lang)}: ${said}`;
}

/** Exact counts, for the mediator alone and for tests. Linear in the list. */
export function compareWordings(captives: readonly Captive[], sides: readonly string[], from: Wording, to: Wording): Change[] {
  return sides.map((side) => {
    const change = { side, added: 0, dropped: 0, becomeUnknown: 0, ceaseUnknown: 0 };
    for (const captive of captives) {
      if (captive.side !== side) continue;
      const [before, after] = [from.valueOf(captive), to.valueOf(captive)];
      if (before === after) continue;
      if (after === YES) change.added += 1;
      if (before === YES) change.dropped += 1;
      if (isOpen(after) && !isOpen(before)) change.becomeUnknown += 1;
      if (isOpen(before) && !isOpen(after)) change.ceaseUnknown += 1;
    }
    return change;
  });
}
const isOpen = (value: number): boolean => value === UNKNOWN || value === DISPUTED;

export type Shown = number | `fewer than ${number}`;
export const SMALL_CELL = 5;
/** A count as others may see it: 0 and counts from the threshold on as they are, those between hidden. */
export const showCount = (count: number, threshold = SMALL_CELL): Shown => (count > 0 && count < threshold ? `fewer than ${threshold}` : count);

export type Row = { readonly from: string; readonly to: string; readonly side: string; readonly added: Shown; readonly dropped: Shown; readonly becomeUnknown: Shown; readonly ceaseUnknown: Shown };
/** Every pair of wordings, each against every later one, with small counts hidden. O(wordings² × list). */
export function compareAll(captives: readonly Captive[], sides: readonly string[], wordings: readonly Wording[]): Row[] {
  return wordings.flatMap((from, i) => wordings.slice(i + 1).flatMap((to) => compareWordings(captives, sides, from, to).map((change) => ({
    from: from.label, to: to.label, side: change.side, added: showCount(change.added), dropped: showCount(change.dropped),
    becomeUnknown: showCount(change.becomeUnknown), ceaseUnknown: showCount(change.ceaseUnknown),
  }))));
}
