// Which column of a list is which field, by its heading in en, uk, ru, tr or ar. What is mapped is shown before it is used; unknown
// columns are named and left alone.
import { LIST_FIELDS, type ListField } from "../vocabulary/person-list.ts";

const HEADINGS: Readonly<Record<ListField, string>> = {
  id: "id|номер|n|no|nr|#|п/п|номер п/п|номер з/п|номер запису|номер записи|порядковий номер|порядковый номер|ідентифікатор|идентификатор|код|row|row no|row number|record id|rec id|serial no|sıra no|sıra numarası|sıra|kimlik|الرقم|رقم|م|ت|التسلسل|الرقم التسلسلي|الرقم المتسلسل",
  surname: "surname|last name|family name|lastname|прізвище|фамилия|soyadı|soyad|soyisim|soy isim|soy adı|اسم العائلة|اللقب|الكنية|العائلة|الشهرة",
  given_name: "given name|given names|first name|firstname|forename|forenames|name|ім'я|імя|власне ім'я|имя|ad|adı|isim|ismi|öz adı|الاسم|الاسم الأول|الاسم الشخصي",
  patronymic: "patronymic|father's name|fathers name|father name|name of father|middle name|по батькові|по-батькові|отчество|имя отца|ім'я батька|baba adı|babasının adı|baba ismi|ata adı|اسم الأب|اسم الاب|اسم الوالد",
  full_name: "full name|fullname|name and surname|surname and name|surname and given name|піб|п.і.б.|прізвище ім'я по батькові|прізвище, ім'я та по батькові|прізвище та ім'я|прізвище ім'я|ім'я та прізвище|ім'я прізвище|фио|ф.и.о.|фамилия имя отчество|фамилия имя и отчество|фамилия и имя|фамилия имя|имя и фамилия|имя фамилия|ad soyad|adı soyadı|adı ve soyadı|ad ve soyad|isim soyisim|soyadı adı|الاسم الكامل|الاسم واللقب|اسم ولقب|الاسم الثلاثي|الاسم الرباعي|الاسم واسم العائلة",
  other_names: "other names|other name|aka|alias|also known as|maiden name|former name|інші імена|інше прізвище|попереднє прізвище|дівоче прізвище|позивний|прочие имена|другие имена|прежняя фамилия|девичья фамилия|позывной|diğer adlar|diğer adı|önceki soyadı|kızlık soyadı|أسماء أخرى|اسم آخر|اسم الشهرة",
  sex: "sex|gender|стать|пол|cinsiyet|cinsiyeti|الجنس|النوع",
  birth_date: "birth date|birthdate|birthday|date of birth|dob|d.o.b.|born|year of birth|birth year|дата народження|дата і рік народження|число місяць рік народження|день народження|народження|д.н.|р.н.|рік народження|дата рождения|число месяц рождения|число месяц год рождения|день рождения|рождения|д.р.|г.р.|год рождения|doğum tarihi|doğum yılı|d.t.|تاريخ الميلاد|تاريخ الولادة|سنة الميلاد|سنة الولادة|المواليد",
  age: "age|вік|возраст|yaş|yaşı|العمر|السن",
  service_no: "service no|service number|military id|military number|tag number|dog tag|identity number|особистий номер|особовий номер|військовий номер|жетон|номер жетона|особистий жетон|личный номер|военный номер|личный жетон|sicil no|sicil numarası|askeri numara|künye no|الرقم العسكري|رقم الخدمة|رقم الهوية العسكرية",
  unit: "unit|military unit|brigade|військова частина|в/ч|номер в/ч|частина|підрозділ|военная часть|войсковая часть|воинская часть|номер части|часть|подразделение|birlik|birliği|askeri birlik|الوحدة|الوحدة العسكرية|الكتيبة|اللواء",
  rank: "rank|military rank|звання|військове звання|звание|воинское звание|rütbe|rütbesi|الرتبة|الرتبة العسكرية",
  capture_place: "capture place|place of capture|captured at|place|місце полону|місце полонення|місце взяття в полон|місце взяття у полон|місце потрапляння в полон|місце потрапляння у полон|місце зникнення|место плена|место пленения|место взятия в плен|место попадания в плен|место пропажи|esir düştüğü yer|esir alındığı yer|yakalandığı yer|esaret yeri|مكان الأسر|مكان الاعتقال|مكان الاحتجاز عند الأسر|موقع الأسر",
  capture_date: "capture date|date of capture|captured on|captured|дата полону|дата полонення|дата взяття в полон|дата взяття у полон|дата потрапляння в полон|дата потрапляння у полон|дата зникнення|дата плена|дата пленения|дата взятия в плен|дата попадания в плен|дата пропажи|esir düştüğü tarih|esir alındığı tarih|yakalandığı tarih|esaret tarihi|تاريخ الأسر|تاريخ الاعتقال|تاريخ الوقوع في الأسر",
  category: "category|категорія|категория|kategori|الفئة|التصنيف",
  note: "note|notes|remark|remarks|comment|comments|status|примітка|примітки|коментар|статус|примечание|примечания|комментарий|not|notlar|açıklama|durum|ملاحظة|ملاحظات|الحالة",
};

