// C2SP tlog-tiles: 256 hashes a tile, entry bundles of 256 entries (uint16 length ‖ bytes), paths in groups of three digits.
import { concat } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";

export const TILE_WIDTH = 256;
export const ENTRY_SIZE_MAX = 65_535;
const HASH_SIZE = 32;

/** 1234067 → `x001/x234/067`. */
export function tileNumber(n: number): string {
  const groups: string[] = [];
  for (let rest = n; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(String(rest % 1000).padStart(3, "0"));
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
}

const partOf = (width: number): string => (width === TILE_WIDTH ? "" : `.p/${width}`);
export const tilePath = (level: number, n: number, width: number): string =>
  `tile/${level}/${tileNumber(n)}${partOf(width)}`;
export const bundlePath = (n: number, width: number): string =>
  `tile/entries/${tileNumber(n)}${partOf(width)}`;

/** Hashes in the last, partial tile of `level` for a tree of `size`; 0 when there is none. */
export const partialWidth = (size: number, level: number): number =>
  Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH;

/** How many full tiles `level` has in a tree of `size`. */
export const fullTiles = (size: number, level: number): number =>
  Math.floor(size / TILE_WIDTH ** (level + 1));

export function packEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concat(entries.flatMap((bytes) => [Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes]));
}

/** @throws Fault `BUNDLE_FORM` when the bytes do not split into exactly `count` entries. */
export function unpackEntries(bytes: Uint8Array, count: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && entries.length < count) {
    const size = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (at + 2 + size > bytes.length) break;
    entries.push(bytes.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  if (at !== bytes.length || entries.length !== count)
    throw new Fault("BUNDLE_FORM", `expected exactly ${count} entries`);
  return entries;
}

/**
 * A file of a log that may grow while it is read: a partial tile or bundle of entries (`….p/WIDTH`) that has given way to a wider one
 * is cut from that. Widths only grow, so no step upwards passes it. @throws Fault as `unpackEntries`.
 */
export async function readGrown(read: (path: string) => Promise<Uint8Array | undefined> | Uint8Array | undefined, path: string): Promise<Uint8Array | undefined> {
  const bytes = await read(path);
  const match = /^(log\/tile\/.+)\.p\/([0-9]{1,3})$/.exec(path);
  if (bytes || !match) return bytes;
  const [, whole = "", width] = match;
  for (let wide = Number(width) + 1; wide <= TILE_WIDTH; wide++) {
    const grown = await read(wide === TILE_WIDTH ? whole : `${whole}.p/${wide}`);
    if (grown) return whole.startsWith("log/tile/entries/") ? packEntries(unpackEntries(grown, wide).slice(0, Number(width))) : grown.slice(0, Number(width) * HASH_SIZE);
  }
  return undefined;
}
