// One spelling for a name written in Cyrillic (uk, ru, be), in any usual Latin manner, in Georgian or in Armenian: the skeleton,
// over the letters a e i o u b v h d z k l m n p r s t f c w. Letters that the standards write alike, or that people confuse
// (h and kh, ts and ch, sh and shch), end alike. Arabic and Hebrew give consonants only and are compared without vowels.
// Sources: KMU (cabinet resolution) 55/2010 and ISO 9:1995 and BGN/PCGN (uk 1965, ru 1947) and ICAO Doc 9303-3 section 6;
// Georgian national system 2002; UTS #39 for look-alikes. No locale is used: folding is by table.

/** Rises when any rule of this file changes: a model fitted under another version is refused. */
export const NORMALISER_VERSION = 5;

/** Which letters a Latin row gives to what: `ch`, `c`, `j`, `z`, `sh` differ between writers. */
export const MANNERS = ["plain", "scholarly", "polish", "german", "french", "turkish", "hungarian"] as const;
export type Manner = (typeof MANNERS)[number];

export type Writing = "vowelled" | "arabic" | "hebrew";

export type Skeleton = { readonly text: string; readonly writing: Writing };

const HIDDEN = /[\u00ad\u0300\u0301\u0341\u061c\u0640\u064b-\u065f\u0670\u05b0-\u05c7\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const APOSTROPHES = /[\u0060\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\u2033\u201d\u201c"\u05f3\u05f4]/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\n]+/g;

const CYRILLIC: Readonly<Record<string, string>> = {
  а: "a", б: "b", в: "v", г: "h", ґ: "h", д: "d", е: "e", є: "e", ё: "e", э: "e", ж: "z", з: "z", и: "i", і: "i", ї: "i", й: "i",
  ы: "i", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ў: "u", ф: "f", х: "h", ц: "c", ч: "c",
  ш: "w", щ: "w", ю: "iu", я: "ia", ь: "", ъ: "", // below: letters of neighbouring alphabets
  ј: "i", љ: "l", њ: "n", ћ: "c", ђ: "dz", џ: "dz", ә: "a", ғ: "h", қ: "k", ң: "n", ө: "o", ұ: "u", ү: "u", һ: "h", җ: "dz", ҳ: "h", ҷ: "dz", ӣ: "i", ӯ: "u",
};

// Georgian national romanisation of 2002, folded: the ejectives as plain letters, ghani as h, qari as k.
const GEORGIAN: Readonly<Record<string, string>> = {
  ა: "a", ბ: "b", გ: "h", დ: "d", ე: "e", ვ: "v", ზ: "z", თ: "t", ი: "i", კ: "k", ლ: "l", მ: "m", ნ: "n", ო: "o", პ: "p", ჟ: "z",
  რ: "r", ს: "s", ტ: "t", უ: "u", ფ: "p", ქ: "k", ღ: "h", ყ: "k", შ: "w", ჩ: "c", ც: "c", ძ: "dz", წ: "c", ჭ: "c", ხ: "h", ჯ: "dz", ჰ: "h",
};

// Eastern Armenian values; the schwa falls.
const ARMENIAN: Readonly<Record<string, string>> = {
  ա: "a", բ: "b", գ: "h", դ: "d", ե: "e", զ: "z", է: "e", ը: "", թ: "t", ժ: "z", ի: "i", լ: "l", խ: "h", ծ: "c", կ: "k", հ: "h", ձ: "dz",
  ղ: "h", ճ: "c", մ: "m", յ: "i", ն: "n", շ: "w", ո: "o", չ: "c", պ: "p", ջ: "dz", ռ: "r", ս: "s", վ: "v", տ: "t", ր: "r", ց: "c",
  ւ: "v", փ: "p", ք: "k", և: "ev", օ: "o", ֆ: "f",
};

const ARABIC: Readonly<Record<string, string>> = {
  ب: "b", پ: "b", ت: "t", ط: "t", ث: "s", س: "s", ص: "s", ج: "z", ژ: "z", چ: "c", ح: "h", خ: "h", ه: "h", ة: "h", د: "d", ض: "d", ذ: "z", ز: "z",
  ظ: "z", ر: "r", ش: "w", ف: "f", ڤ: "f", ق: "k", ك: "k", ک: "k", ل: "l", م: "m", ن: "n", غ: "h", گ: "h",
};

const HEBREW: Readonly<Record<string, string>> = {
  ב: "b", ג: "h", ד: "d", ה: "h", ז: "z", ח: "h", ט: "t", כ: "k", ך: "k", ל: "l", מ: "m", ם: "m", נ: "n", ן: "n", ס: "s", פ: "p", ף: "p",
  צ: "c", ץ: "c", ק: "k", ר: "r", ש: "w", ת: "t",
};

// Latin letters whose mark carries a letter, before all other marks are stripped.
const MARKED: Readonly<Record<string, string>> = {
  û: "iu", â: "ia", ł: "l", ə: "a", ı: "i", ø: "o", æ: "e", œ: "e", ß: "ss", đ: "d", ð: "d", þ: "t", ğ: "h", ñ: "n",
};

const PLAIN: Readonly<Record<string, string>> = {
  shch: "w", schtsch: "w", szcz: "w", chtch: "w", tsch: "c", tch: "c", tsh: "c", sch: "w", sh: "w", sz: "w", zh: "z", kh: "h", gh: "h",
  cz: "c", ch: "c", ts: "c", tz: "c", ck: "k", cki: "cki", cky: "cki", cka: "cka", ph: "f", th: "t", ks: "ks", šč: "w", šć: "w", şç: "w", š: "w", ŝ: "w", ş: "w", ž: "z", ż: "z", č: "c",
  ç: "c", ć: "c", x: "ks", w: "v", q: "k", g: "h", y: "i", j: "i", c: "c", ou: "u", dj: "z",
};

type Latin = Readonly<Record<string, string>>;
/** By manner: the spellings that give other letters than themselves. */
export const OF_MANNER: Readonly<Record<Manner, Latin>> = {
  plain: PLAIN,
  scholarly: { ...PLAIN, ch: "h" },
  polish: { ...PLAIN, ch: "h", rz: "z" },
  german: { ...PLAIN, ch: "h", z: "c", sh: "z" },
  french: { ...PLAIN, ch: "w", j: "z", ou: "u", gu: "h" },
  turkish: { ...PLAIN, c: "dz", j: "z", x: "h", q: "h", â: "a", û: "u" },
  hungarian: { ...PLAIN, sz: "s", s: "w", cs: "c", zs: "z", gy: "d", ny: "n", ly: "i" },
};

// Spellings by manner as tables over units. A plain letter is one of a to z, its place in the alphabet being its last five bits.

/** Up to three letters as one whole number, the first one lowest; 0 where nothing is written. */
const lettersAsNumber = (text: string): number => text.charCodeAt(0) | (text.charCodeAt(1) << 8) | (text.charCodeAt(2) << 16);

const UNREAD = -1;

/** A spelling of several letters, and what it gives. */
type Spelling = { readonly units: Uint16Array; readonly gives: number };
type LatinTables = {
  /** What a plain letter gives alone. */
  readonly alone: Int32Array;
  /** Spellings that begin with two plain letters, longest first, at `of[pairs[32 · first + second]]`; most pairs begin none, which is 0. */
  readonly pairs: Uint8Array;
  readonly of: readonly (readonly Spelling[])[];
  /** The same of other first letters, by the unit of the first. */
  readonly marked: ReadonlyMap<number, readonly Spelling[]>;
  /** What `bare` gives of a letter of Latin with a mark, UNREAD where it was not asked. */
  readonly bare: Int32Array;
};

function latinTables(latin: Latin): LatinTables {
  const alone = Int32Array.from({ length: 32 }, (_, at) => 96 + at);
  const pairs = new Uint8Array(1024);
  const of: Spelling[][] = [[]];
  const marked = new Map<number, Spelling[]>();
  for (const [text, gives] of Object.entries(latin).sort(([a], [b]) => b.length - a.length)) {
    const units = Uint16Array.from(text, (letter) => letter.charCodeAt(0));
    const [first = 0, second = 0] = units;
    const spelling = { units, gives: lettersAsNumber(gives) };
    if (!isPlainLetter(first)) marked.set(first, [...(marked.get(first) ?? []), spelling]);
    else if (units.length === 1) alone[first & 31] = spelling.gives;
    else { // no spelling has a marked letter behind a plain one
      const pair = 32 * (first & 31) + (second & 31);
      if (pairs[pair] === 0) pairs[pair] = of.push([]) - 1;
      of[pairs[pair] ?? 0]?.push(spelling);
    }
  }
  return { alone, pairs, of, marked, bare: new Int32Array(0x180).fill(UNREAD) };
}
const TABLES = new Map<Latin, LatinTables>(Object.values(OF_MANNER).map((latin) => [latin, latinTables(latin)]));
const OF_MANNERS: readonly Latin[] = MANNERS.map((manner) => OF_MANNER[manner]);

/** Letters that are read one by one, by their unit: Cyrillic, Armenian, Georgian. UNREAD where a unit is none of them. */
const SINGLE = new Int32Array(0x1100).fill(UNREAD);
for (const [letter, text] of Object.entries({ ...ARMENIAN, ...GEORGIAN, ...CYRILLIC })) SINGLE[letter.charCodeAt(0)] = lettersAsNumber(text);

/** NFC, lower case by table, one apostrophe, one blank, no hidden marks; look-alike letters go to the word's majority script. */
export function cleanName(text: string): string {
  if (isClean(text)) return text.toLowerCase();
  const composed = text.normalize("NFC").replace(/\u0130/g, "i").replace(HIDDEN, "").replace(APOSTROPHES, "'").replace(BLANKS, " ");
  const lower = composed.toLowerCase().replace(/[\u2010-\u2015\u2212]/g, "-").replace(/\s*-\s*/g, "-").replace(/ {2,}/g, " ").trim();
  if (!/[a-z]/.test(lower) || !/[\u0400-\u04ff]/.test(lower)) return lower;
  return lower.split(" ").map(oneScript).join(" ");
}

/** Whether only its case can be other than it should be, as of most names: letters of Latin without marks or of Cyrillic, not of both, parted by single blanks or hyphens. */
function isClean(text: string): boolean {
  let [scripts, before]: [number, number] = [0, BLANK];
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    if ((unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90)) scripts |= 1;
    else if ((unit >= 0x400 && unit <= 0x45f) || unit === 0x490 || unit === 0x491) scripts |= 2;
    else if (unit === BLANK) {
      if (before === BLANK || before === HYPHEN) return false;
    } else if (unit === HYPHEN) {
      if (before === BLANK && k > 0) return false;
    } else if (unit !== 39 && unit !== 46 && !(unit >= 48 && unit <= 57)) return false; // an apostrophe, a point, a digit
    before = unit;
  }
  return scripts !== 3 && (before !== BLANK || text === "");
}

/** By unit of a plain word what `cleanName` makes of it, 0 for all others; that of a letter is one whatever stands beside it. */
const PLAIN_LOWER = Uint16Array.from({ length: 0x2034 }, (_, unit) => {
  const letter = String.fromCharCode(unit);
  const isLatin = (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 0xc0 && unit < 0x180 && unit !== 0xd7 && unit !== 0xf7 && unit !== 0x130 && unit !== 0x149);
  const isLetter = isLatin || (unit >= 0x400 && unit <= 0x45f) || unit === 0x490 || unit === 0x491;
  return isLetter ? letter.toLowerCase().charCodeAt(0) : unit === 39 || letter.replace(APOSTROPHES, "") === "" ? 39 : 0;
});

/** Whether these units are one word of letters of Latin or of Cyrillic and apostrophes, as most names are: it is then cleaned as `cleanName` cleans it, where it lies. */
export function cleanPlainWord(units: Uint16Array, size: number): boolean {
  let scripts = 0;
  for (let k = 0; k < size; k++) {
    const lower = PLAIN_LOWER[units[k] ?? 0] ?? 0;
    if (lower === 0) return false;
    if (lower >= 97) scripts |= lower < 0x400 ? 1 : 2;
    units[k] = lower;
  }
  return scripts === 1 || scripts === 2;
}

const LOOKALIKE_LATIN = "aceikmopxybht";
const LOOKALIKE_CYRILLIC = "асеікморхувнт";

/** UTS #39: a word of two scripts is written in the script of most of its letters; a tie is read as Cyrillic. */
function oneScript(word: string): string {
  const latin = word.match(/[a-z]/g)?.length ?? 0;
  const cyrillic = word.match(/[\u0400-\u04ff]/g)?.length ?? 0;
  if (latin === 0 || cyrillic === 0) return word;
  const [from, to] = latin > cyrillic ? [LOOKALIKE_CYRILLIC, LOOKALIKE_LATIN] : [LOOKALIKE_LATIN, LOOKALIKE_CYRILLIC];
  return [...word].map((letter) => (from.includes(letter) ? to.charAt(from.indexOf(letter)) : letter)).join("");
}

// Marks of a manner, as bits: what a cell shows of how its writer spells.
const [LATIN, TURKISH, TSCH, W, SCH, POLISH, SZ, J_CH, SH, CARON, OU, TCH, ENGLISH, HUNGARIAN, ACUTE] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384] as const;
/** By unit. */
const MARKED_LETTERS = new Uint16Array(0x260);
for (const [letters, mark] of [["şğıə", TURKISH], ["łżśń", POLISH], ["čšžŝ", CARON], ["őű", HUNGARIAN], ["áéíóú", ACUTE]] as const) for (const letter of letters) MARKED_LETTERS[letter.charCodeAt(0)] = mark;
const [C, G, H, J, S, T, Y, Z, LETTER_W] = [99, 103, 104, 106, 115, 116, 121, 122, 119] as const;

