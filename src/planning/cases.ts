// A bound by cases, where one set of duals does not reach: the points that can have at most some value are split at a count (at most m, or at least m + 1), each
// case is narrowed, and closed by duals of its own. All whole numbers: whatever cut-off was tried, nothing is excluded that has not been shown to cost more. Land &
// Doig, Econometrica 28:497, 1960, as a proof that can be replayed: the tree with its duals stands in the plan. Where the case that is left holds one point
// alone (only-point.ts), the plan is the only one of its value.
import { tighten, type CutTask, type Tightened } from "./cut-rounds.ts";
import { cutOf } from "./cuts.ts";
import { exactBound, roundDuals, roundedBound, withCaps, type Box, type CutProof } from "./exact-bound.ts";
import type { Model } from "./model.ts";
import { narrow } from "./narrow.ts";
import { excludesAll, excludingDuals, oneRowDuals } from "./no-point.ts";
import { settle } from "./only-point.ts";
import { reduce, widened, widenedDuals } from "./reduce.ts";
import type { Solver } from "./solver.ts";

/** `duals`: [row, whole multiple of 2^-40] over model rows, caps and the cuts of this case and those it lies in. `split`: two cases that cover it. */
export type Case = { readonly duals: readonly (readonly [number, string])[]; readonly cuts?: readonly CutProof[]; readonly split?: Split };
export type Split = { readonly column: number; readonly most: number; readonly below: Case; readonly above: Case };

/** `isBound`: no point of the box costs less than `value`; `isOnly`: none but `best` costs at most `value`. */
export type CaseVerdict = { readonly isBound: boolean; readonly isOnly: boolean };
/** `best`: a point that costs `value`; where none is known, “none” says that no point costs at most `value`. */
export type CaseQuestion = { readonly model: Model; readonly cost: Float64Array; readonly value: number; readonly best: Float64Array | "none" };

const NOTHING: CaseVerdict = { isBound: false, isOnly: false };
const CLOSED: CaseVerdict = { isBound: true, isOnly: true };

/** Replays the cases in `box`. No solver. Linear in the cases times the entries of the matrix. */
export function judgeCase(question: CaseQuestion, box: Box, node: Case): CaseVerdict {
  const { model } = question;
  const cut = boxWithCuts(model, box, node.cuts ?? []), duals = cut && readDuals(model, cut, node.duals);
  if (!duals) return NOTHING;
  const at = closing(question, cut, duals);
  if (at.verdict.isOnly || !node.split) return at.verdict;
  const { column, most, below, above } = node.split;
  if (!(column >= 0 && column < model.columns && Number.isInteger(most))) return NOTHING;
  const verdicts = halvesOf(at.narrow, column, most).map((half, i) => (isEmpty(half, column) ? CLOSED : judgeCase(question, half, i === 0 ? below : above)));
  return { isBound: at.verdict.isBound || verdicts.every(({ isBound }) => isBound), isOnly: verdicts.every(({ isOnly }) => isOnly) };
}

/** What one set of duals says of a box, and the box narrowed to what can still cost at most `value`. */
function closing({ model, cost, value, best }: CaseQuestion, box: Box, duals: readonly bigint[]): { readonly verdict: CaseVerdict; readonly narrow: Box } {
  if (excludesAll(model, box, duals)) return { verdict: CLOSED, narrow: box };
  const exact = exactBound(model, box, cost, duals), { least } = roundedBound(box, cost, exact);
  if (least > value) return { verdict: CLOSED, narrow: box };
  const { box: within, isEmpty: isExcluded } = narrow(model, box, { exact, duals }, value);
  if (isExcluded) return { verdict: CLOSED, narrow: within };
  if (best === "none") return { verdict: NOTHING, narrow: within };
  const isOnly = holds(within, best) && settle({ model, box, cost, duals, value }).isOnly;
  return { verdict: { isBound: least >= value || isOnly, isOnly }, narrow: within };
}

const holds = ({ lo, hi }: Box, x: Float64Array): boolean => x.every((one, j) => one >= (lo[j] ?? 0) && one <= (hi[j] ?? 0));
const isEmpty = ({ lo, hi }: Box, column: number): boolean => (lo[column] ?? 0) > (hi[column] ?? 0);

/** Column at most `most`, and at least one more. */
function halvesOf({ lo, hi, caps, rows }: Box, column: number, most: number): readonly [Box, Box] {
  const below = Float64Array.from(hi), above = Float64Array.from(lo);
  below[column] = Math.min(below[column] ?? 0, most);
  above[column] = Math.max(above[column] ?? 0, most + 1);
  return [{ lo, hi: below, caps, rows }, { lo: above, hi, caps, rows }];
}

