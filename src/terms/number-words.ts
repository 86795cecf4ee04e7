// Numbers written in words, from two to 999,999, and months without a year, in six languages and their cases: what a translation may put
// for a numeral. A word for one is no number here: in every one of these languages it is also an article or a pronoun. A
// word that is more often something else (Turkish `on`, ten, and `altı`, under; French `neuf`, new) is read softly.
import { MONTHS } from "./lexicon.ts";
import { ar } from "./render-ar.ts";
import { fr } from "./render-fr.ts";
import { ru } from "./render-ru.ts";
import { tr } from "./render-tr.ts";
import { uk } from "./render-uk.ts";
import { ALSO } from "./text-figures.ts";

export type WordNumber = { readonly value: number; readonly written: string; readonly end: number; readonly soft: boolean };

const A = "[’'ʼ]";
const UK_ENDS = "(?:ь|и|ьох|ьом|ьма|ьома)";
const RU_ENDS = "(?:ь|и|ью)";
/** Patterns of whole words by value. */
const WORDS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  en: {
    2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve|dozen", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
    17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 100: "hundred", 1000: "thousand",
  },
  uk: {
    2: "дв(?:а|і|оє|ох|ом|ома)", 3: "тр(?:и|ьох|ьом|ьома|оє)", 4: "чотир(?:и|ьох|ьом|ма|ьома)|четверо", 5: `п${A}ят(?:${UK_ENDS}|еро)`, 6: `шіст(?:ь|ьох|ьом|ьма|ьома)|шести`, 7: "сім|сем(?:и|ьох|ьом|ьома)|сьома",
    8: "вісім|восьм(?:и|ьох|ьом|а|ома)|вісьмома", 9: `дев${A}ят${UK_ENDS}`, 10: `десят${UK_ENDS}`, 11: `одинадцят${UK_ENDS}`, 12: `дванадцят${UK_ENDS}`, 13: `тринадцят${UK_ENDS}`, 14: `чотирнадцят${UK_ENDS}`, 15: `п${A}ятнадцят${UK_ENDS}`,
    16: `шістнадцят${UK_ENDS}`, 17: `сімнадцят${UK_ENDS}`, 18: `вісімнадцят${UK_ENDS}`, 19: `дев${A}ятнадцят${UK_ENDS}`, 20: `двадцят${UK_ENDS}`, 30: `тридцят${UK_ENDS}`, 40: "сорока?", 50: `п${A}ятдесят${UK_ENDS}?`, 60: `шістдесят${UK_ENDS}?`,
    70: `сімдесят${UK_ENDS}?`, 80: `вісімдесят${UK_ENDS}?`, 90: `дев${A}яност[оа]`, 100: "ст[оа]", 200: "двісті|двохсот", 300: "триста|трьохсот", 400: "чотириста|чотирьохсот", 500: `п${A}ят(?:и)?сот`, 600: "шістсот|шестисот",
    700: "сімсот|семисот", 800: "вісімсот|восьмисот", 900: `дев${A}яти?сот`, 1000: "тисяч(?:а|і|у|ею|ам|ами|ах)?",
  },
  ru: {
    2: "дв(?:а|е|ух|ум|умя|ое|оих)", 3: "тр(?:и|[её]х|[её]м|емя|ое|оих)", 4: "четыр(?:е|[её]х|[её]м|ьмя)|четверо", 5: `пят(?:${RU_ENDS}|еро)`, 6: `шест${RU_ENDS}`, 7: "семь|семи", 8: "восемь|восьми|восемью|восьмью", 9: `девят${RU_ENDS}`,
    10: `десят${RU_ENDS}`, 11: `одиннадцат${RU_ENDS}`, 12: `двенадцат${RU_ENDS}`, 13: `тринадцат${RU_ENDS}`, 14: `четырнадцат${RU_ENDS}`, 15: `пятнадцат${RU_ENDS}`, 16: `шестнадцат${RU_ENDS}`, 17: `семнадцат${RU_ENDS}`, 18: `восемнадцат${RU_ENDS}`,
    19: `девятнадцат${RU_ENDS}`, 20: `двадцат${RU_ENDS}`, 30: `тридцат${RU_ENDS}`, 40: "сорока?", 50: "пятьдесят|пятидесяти|пятьюдесятью", 60: "шестьдесят|шестидесяти|шестьюдесятью", 70: "семьдесят|семидесяти|семьюдесятью", 80: "восемьдесят|восьмидесяти",
    90: "девяност[оа]", 100: "ст[оа]", 200: "двести|двухсот", 300: "триста|тр[её]хсот", 400: "четыреста|четыр[её]хсот", 500: "пятьсот|пятисот", 600: "шестьсот|шестисот", 700: "семьсот|семисот", 800: "восемьсот|восьмисот", 900: "девятьсот|девятисот",
    1000: "тысяч(?:а|и|у|ей|ам|ами|ах)?",
  },
  tr: {
    2: "iki", 3: "üç", 4: "dört", 5: "beş", 6: "altı", 7: "yedi", 8: "sekiz", 9: "dokuz", 10: "on", 20: "yirmi", 30: "otuz", 40: "kırk", 50: "elli", 60: "altmış", 70: "yetmiş", 80: "seksen", 90: "doksan", 100: "yüz", 1000: "bin",
  },
  ar: {
    2: "اثن(?:ان|ين|تان|تين|ا|ي|تا|تي)", 3: "ثلاثه?", 4: "اربعه?", 5: "خمسه?", 6: "سته?", 7: "سبعه?", 8: "ثمان(?:ي|يه)?", 9: "تسعه?", 10: "عشره?", 11: "احدي|احد", 20: "عشر(?:ون|ين)", 30: "ثلاث(?:ون|ين)", 40: "اربع(?:ون|ين)", 50: "خمس(?:ون|ين)", 60: "ست(?:ون|ين)",
    70: "سبع(?:ون|ين)", 80: "ثمان(?:ون|ين)", 90: "تسع(?:ون|ين)", 100: "م(?:ئ|ائ)ه", 200: "م(?:ئ|ائ)ت(?:ان|ين)", 300: "ثلاثم(?:ئ|ائ)ه", 400: "اربعم(?:ئ|ائ)ه", 500: "خمسم(?:ئ|ائ)ه", 600: "ستم(?:ئ|ائ)ه", 700: "سبعم(?:ئ|ائ)ه", 800: "ثمانم(?:ئ|ائ)ه|ثمانيم(?:ئ|ائ)ه", 900: "تسعم(?:ئ|ائ)ه",
    1000: "الف|الفا|الاف", 2000: "الف(?:ان|ين)",
  },
  fr: {
    2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf", 10: "dix", 11: "onze", 12: "douze", 13: "treize", 14: "quatorze", 15: "quinze", 16: "seize", 20: "vingts?", 30: "trente", 40: "quarante", 50: "cinquante",
    60: "soixante", 100: "cents?", 1000: "mille",
  },
};
const ONE: Readonly<Record<string, string>> = { en: "one", uk: "один|одна|одне|одного|однієї|одну", ru: "один|одна|одно|одного|одной|одну", tr: "bir", ar: "واحد|واحده", fr: "un|une" };
const SOFT: Readonly<Record<string, ReadonlySet<string>>> = { tr: new Set(["altı", "on", "yüz", "bin"]), fr: new Set(["neuf"]), uk: new Set(["сьома"]) };
const JOINERS: Readonly<Record<string, string>> = { en: "and", fr: "et", ar: "و" };