/** Marker letters of one cell; those of the cells of one row are joined by `|`. None where no letter is Latin without a mark. */
export const mannerMarks = (cell: string): number => mannerMarksOf(unitsOf(cell), cell.length);

/** The same of units. */
export function mannerMarksOf(units: Uint16Array, size: number): number {
  let marks = 0;
  let third = 0; // the units before this one, the first next to it
  let second = 0;
  let first = 0;
  for (let k = 0; k < size; k++) {
    const unit = units[k] ?? 0;
    if (unit >= 97 && unit <= 122) {
      marks |= LATIN;
      if (unit === H) {
        if (first === S || first === Z) marks |= first === S ? SH | ENGLISH : ENGLISH;
        else if (first === C) {
          marks |= J_CH;
          if (second === S) marks |= third === T ? SCH | TSCH : SCH;
          if (second === T && !(isVowel(third) || third === S)) marks |= TCH;
        }
      } else if (unit === Z) marks |= first === S ? SZ : first === C ? POLISH : 0;
      else if (unit === S && first === C) marks |= HUNGARIAN;
      else if (unit === Y && first === G) marks |= HUNGARIAN;
      else if (unit === U && first === O) marks |= OU;
      else if (unit === LETTER_W) marks |= W;
      else if (unit === J) marks |= J_CH;
    } else if (unit >= 128) marks |= MARKED_LETTERS[unit] ?? 0;
    third = second;
    second = first;
    first = unit;
  }
  return (marks & LATIN) === 0 ? 0 : marks;
}

