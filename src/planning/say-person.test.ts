import { expect, test } from "vitest";
import type { PersonFact } from "./explain-person.ts";
import { PERSON_LANGUAGES, sayPerson, slavicForm } from "./say-person.ts";

const batch = "b02";
const everyFact: readonly PersonFact[] = [
  { say: "declined" }, { say: "held" }, { say: "group-waits" }, { say: "not-now" }, { say: "no-window" }, { say: "not-placed" }, { say: "first-in-window" },
  { say: "outside-window", batch }, { say: "is-there", batch }, { say: "all-of-class-there", batch }, { say: "placed", batch, day: 7 }, { say: "travels-with", persons: 3 },
  { say: "window", first: "b01", last: "b05" }, { say: "rank", place: 18, of: 40, longer: 17 }, { say: "drawn", place: 12, of: 40, seed: "s" },
  { say: "full", clause: "transport:A:stretcher", batch, used: 12, most: 12 }, { say: "full", clause: "place:A1", batch, used: 5, most: 5 },
  { say: "possible-but", batch, stage: "tier:wounded", more: 7, persons: 2 }, { say: "possible-but", batch, stage: "urgency", more: 21, persons: 0 },
  { say: "possible-but", batch, stage: "parity", more: 3, persons: 0 }, { say: "possible-but", batch, stage: "stability", more: 2, persons: 0 }, { say: "possible", batch },
  { say: "impossible", batch, clauses: ["all:wounded", "quota:A", "size:B", "transport:A", "place:A1", "parity:batch", "parity:cumulative", "transport:B:reefer", "transport:B:ambulance", "link:7", "parity:5:batch", "parity:5:cumulative"] }, { say: "unsettled", batch },
  { say: "earlier-but", stage: "tier:sick", more: 1, persons: "few" }, { say: "earlier-drawn" }, { say: "earlier-impossible", clauses: ["transport:A"] },
];

test.each(PERSON_LANGUAGES)("every fact is one whole sentence or two in %s, with all its values and no place of detention", (language) => {
  const sentences = sayPerson(everyFact, language);
  expect(sentences).toHaveLength(everyFact.length);
  sentences.forEach((sentence, i) => {
    expect(sentence, sentence).toMatch(language === "ar" ? /^\p{Script=Arabic}.*[.]$/u : /^[\p{Lu}\p{N}b“].*[.]$/u);
    expect(sentence).not.toMatch(/undefined|null|NaN|\$\{|A1|breach|refus/i);
    const fact = everyFact[i];
    for (const [name, value] of Object.entries(fact ?? {})) if (typeof value === "number" && value > 0 && name !== "seed") expect(sentence, `${name} of ${fact?.say}`).toContain(String(value));
  });
  expect(new Set(sentences).size).toBe(everyFact.length);
});

test("only English uses English words for categories and clauses", () => {
  for (const language of ["uk", "ru", "ar"] as const) for (const sentence of sayPerson(everyFact, language)) expect(sentence.replace(/\bb0\d\b|\b[AB]\b/g, "")).not.toMatch(/[a-z]/i);
  for (const sentence of sayPerson(everyFact, "tr")) expect(sentence).not.toMatch(/wounded|batch|side|place/);
});

// Forms as printed in CLDR 46, plurals.xml, uk and ru: one 1, 21, 31; few 2–4, 22–24; many 0, 5–20, 25–30, 11–14, 111.
test("Ukrainian and Russian nouns follow their numbers", () => {
  const form = (count: number): string => slavicForm(count, ["one", "few", "many"]);
  expect([1, 21, 31, 101].map(form)).toEqual(["one", "one", "one", "one"]);
  expect([2, 3, 4, 22, 34, 102].map(form)).toEqual(["few", "few", "few", "few", "few", "few"]);
  expect([0, 5, 11, 12, 13, 14, 20, 25, 100, 111, 112].map(form)).toEqual(Array.from({ length: 11 }, () => "many"));
  const waits = (more: number, persons: number): PersonFact[] => [{ say: "possible-but", batch, stage: "tier:wounded", more, persons }];
  expect(sayPerson(waits(7, 2), "uk")[0]).toBe("Ще одне місце для цього класу в етапі b02 можливе, але тоді довше чекали б люди з категорії «поранені»: 2 особи, разом 7 днів.");
  expect(sayPerson(waits(21, 5), "ru")[0]).toBe("Ещё одно место для этого класса в этапе b02 возможно, но тогда дольше ждали бы люди из категории «раненые»: 5 человек, всего 21 день.");
  expect(sayPerson(waits(7, 2), "tr")[0]).toBe("b02 aşamasında bu sınıf için bir yer daha mümkün, ancak o zaman “yaralılar” kategorisinden 2 kişi toplam 7 gün daha uzun beklerdi.");
  expect(sayPerson(waits(7, 2), "en")[0]).toBe("One more place for this class in batch b02 is possible, but then people of the category “wounded” would wait longer: 2 persons, 7 days in all.");
});

test("a stream, a crossing and a resource are called by what they are, and a side by its name", () => {
  const told = (clauses: readonly string[], language: (typeof PERSON_LANGUAGES)[number], nameOf?: (side: string) => string): string => sayPerson([{ say: "earlier-impossible", clauses }], language, nameOf)[0] ?? "";
  const clauses = ["parity:civil:batch", "parity:civil:cumulative", "link:bridge", "transport:A:reefer", "transport:A:boat", "all:civilians"];
  expect(told(clauses, "en")).toContain("balance of the stream “civil” in a batch; running balance of the stream “civil”; persons in a day at the crossing bridge; refrigerated places of side A; places of the kind “boat” of side A; everyone of the category “civilians” goes.");
  expect(told(clauses, "uk")).toContain("рівновага потоку «civil» в етапі; накопичена рівновага потоку «civil»; кількість осіб на день у пункті переходу bridge; рефрижераторні місця сторони A; місця виду «boat» сторони A; їдуть усі з категорії «цивільні».");
  for (const language of PERSON_LANGUAGES) expect(told(["quota:A", "size:A", "transport:A:seat", "all:sick"], language, () => "Lake")).toMatch(/[«“]Lake[»”](?![\s\S]*\bA\b)/);
  expect(told(["transport:A:seat"], "ru", () => "Озеро")).toContain("сидячие места стороны «Озеро»");
});
