// The HTTP interface of the desk: what every route takes and gives (docs/formats/api.md describes each). Types only. They
// stand in the desk room, not in server/, because web and server are siblings and neither may import the other.
import type { CountRow } from "../planning/class-counts.ts";
import type { OpenedLeaf } from "../planning/instance-leaves.ts";
import type { JobNote } from "./jobs/job-kind.ts";
import type { Account } from "../accounting/account.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import type { Place } from "../basis/fault.ts";
import type { Flow } from "../accounting/parse-fact.ts";
import type { OperationState } from "../handover/operation.ts";
import type { AgreementState } from "../talks/agreed-text.ts";
import type { BriefItem } from "../talks/brief.ts";
import type { Move } from "../talks/position-history.ts";
import type { Row } from "../talks/positions.ts";
import type { NameCase, NameRow, ListState, ListPurpose } from "../registry/name-case.ts";
import type { Shown } from "../terms/readings-persons.ts";
import type { MatchesOn } from "./match-view.ts";
import type { PlanPerson } from "./planning-persons.ts";
import type { PlanView } from "./planning-view.ts";
import type { TalksOn } from "./say-talks.ts";

/** Roles of FIELD.md §3. What each may do stands in `desk/authority.ts`, one table. */
export type Role =
  | "mediator-chair" | "delegation" | "bureau" | "neutral-agency" | "medical-commission" | "forensic-lead" | "laboratory"
  | "handover-lead" | "family-liaison" | "kin" | "observer" | "public" | "security-officer";

/** Every answer that is not 2xx. All faults of one request at once; never a person's name in it. */
export type Refusal = {
  readonly error: {
    /** The code of the first fault, e.g. `SESSION_EXPIRED`, `RIGHTS`, `ACT_FORM`, `CHAIN_COUNTER`, `NAME_MOVED`. */
    readonly code: string;
    readonly message: string;
    readonly faults: readonly { readonly code: string; readonly message: string; readonly places: readonly Place[] }[];
  };
};

/** What every view says of itself. */
export type ViewHead = {
  /** The day asked about (`?on=YYYY-MM-DD`; without it the day of the last act in sight, or today where the desk runs live). */
  readonly on: CivilDate;
  /** Entries on the record when the view was made. */
  readonly size: number;
  /** Entries below this size are in force: covered by a checkpoint that both sides' witnesses cosigned. */
  readonly inForce: number;
  /** The sentence that an exercise must carry on every screen and print; null in a real process. */
  readonly exercise: string | null;
};

/** A witness without which the newest checkpoint is not in force: nothing from entry `since` on is in force, for `ageDays` days. */
export type NotCosigned = {
  readonly party: string;
  /** Entries below it are cosigned by that witness. */
  readonly since: number;
  /** The day of that entry. */
  readonly on: CivilDate;
  readonly ageDays: number;
  /** What it answers, in English; null where it said nothing. */
  readonly says: string | null;
};

export type PartyInfo = {
  readonly code: string;
  /** By language (en, uk, ru, tr, ar …), as the conflict pack has them; always `en`. */
  readonly names: Readonly<Record<string, string>>;
  readonly is: "side" | "mediator" | "secretariat" | "laboratory";
  /** Of a laboratory: the party whose it is. */
  readonly of?: string;
  /** age recipient (age1…) to which the browser seals what this party may open. */
  readonly recipient: string;
};

/** A version of the conflict pack that lies in the record. */
export type PackInfo = { readonly id: string; readonly version: number; readonly sha256: string };

