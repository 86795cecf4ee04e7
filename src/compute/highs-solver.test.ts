import { expect, test } from "vitest";
import type { LinearModel } from "../planning/solver.ts";
import { loadSolver } from "./highs-solver.ts";

// max x + 2y, x + y ≤ 4, x + 3y ≤ 6, 0 ≤ x, y ≤ 4: corner (3, 1), value 5, duals 1/2 and 1/2 by hand; in whole numbers the same corner.
const corner: LinearModel = {
  cost: Float64Array.of(-1, -2), lower: Float64Array.of(0, 0), upper: Float64Array.of(4, 4), integer: Uint8Array.of(1, 1),
  rowLower: Float64Array.of(-Infinity, -Infinity), rowUpper: Float64Array.of(4, 6), starts: Int32Array.of(0, 2, 4), indices: Int32Array.of(0, 1, 0, 1), values: Float64Array.of(1, 1, 1, 3),
};
const settings = { presolve: "on", seed: 0, nodesMax: 100 } as const;
const solver = await loadSolver();

test("the identity is that of the bytes named in PLANNING.md §5", () => {
  expect(solver.identity.solverVersion).toBe("1.15.1 04024d7");
  expect(solver.identity.wasmSha256.slice(0, 16)).toBe("528be4365bea1d41");
});

test("an LP gives the corner and its row duals, negative on upper sides", () => {
  const answer = solver.lp(corner);
  expect(answer.status).toBe("optimal");
  if (answer.status !== "optimal") return;
  expect([...answer.x].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([3, 1]);
  expect([...answer.rowDual].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([-0.5, -0.5]);
});

test("a search gives the whole optimum, and says infeasible where nothing fits", () => {
  expect(solver.milp(corner, settings)).toMatchObject({ status: "optimal" });
  const nothing = { ...corner, rowLower: Float64Array.of(-Infinity, 17) };
  expect(solver.milp(nothing, settings).status).toBe("infeasible");
  expect(solver.milp(nothing, { ...settings, presolve: "off" }).status).toBe("infeasible");
  expect(solver.lp(nothing).status).toBe("infeasible");
});

test("models are given back: two thousand solves do not grow the engine's memory (T13)", () => {
  for (let i = 0; i < 50; i++) solver.milp(corner, settings);
  const before = solver.memoryBytes();
  for (let i = 0; i < 2000; i++) {
    solver.lp(corner);
    if (i % 10 === 0) solver.milp(corner, settings);
  }
  expect(solver.memoryBytes()).toBe(before);
});
