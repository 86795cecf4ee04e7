// The record in PostgreSQL (RECORD.md §11). One statement is one batch: sequenced by an advisory lock, moved by
// compare-and-swap on (size, root), acknowledged after its commit. Two desks on one database stay one history: the one
// whose swap is lost takes in what came first and holds the next turn. A head that does not extend what this writer knows
// (another root, a smaller size) stops the writer.
import { writeSync } from "node:fs";
import type { Client, Pool } from "pg";
import { equalBytes } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { HashLevels } from "../../record/hash-levels.ts";
import { EMPTY_TREE, extend, leafHash, rootOf, type Tree } from "../../record/merkle.ts";
import type { Acknowledgement, LogPoint, Place, RecordStorage } from "../../record/storage.ts";
import { ENTRY_SIZE_MAX, fullTiles, packEntries, partialWidth, TILE_WIDTH } from "../../record/tile.ts";
import { ask, buffer, connect, isLost, isTransient, LOCK, refused, unreachable } from "./connect.ts";

const BATCH_LEAVES_MAX = 1024;
const BATCH_SIZE_MAX = 8_000_000;
const READ_ENTRIES_MAX = 1024;
const TURN_MS_MAX = 1_000;

export type DatabaseOptions = {
  /** How long a lost connection is tried again before `STORE_UNREACHABLE`. */
  readonly reconnectMsMax?: number;
  readonly stop?: (why: string) => never;
};

export type DatabaseRecord = RecordStorage & {
  /** Leaves that were sent again or found standing after a connection broke, for the operator's metrics. */
  readonly brokenCount: () => number;
};

type Waiting = {
  readonly leaf: Uint8Array;
  readonly hash: Uint8Array;
  readonly place: Place | undefined;
  readonly done: (ack: Acknowledgement) => void;
  readonly fail: (error: unknown) => void;
};

const stopProcess = (why: string): never => {
  writeSync(2, `${why}: the process stops, nothing unwritten was acknowledged; start again to read what stands\n`);
  process.kill(process.pid, "SIGKILL"); // process.exit in a worker thread does not stop the process
  throw new Error("stopped");
};

