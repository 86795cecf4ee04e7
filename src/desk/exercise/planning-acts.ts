// What a plan needs, as acts of the record: the lists held with their answers, where whom is kept and how he can travel, the
// decisions of the commission, what was heard in private, the values that both sides signed, and each side's means. Nothing of it
// is addressed to anybody who may not know it.
import { addDays, type CivilDate } from "../../basis/civil-date.ts";
import type { Cast } from "./cast.ts";
import { FIRST_BATCH, LISTS_CLOSED, LISTS_GIVEN, MOVEMENTS } from "./calendar.ts";
import { BODY, type Captive, type Wish } from "./custody.ts";
import { TIERS, type ExchangeInstance } from "./exchange-instance.ts";
import type { ListRow } from "./folk.ts";
import { otherSide, SIDES, type SideOf } from "./sizes.ts";

export type PlanningAct = { readonly label: string; readonly at: string; readonly actor: string; readonly kind: string; readonly body: object; readonly sources: readonly string[]; readonly to: readonly string[] };
/** A row of a held list; `first` is the row that names the same person first, its own id where it is that one. */
export type HeldRow = { readonly id: string; readonly first: string; readonly written: ListRow };
export type Held = { readonly rows: () => Iterable<HeldRow>; readonly captives: readonly Captive[] };

const ROWS_AN_ACT = 5_000;
const DECIDED_ON = "2025-06-25", HEARD_ON = "2025-06-28", AGREED_ON = "2025-06-28";
/** The name of the plan of the exercise. */
export const PLAN = "EX-1";

const act = (label: string, at: string, actor: string, kind: string, body: object, to: readonly string[]): PlanningAct => ({ label, at, actor, kind, body, sources: ["invented for the exercise"], to });
/** In order of day. `held` by the side that holds. */
export function* planningActs(held: Readonly<Record<SideOf, Held>>, instance: ExchangeInstance, { sides, office: { code: office }, secretariat, soldier }: Cast): Generator<PlanningAct> {
  const codes = { A: sides.A.code, B: sides.B.code } as const;
  const all = [codes.A, codes.B, office, secretariat], planners = [office, secretariat];
  const listOfHolder = (holder: SideOf): string => `${codes[holder]}-held`;
  for (const holder of SIDES) yield act(`${codes[holder]}/held`, LISTS_GIVEN, codes[holder], "list.deposited", { list: listOfHolder(holder), purpose: "held", about: codes[otherSide(holder)], rows: nameRows(held[holder], soldier) }, all);
  for (const holder of SIDES) yield* inParts(`${codes[holder]}/custody`, LISTS_CLOSED, codes[holder], "custody.stated", { list: listOfHolder(holder) }, "rows", custodyRows(held[holder], instance), [codes[holder], ...planners]);
  for (const holder of SIDES) yield* inParts(`${BODY}/${codes[holder]}`, DECIDED_ON, office, "medical.decided", { list: listOfHolder(holder), commission: BODY }, "decisions", held[holder].captives.flatMap(decisionOf), all);
  for (const holder of SIDES) yield* inParts(`${codes[holder]}/answers`, HEARD_ON, codes[holder], "name.answered", { list: listOfHolder(holder) }, "answers", [...answersOf(held[holder])], all);
  for (const holder of SIDES) yield* inParts(`${office}/wishes/${codes[holder]}`, HEARD_ON, office, "wishes.heard", { list: listOfHolder(holder) }, "heard", held[holder].captives.flatMap(heardOf), planners);
  for (const side of SIDES) yield act(`${codes[side]}/values`, AGREED_ON, codes[side], "planning.agreed", agreedValues(instance, codes), all);
  for (const side of SIDES) yield act(`${codes[side]}/means`, AGREED_ON, codes[side], "logistics.stated", meansOf(instance, side), [codes[side], ...planners]);
}

function* inParts(label: string, at: string, actor: string, kind: string, body: object, member: string, rows: readonly object[], to: readonly string[]): Generator<PlanningAct> {
  for (let from = 0; from < rows.length; from += ROWS_AN_ACT) yield act(`${label}/${from / ROWS_AN_ACT + 1}`, at, actor, kind, { ...body, [member]: rows.slice(from, from + ROWS_AN_ACT) }, to);
}

/** As the holder registers him: the name as written, what is known of his birth, the day of capture, the band of his rank where it was written. */
function nameRows({ rows, captives }: Held, soldier: string): object[] {
  const byId = new Map(captives.map((one) => [one.id, one]));
  return [...rows()].map(({ id, first, written: { cells } }) => {
    const one = byId.get(first);
    const name = cells.slice(0, 3).filter((part) => part !== "").join(" ").normalize("NFC").trim();
    return {
      row: id, name: name === "" ? "not stated" : name, ...(one === undefined || one.born === null ? {} : { birth: one.born }), ...(one === undefined || cells[6 + 1] === "" ? {} : { rank: one.rank }),
      category: one?.isCivilian === true ? "civilian" : soldier, ...(one === undefined ? {} : { captured: one.heldSince }),
    };
  });
}

