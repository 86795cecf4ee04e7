// Acts on the fallen: remains received and examined, profiles and references deposited, searches, proposals, signatures, findings.
// Codes alone stand in them: no name, no free word, so that a laboratory can be addressed. Genotypes stand in the deposits only.
import { readBody, type Body, type BodyReader } from "../basis/body-reader.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { utf8 } from "../basis/bytes.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Faults, type Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { checkFrequencies, checkProfiles, checkReferences } from "./deposit.ts";
import { IDENTIFIERS, judgeIdentifiers, type Identifier } from "./identifiers.ts";
import { KIN_ACTS, type FamilyLinked, type FamilyUnlinked, type KinInformed, type ReferencesNeeded } from "./kin-act.ts";
import { checkOutsideReport } from "./outside-report.ts";
import { code, codeIfAny, codes, CODE_EXPECTED, digested, few, FORM, isCode, reference, wrong } from "./read-code.ts";
import { SAMPLE_ACTS, type SampleAct } from "./sample-act.ts";
import { parseSettled, type ReferencesSettled } from "./settle-act.ts";
import { readSettings } from "./settings.ts";

export type ContainerReceived = { readonly container: string; readonly seal?: string; readonly sets: readonly string[] };
export type RemainsReceived = { readonly kind: "remains.received"; readonly receipt: string; readonly operation?: string; readonly obligation?: string; readonly containers: readonly ContainerReceived[] };
export type RemainsExamined = { readonly kind: "remains.examined"; readonly examination: string; readonly containers: readonly { readonly container: string; readonly sets: readonly string[] }[] };
/** Sets that are taken for one person; both custody chains stay. */
export type RemainsJoined = { readonly kind: "remains.joined"; readonly person: string; readonly sets: readonly string[]; readonly basis: (typeof JOIN_BASES)[number] };
export type RemainsParted = { readonly kind: "remains.parted"; readonly person: string; readonly reason: Reason };
export type RemainsBuried = { readonly kind: "remains.buried"; readonly identification: string; readonly grave: string; readonly on: CivilDate };
export type PolicyStated = { readonly kind: "identification.policy"; readonly policy: string; readonly settings: Readonly<Record<string, unknown>>; readonly population: string; readonly sha256: string; readonly frequencies: string; /** Under these a report says its ratio too. */ readonly otherTables?: readonly PolicyTable[] };
export type PolicyTable = { readonly population: string; readonly sha256: string; readonly frequencies: string };
export type ProfilesDeposited = { readonly kind: "profiles.deposited"; readonly deposit: string; readonly purpose: "remains" | "elimination"; readonly sha256: string; readonly text: string };
export type ReferencesDeposited = { readonly kind: "references.deposited"; readonly deposit: string; readonly side: string; readonly sha256: string; readonly text: string };
/** Consent was withdrawn: these families are searched no more. */
export type ReferencesWithdrawn = { readonly kind: "references.withdrawn"; readonly families: readonly string[] };
export type SearchRun = {
  readonly kind: "search.run"; readonly search: string; readonly policy: string; readonly profiles: readonly string[]; readonly references: readonly string[];
  /** SHA-256 of what went in and what came out. */
  readonly inputsSha256: string; readonly candidatesSha256: string; readonly engine: string; readonly kernel: string;
  readonly counts: Readonly<Record<string, number>>;
};
/** The candidates of a search, for laboratories only: canonical JSON. */
export type CandidatesKept = { readonly kind: "candidates.kept"; readonly search: string; readonly sha256: string; readonly text: string };
export type DnaFigures = { readonly search: string; readonly log10Lr: number; readonly posterior: number; readonly gapLog10: number; readonly verdict: "proposed" | "proposed as group"; readonly report: Readonly<Record<string, unknown>>; readonly reportSha256: string };
export type IdentificationProposed = {
  readonly kind: "identification.proposed"; readonly identification: string; readonly sets: readonly string[]; readonly family: string; readonly missing: string; readonly side: string;
  /** Absent where teeth or prints alone led to the proposal. */
  readonly dna?: DnaFigures;
};
export type IdentificationSigned = { readonly kind: "identification.signed"; readonly identification: string; readonly identifiers: readonly Identifier[] };
export type IdentificationReturned = { readonly kind: "identification.returned"; readonly identification: string; readonly outcome: (typeof RETURNS)[number]; readonly reason: Reason; readonly relative?: string };
export type IdentificationReopened = { readonly kind: "identification.reopened"; readonly identification: string; readonly reason: Reason };
/** The finding that sets are not of the receiving side: it reverses the delivery of `containers` under `obligation`. */
export type AffiliationFound = { readonly kind: "affiliation.found"; readonly finding: string; readonly of: (typeof AFFILIATIONS)[number]; readonly sets: readonly string[]; readonly containers: readonly string[]; readonly obligation?: string };

