// The rows of lists of the record as a list of persons. The room declares the shape it needs; the registry's rows fit it.
import { columnOf, type PersonList } from "../vocabulary/person-list.ts";

export type ListedRow = { readonly row: string; readonly name: string; readonly birth?: string; readonly rank?: string; readonly category?: string; readonly captured?: string };
export type ListedRows = { readonly list: string; readonly rows: readonly ListedRow[] };
export type RowAt = { readonly ref: string; readonly list: string; readonly row: ListedRow };

/** A row by list and number; unique among the lists of one record. */
export const refOf = (list: string, row: string): string => `${list}#${row}`;

/** All rows of several lists in their order, each by its reference. */
export const rowsAt = (lists: readonly ListedRows[]): RowAt[] => lists.flatMap(({ list, rows }) => rows.map((row) => ({ ref: refOf(list, row.row), list, row })));

/** Linear in the rows. */
export function personsOf(rows: readonly RowAt[]): PersonList {
  const column = (of: (row: ListedRow) => string | undefined) => columnOf(rows.map(({ row }) => of(row) ?? ""));
  return {
    ids: rows.map(({ ref }) => ref), numbers: Int32Array.from(rows, (_, at) => at + 1), remarks: [],
    cells: { full_name: column(({ name }) => name), birth_date: column(({ birth }) => birth), rank: column(({ rank }) => rank), category: column(({ category }) => category), capture_date: column(({ captured }) => captured) },
  };
}
