// The most a pair of rows can be worth: what whole numbers decide is weighed, letters are taken at the best that the set of letters of
// both words, their lengths and their first four letters leave open. Most candidates fall here and no letter is compared for them.
// It is a bound from above, so nothing falls that would have been kept.
import { nameComparer } from "./compare-name.ts";
import { birthOf, captureLevel, COMPARED, numberComparer, placeLevel, rankLevel, type Synonyms } from "./levels.ts";
import type { Model } from "./model.ts";
import { mayBeNear, numberShapes } from "./number-shapes.ts";
import { isPacked } from "./packed-texts.ts";
import { STRIDE, type Problem } from "./problem.ts";
import { KIND } from "./tokens.ts";
import { gainsOf, nearGains, type Frequencies } from "./weigh.ts";
import { likenessAtMost, mayBeOneEdit, mayBeTwoEdits, ROUNDING, shapesOf } from "./word-shapes.ts";

/** ln of more than any equality says: of a word whose frequency is not known here. */
const RARE = 40;
/** Rows asked of memory at once, before the first of them is looked at. */
const AT_ONCE = 64;
/** Where goes what is read only to have it near. */
const SINK = new Int32Array(1);

type Weighed = { readonly model: Model; readonly prior: number; readonly frequencies: Frequencies; readonly synonyms: Synonyms };

/**
 * Keeps at the front of `candidates` the right places whose pair with left place `i` may be worth `atLeast` (ln) or more, in their
 * order; how many. Cost: some tens of nanoseconds a pair.
 */
export type ReachFilter = (i: number, candidates: Int32Array, count: number) => number;

/** What levels can be worth: tables by level, and the most of what is not looked at yet. */
export type Bounds = {
  readonly logs: readonly Float64Array[];
  readonly open: { readonly other: number; readonly edit: number; readonly bones: number; readonly edits: number; readonly alike: number; readonly far: number };
  readonly ofGiven: NameBounds; readonly ofFather: NameBounds; readonly bestRank: number; readonly bestPlace: number; readonly bestCapture: number; readonly otherNumber: number;
};

export function boundsOf(model: Model): Bounds {
  const logs = COMPARED.map((field) => Float64Array.from(model.fields[field].m, (m, level) => (level === 0 ? 0 : Math.log(Math.max(1e-12, m) / (model.fields[field].u[level] ?? 1)))));
  const table = (at: number): Float64Array => logs[at] ?? new Float64Array(0);
  const most = (of: Float64Array, levels: readonly number[]): number => levels.reduce((top, level) => Math.max(top, of[level] ?? 0), Number.NEGATIVE_INFINITY);
  const surnames = table(0);
  return {
    logs,
    open: { other: most(surnames, [2, 3, 4, 5, 6, 7, 8]), edit: most(surnames, [2, 3, 5, 7, 8]), bones: most(surnames, [3, 5, 7, 8]), edits: most(surnames, [5, 7, 8]), alike: most(surnames, [7, 8]), far: surnames[8] ?? 0 },
    ofGiven: nameBounds(table(1), most), ofFather: nameBounds(table(2), most),
    bestRank: Math.max(0, most(table(6), [1, 2, 3])), bestPlace: Math.max(0, most(table(7), [1, 2])), bestCapture: Math.max(0, most(table(8), [1, 2, 3, 4])), otherNumber: most(table(4), [2, 3]),
  };
}