/** How the writer of these cells (one row, or one writer's rows) spells, told by marker letters. */
export function mannerOfMarks(bits: number): Manner {
  const has = (mark: number): boolean => (bits & mark) !== 0;
  if (!has(LATIN)) return "plain";
  if (has(TURKISH)) return "turkish";
  if (has(TSCH) || (has(W) && has(SCH))) return "german";
  if (has(POLISH) || (has(W) && has(SZ))) return "polish";
  if (has(W) && has(J_CH)) return has(SH) ? "german" : "polish";
  if (has(CARON)) return "scholarly";
  if (has(ENGLISH)) return "plain";
  if (has(HUNGARIAN) || (has(SZ) && has(ACUTE))) return "hungarian"; // Nagy, Szabó
  return has(OU) || has(TCH) ? "french" : "plain"; // Kouznetsov, Tchernenko
}

/**
 * The skeleton of one word as `cleanName` gives it. Letters of unknown scripts fall; a hyphen stays between the parts of a
 * double surname. Linear.
 */
export function skeletonOf(word: string, manner: Manner): Skeleton {
  if (/[\u0600-\u06ff]/.test(word)) return { text: arabicClusters(abjad(word.replace(/^ال-?/, ""), ARABIC)).replace(SILENT_H, "$1"), writing: "arabic" };
  if (/[\u0590-\u05ff]/.test(word)) return { text: hebrewClusters(abjad(word, HEBREW)), writing: "hebrew" };
  const bare = withoutArticle(word);
  const own = /\d/.test(bare) ? withLetters(bare) : bare;
  const into = new Uint16Array(LETTERS_MAX * own.length);
  const size = settle(into, letters(unitsOf(own), own.length, OF_MANNER[manner], into));
  return { text: textOf(into, /[eo]ff$/.test(word) ? inRussian(into, size) : size), writing: "vowelled" };
}

