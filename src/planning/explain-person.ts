// Why this person is where the plan puts them: message keys with values, never a sentence, never another person (PLANNING.md §10). The first facts
// are read off the plan; only the counterfactual asks the solver: one more of the class in a batch, and what is the first thing to get worse.
import { Fault } from "../basis/fault.ts";
import { assignedCounts } from "./assigned-counts.ts";
import { classesOf, type TravelClass } from "./classes.ts";
import { findConflicts } from "./conflicts.ts";
import { modelOf, objectivesOf, valueOf, type Model } from "./model.ts";
import { clausesOf, placesOf, type Captive, type Problem } from "./problem.ts";
import type { Solver } from "./solver.ts";
import { freshKnowledge, solveStage, type Effort } from "./stages.ts";

/**
 * `say` is the key of a sentence (say-person.ts). `more` is in the unit of the stage: days, days times urgency, weight, persons. `persons`: how many of
 * the tier would wait longer; "few" for fewer than 3 where the tier is so small that the number could point at someone; 0 outside tiers.
 */
export type PersonFact =
  | { readonly say: "declined" | "held" | "group-waits" | "not-now" | "no-window" | "not-placed" | "first-in-window" }
  | { readonly say: "outside-window" | "is-there" | "all-of-class-there"; readonly batch: string }
  | { readonly say: "placed"; readonly batch: string; readonly day: number }
  | { readonly say: "window"; readonly first: string; readonly last: string }
  | { readonly say: "travels-with"; readonly persons: number }
  | { readonly say: "rank"; readonly place: number; readonly of: number; readonly longer: number }
  | { readonly say: "drawn"; readonly place: number; readonly of: number; readonly seed: string }
  | { readonly say: "full"; readonly clause: string; readonly batch: string; readonly used: number; readonly most: number }
  | { readonly say: "possible-but"; readonly batch: string; readonly stage: string; readonly more: number; readonly persons: number | "few" }
  | { readonly say: "possible"; readonly batch: string }
  | { readonly say: "impossible"; readonly batch: string; readonly clauses: readonly string[] }
  | { readonly say: "unsettled"; readonly batch: string }
  | { readonly say: "earlier-but"; readonly stage: string; readonly more: number; readonly persons: number | "few" }
  | { readonly say: "earlier-drawn" }
  | { readonly say: "earlier-impossible"; readonly clauses: readonly string[] };

export type WhyQuestion = {
  readonly problem: Problem; readonly assign: Readonly<Record<string, string | null>>; readonly id: string;
  /** The batch asked about; undefined: the one before the person's, or the last of the window for who is in none. */
  readonly batch: string | undefined;
  readonly solver: Solver; readonly effort: Effort;
  /** The components that the plan was made by, in order; undefined: those of the instance. */
  readonly objective?: readonly string[] | undefined;
};

const POINTS_BELOW = 10; // persons of a tier; the public threshold of FIELD.md §14, our choice

/**
 * Facts in the order in which they are told, or undefined for an unknown person. The counterfactual costs at most one plan.
 * For the holding side, the person's own side and the mediator; `forFamily` makes of it what a family may be told.
 * @throws Fault `PLAN_UNKNOWN` for a batch that is not listed.
 */
