// Persons held: how each can travel, who was heard in private, what a commission decided. In counts, and by row where it is
// recorded; no name, no place of detention, no wish and no reason is shown here.
import type { ReactNode } from "react";
import type { CustodyList, CustodyView } from "../../../desk/api-types.ts";
import { mayRead, mayRecord, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useItem } from "../../frame/search.ts";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { Cites } from "../../parts/entry.tsx";
import { GoTo } from "../../parts/goto.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useSome } from "../../parts/some.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { DecideMedical } from "./decide-medical.tsx";
import { HearWishes } from "./hear-wishes.tsx";
import { StateCustody } from "./state-custody.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const { query, field } = useDay();
  const [chosen] = useItem("list");
  const view = useView<CustodyView>(`/custody${query}`);
  return (
    <div className="stack">
      <PageHead title={say("nav.custody")} lead={view.data ? <ViewLine view={view.data} /> : undefined}>{field}</PageHead>
      <p className="quiet">{say("custody.lead")}</p>
      <Answered query={view}>
        {({ lists, decisions, decisionsLeftOut }) => (
          <>
            {lists.length === 0 ? <section className="sheet"><p className="quiet">{say("custody.none")}</p></section> : (
              <>
                <StateCustody lists={lists} chosen={chosen} />
                <HearWishes lists={lists} chosen={chosen} />
                <DecideMedical lists={lists} chosen={chosen} />
                <div className="grid wide">{lists.map((one) => <ListSheet key={one.list} one={one} />)}</div>
              </>
            )}
            {mayRecord(session, "medical.decided") || decisions.length > 0 ? <Decisions decisions={decisions} leftOut={decisionsLeftOut} /> : null}
          </>
        )}
      </Answered>
    </div>
  );
}

function ListSheet({ one }: { readonly one: CustodyList }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk, session } = useKnown();
  const isSide = desk.parties.some(({ code, is }) => code === session.party && is === "side");
  const rows: readonly (readonly [string, number])[] = [["custody.stated", one.stated], ["custody.heard", one.heard], ["custody.decided", one.decided]];
  return (
    <section className="sheet stack tight" aria-label={one.list}>
      <header className="row spread">
        <h2>{mayRead(session, "lists") ? <GoTo path={`/lists/${encodeURIComponent(one.list)}`}><bdi>{one.list}</bdi></GoTo> : <bdi>{one.list}</bdi>}</h2>
      </header>
      <p>{say("custody.by", { party: name(one.by) })}</p>
      <dl className="facts">
        {rows.filter(([key]) => !(isSide && key === "custody.heard")).map(([key, count]) => <div className="fact" key={key}><dt>{say.code("custody", key.slice("custody.".length))}</dt><dd className="num">{say("custody.ofNames", { count, names: one.names })}</dd></div>)}
        {one.keptBack === 0 ? null : <div className="fact"><dt>{say("custody.keptBack")}</dt><dd className="num">{say.number(one.keptBack)}</dd></div>}
      </dl>
      {one.cites.length === 0 ? null : <div className="small quiet">{say("common.restsOn")} <Cites cites={one.cites} /></div>}
    </section>
  );
}

function Decisions({ decisions, leftOut }: { readonly decisions: CustodyView["decisions"]; readonly leftOut: number }): ReactNode {
  const say = useSay();
  const { shown, more } = useSome(decisions, 25);
  return (
    <section className="sheet stack" aria-label={say("custody.decisions")}>
      <h2>{say("custody.decisions")}</h2>
      {decisions.length === 0 ? <p className="quiet">{say("custody.noDecision")}</p> : (
        <StackedTable
          label={say("custody.decisions")} rows={shown} rowKey={(one) => `${one.list} ${one.row} ${one.entry}`}
          columns={[
            { head: say("member.row"), cell: (one) => say("lists.row", { list: one.list, row: one.row }) },
            { head: say("member.outcome"), cell: (one) => <>{say.code("medical", one.outcome)}<div className="small quiet"><bdi>{say.code("category", one.class)}</bdi> · <bdi>{one.commission}</bdi></div></> },
            { head: say("custody.ground"), cell: (one) => <bdi>{one.ground ?? say("common.notStated")}</bdi> },
            { head: say("member.on"), cell: (one) => say.date(one.on) },
            { head: say("custody.fitFrom"), cell: (one) => (one.fitFrom === null ? say("common.notStated") : say.date(one.fitFrom)) },
            { head: say("common.restsOn"), cell: (one) => <Cites cites={[{ entry: one.entry, label: one.cite }]} /> },
          ]}
        />
      )}
      {more}
      {leftOut === 0 ? null : <p className="quiet small">{say("act.moreItems", { count: leftOut })}</p>}
    </section>
  );
}
