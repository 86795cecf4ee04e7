// The acts of one kind that this party can open, in the order of the record.
import { queryOptions, useQueries, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ActPayload, EntryDetail, EntryPage, EntryRow } from "../../desk/api-types.ts";
import { fetchJson } from "../frame/api.ts";

export type OpenedEntry = { readonly row: EntryRow; readonly body: Readonly<Record<string, unknown>> };
const PAGE = 1000;

type MaybeOpened = EntryRow & { readonly opened?: ActPayload | null };

async function actsOf(kind: string): Promise<OpenedEntry[]> {
  const found: OpenedEntry[] = [];
  for (let from = 0; ; from += PAGE) {
    const page = await fetchJson<EntryPage>(`/entries?kind=${kind}&from=${from}&limit=${PAGE}&opened=true`);
    const rows: readonly MaybeOpened[] = page.rows;
    for (const row of rows.filter(({ label }) => label !== null)) {
      const opened = row.opened === undefined ? (await fetchJson<EntryDetail>(`/entries/${row.index}`)).opened : row.opened;
      if (opened) found.push({ row, body: opened.body });
    }
    if (from + page.rows.length >= page.total || page.rows.length === 0) return found;
  }
}

const actsQuery = (kind: string) => queryOptions({ queryKey: ["acts", kind], queryFn: () => actsOf(kind) });

export const useActs = (kind: string): UseQueryResult<OpenedEntry[]> => useQuery(actsQuery(kind));

/** Acts of several kinds together, as far as they have come. */
export function useActsOf(kinds: readonly string[]): readonly OpenedEntry[] {
  const asked = useQueries({ queries: kinds.map((kind) => actsQuery(kind)) });
  const known = asked.map(({ data }) => data);
  return useMemo(() => known.flatMap((one) => one ?? []), [...known]);
}
