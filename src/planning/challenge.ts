// A challenge: whoever holds the instance and the seed may show a better plan until both sides have locked one. Decided in whole numbers, person by person,
// without a solver, so that no proof of ours has to be believed (PLANNING.md §5 (f)).
import { assignedCounts } from "./assigned-counts.ts";
import { checkPlan } from "./check-plan.ts";
import { classesOf } from "./classes.ts";
import { assignmentOf } from "./lottery.ts";
import { lotteryOf, modelOf, valueOf } from "./model.ts";
import type { Assign } from "./parse-plan.ts";
import { clausesOf, type Problem } from "./problem.ts";

/** `not in order`: within a class somebody goes before one who was held longer or drew an earlier place. */
export type ChallengeVerdict = "better" | "not better" | "not valid" | "not in order";

const DRAWS_MAX = 8; // PLANNING.md §6

/** Whether `offered` comes before `standing` in (vector, lottery). `problem` holds the seed that was drawn. One pass over the persons and the model. */
export function judgeChallenge(problem: Problem, standing: Assign, offered: Assign): ChallengeVerdict {
  const [before, now] = [checkPlan(problem, { assign: standing }), checkPlan(problem, { assign: offered })];
  if (!now.isValid) return "not valid";
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  const [old, counts] = [assignedCounts(model, standing), assignedCounts(model, offered)];
  if (!counts) return "not valid";
  const canonical = assignmentOf(model, counts);
  if ([...canonical].some(([id, batch]) => (offered[id] ?? null) !== batch)) return "not in order";
  if (!before.isValid || !old) return "better";
  const at = now.vector.findIndex((value, i) => value !== before.vector[i]);
  if (at >= 0) return (now.vector[at] ?? 0) < (before.vector[at] ?? 0) ? "better" : "not better";
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const objective = lotteryOf(model, draw === 0 ? problem.tieSeed : `${problem.tieSeed}|${draw}`);
    const [theirs, ours] = [valueOf(objective, counts), valueOf(objective, old)];
    if (theirs !== ours) return theirs < ours ? "better" : "not better";
  }
  return "not better";
}