/** @throws Fault `STORE_NONE` without a record, `STORE_DAMAGED` when the tables do not hash to the head. */
export async function openRecord(url: string, pool: Pool, options: DatabaseOptions = {}): Promise<DatabaseRecord> {
  const { reconnectMsMax = 30_000 } = options;
  let isStopped = false;
  const stop = (why: string): never => {
    isStopped = true; // nothing is written or acknowledged from here on
    return (options.stop ?? stopProcess)(why);
  };
  let writer: Client | undefined = await connect(url);
  let publisher: Client | undefined;
  let holdsTurn = false;
  let turnTimer: NodeJS.Timeout | undefined;
  let broken = 0;
  const levels = new HashLevels();
  let tree: Tree = EMPTY_TREE;
  let queue: Waiting[] = [];
  let work: Promise<unknown> = Promise.resolve(); // everything that moves the head runs one after another
  let isFlushing = false;

  const grow = (hash: Uint8Array): void => {
    levels.push(hash);
    tree = extend(tree, hash);
  };

  try {
    await loadHashes(writer, grow);
  } catch (error) {
    await writer.end().catch(() => {});
    throw isLost(error) ? unreachable(error) : error;
  }

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = work.then(act);
    work = next.catch(() => {});
    return next;
  };

  /** The writer's connection; a new one when the last was lost. */
  const writing = async (until: number): Promise<Client> => {
    for (let waitMs = 20; writer === undefined; waitMs = Math.min(1_000, waitMs * 2)) {
      try {
        writer = await connect(url);
      } catch (error) {
        if (!(error instanceof Fault && (error.code === "STORE_UNREACHABLE" || error.code === "STORE_STANDBY"))) throw error;
        if (Date.now() + waitMs > until) throw error;
        await new Promise((done) => setTimeout(done, waitMs));
      }
    }
    return writer;
  };

  const dropWriter = (): void => {
    broken++;
    holdsTurn = false; // the server frees the lock with its session
    void writer?.end().catch(() => {});
    writer = undefined;
  };

  const releaseTurn = async (): Promise<void> => {
    clearTimeout(turnTimer);
    if (!holdsTurn || !writer) return;
    holdsTurn = false;
    await writer.query("select pg_advisory_unlock($1::int, $2::int)", [LOCK.class, LOCK.sequencer]).catch(dropWriter);
  };

  /** Takes in what stands beyond this writer's size; it must lead from this writer's root to the head's. The first `kept` leaves of it. */
  const takeIn = async (client: Client, kept: number): Promise<{ count: number; first: Uint8Array[] }> => {
    const { rows } = await client.query<LogPoint>("select size, root from allforall.record_head");
    const [head] = rows;
    if (!head) return stop("the record is gone from the database");
    if (head.size < tree.size) return stop(`the database was set back: ${head.size} entries, ${tree.size} were acknowledged`);
    const hashes: Uint8Array[] = [];
    const first: Uint8Array[] = [];
    let grown = tree;
    while (grown.size < head.size) {
      const leaves = await readEntries(client, grown.size, Math.min(head.size, grown.size + READ_ENTRIES_MAX));
      if (leaves.length === 0) return stop(`the database lacks entry ${grown.size} below its head`);
      for (const leaf of leaves) {
        const hash = leafHash(leaf);
        grown = extend(grown, hash);
        hashes.push(hash);
        if (first.length < kept) first.push(leaf);
      }
    }
    if (!equalBytes(rootOf(grown), head.root)) return stop("the database holds another history than the one acknowledged here");
    hashes.forEach(grow);
    return { count: hashes.length, first };
  };

  /** Writes the batch as the next leaves. False when the head had moved. */
  const send = async (client: Client, batch: readonly Waiting[]): Promise<boolean> => {
    const old: LogPoint = { size: tree.size, root: rootOf(tree) };
    let grown = tree;
    for (const { hash } of batch) {
      grown = extend(grown, hash);
      levels.push(hash);
    }
    const tiles = tilesBetween(levels, old.size, grown.size);
    levels.cutTo(old.size); // pushed again when it stands
    const { rows } = await client.query<{ record_append: boolean }>({
      name: "record_append",
      text: "select allforall.record_append($1::int8, $2::bytea, $3::bytea, $4::bytea[], $5::int2[], $6::int8[], $7::bytea[])",
      values: [old.size, buffer(old.root), buffer(rootOf(grown)), batch.map(({ leaf }) => buffer(leaf)), tiles.map(({ level }) => level), tiles.map(({ n }) => n), tiles.map(({ bytes }) => buffer(bytes))],
    });
    return rows[0]?.record_append === true; // the promise resolves at ReadyForQuery: after the commit
  };

  const acknowledge = (batch: readonly Waiting[]): void => {
    const acks = batch.map(({ hash }) => {
      grow(hash);
      return { index: tree.size - 1, leafHash: hash };
    });
    batch.forEach(({ done }, i) => done(acks[i] as Acknowledgement)); // one per leaf, by construction
  };

  /** One batch to its end: it stands, or another came first, or it is not known. */
  const settle = async (batch: readonly Waiting[]): Promise<void> => {
    const until = Date.now() + reconnectMsMax;
    let isUnsure = false; // whether the last one sent stands
    let wasLost = false; // whether any one sent may stand
    for (;;) {
      try {
        const client = await writing(until);
        if (isUnsure) await lockTurn(client); // waits until a backend that still has the lost batch has ended
        if (!isUnsure && (await send(client, batch))) {
          acknowledge(batch);
          await releaseTurn();
          return;
        }
        if (!isUnsure) await lockTurn(client);
        const { count, first } = await takeIn(client, batch.length);
        if (wasLost && count >= batch.length && batch.every(({ leaf }, i) => equalBytes(leaf, first[i] ?? new Uint8Array(0)))) {
          batch.forEach(({ done, hash }, i) => done({ index: tree.size - count + i, leafHash: hash }));
          await releaseTurn();
          return;
        }
        if (count > 0 || !isUnsure) return putBack(batch);
        isUnsure = false; // nothing of it stands: sent again
      } catch (error) {
        if (isStopped) throw error;
        if (isTransient(error)) continue;
        if (!isLost(error)) throw error instanceof Fault ? error : refused(error);
        dropWriter();
        if (Date.now() > until) throw unreachable(error);
        isUnsure = wasLost = true;
      }
    }
  };

  /** The next turn is this writer's, for a second at most: who lost a swap is not overtaken for ever. */
  const lockTurn = async (client: Client): Promise<void> => {
    if (holdsTurn) return;
    await client.query("select pg_advisory_lock($1::int, $2::int)", [LOCK.class, LOCK.sequencer]);
    holdsTurn = true;
    turnTimer = setTimeout(() => void inTurn(releaseTurn), TURN_MS_MAX);
    turnTimer.unref();
  };

  /** Leaves bound to a place are given back to be decided again; the others wait for the next batch, in front. */
  const putBack = (batch: readonly Waiting[]): void => {
    for (const one of batch) if (one.place) one.fail(moved(one.place));
    queue = [...batch.filter(({ place }) => !place), ...queue];
  };

  /** The front of the queue as far as each leaf's place is the one it would get. */
  const nextBatch = (): Waiting[] => {
    const batch: Waiting[] = [];
    let last = levels.last();
    let size = 0;
    while (batch.length < BATCH_LEAVES_MAX && size < BATCH_SIZE_MAX) {
      const one = queue.shift();
      if (!one) break;
      const { place } = one;
      if (place && (place.index !== tree.size + batch.length || !isSame(place.after, last))) {
        one.fail(moved(place));
        continue;
      }
      batch.push(one);
      last = one.hash;
      size += one.leaf.length;
    }
    return batch;
  };

  const flush = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = nextBatch();
      if (batch.length === 0) continue;
      try {
        await settle(batch);
      } catch (error) {
        levels.cutTo(tree.size);
        batch.forEach(({ fail }) => fail(error));
      }
    }
    isFlushing = false;
  };

  const refresh = (): Promise<number> =>
    inTurn(async () => {
      const until = Date.now() + reconnectMsMax;
      for (;;) {
        try {
          await takeIn(await writing(until), 0);
          return tree.size;
        } catch (error) {
          if (!isLost(error)) throw error;
          dropWriter();
          if (Date.now() > until) throw unreachable(error);
        }
      }
    });

  const publishing = async (): Promise<Client> => (publisher ??= await connect(url));

  const swap = async (table: "record_pending" | "record_checkpoint", from: LogPoint, to: LogPoint, note: Uint8Array): Promise<void> => {
    const client = await publishing();
    const { rows } = await client.query<{ moved: number }>(
      `with swapped as (
         insert into allforall.${table} (size, root, note) select $3::int8, $4::bytea, $5::bytea
           where exists (select from allforall.record_head where size >= $3::int8)
             and ($1::int8 = 0 or exists (select from allforall.${table} where size = $1::int8 and root = $2::bytea))
         on conflict (only_row) do update set size = excluded.size, root = excluded.root, note = excluded.note
           where ${table}.size = $1::int8 and ${table}.root = $2::bytea
         returning size),
       kept as (
         insert into allforall.record_published (size, note) select size, $5::bytea from swapped where $6::boolean
         on conflict (size) do nothing)
       select count(*) as moved from swapped`,
      [from.size, buffer(from.root), to.size, buffer(to.root), buffer(note), table === "record_checkpoint"],
    );
    if (rows[0]?.moved !== 1) stop(`the ${table === "record_pending" ? "pending" : "published"} checkpoint is not at size ${from.size} any more`);
  };

  const reader: Reader = { query: async (text, values) => ({ rows: await ask<Row>(pool, text, values) }) };
  let turnToPublish: Promise<unknown> = Promise.resolve();
  return {
    size: () => tree.size,
    entry: async (index) => {
      const [leaf] = index < tree.size ? await readEntries(reader, index, index + 1) : [];
      if (!leaf) throw new Fault("STORE_INDEX", `no entry ${index}`);
      return leaf;
    },
    entries: async (from, to) => {
      const all: Uint8Array[] = [];
      for (let at = from; at < to; at += READ_ENTRIES_MAX) all.push(...(await readEntries(reader, at, Math.min(to, at + READ_ENTRIES_MAX))));
      if (all.length !== to - from) throw new Fault("STORE_INDEX", `expected entries ${from} to ${to - 1}`);
      return all;
    },
    node: (level, index) => levels.node(level, index),
    append: (leaf, place) => {
      if (leaf.length > ENTRY_SIZE_MAX) return Promise.reject(new Fault("ENTRY_SIZE", `expected at most ${ENTRY_SIZE_MAX} bytes`));
      if (isStopped) return Promise.reject(new Fault("STORE_STOPPED", "this writer has stopped: start again to read what stands"));
      return new Promise((done, fail) => {
        queue.push({ leaf, hash: leafHash(leaf), place, done, fail });
        if (isFlushing) return;
        isFlushing = true;
        void inTurn(flush);
      });
    },
    refresh,
    alone: (use) => {
      const turn = turnToPublish.then(async () => {
        const lock = [LOCK.class, LOCK.publisher];
        try {
          await (await publishing()).query("select pg_advisory_lock($1::int, $2::int)", lock);
          return await use();
        } catch (error) {
          if (!isLost(error)) throw error;
          void publisher?.end().catch(() => {});
          publisher = undefined;
          throw unreachable(error);
        } finally {
          await publisher?.query("select pg_advisory_unlock($1::int, $2::int)", lock).catch(() => {
            publisher = undefined;
          });
        }
      });
      turnToPublish = turn.catch(() => {});
      return turn;
    },
    writeTiles: async (size) => {
      const client = await publishing();
      for (let level = 0; size / TILE_WIDTH ** level >= 1; level++) {
        const width = partialWidth(size, level);
        if (width === 0) continue;
        const n = fullTiles(size, level);
        await client.query("insert into allforall.record_tile (level, n, width, bytes) values ($1, $2, $3, $4) on conflict do nothing", [level, n, width, buffer(levels.tile(level, n, width))]);
      }
    },
    movePending: (from, to, note) => swap("record_pending", from, to, note),
    movePublished: (from, to, note) => swap("record_checkpoint", from, to, note),
    dropPartials: async (before, size) => {
      const client = await publishing();
      for (let level = 0; before / TILE_WIDTH ** level >= 1; level++) {
        const width = partialWidth(before, level);
        if (width === 0 || (partialWidth(size, level) === width && fullTiles(size, level) === fullTiles(before, level))) continue;
        await client.query("delete from allforall.record_tile where level = $1 and n = $2 and width = $3", [level, fullTiles(before, level), width]);
      }
    },
    read: (path) => readNamed(reader, path),
    list: (folder) => listNamed(reader, folder),
    replace: async (path, bytes) => {
      if (/^(log|pending|checkpoints)\//.test(path)) throw new Fault("STORE_INDEX", "a checkpoint or a tile is moved, never replaced");
      await ask(pool, `insert into allforall.record_file (path, bytes) values ($1, $2)
        on conflict (path) do update set bytes = excluded.bytes`, [path, buffer(bytes)]);
    },
    cutBytes: 0, // a server cuts its own tail
    signedSize: tree.size, // tables that lack what they say was signed do not open at all
    brokenCount: () => broken,
    close: async () => {
      await inTurn(releaseTurn);
      clearTimeout(turnTimer);
      await Promise.all([writer?.end(), publisher?.end()]).catch(() => {});
      await pool.end();
    },
  };
}