const tables = new Map<string, readonly (readonly [number, RegExp])[]>();
const tableOf = (language: string): readonly (readonly [number, RegExp])[] => {
  const known = tables.get(language);
  if (known) return known;
  const made = [...Object.entries(WORDS[language] ?? {}).map(([value, pattern]) => [Number(value), new RegExp(`^(?:${pattern})$`, "u")] as const), [1, new RegExp(`^(?:${ONE[language] ?? "(?!)"})$`, "u")] as const];
  tables.set(language, made);
  return made;
};

type Token = { readonly word: string; readonly value: number; readonly joined: boolean; readonly start: number; readonly end: number };

/** Lower case of the language, without vowel signs, joined forms of Arabic letters as one. */
function plainWord(word: string, language: string): string {
  if (language === "tr") return word.replaceAll("İ", "i").replaceAll("I", "ı").toLowerCase();
  if (language !== "ar") return word.toLowerCase();
  return word.replace(/[\u064b-\u0652\u0670\u0640]/gu, "").replace(/[أإآ]/gu, "ا").replaceAll("ى", "ي").replaceAll("ة", "ه");
}

function tokensOf(text: string, language: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: written, index } of text.matchAll(/[\p{L}\p{M}’'ʼ]+/gu)) {
    let word = plainWord(written, language);
    let joined = false;
    const valueOf = (of: string): number | undefined => tableOf(language).find(([, pattern]) => pattern.test(of))?.[0];
    let value = valueOf(word);
    if (value === undefined && language === "ar") {
      const bare = /^(?:[وفبل]|ال|وال|بال|لل)(.{2,})$/u.exec(word);
      if (bare?.[1] !== undefined) {
        value = valueOf(bare[1]);
        joined = value !== undefined && word.startsWith("و");
        if (value !== undefined) word = bare[1];
      }
    }
    tokens.push({ word, value: value ?? 0, joined, start: index, end: index + written.length });
  }
  return tokens;
}

