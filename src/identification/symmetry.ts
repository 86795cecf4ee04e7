// Which missing persons of a family nobody can tell apart: slots moved by an automorphism of the pedigree that fixes every
// typed person (brothers without typed wife or child). The likelihood then depends only on the set placed in the orbit.
// Ties come from here, never from comparing floats (IDENTIFICATION.md 9).
import type { Pedigree } from "./pedigree.ts";

/** Automorphisms beyond which only the identity is used: nothing is wrong then, only slower and less grouped. */
const LIMIT = 5_040;

/**
 * Every distinct permutation of `slots` (indexes into `slots`) that an automorphism induces; the identity is first.
 * Persons are interchangeable only with persons of the same sex. Cost: backtracking over untyped persons, limited.
 */
export function slotPermutations(pedigree: Pedigree, isTyped: readonly boolean[], slots: readonly number[]): readonly (readonly number[])[] {
  const { persons } = pedigree;
  const isFixed = fixedPersons(pedigree, isTyped);
  const matters = persons.map((_, index) => slots.includes(index) || (isTyped[index] ?? false));
  for (let i = persons.length - 1; i >= 0; i--) {
    const person = persons[i];
    if (matters[i] && person && person.father >= 0) matters[person.father] = matters[person.mother] = true;
  }
  const children = (index: number): number => persons.filter(({ father, mother }, i) => matters[i] && (father === index || mother === index)).length;
  const image = new Int32Array(persons.length).fill(-1);
  const taken = new Set<number>();
  const found = new Map<string, readonly number[]>();
  let steps = 0;
  const identity = slots.map((_, i) => i);
  found.set(identity.join(","), identity);
  const fits = (i: number, j: number): boolean => {
    const [a, b] = [persons[i], persons[j]];
    if (!a || !b || !matters[j] || taken.has(j) || a.sex !== b.sex || slots.includes(i) !== slots.includes(j)) return false;
    if (isFixed[i] !== isFixed[j] || (isFixed[i] && i !== j)) return false;
    if (a.father < 0 !== b.father < 0 || children(i) !== children(j)) return false;
    return a.father < 0 || (image[a.father] === b.father && image[a.mother] === b.mother);
  };
  const visit = (i: number): void => {
    if (found.size > LIMIT || steps++ > 200_000) return;
    if (i === persons.length) {
      const moved = slots.map((slot) => slots.indexOf(image[slot] ?? -1));
      found.set(moved.join(","), moved);
      return;
    }
    if (!matters[i]) return visit(i + 1);
    for (let j = 0; j < persons.length; j++) {
      if (!fits(i, j)) continue;
      image[i] = j;
      taken.add(j);
      visit(i + 1);
      taken.delete(j);
      image[i] = -1;
    }
  };
  visit(0);
  return found.size > LIMIT || steps > 200_000 ? [identity] : [...found.values()];
}

/** Typed persons and all their ancestors: an automorphism that fixes a child fixes its parents. */
function fixedPersons({ persons }: Pedigree, isTyped: readonly boolean[]): boolean[] {
  const fixed = [...isTyped];
  for (let i = persons.length - 1; i >= 0; i--) {
    const person = persons[i];
    if (fixed[i] && person && person.father >= 0) fixed[person.father] = fixed[person.mother] = true;
  }
  return persons.map((_, index) => fixed[index] ?? false);
}

/** Slots that share an orbit, each orbit ascending, orbits by their first slot; lone slots included. */
export function orbitsOf(count: number, permutations: readonly (readonly number[])[]): number[][] {
  const orbit = Array.from({ length: count }, (_, slot) => slot);
  for (let slot = 0; slot < count; slot++)
    orbit[slot] = permutations.reduce((least, permutation) => Math.min(least, permutation[slot] ?? slot), slot);
  const groups = new Map<number, number[]>();
  orbit.forEach((first, slot) => groups.set(first, [...(groups.get(first) ?? []), slot]));
  return [...groups.values()];
}
