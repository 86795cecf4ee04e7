// Which column of a list is which field, by its heading in en, uk, ru, tr or ar, and the opaque id of
// each row. Unknown columns are named in a remark and otherwise left alone.
import { Fault } from "../basis/fault.ts";
import type { RawList, Remark } from "./parse-list.ts";

export const FIELDS = [
  "id", "surname", "given_name", "patronymic", "full_name", "other_names", "sex", "birth_date", "age", "service_no", "unit", "rank",
  "capture_place", "capture_date", "category", "note",
] as const;
export type FieldName = (typeof FIELDS)[number];

export type ReadList = {
  readonly ids: readonly string[];
  readonly numbers: readonly number[];
  /** As written, by field; a field without a column is absent. */
  readonly cells: Readonly<Partial<Record<FieldName, readonly string[]>>>;
  readonly remarks: readonly Remark[];
};

const HEADINGS: Readonly<Record<FieldName, string>> = {
  id: "id|№|n|no|номер|ідентифікатор|идентификатор|sıra no|الرقم|rec id",
  surname: "surname|last name|family name|lastname|прізвище|фамилия|soyadı|soyad|soyisim|اسم العائلة|اللقب",
  given_name: "given name|given names|first name|firstname|name|ім'я|імя|имя|ad|adı|isim|الاسم|الاسم الأول",
  patronymic: "patronymic|father's name|father name|middle name|по батькові|отчество|baba adı|ata adı|اسم الأب",
  full_name: "full name|fullname|піб|п.і.б.|фио|ф.и.о.|ad soyad|adı soyadı|الاسم الكامل",
  other_names: "other names|aka|alias|maiden name|інші імена|прочие имена|diğer adlar|أسماء أخرى",
  sex: "sex|gender|стать|пол|cinsiyet|الجنس",
  birth_date: "birth date|date of birth|dob|born|дата народження|д.н.|р.н.|дата рождения|д.р.|г.р.|doğum tarihi|تاريخ الميلاد",
  age: "age|вік|возраст|yaş|العمر",
  service_no: "service no|service number|military id|особистий номер|жетон|личный номер|номер жетона|sicil no|الرقم العسكري",
  unit: "unit|military unit|військова частина|в/ч|войсковая часть|воинская часть|birlik|الوحدة",
  rank: "rank|звання|звание|військове звання|воинское звание|rütbe|الرتبة",
  capture_place: "capture place|place of capture|place|місце полону|место пленения|esir düştüğü yer|مكان الأسر",
  capture_date: "capture date|date of capture|дата полону|дата пленения|esir düştüğü tarih|تاريخ الأسر",
  category: "category|категорія|категория|kategori|الفئة",
  note: "note|notes|remark|примітка|примечание|not|ملاحظة",
};

const fold = (heading: string): string =>
  heading.normalize("NFC").replace(/\u0130/g, "i").toLowerCase().replace(/ı/g, "i").replace(/[’ʼ`´]/g, "'").replace(/[_\s]+/g, " ")
    .replace(/[*:]/g, "").trim();

const BY_HEADING = new Map(FIELDS.flatMap((field) => HEADINGS[field].split("|").map((heading) => [fold(heading), field] as const)));

const ID_CHARACTERS_MAX = 300;

/**
 * @throws Fault `LIST_COLUMNS` without an id, or without a surname or full name, or with a heading twice;
 *   `LIST_ID` for an id given twice (both row numbers), missing, or beyond 300 characters.
 */
export function readColumns(list: RawList, file?: string): ReadList {
  const at = file === undefined ? {} : { file };
  const remarks: Remark[] = [...list.remarks];
  const columns = new Map<FieldName, number>();
  list.head.forEach((heading, index) => {
    const field = BY_HEADING.get(fold(heading));
    if (field === undefined) remarks.push({ row: 0, column: heading, code: "COLUMN_UNKNOWN", text: "kept, not compared" });
    else if (columns.has(field)) throw new Fault("LIST_COLUMNS", `expected one column for ${field}, found two`, [{ ...at, line: 1, field }]);
    else columns.set(field, index);
  });
  if (!columns.has("id")) throw new Fault("LIST_COLUMNS", "expected a column for the id of each row", [{ ...at, line: 1, field: "id" }]);
  if (!columns.has("surname") && !columns.has("full_name"))
    throw new Fault("LIST_COLUMNS", "expected a column for surname or full name", [{ ...at, line: 1, field: "surname" }]);
  const cells: Partial<Record<FieldName, readonly string[]>> = {};
  for (const [field, index] of columns) cells[field] = list.rows.map((row) => row[index] ?? "");
  const ids = (cells.id ?? []).map((id) => id.trim());
  checkIds(ids, list.numbers, at);
  return { ids, numbers: list.numbers, cells, remarks };
}

function checkIds(ids: readonly string[], numbers: readonly number[], at: { readonly file?: string }): void {
  const first = new Map<string, number>();
  ids.forEach((id, index) => {
    const row = numbers[index] ?? 0;
    const before = first.get(id);
    if (before !== undefined)
      throw new Fault("LIST_ID", `expected each id once, found that of row ${before} again in row ${row}`, [{ ...at, row, field: "id" }]);
    if (id === "" || id.length > ID_CHARACTERS_MAX)
      throw new Fault("LIST_ID", `expected an id of 1 to ${ID_CHARACTERS_MAX} characters, found ${id.length}`, [{ ...at, row, field: "id" }]);
    first.set(id, row);
  });
}
