// Who may do what: one table, role × view and role × kind of act (FIELD.md §3). Nothing is recorded or shown past it. A kind or
// a route without a row is refused, and a test fails until it has one. The second wall is the state itself: what was not
// addressed to a party is not in that party's state, whatever this table says.
import { Fault } from "../basis/fault.ts";
import { laboratoryOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import type { Role } from "./api-types.ts";

export const ROLES: readonly Role[] = [
  "mediator-chair", "delegation", "bureau", "neutral-agency", "medical-commission", "forensic-lead", "laboratory", "handover-lead",
  "family-liaison", "kin", "observer", "public", "security-officer",
];

/** Where an officer sits: with a side, with the mediator, or in the secretariat. */
export type Seat = "side" | "mediator" | "secretariat" | "laboratory";
export const seatOf = (pack: ConflictPack, party: string): Seat | undefined =>
  pack.sides.some(({ code }) => code === party) ? "side" : party === pack.mediator.code ? "mediator" : party === pack.secretariat.code ? "secretariat" : laboratoryOf(pack, party) ? "laboratory" : undefined;

/** Roles that a seat can hold. `kin` and `public` sign in nowhere: they read what is published. */
export const SEATS_OF_ROLE: Readonly<Record<Role, readonly Seat[]>> = {
  "mediator-chair": ["mediator", "secretariat"], delegation: ["side"], bureau: ["side"], "neutral-agency": ["mediator", "secretariat"],
  "medical-commission": ["side", "mediator"], "forensic-lead": ["side"], laboratory: ["laboratory"], "handover-lead": ["side", "mediator"],
  "family-liaison": ["side"], kin: [], observer: ["side", "mediator", "secretariat"], public: [], "security-officer": ["side", "mediator", "secretariat"],
};

/**
 * `record`: heads, proofs, the bundle, verification; no content. `acts`: the content of entries addressed to one's party.
 * `operations`: notices with route and means, what was found at the spot. `lists`: names. `custody`: persons held in counts and by row, no name, no wish, no place. `planning`: batches, in counts, and who of one's own goes when. `remains`: the board of the fallen, by code. `genetics`: deposits, searches and their candidates, in a laboratory alone. `reads`: who read what is sensitive. `enrolments`: inviting officers of one's own party. `breakGlass`: asking for more, with a reason.
 */
export const VIEWS = ["record", "acts", "front", "account", "operations", "talks", "chronicle", "lists", "custody", "planning", "remains", "genetics", "reads", "enrolments", "breakGlass"] as const;
export type View = (typeof VIEWS)[number];

const MAY_READ: Readonly<Record<Role, readonly View[]>> = {
  "mediator-chair": ["record", "acts", "front", "account", "operations", "talks", "chronicle", "lists", "custody", "planning", "remains", "reads", "enrolments"],
  delegation: ["record", "acts", "front", "account", "operations", "talks", "chronicle", "lists", "custody", "planning", "remains"],
  bureau: ["record", "acts", "front", "lists", "custody"],
  "neutral-agency": ["record", "front", "account", "operations", "custody", "chronicle", "remains", "breakGlass"],
  "medical-commission": ["record", "front", "custody", "breakGlass"],
  "forensic-lead": ["record", "front", "account", "remains", "breakGlass"],
  laboratory: ["record", "remains", "genetics"],
  "handover-lead": ["record", "front", "account", "operations", "custody", "remains", "breakGlass"],
  "family-liaison": ["record", "front", "lists", "remains"],
  kin: [], public: [],
  observer: ["record"],
  "security-officer": ["record", "reads", "enrolments", "breakGlass"],
};

export const mayRead = (role: Role, view: View): boolean => MAY_READ[role].includes(view);
/** What a role reads only after breaking the glass: content of its own party, never another's, never the lists of names in bulk. */
export const BREAKABLE: readonly View[] = ["acts", "talks", "chronicle"];

type ActRule = { readonly who: readonly Role[]; readonly at: readonly Seat[]; readonly two?: true };
const DELEGATION: ActRule = { who: ["delegation"], at: ["side"] };
const CHAIR: ActRule = { who: ["mediator-chair"], at: ["mediator", "secretariat"] };
const TALKERS: ActRule = { who: ["delegation", "mediator-chair"], at: ["side", "mediator", "secretariat"] };
const COUNTERS: ActRule = { who: ["delegation", "handover-lead", "mediator-chair", "neutral-agency"], at: ["side", "mediator", "secretariat"] };
/** A side's own word on a notice: its delegation, or who runs the point for it. */
const POINT_OF_SIDE: ActRule = { who: ["delegation", "handover-lead"], at: ["side"] };
/** Who says go: never a side alone. */
const POINT_OF_MEDIATOR: ActRule = { who: ["mediator-chair", "handover-lead", "neutral-agency"], at: ["mediator", "secretariat"] };
const KEEPERS: ActRule = { who: ["delegation", "bureau", "handover-lead"], at: ["side"] };
const SEED_HOLDERS: ActRule = { who: ["delegation", "mediator-chair"], at: ["side", "mediator"] };
const FORENSIC: ActRule = { who: ["forensic-lead"], at: ["side"] };
const LABORATORY: ActRule = { who: ["laboratory"], at: ["laboratory"] };
const NAMES: ActRule = { who: ["delegation", "bureau"], at: ["side"] };

const MATCHERS: ActRule = { who: ["mediator-chair"], at: ["mediator", "secretariat"] };

const MAY_RECORD: Readonly<Record<string, ActRule>> = {
  "acceptance.recorded": { ...DELEGATION, two: true },
  "acceptance.set": DELEGATION,
  "affiliation.found": { who: ["forensic-lead", "mediator-chair"], at: ["side", "mediator", "secretariat"], two: true },
  "bracket.accepted": DELEGATION,
  "bracket.opened": TALKERS,
  "candidates.kept": LABORATORY,
  "claim.answered": TALKERS,
  "clause.tabled": TALKERS,
  "consequence.closed": TALKERS,
  "consequence.stated": TALKERS,
  "custody.stated": KEEPERS,
  "dispute.closed": { ...DELEGATION, two: true },
  "dispute.stated": DELEGATION,
  "document.answered": DELEGATION,
  "document.deposited": TALKERS,
  "document.fetched": DELEGATION,
  "document.forwarded": CHAIR,
  "document.withdrawn": TALKERS,
  "exception.recorded": COUNTERS,
  "doubles.decided": { who: ["mediator-chair", "delegation", "bureau"], at: ["side", "mediator", "secretariat"] },
  "family.linked": { who: ["family-liaison", "bureau", "delegation"], at: ["side"], two: true },
  "family.unlinked": { who: ["family-liaison", "bureau", "delegation"], at: ["side"], two: true },
  "finding.recorded": { who: ["mediator-chair", "medical-commission"], at: ["mediator", "secretariat"], two: true },
  "identification.policy": { ...LABORATORY, two: true },
  "identification.proposed": { who: ["laboratory", "forensic-lead"], at: ["laboratory", "side"], two: true },
  "identification.reopened": { who: ["forensic-lead", "laboratory", "mediator-chair"], at: ["side", "laboratory", "mediator", "secretariat"] },
  "identification.returned": { who: ["forensic-lead", "laboratory"], at: ["side", "laboratory"] },
  "identification.signed": { ...FORENSIC, two: true },
  "kin.informed": { who: ["family-liaison"], at: ["side"] },
  "linkage.stated": DELEGATION,
  "list.deposited": NAMES,
  "list.forwarded": CHAIR,
  "list.signed": { ...DELEGATION, two: true },
  "match.calibrated": MATCHERS,
  "match.proposed": MATCHERS,
  "match.told": { ...MATCHERS, two: true },
  "logistics.stated": KEEPERS,
  "medical.decided": { who: ["medical-commission"], at: ["mediator"], two: true },
  "meeting.requested": TALKERS,
  "name.answered": NAMES,
  "name.closed": { ...CHAIR, two: true },
  "name.objected": NAMES,
  "name.replied": NAMES,
  "note.recorded": TALKERS,
  "notice.acknowledged": POINT_OF_SIDE,
  "obligation.stated": TALKERS,
  "office.held": TALKERS,
  "operation.aborted": COUNTERS,
  "operation.allocated": COUNTERS,
  "operation.announced": COUNTERS,
  "operation.counted": COUNTERS,
  "operation.go": POINT_OF_MEDIATOR,
  "operation.postponed": COUNTERS,
  "pack.adopted": { ...DELEGATION, two: true },
  "pairs.decided": MATCHERS,
  "pause.announced": TALKERS,
  "pause.closed": TALKERS,
  "pause.reported": COUNTERS,
  "plan.challenged": TALKERS,
  "plan.forwarded": CHAIR,
  "plan.frozen": CHAIR,
  "plan.instance": CHAIR,
  "plan.opened": CHAIR,
  "plan.salted": CHAIR,
  "plan.locked": { ...DELEGATION, two: true },
  "plan.proposed": CHAIR,
  "planning.agreed": { ...DELEGATION, two: true },
  "position.taken": DELEGATION,
  "profiles.deposited": LABORATORY,
  "references.deposited": LABORATORY,
  "references.needed": LABORATORY,
  "references.settled": { ...LABORATORY, two: true },
  "references.withdrawn": LABORATORY,
  "remains.buried": { who: ["forensic-lead", "family-liaison"], at: ["side"] },
  "remains.examined": { who: ["forensic-lead", "laboratory"], at: ["side", "laboratory"] },
  "remains.joined": { who: ["forensic-lead", "laboratory"], at: ["side", "laboratory"], two: true },
  "remains.offered": { who: ["delegation", "forensic-lead", "handover-lead"], at: ["side"] },
  "remains.parted": { who: ["forensic-lead", "laboratory"], at: ["side", "laboratory"], two: true },
  "remains.received": { who: ["forensic-lead", "handover-lead"], at: ["side"] },
  "reversal.recorded": COUNTERS,
  "review.extended": DELEGATION,
  "review.opened": TALKERS,
  "round.held": CHAIR,
  "samples.reported": { who: ["forensic-lead", "laboratory"], at: ["side", "laboratory"] },
  "samples.sent": FORENSIC,
  "samples.taken": FORENSIC,
  "search.run": LABORATORY,
  "seed.anchored": SEED_HOLDERS,
  "seed.committed": SEED_HOLDERS,
  "seed.revealed": SEED_HOLDERS,
  "signing.required": { ...TALKERS, two: true },
  "statement.recorded": TALKERS,
  "substitution.agreed": { ...DELEGATION, two: true },
  "text.signed": { ...TALKERS, two: true },
  "together.stated": { who: ["delegation", "bureau", "family-liaison"], at: ["side"] },
  "total.published": COUNTERS,
  "wishes.heard": { who: ["neutral-agency"], at: ["mediator"] },
};

/** Every kind that has a row, sorted. */
export const KINDS_WITH_RIGHTS: readonly string[] = Object.keys(MAY_RECORD).sort();

export const mayRecord = (role: Role, seat: Seat, kind: string): boolean => {
  const rule = Object.hasOwn(MAY_RECORD, kind) ? MAY_RECORD[kind] : undefined;
  return rule !== undefined && rule.who.includes(role) && rule.at.includes(seat);
};

/** Kinds that stand only with the signatures of two officers of one party. */
export const needsTwo = (kind: string): boolean => Object.hasOwn(MAY_RECORD, kind) && MAY_RECORD[kind]?.two === true;

export const kindsOf = (role: Role, seat: Seat): readonly string[] => KINDS_WITH_RIGHTS.filter((kind) => mayRecord(role, seat, kind));
export const viewsOf = (role: Role): readonly View[] => MAY_READ[role];

/** @throws Fault `RIGHTS`. */
export function demandRead(role: Role, view: View, isBroken = false): void {
  if (mayRead(role, view) || (isBroken && BREAKABLE.includes(view) && mayRead(role, "breakGlass"))) return;
  throw new Fault("RIGHTS", `the role ${role} does not read ${view}`);
}

/** @throws Fault `RIGHTS`. */
export function demandRecord(role: Role, seat: Seat, kind: string): void {
  if (!mayRecord(role, seat, kind)) throw new Fault("RIGHTS", `the role ${role} does not record ${Object.hasOwn(MAY_RECORD, kind) ? kind : "an act of this kind"}`);
}

/**
 * An erasure is asked for by a security officer of whoever keeps the vault, and signed by a second officer of that party who is
 * that too or the chair. @throws Fault `RIGHTS`.
 */
export function demandErasure(role: Role, seat: Seat, isSecond: boolean): void {
  if (seat === "secretariat" && (role === "security-officer" || (isSecond && role === "mediator-chair"))) return;
  throw new Fault("RIGHTS", `the role ${role} does not ${isSecond ? "sign" : "ask for"} an erasure here`);
}

/** Who may sign as the second what waits. @throws Fault `RIGHTS`. */
export function demandSecond(role: Role, seat: Seat, kind: string): void {
  if (kind === "erase.request") demandErasure(role, seat, true);
  else demandRecord(role, seat, kind);
}

/** What a route asks for: nothing, a session, a view, or the right to the kind of act that it carries. */
export type RouteRight = "open" | "session" | "byKind" | View;

/** Every route of the server. One that is not here answers nothing: the server does not start with it. */
export const ROUTES: Readonly<Record<string, RouteRight>> = {
  "GET /healthz": "open",
  "GET /metrics": "open",
  "GET /api/openapi.json": "open",
  "GET /api/desk": "open",
  "POST /api/session": "open",
  "POST /api/session/passkey": "open",
  "POST /api/session/passkey/options": "open",
  "POST /api/enrolments/redeem": "open",
  "GET /api/session": "session",
  "DELETE /api/session": "session",
  "GET /api/passkeys": "session",
  "DELETE /api/passkeys/:id": "session",
  "POST /api/passkeys": "session",
  "POST /api/passkeys/options": "session",
  "GET /api/keys": "session",
  "POST /api/keys": "session",
  "GET /api/chain": "session",
  "GET /api/events": "session",
  "GET /api/acts/:act": "session",
  "GET /api/acts/pending": "session",
  "GET /api/acts/pending/:act/sealed": "session",
  "DELETE /api/acts/pending/:act": "session",
  "POST /api/acts/pending/:act/signature": "byKind",
  "POST /api/acts": "byKind",
  "POST /api/acts/check": "byKind",
  "GET /api/erasures": "record",
  "POST /api/erasures": "byKind",
  "POST /api/erasures/check": "byKind",
  "POST /api/lists/preview": "byKind",
  "GET /api/enrolments": "enrolments",
  "DELETE /api/enrolments/:id": "enrolments",
  "POST /api/enrolments": "enrolments",
  "POST /api/officers/:officer/close": "enrolments",
  "GET /api/officers/:officer/revocation": "enrolments",
  "POST /api/officers/:officer/revocation": "enrolments",
  "GET /api/entries": "record",
  "GET /api/entries/:index": "record",
  "GET /api/entries/:index/proof": "record",
  "GET /api/entries/:index/envelope": "record",
  "GET /api/entries/:index/sealed": "acts",
  "GET /api/bundle": "record",
  "POST /api/jobs": "record",
  "GET /api/jobs": "record",
  "GET /api/jobs/:id": "record",
  "GET /api/jobs/:id/result": "record",
  "DELETE /api/jobs/:id": "record",
  "GET /api/front": "front",
  "GET /api/account": "account",
  "GET /api/account/statement": "account",
  "GET /api/differences": "account",
  "GET /api/operations": "operations",
  "GET /api/positions": "talks",
  "GET /api/talks": "talks",
  "GET /api/agreed": "talks",
  "GET /api/texts/:agreement": "talks",
  "POST /api/readings": "talks",
  "POST /api/readings/bracket": "talks",
  "POST /api/why": "talks",
  "GET /api/brief": "chronicle",
  "GET /api/chronicle": "chronicle",
  "GET /api/lists": "lists",
  "GET /api/lists/:list": "lists",
  "GET /api/matches": "lists",
  "GET /api/custody": "custody",
  "GET /api/custody/:list": "custody",
  "GET /api/planning": "planning",
  "GET /api/planning/batch": "planning",
  "GET /api/planning/drawing": "planning",
  "GET /api/planning/freeze": "planning",
  "GET /api/planning/given": "planning",
  "GET /api/planning/openings": "planning",
  "GET /api/planning/reserve": "planning",
  "GET /api/remains": "remains",
  "GET /api/remains/sets": "remains",
  "GET /api/remains/affected/:identification": "remains",
  "GET /api/laboratory": "genetics",
  "GET /api/laboratory/candidates/:search": "genetics",
  "GET /api/laboratory/files": "genetics",
  "GET /api/reads": "reads",
  "POST /api/break-glass": "breakGlass",
};
