// The whole decision of a search in the form that is written: rows of candidates.csv, joint.json, and the counts.
import { Fault } from "../basis/fault.ts";
import { decide, type Candidate, type Decision, type Evidence } from "./decide.ts";
import { printCell } from "./parse-delimited.ts";
import { withDropOut } from "./observation.ts";
import type { Remains } from "./parse-remains.ts";
import type { Sex } from "./pedigree.ts";
import { reassociate, type Reassociation } from "./reassociate.ts";
import type { SearchResult } from "./search-result.ts";
import { modelsOf, type Settings } from "./settings.ts";
import type { FrequencySet } from "./parse-frequencies.ts";
import { makePanel, type Panel } from "./table.ts";

/** 10 significant digits: the same text in every engine (IDENTIFICATION.md 6.8). */
export const ten = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(10))) : value > 0 ? "inf" : value < 0 ? "-inf" : "");

export type Grouped = { readonly searched: readonly Remains[]; readonly members: readonly (readonly string[])[]; readonly flagged: ReadonlySet<number>; readonly reassociation: Reassociation };

/** Sets of remains that are one person by direct comparison are searched once, by their consensus (IDENTIFICATION.md 11). */
export function groupRemains(remains: readonly Remains[], frequencies: FrequencySet, settings: Settings): Grouped {
  const marked = remains.map((one) => ({ ...one, profile: withDropOut(one.profile, settings.dropOut) }));
  const reassociation = reassociate(marked, modelsOf(frequencies, settings));
  const byId = new Map(marked.map((one) => [one.id, one]));
  const flagged = new Set<number>();
  const searched = reassociation.persons.map(({ members, consensus, conflicts }, index): Remains => {
    const own = members.flatMap((id) => byId.get(id) ?? []);
    const sexes = new Set(own.map(({ sex }) => sex).filter((sex) => sex !== "U"));
    if (conflicts.length > 0 || sexes.size > 1) flagged.add(index);
    const [first] = own;
    const sex: Sex = sexes.size === 1 ? ([...sexes][0] ?? "U") : "U";
    return { id: members[0] ?? "", sex, container: first?.container ?? "", profile: consensus, y: Object.assign({}, ...own.map(({ y }) => y)) as Record<string, string>, line: first?.line ?? 0 };
  });
  return { searched, members: reassociation.persons.map(({ members }) => members), flagged, reassociation };
}

/** Faults `DROP_OUT_TWICE`: under a probability of drop-out a single peak stands as read, `12/12`; one allele known is the other way to say it. */
export const dropOutTwice = (remains: readonly Remains[], { dropOut }: Settings, file: string): Fault[] =>
  dropOut === 0 ? [] : remains.flatMap(({ profile, line }) => Object.entries(profile).flatMap(([marker, seen]) =>
    (seen[1] === null ? [new Fault("DROP_OUT_TWICE", "expected a single peak as it was read, twice the same: the settings state a probability of drop-out, and one allele known would count the loss again", [{ file, line, field: marker }])] : [])));

export const panelOf = (frequencies: FrequencySet, settings: Settings): Panel => {
  const models = modelsOf(frequencies, settings);
  return makePanel([...models.keys()], models, settings.without, settings.dropOut);
};

export function decideSearch(grouped: Grouped, result: SearchResult, frequencies: FrequencySet, settings: Settings): { decision: Decision; evidence: Evidence } {
  const evidence: Evidence = {
    panel: panelOf(frequencies, settings), remains: grouped.searched, families: result.families, pairs: result.pairs, rest: result.rest,
    missing: result.missing, settings, flagged: grouped.flagged,
  };
  return { decision: decide(evidence), evidence };
}

const HEADER = "remains_id,family_id,missing_id,log10_lr,exclusions,markers,posterior,runner_up_gap,verdict";

