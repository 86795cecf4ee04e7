// `allforall profiles … --to fam`: one reference family, or a whole search with its remains, as a Familias project.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { famOfFamily } from "../identification/fam-of-family.ts";
import { famOfSearch } from "../identification/fam-of-search.ts";
import { printFam } from "../identification/familias.ts";
import { parseFamily } from "../identification/parse-families.ts";
import { parseFrequencies } from "../identification/parse-frequencies.ts";
import { PLAIN_SETTINGS, readSettings } from "../identification/settings.ts";
import type { Io } from "./command.ts";
import { familyLines, readRemainsFile } from "./identify-inputs.ts";

/** The whole of a search. @throws Faults of every input, and of what the layout cannot say: nothing is dropped in silence. */
export async function famOfWhole(io: Io, path: string, values: Readonly<Record<string, string>>, isWithoutDropped: boolean): Promise<{ readonly text: string; readonly families: number; readonly remains: number; readonly leftOut: number }> {
  const [remainsPath, table, policy] = [values["remains"], values["frequencies"], values["settings"]];
  if (remainsPath === undefined || table === undefined) throw new Fault("USAGE", "expected FAMILIES.jsonl --to fam --remains REMAINS --frequencies FREQ.csv --out OUT.fam");
  const text = async (file: string): Promise<string> => fromUtf8(await io.readFile(file), file);
  const { settings, faults } = policy === undefined ? { settings: PLAIN_SETTINGS, faults: [] } : readSettings(parseJson(await text(policy), policy), policy);
  const frequencies = parseFrequencies(await text(table), table);
  const file = readRemainsFile(await text(remainsPath), remainsPath);
  const bad = [...faults, ...file.faults];
  const families = [];
  for await (const { line, text: row } of familyLines(path)) {
    const read = parseFamily(row, path, line);
    bad.push(...read.faults);
    families.push(read.family);
  }
  if (bad.length > 0) throw new Faults(bad);
  const made = famOfSearch(families, file.remains, { frequencies, settings, isWithoutDropped });
  if (made.faults.length > 0) throw new Faults(made.faults);
  return { text: made.text, families: families.length, remains: file.remains.length, leftOut: made.leftOut };
}

/** The text of the file. @throws Faults; Fault `PAIR_NONE` for an unknown family. */
export async function famOf(io: Io, path: string, values: Readonly<Record<string, string>>): Promise<string> {
  const [id, table, policy] = [values["family"], values["frequencies"], values["settings"]];
  if (id === undefined || table === undefined) throw new Fault("USAGE", "expected FAMILIES.jsonl --to fam --family ID --frequencies FREQ.csv --out OUT.fam");
  const text = async (file: string): Promise<string> => fromUtf8(await io.readFile(file), file);
  const { settings, faults } = policy === undefined ? { settings: PLAIN_SETTINGS, faults: [] } : readSettings(parseJson(await text(policy), policy), policy);
  if (faults.length > 0) throw new Faults(faults);
  const frequencies = parseFrequencies(await text(table), table);
  for await (const { line, text: row } of familyLines(path)) {
    if (!row.includes(JSON.stringify(id))) continue;
    const read = parseFamily(row, path, line);
    if (read.family.id !== id) continue;
    if (read.faults.length > 0) throw new Faults(read.faults);
    const made = famOfFamily(read.family, frequencies, settings);
    if (made.faults.length > 0) throw new Faults(made.faults);
    return printFam(made.project);
  }
  throw new Fault("PAIR_NONE", "expected the id of a family of the file", [{ file: path, field: "id" }]);
}
