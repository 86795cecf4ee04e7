// A deposit, a search and a proposal against what lies in the laboratory's sight: known codes, digests that hold, figures that are
// those of the search, a posterior that passes the bar of the policy. What the two persons sign is what was computed.
import { canonicalJson } from "../basis/canonical-json.ts";
import { utf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { familyLinesOf } from "./deposit.ts";
import { parseFamily } from "./parse-families.ts";
import type { Deposit, Dossier } from "./dossier.ts";
import { parseRemains } from "./parse-remains.ts";
import type { ReferenceFlag } from "./check-references.ts";
import type { CandidatesKept, IdentificationProposed, ProfilesDeposited, ReferencesDeposited, SearchRun } from "./remains-act.ts";
import { checkCorrection, flagsDigest, type ReferencesSettled } from "./settle-act.ts";
import { readSettings } from "./settings.ts";

const fault = (code: string, expected: string, field: string): Fault => new Fault(code, `expected ${expected}`, [{ field }]);

const familyIds = new WeakMap<object, readonly string[]>();
/** Codes of the families of one deposit, read once; "" for a line that is none. */
export function familiesIn(deposit: Pick<Deposit, "text">): readonly string[] {
  const known = familyIds.get(deposit);
  if (known) return known;
  const ids = familyLinesOf(deposit.text).map(({ text }) => readOr("", () => {
    const value = parseJson(text);
    return isRecord(value) ? String(value["id"]) : "";
  }));
  familyIds.set(deposit, ids);
  return ids;
}
const profileIds = new WeakMap<object, readonly string[]>();
export function profilesIn(deposit: Pick<Deposit, "text">): readonly string[] {
  const known = profileIds.get(deposit);
  if (known) return known;
  const ids = readOr([], () => parseRemains(deposit.text, "profiles").remains.map(({ id }) => id));
  profileIds.set(deposit, ids);
  return ids;
}

/** A text that was laid by a desk which read otherwise is no reason to stop: the search names its lines. */
function readOr<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault || error instanceof Faults) return otherwise;
    throw error;
  }
}

/** Faults `REMAINS_NONE` for profiles of no known set or sample, `REMAINS_TWICE` for a profile or family that lies here already. */
export function checkDeposit(dossier: Dossier, act: ProfilesDeposited | ReferencesDeposited): Fault[] {
  const faults: Fault[] = [];
  const others = [...dossier.deposits.values()];
  if (act.kind === "profiles.deposited") {
    const ids = profilesIn(act);
    if (act.purpose === "remains" && ids.some((id) => !dossier.sets.has(id) && !dossier.samples.has(id))) faults.push(fault("REMAINS_NONE", "profiles of sets or samples that were received", "text"));
    const met = new Set(others.filter(({ purpose }) => purpose === act.purpose).flatMap(profilesIn));
    if (ids.some((id) => met.has(id))) faults.push(fault("REMAINS_TWICE", "profiles that were not deposited before", "text"));
    return faults;
  }
  const met = new Set(others.filter(({ purpose }) => purpose === "references").flatMap((one) => familiesIn(one).filter((id) => !one.withdrawn.has(id))));
  if (familiesIn(act).some((id) => met.has(id))) faults.push(fault("REMAINS_TWICE", "families that were not deposited before", "text"));
  return faults;
}

/** Families whose consent was withdrawn, with the deposit that they lay in, sorted. */
export const withdrawnOf = ({ deposits }: Dossier): [deposit: string, family: string][] =>
  [...deposits.values()].flatMap(({ deposit, withdrawn }) => [...withdrawn].map((family): [string, string] => [deposit, family])).sort((a, b) => (a.join("\n") < b.join("\n") ? -1 : 1));

/** How the flags of families are settled, as a search takes it in: sorted by family. */
export type SettledFamily = { readonly family: string; readonly outcome: ReferencesSettled["outcome"]; readonly flagsSha256: string; readonly corrected: string | null };
export const settledOf = ({ settled }: Dossier): SettledFamily[] =>
  [...settled.values()].map(({ decided: { family, outcome, flagsSha256 }, corrected }) => ({ family, outcome, flagsSha256, corrected })).sort((a, b) => (a.family < b.family ? -1 : 1));

/** SHA-256 over what a search reads: the digests of its deposits, of what was withdrawn and settled, of the frequencies, of the settings. */
export function inputsDigest(dossier: Dossier, of: { readonly policy: string; readonly profiles: readonly string[]; readonly references: readonly string[] }): string {
  const policy = dossier.policies.get(of.policy);
  const digests = (names: readonly string[]): (string | null)[] => [...names].sort().map((name) => dossier.deposits.get(name)?.sha256 ?? null);
  const elimination = [...dossier.deposits.values()].filter(({ purpose }) => purpose === "elimination").map(({ sha256 }) => sha256).sort();
  return sha256Hex(utf8(canonicalJson({
    profiles: digests(of.profiles), references: digests(of.references), elimination, withdrawn: withdrawnOf(dossier),
    settled: settledOf(dossier).map(({ corrected, ...one }) => ({ ...one, corrected: corrected === null ? null : sha256Hex(utf8(corrected)) })), frequencies: policy?.sha256 ?? null, settings: policy?.settings ?? null,
    ...(policy?.otherTables === undefined ? {} : { otherTables: policy.otherTables.map(({ sha256 }) => sha256) }),
  })));
}

