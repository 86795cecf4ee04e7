// Which column of a list is which field, by its heading in en, uk, ru, tr or ar. What is mapped is shown before it is used; unknown
// columns are named and left alone.
import { LIST_FIELDS, type ListField } from "../vocabulary/person-list.ts";

const HEADINGS: Readonly<Record<ListField, string>> = {
  id: "id|№|№ п/п|n|no|nr|#|номер|№ з/п|ідентифікатор|идентификатор|код|sıra no|sıra|kimlik|الرقم|رقم|rec id",
  surname: "surname|last name|family name|lastname|прізвище|фамилия|soyadı|soyad|soyisim|اسم العائلة|اللقب|الكنية",
  given_name: "given name|given names|first name|firstname|forename|name|ім'я|імя|имя|ad|adı|isim|الاسم|الاسم الأول",
  patronymic: "patronymic|father's name|fathers name|father name|middle name|по батькові|по-батькові|отчество|baba adı|ata adı|اسم الأب|اسم الاب",
  full_name: "full name|fullname|піб|п.і.б.|п.і.б|прізвище, ім'я, по батькові|прізвище ім'я по батькові|фио|ф.и.о.|ф.и.о|фамилия, имя, отчество|фамилия имя отчество|ad soyad|adı soyadı|الاسم الكامل",
  other_names: "other names|aka|alias|maiden name|інші імена|дівоче прізвище|прочие имена|девичья фамилия|diğer adlar|kızlık soyadı|أسماء أخرى",
  sex: "sex|gender|стать|пол|cinsiyet|الجنس",
  birth_date: "birth date|birthdate|date of birth|dob|d.o.b.|born|дата народження|д.н.|р.н.|рік народження|дата рождения|д.р.|г.р.|год рождения|doğum tarihi|تاريخ الميلاد|تاريخ الولادة",
  age: "age|вік|возраст|yaş|العمر",
  service_no: "service no|service number|military id|особистий номер|жетон|номер жетона|личный номер|sicil no|الرقم العسكري",
  unit: "unit|military unit|військова частина|в/ч|частина|войсковая часть|воинская часть|часть|birlik|الوحدة",
  rank: "rank|звання|військове звання|звание|воинское звание|rütbe|الرتبة",
  capture_place: "capture place|place of capture|place|місце полону|місце полонення|место пленения|место плена|esir düştüğü yer|مكان الأسر",
  capture_date: "capture date|date of capture|дата полону|дата полонення|дата пленения|дата плена|esir düştüğü tarih|تاريخ الأسر",
  category: "category|категорія|категория|kategori|الفئة",
  note: "note|notes|remark|remarks|status|примітка|примітки|статус|примечание|примечания|not|açıklama|ملاحظة|ملاحظات",
};

const fold = (heading: string): string =>
  heading.normalize("NFC").replace(/^\ufeff/, "").replace(/\u0130/g, "i").toLowerCase().replace(/ı/g, "i").replace(/[’ʼ`´]/g, "'").replace(/[_\s]+/g, " ")
    .replace(/[*:]/g, "").trim();

const BY_HEADING = new Map(LIST_FIELDS.flatMap((field) => HEADINGS[field].split("|").map((heading) => [fold(heading), field] as const)));

/** The field a heading names, or undefined. */
export const fieldOf = (heading: string): ListField | undefined => BY_HEADING.get(fold(heading));

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
