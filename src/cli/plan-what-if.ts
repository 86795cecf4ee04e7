// `plan what-if`: the plan under one other number or another order, and what would change, in counts.
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { DEFAULT_EFFORT, instanceHash, makePlan, stageNamesOf } from "../planning/make-plan.ts";
import { differenceOf, printDifference } from "../planning/plan-difference.ts";
import { parseInstance } from "../planning/problem.ts";
import { changedInstance, parseWhatIf } from "../planning/what-if.ts";
import { parseArgs, type Io } from "./command.ts";
import { readInstance, readPlan } from "./plan-files.ts";
import { objectiveOf } from "./plan-solve.ts";

/** Exit code 1 when there would be no plan. Nothing is written. */
export async function whatIf(args: readonly string[], io: Io): Promise<number> {
  const { positional, values, flags } = parseArgs(args, { values: ["set", "objective"], flags: ["json"] });
  if (values["set"] === undefined && values["objective"] === undefined) throw new Fault("USAGE", "expected --set PATH=NUMBER or --objective NAMES");
  const { value, problem } = await readInstance(positional[0], io);
  const before = await readPlan(positional[1], "PLAN.json", io);
  const changed = values["set"] === undefined ? problem : parseInstance(changedInstance(value, parseWhatIf(values["set"])), positional[0]);
  const objective = values["objective"] === undefined ? (before.objective.length > 0 ? before.objective : stageNamesOf(problem)) : objectiveOf(changed, values, false);
  const outcome = makePlan({ problem: changed, solver: await loadSolver(), effort: DEFAULT_EFFORT, instance: instanceHash(value), objective });
  if (outcome.kind !== "plan") {
    io.out(outcome.kind === "infeasible" ? "there would be no plan; `plan solve` of the changed instance says why\n" : "the solver could not settle it within its limits\n");
    return 1;
  }
  const difference = { ...differenceOf(changed, before.assign, outcome.plan.assign), changes: [] };
  io.out(flags.has("json") ? `${canonicalJson(difference)}\n` : printDifference(difference, stageNamesOf(problem).slice(0, -1)));
  return 0;
}
