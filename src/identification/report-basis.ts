// What a court's expert asks of a report beside its figures: the frequency table with its numbers, the policy in full, why a marker was
// not compared, what another table would change, who comes next. Assumptions stand as codes; the words are the door's.
import type { Candidate, Evidence } from "./decide.ts";
import type { MutationModel } from "./mutation.ts";
import { allelesOf } from "./observation.ts";
import type { Family } from "./parse-families.ts";
import { printSeen, type Remains } from "./parse-remains.ts";
import type { Sex } from "./pedigree.ts";
import { exactLr } from "./screen-shard.ts";
import type { RareAlleleRule, Settings } from "./settings.ts";
import type { Panel } from "./table.ts";

/** The table as it was given, before the policy of rare alleles. */
export type FrequencyHead = { readonly population: string; readonly sha256: string; readonly persons: Readonly<Record<string, number>> };

export const ASSUMPTIONS = ["pedigree as drawn", "founders unrelated", "markers independent", "single source", "genotypes as called", "no identical twin"] as const;

export type ReportBasis = {
  /** `persons`: typed per marker, where the table says so. */
  readonly frequencies: FrequencyHead & { readonly rareAlleles: { readonly rule: RareAlleleRule; readonly persons: number } | null };
  readonly mutationOf: Readonly<Record<string, MutationModel>>;
  /** Frequency of the silent allele by marker, where there is one. */
  readonly silent: Readonly<Record<string, number>>;
  readonly dropOut: number;
  readonly markersMin: number; readonly gapLog10: number;
  readonly sex: { readonly remains: Sex; readonly missing: Sex };
  readonly containers: readonly string[];
  readonly assumptions: readonly (typeof ASSUMPTIONS)[number][];
};

export function basisOf({ settings, panel, frequencies, containers, sex }: {
  readonly settings: Settings; readonly panel: Panel; readonly frequencies: FrequencyHead; readonly containers: readonly string[]; readonly sex: ReportBasis["sex"];
}): ReportBasis {
  const { rareAllelePersons, rareAlleleRule, mutationOf, dropOut, markersMin, gapLog10 } = settings;
  const silent = [...panel.models].flatMap(([marker, { locus }]) => (locus.silent < 0 || locus.p[locus.silent] === 0 ? [] : [[marker, Number((locus.p[locus.silent] ?? 0).toPrecision(10))] as const]));
  return {
    frequencies: { ...frequencies, rareAlleles: rareAllelePersons === "no policy" ? null : { rule: rareAlleleRule, persons: rareAllelePersons } },
    mutationOf, silent: Object.fromEntries(silent), dropOut, markersMin, gapLog10: Number(gapLog10.toPrecision(10)), sex, containers, assumptions: ASSUMPTIONS,
  };
}

export type DroppedMarker = { readonly marker: string; readonly reason: "not typed in the remains" | "not typed in any reference" | "left out by the policy" | "the references contradict each other" };

/** Why each marker of the table, or typed in the pair and left out, gives 1. */
export function droppedMarkers({ panel, family, query, impossible }: { readonly panel: Panel; readonly family: Pick<Family, "references">; readonly query: Remains["profile"]; readonly impossible: readonly string[] }): DroppedMarker[] {
  const isReferenced = (marker: string): boolean => [...family.references.values()].some((profile) => profile[marker] !== undefined);
  const dropped = panel.markers.flatMap((marker): DroppedMarker[] => {
    if (query[marker] === undefined) return [{ marker, reason: "not typed in the remains" }];
    if (!isReferenced(marker)) return [{ marker, reason: "not typed in any reference" }];
    return impossible.includes(marker) ? [{ marker, reason: "the references contradict each other" }] : [];
  });
  return [...dropped, ...panel.without.filter((marker) => query[marker] !== undefined && isReferenced(marker)).map((marker) => ({ marker, reason: "left out by the policy" as const }))];
}

/** The references' genotypes at one marker, by person. */
export const referencesAt = ({ references }: Pick<Family, "references">, marker: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...references].flatMap(([person, profile]) => (profile[marker] ? [[person, printSeen(profile[marker])] as const] : [])).sort(([a], [b]) => (a < b ? -1 : 1)));

/** log10 LR of the same pair and markers under another table; none where it lacks a marker, or an allele that was seen. */
export function underTable(
  { population, sha256, panel }: { readonly population: string; readonly sha256: string; readonly panel: Panel }, markers: readonly string[],
  { family, person, query, theta }: { readonly family: Family; readonly person: number; readonly query: Remains["profile"]; readonly theta: number },
): { readonly population: string; readonly sha256: string; readonly log10Lr: number | null; readonly lacking: readonly string[] } {
  const lacking = markers.filter((marker) => {
    const locus = panel.models.get(marker)?.locus;
    const shown = [query[marker], ...[...family.references.values()].map((profile) => profile[marker])].flatMap((seen) => (seen ? allelesOf(seen) : []));
    return locus === undefined || shown.some((allele) => !locus.indexOf.has(allele));
  });
  if (lacking.length > 0) return { population, sha256, log10Lr: null, lacking };
  const own = Object.fromEntries(markers.flatMap((marker) => (query[marker] ? [[marker, query[marker]] as const] : [])));
  const { log10Lr } = exactLr(family, person, own, panel, theta, new Map());
  return { population, sha256, log10Lr: Number.isFinite(log10Lr) ? Number(log10Lr.toPrecision(10)) : null, lacking };
}

export type RunnerUp = { readonly family: string; readonly missing: string; readonly log10Lr: number };

/** Of the pairs that were kept for the same remains, the best of another missing person; null where there is none. */
export function runnerUpOf({ remains, family, missing }: Candidate, { pairs }: Evidence): RunnerUp | null {
  const others = pairs.filter((one) => one.remains === remains && (one.family !== family || one.missing !== missing) && Number.isFinite(one.log10Lr));
  const best = others.reduce<(typeof others)[number] | undefined>((top, one) => (top === undefined || one.log10Lr > top.log10Lr ? one : top), undefined);
  return best ? { family: best.family, missing: best.missing, log10Lr: Number(best.log10Lr.toPrecision(10)) } : null;
}
