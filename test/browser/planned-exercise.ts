// Adds to an exercise, before it is served, what two rounds of a plan leave on the record: the first locked by both sides, with one
// substitution that one side has agreed to; the second, after a withdrawal, given to both and not yet locked.
import { hex, utf8 } from "../../src/basis/bytes.ts";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { sha256 } from "../../src/basis/sha256.ts";
import { loadSolver } from "../../src/compute/highs-solver.ts";
import { recordAct, type Act, type Desk } from "../../src/desk/desk.ts";
import { PLAN } from "../../src/desk/exercise/planning-acts.ts";
import { instanceFromRecord } from "../../src/desk/planning-instance.ts";
import { plansOf, seatsOf } from "../../src/desk/plans-of.ts";
import { publish } from "../../src/desk/publish.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf } from "../../src/planning/make-plan.ts";
import { roundOf, seedOn, standingAssign } from "../../src/planning/plan-table.ts";
import { parseInstance } from "../../src/planning/problem.ts";
import { seedCommitment } from "../../src/planning/seed-ceremony.ts";
import { seededChance } from "../walked-desk.ts";

const ALL = ["NO", "SA", "SB", "SEC"], PLANNERS = ["NO", "SEC"];

type Record = (actor: string, kind: string, body: Act["body"], to?: readonly string[]) => Promise<number>;
/** How far a round is brought: its seed committed by the mediator and one side, drawn, the plan recorded, or given to both. */
export type RoundStage = "frozen" | "drawn" | "made" | "given";

const dayOfPlan = (): Act["at"] => {
  const day = parseCivilDate("2025-06-30");
  if (!day) throw new Error("expected a day");
  return day;
};

export const recorderOf = (desk: Desk, name: string): { readonly record: Record; readonly seconds: () => number } => {
  const chance = seededChance(name);
  let n = 0;
  return { seconds: chance.seconds, record: (actor, kind, body, to = ALL) => recordAct(desk, { label: `${name}/${++n}`, at: dayOfPlan(), actor, kind, body, sources: [], to }, chance) };
};

/** One round from what the record gives to `upTo`; the hash of its plan, empty before it is made. */
export async function planRound(desk: Desk, record: Record, round: number, upTo: RoundStage = "given"): Promise<string> {
  const seats = seatsOf(desk.pack);
  const { hash, instance } = instanceFromRecord({ acts: desk.state.acts, seats, plan: PLAN, on: dayOfPlan(), upTo: desk.state.size });
  await record("SEC", "plan.frozen", { plan: PLAN, round, on: dayOfPlan(), upTo: desk.state.size, instance: hash, persons: instance.captives.length, without: [] });
  const secretOf = (holder: string): Uint8Array => sha256(utf8(`${holder} ${round}`));
  const commit = (holder: string): Promise<number> => record(holder, "seed.committed", { plan: PLAN, round, commitment: seedCommitment({ instance: hash }, holder, secretOf(holder)) });
  if (upTo === "frozen") {
    for (const holder of ["SB", "NO"]) await commit(holder);
    return "";
  }
  await record("SEC", "plan.instance", { plan: PLAN, round, instance });
  for (const holder of ["SA", "SB", "NO"]) await commit(holder);
  for (const holder of ["SA", "SB", "NO"]) await record(holder, "seed.revealed", { plan: PLAN, round, secret: hex(secretOf(holder)) });
  if (upTo === "drawn") return "";
  const found = roundOf(plansOf(desk.state), PLAN, round);
  const seed = found ? seedOn(found, seats) : undefined;
  if (seed?.kind !== "drawn") throw new Error("expected a seed that is drawn");
  const problem = parseInstance({ ...instance, tieSeed: seed.seed.value });
  const outcome = makePlan({ problem, instance: hash, solver: await loadSolver(), effort: DEFAULT_EFFORT, objective: stageNamesOf(problem) });
  if (outcome.kind !== "plan") throw new Error("expected a plan");
  const { plan } = outcome;
  await record("SEC", "plan.proposed", { plan: PLAN, round, made: { ...plan, seed: seed.seed } }, PLANNERS);
  if (upTo === "made") return plan.planHash;
  const batches = new Map<string, string[]>();
  for (const [id, batch] of Object.entries(plan.assign)) if (batch !== null) batches.set(batch, [...(batches.get(batch) ?? []), id]);
  await record("SEC", "plan.forwarded", { plan: PLAN, round, planHash: plan.planHash, batches: [...batches].sort().map(([batch, persons]) => ({ batch, persons: persons.sort() })) });
  return plan.planHash;
}

export async function planTwice(desk: Desk): Promise<void> {
  const { record, seconds } = recorderOf(desk, "planned");
  const seats = seatsOf(desk.pack);
  const planHash = await planRound(desk, record, 1);
  for (const side of seats.sides) await record(side, "plan.locked", { plan: PLAN, round: 1, planHash });
  const first = roundOf(plansOf(desk.state), PLAN, 1);
  const assign = first ? standingAssign(first, seats) : new Map<string, string>();
  const [out = "", batch = ""] = [...assign].find(([id]) => id.startsWith("SA-")) ?? [];
  const { instance } = instanceFromRecord({ acts: desk.state.acts, seats, plan: PLAN, on: dayOfPlan(), upTo: desk.state.size });
  const comes = instance.captives.find(({ id, group }) => id.startsWith("SA-") && group === undefined && !assign.has(id))?.id;
  if (comes !== undefined) await record("SA", "substitution.agreed", { plan: PLAN, round: 1, batch, out, in: comes, code: "DIED" });
  const gone = [...assign.keys()].filter((id) => id.startsWith("SB-")).slice(0, 2);
  await record("NO", "wishes.heard", { list: "SB-held", heard: gone.map((id) => ({ row: id.split("/")[1], wish: "does not wish to go", on: dayOfPlan() })) }, PLANNERS);
  await planRound(desk, record, 2);
  await publish(desk, seconds());
}
