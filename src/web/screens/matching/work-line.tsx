// How far a job is, with a way to end it.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { useSay } from "../../frame/language-context.ts";
import { RefusedNote } from "../../parts/refused.tsx";
import type { Work } from "./use-job.ts";

export function WorkLine({ work }: { readonly work: Work<unknown> }): ReactNode {
  const say = useSay();
  const { job, isBusy, error } = work;
  const share = job && job.of > 0 ? job.done / job.of : 0;
  return (
    <div className="stack tight" aria-live="polite">
      <RefusedNote error={error} />
      {isBusy ? (
        <div className="row">
          <progress className="work" max={1} value={share} aria-label={say("matching.working")} />
          <span className="num" role="status">{job && job.of > 0 ? say("matching.rowsDone", { done: job.done, of: job.of }) : say("matching.begins")}</span>
          {job?.remainingSeconds !== null && job?.remainingSeconds !== undefined ? <span className="quiet num">{say("matching.secondsLeft", { seconds: job.remainingSeconds })}</span> : null}
          {job === undefined ? null : <Button className="button" onPress={work.cancel}>{say("common.cancel")}</Button>}
        </div>
      ) : null}
      {job?.state === "cancelled" ? <p className="note wait">{say("matching.cancelled")}</p> : null}
      {job?.state === "failed" ? <p className="note late" role="alert">{say("matching.failed")} <span className="code">[{job.error ?? ""}]</span></p> : null}
    </div>
  );
}
