// Lists of names: deposited after a preview that names every bad row, forwarded by the desk, answered name by name by code,
// objected to and replied to until each name is final, signed by both sides.
import { useState, type ReactNode } from "react";
import type { ListsView } from "../../../desk/api-types.ts";
import type { ListState } from "../../../registry/name-case.ts";
import { usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useItem } from "../../frame/search.ts";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { Cites } from "../../parts/entry.tsx";
import { GoTo } from "../../parts/goto.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { DepositList } from "./deposit-list.tsx";
import { OneList } from "./one-list.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const { query, field } = useDay();
  const [chosen, choose] = useItem("list");
  const lists = useView<ListsView>(`/lists${query}`);
  const [isNew, setNew] = useState("");
  if (chosen !== undefined) return <OneList list={chosen} query={query} field={field} onBack={() => choose(undefined)} />;
  return (
    <div className="stack">
      <PageHead title={say("nav.lists")} lead={lists.data ? <ViewLine view={lists.data} /> : undefined}>{field}</PageHead>
      <DepositList onRecorded={setNew} />
      {isNew === "" ? null : <p className="note fine">{say("lists.deposited", { list: isNew })} <GoTo path={`/lists/${encodeURIComponent(isNew)}`}>{say("lists.openIt")}</GoTo></p>}
      <Answered query={lists}>
        {(view) => (view.lists.length === 0 ? <p className="quiet">{say("lists.none")}</p> : <div className="grid wide">{view.lists.map((one) => <ListSheet key={one.list} one={one} fallen={view.fallen[one.list] ?? 0} />)}</div>)}
      </Answered>
    </div>
  );
}

function ListSheet({ one, fallen }: { readonly one: ListState; readonly fallen: number }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const open = one.counts.requested + one.counts.unanswered;
  return (
    <section className="sheet stack tight" aria-label={one.list}>
      <header className="row spread">
        <h2><GoTo path={`/lists/${encodeURIComponent(one.list)}`}><bdi>{one.list}</bdi></GoTo></h2>
        {one.isFinal ? <Mark tone="fine">{say("lists.final")}</Mark> : one.daysLate > 0 ? <Mark tone="late">{say("lists.unansweredLate", { count: open, days: one.daysLate })}</Mark> : open === 0 ? <Mark>{say("lists.answered")}</Mark> : one.isAsking ? <Mark tone="wait">{say("lists.unanswered", { count: open })}</Mark> : null}
      </header>
      <p>{say(one.isAsking ? "lists.byAbout" : "lists.byTo", { party: name(one.by), about: name(one.about) })} · {say.code("purpose", one.purpose)}</p>
      <dl className="facts">
        <dt>{say("lists.names")}</dt><dd className="num"><strong>{say.number(one.names)}</strong></dd>
        {fallen === 0 ? null : <><dt>{say("lists.fallen")}</dt><dd className="num">{say.number(fallen)}</dd></>}
        <dt>{say("lists.due")}</dt><dd>{one.due === null ? say("lists.noDue") : say.date(one.due)}</dd>
        <dt>{say("lists.forwarded")}</dt><dd>{one.forwarded.length === 0 ? say("lists.notForwarded") : one.forwarded.map(({ to, on }) => `${name(to)}${say.comma}${say.date(on)}`).join("; ")}</dd>
      </dl>
      <StateBar counts={one.counts} names={one.names} />
      <div className="small quiet">{say("common.restsOn")} <Cites cites={[{ entry: one.entry, label: one.cite }]} /></div>
    </section>
  );
}

export function StateBar({ counts, names }: { readonly counts: ListState["counts"]; readonly names: number }): ReactNode {
  const say = useSay();
  const shown = Object.entries(counts).filter(([, count]) => count > 0);
  return (
    <div className="stack tight">
      <div className="state-bar" aria-hidden="true">{shown.map(([state, count]) => <span key={state} className={state} style={{ flexGrow: count / names }} />)}</div>
      <ul className="row small">{shown.map(([state, count]) => <li key={state}><span className={`dot ${state}`} aria-hidden="true" /> {say.code("name", state)} <strong className="num">{say.number(count)}</strong></li>)}</ul>
    </div>
  );
}
