import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf } from "./make-plan.ts";
import { parseInstance } from "./problem.ts";
import { verifyProof } from "./verify-proof.ts";

const solver = await loadSolver();

// PLANNING.md §13: HiGHS, CBC (every stage but parity, lottery value 350,554,301), CP-SAT (parity 27 infeasible). §5: here solvers erred most.
test("p5, rank weights with narrow tolerances: the proven vector, lottery value and plan", () => {
  const instance = parseJson(readFileSync(new URL("../../test/vectors/planning/p5-ranks.json", import.meta.url), "utf8"));
  const problem = parseInstance(instance);
  const outcome = makePlan({ problem, instance: "", solver, effort: DEFAULT_EFFORT, objective: stageNamesOf(problem) });
  if (outcome.kind !== "plan" || !isRecord(instance)) throw new Error(outcome.kind);
  expect(outcome.plan).toMatchObject({ vector: [42, 35, 427, 798, 17717, 27146, 28, 0], lottery: { value: 350554301, unique: "proven" }, planHash: "436f58c2d718a178", proven: true });
  expect(verifyProof(problem, outcome.plan).filter(({ verdict }) => verdict === "differs")).toEqual([]);
});
