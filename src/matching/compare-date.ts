// How two birth dates agree, as levels of the model in order of merit. Dates are yyyymmdd with 00 for what is not known.

export const BIRTH_LEVELS = [
  "silent", "equal", "day or month slipped", "year slipped", "year and month equal", "year equal", "day and month equal", "within two years", "different",
] as const;

export function birthLevel(a: number, b: number, either: boolean): number {
  if (a === 0 || b === 0) return 0;
  const ya = Math.floor(a / 10_000);
  const ma = Math.floor(a / 100) % 100;
  const da = a % 100;
  const yb = Math.floor(b / 10_000);
  const mb = Math.floor(b / 100) % 100;
  const db = b % 100;
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
  let [off, x, y] = [0, 0, 0]; // how many digits differ; the digits that differ, as numbers
  for (let k = 0, p = a, q = b; k < 4; k++) {
    const dp = p % 10;
    const dq = q % 10;
    if (dp !== dq) {
      off++;
      x = x * 10 + dp;
      y = y * 10 + dq;
    }
    p = (p - dp) / 10;
    q = (q - dq) / 10;
  }
  return off === 1 || (off === 2 && x % 10 === (y - (y % 10)) / 10 && y % 10 === (x - (x % 10)) / 10);
}

/** Two intervals of years where a date is not known: their overlap says as little as an equal year, their distance as much. */
export function yearsLevel(fromA: number, toA: number, fromB: number, toB: number): number {
  if (fromA === 0 || fromB === 0) return 0;
  const gap = Math.max(fromA - toB, fromB - toA);
  if (gap > 2) return 8;
  const width = Math.max(toA - fromA, toB - fromB);
  return gap <= 0 && width <= 2 ? 5 : 7;
}
