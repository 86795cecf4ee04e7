// One round of the fit as the paper writes it: every pattern against every class, field by field; and patterns counted one by one.
import { CLASSES, classLevels, type ClassName, type Model } from "./model.ts";
import { COMPARED, levelOf } from "./levels.ts";
import type { Step } from "./fit.ts";

export function countSlowly(sample: Int32Array): { readonly patterns: number[]; readonly counts: number[] } {
  const patterns = [...new Set(sample)].sort((a, b) => a - b);
  return { patterns, counts: patterns.map((pattern) => sample.filter((one) => one === pattern).length) };
}

const U_FLOOR = 1e-7;

export function expectSlowly(model: Pick<Model, "fields" | "namesakes">, shares: Record<ClassName, number>, patterns: readonly number[], counts: readonly number[]): Step {
  const sums = { same: 0, twin: 0, brother: 0, namesake: 0 };
  const empty = (): Float64Array[] => COMPARED.map((field) => new Float64Array(model.fields[field].m.length));
  const [levels, namesakes] = [empty(), empty()];
  patterns.forEach((pattern, k) => {
    const weights = CLASSES.map((name) => COMPARED.reduce((weight, field, f) => {
      const level = levelOf(pattern, f);
      return level === 0 ? weight : weight * ((classLevels(name, field, model)[level] ?? 0) / Math.max(U_FLOOR, model.fields[field].u[level] ?? 1));
    }, shares[name]));
    const share = (counts[k] ?? 0) / weights.reduce((sum, weight) => sum + weight, 1);
    CLASSES.forEach((name, c) => (sums[name] += share * (weights[c] ?? 0)));
    COMPARED.forEach((_, f) => {
      for (const [into, c] of [[levels, 0], [namesakes, CLASSES.indexOf("namesake")]] as const) {
        const of = into[f] ?? new Float64Array(0);
        of[levelOf(pattern, f)] = (of[levelOf(pattern, f)] ?? 0) + share * (weights[c] ?? 0);
      }
    });
  });
  return { sums, levels, namesakes };
}
