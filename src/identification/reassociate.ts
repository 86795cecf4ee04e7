// Remains with remains (IDENTIFICATION.md 11): which sets may be one person. Joined sets are a *proposed person*; both custody
// chains stay. The alternative "full siblings" is computed too, because brothers fall together.
import type { MarkerModel } from "./family-likelihood.ts";
import { probabilityOfSeen } from "./likelihood-ratio.ts";
import { explain, isOneKnown, populationProbability, type Profile, type Seen } from "./observation.ts";
import { makePedigree } from "./pedigree.ts";
import { ensure } from "../basis/fault.ts";

export type Part = { readonly id: string; readonly container: string; readonly profile: Profile };

export type SamePerson = {
  readonly a: string; readonly b: string; readonly markers: number; readonly conflicts: readonly string[];
  /** One person against two unrelated ones, and against two full siblings; log10. */
  readonly log10Unrelated: number; readonly log10Siblings: number;
};

export type ProposedPerson = { readonly members: readonly string[]; readonly consensus: Profile; readonly conflicts: readonly string[] };
export type Reassociation = {
  readonly persons: readonly ProposedPerson[]; readonly pairs: readonly SamePerson[];
  /** Containers received, sets of remains typed, and the least number of persons that explains the sets. */
  readonly containers: number; readonly sets: number; readonly individualsMin: number;
};

/** Budimlija's bar for men: profile frequency at most 1e-9. */
export const UNRELATED_BAR = 9;
export const SIBLINGS_BAR = 3;

/** Do the two observations fit one genotype? A known single allele must occur in the other. */
export function agree(a: Seen, b: Seen): boolean {
  if (isOneKnown(a) || isOneKnown(b)) return a[0] === b[0] || a[0] === b[1] || a[1] === b[0] || (isOneKnown(a) && isOneKnown(b));
  return (a[0] === b[0] && a[1] === b[1]) || (a[0] === b[1] && a[1] === b[0]);
}

const SIBLINGS = makePedigree([
  { id: "F", father: "0", mother: "0", sex: "M" }, { id: "M", father: "0", mother: "0", sex: "F" },
  { id: "A", father: "F", mother: "M", sex: "M" }, { id: "B", father: "F", mother: "M", sex: "M" },
]);

/** Markers typed in both; a conflict is a marker that no single genotype explains. */
export function samePerson(a: Part, b: Part, models: ReadonlyMap<string, MarkerModel>, theta = 0): SamePerson {
  ensure("persons" in SIBLINGS, "the pedigree of two siblings is sound");
  const [first, second] = [SIBLINGS.indexOf.get("A") ?? 0, SIBLINGS.indexOf.get("B") ?? 0];
  const conflicts: string[] = [];
  let [markers, unrelated, siblings] = [0, 0, 0];
  for (const [marker, own] of Object.entries(a.profile)) {
    const [other, model] = [b.profile[marker], models.get(marker)];
    if (!other || !model) continue;
    markers++;
    const both = intersection(own, other, model);
    if (both === 0) {
      conflicts.push(marker);
      continue;
    }
    const apart = theta > 0 ? probabilityOfSeen({ pedigree: { persons: [], indexOf: new Map(), added: [] }, seen: [], unrelated: [own, other], model, theta })
      : populationProbability(explain(own, model.locus), model.locus.p) * populationProbability(explain(other, model.locus), model.locus.p);
    unrelated += Math.log10(both / apart);
    const seen = SIBLINGS.persons.map((_, index) => (index === first ? own : index === second ? other : undefined));
    siblings += Math.log10(both / probabilityOfSeen({ pedigree: SIBLINGS, seen, unrelated: [], model, theta }));
  }
  return { a: a.id, b: b.id, markers, conflicts, log10Unrelated: unrelated, log10Siblings: siblings };
}

/** Probability of the genotypes that explain both observations, each times the chance of either observation. */
function intersection(a: Seen, b: Seen, { locus }: MarkerModel): number {
  const [x, y] = [explain(a, locus), explain(b, locus)];
  const other = new Map(Array.from(y.pat, (pat, i) => [pat * 1000 + (y.mat[i] ?? 0), y.weight[i] ?? 0]));
  let sum = 0;
  x.pat.forEach((pat, i) => {
    const seen = other.get(pat * 1000 + (x.mat[i] ?? 0));
    if (seen !== undefined) sum += seen * (x.weight[i] ?? 0) * (locus.p[pat] ?? 0) * (locus.p[x.mat[i] ?? 0] ?? 0);
  });
  return sum;
}

