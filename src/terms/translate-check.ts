// A text in another language beside the English one, clause by clause: every number, date, time, code and declared name that stands
// in one and not in the other; numbers in words and months without a year count as figures. The translation is free prose under numbered clause headings; its words are not judged.
import { clauseOf, sentencesOf, type Terms } from "./ast.ts";
import { printSentence } from "./print.ts";
import { bareMonths, wordNumbers } from "./number-words.ts";
import { figuresInText, westernDigits, withoutFigures, type Figure } from "./text-figures.ts";
import type { Language } from "./render.ts";

export type Mismatch = {
  readonly clause: number; readonly kind: Figure["kind"] | "name" | "clause"; readonly value: string;
  /** Where it does not stand. */
  readonly missingIn: "terms" | "translation";
  /** Line of the translation's clause, from 1; 0 where the clause is missing. */
  readonly line: number;
};

const HEADINGS: Readonly<Record<Language, string>> = {
  en: "Clause|Article", uk: "Пункт|Стаття|Розділ", ru: "Пункт|Статья|Раздел", tr: "Madde", ar: "البند|المادة|بند|مادة", fr: "Clause|Article",
};

/** Everything that stands in one text and not in the other, in the order of the clauses. Linear. */
export function checkTranslation(terms: Terms, translation: string, language: Language): Mismatch[] {
  const parts = clausesOfText(translation, language);
  const found: Mismatch[] = [];
  const numbers = new Set([0, ...sentencesOf(terms, "clause").map(({ number }) => number)]);
  for (const number of parts.keys()) if (!numbers.has(number)) found.push({ clause: number, kind: "clause", value: String(number), missingIn: "terms", line: parts.get(number)?.line ?? 0 });
  const names = foreignNames(terms, parts.get(0)?.text ?? translation);
  for (const number of numbers) {
    const part = parts.get(number);
    if (!part) {
      found.push({ clause: number, kind: "clause", value: String(number), missingIn: "translation", line: 0 });
      continue;
    }
    found.push(...compareFigures(terms, number, part, language, names), ...(number === 0 ? [] : compareNames(terms, number, part, { names, language })));
  }
  return found.sort((a, b) => a.clause - b.clause);
}

type Part = { readonly text: string; readonly line: number };
/** A sentence that begins with a clause's number goes on in small letters or with a number; a heading does not. */
const goesOn = /^[\u2066-\u2069]?[ \t\u00a0]+[\u2066-\u2069]?[\p{Ll}\p{N}]/u;
/** The text before the first heading is clause 0; a heading stands at the beginning of a line. Without a heading word `1.` is one. */
function clausesOfText(text: string, language: Language): Map<number, Part> {
  const heading = new RegExp(`^[ \\t\u2066-\u2069\u200e\u200f#*«“"[]*(?:${HEADINGS[language]})[ \\t\u00a0№]*[\u2066-\u2069]?([0-9\u0660-\u0669]+)(.*)$`, "iu");
  const numberAlone = /^[ \t]*([0-9]+)[.)][ \t]+[^0-9]/u;
  const parts = new Map<number, { text: string; line: number }>([[0, { text: "", line: 1 }]]);
  const lines = text.split(/\r?\n/);
  const found = lines.some((line) => heading.test(line)) ? heading : numberAlone;
  let current = 0;
  lines.forEach((line, i) => {
    if (/^SHA-256 [0-9a-f]{64}$/.test(line)) return;
    const match = found.exec(line);
    if (match && !goesOn.test(match[2] ?? "")) {
      current = Number((match[1] ?? "").replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660)));
      if (!parts.has(current)) parts.set(current, { text: "", line: i + 1 });
    }
    const part = parts.get(current);
    if (part) part.text += `${line}\n`;
  });
  return parts;
}

/** A figure, or a number or month in words; `soft` may answer for a figure and accuses nothing. */
type Item = Figure & { readonly soft: boolean };

function compareFigures(terms: Terms, clause: number, part: Part, language: Language, names: readonly Name[]): Mismatch[] {
  const own = terms.sentences.filter((one) => clauseOf(one) === clause);
  const english = own.map((one) => printSentence(one)).join("\n");
  const figures = itemsIn(english, "en");
  // “one for one” is written in words; a translation may write it in figures.
  const free = own.flatMap((one) => (one.kind === "release" && "ratio" in one.quantity && one.quantity.ratio.every((part1) => part1 === 1) ? ["1", "1"] : []));
  const left = itemsOfTranslation(part.text, english, language);
  const named = wordsOf(part.text);
  const found: Mismatch[] = [];
  const add = (one: Figure, missingIn: Mismatch["missingIn"]): void => { found.push({ clause, kind: one.kind, value: one.value, missingIn, line: part.line }); };
  for (const figure of figures) {
    const at = left.findIndex(({ value }) => value === figure.value);
    if (at >= 0) left.splice(at, 1);
    else if (figure.kind === "code" && names.some(({ code, foreign }) => code === figure.value && standsIn(stemsOf(foreign), named))) continue; // the party by its name
    else add(figure, "translation");
  }
  for (const figure of left) {
    const at = free.indexOf(figure.value);
    if (at >= 0) free.splice(at, 1);
    else if (!figure.soft) add(figure, "terms");
  }
  return found;
}

