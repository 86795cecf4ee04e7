// The table of a list's cells in WebAssembly: rows of plain cells are cut and numbered sixteen bytes at a time. The same numbers as the
// table in TypeScript, which serves where there is no SIMD, and in browsers.
import { randomBytes } from "node:crypto";
import { CELL_BYTES_MAX, createCellTable, TEXT_BYTES_MAX, tooMuchText, textsOf, type CellTable, type PackedCells } from "../vocabulary/delimited-text.ts";
import { KERNEL_BASE64 } from "./kernels/cut-cells-bytes.ts";
import { loadKernel, PAGE_BYTES, type KernelMemory } from "./load-kernel.ts";

type Global = { value: number };
type Exports = {
  readonly memory: KernelMemory;
  readonly slots: Global; readonly mask: Global; readonly starts: Global; readonly store: Global; readonly waiting: Global; readonly out: Global;
  readonly secret: { value: bigint };
  readonly used: Global; readonly count: Global; readonly said: Global;
  readonly hash: (at: number, size: number) => number;
  readonly find: (at: number, size: number, hash: number) => number;
  readonly intern: (at: number, size: number, hash: number) => number;
  readonly cut: (from: number, to: number, stop: number, longest: number) => number;
};

/** So much is cut at once: as many cells may come of it, for which there must be room beforehand. */
const PIECE_BYTES = 32_768;
/** What is read or written beyond what is meant. */
const SPARE_BYTES = 64;
const WAITING_BYTES = 64 * 12;

/** A list has a different cell for so many of its bytes or more, mostly; and no more places are made at once than for so many cells. */
const [BYTES_A_CELL, CELLS_AT_ONCE_MAX] = [64, 1 << 22];

/**
 * One table with its own memory, with room for the cells of a list of `sizeBytes`; give each thread its own. `cutPlain` is there where the machine has WebAssembly SIMD. `intern` @throws
 * Fault `LIST_TEXT` beyond `bytesMax` of different cells. Cost: about half of that of the table in TypeScript.
 */
export function loadCellTable(file?: string, bytesMax = TEXT_BYTES_MAX, sizeBytes = 0): CellTable {
  const own = loadKernel(KERNEL_BASE64) as Exports | undefined; // the exports that the .wat names
  if (!own) return createCellTable(file, bytesMax);
  own.secret.value = randomBytes(8).readBigInt64LE() | 1n; // decides where a cell lies, not its number
  const pieceAt = 0;
  own.waiting.value = PIECE_BYTES + SPARE_BYTES;
  own.out.value = own.waiting.value + WAITING_BYTES;
  own.slots.value = own.out.value + 2 * 4 * PIECE_BYTES + SPARE_BYTES;
  let room = 0; // of cells
  let storeRoom = 0;
  const ints = (at: number, count: number): Int32Array => new Int32Array(own.memory.buffer, at, count);
  const raw = (): Uint8Array => new Uint8Array(own.memory.buffer);
  /** Makes room for so many more cells and bytes. Twice as much as there was, so that it costs little in all. */
  const grow = (cells: number, more: number): void => {
    const [wanted, wantedStore] = [own.count.value + cells + 2, own.used.value + more + SPARE_BYTES];
    if (wanted <= room && wantedStore <= storeRoom) return;
    const [nextRoom, nextStore] = [wanted <= room ? room : 2 ** Math.ceil(Math.log2(wanted)), wantedStore <= storeRoom ? storeRoom : Math.max(2 * storeRoom, wantedStore)];
    const slots = room === 0 || nextRoom === room ? NONE : ints(own.slots.value, 4 * room).slice();
    const [starts, store] = [own.slots.value + 16 * nextRoom, own.slots.value + 20 * nextRoom + SPARE_BYTES];
    const lacking = store + nextStore - own.memory.buffer.byteLength;
    if (lacking > 0) own.memory.grow(Math.ceil(lacking / PAGE_BYTES));
    if (nextRoom !== room) { // what lies last is moved first
      raw().copyWithin(store, own.store.value, own.store.value + own.used.value);
      raw().copyWithin(starts, own.starts.value, own.starts.value + 4 * (own.count.value + 1));
      const [into, mask] = [ints(own.slots.value, 4 * nextRoom), 2 * nextRoom - 1];
      if (room !== 0) into.fill(0); // else nothing was written there
      for (let old = 0; old < slots.length; old += 2) {
        if (slots[old] === 0) continue;
        const hash = slots[old + 1] ?? 0;
        let slot = (hash ^ (hash >>> 15)) & mask;
        while (into[2 * slot] !== 0) slot = (slot + 1) & mask;
        into[2 * slot] = slots[old] ?? 0;
        into[2 * slot + 1] = hash;
      }
      if (room === 0) ints(starts, 2).fill(0);
      own.mask.value = mask;
    }
    own.starts.value = starts;
    own.store.value = store;
    room = nextRoom;
    storeRoom = nextStore;
  };
  grow(Math.max(PIECE_BYTES, Math.min(CELLS_AT_ONCE_MAX, Math.floor(sizeBytes / BYTES_A_CELL))), PIECE_BYTES); // pages that are not written cost nothing
  const packed = (): PackedCells => ({ bytes: raw().slice(own.store.value, own.store.value + own.used.value), starts: ints(own.starts.value, own.count.value + 1).slice() });
  return {
    intern: (from, at, size) => {
      if (size === 0) return 0;
      grow(1, size);
      raw().set(from.subarray(at, at + size), pieceAt); // no cell is longer than a piece
      const hash = own.hash(pieceAt, size);
      const known = own.find(pieceAt, size, hash);
      if (known !== 0) return known;
      if (own.used.value + size > bytesMax) throw tooMuchText(bytesMax, file);
      return own.intern(pieceAt, size, hash);
    },
    near: () => {}, // the kernel asks for all places of a row by itself
    cutPlain: (from, at, stop) => {
      const piece = from.subarray(at, at + PIECE_BYTES);
      if (own.used.value + piece.length > bytesMax) return { end: at, cells: NONE }; // cell by cell: one of them may be too much
      grow(piece.length, piece.length);
      raw().set(piece, pieceAt);
      const end = own.cut(pieceAt, pieceAt + piece.length, stop, CELL_BYTES_MAX);
      return { end: at + end - pieceAt, cells: ints(own.out.value, own.said.value) };
    },
    texts: () => textsOf(packed()),
    packed,
  };
}

const NONE = new Int32Array(0);
