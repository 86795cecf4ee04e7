// A plan in a few lines that parties can sign as a document: what it was made of, by hashes, and what comes of it, in counts by party. Of more than two
// parties each pair keeps a record of its own, and the same lines lie in all of them (docs/design/planning-from-record.md). No person can be read off it.
import type { Assign } from "./parse-plan.ts";
import { planHashOf } from "./lottery.ts";
import type { Problem } from "./problem.ts";

/** `seed` and `engine` as the plan says them; `stages`: name, value and proof word. */
export type StatedPlan = { readonly assign: Assign; readonly seed: string; readonly engine: string; readonly stages: readonly { readonly name: string; readonly value: number; readonly proof: string }[] };

/** Lines of UTF-8, each ended; but for the hash of the instance (`instance`, SHA-256) the order of its rows changes nothing. Linear in the captives. */
export function statePlan(problem: Problem, instance: string, { assign, seed, engine, stages }: StatedPlan): string {
  const { sides, batches, captives } = problem;
  const given = new Map(Object.entries(assign));
  const index = new Map<string | null, number>(batches.map(({ id }, k) => [id, k]));
  const count = batches.map(() => sides.map(() => ({ out: 0, comes: 0 })));
  for (const { id, side, to } of captives) {
    const row = count[index.get(given.get(id) ?? null) ?? -1];
    const [out, comes] = [row?.[side], row?.[to]];
    if (out) out.out++;
    if (comes) comes.comes++;
  }
  const all = new Map(captives.map(({ id }) => [id, given.get(id) ?? null]));
  const lines = [
    "all-for-all plan statement 1", `parties: ${sides.join(", ")}`, `instance: ${instance}`, `seed: ${seed}`, `engine: ${engine}`, ...stages.map(({ name, value, proof }) => `${name}: ${value} (${proof})`), `plan: ${planHashOf(all)}`,
    ...batches.flatMap(({ id, day }, k) => [`${id}, day ${day}`, ...sides.map((side, s) => `  ${side}: ${count[k]?.[s]?.out ?? 0} go, ${count[k]?.[s]?.comes ?? 0} come`)]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
