// Reads what `allforall identify` is given: frequencies, settings, remains, and families line by line.
import type { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { parseCmf } from "../identification/codis.ts";
import { famFamilies, famPolicy, famRemains, parseFam } from "../identification/familias.ts";
import { readGenemapper } from "../identification/genemapper.ts";
import { linkedAmong } from "../identification/marker.ts";
import { parseFamily } from "../identification/parse-families.ts";
import { parseFrequencies, withRareAlleles, type FrequencySet } from "../identification/parse-frequencies.ts";
import { allelesOf } from "../identification/observation.ts";
import { parseRemains, type Remains, type RemainsFile } from "../identification/parse-remains.ts";
import { dropOutTwice, panelOf } from "../identification/proposals.ts";
import type { FrequencyHead } from "../identification/report-basis.ts";
import type { OtherTable } from "../identification/report.ts";
import { PLAIN_SETTINGS, readSettings, type Settings } from "../identification/settings.ts";
import type { Io } from "./command.ts";

export type Inputs = {
  /** The table as given: its name, digest and numbers of persons, for the report. */
  readonly table: FrequencyHead; readonly otherTables: readonly OtherTable[];
  readonly frequencies: FrequencySet; readonly settings: Settings; readonly remains: readonly Remains[];
  readonly digests: Readonly<Record<string, string>>; readonly warnings: readonly Fault[]; readonly remainsMarkers: readonly string[];
};

/** @throws Faults with every fault of frequencies, settings and remains, and then those of the families' own form. */
export async function readInputs(io: Io, paths: { remains: string; families: string; frequencies: string; settings: string | undefined; otherFrequencies?: readonly string[] }): Promise<Inputs> {
  const digests: Record<string, string> = {};
  const text = async (name: string, path: string): Promise<string> => {
    const bytes = await io.readFile(path);
    digests[name] = sha256Hex(bytes);
    return fromUtf8(bytes, path);
  };
  const faults: Fault[] = [];
  const given = await text("frequencies", paths.frequencies);
  let frequencies: FrequencySet = { markers: {}, persons: {} };
  const others: { readonly path: string; readonly sha256: string; readonly set: FrequencySet }[] = [];
  let settings = PLAIN_SETTINGS;
  try {
    if (isFam(given)) ({ frequencies, settings } = famPolicy(parseFam(given, paths.frequencies), paths.frequencies)); // a project states its models and theta
    else frequencies = parseFrequencies(given, paths.frequencies);
  } catch (error) {
    if (error instanceof Faults) faults.push(...error.faults);
    else throw error;
  }
  for (const [index, path] of (paths.otherFrequencies ?? []).entries()) {
    const name = `otherFrequencies.${index + 1}`;
    try {
      const set = parseFrequencies(await text(name, path), path);
      others.push({ path, sha256: digests[name] ?? "", set });
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      faults.push(...error.faults);
    }
  }
  if (paths.settings !== undefined) {
    const read = readSettings(parseJson(await text("settings", paths.settings), paths.settings), paths.settings);
    settings = read.settings;
    faults.push(...read.faults);
  }
  const file = readRemainsFile(await text("remains", paths.remains), paths.remains);
  const isRefusedAlone = faults.length === 0 && file.faults.length > 0 && settings.rareAllelePersons === "no policy";
  faults.push(...file.faults, ...(isRefusedAlone ? unknownIn(file, frequencies, settings, paths.remains) : [])); // all that is wrong, at once
  const { persons } = frequencies;
  const otherTables: OtherTable[] = [];
  if (faults.length === 0) {
    const seen = settings.rareAllelePersons === "no policy" ? undefined : await allelesSeen(file.remains, paths.families);
    const raised = (set: FrequencySet): FrequencySet => (seen === undefined || settings.rareAllelePersons === "no policy" ? set : withRareAlleles(set, seen, settings.rareAllelePersons, settings.rareAlleleRule));
    frequencies = raised(frequencies);
    otherTables.push(...others.map(({ path, sha256, set }) => ({ population: basename(path), sha256, panel: panelOf(raised(set), settings) })));
    faults.push(...unknownIn(file, frequencies, settings, paths.remains), ...dropOutTwice(file.remains, settings, paths.remains));
  }
  if (faults.length > 0) throw new Faults([...faults, ...(await familyFaults(paths.families))]);
  const warnings = [...file.warnings];
  const used = Object.keys(frequencies.markers).filter((marker) => !settings.without.includes(marker));
  for (const [a, b] of linkedAmong(used)) warnings.push(new Fault("MARKERS_LINKED", `markers ${a} and ${b} lie on one chromosome; their product is taken as if they were independent. Leave one out with "without" in the settings`));
  if (settings.mutation === "not chosen") warnings.push(new Fault("MUTATION_NOT_CHOSEN", "no mutation model was chosen: one mutation excludes. Name one in the settings"));
  const table: FrequencyHead = { population: settings.population === "" ? basename(paths.frequencies) : settings.population, sha256: digests["frequencies"] ?? "", persons };
  return { table, otherTables, frequencies, settings, remains: file.remains, digests, warnings, remainsMarkers: file.markers };
}

/** A Familias project begins with its quoted title and has a count of persons on its fifth line. */
const isFam = (text: string): boolean => /^\uFEFF?"[^"\n]*"\r?\n"[^"\n]*"\r?\n"[^"\n]*"\r?\n(""\r?\n)?\d+\r?\n/.test(text.slice(0, 4_000));

