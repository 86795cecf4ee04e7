// What the planning room needs of a solver. It errs in both directions (PLANNING.md §5): nothing it says is used before the integers
// of the solution are checked row by row, and no bound before it is recomputed exactly from the duals.

/** Minimise cost·x over rowLower ≤ Ax ≤ rowUpper, lower ≤ x ≤ upper; A by columns (CSC): the entries of column j lie at starts[j] … starts[j+1]-1. */
export type LinearModel = {
  readonly cost: Float64Array; readonly lower: Float64Array; readonly upper: Float64Array; readonly integer: Uint8Array;
  readonly rowLower: Float64Array; readonly rowUpper: Float64Array;
  readonly starts: Int32Array; readonly indices: Int32Array; readonly values: Float64Array;
};
/** There is no time limit, on purpose: two machines must come to one plan. `nodesMax` is the only limit. */
export type SearchSettings = { readonly presolve: "on" | "off"; readonly seed: number; readonly nodesMax: number };
export type LpAnswer = { readonly status: "optimal"; readonly x: Float64Array; readonly rowDual: Float64Array } | { readonly status: "infeasible" | "failed" };
/** `stopped`: the node limit was reached; `x` is then the best found, if any. */
export type MilpAnswer =
  | { readonly status: "optimal"; readonly x: Float64Array; readonly nodes: number }
  | { readonly status: "stopped"; readonly x: Float64Array | undefined; readonly nodes: number }
  | { readonly status: "infeasible" | "failed"; readonly nodes: number };
export type SolverIdentity = { readonly package: string; readonly solver: string; readonly solverVersion: string; readonly wasmSha256: string };

/** A loaded engine, handed in by `compute`. Every call is cold: no start, no memory of the last one. */
export interface Solver {
  readonly identity: SolverIdentity;
  readonly lp: (model: LinearModel) => LpAnswer;
  readonly milp: (model: LinearModel, settings: SearchSettings) => MilpAnswer;
}
