// Invented towns where people were captured or found, composed from syllables, with the spelling of uk, of ru and a Latin one.
// One in six bears another name on the other side, as renamed towns do.
import { drawsOf, harmonicWeights, pick, weightedIndex } from "./draws.ts";
import { TOWNS, type Town } from "./folk.ts";
import { latin, ukToRu } from "./letters.ts";

const HEADS = "Гор Луг Дуб Кам Річ Яр Сол Вод Мор Став Бір Плес Крем Вер Лан Сосн Кут Перев".split(" ");
const MIDDLES = "ен ав ил об ос ир ел ан ух от".split(" ");
const TAILS = "івка ове не ськ ин яни город піль ець ичі".split(" ");
const OTHER = "Новый Ключ|Красный Мост|Заречье|Старый Брод|Верхний Дол|Белый Яр|Тихая Балка|Каменный Лог".split("|");

/** The same towns for one seed; no two share a spelling. */
export function townsOf(seed: string): readonly Town[] {
  const random = drawsOf(seed, "towns");
  const seen = new Set<string>();
  const towns: Town[] = [];
  while (towns.length < TOWNS) {
    const uk = pick(random, HEADS) + pick(random, MIDDLES) + pick(random, TAILS);
    if (seen.has(uk)) continue;
    seen.add(uk);
    const at = towns.length;
    const isRenamed = at % 6 === 5;
    const ru = isRenamed ? (OTHER[(at - 5) / 6] ?? "") : ukToRu(uk, random);
    towns.push({ id: `T${String(at + 1).padStart(2, "0")}`, written: { uk, ru, latin: latin(uk, "uk-kmu-2010") }, isRenamed });
  }
  return towns;
}

/** Few towns see most of the fighting. */
export const townIndex = weightedIndex(harmonicWeights(TOWNS, 3));
