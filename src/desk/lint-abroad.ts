// The lint of a brief in another language (TALKS.md §7), on generated and on hand-edited text. It knows each sentence by its
// structure: the mark of the weakest standing first, the entries last; between them every number with its qualifier, every date, name
// and quotation must stand in a cited entry, whatever language it is written in. English sentences and sources of the entries are the
// measure, so that a template that lost or changed a number is caught too. Arabic has no capitals: there every word must be of a
// sentence of the cited entries. Like its English twin it compares words, not meanings.
import type { BriefItem } from "../talks/brief.ts";
import { lintSentences, namesOf, numbersOf, type Fail, type LintFault } from "../talks/brief-lint.ts";
import { weakest } from "../talks/standing.ts";
import { wordNumbers } from "../terms/number-words.ts";
import { figuresInText } from "../terms/text-figures.ts";
import { blameIn } from "../vocabulary/blame.ts";
import { capitalised, STATEMENT_LABELS, wordIn, type BriefLanguage } from "./brief-words.ts";

/** An entry in the language, and its English twin. `names` are those of the parties it names, in both. */
export type ItemAbroad = { readonly item: BriefItem; readonly english: BriefItem; readonly names: readonly string[]; readonly isStatement: boolean };

/** Qualifiers of a number; what follows them is no longer the bare number. */
const QUALIFIERS: Readonly<Record<BriefLanguage, readonly (readonly [string, string])[]>> = {
  uk: [["щонайменше", "at least"], ["не менше ніж", "at least"], ["не менше", "at least"], ["понад", "over"], ["більше ніж", "more than"], ["близько", "about"], ["приблизно", "about"], ["до", "up to"], ["менше ніж", "fewer than"]],
  ru: [["как минимум", "at least"], ["не менее", "at least"], ["свыше", "over"], ["более", "more than"], ["около", "about"], ["примерно", "about"], ["до", "up to"], ["менее", "fewer than"]],
  tr: [["en az", "at least"], ["yaklaşık", "about"], ["en çok", "at most"]],
  ar: [["على الأقل", "at least"], ["ما لا يقل عن", "at least"], ["أكثر من", "over"], ["نحو", "about"], ["حوالي", "about"], ["أقل من", "fewer than"]],
  fr: [["au moins", "at least"], ["plus de", "more than"], ["environ", "about"], ["près de", "about"], ["au plus", "at most"], ["moins de", "fewer than"]],
};
/** Words that assert more than somebody's word: allowed only where a cited sentence holds them. */
const STRONG: Readonly<Record<BriefLanguage, RegExp>> = {
  uk: /підтвер\p{L}*|довед\p{L}*|встановл\p{L}*|визна\p{L}*|узгод\p{L}*|домовил\p{L}*|погодил\p{L}*|обидві сторони|беззаперечн\p{L}*/giu,
  ru: /подтвер\p{L}*|доказ\p{L}*|установл\p{L}*|призна\p{L}*|согласов\p{L}*|договорил\p{L}*|согласил\p{L}*|обе стороны|бесспорн\p{L}*/giu,
  tr: /doğrul\p{L}*|kanıtl\p{L}*|anlaştı\p{L}*|iki taraf da|kesin olarak|itiraf\p{L}*/giu,
  ar: /يؤكد|أكد|تأكيد|ثبت|أثبت|اتفق|اتفقت|كلا الطرفين|الطرفان|بلا شك/gu,
  fr: /confirm\p{L}*|prouv\p{L}*|établi\p{L}*|reconn\p{L}*|convenu\p{L}*|les deux parties|certain\p{L}*/giu,
};
/** Capitals of our own templates; they name nobody. */
const PLAIN: Readonly<Record<BriefLanguage, readonly string[]>> = {
  uk: ["За", "Слова", "Словами", "Твердження", "Кажуть", "Оспорюється", "Відкликано", "Підтверджено", "Посередник", "Свідок"], ru: ["По", "Слова", "Словами", "Утверждение", "Говорят", "Оспаривается", "Отозвано", "Подтверждено", "Посредник", "Свидетель"],
  tr: ["Doğrulanmamış", "Söyleniyor", "Kaynağın", "Öteki", "Söyleyen", "İddia", "İhtilaflı", "Geri", "Adı", "İki", "Arabulucu", "Tanık"], ar: [], fr: ["Selon", "Propos", "Affirmation", "On", "Contesté", "Retiré", "Confirmé", "Les", "Le"],
};

/** Every fault with its line; none when the text may leave the house. Linear in the text times the cited entries. */
export function lintAbroad(text: string, items: readonly ItemAbroad[], headings: readonly string[], language: BriefLanguage): LintFault[] {
  const known = new Map(items.map((one) => [one.item.cite, one]));
  const even = (sentence: string): string => sentence.replace(/\u2068(\[[^[\]]+\])\u2069\.$/u, "$1.");
  return lintSentences(text, items.map(({ item }) => item.cite), headings, (body, cites, fail) => judge(plainOf(body), cites.flatMap((cite) => known.get(cite) ?? []), language, fail), even);
}