const itemsIn = (text: string, language: Language): Item[] => [...figuresInText(text, language).map((one): Item => ({ ...one, soft: false })), ...wordsIn(text, language)];

/** Numbers in words and months without a year, beside the figures of a text. */
function wordsIn(text: string, language: Language): Item[] {
  const western = westernDigits(text);
  const bare = withoutFigures(text, language);
  const numbers = wordNumbers(bare, language).flatMap(({ value, written, end, soft }): Item[] => {
    const beside = /^\s*\(\s*([0-9.,\s\u00a0]*)\s*\)/u.exec(western.slice(end))?.[1]; // “two (2)” is one number
    return beside !== undefined && Number(beside.replace(/[^0-9]/g, "")) === value ? [] : [{ value: String(value), written, kind: "number", soft }];
  });
  return [...numbers, ...bareMonths(bare, language).map((value): Item => ({ value, written: value, kind: "date", soft: false }))];
}

/** What stands between quotes in the words of the agreement itself is English; everything else is the translation's. */
function itemsOfTranslation(text: string, english: string, language: Language): Item[] {
  const original = westernDigits(english).replace(/[“”]/g, "’").replace(/[‘]/g, "’");
  const spans: Item[] = [];
  const rest = westernDigits(text).replace(/«[^«»]*»|“[^“”]*”|"[^"]*"/gu, (quoted) => {
    const inner = quoted.slice(1, -1).trim();
    if (inner === "" || !original.includes(inner.replace(/[‘“”]/g, "’"))) return quoted;
    spans.push(...itemsIn(inner, "en"));
    return " ".repeat(quoted.length);
  });
  return [...spans, ...itemsIn(rest, language)];
}

type Name = { readonly english: string; readonly code: string; readonly foreign: string };
/** The translation declares its own names before the same codes: `Сторона А (AA)`. */
function foreignNames(terms: Terms, head: string): Name[] {
  const declared = [...sentencesOf(terms, "parties").flatMap(({ parties }) => parties), ...sentencesOf(terms, "role")];
  const plain = head.replace(/[\u2066-\u2069]/g, "");
  return declared.map(({ name, code }) => {
    const match = new RegExp(`([\\p{L}\\p{M}’'« “-][\\p{L}\\p{M}\\p{N}_’' -]*)[»” ]*\\(${code}\\)`, "u").exec(plain);
    const words = (match?.[1] ?? name).trim().replace(/[«»“”]/g, "").split(/\s+/);
    const size = name.split(" ").length;
    return { english: name, code, foreign: words.slice(-Math.max(1, size)).join(" ") };
  });
}

/** Declared names that one of the texts uses in a clause: the translation may bend the end of a word. */
function compareNames(terms: Terms, clause: number, part: Part, { names, language }: { readonly names: readonly Name[]; readonly language: Language }): Mismatch[] {
  const own = terms.sentences.filter((one) => clauseOf(one) === clause);
  const used = new Set(own.flatMap((one) => (one.kind === "step" ? [one.to] : one.kind === "doubt" ? [one.decidedBy] : [])));
  const english = own.map((one) => printSentence(one)).join(" ");
  const codesIn = (of: string, tongue: Language, code: string): number => figuresInText(of, tongue).filter((one) => one.kind === "code" && one.value === code).length;
  const original = wordsOf(english);
  const text = wordsOf(part.text);
  return names.flatMap(({ english: name, code, foreign }): Mismatch[] => {
    const isThere = standsIn(stemsOf(foreign), text) || standsIn(wordsOf(name), text);
    const isUsed = used.has(name) || used.has(code);
    if (isUsed && !isThere) return [{ clause, kind: "name", value: name, missingIn: "translation", line: part.line }];
    if (!isUsed && isThere && !standsIn(stemsOf(name), original) && codesIn(english, "en", code) <= codesIn(part.text, language, code)) return [{ clause, kind: "name", value: foreign, missingIn: "terms", line: part.line }];
    return [];
  });
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}_’'-]+/gu) ?? [];
/** Words without their last letters, which case endings change. */
const stemsOf = (name: string): string[] => wordsOf(name).map((word) => word.slice(0, Math.max(3, word.length - 2)));
/** The stems begin neighbouring words of the text, in order. */
const standsIn = (stems: readonly string[], words: readonly string[]): boolean => stems.length > 0 && words.some((_, i) => stems.every((stem, j) => words[i + j]?.startsWith(stem)));
