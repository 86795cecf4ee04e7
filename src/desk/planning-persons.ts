// Persons of a plan for those entitled to names: who is in a batch, and who of one's own side could take a place without a new plan.
import { Fault } from "../basis/fault.ts";
import type { State } from "../entries/fold.ts";
import { parsePlan, type Assign } from "../planning/parse-plan.ts";
import { roundOf, seedOn, standingAssign, type Round } from "../planning/plan-table.ts";
import { parseInstance, type Problem } from "../planning/problem.ts";
import { substitutesOf } from "../planning/replan.ts";
import { listsOf } from "./lists-of.ts";
import { instanceKept } from "./planning-instance.ts";
import { holderOf } from "./planning-view.ts";
import { plansOf, type DeskSeats } from "./plans-of.ts";

/** `name` is null where the list is not in sight of the asker. */
export type PlanPerson = { readonly id: string; readonly side: string; readonly list: string; readonly row: string; readonly name: string | null; readonly birth: string | null };
export type PersonsQuestion = { readonly state: State; readonly seats: DeskSeats; readonly party: string; readonly plan: string; readonly round: number };

/** @throws Fault `PLAN_ROUND`. */
export function roundNamed({ state, plan, round }: Pick<PersonsQuestion, "state" | "plan" | "round">): Round {
  const found = roundOf(plansOf(state), plan, round);
  if (!found) throw new Fault("PLAN_ROUND", "expected a round that was frozen", [{ field: "round" }]);
  return found;
}

/**
 * The frozen instance with the seed that was drawn: from the record for the mediator's seats, as given for a side.
 * @throws Fault `PLAN_NONE` where the asker was given none.
 */
export function problemOf(question: PersonsQuestion): Problem {
  const { state, seats, party, plan } = question;
  const round = roundNamed(question);
  const seed = seedOn(round, seats);
  const tieSeed = seed.kind === "drawn" ? seed.seed.value : "not drawn";
  if (!seats.sides.includes(party)) return parseInstance({ ...instanceKept({ acts: state.acts, seats, plan, on: round.frozen.on, upTo: round.frozen.upTo }).instance, tieSeed });
  if (!round.instance) throw new Fault("PLAN_NONE", "the instance was not given to your side: the mediator keeps it", [{ field: "round" }]);
  return parseInstance({ ...round.instance.instance, tieSeed });
}

/** Who goes when, as the asker knows it. @throws Fault `PLAN_NONE` without a plan. */
export function assignKnown(question: PersonsQuestion): Assign {
  const round = roundNamed(question);
  if (round.forwarded) return Object.fromEntries(standingAssign(round, question.seats));
  if (!round.proposed || question.seats.sides.includes(question.party)) throw new Fault("PLAN_NONE", "expected a plan that was given to both sides", [{ field: "round" }]);
  return parsePlan(round.proposed.made).assign;
}

/** Everybody of a batch, by id. Linear. */
export function personsOfBatch(question: PersonsQuestion, batch: string): PlanPerson[] {
  return Object.entries(assignKnown(question)).filter(([, in_]) => in_ === batch).map(([id]) => personNamed(question, id)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function personNamed({ state, seats }: Pick<PersonsQuestion, "state" | "seats">, id: string): PlanPerson {
  const [list = "", row = ""] = id.split("/");
  const found = listsOf(state).get(list)?.rows.get(row)?.row;
  return { id, side: holderOf(id, seats), list, row, name: found?.name ?? null, birth: found?.birth ?? null };
}

const RESERVE_SHOWN = 10;

/** Who can take the place of one person without a new plan: the next of the same class. For the holding side and the mediator alone. @throws Fault `PLAN_SEAT`, `PLAN_PERSON`. */
export function reserveFor(question: PersonsQuestion, person: string): { readonly batch: string; readonly reserve: readonly PlanPerson[] } {
  const { seats, party } = question;
  if (seats.sides.includes(party) && holderOf(person, seats) !== party) throw new Fault("PLAN_SEAT", "reserve lists are for the holding side and the mediator");
  const assign = assignKnown(question);
  const batch = assign[person];
  if (typeof batch !== "string") throw new Fault("PLAN_PERSON", "expected somebody who is in a batch", [{ field: "person" }]);
  const own = substitutesOf(problemOf(question), assign, batch).find(({ placed }) => placed.some((ids) => ids.length === 1 && ids[0] === person));
  const free = (own?.reserve ?? []).filter((ids) => ids.length === 1 && typeof assign[ids[0] ?? ""] !== "string").slice(0, RESERVE_SHOWN);
  return { batch, reserve: free.map((ids) => personNamed(question, ids[0] ?? "")) };
}
