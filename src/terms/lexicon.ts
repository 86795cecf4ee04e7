// The characters and tokens of the terms language (TERMS.md, section 2). The whole text is read once, left to right, in linear
// time. What is refused here is reported at its own place; the rest of the sentence is still read, so that nothing else is lost.
import { parseCivilDate } from "../basis/civil-date.ts";

/** Columns and offsets are UTF-16 units; `start` and `end` are offsets into the text. */
export type Token = {
  readonly kind: "word" | "number" | "time" | "quoted" | "mark";
  /** As written; of a quoted phrase what stands between its marks. */
  readonly text: string;
  /** Of a numeral its number; 0 for every other token and for a refused numeral. */
  readonly value: number;
  readonly start: number; readonly end: number;
  /** From 1. */
  readonly line: number;
};
export type LexicalFault = { readonly offset: number; readonly code: "TERMS_CHARACTER" | "TERMS_NUMERAL" | "TERMS_QUOTE"; readonly message: string; readonly found: string };

export const NUMBER_MAX = 1_000_000_000;
export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] as const;

/** Invisible characters, bidirectional controls, blanks that look like one, control characters, half surrogates, lone CR. */
const REFUSED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u00A0\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFFE\uFFFF]|\r(?!\n)|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const NAMES: Readonly<Record<number, string>> = {
  0x00a0: "no-break space", 0x00ad: "soft hyphen", 0x061c: "Arabic letter mark", 0x200b: "zero width space", 0x200c: "zero width non-joiner",
  0x200d: "zero width joiner", 0x200e: "left-to-right mark", 0x200f: "right-to-left mark", 0x202a: "left-to-right embedding", 0x202b: "right-to-left embedding",
  0x202c: "pop directional formatting", 0x202d: "left-to-right override", 0x202e: "right-to-left override", 0x202f: "narrow no-break space",
  0x2060: "word joiner", 0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate", 0x2068: "first strong isolate", 0x2069: "pop directional isolate",
  0xfeff: "byte order mark", 0x000d: "carriage return without line feed", 0x0000: "null", 0x2028: "line separator", 0x2029: "paragraph separator",
};

/** Every refused character of a text, and the first place where the text is not in Unicode normal form C. Linear. */
export function refusedCharacters(text: string): LexicalFault[] {
  const faults: LexicalFault[] = [];
  for (const match of text.matchAll(REFUSED)) {
    const code = match[0].charCodeAt(0);
    const name = NAMES[code] ?? (code >= 0xd800 && code <= 0xdfff ? "half of a surrogate pair" : code < 0xa0 ? "control character" : "invisible character");
    const point = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    faults.push({ offset: match.index, code: "TERMS_CHARACTER", message: `${point} (${name}) may not stand in terms${code === 0xa0 || code === 0x202f ? "; write an ordinary blank, and thousands as 6,000" : ""}`, found: point });
  }
  const composed = text.normalize("NFC");
  if (composed !== text) {
    let at = 0;
    while (composed.charCodeAt(at) === text.charCodeAt(at)) at += 1;
    faults.push({ offset: at, code: "TERMS_CHARACTER", message: "expected Unicode normal form C; a letter and its accent stand here as two characters", found: text.slice(at, at + 1) });
  }
  return faults;
}

// One alternative for each kind: blanks, zone, time, numeral run (bounded, since an unbounded group takes stack), word, anything else.
const TOKEN = /([ \t\r\n]+)|(UTC(?:[+\u2212-][0-9]{1,2}(?::[0-9]{2})?)?(?![\p{L}\p{N}:]))|([0-9]{1,99}:[0-9]{1,99}(?:[\p{L}\p{N}:]{0,99}[\p{L}\p{N}])?)|([0-9](?:[\p{L}\p{M}\p{N}’'_-]|[.,](?=[0-9])){0,4000})|([\p{L}\p{M}](?:[\p{L}\p{M}\p{N}’'_-]*)?)|([^])/uy;
const CLOSING: Readonly<Record<string, string>> = { "“": "”", '"': '"' };

/**
 * The tokens of a text and what is wrong with them. A quoted phrase ends on its own line; an opening mark without its closing
 * one becomes a mark of its own, so that the sentence still ends at its full stop. Linear.
 */
