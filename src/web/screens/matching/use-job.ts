// One job of the desk: begun, watched, cancelled; what it made is fetched once and kept while the page is open, because a list of
// 10,000 names is not asked for again at every entry on the record.
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { Job } from "../../../desk/api-types.ts";
import { deleteAt, fetchJson, postJson } from "../../frame/api.ts";

export type Work<T> = {
  readonly job: Job | undefined;
  readonly result: T | undefined;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly start: (task: string, request: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly cancel: () => void;
};

const isOver = (job: Job | undefined): boolean => job !== undefined && job.state !== "waiting" && job.state !== "running";
const made = new Map<string, Promise<unknown>>();

/** `id` names the job, so that the address can; `setId` hears of a new one. */
export function useJob<T>(id: string | undefined, setId: (id: string | undefined) => void): Work<T> {
  const [error, setError] = useState<unknown>();
  const [result, setResult] = useState<{ readonly id: string; readonly value: T } | undefined>();
  const [isStarting, setStarting] = useState(false);
  const job = useQuery({ queryKey: ["job", id], enabled: id !== undefined, retry: false, queryFn: () => fetchJson<Job>(`/jobs/${id ?? ""}`), refetchInterval: ({ state }) => (isOver(state.data) || state.error !== null ? false : 400) });
  const isDone = job.data?.state === "done" && job.data.id === id;
  useEffect(() => {
    if (!isDone) return undefined;
    let isMounted = true;
    const asked = made.get(id) ?? fetchJson<T>(`/jobs/${id}/result`);
    made.clear(); // one result at a time: they are large
    made.set(id, asked);
    asked.then((value) => { if (isMounted) setResult({ id, value: value as T }); }, (refused: unknown) => { made.delete(id); if (isMounted) setError(refused); });
    return () => { isMounted = false; };
  }, [isDone, id]);
  const start = useCallback(async (task: string, request: Readonly<Record<string, unknown>>): Promise<void> => {
    setError(undefined);
    setStarting(true);
    try {
      setId((await postJson<Job>("/jobs", { task, request })).id);
    } catch (refused) {
      setError(refused);
    }
    setStarting(false);
  }, [setId]);
  const cancel = useCallback(() => {
    if (id !== undefined) void deleteAt(`/jobs/${id}`).then(() => job.refetch(), setError);
  }, [id, job]);
  return { job: job.data, result: result !== undefined && result.id === id ? result.value : undefined, error: error ?? job.error ?? undefined, isBusy: isStarting || (id !== undefined && job.error === null && !isOver(job.data)), start, cancel };
}
