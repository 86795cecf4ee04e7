// Population substructure: Balding & Nichols 1994, all founder alleles of a hypothesis drawn one after another from one urn,
//   P(next = a) = (n_a·θ + (1-θ)·p_a) / (1 + (n-1)·θ),   n alleles drawn so far, n_a of them a.
// The urn is a Pólya urn: given the alleles of the typed founders it is again one, with p' ∝ n_a·θ + (1-θ)·p_a. A free
// founder allele either repeats an earlier free one (they are tied: one variable) or is fresh, drawn from p'. The sum over
// all ways to tie, each an ordinary elimination, is exact under every mutation model (the partitions are those of the
// Chinese restaurant process). A founder with one child lends it one allele; the other is never looked at.
import { Fault } from "../basis/fault.ts";
import { familyLikelihood, whoMatters, type MarkerModel, type OrderMemo, type Typed } from "./family-likelihood.ts";
import type { Explained } from "./observation.ts";
import type { Pedigree } from "./pedigree.ts";

/** Free founder alleles beyond which theta is refused: Bell(10) = 115,975 ways to tie. */
export const FREE_ALLELES_MAX = 10;

export type ThetaQuestion = {
  readonly pedigree: Pedigree;
  readonly typed: Typed;
  /** Typed persons of the same population who are related to nobody: their alleles lie in the same urn. */
  readonly unrelated: readonly Explained[];
  readonly model: MarkerModel;
  readonly theta: number;
  readonly memo?: OrderMemo;
};

/**
 * P_θ(everything seen, in the family and in the unrelated persons).
 * @throws Fault `THETA_LARGE` when more than `FREE_ALLELES_MAX` founder alleles are free.
 */
export function thetaLikelihood(question: ThetaQuestion): number {
  const { pedigree, typed, unrelated, model, theta } = question;
  const used = whoMatters(pedigree, typed, -1);
  const typedFounders = pedigree.persons.flatMap((person, index) => (used[index] && person.father < 0 && typed[index] ? [index] : []));
  const freeFounders = pedigree.persons.flatMap((person, index) => (used[index] && person.father < 0 && !typed[index] ? [index] : []));
  const oneChild = freeFounders.map((founder) =>
    pedigree.persons.filter(({ father, mother }, index) => used[index] && (father === founder || mother === founder)).length === 1);
  const choices = [...typedFounders.map((index) => typed[index]), ...unrelated].flatMap((one) => (one ? [unordered(one)] : []));
  const urn = new Urn(model.locus.p, theta);
  let total = 0;
  const visit = (at: number, probability: number, fixed: readonly Choice[]): void => {
    if (probability === 0) return;
    const choice = choices[at];
    if (choice === undefined) {
      total += probability * givenTypedFounders(question, typedFounders, fixed, oneChild, urn);
      return;
    }
    for (const one of choice) {
      const [first, second] = [urn.draw(one.a), urn.draw(one.b)];
      visit(at + 1, probability * one.weight * first * second, [...fixed, one]);
      urn.putBack(one.b);
      urn.putBack(one.a);
    }
  };
  visit(0, 1, []);
  return total;
}

type Choice = { readonly a: number; readonly b: number; readonly weight: number };

/** Unordered pairs: the urn and the founder's children do not tell (a,b) from (b,a). */
function unordered({ pat, mat, weight }: Explained): Choice[] {
  const list: Choice[] = [];
  for (let i = 0; i < pat.length; i++) {
    const [a, b] = [pat[i] ?? 0, mat[i] ?? 0];
    if (a <= b) list.push({ a, b, weight: (weight[i] ?? 0) * (a === b ? 1 : 2) });
  }
  return list;
}

class Urn {
  private readonly counts: Float64Array;
  private drawn = 0;
  private readonly p: Float64Array;
  private readonly theta: number;
  constructor(p: Float64Array, theta: number) {
    this.p = p;
    this.theta = theta;
    this.counts = new Float64Array(p.length);
  }
  get size(): number {
    return this.drawn;
  }
  /** The probability of drawing `a` now; the allele is in the urn afterwards. */
  draw(a: number): number {
    const probability = ((this.counts[a] ?? 0) * this.theta + (1 - this.theta) * (this.p[a] ?? 0)) / (1 + (this.drawn - 1) * this.theta);
    this.counts[a] = (this.counts[a] ?? 0) + 1;
    this.drawn++;
    return probability;
  }
  putBack(a: number): void {
    this.counts[a] = (this.counts[a] ?? 0) - 1;
    this.drawn--;
  }
  /** What a fresh allele is drawn from. */
  fresh(): Float64Array {
    const whole = 1 - this.theta + this.drawn * this.theta;
    return this.p.map((p, a) => ((this.counts[a] ?? 0) * this.theta + (1 - this.theta) * p) / whole);
  }
}

