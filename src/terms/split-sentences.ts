// Sentences out of tokens (TERMS.md, 2): each ends with a full stop, and each is parsed alone, so that one error never hides
// another. A full stop inside quotes or between digits is part of its token and ends nothing.
import type { Token } from "./lexicon.ts";

export type RawSentence = {
  readonly tokens: readonly Token[];
  /** Offsets of the first character and of the one after the last. */
  readonly start: number; readonly end: number;
  /** False for words at the end of the text that no full stop closes. */
  readonly isEnded: boolean;
};

/** Splits tokens after each full stop; a `]` that follows closes a bracketed sentence. Linear. */
export function splitSentences(tokens: readonly Token[]): RawSentence[] {
  const sentences: RawSentence[] = [];
  let from = 0;
  const cut = (to: number, isEnded: boolean): void => {
    const own = tokens.slice(from, to);
    const [first, last] = [own[0], own.at(-1)];
    if (first && last) sentences.push({ tokens: own, start: first.start, end: last.end, isEnded });
    from = to;
  };
  for (let i = 0; i < tokens.length; i++) {
    if (!isMark(tokens[i], ".")) continue;
    while (isMark(tokens[i + 1], "]")) i += 1;
    cut(i + 1, true);
  }
  cut(tokens.length, false);
  return sentences;
}

export const isMark = (token: Token | undefined, mark: string): boolean => token?.kind === "mark" && token.text === mark;