/** Whether the text between two words lets them be one number: a blank, a hyphen, a joining word. */
const isNext = (between: string): boolean => /^[\s\u00a0‑-]{1,3}$/u.test(between);

/** Numbers in words of at least 2, in order. Linear. */
export function wordNumbers(text: string, language: string): WordNumber[] {
  const tokens = tokensOf(text, language);
  const found: WordNumber[] = [];
  let i = 0;
  while (i < tokens.length) {
    const first = tokens[i];
    if (!first || first.value === 0) {
      i += 1;
      continue;
    }
    const used = [first];
    let [total, current, last] = [0, first.value, first.value];
    if (first.value === 1000) [total, current] = [1000, 0];
    let at = i + 1;
    for (;;) {
      const joiner = tokens[at];
      const skip = joiner !== undefined && joiner.word === JOINERS[language] && joiner.value === 0 && (last >= 100 || language === "fr") ? 1 : 0;
      const next = tokens[at + skip];
      const before = used.at(-1);
      if (!next || !before || next.value === 0 || !isNext(text.slice(before.end, skip === 1 ? joiner?.start ?? 0 : next.start)) || (skip === 1 && !isNext(text.slice(joiner?.end ?? 0, next.start)))) break;
      const v = next.value;
      if (v === 1000) {
        if (total > 0 || current === 0) break;
        [total, current] = [current * 1000, 0];
      } else if (v === 100 && current > 0 && current < 10) current *= 100;
      else if (language === "fr" && v === 20 && last === 4 && current % 100 === 4) current += 76; // quatre-vingt
      else if (language === "ar" && next.joined && v >= 20 && v < 100 && last < 10) current += v;
      else if (language === "ar" && v === 10 && last < 10) current += 10; // ثلاثة عشر
      else if (language === "ar" && v === 10 && last === 11 && !next.joined) current += 0; // أحد عشر
      else if (v < 10 && ((last >= 20 && last % 10 === 0) || last === 1000)) current += v;
      else if (language === "fr" && v < 20 && (last === 60 || (last === 20 && current % 100 === 80))) current += v;
      else if (language === "fr" && v < 10 && last === 10) current += v; // dix-sept
      else if (v < 100 && last >= 100) current += v;
      else if (language === "tr" && v < 10 && last === 10) current += v; // on iki
      else if (v >= 100 && v < 1000 && last === 1000) current += v;
      else break;
      last = v;
      used.push(next);
      at += 1 + skip;
    }
    const value = total + current;
    const end = used.at(-1)?.end ?? first.end;
    if (value > 1) found.push({ value, written: text.slice(first.start, end), end, soft: used.length === 1 && (SOFT[language]?.has(first.word) ?? false) });
    i = at;
  }
  return found;
}

const MONTH_TABLES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  en: [MONTHS], uk: [uk.months, uk.monthsAlone, ...(ALSO["uk"] ?? [])], ru: [ru.months, ru.monthsAlone, ...(ALSO["ru"] ?? [])], tr: [tr.months], ar: [ar.months, ...(ALSO["ar"] ?? [])], fr: [fr.months],
};

/** Months that stand without day and year, as `--MM`. English ones with a capital, since `may` and `march` are words. */
export function bareMonths(text: string, language: string): string[] {
  const tablesOf = MONTH_TABLES[language] ?? [];
  return [...text.matchAll(/[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?/gu)].flatMap(({ 0: written }) => {
    const words = [written, ...written.split(" ")];
    for (const word of words) {
      const plain = language === "en" ? word : plainMonth(word, language);
      for (const table of tablesOf) {
        const at = table.findIndex((one) => (language === "en" ? one === plain : plainMonth(one, language) === plain));
        if (at >= 0) return [`--${String(at + 1).padStart(2, "0")}`];
      }
    }
    return [];
  });
}
const plainMonth = (word: string, language: string): string => (language === "tr" ? word.replaceAll("İ", "i").replaceAll("I", "ı") : word).toLowerCase();
