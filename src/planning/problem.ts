// The exchange to be planned, as agreed: sides, tiers, batches, places, tolerances and captives. Parsed once from an instance of
// `exchange-plan-instance/1` or its superset `/2` (docs/formats/plan.md); refused, never repaired. Everything is a whole number.
import { Fault, Faults, type Place as FaultPlace } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";

export type SideIndex = 0 | 1;
/** `isMedical`: sent back before all others under GC III art. 109–110, also before people already announced are kept (PLANNING.md §9). */
export type Tier = { readonly id: string; readonly isMandatory: boolean; readonly countsForParity: boolean; readonly isMedical: boolean };
/** `announced`: families or holder know; `frozen`, `done`: facts, which the plan keeps as they are. */
export type BatchState = "open" | "announced" | "frozen" | "done";
/** Persons, seats and stretcher places of one side in one batch; Infinity: no limit. */
export type Limit = { readonly min: number; readonly max: number; readonly seat: number; readonly stretcher: number };
export type Batch = { readonly id: string; readonly day: number; readonly limits: readonly [Limit, Limit]; readonly state: BatchState };
export type DetentionPlace = { readonly id: string; readonly side: SideIndex; readonly perBatch: number };
export type Need = "seat" | "stretcher";
export type ConsentStatus = "ready" | "held" | "declined";
/** Held by `side`; `weight` is 0 where the tier does not count for parity; `prev` is a batch index, or -1 without an earlier plan. */
export type Captive = {
  readonly id: string; readonly side: SideIndex; readonly tier: number; readonly urgency: number; readonly rank: string; readonly weight: number;
  readonly need: Need; readonly place: number; readonly heldDays: number; readonly from: number; readonly to: number;
  readonly status: ConsentStatus; readonly group: string | undefined; readonly prev: number;
};
export type Problem = {
  readonly sides: readonly [string, string];
  readonly tiers: readonly Tier[];
  readonly ranks: ReadonlyMap<string, number>;
  readonly batches: readonly Batch[];
  /** Sorted by id, so that the order in the file means nothing. */
  readonly places: readonly DetentionPlace[];
  /** `deadBand`: a running difference up to it costs nothing; 0 is the plain sum (PLANNING.md §7). */
  readonly parity: { readonly perBatch: number; readonly cumulative: number; readonly deadBand: number };
  readonly quota: readonly [number, number];
  readonly unplacedDay: number;
  readonly tieSeed: string;
  /** Names of components in the agreed order, without the lottery. */
  readonly objective: readonly string[];
  readonly captives: readonly Captive[];
};

const WHOLE_MAX = 2 ** 31; // PLANNING.md §2: numbers beyond it are refused
const FAULTS_MAX = 100;

/**
 * The problem in `value`, the parsed JSON of an instance. Linear.
 * @throws Faults with every fault found (the first 100), of codes `PLAN_FORMAT` (shape), `PLAN_DOUBLE` (an id twice), `PLAN_UNKNOWN`
 * (a reference to nothing), `PLAN_RANGE` (a number out of range), `PLAN_ORDER` (batches or `unplacedDay`), `PLAN_GROUP_SIDES`,
 * `PLAN_FROZEN` (a fact that the plan could not keep).
 */
export function parseInstance(value: unknown, file?: string): Problem {
  const faults = new FaultList(file);
  if (!isRecord(value)) throw new Faults([faults.of("PLAN_FORMAT", "expected an object", {})]);
  const isSecond = value["format"] === "exchange-plan-instance/2";
  if (!isSecond && value["format"] !== "exchange-plan-instance/1") throw new Faults([faults.of("PLAN_FORMAT", "expected the format exchange-plan-instance/1 or /2", { field: "format" })]);
  const sides = readSides(value, faults);
  const tiers = readTiers(value, isSecond, faults);
  const ranks = readRanks(value, faults);
  const batches = readBatches(value, sides, isSecond, faults);
  const places = readPlaces(value, sides, faults);
  const parity = readParity(value, isSecond, faults);
  const quota = readQuota(value, sides, faults);
  const unplacedDay = wholeOf(value["unplacedDay"], -WHOLE_MAX, faults, { field: "unplacedDay" });
  if (batches.some(({ day }) => day >= unplacedDay)) faults.add("PLAN_ORDER", "expected unplacedDay later than every batch", { field: "unplacedDay" });
  const tieSeed = textOf(value["tieSeed"], faults, { field: "tieSeed" });
  const captives = readCaptives(value, { sides, tiers, ranks, batches, places }, faults);
  const objective = readObjective(isSecond ? value["objective"] : undefined, tiers, batches, faults);
  refuseMovedFacts(batches, captives, faults);
  faults.throwIfAny();
  const problem = { sides, tiers, ranks, batches, places, parity, quota, unplacedDay, tieSeed, objective, captives };
  refuseHugeSums(problem, faults);
  return problem;
}