export function explainPerson(question: WhyQuestion): PersonFact[] | undefined {
  const { problem, assign, id } = question;
  const captive = problem.captives.find((one) => one.id === id);
  if (!captive) return undefined;
  if (captive.status !== "ready") return [{ say: captive.status === "held" ? "held" : "declined" }];
  const classes = classesOf(problem);
  const own = classes.find(({ items }) => items.some(({ captives }) => captives.includes(captive)));
  if (!own) return [{ say: "group-waits" }];
  const given = new Map(Object.entries(assign)).get(id) ?? null;
  const at = problem.batches.findIndex((batch) => batch.id === given);
  const facts: PersonFact[] = [at < 0 ? { say: "not-placed" } : { say: "placed", batch: given ?? "", day: problem.batches[at]?.day ?? 0 }];
  if (own.persons > 1) facts.push({ say: "travels-with", persons: own.persons });
  if (own.first > own.last) return [...facts, { say: "no-window" }];
  facts.push({ say: "window", first: problem.batches[own.first]?.id ?? "", last: problem.batches[own.last]?.id ?? "" }, ...rankOf(problem, own, captive));
  const asked = question.batch === undefined ? (at < 0 ? own.last : at - 1) : batchIndexOf(problem, question.batch);
  const batch = problem.batches[asked]?.id ?? "";
  if (question.batch !== undefined && asked === at) return [...facts, { say: "is-there", batch }];
  if (question.batch === undefined && asked < own.first) return [...facts, { say: "first-in-window" }];
  if (asked < own.first || asked > own.last) return [...facts, { say: "outside-window", batch }];
  const model = modelOf(problem, classes, new Set(clausesOf(problem)));
  const x = assignedCounts(model, assign);
  if (!x) return facts;
  return [...facts, ...fullIn(model, x, own, asked), counterfactual(question, model, x, { own: classes.indexOf(own), asked })];
}

/**
 * What a family may be told: the order, the draw, and what an earlier place would cost, without batch, day, side's capacity or consent, since nobody but
 * those who act on a plan may know who is in a coming batch, and nobody who declined (FIELD.md §9).
 */
export function forFamily(facts: readonly PersonFact[]): PersonFact[] {
  return facts.flatMap((fact): PersonFact[] => {
    switch (fact.say) {
      case "declined": case "held": case "group-waits": case "no-window":
        return [{ say: "not-now" }];
      case "rank": case "drawn":
        return [fact];
      case "possible-but":
        return [{ say: "earlier-but", stage: fact.stage, more: fact.more, persons: fact.persons }];
      case "possible":
        return [{ say: "earlier-drawn" }];
      case "impossible":
        return [{ say: "earlier-impossible", clauses: fact.clauses }];
      default:
        return [];
    }
  });
}

function batchIndexOf(problem: Problem, id: string): number {
  const at = problem.batches.findIndex((batch) => batch.id === id);
  if (at < 0) throw new Fault("PLAN_UNKNOWN", "expected a batch of the list", [{ field: "batch" }]);
  return at;
}

/** Place in the public order of the class: how many were held longer, and, among the equally long held, the draw. */
function rankOf({ tieSeed }: Problem, { items }: TravelClass, captive: Captive): PersonFact[] {
  if (items.length === 1) return [];
  const heldOf = (members: readonly Captive[]): number => Math.max(...members.map(({ heldDays }) => heldDays));
  const place = items.findIndex(({ captives }) => captives.includes(captive));
  const held = heldOf(items[place]?.captives ?? []);
  const longer = items.filter(({ captives }) => heldOf(captives) > held).length;
  const equal = items.filter(({ captives }) => heldOf(captives) === held).length;
  const rank: PersonFact = { say: "rank", place: place + 1, of: items.length, longer };
  return equal > 1 ? [rank, { say: "drawn", place: place - longer + 1, of: equal, seed: tieSeed }] : [rank];
}

/** Limits of the batch that leave no room for one more of the class. */
function fullIn(model: Model, x: Float64Array, own: TravelClass, asked: number): PersonFact[] {
  const { problem } = model;
  const limit = problem.batches[asked]?.limits[own.side], batch = problem.batches[asked]?.id ?? "";
  const used = (amountOf: (one: TravelClass) => number): number => {
    let sum = 0;
    for (let column = 0; column < model.counts; column++) {
      const one = model.classes[model.classOfColumn[column] ?? 0];
      if (one?.side === own.side && model.batchOfColumn[column] === asked) sum += amountOf(one) * (x[column] ?? 0);
    }
    return sum;
  };
  const side = problem.sides[own.side];
  const checks: { clause: string; amountOf: (one: TravelClass) => number; most: number }[] = [
    { clause: `size:${side}`, amountOf: ({ persons }) => persons, most: limit?.max ?? Infinity },
    ...[...own.perResource.keys()].map((need) => ({ clause: `transport:${side}:${need}`, amountOf: ({ perResource }: TravelClass) => perResource.get(need) ?? 0, most: placesOf(limit, need) })),
    ...[...own.perPlace.keys()].map((place) => ({ clause: `place:${problem.places[place]?.id}`, amountOf: ({ perPlace }: TravelClass) => perPlace.get(place) ?? 0, most: problem.places[place]?.perBatch ?? Infinity })),
  ];
  return checks.flatMap(({ clause, amountOf, most }): PersonFact[] => {
    const now = used(amountOf);
    return amountOf(own) > 0 && now + amountOf(own) > most ? [{ say: "full", clause, batch, used: now, most }] : [];
  });
}

