// What a plan is made by, as both sides sign it with identical bytes: categories in order, weights, tolerances, least numbers, urgency, the
// calendar, crossings, further resources (PLANNING.md §1, §2). A stream is level by itself, and never mixes soldiers, civilians and the
// fallen: a civilian is no quantity for a soldier (FIELD.md §9; “citizens … only for citizens”, cartel of 1862), a child and who is
// wounded or sick none at all (GC III art. 109). A scale of ranks is agreed data, never our judgement of a person.
import { readBody, type Body, type BodyReader } from "../basis/body-reader.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { rankScale } from "./rank-scale.ts";

/** In order of priority; a tier without `category`, `bornUntil` and `state` takes everybody else. `civilians`: never counted against soldiers. */
export type AgreedTier = {
  readonly tier: string; readonly mandatory: boolean; readonly parity: boolean; readonly medical: boolean; readonly civilians: boolean;
  /** Whoever may be under eighteen; counted nowhere. */
  readonly children: boolean;
  /** Containers of the fallen, not persons. */
  readonly remains: boolean;
  /** A term that the agreement defines. */
  readonly category?: string;
  /** Born on this day or before. */
  readonly bornUntil?: CivilDate;
  /** Of remains: those of this state alone. */
  readonly state?: RemainsState;
};
export const TIER_RULES = ["all go", "counts for parity", "medical", "civilians", "children", "remains"] as const;
export const REMAINS_STATES = ["identified, asked for by kin", "identified", "not identified"] as const;
export type RemainsState = (typeof REMAINS_STATES)[number];
export const STREAM_WEIGHTS = ["one each", "by rank"] as const;
/** Tiers that are kept level together; `weights`: what each of them counts. */
export type AgreedStream = {
  readonly stream: string; readonly tiers: readonly string[]; readonly weights: (typeof STREAM_WEIGHTS)[number];
  readonly perBatch?: number; readonly cumulative?: number; readonly deadBand?: number;
};
/** Both sides sign identical values: those in force are the last that both signed alike. */
export type PlanningAgreed = {
  readonly kind: "planning.agreed"; readonly plan: string; readonly agreement: string; readonly tiers: readonly AgreedTier[];
  /** A published scale that the weights are taken from; each rank then says which of its ranks it is (`as`). */
  readonly scale?: string;
  readonly ranks: readonly { readonly rank: string; readonly weight: number; readonly as?: string }[];
  /** The weight of who has no rank of the table, where one is agreed; else he cannot be weighed. */
  readonly otherRank?: number;
  /** One stream of all tiers that count; none of the three where `streams` are agreed. */
  readonly perBatch?: number; readonly cumulative?: number; readonly deadBand?: number;
  readonly streams: readonly AgreedStream[];
  readonly quotas: readonly { readonly side: string; readonly least: number }[];
  /** Days held above which urgency is more; ascending, at most three. */
  readonly urgencyDays: readonly number[];
  /** Urgency below the first of these days, above it, and so on; none: 1, 2, 3, 4. */
  readonly urgencyWeights: readonly number[];
  /** The order of the components where it is not the usual one: `tier:<tier>` of each, `announced`, `urgency`, `parity`, `stability`. */
  readonly order: readonly string[];
  readonly batches: readonly { readonly batch: string; readonly on: CivilDate; readonly link?: string }[];
  /** Crossings, and the most persons of all together that pass one in a day. */
  readonly links: readonly { readonly link: string; readonly personsPerDay?: number }[];
  /** What somebody may need beside a seat or a stretcher: `ambulance`, `reefer`. */
  readonly resources: readonly string[];
  /** Days after the last batch that are counted for who is in none. */
  readonly unplacedDays: number;
  /** Days after a plan was given in which it can be challenged and is not locked; none: until both have locked it. */
  readonly objectionDays?: number;
  /** Are places of detention given to both sides under numbers, so that each recomputes the plan, or kept with the mediator? */
  readonly places: (typeof PLACES_GIVEN)[number];
};
export const PLACES_GIVEN = ["under numbers", "withheld"] as const;

export const FORM = "PLANNING_FORM";
export const BATCHES_MAX = 200;
const KEY = /^[^|&\u0000-\u001f\u007f]{1,60}$/;

/** A code that enters class keys. */
export function key(read: BodyReader, field: string): string {
  const found = read.text(field);
  if (found !== "" && !KEY.test(found)) read.miss(field, "a code of at most 60 characters without | and &");
  return found;
}

const RESOURCE = /^[\w-]{1,40}$/;
/** The name of a resource: a seat, a stretcher, or what was agreed beside them. */
export function resourceName(read: BodyReader, field: string): string {
  const found = read.text(field);
  if (found !== "" && !RESOURCE.test(found)) read.miss(field, "seat, stretcher or a code of Latin letters, digits, _ and -");
  return found;
}

