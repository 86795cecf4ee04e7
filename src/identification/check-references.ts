// Quality of reference families before they are searched (IDENTIFICATION.md 13): stated relations by pairwise kinship, each
// reference left out, duplicates across families, sex against amelogenin, staff. What was found is for two named reviewers of
// the laboratory; everybody else reads one sentence, the same for every flag, so that nobody learns of unexpected kinship.
import type { OrderMemo } from "./family-likelihood.ts";
import { degreeLr, degreesBeside, IMPOSSIBLE_LOG10, kinshipOf, OTHER_DEGREE_BAR, statedDegree, withOtherParents, type Degree, type DegreeMemo } from "./other-degree.ts";
import { probabilityOfSeen } from "./likelihood-ratio.ts";
import type { Seen } from "./observation.ts";
import type { Family } from "./parse-families.ts";
import { makePedigree, type Pedigree, type PedigreeRow } from "./pedigree.ts";
import { agree } from "./reassociate.ts";
import type { Panel } from "./table.ts";

type Profile = Readonly<Record<string, Seen>>;

/** For the laboratory's compartment only. */
export type ReferenceFlag = {
  readonly kind: "relation" | "duplicate" | "sample" | "contamination" | "sex";
  readonly family: string; readonly persons: readonly string[];
  readonly log10Lr: number; readonly markers: readonly string[];
  /** The relation that fits better than the stated one; then `log10Lr` is the stated one over it. */
  readonly fits?: Degree | "another parent";
};

/** What everybody outside the laboratory reads, whatever the flag. */
export const OUTSIDE_SENTENCE = "this reference cannot be used; another relative would help";

/** log10 under which the stated relation is in doubt, and from which a parent and child are sure enough to ask of no other parent. */
const [DOUBT, SURE] = [-2, 3];

/**
 * Flags of one family: P(profiles | stated pedigree) against the same profiles of unrelated persons, for each typed pair and for
 * each reference given the others; then against another degree of kinship and, with three typed, another parent of one of them. `tables`
 * are those of pairs met in other families. Cost: pairs × markers × two eliminations, parents × markers × two.
 */
export function checkFamily(family: Family, panel: Panel, memo: OrderMemo, tables: DegreeMemo = new Map()): ReferenceFlag[] {
  const typed = family.pedigree.persons.filter(({ id }) => Object.keys(family.references.get(id) ?? {}).length > 0).map(({ id }) => id);
  const flags = sexFlags(family);
  const kinship = kinshipOf(family.pedigree);
  const sure = new Set<string>();
  for (let i = 0; i < typed.length; i++)
    for (let j = i + 1; j < typed.length; j++) {
      const two = [typed[i] ?? "", typed[j] ?? ""];
      if (!areRelated(family.pedigree, two[0] ?? "", two[1] ?? "")) {
        const [a, b] = two.map((id) => family.references.get(id) ?? {});
        if (a && b && isDuplicate(a, b)) flags.push({ kind: "duplicate", family: family.id, persons: two, log10Lr: 0, markers: [] });
        continue;
      }
      const { log10Lr, impossible } = against(family, two, [two[0] ?? ""], panel, memo);
      if (log10Lr > SURE) sure.add(two.join(" ")).add([...two].reverse().join(" "));
      if (log10Lr < DOUBT) flags.push({ kind: "relation", family: family.id, persons: two, log10Lr, markers: impossible });
      else {
        const other = otherDegree(family, [two[0] ?? "", two[1] ?? ""], kinship, { stated: log10Lr, panel, memo, tables });
        if (other) flags.push({ kind: "relation", family: family.id, persons: two, log10Lr: other.log10Lr, markers: [], fits: other.degree });
      }
    }
  if (typed.length > 2)
    for (const one of typed) {
      const { log10Lr, impossible } = against(family, typed, [one], panel, memo);
      if (log10Lr < DOUBT) flags.push({ kind: "sample", family: family.id, persons: [one], log10Lr, markers: impossible });
    }
  return typed.length > 2 ? [...flags, ...otherParents(family, sure, panel, memo)] : flags;
}