export function tokensOf(text: string): { readonly tokens: readonly Token[]; readonly faults: readonly LexicalFault[] } {
  const tokens: Token[] = [];
  const faults: LexicalFault[] = [];
  let at = 0;
  let line = 1;
  let noCloseBefore = 0; // no closing mark stands before this offset on the line of the last unclosed one
  while (at < text.length) {
    const mark = text[at] ?? "";
    if (mark === "“" || mark === '"') {
      const end = at < noCloseBefore ? -1 : closingAt(text, at, CLOSING[mark] ?? "");
      if (end >= 0 && text.slice(at + 1, end).trim() !== "") {
        tokens.push({ kind: "quoted", text: text.slice(at + 1, end), value: 0, start: at, end: end + 1, line });
        at = end + 1;
        continue;
      }
      faults.push(quoteFault(text, at, end));
      if (end >= 0) {
        tokens.push({ kind: "quoted", text: "?", value: 0, start: at, end: end + 1, line });
        at = end + 1;
        continue;
      }
    } else if (mark === "”") faults.push({ offset: at, code: "TERMS_QUOTE", message: "expected an opening mark “ before this closing one", found: mark });
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) break;
    const end = TOKEN.lastIndex;
    const [whole, blank, zone, time, numeral, word] = match;
    if (blank === undefined) {
      const kind = zone !== undefined || word !== undefined ? "word" : time !== undefined ? "time" : numeral !== undefined ? "number" : "mark";
      tokens.push({ kind, text: whole, value: kind === "number" ? numberOf(whole) ?? 0 : 0, start: at, end, line });
    } else for (const one of blank) if (one === "\n") line += 1;
    at = end;
  }
  return { tokens, faults };

  function closingAt(from: string, open: number, close: string): number {
    for (let i = open + 1; i < from.length; i++) {
      const one = from[i] ?? "";
      if (one === close) return i;
      if (one === "\n" || one === "“" || one === "”" || one === '"') {
        if (one === "\n") noCloseBefore = i;
        return -1;
      }
    }
    noCloseBefore = from.length;
    return -1;
  }
}

function quoteFault(text: string, offset: number, end: number): LexicalFault {
  if (end >= 0) return { offset, code: "TERMS_QUOTE", message: "expected a quoted phrase, found nothing between the marks", found: text.slice(offset, end + 1) };
  const open = text[offset] ?? "";
  const rest = text.slice(offset + 1, offset + 200).split("\n", 1)[0] ?? "";
  const other = /[“”"]/.exec(rest)?.[0];
  const why = other === undefined ? `the mark ${open} is not closed on its line` : `a phrase opened with ${open} is closed with ${CLOSING[open] ?? ""}, here ${other} comes first`;
  return { offset, code: "TERMS_QUOTE", message: `expected a quoted phrase; ${why}`, found: open };
}

/** `0`, digits without leading zero, or groups of three after commas; at most 1,000,000,000. Undefined for any other spelling. */
export function numberOf(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)$/.test(text)) return undefined;
  const value = Number(text.replaceAll(",", ""));
  return value <= NUMBER_MAX ? value : undefined;
}

/** Why a numeral run is refused. */
export function numeralFault({ text, start }: Token): LexicalFault {
  const hint = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? "dates are written 2 June 2025"
    : /^[1-9][0-9,]*$/.test(text) && Number(text.replaceAll(",", "")) > NUMBER_MAX ? "the largest is 1,000,000,000"
    : /^0[0-9]+$/.test(text) ? "numbers have no leading zero" : /[.,]/.test(text) || / /.test(text) ? "thousands are written 6,000" : "numbers are written in digits alone";
  return { offset: start, code: "TERMS_NUMERAL", message: `“${text}” is not a number; ${hint}`, found: text };
}

/** `HH:MM`, 00:00 to 23:59. */
export const isTime = (text: string): boolean => /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/.test(text);

/** The civil date of `2`, `June`, `2025`; undefined when the day does not exist. */
export function dateOfWords(day: string, month: string, year: string): string | undefined {
  const number = MONTHS.findIndex((one) => one === month) + 1;
  if (number === 0 || !/^[1-9][0-9]?$/.test(day) || !/^[1-9][0-9]{3}$/.test(year)) return undefined;
  return parseCivilDate(`${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`);
}

const CAPITAL = /^[A-Z\u00C0-\u00D6\u00D8-\u00DE]/;
const LATIN = /^[A-Za-z0-9\u00C0-\u024F’'_-]+$/;
/** A word of a name: a capital first, then Latin letters up to U+024F, digits, apostrophes, hyphens. */
export const isNameWord = (text: string): boolean => CAPITAL.test(text) && LATIN.test(text);
/** Two or more of A to Z: a look-alike from another script is no party code. */
export const isCode = (text: string): boolean => /^[A-Z]{2,}$/.test(text);
export const isClass = (text: string): boolean => /^[A-Z][A-Z0-9]*$/.test(text);
export const isRankWord = (text: string): boolean => LATIN.test(text) && !/^[0-9]/.test(text);
