// Families with remains placed in their slots: λ = ln P(references and placed) - ln P(references) - Σ ln P(placed), over markers.
import type { MarkerModel, OrderMemo } from "./family-likelihood.ts";
import { probabilityOfSeen } from "./likelihood-ratio.ts";
import type { Seen } from "./observation.ts";
import type { Pedigree } from "./pedigree.ts";

type Profile = Readonly<Record<string, Seen>>;
export type PlacedQuestion = {
  readonly pedigree: Pedigree;
  readonly references: ReadonlyMap<string, Profile>;
  readonly markers: readonly string[];
  readonly models: ReadonlyMap<string, MarkerModel>;
  readonly theta: number;
  /** Person of the pedigree to the profile placed there. */
  readonly placed: readonly { readonly person: string; readonly profile: Profile }[];
  readonly memo: OrderMemo;
};

/** Natural log; under theta the placed profiles lie in the family's urn in numerator and denominator. Two eliminations a marker. */
export function placedLambda(question: PlacedQuestion): number {
  const { pedigree, references, markers, models, theta, placed, memo } = question;
  let sum = 0;
  for (const marker of markers) {
    const model = models.get(marker);
    const seen = placed.flatMap(({ profile }) => (profile[marker] ? [profile[marker]] : []));
    if (!model || seen.length === 0) continue;
    const alone = pedigree.persons.map(({ id }) => references.get(id)?.[marker]);
    const together = pedigree.persons.map(({ id }, index) => placed.find(({ person }) => person === id)?.profile[marker] ?? alone[index]);
    const underH1 = probabilityOfSeen({ pedigree, seen: together, unrelated: [], model, theta, memo });
    const underH2 = probabilityOfSeen({ pedigree, seen: alone, unrelated: seen, model, theta, memo });
    if (underH1 === 0 && underH2 > 0) return -Infinity;
    if (underH2 > 0) sum += Math.log(underH1) - Math.log(underH2);
  }
  return sum;
}

/** ln P(references), over markers: the likelihood when nobody is placed. */
export function aloneLog({ pedigree, references, markers, models, theta, memo }: Omit<PlacedQuestion, "placed">): number {
  let sum = 0;
  for (const marker of markers) {
    const model = models.get(marker);
    if (model) sum += Math.log(probabilityOfSeen({ pedigree, seen: pedigree.persons.map(({ id }) => references.get(id)?.[marker]), unrelated: [], model, theta, memo }));
  }
  return sum;
}
