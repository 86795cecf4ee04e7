// How far the drawing of a plan is: stages done of stages asked for, the time it may still take, and a way to stop it.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { ProgressBar } from "react-aria-components/ProgressBar";
import type { JobNote } from "../../../desk/jobs/job-kind.ts";
import { useSay } from "../../frame/language-context.ts";
import { RefusedNote } from "../../parts/refused.tsx";
import { stageWords } from "./clause-words.ts";
import { Stages } from "./made.tsx";
import type { Work } from "./use-job.ts";

export function Working({ work }: { readonly work: Work<unknown> }): ReactNode {
  const say = useSay();
  const { job, isRunning, error } = work;
  return (
    <>
      <RefusedNote error={error} />
      {job?.state === "failed" ? <p className="note late">{say("planning.failed")} <span className="code">[{job.error ?? ""}]</span></p> : null}
      {job?.state === "cancelled" ? <p className="note">{say("planning.cancelled")}</p> : null}
      {isRunning ? (
        <div className="row">
          <ProgressBar aria-label={say("planning.drawing")} value={job && job.of > 0 ? (100 * job.done) / job.of : 0}>{({ percentage }) => <progress max={100} value={percentage} aria-hidden="true" />}</ProgressBar>
          <span role="status">{job && job.of > 0 ? say("planning.stagesDone", { done: job.done, of: job.of }) : say("planning.drawing")}</span>
          <Button className="button" onPress={work.cancel}>{say("common.cancel")}</Button>
        </div>
      ) : null}
      {isRunning && job?.note ? <SoFar note={job.note} /> : null}
    </>
  );
}

/** The stages that are done, and of the one at work what was found and what no plan can be below; where there is no plan, how far the reasons are. */
export function SoFar({ note: { stages, now, conflicts } }: { readonly note: JobNote }): ReactNode {
  const say = useSay();
  return (
    <>
      {stages.length === 0 ? null : <Stages stages={stages} />}
      {now === null ? null : <p className="small">{say(now.best === null ? "planning.nowNone" : "planning.nowFound", { stage: stageWords(say, now.name), bound: now.bound, best: now.best ?? 0 })}</p>}
      {conflicts === null ? null : <p className="small">{say(conflicts.changes === 0 ? "planning.nowConflicts" : "planning.nowChanges", conflicts)}</p>}
    </>
  );
}
