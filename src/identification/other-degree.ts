// Whether another degree of kinship fits what two references, or a whole family, show better than the stated one (IDENTIFICATION.md 13).
//
//   a pair      P(both profiles | stated) against the same pair as parent and child, full siblings, second degree, third degree, one
//               degree up or down of the stated one. Half siblings stand for the second degree: uncle and nephew, grandparent and
//               grandchild give unlinked markers the same probabilities, so that no marker here tells them apart
//   a family    P(all profiles | stated) against the same family in which one child has another father, or another mother
//
// Each alternative gives probability 1 to all profiles together, so its ratio over the stated hypothesis has mean 1 when the stated one
// is true: it reaches 10^t in at most 1 of 10^t correct families (Markov), whatever the markers. docs/methods states what was measured.
import type { OrderMemo } from "./family-likelihood.ts";
import type { Seen } from "./observation.ts";
import type { Family } from "./parse-families.ts";
import { ensure } from "../basis/fault.ts";
import { makePedigree, type Pedigree, type PedigreeRow, type Sex } from "./pedigree.ts";
import { buildTable, makePanel, rowOf, type Panel } from "./table.ts";

export const DEGREES = ["parent and child", "full siblings", "second degree", "third degree"] as const;
export type Degree = (typeof DEGREES)[number];

/** log10 from which another degree is said to fit better: the bar of the stated relation itself (check-references.ts). At 3 the power over half siblings halves. */
export const OTHER_DEGREE_BAR = 2;

/** What a marker that a hypothesis makes impossible counts, as a rate of 1e-3 would: one impossible marker is no verdict. */
export const IMPOSSIBLE_LOG10 = -3;

/** Kinship of every two persons of a pedigree (Malécot): φ of a person with itself is (1 + its inbreeding) / 2. Cost n². */
export function kinshipOf({ persons }: Pedigree): (a: number, b: number) => number {
  const n = persons.length;
  const phi = new Float64Array(n * n);
  const of = (a: number, b: number): number => (a < 0 || b < 0 ? 0 : phi[a * n + b] ?? 0);
  persons.forEach(({ father, mother }, i) => {
    for (let j = 0; j < i; j++) phi[i * n + j] = phi[j * n + i] = (of(father, j) + of(mother, j)) / 2;
    phi[i * n + i] = (1 + of(father, mother)) / 2;
  });
  return of;
}

/** The stated degree of a pair; `undefined` beyond the fourth. Double first cousins (φ 1/8) are of the second degree, as their kinship is. */
export function statedDegree({ persons }: Pedigree, kinship: number, a: number, b: number): Degree | "fourth degree" | undefined {
  const [one, other] = [persons[a], persons[b]];
  if (!one || !other) return undefined;
  if ([one.father, one.mother].includes(b) || [other.father, other.mother].includes(a)) return "parent and child";
  if (one.father >= 0 && one.father === other.father && one.mother === other.mother) return "full siblings";
  if (kinship <= 0) return undefined;
  const degree = Math.round(-Math.log2(kinship)) - 1; // φ is 1/8 at the second degree, 1/16 at the third
  return degree <= 2 ? "second degree" : degree === 3 ? "third degree" : degree === 4 ? "fourth degree" : undefined;
}

const BESIDE: Readonly<Record<Degree | "fourth degree", readonly Degree[]>> = {
  "parent and child": ["full siblings", "second degree"], "full siblings": ["parent and child", "second degree"],
  "second degree": ["parent and child", "full siblings", "third degree"], "third degree": ["second degree"], "fourth degree": ["third degree"],
};

/** One degree up and down of the stated one; unrelated is another question (check-references.ts). */
export const degreesBeside = (stated: Degree | "fourth degree" | undefined): readonly Degree[] => (stated === undefined ? [] : BESIDE[stated]);

const SHAPES: Readonly<Record<Degree, string>> = {
  "parent and child": "B A 0 U", "full siblings": "F 0 0 M,M 0 0 F,A F M *,B F M U", "second degree": "F 0 0 M,M 0 0 F,N 0 0 F,A F M *,B F N U",
  "third degree": "F 0 0 M,M 0 0 F,G F M M,H F M F,V 0 0 F,W 0 0 M,A G V *,B W H U",
};

