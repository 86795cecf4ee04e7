// One family per line of JSON: {"id","side","pedigree":[{"id","father","mother","sex"}],"missing":[ids],"references":{"id":{"MARKER":["a","b"]}}}.
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { spellAllele } from "./allele.ts";
import { canonicalMarker, markerClass } from "./marker.ts";
import type { Seen } from "./observation.ts";
import { makePedigree, type Pedigree, type PedigreeRow } from "./pedigree.ts";

export type Family = {
  readonly id: string;
  readonly side: string;
  readonly pedigree: Pedigree;
  /** Slots: ids of the missing. */
  readonly missing: readonly string[];
  readonly references: ReadonlyMap<string, Readonly<Record<string, Seen>>>;
  /** Y haplotypes of references. */
  readonly y: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** References whose amelogenin was read, by whether a Y was seen. It flags and is never multiplied. */
  readonly amelogenin: ReadonlyMap<string, "X" | "XY">;
};

const NO_PEDIGREE: Pedigree = { persons: [], indexOf: new Map(), added: [] };

/**
 * Reads one line. Faults: `JSON_…`, `FAMILY_SHAPE`, `PEDIGREE_…`, `PERSON_UNKNOWN`, `PERSON_MISSING_TYPED`, `GENOTYPE_SHAPE`,
 * `ALLELE_SPELLING`, `MARKER_TWICE`, `MARKER_CLASS`; the family must not be used when there is one.
 */
export function parseFamily(text: string, file: string, line: number): { family: Family; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const say = (code: string, message: string, field: string): void => void faults.push(new Fault(code, message, [{ file, line, field }]));
  let raw: unknown = {};
  try {
    raw = parseJson(text, file);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.push(new Fault(error.code, error.message, [{ file, line, ...(error.places[0]?.column === undefined ? {} : { column: error.places[0].column }) }]));
  }
  const top = isRecord(raw) ? raw : {};
  const id = typeof top["id"] === "string" ? top["id"] : "";
  const empty: Family = { id, side: "", pedigree: NO_PEDIGREE, missing: [], references: new Map(), y: new Map(), amelogenin: new Map() };
  if (faults.length > 0) return { family: empty, faults };
  if (id === "") say("FAMILY_SHAPE", "expected an id", "id");
  const rows = readRows(top["pedigree"], say);
  const made = makePedigree(rows);
  const pedigree = "persons" in made ? made : NO_PEDIGREE;
  if (!("persons" in made)) for (const fault of made) say(fault.code, fault.message, `pedigree${fault.places[0]?.row === undefined ? "" : `[${fault.places[0].row}]`}`);
  const missing = Array.isArray(top["missing"]) ? top["missing"].filter((one): one is string => typeof one === "string") : [];
  if (missing.length === 0) say("FAMILY_SHAPE", "expected at least one missing person", "missing");
  if (new Set(missing).size !== missing.length) say("PEDIGREE_TWICE", "expected each missing person once", "missing");
  if ("persons" in made) for (const one of missing) if (!pedigree.indexOf.has(one)) say("PERSON_UNKNOWN", "expected every missing person in the pedigree", "missing");
  const { references, y, amelogenin } = readReferences(top["references"], pedigree, missing, say);
  return { family: { id, side: typeof top["side"] === "string" ? top["side"] : "", pedigree, missing, references, y, amelogenin }, faults };
}

type Say = (code: string, message: string, field: string) => void;

function readRows(raw: unknown, say: Say): PedigreeRow[] {
  if (!Array.isArray(raw)) {
    say("FAMILY_SHAPE", "expected a list of persons", "pedigree");
    return [];
  }
  return (raw as readonly unknown[]).map((one, index): PedigreeRow => {
    const row = isRecord(one) ? one : {};
    const text = (name: string): string => {
      const value = row[name];
      if (typeof value === "string" && value !== "") return value;
      say("FAMILY_SHAPE", `expected ${name} as a text`, `pedigree[${index + 1}]`);
      return "0";
    };
    const sex = row["sex"];
    if (sex !== "M" && sex !== "F" && sex !== "U") say("FAMILY_SHAPE", "expected sex M, F or U", `pedigree[${index + 1}]`);
    return { id: text("id"), father: text("father"), mother: text("mother"), sex: sex === "M" || sex === "F" ? sex : "U" };
  });
}

function readReferences(raw: unknown, pedigree: Pedigree, missing: readonly string[], say: Say): Pick<Family, "references" | "y" | "amelogenin"> {
  const references = new Map<string, Record<string, Seen>>();
  const y = new Map<string, Record<string, string>>();
  const sexes = new Map<string, "X" | "XY">();
  const persons = isRecord(raw) ? raw : {};
  if (raw !== undefined && !isRecord(raw)) say("FAMILY_SHAPE", "expected an object of persons", "references");
  for (const [person, profile] of Object.entries(persons)) {
    if (!pedigree.indexOf.has(person) && pedigree.persons.length > 0) say("PERSON_UNKNOWN", "expected a person of the pedigree", `references.${person}`);
    if (missing.includes(person)) say("PERSON_MISSING_TYPED", "expected a missing person to have no reference profile", `references.${person}`);
    const own: Record<string, Seen> = {};
    const haplotype: Record<string, string> = {};
    const met = new Set<string>();
    for (const [name, cell] of Object.entries(isRecord(profile) ? profile : {})) {
      const marker = canonicalMarker(name);
      const field = `references.${person}.${name}`;
      const kind = markerClass(marker);
      if (met.has(marker)) say("MARKER_TWICE", `expected marker ${marker} once`, field);
      met.add(marker);
      if (kind === "X") say("MARKER_CLASS", "expected no X-linked marker: this version does not compute with them", field);
      else if (marker === "AMEL") sexes.set(person, /y/i.test(JSON.stringify(cell)) ? "XY" : "X");
      else if (kind === "Y") haplotype[marker] = Array.isArray(cell) ? cell.join("/") : String(cell);
      else if (kind === "autosomal") readGenotype(cell, field, say, (seen) => (own[marker] = seen));
    }
    references.set(person, own);
    if (Object.keys(haplotype).length > 0) y.set(person, haplotype);
  }
  return { references, y, amelogenin: sexes };
}

function readGenotype(cell: unknown, field: string, say: Say, put: (seen: Seen) => void): void {
  if (cell === null || (Array.isArray(cell) && cell.length === 2 && cell[0] === null && cell[1] === null)) return;
  if (!Array.isArray(cell) || cell.length !== 2) {
    say("GENOTYPE_SHAPE", `expected two alleles, or one and null, found ${Array.isArray(cell) ? cell.length : "no list"}`, field);
    return;
  }
  const [a, b] = (cell as readonly unknown[]).map((allele) => {
    if (allele === null) return null;
    if (typeof allele !== "string") {
      say("GENOTYPE_SHAPE", "expected alleles as texts, never numbers", field);
      return undefined;
    }
    const spelt = spellAllele(allele);
    if (spelt.kind === "allele") return spelt.allele;
    say("ALLELE_SPELLING", `expected ${spelt.kind === "not called" ? "a called allele" : spelt.expected}`, field);
    return undefined;
  });
  if (a === undefined || b === undefined) return;
  put(a === null ? [b ?? "", null] : [a, b]);
}