export type RemainsAct =
  | RemainsReceived | RemainsExamined | RemainsJoined | RemainsParted | RemainsBuried | SampleAct | PolicyStated | ProfilesDeposited | ReferencesDeposited | ReferencesWithdrawn
  | ReferencesSettled | ReferencesNeeded | KinInformed | FamilyLinked | FamilyUnlinked
  | SearchRun | CandidatesKept | IdentificationProposed | IdentificationSigned | IdentificationReturned | IdentificationReopened | AffiliationFound;

export const JOIN_BASES = ["dna", "anatomy", "dna and anatomy"] as const;
export const REASONS = ["references", "markers", "contradiction", "custody", "error of transcription", "other"] as const;
export type Reason = (typeof REASONS)[number];
export const RETURNS = ["refused", "more references needed"] as const;
export const AFFILIATIONS = ["other side", "third party", "not known"] as const;

/** Members that the reader of bodies does not know: objects and decimals. */
function apart<T>(body: Body, members: readonly string[], read: (rest: Body, taken: Readonly<Record<string, unknown>>) => T): T {
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !members.includes(name)));
  return read(rest, Object.fromEntries(members.map((name) => [name, body[name]])));
}

const refuse = (faults: readonly Fault[]): void => {
  if (faults.length > 0) throw new Faults(faults);
};
function parsePolicy(body: Body): PolicyStated {
  return apart(body, ["settings"], (rest, { settings }) => {
    const act = readBody(rest, FORM, (read): PolicyStated => {
      const { text, sha256 } = digested(read, "frequencies");
      return { kind: "identification.policy", policy: code(read, "policy"), population: codeOfPopulation(read), sha256, frequencies: text, settings: isRecord(settings) ? settings : {}, ...(rest["otherTables"] === undefined ? {} : { otherTables: readOtherTables(read) }) };
    });
    const { settings: own, faults } = readSettings(settings, "settings");
    const chosen = own.mutation === "not chosen" ? [wrong("settings.mutation", "a mutation model: there is no default, the laboratory chooses")] : [];
    refuse([...faults, ...chosen, ...checkFrequencies(act.frequencies), ...(act.otherTables ?? []).flatMap(({ frequencies }) => checkFrequencies(frequencies))]);
    return act;
  });
}
const OTHER_TABLES_MAX = 4;
function readOtherTables(read: BodyReader): readonly PolicyTable[] {
  const found = few(read, "otherTables", read.list("otherTables", (one): PolicyTable => {
    const { text, sha256 } = digested(one, "frequencies");
    return { population: codeOfPopulation(one), sha256, frequencies: text };
  }));
  if (found.length > OTHER_TABLES_MAX) read.miss("otherTables", `at most ${OTHER_TABLES_MAX}`);
  return found;
}
const codeOfPopulation = (read: BodyReader): string => {
  const found = read.text("population");
  if (found !== "" && !/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}$/.test(found)) read.miss("population", "the name and version of the frequency table, Latin letters and digits");
  return found;
};

function parseSearch(body: Body): SearchRun {
  return apart(body, ["counts"], (rest, { counts }) => {
    const numbers = Object.entries(isRecord(counts) ? counts : {}).flatMap(([name, value]) => (typeof value === "number" && Number.isFinite(value) && value >= 0 ? [[name, value] as const] : []));
    if (!isRecord(counts) || numbers.length !== Object.keys(counts).length || numbers.length > 60) throw new Faults([wrong("counts", "numbers by name")]);
    return readBody(rest, FORM, (read): SearchRun => ({
      kind: "search.run", search: code(read, "search"), policy: code(read, "policy"), profiles: codes(read, "profiles", 1), references: codes(read, "references", 1),
      inputsSha256: read.sha256("inputsSha256"), candidatesSha256: read.sha256("candidatesSha256"), engine: read.text("engine"), kernel: read.text("kernel"), counts: Object.fromEntries(numbers),
    }));
  });
}

