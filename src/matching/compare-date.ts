// How two birth dates agree, as levels of the model in order of merit. Dates are yyyymmdd with 00 for what is not known.

// A year is one off, has one digit misread or two exchanged: three levels, because they come of different things. Namesakes of one
// house are often a year or two apart, and nobody's birth years differ by exchanged digits but by a slip.

export const BIRTH_LEVELS = [
  "silent", "equal", "day or month slipped", "digits of the year exchanged", "one digit of the year off", "one year off", "year and month equal", "year equal",
  "day and month equal", "within two years", "different",
] as const;
/** Number of a level by its words. */
export const birthAt = (level: (typeof BIRTH_LEVELS)[number]): number => BIRTH_LEVELS.indexOf(level);
const [SLIPPED, EXCHANGED, DIGIT, ONE_YEAR] = [BIRTH_LEVELS.indexOf("day or month slipped"), BIRTH_LEVELS.indexOf("digits of the year exchanged"), BIRTH_LEVELS.indexOf("one digit of the year off"), BIRTH_LEVELS.indexOf("one year off")];
const [YEAR_MONTH, YEAR, DAY_MONTH, NEAR, APART] = [BIRTH_LEVELS.indexOf("year and month equal"), BIRTH_LEVELS.indexOf("year equal"), BIRTH_LEVELS.indexOf("day and month equal"), BIRTH_LEVELS.indexOf("within two years"), BIRTH_LEVELS.indexOf("different")];

export function birthLevel(a: number, b: number, either: boolean): number {
  if (a === 0 || b === 0) return 0;
  const ya = (a / 10_000) | 0; // whole numbers stay whole numbers: this runs for every candidate
  const ma = ((a / 100) | 0) % 100;
  const da = a % 100;
  const yb = (b / 10_000) | 0;
  const mb = ((b / 100) | 0) % 100;
  const db = b % 100;
  if (da > 0 && db > 0) {
    if (a === b) return 1;
    if (ya === yb && ma === db && da === mb) return either ? 1 : SLIPPED;
    if (ya === yb && (ma === mb || da === db)) return SLIPPED;
    if (ma === mb && da === db) return yearSlip(ya, yb);
    if (ya === yb && (isNewYear(ma, da) || isNewYear(mb, db))) return YEAR;
  } else if (ya === yb) {
    if (ma === 0 || mb === 0) return YEAR;
    if (ma === mb) return YEAR_MONTH;
  }
  return Math.abs(ya - yb) <= 2 ? NEAR : APART;
}

/** 1 January is what clerks enter where only the year is known: beside another day of the year it says the year. */
const isNewYear = (month: number, day: number): boolean => month === 1 && day === 1;

/** How two years differ beside one day and month. */
function yearSlip(a: number, b: number): number {
  if (Math.abs(a - b) === 1) return ONE_YEAR;
  let [off, x, y] = [0, 0, 0]; // how many digits differ; the digits that differ, as numbers
  for (let k = 0, p = a, q = b; k < 4; k++) {
    const dp = p % 10;
    const dq = q % 10;
    if (dp !== dq) {
      off++;
      x = x * 10 + dp;
      y = y * 10 + dq;
    }
    p = (p / 10) | 0;
    q = (q / 10) | 0;
  }
  if (off === 1) return DIGIT;
  return off === 2 && x % 10 === (y - (y % 10)) / 10 && y % 10 === (x - (x % 10)) / 10 ? EXCHANGED : DAY_MONTH;
}

/** Two intervals of years where a date is not known: their overlap says as little as an equal year, their distance as much. */
export function yearsLevel(fromA: number, toA: number, fromB: number, toB: number): number {
  if (fromA === 0 || fromB === 0) return 0;
  const gap = Math.max(fromA - toB, fromB - toA);
  if (gap > 2) return APART;
  const width = Math.max(toA - fromA, toB - fromB);
  return gap <= 0 && width <= 2 ? YEAR : NEAR;
}
