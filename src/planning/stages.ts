// The staged method (PLANNING.md §4, §5): one component of the vector after the other, each with an exact bound from LP duals, exact fixing by
// reduced cost, and a search on what is left. A solver's word alone decides nothing: solutions are checked in integers, a stage after
// the first cannot be infeasible, and a value above its bound counts as found only when two cold searches agree and a third finds nothing better.
import { closeByCases, type Case } from "./cases.ts";
import { tighten } from "./cut-rounds.ts";
import { exactBound, ONE, roundDuals, roundedBound, withCaps, type Box, type Cap, type CutProof, type ExactBound } from "./exact-bound.ts";
import { completed, isTier, keepsRows, valueOf, type Model, type Objective } from "./model.ts";
import { narrow } from "./narrow.ts";
import { reduce, widened, widenedDuals } from "./reduce.ts";
import type { MilpAnswer, SearchSettings, Solver } from "./solver.ts";

/**
 * `dual`: the value equals the exact bound, anybody can replay it. `search`: two searches agree and nothing better was found by a third.
 * `open`: neither; then `value - bound` is an exact gap and the value is never called optimal.
 */
export type Proof = "dual" | "search" | "open";
/** `value` and `bound` with the constant of the objective; `cases`: what the bound rests on where the duals alone stay below it; `duals` are whole multiples of 2^-40, model rows first, then caps, then `cuts`. */
export type Stage = { readonly name: string; readonly value: number; readonly bound: number; readonly gcd: number; readonly proof: Proof; readonly duals: readonly bigint[]; readonly cuts: readonly CutProof[]; readonly cases?: Case };
/** `cutRounds`: most rounds of cuts at one stage (cut-rounds.ts); `casesMax`: most cases of one bound (cases.ts); `narrowing`: 1 where rows narrow too (narrow.ts). An engine of before there were any has none. */
export type Effort = { readonly seed: number; readonly nodesMax: number; readonly cutRounds?: number; readonly casesMax?: number; readonly narrowing?: number };
/** More is asked of nobody, by a file or by an option: whoever recomputes a plan must come to an end. */
export const EFFORT_MAX = { seed: 2 ** 31 - 1, nodesMax: 10_000_000, cutRounds: 1_000, casesMax: 10_000, narrowing: 1 } as const;

/**
 * What is known so far: the box narrows, caps are added, `best` is the last whole point that keeps all rows and caps. `duals`: of the last bound, over
 * model rows and then the caps of the box but the last, which is what that bound is of.
 */
export type Knowledge = { box: Box; best: Float64Array | undefined; duals: readonly bigint[]; within?: Within | undefined };
/** Every point within the caps that costs at most `most` at the stage that was solved last lies in the box. */
export type Within = { readonly box: Box; readonly most: number };
export type StagesContext = {
  readonly model: Model; readonly solver: Solver; readonly effort: Effort; readonly known: Knowledge;
  /** Hears how far a stage is, each time one of the two numbers is known better. */
  readonly tell?: ((at: StageSoFar) => void) | undefined;
};
/** The stage cannot be below `bound`, exact, and no stage below 0; `best` is the value of the best plan found so far, if any. */
export type StageSoFar = { readonly name: string; readonly bound: number; readonly best: number | undefined };
/** `infeasible`: two searches of the whole problem agree; `undecided`: the solver contradicts itself or stopped before it found anything. */
export type NoStage = "infeasible" | "undecided";

// Cut-offs above the bound, times gcd. Fewer than the seven of PLANNING.md §4 step 6: a cut-off that leaves only a handful of points is the
// hardest search of all (100,000 + 80,000 x 20: 258 s at 2 gcd, and a wrong “infeasible”; 18 s at 8 gcd, the right value).
const WIDER = [0, 8, 128, 2048];
const TRY_NODES = 100; // below a cut-off that may be too tight, a search is only a try
const NEAR = 1e-6;
const ROUNDS_MAX = 12;
const LATE_CASES_MAX = 16; // at a value that a search found: 5 and 15 where they closed, and 40 were as vain where they did not
const CASES_ROOM = 2 ** -13, CASES_WIDER = 4; // first cut-off of the lottery above its bound, as a share of it, and how much wider the next is

export function freshKnowledge(model: Model, { narrowing = 0 }: Partial<Effort> = {}): Knowledge {
  return { box: { lo: Float64Array.from(model.lower), hi: Float64Array.from(model.upper), caps: [], rows: narrowing > 0 ? model : undefined }, best: undefined, duals: [] };
}

