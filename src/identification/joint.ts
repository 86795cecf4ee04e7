// Several remains and several missing persons together (IDENTIFICATION.md 9). An assignment gives each set of remains one
// slot or nobody; its likelihood factorises over families, so only the distinct parts of each family are evaluated:
//   ℓ(a) = ℓ(∅) + Σ_f λ_f(a_f),  λ_f(part) = ln L_f(part) - ln L_f(∅) - Σ_{i in part} ln P(q_i)
// The posterior is exact: w(a) = exp ℓ(a) · Π_{i unassigned} β_i, summed over families with the used remains as a bit mask.
// β_i = 1 is the flat prior of the peers. All sums are log-sum-exp in a fixed order.
import { Fault } from "../basis/fault.ts";
import { orbitsOf } from "./symmetry.ts";

export type JointFamily = {
  readonly id: string;
  /** Names of the missing, in the order that slots are numbered. */
  readonly slots: readonly string[];
  /** Permutations of the slots that change no likelihood (symmetry.ts). */
  readonly permutations: readonly (readonly number[])[];
  /** May these remains be this missing person, by sex and by the screen? */
  readonly mayBe: (victim: number, slot: number) => boolean;
  /** λ of a part (slot to victim, -1 for nobody), natural log, -Infinity for impossible. Called once a distinct part. */
  readonly lambda: (part: readonly number[]) => number;
};

export type JointProblem = {
  readonly victims: readonly string[];
  readonly families: readonly JointFamily[];
  /** ℓ(∅): ln likelihood of everything when nobody is assigned. */
  readonly baseline: number;
  /** ln β of each of the remains; 0 is the flat prior. */
  readonly logBeta: readonly number[];
};

/** `weight` is λ less ln β of the remains placed; `pure` is λ alone. */
type Part = { readonly family: number; readonly slots: readonly number[]; readonly mask: number; readonly weight: number; readonly pure: number };

export type SymmetricGroup = {
  readonly family: string; readonly missing: readonly string[]; readonly victims: readonly string[];
  readonly posterior: number; readonly logGlr: number;
};
export type JointAnswer = {
  /** Best first, ties by the order of slots; natural log without β. At most `TABLE_ROWS_MAX`. */
  readonly table: readonly { readonly assignment: readonly string[]; readonly loglik: number }[];
  readonly assignments: number;
  readonly nonZero: number;
  readonly isTruncated: boolean;
  readonly logSumExp: number;
  /** [victim][name of missing or NOBODY]. */
  readonly posterior: readonly ReadonlyMap<string, number>[];
  /** log10 of the best assignment with the pair over the best without it; undefined where the pair is impossible. */
  readonly logGlr: readonly ReadonlyMap<string, number>[];
  readonly symmetricGroups: readonly SymmetricGroup[];
  readonly evaluations: number;
};

export const NOBODY = "*";
export const TABLE_ROWS_MAX = 20_000;
export const VICTIMS_MAX = 24;
/** Local parts of all families beyond which the exact sum is refused and sampling is to be used. */
export const PARTS_MAX = 400_000;

/** @throws Fault `JOINT_LARGE` when there are more remains or parts than an exact sum is made for. */
export function solveJoint(problem: JointProblem): JointAnswer {
  const { victims, families } = problem;
  if (victims.length > VICTIMS_MAX)
    throw new Fault("JOINT_LARGE", `expected at most ${VICTIMS_MAX} sets of remains in one component, found ${victims.length}`);
  let evaluations = 0;
  const parts = families.map((family, index) => {
    const made = partsOf(problem, family, index);
    evaluations += made.evaluations;
    return made.parts;
  });
  const total = SUM.whole(parts);
  const outsideSum = SUM.outsides(parts);
  const outsideBest = BEST.outsides(parts);
  const table = tableOf(problem, parts);
  const posterior = victims.map((_, victim) => pairing(problem, parts, outsideSum, total, victim));
  const logGlr = victims.map((_, victim) => glrs(problem, parts, outsideBest, victim));
  const plain = logBetaSum(problem);
  return {
    ...table, posterior, logGlr, evaluations,
    logSumExp: problem.baseline + total + plain,
    symmetricGroups: groupsOf(problem, parts, outsideSum, outsideBest, total),
  };
}

const logBetaSum = ({ logBeta }: JointProblem): number => logBeta.reduce((sum, one) => sum + one, 0);

export function logAdd(a: number, b: number): number {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}

