// Which further relative would help most: the expected gain of log10 LR, by drawing the relative's profile from the family as
// it would be if the remains were the missing person (IDENTIFICATION.md 10). Seeded: the same question gives the same answer.
import { seededRandom } from "../basis/seeded-random.ts";
import { familyLikelihood, type OrderMemo } from "./family-likelihood.ts";
import { explainAll, markerLr } from "./likelihood-ratio.ts";
import type { Seen } from "./observation.ts";
import type { Family } from "./parse-families.ts";
import { makePedigree, type Pedigree, type PedigreeRow } from "./pedigree.ts";
import type { Panel } from "./table.ts";

export type UsefulRelative = {
  /** A person of the pedigree, or a relation that could be added. */
  readonly who: { readonly kind: "person"; readonly id: string } | { readonly kind: "full sibling" | "child" };
  readonly gainLog10: number; readonly error: number;
};

type Question = { readonly family: Pick<Family, "pedigree" | "references">; readonly missing: string; readonly query: Readonly<Record<string, Seen>>; readonly panel: Panel; readonly seed: string; readonly draws: number };

/** Best first; `error` is the standard error over the draws. Cost: draws × markers × relatives × three eliminations. */
export function usefulRelatives(question: Question): UsefulRelative[] {
  const { family, missing } = question;
  const { persons } = family.pedigree;
  const typed = (id: string): boolean => Object.keys(family.references.get(id) ?? {}).length > 0;
  const found = persons.filter(({ id, isAdded }) => id !== missing && !typed(id) && !isAdded).map(({ id }): UsefulRelative => ({ who: { kind: "person", id }, ...gain(question, family.pedigree, id) }));
  const own = persons.find(({ id }) => id === missing);
  const rows = persons.map((person): PedigreeRow => ({ id: person.id, sex: person.sex, father: persons[person.father]?.id ?? "0", mother: persons[person.mother]?.id ?? "0" }));
  if (own && own.father >= 0) {
    const sibling = makePedigree([...rows, { id: "new relative", sex: "F", father: persons[own.father]?.id ?? "0", mother: persons[own.mother]?.id ?? "0" }]);
    if ("persons" in sibling) found.push({ who: { kind: "full sibling" }, ...gain(question, sibling, "new relative") });
  }
  if (own && own.sex !== "U") {
    const child = makePedigree([...rows, { id: "new relative", sex: "F", father: own.sex === "M" ? missing : "0", mother: own.sex === "F" ? missing : "0" }]);
    if ("persons" in child) found.push({ who: { kind: "child" }, ...gain(question, child, "new relative") });
  }
  return found.sort((a, b) => b.gainLog10 - a.gainLog10);
}

function gain({ family, missing, query, panel, seed, draws }: Question, pedigree: Pedigree, relative: string): { gainLog10: number; error: number } {
  const random = seededRandom(`${seed} ${relative}`);
  const memo: OrderMemo = new Map();
  const [person, keep] = [pedigree.indexOf.get(missing) ?? -1, pedigree.indexOf.get(relative) ?? -1];
  const sums = new Float64Array(draws);
  for (const marker of panel.markers) {
    const [model, asked] = [panel.models.get(marker), query[marker]];
    if (!model || !asked) continue;
    const seen = pedigree.persons.map(({ id }) => family.references.get(id)?.[marker]);
    const typed = explainAll(seen.map((one, index) => (index === person ? asked : one)), model);
    const table = familyLikelihood({ pedigree, typed, model, keep, memo });
    const total = table.reduce((sum, value) => sum + value, 0);
    if (total === 0) continue;
    const before = markerLr({ pedigree, seen, missing: person, query: asked, model, theta: 0, memo }).lr;
    const known = new Map<number, number>();
    const k = model.locus.p.length;
    for (let draw = 0; draw < draws; draw++) {
      let left = random.unit() * total;
      let pair = 0;
      while (pair < table.length - 1 && (left -= table[pair] ?? 0) >= 0) pair++;
      let after = known.get(pair);
      if (after === undefined) {
        const [a, b] = [model.locus.alleles[Math.floor(pair / k)] ?? "", model.locus.alleles[pair % k] ?? ""];
        const isSilent = a === "silent" || b === "silent";
        const drawn: Seen | undefined = isSilent ? undefined : [a, b];
        after = markerLr({ pedigree, seen: seen.map((one, index) => (index === keep ? drawn : one)), missing: person, query: asked, model, theta: 0, memo }).lr;
        known.set(pair, after);
      }
      if (before > 0 && after > 0) sums[draw] = (sums[draw] ?? 0) + Math.log10(after) - Math.log10(before);
    }
  }
  const mean = sums.reduce((sum, value) => sum + value, 0) / draws;
  const variance = sums.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, draws - 1);
  return { gainLog10: Number(mean.toPrecision(4)), error: Number(Math.sqrt(variance / draws).toPrecision(2)) };
}
