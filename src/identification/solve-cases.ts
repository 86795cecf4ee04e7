// Answers to the cases of parse-cases.ts, in the form that RESULTS.json has.
import { markerLr, type SeenInFamily } from "./likelihood-ratio.ts";
import type { OrderMemo } from "./family-likelihood.ts";
import { NOBODY, solveJoint, type JointFamily } from "./joint.ts";
import { explain, populationProbability, type Seen } from "./observation.ts";
import type { CaseFamily, JointCase, KinshipCase } from "./parse-cases.ts";
import { aloneLog, placedLambda } from "./placed.ts";
import { slotPermutations } from "./symmetry.ts";

/** 15 significant digits: enough for 1e-9 beside -400, few enough to be the same in every engine. */
export const digits = (value: number): number => Number(value.toPrecision(15));

export type CaseResult = {
  readonly id: string; readonly log10LR: number | null; readonly log10LRisMinusInfinity: boolean;
  readonly lrPerMarker: Readonly<Record<string, number>>; readonly excludedMarkers: readonly string[];
  /** Markers at which the references contradict each other under the model: no ratio exists, 1 is counted. */
  readonly impossibleMarkers: readonly string[];
};

const seenAt = (family: CaseFamily, marker: string): SeenInFamily => family.pedigree.persons.map(({ id }) => family.references.get(id)?.[marker]);

/** The LR of each marker in the order of the case; a marker that is not typed gives 1. */
export function solveCase(one: KinshipCase, memo: OrderMemo = new Map()): CaseResult {
  const { family, query, theta, dropOut } = one;
  const missing = family.pedigree.indexOf.get(family.missing[0] ?? "") ?? -1;
  const lrPerMarker: Record<string, number> = {};
  const excludedMarkers: string[] = [];
  const impossibleMarkers: string[] = [];
  let sum = 0;
  for (const marker of one.markers) {
    const model = one.models.get(marker);
    if (!model) continue;
    const { lr, underH2 } = markerLr({ pedigree: family.pedigree, seen: seenAt(family, marker), missing, query: query[marker], model, theta, dropOut, memo });
    lrPerMarker[marker] = digits(lr);
    if (underH2 === 0) impossibleMarkers.push(marker);
    if (lr === 0) excludedMarkers.push(marker);
    else sum += Math.log10(lr);
  }
  const isExcluded = excludedMarkers.length > 0;
  return { id: one.id, log10LR: isExcluded ? null : digits(sum), log10LRisMinusInfinity: isExcluded, lrPerMarker, excludedMarkers, impossibleMarkers };
}

export type JointResult = {
  readonly id: string;
  readonly table: readonly { readonly assignment: Readonly<Record<string, string>>; readonly loglik: number }[];
  readonly tableIsTruncatedTo: number | null;
  readonly sexConsistentAssignments: number; readonly nonZero: number;
  readonly logSumExpLoglik: number | null; readonly best: Readonly<Record<string, string>> | null; readonly bestLoglik: number | null;
  readonly posteriorPairing: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly pairwiseLR: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly symmetricGroups: readonly { readonly family: string; readonly missing: readonly string[]; readonly victims: readonly string[]; readonly posterior: number }[];
};

/** Flat prior, β = 1, as the peers define it. */
export function solveJointCase(one: JointCase): JointResult {
  const memo: OrderMemo = new Map();
  const families = one.families.map((family) => jointFamily(one, family, memo));
  const answer = solveJoint({
    victims: one.victims.map(({ id }) => id), families: families.map(({ joint }) => joint),
    baseline: families.reduce((sum, { logAlone }) => sum + logAlone, 0) + one.victims.reduce((sum, { genotypes }) => sum + logPopulation(one, genotypes), 0),
    logBeta: one.victims.map(() => 0),
  });
  const named = (assignment: readonly string[]): Record<string, string> => Object.fromEntries(one.victims.map(({ id }, i) => [id, assignment[i] ?? NOBODY]));
  const everyName = one.families.flatMap(({ missing }) => missing);
  const best = answer.table[0];
  return {
    id: one.id,
    table: answer.table.map(({ assignment, loglik }) => ({ assignment: named(assignment), loglik: digits(loglik) })),
    tableIsTruncatedTo: answer.isTruncated ? answer.table.length : null,
    sexConsistentAssignments: answer.assignments, nonZero: answer.nonZero,
    logSumExpLoglik: best ? digits(answer.logSumExp) : null, best: best ? named(best.assignment) : null, bestLoglik: best ? digits(best.loglik) : null,
    posteriorPairing: Object.fromEntries(one.victims.map(({ id }, i) => [id, Object.fromEntries(
      [...everyName, NOBODY].map((name) => [name, digits(answer.posterior[i]?.get(name) ?? 0)]))])),
    pairwiseLR: Object.fromEntries(one.victims.map(({ id }, victim) => [id, Object.fromEntries(families.flatMap(({ joint }) =>
      joint.slots.flatMap((name, slot) => (joint.mayBe(victim, slot) ? [[name, digits(Math.exp(joint.lambda(joint.slots.map((_, s) => (s === slot ? victim : -1)))))]] : []))))])),
    symmetricGroups: answer.symmetricGroups.map(({ family, missing, victims, posterior }) => ({ family, missing, victims, posterior: digits(posterior) })),
  };
}

function logPopulation({ markers, models }: JointCase, genotypes: Readonly<Record<string, Seen>>): number {
  return markers.reduce((sum, marker) => {
    const [model, seen] = [models.get(marker), genotypes[marker]];
    return model && seen ? sum + Math.log(populationProbability(explain(seen, model.locus), model.locus.p)) : sum;
  }, 0);
}

function jointFamily(one: JointCase, family: CaseFamily, memo: OrderMemo): { joint: JointFamily; logAlone: number } {
  const { pedigree } = family;
  const slots = family.missing.map((id) => pedigree.indexOf.get(id) ?? -1);
  const isTyped = pedigree.persons.map(({ id }) => Object.keys(family.references.get(id) ?? {}).length > 0);
  const common = { pedigree, references: family.references, markers: one.markers, models: one.models, theta: one.theta, memo };
  const known = new Map<string, number>();
  const lambda = (part: readonly number[]): number => {
    const key = part.join(",");
    const placed = part.flatMap((victim, slot) => (victim < 0 ? [] : [{ person: family.missing[slot] ?? "", profile: one.victims[victim]?.genotypes ?? {} }]));
    const value = known.get(key) ?? placedLambda({ ...common, placed });
    known.set(key, value);
    return value;
  };
  const mayBe = (victim: number, slot: number): boolean => {
    const [a, b] = [one.victims[victim]?.sex, pedigree.persons[slots[slot] ?? -1]?.sex];
    return a === b || a === "U" || b === "U";
  };
  return { joint: { id: family.id, slots: family.missing, permutations: slotPermutations(pedigree, isTyped, slots), mayBe, lambda }, logAlone: aloneLog(common) };
}
