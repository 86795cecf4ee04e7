// The slow twin of joint.ts: writes down every assignment, adds up.
import type { JointProblem } from "./joint.ts";

export type SlowAnswer = { readonly table: ReadonlyMap<string, number>; readonly posterior: readonly ReadonlyMap<string, number>[]; readonly glr: readonly ReadonlyMap<string, number>[] };

/** Every victim takes every free slot of every family, or nobody. */
export function slowJoint({ victims, families, baseline, logBeta }: JointProblem): SlowAnswer {
  const slots = families.flatMap((family, f) => family.slots.map((name, slot) => ({ f, slot, name })));
  const table = new Map<string, number>();
  const chosen: number[] = [];
  const visit = (victim: number): void => {
    if (victim === victims.length) {
      let loglik = baseline;
      families.forEach((family, f) => {
        const part = family.slots.map((_, slot) => chosen.findIndex((at) => slots[at]?.f === f && slots[at]?.slot === slot));
        if (part.some((one) => one >= 0)) loglik += family.lambda(part);
      });
      table.set(chosen.map((at) => slots[at]?.name ?? "*").join(" "), loglik);
      return;
    }
    for (let at = -1; at < slots.length; at++) {
      if (at >= 0 && (chosen.includes(at) || !families[slots[at]?.f ?? 0]?.mayBe(victim, slots[at]?.slot ?? 0))) continue;
      chosen.push(at);
      visit(victim + 1);
      chosen.pop();
    }
  };
  visit(0);
  const weightOf = (key: string, loglik: number): number => Math.exp(loglik - baseline + key.split(" ").reduce((sum, name, victim) => sum + (name === "*" ? (logBeta[victim] ?? 0) : 0), 0));
  const total = [...table].reduce((sum, [key, loglik]) => sum + weightOf(key, loglik), 0);
  const names = [...slots.map(({ name }) => name), "*"];
  const posterior = victims.map((_, victim) => new Map(names.map((name) => [name, [...table].reduce((sum, [key, loglik]) => sum + (key.split(" ")[victim] === name ? weightOf(key, loglik) : 0), 0) / total])));
  const best = (victim: number, name: string, has: boolean): number => Math.max(...[...table].filter(([key]) => (key.split(" ")[victim] === name) === has).map(([, loglik]) => loglik));
  const glr = victims.map((_, victim) => new Map(slots.map(({ name }) => [name, (best(victim, name, true) - best(victim, name, false)) / Math.LN10])));
  return { table, posterior, glr };
}