/** GET /api/desk: for everybody, before signing in. */
export type DeskInfo = {
  readonly title: string;
  /** By language, as far as the pack has it. */
  readonly titles: Readonly<Record<string, string>>;
  /** The pack by which this desk works. */
  readonly pack: PackInfo;
  /** Whether both sides adopted it; labels of the acts by which they did. */
  readonly packAdopted: readonly string[];
  /** Every version that lies in the record, the newest last, each with the sides whose latest adoption it is. */
  readonly packs: readonly (PackInfo & { readonly by: readonly string[] })[];
  /** Messages that read otherwise in this conflict, by language and key. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly origin: string;
  readonly talks: string;
  readonly timeZone: string;
  /** Counts below it are not shown where they could point at a person. */
  readonly smallCount: number;
  readonly parties: readonly PartyInfo[];
  readonly size: number;
  readonly inForce: number;
  /** Who has not cosigned what stands; empty while everything is in force, or the desk has not asked yet. */
  readonly notCosigned: readonly NotCosigned[];
  readonly exercise: string | null;
  /** Product version. */
  readonly version: string;
  /** Whether passkeys can be used on this address (needs https or localhost). */
  readonly passkeys: boolean;
  /** In an exercise: officers who can enrol at once, with their codes. Empty in a real process. */
  readonly exerciseEnrolments: readonly { readonly party: string; readonly role: Role; readonly code: string }[];
};

/** GET /api/session, and the answer of every sign-in. 401 `SESSION_NONE` or `SESSION_EXPIRED` without one. */
export type SessionInfo = {
  /** `A-1`: party code and number; never a person's name. */
  readonly officer: string;
  readonly party: string;
  readonly role: Role;
  /** Name of the officer's signing key in the record; null until his party's root key has registered it. */
  readonly key: string | null;
  /** RFC 3339. After it: 401 `SESSION_EXPIRED`; a signed act kept by the browser is simply sent again after signing in. */
  readonly expiresAt: string;
  /** Kinds of act that this role may record, sorted. */
  readonly kinds: readonly string[];
  /** Kinds that need two officers of the same party. */
  readonly twoPersonKinds: readonly string[];
  /** Names of the views that this role may read (`account`, `talks`, …). */
  readonly views: readonly string[];
  readonly hasPasskey: boolean;
  /** Views opened by breaking the glass, each until when (RFC 3339); they stand among `views` until then. */
  readonly broken: readonly { readonly view: string; readonly until: string }[];
};

/** POST /api/session → 200 SessionInfo and the cookie; 401 `SIGN_IN` (never says which of the two was wrong); 429 after ten tries. */
export type SignInRequest = { readonly officer: string; readonly password: string };

/** POST /api/enrolments (role security-officer or mediator-chair of the same party; two-person: see `waitsFor`). */
export type InviteRequest = { readonly party: string; readonly role: Role };
export type Invite = { readonly code: string; readonly party: string; readonly role: Role; readonly expiresAt: string };

/**
 * A seat of the own party or of its laboratory. POST /api/officers/:officer/close ends its sessions, and nobody signs in to it any more.
 * GET /api/officers/:officer/revocation?since=N gives what the root key must sign so that its key signs nothing more.
 */
export type SeatRow = {
  readonly officer: string; readonly party: string; readonly role: Role; readonly passkeys: number;
  /** `waits` for the root key, `registered` on the record, `withdrawn` from it. */
  readonly key: "waits" | "registered" | "withdrawn"; readonly isClosed: boolean;
};
/** GET /api/enrolments: who sits for the own party, and which codes are still open (never the code). DELETE /api/enrolments/:id takes one back. */
export type EnrolmentsView = {
  readonly officers: readonly SeatRow[];
  readonly invites: readonly { readonly id: string; readonly party: string; readonly role: Role; readonly expiresAt: string }[];
  /** Root keys derive from the published seed: POST /api/officers/:officer/revocation signs by itself. */
  readonly isExercise: boolean;
};

/**
 * POST /api/enrolments/redeem: makes the officer. The browser has made an Ed25519 key that it cannot export; `proof` is its
 * signature (base64) over the UTF-8 of `all-for-all enrolment\n<origin>\n<code>\n`.
 */
