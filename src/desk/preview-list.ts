// A list of names before it is deposited: CSV to rows, every bad row at once by row and column, remarks that do not stop it.
// Nothing is kept. The browser seals and signs the body that this gives.
import { parse } from "csv-parse/sync";
import { Fault, Faults } from "../basis/fault.ts";
import type { State } from "../entries/fold.ts";
import { LIST_ACTS, ROWS_MAX, type ListPurpose } from "../registry/list-act.ts";
import type { PreviewAnswer } from "./api-types.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import { codesOf } from "../vocabulary/pack-codes.ts";
import { listsOf } from "./lists-of.ts";

/** Headers in the languages of the desk, lower case, to members of a row. */
const HEADERS: Readonly<Record<string, string>> = {
  row: "row", no: "row", "№": "row", id: "row", "n": "row", "رقم": "row", sıra: "row",
  name: "name", "full name": "name", "піб": "name", "фио": "name", "ім'я": "name", "имя": "name", "ad soyad": "name", isim: "name", "الاسم": "name",
  birth: "birth", "birth date": "birth", "date of birth": "birth", "дата народження": "birth", "дата рождения": "birth", "doğum tarihi": "birth", "تاريخ الميلاد": "birth",
  rank: "rank", "звання": "rank", "звание": "rank", "rütbe": "rank", "الرتبة": "rank",
  category: "category", "категорія": "category", "категория": "category", kategori: "category", "الفئة": "category",
  captured: "captured", "date of capture": "captured", "дата полону": "captured", "дата пленения": "captured", "esir tarihi": "captured", "تاريخ الأسر": "captured",
};

export type Preview = { readonly list: string; readonly purpose: ListPurpose; readonly about: string; readonly due?: string | undefined; readonly csv: string };

/** Linear in the rows. @throws Fault `CSV_HEADER` with every header that is not known, `CSV_FORM` for an unclosed quote. */
export function previewList(state: State, pack: ConflictPack, { list, purpose, about, due, csv }: Preview): PreviewAnswer {
  const { headers, records } = readCsv(csv);
  const faults: Fault[] = [];
  const rows = records.map((cells, i) => {
    if (cells.length !== headers.length) faults.push(new Fault("CSV_ROW", `expected ${headers.length} cells, found ${cells.length}`, [{ row: i + 1 }]));
    const named = Object.fromEntries(headers.flatMap((member, at) => {
      const cell = (cells[at] ?? "").trim().normalize("NFC");
      return cell === "" ? [] : [[member, cell]];
    }));
    return headers.includes("row") ? named : { row: String(i + 1), ...named };
  });
  const body = { list, purpose, about, ...(due === undefined ? {} : { due }), rows };
  try {
    const act = LIST_ACTS["list.deposited"](body);
    if (faults.length === 0) return { rows: rows.length, sample: act.rows.slice(0, 200), faults: [], remarks: remarksOn(state, pack, act.rows), body };
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    faults.push(...error.faults);
  }
  return { rows: rows.length, sample: [], faults: faults.map(({ code, message, places }) => ({ code, message, places })), remarks: [], body: null };
}

function readCsv(csv: string): { headers: string[]; records: string[][] } {
  const first = csv.slice(0, csv.indexOf("\n") < 0 ? csv.length : csv.indexOf("\n"));
  const delimiter = [";", "\t", ","].map((mark) => ({ mark, count: first.split(mark).length })).sort((a, b) => b.count - a.count)[0]?.mark ?? ",";
  let records: string[][];
  try {
    records = parse(csv, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, to: ROWS_MAX + 2 });
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? Number(error.lines) : undefined;
    throw new Fault("CSV_FORM", "expected comma-separated text with every quote closed", [line === undefined ? {} : { line }]);
  }
  const [names = [], ...rest] = records;
  if (rest.length > ROWS_MAX) throw new Fault("CSV_FORM", `expected at most ${ROWS_MAX} rows`);
  const unknown = names.filter((name) => HEADERS[name.trim().toLowerCase()] === undefined);
  const headers = names.map((name) => HEADERS[name.trim().toLowerCase()] ?? "");
  const twice = headers.find((one, i) => one !== "" && headers.indexOf(one) !== i);
  if (unknown.length > 0 || twice !== undefined || !headers.includes("name"))
    throw new Fault("CSV_HEADER", `expected a header line with name and, as far as there are, row, birth, rank, category, captured, each once; ${unknown.length} columns are not known`, names.flatMap((name, i) => (unknown.includes(name) ? [{ line: 1, column: i + 1 }] : [])));
  return { headers, records: rest };
}

/** Words that the conflict pack does not know, children, doubles within the list, and names that a list in sight holds already: by row, never by name. */
function remarksOn(state: State, pack: ConflictPack, rows: readonly { readonly name: string; readonly birth?: string; readonly rank?: string; readonly category?: string }[]): PreviewAnswer["remarks"] {
  const idOf = ({ name, birth }: { readonly name: string; readonly birth?: string }): string => `${name.toLowerCase()}\n${birth ?? ""}`;
  const codes = codesOf(pack);
  const standing = new Set<string>();
  for (const { rows: known } of listsOf(state).values()) for (const { row } of known.values()) standing.add(idOf(row));
  const seen = new Map<string, number>();
  return rows.flatMap((row, i) => {
    const id = idOf(row);
    const before = seen.get(id);
    seen.set(id, i + 1);
    return [
      ...(before === undefined ? [] : [{ code: "DUPLICATE", row: i + 1, column: "name" }]),
      ...(standing.has(id) ? [{ code: "LISTED_BEFORE", row: i + 1, column: "name" }] : []),
      ...(row.birth !== undefined && row.birth.length < 10 ? [{ code: "PARTIAL_DATE", row: i + 1, column: "birth" }] : []),
      ...(codes.has.ranks && row.rank !== undefined && !codes.rank(row.rank) ? [{ code: "RANK_UNKNOWN", row: i + 1, column: "rank" }] : []),
      ...(codes.has.categories && row.category !== undefined && !codes.category(row.category) ? [{ code: "CATEGORY_UNKNOWN", row: i + 1, column: "category" }] : []),
      ...(codes.category(row.category ?? "")?.track === "child" ? [{ code: "CHILD", row: i + 1, column: "category" }] : []),
    ];
  }).slice(0, 1_000);
}
