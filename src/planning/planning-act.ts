// What stands on the record for a plan: what both sides agree a plan is made by, each side's means, where whom it holds is kept and
// how he can travel, what the commission decided, what was heard in private; then the frozen instance, the seed, the plan, its
// lock, and substitutions by consent (PLANNING.md §2, §6, §9; FIELD.md §4, §9; MISSION G6, P2, P6, R7).
// A wish is a code and never a reason; a decision has a ground of GC III Annex I and never a diagnosis; a place is a code of its holder.
import { readBody, type Body, type BodyReader } from "../basis/body-reader.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { COUNT_MEMBERS, type CountRow } from "./class-counts.ts";
import type { OpenedLeaf } from "./instance-leaves.ts";
import { FORM, key, once, parseAgreed, REMAINS_STATES, resourceName, type PlanningAgreed, type RemainsState } from "./agreed-values.ts";

export type LogisticsStated = {
  readonly kind: "logistics.stated"; readonly plan: string;
  /** `more`: places of the further resources that were agreed; one that is not named is not limited. */
  readonly batches: readonly { readonly batch: string; readonly least?: number; readonly most?: number; readonly seats?: number; readonly stretchers?: number; readonly more: readonly { readonly resource: string; readonly places: number }[] }[];
  readonly places: readonly { readonly place: string; readonly most?: number }[];
};
/** What everybody may need without agreeing on it; further resources are agreed (`ambulance`, `reefer`). */
export const MEANS = ["seat", "stretcher"] as const;
export const KEPT_BACK = ["PROCEEDING", "HELD_EXCL", "UNFIT"] as const;
/** Where a person is kept (a code of the holder), how he travels, from which day, and whether a rule keeps him back. */
export type CustodyRow = {
  readonly row: string; readonly place: string; readonly means: string; readonly fitFrom?: CivilDate; readonly together?: string;
  readonly keptBack?: (typeof KEPT_BACK)[number]; readonly basis?: string;
};
export type CustodyStated = { readonly kind: "custody.stated"; readonly list: string; readonly rows: readonly CustodyRow[] };

export const WISHES = ["wishes to go", "does not wish to go", "undecided", "needs time"] as const;
export type Wish = (typeof WISHES)[number];
export type WishesHeard = { readonly kind: "wishes.heard"; readonly list: string; readonly heard: readonly { readonly row: string; readonly wish: Wish; readonly on: CivilDate }[] };

export const MEDICAL_OUTCOMES = ["repatriate", "neutral country", "refuse", "re-examine"] as const;
/** `class` is the class of finding that the agreement names; `means`: how the commission says he must travel, which stands over the holder's word. */
export type MedicalDecision = {
  readonly row: string; readonly outcome: (typeof MEDICAL_OUTCOMES)[number]; readonly class: string; readonly ground?: string; readonly on: CivilDate; readonly fitFrom?: CivilDate; readonly means?: string;
};
export type MedicalDecided = { readonly kind: "medical.decided"; readonly list: string; readonly commission: string; readonly decisions: readonly MedicalDecision[] };

/** Persons (`list/row`) who must not be parted, as their own side or the holder says: kin, a mother with her infant. */
export type TogetherStated = { readonly kind: "together.stated"; readonly plan: string; readonly groups: readonly { readonly persons: readonly string[] }[] };
/** Remains that the holder can hand over, by container: where they lie (a code of the holder), what is known of them. `gone`: no longer to be planned. */
export type RemainsOffered = {
  readonly kind: "remains.offered"; readonly plan: string; readonly gone: readonly string[];
  readonly containers: readonly { readonly container: string; readonly place: string; readonly state: RemainsState; readonly together?: string; readonly readyFrom?: CivilDate }[];
};

