// The exchange to be planned, as agreed: sides, tiers, batches, places, tolerances and captives. Parsed once from an instance of
// `exchange-plan-instance/1` or its superset `/2` (docs/formats/plan.md); refused, never repaired. Everything is a whole number.
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault, Faults, type Place as FaultPlace } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { rankScale } from "./rank-scale.ts";

/** Index of a party in `sides`: who holds, or whom a captive goes to. */
export type SideIndex = number;
/** `isMedical`: sent back before all others under GC III art. 109–110, also before people already announced are kept (PLANNING.md §9). */
export type Tier = { readonly id: string; readonly isMandatory: boolean; readonly countsForParity: boolean; readonly isMedical: boolean };
/** `announced`: families or holder know; `frozen`, `done`: facts, which the plan keeps as they are. */
export type BatchState = "open" | "announced" | "frozen" | "done";
/** Persons of one side in one batch, and its places of each resource (seat, stretcher, reefer …); Infinity: no limit. */
export type Limit = { readonly min: number; readonly max: number; readonly resources: ReadonlyMap<string, number> };
export type Batch = { readonly id: string; readonly day: number; readonly limits: readonly Limit[]; readonly state: BatchState; readonly link: number };
/** A crossing and the most persons that pass it in a day, of all parties together. A batch uses one link, or none is named (-1). */
export type Link = { readonly id: string; readonly personsPerDay: number };
/**
 * What is kept level: of one stream (`stream`, an index; 0 where no streams are named), weight that goes out from `party` less weight that comes to it.
 * `deadBand`: a running difference up to it costs nothing; 0 is the plain sum (PLANNING.md §7). Between two parties one balance says both.
 */
