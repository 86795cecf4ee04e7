// The neutral story: day by day, the sides' words side by side; the brief by matter. Every sentence
// leads to the entry it rests on.
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { BriefView, ChronicleView, SaidItem } from "../../../desk/api-types.ts";
import { usePartyName, useView } from "../../frame/desk-context.ts";
import { LANGUAGE_NAMES, useLanguage, useSay } from "../../frame/language-context.ts";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { ChoiceField } from "../../parts/fields.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useSome } from "../../parts/some.tsx";
import { SaveFile } from "../../parts/save-file.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { useActsOf, type OpenedEntry } from "../../parts/acts.ts";
import { SAID_KINDS, sayAct } from "./say-act.ts";

/** Languages that brief and chronicle are written in, each in its own name. */
const TEXT_LANGUAGES: Readonly<Record<string, string>> = { ...LANGUAGE_NAMES, fr: "Français" };

/** In which language the text is; and, in the reader's own, opened acts by entry, of which this screen has sentences of its own. */
const TextContext = createContext<{ readonly language: string; readonly byEntry: ReadonlyMap<number, OpenedEntry> }>({ language: "en", byEntry: new Map() });

export function Page(): ReactNode {
  const say = useSay();
  const { query, field } = useDay();
  const { language: reader } = useLanguage();
  const [picked, setPicked] = useState<string | undefined>();
  const language = picked ?? reader; // the reader's own until he asks for another
  const asked = `${query}${query === "" ? "?" : "&"}lang=${language}`;
  const chronicle = useView<ChronicleView>(`/chronicle${asked}`);
  const brief = useView<BriefView>(`/brief${asked}`);
  const acts = useActsOf(SAID_KINDS);
  const own = useMemo(() => ({ language, byEntry: new Map(language === reader ? acts.map((act) => [act.row.index, act]) : []) }), [acts, language, reader]);
  return (
    <TextContext value={own}>
    <div className="stack">
      <PageHead title={say("nav.chronicle")} lead={chronicle.data ? <ViewLine view={chronicle.data} /> : undefined}>
        {field}
        <ChoiceField label={say("chronicle.language")} value={language} onChange={setPicked} choices={Object.entries(TEXT_LANGUAGES).map(([value, name]) => ({ value, name }))} />
        <Button className="button" onPress={() => window.print()}>{say("common.print")}</Button>
        {brief.data ? <SaveFile name={`brief-${language}.md`} content={brief.data.markdown} type="text/markdown">{say("chronicle.saveBrief")}</SaveFile> : null}
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
    </TextContext>
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
  const { language, byEntry } = useContext(TextContext);
  const act = byEntry.get(item.entry);
  const said = act === undefined ? undefined : sayAct(say, name, act);
  return (
    <div className="stack tight">
      {said === undefined || act === undefined ? <p lang={language} dir={language === "ar" ? "rtl" : "ltr"}><Shortened text={upper(item.sentence)} /></p> : <p><strong><bdi>{name(act.row.author)}</bdi></strong> · {said}</p>}
      <div className="row"><Mark>{say.code("standing", item.standing)}</Mark><Cites cites={[{ entry: item.entry, label: item.cite }]} /></div>
    </div>
  );
}

/** A digest is named by its beginning: the whole of it stands in the entry, one press away, and in the saved brief. */
function Shortened({ text }: { readonly text: string }): ReactNode {
  return text.split(/([0-9a-f]{64})/).map((part, i) => (i % 2 === 1 ? <span key={i} className="digest"><bdi>{part.slice(0, 12)}…</bdi></span> : part));
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
