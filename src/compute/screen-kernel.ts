// Loads the SIMD kernel of the blind scan; without SIMD the TypeScript path answers, with the same bits.
import { LANES, screenBlock, type Block, type Hits, type RemainsRows, type Screen } from "../identification/screen.ts";
import { KERNEL_BASE64, KERNEL_SHA256 } from "./kernels/row-multiply-bytes.ts";
import { loadKernel, PAGE_BYTES, type KernelMemory } from "./load-kernel.ts";

export type LoadedScreen = { readonly screen: Screen; readonly name: string };

type Exports = {
  readonly memory: KernelMemory;
  readonly screen: (tables: number, rows: number, remains: number, markers: number, groups: number, floors: number, hits: number, sums: number) => number;
};

/** One kernel with its own memory; give each thread its own. The remains are copied in once and kept while they are the same. */
export function loadScreen(): LoadedScreen {
  const own = loadKernel(KERNEL_BASE64) as Exports | undefined; // the two exports that the .wat names
  if (!own) return { screen: screenBlock, name: "typescript" };
  let kept: RemainsRows | undefined;
  const screen = (block: Block, remains: RemainsRows): Hits => {
    const at = layout(block, remains);
    const lacking = at.end - own.memory.buffer.byteLength;
    if (lacking > 0) {
      own.memory.grow(Math.ceil(lacking / PAGE_BYTES));
      kept = undefined;
    }
    const { buffer } = own.memory;
    if (kept !== remains) {
      const rows = new Int32Array(buffer, at.rows, remains.rows.length);
      for (let i = 0; i < rows.length; i++) rows[i] = (remains.rows[i] ?? 0) * LANES * 4;
      kept = remains;
    }
    new Float32Array(buffer, at.tables, block.tables.length).set(block.tables);
    new Float32Array(buffer, at.floors, LANES).set(block.floors);
    const count = own.screen(at.tables, at.rows, remains.remains, remains.markers, block.groups, at.floors, at.hits, at.sums);
    return {
      words: new Int32Array(buffer.slice(at.hits, at.hits + count * 12)), count,
      sums: new Float32Array(buffer.slice(at.sums, at.sums + remains.remains * 16)),
    };
  };
  return { screen, name: `wasm-simd ${KERNEL_SHA256.slice(0, 16)}` };
}

/** Byte offsets, each a multiple of 16: rows, sums, hits, floors, tables. */
function layout(block: Block, { rows, remains }: RemainsRows): { rows: number; sums: number; hits: number; floors: number; tables: number; end: number } {
  const sums = 16 + Math.ceil((rows.length * 4) / 16) * 16;
  const hits = sums + remains * 16;
  const floors = hits + remains * 4 * 12;
  const tables = Math.ceil((floors + LANES * 4) / 64) * 64;
  return { rows: 16, sums, hits: hits, floors: Math.ceil(floors / 16) * 16, tables, end: tables + block.tables.length * 4 };
}