/** Letters that one letter can give. */
export const LETTERS_MAX = 2;

/**
 * The skeleton of a word of units, none of Arabic or Hebrew letters, figures or an article with a hyphen, written from the beginning of `into`,
 * which has room for LETTERS_MAX letters of each. Gives its size. `manner` is a place in MANNERS.
 */
export function skeletonUnits(units: Uint16Array, size: number, manner: number, into: Uint16Array): number {
  const last = settle(into, letters(units, size, OF_MANNERS[manner] ?? PLAIN, into));
  const isOff = size > 2 && units[size - 1] === F && units[size - 2] === F && (units[size - 3] === E || units[size - 3] === O);
  return isOff ? inRussian(into, last) : last;
}

/** -off and -eff of French passports end in v. */
function inRussian(text: Uint16Array, size: number): number {
  if (size > 0 && text[size - 1] === F) text[size - 1] = V;
  return size;
}

function unitsOf(text: string): Uint16Array {
  const units = text.length <= SHORT_UNITS.length ? SHORT_UNITS : new Uint16Array(text.length);
  for (let k = 0; k < text.length; k++) units[k] = text.charCodeAt(k);
  return units;
}
const SHORT_UNITS = new Uint16Array(64); // of the text that is being read

function textOf(units: Uint16Array, size: number): string {
  let text = "";
  for (let from = 0; from < size; from += SHORT_UNITS.length) {
    WRITTEN.length = Math.min(SHORT_UNITS.length, size - from);
    for (let k = 0; k < WRITTEN.length; k++) WRITTEN[k] = units[from + k] ?? 0;
    text += String.fromCharCode.apply(undefined, WRITTEN);
  }
  return text;
}
const WRITTEN: number[] = []; // reused: a plain array is applied many times faster than a typed one is spread

