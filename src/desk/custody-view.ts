// How far it is known, per list and in counts, who can travel how, who was heard in private and what a commission decided: for those
// who record it. No wish, no place and no name is in it (FIELD.md §9); rows go out by their codes alone, so that a form can say at
// once that a row is on no list.
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import type { State } from "../entries/fold.ts";
import type { CustodyList, CustodyRowsView, CustodyView, ViewHead } from "./api-types.ts";
import { listsOf } from "./lists-of.ts";
import { plansOf } from "./plans-of.ts";

const DECISIONS_SHOWN = 500;

/** Every list of the living in sight, in the order of the record. Linear in what was recorded of them. */
export function custodyOn(state: State, on: CivilDate): Omit<CustodyView, keyof ViewHead> {
  const { custody, wishes, medical } = plansOf(state);
  const lists = [...listsOf(state)].flatMap(([list, { deposit, about, purpose, rows }]): CustodyList[] => {
    if (purpose === "fallen" || deposit.on > on) return [];
    const known = (one: { readonly row: string; readonly at: string }): boolean => one.at <= on && rows.has(one.row);
    const stated = [...(custody.get(list)?.values() ?? [])].filter(known);
    const heard = [...(wishes.get(list)?.values() ?? [])].filter(known);
    const decided = [...(medical.get(list)?.values() ?? [])].flatMap((all) => all.filter(known).slice(-1));
    const newest = [...stated, ...heard, ...decided].sort((a, b) => b.entry - a.entry);
    const cites = [...new Map(newest.map(({ entry, cite }) => [entry, { entry, label: cite }])).values()];
    return [{ list, by: deposit.by, about, names: rows.size, stated: stated.length, keptBack: stated.filter(({ keptBack }) => keptBack !== undefined).length, heard: heard.length, decided: decided.length, cites }];
  });
  const decisions = [...medical].flatMap(([list, rows]) => [...rows.values()].flat().filter(({ at }) => at <= on).map(({ row, outcome, class: kind, ground, on: day, fitFrom, commission, entry, cite }) => ({
    list, row, outcome, class: kind, ground: ground ?? null, on: day, fitFrom: fitFrom ?? null, commission, entry, cite,
  }))).sort((a, b) => b.entry - a.entry);
  return { lists, decisions: decisions.slice(0, DECISIONS_SHOWN), decisionsLeftOut: Math.max(0, decisions.length - DECISIONS_SHOWN) };
}

/** @throws Fault `LIST_NONE`. */
export function rowsOfList(state: State, list: string): Omit<CustodyRowsView, keyof ViewHead> {
  const known = listsOf(state).get(list);
  if (!known) throw new Fault("LIST_NONE", "no list of this name is in sight");
  return { list, rows: [...known.rows.keys()] };
}
