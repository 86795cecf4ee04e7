// The plans of a state, folded from its acts as far as they have come: each act is read once.
import type { ReadAct, State } from "../entries/fold.ts";
import { emptyPlanTable, layOnPlans, type PlanTable, type Seats } from "../planning/plan-table.ts";
import { sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";

const folded = new WeakMap<State, { seen: number; readonly erased: number; readonly table: PlanTable }>();

/** The plans as this state holds them now. Linear in the acts since the last call. */
export function plansOf(state: State): PlanTable {
  const before = folded.get(state);
  const known = before?.erased === state.erased.length ? before : { seen: 0, erased: state.erased.length, table: emptyPlanTable() }; // after an erasure they are folded again
  folded.set(state, known);
  for (; known.seen < state.acts.length; known.seen++) layPlanning(known.table, state.acts[known.seen]);
  return known.table;
}

/** Lays an act on the table, where it is one of planning. */
export function layPlanning(table: PlanTable, act: ReadAct | undefined): void {
  if (act?.parsed.room === "planning") layOnPlans(table, { ...act.parsed.act, cite: act.label, by: act.author, at: act.at, entry: act.entry });
}

export const seatsOf = (pack: ConflictPack): Seats => ({ sides: sidesOf(pack), mediator: pack.mediator.code });