/**
 * `lottery`: no cut-offs between the bound and none (PLANNING.md §4). `not confirmed`: the caller itself asks whether there is anything as good.
 * `at its bound`: the stages before were taken at their bounds (`assumeStage`), so anything but a point at this bound is “undecided”.
 */
export type StageKind = "component" | "at its bound" | "lottery" | "lottery, not confirmed";

/** Solves one component and narrows what is known, in place. Costs one LP and, where that does not settle it, searches. */
export function solveStage(context: StagesContext, objective: Objective, kind: StageKind = "component"): Stage | NoStage {
  const { model, known } = context;
  const { name, cost, constant } = objective;
  known.within = undefined;
  const rows = model.rowLower.length + known.box.caps.length;
  if (cost.every((c) => c === 0)) return withoutCost(context, objective);
  const relaxed = relax(context, cost);
  let bound = boundOf(context, known.box, cost, roundDuals(model, known.box, relaxed?.duals ?? new Float64Array(rows)));
  if (relaxed) offer(context, cost, relaxed.x);
  const at = (): number | undefined => (known.best === undefined ? undefined : dot(cost, known.best));
  const tell = (): void => {
    const value = at();
    context.tell?.({ name, bound: Math.max(0, bound.least + constant), best: value === undefined ? undefined : value + constant });
  };
  tell();
  const isDrawn = kind === "lottery" || kind === "lottery, not confirmed";
  let cuts: readonly CutProof[] = [], vertex = relaxed?.x;
  // Where the relaxation itself reaches the bound, a point of that value mostly lies among the counts it uses, and no cut is needed (16 of 19 such stages of ten instances). Not so for deviations: 0 of 8.
  if (vertex && at() !== bound.least && !isDrawn && !isRoundedUp(bound) && cost.subarray(0, model.counts).some((c) => c !== 0)) tryNear(context, cost, bound, { vertex, most: bound.least, isDrawn });
  if (at() !== bound.least) { // before any search: a search below a bound that is too low is the longest
    const tighter = withCuts(context, cost, bound);
    if (tighter) {
      ({ bound, cuts, vertex } = tighter);
      tell();
    }
  }
  const { least, gcd } = bound;
  let proof: Proof = "dual";
  const room = Math.ceil(least * CASES_ROOM);
  if (vertex && at() !== least) tryNear(context, cost, bound, { vertex, most: isDrawn ? least + room * CASES_WIDER : least, isDrawn });
  if (kind === "at its bound" && at() !== least) {
    tryAt(context, cost, bound);
    if (at() !== least) return "undecided";
  }
  const casesMost = context.effort.casesMax ?? 0;
  /** The stage proven by cases within a cut-off so far above the bound; where that takes too many, undefined. */
  const inCases = (room: number, casesMax: number): Stage | undefined => {
    if (!isDrawn || casesMax === 0 || at() === least || (known.within !== undefined && known.within.most === at())) return undefined; // asked and left open before
    const cases = byCases(context, cost, bound, { room, casesMax });
    tell();
    return cases && { ...closed(context, objective, { bound: { ...bound, least: at() ?? least }, cuts, proof, value: at() ?? least }), cases };
  };
  const isNear = (at() ?? Infinity) <= least + room * CASES_WIDER; // then a search among what is left finds the best point sooner than cases, and they begin at it
  const early = isNear ? undefined : inCases(room, casesMost);
  if (early) return early;
  if (at() !== least) {
    const narrowed = (cutOff: number): Box => narrowedBy(model, cutOff <= (known.within?.most ?? -Infinity) ? common(known.box, known.within?.box) : known.box, bound, cutOff);
    const found = climb(context, cost, { least, isDrawn, wider: isDrawn ? [room, room * CASES_WIDER, ...(known.best === undefined ? [] : [2 ** 53])] : WIDER.map((step) => step * gcd), narrowed });
    if (found !== "found" && found !== "stopped") return found;
    tell();
    const late = inCases(Infinity, Math.min(casesMost, LATE_CASES_MAX)); // at the value that the search found, few cases are left
    if (late) return late;
    if (at() !== least) proof = found === "stopped" ? "open" : kind === "lottery, not confirmed" ? "search" : confirm(context, cost, gcd, narrowed);
  }
  return closed(context, objective, { bound, cuts, proof, value: at() ?? least });
}

/**
 * The stage taken at its bound before a point of that value is known: the bound is exact, and a later point within all caps proves the value of this stage
 * with that of its own. Narrows what is known, in place; undefined where the LP gives no answer. One search then serves many stages.
 */
