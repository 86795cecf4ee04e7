// Numbers, dates, times, codes and clause numbers survive every rendering, each as often as it stands in the canonical form. The
// sentences compared word for word were written by the rules of each grammar, not by the program.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Sentence } from "./ast.ts";
import { readSentence } from "./parse.ts";
import { figuresOf, LANGUAGES, renderSentence, renderTerms, type Language } from "./render.ts";
import { termsHash } from "./signing.ts";
import { drill } from "./evaluate-worked.slow.ts";
import { sentences } from "./random-terms.slow.ts";
import { figuresInText } from "./text-figures.ts";

const OTHERS = LANGUAGES.filter((one): one is Exclude<Language, "en"> => one !== "en");
const inLanguage = (text: string, language: Exclude<Language, "en">): string => {
  const sentence = readSentence(text);
  expect(sentence, text).toBeDefined();
  return renderSentence({ id: "1.1", ...sentence } as Sentence, language).replaceAll("\u00a0", " ").replace(/[\u2068\u2069]/g, "");
};

test.each(OTHERS)("every figure of a sentence stands in its rendering into %s, once per occurrence", (language) => {
  fc.assert(fc.property(sentences, (sentence) => {
    const rendered = renderSentence(sentence, language);
    const found = figuresInText(rendered, language).map(({ value }) => value);
    for (const figure of figuresOf(sentence)) {
      const at = found.indexOf(figure);
      expect(at, `${figure} in ${rendered} (${found.join(" ")})`).toBeGreaterThanOrEqual(0);
      found.splice(at, 1);
    }
  }), { numRuns: 500 });
});

const CASES: readonly (readonly [string, Readonly<Record<Exclude<Language, "en">, string>>])[] = [
  ["Each party releases all captives who are “a”.", { uk: "Кожна сторона звільняє усіх утримуваних осіб категорії «a».", ru: "Каждая сторона освобождает всех удерживаемых лиц категории «a».", tr: "Her taraf “a” sınıfından tutulan bütün kişileri salıverir.", ar: "كل طرف يفرج عن جميع المحتجزين من الفئة «a».", fr: "Chaque partie libère tous les captifs de la catégorie « a »." }],
  ["AL releases exactly 1 captives within 1 day of signature.", { uk: "AL звільняє рівно 1 утримувану особу протягом 1 дня після підписання.", ru: "AL освобождает ровно 1 удерживаемое лицо в течение 1 дня после подписания.", tr: "AL tarafı imzadan sonra 1 gün içinde tam 1 tutulan kişiyi salıverir.", ar: "الطرف AL يفرج عن محتجز واحد (1) بالضبط خلال يوم واحد (1) بعد التوقيع.", fr: "AL libère exactement 1 captif dans un délai de 1 jour après la signature." }],
  ["AL releases at least 22 captives within 3 weeks of capture.", { uk: "AL звільняє щонайменше 22 утримувані особи протягом 3 тижнів після захоплення.", ru: "AL освобождает не менее чем 22 удерживаемых лица в течение 3 недель после захвата.", tr: "AL tarafı yakalanmadan sonra 3 hafta içinde en az 22 tutulan kişiyi salıverir.", ar: "الطرف AL يفرج عن ما لا يقل عن 22 محتجزًا خلال 3 أسابيع بعد الأسر.", fr: "AL libère au moins 22 captifs dans un délai de 3 semaines après la capture." }],
  ["For every additional 10 captives the pause grows by 2 hours.", { uk: "За кожні додаткові 10 утримуваних осіб пауза подовжується на 2 години.", ru: "За каждые дополнительные 10 удерживаемых лиц пауза продлевается на 2 часа.", tr: "Her ek 10 tutulan kişi için ara 2 saat uzar.", ar: "عن كل زيادة قدرها 10 محتجزين تُمدد الهدنة بمقدار ساعتين (2).", fr: "Par tranche supplémentaire de 10 captifs, la pause est prolongée de 2 heures." }],
  ["6,000 remains are returned by 1 June 2025.", { uk: "Повертають 6 000 одиниць останків не пізніше 1 червня 2025 року.", ru: "Возвращают 6 000 единиц останков не позднее 1 июня 2025 года.", tr: "En geç 1 Haziran 2025 tarihinde 6.000 cenaze geri verilir.", ar: "تُعاد 6,000 رفات في موعد أقصاه 1 يونيو 2025.", fr: "Il est restitué 6 000 dépouilles au plus tard le 1er juin 2025." }],
  ["It exceeds “T” of April 2025.", { uk: "Ця угода перевищує угоду «T» від квітня 2025 року.", ru: "Это соглашение превышает соглашение «T» от апреля 2025 года.", tr: "Bu anlaşma “T” adlı, Nisan 2025 tarihli anlaşmayı aşar.", ar: "هذا الاتفاق يتجاوز الاتفاق «T» المؤرخ أبريل 2025.", fr: "Cet accord dépasse l’accord « T » d’avril 2025." }],
];
test.each(CASES)("%s is said in each language with its own forms", (text, expected) => {
  for (const language of OTHERS) expect(inLanguage(text, language)).toBe(expected[language]);
});
test("recorded translations stand bare for names and quoted for phrases; others stay in the original between quotes", () => {
  const words = new Map([["Türkiye", "Туреччина"], ["young", "молоді"]]);
  const text = renderTerms(drill, "uk", words);
  expect(text).toContain("Посередник: Туреччина (TR).");
  expect(text).toContain("«молоді» означає: вік у повних роках станом на 2 червня 2025 року — 25 або менше.");
  expect(text).toContain("Комісія: «Medical Commission» (MC).");
  expect(text.trimEnd().endsWith(`SHA-256 ${termsHash(drill)}`)).toBe(true);
});
test("in Arabic every code, numeral and date is isolated", () => {
  const text = renderTerms(drill, "ar");
  expect(text).toContain("\u20686,000\u2069");
  expect(text).toContain("\u20682 يونيو 2025\u2069");
  expect(text).toContain("\u2068[RU: 7 | UA: 3]\u2069 أيام");
});
