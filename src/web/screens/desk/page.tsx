// The first screen: what waits for whom, what is overdue, where the two counts differ and since when, what comes next.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { DifferenceRow, FrontView, HeldAndFallen, PendingAct, WaitingItem } from "../../../desk/api-types.ts";
import { deleteAt } from "../../frame/api.ts";
import { mayRead, useAskAgain, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { GoTo } from "../../parts/goto.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { PdfButton } from "../../parts/pdf-button.tsx";
import { PhaseMark } from "../../parts/phase-mark.tsx";
import { sayUnder } from "../../parts/say-clause.ts";
import { useSigning } from "../../parts/signing.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { CountPair } from "../../parts/count-pair.tsx";

const cited = (entries: readonly number[]): { readonly entry: number; readonly label: string }[] => entries.map((entry) => ({ entry, label: `#${entry}` }));

export function Page(): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const { query, field } = useDay();
  const front = useView<FrontView>(`/front${query}`);
  return (
    <div className="stack">
      <PageHead title={say("nav.desk")} lead={front.data ? <ViewLine view={front.data} /> : undefined}>{field}{mayRead(session, "talks") ? <PdfButton form="week" query={query} /> : null}</PageHead>
      <SecondSignatures />
      <Answered query={front}>
        {(view) => {
          const mine = view.waiting.filter((one) => one.for.includes(session.party));
          const others = view.waiting.filter((one) => !one.for.includes(session.party));
          return (
            <>
              <div className="grid">
                <div className="stack">
                  <Waits title={say("desk.waitsForUs", { count: mine.length })} items={mine} none={say("desk.nothingForUs")} />
                  {mayRead(session, "operations") ? <NextOperation next={view.nextOperation} /> : null}
                </div>
                <Waits title={say("desk.waitsForOthers", { count: others.length })} items={others} none={say("desk.nothingForOthers")} />
              </div>
              {mayRead(session, "account") ? <Differences rows={view.differences} /> : null}
              <HeldAmongFallen rows={view.heldAndFallen} />
              <section className="sheet">
                <h2>{say("desk.latest")}</h2>
                <ul className="lines">
                  {view.latest.map((row) => (
                    <li key={row.index} className="due">
                      <span>{say.code("kind", row.kind)} <span className="quiet">· <Party code={row.author} /> · {say.date(row.at)}</span></span>
                      <Cites cites={[{ entry: row.index, label: row.label ?? `#${row.index}` }]} />
                    </li>
                  ))}
                </ul>
              </section>
            </>
          );
        }}
      </Answered>
    </div>
  );
}

function Party({ code }: { readonly code: string }): ReactNode {
  return <bdi>{usePartyName()(code)}</bdi>;
}

/** When, and how far it is: never its route, its place or who goes. */
function NextOperation({ next }: { readonly next: FrontView["nextOperation"] }): ReactNode {
  const say = useSay();
  if (next === null) return <section className="sheet"><h2>{say("desk.next")}</h2><p className="quiet">{say("desk.noNext")}</p></section>;
  return (
    <section className="sheet stack tight">
      <h2>{say("desk.next")}</h2>
      <div className="row spread"><h3><GoTo path={`/operations?operation=${encodeURIComponent(next.operation)}`}><bdi>{next.operation}</bdi></GoTo></h3><PhaseMark phase={next.phase} /></div>
      <p>{next.from === next.until ? say("operations.newDayIs", { day: say.date(next.until) }) : <><span className="nowrap">{say.moment(next.from)}</span> – <span className="nowrap">{say.moment(next.until)}</span></>} <Cites cites={cited(next.because)} /></p>
    </section>
  );
}

