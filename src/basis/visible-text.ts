// Text of others on paper: what would turn a line, break it or print as nothing is written by its number instead, so that the paper says
// what the record holds. A value of others is then isolated, and moves no word around it (UAX #9).

/** Marks, embeddings, overrides and isolates of direction; line and paragraph separators; controls. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
export const numbered = (character: string): string => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;

/** The same text on one line, with everything unseen written by its number. */
export const visibleText = (text: string): string => text.replace(UNSEEN, numbered);

const [FIRST_STRONG, POP] = ["\u2068", "\u2069"];
/** `visibleText`, keeping its own direction whatever stands beside it. */
export const isolatedText = (text: string): string => `${FIRST_STRONG}${visibleText(text)}${POP}`;

/**
 * The text with what no font has (`has`) written by its number. Isolates stay where each is closed in the same text; any other unseen
 * character is numbered, whoever forgot to.
 */
export function printableText(text: string, has: (code: number) => boolean): string {
  const isOurs = areIsolatesClosed(text);
  return [...text].map((character) => {
    if (character === FIRST_STRONG || character === POP) return isOurs ? character : numbered(character);
    if (character === "\u200c" || character === "\u200d" || character === "\u00ad") return character; // joiners and soft hyphen shape words and have no glyph
    return visibleText(character) !== character || !has(character.codePointAt(0) ?? 0) ? numbered(character) : character;
  }).join("");
}

function areIsolatesClosed(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if (character === FIRST_STRONG) open++;
    if (character === POP && --open < 0) return false;
  }
  return open === 0;
}