function parseProposal(body: Body): IdentificationProposed {
  return apart(body, ["dna"], (rest, { dna }) => {
    const plain = readBody(rest, FORM, (read): IdentificationProposed => ({
      kind: "identification.proposed", identification: code(read, "identification"), sets: codes(read, "sets", 1), family: code(read, "family"), missing: code(read, "missing"), side: read.text("side"),
    }));
    return dna === undefined ? plain : { ...plain, dna: parseDna(dna, plain) };
  });
}

function parseDna(value: unknown, { sets, family, missing }: IdentificationProposed): DnaFigures {
  if (!isRecord(value)) throw new Faults([wrong("dna", "an object")]);
  const faults: Fault[] = [];
  const number = (name: string, least: number, most: number): number => {
    const found = value[name];
    if (typeof found === "number" && found >= least && found <= most) return found;
    faults.push(wrong(`dna.${name}`, `a number from ${least} to ${most}`));
    return least;
  };
  const { report, reportSha256, verdict, search } = value;
  const known = ["search", "log10Lr", "posterior", "gapLog10", "verdict", "report", "reportSha256"];
  for (const name of Object.keys(value)) if (!known.includes(name)) faults.push(wrong(`dna.${name}`, "no member of this name"));
  if (typeof search !== "string" || !isCode(search)) faults.push(wrong("dna.search", CODE_EXPECTED));
  if (verdict !== "proposed" && verdict !== "proposed as group") faults.push(wrong("dna.verdict", "proposed or proposed as group: anything else is no proposal"));
  const figures = { log10Lr: number("log10Lr", -1e6, 1e6), posterior: number("posterior", 0, 1), gapLog10: number("gapLog10", -1e6, 1e6) };
  const object = isRecord(report) ? report : {};
  if (sha256Hex(utf8(canonicalJson(object))) !== reportSha256) faults.push(wrong("dna.reportSha256", "the SHA-256 of the canonical JSON of the report"));
  faults.push(...checkOutsideReport(object, { sets, family, missing, log10Lr: figures.log10Lr }));
  refuse(faults);
  return { search: String(search), ...figures, verdict: verdict === "proposed" ? "proposed" : "proposed as group", report: object, reportSha256: String(reportSha256) };
}

/**
 * Deposits as they are read where they stand on the record: form and digest. Their lines were read at the door (`REMAINS_ACTS`) and are read again by
 * whoever asks for them; a fold that parsed 20,000 families at every start would wait seconds for what nobody asked. @throws Faults `REMAINS_FORM`.
 */
export const STANDING_DEPOSITS = {
  "profiles.deposited": (body: Body): ProfilesDeposited => readBody(body, FORM, (read) => ({ kind: "profiles.deposited", deposit: code(read, "deposit"), purpose: read.oneOf("purpose", ["remains", "elimination"]), ...digested(read, "text") })),
  "references.deposited": (body: Body): ReferencesDeposited => readBody(body, FORM, (read) => ({ kind: "references.deposited", deposit: code(read, "deposit"), side: read.text("side"), ...digested(read, "text") })),
} as const;

