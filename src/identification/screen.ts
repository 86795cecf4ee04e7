// The blind scan: a block of up to 128 missing persons against every set of remains (IDENTIFICATION.md 8).
// Ratios are multiplied, not their logarithms added: the same pass then gives, beside the hits, the exact sum of all other
// ratios, which the posterior needs (section 10). The layout is drawn in compute/kernels/row-multiply.wat.

export const LANES = 128;
/** The least entry of a block: an exclusion looks like this, so a pair with one exclusion among strong markers is still seen. */
export const LEAST_ENTRY = 1e-6;
/** A product is lifted to this after every 4 markers. */
export const LEAST = Math.fround(1e-12);

export type Block = {
  /** f32 [row][128]. */
  readonly tables: Float32Array;
  readonly floors: Float32Array;
  readonly rows: number;
  /** Lanes in use, rounded up to 32. */
  readonly groups: number;
};

export type Hits = {
  /** (remains, group, mask) one after another. */
  readonly words: Int32Array;
  readonly count: number;
  /** f32 [remains][4]. */
  readonly sums: Float32Array;
};

/** Rows shown by each of the remains, [remains][markers], markers padded with row 0 to a multiple of 4. */
export type RemainsRows = { readonly rows: Int32Array; readonly remains: number; readonly markers: number };

/** Finds the hits of a block: in WebAssembly, or `screenBlock` below, which gives the same bits. */
export type Screen = (block: Block, remains: RemainsRows) => Hits;

const f = Math.fround;

/** The oracle and the fallback: bit-equal to the kernel. Cost remains × lanes × markers. */
export function screenBlock(block: Block, { rows, remains, markers }: RemainsRows): Hits {
  const words = new Int32Array(remains * 12);
  const sums = new Float32Array(remains * 4);
  const products = new Float32Array(32);
  let count = 0;
  for (let r = 0; r < remains; r++)
    for (let g = 0; g < block.groups; g++) {
      products.fill(1);
      for (let m = 0; m < markers; m++) {
        const base = (rows[r * markers + m] ?? 0) * LANES + g * 32;
        for (let lane = 0; lane < 32; lane++) products[lane] = f((products[lane] ?? 0) * (block.tables[base + lane] ?? 0));
        if ((m & 3) === 3) for (let lane = 0; lane < 32; lane++) if ((products[lane] ?? 0) < LEAST) products[lane] = LEAST;
      }
      let mask = 0;
      for (let lane = 0; lane < 32; lane++) {
        const product = products[lane] ?? 0;
        if (product >= (block.floors[g * 32 + lane] ?? 0)) mask |= 1 << lane;
        else sums[r * 4 + (lane & 3)] = f((sums[r * 4 + (lane & 3)] ?? 0) + product);
      }
      if (mask === 0) continue;
      words.set([r, g, mask], count * 3);
      count++;
    }
  return { words, count, sums };
}

/** Puts tables into lanes; empty lanes can never be hit. */
export function fillBlock(tables: readonly ArrayLike<number>[], floorsLog10: readonly number[], rows: number): Block {
  const block = new Float32Array(rows * LANES);
  const floors = new Float32Array(LANES).fill(Infinity);
  tables.forEach((table, lane) => {
    for (let row = 0; row < rows; row++) block[row * LANES + lane] = Math.max(table[row] ?? 0, LEAST_ENTRY);
    floors[lane] = 10 ** ((floorsLog10[lane] ?? 0) - 1e-5); // f32 products differ by up to 1.3e-6 in log10 and none is to be lost
  });
  return { tables: block, floors, rows, groups: Math.ceil(tables.length / 32) };
}

export function padMarkers(rowsOf: readonly ArrayLike<number>[], markers: number): RemainsRows {
  const padded = Math.max(4, Math.ceil(markers / 4) * 4);
  const rows = new Int32Array(rowsOf.length * padded);
  rowsOf.forEach((own, r) => {
    for (let m = 0; m < markers; m++) rows[r * padded + m] = own[m] ?? 0;
  });
  return { rows, remains: rowsOf.length, markers: padded };
}

/** Calls `each` with (remains, lane) in the order of remains, then lanes. */
export function eachHit({ words, count }: Hits, each: (remains: number, lane: number) => void): void {
  for (let i = 0; i < count; i++) {
    const [r, g, mask] = [words[i * 3] ?? 0, words[i * 3 + 1] ?? 0, words[i * 3 + 2] ?? 0];
    for (let lane = 0; lane < 32; lane++) if ((mask >>> lane) & 1) each(r, g * 32 + lane);
  }
}
