// The most probable whole matching: each row at most once, the sum of the weights greatest, staying single worth 0. Successive
// shortest augmenting paths with dual values (Jonker & Volgenant 1987, Computing 38:325), one component at a time, on whole
// numbers, so nothing is lost to rounding. Among equal optima: the first left id in code order gets the first right id it can,
// then the second, and so on.
import type { Component, Pairs } from "./graph.ts";

/** Edge visits spent on choosing among equal optima in one component; beyond it the optimum found stands, the same each time. */
export const TIE_VISITS_MAX = 20_000_000;

/** Indexes of the chosen pairs of one component; pairs of weight 0 or less are never chosen. O(rows · pairs · log pairs). */
export function assign(component: Component, pairs: Pairs): number[] {
  const graph = localGraph(component, pairs);
  if (graph.weight.length === 0) return [];
  const solved = solve(graph);
  settleTies(graph, solved);
  const chosen: number[] = [];
  for (let i = 0; i < graph.rows; i++) {
    const edge = solved.edgeOfRow[i] ?? -1;
    if (edge >= 0) chosen.push(graph.pair[edge] ?? -1);
  }
  return chosen;
}

/** What is noted of right rows while one component after the other is looked at: the number of the component in which it was, and a pair. */
export type Noted = { readonly stamp: Int32Array; readonly best: Int32Array };
export const notes = (rightCount: number): Noted => ({ stamp: new Int32Array(rightCount), best: new Int32Array(rightCount) });

/**
 * Marks what `assign` chooses of component `number` (from 1), the pairs at `from` … `until` - 1 of `edges` by left, then right id, where
 * that is plain: the best pairs of all left rows, or of all right rows, are one each and touch no row twice, so that nothing can be
 * better or as good. Says whether it is. Linear.
 */
export function assignPlainly(number: number, edges: Int32Array, from: number, until: number, { left, right, weight }: Pairs, noted: Noted, isChosen: Uint8Array): boolean {
  return ofEachLeft(2 * number, edges, from, until, left, right, weight, noted.stamp, isChosen) || ofEachRight(2 * number + 1, edges, from, until, left, right, weight, noted, isChosen);
}

function ofEachLeft(stampOf: number, edges: Int32Array, from: number, until: number, left: Int32Array, right: Int32Array, weight: Float64Array, stamp: Int32Array, isChosen: Uint8Array): boolean {
  for (let at = from; at < until; ) {
    const row = left[edges[at] ?? 0];
    let best = -1;
    let most = 0;
    let isTied = false;
    for (; at < until && left[edges[at] ?? 0] === row; at++) {
      const e = edges[at] ?? 0;
      const own = weight[e] ?? 0;
      if (own > most) {
        most = own;
        best = e;
        isTied = false;
      } else if (own === most && own > 0) isTied = true;
    }
    const partner = best < 0 ? -1 : (right[best] ?? 0);
    if (isTied || (best >= 0 && stamp[partner] === stampOf)) {
      for (let k = from; k < at; k++) isChosen[edges[k] ?? 0] = 0;
      return false;
    }
    if (best < 0) continue;
    stamp[partner] = stampOf;
    isChosen[best] = 1;
  }
  return true;
}

function ofEachRight(stampOf: number, edges: Int32Array, from: number, until: number, left: Int32Array, right: Int32Array, weight: Float64Array, { stamp, best }: Noted, isChosen: Uint8Array): boolean {
  for (let k = from; k < until; k++) {
    const e = edges[k] ?? 0;
    const row = right[e] ?? 0;
    const own = weight[e] ?? 0;
    if (own <= 0) continue;
    if (stamp[row] === stampOf && own <= (weight[best[row] ?? 0] ?? 0)) continue;
    stamp[row] = stampOf;
    best[row] = e;
  }
  let taken = -1; // the left row that has a pair already: those of one row stand together
  for (let k = from; k < until; k++) {
    const e = edges[k] ?? 0;
    const own = weight[e] ?? 0;
    if (own <= 0) continue;
    const most = best[right[e] ?? 0] ?? 0;
    if (most !== e && own !== weight[most]) continue;
    if (most !== e || left[e] === taken) {
      for (let back = from; back < k; back++) isChosen[edges[back] ?? 0] = 0;
      return false;
    }
    taken = left[e] ?? 0;
    isChosen[e] = 1;
  }
  return true;
}

/** Edges of row i stand at starts[i] … starts[i + 1] - 1, ascending by column. */
type Graph = { rows: number; columns: number; starts: Int32Array; column: Int32Array; weight: Float64Array; pair: Int32Array };
type Solved = { edgeOfRow: Int32Array; rowOfColumn: Int32Array; y: Float64Array; z: Float64Array };

