// Familias .fam, read and written; the layout is the one that the peers' readers show (IDENTIFICATION.md 16), not an official
// specification. One value a line, counted from the head; a `[DVI]` part of nested sections may follow.
import { Fault, Faults } from "../basis/fault.ts";
import { SILENT, spellAllele } from "./allele.ts";
import { SUM_TOLERANCE } from "./locus.ts";
import { canonicalMarker } from "./marker.ts";
import type { MutationModel } from "./mutation.ts";
import type { Seen } from "./observation.ts";
import type { FrequencySet } from "./parse-frequencies.ts";
import type { Remains } from "./parse-remains.ts";
import type { PedigreeRow, Sex } from "./pedigree.ts";
import { PLAIN_SETTINGS, type Settings } from "./settings.ts";

export type FamPerson = { readonly id: string; readonly sex: Sex; readonly profile: Readonly<Record<string, Seen>> };
export type FamLocus = { readonly marker: string; readonly frequencies: Readonly<Record<string, number>>; readonly mutation: MutationModel };
export type FamPedigree = { readonly name: string; readonly extraFemales: number; readonly extraMales: number; readonly pairs: readonly (readonly [number, number])[] };
export type FamDviFamily = { readonly id: string; readonly persons: readonly FamPerson[]; readonly relations: readonly (readonly [string, string])[] };
export type FamFile = {
  readonly persons: readonly FamPerson[]; readonly known: FamPedigree; readonly pedigrees: readonly FamPedigree[]; readonly loci: readonly FamLocus[];
  readonly theta: number; readonly unidentified: readonly FamPerson[]; readonly families: readonly FamDviFamily[];
};

const PERSONS_MAX = 100_000;

/** Walks the lines; every wrong line becomes a fault with its number. */
class Lines {
  readonly faults: Fault[] = [];
  at = 0;
  private readonly lines: readonly string[];
  private readonly file: string;
  constructor(text: string, file: string) {
    this.lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
    this.file = file;
  }
  say(code: string, message: string): void {
    this.faults.push(new Fault(code, message, [{ file: this.file, line: this.at }]));
  }
  get isEnd(): boolean {
    return this.at >= this.lines.length || this.faults.length > 50;
  }
  next(): string {
    return (this.lines[this.at++] ?? "").trim();
  }
  peek(): string {
    return (this.lines[this.at] ?? "").trim();
  }
  text(): string {
    return this.next().replace(/^"(.*)"$/, "$1");
  }
  count(what: string): number {
    const value = Number(this.next().split("\t")[0]);
    if (Number.isInteger(value) && value >= 0 && value <= PERSONS_MAX) return value;
    this.say("FAM_COUNT", `expected the ${what}, a whole number`);
    return 0;
  }
  number(what: string): number {
    const value = Number(this.next());
    if (Number.isFinite(value)) return value;
    this.say("FAM_NUMBER", `expected the ${what}, a number`);
    return 0;
  }
}

/** @throws Faults `FAM_COUNT`, `FAM_NUMBER`, `FAM_SECTION`, `FAM_TWINS`, `FAM_RESULTS`, `FAM_ALLELE`, `FAM_MODEL`, each with its line. */
export function parseFam(text: string, file: string): FamFile {
  const lines = new Lines(text, file);
  for (let i = 0; i < 3; i++) lines.next();
  if (lines.peek() === '""' || lines.peek() === "") lines.next();
  const count = lines.count("number of persons");
  const raw = Array.from({ length: lines.isEnd ? 0 : count }, () => readPerson(lines));
  if (lines.text() !== "Known relations") lines.say("FAM_SECTION", 'expected "Known relations"');
  const known = readRelations(lines, "known");
  const pedigreeCount = lines.count("number of pedigrees");
  const pedigrees = Array.from({ length: pedigreeCount }, () => {
    lines.next();
    return readRelations(lines, lines.text());
  });
  const head = lines.next();
  if (head.startsWith("#TRUE#")) lines.say("FAM_RESULTS", "expected no precomputed results: export the project without them");
  const theta = Number(/Fst:\s*([\d.eE+-]+)/.exec(head)?.[1] ?? 0);
  const locusCount = lines.count("number of loci");
  if (lines.next() === "#TRUE#") lines.text();
  const loci = Array.from({ length: lines.isEnd ? 0 : locusCount }, () => readLocus(lines));
  const persons = raw.map(({ id, sex, cells }): FamPerson => ({ id, sex, profile: Object.fromEntries(cells.flatMap(([a, b, m]): [string, Seen][] => {
    const locus = loci[m];
    const alleles = locus?.alleles ?? [];
    const [first, second] = [alleles[a], alleles[b]];
    if (!locus || first === undefined || second === undefined) {
      lines.say("FAM_ALLELE", "expected indexes of alleles and markers that are listed");
      return [];
    }
    return [[locus.marker, [first, second]]];
  })) }));
  const dvi = readDvi(lines);
  if (lines.faults.length > 0) throw new Faults(lines.faults);
  return { persons, known, pedigrees, loci, theta: Number.isFinite(theta) ? theta : 0, ...dvi };
}

