// In which encoding the bytes of a list are written. A byte order mark decides, else valid UTF-8, else the candidate whose letters
// read most like words; a lead under 5 % is a question to the person, never a silent choice. Candidates are those of the WHATWG
// encoding standard that lists in uk, ru, be, tr, ar and he come in.

export const ENCODINGS = [
  "utf-8", "utf-16le", "utf-16be", "windows-1251", "koi8-u", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic", "windows-1254", "windows-1256",
  "windows-1255", "windows-1252",
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type EncodingGuess = { readonly encoding: Encoding; readonly sure: boolean; readonly runnerUp: Encoding | "none"; readonly why: "mark" | "valid" | "letters" };

/** `sample` is the beginning of the list, at least 64 KiB where it has as much. */
export function guessEncoding(sample: Uint8Array): EncodingGuess {
  const [a, b, c] = [sample[0], sample[1], sample[2]];
  const marked = (encoding: Encoding): EncodingGuess => ({ encoding, sure: true, runnerUp: "none", why: "mark" });
  if (a === 0xef && b === 0xbb && c === 0xbf) return marked("utf-8");
  if (a === 0xff && b === 0xfe) return marked("utf-16le");
  if (a === 0xfe && b === 0xff) return marked("utf-16be");
  const zeros = zeroShare(sample);
  const isWide = zeros.odd > 0.15 || zeros.even > 0.15;
  if (isUtf8(sample) && !(sample.includes(0) && isWide)) return { encoding: "utf-8", sure: true, runnerUp: "none", why: "valid" };
  if (isWide) return { encoding: zeros.odd > zeros.even ? "utf-16le" : "utf-16be", sure: true, runnerUp: "none", why: "letters" };
  const ranked = ENCODINGS.slice(3).map((encoding) => ({ encoding, score: likeness(new TextDecoder(encoding).decode(sample.subarray(0, 65_536))) }))
    .sort((x, y) => y.score - x.score);
  const [best, second] = ranked;
  if (!best || !second) return marked("utf-8");
  const letters = sample.subarray(0, 65_536).reduce((sum, byte) => (byte > 127 ? sum + 1 : sum), 0);
  if (looksMixed(sample)) return { encoding: "utf-8", sure: false, runnerUp: best.encoding, why: "letters" }; // broken UTF-8, or two writers in one file
  const isSame = new TextDecoder(best.encoding).decode(sample) === new TextDecoder(second.encoding).decode(sample);
  const next = isSame ? (ranked[2] ?? second) : second; // koi8-u and koi8-r read alike where no Ukrainian letter stands
  return { encoding: best.encoding, sure: isSure(best.score, next.score, letters), runnerUp: next.encoding, why: "letters" };
}

/** A lead of over 5 % that is not that of a handful of letters. */
const isSure = (best: number, next: number, letters: number): boolean => best > 0 && best - next > 0.05 * best && (best - next) * letters >= 2;

/** Valid but for a character cut off at the end of the sample. */
function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const MIXED_LETTERS_MIN = 6;
const MIXED_SHARE_MIN = 0.15;

/**
 * Whether bytes that are no UTF-8 as a whole hold letters of it: pairs that give a letter of Latin, Cyrillic, Armenian, Hebrew or Arabic
 * script, at least six and 15 % of the bytes beyond ASCII. Running text in a one-byte encoding gives few such pairs by chance.
 */
function looksMixed(sample: Uint8Array): boolean {
  let [pairs, beyond] = [0, 0];
  for (let i = 0; i < sample.length; i++) {
    const [lead = 0, next = 0] = [sample[i], sample[i + 1]];
    if (lead > 127) beyond++;
    const isLetter = (lead >= 0xc3 && lead <= 0xc5) || lead === 0xd0 || lead === 0xd1 || (lead >= 0xd4 && lead <= 0xdb);
    if (!isLetter || (next & 0xc0) !== 0x80) continue;
    pairs++;
    beyond++;
    i++;
  }
  return pairs >= MIXED_LETTERS_MIN && 2 * pairs > MIXED_SHARE_MIN * beyond;
}

function zeroShare(sample: Uint8Array): { readonly odd: number; readonly even: number } {
  let [odd, even] = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0 || (sample[i] === 4 && i > 0)) {
    if (i % 2 === 1) odd++;
    else even++;
  }
  return { odd: (2 * odd) / Math.max(1, sample.length), even: (2 * even) / Math.max(1, sample.length) };
}

// Letters from common to rare in running uk and ru text; the order is all that is used.
const COMMON = "оаеинтіврслкмдпуяйьызгбчхжшцющфєїэґъёў";
const TURKISH = "aeinrldkmyuotbsışüğzgçhvcöpf";
const ARABIC = "الينمورتبعدسفهكقحجشطصخذضزثظغئءؤأإآةى";
const HEBREW = "יוהלאמתרבשנדקפעחצגטכסזךםןףץ";

const WORTH = new Map<string, number>();
for (const [letters, top] of [[COMMON, 1], [TURKISH, 0.6], [ARABIC, 1], [HEBREW, 1]] as const)
  Array.from(letters).forEach((letter, at) => WORTH.set(letter, top * (1 - at / letters.length)));

/** Mean worth of the letters beyond ASCII; a capital inside a word, a sign among letters and an unreadable byte cost. */
function likeness(text: string): number {
  let [sum, count] = [0, 0];
  let before = " ";
  for (const letter of text) {
    if (letter > "\u007f") {
      count++;
      const lower = letter.toLowerCase();
      const isCapital = lower !== letter;
      sum += WORTH.get(lower) ?? (/\p{L}/u.test(letter) ? -0.3 : /[№«»–—’“”…°§\u00a0]/.test(letter) ? 0 : -1.5);
      if (isCapital && /\p{Ll}/u.test(before)) sum -= 1.5;
      if (/\p{L}/u.test(before) && before > "\u007f" && isArabic(before) !== isArabic(letter)) sum -= 1;
    } else if (/[a-z]/i.test(letter) && before > "\u007f" && /[\u0400-\u04ff]/.test(before)) sum -= 1;
    before = letter;
  }
  return count === 0 ? 0 : sum / count;
}

const isArabic = (letter: string): boolean => /[\u0600-\u06ff]/.test(letter);

/** Text that was UTF-8 and was read as a one-byte encoding once more ("ÐŸÐµÑ‚Ñ€Ð¾", "РџРµС‚СЂРѕ"), as its first reading; undefined when it is none. */
export function undoDoubleReading(text: string): string | undefined {
  if (!/[ÐÑ][\u0080-\u00bf\u0152-\u2122]|[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u2018-\u2122Ѓѓ°±²і]/.test(text)) return undefined;
  for (const encoding of ["windows-1252", "windows-1251"] as const) {
    const bytes = bytesIn(encoding, text);
    if (bytes === undefined) continue;
    try {
      const undone = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      if (undone.length < text.length && /\p{L}/u.test(undone)) return undone;
    } catch {
      continue;
    }
  }
  return undefined;
}

const TABLES = new Map<string, ReadonlyMap<string, number>>();

function bytesIn(encoding: "windows-1252" | "windows-1251", text: string): Uint8Array | undefined {
  let table = TABLES.get(encoding);
  if (table === undefined) {
    const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    table = new Map([...letters].map((letter, byte) => [letter, byte]));
    TABLES.set(encoding, table);
  }
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const byte = table.get(text.charAt(i));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
