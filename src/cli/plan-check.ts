// `plan check` and `plan verify`: is a plan valid, is it what it says of itself, and does its proof hold.
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { checkPlan, expectedOf, type Verdict } from "../planning/check-plan.ts";
import { checkReasons, isProvenClaim } from "../planning/check-reasons.ts";
import { planHashOf } from "../planning/lottery.ts";
import { DEFAULT_EFFORT, instanceHash, makePlan, stageNamesOf } from "../planning/make-plan.ts";
import { parsePlan } from "../planning/parse-plan.ts";
import type { Problem } from "../planning/problem.ts";
import { verifyProof } from "../planning/verify-proof.ts";
import { parseArgs, type Io } from "./command.ts";
import { readInstance, readJson } from "./plan-files.ts";

/** Exit code 0: valid, as it says of itself, and as good as a stored answer where there is one. */
export async function check(args: readonly string[], io: Io): Promise<number> {
  const { positional } = parseArgs(args, { flags: ["json"] });
  const { value, problem } = await readInstance(positional[0], io);
  const plan = await readJson(positional[1], "PLAN.json", io);
  const verdict = checkPlan(problem, plan, expectedOf(value));
  if (isRecord(plan) && plan["infeasible"] === true) return checkNoPlan(problem, plan, value, verdict, io);
  const claims = isRecord(plan) && verdict.isValid ? claimErrors(problem, plan, value, verdict.vector) : [];
  io.out(`${canonicalJson({ ...verdict, claims })}\n`);
  return verdict.isValid && claims.length === 0 && (verdict.versusExpected === "equal" || verdict.versusExpected === "nothing to compare with") ? 0 : 1;
}

/** That there is no plan: the stored answer where the instance has one, else the proof that the file holds; a proof that does not hold is never accepted. */
function checkNoPlan(problem: Problem, answer: Record<string, unknown>, instance: unknown, stored: Verdict, io: Io): number {
  const reasons = checkReasons(problem, answer), isCompared = stored.versusExpected !== "nothing to compare with" || expectedOf(instance).kind !== "none";
  const claims = answer["instance"] === undefined || answer["instance"] === instanceHash(instance) ? [] : ["instance is the hash of another instance"];
  const isValid = (isCompared ? stored.isValid : isProvenClaim(answer, reasons)) && reasons.every(({ verdict }) => verdict !== "differs");
  const unproven = { clause: "reason", message: reasons.some(({ verdict }) => verdict === "differs") ? "a proof does not show what it is given for" : "no stored answer, and no proof of these clauses" };
  const errors = isValid ? [] : stored.isValid || !isCompared ? [unproven] : stored.errors;
  io.out(`${canonicalJson({ ...stored, isValid, errors, errorCount: errors.length, clauses: [...new Set(errors.map(({ clause }) => clause))], reasons, claims })}\n`);
  return isValid && claims.length === 0 ? 0 : 1;
}

/** Where what a plan says of itself differs from what is recomputed. What it does not say is not asked. */
function claimErrors(problem: Problem, plan: Record<string, unknown>, instance: unknown, vector: readonly number[]): string[] {
  const assign = isRecord(plan["assign"]) ? plan["assign"] : undefined;
  if (!assign) return [];
  const full = new Map(problem.captives.map(({ id }) => [id, null as string | null]));
  for (const [id, batch] of Object.entries(assign)) if (typeof batch === "string") full.set(id, batch);
  const differs = (key: string, found: unknown): string[] => (plan[key] === undefined || canonicalJson(plan[key]) === canonicalJson(found) ? [] : [`${key} is not what the assignment gives`]);
  return [...differs("vector", vector), ...differs("planHash", planHashOf(full)), ...(plan["instance"] === undefined || plan["instance"] === instanceHash(instance) ? [] : ["instance is the hash of another instance"])];
}

/** Valid, as it says, every stage replayed in whole numbers; with --recompute also drawn anew by the solver here. */
export async function verify(args: readonly string[], io: Io): Promise<number> {
  const { positional, flags } = parseArgs(args, { flags: ["json", "recompute"] });
  const { value, problem } = await readInstance(positional[0], io);
  const raw = await readJson(positional[1], "PLAN.json", io);
  const plan = parsePlan(raw, positional[1]);
  const verdict = checkPlan(problem, raw);
  const claims = verdict.isValid && isRecord(raw) ? claimErrors(problem, raw, value, verdict.vector) : [];
  const stages = verdict.isValid ? verifyProof(problem, plan) : [];
  const again = flags.has("recompute") ? await recompute(problem, plan.objective, plan.settings ?? DEFAULT_EFFORT, value) : "not asked";
  const differs = isRecord(raw) && again !== "not asked" && again !== raw["planHash"];
  const answer = { valid: verdict.isValid, errors: verdict.errors, claims, stages, recomputed: again, agrees: !differs };
  if (flags.has("json")) io.out(`${canonicalJson(answer)}\n`);
  else {
    io.out(`${verdict.isValid ? "valid: every clause and structural rule holds" : `not valid: ${verdict.errorCount} errors, ${verdict.clauses.join(", ")}`}\n`);
    for (const claim of claims) io.out(`${claim}\n`);
    for (const { name, verdict: one, onlyPlan } of stages) {
      io.out(`${name.padEnd(18)} ${one === "verified" ? "proven by its duals, no solver asked" : one === "needs a solver" ? "the bound holds; that nothing lies between rests on two searches" : "is not what the replay gives"}\n`);
      if (onlyPlan) io.out(`${" ".repeat(18)} ${onlyPlan === "verified" ? "the only plan of this value: proven by the same duals" : "that no other plan has this value rests on searches"}\n`);
    }
    if (again !== "not asked") io.out(differs ? `recomputed: ${again}, another plan\n` : `recomputed: the same plan ${again}\n`);
  }
  return verdict.isValid && claims.length === 0 && !differs && stages.every(({ verdict: one }) => one !== "differs") ? 0 : 1;
}

async function recompute(problem: Problem, objective: readonly string[], effort: { readonly seed: number; readonly nodesMax: number }, value: unknown): Promise<string> {
  const outcome = makePlan({ problem, solver: await loadSolver(), effort, instance: instanceHash(value), objective: objective.length > 0 ? objective : stageNamesOf(problem) });
  if (outcome.kind === "plan") return outcome.plan.planHash;
  if (outcome.kind === "infeasible") return "no plan";
  throw new Fault("PLAN_UNDECIDED", `the solver could not settle ${outcome.stage} here`);
}