function readPerson(lines: Lines): { id: string; sex: Sex; cells: (readonly [number, number, number])[] } {
  const id = lines.text();
  for (let i = 0; i < 3; i++) lines.next();
  const sex: Sex = lines.next() === "#TRUE#" ? "M" : "F";
  const n = lines.count("number of markers");
  const cells = Array.from({ length: lines.isEnd ? 0 : n }, () => [lines.count("allele"), lines.count("allele"), lines.count("marker")] as const);
  return { id, sex, cells };
}

function readRelations(lines: Lines, name: string): FamPedigree {
  const [extraFemales, extraMales] = [lines.count("number of extra females"), lines.count("number of extra males")];
  const n = lines.count("number of relations");
  const pairs = Array.from({ length: lines.isEnd ? 0 : n }, () => {
    const parent = lines.count("parent");
    if (lines.peek().replaceAll('"', "") === "Direct") lines.say("FAM_TWINS", "expected no identical twins: they are no part of this version");
    return [parent, lines.count("child")] as const;
  });
  return { name, extraFemales, extraMales, pairs };
}

function readLocus(lines: Lines): FamLocus & { readonly alleles: readonly string[] } {
  const marker = canonicalMarker(lines.text());
  const [rateF, rateM] = [lines.number("female rate"), lines.number("male rate")];
  const [modelF, modelM] = [lines.number("female model"), lines.number("male model")];
  lines.count("number of alleles");
  const [rangeF, rangeM, rate2F, rate2M] = [lines.number("female range"), lines.number("male range"), lines.number("second female rate"), lines.number("second male rate")];
  const hasSilent = lines.next() === "#TRUE#";
  const silent = lines.number("silent frequency");
  const n = lines.count("number of alleles listed");
  const alleles: string[] = [];
  const frequencies: Record<string, number> = {};
  for (let i = 0; i < n && !lines.isEnd; i++) {
    const name = lines.text();
    const spelt = spellAllele(name);
    if (spelt.kind !== "allele" || name === "0" || /[^\d.]/.test(name)) lines.say("FAM_ALLELE", `expected at locus ${marker} a repeat number of at most one decimal`);
    const allele = spelt.kind === "allele" ? spelt.allele : name;
    alleles.push(allele);
    frequencies[allele] = lines.number("frequency");
  }
  if (hasSilent && silent > 0) frequencies[SILENT] = silent;
  const mutation = modelOf(lines, marker, [modelF, modelM], { rate: rateM, rate2: rate2M, range: rangeM }, { rate: rateF, rate2: rate2F, range: rangeF });
  return { marker, frequencies, mutation, alleles };
}

const MODELS = ["equal", "proportional", "stepwise", "stepwise", "stepwise"] as const;

function modelOf(lines: Lines, marker: string, [f, m]: readonly [number, number], male: { rate: number; rate2: number; range: number }, female: { rate: number; rate2: number; range: number }): MutationModel {
  const model = MODELS[m];
  if (model === undefined || f !== m) {
    lines.say("FAM_MODEL", `expected one model 0 to 4 for both sexes at locus ${marker}`);
    return { model: "none" };
  }
  if (male.rate === 0 && female.rate === 0) return { model: "none" };
  return { model, male, female, ...(m === 3 ? { transform: "PM" as const } : {}) };
}

type Section = { readonly title: string; readonly entries: (readonly [string, string])[]; readonly children: Section[] };

