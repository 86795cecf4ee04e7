// The HTTP interface of the fallen: what the routes below /api/remains and /api/laboratory give. Types only, for web and server.
import type { CivilDate } from "../basis/civil-date.ts";
import type { ViewHead } from "./api-types.ts";
import type { SampleState } from "../identification/sample-act.ts";
import type { CaseState } from "../identification/dossier.ts";

/** Containers, sets of remains, persons: three counts, never one for another. */
export type ThreeCounts = { readonly containers: number; readonly examinedContainers: number; readonly sets: number; readonly persons: number };

/** Furthest state of a set in sight. `not of this side` is a finding; a re-opened case is examined again. */
export type SetState = "examined" | "sampled" | "sample needed again" | "profiled" | "proposed" | "identified" | "kin informed" | "more references needed" | "re-opened" | "not of this side" | "buried";

/** `number` from 1: a second sample of its set repeats. */
export type SampleRow = { readonly sample: string; readonly state: SampleState; readonly on: CivilDate; readonly number: number };

export type SetRow = {
  readonly set: string; readonly container: string; readonly receipt: string; readonly receivedBy: string; readonly receivedOn: CivilDate;
  /** That its container was received under; null outside every obligation. */
  readonly obligation: string | null;
  readonly person: string | null; readonly samples: readonly SampleRow[]; readonly state: SetState; readonly identification: string | null; readonly because: readonly number[];
};
/** GET /api/remains/sets?from=0&limit=200&state=&q= */
export type SetsView = ViewHead & { readonly from: number; readonly total: number; readonly rows: readonly SetRow[] };

export type CaseRow = {
  readonly identification: string; readonly sets: readonly string[]; readonly family: string; readonly missing: string; readonly side: string; readonly state: CaseState;
  readonly by: string; readonly on: CivilDate; readonly entry: number; readonly cite: string;
  readonly dna: { readonly search: string; readonly log10Lr: number; readonly posterior: number; readonly gapLog10: number; readonly verdict: string; readonly reportSha256: string; readonly report: Readonly<Record<string, unknown>> } | null;
  readonly identifiers: readonly string[]; readonly returned: { readonly outcome: string; readonly reason: string; readonly relative: string | null } | null;
  readonly graves: readonly { readonly grave: string; readonly on: CivilDate }[];
  /** When the second of the two signatures stood. */
  readonly signedOn: CivilDate | null;
  readonly informed: readonly { readonly informant: string; readonly channel: string; readonly on: CivilDate; readonly entry: number; readonly cite: string }[];
};
/** Another relative of these families would help: the same words whatever the reason. */
export type NeededRow = { readonly request: string; readonly side: string; readonly families: readonly string[]; readonly by: string; readonly on: CivilDate; readonly entry: number; readonly cite: string };
/** A missing person of a family is a row of a list: in sight of the own side and the secretariat. */
export type LinkRow = { readonly family: string; readonly missing: string; readonly list: string; readonly row: string; readonly entry: number; readonly cite: string };
export type FindingRow = { readonly finding: string; readonly of: string; readonly sets: readonly string[]; readonly containers: readonly string[]; readonly obligation: string | null; readonly by: string; readonly on: CivilDate; readonly entry: number; readonly cite: string };

/** When the sets that are left would be decided, at the pace so far: the middle and the ends of a 95 % range of that pace. */
export type Forecast = { readonly decided: number; readonly days: number; readonly perDay: number; readonly left: number; readonly on: CivilDate; readonly earliest: CivilDate; readonly latest: CivilDate | null };

/** Of one laboratory: samples it received and has not done with, how many it was done with since its first receipt, and when it would have none left. */
export type LaboratoryPace = { readonly party: string; readonly left: number; readonly done: number; readonly since: CivilDate; readonly days: number; readonly forecast: Forecast | null };
/** A relative's sample and how far it is: what a family may be told. No marker, no result of a comparison, no reason. */
export type RelativeSample = SampleRow & { readonly family: string; readonly because: readonly number[] };

/** GET /api/remains: the board. What is not in sight of the asker's party counts nowhere. */
export type RemainsView = ViewHead & {
  readonly counts: ThreeCounts; readonly byParty: Readonly<Record<string, ThreeCounts>>; readonly states: Readonly<Record<SetState, number>>;
  readonly samples: { readonly counts: Readonly<Record<SampleState, number>>; readonly repeated: number; readonly byLaboratory: readonly LaboratoryPace[]; readonly relatives: readonly RelativeSample[] };
  readonly forecast: Forecast | null;
  readonly cases: readonly CaseRow[]; readonly findings: readonly FindingRow[];
  readonly needed: readonly NeededRow[]; readonly links: readonly LinkRow[];
  readonly persons: readonly { readonly person: string; readonly sets: readonly string[]; readonly containers: readonly string[]; readonly receipts: readonly string[] }[];
};

/** GET /api/remains/affected/:identification: what rests on it (F9). */
export type AffectedView = ViewHead & {
  readonly identification: string; readonly sets: readonly string[]; readonly samples: readonly string[]; readonly families: readonly string[]; readonly identifications: readonly string[];
  readonly graves: readonly string[]; /** Identifications of which kin were told: they must hear of it again. */ readonly kinInformed: readonly string[]; readonly rows: readonly { readonly list: string; readonly row: string }[]; readonly containers: readonly string[]; readonly account: readonly { readonly entry: number; readonly cite: string; readonly kind: string }[];
};

/** GET /api/laboratory: what lies in the laboratory's own compartment. */
export type LaboratoryView = ViewHead & {
  readonly policies: readonly { readonly policy: string; readonly population: string; readonly sha256: string; readonly settings: Readonly<Record<string, unknown>>; readonly entry: number; readonly cite: string }[];
  readonly deposits: readonly { readonly deposit: string; readonly purpose: string; readonly side: string; readonly sha256: string; readonly count: number; readonly by: string; readonly on: CivilDate; readonly entry: number; readonly cite: string }[];
  /** Whether this desk was given what opens for the laboratory; else the laboratory searches on its own machine. */
  readonly opensHere: boolean;
  /** How many acts of each kind the own laboratory recorded, whether or not they are open here. */
  readonly recorded: Readonly<Record<string, number>>;
  readonly withdrawn: readonly string[];
  readonly settlements: readonly { readonly settlement: string; readonly search: string; readonly family: string; readonly outcome: string; readonly flagsSha256: string; readonly on: CivilDate; readonly entry: number; readonly cite: string }[];
  readonly searches: readonly { readonly search: string; readonly policy: string; readonly profiles: readonly string[]; readonly references: readonly string[]; readonly inputsSha256: string; readonly candidatesSha256: string; readonly engine: string; readonly counts: Readonly<Record<string, number>>; readonly isKept: boolean; readonly on: CivilDate; readonly entry: number; readonly cite: string }[];
  /** The digest a search of all deposits under each policy would name. */
  readonly inputsSha256: Readonly<Record<string, string>>;
};
/** GET /api/laboratory/candidates/:search: the document of `candidates.kept`, as src/desk/jobs/identify-remains.ts makes it. */
export type CandidatesView = ViewHead & { readonly search: string; readonly sha256: string; readonly document: Readonly<Record<string, unknown>> };
