// Reasons, fields and levels in words: en, uk, ru, tr, ar. No name of a person stands in them, and no side is judged.
import type { Band, Reason } from "./decide.ts";
import { LEVELS, type Compared } from "./levels.ts";

export const LANGUAGES = ["en", "uk", "ru", "tr", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

type Words = Readonly<Record<Language, string>>;

const REASON_WORDS: Readonly<Record<Reason, Words>> = {
  RIVAL: {
    en: "Another entry fits almost as well.", uk: "Інший запис підходить майже так само.", ru: "Другая запись подходит почти так же.",
    tr: "Başka bir kayıt neredeyse aynı ölçüde uyuyor.",
    ar: "قيد آخر يوافق بالقدر نفسه تقريبًا.",
  },
  TWIN: {
    en: "Surname, father and birth date fit as far as they are stated, as they would for twins: it depends on whether both entries mean one given name.",
    uk: "Прізвище, батько й дата народження узгоджуються, наскільки їх зазначено; так було б і в близнюків: вирішує, чи в обох записах ідеться про одне ім’я.",
    ru: "Фамилия, отец и дата рождения согласуются, насколько они указаны; так было бы и у близнецов: решает, одно ли имя имеют в виду обе записи.",
    tr: "Soyadı, baba adı ve doğum tarihi belirtildiği kadarıyla uyuyor; ikizlerde de böyle olurdu: iki kaydın aynı adı kastedip kastetmediğine bağlı.",
    ar: "اللقب واسم الأب وتاريخ الميلاد متوافقة بقدر ما ذُكر منها، وكذلك تكون عند التوأمين: والفيصل هو هل يقصد القيدان اسمًا واحدًا.",
  },
  BROTHER: {
    en: "Surname and father fit as far as they are stated: perhaps brothers or sisters.", uk: "Прізвище й батько узгоджуються, наскільки їх зазначено: можливо, брати чи сестри.",
    ru: "Фамилия и отец согласуются, насколько они указаны: возможно, братья или сёстры.", tr: "Soyadı ve baba adı belirtildiği kadarıyla uyuyor: belki kardeşler.",
    ar: "اللقب واسم الأب متوافقان بقدر ما ذُكر منهما: ربما إخوة.",
  },
  NAMESAKE: {
    en: "Two persons may bear this name; what else is known supports one person too little.",
    uk: "Так можуть зватися дві різні людини; решта даних недостатньо підтверджує, що це одна особа.",
    ru: "Так могут звать двух разных людей; остальные данные недостаточно подтверждают, что это один человек.",
    tr: "Bu adı iki kişi taşıyor olabilir; diğer bilgiler tek kişi olduğunu yeterince desteklemiyor.",
    ar: "قد يحمل هذا الاسم شخصان؛ وما عُرف سواه لا يكفي لتأييد أنهما واحد.",
  },
  DATE_CONFLICT: {
    en: "Birth dates differ.", uk: "Дати народження різняться.", ru: "Даты рождения различаются.", tr: "Doğum tarihleri farklı.",
    ar: "تاريخا الميلاد مختلفان.",
  },
  DATE_PARTIAL: {
    en: "At least one side states the birth date only in part.", uk: "Принаймні з одного боку дату народження вказано лише частково.",
    ru: "По крайней мере с одной стороны дата рождения указана лишь частично.", tr: "Doğum tarihi en az bir tarafta yalnızca kısmen yazılı.",
    ar: "ذُكر تاريخ الميلاد جزئيًا فقط عند أحد الطرفين على الأقل.",
  },
  DATE_READINGS: {
    en: "A birth date can be read two ways.", uk: "Дату народження можна прочитати двояко.", ru: "Дату рождения можно прочитать двояко.",
    tr: "Doğum tarihi iki şekilde okunabilir.",
    ar: "يمكن أن يُقرأ تاريخ ميلاد على وجهين.",
  },
  NUMBER_CONFLICT: {
    en: "Service numbers differ.", uk: "Особисті номери різняться.", ru: "Личные номера различаются.", tr: "Sicil numaraları farklı.",
    ar: "الرقمان العسكريان مختلفان.",
  },
  REPAIRED: {
    en: "To compare them, words were put into other name columns than they stood in.", uk: "Для порівняння слова переставлено між стовпцями імені.",
    ru: "Для сравнения слова переставлены между столбцами имени.", tr: "Karşılaştırmak için kelimelerin ad sütunları değiştirildi.",
    ar: "للمقارنة نُقلت كلمات بين أعمدة الاسم.",
  },
  SCRIPT_WEAK: {
    en: "One side writes names without vowels: the consonants were compared.", uk: "З одного боку імена записано без голосних: порівняно приголосні.",
    ru: "С одной стороны имена записаны без гласных: сравнены согласные.", tr: "Bir tarafta adlar ünlüsüz yazılmış: ünsüzler karşılaştırıldı.",
    ar: "الأسماء مكتوبة عند أحد الطرفين دون حركات: قورنت الحروف الساكنة.",
  },
  LITTLE_KNOWN: {
    en: "Too little is stated to tell.", uk: "Зазначено замало, щоб судити.", ru: "Указано слишком мало, чтобы судить.",
    tr: "Karar vermek için çok az bilgi var.",
    ar: "ما ذُكر أقل من أن يُحكم به.",
  },
  SEX_CONFLICT: {
    en: "The sex differs.", uk: "Стать різниться.", ru: "Пол различается.", tr: "Cinsiyet farklı.",
    ar: "الجنس مختلف.",
  },
  NAME_DIFFERS: {
    en: "Surname or given name differs by more than spelling.", uk: "Прізвище або ім’я різняться більше, ніж написанням.",
    ru: "Фамилия или имя различаются больше, чем написанием.", tr: "Soyadı veya ad yazımdan fazla farklı.",
    ar: "اللقب أو الاسم يختلف بأكثر من الإملاء.",
  },
  FATHER_SON: {
    en: "The father's name on one side is the given name on the other: perhaps father and son.",
    uk: "По батькові з одного боку відповідає імені з другого: можливо, батько й син.",
    ru: "Отчество с одной стороны соответствует имени с другой: возможно, отец и сын.",
    tr: "Bir taraftaki baba adı öteki taraftaki adla aynı: belki baba ile oğul.",
    ar: "اسم الأب عند أحد الطرفين هو الاسم عند الآخر: ربما أب وابنه.",
  },
  GROUP_TAKEN: {
    en: "At least ten others on a list share unit, place and day of capture: together these say little of one person.",
    uk: "Ту саму частину, місце й день полону мають у списку ще щонайменше десять осіб: разом це мало говорить про одну людину.",
    ru: "Те же часть, место и день пленения стоят в списке ещё не менее чем у десяти человек: вместе это мало говорит об одном человеке.",
    tr: "Listede en az on kişinin daha birliği, esir düştüğü yer ve gün aynı: bunlar birlikte tek bir kişi hakkında az şey söyler.",
    ar: "يشترك عشرة آخرون على الأقل في القائمة في الوحدة ومكان الأسر ويومه: فهي مجتمعة لا تدل على شخص بعينه إلا قليلًا.",
  },
  DUPLICATE: {
    en: "One person perhaps stands twice on one of the lists.", uk: "Можливо, одну людину внесено до одного зі списків двічі.",
    ru: "Возможно, один человек внесён в один из списков дважды.", tr: "Bir kişi listelerden birinde belki iki kez yer alıyor.",
    ar: "ربما ورد شخص واحد مرتين في إحدى القائمتين.",
  },
  AFTER_RELEASE: {
    en: "An entry says that this person has already been released.", uk: "В одному із записів сказано, що цю людину вже звільнено.",
    ru: "В одной из записей сказано, что этот человек уже освобождён.", tr: "Kayıtlardan birinde bu kişinin daha önce serbest bırakıldığı yazıyor.",
    ar: "يذكر أحد القيدين أن هذا الشخص قد أُفرج عنه من قبل.",
  },
  SAME_AS_MANY: {
    en: "More than sixty entries of this list say the same, and none can be told from another: this one was not compared.",
    uk: "Понад шістдесят записів цього списку кажуть те саме, і жодного не відрізнити від іншого: цей запис не порівнювали.",
    ru: "Более шестидесяти записей этого списка говорят одно и то же, и ни одну не отличить от другой: эту запись не сравнивали.",
    tr: "Bu listede altmıştan fazla kayıt aynı şeyi söylüyor ve hiçbiri ötekinden ayırt edilemiyor: bu kayıt karşılaştırılmadı.",
    ar: "أكثر من ستين قيدًا في هذه القائمة تقول الشيء نفسه ولا يُميَّز أحدها من الآخر: لم يُقارن هذا القيد.",
  },
};

const FIELD_WORDS: Readonly<Record<Compared, Words>> = {
  surname: { en: "surname", uk: "прізвище", ru: "фамилия", tr: "soyadı", ar: "اللقب" },
  given_name: { en: "given name", uk: "ім’я", ru: "имя", tr: "ad", ar: "الاسم" },
  patronymic: { en: "father's name", uk: "по батькові", ru: "отчество", tr: "baba adı", ar: "اسم الأب" },
  birth_date: { en: "birth date", uk: "дата народження", ru: "дата рождения", tr: "doğum tarihi", ar: "تاريخ الميلاد" },
  service_no: { en: "service number", uk: "особистий номер", ru: "личный номер", tr: "sicil no", ar: "الرقم العسكري" },
  unit: { en: "unit", uk: "військова частина", ru: "воинская часть", tr: "birlik", ar: "الوحدة" },
  rank: { en: "rank", uk: "звання", ru: "звание", tr: "rütbe", ar: "الرتبة" },
  capture_place: { en: "place of capture", uk: "місце полону", ru: "место пленения", tr: "esir düştüğü yer", ar: "مكان الأسر" },
  capture_date: { en: "date of capture", uk: "дата полону", ru: "дата пленения", tr: "esir düştüğü tarih", ar: "تاريخ الأسر" },
};

const BAND_WORDS: Readonly<Record<Band, Words>> = {
  propose: { en: "propose to two persons", uk: "запропонувати двом особам", ru: "предложить двум лицам", tr: "iki kişiye öner", ar: "يُعرض على شخصين" },
  review: { en: "review", uk: "перевірити", ru: "проверить", tr: "incele", ar: "للمراجعة" },
  unlikely: { en: "unlikely", uk: "малоймовірно", ru: "маловероятно", tr: "olası değil", ar: "غير مرجح" },
};

/** By the level's own word (levels.ts); one word serves every field that has it. */
const LEVEL_WORDS: Readonly<Record<string, Words>> = {
  silent: { en: "not stated on one side or both", uk: "не зазначено хоча б з одного боку", ru: "не указано хотя бы с одной стороны", tr: "en az bir tarafta belirtilmemiş", ar: "لم يُذكر عند أحد الطرفين على الأقل" },
  equal: { en: "equal", uk: "збігається", ru: "совпадает", tr: "aynı", ar: "متطابق" },
  "one edit": { en: "one letter differs", uk: "відрізняється одна літера", ru: "отличается одна буква", tr: "bir harf farklı", ar: "حرف واحد مختلف" },
  "consonants equal": { en: "consonants equal", uk: "приголосні збігаються", ru: "согласные совпадают", tr: "ünsüzler aynı", ar: "الحروف الساكنة متطابقة" },
  "other surname equal": { en: "another surname equal", uk: "інше прізвище збігається", ru: "другая фамилия совпадает", tr: "başka soyadı aynı", ar: "لقب آخر متطابق" },
  "two edits": { en: "two letters differ", uk: "відрізняються дві літери", ru: "отличаются две буквы", tr: "iki harf farklı", ar: "حرفان مختلفان" },
  "equal without vowels": { en: "equal without vowels", uk: "збігається без голосних", ru: "совпадает без гласных", tr: "sesli harfler olmadan aynı", ar: "متطابق دون حروف العلة" },
  "alike .8": { en: "alike", uk: "схоже", ru: "похоже", tr: "benzer", ar: "متشابه" },
  different: { en: "different", uk: "відрізняється", ru: "отличается", tr: "farklı", ar: "مختلف" },
  "same name": { en: "the same name", uk: "те саме ім’я", ru: "то же имя", tr: "aynı ad", ar: "الاسم نفسه" },
  "same by short form": { en: "the same by a short form", uk: "те саме за короткою формою", ru: "то же по краткой форме", tr: "kısa biçimle aynı", ar: "الاسم نفسه بصيغة مختصرة" },
  "same but for one letter": { en: "the same but for one letter or the vowels", uk: "те саме, крім однієї літери чи голосних", ru: "то же, кроме одной буквы или гласных", tr: "bir harf ya da ünlüler dışında aynı", ar: "الاسم نفسه إلا حرفًا أو حروف العلة" },
  "initial agrees": { en: "the initial agrees", uk: "ініціал збігається", ru: "инициал совпадает", tr: "baş harf uyuyor", ar: "الحرف الأول متوافق" },
  alike: { en: "alike", uk: "схоже", ru: "похоже", tr: "benzer", ar: "متشابه" },
  "one not known": { en: "one name is not in the table", uk: "одного імені немає в таблиці", ru: "одного имени нет в таблице", tr: "adlardan biri tabloda yok", ar: "أحد الاسمين ليس في الجدول" },
  "two names": { en: "two different names", uk: "два різні імені", ru: "два разных имени", tr: "iki farklı ad", ar: "اسمان مختلفان" },
  "day or month slipped": { en: "day or month slipped", uk: "описка в дні чи місяці", ru: "описка в дне или месяце", tr: "gün ya da ay kaymış", ar: "زلة في اليوم أو الشهر" },
  "digits of the year exchanged": { en: "two digits of the year exchanged", uk: "дві цифри року переставлено", ru: "две цифры года переставлены", tr: "yılın iki rakamı yer değiştirmiş", ar: "رقمان من السنة متبادلان" },
  "one digit of the year off": { en: "one digit of the year differs", uk: "відрізняється одна цифра року", ru: "отличается одна цифра года", tr: "yılın bir rakamı farklı", ar: "رقم واحد من السنة مختلف" },
  "one year off": { en: "one year apart, day and month equal", uk: "різниця в рік, день і місяць збігаються", ru: "разница в год, день и месяц совпадают", tr: "bir yıl farkla, gün ve ay aynı", ar: "فرق سنة، واليوم والشهر متطابقان" },
  "year and month equal": { en: "year and month equal", uk: "рік і місяць збігаються", ru: "год и месяц совпадают", tr: "yıl ve ay aynı", ar: "السنة والشهر متطابقان" },
  "year equal": { en: "the year equal", uk: "рік збігається", ru: "год совпадает", tr: "yıl aynı", ar: "السنة متطابقة" },
  "day and month equal": { en: "day and month equal", uk: "день і місяць збігаються", ru: "день и месяц совпадают", tr: "gün ve ay aynı", ar: "اليوم والشهر متطابقان" },
  "within two years": { en: "within two years", uk: "у межах двох років", ru: "в пределах двух лет", tr: "iki yıl içinde", ar: "في حدود سنتين" },
  "one character": { en: "one character differs", uk: "відрізняється один знак", ru: "отличается один знак", tr: "bir karakter farklı", ar: "رمز واحد مختلف" },
  neighbour: { en: "a neighbouring rank", uk: "сусіднє звання", ru: "соседнее звание", tr: "komşu rütbe", ar: "رتبة مجاورة" },
  "within a day": { en: "within a day", uk: "у межах дня", ru: "в пределах дня", tr: "bir gün içinde", ar: "في حدود يوم" },
  "within 10 days": { en: "within 10 days", uk: "у межах 10 днів", ru: "в пределах 10 дней", tr: "10 gün içinde", ar: "في حدود 10 أيام" },
  "within 30 days": { en: "within 30 days", uk: "у межах 30 днів", ru: "в пределах 30 дней", tr: "30 gün içinde", ar: "في حدود 30 يومًا" },
};

/** How a field of two entries agrees. @throws Error for a level that no field has. */
export function sayLevel(field: Compared, level: number, language: Language): string {
  const words = LEVEL_WORDS[LEVELS[field][level] ?? ""];
  if (!words) throw new Error("bug: a level without its words");
  return words[language];
}

export const sayReason = (reason: Reason, language: Language): string => REASON_WORDS[reason][language];
export const sayField = (field: Compared, language: Language): string => FIELD_WORDS[field][language];
export const sayBand = (band: Band, language: Language): string => BAND_WORDS[band][language];

/** Where two stated facts contradict each other, or an entry stands beside another, that comes before any fact that is missing. */
const FIRST_SETTLED = ["DUPLICATE", "AFTER_RELEASE", "NUMBER_CONFLICT"] as const satisfies readonly Reason[];
const FIRST_WORDS: Readonly<Record<(typeof FIRST_SETTLED)[number], Words>> = {
  DUPLICATE: {
    en: "To be settled first: whether the two entries of the one list are one person.", uk: "Спершу треба вирішити, чи два записи одного списку — це одна людина.",
    ru: "Сначала нужно решить, один ли человек стоит за двумя записями одного списка.", tr: "Önce bir listedeki iki kaydın aynı kişi olup olmadığı belirlenmeli.",
    ar: "يُحسم أولًا هل القيدان في القائمة الواحدة لشخص واحد.",
  },
  AFTER_RELEASE: {
    en: "The document of that release would settle whether it was this person.", uk: "Вирішив би документ про те звільнення: він показав би, чи йшлося про цю людину.",
    ru: "Решил бы документ о том освобождении: он показал бы, об этом ли человеке шла речь.", tr: "O serbest bırakmanın belgesi, söz konusunun bu kişi olup olmadığını gösterir.",
    ar: "تحسم الأمر وثيقة ذلك الإفراج: هل كان هذا الشخص هو المقصود.",
  },
  NUMBER_CONFLICT: {
    en: "A document that says which of the two service numbers is right would settle it.", uk: "Вирішив би документ, з якого видно, котрий із двох особистих номерів правильний.",
    ru: "Решил бы документ, из которого видно, какой из двух личных номеров верен.", tr: "İki sicil numarasından hangisinin doğru olduğunu gösteren bir belge bunu sonuca bağlar.",
    ar: "تحسم الأمر وثيقة تبيّن أي الرقمين العسكريين صحيح.",
  },
};

/** What would settle the pair: what contradicts first, then the most telling fact that a side does not state. */
export function saySettling(missing: readonly Compared[], reasons: readonly Reason[], language: Language): string {
  const first = FIRST_SETTLED.find((reason) => reasons.includes(reason));
  if (first !== undefined) return FIRST_WORDS[first][language];
  const wanted = (["service_no", "birth_date", "patronymic", "unit"] as const).find((field) => missing.includes(field));
  if (wanted === undefined)
    return {
      en: "Both sides state all that is compared: only a document or the person himself can settle it.",
      uk: "Обидва боки зазначили все, що порівнюється: вирішить лише документ або сама людина.",
      ru: "Обе стороны указали всё, что сравнивается: решит только документ или сам человек.",
      tr: "Karşılaştırılan her şey iki tarafta da belirtilmiş: yalnızca bir belge ya da kişinin kendisi sonuca bağlar.",
      ar: "ذكر الطرفان كل ما يُقارن: لا يحسم الأمر إلا وثيقة أو الشخص نفسه.",
    }[language];
  const field = sayField(wanted, language);
  return {
    en: `One more fact, stated on both sides, would settle it: ${field}.`, uk: `Вирішив би ще один факт, зазначений з обох боків: ${field}.`, ru: `Решил бы ещё один факт, указанный с обеих сторон: ${field}.`,
    tr: `İki tarafın da belirteceği bir bilgi bunu sonuca bağlar: ${field}.`, ar: `معلومة واحدة يذكرها الطرفان تحسم الأمر: ${field}.`,
  }[language];
}
