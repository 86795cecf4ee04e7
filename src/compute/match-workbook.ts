// The rows of the first sheet that has any, of an XLSX or an ODS workbook, as texts: the two functions behind which hucre stands.
import { readOds } from "hucre/ods";
import { readXlsx } from "hucre/xlsx";

type Cell = string | number | boolean | Date | null;

const ROWS_MAX = 1_048_576; // of a sheet: ECMA-376 part 1, 18.3.1.73

/** Dates as YYYY-MM-DD, numbers without exponent, formulas by their last value. @throws Error for bytes that are no workbook. */
export async function readXlsxRows(bytes: Uint8Array): Promise<string[][]> {
  const { sheets } = await readXlsx(bytes, { maxRows: ROWS_MAX });
  return rowsOf(sheets);
}

/** As `readXlsxRows`. */
export async function readOdsRows(bytes: Uint8Array): Promise<string[][]> {
  const { sheets } = await readOds(bytes, { maxRows: ROWS_MAX });
  return rowsOf(sheets);
}

const rowsOf = (sheets: readonly { readonly rows: readonly (readonly Cell[])[] }[]): string[][] =>
  (sheets.find(({ rows }) => rows.length > 0)?.rows ?? []).map((row) => Array.from(row, textOf));

function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 10);
  if (typeof cell === "number") return Number.isInteger(cell) ? cell.toFixed(0) : String(cell);
  return String(cell);
}