export type EnrolRequest = {
  readonly code: string;
  /** At least 12 characters. Kept as scrypt. */
  readonly password: string;
  /** Raw Ed25519 public key, base64. */
  readonly publicKey: string;
  readonly proof: string;
};
export type Enrolment = SessionInfo & {
  /**
   * Where the party's root key must still register the officer's key: the exact payload (base64) of the `key.add` entry that
   * the root key signs offline; its envelope goes to POST /api/keys. null in an exercise, where the seeded root key has signed.
   */
  readonly rootMustSign: string | null;
  /** Only in an exercise: the age identity of the officer's party, to open in the browser what was sealed to it alone. */
  readonly exerciseIdentity: string | null;
};

/**
 * GET /api/keys: what the party's root key must sign before this officer's key is on the record, as it stands now: another key
 * registered in between changes it. null once the key is registered.
 */
export type KeyToRegister = { readonly rootMustSign: string | null };

/** GET /api/erasures: what was asked to be erased, newest first. `done`: the entry that says that the payloads are gone. */
export type ErasureRow = { readonly index: number; readonly at: string; readonly act: string; readonly keys: readonly string[]; readonly entries: readonly number[]; readonly done: number | null };
export type ErasuresView = ViewHead & { readonly rows: readonly ErasureRow[] };
/** POST /api/erasures/check {entries, sealed}: of each, what it is and the code that refuses its erasure (`ERASE_NONE`, `ERASE_TWICE`, `ERASE_KIND`), or null. */
export type ErasableRow = { readonly index: number; readonly kind: string; readonly author: string; readonly at: string; readonly to: readonly string[]; readonly sealed: string | null; readonly refused: string | null };
export type ErasableAnswer = { readonly rows: readonly ErasableRow[] };
/** POST /api/erasures: `envelope` is an erase.request signed by its first officer; `reason` goes to the log of reads. */
export type ErasureRequest = { readonly envelope: string; readonly reason: string };

/** GET /api/chain: what the next envelope of this officer's key must say. */
export type Chain = {
  readonly origin: string;
  readonly talks: string;
  readonly author: string;
  readonly key: string;
  /** The number and the hash of the previous entry (hex, null first) of this key. */
  readonly counter: number;
  readonly prev: string | null;
  /** Today at the desk, for `at`. */
  readonly today: CivilDate;
  /** Act of this officer that waits for a second signature; it must be signed or withdrawn before his next act. */
  readonly pending: string | null;
};

/** What is sealed: the canonical JSON of this is the plaintext; sealed bytes are salt(32) ‖ plaintext (docs/formats/record.md). */
export type ActPayload = {
  /** Unique; it is cited. Proposed: `<officer>/<counter>`. */
  readonly label: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly sources: readonly string[];
};

/** POST /api/acts/check: an act before it is signed. Nothing is kept. 200 with faults, so that a form shows them as one types. */
export type CheckRequest = ActPayload & { readonly kind: string; readonly at: string; readonly to: readonly string[] };
export type CheckAnswer = {
  readonly faults: Refusal["error"]["faults"];
  /** The desk cannot open it when the secretariat is not among `to`: then its form is not checked here. */
  readonly isChecked: boolean;
  readonly needsSecond: boolean;
};

/** POST /api/acts. Sending the same bytes again gives the same acknowledgement: safe after any loss of the answer. */
export type ActRequest = {
  /** The leaf: DSSE envelope signed by the officer's key, base64. */
  readonly envelope: string;
  /** The age file that the envelope's commitment names, base64. */
  readonly sealed: string;
  /** A passkey's answer to SHA-256(PAE) of this envelope's payload: extra evidence, never the only signature. */
  readonly passkey?: PasskeyAnswer;
};
export type Acknowledgement = {
  readonly state: "recorded";
  readonly index: number;
  /** Leaf hash of the envelope, hex: the act's id everywhere in this interface. */
  readonly act: string;
  /** Signed note of the log's acknowledgement key over index and leaf hash: the party keeps it. */
  readonly note: string;
};
/** 202: a two-person act that waits for a second officer of the same party. */
export type Pending = {
  readonly state: "waiting";
  readonly act: string;
  readonly party: string;
  readonly kind: string;
  readonly by: string;
  readonly since: string;
};
/** GET /api/acts/pending → PendingAct[] of one's own party. DELETE /api/acts/pending/:act withdraws (its author only). */
export type PendingAct = Pending & {
  /** The payload that is signed, base64: the second officer signs the same bytes (DSSE PAE). */
  readonly payload: string;
  /** What it says, where the desk can open it. */
  readonly opened: ActPayload | null;
};
/** GET /api/acts/pending/:act/sealed → the age file, for an officer of the party who may sign it second: opened in the browser where the desk cannot. */
/** POST /api/acts/pending/:act/signature: the second officer's signature over the same payload, base64. → Acknowledgement */
export type SecondSignature = { readonly sig: string; readonly passkey?: PasskeyAnswer };
/** GET /api/acts/:act → Acknowledgement, Pending or 404 `ACT_NONE`: what became of an act whose answer was lost. */

