// Record, vault, witnesses and jobs below one folder.
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

/** The largest size that the log has signed, published or not. */
const signedSize = (read: (path: string) => Uint8Array | undefined): number =>
  Math.max(...["log/checkpoint", "pending/checkpoint"].map((path) => {
    const bytes = read(path);
    return bytes ? parseCheckpoint(parseNote(bytes).text).size : 0;
  }));

/** @throws as `openFiles`. */
export async function openFolder(folder: string, since: string): Promise<FolderStore> {
  const record = await openFiles(folder, signedSize, { since });
  return { record, vault: fileVault(folder), witnesses: fileWitnesses(folder), jobs: fileJobs(folder) };
}
