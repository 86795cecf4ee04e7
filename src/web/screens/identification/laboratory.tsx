// The laboratory's bench: what was deposited by code, a search as a job with its progress, candidates, proposals of two persons.
// Everything here stays in the laboratory's compartment; what leaves it is the report without a single allele.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { sha256Hex } from "../../../basis/sha256.ts";
import { utf8 } from "../../../basis/bytes.ts";
import { canonicalJson } from "../../../basis/canonical-json.ts";
import type { Job } from "../../../desk/api-types.ts";
import type { CandidatesView, LaboratoryView, RemainsView } from "../../../desk/remains-types.ts";
import { deleteAt, fetchJson, postJson } from "../../frame/api.ts";
import { useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField } from "../../parts/fields.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { useSigning } from "../../parts/signing.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { forAll, forLaboratories } from "./addressed.ts";
import { Candidates } from "./candidates.tsx";
import { DepositProfiles, DepositReferences, StatePolicy, WithdrawReferences } from "./deposit-forms.tsx";
import { HandIn } from "./hand-in.tsx";
import { AskRelatives, SettleFlags } from "./settle-flags.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";

type Document = Readonly<Record<string, unknown>>;

export function Laboratory({ board }: { readonly board: RemainsView }): ReactNode {
  const say = useSay();
  const asked = useView<LaboratoryView>("/laboratory");
  return (
    <Answered query={asked}>
      {(view) => (
        <>
          <section className="sheet stack" aria-label={say("ident.laboratory")}>
            <h2>{say("ident.laboratory")}</h2>
            <p className="quiet small">{say("ident.laboratoryLead")}</p>
            <Deposits view={view} />
          </section>
          <StatePolicy view={view} />
          <DepositProfiles view={view} />
          <DepositReferences view={view} />
          <WithdrawReferences view={view} />
          {view.opensHere ? <RunSearch view={view} /> : <HandIn view={view} board={board} figures={(document) => <Figures document={document} />} />}
          {view.searches.filter(({ isKept }) => isKept).slice(0, 1).map(({ search }) => <Kept key={search} search={search} view={view} board={board} />)}
        </>
      )}
    </Answered>
  );
}

function Deposits({ view }: { readonly view: LaboratoryView }): ReactNode {
  const say = useSay();
  if (view.deposits.length === 0) return <p>{say("ident.noDeposits")}</p>;
  return (
    <StackedTable
      label={say("ident.deposits")} caption={say("ident.deposits")} rows={view.deposits} rowKey={({ deposit }) => deposit}
      columns={[
        { head: say("ident.deposit"), cell: ({ deposit }) => <bdi>{deposit}</bdi> },
        { head: say("ident.holds"), cell: ({ purpose }) => say.code("ident.purpose", purpose) },
        { head: say("form.count"), isNumber: true, cell: ({ count }) => say.number(count) },
        { head: "SHA-256", cell: ({ sha256 }) => <span className="digest">{sha256.slice(0, 16)}</span> },
        { head: say("chronicle.entry"), cell: ({ entry, cite }) => <Cites cites={[{ entry, label: cite }]} /> },
      ]}
    />
  );
}

/** A job of the desk, asked for until it ends; its result once. */
function useSearchJob(): { readonly job: Job | undefined; readonly document: Document | undefined; readonly error: unknown; readonly start: (policy: string) => Promise<void>; readonly cancel: () => void } {
  const [id, setId] = useState<string | undefined>();
  const [error, setError] = useState<unknown>(null);
  const isOver = (job: Job | undefined): boolean => job !== undefined && job.state !== "running" && job.state !== "waiting";
  const asked = useQuery({ queryKey: ["job", id], enabled: id !== undefined, queryFn: () => fetchJson<Job>(`/jobs/${id ?? ""}`), refetchInterval: ({ state }) => (isOver(state.data) ? false : 500) });
  const isDone = asked.data?.state === "done";
  const result = useQuery({ queryKey: ["job result", id], enabled: isDone, staleTime: Infinity, gcTime: 0, queryFn: () => fetchJson<Document>(`/jobs/${id ?? ""}/result`) });
  return {
    job: asked.data, document: result.data, error: error ?? result.error,
    start: async (policy) => {
      try {
        setError(null);
        setId((await postJson<Job>("/jobs", { task: "identify-remains", request: { policy } })).id);
      } catch (refused) {
        setError(refused);
      }
    },
    cancel: () => void (id === undefined ? undefined : deleteAt(`/jobs/${id}`).then(() => asked.refetch(), setError)),
  };
}