export type EntryRow = {
  readonly index: number;
  readonly kind: string;
  readonly author: string;
  readonly at: string;
  readonly key: string;
  readonly to: readonly string[];
  /** null where this compartment cannot open it. */
  readonly label: string | null;
  /** One neutral sentence; null where it cannot be opened. */
  readonly says: string | null;
  readonly isInForce: boolean;
  /** Only with `opened=true`: the content, where this party may open it and the role reads `acts`; else null. */
  readonly opened?: ActPayload | null;
};
/** GET /api/entries?opened=true&from=0&limit=100&kind=&author=&label= (limit ≤ 1000; newest last). */
export type EntryPage = ViewHead & { readonly from: number; readonly total: number; readonly rows: readonly EntryRow[] };

/** GET /api/entries/:index */
export type EntryDetail = ViewHead & Omit<EntryRow, "opened"> & {
  readonly counter: number;
  readonly prev: string | null;
  readonly act: string;
  readonly commitments: readonly { readonly name: string; readonly commitment: string; readonly sealed: string; readonly to: readonly string[] }[];
  readonly opened: ActPayload | null;
  /** Exact bytes, base64. */
  readonly envelope: string;
  /** tlog-proof@v1 text under the newest cosigned checkpoint; null while none covers the entry. */
  readonly proof: string | null;
};

/** By obligation: sets found, persons identified, of how many kin were told, by the entries of the signatures. */
export type FallenByObligation = Readonly<Record<string, { readonly sets: number; readonly identified: number; readonly kinInformed: number; readonly because: readonly number[] }>>;
export type AccountView = ViewHead & Account & { readonly fallen: FallenByObligation; readonly cites: Readonly<Record<number, string>> };
/** GET /api/account/statement?on= → text/plain, the A4 statement. */

export type DifferenceRow = {
  readonly obligation: string;
  readonly agreement: string | null;
  readonly clause: string | null;
  readonly what: Flow["what"];
  readonly from: string;
  readonly to: string;
  readonly operation: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly count: number;
  readonly since: CivilDate;
  readonly ageDays: number;
  readonly because: readonly number[];
};
export type DifferencesView = ViewHead & { readonly rows: readonly DifferenceRow[] };

/** `moves`: every word on a clause until the day, the earliest first, with the verbatim span where the source has one. */
export type PositionsView = ViewHead & { readonly rows: readonly Row[]; readonly moves: readonly Move[] };
export type TalksView = ViewHead & TalksOn;
export type AgreedView = ViewHead & { readonly agreements: readonly AgreementState[] };
/** GET /api/texts/:agreement: the bytes each side signed last, so that both can compare and sign the same. */
export type TextView = ViewHead & {
  readonly agreement: string;
  readonly state: AgreementState["state"] | "nobody has signed";
  readonly versions: readonly { readonly sha256: string; readonly text: string; readonly signedBy: readonly { readonly party: string; readonly on: string; readonly entry: number; readonly cite: string }[] }[];
};

