// What lies on the table: the bytes deposited, the text of each clause, the brackets. An act that refers to other bytes or to
// a text that is no longer there is refused before it is written (TALKS.md §11: 2, 3).
import { Fault } from "../basis/fault.ts";
import { textHashOf, type Bracket, type BracketAccepted, type ClauseTabled, type Linkage, type PositionTaken } from "./clause.ts";
import type { AcceptanceSet } from "./acceptance-set.ts";
import type { Answer, Deposit, Extension, Fetch, Forwarding, Review, Withdrawal } from "./document.ts";
import type { ClaimAnswered, Consequence, ConsequenceClosed, Dispute, DisputeClosed, Finding, Note, Pause, PauseClosed, PauseReport, Postponement } from "./event.ts";
import type { SigningRequired } from "./signing-rule.ts";
import type { PackAdopted } from "./pack-adopted.ts";
import type { MeetingRequest, Office, Round } from "./round.ts";

export type TalksAct =
  | Office | Round | MeetingRequest | Deposit | Forwarding | Fetch | Withdrawal | Answer | Review | Extension | ClauseTabled | PositionTaken | Bracket
  | BracketAccepted | Linkage | Consequence | ConsequenceClosed | Pause | PauseReport | PauseClosed | ClaimAnswered | Postponement | Dispute | DisputeClosed | Finding | Note | AcceptanceSet | SigningRequired | PackAdopted;

export type Table = {
  /** `by`: who deposited it. */
  readonly documents: Map<string, { version: number; readonly hashes: Set<string>; readonly by: string }>;
  readonly clauses: Map<string, { readonly version: number; readonly textHash: string }>;
  readonly brackets: Map<string, { readonly clause: string; readonly alternatives: ReadonlySet<string> }>;
  /** Rounds, pauses, consequences, disputes, by kind and name. */
  readonly named: Set<string>;
  /** SHA-256 by pack and version, as first adopted. */
  readonly packs: Map<string, string>;
  /** How many adoptions of packs lie here. */
  adoptions: number;
};

export const emptyTable = (): Table => ({ documents: new Map(), clauses: new Map(), brackets: new Map(), named: new Set(), packs: new Map(), adoptions: 0 });

const NAMED: Readonly<Partial<Record<TalksAct["kind"], string>>> = {
  "round.held": "round", "pause.announced": "pause", "consequence.stated": "consequence", "dispute.stated": "dispute", "meeting.requested": "meeting", "finding.recorded": "finding",
};

/** Lays an act of `by` on the table. In place, constant time. */
export function layOnTable(table: Table, act: TalksAct, by: string): void {
  if (act.kind === "document.deposited") {
    const known = table.documents.get(act.document) ?? { version: 0, hashes: new Set(), by };
    known.version = act.version;
    table.documents.set(act.document, known);
    known.hashes.add(act.sha256);
  }
  if (act.kind === "clause.tabled") table.clauses.set(act.clause, { version: act.version, textHash: textHashOf(act.text) });
  if (act.kind === "bracket.opened") table.brackets.set(act.bracket, { clause: act.clause, alternatives: new Set(act.alternatives.map(({ id }) => id)) });
  if (act.kind === "pack.adopted") table.adoptions++;
  if (act.kind === "pack.adopted" && !table.packs.has(`${act.pack} ${act.version}`)) table.packs.set(`${act.pack} ${act.version}`, act.sha256);
  const named = NAMED[act.kind];
  if (named !== undefined) table.named.add(`${named} ${nameOf(act, named)}`);
}

const nameOf = (act: TalksAct, field: string): string => String((act as Readonly<Record<string, unknown>>)[field]);

/**
 * @throws Fault `TABLE_NONE` where the act refers to what is not on the table, `TABLE_OTHER_BYTES` where the bytes differ from
 * those that are, `TABLE_VERSION` where a version does not follow, `TABLE_TWICE` where a name is taken, `TABLE_AUTHOR` where another
 * than who deposited a document would withdraw it.
 */
