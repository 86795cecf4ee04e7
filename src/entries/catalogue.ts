// Every kind of act that may be written, and its parser. The union is closed: another kind is refused.
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { FACT_KINDS, parseFact, type AccountingFact } from "../accounting/parse-fact.ts";
import { LIST_ACTS, type ListAct } from "../registry/list-act.ts";
import { parseAcceptanceSet } from "../talks/acceptance-set.ts";
import { parseSignedText, type SignedText } from "../talks/agreed-text.ts";
import { parseBracket, parseBracketAccepted, parseClause, parseLinkage, parsePosition } from "../talks/clause.ts";
import { parseAnswer, parseDeposit, parseExtension, parseFetch, parseForwarding, parseReview, parseWithdrawal } from "../talks/document.ts";
import {
  parseClaimAnswered, parseConsequence, parseConsequenceClosed, parseDispute, parseDisputeClosed, parseFinding, parseNote, parsePause, parsePauseClosed, parsePauseReport, parsePostponement,
} from "../talks/event.ts";
import { parseMeetingRequest, parseOffice, parseRound } from "../talks/round.ts";
import { parseSigningRequired } from "../talks/signing-rule.ts";
import { parseStatement, type Statement } from "../talks/statement.ts";
import type { TalksAct } from "../talks/table.ts";
import type { OpenedAct } from "./fold.ts";

export type Parsed =
  | { readonly room: "accounting"; readonly fact: AccountingFact }
  | { readonly room: "talks"; readonly statement: Statement }
  | { readonly room: "agreed"; readonly signed: SignedText }
  | { readonly room: "table"; readonly act: TalksAct }
  | { readonly room: "registry"; readonly act: ListAct };

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
  "pause.announced": parsePause,
  "pause.closed": parsePauseClosed,
  "pause.reported": parsePauseReport,
  "position.taken": parsePosition,
  "review.extended": parseExtension,
  "review.opened": parseReview,
  "round.held": parseRound,
  "signing.required": parseSigningRequired,
};
const isTalksKind = (kind: string): kind is TalksAct["kind"] => Object.hasOwn(TALKS, kind);
const isListKind = (kind: string): kind is ListAct["kind"] => Object.hasOwn(LIST_ACTS, kind);

/** Every kind that may be written, sorted. */
export const ACT_KINDS: readonly string[] = ["statement.recorded", "text.signed", ...FACT_KINDS, ...Object.keys(TALKS), ...Object.keys(LIST_ACTS)].sort();

/** Kinds that are sealed to their author and the desk alone, or to whom the author names, and are never cited or exported in clear. */
export const CONFIDENTIAL_KINDS: readonly string[] = ["acceptance.set", "note.recorded"];

const listActs = new WeakMap<object, ListAct>();
/** A list may have 100,000 rows and is asked for by every state: the same body is parsed once. */
function parseListAct(kind: ListAct["kind"], body: OpenedAct["body"]): ListAct {
  const known = listActs.get(body);
  if (known?.kind === kind) return known;
  const act = LIST_ACTS[kind](body);
  listActs.set(body, act);
  return act;
}

/** @throws Fault or Faults: `ACT_KIND` for a kind that does not exist, else the room's own, each with its field. */
export function parseBody(act: OpenedAct): Parsed {
  if (act.kind === "statement.recorded") return { room: "talks", statement: parseStatement(act.body) };
  if (act.kind === "text.signed") return { room: "agreed", signed: parseSignedText(act.body) };
  if (isTalksKind(act.kind)) return { room: "table", act: TALKS[act.kind](act.body) };
  if (isListKind(act.kind)) return { room: "registry", act: parseListAct(act.kind, act.body) };
  if (!FACT_KINDS.some((kind) => kind === act.kind)) throw new Fault("ACT_KIND", `expected ${ACT_KINDS.join(", ")}; found ${JSON.stringify(act.kind)}`, [{ field: "kind" }]);
  const on = parseCivilDate(act.at);
  if (!on) throw new Fault("ACT_KIND", "expected a date that exists", [{ field: "at" }]);
  return { room: "accounting", fact: { ...parseFact(act.kind, act.body), entry: act.entry, on, by: act.author } };
}
