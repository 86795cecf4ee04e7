// A text into its canonical form (TERMS.md, sections 2, 3, 5): characters and numerals of the whole text, sentences, each sentence
// alone, then the check of what they mean together. All faults at once; a text with any fault gives no AST.
import { utf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import type { Body, Sentence, Terms } from "./ast.ts";
import { checkSentences, type Damaged, type Read } from "./check.ts";
import { Cursor, SentenceMiss } from "./cursor.ts";
import { MONTHS, numberOf, numeralFault, refusedCharacters, tokensOf, type LexicalFault, type Token } from "./lexicon.ts";
import { nearestWord, nearForms } from "./near-forms.ts";
import { fault, orList, type OffsetFault, type TermsFault } from "./terms-fault.ts";
import { readForm } from "./parse-sentence.ts";
import { isMark, splitSentences, type RawSentence } from "./split-sentences.ts";

/** Where a sentence stands in the text: offsets in UTF-16 units, the end exclusive. */
export type Place = { readonly id: string; readonly start: number; readonly end: number; readonly line: number };
export type Parsed = { readonly terms: Terms; readonly places: readonly Place[] } | { readonly faults: readonly TermsFault[]; readonly faultsLeftOut: number };

export type Limits = { readonly bytes: number; readonly sentences: number; readonly characters: number };
/** TERMS.md, section 2: limits of one text, of its sentences, and of one sentence. */
export const LIMITS: Limits = { bytes: 256 * 1024, sentences: 2000, characters: 2000 };
const FAULTS_MAX = 1000;

/** Parses and checks a text. Linear in its size. Never throws for any text. */
export function parseTerms(text: string, limits: Limits = LIMITS): Parsed {
  const size = text.length > limits.bytes ? text.length : utf8(text).length;
  if (size > limits.bytes) return inLines(text, [fault(0, "TERMS_SIZE", `expected at most ${limits.bytes} bytes of text, found ${text.length > limits.bytes ? "more" : size}`)]);
  const characters = refusedCharacters(text);
  const lexed = tokensOf(characters.length === 0 ? text : blanked(text, characters));
  const raw = splitSentences(lexed.tokens);
  const lexical = [...characters, ...firstOfEach(lexed.faults, raw)];
  const version = declaredVersion(raw[0]);
  if (version !== undefined && version !== 1) return inLines(text, [fault(raw[0]?.start ?? 0, "TERMS_VERSION", `expected Terms version 1, found version ${version}; this program knows no other`)]);
  const faults: OffsetFault[] = lexical.map(({ offset, code, message, found }) => ({ offset, code, message, expected: [], found }));
  const found = readAll(text, raw, limits, lexical, faults);
  if (raw.length === 0 && faults.length === 0) faults.push(fault(0, "TERMS_HEAD", "expected one agreement sentence, found no sentence"));
  else if (raw.length <= limits.sentences) faults.push(...checkSentences(found.read, found.damaged));
  if (faults.length > 0) return inLines(text, faults);
  const lines = new Lines(text);
  return {
    terms: { terms: 1, sentences: found.read.map(({ sentence }) => sentence) },
    places: found.read.map(({ sentence, start, end }) => ({ id: sentence.id, start, end, line: lines.at(start).line })),
  };
}

/** One sentence by itself, without check, as an AST node without id; undefined where no form fits. */
export function readSentence(text: string): Omit<Sentence, "id"> | undefined {
  const [one, ...rest] = splitSentences(tokensOf(text).tokens);
  const result = one && rest.length === 0 ? readOne(text, one, LIMITS) : undefined;
  return result && "body" in result && result.numerals.length === 0 ? { proposedBy: result.proposedBy, ...result.body } : undefined;
}

/** The terms of a text. @throws Faults with the codes of TERMS.md, section 6, each with file, line and column. */
export function readTerms(text: string, file?: string): Terms {
  const parsed = parseTerms(text);
  if ("terms" in parsed) return parsed.terms;
  throw new Faults(parsed.faults.map(({ line, column, code, message }) => new Fault(code, message, [{ ...(file === undefined ? {} : { file }), line, column }])));
}

/** Refused characters become blanks, so that offsets stay. */
function blanked(text: string, characters: readonly LexicalFault[]): string {
  const units = text.split("");
  for (const { offset, message } of characters) if (message.startsWith("U+")) units[offset] = " ";
  return units.join("");
}

/** One unbalanced quotation mark unsettles the rest of its sentence: the first of each sentence is reported. */
function firstOfEach(faults: readonly LexicalFault[], raw: readonly RawSentence[]): LexicalFault[] {
  let at = 0;
  let told = -1;
  return faults.filter(({ offset }) => {
    while (at < raw.length - 1 && (raw[at]?.end ?? 0) <= offset) at += 1;
    if (told === at) return false;
    told = at;
    return true;
  });
}

function declaredVersion(first: RawSentence | undefined): number | undefined {
  const [terms, version, number, stop] = first?.tokens ?? [];
  return terms?.text === "Terms" && version?.text === "version" && number?.kind === "number" && isMark(stop, ".") ? numberOf(number.text) : undefined;
}

/** Every sentence, parsed alone; what cannot be read is kept as damaged, for what it still declares. */
function readAll(text: string, raw: readonly RawSentence[], limits: Limits, lexical: readonly LexicalFault[], faults: OffsetFault[]): { readonly read: Read[]; readonly damaged: Damaged[] } {
  const read: Read[] = [];
  const damaged: Damaged[] = [];
  const offsets = lexical.map(({ offset }) => offset).sort((a, b) => a - b);
  let nextOffset = 0, clause = 0, n = 0, count = 0;
  const queue = [...raw].reverse();
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    count += 1;
    if (count > limits.sentences) {
      faults.push(fault(one.start, "TERMS_SIZE", `expected at most ${limits.sentences} sentences, found ${count + queue.length}`));
      break;
    }
    while ((offsets[nextOffset] ?? Infinity) < one.start) nextOffset += 1;
    const isLexed = (offsets[nextOffset] ?? Infinity) >= one.end;
    const spelling = damaged.length < FORGIVING_MAX ? "forgiving" : "exact";
    const result = readOne(text, one, limits, spelling);
    if ("body" in result && isLexed && result.numerals.length === 0) {
      [clause, n] = result.body.kind === "clause" ? [result.body.number, 0] : [clause, n + 1];
      const sentence: Sentence = { id: `${clause}.${n}`, proposedBy: result.proposedBy, ...result.body };
      read.push({ sentence, start: one.start, end: one.end, mentions: result.mentions });
      continue;
    }
    const tokens = "rest" in result && result.rest ? one.tokens.slice(0, one.tokens.length - result.rest.tokens.length) : one.tokens;
    const kind = "body" in result ? result.body.kind : nearForms(tokens, spelling)[0]?.kind ?? "note";
    damaged.push({ tokens, start: one.start, text: text.slice(one.start, one.end), kind, clause });
    if (kind === "clause") [clause, n] = [tokens.find((token) => token.kind === "number")?.value ?? clause, 0];
    if (isLexed) for (const { offset, code, message, found } of result.numerals) faults.push(fault(offset, code, message, [], found));
    if ("body" in result || !isLexed || result.numerals.length > 0) continue;
    faults.push(result.fault);
    if (result.rest) queue.push(result.rest);
  }
  return { read, damaged };
}