/** `upTo`: the instance is built from the entries below it. `round` counts from 1 within a plan. */
export type PlanFrozen = { readonly kind: "plan.frozen"; readonly plan: string; readonly round: number; readonly on: CivilDate; readonly upTo: number; readonly instance: string; readonly persons: number;
  /** Holders of the seed who did not reveal in the round before and are left out of this one, once (PLANNING.md §6). */
  readonly without: readonly string[];
  /** The last day on which each holder commits and reveals; after it the round may be repeated without who did not. */
  readonly due?: CivilDate;
  /** Root of the salted leaves of the instance (instance-leaves.ts), where places are withheld. */
  readonly leaves?: string;
};
/** What the leaves of this plan's instances are salted from; with the mediator's seats alone. */
export type PlanSalted = { readonly kind: "plan.salted"; readonly plan: string; readonly secret: string };
/** To one side: its own leaves with their salts, and the hashes of the others (`rest`, 64 digits each, in order). */
export type PlanOpened = { readonly kind: "plan.opened"; readonly plan: string; readonly round: number; readonly side: string; readonly leaves: readonly OpenedLeaf[]; readonly rest: string };
/** A commitment in advance, for the next `links` rounds: the end of a chain of hashes, of which each round is revealed the one before. */
export type SeedAnchored = { readonly kind: "seed.anchored"; readonly plan: string; readonly end: string; readonly links: number };
/** A plan of the same instance and seed that is better, by whoever holds the instance; checked in whole numbers, and then it stands instead. */
export type PlanChallenged = { readonly kind: "plan.challenged"; readonly plan: string; readonly round: number; readonly planHash: string; readonly batches: readonly { readonly batch: string; readonly persons: readonly string[] }[] };
/** The frozen instance itself, for those who may recompute the plan. */
export type PlanInstance = { readonly kind: "plan.instance"; readonly plan: string; readonly round: number; readonly instance: Readonly<Record<string, unknown>> };
export type SeedCommitted = { readonly kind: "seed.committed"; readonly plan: string; readonly round: number; readonly commitment: string };
export type SeedRevealed = { readonly kind: "seed.revealed"; readonly plan: string; readonly round: number; readonly secret: string };
/** The whole plan as the engine made it, with the proof of every stage (docs/formats/plan.md). */
export type PlanProposed = { readonly kind: "plan.proposed"; readonly plan: string; readonly round: number; readonly made: Readonly<Record<string, unknown>> };
/** What both sides get: who goes in which batch, and the hash over it; no category, place, need or wish. Who is in no batch is not named. */
export type PlanForwarded = { readonly kind: "plan.forwarded"; readonly plan: string; readonly round: number; readonly planHash: string; readonly batches: readonly { readonly batch: string; readonly persons: readonly string[] }[];
  /** Where places are withheld: the plan in counts of persons alike, so that each side adds up what it cannot see person by person. */
  readonly counts: readonly CountRow[];
};
export type PlanLocked = { readonly kind: "plan.locked"; readonly plan: string; readonly round: number; readonly planHash: string };
/** None of them says that somebody does not wish to go: both sides read them, and who declined is for neither (FIELD.md §9). */
export const SUBSTITUTION_CODES = ["ABSENT", "UNFIT", "DIED", "MISMATCH", "PROCEEDING"] as const;
/** One name out, one in, of one batch that both sides have locked; it stands when both sides recorded the same (MISSION P6). */
export type SubstitutionAgreed = {
  readonly kind: "substitution.agreed"; readonly plan: string; readonly round: number; readonly batch: string; readonly out: string; readonly in: string;
  readonly code: (typeof SUBSTITUTION_CODES)[number];
};
export type PlanningAct =
  | PlanningAgreed | LogisticsStated | CustodyStated | WishesHeard | MedicalDecided | TogetherStated | RemainsOffered | PlanSalted | PlanOpened | SeedAnchored | PlanChallenged | PlanFrozen | PlanInstance | SeedCommitted | SeedRevealed | PlanProposed | PlanForwarded | PlanLocked | SubstitutionAgreed;