/** One more of the class in the batch: the first component that gets worse, or the minimal set that forbids it. */
function counterfactual({ problem, solver, effort, objective: names }: WhyQuestion, model: Model, x: Float64Array, { own, asked }: { own: number; asked: number }): PersonFact {
  const batch = problem.batches[asked]?.id ?? "";
  const column = (model.firstColumn[own] ?? 0) + asked - (model.classes[own]?.first ?? 0);
  const least = (x[column] ?? 0) + 1;
  if (least > (model.upper[column] ?? 0)) return { say: "all-of-class-there", batch };
  const known = freshKnowledge(model);
  known.box.lo[column] = least;
  const components = new Map(objectivesOf(model).map((one) => [one.name, one]));
  for (const name of names ?? problem.objective) {
    const objective = components.get(name);
    if (!objective) continue; // the lottery
    const stage = solveStage({ model, solver, effort, known }, objective);
    if (stage === "undecided") return { say: "unsettled", batch };
    if (stage === "infeasible") {
      const { reasons } = findConflicts({ problem, classes: model.classes, solver, effort, force: { column, least } });
      return reasons[0] ? { say: "impossible", batch, clauses: reasons[0].clauses } : { say: "unsettled", batch };
    }
    const more = stage.value - valueOf(objective, x);
    if (more > 0) return stage.proof === "open" ? { say: "unsettled", batch } : { say: "possible-but", batch, stage: objective.name, more, persons: waitLonger(model, objective.name, x, known.best ?? x) };
    if (more < 0) return { say: "unsettled", batch }; // the plan asked about is not the best one
  }
  return { say: "possible", batch };
}

/** How many of the tier stand later in `other` than in `x`, both sorted by day: who they are is not asked. */
function waitLonger(model: Model, stage: string, x: Float64Array, other: Float64Array): number | "few" {
  const tier = model.problem.tiers.findIndex(({ id }) => stage === `tier:${id}`);
  if (tier < 0) return 0;
  const before = daysOfTier(model, tier, x), after = daysOfTier(model, tier, other);
  const persons = after.filter((day, i) => day > (before[i] ?? day)).length;
  return persons < 3 && before.length < POINTS_BELOW ? "few" : persons;
}

/** The days on which persons of the tier go, sorted; `unplacedDay` for who is in no batch. */
function daysOfTier({ problem, classes, counts, classOfColumn, batchOfColumn }: Model, tier: number, x: Float64Array): number[] {
  const days: number[] = [];
  const left = classes.map(({ items }) => items.length);
  const add = (day: number, persons: number): void => {
    for (let i = 0; i < persons; i++) days.push(day);
  };
  for (let column = 0; column < counts; column++) {
    const c = classOfColumn[column] ?? 0, count = x[column] ?? 0;
    add(problem.batches[batchOfColumn[column] ?? 0]?.day ?? problem.unplacedDay, count * (classes[c]?.perTier.get(tier) ?? 0));
    left[c] = (left[c] ?? 0) - count;
  }
  classes.forEach(({ perTier }, c) => add(problem.unplacedDay, (left[c] ?? 0) * (perTier.get(tier) ?? 0)));
  return days.sort((a, b) => a - b);
}
