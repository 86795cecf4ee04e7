// New, changed and withdrawn rows under a saved model (M7). Only the rows that a change can meet are scored again and only their
// components solved again; what comes out equals the batch run under the same model, byte for byte, as long as no block reaches
// BLOCK_ROWS_MAX rows (there a batch run narrows the block for everybody) and no more than SAME_ROWS_MAX say the same. Term frequencies, keys and the use of words are the
// model's, or every arrival would move every score.
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault } from "../basis/fault.ts";
import type { NameTable } from "../vocabulary/name-table.ts";
import { columnOf, LIST_FIELDS, type Column, type ListField, type PersonList, type Remark } from "../vocabulary/person-list.ts";
import { assign } from "./assign.ts";
import { agreesFurther, BLOCK_ROWS_MAX, CANDIDATES_MAX, keyHasher, namedKeys, type Key } from "./block.ts";
import { ranksOf, type Pairs } from "./graph.ts";
import { asFitted, placeByRow, settle, type Linked } from "./link.ts";
import { marginals } from "./marginals.ts";
import { createShared, preparePair, type Prepared, type PreparedPair, type Shared } from "./prepare.ts";
import { createProblem, namesOf, packRow, STRIDE, type Names, type Problem } from "./problem.ts";
import { givenOf, readingOf, type SavedModel } from "./saved-model.ts";
import { fellSums, rowScorer, type Kept, type ScoreSetup } from "./scan.ts";

export type Change = {
  /** Rows that are new, or that take the place of the row with their id. */
  readonly left?: PersonList;
  readonly right?: PersonList;
  readonly withdrawLeft?: readonly string[];
  readonly withdrawRight?: readonly string[];
};

/** Chosen pairs by ids, in code order: what the owners of the cases are to be told. */
export type Difference = {
  readonly appeared: readonly (readonly [string, string])[];
  readonly gone: readonly (readonly [string, string])[];
  /** Chosen before and after, with another probability. */
  readonly changed: readonly (readonly [string, string])[];
  /** Left rows scored again. */
  readonly rescored: number;
};

export type Standing = {
  /** @throws Fault `ROW_UNKNOWN` for a withdrawn id that no row has; nothing is changed then. @param compared hears what share of the rows is compared, 0 to 1. */
  readonly apply: (change: Change, compared?: (share: number) => void) => Difference;
  /** Everything as a batch run would give it. */
  readonly linked: () => Linked;
};

type Edge = { readonly j: number; readonly pattern: number; readonly weight: number; probability: number; isChosen: boolean };

/** Rows by place; a place is never used again. */
type Rows = {
  rows: Int32Array;
  readonly ids: string[];
  readonly source: { readonly prepared: Prepared; readonly row: number }[];
  readonly alive: boolean[];
  readonly placeOf: Map<string, number>;
  readonly buckets: Map<number, number[]>[];
};

