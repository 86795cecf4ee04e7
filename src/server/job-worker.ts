// The one entry of the desk's worker thread: verifies the record or makes the bundle, from the files or the tables alone, with progress.
// It holds no lock, opens no payload and knows no key.
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { verifies } from "../compute/ed25519.ts";
import { exportBundle } from "../desk/export-bundle.ts";
import { tarOf } from "../desk/tar.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { nodeHash, type NodeAt } from "../record/merkle.ts";
import { parseNote } from "../record/note.ts";
import { fullTiles, partialWidth, tilePath, TILE_WIDTH } from "../record/tile.ts";
import { sayVerdict, verifyBundle, type BundleFiles } from "../record/verify.ts";
import type { Soon } from "../record/storage.ts";
import { isDatabaseUrl } from "../store/postgres/connect.ts";
import { openDatabase } from "../store/postgres/open-database.ts";
import { parsePack } from "../vocabulary/conflict-pack.ts";

export type JobTask = { readonly task: "verify" | "export"; /** A data folder or a database URL. */ readonly folder: string; readonly verifier: string | null };
export type JobSaid =
  | { readonly said: "progress"; readonly done: number; readonly of: number }
  | { readonly said: "done"; readonly result: string; readonly bytes: Uint8Array | null }
  | { readonly said: "failed"; readonly error: string };

const task = workerData as JobTask; // the one sender is jobs.ts
const say = (said: JobSaid): void => parentPort?.postMessage(said);
const recordPath = join(task.folder, "record");
const read = (path: string): Uint8Array | undefined => {
  const full = join(recordPath, path);
  return existsSync(full) ? new Uint8Array(readFileSync(full)) : undefined;
};
const list = (below: string): string[] => (existsSync(join(recordPath, below)) ? readdirSync(join(recordPath, below)).sort() : []);

function walk(folder: string, found: string[] = []): string[] {
  for (const name of list(folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    const kind = lstatSync(join(recordPath, path), { throwIfNoEntry: false });
    if (kind?.isDirectory()) walk(path, found);
    else if (kind?.isFile()) found.push(path);
  }
  return found;
}

/** Hashes of the tree out of the tiles of one published size. */
function nodesOf(size: number): NodeAt {
  const tiles = new Map<string, Uint8Array>();
  const hashAt = (level: number, index: number): Uint8Array => {
    const n = Math.floor(index / TILE_WIDTH);
    const width = n < fullTiles(size, level) ? TILE_WIDTH : partialWidth(size, level);
    const path = `log/${tilePath(level, n, width)}`;
    const tile = tiles.get(path) ?? read(path) ?? new Uint8Array(0);
    tiles.set(path, tile);
    return tile.subarray((index % TILE_WIDTH) * 32, (index % TILE_WIDTH) * 32 + 32);
  };
  return (level, index) => {
    const span = 2 ** (level % 8);
    let row = Array.from({ length: span }, (_, i) => hashAt(Math.floor(level / 8), index * span + i));
    while (row.length > 1) row = row.flatMap((hash, i) => (i % 2 === 0 ? [nodeHash(hash, row[i + 1] ?? hash)] : []));
    return row[0] ?? new Uint8Array(32);
  };
}

type Source = { readonly read: (path: string) => Soon<Uint8Array | undefined>; readonly list: (folder: string) => Soon<readonly string[]>; readonly node: NodeAt };

async function run(): Promise<JobSaid> {
  if (isDatabaseUrl(task.folder)) {
    const { record } = await openDatabase(task.folder);
    try {
      return await runOn(record, undefined);
    } finally {
      await record.close();
    }
  }
  const note = read("log/checkpoint");
  return runOn({ read, list, node: nodesOf(note ? parseCheckpoint(parseNote(note).text).size : 0) }, { list: () => Promise.resolve(walk("")), read: (path) => Promise.resolve(read(path)) });
}

/** `files` are what lies there; without them what is exported is verified. */
async function runOn(record: Source, files: BundleFiles | undefined): Promise<JobSaid> {
  const pack = parsePack((await record.read("pack.json")) ?? new Uint8Array(0), "pack.json");
  const note = await record.read("log/checkpoint");
  const size = note ? parseCheckpoint(parseNote(note).text).size : 0;
  const bundleOf = (verifier: Uint8Array | undefined): Promise<Map<string, Uint8Array>> => exportBundle({ pack, record }, verifier);
  if (task.task === "verify") {
    const bundle = files ? undefined : await bundleOf(undefined);
    const lying = files ?? { list: () => Promise.resolve([...(bundle?.keys() ?? [])]), read: (path: string) => Promise.resolve(bundle?.get(path)) };
    const verdict = await verifyBundle(lying, verifies, (done, of) => say({ said: "progress", done, of }));
    return { said: "done", result: sayVerdict(verdict), bytes: null };
  }
  const verifier = task.verifier !== null && existsSync(task.verifier) ? new Uint8Array(readFileSync(task.verifier)) : undefined;
  say({ said: "progress", done: 0, of: size });
  const made = await bundleOf(verifier);
  return { said: "done", result: `${made.size} files, ${size} entries`, bytes: tarOf(made) };
}

/** The record moves on while it is read: a tile that gave way to a wider one is looked for again from the start, three times. */
async function runAgain(tries: number): Promise<JobSaid> {
  try {
    return await run();
  } catch (error) {
    if (tries > 0) return runAgain(tries - 1);
    const code = error instanceof Error && "code" in error ? String(error.code) : "JOB";
    return { said: "failed", error: code };
  }
}

say(await runAgain(3));