/** The pedigree of two persons A and B of a degree, A of the sex given; where A is the parent, the mother's or the father's rate follows. */
export function degreePedigree(degree: Degree, sexOfA: Sex): Pedigree {
  const sex = sexOfA === "F" ? "F" : "M";
  const rows = degree !== "parent and child" ? SHAPES[degree] : sex === "M" ? "A 0 0 M,B A 0 U" : "A 0 0 F,B 0 A U";
  const made = makePedigree(rows.split(",").map((row): PedigreeRow => {
    const [id = "", father = "0", mother = "0", own = "U"] = row.split(" ");
    return { id, father, mother, sex: own === "*" ? sex : own === "F" ? "F" : own === "M" ? "M" : "U" };
  }));
  ensure("persons" in made, "a pedigree of two");
  return made;
}

/** Tables of pairs met so far: one for each degree, marker and observation of A. A memo that changes no result. */
export type DegreeMemo = Map<string, { readonly panel: Panel; readonly lr: Float64Array }>;

/**
 * log10 P(b | a, degree) / P(b | population) over the markers that both show. One elimination for each observation of A not met before,
 * then a look into a table: the cost of a family does not grow with the pairs.
 */
export function degreeLr(degree: Degree, [a, b]: readonly [Readonly<Record<string, Seen>>, Readonly<Record<string, Seen>>], sexOfA: Sex, known: { readonly panel: Panel; readonly memo: OrderMemo; readonly tables: DegreeMemo }): number {
  let sum = 0;
  for (const marker of known.panel.markers) {
    const [model, x, y] = [known.panel.models.get(marker), a[marker], b[marker]];
    if (!model || !x || !y) continue;
    const key = `${degree} ${sexOfA === "F" ? "F" : "M"} ${marker} ${x[0]}/${x[1] ?? ""}`;
    let table = known.tables.get(key);
    if (!table) {
      const panel = makePanel([marker], new Map([[marker, model]]));
      const pedigree = degreePedigree(degree, sexOfA);
      table = { panel, lr: buildTable({ pedigree, references: new Map([["A", { [marker]: x }]]), missing: pedigree.indexOf.get("B") ?? -1, panel, memo: known.memo }).lr };
      known.tables.set(key, table);
    }
    const ratio = table.lr[rowOf(table.panel, 0, y)] ?? 0;
    sum += ratio > 0 ? Math.log10(ratio) : IMPOSSIBLE_LOG10;
  }
  return sum;
}

export type OtherParent = { readonly child: string; readonly parent: string; readonly pedigree: Pedigree };

/** The family in which one child has another father, or another mother, of whom nothing is known; only where the profiles can tell. */
export function withOtherParents({ pedigree, references }: Pick<Family, "pedigree" | "references">): OtherParent[] {
  const { persons } = pedigree;
  const isTyped = persons.map(({ id }) => Object.keys(references.get(id) ?? {}).length > 0);
  const rows = persons.map((one): PedigreeRow => ({ id: one.id, sex: one.sex, father: persons[one.father]?.id ?? "0", mother: persons[one.mother]?.id ?? "0" }));
  return persons.flatMap((child, index) => (["father", "mother"] as const).flatMap((side): OtherParent[] => {
    const parent = persons[child[side]];
    if (!parent || !seesBothWays(persons, isTyped, index, child[side])) return [];
    const id = `OTHER-${side.toUpperCase()}-OF-${child.id}`;
    const others = rows.map((row, i) => (i === index ? { ...row, [side]: id } : row));
    const made = makePedigree([...others, { id, father: "0", mother: "0", sex: side === "father" ? "M" : "F" }]);
    return "persons" in made ? [{ child: child.id, parent: parent.id, pedigree: made }] : []; // where the family falls in two, a reference left out says it
  }));
}

type Persons = Pedigree["persons"];

/** Somebody typed at or below the child, and somebody typed who is of the parent's blood and not by this child alone. */
function seesBothWays(persons: Persons, isTyped: readonly boolean[], child: number, parent: number): boolean {
  const below = descendants(persons, child, -1);
  if (![...below].some((one) => isTyped[one])) return false;
  const blood = new Set<number>();
  for (const ancestor of ancestors(persons, parent)) for (const one of descendants(persons, ancestor, child)) blood.add(one);
  return [...blood].some((one) => isTyped[one]);
}

function ancestors(persons: Persons, of: number, met = new Set<number>()): Set<number> {
  if (of < 0 || met.has(of)) return met;
  met.add(of);
  ancestors(persons, persons[of]?.father ?? -1, met);
  return ancestors(persons, persons[of]?.mother ?? -1, met);
}

/** A person and all descendants, without going through `without`. */
function descendants(persons: Persons, of: number, without: number): Set<number> {
  const found = new Set([of]);
  persons.forEach(({ father, mother }, index) => {
    if (index !== without && (found.has(father) || found.has(mother))) found.add(index);
  });
  return found;
}
