// Jobs shared by every desk on the database: taken with `for update skip locked`, held by a lease on the server's clock,
// fenced by the attempt's number, resumed by another worker when the first is gone (STACK.md §10).
import type { Pool } from "pg";
import { Fault } from "../../basis/fault.ts";
import { ask, buffer } from "./connect.ts";

type LineRow = {
  id: number; kind: string; request: Uint8Array; state: "waiting" | "running" | "done" | "failed" | "cancelled";
  done_count: number; of_count: number | null; attempt: number; is_cancel_asked: boolean; fault_code: string | null;
};
type Row = LineRow & { resume: Uint8Array | null; result: Uint8Array | null };
const LINE_COLUMNS = "id, kind, state, request, done_count, of_count, attempt, is_cancel_asked, fault_code";
const COLUMNS = `${LINE_COLUMNS}, resume, result`;

const lineOf = (row: LineRow) => ({
  id: row.id, kind: row.kind, state: row.state, request: row.request, doneCount: row.done_count, ofCount: row.of_count ?? ("not known" as const),
  attempt: row.attempt, isCancelAsked: row.is_cancel_asked, faultCode: row.fault_code ?? "",
});
const jobOf = (row: Row) => ({ ...lineOf(row), resume: row.resume ?? undefined, result: row.result ?? undefined });

type Lease = { readonly id: number; readonly attempt: number };
const HELD = "id = $1 and attempt = $2 and state = 'running'";

/** Progress, results and ends are taken only from the attempt that holds the job. */
export function databaseJobs(pool: Pool) {
  const held = async <T extends object>(text: string, values: readonly unknown[]): Promise<T> => {
    const [row] = await ask<T>(pool, text, values);
    if (!row) throw new Fault("JOB_LOST", "another worker has the job, or it has ended");
    return row;
  };
  return {
    add: async (kind: string, request: Uint8Array, attemptsMax: number): Promise<number> => {
      const [row] = await ask<{ id: number }>(pool, "insert into allforall.job (kind, request, attempts_max) values ($1, $2, $3) returning id", [kind, buffer(request), attemptsMax]);
      return row?.id ?? 0;
    },
    job: async (id: number) => {
      const [row] = await ask<Row>(pool, `select ${COLUMNS} from allforall.job where id = $1`, [id]);
      return row && jobOf(row);
    },
    take: async (kinds: readonly string[], leaseMs: number) => {
      await ask(pool, `update allforall.job set state = case when is_cancel_asked then 'cancelled' else 'failed' end,
          fault_code = case when is_cancel_asked then null else 'JOB_ATTEMPTS' end, leased_until = null
        where id in (select id from allforall.job where state = 'running' and leased_until < clock_timestamp()
          and (attempt >= attempts_max or is_cancel_asked) for update skip locked)`, []);
      const [row] = await ask<Row>(pool, `update allforall.job set state = 'running', attempt = attempt + 1,
          leased_until = clock_timestamp() + $2 * interval '1 millisecond'
        where id = (select id from allforall.job
          where kind = any($1::text[]) and (state = 'waiting' or (state = 'running' and leased_until < clock_timestamp()))
          order by id limit 1 for update skip locked)
        returning ${COLUMNS}`, [[...kinds], leaseMs]);
      return row && jobOf(row);
    },
    beat: async ({ id, attempt }: Lease, leaseMs: number, progress: { readonly doneCount: number; readonly ofCount: number | "not known"; readonly resume?: Uint8Array }) => {
      const { doneCount, ofCount, resume } = progress;
      const row = await held<{ is_cancel_asked: boolean }>(`update allforall.job set leased_until = clock_timestamp() + $3 * interval '1 millisecond',
          done_count = $4, of_count = $5, resume = coalesce($6::bytea, resume) where ${HELD} returning is_cancel_asked`,
        [id, attempt, leaseMs, doneCount, ofCount === "not known" ? null : ofCount, resume ? buffer(resume) : null]);
      return row.is_cancel_asked;
    },
    finish: async ({ id, attempt }: Lease, result: Uint8Array): Promise<void> => {
      await held(`update allforall.job set state = 'done', result = $3, resume = null, leased_until = null where ${HELD} returning id`, [id, attempt, buffer(result)]);
    },
    fail: async ({ id, attempt }: Lease, ended: { readonly faultCode: string } | "cancelled"): Promise<void> => {
      const isCancelled = ended === "cancelled";
      await held(`update allforall.job set state = $3, fault_code = $4, leased_until = null where ${HELD} returning id`,
        [id, attempt, isCancelled ? "cancelled" : "failed", isCancelled ? null : ended.faultCode]);
    },
    cancel: async (id: number): Promise<boolean> => {
      const rows = await ask(pool, `update allforall.job set is_cancel_asked = true, state = case when state = 'waiting' then 'cancelled' else state end
        where id = $1 and state in ('waiting', 'running') returning id`, [id]);
      return rows.length === 1;
    },
    giveBack: async ({ id, attempt }: Lease): Promise<void> => {
      await held(`update allforall.job set state = 'waiting', attempts_max = least(attempts_max + 1, 100), leased_until = null where ${HELD} returning id`, [id, attempt]);
    },
    list: async () => {
      const rows = await ask<LineRow>(pool, `select ${LINE_COLUMNS} from allforall.job order by id`, []);
      return rows.map(lineOf);
    },
    remove: async (id: number): Promise<boolean> =>
      (await ask(pool, "delete from allforall.job where id = $1 and state in ('done', 'failed', 'cancelled') returning id", [id])).length === 1,
  };
}
