// Connections to the server, and what it must promise before anything is written: fsync, full pages, a commit that waits
// for the disk (RECORD.md §11). Parsers are set once here: 64-bit integers come as numbers or not at all.
import { Client, Pool, type ClientBase, type ClientConfig } from "pg";
import { Fault } from "../../basis/fault.ts";

/** Advisory locks of the desk, all in this class ("afar"). */
export const LOCK = { class: 1634099506, sequencer: 1, publisher: 2, migration: 3 } as const;

const VERSION_MIN = 150_000;
const CONNECT_MS_MAX = 10_000;

export const isDatabaseUrl = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/** @throws Fault `STORE_URL`; the message holds neither the URL nor its password. */
function configOf(url: string): ClientConfig {
  if (!URL.canParse(url)) throw new Fault("STORE_URL", "expected postgres://USER@HOST:PORT/DATABASE");
  return {
    connectionString: url,
    application_name: "allforall",
    connectionTimeoutMillis: CONNECT_MS_MAX,
    keepAlive: true,
    types: { getTypeParser: (oid: number, format?: string) => parserOf(oid, format === "binary") },
  };
}

/** Only what our queries return: int8 and int4 as safe integers, bytea as bytes, booleans, everything else as text. */
function parserOf(oid: number, isBinary: boolean): (value: string) => unknown {
  if (isBinary) throw new Fault("STORE_PROTOCOL", "expected text results");
  if (oid === 20 || oid === 21 || oid === 23) return safeInteger;
  if (oid === 17) return (value) => new Uint8Array(Buffer.from(value.slice(2), "hex"));
  if (oid === 16) return (value) => value === "t";
  return (value) => value;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Fault("STORE_PROTOCOL", "expected an integer below 2^53");
  return value;
}

/**
 * One connection that has been asked what it promises, with its commits pinned to wait for the disk.
 * @throws Fault `STORE_UNREACHABLE`, `STORE_VERSION`, `STORE_UNSAFE` naming every setting, `STORE_STANDBY`.
 */
export async function connect(url: string): Promise<Client> {
  const client = new Client(configOf(url));
  client.on("error", () => {}); // a lost connection shows in the query that meets it
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(error);
  }
  try {
    await checkPromises(client);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** Connections for reads, vault and jobs: small statements of their own, each durable when it resolves. */
export function readers(url: string, count: number): Pool {
  const pool = new Pool({
    ...configOf(url), max: count, idleTimeoutMillis: 30_000,
    verify: (client, done) => {
      client.on("error", () => {});
      checkPromises(client).then(() => done(), done);
    },
  });
  pool.on("error", () => {});
  return pool;
}

async function checkPromises(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in
     ('server_version_num', 'fsync', 'full_page_writes', 'synchronous_commit', 'data_sync_retry', 'transaction_read_only')
     union all select 'recovery', case when pg_is_in_recovery() then 'on' else 'off' end`,
  );
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  const fault = judgeSettings(settings);
  if (fault) throw fault;
  if (settings.get("synchronous_commit") === "on") await client.query("set synchronous_commit = on"); // for the session: a later reload does not undo it
}

/** What keeps a server with these settings from being written to: `STORE_VERSION`, `STORE_STANDBY`, `STORE_UNSAFE` naming every setting. */
export function judgeSettings(settings: ReadonlyMap<string, string>): Fault | undefined {
  const is = (name: string, ...wanted: string[]): boolean => wanted.includes(settings.get(name) ?? "");
  const version = Number(settings.get("server_version_num"));
  if (!(version >= VERSION_MIN)) return new Fault("STORE_VERSION", `expected PostgreSQL 15 or newer, found ${Math.floor(version / 10_000)}`);
  if (!is("recovery", "off") || !is("transaction_read_only", "off"))
    return new Fault("STORE_STANDBY", "expected a server that takes writes, found a standby or a read-only session");
  const unsafe = [
    ...["fsync", "full_page_writes"].filter((name) => !is(name, "on")).map((name) => `${name} = on`),
    ...(is("synchronous_commit", "on", "remote_apply") ? [] : ["synchronous_commit = on or remote_apply"]),
    ...(is("data_sync_retry", "off") ? [] : ["data_sync_retry = off"]),
  ];
  return unsafe.length === 0 ? undefined : new Fault("STORE_UNSAFE", `the server would acknowledge before it is durable; expected ${unsafe.join(", ")}`);
}

const isFrom = (error: unknown): error is Error & { code?: string } => error instanceof Error;

/** Whether the connection broke, so that the outcome of what was sent is not known. */
export function isLost(error: unknown): boolean {
  if (!isFrom(error) || error instanceof Fault) return false;
  const { code } = error;
  if (code === undefined) return /terminated|closed|ended|timeout|not queryable/i.test(error.message);
  return /^(08|57P0)/.test(code) || /^E[A-Z]+$/.test(code);
}

/** Whether the server undid the statement and the same may be tried again. */
export const isTransient = (error: unknown): boolean => isFrom(error) && /^(40|57014|55P03)/.test(error.code ?? "");

export const unreachable = (error: unknown): Fault =>
  new Fault("STORE_UNREACHABLE", `the database does not answer${isFrom(error) && error.code !== undefined ? ` (${error.code})` : ""}`);

/** What the server refused, by its SQLSTATE alone: its message could quote what was written. */
export const refused = (error: unknown): Fault => {
  const code = isFrom(error) ? (error.code ?? "") : "";
  if (code === "AFA02") return new Fault("STORE_UNSAFE", "the server would acknowledge before it is durable: fsync, full_page_writes or synchronous_commit was changed");
  return new Fault("STORE_REFUSED", `the database refused the write (SQLSTATE ${code}); nothing of it stands`);
};

/** One statement; a fault never quotes what was written. @throws Fault `STORE_UNREACHABLE`, `STORE_REFUSED`. */
export async function ask<T extends object>(pool: Pool, text: string, values: readonly unknown[]): Promise<T[]> {
  try {
    return (await pool.query<T>(text, [...values])).rows;
  } catch (error) {
    throw error instanceof Fault ? error : isLost(error) ? unreachable(error) : refused(error);
  }
}

/** The driver takes buffers; same memory. */
export const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