/** The degree beside the stated one that fits the pair best, where it passes the bar. */
function otherDegree({ pedigree, references }: Family, [a, b]: readonly [string, string], kinship: (a: number, b: number) => number, known: { readonly stated: number; readonly panel: Panel; readonly memo: OrderMemo; readonly tables: DegreeMemo }): { readonly degree: Degree; readonly log10Lr: number } | undefined {
  const [i, j] = [pedigree.indexOf.get(a) ?? -1, pedigree.indexOf.get(b) ?? -1];
  let best: { degree: Degree; log10Lr: number } | undefined;
  for (const degree of degreesBeside(statedDegree(pedigree, kinship(i, j), i, j))) {
    const log10Lr = known.stated - degreeLr(degree, [references.get(a) ?? {}, references.get(b) ?? {}], pedigree.persons[i]?.sex ?? "U", known);
    if (log10Lr <= -OTHER_DEGREE_BAR && (!best || log10Lr < best.log10Lr)) best = { degree, log10Lr };
  }
  return best;
}

/** Children of whom another father, or another mother, fits all profiles of the family better by the bar. `sure`: child and parent whose own profiles leave no question. */
function otherParents(family: Family, sure: ReadonlySet<string>, panel: Panel, memo: OrderMemo): ReferenceFlag[] {
  const stated = together(family.pedigree, family, panel, memo);
  return withOtherParents(family).filter(({ child, parent }) => !sure.has(`${child} ${parent}`)).flatMap(({ child, parent, pedigree }): ReferenceFlag[] => {
    const other = together(pedigree, family, panel, memo);
    const log10Lr = stated.reduce((sum, value, i) => sum + value - (other[i] ?? 0), 0);
    return log10Lr <= -OTHER_DEGREE_BAR ? [{ kind: "relation", family: family.id, persons: [child, parent], log10Lr, markers: [], fits: "another parent" }] : [];
  });
}

/** log10 P(all profiles | pedigree) by marker; an impossible one as in `against`, above what it would be unrelated to all. */
function together(pedigree: Pedigree, { references }: Family, panel: Panel, memo: OrderMemo): number[] {
  return panel.markers.map((marker) => {
    const model = panel.models.get(marker);
    const seen = pedigree.persons.map(({ id }) => references.get(id)?.[marker]);
    const lone = seen.filter((one): one is Seen => one !== undefined);
    if (!model || lone.length < 2) return 0;
    const value = probabilityOfSeen({ pedigree, seen, unrelated: [], model, theta: 0, memo });
    return value > 0 ? Math.log10(value) : IMPOSSIBLE_LOG10 + Math.log10(probabilityOfSeen({ pedigree: NOBODY, seen: [], unrelated: lone, model, theta: 0, memo }));
  });
}

/** A Y in a woman's sample. A man's without one is no flag: amelogenin Y drops out in degraded samples and in carriers of a deletion. */
const sexFlags = ({ id: family, pedigree, amelogenin }: Family): ReferenceFlag[] =>
  pedigree.persons.filter(({ id, sex }) => sex === "F" && amelogenin.get(id) === "XY").map(({ id }): ReferenceFlag => ({ kind: "sex", family, persons: [id], log10Lr: 0, markers: ["AMEL"] }));

/** log10 P(all of `typed` | pedigree) / P(`out` unrelated, the others | pedigree); markers at which the numerator is 0. */
function against(family: Family, typed: readonly string[], out: readonly string[], panel: Panel, memo: OrderMemo): { log10Lr: number; impossible: string[] } {
  let sum = 0;
  const impossible: string[] = [];
  for (const marker of panel.markers) {
    const model = panel.models.get(marker);
    if (!model) continue;
    const seenOf = (id: string): Seen | undefined => (typed.includes(id) ? family.references.get(id)?.[marker] : undefined);
    const all = family.pedigree.persons.map(({ id }) => seenOf(id));
    const lone = out.map(seenOf).filter((one): one is Seen => one !== undefined);
    if (lone.length === 0 || all.filter((one) => one !== undefined).length < 2) continue;
    const together = probabilityOfSeen({ pedigree: family.pedigree, seen: all, unrelated: [], model, theta: 0, memo });
    const apart = probabilityOfSeen({ pedigree: family.pedigree, seen: family.pedigree.persons.map(({ id }) => (out.includes(id) ? undefined : seenOf(id))), unrelated: lone, model, theta: 0, memo });
    if (together === 0) {
      impossible.push(marker);
      sum += IMPOSSIBLE_LOG10;
    } else if (apart > 0) sum += Math.log10(together / apart);
  }
  return { log10Lr: sum, impossible };
}

