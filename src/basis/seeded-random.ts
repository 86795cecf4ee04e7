// Reproducible numbers from a text: SHA-256 in counter mode, 32 bits at a time. For lotteries and generators, never for keys.
import { concat, uint64, utf8 } from "./bytes.ts";
import { sha256 } from "./sha256.ts";

export type SeededRandom = {
  readonly uint32: () => number;
  /** Uniform in 0 … n-1 without bias, 1 <= n <= 2^32 (rejection sampling). */
  readonly below: (n: number) => number;
  /** Uniform in [0, 1) with 32 bits. */
  readonly unit: () => number;
};

export function seededRandom(seed: string): SeededRandom {
  const key = sha256(utf8(seed));
  let counter = 0;
  let block: DataView = new DataView(new ArrayBuffer(0));
  let at = 0;
  const uint32 = (): number => {
    if (at + 4 > block.byteLength) {
      const bytes = sha256(concat([key, uint64(counter++)]));
      block = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      at = 0;
    }
    const value = block.getUint32(at);
    at += 4;
    return value;
  };
  const below = (n: number): number => {
    const limit = 2 ** 32 - (2 ** 32 % n);
    let value = uint32();
    while (value >= limit) value = uint32();
    return value % n;
  };
  return { uint32, below, unit: () => uint32() / 2 ** 32 };
}
