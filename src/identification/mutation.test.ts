// Trap 14 of IDENTIFICATION.md 18: every formula of section 3 by hand on a few alleles, rows summing to 1, refusals.
import { expect, test } from "vitest";
import { Fault } from "../basis/fault.ts";
import { makeLocus } from "./locus.ts";
import { mutationMatrices, type MutationModel } from "./mutation.ts";

const rates = (rate: number, rate2 = 0, range = 0) => ({ rate, rate2, range });
const both = (model: "equal" | "proportional" | "onestep" | "stepwise" | "dawid", rate: number, rate2 = 0, range = 0, transform?: "PM" | "MH" | "BA" | "PR"): MutationModel =>
  ({ model, male: rates(rate, rate2, range), female: rates(rate, rate2, range), ...(transform ? { transform } : {}) });
const row = (frequencies: Record<string, number>, model: MutationModel, from: string): number[] => {
  const locus = makeLocus("X", frequencies);
  const { male } = mutationMatrices(locus, model);
  const [i, k] = [locus.indexOf.get(from) ?? 0, locus.p.length];
  return [...male.slice(i * k, i * k + k)];
};
const near = (found: readonly number[], expected: readonly number[]): void => expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 14));
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof Fault ? error.code : "";
  }
  return "none";
};
const abc = { "10": 0.2, "11": 0.3, "12": 0.5 };

test("trap 14: equal, proportional and onestep by hand", () => {
  near(row(abc, both("equal", 0.01), "11"), [0.005, 0.99, 0.005]);
  const a = 0.01 / (0.2 * 0.8 + 0.3 * 0.7 + 0.5 * 0.5);
  near(row(abc, both("proportional", 0.01), "11"), [a * 0.2, 1 - a + a * 0.3, a * 0.5]);
  near(row(abc, both("onestep", 0.01), "11"), [0.005, 0.99, 0.005]);
  near(row(abc, both("onestep", 0.01), "10"), [0.99, 0.01, 0]);
  near(row({ "10": 0.5, "12": 0.5 }, both("onestep", 0.01), "10"), [1, 0]); // no neighbour: identity
});

test("trap 14: stepwise with a lone microvariant", () => {
  const four = { "10": 0.2, "10.2": 0.1, "11": 0.3, "13": 0.4 };
  const [near1, near3] = [0.1 / (0.1 + 0.001), 0.001 / (0.1 + 0.001)];
  near(row(four, both("stepwise", 0.01, 0.001, 0.1), "10"), [1 - 0.011, 0.001, 0.01 * near1, 0.01 * near3]);
  near(row(four, both("stepwise", 0.01, 0.001, 0.1), "10.2"), [0.001 / 3, 1 - 0.001, 0.001 / 3, 0.001 / 3]); // alone in its group
  near(row(abc, both("stepwise", 0.01, 0.001, 0.5), "10"), [0.99, 0.01 * (2 / 3), 0.01 / 3]); // one group only: no rate2
});

test("trap 14: dawid uses ranks over a gap in repeat numbers and is reversible", () => {
  const gap = { "10": 0.2, "11": 0.3, "15": 0.5 };
  const [r, rate] = [0.4, 0.01];
  const a = (1 - r ** 3) / (1 - r);
  const scale = (rate * (1 - r)) / (2 * r * (3 - a));
  near(row(gap, both("dawid", rate, 0, r), "10"), [1 - (scale / 0.2) * (r + r * r), (scale / 0.2) * r, (scale / 0.2) * r * r]);
  expect(0.2 * (row(gap, both("dawid", rate, 0, r), "10")[2] ?? 0)).toBeCloseTo(0.5 * (row(gap, both("dawid", rate, 0, r), "15")[0] ?? 0), 15);
});

test("trap 14: PM, MH, BA and PR leave the frequencies stationary", () => {
  for (const transform of ["PM", "MH", "BA", "PR"] as const) {
    const locus = makeLocus("X", { "9": 0.1, "10": 0.2, "10.2": 0.15, "11": 0.55 });
    const { male } = mutationMatrices(locus, both("stepwise", 0.02, 0.003, 0.2, transform));
    for (let j = 0; j < 4; j++) {
      let sum = 0;
      for (let i = 0; i < 4; i++) sum += (locus.p[i] ?? 0) * (male[i * 4 + j] ?? 0);
      expect(sum, transform).toBeCloseTo(locus.p[j] ?? 0, 12);
    }
  }
});

test("trap 10: the silent allele keeps itself; equal uses the real alleles only", () => {
  near(row({ ...abc, "12": 0.4, silent: 0.1 }, both("equal", 0.01), "silent"), [0, 0, 0, 1]);
  near(row({ ...abc, "12": 0.4, silent: 0.1 }, both("equal", 0.01), "10"), [0.99, 0.005, 0.005, 0]);
});

test("male and female rates differ, custom matrices are taken as given", () => {
  const locus = makeLocus("X", abc);
  const two = mutationMatrices(locus, { model: "equal", male: rates(0.02), female: rates(0.01) });
  expect([two.male[0], two.female[0]]).toEqual([0.98, 0.99]);
  const rows = { "10": { "10": 0.9, "11": 0.1 }, "11": { "11": 1 }, "12": { "12": 1 } };
  expect(mutationMatrices(locus, { model: "custom", male: rows, female: rows }).male[1]).toBe(0.1);
  const list = [[0.9, 0.1, 0], [0, 1, 0], [0, 0, 1]];
  expect(mutationMatrices(locus, { model: "custom", male: list, female: list }).male).toEqual(mutationMatrices(locus, { model: "custom", male: rows, female: rows }).male);
});

test("trap 14: impossible rates and misfitting alleles are refused, never repaired", () => {
  const refused = (frequencies: Record<string, number>, model: MutationModel): string => codeOf(() => mutationMatrices(makeLocus("X", frequencies), model));
  expect(refused(abc, both("equal", 1.2))).toBe("MUTATION_IMPOSSIBLE");
  expect(refused(abc, both("proportional", 0.95))).toBe("MUTATION_IMPOSSIBLE"); // above (1-Σp²)/(1-min p)
  expect(refused({ "10": 0.5, "10.2": 0.5 }, both("onestep", 0.01))).toBe("MUTATION_IMPOSSIBLE");
  expect(refused({ "10": 0.001, "11": 0.999 }, both("dawid", 0.9, 0, 0.5))).toBe("MUTATION_IMPOSSIBLE"); // negative diagonal
  expect(refused({ A: 0.5, G: 0.5 }, both("stepwise", 0.01, 0.001, 0.1))).toBe("MUTATION_IMPOSSIBLE");
  expect(refused(abc, both("stepwise", 0.6, 0.6, 0.1))).toBe("none"); // one group: rate2 is not used
  expect(refused({ ...abc, "12": 0.4, "10.2": 0.1 }, both("stepwise", 0.6, 0.6, 0.1))).toBe("MUTATION_IMPOSSIBLE");
  const bad = { "10": { "10": 0.9 }, "11": { "11": 1 }, "12": { "12": 1 } };
  expect(refused(abc, { model: "custom", male: bad, female: bad })).toBe("MUTATION_IMPOSSIBLE");
  expect(codeOf(() => makeLocus("X", { "10": 0.5, "11": 0.43 }))).toBe("FREQUENCY_SUM");
  expect(codeOf(() => makeLocus("X", { "10": 1.5, "11": -0.5 }))).toBe("FREQUENCY_VALUE");
});
