// How many persons of each list a reading adds and drops against another. Counts from 1 to 4 are said as “fewer than 5”: they would
// name a man.
import type { ReactNode } from "react";
import type { ReadingsAnswer } from "../../desk/api-types.ts";
import { usePartyName } from "../frame/desk-context.ts";
import { useSay, type Say } from "../frame/language-context.ts";
import { StackedTable } from "./stacked-table.tsx";

const shown = (say: Say, count: number | string): string => (typeof count === "number" ? say.number(count) : say("readings.fewer", { count: Number(/\d+/.exec(count)?.[0] ?? 5) }));

export function PersonsTable({ answer, title }: { readonly answer: ReadingsAnswer; readonly title: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  if (answer.lists.length === 0) return <p className="note">{say("readings.noLists")}</p>;
  if (answer.readings.length < 2) return <p className="note">{say("readings.one")}</p>;
  return (
    <StackedTable
      label={title} className="account-table" rows={answer.rows.map((row, i) => ({ ...row, i }))} rowKey={({ i }) => String(i)}
      columns={[
        { head: say("readings.list"), cell: (row) => <><bdi>{row.list}</bdi><div className="small quiet">{say("readings.heldBy", { party: name(row.holder) })} · {say("lists.namesCount", { count: row.names })}</div></> },
        { head: say("readings.against"), cell: (row) => say("account.fromTo", { from: row.from, to: row.to }) },
        { head: say("readings.adds"), isNumber: true, cell: (row) => shown(say, row.added) },
        { head: say("readings.drops"), isNumber: true, cell: (row) => shown(say, row.dropped) },
        { head: say("readings.becomeUnknown"), isNumber: true, cell: (row) => shown(say, row.becomeUnknown) },
        { head: say("readings.ceaseUnknown"), isNumber: true, cell: (row) => shown(say, row.ceaseUnknown) },
      ]}
    />
  );
}