const moved = (place: Place): Fault => new Fault("RECORD_MOVED", `another entry stands at ${place.index} or before it`);
const isSame = (a: Uint8Array | null, b: Uint8Array | null): boolean => (a === null || b === null ? a === b : equalBytes(a, b));

/** Hashes from the full tiles and the entries after them, in one view of the database; they must lead to the head. */
async function loadHashes(client: Client, grow: (hash: Uint8Array) => void): Promise<void> {
  await client.query("begin isolation level repeatable read read only");
  const { rows: [head] } = await client.query<LogPoint>("select size, root from allforall.record_head").catch(() => ({ rows: [] }));
  if (!head) throw new Fault("STORE_NONE", "no record in this database: `allforall init` makes one");
  const { rows: [signed] } = await client.query<{ size: number | null }>(`select max(size) as size from
    (select size from allforall.record_pending union all select size from allforall.record_checkpoint union all select size from allforall.witness_checkpoint) as s`);
  if ((signed?.size ?? 0) > head.size)
    throw new Fault("STORE_ROLLED_BACK", `this is an old copy: ${head.size} entries, ${signed?.size ?? 0} were signed`);
  const full = fullTiles(head.size, 0);
  let tree: Tree = EMPTY_TREE;
  const take = (hash: Uint8Array): void => {
    tree = extend(tree, hash);
    grow(hash);
  };
  for (let n = 0; n < full; n += 64) {
    const { rows } = await client.query<{ bytes: Uint8Array }>(
      "select bytes from allforall.record_tile where level = 0 and width = 256 and n >= $1 and n < $2 order by n", [n, Math.min(full, n + 64)]);
    for (const { bytes } of rows) for (let at = 0; at < bytes.length; at += 32) take(bytes.slice(at, at + 32));
  }
  for (const leaf of await readEntries(client, full * TILE_WIDTH, head.size)) take(leafHash(leaf));
  await client.query("commit");
  if (tree.size !== head.size || !equalBytes(rootOf(tree), head.root))
    throw new Fault("STORE_DAMAGED", `the tables do not hash to the head of ${head.size} entries`);
}

