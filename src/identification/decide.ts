// From pairs to proposals (IDENTIFICATION.md 9 and 10). The machine proposes; two persons and a board decide.
//   row   posterior over all missing persons of compatible sex and ω persons on no list, joint inside a component
//   plain GLR / (GLR + N - 1 + ω)
// The bar applies to the smaller of the two. Components join remains and families by pairs with a row share of at least
// 1e-4; a component with too many remains is cut at its weakest pairs, whose ratios then count in β, so nothing is lost.
import { exactLr } from "./screen-shard.ts";
import { solveJoint, type JointAnswer, type JointFamily } from "./joint.ts";
import type { OrderMemo } from "./family-likelihood.ts";
import type { Family } from "./parse-families.ts";
import type { Remains } from "./parse-remains.ts";
import type { Sex } from "./pedigree.ts";
import { placedLambda } from "./placed.ts";
import type { Settings } from "./settings.ts";
import { slotPermutations } from "./symmetry.ts";
import { buildTable, rowOf, type Panel } from "./table.ts";

export type FoundPair = {
  readonly remains: number; readonly family: string; readonly missing: string;
  readonly log10Lr: number; readonly excluded: readonly string[]; readonly markers: number; readonly y: readonly string[];
};
export type Verdict = "proposed" | "proposed as group" | "more references needed" | "too few markers" | "open flag" | "weak" | "excluded";

export type Candidate = FoundPair & {
  /** Joint posterior of the pair (row), and the plain one. */
  readonly posterior: number; readonly plain: number;
  /** log10 of the best assignment with the pair over the best without it. */
  readonly gapLog10: number;
  readonly verdict: Verdict; readonly component: number;
};

export type Component = {
  readonly number: number; readonly remains: readonly string[]; readonly families: readonly string[]; readonly answer: JointAnswer;
};

export type Evidence = {
  readonly panel: Panel; readonly remains: readonly Remains[]; readonly families: ReadonlyMap<string, Family>; readonly pairs: readonly FoundPair[];
  /** Σ LR over missing persons outside `pairs`, by remains. */
  readonly rest: ArrayLike<number>; readonly missing: Readonly<Record<Sex, number>>; readonly settings: Settings;
  /** Remains with an open flag, such as a profile that conflicts inside a proposed person. */
  readonly flagged: ReadonlySet<number>;
};
export type Decision = { readonly candidates: readonly Candidate[]; readonly components: readonly Component[]; readonly rescreened: number; readonly cutPairs: number };

const SHARE_MIN = [1e-4, 1e-3, 1e-2, 0.1, 0.5];
const COMPONENT_REMAINS_MAX = 10;

/** Deterministic; cost: exact likelihoods of the distinct placements inside components. */
export function decide(evidence: Evidence): Decision {
  const memo: OrderMemo = new Map();
  const { pairs: more, rescreened } = rescreen(evidence, memo);
  const pairs = [...evidence.pairs, ...more];
  const whole = wholeOf(evidence, pairs);
  const parted = componentsOf(pairs, whole, evidence.settings);
  const candidates = new Map<FoundPair, Candidate>();
  const ofRemains = new Map<number, FoundPair[]>();
  for (const pair of pairs) {
    const own = ofRemains.get(pair.remains);
    if (own) own.push(pair);
    else ofRemains.set(pair.remains, [pair]);
  }
  const components = parted.components.map((own, number) => {
    const near = own.remains.flatMap((index) => ofRemains.get(index) ?? []).filter(({ family }) => own.families.includes(family));
    return solveComponent(evidence, own, near, number + 1, whole, memo, candidates);
  });
  const loose = pairs.map((pair) => candidates.get(pair) ?? looseCandidate(evidence, pair, whole));
  loose.sort((a, b) => a.remains - b.remains || b.log10Lr - a.log10Lr || (a.family < b.family ? -1 : a.family > b.family ? 1 : a.missing < b.missing ? -1 : 1));
  return { candidates: loose, components, rescreened, cutPairs: parted.cut };
}

const ratio = (pair: FoundPair): number => 10 ** pair.log10Lr;

/** For each of the remains Σ LR over everybody, and ω. */
function wholeOf({ rest, remains, settings }: Evidence, pairs: readonly FoundPair[]): Float64Array {
  const whole = Float64Array.from(remains, (_, index) => (rest[index] ?? 0) + settings.unlistedPersons);
  for (const pair of pairs) whole[pair.remains] = (whole[pair.remains] ?? 0) + ratio(pair);
  return whole;
}

/** Missing persons of compatible sex. */
export const compatible = (sex: Sex, missing: Readonly<Record<Sex, number>>): number =>
  sex === "U" ? missing.M + missing.F + missing.U : missing[sex] + missing.U;