export function reachFilter(problem: Problem, weighed: Weighed, atLeast: number): ReachFilter {
  const { model, prior, frequencies, synonyms } = weighed;
  const [left, right] = [problem.left.rows, problem.right.rows];
  const shapes = shapesOf(problem.names);
  const { quickName } = nameComparer(problem.names);
  const { logs, open, ofGiven, ofFather, bestRank, bestPlace, bestCapture, otherNumber } = boundsOf(model);
  const gains = gainsOf(model, frequencies);
  const equal = (field: number, gain: Float64Array): Float64Array => gain.map((value) => (logs[field]?.[1] ?? 0) + value);
  const [equalSurname, equalGiven, equalFather, equalUnit] = [equal(0, gains.surname), equal(1, gains.givenToken), equal(2, gains.fatherToken), equal(5, gains.unit)];
  const nearGain = nearGains(model, frequencies);
  const table = (at: number): Float64Array => logs[at] ?? new Float64Array(0);
  const [births, numbers, units, ranks, places, captures] = [table(3), table(4), table(5), table(6), table(7), table(8)];
  const numberLevel = numberComparer(problem.numbers);
  const shapesOfNumbers = isPacked(problem.numbers) ? numberShapes(problem.numbers) : undefined; // where numbers come one by one nothing is worked out of all of them
  const [ranksLevel, placesLevel] = [rankLevel(problem.ranks, synonyms), placeLevel(synonyms)];

  const surnameBound = (sa: number, sa2: number, sb: number, sb2: number): number => {
    const near = (nearGain[sa] ?? 0) + (nearGain[sb] ?? 0);
    const [a, b] = [4 * sa, 4 * sb];
    if (shapes[a + 1] === 0 || shapes[b + 1] === 0 || sa2 !== 0 || sb2 !== 0) return open.other + Math.max(0, near);
    if (mayBeOneEdit(shapes, a, b)) return open.edit + Math.max(0, near);
    if (shapes[a + 3] === shapes[b + 3]) return open.bones;
    if (mayBeTwoEdits(shapes, a, b)) return open.edits;
    return likenessAtMost(shapes, a, b) >= 0.8 - ROUNDING ? open.alike : open.far;
  };
  /** Two different words of given or father's names that no formal name joins. */
  const nameBound = (of: NameBounds, ta: number, kindA: number, tb: number, kindB: number): number => {
    if (kindA === KIND.initial || kindB === KIND.initial) return of.initial;
    const [a, b] = [4 * ta, 4 * tb];
    const isOpen = shapes[a + 1] === 0 || shapes[b + 1] === 0;
    const bothKnown = (kindA === KIND.formal || kindA === KIND.short) && (kindB === KIND.formal || kindB === KIND.short);
    if (bothKnown) return isOpen || mayBeOneEdit(shapes, a, b) ? of.knownEdit : of.known;
    if (isOpen) return of.other;
    if (mayBeOneEdit(shapes, a, b)) return of.edit;
    return likenessAtMost(shapes, a, b) >= 0.8 - ROUNDING ? of.alike : of.far;
  };

  return (i, candidates, count) => {
    const l = i * STRIDE;
    const sa = left[l] ?? 0;
    const sa2 = left[l + 1] ?? 0;
    const ga = left[l + 2] ?? 0;
    const gsa = left[l + 3] ?? 0;
    const fa = left[l + 4] ?? 0;
    const fsa = left[l + 5] ?? 0;
    const ba = left[l + 6] ?? 0;
    const ya = left[l + 7] ?? 0;
    const na = left[l + 8] ?? 0;
    const ua = left[l + 9] ?? 0;
    const ra = left[l + 10] ?? 0;
    const pa = left[l + 11] ?? 0;
    const ca = left[l + 12] ?? 0;
    const flagsA = left[l + 13] ?? 0;
    const kga = flagsA & 7;
    const kfa = (flagsA >> 3) & 7;
    const surnameMost = equalSurname[sa] ?? RARE;
    const givenMost = equalGiven[ga] ?? RARE;
    const fatherMost = equalFather[fa] ?? RARE;
    const unitMost = equalUnit[ua] ?? RARE;
    // what is not looked at until the end, at its best
    const rest = (ra === 0 ? 0 : bestRank) + (pa === 0 ? 0 : bestPlace) + bestCapture;
    const start = prior + rest + ROUNDING;
    const restNames = (ga === 0 ? 0 : Math.max(0, givenMost, ofGiven.other, ofGiven.joined)) + (fa === 0 ? 0 : Math.max(0, fatherMost, ofFather.other, ofFather.joined));
    const restFather = fa === 0 ? 0 : Math.max(0, fatherMost, ofFather.other, ofFather.joined);
    let kept = 0;
    for (let k = 0; k < count; k++) {
      if ((k & (AT_ONCE - 1)) === 0) for (let next = k; next < Math.min(count, k + AT_ONCE); next++) SINK[0] = right[(candidates[next] ?? 0) * STRIDE] ?? 0;
      const j = candidates[k] ?? 0;
      const r = j * STRIDE;
      const flagsB = right[r + 13] ?? 0;
      let sum = start + (births[birthOf(ba, ya, right[r + 6] ?? 0, right[r + 7] ?? 0, (flagsA | flagsB) >= 64)] ?? 0);
      const nb = right[r + 8] ?? 0;
      if (na !== 0 && nb !== 0) sum += na === nb ? (numbers[1] ?? 0) : shapesOfNumbers && !mayBeNear(shapesOfNumbers, na, nb) ? (numbers[3] ?? 0) : otherNumber;
      const ub = right[r + 9] ?? 0;
      if (ua !== 0 && ub !== 0) sum += ua === ub ? unitMost : (units[2] ?? 0);
      const sb = right[r] ?? 0;
      if (sa !== 0 && sb !== 0) sum += sa === sb ? surnameMost : surnameBound(sa, sa2, sb, right[r + 1] ?? 0);
      if (sum + restNames < atLeast) continue;
      const gb = right[r + 2] ?? 0;
      if (ga !== 0 && gb !== 0) {
        const level = quickName(ga, gsa, kga, gb, right[r + 3] ?? 0, flagsB & 7);
        sum += level === 1 ? Math.min(givenMost, equalGiven[gb] ?? RARE) : level > 0 ? (ofGiven.levels[level] ?? 0) : nameBound(ofGiven, ga, kga, gb, flagsB & 7);
      }
      if (sum + restFather < atLeast) continue;
      const fb = right[r + 4] ?? 0;
      if (fa !== 0 && fb !== 0) {
        const level = quickName(fa, fsa, kfa, fb, right[r + 5] ?? 0, (flagsB >> 3) & 7);
        sum += level === 1 ? Math.min(fatherMost, equalFather[fb] ?? RARE) : level > 0 ? (ofFather.levels[level] ?? 0) : nameBound(ofFather, fa, kfa, fb, (flagsB >> 3) & 7);
      }
      if (sum < atLeast) continue;
      sum -= rest;
      if (na !== 0 && nb !== 0 && na !== nb && (!shapesOfNumbers || mayBeNear(shapesOfNumbers, na, nb))) sum += (numbers[numberLevel(na, nb)] ?? 0) - otherNumber;
      const rb = right[r + 10] ?? 0;
      if (ra !== 0 && rb !== 0) sum += ranks[ranksLevel(ra, rb)] ?? 0;
      const pb = right[r + 11] ?? 0;
      if (pa !== 0 && pb !== 0) sum += places[placesLevel(pa, pb)] ?? 0;
      sum += captures[captureLevel(ca, right[r + 12] ?? 0)] ?? 0;
      if (sum >= atLeast) candidates[kept++] = j;
    }
    return kept;
  };
}

/** By what is open between two words of a name, the most that any level left can add. */
export type NameBounds = {
  readonly levels: Float64Array; readonly joined: number; readonly other: number; readonly initial: number; readonly known: number; readonly knownEdit: number;
  readonly edit: number; readonly alike: number; readonly far: number;
};

const nameBounds = (levels: Float64Array, most: (of: Float64Array, levels: readonly number[]) => number): NameBounds => ({
  levels, joined: most(levels, [1, 2, 3]), other: most(levels, [3, 4, 5, 6, 7, 8]), initial: most(levels, [5, 8]), known: levels[8] ?? 0, knownEdit: most(levels, [6, 8]),
  edit: most(levels, [4, 6, 7, 8]), alike: most(levels, [6, 7, 8]), far: most(levels, [7, 8]),
});
