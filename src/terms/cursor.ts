// Reads one sentence token by token. The grammar looks one word ahead and never back, so the token at which reading stops is the
// damaged one, and everything that could have stood there is known. Expected things keep the order of the grammar.
import { dateOfWords, isClass, isCode, isNameWord, isRankWord, isTime, type Token } from "./lexicon.ts";
import type { Numeral } from "./ast.ts";

/** A thing the sentence speaks of, with its offset: what the checker looks up. */
export type Mention = { readonly role: "term" | "code" | "name" | "clause" | "bracket" | "proposer" | "time"; readonly text: string; readonly offset: number };

/** The sentence cannot go on at `token`; `expected` holds what could stand there. */
export class SentenceMiss extends Error {
  readonly token: number;
  readonly expected: readonly string[];
  constructor(token: number, expected: readonly string[]) {
    super("no form of sentence goes on here");
    this.token = token;
    this.expected = expected;
  }
}

export const A_DATE = "a date (2 June 2025)";
export const A_NUMBER = "a number";
const words = new Map<string, readonly string[]>();
const wordsOf = (phrase: string): readonly string[] => {
  const known = words.get(phrase);
  if (known) return known;
  const split = phrase.split(" ");
  words.set(phrase, split);
  return split;
};
const MARK_NAMES: Readonly<Record<string, string>> = { ".": "a full stop", ",": "a comma", ":": "a colon", "(": "an opening parenthesis", ")": "a closing parenthesis", "[": "an opening bracket", "]": "a closing bracket", "|": "a dividing line |" };
const labelOf = (word: string): string => MARK_NAMES[word] ?? word;
const spelling = (token: Token): string => (token.text.includes("'") ? token.text.replaceAll("'", "’") : token.text);

