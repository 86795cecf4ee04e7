// How far the drawing of a plan is: stages done of stages asked for, the time it may still take, and a way to stop it.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { ProgressBar } from "react-aria-components/ProgressBar";
import { useSay } from "../../frame/language-context.ts";
import { RefusedNote } from "../../parts/refused.tsx";
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
    </>
  );
}
