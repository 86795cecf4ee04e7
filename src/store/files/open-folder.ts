// Record, vault, witnesses and jobs below one folder.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fromUtf8 } from "../../basis/bytes.ts";
import { parseCheckpoint } from "../../record/checkpoint.ts";
import { parseNote } from "../../record/note.ts";
import { fileJobs } from "./file-jobs.ts";
import { openFiles, type FileRecord } from "./file-record.ts";
import { fileVault, fileWitnesses } from "./file-vault.ts";

export type FolderStore = {
  readonly record: FileRecord;
  readonly vault: ReturnType<typeof fileVault>;
  readonly witnesses: ReturnType<typeof fileWitnesses>;
  readonly jobs: ReturnType<typeof fileJobs>;
};

/** The largest size that the log signed or a side's witness remembers. */
const signedSize = (folder: string) => (read: (path: string) => Uint8Array | undefined): number => {
  const below = join(folder, "witness");
  const witnesses = fileWitnesses(folder);
  const sides = existsSync(below) ? readdirSync(below) : [];
  return Math.max(
    ...["log/checkpoint", "pending/checkpoint"].map((path) => {
      const bytes = read(path);
      return bytes ? parseCheckpoint(parseNote(bytes).text).size : 0;
    }),
    ...sides.map((side) => {
      const bytes = witnesses.cosigned(side);
      return bytes ? parseCheckpoint(fromUtf8(bytes)).size : 0;
    }),
  );
};

/** @throws as `openFiles`. */
export async function openFolder(folder: string, since: string): Promise<FolderStore> {
  const record = await openFiles(folder, signedSize(folder), { since });
  return { record, vault: fileVault(folder), witnesses: fileWitnesses(folder), jobs: fileJobs(folder) };
}