function RunSearch({ view }: { readonly view: LaboratoryView }): ReactNode {
  const say = useSay();
  const { policies } = view;
  const [chosen, setChosen] = useState("");
  const policy = policies.find((one) => one.policy === chosen) ?? policies.at(-1);
  const { job, document, error, start, cancel } = useSearchJob();
  const isRunning = job?.state === "running" || job?.state === "waiting";
  return (
    <section className="sheet stack" aria-label={say("ident.search")}>
      <h2>{say("ident.search")}</h2>
      <p className="quiet small">{say("ident.searchLead")}</p>
      {policy === undefined ? <p>{say("ident.noPolicy")}</p> : (
        <div className="row">
          {policies.length > 1 ? <ChoiceField label={say("ident.policy")} value={policy.policy} onChange={setChosen} choices={policies.map((one) => ({ value: one.policy, name: one.policy }))} /> : <p>{say("ident.policy")}: <bdi>{policy.policy}</bdi>{say.comma}<bdi>{policy.population}</bdi></p>}
          <Button className="button first" isDisabled={isRunning} onPress={() => void start(policy.policy)}>{say("ident.runSearch")}</Button>
          {isRunning ? <Button className="button" onPress={cancel}>{say("ident.stop")}</Button> : null}
        </div>
      )}
      {error === null || error === undefined ? null : <RefusedNote error={error} />}
      {isRunning ? (
        <div className="stack tight" role="status">
          <progress className="ident-progress" max={Math.max(1, job.of)} value={job.done} aria-label={say("ident.searching")} />
          <p className="small num">{say("ident.searched", { done: job.done, of: job.of })}{job.remainingSeconds === null ? "" : ` · ${say("ident.left", { seconds: job.remainingSeconds })}`}</p>
        </div>
      ) : null}
      {job?.state === "cancelled" ? <p role="status">{say("ident.stopped")}</p> : null}
      {job?.state === "failed" ? <p className="note late" role="alert">{say("ident.searchFailed", { code: job.error ?? "" })}</p> : null}
      {document === undefined ? null : <Result view={view} document={document} />}
    </section>
  );
}

/** A result is recorded in two acts: that the search was run, for all; its candidates, for laboratories. */
function Result({ view, document }: { readonly view: LaboratoryView; readonly document: Document }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const { desk, session } = useKnown();
  const text = useMemo(() => canonicalJson(document), [document]);
  const sha256 = useMemo(() => sha256Hex(utf8(text)), [text]);
  const recorded = view.searches.find(({ candidatesSha256 }) => candidatesSha256 === sha256);
  const search = recorded?.search ?? `${session.party}-Q${view.searches.length + 1}`;
  const named = (purpose: string): string[] => view.deposits.filter((one) => one.purpose === purpose).map(({ deposit }) => deposit).sort();
  const text1 = (name: string): string => (typeof document[name] === "string" ? document[name] : "");
  const run = { search, policy: text1("policy"), profiles: named("remains"), references: named("references"), inputsSha256: text1("inputsSha256"), candidatesSha256: sha256, engine: text1("engine"), kernel: text1("kernel"), counts: document["counts"] };
  return (
    <div className="stack">
      <Figures document={document} />
      <p className="small">SHA-256 <span className="digest">{sha256}</span></p>
      {recorded === undefined ? <div><Button data-act="search.run" className="button first" onPress={() => sign({ draft: { kind: "search.run", to: forAll(desk), body: run } })}>{say("ident.recordSearch")}</Button></div> : null}
      {recorded !== undefined && !recorded.isKept ? <div><Button data-act="candidates.kept" className="button first" onPress={() => sign({ draft: { kind: "candidates.kept", to: forLaboratories(desk, session.party), body: { search, sha256, text } } })}>{say("ident.keepCandidates")}</Button></div> : null}
      {recorded?.isKept === true ? <p className="note fine">{say("ident.kept", { search })}</p> : null}
    </div>
  );
}

const FIGURES = ["sets", "individualsMin", "families", "missing", "proposed", "proposedAsGroup", "moreReferences", "noCandidate", "referencesSetAside", "expectedWrong"] as const;

function Figures({ document }: { readonly document: Document }): ReactNode {
  const say = useSay();
  const counts = document["counts"] as Readonly<Record<string, number>>; // made by the job
  return <dl className="facts">{FIGURES.map((name) => <div key={name} className="fact"><dt>{say.code("ident.figure", name)}</dt><dd className="num">{say.number(counts[name] ?? 0)}</dd></div>)}</dl>;
}

function Kept({ search, view: laboratory, board }: { readonly search: string; readonly view: LaboratoryView; readonly board: RemainsView }): ReactNode {
  const asked = useView<CandidatesView>(`/laboratory/candidates/${encodeURIComponent(search)}`);
  return <Answered query={asked}>{(view) => (
    <>
      <SettleFlags view={laboratory} search={search} document={view.document} />
      <AskRelatives board={board} document={view.document} />
      <Candidates search={view.search} document={view.document} />
    </>
  )}</Answered>;
}
