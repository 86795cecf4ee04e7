// The blind search as a job of the desk: every profile that lies in the laboratory's compartment against every family of both
// sides. It runs on a thread of its own; what goes in stays in memory; what comes out is for laboratories alone. The same deposits
// and policy give the same bytes, so whoever reviews can run it again and compare one digest.
import { canonicalJson } from "../../basis/canonical-json.ts";
import { fromUtf8, utf8 } from "../../basis/bytes.ts";
import { Fault, Faults } from "../../basis/fault.ts";
import { sha256Hex } from "../../basis/sha256.ts";
import { prepareScreen, type ScreenPlan } from "../../compute/screen-dna-shard.ts";
import { screenDna, type NumberedTask } from "../../compute/screen-dna.ts";
import { inputsDigest, settledOf, withdrawnOf, type SettledFamily } from "../../identification/check-laboratory-act.ts";
import { checkFamily, findDuplicates, type ReferenceFlag } from "../../identification/check-references.ts";
import type { Candidate, Decision, Evidence } from "../../identification/decide.ts";
import { familyLinesOf, type FamilyLine } from "../../identification/deposit.ts";
import type { Dossier } from "../../identification/dossier.ts";
import { outsideReport, reportDigest } from "../../identification/outside-report.ts";
import type { DegreeMemo } from "../../identification/other-degree.ts";
import { parseFamily, type Family } from "../../identification/parse-families.ts";
import { parseFrequencies, withRareAlleles, type FrequencySet } from "../../identification/parse-frequencies.ts";
import { allelesOf } from "../../identification/observation.ts";
import { parseRemains, type Remains } from "../../identification/parse-remains.ts";
import { countsOf, decideSearch, dropOutTwice, groupRemains, jointReport, panelOf, type Grouped } from "../../identification/proposals.ts";
import { samePerson, UNRELATED_BAR } from "../../identification/reassociate.ts";
import type { PolicyTable } from "../../identification/remains-act.ts";
import { makeReport, type OtherTable, type Report } from "../../identification/report.ts";
import { mergeShards, type SearchResult } from "../../identification/search-result.ts";
import { packShard, unpackShard, withTexts, type KeptShard } from "../../identification/shard-checkpoint.ts";
import { flagsDigest } from "../../identification/settle-act.ts";
import { modelsOf, readSettings, type Settings } from "../../identification/settings.ts";
import { demandRead, seatOf } from "../authority.ts";
import { dossierOf } from "../dossier-of.ts";
import { everyDeposit } from "../remains-board.ts";
import { stateOf, type SharedDesk } from "../shared-desk.ts";
import type { JobAsker, JobRequest, Say } from "./job-kind.ts";

export const SEARCH_ENGINE = "identification 3";

type Document = { readonly deposit: string; readonly text: string };
/** What crosses to the thread: texts and policy. Kept in memory only. */
export type IdentifyInput = {
  readonly policy: string; readonly profiles: readonly Document[]; readonly elimination: readonly Document[]; readonly references: readonly Document[];
  readonly population: string; readonly frequencies: string; readonly otherTables: readonly PolicyTable[]; readonly settings: Readonly<Record<string, unknown>>; /** A deposit and a family of it whose consent was withdrawn. */ readonly withdrawn: readonly (readonly [deposit: string, family: string])[]; readonly settled: readonly SettledFamily[]; readonly inputsSha256: string;
  /** By sample: the set that it was taken from. */
  readonly sets: readonly (readonly [string, string])[];
};

/** Families in one shard: fills two blocks of 128, loses little when a search is stopped. */
const SHARD_FAMILIES = 256;
/** Reports are made for every proposal; for pairs that need more references, for the best of each of the remains, up to this many. */
const MORE_REPORTS_MAX = 500;
/** Weak and excluded pairs shown for one of the remains. */
const WEAK_SHOWN = 2;

/** @throws Fault `RIGHTS` for anybody but an officer of a laboratory; `REMAINS_NONE` where a policy or the deposits are not in sight. */
export function prepare(desk: SharedDesk, who: JobAsker, request: JobRequest): IdentifyInput {
  demandRead(who.role, "genetics");
  if (seatOf(desk.pack, who.party) !== "laboratory") throw new Fault("RIGHTS", "a search is run by a laboratory");
  if (desk.alsoOpens.size === 0) throw new Fault("KEY_NONE", "this desk does not hold what opens for a laboratory: run `allforall identify from-record` on the laboratory's own machine and hand in the result");
  const dossier = dossierOf(stateOf(desk, who.party));
  return inputOf(dossier, request);
}

