// The commands of planning: who goes in which batch, is a plan valid, why not this person, what changed, a picture.
import { canonicalJson } from "../basis/canonical-json.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { checkPlan, expectedOf } from "../planning/check-plan.ts";
import { classesOf } from "../planning/classes.ts";
import { findConflicts } from "../planning/conflicts.ts";
import { planHashOf } from "../planning/lottery.ts";
import { DEFAULT_EFFORT, instanceHash, makePlan, stageNamesOf, type Plan } from "../planning/make-plan.ts";
import { parseInstance, type Problem } from "../planning/problem.ts";
import { sayReason } from "../planning/say-reason.ts";
import type { Effort } from "../planning/stages.ts";
import { parseArgs, type Command, type Io } from "./command.ts";

export const planCommand: Command = {
  name: "plan",
  summary: "who goes in which batch: solve, check",
  help: `allforall plan solve INSTANCE.json --out PLAN.json [--json] [--objective NAMES] [--solver-seed N] [--nodes N]
allforall plan check INSTANCE.json PLAN.json

solve  the best plan under the agreed order, with a proof word for every stage, ties drawn by the public lottery.
       --objective takes names of stages parted by commas (“tiers” stands for all tiers), default: all, then lottery.
       Exit code 1 when there is no plan: then every minimal set of clauses that cannot hold together, and the smallest changes.
check  every clause and structural rule, person by person, without the solver; the stored answer of a test instance; the plan hash.
There is no time limit, on purpose: both sides must come to the same plan. --nodes limits a search; what it leaves unproven is said.

Examples:
  allforall plan solve instance.json --out plan.json
  allforall plan solve instance.json --out plan.json --objective tiers,urgency
  allforall plan check instance.json plan.json
`,
  run: async (args, io) => {
    const [verb, ...rest] = args;
    if (verb === "solve") return solve(rest, io);
    if (verb === "check") return check(rest, io);
    throw new Fault("USAGE", "expected solve or check after plan");
  },
};

type Loaded = { readonly value: unknown; readonly problem: Problem };

async function readJson(path: string | undefined, what: string, io: Io): Promise<unknown> {
  if (path === undefined) throw new Fault("USAGE", `expected ${what}`);
  const bytes = await io.readFile(path);
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch {
    throw new Fault("PLAN_FORMAT", "expected UTF-8", [{ file: path }]);
  }
  return parseJson(text, path);
}

async function readInstance(path: string | undefined, io: Io): Promise<Loaded> {
  const value = await readJson(path, "INSTANCE.json", io);
  return { value, problem: parseInstance(value, path) };
}

function wholeOption(values: Readonly<Record<string, string>>, name: string, otherwise: number): number {
  const text = values[name];
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new Fault("USAGE", `expected a whole number after --${name}`);
  return Number(text);
}

function objectiveOf(problem: Problem, text: string | undefined): string[] {
  const all = stageNamesOf(problem);
  if (text === undefined) return all;
  return text.split(",").flatMap((name) => (name === "tiers" ? all.filter((one) => one.startsWith("tier:")) : [name]));
}

async function solve(args: readonly string[], io: Io): Promise<number> {
  const { positional, values, flags } = parseArgs(args, { values: ["out", "objective", "solver-seed", "nodes"], flags: ["json"] });
  const out = values["out"];
  if (out === undefined) throw new Fault("USAGE", "expected --out PLAN.json");
  const { value, problem } = await readInstance(positional[0], io);
  const effort: Effort = { seed: wholeOption(values, "solver-seed", DEFAULT_EFFORT.seed), nodesMax: wholeOption(values, "nodes", DEFAULT_EFFORT.nodesMax) };
  const solver = await loadSolver();
  const outcome = makePlan({
    problem, solver, effort, instance: instanceHash(value), objective: objectiveOf(problem, values["objective"]),
    onStage: ({ name, value: reached, bound, proof }) => io.err(`${name}: ${reached} ${proof === "open" ? `not proven, at least ${bound}` : `proven (${proof})`}\n`),
  });
  switch (outcome.kind) {
    case "plan":
      return report(outcome.plan, out, flags.has("json"), io);
    case "undecided":
      io.err(`${outcome.stage}: the solver could not settle it within its limits; no plan is written, and none is excluded\n`);
      return 1;
    case "infeasible": {
      const conflicts = findConflicts({ problem, classes: classesOf(problem), solver, effort });
      const [first] = conflicts.reasons;
      if (!first) {
        io.err("the solver contradicts itself: no plan found, and no clauses that exclude one; nothing is written\n");
        return 1;
      }
      const { reasons, isComplete } = conflicts;
      const answer = { infeasible: true, clauses: first.clauses, reasons: reasons.map(({ clauses }) => clauses), repairs: reasons.flatMap(({ clauses, repairs }) => repairs.map((repair) => ({ reason: clauses, ...repair }))), complete: isComplete, instance: instanceHash(value), engine: outcome.engine };
      await io.writeFile(out, `${canonicalJson(answer)}\n`);
      if (flags.has("json")) io.out(`${canonicalJson(answer)}\n`);
      else io.out(`There is no plan that keeps all clauses.\n${reasons.map((reason) => sayReason(problem, reason)).join("\n")}\n${isComplete ? "" : "There may be more reasons: the search was not complete.\n"}`);
      return 1;
    }
  }
}

async function report(plan: Plan, out: string, isJson: boolean, io: Io): Promise<number> {
  const text = `${canonicalJson(plan)}\n`;
  await io.writeFile(out, text);
  if (isJson) io.out(text);
  else {
    const open = plan.stages.filter(({ proof }) => proof === "open").map(({ name, gap }) => `${name} (gap at most ${gap})`);
    io.out(`vector    ${plan.vector.join(" ")}\nproven    ${plan.proven ? "every stage" : `all but ${open.join(", ")}`}\nlottery   ${plan.lottery ? `${plan.lottery.value}, the only plan of this value: ${plan.lottery.unique}` : "not drawn"}\nplan hash ${plan.planHash}\n`);
  }
  return 0;
}

async function check(args: readonly string[], io: Io): Promise<number> {
  const { positional } = parseArgs(args, {});
  const { value, problem } = await readInstance(positional[0], io);
  const plan = await readJson(positional[1], "PLAN.json", io);
  const verdict = checkPlan(problem, plan, expectedOf(value));
  const claims = isRecord(plan) && verdict.isValid ? claimErrors(problem, plan, value, verdict.vector) : [];
  io.out(`${canonicalJson({ ...verdict, claims })}\n`);
  return verdict.isValid && claims.length === 0 && (verdict.versusExpected === "equal" || verdict.versusExpected === "nothing to compare with") ? 0 : 1;
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
