// What was recorded at the spot: planned against what each side recorded, who says which code, and what is short. A shortfall is a
// number; it has no owner.
import type { ReactNode } from "react";
import { subjectOf } from "../../../handover/exception.ts";
import type { OperationState } from "../../../handover/operation.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { LabelCites } from "../../parts/label-cites.tsx";
import { Mark } from "../../parts/mark.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";

export function SpotView({ one }: { readonly one: OperationState }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sides = [...new Set(one.legs.flatMap(({ from, to }) => [from, to]))];
  return (
    <div className="stack tight">
      {one.legs.length === 0 ? null : (
        <StackedTable
          label={say("operations.plannedAndSpot", { operation: one.operation })} rows={one.legs.map((leg, i) => ({ ...leg, i }))} rowKey={({ i }) => String(i)}
          columns={[
            { head: say("operations.direction"), cell: (leg) => <>{say("account.fromTo", { from: name(leg.from), to: name(leg.to) })}<div className="small quiet">{say.code("what", leg.what)}{leg.category === undefined ? null : <>{say.comma}<bdi>{leg.category}</bdi></>}{leg.obligation === undefined ? null : <> · <bdi>{leg.obligation}</bdi></>}</div></> },
            { head: say("operations.planned"), isNumber: true, cell: ({ planned }) => say.number(planned) },
            ...sides.map((side) => ({ head: say("operations.recordedBy", { party: name(side) }), cell: (leg: OperationState["legs"][number]) => <AtSpot planned={leg.planned} spot={leg.spot[side]} /> })),
          ]}
        />
      )}
      {one.parityShortfall === null || one.parityShortfall === 0 ? null : <p className="note wait">{say("operations.shortfall", { count: one.parityShortfall })}</p>}
      {one.exceptions.length === 0 ? null : (
        <>
          <h3>{say("operations.exceptions")}</h3>
          <ul className="lines">
            {one.exceptions.map((exception) => (
              <li key={exception.entry} className="due">
                <div className="stack tight">
                  <div className="row"><Mark tone={exception.isAccepted === false ? "open" : "plain"}>{say.code("spot", exception.code)}</Mark><span>{say.howMany(exception.what, exception.count)} · {say("account.fromTo", { from: name(exception.from), to: name(exception.to) })}</span></div>
                  <span className="small quiet">{say("operations.saysOn", { party: name(exception.by), day: say.date(exception.on) })}{subjectOf(exception) === "" ? null : <> · <span>{exception.list === undefined ? exception.spot : `${say("lists.row", { list: exception.list, row: exception.row ?? "" })}${exception.spot === undefined ? "" : ` / ${exception.spot}`}`}</span></>}{exception.isAccepted === null ? null : ` · ${say(exception.isAccepted ? "operations.acceptedByBoth" : "operations.acceptedByOne")}`}</span>
                  {exception.words === undefined ? null : <p><bdi>{exception.words}</bdi></p>}
                </div>
                <LabelCites labels={[exception.cite]} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** What one side recorded of a direction: what that makes of the planned number, or that it recorded no exception. */
function AtSpot({ planned, spot }: { readonly planned: number; readonly spot: OperationState["legs"][number]["spot"][string] | undefined }): ReactNode {
  const say = useSay();
  const { notDelivered = 0, unplanned = 0 } = spot ?? {};
  if (notDelivered + unplanned === 0) return <span className="quiet">{say("operations.nothingRecorded")}</span>;
  return <><strong>{say.number(planned - notDelivered + unplanned)}</strong><div className="small quiet">{say("operations.lessAndMore", { less: notDelivered, more: unplanned })}</div></>;
}
