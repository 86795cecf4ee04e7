// The report of one proposed identification (IDENTIFICATION.md 15): plain data, the same bytes for the same input. The
// laboratory's copy has the genotypes beside each ratio, the one that leaves it none (outside-report.ts); the words are the door's.
import { canonicalJson } from "../basis/canonical-json.ts";
import { utf8 } from "../basis/bytes.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { markersOf, probabilityOfReaching } from "./chance.ts";
import { compatible, type Candidate, type Component, type Evidence } from "./decide.ts";
import type { OrderMemo } from "./family-likelihood.ts";
import { linkedAmong } from "./marker.ts";
import { printSeen } from "./parse-remains.ts";
import { basisOf, droppedMarkers, referencesAt, runnerUpOf, underTable, type DroppedMarker, type FrequencyHead, type ReportBasis, type RunnerUp } from "./report-basis.ts";
import { exactLr } from "./screen-shard.ts";
import { siblingLr } from "./sibling-alternative.ts";
import { buildTable, type Panel } from "./table.ts";
import { usefulRelatives, type UsefulRelative } from "./useful-relative.ts";

const round = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(10)) : null);

/** A frequency table beside the one that was searched with, made ready under the same settings. */
export type OtherTable = { readonly population: string; readonly sha256: string; readonly panel: Panel };

export type ReportHead = {
  readonly engine: string; readonly digests: Readonly<Record<string, string>>; readonly scanned: number; readonly members: readonly string[]; readonly containers?: readonly string[];
  readonly frequencies: FrequencyHead; readonly otherTables: readonly OtherTable[];
  /** Whether the references' genotypes stand beside each ratio: for the laboratory's eyes. */
  readonly isGenetic?: boolean;
};

export type Report = {
  readonly ids: { readonly remains: readonly string[]; readonly family: string; readonly missing: string; readonly side: string };
  readonly propositions: { readonly h1: string; readonly h2: string };
  readonly pedigree: readonly { readonly id: string; readonly father: string; readonly mother: string; readonly sex: string; readonly isAdded: boolean; readonly isTyped: boolean; readonly isMissing: boolean }[];
  readonly pedigreeDigest: string;
  readonly markers: { readonly used: readonly string[]; readonly notCompared: readonly string[]; readonly dropped?: readonly DroppedMarker[]; readonly linked?: readonly (readonly [string, string])[] };
  readonly mutation: unknown; readonly theta: number;
  /** `references` by person, `remains`: the laboratory's copy alone. */
  readonly perMarker: readonly { readonly marker: string; readonly remains: string; readonly references?: Readonly<Record<string, string>>; readonly lr: number | null; readonly isExcluded: boolean }[];
  readonly combined: { readonly log10Lr: number | null; readonly excluded: readonly string[]; readonly jointGapLog10: number | null };
  readonly sensitivity: { readonly theta: readonly { readonly theta: number; readonly log10Lr: number | null }[]; readonly frequencies?: readonly { readonly population: string; readonly sha256: string; readonly log10Lr: number | null; /** Markers of this pair that the table cannot weigh; then no ratio is stated. */ readonly lacking: readonly string[] }[]; readonly withoutReference: readonly { readonly reference: string; readonly log10Lr: number | null }[] };
  readonly prior: { readonly missingOfCompatibleSex: number; readonly unlistedPersons: number };
  readonly posterior: { readonly row: number; readonly plain: number; readonly bar: number; /** Of the symmetric group as a whole, whose members nobody can tell apart. */ readonly group?: number };
  readonly verdict: string; readonly symmetricGroup: readonly string[] | null;
  readonly yMismatches: readonly string[]; readonly adventitiousMax: number | null;
  /** Against a full sibling of the missing person whom nobody reported; null where theta would take too many founders. */
  readonly alternatives?: { readonly fullSibling: { readonly log10Lr: number | null; readonly excluded: readonly string[] } | null };
  readonly adventitious?: Adventitious;
  /** What the figures rest on beside the pair (report-basis.ts); reports made before do not have it. */
  readonly basis?: ReportBasis;
  /** The next best family of the same remains, its pair alone: the laboratory's copy alone, since another side may own it. */
  readonly runnerUp?: RunnerUp | null;
  readonly usefulRelatives: readonly UsefulRelative[];
  readonly engine: string; readonly digests: Readonly<Record<string, string>>;
  readonly people: { readonly analyst: null; readonly reviewers: readonly []; readonly decision: null };
};

