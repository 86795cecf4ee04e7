// Long work at the desk, as a screen sees it: begun, how far, what it made; cancelled when nobody waits for it any more.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Job } from "../../../desk/api-types.ts";
import { deleteAt, fetchJson, postJson } from "../../frame/api.ts";

export type Work<T> = { readonly start: (request: Readonly<Record<string, unknown>>) => void; readonly cancel: () => void; readonly job: Job | undefined; readonly isRunning: boolean; readonly result: T | undefined; readonly error: unknown };

const isOver = (job: Job | undefined): boolean => job !== undefined && job.state !== "waiting" && job.state !== "running";

export function useJob<T>(task: string): Work<T> {
  const [id, setId] = useState<string | undefined>();
  const [refused, setRefused] = useState<unknown>();
  const job = useQuery({ queryKey: ["job", id], enabled: id !== undefined, queryFn: () => fetchJson<Job>(`/jobs/${id ?? ""}`), refetchInterval: ({ state }) => (isOver(state.data) ? false : 400) });
  const result = useQuery({ queryKey: ["job-result", id], enabled: job.data?.state === "done", staleTime: Infinity, queryFn: () => fetchJson<T>(`/jobs/${id ?? ""}/result`) });
  return {
    start: (request) => {
      setRefused(undefined);
      setId(undefined);
      void postJson<Job>("/jobs", { task, request }).then((one) => setId(one.id), setRefused);
    },
    cancel: () => void (id === undefined ? undefined : deleteAt(`/jobs/${id}`).then(() => job.refetch(), setRefused)),
    job: job.data, isRunning: id !== undefined && !isOver(job.data), result: result.data, error: refused ?? job.error ?? result.error,
  };
}
