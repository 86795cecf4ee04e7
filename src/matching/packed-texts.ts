// Numbered texts as one run of UTF-16 units: a worker is sent them without a copy, and hundreds of thousands of service numbers cost
// their letters and not a string each.

/** Text `at` stands at starts[at] … starts[at + 1] - 1 of `units`. */
export type PackedTexts = { readonly starts: Int32Array; readonly units: Uint16Array };

/** Texts by number; text 0 is "". Equal texts have one number. */
export type Texts = {
  /** All of them as strings, made when first asked for; grows with what is added. */
  readonly text: readonly string[];
  readonly intern: (text: string) => number;
  /** The number of text `at` of others. */
  readonly internPacked: (texts: PackedTexts, at: number) => number;
  /** As they stand now, in memory that threads share where the platform can. */
  readonly packed: () => PackedTexts;
};

/** Shared between threads where the platform can. */
export const sharedInts = (size: number): Int32Array =>
  typeof SharedArrayBuffer === "undefined" ? new Int32Array(size) : new Int32Array(new SharedArrayBuffer(size * 4));

const sharedUnits = (size: number): Uint16Array =>
  typeof SharedArrayBuffer === "undefined" ? new Uint16Array(size) : new Uint16Array(new SharedArrayBuffer(size * 2));

/** Texts as they are, packed. */
export function packTexts(texts: readonly string[]): PackedTexts {
  const starts = sharedInts(texts.length + 1);
  texts.forEach((text, at) => (starts[at + 1] = (starts[at] ?? 0) + text.length));
  const units = sharedUnits(starts[texts.length] ?? 0);
  texts.forEach((text, at) => {
    for (let k = 0, from = starts[at] ?? 0; k < text.length; k++) units[from + k] = text.charCodeAt(k);
  });
  return { starts, units };
}

export const isPacked = (texts: readonly string[] | PackedTexts): texts is PackedTexts => !Array.isArray(texts);

const LONGEST_APPLIED = 4_096;

/** How one of the texts is read. */
export function textReader({ starts, units }: PackedTexts): (at: number) => string {
  const letters: number[] = []; // reused: a plain array is applied many times faster than a part of a typed one is spread
  return (at) => {
    const [from, to] = [starts[at] ?? 0, starts[at + 1] ?? 0];
    let text = "";
    for (let start = from; start < to; start += LONGEST_APPLIED) {
      letters.length = Math.min(to - start, LONGEST_APPLIED);
      for (let k = 0; k < letters.length; k++) letters[k] = units[start + k] ?? 0;
      text += String.fromCharCode.apply(undefined, letters);
    }
    return text;
  };
}

/** An open-addressing table (FNV-1a over units: Fowler, Noll & Vo) over one growing store. */
export function createTexts(): Texts {
  let units = new Uint16Array(1 << 10);
  let starts = new Int32Array(1 << 8);
  let slots = new Int32Array(2 << 9); // number and hash by turns
  let mask = (1 << 9) - 1;
  let count = 1;
  let used = 0;
  let strings: string[] | undefined;
  const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) & mask;
  const grow = (): void => {
    const wider = new Int32Array(starts.length * 2);
    wider.set(starts);
    starts = wider;
    const before = slots;
    mask = 2 * starts.length - 1;
    slots = new Int32Array(2 * (mask + 1));
    for (let old = 0; old < before.length; old += 2) {
      if (before[old] === 0) continue;
      let slot = slotOf(before[old + 1] ?? 0);
      while (slots[2 * slot] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = before[old] ?? 0;
      slots[2 * slot + 1] = before[old + 1] ?? 0;
    }
  };
  /** The text whose units lie at `used` … `used + size - 1` of the store. */
  const settle = (size: number): number => {
    if (size === 0) return 0;
    let hash = 0x811c9dc5;
    for (let k = used; k < used + size; k++) hash = Math.imul(hash ^ (units[k] ?? 0), 0x01000193);
    let slot = slotOf(hash);
    for (;;) {
      const known = slots[2 * slot] ?? 0;
      if (known === 0) break;
      if (slots[2 * slot + 1] === hash) {
        const from = starts[known] ?? 0;
        let same = (starts[known + 1] ?? 0) - from === size;
        for (let k = 0; same && k < size; k++) same = units[from + k] === units[used + k];
        if (same) return known;
      }
      slot = (slot + 1) & mask;
    }
    slots[2 * slot] = count;
    slots[2 * slot + 1] = hash;
    used += size;
    starts[++count] = used;
    strings?.push(textReader({ starts, units })(count - 1));
    if (count + 2 >= starts.length) grow();
    return count - 1;
  };
  const room = (size: number): void => {
    if (used + size <= units.length) return;
    const wider = new Uint16Array(Math.max(units.length * 2, used + size));
    wider.set(units);
    units = wider;
  };
  const packed = (): PackedTexts => {
    const [bounds, letters] = [sharedInts(count + 1), sharedUnits(used)];
    bounds.set(starts.subarray(0, count + 1));
    letters.set(units.subarray(0, used));
    return { starts: bounds, units: letters };
  };
  return {
    get text() {
      return (strings ??= Array.from({ length: count }, (_, at) => textReader({ starts, units })(at)));
    },
    intern: (text) => {
      room(text.length);
      for (let k = 0; k < text.length; k++) units[used + k] = text.charCodeAt(k);
      return settle(text.length);
    },
    internPacked: (texts, at) => {
      const [from, size] = [texts.starts[at] ?? 0, (texts.starts[at + 1] ?? 0) - (texts.starts[at] ?? 0)];
      room(size);
      for (let k = 0; k < size; k++) units[used + k] = texts.units[from + k] ?? 0;
      return settle(size);
    },
    packed,
  };
}