export function createStanding(saved: SavedModel, names: NameTable, asOf: number): Standing {
  const shared = createShared(names);
  const reading = readingOf(saved);
  const given = givenOf(saved, shared);
  const keys = namedKeys(saved.keys);
  const [left, right] = [emptyRows(keys), emptyRows(keys)];
  const edges = new Map<number, Edge[]>();
  const cut = new Set<number>(); // left places of which pairs fell
  const lefts = new Map<number, Set<number>>(); // left places with an edge to a right place
  const empty: PersonList = { ids: [], numbers: new Int32Array(0), cells: {}, remarks: [] };

  const isBefore = (a: number, b: number): boolean => (right.ids[a] ?? "") < (right.ids[b] ?? "");
  const apply = (change: Change, compared: (share: number) => void = () => undefined): Difference => {
    checkKnown(change, left, right);
    const pair = preparePair(change.left ?? empty, change.right ?? empty, { asOf, names, reading, shared });
    const words = namesOf(shared.tokens, names.initialsOf);
    const touchedLeft = new Set<number>();
    const touchedRight = new Set<number>();
    const before = new Map<string, number>();
    const forget = (i: number): void => {
      for (const { j, probability, isChosen } of edges.get(i) ?? []) {
        touchedRight.add(j);
        lefts.get(j)?.delete(i);
        if (isChosen) before.set(`${i} ${j}`, probability);
      }
      edges.delete(i);
      cut.delete(i);
    };
    const dirty = new Set<number>();
    const withdraw = (rows: Rows, ids: readonly string[], isLeft: boolean): void => {
      for (const id of ids) {
        const place = rows.placeOf.get(id);
        if (place === undefined) continue;
        rows.alive[place] = false;
        rows.placeOf.delete(id);
        removeFromBuckets(rows, place, keys, words);
        if (isLeft) forget(place);
        else {
          for (const i of lefts.get(place) ?? []) dirty.add(i);
          if (cut.size > 0) for (const i of meeting(right, place, left, keys, words)) if (cut.has(i)) dirty.add(i);
        }
      }
    };
    withdraw(left, [...(change.withdrawLeft ?? []), ...pair.left.ids], true);
    withdraw(right, [...(change.withdrawRight ?? []), ...pair.right.ids], false);
    const newRight = addRows(right, pair.right, keys, words);
    for (const i of addRows(left, pair.left, keys, words)) dirty.add(i);
    const problem = problemOf(left, right, words, shared, saved);
    newRight.forEach((j, at) => {
      for (const i of meeting(right, j, left, keys, words)) dirty.add(i);
      if (at % TOLD_ROWS === 0) compared(at / newRight.length / 2); // finding whom new rows meet takes about as long as comparing them
    });
    for (const i of [...dirty]) if (left.alive[i] !== true) dirty.delete(i);
    const setup: ScoreSetup = given.setupOf(problem);
    const scoreRow = rowScorer(problem, setup, () => {}, isBefore);
    let done = 0;
    for (const i of dirty) {
      if (done++ % TOLD_ROWS === 0) compared((newRight.length === 0 ? 0 : 0.5) + (done / dirty.size) * (newRight.length === 0 ? 1 : 0.5));
      forget(i);
      const candidates = meeting(left, i, right, keys, words);
      const scored = scoreRow(i, candidates, candidates.length);
      const found = scored.pairs.map((one): Edge => ({ ...one, probability: 0, isChosen: false }));
      if (scored.fallen > 0) cut.add(i);
      if (found.length > 0) edges.set(i, found.sort((a, b) => byCodeUnit(right.ids[a.j] ?? "", right.ids[b.j] ?? "")));
      for (const { j } of found) {
        touchedRight.add(j);
        const of = lefts.get(j);
        if (of) of.add(i);
        else lefts.set(j, new Set([i]));
      }
      touchedLeft.add(i);
    }
    const affected = reachable(touchedLeft, touchedRight, edges, lefts);
    for (const component of affected) for (const i of component.lefts) for (const { j, probability, isChosen } of edges.get(i) ?? []) if (isChosen) before.set(`${i} ${j}`, probability);
    for (const component of affected) solve(component, left, right, edges);
    return difference(before, affected, left, right, edges, dirty.size);
  };

  /** Of the rows that have too many, asked anew: kept, they would be the square of a crowd. */
  const fellNow = (): Kept["fell"] => {
    const fell = fellSums(right.ids.length);
    if (cut.size === 0) return fell.take();
    const words = namesOf(shared.tokens, names.initialsOf);
    const problem = problemOf(left, right, words, shared, saved);
    const scoreRow = rowScorer(problem, given.setupOf(problem), fell.add, isBefore);
    for (const i of cut) {
      const candidates = meeting(left, i, right, keys, words);
      scoreRow(i, candidates, candidates.length);
    }
    return fell.take();
  };

  return { apply, linked: () => assemble(left, right, edges, fellNow(), shared, saved, names) };
}

