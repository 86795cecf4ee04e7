// HiGHS in WebAssembly (npm `highs`), for the shape `Solver` of the planning room. Calls block: run them in a worker where a page waits.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import type { Highs, Model, ModelData } from "highs";
import { sha256Hex } from "../basis/sha256.ts";
import type { LinearModel, LpAnswer, LpPoint, LpRow, MilpAnswer, SearchSettings, Solver } from "../planning/solver.ts";

const PACKAGE = "highs 1.15.3";
// Bytes that a function of the module runs before V8 compiles it anew with its slow, optimising compiler. At the default of 1.8 million a plan of 200 + 160
// spends most of its CPU in that compiler. WebAssembly gives the same numbers either way.
const TIERING_BUDGET = 100_000_000;

/** `memoryBytes`: the engine's memory, which must not grow from plan to plan. */
export type LoadedSolver = Solver & { readonly memoryBytes: () => number };

/** Loads the engine once; its identity holds the SHA-256 of the very bytes that run. About 0.1 s. */
export async function loadSolver(): Promise<LoadedSolver> {
  const require = createRequire(import.meta.url); // the package types its loader for CommonJS alone
  const loadHighs = require("highs") as (options: { readonly wasmBinary: Uint8Array }) => Promise<Highs>;
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`); // heard by modules compiled from now on
  const wasmBinary = await readFile(require.resolve("highs/runtime"));
  const highs = await loadHighs({ wasmBinary });
  const { string, gitHash } = highs.version;
  return {
    memoryBytes: () => highs.memoryBytes,
    identity: { package: PACKAGE, solver: "HiGHS", solverVersion: `${string} ${gitHash}`, wasmSha256: sha256Hex(wasmBinary) },
    lp: (model) => highs.withModel(dataOf(highs, model, false), (native: Model) => solveLp(highs, native)),
    lpInRounds: (model, more) => highs.withModel(dataOf(highs, model, false), (native: Model) => solveInRounds(highs, native, model.cost.length, more)),
    milp: (model, settings) => highs.withModel(dataOf(highs, model, true), (native: Model) => solveMilp(highs, native, settings)),
  };
}

function dataOf(highs: Highs, model: LinearModel, isWhole: boolean): ModelData {
  const numCols = model.cost.length, numRows = model.rowLower.length;
  const { starts, indices, values } = model;
  const data = {
    numCols, numRows, colCost: model.cost, colLower: model.lower, colUpper: model.upper, rowLower: model.rowLower, rowUpper: model.rowUpper,
    matrix: { format: "csc" as const, numCols, numRows, starts, indices, values },
  };
  const { integer, continuous } = highs.constants.variableType;
  return isWhole ? { ...data, integrality: Array.from(model.integer, (one) => (one === 1 ? integer : continuous)) } : data;
}

function solveLp(highs: Highs, native: Model): LpAnswer {
  native.options.set({ output_flag: false, random_seed: 0 });
  native.run();
  const status = native.getModelStatus();
  if (status === highs.constants.modelStatus.infeasible) return { status: "infeasible", ray: native.getDualRay()?.values };
  if (status !== highs.constants.modelStatus.optimal) return { status: "failed" };
  const { colValue, rowDual } = native.getSolution();
  return { status: "optimal", x: colValue, rowDual };
}

function solveInRounds(highs: Highs, native: Model, columns: number, more: (point: LpPoint) => readonly LpRow[]): LpAnswer {
  for (;;) {
    const answer = solveLp(highs, native);
    if (answer.status !== "optimal") return answer;
    const rows = more({ x: answer.x, rowValue: native.getSolution().rowValue, basic: native.getBasicVariables(), inverseRow: (i) => native.getBasisInverseRow(i).values });
    if (rows.length === 0) return answer;
    const starts = [0];
    for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.columns.length);
    const matrix = { format: "csr" as const, numRows: rows.length, numCols: columns, starts: Int32Array.from(starts), indices: Int32Array.from(rows.flatMap((row) => row.columns)), values: Float64Array.from(rows.flatMap((row) => row.values)) };
    native.addRows({ lower: Float64Array.from(rows, () => -Infinity), upper: Float64Array.from(rows, ({ upper }) => upper), matrix });
  }
}

function solveMilp(highs: Highs, native: Model, { presolve, seed, nodesMax, isRefusalExpected = false }: SearchSettings): MilpAnswer {
  const { modelStatus } = highs.constants;
  // Everything is whole: a gap below one is none. Both gaps of HiGHS are set, since its defaults accept 0.01 % as optimal.
  native.options.set({ output_flag: false, random_seed: seed, presolve, mip_rel_gap: 0, mip_abs_gap: 0.5, mip_max_nodes: nodesMax });
  // Half of the work on a question that is then refused goes into small searches for a point: 6.6 s with them, 3.4 s without, 2,000 + 1,600 x 10, seed 12.
  if (isRefusalExpected) native.options.set({ mip_heuristic_run_rens: false, mip_heuristic_run_rins: false, mip_heuristic_run_root_reduced_cost: false, mip_heuristic_run_feasibility_jump: false });
  native.run();
  const status = native.getModelStatus();
  const nodes = Math.max(0, Number(native.info.get("mip_node_count")));
  if (status === modelStatus.infeasible) return { status: "infeasible", nodes };
  const hasPoint = Number(native.info.get("primal_solution_status")) === 2; // kSolutionStatusFeasible
  const x = hasPoint ? native.getSolution().colValue : undefined;
  if (status === modelStatus.optimal && x) return { status: "optimal", x, nodes };
  if (status === modelStatus.solutionLimit || status === modelStatus.iterationLimit) return { status: "stopped", x, nodes };
  return { status: "failed", nodes };
}