/** The input of a search of everything that lies in sight under one policy. */
export function inputOf(dossier: Dossier, request: Readonly<Record<string, unknown>>): IdentifyInput {
  const name = request["policy"];
  const policy = typeof name === "string" ? dossier.policies.get(name) : undefined;
  if (!policy) throw new Fault("REMAINS_NONE", "expected a policy that lies in your laboratory", [{ field: "policy" }]);
  const { profiles, references } = everyDeposit(dossier);
  if (profiles.length === 0 || references.length === 0) throw new Fault("REMAINS_NONE", "expected profiles of remains and references of families to be deposited first", [{ field: profiles.length === 0 ? "profiles" : "references" }]);
  const texts = (names: readonly string[]): Document[] => names.flatMap((deposit) => {
    const one = dossier.deposits.get(deposit);
    return one ? [{ deposit, text: one.text }] : [];
  });
  const elimination = [...dossier.deposits.values()].filter(({ purpose }) => purpose === "elimination").map(({ deposit }) => deposit).sort();
  return {
    policy: policy.policy, profiles: texts(profiles), elimination: texts(elimination), references: texts(references), population: policy.population, frequencies: policy.frequencies, otherTables: policy.otherTables ?? [], settings: policy.settings,
    withdrawn: withdrawnOf(dossier), settled: settledOf(dossier), inputsSha256: inputsDigest(dossier, { policy: policy.policy, profiles, references }), sets: [...dossier.samples],
  };
}

type Read = { readonly frequencies: FrequencySet; /** Persons typed, as the table says. */ readonly persons: FrequencySet["persons"]; readonly otherTables: readonly OtherTable[]; readonly settings: Settings; readonly remains: readonly Remains[]; readonly staff: readonly Remains[]; readonly lines: readonly FamilyLine[]; readonly families: readonly Family[]; readonly settled: ReadonlyMap<string, SettledFamily> };

/**
 * Runs a search; canonical JSON of the document that `candidates.kept` holds. `say` hears of families done and of how many; its third
 * word is what `resume` takes: shards that were finished, ratios only. Cost: table building, about 2 ms a missing person.
 * @throws Faults of the deposits, each with the deposit and the line.
 */
export async function run(input: IdentifyInput, say: Say, resume?: Uint8Array, threads = 1): Promise<Uint8Array> {
  const read = readInput(input);
  const { flags, usable } = checkQuality(read, (done) => say(done, read.families.length * 2));
  const lines = read.lines.filter((_, i) => usable.has(read.families[i]?.id ?? ""));
  const grouped = withStaffFlags(groupRemains(read.remains, read.frequencies, read.settings), read);
  const plan: ScreenPlan = { frequencies: read.frequencies, settings: read.settings, remains: grouped.searched };
  const checked = read.families.length;
  const isSettled = (family: string): boolean => usable.has(family) || read.settled.get(family)?.outcome === "not searched";
  const result = await search(plan, lines, (done, kept) => say(checked + (checked - lines.length) + done, checked * 2, kept), resume, threads);
  if (result.faults.length > 0) throw new Faults(result.faults);
  const { decision, evidence } = decideSearch(grouped, result, read.frequencies, read.settings);
  const document = documentOf({ input, read, grouped, result, decision, evidence, flags: flags.filter(({ family }) => !isSettled(family)), setAside: read.families.filter(({ id }) => !usable.has(id)), kernel: prepareScreen({ ...plan, remains: [] }).kernel });
  say(checked * 2, checked * 2);
  return utf8(canonicalJson(document));
}

function readInput(input: IdentifyInput): Read {
  const faults: Fault[] = [];
  const { settings, faults: own } = readSettings(input.settings, input.policy);
  faults.push(...own);
  const profilesOf = (documents: readonly Document[], isRemains: boolean): Remains[] => documents.flatMap(({ deposit, text }) => {
    const file = parseRemains(text, deposit);
    faults.push(...file.faults);
    if (isRemains) faults.push(...dropOutTwice(file.remains, settings, deposit));
    return file.remains;
  });
  const remains = profilesOf(input.profiles, true);
  const staff = profilesOf(input.elimination, false);
  const withdrawn = new Set(input.withdrawn.map((one) => one.join("\n")));
  const settled = new Map(input.settled.map((one) => [one.family, one]));
  const lines: FamilyLine[] = [];
  const families: Family[] = [];
  for (const { deposit, text } of input.references)
    for (const row of familyLinesOf(text)) {
      const deposited = parseFamily(row.text, deposit, row.line);
      if (withdrawn.has(`${deposit}\n${deposited.family.id}`)) continue;
      const text = settled.get(deposited.family.id)?.corrected ?? row.text; // the search goes by what two reviewers corrected
      const { family, faults: bad } = text === row.text ? deposited : parseFamily(text.trim(), deposit, row.line);
      faults.push(...bad);
      lines.push({ line: lines.length + 1, text: text.trim() });
      families.push(family);
    }
  if (faults.length > 0) throw new Faults(faults);
  const plain = parseFrequencies(input.frequencies, input.policy);
  const { rareAllelePersons } = settings;
  const seen = rareAllelePersons === "no policy" ? {} : allelesIn([...remains.map(({ profile }) => profile), ...families.flatMap(({ references }) => [...references.values()])]);
  const raised = (set: FrequencySet): FrequencySet => (rareAllelePersons === "no policy" ? set : withRareAlleles(set, seen, rareAllelePersons, settings.rareAlleleRule));
  const frequencies = raised(plain);
  const otherTables = input.otherTables.map((one): OtherTable => ({ population: one.population, sha256: one.sha256, panel: panelOf(raised(parseFrequencies(one.frequencies, one.population)), settings) }));
  return { persons: plain.persons, otherTables, frequencies, settings, remains, staff, lines, families, settled };
}

