// How two birth dates agree, as levels of the model in order of merit. Dates are yyyymmdd with 00 for what is not known.

export const BIRTH_LEVELS = [
  "silent", "equal", "day or month slipped", "year slipped", "year and month equal", "year equal", "day and month equal", "within two years", "different",
] as const;

export function birthLevel(a: number, b: number, either: boolean): number {
  if (a === 0 || b === 0) return 0;
  const [ya, ma, da] = [Math.floor(a / 10_000), Math.floor(a / 100) % 100, a % 100];
  const [yb, mb, db] = [Math.floor(b / 10_000), Math.floor(b / 100) % 100, b % 100];
  if (da > 0 && db > 0) {
    if (a === b) return 1;
    if (ya === yb && ma === db && da === mb) return either ? 1 : 2;
    if (ya === yb && (ma === mb || da === db)) return 2;
    if (ma === mb && da === db) return isYearSlip(ya, yb) ? 3 : 6;
  } else if (ya === yb) {
    if (ma === 0 || mb === 0) return 5;
    if (ma === mb) return 4;
  }
  return Math.abs(ya - yb) <= 2 ? 7 : 8;
}

/** One year off, one digit off, or two digits exchanged. */
function isYearSlip(a: number, b: number): boolean {
  if (Math.abs(a - b) === 1) return true;
  const [x, y] = [String(a), String(b)];
  const off = [0, 1, 2, 3].filter((i) => x[i] !== y[i]);
  return off.length === 1 || (off.length === 2 && x[off[0] ?? 0] === y[off[1] ?? 0] && x[off[1] ?? 0] === y[off[0] ?? 0]);
}

/** Two intervals of years where a date is not known: their overlap says as little as an equal year, their distance as much. */
export function yearsLevel(fromA: number, toA: number, fromB: number, toB: number): number {
  if (fromA === 0 || fromB === 0) return 0;
  const gap = Math.max(fromA - toB, fromB - toA);
  if (gap > 2) return 8;
  const width = Math.max(toA - fromA, toB - fromB);
  return gap <= 0 && width <= 2 ? 5 : 7;
}
