// What was seen at one marker and which ordered pairs (paternal, maternal) may be true (IDENTIFICATION.md 4).
import type { Locus } from "./locus.ts";

/**
 * Two alleles called; or one, the other having dropped out (`null`); or one peak `[a, a, d]` of remains of which each allele is lost with
 * probability d, so that it may hide another. Absence of an observation is `undefined`.
 */
export type Seen = readonly [string, string | null, number?];
export type Profile = Readonly<Record<string, Seen>>;

/** The profile with its single peaks marked by the probability of drop-out; both alleles seen are the same under every d but for (1-d)², which no ratio keeps. */
export const withDropOut = (profile: Profile, dropOut: number): Profile =>
  dropOut === 0 ? profile : Object.fromEntries(Object.entries(profile).map(([marker, seen]) => [marker, seen[0] === seen[1] ? ([seen[0], seen[1], dropOut] as const) : seen]));

/** The alleles that were read, one or two. */
export const allelesOf = ([a, b]: Seen): readonly string[] => (b === null ? [a] : [a, b]);

/** One allele known, as `[a,null]` and `[a,a,d]` both have it. */
export const isOneKnown = (seen: Seen): boolean => seen[1] === null || seen[2] !== undefined;

/** Ordered pairs with their probability of giving what was seen. */
export type Explained = {
  readonly pat: Int32Array;
  readonly mat: Int32Array;
  readonly weight: Float64Array;
  /** False when every weight is 1. */
  readonly isWeighted: boolean;
};

/**
 * Pairs that explain `seen`. `dropOut` is the probability d that one allele is lost; with d > 0 a single peak
 * `[a,a]` may hide another allele: P({a,b}|a/b) = (1-d)², P({a}|a/b) = d(1-d), P({a}|a/a) = 1-d².
 * The alleles must be of the locus: the parser has seen to it. Cost at most 2K pairs.
 */
export function explain(seen: Seen, locus: Locus, dropOut = seen[2] ?? 0): Explained {
  if (dropOut > 0) return explainAnew(seen, locus, dropOut);
  const own = memo.get(locus) ?? new Map<string, Explained>();
  memo.set(locus, own);
  const key = `${seen[0]}/${seen[1] ?? ""}`;
  const known = own.get(key) ?? explainAnew(seen, locus, 0);
  own.set(key, known);
  return known;
}

/** Pairs found before, by locus: there are at most K² + K of them, and nobody writes to them. */
const memo = new WeakMap<Locus, Map<string, Explained>>();

function explainAnew(seen: Seen, locus: Locus, dropOut: number): Explained {
  const a = locus.indexOf.get(seen[0]) ?? -1;
  if (seen[1] === null) return containing(a, locus.p.length, () => 1, false);
  const b = locus.indexOf.get(seen[1]) ?? -1;
  if (a !== b) {
    const weight = (1 - dropOut) ** 2;
    return pairs([[a, b, weight], [b, a, weight]], dropOut > 0);
  }
  if (dropOut > 0) return containing(a, locus.p.length, (x) => single(x, a, locus.silent, dropOut), true);
  const silent = locus.silent;
  return silent >= 0 && locus.p[silent] !== 0 ? pairs([[a, a, 1], [a, silent, 1], [silent, a, 1]], false) : pairs([[a, a, 1]], false);
}

/** P({a} | a/x): a silent partner leaves one copy that must be seen. */
const single = (x: number, a: number, silent: number, d: number): number =>
  x === a ? 1 - d * d : x === silent ? 1 - d : d * (1 - d);

function containing(a: number, k: number, weight: (other: number) => number, isWeighted: boolean): Explained {
  const list: [number, number, number][] = [[a, a, weight(a)]];
  for (let x = 0; x < k; x++) if (x !== a) list.push([a, x, weight(x)], [x, a, weight(x)]);
  return pairs(list, isWeighted);
}

function pairs(list: readonly (readonly [number, number, number])[], isWeighted: boolean): Explained {
  return {
    pat: Int32Array.from(list, ([pat]) => pat), mat: Int32Array.from(list, ([, mat]) => mat),
    weight: Float64Array.from(list, ([, , weight]) => weight), isWeighted,
  };
}

/** P(seen) of a person drawn from the population, without theta. */
export function populationProbability({ pat, mat, weight }: Explained, p: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < pat.length; i++) sum += (weight[i] ?? 0) * (p[pat[i] ?? 0] ?? 0) * (p[mat[i] ?? 0] ?? 0);
  return sum;
}
