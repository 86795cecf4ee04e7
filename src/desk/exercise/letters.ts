// How a clerk writes a name: the letters of uk and ru in Latin by the standards (MATCHING 3.2), and each Cyrillic in the
// other's letters. A surname is copied letter by letter, a given name is translated; that is the practice on both sides.
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { chance } from "./draws.ts";

export const MANNERS = [
  "uk-kmu-2010", "uk-bgn-1965", "uk-iso-9", "uk-scholarly", "uk-polish", "uk-by-ear",
  "ru-icao", "ru-bgn-1947", "ru-iso-9", "ru-mvd-1997", "ru-german", "ru-french", "ru-by-ear",
] as const;
export type Manner = (typeof MANNERS)[number];

/** `atStart` holds where a word begins and, in the ru tables, also after a vowel, й, ь or ъ (their “ye”). */
type Letters = { readonly plain: ReadonlyMap<string, string>; readonly atStart: ReadonlyMap<string, string> };
const RU_STARTS_AGAIN = "аеёиоуыэюяйьъ";

function letters(from: string, to: string, atStart = ""): Letters {
  const [source, target] = [from.split(" "), to.split(" ")];
  const plain = new Map(source.map((letter, at) => [letter, target[at] === "_" ? "" : (target[at] ?? letter)]));
  const pairs = atStart === "" ? [] : atStart.split(" ").map((pair): [string, string] => [pair.charAt(0), pair.slice(1)]);
  return { plain, atStart: new Map(pairs) };
}

const UK = "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я '";
const RU = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я";
const TABLES: Readonly<Record<Manner, Letters>> = {
  "uk-kmu-2010": letters(UK, "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia _", "єye їyi йy юyu яya"),
  "uk-bgn-1965": letters(UK, "a b v h g d e ye zh z y i yi y k l m n o p r s t u f kh ts ch sh shch ’ yu ya ”"),
  "uk-iso-9": letters(UK, "a b v g g̀ d e ê ž z i ì ï j k l m n o p r s t u f h c č š ŝ ′ û â ’"),
  "uk-scholarly": letters(UK, "a b v h g d e je ž z y i ji j k l m n o p r s t u f x c č š šč ′ ju ja ’"),
  "uk-polish": letters(UK, "a b w h g d e je ż z y i ji j k ł m n o p r s t u f ch c cz sz szcz _ ju ja _"),
  "uk-by-ear": letters(UK, "a b v g g d e e zh z y i i i k l m n o p r s t u f h c ch sh sch _ yu ya _"),
  "ru-icao": letters(RU, "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia"),
  "ru-bgn-1947": letters(RU, "a b v g d e yë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya", "еye"),
  "ru-iso-9": letters(RU, "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ″ y ′ è û â"),
  "ru-mvd-1997": letters(RU, "a b v g d e ye zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya", "еye"),
  "ru-german": letters(RU, "a b w g d e jo sh s i j k l m n o p r s t u f ch z tsch sch schtsch _ y _ e ju ja", "еje"),
  "ru-french": letters(RU, "a b v g d e io j z i i k l m n o p r s t ou f kh ts tch ch chtch _ y _ e iou ia"),
  "ru-by-ear": letters(RU, "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch _ y _ e yu ya"),
};

export const languageOf = (manner: Manner): "uk" | "ru" => (manner.startsWith("uk") ? "uk" : "ru");

/** A name of uk or ru letters in Latin; the first letter of each word is capital. */
export function latin(name: string, manner: Manner): string {
  const table = TABLES[manner];
  const source = manner === "uk-kmu-2010" ? name.toLowerCase().replace(/зг/g, "з\u0000г") : name.toLowerCase();
  let text = "";
  for (let i = 0; i < source.length; i++) {
    const letter = source.charAt(i);
    const before = source.charAt(i - 1);
    const starts = i === 0 || before === "-" || before === " " || (languageOf(manner) === "ru" && RU_STARTS_AGAIN.includes(before));
    if (letter === "\u0000") continue;
    if (letter === "г" && before === "\u0000") text += "gh";
    else text += (starts ? table.atStart.get(letter) : undefined) ?? table.plain.get(letter) ?? letter;
  }
  return capitals(text);
}

const capitals = (text: string): string => text.replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

/** A surname of uk letters as a clerk writes it in ru letters. Spellings that differ between clerks are drawn. */
export function ukToRu(surname: string, random: SeededRandom): string {
  let text = surname.toLowerCase()
    .replace(/ський$/, "ский").replace(/ська$/, "ская").replace(/цький$/, "цкий").replace(/цька$/, "цкая").replace(/ськ/g, "ск")
    .replace(/йо/g, chance(random, 700) ? "йо" : "ё").replace(/ьо/g, chance(random, 500) ? "ьо" : "ё")
    .replace(/'/g, chance(random, 600) ? "ь" : chance(random, 500) ? "ъ" : "")
    .replace(/ї/g, chance(random, 600) ? "и" : "йи").replace(/є/g, "е").replace(/ґ/g, "г").replace(/і/g, "и");
  if (chance(random, 80)) text = text.replace(/ив$/, "ов");
  if (chance(random, 40)) text = text.replace(/енко$/, "енков");
  return capitals(text);
}

/** A surname of ru letters as a clerk writes it in uk letters. */
export function ruToUk(surname: string, random: SeededRandom): string {
  const text = surname.toLowerCase()
    .replace(/ский$/, "ський").replace(/ская$/, "ська").replace(/цкий$/, "цький").replace(/цкая$/, "цька")
    .replace(/([аеиоуыэюя])е/g, "$1є").replace(/ев(а?)$/, chance(random, 500) ? "єв$1" : "ев$1")
    .replace(/и(?=н(?:а|ов|ова)?$)/, chance(random, 700) ? "і" : "и").replace(/и/g, chance(random, 500) ? "и" : "і")
    .replace(/ё/g, chance(random, 600) ? "ьо" : "йо").replace(/^йо|^ьо/, "йо").replace(/ы/g, "и").replace(/ъ/g, "'").replace(/э/g, "е");
  return capitals(text.replace(/ьій|ьий/g, "ьий").replace(/кій$/, "кий").replace(/ській$/, "ський"));
}

/** Latin letters that look like Cyrillic ones, for clerks whose keyboard was in the wrong layout. */
const LOOK_ALIKE: ReadonlyMap<string, string> = new Map([["і", "i"], ["о", "o"], ["а", "a"], ["е", "e"], ["с", "c"], ["р", "p"], ["х", "x"]]);

/** The name with one Cyrillic letter exchanged for its Latin look-alike, where it has one. */
export function lookAlike(name: string, random: SeededRandom): string {
  const places = [...name].flatMap((letter, at) => (LOOK_ALIKE.has(letter) ? [at] : []));
  const at = places[random.below(Math.max(1, places.length))];
  return at === undefined ? name : name.slice(0, at) + (LOOK_ALIKE.get(name.charAt(at)) ?? "") + name.slice(at + 1);
}