export function once(read: BodyReader, field: string, ids: readonly string[]): void {
  if (new Set(ids).size !== ids.length) read.miss(field, "each once");
}

function tierOf(read: BodyReader): AgreedTier {
  const rules = read.texts("rules");
  if (rules.some((rule) => !TIER_RULES.some((one) => one === rule))) read.miss("rules", `some of ${TIER_RULES.join(", ")}`);
  const has = (rule: (typeof TIER_RULES)[number]): boolean => rules.includes(rule);
  const tier: AgreedTier = {
    tier: key(read, "tier"), mandatory: has("all go"), parity: has("counts for parity"), medical: has("medical"), civilians: has("civilians"), children: has("children"), remains: has("remains"),
    ...read.textIfAny("category"), ...read.dateIfAny("bornUntil"), ...(read.textIfAny("state").state === undefined ? {} : { state: read.oneOf("state", REMAINS_STATES) }),
  };
  if (tier.civilians && tier.parity) read.miss("rules", "no parity for civilians: a civilian is never a quantity for a soldier");
  if (tier.children && tier.parity) read.miss("rules", "no parity for children: a child is never a quantity");
  if (tier.medical && tier.parity) read.miss("rules", "no parity for wounded and sick: GC III art. 109, regardless of number or rank");
  if (tier.remains && tier.parity) read.miss("rules", "no parity of remains with the living: a stream of their own");
  if (tier.remains && (tier.civilians || tier.children || tier.medical)) read.miss("rules", "remains alone: what is known of them stands in state");
  if (tier.category !== undefined && tier.bornUntil !== undefined) read.miss("bornUntil", "a category or a day of birth, not both");
  if (tier.remains ? tier.category !== undefined || tier.bornUntil !== undefined : tier.state !== undefined) read.miss("state", "a state for remains, a category or a day of birth for persons");
  return tier;
}

const streamOf = (read: BodyReader): AgreedStream =>
  ({ stream: key(read, "stream"), tiers: read.texts("tiers"), weights: read.oneOf("weights", STREAM_WEIGHTS), ...read.wholeIfAny("perBatch"), ...read.wholeIfAny("cumulative"), ...read.wholeIfAny("deadBand") });

/** @throws Faults `PLANNING_FORM`, every wrong member with its field. */
export function parseAgreed(body: Body): PlanningAgreed {
  return readBody(body, FORM, (read) => {
    const agreed: PlanningAgreed = {
      kind: "planning.agreed", plan: key(read, "plan"), agreement: read.text("agreement"), tiers: read.list("tiers", tierOf), ...read.textIfAny("scale"),
      ranks: read.list("ranks", (one) => ({ rank: one.text("rank"), weight: one.whole("weight"), ...one.textIfAny("as") })), ...read.wholeIfAny("otherRank"),
      ...read.wholeIfAny("perBatch"), ...read.wholeIfAny("cumulative"), ...read.wholeIfAny("deadBand"), streams: read.list("streams", streamOf),
      quotas: read.list("quotas", (one) => ({ side: one.text("side"), least: one.whole("least") })),
      urgencyDays: read.list("urgencyDays", (one) => one.whole("days")), urgencyWeights: read.list("urgencyWeights", (one) => one.whole("weight")), order: read.texts("order"),
      batches: read.list("batches", (one) => ({ batch: key(one, "batch"), on: one.date("on"), ...one.textIfAny("link") })),
      links: read.list("links", (one) => ({ link: key(one, "link"), ...one.wholeIfAny("personsPerDay") })), resources: read.texts("resources"),
      unplacedDays: read.whole("unplacedDays"), ...read.wholeIfAny("objectionDays"), places: read.oneOf("places", PLACES_GIVEN),
    };
    once(read, "tiers", agreed.tiers.map(({ tier }) => tier));
    once(read, "ranks", agreed.ranks.map(({ rank }) => rank));
    once(read, "quotas", agreed.quotas.map(({ side }) => side));
    once(read, "batches", agreed.batches.map(({ batch }) => batch));
    once(read, "links", agreed.links.map(({ link }) => link));
    if (agreed.tiers.length === 0 || agreed.tiers.length > 20) read.miss("tiers", "1 to 20 tiers");
    if (agreed.batches.length === 0 || agreed.batches.length > BATCHES_MAX) read.miss("batches", `1 to ${BATCHES_MAX} batches`);
    if (agreed.batches.some(({ on }, i) => on < (agreed.batches[i - 1]?.on ?? on))) read.miss("batches", "batches in order of day");
    agreed.batches.forEach(({ link }, i) => {
      if (link !== undefined && !agreed.links.some((one) => one.link === link)) read.miss(`batches[${i}].link`, "a crossing of links");
    });
    if (agreed.urgencyDays.length > 3 || agreed.urgencyDays.some((days, i) => days <= (agreed.urgencyDays[i - 1] ?? -1))) read.miss("urgencyDays", "at most three numbers of days, ascending");
    if (agreed.unplacedDays < 1) read.miss("unplacedDays", "at least one day");
    checkWeights(agreed, read);
    checkStreams(agreed, read);
    checkOrder(agreed, read);
    return agreed;
  });
}