/** The cuts made anew, each in the box with those before it; undefined when one cannot be. */
export function boxWithCuts(model: Model, box: Box, cuts: readonly CutProof[]): Box | undefined {
  let { caps } = box;
  for (const cut of cuts) {
    const rows = model.rowLower.length + caps.length;
    const made = cut.multipliers.every(([row]) => row < rows) ? cutOf(model, withCaps(box, caps), cut) : undefined;
    if (!made) return undefined;
    caps = [...caps, made];
  }
  return withCaps(box, caps);
}

/** Duals over all rows of the box; undefined when one is of a row or side that is not there. */
export function readDuals(model: Model, box: Box, pairs: Case["duals"]): bigint[] | undefined {
  const { rowLower, rowUpper } = box.rows ?? model, rows = rowLower.length, duals = new Array<bigint>(rows + box.caps.length).fill(0n);
  for (const [row, text] of pairs) {
    if (row >= duals.length || !/^-?\d{1,40}$/.test(text)) return undefined;
    const dual = BigInt(text), side = dual > 0n ? (rowLower[row] ?? -Infinity) : row < rows ? (rowUpper[row] ?? Infinity) : 0; // a cap has an upper side alone
    if (!Number.isFinite(side)) return undefined;
    duals[row] = dual;
  }
  return duals;
}

export const printDuals = (duals: readonly bigint[]): Case["duals"] => duals.flatMap((dual, row): [number, string][] => (dual === 0n ? [] : [[row, dual.toString()]]));

export type CaseTask = CaseQuestion & {
  readonly box: Box; readonly solver: Solver; readonly roundsMax: number; readonly casesMax: number;
  /** Must the one point that is left be shown to be the only one, too? */
  readonly isOnlyAsked: boolean;
  /** Hears each point of an LP; true when it is one that costs less than `value`, or at most `value` where none was known. */
  readonly isBetter: (x: Float64Array) => boolean;
};
/** `better`: a point was found that makes the question another; `open`: the limit of cases was reached, or an LP gave no answer; every point that costs at most `value` lies in `within`. */
export type Explored = { readonly kind: "closed"; readonly root: Case } | { readonly kind: "better" } | { readonly kind: "open"; readonly within: Box };

const ROOTS_MAX = 5;
const SHRUNK = 0.98; // a root that leaves more of its columns than this share is the last

/**
 * Cases until each is closed. One LP a case, and at the root the rounds of cuts; where a point is known and they narrow the root, it is cut again, up to five times. Deterministic; `casesMax`
 * is the only limit. A root in a root is a case whose other half is empty. Of a lottery, which searches can settle as well, no case is begun that lies deeper than `casesMax` could close, as long
 * as what is closed (each case the half of the one above it) lags behind the cases: trees that closed had 1 to 21 cases, those that did not were at such a depth after 7 to 12.
 */
export function closeByCases(task: CaseTask): Explored {
  let cases = 0, share = 0, within = task.box;
  const root = explore(task.box, ROOTS_MAX);
  if (root === "open") return { kind: root, within };
  return root === "better" ? { kind: root } : { kind: "closed", root };

  function explore(start: Box, roots = 0, depth = 0): Case | "better" | "open" {
    const { model, cost, best, solver } = task;
    if (++cases > task.casesMax || (task.isOnlyAsked && 2 ** depth > task.casesMax && share * task.casesMax < cases)) return "open";
    let box = start, cuts: readonly CutProof[] = [];
    let lp = relaxed(model, box, cost, solver);
    if (!lp) return "open";
    if (lp.x && task.isBetter(lp.x)) return "better";
    let at = closing(task, box, lp.duals);
    if (!isClosed(at.verdict) && roots > 0 && task.roundsMax > 0) {
      const heard = { isBetter: false };
      const tight = (roots === ROOTS_MAX ? tighten : tightenAfresh)({ model, box, cost, solver, roundsMax: task.roundsMax, isEnough: (x) => (heard.isBetter ||= task.isBetter(x)) });
      if (heard.isBetter) return "better";
      if (tight) {
        box = withCaps(box, tight.caps);
        ({ cuts } = tight);
        lp = roots === ROOTS_MAX ? { x: tight.x, duals: [...tight.duals] } : (relaxed(model, box, cost, solver) ?? lp);
        at = closing(task, box, lp.duals);
      }
    }
    const here: Case = { duals: printDuals(lp.duals), ...(cuts.length === 0 ? {} : { cuts }) };
    if (isClosed(at.verdict)) {
      share += 2 ** -depth;
      return here;
    }
    if (!lp.x) return "open";
    if (roots > 0) within = at.narrow;
    if (best !== "none" && (roots === ROOTS_MAX || (roots > 1 && freeIn(at.narrow) < SHRUNK * freeIn(start)))) {
      const below = explore(at.narrow, roots - 1);
      return typeof below === "string" ? below : { ...here, split: { column: 0, most: at.narrow.hi[0] ?? 0, below, above: { duals: [] } } };
    }
    const column = toSplit(model, at.narrow, lp.x, best);
    if (column < 0) return "open";
    const point = lp.x[column] ?? 0, most = Math.min(Math.max(Math.floor(point + WHOLE), at.narrow.lo[column] ?? 0), (at.narrow.hi[column] ?? 0) - 1);
    const halves = halvesOf(at.narrow, column, most);
    const isAboveFirst = point - most > 0.5;
    const found: [Case | undefined, Case | undefined] = [undefined, undefined];
    for (const i of isAboveFirst ? [1, 0] : [0, 1]) {
      const half = halves[i] ?? at.narrow, answer = explore(half, 0, depth + 1);
      if (typeof answer === "string") return answer;
      found[i] = answer;
    }
    const [below, above] = found;
    return below && above ? { ...here, split: { column, most, below, above } } : "open";
  }

  function isClosed({ isBound, isOnly }: CaseVerdict): boolean {
    return task.isOnlyAsked || task.best === "none" ? isOnly : isBound;
  }
}

