// A plan of the record, recomputed from the record alone: the instance from the entries it was frozen over, the seed from the
// reveals, the plan by the engine, its hash, what both sides were given. The first thing that differs is named. Whoever lacks an
// entry that the instance rests on begins at the instance that was given to him, and is told so.
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import type { State } from "../entries/fold.ts";
import { judgeChallenge } from "../planning/challenge.ts";
import { checkPlan } from "../planning/check-plan.ts";
import { checkCounts, countsOfPlan, type CountRow } from "../planning/class-counts.ts";
import { instanceOfLeaves } from "../planning/instance-leaves.ts";
import { planHashOf } from "../planning/lottery.ts";
import { DEFAULT_EFFORT, instanceHash, makePlan, type Plan } from "../planning/make-plan.ts";
import { parsePlan } from "../planning/parse-plan.ts";
import type { Round } from "../planning/plan-table.ts";
import { roundOf, seedOn, standingGiven } from "../planning/plan-table.ts";
import { parseInstance, type Problem } from "../planning/problem.ts";
import type { Solver } from "../planning/solver.ts";
import { verifyProof } from "../planning/verify-proof.ts";
import { assignOfBatches, rootOfOpened } from "./opened-leaves.ts";
import { compareOwnRows } from "./own-rows.ts";
import { instanceFromRecord } from "./planning-instance.ts";
import { plansOf, type DeskSeats } from "./plans-of.ts";

export type PlanStep = "agreed" | "instance" | "instance given" | "own rows" | "own leaves" | "own clauses" | "counts" | "challenges" | "seed" | "clauses" | "proofs" | "plan" | "plan hash" | "forwarded" | "locked";
/** `differs` names the first place that is not what the recomputation gives; it holds no person's name, ids of rows only. */
export type PlanFinding = { readonly step: PlanStep; readonly is: "same" | "differs" | "not in sight" | "not yet"; readonly says: string };
export type VerifyQuestion = {
  readonly state: State; readonly seats: DeskSeats; readonly plan: string; readonly round: number;
  /** Undefined: the plan is not drawn anew, its proofs are replayed without a solver. */
  readonly solver: Solver | undefined; readonly tell: (line: string) => void;
  /** Seals of entries that could not be opened here, by kind: what the instance rests on may be among them. */
  readonly closedKinds: readonly string[];
};

const RESTS_ON = ["list.deposited", "name.answered", "name.closed", "text.signed", "planning.agreed", "logistics.stated", "custody.stated", "wishes.heard", "medical.decided", "together.stated", "remains.offered", "remains.received", "pack.adopted", "plan.frozen", "plan.forwarded", "plan.locked", "substitution.agreed"];

/** Findings in order; none follows one that differs. @throws Fault `PLAN_NONE` where no such plan is in sight. */
export function verifyPlanOfRecord(question: VerifyQuestion): PlanFinding[] {
  const findings: PlanFinding[] = [];
  for (const finding of steps(question)) {
    findings.push(finding);
    question.tell(`${finding.step}: ${finding.is}${finding.says === "" ? "" : `, ${finding.says}`}`);
    if (finding.is === "differs") break;
  }
  return findings;
}