/** By kind. Each @throws Faults `REMAINS_FORM` with the field, and those of the documents that it carries, by line. */
export const REMAINS_ACTS: { readonly [K in RemainsAct["kind"]]: (body: Body) => Extract<RemainsAct, { readonly kind: K }> } = {
  "remains.received": (body) => readBody(body, FORM, (read) => ({
    kind: "remains.received", receipt: code(read, "receipt"), ...reference(read, "operation"), ...reference(read, "obligation"),
    containers: few(read, "containers", read.list("containers", (one): ContainerReceived => ({ container: code(one, "container"), ...codeIfAny(one, "seal"), sets: codes(one, "sets", 0) }))),
  })),
  "remains.examined": (body) => readBody(body, FORM, (read) => ({
    kind: "remains.examined", examination: code(read, "examination"),
    containers: few(read, "containers", read.list("containers", (one) => ({ container: code(one, "container"), sets: codes(one, "sets", 1) }))),
  })),
  "remains.joined": (body) => readBody(body, FORM, (read) => ({ kind: "remains.joined", person: code(read, "person"), sets: codes(read, "sets", 2), basis: read.oneOf("basis", JOIN_BASES) })),
  "remains.parted": (body) => readBody(body, FORM, (read) => ({ kind: "remains.parted", person: code(read, "person"), reason: read.oneOf("reason", REASONS) })),
  "remains.buried": (body) => readBody(body, FORM, (read) => ({ kind: "remains.buried", identification: code(read, "identification"), grave: code(read, "grave"), on: read.date("on") })),
  ...SAMPLE_ACTS,
  "identification.policy": parsePolicy,
  "profiles.deposited": (body) => {
    const act = STANDING_DEPOSITS["profiles.deposited"](body);
    refuse(checkProfiles(act.text));
    return act;
  },
  "references.deposited": (body) => {
    const act = STANDING_DEPOSITS["references.deposited"](body);
    refuse(checkReferences(act.text, act.side));
    return act;
  },
  "references.withdrawn": (body) => readBody(body, FORM, (read) => ({ kind: "references.withdrawn", families: codes(read, "families", 1) })),
  "references.settled": parseSettled,
  ...KIN_ACTS,
  "search.run": parseSearch,
  "candidates.kept": (body) => readBody(body, FORM, (read) => ({ kind: "candidates.kept", search: code(read, "search"), ...digested(read, "text") })),
  "identification.proposed": parseProposal,
  "identification.signed": (body) => {
    const act = readBody(body, FORM, (read) => ({ kind: "identification.signed" as const, identification: code(read, "identification"), identifiers: read.texts("identifiers") }));
    const identifiers = act.identifiers.flatMap((one) => IDENTIFIERS.filter((known) => known === one));
    if (identifiers.length !== act.identifiers.length || new Set(identifiers).size !== identifiers.length) throw new Faults([wrong("identifiers", `each once, of ${IDENTIFIERS.join(", ")}`)]);
    refuse(judgeIdentifiers(identifiers));
    return { ...act, identifiers };
  },
  "identification.returned": (body) => readBody(body, FORM, (read) => {
    const relative = read.textIfAny("relative");
    if (relative.relative !== undefined && !["full sibling", "child"].includes(relative.relative) && !/^[A-Za-z]{1,3}\d{0,4}$/.test(relative.relative)) read.miss("relative", "a relative by code, full sibling or child");
    return { kind: "identification.returned", identification: code(read, "identification"), outcome: read.oneOf("outcome", RETURNS), reason: read.oneOf("reason", REASONS), ...relative };
  }),
  "identification.reopened": (body) => readBody(body, FORM, (read) => ({ kind: "identification.reopened", identification: code(read, "identification"), reason: read.oneOf("reason", REASONS) })),
  "affiliation.found": (body) => readBody(body, FORM, (read) => {
    const act: AffiliationFound = { kind: "affiliation.found", finding: code(read, "finding"), of: read.oneOf("of", AFFILIATIONS), sets: codes(read, "sets", 1), containers: codes(read, "containers", 0), ...reference(read, "obligation") };
    if (act.containers.length > 0 && act.obligation === undefined) read.miss("obligation", "the obligation whose delivery is reversed");
    return act;
  }),
};

/** Acts that hold genotypes, or what follows from them beside the proposal: addressed to laboratories and to nobody else. */
export const GENETIC_KINDS: readonly string[] = ["profiles.deposited", "references.deposited", "references.settled", "references.withdrawn", "candidates.kept"];
/** Which family is which name, and that its kin were told: a side's own, and the desk's that keeps its vault. */
export const FAMILY_KINDS: readonly string[] = ["family.linked", "family.unlinked", "kin.informed"];
/** Acts that may be addressed to a laboratory: codes and figures alone stand in them. */
export const LABORATORY_KINDS: readonly string[] = Object.keys(REMAINS_ACTS).filter((kind) => kind !== "remains.buried" && !FAMILY_KINDS.includes(kind));
