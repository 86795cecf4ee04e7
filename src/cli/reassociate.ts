// `allforall reassociate`: which sets of remains may be one person; containers, sets and persons as three counts.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { makeLocus } from "../identification/locus.ts";
import { markerModel, type MarkerModel } from "../identification/family-likelihood.ts";
import { mutationMatrices } from "../identification/mutation.ts";
import { allelesOf } from "../identification/observation.ts";
import { printCell } from "../identification/parse-delimited.ts";
import { parseFrequencies } from "../identification/parse-frequencies.ts";
import { parseRemains, printSeen, type RemainsFile } from "../identification/parse-remains.ts";
import { ten } from "../identification/proposals.ts";
import { reassociate, samePerson, SIBLINGS_BAR, UNRELATED_BAR } from "../identification/reassociate.ts";
import { PLAIN_SETTINGS } from "../identification/settings.ts";
import { parseArgs, type Command } from "./command.ts";
import { unknownIn } from "./identify-inputs.ts";

export const reassociateCommand: Command = {
  name: "reassociate",
  summary: "which sets of remains may be one person: containers, sets, persons",
  help: `allforall reassociate REMAINS --out DIR [--frequencies FREQ.csv] [--elimination STAFF.csv] [--json]

Compares every set of remains with every other. Joined are sets that agree at every shared marker, with a profile rarer than
1e-9 and at least 1e3 times likelier as one person than as two brothers. Without --frequencies, those counted in the file itself
with the floor 5/(2N) are used, and said. A set that matches a profile of --elimination (staff, handlers) is listed apart.
DIR receives persons.csv, pairs.csv, consensus.csv, counts.json. Both custody chains stay; two persons sign a joining.
Exit 0 when nothing conflicts, 1 when a pair agrees but for one marker or a staff profile matches, 2 for bad input.
Example: allforall reassociate examples/identification-exercise/remains.csv --frequencies examples/identification-exercise/frequencies.csv --out out/persons
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { values: ["out", "frequencies", "elimination"], flags: ["json"] });
    const [path] = positional;
    const out = values["out"];
    if (path === undefined || positional.length > 1 || out === undefined) throw new Fault("USAGE", "expected REMAINS --out DIR");
    const read = async (file: string): Promise<RemainsFile> => parseRemains(fromUtf8(await io.readFile(file), file), file);
    const file = await read(path);
    const staff = values["elimination"] === undefined ? undefined : await read(values["elimination"]);
    const faults = [...file.faults, ...(staff?.faults ?? [])];
    const given = values["frequencies"];
    const set = given === undefined ? countedFrequencies(file) : parseFrequencies(fromUtf8(await io.readFile(given), given), given);
    if (given === undefined) io.err("no frequency table was given: alleles are counted in the file itself\n");
    else faults.push(...unknownIn(file, set, PLAIN_SETTINGS, path));
    if (faults.length > 0) throw new Faults(faults);
    const models = new Map<string, MarkerModel>(Object.entries(set.markers).map(([marker, own]) => {
      const locus = makeLocus(marker, own);
      return [marker, markerModel(locus, mutationMatrices(locus, { model: "none" }))];
    }));
    const answer = reassociate(file.remains, models);
    const containerOf = new Map(file.remains.map(({ id, container }) => [id, container || id]));
    const staffMatches = file.remains.flatMap((one) => (staff?.remains ?? []).flatMap((other) => {
      const same = samePerson(one, { ...other, container: "" }, models);
      return same.conflicts.length === 0 && same.log10Unrelated >= UNRELATED_BAR ? [one.id] : [];
    }));
    const conflicts = answer.pairs.filter(({ conflicts: list }) => list.length > 0);
    const counts = {
      containers: answer.containers, sets: answer.sets, individualsMin: answer.individualsMin,
      containersWithSeveralPersons: severalIn(answer.persons, containerOf), personsInSeveralContainers: answer.persons.filter(({ members }) => new Set(members.map((id) => containerOf.get(id))).size > 1).length,
      pairsWithOneConflict: conflicts.length, withheldForTheLaboratory: staffMatches.length, bars: { log10Unrelated: UNRELATED_BAR, log10Siblings: SIBLINGS_BAR },
    };
    await mkdir(out, { recursive: true });
    const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.map(printCell).join(",")}\n`).join("");
    const markers = [...models.keys()];
    await io.writeFile(join(out, "persons.csv"), csv([["person", "remains_id", "container"], ...answer.persons.flatMap(({ members }, i) => members.map((id) => [`P${i + 1}`, id, containerOf.get(id) ?? ""]))]));
    await io.writeFile(join(out, "pairs.csv"), csv([["a", "b", "markers", "conflicts", "log10_one_person_unrelated", "log10_one_person_siblings"], ...answer.pairs.map((one) => [one.a, one.b, String(one.markers), one.conflicts.join(" "), ten(one.log10Unrelated), ten(one.log10Siblings)])]));
    await io.writeFile(join(out, "consensus.csv"), csv([["id", "blocked", ...markers], ...answer.persons.map(({ consensus, conflicts: blocked }, i) => [`P${i + 1}`, blocked.join(" "), ...markers.map((marker) => printSeen(consensus[marker]))])]));
    await io.writeFile(join(out, "counts.json"), `${JSON.stringify({ ...counts, withheld: staffMatches }, undefined, 1)}\n`);
    io.out(flags.has("json") ? `${JSON.stringify(counts)}\n` : `containers ${counts.containers}, sets of remains ${counts.sets}, at least ${counts.individualsMin} persons; ${counts.containersWithSeveralPersons} containers hold several, ${counts.personsInSeveralContainers} persons lie in several\n`);
    return conflicts.length > 0 || staffMatches.length > 0 ? 1 : 0;
  },
};

function severalIn(persons: readonly { readonly members: readonly string[] }[], containerOf: ReadonlyMap<string, string>): number {
  const inside = new Map<string, Set<number>>();
  persons.forEach(({ members }, person) => members.forEach((id) => {
    const container = containerOf.get(id) ?? id;
    inside.set(container, (inside.get(container) ?? new Set()).add(person));
  }));
  return [...inside.values()].filter((list) => list.size > 1).length;
}

/** Allele counts of the remains, each raised to at least 5/(2N), normalised. */
function countedFrequencies({ remains, markers }: RemainsFile): ReturnType<typeof parseFrequencies> {
  const made: Record<string, Record<string, number>> = {};
  for (const marker of markers) {
    const counts = new Map<string, number>();
    for (const { profile } of remains) for (const allele of profile[marker] ? allelesOf(profile[marker]) : []) counts.set(allele, (counts.get(allele) ?? 0) + 1);
    const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
    if (total === 0) continue;
    const raised = [...counts].map(([allele, count]) => [allele, Math.max(count, 5) / total] as const);
    const sum = raised.reduce((whole, [, value]) => whole + value, 0);
    made[marker] = Object.fromEntries(raised.map(([allele, value]) => [allele, value / sum]));
  }
  return { markers: made, persons: {} };
}
