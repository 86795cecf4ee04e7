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
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useSome } from "../../parts/some.tsx";
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
            <StateCustody lists={lists} chosen={chosen} />
            <HearWishes lists={lists} chosen={chosen} />
            <DecideMedical lists={lists} chosen={chosen} />
            {lists.length === 0 ? <section className="sheet"><p className="quiet">{say("custody.none")}</p></section> : <div className="grid wide">{lists.map((one) => <ListSheet key={one.list} one={one} />)}</div>}
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
        <Mark tone={one.stated === one.names ? "fine" : "wait"}>{say("custody.ofNames", { count: one.stated, names: one.names })}</Mark>
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
        <div className="scroll" tabIndex={0} role="group" aria-label={say("custody.decisions")}>
          <table>
            <thead><tr><th scope="col">{say("member.list")}</th><th scope="col">{say("member.row")}</th><th scope="col">{say("member.outcome")}</th><th scope="col">{say("custody.ground")}</th><th scope="col">{say("member.on")}</th><th scope="col">{say("custody.fitFrom")}</th><th scope="col">{say("common.restsOn")}</th></tr></thead>
            <tbody>
              {shown.map((one) => (
                <tr key={`${one.list} ${one.row} ${one.entry}`}>
                  <td><bdi>{one.list}</bdi></td><th scope="row"><bdi className="num">{one.row}</bdi></th>
                  <td>{say.code("medical", one.outcome)}<div className="small quiet"><bdi>{one.class}</bdi> · <bdi>{one.commission}</bdi></div></td>
                  <td><bdi>{one.ground ?? say("common.notStated")}</bdi></td><td>{say.date(one.on)}</td><td>{one.fitFrom === null ? say("common.notStated") : say.date(one.fitFrom)}</td>
                  <td><Cites cites={[{ entry: one.entry, label: one.cite }]} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more}
      {leftOut === 0 ? null : <p className="quiet small">{say("act.moreItems", { count: leftOut })}</p>}
    </section>
  );
}