export function assumeStage(context: StagesContext, objective: Objective): Stage | undefined {
  const { model, known } = context;
  const { name, cost, constant } = objective;
  if (cost.every((c) => c === 0)) return withoutCost(context, objective);
  const relaxed = relax(context, cost);
  if (!relaxed) return undefined;
  let bound = boundOf(context, known.box, cost, roundDuals(model, known.box, relaxed.duals));
  let cuts: readonly CutProof[] = [];
  offer(context, cost, relaxed.x);
  if (isRoundedUp(bound)) ({ bound, cuts } = withCuts(context, cost, bound) ?? { bound, cuts });
  if (known.best && dot(cost, known.best) !== bound.least) known.best = undefined;
  context.tell?.({ name, bound: Math.max(0, bound.least + constant), best: undefined });
  return closed(context, objective, { bound, cuts, proof: "dual", value: bound.least });
}

/** Is the relaxation itself below the bound? Where it is not, cuts rarely lift it. */
const isRoundedUp = ({ exact, least }: Bound): boolean => BigInt(least) * ONE - exact.bound > ONE / 1000n;

/** A higher bound by cuts, which are then known, or the same bound without any; and the vertex at the end. Undefined where no cut is made. Keeps what points it finds. */
function withCuts(context: StagesContext, cost: Float64Array, bound: Bound): { readonly bound: Bound; readonly cuts: readonly CutProof[]; readonly vertex: Float64Array } | undefined {
  const { model, known, solver, effort: { cutRounds = 0 } } = context;
  if (cutRounds === 0) return undefined;
  const isEnough = (x: Float64Array): boolean => (offer(context, cost, x), known.best !== undefined && dot(cost, known.best) === bound.least);
  const tight = tighten({ model, box: known.box, cost, solver, roundsMax: cutRounds, isEnough });
  const tighter = tight && boundOf(context, withCaps(known.box, tight.caps), cost, tight.duals);
  if (!tight || !tighter) return undefined;
  if (tighter.least <= bound.least) return { bound, cuts: [], vertex: tight.x };
  known.box = withCaps(known.box, tight.caps);
  return { bound: tighter, cuts: tight.cuts, vertex: tight.x };
}

function withoutCost({ model, known }: StagesContext, { name, constant }: Objective): Stage {
  return { name, value: constant, bound: constant, gcd: 0, proof: "dual", duals: new Array<bigint>(model.rowLower.length + known.box.caps.length).fill(0n), cuts: [] };
}

type Closing = { readonly bound: Bound; readonly cuts: readonly CutProof[]; readonly proof: Proof; readonly value: number };

/** Narrows what is known to what can still have the value, and makes it a cap. */
function closed({ model, known }: StagesContext, { name, cost, constant }: Objective, { bound, cuts, proof, value }: Closing): Stage {
  known.box = narrow(model, known.box, bound, value, isTier(name)).box;
  const dualsOfRows = bound.duals.slice(0, model.rowLower.length), dualsOfCaps = bound.duals.slice(model.rowLower.length), { caps } = known.box;
  known.duals = [...dualsOfRows, ...dualsOfCaps.filter((dual, i) => caps[i]?.cut === undefined || dual !== 0n)];
  known.box = withCaps(known.box, [...capsAfter(caps, dualsOfCaps), { cost, most: value, cut: undefined }]);
  return { name, value: value + constant, bound: bound.least + constant, gcd: bound.gcd, proof, duals: bound.duals, cuts };
}

/**
 * The least value and that one point alone has it, by cases (cases.ts): within cut-offs a little above the bound, which exclude nothing by mistake, and then at the
 * value that was found. Undefined where that takes too many cases; what was found is kept.
 */
function byCases(context: StagesContext, cost: Float64Array, bound: Bound, first: { readonly room: number; readonly casesMax: number }): Case | undefined {
  const { model, solver, known, effort } = context, { least } = bound;
  for (let { room } = first; ; room *= CASES_WIDER) {
    const { best } = known, reached = best === undefined ? Infinity : dot(cost, best), value = reached <= least + room * CASES_WIDER ? reached : least + room;
    const isBetter = (x: Float64Array): boolean => {
      const offered = offer(context, cost, x);
      return offered !== undefined && (value === reached ? offered < value : offered <= value);
    };
    const explored = closeByCases({ model, solver, cost, value, best: best && value === reached ? best : "none", box: narrowedBy(model, known.box, bound, value), isOnlyAsked: true, roundsMax: effort.cutRounds ?? 0, casesMax: first.casesMax, isBetter });
    if (explored.kind === "open") {
      if (value === reached) known.within = { box: explored.within, most: value };
      return undefined;
    }
    if (explored.kind === "closed" && value === reached) return explored.root;
  }
}