function checkWeights({ scale, ranks, urgencyDays, urgencyWeights, resources }: PlanningAgreed, read: BodyReader): void {
  const published = rankScale(scale);
  if (scale !== undefined && !published) read.miss("scale", "a published scale, such as dix-hill-1862");
  ranks.forEach(({ weight, as }, i) => {
    if ((as === undefined) !== (published === undefined)) read.miss(`ranks[${i}].as`, published ? `a rank of ${published.id}` : "none without a scale");
    else if (published && as !== undefined && published.weights.get(as) !== weight) read.miss(`ranks[${i}].weight`, `what ${published.id} says of a rank of it`);
  });
  const isRising = urgencyWeights.every((weight, i) => weight >= 1 && weight > (urgencyWeights[i - 1] ?? 0));
  if (urgencyWeights.length > 0 && (urgencyWeights.length !== urgencyDays.length + 1 || !isRising)) read.miss("urgencyWeights", "one more than the days, whole, from 1, ascending");
  once(read, "resources", resources);
  if (resources.length > 10 || resources.some((name) => !RESOURCE.test(name) || name === "seat" || name === "stretcher")) read.miss("resources", "at most ten codes beside seat and stretcher");
}

function checkStreams({ tiers, streams, perBatch, cumulative, deadBand }: PlanningAgreed, read: BodyReader): void {
  if (streams.length === 0) return;
  once(read, "streams", streams.map(({ stream }) => stream));
  once(read, "streams", streams.flatMap((one) => one.tiers));
  if (tiers.some(({ parity }) => parity)) read.miss("tiers", "no tier that counts for parity by itself: streams say which count");
  if ([perBatch, cumulative, deadBand].some((one) => one !== undefined)) read.miss("streams", "tolerances of the streams alone");
  streams.forEach(({ tiers: names, weights }, i) => {
    const own = names.map((name) => tiers.find(({ tier }) => tier === name));
    const miss = (expected: string): void => read.miss(`streams[${i}].tiers`, expected);
    if (own.length === 0 || own.includes(undefined)) miss("tiers of the list");
    if (own.some((tier) => tier?.medical === true || tier?.children === true)) miss("no wounded, no sick and no children: they are never a quantity");
    if (new Set(own.map((tier) => (tier?.remains === true ? "remains" : tier?.civilians === true ? "civilians" : "soldiers"))).size > 1) miss("soldiers, civilians or remains, never two of them");
    if (weights === "by rank" && own.some((tier) => tier?.civilians === true || tier?.remains === true)) read.miss(`streams[${i}].weights`, "one each for civilians and for remains");
  });
}

function checkOrder({ order, tiers }: PlanningAgreed, read: BodyReader): void {
  const all = [...tiers.map(({ tier }) => `tier:${tier}`), "announced", "urgency", "parity", "stability"];
  if (order.length > 0 && [...order].sort().join("\n") !== all.sort().join("\n")) read.miss("order", `each of ${all.join(", ")} once`);
}

/** The body that `parseAgreed` reads as these values: what the other side signs to agree to them. */
export function bodyOfAgreed(values: PlanningAgreed): Record<string, unknown> {
  const { kind: _kind, tiers, urgencyDays, urgencyWeights, streams, order, links, resources, ...rest } = values;
  const { plan, agreement, scale, ranks, otherRank, perBatch, cumulative, deadBand, quotas, batches, unplacedDays, objectionDays, places } = rest;
  const given = Object.fromEntries(Object.entries({ scale, otherRank, perBatch, cumulative, deadBand, objectionDays }).filter(([, value]) => value !== undefined));
  const lists = Object.fromEntries(Object.entries({ streams, urgencyWeights: urgencyWeights.map((weight) => ({ weight })), order, links, resources }).filter(([, list]) => list.length > 0));
  return {
    plan, agreement, ranks, quotas, batches, unplacedDays, places, ...given, ...lists, urgencyDays: urgencyDays.map((days) => ({ days })),
    tiers: tiers.map(({ tier, category, bornUntil, state, ...has }) => ({ tier, rules: rulesOf(has), ...(category === undefined ? {} : { category }), ...(bornUntil === undefined ? {} : { bornUntil }), ...(state === undefined ? {} : { state }) })),
  };
}

/** The rules of a tier as they are written. */
export function rulesOf({ mandatory, parity, medical, civilians, children, remains }: Pick<AgreedTier, "mandatory" | "parity" | "medical" | "civilians" | "children" | "remains">): (typeof TIER_RULES)[number][] {
  const has = { "all go": mandatory, "counts for parity": parity, medical, civilians, children, remains };
  return TIER_RULES.filter((rule) => has[rule]);
}
