// The closing (MISSION A1): what each side counted in each direction, and where it stands. A row that did not come to zero would be a
// fault of this program, and is said to be so.
import type { ReactNode } from "react";
import type { ClosingRow } from "../../../accounting/closing.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Mark } from "../../parts/mark.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";

export function Closing({ rows }: { readonly rows: readonly ClosingRow[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  if (rows.length === 0) return null;
  return (
    <section className="sheet stack tight">
      <h2>{say("account.closing")}</h2>
      <p className="quiet small no-print">{say("account.closingLead")}</p>
      <StackedTable
        label={say("account.closing")} className="account-table closing" rows={rows} rowKey={({ by, from, to, stream }) => `${by} ${from} ${to} ${stream}`}
        columns={[
          { head: say("account.speaker"), cell: ({ by }) => <bdi>{name(by)}</bdi> },
          { head: say("operations.direction"), cell: ({ stream, from, to }) => `${say.code("stream", stream)} · ${say("account.fromTo", { from: name(from), to: name(to) })}` },
          { head: say("account.counted"), isNumber: true, cell: ({ counted }) => say.number(counted) },
          { head: say("account.inBlocks"), isNumber: true, cell: ({ credited }) => say.number(credited) },
          { head: say("account.openBetween"), isNumber: true, cell: ({ open }) => say.number(open) },
          { head: say("account.remainder"), isNumber: true, cell: ({ remainder }) => (remainder === 0 ? say.number(0) : <Mark tone="late">{say("account.remainderFault", { count: remainder })}</Mark>) },
        ]}
      />
    </section>
  );
}
