// What was dropped or chosen, as the files of a bundle: paths relative to the folder that holds `MANIFEST` or `policy`.
import type { BundleFiles } from "../../record/verify.ts";

const FILES_MAX = 2_000_000;
export type NamedFile = { readonly path: string; readonly file: Blob };

/** Every file below what was dropped, by its path. */
export async function droppedFiles(items: DataTransferItemList): Promise<NamedFile[]> {
  const found: NamedFile[] = [];
  const walk = async (entry: FileSystemEntry, path: string): Promise<void> => {
    if (found.length > FILES_MAX) throw new Error("more files than a bundle may have");
    if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      found.push({ path: path + entry.name, file });
    } else if (isFolder(entry)) for (const one of await entriesOf(entry)) await walk(one, `${path}${entry.name}/`);
  };
  const roots = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  for (const root of roots) await walk(root, "");
  return found;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** `readEntries` gives at most 100 at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

export const chosenFiles = (list: Iterable<File>): NamedFile[] =>
  [...list].map((file) => ({ path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath, file }));

/** Cuts the folder's own name away, where all lies below one folder. */
export function bundleOf(named: readonly NamedFile[]): BundleFiles {
  const shortest = named.map(({ path }) => path).filter((path) => /(^|\/)policy$/.test(path)).sort((a, b) => a.length - b.length)[0];
  const root = shortest === undefined ? "" : shortest.slice(0, -"policy".length);
  const files = new Map(named.filter(({ path }) => path.startsWith(root)).map(({ path, file }) => [path.slice(root.length), file]));
  return {
    list: () => Promise.resolve([...files.keys()]),
    read: async (path) => {
      const file = files.get(path);
      return file === undefined ? undefined : new Uint8Array(await file.arrayBuffer());
    },
  };
}