/** A short search for a point at the bound itself. */
const tryAt = (context: StagesContext, cost: Float64Array, bound: Bound): void => tryIn(context, cost, narrowedBy(context.model, context.known.box, bound, bound.least), bound.least);

function tryIn(context: StagesContext, cost: Float64Array, box: Box, most: number, isRefusalExpected = false): void {
  search(context, cost, box, most, { presolve: "on", isRefusalExpected, seed: context.effort.seed, nodesMax: Math.min(TRY_NODES, context.effort.nodesMax) });
}

/**
 * The same among the few counts that the relaxation uses: what it leaves at its lower bound stays there. Nothing is concluded where there is no such point.
 * 100,000 + 80,000 x 20, tier general: 1,765 of 15,064 columns, 1.7 s for the point that the whole search takes 15 s for.
 */
function tryNear(context: StagesContext, cost: Float64Array, bound: Bound, { vertex, most, isDrawn }: { readonly vertex: Float64Array; readonly most: number; readonly isDrawn: boolean }): void {
  const near = copyOf(narrowedBy(context.model, context.known.box, bound, most));
  for (let column = 0; column < context.model.counts; column++) if ((vertex[column] ?? 0) - (near.lo[column] ?? 0) < NEAR) near.hi[column] = near.lo[column] ?? 0;
  tryIn(context, cost, near, most, isDrawn);
}

/** What the next stage starts from: every cap, and the cuts that this stage's bound rests on. */
export const capsAfter = (caps: readonly Cap[], duals: readonly bigint[]): Cap[] => caps.filter(({ cut }, i) => cut === undefined || duals[i] !== 0n);

/** What can cost at most the cut-off; where it may lie below every point, a search will find that out. */
const narrowedBy = (model: Model, box: Box, bound: Bound, cutOff: number): Box => narrow(model, box, bound, cutOff).box;

type Bound = { readonly duals: readonly bigint[]; readonly exact: ExactBound; readonly least: number; readonly gcd: number };
function boundOf({ model }: StagesContext, box: Box, cost: Float64Array, duals: readonly bigint[]): Bound {
  const exact = exactBound(model, box, cost, duals);
  return { duals, exact, ...roundedBound(box, cost, exact) };
}

/** `wider`: cut-offs above `least`; the last of the lottery is the best point, which lies within. `isDrawn`: of the lottery, whose points below a cut-off are few: the search itself meets them. */
type Ladder = { readonly least: number; readonly isDrawn: boolean; readonly wider: readonly number[]; readonly narrowed: (cutOff: number) => Box };

/** Steps 5 and 6 of PLANNING.md §4: search within a cut-off, widen it, at last without one. */
function climb(context: StagesContext, cost: Float64Array, { least, isDrawn, wider, narrowed }: Ladder): "found" | "stopped" | NoStage {
  const { known, effort } = context;
  const settings: SearchSettings = { presolve: "on", ...effort, isRefusalExpected: isDrawn };
  for (const step of wider) {
    const bestSoFar = known.best === undefined ? Infinity : dot(cost, known.best);
    const cutOff = Math.min(least + step, bestSoFar);
    const isSure = cutOff === bestSoFar; // a known point lies within: wider would change nothing
    const answer = search(context, cost, narrowed(cutOff), cutOff, isSure ? settings : { ...settings, nodesMax: Math.min(TRY_NODES, settings.nodesMax) });
    if (answer.status === "optimal" && answer.value <= cutOff) return "found";
    if (answer.status === "stopped" && isSure) return "stopped";
    if (isSure) break;
  }
  const answers: string[] = [];
  for (const [i, presolve] of (["on", "off", "off", "on"] as const).entries()) {
    const answer = search(context, cost, known.box, undefined, { ...settings, presolve, seed: effort.seed + i });
    if (answer.status === "optimal") return "found";
    if (answer.status === "stopped") return known.best === undefined ? "undecided" : "stopped";
    answers.push(answer.status);
    if (known.best === undefined && answers.join(" ") === "infeasible infeasible") return "infeasible";
  }
  return known.best === undefined ? "undecided" : "stopped"; // a known point satisfies the stage: the solver errs
}

