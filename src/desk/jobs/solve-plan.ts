// The job of planning: draws the plan of a frozen round, or asks what another number would change, or what an earlier place of one
// person would cost. Prepared on the main thread from what the mediator's compartment holds; run in a worker with HiGHS. Its
// input and result hold no name; ids of rows only.
import { utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { Fault } from "../../basis/fault.ts";
import { isRecord } from "../../basis/parse-json.ts";
import { loadSolver } from "../../compute/highs-solver.ts";
import { classesOf } from "../../planning/classes.ts";
import { findConflicts } from "../../planning/conflicts.ts";
import { explainPerson, forFamily } from "../../planning/explain-person.ts";
import { DEFAULT_EFFORT, instanceHash, makePlan, stageNamesOf } from "../../planning/make-plan.ts";
import { parsePlan, type Assign } from "../../planning/parse-plan.ts";
import { differenceOf } from "../../planning/plan-difference.ts";
import { proposalsOf, roundOf, seedOn, standingAssign } from "../../planning/plan-table.ts";
import { parseInstance } from "../../planning/problem.ts";
import { sayReason } from "../../planning/say-reason.ts";
import { changedInstance, parseWhatIf, type WhatIf } from "../../planning/what-if.ts";
import { demandRead } from "../authority.ts";
import { instanceFromRecord, instanceKept } from "../planning-instance.ts";
import { plansOf, seatsOf } from "../plans-of.ts";
import { stateOf, type SharedDesk } from "../shared-desk.ts";
import type { JobAsker, JobNote, JobRequest, Say } from "./job-kind.ts";

export type SolvePlanInput = {
  readonly ask: "plan" | "what-if" | "why"; readonly instance: Readonly<Record<string, unknown>>; readonly hash: string; readonly seed: string;
  readonly seedParts: Readonly<Record<string, unknown>>;
  /** The plan that stands, for what-if and why. */
  readonly before: Assign; readonly objective: readonly string[] | null;
  readonly change: WhatIf | null; readonly order: readonly string[] | null; readonly person: string; readonly batch: string | null; readonly family: boolean; readonly small: number;
};

const textOf = (request: Readonly<Record<string, unknown>>, field: string): string | undefined => (typeof request[field] === "string" && request[field] !== "" ? request[field] : undefined);

/**
 * Request: `{ask: "plan", plan, round}`; `{ask: "what-if", plan, round, set?: "PATH=NUMBER", order?: [stages], values?: side}`; `{ask: "why", plan, round, person, batch?, for?: "family"}`.
 * The mediator's seats plan; a side asks why, and what another number would change, of a plan that both were given, where it was given the instance as well. `values`: the
 * instance as that side's open proposal would have it, from the same entries.
 * @throws Fault `RIGHTS`, `PLAN_SEAT`, `REQUEST_FORM`, `PLAN_ROUND`, `SEED_OPEN`, `PLAN_NONE`, `PLAN_OTHER`, `PLAN_WHAT_IF`, `PLAN_PERSON`.
 */
export function prepare(desk: SharedDesk, officer: Pick<JobAsker, "party" | "role">, request: JobRequest): SolvePlanInput {
  demandRead(officer.role, "planning");
  const { ask, plan, number } = askedOf(request);
  const seats = seatsOf(desk.pack);
  const isSide = seats.sides.includes(officer.party);
  const proposedBy = textOf(request, "values");
  if (isSide && (ask === "plan" || proposedBy !== undefined)) throw new Fault("PLAN_SEAT", "the mediator's seats draw the plan: they alone hold every part of it");
  const state = stateOf(desk, officer.party);
  const round = roundOf(plansOf(state), plan, number);
  if (!round) throw new Fault("PLAN_ROUND", "expected a round that was frozen", [{ field: "round" }]);
  const seed = seedOn(round, seats);
  if (seed.kind !== "drawn") throw new Fault("SEED_OPEN", `expected the seed to be drawn: it waits for ${seed.waitingFor.join(", ")}`, [{ field: "round" }]);
  const onTable = plansOf(state).plans.get(plan);
  const values = proposedBy === undefined || !onTable ? undefined : proposalsOf(onTable).get(proposedBy);
  if (proposedBy !== undefined && !values) throw new Fault("PLAN_NONE", "expected a side that has signed other values than those in force", [{ field: "values" }]);
  const instance = isSide ? round.instance?.instance : instanceKept({ acts: state.acts, seats, plan, on: round.frozen.on, upTo: round.frozen.upTo }).instance;
  if (!instance || (ask !== "plan" && !(isSide ? round.forwarded : round.proposed))) throw new Fault("PLAN_NONE", "expected a plan of this round, and its instance, in sight", [{ field: "round" }]);
  if (instanceHash(instance) !== round.frozen.instance) throw new Fault("PLAN_OTHER", "the record no longer gives the instance that was frozen", [{ field: "round" }]);
  const whatIf = textOf(request, "set"), order = Array.isArray(request["order"]) ? request["order"].map(String) : null, person = textOf(request, "person") ?? "";
  if (ask === "what-if" && whatIf === undefined && order === null && proposedBy === undefined) throw new Fault("REQUEST_FORM", "expected set, order or values", [{ field: "set" }]);
  if (ask === "why" && !idsOf(instance).has(person)) throw new Fault("PLAN_PERSON", "expected somebody of the frozen instance", [{ field: "person" }]);
  const made = round.proposed ? parsePlan(round.proposed.made) : undefined;
  const change = ask === "what-if" && whatIf !== undefined ? parseWhatIf(whatIf) : null;
  if (change) changedInstance(instance, change);
  const asked = values ? instanceFromRecord({ acts: state.acts, seats, plan, on: round.frozen.on, upTo: round.frozen.upTo, values }).instance : instance;
  const standing = standingAssign(round, seats);
  return {
    ask, instance: asked, hash: round.frozen.instance, seed: seed.seed.value, seedParts: { ...seed.seed }, before: made?.assign ?? Object.fromEntries([...idsOf(instance)].map((id) => [id, standing.get(id) ?? null])),
    objective: values ? null : (made?.objective ?? null), change, order, person, batch: textOf(request, "batch") ?? null, family: request["for"] === "family", small: desk.pack.smallCount,
  };
}

function askedOf(request: Readonly<Record<string, unknown>>): { readonly ask: SolvePlanInput["ask"]; readonly plan: string; readonly number: number } {
  const ask = (["plan", "what-if", "why"] as const).find((one) => one === request["ask"]);
  const plan = textOf(request, "plan"), number = request["round"];
  if (!ask || plan === undefined || typeof number !== "number") throw new Fault("REQUEST_FORM", "expected ask (plan, what-if, why), plan and round");
  return { ask, plan, number };
}

const idsOf = (instance: Readonly<Record<string, unknown>>): Set<string> =>
  new Set((Array.isArray(instance["captives"]) ? instance["captives"] : []).map((one: unknown) => (isRecord(one) ? String(one["id"]) : "")));

/** Canonical JSON of what was asked. `say` hears of every stage that is done. @throws Fault `PLAN_CLASSES`, `PLAN_OBJECTIVE`. */
export async function run(input: SolvePlanInput, say: Say): Promise<Uint8Array> {
  const solver = await loadSolver();
  const changed = input.change ? changedInstance(input.instance, input.change) : input.instance;
  const problem = parseInstance({ ...(changed as Readonly<Record<string, unknown>>), tieSeed: input.seed }); // changedInstance copies the object it is given
  const print = (value: unknown): Uint8Array => utf8(`${canonicalJson(value)}\n`);
  if (input.ask === "why") {
    const facts = explainPerson({ problem, assign: input.before, id: input.person, batch: input.batch ?? undefined, solver, effort: DEFAULT_EFFORT, objective: input.objective?.filter((name) => name !== "lottery") }) ?? [];
    return print({ answer: "why", facts: input.family ? forFamily(facts) : facts });
  }
  const objective = input.order ?? stageNamesOf(problem);
  const stages: JobNote["stages"][number][] = [];
  const tell = (now: JobNote["now"], conflicts: JobNote["conflicts"] = null): void => say(Math.min(stages.length, objective.length), objective.length, undefined, { stages: [...stages], now, conflicts }); // a lottery may be drawn more than once
  const outcome = makePlan({
    problem, instance: input.hash, solver, effort: DEFAULT_EFFORT, objective,
    onStage: ({ name, value, bound, proof }) => {
      stages.push({ name, value, bound, gap: value - bound, proof });
      tell(null);
    },
    onBound: ({ name, bound, best }) => tell({ name, bound, best: best ?? null }),
  });
  if (outcome.kind === "undecided") return print({ answer: "undecided", stage: outcome.stage });
  if (outcome.kind === "infeasible") {
    const { reasons, together, isLeast, isComplete } = findConflicts({ problem, classes: classesOf(problem), solver, effort: DEFAULT_EFFORT, onSearch: (at) => tell(null, at) });
    return print({ answer: "infeasible", complete: isComplete, reasons: reasons.map((reason) => ({ clauses: reason.clauses, repairs: reason.repairs, says: sayReason(problem, reason) })), together, least: isLeast });
  }
  if (input.ask === "plan") return print({ answer: "plan", made: { ...outcome.plan, seed: input.seedParts } });
  const { counts, vectors } = differenceOf(problem, input.before, outcome.plan.assign);
  return print({ answer: "what-if", vectors, stages: problem.objective, counts: counts.map((row) => ({ ...row, ...Object.fromEntries((["enters", "leaves", "earlier", "later"] as const).map((name) => [name, atLeast(row[name], input.small)])) })) });
}

/** A number below the threshold of the pack points at persons: it is said as “few”. */
const atLeast = (count: number, small: number): number | "few" => (count > 0 && count < small ? "few" : count);
