// The hashes of a log by tile level, in memory: level l holds one hash per complete subtree of 256^l leaves, packed as
// 32 bytes each (C2SP tlog-tiles). 1,000,000 leaves are 32 MB and a bit.
import { nodeHash } from "./merkle.ts";
import { TILE_WIDTH } from "./tile.ts";

const HASH = 32;

export class HashLevels {
  private readonly rows: Uint8Array[] = [];
  private leaves = 0;

  get size(): number {
    return this.leaves;
  }

  /** Adds one leaf hash; amortised constant. */
  push(hash: Uint8Array): void {
    this.leaves++;
    this.put(0, this.leaves - 1, hash);
  }

  /** Forgets the leaves from `size` on. */
  cutTo(size: number): void {
    this.leaves = size; // rows are read below their count only
  }

  /** The root of the complete subtree `index` of height `height` (RFC 6962); it must be within the size. */
  node(height: number, index: number): Uint8Array {
    const span = 2 ** (height % 8);
    return this.fold(Math.floor(height / 8), index * span, span);
  }

  /** The last leaf's hash, or null without leaves. */
  last(): Uint8Array | null {
    return this.leaves === 0 ? null : this.at(0, this.leaves - 1);
  }

  /** The bytes of a hash tile. */
  tile(level: number, n: number, width: number): Uint8Array {
    const from = n * TILE_WIDTH * HASH;
    return this.row(level).slice(from, from + width * HASH);
  }

  private put(level: number, index: number, hash: Uint8Array): void {
    let row = this.row(level);
    if ((index + 1) * HASH > row.length) {
      const grown = new Uint8Array(Math.max(TILE_WIDTH * HASH, row.length * 2));
      grown.set(row);
      this.rows[level] = row = grown;
    }
    row.set(hash, index * HASH);
    if ((index + 1) % TILE_WIDTH !== 0) return;
    const n = (index + 1) / TILE_WIDTH - 1;
    this.put(level + 1, n, this.fold(level, n * TILE_WIDTH, TILE_WIDTH));
  }

  private fold(level: number, from: number, count: number): Uint8Array {
    if (count === 1) return this.at(level, from);
    return nodeHash(this.fold(level, from, count / 2), this.fold(level, from + count / 2, count / 2));
  }

  private at(level: number, index: number): Uint8Array {
    return this.row(level).slice(index * HASH, (index + 1) * HASH);
  }

  private row(level: number): Uint8Array {
    return this.rows[level] ?? new Uint8Array(0);
  }
}
