// Sentences of the same agreement in five languages (uk, ru, tr, ar, fr): one template for each kind and language, filled
// with values. Own tables of months and plural forms, since Intl differs between ICU versions. Words of free choice (names, quoted
// phrases, prose) take the translation recorded for them, else stand in the original between quotes. Only English is parsed.
// Reviewed for case and number by rule; no native speaker has read them yet.
import type { Body, Sentence, Terms } from "./ast.ts";
import { printTerms } from "./print.ts";
import { ar } from "./render-ar.ts";
import { fr } from "./render-fr.ts";
import { ru } from "./render-ru.ts";
import { tr } from "./render-tr.ts";
import { uk } from "./render-uk.ts";
import { sayIn, type Tongue } from "./say.ts";
import { termsHash } from "./signing.ts";

export const LANGUAGES = ["en", "uk", "ru", "tr", "ar", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];
const TONGUES: Readonly<Record<Exclude<Language, "en">, Tongue>> = { uk, ru, tr, ar, fr };

/** The whole agreement in one language, one sentence a line, the hash of its canonical form last. */
export function renderTerms(terms: Terms, language: Language, translations: ReadonlyMap<string, string> = new Map()): string {
  if (language === "en") return printTerms(terms);
  const lines = terms.sentences.map((one, i) => `${one.kind === "clause" && i > 0 ? "\n" : ""}${renderSentence(one, language, translations)}\n`);
  return `${lines.join("")}\nSHA-256 ${termsHash(terms)}\n`;
}

/** One sentence; a bracketed one stands in its brackets. */
export function renderSentence(sentence: Sentence, language: Exclude<Language, "en">, translations: ReadonlyMap<string, string> = new Map()): string {
  const tongue = TONGUES[language];
  const say = sayIn(tongue, translations);
  const text = `${tongue.words(sentence, say)}.`;
  return sentence.proposedBy === "both" ? text : `[${say.code(sentence.proposedBy)}: ${text}]`;
}

/** What must survive every rendering: numerals, dates, times, codes and clause numbers of a sentence, in the order of the AST. */
export function figuresOf(sentence: Body & { readonly proposedBy?: string }): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "number") found.push(String(value));
    else if (typeof value === "string") {
      if (/^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:T[0-9]{2}:[0-9]{2})?$/.test(value) || /^[A-Z]{2,}$/.test(value) || /^[+-][0-9]{2}:[0-9]{2}$/.test(value)) found.push(value);
    } else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) visit(one);
  };
  visit(Object.entries(sentence).filter(([name]) => name !== "id" && name !== "title" && name !== "text" && name !== "term").map(([, value]) => value));
  return found;
}