/** The article of an Arabic name in other letters: al-Shammari, El-Sayed, аль-Шаммари; before a sun letter as it sounds: ash-Shammari, ar-Rashid, Аш-Шаммари. */
const ARTICLE = /^(?:[aeu]l|аль?|эль|ель|a(sh|th|dh|[tdrzsn])(?=-\1)|[аэе]([тдрзсшн])(?=-\2))-(?=\p{L}{3})/u;
/** The same as a word of its own: Al Shammari. */
export const isArticle = (word: string): boolean => /^(?:[ae]l|аль|эль|ель)$/.test(word);

/** In Arabic letters it is taken off too, and a writer of lists leaves it out at will. */
const withoutArticle = (word: string): string => (word.includes("-") ? word.replace(ARTICLE, "") : word);

const CYRILLIC_DIGITS: Readonly<Record<string, string>> = { 0: "о", 1: "і", 3: "з", 4: "ч", 6: "б" };
const LATIN_DIGITS: Readonly<Record<string, string>> = { 0: "o", 1: "l", 5: "s", 6: "b", 8: "b" };

/** A digit amid the letters of a name is what a machine that reads print took for one: Петр0в, SHEVCHENK0. */
function withLetters(word: string): string {
  const letters = word.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 3 || letters < 2 * (word.length - letters)) return word;
  const table = /[\u0400-\u04ff]/.test(word) ? CYRILLIC_DIGITS : LATIN_DIGITS;
  return word.replace(/\d/g, (digit) => table[digit] ?? "");
}

/** First letters of skeletons by the letter that a writer abbreviates to, where they are several: Y. is Yurii, Yana or Yevhen, S. is Shamil too. */
const ABBREVIATED: Readonly<Record<string, string>> = {
  й: "ioaeu", y: "iaueo", j: "iaueodz", i: "iaueo", s: "swz", z: "zcd", c: "cdwk", t: "tc", k: "kh", g: "hd", x: "hk", q: "kh",
};