type ReadOne = { readonly numerals: readonly LexicalFault[] } & (
  | { readonly body: Body; readonly proposedBy: string; readonly mentions: Read["mentions"] }
  | { readonly fault: OffsetFault; readonly rest: RawSentence | undefined }
);

/** Beyond so many damaged sentences the nearest form is sought by whole words alone: a text of nothing but faults stays cheap. */
const FORGIVING_MAX = 50;
type Spelling = "forgiving" | "exact";

function readOne(text: string, one: RawSentence, limits: Limits, spelling: Spelling = "forgiving"): ReadOne {
  if (one.end - one.start > limits.characters) return { numerals: [], rest: undefined, fault: fault(one.start, "TERMS_SIZE", `expected at most ${limits.characters} characters in a sentence, found ${one.end - one.start}`) };
  const c = new Cursor(one.tokens);
  const numerals = numeralsOf(one);
  try {
    let proposedBy = "both";
    if (c.sees("[") && !c.isNumeralBracket()) {
      c.say("[");
      proposedBy = c.proposer();
      c.say(":");
      c.allowsBracket = false;
      if (c.sees("[")) c.fail("no bracket inside a bracket");
    }
    const body = proseOf(text, c) ?? readForm(c);
    c.say(".");
    if (proposedBy !== "both") c.say("]");
    if (c.peek()) c.fail();
    return { numerals, body, proposedBy, mentions: c.mentions };
  } catch (error) {
    if (!(error instanceof SentenceMiss)) throw error;
    return { numerals, ...missOf(one, error, spelling) };
  }
}