/** Rows between two words of how far the comparing is. */
const TOLD_ROWS = 256;

const emptyRows = (keys: readonly Key[]): Rows => ({ rows: new Int32Array(64 * STRIDE), ids: [], source: [], alive: [], placeOf: new Map(), buckets: keys.map(() => new Map<number, number[]>()) });

function checkKnown({ withdrawLeft, withdrawRight }: Change, left: Rows, right: Rows): void {
  const unknown = (ids: readonly string[] | undefined, rows: Rows): number => (ids ?? []).filter((id) => !rows.placeOf.has(id)).length;
  const count = unknown(withdrawLeft, left) + unknown(withdrawRight, right);
  if (count > 0) throw new Fault("ROW_UNKNOWN", `expected to withdraw rows that stand in the lists, found ${count} that do not`, [{ field: "id" }]);
}

function problemOf(left: Rows, right: Rows, names: Names, shared: Shared, saved: SavedModel): Problem {
  return {
    left: sideOf(left), right: sideOf(right), names,
    numbers: shared.numbers.text, ranks: shared.ranks.text, isLeftFirst: true, isOneList: false, keys: saved.keys,
  };
}

const sideOf = ({ rows, ids }: Rows): Problem["left"] => ({ rows, count: ids.length, aside: 0 });

function addRows(rows: Rows, list: Prepared, keys: readonly Key[], names: Names): number[] {
  const places: number[] = [];
  for (let row = 0; row < list.count; row++) {
    const place = rows.ids.length;
    if ((place + 1) * STRIDE > rows.rows.length) {
      const wider = new Int32Array(rows.rows.length * 2);
      wider.set(rows.rows);
      rows.rows = wider;
    }
    packRow(list, row, rows.rows, place * STRIDE);
    rows.rows[place * STRIDE + 14] = place;
    rows.ids.push(list.ids[row] ?? "");
    rows.source.push({ prepared: list, row });
    rows.alive.push(true);
    rows.placeOf.set(list.ids[row] ?? "", place);
    places.push(place);
  }
  const hashesOf = keyHasher(sideOf(rows), names, "stands");
  keys.forEach((key, k) => {
    const buckets = rows.buckets[k];
    for (const place of places) for (const hash of hashesOf(key, place)) {
      const bucket = buckets?.get(hash);
      if (bucket) bucket.push(place);
      else buckets?.set(hash, [place]);
    }
  });
  return places;
}

function removeFromBuckets(rows: Rows, place: number, keys: readonly Key[], names: Names): void {
  const hashesOf = keyHasher(sideOf(rows), names, "stands");
  keys.forEach((key, k) => {
    for (const hash of hashesOf(key, place)) {
      const bucket = rows.buckets[k]?.get(hash);
      if (bucket) rows.buckets[k]?.set(hash, bucket.filter((one) => one !== place));
    }
  });
}

/** Places of `to` that share a key with place `at` of `from`. */
function meeting(from: Rows, at: number, to: Rows, keys: readonly Key[], names: Names): Int32Array {
  const hashesOf = keyHasher(sideOf(from), names, "asks");
  const met = new Set<number>();
  keys.forEach((key, k) => {
    for (const hash of hashesOf(key, at)) {
      const bucket = to.buckets[k]?.get(hash) ?? [];
      const isLarge = bucket.length > BLOCK_ROWS_MAX;
      for (const place of bucket) if (met.size < CANDIDATES_MAX && (!isLarge || agreesFurther(from.rows, at * STRIDE, to.rows, place * STRIDE))) met.add(place);
    }
  });
  return Int32Array.from(met);
}

type Affected = { readonly lefts: readonly number[]; readonly rights: readonly number[] };

