// `plan solve`: the best plan, or every minimal set of clauses that cannot hold together.
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { classesOf } from "../planning/classes.ts";
import { findConflicts } from "../planning/conflicts.ts";
import { DEFAULT_EFFORT, instanceHash, makePlan, stageNamesOf, type Plan } from "../planning/make-plan.ts";
import type { Problem } from "../planning/problem.ts";
import { replanOrder } from "../planning/replan.ts";
import { sayReason, sayTogether } from "../planning/say-reason.ts";
import { EFFORT_MAX, type Effort } from "../planning/stages.ts";
import { parseArgs, type Io } from "./command.ts";
import { readInstance, wholeOption } from "./plan-files.ts";

/** Names of stages from the options; all of the instance without any. */
export function objectiveOf(problem: Problem, { objective: text, medical }: Readonly<Record<string, string>>, isReplan: boolean): string[] {
  if (isReplan && text !== undefined) throw new Fault("USAGE", "expected --replan or --objective, not both");
  if (isReplan) return replanOrder(problem, (medical ?? "wounded,sick").split(","));
  const all = stageNamesOf(problem);
  if (text === undefined) return all;
  return text.split(",").flatMap((name) => (name === "tiers" ? all.filter((one) => one.startsWith("tier:")) : [name]));
}

/** The parsed JSON is let go before the solver starts: it is half of the memory. */
async function readHashed(path: string | undefined, io: Io): Promise<{ readonly hash: string; readonly problem: Problem }> {
  const { value, problem } = await readInstance(path, io);
  return { hash: instanceHash(value), problem };
}

/** Writes the plan, or every reason why there is none; exit code 1 without a plan. */
export async function solve(args: readonly string[], io: Io): Promise<number> {
  const { positional, values, flags } = parseArgs(args, { values: ["out", "objective", "medical", "solver-seed", "nodes"], flags: ["json", "replan"] });
  const out = values["out"];
  if (out === undefined) throw new Fault("USAGE", "expected --out PLAN.json");
  const { hash, problem } = await readHashed(positional[0], io);
  const effort: Effort = { ...DEFAULT_EFFORT, seed: wholeOption(values, "solver-seed", DEFAULT_EFFORT.seed, EFFORT_MAX.seed), nodesMax: wholeOption(values, "nodes", DEFAULT_EFFORT.nodesMax, EFFORT_MAX.nodesMax) };
  const solver = await loadSolver();
  const outcome = makePlan({
    problem, solver, effort, instance: hash, objective: objectiveOf(problem, values, flags.has("replan")),
    onStage: ({ name, value: reached, bound, proof }) => io.err(`${name}: ${reached} ${proof === "open" ? `not proven, at least ${bound}` : `proven (${proof})`}\n`),
    onBound: ({ name, bound, best }) => void (best !== bound && io.err(`  ${name}: ${best === undefined ? "nothing found yet" : `found ${best}`}, cannot be less than ${bound}\n`)),
  });
  switch (outcome.kind) {
    case "plan":
      return report(outcome.plan, out, flags.has("json"), io);
    case "undecided":
      io.err(`${outcome.stage}: the solver could not settle it within its limits; no plan is written, and none is excluded\n`);
      return 1;
    case "infeasible": {
      const conflicts = findConflicts({
        problem, classes: classesOf(problem), solver, effort,
        onSearch: ({ found, solves, changes }) => io.err(`  ${found} ${found === 1 ? "conflict" : "conflicts"} found, ${solves} sets of clauses tried${changes === 0 ? "" : `, change ${changes} is tried`}\n`),
      });
      const [first] = conflicts.reasons;
      if (!first) {
        io.err("the solver contradicts itself: no plan found, and no clauses that exclude one; nothing is written\n");
        return 1;
      }
      const { reasons, together, isLeast, isComplete } = conflicts;
      const answer = { infeasible: true, clauses: first.clauses, reasons: reasons.map(({ clauses }) => clauses), repairs: reasons.flatMap(({ clauses, repairs }) => repairs.map((repair) => ({ reason: clauses, ...repair }))), together, least: isLeast, proofs: reasons.map(({ proof }) => proof ?? null), complete: isComplete, instance: hash, engine: outcome.engine };
      await io.writeFile(out, `${canonicalJson(answer)}\n`);
      if (flags.has("json")) io.out(`${canonicalJson(answer)}\n`);
      else io.out(`There is no plan that keeps all clauses.\n${reasons.map((reason) => sayReason(problem, reason)).join("\n")}\n${together.length === 0 ? "" : `${sayTogether(conflicts)}\n`}${reasons.filter(({ proof }) => proof).length} of ${reasons.length} conflicts proven in whole numbers; plan check replays that without a solver.\n${isComplete ? "" : "There may be more reasons: the search was not complete.\n"}`);
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