function* steps(question: VerifyQuestion): Generator<PlanFinding> {
  const { state, plan, solver } = question;
  const round = roundOf(plansOf(state), plan, question.round);
  if (!round) throw new Fault("PLAN_NONE", "expected a plan that was frozen and can be opened here", [{ field: "plan" }]);
  const given = round.instance ? round.instance.instance : undefined;
  const built = yield* rebuild(question, round);
  if (given) {
    const hash = instanceHash(given);
    yield hash === round.frozen.instance ? same("instance given", hash) : differs("instance given", `SHA-256 ${hash}, frozen ${round.frozen.instance}`);
    if (built && canonicalJson(given) !== canonicalJson(built)) yield differs("instance given", firstDifference(given, built));
    if (!built) yield ownRows(question, round, given);
  }
  if (!built && !given) yield* ownLeaves(question, round);
  const instance = built ?? given;
  const seed = yield* redraw(question, round);
  if (!round.proposed) {
    yield { step: "plan", is: "not in sight", says: !round.forwarded ? "" : instance ? "what was forwarded is compared with its own hash" : "its hash names everybody, also whom this side may not see: the own half and the counts stand for it" };
    if (!instance && round.forwarded) yield { step: "proofs", is: "not in sight", says: "they rest on places that were agreed to be withheld: the mediator's seats replay them, and whoever they let open the record" };
    if (!instance || seed === undefined || !solver || !round.forwarded) {
      if (instance && seed !== undefined) yield* challenged(round, parseInstance({ ...instance, tieSeed: seed }));
      yield* sayGiven(round);
      return;
    }
  }
  if (!instance || seed === undefined) return;
  const problem = parseInstance({ ...instance, tieSeed: seed });
  const made = round.proposed?.made;
  if (made) {
    const read = parsePlan(made);
    const verdict = checkPlan(problem, made);
    yield verdict.isValid ? same("clauses", "every clause kept, person by person") : differs("clauses", `${verdict.errorCount} times not kept: ${verdict.clauses.join(", ")}`);
    const bad = verifyProof(problem, read).find((one) => one.verdict === "differs");
    yield bad ? differs("proofs", `stage ${bad.name}`) : same("proofs", `${read.stages.length} stages replayed in whole numbers`);
  }
  if (solver) {
    const effort = made ? parsePlan(made).settings : undefined;
    const objective = made ? parsePlan(made).objective : [...problem.objective, "lottery"];
    const outcome = makePlan({ problem, instance: round.frozen.instance, solver, effort: effort ?? DEFAULT_EFFORT, objective, onStage: ({ name, value, proof }) => question.tell(`  ${name}: ${value} (${proof})`) });
    if (outcome.kind !== "plan") {
      yield differs("plan", `recomputed: ${outcome.kind}`);
      return;
    }
    if (made) yield compareMade(made, outcome.plan);
    else if (round.forwarded && round.forwarded.planHash !== outcome.plan.planHash) yield differs("plan hash", `recomputed ${outcome.plan.planHash}, forwarded ${round.forwarded.planHash}`);
    else {
      yield same("plan hash", outcome.plan.planHash);
      if (round.forwarded) yield compareForwarded(round.forwarded, outcome.plan.assign, outcome.plan.planHash);
    }
  }
  if (made) {
    const hash = planHashOf(new Map(Object.entries(parsePlan(made).assign)));
    yield hash === made["planHash"] ? same("plan hash", hash) : differs("plan hash", `of the assignment ${hash}, said ${String(made["planHash"])}`);
  }
  yield* challenged(round, problem);
  yield* sayGiven(round);
}

/** What a side checks by itself where places are withheld (docs/design/planning-from-record.md): its own half row by row, and all of it in counts. */
function* ownLeaves(question: VerifyQuestion, round: Round): Generator<PlanFinding> {
  const { frozen, forwarded } = round;
  for (const [side, { leaves, rest }] of round.opened) {
    const root = rootOfOpened(leaves, rest);
    if (root !== frozen.leaves) {
      yield differs("own leaves", `root ${root}, frozen ${String(frozen.leaves)}`);
      return;
    }
    yield same("own leaves", `${leaves.length} of side ${side} and ${rest.length / 64} closed, root ${root}`);
    const { head, own } = instanceOfLeaves(leaves, side);
    yield ownRows(question, round, own);
    if (!forwarded) return;
    const problem = parseInstance(ownHalf(own, side));
    const isOwn = new Set(problem.captives.map(({ id }) => id));
    const assign = assignOfBatches(problem, (standingGiven(round)?.batches ?? []).map(({ batch, persons }) => ({ batch, persons: persons.filter((id) => isOwn.has(id)) })));
    const { isValid, clauses } = checkPlan(problem, { assign });
    yield isValid ? same("own clauses", `windows, families, places, transport and sizes of side ${side}, person by person`) : differs("own clauses", clauses.join(", "));
    if (round.challenges.length > 0) yield { step: "counts", is: "not in sight", says: "given of the plan before the challenge" };
    else yield compareCounts(head, forwarded, countsOfPlan(problem, assign), side);
  }
}