/**
 * How often chance reaches this ratio at the markers that were compared, theta 0: of one unrelated person at most, of all remains of
 * compatible sex at most; and how often the missing person's own remains would reach, at least, the ratio that the bar asks of a lone pair.
 */
export type Adventitious = { readonly markers: number; readonly log10Lr: number; readonly unrelatedMost: number; readonly remains: number; readonly expectedMost: number; readonly barLog10Lr: number; readonly powerLeast: number };

const four = (value: number): number => Number(value.toPrecision(4));

function adventitiousOf(person: number, candidate: Candidate, evidence: Evidence, references: Parameters<typeof buildTable>[0]["references"], memo: OrderMemo): Adventitious | undefined {
  const { panel, settings } = evidence;
  const [family, own] = [evidence.families.get(candidate.family), evidence.remains[candidate.remains]];
  if (!family || !own) return undefined;
  const table = buildTable({ pedigree: family.pedigree, references, missing: person, panel, memo });
  const markers = markersOf(panel, own.profile, table);
  const sex = family.pedigree.persons[person]?.sex ?? "U";
  const remains = evidence.remains.filter((one) => one.sex === sex || one.sex === "U" || sex === "U").length;
  const log10Lr = exactLr({ pedigree: family.pedigree, references }, person, Object.fromEntries(Object.entries(own.profile).filter(([marker]) => markers.some((index) => panel.markers[index] === marker))), panel, 0, memo).log10Lr;
  if (!Number.isFinite(log10Lr)) return undefined; // excluded: no ratio to reach
  const others = Math.max(0, compatible(own.sex, evidence.missing) - 1) + settings.unlistedPersons;
  const barLog10Lr = Math.max(-300, Math.min(300, Math.log10((settings.posteriorBar / (1 - settings.posteriorBar)) * others))); // nobody else at all, or a bar of 1
  const unrelatedMost = probabilityOfReaching(panel, table, markers, log10Lr, "unrelated", "at most");
  return {
    markers: markers.length, log10Lr: Number(log10Lr.toPrecision(10)), unrelatedMost: four(unrelatedMost), remains, expectedMost: four(unrelatedMost * remains), barLog10Lr: Number(barLog10Lr.toPrecision(10)),
    powerLeast: four(probabilityOfReaching(panel, table, markers, barLog10Lr, "same", "at least")),
  };
}