/** GET /api/brief?on&lang, GET /api/chronicle?on&lang: `lang` en, uk, ru, tr, ar or fr; without it en. Sentences and markdown are in it, section and standing are codes. */
/** `source`, where the lint looks, stays at the desk. */
export type SaidItem = Omit<BriefItem, "source"> & { readonly entry: number; readonly day: string };
export type BriefView = ViewHead & { readonly title: string; readonly markdown: string; readonly items: readonly SaidItem[] };
export type ChronicleView = ViewHead & { readonly title: string; readonly markdown: string; readonly days: readonly { readonly day: string; readonly items: readonly SaidItem[] }[] };

/** One speaker's count of an operation that stands. */
export type OperationCounted = { readonly operation: string; readonly by: string; readonly on: string; readonly entry: number; readonly cite: string; readonly flows: readonly Flow[] };
/** GET /api/operations: notices, who acknowledged them, what was found at the spot, both counts; the lists that can be a manifest, without names. */
export type OperationsView = ViewHead & {
  readonly operations: readonly OperationState[];
  readonly counted: readonly OperationCounted[];
  readonly manifests: readonly { readonly list: string; readonly by: string; readonly about: string; readonly names: number }[];
};

/** One list of the living, in counts; `cites`: what they rest on, newest first. */
export type CustodyList = {
  readonly list: string; readonly by: string; readonly about: string; readonly names: number;
  readonly stated: number; readonly keptBack: number; readonly heard: number; readonly decided: number;
  readonly cites: readonly { readonly entry: number; readonly label: string }[];
};
/** GET /api/custody: persons held, in counts. `decisions` by row, newest first, for the commission and the chair; a ground is a number of GC III Annex I. */
export type CustodyView = ViewHead & {
  readonly lists: readonly CustodyList[];
  readonly decisions: readonly { readonly list: string; readonly row: string; readonly outcome: string; readonly class: string; readonly ground: string | null; readonly on: string; readonly fitFrom: string | null; readonly commission: string; readonly entry: number; readonly cite: string }[];
  readonly decisionsLeftOut: number;
};
/** GET /api/custody/:list: codes of rows, no name. */
export type CustodyRowsView = ViewHead & { readonly list: string; readonly rows: readonly string[] };

/** One list, one reading against another: counts from 1 to 4 are hidden. */
export type PersonsRow = {
  readonly list: string; readonly by: string; readonly holder: string; readonly names: number; readonly from: string; readonly to: string;
  readonly added: Shown; readonly dropped: Shown; readonly becomeUnknown: Shown; readonly ceaseUnknown: Shown;
};
/** POST /api/readings: what each reading of a clause means in persons of the lists in sight. POST /api/readings/bracket also says which alternatives it cannot read. */
export type ReadingsRequest = { readonly text: string; readonly clause?: number; readonly on?: string; readonly lang?: string };
export type BracketReadingsRequest = { readonly bracket: string; readonly on?: string; readonly lang?: string };
export type ReadingsAnswer = {
  readonly on: CivilDate; readonly clauses: readonly number[]; readonly clause: number; readonly readings: readonly string[];
  readonly lists: readonly { readonly list: string; readonly by: string; readonly holder: string; readonly names: number }[]; readonly rows: readonly PersonsRow[];
  readonly unread?: readonly string[];
};
/** POST /api/why: why one name is or is not under each clause of an agreement; the reading is logged. */
export type WhyRequest = { readonly agreement: string; readonly list: string; readonly row: string; readonly lang: string; readonly on?: string };
export type WhyAnswer = { readonly agreement: string; readonly sha256: string; readonly clauses: readonly { readonly clause: number; readonly value: "no" | "unknown" | "disputed" | "yes"; readonly text: string; readonly sentence: string }[] };

