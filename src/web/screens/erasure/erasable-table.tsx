// What an erasure would touch, entry by entry: what stays is said with its reason.
import type { ReactNode } from "react";
import type { ErasableRow } from "../../../desk/api-types.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useSome } from "../../parts/some.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";

export function ErasableTable({ rows }: { readonly rows: readonly ErasableRow[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { shown, more } = useSome(rows, 50);
  const refused = rows.filter((row) => row.refused !== null).length;
  return (
    <div className="stack tight">
      <p role="status"><strong className="num">{say("erasure.wouldGo", { count: rows.length - refused })}</strong>{refused === 0 ? null : <> · <span className="num">{say("erasure.wouldStay", { count: refused })}</span></>}</p>
      <StackedTable
        label={say("erasure.what")} rows={shown} rowKey={(row) => `${row.index} ${row.sealed ?? ""}`}
        columns={[
          { head: say("chronicle.entry"), cell: (row) => (row.index < 0 ? "–" : <Cites cites={[{ entry: row.index, label: `#${row.index}` }]} />) },
          { head: say("chronicle.kind"), cell: (row) => (row.kind === "" ? "–" : say.code("kind", row.kind)) },
          { head: say("entry.author"), cell: (row) => <bdi>{row.author === "" ? "–" : name(row.author)}</bdi> },
          { head: say("entry.at"), cell: (row) => (row.at === "" ? "–" : say.date(row.at)) },
          { head: say("entry.to"), cell: (row) => say.list(row.to.map(name)) },
          { head: say("erasure.erasable"), cell: (row) => (row.refused === null ? <Mark tone="late">{say("erasure.goes")}</Mark> : <><Mark>{say("erasure.stays")}</Mark><div className="small">{say.code("fault.code", row.refused)}</div></>) },
        ]}
      />
      {more}
    </div>
  );
}