/** Families of several missing, with the likeliest remains placed, are screened again: a father found makes his son visible. */
function rescreen(evidence: Evidence, memo: OrderMemo): { pairs: FoundPair[]; rescreened: number } {
  const whole = wholeOf(evidence, evidence.pairs);
  const known = new Set(evidence.pairs.map(({ remains, family, missing }) => `${remains} ${family} ${missing}`));
  const best = new Map<string, FoundPair>();
  for (const pair of evidence.pairs) {
    if ((evidence.families.get(pair.family)?.missing.length ?? 0) < 2) continue;
    const top = best.get(pair.family);
    if (!top || pair.log10Lr > top.log10Lr) best.set(pair.family, pair);
  }
  const pairs: FoundPair[] = [];
  let rescreened = 0;
  const rows = evidence.remains.map(({ profile }) => evidence.panel.markers.map((marker, index) => rowOf(evidence.panel, index, profile[marker])));
  for (const [id, pair] of best) {
    const family = evidence.families.get(id);
    const orbit = family ? family.missing.length : 1;
    if (!family || ratio(pair) * orbit < 0.5 * (whole[pair.remains] ?? 0)) continue;
    rescreened++;
    const references = new Map(family.references).set(pair.missing, evidence.remains[pair.remains]?.profile ?? {});
    for (const missing of family.missing.filter((one) => one !== pair.missing)) {
      const person = family.pedigree.indexOf.get(missing) ?? -1;
      const sex = family.pedigree.persons[person]?.sex ?? "U";
      const { lr } = buildTable({ pedigree: family.pedigree, references, missing: person, panel: evidence.panel, memo });
      evidence.remains.forEach((one, remains) => {
        if (remains === pair.remains || (one.sex !== sex && one.sex !== "U" && sex !== "U") || known.has(`${remains} ${id} ${missing}`)) return;
        let product = 1;
        for (const row of rows[remains] ?? []) product *= lr[row] ?? 1;
        if (product < 1e-4 * (whole[remains] ?? 0) || product < 100) return;
        const alone = exactLr(family, person, one.profile, evidence.panel, evidence.settings.theta, memo);
        pairs.push({ remains, family: id, missing, log10Lr: alone.log10Lr, excluded: alone.excluded, markers: alone.markers, y: [] });
      });
    }
  }
  return { pairs, rescreened };
}

type Bundle = { readonly remains: readonly number[]; readonly families: readonly string[]; readonly edges: readonly FoundPair[] };

/** Connected components of remains and families; those with too many remains are cut at a higher share. */
function componentsOf(pairs: readonly FoundPair[], whole: Float64Array, settings: Settings): { components: Bundle[]; cut: number } {
  let cut = 0;
  const split = (edges: readonly FoundPair[], level: number): Bundle[] =>
    joined(edges).flatMap((bundle) => {
      const next = SHARE_MIN[level + 1];
      if (bundle.remains.length <= COMPONENT_REMAINS_MAX || next === undefined) return [bundle];
      const kept = bundle.edges.filter((pair) => share(pair, whole) >= next || pair.excluded.length === 0 && isRescreened(pair, whole));
      cut += bundle.edges.length - kept.length;
      return kept.length === bundle.edges.length ? [bundle] : split(kept, level + 1);
    });
  const isRescreened = (pair: FoundPair, sums: Float64Array): boolean => settings.posteriorBar > 0 && share(pair, sums) >= 0.5;
  const byFamily = new Map<string, number>();
  for (const pair of pairs) byFamily.set(pair.family, Math.max(byFamily.get(pair.family) ?? 0, share(pair, whole)));
  // a weak pair of a family that has a strong one may become strong beside it
  const edges = pairs.filter((pair) => share(pair, whole) >= (SHARE_MIN[0] ?? 0) || (share(pair, whole) >= 1e-8 && (byFamily.get(pair.family) ?? 0) >= 0.2));
  return { components: split(edges, 0), cut };
}

const share = (pair: FoundPair, whole: Float64Array): number => ratio(pair) / (whole[pair.remains] ?? 1);

function joined(edges: readonly FoundPair[]): Bundle[] {
  const parent = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    for (let up = parent.get(at) ?? at; up !== at; up = parent.get(at) ?? at) at = up;
    return at;
  };
  for (const { remains, family } of edges) {
    const [a, b] = [root(`r${remains}`), root(`f${family}`)];
    if (a !== b) parent.set(a < b ? b : a, a < b ? a : b);
  }
  const bundles = new Map<string, { remains: Set<number>; families: Set<string>; edges: FoundPair[] }>();
  for (const edge of edges) {
    const key = root(`r${edge.remains}`);
    const bundle = bundles.get(key) ?? { remains: new Set(), families: new Set(), edges: [] };
    bundles.set(key, bundle);
    bundle.remains.add(edge.remains);
    bundle.families.add(edge.family);
    bundle.edges.push(edge);
  }
  return [...bundles.values()].map(({ remains, families, edges: own }) => ({ remains: [...remains].sort((a, b) => a - b), families: [...families].sort(), edges: own }))
    .sort((a, b) => (a.remains[0] ?? 0) - (b.remains[0] ?? 0));
}

