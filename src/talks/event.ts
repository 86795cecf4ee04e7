// What is threatened, paused, postponed, disputed and found: each in the words of its author, closed only by a person
// (TALKS.md §1, §11: 10; §12). The machine judges none of it.
import { readBody, type Body } from "../basis/body-reader.ts";
import type { CivilDate } from "../basis/civil-date.ts";

export type Consequence = {
  readonly kind: "consequence.stated"; readonly consequence: string; readonly condition: string; readonly words: string;
  /** "not stated" is a value. */
  readonly target: string; readonly imposedBy: string; readonly round?: string;
};
export type ConsequenceClosed = { readonly kind: "consequence.closed"; readonly consequence: string; readonly outcome: (typeof OUTCOMES)[number]; readonly words: string };
/** How a consequence ends: by a person, never by a clock. */
export const OUTCOMES = ["condition met", "lapsed", "carried out"] as const;

/** A pause of hostilities in a sector, for a window, as its author announces it. */
export type Pause = {
  readonly kind: "pause.announced"; readonly pause: string; readonly sector: string; readonly from: string; readonly until: string; readonly purpose: string;
  readonly state: (typeof PAUSE_STATES)[number];
};
/** How firm a pause is, as its author announces it. */
export const PAUSE_STATES = ["proposed", "consented", "ordered"] as const;
/** What its author says happened in the pause: a claim. */
export type PauseReport = { readonly kind: "pause.reported"; readonly pause: string; readonly at: string; readonly words: string };

/** Ended by a person; the operations in which what was recovered in it was handed over. */
export type PauseClosed = { readonly kind: "pause.closed"; readonly pause: string; readonly words: string; readonly recovered: readonly string[] };
/** What its author says of somebody's claim; claims stand side by side, linked, and are never averaged. */
export type ClaimAnswered = { readonly kind: "claim.answered"; readonly claim: string; readonly stance: (typeof STANCES)[number]; readonly words: string; readonly claims: readonly string[] };
/** What may be said of somebody’s claim. */
export const STANCES = ["confirmed", "denied", "contradicted"] as const;

/** `until` absent: no new day was named. Each side records its own words about it. */
export type Postponement = { readonly kind: "operation.postponed"; readonly operation: string; readonly until?: CivilDate; readonly words: string };
/** `remedy`: what its author asks for, in his own words. */
export type Dispute = { readonly kind: "dispute.stated"; readonly dispute: string; readonly about: string; readonly words: string; readonly remedy?: string };
/** Closed when both sides have recorded the same outcome. `evidence`: labels of the entries that it rests on for its author. */
export type DisputeClosed = { readonly kind: "dispute.closed"; readonly dispute: string; readonly outcome: string; readonly evidence: readonly string[] };
/** By the body that the agreement names, in its own words. */
export type Finding = { readonly kind: "finding.recorded"; readonly finding: string; readonly body: string; readonly mandate: string; readonly about: string; readonly words: string };
/** Visible to those it is addressed to, and never cited in a brief. */
export type Note = { readonly kind: "note.recorded"; readonly about: string; readonly words: string };

const MOMENT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;

/** @throws Faults `CONSEQUENCE_FORM`. */
export const parseConsequence = (body: Body): Consequence =>
  readBody(body, "CONSEQUENCE_FORM", (read) => ({
    kind: "consequence.stated", consequence: read.text("consequence"), condition: read.text("condition"), words: read.text("words"), target: read.text("target"),
    imposedBy: read.text("imposedBy"), ...read.textIfAny("round"),
  }));
/** @throws Faults `CONSEQUENCE_FORM`. */
export const parseConsequenceClosed = (body: Body): ConsequenceClosed =>
  readBody(body, "CONSEQUENCE_FORM", (read) => ({ kind: "consequence.closed", consequence: read.text("consequence"), outcome: read.oneOf("outcome", OUTCOMES), words: read.text("words") }));

/** @throws Faults `PAUSE_FORM`; moments are local to the pack's zone, YYYY-MM-DDTHH:MM. */
export const parsePause = (body: Body): Pause =>
  readBody(body, "PAUSE_FORM", (read) => {
    const pause: Pause = {
      kind: "pause.announced", pause: read.text("pause"), sector: read.text("sector"), from: read.text("from"), until: read.text("until"), purpose: read.text("purpose"),
      state: read.oneOf("state", PAUSE_STATES),
    };
    for (const field of ["from", "until"] as const) if (!MOMENT.test(pause[field])) read.miss(field, "a moment, YYYY-MM-DDTHH:MM");
    if (pause.until <= pause.from) read.miss("until", "a moment after from");
    return pause;
  });
/** @throws Faults `PAUSE_FORM`. */
export const parsePauseReport = (body: Body): PauseReport =>
  readBody(body, "PAUSE_FORM", (read) => {
    const report: PauseReport = { kind: "pause.reported", pause: read.text("pause"), at: read.text("at"), words: read.text("words") };
    if (!MOMENT.test(report.at)) read.miss("at", "a moment, YYYY-MM-DDTHH:MM");
    return report;
  });
/** @throws Faults `PAUSE_FORM`. */
export const parsePauseClosed = (body: Body): PauseClosed =>
  readBody(body, "PAUSE_FORM", (read) => ({ kind: "pause.closed", pause: read.text("pause"), words: read.text("words"), recovered: read.texts("recovered") }));
/** @throws Faults `CLAIM_FORM`; `claims` are the author's own that contradict it. */
export const parseClaimAnswered = (body: Body): ClaimAnswered =>
  readBody(body, "CLAIM_FORM", (read) => ({ kind: "claim.answered", claim: read.text("claim"), stance: read.oneOf("stance", STANCES), words: read.text("words"), claims: read.texts("claims") }));
/** @throws Faults `POSTPONEMENT_FORM`. */
export const parsePostponement = (body: Body): Postponement =>
  readBody(body, "POSTPONEMENT_FORM", (read) => ({ kind: "operation.postponed", operation: read.text("operation"), words: read.text("words"), ...read.dateIfAny("until") }));
/** @throws Faults `DISPUTE_FORM`. */
export const parseDispute = (body: Body): Dispute =>
  readBody(body, "DISPUTE_FORM", (read) => ({ kind: "dispute.stated", dispute: read.text("dispute"), about: read.text("about"), words: read.text("words"), ...read.textIfAny("remedy") }));
/** @throws Faults `DISPUTE_FORM`. */
export const parseDisputeClosed = (body: Body): DisputeClosed =>
  readBody(body, "DISPUTE_FORM", (read) => ({ kind: "dispute.closed", dispute: read.text("dispute"), outcome: read.text("outcome"), evidence: read.texts("evidence") }));
/** @throws Faults `FINDING_FORM`. */
export const parseFinding = (body: Body): Finding =>
  readBody(body, "FINDING_FORM", (read) => ({ kind: "finding.recorded", finding: read.text("finding"), body: read.text("body"), mandate: read.text("mandate"), about: read.text("about"), words: read.text("words") }));
/** @throws Faults `NOTE_FORM`. */
export const parseNote = (body: Body): Note => readBody(body, "NOTE_FORM", (read) => ({ kind: "note.recorded", about: read.text("about"), words: read.text("words") }));