/** A second cold search with other settings must agree, and a third must find nothing better; whatever is better wins. */
function confirm(context: StagesContext, cost: Float64Array, gcd: number, narrowed: (cutOff: number) => Box): Proof {
  const { known, effort } = context;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const value = known.best === undefined ? Infinity : dot(cost, known.best);
    const isBetter = (): boolean => known.best !== undefined && dot(cost, known.best) < value;
    const seed = effort.seed + 101 + 2 * round;
    const second = search(context, cost, narrowed(value), value, { presolve: round % 2 === 0 ? "off" : "on", seed, nodesMax: effort.nodesMax });
    if (isBetter() || second.status === "infeasible" || second.status === "failed") continue; // better wins; an error is tried again
    if (second.status === "stopped") return "open";
    const third = search(context, cost, narrowed(value - gcd), value - gcd, { presolve: "on", seed: seed + 1, nodesMax: effort.nodesMax, isRefusalExpected: true });
    if (isBetter()) continue;
    return third.status === "infeasible" ? "search" : "open";
  }
  return "open";
}

type Found = { readonly status: "optimal"; readonly value: number } | { readonly status: "stopped" | "infeasible" | "failed" };

/** One cold search; what it finds is kept when it holds in integers and is better than the best. A false point is a failure. */
export function search({ model, solver, known }: StagesContext, cost: Float64Array, box: Box, cutOff: number | undefined, settings: SearchSettings): Found {
  const capped = cutOff === undefined ? box : withCaps(box, [...box.caps, { cost, most: cutOff, cut: undefined }]);
  const reduced = reduce(model, { box: capped, cost, isWhole: true });
  if (reduced === "infeasible") return { status: "infeasible" };
  const answer: MilpAnswer = reduced.free.length === 0 ? { status: "optimal", x: new Float64Array(0), nodes: 0 } : solver.milp(reduced.linear, settings);
  if (!("x" in answer)) return { status: answer.status };
  const value = answer.x === undefined ? undefined : offerTo(model, known, box.caps, cost, widened(capped, reduced, answer.x));
  if (answer.status === "stopped") return { status: "stopped" };
  return value === undefined ? { status: "failed" } : { status: "optimal", value };
}

function relax({ model, solver, known }: StagesContext, cost: Float64Array): { x: Float64Array; duals: Float64Array } | undefined {
  const reduced = reduce(model, { box: known.box, cost, isWhole: false });
  if (reduced === "infeasible") return undefined;
  if (reduced.free.length === 0) return { x: Float64Array.from(known.box.lo), duals: new Float64Array(model.rowLower.length + known.box.caps.length) };
  const answer = solver.lp(reduced.linear);
  if (answer.status !== "optimal") return undefined;
  return { x: widened(known.box, reduced, answer.x), duals: widenedDuals(model, known.box, reduced, answer.rowDual) };
}

const offer = ({ model, known }: StagesContext, cost: Float64Array, x: Float64Array): number | undefined => offerTo(model, known, known.box.caps, cost, x);

/** The value of x once counts are rounded and all rows and caps hold in integers, else undefined; keeps x when it is the best so far. */
function offerTo(model: Model, known: Knowledge, caps: readonly Cap[], cost: Float64Array, x: Float64Array): number | undefined {
  const whole = completed(model, x);
  if (!whole || !keepsRows(model, whole) || caps.some((cap) => dot(cap.cost, whole) > cap.most)) return undefined;
  const value = dot(cost, whole);
  if (known.best === undefined || value < dot(cost, known.best)) known.best = whole;
  return value;
}

/** What both boxes leave; the caps of the first. */
export function common(box: Box, other: Box | undefined): Box {
  if (!other) return box;
  const higher = (own: Float64Array, others: Float64Array): Float64Array => own.map((one, i) => Math.max(one, others[i] ?? one)), lower = (own: Float64Array, others: Float64Array): Float64Array => own.map((one, i) => Math.min(one, others[i] ?? one));
  const rows = box.rows && other.rows && { rowLower: higher(box.rows.rowLower, other.rows.rowLower), rowUpper: lower(box.rows.rowUpper, other.rows.rowUpper) };
  return { lo: higher(box.lo, other.lo), hi: lower(box.hi, other.hi), caps: box.caps, rows: rows ?? box.rows };
}

export const copyOf = ({ lo, hi, caps, rows }: Box): Box => ({ lo: Float64Array.from(lo), hi: Float64Array.from(hi), caps, rows });
export const dot = (cost: Float64Array, x: Float64Array): number => valueOf({ name: "", cost, constant: 0 }, x);