/** Those whom the plan may place: ready, and no member of the group held back. Who declined has left the group. */
export function plannableCaptives(problem: Problem): Captive[] {
  const waiting = new Set<string>();
  for (const { group, status } of problem.captives) if (group !== undefined && status === "held") waiting.add(group);
  return problem.captives.filter(({ status, group }) => status === "ready" && (group === undefined || !waiting.has(group)));
}

/** First and last batch index inside a window of days, or undefined when no batch lies in it. */
export function windowOf(problem: Problem, { from, to }: { readonly from: number; readonly to: number }): readonly [number, number] | undefined {
  const isInside = ({ day }: Batch): boolean => day >= from && day <= to;
  const first = problem.batches.findIndex(isInside);
  return first < 0 ? undefined : [first, problem.batches.findLastIndex(isInside)];
}

/** Frozen or done: who is in it stays in it, nobody else comes in, and its clauses are no longer the plan's to keep. */
export const isFact = (batch: Batch | undefined): boolean => batch?.state === "frozen" || batch?.state === "done";

/** The names of all clauses that the instance agrees, in the order of PLANNING.md §1. */
export function clausesOf(problem: Problem): string[] {
  const { sides, tiers, batches, places, parity, quota } = problem;
  const isLimited = (s: SideIndex, keys: readonly (keyof Limit)[]): boolean =>
    batches.some(({ limits }) => keys.some((key) => (key === "min" ? limits[s].min > 0 : limits[s][key] < Infinity)));
  const both = [0, 1] as const;
  return [
    ...tiers.filter(({ isMandatory }) => isMandatory).map(({ id }) => `all:${id}`),
    ...both.filter((s) => quota[s] > 0).map((s) => `quota:${sides[s]}`),
    ...both.filter((s) => isLimited(s, ["min", "max"])).map((s) => `size:${sides[s]}`),
    ...both.filter((s) => isLimited(s, ["seat", "stretcher"])).map((s) => `transport:${sides[s]}`),
    ...places.filter(({ perBatch }) => perBatch < Infinity).map(({ id }) => `place:${id}`),
    ...(parity.perBatch < Infinity ? ["parity:batch"] : []),
    ...(parity.cumulative < Infinity ? ["parity:cumulative"] : []),
  ];
}

class FaultList {
  private readonly file: string | undefined;
  private readonly found: Fault[] = [];
  constructor(file: string | undefined) {
    this.file = file;
  }
  of(code: string, message: string, place: FaultPlace): Fault {
    return new Fault(code, message, [this.file === undefined ? place : { file: this.file, ...place }]);
  }
  add(code: string, message: string, place: FaultPlace): void {
    this.found.push(this.of(code, message, place));
    if (this.found.length < FAULTS_MAX) return;
    this.found.push(this.of("PLAN_FORMAT", `the first ${FAULTS_MAX} faults are listed; there may be more`, {}));
    throw new Faults(this.found);
  }
  throwIfAny(): void {
    if (this.found.length > 0) throw new Faults(this.found);
  }
}

function wholeOf(value: unknown, least: number, faults: FaultList, place: FaultPlace): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value < WHOLE_MAX) return value;
  faults.add("PLAN_RANGE", `expected a whole number of at least ${least} and below 2^31`, place);
  return Math.max(least, 1);
}

/** A limit that may be left out or null: then there is none. */
const limitOf = (value: unknown, none: number, faults: FaultList, place: FaultPlace): number =>
  value === undefined || value === null ? none : wholeOf(value, 0, faults, place);