/** A connection, or the pool with its faults named. */
type Reader = { readonly query: (text: string, values: unknown[]) => Promise<{ readonly rows: readonly Row[] }> };
/** The columns of what is read; each statement gives those that it names. */
type Row = { readonly bytes: Uint8Array; readonly size: number; readonly path: string };

async function readEntries(from: Reader, first: number, end: number): Promise<Uint8Array[]> {
  const { rows } = await from.query("select bytes from allforall.record_entry where index >= $1 and index < $2 order by index", [first, end]);
  return rows.map(({ bytes }) => bytes);
}

/** The full tiles that the leaves `old` … `size`-1 complete, at every level. */
function tilesBetween(levels: HashLevels, old: number, size: number): { level: number; n: number; bytes: Uint8Array }[] {
  const tiles = [];
  for (let level = 0; size / TILE_WIDTH ** (level + 1) >= 1; level++)
    for (let n = fullTiles(old, level); n < fullTiles(size, level); n++) tiles.push({ level, n, bytes: levels.tile(level, n, TILE_WIDTH) });
  return tiles;
}

const ONE_ROW: Readonly<Record<string, string>> = { "log/checkpoint": "record_checkpoint", "pending/checkpoint": "record_pending" };

/** A file of the layout of RECORD.md §8 out of the tables. */
async function readNamed(pool: Reader, path: string): Promise<Uint8Array | undefined> {
  const one = async (text: string, values: readonly unknown[]): Promise<Uint8Array | undefined> =>
    (await pool.query(text, [...values])).rows[0]?.bytes;
  const table = ONE_ROW[path];
  if (table !== undefined) return one(`select note as bytes from allforall.${table}`, []);
  const published = /^checkpoints\/([1-9][0-9]{0,15})$/.exec(path);
  if (published) return one("select note as bytes from allforall.record_published where size = $1", [published[1]]);
  const tile = /^log\/tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path);
  if (!tile?.[1] || !tile[2]) return one("select bytes from allforall.record_file where path = $1", [path]);
  const n = Number(tile[2].replace(/[x/]/g, ""));
  const width = tile[3] === undefined ? TILE_WIDTH : Number(tile[3]);
  const hashes = await one("select bytes from allforall.record_tile where level = $1 and n = $2 and width = $3", [tile[1] === "entries" ? 0 : tile[1], n, width]);
  if (!hashes || tile[1] !== "entries") return hashes;
  return packEntries(await readEntries(pool, n * TILE_WIDTH, n * TILE_WIDTH + width));
}

async function listNamed(pool: Reader, folder: string): Promise<string[]> {
  if (folder === "checkpoints") {
    const { rows } = await pool.query("select size from allforall.record_published", []);
    return rows.map(({ size }) => String(size)).sort();
  }
  const { rows } = await pool.query("select path from allforall.record_file where starts_with(path, $1)", [`${folder}/`]);
  return [...new Set(rows.map(({ path }) => path.slice(folder.length + 1).split("/")[0] ?? ""))].sort();
}
