// A fault of a text: its code (TERMS.md, section 6), its place, what was expected and what came. TERMS_DEADLINE is ours: dates that
// contradict each other. Codes may be added within version 1, never re-used.

export type TermsCode =
  | "TERMS_CHARACTER" | "TERMS_NUMERAL" | "TERMS_QUOTE" | "TERMS_SIZE" | "TERMS_SENTENCE" | "TERMS_HEAD" | "TERMS_UNDEFINED" | "TERMS_UNDECLARED"
  | "TERMS_PARTY" | "TERMS_CLAUSE" | "TERMS_TWICE" | "TERMS_CYCLE" | "TERMS_TABLE" | "TERMS_ZONE" | "TERMS_RATE" | "TERMS_READINGS" | "TERMS_VERSION"
  | "TERMS_DEADLINE";
/** Line and column from 1, columns in UTF-16 units. `expected` is sorted by code units. */
export type TermsFault = { readonly line: number; readonly column: number; readonly code: TermsCode; readonly message: string; readonly expected: readonly string[]; readonly found: string };
/** A fault before it has a line: found by the parser or by the check. */
export type OffsetFault = Omit<TermsFault, "line" | "column"> & { readonly offset: number };

export const fault = (offset: number, code: TermsCode, message: string, expected: readonly string[] = [], found = ""): OffsetFault => ({ offset, code, message, expected, found });

/** `a`, `a or b`, `a, b or c`. */
export const orList = (list: readonly string[]): string => (list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} or ${list.at(-1) ?? ""}`);
