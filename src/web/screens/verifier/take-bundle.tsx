// The bundle to take away: made by the desk beside its work, with progress; and the verifier as one file that needs no network.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { Job } from "../../../desk/api-types.ts";
import { fetchJson, postJson } from "../../frame/api.ts";
import { useSay } from "../../frame/language-context.ts";
import { RefusedNote } from "../../parts/refused.tsx";

const isOver = (job: Job | undefined): boolean => job !== undefined && job.state !== "waiting" && job.state !== "running";

export function TakeBundle(): ReactNode {
  const say = useSay();
  const [id, setId] = useState<string | undefined>();
  const [error, setError] = useState<unknown>();
  const job = useQuery({
    queryKey: ["job", id], enabled: id !== undefined, queryFn: () => fetchJson<Job>(`/jobs/${id ?? ""}`),
    refetchInterval: ({ state }) => (isOver(state.data) ? false : 500),
  });
  const start = async (): Promise<void> => {
    setError(undefined);
    try {
      setId((await postJson<Job>("/jobs", { task: "export" })).id);
    } catch (refused) {
      setError(refused);
    }
  };
  const one = job.data;
  return (
    <section className="sheet stack tight">
      <h2>{say("bundle.title")}</h2>
      <p>{say("bundle.lead")}</p>
      <RefusedNote error={error} />
      <div className="row">
        <Button className="button first" isDisabled={id !== undefined && !isOver(one)} onPress={() => void start()}>{say("bundle.make")}</Button>
        {one?.state === "done" && one.result !== null ? <a className="button" href={one.result} download="bundle.tar">{say("bundle.save")}</a> : null}
        <a className="button" href="/verify.html" download="verify.html">{say("bundle.verifier")}</a>
      </div>
      <p className="small quiet" role="status">
        {one === undefined || one.state === "done" ? "" : one.state === "failed" ? `${say("bundle.failed")} [${one.error ?? ""}]` : say("bundle.working", { done: one.done, of: one.of })}
      </p>
    </section>
  );
}
