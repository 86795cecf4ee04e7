// `allforall kinship remains`: relatives among the remains themselves, so that a father makes his son visible.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { relativesAmong } from "../identification/check-references.ts";
import { allelesOf } from "../identification/observation.ts";
import { printCell } from "../identification/parse-delimited.ts";
import { parseFrequencies, withRareAlleles } from "../identification/parse-frequencies.ts";
import { panelOf, ten } from "../identification/proposals.ts";
import { PLAIN_SETTINGS, readSettings } from "../identification/settings.ts";
import type { Io } from "./command.ts";
import { readRemainsFile, unknownIn } from "./identify-inputs.ts";

/** Every pair is weighed under three relations: more than so many profiles would take hours. */
const PROFILES_MAX = 1_000;

/** @throws Faults of the inputs; Fault `KINSHIP_LARGE`. */
export async function kinshipOfRemains(io: Io, path: string, values: Readonly<Record<string, string>>): Promise<string> {
  const table = values["frequencies"];
  if (table === undefined) throw new Fault("USAGE", "expected remains FILE --frequencies FREQ.csv --out OUT.csv");
  const floor = Number(values["floor"] ?? 4);
  if (!Number.isFinite(floor) || floor < 0 || floor > 100) throw new Fault("USAGE", "expected --floor, a log10 from 0 to 100");
  const text = async (file: string): Promise<string> => fromUtf8(await io.readFile(file), file);
  const policy = values["settings"];
  const { settings, faults: own } = policy === undefined ? { settings: PLAIN_SETTINGS, faults: [] } : readSettings(parseJson(await text(policy), policy), policy);
  const file = readRemainsFile(await text(path), path);
  const faults = [...own, ...file.faults];
  if (faults.length > 0) throw new Faults(faults);
  const plain = parseFrequencies(await text(table), table);
  const seen: Record<string, string[]> = {};
  for (const { profile } of file.remains) for (const [marker, alleles] of Object.entries(profile)) (seen[marker] ??= []).push(...allelesOf(alleles));
  const frequencies = settings.rareAllelePersons === "no policy" ? plain : withRareAlleles(plain, Object.fromEntries(Object.entries(seen).map(([marker, alleles]) => [marker, [...new Set(alleles)]])), settings.rareAllelePersons, settings.rareAlleleRule);
  const unknown = unknownIn(file, frequencies, settings, path);
  if (unknown.length > 0) throw new Faults(unknown);
  if (file.remains.length > PROFILES_MAX) throw new Fault("KINSHIP_LARGE", `expected at most ${PROFILES_MAX} profiles: every pair is weighed under three relations`, [{ file: path }]);
  const found = relativesAmong(file.remains, panelOf(frequencies, settings), floor).sort((a, b) => b.log10Lr - a.log10Lr);
  return ["a,b,relation,log10_lr", ...found.map(({ a, b, relation, log10Lr }) => [a, b, relation, ten(log10Lr)].map(printCell).join(","))].map((row) => `${row}\n`).join("");
}
