// The review queue as data, and what answers of different persons come to. A component is shown whole: its pairs are rivals.
import { Fault } from "../basis/fault.ts";
import { decide, type Outcome } from "./decide.ts";
import { COMPARED, levelOf, type Compared } from "./levels.ts";
import type { Linked } from "./link.ts";
import { textHash } from "./problem.ts";
import { urgencyOf } from "./urgency.ts";

export type ReviewCard = {
  /** 1 is to be looked at first. */
  readonly order: number;
  readonly component: number;
  /** Bits of entropy of the component's pairs: what an answer can teach. */
  readonly entropyBits: number;
  readonly outcome: Outcome;
  readonly isChosen: boolean;
  /** Fields that one side or both do not state. */
  readonly missing: readonly Compared[];
};

const LISTED_MIN = 0.05;

/** `audited` are indexes of pairs; `asOf` is the day of the lists as yyyymmdd, 0 where it is not known. */
export type QueueOptions = { readonly audited?: readonly number[]; readonly asOf?: number };

/**
 * All pairs of p >= .05 of every component that holds a pair to be reviewed; first the one whose answer teaches most, times how urgent
 * its persons are (urgency.ts). Pairs to be audited stand unmarked among them, each with its component, at places that their ids give.
 */
export function reviewQueue(linked: Linked, { audited = [], asOf = 0 }: QueueOptions = {}): ReviewCard[] {
  const outcomeOf = decide(linked);
  const chosen = new Set(linked.chosen);
  const byComponent = new Map<number, Outcome[]>();
  const isAudited = new Set(audited);
  for (let pair = 0; pair < linked.probability.length; pair++) {
    if ((linked.probability[pair] ?? 0) < LISTED_MIN && !isAudited.has(pair)) continue;
    const component = linked.component[pair] ?? 0;
    const of = byComponent.get(component);
    if (of) of.push(outcomeOf(pair));
    else byComponent.set(component, [outcomeOf(pair)]);
  }
  const [ofLeft, ofRight] = [linked.pair.left, linked.pair.right].map((list) => urgencyOf(list, Math.floor(asOf / 10_000)));
  const urgency = (outcomes: readonly Outcome[]): number => outcomes.reduce((most, { left, right }) => Math.max(most, ofLeft?.(left) ?? 1, ofRight?.(right) ?? 1), 0);
  const cardOf = ([component, outcomes]: [number, Outcome[]]) => {
    const bits = outcomes.reduce((sum, { same }) => sum + entropyBits(same), 0);
    return { component, outcomes, entropyBits: bits, merit: bits * urgency(outcomes) };
  };
  const open = [...byComponent].filter(([, outcomes]) => outcomes.some(({ band }) => band === "review")).map(cardOf)
    .sort((a, b) => b.merit - a.merit || a.component - b.component);
  const isOpen = new Set(open.map(({ component }) => component));
  const { length } = open;
  for (const pair of audited) {
    const component = linked.component[pair] ?? 0;
    const outcomes = byComponent.get(component);
    if (outcomes === undefined || isOpen.has(component)) continue;
    isOpen.add(component);
    const place = textHash(linked.pair.left.ids[linked.pairs.left[pair] ?? 0] ?? "") >>> 0;
    open.splice(place % (length + 1), 0, cardOf([component, outcomes]));
  }
  const cards: ReviewCard[] = [];
  open.forEach(({ component, outcomes, entropyBits }, at) => {
    for (const outcome of outcomes.sort((a, b) => b.same - a.same || a.pair - b.pair))
      cards.push({ order: at + 1, component, entropyBits, outcome, isChosen: chosen.has(outcome.pair), missing: missingOf(linked.patterns[outcome.pair] ?? 0) });
  });
  return cards;
}

const missingOf = (pattern: number): Compared[] => COMPARED.filter((_, field) => levelOf(pattern, field) === 0);

const entropyBits = (p: number): number => (p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)));

export const ANSWERS = ["same", "not the same", "relatives", "cannot tell"] as const;
export type Answer = { readonly by: string; readonly answer: (typeof ANSWERS)[number] };
export const VERDICTS = [...ANSWERS, "needs a second person", "needs a third person"] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * Two different persons, then a third where they disagree: what at least two say. The same person twice counts once.
 * @throws Fault `REVIEW_CHANGED` when one person gave two different answers.
 */
export function verdictOf(answers: readonly Answer[]): Verdict {
  const byPerson = new Map<string, Answer["answer"]>();
  for (const { by, answer } of answers) {
    const before = byPerson.get(by);
    if (before !== undefined && before !== answer) throw new Fault("REVIEW_CHANGED", "expected one answer of each person, found two that differ");
    byPerson.set(by, answer);
  }
  const given = [...byPerson.values()];
  if (given.length < 2) return "needs a second person";
  return ANSWERS.find((answer) => given.filter((one) => one === answer).length >= 2) ?? (given.length === 2 ? "needs a third person" : "cannot tell");
}
