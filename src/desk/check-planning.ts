// Whether an act of planning may stand: what lies on the table, and who may be able to open it. What was heard in private, where
// somebody is kept and the whole plan go to no side that they are not of (FIELD.md §9).
import { canonicalJson } from "../basis/canonical-json.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import type { State } from "../entries/fold.ts";
import { judgeChallenge } from "../planning/challenge.ts";
import { checkPlan } from "../planning/check-plan.ts";
import { countsOfPlan } from "../planning/class-counts.ts";
import { planHashOf } from "../planning/lottery.ts";
import { parsePlan } from "../planning/parse-plan.ts";
import { agreedValues, checkOnPlans, roundOf, standingGiven } from "../planning/plan-table.ts";
import type { PlanChallenged, PlanForwarded, PlanFrozen, PlanningAct, PlanOpened, PlanProposed, TogetherStated } from "../planning/planning-act.ts";
import { parseInstance } from "../planning/problem.ts";
import { sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { codesOf } from "../vocabulary/pack-codes.ts";
import { listsOf } from "./lists-of.ts";
import { assignOfBatches, openedFor, problemFrozen, rootOfInstance, rootOfOpened } from "./opened-leaves.ts";
import { instanceFromRecord, planningDay } from "./planning-instance.ts";
import { plansOf, seatsOf, type DeskSeats } from "./plans-of.ts";

type Addressed = { readonly actor: string; readonly at: CivilDate; readonly to: readonly string[] };

/**
 * `as`: whose state it is. In the mediator's, which holds every part, a frozen instance is built again from the record and compared, a plan is checked
 * person by person, and who comes in for another must be somebody who may go.
 * @throws Fault or Faults, as `checkOnPlans`; `PLAN_ROW`, `PLAN_OTHER`, `PLAN_INVALID`, `PLAN_PERSON`; `PLAN_TO` where somebody is addressed who may not know it, or the secretariat is not. */
export function checkPlanning(state: State, act: PlanningAct, addressed: Addressed, pack: ConflictPack, as: string): void {
  const seats = seatsOf(pack);
  checkAddressed(state, act, addressed, pack, seats);
  if ((act.kind === "planning.agreed" || act.kind === "plan.locked" || act.kind === "substitution.agreed" || act.kind === "logistics.stated" || act.kind === "together.stated" || act.kind === "remains.offered") && !sidesOf(pack).includes(addressed.actor))
    throw new Fault("PLAN_SIDE", "expected one of the sides", [{ field: "actor" }]);
  if (act.kind === "planning.agreed" && pack.ranks.length > 0) {
    const unknown = act.ranks.flatMap(({ rank }, i) => (codesOf(pack).rank(rank) ? [] : [new Fault("PLAN_RANK", "expected a rank of the conflict pack", [{ field: `ranks[${i}].rank` }])]));
    if (unknown.length > 0) throw new Faults(unknown);
  }
  checkRows(state, act);
  if (act.kind === "together.stated") checkTogether(state, act, seats);
  checkOnPlans(plansOf(state), act, addressed.actor, seats, addressed.at);
  if (act.kind === "plan.opened") checkRoot(state, act);
  if (seats.sides.includes(as)) return;
  if (act.kind === "plan.frozen") checkFrozen(state, act, seats);
  if (act.kind === "plan.proposed") checkMade(state, act, seats);
  if (act.kind === "plan.opened") checkOpened(state, act, seats);
  if (act.kind === "plan.forwarded") checkCounted(state, act, seats);
  if (act.kind === "plan.challenged") checkChallenge(state, act, seats);
  if (act.kind === "substitution.agreed") {
    const { instance } = instanceFromRecord({ acts: state.acts, seats, plan: act.plan, on: planningDay(plansOf(state), addressed.at), upTo: state.size });
    if (!instance.captives.some(({ id }) => id === act.in)) throw new Fault("PLAN_PERSON", "expected somebody who may be planned on this day", [{ field: "in" }]);
  }
}

/** Rows that are on no list in sight: what is said of them would count for nobody. A list that lies in another compartment is judged there. */
function checkRows(state: State, act: PlanningAct): void {
  const [field, rows] = act.kind === "custody.stated" ? (["rows", act.rows] as const) : act.kind === "wishes.heard" ? (["heard", act.heard] as const) : act.kind === "medical.decided" ? (["decisions", act.decisions] as const) : (["", []] as const);
  const list = "list" in act ? listsOf(state).get(act.list) : undefined;
  const faults = list === undefined ? [] : rows.flatMap(({ row }, i) => (list.rows.has(row) ? [] : [new Fault("PLAN_ROW", "expected a row of the list", [{ field: `${field}[${i}].row` }])]));
  if (faults.length > 0) throw new Faults(faults);
}

/** Each group is of rows that stand on lists held by one side: who is held by two cannot travel in one batch of one side. A list out of sight is judged where it is in sight. */
function checkTogether(state: State, { groups }: TogetherStated, { sides }: DeskSeats): void {
  const faults = groups.flatMap(({ persons }, i) => {
    const rows = persons.map((id) => [listsOf(state).get(id.slice(0, id.lastIndexOf("/"))), id.slice(id.lastIndexOf("/") + 1)] as const);
    const holders = new Set(rows.flatMap(([list]) => (list ? [list.deposit.by] : [])));
    const fault = (code: string, expected: string): Fault[] => [new Fault(code, expected, [{ field: `groups[${i}].persons` }])];
    if (rows.some(([list, row]) => list !== undefined && (list.purpose !== "held" || !sides.includes(list.deposit.by) || !list.rows.has(row)))) return fault("PLAN_ROW", "expected rows of lists held");
    return holders.size > 1 ? fault("PLAN_GROUP_SIDES", "expected persons held by one side") : [];
  });
  if (faults.length > 0) throw new Faults(faults);
}

function checkFrozen(state: State, act: PlanFrozen, seats: DeskSeats): void {
  if (act.upTo > state.size) throw new Fault("PLAN_OTHER", "expected an index of the record", [{ field: "upTo" }]);
  const { hash, instance } = instanceFromRecord({ acts: state.acts, seats, plan: act.plan, on: act.on, upTo: act.upTo });
  if (hash !== act.instance) throw new Fault("PLAN_OTHER", "expected the instance that the record gives on this day up to this entry", [{ field: "instance" }]);
  const salted = plansOf(state).plans.get(act.plan)?.salted;
  const root = salted ? rootOfInstance(instance, hash, salted.secret) : undefined;
  if (act.leaves !== root) throw new Fault("PLAN_LEAVES", root === undefined ? "expected no root: nothing was salted" : "expected the root of the leaves of this instance", [{ field: "leaves" }]);
  if (instance.captives.length !== act.persons) throw new Fault("PLAN_OTHER", `expected ${instance.captives.length} persons`, [{ field: "persons" }]);
}

/** The plan keeps every clause, and its vector and hash are what its assignment gives. */
function checkMade(state: State, { plan, round: number, made }: PlanProposed, seats: DeskSeats): void {
  const round = roundOf(plansOf(state), plan, number);
  if (!round) return; // refused before
  const { instance } = instanceFromRecord({ acts: state.acts, seats, plan, on: round.frozen.on, upTo: round.frozen.upTo });
  const { isValid, errorCount, clauses, vector } = checkPlan(parseInstance(instance), made);
  if (!isValid) throw new Fault("PLAN_INVALID", `expected a plan that keeps every clause: ${errorCount} times not kept (${clauses.join(", ")})`, [{ field: "made.assign" }]);
  if (canonicalJson(vector) !== canonicalJson(made["vector"] ?? null)) throw new Fault("PLAN_INVALID", `expected the vector ${vector.join(" ")}`, [{ field: "made.vector" }]);
  if (planHashOf(new Map(Object.entries(parsePlan(made).assign))) !== made["planHash"]) throw new Fault("PLAN_INVALID", "expected the hash of the assignment", [{ field: "made.planHash" }]);
}

/** The leaves and hashes that a side is given are those of the root that was frozen. */
function checkRoot(state: State, { plan, round, leaves, rest }: PlanOpened): void {
  if (rootOfOpened(leaves, rest) !== roundOf(plansOf(state), plan, round)?.frozen.leaves) throw new Fault("PLAN_LEAVES", "expected leaves and hashes of the root that was frozen", [{ field: "leaves" }]);
}

/** Exactly the side's own, and what both agreed. */
function checkOpened(state: State, act: PlanOpened, seats: DeskSeats): void {
  const right = openedFor({ state, seats, plan: act.plan, round: act.round, side: act.side });
  if (canonicalJson(right) !== canonicalJson({ leaves: act.leaves, rest: act.rest })) throw new Fault("PLAN_LEAVES", "expected the agreed part and the side's own leaves, and no other", [{ field: "leaves" }]);
}

/** Where leaves were frozen, the plan is also given in counts, and they are those of the plan. */
function checkCounted(state: State, act: PlanForwarded, seats: DeskSeats): void {
  const round = roundOf(plansOf(state), act.plan, act.round);
  if (!round?.proposed) return; // refused before
  const right = round.frozen.leaves === undefined ? [] : countsOfPlan(problemFrozen(state, round, seats), parsePlan(round.proposed.made).assign);
  if (canonicalJson(right) !== canonicalJson(act.counts)) throw new Fault("PLAN_OTHER", right.length === 0 ? "expected no counts: the instance was given" : "expected the counts of the plan", [{ field: "counts" }]);
}

function checkChallenge(state: State, act: PlanChallenged, seats: DeskSeats): void {
  const round = roundOf(plansOf(state), act.plan, act.round);
  if (!round) return; // refused before
  const problem = problemFrozen(state, round, seats);
  const offered = assignOfBatches(problem, act.batches);
  const verdict = judgeChallenge(problem, assignOfBatches(problem, standingGiven(round)?.batches ?? []), offered);
  if (verdict !== "better") throw new Fault(verdict === "not valid" ? "PLAN_INVALID" : verdict === "not in order" ? "CHALLENGE_ORDER" : "CHALLENGE_NOT_BETTER", "expected a plan that keeps every clause, in the public order, and is better in the agreed order of components or in the lottery", [{ field: "batches" }]);
  if (planHashOf(new Map(Object.entries(offered))) !== act.planHash) throw new Fault("PLAN_OTHER", "expected the hash of these batches over the frozen instance", [{ field: "planHash" }]);
}

function checkAddressed(state: State, act: PlanningAct, { actor, to }: Addressed, pack: ConflictPack, seats: DeskSeats): void {
  const kept = [pack.mediator.code, pack.secretariat.code];
  const refuse = (whom: string): never => {
    throw new Fault("PLAN_TO", `expected it addressed to ${whom}`, [{ field: "to" }]);
  };
  if (!kept.every((code) => to.includes(code))) refuse(`${kept.join(" and ")}, who plan`);
  const only = (may: readonly string[]): void => {
    if (to.some((code) => !may.includes(code))) refuse(`nobody but ${may.join(", ")}`);
  };
  switch (act.kind) {
    case "wishes.heard": case "plan.proposed": case "plan.salted": return only(kept);
    case "plan.opened": return only([act.side, ...kept]);
    case "custody.stated": case "logistics.stated": case "together.stated": case "remains.offered": return only([actor, ...kept]);
    case "plan.instance":
      return agreedValues(plansOf(state).plans.get(act.plan))?.places === "withheld" ? only(kept) : undefined;
    case "planning.agreed": case "plan.frozen": case "seed.committed": case "seed.revealed": case "seed.anchored": case "plan.forwarded": case "plan.challenged": case "plan.locked": case "substitution.agreed":
      if (!seats.sides.every((side) => to.includes(side))) refuse("both sides");
      return undefined;
    case "medical.decided": return undefined;
  }
}
