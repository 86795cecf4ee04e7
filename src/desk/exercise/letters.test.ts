import { expect, test } from "vitest";
import { drawsOf } from "./draws.ts";
import { daughterOf, menNames, womenNames } from "./given-names.ts";
import { latin, lookAlike, MANNERS, ruToUk, ukToRu } from "./letters.ts";
import { feminine } from "./surnames.ts";

test("the manner of 2010 writes the examples that the Cabinet's resolution 55 itself gives", () => {
  const examples = `Алушта Alushta|Андрій Andrii|Борщагівка Borshchahivka|Вінниця Vinnytsia|Гадяч Hadiach|Богдан Bohdan|Ґалаґан Galagan|Донецьк Donetsk|Рівне Rivne
|Єнакієве Yenakiieve|Гаєвич Haievych|Житомир Zhytomyr|Закарпаття Zakarpattia|Медвин Medvyn|Іршава Irshava|Їжакевич Yizhakevych|Кадиївка Kadyivka|Йосипівка Yosypivka
|Стрий Stryi|Лебедин Lebedyn|Щербухи Shcherbukhy|Гоща Hoshcha|Гаращенко Harashchenko|Юрій Yurii|Корюківка Koriukivka|Яготин Yahotyn|Костянтин Kostiantyn|Знам'янка Znamianka
|Згорани Zghorany|Розгон Rozghon|Чернівці Chernivtsi|Харків Kharkiv|Шостка Shostka|Феодосія Feodosiia`;
  for (const example of examples.split("|")) {
    const [name = "", written] = example.trim().split(" ");
    expect(latin(name, "uk-kmu-2010"), name).toBe(written);
  }
});

test("the ru manners differ where their standards differ (ICAO 9303, BGN/PCGN 1947, ISO 9)", () => {
  expect(latin("Щербаков", "ru-icao")).toBe("Shcherbakov");
  expect(latin("Юрьев", "ru-icao")).toBe("Iurev");
  expect(latin("Еремеев", "ru-bgn-1947")).toBe("Yeremeyev");
  expect(latin("Юрьев", "ru-bgn-1947")).toBe("Yur’yev");
  expect(latin("Щукин", "ru-iso-9")).toBe("Ŝukin");
  expect(latin("Хвощенков", "ru-german")).toBe("Chwoschtschenkow");
});

test("every manner leaves no Cyrillic letter in any given name", () => {
  for (const { uk, ru } of [...menNames, ...womenNames])
    for (const manner of MANNERS) expect(latin(manner.startsWith("uk") ? uk : ru, manner), manner).not.toMatch(/\p{Script=Cyrillic}/u);
});

test("a surname copied into the other's letters holds no letter that alphabet lacks", () => {
  for (let at = 0; at < 300; at++) {
    const random = drawsOf("letters", at);
    for (const name of ["Їжаківський", "Соловйов", "Лук'янець", "Ґалаєнко", "Сніцарів"]) expect(ukToRu(name, random)).not.toMatch(/[іїєґ']/i);
    for (const name of ["Ершов", "Пономарёв", "Сырцов", "Мельницкий", "Подъяблонский", "Долгих"]) expect(ruToUk(name, random)).not.toMatch(/[ыэёъ]/i);
  }
});

test("women bear the feminine form, and names that have none stay", () => {
  const forms = { Ковальський: "Ковальська", Зелинский: "Зелинская", Орехов: "Орехова", Лугин: "Лугина", Петришин: "Петришин", Шевченко: "Шевченко", Долгих: "Долгих" };
  for (const [he, she] of Object.entries(forms)) expect(feminine(he)).toBe(she);
  expect(daughterOf("Сергійович", "uk")).toBe("Сергіївна");
  expect(daughterOf("Олегович", "uk")).toBe("Олегівна");
  expect(daughterOf("Сергеевич", "ru")).toBe("Сергеевна");
  expect(daughterOf("Ильич", "ru")).toBe("Ильинична");
});

test("a look-alike changes one letter and nothing that the eye sees", () => {
  const name = "Олексієнко";
  const changed = lookAlike(name, drawsOf("look-alike"));
  expect(changed).toHaveLength(name.length);
  expect([...changed].filter((letter, at) => letter !== name.charAt(at))).toHaveLength(1);
  expect(lookAlike("Жук", drawsOf("look-alike"))).toBe("Жук");
});