/** Words that a sentence without a mark begins with. */
const labelsOf = (language: BriefLanguage): string[] => Object.keys(STATEMENT_LABELS).flatMap((kind) => [...namesOf(capitalised(wordIn(STATEMENT_LABELS, kind, language), language))]);

/** Without marks of direction. */
const plainOf = (text: string): string => text.replace(/[\u2066-\u2069]/gu, "");
/** Quotes of any language as one mark. */
const evenQuotes = (text: string): string => text.replace(/[“”"«»‘’']/g, "’");

function judge(body: string, entries: readonly ItemAbroad[], language: BriefLanguage, fail: Fail): void {
  const source = entries.map(({ english }) => `${english.source}\n${english.sentence}`).join("\n");
  const own = entries.map(({ item }) => plainOf(item.sentence)).join("\n");
  const evenSource = evenQuotes(source);
  if (blameIn(body.replace(/“[^”]*”/gu, ""), language) !== undefined && blameIn(source, language) === undefined) fail("BRIEF_BLAME", "expected no word of blame outside what the cited entries say");
  for (const quote of body.match(/“[^”]*”|"[^"]*"|«[^»]*»/gu) ?? [])
    if (!evenSource.includes(evenQuotes(quote.slice(1, -1)))) fail("BRIEF_QUOTE", `the quotation ${quote} is in none of the cited entries`);
  const { dates, rest } = datesOf(body, language);
  const sourceDates = new Set(figuresInText(source, "en").flatMap(({ kind, value }) => (kind === "date" ? [value] : [])));
  for (const date of dates) if (!sourceDates.has(date) && !source.includes(date)) fail("BRIEF_NUMBER", `the date ${date} is in none of the cited entries`);
  const allowed = numbersOf(entries.map(({ english }) => english.sentence).join("\n"));
  for (const { english, isStatement } of entries) if (isStatement) for (const one of numbersOf(english.source)) allowed.add(one); // an act has no number but those of its sentence
  for (const number of numbersIn(rest, language)) if (!allowed.has(number)) fail("BRIEF_NUMBER", `the number ${number} is in none of the cited entries`);
  const inWords = new Set([...wordNumbers(own, language), ...wordNumbers(source, "en")].map(({ value }) => value));
  for (const { value, written, soft } of wordNumbers(rest, language)) if (!soft && !inWords.has(value) && !allowed.has(String(value))) fail("BRIEF_NUMBER", `the number ${written} is in none of the cited entries`);
  const names = new Set([...namesOf(source), ...entries.flatMap((one) => one.names.flatMap((name) => [...namesOf(name)])), ...PLAIN[language], ...labelsOf(language)]);
  for (const name of namesOf(rest)) if (!names.has(name)) fail("BRIEF_NAME", `the name ${name} is in none of the cited entries`);
  if (language === "ar") {
    const words = new Set(own.match(/[\p{Script=Arabic}\p{M}]+/gu) ?? []);
    for (const word of body.match(/[\p{Script=Arabic}\p{M}]+/gu) ?? []) if (!words.has(word)) fail("BRIEF_NAME", `the word ${word} is in no sentence of the cited entries`);
  }
  const least = weakest(entries.map(({ item }) => item.standing));
  const marks = entries.filter(({ item }) => item.standing === least).map(({ item }) => plainOf(item.mark));
  const mark = marks.find((one) => body.startsWith(one));
  if (mark === undefined) fail("BRIEF_STANDING", `expected the words of the weakest standing: ${marks.join(" / ")}`);
  for (const verb of (mark === undefined ? "" : body.slice(mark.length)).match(STRONG[language]) ?? []) if (!own.toLowerCase().includes(verb.toLowerCase())) fail("BRIEF_STANDING", `“${verb}” asserts more than the cited entries`);
}

/** The dates of a body as the record writes them, and the body without them. */
function datesOf(body: string, language: BriefLanguage): { readonly dates: readonly string[]; readonly rest: string } {
  let rest = body;
  const dates: string[] = [];
  for (const { kind, value, written } of figuresInText(body, language)) {
    if (kind !== "date" || /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written)) continue;
    dates.push(value);
    rest = rest.replace(written, " ");
  }
  return { dates, rest };
}

/** Numbers with their qualifier, in the notation of the English lint. */
function numbersIn(text: string, language: BriefLanguage): Set<string> {
  let plain = text.replace(/([0-9])[\u00a0\u202f](?=[0-9]{3}(?![0-9]))/gu, "$1");
  if (language === "tr") plain = plain.replace(/([0-9])\.(?=[0-9]{3}(?![0-9]))/gu, "$1");
  for (const [words, english] of QUALIFIERS[language]) plain = plain.replace(new RegExp(`(?<![\\p{L}])${words}\\s+(?=[0-9])`, "giu"), ` ${english} `);
  return numbersOf(plain);
}
