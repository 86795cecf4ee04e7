// The likelihood of one family at one marker as a sum of products (IDENTIFICATION.md 7).
//
// Variables: an untyped person has two (paternal and maternal allele, K values each); a typed person has one, running over
// the ordered pairs that explain what was seen, at most 2 or 3 of them. Factors: founder alleles, transmissions, weights.
// Founder alleles may be tied (theta.ts): tied alleles share one variable.
import { eliminate, eliminationOrder, type Factor } from "./eliminate.ts";
import type { Locus } from "./locus.ts";
import type { Matrices } from "./mutation.ts";
import type { Explained } from "./observation.ts";
import type { Pedigree } from "./pedigree.ts";

/** What a marker brings: its alleles, its matrices and ½M[a,x]+½M[b,x] for all a, b, x, made once. */
export type MarkerModel = { readonly locus: Locus; readonly matrices: Matrices; readonly sent: { readonly male: Float64Array; readonly female: Float64Array } };

/** Cost K³ time and memory per sex. */
export function markerModel(locus: Locus, matrices: Matrices): MarkerModel {
  const male = sentOf(matrices.male, locus.p.length);
  return { locus, matrices, sent: { male, female: matrices.female === matrices.male ? male : sentOf(matrices.female, locus.p.length) } };
}

/** [a][b][x]: probability that a parent a/b sends x. */
function sentOf(m: Float64Array, k: number): Float64Array {
  const sent = new Float64Array(k * k * k);
  for (let a = 0, at = 0; a < k; a++)
    for (let b = 0; b < k; b++)
      for (let x = 0; x < k; x++, at++) sent[at] = 0.5 * ((m[a * k + x] ?? 0) + (m[b * k + x] ?? 0));
  return sent;
}

/** Typed persons by their index in the pedigree. */
export type Typed = readonly (Explained | undefined)[];

/** Founder alleles by number 0 … 2F-1 to the block that they share; `p` is the probability of a block's allele. */
export type Ties = { readonly blockOf: ArrayLike<number>; readonly p: Float64Array };

type Node =
  | { readonly kind: "alleles"; readonly pat: number; readonly mat: number }
  | { readonly kind: "pairs"; readonly variable: number; readonly pairs: Explained };

/** Orders met so far, by shape of the family; a memo that changes no result. */
export type OrderMemo = Map<string, readonly number[]>;

export type FamilyQuestion = {
  readonly pedigree: Pedigree;
  readonly typed: Typed;
  readonly model: MarkerModel;
  /** Index of the untyped person whose K×K table of ordered pairs is wanted, -1 for the likelihood alone. */
  readonly keep: number;
  readonly ties?: Ties;
  readonly memo?: OrderMemo;
};

/**
 * P(everything seen, alleles of `keep` = x/y), K×K row-major by (paternal, maternal); one number when `keep` is -1.
 * A person who is untyped and has no descendant seen or kept sums to 1 and is left out.
 * @throws Fault `PEDIGREE_LARGE`.
 */
export function familyLikelihood(question: FamilyQuestion): Float64Array {
  const { pedigree, typed, keep, memo } = question;
  const used = whoMatters(pedigree, typed, keep);
  const { nodes, sizes } = variablesOf(question, used);
  const factors = factorsOf(question, used, nodes, sizes);
  const kept = keep < 0 ? undefined : nodes[keep];
  const keepVariables = kept?.kind === "alleles" ? [kept.pat, kept.mat] : [];
  const isTied = keepVariables.length === 2 && keepVariables[0] === keepVariables[1];
  const keepOnce = isTied ? keepVariables.slice(0, 1) : keepVariables;
  const order = orderOf(sizes, factors, keepOnce, memo);
  const values = eliminate(sizes, factors, keepOnce, order);
  return isTied ? onDiagonal(values) : values;
}

function onDiagonal(values: Float64Array): Float64Array {
  const k = values.length;
  const square = new Float64Array(k * k);
  for (let i = 0; i < k; i++) square[i * k + i] = values[i] ?? 0;
  return square;
}

function orderOf(sizes: readonly number[], factors: readonly Factor[], keep: readonly number[], memo: OrderMemo | undefined): readonly number[] {
  if (memo === undefined) return eliminationOrder(sizes, factors, keep);
  const key = `${sizes.join(",")};${keep.join(",")};${factors.map(({ scope }) => scope.join(",")).join(";")}`;
  const known = memo.get(key);
  if (known) return known;
  const order = eliminationOrder(sizes, factors, keep);
  if (memo.size > 20_000) memo.clear();
  memo.set(key, order);
  return order;
}

