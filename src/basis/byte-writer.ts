// Text written as UTF-8 bytes, piece after piece, for a file of millions of cells: no string is made of what is written.

export type ByteWriter = {
  readonly text: (text: string) => void;
  /** As `value.toFixed(decimals)`, at most six decimals. */
  readonly fixed: (value: number, decimals: number) => void;
  /** All that was written; nothing is written afterwards. */
  readonly done: () => Uint8Array;
};

/** Up to here ten to the decimals times a number is exact to a thousandth, so that which way it rounds is seen; @see `fixed`. */
const SCALED_MAX = 2 ** 40;
const UNSURE = 0.001;
const TENS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
const encoder = new TextEncoder();

/** @param size bytes that are likely to be written. */
export function createByteWriter(size: number): ByteWriter {
  let bytes = new Uint8Array(Math.max(1_024, size));
  let used = 0;
  const room = (more: number): void => {
    if (used + more <= bytes.length) return;
    const wider = new Uint8Array(used + more + ((used + more) >> 2));
    wider.set(bytes.subarray(0, used));
    bytes = wider;
  };
  const text = (one: string): void => {
    room(3 * one.length);
    const [into, from] = [bytes, used];
    for (let k = 0; k < one.length; k++) {
      const unit = one.charCodeAt(k);
      if (unit >= 128) {
        used = from + encoder.encodeInto(one, into.subarray(from)).written;
        return;
      }
      into[from + k] = unit;
    }
    used = from + one.length;
  };
  const digits = (value: number, width: number): void => { // a whole number, with zeros before it up to `width`
    let count = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) count++;
    count = Math.max(count, width);
    for (let at = used + count - 1, rest = value; at >= used; at--) {
      const next = Math.floor(rest / 10);
      bytes[at] = 48 + rest - 10 * next;
      rest = next;
    }
    used += count;
  };
  return {
    text,
    fixed: (value, decimals) => {
      const tens = TENS[decimals] ?? Number.NaN;
      const scaled = Math.abs(value) * tens;
      let whole = Math.floor(scaled);
      const part = scaled - whole;
      if (!(scaled < SCALED_MAX) || Math.abs(part - 0.5) < UNSURE) return text(value.toFixed(decimals)); // near a tie its exact binary value decides
      if (part > 0.5) whole++;
      room(24);
      if (value < 0) bytes[used++] = 45;
      const units = Math.floor(whole / tens);
      digits(units, 1);
      if (decimals === 0) return;
      bytes[used++] = 46;
      digits(whole - units * tens, decimals);
    },
    done: () => bytes.subarray(0, used),
  };
}
