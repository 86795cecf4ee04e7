// The alternative that the remains are not the missing person but a full sibling of theirs whom nobody reported (IDENTIFICATION.md 6.6):
// brothers fall together, and what excludes the population does not exclude a brother. Both hypotheses are computed in one pedigree,
// that of the family with such a sibling put in; parents whom the pedigree does not name are put in untyped.
import { ensure } from "../basis/fault.ts";
import type { OrderMemo } from "./family-likelihood.ts";
import { probabilityOfSeen } from "./likelihood-ratio.ts";
import type { Family } from "./parse-families.ts";
import type { Remains } from "./parse-remains.ts";
import { makePedigree, type Pedigree, type PedigreeRow } from "./pedigree.ts";
import type { Panel } from "./table.ts";

export type SiblingLr = { readonly log10Lr: number; readonly excluded: readonly string[] };

const free = (name: string, taken: ReadonlyMap<string, number>): string => (taken.has(name) ? free(`${name}'`, taken) : name);

/** The pedigree with a full sibling of the person of index `missing`, and both their indexes in it. */
export function withSibling({ persons, indexOf }: Pedigree, missing: number): { readonly pedigree: Pedigree; readonly missing: number; readonly sibling: number } {
  const own = persons[missing];
  ensure(own !== undefined, "a person of the pedigree");
  const [sibling, father, mother] = ["SIBLING", "FATHER-OF-SIBLING", "MOTHER-OF-SIBLING"].map((name) => free(name, indexOf)) as [string, string, string];
  const [itsFather, itsMother] = own.father < 0 ? [father, mother] : [persons[own.father]?.id ?? "0", persons[own.mother]?.id ?? "0"];
  const rows = persons.map((one, index): PedigreeRow => ({ id: one.id, father: index === missing ? itsFather : persons[one.father]?.id ?? "0", mother: index === missing ? itsMother : persons[one.mother]?.id ?? "0", sex: one.sex }));
  if (own.father < 0) rows.push({ id: father, father: "0", mother: "0", sex: "M" }, { id: mother, father: "0", mother: "0", sex: "F" });
  const made = makePedigree([...rows, { id: sibling, father: itsFather, mother: itsMother, sex: "U" }]);
  ensure("persons" in made, "a pedigree with one more child is one");
  return { pedigree: made, missing: made.indexOf.get(own.id) ?? -1, sibling: made.indexOf.get(sibling) ?? -1 };
}

/**
 * log10 P(references, remains = missing person) / P(references, remains = a full sibling of theirs); -Infinity where the first is 0. Two
 * eliminations a marker. @throws Fault `PEDIGREE_LARGE`, `THETA_LARGE`.
 */
export function siblingLr(family: Pick<Family, "pedigree" | "references">, missing: number, query: Remains["profile"], panel: Panel, theta: number, memo: OrderMemo): SiblingLr {
  const wider = withSibling(family.pedigree, missing);
  const excluded: string[] = [];
  let log10Lr = 0;
  for (const marker of panel.markers) {
    const [model, own] = [panel.models.get(marker), query[marker]];
    const seen = wider.pedigree.persons.map(({ id }) => family.references.get(id)?.[marker]);
    if (!model || !own || seen.every((one) => one === undefined)) continue;
    const as = (index: number): number => probabilityOfSeen({ pedigree: wider.pedigree, seen: seen.map((one, i) => (i === index ? own : one)), unrelated: [], model, theta, memo });
    const [same, other] = [as(wider.missing), as(wider.sibling)];
    if (same === 0 && other > 0) excluded.push(marker);
    else if (other > 0) log10Lr += Math.log10(same / other);
  }
  return { log10Lr: excluded.length > 0 ? -Infinity : log10Lr, excluded };
}
