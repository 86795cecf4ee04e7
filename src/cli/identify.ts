// `allforall identify`: every set of remains against every family of both sides; candidates, joint posteriors, reports.
import { randomInt } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Fault, Faults } from "../basis/fault.ts";
import { prepareScreen } from "../compute/screen-dna-shard.ts";
import { countsOf, decideSearch, groupRemains, jointReport, printCandidates } from "../identification/proposals.ts";
import { mergeShards } from "../identification/search-result.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { printFaults } from "./data-folder.ts";
import { explain } from "./identify-explain.ts";
import { familiesNone, readInputs } from "./identify-inputs.ts";
import { languageOf } from "./identify-print.ts";
import type { Language } from "../desk/print/report-words.ts";
import { writeReports } from "./identify-report.ts";
import { decidedFamilies, recheckDecided, recheckLarge } from "./identify-recheck.ts";
import { ENGINE_VERSION, searchFamilies, SHARD_FAMILIES } from "./identify-search.ts";
import { runPart, writeParts } from "./identify-share.ts";

export const identifyCommand: Command = {
  name: "identify",
  summary: "whose remains? a blind search of all families, joint posteriors, reports",
  help: `allforall identify --remains REMAINS --families FAMILIES --frequencies FREQ.csv [--settings S.json] --out DIR
                   [--threads N] [--resume] [--answers FILE,FILE…] [--other-frequencies FILE,FILE…] [--reports N]
                   [--lang en|uk|ru|tr|ar] [--laboratory-copy] [--json]
allforall identify share --remains REMAINS --families FAMILIES --frequencies FREQ.csv [--settings S.json] --parts N --out DIR
allforall identify part DIR/part-1.share --out ANSWERS [--threads N]
allforall identify explain DIR --remains R17 --family F203 [--lang en|uk|ru|tr|ar] [--laboratory-copy]
allforall identify from-record FILES --policy CODE --search CODE --keys LAB.keys --passphrase-file P --out DIR [--threads N] [--resume] [--json]

REMAINS is a CSV table (id, sex, a column per marker with 12/14.2; 12/ is one allele known) or a GeneMapper table. FAMILIES is
JSON Lines, one family of either side a line, or a Familias .fam file. Formats and settings: docs/formats/identify.md.
--other-frequencies: what each report says its ratio would be under these tables. --laboratory-copy: reports hold the references'
genotypes too, for an expert who counts again; such a copy stays with the laboratory.
DIR receives candidates.csv, joint.json, report/, run.json. --resume takes shards of unchanged families from DIR/checkpoint.jsonl.
Several machines: share writes the search as parts, part works one off on its own machine, and identify --answers takes what they
answered; one shard of each file is computed again here, what is missing too, and the result has the bytes of one run. A part holds
genotypes: it stays with the laboratory. Answers hold ratios and line numbers.
from-record searches what lies in the laboratory's own compartment: FILES is the unpacked archive that the desk gives it (record and
sealed payloads), or a copy of a data folder. It verifies the record, opens with the laboratory's key file, judges every deposit, and writes
the file to hand in at the desk. Over the folder of an exercise --as CODE stands for --keys.
Exit 0 when the search is done, 2 for bad input: every bad cell is listed with its place and no result is written.
Example: allforall identify --remains examples/identification-exercise/remains.csv --families examples/identification-exercise/families.jsonl
           --frequencies examples/identification-exercise/frequencies.csv --settings examples/identification-exercise/settings.json --out out/identify
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, {
      values: ["remains", "families", "family", "frequencies", "settings", "out", "threads", "reports", "lang", "policy", "search", "keys", "passphrase-file", "as", "parts", "answers", "other-frequencies"], flags: ["resume", "json", "laboratory-copy"],
    });
    if (positional[0] === "explain") return explain(positional[1], values, io, flags.has("laboratory-copy"));
    const [verb, path] = positional;
    if (verb !== undefined && !["from-record", "share", "part"].includes(verb)) throw new Fault("USAGE", "expected no word beside the options, or explain, share, part, or from-record");
    const need = (name: string): string => {
      const value = values[name];
      if (value === undefined) throw new Fault("USAGE", `expected --${name}`);
      return value;
    };
    const few = (name: string): string[] => (values[name] ?? "").split(",").filter((one) => one !== "");
    const out = need("out");
    const threads = Number(values["threads"] ?? availableParallelism());
    if (!Number.isInteger(threads) || threads < 1 || threads > 256) throw new Fault("USAGE", "expected --threads from 1 to 256");
    if (verb === "part") return runPart(path, io, { out, threads });
    if (verb === "from-record") return (await import("./identify-from-record.ts")).fromRecord(path, values, io, { out, threads, isResumed: flags.has("resume"), isJson: flags.has("json") });
    const paths = { remains: need("remains"), families: need("families"), frequencies: need("frequencies"), settings: values["settings"], otherFrequencies: few("other-frequencies") };
    if (verb === "share") return share(io, paths, out, Number(values["parts"] ?? NaN));
    const answers = few("answers");
    const language = languageOf(values["lang"]);
    if (!language) throw new Fault("USAGE", "expected --lang en, uk, ru, tr or ar");
    const counts = await identify(io, paths, { out, threads, isResumed: flags.has("resume"), answers, reports: Number(values["reports"] ?? 200), isGenetic: flags.has("laboratory-copy"), language });
    io.out(flags.has("json") ? `${JSON.stringify(counts)}\n` : summaryOf(counts, out));
    return 0;
  },
};

async function share(io: Io, paths: Parameters<typeof readInputs>[1], out: string, parts: number): Promise<number> {
  const { frequencies, settings, remains } = await readInputs(io, paths);
  const made = await writeParts({ frequencies, settings, remains: groupRemains(remains, frequencies, settings).searched }, paths.families, out, parts);
  io.out(`shards: ${made.shards}, parts: ${made.files.length}, below ${out}; they hold genotypes and stay with the laboratory\n`);
  return 0;
}

async function identify(
  io: Io, paths: { remains: string; families: string; frequencies: string; settings: string | undefined; otherFrequencies: readonly string[] },
  run: { out: string; threads: number; isResumed: boolean; answers: readonly string[]; reports: number; isGenetic: boolean; language: Language },
): Promise<Readonly<Record<string, unknown>>> {
  const started = io.now();
  const inputs = await readInputs(io, paths);
  await mkdir(run.out, { recursive: true });
  const { frequencies, settings } = inputs;
  const grouped = groupRemains(inputs.remains, frequencies, settings);
  const plan = { frequencies, settings, remains: grouped.searched };
  const grouping = io.now();
  const search = await searchFamilies(plan, paths.families, { io, threads: run.threads, checkpoint: join(run.out, "checkpoint.jsonl"), isResumed: run.isResumed, answers: run.answers, draw: (below) => randomInt(below) });
  const recheck = { plan, path: paths.families, threads: run.threads, perShard: SHARD_FAMILIES, answers: search.foreign };
  await recheckLarge(recheck);
  const result = mergeShards(search.answers, paths.families, grouped.searched.length);
  if (result.familyCount === 0) throw familiesNone(paths.families);
  if (result.faults.length > 0) throw new Faults(result.faults);
  const searching = io.now();
  const inOneFile = [
    ...inputs.remainsMarkers.filter((marker) => !result.markersTyped.includes(marker)).map((marker) => new Fault("MARKER_ONE_FILE", `marker ${marker} stands in the remains only and counts 1`, [{ file: paths.remains, line: 1, field: marker }])),
    ...result.markersTyped.filter((marker) => !inputs.remainsMarkers.includes(marker)).map((marker) => new Fault("MARKER_ONE_FILE", `marker ${marker} stands in the families only and counts 1`, [{ file: paths.families, field: marker }])),
  ];
  const warnings = [...inputs.warnings, ...inOneFile];
  if (warnings.length > 0) io.err(printFaults(new Faults(warnings.slice(0, 50))));
  const { decision, evidence } = decideSearch(grouped, result, frequencies, settings);
  await recheckDecided(recheck, decidedFamilies(decision.candidates));
  const deciding = io.now();
  await io.writeFile(join(run.out, "candidates.csv"), printCandidates(grouped, decision.candidates));
  await io.writeFile(join(run.out, "joint.json"), `${JSON.stringify(jointReport(grouped, decision), undefined, 1)}\n`);
  const counts = countsOf(decision, result, grouped, inputs.remains);
  const reports = await writeReports(io, run.out, evidence, decision, { limit: run.reports, digests: inputs.digests, scanned: result.scanned, engine: ENGINE_VERSION, counts, members: grouped.members, containerOf: new Map(inputs.remains.map(({ id, container }) => [id, container])), table: inputs.table, otherTables: inputs.otherTables, isGenetic: run.isGenetic, language: run.language });
  const seconds = (from: number, to: number): number => Math.round(to - from) / 1000;
  const spent = { read: seconds(started, grouping), search: seconds(grouping, searching), decide: seconds(searching, deciding), report: seconds(deciding, io.now()), whole: seconds(started, io.now()) };
  const summary = {
    ...counts, reports, warnings: warnings.map(({ code, message, places }) => ({ code, message, places })),
    pairsPerSecond: Math.round(Number(counts["pairsScanned"]) / Math.max(0.001, spent.search)), seconds: spent,
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  await io.writeFile(join(run.out, "run.json"), `${JSON.stringify({
    engine: ENGINE_VERSION, kernel: prepareScreen({ ...plan, remains: [] }).kernel, node: process.versions.node, threads: run.threads,
    inputs: paths, digests: { ...inputs.digests, families: search.familiesDigest }, shards: { computed: search.computed, reused: search.reused }, missingBySex: result.missing, settings, ...summary,
  }, undefined, 1)}\n`);
  return summary;
}

function summaryOf(counts: Readonly<Record<string, unknown>>, out: string): string {
  const of = (name: string): string => {
    const count = counts[name];
    return typeof count === "number" || typeof count === "string" ? String(count) : "";
  };
  const spent = counts["seconds"] as Readonly<Record<string, number>>; // made above
  return `containers ${of("containers")}, sets of remains ${of("sets")}, at least ${of("individualsMin")} persons
families ${of("families")}, missing ${of("missing")}, of them without any reference ${of("missingWithoutReferences")}
proposed ${of("proposed")}, as a group ${of("proposedAsGroup")}, more references needed ${of("moreReferences")}, no candidate ${of("noCandidate")}
expected wrong among the proposed ${of("expectedWrong")}, chance pairs at the least ratio proposed at most ${of("adventitiousMax")}
pairs ${of("pairsScanned")}, ${of("pairsPerSecond")} a second with building; ${spent["whole"] ?? ""} s in all, peak memory ${of("peakMemoryMiB")} MiB
written to ${out}; a proposal is confirmed by two persons and a board, never by this program
`;
}