/** The components that hold a touched row, as they are now. */
function reachable(startLeft: ReadonlySet<number>, startRight: ReadonlySet<number>, edges: ReadonlyMap<number, readonly Edge[]>, lefts: ReadonlyMap<number, ReadonlySet<number>>): Affected[] {
  const [seenLeft, seenRight] = [new Set<number>(), new Set<number>()];
  const components: Affected[] = [];
  const grow = (firstLeft: readonly number[], firstRight: readonly number[]): void => {
    const component = { lefts: [] as number[], rights: [] as number[] };
    const queue = [...firstLeft.map((place) => ({ place, isLeft: true })), ...firstRight.map((place) => ({ place, isLeft: false }))];
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { place, isLeft } = next;
      const seen = isLeft ? seenLeft : seenRight;
      if (seen.has(place)) continue;
      seen.add(place);
      (isLeft ? component.lefts : component.rights).push(place);
      if (isLeft) for (const { j } of edges.get(place) ?? []) queue.push({ place: j, isLeft: false });
      else for (const i of lefts.get(place) ?? []) queue.push({ place: i, isLeft: true });
    }
    if (component.lefts.length > 0 && component.rights.length > 0) components.push(component);
  };
  for (const i of startLeft) if (!seenLeft.has(i)) grow([i], []);
  for (const j of startRight) if (!seenRight.has(j)) grow([], [j]);
  return components;
}

/** Probabilities and matching of one component, its rows in code order of ids as in a batch run. */
function solve({ lefts, rights }: Affected, left: Rows, right: Rows, edges: ReadonlyMap<number, readonly Edge[]>): void {
  const byId = (rows: Rows) => (a: number, b: number): number => byCodeUnit(rows.ids[a] ?? "", rows.ids[b] ?? "");
  const sorted = [...lefts].sort(byId(left));
  const list = sorted.flatMap((i) => (edges.get(i) ?? []).map((edge) => ({ i, edge })));
  const pairs: Pairs = {
    left: Int32Array.from(list, ({ i }) => i), right: Int32Array.from(list, ({ edge }) => edge.j), weight: Float64Array.from(list, ({ edge }) => edge.weight),
  };
  const component = { lefts: sorted, rights: [...rights].sort(byId(right)), pairs: list.map((_, at) => at) };
  const probability = new Float64Array(list.length);
  marginals(Int32Array.from(component.pairs), 0, list.length, pairs, probability);
  const chosen = new Set(assign(component, pairs));
  list.forEach(({ edge }, at) => {
    edge.probability = probability[at] ?? 0;
    edge.isChosen = chosen.has(at);
  });
}

function difference(before: ReadonlyMap<string, number>, affected: readonly Affected[], left: Rows, right: Rows, edges: ReadonlyMap<number, readonly Edge[]>, rescored: number): Difference {
  const after = new Map<string, number>();
  for (const { lefts } of affected) for (const i of lefts) for (const { j, probability, isChosen } of edges.get(i) ?? []) if (isChosen) after.set(`${i} ${j}`, probability);
  const idsOf = (key: string): readonly [string, string] => {
    const [i = 0, j = 0] = key.split(" ").map(Number);
    return [left.ids[i] ?? "", right.ids[j] ?? ""];
  };
  const byIds = (a: readonly [string, string], b: readonly [string, string]): number => byCodeUnit(a[0], b[0]) || byCodeUnit(a[1], b[1]);
  const told = (keys: Iterable<string>): (readonly [string, string])[] => [...keys].map(idsOf).sort(byIds);
  return {
    appeared: told([...after.keys()].filter((key) => !before.has(key))), gone: told([...before.keys()].filter((key) => !after.has(key))),
    changed: told([...after].filter(([key, p]) => before.has(key) && before.get(key) !== p).map(([key]) => key)), rescored,
  };
}

