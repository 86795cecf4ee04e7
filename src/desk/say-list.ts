// Acts on lists in a sentence: counts and codes, never a name.
import { grouped } from "../accounting/statement-of-account.ts";
import { rowsDigest, type ListAct } from "../registry/list-act.ts";
import type { ObjectionCode } from "../registry/answer-code.ts";
import { sayDate } from "../terms/explain-words.ts";

const OBJECTION_SAID: Readonly<Record<ObjectionCode, string>> = {
  EVIDENCE_HELD: "seen in custody", WRONG_PERSON: "the answer concerns another person", CATEGORY: "category", DATE: "disputed date", ALREADY: "already returned or counted", NOT_OURS: "not a person of this side",
  RANK: "rank disputed", CIVILIAN: "is a civilian", EXCLUSION: "exclusion without basis in the agreement", IDENTITY: "identity of remains",
};
const CLOSED_SAID = { "final-in": "in the final list", "final-out": "outside the final list" } as const;

/** One act on a list as what its author did: goes on after “On DAY, PARTY”. */
export function sayList(act: ListAct, name: (code: string) => string): string {
  switch (act.kind) {
    case "list.deposited": return `deposited list ${act.list} (${act.purpose}, about ${name(act.about)}): ${grouped(act.rows.length)} names, SHA-256 ${rowsDigest(act.rows)}${act.due === undefined ? "" : `, answers due ${sayDate(act.due, "en")}`}`;
    case "list.forwarded": return `forwarded list ${act.list} to ${name(act.to)}: ${grouped(act.rows.length)} names, SHA-256 ${act.sha256}${act.due === undefined ? "" : `, answers due ${sayDate(act.due, "en")}`}`;
    case "list.signed": return `signed the final list ${act.list}: ${grouped(act.count)} names, SHA-256 ${act.sha256}`;
    case "name.answered": return `answered ${grouped(act.answers.length)} names of list ${act.list}`;
    case "name.objected": return `objected to the answer on row ${act.row} of list ${act.list}: ${OBJECTION_SAID[act.code]}`;
    case "name.replied": return `replied to the objection ${act.objection} on row ${act.row} of list ${act.list}`;
    case "name.closed": return `closed row ${act.row} of list ${act.list}: ${CLOSED_SAID[act.outcome]}`;
  }
}