/** One thing that waits. `key` and `values` are a message of words/<language>.json, `says` its English. */
export type WaitingItem = {
  readonly what: "answer" | "review" | "reply" | "signature" | "second signature" | "comparison" | "count" | "acknowledgement" | "cosignature" | "document" | "consequence" | "bulk reading";
  /** Party codes it waits for. */
  readonly for: readonly string[];
  readonly says: string;
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly since: CivilDate;
  readonly ageDays: number;
  readonly due: CivilDate | null;
  /** Days after `due`; 0 when not overdue. A clock marks, it ends nothing. */
  readonly overdueDays: number;
  readonly because: readonly number[];
  /** Route of the web page where it is dealt with, e.g. `/lists/L-1`. */
  readonly path: string;
};
/** One side says that it holds the person of a row, and the same person is proposed or identified among the fallen. Codes alone; in sight of the row's side and the secretariat. */
export type HeldAndFallen = {
  readonly list: string; readonly row: string; readonly how: "answered" | "on a list of those held"; readonly heldBy: string; readonly heldOn: CivilDate;
  readonly identification: string; readonly state: "proposed" | "identified"; readonly side: string; readonly fallenOn: CivilDate;
  /** The day from which both stood, and the link that shows it. */
  readonly since: CivilDate; readonly ageDays: number; readonly because: readonly number[];
};
/** GET /api/front: the first screen. */
export type FrontView = ViewHead & {
  readonly waiting: readonly WaitingItem[];
  readonly differences: readonly DifferenceRow[];
  /** For who reads lists; empty for everybody else. */
  readonly heldAndFallen: readonly HeldAndFallen[];
  /** Newest first, at most ten. */
  readonly latest: readonly EntryRow[];
  /** `from` and `until`: the window of its notice (`YYYY-MM-DDTHH:MM`), or the new day that a postponement names. */
  readonly nextOperation: { readonly operation: string; readonly phase: OperationState["phase"]; readonly from: string; readonly until: string; readonly says: string; readonly because: readonly number[] } | null;
  readonly obligations: number;
};

/** GET /api/lists */
/** A name whose person two of the own side identified among the fallen; in sight of that side and of the secretariat alone. */
export type FallenMark = { readonly identification: string; readonly on: CivilDate; readonly kinInformedOn: CivilDate | null; readonly cites: readonly { readonly entry: number; readonly label: string }[] };
/** `fallen`: by list, how many of its names are identified among the fallen. */
export type ListsView = ViewHead & { readonly lists: readonly ListState[]; readonly fallen: Readonly<Record<string, number>> };
/** GET /api/lists/:list?from=0&limit=200&state=&q= : rows of one list with the case of each name. Reading it is logged. */
export type ListView = ViewHead & { readonly list: ListState; readonly from: number; readonly total: number; readonly rows: readonly NameCase[]; /** By row. */ readonly fallen: Readonly<Record<string, FallenMark>> };

/** GET /api/matches: runs over lists in sight, how pairs and doubles stand, what was told. Another's answer to an open pair is not in it. */
export type MatchesView = ViewHead & MatchesOn;
/** GET /api/planning: every plan in sight, in counts. */
export type PlanningView = ViewHead & { readonly plans: readonly PlanView[] };
/** GET /api/planning/freeze?plan= (the mediator's seats): what `plan.frozen` and `plan.instance` are signed over. */
export type FreezeView = ViewHead & { readonly plan: string; readonly round: number; readonly upTo: number; readonly hash: string; readonly persons: number; readonly places: string; readonly instance: Readonly<Record<string, unknown>>;
  /** Root of its leaves, where a salt stands on the record. */
  readonly leaves: string | null;
};
/** GET /api/planning/given?plan=&round= (the mediator's seats): what `plan.forwarded` and `plan.opened` of a round with leaves are signed over. */
export type GivenView = { readonly counts: readonly CountRow[]; readonly opened: Readonly<Record<string, { readonly leaves: readonly OpenedLeaf[]; readonly rest: string }>> };
/** GET /api/planning/batch?plan=&round=&batch=: reading it is logged. GET /api/planning/drawing gives SVG, /openings a file. */
export type PlanBatchView = { readonly batch: string; readonly persons: readonly PlanPerson[] };
/** GET /api/planning/reserve?plan=&round=&person= */
export type ReserveView = { readonly person: string; readonly batch: string; readonly reserve: readonly PlanPerson[] };

