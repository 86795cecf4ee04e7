// A record in a PostgreSQL database: made once, opened by as many desks as there are, migrated by the first that knows more.
import { Fault } from "../../basis/fault.ts";
import { EMPTY_ROOT } from "../../record/merkle.ts";
import { buffer, connect, readers } from "./connect.ts";
import { openRecord, type DatabaseOptions, type DatabaseRecord } from "./database-record.ts";
import { databaseJobs } from "./database-jobs.ts";
import { databaseVault, databaseWitnesses } from "./database-vault.ts";
import { migrate } from "./migrate.ts";

const READERS_MAX = 4;

export type DatabaseStore = {
  readonly record: DatabaseRecord;
  readonly vault: ReturnType<typeof databaseVault>;
  readonly witnesses: ReturnType<typeof databaseWitnesses>;
  readonly jobs: ReturnType<typeof databaseJobs>;
};

/** Makes an empty record with these files in one transaction. @throws Fault `STORE_EXISTS` when there is one. */
export async function createDatabase(url: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const client = await connect(url);
  try {
    await migrate(client);
    await client.query("begin");
    const made = await client.query("insert into allforall.record_head (size, root) values (0, $1) on conflict do nothing", [buffer(EMPTY_ROOT)]);
    if (made.rowCount !== 1) throw new Fault("STORE_EXISTS", "the database holds a record already");
    for (const [path, bytes] of files)
      await client.query("insert into allforall.record_file (path, bytes) values ($1, $2)", [path, buffer(bytes)]);
    await client.query("commit");
  } finally {
    await client.end().catch(() => {}); // what was not committed is undone
  }
}

/** Whether `createDatabase` was done here. */
export async function hasDatabaseRecord(url: string): Promise<boolean> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ has: boolean }>("select to_regclass('allforall.record_head') is not null as has");
    if (rows[0]?.has !== true) return false;
    return (await client.query("select from allforall.record_head")).rows.length === 1;
  } finally {
    await client.end().catch(() => {});
  }
}

/** @throws Fault `STORE_NONE`, `STORE_UNSAFE`, `STORE_UNLOGGED`, `STORE_DAMAGED`, `MIGRATION_…`. */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<DatabaseStore> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ has: boolean }>("select to_regclass('allforall.record_head') is not null as has");
    if (rows[0]?.has !== true) throw new Fault("STORE_NONE", "no record in this database: `allforall init` makes one");
    await migrate(client);
    const unlogged = await client.query("select from pg_class where relnamespace = 'allforall'::regnamespace and relkind = 'r' and relpersistence <> 'p'");
    if (unlogged.rows.length > 0) throw new Fault("STORE_UNLOGGED", "a table of the record is unlogged: a crash of the server would empty it");
  } finally {
    await client.end().catch(() => {});
  }
  const pool = readers(url, READERS_MAX);
  try {
    const record = await openRecord(url, pool, options);
    return { record, vault: databaseVault(pool), witnesses: databaseWitnesses(pool), jobs: databaseJobs(pool) };
  } catch (error) {
    await pool.end().catch(() => {});
    throw error;
  }
}
