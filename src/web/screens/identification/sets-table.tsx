// Every set of remains in sight, by code: its container, its person if it was joined, how far it is.
import { useState, type ReactNode } from "react";
import type { SetRow, SetsView } from "../../../desk/remains-types.ts";
import { usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { BigTable } from "../../parts/big-table.tsx";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { SET_STATES, toneOfSet } from "./board.tsx";

const SETS_MAX = 2_000;

export function SetsTable({ query }: { readonly query: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const [state, setState] = useState("");
  const [sought, setSought] = useState("");
  const more = `${state === "" ? "" : `&state=${encodeURIComponent(state)}`}${sought === "" ? "" : `&q=${encodeURIComponent(sought)}`}`;
  const asked = useView<SetsView>(`/remains/sets${query === "" ? "?" : `${query}&`}limit=${SETS_MAX}${more}`);
  return (
    <section className="sheet stack" aria-label={say("ident.sets")}>
      <h2>{say("ident.sets")}</h2>
      <div className="fields">
        <ChoiceField label={say("ident.show")} value={state} onChange={setState} choices={[{ value: "", name: say("ident.everyState") }, ...SET_STATES.map((value) => ({ value, name: say.code("ident.state", value) }))]} />
        <Field label={say("ident.findCode")} value={sought} onChange={setSought} />
      </div>
      <Answered query={asked}>
        {({ rows, total }) => (
          <>
            <p className="small quiet" role="status">{say("ident.shownOf", { shown: rows.length, total })}</p>
            {rows.length === 0 ? null : (
              <BigTable<SetRow>
                label={say("ident.sets")} count={rows.length} rowAt={(index) => rows[index]} rowKey={({ set }) => set} least="63rem" phone={{ columns: "minmax(0, 1fr) minmax(0, 1fr)", lines: ["set container", "state state", "samples samples", "receiver case", "entries entries"] }}
                columns={[
                  { key: "set", head: say("ident.set"), width: "8rem", cell: (row) => <bdi>{row.set}</bdi> },
                  { key: "container", head: say("ident.container"), width: "8rem", cell: (row) => <bdi>{row.container}</bdi> },
                  { key: "receiver", head: say("ident.receiver"), width: "9rem", cell: (row) => name(row.receivedBy) },
                  { key: "state", head: say("ident.howFar"), width: "13rem", cell: (row) => <Mark tone={toneOfSet(row.state)}>{say.code("ident.state", row.state)}</Mark> },
                  { key: "samples", head: say("ident.samples"), width: "12rem", cell: (row) => row.samples.map(({ sample, state }) => <div key={sample}><bdi>{sample}</bdi>: {say.code("ident.sample", state)}</div>) },
                  { key: "case", head: say("ident.case"), width: "8rem", cell: (row) => <bdi>{row.identification ?? row.person ?? ""}</bdi> },
                  { key: "entries", head: say("chronicle.entry"), width: "minmax(10rem, 1fr)", cell: (row) => <Cites cites={row.because.slice(0, 3).map((entry) => ({ entry, label: `#${entry}` }))} /> },
                ]}
              />
            )}
          </>
        )}
      </Answered>
    </section>
  );
}
