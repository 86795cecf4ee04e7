// Surnames composed from stems and suffixes: no register of persons was read, a surname that exists is so by chance. About one
// in three is made of syllables, which is what a matcher cannot know from any table.
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { chance, harmonicWeights, pick, weightedIndex } from "./draws.ts";
import type { SideOf } from "./sizes.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const UK_STEMS = words(`
Шевч Ковал Бондар Ткач Кравч Олій Поліщ Мельнич Савч Гнат Данил Демч Дмитр Захар 
Кирил Клим Кузьм Лавр Левч Лук'ян Макар Мартин Матвій Мирон Назар Никол Остап 
Павл Панас Петр Пилип Прокоп Роман Савел Семен Сидор Степан Тарас Терещ Тимош Тищ 
Федор Харит Хом Юрч Яким Ярош Гаврил Горб Гриц Гриш Дзюб Дороф Дяч Жук Зайч 
Заболот Іван Ігнат Іщ Калин Кас Кондрат Корн Костюч Кучер Лисен Литвин Лозин 
Мазур Марч Мороз Мудр Музич Нестер Новак Оліфір Онищ Пасіч Пархом Писар Пономар 
Приходч Радч Рибал Рудн Рябок Самойл Сав Скляр Скрип Слюсар Сокол Сорок Стельмах 
Супрун Тит Токар Турч Усат Фес Хміль Цибул Чумач Швед Шинкар Щерб Явор Яцен Білоз 
Вовч Голуб Грабов Дуб Журавл Зозул Качур Лебед Лис Орл Перепел Сніг Соловй Тополь 
Черняв Чорноб Вишн Берез Гай Криниц Лугов Степов Багрій Бойч Будн Вітр Гетьм Гонч 
Гордій Гулев Довб Єрем Єфим Жолоб Задор Зінч Кобз Колісн Крив Куліш Ладим Лобод 
Ляш Малин Мис Нечай Овчар Опанас Паламар Підлісн Полтав Пустов Рев Ромащ Саєн 
Свирид Сердюч Сич Скоробаг Солод Стадн Тимч Тоцьк Уманц Филим Хар Хоменч Цап 
Цимбал Черкас Чуб Шаповал Шевел Шульг Щур Юхимч Ярем Яст`);
const UK_SUFFIXES = words("енко енко енко енко ук юк чук ський цький ів ець ко ак ик ин ишин ов ев аченко ейчук овський");
const UK_SYLLABLES = words("ба ве гі до жу за ко лу ме ни пе ра со ту ха ча ша бо ви гу ді же зу ки ле мо на пи ро су ті хо чо ярос лоз мур кал дор пет гом рун тал");
const RU_STEMS = words(`Барсук Белоз Берез Борозд Бород Буян Ветр Воробь Ворон Глух Голик Горбун Гриб Груш Дерев Долг Дрозд Дубр Ерем Ерш Жарк
 Жигал Забел Заозер Зар Звон Зелен Зимн Калач Камыш Карас Кедр Климент Княж Кожев Колоб Комар Кораб Корен Косар Крутик Кудр Кузов Лапт Ласточ Лесник Лобан Лопат
 Лугин Малин Малыш Марк Медвед Мель Минин Молот Морозик Мохн Мухор Мягк Никит Новосёл Овчар Окун Орехов Осин Пахар Перел Песк Пирог Плотник Подкол Полозь Полян Пономар
 Поспел Прокоф Пуст Рагоз Редьк Рогоз Родник Рубц Рябин Савель Садовник Селезн Семик Серг Синиц Скворц Смирник Снегир Сокольник Сорок Степник Сух Сысо Тепл Терех
 Тихон Толмач Трав Туман Тюлен Уваж Фадд Филипп Хвощ Холод Хромц Цветник Чагин Челн Черемис Чесн Шабал Шерст Широк Шмел Щегл Щук Южан Яблон Ягодник Ястреб`);
const RU_SUFFIXES = words("ов ов ов ев ев ин ин ин ский цкий иков ников енков ых");
const RU_SYLLABLES = words("ба ве ги до жу за ко лу ме ни пе ра со ту ха ча ша бо ви гу ди же зу ки ле мо на пи ро су ти хо чо ярос лоз мур кал дор пет гом рун тал");
const FAR_STEMS = words("Абдул Алихан Асхаб Байрам Гасан Гусейн Джабраил Ибрагим Исмаил Кадыр Керим Мамед Муртаз Рамазан Салим Султан Умар Хасан Шамил Юсуп Батор Дондуп Тогмит Айрап Гарегин Казар");
const FAR_SUFFIXES = words("ов ов ев ханов бек ян оглиев");

/** A masculine surname in the script of its own side: uk letters for side A, ru letters for side B. */
export function surnameOf(side: SideOf, random: SeededRandom): string {
  const word = chance(random, side === "A" ? 25 : 80) ? farSurname(random) : side === "A" ? ofUk(random) : ofRu(random);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const ukStem = weightedIndex(harmonicWeights(UK_STEMS.length, 12));
const ruStem = weightedIndex(harmonicWeights(RU_STEMS.length, 12));
const ENDS = words("нч рч лин вид тар дул нк рш лд");

const ofUk = (random: SeededRandom): string =>
  chance(random, 650)
    ? (UK_STEMS[ukStem(random)] ?? "") + pick(random, UK_SUFFIXES)
    : pick(random, UK_SYLLABLES) + pick(random, UK_SYLLABLES) + pick(random, ENDS) + pick(random, UK_SUFFIXES);

const ofRu = (random: SeededRandom): string =>
  chance(random, 650)
    ? (RU_STEMS[ruStem(random)] ?? "") + pick(random, RU_SUFFIXES)
    : pick(random, RU_SYLLABLES) + pick(random, RU_SYLLABLES) + pick(random, ENDS) + pick(random, RU_SUFFIXES);

const farSurname = (random: SeededRandom): string => pick(random, FAR_STEMS) + pick(random, FAR_SUFFIXES);

/** The form a woman bears: -ський to -ська, -ов to -ова, -ин to -ина; -ишин, -их and all else stay. */
export function feminine(surname: string): string {
  if (/(?:ишин|их|ых)$/.test(surname)) return surname;
  if (/(?:ський|цький)$/.test(surname)) return surname.replace(/ий$/, "а");
  if (/(?:ский|цкий)$/.test(surname)) return surname.replace(/ий$/, "ая");
  return /(?:ов|ев|єв|ёв|ин|ін|їн)$/.test(surname) ? `${surname}а` : surname;
}
