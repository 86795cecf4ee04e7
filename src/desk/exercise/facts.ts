// What is recorded at the end of the exercise, in the form that the evaluation of terms reads. An absent fact is unknown.
import type { CivilDate } from "../../basis/civil-date.ts";
import type { Cast } from "./cast.ts";
import { LISTS_CLOSED, LISTS_GIVEN, MOVEMENTS, REMAINS_DAYS, SIGNED } from "./calendar.ts";
import type { Captive } from "./custody.ts";
import type { Remains } from "./remains.ts";
import { otherSide, SIDES, type SideOf } from "./sizes.ts";

/** One captive as facts know him; civilians stand on another track and are left out. */
export function captiveFacts(one: Captive, { sides }: Cast): Record<string, unknown> {
  const classOf = one.finding === "none" ? "W" : one.finding.class;
  return {
    id: one.id, side: sides[one.holder].code, born: one.born, rank: one.rank, heldSince: one.heldSince,
    examinedOn: one.examinedOn === "not examined" ? [] : [one.examinedOn],
    findings: one.finding === "none" ? [] : [one.finding],
    objections: one.objection === "none" ? [] : [{ class: classOf, on: one.objection, by: sides[one.holder].code }],
    decisions: one.decision === "none" ? [] : [{ class: classOf, on: one.decision.on, by: "MC", result: one.decision.result }],
    ...(one.diedOn === "alive" ? {} : { diedOn: one.diedOn }), ...(one.wish === "declines" ? { declinedOn: one.heardOn } : {}),
  };
}

export const handoverFacts = (one: Captive, { sides }: Cast): Record<string, unknown> => {
  const on = MOVEMENTS[one.movement] ?? SIGNED;
  return {
    captive: one.id, from: sides[one.holder].code, to: sides[one.of].code, on, at: `${String(9 + one.movement).padStart(2, "0")}:00`, place: "Lakeside crossing",
    movement: `m${one.movement + 1}`, clause: 1, receivedOn: on,
  };
};

export type Delivery = { readonly to: SideOf; readonly on: CivilDate; readonly given: number; readonly received: number };

/** One a day and direction. On the last day the two sides count one container differently, which is no fault of either. */
export const deliveries = (remains: Remains): Delivery[] =>
  SIDES.flatMap((to) =>
    REMAINS_DAYS.flatMap((on, at) => {
      const given = remains.containers.filter((one) => one.to === to && one.on === on).length;
      const differs = at === REMAINS_DAYS.length - 1 && given > 1 ? 1 : 0;
      return given === 0 ? [] : [{ to, on, given, received: given - differs }];
    }));

export const remainsFacts = (remains: Remains, { sides }: Cast): Record<string, unknown>[] =>
  deliveries(remains).map(({ to, on, given, received }) => ({
    from: sides[otherSide(to)].code, to: sides[to].code, on, containers: { [sides[otherSide(to)].code]: given, [sides[to].code]: received },
  }));

export const stepFacts = ({ sides }: Cast): Record<string, unknown>[] =>
  SIDES.map((side: SideOf, at) => ({ who: sides[side].code, what: "list", on: at === 0 ? LISTS_GIVEN : REPLY_LIST }));
const REPLY_LIST = "2025-06-07";

export const factsHead = (): Record<string, unknown> => ({ signedOn: SIGNED, listsClosedOn: LISTS_CLOSED });