function areRelated({ persons, indexOf }: Pedigree, a: string, b: string): boolean {
  const ancestors = (index: number, met = new Set<number>()): Set<number> => {
    if (index < 0 || met.has(index)) return met;
    met.add(index);
    ancestors(persons[index]?.father ?? -1, met);
    return ancestors(persons[index]?.mother ?? -1, met);
  };
  const own = ancestors(indexOf.get(a) ?? -1);
  return [...ancestors(indexOf.get(b) ?? -1)].some((one) => own.has(one));
}

function isDuplicate(a: Profile, b: Profile): boolean {
  const shared = Object.keys(a).filter((marker) => b[marker]);
  return shared.length >= 8 && shared.every((marker) => {
    const [x, y] = [a[marker], b[marker]];
    return x !== undefined && y !== undefined && agree(x, y);
  });
}

/** The same profile in two families, or of a member of the staff; linear by the profile's text. */
export function findDuplicates(families: readonly Family[], staff: readonly { readonly id: string; readonly profile: Profile }[]): ReferenceFlag[] {
  const textOf = (profile: Profile): string => Object.keys(profile).sort().map((marker) => `${marker} ${[...(profile[marker] ?? [])].map(String).sort().join("/")}`).join(";");
  const met = new Map<string, { family: string; person: string }>();
  const known = new Set(staff.map(({ profile }) => textOf(profile)));
  const flags: ReferenceFlag[] = [];
  for (const family of families)
    for (const [person, profile] of family.references) {
      if (Object.keys(profile).length < 8) continue;
      const text = textOf(profile);
      if (known.has(text)) flags.push({ kind: "contamination", family: family.id, persons: [person], log10Lr: 0, markers: [] });
      const before = met.get(text);
      if (before && before.family !== family.id) flags.push({ kind: "duplicate", family: family.id, persons: [person], log10Lr: 0, markers: [] });
      met.set(text, { family: family.id, person });
    }
  return flags;
}

/** A family of two full siblings, parent and child and the like, for a pair without a pedigree. */
export function pairPedigree(relation: "full siblings" | "parent and child" | "half siblings"): Pedigree {
  const rows: Record<typeof relation, string> = {
    "full siblings": "F 0 0 M,M 0 0 F,A F M M,B F M M", "parent and child": "A 0 0 M,M 0 0 F,B A M M", "half siblings": "F 0 0 M,M 0 0 F,N 0 0 F,A F M M,B F N M",
  };
  const made = makePedigree(rows[relation].split(",").map((row): PedigreeRow => {
    const [id = "", father = "0", mother = "0", sex = "M"] = row.split(" ");
    return { id, father, mother, sex: sex === "F" ? "F" : "M" };
  }));
  if ("persons" in made) return made;
  throw made[0] ?? new Error("bug: neither a pedigree nor a fault");
}

const NOBODY: Pedigree = { persons: [], indexOf: new Map(), added: [] };

export type Kinship = { readonly a: string; readonly b: string; readonly relation: "full siblings" | "parent and child" | "half siblings"; readonly log10Lr: number };

/** Relatives among the remains (IDENTIFICATION.md 11): the best of three relations where it passes `floorLog10`. Cost n². */
export function relativesAmong(remains: readonly { readonly id: string; readonly profile: Profile }[], panel: Panel, floorLog10: number): Kinship[] {
  const memo: OrderMemo = new Map();
  const pedigrees = (["full siblings", "parent and child", "half siblings"] as const).map((relation) => ({ relation, pedigree: pairPedigree(relation) }));
  const found: Kinship[] = [];
  remains.forEach((a, i) => remains.slice(i + 1).forEach((b) => {
    let best: Kinship | undefined;
    for (const { relation, pedigree } of pedigrees) {
      let sum = 0;
      for (const marker of panel.markers) {
        const [model, x, y] = [panel.models.get(marker), a.profile[marker], b.profile[marker]];
        if (!model || !x || !y) continue;
        const seen = pedigree.persons.map(({ id }) => (id === "A" ? x : id === "B" ? y : undefined));
        sum += Math.log10(probabilityOfSeen({ pedigree, seen, unrelated: [], model, theta: 0, memo })) - Math.log10(probabilityOfSeen({ pedigree: NOBODY, seen: [], unrelated: [x, y], model, theta: 0, memo }));
      }
      if (sum >= floorLog10 && (!best || sum > best.log10Lr)) best = { a: a.id, b: b.id, relation, log10Lr: sum };
    }
    if (best) found.push(best);
  }));
  return found;
}
