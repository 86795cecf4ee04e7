// What the PostgreSQL store promises and refuses, each on a real server: durability settings, migrations by digest, a
// lost swap stops the writer, entries that stay, nothing in clear in any table or in the WAL, jobs that are resumed.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8 } from "../../src/basis/bytes.ts";
import { EMPTY_ROOT, EMPTY_TREE, extend, leafHash, rootOf } from "../../src/record/merkle.ts";
import { printCheckpoint } from "../../src/record/checkpoint.ts";
import { connect } from "../../src/store/postgres/connect.ts";
import { migrate, ownMigrations } from "../../src/store/postgres/migrate.ts";
import { createDatabase, openDatabase, type DatabaseStore } from "../../src/store/postgres/open-database.ts";
import { identityOf, recipientOf, seal } from "../../src/store/vault/seal.ts";
import { hasPostgres, startPostgres, type TestServer } from "../postgres-server.ts";
import { replayExample } from "../walked-desk.ts";

let server: TestServer;
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const stop = (why: string): never => {
  throw new Error(`stopped: ${why}`);
};

/** What a name looks like inside base64, at each of its three places in a group, without the digits that neighbours share. */
const inBase64 = (name: string): Buffer[] =>
  [0, 1, 2].map((skip) => Buffer.from(Buffer.from(`${"-".repeat(skip)}${name}`).toString("base64").replace(/=+$/, "").slice(skip === 0 ? 0 : skip + 1, -1)));