/** Faults `REMAINS_NONE`, `REMAINS_TWICE`, `SEARCH_DIGEST`. */
export function checkSearch(dossier: Dossier, act: SearchRun | CandidatesKept, seesDeposits: boolean): Fault[] {
  const { searches, policies, deposits } = dossier;
  if (act.kind === "candidates.kept") {
    const search = searches.get(act.search);
    if (!search) return [fault("REMAINS_NONE", "a search on the record", "search")];
    return search.candidatesSha256 === act.sha256 ? [] : [fault("SEARCH_DIGEST", "the candidates whose digest the search names", "sha256")];
  }
  const faults: Fault[] = [];
  if (searches.has(act.search)) faults.push(fault("REMAINS_TWICE", "a code that was not met before", "search"));
  if (!policies.has(act.policy)) faults.push(fault("REMAINS_NONE", "a policy on the record", "policy"));
  if (!seesDeposits) return faults;
  for (const [field, purpose] of [["profiles", "remains"], ["references", "references"]] as const)
    if (act[field].some((name) => deposits.get(name)?.purpose !== purpose)) faults.push(fault("REMAINS_NONE", `deposits of ${purpose}`, field));
  if (faults.length === 0 && inputsDigest(dossier, act) !== act.inputsSha256) faults.push(fault("SEARCH_DIGEST", "the digest of these deposits, frequencies and settings", "inputsSha256"));
  return faults;
}

/** The flags that a search found of one family, out of its kept candidates. */
export function flagsIn(candidates: string, family: string): readonly ReferenceFlag[] {
  const value = parseJson(candidates);
  const flags: readonly unknown[] = isRecord(value) && Array.isArray(value["flags"]) ? value["flags"] : [];
  const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string");
  return flags.filter((one): one is ReferenceFlag => isRecord(one) && one["family"] === family && typeof one["kind"] === "string" && typeof one["log10Lr"] === "number" && isTexts(one["persons"]) && isTexts(one["markers"]));
}

/** Faults `REMAINS_NONE`, `REMAINS_TWICE`, `SETTLEMENT_OTHER` for flags that this search did not find, or a correction that goes too far. */
export function checkSettlement(dossier: Dossier, act: ReferencesSettled): Fault[] {
  if ([...dossier.settled.values()].some(({ decided }) => decided.settlement === act.settlement)) return [fault("REMAINS_TWICE", "a code that was not met before", "settlement")];
  const candidates = dossier.searches.get(act.search)?.candidates ?? null;
  if (candidates === null) return [fault("REMAINS_NONE", "a search whose candidates lie in your laboratory", "search")];
  const deposit = [...dossier.deposits.values()].find((one) => one.purpose === "references" && !one.withdrawn.has(act.family) && familiesIn(one).includes(act.family));
  if (!deposit) return [fault("REMAINS_NONE", "a family that lies here", "family")];
  const flags = flagsIn(candidates, act.family);
  if (flags.length === 0) return [fault("SETTLEMENT_OTHER", "a family of which this search found something", "family")];
  const faults = flagsDigest(flags) === act.flagsSha256 ? [] : [fault("SETTLEMENT_OTHER", "the digest of what this search found of the family", "flagsSha256")];
  const line = familyLinesOf(deposit.text)[familiesIn(deposit).indexOf(act.family)];
  return act.corrected && line ? [...faults, ...checkCorrection(parseFamily(line.text, "deposit", line.line).family, parseFamily(act.corrected.text, "text", 1).family)] : faults;
}

/** One row of the candidates of a search, as far as a proposal is judged by it. */
type Row = Readonly<Record<string, unknown>>;
const rowsOf = (text: string): readonly Row[] => {
  const value = parseJson(text);
  const rows: readonly unknown[] = isRecord(value) && Array.isArray(value["candidates"]) ? value["candidates"] : [];
  return rows.filter(isRecord);
};

/** Faults `REMAINS_NONE`, `PROPOSAL_BAR` under the bar of the policy, `PROPOSAL_OTHER` where the search says otherwise. */
export function checkProposal(dossier: Dossier, { dna, sets, family, missing }: IdentificationProposed, seesDeposits: boolean): Fault[] {
  if (!dna) return [];
  const search = dossier.searches.get(dna.search);
  const policy = dossier.policies.get(search?.policy ?? "");
  if (!search || !policy) return [fault("REMAINS_NONE", "a search and its policy in sight", "dna.search")];
  const faults: Fault[] = [];
  const { settings } = readSettings(policy.settings, "settings");
  if (dna.posterior < settings.posteriorBar) faults.push(fault("PROPOSAL_BAR", `a posterior of at least ${settings.posteriorBar}: under it more references are needed`, "dna.posterior"));
  if (dna.gapLog10 < settings.gapLog10) faults.push(fault("PROPOSAL_BAR", `a gap to the runner-up of at least ${settings.gapLog10}`, "dna.gapLog10"));
  if (!seesDeposits) return faults;
  if (search.candidates === null) return [...faults, fault("REMAINS_NONE", "the candidates of this search to lie in your laboratory", "dna.search")];
  const row = rowsOf(search.candidates).find((one) => one["family"] === family && one["missing"] === missing && canonicalJson(one["sets"]) === canonicalJson(sets));
  if (!row) return [...faults, fault("PROPOSAL_OTHER", "a candidate of this search", "sets")];
  for (const name of ["log10Lr", "posterior", "gapLog10", "verdict", "reportSha256"] as const) if (row[name] !== dna[name]) faults.push(fault("PROPOSAL_OTHER", `what the search says of it`, `dna.${name}`));
  return faults;
}
