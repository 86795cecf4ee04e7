// Matching: whose names stand on both lists. The mediator's side runs the comparison, two persons decide every pair, and each side
// learns which of its own rows were found, nothing else.
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { ListsView, MatchesView } from "../../../desk/api-types.ts";
import type { MatchFound } from "../../../desk/jobs/match-lists.ts";
import type { ListState } from "../../../registry/name-case.ts";
import type { FoundPair } from "../../../matching/run-lists.ts";
import { mayRecord, useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useItem } from "../../frame/search.ts";
import { ViewLine } from "../../parts/day.tsx";
import { Field } from "../../parts/fields.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useSigning } from "../../parts/signing.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { DifferenceNote } from "./difference-note.tsx";
import { DoublesTab } from "./doubles-tab.tsx";
import { knowRun, type Drafted, type KnownRun } from "./known-run.ts";
import "./matching.css";
import { ReviewTab } from "./review-tab.tsx";
import { newLists, RunForm, type RunRequest } from "./run-form.tsx";
import { RunsTab } from "./runs-tab.tsx";
import { SetsTab } from "./sets-tab.tsx";
import { ToldView } from "./told-view.tsx";
import { useJob, type Work } from "./use-job.ts";
import { WorkLine } from "./work-line.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const lists = useView<ListsView>("/lists");
  const record = useView<MatchesView>("/matches");
  const mayCompare = mayRecord(session, "match.proposed");
  return (
    <div className="stack">
      <PageHead title={say("nav.matching")} lead={record.data ? <ViewLine view={record.data} /> : undefined} />
      <Answered query={lists}>{(view) => <Answered query={record}>{(matches) => (mayCompare ? <Workbench lists={view.lists} record={matches} /> : <Side lists={view.lists} record={matches} />)}</Answered>}</Answered>
    </div>
  );
}

/** The parties to which acts on these lists open: the own one and the secretariat. */
function useDeskSide(): readonly string[] {
  const { desk, session } = useKnown();
  return useMemo(() => [...new Set([session.party, ...desk.parties.filter(({ is }) => is === "secretariat").map(({ code }) => code)])].sort(), [desk, session.party]);
}

function Side({ lists, record }: { readonly lists: readonly ListState[]; readonly record: MatchesView }): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const to = useDeskSide();
  const own = lists.filter(({ by }) => by === session.party);
  return (
    <Tabs className="tabs">
      <TabList className="tablist" aria-label={say("nav.matching")}><Tab id="told" className="tab">{say("matching.told")}</Tab>{mayRecord(session, "doubles.decided") ? <Tab id="doubles" className="tab">{say("matching.doubles")}</Tab> : null}</TabList>
      <TabPanel id="told"><ToldView told={record.told} /></TabPanel>
      {mayRecord(session, "doubles.decided") ? <TabPanel id="doubles"><DoublesTab record={record} lists={own} to={() => to} /></TabPanel> : null}
    </Tabs>
  );
}

function Workbench({ lists, record }: { readonly lists: readonly ListState[]; readonly record: MatchesView }): ReactNode {
  const say = useSay();
  const to = useDeskSide();
  const [id, setId] = useItem("job");
  const work = useJob<MatchFound>(id, setId);
  const [tab, setTab] = useState("sets");
  const [shown, setShown] = useState<FoundPair | undefined>();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Drafted>>(new Map());
  const { result } = work;
  const run = useMemo(() => (result === undefined ? undefined : knowRun(result, record)), [result, record]);
  const show = useCallback((pair: FoundPair | undefined) => { setShown(pair); if (pair) setTab("review"); }, []);
  const begin = (request: RunRequest | { readonly run: string }): void => {
    setShown(undefined);
    setDrafts(new Map());
    void work.start("match-lists", { ...request });
  };
  const toOwner = (list: ListState): readonly string[] => [...new Set([...to, list.by])].sort();
  return (
    <>
      <NewRows lists={lists} record={record} isBusy={work.isBusy} onRun={begin} />
      <RunForm lists={lists} runs={record.runs} isBusy={work.isBusy} onRun={begin} />
      <WorkLine work={work} />
      {run === undefined ? null : <Refit run={run} isBusy={work.isBusy} onRun={begin} />}
      {run === undefined ? null : <Outcome run={run} record={record} work={work} to={to} />}
      <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
        <TabList className="tablist" aria-label={say("nav.matching")}>
          <Tab id="sets" className="tab">{say("matching.sets")}</Tab>
          <Tab id="review" className="tab">{say("matching.pairs")}</Tab>
          <Tab id="changes" className="tab">{say("matching.whatChanged")}</Tab>
          <Tab id="doubles" className="tab">{say("matching.doubles")}</Tab>
          <Tab id="runs" className="tab">{say("matching.runs")}</Tab>
        </TabList>
        <TabPanel id="sets">{run === undefined ? <NoRun /> : <SetsTab run={run} lists={lists} onShow={show} />}</TabPanel>
        <TabPanel id="review">{run === undefined ? <NoRun /> : <ReviewTab run={run} shown={shown} onShow={show} drafts={drafts} setDrafts={setDrafts} to={to} />}</TabPanel>
        <TabPanel id="changes">{run === undefined ? <NoRun /> : run.found.findings.difference === null ? <p className="quiet">{say("matching.noBase")}</p> : <DifferenceNote run={run} lists={lists} onShow={show} />}</TabPanel>
        <TabPanel id="doubles"><DoublesTab record={record} lists={lists} to={toOwner} /></TabPanel>
        <TabPanel id="runs"><RunsTab record={record} lists={lists} known={run} isBusy={work.isBusy} onOpen={(name) => begin({ run: name })} to={to} /></TabPanel>
      </Tabs>
    </>
  );
}