/** A side's half alone: what weighs both sides is checked in counts. */
function ownHalf(own: Readonly<Record<string, unknown>>, side: string): Readonly<Record<string, unknown>> {
  const { parity: _both, streams, quota, ...rest } = own;
  const open = (one: unknown): unknown => (isRecord(one) ? { ...one, perBatch: null, cumulative: null } : one);
  return { ...rest, tieSeed: "own half", quota: isRecord(quota) ? { [side]: quota[side] } : {}, ...(Array.isArray(streams) ? { streams: streams.map(open) } : { parity: {} }) };
}

/** The counts of the own side are those of its rows; those of all keep what was agreed. */
function compareCounts(head: Readonly<Record<string, unknown>>, { counts }: NonNullable<Round["forwarded"]>, own: readonly CountRow[], side: string): PlanFinding {
  const stated = counts.filter((row) => row.side === side);
  if (canonicalJson(stated) !== canonicalJson(own)) return differs("counts", `of side ${side}: ${firstDifference(stated, own)}`);
  const { vector, errors } = checkCounts(head, counts);
  return errors.length > 0 ? differs("counts", [...new Set(errors.map(({ clause }) => clause))].join(", ")) : same("counts", `own persons as their rows say; of all persons the vector is ${vector.join(" ")}`);
}

/** Every plan that stood instead of another is better than it, by the same rule by which it was taken. */
function* challenged({ forwarded, challenges }: Round, problem: Problem): Generator<PlanFinding> {
  if (challenges.length === 0 || !forwarded) return;
  let before = assignOfBatches(problem, forwarded.batches);
  for (const one of challenges) {
    const now = assignOfBatches(problem, one.batches);
    const verdict = judgeChallenge(problem, before, now);
    if (verdict !== "better" || planHashOf(new Map(Object.entries(now))) !== one.planHash) {
      yield differs("challenges", `${one.cite}: ${verdict}`);
      return;
    }
    before = now;
  }
  yield same("challenges", `${challenges.length}, each better than the plan before it`);
}

/** The instance again from the entries it was frozen over, where all of them can be opened here. */
function* rebuild({ state, seats, plan, closedKinds }: VerifyQuestion, { frozen }: Round): Generator<PlanFinding, Readonly<Record<string, unknown>> | undefined> {
  const lacking = closedKinds.filter((kind) => RESTS_ON.includes(kind));
  if (lacking.length > 0) {
    yield { step: "instance", is: "not in sight", says: `rests on entries that cannot be opened here: ${[...new Set(lacking)].join(", ")}` };
    return undefined;
  }
  try {
    const { hash, instance } = instanceFromRecord({ acts: state.acts, seats, plan, on: frozen.on, upTo: frozen.upTo });
    yield hash === frozen.instance ? same("instance", hash) : differs("instance", `recomputed ${hash}, frozen ${frozen.instance}`);
    return instance;
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    yield differs("instance", `cannot be built: ${error instanceof Fault ? error.code : error.faults.map(({ code }) => code).join(", ")}`);
    return undefined;
  }
}

/** Who cannot build the instance compares what of the given one his own copy of the record gives. */
function ownRows({ state, seats, plan, closedKinds }: VerifyQuestion, { frozen }: Round, given: Readonly<Record<string, unknown>>): PlanFinding {
  try {
    const { persons, left, differs: where } = compareOwnRows(given, { acts: state.acts, seats, plan, on: frozen.on, upTo: frozen.upTo }, new Set(closedKinds));
    return where === undefined ? same("own rows", `${persons} persons as this copy of the record gives them, ${left} of its lists not in the instance`) : differs("own rows", where);
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    return { step: "own rows", is: "not in sight", says: error instanceof Fault ? error.code : error.faults.map(({ code }) => code).join(", ") };
  }
}