function localGraph(component: Component, pairs: Pairs): Graph {
  const rowAt = new Map(component.lefts.map((row, at) => [row, at]));
  const columnAt = new Map(component.rights.map((row, at) => [row, at]));
  const kept = component.pairs.filter((e) => (pairs.weight[e] ?? 0) > 0);
  const starts = new Int32Array(component.lefts.length + 1);
  for (const e of kept) {
    const row = (rowAt.get(pairs.left[e] ?? 0) ?? 0) + 1;
    starts[row] = (starts[row] ?? 0) + 1;
  }
  for (let i = 0; i < component.lefts.length; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  return { // the pairs of a component stand by left, then right
    rows: component.lefts.length, columns: component.rights.length, starts,
    column: Int32Array.from(kept, (e) => columnAt.get(pairs.right[e] ?? 0) ?? 0),
    weight: Float64Array.from(kept, (e) => pairs.weight[e] ?? 0), pair: Int32Array.from(kept),
  };
}

/** y and z: least dual values with y_i + z_j >= w_ij, y and z >= 0, equal on the pairs chosen. */
function solve(graph: Graph): Solved {
  const { rows, columns, starts, column, weight } = graph;
  const y = new Float64Array(rows);
  const z = new Float64Array(columns);
  const edgeOfRow = new Int32Array(rows).fill(-1);
  const rowOfColumn = new Int32Array(columns).fill(-1);
  for (let i = 0; i < rows; i++) for (let e = starts[i] ?? 0; e < (starts[i + 1] ?? 0); e++) y[i] = Math.max(y[i] ?? 0, weight[e] ?? 0);
  const distance = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const via = new Int32Array(columns); // edge by which the column was reached
  const done = new Uint8Array(columns);
  const rowDistance = new Float64Array(rows);
  for (let source = 0; source < rows; source++) {
    const free = freeAtNoCost(graph, source, y, z, rowOfColumn);
    if (free >= 0) { // a shortest path by itself; rows that all want the same would else look through all that came before them
      edgeOfRow[source] = free;
      rowOfColumn[column[free] ?? 0] = source;
      continue;
    }
    const touched: number[] = []; // columns with a distance
    const heap = new Heap();
    const reachedRows = [source];
    const reachedColumns: number[] = [];
    rowDistance[source] = 0;
    let best = y[source] ?? 0; // staying single
    let endRow = source;
    let endColumn = -1;
    for (let row = source; row >= 0; ) {
      const from = rowDistance[row] ?? 0;
      for (let e = starts[row] ?? 0; e < (starts[row + 1] ?? 0); e++) {
        const j = column[e] ?? 0;
        if (done[j] === 1 || edgeOfRow[row] === e) continue;
        const reach = from + (y[row] ?? 0) + (z[j] ?? 0) - (weight[e] ?? 0);
        if (reach < best && reach < (distance[j] ?? 0)) {
          if (distance[j] === Number.POSITIVE_INFINITY) touched.push(j);
          distance[j] = reach;
          via[j] = e;
          heap.push(reach, j);
        }
      }
      row = -1;
      for (let next = heap.pop(); next !== undefined; next = heap.pop()) {
        if (done[next.column] === 1 || next.key > (distance[next.column] ?? 0)) continue;
        if (next.key >= best) break;
        done[next.column] = 1;
        reachedColumns.push(next.column);
        const owner = rowOfColumn[next.column] ?? -1;
        if (owner < 0) {
          best = next.key;
          endColumn = next.column;
          endRow = -1;
          break;
        }
        rowDistance[owner] = next.key;
        reachedRows.push(owner);
        if (next.key + (y[owner] ?? 0) < best) {
          best = next.key + (y[owner] ?? 0);
          endRow = owner;
          endColumn = -1;
        }
        row = owner;
        break;
      }
      if (endColumn >= 0) break;
    }
    for (const row of reachedRows) if ((rowDistance[row] ?? 0) < best) y[row] = (y[row] ?? 0) - (best - (rowDistance[row] ?? 0));
    for (const j of reachedColumns) if ((distance[j] ?? 0) < best) z[j] = (z[j] ?? 0) + (best - (distance[j] ?? 0));
    for (const j of touched) {
      distance[j] = Number.POSITIVE_INFINITY;
      done[j] = 0;
    }
    augment(graph, { edgeOfRow, rowOfColumn, y, z }, via, source, endRow, endColumn);
  }
  return { edgeOfRow, rowOfColumn, y, z };
}

/** The first pair of a row to a column that nobody has, where it leaves nothing to be gained; or -1. */
function freeAtNoCost({ starts, column, weight }: Graph, row: number, y: Float64Array, z: Float64Array, rowOfColumn: Int32Array): number {
  for (let e = starts[row] ?? 0; e < (starts[row + 1] ?? 0); e++) {
    const j = column[e] ?? 0;
    if (rowOfColumn[j] === -1 && (y[row] ?? 0) + (z[j] ?? 0) === weight[e] && (y[row] ?? 0) > 0) return e;
  }
  return -1;
}

/** Turns the path around: it ends at a free column, or at a row that becomes single. */
function augment(graph: Graph, solved: Solved, via: Int32Array, source: number, endRow: number, endColumn: number): void {
  const { edgeOfRow, rowOfColumn } = solved;
  let j = endColumn;
  if (j < 0) {
    if (endRow === source) return;
    j = graph.column[edgeOfRow[endRow] ?? 0] ?? 0;
    edgeOfRow[endRow] = -1;
  }
  for (;;) {
    const edge = via[j] ?? 0;
    const row = rowOf(graph, edge);
    const before = edgeOfRow[row] ?? -1;
    edgeOfRow[row] = edge;
    rowOfColumn[j] = row;
    if (row === source) return;
    j = graph.column[before] ?? 0;
  }
}

function rowOf({ starts }: Graph, edge: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= edge) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Every optimum uses tight pairs only (y_i + z_j = w_ij), leaves no row with y > 0 and no column with z > 0 single. With a private
 * partner for each row and column that is a perfect matching: rows i and i* = rows + j for column j on the one side, columns j and
 * j* = columns + i for row i on the other; i - j when tight, i - j*(i) when y_i = 0, i*(j) - j when z_j = 0, i*(j) - j*(i) for each
 * tight pair. Equal optima differ by alternating cycles.
 */
function settleTies(graph: Graph, { edgeOfRow, rowOfColumn, y, z }: Solved): void {
  const { rows, columns, starts, column, weight } = graph;
  const near: number[][] = Array.from({ length: rows + columns }, () => []);
  let isTied = false;
  for (let i = 0; i < rows; i++) {
    const own = near[i] ?? [];
    for (let e = starts[i] ?? 0; e < (starts[i + 1] ?? 0); e++) {
      const j = column[e] ?? 0;
      if ((y[i] ?? 0) + (z[j] ?? 0) !== weight[e]) continue;
      own.push(j);
      near[rows + j]?.push(columns + i);
    }
    if (y[i] === 0) own.push(columns + i);
    if (own.length > 1) isTied = true;
  }
  if (!isTied) return;
  for (let j = 0; j < columns; j++) if (z[j] === 0) near[rows + j]?.push(j);
  const mate = new Int32Array(rows + columns); // right node of each left node
  const owner = new Int32Array(rows + columns); // left node of each right node
  const pair = (left: number, right: number): void => {
    mate[left] = right;
    owner[right] = left;
  };
  for (let i = 0; i < rows; i++) {
    const edge = edgeOfRow[i] ?? -1;
    if (edge < 0) pair(i, columns + i);
    else {
      pair(i, column[edge] ?? 0);
      pair(rows + (column[edge] ?? 0), columns + i);
    }
  }
  for (let j = 0; j < columns; j++) if ((rowOfColumn[j] ?? -1) < 0) pair(rows + j, j);
  const seen = new Int32Array(rows + columns).fill(-1);
  const from = new Int32Array(rows + columns);
  let turn = 0;
  let visits = 0;
  for (let i = 0; i < rows && visits < TIE_VISITS_MAX; i++)
    for (const wanted of near[i] ?? []) {
      const had = mate[i] ?? 0;
      if (wanted === had) break; // the earlier ones cannot be had
      const loser = owner[wanted] ?? 0;
      if (loser < i) continue; // settled before
      turn++;
      const queue = [loser];
      let isFound = false;
      for (let at = 0; at < queue.length && !isFound; at++) {
        const node = queue[at] ?? 0;
        for (const right of near[node] ?? []) {
          visits++;
          const next = owner[right] ?? 0;
          if (right === wanted || seen[right] === turn || next < i) continue;
          seen[right] = turn;
          from[right] = node;
          if (right === had) {
            isFound = true;
            break;
          }
          if (next !== i) queue.push(next);
        }
      }
      if (!isFound) continue;
      for (let right = had; ; ) {
        const node = from[right] ?? 0;
        const before = mate[node] ?? 0;
        pair(node, right);
        if (node === loser) break;
        right = before;
      }
      pair(i, wanted);
      break;
    }
  for (let i = 0; i < rows; i++) {
    edgeOfRow[i] = -1;
    for (let e = starts[i] ?? 0; e < (starts[i + 1] ?? 0); e++) if (column[e] === mate[i]) edgeOfRow[i] = e;
  }
}

/** A binary heap of columns by distance, equal distances by column. */
class Heap {
  readonly #keys: number[] = [];
  readonly #columns: number[] = [];

  push(key: number, column: number): void {
    let at = this.#keys.length;
    this.#keys.push(key);
    this.#columns.push(column);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#isBefore(at, up)) break;
      this.#swap(at, up);
      at = up;
    }
  }

  pop(): { key: number; column: number } | undefined {
    const last = this.#keys.length - 1;
    if (last < 0) return undefined;
    this.#swap(0, last);
    const [key = 0, column = 0] = [this.#keys.pop(), this.#columns.pop()];
    for (let at = 0; ; ) {
      const [l, r] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (l < last && this.#isBefore(l, least)) least = l;
      if (r < last && this.#isBefore(r, least)) least = r;
      if (least === at) return { key, column };
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [x = 0, y = 0] = [this.#keys[a], this.#keys[b]];
    return x < y || (x === y && (this.#columns[a] ?? 0) < (this.#columns[b] ?? 0));
  }

  #swap(a: number, b: number): void {
    [this.#keys[a], this.#keys[b]] = [this.#keys[b] ?? 0, this.#keys[a] ?? 0];
    [this.#columns[a], this.#columns[b]] = [this.#columns[b] ?? 0, this.#columns[a] ?? 0];
  }
}
