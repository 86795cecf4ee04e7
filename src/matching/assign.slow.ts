// The slow, obvious twin of assign: every matching of a small component is tried; of equal ones the one that gives the first left
// row the first right row, then the second, stays. Weights as a dense table, 0 or less for no pair.

export function assignSlowly(weights: readonly (readonly number[])[]): { readonly total: number; readonly rightOf: readonly number[] } {
  const columns = weights[0]?.length ?? 0;
  let best: { total: number; rightOf: number[] } = { total: 0, rightOf: weights.map(() => columns) };
  const rightOf: number[] = [];
  const tryRow = (row: number, total: number, used: ReadonlySet<number>): void => {
    if (row === weights.length) {
      if (total > best.total || (total === best.total && isBefore(rightOf, best.rightOf))) best = { total, rightOf: [...rightOf] };
      return;
    }
    for (let column = 0; column <= columns; column++) { // the last stands for single
      const weight = column === columns ? 0 : (weights[row]?.[column] ?? 0);
      if (used.has(column) || (column < columns && weight <= 0)) continue;
      rightOf.push(column);
      tryRow(row + 1, total + weight, column === columns ? used : new Set([...used, column]));
      rightOf.pop();
    }
  };
  tryRow(0, 0, new Set());
  return best;
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return (a[i] ?? 0) < (b[i] ?? 0);
  return false;
}

/** The optimum of a dense table by the Hungarian method with potentials, O(n^3): for sizes that cannot be tried out. */
export function hungarianTotal(weights: readonly (readonly number[])[]): number {
  const rows = weights.length;
  const columns = (weights[0]?.length ?? 0) + rows; // a private zero column for every row
  const cost = (i: number, j: number): number => -Math.max(0, j < columns - rows ? (weights[i]?.[j] ?? 0) : 0);
  const u = new Array<number>(rows + 1).fill(0);
  const v = new Array<number>(columns + 1).fill(0);
  const match = new Array<number>(columns + 1).fill(0);
  for (let i = 1; i <= rows; i++) {
    const way = new Array<number>(columns + 1).fill(0);
    const least = new Array<number>(columns + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Array<boolean>(columns + 1).fill(false);
    let j0 = 0;
    match[0] = i;
    do {
      used[j0] = true;
      const i0 = match[j0] ?? 0;
      let delta = Number.POSITIVE_INFINITY;
      let j1 = 0;
      for (let j = 1; j <= columns; j++) {
        if (used[j]) continue;
        const reduced = cost(i0 - 1, j - 1) - (u[i0] ?? 0) - (v[j] ?? 0);
        if (reduced < (least[j] ?? 0)) {
          least[j] = reduced;
          way[j] = j0;
        }
        if ((least[j] ?? 0) < delta) {
          delta = least[j] ?? 0;
          j1 = j;
        }
      }
      for (let j = 0; j <= columns; j++)
        if (used[j]) {
          u[match[j] ?? 0] = (u[match[j] ?? 0] ?? 0) + delta;
          v[j] = (v[j] ?? 0) - delta;
        } else least[j] = (least[j] ?? 0) - delta;
      j0 = j1;
    } while (match[j0] !== 0);
    do {
      const j1 = way[j0] ?? 0;
      match[j0] = match[j1] ?? 0;
      j0 = j1;
    } while (j0 !== 0);
  }
  let total = 0;
  for (let j = 1; j <= columns; j++) if ((match[j] ?? 0) > 0) total -= cost((match[j] ?? 0) - 1, j - 1);
  return total;
}