function textOf(value: unknown, faults: FaultList, place: FaultPlace): string {
  if (typeof value === "string" && value.length > 0 && value.isWellFormed()) return value;
  faults.add("PLAN_FORMAT", "expected a text that is not empty", place);
  return "";
}

/** An id: no control characters, since `planHash` is made of lines. */
function idOf(value: unknown, faults: FaultList, place: FaultPlace): string {
  const id = textOf(value, faults, place);
  if (/[\u0000-\u001f\u007f]/.test(id)) faults.add("PLAN_FORMAT", "expected an id without control characters", place);
  return id;
}

/** An id that occurs in class keys, where `|` and `&` part the fields. */
function keyOf(value: unknown, faults: FaultList, place: FaultPlace): string {
  const id = idOf(value, faults, place);
  if (/[|&]/.test(id)) faults.add("PLAN_FORMAT", "expected an id without | and &", place);
  return id;
}

function boolOf(value: unknown, faults: FaultList, place: FaultPlace): boolean {
  if (typeof value !== "boolean") faults.add("PLAN_FORMAT", "expected true or false", place);
  return value === true;
}

function recordOf(value: unknown, faults: FaultList, place: FaultPlace): Record<string, unknown> {
  if (isRecord(value)) return value;
  faults.add("PLAN_FORMAT", "expected an object", place);
  return {};
}

/** The rows of one list, each an object with an id of its own. */
function rowsOf(value: unknown, field: string, faults: FaultList): Record<string, unknown>[] {
  if (!Array.isArray(value)) {
    faults.add("PLAN_FORMAT", "expected a list", { field });
    return [];
  }
  const seen = new Map<string, number>();
  return value.map((row: unknown, i) => {
    const read = recordOf(row, faults, { field, row: i + 1 });
    const id = read["id"];
    if (typeof id !== "string") return read;
    const before = seen.get(id);
    if (before === undefined) seen.set(id, i + 1);
    else faults.add("PLAN_DOUBLE", `expected each id once, found that of row ${before} again`, { field: `${field}.id`, row: i + 1 });
    return read;
  });
}

function readSides(value: Record<string, unknown>, faults: FaultList): [string, string] {
  const listed = value["sides"];
  if (!Array.isArray(listed) || listed.length !== 2) {
    faults.add("PLAN_FORMAT", "expected exactly two sides", { field: "sides" });
    return ["A", "B"];
  }
  const [a, b] = listed.map((side: unknown) => keyOf(side, faults, { field: "sides" }));
  if (a === b) faults.add("PLAN_DOUBLE", "expected two different sides", { field: "sides" });
  return [a ?? "", b ?? ""];
}

const readTiers = (value: Record<string, unknown>, isSecond: boolean, faults: FaultList): Tier[] =>
  rowsOf(value["tiers"], "tiers", faults).map((row, i) => ({
    id: idOf(row["id"], faults, { field: "tiers.id", row: i + 1 }),
    isMandatory: boolOf(row["mandatory"], faults, { field: "tiers.mandatory", row: i + 1 }),
    countsForParity: boolOf(row["parity"], faults, { field: "tiers.parity", row: i + 1 }),
    isMedical: isSecond && row["medical"] !== undefined ? boolOf(row["medical"], faults, { field: "tiers.medical", row: i + 1 }) : false,
  }));

const readRanks = (value: Record<string, unknown>, faults: FaultList): Map<string, number> =>
  new Map(Object.entries(recordOf(value["ranks"], faults, { field: "ranks" })).map(([rank, weight], i) => [rank, wholeOf(weight, 0, faults, { field: "ranks", row: i + 1 })]));

function readBatches(value: Record<string, unknown>, sides: readonly [string, string], isSecond: boolean, faults: FaultList): Batch[] {
  const batches = rowsOf(value["batches"], "batches", faults).map((row, i) => {
    const place = (field: string): FaultPlace => ({ field: `batches.${field}`, row: i + 1 });
    const limitsOf = (side: string): Limit => {
      const limit = recordOf(row[side], faults, place(side));
      const most = (key: string): number => limitOf(limit[key], Infinity, faults, place(`${side}.${key}`));
      return { min: limitOf(limit["min"], 0, faults, place(`${side}.min`)), max: most("max"), seat: most("seat"), stretcher: most("stretcher") };
    };
    const limits: [Limit, Limit] = [limitsOf(sides[0]), limitsOf(sides[1])];
    return { id: keyOf(row["id"], faults, place("id")), day: wholeOf(row["day"], -WHOLE_MAX, faults, place("day")), limits, state: isSecond ? stateOf(row["state"], faults, place("state")) : "open" as const };
  });
  if (batches.length === 0) faults.add("PLAN_FORMAT", "expected at least one batch", { field: "batches" });
  batches.forEach(({ day }, k) => {
    if (k > 0 && day < (batches[k - 1]?.day ?? day)) faults.add("PLAN_ORDER", "expected the batches in order of day", { field: "batches.day", row: k + 1 });
  });
  return batches;
}

