// Who is in a batch, for those entitled to names: asked for batch by batch, and each asking is noted at the desk.
import { useState, type ReactNode } from "react";
import type { PlanBatchView } from "../../../desk/api-types.ts";
import type { PlanPerson } from "../../../desk/planning-persons.ts";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { BigTable } from "../../parts/big-table.tsx";
import { ChoiceField } from "../../parts/fields.tsx";
import { Answered } from "../../parts/waiting.tsx";

export function Persons({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const [batch, setBatch] = useState("");
  const batches = [...new Map(round.counts.map((one) => [one.batch, one.on]))];
  const persons = useView<PlanBatchView>(`/planning/batch?plan=${encodeURIComponent(plan.plan)}&round=${round.round}&batch=${encodeURIComponent(batch)}`, batch !== "");
  return (
    <details className="no-print">
      <summary>{say("planning.persons")}</summary>
      <div className="stack tight">
        <p className="quiet small">{say("planning.personsLead")}</p>
        <ChoiceField label={say("planning.batch")} value={batch} onChange={setBatch} choices={[{ value: "", name: say("planning.chooseBatch") }, ...batches.map(([value, on]) => ({ value, name: `${value}${say.comma}${say.date(on)}` }))]} />
        {batch === "" ? null : <Answered query={persons}>{(view) => <Names rows={view.persons} label={say("planning.persons")} />}</Answered>}
      </div>
    </details>
  );
}

export function Names({ rows, label }: { readonly rows: readonly PlanPerson[]; readonly label: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return (
    <BigTable label={label} count={rows.length} rowAt={(index) => rows[index]} rowKey={(row) => row.id} least="36rem" phone={{ columns: "minmax(0, 1fr) 8rem", lines: ["name name", "id side"] }} columns={[
      { key: "id", head: say("planning.person"), width: "14rem", cell: (row) => <bdi className="code">{row.id}</bdi> },
      { key: "name", head: say("member.name"), width: "minmax(10rem, 1fr)", cell: (row) => (row.name === null ? <span className="quiet">{say("planning.nameNotHere")}</span> : <bdi>{row.name}</bdi>) },
      { key: "side", head: say("planning.heldByWhom"), width: "9rem", cell: (row) => <bdi>{name(row.side)}</bdi> },
    ]} />
  );
}
