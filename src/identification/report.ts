// The report of one proposed identification (IDENTIFICATION.md 15): plain data, the same bytes for the same input. It holds
// ratios, never a relative's genotype; the verbal side is the door's.
import { canonicalJson } from "../basis/canonical-json.ts";
import { utf8 } from "../basis/bytes.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { markersOf, probabilityOfReaching } from "./chance.ts";
import { compatible, type Candidate, type Component, type Evidence } from "./decide.ts";
import type { OrderMemo } from "./family-likelihood.ts";
import { exactLr } from "./screen-shard.ts";
import { siblingLr } from "./sibling-alternative.ts";
import { buildTable } from "./table.ts";
import { usefulRelatives, type UsefulRelative } from "./useful-relative.ts";

const round = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(10)) : null);

export type ReportHead = { readonly engine: string; readonly digests: Readonly<Record<string, string>>; readonly scanned: number; readonly members: readonly string[] };

export type Report = {
  readonly ids: { readonly remains: readonly string[]; readonly family: string; readonly missing: string; readonly side: string };
  readonly propositions: { readonly h1: string; readonly h2: string };
  readonly pedigree: readonly { readonly id: string; readonly father: string; readonly mother: string; readonly sex: string; readonly isAdded: boolean; readonly isTyped: boolean; readonly isMissing: boolean }[];
  readonly pedigreeDigest: string;
  readonly markers: { readonly used: readonly string[]; readonly notCompared: readonly string[] };
  readonly mutation: unknown; readonly theta: number;
  readonly perMarker: readonly { readonly marker: string; readonly remains: string; readonly lr: number | null; readonly isExcluded: boolean }[];
  readonly combined: { readonly log10Lr: number | null; readonly excluded: readonly string[]; readonly jointGapLog10: number | null };
  readonly sensitivity: { readonly theta: readonly { readonly theta: number; readonly log10Lr: number | null }[]; readonly withoutReference: readonly { readonly reference: string; readonly log10Lr: number | null }[] };
  readonly prior: { readonly missingOfCompatibleSex: number; readonly unlistedPersons: number };
  readonly posterior: { readonly row: number; readonly plain: number; readonly bar: number };
  readonly verdict: string; readonly symmetricGroup: readonly string[] | null;
  readonly yMismatches: readonly string[]; readonly adventitiousMax: number | null;
  /** Against a full sibling of the missing person whom nobody reported; null where theta would take too many founders. */
  readonly alternatives?: { readonly fullSibling: { readonly log10Lr: number | null; readonly excluded: readonly string[] } | null };
  readonly adventitious?: Adventitious;
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
    markers: { used: [...main.perMarker.keys()], notCompared: panel.markers.filter((marker) => !main.perMarker.has(marker)) },
    mutation: settings.mutation, theta: settings.theta,
    perMarker: [...main.perMarker].map(([marker, lr]) => ({ marker, remains: `${remains.profile[marker]?.[0] ?? ""}/${remains.profile[marker]?.[1] ?? ""}`, lr: round(lr), isExcluded: lr === 0 })),
    combined: { log10Lr: round(main.log10Lr), excluded: main.excluded, jointGapLog10: round(candidate.gapLog10) },
    sensitivity: { theta: [0, 0.01, 0.03].map((theta) => ({ theta, log10Lr: lrAt(theta) })), withoutReference },
    prior: { missingOfCompatibleSex: compatible(remains.sex, evidence.missing), unlistedPersons: settings.unlistedPersons },
    posterior: { row: round(candidate.posterior) ?? 0, plain: round(candidate.plain) ?? 0, bar: settings.posteriorBar },
    verdict: candidate.verdict, symmetricGroup: group ? group.missing.map((name) => name.split("\n")[1] ?? name) : null,
    yMismatches: candidate.y, adventitiousMax: Number.isFinite(main.log10Lr) ? round(head.scanned / 10 ** main.log10Lr) : null,
    alternatives: { fullSibling: siblingAt() }, ...(adventitious === undefined ? {} : { adventitious }),
    usefulRelatives: needsMore ? usefulRelatives({ family, missing: candidate.missing, query: remains.profile, panel, seed: settings.seed, draws: 16 }) : [],
    engine: head.engine, digests: head.digests, people: { analyst: null, reviewers: [], decision: null },
  };
}