/** POST /api/lists/preview: CSV text, nothing is kept. */
export type PreviewRequest = { readonly list: string; readonly purpose: ListPurpose; readonly about: string; readonly due?: string; readonly csv: string };
export type PreviewAnswer = {
  readonly rows: number;
  /** Rows as they would be sealed, at most 200 of them here. */
  readonly sample: readonly NameRow[];
  /** Every bad row by number and column. A list with faults cannot be deposited. */
  readonly faults: Refusal["error"]["faults"];
  /** Remarks that do not stop the deposit: doubles within the list, names already asked for, names returned. */
  readonly remarks: readonly { readonly code: string; readonly row: number; readonly column: string }[];
  /** The body of the `list.deposited` act to seal and sign: all rows. null while there are faults. */
  readonly body: Readonly<Record<string, unknown>> | null;
};

/**
 * POST /api/jobs {task, request?} → Job (202). GET /api/jobs → {jobs: Job[]}, GET /api/jobs/:id, DELETE /api/jobs/:id (cancel),
 * GET /api/jobs/:id/result → what it made. Each officer sees his own alone.
 */
export type Job = {
  readonly id: string;
  /** The kind: a line of src/desk/jobs/kinds.ts. */
  readonly task: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  /** Steps of the job's own; `of` is 0 while not known. */
  readonly done: number;
  readonly of: number;
  /** Estimated from progress so far; null while unknown. */
  readonly remainingSeconds: number | null;
  /** How often it was begun: above 1 a desk was stopped or killed in the middle of it. */
  readonly attempt: number;
  /** Path of the result to fetch; null until it is done. */
  readonly result: string | null;
  /** Code of the fault it ended in. */
  readonly error: string | null;
  /** While it runs, where the job says more than a count: planning its bounds. */
  readonly note: JobNote | null;
};
/** GET /api/bundle → application/x-tar: the bundle that anybody checks offline (docs/formats/record.md). */

/** POST /api/break-glass: opens for a quarter of an hour what the role may not read by default, within the own compartment. */
export type BreakGlassRequest = { readonly view: string; readonly reason: string };
/** GET /api/reads (security-officer, mediator-chair): who read what is sensitive, newest first; who of the last seven days read more within one hour than the desk takes for ordinary. */
export type ReadsView = { readonly reads: readonly ReadLogRow[]; readonly bulk: readonly BulkReading[]; readonly bulkReadsPerHour: number };
/** The fullest hour of one officer: when it began, and how many reads it holds. */
export type BulkReading = { readonly officer: string; readonly party: string; readonly count: number; readonly from: string };
export type ReadLogRow = { readonly at: string; readonly officer: string; readonly party: string; readonly what: string; readonly isBreakGlass: boolean; readonly reason: string | null };

/**
 * GET /api/events: server-sent events, each `data:` one of these as JSON. Only what the own compartment may know; an entry that
 * it cannot open arrives with kind and author alone, as everybody sees them in the record.
 */
export type DeskEvent =
  | { readonly event: "entry"; readonly index: number; readonly kind: string; readonly author: string; readonly size: number; readonly mine: boolean }
  | { readonly event: "checkpoint"; readonly size: number; readonly inForce: number }
  | { readonly event: "pending"; readonly act: string; readonly state: "waiting" | "signed" | "withdrawn" }
  | { readonly event: "job"; readonly job: Job }
  | { readonly event: "break-glass"; readonly officer: string; readonly view: string }
  | { readonly event: "bulk-read"; readonly officer: string }
  | { readonly event: "closing" };

/** Passkeys: POST /api/passkeys/options → creation options; POST /api/passkeys {response}; POST /api/session/passkey/options {officer}; POST /api/session/passkey {officer, response} → SessionInfo. */
export type PasskeyAnswer = { readonly response: Readonly<Record<string, unknown>> };
/** GET /api/passkeys: one's own. DELETE /api/passkeys/:id removes one. */
export type PasskeysView = { readonly passkeys: readonly { readonly id: string; readonly addedAt: string | null }[] };