export function checkOnTable(table: Table, act: TalksAct, by: string): void {
  const none = (field: string, what: string): never => {
    throw new Fault("TABLE_NONE", `expected ${what} on the record before this, found ${JSON.stringify(nameOf(act, field))}`, [{ field }]);
  };
  const other = (field: string, expected: string): never => {
    throw new Fault("TABLE_OTHER_BYTES", `expected ${expected}`, [{ field }]);
  };
  const named = NAMED[act.kind];
  const isAnotherVoice = act.kind === "dispute.stated"; // both sides state one dispute
  if (named !== undefined && !isAnotherVoice && table.named.has(`${named} ${nameOf(act, named)}`)) throw new Fault("TABLE_TWICE", `expected a ${named} of a new name, found ${JSON.stringify(nameOf(act, named))} again`, [{ field: named }]);
  switch (act.kind) {
    case "document.deposited": {
      const version = (table.documents.get(act.document)?.version ?? 0) + 1;
      if (act.version !== version) throw new Fault("TABLE_VERSION", `expected version ${version}, found ${act.version}`, [{ field: "version" }]);
      return;
    }
    case "document.forwarded": case "document.fetched": case "document.answered": {
      const known = table.documents.get(act.document) ?? none("document", "a document deposited");
      if (!known.hashes.has(act.sha256)) other("sha256", `the SHA-256 of the deposited bytes, ${[...known.hashes].join(" or ")}`);
      return;
    }
    case "document.withdrawn": {
      const known = table.documents.get(act.document) ?? none("document", "a document deposited");
      if (known.by !== by) throw new Fault("TABLE_AUTHOR", "only who deposited a document withdraws it", [{ field: "document" }]);
      return;
    }
    case "review.opened": case "review.extended":
      return void (table.documents.get(act.document) ?? none("document", "a document deposited"));
    case "clause.tabled": {
      const version = (table.clauses.get(act.clause)?.version ?? 0) + 1;
      if (act.version !== version) throw new Fault("TABLE_VERSION", `expected version ${version}, found ${act.version}`, [{ field: "version" }]);
      return;
    }
    case "position.taken": case "bracket.opened": {
      const current = table.clauses.get(act.clause) ?? none("clause", "a clause tabled");
      if (act.textHash !== current.textHash) other("textHash", `the text on the table, version ${current.version}, SHA-256 ${current.textHash}`);
      if (act.kind === "bracket.opened" && table.brackets.has(act.bracket)) throw new Fault("TABLE_TWICE", "expected a bracket of a new name", [{ field: "bracket" }]);
      return;
    }
    case "bracket.accepted": {
      const bracket = table.brackets.get(act.bracket) ?? none("bracket", "a bracket opened");
      const current = table.clauses.get(bracket.clause) ?? none("bracket", "a clause tabled");
      if (act.textHash !== current.textHash) other("textHash", `the new text on the table, version ${current.version}, SHA-256 ${current.textHash}`);
      return;
    }
    case "acceptance.set": {
      const bracket = table.brackets.get(act.bracket) ?? none("bracket", "a bracket opened");
      const unknown = act.alternatives.filter((id) => !bracket.alternatives.has(id));
      if (unknown.length > 0) throw new Fault("TABLE_NONE", `expected alternatives of this bracket (${[...bracket.alternatives].join(", ")}), found ${unknown.join(", ")}`, [{ field: "alternatives" }]);
      return;
    }
    case "pack.adopted": {
      const standing = table.packs.get(`${act.pack} ${act.version}`);
      if (standing !== undefined && standing !== act.sha256) other("sha256", `the SHA-256 that version ${act.version} has on the record, ${standing}: a changed pack is a new version`);
      return;
    }
    case "consequence.closed":
      return void (table.named.has(`consequence ${act.consequence}`) || none("consequence", "a consequence stated"));
    case "pause.reported": case "pause.closed":
      return void (table.named.has(`pause ${act.pause}`) || none("pause", "a pause announced"));
    case "dispute.closed":
      return void (table.named.has(`dispute ${act.dispute}`) || none("dispute", "a dispute stated"));
    case "linkage.stated": {
      const unknown = [...act.if, ...act.then].filter((clause) => !table.clauses.has(clause));
      if (unknown.length > 0) throw new Fault("TABLE_NONE", `expected clauses tabled before, found ${unknown.join(", ")}`, [{ field: "if" }]);
      return;
    }
    default:
      return;
  }
}
