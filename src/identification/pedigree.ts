// A family as a pedigree: each person has both parents in it or none. Loops and inbreeding are allowed, cycles are not.
// Untyped founders stay (IDENTIFICATION.md 6.1): with a model that is not stationary, pruning them changes the answer.
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault } from "../basis/fault.ts";

export type Sex = "M" | "F" | "U";
export type PedigreeRow = { readonly id: string; readonly father: string; readonly mother: string; readonly sex: Sex };

export type Person = {
  readonly id: string;
  /** Index of the parent in `persons`, -1 for a founder. */
  readonly father: number;
  readonly mother: number;
  readonly sex: Sex;
  /** A mate that the rows did not name, put in so that every child has two parents. */
  readonly isAdded: boolean;
};

/** Persons in canonical order: parents before children, then by id. */
export type Pedigree = { readonly persons: readonly Person[]; readonly indexOf: ReadonlyMap<string, number>; readonly added: readonly string[] };

const FOUNDER = "0";

/**
 * Checks the rows and orders the persons. A lone parent gets an untyped mate, listed in `added`.
 * @throws never: faults `PEDIGREE_TWICE`, `PEDIGREE_PARENT`, `PEDIGREE_SEX`, `PEDIGREE_CYCLE`, `PEDIGREE_APART` are returned, all at once.
 */
export function makePedigree(rows: readonly PedigreeRow[], field = "pedigree"): Pedigree | readonly Fault[] {
  const faults: Fault[] = [];
  const byId = new Map<string, PedigreeRow>();
  const say = (code: string, message: string, index: number): void =>
    void faults.push(new Fault(code, message, [{ row: index + 1, field }]));
  rows.forEach((row, index) => {
    if (row.id === FOUNDER || row.id === "") say("PEDIGREE_PARENT", "expected an id that is neither empty nor 0", index);
    if (byId.has(row.id)) say("PEDIGREE_TWICE", "expected each person once, found the same id again", index);
    byId.set(row.id, row);
  });
  const whole = withMates(rows, byId);
  const named = new Set(rows.map(({ id }) => id));
  whole.filter(({ id }) => named.has(id)).forEach((row, index) => checkParents(row, index, byId, say)); // mates put in have no place in the rows
  if (faults.length > 0) return faults;
  const order = canonicalOrder(whole);
  if (order === undefined) return [new Fault("PEDIGREE_CYCLE", "expected nobody to be an own ancestor", [{ field }])];
  const indexOf = new Map(order.map(({ id }, index) => [id, index]));
  const added = order.filter(({ id }) => !rows.some((row) => row.id === id)).map(({ id }) => id);
  const parent = (id: string): number => (id === FOUNDER ? -1 : (indexOf.get(id) ?? -1));
  const persons = order.map(({ id, father, mother, sex }) => ({
    id, father: parent(father), mother: parent(mother), sex, isAdded: added.includes(id),
  }));
  return isConnected(persons) ? { persons, indexOf, added }
    : [new Fault("PEDIGREE_APART", "expected one family in which everybody is connected", [{ field }])];
}

/** Each child with one named parent gets a mate of its own, `MATE-OF-CHILD-<child>`. */
function withMates(rows: readonly PedigreeRow[], byId: Map<string, PedigreeRow>): PedigreeRow[] {
  const whole: PedigreeRow[] = [];
  for (const row of rows) {
    const lacks = row.father === FOUNDER ? "father" : row.mother === FOUNDER ? "mother" : undefined;
    if (lacks === undefined || row.father === row.mother) {
      whole.push(row);
      continue;
    }
    let id = `added-${lacks}-of-${row.id}`;
    while (byId.has(id)) id += "+";
    const mate: PedigreeRow = { id, father: FOUNDER, mother: FOUNDER, sex: lacks === "father" ? "M" : "F" };
    byId.set(id, mate);
    whole.push(mate, { ...row, [lacks]: id });
  }
  return whole;
}

function checkParents(
  row: PedigreeRow, index: number, byId: ReadonlyMap<string, PedigreeRow>,
  say: (code: string, message: string, index: number) => void,
): void {
  for (const [role, id, sex] of [["father", row.father, "M"], ["mother", row.mother, "F"]] as const) {
    if (id === FOUNDER) continue;
    const parent = byId.get(id);
    if (parent === undefined) say("PEDIGREE_PARENT", `expected the ${role} to be a person of the pedigree`, index);
    else if (parent.sex !== sex)
      say("PEDIGREE_SEX", `expected a ${role} of sex ${sex}, found sex ${parent.sex}`, index);
  }
}

/** Kahn's order with the smallest id first; undefined when someone is an own ancestor. */
function canonicalOrder(rows: readonly PedigreeRow[]): PedigreeRow[] | undefined {
  const placed = new Set<string>([FOUNDER]);
  let left = [...rows].sort((a, b) => byCodeUnit(a.id, b.id));
  const order: PedigreeRow[] = [];
  while (left.length > 0) {
    const ready = left.filter(({ father, mother }) => placed.has(father) && placed.has(mother));
    if (ready.length === 0) return undefined;
    for (const row of ready) placed.add(row.id);
    order.push(...ready);
    left = left.filter((row) => !ready.includes(row));
  }
  return order;
}

function isConnected(persons: readonly Person[]): boolean {
  const seen = new Set<number>([0]);
  const queue = [0];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const here = at;
    persons.forEach((person, index) => {
      const isNear = person.father === here || person.mother === here
        || persons[here]?.father === index || persons[here]?.mother === index;
      if (isNear && !seen.has(index)) {
        seen.add(index);
        queue.push(index);
      }
    });
  }
  return persons.length === 0 || seen.size === persons.length;
}
