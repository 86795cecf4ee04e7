import { expect, test } from "vitest";
import { REASONS } from "./decide.ts";
import { COMPARED, LEVELS } from "./levels.ts";
import { LANGUAGES, sayBand, sayField, sayLevel, sayReason, saySettling } from "./say-reason.ts";

test("every reason, field, level and band has its words in five languages, in the letters of the language", () => {
  const letters = { en: /^[\u0000-\u024f]+$/, uk: /[\u0400-\u04ff]/, ru: /[\u0400-\u04ff]/, tr: /^[\u0000-\u024f’]+$/, ar: /[\u0600-\u06ff]/ } as const;
  for (const language of LANGUAGES) {
    const said = [
      ...REASONS.map((reason) => sayReason(reason, language)), ...COMPARED.map((field) => sayField(field, language)), ...(["propose", "review", "unlikely"] as const).map((band) => sayBand(band, language)),
      ...COMPARED.flatMap((field) => LEVELS[field].map((_, level) => sayLevel(field, level, language))), saySettling([], [], language), saySettling(["birth_date"], [], language),
      ...(["DUPLICATE", "AFTER_RELEASE", "NUMBER_CONFLICT"] as const).map((reason) => saySettling([], [reason], language)),
    ];
    for (const words of said) expect(words, language).toMatch(letters[language]);
  }
});

test("what contradicts is to be settled before what is missing, and one person who stands twice before all", () => {
  expect(saySettling(["service_no", "unit"], ["TWIN"], "en")).toBe("One more fact, stated on both sides, would settle it: service number.");
  expect(saySettling(["unit"], ["TWIN", "NUMBER_CONFLICT"], "en")).toContain("which of the two service numbers is right");
  expect(saySettling(["service_no"], ["DATE_PARTIAL", "AFTER_RELEASE"], "en")).toBe("The document of that release would settle whether it was this person.");
  expect(saySettling(["service_no"], ["RIVAL", "NUMBER_CONFLICT", "DUPLICATE", "AFTER_RELEASE"], "uk")).toBe("Спершу треба вирішити, чи два записи одного списку — це одна людина.");
});

test("levels of one field are told apart by their words", () => {
  for (const language of LANGUAGES) for (const field of COMPARED) expect(new Set(LEVELS[field].map((_, level) => sayLevel(field, level, language))).size, `${field} ${language}`).toBe(LEVELS[field].length);
});