function givenTypedFounders(
  { pedigree, typed, model, theta, memo }: ThetaQuestion, typedFounders: readonly number[], fixed: readonly Choice[],
  oneChild: readonly boolean[], urn: Urn,
): number {
  const known = typed.map((explained, index) => {
    const at = typedFounders.indexOf(index);
    const choice = at < 0 ? undefined : fixed[at];
    return choice === undefined ? explained
      : { pat: Int32Array.of(choice.a), mat: Int32Array.of(choice.b), weight: Float64Array.of(1), isWeighted: false };
  });
  const p = urn.fresh();
  let sum = 0;
  for (const { blockOf, probability } of waysToTie(oneChild, urn.size, theta)) {
    const [likelihood = 0] = familyLikelihood({ pedigree, typed: known, model, keep: -1, ties: { blockOf, p }, ...(memo ? { memo } : {}) });
    sum += probability * likelihood;
  }
  return sum;
}

type Way = { readonly blockOf: readonly number[]; readonly probability: number };
const known = new Map<string, readonly Way[]>();

/**
 * Ways to tie the free founder alleles (two entries per founder, equal for a founder with one child), with the probability
 * of each given `drawn` alleles already in the urn. Ways that differ by a swap inside a founder are one.
 */
function waysToTie(oneChild: readonly boolean[], drawn: number, theta: number): readonly Way[] {
  const key = `${oneChild.map(Number).join("")}/${drawn}/${theta}`;
  const memo = known.get(key);
  if (memo) return memo;
  const slots = oneChild.flatMap((isOne, founder) => (isOne ? [founder] : [founder, founder]));
  if (slots.length > FREE_ALLELES_MAX)
    throw new Fault("THETA_LARGE", `expected at most ${FREE_ALLELES_MAX} alleles of untyped founders under theta, this family has ${slots.length}`);
  const ways = new Map<string, Way>();
  const grow = (blocks: readonly number[], sizes: readonly number[], probability: number): void => {
    const j = blocks.length;
    if (j === slots.length) {
      const shape = canonical(blocks, slots);
      const text = shape.join(",");
      ways.set(text, { blockOf: perFounder(shape, slots), probability: (ways.get(text)?.probability ?? 0) + probability });
      return;
    }
    const whole = 1 + (drawn + j - 1) * theta;
    sizes.forEach((size, block) =>
      grow([...blocks, block], sizes.map((one, b) => (b === block ? one + 1 : one)), (probability * size * theta) / whole));
    grow([...blocks, sizes.length], [...sizes, 1], (probability * (1 - theta + drawn * theta)) / whole);
  };
  grow([], [], 1);
  const list = [...ways.values()];
  if (known.size > 100) known.clear();
  known.set(key, list);
  return list;
}

/** The smallest relabelling under swaps of the two alleles of each founder. */
function canonical(blocks: readonly number[], slots: readonly number[]): readonly number[] {
  const pairs = slots.flatMap((founder, at) => (slots[at + 1] === founder ? [at] : []));
  let best: readonly number[] = relabelled(blocks);
  for (let mask = 1; mask < 1 << pairs.length; mask++) {
    const swapped = [...blocks];
    pairs.forEach((at, bit) => {
      if ((mask >> bit) & 1) [swapped[at], swapped[at + 1]] = [blocks[at + 1] ?? 0, blocks[at] ?? 0];
    });
    const shape = relabelled(swapped);
    const first = shape.findIndex((block, i) => block !== best[i]);
    if (first >= 0 && (shape[first] ?? 0) < (best[first] ?? 0)) best = shape;
  }
  return best;
}

function relabelled(blocks: readonly number[]): number[] {
  const names = new Map<number, number>();
  return blocks.map((block) => {
    if (!names.has(block)) names.set(block, names.size);
    return names.get(block) ?? 0;
  });
}

function perFounder(shape: readonly number[], slots: readonly number[]): number[] {
  return shape.flatMap((block, at) => (slots[at - 1] === slots[at] || slots[at + 1] === slots[at] ? [block] : [block, block]));
}
