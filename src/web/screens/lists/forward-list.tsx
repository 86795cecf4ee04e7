// The desk forwards a list: the same rows, the same digest, to the side that is asked. The rows are fetched, hashed and compared
// here before they are sealed anew.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { ListView } from "../../../desk/api-types.ts";
import type { ListState } from "../../../registry/name-case.ts";
import { rowsDigest, type NameRow } from "../../../registry/list-act.ts";
import { fetchJson, Refused } from "../../frame/api.ts";
import { mayRecord, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { RefusedNote } from "../../parts/refused.tsx";
import { useSigning } from "../../parts/signing.tsx";

const PAGE = 1000;

async function allRows(list: string): Promise<NameRow[]> {
  const rows: NameRow[] = [];
  for (;;) {
    const page = await fetchJson<ListView>(`/lists/${encodeURIComponent(list)}?from=${rows.length}&limit=${PAGE}`);
    rows.push(...page.rows.map(({ row }) => row));
    if (rows.length >= page.total || page.rows.length === 0) return rows;
  }
}

export function ForwardList({ one }: { readonly one: ListState }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sign = useSigning();
  const { session } = useKnown();
  const [error, setError] = useState<unknown>();
  const isDone = one.by === one.about || one.forwarded.some(({ to }) => to === one.about);
  if (isDone || !mayRecord(session, "list.forwarded")) return null;
  const forward = async (): Promise<void> => {
    try {
      const rows = await allRows(one.list);
      if (rowsDigest(rows) !== one.sha256) throw new Refused(409, [{ code: "LIST_OTHER", message: "", places: [] }]);
      sign({ draft: { kind: "list.forwarded", body: { list: one.list, to: one.about, sha256: one.sha256, purpose: one.purpose, ...(one.due === null ? {} : { due: one.due }), rows }, to: [...new Set([session.party, one.by, one.about])] } });
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <div className="stack tight no-print">
      <RefusedNote error={error} />
      <div><Button data-act="list.forwarded" className="button first" onPress={() => void forward()}>{say("lists.forward", { party: name(one.about) })}</Button></div>
    </div>
  );
}
