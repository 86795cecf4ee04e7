// The job of planning: draws the plan of a frozen round, or asks what another number would change, or what an earlier place of one
// person would cost. Prepared on the main thread from what the mediator's compartment holds; run in a worker with HiGHS. Its
// input and result hold no name; ids of rows only.
import { utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { Fault } from "../../basis/fault.ts";
import { loadSolver } from "../../compute/highs-solver.ts";
import { classesOf } from "../../planning/classes.ts";
import { findConflicts } from "../../planning/conflicts.ts";
import { explainPerson, forFamily } from "../../planning/explain-person.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf } from "../../planning/make-plan.ts";
import { parsePlan, type Assign } from "../../planning/parse-plan.ts";
import { differenceOf } from "../../planning/plan-difference.ts";
import { lockedRound, roundOf, seedOn, standingAssign, type Round } from "../../planning/plan-table.ts";
import { parseInstance } from "../../planning/problem.ts";
import { sayReason } from "../../planning/say-reason.ts";
import { changedInstance, parseWhatIf, type WhatIf } from "../../planning/what-if.ts";
import { demandRead } from "../authority.ts";
import { instanceKept } from "../planning-instance.ts";
import { plansOf, seatsOf } from "../plans-of.ts";
import { stateOf, type SharedDesk } from "../shared-desk.ts";
import type { Officer } from "../submit-act.ts";

export type SolvePlanInput = {
  readonly ask: "plan" | "what-if" | "why"; readonly instance: Readonly<Record<string, unknown>>; readonly hash: string; readonly seed: string;
  readonly seedParts: Readonly<Record<string, unknown>>;
  /** The plan that stands, for what-if and why. */
  readonly before: Assign; readonly objective: readonly string[] | null;
  readonly change: WhatIf | null; readonly order: readonly string[] | null; readonly person: string; readonly batch: string | null; readonly family: boolean; readonly small: number;
};

const textOf = (request: Readonly<Record<string, unknown>>, field: string): string | undefined => (typeof request[field] === "string" && request[field] !== "" ? request[field] : undefined);

/**
 * Request: `{ask: "plan", plan, round}`; `{ask: "what-if", plan, round, set?: "PATH=NUMBER", order?: [stages]}`; `{ask: "why", plan, round, person, batch?, for?: "family"}`.
 * Only the mediator's seats plan. @throws Fault `RIGHTS`, `REQUEST_FORM`, `PLAN_ROUND`, `SEED_OPEN`, `PLAN_NONE`, `PLAN_WHAT_IF`, `PLAN_PERSON`.
 */
export function prepare(desk: SharedDesk, officer: Pick<Officer, "party" | "role">, request: Readonly<Record<string, unknown>>): SolvePlanInput {
  demandRead(officer.role, "planning");
  const seats = seatsOf(desk.pack);
  if (seats.sides.includes(officer.party)) throw new Fault("RIGHTS", "the mediator's seats draw the plan: they alone hold every part of it");
  const state = stateOf(desk, officer.party);
  const ask = (["plan", "what-if", "why"] as const).find((one) => one === request["ask"]);
  const plan = textOf(request, "plan"), number = request["round"];
  if (!ask || plan === undefined || typeof number !== "number") throw new Fault("REQUEST_FORM", "expected ask (plan, what-if, why), plan and round");
  const round = roundOf(plansOf(state), plan, number);
  if (!round) throw new Fault("PLAN_ROUND", "expected a round that was frozen", [{ field: "round" }]);
  const seed = seedOn(round, seats);
  if (seed.kind !== "drawn") throw new Fault("SEED_OPEN", `expected the seed to be drawn: it waits for ${seed.waitingFor.join(", ")}`, [{ field: "round" }]);
  const { instance, hash } = instanceKept({ acts: state.acts, seats, plan, on: round.frozen.on, upTo: round.frozen.upTo });
  if (hash !== round.frozen.instance) throw new Fault("PLAN_OTHER", "the record no longer gives the instance that was frozen", [{ field: "round" }]);
  const whatIf = textOf(request, "set"), order = Array.isArray(request["order"]) ? request["order"].map(String) : null, person = textOf(request, "person") ?? "";
  if (ask !== "plan" && !round.proposed) throw new Fault("PLAN_NONE", "expected a plan of this round on the record", [{ field: "round" }]);
  if (ask === "what-if" && whatIf === undefined && order === null) throw new Fault("REQUEST_FORM", "expected set or order", [{ field: "set" }]);
  if (ask === "why" && !instance.captives.some(({ id }) => id === person)) throw new Fault("PLAN_PERSON", "expected somebody of the frozen instance", [{ field: "person" }]);
  const made = round.proposed ? parsePlan(round.proposed.made) : undefined;
  const change = ask === "what-if" && whatIf !== undefined ? parseWhatIf(whatIf) : null;
  if (change) changedInstance(instance, change);
  return {
    ask, instance, hash, seed: seed.seed.value, seedParts: { ...seed.seed }, before: made?.assign ?? {}, objective: made?.objective ?? null, change, order, person, batch: textOf(request, "batch") ?? null,
    family: request["for"] === "family", small: desk.pack.smallCount,
  };
}

/** Canonical JSON of what was asked. `say` hears of every stage that is done. @throws Fault `PLAN_CLASSES`, `PLAN_OBJECTIVE`. */
export async function run(input: SolvePlanInput, say: (done: number, of: number, words?: string) => void): Promise<Uint8Array> {
  const solver = await loadSolver();
  const changed = input.change ? changedInstance(input.instance, input.change) : input.instance;
  const problem = parseInstance({ ...(changed as Readonly<Record<string, unknown>>), tieSeed: input.seed }); // changedInstance copies the object it is given
  const print = (value: unknown): Uint8Array => utf8(`${canonicalJson(value)}\n`);
  if (input.ask === "why") {
    const facts = explainPerson({ problem, assign: input.before, id: input.person, batch: input.batch ?? undefined, solver, effort: DEFAULT_EFFORT, objective: input.objective?.filter((name) => name !== "lottery") }) ?? [];
    return print({ answer: "why", facts: input.family ? forFamily(facts) : facts });
  }
  const objective = input.order ?? stageNamesOf(problem);
  let done = 0;
  const outcome = makePlan({
    problem, instance: input.hash, solver, effort: DEFAULT_EFFORT, objective,
    onStage: ({ name, value, bound, proof }) => say(++done, objective.length, `${name} ${value} ${bound} ${proof}`),
  });
  if (outcome.kind === "undecided") return print({ answer: "undecided", stage: outcome.stage });
  if (outcome.kind === "infeasible") {
    const { reasons, isComplete } = findConflicts({ problem, classes: classesOf(problem), solver, effort: DEFAULT_EFFORT });
    return print({ answer: "infeasible", complete: isComplete, reasons: reasons.map((reason) => ({ clauses: reason.clauses, repairs: reason.repairs, says: sayReason(problem, reason) })) });
  }
  if (input.ask === "plan") return print({ answer: "plan", made: { ...outcome.plan, seed: input.seedParts } });
  const { counts, vectors } = differenceOf(problem, input.before, outcome.plan.assign);
  return print({ answer: "what-if", vectors, stages: problem.objective, counts: counts.map((row) => ({ ...row, ...Object.fromEntries((["enters", "leaves", "earlier", "later"] as const).map((name) => [name, atLeast(row[name], input.small)])) })) });
}

/** A number below the threshold of the pack points at persons: it is said as “few”. */
const atLeast = (count: number, small: number): number | "few" => (count > 0 && count < small ? "few" : count);

/** The plan that both sides locked before this round, for the difference of two plans. */
export const assignBefore = (rounds: readonly Round[], round: Round, sides: readonly [string, string]): ReadonlyMap<string, string> | undefined => {
  const before = lockedRound({ plan: "", agreed: new Map(), logistics: new Map(), rounds: rounds.filter(({ frozen }) => frozen.round < round.frozen.round) }, { sides });
  return before ? standingAssign(before, { sides }) : undefined;
};