/** Every refused numeral of a sentence; in prose only digits that a full stop parts. `6 000` is one refused numeral. */
function numeralsOf({ tokens }: RawSentence): LexicalFault[] {
  const isProse = proseAt(tokens) >= 0;
  const faults: LexicalFault[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== "number") continue;
    const whole = isProse ? token : withGroups(tokens, i);
    if (isProse ? /[0-9]\.[0-9]/.test(token.text) : numberOf(whole.text) === undefined) faults.push(numeralFault(whole));
    if (whole !== token) i += whole.text.split(" ").length - 1;
  }
  return faults;
}

function withGroups(tokens: readonly Token[], at: number): Token {
  const first = tokens[at];
  if (!first || !/^[0-9]{1,3}$/.test(first.text)) return first ?? { kind: "number", text: "", value: 0, start: 0, end: 0, line: 0 };
  let [whole, end] = [first.text, first.end];
  for (let next = tokens[at + 1], i = at + 1; next?.kind === "number" && next.start === end + 1 && /^[0-9]{3}$/.test(next.text); next = tokens[++i]) [whole, end] = [`${whole} ${next.text}`, next.end];
  return end === first.end ? first : { ...first, text: whole, end };
}

/** The index of the colon of `Open:` or `Note:`, else -1. */
function proseAt(tokens: readonly Token[]): number {
  const at = isMark(tokens[0], "[") ? 3 : 0;
  const word = tokens[at]?.text;
  return (word === "Open" || word === "Note") && isMark(tokens[at + 1], ":") ? at + 1 : -1;
}

/** Prose up to the full stop: no square bracket; blanks and line breaks become one blank, quotation marks curly. */
function proseOf(text: string, c: Cursor): Body | undefined {
  const colon = proseAt(c.tokens);
  if (colon < 0 || colon !== c.at + 1) return undefined;
  const kind = c.peek()?.text === "Open" ? "open" : "note";
  c.at = colon + 1;
  const parts: string[] = [];
  let end = c.peek()?.start ?? 0;
  for (let token = c.peek(); token !== undefined && !isMark(token, "."); token = c.peek()) {
    if (isMark(token, "[") || isMark(token, "]")) c.fail("prose without square brackets");
    parts.push(/[^ \t\r\n]/.test(text.slice(end, token.start)) || token.start === end ? "" : " ", token.kind === "quoted" ? `“${token.text}”` : token.text);
    end = token.end;
    c.at += 1;
  }
  if (parts.length === 0) c.fail("words after the colon");
  return { kind, text: parts.join("").trim() };
}

