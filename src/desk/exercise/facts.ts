// What is recorded at the end of the exercise, in the form that the evaluation of terms reads. An absent fact is unknown.
import { CODES } from "./agreement.ts";
import { LISTS_CLOSED, LISTS_GIVEN, MOVEMENTS, REMAINS_DAYS, SIGNED } from "./calendar.ts";
import type { Captive } from "./custody.ts";
import type { Remains } from "./remains.ts";
import { otherSide, SIDES, type SideOf } from "./sizes.ts";

/** One captive as facts know him; civilians stand on another track and are left out. */
export function captiveFacts(one: Captive): Record<string, unknown> {
  const classOf = one.finding === "none" ? "W" : one.finding.class;
  return {
    id: one.id, side: CODES[one.holder], born: one.born, rank: one.rank, heldSince: one.heldSince,
    examinedOn: one.examinedOn === "not examined" ? [] : [one.examinedOn],
    findings: one.finding === "none" ? [] : [one.finding],
    objections: one.objection === "none" ? [] : [{ class: classOf, on: one.objection, by: CODES[one.holder] }],
    decisions: one.decision === "none" ? [] : [{ class: classOf, on: one.decision.on, by: "MC", result: one.decision.result }],
    ...(one.diedOn === "alive" ? {} : { diedOn: one.diedOn }), ...(one.wish === "declines" ? { declinedOn: one.heardOn } : {}),
  };
}

export const handoverFacts = (one: Captive): Record<string, unknown> => {
  const on = MOVEMENTS[one.movement] ?? SIGNED;
  return {
    captive: one.id, from: CODES[one.holder], to: CODES[one.of], on, at: `${String(9 + one.movement).padStart(2, "0")}:00`, place: "Lakeside crossing",
    movement: `m${one.movement + 1}`, clause: 1, receivedOn: on,
  };
};

/** One row a day and direction. On the last day the two sides count one container differently, which is no fault of either. */
export function remainsFacts(remains: Remains): Record<string, unknown>[] {
  return SIDES.flatMap((to) =>
    REMAINS_DAYS.flatMap((on, at) => {
      const count = remains.containers.filter((one) => one.to === to && one.on === on).length;
      if (count === 0) return [];
      const differs = at === REMAINS_DAYS.length - 1 && count > 1 ? 1 : 0;
      return [{ from: CODES[otherSide(to)], to: CODES[to], on, containers: { [CODES[otherSide(to)]]: count, [CODES[to]]: count - differs } }];
    }));
}

export const stepFacts = (): Record<string, unknown>[] =>
  SIDES.map((side: SideOf, at) => ({ who: CODES[side], what: "list", on: at === 0 ? LISTS_GIVEN : REPLY_LIST }));
const REPLY_LIST = "2025-06-07";

export const factsHead = (): Record<string, unknown> => ({ signedOn: SIGNED, listsClosedOn: LISTS_CLOSED });
