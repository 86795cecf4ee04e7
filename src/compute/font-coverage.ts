// Which code points a TrueType font has a glyph for: its `cmap` table, formats 4 and 12 (OpenType 1.9, “cmap”). The typesetter prints a
// box for what no font has, without a word; so it is looked up before.
import { Fault } from "../basis/fault.ts";

/** Code points with a glyph. @throws Fault `FONT_FORM` where the bytes are no TrueType font with a Unicode table. Linear in the glyphs. */
export function codePointsOf(font: Uint8Array): Set<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const found = new Set<number>();
  try {
    const cmap = tableAt(view, "cmap");
    for (let i = 0; i < view.getUint16(cmap + 2); i++) {
      const at = cmap + 4 + i * 8;
      const [platform, encoding] = [view.getUint16(at), view.getUint16(at + 2)];
      if (platform !== 0 && !(platform === 3 && (encoding === 1 || encoding === 10))) continue; // Unicode alone
      readSubtable(view, cmap + view.getUint32(at + 4), found);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Fault("FONT_FORM", "expected a font whose tables lie within it");
  }
  if (found.size === 0) throw new Fault("FONT_FORM", "expected a font with a Unicode table");
  return found;
}

function tableAt(view: DataView, name: string): number {
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16;
    if (String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3)) === name) return view.getUint32(at + 8);
  }
  throw new Fault("FONT_FORM", `expected a font with a table ${name}`);
}

function readSubtable(view: DataView, at: number, found: Set<number>): void {
  const format = view.getUint16(at);
  if (format === 4) readSegments(view, at, found);
  if (format === 12) {
    for (let i = 0; i < view.getUint32(at + 12); i++) {
      const group = at + 16 + i * 12;
      const [first, last] = [view.getUint32(group), Math.min(view.getUint32(group + 4), 0x10ffff)];
      for (let code = first; code <= last; code++) found.add(code);
    }
  }
}

/** Format 4: four parallel arrays of segments (end, start, delta, offset of the glyphs); glyph 0 is “none”. */
function readSegments(view: DataView, at: number, found: Set<number>): void {
  const size = view.getUint16(at + 6); // twice the number of segments
  const [ends, starts, deltas, offsets] = [at + 14, at + 16 + size, at + 16 + 2 * size, at + 16 + 3 * size];
  for (let i = 0; i < size; i += 2) {
    const [start, end, delta, offset] = [view.getUint16(starts + i), view.getUint16(ends + i), view.getUint16(deltas + i), view.getUint16(offsets + i)];
    for (let code = start; code <= end && code < 0xffff; code++) {
      const raw = offset === 0 ? code : view.getUint16(offsets + i + offset + 2 * (code - start));
      if (offset !== 0 && raw === 0) continue;
      if (((raw + delta) & 0xffff) !== 0) found.add(code);
    }
  }
}
