// A list of persons as columns: what the rooms that read, match and register lists share. Cells are numbers into one table of
// texts, so that a spelling that stands in a thousand rows is kept, cleaned and read once.
import { textOfCell, unitsOfCell, type PackedCells } from "./delimited-text.ts";

export const LIST_FIELDS = [
  "id", "surname", "given_name", "patronymic", "full_name", "other_names", "sex", "birth_date", "age", "service_no", "unit", "rank",
  "capture_place", "capture_date", "category", "note",
] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/** `text[at[row]]` is the cell as written; text 0 is "". Where the texts still lie as bytes, `packed` has those of each: who reads cell by cell then makes no text that nobody asks for. */
export type Column = { readonly text: readonly string[]; readonly at: Int32Array; readonly packed?: PackedCells };

export const cellOf = (column: Column | undefined, row: number): string => column?.text[column.at[row] ?? 0] ?? "";

/** How many texts a column has. */
export const textsIn = (column: Column): number => (column.packed ? column.packed.starts.length - 1 : column.text.length);

/** Text `at` of a column. */
export const textIn = (column: Column, at: number): string => (column.packed ? textOfCell(column.packed, at) : (column.text[at] ?? ""));

/** The units of text `at` of a column, as `unitsOfCell` gives them. */
export function unitsIn(column: Column, at: number, into: Uint16Array): number {
  if (column.packed) return unitsOfCell(column.packed, at, into);
  const text = column.text[at] ?? "";
  if (text.length > into.length) return -1;
  for (let k = 0; k < text.length; k++) into[k] = text.charCodeAt(k);
  return text.length;
}

/** A column of given texts, each kept once. */
export function columnOf(cells: readonly string[]): Column {
  const known = new Map<string, number>([["", 0]]);
  const text = [""];
  const at = Int32Array.from(cells, (cell) => {
    let number = known.get(cell);
    if (number === undefined) {
      number = text.length;
      known.set(cell, number);
      text.push(cell);
    }
    return number;
  });
  return { text, at };
}

export type Remark = {
  /** Row from 1, the head not counted; 0 for the whole list. */
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly text: string;
};

export type PersonList = {
  /** Opaque, each once. */
  readonly ids: readonly string[];
  /** The cells of the ids as they were written, untrimmed, where they lie as bytes: for who needs no texts of them. */
  readonly idCells?: { readonly at: Int32Array; readonly cells: PackedCells };
  /** Number of each row, from 1, the head not counted, rejected rows counted. */
  readonly numbers: Int32Array;
  /** As written, by field; a field without a column is absent. */
  readonly cells: Readonly<Partial<Record<ListField, Column>>>;
  readonly remarks: readonly Remark[];
};