/** Cost: exact ratios at three thetas and without each reference; the useful relatives only where more are needed. */
export function makeReport(candidate: Candidate, evidence: Evidence, component: Component | undefined, head: ReportHead): Report | undefined {
  const family = evidence.families.get(candidate.family);
  const remains = evidence.remains[candidate.remains];
  if (!family || !remains) return undefined;
  const memo: OrderMemo = new Map();
  const person = family.pedigree.indexOf.get(candidate.missing) ?? -1;
  const { panel, settings } = evidence;
  const main = exactLr(family, person, remains.profile, panel, settings.theta, memo);
  const typed = (id: string): boolean => Object.keys(family.references.get(id) ?? {}).length > 0;
  const { persons } = family.pedigree;
  const pedigree = persons.map(({ id, father, mother, sex, isAdded }) => ({
    id, father: persons[father]?.id ?? "0", mother: persons[mother]?.id ?? "0", sex, isAdded, isTyped: typed(id), isMissing: family.missing.includes(id),
  }));
  const lrAt = (theta: number): number | null => {
    try {
      return round(exactLr(family, person, remains.profile, panel, theta, memo).log10Lr);
    } catch {
      return null; // too many untyped founders for theta: the main figure stands, this one is not stated
    }
  };
  const references = [...family.references.keys()].filter(typed).sort();
  const withoutReference = references.length < 2 ? [] : references.map((reference) => ({
    reference, log10Lr: round(exactLr({ pedigree: family.pedigree, references: new Map([...family.references].filter(([id]) => id !== reference)) }, person, remains.profile, panel, settings.theta, memo).log10Lr),
  }));
  const siblingAt = (): { log10Lr: number | null; excluded: readonly string[] } | null => {
    try {
      const { log10Lr, excluded } = siblingLr(family, person, remains.profile, panel, settings.theta, memo);
      return { log10Lr: round(log10Lr), excluded };
    } catch {
      return null; // a sibling and untyped parents are too many founders for theta, or too large: not stated
    }
  };
  const adventitious = adventitiousOf(person, candidate, evidence, family.references, memo);
  const group = component?.answer.symmetricGroups.find((one) => one.family === family.id && one.victims.includes(remains.id));
  const needsMore = candidate.verdict === "more references needed" || candidate.verdict === "too few markers";
  return {
    ids: { remains: head.members, family: family.id, missing: candidate.missing, side: family.side },
    propositions: { h1: `the remains are ${candidate.missing} of family ${family.id}`, h2: "the remains are a person of the population who is related to nobody in this family" },
    pedigree, pedigreeDigest: sha256Hex(utf8(canonicalJson(pedigree))),
    markers: { used: [...main.perMarker.keys()], notCompared: panel.markers.filter((marker) => !main.perMarker.has(marker)), dropped: droppedMarkers({ panel, family, query: remains.profile, impossible: main.impossible }), linked: linkedAmong([...main.perMarker.keys()]) },
    mutation: settings.mutation, theta: settings.theta,
    perMarker: [...main.perMarker].map(([marker, lr]) => ({ marker, remains: printSeen(remains.profile[marker]), ...(head.isGenetic === true ? { references: referencesAt(family, marker) } : {}), lr: round(lr), isExcluded: lr === 0 })),
    combined: { log10Lr: round(main.log10Lr), excluded: main.excluded, jointGapLog10: round(candidate.gapLog10) },
    sensitivity: { theta: [0, 0.01, 0.03].map((theta) => ({ theta, log10Lr: lrAt(theta) })), frequencies: head.otherTables.map((table) => underTable(table, [...main.perMarker.keys()], { family, person, query: remains.profile, theta: settings.theta })), withoutReference },
    prior: { missingOfCompatibleSex: compatible(remains.sex, evidence.missing), unlistedPersons: settings.unlistedPersons },
    posterior: { row: round(candidate.posterior) ?? 0, plain: round(candidate.plain) ?? 0, bar: settings.posteriorBar, ...(group ? { group: round(group.posterior) ?? 0 } : {}) },
    verdict: candidate.verdict, symmetricGroup: group ? group.missing.map((name) => name.split("\n")[1] ?? name) : null,
    yMismatches: candidate.y, adventitiousMax: Number.isFinite(main.log10Lr) ? round(head.scanned / 10 ** main.log10Lr) : null,
    alternatives: { fullSibling: siblingAt() }, ...(adventitious === undefined ? {} : { adventitious }),
    basis: basisOf({ settings, panel, frequencies: head.frequencies, containers: head.containers ?? [], sex: { remains: remains.sex, missing: persons[person]?.sex ?? "U" } }), ...(head.isGenetic === true ? { runnerUp: runnerUpOf(candidate, evidence) } : {}),
    usefulRelatives: needsMore ? usefulRelatives({ family, missing: candidate.missing, query: remains.profile, panel, seed: settings.seed, draws: 16 }) : [],
    engine: head.engine, digests: head.digests, people: { analyst: null, reviewers: [], decision: null },
  };
}