function readDvi(lines: Lines): Pick<FamFile, "unidentified" | "families"> {
  const root: Section = { title: "", entries: [], children: [] };
  const path: Section[] = [root];
  while (!lines.isEnd) {
    const line = lines.next();
    const header = /^(\[+)\s*(.*?)\s*\]+$/.exec(line);
    if (header) {
      const depth = (header[1] ?? "").length;
      const section: Section = { title: header[2] ?? "", entries: [], children: [] };
      path.length = Math.min(path.length, depth);
      path[path.length - 1]?.children.push(section);
      path.push(section);
    } else {
      const entry = /^([A-Za-z0-9 ]+?)\s*=\s*"?(.*?)"?$/.exec(line);
      if (entry) path[path.length - 1]?.entries.push([entry[1] ?? "", entry[2] ?? ""]);
    }
  }
  const dvi = root.children.find(({ title }) => title === "DVI");
  const find = (section: Section | undefined, title: RegExp): Section[] => section?.children.filter((one) => title.test(one.title)) ?? [];
  const unidentified = find(dvi, /^Unidentified/).flatMap((one) => find(one, /^Person/).map((person) => dviPerson(lines, person)));
  const families = find(dvi, /^Reference/).flatMap((one) => one.children.filter(({ children }) => children.length > 0)).map((family): FamDviFamily => {
    const holders = [family, ...find(family, /^Persons/)];
    const relations: (readonly [string, string])[] = [];
    const pedigree = (function all(section: Section): Section[] { return [section, ...section.children.flatMap(all)]; })(family).filter(({ entries }) => entries.some(([key]) => key === "Parent"));
    for (const section of pedigree.slice(-1)) section.entries.forEach(([key, value], i) => {
      const next = section.entries[i + 1];
      if (key === "Parent" && next?.[0] === "Child") relations.push([value, next[1]]);
    });
    return { id: entryOf(family, "Name") ?? family.title, persons: holders.flatMap((holder) => find(holder, /^Person \d/)).map((person) => dviPerson(lines, person)), relations };
  });
  return { unidentified, families };
}

const entryOf = (section: Section, key: string): string | undefined => section.entries.find(([name]) => name === key)?.[1];

function dviPerson(lines: Lines, section: Section): FamPerson {
  const profile: Record<string, Seen> = {};
  const all = (one: Section): (readonly [string, string])[] => [...one.entries, ...one.children.flatMap(all)];
  let [marker, first] = ["", ""];
  for (const [key, value] of section.children.flatMap(all)) {
    if (key === "SystemName") marker = canonicalMarker(value);
    if (key === "Allele1") first = value;
    if (key !== "Allele2" || marker === "" || (first === "" && value === "")) continue;
    const [a, b] = [spellAllele(first), spellAllele(value)];
    if (a.kind === "allele" && b.kind === "allele") profile[marker] = [a.allele, b.allele];
    else lines.say("FAM_ALLELE", `expected repeat numbers at locus ${marker}`);
  }
  const gender = entryOf(section, "Gender") ?? "";
  return { id: entryOf(section, "Name") ?? section.title, sex: /^m/i.test(gender) ? "M" : /^f/i.test(gender) ? "F" : "U", profile };
}

/** The sets of remains of a file's DVI part. */
export const famRemains = ({ unidentified }: FamFile): Remains[] => unidentified.map(({ id, sex, profile }, index) => ({ id, sex, container: "", profile, y: {}, line: index + 1 }));

/** Its frequency table, and its models and theta as a policy. @throws Faults `FREQUENCY_SUM` with the locus. */
export function famPolicy({ loci, theta }: FamFile, file: string): { readonly frequencies: FrequencySet; readonly settings: Settings } {
  const sumOf = (table: Readonly<Record<string, number>>): number => Object.values(table).reduce((sum, one) => sum + one, 0);
  const faults = loci.filter(({ frequencies }) => Math.abs(sumOf(frequencies) - 1) > SUM_TOLERANCE).map(({ marker, frequencies }) => new Fault("FREQUENCY_SUM", `expected frequencies that sum to 1 with the silent allele, found ${sumOf(frequencies).toFixed(6)}`, [{ file, field: marker }]));
  if (faults.length > 0) throw new Faults(faults);
  return {
    frequencies: { markers: Object.fromEntries(loci.map(({ marker, frequencies }) => [marker, frequencies])), persons: {} },
    settings: { ...PLAIN_SETTINGS, mutation: { model: "none" }, mutationOf: Object.fromEntries(loci.map(({ marker, mutation }) => [marker, mutation])), theta },
  };
}

/**
 * The families of a file as lines of JSON for parse-families.ts: the reference families of its DVI part, or its first pedigree.
 * A person whose name begins with "Missing" is missing; people of undecided sex take it from their mate.
 */
export function famFamilies(text: string, file: string): string[] {
  const fam = parseFam(text, file);
  const families = fam.families.length > 0 ? fam.families : [plainFamily(fam, file)];
  return families.map(({ id, persons, relations }) => {
    const missing = [...new Set([...persons.filter((one) => /^missing/i.test(one.id)).map((one) => one.id), ...relations.flat().filter((name) => /^missing/i.test(name))])];
    const rows = rowsOf(persons, relations);
    return JSON.stringify({ id, side: "", pedigree: rows, missing, references: Object.fromEntries(persons.filter((one) => Object.keys(one.profile).length > 0).map((one) => [one.id, one.profile])) });
  });
}

