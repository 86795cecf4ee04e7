// The record entry by entry, as everybody sees it; a page of a thousand at a time.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { EntryPage, EntryRow } from "../../../desk/api-types.ts";
import { usePartyName, useView } from "../../frame/desk-context.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { BigTable } from "../../parts/big-table.tsx";
import { Cites } from "../../parts/entry.tsx";
import { PageHead } from "../../parts/page.tsx";
import { Answered } from "../../parts/waiting.tsx";

const PAGE = 1000;

export function Page(): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { language } = useLanguage();
  const [from, setFrom] = useState<number | undefined>();
  const page = useView<EntryPage>(`/entries?from=${from ?? 0}&limit=${PAGE}&lang=${language}`);
  return (
    <div className="stack">
    <PageHead title={say("nav.record")} lead={say("record.lead")} />
    <Answered query={page}>
      {({ rows, total }) => (
        <div className="stack">
          <BigTable<EntryRow>
            label={say("nav.record")} count={rows.length} rowAt={(index) => rows[index]} rowKey={({ index }) => index} least="62rem" phone={{ columns: "minmax(0, 1fr) 9rem", lines: ["entry day", "kind by", "says says"] }}
            columns={[
              { key: "entry", head: say("chronicle.entry"), width: "16.5rem", cell: (row) => <Cites cites={[{ entry: row.index, label: row.label ?? `#${row.index}` }]} /> },
              { key: "day", head: say("entry.at"), width: "8rem", cell: (row) => say.date(row.at) },
              { key: "by", head: say("entry.author"), width: "9rem", cell: (row) => <bdi>{name(row.author)}</bdi> },
              { key: "kind", head: say("chronicle.kind"), width: "17rem", cell: (row) => say.code("kind", row.kind) },
              { key: "says", head: say("chronicle.says"), width: "minmax(12rem, 1fr)", cell: (row) => <bdi title={row.says ?? undefined}>{row.says ?? (row.to.length > 0 ? say("chronicle.closed") : "")}</bdi> },
            ]}
          />
          <div className="row">
            <Button className="button" isDisabled={(from ?? 0) === 0} onPress={() => setFrom(Math.max(0, (from ?? 0) - PAGE))}>{say("common.before")}</Button>
            <span className="quiet num">{say("common.range", { first: (from ?? 0) + 1, last: (from ?? 0) + rows.length, total })}</span>
            <Button className="button" isDisabled={(from ?? 0) + rows.length >= total} onPress={() => setFrom((from ?? 0) + PAGE)}>{say("common.after")}</Button>
          </div>
        </div>
      )}
    </Answered>
    </div>
  );
}