function parseLogistics(body: Body): LogisticsStated {
  return readBody(body, FORM, (read) => {
    const stated: LogisticsStated = {
      kind: "logistics.stated", plan: key(read, "plan"),
      batches: read.list("batches", (one) => ({ batch: key(one, "batch"), ...one.wholeIfAny("least"), ...one.wholeIfAny("most"), ...one.wholeIfAny("seats"), ...one.wholeIfAny("stretchers"),
        more: one.list("more", (more) => ({ resource: resourceName(more, "resource"), places: more.whole("places") })),
      })),
      places: read.list("places", (one) => ({ place: key(one, "place"), ...one.wholeIfAny("most") })),
    };
    once(read, "batches", stated.batches.map(({ batch }) => batch));
    once(read, "places", stated.places.map(({ place }) => place));
    stated.batches.forEach(({ least = 0, most = Infinity, more }, i) => {
      if (least > most) read.miss(`batches[${i}].least`, "no more than most");
      once(read, `batches[${i}].more`, more.map(({ resource }) => resource));
      if (more.some(({ resource }) => MEANS.some((one) => one === resource))) read.miss(`batches[${i}].more`, "seats and stretchers under their own members");
    });
    return stated;
  });
}

function parseCustody(body: Body): CustodyStated {
  return readBody(body, FORM, (read) => {
    const rows = read.list("rows", (one): CustodyRow => {
      const isKept = one.textIfAny("keptBack").keptBack !== undefined;
      const row: CustodyRow = {
        row: one.text("row"), place: key(one, "place"), means: resourceName(one, "means"), ...one.dateIfAny("fitFrom"), ...one.textIfAny("together"),
        ...(isKept ? { keptBack: one.oneOf("keptBack", KEPT_BACK) } : {}), ...one.textIfAny("basis"),
      };
      if (isKept && row.basis === undefined) one.miss("basis", "the legal basis on which he is kept back");
      if (!isKept && row.basis !== undefined) one.miss("keptBack", `one of ${KEPT_BACK.join(", ")}`);
      return row;
    });
    if (rows.length === 0) read.miss("rows", "at least one row");
    once(read, "rows", rows.map(({ row }) => row));
    return { kind: "custody.stated", list: read.text("list"), rows };
  });
}

/** A number of GC III Annex I (`I.A.1`, `I.B.3.a`, `II.2`), or `manifest` (art. 112, second paragraph: no commission needed). */
const GROUND = /^(manifest|I{1,2}\.([ABC]\.)?[0-9]{1,2}(\.[a-z])?)$/;
/** Whether a text is such a number, or `manifest`. */
export const isGround = (text: string): boolean => GROUND.test(text);

function parseMedical(body: Body): MedicalDecided {
  return readBody(body, FORM, (read) => {
    const decisions = read.list("decisions", (one): MedicalDecision => {
      const decision: MedicalDecision = { row: one.text("row"), outcome: one.oneOf("outcome", MEDICAL_OUTCOMES), class: key(one, "class"), ...one.textIfAny("ground"), on: one.date("on"), ...one.dateIfAny("fitFrom"), ...(one.textIfAny("means").means === undefined ? {} : { means: resourceName(one, "means") }) };
      const needsGround = decision.outcome === "repatriate" || decision.outcome === "neutral country";
      if (needsGround && decision.ground === undefined) one.miss("ground", "the ground of GC III Annex I");
      if (decision.ground !== undefined && !isGround(decision.ground)) one.miss("ground", "a number of GC III Annex I such as I.A.1, or manifest; no diagnosis");
      return decision;
    });
    if (decisions.length === 0) read.miss("decisions", "at least one decision");
    once(read, "decisions", decisions.map(({ row }) => row));
    return { kind: "medical.decided", list: read.text("list"), commission: read.text("commission"), decisions };
  });
}

function parseWishes(body: Body): WishesHeard {
  return readBody(body, FORM, (read) => {
    const heard = read.list("heard", (one) => ({ row: one.text("row"), wish: one.oneOf("wish", WISHES), on: one.date("on") }));
    if (heard.length === 0) read.miss("heard", "at least one person");
    once(read, "heard", heard.map(({ row }) => row));
    return { kind: "wishes.heard", list: read.text("list"), heard };
  });
}