/** Persons that are typed or kept, and all their ancestors: founders are never pruned. */
export function whoMatters(pedigree: Pedigree, typed: Typed, keep: number): boolean[] {
  const used = pedigree.persons.map((_, index) => index === keep || typed[index] !== undefined);
  for (let i = pedigree.persons.length - 1; i >= 0; i--) {
    const person = pedigree.persons[i];
    if (!used[i] || !person || person.father < 0) continue;
    used[person.father] = true;
    used[person.mother] = true;
  }
  return used;
}

function variablesOf({ pedigree, typed, model, ties }: FamilyQuestion, used: readonly boolean[]): { nodes: (Node | undefined)[]; sizes: number[] } {
  const k = model.locus.p.length;
  const sizes: number[] = [];
  const add = (size: number): number => sizes.push(size) - 1;
  const blocks = new Map<number, number>();
  let founderAllele = 0;
  const founder = (): number => {
    if (ties === undefined) return add(k);
    const block = ties.blockOf[founderAllele++] ?? -1;
    const known = blocks.get(block);
    if (known !== undefined) return known;
    const variable = add(k);
    blocks.set(block, variable);
    return variable;
  };
  const nodes = pedigree.persons.map((person, index): Node | undefined => {
    if (!used[index]) return undefined;
    const pairs = typed[index];
    if (pairs) return { kind: "pairs", variable: add(pairs.pat.length), pairs };
    return person.father < 0 ? { kind: "alleles", pat: founder(), mat: founder() } : { kind: "alleles", pat: add(k), mat: add(k) };
  });
  return { nodes, sizes };
}

function factorsOf(question: FamilyQuestion, used: readonly boolean[], nodes: readonly (Node | undefined)[], sizes: readonly number[]): Factor[] {
  const { pedigree, model, ties } = question;
  const factors: Factor[] = [];
  const drawn = new Set<number>();
  pedigree.persons.forEach((person, index) => {
    const node = nodes[index];
    if (!node) return;
    if (person.father >= 0) {
      const [father, mother] = [nodes[person.father], nodes[person.mother]];
      if (father) factors.push(transmission(model, "male", father, node, sizes));
      if (mother) factors.push(transmission(model, "female", mother, node, sizes));
      if (node.kind === "pairs" && node.pairs.isWeighted) factors.push({ scope: [node.variable], values: node.pairs.weight });
    } else if (node.kind === "pairs") factors.push({ scope: [node.variable], values: founderPairs(node.pairs, model.locus.p, ties !== undefined) });
    else
      for (const variable of [node.pat, node.mat]) {
        if (ties !== undefined && drawn.has(variable)) continue;
        drawn.add(variable);
        factors.push({ scope: [variable], values: ties?.p ?? model.locus.p });
      }
  });
  return factors;
}

/** Under theta the urn has drawn the typed founders already: only the weights are left. */
function founderPairs({ pat, mat, weight }: Explained, p: Float64Array, isDrawn: boolean): Float64Array {
  return weight.map((w, i) => (isDrawn ? w : w * (p[pat[i] ?? 0] ?? 0) * (p[mat[i] ?? 0] ?? 0)));
}

/** P(the allele that `child` has from this parent | the parent). */
function transmission(model: MarkerModel, sex: "male" | "female", parent: Node, child: Node, sizes: readonly number[]): Factor {
  const k = model.locus.p.length;
  const m = model.matrices[sex];
  const sent = model.sent[sex];
  const from = child.kind === "pairs" ? (sex === "male" ? child.pairs.pat : child.pairs.mat) : undefined;
  const own = child.kind === "pairs" ? child.variable : sex === "male" ? child.pat : child.mat;
  const n = sizes[own] ?? 0;
  if (parent.kind === "alleles") {
    if (parent.pat === parent.mat) {
      const values = from === undefined ? m : new Float64Array(k * n);
      if (from !== undefined) for (let a = 0; a < k; a++) for (let c = 0; c < n; c++) values[a * n + c] = m[a * k + (from[c] ?? 0)] ?? 0;
      return { scope: [parent.pat, own], values };
    }
    const scope = [parent.pat, parent.mat, own];
    if (from === undefined) return { scope, values: sent };
    const values = new Float64Array(k * k * n);
    for (let ab = 0, at = 0; ab < k * k; ab++) for (let c = 0; c < n; c++, at++) values[at] = sent[ab * k + (from[c] ?? 0)] ?? 0;
    return { scope, values };
  }
  const { pat, mat } = parent.pairs;
  const values = new Float64Array(pat.length * n);
  for (let g = 0, at = 0; g < pat.length; g++) {
    const ab = ((pat[g] ?? 0) * k + (mat[g] ?? 0)) * k;
    for (let c = 0; c < n; c++, at++) values[at] = sent[ab + (from === undefined ? c : (from[c] ?? 0))] ?? 0;
  }
  return { scope: [parent.variable, own], values };
}