/**
 * Joins sets whose profiles agree at every shared marker and pass both bars. Cost: all pairs, each left at the second conflict.
 * Pairs with one conflict that would pass otherwise are reported, never joined.
 */
export function reassociate(parts: readonly Part[], models: ReadonlyMap<string, MarkerModel>): Reassociation {
  const markers = [...models.keys()];
  const codes = encode(parts, markers);
  const pairs: SamePerson[] = [];
  const group = parts.map((_, index) => index);
  const root = (index: number): number => (group[index] === index ? index : root(group[index] ?? index));
  for (let i = 0; i < parts.length; i++)
    for (let j = i + 1; j < parts.length; j++) {
      if (!mayAgree(codes, markers.length, i, j)) continue;
      const [a, b] = [parts[i], parts[j]];
      if (!a || !b) continue;
      const pair = samePerson(a, b, models);
      if (pair.log10Unrelated < UNRELATED_BAR || pair.conflicts.length > 1) continue;
      pairs.push(pair);
      if (pair.conflicts.length === 0 && pair.log10Siblings >= SIBLINGS_BAR) group[Math.max(root(i), root(j))] = Math.min(root(i), root(j));
    }
  const members = new Map<number, Part[]>();
  parts.forEach((part, index) => members.set(root(index), [...(members.get(root(index)) ?? []), part]));
  const persons = [...members.values()].map((list) => ({ members: list.map(({ id }) => id), ...consensusOf(list) }));
  const containers = new Set(parts.map(({ id, container }) => container || id));
  return { persons, pairs, containers: containers.size, sets: parts.length, individualsMin: persons.length };
}

/** [part][marker] → two codes, 0 not typed, 65535 dropped or perhaps dropped. */
function encode(parts: readonly Part[], markers: readonly string[]): Uint16Array {
  const names = new Map<string, number>();
  const code = (allele: string): number => {
    if (!names.has(allele)) names.set(allele, names.size + 1);
    return names.get(allele) ?? 0;
  };
  const codes = new Uint16Array(parts.length * markers.length * 2);
  parts.forEach(({ profile }, i) => markers.forEach((marker, m) => {
    const seen = profile[marker];
    if (!seen) return;
    const [a, b] = [code(seen[0]), seen[1] === null || isOneKnown(seen) ? 65535 : code(seen[1])];
    codes[(i * markers.length + m) * 2] = Math.min(a, b);
    codes[(i * markers.length + m) * 2 + 1] = Math.max(a, b);
  }));
  return codes;
}

function mayAgree(codes: Uint16Array, markers: number, i: number, j: number): boolean {
  let [conflicts, shared] = [0, 0];
  for (let m = 0; m < markers; m++) {
    const [a, b, c, d] = [codes[(i * markers + m) * 2] ?? 0, codes[(i * markers + m) * 2 + 1] ?? 0, codes[(j * markers + m) * 2] ?? 0, codes[(j * markers + m) * 2 + 1] ?? 0];
    if (a === 0 || c === 0) continue;
    shared++;
    const fits = b === 65535 || d === 65535 ? (b === 65535 && d === 65535) || (b === 65535 ? a === c || a === d : c === a || c === b) : a === c && b === d;
    if (!fits && ++conflicts > 1) return false;
  }
  return shared >= 5;
}

/** Union of concordant markers; a full genotype wins over one known allele; a discordance blocks the marker and is shown. */
export function consensusOf(parts: readonly Part[]): { readonly consensus: Profile; readonly conflicts: readonly string[] } {
  const consensus: Record<string, Seen> = {};
  const conflicts = new Set<string>();
  for (const { profile } of parts)
    for (const [marker, seen] of Object.entries(profile)) {
      const known = consensus[marker];
      if (known && !agree(known, seen)) conflicts.add(marker);
      else if (known && isOneKnown(known) && isOneKnown(seen) && known[0] !== seen[0]) consensus[marker] = [known[0], seen[0]];
      else if (!known || isOneKnown(known)) consensus[marker] = known && isOneKnown(seen) ? known : seen;
    }
  for (const marker of conflicts) delete consensus[marker];
  return { consensus, conflicts: [...conflicts].sort() };
}