/** A code of a container, as the fallen are named: letters, digits, `.` `_` `-`, a digit among them; never a name. */
const CONTAINER = /^(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

function parseTogether(body: Body): TogetherStated {
  return readBody(body, FORM, (read) => {
    const stated: TogetherStated = { kind: "together.stated", plan: key(read, "plan"), groups: read.list("groups", (one) => ({ persons: one.texts("persons") })) };
    once(read, "groups", stated.groups.flatMap(({ persons }) => persons));
    if (stated.groups.some(({ persons }) => persons.length < 2 || persons.length > TOGETHER_MAX)) read.miss("groups", `groups of 2 to ${TOGETHER_MAX} persons`);
    if (stated.groups.some(({ persons }) => persons.some((id) => !id.includes("/")))) read.miss("groups", "persons as list/row");
    return stated;
  });
}
const TOGETHER_MAX = 40;

function parseRemains(body: Body): RemainsOffered {
  return readBody(body, FORM, (read) => {
    const offered: RemainsOffered = {
      kind: "remains.offered", plan: key(read, "plan"), gone: read.texts("gone"),
      containers: read.list("containers", (one) => {
        const container = one.text("container");
        if (container !== "" && !CONTAINER.test(container)) one.miss("container", "a code: letters, digits, . _ -, a digit among them; no name");
        return { container, place: key(one, "place"), state: one.oneOf("state", REMAINS_STATES), ...one.textIfAny("together"), ...one.dateIfAny("readyFrom") };
      }),
    };
    once(read, "containers", [...offered.containers.map(({ container }) => container), ...offered.gone]);
    if (offered.containers.length + offered.gone.length === 0) read.miss("containers", "at least one container");
    return offered;
  });
}

function roundOf(read: BodyReader): { readonly plan: string; readonly round: number } {
  const at = { plan: key(read, "plan"), round: read.whole("round") };
  if (at.round < 1) read.miss("round", "a round counted from 1");
  return at;
}

function hash16(read: BodyReader, field: string): string {
  const found = read.text(field);
  if (found !== "" && !/^[0-9a-f]{16}$/.test(found)) read.miss(field, "a plan hash, 16 lower-case hexadecimal digits");
  return found;
}

/** Who goes when, and the hash over the whole plan. */
function batchesOf(read: BodyReader): Pick<PlanForwarded, "plan" | "round" | "planHash" | "batches"> {
  const forwarded = { ...roundOf(read), planHash: hash16(read, "planHash"), batches: read.list("batches", (one) => ({ batch: key(one, "batch"), persons: one.texts("persons") })) };
  once(read, "batches", forwarded.batches.map(({ batch }) => batch));
  once(read, "batches", forwarded.batches.flatMap(({ persons }) => persons));
  return forwarded;
}

const countRow = (read: BodyReader): CountRow => {
  const [urgency, weight, persons] = COUNT_MEMBERS.map((member) => read.whole(member));
  return { side: read.text("side"), tier: key(read, "tier"), urgency: urgency ?? 0, weight: weight ?? 0, persons: persons ?? 0, ...read.textIfAny("prev"), ...read.textIfAny("batch") };
};

const LEAVES_MAX = 200_000;
/** Each leaf with its place, salt and matter; the matter is judged by the root that the leaves give. */
function parseOpened(body: Body): PlanOpened {
  const { leaves: given, ...rest } = body;
  const faults: Fault[] = [];
  const list: readonly unknown[] = Array.isArray(given) && given.length <= LEAVES_MAX ? given : [];
  const leaves = list.flatMap((one, i): OpenedLeaf[] => {
    if (isRecord(one) && Object.keys(one).length === 3 && typeof one["index"] === "number" && Number.isSafeInteger(one["index"]) && one["index"] >= 0 && typeof one["salt"] === "string" && /^[0-9a-f]{64}$/.test(one["salt"]) && isRecord(one["value"])) return [{ index: one["index"], salt: one["salt"], value: one["value"] }];
    faults.push(new Fault(FORM, "expected index, salt and value", [{ field: `leaves[${i}]` }]));
    return [];
  });
  if (leaves.length === 0) faults.push(new Fault(FORM, `expected 1 to ${LEAVES_MAX} leaves`, [{ field: "leaves" }]));
  if (faults.length > 0) throw new Faults(faults.slice(0, 100));
  return readBody(rest, FORM, (read) => {
    const hashes = read.text("rest");
    if (hashes === "" || hashes.length % 64 !== 0 || /[^0-9a-f]/.test(hashes)) read.miss("rest", "hashes of 64 lower-case hexadecimal digits, one after the other");
    return { kind: "plan.opened", ...roundOf(read), side: read.text("side"), leaves, rest: hashes };
  });
}

/** A body with one member that is itself a file: an instance or a plan, which its own parser judges. */
function withFile<K extends "instance" | "made">(body: Body, field: K, format: RegExp): { readonly rest: Body; readonly file: Readonly<Record<string, unknown>> } {
  const { [field]: file, ...rest } = body;
  if (!isRecord(file) || typeof file["format"] !== "string" || !format.test(file["format"])) throw new Faults([new Fault(FORM, "expected the whole file with its format", [{ field }])]);
  return { rest, file };
}

/** By kind. Each @throws Faults `PLANNING_FORM`, every wrong member with its field. */
export const PLANNING_ACTS: { readonly [K in PlanningAct["kind"]]: (body: Body) => Extract<PlanningAct, { readonly kind: K }> } = {
  "planning.agreed": parseAgreed,
  "logistics.stated": parseLogistics,
  "custody.stated": parseCustody,
  "wishes.heard": parseWishes,
  "medical.decided": parseMedical,
  "together.stated": parseTogether,
  "remains.offered": parseRemains,
  "plan.frozen": (body) => readBody(body, FORM, (read) => ({ kind: "plan.frozen", ...roundOf(read), on: read.date("on"), upTo: read.whole("upTo"), instance: read.sha256("instance"), persons: read.whole("persons"), without: read.texts("without"), ...read.dateIfAny("due"), ...(read.textIfAny("leaves").leaves === undefined ? {} : { leaves: read.sha256("leaves") }) })),
  "plan.salted": (body) => readBody(body, FORM, (read) => ({ kind: "plan.salted", plan: key(read, "plan"), secret: read.sha256("secret") })),
  "plan.opened": parseOpened,
  "plan.challenged": (body) => readBody(body, FORM, (read) => ({ kind: "plan.challenged", ...batchesOf(read) })),
  "seed.anchored": (body) => readBody(body, FORM, (read) => {
    const anchored: SeedAnchored = { kind: "seed.anchored", plan: key(read, "plan"), end: read.sha256("end"), links: read.whole("links") };
    if (anchored.links < 1 || anchored.links > 1_000) read.miss("links", "1 to 1,000 rounds");
    return anchored;
  }),
  "plan.instance": (body) => {
    const { rest, file } = withFile(body, "instance", /^exchange-plan-instance\/2$/);
    return readBody(rest, FORM, (read) => ({ kind: "plan.instance", ...roundOf(read), instance: file }));
  },
  "seed.committed": (body) => readBody(body, FORM, (read) => ({ kind: "seed.committed", ...roundOf(read), commitment: read.sha256("commitment") })),
  "seed.revealed": (body) => readBody(body, FORM, (read) => ({ kind: "seed.revealed", ...roundOf(read), secret: read.sha256("secret") })),
  "plan.proposed": (body) => {
    const { rest, file } = withFile(body, "made", /^exchange-plan\/1$/);
    return readBody(rest, FORM, (read) => ({ kind: "plan.proposed", ...roundOf(read), made: file }));
  },
  "plan.forwarded": (body) => readBody(body, FORM, (read) => ({ kind: "plan.forwarded", ...batchesOf(read), counts: read.list("counts", countRow) })),
  "plan.locked": (body) => readBody(body, FORM, (read) => ({ kind: "plan.locked", ...roundOf(read), planHash: hash16(read, "planHash") })),
  "substitution.agreed": (body) => readBody(body, FORM, (read) => {
    const agreed: SubstitutionAgreed = { kind: "substitution.agreed", ...roundOf(read), batch: key(read, "batch"), out: read.text("out"), in: read.text("in"), code: read.oneOf("code", SUBSTITUTION_CODES) };
    if (agreed.in === agreed.out && agreed.in !== "") read.miss("in", "another person than the one who goes out");
    return agreed;
  }),
};
