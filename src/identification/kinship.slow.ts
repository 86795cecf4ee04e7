// The slow twin of the engine: it tries every ordered genotype of every person, one after another, and adds up.
// Written apart from family-likelihood.ts and theta.ts: no elimination, no domains, no ties; the urn is drawn from in order.
import { SILENT } from "./allele.ts";
import type { Locus } from "./locus.ts";
import type { Matrices } from "./mutation.ts";
import type { Seen } from "./observation.ts";
import type { Pedigree } from "./pedigree.ts";

/** P(seen | true pair x/y), drop-out d, from the words of IDENTIFICATION.md 4. */
export function chanceOfSeeing(seen: Seen | undefined, x: string, y: string, d: number): number {
  if (seen === undefined) return 1;
  const [a, b] = seen;
  if (b === null) return x === a || y === a ? 1 : 0;
  const visible = [x, y].filter((allele) => allele !== SILENT);
  let sum = 0;
  for (const first of [false, true]) for (const second of [false, true]) {
    if ((first && !second) && visible.length < 2) continue;
    if (second && visible.length < 2) continue;
    const isOneAllele = visible.length === 2 && visible[0] === visible[1];
    const kept = new Set(visible.filter((_, i) => (i === 0 ? !first : !second)));
    const chance = isOneAllele ? 0 : (first ? d : 1 - d) * (visible.length < 2 ? 1 : second ? d : 1 - d);
    if (!isOneAllele && kept.size === new Set([a, b]).size && kept.has(a) && kept.has(b)) sum += chance;
  }
  if (visible.length === 2 && visible[0] === visible[1]) return a === b && a === visible[0] ? 1 - d * d : 0;
  if (visible.length === 1) return a === b && a === visible[0] ? 1 - d : 0;
  return sum;
}

export type SlowQuestion = {
  readonly pedigree: Pedigree;
  readonly seen: readonly (Seen | undefined)[];
  /** Typed persons outside the family, in the same urn. */
  readonly unrelated: readonly Seen[];
  readonly locus: Locus;
  readonly matrices: Matrices;
  readonly theta: number;
  readonly dropOut: number;
};

/** P(everything seen) by trying all (K²)^persons worlds. */
export function slowLikelihood({ pedigree, seen, unrelated, locus, matrices, theta, dropOut }: SlowQuestion): number {
  const k = locus.alleles.length;
  const people = [...pedigree.persons, ...unrelated.map(() => ({ father: -1, mother: -1 }))];
  const what = [...pedigree.persons.map((_, index) => seen[index]), ...unrelated];
  const pat = new Int32Array(people.length);
  const mat = new Int32Array(people.length);
  const drawn: number[] = [];
  const draw = (a: number): number => {
    const same = drawn.filter((one) => one === a).length;
    const chance = (same * theta + (1 - theta) * (locus.p[a] ?? 0)) / (1 + (drawn.length - 1) * theta);
    drawn.push(a);
    return chance;
  };
  const sends = (m: Float64Array, parent: number, x: number): number =>
    0.5 * (m[(pat[parent] ?? 0) * k + x] ?? 0) + 0.5 * (m[(mat[parent] ?? 0) * k + x] ?? 0);
  const visit = (at: number): number => {
    const person = people[at];
    if (!person) return 1;
    let sum = 0;
    for (let x = 0; x < k; x++)
      for (let y = 0; y < k; y++) {
        const saw = chanceOfSeeing(what[at], locus.alleles[x] ?? "", locus.alleles[y] ?? "", dropOut);
        if (saw === 0) continue;
        [pat[at], mat[at]] = [x, y];
        const isFounder = person.father < 0;
        const chance = isFounder ? draw(x) * draw(y) : sends(matrices.male, person.father, x) * sends(matrices.female, person.mother, y);
        if (chance > 0) sum += saw * chance * visit(at + 1);
        if (isFounder) drawn.length -= 2;
      }
    return sum;
  };
  return visit(0);
}
