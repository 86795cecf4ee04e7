// The stand-alone verifier: `node verify.mjs BUNDLE-or-DIR`. Built to one file that imports nothing but Node.
import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { sha256Hex } from "../basis/sha256.ts";
import { verifies } from "../compute/ed25519.ts";
import { readGrown } from "../record/tile.ts";
import { sayVerdict, verifyBundle, type BundleFiles } from "../record/verify.ts";
import { endProcess, outliveReaders } from "./end-process.ts";

const FILES_MAX = 2_000_000;

/**
 * The files of a folder; links are refused, so that what is checked is what lies there. Below a desk's own folder they may move on
 * while they are read: a tile that gave way to a wider one is cut from that.
 */
export function folderFiles(root: string, isDesk = false): BundleFiles {
  const walk = async (folder: string, found: string[]): Promise<string[]> => {
    for (const name of (await readdir(folder)).sort()) {
      if (isDesk && name.startsWith(".new-")) continue; // a write that was interrupted; the next start of the desk removes it
      const path = join(folder, name);
      const kind = await (isDesk ? lstat(path).catch(() => undefined) : lstat(path));
      if (!kind) continue;
      if (kind.isDirectory()) await walk(path, found);
      else if (kind.isFile()) found.push(relative(root, path).split(sep).join("/"));
      if (found.length > FILES_MAX) throw new Error("more files than a bundle may have");
    }
    return found;
  };
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    try {
      const file = join(root, path);
      return (await lstat(file)).isFile() ? new Uint8Array(await readFile(file)) : undefined;
    } catch {
      return undefined;
    }
  };
  return { list: () => walk(root, []), read: isDesk ? (path) => readGrown(read, path) : read };
}

/** `DIR` of a desk or a bundle: the folder that holds `policy`. */
export async function recordFolder(path: string): Promise<string> {
  const isFolder = async (one: string): Promise<boolean> => (await stat(one).catch(() => undefined))?.isDirectory() ?? false;
  return (await isFolder(join(path, "record"))) ? join(path, "record") : path;
}

/** Sealed payloads of a desk's vault whose bytes do not hash to their name. */
async function changedSealed(vault: string): Promise<string[]> {
  if (!(await stat(vault).catch(() => undefined))?.isDirectory()) return [];
  const files = folderFiles(vault, true);
  const changed: string[] = [];
  for (const path of await files.list()) {
    const bytes = await files.read(path);
    if (!bytes || !path.endsWith(`/${sha256Hex(bytes)}.age`)) changed.push(path);
  }
  return changed;
}

/** Prints the verdict; 0 when all of it is in force (or every receipt holds), 1 otherwise, 2 when there is no such folder. */
export async function verifyFolder(path: string, out: (text: string) => void, err: (text: string) => void): Promise<number> {
  const root = await recordFolder(path);
  if (!(await stat(root).catch(() => undefined))?.isDirectory()) {
    err(`verify: expected the folder of a bundle or a desk, found none at “${path}”\n`);
    return 2;
  }
  const verdict = await verifyBundle(folderFiles(root, root !== path), verifies, (done, of) => {
    if (of > 10_000) err(`\rverify: ${done} of ${of} entries`);
  });
  out(`${sayVerdict(verdict)}\n`);
  const changed = root === path ? [] : await changedSealed(join(path, "vault"));
  for (const file of changed) out(`not valid: file vault/${file} is not the sealed payload that its name says [SEALED]\n`);
  if (changed.length > 0) return 1;
  return verdict.kind === "in-force" || verdict.kind === "receipts" ? 0 : 1;
}

const [, script = "", path] = process.argv;
if (/verify(-alone)?\.mjs$/.test(script)) {
  if (path === undefined) process.stderr.write("usage: node verify.mjs BUNDLE-or-DIR\n");
  outliveReaders();
  await endProcess(path === undefined ? 2 : await verifyFolder(path, (text) => process.stdout.write(text), (text) => process.stderr.write(text)));
}
