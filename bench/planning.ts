// Run: node --import tsx bench/planning.ts SIZE …   SIZE is A[+B]xBATCHES[:few][#SEED], e.g. 200x5 2000x10#5 10000x20:few (B = 0.8 A unless said;
// “few”: tiers and urgency only). One process a size is best: memory is the process's. Prints CPU seconds, memory, the ratio to one plain
// MILP per stage on the same model in the same run (up to 2,000 a side), and greedy by priority. Instances: PLANNING.md §14, seed 7.
import { canonicalJson } from "../src/basis/canonical-json.ts";
import { loadSolver } from "../src/compute/highs-solver.ts";
import { classesOf, type TravelClass } from "../src/planning/classes.ts";
import { checkPlan } from "../src/planning/check-plan.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf, vectorOf } from "../src/planning/make-plan.ts";
import { completed, keepsRows, modelOf, objectivesOf, type Model } from "../src/planning/model.ts";
import { clausesOf, parseInstance, placesOf, type Problem } from "../src/planning/problem.ts";
import { reduce, widened } from "../src/planning/reduce.ts";
import type { Solver } from "../src/planning/solver.ts";
import { dot, freshKnowledge } from "../src/planning/stages.ts";
import { generate, type Size as InstanceSize } from "../src/planning/invent-instance.ts";

type Size = InstanceSize & { readonly isFew: boolean; readonly seed: number };

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** One plain MILP per stage: no bound, no fixing, the value so far as a cap. CPU seconds and the values it reports. */
function plain(model: Model, solver: Solver, names: readonly string[]): { seconds: number; values: (number | string)[] } {
  const from = cpu();
  const known = freshKnowledge(model);
  let box = known.box;
  const values = objectivesOf(model).filter(({ name }) => names.includes(name)).map(({ cost, constant }) => {
    const reduced = reduce(model, { box, cost, isWhole: true });
    if (reduced === "infeasible") return reduced;
    const answer = solver.milp(reduced.linear, { presolve: "on", seed: 0, nodesMax: DEFAULT_EFFORT.nodesMax });
    const x = "x" in answer && answer.x ? completed(model, widened(box, reduced, answer.x)) : undefined;
    if (!x || !keepsRows(model, x)) return answer.status;
    box = { ...box, caps: [...box.caps, { cost, most: dot(cost, x) }] };
    return dot(cost, x) + constant;
  });
  return { seconds: cpu() - from, values };
}

/** By tier, urgency and days held into the earliest batch with room; parity, minimum sizes and quota are not looked at. */
function greedy(model: Model, problem: Problem): { vector: number[]; isValid: boolean } {
  const x = new Float64Array(model.columns);
  const used = new Map<string, number>();
  const rank = (one: TravelClass): number => Math.min(...one.perTier.keys()) * 1e6 - one.urgency;
  const order = model.classes.map((one, c) => ({ one, c })).sort((a, b) => rank(a.one) - rank(b.one));
  for (const { one, c } of order) {
    let left = one.items.length;
    for (let k = one.first; k <= one.last && left > 0; k++) {
      const limit = problem.batches[k]?.limits[one.side];
      const asks: [string, number, number][] = [["persons", one.persons, limit?.max ?? 0], ...[...one.perResource].map(([need, each]): [string, number, number] => [need, each, placesOf(limit, need)])];
      for (const [place, n] of one.perPlace) asks.push([`place ${place}`, n, problem.places[place]?.perBatch ?? 0]);
      const room = asks.map(([name, each, most]) => (each === 0 ? Infinity : Math.floor((most - (used.get(`${one.side} ${k} ${name}`) ?? 0)) / each)));
      const now = Math.max(0, Math.min(left, ...room));
      for (const [name, each] of asks) used.set(`${one.side} ${k} ${name}`, (used.get(`${one.side} ${k} ${name}`) ?? 0) + each * now);
      x[(model.firstColumn[c] ?? 0) + k - one.first] = now;
      left -= now;
    }
  }
  const whole = completed(model, x) ?? x;
  return { vector: vectorOf(model, whole), isValid: keepsRows(model, whole) };
}

async function bench(size: Size, label: string): Promise<void> {
  const solver = await loadSolver();
  const instance = generate(size, size.seed);
  const from = cpu();
  const problem = parseInstance(instance);
  const names = stageNamesOf(problem);
  const objective = size.isFew ? names.slice(0, 6) : names;
  let at = cpu();
  const outcome = makePlan({
    problem, instance: "bench", solver, effort: DEFAULT_EFFORT, objective,
    onStage: ({ name, value, bound, proof }) => {
      console.log(`  ${name.padEnd(18)} ${String(value).padStart(14)} bound ${String(bound).padStart(14)} ${proof.padEnd(6)} ${(cpu() - at).toFixed(1)} s`);
      at = cpu();
    },
  });
  const seconds = cpu() - from;
  console.log(`${label}: ${outcome.kind} in ${seconds.toFixed(1)} s CPU, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  if (outcome.kind !== "plan") return;
  const began = cpu();
  const verdict = checkPlan(problem, outcome.plan);
  console.log(`  checker ${verdict.isValid ? "valid" : canonicalJson(verdict.errors)} in ${(cpu() - began).toFixed(2)} s, unique ${outcome.plan.lottery?.unique ?? "not drawn"}, proven ${outcome.plan.proven}, planHash ${outcome.plan.planHash}`);
  const model = modelOf(problem, classesOf(problem), new Set(clausesOf(problem)));
  const byHand = greedy(model, problem);
  console.log(`  vector  ${outcome.plan.vector.join(" ")}\n  greedy  ${byHand.vector.join(" ")} (${byHand.isValid ? "keeps all clauses" : "does not keep all clauses"})`);
  if (size.persons[0] > 2_000) return;
  const usual = plain(model, solver, objective);
  const ours = makeSeconds(() => makePlan({ problem, instance: "bench", solver, effort: DEFAULT_EFFORT, objective: objective.filter((name) => name !== "lottery") }));
  console.log(`  plain   ${usual.values.join(" ")} in ${usual.seconds.toFixed(1)} s; ours without lottery ${ours.toFixed(1)} s: ratio ${(ours / usual.seconds).toFixed(2)}`);
}

function makeSeconds(work: () => unknown): number {
  const from = cpu();
  work();
  return cpu() - from;
}

function sizeOf(word: string): Size {
  const match = /^(\d+)(?:\+(\d+))?x(\d+)(:few)?(?:#(\d+))?$/.exec(word);
  if (!match) throw new Error(`expected A[+B]xBATCHES[:few][#SEED], found ${word}`);
  const a = Number(match[1]);
  return { persons: [a, match[2] ? Number(match[2]) : Math.round(0.8 * a)], batches: Number(match[3]), isFew: match[4] !== undefined, seed: Number(match[5] ?? 7) };
}

if (process.argv[1]?.endsWith("planning.ts")) for (const word of process.argv.length > 2 ? process.argv.slice(2) : ["200x5", "2000x10"]) await bench(sizeOf(word), word);
