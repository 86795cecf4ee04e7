// A document before it is set on paper: what stands in it and in which order, in the reader's language already; how it looks is the
// form's (forms/*.typ). Text only: what a person or a party wrote enters here as a value and never as markup.

export const FORMS = ["account", "act", "agreement", "identification", "letter", "list", "manifest", "plan", "receipt", "sheet", "week"] as const;
export type FormName = (typeof FORMS)[number];

/** Rows of all tables of one document: 6,000 take about 0.8 GB and 15 s of CPU. What is longer is printed in parts. */
export const PRINT_ROWS_MAX = 10_000;
/** Rows from the first on, counted from 1. */
export type PrintPart = { readonly first: number; readonly count: number };
/** The parts in which `total` rows are printed, none larger than `PRINT_ROWS_MAX`; one where they fit. */
export const printParts = (total: number): readonly PrintPart[] =>
  Array.from({ length: Math.max(1, Math.ceil(total / PRINT_ROWS_MAX)) }, (_, i) => ({ first: i * PRINT_ROWS_MAX + 1, count: Math.max(1, Math.min(PRINT_ROWS_MAX, total - i * PRINT_ROWS_MAX)) }));

export type Column = {
  readonly head: string;
  /** Share of the width of the page. */
  readonly share: number;
  /** Numbers stand at the end of the column. */
  readonly isNumber?: true;
  /** A column for the pen: ruled and empty. */
  readonly isByHand?: true;
};
/** The first line of a cell and, smaller below it, what is said beside it. */
export type Cell = string | { readonly text: string; readonly beside: readonly string[] };

export type DocumentBlock =
  | { readonly kind: "heading"; readonly level: 1 | 2; readonly text: string; /** What stands at the end of its line. */ readonly mark?: string }
  | { readonly kind: "text"; readonly text: string; readonly isQuiet?: true }
  | { readonly kind: "facts"; readonly rows: readonly { readonly label: string; readonly lines: readonly string[] }[] }
  /** The head is repeated on every page that the table takes. `below`: by row, what is said of it across the whole width. */
  | { readonly kind: "table"; readonly caption?: string; readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[]; readonly below?: readonly string[] }
  /** A text in its own language, line by line, numbered as the parties cite it. */
  | { readonly kind: "sentences"; readonly language: string; readonly isRightToLeft: boolean; readonly lines: readonly { readonly number: string; readonly text: string }[] }
  /** Fixed lines from left to right: digests, proofs. */
  | { readonly kind: "proof"; readonly lines: readonly string[] }
  | { readonly kind: "signatures"; readonly places: readonly { readonly party: string; readonly words: string; readonly lines: readonly string[] }[] }
  /** SVG 1.1 of our own making. */
  | { readonly kind: "picture"; readonly svg: string; readonly says: string };

export type PrintDocument = {
  readonly form: FormName;
  readonly language: string;
  readonly isRightToLeft: boolean;
  readonly title: string;
  readonly lead: readonly string[];
  /** On every page, so that no sheet goes alone: an exercise, a draft. */
  readonly marks: readonly string[];
  /** Over every page: the process, and for whom it was printed. */
  readonly over: string;
  /** Under every page: the record that it can be checked against. */
  readonly under: readonly string[];
  /** The number of the page and of all pages, with these texts before, between and after. */
  readonly pages: readonly [string, string, string];
  readonly blocks: readonly DocumentBlock[];
};