describe.runIf(hasPostgres)("the PostgreSQL store", () => {
  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server?.stop(), 120_000);

  const withTwo = async (use: (one: DatabaseStore, two: DatabaseStore, url: string) => Promise<void>): Promise<void> => {
    const url = await server.newDatabase();
    await createDatabase(url, new Map());
    const stores = [await openDatabase(url, { stop }), await openDatabase(url, { stop })] as const;
    try {
      await use(...stores, url);
    } finally {
      for (const { record } of stores) await record.close();
    }
  };

  test("refuses to start where a commit would not wait for the disk, and names what to set", async () => {
    const url = await server.newDatabase();
    await createDatabase(url, new Map());
    for (const [setting, named] of [["fsync=off", "fsync = on"], ["full_page_writes=off", "full_page_writes = on"], ["synchronous_commit=off", "synchronous_commit = on"], ["synchronous_commit=local", "synchronous_commit = on"], ["data_sync_retry=on", "data_sync_retry = off"]] as const) {
      await server.restart([setting]);
      await expect(openDatabase(url)).rejects.toMatchObject({ code: "STORE_UNSAFE", message: expect.stringContaining(named) });
    }
    await server.restart([]);
    await server.query("alter role desk set synchronous_commit = off");
    await expect(openDatabase(url)).rejects.toEqual(code("STORE_UNSAFE"));
    await server.query("alter role desk reset synchronous_commit");
    await server.query("alter role desk set default_transaction_read_only = on");
    await expect(openDatabase(url)).rejects.toEqual(code("STORE_STANDBY"));
    await server.query("begin read write; alter role desk reset default_transaction_read_only; commit");
  });

  test("acknowledges nothing after fsync is switched off under it, and goes on when it is on again", () =>
    withTwo(async ({ record }) => {
      await record.append(utf8("before"));
      const set = async (value: string): Promise<void> => {
        await server.query(`alter system set fsync = ${value}`);
        await server.query("select pg_reload_conf()");
        await new Promise((done) => setTimeout(done, 300));
      };
      await set("off");
      await expect(record.append(utf8("unsafe"))).rejects.toEqual(code("STORE_UNSAFE"));
      await set("on");
      expect((await record.append(utf8("after"))).index).toBe(1);
      // a session that was pinned does not follow a weaker default either
      await server.query("alter system set synchronous_commit = off");
      await server.query("select pg_reload_conf()");
      await new Promise((done) => setTimeout(done, 300));
      expect((await record.append(utf8("pinned"))).index).toBe(2);
      await server.query("alter system reset synchronous_commit");
      await server.query("select pg_reload_conf()");
    }));

  test("refuses a table that a crash would empty, and a database without a record", async () => {
    const url = await server.newDatabase();
    await expect(openDatabase(url)).rejects.toEqual(code("STORE_NONE"));
    await createDatabase(url, new Map());
    await server.query("alter table allforall.record_published set unlogged", url);
    await expect(openDatabase(url)).rejects.toEqual(code("STORE_UNLOGGED"));
    await expect(openDatabase(url.replace(/[0-9]+$/, "none"))).rejects.toEqual(code("STORE_UNREACHABLE"));
  });

  test("migrations run once whoever comes first, and a changed or newer one is refused", async () => {
    const url = await server.newDatabase();
    const clients = await Promise.all([connect(url), connect(url), connect(url)]);
    const applied = await Promise.all(clients.map((client) => migrate(client)));
    expect(applied.sort()).toEqual([0, 0, ownMigrations().length]);
    const [client] = clients;
    const own = ownMigrations();
    const more = [...own, { number: own.length + 1, name: "9999-bad.sql", sql: "create table allforall.half (a int); select 1 / 0", sha256: "0" }];
    await expect(migrate(client, more)).rejects.toMatchObject({ code: "22012" });
    expect((await client.query("select to_regclass('allforall.half') as half")).rows).toEqual([{ half: null }]); // all or nothing
    await expect(migrate(client, own.map((one, i) => (i === 0 ? { ...one, sha256: "0" } : one)))).rejects.toEqual(code("MIGRATION_CHANGED"));
    await expect(migrate(client, own.slice(0, -1))).rejects.toEqual(code("MIGRATION_NEWER"));
    for (const one of clients) await one.end();
  });

  test("two writers at once are ordered: each index once, both trees the same", () =>
    withTwo(async (one, two) => {
      const acks = await Promise.all([one, two].flatMap(({ record }, which) => Array.from({ length: 500 }, (_, i) => record.append(utf8(`${which} ${i}`)))));
      expect(acks.map(({ index }) => index).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
      await one.record.refresh();
      await two.record.refresh();
      expect([one.record.size(), two.record.size()]).toEqual([1000, 1000]);
      for (const level of [0, 3, 8, 9]) expect(one.record.node(level, 0)).toEqual(two.record.node(level, 0));
      const standing = await one.record.entries(0, 1000);
      for (const { index, leafHash: hash } of acks) expect(hash).toEqual(leafHash(standing[index] ?? new Uint8Array(0)));
    }));

  test("a leaf bound to a place is given back when the other writer took it", () =>
    withTwo(async (one, two) => {
      await one.record.append(utf8("first"), { index: 0, after: null });
      await expect(two.record.append(utf8("also first"), { index: 0, after: null })).rejects.toEqual(code("RECORD_MOVED"));
      expect(two.record.size()).toBe(1); // it has taken in what came first
      expect((await two.record.append(utf8("second"), { index: 1, after: leafHash(utf8("first")) })).index).toBe(1);
    }));

  test("a database set back or rewritten under a writer stops it, and tables that do not hash to the head are not opened", () =>
    withTwo(async (one, two, url) => {
      for (const text of ["a", "b", "c"]) await one.record.append(utf8(text));
      await two.record.refresh();
      const rootAfter = (...leaves: string[]): string => Buffer.from(rootOf(leaves.reduce((tree, text) => extend(tree, leafHash(utf8(text))), EMPTY_TREE))).toString("hex");
      const rewrite = (...leaves: string[]): Promise<void> => server.query(`alter table allforall.record_entry disable trigger all; delete from allforall.record_entry;
        insert into allforall.record_entry select i - 1, convert_to(leaf, 'UTF8') from unnest(array['${leaves.join("','")}']) with ordinality as u(leaf, i);
        update allforall.record_head set size = ${leaves.length}, root = '\\x${rootAfter(...leaves)}'`, url);
      await rewrite("a", "b");
      await expect(one.record.append(utf8("d"))).rejects.toThrow("stopped: the database was set back: 2 entries, 3 were acknowledged");
      await expect(one.record.append(utf8("d"))).rejects.toEqual(code("STORE_STOPPED"));
      await rewrite("a", "x", "c", "d");
      await expect(two.record.refresh()).rejects.toThrow("stopped: the database holds another history");
      await server.query("update allforall.record_entry set bytes = 'y' where index = 1", url);
      await expect(openDatabase(url)).rejects.toEqual(code("STORE_DAMAGED"));
    }));

  test("a lost swap of the pending or the published checkpoint stops that writer", () =>
    withTwo(async (one, two) => {
      const none = { size: 0, root: EMPTY_ROOT };
      const { leafHash: root } = await one.record.append(utf8("a"));
      const now = { size: 1, root };
      const note = utf8(printCheckpoint({ origin: "promises.example", ...now }));
      await one.record.movePending(none, now, note);
      await expect(two.record.movePending(none, now, note)).rejects.toThrow("stopped: the pending checkpoint is not at size 0 any more");
      await one.record.movePublished(none, now, note);
      await expect(one.record.movePublished({ size: 1, root: EMPTY_ROOT }, now, note)).rejects.toThrow("stopped: the published checkpoint");
      expect(await one.record.read("log/checkpoint")).toEqual(note);
    }));

  test("a checkpoint beyond the entries is not taken", () =>
    withTwo(async ({ record }) => {
      await record.append(utf8("a"));
      await expect(record.movePending({ size: 0, root: EMPTY_ROOT }, { size: 2, root: EMPTY_ROOT }, utf8("x"))).rejects.toThrow("stopped");
    }));

  test("two desks publish one after the other", () =>
    withTwo(async (one, two) => {
      const order: string[] = [];
      const act = (name: string) => async (): Promise<void> => {
        order.push(`${name} begins`);
        await new Promise((done) => setTimeout(done, 50));
        order.push(`${name} ends`);
      };
      await Promise.all([one.record.alone(act("a")), two.record.alone(act("b")), one.record.alone(act("c"))]);
      for (let i = 0; i < 6; i += 2) expect(order[i]?.slice(0, 1)).toBe(order[i + 1]?.slice(0, 1));
      await expect(one.record.alone(() => Promise.reject(new Error("a witness refuses")))).rejects.toThrow("a witness refuses");
      await two.record.alone(() => Promise.resolve()); // the turn was given back
    }));

  test("entries are not changed, removed or emptied, and nothing in clear enters the vault or a job", () =>
    withTwo(async ({ record }, _, url) => {
      await record.append(utf8("stays"));
      for (const change of ["update allforall.record_entry set bytes = 'x'", "delete from allforall.record_entry", "truncate allforall.record_entry"])
        await expect(server.query(change, url)).rejects.toMatchObject({ code: "AFA01" });
      await expect(server.query("insert into allforall.vault_sealed values (sha256('Ivan'), 'Ivan')", url)).rejects.toMatchObject({ code: "23514" });
      await expect(server.query("insert into allforall.vault_snapshot values ('A', 0, 'Ivan')", url)).rejects.toMatchObject({ code: "23514" });
      await expect(server.query("insert into allforall.job (kind, request, attempts_max) values ('match', 'Ivan', 1)", url)).rejects.toMatchObject({ code: "23514" });
    }));

  test("what is sealed stands nowhere in clear below the server's folder: tables, indexes, WAL", async () => {
    const url = await server.newDatabase();
    const desk = await replayExample("istanbul-2025", url);
    await desk.record.close();
    await server.query("checkpoint");
    const files = readdirSync(server.folder, { recursive: true, encoding: "utf8" }).map((path) => join(server.folder, path)).filter((path) => statSync(path).isFile());
    expect(files.some((path) => path.includes("pg_wal"))).toBe(true);
    const spellings = ["Umerov", "Medinsky", "6,057", "magnificent"].flatMap((name) => [Buffer.from(name), Buffer.from(name, "utf16le"), ...inBase64(name)]);
    let seesRecord = false;
    for (const file of files) {
      const bytes = readFileSync(file);
      seesRecord ||= bytes.includes("application/vnd.all-for-all.entry+json"); // the search does see what lies there
      for (const spelt of spellings) expect(bytes.includes(spelt), `${spelt.toString("latin1")} in ${file}`).toBe(false);
    }
    expect(seesRecord).toBe(true);
  });

  test("each job goes to one worker; one whose worker is gone is resumed by another, who alone may end it", () =>
    withTwo(async (one, two) => {
      const sealed = (await seal(utf8("what it is about"), new Uint8Array(32), [await recipientOf(identityOf(new Uint8Array(32).fill(3)))])).ciphertext;
      const ids = [];
      for (let i = 0; i < 30; i++) ids.push(await one.jobs.add("match.lists", sealed, 2));
      const taken = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? one : two).jobs.take(["match.lists"], 60_000)));
      expect(taken.flatMap((job) => (job ? [job.id] : [])).sort((a, b) => a - b)).toEqual(ids);
      const id = await one.jobs.add("print", sealed, 2);
      expect((await one.jobs.take(["print"], 100))?.id).toBe(id);
      await one.jobs.beat({ id, attempt: 1 }, 100, { doneCount: 3, ofCount: 9, resume: sealed });
      expect(await two.jobs.take(["print"], 60_000)).toBeUndefined(); // the lease holds
      await new Promise((done) => setTimeout(done, 150));
      expect(await two.jobs.take(["print"], 100)).toMatchObject({ id, attempt: 2, doneCount: 3, resume: sealed });
      await expect(one.jobs.beat({ id, attempt: 1 }, 100, { doneCount: 4, ofCount: 9 })).rejects.toEqual(code("JOB_LOST"));
      await expect(one.jobs.finish({ id, attempt: 1 }, sealed)).rejects.toEqual(code("JOB_LOST"));
      await new Promise((done) => setTimeout(done, 150));
      expect(await one.jobs.take(["print"], 100)).toBeUndefined();
      expect(await one.jobs.job(id)).toMatchObject({ state: "failed", faultCode: "JOB_ATTEMPTS" });
    }));
});
