// An old copy of a record is brought up to what was cosigned, from a bundle or a mirror: every missing entry is taken over byte for
// byte after the whole bundle was verified (RECORD.md §10, rollback). Nothing that stands here is changed.
import { equalBytes } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { leafHash } from "../record/merkle.ts";
import { parseNote, type Verifies } from "../record/note.ts";
import { bundlePath, TILE_WIDTH, unpackEntries } from "../record/tile.ts";
import { sayVerdict, verifyBundle, type BundleFiles } from "../record/verify.ts";
import { openFiles } from "../store/files/file-record.ts";

export type Recovered = { readonly before: number; readonly after: number };

/**
 * @throws Fault `RECOVER_BUNDLE` for a bundle that is not in force, `RECOVER_OTHER` for one of another history, `RECOVER_NOTHING`
 * when it holds no entry more than the record. Nothing is written then.
 */
export async function recoverRecord(folder: string, bundle: BundleFiles, verifies: Verifies, since: string): Promise<Recovered> {
  const verdict = await verifyBundle(bundle, verifies);
  if (verdict.kind !== "in-force") throw new Fault("RECOVER_BUNDLE", `expected a bundle that is in force; the verifier says: ${sayVerdict(verdict)}`);
  const note = (await bundle.read("log/checkpoint")) ?? new Uint8Array(0);
  const { size, origin } = parseCheckpoint(parseNote(note).text);
  const record = await openFiles(folder, () => 0, { since });
  try {
    const before = record.size();
    const own = record.read("log/checkpoint");
    if (own && parseCheckpoint(parseNote(own).text).origin !== origin) throw new Fault("RECOVER_OTHER", "the bundle is of another record");
    if (size <= before) throw new Fault("RECOVER_NOTHING", `the bundle ends at ${size} entries, the record holds ${before}`);
    const missing: Uint8Array[] = [];
    for (let first = 0; first < size; first += TILE_WIDTH) {
      const width = Math.min(TILE_WIDTH, size - first);
      const bytes = (await bundle.read(`log/${bundlePath(first / TILE_WIDTH, width)}`)) ?? new Uint8Array(0);
      unpackEntries(bytes, width).forEach((entry, i) => {
        const index = first + i;
        if (index >= before) missing.push(entry);
        else if (!equalBytes(leafHash(record.entry(index)), leafHash(entry))) throw new Fault("RECOVER_OTHER", `entry ${index} of the bundle is not the one that stands here`);
      });
    }
    await Promise.all(missing.map((entry) => record.append(entry)));
    await record.writeTiles(size);
    await record.replace("log/checkpoint", note);
    await record.replace(`checkpoints/${size}`, note);
    for (const path of await bundle.list()) {
      const bytes = /^(notes|checkpoints|policies)\/[\w.-]+$/.test(path) && !record.read(path) ? await bundle.read(path) : undefined;
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
