// The likelihood ratio of one query against one missing person, marker by marker (IDENTIFICATION.md 4 to 7):
//   H1 the query is the missing person; H2 the query is a person of the population, related to nobody in the family.
import { SILENT } from "./allele.ts";
import { familyLikelihood, markerModel, type MarkerModel, type OrderMemo, type Typed } from "./family-likelihood.ts";
import { identity } from "./mutation.ts";
import { explain, populationProbability, type Explained, type Seen } from "./observation.ts";
import type { Pedigree } from "./pedigree.ts";
import { thetaLikelihood } from "./theta.ts";

/** What is seen of each person of a family at one marker, by index in the pedigree; `undefined` is not typed. */
export type SeenInFamily = readonly (Seen | undefined)[];

export type MarkerQuestion = {
  readonly pedigree: Pedigree;
  readonly seen: SeenInFamily;
  readonly missing: number;
  readonly query: Seen | undefined;
  readonly model: MarkerModel;
  readonly theta: number;
  /** Probability that an allele is lost, 0 for none (IDENTIFICATION.md 4). */
  readonly dropOut?: number;
  readonly memo?: OrderMemo;
  /** P(references) where it is known already: it is the same for every query (theta 0). */
  readonly alone?: number;
};

/** The two likelihoods that make the ratio, and P(references) (1 under theta, where it is no factor). `lr` is 1 when the query is not typed and 0 for an exclusion. */
export type MarkerLr = { readonly lr: number; readonly underH1: number; readonly underH2: number; readonly alone: number };

/**
 * LR at one marker. NaN never: a family that is itself impossible under the model has LR `undefined` by `underH2` = 0 and lr 1.
 * @throws Fault `PEDIGREE_LARGE`, `THETA_LARGE`.
 */
export function markerLr(question: MarkerQuestion): MarkerLr {
  const { pedigree, seen, missing, query, theta, dropOut = 0 } = question;
  if (query === undefined) return { lr: 1, underH1: 1, underH2: 1, alone: 1 };
  const model = theta > 0 ? lumpUnseen(question.model, [...seen, query]) : question.model;
  const refs = explainAll(seen, model, dropOut);
  const own = explain(query, model.locus, query[2] ?? dropOut);
  const withQuery = refs.map((one, index) => (index === missing ? own : one));
  const memo = question.memo ? { memo: question.memo } : {};
  const common = { pedigree, model, ...memo };
  const underH1 = theta > 0 ? thetaLikelihood({ ...common, typed: withQuery, unrelated: [], theta }) : scalar({ ...common, typed: withQuery });
  const alone = theta > 0 ? 1 : (question.alone ?? scalar({ ...common, typed: refs }));
  const underH2 = theta > 0 ? thetaLikelihood({ ...common, typed: refs, unrelated: [own], theta })
    : alone * populationProbability(own, model.locus.p);
  return { lr: underH2 === 0 ? 1 : underH1 / underH2, underH1, underH2, alone };
}

const scalar = (question: { pedigree: Pedigree; typed: Typed; model: MarkerModel; memo?: OrderMemo }): number =>
  familyLikelihood({ ...question, keep: -1 })[0] ?? 0;

/**
 * Without mutation, alleles that nobody of the family nor the query shows behave as one: exact for this one question, since the
 * urn too is closed under joining alleles (IDENTIFICATION.md 5). Never for a table, and never with mutation (traps 3 and 4).
 */
function lumpUnseen(model: MarkerModel, seen: SeenInFamily): MarkerModel {
  const { locus, matrices } = model;
  if (!matrices.isIdentity) return model;
  const shown = new Set<string | null | undefined>(seen.flatMap((one) => (one ? [one[0], one[1]] : [])));
  const rest = locus.alleles.reduce((sum, allele, i) => (shown.has(allele) || i === locus.silent ? sum : sum + (locus.p[i] ?? 0)), 0);
  if (rest === 0) return model;
  const kept = locus.alleles.flatMap((allele, i) => (shown.has(allele) || i === locus.silent ? [[allele, locus.p[i] ?? 0] as const] : []));
  const alleles = [...kept.filter(([allele]) => allele !== SILENT), ["rest", rest] as const, ...kept.filter(([allele]) => allele === SILENT)];
  const p = Float64Array.from(alleles, ([, value]) => value);
  const indexOf = new Map(alleles.map(([allele], index) => [allele, index]));
  const same = identity(p.length);
  return markerModel({ marker: locus.marker, alleles: alleles.map(([allele]) => allele), p, indexOf, silent: indexOf.get(SILENT) ?? -1 }, { male: same, female: same, isIdentity: true });
}

export const explainAll = (seen: SeenInFamily, model: MarkerModel, dropOut = 0): (Explained | undefined)[] =>
  seen.map((one) => (one === undefined ? undefined : explain(one, model.locus, one[2] ?? dropOut)));

/** P(what is seen in the family and in `unrelated` persons of the same population), under theta in one urn. */
export function probabilityOfSeen(question: {
  readonly pedigree: Pedigree; readonly seen: SeenInFamily; readonly unrelated: readonly Seen[]; readonly model: MarkerModel;
  readonly theta: number; readonly memo?: OrderMemo;
}): number {
  const { pedigree, seen, unrelated, model, theta } = question;
  const memo = question.memo ? { memo: question.memo } : {};
  const typed = explainAll(seen, model);
  const others = unrelated.map((one) => explain(one, model.locus));
  if (theta > 0) return thetaLikelihood({ pedigree, typed, unrelated: others, model, theta, ...memo });
  return others.reduce((product, one) => product * populationProbability(one, model.locus.p), scalar({ pedigree, typed, model, ...memo }));
}
