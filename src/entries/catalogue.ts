// Every kind of act that may be written, and its parser. The union is closed: another kind is refused.
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { FACT_KINDS, parseFact, type RecordedFact } from "../accounting/parse-fact.ts";
import { parseException } from "../handover/exception.ts";
import { parseAborted, parseAcknowledged, parseGo, parseNotice } from "../handover/notice.ts";
import type { HandoverAct } from "../handover/operation.ts";
import { GENETIC_KINDS, REMAINS_ACTS, STANDING_DEPOSITS, type RemainsAct } from "../identification/remains-act.ts";
import { MATCH_ACTS, type MatchAct } from "../matching/match-act.ts";
import { PLANNING_ACTS, type PlanningAct } from "../planning/planning-act.ts";
import { LIST_ACTS, type ListAct } from "../registry/list-act.ts";
import { parseAcceptanceSet } from "../talks/acceptance-set.ts";
import { parseSignedText, type SignedText } from "../talks/agreed-text.ts";
import { parseBracket, parseBracketAccepted, parseClause, parseLinkage, parsePosition } from "../talks/clause.ts";
import { parseAnswer, parseDeposit, parseExtension, parseFetch, parseForwarding, parseReview, parseWithdrawal } from "../talks/document.ts";
import {
  parseClaimAnswered, parseConsequence, parseConsequenceClosed, parseDispute, parseDisputeClosed, parseFinding, parseNote, parsePause, parsePauseClosed, parsePauseReport, parsePostponement,
} from "../talks/event.ts";
import { parsePackAdopted } from "../talks/pack-adopted.ts";
import { parseMeetingRequest, parseOffice, parseRound } from "../talks/round.ts";
import { parseSigningRequired } from "../talks/signing-rule.ts";
import { parseStatement, type Statement } from "../talks/statement.ts";
import type { TalksAct } from "../talks/table.ts";
import type { OpenedAct } from "./fold.ts";

export type Parsed =
  | { readonly room: "accounting"; readonly fact: RecordedFact }
  | { readonly room: "handover"; readonly act: HandoverAct }
  | { readonly room: "talks"; readonly statement: Statement }
  | { readonly room: "agreed"; readonly signed: SignedText }
  | { readonly room: "table"; readonly act: TalksAct }
  | { readonly room: "registry"; readonly act: ListAct }
  | { readonly room: "matching"; readonly act: MatchAct }
  | { readonly room: "planning"; readonly act: PlanningAct }
  | { readonly room: "remains"; readonly act: RemainsAct };

const TALKS: { readonly [K in TalksAct["kind"]]: (body: Readonly<Record<string, unknown>>) => Extract<TalksAct, { readonly kind: K }> } = {
  "acceptance.set": parseAcceptanceSet,
  "bracket.accepted": parseBracketAccepted,
  "bracket.opened": parseBracket,
  "claim.answered": parseClaimAnswered,
  "clause.tabled": parseClause,
  "consequence.closed": parseConsequenceClosed,
  "consequence.stated": parseConsequence,
  "dispute.closed": parseDisputeClosed,
  "dispute.stated": parseDispute,
  "document.answered": parseAnswer,
  "document.deposited": parseDeposit,
  "document.fetched": parseFetch,
  "document.forwarded": parseForwarding,
  "document.withdrawn": parseWithdrawal,
  "finding.recorded": parseFinding,
  "linkage.stated": parseLinkage,
  "meeting.requested": parseMeetingRequest,
  "note.recorded": parseNote,
  "office.held": parseOffice,
  "operation.postponed": parsePostponement,
  "pack.adopted": parsePackAdopted,
  "pause.announced": parsePause,
  "pause.closed": parsePauseClosed,
  "pause.reported": parsePauseReport,
  "position.taken": parsePosition,
  "review.extended": parseExtension,
  "review.opened": parseReview,
  "round.held": parseRound,
  "signing.required": parseSigningRequired,
};
const HANDOVER: { readonly [K in HandoverAct["kind"]]: (body: Readonly<Record<string, unknown>>) => Extract<HandoverAct, { readonly kind: K }> } = {
  "exception.recorded": parseException,
  "notice.acknowledged": parseAcknowledged,
  "operation.aborted": parseAborted,
  "operation.announced": parseNotice,
  "operation.go": parseGo,
};
const isHandoverKind = (kind: string): kind is HandoverAct["kind"] => Object.hasOwn(HANDOVER, kind);
const isTalksKind = (kind: string): kind is TalksAct["kind"] => Object.hasOwn(TALKS, kind);
const isMatchKind = (kind: string): kind is MatchAct["kind"] => Object.hasOwn(MATCH_ACTS, kind);
const isRemainsKind = (kind: string): kind is RemainsAct["kind"] => Object.hasOwn(REMAINS_ACTS, kind);
const isListKind = (kind: string): kind is ListAct["kind"] => Object.hasOwn(LIST_ACTS, kind);
const isPlanningKind = (kind: string): kind is PlanningAct["kind"] => Object.hasOwn(PLANNING_ACTS, kind);

