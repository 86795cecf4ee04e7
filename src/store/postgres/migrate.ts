// Numbered .sql files, each applied once in its own transaction under an advisory lock. Their SHA-256 are kept: a file
// that was changed after it was applied is refused, and so is a database that a newer desk has moved on.
import { readdirSync, readFileSync } from "node:fs";
import type { Client } from "pg";
import { Fault } from "../../basis/fault.ts";
import { sha256Hex } from "../../basis/sha256.ts";
import { LOCK } from "./connect.ts";

export type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly sha256: string };

/** The migrations that lie beside this file, by number. @throws Fault `MIGRATION_GAP` when a number is missing or twice. */
export function ownMigrations(folder: URL = new URL("./migrations/", import.meta.url)): Migration[] {
  const names = readdirSync(folder).filter((name) => /^[0-9]{4}-[a-z-]+\.sql$/.test(name)).sort();
  return names.map((name, i) => {
    if (Number(name.slice(0, 4)) !== i + 1) throw new Fault("MIGRATION_GAP", `expected migration ${i + 1}, found ${name}`);
    const bytes = readFileSync(new URL(name, folder));
    return { number: i + 1, name, sql: bytes.toString("utf8"), sha256: sha256Hex(bytes) };
  });
}

/**
 * Brings the schema to the last of `migrations`; how many were applied.
 * @throws Fault `MIGRATION_CHANGED` naming the file, `MIGRATION_NEWER` when the database knows more than this desk.
 */
export async function migrate(client: Client, migrations: readonly Migration[] = ownMigrations()): Promise<number> {
  await client.query("select pg_advisory_lock($1::int, $2::int)", [LOCK.class, LOCK.migration]);
  try {
    await client.query("create schema if not exists allforall");
    await client.query(`create table if not exists allforall.migration (
      number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`);
    const known = await checkApplied(client, migrations);
    for (const one of migrations.slice(known)) await applyOne(client, one);
    return migrations.length - known;
  } finally {
    await client.query("select pg_advisory_unlock($1::int, $2::int)", [LOCK.class, LOCK.migration]).catch(() => {});
  }
}

/** How many stand, each with the digest it was applied with. */
export async function checkApplied(client: Client, migrations: readonly Migration[] = ownMigrations()): Promise<number> {
  const { rows } = await client.query<{ number: number; sha256: string }>("select number, sha256 from allforall.migration order by number");
  for (const { number, sha256 } of rows) {
    const own = migrations[number - 1];
    if (!own) throw new Fault("MIGRATION_NEWER", `the database is at migration ${rows.length}, this desk knows ${migrations.length}: use the newer desk`);
    if (own.sha256 !== sha256) throw new Fault("MIGRATION_CHANGED", `${own.name} is not what was applied to this database`);
  }
  return rows.length;
}

async function applyOne(client: Client, { number, name, sql, sha256 }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into allforall.migration (number, name, sha256) values ($1, $2, $3)", [number, name, sha256]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}
