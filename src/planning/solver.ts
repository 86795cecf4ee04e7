// What the planning room needs of a solver. It errs in both directions (PLANNING.md §5): nothing it says is used before the integers
// of the solution are checked row by row, and no bound before it is recomputed exactly from the duals.

/** Minimise cost·x over rowLower ≤ Ax ≤ rowUpper, lower ≤ x ≤ upper; A by columns (CSC): the entries of column j lie at starts[j] … starts[j+1]-1. */
export type LinearModel = {
  readonly cost: Float64Array; readonly lower: Float64Array; readonly upper: Float64Array; readonly integer: Uint8Array;
  readonly rowLower: Float64Array; readonly rowUpper: Float64Array;
  readonly starts: Int32Array; readonly indices: Int32Array; readonly values: Float64Array;
};
/** There is no time limit, on purpose: two machines must come to one plan. `nodesMax` is the only limit. `isRefusalExpected`: no work on finding a point before the search itself meets one. */
export type SearchSettings = { readonly presolve: "on" | "off"; readonly seed: number; readonly nodesMax: number; readonly isRefusalExpected?: boolean };
/** `ray`: row duals that show that no point keeps the rows, where the solver has them. */
export type LpAnswer = { readonly status: "optimal"; readonly x: Float64Array; readonly rowDual: Float64Array } | { readonly status: "infeasible"; readonly ray?: Float64Array | undefined } | { readonly status: "failed" };
/** `stopped`: the node limit was reached; `x` is then the best found, if any. */
export type MilpAnswer =
  | { readonly status: "optimal"; readonly x: Float64Array; readonly nodes: number }
  | { readonly status: "stopped"; readonly x: Float64Array | undefined; readonly nodes: number }
  | { readonly status: "infeasible" | "failed"; readonly nodes: number };
export type SolverIdentity = { readonly package: string; readonly solver: string; readonly solverVersion: string; readonly wasmSha256: string };

/** One more row: values over columns of the model, at most `upper`. */
export type LpRow = { readonly columns: readonly number[]; readonly values: readonly number[]; readonly upper: number };
/** An optimal vertex. `basic`: the basic variables in order of the basis, a column by its index, the activity of row i as -1 - i; `inverseRow(i)`: row i of the inverse basis. */
export type LpPoint = { readonly x: Float64Array; readonly rowValue: Float64Array; readonly basic: Int32Array; readonly inverseRow: (i: number) => Float64Array };

/** A loaded engine, handed in by `compute`. Every call is cold: no start, no memory of the last one. */
export interface Solver {
  readonly identity: SolverIdentity;
  readonly lp: (model: LinearModel) => LpAnswer;
  /** The LP, and again with the rows that `more` gives at each optimum, until it gives none; each time from the last basis. */
  readonly lpInRounds: (model: LinearModel, more: (point: LpPoint) => readonly LpRow[]) => LpAnswer;
  readonly milp: (model: LinearModel, settings: SearchSettings) => MilpAnswer;
}