const STATES: readonly BatchState[] = ["open", "announced", "frozen", "done"];
function stateOf(value: unknown, faults: FaultList, place: FaultPlace): BatchState {
  const state = STATES.find((one) => one === (value ?? "open"));
  if (state === undefined) faults.add("PLAN_UNKNOWN", "expected open, announced, frozen or done", place);
  return state ?? "open";
}

function readPlaces(value: Record<string, unknown>, sides: readonly [string, string], faults: FaultList): DetentionPlace[] {
  return rowsOf(value["places"], "places", faults)
    .map((row, i) => {
      const side: SideIndex = row["side"] === sides[0] ? 0 : 1;
      if (row["side"] !== sides[side]) faults.add("PLAN_UNKNOWN", "expected one of the sides", { field: "places.side", row: i + 1 });
      const perBatch = limitOf(row["perBatch"], Infinity, faults, { field: "places.perBatch", row: i + 1 });
      return { id: keyOf(row["id"], faults, { field: "places.id", row: i + 1 }), side, perBatch };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readParity(value: Record<string, unknown>, isSecond: boolean, faults: FaultList): Problem["parity"] {
  const parity = recordOf(value["parity"], faults, { field: "parity" });
  const tolerance = (key: string): number => limitOf(parity[key], Infinity, faults, { field: `parity.${key}` });
  return { perBatch: tolerance("perBatch"), cumulative: tolerance("cumulative"), deadBand: isSecond ? limitOf(parity["deadBand"], 0, faults, { field: "parity.deadBand" }) : 0 };
}

function readQuota(value: Record<string, unknown>, sides: readonly [string, string], faults: FaultList): [number, number] {
  if (value["quota"] === undefined || value["quota"] === null) return [0, 0];
  const quota = recordOf(value["quota"], faults, { field: "quota" });
  const least = (side: string): number => limitOf(quota[side], 0, faults, { field: `quota.${side}` });
  return [least(sides[0]), least(sides[1])];
}

type Known = Pick<Problem, "sides" | "tiers" | "ranks" | "batches" | "places">;

function readCaptives(value: Record<string, unknown>, known: Known, faults: FaultList): Captive[] {
  const indexOf = (list: readonly { readonly id: string }[]): Map<unknown, number> => new Map(list.map(({ id }, i) => [id, i]));
  const tierIndex = indexOf(known.tiers), placeIndex = indexOf(known.places), batchIndex = indexOf(known.batches);
  const sideOfGroup = new Map<string, SideIndex>();
  return rowsOf(value["captives"], "captives", faults).map((row, i) => {
    const at = (field: string): FaultPlace => ({ field: `captives.${field}`, row: i + 1 });
    const isGiven = (key: string): boolean => row[key] !== undefined && row[key] !== null;
    const side: SideIndex = row["side"] === known.sides[0] ? 0 : 1;
    if (row["side"] !== known.sides[side]) faults.add("PLAN_UNKNOWN", "expected one of the sides", at("side"));
    const tier = tierIndex.get(row["tier"]) ?? -1;
    if (tier < 0) faults.add("PLAN_UNKNOWN", "expected a tier of the list", at("tier"));
    const rank = typeof row["rank"] === "string" ? row["rank"] : "";
    const rankWeight = known.ranks.get(rank);
    if (rankWeight === undefined) faults.add("PLAN_UNKNOWN", "expected a rank of the list", at("rank"));
    const place = placeIndex.get(row["place"]) ?? -1;
    if (place < 0) faults.add("PLAN_UNKNOWN", "expected a place of the list", at("place"));
    else if (known.places[place]?.side !== side) faults.add("PLAN_UNKNOWN", "expected a place of the side that holds", at("place"));
    const need: Need = row["need"] === "stretcher" ? "stretcher" : "seat";
    if (row["need"] !== need) faults.add("PLAN_UNKNOWN", "expected seat or stretcher", at("need"));
    const status: ConsentStatus = row["status"] === "held" || row["status"] === "declined" ? row["status"] : "ready";
    if (row["status"] !== status) faults.add("PLAN_UNKNOWN", "expected ready, held or declined", at("status"));
    const group = isGiven("group") ? idOf(row["group"], faults, at("group")) : undefined;
    if (group !== undefined && (sideOfGroup.get(group) ?? side) !== side) faults.add("PLAN_GROUP_SIDES", "expected the members of a group held by one side", at("group"));
    if (group !== undefined) sideOfGroup.set(group, side);
    const prev = isGiven("prev") ? (batchIndex.get(row["prev"]) ?? -2) : -1;
    if (prev === -2) faults.add("PLAN_UNKNOWN", "expected a batch of the list", at("prev"));
    const day = (key: "from" | "to", none: number): number => (isGiven(key) ? wholeOf(row[key], -WHOLE_MAX, faults, at(key)) : none);
    return {
      id: idOf(row["id"], faults, at("id")), side, tier, urgency: wholeOf(row["urgency"], 1, faults, at("urgency")), rank,
      weight: known.tiers[tier]?.countsForParity === true ? (rankWeight ?? 0) : 0, need, place,
      heldDays: wholeOf(row["held"], 0, faults, at("held")), from: day("from", -Infinity), to: day("to", Infinity), status, group, prev,
    };
  });
}

/**
 * The agreed order of components. Without one: all tiers, urgency, parity, stability; and once people were announced, medical tiers, announced
 * people moved, the other tiers, urgency, parity, others moved (PLANNING.md §9).
 */
function readObjective(value: unknown, tiers: readonly Tier[], batches: readonly Batch[], faults: FaultList): string[] {
  const names = (some: readonly Tier[]): string[] => some.map(({ id }) => `tier:${id}`);
  const isReplan = batches.some(({ state }) => state === "announced");
  const otherwise = isReplan
    ? [...names(tiers.filter(({ isMedical }) => isMedical)), "announced", ...names(tiers.filter(({ isMedical }) => !isMedical)), "urgency", "parity", "stability"]
    : [...names(tiers), "urgency", "parity", "stability"];
  if (value === undefined || value === null) return otherwise;
  const agreed = Array.isArray(value) ? value.map(String) : [];
  if ([...agreed].sort().join("\n") !== [...otherwise].sort().join("\n")) faults.add("PLAN_FORMAT", `expected each of ${otherwise.join(", ")} once, in the agreed order`, { field: "objective" });
  return agreed;
}

/** Who is in a batch that is a fact must be able to stay there: the whole group, inside all windows. */
function refuseMovedFacts(batches: readonly Batch[], captives: readonly Captive[], faults: FaultList): void {
  const prevOfGroup = new Map<string, number>();
  captives.forEach(({ prev, from, to, group, status }, i) => {
    const batch = batches[prev], at = { field: "captives.prev", row: i + 1 };
    if (status !== "ready") return;
    if (batch && isFact(batch) && (batch.day < from || batch.day > to)) faults.add("PLAN_FROZEN", "expected the day of a frozen batch inside the window", at);
    if (group === undefined) return;
    const other = prevOfGroup.get(group) ?? prev;
    if (other !== prev && (isFact(batch) || isFact(batches[other]))) faults.add("PLAN_FROZEN", "expected a group in a frozen batch whole", at);
    prevOfGroup.set(group, prev);
  });
}

/** Sums stay below 2^53, so that every component of the vector is exact. */
function refuseHugeSums({ captives, batches, unplacedDay }: Problem, faults: FaultList): void {
  const days = Math.max(Math.abs(unplacedDay), ...batches.map(({ day }) => Math.abs(day)));
  const sum = captives.reduce((total, { urgency }) => total + urgency * days, 0);
  if (sum >= 2 ** 53) faults.add("PLAN_RANGE", "expected urgency times days, summed over all captives, below 2^53", { field: "captives.urgency" });
  faults.throwIfAny();
}