/** Case, marks, brackets with what stands in them, and the sign № for the word; a dot that shortens a word stays. */
const fold = (heading: string): string =>
  heading.normalize("NFC").replace(/^\ufeff/, "").replace(/\u0130/g, "i").toLowerCase().replace(/ı/g, "i").replace(/[’ʼ`´]/g, "'").replace(/\([^)]*\)|\[[^\]]*\]/g, " ").replace(/№/g, " номер ")
    .replace(/[_\s*:,;/\\"«»“”-]+/g, " ").replace(/\.(?=\S)/g, ". ").trim();
const undotted = (folded: string): string => folded.replace(/\./g, "");

const BY_HEADING = new Map(LIST_FIELDS.flatMap((field) => HEADINGS[field].split("|").map((heading) => [undotted(fold(heading)), field] as const)));

const SHORT_MIN = 3;

/** The field a heading names, or undefined. A word cut off by a dot ("дата рожд.") stands for every word that begins so, if all name one field. */
export function fieldOf(heading: string): ListField | undefined {
  const folded = fold(heading);
  const exact = BY_HEADING.get(undotted(folded));
  if (exact !== undefined) return exact;
  const words = folded.split(" ");
  if (!words.some((word) => word.length > SHORT_MIN && word.endsWith("."))) return undefined;
  const fits = (whole: readonly string[]): boolean => whole.length === words.length && whole.every((word, at) => {
    const said = words[at] ?? "";
    return word === said || (said.length > SHORT_MIN && said.endsWith(".") && word.startsWith(said.slice(0, -1)));
  });
  const found = new Set([...BY_HEADING].filter(([known]) => fits(known.split(" "))).map(([, field]) => field));
  return found.size === 1 ? [...found][0] : undefined;
}

export type Mapping = readonly { readonly heading: string; readonly field: ListField | "not compared" | "named twice" }[];

/** Every heading with its field, in the order of the columns; `chosen` (field to heading) goes before what the headings say. */
export function mapColumns(head: readonly string[], chosen: ReadonlyMap<ListField, string> = new Map()): Mapping {
  const byChoice = new Map([...chosen].map(([field, heading]) => [fold(heading), field]));
  const taken = new Set<ListField>();
  return head.map((heading) => {
    const wished = byChoice.get(fold(heading));
    const said = fieldOf(heading);
    const field = wished ?? (said !== undefined && chosen.has(said) ? undefined : said);
    if (field === undefined) return { heading, field: "not compared" };
    if (taken.has(field)) return { heading, field: "named twice" };
    taken.add(field);
    return { heading, field };
  });
}
