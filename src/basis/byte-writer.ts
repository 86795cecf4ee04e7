// Text written as UTF-8 bytes, piece after piece, for a file of millions of cells: no string is made of what is written. A plain
// value and functions that exist once, since V8 binds code to the closures it was made of.

/** The first `used` bytes are written; it grows as it must. `view` is of the same bytes. */
export type ByteWriter = { bytes: Uint8Array; view: DataView; used: number };

/** Up to here ten to the decimals times a number is a small whole number, exact to a thousandth, so that which way it rounds is seen; @see `writeFixed`. */
const SCALED_MAX = 2 ** 30;
const UNSURE = 0.001;
const TENS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
const FIXED_BYTES = 24;
const encoder = new TextEncoder();

/** @param size bytes that are likely to be written. */
export function createByteWriter(size: number): ByteWriter {
  const bytes = new Uint8Array(Math.max(1_024, size));
  return { bytes, view: viewOf(bytes), used: 0 };
}

export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView => new DataView(buffer, byteOffset, byteLength);

/** All that was written; nothing is written afterwards. */
export const writtenBytes = ({ bytes, used }: ByteWriter): Uint8Array => bytes.subarray(0, used);

/** Makes sure that so many bytes more can be written. */
function makeRoom(to: ByteWriter, more: number): void {
  const least = to.used + more;
  if (least <= to.bytes.length) return;
  const wider = new Uint8Array(least + (least >> 2));
  wider.set(to.bytes.subarray(0, to.used));
  to.bytes = wider;
  to.view = viewOf(wider);
}

export function writeText(to: ByteWriter, text: string): void {
  makeRoom(to, 3 * text.length);
  const { bytes, used } = to;
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    if (unit >= 128) {
      to.used = used + encoder.encodeInto(text, bytes.subarray(used)).written;
      return;
    }
    bytes[used + k] = unit;
  }
  to.used = used + text.length;
}

/** One character of ASCII. */
export function writeUnit(to: ByteWriter, unit: number): void {
  makeRoom(to, 1);
  to.bytes[to.used++] = unit;
}

/** The bytes `from` … `until` - 1 of others, which are UTF-8: four at once, since of so few a call of `set` costs more. */
export function writeBytes(to: ByteWriter, others: DataView, from: number, until: number): void {
  makeRoom(to, until - from);
  const { view } = to;
  let at = to.used;
  let k = from;
  for (; k + 4 <= until; k += 4, at += 4) view.setInt32(at, others.getInt32(k));
  for (; k < until; k++) view.setUint8(at++, others.getUint8(k));
  to.used = at;
}

/** As `value.toFixed(decimals)`, at most six decimals. */
export function writeFixed(to: ByteWriter, value: number, decimals: number): void {
  const tens = TENS[decimals] ?? Number.NaN;
  const scaled = Math.abs(value) * tens;
  if (!(scaled < SCALED_MAX)) return writeText(to, value.toFixed(decimals));
  let whole = scaled | 0;
  const part = scaled - whole;
  if (Math.abs(part - 0.5) < UNSURE) return writeText(to, value.toFixed(decimals)); // near a tie its exact binary value decides
  if (part > 0.5) whole++;
  makeRoom(to, FIXED_BYTES);
  const { bytes } = to;
  let at = to.used;
  if (value < 0) bytes[at++] = 45;
  let digits = 1;
  for (let rest = (whole / 10) | 0; rest > 0; rest = (rest / 10) | 0) digits++;
  const end = at + (decimals === 0 ? digits : Math.max(digits, decimals + 1) + 1);
  const point = decimals === 0 ? -1 : end - 1 - decimals;
  for (let write = end - 1, rest = whole; write >= at; write--) {
    if (write === point) bytes[write] = 46;
    else {
      const next = (rest / 10) | 0;
      bytes[write] = 48 + rest - 10 * next;
      rest = next;
    }
  }
  to.used = end;
}