/** The letters with which the skeleton of a name may begin that is abbreviated to this letter, likeliest first. */
export function initialLetters(letter: string, manner: Manner): string {
  return ABBREVIATED[letter] ?? skeletonOf(letter, manner).text.charAt(0);
}

/** شتش is one letter щ, تش and تس are ч and ц, دز is дз, in a word of consonants. */
const arabicClusters = (consonants: string): string => consonants.replace(/wtw/g, "w").replace(/t[sw]/g, "c").replace(/sc/g, "w").replace(/dz/g, "z").replace(/(.)\1+/g, "$1");

/** A last ة or ה mostly stands for a vowel, and Latin writers put an h there or none (Salameh, Salama). */
const SILENT_H = /^(.{2,})h$/;

/** ש is sh or s, and st of German names; ץ is ts; a vav falls. */
const hebrewClusters = (consonants: string): string =>
  consonants.replace(/[sw]c|w/g, "s").replace(/dz/g, "z").replace(/ts/g, "c").replace(/(.)\1+/g, "$1").replace(SILENT_H, "$1");

const abjad = (word: string, table: Readonly<Record<string, string>>): string =>
  [...word].map((letter) => table[letter] ?? "").join("").replace(/(.)\1+/g, "$1");

/** Writes what each letter gives. */
function letters(units: Uint16Array, size: number, latin: Latin, into: Uint16Array): number {
  const tables = TABLES.get(latin);
  if (tables === undefined) return 0;
  const { alone, pairs } = tables;
  let to = 0;
  for (let i = 0; i < size; ) {
    const unit = units[i] ?? 0;
    const next = i + 1 < size ? (units[i + 1] ?? 0) : 0;
    let gives = 0;
    let taken = 1;
    if (isPlainLetter(unit)) {
      gives = alone[unit & 31] ?? 0;
      const pair = isPlainLetter(next) ? (pairs[32 * (unit & 31) + (next & 31)] ?? 0) : 0;
      const found = pair === 0 ? undefined : spelt(tables.of[pair], units, i, size);
      if (found !== undefined) {
        gives = found.gives;
        taken = found.units.length;
      }
    } else {
      const single = SINGLE[unit] ?? UNREAD;
      if (single !== UNREAD) {
        gives = single;
        if (unit === ARMENIAN_O && next === ARMENIAN_VYUN) {
          gives = U;
          taken = 2;
        }
      } else {
        const found = spelt(tables.marked.get(unit), units, i, size);
        gives = found === undefined ? (tables.bare[unit] ?? UNREAD) : found.gives;
        taken = found === undefined ? 1 : found.units.length;
        if (gives === UNREAD) {
          gives = lettersAsNumber(bare(String.fromCharCode(unit), latin));
          if (unit < tables.bare.length) tables.bare[unit] = gives;
        }
      }
    }
    for (; gives !== 0; gives >>= 8) into[to++] = gives & 255;
    i += taken;
  }
  return to;
}

/** The first of these spellings, the longest before others, that stands at `at`. */
function spelt(spellings: readonly Spelling[] | undefined, units: Uint16Array, at: number, size: number): Spelling | undefined {
  if (spellings === undefined) return undefined;
  for (let s = 0; s < spellings.length; s++) {
    const spelling = spellings[s];
    if (spelling === undefined || at + spelling.units.length > size) continue;
    let k = 0;
    while (k < spelling.units.length && spelling.units[k] === units[at + k]) k++;
    if (k === spelling.units.length) return spelling;
  }
  return undefined;
}

