// The record as a worker thread reads it: from the files or the tables alone, beside the desk that writes. It holds no lock, opens
// no payload and knows no key. The record moves on while it is read: a tile that gave way to a wider one is looked for anew.
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCheckpoint } from "../../record/checkpoint.ts";
import { nodeHash, type NodeAt } from "../../record/merkle.ts";
import { parseNote } from "../../record/note.ts";
import type { Soon } from "../../record/storage.ts";
import { fullTiles, partialWidth, readGrown, tilePath, TILE_WIDTH } from "../../record/tile.ts";
import type { BundleFiles } from "../../record/verify.ts";
import { isDatabaseUrl } from "../../store/postgres/connect.ts";
import { openDatabase } from "../../store/postgres/open-database.ts";
import { parsePack, type ConflictPack } from "../../vocabulary/conflict-pack.ts";

export type RecordSource = { readonly read: (path: string) => Soon<Uint8Array | undefined>; readonly list: (folder: string) => Soon<readonly string[]>; readonly node: NodeAt };
/** `files` are what lies there; a database has none, there what is exported stands for it. */
export type Reading = { readonly record: RecordSource; readonly files: BundleFiles | undefined; readonly pack: ConflictPack; readonly sizeInForce: number };

const TRIES = 4;

/** `place` is a data folder or a database URL. What `use` throws is tried again three times. */
export async function withRecord<T>(place: string, use: (reading: Reading) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await (isDatabaseUrl(place) ? onDatabase(place, use) : use(await readingOf(filesOf(join(place, "record")), fileBundle(join(place, "record")))));
    } catch (error) {
      if (tries === TRIES) throw error;
    }
}

async function onDatabase<T>(url: string, use: (reading: Reading) => Promise<T>): Promise<T> {
  const { record } = await openDatabase(url);
  try {
    return await use(await readingOf(record, undefined));
  } finally {
    await record.close();
  }
}

async function readingOf(record: RecordSource, files: BundleFiles | undefined): Promise<Reading> {
  const pack = parsePack((await record.read("pack.json")) ?? new Uint8Array(0), "pack.json");
  const note = await record.read("log/checkpoint");
  return { record, files, pack, sizeInForce: note ? parseCheckpoint(parseNote(note).text).size : 0 };
}

const readAt = (folder: string) => (path: string): Uint8Array | undefined => {
  const full = join(folder, path);
  return existsSync(full) ? new Uint8Array(readFileSync(full)) : undefined;
};
const listAt = (folder: string) => (below: string): string[] => (existsSync(join(folder, below)) ? readdirSync(join(folder, below)).sort() : []);

function filesOf(folder: string): RecordSource {
  const read = readAt(folder);
  const note = read("log/checkpoint");
  return { read, list: listAt(folder), node: nodesOf(note ? parseCheckpoint(parseNote(note).text).size : 0, read) };
}

const fileBundle = (folder: string): BundleFiles => ({ list: () => Promise.resolve(walk(folder, "")), read: (path) => readGrown(readAt(folder), path) });

function walk(folder: string, below: string, found: string[] = []): string[] {
  for (const name of listAt(folder)(below)) {
    const path = below === "" ? name : `${below}/${name}`;
    const kind = lstatSync(join(folder, path), { throwIfNoEntry: false });
    if (kind?.isDirectory()) walk(folder, path, found);
    else if (kind?.isFile()) found.push(path);
  }
  return found;
}

/** Hashes of the tree out of the tiles of one published size. */
function nodesOf(size: number, read: (path: string) => Uint8Array | undefined): NodeAt {
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