/** What to say about a sentence that stopped at a token; the rest of it, where a new sentence seems to begin on a new line. */
function missOf(one: RawSentence, miss: SentenceMiss, spelling: Spelling): { readonly fault: OffsetFault; readonly rest: RawSentence | undefined } {
  const token = one.tokens[miss.token];
  const offset = token?.start ?? one.end;
  const found = token === undefined ? "the end of the text" : token.kind === "quoted" ? `“${token.text}”` : token.text;
  const quotedFound = token === undefined ? found : token.kind === "quoted" ? found : `“${found}”`;
  const isFirst = miss.token === 0 || (miss.token === 3 && isMark(one.tokens[0], "["));
  const { expected, hint } = miss.expected.length > 0 || !isFirst ? { expected: miss.expected, hint: "" } : firstWords(one, token, spelling);
  const word = token?.kind === "word" ? nearestWord(token.text, expected.flatMap((label) => (label.startsWith("a date") ? [] : [label.split(" ")[0] ?? ""]))) : undefined;
  const month = expected.some((label) => label.startsWith("a date")) ? monthHint(one.tokens.slice(miss.token, miss.token + 3)) : "";
  const like = word === undefined || hint !== "" ? "" : `; “${found}” looks like “${word}”`;
  const message = `expected ${expected.length === 0 ? "the end of the sentence" : orList(expected)}, found ${quotedFound}${like}${month}${otherScript(token)}${hint}`;
  const startsAnew = token !== undefined && miss.token > 0 && expected.includes("a full stop") && (/^[\p{Lu}“"[]/u.test(token.text) || token.kind === "quoted") && isOnNewLine(one, miss.token);
  return {
    fault: { offset, code: "TERMS_SENTENCE", message, expected: [...expected].sort(), found },
    rest: startsAnew ? { ...one, tokens: one.tokens.slice(miss.token), start: token.start } : undefined,
  };
}

function isOnNewLine({ tokens }: RawSentence, at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  return before !== undefined && token !== undefined && token.start - before.end >= 1 && token.line > before.line;
}

/** At the first word thirty forms say nothing: show those that share most words with the sentence. */
function firstWords(one: RawSentence, token: Token | undefined, forgiveness: Spelling): { readonly expected: readonly string[]; readonly hint: string } {
  const near = nearForms(isMark(one.tokens[0], "[") ? one.tokens.slice(3) : one.tokens, forgiveness).slice(0, 2);
  const [best] = near;
  if (!best) return { expected: ["a sentence of the terms language"], hint: "" };
  const spelling = token?.kind === "word" ? nearestWord(token.text, near.map(({ first }) => first.split(" ")[0] ?? "")) : undefined;
  const hint = best.first === "a number" ? `; did you leave out the number? “${best.example}”` : spelling !== undefined ? `; “${token?.text ?? ""}” looks like “${spelling}”: “${best.example}”` : `; the nearest form is “${best.example}”`;
  return { expected: [...new Set(near.flatMap(({ first }) => (first === "Each party" ? [first, "a party code"] : [first])))], hint };
}

/** A word of Latin letters with one that only looks so. */
function otherScript(token: Token | undefined): string {
  if (token?.kind !== "word" || !/[A-Za-z]/.test(token.text)) return "";
  const letter = /[^\u0000-\u024F’]/u.exec(token.text)?.[0];
  return letter === undefined ? "" : `; “${token.text}” holds U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}, a letter of another script`;
}

function monthHint([day, month, year]: readonly Token[]): string {
  if (day?.kind !== "number" || month?.kind !== "word" || year?.kind !== "number") return "";
  const near = nearestWord(month.text, MONTHS);
  if (MONTHS.some((one) => one === month.text)) return `; there is no ${day.text} ${month.text} ${year.text}`;
  return near === undefined ? `; “${month.text}” is no English month` : `; “${month.text}” looks like “${near}”`;
}

/** Lines and columns from offsets, by bisection. */
class Lines {
  readonly starts: readonly number[];
  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.starts = starts;
  }
  at(offset: number): { readonly line: number; readonly column: number } {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}

function inLines(text: string, faults: readonly OffsetFault[]): Parsed {
  const lines = new Lines(text);
  const placed = [...faults].sort((a, b) => a.offset - b.offset).map(({ offset, ...one }) => ({ ...lines.at(offset), ...one }));
  return { faults: placed.slice(0, FAULTS_MAX), faultsLeftOut: Math.max(0, placed.length - FAULTS_MAX) };
}