function assemble(left: Rows, right: Rows, edges: ReadonlyMap<number, readonly Edge[]>, fell: Kept["fell"], shared: Shared, saved: SavedModel, names: NameTable): Linked {
  const [a, b] = [gather(left), gather(right)];
  const pair: PreparedPair = { ...shared, left: a.prepared, right: b.prepared };
  const problem = createProblem(pair, names.initialsOf, saved.keys);
  const [placeLeft, placeRight] = [placeByRow(problem.left), placeByRow(problem.right)];
  const list = [...edges].flatMap(([i, of]) => of.map((edge) => ({ i, edge })));
  const kept: Kept = {
    left: Int32Array.from(list, ({ i }) => placeLeft[a.rowOf.get(i) ?? 0] ?? 0), right: Int32Array.from(list, ({ edge }) => placeRight[b.rowOf.get(edge.j) ?? 0] ?? 0),
    patterns: Int32Array.from(list, ({ edge }) => edge.pattern), weight: Float64Array.from(list, ({ edge }) => edge.weight), fell: { ...fell, right: fell.right.map((j) => placeRight[b.rowOf.get(j) ?? 0] ?? 0) }, scored: 0, dropped: 0, refined: 0, cut: 0,
  };
  const solved = { probability: Float64Array.from(list, ({ edge }) => edge.probability), isChosen: Uint8Array.from(list, ({ edge }) => (edge.isChosen ? 1 : 0)) };
  return settle(pair, problem, asFitted(givenOf(saved, shared).setupOf(problem)), kept, solved);
}

/** The rows that stand, as one list. */
function gather(rows: Rows): { readonly prepared: Prepared; readonly rowOf: ReadonlyMap<number, number> } {
  const places = rows.ids.map((_, place) => place).filter((place) => rows.alive[place] === true);
  const rowOf = new Map(places.map((place, row) => [place, row]));
  const sources = places.flatMap((place) => rows.source[place] ?? []);
  const ids = places.map((place) => rows.ids[place] ?? "");
  const cells: Partial<Record<ListField, Column>> = {};
  for (const field of LIST_FIELDS)
    if (sources.some(({ prepared }) => prepared.list.cells[field])) cells[field] = columnOf(sources.map(({ prepared, row }) => prepared.list.cells[field]?.text[prepared.list.cells[field].at[row] ?? 0] ?? ""));
  const numbers = Int32Array.from(sources, (_, row) => row + 1);
  const remarks: Remark[] = sources.flatMap(({ prepared, row }, at) => prepared.remarks.filter((remark) => remark.row === prepared.list.numbers[row]).map((remark) => ({ ...remark, row: at + 1 })));
  const ints = (of: (list: Prepared) => Int32Array): Int32Array => Int32Array.from(sources, ({ prepared, row }) => of(prepared)[row] ?? 0);
  const bytes = (of: (list: Prepared) => Uint8Array): Uint8Array => Uint8Array.from(sources, ({ prepared, row }) => of(prepared)[row] ?? 0);
  const shorts = (of: (list: Prepared) => Int16Array): Int16Array => Int16Array.from(sources, ({ prepared, row }) => of(prepared)[row] ?? 0);
  const idRanks = ranksOf(ids);
  const prepared: Prepared = {
    count: ids.length, ids, idRanks, firstId: ids[idRanks.indexOf(0)] ?? "", list: { ids, numbers, cells, remarks }, remarks,
    surname: ints((list) => list.surname), surname2: ints((list) => list.surname2), given: ints((list) => list.given), givenSet: ints((list) => list.givenSet),
    givenKind: bytes((list) => list.givenKind), father: ints((list) => list.father), fatherSet: ints((list) => list.fatherSet), fatherKind: bytes((list) => list.fatherKind),
    sex: bytes((list) => list.sex), birth: ints((list) => list.birth), birthFrom: shorts((list) => list.birthFrom), birthTo: shorts((list) => list.birthTo),
    birthEither: bytes((list) => list.birthEither), number: ints((list) => list.number), unit: ints((list) => list.unit), rank: ints((list) => list.rank),
    place: ints((list) => list.place), captureDay: ints((list) => list.captureDay), repaired: bytes((list) => list.repaired),
  };
  return { prepared, rowOf };
}