function allelesIn(profiles: readonly Remains["profile"][]): Record<string, string[]> {
  const seen = new Map<string, Set<string>>();
  for (const profile of profiles)
    for (const [marker, alleles] of Object.entries(profile)) {
      const own = seen.get(marker) ?? new Set<string>();
      seen.set(marker, own);
      for (const allele of allelesOf(alleles)) own.add(allele);
    }
  return Object.fromEntries([...seen].map(([marker, alleles]) => [marker, [...alleles]]));
}

/**
 * Families are looked at before they are searched (IDENTIFICATION.md 13); one with a flag is set aside until two reviewers have settled
 * it. What they settled holds for the flags that they saw: another one found later sets the family aside again.
 */
function checkQuality({ families, frequencies, settings, staff, settled }: Read, say: (done: number) => void): { flags: readonly ReferenceFlag[]; usable: ReadonlySet<string> } {
  const panel = panelOf(frequencies, settings);
  const memo = new Map<string, readonly number[]>();
  const tables: DegreeMemo = new Map();
  const own = families.flatMap((family, i) => {
    if (i % SHARD_FAMILIES === 0) say(i);
    return checkFamily(family, panel, memo, tables);
  });
  const flags = [...own, ...findDuplicates(families, staff)];
  const byFamily = new Map<string, ReferenceFlag[]>();
  for (const flag of flags) byFamily.set(flag.family, [...(byFamily.get(flag.family) ?? []), flag]);
  const isUsable = (id: string): boolean => {
    const [found, decided] = [byFamily.get(id), settled.get(id)];
    if (decided?.outcome === "not searched") return false;
    return found === undefined || (decided?.outcome === "as it is" && decided.flagsSha256 === flagsDigest(found));
  };
  return { flags, usable: new Set(families.map(({ id }) => id).filter(isUsable)) };
}

/** Remains whose profile is that of somebody who handled them wait for the laboratory. */
function withStaffFlags(grouped: Grouped, { staff, frequencies, settings }: Read): Grouped {
  const models = modelsOf(frequencies, settings);
  const flagged = new Set(grouped.flagged);
  grouped.searched.forEach((one, index) => {
    const isHandled = staff.some((other) => {
      const same = samePerson(one, other, models);
      return same.conflicts.length === 0 && same.log10Unrelated >= UNRELATED_BAR;
    });
    if (isHandled) flagged.add(index);
  });
  return { ...grouped, flagged };
}

async function search(plan: ScreenPlan, lines: readonly FamilyLine[], say: (done: number, kept: Uint8Array) => void, resume: Uint8Array | undefined, threads: number): Promise<SearchResult> {
  const planDigest = sha256Hex(utf8(canonicalJson(plan)));
  const known = knownShards(resume, planDigest);
  const shards = Array.from({ length: Math.ceil(lines.length / SHARD_FAMILIES) }, (_, i) => lines.slice(i * SHARD_FAMILIES, (i + 1) * SHARD_FAMILIES));
  const digests = shards.map((shard) => sha256Hex(utf8(shard.map(({ line, text }) => `${line} ${text}`).join("\n"))));
  const answers: KeptShard["answer"][] = [];
  const kept: string[] = [JSON.stringify({ plan: planDigest })];
  let done = 0;
  const keep = (number: number, answer: KeptShard["answer"]): void => {
    const shard = shards[number] ?? [];
    answers[number] = withTexts(answer, shard.map(({ text }) => text));
    kept.push(packShard({ digest: digests[number] ?? "", answer }));
    done += shard.length;
    say(done, utf8(kept.join("\n")));
  };
  const tasks = async function* (): AsyncGenerator<NumberedTask> {
    for (const [number, shard] of shards.entries()) {
      const old = known.get(digests[number] ?? "");
      if (old) keep(number, old);
      else yield { number, task: { file: "references", lines: shard } };
      await Promise.resolve();
    }
  };
  await screenDna(plan, tasks(), threads, keep);
  return mergeShards(answers, "references", plan.remains.length);
}