function* redraw({ seats }: VerifyQuestion, round: Round): Generator<PlanFinding, string | undefined> {
  try {
    const seed = seedOn(round, seats);
    if (seed.kind !== "drawn") {
      yield { step: "seed", is: "not yet", says: `${seed.kind}, waits for ${seed.waitingFor.join(", ")}` };
      return undefined;
    }
    const made = round.proposed?.made["seed"];
    const said = isRecord(made) ? made["value"] : undefined;
    yield round.proposed && said !== seed.seed.value ? differs("seed", `from the reveals ${seed.seed.value}, in the plan ${String(said)}`) : same("seed", seed.seed.value);
    return seed.seed.value;
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    yield differs("seed", error.faults.map(({ code }) => code).join(", "));
    return undefined;
  }
}

/** What both sides were given, and what they locked. */
function* sayGiven(round: Round): Generator<PlanFinding> {
  const { proposed, forwarded, locked } = round;
  const standing = standingGiven(round);
  if (!forwarded || !standing) {
    yield { step: "forwarded", is: "not yet", says: "" };
    return;
  }
  if (proposed) yield compareForwarded(forwarded, parsePlan(proposed.made).assign, proposed.made["planHash"]);
  const other = [...locked.values()].find(({ planHash }) => planHash !== standing.planHash);
  yield other ? differs("locked", `${other.by} locked ${other.planHash}`) : { step: "locked", is: locked.size > 0 ? "same" : "not yet", says: [...locked.keys()].sort().join(", ") };
}

/** Is every person given to both sides in the batch of the plan, and nobody left out? */
function compareForwarded(forwarded: NonNullable<Round["forwarded"]>, assigned: Readonly<Record<string, string | null>>, planHash: unknown): PlanFinding {
  const persons = forwarded.batches.flatMap(({ batch, persons: ids }) => ids.map((id) => [id, batch] as const));
  const assign = new Map(Object.entries(assigned));
  const placed = [...assign.values()].filter((batch) => batch !== null).length;
  const wrong = persons.find(([id, batch]) => assign.get(id) !== batch);
  return wrong || placed !== persons.length || forwarded.planHash !== planHash ? differs("forwarded", wrong ? `batch of ${wrong[0]}` : "number of persons or hash") : same("forwarded", `${placed} persons`);
}

function compareMade(made: Readonly<Record<string, unknown>>, plan: Plan): PlanFinding {
  const { seed: _said, engine: saidEngine, ...said } = made;
  const { seed: _drawn, engine, ...drawn } = plan;
  if (canonicalJson(said) !== canonicalJson(drawn)) return differs("plan", firstDifference(said, drawn));
  return same("plan", canonicalJson(saidEngine ?? null) === canonicalJson(engine) ? "byte for byte, the same engine" : "byte for byte, by another engine than the one named");
}

const same = (step: PlanStep, says: string): PlanFinding => ({ step, is: "same", says });
const differs = (step: PlanStep, says: string): PlanFinding => ({ step, is: "differs", says });

/** The path of the first member in which two values differ, in the order of keys. Values are not shown. Linear. */
export function firstDifference(a: unknown, b: unknown, at = ""): string {
  if (Array.isArray(a) && Array.isArray(b)) {
    const [left, right]: [readonly unknown[], readonly unknown[]] = [a, b];
    if (left.length !== right.length) return `${at}: ${left.length} and ${right.length} items`;
    const i = left.findIndex((one, n) => canonicalJson(one) !== canonicalJson(right[n]));
    return i < 0 ? "" : firstDifference(left[i], right[i], `${at}[${i}]`);
  }
  if (isRecord(a) && isRecord(b)) {
    for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
      const [left, right] = [a[key], b[key]];
      if (left === undefined || right === undefined) {
        if (left !== right) return `${at === "" ? "" : `${at}.`}${key}: in one only`;
      } else if (canonicalJson(left) !== canonicalJson(right)) return firstDifference(left, right, at === "" ? key : `${at}.${key}`);
    }
    return "";
  }
  return at;
}
