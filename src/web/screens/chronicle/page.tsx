// The neutral story: day by day, the sides' words side by side; the brief by matter; the record entry by entry. Every sentence
// leads to the entry it rests on.
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { BriefView, ChronicleView, EntryPage, EntryRow, SaidItem } from "../../../desk/api-types.ts";
import { usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { BigTable } from "../../parts/big-table.tsx";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useSome } from "../../parts/some.tsx";
import { SaveFile } from "../../parts/save-file.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { useActsOf, type OpenedEntry } from "../../parts/acts.ts";
import { SAID_KINDS, sayAct } from "./say-act.ts";

/** Opened acts by entry: what can be said in the reader’s own language. */
const ActsContext = createContext<ReadonlyMap<number, OpenedEntry>>(new Map());

export function Page(): ReactNode {
  const say = useSay();
  const { query, field } = useDay();
  const chronicle = useView<ChronicleView>(`/chronicle${query}`);
  const brief = useView<BriefView>(`/brief${query}`);
  const acts = useActsOf(SAID_KINDS);
  const byEntry = useMemo(() => new Map(acts.map((act) => [act.row.index, act])), [acts]);
  return (
    <ActsContext value={byEntry}>
    <div className="stack">
      <PageHead title={say("nav.chronicle")} lead={chronicle.data ? <ViewLine view={chronicle.data} /> : undefined}>
        {field}
        <Button className="button" onPress={() => window.print()}>{say("common.print")}</Button>
        {brief.data ? <SaveFile name="brief.md" content={brief.data.markdown} type="text/markdown">{say("chronicle.saveBrief")}</SaveFile> : null}
      </PageHead>
      <p className="quiet small">{say("chronicle.lead")}</p>
      <Tabs className="tabs">
        <TabList className="tablist" aria-label={say("nav.chronicle")}>
          <Tab id="days" className="tab">{say("chronicle.days")}</Tab>
          <Tab id="brief" className="tab">{say("chronicle.brief")}</Tab>
          <Tab id="record" className="tab">{say("chronicle.record")}</Tab>
        </TabList>
        <TabPanel id="days">
          <Answered query={chronicle}>
            {(view) => <Days days={view.days} />}
          </Answered>
        </TabPanel>
        <TabPanel id="brief"><Answered query={brief}>{(view) => <Brief view={view} />}</Answered></TabPanel>
        <TabPanel id="record"><RecordTable /></TabPanel>
      </Tabs>
    </div>
    </ActsContext>
  );
}

function Days({ days }: { readonly days: ChronicleView["days"] }): ReactNode {
  const say = useSay();
  const { shown, more } = useSome(days, 14, "last");
  return (
    <section className="sheet">
      {more}
      {shown.map(({ day, items }) => (
        <div key={day} className="day">
          <h2>{say.date(day)}</h2>
          <Items items={items} />
        </div>
      ))}
    </section>
  );
}

function Items({ items }: { readonly items: readonly SaidItem[] }): ReactNode {
  const { shown, more } = useSome(items, 25);
  return <div className="stack"><ul className="stack">{shown.map((item) => <li key={item.entry}><Said item={item} /></li>)}</ul>{more}</div>;
}

/** Who says it, how firmly, in which words, resting on what. The words of the record stand in their own language. */
function Said({ item }: { readonly item: SaidItem }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const act = useContext(ActsContext).get(item.entry);
  const said = act === undefined ? undefined : sayAct(say, name, act);
  return (
    <div className="stack tight">
      <div className="row"><strong><bdi>{act === undefined ? item.speaker : name(act.row.author)}</bdi></strong><Mark>{say.code("standing", item.standing)}</Mark><Cites cites={[{ entry: item.entry, label: item.cite }]} /></div>
      {said === undefined ? <p lang="en" dir="auto">{item.sentence}</p> : <p>{said}</p>}
      {item.quote === null || item.sentence.includes(item.quote) ? null : <blockquote><q><bdi>{item.quote}</bdi></q></blockquote>}
    </div>
  );
}

function Brief({ view }: { readonly view: BriefView }): ReactNode {
  const say = useSay();
  const sections = [...new Set(view.items.map(({ section }) => section))];
  return (
    <div className="stack">
      {sections.map((section) => (
        <section className="sheet" key={section}>
          <h2>{say.code("section", section)}</h2>
          <Items items={view.items.filter((one) => one.section === section)} />
        </section>
      ))}
    </div>
  );
}

const PAGE = 1000;

function RecordTable(): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const [from, setFrom] = useState<number | undefined>();
  const page = useView<EntryPage>(`/entries?from=${from ?? 0}&limit=${PAGE}`);
  return (
    <Answered query={page}>
      {({ rows, total }) => (
        <div className="stack">
          <BigTable<EntryRow>
            label={say("chronicle.record")} count={rows.length} rowAt={(index) => rows[index]} rowKey={({ index }) => index} least="46rem"
            columns={[
              { key: "entry", head: say("chronicle.entry"), width: "9rem", cell: (row) => <Cites cites={[{ entry: row.index, label: row.label ?? `#${row.index}` }]} /> },
              { key: "day", head: say("entry.at"), width: "8rem", cell: (row) => say.date(row.at) },
              { key: "by", head: say("entry.author"), width: "9rem", cell: (row) => <bdi>{name(row.author)}</bdi> },
              { key: "kind", head: say("chronicle.kind"), width: "14rem", cell: (row) => say.code("kind", row.kind) },
              { key: "says", head: say("chronicle.says"), width: "minmax(12rem, 1fr)", cell: (row) => <bdi>{row.says ?? (row.to.length > 0 ? say("chronicle.closed") : "")}</bdi> },
            ]}
          />
          <div className="row">
            <Button className="button" isDisabled={(from ?? 0) === 0} onPress={() => setFrom(Math.max(0, (from ?? 0) - PAGE))}>{say("common.before")}</Button>
            <span className="quiet num">{say("common.range", { first: (from ?? 0) + 1, last: (from ?? 0) + rows.length, total })}</span>
            <Button className="button" isDisabled={(from ?? 0) + rows.length >= total} onPress={() => setFrom((from ?? 0) + PAGE)}>{say("common.after")}</Button>
          </div>
        </div>
      )}
    </Answered>
  );
}
