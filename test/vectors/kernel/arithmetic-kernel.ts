// A kernel of nothing but arithmetic, for test/kernel-compiler.test.ts: as WebAssembly and as TypeScript it has to say the same.
import { LETTERS, offByOne } from "./arithmetic-parts.ts";

type Int = number;
type Float = number;
type Views = { readonly I32: Int32Array; readonly U16: Uint16Array; readonly U8: Uint8Array; readonly F64: Float64Array };

const STEPS = 2 ** 3 + 1;
export const AT = { first: 16, second: 17 } as const;

export function arithmeticKernel({ I32, U16, U8, F64 }: Views) {
  let calls = 0;
  let sum: Float = 0;

  function clamped(value: Int, from: Int, to: Int): Int {
    if (value < from) return from;
    return value > to ? to : value;
  }

  function isOdd(value: Int): boolean {
    return (value & 1) !== 0;
  }

  function note(at: Int, value: Int): void {
    if (value === 0) return;
    I32[at] = value;
  }

  /** Whole numbers: every operator once. */
  function whole(a: Int, b: Int): Int {
    calls++;
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    let h = Math.imul(a ^ 0x9e3779b9, b | 1) | 0;
    h ^= h >>> 7;
    h = (h + (low & 0xffff) - (high >> 3)) | 0;
    h = (h << 3) ^ ~high;
    if (b !== 0) h ^= (a / b) | 0;
    h ^= (h >>> 0) % 97;
    h ^= clamped(a, -LETTERS, LETTERS) % 7;
    h ^= Math.clz32(a) + Math.abs(b % 1_000) + offByOne(a & 255);
    h ^= isOdd(a) && !isOdd(b) ? 5 : isOdd(b) || a === b ? 6 : -7;
    return h | 0;
  }

  /** Floats, mixed with whole numbers. */
  function mixed(a: Int, b: Float): Float {
    const half: Float = a / 2;
    sum += half;
    let most = Math.max(half, b) - Math.min(b, 0.25) * 3;
    most += Math.abs(b) > 1 ? -b : a;
    most += Math.log(Math.abs(b) + 1) * Math.exp(Math.min(half, 3));
    return most / 3 + (a === 0 ? Number.NEGATIVE_INFINITY : b);
  }

  /** Loops with a step, an end and a turn that is left out; memory of all four kinds. */
  function walked(a: Int, size: Int): Int {
    let count = 0;
    let k = 0;
    for (let i = 0; i < size; i++) {
      if (isOdd(i)) continue;
      for (let j = i; j < size; j += 3) {
        if (j > STEPS * 2) break;
        U8[100 + i] = a + j;
        U16[200 + j] = (U8[100 + i] ?? 0) * 257;
        F64[60 + k] = (U16[200 + j] ?? 0) / 4;
        note(AT.first, (I32[AT.first] ?? 0) + j);
        count += 1;
      }
    }
    while (k < 3) I32[20 + k] = Math.imul(k++, a) | 0;
    while (true) {
      k++;
      if (k > 6) break;
    }
    I32[AT.second] = k;
    return count;
  }

  function told(): Float {
    return sum + calls;
  }

  return { whole, mixed, walked, told };
}
