// `allforall references check`: reference families before they are searched; what is found stays with the laboratory.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { checkFamily, findDuplicates, OUTSIDE_SENTENCE, type ReferenceFlag } from "../identification/check-references.ts";
import { allelesOf } from "../identification/observation.ts";
import type { DegreeMemo } from "../identification/other-degree.ts";
import { parseFamily, type Family } from "../identification/parse-families.ts";
import { parseFrequencies, type FrequencySet } from "../identification/parse-frequencies.ts";
import { parseRemains } from "../identification/parse-remains.ts";
import { panelOf } from "../identification/proposals.ts";
import { PLAIN_SETTINGS, readSettings } from "../identification/settings.ts";
import { parseArgs, type Command } from "./command.ts";
import { familiesNone, familyFaults, familyLines } from "./identify-inputs.ts";

export const referencesCommand: Command = {
  name: "references",
  summary: "checks reference families: wrong pedigrees, swaps, duplicates",
  help: `allforall references check FAMILIES --frequencies FREQ.csv [--settings S.json] [--elimination STAFF.csv] [--laboratory DIR] [--json]

For each family: every typed pair under the stated relation against unrelated and against one degree up and down, each reference
left out, another father or mother of one of them, the same profile in another family or among the staff. Printed is only which references cannot be used, in the same words for every finding. What was found goes to
DIR/flags.json with --laboratory DIR, for two named reviewers: unexpected kinship never leaves the laboratory.
Exit 0 when every reference can be used, 1 when one cannot, 2 for bad input.
Example: allforall references check examples/identification-exercise/families.jsonl --frequencies examples/identification-exercise/frequencies.csv
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { values: ["frequencies", "settings", "elimination", "laboratory"], flags: ["json"] });
    const [verb, path] = positional;
    const table = values["frequencies"];
    if (verb !== "check" || path === undefined || table === undefined) throw new Fault("USAGE", "expected check FAMILIES --frequencies FREQ.csv");
    const text = async (file: string): Promise<string> => fromUtf8(await io.readFile(file), file);
    const policy = values["settings"];
    const { settings, faults: own } = policy === undefined ? { settings: PLAIN_SETTINGS, faults: [] } : readSettings(parseJson(await text(policy), policy), policy);
    const staffFile = values["elimination"];
    const staff = staffFile === undefined ? { remains: [], faults: [] } : parseRemains(await text(staffFile), staffFile);
    const faults: Fault[] = [...own, ...staff.faults];
    const rates = await text(table);
    let frequencies: FrequencySet;
    try {
      frequencies = parseFrequencies(rates, table);
    } catch (error) {
      throw error instanceof Faults ? new Faults([...faults, ...error.faults, ...(await familyFaults(path))]) : error;
    }
    const panel = panelOf(frequencies, settings);
    const families: Family[] = [];
    const met = new Set<string>();
    for await (const { line, text: row } of familyLines(path)) {
      const read = parseFamily(row, path, line);
      faults.push(...read.faults);
      for (const [person, profile] of read.family.references)
        for (const [marker, alleles] of Object.entries(profile)) {
          const locus = panel.models.get(marker)?.locus;
          const field = `references.${person}.${marker}`;
          if (!locus && !settings.without.includes(marker)) faults.push(new Fault("MARKER_UNKNOWN", "expected a marker of the frequency set", [{ file: path, line, field }]));
          else if (locus && allelesOf(alleles).some((allele) => !locus.indexOf.has(allele))) faults.push(new Fault("ALLELE_UNKNOWN", "expected alleles of the frequency set", [{ file: path, line, field }]));
        }
      if (met.has(read.family.id)) faults.push(new Fault("FAMILY_TWICE", "expected each family id once", [{ file: path, line, field: "id" }]));
      met.add(read.family.id);
      families.push(read.family);
    }
    if (families.length === 0) faults.push(familiesNone(path));
    if (faults.length > 0) throw new Faults(faults);
    const memo = new Map<string, readonly number[]>();
    const tables: DegreeMemo = new Map();
    const found: ReferenceFlag[] = [...families.flatMap((family) => checkFamily(family, panel, memo, tables)), ...findDuplicates(families, staff.remains)];
    const unusable = [...new Set(found.map(({ family }) => family))].sort();
    const laboratory = values["laboratory"];
    if (laboratory !== undefined) {
      await mkdir(laboratory, { recursive: true });
      await io.writeFile(join(laboratory, "flags.json"), `${JSON.stringify(found, undefined, 1)}\n`);
    }
    io.out(flags.has("json") ? `${JSON.stringify({ families: families.length, unusable: unusable.map((family) => ({ family, says: OUTSIDE_SENTENCE })) })}\n`
      : `${families.length} families checked\n${unusable.map((family) => `${family}: ${OUTSIDE_SENTENCE}\n`).join("")}`);
    return unusable.length > 0 ? 1 : 0;
  },
};