function Waits({ title, items, none }: { readonly title: string; readonly items: readonly WaitingItem[]; readonly none: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  /** Party codes by name, kinds of acts and days in words. */
  const shownValues = (values: WaitingItem["values"]): WaitingItem["values"] =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value !== "string" ? value : key === "to" ? name(value) : key === "kind" ? say.code("kind", value) : say.date(value)]));
  return (
    <section className="sheet">
      <h2>{title}</h2>
      {items.length === 0 ? <p className="quiet">{none}</p> : (
        <ul className="lines">
          {items.map((one) => (
            <li key={one.key + one.path + one.for.join()} className="due">
              <div className="stack tight">
                <GoTo path={one.path}><bdi>{say.keyed(one.key, shownValues(one.values), one.says)}</bdi></GoTo>
                <span className="small quiet">{say("desk.for", { parties: say.list(one.for.map(name)) })} · {say("desk.since", { day: say.date(one.since), days: one.ageDays })} <Cites cites={cited(one.because)} /></span>
              </div>
              {one.overdueDays > 0 ? <Mark tone="late">{say("desk.overdue", { days: one.overdueDays })}</Mark> : one.due === null ? null : <Mark tone="wait">{say("desk.due", { day: say.date(one.due) })}</Mark>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Differences({ rows }: { readonly rows: readonly DifferenceRow[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return (
    <section className="sheet">
      <header><h2>{say("desk.differences", { count: rows.length })}</h2><span className="quiet small">{say("desk.differencesLead")}</span></header>
      {rows.length === 0 ? <p className="quiet">{say("desk.noDifferences")}</p> : (
        <ul className="lines">
          {rows.map((row) => (
            <li key={row.obligation + row.operation} className="stack tight">
              <div className="row spread">
                <h3><GoTo path={`/operations?operation=${encodeURIComponent(row.operation)}`}><bdi>{row.operation}</bdi></GoTo> <span className="quiet small">{say.code("what", row.what)} · {say("account.fromTo", { from: name(row.from), to: name(row.to) })} · {sayUnder(say, row)}</span></h3>
                <Mark tone="open">{say("desk.unexplained", { count: row.count, day: say.date(row.since), days: row.ageDays })}</Mark>
              </div>
              <CountPair counts={row.counts} />
              <Cites cites={cited(row.because)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Both statements side by side, by code and with their age; which one holds is nobody's here to say. */
function HeldAmongFallen({ rows }: { readonly rows: readonly HeldAndFallen[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  if (rows.length === 0) return null;
  return (
    <section className="sheet" aria-label={say("desk.heldAndFallen", { count: rows.length })}>
      <header><h2>{say("desk.heldAndFallen", { count: rows.length })}</h2><span className="quiet small">{say("desk.heldAndFallenLead")}</span></header>
      <ul className="lines">
        {rows.map((one) => (
          <li key={`${one.list} ${one.row} ${one.how} ${one.identification}`} className="stack tight">
            <div className="row spread">
              <h3><GoTo path={`/lists/${encodeURIComponent(one.list)}`}>{say("ident.isRow", { list: one.list, row: one.row })}</GoTo></h3>
              <Mark tone="open">{say("desk.since", { day: say.date(one.since), days: one.ageDays })}</Mark>
            </div>
            <p>{say(one.how === "answered" ? "desk.saysHeld" : "desk.listsHeld", { party: name(one.heldBy), day: say.date(one.heldOn) })}</p>
            <p><GoTo path={`/identification?identification=${encodeURIComponent(one.identification)}`}><bdi>{one.identification}</bdi></GoTo>: {say(one.state === "identified" ? "desk.identifiedFallen" : "desk.proposedFallen", { party: name(one.side), day: say.date(one.fallenOn) })} <Cites cites={cited(one.because)} /></p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SecondSignatures(): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const { session } = useKnown();
  const askAgain = useAskAgain();
  const pending = useView<{ readonly pending: readonly PendingAct[] }>("/acts/pending");
  const list = pending.data?.pending ?? [];
  if (list.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{say("desk.second")}</h2>
      <ul className="lines">
        {list.map((one) => (
          <li key={one.act} className="due">
            <span>{say.code("kind", one.kind)} <span className="quiet small">· <bdi>{one.by}</bdi> · {say.time(one.since)}</span></span>
            {one.by === session.officer ? <span className="row"><Mark tone="wait">{say("desk.secondWaits")}</Mark><Button className="button" onPress={() => void deleteAt(`/acts/pending/${one.act}`).then(askAgain)}>{say("desk.withdraw")}</Button></span> : <Button className="button first" onPress={() => sign({ pending: one })}>{say("sign.readAndSign")}</Button>}
          </li>
        ))}
      </ul>
    </section>
  );
}
