// Numbered texts as one run of UTF-16 units: a worker is sent them without a copy, and hundreds of thousands of service numbers cost
// their letters and not a string each.

/** Text `at` stands at starts[at] … starts[at + 1] - 1 of `units`. */
export type PackedTexts = { readonly starts: Int32Array; readonly units: Uint16Array };

/** Texts by number; text 0 is "". Equal texts have one number. */
export type Texts = {
  /** All of them as strings, made when first asked for; grows with what is added. */
  readonly text: readonly string[];
  readonly intern: (text: string) => number;
  /** The number of the text of these units. */
  readonly internUnits: (units: Uint16Array, from: number, size: number) => number;
  /** The numbers of all the texts of others. */
  readonly internAll: (texts: PackedTexts) => Int32Array;
  /** The number of a text that is one of these, else 0. */
  readonly find: (text: string) => number;
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

/** All of the texts, many at once: each is a part of a text of thousands of units. */
export function unpackTexts(packed: PackedTexts): string[] {
  const { starts, units } = packed;
  const texts: string[] = [];
  const letters: number[] = [];
  const count = starts.length - 1;
  for (let at = 0; at < count; ) {
    const from = starts[at] ?? 0;
    let end = at + 1;
    while (end < count && (starts[end + 1] ?? 0) - from <= LONGEST_APPLIED) end++;
    if ((starts[end] ?? 0) - from > LONGEST_APPLIED) texts.push(textReader(packed)(at++));
    else {
      letters.length = (starts[end] ?? 0) - from;
      for (let k = 0; k < letters.length; k++) letters[k] = units[from + k] ?? 0;
      const all = String.fromCharCode.apply(undefined, letters);
      for (; at < end; at++) texts.push(all.slice((starts[at] ?? 0) - from, (starts[at + 1] ?? 0) - from));
    }
  }
  return texts;
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
  /** Room for so many texts, twice as much as there was or more. */
  const grow = (texts = 2 * starts.length): void => {
    const wider = new Int32Array(texts);
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
  /** The number of the text of so many units; one that is not known yet gets one if it `isToStay`, else 0. One function: V8 would compile its parts once for each that calls it. */
  const settle = (from: Uint16Array, at: number, size: number, isToStay: boolean): number => {
    if (size === 0) return 0;
    let hash = 0x811c9dc5;
    for (let k = at; k < at + size; k++) hash = Math.imul(hash ^ (from[k] ?? 0), 0x01000193);
    let slot = slotOf(hash);
    for (;;) {
      const known = slots[2 * slot] ?? 0;
      if (known === 0) break;
      if (slots[2 * slot + 1] === hash) {
        const start = starts[known] ?? 0;
        let same = (starts[known + 1] ?? 0) - start === size;
        for (let k = 0; same && k < size; k++) same = units[start + k] === from[at + k];
        if (same) return known;
      }
      slot = (slot + 1) & mask;
    }
    if (!isToStay) return 0;
    slots[2 * slot] = count;
    slots[2 * slot + 1] = hash;
    if (used + size > units.length) {
      const wider = new Uint16Array(Math.max(units.length * 2, used + size));
      wider.set(units);
      units = wider;
    }
    for (let k = 0; k < size; k++) units[used + k] = from[at + k] ?? 0;
    used += size;
    starts[++count] = used;
    strings?.push(textReader({ starts, units })(count - 1));
    if (count + 2 >= starts.length) grow();
    return count - 1;
  };
  let letters = new Uint16Array(64);
  const settleText = (text: string, isToStay: boolean): number => {
    if (text.length > letters.length) letters = new Uint16Array(2 * text.length);
    for (let k = 0; k < text.length; k++) letters[k] = text.charCodeAt(k);
    return settle(letters, 0, text.length, isToStay);
  };
  const packed = (): PackedTexts => {
    const [bounds, letters] = [sharedInts(count + 1), sharedUnits(used)];
    bounds.set(starts.subarray(0, count + 1));
    letters.set(units.subarray(0, used));
    return { starts: bounds, units: letters };
  };
  return {
    get text() {
      return (strings ??= unpackTexts({ starts: starts.subarray(0, count + 1), units }));
    },
    intern: (text) => settleText(text, true),
    internUnits: (from, at, size) => settle(from, at, size, true),
    internAll: (texts) => {
      const numbers = new Int32Array(texts.starts.length - 1);
      if (numbers.length + 2 > starts.length) grow(2 ** Math.ceil(Math.log2(numbers.length + 3))); // most of a first list are different
      for (let at = 0; at < numbers.length; at++) {
        const start = texts.starts[at] ?? 0;
        numbers[at] = settle(texts.units, start, (texts.starts[at + 1] ?? 0) - start, true);
      }
      return numbers;
    },
    find: (text) => settleText(text, false),
    packed,
  };
}