/** Every sex-consistent partial injection of remains into the slots of one family, equal ones evaluated once. */
function partsOf({ victims, logBeta }: JointProblem, family: JointFamily, index: number): { parts: Part[]; evaluations: number } {
  const parts: Part[] = [];
  const known = new Map<string, number>();
  const slots = new Array<number>(family.slots.length).fill(-1);
  const visit = (slot: number, mask: number): void => {
    if (slot === slots.length) {
      if (parts.length >= PARTS_MAX) throw new Fault("JOINT_LARGE", `expected at most ${PARTS_MAX} ways to place remains in one family`);
      const key = canonicalPart(slots, family.permutations);
      const text = key.join(",");
      const value = known.get(text) ?? (mask === 0 ? 0 : family.lambda(key));
      known.set(text, value);
      const beta = slots.reduce((sum, victim) => sum + (victim < 0 ? 0 : (logBeta[victim] ?? 0)), 0);
      parts.push({ family: index, slots: [...slots], mask, weight: value - beta, pure: value });
      return;
    }
    visit(slot + 1, mask);
    for (let victim = 0; victim < victims.length; victim++) {
      if ((mask >> victim) & 1 || !family.mayBe(victim, slot)) continue;
      slots[slot] = victim;
      visit(slot + 1, mask | (1 << victim));
      slots[slot] = -1;
    }
  };
  visit(0, 0);
  return { parts, evaluations: known.size };
}

/** The smallest arrangement under the symmetries: slot s of the result holds what slot π(s) holds. */
export function canonicalPart(slots: readonly number[], permutations: readonly (readonly number[])[]): readonly number[] {
  let best = slots;
  for (const permutation of permutations) {
    const moved = permutation.map((from) => slots[from] ?? -1);
    const first = moved.findIndex((victim, i) => victim !== best[i]);
    if (first >= 0 && (moved[first] ?? 0) < (best[first] ?? 0)) best = moved;
  }
  return best;
}

type Masks = ReadonlyMap<number, number>;

/** Sums (or maxima) over families of ln weights, by the set of remains used. */
class Semiring {
  readonly add: (a: number, b: number) => number;
  readonly of: (part: Part) => number;
  constructor(add: (a: number, b: number) => number, of: (part: Part) => number) {
    this.add = add;
    this.of = of;
  }
  whole(parts: readonly (readonly Part[])[]): number {
    let all: Masks = new Map([[0, 0]]);
    for (const list of parts) all = this.join(all, this.byMask(list));
    return [...all.values()].reduce((sum, value) => this.add(sum, value), -Infinity);
  }
  /** For each family: what the other families contribute, by the remains that they use. */
  outsides(parts: readonly (readonly Part[])[]): Masks[] {
    const own = parts.map((list) => this.byMask(list));
    const before: Masks[] = [new Map([[0, 0]])];
    for (const one of own) before.push(this.join(before[before.length - 1] ?? new Map(), one));
    let after: Masks = new Map([[0, 0]]);
    const outside = new Array<Masks>(own.length);
    for (let f = own.length - 1; f >= 0; f--) {
      outside[f] = this.join(before[f] ?? new Map(), after);
      after = this.join(own[f] ?? new Map(), after);
    }
    return outside;
  }
  /** Everything outside that leaves `mask` free. */
  free(outside: Masks, mask: number): number {
    let sum = -Infinity;
    for (const [used, value] of outside) if ((used & mask) === 0) sum = this.add(sum, value);
    return sum;
  }
  private byMask(list: readonly Part[]): Masks {
    const sums = new Map<number, number>();
    for (const part of list)
      if (part.weight > -Infinity) sums.set(part.mask, this.add(sums.get(part.mask) ?? -Infinity, this.of(part)));
    return sums;
  }
  private join(a: Masks, b: Masks): Masks {
    if (a.size * b.size > 50_000_000) throw new Fault("JOINT_LARGE", "expected a component that an exact sum can be made for");
    const sums = new Map<number, number>();
    for (const [x, wx] of a)
      for (const [y, wy] of b)
        if ((x & y) === 0) sums.set(x | y, this.add(sums.get(x | y) ?? -Infinity, wx + wy));
    return sums;
  }
}

/** Posterior sums count β; the best assignment is by likelihood alone. */
const SUM = new Semiring(logAdd, ({ weight }) => weight);
const BEST = new Semiring(Math.max, ({ pure }) => pure);

/** ln of the sum over parts of one family that pass `is`, each with what the others may do beside it. */
function over(parts: readonly Part[], outside: Masks, semiring: Semiring, is: (part: Part) => boolean): number {
  const free = new Map<number, number>();
  let sum = -Infinity;
  for (const part of parts) {
    if (part.weight === -Infinity || !is(part)) continue;
    let rest = free.get(part.mask);
    if (rest === undefined) free.set(part.mask, (rest = semiring.free(outside, part.mask)));
    sum = semiring.add(sum, semiring.of(part) + rest);
  }
  return sum;
}