const isStillHeld = (one: Captive): boolean => one.diedOn === "alive" && one.movement < 0;

function custodyRows({ captives }: Held, instance: ExchangeInstance): object[] {
  const planned = new Map(instance.captives.map((one) => [one.id, one]));
  return captives.filter(isStillHeld).map((one) => {
    const group = planned.get(one.id)?.group;
    return {
      row: one.id, place: one.place, means: one.needsStretcher ? "stretcher" : "seat", ...(one.fitFromDay > 0 ? { fitFrom: addDays(FIRST_BATCH, one.fitFromDay) } : {}), ...(group === undefined ? {} : { together: group }),
      ...(one.isHeldBack ? { keptBack: "PROCEEDING", basis: "GC III art. 115" } : {}),
    };
  });
}

/** A finding that nobody objected to, or that was upheld, sends home; a rejected one is refused, as is who was examined without one; a doubt that is open is examined again. */
function decisionOf(one: Captive): object[] {
  if (!isStillHeld(one) || one.isCivilian || one.examinedOn === "not examined") return [];
  if (one.finding === "none") return [{ row: one.id, outcome: "refuse", class: "W", on: one.examinedOn }];
  const { class: finding } = one.finding;
  const outcome = one.objection === "none" || (one.decision !== "none" && one.decision.result === "upheld") ? "repatriate" : one.decision === "none" ? "re-examine" : "refuse";
  const on: CivilDate = one.decision === "none" ? one.finding.on : one.decision.on;
  return [{ row: one.id, outcome, class: finding, on, ...(outcome === "repatriate" ? { ground: finding === "W" ? "I.A.1" : "I.A.3" } : {}) }];
}

function* answersOf({ rows, captives }: Held): Generator<object> {
  for (const one of captives) {
    if (one.diedOn !== "alive") yield { row: one.id, code: "DIED", date: one.diedOn, place: "said in the death notice" };
    else if (one.movement >= 0) yield { row: one.id, code: "RELEASED", date: MOVEMENTS[one.movement] ?? LISTS_CLOSED, operation: `m${one.movement + 1}` };
  }
  for (const { id, first } of rows()) if (id !== first) yield { row: id, code: "DUPLICATE", date: LISTS_CLOSED, duplicateOf: first };
}

const WISHES: Readonly<Record<Wish, string>> = { returns: "wishes to go", declines: "does not wish to go", undecided: "undecided", "not-yet-heard": "" };
const heardOf = (one: Captive): object[] => (one.wish === "not-yet-heard" || !isStillHeld(one) || one.isCivilian ? [] : [{ row: one.id, wish: WISHES[one.wish], on: one.heardOn }]);

/** The tiers of the terms, then those born before 2 June 1970, then everybody; weights of rank; the tolerance, half of it without cost. */
function agreedValues({ batches, parity, quota, unplacedDay, ranks }: ExchangeInstance, codes: Readonly<Record<SideOf, string>>): object {
  const category: Readonly<Record<string, object>> = { wounded: { category: "seriously wounded" }, sick: { category: "seriously sick" }, young: { category: "young" }, vulnerable: { bornUntil: "1970-06-01" }, general: {} };
  const isMedical = (id: string): boolean => id === "wounded" || id === "sick";
  return {
    plan: PLAN, agreement: "EX",
    tiers: TIERS.map(({ id, mandatory, parity: counts }) => ({ tier: id, rules: [...(mandatory ? ["all go"] : []), ...(counts ? ["counts for parity"] : []), ...(isMedical(id) ? ["medical"] : [])], ...category[id] })),
    ranks: Object.entries(ranks).map(([rank, weight]) => ({ rank, weight })), otherRank: 1,
    ...parity, deadBand: Math.ceil(parity.cumulative / 2), quotas: SIDES.map((side) => ({ side: codes[side], least: Math.floor((quota[side] * 9) / 10) })),
    urgencyDays: [350, 700, 1000].map((days) => ({ days })), batches: batches.map(({ id, day }) => ({ batch: id, on: addDays(FIRST_BATCH, day) })),
    unplacedDays: unplacedDay - (batches.at(-1)?.day ?? 0), places: "under numbers",
  };
}

function meansOf({ batches, places }: ExchangeInstance, side: SideOf): object {
  return {
    plan: PLAN,
    batches: batches.map((batch) => ({ batch: batch.id, least: Math.floor((batch[side].min * 9) / 10), most: batch[side].max, seats: batch[side].seat, stretchers: batch[side].stretcher })),
    places: places.filter((one) => one.side === side).map(({ id, perBatch }) => ({ place: id, most: perBatch })),
  };
}