/** Every kind that may be written, sorted. */
export const ACT_KINDS: readonly string[] = ["statement.recorded", "text.signed", ...FACT_KINDS, ...Object.keys(TALKS), ...Object.keys(HANDOVER), ...Object.keys(LIST_ACTS), ...Object.keys(MATCH_ACTS), ...Object.keys(PLANNING_ACTS), ...Object.keys(REMAINS_ACTS)].sort();

/**
 * Kinds that an account, an operation or an agreement rests on: they are corrected by a later act, never erased (RECORD.md §4). Whoever erased
 * one would change what was delivered or what is agreed.
 */
export const KEPT_KINDS: readonly string[] = ["text.signed", "pack.adopted", "signing.required", "affiliation.found", ...FACT_KINDS, ...Object.keys(HANDOVER)].sort();

/** Kinds that are sealed to their author and the desk alone, or to whom the author names, and are never cited or exported in clear. */
export const CONFIDENTIAL_KINDS: readonly string[] = [
  "acceptance.set", "custody.stated", "logistics.stated", "medical.decided", "note.recorded", "plan.challenged", "plan.forwarded", "plan.instance", "plan.opened", "plan.proposed", "plan.salted", "remains.offered", "substitution.agreed", "together.stated", "wishes.heard", ...GENETIC_KINDS,
];

const planningActs = new WeakMap<object, PlanningAct>();
/** An instance or a plan has tens of thousands of persons: the same body is parsed once. */
function parsePlanningAct(kind: PlanningAct["kind"], body: OpenedAct["body"]): PlanningAct {
  const known = planningActs.get(body);
  if (known?.kind === kind) return known;
  const act = PLANNING_ACTS[kind](body);
  planningActs.set(body, act);
  return act;
}

const listActs = new WeakMap<object, ListAct>();
/** A list may have 100,000 rows and is asked for by every state: the same body is parsed once. */
function parseListAct(kind: ListAct["kind"], body: OpenedAct["body"]): ListAct {
  const known = listActs.get(body);
  if (known?.kind === kind) return known;
  const act = LIST_ACTS[kind](body);
  listActs.set(body, act);
  return act;
}

const remainsActs = new WeakMap<object, RemainsAct>();
/** Deposits of profiles are as large, and are parsed once too. */
function parseRemainsAct(kind: RemainsAct["kind"], body: OpenedAct["body"]): RemainsAct {
  const known = remainsActs.get(body);
  if (known?.kind === kind) return known;
  const act = REMAINS_ACTS[kind](body);
  remainsActs.set(body, act);
  return act;
}

/** @throws Fault or Faults: `ACT_KIND` for a kind that does not exist, else the room's own, each with its field. */
export function parseBody(act: OpenedAct): Parsed {
  if (act.kind === "statement.recorded") return { room: "talks", statement: parseStatement(act.body) };
  if (act.kind === "text.signed") return { room: "agreed", signed: parseSignedText(act.body) };
  if (isTalksKind(act.kind)) return { room: "table", act: TALKS[act.kind](act.body) };
  if (isHandoverKind(act.kind)) return { room: "handover", act: HANDOVER[act.kind](act.body) };
  if (isMatchKind(act.kind)) return { room: "matching", act: MATCH_ACTS[act.kind](act.body) };
  if (isListKind(act.kind)) return { room: "registry", act: parseListAct(act.kind, act.body) };
  if (isPlanningKind(act.kind)) return { room: "planning", act: parsePlanningAct(act.kind, act.body) };
  if (isRemainsKind(act.kind)) return { room: "remains", act: parseRemainsAct(act.kind, act.body) };
  if (!FACT_KINDS.some((kind) => kind === act.kind)) throw new Fault("ACT_KIND", `expected ${ACT_KINDS.join(", ")}; found ${JSON.stringify(act.kind)}`, [{ field: "kind" }]);
  const on = parseCivilDate(act.at);
  if (!on) throw new Fault("ACT_KIND", "expected a date that exists", [{ field: "at" }]);
  return { room: "accounting", fact: { ...parseFact(act.kind, act.body), entry: act.entry, on, by: act.author } };
}

const deposits = new WeakMap<object, Parsed>();
/**
 * What an entry of the record says. As `parseBody`, but the lines of a laboratory's deposit are not read again: they were when it was laid.
 * One body is read once for all states. @throws Fault or Faults.
 */
export function parseStanding(act: OpenedAct): Parsed {
  if (act.kind !== "profiles.deposited" && act.kind !== "references.deposited") return parseBody(act);
  const known = deposits.get(act.body);
  if (known?.room === "remains" && known.act.kind === act.kind) return known;
  const read: Parsed = { room: "remains", act: STANDING_DEPOSITS[act.kind](act.body) };
  deposits.set(act.body, read);
  return read;
}
