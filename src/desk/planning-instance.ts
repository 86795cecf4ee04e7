// From the record to an instance (`exchange-plan-instance/2`), on a day and from the entries below one index: the agreement that both
// sides signed, the values both signed, each side's means, the lists held, custody, decisions, wishes, and the plan both locked
// last. Pure and deterministic: the same acts give the same bytes. What is not known is never filled in: it is listed with its
// place, and says what became of it. Nobody who does not wish to go, is undecided, is kept back by a rule or is gone is in it, so that
// the instance can be given to both sides without saying who that is; places stand under numbers (FIELD.md §9; PLANNING.md §1, §2).
import { addDays, daysBetween, daysInMonth, parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { utf8 } from "../basis/bytes.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { ReadAct } from "../entries/fold.ts";
import { instanceHash } from "../planning/make-plan.ts";
import { agreedValues, emptyPlanTable, lockedRound, standingAssign, type Cited, type PlanOnTable, type PlanTable } from "../planning/plan-table.ts";
import type { AgreedStream, AgreedTier, PlanningAgreed } from "../planning/agreed-values.ts";
import { MEANS, type CustodyRow } from "../planning/planning-act.ts";
import { layOnLists, type Lists } from "../registry/name-case.ts";
import type { NameAnswer, NameRow } from "../registry/list-act.ts";
import { sentencesOf, type Predicate } from "../terms/ast.ts";
import { DISPUTED, judgePredicate, NO, UNKNOWN, YES, type Value } from "../terms/entitlement.ts";
import type { Birth, Captive as TermsCaptive } from "../terms/facts.ts";
import { readTerms } from "../terms/parse.ts";
import { codesOf, rankInTerms, type PackCodes } from "../vocabulary/pack-codes.ts";
import { dossierOver } from "./dossier-of.ts";
import { packOver } from "./pack-in-force.ts";
import { layPlanning, type DeskSeats } from "./plans-of.ts";

/** Why a person is not planned, or what was not known of one who is. */
export type Why =
  | "gone" | "kept-back" | "wish" | "waits" | "closed" | "civilian" | "group" // not planned, all known
  | "custody-none" | "rank-none" | "tier-none" | "means-none" // not planned: something is not recorded, or a resource not agreed
  | "birth-none" | "captured-none" | "category-open" | "wish-none" | "child"; // planned, and said beside the plan
export const NOT_RECORDED: readonly Why[] = ["custody-none", "rank-none", "tier-none", "means-none"];
export const SAID_BESIDE: readonly Why[] = ["birth-none", "captured-none", "category-open", "wish-none", "child"];
export type Beside = { readonly id: string; readonly side: string; readonly why: Why; /** Tiers, where `why` is about some. */ readonly of?: string; readonly entries: readonly number[] };
export type TierCount = { readonly side: string; readonly tier: string; readonly persons: number };
export type PlanCaptive = {
  readonly id: string; readonly side: string; readonly tier: string; readonly urgency: number; readonly rank: string; readonly need: string; readonly place: string; readonly held: number;
  readonly from?: number; readonly status: "ready"; readonly group?: string; readonly prev?: string;
};
export type BuiltInstance = {
  readonly instance: Readonly<Record<string, unknown>> & { readonly captives: readonly PlanCaptive[] };
  /** `instanceHash` of it. */
  readonly hash: string;
  readonly agreed: Cited<PlanningAgreed>;
  readonly counts: readonly TierCount[];
  /** Persons listed as held by side, whether planned or not. */
  readonly listed: Readonly<Record<string, number>>;
  readonly beside: readonly Beside[];
  /** Fields of the instance, with the entries they rest on. */
  readonly restsOn: Readonly<Record<string, readonly number[]>>;
  /** Entries that a person's row rests on, by id. */
  readonly restsOf: ReadonlyMap<string, readonly number[]>;
  /** The place code of its holder behind each number: for the mediator and the holder alone. */
  readonly placeOf: ReadonlyMap<string, { readonly side: string; readonly place: string }>;
  /** What a side has not stated, by clause name. */
  readonly unlimited: readonly string[];
};
export type InstanceQuestion = { readonly acts: readonly ReadAct[]; readonly seats: DeskSeats; readonly plan: string; readonly on: CivilDate; /** Entries below this index, whatever day they are dated; `on` says which batches are over. */ readonly upTo: number;
  /** Values that one side has proposed, to see what they would give; none: those in force. */
  readonly values?: Cited<PlanningAgreed>;
};

const GONE: readonly string[] = ["RELEASED", "TRANSFERRED", "ESCAPED", "DIED", "REMAINS", "DUPLICATE", "NOT_HELD"];

/** Seed of an instance before the draw: no part of its hash. */
export const NOT_DRAWN = "not drawn";

/**
 * Linear in the rows of the lists. @throws Fault `PLAN_NOT_AGREED` without values that both sides signed alike, `TERMS_NONE` without an agreement
 * that both signed over the same bytes, `PLAN_OTHER` where a tier names a term that it does not define.
 */
export function instanceFromRecord({ acts, seats, plan, on, upTo, values }: InstanceQuestion): BuiltInstance {
  const { table, lists, texts } = foldedTo(acts, upTo);
  const onTable = table.plans.get(plan);
  const agreed = values ?? agreedValues(onTable);
  if (!onTable || !agreed) throw new Fault("PLAN_NOT_AGREED", "expected tiers, weights and days that both sides have signed alike", [{ field: "plan" }]);
  const text = agreedText(texts, agreed.agreement, seats);
  if (!text) throw new Fault("TERMS_NONE", "expected the agreement signed by both sides over the same bytes", [{ field: "agreement" }]);
  const definitions = new Map(sentencesOf(readTerms(text.text), "definition").map(({ term, predicate }) => [term, predicate]));
  agreed.tiers.forEach(({ category }, i) => {
    if (category !== undefined && !definitions.has(category)) throw new Fault("PLAN_OTHER", "expected a term that the agreement defines", [{ field: `tiers[${i}].category` }]);
  });
  const locked = lockedRound(onTable, seats);
  const dayZero = agreed.batches[0]?.on ?? on;
  const world: World = { codes: codesOf(packOver(acts, seats.pack, upTo)), agreed, definitions, table, on, dayZero, before: locked ? standingAssign(locked, seats) : new Map(), doneBatches: new Set(locked ? agreed.batches.filter((one) => one.on < on).map(({ batch }) => batch) : []), besideRows: [], restsOf: new Map() };
  const numbers = placeNumbers(onTable, lists, table, seats);
  const judged = [...lists].flatMap(([list, { deposit, purpose, about, rows }]) =>
    purpose === "held" && seats.sides.includes(deposit.by) && seats.sides.includes(about) && deposit.by !== about
      ? [...rows.values()].flatMap((thread) => judgePerson(world, { list, side: deposit.by, deposit: deposit.entry, row: thread.row, answer: thread.answer, isOut: thread.closed === "final-out" }, numbers))
      : []);
  const remains = judgeRemains(world, onTable, seats, acts, upTo, numbers);
  const captives = withWholeGroups([...withStatedGroups(judged, onTable), ...remains], world).sort((a, b) => byCodeUnit(a.id, b.id));
  const listed = Object.fromEntries(seats.sides.map((side) => [side, [...lists.values()].filter(({ purpose, deposit }) => purpose === "held" && deposit.by === side).reduce((sum, { rows }) => sum + rows.size, 0)]));
  const unlimited: string[] = [];
  const limitsOf = (side: string, batch: string): Record<string, unknown> => {
    const stated = onTable.logistics.get(side)?.batches.find((one) => one.batch === batch);
    if (!stated) unlimited.push(`size:${side}`, `transport:${side}`);
    const { least, most, seats: places, stretchers, more } = stated ?? { more: [] };
    const size = { ...(least === undefined ? {} : { min: least }), ...(most === undefined ? {} : { max: most }) };
    if (agreed.resources.length === 0 || !stated) return { ...size, ...(places === undefined ? {} : { seat: places }), ...(stretchers === undefined ? {} : { stretcher: stretchers }) };
    const named = new Map([["seat", places], ["stretcher", stretchers], ...more.map((one) => [one.resource, one.places] as const)]);
    const resources = [...MEANS, ...agreed.resources].map((name) => [name, named.get(name) ?? null] as const); // null: not limited
    unlimited.push(...resources.flatMap(([name, most_]) => (most_ === null ? [`transport:${side}:${name}`] : [])));
    return { ...size, resources: Object.fromEntries(resources) };
  };
  const lastDay = agreed.batches.at(-1)?.on ?? dayZero;
  const isReplanned = locked !== undefined && agreed.batches.some(({ batch }) => !world.doneBatches.has(batch));
  const ranks: Readonly<Record<string, number>> = { ...Object.fromEntries(agreed.ranks.map(({ rank, weight }) => [rank, weight])), [OTHER_RANK]: agreed.otherRank ?? 0, ...(agreed.streams.length > 0 || captives.some(({ rank }) => rank === CHILD) ? { [CHILD]: 0 } : {}) };
  const instance = {
    format: "exchange-plan-instance/2", name: plan, sides: [...seats.sides],
    tiers: agreed.tiers.map(({ tier, mandatory, medical }) => ({ id: tier, mandatory, parity: countsIn(agreed, tier) !== undefined, medical })),
    ranks,
    batches: agreed.batches.map(({ batch, on: day, link }) => ({
      id: batch, day: daysBetween(dayZero, day), ...(link === undefined ? {} : { link }), ...Object.fromEntries(seats.sides.map((side) => [side, limitsOf(side, batch)])),
      state: !locked ? "open" : world.doneBatches.has(batch) ? "done" : "announced",
    })),
    places: [...numbers].map(([key, id]) => {
      const [side = "", place = ""] = key.split("\n");
      const most = onTable.logistics.get(side)?.places.find((one) => one.place === place)?.most;
      if (most === undefined) unlimited.push(`place:${id}`);
      return { id, side, ...(most === undefined ? {} : { perBatch: most }) };
    }),
    ...(agreed.streams.length === 0 ? { parity: tolerancesOf(agreed) } : { streams: agreed.streams.map((one) => ({ id: one.stream, tiers: [...one.tiers], ...tolerancesOf(one), weights: weightsIn(one, ranks) })) }),
    ...(agreed.links.length === 0 ? {} : { links: agreed.links.map(({ link, personsPerDay }) => ({ id: link, ...(personsPerDay === undefined ? {} : { personsPerDay }) })) }),
    ...(agreed.order.length === 0 ? {} : { objective: agreed.order.filter((name) => name !== "announced" || isReplanned) }),
    quota: Object.fromEntries(agreed.quotas.filter(({ side }) => seats.sides.includes(side)).map(({ side, least }) => [side, least])),
    unplacedDay: daysBetween(dayZero, lastDay) + agreed.unplacedDays, tieSeed: NOT_DRAWN, captives,
  };
  return {
    instance, hash: instanceHash(instance), agreed, listed, beside: world.besideRows, restsOf: world.restsOf, unlimited: [...new Set(unlimited)],
    counts: seats.sides.flatMap((side) => agreed.tiers.map(({ tier }) => ({ side, tier, persons: captives.filter((one) => one.side === side && one.tier === tier).length }))),
    restsOn: {
      tiers: [...text.entries, ...(values ? [values.entry] : (onTable.inForce?.entries ?? []))], batches: seats.sides.flatMap((side) => onTable.logistics.get(side)?.entry ?? []),
      prev: locked ? [locked.frozen.entry, ...(locked.forwarded ? [locked.forwarded.entry] : []), ...[...locked.locked.values()].map(({ entry }) => entry)] : [],
    },
    placeOf: new Map([...numbers].map(([key, id]) => [id, { side: key.split("\n")[0] ?? "", place: key.split("\n")[1] ?? "" }])),
  };
}

/**
 * The day that a plan is asked about unless one is named: the day of the view, or, where that lies after the whole agreed calendar (an exercise lies in
 * the past), the day before its first batch.
 */
export function planningDay(table: PlanTable, day: CivilDate): CivilDate {
  const calendars = [...table.plans.values()].flatMap(({ agreed }) => [...agreed.values()].map(({ batches }) => batches));
  const last = calendars.flatMap((batches) => batches.at(-1)?.on ?? []).sort().at(-1), first = calendars.flatMap((batches) => batches[0]?.on ?? []).sort()[0];
  return last !== undefined && first !== undefined && day > last ? addDays(first, -1) : day;
}

const KEPT_MAX = 3;
const kept = new WeakMap<readonly ReadAct[], Map<string, { readonly acts: number; readonly built: BuiltInstance }>>();

/** Steps of a round that change no instance: an instance rests on what was planned and locked, not on how the seed is drawn. */
const NO_MATTER: readonly string[] = ["plan.frozen", "seed.anchored", "seed.committed", "seed.revealed", "plan.salted", "plan.instance", "plan.proposed", "plan.opened"];
function isRestedOn({ parsed, kind }: ReadAct): boolean {
  if (parsed.room === "planning") return !NO_MATTER.includes(kind);
  return parsed.room === "registry" || parsed.room === "agreed" || parsed.room === "remains" || kind === "pack.adopted";
}

/**
 * As `instanceFromRecord`; kept per state for the last few questions, since every screen asks for the same again after every act. Acts that no instance
 * rests on change nothing; an erasure changes the number of acts that one does, and it is built anew. What is verified is never taken from here.
 */
export function instanceKept(question: InstanceQuestion): BuiltInstance {
  const { acts, plan, on, upTo } = question;
  const own = kept.get(acts) ?? new Map<string, { readonly acts: number; readonly built: BuiltInstance }>();
  kept.set(acts, own);
  let last = -1, below = 0;
  for (const act of acts)
    if (act.entry < upTo && isRestedOn(act)) {
      last = act.entry;
      below++;
    }
  const key = `${plan}\n${on}\n${last}`;
  const before = own.get(key);
  if (before?.acts === below) return before.built;
  const built = instanceFromRecord(question);
  own.delete(key);
  if (own.size >= KEPT_MAX) for (const oldest of [...own.keys()].slice(0, 1)) own.delete(oldest);
  own.set(key, { acts: below, built });
  return built;
}

/** Rank of those who have none of the table. */
const OTHER_RANK = "not in the table";
/** Whoever may be a child has this rank in a tier that counts, and it weighs nothing: a child is never a quantity. */
const CHILD = "child, not counted";
const REEFER = "reefer";

type Signed = { readonly by: string; readonly agreement: string; readonly text: string; readonly entry: number };
function foldedTo(acts: readonly ReadAct[], upTo: number): { table: PlanTable; lists: Lists; texts: Signed[] } {
  const table = emptyPlanTable(), lists: Lists = new Map(), texts: Signed[] = [];
  for (const act of acts) {
    if (act.entry >= upTo) continue;
    const { parsed } = act;
    if (parsed.room === "registry") layOnLists(lists, { ...parsed.act, cite: act.label, by: act.author, on: act.at, entry: act.entry });
    else if (parsed.room === "agreed") texts.push({ by: act.author, ...parsed.signed, entry: act.entry });
    else layPlanning(table, act);
  }
  return { table, lists, texts };
}

function agreedText(texts: readonly Signed[], agreement: string, { sides }: DeskSeats): { readonly text: string; readonly entries: readonly number[] } | undefined {
  const [a, b] = sides.map((side) => texts.filter((one) => one.by === side && one.agreement === agreement).at(-1));
  return a && b && a.text === b.text ? { text: a.text, entries: [a.entry, b.entry] } : undefined;
}

/** `side\nplace` → its number: places in order of a hash over plan and code, so that a number says nothing of its holder's code. */
function placeNumbers({ plan, remains }: PlanOnTable, lists: Lists, table: PlanTable, { sides }: DeskSeats): Map<string, string> {
  const used = new Map(sides.map((side) => [side, new Set<string>()]));
  for (const [list, rows] of table.custody) for (const { place } of rows.values()) used.get(lists.get(list)?.deposit.by ?? "")?.add(place);
  for (const [by, containers] of remains) for (const { place } of containers.values()) used.get(by)?.add(place);
  const numbers = new Map<string, string>();
  for (const side of sides) {
    const orderOf = (place: string): string => sha256Hex(utf8(`${plan}\n${side}\n${place}`));
    [...(used.get(side) ?? [])].sort((a, b) => byCodeUnit(orderOf(a), orderOf(b))).forEach((place, i) => numbers.set(`${side}\n${place}`, `${side}-${String(i + 1).padStart(2, "0")}`));
  }
  return numbers;
}

type World = {
  /** What a rank or a category of a list means, by the pack that held over these entries. */
  readonly codes: PackCodes;
  readonly agreed: PlanningAgreed; readonly definitions: ReadonlyMap<string, Predicate>; readonly table: PlanTable; readonly on: CivilDate; readonly dayZero: CivilDate;
  /** Batch of each person in the plan that both sides locked last, substitutions in it. */
  readonly before: ReadonlyMap<string, string>; readonly doneBatches: ReadonlySet<string>; readonly besideRows: Beside[]; readonly restsOf: Map<string, readonly number[]>;
};
type Listed = { readonly list: string; readonly side: string; readonly deposit: number; readonly row: NameRow; readonly answer: (NameAnswer & { readonly entry: number }) | null; readonly isOut: boolean };
type Judged = { readonly captive: PlanCaptive; readonly isReady: boolean };

/** A person as the planner may know him, or nothing and a line beside; one who waits stays until his group is known. */
function judgePerson(world: World, listed: Listed, numbers: ReadonlyMap<string, string>): Judged[] {
  const { codes, table, agreed, dayZero, before, doneBatches } = world;
  const { list, side, row, answer, deposit } = listed;
  const id = `${list}/${row.row}`;
  const custody = table.custody.get(list)?.get(row.row);
  const heard = table.wishes.get(list)?.get(row.row);
  const decision = table.medical.get(list)?.get(row.row)?.at(-1);
  const entries = [deposit, ...[custody, heard, decision, answer].flatMap((one) => (one ? [one.entry] : []))];
  world.restsOf.set(id, entries);
  const beside = (why: Why, of?: string): void => void world.besideRows.push({ id, side, why, ...(of === undefined ? {} : { of }), entries });
  const prev = before.get(id);
  const isDone = prev !== undefined && doneBatches.has(prev);
  const out = isDone ? undefined : whyNot(listed, custody, heard?.wish);
  if (out === "gone" || out === "kept-back" || out === "wish" || out === "closed") {
    beside(out);
    if (out !== "kept-back") return []; // who is gone or does not wish to go has left his group
  }
  if (!custody) {
    if (out === undefined) beside("custody-none");
    return [];
  }
  const track = codes.category(row.category ?? "")?.track;
  const isCivilian = row.category === "civilian" || track === "civilian" || track === "child" || answer?.code === "HELD_CIV"; // a child is never a quantity
  const isChild = track === "child" || mayBeChild(row.birth, dayZero);
  const tier = tierOf(world, { row, side, id, decision, isCivilian, isChild }, out === undefined ? beside : () => {});
  if (!tier) {
    if (out === undefined) beside(isCivilian ? "civilian" : "tier-none");
    return [];
  }
  const counted = countsIn(agreed, tier.tier);
  if (counted && isChild && out === undefined) beside("child");
  const rank = isChild && counted ? CHILD : rankAgreed(world, row.rank);
  if (counted === "by rank" && rank === undefined && agreed.otherRank === undefined) {
    if (out === undefined) beside("rank-none");
    return [];
  }
  const need = decision?.means ?? custody.means; // the commission's word on how he must travel stands over the holder's
  if (!isMeans(agreed, need)) {
    if (out === undefined) beside("means-none");
    return [];
  }
  const captured = lastDayOf(row.captured);
  if (captured === undefined && out === undefined) beside("captured-none");
  if (out === "waits") beside("waits");
  if (out === undefined && !heard && !isDone) beside("wish-none");
  const held = captured === undefined ? 0 : Math.max(0, daysBetween(captured, dayZero));
  const fitFrom = isDone ? [] : [custody.fitFrom, decision?.fitFrom, answer?.code === "MEDICAL" ? parseCivilDate(answer.until ?? "") : undefined].flatMap((day) => (day === undefined ? [] : [daysBetween(dayZero, day)]));
  const from = Math.max(0, ...fitFrom);
  const captive: PlanCaptive = {
    id, side, tier: tier.tier, urgency: urgencyOf(agreed, held), rank: rank ?? OTHER_RANK, need,
    place: numbers.get(`${side}\n${custody.place}`) ?? "", held, ...(from > 0 ? { from } : {}), status: "ready",
    ...(custody.together === undefined ? {} : { group: `${side}:${custody.together}` }), ...(prev === undefined ? {} : { prev }),
  };
  return [{ captive, isReady: out === undefined }];
}

/** Whether, and by what, persons of a tier are counted. */
function countsIn({ tiers, streams }: PlanningAgreed, tier: string): AgreedStream["weights"] | undefined {
  if (streams.length > 0) return streams.find((one) => one.tiers.includes(tier))?.weights;
  return tiers.some((one) => one.tier === tier && one.parity) ? "by rank" : undefined;
}

const tolerancesOf = ({ perBatch, cumulative, deadBand }: Pick<AgreedStream, "perBatch" | "cumulative" | "deadBand">): Record<string, number> =>
  ({ ...(perBatch === undefined ? {} : { perBatch }), ...(cumulative === undefined ? {} : { cumulative }), ...(deadBand === undefined ? {} : { deadBand }) });

/** What each rank weighs in a stream; a child weighs nothing in any. */
const weightsIn = ({ weights }: AgreedStream, ranks: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(ranks).map(([rank, weight]) => [rank, weights === "by rank" || rank === CHILD ? weight : 1]));

const isMeans = ({ resources }: PlanningAgreed, need: string): boolean => MEANS.some((one) => one === need) || resources.includes(need);

/** One more above each agreed number of days, or the weight agreed for it. */
function urgencyOf({ urgencyDays, urgencyWeights }: PlanningAgreed, heldDays: number): number {
  const above = urgencyDays.filter((days) => heldDays > days).length;
  return urgencyWeights[above] ?? 1 + above;
}

/** True where some day of birth that the record leaves open makes him under eighteen on the first day of the calendar. */
function mayBeChild(birth: string | undefined, on: CivilDate): boolean {
  const last = lastDayOf(birth);
  return last !== undefined && `${Number(last.slice(0, 4)) + 18}${last.slice(4)}` > on;
}

/** Persons who were stated to belong together are one group, with whomever the holder keeps together with one of them. */
function withStatedGroups(judged: readonly Judged[], { together }: PlanOnTable): Judged[] {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let at = id;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  const join = (a: string, b: string): void => {
    const [first, second] = [rootOf(a), rootOf(b)].sort(byCodeUnit);
    if (first !== undefined && second !== undefined && first !== second) parent.set(second, first);
  };
  const known = new Map(judged.map((one) => [one.captive.id, one.captive]));
  const stated = new Set<string>();
  for (const { groups } of together.values())
    for (const { persons } of groups) {
      const here = persons.filter((id) => known.has(id));
      for (const id of here) {
        stated.add(id);
        join(here[0] ?? id, id);
      }
    }
  const byLabel = new Map<string, string>();
  for (const { captive: { id, group } } of judged) {
    if (stated.size === 0 || group === undefined) continue;
    join(byLabel.get(group) ?? id, id);
    byLabel.set(group, byLabel.get(group) ?? id);
  }
  const sizes = new Map<string, number>();
  for (const { captive: { id } } of judged) sizes.set(rootOf(id), (sizes.get(rootOf(id)) ?? 0) + 1);
  const holdsStated = new Set([...stated].map(rootOf));
  return judged.map((one) => {
    const root = rootOf(one.captive.id);
    return holdsStated.has(root) && (sizes.get(root) ?? 0) > 1 ? { ...one, captive: { ...one.captive, group: `${one.captive.side}:${root}` } } : one;
  });
}

/** Containers that a side can hand over and the other has not received, in the tiers of remains; one without a place in a refrigerated vehicle of its own kind is not planned. */
function judgeRemains(world: World, { remains }: PlanOnTable, seats: DeskSeats, acts: readonly ReadAct[], upTo: number, numbers: ReadonlyMap<string, string>): Judged[] {
  if (remains.size === 0) return [];
  const { agreed, dayZero, before } = world;
  const received = dossierOver(acts, upTo).containers;
  return seats.sides.flatMap((side) => [...(remains.get(side)?.values() ?? [])].flatMap((one): Judged[] => {
    const id = `${side}-remains/${one.container}`;
    const receipt = received.get(one.container);
    const entries = [one.entry, ...(receipt ? [receipt.entry] : [])];
    world.restsOf.set(id, entries);
    const out = (why: Why): Judged[] => (world.besideRows.push({ id, side, why, entries }), []);
    const prev = before.get(id);
    const isDone = prev !== undefined && world.doneBatches.has(prev);
    if (receipt && receipt.by !== side && !isDone) return out("gone");
    const tier = agreed.tiers.find((tier_) => tier_.remains && (tier_.state === undefined || tier_.state === one.state));
    if (!tier) return out("tier-none");
    if (!isMeans(agreed, REEFER)) return out("means-none");
    const from = one.readyFrom === undefined || isDone ? 0 : Math.max(0, daysBetween(dayZero, one.readyFrom));
    const captive: PlanCaptive = {
      id, side, tier: tier.tier, urgency: 1, rank: OTHER_RANK, need: REEFER, place: numbers.get(`${side}\n${one.place}`) ?? "", held: 0, ...(from > 0 ? { from } : {}), status: "ready",
      ...(one.together === undefined ? {} : { group: `${side}-remains:${one.together}` }), ...(prev === undefined ? {} : { prev }),
    };
    return [{ captive, isReady: true }];
  }));
}

/** The rank of the agreed weights that a cell names: as written, or as the pack reads both. */
function rankAgreed({ agreed, codes }: World, cell: string | undefined): string | undefined {
  if (cell === undefined) return undefined;
  const code = codes.rank(cell)?.code;
  return (agreed.ranks.find(({ rank }) => rank === cell) ?? agreed.ranks.find(({ rank }) => code !== undefined && codes.rank(rank)?.code === code))?.rank;
}

function whyNot({ answer, isOut }: Listed, custody: CustodyRow | undefined, wish: string | undefined): Why | undefined {
  if (answer && GONE.includes(answer.code)) return "gone";
  if (isOut) return "closed";
  if (wish === "does not wish to go" || answer?.code === "DECLINES") return "wish";
  if (custody?.keptBack !== undefined || answer?.code === "PROCEEDING" || answer?.code === "HELD_EXCL") return "kept-back";
  return wish === "undecided" || wish === "needs time" ? "waits" : undefined;
}

/** Who is held back keeps his whole group back; nobody is named for it but as “group”. */
function withWholeGroups(judged: readonly Judged[], world: World): PlanCaptive[] {
  const waiting = new Set(judged.flatMap(({ captive, isReady }) => (!isReady && captive.group !== undefined ? [captive.group] : [])));
  return judged.flatMap(({ captive, isReady }) => {
    if (!isReady) return [];
    if (captive.group === undefined || !waiting.has(captive.group)) return [captive];
    world.besideRows.push({ id: captive.id, side: captive.side, why: "group", entries: world.restsOf.get(captive.id) ?? [] });
    return [];
  });
}

type Asked = { readonly row: NameRow; readonly side: string; readonly id: string; readonly decision: { readonly outcome: string; readonly class: string; readonly on: CivilDate; readonly commission: string } | undefined; readonly isCivilian: boolean; readonly isChild: boolean };

/** The highest tier that the record answers with yes; what it cannot settle is said beside, never taken as yes or no in silence. */
function tierOf({ codes, agreed, definitions, on }: World, asked: Asked, beside: (why: Why, of?: string) => void): AgreedTier | undefined {
  const captive = termsCaptive(codes, asked);
  const open = new Map<Why, string[]>();
  const settled = agreed.tiers.find((tier) => {
    if (tier.remains || (tier.children ? !asked.isChild : tier.civilians !== asked.isCivilian)) return false;
    const value = inTier(tier, captive, definitions, on);
    if (value === YES || value === NO) return value === YES;
    const why = captive.born === "unknown" && value !== DISPUTED && isAboutBirth(tier, definitions) ? "birth-none" : "category-open";
    open.set(why, [...(open.get(why) ?? []), tier.tier]);
    return false;
  });
  if (settled) for (const [why, tiers] of open) beside(why, tiers.join(", "));
  return settled;
}

function inTier(tier: AgreedTier, captive: TermsCaptive, definitions: ReadonlyMap<string, Predicate>, on: CivilDate): Value {
  const { bornUntil } = tier;
  if (bornUntil !== undefined) return captive.born === "unknown" ? UNKNOWN : captive.born.last <= bornUntil ? YES : captive.born.first > bornUntil ? NO : UNKNOWN;
  const predicate = tier.category === undefined ? undefined : definitions.get(tier.category);
  return predicate ? judgePredicate(predicate, captive, on, () => new Set()) : YES;
}

const isAboutBirth = (tier: AgreedTier, definitions: ReadonlyMap<string, Predicate>): boolean =>
  tier.bornUntil !== undefined || ["aged", "bornAfter"].includes(definitions.get(tier.category ?? "")?.kind ?? "");

/** The decision that stands: repatriate and neutral country are a finding; refuse is an examination without one; re-examine leaves it open. */
function termsCaptive(codes: PackCodes, { row, side, id, decision }: Asked): TermsCaptive {
  const isFound = decision?.outcome === "repatriate" || decision?.outcome === "neutral country";
  return {
    id, side, entry: id, born: bornOf(row.birth), rank: row.rank === undefined ? "unknown" : rankInTerms(codes, row.rank), heldSince: lastDayOf(row.captured) ?? "unknown", context: [],
    examinedOn: decision?.outcome === "refuse" ? [decision.on] : [], findings: decision && isFound ? [{ class: decision.class, on: decision.on, by: decision.commission }] : [],
    objections: [], decisions: [], diedOn: "unknown", declinedOn: "unknown",
  };
}

function bornOf(birth: string | undefined): Birth {
  const first = dayIn(birth, "01-01", () => "01"), last = lastDayOf(birth);
  return first === undefined || last === undefined ? "unknown" : { first, last };
}

/** The latest day that a partial date leaves open: who is held since “2024-05” is held at least since its end. */
const lastDayOf = (partial: string | undefined): CivilDate | undefined => dayIn(partial, "12-31", (year, month) => String(daysInMonth(year, month)));

function dayIn(partial: string | undefined, ofYear: string, ofMonth: (year: number, month: number) => string): CivilDate | undefined {
  if (partial === undefined) return undefined;
  if (partial.length === 4) return parseCivilDate(`${partial}-${ofYear}`);
  return parseCivilDate(partial.length === 7 ? `${partial}-${ofMonth(Number(partial.slice(0, 4)), Number(partial.slice(5)))}` : partial);
}
