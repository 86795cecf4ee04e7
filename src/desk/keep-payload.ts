// Sealed payloads kept without holding up the others: written, synced and renamed on the thread pool, durable when it
// resolves. A disk without room refuses the act alone: nothing was kept, nothing acknowledged, and the desk goes on to be read. Any other
// failure stops the process (RECORD.md §10), for after a failed sync nobody knows what stands. Acts that wait for a second
// signature are kept beside, one small file each; their content is ciphertext in the vault.
import { mkdir, open as openFile, rename, unlink } from "node:fs/promises";
import { existsSync, readdirSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { base64, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { realDisk, refusedWrite, replaceFile } from "../store/files/disk.ts";
import { sealedPath } from "../store/vault/seal.ts";

export type Payloads = { readonly keep: (sealed: string, ciphertext: Uint8Array) => Promise<void> };

const stopProcess = (): never => {
  writeSync(2, "the disk refused a write: the process stops, nothing unwritten was acknowledged; start again to read what stands\n");
  process.kill(process.pid, "SIGKILL");
  throw new Error("stopped");
};

async function syncFolder(path: string): Promise<void> {
  const handle = await openFile(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** No room: said by the system before anything is lost. */
const isFull = (error: unknown): boolean => error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");

/** The bytes under a name that nothing reads yet. @throws Fault `STORE_WRITE` where there is no room: no file is left. */
async function writeTemporary(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const handle = await openFile(path, "w", 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!isFull(error)) throw error;
    await unlink(path).catch(() => {}); // where not even the name found room
    throw refusedWrite(error);
  }
}

/** `stop` is called where the disk fails; in a test it throws. */
export function openPayloads(folder: string, stop: () => never = stopProcess): Payloads {
  let n = 0;
  const syncs = new Map<string, { readonly next: Promise<void> }>();
  /** Callers that come while a sync of the folder has not begun share it. */
  const shareSync = (path: string): Promise<void> => {
    const known = syncs.get(path);
    if (known) return known.next;
    const next = Promise.resolve().then(() => {
      syncs.delete(path);
      return syncFolder(path);
    });
    syncs.set(path, { next });
    return next;
  };
  return {
    keep: async (sealed, ciphertext) => {
      const path = join(folder, sealedPath(sealed));
      if (existsSync(path)) return; // named by its hash: the same bytes
      try {
        if (!existsSync(dirname(path))) {
          await mkdir(dirname(path), { recursive: true });
          await syncFolder(dirname(dirname(path)));
          await syncFolder(folder);
        }
        const temporary = join(dirname(path), `.new-${process.pid}-${n++}`);
        await writeTemporary(temporary, ciphertext);
        await rename(temporary, path);
        await shareSync(dirname(path));
      } catch (error) {
        if (error instanceof Fault) throw error;
        stop();
      }
    },
  };
}

export type PendingFile = { readonly act: string; readonly officer: string; readonly party: string; readonly key: string; readonly kind: string; readonly since: string; readonly leaf: Uint8Array };
export type PendingFiles = {
  readonly keep: (one: PendingFile) => void;
  readonly drop: (act: string) => void;
  readonly load: () => (PendingFile & { readonly opened: null | { readonly label: string; readonly body: Record<string, unknown>; readonly sources: string[] } })[];
};

/** `openedOf` opens the payload that a waiting leaf names, before the desk is served. */
export async function openPendingFiles(folder: string, openedOf: (leaf: Uint8Array) => Promise<ReturnType<PendingFiles["load"]>[number]["opened"]>): Promise<PendingFiles> {
  const below = join(folder, "desk/pending");
  const pathOf = (act: string): string => join(below, `${act}.json`);
  const found: ReturnType<PendingFiles["load"]> = [];
  for (const name of existsSync(below) ? readdirSync(below).sort() : []) {
    if (!/^[0-9a-f]{64}\.json$/.test(name)) continue;
    const value = parseJson(fromUtf8(new Uint8Array(readFileSync(join(below, name)))), name);
    if (!isRecord(value)) continue;
    const text = (field: string): string => {
      const one = value[field];
      return typeof one === "string" ? one : "";
    };
    const leaf = fromBase64(text("leaf"));
    found.push({ act: name.slice(0, 64), officer: text("officer"), party: text("party"), key: text("key"), kind: text("kind"), since: text("since"), leaf, opened: await openedOf(leaf) });
  }
  return {
    keep: ({ act, officer, party, key, kind, since, leaf }) => replaceFile(realDisk, pathOf(act), utf8(canonicalJson({ officer, party, key, kind, since, leaf: base64(leaf) }))),
    drop: (act) => {
      if (existsSync(pathOf(act))) unlinkSync(pathOf(act));
    },
    load: () => found,
  };
}
