// One reference family as a Familias project: its pedigree as known relations, its references as persons, the frequency table as
// loci. What the layout cannot hold is refused with its place, never dropped.
import { Fault } from "../basis/fault.ts";
import type { FamLocus, FamPedigree, FamPerson } from "./familias.ts";
import { allelesOf } from "./observation.ts";
import type { Family } from "./parse-families.ts";
import type { FrequencySet } from "./parse-frequencies.ts";
import type { Settings } from "./settings.ts";

type Project = { readonly persons: readonly FamPerson[]; readonly pedigrees: readonly FamPedigree[]; readonly known: FamPedigree; readonly loci: readonly FamLocus[]; readonly theta: number };

/** The frequency table with each marker's model. Faults `FAM_MODEL` for one that the layout has no number for. */
export function famLoci(frequencies: FrequencySet, settings: Settings): { readonly loci: readonly FamLocus[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const used = Object.keys(frequencies.markers).filter((marker) => !settings.without.includes(marker));
  const loci = used.map((marker): FamLocus => {
    const mutation = settings.mutationOf[marker] ?? (settings.mutation === "not chosen" ? { model: "none" as const } : settings.mutation);
    const isPlain = !("transform" in mutation) || (mutation.model === "stepwise" && mutation.transform === "PM");
    if (!["none", "equal", "proportional", "stepwise"].includes(mutation.model) || !isPlain) faults.push(new Fault("FAM_MODEL", `expected none, equal, proportional, stepwise or stepwise made stationary (PM) at locus ${marker}: Familias has no number for another model`, [{ field: marker }]));
    return { marker, frequencies: frequencies.markers[marker] ?? {}, mutation };
  });
  return { loci, faults };
}

/** The missing are named “Missing …”, by which they are known when the file is read back. Faults `FAM_DROPPED` for one known allele, `FAM_MODEL` for a model it has no number for, `FAM_SEX`. */
export function famOfFamily(family: Family, frequencies: FrequencySet, settings: Settings): { readonly project: Project; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const say = (code: string, message: string, field: string): void => void faults.push(new Fault(code, `expected ${message}`, [{ field }]));
  const { persons } = family.pedigree;
  const nameOf = (id: string): string => (family.missing.includes(id) ? `Missing ${id}` : id);
  const { loci, faults: models } = famLoci(frequencies, settings);
  faults.push(...models);
  const used = loci.map(({ marker }) => marker);
  const rows = persons.map(({ id, sex }): FamPerson => {
    const profile = Object.fromEntries(Object.entries(family.references.get(id) ?? {}).filter(([marker]) => used.includes(marker)));
    if (sex === "U") say("FAM_SEX", "a sex for every person: the layout has no third", id);
    for (const [marker, seen] of Object.entries(profile)) {
      if (seen[1] === null) say("FAM_DROPPED", `both alleles of ${marker}: the layout cannot say that one is lost`, id);
      if (allelesOf(seen).some((allele) => frequencies.markers[marker]?.[allele] === undefined)) say("ALLELE_UNKNOWN", `alleles of the frequency table at ${marker}`, id);
    }
    return { id: nameOf(id), sex, profile };
  });
  const pairs = persons.flatMap(({ father, mother }, child) => [father, mother].filter((parent) => parent >= 0).map((parent): readonly [number, number] => [parent, child]));
  const none: FamPedigree = { name: "known", extraFemales: 0, extraMales: 0, pairs: [] };
  return { project: { persons: rows, pedigrees: [{ name: family.id, extraFemales: 0, extraMales: 0, pairs }], known: none, loci, theta: settings.theta }, faults };
}
