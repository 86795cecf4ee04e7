// One list, name by name: a table of any length, each name with its state, its answer and its thread; the acts on many names
// at once above it; the signature of the final list when no name is open.
import { useQueries } from "@tanstack/react-query";
import { useCallback, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { FallenMark, ListView } from "../../../desk/api-types.ts";
import type { ListState, NameCase } from "../../../registry/name-case.ts";
import { fetchJson } from "../../frame/api.ts";
import { mayRecord, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { BigTable } from "../../parts/big-table.tsx";
import { ViewLine } from "../../parts/day.tsx";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { AnswerNames } from "./answer-names.tsx";
import { ForwardList } from "./forward-list.tsx";
import { NameWindow } from "./name-window.tsx";
import { PrintList } from "./print-list.tsx";
import { StateBar } from "./page.tsx";

const STATES = ["requested", "unanswered", "answered", "objected", "replied", "final-in", "final-out"];
const PAGE = 500;

export function OneList({ list, query, field, onBack }: { readonly list: string; readonly query: string; readonly field: ReactNode; readonly onBack: () => void }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const [state, setState] = useState("");
  const [search, setSearch] = useState("");
  const [picked, setPicked] = useState<ReadonlyMap<string, NameCase>>(new Map());
  const [shown, setShown] = useState<string | undefined>();
  const [pages, setPages] = useState<readonly number[]>([0]);
  const asked = new URLSearchParams(query);
  if (state !== "") asked.set("state", state);
  if (search.trim() !== "") asked.set("q", search.trim());
  const pathOf = (from: number): string => `/lists/${encodeURIComponent(list)}?${new URLSearchParams([...asked, ["from", String(from)], ["limit", String(PAGE)]]).toString()}`;
  const first = useView<ListView>(pathOf(0));
  const more = useQueries({ queries: pages.filter((page) => page > 0).map((page) => ({ queryKey: [pathOf(page * PAGE)], queryFn: () => fetchJson<ListView>(pathOf(page * PAGE)) })) });
  const loaded = new Map<number, NameCase>();
  for (const view of [first.data, ...more.map(({ data }) => data)]) view?.rows.forEach((row, i) => loaded.set(view.from + i, row));
  const fallen: Readonly<Record<string, FallenMark>> = [first.data, ...more.map(({ data }) => data)].reduce((all, view) => ({ ...all, ...view?.fallen }), {});
  const onSeen = useCallback((from: number, to: number) => {
    const needed = Array.from({ length: Math.floor(to / PAGE) - Math.floor(from / PAGE) + 1 }, (_, i) => Math.floor(from / PAGE) + i);
    setPages((before) => (needed.every((page) => before.includes(page)) ? before : [...new Set([...before, ...needed])].slice(-12)));
  }, []);
  const pick = (one: NameCase, isPicked: boolean): void => setPicked((before) => {
    const next = new Map(before);
    if (isPicked) next.set(one.row.row, one);
    else next.delete(one.row.row);
    return next;
  });
  const open = [...loaded.values()].find(({ row }) => row.row === shown);
  return (
    <div className="stack">
      <Button className="button plain back no-print" onPress={onBack}>{say("lists.all")}</Button>
      <PageHead title={list} lead={first.data ? <ViewLine view={first.data} /> : undefined}>{field}</PageHead>
      <PrintList list={list} query={query} names={first.data?.list.names ?? 0} />
      <Answered query={first}>
        {(view) => (
          <>
            <ListHead one={view.list} />
            <AnswerNames list={view.list} picked={[...picked.values()]} onRecorded={() => setPicked(new Map())} />
            <div className="fields no-print">
              <Field label={say("lists.search")} value={search} onChange={setSearch} />
              <ChoiceField label={say("lists.state")} value={state} onChange={setState} choices={[{ value: "", name: say("lists.everyState") }, ...STATES.map((value) => ({ value, name: say.code("name", value) }))]} />
            </div>
            <p className="quiet small num no-print" role="status">{say("lists.shown", { count: view.total })}{picked.size > 0 ? ` · ${say("lists.picked", { count: picked.size })}` : ""}</p>
            <BigTable<NameCase>
              label={say("lists.namesOf", { list })} count={view.total} rowAt={(index) => loaded.get(index)} onSeen={onSeen} rowKey={({ row }) => row.row} least="52rem" phone={{ columns: "2.75rem minmax(0, 1fr) 7.5rem", lines: ["pick name row", ". state cite", ". answer birth"] }}
              columns={[
                { key: "pick", head: say("lists.pick"), width: "4.5rem", cell: (one) => <input type="checkbox" className="pick" aria-label={say("lists.pickRow", { row: one.row.row })} checked={picked.has(one.row.row)} onChange={({ target }) => pick(one, target.checked)} /> },
                { key: "row", head: say("member.row"), width: "6rem", cell: ({ row }) => <bdi className="num">{row.row}</bdi> },
                { key: "name", head: say("member.name"), width: "minmax(12rem, 1.5fr)", cell: ({ row }) => <Button className="name-open" onPress={() => setShown(row.row)}><bdi>{row.name}</bdi></Button> },
                { key: "birth", head: say("member.birth"), width: "9rem", cell: ({ row }) => <bdi className="num">{row.birth === undefined ? say("common.notStated") : say.date(row.birth)}</bdi> },
                { key: "state", head: say("lists.state"), width: "minmax(9rem, 1fr)", cell: (one) => <span className="state-word"><span className={`dot ${one.state}`} aria-hidden="true" />{say.code("name", one.state)}{fallen[one.row.row] === undefined ? null : <Mark tone="fine">{say("lists.fallen")}</Mark>}</span> },
                { key: "answer", head: say("lists.answer"), width: "minmax(11rem, 1.3fr)", cell: ({ answer }) => (answer === null ? "" : say.code("answer", answer.code)) },
                { key: "cite", head: say("common.restsOn"), width: "8rem", cell: ({ answer }) => (answer === null ? null : <Cites cites={[{ entry: answer.entry, label: answer.cite }]} />) },
              ]}
            />
            <NameWindow list={view.list} one={open} fallen={open === undefined ? undefined : fallen[open.row.row]} onClose={() => setShown(undefined)} />
            <p className="quiet small">{say("lists.readLogged", { party: name(view.list.by) })}</p>
          </>
        )}
      </Answered>
    </div>
  );
}

function ListHead({ one }: { readonly one: ListState }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sign = useSigning();
  const everybody = useEverybody();
  const { session } = useKnown();
  const open = one.counts.requested + one.counts.unanswered;
  const hasSigned = one.signedBy.some(({ party, sha256 }) => party === session.party && sha256 === one.finalSha256);
  const canSign = one.finalSha256 !== null && !hasSigned && mayRecord(session, "list.signed");
  return (
    <section className="sheet stack tight">
      <div className="row spread">
        <p>{say(one.isAsking ? "lists.byAbout" : "lists.byTo", { party: name(one.by), about: name(one.about) })} · {say.code("purpose", one.purpose)} · {say("lists.namesCount", { count: one.names })}</p>
        {one.daysLate > 0 ? <Mark tone="late">{say("lists.unansweredLate", { count: open, days: one.daysLate })}</Mark> : open > 0 && one.isAsking ? <Mark tone="wait">{say("lists.unanswered", { count: open })}</Mark> : null}
      </div>
      <StateBar counts={one.counts} names={one.names} />
      <p className="digest">SHA-256 <bdi>{one.sha256}</bdi></p>
      <ul className="small">
        <li>{say("lists.depositedOn", { party: name(one.by), day: say.date(one.on) })} <Cites cites={[{ entry: one.entry, label: one.cite }]} /></li>
        {one.forwarded.map((step) => <li key={step.cite}>{say("lists.forwardedOn", { party: name(step.to), day: say.date(step.on) })} <Cites cites={[{ entry: step.entry, label: step.cite }]} />{step.isOther ? <> <Mark tone="open">{say("lists.forwardedOther")}</Mark></> : null}</li>)}
        {one.signedBy.map((step) => <li key={step.cite}>{say("lists.signedOn", { party: name(step.party), day: say.date(step.on) })} <Cites cites={[{ entry: step.entry, label: step.cite }]} /></li>)}
      </ul>
      <ForwardList one={one} />
      {one.isFinal ? <p className="note fine">{say("lists.finalBoth", { count: one.counts["final-in"] })}</p> : null}
      {canSign ? <div><Button data-act="list.signed" className="button first" onPress={() => sign({ draft: { kind: "list.signed", body: { list: one.list, count: one.counts["final-in"], sha256: one.finalSha256 }, to: everybody } })}>{say("lists.sign", { count: one.counts["final-in"] })}</Button></div> : null}
    </section>
  );
}