function pairing({ families }: JointProblem, parts: readonly (readonly Part[])[], outside: readonly Masks[], total: number, victim: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const semiring = SUM;
  families.forEach((family, f) => family.slots.forEach((name, slot) => {
    if (!family.mayBe(victim, slot)) return;
    const sum = over(parts[f] ?? [], outside[f] ?? new Map(), semiring, ({ slots }) => slots[slot] === victim);
    found.set(name, Math.exp(sum - total));
  }));
  const first = over(parts[0] ?? [], nobodyOutside(outside[0] ?? new Map(), victim), semiring, ({ mask }) => ((mask >> victim) & 1) === 0);
  found.set(NOBODY, parts.length === 0 ? 1 : Math.exp(first - total));
  const whole = [...found.values()].reduce((sum, one) => sum + one, 0); // 1 but for rounding
  return new Map([...found].map(([name, one]) => [name, one / whole]));
}

const nobodyOutside = (outside: Masks, victim: number): Masks => new Map([...outside].filter(([used]) => ((used >> victim) & 1) === 0));

function glrs({ families }: JointProblem, parts: readonly (readonly Part[])[], outside: readonly Masks[], victim: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const semiring = BEST;
  families.forEach((family, f) => family.slots.forEach((name, slot) => {
    if (!family.mayBe(victim, slot)) return;
    const list = parts[f] ?? [];
    const having = over(list, outside[f] ?? new Map(), semiring, ({ slots }) => slots[slot] === victim);
    const lacking = over(list, outside[f] ?? new Map(), semiring, ({ slots }) => slots[slot] !== victim);
    found.set(name, (having - lacking) / Math.LN10);
  }));
  return found;
}

/** Orbits of two or more slots, with the set of remains that the best assignment places there. */
function groupsOf(
  problem: JointProblem, parts: readonly (readonly Part[])[], outsideSum: readonly Masks[], outsideBest: readonly Masks[], total: number,
): SymmetricGroup[] {
  const [sum, best] = [SUM, BEST];
  return problem.families.flatMap((family, f) => orbitsOf(family.slots.length, family.permutations).filter((orbit) => orbit.length > 1).flatMap((orbit) => {
    const list = parts[f] ?? [];
    const maskIn = (part: Part): number => orbit.reduce((mask, slot) => ((part.slots[slot] ?? -1) < 0 ? mask : mask | (1 << (part.slots[slot] ?? 0))), 0);
    let top = -Infinity;
    let set = 0;
    for (const part of list) {
      const value = part.pure + best.free(outsideBest[f] ?? new Map(), part.mask);
      if (value > top) [top, set] = [value, maskIn(part)];
    }
    if (set === 0) return [];
    const posterior = Math.exp(over(list, outsideSum[f] ?? new Map(), sum, (part) => maskIn(part) === set) - total);
    const other = over(list, outsideBest[f] ?? new Map(), best, (part) => maskIn(part) !== set);
    const victims = problem.victims.filter((_, victim) => (set >> victim) & 1);
    return [{ family: family.id, missing: orbit.map((slot) => family.slots[slot] ?? ""), victims, posterior, logGlr: (top - other) / Math.LN10 }];
  }));
}

/** Every assignment that is possible, or the best `TABLE_ROWS_MAX` of the first million met. */
function tableOf({ victims, families, baseline, logBeta }: JointProblem, parts: readonly (readonly Part[])[]): Pick<JointAnswer, "table" | "assignments" | "nonZero" | "isTruncated"> {
  const rows: { chosen: (Part | undefined)[]; loglik: number }[] = [];
  const chosen: (Part | undefined)[] = families.map(() => undefined);
  let assignments = 0;
  let isTruncated = false as boolean; // set inside the walk below
  const beta = (mask: number): number => logBeta.reduce((sum, one, victim) => sum + ((mask >> victim) & 1 ? one : 0), 0);
  const visit = (f: number, mask: number, loglik: number): void => {
    if (assignments > 1_000_000) {
      isTruncated = true;
      return;
    }
    if (f === families.length) {
      assignments++;
      if (loglik > -Infinity) rows.push({ chosen: [...chosen], loglik });
      return;
    }
    for (const part of parts[f] ?? []) {
      if (part.mask & mask) continue;
      chosen[f] = part;
      visit(f + 1, mask | part.mask, loglik + part.weight + beta(part.mask));
    }
  };
  visit(0, 0, baseline);
  const nonZero = rows.length;
  const named = rows.map(({ chosen: picks, loglik }) => {
    const assignment = victims.map(() => NOBODY);
    picks.forEach((part, f) => part?.slots.forEach((victim, slot) => {
      if (victim >= 0) assignment[victim] = families[f]?.slots[slot] ?? NOBODY;
    }));
    return { assignment, loglik };
  });
  named.sort((a, b) => b.loglik - a.loglik); // stable: ties keep the order of slots
  return { table: named.slice(0, TABLE_ROWS_MAX), assignments, nonZero, isTruncated: isTruncated || nonZero > TABLE_ROWS_MAX };
}
