// Whether an act of planning may stand: what lies on the table, and who may be able to open it. What was heard in private, where
// somebody is kept and the whole plan go to no side that they are not of (FIELD.md §9).
import { canonicalJson } from "../basis/canonical-json.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import type { State } from "../entries/fold.ts";
import { checkPlan } from "../planning/check-plan.ts";
import { planHashOf } from "../planning/lottery.ts";
import { parsePlan } from "../planning/parse-plan.ts";
import { agreedValues, checkOnPlans, roundOf } from "../planning/plan-table.ts";
import type { PlanFrozen, PlanningAct, PlanProposed, TogetherStated } from "../planning/planning-act.ts";
import { parseInstance } from "../planning/problem.ts";
import { sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { codesOf } from "../vocabulary/pack-codes.ts";
import { listsOf } from "./lists-of.ts";
import { instanceFromRecord } from "./planning-instance.ts";
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
  checkOnPlans(plansOf(state), act, addressed.actor, seats);
  if (seats.sides.includes(as)) return;
  if (act.kind === "plan.frozen") checkFrozen(state, act, seats);
  if (act.kind === "plan.proposed") checkMade(state, act, seats);
  if (act.kind === "substitution.agreed") {
    const { instance } = instanceFromRecord({ acts: state.acts, seats, plan: act.plan, on: addressed.at, upTo: state.size });
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
    case "wishes.heard": case "plan.proposed": return only(kept);
    case "custody.stated": case "logistics.stated": case "together.stated": case "remains.offered": return only([actor, ...kept]);
    case "plan.instance":
      return agreedValues(plansOf(state).plans.get(act.plan))?.places === "withheld" ? only(kept) : undefined;
    case "planning.agreed": case "plan.frozen": case "seed.committed": case "seed.revealed": case "plan.forwarded": case "plan.locked": case "substitution.agreed":
      if (!seats.sides.every((side) => to.includes(side))) refuse("both sides");
      return undefined;
    case "medical.decided": return undefined;
  }
}