function NoRun(): ReactNode {
  const say = useSay();
  return <p className="quiet">{say("matching.noResult")}</p>;
}

/** Lists of the same writer and purpose that the last run did not compare: what they change is one press away. */
function NewRows({ lists, record, isBusy, onRun }: { readonly lists: readonly ListState[]; readonly record: MatchesView; readonly isBusy: boolean; readonly onRun: (request: RunRequest) => void }): ReactNode {
  const say = useSay();
  const last = record.runs.at(-1);
  if (last === undefined) return null;
  const { left, right } = newLists(lists, last);
  const fresh = [...left, ...right];
  if (fresh.length === 0) return null;
  const names = (of: readonly { readonly list: string }[]): string[] => of.map(({ list }) => list);
  return (
    <div className="note wait row no-print">
      <span>{say("matching.newRows", { count: fresh.reduce((sum, one) => sum + one.names, 0), lists: say.list(names(fresh)), run: last.run })}</span>
      <Button className="button first" isDisabled={isBusy} onPress={() => onRun({ left: [...names(last.left), ...names(left)].sort(), right: [...names(last.right), ...names(right)].sort(), modelOf: last.modelOf ?? last.run })}>{say("matching.seeChanges")}</Button>
    </div>
  );
}

/** Why the kept model should be fitted anew, where it should, and the comparison that does so. */
function Refit({ run, isBusy, onRun }: { readonly run: KnownRun; readonly isBusy: boolean; readonly onRun: (request: RunRequest) => void }): ReactNode {
  const say = useSay();
  const { body, findings: { refit } } = run.found;
  if (refit.length === 0) return null;
  const names = (of: readonly { readonly list: string }[]): string[] => of.map(({ list }) => list);
  return (
    <div className="note wait row no-print">
      <span>{refit.map((reason) => say.code("refitReason", reason)).join(" ")} {say("matching.refitLead")}</span>
      <Button className="button" isDisabled={isBusy} onPress={() => onRun({ left: names(body.left), right: names(body.right) })}>{say("matching.refitNow")}</Button>
    </div>
  );
}

/** Whether what came out is on the record, is the same as on the record, or is to be recorded. */
function Outcome({ run, record, work, to }: { readonly run: KnownRun; readonly record: MatchesView; readonly work: Work<MatchFound>; readonly to: readonly string[] }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const { found } = run;
  const [name, setName] = useState(`R-${record.runs.length + 1}`);
  const stands = record.runs.find((one) => one.pairsSha256 === found.body.pairsSha256 && one.modelSha256 === found.body.modelSha256 && one.size === found.body.size);
  if (found.run !== null)
    return found.agrees === true
      ? <p className="note fine"><strong>{say("matching.sameAgain", { run: found.run })}</strong> <span className="digest"><bdi>{found.body.pairsSha256}</bdi></span></p>
      : <p className="note late" role="alert"><strong>{say("matching.otherNow", { run: found.run })}</strong> <span className="digest"><bdi>{found.body.pairsSha256}</bdi></span></p>;
  if (stands !== undefined)
    return <div className="note fine row"><span>{say("matching.recordedAs", { run: stands.run })}</span><Button className="button first" isDisabled={work.isBusy} onPress={() => void work.start("match-lists", { run: stands.run })}>{say("matching.openRun")}</Button></div>;
  return (
    <div className="note wait stack tight">
      <p>{say("matching.proposedOnly", { pairs: found.body.pairs })}</p>
      <div className="row"><Field label={say("matching.runName")} value={name} onChange={setName} /><Button data-act="match.proposed" className="button first" isDisabled={name.trim() === ""} onPress={() => sign({ draft: { kind: "match.proposed", body: { run: name.trim(), ...found.body }, to } })}>{say("matching.record")}</Button></div>
    </div>
  );
}