function plainFamily(fam: FamFile, file: string): FamDviFamily {
  const [pedigree] = fam.pedigrees;
  if (!pedigree) throw new Fault("FAM_SECTION", "expected a pedigree or a DVI part", [{ file }]);
  const names = fam.persons.map(({ id }) => id);
  for (let i = 0; i < pedigree.extraFemales; i++) names.push(`extra-female-${i + 1}`);
  for (let i = 0; i < pedigree.extraMales; i++) names.push(`extra-male-${i + 1}`);
  const name = (index: number): string => names[index] ?? "";
  const extra = names.slice(fam.persons.length).map((id): FamPerson => ({ id, sex: id.startsWith("extra-female") ? "F" : "M", profile: {} }));
  return { id: pedigree.name || "family", persons: [...fam.persons, ...extra], relations: [...fam.known.pairs, ...pedigree.pairs].map(([parent, child]) => [name(parent), name(child)] as const) };
}

function rowsOf(persons: readonly FamPerson[], relations: readonly (readonly [string, string])[]): PedigreeRow[] {
  const sexOf = new Map(persons.map(({ id, sex }) => [id, sex]));
  const names = [...new Set([...persons.map(({ id }) => id), ...relations.flat()])];
  const parentsOf = (child: string): string[] => relations.filter(([, other]) => other === child).map(([parent]) => parent);
  for (const name of names) {
    if ((sexOf.get(name) ?? "U") !== "U") continue;
    const mate = relations.filter(([parent]) => parent === name).flatMap(([, child]) => parentsOf(child)).find((one) => one !== name);
    sexOf.set(name, sexOf.get(mate ?? "") === "F" ? "M" : sexOf.get(mate ?? "") === "M" ? "F" : "U");
  }
  const joined = names.filter((name) => relations.flat().includes(name));
  return joined.map((id) => ({
    id, sex: sexOf.get(id) ?? "U", father: parentsOf(id).find((one) => sexOf.get(one) === "M") ?? "0", mother: parentsOf(id).find((one) => sexOf.get(one) === "F") ?? "0",
  }));
}

/** Writes a project of one pedigree; read back by `parseFam` it gives the same persons, loci and relations. */
export function printFam(fam: Pick<FamFile, "persons" | "pedigrees" | "known" | "loci" | "theta">): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;
  const relations = (one: FamPedigree): string[] => [String(one.extraFemales), String(one.extraMales), String(one.pairs.length), ...one.pairs.flatMap(([parent, child]) => [String(parent), String(child)])];
  const lines = [quoted("Output of All for All, Familias layout"), quoted(""), quoted("3.2.8"), quoted(""), String(fam.persons.length)];
  const allelesOf = fam.loci.map(({ frequencies }) => Object.keys(frequencies).filter((allele) => allele !== SILENT));
  for (const { id, sex, profile } of fam.persons) {
    const typed = fam.loci.flatMap(({ marker }, index) => {
      const seen = profile[marker];
      return seen && seen[1] !== null ? [[allelesOf[index]?.indexOf(seen[0]) ?? 0, allelesOf[index]?.indexOf(seen[1]) ?? 0, index]] : [];
    });
    lines.push(quoted(id), "#FALSE#", "-1", "#FALSE#", sex === "M" ? "#TRUE#" : "#FALSE#", String(typed.length), ...typed.flat().map(String));
  }
  lines.push(quoted("Known relations"), ...relations(fam.known), String(fam.pedigrees.length));
  fam.pedigrees.forEach((one, index) => lines.push(String(index), quoted(one.name), ...relations(one)));
  lines.push(`#FALSE#\t(#Databases: 1 ;Theta/Kinship/Fst: ${fam.theta} )`, String(fam.loci.length), "#TRUE#", quoted("frequencies"));
  fam.loci.forEach(({ marker, frequencies, mutation }, index) => {
    const alleles = allelesOf[index] ?? [];
    const silent = frequencies[SILENT] ?? 0;
    const rates = mutation.model === "none" || mutation.model === "custom" ? { rate: 0, rate2: 0, range: 0.1 } : undefined;
    const [f, m] = mutation.model === "none" || mutation.model === "custom" ? [rates, rates] : [mutation.female, mutation.male];
    const model = mutation.model === "proportional" ? 1 : mutation.model === "stepwise" ? (mutation.transform === "PM" ? 3 : 4) : 0;
    lines.push(quoted(marker), String(f?.rate ?? 0), String(m?.rate ?? 0), String(model), String(model), String(alleles.length + (silent > 0 ? 1 : 0)),
      String(f?.range ?? 0), String(m?.range ?? 0), String(f?.rate2 ?? 0), String(m?.rate2 ?? 0), silent > 0 ? "#TRUE#" : "#FALSE#", String(silent),
      `${alleles.length}\t(DatabaseSize = 1000 , Dropout probability = 0 , Minor allele frequency = 0 )`, ...alleles.flatMap((allele) => [quoted(allele), String(frequencies[allele] ?? 0)]));
  });
  return `${lines.join("\n")}\n`;
}
