// Reads cases of kinship (IDENTIFICATION.md 16, "Case format"): every fault of every case is reported together.
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { SILENT } from "./allele.ts";
import { makeLocus } from "./locus.ts";
import { mutationMatrices, type MutationModel } from "./mutation.ts";
import { markerModel, type MarkerModel } from "./family-likelihood.ts";
import type { Seen } from "./observation.ts";
import { makePedigree, type Pedigree, type PedigreeRow, type Sex } from "./pedigree.ts";
import { readMutation } from "./parse-settings.ts";

export type Genotypes = Readonly<Record<string, Seen>>;
export type CaseFamily = { readonly id: string; readonly pedigree: Pedigree; readonly references: ReadonlyMap<string, Genotypes>; readonly missing: readonly string[] };
export type KinshipCase = {
  readonly id: string; readonly markers: readonly string[]; readonly models: ReadonlyMap<string, MarkerModel>; readonly theta: number;
  readonly dropOut: number; readonly family: CaseFamily; readonly query: Genotypes;
};
export type JointCase = {
  readonly id: string; readonly markers: readonly string[]; readonly models: ReadonlyMap<string, MarkerModel>; readonly theta: number;
  readonly families: readonly CaseFamily[];
  readonly victims: readonly { readonly id: string; readonly sex: Sex; readonly genotypes: Genotypes }[];
};

/** Collects faults with the path at which each stands. */
export class CaseReader {
  readonly faults: Fault[] = [];
  private readonly file: string;
  constructor(file: string) {
    this.file = file;
  }
  say(code: string, message: string, field: string): void {
    this.faults.push(new Fault(code, message, [{ file: this.file, field }]));
  }
  text(value: unknown, field: string): string {
    if (typeof value === "string" && value !== "") return value;
    this.say("CASE_SHAPE", "expected a text", field);
    return "";
  }
  list(value: unknown, field: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    if (value !== undefined) this.say("CASE_SHAPE", "expected a list", field);
    return [];
  }
  record(value: unknown, field: string): Record<string, unknown> {
    if (isRecord(value)) return value;
    this.say("CASE_SHAPE", "expected an object", field);
    return {};
  }
  /** A probability; `least` when it is absent. */
  share(value: unknown, field: string): number {
    if (value === undefined || value === null) return 0;
    if (typeof value === "number" && value >= 0 && value < 1) return value;
    this.say("CASE_SHAPE", "expected a number from 0 to below 1", field);
    return 0;
  }
  /** Runs `make`; its fault is kept with the path in front, and `undefined` comes back. */
  attempt<T>(make: () => T, field: string): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.say(error.code, error.message, field);
      return undefined;
    }
  }
}

/** Result: what could be read, and the faults, which forbid using it when there is one. */
export function parseCases(value: unknown, file: string): { cases: KinshipCase[]; joint: JointCase[]; faults: readonly Fault[] } {
  const reader = new CaseReader(file);
  const top = reader.record(value, "top");
  const sets = reader.record(top["frequencySets"] ?? {}, "frequencySets");
  const modelMemo = new Map<string, MarkerModel | undefined>();
  const ids = new Set<string>();
  const unique = (id: string, field: string): void => {
    if (ids.has(id)) reader.say("CASE_TWICE", "expected each case id once", field);
    ids.add(id);
  };
  const cases = reader.list(top["cases"], "cases").map((one, index) => {
    const field = `cases[${index + 1}]`;
    const made = readCase(reader, reader.record(one, field), sets, field, modelMemo);
    unique(made.id, field);
    return made;
  });
  const joint = reader.list(top["jointCases"], "jointCases").map((one, index) => {
    const field = `jointCases[${index + 1}]`;
    const made = readJoint(reader, reader.record(one, field), sets, field);
    unique(made.id, field);
    return made;
  });
  return { cases, joint, faults: reader.faults };
}

