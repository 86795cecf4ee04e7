// An old copy of a record is brought up to what was cosigned, from a bundle or a mirror: every missing entry is taken over byte for
// byte after the whole bundle was verified (RECORD.md §10, rollback). Nothing that stands here is changed.
import { equalBytes } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { EMPTY_ROOT, leafHash } from "../record/merkle.ts";
import { parseNote, type Verifies } from "../record/note.ts";
import type { LogPoint, RecordStorage } from "../record/storage.ts";
import { bundlePath, TILE_WIDTH, unpackEntries } from "../record/tile.ts";
import { sayVerdict, verifyBundle, type BundleFiles } from "../record/verify.ts";
import { openFiles } from "../store/files/file-record.ts";
import { isDatabaseUrl } from "../store/postgres/connect.ts";
import { openDatabase } from "../store/postgres/open-database.ts";

export type Recovered = { readonly before: number; readonly after: number };

/**
 * @throws Fault `RECOVER_BUNDLE` for a bundle that is not in force, `RECOVER_OTHER` for one of another history, `RECOVER_NOTHING`
 * when it holds no entry more than the record. Nothing is written then.
 */
export async function recoverRecord(place: string, bundle: BundleFiles, verifies: Verifies, since: string): Promise<Recovered> {
  const verdict = await verifyBundle(bundle, verifies);
  if (verdict.kind !== "in-force") throw new Fault("RECOVER_BUNDLE", `expected a bundle that is in force; the verifier says: ${sayVerdict(verdict)}`);
  const note = (await bundle.read("log/checkpoint")) ?? new Uint8Array(0);
  const { size, origin } = parseCheckpoint(parseNote(note).text);
  // files open although they lack what was signed; tables that lack it do not open at all, and a restored database is not behind itself
  const record: RecordStorage = isDatabaseUrl(place) ? (await openDatabase(place)).record : await openFiles(place, () => 0, { since });
  try {
    const before = record.size();
    const own = await record.read("log/checkpoint");
    if (own && parseCheckpoint(parseNote(own).text).origin !== origin) throw new Fault("RECOVER_OTHER", "the bundle is of another record");
    if (size <= before) throw new Fault("RECOVER_NOTHING", `the bundle ends at ${size} entries, the record holds ${before}`);
    const missing: Uint8Array[] = [];
    const standing = await record.entries(0, before);
    for (let first = 0; first < size; first += TILE_WIDTH) {
      const width = Math.min(TILE_WIDTH, size - first);
      const bytes = (await bundle.read(`log/${bundlePath(first / TILE_WIDTH, width)}`)) ?? new Uint8Array(0);
      unpackEntries(bytes, width).forEach((entry, i) => {
        const index = first + i;
        if (index >= before) missing.push(entry);
        else if (!equalBytes(leafHash(standing[index] ?? new Uint8Array(0)), leafHash(entry))) throw new Fault("RECOVER_OTHER", `entry ${index} of the bundle is not the one that stands here`);
      });
    }
    await Promise.all(missing.map((entry) => record.append(entry)));
    await record.writeTiles(size);
    await record.alone(async () => {
      if (isDatabaseUrl(place)) await moveCheckpoints(record, note);
      else {
        await record.replace("log/checkpoint", note);
        await record.replace(`checkpoints/${size}`, note);
      }
    });
    for (const path of await bundle.list()) {
      const bytes = (isDatabaseUrl(place) ? /^(notes|policies)\/[\w.-]+$/ : /^(notes|checkpoints|policies)\/[\w.-]+$/).test(path) && !(await record.read(path)) ? await bundle.read(path) : undefined;
      if (bytes) await record.replace(path, bytes);
    }
    // the policy of the bundle was verified with its entries; the one here may be of an earlier era
    for (const path of ["policy", ...(await bundle.list()).filter((one) => /^keys\/[\w.-]+\.vkey$/.test(one))]) {
      const bytes = await bundle.read(path);
      if (bytes) await record.replace(path, bytes);
    }
    return { before, after: size };
  } finally {
    await record.close();
  }
}

/** A database moves its checkpoints by compare-and-swap alone: first what the log signed, then what was cosigned. */
async function moveCheckpoints(record: RecordStorage, note: Uint8Array): Promise<void> {
  const pointOf = (bytes: Uint8Array | undefined): LogPoint => (bytes ? parseCheckpoint(parseNote(bytes).text) : { size: 0, root: EMPTY_ROOT });
  const to = pointOf(note);
  const pending = pointOf(await record.read("pending/checkpoint"));
  if (pending.size < to.size) await record.movePending(pending, to, note);
  await record.movePublished(pointOf(await record.read("log/checkpoint")), to, note);
}
