// The plans of a state, folded from its acts.
import type { ReadAct } from "../entries/fold.ts";
import { emptyPlanTable, layOnPlans, type PlanTable, type Seats } from "../planning/plan-table.ts";
import { sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { foldedOn } from "./folded.ts";

/** The plans as a state holds them now. */
export const plansOf = foldedOn(emptyPlanTable, (table, act) => layPlanning(table, act));

/** Lays an act on the table, where it is one of planning. */
export function layPlanning(table: PlanTable, act: ReadAct): void {
  if (act.parsed.room === "planning") layOnPlans(table, { ...act.parsed.act, cite: act.label, by: act.author, at: act.at, entry: act.entry });
}

/** Who sits where, and the pack whose tables the lists are read by. */
export type DeskSeats = Seats & { readonly pack: ConflictPack };
export const seatsOf = (pack: ConflictPack): DeskSeats => ({ sides: sidesOf(pack), mediator: pack.mediator.code, pack });