function readCase(reader: CaseReader, raw: Record<string, unknown>, sets: Record<string, unknown>, field: string, memo: Map<string, MarkerModel | undefined>): KinshipCase {
  const id = reader.text(raw["id"], `${field}.id`);
  const setName = reader.text(raw["freqSet"], `${field}.freqSet`);
  const set = reader.record(sets[setName], `frequencySets.${setName}`);
  const markers = reader.list(raw["markers"], `${field}.markers`).map((one) => reader.text(one, `${field}.markers`));
  const isSilent = raw["silentAllele"] === true;
  const models = readModels(reader, markers, set, reader.record(raw["mutation"], `${field}.mutation`), field, isSilent, setName, memo);
  const family = readFamily(reader, raw, field, markers, models, [raw["missing"]]);
  const query = readGenotypes(reader, reader.record(raw["query"], `${field}.query`), `${field}.query`, markers, models);
  return {
    id, markers, models, family, query,
    theta: reader.share(raw["theta"], `${field}.theta`), dropOut: reader.share(raw["dropOut"] ?? raw["dropout"] ?? raw["dropoutProbability"], `${field}.dropOut`),
  };
}

function readJoint(reader: CaseReader, raw: Record<string, unknown>, sets: Record<string, unknown>, field: string): JointCase {
  const id = reader.text(raw["id"], `${field}.id`);
  const set = reader.record(raw["frequencies"] ?? sets[String(raw["freqSet"])], `${field}.frequencies`);
  const markers = reader.list(raw["markers"], `${field}.markers`).map((one) => reader.text(one, `${field}.markers`));
  const models = readModels(reader, markers, set, reader.record(raw["mutation"], `${field}.mutation`), field, true, id, new Map());
  const families = reader.list(raw["families"], `${field}.families`).map((one, index) => {
    const at = `${field}.families[${index + 1}]`;
    const family = reader.record(one, at);
    return readFamily(reader, family, at, markers, models, reader.list(family["missing"], `${at}.missing`));
  });
  const victims = reader.list(raw["victims"], `${field}.victims`).map((one, index) => {
    const at = `${field}.victims[${index + 1}]`;
    const victim = reader.record(one, at);
    const sex = victim["sex"];
    return {
      id: reader.text(victim["id"], `${at}.id`), sex: (sex === "M" || sex === "F" ? sex : "U") as Sex,
      genotypes: readGenotypes(reader, reader.record(victim["genotypes"], `${at}.genotypes`), `${at}.genotypes`, markers, models),
    };
  });
  return { id, markers, models, families, victims, theta: reader.share(raw["theta"], `${field}.theta`) };
}

function readModels(
  reader: CaseReader, markers: readonly string[], set: Record<string, unknown>, mutation: Record<string, unknown>, field: string,
  isSilent: boolean, setName: string, memo: Map<string, MarkerModel | undefined>,
): ReadonlyMap<string, MarkerModel> {
  const models = new Map<string, MarkerModel>();
  for (const marker of markers) {
    if (set[marker] === undefined) {
      reader.say("MARKER_UNKNOWN", `expected frequencies of marker ${marker}, the set has none`, `${field}.markers`);
      continue;
    }
    const model = readMutation(reader, mutation[marker], `${field}.mutation.${marker}`);
    const key = JSON.stringify([setName, marker, isSilent, model]);
    if (!memo.has(key)) memo.set(key, model && makeModel(reader, marker, set[marker], model, `${field}.${marker}`, isSilent));
    const made = memo.get(key);
    if (made) models.set(marker, made);
  }
  return models;
}

function makeModel(reader: CaseReader, marker: string, raw: unknown, model: MutationModel, field: string, isSilent: boolean): MarkerModel | undefined {
  const frequencies: Record<string, number> = {};
  for (const [allele, value] of Object.entries(reader.record(raw, field))) {
    if (allele === SILENT && !isSilent) continue;
    if (typeof value === "number") frequencies[allele] = value;
    else reader.say("FREQUENCY_VALUE", `expected a number as frequency of allele ${allele}`, field);
  }
  return reader.attempt(() => {
    const locus = makeLocus(marker, frequencies);
    return markerModel(locus, mutationMatrices(locus, model));
  }, field);
}

