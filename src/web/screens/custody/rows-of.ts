// The rows of a list as a person types or pastes them, and what is wrong with them: on no list, or twice in one form.
import { useMemo } from "react";
import type { CustodyList, CustodyRowsView } from "../../../desk/api-types.ts";
import { mayRecord, useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";

/** Codes of rows in a text, separated by blanks, commas, semicolons or lines. */
export const rowsIn = (text: string): string[] => text.split(/[\s,;]+/).filter((row) => row !== "");

/** The first rows of `own` that are not in `known`, and those that stand in `own` twice or in `others` as well. */
export function wrongRows(own: readonly string[], others: readonly string[], known: ReadonlySet<string> | undefined): { readonly unknown: readonly string[]; readonly twice: readonly string[] } {
  const elsewhere = new Set(others);
  const seen = new Set<string>();
  const unknown: string[] = [];
  const twice: string[] = [];
  for (const row of own) {
    if (known !== undefined && !known.has(row)) unknown.push(row);
    if (seen.has(row) || elsewhere.has(row)) twice.push(row);
    seen.add(row);
  }
  return { unknown: [...new Set(unknown)], twice: [...new Set(twice)] };
}

const SHOWN = 5;
const shorten = (rows: readonly string[]): string[] => [...rows.slice(0, SHOWN), ...(rows.length > SHOWN ? ["…"] : [])];

/** What is wrong with each of several fields of rows of one list; undefined where nothing is. `isKnown`: the list's rows are there to judge by; whoever may not record the kind does not ask for them. */
export function useRowFaults(kind: string, list: string, fields: readonly string[]): { readonly rows: readonly (readonly string[])[]; readonly errors: readonly (string | undefined)[]; readonly isKnown: boolean } {
  const say = useSay();
  const { session } = useKnown();
  const answer = useView<CustodyRowsView>(`/custody/${encodeURIComponent(list)}`, list !== "" && mayRecord(session, kind));
  const known = useMemo(() => (answer.data === undefined ? undefined : new Set(answer.data.rows)), [answer.data]);
  const rows = fields.map(rowsIn);
  const errors = rows.map((own, i) => {
    const { unknown, twice } = wrongRows(own, rows.flatMap((other, j) => (j === i ? [] : other)), known);
    if (unknown.length > 0) return say("custody.noRow", { rows: say.list(shorten(unknown)) });
    return twice.length > 0 ? say("custody.rowTwice", { rows: say.list(shorten(twice)) }) : undefined;
  });
  return { rows, errors, isKnown: known !== undefined };
}

/** The choices of a list, in sight. */
export const listChoices = (lists: readonly CustodyList[]): { readonly value: string; readonly name: string }[] => lists.map(({ list, names }) => ({ value: list, name: `${list} (${names})` }));