function isPlainLetter(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

const [ARMENIAN_O, ARMENIAN_VYUN] = ["ո".charCodeAt(0), "ւ".charCodeAt(0)];

/** A letter that stands in no table of its manner: its mark is read or stripped, signs of softness fall. */
function bare(letter: string, latin: Latin): string {
  if (/[a-z-]/.test(letter)) return letter;
  const marked = MARKED[letter];
  if (marked !== undefined) return marked;
  const stripped = letter.normalize("NFD").charAt(0);
  return /[a-z]/.test(stripped) ? (latin[stripped] ?? stripped) : "";
}

/**
 * i falls before a vowel, doubles become one: Hordiienko, Hordienko, Гордієнко all give `hordenko`. Letters side by side that Latin
 * writers spell as one are one: тс and тз as ts and tz, сч as sch, тш as tsh. Hyphens at the ends fall. In place; gives the size left.
 */
function settle(text: Uint16Array, size: number): number {
  let to = 0;
  for (let k = 0; k < size; k++) {
    const letter = text[k] ?? 0;
    const next = k + 1 < size ? (text[k + 1] ?? 0) : 0;
    if (letter === T && (next === S || next === Z || next === LETTER_W)) {
      text[to++] = C;
      k++;
    } else text[to++] = letter;
  }
  const joined = to;
  to = 0;
  for (let k = 0; k < joined; k++) {
    const letter = text[k] ?? 0;
    const next = k + 1 < joined ? (text[k + 1] ?? 0) : 0;
    if ((letter === S || letter === LETTER_W) && next === C) {
      text[to++] = LETTER_W;
      k++;
    } else text[to++] = letter;
  }
  for (let round = 0; round < 2; round++) { // what falls may bring equal letters together, and they an i before a vowel
    let left = 0;
    for (let k = 0; k < to; k++) {
      let end = k;
      while (end < to && text[end] === I) end++;
      if (end === k) text[left++] = text[k] ?? 0;
      else {
        if (end === to || !isVowel(text[end] ?? 0)) for (let i = k; i < end; i++) text[left++] = I;
        k = end - 1;
      }
    }
    to = 0;
    for (let k = 0; k < left; k++) if (k === 0 || text[k] !== text[to - 1]) text[to++] = text[k] ?? 0;
  }
  let from = 0;
  while (to > from && text[to - 1] === HYPHEN) to--;
  while (from < to && text[from] === HYPHEN) from++;
  if (from > 0) text.copyWithin(0, from, to);
  return to - from;
}

/** The skeleton without vowels, a leading vowel written `a`; keys of blocking and a level of comparison. */
export function consonantKey(skeleton: string): string {
  const key = new Uint16Array(skeleton.length);
  return textOf(key, consonantUnits(unitsOf(skeleton), 0, skeleton.length, key));
}

/** The same of the `size` letters at `at`, written from the beginning of `into`; gives its size, which is no larger. */
export function consonantUnits(skeleton: Uint16Array, at: number, size: number, into: Uint16Array): number {
  let to = 0;
  if (size > 0 && isVowel(skeleton[at] ?? 0)) into[to++] = A;
  let last = 0;
  for (let k = at; k < at + size; k++) {
    const letter = skeleton[k] ?? 0;
    if (letter === HYPHEN || letter === last || isVowel(letter)) continue;
    last = letter;
    into[to++] = letter;
  }
  return to;
}

const [HYPHEN, BLANK] = [45, 32] as const;
const [A, E, I, O, U, F, V] = [97, 101, 105, 111, 117, 102, 118] as const;
const isVowel = (letter: number): boolean => letter === A || letter === E || letter === I || letter === O || letter === U;

/** A vowelled skeleton as an Arabic writer would leave it: v is written f, p is b, vowels fall. */
export const arabicKey = (skeleton: string): string =>
  arabicClusters(skeleton.replace(/dz/g, "z").replace(/[aeiou-]/g, "").replace(/v/g, "f").replace(/p/g, "b")).replace(SILENT_H, "$1");

/** A vowelled skeleton as a Hebrew writer would leave it: v is vav, which falls like a vowel. */
export const hebrewKey = (skeleton: string): string => hebrewClusters(skeleton.replace(/[aeiouv-]/g, "").replace(/f/g, "p"));

/** The same of a writer who spells v with bet: אברהם is Avraham, איבנוב is Ivanov. */
export const hebrewKeyWithB = (skeleton: string): string => hebrewKey(skeleton.replace(/v/g, "b"));

/** The masculine skeleton of a woman's surname; call it only where sex, given name or patronymic says female. */
export function masculineSurname(skeleton: string): string {
  if (skeleton.includes("-")) return skeleton.split("-").map(masculineSurname).join("-");
  return skeleton.replace(/([sc]k)a$/, "$1i").replace(/([oe]v)a$/, "$1").replace(/([^aeiou]in)a$/, "$1");
}
