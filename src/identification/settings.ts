// The policy of a search: an entry of the record, named by every proposal. The mutation model has no default: without one the
// search runs with none and says so, since then a single mutation excludes.
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { markerModel, type MarkerModel } from "./family-likelihood.ts";
import { makeLocus } from "./locus.ts";
import { canonicalMarker } from "./marker.ts";
import { mutationMatrices, type MutationModel } from "./mutation.ts";
import type { FrequencySet } from "./parse-frequencies.ts";
import { readMutation } from "./parse-settings.ts";

export const RARE_ALLELE_RULES = ["5/(2N)", "(n+1)/(N+1)"] as const;
export type RareAlleleRule = (typeof RARE_ALLELE_RULES)[number];

export type Settings = {
  /** Name and version of the frequency table, as a report prints it; empty where it was not said. */
  readonly population: string;
  readonly mutation: MutationModel | "not chosen";
  readonly mutationOf: Readonly<Record<string, MutationModel>>;
  readonly theta: number;
  /** Expected number of dead who are on no list (ω of IDENTIFICATION.md 9). */
  readonly unlistedPersons: number;
  readonly posteriorBar: number;
  readonly gapLog10: number;
  readonly markersMin: number;
  /** Persons typed, for the floor 5/(2N) of rare and unseen alleles; without it an unseen allele is a fault. */
  readonly rareAllelePersons: number | "no policy";
  /** How a rare or unseen allele is raised; read where `rareAllelePersons` is. */
  readonly rareAlleleRule: RareAlleleRule;
  /** Probability that an allele of the remains is lost; 0 for none. Instead of single known alleles, never beside them. */
  readonly dropOut: number;
  /** Markers left out, such as one of a linked pair. */
  readonly without: readonly string[];
  readonly seed: string;
};

export const PLAIN_SETTINGS: Settings = {
  population: "", mutation: "not chosen", mutationOf: {}, theta: 0, unlistedPersons: 1, posteriorBar: 0.9995, gapLog10: 3, markersMin: 12,
  rareAllelePersons: "no policy", rareAlleleRule: "5/(2N)", dropOut: 0, without: [], seed: "0",
};

/** Faults `SETTINGS_SHAPE`, `MUTATION_SHAPE`, with the field. */
export function readSettings(raw: unknown, file: string): { settings: Settings; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const say = (code: string, message: string, field: string): void => void faults.push(new Fault(code, message, [{ file, field }]));
  const top = isRecord(raw) ? raw : {};
  if (!isRecord(raw)) say("SETTINGS_SHAPE", "expected an object", "top");
  const known = ["population", "mutation", "mutationOf", "theta", "unlistedPersons", "posteriorBar", "gap", "markersMin", "rareAllelePersons", "rareAlleleRule", "dropOut", "without", "seed"];
  for (const name of Object.keys(top)) if (!known.includes(name)) say("SETTINGS_SHAPE", `expected one of ${known.join(", ")}`, name);
  const number = (name: string, plain: number, least: number, most: number): number => {
    const value = top[name];
    if (value === undefined) return plain;
    if (typeof value === "number" && value >= least && value <= most) return value;
    say("SETTINGS_SHAPE", `expected a number from ${least} to ${most}`, name);
    return plain;
  };
  const mutation = top["mutation"] === undefined ? "not chosen" : (readMutation({ say }, top["mutation"], "mutation") ?? "not chosen");
  const mutationOf: Record<string, MutationModel> = {};
  for (const [name, one] of Object.entries(isRecord(top["mutationOf"]) ? top["mutationOf"] : {})) {
    const model = readMutation({ say }, one, `mutationOf.${name}`);
    if (model) mutationOf[canonicalMarker(name)] = model;
  }
  const without = Array.isArray(top["without"]) ? top["without"].map((one) => canonicalMarker(String(one))) : [];
  const rule = RARE_ALLELE_RULES.find((one) => one === (top["rareAlleleRule"] ?? "5/(2N)"));
  if (rule === undefined) say("SETTINGS_SHAPE", `expected ${RARE_ALLELE_RULES.join(" or ")}`, "rareAlleleRule");
  if (top["rareAlleleRule"] !== undefined && top["rareAllelePersons"] === undefined) say("SETTINGS_SHAPE", "expected the number of persons typed beside the rule for rare alleles", "rareAllelePersons");
  const population = top["population"] ?? "";
  if (typeof population !== "string" || population.length > 80) say("SETTINGS_SHAPE", "expected the name and version of the frequency table, at most 80 letters", "population");
  const settings: Settings = {
    population: typeof population === "string" ? population : "", mutation, mutationOf, without, theta: number("theta", 0, 0, 0.5), unlistedPersons: number("unlistedPersons", 1, 0, 1e9),
    posteriorBar: number("posteriorBar", 0.9995, 0.5, 1), gapLog10: Math.log10(number("gap", 1000, 1, 1e12)), markersMin: number("markersMin", 12, 1, 1000),
    rareAllelePersons: top["rareAllelePersons"] === undefined ? "no policy" : number("rareAllelePersons", 0, 1, 1e9), rareAlleleRule: rule ?? "5/(2N)", dropOut: number("dropOut", 0, 0, 0.9), seed: typeof top["seed"] === "string" ? top["seed"] : "0",
  };
  return { settings, faults };
}

/** @throws Fault of `makeLocus` and `mutationMatrices`. */
export function modelsOf(set: FrequencySet, settings: Settings): ReadonlyMap<string, MarkerModel> {
  const models = new Map<string, MarkerModel>();
  for (const [marker, frequencies] of Object.entries(set.markers)) {
    if (settings.without.includes(marker)) continue;
    const locus = makeLocus(marker, frequencies);
    const chosen = settings.mutationOf[marker] ?? settings.mutation;
    models.set(marker, markerModel(locus, mutationMatrices(locus, chosen === "not chosen" ? { model: "none" } : chosen)));
  }
  return models;
}
