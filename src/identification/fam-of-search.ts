// A whole search as one Familias project of the DVI kind: every set of remains as an unidentified person, every family with its
// pedigree and references, the frequency table as loci with their mutation models. The layout is the one that the peers' reader and
// writer show (IDENTIFICATION.md 16): no person stands in the head, genotypes by their alleles, the missing only among the relations.
import { Fault } from "../basis/fault.ts";
import { famLoci } from "./fam-of-family.ts";
import { printFam, type FamPerson } from "./familias.ts";
import { allelesOf, type Seen } from "./observation.ts";
import type { Family } from "./parse-families.ts";
import type { FrequencySet } from "./parse-frequencies.ts";
import type { Remains } from "./parse-remains.ts";
import type { Settings } from "./settings.ts";

export type FamSearch = { readonly text: string; readonly faults: readonly Fault[]; /** Cells with one known allele that were left out, as was asked. */ readonly leftOut: number };

/**
 * The text of the project. One known allele cannot be said in this layout: a fault, or with `isWithoutDropped` the cell is left out and
 * counted. Faults `FAM_DROPPED`, `FAM_MODEL`, `FAM_SEX`, `FAM_NAME`, `ALLELE_UNKNOWN`, each with the person and the marker. Linear.
 */
export function famOfSearch(families: readonly Family[], remains: readonly Remains[], { frequencies, settings, isWithoutDropped }: { readonly frequencies: FrequencySet; readonly settings: Settings; readonly isWithoutDropped: boolean }): FamSearch {
  const { loci, faults: models } = famLoci(frequencies, settings);
  const faults = [...models];
  const used = new Set(loci.map(({ marker }) => marker));
  let leftOut = 0;
  const person = (one: FamPerson, place: string): FamPerson => {
    const say = (code: string, message: string): void => void faults.push(new Fault(code, `expected ${message}`, [{ field: place }]));
    if (one.sex === "U") say("FAM_SEX", "a sex for every person: the layout has no third");
    if (one.id.trim() !== one.id || /["=[\]\n]/.test(one.id) || /^missing/i.test(one.id)) say("FAM_NAME", 'a name without quotes, brackets and "=", that does not begin with Missing');
    const cells = Object.entries(one.profile).filter(([marker]) => used.has(marker)).flatMap(([marker, seen]): [string, Seen][] => {
      if (allelesOf(seen).some((allele) => frequencies.markers[marker]?.[allele] === undefined)) say("ALLELE_UNKNOWN", `alleles of the frequency table at ${marker}`);
      if (seen[1] !== null) return [[marker, seen]];
      if (isWithoutDropped) leftOut++;
      else say("FAM_DROPPED", `both alleles of ${marker}: the layout cannot say that one is lost`);
      return [];
    });
    return { id: one.id, sex: one.sex, profile: Object.fromEntries(cells) };
  };
  const unidentified = remains.map((one) => person(one, one.id));
  const sections = families.map((family, i) => familyLines(family, i + 1, (one) => person(one, `${family.id} ${one.id}`)));
  const none = { name: "known", extraFemales: 0, extraMales: 0, pairs: [] };
  const head = printFam({ persons: [], known: none, pedigrees: [], loci, theta: settings.theta }).replace('"3.2.8"', '"3.2.8 (DVI)"');
  const lines = [
    "", "[DVI]", "[[Unidentified persons]]", `nPersons= ${unidentified.length}`, ...unidentified.flatMap((one, i) => personLines(one, i + 1, 3)),
    "[[Notes]]", `nFamilies= ${families.length}`, ...families.map(() => ""),
    "[[Reference Families]]", `nFamilies= ${families.length}`, ...sections.flat(),
  ];
  return { text: `${head}${lines.join("\n")}\n`, faults, leftOut };
}

const boxed = (depth: number, title: string): string => `${"[".repeat(depth)}${title}${"]".repeat(depth)}`;

function personLines({ id, sex, profile }: FamPerson, number: number, depth: number): string[] {
  const cells = Object.entries(profile);
  return [
    boxed(depth, `Person ${number}${depth === 3 ? " " : ""}`), `Name= ${id}`, `Gender= ${sex === "F" ? "Female" : "Male"}`, boxed(depth + 1, "DNA data"), `nSystems= ${cells.length}`,
    ...cells.flatMap(([marker, [a, b]]) => [`SystemName= ${marker}`, `Allele1= ${a}`, `Allele2= ${b ?? ""}`]),
  ];
}

/** The one missing person of a family is called as the program calls him; several keep their codes apart. */
function familyLines(family: Family, number: number, checked: (one: FamPerson) => FamPerson): string[] {
  const { persons } = family.pedigree;
  const nameOf = (id: string): string => (!family.missing.includes(id) ? id : family.missing.length === 1 ? "Missing person" : `Missing ${id}`);
  const listed = persons.filter(({ id }) => !family.missing.includes(id)).map(({ id, sex }) => checked({ id, sex, profile: family.references.get(id) ?? {} }));
  const pairs = persons.flatMap(({ id, father, mother }) => [father, mother].flatMap((parent) => (parent >= 0 ? [`Parent= ${nameOf(persons[parent]?.id ?? "")}`, `Child= ${nameOf(id)}`] : [])));
  const relations = [`nRelations= ${pairs.length / 2}`, ...pairs];
  return [
    boxed(3, `Family ${number} `), `Name= ${family.id}`, boxed(4, "Persons"), `nPersons= ${listed.length}`, ...listed.flatMap((one, i) => personLines(one, i + 1, 5)),
    boxed(4, "Pedigrees"), "nPedigrees= 2", boxed(5, "Pedigree 1"), "Name= Reference pedigree", ...relations, boxed(5, "Pedigree 2"), `Name= ${family.id}`, ...relations,
  ];
}
