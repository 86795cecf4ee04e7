// A party's own compartment as files: the bundle of the record and the sealed payloads that are addressed to it. What opens them
// lies with the party; on its own machine it folds the same state as any desk would, from what is in force.
import { Fault } from "../basis/fault.ts";
import { verifies } from "../compute/ed25519.ts";
import { emptyState, foldEntry, type State } from "../entries/fold.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { parseHead } from "../record/entry-head.ts";
import { parseNote } from "../record/note.ts";
import { bundlePath, TILE_WIDTH, unpackEntries } from "../record/tile.ts";
import { sayVerdict, verifyBundle, type BundleFiles } from "../record/verify.ts";
import { open, sealedPath, type Identity } from "../store/vault/seal.ts";
import { openedOf, type Desk } from "./desk.ts";
import { exportBundle } from "./export-bundle.ts";

/** By path: the bundle below `record/`, below `vault/` every sealed payload of an entry in force that is addressed to `party`. Linear in the entries. */
export async function compartmentFiles(desk: Pick<Desk, "pack" | "record" | "vault">, party: string, verifier: Uint8Array | undefined): Promise<Map<string, Uint8Array>> {
  const bundle = await exportBundle(desk, verifier);
  const files = new Map<string, Uint8Array>([...bundle].map(([path, bytes]) => [`record/${path}`, bytes]));
  const note = bundle.get("log/checkpoint");
  const size = note ? parseCheckpoint(parseNote(note).text).size : 0;
  for (let index = 0; index < size; index++)
    for (const { sealed, to } of parseHead(parseEnvelope(await desk.record.entry(index)).payload).commits) {
      const ciphertext = to.includes(party) ? await desk.vault.sealed(sealed) : undefined; // erased: the commitment alone stays
      if (ciphertext) files.set(sealedPath(sealed), ciphertext);
    }
  return files;
}

export type Compartment = { readonly party: string; readonly identity: Identity };
export type OpenedFiles = { readonly state: State; readonly origin: string; readonly verdict: string };

/**
 * The state of a compartment out of files: `record` as a bundle or a desk holds it, `sealedAt` gives the age file of a digest.
 * @throws Fault `RECORD_NOT_IN_FORCE` where the bundle does not verify, `VAULT_COMMITMENT` for a payload that is not the committed one.
 */
export async function stateOfFiles(record: BundleFiles, sealedAt: (path: string) => Promise<Uint8Array | undefined>, { party, identity }: Compartment): Promise<OpenedFiles> {
  const verdict = await verifyBundle(record, verifies, () => {});
  if (verdict.kind !== "in-force") throw new Fault("RECORD_NOT_IN_FORCE", `expected a record that both sides cosigned: ${sayVerdict(verdict)}`);
  const note = await record.read("log/checkpoint");
  const size = note ? parseCheckpoint(parseNote(note).text).size : 0;
  const state = emptyState();
  let origin = "";
  for (let n = 0; n * TILE_WIDTH < size; n++) {
    const width = Math.min(TILE_WIDTH, size - n * TILE_WIDTH);
    const leaves = unpackEntries((await record.read(`log/${bundlePath(n, width)}`)) ?? new Uint8Array(0), width);
    for (const [i, leaf] of leaves.entries()) {
      const { payload, signatures } = parseEnvelope(leaf);
      const head = parseHead(payload);
      origin = head.origin;
      const [commit] = head.commits;
      const ciphertext = commit?.to.includes(party) === true ? await sealedAt(sealedPath(commit.sealed)) : undefined;
      const plaintext = commit && ciphertext ? await open(ciphertext, identity, commit.commitment) : undefined;
      foldEntry(state, n * TILE_WIDTH + i, head, plaintext && openedOf(plaintext), signatures.map(({ keyid }) => keyid));
    }
  }
  return { state, origin, verdict: sayVerdict(verdict) };
}
