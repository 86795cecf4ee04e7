// What changed against the plan that both sides had locked: in counts; a count that would point at persons is said as “few”.
import type { ReactNode } from "react";
import type { Count, RoundView } from "../../../desk/planning-view.ts";
import { useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Mark } from "../../parts/mark.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";

export type ChangeRow = { readonly side: string; readonly tier: string; readonly enters: Count; readonly leaves: Count; readonly earlier: Count; readonly later: Count };

export function Difference({ round }: { readonly round: RoundView }): ReactNode {
  const say = useSay();
  const { difference } = round;
  if (!difference) return null;
  return (
    <div className="stack tight">
      <div className="row">
        <h3>{say("planning.difference", { round: difference.before })}</h3>
        {difference.announcedMoved === null ? null : <Mark tone={difference.announcedMoved === 0 ? "fine" : "open"}>{say("planning.announcedMoved", { count: difference.announcedMoved })}</Mark>}
      </div>
      <Changes rows={difference.counts} label={say("planning.difference", { round: difference.before })} />
    </div>
  );
}

export function Changes({ rows, label }: { readonly rows: readonly ChangeRow[]; readonly label: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const few = useFew();
  if (rows.length === 0) return <p className="quiet">{say("planning.noDifference")}</p>;
  return (
    <StackedTable
      label={label} rows={rows} rowKey={({ side, tier }) => `${side} ${tier}`}
      columns={[
        { head: say("planning.tier"), cell: ({ side, tier }) => `${say("planning.heldBy", { party: name(side) })}${tier === "" ? "" : `${say.comma}${say.code("tier", tier)}`}` },
        ...(["enters", "leaves", "earlier", "later"] as const).map((change) => ({ head: say.code("planChange", change), isNumber: true, cell: (row: (typeof rows)[number]) => few(row[change]) })),
      ]}
    />
  );
}

function useFew(): (count: Count) => string {
  const say = useSay();
  const { desk } = useKnown();
  return (count) => (count === "few" ? say("planning.few", { small: desk.smallCount }) : say.number(count));
}
