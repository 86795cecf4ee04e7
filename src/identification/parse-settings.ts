// The mutation model of a marker as it stands in cases and settings. There is no default: the laboratory chooses.
import { isRecord } from "../basis/parse-json.ts";
import type { CustomMatrix, MutationModel, MutationRates } from "./mutation.ts";

/** Where faults go; the reader of a file gives its own. */
export type Says = { say: (code: string, message: string, field: string) => void };

const MODELS = ["equal", "proportional", "onestep", "stepwise", "dawid"] as const;
const TRANSFORMATIONS = ["PM", "MH", "BA", "PR"] as const;

/** Faults: `MUTATION_SHAPE`; the result is undefined then. */
export function readMutation(says: Says, raw: unknown, field: string): MutationModel | undefined {
  const say = (message: string, at = field): undefined => void says.say("MUTATION_SHAPE", message, at);
  if (!isRecord(raw)) return say("expected a mutation model; there is no default");
  if (raw["alleleLimit"] !== undefined || raw["lump"] !== undefined) return say("expected no allele limit: alleles are never merged");
  const name = raw["model"];
  if (name === "none") return { model: "none" };
  if (name === "custom") {
    const [male, female] = [readMatrix(raw["male"]), readMatrix(raw["female"] ?? raw["male"])];
    return male && female ? { model: "custom", male, female } : say("expected a matrix as an object of rows, each an object of probabilities");
  }
  const model = MODELS.find((one) => one === name);
  if (model === undefined) return say("expected model none, equal, proportional, onestep, stepwise, dawid or custom");
  const transform = raw["transform"] ?? raw["transformation"];
  const known = TRANSFORMATIONS.find((one) => one === transform);
  if (transform !== undefined && transform !== null && known === undefined) return say("expected transformation PM, MH, BA or PR");
  const rates = (sex: "male" | "female"): MutationRates | undefined => {
    const one = raw[sex] ?? (raw["rate"] === undefined ? undefined : raw);
    if (!isRecord(one) || typeof one["rate"] !== "number") return say("expected a rate", `${field}.${sex}`);
    const needs = model === "stepwise" ? ["rate2", "range"] : model === "dawid" ? ["range"] : [];
    for (const need of needs) if (typeof one[need] !== "number") return say(`expected ${need} for model ${model}`, `${field}.${sex}`);
    return { rate: one["rate"], rate2: Number(one["rate2"] ?? 0), range: Number(one["range"] ?? 0) };
  };
  const [male, female] = [rates("male"), rates("female")];
  if (!male || !female) return undefined;
  return { model, male, female, ...(known === undefined ? {} : { transform: known }) };
}

function readMatrix(raw: unknown): CustomMatrix | undefined {
  const rows: unknown = isRecord(raw) && raw["matrix"] !== undefined ? raw["matrix"] : raw;
  if (Array.isArray(rows)) {
    const all = (rows as readonly unknown[]).map((row) => (Array.isArray(row) ? row.filter((one): one is number => typeof one === "number") : []));
    return all.length > 0 && all.every((row) => row.length === all.length) ? all : undefined;
  }
  if (!isRecord(rows)) return undefined;
  const made: Record<string, Record<string, number>> = {};
  for (const [from, row] of Object.entries(rows)) {
    if (!isRecord(row)) return undefined;
    const own: Record<string, number> = {};
    for (const [to, value] of Object.entries(row)) {
      if (typeof value !== "number") return undefined;
      own[to] = value;
    }
    made[from] = own;
  }
  return made;
}