/** A table of remains, a GeneMapper table, a CODIS import file or a Familias project, told apart by how they begin. */
export function readRemainsFile(text: string, path: string): RemainsFile {
  if (isFam(text)) {
    const remains = famRemains(parseFam(text, path));
    return { remains, faults: [], warnings: [], markers: [...new Set(remains.flatMap(({ profile }) => Object.keys(profile)))] };
  }
  if (/^\uFEFF?\s*</.test(text.slice(0, 100))) return fromCmf(text, path);
  return /^[^\n]*Sample Name\t[^\n]*Marker/.test(text.slice(0, 2000)) ? readGenemapper(text, path) : parseRemains(text, path);
}

function fromCmf(text: string, path: string): RemainsFile {
  const specimens = parseCmf(text, path).filter(({ category }) => /^(Unidentified Person|Deceased|Other)$/.test(category));
  const remains = specimens.map(({ id, profile, y }, index): Remains => ({ id, sex: "U", container: "", profile, y, line: index + 1 }));
  return { remains, faults: [], warnings: [], markers: [...new Set(remains.flatMap(({ profile }) => Object.keys(profile)))] };
}

/** Markers and alleles of the remains that the frequency set does not have, with line and column field. */
export function unknownIn({ remains, markers }: RemainsFile, frequencies: FrequencySet, settings: Settings, file: string): Fault[] {
  const faults: Fault[] = [];
  for (const marker of markers)
    if (!Object.hasOwn(frequencies.markers, marker) && !settings.without.includes(marker)) faults.push(new Fault("MARKER_UNKNOWN", `expected frequencies of marker ${marker}, the table has none`, [{ file, line: 1, field: marker }]));
  for (const { profile, line } of remains)
    for (const [marker, [a, b]] of Object.entries(profile)) {
      const own = Object.hasOwn(frequencies.markers, marker) ? frequencies.markers[marker] : undefined;
      if (own && !(Object.hasOwn(own, a) && (b === null || Object.hasOwn(own, b))))
        faults.push(new Fault("ALLELE_UNKNOWN", "expected alleles of the frequency table, or a policy for rare alleles in the settings", [{ file, line, field: marker }]));
    }
  return faults;
}

/** Where the inputs are refused anyway, the families are read for their own form too: all that is wrong, at once. */
export async function familyFaults(path: string): Promise<Fault[]> {
  const faults: Fault[] = [];
  const met = new Set<string>();
  let count = 0;
  for await (const { line, text } of familyLines(path)) {
    const { family, faults: own } = parseFamily(text, path, line);
    count++;
    faults.push(...own);
    if (family.id !== "" && met.has(family.id)) faults.push(new Fault("FAMILY_TWICE", "expected each family id once", [{ file: path, line, field: "id" }]));
    met.add(family.id);
  }
  return count === 0 ? [familiesNone(path)] : faults;
}

/** A file that was cut off before its first family would read as an answer that nobody was found. */
export const familiesNone = (path: string): Fault => new Fault("FAMILIES_NONE", "expected at least one family", [{ file: path, line: 1 }]);

async function allelesSeen(remains: readonly Remains[], families: string): Promise<Record<string, string[]>> {
  const seen = new Map<string, Set<string>>();
  const note = (profile: Remains["profile"]): void => {
    for (const [marker, alleles] of Object.entries(profile)) {
      const own = seen.get(marker) ?? new Set<string>();
      for (const allele of allelesOf(alleles)) own.add(allele);
      seen.set(marker, own);
    }
  };
  for (const { profile } of remains) note(profile);
  for await (const { text, line } of familyLines(families)) for (const profile of parseFamily(text, families, line).family.references.values()) note(profile);
  return Object.fromEntries([...seen].map(([marker, alleles]) => [marker, [...alleles]]));
}

export type FamilyLine = { readonly line: number; readonly text: string; readonly bytesRead: number };

/**
 * Lines of a JSON Lines file, or the families of a .fam file as such lines; empty lines are passed over. `hash` is fed every byte.
 * @throws Fault `FILE_NONE`, `BYTES_UTF8`.
 */
export async function* familyLines(path: string, hash?: ReturnType<typeof createHash>): AsyncGenerator<FamilyLine> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [rest, line, bytesRead] = ["", 0, 0];
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new Fault("BYTES_UTF8", "expected UTF-8, found other bytes", [{ file: path, line: line + 1 }]);
    }
  };
  if (path.endsWith(".fam")) {
    let whole = "";
    for await (const bytes of stream(path)) {
      hash?.update(bytes);
      whole += decode(bytes);
    }
    for (const [index, text] of famFamilies(whole + decode(), path).entries()) yield { line: index + 1, text, bytesRead: whole.length };
    return;
  }
  for await (const bytes of stream(path)) {
    hash?.update(bytes);
    bytesRead += bytes.length;
    const lines = (rest + decode(bytes)).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      line++;
      if (text.trim() !== "") yield { line, text, bytesRead };
    }
  }
  rest += decode();
  if (rest.trim() !== "") yield { line: line + 1, text: rest, bytesRead };
}

async function* stream(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) yield chunk as Uint8Array; // no encoding is set: bytes
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw new Fault("FILE_NONE", "expected a file that can be read", [{ file: path }]);
    throw error;
  }
}

export const fileSize = (path: string): number => {
  try {
    return statSync(path).size;
  } catch {
    throw new Fault("FILE_NONE", "expected a file that can be read", [{ file: path }]);
  }
};