/** Shards of another policy, other remains or other families are computed again. */
function knownShards(resume: Uint8Array | undefined, plan: string): ReadonlyMap<string, KeptShard["answer"]> {
  if (!resume) return new Map();
  const [head, ...rows] = fromUtf8(resume).split("\n");
  if (head !== JSON.stringify({ plan })) return new Map();
  return new Map(rows.flatMap((row) => {
    const one = unpackShard(row);
    return one ? [[one.digest, one.answer] as const] : [];
  }));
}

type Found = { readonly input: IdentifyInput; readonly read: Read; readonly grouped: Grouped; readonly result: SearchResult; readonly decision: Decision; readonly evidence: Evidence; readonly flags: readonly ReferenceFlag[]; /** Families not searched. */ readonly setAside: readonly Family[]; readonly kernel: string };

const ten = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(10)) : null);
const PROPOSED: readonly string[] = ["proposed", "proposed as group"];
const SHOWN: readonly string[] = ["weak", "excluded"];

/** Proposals first, then what needs more references, then the best of the weak: a set without a candidate stands with an empty list. */
function documentOf(found: Found): Readonly<Record<string, unknown>> {
  const { input, read, grouped, result, decision, flags, setAside, kernel } = found;
  const setOf = new Map(input.sets);
  const setsOf = (remains: number): string[] => (grouped.members[remains] ?? []).map((id) => setOf.get(id) ?? id);
  const weak = new Map<number, number>();
  const shown = decision.candidates.filter((one) => {
    if (!SHOWN.includes(one.verdict)) return true;
    const count = (weak.get(one.remains) ?? 0) + 1;
    weak.set(one.remains, count);
    return count <= WEAK_SHOWN;
  });
  const reports = reportsOf(found, shown, setsOf);
  const rows = shown.map((one) => {
    const report = reports.get(one);
    return {
      sets: setsOf(one.remains), family: one.family, missing: one.missing, side: result.families.get(one.family)?.side ?? "", log10Lr: ten(one.log10Lr), excluded: one.excluded, markers: one.markers,
      posterior: ten(one.verdict === "proposed as group" ? groupPosterior(one, decision) : Math.min(one.posterior, one.plain)), gapLog10: ten(one.gapLog10), verdict: one.verdict, component: one.component, yMismatches: one.y,
      reportSha256: report ? reportDigest(outsideReport(report)) : null,
    };
  });
  return {
    engine: SEARCH_ENGINE, kernel, policy: input.policy, inputsSha256: input.inputsSha256, counts: { ...countsOf(decision, result, grouped, read.remains), referencesSetAside: setAside.length },
    groups: grouped.members.map((_, index) => setsOf(index)).filter((sets) => sets.length > 1), conflicts: grouped.reassociation.pairs.filter(({ conflicts }) => conflicts.length > 0).map(({ a, b, conflicts }) => ({ a: setOf.get(a) ?? a, b: setOf.get(b) ?? b, conflicts })),
    candidates: rows, joint: jointReport(grouped, decision), reports: Object.fromEntries([...reports.values()].map((report) => [reportDigest(outsideReport(report)), report])),
    flags: flags.map((flag) => ({ ...flag })), setAside: setAside.map(({ id, side }) => ({ family: id, side })),
  };
}

const groupPosterior = (one: Candidate, { components }: Decision): number =>
  components[one.component - 1]?.answer.symmetricGroups.find(({ family, missing }) => family === one.family && missing.includes(`${one.family}\n${one.missing}`))?.posterior ?? one.posterior;

function reportsOf({ read, input, result, decision, evidence }: Found, shown: readonly Candidate[], setsOf: (remains: number) => string[]): ReadonlyMap<Candidate, Report> {
  const digests = { inputs: input.inputsSha256, frequencies: sha256Hex(utf8(input.frequencies)), settings: sha256Hex(utf8(canonicalJson(read.settings))) };
  const reports = new Map<Candidate, Report>();
  const seen = new Set<number>();
  let more = 0;
  for (const one of shown) {
    const isProposed = PROPOSED.includes(one.verdict);
    if (!isProposed && (SHOWN.includes(one.verdict) || seen.has(one.remains) || ++more > MORE_REPORTS_MAX)) continue;
    seen.add(one.remains);
    const report = makeReport(one, evidence, decision.components[one.component - 1], { engine: SEARCH_ENGINE, digests, scanned: result.scanned, members: setsOf(one.remains), frequencies: { population: input.population, sha256: digests.frequencies, persons: read.persons }, otherTables: read.otherTables, isGenetic: true });
    if (report) reports.set(one, report);
  }
  return reports;
}