export class Cursor {
  readonly tokens: readonly Token[];
  readonly mentions: Mention[] = [];
  at = 0;
  /** Inside a bracketed sentence no bracket may stand. */
  allowsBracket = true;
  private expected: string[] = [];
  private expectedAt = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }
  get offset(): number {
    return this.peek()?.start ?? this.tokens.at(-1)?.end ?? 0;
  }
  private expects(label: string): void {
    if (this.expectedAt !== this.at) [this.expected, this.expectedAt] = [[], this.at];
    if (!this.expected.includes(label)) this.expected.push(label);
  }
  /** @throws SentenceMiss at the token that stands here. */
  fail(label?: string): never {
    if (label !== undefined) this.expects(label);
    throw new SentenceMiss(this.at, this.expectedAt === this.at ? this.expected : []);
  }
  /** Whether a word stands here, without taking it or expecting it. */
  sees(word: string): boolean {
    return this.isWord(word);
  }
  private isWord(word: string): boolean {
    const token = this.peek();
    return token !== undefined && (token.kind === "word" || token.kind === "mark") && spelling(token) === word;
  }
  /** Takes a phrase when its first word stands here; then the rest must follow. */
  accepts(phrase: string): boolean {
    const [first = "", ...rest] = wordsOf(phrase);
    if (!this.isWord(first)) {
      this.expects(rest.length > 0 && rest.length < 3 ? phrase : labelOf(first)); // a short phrase says more than its first word
      return false;
    }
    this.at += 1;
    for (const word of rest) this.word(word);
    return true;
  }
  private word(word: string): void {
    if (!this.isWord(word)) this.fail(labelOf(word));
    this.at += 1;
  }
  say(phrase: string): void {
    for (const word of wordsOf(phrase)) this.word(word);
  }
  /** One of several phrases with different first words. */
  oneOf<T extends string>(phrases: readonly T[]): T {
    const found = phrases.find((phrase) => this.accepts(phrase));
    return found ?? this.fail();
  }

  number(label: string = A_NUMBER): number {
    const token = this.peek();
    if (token?.kind !== "number") return this.fail(label);
    this.at += 1;
    return token.value;
  }
  isNumber(): boolean {
    return this.peek()?.kind === "number";
  }
  /** A bracket of alternatives begins here, not a bracketed sentence: `[CODE: number`. */
  isNumeralBracket(): boolean {
    return this.peek()?.text === "[" && this.peek()?.kind === "mark" && this.peek(3)?.kind === "number" && ["|", "]"].includes(this.peek(4)?.text ?? "");
  }
  /** A number, or `[AA: 7 | BB: 3]`. */
  numeral(): Numeral {
    if (this.isNumber()) return this.number();
    this.expects(A_NUMBER);
    if (!this.allowsBracket || this.peek()?.text !== "[" || this.peek()?.kind !== "mark") return this.fail(this.allowsBracket ? undefined : "no bracket inside a bracket");
    const offset = this.offset;
    this.say("[");
    const bracket: { party: string; value: number }[] = [];
    do {
      const party = this.proposer();
      this.say(":");
      bracket.push({ party, value: this.number() });
    } while (this.accepts("|"));
    this.say("]");
    this.mentions.push({ role: "bracket", text: String(bracket.length), offset });
    return { bracket };
  }
  quoted(): string {
    const token = this.peek();
    if (token?.kind !== "quoted") return this.fail("a quoted phrase");
    if (token.text === "not stated" || token.text === "*") return this.fail(`a quoted phrase other than “${token.text}”`);
    this.at += 1;
    return token.text;
  }
  term(): string {
    const offset = this.offset;
    const text = this.quoted();
    this.mentions.push({ role: "term", text, offset });
    return text;
  }
  isCode(): boolean {
    const token = this.peek();
    return token?.kind === "word" && isCode(token.text);
  }
  code(): string {
    const token = this.peek();
    if (token === undefined || !this.isCode()) return this.fail("a party code (two or more of A to Z)");
    this.mentions.push({ role: "code", text: token.text, offset: token.start });
    this.at += 1;
    return token.text;
  }
  /** The party that a bracket belongs to. */
  proposer(): string {
    const offset = this.offset;
    const text = this.newCode();
    this.mentions.push({ role: "proposer", text, offset });
    return text;
  }
  /** A code where a name or a party is declared: nothing to look up. */
  newCode(): string {
    const code = this.code();
    this.mentions.pop();
    return code;
  }
  clauseNumber(): number {
    const token = this.peek();
    if (token?.kind !== "number" || token.text === "0") return this.fail("a clause number");
    this.mentions.push({ role: "clause", text: String(token.value), offset: token.start });
    this.at += 1;
    return token.value;
  }
  className(): string {
    const token = this.peek();
    if (token?.kind !== "word" || !isClass(token.text)) return this.fail("a class (capitals and digits)");
    this.at += 1;
    return token.text;
  }
  /** Capitalised words; `of the`, `of` and `for` may join; a leading `the` is no part of it. */
  name(): string {
    const offset = this.offset;
    const text = this.newName();
    this.mentions.push({ role: "name", text, offset });
    return text;
  }
  newName(): string {
    this.accepts("the");
    const parts = [this.nameWord()];
    for (;;) {
      if (this.isNameWord()) parts.push(this.nameWord());
      else if (this.accepts("for")) parts.push("for", this.nameWord());
      else if (this.accepts("of")) {
        if (this.accepts("the")) parts.push("of the", this.nameWord());
        else parts.push("of", this.nameWord());
      } else return parts.join(" ");
    }
  }
  private isNameWord(): boolean {
    const token = this.peek();
    return token?.kind === "word" && isNameWord(token.text);
  }
  private nameWord(): string {
    const token = this.peek();
    if (token === undefined || !this.isNameWord()) return this.fail("a name");
    this.at += 1;
    return token.text;
  }
  /** Words of a rank up to its number: at least one. */
  rank(): string {
    const parts: string[] = [];
    for (let token = this.peek(); token?.kind === "word" && isRankWord(token.text); token = this.peek()) {
      parts.push(token.text);
      this.at += 1;
    }
    return parts.length > 0 ? parts.join(" ") : this.fail("a rank");
  }
  isDate(): boolean {
    return this.dateHere() !== undefined;
  }
  private dateHere(): string | undefined {
    const [day, month, year] = [this.peek(), this.peek(1), this.peek(2)];
    return day?.kind === "number" && month?.kind === "word" && year?.kind === "number" ? dateOfWords(day.text, month.text, year.text) : undefined;
  }
  /** `2 June 2025`, as `2025-06-02`. A date fails as a whole, at its first token. */
  date(label: string = A_DATE): string {
    const date = this.dateHere();
    if (date === undefined) return this.fail(label);
    this.at += 3;
    return date;
  }
  /** A date, with its time where one follows: `2025-06-05` or `2025-06-05T06:00`. */
  moment(): string {
    const date = this.date();
    const token = this.peek();
    if (token?.kind !== "time") return date;
    if (!isTime(token.text)) return this.fail("a time (06:00)");
    this.mentions.push({ role: "time", text: token.text, offset: token.start });
    this.at += 1;
    return `${date}T${token.text}`;
  }
}
