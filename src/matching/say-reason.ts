// Reasons and levels in words: en, uk, ru, tr. No name of a person stands in them, and no side is judged.
import type { Band, Reason } from "./decide.ts";
import type { Compared } from "./levels.ts";

export const LANGUAGES = ["en", "uk", "ru", "tr"] as const;
export type Language = (typeof LANGUAGES)[number];

type Words = Readonly<Record<Language, string>>;

const REASON_WORDS: Readonly<Record<Reason, Words>> = {
  RIVAL: {
    en: "Another entry fits almost as well.", uk: "Інший запис підходить майже так само.", ru: "Другая запись подходит почти так же.",
    tr: "Başka bir kayıt neredeyse aynı ölçüde uyuyor.",
  },
  TWIN: {
    en: "Same surname, father and birth date, but perhaps two given names: perhaps twin brothers.",
    uk: "Те саме прізвище, батько й дата народження, але, можливо, два різні імені: можливо, близнюки.",
    ru: "Те же фамилия, отец и дата рождения, но, возможно, два разных имени: возможно, близнецы.",
    tr: "Soyadı, baba adı ve doğum tarihi aynı, ad farklı olabilir: belki ikizler.",
  },
  BROTHER: {
    en: "Same surname and father: perhaps brothers.", uk: "Те саме прізвище й батько: можливо, брати.", ru: "Те же фамилия и отец: возможно, братья.",
    tr: "Soyadı ve baba adı aynı: belki kardeşler.",
  },
  NAMESAKE: {
    en: "Two persons may bear this name; what else is known supports one person too little.",
    uk: "Це ім’я можуть мати дві людини; решта даних замало підтверджує, що це одна.",
    ru: "Это имя могут носить два человека; остальные данные слишком мало подтверждают, что это один.",
    tr: "Bu adı iki kişi taşıyor olabilir; diğer bilgiler tek kişi olduğunu yeterince desteklemiyor.",
  },
  DATE_CONFLICT: {
    en: "Birth dates differ.", uk: "Дати народження різняться.", ru: "Даты рождения различаются.", tr: "Doğum tarihleri farklı.",
  },
  DATE_PARTIAL: {
    en: "The birth date is known only in part on one side.", uk: "Дата народження з одного боку відома лише частково.",
    ru: "Дата рождения с одной стороны известна лишь частично.", tr: "Doğum tarihi bir tarafta yalnızca kısmen biliniyor.",
  },
  DATE_READINGS: {
    en: "A birth date can be read two ways.", uk: "Дату народження можна прочитати двояко.", ru: "Дату рождения можно прочитать двояко.",
    tr: "Doğum tarihi iki şekilde okunabilir.",
  },
  NUMBER_CONFLICT: {
    en: "Service numbers differ.", uk: "Особисті номери різняться.", ru: "Личные номера различаются.", tr: "Sicil numaraları farklı.",
  },
  REPAIRED: {
    en: "Words were put into other name columns to make this fit.", uk: "Слова переставлено між стовпцями імені.",
    ru: "Слова переставлены между столбцами имени.", tr: "Kelimeler ad sütunları arasında yer değiştirdi.",
  },
  SCRIPT_WEAK: {
    en: "Compared without vowels.", uk: "Порівняно без голосних.", ru: "Сравнено без гласных.", tr: "Sesli harfler olmadan karşılaştırıldı.",
  },
  LITTLE_KNOWN: {
    en: "Too little is stated to tell.", uk: "Зазначено замало, щоб судити.", ru: "Указано слишком мало, чтобы судить.",
    tr: "Karar vermek için çok az bilgi var.",
  },
  SEX_CONFLICT: {
    en: "The sex differs.", uk: "Стать різниться.", ru: "Пол различается.", tr: "Cinsiyet farklı.",
  },
  NAME_DIFFERS: {
    en: "Surname or given name differs by more than spelling.", uk: "Прізвище або ім’я різняться більше, ніж написанням.",
    ru: "Фамилия или имя различаются больше, чем написанием.", tr: "Soyadı veya ad yazımdan fazla farklı.",
  },
};

const FIELD_WORDS: Readonly<Record<Compared, Words>> = {
  surname: { en: "surname", uk: "прізвище", ru: "фамилия", tr: "soyadı" },
  given_name: { en: "given name", uk: "ім’я", ru: "имя", tr: "ad" },
  patronymic: { en: "father's name", uk: "по батькові", ru: "отчество", tr: "baba adı" },
  birth_date: { en: "birth date", uk: "дата народження", ru: "дата рождения", tr: "doğum tarihi" },
  service_no: { en: "service number", uk: "особистий номер", ru: "личный номер", tr: "sicil no" },
  unit: { en: "unit", uk: "військова частина", ru: "воинская часть", tr: "birlik" },
  rank: { en: "rank", uk: "звання", ru: "звание", tr: "rütbe" },
  capture_place: { en: "place of capture", uk: "місце полону", ru: "место пленения", tr: "esir düştüğü yer" },
  capture_date: { en: "date of capture", uk: "дата полону", ru: "дата пленения", tr: "esir düştüğü tarih" },
};

const BAND_WORDS: Readonly<Record<Band, Words>> = {
  propose: { en: "propose to two persons", uk: "запропонувати двом особам", ru: "предложить двум лицам", tr: "iki kişiye öner" },
  review: { en: "review", uk: "перевірити", ru: "проверить", tr: "incele" },
  unlikely: { en: "unlikely", uk: "малоймовірно", ru: "маловероятно", tr: "olası değil" },
};

export const sayReason = (reason: Reason, language: Language): string => REASON_WORDS[reason][language];
export const sayField = (field: Compared, language: Language): string => FIELD_WORDS[field][language];
export const sayBand = (band: Band, language: Language): string => BAND_WORDS[band][language];

/** What one more fact would settle the pair, the most telling first that a side does not state. */
export function saySettling(missing: readonly Compared[], language: Language): string {
  const wanted = (["service_no", "birth_date", "patronymic", "unit"] as const).find((field) => missing.includes(field));
  if (wanted === undefined)
    return {
      en: "Both sides state all that is compared: only a document or the person himself can settle it.",
      uk: "Обидва боки зазначили все, що порівнюється: вирішить лише документ або сама людина.",
      ru: "Обе стороны указали всё, что сравнивается: решит только документ или сам человек.",
      tr: "Karşılaştırılan her şey iki tarafta da belirtilmiş: yalnızca bir belge ya da kişinin kendisi sonuca bağlar.",
    }[language];
  const field = sayField(wanted, language);
  return {
    en: `It would be settled by: ${field} on both sides.`, uk: `Вирішило б: ${field} з обох боків.`, ru: `Решило бы: ${field} с обеих сторон.`,
    tr: `Bunu çözecek bilgi: iki tarafta da ${field}.`,
  }[language];
}
