// Long work of the desk that this officer began: how far each is, whether it was taken up again after a stop, its result, or the code
// in which it ended. Closing the page stops nothing.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { Job } from "../../../desk/api-types.ts";
import { deleteAt, fetchJson, postJson } from "../../frame/api.ts";
import { useAskAgain } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { GoTo } from "../../parts/goto.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { Answered } from "../../parts/waiting.tsx";

/** Kinds that need nothing said; the others are begun on the screen of their matter, which also reads what they made. */
const STARTED_HERE = ["verify", "export"];
const SCREEN_OF: Readonly<Record<string, (id: string) => string>> = {
  "match-lists": (id) => `/matching?job=${id}`, "match-doubles": (id) => `/matching?job=${id}`, "solve-plan": () => "/planning", "identify-remains": () => "/identification",
};
const isOpen = ({ state }: Job): boolean => state === "waiting" || state === "running";

export function Page(): ReactNode {
  const say = useSay();
  const askAgain = useAskAgain();
  const [error, setError] = useState<unknown>();
  const jobs = useQuery({ queryKey: ["/jobs"], queryFn: () => fetchJson<{ readonly jobs: readonly Job[] }>("/jobs"), refetchInterval: ({ state }) => ((state.data?.jobs ?? []).some(isOpen) ? 1_000 : false) });
  const run = (ask: Promise<unknown>): void => {
    setError(undefined);
    void ask.then(askAgain, setError);
  };
  return (
    <div className="stack">
      <PageHead title={say("nav.jobs")} lead={say("jobs.lead")} />
      <div className="row">{STARTED_HERE.map((task) => <Button key={task} className="button" onPress={() => run(postJson<Job>("/jobs", { task }))}>{say.code("jobStart", task)}</Button>)}</div>
      <RefusedNote error={error} />
      <Answered query={jobs}>
        {({ jobs: own }) => (own.length === 0 ? <p className="quiet">{say("jobs.none")}</p> : (
          <ul className="stack">
            {[...own].sort((a, b) => Number(b.id) - Number(a.id)).map((job) => <li key={job.id}><JobSheet job={job} onCancel={() => run(deleteAt(`/jobs/${job.id}`))} /></li>)}
          </ul>
        ))}
      </Answered>
    </div>
  );
}

function JobSheet({ job, onCancel }: { readonly job: Job; readonly onCancel: () => void }): ReactNode {
  const say = useSay();
  const title = `${say.code("job", job.task)} ${job.id}`;
  const screen = SCREEN_OF[job.task];
  const tone = job.state === "done" ? "fine" : job.state === "failed" ? "late" : "wait";
  return (
    <section className="sheet stack tight" aria-label={title}>
      <header className="row spread"><h2>{say.code("job", job.task)} <span className="quiet small num">{job.id}</span></h2><Mark tone={tone}>{say.code("jobState", job.state)}</Mark></header>
      {isOpen(job) ? (
        <div className="row">
          {job.of > 0 ? <progress className="work" max={job.of} value={job.done} aria-label={title} /> : <progress className="work" aria-label={title} />}
          <span className="num" role="status">{job.of > 0 ? say("jobs.done", { done: job.done, of: job.of }) : say.code("jobState", job.state)}</span>
          {job.remainingSeconds === null ? null : <span className="quiet num">{say("matching.secondsLeft", { seconds: job.remainingSeconds })}</span>}
          <Button className="button" aria-label={say("jobs.cancelNamed", { job: title })} onPress={onCancel}>{say("common.cancel")}</Button>
        </div>
      ) : null}
      {job.attempt > 1 ? <p className="small quiet">{say("jobs.resumed", { times: job.attempt - 1 })}</p> : null}
      {job.state === "failed" ? <p className="note late">{say.code("fault.code", job.error ?? "") === job.error ? say("jobs.failed") : say.code("fault.code", job.error ?? "")} <span className="code">[{job.error}]</span></p> : null}
      {job.state === "done" && job.result !== null ? (
        <div className="row">
          {job.task === "verify" ? <Verified id={job.id} /> : null}
          {screen === undefined ? null : <GoTo path={screen(job.id)}>{say("jobs.toScreen")}</GoTo>}
          <a className="button" href={`/api/jobs/${job.id}/result`} download={`${job.task}-${job.id}`}>{say("jobs.save")}</a>
        </div>
      ) : null}
    </section>
  );
}

/** What the desk's own verification came to. */
function Verified({ id }: { readonly id: string }): ReactNode {
  const say = useSay();
  const result = useQuery({ queryKey: ["job-result", id], staleTime: Infinity, queryFn: () => fetchJson<{ readonly entries: number; readonly says: string; readonly verdict: string }>(`/jobs/${id}/result`) });
  if (result.data === undefined) return null;
  const { entries, says, verdict } = result.data;
  return <p className="stack tight"><strong>{say.code("recordVerdict", verdict)} · {say("jobs.entries", { count: entries })}</strong><span lang="en" dir="ltr" className="small quiet">{says}</span></p>;
}