function solveComponent(
  evidence: Evidence, bundle: Bundle, pairs: readonly FoundPair[], number: number, whole: Float64Array, memo: OrderMemo, candidates: Map<FoundPair, Candidate>,
): Component {
  const { remains, settings } = evidence;
  const families = bundle.families.flatMap((id) => {
    const family = evidence.families.get(id);
    return family ? [jointFamily(evidence, family, bundle, memo)] : [];
  });
  const inside = new Map<number, number>();
  for (const pair of pairs) inside.set(pair.remains, (inside.get(pair.remains) ?? 0) + ratio(pair));
  const logBeta = bundle.remains.map((index) => Math.log(Math.max((whole[index] ?? 1) - (inside.get(index) ?? 0), settings.unlistedPersons, 1e-9)));
  const answer = solveJoint({ victims: bundle.remains.map((index) => remains[index]?.id ?? ""), families, baseline: 0, logBeta });
  for (const pair of pairs) {
    const victim = bundle.remains.indexOf(pair.remains);
    const name = `${pair.family}\n${pair.missing}`;
    const posterior = answer.posterior[victim]?.get(name) ?? 0;
    const gapLog10 = answer.logGlr[victim]?.get(name) ?? -Infinity;
    const n = compatible(remains[pair.remains]?.sex ?? "U", evidence.missing);
    const glr = 10 ** Math.min(gapLog10, 300);
    const plain = glr / (glr + Math.max(0, n - 1) + settings.unlistedPersons);
    const group = answer.symmetricGroups.find((one) => one.family === pair.family && one.missing.includes(name) && one.victims.includes(remains[pair.remains]?.id ?? ""));
    candidates.set(pair, { ...pair, posterior, plain, gapLog10, component: number, verdict: verdictOf(evidence, pair, { row: posterior, plain, gapLog10 }, group) });
  }
  return { number, remains: bundle.remains.map((index) => remains[index]?.id ?? ""), families: bundle.families, answer };
}

function jointFamily(evidence: Evidence, family: Family, bundle: Bundle, memo: OrderMemo): JointFamily {
  const { pedigree } = family;
  const slots = family.missing.map((id) => pedigree.indexOf.get(id) ?? -1);
  const isTyped = pedigree.persons.map(({ id }) => Object.keys(family.references.get(id) ?? {}).length > 0);
  const alone = new Map(bundle.edges.filter((edge) => edge.family === family.id).map((edge) => [`${edge.remains} ${edge.missing}`, edge.log10Lr * Math.LN10]));
  const linked = new Set(bundle.edges.filter((edge) => edge.family === family.id).map(({ remains }) => remains));
  const profile = (victim: number): Remains["profile"] => evidence.remains[bundle.remains[victim] ?? -1]?.profile ?? {};
  const lambda = (part: readonly number[]): number => {
    const placed = part.flatMap((victim, slot) => (victim < 0 ? [] : [{ person: family.missing[slot] ?? "", victim }]));
    const [only] = placed;
    const known = placed.length === 1 && only ? alone.get(`${bundle.remains[only.victim] ?? -1} ${only.person}`) : undefined;
    return known ?? placedLambda({
      pedigree, references: family.references, markers: evidence.panel.markers, models: evidence.panel.models, theta: evidence.settings.theta, memo,
      placed: placed.map(({ person, victim }) => ({ person, profile: profile(victim) })),
    });
  };
  const mayBe = (victim: number, slot: number): boolean => {
    const index = bundle.remains[victim] ?? -1;
    const [a, b] = [evidence.remains[index]?.sex, pedigree.persons[slots[slot] ?? -1]?.sex];
    return linked.has(index) && (a === b || a === "U" || b === "U");
  };
  return { id: family.id, slots: family.missing.map((missing) => `${family.id}\n${missing}`), permutations: slotPermutations(pedigree, isTyped, slots), mayBe, lambda };
}

function looseCandidate(evidence: Evidence, pair: FoundPair, whole: Float64Array): Candidate {
  const n = compatible(evidence.remains[pair.remains]?.sex ?? "U", evidence.missing);
  const lr = ratio(pair);
  return {
    ...pair, posterior: share(pair, whole), plain: lr / (lr + Math.max(0, n - 1) + evidence.settings.unlistedPersons),
    gapLog10: pair.log10Lr - Math.log10(Math.max((whole[pair.remains] ?? 1) - lr, 1e-300)), component: 0, verdict: pair.excluded.length > 0 ? "excluded" : "weak",
  };
}

/** A member of a symmetric group is judged by the group: inside it no label is a finding. */
function verdictOf(
  { settings, flagged }: Evidence, pair: FoundPair, own: { row: number; plain: number; gapLog10: number }, group: { posterior: number; logGlr: number } | undefined,
): Verdict {
  const isInGroup = group !== undefined && group.posterior > own.row && own.row > 1e-6;
  const posterior = isInGroup ? group.posterior : Math.min(own.row, own.plain);
  const gapLog10 = isInGroup ? group.logGlr : own.gapLog10;
  if (pair.excluded.length > 0 && posterior < 1e-6) return "excluded";
  if (posterior < 0.01) return "weak";
  if (flagged.has(pair.remains) || pair.y.length > 0) return "open flag";
  if (pair.markers < settings.markersMin) return "too few markers";
  if (posterior < settings.posteriorBar || gapLog10 < settings.gapLog10) return "more references needed";
  return isInGroup ? "proposed as group" : "proposed";
}