export type Balance = {
  readonly stream: number; readonly party: number; readonly perBatch: number; readonly cumulative: number; readonly deadBand: number;
  readonly clauses: { readonly batch: string; readonly cumulative: string };
};
export type DetentionPlace = { readonly id: string; readonly side: SideIndex; readonly perBatch: number };
export type ConsentStatus = "ready" | "held" | "declined";
/** Held by `side`, goes to `to`; `stream` is -1 and `weight` 0 where the tier does not count for parity; `prev` is a batch index, or -1 without an earlier plan. */
export type Captive = {
  readonly id: string; readonly side: SideIndex; readonly to: SideIndex; readonly tier: number; readonly urgency: number; readonly rank: string; readonly stream: number; readonly weight: number;
  readonly need: string; readonly place: number; readonly heldDays: number; readonly from: number; readonly until: number;
  readonly status: ConsentStatus; readonly group: string | undefined; readonly prev: number;
};
export type Problem = {
  readonly sides: readonly string[];
  readonly tiers: readonly Tier[];
  readonly ranks: ReadonlyMap<string, number>;
  readonly batches: readonly Batch[];
  /** Sorted by id, so that the order in the file means nothing. */
  readonly places: readonly DetentionPlace[];
  /** Names of what a captive may need: seat, stretcher, then all others by name. */
  readonly resources: readonly string[];
  /** Is transport one clause a side (format 1), or one clause a side and resource? */
  readonly transportBy: "side" | "resource";
  readonly links: readonly Link[];
  readonly balances: readonly Balance[];
  readonly quota: readonly number[];
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
  const sides = readSides(value, isSecond, faults);
  const tiers = readTiers(value, isSecond, faults);
  const ranks = readRanks(value, faults);
  const links = isSecond ? readLinks(value, faults) : [];
  const { resources, transportBy } = readResources(isSecond ? value : {}, sides);
  const batches = readBatches(value, { sides, links, resources, transportBy, isSecond }, faults);
  const places = readPlaces(value, sides, faults);
  const streams = readStreams(value, { tiers, ranks, isSecond }, faults);
  const balances = balancesOf(streams, sides);
  const quota = readQuota(value, sides, faults);
  const unplacedDay = wholeOf(value["unplacedDay"], -WHOLE_MAX, faults, { field: "unplacedDay" });
  if (batches.some(({ day }) => day >= unplacedDay)) faults.add("PLAN_ORDER", "expected unplacedDay later than every batch", { field: "unplacedDay" });
  const tieSeed = textOf(value["tieSeed"], faults, { field: "tieSeed" });
  const captives = readCaptives(value, { sides, streams, tiers, batches, places, resources, ranks, isSecond }, faults);
  const objective = readObjective(isSecond ? value["objective"] : undefined, tiers, batches, faults);
  refuseMovedFacts(batches, captives, faults);
  faults.throwIfAny();
  const problem = { sides, tiers, ranks, batches, places, resources, transportBy, links, balances, quota, unplacedDay, tieSeed, objective, captives };
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
export function windowOf(problem: Problem, { from, until }: { readonly from: number; readonly until: number }): readonly [number, number] | undefined {
  const isInside = ({ day }: Batch): boolean => day >= from && day <= until;
  const first = problem.batches.findIndex(isInside);
  return first < 0 ? undefined : [first, problem.batches.findLastIndex(isInside)];
}

/** Frozen or done: who is in it stays in it, nobody else comes in, and its clauses are no longer the plan's to keep. */
export const isFact = (batch: Batch | undefined): boolean => batch?.state === "frozen" || batch?.state === "done";

/** The names of all clauses that the instance agrees, in the order of PLANNING.md §1. */
export function clausesOf(problem: Problem): string[] {
  const { sides, tiers, batches, places, balances, quota, resources, transportBy, links } = problem;
  const limitsOf = (s: SideIndex): Limit[] => batches.flatMap(({ limits }) => limits[s] ?? []);
  const isLimited = (s: SideIndex, resource: string): boolean => limitsOf(s).some((limit) => placesOf(limit, resource) < Infinity);
  const each = (clauseOf: (side: string, s: SideIndex) => string[]): string[] => sides.flatMap(clauseOf);
  const isWeighed = (key: "perBatch" | "cumulative") => (balance: Balance): boolean => balance[key] < Infinity;
  return [
    ...tiers.filter(({ isMandatory }) => isMandatory).map(({ id }) => `all:${id}`),
    ...each((side, s) => ((quota[s] ?? 0) > 0 ? [`quota:${side}`] : [])),
    ...each((side, s) => (limitsOf(s).some(({ min, max }) => min > 0 || max < Infinity) ? [`size:${side}`] : [])),
    ...each((_, s) => [...new Set(resources.filter((resource) => isLimited(s, resource)).map((resource) => transportClause({ sides, transportBy }, s, resource)))]),
    ...places.filter(({ perBatch }) => perBatch < Infinity).map(({ id }) => `place:${id}`),
    ...links.filter(({ personsPerDay }) => personsPerDay < Infinity).map(({ id }) => `link:${id}`),
    ...new Set(balances.filter(isWeighed("perBatch")).map(({ clauses }) => clauses.batch)),
    ...new Set(balances.filter(isWeighed("cumulative")).map(({ clauses }) => clauses.cumulative)),
  ];
}

/** The clause that bounds a resource of a side: `transport:<side>`, or `transport:<side>:<resource>` in format 2 with resources. */
export const transportClause = ({ sides, transportBy }: Pick<Problem, "sides" | "transportBy">, side: SideIndex, resource: string): string =>
  `transport:${sides[side]}${transportBy === "side" ? "" : `:${resource}`}`;

export const placesOf = (limit: Limit | undefined, resource: string): number => limit?.resources.get(resource) ?? Infinity;

/** +weight where the captive goes out from the party of the balance, -weight where to it, 0 for others and for other streams. */
export function balanceWeight({ stream, party }: Balance, captive: Pick<Captive, "stream" | "side" | "to" | "weight">): number {
  if (captive.stream !== stream || captive.weight === 0) return 0;
  return captive.side === party ? captive.weight : captive.to === party ? -captive.weight : 0;
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

function readSides(value: Record<string, unknown>, isSecond: boolean, faults: FaultList): string[] {
  const field = isSecond && value["parties"] !== undefined ? "parties" : "sides";
  const listed = value[field];
  if (!Array.isArray(listed) || listed.length < 2 || (!isSecond && listed.length > 2)) {
    faults.add("PLAN_FORMAT", isSecond ? "expected at least two parties" : "expected exactly two sides", { field });
    return ["A", "B"];
  }
  const sides = listed.map((side: unknown) => keyOf(side, faults, { field }));
  if (new Set(sides).size < sides.length) faults.add("PLAN_DOUBLE", "expected each side once", { field });
  return sides;
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

type BatchKnown = Pick<Problem, "sides" | "links" | "resources" | "transportBy"> & { readonly isSecond: boolean };
function readBatches(value: Record<string, unknown>, known: BatchKnown, faults: FaultList): Batch[] {
  const linkIndex = new Map<unknown, number>(known.links.map(({ id }, i) => [id, i]));
  const batches = rowsOf(value["batches"], "batches", faults).map((row, i) => {
    const place = (field: string): FaultPlace => ({ field: `batches.${field}`, row: i + 1 });
    const limitsOf = (side: string): Limit => {
      const limit = recordOf(row[side], faults, place(side));
      const map = limit["resources"] === undefined || known.transportBy === "side" ? limit : recordOf(limit["resources"], faults, place(`${side}.resources`));
      const none = map === limit ? Infinity : 0; // a map names all that there is
      const resources = new Map(known.resources.map((name) => [name, limitOf(map[name], map[name] === null ? Infinity : none, faults, place(`${side}.${name}`))]));
      return { min: limitOf(limit["min"], 0, faults, place(`${side}.min`)), max: limitOf(limit["max"], Infinity, faults, place(`${side}.max`)), resources };
    };
    const link = known.isSecond && row["link"] !== undefined ? (linkIndex.get(row["link"]) ?? -2) : -1;
    if (link === -2) faults.add("PLAN_UNKNOWN", "expected a link of the list", place("link"));
    const state = known.isSecond ? stateOf(row["state"], faults, place("state")) : "open";
    return { id: keyOf(row["id"], faults, place("id")), day: wholeOf(row["day"], -WHOLE_MAX, faults, place("day")), limits: known.sides.map(limitsOf), state, link };
  });
  if (batches.length === 0) faults.add("PLAN_FORMAT", "expected at least one batch", { field: "batches" });
  batches.forEach(({ day }, k) => {
    if (k > 0 && day < (batches[k - 1]?.day ?? day)) faults.add("PLAN_ORDER", "expected the batches in order of day", { field: "batches.day", row: k + 1 });
  });
  return batches;
}

/** Resources named in the maps of format 2, beside seat and stretcher; without any map they are limits of format 1. */
function readResources(value: Record<string, unknown>, sides: readonly string[]): Pick<Problem, "resources" | "transportBy"> {
  const rows: readonly unknown[] = Array.isArray(value["batches"]) ? value["batches"] : [];
  const maps = rows.flatMap((row) => (isRecord(row) ? sides.map((side) => row[side]) : [])).flatMap((limit) => (isRecord(limit) && isRecord(limit["resources"]) ? [limit["resources"]] : []));
  const others = new Set(maps.flatMap((map) => Object.keys(map)).filter((name) => name !== "seat" && name !== "stretcher" && /^[\w-]{1,40}$/.test(name)));
  return { resources: ["seat", "stretcher", ...[...others].sort(byCodeUnit)], transportBy: maps.length > 0 ? "resource" : "side" };
}

const readLinks = (value: Record<string, unknown>, faults: FaultList): Link[] =>
  (value["links"] === undefined ? [] : rowsOf(value["links"], "links", faults)).map((row, i) => ({
    id: idOf(row["id"], faults, { field: "links.id", row: i + 1 }), personsPerDay: limitOf(row["personsPerDay"], Infinity, faults, { field: "links.personsPerDay", row: i + 1 }),
  }));

const STATES: readonly BatchState[] = ["open", "announced", "frozen", "done"];
function stateOf(value: unknown, faults: FaultList, place: FaultPlace): BatchState {
  const state = STATES.find((one) => one === (value ?? "open"));
  if (state === undefined) faults.add("PLAN_UNKNOWN", "expected open, announced, frozen or done", place);
  return state ?? "open";
}

function readPlaces(value: Record<string, unknown>, sides: readonly string[], faults: FaultList): DetentionPlace[] {
  return rowsOf(value["places"], "places", faults)
    .map((row, i) => {
      const side: SideIndex = Math.max(0, sides.findIndex((one) => one === row["side"]));
      if (row["side"] !== sides[side]) faults.add("PLAN_UNKNOWN", "expected one of the sides", { field: "places.side", row: i + 1 });
      const perBatch = limitOf(row["perBatch"], Infinity, faults, { field: "places.perBatch", row: i + 1 });
      return { id: keyOf(row["id"], faults, { field: "places.id", row: i + 1 }), side, perBatch };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Tolerances of one stream, its tiers, and the weight of a rank in it. */
type Stream = { readonly id: string; readonly tiers: ReadonlySet<number>; readonly weightOf: (rank: string) => number } & Pick<Balance, "perBatch" | "cumulative" | "deadBand">;
type StreamKnown = Pick<Problem, "tiers" | "ranks"> & { readonly isSecond: boolean };

/** The streams of format 2; without any, one stream of the tiers that count for parity, weighed by rank. */
function readStreams(value: Record<string, unknown>, { tiers, ranks, isSecond }: StreamKnown, faults: FaultList): Stream[] {
  const tolerances = (row: Record<string, unknown>, place: (key: string) => FaultPlace): Pick<Balance, "perBatch" | "cumulative" | "deadBand"> => ({
    perBatch: limitOf(row["perBatch"], Infinity, faults, place("perBatch")), cumulative: limitOf(row["cumulative"], Infinity, faults, place("cumulative")),
    deadBand: isSecond ? limitOf(row["deadBand"], 0, faults, place("deadBand")) : 0,
  });
  if (!isSecond || value["streams"] === undefined) {
    const counted = new Set(tiers.flatMap(({ countsForParity }, t) => (countsForParity ? [t] : [])));
    return [{ id: "", tiers: counted, weightOf: (rank) => ranks.get(rank) ?? 0, ...tolerances(recordOf(value["parity"], faults, { field: "parity" }), (key) => ({ field: `parity.${key}` })) }];
  }
  const taken = new Set<number>();
  return rowsOf(value["streams"], "streams", faults).map((row, i) => {
    const place = (key: string): FaultPlace => ({ field: `streams.${key}`, row: i + 1 });
    const own = (Array.isArray(row["tiers"]) ? row["tiers"] : []).map((id: unknown) => tiers.findIndex((tier) => tier.id === id));
    if (own.length === 0 || own.includes(-1)) faults.add("PLAN_UNKNOWN", "expected tiers of the list", place("tiers"));
    if (own.some((tier) => taken.has(tier))) faults.add("PLAN_DOUBLE", "expected a tier in one stream at most", place("tiers"));
    own.forEach((tier) => taken.add(tier));
    const scale = rankScale(row["weights"]);
    if (typeof row["weights"] === "string" && !scale) faults.add("PLAN_UNKNOWN", "expected a scale of rank-scale.ts, or a weight for each rank", place("weights"));
    const weights = scale ? scale.weights : row["weights"] === undefined || typeof row["weights"] === "string" ? undefined : new Map(Object.entries(recordOf(row["weights"], faults, place("weights"))).map(([rank, weight]) => [rank, wholeOf(weight, 0, faults, place("weights"))]));
    return { id: keyOf(row["id"], faults, place("id")), tiers: new Set(own), weightOf: (rank: string) => (weights === undefined ? 1 : (weights.get(rank) ?? 0)), ...tolerances(row, place) };
  });
}

/** One balance a stream and party; between two parties the second is the first with the sign turned, so one is kept. */
const balancesOf = (streams: readonly Stream[], sides: readonly string[]): Balance[] =>
  streams.flatMap(({ id, perBatch, cumulative, deadBand }, stream) =>
    (sides.length === 2 ? [0] : sides.map((_, party) => party)).map((party) => {
      const prefix = id === "" ? "parity" : `parity:${id}`;
      return { stream, party, perBatch, cumulative, deadBand, clauses: { batch: `${prefix}:batch`, cumulative: `${prefix}:cumulative` } };
    }),
  );

function readQuota(value: Record<string, unknown>, sides: readonly string[], faults: FaultList): number[] {
  if (value["quota"] === undefined || value["quota"] === null) return sides.map(() => 0);
  const quota = recordOf(value["quota"], faults, { field: "quota" });
  return sides.map((side) => limitOf(quota[side], 0, faults, { field: `quota.${side}` }));
}

type Known = Pick<Problem, "sides" | "tiers" | "ranks" | "batches" | "places" | "resources"> & { readonly streams: readonly Stream[]; readonly isSecond: boolean };

function readCaptives(value: Record<string, unknown>, known: Known, faults: FaultList): Captive[] {
  const indexOf = (list: readonly { readonly id: string }[]): Map<unknown, number> => new Map(list.map(({ id }, i) => [id, i]));
  const tierIndex = indexOf(known.tiers), placeIndex = indexOf(known.places), batchIndex = indexOf(known.batches);
  const sideOfGroup = new Map<string, SideIndex>();
  return rowsOf(value["captives"], "captives", faults).map((row, i) => {
    const at = (field: string): FaultPlace => ({ field: `captives.${field}`, row: i + 1 });
    const isGiven = (key: string): boolean => row[key] !== undefined && row[key] !== null;
    const holder = known.isSecond && row["holder"] !== undefined ? "holder" : "side";
    const side: SideIndex = Math.max(0, known.sides.findIndex((one) => one === row[holder]));
    if (row[holder] !== known.sides[side]) faults.add("PLAN_UNKNOWN", "expected one of the sides", at(holder));
    const isParty = known.isSecond && typeof row["to"] === "string"; // in format 1 `to` is the last day
    const to = isParty ? known.sides.findIndex((one) => one === row["to"]) : known.sides.length === 2 ? 1 - side : -1;
    if (to < 0 || to === side) faults.add("PLAN_UNKNOWN", "expected another of the parties", at("to"));
    const tier = tierIndex.get(row["tier"]) ?? -1;
    if (tier < 0) faults.add("PLAN_UNKNOWN", "expected a tier of the list", at("tier"));
    const rank = typeof row["rank"] === "string" ? row["rank"] : "";
    if (!known.ranks.has(rank)) faults.add("PLAN_UNKNOWN", "expected a rank of the list", at("rank"));
    const place = placeIndex.get(row["place"]) ?? -1;
    if (place < 0) faults.add("PLAN_UNKNOWN", "expected a place of the list", at("place"));
    else if (known.places[place]?.side !== side) faults.add("PLAN_UNKNOWN", "expected a place of the side that holds", at("place"));
    const need = known.resources.find((one) => one === row["need"]) ?? "seat";
    if (row["need"] !== need) faults.add("PLAN_UNKNOWN", `expected ${known.resources.join(" or ")}`, at("need"));
    const stream = known.streams.findIndex(({ tiers }) => tiers.has(tier));
    const status: ConsentStatus = row["status"] === "held" || row["status"] === "declined" ? row["status"] : "ready";
    if (row["status"] !== status) faults.add("PLAN_UNKNOWN", "expected ready, held or declined", at("status"));
    const group = isGiven("group") ? idOf(row["group"], faults, at("group")) : undefined;
    if (group !== undefined && (sideOfGroup.get(group) ?? side) !== side) faults.add("PLAN_GROUP_SIDES", "expected the members of a group held by one side", at("group"));
    if (group !== undefined) sideOfGroup.set(group, side);
    const prev = isGiven("prev") ? (batchIndex.get(row["prev"]) ?? -2) : -1;
    if (prev === -2) faults.add("PLAN_UNKNOWN", "expected a batch of the list", at("prev"));
    const day = (key: "from" | "to" | "until", none: number): number => (isGiven(key) ? wholeOf(row[key], -WHOLE_MAX, faults, at(key)) : none);
    return {
      id: idOf(row["id"], faults, at("id")), side, to, tier, stream, urgency: wholeOf(row["urgency"], 1, faults, at("urgency")), rank,
      weight: known.streams[stream]?.weightOf(rank) ?? 0, need, place,
      heldDays: wholeOf(row["held"], 0, faults, at("held")), from: day("from", -Infinity), until: day(known.isSecond && (isParty || isGiven("until")) ? "until" : "to", Infinity), status, group, prev,
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
  captives.forEach(({ prev, from, until, group, status }, i) => {
    const batch = batches[prev], at = { field: "captives.prev", row: i + 1 };
    if (status !== "ready") return;
    if (batch && isFact(batch) && (batch.day < from || batch.day > until)) faults.add("PLAN_FROZEN", "expected the day of a frozen batch inside the window", at);
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