const WHOLE = 1e-6;

const freeIn = ({ lo, hi }: Box): number => hi.reduce((free, most, column) => free + Number(most !== lo[column]), 0);

/**
 * Cuts made from the rows and not from cuts, whose coefficients grow from round to round until no multiplier of them is a fraction of small numbers. Rows are numbered as in the
 * box, whose cuts stay.
 */
function tightenAfresh(task: CutTask): Tightened | undefined {
  const { model, box } = task, rows = model.rowLower.length;
  const own = box.caps.flatMap(({ cut }, i) => (cut ? [] : [rows + i])), base = rows + own.length;
  const tight = tighten({ ...task, box: withCaps(box, box.caps.filter(({ cut }) => !cut)) });
  if (!tight) return undefined;
  const rowInBox = (row: number): number => (row < rows ? row : (own[row - rows] ?? row - base + rows + box.caps.length));
  const cuts = tight.cuts.map((cut) => ({ ...cut, multipliers: cut.multipliers.map(([row, p]): [number, number] => [rowInBox(row), p]) }));
  const duals = new Array<bigint>(rows + box.caps.length + cuts.length).fill(0n);
  tight.duals.forEach((dual, row) => (duals[rowInBox(row)] = dual));
  return { x: tight.x, cuts, duals, caps: [...box.caps, ...cuts.map((cut, i) => ({ cost: tight.caps[own.length + i]?.cost ?? new Float64Array(0), most: tight.caps[own.length + i]?.most ?? 0, cut }))] };
}

/** The LP of a box: its duals, and the point where there is one; duals of no point where there is none. */
function relaxed(model: Model, box: Box, cost: Float64Array, solver: Solver): { readonly x: Float64Array | undefined; readonly duals: bigint[] } | undefined {
  const reduced = reduce(model, { box, cost, isWhole: false, capRoom: 0 });
  if (reduced === "infeasible") {
    const duals = oneRowDuals(model, box);
    return duals && { x: undefined, duals };
  }
  if (reduced.free.length === 0) return { x: Float64Array.from(box.lo), duals: roundDuals(model, box, new Float64Array(0)) };
  const answer = solver.lp(reduced.linear);
  if (answer.status === "optimal") return { x: widened(box, reduced, answer.x), duals: roundDuals(model, box, widenedDuals(model, box, reduced, answer.rowDual)) };
  const duals = answer.status === "infeasible" && answer.ray ? excludingDuals(model, box, widenedDuals(model, box, reduced, answer.ray)) : undefined;
  return duals && { x: undefined, duals };
}

/** The count furthest from whole; where all are whole, one that could still differ from the best point; -1 where there is none. */
function toSplit(model: Model, { lo, hi }: Box, x: Float64Array, best: Float64Array | "none"): number {
  let at = -1, furthest = WHOLE;
  for (let column = 0; column < model.counts; column++) {
    const value = x[column] ?? 0, distance = Math.abs(value - Math.round(value));
    if (lo[column] !== hi[column] && distance > furthest) [at, furthest] = [column, distance];
  }
  if (at >= 0 || best === "none") return at;
  for (let column = 0; column < model.counts; column++) if (lo[column] !== hi[column]) return column;
  return -1;
}