function readFamily(
  reader: CaseReader, raw: Record<string, unknown>, field: string, markers: readonly string[], models: ReadonlyMap<string, MarkerModel>, missing: readonly unknown[],
): CaseFamily {
  const rows = reader.list(raw["pedigree"], `${field}.pedigree`).map((one, index): PedigreeRow => {
    const at = `${field}.pedigree[${index + 1}]`;
    const row = reader.record(one, at);
    const sex = row["sex"];
    if (sex !== "M" && sex !== "F" && sex !== "U") reader.say("CASE_SHAPE", "expected sex M, F or U", at);
    return {
      id: reader.text(row["id"], `${at}.id`), father: reader.text(row["father"], `${at}.father`), mother: reader.text(row["mother"], `${at}.mother`),
      sex: sex === "M" || sex === "F" ? sex : "U",
    };
  });
  const made = makePedigree(rows, `${field}.pedigree`);
  const isGood = !Array.isArray(made);
  if (!isGood) for (const fault of made as readonly Fault[]) reader.say(fault.code, fault.message, `${fault.places[0]?.field ?? field}${fault.places[0]?.row === undefined ? "" : `[${fault.places[0].row}]`}`);
  const pedigree: Pedigree = isGood ? (made as Pedigree) : { persons: [], indexOf: new Map(), added: [] };
  const names = missing.map((one) => reader.text(one, `${field}.missing`));
  const references = new Map<string, Genotypes>();
  for (const [id, one] of Object.entries(reader.record(raw["references"] ?? {}, `${field}.references`))) {
    const at = `${field}.references.${id}`;
    if (isGood && !pedigree.indexOf.has(id)) reader.say("PERSON_UNKNOWN", "expected a person of the pedigree", at);
    if (names.includes(id)) reader.say("PERSON_MISSING_TYPED", "expected a missing person to have no reference profile", at);
    references.set(id, readGenotypes(reader, reader.record(one, at), at, markers, models));
  }
  if (isGood) for (const name of names) if (!pedigree.indexOf.has(name)) reader.say("PERSON_UNKNOWN", "expected the missing person in the pedigree", `${field}.missing`);
  return { id: typeof raw["id"] === "string" ? raw["id"] : field, pedigree, references, missing: names };
}

/** Genotypes of the case's markers; others are left aside. An allele that the set does not have is a fault: nothing is guessed. */
function readGenotypes(reader: CaseReader, raw: Record<string, unknown>, field: string, markers: readonly string[], models: ReadonlyMap<string, MarkerModel>): Genotypes {
  const genotypes: Record<string, Seen> = {};
  for (const marker of markers) {
    const cell = raw[marker];
    if (cell === undefined || cell === null) continue;
    const at = `${field}.${marker}`;
    if (!Array.isArray(cell) || cell.length !== 2) {
      reader.say("GENOTYPE_SHAPE", `expected two alleles, or one and null, found ${Array.isArray(cell) ? cell.length : "no list"}`, at);
      continue;
    }
    const [first, second] = cell as readonly unknown[];
    if (first === null && second === null) continue; // both dropped: not typed
    const [a, b] = first === null ? [second, null] : [first, second];
    const known = (allele: unknown): allele is string => typeof allele === "string" && allele !== SILENT && (models.get(marker)?.locus.indexOf.has(allele) ?? false);
    if (typeof a !== "string" || (b !== null && typeof b !== "string")) reader.say("GENOTYPE_SHAPE", "expected alleles as texts, never numbers", at);
    else if (models.has(marker) && (!known(a) || (b !== null && !known(b)))) reader.say("ALLELE_UNKNOWN", "expected alleles of the frequency set", at);
    else genotypes[marker] = [a, b];
  }
  return genotypes;
}
