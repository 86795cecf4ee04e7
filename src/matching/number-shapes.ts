// What tells most pairs of service numbers apart without reading them: of each figure and of each other sign whether it stands an odd
// number of times, and the length. A changed sign changes two of these bits at most, exchanged ones none.
import type { PackedTexts } from "./packed-texts.ts";
import { bits } from "./word-shapes.ts";

/** Ten bits of the figures, sixteen of the last four bits of all other units, and from here on the length. */
export const LENGTH_AT = 26;
export const LENGTH_MAX = 63;
export const FIGURES = (1 << 10) - 1;
export const SIGNS = (1 << LENGTH_AT) - 1;
/** Numbers of lengths further apart are two. */
export const LENGTHS_APART_MAX = 4;

/** What is asked of the same numbers for several purposes is worked out once. */
const KNOWN = new WeakMap<PackedTexts, Int32Array>();

/** One whole number for each text. Linear in the letters, once for the same texts. */
export function numberShapes(texts: PackedTexts): Int32Array {
  let shapes = KNOWN.get(texts);
  if (shapes === undefined) KNOWN.set(texts, (shapes = readShapes(texts)));
  return shapes;
}

function readShapes({ starts, units }: PackedTexts): Int32Array {
  const shapes = new Int32Array(starts.length - 1);
  for (let at = 0; at < shapes.length; at++) {
    const [from, to] = [starts[at] ?? 0, starts[at + 1] ?? 0];
    let odd = 0;
    for (let k = from; k < to; k++) {
      const unit = units[k] ?? 0;
      odd ^= unit >= 48 && unit <= 57 ? 1 << (unit - 48) : 1 << (10 + (unit & 15));
    }
    shapes[at] = odd | (Math.min(LENGTH_MAX, to - from) << LENGTH_AT);
  }
  return shapes;
}

/** False only where `numberLevel` calls the numbers `a` and `b` different. */
export function mayBeNear(shapes: Int32Array, a: number, b: number): boolean {
  const [x, y] = [shapes[a] ?? 0, shapes[b] ?? 0];
  const apart = (x >>> LENGTH_AT) - (y >>> LENGTH_AT);
  if (apart === 0) return bits((x ^ y) & SIGNS) <= 2 || x >>> LENGTH_AT === LENGTH_MAX;
  if (((x ^ y) & FIGURES) !== 0) return false; // only letters may be missing
  return (apart <= LENGTHS_APART_MAX && apart >= -LENGTHS_APART_MAX) || x >>> LENGTH_AT === LENGTH_MAX || y >>> LENGTH_AT === LENGTH_MAX;
}
