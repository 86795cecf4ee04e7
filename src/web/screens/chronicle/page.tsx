// The neutral story: day by day, the sides' words side by side; the brief by matter. Every sentence
// leads to the entry it rests on.
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { BriefView, ChronicleView, SaidItem } from "../../../desk/api-types.ts";
import { usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
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
        </TabList>
        <TabPanel id="days">
          <Answered query={chronicle}>
            {(view) => <Days days={view.days} />}
          </Answered>
        </TabPanel>
        <TabPanel id="brief"><Answered query={brief}>{(view) => <Brief view={view} />}</Answered></TabPanel>
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
      <div className="row">{said === undefined || act === undefined ? null : <strong><bdi>{name(act.row.author)}</bdi></strong>}<Mark>{say.code("standing", item.standing)}</Mark><Cites cites={[{ entry: item.entry, label: item.cite }]} /></div>
      {said === undefined ? <p lang="en" dir="auto">{upper(item.sentence.replace(`${item.day}, `, ""))}</p> : <p>{said}</p>}
    </div>
  );
}

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

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