/** One row per set of remains and missing person, remains in the order of the file; members of one proposed person share a row's figures. */
export function printCandidates({ members }: Grouped, candidates: readonly Candidate[]): string {
  const lines = [HEADER];
  for (const one of candidates)
    for (const id of members[one.remains] ?? [])
      lines.push([id, one.family, one.missing].map(printCell).concat([
        ten(one.log10Lr), String(one.excluded.length), String(one.markers), ten(one.verdict === "proposed as group" ? one.posterior : Math.min(one.posterior, one.plain)), ten(one.gapLog10), one.verdict,
      ]).join(","));
  return `${lines.join("\n")}\n`;
}

/** The components with more than one pair, and every symmetric group. */
export function jointReport({ members }: Grouped, { components }: Decision): unknown {
  const plain = (name: string): unknown => {
    const [family, missing] = name.split("\n");
    return missing === undefined ? "*" : { family, missing };
  };
  return components.filter(({ answer, families, remains }) => remains.length > 1 || families.length > 1 || answer.symmetricGroups.length > 0).map(({ number, remains, families, answer }) => ({
    component: number, remains, families, assignments: answer.assignments, evaluations: answer.evaluations,
    table: answer.table.slice(0, 50).map(({ assignment, loglik }) => ({ assignment: Object.fromEntries(remains.map((id, i) => [id, plain(assignment[i] ?? "*")])), loglik: Number(loglik.toPrecision(12)) })),
    tableIsTruncatedTo: answer.table.length > 50 ? 50 : null,
    posteriorPairing: Object.fromEntries(remains.map((id, i) => [id, [...(answer.posterior[i] ?? [])].filter(([, p]) => p > 1e-12).map(([name, p]) => ({ to: plain(name), posterior: Number(p.toPrecision(10)) }))])),
    symmetricGroups: answer.symmetricGroups.map(({ family, missing, victims, posterior, logGlr }) => ({
      family, missing: missing.map((name) => name.split("\n")[1] ?? ""), remains: victims, posterior: Number(posterior.toPrecision(10)), log10Glr: Number.isFinite(logGlr) ? Number(logGlr.toPrecision(10)) : null,
    })),
    members: Object.fromEntries(remains.map((id) => [id, members.find(([first]) => first === id) ?? [id]])),
  }));
}

export type Counts = Readonly<Record<string, number>>;

/** What a proposal may be wrong by: Σ (1 - posterior) over proposals, and the bound pairs/t on chance pairs at the least ratio proposed. */
export function countsOf({ candidates, rescreened, cutPairs, components }: Decision, result: SearchResult, grouped: Grouped, remains: readonly Remains[]): Counts {
  const proposed = candidates.filter(({ verdict }) => verdict === "proposed");
  const least = proposed.reduce((min, { gapLog10 }) => Math.min(min, gapLog10), Infinity);
  const { reassociation } = grouped;
  const untyped = remains.filter(({ profile }) => Object.keys(profile).length === 0).length;
  const seen = new Set(candidates.filter(({ verdict }) => verdict !== "weak" && verdict !== "excluded").map((one) => one.remains));
  return {
    families: result.familyCount, missing: result.missing.M + result.missing.F + result.missing.U, missingWithoutReferences: result.unreferenced,
    containers: reassociation.containers, sets: reassociation.sets, individualsMin: reassociation.individualsMin, untyped,
    pairsScanned: result.scanned, pairsKept: result.pairs.length, pairsCut: result.cut, components: components.length, rescreened, cutInComponents: cutPairs,
    proposed: proposed.length, proposedAsGroup: new Set(candidates.filter(({ verdict }) => verdict === "proposed as group").map((one) => one.remains)).size,
    moreReferences: new Set(candidates.filter(({ verdict }) => verdict === "more references needed").map((one) => one.remains)).size,
    noCandidate: grouped.searched.length - seen.size,
    expectedWrong: Number(proposed.reduce((sum, one) => sum + 1 - Math.min(one.posterior, one.plain), 0).toPrecision(6)),
    adventitiousMax: proposed.length === 0 ? 0 : Number((result.scanned / 10 ** least).toPrecision(6)),
  };
}

