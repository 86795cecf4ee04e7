// A plan file as far as anything is read from it: who goes in which batch, and the stages with their duals (docs/formats/plan.md).
import { Fault, Faults, type Place } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import type { Case } from "./cases.ts";
import type { CutProof } from "./exact-bound.ts";
import type { PlanStage } from "./make-plan.ts";
import { EFFORT_MAX, type Effort, type Proof } from "./stages.ts";

export type Assign = Readonly<Record<string, string | null>>;
/** `objective`, `settings` and `stages` are empty where the file has none: an assignment alone is a plan too. */
export type ReadPlan = {
  readonly assign: Assign; readonly objective: readonly string[]; readonly stages: readonly PlanStage[];
  readonly settings: Effort | undefined;
};

const DEPTH_MAX = 500;
const PROOFS: readonly string[] = ["dual", "search", "open"] satisfies Proof[];
const isWhole = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value);

/** @throws Faults of code `PLAN_FILE`, all that were found; a plan that says there is none is a fault too. */
export function parsePlan(value: unknown, file?: string): ReadPlan {
  const faults: Fault[] = [];
  const bad = (message: string, place: Place): void => void faults.push(new Fault("PLAN_FILE", message, [file === undefined ? place : { file, ...place }]));
  const plan = isRecord(value) ? value : {};
  if (!isRecord(plan["assign"])) bad(plan["infeasible"] === true ? "expected a plan, found the reasons why there is none: plan check INSTANCE.json with this file replays their proofs" : "expected a plan with assign", { field: "assign" });
  const assign = Object.entries(isRecord(plan["assign"]) ? plan["assign"] : {}).map(([id, batch], i): [string, string | null] => {
    if (typeof batch === "string" || batch === null) return [id, batch];
    bad("expected a batch or null", { field: "assign", row: i + 1 });
    return [id, null];
  });
  const stages = (Array.isArray(plan["stages"]) ? plan["stages"] : []).flatMap((row: unknown, i): PlanStage[] => {
    const stage = readStage(row);
    if (stage) return [stage];
    bad("expected a stage with name, value, bound, gcd, proof and duals", { field: "stages", row: i + 1 });
    return [];
  });
  const objective = (Array.isArray(plan["objective"]) ? plan["objective"] : []).map(String);
  const engine = isRecord(plan["engine"]) ? plan["engine"] : {}, settings = isRecord(engine["settings"]) ? engine["settings"] : {};
  const effort = Object.entries(EFFORT_MAX).flatMap(([name, most]): [string, number][] => {
    const given = settings[name];
    if (given === undefined) return [];
    if (isWhole(given) && given >= 0 && given <= most) return [[name, given]];
    bad(`expected a whole number from 0 to ${most}`, { field: `engine.settings.${name}` });
    return [];
  });
  const { seed, nodesMax, ...rest }: Partial<Effort> = Object.fromEntries(effort);
  if (faults.length > 0) throw new Faults(faults.slice(0, 100));
  return { assign: Object.fromEntries(assign), objective, stages, settings: seed === undefined || nodesMax === undefined ? undefined : { seed, nodesMax, ...rest } };
}

function readStage(row: unknown): PlanStage | undefined {
  if (!isRecord(row)) return undefined;
  const { name, value, bound, gcd, proof } = row;
  if (typeof name !== "string" || !isWhole(value) || !isWhole(bound) || !isWhole(gcd) || typeof proof !== "string" || !PROOFS.includes(proof)) return undefined;
  const own = readDualsAndCuts(row), cases = row["cases"] === undefined ? undefined : readCase(row["cases"]);
  if (!own || (row["cases"] !== undefined && !cases)) return undefined;
  return { name, value, bound, gap: value - bound, gcd, proof: proof as Proof, ...own, ...(cases ? { cases } : {}) }; // one of PROOFS
}

/** A tree of cases; undefined when it is none, or deeper than any that is made. */
export function readCase(value: unknown, depth = 0): Case | undefined {
  if (!isRecord(value) || depth > DEPTH_MAX) return undefined;
  const own = readDualsAndCuts(value), split = value["split"];
  if (!own || split === undefined) return own;
  if (!isRecord(split)) return undefined;
  const { column, most } = split, below = readCase(split["below"], depth + 1), above = readCase(split["above"], depth + 1);
  return isWhole(column) && isWhole(most) && below && above ? { ...own, split: { column, most, below, above } } : undefined;
}

function readDualsAndCuts({ duals, cuts: listed = [] }: Record<string, unknown>): Pick<PlanStage, "duals" | "cuts"> | undefined {
  if (!Array.isArray(duals) || !Array.isArray(listed)) return undefined;
  const pairs = duals.flatMap((pair: unknown): [number, string][] => (Array.isArray(pair) && isWhole(pair[0]) && pair[0] >= 0 && typeof pair[1] === "string" ? [[pair[0], pair[1]]] : []));
  const cuts = listed.flatMap((cut: unknown) => readCut(cut) ?? []);
  return pairs.length === duals.length && cuts.length === listed.length ? { duals: pairs, ...(cuts.length === 0 ? {} : { cuts }) } : undefined;
}

function readCut(cut: unknown): CutProof | undefined {
  if (!isRecord(cut)) return undefined;
  const { denominator, multipliers, atUpper } = cut;
  if (!isWhole(denominator) || denominator < 2 || denominator > 2 ** 30 || !Array.isArray(multipliers) || !Array.isArray(atUpper) || !atUpper.every(isWhole)) return undefined;
  const pairs = multipliers.flatMap((pair: unknown): [number, number][] => (Array.isArray(pair) && isWhole(pair[0]) && pair[0] >= 0 && isWhole(pair[1]) && Math.abs(pair[1]) < 2 ** 53 ? [[pair[0], pair[1]]] : []));
  return pairs.length === multipliers.length ? { denominator, multipliers: pairs, atUpper } : undefined;
}
